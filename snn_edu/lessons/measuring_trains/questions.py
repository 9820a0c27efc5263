"""How the answers of lesson 06 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np

from snn_edu.lessons.measuring_trains.trains import near as near  # for the text
from snn_edu.lessons.measuring_trains.trains import three_pairs
from snn_edu.questions import Judging, letters, named, read
from snn_edu.spikes import van_rossum, victor_purpura
from snn_edu.validation import Floats


def _fano_slowly(times: Floats, window: float, duration: float) -> float:
    """By sums, one window after the other."""
    count = [
        sum(k * window <= t < (k + 1) * window for t in times.tolist())
        for k in range(round(duration / window))
    ]
    mean = math.fsum(count) / len(count)
    return math.fsum((each - mean) ** 2 for each in count) / len(count) / mean


def _one(own: Mapping[str, str]) -> str:
    """The letter of the pair that belongs to one stimulus, B in the lesson."""
    return next(name for name, ours in own.items() if ours == "B")


def _pair(own: Mapping[str, str]) -> dict[str, Any]:
    """The pairs behind these letters: the one, and the two others."""
    one, (other, third) = _one(own), sorted({*own} - {_one(own)})
    return {
        "one": one,
        "other": other,
        "third": third,
        "solution": (one, 0.1, 0.0),
        "judge": lambda answer: _judge_pair(answer, own),
    }


def _taus(own: Mapping[str, str]) -> dict[str, Any]:
    return {**_pair(own), "solution": (30.0, 500.0), "judge": lambda said: _judge_taus(said, own)}


def _judge_pair(answer: Any, own: Mapping[str, str]) -> str | None:
    """None for the pair, a cost at which it is clearly nearest and one at which it isn't."""
    pairs, one = three_pairs(own), _one(own)
    asked = (
        "Hand in three things: the name of the pair in quotes, a cost at which it is the nearest, "
        "and one at which it isn't."
    )
    if not isinstance(answer, list | tuple) or len(answer) != 3:
        return asked
    name, *costs = answer
    if not isinstance(name, str) or name.strip().upper() not in pairs:
        return "The first is a pair in quotes: A, B or C."
    real = all(isinstance(q, Real) and not isinstance(q, bool) for q in costs)
    if not real or not all(0 <= q < math.inf for q in costs):
        return "The second and the third are costs q in 1/ms, numbers of 0 or more."
    name = name.strip().upper()
    finds, misses = ({k: victor_purpura(*p, q) for k, p in pairs.items()} for q in costs)

    def told(q: float, far: dict[str, float]) -> str:
        return f"At q = {q:g}: " + ", ".join(f"{k} {far[k]:.1f}" for k in far) + "."

    def share(far: dict[str, float]) -> float:
        others = min(far[name] for name in own if name != one)
        return far[one] / others if others else math.inf

    first = told(costs[0], finds)
    if share(finds) > 0.9 and share(misses) < 0.7:
        return "Swap your costs: first the one that finds a pair, then the one that misses it."
    if share(finds) > 0.7 and costs[0] < 0.05:
        return f"{first} Moves are nearly free there, so you compare counts and not times."
    if 0.7 < share(finds) < 0.9:
        return (
            f"{first} One is the nearest, but not clearly: this q neither finds it nor misses it."
        )
    if share(finds) > 0.7:
        return (
            f"{first} All are far apart, because a move of more than {2 / costs[0]:.2g} ms doesn't "
            "pay, and few of these spikes have a partner that near."
        )
    if name != one:
        return f"{first} {name} is not the nearest at your own cost."
    if 0.7 < share(misses) < 0.9:
        return (
            f"{told(costs[1], misses)} {one} is the nearest there, but not clearly: this q neither "
            "finds it nor misses it."
        )
    if share(misses) < 0.9:
        return (
            f"{told(costs[1], misses)} {one} still stands out there, so that cost doesn't miss it."
        )
    return None


