"""Lesson 09, the article's own network: its faults on switches, and what it was measured to do."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.pattern_detected.article import Faults
from snn_edu.lessons.pattern_detected.article_runs import Runs, simulate_many
from snn_edu.lessons.pattern_detected.scoreboard import (
    draw_scoreboard,
    fraction,
    scores,
    standard_error,
)
from snn_edu.lessons.repair_the_article.thirty_two import thick
from snn_edu.live import Frame, Toggle, toggle
from snn_edu.plots import OTHER, SPIKE, THEORY

# --- The bug museum. ------------------------------------------------------------------------------

RUNS = 100

SWITCHES = {  # label of each fault; its order and names are those of `Faults`
    "ignores_zeros": "ignores the zeros",
    "ignores_output": "never asks the output",
    "recounts_pairs": "counts a pair again every step",
    "drops_time_zero": "drops spikes at t = 0",
    "sentinel": '"no spike yet" is −1',
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


def museum_frame(**faults: bool) -> Frame:
    """Score of the network with these faults, over a hundred runs."""
    matrix = simulate_many(range(1, RUNS + 1), Faults(**faults)).confusion()
    said = matrix.true_positives + matrix.false_positives
    there = matrix.true_positives + matrix.false_negatives
    base, left = 100 * there / sum(matrix), sum(faults.values())
    right, found = 100 * np.nan_to_num([matrix.precision, matrix.recall])
    return {
        "right": ([0, right], [1, 1]),
        "false": ([right, 100] if said else [], [1, 1] if said else []),
        "found": ([0, found], [0, 0]),
        "missed": ([found, 100], [0, 0]),
        "base": ([base, base], [0.6, 1.4]),
        "left": f"{left} of 12 faults",
        "score": scores(matrix),
        "text": f"{left} of 12 faults, {RUNS} runs. Of what is printed, "
        f"{fraction(matrix.true_positives, said)} is right (10101 is {base:.0f} % of the input). "
        f"Of what was shown, {fraction(matrix.true_positives, there)} is found.",
    }


def draw_museum(figure: Figure) -> Frame:
    """Two bars, what is printed and what was shown; beside them the scoreboard."""
    left, right = figure.subplots(1, 2, width_ratios=[5, 4])
    left.set(xlim=(0, 100), ylim=(-0.7, 1.7), xlabel="%", yticks=[0, 1])
    left.set_yticklabels(["of the patterns,\nfound", "of the prints,\nright"])
    left.tick_params(length=0)
    left.grid(visible=False)
    return {
        "right": thick(left, OTHER, 34),
        "false": thick(left, SPIKE, 34),
        "found": thick(left, OTHER, 34),
        "missed": thick(left, "0.8", 34),
        "base": left.plot([], [], color=THEORY, ls="--", lw=2)[0],
        "left": left.set_title("", loc="left"),
        "score": draw_scoreboard(right),
    }


# --- What some repairs are worth. -----------------------------------------------------------------


class Rates(NamedTuple):
    """How often the pattern is shown, and the two rates of the network, in 20,000 runs."""

    share: float
    hits: float
    false_alarms: float


MENDED = {  # a test measures them again
    "nothing": Rates(0.03113, 0.11555, 0.01120),
    "the zeros": Rates(0.03113, 0.11555, 0.00420),
    "the showing": Rates(0.27331, 0.13127, 0.00826),
    "all twelve": Rates(0.27331, 0.01253, 0.00240),
}


def measured(faults: Faults, runs: int) -> Rates:
    """Measure the three numbers of a network with these faults."""
    true, false, missed, silent = simulate_many(range(runs), faults).confusion()
    there = true + missed
    return Rates(there / (there + false + silent), true / there, false / (false + silent))


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
