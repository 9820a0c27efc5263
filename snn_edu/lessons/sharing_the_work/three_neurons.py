"""Lesson 11's picture of three neurons that inhibit each other, and three patterns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.sharing_the_work.stored_competition import BACK, COMPETING, compete, hit_rates
from snn_edu.live import Frame
from snn_edu.patterns import Learned, score
from snn_edu.plots import OTHER, SPIKE, VOLTAGE, legend_above

MARKS = ("o", "s", "^")


def competition(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Three neurons that inhibit each other, half a second of input a frame."""
    onsets: tuple[list[float], list[float], list[float]] = ([], [], [])
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
    frame: dict[str, Any] = {"matrix": 100 * hits}
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
    board.text(4.1, 0.4, "false\nalarms", ha="center", va="bottom", color=SPIKE, fontsize=10)
    board.set(xticks=(1, 2, 3), yticks=(1, 2, 3), xlabel="pattern", ylabel="neuron")
    board.set(xlim=(0.5, 4.7))
    board.set_title("hits, last 10 s", fontsize=11, loc="left")
    board.spines[["left", "bottom"]].set_visible(False)
    board.grid(visible=False)
    for neuron in range(3):
        ax = figure.add_subplot(grid[neuron, 1])
        ax.set(xlim=(0, COMPETING / 1000), ylim=(0, 50))
        ax.set_ylabel(f"neuron {neuron + 1}", fontsize=9)
        ax.set(yticks=(0, 25, 50))
        for pattern, colour in enumerate((VOLTAGE, OTHER, SPIKE)):
            artists[f"line_{neuron}_{pattern}"] = ax.plot(
                [], [], MARKS[pattern], color=colour, ms=3.5, mfc="none", mew=0.8,
                label=f"pattern {pattern + 1}",
            )[0]  # fmt: skip
        if neuron == 0:
            legend_above(ax, 3, markerscale=2)
        if neuron < 2:
            ax.set_xticklabels([])
    ax.set_xlabel("time (s); dots: ms since onset")
    return artists
