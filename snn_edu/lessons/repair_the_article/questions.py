"""What lesson 09 asks: predictions, exercises and a quiz on repairing the article."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from snn_edu import verify
from snn_edu.lessons.pattern_detected.article import PATTERN
from snn_edu.lessons.repair_the_article.thirty_two import INPUTS, IS_PATTERN, Bools, name
from snn_edu.plasticity import STDP
from snn_edu.questions import Exercise, Prediction, Wrong, simpler
from snn_edu.validation import Floats

ROOM = 0.2  # between v and the threshold, on both sides, in `repair`


def best_precision(pattern: tuple[int, ...]) -> float:
    """The truth by brute force: one of all the inputs that have the pattern's ones."""
    inputs = product((0, 1), repeat=len(pattern))
    return 1 / sum(all(a >= b for a, b in zip(bits, pattern, strict=True)) for bits in inputs)


def precision(share: float, hits: float, false_alarms: float) -> float:
    """Of the alarms, how many are right, if a share of what is shown is the pattern."""
    right, false = share * hits, (1 - share) * false_alarms
    return right / (right + false)


def _precision_counted(share: float, hits: float, false_alarms: float) -> float:
    """The truth another way: alarms in a million presentations."""
    shown = 1e6 * share
    right = shown * hits
    alarms = right + (1e6 - shown) * false_alarms
    return right / alarms


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


_MEANT = STDP(A_plus=0.02, A_minus=0.01, tau_plus=20.0, tau_minus=30.0)


def pair_by_pair(update: Callable[..., Any]) -> Callable[..., float]:
    """An update as a rule of pairs that the bench can examine: each pair is a presentation."""

    def change(pre: Floats, post: Floats, w: float) -> float:
        after = np.array([w])
        for t_pre, t_post in product(pre, post):
            apart = abs(t_post - t_pre)
            if apart:
                up, down = (abs(float(_MEANT.window(sign * apart))) for sign in (1, -1))
                after = np.array(update(after, np.array([t_pre < t_post]), True, up, down))
        for _ in pre if not len(post) else ():  # early, and the neuron is silent
            after = np.array(update(after, np.array([True]), False, 0.02, 0.01))
        return float(after[0]) - w

    return change


def examined_by_the_bench(update: Callable[..., Any]) -> str:
    """The first fault that the bench of lesson 07 finds in an update."""
    report = verify.stdp(pair_by_pair(update), _MEANT, seconds=5.0)
    said = report.sentence.partition(": ")[2]
    if not report.findings or said.startswith("It stopped"):  # one channel is no array of channels
        return ""
    return f"The bench of lesson 07 asked it pair by pair: {said}"


# --- Who judges a repaired neuron. ----------------------------------------------------------------


def judge_repair(neuron: Any) -> str | None:
    """None for a neuron that fires for 10101 alone, with room; else what it does."""
    if not isinstance(neuron, list | tuple) or len(neuron) != 3:
        return "Hand in three things: `([five weights], g, threshold)`."
    flat = np.hstack([np.asarray(part, object).ravel() for part in neuron])
    if any(isinstance(part, bool | np.bool_ | str) for part in flat):
        return "We need plain numbers here, such as 1 and 0; no True and no text."
    w, g, threshold = (np.asarray(part, float).round(9) for part in neuron)  # computed, perhaps
    if w.shape != (5,) or g.shape or threshold.shape or not np.isfinite([*w, g, threshold]).all():
        return "Five weights in a list, then one g and one threshold, all of them plain numbers."
    if (w < 0).any():
        return (
            f"Weight {int(np.argmin(w))} is negative, and a synapse that excites can't turn "
            'negative. Leave the "no" to g.'
        )
    if (w > 1).any() or g < 0:
        return "Weights go from 0 to 1, and g isn't negative."
    v = (INPUTS @ (w - g)).round(9)
    fires = v >= threshold
    if fires[0] and fires.sum() == 1:
        return _too_little_room(w, v, float(threshold))
    return _what_it_does(w, float(g), float(threshold), v, fires)


def _too_little_room(w: Floats, v: Floats, threshold: float) -> str | None:
    """None if there is room on both sides of the threshold."""
    above, below = v[0] - threshold, threshold - v[1:].max()
    if min(above, below) >= ROOM - 1e-9:
        return None
    next_best = name(INPUTS[1 + int(np.argmax(v[1:]))])
    start = (
        f"It fires for 10101 alone, and that is the repair. But v is {v[0]:.3g} for 10101 and "
        f"{v[1:].max():.3g} for {next_best}, and your threshold of {threshold:.3g} leaves room for "
        f"only {min(above, below):.2g}. "
    )
    if v[0] - v[1:].max() >= 2 * ROOM - 1e-9:
        return f"{start}Put it in the middle."
    ones = np.array(PATTERN, bool)
    apart = w[ones].min() - w[~ones].max()
    if apart < 4 * ROOM - 1e-9:
        return (
            f"{start}No g can help. It shares out what lies between the weights of the ones and of "
            f"the zeros, which is {apart:.3g}, and you need {4 * ROOM:g}. Move them further apart."
        )
    return (
        f"{start}So the gap itself is too narrow. A larger g widens the gap to 10111 and narrows "
        "the one to 10100. Where are both equal?"
    )


