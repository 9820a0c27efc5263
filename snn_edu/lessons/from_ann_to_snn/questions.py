"""What lesson 14 asks: predictions, exercises and a quiz on running a trained network on spikes."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from snn_edu.questions import Exercise, Prediction, Wrong, changed, simpler
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="half_lost",
        question="An IF neuron gets 0.6 in each step, and after a spike v is set to *zero*. How "
        "many spikes come in 10 steps?",
        choices=("3", "5", "6", "10"),
        answer="b",
        why="0.6 and 0.6 make 1.2, so a spike comes at every second step, and the 0.2 above the "
        "threshold is thrown away each time.",
        wrong=(
            Wrong("a", "That's what an input of 0.3 would make. Add up 0.6, step by step."),
            Wrong("c", "That's what taking away 1 would give, because then nothing is lost."),
            Wrong("d", "One step brings 0.6, which isn't enough for a spike."),
        ),
        asks={"z": 0.6, "reset": "to zero"},
    ),
    Prediction(
        name="half_full",
        question="Let v start at 0.5 instead of 0, and leave all else as it is. The stairs of the "
        "rate ...",
        choices=(
            "move half a stair to the left, so they cross the line",
            "move up by half, so every rate gets larger by 0.5",
            "get half as wide, so there are twice as many of them",
            "stay as they are, because a head start is soon used up",
        ),
        answer="a",
        why="Each spike comes a little sooner, by the half that is there already. So a count is "
        "rounded to the nearest, where it was cut off before.",
        wrong=(
            Wrong("b", "v is given 0.5 once, and not in every step. That's half a spike in all."),
            Wrong("c", "How many stairs there are depends on T alone."),
            Wrong(
                "d",
                "It's used up once, and from then on every spike comes sooner than it would have.",
            ),
        ),
        asks={"start": 0.5},
    ),
    Prediction(
        name="first_step",
        question="The ANN gets 98.9 % of the test pictures right. Of its spiking copy, with v "
        "starting at 0, how many are right after a *single* step?",
        choices=("about 10 %", "about 50 %", "about 80 %", "about 98 %"),
        answer="a",
        why="In one step hardly any hidden neuron gets to its threshold, so the outputs have heard "
        "next to nothing of the picture. 10 % is guessing.",
        wrong=(
            Wrong(
                "b",
                "For that the outputs must have heard something. Which hidden neuron gets "
                "to 1 in a single step?",
            ),
            Wrong(
                "c",
                "That takes two steps. In the first, hardly any hidden neuron gets to its "
                "threshold.",
            ),
            Wrong("d", "That takes about four steps. A count after one step is 0 or 1."),
        ),
        asks={"steps": 1},
    ),
    Prediction(
        name="ties",
        question="After three steps, two outputs or more have the same highest count in a third of "
        "the pictures. The copy asks their potentials then, and gets 96 % right. What if it simply "
        "took the first of them, as `argmax` does?",
        choices=(
            "about 95 %, because few of the ties are close",
            "about 90 %, because a tie is broken right half of the time",
            "about 65 %, because the first of a tie is mostly wrong",
            "about 30 %, because counts so small mean nothing",
        ),
        answer="c",
        why="Nearly all of the ties are lost. Between equal counts the potential shows which "
        "output is nearest to its next spike, and the place in a list shows nothing.",
        wrong=(
            Wrong("a", "What decides a tie, if it's only the place in a list?"),
            Wrong(
                "b",
                "That's so if two tie. But in most of these ties no output has fired yet, so all "
                "ten tie at 0, and the first of them is the same for any picture.",
            ),
            Wrong(
                "d",
                "In two thirds of the pictures one output leads, and then it's nearly "
                "always the right one.",
            ),
        ),
        asks={"steps": 3, "ties": "index"},
    ),
)

# --- Exercise 1: the neuron. ----------------------------------------------------------------------


def spike_count(z: float, steps: int, reset: str) -> int:
    """An IF neuron, step by step."""
    v, spikes = 0.0, 0
    for _ in range(steps):
        v += z
        if v >= 1:
            spikes += 1
            v = v - 1 if reset == "subtract" else 0.0
    return spikes


def _counts_on_paper(z: float, steps: int, reset: str) -> int:
    """The closed forms: floor(T z) and floor(T / ceil(1 / z)), with one spike a step at most."""
    exact = Fraction(z)
    if exact <= 0:
        return 0
    if reset == "zero":
        return steps // -(-exact.denominator // exact.numerator)
    return min(steps, steps * exact.numerator // exact.denominator)


_NEURON = """
    def spike_count(z, steps, reset):
        v, spikes = 0.0, 0
        for step in range(steps):
            v = v + z
            if v >= 1:
                spikes = spikes + 1
                v = v - 1 if reset == "subtract" else 0.0
        return spikes
