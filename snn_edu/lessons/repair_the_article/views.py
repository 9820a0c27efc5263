"""Lesson 09, repair the article: its pictures. What the museum measures is in `article_museum`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from snn_edu.lessons.pattern_detected.article import PATTERN
from snn_edu.lessons.pattern_detected.scoreboard import draw_scoreboard, scores
from snn_edu.lessons.repair_the_article.article_museum import (
    MENDED,
    draw_museum,
    museum_frame,
    switches,
)
from snn_edu.lessons.repair_the_article.improved_by_chance import improved_by_chance
from snn_edu.lessons.repair_the_article.questions import EXERCISES, judge_repair
from snn_edu.lessons.repair_the_article.repaired_article import RepairedDetector, channels, present
from snn_edu.lessons.repair_the_article.thirty_two import (
    HAMMING,
    INPUTS,
    IS_PATTERN,
    Bits,
    Bools,
    bars,
    draw_inputs,
    name,
    ordered,
    places,
    thick,
)
from snn_edu.live import Animation, Frame, LivePlot, choice, declare, slider, toggle
from snn_edu.patterns import confusion_matrix
from snn_edu.plots import HERE, OTHER, SPIKE, STROKE, THEORY, VOLTAGE, WEIGHT, minus
from snn_edu.questions import named, theirs
from snn_edu.validation import Floats

SILENT = "0.72"
REPAIRED = ([1.0, 0.0, 1.0, 0.0, 1.0], 0.5, 1.25)  # weights, g, threshold


UPDATE, CEILING, PRECISION = (named(EXERCISES, name) for name in ("update", "ceiling", "precision"))


def placed(x: float, y: float, words: str) -> dict[str, Any]:
    """What moves a text: where it stands, and what it says."""
    return {"position": (x, y), "text": words}


# --- One neuron alone. ----------------------------------------------------------------------------

EASY = (1, 1, 0, 1, 1)


def vote_frame(threshold: float, **input_is: bool) -> Frame:
    """A pile of votes of 0.5 each, one from every input that is 1."""
    bits = np.array([*input_is.values()], int)
    tops = 0.5 * np.cumsum(bits)
    v = float(tops[-1])
    fires = v >= threshold - 1e-9
    return {
        "ones": (np.flatnonzero(bits == 1), np.zeros(bits.sum())),
        "zeros": (np.flatnonzero(bits == 0), np.zeros(5 - bits.sum())),
        "digits": [{"text": str(bit), "color": "w" if bit else "0.3"} for bit in bits],
        "pieces": [
            ([0, 0], [top - 0.49, top - 0.01]) if bit else ([], [])
            for bit, top in zip(bits, tops, strict=True)
        ],
        "names": [placed(0, tops[k] - 0.25, f"input {k}" if bits[k] else "") for k in range(5)],
        "threshold": ([-0.5, 0.5], [threshold, threshold]),
        "threshold_said": {"y": threshold},
        "says": placed(0.72, _beside(threshold, v), "fires" if fires else "silent"),
        "text": f"For {name(bits)} the pile is {v:g} high, and the threshold is {threshold:g}. "
        f"So the neuron {'fires' if fires else 'is silent'}.",
    }


def _beside(threshold: float, v: float) -> float:
    """Where a word at the top of a pile of height v stands clear of the threshold's."""
    low, high = threshold - 0.35, threshold + 0.35
    return max(v, high) if v >= threshold - 1e-9 or low < 0.15 else max(min(v, low), 0.15)


