"""What lesson 19 asks: rewards that come late, a vehicle, and an eye that sees motion."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from snn_edu.questions import Judging, read, simpler
from snn_edu.validation import Floats

# --- Exercise: pay for what was done. -------------------------------------------------------------


def _paid(times: Any, sizes: Any, at: float, reward: float, tau_e: float) -> float:
    before = times <= at
    return float(reward * (sizes[before] * np.exp(-(at - times[before]) / tau_e)).sum())


def _each_note(times: Any, sizes: Any, at: float, reward: float, tau_e: float) -> Any:
    return np.where(times <= at, reward * sizes * np.exp(-(at - times) / tau_e), 0.0)


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


def _meets(own: Any, neighbour: Any, delay: float, within: float) -> int:
    late = neighbour + delay
    return int(sum(np.any(np.abs(late - one) <= within) for one in own))


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


def remember(e: Floats, pre: Floats, n: Floats, expected: Floats, tau_e: float) -> Floats:
    """The solution of the exercise: the eligibility after a step of 25 ms."""
    faded: Floats = e * np.exp(-25 / tau_e)
    return faded + np.outer(pre, n - expected)


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


def _few_pairs() -> Iterator[tuple[tuple[Any, ...], str]]:
    """A note or two, and a reward at 1 s."""
    for times, sizes, reward, tau_e, said in (
        (
            [1000.0],
            [0.1],
            1.0,
            1000.0,
            "A note of 0.1 left just as the reward comes is paid in full",
        ),
        ([0.0], [0.1], 1.0, 1000.0, "A note of 0.1 that is as old as tau_e has faded to 1/e"),
        ([0.0], [0.1], 1.0, 500.0, "A note of 0.1 that is twice as old as tau_e has faded to 1/e²"),
        ([0.0], [0.1], -1.0, 1000.0, "A punishment of −1 takes away what is left of a note of 0.1"),
        ([0.0], [0.1], 2.0, 1000.0, "A reward of 2 pays twice what is left of a note of 0.1"),
        ([0.0], [-0.1], 1.0, 1000.0, "A note of −0.1 makes the weight shrink"),
        ([0.0, 0.0], [0.1, 0.1], 1.0, 1000.0, "Two notes of 0.1, both as old as tau_e, add up"),
        ([0.0, 500.0], [0.2, 0.1], 1.0, 1000.0, "Each of two notes fades from its own time"),
        ([0.0, 1500.0], [0.1, 0.1], 1.0, 1000.0, "A note left after the reward isn't paid"),
    ):
        inputs = np.array(times), np.array(sizes), 1000.0, reward, tau_e
        yield inputs, f"{said}. So the weight changes by {{expected:.4f}}, not by {{got:.4f}}."


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


def _few_flashes() -> Iterator[tuple[tuple[Any, ...], str]]:
    """A flash or two, with a delay of 20 ms and 2 ms in which two meet."""
    for own, neighbour, within, said in (
        ([20], [0], 2, "The neighbour flashes at 0 ms and the pixel at 20 ms, so the two meet"),
        (
            [0],
            [20],
            2,
            "The pixel flashes at 0 ms and its neighbour only at 20 ms: they don't meet",
        ),
        ([22], [0], 2, "Spikes that arrive exactly 2 ms apart still meet"),
        ([18], [0], 2, "The pixel's own spike may also come 2 ms before the delayed one"),
        ([23], [0], 2, "Spikes that arrive 3 ms apart don't meet"),
        ([22], [0], 1, "Spikes that arrive 2 ms apart don't meet if `within` is 1"),
        ([20], [0, 50], 2, "It's enough to meet one of the neighbour's spikes, here the first"),
        ([70], [0, 50], 2, "It's enough to meet one of the neighbour's spikes, here the second"),
        ([20], [0, 1], 2, "One spike of the pixel meets two delayed ones, and counts once"),
        ([20, 21], [0], 2, "Two spikes of the pixel meet the same delayed one, and both count"),
    ):
        inputs = np.array(own), np.array(neighbour), 20, within
        yield inputs, f"{said}. That makes {{expected:g}}, and yours is {{got:g}}."


PREDICTIONS, EXERCISES, QUIZ = read(
    "questions.md",
    globals(),
    paid=Judging(
        oracle=_paid_step_by_step,
        tries=_PAIRS,
        examined=simpler(_paid, *_few_pairs()),
    ),
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
    detector=Judging(
        oracle=_meets_in_order,
        tries=_FILMS,
        examined=simpler(_meets, *_few_flashes()),
    ),
)