"""
_READ_THE_RESET = 'v - 1 if reset == "subtract" else 0.0'
_EMPTY_AT_FIRST = "v, spikes = 0.0, 0"


# --- Exercise 3: the scaling. ---------------------------------------------------------------------


def balance(
    W1: Floats, b1: Floats, W2: Floats, b2: Floats, hidden: Floats, output: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Scaled so that the largest activation of each layer is 1."""
    l1, l2 = hidden.max(), output.max()
    return W1 / l1, b1 / l1, W2 * l1 / l2, b2 / l2


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


_BALANCE = """
    def balance(W1, b1, W2, b2, hidden, output):
        l1, l2 = hidden.max(), output.max()
        return W1 / l1, b1 / l1, W2 * l1 / l2, b2 / l2
"""
_LARGEST = "hidden.max(), output.max()"


def _factors(answer: Any) -> str:
    """By which factor each of the four was scaled, where that is not as it should be."""
    given = _balance_tries()[0]
    for name, old, new, right in zip(
        ("W1", "b1", "W2", "b2"), given, answer(*given), balance(*given), strict=False
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

_STEPS = {"empty": 50, "half_full": 25}
_STEPS_ASKED = (
    "How many steps does it take until a rate is off by {allowed:g} at most, whatever the input "
    'between 0 and 1? Hand in a dictionary with "empty", for v starting at 0, and "half_full", '
    "for 0.5."
)


def _own_steps(rng: np.random.Generator) -> dict[str, Any]:
    """Another error that is allowed: half a stair of an even number of steps."""
    half = int(rng.choice([5, 10, 20, 40, 50, 100]))
    right = {"empty": 2 * half, "half_full": half}
    return {
        "ask": _STEPS_ASKED.format(allowed=0.5 / half),
        "solution": right,
        "judge": lambda answer: _judge_steps(answer, half),
        "shown": f"my_steps = {right}",
    }


def _judge_steps(answer: Any, half: int = 25) -> str | None:
    if not isinstance(answer, dict) or set(answer) != set(_STEPS):
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


def _network(x: Floats, W1: Floats, b1: Floats, W2: Floats, b2: Floats, steps: int) -> Floats:
    v1, v2, counts = np.zeros(len(b1)), np.zeros(len(b2)), np.zeros(len(b2))
    for _ in range(steps):
        v1 = v1 + x @ W1 + b1
        fired = v1 >= 1
        v1 = v1 - fired
        v2 = v2 + fired @ W2 + b2
        fired = v2 >= 1
        v2 = v2 - fired
        counts = counts + fired
    return counts


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
    return *(np.round(2 * one).astype(int) if whole else one for one in given), steps


_NETWORK = """
    def network(x, W1, b1, W2, b2, steps):
        v1, v2, counts = np.zeros(len(b1)), np.zeros(len(b2)), np.zeros(len(b2))
        for step in range(steps):
            v1 = v1 + x @ W1 + b1
            fired = v1 >= 1
            v1 = v1 - fired
            v2 = v2 + fired @ W2 + b2
            fired = v2 >= 1
            v2 = v2 - fired
            counts = counts + fired
        return counts
"""
_EMPTY = "np.zeros(len(b1)), np.zeros(len(b2)),"


def _tiny(*, x: int = 0, b1: int = 0, b2: int = 0, share: int = 1, steps: int = 4) -> Any:
    """One neuron in each layer, and all weights 1."""
    one = np.ones((1, 1))
    return np.array([x / share]), one, np.array([b1 / share]), one, np.array([b2 / share]), steps


EXERCISES = (
    Exercise(
        name="neuron",
        ask="Write `spike_count(z, steps, reset)`: how often an IF neuron fires in so many steps "
        'of input z, from v = 0. `reset` is "subtract" or "zero".',
        solution=spike_count,
        shown=_NEURON,
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
        wrong=(
            Wrong(
                lambda z, steps, reset: steps * z,
                "{got:g} spikes? They come whole. In {steps} steps there are {expected:g}, and the "
                "rest waits in v.",
            ),
            Wrong(
                lambda z, steps, reset: spike_count(z, steps, "subtract"),
                "You subtract in either case. With a reset to zero, what lies above the threshold "
                "is lost, which leaves {expected:g} spikes and not {got:g}.",
            ),
            Wrong(
                lambda z, steps, reset: spike_count(z, steps, "zero"),
                "You set v to 0 in either case. To subtract is to take away 1 and keep what lay "
                "above it, which makes {expected:g} spikes and not {got:g}.",
            ),
            Wrong(
                lambda z, steps, reset: max(0, min(steps, int(np.ceil(steps * z)))),
                "You round up, to {got:g} where {expected:g} come. A spike comes once the *whole* "
                "threshold is full.",
            ),
            Wrong(
                changed(_NEURON, "range(steps)", "range(1, steps)"),
                "You lose a step, {got:g} for {expected:g}. Either the loop is one too short, or "
                "it looks at v before the step's input has come, and so it fires a step late.",
            ),
            Wrong(
                changed(_NEURON, "v >= 1", "v > 1"),
                "You wait until v is *above* 1. A neuron exactly at its threshold fires, so four "
                "inputs of 0.25 make one spike.",
            ),
            Wrong(
                lambda z, steps, reset: (
                    steps * Fraction(z).numerator // Fraction(z).denominator
                    if reset == "subtract" and z > 0
                    else spike_count(z, steps, reset)
                ),
                "You have more spikes than steps, {got:g} in {steps}. There is one `if` a step, so "
                "one spike at most. That's where the rate is cut off at 1.",
            ),
            Wrong(
                lambda z, steps, reset: int(steps * z),
                "{got:g} is what fits into {steps} times {z:g}. That's only so if nothing is lost "
                "at a reset, z is not negative, and no step would need two spikes. Here it's "
                "{expected:g}.",
            ),
            Wrong(
                changed(_NEURON, _READ_THE_RESET, "v"),
                "v is never reset in yours, so once above the threshold it fires in every step.",
            ),
            Wrong(
                changed(_NEURON, "v - 1", "v - z"),
                "By subtraction your neuron fires in every step once it has begun. What does a "
                "spike take from v there? It should be the *threshold*, which is 1.",
            ),
            Wrong(
                lambda z, steps, reset: spike_count(abs(z), steps, reset),
                "An input of {z:g} drains v, so the neuron stays silent, as a ReLU would.",
            ),
            Wrong(
                changed(_NEURON, "subtract", "zero"),
                "You've exchanged the two resets. With {reset!r} there are {expected:g} spikes and "
                "not {got:g}.",
            ),
            Wrong(
                changed(_NEURON, _EMPTY_AT_FIRST, "v, spikes = 0.5, 0"),
                "Your bucket is half full at the start. Here v begins at 0.",
            ),
            Wrong(
                changed(_NEURON, "    return", "        return"),
                "Yours stops after the first step. Is the `return` inside the loop?",
            ),
            Wrong(
                changed(_NEURON, "return spikes", "return spikes / steps"),
                "That's the rate. We want the number of spikes.",
            ),
            Wrong(
                changed(_NEURON, "return spikes", "return v"),
                "That's what is left in v. We want the number of spikes.",
            ),
            Wrong(
                changed(_NEURON, "v = v + z", "v = z"),
                "Your bucket never fills up. Is v set anew in each step, where z should be added, "
                "or reset in steps without a spike?",
            ),
            Wrong(
                changed(_NEURON, "range(steps)", "range(steps + 1)"),
                "Your loop takes a step too many.",
            ),
            Wrong(
                lambda z, steps, reset: np.diff(
                    [spike_count(z, step, reset) for step in range(steps + 1)]
                ),
                "Those are the spikes step by step. We want how many there are.",
            ),
            Wrong(
                lambda z, steps, reset: max(0, min(steps, round(steps * z))),
                "You round {steps} times {z:g}. But a count is cut off and never rounded up, and a "
                "reset to zero loses what lies above the threshold.",
            ),
        ),
        hints=(
            "Write a loop over the steps, with two numbers that live through it, v and the spikes "
            "so far.",
            "In each step v grows by z. Then, if v >= 1, there is one more spike, and the reset.",
            "The reset takes 1 from v, or sets it to 0.",
        ),
        examined=simpler(
            spike_count,
            (
                (1.0, 1, "zero"),
                "A single step of 1 should make one spike, and yours makes {got:g}.",
            ),
            (
                (0.25, 4, "zero"),
                "Four steps of 0.25 fill the bucket for the first time, so they should make one "
                "spike, and yours make {got:g}.",
            ),
            (
                (0.75, 4, "subtract"),
                "Four steps of 0.75 make 3, and by subtraction nothing is lost, so there should be "
                "three spikes. Yours makes {got:g}. What does your reset leave in v?",
            ),
            (
                (0.75, 4, "zero"),
                "With a reset to zero each spike needs two steps of 0.75, so four steps make two. "
                "Yours makes {got:g}. What does your reset leave in v?",
            ),
            ((2.0, 3, "subtract"), "In three steps there are three spikes at most, not {got:g}."),
            ((-1.0, 3, "subtract"), "With a negative input v never gets to 1, so nothing fires."),
        ),
        why="By subtraction that's T z, cut off to a whole number. It's a ReLU which is counted "
        "instead of computed.",
    ),
    Exercise(
        name="steps",
        ask=_STEPS_ASKED.format(allowed=0.02),
        own=_own_steps,
        solution=_STEPS,
        shown="""
            my_steps = {"empty": 50, "half_full": 25}
        """,
        judge=_judge_steps,
        wrong=(
            Wrong({"empty": 25, "half_full": 25}, "a whole stair"),
            Wrong({"empty": 50, "half_full": 50}, "By how much is a rounded number off"),
            Wrong({"empty": 50, "half_full": 100}, "off by *half* a stair"),
            Wrong({"empty": 0.02, "half_full": 0.02}, "that's the error"),
            Wrong({"empty": 51, "half_full": 25}, "1/T must be 0.02 or less"),
            Wrong({"empty": 20, "half_full": 10}, "a stair is 0.05 high"),
            Wrong({"empty": 50, "half_full": 20}, "half a stair is 0.025"),
        ),
        hints=(
            "From empty the stairs lie under the line, and at the end of each they are a whole "
            "stair below it. How high is a stair after T steps?",
            "Half full, the line runs through the middle of each stair.",
        ),
        why="Half a spike that is there at the start is worth half of all the steps.",
    ),
    Exercise(
        name="balance",
        ask="Write `balance(W1, b1, W2, b2, hidden, output)`: the four, scaled so that the largest "
        "activation of each layer is 1 in the training pictures.",
        solution=balance,
        shown=_BALANCE,
        oracle=_balanced_slowly,
        tries=_balance_tries(),
        wrong=(
            Wrong(
                changed(_BALANCE, "W2 * l1 / l2", "W2 / l2"),
                "W2 / l2 forgets that its inputs have shrunk too, by l1. So multiply by l1.",
            ),
            Wrong(
                changed(_BALANCE, "W2 * l1 / l2", "W2 * l2 / l1"),
                "Your l2 / l1 is upside down. The inputs of W2 have shrunk by l1, so multiply by "
                "l1. Its outputs should shrink by l2, so divide by l2.",
            ),
            Wrong(
                changed(_BALANCE, "b1 / l1", "b1", "b2 / l2", "b2"),
                "A bias is an input like any other, so where the sum shrinks it has to shrink too.",
            ),
            Wrong(
                changed(_BALANCE, "b2 / l2", "b2 * l1 / l2"),
                "b2 times l1? No input comes through a bias, so nothing has shrunk before it.",
            ),
            Wrong(
                changed(_BALANCE, _LARGEST, "hidden.mean(0).max(), output.mean(0).max()"),
                "You scale by the largest *mean*. The picture that drives a neuron hardest would "
                "be cut off at one spike a step.",
            ),
            Wrong(
                changed(
                    _BALANCE, _LARGEST, "np.percentile(hidden, 99.9), np.percentile(output, 99.9)"
                ),
                "You scale by a high percentile, as the library can. Here we want the largest.",
            ),
            Wrong(
                changed(
                    _BALANCE, _LARGEST, "hidden.max(0), output.max(0)", "* l1", "* l1[:, None]"
                ),
                "You scale each neuron by its own largest activation. That works for hidden ones, "
                "but outputs are compared with each other, so take one number a layer.",
            ),
            Wrong(
                changed(_BALANCE, "W2 * l1 / l2, b2 / l2", "W2, b2"),
                "You've left the output layer out. Its neurons are IF neurons too, and can't fire "
                "more than once a step.",
            ),
            Wrong(
                changed(_BALANCE, _LARGEST, "W1.max(), W2.max()"),
                "You scale by the largest weight. What must not pass 1 is the largest "
                "*activation*.",
            ),
            Wrong(
                changed(_BALANCE, "W2 * l1 / l2", "W2 / (l1 * l2)"),
                "You divide W2 by l1 as well. Its inputs have shrunk by l1 already, so you have to "
                "make up for that.",
            ),
            Wrong(
                changed(_BALANCE, "b2 / l2", "b2"),
                "You've left b2 as it was. Where the sum shrinks, its bias has to shrink too.",
            ),
            Wrong(
                changed(_BALANCE, "b1 / l1", "b1"),
                "You've left b1 as it was. Where the sum shrinks, its bias has to shrink too.",
            ),
            Wrong(
                changed(
                    _BALANCE, _LARGEST, "(max(hidden.max(), output.max()),) * 2", "W2 * l1", "W2"
                ),
                "You've divided both layers by the same number. Each layer has a largest "
                "activation of its own.",
            ),
            Wrong(
                changed(_BALANCE, _LARGEST, "hidden.mean(), output.mean()"),
                "You scale by the *mean*. Whatever lies above it would be cut off at one spike a "
                "step.",
            ),
            Wrong(
                changed(_BALANCE, _LARGEST, "hidden.sum(), output.sum()"),
                "You scale by the *sum*. That makes everything much smaller than it has to be.",
            ),
            Wrong(
                changed(_BALANCE, "W1 / l1, b1 / l1", "W1, b1", "W2 * l1 / l2", "W2 / l2"),
                "You've left the hidden layer out. Its neurons can't fire more than once a step "
                "either.",
            ),
            Wrong(
                changed(_BALANCE, "W2 * l1 / l2, b2 / l2", "W2 * l1, b2"),
                "You've made up for the smaller hidden layer, but the output layer itself isn't "
                "scaled.",
            ),
            Wrong(
                changed(_BALANCE, "W2 * l1 / l2, b2 / l2", "W2 / (l1 * l2), b2 / (l1 * l2)"),
                "You divide the output layer by both. No input comes through b2, and what comes "
                "through W2 has shrunk by l1 already.",
            ),
            Wrong(
                changed(
                    _BALANCE, "W1 / l1, b1 / l1, W2 * l1 / l2", "W1 / l1, W2 * l1 / l2, b1 / l1"
                ),
                "Mind the order. Hand in W1, b1, W2, b2.",
            ),
        ),
        examined=_factors,
        hints=(
            "Let l1 and l2 be the largest numbers in `hidden` and `output`.",
            "A ReLU doesn't mind a factor. W1 and b1 divided by l1 make every hidden activation l1 "
            "times smaller.",
            "The output layer gets l1 times less from the hidden one now, and should give l2 times "
            "less. No input comes through b2.",
        ),
        why="No decision changes, because the ANN and its scaled copy answer alike. And now no "
        "neuron has to fire more than once a step.",
    ),
    Exercise(
        name="network",
        ask="Write `network(x, W1, b1, W2, b2, steps)`: how often each output neuron fires for one "
        "picture x, which stays on for all steps. All potentials start at 0, and each spike takes "
        "1 away.",
        solution=_network,
        shown=_NETWORK,
        oracle=_neuron_by_neuron,
        tries=(
            _small(1, (3, 5, 2), 12),
            _small(2, (4, 4, 3), 9),
            _small(3, (2, 6, 4), 20),
            _small(2, (3, 5, 4), 16, whole=True),  # where v is exactly 1, in a grader's try too
        ),
        wrong=(
            Wrong(
                changed(_NETWORK, " + b1", "", " + b2", ""),
                "The biases are missing. They're an input too, and they come in every step.",
            ),
            Wrong(
                changed(
                    _NETWORK,
                    "v1 = v1 - fired",
                    "heard = v1; v1 = v1 - fired",
                    "fired @ W2",
                    "heard @ W2",
                ),
                "You pass the potentials on. The output neurons should only hear the *spikes*.",
            ),
            Wrong(
                changed(_NETWORK, "v1 = v1 - fired", "pass"),
                "Your hidden neurons are never reset, so once above 1 they fire in every step.",
            ),
            Wrong(
                changed(_NETWORK, "v2 = v2 - fired", "pass"),
                "Your output neurons are never reset. A spike takes 1 from them, too.",
            ),
            Wrong(
                changed(_NETWORK, "v1 - fired", "v1 * ~fired", "v2 - fired", "v2 * ~fired"),
                "You set v to 0 after a spike. Take away 1, and what lay above is kept.",
            ),
            Wrong(
                changed(_NETWORK, "counts = counts + fired", "counts = fired + 0.0"),
                "You hand in the spikes of the last step. Add them up over all steps.",
            ),
            Wrong(
                lambda x, W1, b1, W2, b2, steps: _network(x, W1, b1, W2, b2, 1),
                "Yours stops after the first step. Is the `return` inside the loop?",
            ),
            Wrong(
                lambda x, W1, b1, W2, b2, steps: _network(x, W1, b1, W2, b2, steps) / steps,
                "Those are the rates. We want the counts.",
            ),
            Wrong(
                changed(_NETWORK, "v1 >= 1", "v1 > 1", "v2 >= 1", "v2 > 1"),
                "You wait until v is *above* 1. A neuron exactly at its threshold fires.",
            ),
            Wrong(
                changed(_NETWORK, "v1 >= 1", "v1 > 1"),
                "Your hidden neurons wait until v is *above* 1. One that is exactly at 1 fires.",
            ),
            Wrong(
                changed(_NETWORK, "v2 >= 1", "v2 > 1"),
                "Your outputs wait until v is *above* 1. One that is exactly at 1 fires.",
            ),
            Wrong(
                changed(_NETWORK, " + b1", ""),
                "The bias of the hidden neurons is missing. It's an input too, and comes in every "
                "step.",
            ),
            Wrong(
                changed(_NETWORK, "+ b1", "+ b1 * (step == 0)", "+ b2", "+ b2 * (step == 0)"),
                "Your biases come in the first step only. They're an input in every step.",
            ),
            Wrong(
                lambda x, W1, b1, W2, b2, steps: int(np.argmax(_network(x, W1, b1, W2, b2, steps))),
                "That's which output has the highest count. We want all the counts.",
            ),
            Wrong(
                changed(_NETWORK, " + b2", ""),
                "The bias of the outputs is missing. It's an input too, and comes in every step.",
            ),
            Wrong(
                changed(_NETWORK, "v1 - fired", "v1", "v2 - fired", "v2"),
                "None of your neurons is ever reset, so once above 1 they fire in every step.",
            ),
            Wrong(
                changed(_NETWORK, "v1 - fired", "v1 - 1", "v2 - fired", "v2 - 1"),
                "You take 1 from every neuron in every step. Only those lose it which have fired.",
            ),
            Wrong(
                changed(_NETWORK, "v2 - fired", "v2 * ~fired"),
                "You set the outputs to 0 after a spike. Take away 1, and what lay above is kept.",
            ),
            Wrong(
                changed(_NETWORK, "v1 - fired", "v1 * ~fired"),
                "You set the hidden neurons to 0 after a spike. Take away 1, and what lay above is "
                "kept.",
            ),
            Wrong(
                changed(_NETWORK, "v2 = v2 + ", "v2 = "),
                "Your outputs forget what was in them. In each step the spikes and the bias are "
                "*added* to v2.",
            ),
            Wrong(
                changed(_NETWORK, "v1 = v1 + ", "v1 = "),
                "Your hidden neurons forget what was in them. In each step the input is *added* to "
                "v1.",
            ),
            Wrong(
                changed(_NETWORK, "counts + fired", "counts + v2"),
                "You add up the potentials of the outputs. We want their spikes.",
            ),
            Wrong(
                changed(_NETWORK, _EMPTY, "0.5 + np.zeros(len(b1)), 0.5 + np.zeros(len(b2)),"),
                "Your neurons start half full. Here all potentials start at 0.",
            ),
            Wrong(
                changed(_NETWORK, "x @ W1", "(x @ W1 if step == 0 else 0)"),
                "Your picture is there in the first step only. It stays on for all steps.",
            ),
            Wrong(
                changed(_NETWORK, "v2 + fired @ W2 + b2", "np.maximum(v2 + fired @ W2 + b2, 0)"),
                "You keep v from falling below 0. A negative input counts, and later ones have to "
                "make up for it.",
            ),
            Wrong(
                changed(_NETWORK, "fired @ W2 + b2", "np.maximum(fired @ W2 + b2, 0)"),
                "You cut what reaches the outputs off at 0. A negative input counts, and takes "
                "from v2.",
            ),
            Wrong(
                changed(_NETWORK, "v1 >= 1", "np.where(v1 >= 1, v1, 0)"),
                "Your hidden spikes carry the potential. A spike is just a one, and takes 1 away.",
            ),
            Wrong(
                changed(
                    _NETWORK,
                    "v1 >= 1",
                    "np.where(v1 >= 1, v1, 0)",
                    "v2 >= 1",
                    "np.where(v2 >= 1, v2, 0)",
                ),
                "Your spikes carry the potential. A spike is just a one, and takes 1 away.",
            ),
            Wrong(
                lambda x, W1, b1, W2, b2, steps: np.floor(
                    steps * np.clip(np.clip(x @ W1 + b1, 0, 1) @ W2 + b2, 0, 1)
                ),
                "You multiply the ANN's activations by the steps. But an output hears whole "
                "spikes, and those come only once a hidden neuron is full.",
            ),
            Wrong(
                changed(_NETWORK, "counts + fired", "counts + (v2 >= 1)"),
                "You count after the reset, when what has fired is below 1 again.",
            ),
            Wrong(
                changed(_NETWORK, "range(steps)", "range(steps - 1)"),
                "Your loop is a step short.",
            ),
            Wrong(
                lambda x, W1, b1, W2, b2, steps: np.maximum(
                    np.maximum(x @ W1 + b1, 0) @ W2 + b2, 0
                ),
                "Those are the activations of the ANN. Here each neuron fires, step by step.",
            ),
        ),
        examined=simpler(
            _network,
            (
                _tiny(x=1, steps=1),
                "Take one neuron in each layer, all weights 1, and an input of 1. Both neurons "
                "reach 1 in the first step, so the count is 1 after it. Yours says {got:g}.",
            ),
            (
                _tiny(b2=1),
                "Let the only input be a bias of 1 into an output. It fires in each of four steps, "
                "and yours fires {got:g} times.",
            ),
            (
                _tiny(b1=1),
                "Let the only input be a bias of 1 into a hidden neuron. It fires in each of four "
                "steps, and so does the output behind it. Yours fires {got:g} times.",
            ),
            (
                _tiny(x=3, share=4),
                "One neuron in each layer, all weights 1: an input of 0.75 makes 3 in four steps, "
                "and nothing is lost, so the count is 3. Yours says {got:g}.",
            ),
            (
                (np.ones(1), np.array([[1.0, 0.5]]), np.zeros(2), np.eye(2), np.zeros(2), 4),
                "Take two hidden neurons, each with an output of its own. An input of 1 into the "
                "first and 0.5 into the second make 4 and 2 spikes in four steps. Yours has "
                "{got:g} where we want {expected:g}.",
            ),
            (
                (np.ones(1), np.ones((1, 1)), np.zeros(1), 2 * np.ones((1, 1)), np.zeros(1), 4),
                "With one neuron in each layer, an input of 1 and an output weight of 2 bring 8 to "
                "the output in four steps. But it fires once a step at most, so the count is 4. "
                "Yours is {got:g}.",
            ),
            (
                (np.ones(1), np.ones((1, 1)), np.zeros(1), -np.ones((1, 1)), np.ones(1), 4),
                "An output with a bias of 1 hears a spike in each step through a weight of −1. So "
                "it never fires, and yours does, {got:g} times.",
            ),
            (
                _tiny(x=3, b2=-1, share=4, steps=8),
                "With one neuron in each layer, an input of 0.75 makes six hidden spikes in eight "
                "steps, and a bias of −0.25 takes 2 away again. Yours counts {got:g}.",
            ),
        ),
        hints=(
            "The two layers do the same, one after the other: an input, a question, a reset.",
            "`fired = v1 >= 1` is an array of True and False, and v1 - fired takes 1 where it's "
            "True.",
            "The second layer gets `fired @ W2 + b2`, and what it fires is added to counts.",
        ),
        why="Ten lines run any network with one hidden layer, on spikes alone.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_counts",
        question="An IF neuron gets 0.47 in each of 10 steps, and its spikes subtract. How many "
        "come from v = 0, and how many from v = 0.5?",
        choices=("4 and 4", "4 and 5", "5 and 5", "5 and 6"),
        answer="b",
        why="10 × 0.47 = 4.7 is cut off to 4. With the half it's 5.2, which is cut off to 5.",
    ),
    Prediction(
        name="quiz_zero",
        question="A program sets v to zero after each spike. Its neuron gets 0.7 a step. After 12 "
        "steps it has fired ...",
        choices=("4 times", "6 times", "8 times", "12 times"),
        answer="b",
        why="0.7 and 0.7 make 1.4, so it fires at every second step and loses 0.4 each time. By "
        "subtraction it would be 8.",
    ),
    Prediction(
        name="quiz_balance",
        question="The largest activation of the hidden layer is 4, that of the output layer 10. "
        "What becomes of an output weight of 3 and an output bias of 5?",
        choices=("0.3 and 0.5", "1.2 and 0.5", "1.2 and 2", "7.5 and 0.5"),
        answer="b",
        why="The weight's inputs have shrunk by 4, so it becomes 3 × 4 / 10. No input comes "
        "through a bias, so it becomes 5 / 10. (7.5 is upside down.)",
    ),
    Prediction(
        name="quiz_apart",
        question="Two outputs get 0.50 and 0.54 in each step, and both start empty. From which "
        "number of steps on do their counts always differ?",
        choices=("2", "13", "25", "50"),
        answer="c",
        why="The difference of what they've received is T × 0.04. Once it's a whole spike, at T = "
        "25, the counts can't be the same any more.",
    ),
    Prediction(
        name="quiz_above",
        question="After balancing, a new picture drives a hidden neuron with 1.3 a step. Its "
        "spikes subtract. What do the outputs hear of it?",
        choices=(
            "1.3 spikes a step on average, because nothing is lost",
            "a spike in every step, and the rest piles up in v",
            "a spike in every step, and then none for a while",
            "nothing, because it is outside of the range",
        ),
        answer="b",
        why="There is one spike a step at most, so its rate is cut off at 1. The 0.3 that's left "
        "each time stays in v and never gets out.",
    ),
)