@declare(
    vote_frame,
    **{f"input_{k}": toggle(f"input {k}", bool(bit)) for k, bit in enumerate(EASY)},
    threshold=slider("threshold", 0.1, 3.1, start=1.9, step=0.1),
    handles={"threshold": {"y": "threshold"}},
    size=(7.0, 2.8),
)
def vote(figure: Figure) -> Frame:
    """Five squares, the pile of their votes, and the threshold across it."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(-0.6, 4.6), ylim=(-1.6, 1.6))
    left.set_axis_off()
    for k in range(5):
        left.text(k, -0.75, f"input {k}", ha="center", va="center", fontsize=11)
    right.set(xlim=(-0.6, 1.3), ylim=(0, 3.2), xticks=[], ylabel="votes")
    right.grid(visible=False)
    return {
        "ones": left.plot([], [], "s", color="0.25", ms=42)[0],
        "zeros": left.plot([], [], "s", color="0.9", mec="0.6", ms=42)[0],
        "digits": [left.text(k, 0, "", ha="center", va="center", fontsize=16) for k in range(5)],
        "pieces": [thick(right, WEIGHT, 70) for _ in range(5)],
        "names": [right.text(0, 0, "", ha="center", va="center", fontsize=11) for _ in range(5)],
        "threshold": right.plot([], [], color=SPIKE, ls="--", lw=2)[0],
        "threshold_said": right.text(0.72, 0, "threshold", color=SPIKE, va="center", fontsize=11),
        "says": right.text(0, 0, "", va="center", fontsize=14, fontweight="bold"),
    }


def answers(bits: Bits, v: Floats, fires: Bools) -> str:
    """For which of the 32 inputs it fires, the pattern first, in words."""
    others = [name(each) for each in bits[1:][fires[1:]]]
    listed = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
    start = f"v for {name(bits[0])} is {v[0]:.2f}: {'it fires' if fires[0] else 'silent'}"
    return minus(f"{start}. Of the 31 others it fires for {listed or 'none'}.")


def _table(pattern: Sequence[int], weights: Floats, g: float, threshold: float) -> Frame:
    """What all 32 inputs do to one neuron."""
    bits, where = ordered(pattern), places(pattern)
    v = (bits @ (weights - g)).round(9)
    fires = v >= threshold
    is_pattern = (bits == pattern).all(axis=1)
    low = float(v.min())
    return {
        "axes": {"ylim": (0.0, 5.2) if low >= 0 else (-3.0, 3.5) if low >= -3.0 else (-6.2, 3.5)},
        "silent": bars(where, v, ~fires),
        "fires": bars(where, v, fires),
        "threshold": ([-1.5, where[-1] + 1.5], [threshold, threshold]),
        "weights": (range(5), weights),
        "score": scores(confusion_matrix(fires, is_pattern)),
        "text": answers(bits, v, fires),
    }


def truth_frame(threshold: float, **weights: float) -> Frame:
    """All 32 inputs, each shown once, to a neuron that is to find 11011."""
    return _table(EASY, np.array([*weights.values()]), 0.0, threshold)


def draw_truth(figure: Figure, pattern: Sequence[int] = EASY) -> Frame:
    """Bars of v over all 32 inputs, the threshold; on the right the scoreboard and the weights."""
    grid = figure.add_gridspec(2, 2, width_ratios=[5, 2], height_ratios=[3, 2])
    above, below = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    above.set(xlim=(-1.5, places(pattern)[-1] + 1.5), ylim=(0, 5.2), xticks=[], ylabel="v")
    above.axhline(0, color="0.6", lw=1)
    draw_inputs(below, pattern)
    weights = figure.add_subplot(grid[1, 1])
    weights.set(xlim=(-0.6, 4.6), ylim=(-0.08, 1.25), xticks=range(5), yticks=[0, 1])
    weights.set(xlabel="input", ylabel="weight")
    weights.tick_params(axis="x", pad=10)  # of grips at 0
    board = figure.add_subplot(grid[0, 1])
    artists = {
        "axes": above,
        "silent": thick(above, SILENT),
        "fires": thick(above, SPIKE),
        "threshold": above.plot([], [], color=SPIKE, ls="--", lw=2)[0],
        "weights": weights.plot([], [], "o", color=WEIGHT, ms=9)[0],
        "score": draw_scoreboard(board, (name(pattern), "31 others"), ("fires", "silent")),
    }
    at: dict[str, Any] = {"transform": above.transAxes, "va": "bottom", "fontsize": 10}
    above.text(0.62, 1.0, "fires", color=SPIKE, **at)
    above.text(0.72, 1.0, "silent", color="0.45", **at)
    above.text(0.84, 1.0, "- - threshold", color=SPIKE, **at)
    return artists


truth_table = declare(
    truth_frame,
    **{f"w_{k}": slider(f"weight {k}", 0.0, 1.0, start=0.5, step=0.05) for k in range(5)},
    threshold=slider("threshold", 0.1, 4.1, start=1.9, step=0.1),
    handles={"threshold": {"y": "threshold"}, "weights": {"y": [f"w_{k}" for k in range(5)]}},
    size=(9.0, 4.0),
)(draw_truth)


# --- Something that objects. ----------------------------------------------------------------------


def inhibited_frame(w_ones: float, w_zeros: float, g: float, threshold: float) -> Frame:
    """The 32 inputs again, when every input that is 1 also costs g: v = sum of (w - g) x."""
    weights = np.where(np.array(PATTERN) == 1, w_ones, w_zeros)
    frame = _table(PATTERN, weights, g, threshold)
    return {**frame, "g": ([-0.6, 4.6], [g, g]), "text": f"With g = {g:g}: {frame['text']}"}


@declare(
    inhibited_frame,
    w_ones=slider("weights 0, 2, 4", 0.0, 1.0, start=1.0, step=0.05),
    w_zeros=slider("weights 1, 3", 0.0, 1.0, start=0.0, step=0.05),
    g=slider("g", 0.0, 1.2, start=0.0, step=0.05),
    threshold=slider("threshold", 0.05, 3.05, start=2.5, step=0.05),
    handles={
        "threshold": {"y": "threshold"},
        "g": {"y": "g"},
        "weights": {"y": [f"w_{'zeros' if k in (1, 3) else 'ones'}" for k in range(5)]},
    },
    size=(9.0, 4.0),
)
def inhibited(figure: Figure) -> Frame:
    """The same with g as a line among the weights: a weight below it counts against firing."""
    artists = draw_truth(figure, PATTERN)
    ax = artists["weights"].axes
    ax.set(ylabel="weight and g")
    return {**artists, "g": ax.plot([], [], color="0.35", ls=":", lw=2.5)[0]}


# --- Honest numbers. ------------------------------------------------------------------------------


def rates(v: Floats, threshold: float, flip: float) -> tuple[float, float]:
    """(false alarm rate, hit rate) of firing at v >= threshold, bits wrong with prob. flip."""
    fires = _arrives(flip) @ (v >= threshold)
    return float(fires[~IS_PATTERN].mean()), float(fires[0])


def _arrives(flip: float) -> Floats:
    """(shown, arrived): how likely each of the 32 inputs arrives as each."""
    chances: Floats = flip**HAMMING * (1.0 - flip) ** (5 - HAMMING)
    return chances


def over_threshold_frame(my_neuron: Any, threshold: float, share: float, flip: float) -> Frame:
    """What the pattern and what the others bring, the threshold between, and the alarms."""
    mine = judge_repair(my_neuron) is None
    w, g, _ = my_neuron if mine else REPAIRED
    v = (INPUTS @ (np.asarray(w, float) - g)).round(9)
    values, which = np.unique(v, return_inverse=True)
    arrives = _arrives(flip)
    pattern = 100 * np.bincount(which, arrives[0], values.size)
    others = -100 * np.bincount(which, arrives[~IS_PATTERN].mean(axis=0), values.size)
    over = values >= threshold
    false_alarms, hits = rates(v, threshold, flip)
    right, wrong = share * hits, (1 - share) * false_alarms
    part = right / (right + wrong) if right + wrong else 0.0
    said = f"{100 * part:.0f} % right" if right + wrong else "no alarms"
    levels = np.append(values, values[-1] + 1.0)
    curve = np.array([rates(v, level, flip) for level in levels]).T
    return {
        "missed": bars(values, pattern, ~over),
        "hits": bars(values, pattern, over),
        "quiet": bars(values, others, ~over),
        "false": bars(values, others, over),
        "threshold": ([threshold, threshold], [-100, 100]),
        "shown_pattern": ([0, share], [1, 1]),
        "shown_others": ([share, 1], [1, 1]),
        "right": ([0, part], [0, 0]),
        "wrong": ([part, 1] if right + wrong else [], [0, 0] if right + wrong else []),
        "curve": tuple(curve),
        "here": ([false_alarms], [hits]),
        "numbers": [
            f"hit rate {100 * hits:.1f} %",
            f"false alarm rate {100 * false_alarms:.2f} %",
            f"precision {100 * part:.0f} %" if right + wrong else "no alarms",
        ],
        "text": minus(f"{'Your' if mine else 'A repaired'} neuron, threshold {threshold:g}, ")
        + f"{100 * flip:.0f} % of the bits wrong: hit rate {100 * hits:.1f} %, false alarm rate "
        f"{100 * false_alarms:.2f} %. 10101 is {100 * share:.3g} % of what is shown. "
        f"Of the alarms: {said}.",
    }


@declare(
    over_threshold_frame,
    threshold=slider("threshold", -1.75, 2.25, start=1.25, step=0.05),
    share=slider("share shown", 0.001, 0.5, start=0.5, log=True),
    flip=slider("bits wrong", 0.0, 0.5, start=0.05, step=0.01),
    handles={"threshold": {"x": "threshold"}},
    size=(9.0, 3.9),
)
def heaps(figure: Figure) -> Frame:
    """The two heaps; below them what is shown and what the alarms are; on the right the ROC."""
    grid = figure.add_gridspec(2, 2, width_ratios=[3, 2], height_ratios=[5, 2])
    heaps, strips = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    roc = figure.add_subplot(grid[:, 1])
    heaps.set(xlim=(-2.2, 3.2), ylim=(-62, 102), xlabel="v", ylabel="% of its own kind")
    heaps.set_yticks([-50, 0, 50, 100], ["50", "0", "50", "100"])
    heaps.axhline(0, color="0.6", lw=1)
    at: dict[str, Any] = {"transform": heaps.transAxes, "fontsize": 11}
    heaps.text(0.01, 0.9, "10101 is shown", color=OTHER, **at)
    heaps.text(0.01, 0.03, "anything else is shown", color="0.35", **at)
    strips.set(xlim=(0, 1), ylim=(-0.6, 1.6), yticks=[0, 1], xticks=[])
    strips.set_yticklabels(["alarms", "shown"])
    strips.tick_params(length=0)
    for ax in (heaps, strips):
        ax.grid(visible=False)
    strips.spines[:].set_visible(False)
    roc.plot([0, 1], [0, 1], color="0.6", ls=":", lw=1.5)
    roc.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))
    roc.set(xlabel="false alarm rate", ylabel="hit rate")
    return {
        "missed": thick(heaps, OTHER, 11, 0.35),
        "hits": thick(heaps, OTHER, 11),
        "quiet": thick(heaps, SILENT, 11),
        "false": thick(heaps, SPIKE, 11),
        "threshold": heaps.plot([], [], color=SPIKE, ls="--", lw=2)[0],
        "shown_pattern": thick(strips, OTHER, 15),
        "shown_others": thick(strips, SILENT, 15),
        "right": thick(strips, OTHER, 15),
        "wrong": thick(strips, SPIKE, 15),
        "curve": roc.plot([], [], "o-", color=THEORY, ms=4)[0],
        "here": roc.plot([], [], **HERE)[0],
        "numbers": [roc.text(1.0, y, "", ha="right", fontsize=11) for y in (0.22, 0.03, 0.12)],
    }


def over_threshold(my_neuron: Any) -> LivePlot | Animation:
    """Show the heaps of the learner's neuron, with the threshold where the learner has put it."""
    start = (my_neuron if judge_repair(my_neuron) is None else REPAIRED)[2]
    return heaps(my_neuron, threshold=0.05 * round(float(start) / 0.05))


