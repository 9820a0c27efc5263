"""Lesson 01, the leaky bucket: its views."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.neurons.lif import LIF
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.simulation.simulate import simulate
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

# --- Widget 1: the step response. Its view is written out in the notebook. ------------------------


def draw_step_response(figure: Figure) -> Frame:
    """The current above, the potential below it: closed form as a line, steps as dots."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1, 3])
    above.set(xlim=(-10, 100), ylim=(-1.3, 1.3), ylabel="I (nA)")
    below.set(ylim=(-87, -43), xlabel="time (ms)", ylabel="v (mV)")
    below.axhline(-65, color="0.6", lw=1)
    below.text(99, -65.4, "rest", color="0.35", ha="right", va="top")
    artists = {
        "current": above.plot([], [], color=THEORY)[0],
        "closed_form": below.plot([], [], color=THEORY, lw=3, alpha=0.5, label="closed form")[0],
        "steps": below.plot([], [], "o", color=VOLTAGE, ms=4, label="steps of dt")[0],
        "v_inf": below.plot([], [], color=OTHER, ls="--", lw=1.5, label="v_inf")[0],
        "one_tau": below.plot(
            [], [], "D", color=SPIKE, ms=9, mfc="none", mew=2, label="63 %, after tau_m"
        )[0],
    }
    above.legend(handles=below.lines[1:], loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=4)
    return artists


# --- Widget 2: Euler's method against the exact step. ---------------------------------------------

CURRENT = 1.0  # nA, through 10 MOhm: a climb of 10 mV
SHOWN = 100.0  # ms


def euler_error(dt: Floats, tau_m: float) -> Floats:
    """Largest error (mV) of Euler's method within the 100 ms that are shown, for each `dt` (ms).

    n Euler steps leave (1 - dt / tau_m)^n of the distance to v_inf, where exp(-n dt / tau_m) is
    right. Shape (dts,) in, shape (dts,) out.
    """
    worst = np.empty_like(dt)
    for i, one in enumerate(dt.tolist()):
        n = np.arange(1, int(SHOWN / one + 1e-9) + 1)
        left = (1 - one / tau_m) ** n - np.exp(-n * one / tau_m)
        worst[i] = 10.0 * CURRENT * np.abs(left).max()
    return worst


def euler_against_exact(dt: float, tau_m: float) -> Frame:
    """The same membrane by two methods at one `dt` (ms), and Euler's worst error over all dt."""
    lif = LIF(tau_m=tau_m, v_threshold=900.0)
    current = np.full(math.ceil(SHOWN / dt - 1e-9), CURRENT)  # the last step may end outside
    exact = simulate(lif, current, dt)
    euler = simulate(lif, current, dt, method="euler", reset="none")  # it can swing beyond 900 mV
    t = np.linspace(0.0, SHOWN, 401)
    dts = np.geomspace(0.1, 100.0, 121)
    error = float(euler_error(np.array([dt]), tau_m)[0])
    swing = np.abs(euler.v[euler.t <= SHOWN + 1e-9] - lif.v_inf(CURRENT)).max()
    reach = next(reach for reach in (42.0, 250.0, 3000.0) if swing < reach)
    size = f"{error:,.0f}" if error >= 100.0 else f"{error:.3g}"
    if dt > 2 * tau_m:
        story = "Euler overshoots further with every step"
    elif dt > tau_m:
        story = "Euler jumps over its goal and back"
    else:
        story = f"that is {error / (10.0 * CURRENT):.1%} of the climb"
    return {
        "left": {"ylim": (-67.0, -51.0) if dt <= tau_m else (-55.0 - reach, -55.0 + reach)},
        "closed_form": (t, lif.v_after(t, CURRENT)),
        "exact": (exact.t, exact.v),
        "euler": (euler.t, euler.v),
        "curve": (dts, euler_error(dts, tau_m)),
        "here": ([dt], [error]),
        "limit": ([2 * tau_m, 2 * tau_m], [1e-3, 1e4]),
        "text": f"dt = {dt:g} ms, tau_m = {tau_m:g} ms: "
        f"in these 100 ms Euler errs by up to {size} mV; {story}.",
    }


