"""Lesson 11: three neurons that inhibit each other, and three patterns.

    python -m snn_edu.lessons.sharing_the_work.three_neurons

makes ``results/competition.json`` again (about two minutes of CPU): which neuron has found which
pattern with each inhibition, in eight runs each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snn_edu.live import Frame
from snn_edu.patterns import Detector, Learned, follow, hide, make_stream, score
from snn_edu.plots import OTHER, SPIKE, VOLTAGE, legend_above
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

Bools = NDArray[np.bool_]


STORED = Path(__file__).parent / "results" / "competition.json"
INHIBITIONS, SEEDS = (0.0, 0.25, 1.0), 8
COMPETING, PIECE, BACK = 90_000.0, 500.0, 10_000.0  # ms: input, a piece of it, what is judged


def compete(
    controls: Mapping[str, Any], onsets: tuple[list[float], list[float], list[float]]
) -> Iterator[Learned]:
    """Three neurons and three patterns, half a second after the other; `onsets` (ms) are noted.

    ``inhibition`` and ``jitter`` may change on the way; ``seed`` is that of the beginning. Together
    the patterns fill a third of the time.
    """
    rng = np.random.default_rng(controls["seed"])
    stream = make_stream(rng, patterns=3)

    def pieces() -> Iterator[tuple[Detector, Spikes]]:
        shows = False
        for start in np.arange(0.0, COMPETING, PIECE):
            piece = hide(stream, PIECE, rng, 0.5, 1 / 3, controls["jitter"], shows=shows)
            shows = piece.shows
            for noted, new in zip(onsets, piece.onsets, strict=True):
                noted.extend(start + new)
            inhibition = controls["inhibition"]
            yield Detector(3, v_threshold=550.0, t_ref=5.0, inhibition=inhibition), piece.spikes

    yield from follow(pieces(), rng.random((3, 2000)))


def hit_rates(output: Spikes, onsets: tuple[list[float], list[float], list[float]]) -> Floats:
    """Of each neuron (row) for each pattern (column), over the last ten seconds; NaN: not shown."""
    assert output.duration is not None
    since = max(0.0, output.duration - BACK)
    rates = [[score(output.of(k), one, since=since).hit_rate for one in onsets] for k in range(3)]
    return np.array(rates)


def found(inhibition: float, seed: int) -> Bools:
    """Which neuron (row) hits more than 98 % of the showings of which pattern (column)."""
    onsets: tuple[list[float], list[float], list[float]] = ([], [], [])
    for learned in compete({"inhibition": inhibition, "jitter": 1.0, "seed": seed}, onsets):
        last = learned
    return np.asarray(hit_rates(last.output, onsets) > 0.98)


# --- How it is drawn. ---------------------------------------------------------------------------

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


def stored() -> dict[float, Bools]:
    """For each of `INHIBITIONS`, what was `found` by each seed: (seeds, 3, 3)."""
    made = json.loads(STORED.read_text(encoding="utf-8"))["competition"]
    return {float(name): np.array(runs, dtype=bool) for name, runs in made.items()}


def main() -> None:
    """Make the stored runs again."""
    runs = {
        str(inhibition): [found(inhibition, seed).astype(int).tolist() for seed in range(SEEDS)]
        for inhibition in INHIBITIONS
    }
    made_by = "python -m snn_edu.lessons.sharing_the_work.three_neurons"
    text = json.dumps({"made_by": made_by, "competition": runs})
    STORED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