# --- Learning by STDP alone. ----------------------------------------------------------------------

NEURONS, STORED = 50, 10  # neurons at once; weights are kept every so many presentations
LONGEST = 600


@lru_cache(maxsize=32)
def _fifty(share: float, seed: int, luck: bool, bound: bool) -> Floats:
    """Weights of fifty neurons, every ten presentations: (61, 50, 10)."""
    steps = RepairedDetector().history(
        np.random.default_rng(seed), NEURONS, share, luck=luck, bound=bound
    )
    return np.array([*islice(steps, 0, LONGEST + 1, STORED)])


@lru_cache(maxsize=32)
def _yours(update: Callable[..., Any], share: float, seed: int) -> Floats:
    """Weights of one neuron more, which learns by this `update`: (61, 10)."""
    rng, detector = np.random.default_rng([seed, 1]), RepairedDetector()
    up, down = detector.stdp.window(detector.delay), -detector.stdp.window(-9.0)
    w = rng.uniform(detector.w_low, 1.0, 10)
    stored = [w]
    for count, bits in enumerate(present(rng, LONGEST, share), 1):
        early = channels(bits)
        fired = bool(w @ early >= detector.v_threshold)
        w = np.asarray(update(w.copy(), early, fired, float(up), float(down)), float)
        if not count % STORED:
            stored.append(w)
    return np.array(stored)


