"""Lesson 16, beyond LIF: its views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.neurons.adex import AdEx
from snn_edu.neurons.hodgkin_huxley import HodgkinHuxley
from snn_edu.neurons.lif import LIF
from snn_edu.plots.axes import STROKE, legend_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE
from snn_edu.simulation.simulate import simulate
from snn_edu.simulation.trajectory import Trajectory, trajectory
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

AXON = HodgkinHuxley()

# --- Widget 1: the action potential. Its view is written out in the notebook. ---------------------


@lru_cache(maxsize=32)
def from_2_ms_on(axon: HodgkinHuxley, current: float) -> Trajectory:
    """30 ms of the axon under `current` (uA/cm2) from 2 ms on; kept, for the moment moves alone."""
    return trajectory(axon, np.where(np.arange(1500) < 100, 0.0, current), dt=0.02)


def draw_action_potential(figure: Figure) -> Frame:
    """Potential, gates and currents below each other, with one moment marked in all three."""
    top, middle, bottom = figure.subplots(3, 1, sharex=True, height_ratios=[3, 2, 2])
    top.set(xlim=(0, 30), ylim=(-95, 60), ylabel="v (mV)")
    middle.set(ylim=(-0.05, 1.05), ylabel="gates")
    bottom.set(ylim=(-1050, 1050), ylabel="I (µA/cm²)", xlabel="time (ms)")
    artists = {
        "v": top.plot([], [], color=VOLTAGE)[0],
        "v_now": top.plot([], [], "D", color=VOLTAGE, ms=7, mfc="white", mew=1.5)[0],
        "m": middle.plot([], [], color=SPIKE, label="m, sodium opens")[0],
        "h": middle.plot([], [], color=SPIKE, ls="--", label="h, sodium is not blocked")[0],
        "n": middle.plot([], [], color=OTHER, ls="-.", label="n, potassium opens")[0],
        "gates_now": middle.plot([], [], "D", color=VOLTAGE, ms=7, mfc="white", mew=1.5)[0],
        "sodium": bottom.plot([], [], color=SPIKE, label="sodium (down: flows in)")[0],
        "potassium": bottom.plot([], [], color=OTHER, ls="-.", label="potassium")[0],
        "currents_now": bottom.plot([], [], "D", color=VOLTAGE, ms=7, mfc="white", mew=1.5)[0],
    }
    for ax in (middle, bottom):
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    top.legend(handles=[artists["v_now"]], labels=["the moment"], loc="upper left",
               bbox_to_anchor=(1.0, 1.0))  # fmt: skip
    return artists


# --- Widget 2: the onset, and a LIF neuron that was fitted to the axon. ---------------------------

ONSET_MS = 250.0


def axon_period(current: float) -> float:
    """The interval (ms) between spikes of the axon under a steady current, once it has settled."""
    return float(simulate(AXON, np.full(15_000, current), 0.01).spikes.isi()[-1])


@cache
def twin() -> LIF:
    """A LIF neuron with the axon's onset, 6.26, and its rates at 10 and 20 uA/cm2.

    Read its resistance in kOhm cm2 and its currents in uA/cm2: the product is in mV as ever. With
    v_threshold - v_rest = 15 mV, R_m = 15 / 6.26; tau_m and t_ref follow from two intervals,
    t_ref + tau_m ln(I / (I - 6.26)).
    """
    onset = 6.26
    at_10, at_20 = axon_period(10.0), axon_period(20.0)
    logs = np.log(10.0 / (10.0 - onset)), np.log(20.0 / (20.0 - onset))
    tau_m = float((at_10 - at_20) / (logs[0] - logs[1]))
    return LIF(tau_m=tau_m, R_m=15.0 / onset, t_ref=float(at_10 - tau_m * logs[0]))


@cache
def axon_rates() -> tuple[Floats, Floats]:
    """Currents (uA/cm2) and the axon's rates (Hz) in the second quarter of a second; 0: silent."""
    currents = np.concatenate([np.arange(0.0, 6.0, 1.0), [6.2, 6.3], np.arange(6.5, 20.1, 0.75)])
    runs = simulate(AXON, np.tile(currents, (10_000, 1)), 0.05).spikes
    late = [runs.times[(runs.ids == k) & (runs.times > 250.0)] for k in range(currents.size)]
    rates = [1000.0 / float(np.diff(each)[-1]) if each.size > 2 else 0.0 for each in late]
    return currents, np.array(rates)


