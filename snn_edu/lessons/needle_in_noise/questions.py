"""What lesson 10 asks: predictions, exercises and a quiz on a needle in the noise."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from snn_edu.questions import Judging, read, simpler
from snn_edu.validation import Floats


def hover(weights: Floats, rate: float) -> float:
    """The solution of the exercise: the average of p if noise comes at `rate` Hz."""
    return float(rate * 15.9 / 1000 * np.sum(weights))


def _hover_one_by_one(weights: Floats, rate: float) -> float:
    """The oracle: the part of each afferent, added up."""
    return math.fsum(float(weight) * rate * 0.0159 for weight in weights)


def judge(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    """The solution of the exercise: (hit rate, false alarms in Hz, latency in ms)."""
    since = np.asarray(times)[:, None] - np.asarray(onsets)  # (spikes, showings)
    inside = (since >= 0) & (since < length)
    hit = inside.any(axis=0)
    first = np.where(inside, since, np.inf).min(axis=0)
    false = (~inside.any(axis=1)).sum()
    return float(hit.mean()), float(false / duration * 1000), float(first[hit].mean())


def _judge_slowly(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    """The oracle: walk through the spikes one by one."""
    first: dict[float, float] = {}
    false = 0
    for t in times:
        own = [onset for onset in onsets if onset <= t < onset + length]
        false += not own
        for onset in own:
            first.setdefault(float(onset), float(t - onset))
    latency = math.fsum(first.values()) / len(first)
    return len(first) / len(onsets), 1000.0 * false / duration, latency


Part = Callable[..., Any]


def _first(since: Floats, inside: Any) -> Floats:
    return np.asarray(np.where(inside, since, np.inf).min(axis=0))


def _judging(
    inside: Part = lambda since, length: (since >= 0) & (since < length),
    hits: Part = lambda inside: inside.any(axis=0).mean(),
    alarms: Part = lambda inside, length, duration: (~inside.any(axis=1)).sum() / duration * 1000,
    latency: Part = lambda since, inside: _first(since, inside)[inside.any(axis=0)].mean(),
) -> Part:
    """A judge, one of whose parts may be wrong."""

    def judged(
        times: Floats, onsets: Floats, length: float, duration: float
    ) -> tuple[float, float, float]:
        since = np.asarray(times)[:, None] - np.asarray(onsets)
        within = inside(since, length)
        return (
            float(hits(within)),
            float(alarms(within, length, duration)),
            float(latency(since, within)),
        )

    return judged


def drift(rate: float, gap: float, ratio: float) -> float:
    """The solution of the exercise: mean change per discharge, in A_plus, with reduced pairing."""
    r = rate / 1000
    to_plus, to_minus = r + 1 / 16.8, r + 1 / 33.7
    ltp = r / to_plus * (1 - np.exp(-to_plus * gap))
    ltd = r / to_minus * (1 - np.exp(-to_minus * gap))
    return float(ltp - ratio * ltd)


_gauss = cache(np.polynomial.legendre.leggauss)  # an eigenvalue problem


def _drift_by_integration(rate: float, gap: float, ratio: float) -> float:
    """The oracle: the mean of exp(-s / tau) over the first spike's moment s, by quadrature.

    A grader keeps the gaps, which are whole steps of 0.01 ms: a sum over such steps is right too.
    """
    if abs(100 * gap - round(100 * gap)) > 1e-6:
        raise ValueError(f"gap = {gap}: we want whole steps of 0.01 ms.")
    x, weight = _gauss(80)
    s, weight = gap * (x + 1) / 2, weight * gap / 2
    density = rate / 1000 * np.exp(-rate / 1000 * s)
    change = np.exp(-s / 16.8) - ratio * np.exp(-s / 33.7)
    return float((weight * density * change).sum())


def _ltd(rate: float, gap: float) -> float:
    return (drift(rate, gap, 0.0) - drift(rate, gap, 1.0)) if rate else 0.0


def _all_later_ltd(rate: float, gap: float, ratio: float) -> float:
    every = rate / 1000 * 33.7 * (1 - np.exp(-gap / 33.7))
    return float(drift(rate, gap, 0.0) - ratio * every)


def _sides(ltp: Part, ltd: Part | None = None) -> Part:
    """A drift whose two sides are functions of the rate in 1/ms, the gap and a time constant."""

    def drifted(rate: float, gap: float, ratio: float) -> float:
        r = rate / 1000
        return float(ltp(r, gap, 16.8) - ratio * (ltd or ltp)(r, gap, 33.7))

    return drifted


def _side(r: float, gap: float, tau: float) -> float:
    return float(r / (r + 1 / tau) * (1 - np.exp(-(r + 1 / tau) * gap)))


def _taus_swapped(rate: float, gap: float, ratio: float) -> float:
    return float(_ltd(rate, gap) - ratio * drift(rate, gap, 0.0))


FATES = {  # how the knobs of `views.learn` end, each turned alone
    "jitter": "finds it",
    "share of time": "falls silent",
    "ratio": "runs away",
    "times": "falls silent",
}


def border(rate: float, gap: float) -> float:
    """The solution of the exercise: the ratio A_minus / A_plus at which the drift is zero."""
    return drift(rate, gap, 0.0) / _ltd(rate, gap)


def _border_by_bisection(rate: float, gap: float) -> float:
    """The oracle: halve the interval in which the drift changes its sign."""
    low, high = 0.0, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if _drift_by_integration(rate, gap, middle) > 0 else (low, middle)
        )
    return (low + high) / 2


def judge_fates(answer: Any) -> str | None:
    """None for the four right words; else what the set as a whole has wrong, without its place."""
    if not isinstance(answer, dict) or set(answer) != set(FATES):
        return f"Keep the four keys: {', '.join(FATES)}."
    said = {knob: " ".join(str(word).lower().split()) for knob, word in answer.items()}
    words = sorted(set(FATES.values()))
    for knob, word in said.items():
        if word not in words:
            return f'{word!r} is none of "finds it", "falls silent", "runs away" (at {knob}).'
    if said == FATES:
        return None
    if set(said.values()) == {"falls silent"}:
        return (
            "Four deaths of the same kind? One of the four runs is alive and well, and another is "
            "anything but silent. Look at the output rates."
        )
    if set(said.values()) == {"runs away"}:
        return "Most of them end with fewer spikes than they began with. Look at the output rates."
    if set(said.values()) == {"finds it"}:
        return "It isn't that tough. Watch the runs to their end, and read the captions."
    if said["ratio"] == "finds it":
        return (
            "There is one of them in which every showing is hit, and yet it is no detector. Count "
            "the spikes outside the showings, too."
        )
    if said["times"] == "finds it":
        return (
            "In one of them you say that the counts are enough. Run each to the end, and read the "
            "caption."
        )
    if said["jitter"] != "finds it":
        return (
            "In one of them you are too pessimistic. It may be late, but a minute is long enough. "
            "Read the caption at the end."
        )
    if said["share of time"] == "finds it":
        return (
            "In one of them you stopped watching too early, or had luck with the seed. Run it to "
            "the end, with another seed as well."
        )
    if len(set(said.values())) == 2:
        return (
            "You have one kind of death only. Look at the output rates: with one of the knobs they "
            "climb, and with others they go down to nearly 0."
        )
    return (
        "You have both deaths, but not each in its place. In silence the output rate goes down, in "
        "runaway it goes up."
    )


PREDICTIONS, EXERCISES, QUIZ = read(
    "questions.md",
    globals(),
    hover=Judging(
        oracle=_hover_one_by_one,
        tries=(
            (np.array([1.0, 0.5, 0.25]), 10.0),
            (np.linspace(0.1, 0.9, 7), 64.0),
            (np.array([0.3]), 33.0),
            (np.linspace(0.2, 0.6, 1500), 71.0),  # beyond the threshold
        ),
    ),
    judge=Judging(
        oracle=_judge_slowly,
        tries=(
            (
                np.array([105.0, 106.0, 200.0, 303.0, 350.0, 549.0, 999.0]),
                np.array([100.0, 300.0, 500.0, 900.0]),
                50.0,
                1000.0,
            ),
            (
                np.array([12.3, 38, 130, 249.5, 260, 265, 295, 400, 610, 820, 880]),
                np.array([0.0, 250.0, 400.0, 700.0]),
                40.0,
                2600.0,
            ),
        ),
        examined=simpler(
            judge,
            *(
                (
                    (np.array(times), np.array(onsets), 50.0, duration),
                    f"Take {said}. Where {{expected:g}} is right, you have {{got:g}}.",
                )
                for times, onsets, duration, said in (
                    (
                        [105.0],
                        [100.0],
                        1000.0,
                        "one second, one showing from 100 to 150 ms and one output spike at 105 "
                        "ms. The hit rate is 1, there is no false alarm, and the latency is 5 ms",
                    ),
                    (
                        [105.0, 120.0],
                        [100.0],
                        1000.0,
                        "one second, one showing from 100 to 150 ms and output spikes at 105 and "
                        "120 ms. The hit rate is 1, there is no false alarm, and the latency is "
                        "5 ms",
                    ),
                    (
                        [105.0],
                        [100.0, 500.0],
                        1000.0,
                        "one second, showings at 100 and 500 ms and one output spike at 105 ms. "
                        "The hit rate is 0.5, there is no false alarm, and the latency is 5 ms",
                    ),
                    (
                        [105.0, 400.0],
                        [100.0],
                        2000.0,
                        "two seconds, one showing from 100 to 150 ms and output spikes at 105 and "
                        "400 ms. The hit rate is 1, the false alarms are 0.5 a second, and the "
                        "latency is 5 ms",
                    ),
                )
            ),
        ),
    ),
    fate=Judging(
        judge=judge_fates,
    ),
    drift=Judging(
        oracle=_drift_by_integration,
        tries=((64.0, 15.9, 0.85), (64.0, 200.0, 0.85), (20.0, 40.0, 1.0), (31.7, 77.3, 0.43)),
    ),
    border=Judging(
        oracle=_border_by_bisection,
        tries=((64.0, 15.9), (64.0, 200.0), (23.7, 41.3), (90.0, 7.9)),
    ),
)