def _what_it_does(w: Floats, g: float, threshold: float, v: Floats, fires: Bools) -> str:
    ones = np.array(PATTERN, bool)
    if threshold <= 0:
        return (
            f"With no input at all v is 0, and your threshold is {threshold:.3g}, so it fires for "
            "00000. The threshold has to be above 0."
        )
    if fires[0]:
        return _too_much(w, g, v, fires)
    if not w.any():
        return "All weights are 0, so nothing drives it and it never fires."
    if g > 1 > threshold:
        return (
            f"With g = {g:.3g} every 1 costs more than it brings. Did you swap g and the "
            "threshold? The order is weights, g, threshold."
        )
    if w[ones].mean() < w[~ones].mean():
        return "The weights are on the wrong inputs: 1 and 3 are the zeros of the pattern."
    if v[0] <= 0:
        return f"For 10101 v is {v[0]:.3g}, because g takes away all that the ones bring."
    silent = f"For 10101 v is {v[0]:.6g} and the threshold is {threshold:.6g}, so it stays silent."
    return (
        f"{silent} Inhibition lowers every bar, and the threshold has to follow." if g else silent
    )


def _too_much(w: Floats, g: float, v: Floats, fires: Bools) -> str:
    """It fires for 10101 and for others besides."""
    ones = np.array(PATTERN, bool)
    too = fires & ~IS_PATTERN
    lacks = too & ~INPUTS[:, ones].all(axis=1)
    if np.ptp(w) < 1e-9:
        return (
            "It treats all five inputs alike, so it only counts ones. The inhibition is blind, so "
            "the weights have to know the pattern."
        )
    if lacks.any():
        most = int(np.argmax(np.where(lacks, v, -np.inf)))
        also = f"It also fires for {name(INPUTS[most])}, which lacks one of the ones: v = "
        also += f"{v[most]:.3g}"
        if v[most] >= v[0]:
            also += f", and 10101 has no more, {v[0]:.3g}. "
            if (w[ones] <= g).any():
                return f"{also}Each one has to bring more than it costs."
            brings = w[(INPUTS[most] == 1) & ~ones].max()
            return f"{also}Its extra one brings {brings:.3g} and costs only {g:.3g}."
        return f"{also} is enough for your threshold, which is too low."
    first = int(np.argmax(too))
    also = f"It also fires for {name(INPUTS[first])}, which has the ones of 10101 and more. "
    if g == 0:
        return f"{also}With g = 0 one more input can never mean a lower v."
    extra = (INPUTS[first] == 1) & ~ones
    if (w[extra] < g).all():
        return f"{also}v = {v[first]:.3g} is enough for your threshold, which is too low."
    return f"{also}Its extra one brings {w[extra].max():.3g} and costs only {g:.3g}."


_W = np.array([0.5, 0.99, 0.005, 0.4])
_V = np.array([0.31, 0.008, 0.62, 0.995])
_EARLY = np.array([True, True, False, False])