def _learned(w: Floats) -> tuple[Floats, float]:
    """For which of the 32 inputs each neuron fires, and how many fire for 10101 alone."""
    fires = RepairedDetector().fires(w[:, np.newaxis], INPUTS == 1)
    alone = (fires == IS_PATTERN).all(axis=1)
    return fires.mean(axis=0), int(alone.sum())


def _learning(w: Floats) -> dict[str, Any]:
    shares, _ = _learned(w)
    beside = np.arange(10)[:, None] + np.linspace(-0.3, 0.3, len(w))
    return {
        "each": (beside.ravel(), w.T.ravel()),
        "pattern": bars(places(), 100 * shares, IS_PATTERN),
        "others": bars(places(), 100 * shares, ~IS_PATTERN),
    }


def learning_frame(
    my_update: Callable[..., Any], presentations: int, share: float, seed: int
) -> Frame:
    """Fifty neurons after so many presentations, and one more that learns by `my_update`."""
    update, whose = theirs(UPDATE, my_update, our="the right")
    at = presentations // STORED
    w = _fifty(share, seed, True, True)[at]
    yours = _yours(update, share, seed)[at]
    shares, alone = _learned(w)
    its = INPUTS[RepairedDetector().fires(yours, INPUTS == 1)]
    also = "10101 alone" if alone == NEURONS else f"{32 * shares.mean():.1f} inputs on average"
    fires_for = name(its[0]) + " alone" if len(its) == 1 else f"{len(its)} inputs"
    return {
        **_learning(w),
        "yours": (np.arange(10), yours),
        "text": f"Start {seed}, after {presentations} presentations, {100 * share:.0f} % of them "
        f"10101: {alone} of 50 neurons fire for 10101 alone ({also}). One that learns by "
        f"{whose} update fires for {fires_for}.",
    }


