"""Lesson 03, regular or by chance: its views."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.neuron_that_fires.questions import NEURON as NEURON_EXERCISE
from snn_edu.lessons.regular_or_by_chance.questions import CURRENT, CV
from snn_edu.lessons.regular_or_by_chance.stored_plane import drive_at
from snn_edu.lessons.regular_or_by_chance.stored_plane import plane as stored
from snn_edu.lessons.regular_or_by_chance.trains import DT, NEURON, shaken
from snn_edu.live import Frame, choice, declare, slider, toggle
from snn_edu.neurons import LIF, siegert_rate
from snn_edu.plots import HERE, OTHER, SPIKE, STROKE, THEORY, VOLTAGE, limit_above, minus
from snn_edu.questions import theirs
from snn_edu.validation import Floats

Current = Callable[[float, float, int, float, LIF, np.random.Generator], Any]
Neuron = Callable[[Any, float, LIF], tuple[Any, Any]]

MEAN = slider("mean current", 0.5, 2.5, start=1.3, step=0.05, unit="nA")
SIGMA = slider("noise σ", 0, 10, start=4.0, step=0.5, unit="mV")
DRAW = slider("draw of the noise", 1, 20, start=7, step=1, rare=True)


# --- Behind the curtain. --------------------------------------------------------------------------

CURTAIN, SHOWN = 1500.0, 2000.0  # ms


@functools.lru_cache(maxsize=32)
def two_rows(pair: int) -> tuple[Floats, Floats]:
    """2 s of a clock and of a neuron that noise drives, both near 14 Hz."""
    period = 1000.0 / NEURON.rate(1.55)
    clock = np.arange(pair * 0.37 % 1.0 * period, SHOWN, period)
    return clock, shaken(1.3, 4.0, SHOWN, pair).spikes.times


def behind_the_curtain(upper: float, lower: float, pair: int, lifted: bool) -> Frame:
    """Two trains, and what comes after 1.5 s behind a curtain; a mark in each row (ms)."""
    rows = two_rows(pair)
    misses = [mark - row[row > CURTAIN][0] for mark, row in zip((upper, lower), rows, strict=True)]
    said = f"Pair {pair}. Your marks stand at {upper:g} ms above and {lower:g} ms below."
    if lifted:
        ways = ["late" if miss > 0 else "early" for miss in misses]
        said += (
            f" The upper one is {abs(misses[0]):.0f} ms {ways[0]}, "
            f"the lower one {abs(misses[1]):.0f} ms {ways[1]}."
        )
    return {
        "above": (rows[0], np.ones(rows[0].size)),
        "below": (rows[1], np.zeros(rows[1].size)),
        "curtain": {"visible": not lifted},
        "upper": ([upper, upper], [0.62, 1.38]),
        "lower": ([lower, lower], [-0.38, 0.38]),
        "text": said,
    }


@declare(
    behind_the_curtain,
    upper=slider("your mark above", 1500, 2000, start=1750, step=1, unit="ms"),
    lower=slider("your mark below", 1500, 2000, start=1750, step=1, unit="ms"),
    lifted=toggle("lift the curtain"),
    pair=slider("another pair", 1, 8, start=1, step=1),
    handles={"upper": {"x": "upper"}, "lower": {"x": "lower"}},
    size=(9.0, 2.2),
)
def curtain(figure: Figure) -> Frame:
    """Two rows of strokes, a curtain at their end, and two marks on it."""
    ax = figure.subplots()
    ax.set(xlim=(0, SHOWN), ylim=(-0.6, 1.6), xlabel="time (ms)", yticks=[])
    ax.grid(visible=False)
    stroke = {**STROKE, "ms": 26}
    mark: dict[str, Any] = {"lw": 3, "color": OTHER, "zorder": 5, "clip_on": False}
    return {
        "above": ax.plot([], [], color=SPIKE, **stroke)[0],
        "below": ax.plot([], [], color=SPIKE, **stroke)[0],
        "curtain": ax.axvspan(CURTAIN, SHOWN, color="0.75", lw=0, zorder=4),
        "upper": ax.plot([], [], **mark)[0],
        "lower": ax.plot([], [], **mark)[0],
    }


# --- A noisy current into a neuron. ---------------------------------------------------------------


def noise_frame(mean: float, sigma: float, draw: int, free: bool) -> Frame:
    """500 ms of the course's neuron under a mean (nA) and noise (mV), with its threshold or not."""
    lif = LIF(v_threshold=900.0) if free else NEURON
    run = shaken(mean, sigma, 500.0, draw, lif)
    spikes = run.spikes.times
    if free:
        seen = run.v[run.t > 100.0]
        said = f"without a threshold v strays by {seen.std():.1f} mV around {seen.mean():.1f} mV"
    else:
        count = f"{spikes.size or 'no'} spike{'s' * (spikes.size != 1)}"
        said = f"{count} in 500 ms, and v would settle at {lif.v_inf(mean):.1f} mV without noise"
    return {
        "v": (run.t, run.v),
        "goal": ([0.0, 500.0], [lif.v_inf(mean)] * 2),
        "spikes": (spikes, np.full(spikes.size, -44.0)),
        "threshold": {"visible": not free},
        "name": "" if free else "threshold",
        "text": minus(f"Mean {mean:.2f} nA, σ = {sigma:g} mV, draw {draw}: {said}."),
    }


