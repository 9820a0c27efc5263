"""The membrane that lesson 01 lets its readers measure."""

from __future__ import annotations

import numpy as np

from snn_edu.neurons import LIF
from snn_edu.questions import generator
from snn_edu.simulation import simulate
from snn_edu.validation import Floats


def mystery_tau(rng: np.random.Generator | None) -> float:
    """The time constant (ms): 14, or one that is drawn, and is not near it."""
    return (
        14.0
        if rng is None
        else round(float(rng.choice([*range(90, 130), *range(151, 200)])) / 10, 1)
    )


def mystery_trace(tau_m: float | None = None) -> tuple[Floats, Floats]:
    """Time (ms) and v (mV) of a membrane whose time constant is for you to find.

    The current is switched on at t = 10 ms. By default the membrane is that of who works here.
    """
    tau_m = mystery_tau(generator("leaky_bucket")) if tau_m is None else tau_m
    membrane = LIF(tau_m=tau_m, R_m=8.0, v_threshold=900.0)
    current = np.where(np.arange(1000) < 100, 0.0, 1.5)
    recording = simulate(membrane, current, 0.1)
    return recording.t, recording.v
