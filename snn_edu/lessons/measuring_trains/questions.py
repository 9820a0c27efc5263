"""What lesson 06 asks: predictions, exercises and a quiz on measuring spike trains."""

from __future__ import annotations

import itertools
import math
from numbers import Real
from typing import Any

import numpy as np

from snn_edu.lessons.measuring_trains.views import three_pairs
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.spikes.distances import van_rossum, victor_purpura

PREDICTIONS = (
    Prediction(
        name="commonest_interval",
        asks={"rate": 20, "k": 1, "dead_time": 0},
        question="A neuron fires 20 spikes a second, entirely by chance: at any moment a spike is "
        "as likely as at any other. Which intervals are the most common?",
        choices=(
            "those near 50 ms, the mean",
            "those near 35 ms",
            "the shortest",
            "all are equally common",
        ),
        answer="c",
        why="For the next spike to come after 50 ms, none may come before, and 50 ms of luck are "
        "rarer than 1 ms of it. The share falls as exp(-t / 50 ms), from the very first bin.",
        wrong=(
            Wrong("a", "That is a clock, a little disturbed. Chance has no memory of the mean."),
            Wrong("b", "35 ms is the median: half of the intervals are shorter. There is no peak."),
            Wrong("d", "Any moment is equally likely. A long interval needs many to be empty."),
        ),
    ),
    Prediction(
        name="tiny_window",
        asks={"window": 1, "k": 16},
        question="A train of 40 Hz is nearly a clock: k = 16, CV 0.25. You cut it into windows "
        "of 1 ms and count. How large is variance / mean of the counts?",
        choices=(
            "near 0: it is nearly a clock",
            "near 0.06, CV squared",
            "far above 1",
            "near 1, as if spikes came by chance",
        ),
        answer="d",
        why="A window holds 0 or 1 spike, a spike with p = 0.04. The variance is p (1 - p), so the "
        "ratio is 1 - p = 0.96. Any train gives that, as long as no window holds two spikes: an "
        "interval that does not fit into the window cannot show.",
        wrong=(
            Wrong("a", "To see the clock, a window must hold more than one tick."),
            Wrong("b", "That is where it goes when windows are long."),
            Wrong("c", "Counts of 0 and 1 cannot vary that much."),
        ),
    ),
    Prediction(
        name="one_move",
        asks={},
        question="Moving a spike costs 0.1 per ms, deleting one 1, inserting one 1. A lone spike "
        "is 30 ms later in the other train. What do the cheapest edits cost?",
        answer=2.0,
        tolerance=0.01,
        because="it is a whole number",
        why="Moving would cost 30 x 0.1 = 3. Deleting it and inserting another costs 2. Beyond "
        "2 / cost = 20 ms, moving does not pay.",
        wrong=(
            Wrong(3.0, "Nobody is forced to move it."),
            Wrong(1.0, "Deleting alone leaves the other train's spike missing."),
        ),
    ),
    Prediction(
        name="long_tau",
        asks={"tau": 3000},
        question="You make the tails very long, τ = 3000 ms, and the trains last 250 ms. What "
        "does the distance still see?",
        choices=(
            "how many spikes each train has, and nothing else",
            "every spike's time",
            "in which order the spikes came",
            "nothing: it goes to 0",
        ),
        answer="a",
        why="Every spike adds 1 and nothing decays: after the last spike f and g are the two "
        "counts, and stay there. The distance goes to the difference of the counts / sqrt(2).",
        wrong=(
            Wrong("b", "That is the other end: tails so short that only equal times meet."),
            Wrong("c", "All spikes look alike, and their steps are too short a part of the tail."),
            Wrong("d", "It would, if both trains had the same number of spikes."),
        ),
    ),
    Prediction(
        name="common_source",
        asks={"share": 20, "delay": 0},
        question="Two neurons are not connected. A third one excites both at the same moment. "
        "Their correlogram...",
        choices=(
            "is flat: they are not connected",
            "has a dip at lag 0",
            "has a peak at some lag above 0",
            "has a peak at lag 0",
        ),
        answer="d",
        why="Whenever the third fires, both tend to: more pairs than chance allows, at lag 0. "
        "A peak says that two trains are related, and not that one causes the other.",
        wrong=(
            Wrong("a", "A correlogram sees pairs of spikes, and no wires."),
            Wrong("b", "A dip would mean that one keeps the other silent."),
            Wrong("c", "That takes a difference between the two paths: set the delay."),
        ),
    ),
    Prediction(
        name="shared_mood",
        question="Now nothing excites both: not one spike in common. But both rates swing up and "
        "down together, five times a second. How many spikes of b above chance does the "
        "correlogram count within 50 ms of a spike of a?",
        choices=("none", "about half a spike", "about five spikes"),
        answer="b",
        asks={"share": 0, "swing": True},
        why="0.55 with this seed, 0.64 on average. When a fires, the rate is mostly high, and b's "
        "rate is high as well. That is a shared mood, and no shared spike.",
        wrong=(
            Wrong("a", "Chance was computed as if the rates stood still, and they do not."),
            Wrong("c", "b fires at 20 Hz: in these 101 ms it has two spikes by chance alone."),
        ),
    ),
)


