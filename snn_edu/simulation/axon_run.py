"""One axon for a whole run: the step of `HodgkinHuxley`, unrolled into its loop.

It does what the step does, operation by operation, and twice as fast: no call, no tuple and no
look for a spike in each of a hundred thousand steps. A test holds both identical to the last bit.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from snn_edu.neurons.hodgkin_huxley import (
    HIGHEST,
    LOWEST,
    PER_MV,
    HodgkinHuxley,
    rate_rows,
    too_far,
)
from snn_edu.neurons.lif import State
from snn_edu.validation import Floats, number


def run_axon(
    axon: HodgkinHuxley, drive: Floats, dt: float, start: State
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """The v (mV) at all ends of steps, spike times (ms) and ids: what ``stepper(dt)`` would give.

    Raises
    ------
    ValueError
        As `HodgkinHuxley.stepper`: dt above 0.1 ms, or v beyond -200 to 150 mV.
    """
    dt = number("dt", dt, "ms", 0.001, 0.1)
    rows, exp = rate_rows(axon, dt), math.exp
    g_Na, g_K, g_L, E_Na, E_K = axon.g_Na, axon.g_K, axon.g_L, axon.E_Na, axon.E_K
    dt_C, leaking = dt / axon.C_m, g_L * axon.E_L
    v, m, h, n = (float(each) for each in start)
    trace = [v]
    record = trace.append
    for current in drive.tolist():
        if not LOWEST < v < HIGHEST:
            raise ValueError(too_far(f"v = {v:g} mV"))
        keep_m, add_m, keep_h, add_h, keep_n, add_n = rows[int((v - LOWEST) * PER_MV)]
        m = keep_m * m + add_m
        h = keep_h * h + add_h
        n = keep_n * n + add_n
        sodium = g_Na * m * m * m * h
        n2 = n * n
        potassium = g_K * n2 * n2
        g = sodium + potassium + g_L
        v_inf = (sodium * E_Na + potassium * E_K + leaking + current) / g
        v = v_inf + (v - v_inf) * exp(-g * dt_C)
        record(v)
    traced = np.array(trace)
    k = np.flatnonzero((traced[1:] >= 0.0) & (traced[:-1] < 0.0)) + 1  # steps that crossed 0 mV
    ago = dt * traced[k] / (traced[k] - traced[k - 1])
    return traced, k * dt - ago, np.zeros(k.size, np.int64)
