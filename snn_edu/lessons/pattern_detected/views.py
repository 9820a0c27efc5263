"""Lesson 00, is it detected?: its picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snn_edu.lessons.pattern_detected.article_runs import Runs, simulate_many
from snn_edu.lessons.pattern_detected.scoreboard import draw_scoreboard, fraction, scores
from snn_edu.live import Frame, declare, slider, toggle
from snn_edu.patterns import Confusion, confusion_matrix
from snn_edu.plots import OTHER, SPIKE, VOLTAGE
from snn_edu.validation import Floats

# --- One run, and the score of all runs so far. ---------------------------------------------------

ROWS = (
    *("pattern shown", "printed"),
    *(f"input {k}" for k in range(5)),
    *(f"hidden {k}" for k in range(3)),
    "output",
)
MOST = 150  # runs
HEIGHTS = (0.0, 1.0, 2.4, 3.4, 4.4, 5.4, 6.4, 7.8, 8.8, 9.8, 11.2)


def marks(rows: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Where a raster has its strokes: (time, height) of every True in (steps, 9)."""
    steps, neurons = np.nonzero(rows)
    return steps.astype(float), np.array(HEIGHTS[2:])[neurons]


def told(runs: Runs) -> str:
    """The last run and all of them, in one sentence."""
    last, every = confusion_matrix(runs.printed[-1], runs.shown[-1]), runs.confusion()
    printed = last.true_positives + last.false_positives
    shown = last.true_positives + last.false_negatives
    return (
        f"Run {len(runs.printed)}: 10101 shown {times(shown)}, printed {times(printed)}, "
        f"{last.true_positives} true. All runs so far: of what was printed, "
        f"{of_printed(every)} true; {every.false_negatives} missed."
    )


def times(count: int) -> str:
    """Return "never", "once", "2 times"."""
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def of_printed(matrix: Confusion) -> str:
    """The precision in words."""
    true, printed = matrix.true_positives, matrix.true_positives + matrix.false_positives
    return fraction(true, printed) if printed else "nothing yet, so nothing is"


@cache
def all_runs(hidden: bool) -> Runs:
    """Every run of the picture: each has its own seed, whichever are run with it."""
    return simulate_many(range(1, MOST + 1), hidden=hidden)


def evidence_so_far(seed: int, hidden: bool) -> Frame:
    """Run `seed`, and what all runs up to it were worth."""
    runs = all_runs(hidden)
    rows = {name: getattr(runs, name)[:seed] for name in ("printed", "shown", "bits", "fired")}
    runs = replace(runs, **rows)
    shown, printed = np.flatnonzero(runs.shown[-1]), np.flatnonzero(runs.printed[-1])
    return {
        "bits": marks(runs.bits[-1]),
        "fired": marks(runs.fired[-1]),
        "shown": (shown, np.zeros(shown.size)),
        "printed": (printed, np.ones(printed.size)),
        "run": f"run {seed}: bits are squares,\nspikes are strokes",
        "score": scores(runs.confusion()),
        "seeds": f"runs 1 to {seed}",
        "text": told(runs),
    }


@declare(
    evidence_so_far,
    hidden=toggle("hidden layer", start=True),
    seed=slider("seed", 1, MOST, start=3, step=1),
    tries={f"{MOST} runs": {"seed": MOST}},
    size=(9.0, 3.6),
)
def evidence(figure: Figure) -> Frame:
    """The raster of one run on the left; on the right the confusion matrix of all runs so far."""
    left, right = figure.subplots(1, 2, width_ratios=[9, 5])
    left.set(xlim=(-1.5, 100.5), ylim=(12, -0.8), xlabel="step")
    left.set_yticks(HEIGHTS, labels=ROWS, fontsize=9)
    left.tick_params(axis="y", length=0)
    left.grid(visible=False)
    for border in (1.7, 7.1, 10.5):
        left.axhline(border, color="0.8", lw=1)
    return {
        "bits": left.plot([], [], "s", color="0.82", ms=4.2, zorder=1.5)[0],
        "fired": left.plot([], [], "|", color=SPIKE, ms=8, mew=1.8)[0],
        "shown": left.plot([], [], "D", color=OTHER, ms=6)[0],
        "printed": left.plot([], [], "o", color=VOLTAGE, ms=7, mfc="none", mew=2)[0],
        "run": left.set_title("", loc="left"),
        "score": draw_scoreboard(right, ("10101\nshown", "anything\nelse")),
        "seeds": right.text(0.0, -0.62, "", fontsize=12),
    }
