"""Lesson 19's pictures: four decoders of a direction, a drawing, and a grasshopper's ear."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from snn_edu.coding import jitter as moved_by
from snn_edu.lessons.reading_and_hearing.drawing import (
    STEP,
    Practice,
    decode_path,
    even_pace,
    practise,
    velocity_counts,
)
from snn_edu.lessons.reading_and_hearing.movement import (
    CosineNeurons,
    LinearDecoder,
    fisher_bound,
    maximum_likelihood,
    population_vector,
    rms_error,
)
from snn_edu.lessons.reading_and_hearing.recording import (
    count_correlation,
    counts_in,
    grasshopper,
    reconstruct,
)
from snn_edu.live import Frame, choice, declare, pad, slider
from snn_edu.plots import OTHER, SPIKE, THEORY, VOLTAGE, Sound
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

Path = tuple[tuple[float, float], ...]

# --- Four decoders of a direction. ----------------------------------------------------------------

DECODERS = ("every spike votes", "population vector", "fitted decoder", "maximum likelihood")
COLOURS = ("0.5", VOLTAGE, OTHER, OTHER)
MOVEMENTS = 400
ARM = 120.0  # degrees, the one movement whose reading is drawn


def errors_of_decoders(neurons: int, window: float, crowding: float, seed: int) -> Frame:
    """One movement as four decoders read it, and their rms errors over 400 others."""
    rng = np.random.default_rng(seed)
    cells = CosineNeurons.even(neurons)
    if crowding:
        cells = CosineNeurons.clustered(neurons, crowding, rng)
    directions, known = rng.uniform(-180, 180, (2, MOVEMENTS))
    counts = cells.counts(directions, window, rng)
    angle = np.radians(known)
    fitted = LinearDecoder.fit(
        cells.counts(known, window, rng), np.column_stack([np.cos(angle), np.sin(angle)])
    )
    counts = np.vstack([counts, cells.counts(ARM, window, rng)])
    theta, at_rest = cells.preferred, cells.baseline * window / 1000
    decoded = np.array(
        [
            population_vector(counts, theta),
            population_vector(counts, theta, at_rest),
            fitted.direction(counts),
            maximum_likelihood(counts, theta, window=window),
        ]
    )
    errors = [rms_error(one, directions) for one in decoded[:, :-1]]
    bound = fisher_bound(neurons, window=window)
    x, y = np.cos(np.radians(theta)), np.sin(np.radians(theta))
    read_x, read_y = np.cos(np.radians(decoded[:, -1])), np.sin(np.radians(decoded[:, -1]))
    gap = np.full(neurons, np.nan)
    return {
        "arrows": [([0.0, 0.78 * u], [0.0, 0.78 * v]) for u, v in zip(read_x, read_y, strict=True)],
        "errors": [([bound, error], [k, k]) for k, error in enumerate(errors)],
        "labels": [
            {"text": f"{error:.1f}°", **_beside(k, error, bound)} for k, error in enumerate(errors)
        ],
        "bound": ([bound, bound], [-0.6, 3.5]),
        "cells": (np.ravel([0.85 * x, x, gap], "F"), np.ravel([0.85 * y, y, gap], "F")),
        "text": f"Typical errors in degrees: if every spike votes {errors[0]:.1f}, population "
        f"vector {errors[1]:.1f}, fitted decoder {errors[2]:.1f}, maximum likelihood "
        f"{errors[3]:.1f}; the limit for {neurons} even neurons is {bound:.1f}.",
    }


def _beside(k: int, error: float, bound: float) -> Frame:
    """Where an error's number stands: not on the line of a pure guess."""
    if 55.0 < error < 120.0:
        return {"position": (error, k + 0.12), "ha": "right", "va": "top"}
    return {"position": (1.12 * max(error, bound), k), "ha": "left", "va": "center"}


