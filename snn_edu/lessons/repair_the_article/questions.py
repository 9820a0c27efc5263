"""What lesson 09 asks: predictions, exercises and a quiz on repairing the article."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import numpy as np

from snn_edu.lessons.repair_the_article.views import Bools, judge_repair
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.studies.article import Faults
from snn_edu.validation import Floats


def best_precision(pattern: tuple[int, ...]) -> float:
    """The truth by brute force: one of all the inputs that have the pattern's ones."""
    inputs = product((0, 1), repeat=len(pattern))
    return 1 / sum(all(a >= b for a, b in zip(bits, pattern, strict=True)) for bits in inputs)


def one_update(w: Floats, early: Bools, fired: bool, up: float, down: float) -> Floats:
    """Pair STDP after one presentation, as the exercise asks for it."""
    if not fired:
        return w
    return np.clip(w + np.where(early, up, -down), 0.0, 1.0)


def _bounded(w: Floats) -> list[float]:
    """The weights between 0 and 1; a list, so that lists and arrays of learners equal it."""
    return [*np.clip(w, 0.0, 1.0)]


def _update_one_by_one(w: Floats, early: Bools, fired: bool, up: float, down: float) -> list[float]:
    """The truth another way: channel by channel, in plain numbers. A list takes any sequence."""
    after = []
    for weight, is_early in zip(w.tolist(), early.tolist(), strict=True):
        changed = weight + (up if is_early else -down) if fired else weight
        after.append(min(1.0, max(0.0, changed)))
    return after


_W = np.array([0.5, 0.99, 0.005, 0.4])
_EARLY = np.array([True, True, False, False])

PREDICTIONS = (
    Prediction(
        name="alone",
        question="Five weights between 0 and 1, and a threshold. How precise can you make this "
        "neuron for 10101, if it must fire for it?",
        choices=(
            "100 %: weights 1 for the ones, 0 for the zeros",
            "50 %: one other input always comes along",
            "25 %: three others always come along",
            "about 3 %: it fires for everything or nothing",
        ),
        answer="c",
        asks={},
        why="10111, 11101 and 11111 have all the ones of 10101. Nothing that an extra input does "
        "can make v smaller.",
        wrong=(
            Wrong("a", "Weight 0 makes the neuron deaf to an input. It needs to *object* to it."),
            Wrong("b", "There are two zeros, and each can be filled without being noticed."),
            Wrong("d", "Weights 1 0 1 0 1 and threshold 2.5 do better than that."),
        ),
    ),
    Prediction(
        name="blind_inhibition",
        question="Now all five inputs, alike, also drive an inhibitory neuron: each input that "
        "is 1 takes g from v. It knows nothing of the pattern. Can 10101 alone fire now?",
        choices=(
            "no: it takes the same from every input, so nothing changes",
            "yes, for a whole range of g",
            "only if inputs 1 and 3 inhibit more than the others",
            "only for exactly g = 0.5",
        ),
        answer="b",
        asks={},
        why="What counts is w - g. With w = 1 for the ones and 0 for the zeros, any g between 0 "
        "and 1 leaves the ones positive and makes the zeros negative.",
        wrong=(
            Wrong("a", "It takes the same from every *active* input: an extra one costs."),
            Wrong("c", "They need not: they bring nothing that makes up for what they cost."),
            Wrong("d", "At 0.5 the threshold has the most room, but the others work."),
        ),
    ),
    Prediction(
        name="all_repaired",
        question="You repair all twelve faults: bounds, ties, refractoriness, the zeros, "
        "presentations, everything. What will the network be?",
        choices=(
            "a detector: precision and recall near 100 %",
            "unchanged: 25 % and 11 %",
            "more precise, and it misses nearly everything",
            "it finds everything, and prints too often",
        ),
        answer="c",
        asks={field.name: False for field in fields(Faults)},
        why="Precision 64 %, recall 1 %. The inputs of the pattern seldom spike together, and the "
        "output is asked before their spikes have reached it. Nor is there anything that objects "
        "to extra inputs: 36 % of what it prints is false.",
        wrong=(
            Wrong("a", "Each repair is right, and their sum has learned nothing of the pattern."),
            Wrong("b", "Checking the zeros alone takes the precision to 51 %."),
        ),
    ),
    Prediction(
        name="rarer",
        question="The same detector, at the same threshold; only 10101 is shown ten times less "
        "often. What changes?",
        choices=(
            "its hit rate and its false alarm rate",
            "its precision",
            "all three",
            "nothing: it is the same detector",
        ),
        answer="b",
        asks={"share": 0.03},
        why="Hit rate and false alarm rate are each measured on one kind of input, so that the mix "
        "does not matter. Precision mixes the two.",
        wrong=(Wrong("d", "The detector is the same, and yet its precision is another."),),
    ),
    Prediction(
        name="rare_teaching",
        question="Now it learns. In the article's random bits, 10101 comes once in 32. After 600 "
        "presentations of that, for what will the neuron fire?",
        choices=(
            "for 10101 alone, it only takes longer",
            "for nothing",
            "for most inputs, and for 10101 no more than for others",
            "for the most frequent other input",
        ),
        answer="c",
        asks={"share": 0.03, "presentations": 600},
        why="Among random bits every channel is early half of the time. Each spike of the neuron "
        "moves a weight by (up - down)/2 on average, which is above 0: all ten weights stay high.",
        wrong=(
            Wrong("a", "Longer does not help: after 6,000 none of a hundred runs has found it."),
            Wrong(
                "b",
                "You would be right (nearly: 7 %) if `down` were the larger one. But up = 0.0190 "
                "and down = 0.0128: a channel that is early every second time grows.",
            ),
        ),
    ),
)