def draw_learning(figure: Figure) -> Frame:
    """Weights of the ten channels; below, the 32 inputs and how many neurons fire for each."""
    above, middle, below = figure.subplots(3, 1, height_ratios=[4, 3, 3])
    above.set(xlim=(-0.6, 9.6), ylim=(-0.06, 1.06), ylabel="weight")
    above.set_xticks(range(10), [f"{k}\nis {bit}" for bit in (1, 0) for k in range(5)])
    middle.set(xlim=(-1.5, places()[-1] + 1.5), ylim=(0, 104), xticks=[], ylabel="% that fire")
    draw_inputs(below)
    return {
        "each": above.plot([], [], ".", color=WEIGHT, ms=4)[0],
        "yours": above.plot([], [], "D", color=VOLTAGE, ms=7, mfc="none", mew=1.5)[0],
        "pattern": thick(middle, OTHER),
        "others": thick(middle, SPIKE),
    }


learning = declare(
    learning_frame,
    presentations=slider("presentations", 0, LONGEST, start=0, step=STORED, clock=True),
    share=slider("share shown", 0.03125, 1.0, start=0.5, log=True),
    seed=slider("other start", 1, 20, start=1, step=1),
    size=(9.0, 4.4),
)(draw_learning)


def how_rare_frame(share: float, presentations: int, luck: bool, bound: bool, seed: int) -> Frame:
    """The same fifty neurons with luck or the bound taken away."""
    w = _fifty(share / 100, seed, luck, bound)[presentations // STORED]
    _, alone = _learned(w)
    without = [word for word, there in (("luck", luck), ("bound", bound)) if not there]
    high = float(w.max())
    return {
        **_learning(w),
        "weights": {"ylim": (-0.06, 1.06 if high <= 1 else 2.1 if high <= 2 else 4.2)},
        "text": f"Start {seed}: {share} % of {presentations} presentations are 10101"
        f"{', without ' + ' and '.join(without) if without else ''}: {alone} of 50 neurons fire "
        f"for 10101 alone. Strongest weight: {high:.2f}.",
    }


@declare(
    how_rare_frame,
    share=slider("share shown", 10, 25, start=15, step=1, unit="%"),
    presentations=slider("presentations", 0, LONGEST, start=LONGEST, step=STORED, clock=True),
    luck=toggle("luck", start=True),
    bound=toggle("bound", start=True),
    seed=slider("other start", 1, 20, start=7, step=1),
    size=(9.0, 4.4),
)
def how_rare(figure: Figure) -> Frame:
    """As `draw_learning`, without a neuron of your own."""
    artists = {**draw_learning(figure)}
    yours = artists.pop("yours")
    return {**artists, "weights": yours.axes}


# --- Go deeper. -----------------------------------------------------------------------------------

NETWORKS, ROUNDS = 200, 300
PATTERNS = {name(bits): bits for bits in (PATTERN, EASY, (1, 1, 1, 1, 0), (1, 1, 1, 1, 1))}
TALLEST = 39  # rows of dots
DOT = 0.0158  # width of a dot, in decades of precision


@lru_cache(maxsize=8)
def _improved(pattern: str, layers: int, below_zero: bool) -> NDArray[np.int_]:
    """For how many inputs each of the networks fires, after each round."""
    lowest = -1.0 if below_zero else 0.0
    return improved_by_chance(PATTERNS[pattern], layers, lowest, 1, NETWORKS, ROUNDS)


def heaped(counts: NDArray[np.int_]) -> tuple[Floats, Floats]:
    """A dot for each network, left of the precision 1 / count that it has, and in which row."""
    x, y = np.empty(counts.size), np.empty(counts.size)
    for count in np.unique(counts):
        here = np.flatnonzero(counts == count)
        wide = min(max(int(np.log10(1 + 1 / count) / DOT), 1), 6)  # up to the next heap
        row, column = np.divmod(np.arange(here.size), wide)
        x[here], y[here] = 100 / count * 10 ** (-DOT * (column + 0.5)), row + 0.5
    return x, y


def random_networks_frame(
    my_ceiling: Callable[..., Any], rounds: int, pattern: str, layers: int, below_zero: bool
) -> Frame:
    """How precise random networks are after so many rounds, and the learner's ceiling as a wall."""
    ceiling, whose = theirs(CEILING, my_ceiling, our="the")
    line = float(ceiling(PATTERNS[pattern]))
    counts = _improved(pattern, layers, below_zero)[rounds]
    x, y = heaped(counts)
    beyond = counts < 1 / line - 1e-9
    at = int(np.isclose(counts * line, 1).sum())
    passed = f"{beyond.sum()} are beyond it" if beyond.any() else "none is beyond it"
    return {
        "within": (x[~beyond], y[~beyond]),
        "beyond": (x[beyond], y[beyond]),
        "ceiling": ([101.4 * line] * 2, [0, TALLEST]),  # beside the dots that stand there
        "forbidden": {"x": 100 * line, "width": 0 if below_zero else 200 - 100 * line},
        "name": placed(106 * line, TALLEST - 1, f"{whose}\nceiling,\n{100 * line:g} %"),
        "text": f"{NETWORKS} networks with {layers} hidden layer{'' if layers == 1 else 's'} that "
        f"fire for {pattern}, {'any weights' if below_zero else 'no weight below 0'}, after "
        f"{rounds} rounds: {at} stand{'s' * (at == 1)} at {whose} ceiling of "
        f"{100 * line:g} %, and {passed}.",
    }


@declare(
    random_networks_frame,
    rounds=slider("rounds", 0, ROUNDS, start=0, step=5, clock=True),
    pattern=choice("pattern", [*PATTERNS], "10101"),
    layers=slider("hidden layers", 0, 3, start=1, step=1),
    below_zero=toggle("weights below 0"),
    size=(7.0, 3.2),
)
def random_networks(figure: Figure) -> Frame:
    """A dot for each network, in heaps by precision, and the ceiling as a wall."""
    ax = figure.subplots()
    ax.set(xscale="log", xlim=(2.7, 200), ylim=(0, TALLEST), yticks=[])
    ax.set(xlabel="precision (%)", ylabel="networks")
    ax.set_xticks([3.125, 6.25, 12.5, 25, 50, 100], ["3", "6", "12.5", "25", "50", "100"])
    ax.set_xticks([], minor=True)
    ax.grid(visible=False)
    return {
        "forbidden": ax.add_patch(Rectangle((25, 0), 1, TALLEST, color=THEORY, alpha=0.1, lw=0)),
        "within": ax.plot([], [], "o", color=VOLTAGE, ms=3.6, mew=0)[0],
        "beyond": ax.plot([], [], "o", color=OTHER, ms=3.6, mew=0)[0],
        "ceiling": ax.plot([], [], color=THEORY, lw=3)[0],
        "name": ax.text(0, 0, "", color=THEORY, va="top"),
    }


STEPS = 3000  # as many are printed in them as the rates expect, so that no draw is chosen
ANYWHERE = np.random.default_rng(9).permutation(STEPS)  # where, for all repairs


def repairs_frame(my_precision: Callable[..., Any], share: float) -> Frame:
    """The article with some faults mended, as `my_precision` makes it at one share for all."""
    made, whose = theirs(PRECISION, my_precision, our="the right")
    percent = [100 * float(made(share, rate.hits, rate.false_alarms)) for rate in MENDED.values()]
    told = ", ".join(f"{what}: {p:.0f} %" for what, p in zip(MENDED, percent, strict=True))
    right: list[tuple[np.ndarray, np.ndarray]] = []
    wrong: list[tuple[np.ndarray, np.ndarray]] = []
    for row, rate in enumerate(MENDED.values()):
        hits, slips = share * rate.hits, (1 - share) * rate.false_alarms
        for found, order, odds, beside in (
            (right, ANYWHERE, hits, -0.19),
            (wrong, ANYWHERE[::-1], slips, 0.19),
        ):
            at = order[: round(STEPS * odds)]
            found.append((at, np.full(at.size, row + beside)))
    return {
        "right": np.hstack(right),
        "wrong": np.hstack(wrong),
        "bars": [([0, p], [row, row]) for row, p in enumerate(percent)],
        "numbers": [placed(p + 4, row, f"{p:.0f} %") for row, p in enumerate(percent)],
        "text": f"Precision by {whose} function, with 10101 in "
        f"{100 * share:.3g} % of what is shown. Mended: {told}.",
    }


@declare(
    repairs_frame, share=slider("share shown", 0.001, 0.5, start=0.0312, log=True), size=(9.0, 3.0)
)
def repairs(figure: Figure) -> Frame:
    """What each row of the table prints in so many steps at its rates, and its precision."""
    left, bars = figure.subplots(1, 2, sharey=True, width_ratios=[5, 2])
    left.set(xlim=(-40, STEPS + 40), ylim=(len(MENDED) - 0.4, -0.6))
    left.set(xlabel="step, with as many prints as the rates expect", xticks=[0, 1000, 2000, 3000])
    left.set_yticks(range(len(MENDED)), [*MENDED])
    left.set_title("printed above a line: right", loc="left", color=OTHER, fontsize=10)
    left.set_title("below: false", loc="right", color=SPIKE, fontsize=10)
    left.grid(visible=False)
    for row in range(len(MENDED)):
        left.axhline(row, color="0.7", lw=1)
    bars.set(xlim=(0, 148), xlabel="precision (%)", xticks=[0, 50, 100])
    bars.grid(visible=False, axis="y")
    return {
        "right": left.plot([], [], color=OTHER, ms=9, **STROKE)[0],
        "wrong": left.plot([], [], color=SPIKE, ms=9, **STROKE)[0],
        "bars": [thick(bars, VOLTAGE, 18) for _ in MENDED],
        "numbers": [bars.text(0, 0, "", va="center") for _ in MENDED],
    }


museum = declare(museum_frame, **switches(), size=(9.0, 3.2))(draw_museum)
