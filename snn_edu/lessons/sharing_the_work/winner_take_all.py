"""Digits without a teacher: STDP, and three rules that keep it from running away.

Every input spike leaves a trace that decays with tau. Neurons add the traces through their weights;
the first to reach its threshold fires, and silences the others. Its synapses move towards the
traces they see: recent inputs up, silent ones down, which is STDP, computed at the post spike.
Its threshold rises, all thresholds sink: nobody wins for ever.

    trace   F_t = F_(t-1) exp(-1/tau) + S_t          S_t: spikes of step t, chance p x
    M_t     = F_t w / |w| - theta                    the first t with any M >= 0; the largest M wins
    dw_j    = eta (min(F_t / <F_t>, 1) - w_j)        <F_t>: the mean trace of an input x = 1
    theta_j <- theta_j + h;  theta <- theta - h / K

A simplification of Diehl & Cook 2015, Front Comput Neurosci 9:99: at most one spike a picture, no
inhibitory neurons, no conductances, their homeostasis in its shortest form. Each part can be
removed alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats

Numbers = NDArray[np.int64]

UNNAMED = -1
AT_ONCE = 32  # pictures whose traces are reckoned together


@dataclass(frozen=True, eq=False)
class Learned:
    """A layer after some epochs."""

    weights: Floats  # (inputs, neurons)
    theta: Floats  # (neurons,) thresholds
    wins: Numbers  # (neurons,) pictures won in the last epoch


@dataclass(frozen=True)
class WinnerTakeAll:
    """K neurons that look at the same picture and compete for it.

    eta and h go from their first to their last value over the epochs, by the same factor each.
    """

    neurons: int = 100  # K
    steps: int = 40  # time steps a picture
    p: float = 0.5  # chance of a spike per step of an input of 1
    tau: float = 20.0  # steps
    theta_start: float = 20.0
    eta: tuple[float, float] = (0.3, 0.03)  # first and last epoch
    h: tuple[float, float] = (0.5, 0.05)
    inhibition: bool = True  # without: everyone who reaches its threshold fires, and learns
    homeostasis: bool = True  # without: thresholds stay
    depression: bool = True  # without: silent inputs keep their weight
    normalisation: bool = True  # without: M = F w - theta; theta_start and h times the first |w|

    def learn(self, x: Floats, rng: np.random.Generator, epochs: int = 10) -> Iterator[Learned]:
        """Show all pictures in random order, `epochs` times; what has been learned after each.

        No label is seen. Give training pictures only: x is (pictures, inputs), 0 to 1.
        """
        expected = self._traces(np.full(self.steps, self.p))  # of an input of 1, on average
        w = rng.uniform(0.2, 0.8, (x.shape[1], self.neurons))
        scale = 1.0 if self.normalisation else float(np.sqrt((w**2).sum(0)).mean())
        theta = np.full(self.neurons, self.theta_start * scale)
        for epoch in range(epochs):
            done = epoch / max(epochs - 1, 1)
            eta, h = (
                first ** (1 - done) * last**done  # the same factor from epoch to epoch
                for first, last in (self.eta, self.h)
            )
            wins = np.zeros(self.neurons, dtype=np.int64)
            for F in self._seen(x[rng.permutation(len(x))], rng):
                j, t = self._winners(F @ w / self._lengths(w) - theta)
                pre = np.minimum(F[t].T / expected[t], 1.0)  # (inputs, winners)
                change = pre - w[:, j]
                w[:, j] += eta * (change if self.depression else np.maximum(change, 0.0))
                wins[j] += 1
                if self.homeostasis:
                    theta[j] += h * scale
                    theta -= h * scale * len(j) / self.neurons
            yield Learned(w.copy(), theta.copy(), wins)

    def winners(self, learned: Learned, x: Floats, rng: np.random.Generator) -> Numbers:
        """The neuron that fires first for each picture, nothing being learned: (pictures,).

        If none reaches its threshold, the one that is nearest to it in the last step.
        """
        w, lengths = learned.weights, self._lengths(learned.weights)
        above = (F @ w / lengths - learned.theta for F in self._seen(x, rng))
        return np.array([_first(M)[0] for M in above], dtype=np.int64)

    def _seen(self, x: Floats, rng: np.random.Generator) -> Iterator[Floats]:
        """The traces that each picture in turn leaves: (steps, inputs). Some are made at once."""
        for some in np.split(x, range(AT_ONCE, len(x), AT_ONCE)):
            chance = rng.random((len(some), self.steps, x.shape[1]))
            spikes = (chance < self.p * some[:, None]).astype(np.float64)
            yield from self._traces(spikes.swapaxes(0, 1)).swapaxes(0, 1)

    def _traces(self, S: Floats) -> Floats:
        """F_t = F_(t-1) exp(-1/tau) + S_t, over the first axis; written over S."""
        kept = math.exp(-1.0 / self.tau)
        for t in range(1, len(S)):
            S[t] += kept * S[t - 1]
        return S

    def _lengths(self, w: Floats) -> Floats | float:
        """What each neuron's potential is divided by: |w|, or 1."""
        return np.sqrt((w**2).sum(0)) if self.normalisation else 1.0

    def _winners(self, above: Floats) -> tuple[Numbers, Numbers]:
        """Who learns, and the step in which each of them fires."""
        j, t = _first(above)
        if self.inhibition or above[t, j] < 0:
            return np.array([j]), np.array([t])
        fired = (above >= 0).any(0)
        return np.flatnonzero(fired), (above >= 0).argmax(0)[fired]


def name_neurons(winners: Numbers, labels: Numbers, neurons: int) -> Numbers:
    """What each neuron stands for: the digit most often shown when it won, (neurons,).

    Give *training* pictures' winners and labels: with test pictures the answer would be looked up.
    A neuron that won nothing is UNNAMED, which is no digit, so that its later wins count as wrong.
    """
    votes = np.zeros((neurons, int(labels.max(initial=0)) + 1), dtype=np.int64)
    np.add.at(votes, (winners, labels), 1)
    return np.where(votes.any(1), votes.argmax(1), UNNAMED)


def _first(above: Floats) -> tuple[int, int]:
    """The neuron that is furthest above threshold in the first step with any, and that step."""
    reached = (above >= 0).any(1)
    t = int(reached.argmax()) if reached.any() else len(above) - 1
    return int(above[t].argmax()), t
