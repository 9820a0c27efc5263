"""The tutorial's task done: a neuron that learns 1 0 1 0 1, and fires for nothing else.

What the article lacks, and this has: a temporal code in which a zero is a spike too, inhibition,
pairs counted once and never tied, bounded weights, presentations of the pattern among others, and
a score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.lessons.pattern_detected.article import PATTERN
from snn_edu.patterns import Confusion, confusion_matrix
from snn_edu.plasticity import STDP
from snn_edu.validation import Floats, fields_within, integer, number

Bools = NDArray[np.bool_]

EVERY: Bools = (np.arange(32)[:, np.newaxis] >> np.arange(4, -1, -1)) % 2 == 1  # the 32 inputs
ITS = int((EVERY == PATTERN).all(axis=1).argmax())  # the pattern's number among them


@dataclass(frozen=True)
class RepairedDetector:
    """One neuron over ten channels: five that mean "this bit is 1", five "this bit is 0".

    A presentation lasts `period` ms. The five channels that agree with the bits spike at its
    beginning, the five others `late` ms after. The neuron adds up what arrives (v = sum of w) and
    fires `delay` ms after the beginning if v >= v_threshold. Feed-forward inhibition, driven by the
    early spikes, then silences it to the end, whether it fired or not, so that the late spikes
    never make it fire. An output spike strengthens, by
    pair STDP, the channels that came before it and weakens those that come after; without an
    output spike nothing changes. Five channels of weight 1 reach 5, four reach 4: the threshold
    lies between, and one wrong bit is enough for silence once the off-channels' weights are low.

    Raises
    ------
    ValueError
        The late spikes do not come between the output and the next presentation.
    """

    v_threshold: float = 4.5  # in units of one full weight
    delay: float = 1.0  # ms from the early spikes to the output spike
    late: float = 10.0  # ms from the early spikes to the late ones
    period: float = 200.0  # ms, long enough to forget the last presentation
    w_low: float = 0.9  # weights begin uniform in [w_low, 1]: at first it fires for everything
    stdp: STDP = field(default_factory=lambda: STDP(A_plus=0.02, A_minus=0.02, pairing="reduced"))

    def __post_init__(self) -> None:
        fields_within(self, "", 0.001, 10.0, "v_threshold")
        fields_within(self, "ms", 0.001, 1000.0, "delay")
        fields_within(self, "ms", self.delay + 0.001, 1000.0, "late")
        fields_within(self, "ms", self.late + 0.001, 10_000.0, "period")
        fields_within(self, "", 0.0, 1.0, "w_low")

    def learn(
        self,
        rng: np.random.Generator,
        runs: int = 1,
        presentations: int = 600,
        share: float = 0.5,
        flip: float = 0.0,
    ) -> Floats:
        """Weights after so many presentations, each run its own: the last of `history`."""
        presentations = integer("presentations", presentations, low=0)
        steps = self.history(rng, runs, share, flip)
        return next(islice(steps, presentations, None))

    def history(
        self,
        rng: np.random.Generator,
        runs: int = 1,
        share: float = 0.5,
        flip: float = 0.0,
        luck: bool = True,
        bound: bool = True,
    ) -> Iterator[Floats]:
        """Weights before the first presentation, after it, after the second, ...: (runs, 10) each.

        Parameters
        ----------
        share
            Of the presentations, how many are the pattern; the others are any of the 31 others.
        flip
            Probability that a bit arrives wrong.
        luck
            False replaces each presentation by the average over all 32 inputs, each weighed by
            how often it comes.
        bound
            False lets the channels that disagree with the pattern grow beyond `stdp.w_max`.
        """
        w = rng.uniform(self.w_low, 1.0, (integer("runs", runs, low=1), 10))
        up = float(self.stdp.window(self.delay))  # t_post - t_pre of an early spike
        down = float(self.stdp.window(self.delay - self.late))  # and of a late one
        top = np.where(channels(PATTERN) | bound, self.stdp.w_max, np.inf)
        often = np.where((EVERY == PATTERN).all(axis=1), share, (1 - share) / 31)
        moves = np.where(channels(EVERY), up, down)  # of each channel, at each input
        while True:
            yield w
            if luck:
                arrived = present(rng, runs, share)
                arrived = flipped(arrived, flip, rng) if flip else arrived
                early = channels(arrived)
                change = np.where(early, up, down)
                change *= self._over(w, early)[:, np.newaxis]
            else:
                change = (self.fires(w[:, np.newaxis], EVERY) * often) @ moves
            w = np.minimum(np.maximum(w + change, self.stdp.w_min), top)

    def fires(self, weights: Floats, bits: ArrayLike) -> Bools:
        """Whether the neuron fires for these bits: (runs, 10) and (..., 5) to (...).

        The leading axis of `bits` goes along with the runs; 5 bits alone are shown to every run.
        """
        return self._over(weights, channels(bits))

    def _over(self, weights: Floats, early: Bools) -> Bools:
        over: Bools = np.einsum("...k,...k", weights, early) >= self.v_threshold
        return over

    def test(
        self,
        weights: Floats,
        rng: np.random.Generator,
        presentations: int = 200,
        share: float = 0.5,
        flip: float = 0.0,
    ) -> Confusion:
        """Confusion matrix over new presentations to every run, without learning."""
        counts = np.zeros(4, int)
        for _ in range(integer("presentations", presentations, low=1)):
            shown = present(rng, len(weights), share)
            fires = self.fires(weights, flipped(shown, flip, rng))
            counts += confusion_matrix(fires, (shown == np.array(PATTERN, bool)).all(axis=-1))
        return Confusion(*(int(count) for count in counts))


def channels(bits: ArrayLike) -> Bools:
    """Which of the ten channels spike early: the bits, then their opposites: (..., 10)."""
    ones = np.asarray(bits, bool)
    return np.concatenate([ones, ~ones], axis=-1)


def present(rng: np.random.Generator, runs: int, share: float) -> Bools:
    """What is shown to each run: the pattern with probability `share`, else one of the others."""
    share = number("share", share, "", 0.0, 1.0)
    other = rng.integers(31, size=runs)
    other += other >= ITS  # any number but the pattern's
    return EVERY[np.where(rng.random(runs) < share, ITS, other)]


def flipped(bits: Bools, flip: float, rng: np.random.Generator) -> Bools:
    """The bits as they arrive: each wrong with probability `flip`."""
    wrong: Bools = rng.random(bits.shape) < number("flip", flip, "", 0.0, 1.0)
    return bits ^ wrong
