"""How the answers of lesson 13 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions import Judging, read, short
from snn_edu.validation import Floats

# --- Exercise 1: the slope of a soft step. --------------------------------------------------------


def _slope_by_difference(u: Any, b: float) -> Any:
    """The oracle: the soft step a little to the right, less a little to the left."""
    if np.ndim(u):
        return [_slope_by_difference(one, b) for one in u.tolist()]

    def s(z: float) -> float:
        return z / (1 + b * abs(z))

    return (s(u + 1e-8) - s(u - 1e-8)) / 2e-8


# --- Exercise 4: a quotient of differences. -------------------------------------------------------


class Cubic:
    """A loss whose central difference is known: sum_j c_j w_j^3 + (sum_j w_j)^2."""

    def __init__(self, *c: float) -> None:
        self.c = np.array(c)

    def __call__(self, w: Floats) -> float:
        """The loss at w."""
        w = np.asarray(w)
        if w.shape != self.c.shape:
            raise ValueError(
                f"loss wants the whole array w, of {self.c.size} weights; this is {short(w)}"
            )
        return float(self.c @ w**3 + w.sum() ** 2)

    def __repr__(self) -> str:
        return "a loss"


# --- Exercise 2: back through time. ---------------------------------------------------------------


def _all_paths(ds: Floats, v: Floats, a: float, b: float) -> list[Any]:
    """The oracle, as a sum over paths: a change at t is a^(k - t) of it at k, and spikes there."""
    T = len(v)
    return [
        sum(a ** (k - t) * ds[k] / (1 + b * abs(v[k] - 1)) ** 2 for k in range(t, T))
        for t in range(T)
    ]


def _in_time(
    seed: int, shape: tuple[int, ...], a: float, b: float
) -> tuple[Floats, Floats, float, float]:
    rng = np.random.default_rng(seed)
    return rng.normal(0.0, 1.0, shape).round(2), rng.uniform(0.2, 1.6, shape).round(2), a, b


# --- Exercise 5: the control. ---------------------------------------------------------------------


IN_CLASS = np.array([[4, 4, 9, 13, 1, 7, 2, 11], [25, 18, 21, 27, 16, 23, 22, 19]])  # steps


def _two_classes() -> tuple[Floats, NDArray[np.bool_]]:
    """80 trials, (30, 80, 8), and which are of class 1: each input at its own step of the class.

    Inputs 0 and 1 fire together in class 0 alone. Input 7 fires again three steps later.
    """
    rng = np.random.default_rng(11)
    labels = rng.permutation(80) % 2
    x = np.zeros((30, 80, 8))
    trial, afferent = np.nonzero(rng.random((80, 8)) < 0.9)
    x[IN_CLASS[labels[trial], afferent], trial, afferent] = 1.0
    x[3:, :, 7] += x[:-3, :, 7]
    return x, labels == 1


def judge_control(answer: Any) -> str | None:
    """What of the times is left, or which count is not; None if it is a control."""
    x, of_class_1 = _two_classes()
    y = np.asarray(answer(x.copy(), np.random.default_rng(5)))
    if y.shape != x.shape:
        return (
            f"Your result has shape {y.shape}. The trials had {x.shape}, which is (steps, trials, "
            "inputs)."
        )
    if not np.isin(y, (0, 1)).all():
        return "Your result holds other values than 0 and 1. A spike is there, or it isn't."
    if (y.sum(axis=0) != x.sum(axis=0)).any():
        return (
            "Some input's count in some trial has changed. A control takes away one thing only, so "
            "every input must keep its number of spikes in every trial, be it 0, 1 or 2. (Two that "
            "land in one step are one.)"
        )
    if (y == x).all():
        return "Nothing has moved. Every spike is where it was."
    if (y == x).all(axis=(0, 2)).any() or (y == x).all(axis=(0, 1)).any():
        return "Some have moved, but in some trial, or of some input, every spike is where it was."
    when, kept = y.argmax(axis=0), x.sum(axis=0) > 0
    for k in range(x.shape[2]):
        one, other = (when[kept[:, k] & (of_class_1 == c), k] for c in (False, True))
        spread = np.sqrt(one.var() / one.size + other.var() / other.size)
        if abs(one.mean() - other.mean()) > 5 * spread:
            return _told_by_time(one, other, k, np.abs(when - x.argmax(axis=0))[kept])
    twice = x[:, :, 7].sum(axis=0) == 2
    last = len(y) - 1 - y[::-1, :, 7].argmax(axis=0)
    if (last - when[:, 7] == 3)[twice].mean() > 0.5:
        return (
            "Where input 7 fires twice, its two spikes are still 3 steps apart. You moved all "
            "spikes of an input by the same amount, and the time between them tells something too."
        )
    together = when[:, 0] == when[:, 1]
    both = kept[:, 0] & kept[:, 1]
    if together[both & ~of_class_1].mean() > together[both & of_class_1].mean() + 0.5:
        return (
            "Inputs 0 and 1 fired together in one class, and in your trials they still do. Which "
            "inputs fire together is timing too, so move each input by itself."
        )
    return None


def _told_by_time(
    one: NDArray[np.int64], other: NDArray[np.int64], k: int, moved: NDArray[np.int64]
) -> str:
    """What to say if the first spike of input k comes at other steps in one class than in two."""
    if min(np.bincount(steps).max() / steps.size for steps in (one, other)) > 0.5:
        return (
            f"In your trials input {k} still has its own time in each class, old or new. You moved "
            "the trials of a class in the same way, and a network learns new times as easily."
        )
    if np.quantile(moved, 0.9) < 6:
        return "Your spikes moved by a few steps only. That's jitter, and much of the time is left."
    return (
        f"The time of input {k} still tells the two classes apart: step {one.mean():.0f} on "
        f"average in one, {other.mean():.0f} in the other."
    )


# --- Exercise 3: what a hidden neuron hears from its listeners. -----------------------------------


def _one_listener_after_the_other(dv: Floats, W: Floats) -> list[list[float]]:
    """The oracle: a sum over listeners for each step and each neuron."""
    return [
        [sum(float(now[k]) * float(row[k]) for k in range(len(row))) for row in W] for now in dv
    ]


def _listening(seed: int, steps: int, neurons: int, listeners: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    return rng.normal(0, 1, (steps, listeners)), rng.normal(0, 0.5, (neurons, listeners))


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    h=Judging(
        oracle=_slope_by_difference,
        tries=(
            (np.array([-0.5, 0.0, 0.1, 0.7]), 5.0),
            (np.array([0.3, -0.2]), 0.5),
            (np.array([-2.0, 1.0, 0.02]), 20.0),
            (-0.3, 7.0),
        ),
    ),
    backward=Judging(
        oracle=_all_paths,
        tries=(
            _in_time(1, (6,), 0.9, 5.0),
            _in_time(2, (9,), 0.5, 2.0),
            _in_time(3, (4, 2, 3), 0.95, 20.0),
        ),
    ),
    listeners=Judging(
        oracle=_one_listener_after_the_other,
        tries=(_listening(1, 3, 2, 2), _listening(2, 5, 3, 3), _listening(4, 2, 4, 4)),
    ),
    by_difference=Judging(
        oracle=lambda loss, w, i, eps: (
            float(loss.c[i]) * (3 * float(w[i]) ** 2 + eps**2) + 2 * float(np.sum(w))
        ),
        tries=(
            (Cubic(1.0, -2.0, 0.5), np.array([0.4, -0.3, 1.1]), 1, 1e-3),
            (Cubic(3.0, 1.0), np.array([0.2, 0.9]), 0, 0.05),
            (Cubic(0.5, 2.0, -1.0, 4.0), np.array([0.1, 0.2, 0.3, 0.5]), 3, 0.01),
            (Cubic(-2.0, 1.0), np.array([0.7, -0.4]), 0, 0.02),
        ),
    ),
    counts_only=Judging(
        tries=((_two_classes()[0], np.random.default_rng(5)),), judge=judge_control
    ),
)
