"""How the answers of lesson 00 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.questions import Judging, named, read


def _scores_by_counting(printed: Any, shown: Any) -> tuple[float, float]:
    """The truth another way: step by step."""
    pairs = list(zip(printed, shown, strict=True))
    true = pairs.count((True, True))
    return true / (true + pairs.count((True, False))), true / (true + pairs.count((False, True)))


def _standard_error_by_spread(share: float, n: int) -> float:
    """The truth another way: the s.d. of n ones and zeros, over the root of n."""
    spread = math.sqrt(share * (1.0 - share) ** 2 + (1.0 - share) * share**2)
    return spread / math.sqrt(n)


def _ablated_run_by_run(seeds: Any) -> tuple[float, int]:
    """The truth another way: a run at a time, its hits and showings added up."""
    runs = [simulate_many([seed], plastic=False) for seed in seeds]
    hits = sum(int((run.printed & run.shown).sum()) for run in runs)
    shown = sum(int(run.shown.sum()) for run in runs)
    return hits / shown, sum(int(run.fired[:, :, 5:8].sum()) for run in runs)


def _precision_by_steps(share: float, recall: float, false_alarms: float) -> float:
    """The truth another way: a million steps, counted out."""
    there = 1e6 * share
    true, false = there * recall, (1e6 - there) * false_alarms
    return true / (true + false)


def _log(true: int, false: int, missed: int, silent: int) -> tuple[Any, Any]:
    """Printed and shown, in so many steps of each of the four kinds."""
    counts = (true, false, missed, silent)
    return np.repeat([True, True, False, False], counts), np.repeat([True, False] * 2, counts)


def _which_number(answer: Any) -> str:
    """Which of the two numbers of an ablation is right."""
    seeds = range(700, 740)
    (recall, spikes), mine = ABLATION.solution(seeds), answer(seeds)
    if math.isclose(mine[0], recall):
        return (
            "Your recall is right. The other number is to count all spikes of the three hidden "
            "neurons, in all runs and all steps."
        )
    if mine[1] == spikes:
        return "Your spikes are right. The other number is the recall of all runs together."
    return ""


_RNG = np.random.default_rng(0)
_LOGS = tuple(
    (_RNG.random(steps) < often, _RNG.random(steps) < rare)
    for steps, often, rare in ((40, 0.5, 0.4), (200, 0.2, 0.5), (60, 0.7, 0.3))
)


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    scores=Judging(oracle=_scores_by_counting, tries=_LOGS),
    standard_error=Judging(
        oracle=_standard_error_by_spread, tries=((0.25, 1373), (0.115, 3180), (0.9, 17))
    ),
    ablation=Judging(
        oracle=_ablated_run_by_run,
        tries=((range(40),), (range(500, 560),), ([3, 7, 11, 19, 23],)),
        examined=_which_number,
    ),
    rare=Judging(
        oracle=_precision_by_steps,
        tries=((0.5, 0.9, 0.01), (1 / 32, 0.9, 0.01), (0.001, 0.6, 0.02), (0.2, 0.75, 0.3)),
    ),
)
ABLATION = named(EXERCISES, "ablation")
