"""How the answers of lesson 10 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.questions import Judging, read
from snn_edu.validation import Floats


def _hover_one_by_one(weights: Floats, rate: float) -> float:
    """The oracle: the part of each afferent, added up."""
    return math.fsum(float(weight) * rate * 0.0159 for weight in weights)


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


FATES = {  # how the knobs of `views.learn` end, each turned alone
    "jitter": "finds it",
    "share of time": "falls silent",
    "ratio": "runs away",
    "times": "falls silent",
}


def _border_by_bisection(rate: float, gap: float) -> float:
    """The oracle: halve the interval in which the drift changes its sign."""
    return bisected(lambda ratio: _drift_by_integration(rate, gap, ratio) > 0, 0.0, 4.0)[0]


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
    ),
    fate=Judging(judge=judge_fates),
    drift=Judging(
        oracle=_drift_by_integration,
        tries=((64.0, 15.9, 0.85), (64.0, 200.0, 0.85), (20.0, 40.0, 1.0), (31.7, 77.3, 0.43)),
    ),
    border=Judging(
        oracle=_border_by_bisection, tries=((64.0, 15.9), (64.0, 200.0), (23.7, 41.3), (90.0, 7.9))
    ),
)
