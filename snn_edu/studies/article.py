"""The network of a tutorial that prints "Pattern detected", and each of its faults as a switch.

Five input neurons, three hidden, one output; a hundred steps of random bits; STDP on every
synapse; "Pattern detected" for the bits 1 0 1 0 1. Here it is twice: as classes, as one meets it in
the article, and as arrays over many seeds (`simulate_many`), which a test holds equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import Floats, integer

PATTERN = (1, 0, 1, 0, 1)
NEVER = -math.inf
STEPS = 100


@dataclass(frozen=True)
class Faults:
    """What is wrong, one switch each. True is as in the article, False is repaired."""

    ignores_zeros: bool = True  # looks for spikes of inputs 0, 2, 4, never at 1 and 3
    ignores_output: bool = True  # prints without asking the output neuron
    recounts_pairs: bool = True  # applies the last pair again after every step
    drops_time_zero: bool = True  # skips pairs with a spike at t = 0
    sentinel: bool = True  # "no spike yet" is -1, a time like any other once nothing skips it
    tie_is_ltd: bool = True  # delta_t = 0, here the causal pair, weakens at full strength
    unbounded: bool = True  # weights leave [0, 1]
    refractory_short: bool = True  # "2 steps" block one
    loses_input: bool = True  # what arrives during refractoriness is gone
    own_weights: bool = True  # a neuron's own outgoing weights scale its input
    never_presented: bool = True  # random bits only; repaired: every fourth step shows the pattern
    one_step: bool = True  # a pattern without timing; repaired: hidden spikes arrive a step later

    @classmethod
    def none(cls) -> Faults:
        """All of them repaired; it still cannot learn to detect, see `ceiling`."""
        return cls(**{field.name: False for field in fields(cls)})

    def without(self, *names: str) -> Faults:
        """These faults repaired, the others as they are."""
        return replace(self, **dict.fromkeys(names, False))


class Confusion(NamedTuple):
    """The four ways a detection can go. "Detected" means nothing without all four."""

    true_positives: int  # shown and printed
    false_positives: int  # printed, not shown
    false_negatives: int  # shown, not printed
    true_negatives: int  # neither

    @property
    def precision(self) -> float:
        """Share of what was printed that was shown; NaN when nothing was printed."""
        printed = self.true_positives + self.false_positives
        return self.true_positives / printed if printed else math.nan

    @property
    def recall(self) -> float:
        """Share of what was shown that was printed; NaN when nothing was shown."""
        shown = self.true_positives + self.false_negatives
        return self.true_positives / shown if shown else math.nan


def score(printed: ArrayLike, shown: ArrayLike) -> Confusion:
    """Confusion matrix of two boolean arrays of one shape: was it printed, was it there.

    Raises
    ------
    ValueError
        The shapes differ.
    """
    said, true = np.asarray(printed, bool), np.asarray(shown, bool)
    if said.shape != true.shape:
        raise ValueError(f"printed has shape {said.shape}, shown {true.shape}: expected one shape.")
    return Confusion(
        int((said & true).sum()),
        int((said & ~true).sum()),
        int((~said & true).sum()),
        int((~said & ~true).sum()),
    )


def ceiling(pattern: Sequence[int] = PATTERN) -> float:
    """The best precision of a network that cannot inhibit, on uniformly random bits: 2^-zeros.

    With non-negative weights more input never means fewer spikes. Whatever fires for 1 0 1 0 1
    fires for every input that has these ones and more.
    """
    return 0.5 ** sum(bit == 0 for bit in pattern)


class LIFNeuron:
    """Leaks a tenth per step, fires at 1, resets to 0. 0.9 per step is tau_m = 9.49 steps."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.v = 0.0
        self.free_at = 0  # the first step that is not refractory
        self.last_spike: float = -1 if faults.sentinel else NEVER

    def receive(self, current: float, t: int) -> bool:
        """One step: v <- 0.9 v + current, and whether it fires."""
        if t < self.free_at:
            if not self.faults.loses_input:
                self.v = 0.9 * self.v + current
            return False
        self.v = 0.9 * self.v + current
        if self.v < 1.0:
            return False
        self.v = 0.0
        self.free_at = t + (2 if self.faults.refractory_short else 3)
        self.last_spike = t
        return True


