"""What lesson 11 asks: predictions, exercises and a quiz on neurons that share the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions import Exercise, Prediction, Wrong, relettered, simpler
from snn_edu.validation import Floats

Ints = NDArray[np.int_]

PREDICTIONS = (
    Prediction(
        name="unconnected",
        question="Three neurons hear the same 2,000 afferents, in which three patterns are hidden. "
        "Their weights begin at random, and nothing connects them. After 90 s ...",
        choices=(
            "each of them has found a pattern of its own, by chance",
            "some pattern is left over, because nothing keeps them apart",
            "all three have found the pattern that comes most often",
            "none has found anything, because three patterns are a muddle",
        ),
        answer="b",
        asks={},
        why="In each of eight runs at least one pattern was left over. A neuron can't know that "
        "another one has taken the pattern already.",
        wrong=(
            Wrong("a", "What would keep the second neuron from taking what the first one took?"),
            Wrong("c", "All three patterns come equally often."),
            Wrong(
                "d",
                "To each of them the two other patterns are just noise, and it has found needles "
                "in noise before.",
            ),
        ),
    ),
    Prediction(
        name="inhibited",
        question="Now each output spike of one neuron takes a quarter of the threshold from the "
        "potential of the two others. What changes?",
        choices=(
            "They fall silent, because each keeps the others from firing",
            "In some runs each pattern finds a neuron, but not in all of them",
            "Every run ends with one pattern for each of the neurons",
            "One neuron takes all three patterns, and the others none",
        ),
        answer="b",
        asks={},
        why="All three patterns found a neuron in 2 of 8 runs. The first to fire in a pattern "
        "delays the others there, but nothing makes sure that each pattern finds somebody.",
        wrong=(
            Wrong("a", "A quarter of the threshold delays a neuron. It doesn't silence it."),
            Wrong(
                "c",
                "Try another seed. A neuron that loses every race early on sends hardly a spike, "
                "and without output spikes it can't learn.",
            ),
            Wrong(
                "d",
                "A neuron may take two. But wherever another one is first, it learns that pattern, "
                "and is sooner still the next time.",
            ),
        ),
    ),
    Prediction(
        name="one_takes_all",
        question="Fifty neurons compete for each picture, and only the winner learns it. Their "
        "thresholds stay where they are. After ten epochs ...",
        choices=(
            "all of them have learned, only more slowly than before",
            "a handful of neurons take all the pictures, and the others none",
            "all of them have learned the same average picture",
            "each of them has learned a single picture of its own",
        ),
        answer="b",
        asks={},
        why="A neuron that has learned a digit fires sooner for nearly *every* picture, because "
        "all of them are more like ink than like noise. So it wins again and learns again, and the "
        "others stay as they were drawn. Four of the fifty take everything.",
        wrong=(
            Wrong("a", "Learning isn't slower. But who gets to learn?"),
            Wrong("c", "For that, all of them would have to learn every picture."),
            Wrong("d", "There are 1,258 pictures and one winner for each. Who wins the next one?"),
        ),
    ),
    Prediction(
        name="worth_it",
        question="Take the mean of all training pictures of each digit, which needs labels and no "
        "neuron, and name a test picture by the nearest mean. The fifty neurons, which learned "
        "without labels, are ...",
        choices=(
            "better by some ten per cent, as there are fifty of them",
            "about as good, as both amount to averages of pictures",
            "worse by some five per cent, as they had no labels",
            "better by some thirty per cent, as ten means are so few",
        ),
        answer="b",
        asks={},
        why="Over five splits the neurons classify 89.5 % correctly and the ten means 90.0 %. STDP "
        "found by itself about as much as the labels' averages hold.",
        wrong=(
            Wrong("a", "Fifty small averages hold more than ten, but nobody chose them well."),
            Wrong("c", "They had no labels, but pictures of one digit are alike all the same."),
            Wrong(
                "d",
                "Then the means would get only some 60 % right. But most pictures of a digit are "
                "nearer to its own mean than to the nine others.",
            ),
        ),
    ),
)

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


def judge_parts(answer: Any, own: Mapping[str, str] | None = None) -> str | None:
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
    said = {(own or {}).get(letter, letter): word for letter, word in said.items()}
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


EXERCISES = (
    Exercise(
        name="winner",
        ask="Write `winner(p, theta)`: the number of the neuron that learns. `p` has a row for "
        "each step and a column for each neuron, and `theta` a threshold for each neuron. The "
        "first to reach its own threshold wins. If several do in the same step, the one furthest "
        "above its own does. If nobody does, return -1.",
        shown="""
            def winner(p, theta):
                for row in p - theta:
                    if (row >= 0).any():
                        return np.argmax(row)
                return -1
        """,
        solution=winner,
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
        wrong=(
            Wrong(
                lambda p, theta: int(np.argmax((p - theta).max(axis=0))),
                "You take the one that gets furthest above its threshold in the end. But the first "
                "to reach it silences the others, so they never get that far.",
            ),
            Wrong(
                lambda p, theta: next(
                    (int(np.argmax(row)) for row in p if (row >= theta).any()), -1
                ),
                "You take the highest potential. Each neuron has a threshold of its own, so ask "
                "how far it is *above* it.",
            ),
            Wrong(
                lambda p, theta: next(
                    (int(np.argmax(row >= theta)) for row in p if (row >= theta).any()), -1
                ),
                "If several reach it in the same step, you take the one with the lowest number. We "
                "want the one furthest above its own threshold.",
            ),
            Wrong(
                lambda p, theta: next(
                    (step for step, row in enumerate(p) if (row >= theta).any()), -1
                ),
                "That is the number of the *step*. Which neuron is it?",
            ),
            Wrong(
                lambda p, theta: next(
                    (int(np.argmax(row - theta)) for row in p if (row > theta).any()), -1
                ),
                "A neuron that reaches its threshold exactly fires, too. So it takes `>=`.",
            ),
            Wrong(
                lambda p, theta: next(
                    (int(np.argmax(row - theta)) for row in p if (row >= theta).any()),
                    int(np.argmax(p[-1] - theta)),
                ),
                "Nobody reaches the threshold here, and you name a winner all the same. Return -1.",
            ),
            Wrong(
                lambda p, theta: next(
                    (int(np.argmax(one)) for one in (p - theta).T if (one >= 0).any()), -1
                ),
                "You go through the columns, one neuron after the other. The race runs from row to "
                "row, because these are the steps.",
            ),
            Wrong(
                lambda p, theta: next(
                    (int(np.argmax(row)) for row in p - theta.mean() if (row >= 0).any()), -1
                ),
                "You compare all neurons with one threshold. Each has its own.",
            ),
            Wrong(
                lambda p, theta: next(
                    (int(np.argmin(theta)) for row in p if (row >= theta).any()), -1
                ),
                "The lowest threshold doesn't always win. Look at the potentials as well.",
            ),
            Wrong(
                lambda p, theta: (
                    int(np.argmax((p - theta).max(axis=0))) if _raced(p, theta) else -1
                ),
                "Over all the steps, you take the one that gets furthest above its threshold. But "
                "the first to reach it silences the others, so they never get that far.",
            ),
            Wrong(
                _last_in_loop,
                "Your loop goes on when the race is over, so somebody who comes later takes it. "
                "Return as soon as the first one is there.",
            ),
            Wrong(
                lambda p, theta: int(np.argmax(p[-1] - theta)) if (p[-1] >= theta).any() else -1,
                "You look at the last step alone. The race may be over long before.",
            ),
            Wrong(
                lambda p, theta: int(np.argmax(p[0] - theta)) if (p[0] >= theta).any() else -1,
                "Your loop gives up after the first step. Return -1 when it has gone through all.",
            ),
            Wrong(
                lambda p, theta: int(np.argmax(p[0] - theta)),
                "You name who is ahead after the first step. Has it reached its threshold?",
            ),
            Wrong(
                lambda p, theta: int(np.argmax(p - theta)),
                "`np.argmax` of the whole table counts its places row by row. Take one row after "
                "the other.",
            ),
            Wrong(
                _first_of(lambda row, theta: int(np.argmax(row / theta))),
                "You divide by the thresholds. Furthest above means the largest difference.",
            ),
            Wrong(
                _first_of(lambda row, theta: int(np.argmin(np.where(row < theta, np.inf, theta)))),
                "Of those that reach it you take the one with the lowest threshold. We want the "
                "one furthest above its own.",
            ),
            Wrong(
                _first_of(
                    lambda row, theta: int(np.argmin(np.where(row < theta, np.inf, row - theta)))
                ),
                "You take the one that is *least* above its threshold.",
            ),
            Wrong(
                _first_of(lambda row, theta: int(np.flatnonzero(row >= theta)[-1])),
                "If several reach it in the same step, you take the one with the highest number. "
                "We want the one furthest above its own threshold.",
            ),
            Wrong(
                _first_of(lambda row, theta: int(np.argmax(row - theta)) + 1),
                "You count the neurons from 1. The first column is neuron 0.",
            ),
            Wrong(
                _first_of(lambda row, theta: float((row - theta).max())),
                "That's how far the winner is above its threshold. Which neuron is it?",
            ),
            Wrong(
                lambda p, theta: next(
                    (int(np.argmax(row - theta)) for row in p if (row >= theta).all()), -1
                ),
                "You wait until *all* have reached their thresholds. The first one ends the race.",
            ),
        ),
        examined=simpler(
            winner,
            (
                (np.array([[3.0, 1.0]]), np.array([2.0, 5.0])),
                "Take one step with potentials of 3 and 1, and thresholds of 2 and 5. Only neuron "
                "0 reaches its own.",
            ),
            (
                (np.array([[1.0, 6.0]]), np.array([2.0, 5.0])),
                "Take one step with potentials of 1 and 6, and thresholds of 2 and 5. Only neuron "
                "1 reaches its own.",
            ),
            (
                (np.array([[1.0, 4.0]]), np.array([2.0, 5.0])),
                "Take one step with potentials of 1 and 4, and thresholds of 2 and 5. Nobody "
                "reaches its own, which makes −1.",
            ),
            (
                (np.array([[2.0, 1.0]]), np.array([2.0, 5.0])),
                "Take one step with potentials of 2 and 1, and thresholds of 2 and 5. Neuron 0 "
                "reaches its own exactly, and that will do.",
            ),
            (
                (np.array([[5.0, 6.0]]), np.array([2.0, 5.0])),
                "Take one step with potentials of 5 and 6, and thresholds of 2 and 5. Neuron 0 is "
                "3 above its own, and neuron 1 only 1.",
            ),
            (
                (np.array([[1.0, 1.0], [1.0, 6.0]]), np.array([2.0, 5.0])),
                "Take two steps. Nobody reaches a threshold in the first, and neuron 1 does in "
                "the second, so it wins.",
            ),
            (
                (np.array([[3.0, 1.0], [3.0, 9.0]]), np.array([2.0, 5.0])),
                "Take two steps. Neuron 0 reaches its threshold in the first, so whatever happens "
                "in the second, it has won.",
            ),
        ),
        hints=(
            "Go through the rows of `p - theta` one after the other.",
            "In the first row in which anything is at least 0, `np.argmax` finds the furthest "
            "above.",
        ),
        why="Two things decide a race, how fast a neuron is driven and how high its own bar is.",
    ),
    Exercise(
        name="update",
        ask="Write `update(w, winner, trace, eta)`: the weights after one picture. `w` has a row "
        "for each input and a column for each neuron, and `trace` a number for each input. Return "
        "a new array and leave `w` as it is.",
        shown="""
            def update(w, winner, trace, eta):
                new = w.copy()
                new[:, winner] += eta * (trace - w[:, winner])
                return new
        """,
        solution=update,
        oracle=lambda w, winner, trace, eta: np.array(_update_one_by_one(w, winner, trace, eta)),
        tries=(
            (_W, 0, _TRACE, 0.3137),
            (_W, 2, _TRACE, 0.1271),
            (_W[::-1].copy(), 1, 1 - _TRACE, 0.25),
        ),
        wrong=(
            Wrong(
                lambda w, winner, trace, eta: w + eta * (trace[:, None] - w),
                "All neurons learn in yours. Only the winner does, and that is what keeps them "
                "apart.",
            ),
            Wrong(
                lambda w, winner, trace, eta: _changed(
                    w, winner, eta * np.maximum(trace - w[:, winner], 0)
                ),
                "Your weights only grow. An input that is silent should lose weight, because then "
                "trace − w is negative.",
            ),
            Wrong(
                lambda w, winner, trace, eta: _changed(w, winner, eta * (w[:, winner] - trace)),
                "Yours moves away from the picture. The change is trace − w, not w − trace.",
            ),
            Wrong(
                lambda w, winner, trace, eta: _changed(w, winner, eta * trace),
                "You add the trace and take nothing away. Move the weight a step *towards* it, by "
                "eta × (trace − w).",
            ),
            Wrong(
                lambda w, winner, trace, eta: _changed(w, winner, trace - w[:, winner]),
                "Your winner forgets all it knew, and takes the picture over whole. `eta` is the "
                "part of the way that it goes.",
            ),
            Wrong(
                lambda w, winner, trace, eta: w + 0.0,
                "Nothing has changed. Did you change a copy, and return the old one?",
            ),
            Wrong(
                lambda w, winner, trace, eta: _changed(w, winner, eta * (trace - w[:, 0])),
                "You compare with the weights of neuron 0. The winner is neuron {winner}.",
            ),
            Wrong(
                lambda w, winner, trace, eta: update(w, winner, trace, 1 - eta),
                "Your winner keeps the part η of its weights and goes all the rest of the way. η "
                "is the part that it goes.",
            ),
            Wrong(
                lambda w, winner, trace, eta: update(w, winner, trace, eta)[:, winner],
                "Those are the winner's weights alone. Return the whole array, with this one "
                "column changed.",
            ),
            Wrong(
                lambda w, winner, trace, eta: _changed(
                    w, winner, eta * (trace - w[:, winner]) - w[:, winner]
                ),
                "That's the *change* in the winner's column. Add it to the weights of before.",
            ),
            Wrong(
                lambda w, winner, trace, eta: update(w, winner, 0 * trace, eta),
                "Your winner's weights only shrink. Where does the trace come in?",
            ),
            Wrong(
                lambda w, winner, trace, eta: update(w, winner, (trace > 0).astype(float), eta),
                "You only ask whether an input has a trace. How large it is counts as well.",
            ),
            Wrong(
                _losers_too(lambda w, trace, eta: w - eta * (trace - w)),
                "Your losers move away from the picture. Their weights stay where they are.",
            ),
            Wrong(
                _losers_too(lambda w, trace, eta: (1 - eta) * w),
                "Your losers forget. Their weights stay where they are.",
            ),
            Wrong(
                _losers_too(lambda w, trace, eta: 0 * w),
                "Your losers have lost all their weights. They stay where they are.",
            ),
            Wrong(
                lambda w, winner, trace, eta: np.where(
                    np.arange(w.shape[1]) == winner, w, w + eta * (trace[:, None] - w)
                ),
                "All learn but the winner. It should be the other way round.",
            ),
            Wrong(
                lambda w, winner, trace, eta: _changed(
                    w, winner, eta * w[:, winner] * (trace - w[:, winner])
                ),
                "You scale the step with the weight. It's η times the way to the trace, for every "
                "weight.",
            ),
        ),
        examined=simpler(
            update,
            (
                (np.array([[0.5]]), 0, np.array([1.0]), 0.2),
                "Take one input and one neuron, a weight of 0.5, a trace of 1 and η = 0.2. A "
                "fifth of the way from 0.5 to 1 is 0.6.",
            ),
            (
                (np.array([[0.5]]), 0, np.array([0.0]), 0.2),
                "Take one input and one neuron, a weight of 0.5, a trace of 0 and η = 0.2. A "
                "fifth of the way from 0.5 to 0 is 0.4.",
            ),
            (
                (np.array([[0.5, 0.5]]), 0, np.array([1.0]), 0.2),
                "Take two neurons, of which neuron 0 wins. The weight of neuron 1 stays as it is.",
            ),
            (
                (np.array([[0.5, 0.5]]), 1, np.array([1.0]), 0.2),
                "Take two neurons, of which neuron 1 wins. The weight of neuron 0 stays as it is.",
            ),
            (
                (np.array([[0.5], [0.5]]), 0, np.array([1.0, 0.0]), 0.2),
                "Take two inputs with traces of 1 and 0, and weights of 0.5. With η = 0.2 these "
                "become 0.6 and 0.4.",
            ),
        ),
        hints=(
            "`new = w.copy()`, and then change one column of it.",
            "`w[:, winner]` is the winner's column, one weight for each input.",
        ),
        why="Inputs that were active go up and silent ones go down, so the weights move towards "
        "the picture.",
    ),
    Exercise(
        name="parts",
        ask='For each mosaic say which part its network lacked: "depression", "homeostasis", '
        '"inhibition" or "nothing".',
        shown="""
            my_parts = {"A": "depression", "B": "nothing", "C": "inhibition", "D": "homeostasis"}
        """,
        solution=MISSING,
        judge=judge_parts,
        own=relettered(MISSING, judge_parts, "my_parts"),
        wrong=(
            Wrong(
                {**MISSING, "A": "nothing", "B": "depression"},
                "Two are swapped, and both show digits.",
            ),
            Wrong(
                {**MISSING, "C": "homeostasis", "D": "inhibition"},
                "One of the mosaics is mostly noise, because a few neurons won everything.",
            ),
            Wrong(
                {**MISSING, "B": "inhibition", "C": "nothing"},
                "In one of the mosaics all pictures are the same.",
            ),
            Wrong(
                dict.fromkeys(MISSING, "nothing"),
                "Each of the four words belongs to one of the four mosaics.",
            ),
            Wrong({**MISSING, "A": "labels"}, "is none of depression, homeostasis, inhibition"),
        ),
        hints=(
            "Ask of each mosaic how many of its neurons have learned anything, and whether they "
            "have learned different things.",
            "Without inhibition everybody learns every picture. Without homeostasis a few win all.",
        ),
        why="Inhibition makes them differ, homeostasis gives everybody a turn, and depression "
        "wipes out what was learned from other pictures.",
    ),
    Exercise(
        name="honest",
        ask="Write `accuracy(train_winners, train_labels, test_winners, test_labels)`: name each "
        "neuron by the digit it won most often in training, and return the share of *all* test "
        "pictures that are classified correctly by the name of their winner.",
        solution=accuracy,
        shown="""
            def accuracy(train_winners, train_labels, test_winners, test_labels):
                names = {}
                for neuron in set(train_winners):
                    names[neuron] = np.bincount(train_labels[train_winners == neuron]).argmax()
                said = [names.get(neuron) for neuron in test_winners]
                return np.mean([a == b for a, b in zip(said, test_labels)])
        """,
        oracle=_accuracy_by_counting,
        tries=_ACCURACY_TRIES,
        wrong=(
            Wrong(
                _named_by_the_test,
                "You name the neurons by *test* labels, so part of the answer is looked up. That "
                "gives {got:.3f} instead of {expected:.3f}.",
            ),
            Wrong(
                _named_by_both,
                "Test labels help to name the neurons in yours. Name them by training pictures "
                "alone.",
            ),
            Wrong(
                _training_score,
                "That is the accuracy on the training pictures, by which the neurons were named.",
            ),
            Wrong(
                _undecided_dropped,
                "You leave out the pictures whose neuron has no name. Nobody classifies them "
                "correctly, so they count as wrong.",
            ),
            Wrong(
                _nameless_are_zero,
                "A neuron that won no training picture has no name. Yours is called 0, as `argmax` "
                "says of a row of zeros, and so it is right about zeros by luck.",
            ),
            Wrong(
                lambda a, b, c, d: 100 * accuracy(a, b, c, d),
                "{got:g} is in per cent. A share is between 0 and 1.",
            ),
            Wrong(
                _last_seen,
                "You name a neuron by the last digit it won. Take the one it won *most often*.",
            ),
            Wrong(
                _by_name(lambda digits: np.bincount(digits).argmax(), lambda neuron: neuron),
                "A neuron without a name goes by its own number in yours, and so it is right by "
                "luck. What it wins is wrong.",
            ),
            Wrong(
                lambda a, b, c, d: _by_name(
                    lambda digits: np.bincount(digits).argmax(),
                    lambda neuron: np.bincount(b).argmax(),
                )(a, b, c, d),
                "You call a neuron without a name by the commonest digit of all. It has no name, "
                "and what it wins is wrong.",
            ),
            Wrong(
                _by_name(lambda digits: digits[0]),
                "You name a neuron by the first digit it won. Take the one it won *most often*.",
            ),
            Wrong(
                _by_name(lambda digits: round(digits.mean())),
                "You name a neuron by the mean of its digits. Between a 3 and a 5 that makes a 4, "
                "which it never won. Take the one it won *most often*.",
            ),
            Wrong(
                _by_name(lambda digits: round(np.median(digits))),
                "You name a neuron by the median of its digits. Take the one it won *most often*.",
            ),
            Wrong(
                _by_name(max),
                "You name a neuron by the largest digit it won. Take the one it won *most often*.",
            ),
            Wrong(
                _by_name(min),
                "You name a neuron by the smallest digit it won. Take the one it won *most often*.",
            ),
            Wrong(
                _by_name(lambda digits: np.bincount(digits).max()),
                "You name a neuron by *how often* it won its digit. `argmax` says which digit.",
            ),
            Wrong(
                lambda a, b, c, d: accuracy(a, b, c, d) * len(d) / len(b),
                "You divide by the number of training pictures. It's a share of the test pictures.",
            ),
            Wrong(
                _mean_over(3),
                "You average over the digits. Every test *picture* counts the same.",
            ),
            Wrong(
                _mean_over(2),
                "You average over the neurons. Every test *picture* counts the same.",
            ),
            Wrong(
                lambda a, b, c, d: float(np.mean(c == d)),
                "You compare the number of the neuron with the digit. First look up its name.",
            ),
            Wrong(
                lambda a, b, c, d: float(np.mean(a == b)),
                "You compare the number of the neuron with the digit, and in training.",
            ),
        ),
        examined=simpler(
            accuracy,
            (
                (np.array([0]), np.array([7]), np.array([0]), np.array([7])),
                "Suppose neuron 0 has won a seven, and wins one test picture, a seven too. Then "
                "all are correct, which is 1.",
            ),
            (
                (np.array([0]), np.array([7]), np.array([0]), np.array([3])),
                "Suppose neuron 0 has won a seven, and wins one test picture, a three. Then none "
                "is correct, which is 0.",
            ),
            (
                (np.array([0, 0, 0]), np.array([4, 7, 7]), np.array([0, 0]), np.array([7, 4])),
                "Suppose neuron 0 has won a four and two sevens, and wins a seven and a four in "
                "the test. It is called seven, so half are correct.",
            ),
            (
                (np.array([0, 0, 0]), np.array([7, 7, 9]), np.array([0, 0]), np.array([7, 9])),
                "Suppose neuron 0 has won two sevens and a nine, and wins a seven and a nine in "
                "the test. It is called seven, so half are correct.",
            ),
            (
                (np.array([0]), np.array([7]), np.array([0, 1]), np.array([7, 7])),
                "Suppose neuron 0 has won a seven and neuron 1 nothing, and each wins a seven in "
                "the test. Neuron 1 has no name, so half are correct.",
            ),
            (
                (np.array([0, 1]), np.array([7, 7]), np.array([0, 1]), np.array([7, 7])),
                "Suppose two neurons have won a seven each, and win one each in the test. Both "
                "are called seven, so all are correct.",
            ),
        ),
        hints=(
            "For each neuron among train_winners: train_labels[train_winners == neuron] are the "
            "digits it won. Which of them comes most often?",
            "np.bincount(digits).argmax(). Then a dict, neuron: digit.",
            "names.get(neuron) is None for a neuron without a name, and None equals no label.",
        ),
        why="Training pictures name, test pictures judge, and every test picture counts.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_race",
        question="Neuron A has a threshold of 12 and reaches 4, 9 and 13 in three steps. B has a "
        "threshold of 20 and reaches 8, 19 and 26. C has a threshold of 10 and reaches 2, 6 and 9. "
        "Who learns?",
        choices=(
            "A, as its threshold is lower than B's",
            "B, as it is the furthest above its own",
            "C, as its threshold is the lowest",
            "A and B, as both reach it in step 3",
        ),
        answer="b",
        why="In step 3 A is 1 above its threshold and B is 6 above. C never gets there.",
    ),
    Prediction(
        name="quiz_step",
        question="An input has a trace of 0.9. Its weight to the winner is 0.4, and so is its "
        "weight to a loser. With η = 0.2, the two weights become ...",
        choices=(
            "0.50 and 0.40",
            "0.50 and 0.30",
            "0.58 and 0.40",
            "0.90 and 0.40",
        ),
        answer="a",
        why="0.4 + 0.2 × (0.9 − 0.4) = 0.5 for the winner. The loser doesn't learn.",
    ),
    Prediction(
        name="quiz_thresholds",
        question="Among 20 neurons the winner's threshold goes up by 0.4, and all 20 go down by "
        "0.02. A neuron wins one picture in ten. What becomes of its threshold?",
        choices=(
            "it rises by 0.2 in ten pictures",
            "it falls by 0.2 in ten pictures",
            "it stays, on average, where it is",
            "it rises by 0.4 in ten pictures",
        ),
        answer="a",
        why="In ten pictures it goes up once by 0.4 and down ten times by 0.02. One win in 20 "
        "would be its fair share.",
    ),
    Prediction(
        name="quiz_name",
        question="In training a neuron won 30 sevens and 25 nines. In the test it wins 5 sevens "
        "and 7 nines. How many of these 12 pictures count as correct?",
        choices=("5", "7", "12", "0"),
        answer="a",
        why="Its name is seven, because it won sevens most often in training. The test labels "
        "have no say in that.",
    ),
    Prediction(
        name="quiz_left_over",
        question="Three neurons inhibit each other strongly. Two of them have found a pattern "
        "each, and the third hasn't fired for a minute. What will it learn from the third pattern?",
        choices=(
            "the pattern, as nobody else takes it",
            "nothing, as it sends no output spikes",
            "the pattern, as soon as the others rest",
            "the noise, as that is what is left",
        ),
        answer="b",
        why="STDP needs output spikes, so silence is for good. Homeostasis would help, because it "
        "lowers the thresholds of those that never win.",
    ),
)