EXERCISES = (
    Exercise(
        name="ceiling",
        ask="Write `my_ceiling(pattern)`: the best precision that a neuron or network without "
        "inhibition can have for this tuple of bits, when all inputs are equally likely.",
        shown="""
            def my_ceiling(pattern):
                return 0.5 ** pattern.count(0)  # each zero may be 0 or 1, and nobody notices
        """,
        solution=lambda pattern: 0.5 ** pattern.count(0),
        oracle=best_precision,
        tries=(((1, 0, 1, 0, 1),), ((1, 1, 1, 1),), ((0, 0, 0),), ((1, 0, 0, 0, 0, 0),)),
        wrong=(
            Wrong(
                lambda pattern: 1.0,
                "Yours is 100 % for every pattern. But as long as no weight is negative, 11111 "
                "drives the neuron at least as hard as 10101 does, whatever the training. (If you "
                'count zeros: the bits are numbers, `0`, not the text `"0"`.)',
            ),
            Wrong(
                lambda pattern: 0.25,
                "That is the ceiling for 10101. For {pattern} it is {expected:.4f}: what does it "
                "depend on?",
            ),
            Wrong(
                lambda pattern: 100 * 0.5 ** pattern.count(0),
                "{got:g} is in per cent. Asked is a share, from 0 to 1.",
            ),
            Wrong(
                lambda pattern: 0.5 ** len(pattern),
                "That is the share of the pattern among all inputs. The neuron need not fire for "
                "all: only for those that have the pattern's ones.",
            ),
            Wrong(
                lambda pattern: 0.5 ** pattern.count(1),
                "You counted the ones. It is the zeros that nobody checks.",
            ),
            Wrong(
                lambda pattern: 1 / (1 + pattern.count(0)),
                "You added one input for each zero. Zeros can be filled in any combination: two "
                "of them make four inputs, not three.",
            ),
            Wrong(
                lambda pattern: 1 / (2 * pattern.count(0)) if pattern.count(0) else 1.0,
                "You divide by 2 for each zero by adding: two zeros make 2 x 2 = 4 inputs, and "
                "three make 8, not 6.",
            ),
            Wrong(
                lambda pattern: pattern.count(1) / len(pattern),
                "That is the share of ones in the pattern. Count *inputs* that have all these "
                "ones: one of them is right.",
            ),
            Wrong(
                lambda pattern: 1 - 0.5 ** pattern.count(0),
                "That is the share of false ones among what fires. Precision is the share of true "
                "ones.",
            ),
        ),
        hints=(
            "If it fires for 10101, for which other inputs must it fire? Those with more ones.",
            "Each zero of the pattern may be 0 or 1 without the neuron noticing.",
            "n zeros make 2^n inputs, equally likely; one of them is the pattern.",
        ),
        why="Every zero halves it. For 10101: 1/2^2 = 25 %.",
    ),
    Exercise(
        name="repair",
        ask="Hand in `([five weights], inhibition, threshold)`, weights from 0 to 1, of a neuron "
        "that fires for 10101 and for none of the 31 others.",
        shown="""
            my_neuron = ([1, 0, 1, 0, 1], 0.5, 1.25)  # 10101 gives 1.5, the next best 1.0
        """,
        solution=([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 1.25),
        judge=judge_repair,
        wrong=(
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.0, 2.5),
                "Without inhibition one more input can never mean a lower v.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 2.5),
                "Inhibition lowers v: the threshold has to follow.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 0.9),
                "which lacks one of the ones: v = 1.00 is enough. The threshold is too low.",
            ),
            Wrong(
                ([1.0, -1.0, 1.0, -1.0, 1.0], 0.0, 2.5),
                "These synapses excite: they cannot turn into the opposite.",
            ),
            Wrong(
                ([0.6, 0.6, 0.6, 0.6, 0.6], 0.1, 1.2),
                "It treats all five inputs alike, so it only counts ones.",
            ),
            Wrong(
                ([1.0, 0.4, 1.0, 0.4, 1.0], 0.3, 2.0),
                "Its extra one brings 0.40 and costs only 0.30.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 1.2, 0.5),
                "The inhibition takes all there is.",
            ),
            Wrong(
                ([0.0, 1.0, 0.0, 1.0, 0.0], 0.5, 0.75),
                "The weights are on the wrong inputs: 1 and 3 are the pattern's zeros.",
            ),
            Wrong(([0.0] * 5, 0.0, 0.0), "it fires for 00000. A threshold above 0 is needed."),
            Wrong(([0.0] * 5, 0.0, 0.5), "All weights are 0: nothing drives it"),
            Wrong(
                ([1.0, 0.0, 0.0, 0.0, 1.0], 0.3, 1.0),
                "and 10101 has no more, 1.10. Each one has to add to v.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.2, 1.9),
                "v = 2.00: the threshold is too low.",
            ),
            Wrong(
                ([3.0, 0.0, 3.0, 0.0, 3.0], 1.0, 5.0),
                "Weights go from 0 to 1, and the inhibition is not negative.",
            ),
        ),
        hints=(
            "An active input adds w - g. Which sign should that have for a one, and for a zero?",
            "With weights 1 0 1 0 1 and g = 0.5: what is v for 10101, for 10111 and for 10100?",
            "10101 gives 1.5, the next best 1.0. The threshold goes between.",
        ),
        why="Precision and recall are both 100 %: one of one, and none missed.",
    ),
    Exercise(
        name="update",
        ask="Write `update(w, early, fired, up, down)`: the weights after one presentation. "
        "`w` and `early` are arrays, one place for each channel. Return new weights (an array or a "
        "list) and leave `w` as it is.",
        shown="""
            def update(w, early, fired, up, down):
                if not fired:
                    return w
                return np.clip(w + np.where(early, up, -down), 0, 1)
        """,
        solution=one_update,
        oracle=_update_one_by_one,
        tries=(
            (_W, _EARLY, True, 0.019, 0.013),
            (_W, ~_EARLY, True, 0.02, 0.02),
            (_W, _EARLY, False, 0.019, 0.013),
            (_W, _EARLY, True, 0.0190123, 0.0128456),
        ),
        wrong=(
            Wrong(
                lambda w, early, fired, up, down: [*(w + np.where(early, up, -down) * fired)],
                "A weight leaves its bounds: {got:.3f}. Keep it between 0 and 1. The article "
                "does not, and 30 % of its input weights end below 0.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, up, -down)),
                "It learns although the neuron was silent. Without an output spike there is no "
                "pair, and nothing changes: got {got:.3f}, expected {expected:.3f}.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early & fired, up, -down)),
                "Every channel that was not rewarded sinks, also when the neuron was silent. "
                "Without an output spike there is no pair, and nothing changes.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, -down, up) * fired),
                "Early channels spike *before* the output: pre before post strengthens. Yours "
                "does the opposite.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, up, 0) * fired),
                "The late channels stay as they were. They spike after the output, and post "
                "before pre weakens. If nothing ever weakens, it fires for everything for good.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, 0, -down) * fired),
                "The early channels stay as they were. They spike before the output, and pre "
                "before post strengthens, by `up`.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, up, down) * fired),
                "The late channels grow. `down` is a size, above 0: take it away.",
            ),
            Wrong(
                lambda w, early, fired, up, down: [*(np.where(early, up, -down) * fired)],
                "You return the change. The new weights are asked: w plus the change.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(
                    w + (np.where(early, up, -down) if fired else np.where(early, -down, up))
                ),
                "When the neuron is silent you turn the rule around. That is a teacher's signal; "
                "STDP has none: no output spike, no change.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(
                    w * (1 + np.where(early, up, -down) * fired)
                ),
                "Your change is a share of the weight itself. Here `up` and `down` are added, the "
                "same at every weight, and the bounds hold it.",
            ),
            Wrong(
                lambda w, early, fired, up, down: [
                    *(w + np.where(early, up * (1 - w), -down * w) * fired)
                ],
                "You slow down near the bounds: soft bounds, a rule of its own. Here `up` and "
                "`down` are the same at every weight, and the bounds cut off.",
            ),
        ),
        hints=(
            "Three cases: no output spike; early; late.",
            "`np.where(early, up, -down)` is the change of each channel, if it fired.",
            "Add it to w only if fired, and let `np.clip(..., 0, 1)` hold the bounds.",
        ),
        why="Three lines, no teacher: nobody told the neuron which presentation was the pattern.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_deeper",
        question="A colleague gives the network two more hidden layers, all weights positive. All "
        "inputs are equally likely. Its best precision for 10101 becomes...",
        choices=("25 %, as before", "50 %", "close to 100 %", "that depends on the training"),
        answer="a",
        why="Monotone layers on monotone layers are monotone. Depth brings no objection.",
    ),
    Prediction(
        name="quiz_off_channels",
        question="Why do off-channels repair it without any negative weight?",
        choices=(
            "they double the number of weights",
            "they make the zeros of the pattern into spikes that can be missing",
            "they are noisier",
            "they inhibit the on-channels",
        ),
        answer="b",
        why='In 10111 the channel "3 is 0" is missing its early spike: v is lower than for 10101.',
    ),
    Prediction(
        name="quiz_precision_up",
        question="Someone shows the pattern in one of eight presentations instead of one of 32, "
        "and the precision rises from 25 % to 60 %. The recall stays at 12 %. The detector...",
        choices=(
            "has become better",
            "has become worse",
            "may be exactly the same: the base rate has changed",
            "now detects the pattern",
        ),
        answer="c",
        why="If the pattern is there more often, any printer is right more often. Here f = 3/31 h "
        "before and after: s h / (s h + (1 - s) f) is 25 % for s = 1/32, and 60 % for s = 1/8.",
    ),
    Prediction(
        name="quiz_silence",
        question="The article's network is repaired to check that inputs 1 and 3 did *not* fire. "
        "The precision is 51 %, not 100 %. Why?",
        choices=(
            "too few runs",
            "the weights are not trained",
            "a silent input neuron may be refractory or weak, with its bit at 1",
            "the pattern is not presented",
        ),
        answer="c",
        why="Silence has many causes. That is the reason to make a zero a spike of its own.",
    ),
    Prediction(
        name="quiz_who_learned",
        question="You claim that STDP learned the pattern. Which control shows that it was STDP?",
        choices=(
            "another seed",
            "more presentations",
            "a test on other inputs",
            "the same run with A₊ = A₋ = 0",
        ),
        answer="d",
        why="With STDP off the neuron fires for everything, before and after: precision is the "
        "share shown. An ablation, as in lesson 00.",
    ),
)
