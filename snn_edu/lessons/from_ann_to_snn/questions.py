"""How the answers of lesson 15 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from snn_edu.questions import Judging, named, read
from snn_edu.validation import Floats

# --- Exercise 1: the neuron. ----------------------------------------------------------------------


def _counts_on_paper(z: float, steps: int, reset: str) -> int:
    """The closed forms: floor(T z) and floor(T / ceil(1 / z)), with one spike a step at most."""
    exact = Fraction(z)
    if exact <= 0:
        return 0
    if reset == "zero":
        return steps // -(-exact.denominator // exact.numerator)
    return min(steps, steps * exact.numerator // exact.denominator)


# --- Exercise 3: the scaling. ---------------------------------------------------------------------


def _balanced_slowly(
    W1: Floats, b1: Floats, W2: Floats, b2: Floats, hidden: Floats, output: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Each weight by itself, from what it has to do: a unit before gives w / largest after."""
    most = [max(np.ravel(layer).tolist()) for layer in (hidden, output)]
    first = np.array([[w / most[0] for w in row] for row in W1.tolist()])
    second = np.array([[most[0] * w / most[1] for w in row] for row in W2.tolist()])
    return (
        first,
        np.array([b / most[0] for b in b1.tolist()]),
        second,
        np.array([b / most[1] for b in b2.tolist()]),
    )


def _balance_tries() -> tuple[tuple[Floats, ...], ...]:
    rng = np.random.default_rng(11)
    tries = []
    for n, h, m in ((3, 4, 2), (2, 5, 3)):
        hidden = np.maximum(rng.normal(1.0, 2.0, (6, h)), 0.0)
        output = np.maximum(rng.normal(2.0, 4.0, (6, m)), 0.0)
        given = (rng.normal(0.0, 9.0, shape) for shape in ((n, h), h, (h, m), m))
        tries.append((*given, hidden, output))
    return tuple(tries)


def _factors(answer: Any) -> str:
    """By which factor each of the four was scaled, where that is not as it should be."""
    given = _balance_tries()[0]
    for name, old, new, right in zip(
        ("W1", "b1", "W2", "b2"), given, answer(*given), BALANCE.solution(*given), strict=False
    ):
        if np.shape(new) != old.shape:
            return "Hand in W1, b1, W2 and b2, in this order, each in its own shape."
        ratio, wanted = np.asarray(new) / old, float(np.mean(right / old))
        if np.ptp(ratio) > 1e-9 * abs(ratio).max():
            return f"Your {name} isn't scaled by one number. A whole layer shares its factor."
        if not np.isclose(ratio.mean(), wanted):
            return (
                f"The largest activations are {given[4].max():.3g} and {given[5].max():.3g} here. "
                f"You multiply {name} by {ratio.mean():.3g}, and it should be {wanted:.3g}."
            )
    return ""


# --- Exercise 2: how many steps. ------------------------------------------------------------------


def _steps(half: int) -> dict[str, Any]:
    """Another error that is allowed: half a stair of so many steps."""
    return {"half": half, "allowed": 0.5 / half, "judge": lambda answer: _judge_steps(answer, half)}


def _judge_steps(answer: Any, half: int) -> str | None:
    if not isinstance(answer, dict) or set(answer) != {"empty", "half_full"}:
        return 'Hand in a dictionary with two numbers, {"empty": ..., "half_full": ...}.'
    for name, right in (("empty", 2 * half), ("half_full", half)):
        given = answer[name]
        if given is None or given is ...:
            return f"{name} is still open."
        if isinstance(given, bool) or not isinstance(given, int | float) or given <= 0:
            return f"{name} is a number of steps, and there's at least one."
        if not math.isclose(given, right):
            return _about(name, given, answer, half)
    return None


