"""The ten lines that lesson 02 asks for, and the neuron that lies on its bench."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.neurons import LIF
from snn_edu.simulation import Recording, simulate

MYSTERY = LIF(tau_m=16.0, R_m=25.0, v_rest=-72.0, v_reset=-68.0, v_threshold=-55.0, t_ref=3.4)


def inject(current: float) -> Recording:
    """150 ms of a steady `current` (nA) into the mystery neuron.

    The electrode reads v once every millisecond; the spike times are exact.
    """
    return simulate(MYSTERY, np.full(150, float(current)), 1.0)


def my_neuron(current: Any, dt: float, lif: LIF) -> tuple[Any, Any]:
    """A LIF neuron in ten lines, as a learner of lesson 02 writes it.

    `current` in nA, one value a step of `dt` ms; v (mV) at the end of each step, and the times of
    the spikes (ms), each at the end of its step. The pause is `t_ref` rounded to whole steps.
    """
    trace: list[float] = []
    spikes: list[float] = []
    v, pause = lif.v_rest, 0
    decay = math.exp(-dt / lif.tau_m)
    for nA in current:
        if pause > 0:
            pause -= 1
        else:
            v_inf = lif.v_rest + lif.R_m * nA
            v = v_inf + (v - v_inf) * decay
            if v >= lif.v_threshold:
                spikes.append((len(trace) + 1) * dt)
                v, pause = lif.v_reset, round(lif.t_ref / dt)
        trace.append(v)
    return np.array(trace), np.array(spikes)
