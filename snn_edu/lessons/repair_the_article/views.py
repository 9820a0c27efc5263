"""Lesson 09, repair the article: its views; the museum's are in `article_museum`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from snn_edu.lessons.repair_the_article.repaired_article import (
    RepairedDetector,
    channels,
    present,
)
from snn_edu.patterns import Confusion, confusion_matrix
from snn_edu.plasticity.stdp import STDP
from snn_edu.plots.axes import legend_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.plots.scoreboard import draw_scoreboard, fraction, scores
from snn_edu.questions.answers import blank
from snn_edu.studies.article import PATTERN
from snn_edu.validation import Floats

Frame = Mapping[str, Any]
Bools = NDArray[np.bool_]

# --- All 32 inputs: the pattern, then those that have its ones and more, then the others. ---------


def _ordered() -> NDArray[np.int_]:
    bits = np.array(list(product((0, 1), repeat=5)))
    ones = np.array(PATTERN, bool)
    more = bits[:, ones].all(axis=1)
    extra = bits[:, ~ones].sum(axis=1)
    return bits[np.lexsort((-bits.sum(axis=1), np.where(more, extra > 0, 2)))]


INPUTS = _ordered()  # (32, 5)
IS_PATTERN = (INPUTS == PATTERN).all(axis=1)  # (32,), True for the first
PLACES = np.array([0.0, *range(3, 6), *range(8, 36)])  # on the page, with gaps between the groups
GROUPS = ("10101", "ones\nand more", "the 28 others")
HAMMING = (INPUTS[:, None] != INPUTS).sum(axis=2)  # (32, 32): how many bits differ


def name(bits: ArrayLike) -> str:
    """Return the bits as they are written: ``"10101"``."""
    return "".join(str(int(bit)) for bit in np.asarray(bits))


def bars(heights: Floats, which: Bools) -> tuple[Floats, Floats]:
    """One line that draws a bar from 0 for each chosen input, and lifts the pen between them."""
    x, y = np.full((which.sum(), 3), np.nan), np.full((which.sum(), 3), np.nan)
    x[:, 0] = x[:, 1] = PLACES[which]
    y[:, 0], y[:, 1] = 0.0, heights[which]
    return x.ravel(), y.ravel()


def answers(v: Floats, fires: Bools) -> str:
    """For which of the 32 inputs it fires, in words."""
    others = [name(bits) for bits in INPUTS[fires & ~IS_PATTERN]]
    listed = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
    start = f"v for 10101 is {v[0]:.2f}: {'it fires' if fires[0] else 'silent'}"
    return f"{start}. Of the 31 others it fires for {listed or 'none'}."


def _draw_inputs(ax: Axes) -> None:
    """The 32 inputs as columns of squares, dark for 1."""
    for row in range(5):
        for value, colour in ((0, "0.9"), (1, "0.25")):
            where = PLACES[INPUTS[:, row] == value]
            ax.plot(where, np.full(where.size, row), "s", color=colour, ms=6.2)
    ax.set(xlim=(-1.5, 36), ylim=(4.7, -0.7), yticks=range(5), xticks=[0, 4, 21.5])
    ax.set_xticklabels(GROUPS)
    ax.set_ylabel("input")
    ax.tick_params(length=0)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)


# --- Widgets 1 and 2: the truth table. The view of the first is in the notebook. ------------------


def draw_truth_table(figure: Figure) -> Frame:
    """Bars of v over all 32 inputs, the threshold; on the right confusion matrix and weights."""
    grid = figure.add_gridspec(2, 2, width_ratios=[5, 2], height_ratios=[3, 2])
    above, below = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    above.set(xlim=(-1.5, 36), ylim=(0, 5.2), xticks=[], ylabel="v")
    above.axhline(0, color="0.6", lw=1)
    _draw_inputs(below)
    weights = figure.add_subplot(grid[1, 1])
    weights.set(xlim=(-0.6, 4.6), ylim=(-0.08, 1.25), xticks=range(5), yticks=[0, 1])
    weights.set(xlabel="input", ylabel="weight")
    artists = {
        "axes": above,
        "silent": thick(above, "0.7", "silent"),
        "fires": thick(above, SPIKE, "fires"),
        "threshold": above.plot([], [], color=VOLTAGE, ls="--", lw=1.5, label="threshold")[0],
        "weights": weights.plot([], [], "o", color=WEIGHT, ms=9)[0],
        "score": draw_scoreboard(
            figure.add_subplot(grid[0, 1]), ("10101", "31 others"), ("fires", "silent")
        ),
    }
    legend_above(above, 3)
    return artists


def draw_inhibited(figure: Figure) -> Frame:
    """The same with g as a line among the weights: what lies below it counts against firing."""
    artists = draw_truth_table(figure)
    ax = artists["weights"].axes
    ax.set(ylabel="weight, and g")
    return {**artists, "inhibition": ax.plot([], [], color=THEORY, ls="--", lw=2)[0]}


def thick(ax: Axes, colour: str, label: str, width: float = 6) -> Line2D:
    """A line so thick that it is a bar."""
    return ax.plot([], [], color=colour, label=label, lw=width, solid_capstyle="butt")[0]


def limits(v: Floats) -> dict[str, Any]:
    """Axes that hold every bar, in coarse steps."""
    low = float(v.min())
    return {"ylim": (0.0, 5.2) if low >= 0.0 else (-3.0, 3.5) if low >= -3.0 else (-6.2, 3.5)}


def inhibited(w_ones: float, w_zeros: float, inhibition: float, threshold: float) -> Frame:
    """The same neuron when all inputs alike also drive an inhibitory one: v = sum (w - g) x."""
    w = np.where(np.array(PATTERN) == 1, w_ones, w_zeros)
    v = (INPUTS @ (w - inhibition)).round(9)
    fires = v >= threshold
    return {
        "axes": limits(v),
        "silent": bars(v, ~fires),
        "fires": bars(v, fires),
        "threshold": ([-1.5, 36], [threshold, threshold]),
        "weights": (np.arange(5), w),
        "inhibition": ([-0.6, 4.6], [inhibition, inhibition]),
        "score": scores(confusion_matrix(fires, IS_PATTERN)),
        "text": f"Inhibition {inhibition:g}: {answers(v, fires)}",
    }


DEAF = {"w0": 1.0, "w1": 0.0, "w2": 1.0, "w3": 0.0, "w4": 1.0, "threshold": 2.5}
HANDLES = {  # what a pull in the picture moves
    "threshold": {"y": "threshold"},
    "inhibition": {"y": "inhibition"},
    "weights": {"y": [f"w_{'zeros' if k in (1, 3) else 'ones'}" for k in range(5)]},
}
REPAIRED = {"inhibition": 0.5, "threshold": 1.25}

# --- Widget 4: the ROC curve, exact. --------------------------------------------------------------

COUNTS = {  # what each neuron adds up for each of the 32 inputs
    "without inhibition": INPUTS[:, np.array(PATTERN) == 1].sum(axis=1),
    "with inhibition": INPUTS @ np.where(np.array(PATTERN) == 1, 1, -1),
}


def rates(counts: NDArray[np.int_], threshold: int, flip: float) -> tuple[float, float]:
    """(false alarm rate, hit rate) of firing at counts >= threshold, bits wrong with prob. flip."""
    arrives = flip**HAMMING * (1.0 - flip) ** (5 - HAMMING)  # (shown, arrived)
    fires = arrives @ (counts >= threshold)
    return float(fires[~IS_PATTERN].mean()), float(fires[0])


def expected(false_alarms: float, hits: float, share: float, count: int = 10_000) -> Confusion:
    """Confusion matrix to expect of `count` presentations, rounded to whole ones."""
    there = round(count * share)
    found, false = round(there * hits), round((count - there) * false_alarms)
    return Confusion(found, false, there - found, count - there - false)


def operating(neuron: str, threshold: int, flip: float, share: float) -> Frame:
    """Both neurons' ROC curves, the chosen one's point, and its confusion matrix."""
    curves = {
        which: np.array([rates(counts, level, flip) for level in range(-2, 5)]).T
        for which, counts in COUNTS.items()
    }
    false_alarms, hits = rates(COUNTS[neuron], threshold, flip)
    matrix = expected(false_alarms, hits, share)
    printed = matrix.true_positives + matrix.false_positives
    return {
        "without": tuple(curves["without inhibition"]),
        "with": tuple(curves["with inhibition"]),
        "here": ([false_alarms], [hits]),
        "score": scores(matrix),
        "text": f"{neuron.capitalize()}, threshold {threshold}, {100 * flip:.0f} % of bits wrong: "
        f"hit rate {100 * hits:.1f} %, false alarm rate {100 * false_alarms:.1f} %. "
        f"Shown {100 * share:.1f} % of the time: precision "
        f"{fraction(matrix.true_positives, printed)}.",
    }


def draw_operating(figure: Figure) -> Frame:
    """The ROC curves on the left, the confusion matrix on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[5, 4])
    left.plot([0, 1], [0, 1], color="0.6", ls=":", lw=1.5)
    left.text(0.6, 0.53, "printing at random", color="0.35", fontsize=9)
    left.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))
    left.set(xlabel="false alarm rate", ylabel="hit rate (recall)")
    artists = {
        "without": left.plot([], [], "s--", color=OTHER, ms=5, label="without inhibition")[0],
        "with": left.plot([], [], "o-", color=THEORY, ms=5, label="with inhibition")[0],
        "here": left.plot([], [], "D", color=SPIKE, ms=11, mfc="none", mew=2.5, label="here")[0],
        "score": draw_scoreboard(right, title="of 10,000 presentations", rows=("fires", "silent")),
    }
    left.legend(loc="lower right")
    return artists