def _cv_fano(times: Any, window: float, duration: float) -> tuple[float, float]:
    isi = np.diff(times)
    count = np.bincount((times // window).astype(int), minlength=round(duration / window))
    return float(isi.std() / isi.mean()), float(count.var() / count.mean())


def _cv_fano_slowly(times: Any, window: float, duration: float) -> tuple[float, float]:
    """By sums, one interval and one window after the other."""
    isi = [later - sooner for sooner, later in itertools.pairwise(times.tolist())]
    count = [
        sum(k * window <= t < (k + 1) * window for t in times.tolist())
        for k in range(round(duration / window))
    ]

    def moments(row: Any) -> tuple[float, float]:
        mean = math.fsum(row) / len(row)
        return mean, math.fsum((each - mean) ** 2 for each in row) / len(row)

    (isi_mean, isi_variance), (mean, variance) = moments(isi), moments(count)
    return math.sqrt(isi_variance) / isi_mean, variance / mean


def _judge_pair(answer: Any) -> str | None:
    """None for pair B with a cost at which it is clearly the nearest; else what is overlooked."""
    pairs = three_pairs()
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        return "Hand in two things: the name of the pair in quotes, and your cost q in 1/ms."
    name, q = answer
    if not isinstance(name, str) or name.strip().upper() not in pairs:
        return "The first is a pair in quotes: A, B or C."
    real = isinstance(q, int | float | np.integer | np.floating) and not isinstance(q, bool)
    if not real or not 0 <= q < math.inf:
        return "The second is the cost q in 1/ms, a number of 0 or more."
    name = name.strip().upper()
    far = {key: victor_purpura(*pair, q) for key, pair in pairs.items()}
    told = ", ".join(f"{key} {value:.1f}" for key, value in far.items())
    others = min(far["A"], far["C"])
    if far["B"] > 0.7 * others and q < 0.05:
        return f"At q = {q:g}: {told}. Moves are nearly free: you compare counts, and no times."
    if far["B"] > 0.7 * others:
        return (
            f"At q = {q:g}: {told}. All are far apart: a move of more than {2 / q:.2g} ms does not "
            "pay, and none of these answers is that precise."
        )
    if name != "B":
        return f"At your own q = {q:g}: {told}. {name} is not the nearest."
    return None


def _judge_taus(answer: Any) -> str | None:
    """None for a tau that finds pair B and one that misses it; else what is overlooked."""
    asked = "Hand in two taus in ms, both above 0: one that finds the pair, one that misses it."
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != 2:
        return asked
    real = [isinstance(tau, Real) and not isinstance(tau, bool) for tau in answer]
    if not all(real) or not all(0 < tau < math.inf for tau in answer):
        return asked
    finds, misses = ({k: van_rossum(*p, tau) for k, p in three_pairs().items()} for tau in answer)

    def told(tau: float, far: dict[str, float]) -> str:
        return f"At tau = {tau:g}: " + ", ".join(f"{k} {far[k]:.2f}" for k in far) + "."

    def clear(far: dict[str, float]) -> bool:
        return far["B"] < 0.75 * min(far["A"], far["C"])

    def wrong(far: dict[str, float]) -> bool:
        return far["B"] > min(far["A"], far["C"])

    if wrong(finds) and clear(misses):
        return "The right two, swapped: first the one that finds the pair."
    if wrong(finds):
        return (
            f"{told(answer[0], finds)} Such tails outlast the trains' intervals: counts are left."
        )
    if not clear(finds) and answer[0] < 1:
        return f"{told(answer[0], finds)} Nothing is near. Is that a cost? A tau is in ms."
    if not clear(finds):
        why = "too short to meet" if answer[0] < 20 else "so long that they blur the times"
        return f"{told(answer[0], finds)} B does not stand out: these tails are {why}."
    if not wrong(misses):
        return f"{told(answer[1], misses)} No other pair is nearer than B: it does not miss."
    return None


def _by_pairs(a: Any, b: Any, tau: float) -> float:
    """With the overlap of every two tails, of one train or of both."""
    return math.sqrt(_tails(a, a, tau) / 2 + _tails(b, b, tau) / 2 - _tails(a, b, tau))


def _tails(one: Any, other: Any, tau: float) -> float:
    return float(np.exp(-np.abs(np.subtract.outer(one, other)) / tau).sum())


def _edit_limits(a: Any, b: Any) -> tuple[int, int]:
    return abs(len(a) - len(b)), len(a) + len(b) - 2 * len(set(a) & set(b))


EXERCISES = (
    Exercise(
        name="cv_and_fano",
        ask="Write `cv_and_fano(times, window, duration)`: the CV of the intervals, and the Fano "
        "factor of the counts in windows of `window` ms that fill the `duration`. Return both.",
        shown="""
            def cv_and_fano(times, window, duration):
                isi = np.diff(times)
                windows = round(duration / window)
                counts = np.bincount((times // window).astype(int), minlength=windows)
                return isi.std() / isi.mean(), counts.var() / counts.mean()
        """,
        solution=_cv_fano,
        oracle=_cv_fano_slowly,
        tries=(
            (np.array([3.0, 41.0, 55.5, 120.0, 133.0, 171.2, 240.0]), 50.0, 300.0),
            (np.array([12.5, 13.1, 14.9, 88.0, 89.3, 90.2]), 20.0, 200.0),
            (np.array([70.3, 81.7, 95.1, 130.9, 149.2]), 12.5, 250.0),
            (np.array([9.1, 31.3, 38.8, 77.7, 93.4]), 16.0, 96.0),  # one in the last window
        ),
        wrong=(
            Wrong(
                lambda times, window, duration: (
                    np.diff(times).var() / np.diff(times).mean(),
                    _cv_fano(times, window, duration)[1],
                ),
                "Your CV has a unit: a variance over a mean is in ms. It is the standard deviation "
                "over the mean.",
            ),
            Wrong(
                lambda times, window, duration: (
                    _cv_fano(times, window, duration)[0],
                    _cv_fano(times, window, duration)[1] ** 0.5,
                ),
                "That is the square root of the Fano factor: it takes the variance of the counts.",
            ),
            Wrong(
                lambda times, window, duration: (
                    np.std(times) / np.mean(times),
                    _cv_fano(times, window, duration)[1],
                ),
                "Those are the times themselves. The CV is of the intervals: `np.diff`.",
            ),
            Wrong(
                lambda times, window, duration: (
                    _cv_fano(times, window, duration)[0],
                    _cv_fano(times, window, window * (times[-1] // window + 1))[1],
                ),
                "Your windows end with the last spike. The empty ones after it count as well: "
                "silence is data.",
            ),
            Wrong(
                lambda times, window, duration: (
                    np.diff(times).var() / np.diff(times).mean() ** 2,
                    _cv_fano(times, window, duration)[1],
                ),
                "Your first is CV squared, {got:.3f}. The standard deviation over the mean: its "
                "root.",
            ),
            Wrong(
                lambda times, window, duration: (
                    _cv_fano(times, window, duration)[0],
                    _cv_fano(times, window, duration)[0] ** 2,
                ),
                "F = CV squared holds in long windows of a renewal train, on average. Here the "
                "counts themselves are asked: their variance over their mean.",
            ),
            Wrong(
                lambda times, window, duration: (
                    _cv_fano(times, window, duration)[0],
                    np.bincount((times // window).astype(int), minlength=round(duration / window))
                    .astype(float)
                    .std()
                    / (len(times) / round(duration / window)),
                ),
                "Your Fano factor has the standard deviation of the counts where it takes their "
                "variance.",
            ),
            Wrong(
                lambda times, window, duration: (
                    np.diff(times).std(ddof=1) / np.diff(times).mean(),
                    _cv_fano(times, window, duration)[1],
                ),
                "You divide by n - 1, and this course by n, as elephant does. With few intervals "
                "it shows.",
            ),
            Wrong(
                lambda times, window, duration: _cv_fano(times, window, duration)[::-1],
                "The right two numbers in the wrong order: the CV first.",
            ),
        ),
        hints=(
            "`isi = np.diff(times)`, and NumPy has `.std()`, `.var()` and `.mean()`.",
            "Spike t falls into window number `t // window`.",
            "`np.bincount(numbers.astype(int), minlength=round(duration / window))` counts them, "
            "and the empty ones too.",
        ),
        why="One asks the intervals, the other the counts.",
    ),
    Exercise(
        name="which_pair",
        ask="In which pair do both answers belong to one stimulus? Hand in the pair and the cost "
        'at which you see it, in 1/ms: ("A", 0.0).',
        shown="""
            for q in (0, 0.02, 0.1, 1):
                print(q, {name: round(victor_purpura(*two, q), 1) for name, two in pairs.items()})
            my_pair, my_q = "B", 0.1  # moves of up to 2 / q = 20 ms pay: jitter, but no chance
        """,
        solution=("B", 0.1),
        judge=_judge_pair,
        wrong=(
            Wrong(("A", 0.0), "Moves are nearly free"),
            Wrong(("B", 0.01), "you compare counts, and no times"),
            Wrong(("B", 1.0), "a move of more than 2 ms does not pay"),
            Wrong(("C", 5.0), "none of these answers is that precise"),
            Wrong(("A", 0.1), "A is not the nearest"),
            Wrong(("C", 0.1), "C is not the nearest"),
            Wrong(("B", -0.1), "a number of 0 or more"),
        ),
        hints=(
            '`victor_purpura(*pairs["A"], q)` is the distance. Print it for each pair and some q.',
            "How far off may an answer be and still be the same? 2 / q is the longest move that "
            "pays. Spikes of one train are some 30 ms apart.",
        ),
        why="At q = 0 A and C are identical, for they have as many spikes; at 2 / q of a "
        "millisecond nothing is similar. In between, where jitter is forgiven and chance is not, "
        "B is at less than half the distance of both.",
    ),
    Exercise(
        name="edit_limits",
        ask="Write `edit_limits(a, b)`: the Victor-Purpura distance of two lists of spike times "
        "when moving is free, and when no move is worth its price. Return both, in this order.",
        shown="""
            def edit_limits(a, b):
                shared = len(set(a) & set(b))
                return abs(len(a) - len(b)), len(a) + len(b) - 2 * shared
        """,
        solution=_edit_limits,
        oracle=lambda a, b: (victor_purpura(a, b, 0.0), victor_purpura(a, b, 1e9)),
        tries=(
            ([10.0, 50.0, 90.0, 120.0], [10.0, 60.0]),
            ([20.0, 40.0], [20.0, 40.0, 65.0, 80.0, 95.0]),
            ([], [5.0, 25.0]),
            ([10.0, 50.3, 77.0], [10.4, 50.0, 77.0]),  # near is not the same
            ([30.0, 70.0], [35.0, 75.0]),
            ([15.0, 40.0, 80.0], [40.0, 80.0, 110.0, 130.0]),
        ),
        wrong=(
            Wrong(
                lambda a, b: (0, _edit_limits(a, b)[1]),
                "Moving is free, so you said 0. But a move does not change how many spikes there "
                "are: the difference of the counts, {expected:.0f}, has to be deleted or inserted.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], len(a) + len(b)),
                "You delete every spike and insert every spike: {got:.0f}. Those that both trains "
                "have at the same time can stay, for nothing.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], len(a) + len(b) - len(set(a) & set(b))),
                "Each shared spike saves two edits, its deletion in a and its insertion in b. "
                "You took it off once: {got:.0f} instead of {expected:.0f}.",
            ),
            Wrong(
                lambda a, b: (
                    _edit_limits(a, b)[0],
                    len(a) + len(b) - 2 * sum(x == y for x, y in zip(a, b, strict=False)),
                ),
                "You compare the first spike with the first, the second with the second... A spike "
                "that both trains have may stay, whatever its number in either: {expected:.0f}, "
                "not {got:.0f}.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], max(len(a), len(b)) - len(set(a) & set(b))),
                "You replace a spike by another in one edit. There is no such edit: replacing is "
                "deleting and inserting, and costs 2.",
            ),
            Wrong(
                lambda a, b: (max(len(a), len(b)), _edit_limits(a, b)[1]),
                "Free moves turn one spike into another. Only what one train has more, "
                "{expected:.0f}, is deleted or inserted, and not the longer train's {got:.0f}.",
            ),
            Wrong(
                lambda a, b: (
                    sum(abs(x - y) for x, y in zip(a, b, strict=False)),
                    _edit_limits(a, b)[1],
                ),
                "Those are the lengths of the moves, {got:.1f} ms in all. Moving is free here: how "
                "far does not count.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], max(len(a), len(b))),
                "That is the longer train. All spikes that have no partner count, of both trains.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], len(set(a) - set(b))),
                "Those are the spikes of a to be deleted, {got:.0f}. The spikes that b has and a "
                "lacks have to be inserted.",
            ),
            Wrong(
                lambda a, b: (len(a) - len(b), _edit_limits(a, b)[1]),
                "A distance is never negative: yours is {got:.0f} where b has more spikes than a.",
            ),
            Wrong(
                lambda a, b: _edit_limits(a, b)[::-1],
                "The right two numbers in the wrong order: free moves first.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], math.inf),
                "The price of a move is without bound, and the distance is not: deleting and "
                "inserting still cost 1 each. It stops at {expected:.0f}.",
            ),
        ),
        hints=(
            "Free moves: every spike can become any other. What can a move not change?",
            "No moves: what may stay? Only a spike that is in both lists. How many edits for each "
            "of the others?",
            "`abs(len(a) - len(b))`, and `len(a) + len(b) - 2 * len(set(a) & set(b))`.",
        ),
        why="At one end the distance compares rates, at the other coincidences. The cost in "
        "between says how precise a spike time you care about: about 1 / cost ms.",
    ),
    Exercise(
        name="by_pairs",
        ask="Write `by_pairs(a, b, tau)`: the van Rossum distance of two arrays of spike times, "
        "from the areas that two tails share.",
        shown="""
            def tails(s, u, tau):
                return sum(np.exp(-abs(x - y) / tau) for x in s for y in u)


            def by_pairs(a, b, tau):
                D2 = tails(a, a, tau) / 2 + tails(b, b, tau) / 2 - tails(a, b, tau)
                return np.sqrt(D2)
        """,
        solution=_by_pairs,
        oracle=van_rossum,
        tries=(
            (np.array([12.0, 31.5, 80.2]), np.array([14.5, 70.0]), 9.0),
            (np.array([5.3, 6.1]), np.array([40.4, 47.7, 90.9, 91.3]), 23.0),
            (np.array([]), np.array([33.3]), 4.5),
            (np.array([18.2, 55.5]), np.array([17.1, 55.5]), 2.6),
        ),
        wrong=(
            Wrong(
                lambda a, b, tau: _by_pairs(a, b, tau) ** 2,
                "That is D squared, {got:.3f}. The distance is its root.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(2.0) * _by_pairs(a, b, tau),
                "Every distance is sqrt(2) too large: your norm is 2 / tau (elephant's), and 1 / "
                "tau is asked. Each shared area has the factor tau / 2.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(tau) * _by_pairs(a, b, tau),
                "The 1 / tau in front of the integral is missing: yours grows with tau.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(
                    _tails(a, a, tau) / 2 + _tails(b, b, tau) / 2 - _tails(a, b, tau) / 2
                ),
                "The mixed pairs come twice: (f - g)^2 = f^2 - 2 f g + g^2.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(
                    _tails(a, a, tau) / 2 + _tails(b, b, tau) / 2 + _tails(a, b, tau)
                ),
                "A plus before the mixed pairs: that is f + g, and grows when trains agree.",
            ),
            Wrong(
                lambda a, b, tau: abs(len(a) / 2 + len(b) / 2 - _tails(a, b, tau)) ** 0.5,
                "The spikes of one train are taken alone. Their tails overlap as well: each with "
                "each, and with itself.",
            ),
            Wrong(
                lambda a, b, tau: _by_pairs(a, b, tau / 2),
                "exp(-2 |d| / tau)? At the later spike only one of the two tails has decayed: "
                "exp(-|d| / tau).",
            ),
        ),
        hints=(
            "Multiply out: the area of f squared, of g squared, and twice the area of f times g.",
            "f squared: each spike of a with each spike of a, itself included, "
            "tau / 2 * exp(-|s - u| / tau). Divide by tau: a half of the sum of exp.",
            "`tails(a, a, tau) / 2 + tails(b, b, tau) / 2 - tails(a, b, tau)`, and the root of it, "
            "where `tails` adds up `np.exp(-abs(x - y) / tau)` over all x and y.",
        ),
        why="No integral is left, and no grid.",
    ),
    Exercise(
        name="which_tau",
        ask="Hand in two taus in ms: one at which the van Rossum distance too finds the pair of "
        "one stimulus, and one at which another pair is nearer: (20.0, 21.0).",
        shown="""
            for tau in (1, 5, 20, 50, 100, 300, 1000):
                print(tau, {name: round(van_rossum(*two, tau), 2) for name, two in pairs.items()})
            my_taus = 30.0, 500.0  # longer than the jitter; so long that only counts are left
        """,
        solution=(30.0, 500.0),
        judge=_judge_taus,
        wrong=(
            Wrong((20.0, 21.0), "it does not miss"),
            Wrong((30.0, 0.3), "At tau = 0.3"),
            Wrong((500.0, 30.0), "swapped"),
            Wrong((0.1, 500.0), "Is that a cost?"),
            Wrong((3.0, 500.0), "too short to meet"),
            Wrong((150.0, 500.0), "so long that they blur the times"),
            Wrong((1000.0, 0.1), "counts are left"),
            Wrong((0.0, 500.0), "both above 0"),
        ),
        hints=(
            "Print `van_rossum(*two, tau)` for each pair and for tau from 1 to 1000 ms.",
            "Short tails, and no two spikes meet; long tails, and only the counts are left.",
        ),
        why="From some 10 to 100 ms the tails are longer than the jitter and still tell spikes "
        "apart. At 300 ms and more only counts are left, and A has as many spikes on both sides.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_fano",
        question="A train's intervals are independent, and their CV is 0.5. You count in windows "
        "of 2 s, with 80 spikes each on average. The variance of the counts is about...",
        choices=("20", "40", "80", "160"),
        answer="a",
        why="In long windows the Fano factor is CV squared, 0.25. 0.25 x 80 = 20.",
    ),
    Prediction(
        name="quiz_drift",
        question="A Poisson neuron fires at 10 Hz for a minute, then at 50 Hz for a minute. "
        "The CV of all its intervals together is...",
        choices=("1, it is Poisson throughout", "below 1", "above 1", "not defined"),
        answer="c",
        why="Long intervals from the one minute and short ones from the other are mixed: a wider "
        "spread than either has. CV2 compares neighbours only, and stays at 1.",
    ),
    Prediction(
        name="quiz_cost",
        question="Moving a spike costs 0.05 per ms. How far apart may two spikes be so that moving "
        "one onto the other is no dearer than delete and insert?",
        choices=("5 ms", "20 ms", "40 ms", "any distance"),
        answer="c",
        why="Delete and insert cost 2. 2 / 0.05 per ms = 40 ms.",
    ),
    Prediction(
        name="quiz_norm",
        question="For two trains and τ = 20 ms, our `van_rossum` says 2.00, and another tool "
        "says 2.83. What is the first thing to check?",
        choices=(
            "whether one has a bug in its tail",
            "which norm each of them uses",
            "whether τ is in seconds there",
            "whether a and b were swapped",
        ),
        answer="b",
        why="2.83 / 2.00 is sqrt(2): one divides by τ, the other by τ / 2. Swapping changes "
        "nothing, since a distance is symmetric.",
    ),
    Prediction(
        name="quiz_lag",
        question="The correlogram of a and b, with lag t_b - t_a, has a narrow peak at +5 ms. What "
        "is certain?",
        choices=(
            "a excites b, with a delay of 5 ms",
            "b excites a, with a delay of 5 ms",
            "a third neuron excites both",
            "b fires 5 ms after a more often than by chance",
        ),
        answer="d",
        why="The first and the third would both look like this. A correlogram counts pairs; to "
        "tell causes apart you have to intervene.",
    ),
)