def draw_noise(figure: Figure) -> Frame:
    """The potential, where its mean leads it, and the spikes above."""
    ax = figure.subplots()
    ax.set(xlim=(0, 500), ylim=(-85, -34), xlabel="time (ms)", ylabel="v (mV)")
    beside = ax.get_yaxis_transform()
    return {
        "name": ax.text(1.01, -49.0, "", color=SPIKE, va="center", transform=beside),
        "threshold": ax.axhline(-50.0, color=SPIKE, ls="--", lw=1.5),
        "v": ax.plot([], [], color=VOLTAGE, lw=1.1)[0],
        "goal": ax.plot([], [], color=THEORY, ls="-.", lw=2)[0],
        "spikes": ax.plot([], [], color=SPIKE, ms=13, **STROKE)[0],
    }


noise = declare(
    noise_frame,
    mean=MEAN,
    sigma=SIGMA,
    free=toggle("without the threshold"),
    draw=DRAW,
    tries={"2 nA": {"mean": 2.0}, "no noise": {"sigma": 0.0}},
    size=(8.0, 3.2),
)(draw_noise)


def own(current: Any, neuron: Any) -> tuple[Current, Neuron, str]:
    """What is used of a learner's two functions, and whose they are."""
    make, source = theirs(CURRENT, current, "yours")
    run, whose = theirs(NEURON_EXERCISE, neuron, "Your", "The course's")
    whose += {
        ("yours", "Your"): " neuron on your current",
        ("yours", "The course's"): " neuron on your current",
        ("our", "Your"): " neuron on the course's current (yours has not passed yet)",
        ("our", "The course's"): " neuron and current (yours have not passed yet)",
    }[source, whose]
    return make, run, whose


SECOND = 10_000  # steps


def your_noise_frame(current: Any, neuron: Any, mean: float, sigma: float, draw: int) -> Frame:
    """2 s of the learner's neuron on the learner's current; the first half second of v."""
    make, run, whose = own(current, neuron)
    drive = make(mean, sigma, 2 * SECOND, DT, NEURON, np.random.default_rng(draw))
    v, spikes = run(drive, DT, NEURON)
    spikes = np.asarray(spikes)
    return {
        "v": (DT * np.arange(1, 5001), v[:5000]),
        "goal": ([0.0, 500.0], [NEURON.v_inf(mean)] * 2),
        "spikes": (spikes[spikes <= 500.0], np.full((spikes <= 500.0).sum(), -44.0)),
        "threshold": {"visible": True},
        "name": "threshold",
        "text": f"{whose}, mean {mean:.2f} nA, σ = {sigma:g} mV, draw {draw}: {spikes.size} "
        f"spike{'s' * (spikes.size != 1)} in 2 s, of which the first half second is shown.",
    }


your_noise = declare(your_noise_frame, mean=MEAN, sigma=SIGMA, draw=DRAW, size=(8.0, 3.2))(
    draw_noise
)


# --- How long the intervals are. ------------------------------------------------------------------

BINS = np.linspace(0.0, 4.0, 21)  # in mean intervals
ENOUGH, PATIENCE = 200, 8  # intervals; and how often 20 s are heard until there are so many
SEED = 501  # of the first 20 s


@functools.lru_cache(maxsize=64)
def long_run(mean: float, sigma: float) -> tuple[Floats, int]:
    """Intervals (ms) of the course's neuron, and the seconds that it took to hear them."""
    if sigma == 0.0 or siegert_rate(NEURON.v_inf(mean), sigma, NEURON) < 0.2:
        return shaken(mean, sigma, 20_000.0, 1).spikes.isi(), 20
    found: list[Floats] = []
    for seed in range(PATIENCE):
        found.append(shaken(mean, sigma, 20_000.0, SEED + seed).spikes.isi())
        if sum(map(len, found)) >= ENOUGH:
            break
    return np.concatenate(found), 20 * len(found)