PREDICTIONS = (
    Prediction(
        name="alone",
        question="You may choose five weights from 0 to 1 and the threshold. Each of the 32 inputs "
        "is shown once, and for 11011 the neuron has to fire. What is the best precision you can "
        "reach?",
        choices=(
            "3 %, because it fires for all of the inputs or for none",
            "17 %, because five other inputs differ from it in one bit",
            "50 %, because one of the other inputs always comes with it",
            "100 %, because a weight of 0 keeps the wrong inputs out",
        ),
        answer="c",
        asks={},
        why="11111 has all the votes that 11011 has, and perhaps one more. Whatever silences it "
        "silences 11011 as well, so of two spikes one is right.",
        wrong=(
            Wrong(
                "a",
                "You can do better than that. Give the ones a weight of 1 and the zero a weight of "
                "0, and most of the other inputs are too weak for a threshold of 3.5.",
            ),
            Wrong(
                "b",
                "There are five such inputs, but four of them lack a one, so they have fewer votes "
                "and can be silenced.",
            ),
            Wrong(
                "d",
                "A weight of 0 doesn't keep an input out. It makes the neuron deaf to it, so 11111 "
                "looks just like 11011.",
            ),
        ),
    ),
    Prediction(
        name="deeper",
        question="You add hidden layers and let them learn as long as you like. No weight is "
        "negative, and all inputs are equally likely. The best precision for 11011 ...",
        choices=(
            "stays as it is, whatever the depth and the learning",
            "rises by half, if a hidden neuron watches the zero",
            "comes close to 100 %, if there are enough layers",
            "can't be told, because it depends on the learning",
        ),
        answer="a",
        asks={},
        why="It stays at 50 %. The proof is short, and not one sentence of it is about learning.",
        wrong=(
            Wrong(
                "b",
                "How would it watch the zero? A hidden neuron is a vote as well. It can fire when "
                "the input is 1, but nothing makes it fire *because* the input is 0.",
            ),
            Wrong(
                "c",
                "Follow 11111 through the layers. Is there a neuron in any of them that hears less "
                "than it heard for 11011?",
            ),
            Wrong(
                "d",
                "The weights depend on it. But ask what all networks without a negative weight "
                "have in common, before and after any learning.",
            ),
        ),
    ),
    Prediction(
        name="blind_inhibition",
        question="The ones of 10101 have a weight of 1, its zeros one of 0, and every input that "
        "is 1 costs g. You may choose g and the threshold. Can the neuron fire for 10101 alone?",
        choices=(
            "No, because it takes the same from all of the inputs",
            "Only if inputs 1 and 3 cost more than the others do",
            "Only for a single g, halfway between both weights",
            "Yes, for many values of g, if the threshold follows",
        ),
        answer="d",
        asks={},
        why="It can for any g between 0 and 1. The ones still bring more than they cost, and a "
        "filled zero brings nothing and costs g.",
        wrong=(
            Wrong(
                "a",
                "It takes the same from every input *that is one*, and 10111 has one more of those "
                "than 10101.",
            ),
            Wrong(
                "b",
                "They needn't. Compare what an extra 1 at input 3 brings with what it costs, and "
                "do the same for a 1 that belongs to the pattern.",
            ),
            Wrong(
                "c",
                "Halfway leaves the most room for the threshold. But try g = 0.2, and look for the "
                "gap.",
            ),
        ),
    ),
    Prediction(
        name="rarer",
        question="The neuron and the noise stay as they are. Only 10101 is shown ten times less "
        "often than before. Which of the three numbers change?",
        choices=(
            "The hit rate and the false alarm rate, but not the precision",
            "The hit rate and the precision, but not the false alarm rate",
            "The precision, but not the hit rate or the false alarm rate",
            "None of the three, because the neuron hasn't changed at all",
        ),
        answer="c",
        asks={},
        why="Each of the two rates looks at one heap alone, so it can't notice how large the other "
        "is. Precision mixes the two heaps, and their sizes have changed.",
        wrong=(
            Wrong(
                "a",
                "The hit rate is a share *of the patterns*. Fewer patterns raise fewer alarms, but "
                "the share is the same. Now think of all alarms together.",
            ),
            Wrong(
                "b",
                "Half of that is right. There are fewer hits, but also fewer patterns to hit, so "
                "their share stays.",
            ),
            Wrong(
                "d",
                "The neuron is the same, and so is what it does to each input. But its alarms now "
                "come from another mixture.",
            ),
        ),
    ),
    Prediction(
        name="rare_teaching",
        question="Now 10101 comes once in 32 presentations, as often as any other input. For what "
        "does a neuron fire after 600 of them?",
        choices=(
            "For 10101 alone, as it still comes about nineteen times",
            "For next to nothing, as most channels are late too often",
            "For most inputs, and for 10101 no more than for others",
            "For that other input which happened to come most often",
        ),
        answer="c",
        asks={},
        why="It still fires for more than 25 of the 32 inputs on average, and 10101 is nothing "
        "special among them. How should it be? Among random bits no input is.",
        wrong=(
            Wrong(
                "a",
                "It does come about nineteen times, and so does every other input. What could the "
                "neuron hold on to?",
            ),
            Wrong(
                "b",
                "You'd be right if `down` were the larger one. But each channel is early every "
                "second time, and then it gains more than it loses when it is late.",
            ),
            Wrong(
                "d",
                "Luck isn't strong enough. Each channel is shared by sixteen inputs, so whatever "
                "one input gains, fifteen others gain with it.",
            ),
        ),
    ),
    Prediction(
        name="border",
        question="At a share of 15 % the sum says that a channel which disagrees with the pattern "
        "gains more than it loses at first. How many of the fifty neurons are alone with 10101 "
        "after 600 presentations?",
        choices=(
            "0, because their wrong channels grow",
            "1 or 2, where the draw happens to be lucky",
            "about 30, because the sum has missed something",
            "50, because they find it at one half as well",
        ),
        answer="c",
        asks={},
        why="About 33 of the fifty find it, on average. So the sum leaves something out. What may "
        "it be?",
        wrong=(
            Wrong(
                "a",
                "That is what the sum says. Watch the wrong channels in the picture. Do they grow?",
            ),
            Wrong(
                "b",
                "Luck has a hand in it. But why should it help so many more than it harms?",
            ),
            Wrong(
                "d",
                "Not all of them. There is a border somewhere, because at 10 % only two or so find "
                "it.",
            ),
        ),
    ),
    Prediction(
        name="which_repair",
        question="Which single repair makes the better detector, if both are shown the pattern "
        "equally often?",
        choices=(
            "The showing, because its precision rises the furthest",
            "The showing, because its hit rate is the higher one",
            "The zeros, because false alarms fall and hits don't",
            "Neither, because hit rates of 11 to 13 % are too low",
        ),
        answer="c",
        asks={},
        why="Shown as rarely as in the article, the network that looks at the zeros has a "
        "precision of 48 %, and the other one has 34 %. Most of the 86 % was only the larger "
        "share.",
        wrong=(
            Wrong(
                "a",
                "That's the very thing to be wary of. In that row the pattern is shown almost nine "
                "times as often, so any program that prints would be right more often.",
            ),
            Wrong(
                "b",
                "It is higher, by a little. But its false alarm rate is twice as high. Let your "
                "function weigh one against the other.",
            ),
            Wrong(
                "d",
                "They are low, and for both alike. But of two bad detectors one can still be "
                "better.",
            ),
        ),
    ),
)

