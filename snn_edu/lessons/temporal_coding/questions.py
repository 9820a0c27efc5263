"""What lesson 04 asks: predictions, exercises and a quiz on temporal coding."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from snn_edu.coding.codes import six_codes
from snn_edu.lessons.temporal_coding.views import NAMES, measured, sixty_four_values
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.validation import Floats

# --- Questions. -----------------------------------------------------------------------------------

PREDICTIONS = (
    Prediction(
        name="worst_copy",
        question="Four of the clerks copy a three, and the line is good. Whose copy is the worst "
        "after 50 ms?",
        choices=(
            "rate: as many spikes as the pixel is bright, on average",
            "latency: one spike a pixel, the brighter the earlier",
            "rank order: one spike a pixel, and only the order counts",
            "phase: one spike a pixel in every cycle of a rhythm",
        ),
        answer="a",
        why="A rate shows only in a count, and in 50 ms a white pixel sends 5 spikes, give or "
        "take 2. The others need no more than one spike: they say it by the time it comes.",
        wrong=(
            Wrong("b", "One spike is enough when its time can be read to the millisecond."),
            Wrong("c", "The order alone loses the grey scale, but it has no chance in it."),
        ),
    ),
    Prediction(
        name="half_the_light",
        question="You halve the brightness of the picture. Whose spikes do not change at all?",
        choices=("rate", "latency", "rank order", "phase"),
        answer="c",
        why="Halving every value leaves their order alone: the brightest pixel is still the "
        "brightest. Rank order sends the very same spikes.",
        wrong=(
            Wrong("b", "Half as bright means later: the latencies grow."),
            Wrong("d", "The phases move towards the end of the cycle."),
        ),
    ),
    Prediction(
        name="four_times_longer",
        question="A rate code is off by 0.16 after 100 ms. How far off is it after 400 ms?",
        answer=0.08,
        tolerance=0.012,
        because="a good estimate in the head will do",
        why="Four times the spikes, so counts of 4 n with a standard deviation of 2 sqrt(n): half "
        "the relative error, 0.08.",
        wrong=(
            Wrong(0.04, "That would be an error that falls as 1 / T. Chance falls as 1 / sqrt(T)."),
            Wrong(0.16, "It does keep improving: the counts grow faster than their scatter."),
        ),
    ),
    Prediction(
        name="a_fifth_is_lost",
        question="One spike in five is lost on the way, and the clocks are perfect. Which copy "
        "stays as it was?",
        choices=("latency", "rank order", "phase", "delta"),
        answer="c",
        why="The phase code says it again in every cycle, four times in 100 ms: the chance that "
        "all four are lost is 0.2^4 = 0.16 %.",
        wrong=(
            Wrong("a", "A lost first spike is read as black."),
            Wrong("b", "A lost spike is read as black, and all who come later move up a rank."),
            Wrong("d", "Delta adds up steps: a lost step is an error for good."),
        ),
    ),
    Prediction(
        name="silence_a_voter",
        question="A direction of 90 degrees is read from eight neurons. You silence the one whose "
        "favourite is 0 degrees. Where does the sum of the votes point now?",
        choices=(
            "nowhere: the code is broken",
            "to 90 degrees still, only less reliably",
            "away from the silenced neuron, to more than 90 degrees",
            "towards the silenced neuron, to less than 90 degrees",
        ),
        answer="c",
        why="Its votes for 0 degrees are missing, those of its opposite at 180 degrees are not: "
        "the sum leans that way, by 14 degrees on average.",
        wrong=(
            Wrong("a", "The others still vote: a population degrades, it does not break."),
            Wrong("b", "Chance would cancel out; a missing voter does not."),
        ),
    ),
)

QUIZ = (
    Prediction(
        name="quiz_first_spike",
        question="With latency x = 1 - t / window and a window of 50 ms, a neuron has not fired "
        "after 30 ms. What do you know?",
        choices=(
            "nothing yet",
            "x is 0",
            "x is below 0.4",
            "its spike was lost",
        ),
        answer="c",
        why="All above 1 - 30 / 50 = 0.4 would have fired. Silence says something too.",
    ),
    Prediction(
        name="quiz_rank_order",
        question="Two scenes differ only in the exposure of the camera. What does a rank order "
        "code transmit of the difference?",
        choices=("nothing", "half of it", "all of it, but later", "all of it, with more spikes"),
        answer="a",
        why="A rising change of all values keeps their order. That is a blindness, and just what "
        "you want when light changes and objects do not.",
    ),
    Prediction(
        name="quiz_precision",
        question="You want a rate code to be three times as precise in the same time. How many "
        "times as many neurons per value does it take, all alike and independent?",
        choices=("1.7", "3", "9", "27"),
        answer="c",
        why="The error falls with the square root of the number of spikes, from wherever they "
        "come: 3 squared.",
    ),
    Prediction(
        name="quiz_delta",
        question="A surveillance camera looks at an empty corridor all night. Which code sends "
        "the fewest spikes from midnight to six?",
        choices=("rate", "phase", "population", "delta"),
        answer="d",
        why="No change, no spike. The others pay for a scene as long as it lasts.",
    ),
    Prediction(
        name="quiz_no_rhythm",
        question="You receive spikes of a phase code, but nobody sends you the rhythm. What can "
        "you still read?",
        choices=(
            "the values, as before",
            "how much the values differ from each other, but not the values",
            "only how many neurons there are",
            "only the rates",
        ),
        answer="b",
        why="Without the rhythm's zero all phases are shifted by the same unknown amount; their "
        "differences are not.",
    ),
)


# --- Exercises. -----------------------------------------------------------------------------------


def _dense_ranks(values: Floats) -> list[int]:
    """For each value: how many different larger ones there are."""
    return [len({other for other in values.tolist() if other > v}) for v in values.tolist()]


def _latency_walk(values: Floats, window: float) -> list[float]:
    """Slide a bar from 1 down to 0 in `window` ms; whom it meets on the way fires."""
    return [float(np.interp(-v, [-1.0, 0.0], [0.0, window])) if v else np.inf for v in values]


NEVER = {
    "rate": "100 ms of counting are not enough",
    "rank order": "so near, but that is the limit of what an order can say",
    "population": "eight noisy neurons a value are still not enough",
}
TOO_MANY = {
    "phase": "it was right after one cycle, and says it three times more",
    "delta": "a value of 1 takes 20 steps of 0.05, a spike each",
}


def _judge_fewest(answer: Any) -> str | None:
    """None for ("latency", its spikes), measured anew; else what the pair handed in overlooks."""
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        return "Hand in two things: the name of the code in quotes, and a number of spikes."
    name, spikes = answer
    if not isinstance(name, str) or name.strip().lower() not in NAMES:
        return f"The first is a name in quotes, one of {', '.join(NAMES)}."
    real = isinstance(spikes, int | float | np.integer | np.floating)
    if isinstance(spikes, bool) or not real or not math.isfinite(spikes):
        return "The second is a number of spikes."
    name = name.strip().lower()
    errors = measured(six_codes()[NAMES.index(name)])
    if name in NEVER:
        return f"{name} ends with an error of {errors.error[-1]:.3f}: {NEVER[name]}."
    if name in TOO_MANY:
        return f"{name} gets there, for {errors.spikes[-1]:.0f} spikes: {TOO_MANY[name]}."
    if spikes == errors.time_to(0.05):
        return f"{spikes:g} ms is when its error comes to stay below 0.05. Asked are spikes."
    if spikes == errors.spikes_to(0.05):
        return (
            f"After {spikes:g} spikes the receiver knows enough, but the sender cannot know that."
        )
    if spikes == sixty_four_values().size:
        return f"{spikes:g}? There are 64 values, but some of them have nothing to say."
    if spikes != errors.spikes[-1]:
        sided = "many" if spikes > errors.spikes[-1] else "few"
        return f"The code is right, {spikes:g} spikes are too {sided}."
    return None


EXERCISES = (
    Exercise(
        name="latency",
        ask="Write `first_spikes(values, window)`: when each value fires, in ms. 1 fires at once, "
        "nearly 0 nearly at the window's end, and 0 never (`np.inf`).",
        shown="""
            def first_spikes(values, window):
                return np.where(values > 0, (1 - values) * window, np.inf)
        """,
        solution=lambda values, window: np.where(values > 0, (1 - values) * window, np.inf),
        oracle=_latency_walk,
        tries=(
            (np.array([1.0, 0.25, 0.0, 0.7]), 50.0),
            (np.array([0.1, 0.9]), 20.0),
            (np.array([0.0, 0.5, 0.5]), 80.0),
            (np.array([0.04321, 0.98765, 0.0]), 33.7),
        ),
        unit="ms",
        wrong=(
            Wrong(
                lambda values, window: np.where(values > 0, values * window, np.inf),
                "Your strong inputs come late: 1 fires at {got:g} ms. In this code early means "
                "strong.",
            ),
            Wrong(
                lambda values, window: (1 - values) * window,
                "Your 0 fires at the window's end. A 0 has nothing to say: it is `np.inf` that "
                "means never.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0, (1 - values) * window, 0.0),
                "Your 0 fires at 0 ms, as a 1 does: the decoder would take it for the strongest. "
                "It is `np.inf` that means never.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0, 1 - values, np.inf),
                "Your times run from 0 to 1: the window is forgotten. All values have `window` ms "
                "to fire in.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0, (1 - values) * window / 1000, np.inf),
                "Your times are in seconds. The window is in ms, and so are the times.",
            ),
            Wrong(
                lambda values, window: np.where(
                    values > 0, window / np.where(values > 0, values, 1), np.inf
                ),
                "You divide by the value: early for strong is right, but then 1 fires last of "
                "what fits into the window, not at once. It is a straight line: (1 - x) window.",
            ),
            Wrong(
                lambda values, window: np.where(
                    values > 0, -np.log(np.where(values > 0, values, 1)) * window, np.inf
                ),
                "That is nearly what a LIF does, whose latency goes with a logarithm. Here the "
                "time is a straight line in x, so that weak values still fit into the window.",
            ),
            Wrong(
                lambda values, window: np.sort(np.where(values > 0, (1 - values) * window, np.inf)),
                "You sorted the times. Each value must keep its place: who fired is half of the "
                "message.",
            ),
        ),
        hints=(
            "Where on the window does 1 belong, where does nearly 0? Draw the line between them.",
            "The time is (1 - x) times the window.",
            "`np.where(values > 0, ..., np.inf)` gives the zeros their silence.",
        ),
        why="Early is strong, silence is zero, and the decoder reads x = 1 - t / window.",
    ),
    Exercise(
        name="ranks",
        ask="Write `ranks(values)`: 0 for the strongest, 1 for the next strongest value, and so "
        "on. Equal values share a rank, and the ranks have no gaps.",
        shown="""
            def ranks(values):
                return np.unique(-values, return_inverse=True)[1]
        """,
        solution=lambda values: np.unique(-values, return_inverse=True)[1],
        oracle=_dense_ranks,
        tries=(
            (np.array([0.2, 0.9, 0.5, 0.9, 0.1]),),
            (np.array([0.3, 0.3, 0.7]),),
            (np.array([0.4, 0.8, 0.6, 0.2]),),
            (np.array([0.3141, 0.3149, 0.3141, 0.3]),),
        ),
        wrong=(
            Wrong(
                lambda values: np.argsort(-values),
                "That is who comes first, second, third: a list of neurons by rank. Asked is the "
                "rank of each neuron.",
            ),
            Wrong(
                lambda values: np.argsort(np.argsort(-values, kind="stable"), kind="stable"),
                "Two equal values got different ranks, by the accident of their places. A tie is "
                "information: they fire together.",
            ),
            Wrong(
                lambda values: np.unique(values, return_inverse=True)[1],
                "Your rank 0 is the weakest. The strongest fires first.",
            ),
            Wrong(
                lambda values: np.array([np.sum(values > v) for v in values]),
                "After a tie you skip a rank, as they do in sports. Here the ranks have no gaps: "
                "the next value is simply next.",
            ),
            Wrong(
                lambda values: np.unique(-values, return_inverse=True)[1] + 1,
                "Right, if you begin to count at 1. Here the strongest has rank 0: it fires at "
                "0 ms.",
            ),
            Wrong(
                lambda values: np.sort(np.unique(-values, return_inverse=True)[1]),
                "You sorted the ranks. Each has to stay in its neuron's place.",
            ),
            Wrong(
                lambda values: np.round((1 - values) * len(values)),
                "Your ranks depend on how large the values are. An order depends only on which is "
                "larger.",
            ),
        ),
        hints=(
            "The rank of a value is how many different larger values there are.",
            "`np.unique` sorts without repeats, and `return_inverse=True` says where each went.",
            "It sorts upwards, and you want downwards: give it `-values`.",
        ),
        why="Ties share a rank, so that a decoder can see that two were equal.",
    ),
    Exercise(
        name="messages",
        ask="Five neurons fire once each, no two together. How many different messages can the "
        "order carry?",
        shown="""
            my_orders = 5 * 4 * 3 * 2 * 1  # five can be first, four are left for the second...
        """,
        solution=math.factorial(5),
        oracle=lambda: len(set(itertools.permutations(range(5)))),
        wrong=(
            Wrong(
                25,
                "5 x 5 counts the pairs of a neuron and a place. A message is a whole order: five "
                "places filled at once.",
            ),
            Wrong(
                32,
                "2^5 is the number of sets: who fires and who does not. Here everyone fires, and "
                "the question is in which order.",
            ),
            Wrong(
                3125,
                "5^5 would let a neuron come twice. Whoever has fired is not available for the "
                "next place.",
            ),
            Wrong(
                10,
                "10 is the number of pairs of neurons. How many orders have all five?",
            ),
            Wrong(
                15,
                "You added 5 + 4 + 3 + 2 + 1. For each choice of the first there are four of the "
                "second: multiply.",
            ),
            Wrong(24, "4! = 24: that is with the first one given. It has five choices as well."),
            Wrong(
                326,
                "That counts the orders of any number of neurons, silence included. Here all five "
                "fire.",
            ),
            Wrong(5, "5 is the number of choices for the first place only."),
        ),
        hints=(
            "How many neurons can be first? Once one has fired, how many can be second?",
            "5 x 4 x ...",
        ),
        why="5! = 120 orders, nearly four times the 32 sets of who fires and who does not.",
    ),
    Exercise(
        name="fewest_spikes",
        ask="Of the codes that are right to 0.05 after 100 ms, which has sent the fewest spikes, "
        'and how many? Hand in both: ("name", spikes).',
        shown="""
            spent = {name: e.spikes[-1] for name, e in measured.items() if e.error[-1] <= 0.05}
            my_code = min(spent, key=spent.get)
            my_spikes = spent[my_code]
        """,
        solution=("latency", 54),
        judge=_judge_fewest,
        wrong=(
            Wrong(("rank order", 54), "the limit of what an order can say"),
            Wrong(("phase", 256), "says it three times more"),
            Wrong(("rate", 315), "100 ms of counting are not enough"),
            Wrong(("population", 2603), "eight noisy neurons a value are still not enough"),
            Wrong(("delta", 598), "a value of 1 takes 20 steps"),
            Wrong(("latency", 39), "Asked are spikes"),
            Wrong(("latency", 46), "the sender cannot know that"),
            Wrong(("latency", 64), "some of them have nothing to say"),
            Wrong(("latency", math.nan), "The second is a number of spikes"),
            Wrong(("latency", 54.4), "54.4 spikes are too many"),
        ),
        hints=(
            "Each `measured[name]` has two rows: `.error` and `.spikes`, one entry for each ms.",
            "`.error[-1]` and `.spikes[-1]` are those after 100 ms. Print both for every code.",
        ),
        why="One spike a value, and none for a zero. Rank order sends as many and misses by a "
        "hair; all others spend more, or never get there in time.",
    ),
)
