"""Lesson 09, the article's own network: its faults on switches, and what it was measured to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.repair_the_article.views import thick
from snn_edu.live.controls import Toggle, toggle
from snn_edu.patterns.confusion import Confusion
from snn_edu.plots.axes import legend_above
from snn_edu.plots.plots import THEORY, VOLTAGE, WEIGHT, HouseFigure, figure
from snn_edu.plots.scoreboard import draw_scoreboard, fraction, scores, standard_error
from snn_edu.studies.article import PATTERN, Faults
from snn_edu.studies.article_runs import Runs, simulate_many

Frame = Mapping[str, Any]


# --- Widget 3: the bug museum. --------------------------------------------------------------------

SWITCHES = {  # label of each fault; its order and names are those of `Faults`
    "ignores_zeros": "ignores the zeros",
    "ignores_output": "never asks the output",
    "recounts_pairs": "counts a pair again every step",
    "drops_time_zero": "drops spikes at t = 0",
    "sentinel": '"no spike yet" is -1',
    "tie_is_ltd": "a tie weakens",
    "unbounded": "weights without bounds",
    "refractory_short": "refractory one step short",
    "loses_input": "deaf while refractory",
    "own_weights": "own weights scale the input",
    "never_presented": "pattern never presented",
    "one_step": "all layers in one step",
}


def switches() -> dict[str, Toggle]:
    """A switch for each fault, all of them on, as in the article."""
    return {field.name: toggle(SWITCHES[field.name], start=True) for field in fields(Faults)}


def museum(runs: int, **faults: bool) -> Frame:
    """Score and mean input weights of the network with these faults, over seeds 1 to `runs`."""
    result = simulate_many(range(1, runs + 1), Faults(**faults))
    matrix = result.confusion()
    said = matrix.true_positives + matrix.false_positives
    there = matrix.true_positives + matrix.false_negatives
    shares = np.nan_to_num([matrix.precision, matrix.recall])
    spread = np.nan_to_num([standard_error(shares[0], said), standard_error(shares[1], there)])
    base, left = there / result.shown.size, sum(faults.values())
    before, after = (w.mean(axis=(0, 2)) for w in (result.first_weights, result.input_weights))
    low = float(after.min())
    return {
        "shares": [([k, k], [0, 100 * share]) for k, share in enumerate(shares)],
        "errors": [
            ([k, k], [100 * (shares[k] - spread[k]), 100 * (shares[k] + spread[k])])
            for k in range(2)
        ],
        "chance": ([-0.5, 0.5], [100 * base, 100 * base]),
        "weights": {"ylim": (0, 1.05) if low >= 0 else (-0.6, 1.05)},
        "before": (np.arange(5), before),
        "after": (np.arange(5), after),
        "left": f"{left} of 12 faults",
        "score": scores(matrix),
        "text": f"{left} of 12 faults, {runs} runs: of the printed, "
        f"{fraction(matrix.true_positives, said)} true (10101 is {100 * base:.0f} % of the input); "
        f"of the shown, {fraction(matrix.true_positives, there)} found.",
    }


def draw_museum(figure: Figure) -> Frame:
    """Precision and recall with standard errors; mean weights; the confusion matrix."""
    left, middle, right = figure.subplots(1, 3, width_ratios=[4, 4, 6])
    left.set(xlim=(-0.6, 1.6), ylim=(0, 100), xticks=[0, 1], ylabel="%")
    left.set_xticklabels(["precision", "recall"])
    middle.set(xlim=(-0.5, 4.5), ylim=(0, 1.05), xticks=range(5), ylabel="mean input weight")
    middle.set_xticklabels([f"{k}\n({bit})" for k, bit in enumerate(PATTERN)])
    middle.set_xlabel("input (its bit in 10101)")
    artists = {
        "shares": [thick(left, "0.6", "", 26) for _ in range(2)],
        "errors": [left.plot([], [], "_-", color=VOLTAGE, lw=2, ms=12)[0] for _ in range(2)],
        "chance": left.plot([], [], color=THEORY, ls="--", lw=2, label="share shown")[0],
        "weights": middle,
        "before": middle.plot([], [], "o", color=WEIGHT, mfc="none", mew=2, ms=8, label="before")[
            0
        ],
        "after": middle.plot([], [], "s", color=WEIGHT, ms=9, label="after")[0],
        "left": left.set_title("", loc="left"),
        "score": draw_scoreboard(right),
    }
    left.legend(loc="upper right")
    middle.axhline(0, color="0.6", lw=1)
    middle.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2)
    return artists


# --- What each fault costs. -----------------------------------------------------------------------


def costs(runs: int) -> dict[str, Confusion]:
    """Confusion matrix of the article's network with one fault mended, for each; "" is none."""
    return {"": simulate_many(range(runs), Faults()).confusion()} | {
        name: simulate_many(range(runs), Faults().without(name)).confusion() for name in SWITCHES
    }


