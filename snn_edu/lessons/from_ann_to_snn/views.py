"""Lesson 15, from ANN to SNN: its pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_edu.lessons.from_ann_to_snn.networks import (
    CODES,
    STEPS,
    ann_accuracy,
    layers,
    reached,
    trained,
)
from snn_edu.lessons.from_ann_to_snn.questions import NETWORK
from snn_edu.live import Frame, choice, declare, slider
from snn_edu.plots import HERE, OTHER, SPIKE, THEORY, VOLTAGE, plain
from snn_edu.questions import theirs
from snn_edu.training import THRESHOLD, IFReset, Ties, if_counts, reset_after
from snn_edu.validation import Floats


def some(number: int, thing: str) -> str:
    """A number of things: ``1 spike``, ``2 spikes``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


# --- One neuron. ----------------------------------------------------------------------------------

Z = np.linspace(-0.25, 1.25, 601)  # inputs for which the staircase is drawn
FIRST = 20  # steps of which the potential is drawn
RESETS: dict[str, IFReset] = {"by subtraction": "subtract", "to zero": "zero", "none": "none"}


def potential(z: float, reset: IFReset, start: float, steps: int) -> tuple[Floats, Floats, Floats]:
    """(t, v, t of spikes) of some steps: a rise by z, and where v >= 1 a spike and a reset."""
    v, times, values, spikes = start, [0.0], [start], []
    for t in range(1, steps + 1):
        v = v + z
        times.append(t)
        values.append(v)
        spiked = v >= THRESHOLD - 1e-9
        if spiked:
            spikes.append(t)
            v = float(reset_after(np.array(v), np.array(spiked), reset))
            times.append(t)
            values.append(v)
    return np.array(times), np.array(values), np.array(spikes)


def stairs_frame(z: float, steps: int, reset: str, start: float) -> Frame:
    """One neuron's potential, and the rate for every input beside the ReLU."""
    how = RESETS[reset]
    count = int(if_counts(z, steps, how, start))
    t, v, spikes = potential(z, how, start, min(steps, FIRST))
    relu = min(max(z, 0.0), 1.0)
    return {
        "v": (t, v),
        "spikes": (spikes, np.full(len(spikes), 2.0)),
        "rates": (Z, if_counts(Z, steps, how, start) / steps),
        "dot": ([z], [count / steps]),
        "named": {"position": (0.7, 0.5), "ha": "left"}  # the stairs go above the ReLU
        if how == "none"
        else {"position": (0.42, 0.62), "ha": "right"},
        "text": f"Input {_minus(z)}, reset {reset}, v from {start:g}: {some(count, 'spike')} in "
        f"{some(steps, 'step')}, a rate of {count / steps:.3f}. The ReLU, cut off at 1, gives "
        f"{relu:.3f}.",
    }


def _minus(value: float) -> str:
    return f"{value:g}".replace("-", "−")


@declare(
    stairs_frame,
    z=slider("input z", -0.25, 1.25, start=0.35, step=0.05),
    steps=slider("steps T", 1, 50, start=12, step=1),
    reset=choice("reset", tuple(RESETS), "by subtraction"),
    start=slider("v at the start", 0, 0.75, start=0, step=0.25),
    handles={"dot": {"x": "z"}},
    ghost=["rates"],
    size=(8.4, 2.8),
)
def stairs(figure: Figure) -> Frame:
    """The potential in time; the rate for every input, and the ReLU."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    left.axhline(THRESHOLD, color=SPIKE, ls="--", lw=1.3)
    left.set(xlim=(-0.5, FIRST + 0.5), ylim=(-1.1, 2.3), xlabel="step", ylabel="potential v")
    left.set_xticks(range(0, FIRST + 1, 5))
    left.text(FIRST + 0.3, 1.5, "threshold, dashed", color=SPIKE, ha="right")
    right.plot([-0.25, 0, 1, 1.25], [0, 0, 1, 1], color=THEORY, lw=1.3)
    right.set(xlim=(-0.3, 1.3), ylim=(-0.06, 1.1), xlabel="input z per step")
    right.set(ylabel="spikes per step")
    return {
        "v": left.plot([], [], color=VOLTAGE, lw=1.4)[0],
        "spikes": left.plot([], [], "|", color=SPIKE, ms=11, mew=1.8)[0],
        "rates": right.plot([], [], color=VOLTAGE, lw=1.4)[0],
        "dot": right.plot([], [], **HERE)[0],
        "named": right.text(0.42, 0.62, "ReLU", color=THEORY),
    }


# --- The learner's own network. -------------------------------------------------------------------

CLASSES = 10


def answer_frame(network: Any, steps: int, picture: int) -> Frame:
    """One test picture, and how often each output of the learner's network fires."""
    network, whose = theirs(NETWORK, network)
    net = layers(100.0)
    x, label = trained().test.pictures[picture], int(trained().test.labels[picture])
    (W1, W2), (b1, b2) = net.weights, net.biases
    counts = np.asarray(network(x, W1, b1, W2, b2, steps), float)
    best = np.flatnonzero(counts == counts.max())
    said = f"says {best[0]}" if best.size == 1 else f"has {best.size} outputs with as many"
    return {
        "digit": x.reshape(8, 8),
        "counts": [{"height": float(one)} for one in counts],
        "axis": {"ylim": (0, 1.15 * ceiling(int(counts.max())))},
        "truth": ([label], [1.05 * ceiling(int(counts.max()))]),
        "text": f"Picture {picture} is a {label}. After {some(steps, 'step')} of {whose} network "
        f"the highest count is {counts.max():.0f}, and it {said}.",
    }