def intervals_frame(cv: Any, mean: float, sigma: float) -> Frame:
    """Half a second of v, and all intervals of a long run beside those of pure chance."""
    run = shaken(mean, sigma, 500.0, 8)
    isi, seconds = long_run(mean, sigma)
    cv, whose = theirs(CV, cv, our="the")
    said = "no rate and no CV"
    share = np.zeros(BINS.size - 1)
    if isi.size > 9:
        times = np.cumsum(np.concatenate([[0.0], isi]))
        irregular = f"{whose} CV is {cv(times):.2f}"
        said = f"{1000.0 / isi.mean():.1f} Hz, and {irregular}"
        share = 100.0 * np.histogram(isi / isi.mean(), BINS)[0] / isi.size
    spikes = run.spikes.times
    return {
        "right": {"ylim": (0.0, limit_above(share.max(), (25.0, 60.0, 101.0)))},
        "v": (run.t, run.v),
        "spikes": (spikes, np.full(spikes.size, -44.0)),
        "isi": {"data": share},
        "text": f"Mean {mean:.2f} nA, σ = {sigma:g} mV: {isi.size} intervals in {seconds} s, "
        f"{said}.",
    }


@declare(
    intervals_frame,
    mean=MEAN,
    sigma=slider("noise σ", 0, 10, start=1.0, step=0.5, unit="mV"),
    size=(9.0, 3.2),
)
def intervals(figure: Figure) -> Frame:
    """The potential on the left, its intervals on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, 500), ylim=(-85, -34), xlabel="time (ms)", ylabel="v (mV)")
    left.axhline(-50.0, color=SPIKE, ls="--", lw=1.5)
    right.set(xlim=(0, 4), xlabel="interval, in mean intervals", ylabel="share (%)")
    chance = 100.0 * (BINS[1] - BINS[0]) * np.exp(-BINS)
    moving = {
        "right": right,
        "v": left.plot([], [], color=VOLTAGE, lw=1)[0],
        "spikes": left.plot([], [], color=SPIKE, ms=13, **STROKE)[0],
        "isi": right.stairs(np.zeros(BINS.size - 1), BINS, color=VOLTAGE, fill=True, alpha=0.45),
    }
    right.plot(BINS, chance, color=THEORY, ls=":", lw=2.5)
    right.text(2.2, 4.5, "pure chance", color=THEORY, va="bottom")
    return moving


# --- The f-I curve under noise. -------------------------------------------------------------------

NOISES = {"none": 0.0, "2 mV": 2.0, "4 mV": 4.0, "8 mV": 8.0}
FI_MEANS = np.linspace(0.25, 4.0, 12)
MANY = np.linspace(0.0, 4.0, 161)


@functools.cache
def rates_at(sigma: float) -> Floats:
    """The f-I curve (Hz at `MANY` nA) under noise `sigma` (mV), by Siegert's formula."""
    if sigma == 0.0:
        return np.asarray(NEURON.rate(MANY))
    return np.array([siegert_rate(NEURON.v_inf(mean), sigma, NEURON) for mean in MANY.tolist()])


@functools.lru_cache(maxsize=16)
def own_rates(make: Current, run: Neuron, sigma: float) -> Floats:
    """Rates of the learner's neuron at twelve means, in 2 s each."""
    rng = np.random.default_rng(8)
    drives = [make(mean, sigma, 2 * SECOND, DT, NEURON, rng) for mean in FI_MEANS.tolist()]
    return np.array([len(run(drive, DT, NEURON)[1]) / 2.0 for drive in drives])


def fi_noise_frame(current: Any, neuron: Any, sigma: str, at: float) -> Frame:
    """Rate against mean: without noise, with the noise that is chosen, and the learner's dots."""
    make, run, whose = own(current, neuron)
    here = [float(np.interp(at, MANY, rates_at(noise))) for noise in (0.0, NOISES[sigma])]
    return {
        "curve": (MANY, rates_at(NOISES[sigma])),
        "dots": (FI_MEANS, own_rates(make, run, NOISES[sigma])),
        "with_noise": {
            "text": "" if sigma == "none" else "with noise",
            "position": (1.15, float(np.interp(1.15, MANY, rates_at(NOISES[sigma]))) + 2.0),
        },
        "cursor": ([at, at], [0.0, 95.0]),
        "text": f"σ {sigma}. At a mean of {at:.2f} nA theory says {here[0]:.0f} Hz without noise "
        f"and {here[1]:.0f} Hz with it. Dots: {whose[0].lower()}{whose[1:]}, 2 s each.",
    }


