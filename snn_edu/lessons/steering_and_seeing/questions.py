"""What lesson 20 asks: rewards that come late, a vehicle, and an eye that sees motion."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.questions import Judging, read
from snn_edu.validation import Floats

# --- Exercise: pay for what was done. -------------------------------------------------------------


def _paid_step_by_step(times: Any, sizes: Any, at: float, reward: float, tau_e: float) -> float:
    """The truth another way: one note that fades from pair to pair."""
    note, last = 0.0, 0.0
    for time, size in sorted(zip(times.tolist(), sizes.tolist(), strict=True)):
        if time <= at:
            note, last = note * math.exp(-(time - last) / tau_e) + size, time
    return reward * note * math.exp(-(at - last) / tau_e)


_PAIRS = (
    (np.array([100.0, 400.0, 900.0]), np.array([0.1, -0.05, 0.08]), 1500.0, 1.0, 1000.0),
    (np.array([50.0, 700.0, 1200.0]), np.array([0.2, 0.1, -0.3]), 800.0, -1.0, 400.0),
    (np.array([300.0, 310.0]), np.array([0.07, 0.02]), 2300.0, 2.0, 5000.0),
    (np.array([200.0, 500.0]), np.array([0.04, 0.06]), 500.0, 1.0, 800.0),  # one at the reward
)

# --- Exercise: a detector of motion. --------------------------------------------------------------


def _meets_in_order(own: Any, neighbour: Any, delay: float, within: float) -> int:
    """The truth another way: the nearest delayed spike on either side."""
    late = np.sort(neighbour) + delay
    if not late.size:
        return 0
    k = np.searchsorted(late, own)
    right = late[np.minimum(k, late.size - 1)]
    left = late[np.maximum(k - 1, 0)]
    return int((np.minimum(np.abs(right - own), np.abs(left - own)) <= within).sum())


_FLASHES = np.array([12.0, 55.0, 81.0, 140.0, 190.0])
_FILMS = (
    (_FLASHES + 20.0, _FLASHES, 20.0, 2.0),
    (_FLASHES, _FLASHES + 20.0, 20.0, 2.0),
    (
        np.array([30.0, 31.0, 77.0, 100.0, 160.0]),  # the last is later than all
        np.array([10.0, 11.0, 12.5, 59.0, 82.3]),
        20.0,
        2.0,
    ),
    (np.array([15.0, 40.0, 60.0]), np.array([7.8, 30.5, 120.0]), 9.0, 1.5),
    # whole numbers, which a grader leaves as they are: exactly `within`, and two that meet one
    (np.array([9, 22, 24, 40, 58, 80]), np.array([10, 34, 43, 65]), 12, 3),
)

# --- Exercise: what a synapse remembers. ----------------------------------------------------------


def _remember_one_by_one(
    e: Floats, pre: Floats, n: Floats, expected: Floats, tau_e: float
) -> list[list[float]]:
    """The oracle: synapse by synapse."""
    return [
        [
            float(e[i][j]) * math.exp(-25 / tau_e) + float(pre[i] * (n[j] - expected[j]))
            for j in (0, 1)
        ]
        for i in (0, 1)
    ]


def _of_two_parts(answer: Any) -> str:
    """Whether it is the old part that is wrong, or what comes in."""
    e, pre, none = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([2.0, 0.0]), np.zeros(2)
    three, one = np.array([3.0, 0.0]), np.array([1.0, 0.0])
    old = np.asarray(answer(e, none, none, none, 50.0), float)
    new = np.asarray(answer(0 * e, pre, three, one, 50.0), float)
    if old.shape != (2, 2) or new.shape != (2, 2):
        return "We want an array with a row for each sensor and a column for each motor."
    if np.allclose(old, e.T * math.exp(-0.5)):
        return "You exchange the rows and columns of the old eligibilities."
    if not np.allclose(old, e * math.exp(-0.5)):
        return (
            "If no sensor fires, the old eligibilities just fade. With tau_e = 50 ms a step of 25 "
            f"ms should leave {math.exp(-0.5):.3f} of 1, and yours leaves {old[0, 0]:.3f}."
        )
    if not np.allclose(new, [[4.0, 0.0], [0.0, 0.0]]):
        return (
            "Let all eligibilities be 0, and only sensor 0 fire, with strength 2. Motor 0 sends 3 "
            "spikes where 1 was expected. Then e[0, 0] should be 4 and the others 0. Yours are "
            f"{new.round(3).tolist()}."
        )
    return "The old part alone is right, and so is the new one alone. Look at how they are joined."


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    paid=Judging(oracle=_paid_step_by_step, tries=_PAIRS),
    remember=Judging(
        oracle=_remember_one_by_one,
        tries=(
            (
                np.array([[0.2, -0.4], [0.1, 0.6]]),
                np.array([0.5, 2.0]),
                np.array([4.0, 1.0]),
                np.array([2.5, 0.75]),
                100.0,
            ),
            (
                np.array([[-1.0, 0.3], [0.8, -0.2]]),
                np.array([1.5, 0.0]),
                np.array([0.0, 3.0]),
                np.array([1.25, 3.5]),
                40.0,
            ),
        ),
        examined=_of_two_parts,
    ),
    detector=Judging(oracle=_meets_in_order, tries=_FILMS),
)
