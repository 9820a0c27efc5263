"""The four projects of `projects.md`, done once; `python notebooks/guide/projects.py` prints all.

Each function does one project and gives the rows of its table. It is for teachers, as the page is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu import patterns
from snn_edu.coding import Code, jitter, latency_code, lose, rate_code
from snn_edu.lessons.reading_and_hearing.recording import grasshopper, reconstruct
from snn_edu.lessons.temporal_coding.measured import sixty_four_values
from snn_edu.lessons.temporal_coding.race import Line, measure_errors
from snn_edu.plasticity import STDP
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

Rows = Iterator[tuple[Any, ...]]

# --- A code of your own. --------------------------------------------------------------------------


def interval_code(begin: float = 5.0, window: float = 50.0) -> Code:
    """Two spikes a value: the second comes 1 + window (1 - x) ms after the first."""

    def encode(values: ArrayLike, duration: float, rng: np.random.Generator) -> Spikes:
        x = np.asarray(values, float)
        times = np.append(np.full(x.size, begin), begin + 1.0 + window * (1.0 - x))
        return Spikes(times, np.tile(np.arange(x.size), 2), x.size, duration)

    def decode(spikes: Spikes, t: float) -> Floats:
        x = np.full(spikes.size, 0.5)  # what is said of a value that nothing was heard of
        for k in range(spikes.size):
            heard = spikes.of(k).times
            if np.count_nonzero(heard <= t) >= 2:
                x[k] = 1.0 - (heard[1] - heard[0] - 1.0) / window
        return np.clip(x, 0.0, 1.0)

    return Code("interval", encode, decode)


def late(code: Code, by: float) -> Code:
    """The same code, `by` ms later than its receiver believes."""

    def encode(values: ArrayLike, duration: float, rng: np.random.Generator) -> Spikes:
        sent = code.encode(values, duration - by, rng)
        return Spikes(sent.times + by, sent.ids, sent.size, duration)

    return Code(code.name, encode, code.decode)


def a_code_of_your_own() -> Rows:
    """Name, spikes, and the error after 100 ms: a good line, jitter, losses, a late start."""
    for code in (rate_code(), latency_code(), interval_code()):
        lines = (code, Line()), (code, Line(jitter=3.0)), (code, Line(loss=0.2))
        runs = [
            measure_errors(
                sent, sixty_four_values(), [100.0], np.random.default_rng(1), line, trials=8
            )
            for sent, line in (*lines, (late(code, 10.0), Line()))
        ]
        yield code.name, runs[0].spikes[-1], *(run.error[-1] for run in runs)


# --- A rule on a chip. ----------------------------------------------------------------------------

ROUNDINGS = {"nearest": np.round, "towards 0": np.trunc, "down": np.floor}


def a_rule_on_a_chip(chips: Iterable[int] = (6, 8, 10)) -> Rows:
    """Bits, rounding, and what is left of the area of LTP and of LTD, pairs up to 199 ms apart."""
    rule = STDP(A_plus=0.04, A_minus=0.04, tau_plus=20.0, tau_minus=20.0)
    exact = rule.window(np.arange(1.0, 200.0))
    for bits in chips:
        step = 2.0**-bits
        for name, rounded in ROUNDINGS.items():
            up, down = (step * rounded(dw / step).sum() / dw.sum() for dw in (exact, -exact))
            yield bits, name, up, down


# --- A shorter needle. ----------------------------------------------------------------------------


RUNS = ((50.0, 60), (30.0, 60), (20.0, 60), (20.0, 150), (10.0, 60), (10.0, 150))  # ms, s


def a_shorter_needle(runs: Iterable[tuple[float, int]] = RUNS, seeds: int = 4) -> Rows:
    """Length (ms), seconds; in the last 20: in how many runs it is found, and the mean scores."""
    for length, seconds in runs:
        scores = []
        for seed in range(seeds):
            spikes, onsets = patterns.make_input(
                1000.0 * seconds, np.random.default_rng(seed), length=length, rates="poisson"
            )
            output = patterns.Detector().learn(spikes).output
            scores.append(patterns.score(output, onsets, length, since=1000.0 * seconds - 20_000))
        yield length, seconds, sum(one.finds() for one in scores), *np.mean(scores, axis=0)


# --- What the ear says. ---------------------------------------------------------------------------


def what_the_ear_says(draws: int = 100) -> Rows:
    """What was done to the spikes, how many are left, and r with its s.d. over random draws."""
    sound, spikes = grasshopper()
    first = np.flatnonzero(np.diff(spikes.times) < np.median(np.diff(spikes.times)))
    every = np.arange(len(spikes))

    def without(gone: ArrayLike) -> Spikes:
        return Spikes(spikes.times[np.setdiff1d(every, gone)], duration=spikes.duration)

    def told(name: str, trains: list[Spikes]) -> tuple[Any, ...]:
        r = [reconstruct(sound, train).r for train in trains]
        return name, np.mean([len(train) for train in trains]), np.mean(r), np.std(r)

    rngs = [np.random.default_rng(seed) for seed in range(draws)]
    yield told("nothing", [spikes])
    yield told("second of a close pair lost", [without(first + 1)])
    yield told("first of a close pair lost", [without(first)])
    yield told(
        "as many lost by chance", [without(r.choice(every, first.size, False)) for r in rngs]
    )
    yield told("3 in 4 lost by chance", [lose(spikes, 0.75, rng) for rng in rngs])
    yield told("jitter of 1 ms", [jitter(spikes, 1.0, rng) for rng in rngs])
    yield told("jitter of 2 ms", [jitter(spikes, 2.0, rng) for rng in rngs])


if __name__ == "__main__":
    for project in (a_code_of_your_own, a_rule_on_a_chip, a_shorter_needle, what_the_ear_says):
        print(f"\n{project.__doc__}")
        for row in project():
            print(*(f"{each:.3f}" if isinstance(each, float) else each for each in row), sep=" | ")
