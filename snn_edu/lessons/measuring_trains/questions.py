"""What lesson 05 asks: predictions, exercises and a quiz on measuring spike trains."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.spikes.distances import victor_purpura

PREDICTIONS = (
    Prediction(
        name="commonest_interval",
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
        question="You make the tails very long, tau = 3000 ms, and the trains last 250 ms. What "
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
)


def _fano_by_counting(k: int) -> float:
    """Variance per mean of the counts of every k-th spike of a Poisson train, by summing.

    With N Poisson and a phase u = 0 ... k - 1 by chance, the count is floor((N + u) / k). Its
    variance grows along a straight line: its slope over the mean is the Fano factor's limit.
    """
    moments = []
    n = np.arange(1000.0)
    log_factorial = np.append(0.0, np.cumsum(np.log(n[1:])))
    for mean in (200.0, 300.0):  # exp(-200 (1 - cos(2 pi / 9))) is below 1e-20: on the line
        p = np.exp(n * math.log(mean) - log_factorial - mean)
        p /= k * p.sum()  # the k phases are equally likely
        count = np.floor((n[:, None] + np.arange(k)) / k)
        average = float(np.sum(p[:, None] * count))
        moments.append((average, float(np.sum(p[:, None] * (count - average) ** 2))))
    (mean_1, variance_1), (mean_2, variance_2) = moments
    return (variance_2 - variance_1) / (mean_2 - mean_1)


def _edit_limits(a: Any, b: Any) -> tuple[int, int]:
    return abs(len(a) - len(b)), len(a) + len(b) - 2 * len(set(a) & set(b))


EXERCISES = (
    Exercise(
        name="fano_of_gamma",
        ask="Write `long_fano(k)`: the Fano factor in long windows of a train whose intervals have "
        "the gamma shape k.",
        shown="""
            def long_fano(k):
                return 1 / k  # CV squared
        """,
        solution=lambda k: 1 / k,
        oracle=_fano_by_counting,
        tries=((4,), (2,), (9,), (1,)),
        wrong=(
            Wrong(
                lambda k: k,
                "Upside down: with k = {k} you say {got:.0f}, more variable than chance. A larger "
                "k makes the train more regular.",
            ),
            Wrong(
                lambda k: k**-0.5,
                "That is the CV, {got:.2f} for k = {k}. A CV compares standard deviations, the "
                "Fano factor a variance with a mean.",
            ),
            Wrong(
                lambda k: 1.0,
                "1 is the Poisson train's, k = 1. For k = {k}, each spike is the sum of {k} steps "
                "of chance, which partly cancel.",
            ),
            Wrong(
                lambda k: k**0.5,
                "That grows with k, and a larger k is a more regular train. It is 1 / CV.",
            ),
            Wrong(
                lambda k: 1 / k**2,
                "You squared once too often. CV = 1 / sqrt(k), and the Fano factor is CV squared.",
            ),
            Wrong(
                lambda k: 1 - 1 / k,
                "With k = 1 that would be 0, a clock. But k = 1 is the Poisson train, whose Fano "
                "factor is 1.",
            ),
            Wrong(
                lambda k: 0.0,
                "Only a perfect clock has 0. With k = {k} the count still varies, by less than "
                "chance.",
            ),
        ),
        hints=(
            "What is the CV of a gamma train of shape k? The first widget says it.",
            "In long windows the Fano factor is the square of the CV.",
            "CV = 1 / sqrt(k). Square it.",
        ),
        why="1 / k, the square of the CV. At k = 4, counts vary a quarter as much as by chance.",
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
        question="For two trains and tau = 20 ms, our `van_rossum` says 2.00, and another tool "
        "says 2.83. What is the first thing to check?",
        choices=(
            "whether one has a bug in its tail",
            "which norm each of them uses",
            "whether tau is in seconds there",
            "whether a and b were swapped",
        ),
        answer="b",
        why="2.83 / 2.00 is sqrt(2): one divides by tau, the other by tau / 2. Swapping changes "
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
