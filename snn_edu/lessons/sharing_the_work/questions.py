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


def winner(p: Floats, theta: Floats) -> int:
    """The solution: the first to reach its own threshold; in a tie the one furthest above."""
    above = p - theta
    for row in above:
        if (row >= 0).any():
            return int(np.argmax(row))
    return -1


def _first_of(choose: Any, nobody: int | None = -1) -> Any:
    """A race that ends in the right step, and whose winner is `choose(row, theta)`."""
    return lambda p, theta: next((choose(row, theta) for row in p if (row >= theta).any()), nobody)


def _raced(p: Floats, theta: Floats) -> bool:
    return bool((p >= theta).any())


def _last_in_loop(p: Floats, theta: Floats) -> int:
    found = -1
    for row in p - theta:
        found = int(np.argmax(row)) if (row >= 0).any() else found
    return found


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


def update(w: Floats, winner: int, trace: Floats, eta: float) -> Floats:
    """The solution: the winner's weights go a step towards the trace, the others stay."""
    new = w.copy()
    new[:, winner] += eta * (trace - w[:, winner])
    return new


def _update_one_by_one(w: Floats, winner: int, trace: Floats, eta: float) -> list[list[float]]:
    rows = w.tolist()
    for k, seen in enumerate(trace.tolist()):
        rows[k][winner] = (1 - eta) * rows[k][winner] + eta * seen
    return rows


def _changed(w: Floats, winner: int, change: Floats) -> Floats:
    new = w.copy()
    new[:, winner] += change
    return new


def _losers_too(change: Any) -> Any:
    """The right update, and what the losers' columns become by `change(w, trace, eta)`."""

    def updated(w: Floats, winner: int, trace: Floats, eta: float) -> Floats:
        new = np.array(change(w, trace[:, None], eta))
        new[:, winner] = update(w, winner, trace, eta)[:, winner]
        return new

    return updated


_W = np.array([[0.5, 0.2, 0.9], [0.4, 0.7, 0.1], [0.3, 0.6, 0.8], [0.55, 0.35, 0.15]])
_TRACE = np.array([0.8, 0.0, 1.0, 0.15])


# --- An honest accuracy. --------------------------------------------------------------------------


def accuracy(
    train_winners: Ints, train_labels: Ints, test_winners: Ints, test_labels: Ints
) -> float:
    """The solution: training pictures name neurons; what a nameless one wins is wrong."""
    names = {}
    for neuron in set(train_winners.tolist()):
        shown = train_labels[train_winners == neuron]
        names[neuron] = np.bincount(shown).argmax()
    said = [names.get(neuron) for neuron in test_winners.tolist()]
    return float(np.mean([a == b for a, b in zip(said, test_labels, strict=True)]))


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


def _named_by_the_test(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    return accuracy(c, d, c, d)


def _training_score(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    return accuracy(a, b, a, b)


def _named_by_both(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    return accuracy(np.append(a, c), np.append(b, d), c, d)


def _undecided_dropped(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    known = np.isin(c, a)
    return accuracy(a, b, c[known], d[known])


def _nameless_are_zero(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    nameless = ~np.isin(c, a)
    return accuracy(a, b, c, d) + float(np.mean(nameless & (d == 0)))


def _by_name(name: Any, nameless: Any = lambda neuron: None) -> Any:
    """The share of the test pictures that are right, each neuron named by `name(its digits)`."""

    def scored(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
        names = {neuron: name(b[a == neuron]) for neuron in set(a.tolist())}
        said = [names.get(neuron, nameless(neuron)) for neuron in c.tolist()]
        return float(np.mean([one == label for one, label in zip(said, d, strict=True)]))

    return scored


def _mean_over(group: int) -> Any:
    """The mean of the accuracies of each neuron (2) or each digit (3) in the test."""
    return lambda *given: np.mean(
        [
            accuracy(*given[:2], *(each[given[group] == one] for each in given[2:]))
            for one in np.unique(given[group])
        ]
    )


def _last_seen(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    names = dict(zip(a.tolist(), b.tolist(), strict=True))
    return float(np.mean([names.get(n) == label for n, label in zip(c.tolist(), d, strict=True)]))


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
    "questions.md",
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
        given=_parts(letters(MISSING, None)),
        own=lambda rng: _parts(letters(MISSING, rng)),
    ),
    honest=Judging(
        oracle=_accuracy_by_counting,
        tries=_ACCURACY_TRIES,
    ),
)