# --- Widget 5: learning by STDP alone. ------------------------------------------------------------

NEURONS = 50
RARE = {"share": 1 / 32, "presentations": 600}


def learning(presentations: int, share: float, flip: float, seed: int) -> Frame:
    """Fifty neurons after so many presentations: their weights, and for what they fire."""
    detector = RepairedDetector()
    w = detector.learn(np.random.default_rng(seed), NEURONS, presentations, share, flip)
    fires = np.array([detector.fires(w, bits) for bits in INPUTS])  # (32, neurons)
    matrix = confusion_matrix(fires, np.broadcast_to(IS_PATTERN[:, None], fires.shape))
    shares = fires.mean(axis=1)
    beside = np.arange(10)[:, None] + np.linspace(-0.3, 0.3, NEURONS)
    right, wrong = _by_channel(w)
    return {
        "each": (beside.ravel(), w.T.ravel()),
        "mean": (np.arange(10), w.mean(axis=0)),
        "pattern": bars(shares, IS_PATTERN),
        "others": bars(shares, ~IS_PATTERN),
        "score": scores(matrix),
        "text": f"After {presentations} presentations, {100 * share:.0f} % of them 10101: mean "
        f"weight {right:.2f} where a channel agrees with it, {wrong:.2f} elsewhere. "
        f"{100 * shares[0]:.0f} % of neurons fire for 10101, on average "
        f"{100 * shares[1:].mean():.0f} % for each other input.",
    }


