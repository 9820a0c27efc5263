"""A neuron that learns by a surrogate: whether it wakes from silence, and comes down again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from snn_edu.validation import Floats

STEPS, TARGET, DECAY = 20, 10, 0.9  # of the neuron that learns
UPDATES, RATE = 400, 0.02  # of Adam
STEEPEST = 1e100  # slope that is told from a steeper one: its square is finite


def learned(h: Callable[[Floats], Floats], w: float) -> int | None:
    """How many updates bring a neuron to its target from the weight w; None: they do not.

    v = 0.9 v + w - s, s = 1 where v >= 1, and loss ((n - 10) / 20)^2 of n spikes in 20 steps.
    """
    mean = square = 0.0
    reach = (1 - DECAY ** np.arange(1, STEPS + 1)) / (1 - DECAY)  # dv/dw, the reset left out
    for update in range(1, UPDATES + 1):
        v, s, u = 0.0, 0.0, np.zeros(STEPS)
        n = 0.0
        for t in range(STEPS):
            v = DECAY * v + w - s
            u[t] = v - 1
            s = float(v >= 1)
            n += s
        if n == TARGET:
            return update - 1
        slope = float(2 * (n - TARGET) / STEPS**2 * (h(u) * reach).sum())
        slope = max(-STEEPEST, min(slope, STEEPEST))
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        down = (mean / (1 - 0.9**update)) / (np.sqrt(square / (1 - 0.999**update)) + 1e-8)
        w -= RATE * float(down)
    return None
