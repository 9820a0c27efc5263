"""What lesson 00 asks: predictions, an exercise and a quiz on whether it is detected."""

from __future__ import annotations

from itertools import product

from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.studies.article import PATTERN


def precision_by_counting() -> float:
    """The truth another way: of all 32 inputs, those for which it prints, and which are right."""
    prints = [bits for bits in product((0, 1), repeat=5) if bits[0] and bits[2] and bits[4]]
    return sum(bits == PATTERN for bits in prints) / len(prints)


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
    ),
)

EXERCISES = (
    Exercise(
        name="precision",
        ask="What share of the printed detections is true? A number between 0 and 1.",
        shown="""
            prints_for = ["10101", "10111", "11101", "11111"]  # 1 at places 0, 2 and 4
            my_precision = 1 / len(prints_for)
        """,
        solution=0.25,
        oracle=precision_by_counting,
        tolerance=0.02,
        because="a head count may round",
        wrong=(
            Wrong(
                1.0,
                "100 %, because it printed it? The line prints whenever inputs 0, 2 and 4 fire. "
                "Which other inputs make those three fire?",
            ),
            Wrong(
                1 / 32,
                "3 % is how often random bits *are* the pattern: one of 32. But it does not print "
                "at random moments: three of the bits are right whenever it prints.",
            ),
            Wrong(
                0.125,
                "One in eight is how often bits 0, 2 and 4 are all 1: how often it *can* print. "
                "The question is how many of those times are true.",
            ),
            Wrong(
                0.5,
                "That counts one unchecked bit. Two are unchecked: bit 1 and bit 3.",
            ),
            Wrong(
                0.75,
                "That is the share of the false ones. Three of the four inputs that print are not "
                "the pattern.",
            ),
            Wrong(
                25.0,
                "25 % as a number between 0 and 1 is 0.25.",
            ),
            Wrong(
                0.2,
                "One in five: did you count 10101 among five? List the inputs with 1 at places 0, "
                "2 and 4, and anything at places 1 and 3.",
            ),
        ),
        hints=(
            "It prints when bits 0, 2 and 4 are 1. Which bits are free?",
            "Write down all inputs of the form 1 _ 1 _ 1.",
            "10101, 10111, 11101, 11111: equally likely, and one of them is right.",
        ),
        why="1 of 4. Two bits go unchecked, and each is a fair coin.",
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
        why="2 points off is less than two standard errors: chance does that often. It is no "
        "proof; 26 % would agree as well.",
    ),
)