def _by_channel(w: Floats) -> tuple[float, float]:
    agrees = np.array([*PATTERN, *(1 - bit for bit in PATTERN)], bool)
    return float(w[:, agrees].mean()), float(w[:, ~agrees].mean())


def draw_learning(figure: Figure) -> Frame:
    """Weights of the ten channels; which inputs make it fire; the confusion matrix."""
    grid = figure.add_gridspec(2, 2, width_ratios=[5, 2], height_ratios=[1, 1])
    above, below = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    above.set(xlim=(-0.6, 9.6), ylim=(-0.04, 1.04), ylabel="weight", xticks=range(10))
    above.set_xticklabels([f"{k} is {bit}" for bit in (1, 0) for k in range(5)])
    below.set(xlim=(-1.5, 36), ylim=(0, 1.04), xticks=[0, 4, 21.5], ylabel="share that fires")
    below.set_xticklabels(GROUPS)
    below.tick_params(axis="x", length=0)
    return {
        "each": above.plot([], [], ".", color=WEIGHT, ms=3)[0],
        "mean": above.plot([], [], "_", color=VOLTAGE, ms=26, mew=2)[0],
        "pattern": thick(below, OTHER, "10101"),
        "others": thick(below, SPIKE, "others"),
        "score": draw_scoreboard(
            figure.add_subplot(grid[:, 1]),
            ("10101", "31 others"),
            ("fires", "silent"),
            title="50 neurons, 32 inputs",
        ),
    }


def trained(
    update: Callable[..., Any], up: float, down: float, presentations: int = 300, seed: int = 1
) -> str:
    """What a neuron does that learned by the learner's own `update`, in words.

    Half of the presentations are 10101, and the neuron is that of `RepairedDetector`.
    """
    rng, detector = np.random.default_rng(seed), RepairedDetector()
    w = rng.uniform(detector.w_low, 1.0, 10)
    for _ in range(presentations):
        bits = present(rng, 1, 0.5)[0]
        changed = update(w.copy(), channels(bits), bool(detector.fires(w, bits)), up, down)
        if blank(changed):
            return "Write `update` in the cell above; then run this one again."
        if np.shape(changed) != (10,):
            return "Your `update` does not return ten weights. What does its check say?"
        w = np.asarray(changed, float)
    fires = np.array([detector.fires(w, bits) for bits in INPUTS])
    said = ", ".join(name(bits) for bits in INPUTS[fires][:4]) or "nothing"
    more = f" and {fires.sum() - 4} more" if fires.sum() > 4 else ""
    return (
        f"After {presentations} presentations your neuron fires for {said}{more}.\n"
        f"weights of 'bit is 1': {w[:5].round(2)}\nweights of 'bit is 0': {w[5:].round(2)}"
    )


