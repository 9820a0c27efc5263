"""Liveness: what becomes of each layer of a network, and the report on all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from snn_edu.validation import Floats
from snn_edu.verify.layers.firing import Cell, rates_by_sums
from snn_edu.verify.report import Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SILENT = 0.001  # spikes a step; a neuron below is silent: no spike in 1,000 steps
SATURATED = 0.5  # spikes a step; from here on a neuron is saturated


@dataclass(frozen=True, eq=False)
class Layer:
    """What becomes of one layer; arrays have one value for each of its neurons."""

    name: str
    neurons: int
    rates: Floats  # spikes a step: counted, or by the two sums where it was too large to simulate
    mean: Floats  # of the potential without a threshold, from the rates of the layer before
    sd: Floats  # its s.d. over time
    cell: Cell
    last: bool = False  # it is the last layer
    counted: bool = True  # False: too large to simulate
    on_threshold: float = 0.0  # the share of spikes that come at the threshold itself
    by_bias: float = 0.0  # the share that fires without a spike coming in
    factor: float | None = 1.0  # on its weights, once the layers before have theirs; None: no one
    biased: bool = True  # False: the factor cures it without its biases
    cured: float | None = None  # spikes a step that it then fires

    @cached_property
    def predicted(self) -> Floats:
        """Spikes a step by `mean` and `sd` alone: Siegert's formula."""
        return rates_by_sums(self.mean, self.sd, self.cell)

    @property
    def rate(self) -> float:
        """Mean of all neurons, in spikes a step."""
        return float(self.rates.mean())

    @property
    def silent(self) -> float:
        """The share of neurons that fire less than once in 1,000 steps."""
        return float((self.rates < SILENT).mean())

    @property
    def saturated(self) -> float:
        """The share of neurons that fire in every other step or more."""
        return float((self.rates >= SATURATED).mean())

    @property
    def healthy(self) -> float:
        """The share of all others."""
        return 1.0 - self.silent - self.saturated

    @property
    def state(self) -> str:
        """A word: "silent", "saturated" or "healthy".

        Silent: it fires less than 0.001 spikes a step, or less than 0.005 while 95 % of its neurons
        are silent; in the last layer one neuron that answers, with 0.1 or more, is enough.
        Saturated: more than half of its neurons are.
        """
        answers = self.last and self.rates.max() >= 0.1
        if not answers and self.rate < (0.005 if self.silent >= 0.95 else SILENT):
            return "silent"
        return "saturated" if self.saturated > 0.5 else "healthy"

    def __str__(self) -> str:
        """Its shares, its rate and its factor."""
        shares = (f"{name} {100 * getattr(self, name):.3g} %" for name in
                  ("silent", "healthy", "saturated"))  # fmt: skip
        told = f"{', '.join(shares)}; {self.rate:.2g} spikes a step"
        if self.factor == 1.0:
            return told
        factor = "no factor cures it" if self.factor is None else f"factor {self.factor:.3g}"
        return told + f"; {factor}" + ", without biases" * (not self.biased)

    __repr__ = __str__


class Liveness(Report):
    """A report on the layers of a network."""

    @property
    def sentence(self) -> str:
        """The first fault, or that there is none."""
        return str(self.findings[0]) if self.findings else "No fault found: every layer fires."

    @property
    def verdict(self) -> str:
        """How many layers were examined, and how many faults were found."""
        count, layers = len(self.findings), len(self.layers)
        faults = f"{count or 'no'} fault{'s' * (count > 1)}"
        return f"{self.what} of {layers} layer{'s' * (layers > 1)}: {faults} found."

    def rows(self) -> list[tuple[str, str]]:
        """A row for each layer."""
        return [(layer.name, str(layer)) for layer in self.layers]

    @property
    def caption(self) -> str:
        """The picture in words."""
        return "Of each layer the silent, healthy and saturated neurons, in percent"

    def _draw(self, ax: Axes) -> None:
        """For each layer the shares of its neurons, as a bar."""
        number = np.arange(1, len(self.layers) + 1)
        below = np.zeros(len(number))
        colours = {"silent": "#0072B2", "healthy": "#009E73", "saturated": "#D55E00"}
        for name, colour in colours.items():
            share = 100 * np.array([getattr(layer, name) for layer in self.layers])
            ax.bar(number, share, bottom=below, color=colour, label=name)
            below += share
        ax.set(xlabel=self.axes[0], ylabel=self.axes[1], ylim=(0, 100), xticks=number)
        place = {"bbox_to_anchor": (1.0, 1.0), "ncols": 3, "columnspacing": 1.0}
        ax.legend(loc="lower right", frameon=False, fontsize="small", handlelength=1.0, **place)
