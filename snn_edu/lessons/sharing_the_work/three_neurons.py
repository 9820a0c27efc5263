"""Lesson 11's picture of three neurons that inhibit each other, and three patterns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.sharing_the_work.stored_competition import BACK, COMPETING, compete, hit_rates
from snn_edu.live import Frame
from snn_edu.patterns import Learned, score
from snn_edu.plots import OTHER, SPIKE, VOLTAGE, limit_above

MARKS, COLOURS = ("o", "s", "^"), (VOLTAGE, OTHER, SPIKE)
STRIPS, LINES = range(3), [f"line_{k}_{p}" for k in range(3) for p in range(3)]
BLANK: Frame = {
    "matrix": np.full((3, 3), np.nan),
    "cells": [""] * 9,
    "alarms": [""] * 3,
    **{f"strip_{k}": {"xlim": (0.0, 20.0)} for k in STRIPS},
    **{line: ([], []) for line in LINES},
    "text": "Three neurons with random weights, which have heard nothing yet.",
}


def competition(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Three neurons that inhibit each other: nothing yet, then half a second of input a frame."""
    onsets: tuple[list[float], list[float], list[float]] = ([], [], [])
    yield BLANK
    for learned in compete(controls, onsets):
        yield competition_picture(learned, onsets)


def competition_picture(
    learned: Learned, onsets: tuple[list[float], list[float], list[float]]
) -> Frame:
    """Who answers to what: the matrix of hit rates, and every output spike's latency over time."""
    since = max(0.0, learned.t - BACK)
    every = np.sort(np.concatenate(onsets))
    of = [learned.output.of(neuron) for neuron in range(3)]
    hits = hit_rates(learned.output, onsets)
    alarms = [score(one, every, since=since).false_alarms for one in of]
    end = limit_above(learned.t / 1000, (20.0, 45.0, COMPETING / 1000))
    frame: dict[str, Any] = {f"strip_{k}": {"xlim": (0.0, end)} for k in STRIPS}
    frame["matrix"] = 100 * hits
    frame["cells"] = [
        "not\nshown" if np.isnan(rate) else f"{100 * rate:.0f} %" for rate in hits.ravel()
    ]
    frame["alarms"] = [f"{value:.1f}/s" for value in alarms]
    for neuron, one in enumerate(of):
        for pattern, starts in enumerate(onsets):
            after = Learned(learned.t, learned.weights, one).latencies(starts)
            frame[f"line_{neuron}_{pattern}"] = (one.times / 1000, after)
    said = [
        f"neuron {neuron + 1} hits " + (" and ".join(f"{p + 1}" for p in known) or "none")
        for neuron, known in enumerate(map(np.flatnonzero, hits > 0.98))
    ]
    frame["text"] = (
        f"After {learned.t / 1000:.1f} s. In the last {(learned.t - since) / 1000:g} s, "
        f"above 98 %, {', '.join(said)}; at most {max(alarms):.1f} false alarms per second."
    )
    return frame


def draw_competition(figure: Figure) -> Frame:
    """Hit rates as a matrix on the left; a strip of latencies over time for each neuron."""
    grid = figure.add_gridspec(3, 2, width_ratios=[2, 3])
    board = figure.add_subplot(grid[:, 0])
    artists: dict[str, Any] = {
        "matrix": board.imshow(
            np.zeros((3, 3)), cmap="Greys", vmin=0, vmax=200, extent=(0.5, 3.5, 3.5, 0.5)
        ),
        "cells": [
            board.text(p, n, "", ha="center", va="center") for n in (1, 2, 3) for p in (1, 2, 3)
        ],
        "alarms": [
            board.text(4.1, n, "", ha="center", va="center", color=SPIKE) for n in (1, 2, 3)
        ],
    }
    for pattern in range(3):  # the key: each pattern's mark over its column
        key: dict[str, Any] = {"color": COLOURS[pattern], "ms": 9, "mfc": "none", "mew": 1.5}
        board.plot([pattern + 1], [0.25], MARKS[pattern], **key)
    board.text(4.1, 0.4, "false\nalarms", ha="center", va="bottom", color=SPIKE, fontsize=10)
    board.set(xticks=(1, 2, 3), yticks=(1, 2, 3), xlabel="pattern", ylabel="neuron")
    board.set(xlim=(0.5, 4.7), ylim=(3.5, 0.0))
    board.hlines((0.5, 1.5, 2.5, 3.5), 0.5, 3.5, color="0.8", lw=1)
    board.vlines((0.5, 1.5, 2.5, 3.5), 0.5, 3.5, color="0.8", lw=1)
    board.set_title("hits, last 10 s", fontsize=11, loc="left")
    board.spines[["left", "bottom"]].set_visible(False)
    board.grid(visible=False)
    for neuron in STRIPS:
        ax = artists[f"strip_{neuron}"] = figure.add_subplot(grid[neuron, 1])
        ax.set(xlim=(0, 20), ylim=(0, 50), yticks=(0, 25, 50))
        ax.set_ylabel(f"neuron {neuron + 1}", fontsize=9)
        for pattern, colour in enumerate(COLOURS):
            artists[f"line_{neuron}_{pattern}"] = ax.plot(
                [], [], MARKS[pattern], color=colour, ms=3.5, mfc="none", mew=0.8
            )[0]
        if neuron == 0:
            ax.set_title("each spike in a showing: ms since its onset", fontsize=11, loc="left")
        if neuron < 2:
            ax.tick_params(labelbottom=False)
    ax.set_xlabel("time (s)")
    return artists
