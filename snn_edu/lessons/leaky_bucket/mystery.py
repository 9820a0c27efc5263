"""The membrane that lesson 01 lets its readers measure."""

from __future__ import annotations

import numpy as np

from snn_edu.neurons import LIF
from snn_edu.simulation import simulate
from snn_edu.validation import Floats


def mystery_trace() -> tuple[Floats, Floats]:
    """Time (ms) and v (mV) of a membrane whose time constant is for you to find.

    The current is switched on at t = 10 ms.
    """
    membrane = LIF(tau_m=14.0, R_m=8.0, v_threshold=900.0)
    current = np.where(np.arange(1000) < 100, 0.0, 1.5)
    recording = simulate(membrane, current, 0.1)
    return recording.t, recording.v