def _judge_taus(answer: Any, own: Mapping[str, str]) -> str | None:
    """None for a tau that finds the pair and one that misses it; else what is overlooked."""
    pairs, one = three_pairs(own), _one(own)
    asked = "Hand in two taus in ms, both above 0: one that finds the pair, one that misses it."
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != 2:
        return asked
    real = [isinstance(tau, Real) and not isinstance(tau, bool) for tau in answer]
    if not all(real) or not all(0 < tau < math.inf for tau in answer):
        return asked
    finds, misses = ({k: van_rossum(*p, tau) for k, p in pairs.items()} for tau in answer)

    def told(tau: float, far: dict[str, float]) -> str:
        return f"At tau = {tau:g}: " + ", ".join(f"{k} {far[k]:.2f}" for k in far) + "."

    def clear(far: dict[str, float]) -> bool:
        return far[one] < 0.75 * min(far[name] for name in own if name != one)

    def wrong(far: dict[str, float]) -> bool:
        return far[one] > min(far.values())

    if wrong(finds) and clear(misses):
        return "The right two, swapped: first the one that finds the pair."
    if wrong(finds):
        return f"{told(answer[0], finds)} Such tails outlast the intervals, so counts are left."
    if not clear(finds) and answer[0] < 1:
        return f"{told(answer[0], finds)} Nothing is near. Is that a cost? A tau is in ms."
    if not clear(finds):
        why = "too short to meet" if answer[0] < 20 else "so long that they blur the times"
        return f"{told(answer[0], finds)} {one} does not stand out, because these tails are {why}."
    if not wrong(misses):
        return f"{told(answer[1], misses)} No other pair is nearer than {one}: it does not miss."
    return None


def _shared_slowly(a: Sequence[Floats], b: Sequence[Floats]) -> float:
    """One spike after the other."""
    difference = 0
    for k, train in enumerate(a):
        for s in train.tolist():
            difference += sum(abs(s - t) <= 50.0 for t in b[k].tolist())
            difference -= sum(abs(s - t) <= 50.0 for t in b[(k + 1) % len(b)].tolist())
    return difference / sum(len(train) for train in a)


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    edit_limits=Judging(
        oracle=lambda a, b: (victor_purpura(a, b, 0.0), victor_purpura(a, b, 1e9)),
        tries=(
            ([10.0, 50.0, 90.0, 120.0], [10.0, 60.0]),
            ([20.0, 40.0], [20.0, 40.0, 65.0, 80.0, 95.0]),
            ([], [5.0, 25.0]),
            ([10.0, 50.3, 77.0], [10.4, 50.301, 77.0]),  # near is not the same
            ([30.0, 70.0], [35.0, 75.0]),
            ([15.0, 40.0, 80.0], [40.0, 80.0, 110.0, 130.0]),
        ),
    ),
    which_pair=Judging(
        given=_pair(letters("ABC", None)), own=lambda rng: _pair(letters("ABC", rng))
    ),
    shared=Judging(
        oracle=_shared_slowly,
        tries=(
            (
                [
                    np.array([12.31, 93.72, 301.04, 600.4]),  # near the next of a, and no b
                    np.array([55.83, 210.47, 611.7]),
                    np.array([140.26, 622.5]),
                ],
                [np.array([15.92, 260.17]), np.array([71.38, 214.09, 330.51]), np.array([350.64])],
            ),
            (
                [np.array([40.13, 222.58]), np.array([180.92]), np.array([95.27, 111.86])],
                [np.array([44.71]), np.array([175.33, 201.65]), np.array([99.48, 230.15, 304.9])],
            ),
            (
                [
                    np.array([33.47]),
                    np.array([20.16, 151.72, 260.33]),
                    np.array([310.94, 352.07]),
                    np.array([298.2, 512.6]),
                ],
                [
                    np.array([250.81, 301.29]),
                    np.array([30.62, 36.18]),
                    np.array([300.53]),
                    np.array([361.7, 420.4]),
                ],
            ),
        ),
    ),
    fano=Judging(
        oracle=_fano_slowly,
        tries=(
            (np.array([3.04, 41.13, 55.52, 120.37, 133.08, 171.26, 240.49]), 50.0, 300.0),
            (np.array([12.53, 13.17, 14.91, 88.02, 89.36, 90.21]), 20.0, 200.0),
            (np.array([70.31, 81.74, 95.18, 130.92, 149.25]), 12.5, 250.0),
            (np.array([9.13, 31.35, 38.87, 77.76, 93.42]), 16.0, 96.0),  # one in the last window
            (np.array([31.2, 47.7, 60.0, 74.6]), 20.0, 100.0),  # one on a border, for either side
            (np.array([3.12, 12.74, 14.93, 30.61]), 9.4, 47.0),  # 47.0 // 9.4 is 4
        ),
    ),
    by_pairs=Judging(
        oracle=van_rossum,
        tries=(
            (np.array([12.0, 31.5, 80.2]), np.array([14.5, 70.0]), 9.0),
            (np.array([5.3, 6.1]), np.array([40.4, 47.7, 90.9, 91.3]), 23.0),
            (np.array([]), np.array([33.3]), 4.5),
            (np.array([18.2, 55.5]), np.array([17.1, 55.5]), 2.6),
        ),
    ),
    which_tau=Judging(
        given=_taus(letters("ABC", None)), own=lambda rng: _taus(letters("ABC", rng))
    ),
)
FANO = named(EXERCISES, "fano")
