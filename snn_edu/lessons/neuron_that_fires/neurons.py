"""The ten lines that lesson 02 asks for, and the neuron that lies on its bench."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.neurons import LIF
from snn_edu.questions import generator
from snn_edu.simulation import Recording, simulate

MYSTERY = LIF(tau_m=16.0, R_m=25.0, v_rest=-72.0, v_reset=-68.0, v_threshold=-55.0, t_ref=3.4)


def mystery(rng: np.random.Generator | None) -> LIF:
    """The lesson's mystery neuron, or one that is drawn: 0.4 nA are too little, 1.5 nA enough."""
    if rng is None:
        return MYSTERY
    v_rest = float(rng.integers(-73, -69))
    return LIF(
        tau_m=float(rng.choice([11, 12, 13, 14, 15, 17, 18, 19, 20, 21])),
        R_m=float(rng.integers(180, 330)) / 10,
        v_rest=v_rest,
        v_reset=v_rest + float(rng.integers(2, 7)),
        v_threshold=v_rest + float(rng.integers(145, 180)) / 10,
        t_ref=float(rng.integers(21, 59)) / 10,
    )


def inject(current: float) -> Recording:
    """150 ms of a steady `current` (nA) into the mystery neuron of who works here.

    The electrode reads v once every millisecond; the spike times are exact.
    """
    return simulate(mystery(generator("neuron_that_fires")), np.full(150, float(current)), 1.0)


def my_neuron(current: Any, dt: float, lif: LIF) -> tuple[Any, Any]:
    """A LIF neuron in ten lines, as a learner of lesson 02 writes it.

    `current` in nA, one value a step of `dt` ms; v (mV) at the end of each step, and the times of
    the spikes (ms), each at the end of its step. The pause is `t_ref` rounded to whole steps.
    """
    trace: list[float] = []
    spikes: list[float] = []
    v, pause = lif.v_rest, 0
    decay = math.exp(-dt / lif.tau_m)
    for nA in np.asarray(current, float).tolist():  # plain floats: twice as fast
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
