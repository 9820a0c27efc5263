"""What lesson 06 asks: predictions, exercises and a quiz on measuring spike trains."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np

from snn_edu.lessons.measuring_trains.trains import near, three_pairs
from snn_edu.questions import Exercise, Prediction, Wrong, letters, simpler
from snn_edu.spikes import van_rossum, victor_purpura
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="one_move",
        asks={},
        question="Moving a spike costs 0.1 per ms, deleting one costs 1, inserting one costs 1. A "
        "lone spike comes 30 ms later in the other train. What do the cheapest edits cost?",
        answer=2.0,
        tolerance=0.01,
        because="it is a whole number",
        why="Moving would cost 30 × 0.1 = 3. Deleting the spike and inserting another costs only "
        "2, so at this price nobody moves a spike by more than 20 ms.",
        wrong=(
            Wrong(3.0, "That's what moving costs. But is moving the cheapest way?"),
            Wrong(1.0, "Deleting alone leaves the other train's spike missing."),
        ),
    ),
    Prediction(
        name="long_tau",
        asks={"tau": 3000},
        question="You make the tails very long, τ = 3,000 ms, while the trains last only 250 ms. "
        "What does the distance still see?",
        choices=(
            "only how many spikes each train has, because nothing decays",
            "the time of every spike, because every tail is still there",
            "only the order of the spikes, because each adds a step",
            "nothing at all, because both curves become the same",
        ),
        answer="a",
        why="Every spike adds 1 and nothing is forgotten. So after the last spike the curves stay "
        "at the two counts for a very long time, and that outweighs all that came before.",
        wrong=(
            Wrong(
                "b",
                "They are still there, and that's the trouble. Compare the 250 ms in which the "
                "times show with the 3,000 ms that follow.",
            ),
            Wrong("c", "All spikes look alike, so no step tells which spike it was."),
            Wrong("d", "They would, if both trains had the same number of spikes."),
        ),
    ),
    Prediction(
        name="common_source",
        asks={"share": 20, "delay": 0},
        question="Two neurons aren't connected. A third one excites both at the same moment. "
        "Their correlogram...",
        choices=(
            "is flat, because no synapse joins the two",
            "has a dip at lag 0, because both are busy then",
            "has a peak at a lag above 0, because a synapse takes time",
            "has a peak at lag 0, because both tend to fire together",
        ),
        answer="d",
        why="Whenever the third one fires, both tend to follow. That makes more pairs with a short "
        "lag than chance would.",
        wrong=(
            Wrong("a", "A correlogram sees pairs of spikes. It doesn't see any synapses."),
            Wrong("b", "A dip would mean that one keeps the other silent."),
            Wrong(
                "c",
                "It does take time, but here it takes the same time on both ways. Only the "
                "difference would show.",
            ),
        ),
    ),
    Prediction(
        name="half_a_swing",
        asks={"shift": 100, "share": 0},
        question="Two neurons have not one spike in common, but their rates swing up and down "
        "together five times a second. Around each spike of a the correlogram finds half a spike "
        "more than chance. To get rid of it, somebody shifts b by 100 ms, which parts whatever "
        "belonged together, counts again, and subtracts. How many spikes in common are left?",
        choices=(
            "none, because the shift has parted all spikes",
            "half a spike, because the swings are still there",
            "more than one, because highs now meet lows",
            "fewer than none, because b comes later now",
        ),
        answer="c",
        why="100 ms are half a swing, so b is now high where a is low. That makes *fewer* pairs "
        "than steady chance, so whoever subtracts them subtracts too little.",
        wrong=(
            Wrong("a", "It has parted the spikes. But what has it done to the swings?"),
            Wrong("b", "They are there in both trains, but no longer at the same moments."),
            Wrong("d", "Only b is shifted, and the pairs are counted afresh. Which are missing?"),
        ),
    ),
    Prediction(
        name="tiny_window",
        asks={"window": 1, "k": 16},
        question="A train of 40 Hz is nearly a clock, with a CV of 0.25. You cut it into windows "
        "of 1 ms and count. How large is the Fano factor?",
        choices=(
            "near 0, because a clock's counts hardly vary",
            "near 0.06, because that is the square of the CV",
            "near 1, because a window shows one spike at most",
            "far above 1, because most of the windows are empty",
        ),
        answer="c",
        why="A window holds one spike with the probability p = 0.04, or none. The variance is "
        "p(1 − p), so the ratio is 1 − p = 0.96, however regular the train is.",
        wrong=(
            Wrong(
                "a", "They hardly vary if a window holds several ticks. Here it holds one at most."
            ),
            Wrong("b", "That's where it goes in long windows. This one is shorter than a tick."),
            Wrong("d", "They are empty, so the mean is small. But then the variance is small too."),
        ),
    ),
    Prediction(
        name="commonest_interval",
        asks={"rate": 20, "k": 1, "dead_time": 0},
        question="A neuron fires 20 spikes a second, entirely by chance. At any moment a spike is "
        "as likely as at any other. Which intervals are the most common?",
        choices=(
            "those near 50 ms, because that is the mean",
            "those near 35 ms, because half are shorter",
            "the shortest, because nothing has to be waited for",
            "all alike, because any moment is as likely",
        ),
        answer="c",
        why="For the next spike to come after 50 ms, none may come before, and 50 ms without one "
        "are rarer than 1 ms without one. So the share falls from the very first bin.",
        wrong=(
            Wrong("a", "That would be a clock that trembles. Chance doesn't know the mean."),
            Wrong("b", "Half of the intervals *are* shorter than 35 ms. But there is no peak."),
            Wrong("d", "Any moment is as likely. But a long interval needs many to be empty."),
        ),
    ),
)


def _counts(times: Floats, window: float, duration: float) -> Any:
    return np.bincount((times // window).astype(int), minlength=round(duration / window))


def fano_of(times: Floats, window: float, duration: float) -> float:
    """Variance of the counts in windows (ms) that fill the duration, over their mean."""
    return _over_mean(_counts(times, window, duration))


def _fano_slowly(times: Floats, window: float, duration: float) -> float:
    """By sums, one window after the other."""
    count = [
        sum(k * window <= t < (k + 1) * window for t in times.tolist())
        for k in range(round(duration / window))
    ]
    mean = math.fsum(count) / len(count)
    return math.fsum((each - mean) ** 2 for each in count) / len(count) / mean


def _over_mean(counts: Any) -> float:
    return float(np.var(counts) / np.mean(counts))


FANO = Exercise(
    name="fano",
    ask="Write `fano(times, window, duration)`: the Fano factor of the counts in windows of "
    "`window` ms that fill the `duration`.",
    shown="""
        def fano(times, window, duration):
            windows = round(duration / window)
            counts = np.bincount((times // window).astype(int), minlength=windows)
            return counts.var() / counts.mean()
    """,
    solution=fano_of,
    oracle=_fano_slowly,
    tries=(
        (np.array([3.04, 41.13, 55.52, 120.37, 133.08, 171.26, 240.49]), 50.0, 300.0),
        (np.array([12.53, 13.17, 14.91, 88.02, 89.36, 90.21]), 20.0, 200.0),
        (np.array([70.31, 81.74, 95.18, 130.92, 149.25]), 12.5, 250.0),
        (np.array([9.13, 31.35, 38.87, 77.76, 93.42]), 16.0, 96.0),  # one in the last window
        (np.array([31.2, 47.7, 60.0, 74.6]), 20.0, 100.0),  # one on a border, for either side
        (np.array([3.12, 12.74, 14.93, 30.61]), 9.4, 47.0),  # 47.0 // 9.4 is 4
    ),
    tolerance=0.006,
    because="two decimals will do",
    wrong=(
        Wrong(
            lambda times, window, duration: float(
                np.std(_counts(times, window, duration)) / np.mean(_counts(times, window, duration))
            ),
            "You divide the standard deviation by the mean, as for a CV. Here it's the variance, "
            "the square of it.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.unique(times // window, return_counts=True)[1]
            ),
            "You leave out the windows in which nothing is. They count as well, because silence "
            "is data.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.histogram(times, np.linspace(0.0, duration, round(duration / window)))[0]
            ),
            "You have one window too few, and each is too long. `np.linspace` counts edges, and "
            "there is one more edge than there are windows.",
        ),
        Wrong(
            lambda times, window, duration: (
                fano_of(times, window, duration) * round(duration / window)
            ),
            "You add up the squared deviations. The variance is their mean, so divide by the "
            "number of windows.",
        ),
        Wrong(
            lambda times, window, duration: float(np.var(_counts(times, window, duration))),
            "That is the variance of the counts alone. Divide it by their mean.",
        ),
        Wrong(
            lambda times, window, duration: fano_of(
                times, window, window * (times[-1] // window + 1)
            ),
            "Your windows end with the last spike. The empty ones after it count as well, because "
            "silence is data.",
        ),
        Wrong(
            lambda times, window, duration: (
                fano_of(times, window, duration)
                * round(duration / window)
                / (round(duration / window) - 1)
            ),
            "You divide by n − 1, and this course divides by n, as `np.var` does when it isn't "
            "told otherwise (`ddof=0`).",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.histogram(times, round(duration / window))[0]
            ),
            "`np.histogram(times, windows)` spreads its windows from the first spike to the last. "
            "Tell it the range: `(0, duration)`.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.histogram(times, np.arange(0.0, duration, window))[0]
            ),
            "Your last window is missing. `np.arange(0, duration, window)` stops before the "
            "duration, so the last edge isn't there. Go on to `duration + window`.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.histogram(times, np.arange(0.0, duration + 1.5 * window, window))[0]
            ),
            "You have one window too many, after the end of the recording. Nothing can be "
            "counted there, and that isn't the neuron's silence.",
        ),
        Wrong(
            lambda times, window, duration: (
                fano_of(times, window, duration) / np.mean(_counts(times, window, duration))
            ),
            "You divide by the mean twice. That would be right for the square of a CV, but the "
            "Fano factor is the variance over the mean.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(np.diff(times)),
            "Those are the intervals. We want the counts, of the spikes in each window.",
        ),
        Wrong(
            lambda times, window, duration: (np.std(np.diff(times)) / np.mean(np.diff(times))) ** 2,
            "The square of the CV is where F goes in long windows, on average. Here we want it "
            "from the counts themselves.",
        ),
        Wrong(
            lambda times, window, duration: 1 / fano_of(times, window, duration),
            "Yours is upside down. It's the variance over the mean.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.bincount(
                    np.round(times / window).astype(int), minlength=round(duration / window)
                )
            ),
            "You round to the nearest edge. A spike belongs to the window that it's in, `t // "
            "window`.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(_counts(times, window, duration) / window),
            "You made rates of the counts, so F has a unit. Take the counts themselves.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                _counts(times, window, duration) / window * 1000
            ),
            "You made rates in Hz of the counts, so F depends on the window's length. Take the "
            "counts themselves.",
        ),
        Wrong(
            lambda times, window, duration: float(
                np.mean(
                    np.abs(
                        _counts(times, window, duration) - np.mean(_counts(times, window, duration))
                    )
                )
                / np.mean(_counts(times, window, duration))
            ),
            "You took the mean distance from the mean. The variance is the mean of its *square*.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.array(
                    [
                        np.sum((times >= t) & (times < t + window))
                        for t in range(int(duration - window))
                    ]
                )
            ),
            "Your windows overlap: one begins at each millisecond. Ours lie side by side.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.histogram(times, np.linspace(times[0], duration, round(duration / window) + 1))[
                    0
                ]
            ),
            "Your windows begin at the first spike. They fill the whole duration, from 0 on.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.array(
                    [
                        np.sum((times >= k * window) & (times <= (k + 1) * window))
                        for k in range(round(duration / window))
                    ]
                )
            ),
            "A spike on a border counts in two of your windows. Let it belong to one.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(
                np.bincount((times // window).astype(int), minlength=int(duration // window))
            ),
            "`duration // window` loses a window where a computer divides to just below a whole "
            "number. Round it.",
        ),
        Wrong(
            lambda times, window, duration: float(np.std(_counts(times, window, duration))),
            "That is how far the counts scatter. F is the square of it, over their mean.",
        ),
        Wrong(
            lambda times, window, duration: float(np.mean(_counts(times, window, duration))),
            "That is the mean of the counts. F is their variance divided by it.",
        ),
        Wrong(
            lambda times, window, duration: float(
                np.var(_counts(times, window, duration)) - np.mean(_counts(times, window, duration))
            ),
            "You subtract the mean from the variance. F divides.",
        ),
        Wrong(
            lambda times, window, duration: float(
                np.mean(_counts(times, window, duration) ** 2)
                / np.mean(_counts(times, window, duration))
            ),
            "You took the mean of the squares. The variance is that less the square of the mean.",
        ),
        Wrong(
            lambda times, window, duration: _over_mean(_counts(times, window, duration)[1:]),
            "You left out the first window. All of them count.",
        ),
        Wrong(
            lambda times, window, duration: float(
                np.var(_counts(times, window, duration)) / np.max(_counts(times, window, duration))
            ),
            "You divide by the largest count. It is the mean of the counts.",
        ),
    ),
    examined=simpler(
        fano_of,
        (
            (np.array([10.0, 60.0]), 50.0, 100.0),
            "Take two windows with one spike each. Their counts are alike, so F is 0.",
        ),
        (
            (np.array([10.0, 20.0]), 50.0, 100.0),
            "Take two windows, and two spikes in the first. Either count is one off the mean, "
            "which is 1, so F is 1.",
        ),
        (
            (np.array([5.0, 15.0, 25.0, 55.0, 60.0, 65.0, 70.0, 75.0]), 50.0, 100.0),
            "Take the page's two windows, with 3 spikes and 5. There F is a quarter.",
        ),
        (
            (np.array([10.0, 20.0]), 50.0, 200.0),
            "Take four windows, and two spikes in the first. The mean is a half, the variance "
            "three quarters, and F 1.5.",
        ),
    ),
    hints=(
        "Spike t falls into window number `t // window`. How many windows are there?",
        "`np.bincount(numbers.astype(int), minlength=windows)` counts them, and the empty ones "
        "too, if `windows` is `round(duration / window)`.",
        "Then `counts.var() / counts.mean()`.",
    ),
    why="It's 1 if the spikes come by chance, and the pictures below use yours from now on.",
)


def _own_pair(rng: np.random.Generator) -> dict[str, Any]:
    own = letters("ABC", rng)
    one = _one(own)
    return {
        "judge": lambda answer: _judge_pair(answer, own),
        "solution": (one, 0.1, 0.0),
        "shown": f'my_pair = "{one}", 0.1, 0.0  # moves of up to 20 ms pay; all moves are free',
        "why": f"In between, where jitter is forgiven and chance isn't, {one} stands out.",
    }


def _own_taus(rng: np.random.Generator) -> dict[str, Any]:
    own = letters("ABC", rng)
    return {
        "judge": lambda answer: _judge_taus(answer, own),
        "why": "From some 10 to 100 ms the tails are longer than the jitter and still tell spikes "
        "apart. At 300 ms and more only counts are left.",
    }


def _one(own: Mapping[str, str]) -> str:
    """The letter of the pair that belongs to one stimulus, B in the lesson."""
    return next(name for name, ours in own.items() if ours == "B")


_SAME = letters("ABC", None)


def _judge_pair(answer: Any, own: Mapping[str, str] = _SAME) -> str | None:
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
    if share(finds) > 0.7:
        return (
            f"{first} All are far apart, because a move of more than {2 / costs[0]:.2g} ms doesn't "
            "pay, and none of these answers is that precise."
        )
    if name != one:
        return f"{first} {name} is not the nearest at your own cost."
    if share(misses) < 0.9:
        return (
            f"{told(costs[1], misses)} {one} still stands out there, so that cost doesn't miss it."
        )
    return None


def _judge_taus(answer: Any, own: Mapping[str, str] = _SAME) -> str | None:
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


def _shared(a: Sequence[Floats], b: Sequence[Floats]) -> float:
    """Spikes of b near one of a, above what the next trial of b says."""
    nexts = [*b[1:], *b[:1]]
    same = sum(near(x, y) for x, y in zip(a, b, strict=True))
    other = sum(near(x, y) for x, y in zip(a, nexts, strict=True))
    return (same - other) / sum(map(len, a))


def _shared_slowly(a: Sequence[Floats], b: Sequence[Floats]) -> float:
    """One spike after the other."""
    difference = 0
    for k, train in enumerate(a):
        for s in train.tolist():
            difference += sum(abs(s - t) <= 50.0 for t in b[k].tolist())
            difference -= sum(abs(s - t) <= 50.0 for t in b[(k + 1) % len(b)].tolist())
    return difference / sum(len(train) for train in a)


def _same(a: Sequence[Floats], b: Sequence[Floats]) -> int:
    return sum(near(x, y) for x, y in zip(a, b, strict=True))


def _size(trains: Sequence[Floats]) -> int:
    return sum(map(len, trains))


def _by_pairs(a: Any, b: Any, tau: float) -> float:
    """With the overlap of every two tails, of one train or of both."""
    return math.sqrt(_tails(a, a, tau) / 2 + _tails(b, b, tau) / 2 - _tails(a, b, tau))


def _tails(one: Any, other: Any, tau: float) -> float:
    return float(np.exp(-np.abs(np.subtract.outer(one, other)) / tau).sum())


def _bells(one: Any, other: Any, tau: float) -> float:
    return float(np.exp(-((np.subtract.outer(one, other) / tau) ** 2)).sum())


def _edit_limits(a: Any, b: Any) -> tuple[int, int]:
    return abs(len(a) - len(b)), len(a) + len(b) - 2 * len(set(a) & set(b))


EXERCISES = (
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
            ([10.0, 50.3, 77.0], [10.4, 50.301, 77.0]),  # near is not the same
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
                "Those are the lengths of the moves, {got:.1f} ms in all. Moving is free here, so "
                "it doesn't matter how far.",
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
                "A distance is never negative: yours is {got:.0f}, because b has more "
                "spikes than a.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], math.inf),
                "The price of a move has no bound, but the distance has one: deleting and "
                "inserting still cost 1 each. It stops at {expected:.0f}.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], len(set(a) & set(b))),
                "Those are the spikes that may stay. What costs are the others.",
            ),
            Wrong(
                lambda a, b: (
                    _edit_limits(a, b)[0],
                    sum(x != y for x, y in zip(a, b, strict=False)),
                ),
                "You compare the first with the first, the second with the second, and count a "
                "replacement as one edit. It takes two.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], 2 * max(len(a), len(b))),
                "You replace as many spikes as the longer train has. What both have at the same "
                "time may stay, and a train has no more to delete than its own.",
            ),
            Wrong(
                lambda a, b: (min(len(a), len(b)), _edit_limits(a, b)[1]),
                "That is the shorter train. Free moves turn its spikes into some of the other's, "
                "and what is left over has to go.",
            ),
            Wrong(
                lambda a, b: (abs(sum(a) - sum(b)), _edit_limits(a, b)[1]),
                "You added up the *times*. Free moves make them all alike, so only how many there"
                " are counts.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], abs(len(set(a)) - len(set(b)))),
                "You compare how many spikes there are, which is the other end. Here each spike "
                "needs a partner at its own time.",
            ),
            Wrong(
                lambda a, b: (
                    _edit_limits(a, b)[0],
                    sum(abs(x - y) for x, y in zip(a, b, strict=False)),
                ),
                "Those are the lengths of moves, but no move is worth its price here. Count what "
                "has to be deleted and inserted.",
            ),
            Wrong(
                lambda a, b: (len(a) - len(b), len(a) + len(b)),
                "A distance is never negative, so mind who has more spikes. And those that both "
                "have at the same time may stay.",
            ),
            Wrong(
                lambda a, b: (victor_purpura(a, b, 0.0), victor_purpura(a, b, 1.0)),
                "At q = 1 a move of less than 2 ms still pays. The price has to be so high that "
                "none does.",
            ),
            Wrong(
                lambda a, b: (victor_purpura(a, b, 0.0), victor_purpura(a, b, 100.0)),
                "Even at q = 100 a very short move still pays. Ask which spikes have a partner at "
                "the very same time.",
            ),
            Wrong(
                lambda a, b: (len(a) + len(b), abs(len(a) - len(b))),
                "Your ends are the wrong way round: with free moves only the counts matter. And "
                "spikes that both have may stay.",
            ),
            Wrong(
                lambda a, b: (
                    _edit_limits(a, b)[0],
                    len(a) + len(b) - 2 * sum(any(abs(x - y) <= 1 for y in b) for x in a),
                ),
                "You let spikes stay that only come near each other. No move is worth its price, "
                "so a partner has the very same time.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], len(set(b) - set(a))),
                "Those are the spikes to be inserted. What a has and b lacks has to be deleted.",
            ),
            Wrong(
                lambda a, b: (_edit_limits(a, b)[0], len(a) * len(b)),
                "You counted all pairs. Count the spikes that have no partner.",
            ),
        ),
        examined=simpler(
            _edit_limits,
            (([10.0], [10.0]), "Take the same lone spike in both. Nothing is to be edited."),
            (
                ([10.0], []),
                "Take one spike in a and none in b. It is deleted, whatever a move costs.",
            ),
            (
                ([], [10.0]),
                "Take one spike in b and none in a. It is inserted, whatever a move costs.",
            ),
            (
                ([10.0], [40.0]),
                "Take one spike at 10 ms in a, and one at 40 ms in b. If moving is free it's "
                "moved. If not, one is deleted and one inserted, for 2.",
            ),
            (
                ([10.0, 40.0], [40.0]),
                "Take 10 and 40 ms in a, and 40 ms alone in b. The spike at 40 ms stays, and one "
                "is deleted.",
            ),
        ),
        hints=(
            "Free moves: every spike can become any other. What can a move not change?",
            "No moves: what may stay? Only a spike that is in both lists. How many edits for each "
            "of the others?",
            "`abs(len(a) - len(b))`, and `len(a) + len(b) - 2 * len(set(a) & set(b))`.",
        ),
        why="At one end the distance compares counts, at the other coincidences. The cost in "
        "between draws the border: a move longer than 2 / q doesn't pay.",
    ),
    Exercise(
        name="which_pair",
        ask="In which pair do both answers belong to one stimulus? Hand in the pair, a cost in "
        "1/ms at which it's clearly the nearest, and one at which it no longer is: "
        '("A", 0.0, 0.0).',
        shown="""
            for q in (0, 0.01, 0.1, 1, 5):
                print(q, {name: round(victor_purpura(*two, q), 1) for name, two in pairs.items()})
            my_pair = "B", 0.1, 0.0  # moves of up to 20 ms pay; all moves are free
        """,
        solution=("B", 0.1, 0.0),
        judge=_judge_pair,
        own=_own_pair,
        wrong=(
            Wrong(("A", 0.0, 0.1), "Swap your costs"),
            Wrong(("A", 0.0, 5.0), "Moves are nearly free there"),
            Wrong(("B", 0.01, 0.0), "you compare counts and not times"),
            Wrong(("B", 1.0, 0.0), "a move of more than 2 ms doesn't pay"),
            Wrong(("C", 5.0, 5.0), "none of these answers is that precise"),
            Wrong(("A", 0.1, 0.0), "A is not the nearest"),
            Wrong(("C", 0.1, 0.0), "C is not the nearest"),
            Wrong(("B", 0.1, 0.2), "that cost doesn't miss it"),
            Wrong(("B", -0.1, 0.0), "numbers of 0 or more"),
            Wrong(("D", 0.1, 0.0), "a pair in quotes"),
            Wrong(("B", 0.1), "Hand in three things"),
        ),
        hints=(
            '`victor_purpura(*pairs["A"], q)` is a distance. Print it for each pair and for '
            "several q, from 0 to 5.",
            "How far off may a spike be and still be the same? 2 / q is the longest move that "
            "pays, and the spikes of one train are some 30 ms apart.",
        ),
        why="At q = 0 the two trains of A are at distance 0, and so are those of C, because in "
        "either pair both have as many spikes. Where a move of half a millisecond doesn't pay, "
        "nothing is alike. In between, where jitter is forgiven and chance isn't, B stands out.",
    ),
    Exercise(
        name="shared",
        ask="Write `shared(a, b)` for two lists of trials. Count the near pairs of each trial of a "
        "with the same trial of b, take off those with the next trial of b (after the last "
        "comes the first), and divide by the number of spikes of a.",
        shown="""
            def shared(a, b):
                same = sum(near(x, y) for x, y in zip(a, b))
                other = sum(near(x, y) for x, y in zip(a, b[1:] + b[:1]))
                return (same - other) / sum(len(x) for x in a)
        """,
        solution=_shared,
        oracle=_shared_slowly,
        tolerance=0.006,
        because="two decimals will do",
        tries=(
            (
                [np.array([12.31, 93.72, 301.04]), np.array([55.83, 210.47]), np.array([140.26])],
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
        wrong=(
            Wrong(
                lambda a, b: _same(a, b) / _size(a),
                "You count the pairs of the same trials, and take nothing off. What would chance "
                "and the swing have given anyway?",
            ),
            Wrong(
                lambda a, b: float(_same(a, b) - _same(a, [*b[1:], *b[:1]])),
                "That's the number of pairs too many. Divide it by the number of spikes of a, so "
                "that it doesn't grow with the recording.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, [*b[1:], *b[:1]])) / len(a),
                "You divide by the number of trials. We ask what happens around a *spike* of a, so "
                "divide by the number of its spikes.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, [*b[1:], *b[:1]])) / _size(b),
                "You divide by the spikes of b. We ask what happens around a spike of a.",
            ),
            Wrong(
                lambda a, b: _same(a, b) / _size(a) - _same(a, [*b[1:], *b[:1]]) / _size(b),
                "You divide the second count by the spikes of b. Both count pairs around a spike "
                "of a.",
            ),
            Wrong(
                lambda a, b: abs(_shared(a, b)),
                "You drop the sign. If fewer pairs are near than with the next trial, the result "
                "is below 0.",
            ),
            Wrong(
                lambda a, b: (near(a[-1], b[-1]) - near(a[-1], b[0])) / _size(a),
                "Only the last trial counts in yours. Is `=` in the loop where `+=` is meant?",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, [*b[-1:], *b[:-1]])) / _size(a),
                "You take off the trial *before*. That is just as good a control, but we want the "
                "one after: `b[1:] + b[:1]`.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a[:-1], b[1:])) / _size(a),
                "Your last trial of a has no partner: `zip` stops where the shorter list ends. "
                "After the last trial of b comes the first.",
            ),
            Wrong(
                lambda a, b: (_same(a[:-1], b[:-1]) - _same(a[:-1], b[1:])) / _size(a),
                "You leave out the last trial of a. After the last trial of b comes the first, so "
                "it has a partner too.",
            ),
            Wrong(
                lambda a, b: _same(a, b) - _same(a, [*b[1:], *b[:1]]) / _size(a),
                "You divide only the second count by the number of spikes. Put the difference in "
                "brackets.",
            ),
            Wrong(
                lambda a, b: float(
                    np.mean(
                        [
                            (near(x, y) - near(x, z)) / len(x)
                            for x, y, z in zip(a, b, [*b[1:], *b[:1]], strict=True)
                        ]
                    )
                ),
                "You divide in each trial and take the mean. Then a spike in a trial with few "
                "counts for more than one in a trial with many. Add up first, and divide once.",
            ),
            Wrong(
                lambda a, b: near(np.concatenate(a), np.concatenate(b)) / _size(a),
                "You pour all trials into one. Then every trial of a meets every trial of b.",
            ),
            Wrong(
                lambda a, b: _same(a, [*b[1:], *b[:1]]) / _size(a),
                "That is the control alone. It is to be taken off the pairs of the same trials.",
            ),
            Wrong(
                lambda a, b: (
                    _same(a, b) / _same(a, [*b[1:], *b[:1]])
                    if _same(a, [*b[1:], *b[:1]])
                    else math.inf
                ),
                "You divide one count of pairs by the other. We want their difference, for each "
                "spike of a.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - sum(near(x, y) for x in a for y in b)) / _size(a),
                "You take off the pairs of every trial with every other. The control is one "
                "trial: the next.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, [*b[1:], *b[:1]])) / (_size(a) + _size(b)),
                "You divide by the spikes of both. We ask what happens around a spike of a.",
            ),
            Wrong(
                lambda a, b: (near(a[0], b[0]) - near(a[0], b[1])) / len(a[0]),
                "Yours ends after the first trial. Is the `return` inside the loop?",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, [*a[1:], *a[:1]])) / _size(a),
                "You pair a with its own next trial. The control pairs a with the next trial of b.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, [*b[1:], *b[:1]])) / len(a[0]),
                "You divide by the spikes of the first trial of a. All of them count.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, b[::-1])) / _size(a),
                "You turned the order of b's trials round. Then some trials meet their own again."
                " Take the next one each time.",
            ),
            Wrong(
                lambda a, b: float(_same(a, [*b[1:], *b[:1]]) - _same(a, b)),
                "You subtract the true pairs from the shuffled ones, and don't divide. It is the "
                "other way round, for each spike of a.",
            ),
            Wrong(
                lambda a, b: _same(a, b) / _size(a) - _same(a, [*b[1:], *b[:1]]),
                "You divide only the first count by the number of spikes. Put the difference in "
                "brackets.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - sum(near(x, b[0]) for x in a)) / _size(a),
                "You pair all trials of a with one trial of b. Each has its own next one.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, [*b[1:], *b[:1]])) / max(1, _same(a, b)),
                "You divide by the near pairs. We ask for a share of the spikes of a.",
            ),
            Wrong(
                lambda a, b: (_same(a, b) - _same(a, [*b[1:], *b[:1]]) / len(a)) / _size(a),
                "You took a mean over the shuffled trials, but a sum over the true ones. Take the"
                " sum of both.",
            ),
        ),
        examined=simpler(
            _shared,
            (
                ([np.array([100.0]), np.array([500.0])],) * 2,
                "Take two trials, at 100 and at 500 ms one spike of a and one of b. Both spikes "
                "of a have a partner, and none with the next trial, so it's 1.",
            ),
            (
                ([np.array([100.0]), np.array([100.0])],) * 2,
                "Take two trials which are alike, with one spike each of a and b. The next trial "
                "has as many near pairs, so it's 0.",
            ),
            (
                (
                    [np.array([100.0, 900.0]), np.array([500.0, 900.0])],
                    [np.array([100.0]), np.array([500.0])],
                ),
                "Take four spikes of a in two trials, of which two have a partner in the same "
                "trial, and none in the next. That makes a half.",
            ),
            (
                (
                    [np.array([100.0]), np.array([900.0]), np.array([900.0])],
                    [np.array([500.0]), np.array([100.0]), np.array([500.0])],
                ),
                "Take three trials with one near pair, of the first trial of a and the second of "
                "b. It is taken off, which makes −1/3.",
            ),
            (
                (
                    [np.array([900.0]), np.array([900.0]), np.array([100.0])],
                    [np.array([100.0]), np.array([500.0]), np.array([500.0])],
                ),
                "Take three trials with one near pair, of the last trial of a and the first of b. "
                "It is taken off, which makes −1/3.",
            ),
            (
                (
                    [np.array([900.0]), np.array([100.0]), np.array([900.0])],
                    [np.array([100.0]), np.array([500.0]), np.array([500.0])],
                ),
                "Take three trials with one near pair, of the second trial of a and the first of "
                "b. That is no next trial, so it's 0.",
            ),
        ),
        hints=(
            "`zip(a, b)` runs through both lists together, as in `sum(near(x, y) for x, y in "
            "zip(a, b))`.",
            "`b[1:] + b[:1]` is the list of b's trials that begins with the second and ends with "
            "the first.",
            "The difference of the two sums, divided by `sum(len(x) for x in a)`.",
        ),
        why="The swing is the same in every trial, so it's in both sums and goes. A spike in "
        "common is only in the first.",
    ),
    FANO,
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
                lambda a, b, tau: math.sqrt(2.0) * _by_pairs(a, b, tau),
                "Every distance is √2 times too large, because you divide by τ/2, as Elephant "
                "does. We divide by τ, and each shared area has the factor τ/2.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(tau) * _by_pairs(a, b, tau),
                "Yours grows with tau, because the 1/τ in front of the integral is missing.",
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
                "With a plus before the mixed pairs that's the square of f + g, and it grows when "
                "the trains agree.",
            ),
            Wrong(
                lambda a, b, tau: abs(len(a) / 2 + len(b) / 2 - _tails(a, b, tau)) ** 0.5,
                "You take the spikes of one train alone. But their tails overlap as well, each "
                "with each, and with itself.",
            ),
            Wrong(
                lambda a, b, tau: _by_pairs(a, b, tau / 2),
                "Your tails overlap by exp(−2 |d| / τ). But at the later spike only one of the two "
                "has decayed, so it's exp(−|d| / τ).",
            ),
            Wrong(
                lambda a, b, tau: 2 * _by_pairs(a, b, tau) ** 2,
                "Two things are missing: each shared area has the factor τ/2, and the distance is"
                " the root of the square.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(_tails(a, b, tau) / 2),
                "You have the mixed pairs only. Multiplied out, the square has three parts.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(2 / tau) * _by_pairs(a, b, tau),
                "You divide by τ once too often. The shared area has a τ of its own, and 1/τ "
                "cancels it.",
            ),
            Wrong(
                lambda a, b, tau: tau * _by_pairs(a, b, tau) ** 2,
                "That is the area itself. D squared is 1/τ times it, and D is the root.",
            ),
            Wrong(
                lambda a, b, tau: (
                    abs(
                        len(a)
                        + len(b)
                        - 2 * sum(math.exp(-abs(x - y) / tau) for x, y in zip(a, b, strict=False))
                    )
                    ** 0.5
                    / 2**0.5
                ),
                "You pair the first with the first, the second with the second. Each tail meets "
                "every other.",
            ),
            Wrong(
                lambda a, b, tau: (
                    abs(
                        sum(
                            sign * sum(math.exp(-(x - y) / tau) for x in s for y in u)
                            for s, u, sign in ((a, a, 0.5), (b, b, 0.5), (a, b, -1))
                        )
                    )
                    ** 0.5
                ),
                "You left out the bars of |s − u|. What two tails share doesn't depend on which "
                "came first.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(_tails(a, a, tau) / 2 + _tails(b, b, tau) / 2),
                "The mixed pairs are missing. They make the distance small when the trains agree.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(abs(_tails(a, a, tau) - _tails(b, b, tau)) / 2),
                "You compare f squared with g squared. We want the square of f - g, which has "
                "mixed pairs.",
            ),
            Wrong(
                lambda a, b, tau: (
                    abs(_tails(a, a, tau) / 2 + _tails(b, b, tau) / 2 - 2 * _tails(a, b, tau))
                    ** 0.5
                ),
                "You took the half of two parts and not of the third: each shared area has the "
                "factor τ/2.",
            ),
            Wrong(
                lambda a, b, tau: (
                    abs(_tails(a, a, tau) + _tails(b, b, tau) - _tails(a, b, tau)) ** 0.5
                ),
                "Each shared area has the factor τ/2, and the mixed pairs come twice.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(2 * tau) * _by_pairs(a, b, tau),
                "Yours grows with tau. The shared area is τ/2 times the exponential, and 1/τ "
                "stands in front of the integral.",
            ),
            Wrong(
                lambda a, b, tau: math.sqrt(
                    abs(_bells(a, a, tau) / 2 + _bells(b, b, tau) / 2 - _bells(a, b, tau))
                ),
                "You square the distance in the exponent. Two tails share exp(−|s − u| / τ).",
            ),
            Wrong(
                lambda a, b, tau: _by_pairs(a, b, tau) / math.sqrt(tau),
                "Yours has a 1/τ too many: the τ/2 of the shared area cancels it.",
            ),
        ),
        examined=simpler(
            _by_pairs,
            (
                (np.array([10.0]), np.array([]), 5.0),
                "Take one spike of a and none of b. It pairs with itself alone, so D squared is a "
                "half.",
            ),
            (
                (np.array([]), np.array([10.0]), 5.0),
                "Take one spike of b and none of a. It pairs with itself alone, so D squared is a "
                "half.",
            ),
            (
                (np.array([10.0]), np.array([10.0]), 5.0),
                "Take the same lone spike in both. Their distance is 0.",
            ),
            (
                (np.array([10.0]), np.array([510.0]), 5.0),
                "Take one spike in each, half a second apart. Such tails don't meet, so each adds "
                "a half to D squared, and D is 1.",
            ),
            (
                (np.array([10.0]), np.array([15.0]), 5.0),
                "Take one spike in each, one tau apart. What they share takes exp(−1) off D "
                "squared, which is then 0.63.",
            ),
            (
                (np.array([10.0, 15.0]), np.array([]), 5.0),
                "Take two spikes of a, one tau apart, and none of b. Each pairs with itself, and "
                "with the other both ways round, so D squared is 1 + exp(−1).",
            ),
        ),
        hints=(
            "Multiply out: the area of f squared, of g squared, and twice the area of f times g.",
            "f squared: each spike of a with each spike of a, itself included, "
            "tau / 2 * exp(-|s - u| / tau). Divide by tau: a half of the sum of exp.",
            "`tails(a, a, tau) / 2 + tails(b, b, tau) / 2 - tails(a, b, tau)`, and the root of it, "
            "where `tails` adds up `np.exp(-abs(x - y) / tau)` over all x and y.",
        ),
        why="That's exact, because no integral is left and so no time step either.",
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
        own=_own_taus,
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
            "If the tails are short, hardly any two of them meet. If they are long, only the "
            "counts are left.",
        ),
        why="From some 10 to 100 ms the tails are longer than the jitter and still tell spikes "
        "apart. At 300 ms and more only counts are left, and both trains of A have as many spikes.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_fano",
        question="A neuron's intervals are independent of each other, and their CV is 0.3. In "
        "windows of 2 s you count 100 spikes on average. The counts scatter (standard deviation) "
        "by about...",
        choices=("1", "3", "9", "10"),
        answer="b",
        why="In long windows F is the square of the CV, 0.09. So the variance is 0.09 × 100 = 9, "
        "and its root is 3. By chance it would be 10.",
    ),
    Prediction(
        name="quiz_cost",
        question="Train a has spikes at 100 and 150 ms, train b at 104 and 210 ms. Moving costs "
        "0.25 per ms, deleting and inserting cost 1 each. How far apart are the two trains?",
        choices=("2", "3", "4", "16"),
        answer="b",
        why="Moving the first spike by 4 ms costs 1. Moving the second by 60 ms would cost 15, so "
        "it is deleted, and another inserted, for 2.",
    ),
    Prediction(
        name="quiz_norm",
        question="For the same two trains and the same τ of 8 ms, one tool gives a van Rossum "
        "distance of 1.50 and another gives 2.12. What should you check first?",
        choices=(
            "whether one of them has a mistake in its tails",
            "whether both divide the integral by the same thing",
            "whether one of them reads τ in seconds",
            "whether one of them has swapped a and b",
        ),
        answer="b",
        why="2.12 / 1.50 is the root of 2, so one of them divides by τ and the other by τ/2. "
        "Swapping a and b changes nothing, because a distance is the same both ways.",
    ),
    Prediction(
        name="quiz_lag",
        question="Two neurons of a retina are shown the same film forty times. Their correlogram "
        "has a peak at lag 0. With the trials of one neuron shuffled, the peak is still there, and "
        "as high as before. What follows?",
        choices=(
            "the film makes both fire at the same moments, and that's all there is",
            "a third neuron sends spikes to both, and shuffling can't remove them",
            "one excites the other so fast that the lag is too short to be seen",
            "the shuffling has gone wrong, because a shuffled peak must vanish",
        ),
        answer="a",
        why="What survives the shuffle is what every showing has in common, and that is the film. "
        "A spike from a third neuron or from a synapse would belong to a single trial.",
    ),
    Prediction(
        name="quiz_best_cost",
        question="Which of several sounds was played is told best from neuron X at q = 0.02 per "
        "ms, and from neuron Y at q = 0.5 per ms. So...",
        choices=(
            "Y tells the sounds apart better than X does",
            "Y fires more spikes in each answer than X does",
            "the spike times of Y are worth reading more precisely",
            "the answers of Y are further apart, so it is the noisier one",
        ),
        answer="c",
        why="At 0.02 per ms moves of up to 100 ms pay, at 0.5 per ms only those of up to 4 ms. "
        "*How well* each of them tells the sounds apart is another matter.",
    ),
)
