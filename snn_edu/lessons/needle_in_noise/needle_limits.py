"""Lesson 10, how far it reaches: the map of success, three neurons, and bird song."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.needle_in_noise import success_map
from snn_edu.lessons.needle_in_noise.stored_runs import BACK, WINDOW, compete, hit_rates, stored
from snn_edu.lessons.needle_in_noise.views import SECONDS, scoreboard
from snn_edu.patterns import Detector, Learned, Score, follow, hide, make_stream, score
from snn_edu.plots.axes import legend_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE
from snn_edu.spikes.train import Spikes
from snn_edu.validation import Floats

Frame = Mapping[str, Any]


# --- Widget 4: the success map, and a run at a point of it. ---------------------------------------

MAPS = (("jitter", "share"), ("w0", "ratio"))
NAMES = {
    "jitter": "jitter (ms)",
    "share": "share of afferents",
    "w0": "w₀",
    "ratio": "A₋ / A₊",
}
RUN, RUN_PIECE = 60, 1500.0  # s of input at a point; ms of it for one frame
JUDGED = RUN * 1000.0 / 3  # ms that the scoreboard looks back: at the end, the maps' last third


def run_here(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """A minute of input at the point where the knobs stand; anew when one of them moves."""
    ended = False
    while not ended:
        knobs, ended = dict(controls), True
        for frame in _run_at(knobs):
            yield frame
            if dict(controls) != knobs:
                ended = False
                break


def _run_at(knobs: Mapping[str, Any]) -> Iterator[Frame]:
    rng = np.random.default_rng(knobs["seed"])
    detector, stream = (
        success_map.detector({n: knobs[n] for n in ("w0", "ratio")}),
        make_stream(rng),
    )
    onsets: list[float] = []

    def pieces() -> Iterator[tuple[Detector, Spikes]]:
        shows = False
        for start in np.arange(0.0, RUN * 1000.0, RUN_PIECE):
            piece = hide(stream, RUN_PIECE, rng, knobs["share"], 0.25, knobs["jitter"], shows=shows)
            shows = piece.shows
            onsets.extend(start + piece.onsets[0])
            yield detector, piece.spikes

    points = {f"{x}_{y}": ([knobs[x]], [knobs[y]]) for x, y in MAPS}
    for learned in follow(pieces()):
        starts, since = np.array(onsets), max(0.0, learned.t - JUDGED)
        judged = score(learned.output, starts, since=since)
        showings = int(np.count_nonzero((starts >= since) & (starts + 50.0 <= learned.t)))
        told = scoreboard(judged, showings, (learned.t - since) / 1000)
        yield {
            **points,
            "board": told[0].upper() + told[1:],
            "text": f"jitter {knobs['jitter']:g} ms, share {knobs['share']:g}, "
            f"w₀ {knobs['w0']:g}, A₋ / A₊ {knobs['ratio']:g}, "
            f"{learned.t / 1000:.1f} s; {told}.",
        }


def draw_map(figure: Figure) -> Frame:
    """The two stored maps, each cell with its number of runs, and where you stand."""
    artists: dict[str, Any] = {"board": figure.suptitle("Not begun", fontsize=9, fontweight="bold")}
    for ax, (x, y) in zip(figure.subplots(1, 2), MAPS, strict=True):
        one = success_map.load(x, y)
        ax.pcolormesh(
            _edges(one.x), _edges(one.y), one.share_found(), cmap="Greys", vmin=0, vmax=2.0,
            edgecolors="white",
        )  # fmt: skip
        for (row, column), count in np.ndenumerate(one.found):
            at = _middles(one.x)[column], _middles(one.y)[row]
            ax.text(*at, f"{count}", ha="center", va="center", color="black", fontsize=10)
        ax.set(xlabel=NAMES[x], ylabel=NAMES[y], xticks=one.x, yticks=one.y)
        ax.set_title(f"found in ... of {one.runs} runs", fontsize=11)
        ax.grid(visible=False)
        artists[f"{x}_{y}"] = ax.plot([], [], "o", color=SPIKE, ms=20, mfc="none", mew=2.5)[0]
    return artists


def _edges(values: tuple[float, ...]) -> Floats:
    """Borders of cells around these values."""
    at = np.array(values, float)
    inner = (at[1:] + at[:-1]) / 2
    return np.array([2 * at[0] - inner[0], *inner, 2 * at[-1] - inner[-1]])


def _middles(values: tuple[float, ...]) -> Floats:
    edges = _edges(values)
    return np.asarray((edges[1:] + edges[:-1]) / 2)


# --- Widget 5: three neurons, three patterns. -----------------------------------------------------

MARKS = ("o", "s", "^")


def competition(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Three neurons that inhibit each other, half a second of input a frame."""
    onsets: tuple[list[float], list[float], list[float]] = ([], [], [])
    for learned in compete(controls, onsets):
        yield competition_picture(learned, onsets)


def competition_picture(
    learned: Learned, onsets: tuple[list[float], list[float], list[float]]
) -> Frame:
    """Who answers to what: the matrix of hit rates, and every discharge's latency over time."""
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
        f"After {learned.t / 1000:.1f} s; patterns hit above 98 % in the last "
        f"{(learned.t - since) / 1000:g} s: {', '.join(said)}; "
        f"at most {max(alarms):.1f} false alarms/s."
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
        ax.set(xlim=(0, SECONDS), ylim=(0, 50))
        ax.set_ylabel(f"neuron {neuron + 1}", fontsize=9)
        ax.set(yticks=(0, 25, 50))
        for pattern, colour in enumerate((THEORY, OTHER, SPIKE)):
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


# --- Widget 6: six songs, stored. -----------------------------------------------------------------


def song(number: int, ratio: str) -> Frame:
    """Ninety seconds of one song, in six windows: hits, what chance would hit, false alarms."""
    (one,) = [
        each
        for each in stored()["songs"]
        if each.seed == number - 1 and math.isclose(each.ratio, float(ratio))
    ]
    middle = (np.arange(6) + 0.5) * WINDOW / 1000
    chance = -np.expm1(-np.array(one.rate) * 0.05)
    last = Score(one.hit_rate[-1], one.false_alarms[-1], math.nan)
    return {
        "hits": (middle, 100 * np.array(one.hit_rate)),
        "chance": (middle, 100 * chance),
        "alarms": (middle, one.false_alarms),
        "text": f"Song {number}, A₋ / A₊ {ratio}: in the last 15 s "
        f"{100 * last.hit_rate:.0f} % of the showings hit ({100 * chance[-1]:.0f} % by chance at "
        f"this rate), {last.false_alarms:.1f} false alarms/s; "
        f"{'found' if last.finds() else 'not found'}.",
    }


def draw_song(figure: Figure) -> Frame:
    """Hits against chance on the left, false alarms on the right."""
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 90), ylim=(0, 107), xlabel="time (s)", ylabel="showings hit (%)")
    right.set(xlim=(0, 90), ylim=(0, 36), xlabel="time (s)", ylabel="false alarms/s")
    artists = {
        "hits": left.plot([], [], "o-", color=VOLTAGE, label="hit")[0],
        "chance": left.plot([], [], "s--", color=OTHER, mfc="none", label="by chance")[0],
        "alarms": right.plot([], [], "D-", color=SPIKE)[0],
    }
    legend_above(left, 2)
    return artists