def onset(current: float) -> Frame:
    """The axon under a step of `current` (uA/cm2) from rest, and where it is on the f-I curve."""
    run = simulate(AXON, np.full(round(ONSET_MS / 0.05), current), 0.05)
    times = run.spikes.times
    fires_on = times.size > 2 and times[-1] > ONSET_MS - 25.0
    rate = 1000.0 / float(run.spikes.isi()[-1]) if fires_on else 0.0
    theirs = twin().rate(current)
    count = f"{times.size} spike{'' if times.size == 1 else 's'}"
    story = f"it fires on, {rate:.1f} Hz" if fires_on else f"{count}, then silence"
    return {
        "v": (run.t, run.v),
        "here": ([current], [rate]),
        "twin_here": ([current], [theirs]),
        "text": f"{current:.2f} µA/cm²: {story if times.size else 'no spike'}. "
        f"The LIF twin: {theirs:.1f} Hz.",
    }


def draw_onset(figure: Figure) -> Frame:
    """The trace on the left; both f-I curves, with the present current marked, on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, ONSET_MS), ylim=(-85, 50), xlabel="time (ms)", ylabel="v (mV)")
    right.set(xlim=(0, 20.5), ylim=(-4, 100), xlabel="current (µA/cm²)", ylabel="rate (Hz)")
    currents, rates = axon_rates()
    fine = np.linspace(0.0, 20.0, 801)
    right.plot(currents, rates, "o", color=VOLTAGE, ms=3.5, label="the axon")
    right.plot(fine, twin().rate(fine), color=OTHER, ls="--", label="its LIF twin")
    artists = {
        "v": left.plot([], [], color=VOLTAGE, lw=1)[0],
        "here": right.plot([], [], "D", color=VOLTAGE, ms=12, mfc="none", mew=2)[0],
        "twin_here": right.plot([], [], "s", color=OTHER, ms=8, mfc="none", mew=2)[0],
    }
    legend_above(right, 2)
    return artists


# --- Widget 3: three stimuli for the axon and its twin. -------------------------------------------

STIMULI = ("step", "release", "slow ramp")


def stimulus(kind: str, strength: float) -> Floats:
    """150 ms of current in steps of 0.05 ms: from 20 ms on, up to 70 ms for the release."""
    t = 0.05 * np.arange(3000)
    shapes = {
        "step": t >= 20.0,
        "release": -1.0 * ((t >= 20.0) & (t < 70.0)),
        "slow ramp": np.maximum(t - 20.0, 0.0) / 130.0,
    }
    return np.asarray(strength * shapes[kind], float)


def two_neurons(kind: str, strength: float) -> Frame:
    """The axon and its LIF twin under the same current."""
    current = stimulus(kind, strength)
    axon, lif = simulate(AXON, current, 0.05), simulate(twin(), current, 0.05)
    ticks = lif.spikes.times
    both = (axon.spikes, lif.spikes)
    first = [f", the first at {each.times[0]:.1f} ms" if len(each) else "" for each in both]
    counts = [f"{len(each)} spike{'' if len(each) == 1 else 's'}" for each in both]
    return {
        "current": (axon.t[:-1], current),
        "axon": (axon.t, axon.v),
        "lif": (lif.t, lif.v),
        "ticks": (ticks, np.full(ticks.size, -38.0)),
        "text": f"{kind}, {strength:.1f} µA/cm²: {counts[0]} of the axon{first[0]}; "
        f"{counts[1]} of its twin{first[1]}.",
    }


def draw_two_neurons(figure: Figure) -> Frame:
    """Current, axon and twin below each other."""
    top, middle, bottom = figure.subplots(3, 1, sharex=True, height_ratios=[2, 3, 3])
    top.set(xlim=(0, 150), ylim=(-22, 22), ylabel="µA/cm²")
    middle.set(ylim=(-125, 50), ylabel="axon v (mV)")
    bottom.set(ylim=(-116, -30), ylabel="twin v (mV)", xlabel="time (ms)")
    bottom.axhline(-50.0, color=SPIKE, lw=1, ls=":")
    return {
        "current": top.plot([], [], color=THEORY)[0],
        "axon": middle.plot([], [], color=VOLTAGE)[0],
        "lif": bottom.plot([], [], color=OTHER, ls="--")[0],
        "ticks": bottom.plot([], [], color=SPIKE, ms=12, **STROKE)[0],
    }


# --- Widget 4: the phase plane of AdEx. -----------------------------------------------------------

BURSTING = AdEx(
    tau_m=20.0, R_m=100.0, v_rest=-58.0, v_reset=-46.0, a=0.002, b=0.1, tau_w=120.0
)  # its current: 0.21 nA


def drawn(run: Trajectory, v_peak: float) -> tuple[Floats, ...]:
    """t, v and w for a line: each spike runs up to its peak, and the pen is lifted to the reset."""
    at = np.searchsorted(run.t, run.spikes.times - 1e-9)
    v, w = run.states.T
    before = np.maximum(at - 1, 0)
    again = np.repeat(at, 2)
    up = np.stack([np.full(at.size, v_peak), np.full(at.size, np.nan)], axis=1).ravel()
    return (
        np.insert(run.t, again, np.repeat(run.spikes.times, 2)),
        np.insert(v, again, up),
        np.insert(w, again, np.repeat(w[before], 2)),
    )


@lru_cache(maxsize=32)
def _bursts(model: AdEx, current: float) -> Trajectory:
    return trajectory(model, np.full(3000, current), 0.1)


def phase_plane(current: float, v_reset: float, b: float, moment: float) -> Frame:
    """AdEx in time and in the plane of its two variables, with one moment marked in both."""
    model = replace(BURSTING, v_reset=v_reset, b=b)
    run = _bursts(model, current)
    t, v, w = drawn(run, model.v_peak)
    line = np.linspace(-85.0, -25.0, 241)
    where_v, where_w = model.nullclines(line, current)
    v_now, w_now = run.states[round(moment / 0.1)]
    side = "rises" if model.slope((v_now, w_now), current)[0] > 0 else "falls"
    isi = run.spikes.isi()
    gaps = f", {isi.min():.1f} to {isi.max():.1f} ms apart" if isi.size else ""
    return {
        "plane": {"ylim": (-0.08, 0.6 if w.max() < 0.55 else 1.2)},
        "v_still": (line, where_v),
        "w_still": (line, where_w),
        "reset": ([v_reset, v_reset], [-0.08, 1.2]),
        "path": (v, w),
        "arrows": _arrows(run.states, run.spikes.times / 0.1),
        "point": ([v_now], [w_now]),
        "v": (t, v),
        "now": ([moment], [v_now]),
        "text": f"{current:.2f} nA, reset at {v_reset:g} mV, spikes: {len(run.spikes)}{gaps}. "
        f"At {moment:g} ms ({v_now:.1f} mV, {w_now:.3f} nA): v {side}.",
    }


def _arrows(states: Floats, spikes: Floats) -> tuple[Floats, Floats]:
    """Heads of arrows along a path: one on each stretch as long as 12 mV or 0.15 nA.

    `spikes` are the steps with a spike, whose jump to the reset is no part of the path.
    """
    x, y = states.T / [[12.0], [0.15]]  # alike in the picture
    length = np.hypot(np.diff(x), np.diff(y))
    length[np.minimum(spikes.astype(int), length.size - 1)] = 0.0
    walked = np.cumsum(length)
    at = np.searchsorted(walked, np.arange(0.5, walked[-1]))
    at = at[(at > 0) & (at < x.size - 1)]
    back = np.arctan2(y[at - 1] - y[at + 1], x[at - 1] - x[at + 1])
    turn = back + np.array([[0.5], [0.0], [-0.5], [0.0]])  # radians: one barb, the tip, the other
    reach = np.array([[0.12], [0.0], [0.12], [np.nan]])  # and the pen is lifted
    head_x, head_y = x[at] + reach * np.cos(turn), y[at] + reach * np.sin(turn)
    return 12.0 * head_x.ravel("F"), 0.15 * head_y.ravel("F")


def draw_phase_plane(figure: Figure) -> Frame:
    """The plane on the left, time on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    left.set(xlim=(-84, -30), ylim=(-0.08, 0.6), xlabel="v (mV)", ylabel="w (nA)")
    right.set(xlim=(0, 300), ylim=(-85, 5), xlabel="time (ms)", ylabel="v (mV)")
    artists = {
        "plane": left,
        "v_still": left.plot([], [], color=THEORY, lw=2, label="v stands still")[0],
        "w_still": left.plot([], [], color=OTHER, lw=2, ls="--", label="w stands still")[0],
        "reset": left.plot([], [], color=SPIKE, lw=1, ls=":", label="reset")[0],
        "path": left.plot([], [], color=VOLTAGE, lw=0.8)[0],
        "arrows": left.plot([], [], color=VOLTAGE, lw=1.6)[0],
        "point": left.plot([], [], "D", color=VOLTAGE, ms=9, mfc="white", mew=2)[0],
        "v": right.plot([], [], color=VOLTAGE, lw=0.9)[0],
        "now": right.plot([], [], "D", color=VOLTAGE, ms=9, mfc="white", mew=2)[0],
    }
    left.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3)
    return artists