@declare(
    fi_noise_frame,
    sigma=choice("noise σ", list(NOISES), "4 mV"),
    at=slider("read off at", 0, 4, start=3.0, step=0.05, unit="nA"),
    handles={"cursor": {"x": "at"}},
)
def fi_noise(figure: Figure) -> Frame:
    """The curve without noise in grey, the chosen one in blue, dots in black."""
    ax = figure.subplots()
    ax.set(xlim=(0, 4), ylim=(-2, 95), xlabel="mean current (nA)", ylabel="rate (Hz)")
    ax.plot(MANY, rates_at(0.0), color="0.6", lw=2)
    ax.text(1.56, 1.0, "without noise", color="0.45", va="bottom")
    return {
        "curve": ax.plot([], [], color=THEORY, lw=2.5)[0],
        "dots": ax.plot([], [], "o", color=VOLTAGE, ms=5, clip_on=False)[0],
        "with_noise": ax.text(0, 0, "", color=THEORY, ha="right", va="bottom"),
        "cursor": ax.plot([], [], color=VOLTAGE, lw=1.5)[0],
    }


# --- The plane of rate and CV. --------------------------------------------------------------------

ASKED = {"slow": (14.0, 0.57), "fast": (32.0, 0.55)}  # Hz and CV, of the two trains in question


def plane_frame(rate: float, cv: float, off: bool) -> Frame:
    """The mean and the noise that make a train of this rate (Hz) and CV, and half a second of v."""
    mean, sigma = drive_at(rate, cv)
    run = shaken(mean, 0.0 if off else sigma, 500.0, 8)
    spikes = run.spikes.times
    count = f"{spikes.size or 'no'} spike{'s' * (spikes.size != 1)}"
    noise_is = "with its noise off" if off else "with its noise"
    return {
        "point": ([rate], [cv]),
        "v": (run.t, run.v),
        "spikes": (spikes, np.full(spikes.size, -42.0)),
        "text": f"{rate:g} Hz with a CV of {cv:.2f} takes a mean of {mean:.2f} nA and "
        f"σ = {sigma:.1f} mV. {noise_is.capitalize()}, {count} in 500 ms.",
    }


@declare(
    plane_frame,
    rate=slider("rate", 10, 50, start=20, step=1, unit="Hz"),
    cv=slider("CV", 0.2, 0.95, start=0.3, step=0.01),
    off=toggle("noise off"),
    handles={"point": {"x": "rate", "y": "cv"}},
    size=(9.0, 3.6),
)
def plane(figure: Figure) -> Frame:
    """The plane with its lines of equal mean on the left, v on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    left.set(xlim=(0, 60), ylim=(0, 1.05), xlabel="rate (Hz)", ylabel="CV")
    for mean, (rates, cvs) in stored().lines.items():
        left.plot(rates, cvs, color=THEORY, lw=3.5 if mean == 1.5 else 1.0)
        place = {"ha": "center", "va": "top", "color": THEORY, "fontsize": 9}
        if mean < 1.5:
            k = int(np.searchsorted(rates, rates[int(np.argmin(cvs))] + 11.0))  # clear of "slow"
            left.text(rates[k] + 1.0, cvs[k] - 0.015, f"{mean:g}", **place)
        elif mean > 1.5:
            left.text(rates[0] + 2.0, 0.05, f"{mean:g}", **place)
    left.text(6, 0.2, "1.5 nA", color=THEORY, va="top")
    for name, (rate, cv) in ASKED.items():
        left.plot([rate], [cv], "x", color=VOLTAGE, ms=9, mew=2)
        left.text(rate + 1.2, cv, name, va="center")
    right.set(xlim=(0, 500), ylim=(-100, -35), xlabel="time (ms)", ylabel="v (mV)")
    right.axhline(-50.0, color=SPIKE, ls="--", lw=1.5)
    return {
        "point": left.plot([], [], **HERE)[0],
        "v": right.plot([], [], color=VOLTAGE, lw=1)[0],
        "spikes": right.plot([], [], color=SPIKE, ms=12, **STROKE)[0],
    }


# --- Go deeper: what a grid misses. ---------------------------------------------------------------


def grid_shift(sigma: float, tau_m: float, dt: float) -> float:
    """How much higher (mV) the threshold seems to a noisy v that is looked at every `dt` ms."""
    return 0.5826 * sigma * math.sqrt(dt / tau_m)
