"""Lesson 06, measuring spike trains: the trains that it compares."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

import numpy as np

from snn_edu.questions import generator, letters
from snn_edu.spikes import Spikes, gamma, poisson
from snn_edu.validation import Floats

LISTENED = 200_000.0  # ms
RATE = 20.0  # Hz, of either train
SWING = 5.0  # Hz, how often the rates swing when they do
REACH = 50.0  # ms, the longest lag that counts as near
TRIAL = 1000.0  # ms


def two_trains(
    share: float, delay: float, jitter: float, swing: bool, rng: np.random.Generator
) -> tuple[Spikes, Spikes, Floats]:
    """Two trains of 20 Hz, a `share` of whose spikes comes from one source.

    The source's spikes reach a at once, and b `delay` ms later, give or take `jitter` ms (s.d.).
    With `swing` the rate of all other spikes goes up and down five times a second, in both.
    Also returns each shared spike's two times: shape (shared, 2).
    """
    source = poisson(RATE, LISTENED, rng).times
    source = source[rng.random(source.size) < share]
    arrival = source + delay + jitter * rng.standard_normal(source.size)
    both = np.column_stack([source, arrival])
    both = both[(arrival >= 0.0) & (arrival <= LISTENED)]
    trains = []
    for shared in both.T:
        own = poisson(2.0 * RATE, LISTENED, rng).times
        wave = np.sin(2.0 * math.pi * SWING * own / 1000.0) if swing else 0.0
        kept = own[rng.random(own.size) < 0.5 * (1.0 - share) * (1.0 + wave)]
        trains.append(Spikes(np.concatenate([kept, shared]), duration=LISTENED))
    return trains[0], trains[1], both


def trials(share: float, seed: int = 2) -> tuple[list[Floats], list[Floats]]:
    """200 trials (spike times in ms) of two neurons whose rates swing with the stimulus.

    A `share` of the spikes comes from one source. The stimulus, and with it the swing, begins anew
    with each trial of 1 s.
    """
    trains = two_trains(share, 0.0, 2.0, True, np.random.default_rng(seed))[:2]
    starts = np.arange(0.0, LISTENED, TRIAL)
    a, b = (
        [each - start for start, each in zip(starts, parts, strict=True)]
        for parts in (np.split(one.times, np.searchsorted(one.times, starts[1:])) for one in trains)
    )
    return a, b


def near(x: Floats, y: Floats) -> int:
    """How many pairs there are, of a spike of `x` and one of `y`, that are at most 50 ms apart."""
    return int(np.count_nonzero(np.abs(np.subtract.outer(x, y)) <= REACH))


def heard_twice(jitter: float, seed: int) -> tuple[Floats, Floats]:
    """Two answers (ms) to the same stimulus: b is a with two spikes lost and one more.

    Every third spike comes at exactly the same time, the others `jitter` ms (s.d.) off.
    """
    rng = np.random.default_rng(seed)
    a = gamma(40.0, 3.0, 250.0, rng).times
    off = jitter * rng.standard_normal(a.size)
    off[::3] = 0.0
    kept = np.delete(a + off, [1, a.size - 2])
    b = np.sort(np.clip(np.append(kept, rng.uniform(0.0, 250.0)), 0.0, 250.0))
    return a, b


def three_pairs(own: Mapping[str, str] | None = None) -> dict[str, tuple[Floats, Floats]]:
    """Three pairs of answers (ms), by their letters for who works here, or by `own`."""
    own = letters("ABC", generator("measuring_trains")) if own is None else own
    return {name: _three_pairs()[ours] for name, ours in own.items()}


@cache
def _three_pairs() -> Mapping[str, tuple[Floats, Floats]]:
    """Three pairs of answers (ms), of half a second each; the two of B belong to one stimulus.

    A: two stimuli, as many spikes. B: two spikes lost, the others 3 ms (s.d.) off. C: two stimuli,
    and both times the rate rises at 250 ms.
    """
    rng = np.random.default_rng(2)
    answer = _apart(14, rng)
    again = np.delete(answer, [3, 9]) + 3.0 * rng.standard_normal(12)
    others = _apart(13, rng), _apart(13, rng)
    rising = tuple(
        np.concatenate([rng.uniform(20, 250, 3), rng.uniform(250, 480, 11)]) for _ in range(2)
    )
    a, b, c, d, e, f = (np.sort(one).round(1) for one in (*others, answer, again, *rising))
    return {"A": (a, b), "B": (c, d), "C": (e, f)}


def _apart(n: int, rng: np.random.Generator) -> Floats:
    """By chance, `n` times of 20 to 480 ms, more than 8 ms apart."""
    while True:
        times = np.sort(rng.uniform(20.0, 480.0, n))
        if np.diff(times).min() > 8.0:
            return times


KINDS, TIMES = 4, 6  # stimuli, and how often each is shown


def answers(jitter: float, seed: int) -> list[Floats]:
    """Answers (ms) to 4 stimuli, each shown 6 times.

    Each stimulus has eight spikes of its own, some 10 ms from those of the others. In an answer
    they come `jitter` ms (s.d.) off, 15 % are missing, and now and then there is one more.
    """
    rng = np.random.default_rng(seed)
    given = []
    for _ in range(KINDS):
        own = np.linspace(40.0, 460.0, 8) + 10.0 * rng.standard_normal(8)
        for _ in range(TIMES):
            kept = (own + jitter * rng.standard_normal(8))[rng.random(8) < 0.85]
            given.append(np.sort(np.append(kept, rng.uniform(0.0, 500.0, rng.poisson(1.0)))))
    return given


def distances(trains: list[Floats], costs: Floats) -> Floats:
    """Victor-Purpura distances of every two of the trains, shape (costs, trains, trains).

    The table of *Go deeper*, for all pairs and costs at once.
    """
    sizes = np.array([len(each) for each in trains])
    most = int(sizes.max())
    times = np.array([np.pad(each, (0, most - len(each))) for each in trains])
    G = np.empty((most + 1, most + 1, len(costs), len(trains), len(trains)))
    for i in range(most + 1):
        G[i, 0] = G[0, i] = i
    for i in range(1, most + 1):
        for j in range(1, most + 1):
            far = np.abs(times[:, i - 1, np.newaxis] - times[:, j - 1])
            move = G[i - 1, j - 1] + costs[:, np.newaxis, np.newaxis] * far
            G[i, j] = np.minimum(np.minimum(G[i - 1, j], G[i, j - 1]) + 1.0, move)
    a, b = np.indices((len(trains), len(trains)))
    return np.moveaxis(G[sizes[a], sizes[b], :, a, b], -1, 0)


def right_share(far: Floats) -> Floats:
    """Share of answers that go to their own stimulus, shape (costs,), by `distances`.

    An answer goes to the stimulus whose other answers are nearest on average; of several that are
    equally near, to each in part.
    """
    far = np.where(np.eye(far.shape[1], dtype=bool), np.nan, far)
    means = np.nanmean(far.reshape(*far.shape[:2], KINDS, TIMES), axis=3)
    nearest = np.isclose(means, means.min(axis=2, keepdims=True))
    own = np.repeat(np.eye(KINDS, dtype=bool), TIMES, axis=0)
    return np.asarray(((nearest & own).sum(axis=2) / nearest.sum(axis=2)).mean(axis=1))