# --- Widget 5: the zoo. ---------------------------------------------------------------------------


def _cell(C: float, g: float, E: float, a: float, tau_w: float, b: float, reset: float) -> AdEx:
    """AdEx from the units of Naud et al. 2008: pF, nS, mV, nS, ms, pA, mV."""
    return AdEx(
        tau_m=C / g, R_m=1000.0 / g, v_rest=E, v_reset=reset, a=a / 1000, b=b / 1000, tau_w=tau_w
    )


ZOO = {  # each with its current in nA
    "A": (BURSTING, 0.21),
    "B": (_cell(200, 10, -70, 2, 30, 0, -58), 0.5),
    "C": (_cell(200, 12, -70, -10, 300, 0, -58), 0.3),
    "D": (_cell(100, 10, -65, 10, 90, 100, -47), 0.18),
    "E": (_cell(200, 12, -70, 2, 300, 60, -58), 0.5),
    "F": (_cell(130, 18, -58, 4, 150, 120, -50), 0.4),
}
NAMES = ("tonic", "adapting", "accelerating", "initial burst", "bursting", "transient")


def pattern_of(isi: Floats) -> str:
    """The pattern that a list of intervals (ms) under a steady current is called by."""
    if isi.size < 2:
        return "transient"
    first, last = float(isi[0]), float(isi[-3:].max())
    short = isi < 0.4 * isi.max()
    if short[isi.size // 2 :].any():  # short intervals keep coming back
        return "bursting"
    if last < 0.8 * first:
        return "accelerating"
    if last < 1.25 * first:
        return "tonic"
    jump = float((isi[1:] / isi[:-1]).max())
    return "initial burst" if jump > 4.0 else "adapting"


def zoo(cell: str, share: float) -> Frame:
    """A cell of the zoo under `share` of its current, with its intervals below."""
    model, current = ZOO[cell]
    run = trajectory(model, np.full(4000, share * current), 0.1)
    t, v, _ = drawn(run, model.v_peak)
    isi = run.spikes.isi()
    gaps = f", first interval {isi[0]:.1f} ms, last {isi[-1]:.1f} ms" if isi.size else ""
    return {
        "v": (t, v),
        "isi": (run.spikes.times[1:], isi),
        "text": f"Cell {cell} at {share * current:.3f} nA: "
        f"spikes in 400 ms: {len(run.spikes)}{gaps}.",
    }


def draw_zoo(figure: Figure) -> Frame:
    """The potential above; below, a dot at each spike: how long the interval before it was."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 2])
    above.set(xlim=(0, 400), ylim=(-82, 5), ylabel="v (mV)")
    below.set(yscale="log", ylim=(1, 400), ylabel="interval (ms)", xlabel="time (ms)")
    below.set_yticks((1, 10, 100), labels=("1", "10", "100"))
    return {
        "v": above.plot([], [], color=VOLTAGE, lw=0.9)[0],
        "isi": below.plot([], [], "o", color=SPIKE, ms=5)[0],
    }


# --- The names of the zoo, and who judges them. ---------------------------------------------------


MIXED_UP = {
    ("adapting", "tonic"): "its last interval is as long as its first, or nearly. A cell adapts if "
    "its intervals grow",
    ("tonic", "adapting"): "its intervals grow steadily, to more than six times the first",
    ("adapting", "initial burst"): "its intervals do grow, but in one leap: three spikes at once, "
    "then a steady beat",
    ("initial burst", "adapting"): "its intervals grow little by little; in an initial burst there "
    "is one leap",
    ("initial burst", "bursting"): "its bursts come again and again, not only in the beginning",
    ("bursting", "initial burst"): "there is only one burst, at the start",
    ("tonic", "accelerating"): "compare its first interval with its last: they shrink",
    ("tonic", "transient"): "count its spikes",
}


def judge_names(answer: Any) -> str | None:
    """None if every cell has the name that its intervals give it."""
    if not isinstance(answer, dict) or set(answer) != set(ZOO):
        return 'Hand in one name for each of the cells "A" to "F", as a dictionary.'
    for cell, (model, current) in ZOO.items():
        truth = pattern_of(simulate(model, np.full(4000, current), 0.1).spikes.isi())
        said = str(answer[cell]).lower().replace("-", " ").strip()
        if said not in NAMES:
            return f"Cell {cell}: {said!r} is none of the names. They are {', '.join(NAMES)}."
        if said != truth:
            why = MIXED_UP.get((said, truth), "look at its intervals, from the first to the last")
            return f"Cell {cell} is not {said}: {why}."
    return None


RIGHT_NAMES = {
    "A": "bursting", "B": "tonic", "C": "accelerating",
    "D": "transient", "E": "adapting", "F": "initial burst",
}  # fmt: skip
