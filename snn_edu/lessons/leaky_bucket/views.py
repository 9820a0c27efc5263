"""Lesson 01, the leaky bucket: its views."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.neurons.lif import LIF
from snn_edu.plots.axes import STROKE, legend_above, limit_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT, figure
from snn_edu.simulation.simulate import simulate
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

# --- Widget 1: the bucket. Its view is written out in the notebook. -------------------------------

TOP = 44.0  # mV above rest: the height of the picture, and of the bucket's walls


def water(level: float, current: float, R_m: float, C_m: float) -> dict[str, Any]:
    """The bucket as it is now: its walls are as wide as C_m, its hole as 1 / R_m, its jet as I.

    What leaves through the hole is (v - v_rest) / R_m, in nA: the leak in the same width as the
    jet, so that you see what is kept.
    """
    half, hole = 0.16 * C_m, 0.5 / R_m
    leak = level / R_m  # nA
    return {
        "walls": ([-half, -half, -hole, np.nan, hole, half, half], [TOP, 0, 0, 0, 0, 0, TOP]),
        "water": {"x": -half, "width": 2 * half, "height": level},
        "jet": {"x": -0.06 * current, "width": 0.12 * current, "y": level, "height": TOP - level},
        "leak": {"x": -0.06 * leak, "width": 0.12 * leak},
    }


def draw_bucket(page: Figure) -> Frame:
    """The bucket on the left; on the right v over time, level with the water."""
    left, right = page.subplots(1, 2, sharey=True, width_ratios=[1, 3])
    left.set(xlim=(-1, 1), ylim=(-9, 47), xticks=[], ylabel="v above rest (mV)")
    left.spines.bottom.set_visible(False)
    right.set(xlim=(0, 100), xlabel="time since the current began (ms)")
    artists = {
        "water": left.bar(0, 1, width=1, align="edge", color=THEORY, alpha=0.35)[0],
        "jet": left.bar(0, 1, width=0.1, align="edge", color=THEORY)[0],
        "leak": left.bar(0, -8, width=0.1, align="edge", color=THEORY)[0],
        "walls": left.plot([], [], color="0.25", lw=3, solid_capstyle="butt")[0],
        "v": right.plot([], [], color=VOLTAGE, label="v")[0],
        "v_inf": right.plot([], [], color=OTHER, ls="--", lw=1.5, label="v_∞")[0],
        "one_tau": right.plot(
            [], [], "D", color=SPIKE, ms=9, mfc="none", mew=2, label="63 %, after τ_m"
        )[0],
        "now": right.plot([], [], "o", color=THEORY, ms=10, label="now")[0],
    }
    legend_above(right, 4)
    return artists


def circuit() -> Any:
    """The circuit that the bucket is a picture of."""
    said = (
        "Three branches side by side between the inside and the outside of the cell: a current "
        "source I, a resistor R_m, a capacitor C_m. The voltage across each is v above rest."
    )
    picture = figure(said, width=7.0, height=2.1)
    ax = picture.subplots()
    ax.set(xlim=(-0.6, 8.4), ylim=(-0.75, 3.0))
    ax.axis("off")
    wire: dict[str, Any] = {"color": "0.25", "lw": 2}
    for y in (0.0, 2.4):
        ax.plot([1, 6], [y, y], **wire)
    turn = np.linspace(0, 2 * np.pi, 60)
    ax.plot([1, 1, np.nan, 1, 1], [0, 0.7, 0, 1.7, 2.4], **wire)
    ax.plot(1 + 0.32 * np.cos(turn), 1.2 + 0.5 * np.sin(turn), color=THEORY, lw=2)
    ax.annotate("", (1, 1.55), (1, 0.85), arrowprops={"arrowstyle": "->", "color": THEORY})
    ax.plot([3.5, 3.5, np.nan, 3.5, 3.5], [0, 0.6, 0, 1.8, 2.4], **wire)
    ax.plot([3.3, 3.7, 3.7, 3.3, 3.3], [0.6, 0.6, 1.8, 1.8, 0.6], color=SPIKE, lw=2)
    ax.plot([6, 6, np.nan, 6, 6], [0, 1.05, 0, 1.35, 2.4], **wire)
    for y in (1.05, 1.35):
        ax.plot([5.6, 6.4], [y, y], color=OTHER, lw=3)
    for x, y, words in (
        (1.5, 1.2, "I\nthe tap"),
        (3.95, 1.2, "R_m\nthe hole"),
        (6.65, 1.2, "C_m\nthe walls"),
    ):
        ax.text(x, y, words, va="center")
    ax.text(3.5, 2.62, "inside: v", ha="center")
    ax.text(3.5, -0.55, "outside: v_rest", ha="center")
    return picture


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


@functools.lru_cache(maxsize=64)
def _error_curve(tau_m: float) -> tuple[Floats, Floats]:
    """Euler's worst error over dt (ms), with both sides of every tooth: at 100 ms / n."""
    teeth = SHOWN / np.arange(1, 41)
    dts = np.unique(np.concatenate([np.geomspace(0.1, 100.0, 121), teeth, teeth * (1 + 1e-6)]))
    dts = dts[dts <= 100.0]
    return dts, euler_error(dts, tau_m)