def _about(name: str, given: float, answer: dict[str, Any], half: int) -> str:
    if given == 0.5 / half:
        return f"{name}: that's the error. How many steps T make 1/T as small?"
    if name == "empty":
        if given == half:
            return "empty: from empty, a rate can be off by a whole stair, which is 1/T."
        if abs(given - 2 * half) == 1:
            return f"empty: 1/T must be {0.5 / half:g} or less, so T is 1/{0.5 / half:g}."
        return (
            f"empty: with T = {given:g} a stair is {1 / given:.3g} high, {_enough(given, 2 * half)}"
        )
    if given == answer["empty"]:
        return "half_full: a start half full rounds. By how much is a rounded number off at most?"
    if given == 4 * half:
        return "half_full: rounding is off by *half* a stair at most, so fewer steps are enough."
    return (
        f"half_full: with T = {given:g} half a stair is {0.5 / given:.3g}, {_enough(given, half)}"
    )


def _enough(given: float, right: int) -> str:
    return "which is too much." if given < right else "and fewer steps would do."


# --- Exercise 4: the network. ---------------------------------------------------------------------


def _neuron_by_neuron(
    x: Floats, W1: Floats, b1: Floats, W2: Floats, b2: Floats, steps: int
) -> list[int]:
    """The oracle: numbers alone, one neuron after the other."""
    hidden, outputs = [0.0] * len(b1), [0.0] * len(b2)
    counts = [0] * len(b2)
    for _ in range(steps):
        fired = []
        for k in range(len(hidden)):
            hidden[k] += sum(float(x[i] * W1[i, k]) for i in range(len(x))) + float(b1[k])
            fired.append(hidden[k] >= 1)
            hidden[k] -= fired[k]
        for k in range(len(outputs)):
            outputs[k] += sum(float(W2[i, k]) for i in range(len(fired)) if fired[i]) + float(b2[k])
            counts[k] += outputs[k] >= 1
            outputs[k] -= outputs[k] >= 1
    return counts


def _small(
    seed: int, sizes: tuple[int, int, int], steps: int, whole: bool = False
) -> tuple[Any, ...]:
    n, h, m = sizes
    rng = np.random.default_rng(seed)
    x, W1, b1 = rng.random(n), rng.normal(0.2, 0.5, (n, h)), rng.normal(0.05, 0.3, h)
    W2, b2 = rng.normal(0.2, 0.4, (h, m)), rng.normal(0.05, 0.3, m)
    given = (x, W1, b1, W2, b2)
    return *(np.round(2 * one) if whole else one for one in given), steps


def _tiny(*, x: int = 0, b1: int = 0, b2: int = 0, share: int = 1, steps: int = 4) -> Any:
    """One neuron in each layer, and all weights 1."""
    one = np.ones((1, 1))
    return np.array([x / share]), one, np.array([b1 / share]), one, np.array([b2 / share]), steps


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    neuron=Judging(
        oracle=_counts_on_paper,
        tries=(
            (0.3125, 10, "subtract"),
            (0.3125, 10, "zero"),
            (0.25, 12, "subtract"),
            (0.625, 21, "zero"),
            (-0.5, 9, "subtract"),
            (1.25, 7, "subtract"),
            (0.4375, 33, "subtract"),
            (0.375, 10, "subtract"),
            (-1.5, 9, "zero"),
            (0.0, 6, "zero"),
            (1.25, 7, "zero"),
            (0.6875, 40, "zero"),  # with many steps one reset differs from the other, leak or none
        ),
    ),
    steps=Judging(
        given=_steps(25), own=lambda rng: _steps(int(rng.choice([5, 10, 20, 40, 50, 100])))
    ),
    balance=Judging(oracle=_balanced_slowly, tries=_balance_tries(), examined=_factors),
    network=Judging(
        oracle=_neuron_by_neuron,
        tries=(
            _small(1, (3, 5, 2), 12),
            _small(2, (4, 4, 3), 9),
            _small(3, (2, 6, 4), 20),
            _small(2, (3, 5, 4), 16, whole=True),  # where v is exactly 1, in a grader's try too
        ),
    ),
)
BALANCE = named(EXERCISES, "balance")
NETWORK = named(EXERCISES, "network")