def chart_of_costs(mended: Mapping[str, Confusion]) -> HouseFigure:
    """Precision and recall with each fault alone mended, a row each, and the article's as lines."""
    percent = {
        name: (100 * matrix.precision, 100 * matrix.recall) for name, matrix in mended.items()
    }
    told = "; ".join(
        f"{SWITCHES.get(name, 'none mended')}: {precision:.0f} %, {recall:.0f} %"
        for name, (precision, recall) in percent.items()
    )
    picture = figure(f"Precision and recall with one fault mended. {told}.", 8.0, 4.2)
    ax = picture.subplots()
    for k, (label, colour, mark) in enumerate(
        (("precision", THEORY, "D"), ("recall", VOLTAGE, "o"))
    ):
        ax.axvline(percent[""][k], color=colour, ls="--", lw=1, label=f"{label}, none mended")
        ax.plot(
            [percent[name][k] for name in SWITCHES],
            range(12),
            mark,
            color=colour,
            ms=8,
            label=f"{label}, this one mended",
        )
    for row, name in enumerate(SWITCHES):
        ax.plot(percent[name], [row, row], color="0.8", lw=1, zorder=0)
    ax.set(xlim=(0, 100), ylim=(11.6, -0.6), yticks=range(12), xlabel="%")
    ax.set_yticklabels(SWITCHES.values())
    legend_above(ax, 2)
    return picture


# --- Why the repaired network misses. -------------------------------------------------------------


def where_it_misses(runs: Runs) -> dict[str, float]:
    """Of the patterns shown, the share that is left after each condition of "Pattern detected"."""
    fired, ones = runs.fired[runs.shown], np.array(PATTERN, bool)
    together = fired[:, :5][:, ones].all(axis=1)
    quiet = together & ~fired[:, :5][:, ~ones].any(axis=1)
    return {
        "input 0 spikes": float(fired[:, 0].mean()),
        "inputs 0, 2, 4 spike together": float(together.mean()),
        "and 1 and 3 are silent": float(quiet.mean()),
        "and the output spikes in that step": float((quiet & fired[:, 8]).mean()),
    }


# --- The table of the paper check. ----------------------------------------------------------------


class Measured(NamedTuple):
    """A share, and how far two measurements of it by 2,000 runs each may lie apart."""

    share: float
    allowed: float


def article_table(runs: Runs, silenced: Runs) -> dict[str, Measured]:
    """What the article's network does, by name; `silenced` are runs without its hidden layer.

    Allowed are three standard errors of the difference, from counts where these are independent
    (detections, runs), else from the spread over runs; and half of the last printed digit.
    """
    matrix, without = runs.confusion(), silenced.confusion()
    updates = runs.depressions + runs.potentiations
    below = runs.input_weights < 0
    any_below = below.any(axis=(1, 2)) | (runs.output_weights < 0).any(axis=(1, 2))
    share_below = below.mean(axis=(1, 2))
    return {
        "precision": _counted(matrix.precision, matrix.true_positives + matrix.false_positives),
        "recall": _counted(matrix.recall, matrix.true_positives + matrix.false_negatives),
        "precision, no hidden layer": _counted(
            without.precision, without.true_positives + without.false_positives
        ),
        "recall, no hidden layer": _counted(
            without.recall, without.true_positives + without.false_negatives
        ),
        "runs that print nothing": _per_run(~runs.printed.any(axis=1)),
        "updates that weaken": Measured(runs.depressions / updates, 0.01),
        "updates that repeat a pair": Measured(runs.repeats(), 0.01),
        "ties among causal pairs": Measured(runs.ties / runs.causal, 0.01),
        "weights below zero": _per_run(share_below),
        "runs with a weight below zero": _per_run(any_below),
        "runs that drop a spike at 0": _per_run(runs.skips_of_zero),
    }


def _counted(share: float, count: int) -> Measured:
    return Measured(share, 0.0005 + 3 * 2**0.5 * standard_error(share, count))


def _per_run(values: Any) -> Measured:
    return Measured(
        float(values.mean()), 0.005 + 3 * 2**0.5 * float(values.std()) / len(values) ** 0.5
    )
