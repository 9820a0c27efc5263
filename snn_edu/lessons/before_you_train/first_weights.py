"""Networks before their training: weights drawn, spikes counted, one neuron that learns."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from snn_edu.training import Adam, Layers
from snn_edu.validation import Floats

INPUTS, NEURONS = 200, 100  # of the network, and of each of its layers
RATE = 0.1  # spikes a step of each input
DECAY = 0.9  # a, of v in a step
RARE = 1e-3  # spikes a step: a neuron that fires less is silent
OFTEN = 0.5  # spikes a step: one that fires more is saturated
SETTLING = 50  # steps that are not counted: v starts at 0


def drawn(factor: float, layers: int, rng: np.random.Generator) -> list[Floats]:
    """Weights between -1 and 1 over the root of the inputs, as torch.nn.Linear draws; times factor.

    Source: PyTorch's documentation of nn.Linear, U(-sqrt(k), sqrt(k)) with k = 1 / in_features.
    """
    sizes = [INPUTS] + [NEURONS] * layers
    return [
        factor * rng.uniform(-1.0, 1.0, (n, m)) / np.sqrt(n) for n, m in itertools.pairwise(sizes)
    ]


def counted(
    weights: list[Floats], rng: np.random.Generator, rate: float = RATE, steps: int = 1000
) -> list[Floats]:
    """Spikes a step of each neuron, layer by layer, while the inputs fire by chance."""
    x = (rng.random((SETTLING + steps, 1, len(weights[0]))) < rate).astype(np.float32)
    readout = np.zeros((weights[-1].shape[1], 1), np.float32)
    run = Layers([*(W.astype(np.float32) for W in weights), readout], DECAY).run(x)
    return [spikes[SETTLING:].mean(axis=(0, 1)) for spikes in run.spikes]


@lru_cache(maxsize=64)
def network(
    factor: float, layers: int, seed: int, rate: float = RATE, steps: int = 1000
) -> tuple[list[Floats], list[Floats]]:
    """(weights, spikes a step) of such a network, drawn and run."""
    rng = np.random.default_rng(seed)
    weights = drawn(factor, layers, rng)
    return weights, counted(weights, rng, rate, steps)


# --- One neuron that learns to fire ten times in twenty steps. ------------------------------------

STEPS, WANTED = 20, 10
UPDATES, LEARNING = 400, 0.02  # of Adam
REACH = (1 - DECAY ** np.arange(1, STEPS + 1)) / (1 - DECAY)  # dv/dw at each step


def potentials(w: float) -> Floats:
    """The potentials of a neuron that gets w in every step, before each reset."""
    v = np.empty(STEPS)
    left = 0.0
    for t in range(STEPS):
        v[t] = left + w
        left = DECAY * (v[t] - (v[t] >= 1))
    return v


def course(h: Callable[[Floats], Floats], w: float) -> Iterator[tuple[float, int]]:
    """(weight, spikes) before each update, until ten spikes come or no update is left.

    The loss is ((n - 10) / 20)^2, its slope by the bump h and with the reset detached.
    """
    adam, weights = Adam(LEARNING), [np.array([float(w)])]
    state = adam.start(weights)
    for _ in range(UPDATES + 1):
        v = potentials(float(weights[0][0]))
        n = int(np.count_nonzero(v >= 1))
        yield float(weights[0][0]), n
        if n == WANTED:
            return
        slope = 2 * (n - WANTED) / STEPS**2 * float(h(v - 1) @ REACH)
        weights, state = adam.step(weights, [np.array([slope])], state)


# --- A neuron that is asked about one sample after the other. -------------------------------------

SAMPLE = 10  # steps


@dataclass
class Neuron:
    """A neuron that answers a current with its spikes in ten steps; v stays for the next sample.

    With `forgets`, v is set to 0 before each sample.
    """

    a: float = DECAY
    forgets: bool = False
    v: float = 0.0

    def __call__(self, current: float) -> int:
        """How often it fires in one sample."""
        if self.forgets:
            self.v = 0.0
        return sum(spiked for _, spiked in self.steps(current, SAMPLE))

    def steps(self, current: float, count: int) -> Iterator[tuple[float, bool]]:
        """(v before the reset, spiked) of each step."""
        for _ in range(count):
            v = self.a * self.v + current
            self.v = v - (v >= 1)
            yield v, bool(v >= 1)

    def __repr__(self) -> str:
        kept = "forgets" if self.forgets else f"keeps v = {self.v:.2g}"
        return f"Neuron(a={self.a:g}, {kept})"


Summed = Callable[[Any, Any, float], tuple[Any, Any]]