@declare(
    errors_of_decoders,
    crowding=slider("crowding of the preferred directions", 0.0, 3.0, start=0.0, step=0.25),
    neurons=slider("neurons", 4, 200, start=100, step=4),
    window=slider("window T", 20.0, 500.0, start=100.0, step=20.0, unit="ms"),
    seed=slider("noise seed", 0, 7, start=0, step=1, rare=True),
    size=(7.0, 2.9),
)
def decoders(figure: Figure) -> Frame:
    """The neurons round one movement and its readings; how far each errs beyond the limit."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.32), aspect="equal")
    left.set_axis_off()
    left.plot([0, -0.4], [0, 0.693], color=THEORY, lw=7, alpha=0.4)  # to 120 degrees
    left.text(0, 1.14, "where the arm goes", color=THEORY, ha="center")
    right.set(xscale="log", xlim=(2, 250), ylim=(3.5, -1.1), xlabel="typical error (degrees)")
    right.set_xticks([2, 5, 10, 20, 50, 100], ["2", "5", "10", "20", "50", "100"])
    right.set_xticks([], minor=True)
    right.axvline(104.0, color="0.6", ls=":", lw=1)
    right.text(97, -0.7, "a pure\nguess", color="0.4", ha="right", va="center")
    right.text(2.2, -0.65, "dashed: the limit", color=THEORY)
    right.set_yticks(range(4), DECODERS)
    for name, colour in zip(right.get_yticklabels(), COLOURS, strict=True):
        name.set_color(colour)
    return {
        "cells": left.plot([], [], color=VOLTAGE, lw=1, antialiased=False)[0],
        "arrows": [left.plot([], [], color=colour, lw=2)[0] for colour in COLOURS],
        "bound": right.plot([], [], color=THEORY, ls="--")[0],
        "errors": [
            right.plot([], [], "-o", color=colour, lw=2, ms=7, markevery=[1])[0]
            for colour in COLOURS
        ],
        "labels": [right.text(2, k, "", va="center") for k in range(4)],
    }


# --- The drawing. ---------------------------------------------------------------------------------

MOST = 400  # neurons
ROWS = 40  # of them at most have their spikes drawn


@lru_cache(maxsize=4)
def practice(seed: int = 0) -> Practice:
    """A minute of movements for `MOST` neurons, which a decoder may be fitted on."""
    return practise(MOST, np.random.default_rng(seed))


@lru_cache(maxsize=2)
def _counts_of(path: Path, seed: int) -> Floats:
    preferred = practice(seed).preferred
    counts = velocity_counts(even_pace(path), preferred, np.random.default_rng(seed))[1]
    return np.asarray(counts[:, :ROWS], float)


def spikes_of(path: Path, neurons: int, seed: int) -> tuple[Floats, Floats]:
    """When (s) who fired: a time for each step with a spike, and the sender's preferred direction.

    Of `ROWS` senders at most.
    """
    step, neuron = np.nonzero(_counts_of(path, seed)[:, :neurons])
    return step * STEP / 1000, practice(seed).preferred[neuron]


def drawing_decoded(path: Path, neurons: int, seed: int) -> Frame:
    """A hand's drawing, and what the first `neurons` let a decoder draw; `seed` draws them too."""
    hand = even_pace(path)  # 8 s of movement, 400 steps of 20 ms
    made = decode_path(hand, neurons, practice(seed), np.random.default_rng(seed))
    width = np.ptp(made.cursor[:, 0]) / max(float(np.ptp(made.hand[:, 0])), 1e-9)
    return {
        "hand": made.hand.T,
        "cursor": made.cursor.T,
        "spikes": spikes_of(path, neurons, seed),
        "text": f"{neurons} neurons: {100 * made.r2:.0f} % of the velocity explained; the drawing "
        f"is {width:.2f} times as wide as the hand's.".replace("-", "−"),
    }


