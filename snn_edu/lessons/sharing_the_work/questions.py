"""What lesson 11 asks: predictions, exercises and a quiz on neurons that share the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions import Judging, letters, read
from snn_edu.validation import Floats

Ints = NDArray[np.int_]


# --- Who wins. ------------------------------------------------------------------------------------


def _winner_slowly(p: Floats, theta: Floats) -> int:
    """The oracle: step by step and neuron by neuron, in plain numbers."""
    for row in p.tolist():
        best, most = -1, -1.0
        for k, (value, bar) in enumerate(zip(row, theta.tolist(), strict=True)):
            if value >= bar and value - bar > most:
                best, most = k, value - bar
        if best >= 0:
            return best
    return -1


_THETA = np.array([10.0, 20.0, 12.0])
_P = np.array([[4.0, 8.0, 5.0], [9.0, 19.0, 9.0], [11.0, 26.0, 12.5], [30.0, 27.0, 14.0]])

# --- One update. ----------------------------------------------------------------------------------


def _update_one_by_one(w: Floats, winner: int, trace: Floats, eta: float) -> list[list[float]]:
    rows = w.tolist()
    for k, seen in enumerate(trace.tolist()):
        rows[k][winner] = (1 - eta) * rows[k][winner] + eta * seen
    return rows


_W = np.array([[0.5, 0.2, 0.9], [0.4, 0.7, 0.1], [0.3, 0.6, 0.8], [0.55, 0.35, 0.15]])
_TRACE = np.array([0.8, 0.0, 1.0, 0.15])


# --- An honest accuracy. --------------------------------------------------------------------------


def _accuracy_by_counting(
    train_winners: Ints, train_labels: Ints, test_winners: Ints, test_labels: Ints
) -> float:
    """The oracle: ballots, counted. A grader's numbers name every neuron without a tie."""
    votes: dict[int, Counter[int]] = {}
    for neuron, label in zip(train_winners.tolist(), train_labels.tolist(), strict=True):
        votes.setdefault(neuron, Counter())[label] += 1
    for most, *others in (digits.most_common(2) for digits in votes.values()):
        if others and others[0][1] == most[1]:
            raise ValueError("A neuron has won two digits equally often: either is its name.")
    right = 0
    for neuron, label in zip(test_winners.tolist(), test_labels.tolist(), strict=True):
        if neuron in votes:
            right += votes[neuron].most_common(1)[0][0] == label
    return right / len(test_labels)


def _many() -> tuple[Ints, Ints, Ints, Ints]:
    """Eight neurons with 5, 3 and 2 pictures of three digits each, and two without a name."""
    rng = np.random.default_rng(4)
    digits = np.concatenate([rng.permutation(10)[:3].repeat((5, 3, 2)) for _ in range(8)])
    order, test = rng.permutation(80), rng.integers(0, 10, 60)
    labels = np.where(rng.random(60) < 0.5, digits[10 * (test % 8)], rng.integers(0, 10, 60))
    return np.arange(8).repeat(10)[order], digits[order], test, labels


# (winners and labels in training, winners and labels in the test): no neuron's vote is a tie.
_ACCURACY_TRIES = (
    (
        np.array([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2]),
        np.array([3, 3, 3, 3, 5, 7, 7, 1, 4, 4, 0]),
        np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4]),
        np.array([5, 5, 3, 7, 7, 1, 0, 0, 0, 6, 3]),
    ),
    (
        np.array([2, 2, 2, 4, 4, 4, 4, 4, 0]),
        np.array([1, 9, 9, 8, 8, 8, 6, 6, 2]),
        np.array([2, 2, 2, 4, 4, 0, 0, 1]),
        np.array([1, 1, 9, 8, 6, 2, 2, 1]),
    ),
    (
        np.array([137, 137, 137, 137, 137, 137, 137]),
        np.array([2, 8, 8, 8, 1, 3, 0]),
        np.array([137, 137, 137, 9]),
        np.array([8, 3, 8, 1]),
    ),
    _many(),
)

# --- Which part is missing. -----------------------------------------------------------------------

MISSING = {"A": "depression", "B": "nothing", "C": "inhibition", "D": "homeostasis"}


def _parts(own: Mapping[str, str]) -> dict[str, Any]:
    """What its words are filled with, where each letter stands for one of the lesson's."""
    said = {letter: MISSING[ours] for letter, ours in own.items()}
    at = {ours: letter for letter, ours in own.items()}
    return {**said, "at": at, "judge": lambda answer: _judge_parts(answer, own)}


def _judge_parts(answer: Any, own: Mapping[str, str]) -> str | None:
    """None for the four right words; else what the set as a whole has wrong.

    `own` says which of the lesson's letters each one stands for.
    """
    if not isinstance(answer, dict) or set(answer) != set(MISSING):
        return "Keep the four keys A, B, C and D."
    if empty := [letter for letter, word in answer.items() if word is None]:
        return f"{empty[0]} has no word yet."
    said = {letter: " ".join(str(word).lower().split()) for letter, word in answer.items()}
    words = sorted(MISSING.values())
    for letter, word in said.items():
        if word not in words:
            return f"{word!r} is none of {', '.join(words)} (at {letter})."
    if sorted(said.values()) != words:
        return "Each of the four words belongs to one of the four mosaics."
    said = {own[letter]: word for letter, word in said.items()}
    if said == MISSING:
        return None
    if said["D"] != "homeostasis":
        return (
            "One of the mosaics is mostly noise, because a few neurons won everything. Which part "
            "was there to prevent that?"
        )
    if said["C"] != "inhibition":
        return (
            "In one of the mosaics all pictures are the same. For that, all neurons must have "
            "learned from every picture. Which part was there to prevent that?"
        )
    return (
        "Two are swapped, and both show digits. If silent inputs don't lose weight, a neuron keeps "
        "whatever it has ever won. Which of the two is blacker?"
    )


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    winner=Judging(
        oracle=_winner_slowly,
        tries=(
            (_P, _THETA),
            (_P[:2], _THETA),
            (_P[::-1].copy(), np.array([29.5, 28.0, 13.0])),
            (np.array([[1.0, 5.0], [7.0, 6.0]]), np.array([7.0, 6.5])),
            (np.array([[1.0, 8.0, 5.0], [3.0, 22.0, 12.1]]), np.array([2.0, 20.0, 12.0])),
            (np.array([[11.0, 8, 5], [12, 25, 9], [11, 19, 14], [9, 19, 9]]), _THETA),
            (np.array([[2.0, 3.0, 1.0, 2.5], [6.0, 4.0, 2.0, 2.6]]), np.array([7.0, 9, 1.5, 2.6])),
        ),
    ),
    update=Judging(
        oracle=lambda w, winner, trace, eta: np.array(_update_one_by_one(w, winner, trace, eta)),
        tries=(
            (_W, 0, _TRACE, 0.3137),
            (_W, 2, _TRACE, 0.1271),
            (_W[::-1].copy(), 1, 1 - _TRACE, 0.25),
        ),
    ),
    parts=Judging(
        given=_parts(letters(MISSING, None)), own=lambda rng: _parts(letters(MISSING, rng))
    ),
    honest=Judging(oracle=_accuracy_by_counting, tries=_ACCURACY_TRIES),
)
