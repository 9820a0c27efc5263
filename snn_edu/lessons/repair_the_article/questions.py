"""What lesson 09 asks: predictions, exercises and a quiz on repairing the article."""

from __future__ import annotations

import math as math
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from snn_edu import verify
from snn_edu.lessons.pattern_detected.article import PATTERN
from snn_edu.lessons.repair_the_article.thirty_two import INPUTS, IS_PATTERN, Bools, name
from snn_edu.plasticity import STDP
from snn_edu.questions import Judging, named, read, simpler
from snn_edu.validation import Floats

ROOM = 0.2  # between v and the threshold, on both sides, in `repair`


def best_precision(pattern: tuple[int, ...]) -> float:
    """The truth by brute force: one of all the inputs that have the pattern's ones."""
    inputs = product((0, 1), repeat=len(pattern))
    return 1 / sum(all(a >= b for a, b in zip(bits, pattern, strict=True)) for bits in inputs)


def _precision_counted(share: float, hits: float, false_alarms: float) -> float:
    """The truth another way: alarms in a million presentations."""
    shown = 1e6 * share
    right = shown * hits
    alarms = right + (1e6 - shown) * false_alarms
    return right / alarms


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
    report = verify.stdp(pair_by_pair(update), _MEANT, seconds=10.0)
    said = report.sentence.partition(": ")[2]
    if report.faults in ((), ("too slow",), ("raises",)):  # one channel is no array of channels
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


_ONE_CHANNEL = (
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


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    ceiling=Judging(
        oracle=best_precision,
        tries=(
            ((1, 0, 1, 0, 1),),
            ((1, 1, 1, 1),),
            ((0, 0, 0),),
            ((1, 0, 0, 0, 0, 0),),
            ((0, 1, 1, 0),),
        ),
    ),
    repair=Judging(judge=judge_repair, solution=([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 1.25)),
    precision=Judging(
        oracle=_precision_counted,
        tries=((0.5, 0.8, 0.05), (0.03125, 0.112, 0.0107), (0.001, 0.99, 0.01), (0.9, 0.35, 0.62)),
    ),
    update=Judging(
        oracle=_update_one_by_one,
        tries=(
            (_W, _EARLY, True, 0.019, 0.013),
            (_V, ~_EARLY, True, 0.02, 0.02),
            (_V, _EARLY, False, 0.019, 0.013),
            (_W[::-1].copy(), _EARLY, True, 0.0190123, 0.0128456),
        ),
        examined=lambda answer: (
            simpler(one_update, *_ONE_CHANNEL)(answer) or examined_by_the_bench(answer)
        ),
    ),
)
precision = named(EXERCISES, "precision").solution
one_update: Callable[..., Any] = named(EXERCISES, "update").solution
