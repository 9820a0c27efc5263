"""Lesson 10, what the neuron does: its potential before and after, and the sound of its spikes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.needle_in_noise.bird_song import (
    ENVELOPE,
    SAMPLING,
    centres,
    envelope,
    make_song,
)
from snn_edu.lessons.needle_in_noise.stored_runs import PIECE
from snn_edu.lessons.needle_in_noise.views import (
    FEW,
    STANDARD,
    draw_wall,
    first_spikes,
    input_pieces,
    raster_input,
    wall,
)
from snn_edu.patterns import Detector, follow
from snn_edu.plots.axes import legend_above
from snn_edu.plots.plots import OTHER, SPIKE, VOLTAGE, HouseFigure, figure
from snn_edu.spikes.train import Spikes
from snn_edu.validation import Floats

Frame = Mapping[str, Any]


# --- The formula of the lesson, step by step. -----------------------------------------------------


def potential(
    spikes: Spikes, weights: Floats, of: Detector = STANDARD, dt: float = 0.1
) -> tuple[Floats, Floats, Floats]:
    """(t, p, output spikes) of one neuron whose weights stand still, in steps of `dt` ms.

    p(t) = eta(t - t_out) + sum_j w_j eps(t - t_j), as in `Detector`. Both are a slow exponential
    minus a fast one, p = M - S, and both sums lose the same share in every step. Input of a step
    arrives at its end. A discharge sets M and S to those of eta, and with that flushes every PSP.
    """
    assert spikes.duration is not None
    steps = round(spikes.duration / dt)
    at_peak = math.log(of.tau_m / of.tau_syn) / (1 / of.tau_syn - 1 / of.tau_m)
    K = 1 / (math.exp(-at_peak / of.tau_m) - math.exp(-at_peak / of.tau_syn))
    end = np.ceil(spikes.times / dt - 1e-9).astype(int)
    arrives = K * np.bincount(end, weights[spikes.ids], steps + 1)
    t: Floats = np.asarray(dt * np.arange(steps + 1), dtype=float)
    p, T = np.empty(steps + 1), of.v_threshold
    stay_m, stay_s = math.exp(-dt / of.tau_m), math.exp(-dt / of.tau_syn)
    M, S, t_out = 0.0, 0.0, -math.inf
    output: list[float] = []
    for k in range(steps + 1):
        M, S = M * stay_m + arrives[k], S * stay_s + arrives[k]
        p[k] = M - S
        if p[k] >= T and t[k] - t_out > of.t_ref:
            t_out = float(t[k])
            output.append(t_out)
            M, S = (of.K1 - of.K2) * T, -of.K2 * T
            p[k] = M - S  # K1 T
    return t, p, np.array(output, dtype=float)


# --- Widget: the potential before and after. ------------------------------------------------------

LEARNED, LEAD, SHOWN = 40, 100.0, 400.0  # s of input learned; ms before what is shown, and of it
KNOBS: dict[str, Any] = {
    "pairing": "reduced", "psp": "double_exponential", "jitter": 1.0, "share": 0.5,
    "frequency": 0.25, "ratio": 0.85, "w0": 0.475, "seed": 2,
}  # fmt: skip


class History(NamedTuple):
    """The live cell's run at its start values."""

    weights: Floats  # (2 LEARNED + 1, 2000): after every half second
    output: Floats  # ms
    onsets: Floats  # ms
    spikes: Spikes  # half a second of input behind it, the same for every state of the weights
    showings: Floats  # ms, onsets within it


@lru_cache(maxsize=1)
def history() -> History:
    """What the neuron of the live cell knew after every half second."""
    onsets: list[float] = []
    kept: list[Spikes] = []

    def heard() -> Any:
        for detector, spikes in input_pieces(KNOBS, onsets):
            kept[:] = [spikes]
            yield detector, spikes

    weights = [np.full(2000, KNOBS["w0"])]
    output = np.array([])
    for learned in follow(heard(), np.full((1, 2000), KNOBS["w0"])):
        if learned.t > LEARNED * 1000.0:
            break
        if learned.t % PIECE == 0:
            weights.append(learned.weights[0])
        output = learned.output.times
    starts = np.array(onsets)
    showings = starts[starts >= LEARNED * 1000.0] - LEARNED * 1000.0
    return History(np.array(weights), output, starts, kept[0], showings)


def before_and_after(learned: float) -> Frame:
    """The same 400 ms of input, met by the weights as they were after `learned` seconds."""
    run = history()
    t, p, output = potential(run.spikes, run.weights[round(2 * learned)])
    late, seen = t >= LEAD, output >= LEAD
    inside = [((output >= one) & (output < one + 50.0) & seen).sum() for one in run.showings]
    within = sum(one + 50.0 > LEAD for one in run.showings)
    return {
        "now": (t[late] - LEAD, p[late]),
        **wall(run.weights[round(2 * learned)], first_spikes(KNOBS["seed"]), KNOBS["share"]),
        "title": f"after {learned:g} s of learning",
        "text": f"After {learned:g} s of learning: {seen.sum()} discharges in these 400 ms, "
        f"{sum(inside)} of them within the {within} showings.",
    }


