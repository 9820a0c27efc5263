"""Homeostasis: what holds a neuron's rate, so that STDP cannot silence or inflame it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import (
    Floats,
    ask_if_per_ms,
    ask_seconds,
    by_name,
    fields_within,
    number,
    numbers,
)


@by_name
@dataclass(frozen=True)
class SynapticScaling:
    """All weights of a neuron drift together towards a target rate.

    tau dw/dt = w (1 - rate / target_rate)

    Every weight is multiplied by the same factor, so that what STDP wrote into their ratios stays.
    The step of `scaled` is exact while the rate is constant. It knows no bound: hold the weights
    within theirs afterwards.

    Sources: Turrigiano et al. 1998, Nature 391:892 (experiment); van Rossum, Bi & Turrigiano 2000,
    J Neurosci 20:8812, eq. 8 (the proportional part of their rule).
    """

    target_rate: float = 10.0  # Hz
    tau: float = 10_000.0  # ms, larger = slower; hours in the animal

    def __post_init__(self) -> None:
        fields_within(self, "Hz", 1e-3, 1000.0, "target_rate")
        ask_if_per_ms("target_rate", self.target_rate)
        fields_within(self, "ms", 1.0, 1e9, "tau")
        ask_seconds(self, 50.0, "tau")

    def scaled(self, w: ArrayLike, rate: float, span: float) -> Floats:
        """The weights after `span` ms at `rate` Hz: w exp((1 - rate / target_rate) span / tau)."""
        rate = number("rate", rate, "Hz", 0.0, 1e6)  # one spike in a step of a microsecond
        span = number("span", span, "ms", 0.0)
        growth = (1 - rate / self.target_rate) * span / self.tau
        if growth > 700.0:  # e^710 is too much
            raise ValueError(f"span = {span:g} ms: weights would grow e^{growth:g} times.")
        return np.asarray(numbers("w", w) * math.exp(growth))
