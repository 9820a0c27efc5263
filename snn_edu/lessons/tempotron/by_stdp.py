"""The tempotron's task, learned by STDP: alone, and with a teacher who makes the neuron fire."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from snn_edu.plasticity import STDP
from snn_edu.training import Tempotron
from snn_edu.validation import Floats

NEURON, SYNAPSES = Tempotron(), 50
RULE = STDP(A_plus=0.02, A_minus=0.01, tau_plus=15.0, tau_minus=30.0, w_max=0.5)
TEACHES_AT = 250.0  # ms, the middle of a pattern: the neuron is made to fire
GRID = np.arange(0.0, 540.0, 1.0)  # ms, on which it crosses its threshold
ROUNDS = 40  # through all patterns


def train(
    times: Floats, labels: NDArray[np.bool_], rng: np.random.Generator, teacher: bool
) -> Floats:
    """Weights after `ROUNDS` rounds of STDP, one output spike a pattern: at its first crossing.

    With a teacher, a pattern to fire for has its output spike at `TEACHES_AT` whatever the neuron
    does; and after a false alarm the inputs before it lose what they would have gained.
    """
    kernels = NEURON.kernel(GRID[:, None, None] - times)  # (grid, patterns, synapses)
    w = rng.uniform(0.0, 0.3, size=(times.shape[1],))
    for p in np.concatenate([rng.permutation(len(times)) for _ in range(ROUNDS)]):
        crossed = np.flatnonzero(kernels[:, p] @ w >= NEURON.threshold)
        if teacher and labels[p]:
            output = TEACHES_AT
        elif crossed.size:
            output = GRID[crossed[0]]
        else:
            continue  # silent: nothing to learn from
        change = RULE.window(output - times[p])
        if teacher and not labels[p]:
            change = -np.maximum(change, 0.0)
        w = np.clip(w + change, RULE.w_min, RULE.w_max)
    return w