_ONE_CHANNEL = simpler(
    one_update,
    (
        (np.array([0.5]), np.array([True]), True, 0.02, 0.01),
        "Take one early channel with a weight of 0.5, and a neuron that fires. With "
        "up = 0.02 the weight becomes 0.52.",
    ),
    (
        (np.array([0.5]), np.array([False]), True, 0.02, 0.01),
        "Take one late channel with a weight of 0.5, and a neuron that fires. With "
        "down = 0.01 the weight becomes 0.49.",
    ),
    (
        (np.array([0.5]), np.array([True]), False, 0.02, 0.01),
        "Take one early channel with a weight of 0.5, and a silent neuron. It stays at 0.5.",
    ),
    (
        (np.array([0.5]), np.array([False]), False, 0.02, 0.01),
        "Take one late channel with a weight of 0.5, and a silent neuron. It stays at 0.5.",
    ),
    (
        (np.array([0.5, 0.7]), np.array([True, False]), True, 0.02, 0.01),
        "Take an early channel with a weight of 0.5 and a late one with 0.7. With "
        "up = 0.02 and down = 0.01 they become 0.52 and 0.69.",
    ),
    (
        (np.array([0.005]), np.array([False]), True, 0.02, 0.01),
        "Take one late channel with a weight of 0.005. With down = 0.01 it falls to 0, "
        "and no further.",
    ),
    (
        (np.array([0.99]), np.array([True]), True, 0.02, 0.01),
        "Take one early channel with a weight of 0.99. With up = 0.02 it grows to 1, and "
        "no further.",
    ),
)

