"""Plots: functions ``name(data..., ax)`` that draw on an axes, label it with units and return it.

`figure` gives a figure in the course's look. Nothing here uses pyplot: a figure is an object, shown
because a cell ends with it, never because it was the current one.
"""

from __future__ import annotations

import io
from contextlib import AbstractContextManager
from importlib.resources import files
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from snn_edu.neurons.lif import LIF
from snn_edu.plots.html import picture_html
from snn_edu.simulation.simulate import Recording
from snn_edu.spikes.train import Spikes
from snn_edu.validation import integer, numbers

# One meaning per colour, in every lesson. All pass 3:1 on white, and none is alone in saying it.
VOLTAGE = "#000000"  # black: the potential, and whatever else is observed
THEORY = "#0072B2"  # blue: the closed form, and the current that is put in
SPIKE = "#D55E00"  # vermilion: spikes, and the threshold they come from
OTHER = "#009E73"  # green: the other method or neuron, to compare with
WEIGHT = "#CC79A7"  # purple: weights


def house_style() -> AbstractContextManager[None]:
    """The course's look, for as long as a ``with`` block lasts: nothing global stays changed."""
    style: AbstractContextManager[None] = mpl.rc_context(
        fname=str(files("snn_edu.plots") / "snn_edu.mplstyle")
    )
    return style


class HouseFigure(Figure):
    """A figure in the course's look that shows itself as a PNG when a cell ends with it.

    Parameters
    ----------
    text
        What a reader who cannot see the picture should know, in one sentence.
    """

    def __init__(self, text: str, **settings: Any) -> None:
        with house_style():
            super().__init__(**settings)
        FigureCanvasAgg(self)
        self.text_alternative = text

    def add_subplot(self, *args: Any, **settings: Any) -> Axes:
        """As matplotlib's, in the course's look."""
        with house_style():
            ax: Axes = super().add_subplot(*args, **settings)
        return ax

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        png = io.BytesIO()
        self.savefig(png, format="png", dpi=self.dpi)
        width = round(self.get_figwidth() * self.dpi)
        return {
            "text/html": picture_html(png.getvalue(), self.text_alternative, width),
            "text/plain": f"<Picture: {self.text_alternative}>",
        }, {}


def figure(text: str, width: float = 7.0, height: float = 3.2) -> HouseFigure:
    """A picture `width` x `height` inches large, described by `text` for those who cannot see it.

    ``axes = figure("...").subplots()`` goes on as in matplotlib.
    """
    return HouseFigure(text, figsize=(width, height))


def trace(recording: Recording, lif: LIF, ax: Axes) -> Axes:
    """The potential over time, the threshold, and a vertical stroke for each spike.

    The model has no spike shape: a stroke rises from the threshold to say where one would be.

    Parameters
    ----------
    recording
        Of one neuron.
    lif
        Its parameters, for the threshold.

    Raises
    ------
    ValueError
        The recording is of several neurons.
    """
    if recording.v.ndim != 1:
        raise ValueError(
            f"recording.v has shape {recording.v.shape}: trace draws one neuron. "
            "For many, draw raster(recording.spikes, ax)."
        )
    top = lif.v_threshold + 0.6 * (lif.v_threshold - lif.v_reset)
    ax.plot(recording.t, recording.v, color=VOLTAGE, lw=1.8, label="v")
    ax.axhline(lif.v_threshold, color=SPIKE, lw=1.2, ls="--", label="threshold")
    ax.vlines(recording.spikes.times, lif.v_threshold, top, color=SPIKE, lw=1.8, label="spikes")
    ax.set(xlabel="time (ms)", ylabel="v (mV)", xlim=(0.0, recording.t[-1]))
    return ax


def raster(spikes: Spikes, ax: Axes, first: int = 0) -> Axes:
    """A row per neuron, a stroke per spike; row numbers begin at `first`."""
    rows = integer("first", first) + np.arange(spikes.size)
    ax.eventplot(
        spikes.trains(), lineoffsets=rows.tolist(), linelengths=0.8, colors=SPIKE, linewidths=1.5
    )
    ax.set(xlabel="time (ms)", ylabel="neuron", ylim=(rows[0] - 0.6, rows[-1] + 0.6))
    ax.grid(visible=False)
    if spikes.size <= 12:
        ax.set_yticks(rows)
    if spikes.duration:
        ax.set_xlim(0.0, spikes.duration)
    return ax


def fi_curve(lif: LIF, current: ArrayLike, ax: Axes) -> Axes:
    """The closed-form rate over `current` (nA), its rheobase, and its ceiling 1 / t_ref in view.

    Parameters
    ----------
    current
        In nA, shape (points,), ascending.
    """
    currents = numbers("current", current, "nA")
    ax.plot(currents, lif.rate(currents), color=THEORY, lw=1.8, label="closed form")
    ax.axvline(lif.rheobase, color=SPIKE, lw=1.2, ls="--", label="rheobase")
    if lif.t_ref > 0.0:
        ax.axhline(1000.0 / lif.t_ref, color=OTHER, lw=1.2, ls=":", label="1 / t_ref")
    ax.set(xlabel="current (nA)", ylabel="rate (Hz)", xlim=(currents[0], currents[-1]))
    return ax
