"""Lesson 11, neurons that share the work: its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.sharing_the_work.stored_fifty import (
    COLUMNS,
    EPOCHS,
    FIFTY,
    ROWS,
    SHOWN,
    SPLITS,
    mosaic,
    split,
    stored,
    untrained,
)
from snn_edu.lessons.sharing_the_work.three_neurons import competition, draw_competition
from snn_edu.live import Frame, declare, slider, toggle
from snn_edu.plots import THEORY, VOLTAGE, WEIGHT
from snn_edu.questions import generator, letters

compete = declare(
    competition,
    inhibition=slider("inhibition", 0, 1, start=0.25, step=0.05),
    jitter=slider("jitter", 0, 6, start=1.0, step=0.5, unit="ms"),
    seed=slider("noise seed (read when it begins)", 0, 7, start=6, step=1),
    fps=12,
    still=0,
    button="Learn",
    size=(8.0, 3.3),
)(draw_competition)

# --- Fifty neurons. -------------------------------------------------------------------------------

BLANK = mosaic(np.zeros((64, ROWS * COLUMNS)))


def fifty_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Epoch by epoch: the weights of fifty neurons, and how the pictures are shared among them."""
    parts = {part: controls[part] for part in ("homeostasis", "normalisation")}
    model = replace(FIFTY, **parts)
    seed = controls["seed"]
    yield {
        "mosaic": mosaic(untrained(seed).weights),
        "wins": ([], []),
        "text": f"Before the first epoch, split {seed}: the weights of {model.neurons} neurons are "
        f"random, and none has won a picture yet.",
    }
    epochs = model.learn(split(seed)[0].pictures, np.random.default_rng(seed), EPOCHS)
    for epoch, learned in enumerate(epochs, 1):
        wins = np.sort(learned.wins)[::-1] / learned.wins.sum()
        used = np.count_nonzero(learned.wins)
        yield {
            "mosaic": mosaic(learned.weights),
            "wins": (np.arange(1, wins.size + 1), 100 * np.cumsum(wins)),
            "text": f"Epoch {epoch} of {EPOCHS}, split {seed}: {used} of {model.neurons} neurons "
            f"win pictures, and the busiest takes {100 * wins[0]:.1f} % of them"
            f"{'' if model.normalisation else ' (weights not divided by their length)'}.",
        }


@declare(
    fifty_frames,
    homeostasis=toggle("homeostasis (read when it begins)", start=True),
    normalisation=toggle("divide by |w|", start=True),
    seed=slider("split and noise (read when it begins)", 0, SPLITS - 1, start=SHOWN, step=1),
    fps=4,
    still=0,
    button="Learn",
    size=(8.4, 3.0),
)
def fifty(figure: Figure) -> Frame:
    """The mosaic; how many pictures the busiest neurons take together."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 1])
    left.set_axis_off()
    right.plot([1, FIFTY.neurons], [100 / FIFTY.neurons, 100], color=THEORY, ls="--", lw=1)
    right.text(26, 40, "fair shares", color=THEORY, fontsize=10)
    right.set(xlim=(0, FIFTY.neurons + 1), ylim=(0, 105))
    right.set(xlabel="the busiest neurons", ylabel="% of the pictures")
    return {
        "mosaic": left.imshow(BLANK, cmap="gray_r", vmin=0, vmax=1),
        "wins": right.plot([], [], color=VOLTAGE, lw=2)[0],
    }


def mosaics_frame(epochs: int) -> Frame:
    """Four networks after some epochs; which part each of them lacks is not told."""
    shown = dict(zip("ABCD", stored().weights[:, epochs - 1], strict=True))
    own = letters("ABCD", generator("sharing_the_work"))
    return {
        "mosaics": [mosaic(shown[ours]) for ours in own.values()],
        "text": f"The weights of four networks after {epochs} epoch{'' if epochs == 1 else 's'} "
        f"(stored runs): A, B, C and D. One is whole, the others lack a part each.",
    }


@declare(
    mosaics_frame,
    epochs=slider("epochs", 1, EPOCHS, start=EPOCHS, step=1, clock=True),
    size=(8.0, 4.2),
)
def mosaics(figure: Figure) -> Frame:
    """Four mosaics, each under its letter."""
    axes = figure.subplots(2, 2).ravel()
    for ax, letter in zip(axes, "ABCD", strict=True):
        ax.set_axis_off()
        ax.set_title(letter, loc="left")
    return {"mosaics": [ax.imshow(BLANK, cmap="gray_r", vmin=0, vmax=1) for ax in axes]}


def against_frame(seed: int) -> Frame:
    """Fifty neurons epoch by epoch beside ten mean pictures."""
    scores, means = stored().scores[seed], float(stored().means[seed])
    return {
        "scores": (np.arange(EPOCHS + 1), 100 * scores),
        "means": ([-0.5, EPOCHS + 0.5], [100 * means, 100 * means]),
        "text": f"Split {seed}: fifty neurons classify {100 * scores[0]:.1f} % of the test "
        f"pictures correctly before they learn and {100 * scores[-1]:.1f} % after {EPOCHS} epochs; "
        f"ten mean pictures {100 * means:.1f} % (stored runs).",
    }


@declare(against_frame, seed=slider("split", 0, SPLITS - 1, start=SHOWN, step=1), size=(7.0, 2.8))
def against(figure: Figure) -> Frame:
    """Two lines: the neurons' accuracy against epochs, and that of the means."""
    ax = figure.subplots()
    ax.set(xlim=(-0.5, EPOCHS + 0.5), ylim=(0, 100), xlabel="epochs learned", ylabel="correct (%)")
    ax.text(EPOCHS + 0.4, 94, "ten mean pictures", color=THEORY, ha="right")
    ax.text(EPOCHS + 0.4, 74, "fifty neurons", color=WEIGHT, ha="right")
    return {
        "scores": ax.plot([], [], "o-", color=WEIGHT)[0],
        "means": ax.plot([], [], color=THEORY, ls="--", lw=2)[0],
    }
