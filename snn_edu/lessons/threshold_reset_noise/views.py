"""Lesson 02, threshold, reset, refractoriness and noise: its views."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.neurons.lif import LIF
from snn_edu.neurons.siegert import siegert
from snn_edu.plots.axes import STROKE, legend_above, limit_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE
from snn_edu.simulation.simulate import Recording, simulate
from snn_edu.spikes.stimuli import white_noise
from snn_edu.validation import Floats

Frame = Mapping[str, Any]


# --- Widgets 1 and 2: the bench. Its view is written out in the notebook. -------------------------


def draw_bench(figure: Figure, dots: str = "") -> Frame:
    """Spikes above, this run against the closed form; the potential below."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1, 3])
    above.set(xlim=(0, 200), ylim=(-0.6, 1.6), yticks=[0, 1], yticklabels=["theory", "this run"])
    above.grid(visible=False)
    below.set(xlabel="time (ms)", ylabel="v (mV)")
    stroke = {**STROKE, "ms": 13}
    return {
        "axes": below,
        "v": below.plot([], [], marker=dots, color=VOLTAGE, lw=1.8, ms=6)[0],
        "threshold": below.plot([], [], color=SPIKE, ls="--", lw=1.5)[0],
        "spikes": above.plot([], [], color=SPIKE, **stroke)[0],
        "theory": above.plot([], [], color=THEORY, **stroke)[0],
    }


def draw_bench_on_grid(figure: Figure) -> Frame:
    """The same picture, with a dot for each time step."""
    return draw_bench(figure, dots=".")


def v_limits(v: Any, v_threshold: float) -> dict[str, tuple[float, float]]:
    """Limits of the v axis that move in coarse steps, so that a slider does not shake the axes."""
    highest = max(v.max(), v_threshold)
    return {"ylim": (-66.5, next(top for top in (-48.0, -39.0, -20.0) if highest < top - 0.5))}


def on_the_bench(neuron: Any, current: float, dt: float, lif: LIF) -> Frame:
    """A learner's neuron under a constant `current` (nA), against the closed form.

    `neuron` is None until it is written: then the library's stands in, on the same grid.
    """
    drive = np.full(round(200 / dt), current)
    if neuron is None:
        run = simulate(lif, drive, dt, crossing="grid")
        v, spikes = run.v[1:], run.spikes.times
    else:
        v, spikes = neuron(drive, dt, lif)
    t = dt * np.arange(1, len(v) + 1)
    first, rate = lif.time_to_spike(current), lif.rate(current)
    theory = np.arange(first, 200.0, 1000.0 / rate) if rate else np.array([])
    late = ""
    if len(spikes) and len(theory):
        last = min(len(spikes), len(theory)) - 1
        late = f" The last of them is {spikes[last] - theory[last]:.1f} ms late."
    count = "1 spike" if len(spikes) == 1 else f"{len(spikes)} spikes"
    whose = "yours" if neuron is not None else "yours is not written yet; the library's, on a grid,"
    mine = f"{whose} sends {count}.{late}"
    return {
        "axes": v_limits(v, lif.v_threshold),
        "v": (t, v),
        "threshold": ([0, 200], [lif.v_threshold] * 2),
        "spikes": (spikes, np.ones(len(spikes))),
        "theory": (theory, np.zeros(len(theory))),
        "text": f"{current:.2f} nA, dt = {dt:g} ms, t_ref = {lif.t_ref:g} ms. In 200 ms the closed "
        f"form asks for {len(theory)}; {mine}",
    }


# --- Widget 3: the f-I curve. ---------------------------------------------------------------------

GRID = 1.0  # ms, the time step of the f-I curve's simulations


def fi_curve(tau_m: float, R_m: float, t_ref: float, reach: float, crossing: str) -> Frame:
    """Rates measured at 26 currents up to `reach` nA at dt = 1 ms, and the closed form."""
    lif = LIF(tau_m=tau_m, R_m=R_m, t_ref=t_ref)
    currents = np.linspace(0.0, reach, 26)
    drive = np.broadcast_to(currents, (1000, 26))
    recording = simulate(lif, drive, GRID, crossing="exact" if crossing == "solved" else "grid")
    intervals = map(np.diff, recording.spikes.trains())
    rates = np.array([1000.0 / isi.mean() if isi.size else 0.0 for isi in intervals])
    many = np.linspace(0.0, reach, 1001)
    ceiling = 1000.0 / t_ref
    highest = 1.3 * lif.rate(reach)
    top = limit_above(highest, (30.0, 60.0, 120.0, 300.0, 600.0, 1100.0))
    return {
        "axes": {"xlim": (0.0, reach), "ylim": (-0.03 * top, top)},
        "theory": (many, lif.rate(many)),
        "measured": (currents, rates),
        "rheobase": ([lif.rheobase] * 2, [-0.03 * top, top]),
        "ceiling": ([0.0, reach], [ceiling, ceiling]),
        "text": f"Rheobase {lif.rheobase:.2f} nA, ceiling 1 / t_ref = {ceiling:.0f} Hz: at "
        f"{reach:g} nA, {rates[-1]:.1f} Hz measured, {lif.rate(reach):.1f} Hz by formula.",
    }


def draw_fi_curve(figure: Figure) -> Frame:
    """The closed form as a line, the simulations as dots, rheobase and ceiling as limits."""
    ax = figure.subplots()
    ax.set(xlabel="current (nA)", ylabel="rate (Hz)")
    artists = {
        "axes": ax,
        "theory": ax.plot([], [], color=THEORY, lw=3, alpha=0.5, label="closed form")[0],
        "measured": ax.plot([], [], "o", color=VOLTAGE, ms=4, label="simulated, dt = 1 ms")[0],
        "rheobase": ax.plot([], [], color=SPIKE, ls="--", lw=1.5, label="rheobase")[0],
        "ceiling": ax.plot([], [], color=OTHER, ls=":", lw=2.5, label="ceiling 1 / t_ref")[0],
    }
    legend_above(ax, 4)
    return artists