def draw_before_and_after(figure: Figure) -> Frame:
    """Two stretches of p(t) on the left, the weights over the first spike on the right."""
    grid = figure.add_gridspec(2, 2, width_ratios=[3, 2])
    run = history()
    axes = [figure.add_subplot(grid[row, 0]) for row in (0, 1)]
    for ax in axes:
        for onset in run.showings - LEAD:
            ax.axvspan(max(onset, 0.0), onset + 50.0, color="0.88")
        ax.axhline(STANDARD.v_threshold, color=SPIKE, ls="--", lw=1.2)
        ax.set(xlim=(0, SHOWN), ylim=(-400, 1050), yticks=(0, 500, 1000), ylabel="p")
        ax.grid(visible=False)
    t, p, _ = potential(run.spikes, run.weights[0])
    axes[0].plot(t[t >= LEAD] - LEAD, p[t >= LEAD], color=VOLTAGE, lw=1)
    axes[0].set_title("before (grey: pattern shown)", fontsize=10, loc="left")
    axes[0].set_xticklabels([])
    axes[1].set_xlabel("time (ms)")
    weights = figure.add_subplot(grid[:, 1])
    return {
        "now": axes[1].plot([], [], color=VOLTAGE, lw=1)[0],
        "title": axes[1].set_title("", fontsize=10, loc="left"),
        **draw_wall(weights),
    }


# --- Widget: two showings laid over each other. ---------------------------------------------------

NEAR = 3.0  # ms between two spikes of one afferent that count as a match


def laid_over(what: str, jitter: float) -> Frame:
    """Fifty afferents of the pattern, 50 ms twice: two showings, or two other moments."""
    spikes, onsets = raster_input(jitter)
    slots = np.arange(0.0, 4000.0, 50.0)
    others = slots[~np.isin(slots, onsets)]
    begins = (onsets if what == "two showings" else others)[[1, 4]]
    member = spikes.ids < FEW // 2
    first, second = (
        (spikes.times[here] - begin, spikes.ids[here])
        for begin in begins
        for here in [member & (spikes.times >= begin) & (spikes.times < begin + 50.0)]
    )
    same = first[1][:, None] == second[1]
    met = (same & (np.abs(first[0][:, None] - second[0]) < NEAR)).any(axis=1)
    return {
        "first": first,
        "second": second,
        "text": f"{what[0].upper() + what[1:]}, jitter {jitter:g} ms: {met.sum()} of {met.size} "
        f"spikes have a partner within {NEAR:g} ms on the same afferent.",
    }


def draw_laid_over(figure: Figure) -> Frame:
    """Dots for the one, open squares for the other."""
    ax = figure.subplots()
    ax.set(xlim=(0, 50), ylim=(-1, 50), xlabel="ms since it began", ylabel="afferent")
    artists = {
        "first": ax.plot([], [], ".", color=VOLTAGE, ms=4, label="one")[0],
        "second": ax.plot([], [], "s", color=SPIKE, ms=6, mfc="none", mew=0.9, label="the other")[
            0
        ],
    }
    legend_above(ax, 2)
    return artists


# --- Sound. ---------------------------------------------------------------------------------------


def clicks(times: Floats, begin: float, end: float) -> Floats:
    """A click of 2 ms for each spike between `begin` and `end` (ms): a sound at 16 kHz.

    A stretch of 10 s takes 10 s to hear. A showing cannot be heard; only the neuron can.
    """
    sound = np.zeros(round((end - begin) * SAMPLING / 1000))
    click = np.sin(2 * np.pi * 2000.0 * np.arange(SAMPLING // 500) / SAMPLING)
    for t in times[(times >= begin) & (times < end - 2.0)]:
        start = int((t - begin) * SAMPLING / 1000)
        sound[start : start + click.size] = click
    return sound


def chorus_and_motif(number: int) -> Floats:
    """Four seconds of a song, half a second of nothing, and its motif alone, six times."""
    sound, onsets = make_song(4000.0, np.random.default_rng(number - 1))
    start = round(onsets[0] * SAMPLING / 1000)
    motif, pause = sound[start : start + SAMPLING // 20], np.zeros(SAMPLING // 2)
    return np.concatenate([sound, pause, *(6 * [motif, pause])])


HEARD = 400.0  # ms of a song that are drawn
EVERY = 6.25  # ms from one column to the next


def as_the_ear_hears(number: int) -> HouseFigure:
    """A spectrogram with the ear's own filters: 400 ms with three showings of the motif."""
    sound, onsets = make_song(4000.0, np.random.default_rng(number - 1))
    begin = float(onsets[np.argmin(np.diff(onsets))]) - 100.0  # two showings close together
    pitches, spectrum = centres(40, 250.0, 6500.0), np.fft.rfft(sound)
    loud = np.array([envelope(spectrum, sound.size, centre) for centre in pitches])
    at = np.arange(begin, begin + HEARD, EVERY)
    columns = (at[:, None] + np.arange(0.0, EVERY, 0.25)) * ENVELOPE / 1000
    level = 3.0 * np.round(20 / 3 * np.log10(loud[:, columns.astype(int)].mean(axis=2)))  # dB
    shown = onsets[(onsets >= begin) & (onsets + 50.0 <= begin + HEARD)] - begin
    said = (
        f"A spectrogram of {HEARD:g} ms, 250 to 6500 Hz: chirps cross everywhere. The motif sounds "
        f"at {', '.join(f'{one:g}' for one in shown)} ms, alike each time."
    )
    drawing = figure(said, width=5.6, height=2.0)
    ax = drawing.subplots()
    ax.pcolormesh(
        np.append(at, at[-1] + EVERY) - begin, np.arange(41), level, cmap="Greys",
        vmin=level.max() - 36.0, vmax=level.max(),
    )  # fmt: skip
    ax.set(xlim=(0, HEARD), ylim=(0, 43.8), xlabel="time (ms)", ylabel="pitch (Hz)")
    marks = [500, 1000, 2000, 4000]  # Hz
    ax.set_yticks(np.searchsorted(pitches, marks), [f"{mark}" for mark in marks])
    ax.grid(visible=False)
    for one in shown:
        ax.plot([one, one + 50.0], [41.9, 41.9], color=OTHER, lw=5, solid_capstyle="butt")
        ax.text(one + 25.0, 44.6, "motif", color=OTHER, ha="center", fontsize=9)
    return drawing