def drift(share: float, up: float, down: float) -> float:
    """Mean change per spike of a channel that disagrees with the pattern: q up - (1 - q) down.

    While the neuron still fires for everything, the channel is early whenever one of the 31 others
    comes that has its bit: q = (1 - share) 16/31.
    """
    q = (1 - share) * 16 / 31
    return q * up - (1 - q) * down


def found_alone(share: float, runs: int = 200, A_minus: float = 0.02, seed: int = 3) -> Bools:
    """For which inputs each neuron fires after 600 presentations: shape (32, runs)."""
    detector = RepairedDetector(stdp=STDP(A_plus=0.02, A_minus=A_minus, pairing="reduced"))
    w = detector.learn(np.random.default_rng(seed), runs, 600, share)
    return np.array([detector.fires(w, bits) for bits in INPUTS])


# --- Who judges a repaired neuron. ----------------------------------------------------------------


def judge_repair(neuron: Any) -> str | None:
    """None for a neuron that fires for 10101 alone; else a sentence that says what it does."""
    if not isinstance(neuron, list | tuple) or len(neuron) != 3:
        return "Hand in three things: `([five weights], inhibition, threshold)`."
    flat = np.hstack([np.asarray(part, object).ravel() for part in neuron])
    if any(isinstance(part, bool | np.bool_ | str) for part in flat):
        return "Plain numbers are asked for: 1.0 and 0.0, no True and no text."
    w, g, threshold = (np.asarray(part, float) for part in neuron)
    if w.shape != (5,) or g.shape or threshold.shape or not np.isfinite([*w, g, threshold]).all():
        return "Five weights in a list, then one inhibition and one threshold, all plain numbers."
    if (w < 0).any():
        return (
            f"Weight {int(np.argmin(w))} is negative. These synapses excite: they cannot turn into "
            "the opposite. What must be taken away, the inhibition takes, from all inputs alike."
        )
    if (w > 1).any() or g < 0:
        return "Weights go from 0 to 1, and the inhibition is not negative."
    v = (INPUTS @ (w - g)).round(9)
    fires = v >= threshold
    if fires[0] and fires.sum() == 1:
        return None
    return _what_it_does(w, float(g), float(threshold), v, fires)


def _what_it_does(w: Floats, g: float, threshold: float, v: Floats, fires: Bools) -> str:
    ones = np.array(PATTERN, bool)
    if threshold <= 0:
        return (
            f"Without any input v is 0, and the threshold is {threshold:.2f}: it fires for 00000. "
            "A threshold above 0 is needed."
        )
    if fires[0]:
        return _too_much(w, g, v, fires)
    if not w.any():
        return "All weights are 0: nothing drives it, and it never fires."
    if w[ones].mean() < w[~ones].mean():
        return "The weights are on the wrong inputs: 1 and 3 are the pattern's zeros."
    if v[0] <= 0:
        return f"It never gets going: for 10101 v is {v[0]:.2f}. The inhibition takes all there is."
    if not g:
        return f"For 10101 it is silent: v = {v[0]:.2f}, the threshold is {threshold:.2f}."
    return (
        f"For 10101 it is silent: v = {v[0]:.2f}, the threshold is {threshold:.2f}. Inhibition "
        "lowers v: the threshold has to follow."
    )


def _too_much(w: Floats, g: float, v: Floats, fires: Bools) -> str:
    """It fires for 10101 and for others besides."""
    ones = np.array(PATTERN, bool)
    too = INPUTS[fires & ~IS_PATTERN]
    lacks = too[~too[:, ones].all(axis=1)]
    if np.ptp(w) < 1e-9:
        return "It treats all five inputs alike, so it only counts ones. Who tells 0 from 1?"
    if lacks.size:
        theirs = max(v[(bits == INPUTS).all(axis=1)][0] for bits in lacks)
        most = next(bits for bits in lacks if v[(bits == INPUTS).all(axis=1)][0] == theirs)
        also = f"It also fires for {name(most)}, which lacks one of the ones: v = {theirs:.2f}"
        if theirs >= v[0]:
            also += f", and 10101 has no more, {v[0]:.2f}. "
            if (w[ones] <= g).any():
                return f"{also}Each one has to add to v."
            brings = w[(most == 1) & ~ones].max()
            return f"{also}Its extra one brings {brings:.2f} and costs only {g:.2f}."
        return f"{also} is enough. The threshold is too low."
    also = f"It also fires for {name(too[0])}: the pattern's ones and more. "
    if g == 0:
        return f"{also}Without inhibition one more input can never mean a lower v."
    extra = (too[0] == 1) & ~ones
    if (w[extra] < g).all():
        return f"{also}v = {v[(too[0] == INPUTS).all(axis=1)][0]:.2f}: the threshold is too low."
    return f"{also}Its extra one brings {w[extra].max():.2f} and costs only {g:.2f}."