@declare(
    drawing_decoded,
    path=pad("your path"),
    neurons=slider("neurons", 2, 400, start=400, step=1),
    seed=slider("seed of neurons and noise", 0, 7, start=0, step=1, rare=True),
    size=(6.6, 3.3),
)
def scribble(figure: Figure) -> Frame:
    """The drawing on the left, the spikes of all neurons on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(-1.08, 1.08), ylim=(-1.08, 1.16), aspect="equal")
    left.set_axis_off()
    left.text(-1.05, 1.1, "your hand", color=THEORY, va="center")
    left.text(1.05, 1.1, "decoded", color=VOLTAGE, va="center", ha="right", weight="bold")
    right.set(xlim=(0, 8), ylim=(-180, 180), xlabel="time (s)", yticks=[-180, -90, 0, 90, 180])
    right.set(ylabel="preferred direction (degrees)")
    return {
        "hand": left.plot([], [], color=THEORY, lw=1.5)[0],
        "cursor": left.plot([], [], color=VOLTAGE, lw=3)[0],
        "spikes": right.plot([], [], "|", color=SPIKE, ms=2, mew=0.6, antialiased=False)[0],
    }


# --- The grasshopper. -----------------------------------------------------------------------------

SHOWN = 160  # ms, from 1 s on: an odd second, which nothing was fitted to
COUNT, WEIGHTS = "a count", "the best weights"
RATE = 8000  # samples a second


def listen() -> Sound:
    """Two seconds of the sound, with a click for each spike."""
    amplitude, spikes = grasshopper()
    t = np.arange(2 * RATE) / RATE  # s
    loud = np.interp(1000.0 * t, np.arange(amplitude.size), amplitude)
    samples = 0.5 * loud * np.sin(2.0 * np.pi * 2500.0 * t)
    click = np.array([0.9, -0.9, 0.6, -0.6, 0.3, -0.3, 0.1, -0.1])
    for time in spikes.times[spikes.times < 2000.0]:
        k = int(time / 1000.0 * RATE)
        samples[k : k + click.size] += click[: samples.size - k]
    heard = int((spikes.times < 2000.0).sum())
    text = f"Two seconds of a tone whose loudness wanders, and {heard} clicks, one for each spike."
    return Sound(samples, RATE, text)


def sound_read(read_by: str, window: int, later: int, jitter: float) -> Frame:
    """The sound as the spikes tell it, by a count or by the best weights."""
    amplitude, spikes = grasshopper()
    if jitter:
        spikes = jittered(spikes, jitter)
    t = np.arange(SHOWN)
    part = slice(1000, 1000 + SHOWN)
    if read_by == WEIGHTS:
        found = reconstruct(amplitude, spikes)
        told, r, how = found.estimate[part], found.r, "with the best weights for 20 ms"
    else:
        n = counts_in(spikes, t + 1000.5, window, later)
        told = (n - n.mean()) * amplitude.std() / max(float(n.std()), 1e-9)
        r = count_correlation(amplitude, spikes, window, later)
        how = f"counted in {window} ms, {later} ms later"
        chosen = count_correlation(amplitude, spikes, window, later, odd=False)
    ticks = spikes.times[(spikes.times >= 1000) & (spikes.times < 1000 + SHOWN)] - 1000
    moved = f", each spike moved by {jitter:g} ms" if jitter else ""
    where = (
        f"r = {r:.2f} with the sound, over five seconds that nothing was fitted to."
        if read_by == WEIGHTS
        else f"r = {chosen:.2f} with the sound on the even seconds, where you choose, and {r:.2f} "
        "on the odd ones, which judge."
    )
    return {
        "sound": (t, amplitude[part] - amplitude.mean()),
        "told": (t, told),
        "spikes": (ticks, np.full(ticks.size, -0.47)),
        "text": f"Read {how}{moved}: {where}".replace("-", "−"),
    }


def jittered(spikes: Spikes, sd: float) -> Spikes:
    """Each spike moved at random, always by the same numbers."""
    return moved_by(spikes, sd, np.random.default_rng(0))


@declare(
    sound_read,
    read_by=choice("read by", (COUNT, WEIGHTS), COUNT),
    window=slider("window of the count", 1, 50, start=50, step=1, unit="ms"),
    later=slider("the count looks later by", 0, 15, start=0, step=1, unit="ms"),
    jitter=slider("each spike moved by (s.d.)", 0.0, 10.0, start=0.0, step=0.5, unit="ms"),
    size=(7.0, 2.7),
)
def sound(figure: Figure) -> Frame:
    """The sound's loudness about its mean, what the spikes tell of it, and the spikes."""
    ax = figure.subplots()
    ax.set(xlim=(0, SHOWN), ylim=(-0.56, 0.95), xlabel="time (ms)")
    ax.set(ylabel="loudness (mean taken off)")
    ax.text(2, 0.86, "the sound", color=THEORY, va="center")
    ax.text(54, 0.86, "as it is read", color=VOLTAGE, va="center", weight="bold")
    ax.text(108, 0.86, "spikes", color=SPIKE, va="center")
    return {
        "sound": ax.plot([], [], color=THEORY, lw=1.5)[0],
        "told": ax.plot([], [], color=VOLTAGE, lw=2)[0],
        "spikes": ax.plot([], [], "|", color=SPIKE, ms=12, mew=1.5)[0],
    }