class Synapse:
    """From one neuron to another; the article defines such a class and never uses it."""

    def __init__(self, pre: LIFNeuron, post: LIFNeuron, w: float) -> None:
        self.pre, self.post, self.w = pre, post, w

    def learn(self, t: int) -> None:
        """Add what `stdp` says about the last spikes of both ends."""
        faults = self.pre.faults
        fresh = t in (self.pre.last_spike, self.post.last_spike)
        if faults.recounts_pairs or fresh:
            self.w += stdp(self.pre.last_spike, self.post.last_spike, faults)
            if not faults.unbounded:
                self.w = min(max(self.w, 0.0), 1.0)


def stdp(pre: float, post: float, faults: Faults, rate: float = 0.01, tau: float = 20.0) -> float:
    """Change of weight for one pair of spike times, in steps."""
    if faults.drops_time_zero and not (pre > 0 and post > 0):
        return 0.0
    if NEVER in (pre, post):
        return 0.0
    delta_t = post - pre
    if delta_t > 0 or (delta_t == 0 and not faults.tie_is_ltd):
        return rate * math.exp(-delta_t / tau)
    return -rate * math.exp(delta_t / tau)


class Network:
    """5 - 3 - 1 neurons, weights uniform in [0, 1)."""

    def __init__(self, rng: np.random.Generator, faults: Faults | None = None) -> None:
        self.faults = Faults() if faults is None else faults
        self.layers = [[LIFNeuron(self.faults) for _ in range(size)] for size in (5, 3, 1)]
        self.synapses = [
            [[Synapse(a, b, rng.random()) for b in after] for a in before]
            for before, after in zip(self.layers, self.layers[1:], strict=False)
        ]
        self.delayed = [[0.0] * 3, [0.0]]  # what arrives in the next step, without `one_step`

    def weights(self) -> list[Floats]:
        """The weights: (5, 3) and (3, 1)."""
        return [np.array([[one.w for one in row] for row in rows]) for rows in self.synapses]

    def step(self, bits: Iterable[int], t: int) -> tuple[bool, list[list[bool]]]:
        """One step: whether "Pattern detected" is printed, and who fired in each layer."""
        drive, spiked = [float(bit) for bit in bits], []
        for k, layer in enumerate(self.layers):
            rows = self.synapses[k] if k < 2 else [[] for _ in layer]
            fired = []
            for neuron, arriving, row in zip(layer, drive, rows, strict=True):
                scale = sum(one.w for one in row) if self.faults.own_weights and row else 1.0
                fired.append(neuron.receive(arriving * scale, t))
            spiked.append(fired)
            if k < 2:
                sent = [
                    sum(row[j].w for row, fires in zip(rows, fired, strict=True) if fires)
                    for j in range(len(self.layers[k + 1]))
                ]
                drive = sent if self.faults.one_step else self.delayed[k]
                self.delayed[k] = sent
        for rows in self.synapses:
            for row in rows:
                for one in row:
                    one.learn(t)
        return self.detects(spiked), spiked

    def detects(self, spiked: list[list[bool]]) -> bool:
        """Inputs 0, 2 and 4 have spiked now; the article asks no more, repairs ask more."""
        ones = all(fires for fires, bit in zip(spiked[0], PATTERN, strict=True) if bit)
        others = any(fires for fires, bit in zip(spiked[0], PATTERN, strict=True) if not bit)
        if not self.faults.ignores_output and not spiked[2][0]:
            return False
        return ones and (self.faults.ignores_zeros or not others)


def random_bits(rng: np.random.Generator, faults: Faults, steps: int = STEPS) -> NDArray[np.bool_]:
    """The input, shape (steps, 5): fair coins, and every fourth step the pattern if it is shown."""
    bits = rng.random((integer("steps", steps, low=1), 5)) < 0.5
    if not faults.never_presented:
        bits[::4] = np.array(PATTERN, bool)
    return bits
