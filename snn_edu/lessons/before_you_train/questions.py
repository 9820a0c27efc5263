"""How the answers of lesson 14 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.lessons.before_you_train.first_weights import Neuron
from snn_edu.questions import Judging, read
from snn_edu.validation import Floats

Case = tuple[Floats, Floats, float]


def _layer(seed: int, n: int, m: int, a: float) -> Case:
    """Weights of n inputs to m neurons, the inputs' chances, and a."""
    rng = np.random.default_rng(seed)
    return rng.normal(0.02, 0.3, (n, m)).round(2), rng.uniform(0.02, 0.6, n).round(2), a


def moments(W: Any, p: Any, a: float) -> tuple[Floats, Floats]:
    """The oracle of `two_sums`: what all spikes of the past, each by chance, have left in v.

    A spike k steps ago counts a^k of its weight. All are independent, so means and variances add
    up, step by step into the past and input by input.
    """
    mean, variance = np.zeros(np.shape(W)[1]), np.zeros(np.shape(W)[1])
    for k in range(3000):
        for chance, row in zip(p, W, strict=True):
            pushed = a**k * np.asarray(row, float)
            mean += chance * pushed
            variance += chance * pushed**2 - (chance * pushed) ** 2
        if a**k < 1e-13:
            break
    return mean, np.sqrt(variance)


def _far(W: Any, p: Any, a: float) -> float:
    """The oracle of `silent`, neuron by neuron: how many s.d. from the mean up to 1."""
    away = [(1.0 - mean) / sd for mean, sd in zip(*moments(W, p, a), strict=True)]
    return sum(each > 3.0 for each in away) / len(away)


def _spread(n: int, p: float, a: float) -> float:
    """The oracle of `draw`: by halving, until n weights of this size make v's variance 1."""
    of_one = (p - p**2) * sum(a ** (2 * k) for k in range(3000))
    return bisected(lambda s: n * s**2 * of_one < 1.0, 0.0, 1e3)[0]


def _more(model: Callable[[Any], Any], x: Any, y: Any) -> Any:
    """The oracle of `remembers`: two copies of the model, of which one is shown x and y first."""
    fresh, used = copy.deepcopy(model), copy.deepcopy(model)
    used(x), used(y)
    return used(x) - fresh(x)


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    two_sums=Judging(
        oracle=moments,
        tries=(
            _layer(1, 7, 4, 0.9),
            _layer(2, 12, 3, 0.5),
            _layer(3, 5, 5, 0.95),
            (np.array([[0.4], [-0.2]]), np.array([0.1, 0.3]), 0.7),
        ),
    ),
    silent=Judging(
        oracle=_far,
        tries=(
            _layer(4, 10, 8, 0.9),
            _layer(5, 6, 16, 0.6),
            _layer(6, 4, 9, 0.3),
            (np.full((3, 4), [-0.5, 0.1, 0.2, 0.9]), np.array([0.1, 0.2, 0.3]), 0.5),
            (np.array([[0.5, 0.4]]), np.array([0.5]), 0.0),  # just three, and a little less
            (
                np.array([[0.2, 10.0], [0.1, 5.0]]),
                np.array([0.9, 0.95]),
                0.0,
            ),  # far below, and above
        ),
    ),
    draw=Judging(
        oracle=_spread,
        tries=((200, 0.1, 0.9), (100, 0.06, 0.9), (784, 0.31, 0.5), (37, 0.013, 0.95)),
    ),
    remembers=Judging(
        oracle=_more,
        tries=(
            (Neuron(0.9), 0.19, 0.11),
            (Neuron(0.9, forgets=True), 0.12, 0.3),
            (Neuron(0.95), 0.26, 0.87),
            (Neuron(0.8), 0.21, 0.05),
            (Neuron(0.9), 0.12, 0.3),
            (Neuron(0.95), 0.43, -0.3),
        ),
    ),
)