def draw_euler_against_exact(figure: Figure) -> Frame:
    """Traces on the left; error over dt, both on log axes, on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, SHOWN), xlabel="time (ms)", ylabel="v (mV)")
    right.set(xscale="log", yscale="log", xlim=(0.08, 125), ylim=(1e-3, 1e4))
    right.set(xlabel="dt (ms)", ylabel="largest error in 100 ms (mV)")
    artists = {
        "left": left,
        "closed_form": left.plot([], [], color=THEORY, lw=3, alpha=0.5, label="closed form")[0],
        "exact": left.plot([], [], "o", color=VOLTAGE, ms=4, label="exact step")[0],
        "euler": left.plot([], [], "s-", color=OTHER, ms=5, lw=1, mfc="none", label="Euler")[0],
        "curve": right.plot([], [], color=OTHER)[0],
        "here": right.plot([], [], "s", color=OTHER, ms=9, mfc="none", mew=2)[0],
        "limit": right.plot([], [], color=SPIKE, ls="--", label="dt = 2 tau_m")[0],
    }
    left.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3)
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0))
    return artists


# --- Widget 3: a spike train into a leaky membrane. -----------------------------------------------


def train_into_bucket(count: int, interval: float, w: float, tau_m: float) -> Frame:
    """Each spike lifts v by `w` mV; every lift decays alone, and v is their sum."""
    arrivals = 20.0 + interval * np.arange(count)
    end = next(end for end in (200.0, 400.0, 700.0) if arrivals[-1] < end)
    t = np.linspace(0.0, end, round(5 * end) + 1)
    since = t - arrivals[:, None]  # (spikes, times)
    psps = np.where(since >= 0.0, w * np.exp(-np.maximum(since, 0.0) / tau_m), 0.0)
    left = np.exp(-interval * np.arange(count) / tau_m)  # of each, when the last arrives
    times_one = float(left.sum())
    gap = np.full((count, 1), np.nan)  # lifts the pen between one PSP and the next
    peak = w * times_one
    top = next(top for top in (12.0, 30.0, 65.0) if abs(peak) < top)
    side = "above" if w >= 0.0 else "below"
    spikes = "1 spike" if count == 1 else f"{count} spikes {interval:g} ms apart"
    return {
        "axes": {
            "xlim": (0.0, end),
            "ylim": (-0.15 * top, top) if w >= 0.0 else (-top, 0.25 * top),
        },
        "psps": (
            np.hstack([np.broadcast_to(t, psps.shape), gap]).ravel(),
            np.hstack([psps, gap]).ravel(),
        ),
        "sum": (t, psps.sum(axis=0)),
        "arrivals": (arrivals, np.full(count, -0.07 * top if w >= 0.0 else 0.07 * top)),
        "text": f"{spikes}, {w:g} mV each, tau_m = {tau_m:g} ms: "
        f"v reaches {abs(peak):.1f} mV {side} rest, {times_one:.2f} times one PSP.",
    }


def draw_train_into_bucket(figure: Figure) -> Frame:
    """Single PSPs in purple, their sum in black, the arriving spikes as strokes below."""
    ax = figure.subplots()
    ax.set(xlabel="time (ms)", ylabel="v above rest (mV)")
    artists = {
        "axes": ax,
        "psps": ax.plot([], [], color=WEIGHT, lw=1.2, label="one PSP each")[0],
        "sum": ax.plot([], [], color=VOLTAGE, lw=2, label="v, their sum")[0],
        "arrivals": ax.plot([], [], "|", color=SPIKE, ms=12, mew=2, label="spikes arrive")[0],
    }
    ax.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3)
    return artists


# --- The mystery membrane. ------------------------------------------------------------------------


def mystery_trace() -> tuple[Floats, Floats]:
    """Time (ms) and v (mV) of a membrane whose time constant is for you to find.

    The current is switched on at t = 10 ms.
    """
    membrane = LIF(tau_m=14.0, R_m=8.0, v_threshold=900.0)
    current = np.where(np.arange(1000) < 100, 0.0, 1.5)
    recording = simulate(membrane, current, 0.1)
    return recording.t, recording.v