# --- Widget 4: the noise bench. -------------------------------------------------------------------

NOISE_DT = 0.1  # ms
NOISE_DURATION = 20_000.0  # ms
BINS = np.arange(0.0, 251.0, 5.0)  # ms


def grid_shift(sigma: float, tau_m: float, dt: float) -> float:
    """How much higher (mV) the threshold seems to a noisy v that is looked at every `dt` ms."""
    return 0.5826 * sigma * math.sqrt(dt / tau_m)


def noise_bench(mean: float, sigma: float, seed: int) -> Frame:
    """20 s of the default neuron under noise: half a second of v, all intervals, and theory."""
    lif = LIF()
    rng = np.random.default_rng(seed)  # the same noise while the other sliders move
    sd = lif.noise_sd(sigma, NOISE_DT)
    recording = simulate(lif, white_noise(mean, sd, NOISE_DURATION, NOISE_DT, rng), NOISE_DT)
    spikes = recording.spikes
    v_inf = lif.v_inf(mean)
    threshold = lif.v_threshold + grid_shift(sigma, lif.tau_m, NOISE_DT)
    rate, cv = siegert(v_inf, sigma, lif.tau_m, lif.t_ref, threshold, lif.v_reset)
    isi = spikes.isi()
    share = np.histogram(isi, BINS)[0] / max(isi.size, 1)
    longer = int((isi > BINS[-1]).sum())
    unseen = f"\n{longer} of {isi.size} intervals > {BINS[-1]:g} ms" if longer else ""
    highest = 110.0 * share.max()
    top = limit_above(highest, (12.0, 20.0, 35.0, 60.0, 110.0))
    shown = recording.t <= 500.0
    early = spikes.times[spikes.times <= 500.0]
    regular = f"CV {spikes.cv():.2f}" if isi.size > 9 else "too few for a CV"
    cv_said = f"CV {cv:.2f}" if rate > 1e-3 else "silence"
    gaps = np.arange(0.0, 251.0, 2.0)
    poisson = 100.0 * (BINS[1] - BINS[0]) / 1000.0 * rate * np.exp(-gaps * rate / 1000.0)
    return {
        "right": {"ylim": (0.0, top)},
        "v": (recording.t[shown], recording.v[shown]),
        "goal": ([0.0, 500.0], [v_inf, v_inf]),
        "spikes": (early, np.full(early.size, -44.5)),
        "isi": {"data": 100.0 * share},
        "poisson": (gaps, poisson),
        "numbers": f"measured: {spikes.rate():.1f} Hz, {regular}\n"
        f"Siegert: {rate:.1f} Hz, {cv_said}{unseen}",
        "text": f"Mean {mean:.2f} nA, σ {sigma:g} mV: {len(spikes)} spikes in 20 s, "
        f"{spikes.rate():.1f} Hz, {regular}; Siegert's formula says {rate:.1f} Hz, {cv_said}.",
    }


def draw_noise_bench(figure: Figure) -> Frame:
    """The potential on the left; how long the intervals are, on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    lif = LIF()
    left.set(xlim=(0, 500), ylim=(-83, -38), xlabel="time (ms)", ylabel="v (mV)")
    left.axhline(lif.v_threshold, color=SPIKE, ls="--", lw=1.2)
    left.text(3, -49.7, "threshold", color=SPIKE, va="bottom", fontsize=9)
    right.set(xlim=(0, 250), xlabel="interval (ms)", ylabel="share of intervals (%)")
    none = np.zeros(BINS.size - 1)
    artists = {
        "right": right,
        "v": left.plot([], [], color=VOLTAGE, lw=1)[0],
        "goal": left.plot([], [], color=THEORY, ls="-.", lw=2, label="v_∞ of the mean")[0],
        "spikes": left.plot([], [], color=SPIKE, ms=14, **STROKE, label="spikes")[0],
        "isi": right.stairs(none, BINS, color=VOLTAGE, fill=True, alpha=0.45),
        "poisson": right.plot([], [], color=OTHER, ls=":", lw=2.5, label="if CV were 1")[0],
        "numbers": right.text(
            0.97, 0.84, "", transform=right.transAxes, ha="right", va="top", fontsize=10
        ),
    }
    legend_above(left, 2)
    right.legend(loc="upper right")
    return artists


# --- The mystery neuron. --------------------------------------------------------------------------

MYSTERY = LIF(tau_m=16.0, R_m=25.0, v_rest=-72.0, v_reset=-68.0, v_threshold=-55.0, t_ref=3.4)


def inject(current: float) -> Recording:
    """400 ms of a constant `current` (nA) into the mystery neuron.

    The electrode reads v once every millisecond; the spike times are exact.
    """
    return simulate(MYSTERY, np.full(400, float(current)), 1.0)


# --- Three neurons: who drives them? --------------------------------------------------------------

DRIVES = {"A": (0.4, 10.0), "B": (2.2, 1.0), "C": (1.7, 8.0)}  # mean (nA), sigma (mV)


@functools.cache
def three_neurons() -> dict[str, Floats]:
    """Spike times (ms) in 20 s of three neurons: below the rheobase, above it, and at its edge."""
    recordings = {}
    for seed, (name, (mean, sigma)) in enumerate(DRIVES.items()):
        rng = np.random.default_rng(seed)
        noise = white_noise(mean, LIF().noise_sd(sigma, NOISE_DT), NOISE_DURATION, NOISE_DT, rng)
        recordings[name] = simulate(LIF(), noise, NOISE_DT).spikes.times
    return recordings