def ceiling(count: int) -> int:
    """The height of the axis for so many spikes: one of four, so that it seldom moves."""
    return next(top for top in (4, 10, 25, 60) if count <= top)


@declare(
    answer_frame,
    steps=slider("steps T", 1, 50, start=10, step=1),
    picture=slider("test picture", 0, 538, start=5, step=1),
    size=(6.6, 2.6),
)
def answer(figure: Figure) -> Frame:
    """A digit, and ten bars."""
    grid = figure.add_gridspec(1, 2, width_ratios=[1, 2.6])
    paper, bars = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[0, 1])
    paper.set_axis_off()
    bars.set(xlim=(-0.6, 9.6), xlabel="output neuron", ylabel="spikes", xticks=range(CLASSES))
    return {
        "digit": paper.imshow(np.zeros((8, 8)), cmap="gray_r", vmin=0, vmax=1),
        "counts": list(bars.bar(range(CLASSES), [1.0] * CLASSES, color=VOLTAGE, width=0.7)),
        "axis": bars,
        "truth": bars.plot([], [], "*", color=THEORY, ms=14)[0],
    }


# --- All test pictures. ---------------------------------------------------------------------------


def patience_frame(
    steps: int, code: str, start: float, ties: Ties, reset: str, percentile: str, picture: int
) -> Frame:
    """One picture's ten counts after some steps, and the errors on all up to then."""
    options = (float(percentile), RESETS[reset], start)
    until = (*(shorter for shorter in STEPS if shorter < steps), steps)
    right = [reached(code, length, *options).accuracy(ties) for length in until]
    run, hidden, _ = reached(code, steps, *options)
    counts, left = run.counts[0][picture], run.left[0][picture]
    decided, label = int(run.decide(ties)[picture]), int(trained().test.labels[picture])
    most, on_top = int(counts.max()), int(np.count_nonzero(counts == counts.max()))
    scale = "the largest" if percentile == "100" else f"the {percentile}th percentile"
    tie = f"{on_top} outputs tie at {most}" if on_top > 1 else f"{some(most, 'spike')} on top"
    return {
        "digit": trained().test.pictures[picture].reshape(8, 8),
        "counts": [{"height": float(count)} for count in counts],
        "left": (np.arange(CLASSES), counts + np.clip(left, -0.5, 1.5)),
        "decided": ([decided], [most + 0.09 * ceiling(most)]),
        "bars": {"ylim": (min(-0.65, -0.06 * ceiling(most)), 1.2 * ceiling(most))},
        "curve": (until, 100 - 100 * np.array(right)),
        "dot": ([steps], [100 - 100 * right[-1]]),
        "text": f"After {some(steps, 'step')} ({code}, v from {start:g}, reset {reset}, scaled by "
        f"{scale}, ties by {ties}) {100 * right[-1]:.1f} % are right, with "
        f"{plain(hidden)} hidden spikes. Picture {picture}, a {label}: {tie}; "
        f"it says {decided}.",
    }


def _axis_of_errors(ax: Axes) -> None:
    ax.axhline(100 - 100 * ann_accuracy(), color=THEORY, lw=1.3, ls="--")
    ax.text(1, 0.75, "the ANN", color=THEORY)
    ax.axhline(90, color="0.45", lw=1, ls=":")
    ax.text(52, 96, "chance", ha="right", color="0.35")
    ax.set(xscale="log", xlim=(0.9, 60), yscale="log", ylim=(0.5, 140), xlabel="steps T")
    ax.set_xticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
    ax.set_yticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "100"])
    ax.set_xticks([], minor=True)
    ax.set_yticks([], minor=True)
    ax.set(ylabel="test pictures wrong (%)")


@declare(
    patience_frame,
    steps=slider("steps T", 1, 50, start=1, step=1),
    code=choice("input", CODES, "current"),
    start=slider("v at the start", 0, 0.5, start=0, step=0.5),
    ties=choice("ties by", ("potential", "index"), "potential"),
    reset=choice("reset", tuple(RESETS), "by subtraction"),
    percentile=choice("percentile", ("95", "99", "99.9", "100"), "100"),
    picture=slider("test picture", 0, 538, start=5, step=1),
    ghost=["curve"],
    size=(9.0, 2.8),
)
def patience(figure: Figure) -> Frame:
    """A picture, its ten outputs, and the errors over the number of steps."""
    grid = figure.add_gridspec(1, 3, width_ratios=[0.9, 2.0, 3.0])
    paper, bars, right = (figure.add_subplot(grid[0, column]) for column in range(3))
    paper.set_axis_off()
    bars.set(xlim=(-0.6, 9.6), xlabel="output neuron", ylabel="spikes", xticks=range(CLASSES))
    _axis_of_errors(right)
    rows = bars.bar(range(CLASSES), [1.0] * CLASSES, color=VOLTAGE, width=0.7)
    artists = {
        "digit": paper.imshow(np.zeros((8, 8)), cmap="gray_r", vmin=0, vmax=1),
        "counts": list(rows),
        "left": bars.plot([], [], "_", color=OTHER, ms=12, mew=2, label="left in v")[0],
        "decided": bars.plot([], [], "v", color=SPIKE, ms=8, label="answer")[0],
        "bars": bars,
        "curve": right.plot([], [], ".-", color=VOLTAGE)[0],
        "dot": right.plot([], [], **HERE)[0],
    }
    bars.legend(loc="lower center", bbox_to_anchor=(0.5, 0.99), ncols=2, columnspacing=1.0)
    return artists
