"""Plots: the course's colours and its look.

`figure` gives a figure in that look. Nothing here uses pyplot: a figure is an object, shown
because a cell ends with it, never because it was the current one.
"""

from __future__ import annotations

import io
from contextlib import AbstractContextManager
from importlib.resources import files
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from snn_edu.plots.html import picture_html
from snn_edu.validation import instance, number

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
        drawn, png = io.BytesIO(), io.BytesIO()
        self.savefig(drawn, format="png", dpi=self.dpi)
        with Image.open(drawn) as pixels:  # a palette: a quarter of the bytes in a saved notebook
            pixels.convert("RGB").quantize(128).save(png, "png", optimize=True)
        width = round(self.get_figwidth() * self.dpi)
        return {
            "text/html": picture_html(png.getvalue(), self.text_alternative, width),
            "text/plain": f"<Picture: {self.text_alternative}>",
        }, {}


def figure(text: str, width: float = 7.0, height: float = 3.2) -> HouseFigure:
    """A picture `width` x `height` inches large, described by `text` for those who cannot see it.

    ``axes = figure("...").subplots()`` goes on as in matplotlib.
    """
    instance("text", text, str, "Describe the picture in one sentence.")
    size = (
        number("width", width, "inches", 0.5, 50.0),
        number("height", height, "inches", 0.5, 50.0),
    )
    return HouseFigure(text, figsize=size)
