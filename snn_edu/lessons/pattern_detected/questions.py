"""What lesson 00 asks: predictions, exercises and a quiz on whether it is detected."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from typing import Any

from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction


def _standard_error_by_spread(share: float, n: int) -> float:
    """The truth another way: the s.d. of n ones and zeros, over the root of n."""
    spread = math.sqrt(share * (1.0 - share) ** 2 + (1.0 - share) * share**2)
    return spread / math.sqrt(n)


def _judge_ablation(answer: Any) -> str | None:
    """What is not as asked about the run without learning."""
    asked = ("costs", "recall", "n", "s")
    if not isinstance(answer, Mapping) or not set(asked) <= set(answer):
        return f"A dict is asked for, with the keys {', '.join(asked)}."
    numbers: dict[str, Any] = {name: answer[name] for name in asked[1:]}
    for name, value in numbers.items():
        if isinstance(value, bool | str) or not isinstance(value, Real) or not float(value) > 0:
            return f"{name} is not a number above 0 yet."
    recall, n, s = (float(value) for value in numbers.values())
    told = f"{100 * recall:.1f} %"
    if recall > 1.0:
        return f"recall = {recall:g}: a share lies between 0 and 1. Is it in per cent?"
    if n < 1000:
        return f"n = {n:g} showings are few: {100 * s:.1f} % either way. Take 1,000 runs or so."
    error = math.sqrt(recall * (1.0 - recall) / n)
    if abs(s - 100.0 * error) <= 0.02 * 100.0 * error:
        return f"s = {s:g} is in points of per cent. As a share it is {error:.4f}."
    if abs(s - error) > 0.02 * error:
        return f"s = {s:g} is not the standard error of {told} in {n:.0f} cases: {error:.4f}."
    if abs(recall - 0.115) < 4 * error:
        return f"{told} is the recall of the network that learns: say plastic=False."
    if abs(recall - 0.239) > 4 * error:  # 17,941 of 74,932 showings in 24,000 runs
        return f"A recall of {told} in {n:.0f} showings is far off. Is n right?"
    # The precision is 25 %, too near to tell from the recall by its size: count the hits instead.
    hits, digits = recall * n, len(str(recall).partition(".")[2])
    off = abs(hits - round(hits))
    if off > max(1e-6, 0.5 * n / 10**digits):  # more than the last digit of the recall allows
        return (
            f"{told} of {n:.0f} showings would be {hits:.2f} hits, and hits are whole. n counts "
            "how often the pattern was *shown*, and the recall is a share of these; the precision "
            "is of what was printed."
        )
    if abs(recall - 0.25) < 0.012 and off > 1e-6:
        return (
            f"{told}, rounded, may be the precision as well. Hand in the recall with all its "
            "digits, `matrix.recall`: it is of what was *shown*."
        )
    if (round(hits), round(n)) == (731, 2863):
        return "In 1,000 runs it printed 2863 times. The recall is of what was *shown*."
    costs = str(answer["costs"]).strip().lower()
    if costs not in ("layer", "learning"):
        return 'costs is one of the words "layer" and "learning".'
    if costs == "layer":
        return (
            f"With the layer and without learning the recall is {told}, as it was "
            "without the layer. So which of the two costs it?"
        )
    return None


_ABLATION = {"costs": "learning", "recall": 731 / 3180, "n": 3180, "s": 0.00746126}

PREDICTIONS = (
    Prediction(
        name="what_it_is_worth",
        question='The network has printed "Pattern detected" twelve times. How many of the twelve '
        "would you expect to be true?",
        choices=("all 12", "about 9", "about 6", "about 3", "none"),
        answer="d",
        why="Three of four are false. Watch the scoreboard as the runs add up.",
        wrong=(
            Wrong("a", "It printed it: that is a claim, and a claim is not yet evidence."),
            Wrong("b", "You had the right split the wrong way round."),
        ),
        asks={},
    ),
    Prediction(
        name="no_hidden_layer",
        question="You silence the hidden layer. The output neuron never fires again, and no weight "
        "learns from it. What happens to the precision, the share of the printed that is true?",
        choices=(
            "it falls to 0: nothing is printed any more",
            "it falls to 3 %, the share of the pattern among random bits",
            "it stays at about 25 %",
            "it rises",
        ),
        answer="c",
        why="The line that prints looks at three input neurons and at nothing else. The network "
        "behind them has no say.",
        wrong=(
            Wrong("a", "More is printed than before: nobody asks the output neuron."),
            Wrong("b", "That would be printing at random moments. It still waits for three bits."),
            Wrong("d", "It is the recall that rises."),
        ),
        asks={"hidden": False},
    ),
)

EXERCISES = (
    Exercise(
        name="standard_error",
        ask="Write `my_standard_error(share, n)`.",
        shown="""
            def my_standard_error(share, n):
                return (share * (1 - share) / n) ** 0.5
        """,
        solution=lambda share, n: (share * (1 - share) / n) ** 0.5,
        oracle=_standard_error_by_spread,
        tries=((0.25, 1373), (0.115, 3180), (0.9, 17)),
        wrong=(
            Wrong(
                lambda share, n: share * (1 - share) / n,
                "The root is missing: without it the error would shrink ten times when you count "
                "ten times as much.",
            ),
            Wrong(
                lambda share, n: (share / n) ** 0.5,
                "(1 - p) is missing: of a share of 100 % nothing is uncertain.",
            ),
            Wrong(
                lambda share, n: (share * (1 - share)) ** 0.5 / n,
                "n belongs under the root: four times the cases, half the error.",
            ),
            Wrong(
                lambda share, n: (share * (1 - share)) ** 0.5,
                "n is missing: that is how far a single case lies from the share.",
            ),
            Wrong(
                lambda share, n: 100 * (share * (1 - share) / n) ** 0.5,
                "That is in points of per cent; the share is a number between 0 and 1.",
            ),
            Wrong(
                lambda share, n: (share * (1 - share) / (n - 1)) ** 0.5,
                "Divided by n - 1: nearly the same, but the formula says n.",
            ),
        ),
        hints=(
            "p (1 - p) / n first, then the root.",
            "`x ** 0.5` is the square root of x.",
        ),
        why="Four times as many cases, half the error: certainty is dear.",
    ),
    Exercise(
        name="ablation",
        ask="Run the network without learning, and say what costs the recall: the layer or the "
        "learning.",
        shown="""
            matrix = simulate_many(range(1000), plastic=False).confusion()
            n = matrix.true_positives + matrix.false_negatives
            my_ablation = {
                "costs": "learning",  # the layer is there, and the recall is 23 % all the same
                "recall": matrix.recall,
                "n": n,
                "s": (matrix.recall * (1 - matrix.recall) / n) ** 0.5,
            }
        """,
        solution=_ABLATION,
        judge=_judge_ablation,
        wrong=(
            Wrong(_ABLATION | {"costs": "layer"}, "So which of the two costs it?"),
            Wrong(
                {"costs": "learning", "recall": 366 / 3180, "n": 3180, "s": 0.00565929},
                "is the recall of the network that learns",
            ),
            Wrong(
                {"costs": "learning", "recall": 731 / 2863, "n": 2863, "s": 0.0081493},
                "it printed 2863 times",
            ),
            Wrong(
                {"costs": "learning", "recall": 731 / 2863, "n": 3180, "s": 0.0077325},
                "the precision is of what was printed",
            ),
            Wrong(_ABLATION | {"n": 1000, "s": 0.0133052}, "would be 229.87 hits"),
            Wrong(_ABLATION | {"recall": 0.255, "s": 0.0077294}, "may be the precision as well"),
            Wrong(_ABLATION | {"s": 0.746126}, "in points of per cent"),
            Wrong(_ABLATION | {"s": 0.01}, "is not the standard error of"),
            Wrong(_ABLATION | {"recall": 23.0}, "Is it in per cent?"),
            Wrong(_ABLATION | {"n": 100, "s": 0.0421}, "showings are few"),
        ),
        hints=(
            "The cell above does it for another part: put in `plastic=False`.",
            "n is true + missed; s is your `my_standard_error(recall, n)`.",
        ),
        why="With the layer and without learning: the same counts as without the layer, to the "
        "last one. The layer does nothing; the learning costs half of the hits.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_recall",
        question="A detector prints 10 times; 9 are true. The pattern was there 90 times. What are "
        "its precision and recall?",
        choices=("90 % and 10 %", "10 % and 90 %", "90 % and 90 %", "9 % and 10 %"),
        answer="a",
        why="Precision: 9 of 10 printed. Recall: 9 of 90 that were there.",
    ),
    Prediction(
        name="quiz_always",
        question='A program prints "Pattern detected" at every step. Which of its scores is '
        "perfect?",
        choices=("precision", "recall", "both", "neither"),
        answer="b",
        why="It misses nothing: recall 100 %. Its precision is the share of the pattern, 1 in 32.",
    ),
    Prediction(
        name="quiz_ablation",
        question="You remove a part of a system, and its score stays. What have you learned?",
        choices=(
            "the removal was done wrongly",
            "the part contributes nothing to this score",
            "the score is wrong",
            "the part is needed for learning",
        ),
        answer="b",
        why="That is an ablation, the cheapest experiment there is. Do it before you believe a "
        "part.",
    ),
    Prediction(
        name="quiz_accuracy",
        question="A program that never prints anything is right at 31 of 32 steps. What does its "
        "accuracy of 97 % say about detection?",
        choices=(
            "it is an excellent detector",
            "it is better than the network",
            "it needs more training",
            "nothing: its recall is 0",
        ),
        answer="d",
        why="Where the pattern is rare, silence is nearly always right. That is why we ask for "
        "precision and recall.",
    ),
    Prediction(
        name="quiz_error",
        question="You measured 27 % in 1,400 detections; the standard error is 1.2 points. A "
        "colleague claims that the truth is 25 %. Your data...",
        choices=("refute it", "prove it", "agree with it", "say nothing"),
        answer="c",
        why="2 points off is less than two standard errors: chance does that one time in ten. "
        "It is no proof; 26 % would agree as well.",
    ),
)
