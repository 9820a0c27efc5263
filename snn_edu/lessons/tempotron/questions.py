"""What lesson 12 asks: predictions, exercises and a quiz on the tempotron."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from snn_edu.questions import Judging, Wrong, read
from snn_edu.training import Tempotron
from snn_edu.validation import Floats

# --- Exercise 3: the update. ----------------------------------------------------------------------

Kernel = Callable[[Any], Floats]


def _trial(
    neuron: Tempotron, seed: int, should_fire: bool, peak: float
) -> tuple[Floats, Floats, Floats, bool, Kernel]:
    """Arguments of a call: 9 spikes, the potential on a grid of 0.5 or 1 ms with this peak."""
    rng = np.random.default_rng(seed)
    times = np.sort(rng.uniform(2.0, 80.0, 9)).round(1)
    t = np.arange(0.0, 110.0, 1.0 if seed == 4 else 0.5)
    v = neuron.potential(t, times, rng.normal(0.3, 0.3, 9))
    return times, t, v * (peak / v.max()), should_fire, neuron.kernel


def _after_inhibition(trial: Any) -> Any:
    """The same trial with a potential that begins far below rest."""
    times, t, v, should_fire, K = trial
    return times, t, v - 2.0 * (t < 2.0), should_fire, K


def update(times: Floats, t: Floats, v: Floats, should_fire: bool, K: Kernel) -> Floats:
    """What the rule adds; a name of the page, as `one_round` has it there."""
    if (v.max() >= 1) == should_fire:
        return np.zeros(len(times))
    t_max = t[v.argmax()]
    return (1 if should_fire else -1) * K(t_max - times)


def _update_one_by_one(times: Floats, t: Floats, v: Floats, fire: bool, K: Kernel) -> list[float]:
    """The oracle: a loop over the grid, then one over the inputs."""
    top, t_max = -1.0, 0.0
    for now, height in zip(t.tolist(), v.tolist(), strict=True):
        if height > top:
            top, t_max = height, now
    error = int(fire) - int(top >= 1.0)
    return [error * float(K(t_max - time)) for time in times.tolist()]


def _largest_only(worth: Floats) -> Floats:
    return np.where(worth == worth.max(), worth, 0.0)


def _crossing(v: Floats) -> int:
    return int(np.argmax(v >= 1)) if v.max() >= 1 else int(v.argmax())


def _sign(v: Floats, should_fire: bool) -> int:
    return int(should_fire) - int(v.max() >= 1)


# --- Exercise 1: the potential. -------------------------------------------------------------------


def potential(t: Floats, times: Floats, w: Floats, K: Kernel) -> Floats:
    """The potential at each time; a name of the page, as `one_round` has it there."""
    v = np.zeros(len(t))
    for i in range(len(times)):
        v += w[i] * K(t - times[i])
    return v


def _moment_by_moment(t: Floats, times: Floats, w: Floats, K: Kernel) -> list[float]:
    """The oracle: for each moment a sum over the inputs that have fired."""
    inputs = list(zip(times.tolist(), w.tolist(), strict=True))
    return [
        sum(weight * float(K(now - time)) for time, weight in inputs if time < now)
        for now in t.tolist()
    ]


def _pattern(neuron: Tempotron, seed: int, count: int) -> tuple[Floats, Floats, Floats, Kernel]:
    rng = np.random.default_rng(seed)
    times = rng.uniform(0.0, 50.0, count).round(1)
    t = np.arange(5.0 * seed, 70.0, 3.0 + 0.5 * seed)
    return t, times, rng.normal(0.3, 0.3, count).round(2), neuron.kernel


def _alone(times: Any, w: Any) -> tuple[Floats, Floats, Floats, Kernel]:
    """A pattern of a spike or two, for the simplest cases."""
    return np.arange(0.0, 70.0, 3.5), np.ravel(times), np.ravel(w), Tempotron().kernel


def _one_input(
    times: Any, peak: float, should_fire: bool
) -> tuple[Floats, Floats, Floats, bool, Kernel]:
    """A spike or two, and a potential that is highest at 7 ms."""
    t = np.arange(0.0, 30.0)
    return np.ravel(times), t, peak * np.exp(-abs(t - 7) / 5), should_fire, Tempotron().kernel


# --- Exercise 4: a round through all patterns. ----------------------------------------------------


def _one_round(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[Floats, int]:
    errors = 0
    for times, should_fire in zip(patterns, labels, strict=True):
        v = potential(t, times, w, K)
        errors += int((v.max() >= 1) != should_fire)
        w = w + rate * update(times, t, v, should_fire, K)
    return w, errors


def _round_by_numbers(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[list[float], int]:
    """The oracle: lists, and the other routes to potential and update."""
    now, errors = w.tolist(), 0
    for times, fire in zip(patterns, labels.tolist(), strict=True):
        v = np.array(_moment_by_moment(t, times, np.array(now), K))
        change = _update_one_by_one(times, t, v, fire, K)
        errors += (max(v.tolist()) >= 1) != fire
        now = [weight + rate * each for weight, each in zip(now, change, strict=True)]
    return now, errors


def _all_at_once(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[Floats, int]:
    changes = [
        update(times, t, potential(t, times, w, K), fire, K)
        for times, fire in zip(patterns, labels, strict=True)
    ]
    return w + rate * np.sum(changes, axis=0), _one_round(patterns, labels, w, 0.0, t, K)[1]


def _rounded(count: Any = None, update: Any = update, times_each: int = 1) -> Any:
    """A wrong round: errors by ``count(v, fire)``, another rule, each pattern more than once."""

    def one_round(
        patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
    ) -> tuple[Floats, int]:
        errors = 0
        for times, fire in zip(patterns, labels, strict=True):
            v = potential(t, times, w, K)
            errors += int(count(v, fire) if count else (v.max() >= 1) != fire)
            for _ in range(times_each):
                w = w + rate * update(times, t, potential(t, times, w, K), fire, K)
        return w, errors

    return one_round


def _stopped(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[Floats, int]:
    errors = 0
    for k in range(len(labels)):
        w, errors = _one_round(patterns[k : k + 1], labels[k : k + 1], w, rate, t, K)
        if errors:
            break
    return w, errors


def _counted_after(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[Floats, int]:
    errors = 0
    for k in range(len(labels)):
        one = patterns[k : k + 1], labels[k : k + 1]
        w, _ = _one_round(*one, w, rate, t, K)
        errors += _one_round(*one, w, 0.0, t, K)[1]
    return w, errors


def _to_learn(
    seed: int, count: int, rate: float, neuron: Tempotron
) -> tuple[Floats, Any, Floats, float, Floats, Kernel]:
    rng = np.random.default_rng(seed)
    patterns = rng.uniform(0.0, 80.0, (count, 8)).round(1)
    labels = rng.permutation(count) < count // 2
    return (
        patterns,
        labels,
        rng.normal(0.4, 0.3, 8).round(2),
        rate,
        np.arange(0, 120.0, 0.5 if seed == 2 else 1.0),
        neuron.kernel,
    )


def _few(patterns: Any, labels: Any, w: Any) -> tuple[Floats, Any, Floats, float, Floats, Kernel]:
    """A pattern or two with two inputs."""
    t, kernel = np.arange(0.0, 40.0), Tempotron().kernel
    return np.array(patterns), np.array(labels), np.array(w), 0.1, t, kernel


def _block(s: Any) -> Floats:
    """A kernel with which the potential can be exactly at the threshold."""
    return np.asarray((np.asarray(s) > 0) & (np.asarray(s) <= 8), float)


def _rate(peak: float) -> dict[str, Any]:
    """What is to be asked and said where the highest potential is `peak`."""
    K = (1.00, 0.74, 0.29, 0.08, 0.0)
    total, squares, gap = sum(K), sum(k * k for k in K), round(1 - peak, 2)
    return {
        "ask": f"Which learning rate lifts the highest potential from {peak:g} to 1 in one update?",
        "shown": f"my_rate = {gap:g} / (1.00**2 + 0.74**2 + 0.29**2 + 0.08**2)",
        "solution": gap / squares,
        "oracle": lambda: (1 - peak) / float(np.dot(K, K)),
        "wrong": (
            Wrong(
                gap / total,
                "You divided by the sum of K. But K comes in twice: it says how far a "
                "weight moves, and then what that weight is worth at the highest point.",
            ),
            Wrong(
                gap,
                "That's the gap. One update moves several weights at once, and each of them "
                "closes a part of it.",
            ),
            Wrong(
                gap / 5,
                "You shared the gap among five weights. They don't move equally far, and "
                "one of them not at all.",
            ),
            Wrong(gap / 4, "You shared the gap among four weights. They don't move equally far."),
            Wrong(
                1 / squares,
                f"That would lift the potential by 1. It should be lifted from {peak:g} to 1.",
            ),
            Wrong(
                peak / squares,
                f"You lift the potential by {peak:g}. What is missing is 1 − {peak:g}.",
            ),
            Wrong(
                gap * squares,
                "You multiplied where a division is needed: rate times the sum of K² is the rise.",
            ),
            Wrong(
                1 / peak,
                "That's the factor by which the potential should grow. A learning rate isn't a "
                "factor: the weights grow by it times K.",
            ),
            Wrong(
                gap / squares**0.5,
                "You took a root, as for the length of a vector. The rise is the rate times the "
                "sum of K², without a root.",
            ),
            Wrong(
                5 * gap / total,
                "You divided by the mean of K. It's a sum over the inputs, and K comes in twice.",
            ),
            Wrong(
                gap / (1.00 + 0.74),
                "You counted the two largest alone, and each of them once. K comes in twice.",
            ),
            Wrong(
                gap / (1.00 + 0.74**2),
                "You left out the small ones. They add a little too.",
            ),
            Wrong(
                gap / 0.74,
                "You let input B alone do it. One update moves all of the weights.",
            ),
            Wrong(gap / 0.74**2, "You let input B alone do it. One update moves all weights."),
            Wrong(
                0.02,
                "That's the rate of the next pictures. How far would it lift this pattern?",
            ),
            Wrong(
                1.0,
                "At a rate of 1 input A alone would lift the highest point by 1. How much is "
                "missing?",
            ),
            Wrong(
                0.1,
                "At a rate of 0.1 input A alone adds 0.1, and each other one less. How much do "
                "they make together, and how much is missing?",
            ),
            Wrong(gap / total**2, "You squared the sum. It's the sum of the squares."),
        ),
    }


PREDICTIONS, EXERCISES, QUIZ = read(
    "questions.md",
    globals(),
    potential=Judging(
        oracle=_moment_by_moment,
        tries=(
            _pattern(Tempotron(), 1, 4),
            _pattern(Tempotron(10.0, 2.0), 2, 7),
            _pattern(Tempotron(20.0, 5.0), 3, 1),
        ),
    ),
    rate=Judging(
        own=lambda rng: _rate(float(rng.choice([7, 8, 9, 11, 12, 13, 15, 16, 17])) / 20),
        given=_rate(0.7),
    ),
    update=Judging(
        oracle=_update_one_by_one,
        tries=(
            _trial(Tempotron(), 1, True, 0.8),
            _trial(Tempotron(), 2, False, 1.6),
            _trial(Tempotron(), 3, True, 1.4),
            _trial(Tempotron(10.0, 2.0), 4, True, 0.5),
            _trial(Tempotron(10.0, 2.0), 5, False, 1.0),
            _trial(Tempotron(20.0, 5.0), 6, False, 0.9),
            _after_inhibition(_trial(Tempotron(), 7, True, 0.6)),
        ),
    ),
    one_round=Judging(
        oracle=_round_by_numbers,
        tries=(
            _to_learn(1, 6, 0.1, Tempotron()),
            _to_learn(2, 9, 0.3, Tempotron(10.0, 2.0)),
            _to_learn(5, 12, 0.2, Tempotron()),
            _to_learn(10, 6, 0.1, Tempotron()),  # a miss comes first
            (  # exactly at the threshold, where it fires
                np.array([[3.0, 5.0], [20.0, 24.0]]),
                np.array([True, True]),
                np.array([0.5, 0.5]),
                0.25,
                np.arange(0.0, 40.0),
                _block,
            ),
        ),
    ),
)