EXERCISES = (
    Exercise(
        name="ceiling",
        ask="Write `my_ceiling(pattern)`: the best precision of a network without negative weights "
        "for this tuple of bits, if all inputs of its length are equally likely.",
        shown="""
            def my_ceiling(pattern):
                return 0.5 ** pattern.count(0)  # each zero may be filled, and nobody notices
        """,
        solution=lambda pattern: 0.5 ** pattern.count(0),
        oracle=best_precision,
        tries=(((1, 0, 1, 0, 1),), ((1, 1, 1, 1),), ((0, 0, 0),), ((1, 0, 0, 0, 0, 0),)),
        wrong=(
            Wrong(
                lambda pattern: 1.0,
                "Yours is 100 % for every pattern. But as long as no weight is negative, 11111 "
                "drives the neuron at least as hard as 10101 does. (If you count zeros: the bits "
                'are numbers, `0`, not the text `"0"`.)',
            ),
            Wrong(
                lambda pattern: 0.25,
                "That's right for 10101. For {pattern} it is {expected:.4f}. What does it depend "
                "on?",
            ),
            Wrong(
                lambda pattern: 0.5,
                "That's right for a single zero, as in 11011. {pattern} has more of them, or none, "
                "and it comes to {expected:.4f}.",
            ),
            Wrong(
                lambda pattern: 100 * 0.5 ** pattern.count(0),
                "{got:g} is in per cent. We want a share, from 0 to 1.",
            ),
            Wrong(
                lambda pattern: 0.5 ** len(pattern),
                "That is the share of the pattern among *all* inputs. The network needn't fire for "
                "all of them, only for those that have the pattern's ones.",
            ),
            Wrong(
                lambda pattern: 0.5 ** pattern.count(1),
                "You counted the ones. The network does check those. It's the zeros that nobody "
                "checks.",
            ),
            Wrong(
                lambda pattern: 2.0 ** pattern.count(0),
                "That's how many inputs come along, the pattern among them. Precision is the share "
                "that is right, one of all these.",
            ),
            Wrong(
                lambda pattern: 1 / max(1, 2 ** pattern.count(0) - 1),
                "You left the pattern itself out. It is one of the inputs for which the network "
                "fires.",
            ),
            Wrong(
                lambda pattern: 1 / (1 + 2 ** pattern.count(0)),
                "You counted the pattern twice. With no zero filled, it is already one of the "
                "combinations.",
            ),
            Wrong(
                lambda pattern: 1 / (1 + pattern.count(0)),
                "You let each zero add one input. But the zeros can be filled in any combination, "
                "so two of them make four inputs, not three.",
            ),
            Wrong(
                lambda pattern: 1 / (2 * pattern.count(0)) if pattern.count(0) else 1.0,
                "You add 2 for each zero. But each zero *doubles* the number of inputs, so two "
                "zeros make 2 × 2 = 4 inputs and three make 8, not 6.",
            ),
            Wrong(
                lambda pattern: pattern.count(1) / len(pattern),
                "That is the share of ones in the pattern. Count the *inputs* that have all these "
                "ones, because one of them is right.",
            ),
            Wrong(
                lambda pattern: 1 - 0.5 ** pattern.count(0),
                "That is the share of *false* alarms among all alarms. Precision is the other "
                "part.",
            ),
            Wrong(
                lambda pattern: 1 / max(1, pattern.count(0)),
                "You let the zeros add up, one input for each. They can be filled in any "
                "combination, and in none.",
            ),
            Wrong(
                lambda pattern: 1 / (1 + len(pattern)),
                "You counted the inputs that differ in one bit, and the pattern. Only those count "
                "which have all its ones, and they may differ in several zeros.",
            ),
            Wrong(
                lambda pattern: 1 / max(1, pattern.count(0) ** 2),
                "For two zeros that's right by luck. Each further zero *doubles* the inputs that "
                "come along, so three zeros make 8, not 9.",
            ),
            Wrong(
                lambda pattern: 1 / math.factorial(pattern.count(0)),
                "You counted the orders of the zeros. Each may be filled or not, in any order.",
            ),
            Wrong(
                lambda pattern: 0.5 ** "".join(map(str, pattern)).strip("0").count("0"),
                "You left out zeros at the ends. A zero is a zero wherever it stands.",
            ),
            Wrong(
                lambda pattern: 0.5 ** (5 - sum(pattern)),
                "You typed in a length of 5. A pattern such as {pattern} has another.",
            ),
            Wrong(
                lambda pattern: pattern.count(0) / len(pattern),
                "That is the share of zeros in the pattern. Count the *inputs* that have its ones.",
            ),
            Wrong(
                lambda pattern: 1.0 if pattern[0] else 0.5,
                "You look at the first bit alone. Does your loop return too early?",
            ),
            Wrong(
                lambda pattern: 0.5 if 0 in pattern else 1.0,
                "You only ask whether there is a zero. How many are there?",
            ),
        ),
        examined=simpler(
            lambda pattern: 0.5 ** pattern.count(0),
            (
                ((1, 1),),
                "Take the pattern 11. No other input has both of its ones, so nothing need "
                "come along.",
            ),
            (
                ((0,),),
                "Take the pattern 0. The inputs 0 and 1 both have all of its ones, as it has "
                "none, and one of the two is right.",
            ),
            (
                ((1, 0),),
                "Take the pattern 10. The inputs 10 and 11 have its one, and one of the "
                "two is right.",
            ),
            (
                ((0, 1),),
                "Take the pattern 01. The inputs 01 and 11 have its one, and one of the "
                "two is right.",
            ),
            (
                ((0, 0),),
                "Take the pattern 00. All four inputs of two bits have all of its ones, "
                "and one of them is right.",
            ),
            (
                ((0, 0, 0),),
                "Take the pattern 000. All eight inputs of three bits have all of its "
                "ones, and one of them is right.",
            ),
        ),
        hints=(
            "If it fires for 10101, for which other inputs must it fire? Write them down.",
            "Now do the same for 1000. How many are there, and how many of them are the pattern?",
            "Each zero doubles the number of inputs that come along.",
        ),
        why="Each zero doubles the number of inputs that come along, so each zero halves the "
        "precision. For 10101 that makes 25 %.",
    ),
    Exercise(
        name="repair",
        ask="Hand in `([five weights], g, threshold)`, with weights from 0 to 1, so that 10101 "
        "lies at least 0.2 above the threshold and every other input at least 0.2 below it.",
        shown="""
            my_neuron = ([1, 0, 1, 0, 1], 0.5, 1.25)  # 10101 has 1.5, the next best 1.0
        """,
        solution=([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 1.25),
        judge=judge_repair,
        wrong=(
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.0, 2.5),
                "With g = 0 one more input can never mean a lower v.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 2.5),
                "Inhibition lowers every bar, and the threshold has to follow.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.2, 2.3),
                "leaves room for only 0.1. So the gap itself is too narrow.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 1.45),
                "leaves room for only 0.05. Put it in the middle.",
            ),
            Wrong(
                ([1.0, 0.5, 1.0, 0.5, 1.0], 0.75, 0.6),
                "which is 0.5, and you need 0.8. Move them further apart.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 1.25, 0.5),
                "Did you swap g and the threshold?",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 0.9),
                "which lacks one of the ones: v = 1 is enough for your threshold",
            ),
            Wrong(
                ([1.0, -1.0, 1.0, -1.0, 1.0], 0.0, 2.5),
                "a synapse that excites can't turn negative.",
            ),
            Wrong(
                ([0.6, 0.6, 0.6, 0.6, 0.6], 0.1, 1.2),
                "It treats all five inputs alike, so it only counts ones.",
            ),
            Wrong(
                ([1.0, 0.4, 1.0, 0.4, 1.0], 0.3, 2.0),
                "Its extra one brings 0.4 and costs only 0.3.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 1.2, 1.5),
                "because g takes away all that the ones bring.",
            ),
            Wrong(
                ([0.0, 1.0, 0.0, 1.0, 0.0], 0.5, 0.75),
                "The weights are on the wrong inputs: 1 and 3 are the zeros of the pattern.",
            ),
            Wrong(([0.0] * 5, 0.0, 0.0), "so it fires for 00000. The threshold has to be above 0."),
            Wrong(([0.0] * 5, 0.0, 0.5), "All weights are 0, so nothing drives it"),
            Wrong(
                ([1.0, 0.0, 0.0, 0.0, 1.0], 0.3, 1.0),
                "and 10101 has no more, 1.1. Each one has to bring more than it costs.",
            ),
            Wrong(
                ([1.0, 0.0, 1.0, 0.0, 1.0], 0.2, 1.9),
                "v = 2 is enough for your threshold, which is too low.",
            ),
            Wrong(
                ([3.0, 0.0, 3.0, 0.0, 3.0], 1.0, 5.0),
                "Weights go from 0 to 1, and g isn't negative.",
            ),
        ),
        hints=(
            "An input that is 1 adds w − g. Which sign should that have for a one of the pattern, "
            "and which for a zero?",
            "With weights 1, 0, 1, 0, 1, how far apart are 10101 and 10111, and how far 10101 and "
            "10100? Choose g so that neither gap is small.",
            "Then the threshold goes halfway between v for 10101 and v for the next best.",
        ),
        why="An extra 1 costs g = 0.5, and a missing 1 costs w − g = 0.5. Equal on both sides "
        "leaves most room. With weights of 1 and 0 any g from 0.4 to 0.6 will do.",
    ),
    Exercise(
        name="precision",
        ask="Write `my_precision(share, hits, false_alarms)`: the precision of a detector with "
        "this hit rate and this false alarm rate, if a share of all presentations is the pattern.",
        shown="""
            def my_precision(share, hits, false_alarms):
                right, false = share * hits, (1 - share) * false_alarms
                return right / (right + false)
        """,
        solution=precision,
        oracle=_precision_counted,
        tries=((0.5, 0.8, 0.05), (0.03125, 0.112, 0.0107), (0.001, 0.99, 0.01), (0.9, 0.35, 0.62)),
        wrong=(
            Wrong(
                lambda share, hits, false_alarms: hits / (hits + false_alarms),
                "You let both heaps count alike. That's right if the pattern is shown half of the "
                "time, but here it is shown in a share of {share:g}.",
            ),
            Wrong(
                lambda share, hits, false_alarms: share * hits / (share * hits + false_alarms),
                "You counted false alarms as if everything shown were something else. Only "
                "1 − share of it is.",
            ),
            Wrong(
                lambda share, hits, false_alarms: share * hits + (1 - share) * false_alarms,
                "That's the share of *alarms* among all presentations, right and false together. "
                "How many of them are right?",
            ),
            Wrong(
                lambda share, hits, false_alarms: share * hits,
                "That's the share of right alarms among all *presentations*. Precision is their "
                "share among all *alarms*.",
            ),
            Wrong(
                lambda share, hits, false_alarms: share * hits / ((1 - share) * false_alarms),
                "That's right alarms for each *false* one. Divide by all alarms, right and false.",
            ),
            Wrong(
                lambda share, hits, false_alarms: (
                    share * hits / (share * hits) + (1 - share) * false_alarms
                ),
                "Python divides before it adds. Put all alarms, the whole sum, in brackets.",
            ),
            Wrong(
                lambda share, hits, false_alarms: share * hits + (1 - share) * (1 - false_alarms),
                "That's the share of right *answers*, and most of those are a rightful silence. "
                "Precision looks at alarms only.",
            ),
            Wrong(
                lambda share, hits, false_alarms: hits / (hits + (1 - share) * false_alarms),
                "You weighed the false alarms by how often the others are shown, but not the hits "
                "by how often the pattern is.",
            ),
            Wrong(
                lambda share, hits, false_alarms: 1 - false_alarms,
                "That tells how many of the others stay silent. Ask instead how many of the alarms "
                "are right.",
            ),
            Wrong(
                lambda share, hits, false_alarms: 1 - precision(share, hits, false_alarms),
                "That's the share of *false* alarms among all alarms. Precision is the other part.",
            ),
            Wrong(
                lambda share, hits, false_alarms: 100 * precision(share, hits, false_alarms),
                "{got:.3g} is in per cent. We want a share, from 0 to 1.",
            ),
            Wrong(
                lambda share, hits, false_alarms: (
                    share * hits / (share * hits + (1 - share) * (1 - false_alarms))
                ),
                "In the second heap you counted those that stay silent. An alarm comes from a "
                "share false_alarms of it.",
            ),
            Wrong(
                lambda share, hits, false_alarms: hits,
                "That's the hit rate itself: of the patterns, how many raise an alarm. Precision "
                "asks the other way round: of the alarms, how many are patterns?",
            ),
            Wrong(
                lambda share, hits, false_alarms: (
                    share * hits / (share + (1 - share) * false_alarms)
                ),
                "Below the line you let every pattern raise an alarm. Only a share `hits` does.",
            ),
            Wrong(
                lambda share, hits, false_alarms: share * hits / (hits + false_alarms),
                "Below the line the two heaps count alike. Weigh each by how often it is shown.",
            ),
            Wrong(
                lambda share, hits, false_alarms: (
                    share * hits / share * hits + (1 - share) * false_alarms
                ),
                "Python divides by `share` alone, and multiplies and adds then. Put all alarms, "
                "the whole sum, in brackets.",
            ),
            Wrong(
                lambda share, hits, false_alarms: (
                    share * hits / (share * hits + 1 - share * false_alarms)
                ),
                "Python multiplies before it subtracts. Put 1 - share in brackets.",
            ),
            Wrong(
                lambda share, hits, false_alarms: (
                    (1 - share)
                    * (1 - false_alarms)
                    / ((1 - share) * (1 - false_alarms) + share * (1 - hits))
                ),
                "That's the share of the *silences* that are right. Precision looks at alarms.",
            ),
            Wrong(
                lambda share, hits, false_alarms: precision(1 - share, hits, false_alarms),
                "Your shares are exchanged. `share` is that of the pattern.",
            ),
            Wrong(
                lambda share, hits, false_alarms: (
                    share * hits / (share * hits - (1 - share) * false_alarms)
                ),
                "Below the line you take the false alarms away. All alarms are the right and the "
                "false ones together, so add (1 - share) times theirs.",
            ),
            Wrong(
                lambda share, hits, false_alarms: hits - false_alarms,
                "You subtract the rates. Precision is a share, right alarms of all alarms.",
            ),
            Wrong(
                lambda share, hits, false_alarms: hits / (hits + 31 * false_alarms),
                "You typed the 32 inputs in. The pattern is shown in a share of {share:g}.",
            ),
        ),
        examined=simpler(
            precision,
            (
                (0.5, 1.0, 0.0),
                "Suppose every pattern raises an alarm, and nothing else does. Then "
                "all alarms are right.",
            ),
            (
                (0.5, 1.0, 1.0),
                "Suppose everything raises an alarm, and half of it is the pattern. "
                "Then half of the alarms are right.",
            ),
            (
                (0.1, 1.0, 1.0),
                "Suppose everything raises an alarm, and a tenth of it is the pattern. Then a "
                "tenth of the alarms is right.",
            ),
            (
                (0.5, 0.2, 0.8),
                "Of 100 presentations let 50 be the pattern, with 10 alarms, and the "
                "other 50 bring 40. Then 10 of 50 alarms are right.",
            ),
            (
                (0.2, 0.5, 0.5),
                "Of 100 presentations let 20 be the pattern, with 10 alarms, and the "
                "other 80 bring 40. Then 10 of 50 alarms are right.",
            ),
        ),
        hints=(
            "Imagine 1,000 presentations. How many are the pattern, and how many of those raise an "
            "alarm?",
            "The others are (1 − share) × 1,000. How many of them raise an alarm?",
            "Divide the right alarms by all alarms. The 1,000 cancels.",
        ),
        why="Three numbers make it, and only two of them belong to the detector. In symbols it is "
        "s h / (s h + (1 − s) f), with the share s, the hit rate h and the false alarm rate f.",
    ),
    Exercise(
        name="update",
        ask="Write `update(w, early, fired, up, down)`: the weights after one presentation. "
        "`w` and `early` are arrays, one place for each channel, so `if early:` can't work. Return "
        "new weights (an array or a list) and leave `w` as it is.",
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
            (_V, ~_EARLY, True, 0.02, 0.02),
            (_V, _EARLY, False, 0.019, 0.013),
            (_W[::-1].copy(), _EARLY, True, 0.0190123, 0.0128456),
        ),
        wrong=(
            Wrong(
                lambda w, early, fired, up, down: [*(w + np.where(early, up, -down) * fired)],
                "A weight leaves its bounds, at {got:.3f}. Keep it from 0 to 1. The article "
                "doesn't, and so 30 % of its input weights end below 0.",
            ),
            Wrong(
                lambda w, early, fired, up, down: [
                    *np.maximum(w + np.where(early, up, -down) * fired, 0)
                ],
                "A weight grows beyond 1, to {got:.3f}. It has an upper bound too.",
            ),
            Wrong(
                lambda w, early, fired, up, down: [
                    *np.minimum(w + np.where(early, up, -down) * fired, 1)
                ],
                "A weight falls below 0, to {got:.3f}. It has a lower bound too.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, up, -down)),
                "It learns although the neuron was silent. Without an output spike there is no "
                "pair, so nothing changes: {expected:.3f}, not {got:.3f}.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early & fired, up, -down)),
                "Every channel that wasn't rewarded sinks, even when the neuron was silent. "
                "Without an output spike there is no pair, so nothing changes.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + (up * early - down) * fired),
                "Your early channels lose `down` as well. Each channel changes by one of the two, "
                "gains `up` if it is early and loses `down` if it is late.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, -down, up) * fired),
                "Your early channels shrink. They spike *before* the output, and pre before post "
                "strengthens.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, up, 0) * fired),
                "Your late channels stay as they were. If nothing ever weakens, the neuron fires "
                "for everything for good.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, 0, -down) * fired),
                "Your early channels stay as they were. They spike just before the output, so they "
                "gain `up`.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(w + np.where(early, up, down) * fired),
                "Your late channels grow. `down` is a size above 0, so take it away.",
            ),
            Wrong(
                lambda w, early, fired, up, down: [*(np.where(early, up, -down) * fired)],
                "You return the change alone. We want the new weights, w plus the change.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(
                    w + (np.where(early, up, -down) if fired else np.where(early, -down, up))
                ),
                "When the neuron is silent you turn the rule around. That would take a teacher. In "
                "STDP there is no change without an output spike.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(
                    w * (1 + np.where(early, up, -down) * fired)
                ),
                "Your change is a share of the weight itself. Here `up` and `down` are added, the "
                "same at every weight.",
            ),
            Wrong(
                lambda w, early, fired, up, down: [
                    *(w + np.where(early, up * (1 - w), -down * w) * fired)
                ],
                "You slow down near the bounds. That is a rule of its own, with soft bounds. Here "
                "`up` and `down` are the same at every weight, and the bounds cut off.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(
                    w + (np.where(early, up, -down) if fired else np.where(early, -up, down))
                ),
                "In a silence your early channels lose and the late ones gain. That would take a "
                "teacher. In STDP there is no change without an output spike.",
            ),
            Wrong(
                lambda w, early, fired, up, down: _bounded(
                    w + np.where(early, up, -down) * (not fired)
                ),
                "Yours learns when the neuron is *silent*. STDP needs an output spike.",
            ),
            Wrong(
                lambda w, early, fired, up, down: [*np.where(early, 1.0, 0.0)] if fired else [*w],
                "You set the weights to their bounds at once. They move by `up` and `down`.",
            ),
            Wrong(
                lambda w, early, fired, up, down: (
                    sorted(_bounded(w + np.where(early, up, -down))) if fired else [*w]
                ),
                "The weights are right, but sorted. Each has to stay in its channel's place.",
            ),
            Wrong(
                lambda w, early, fired, up, down: [
                    *(_bounded(w + np.where(early, up, -down)) * fired)
                ],
                "When the neuron is silent your weights are lost. Return them as they were.",
            ),
        ),
        examined=lambda answer: _ONE_CHANNEL(answer) or examined_by_the_bench(answer),
        hints=(
            "There are three cases: no output spike; early; late.",
            "`np.where(early, up, -down)` asks each of the channels, and gives its change.",
            "Add it to w if the neuron fired, and let `np.clip(..., 0, 1)` keep the bounds.",
        ),
        why="Three lines and no teacher. Nobody tells the neuron which presentation was the "
        "pattern.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_four_layers",
        question="A network has four layers and no negative weights. All inputs of eight bits are "
        "equally likely. How precise can it be for 11010110, at best?",
        choices=("3 %", "12.5 %", "25 %", "37.5 %"),
        answer="b",
        why="Its three zeros make 2 × 2 × 2 = 8 inputs that have all its ones, and one of the 8 is "
        "right.",
        wrong=(
            Wrong("a", "That counts the five ones, which the network does check."),
            Wrong("c", "That lets each zero add one input. Each zero doubles them."),
            Wrong("d", "That is the share of zeros in the pattern."),
        ),
    ),
    Prediction(
        name="quiz_which_g",
        question="A neuron has weights of 0.8 for the ones of 1100 and of 0.3 for its zeros. For "
        "which g can it fire for 1100 alone?",
        choices=(
            "for g = 0.1, as it is below both",
            "for g = 0.5, as it lies between",
            "for g = 0.9, as it is above both",
            "for none, as the zeros have votes",
        ),
        answer="b",
        why="A one has to bring more than it costs, and a zero less, so g lies between 0.3 and "
        "0.8. With g = 0.5, for example, 1100 has 0.6, 1110 has 0.4 and 1000 has 0.3.",
    ),
    Prediction(
        name="quiz_factory",
        question="An alarm in a factory has a hit rate of 90 % and a false alarm rate of 2 %. One "
        "machine in 500 is faulty. What share of the alarms is right?",
        choices=("about 8 %", "about 50 %", "about 90 %", "about 98 %"),
        answer="a",
        why="Of 50,000 machines 100 are faulty, and 90 of them are found. Of the 49,900 others 998 "
        "raise an alarm. 90 of 1,088 is 8 %.",
    ),
    Prediction(
        name="quiz_new_test_set",
        question="In a colleague's new test set one example in 5 is the pattern, in the old one it "
        "was one in 50. The precision of her detector rises from 16 to 69 %. What must have become "
        "better?",
        choices=(
            "its hit rate, because more is found",
            "its false alarm rate, as fewer are wrong",
            "one of these two, if not both of them",
            "nothing, as the share alone can do it",
        ),
        answer="d",
        why="With a hit rate of 90 % and a false alarm rate of 10 % before and after, the "
        "precision is 16 % at 1 in 50 and 69 % at 1 in 5.",
    ),
    Prediction(
        name="quiz_other_sizes",
        question="In another neuron up = 0.010 and down = 0.015. A channel is early in half of the "
        "presentations, and the neuron fires in all of them. What does the weight of this channel "
        "do on average, in each presentation?",
        choices=(
            "it grows by 0.0025",
            "it shrinks by 0.0025",
            "it stays where it is",
            "it shrinks by 0.005",
        ),
        answer="b",
        why="0.5 × 0.010 − 0.5 × 0.015 = −0.0025. Among random bits such a neuron soon fires for "
        "next to nothing.",
    ),
)
