"""What lesson 12 asks: predictions, exercises and a quiz on the tempotron."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from snn_edu.questions import Judging, read
from snn_edu.training import Tempotron
from snn_edu.validation import Floats

Kernel = Callable[[Any], Floats]

# --- Exercise 1: the potential. -------------------------------------------------------------------


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


# --- Exercise 2: the rate. ------------------------------------------------------------------------


def _rate(peak: float) -> dict[str, Any]:
    """What its words are filled with, where the highest potential is `peak`."""
    K = (1.00, 0.74, 0.29, 0.08, 0.0)
    squares, oracle = sum(k * k for k in K), lambda: (1 - peak) / float(np.dot(K, K))
    gap = round(1 - peak, 2)
    return {"peak": peak, "gap": gap, "total": sum(K), "squares": squares, "oracle": oracle}


# --- Exercise 3: the update. ----------------------------------------------------------------------


def _trial(
    neuron: Tempotron, seed: int, should_fire: bool, peak: float, begin: float = 0.0
) -> tuple[Floats, Floats, Floats, bool, Kernel]:
    """9 spikes, and the potential on a grid of 0.5 or 1 ms, with a `peak` and what it begins at."""
    rng = np.random.default_rng(seed)
    times = np.sort(rng.uniform(2.0, 80.0, 9)).round(1)
    t = np.arange(0.0, 110.0, 1.0 if seed == 4 else 0.5)
    v = neuron.potential(t, times, rng.normal(0.3, 0.3, 9))
    return times, t, v * (peak / v.max()) + begin * (t < 2.0), should_fire, neuron.kernel


def _update_one_by_one(times: Floats, t: Floats, v: Floats, fire: bool, K: Kernel) -> list[float]:
    """The oracle: a loop over the grid, then one over the inputs."""
    top, t_max = -1.0, 0.0
    for now, height in zip(t.tolist(), v.tolist(), strict=True):
        if height > top:
            top, t_max = height, now
    error = int(fire) - int(top >= 1.0)
    return [error * float(K(t_max - time)) for time in times.tolist()]


def _one_input(
    times: Any, peak: float, should_fire: bool
) -> tuple[Floats, Floats, Floats, bool, Kernel]:
    """A spike or two, and a potential that is highest at 7 ms."""
    t = np.arange(0.0, 30.0)
    return np.ravel(times), t, peak * np.exp(-abs(t - 7) / 5), should_fire, Tempotron().kernel


# --- Exercise 4: a round through all patterns. ----------------------------------------------------


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


def _to_learn(
    seed: int, count: int, rate: float, neuron: Tempotron
) -> tuple[Floats, Any, Floats, float, Floats, Kernel]:
    rng = np.random.default_rng(seed)
    patterns = rng.uniform(0.0, 80.0, (count, 8)).round(1)
    labels, w = rng.permutation(count) < count // 2, rng.normal(0.4, 0.3, 8).round(2)
    return patterns, labels, w, rate, np.arange(0, 120.0, 0.5 if seed == 2 else 1.0), neuron.kernel


def _few(
    patterns: Any, labels: Any, w: Any, rate: float = 0.1, kernel: Kernel | None = None
) -> tuple[Floats, Any, Floats, float, Floats, Kernel]:
    """A pattern or two with two inputs."""
    t, K = np.arange(0.0, 40.0), kernel or Tempotron().kernel
    return np.array(patterns), np.array(labels), np.array(w), rate, t, K


def _block(s: Any) -> Floats:
    """A kernel with which the potential can be exactly at the threshold."""
    return np.asarray((np.asarray(s) > 0) & (np.asarray(s) <= 8), float)


PREDICTIONS, EXERCISES, QUIZ = read(
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
        given=_rate(0.7),
        own=lambda rng: _rate(float(rng.choice([7, 8, 9, 11, 12, 13, 15, 16, 17])) / 20),
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
            _trial(Tempotron(), 7, True, 0.6, begin=-2.0),  # far below rest
            _trial(Tempotron(), 8, True, 0.4),  # low, though it adds up to more than 1
        ),
    ),
    one_round=Judging(
        oracle=_round_by_numbers,
        tries=(
            _to_learn(1, 6, 0.1, Tempotron()),
            _to_learn(2, 9, 0.3, Tempotron(10.0, 2.0)),
            _to_learn(5, 12, 0.2, Tempotron()),
            _to_learn(10, 6, 0.1, Tempotron()),  # a miss comes first
            # exactly at the threshold, where it fires
            _few([[3.0, 5.0], [20.0, 24.0]], [True, True], [0.5, 0.5], 0.25, _block),
        ),
    ),
)