def euler_against_exact(dt: float, tau_m: float) -> Frame:
    """The same membrane by two methods at one `dt` (ms), and Euler's worst error over all dt."""
    lif = LIF(tau_m=tau_m, v_threshold=900.0)
    current = np.full(math.ceil(SHOWN / dt - 1e-9), CURRENT)  # the last step may end outside
    exact = simulate(lif, current, dt)
    euler = simulate(lif, current, dt, method="euler", reset="none")  # it can swing beyond 900 mV
    t = np.linspace(0.0, SHOWN, 401)
    error = float(euler_error(np.array([dt]), tau_m)[0])
    swing = np.abs(euler.v[euler.t <= SHOWN + 1e-9] - lif.v_inf(CURRENT)).max()
    reach = limit_above(swing, (42.0, 250.0, 3000.0))
    size = f"{error:,.0f}" if error >= 100.0 else f"{error:.3g}"
    if dt > 2 * tau_m:
        story = "Euler overshoots further with every step"
    elif dt > tau_m:
        story = "Euler jumps over its goal and back"
    else:
        story = f"that is {10.0 * error / CURRENT:.1f} % of the climb"
    return {
        "left": {"ylim": (-67.0, -51.0) if dt <= tau_m else (-55.0 - reach, -55.0 + reach)},
        "closed_form": (t, lif.v_after(t, CURRENT)),
        "exact": (exact.t, exact.v),
        "euler": (euler.t, euler.v),
        "curve": _error_curve(tau_m),
        "here": ([dt], [error]),
        "limit": ([2 * tau_m, 2 * tau_m], [1e-3, 1e4]),
        "text": f"dt = {dt:g} ms, τ_m = {tau_m:g} ms: "
        f"in these 100 ms Euler errs by up to {size} mV; {story}.",
    }


def draw_euler_against_exact(page: Figure) -> Frame:
    """Traces on the left; error over dt, both on log axes, on the right."""
    left, right = page.subplots(1, 2, width_ratios=[3, 2])
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
        "limit": right.plot([], [], color=SPIKE, ls="--", label="dt = 2 τ_m")[0],
    }
    legend_above(left, 3)
    legend_above(right)
    return artists


# --- Widget 3: a spike train into a leaky membrane. -----------------------------------------------


def train_into_bucket(count: int, interval: float, w: float, tau_m: float) -> Frame:
    """Each spike lifts v by `w` mV; every lift decays alone, and v is their sum."""
    arrivals = 20.0 + interval * np.arange(count)
    end = limit_above(arrivals[-1], (200.0, 400.0, 700.0))
    t = np.linspace(0.0, end, round(5 * end) + 1)
    since = t - arrivals[:, None]  # (spikes, times)
    psps = np.where(since >= 0.0, w * np.exp(-np.maximum(since, 0.0) / tau_m), 0.0)
    left = np.exp(-interval * np.arange(count) / tau_m)  # of each, when the last arrives
    times_one = float(left.sum())
    gap = np.full((count, 1), np.nan)  # lifts the pen between one PSP and the next
    peak = w * times_one
    top = limit_above(abs(peak), (12.0, 30.0, 65.0))
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
        "text": f"{spikes}, {w:g} mV each, τ_m = {tau_m:g} ms: "
        f"v reaches {abs(peak):.1f} mV {side} rest, {times_one:.2f} times one PSP.",
    }


def draw_train_into_bucket(page: Figure) -> Frame:
    """Single PSPs in purple, their sum in black, the arriving spikes as strokes below."""
    ax = page.subplots()
    ax.set(xlabel="time (ms)", ylabel="v above rest (mV)")
    artists = {
        "axes": ax,
        "psps": ax.plot([], [], color=WEIGHT, lw=1.2, label="one PSP each")[0],
        "sum": ax.plot([], [], color=VOLTAGE, lw=2, label="v, their sum")[0],
        "arrivals": ax.plot([], [], color=SPIKE, ms=12, **STROKE, label="spikes arrive")[0],
    }
    legend_above(ax, 3)
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
