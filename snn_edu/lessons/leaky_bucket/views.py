"""Lesson 01, the leaky bucket: its views."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.leaky_bucket.mystery import mystery_trace
from snn_edu.lessons.leaky_bucket.questions import LIMIT, MEAN, STEP
from snn_edu.live import Frame, declare, slider
from snn_edu.neurons import LIF
from snn_edu.plots import (
    HERE,
    OTHER,
    SPIKE,
    STROKE,
    THEORY,
    VOLTAGE,
    WEIGHT,
    apart,
    figure,
    legend_above,
    limit_above,
    minus,
)
from snn_edu.questions import theirs
from snn_edu.simulation import simulate
from snn_edu.validation import Floats

# --- The bucket. ----------------------------------------------------------------------------------

REST, TOP, FLOOR, SPOUT = -65.0, -20.0, -71.0, -23.0  # mV: of v, the picture, the tap's end


def bucket_frame(
    time: float, current: float = 1.0, R_m: float = 10.0, C_m: float = 2.0, marks: bool = True
) -> Frame:
    """The bucket `time` ms after the tap was opened, and v beside it.

    Its walls are as far apart as C_m, its hole is as wide as 1 / R_m, and both jets are as wide as
    their currents, so that one sees what is kept.
    """
    tau_m, v_inf = R_m * C_m, REST + R_m * current
    t = np.linspace(0, 100, 201)
    v = v_inf + (REST - v_inf) * np.exp(-t / tau_m)
    level = v_inf + (REST - v_inf) * math.exp(-time / tau_m)
    leak = (level - REST) / R_m  # nA
    half, hole = 0.16 * C_m, 0.5 / R_m
    goal = f", on its way to {v_inf:.1f} mV. τ_m is {tau_m:g} ms" if marks else ""
    settings = f" R_m is {R_m:g} MΩ and C_m {C_m:g} nF." if marks else ""
    return {
        "walls": ([-half, -half, -hole, np.nan, hole, half, half],
                  [-35, REST, REST, np.nan, REST, REST, -35]),
        "water": {"x": -half, "width": 2 * half, "height": level - REST},
        "jet": {"x": -0.06 * current, "width": 0.12 * current, "y": level, "height": SPOUT - level},
        "leak": {"x": -0.06 * leak, "width": 0.12 * leak},
        "v": (t, v),
        "v_inf": ([0, 100], [v_inf, v_inf]) if marks else ([], []),
        "one_tau": ([tau_m], [v_inf + (REST - v_inf) * math.exp(-1)]) if marks else ([], []),
        "now": ([time], [level]),
        "text": minus(
            f"After {time:g} ms v is {level:.1f} mV{goal}. Of {current:g} nA, {leak:.2f} leaks out."
            f"{settings}"
        ),
    }  # fmt: skip


def draw_bucket(page: Figure) -> Frame:
    """The bucket on the left; on the right v over time, level with the water."""
    left, right = page.subplots(1, 2, sharey=True, width_ratios=[1, 3])
    left.set(xlim=(-1, 1), ylim=(FLOOR, TOP), xticks=[], ylabel="v (mV)")
    left.spines.bottom.set_visible(False)
    left.grid(visible=False)
    right.set(xlim=(0, 100), xlabel="time since the tap was opened (ms)")
    pipe = {"color": "0.45", "lw": 7, "solid_capstyle": "butt"}
    left.plot([-1, -0.02, -0.02], [TOP - 1.2, TOP - 1.2, SPOUT], **pipe)
    return {
        "water": left.bar(0, 1, bottom=REST, align="edge", color=THEORY, alpha=0.35)[0],
        "jet": left.bar(0, 1, align="edge", color=THEORY)[0],
        "leak": left.bar(0, FLOOR - REST, bottom=REST, align="edge", color=THEORY)[0],
        "walls": left.plot([], [], color="0.25", lw=3, solid_capstyle="butt")[0],
        "v": right.plot([], [], color=VOLTAGE)[0],
        "v_inf": right.plot([], [], color=THEORY, ls="-.", lw=2)[0],
        "one_tau": right.plot([], [], "D", color=THEORY, ms=9, mfc="none", mew=2)[0],
        "now": right.plot([], [], "o", color=VOLTAGE, ms=9, clip_on=False)[0],
    }


NOW = slider("time", 0, 100, start=10, step=1, unit="ms", clock=True)
bucket = declare(
    functools.partial(bucket_frame, marks=False),
    time=NOW,
    handles={"now": {"x": "time"}},
    size=(9.0, 3.1),
)(draw_bucket)
knobs = declare(
    bucket_frame,
    R_m=slider("resistance R_m", 2, 20, start=10, step=0.5, unit="MΩ"),
    C_m=slider("capacitance C_m", 0.5, 5, start=2, step=0.1, unit="nF"),
    current=slider("current", 0, 1.5, start=1.0, step=0.05, unit="nA"),
    time=NOW,
    tries={"twice the resistance": {"R_m": 20.0}, "a narrow bucket": {"C_m": 0.5}},
    handles={"now": {"x": "time"}},
    ghost=["v"],
    size=(9.0, 3.1),
)(draw_bucket)


def circuit() -> Any:
    """The circuit that the bucket is a picture of."""
    said = (
        "Three branches side by side between the inside and the outside of the cell: a current "
        "source I; a resistor R_m in series with a battery v_rest; a capacitor C_m."
    )
    picture = figure(said, width=7.0, height=2.3)
    ax = picture.subplots()
    ax.set(xlim=(-0.6, 8.4), ylim=(-0.8, 3.2))
    ax.axis("off")
    wire: dict[str, Any] = {"color": "0.25", "lw": 2}
    for y in (0.0, 2.6):
        ax.plot([1, 6], [y, y], **wire)
    turn = np.linspace(0, 2 * np.pi, 60)
    ax.plot([1, 1, np.nan, 1, 1], [0, 0.8, 0, 1.8, 2.6], **wire)
    ax.plot(1 + 0.32 * np.cos(turn), 1.3 + 0.5 * np.sin(turn), color=THEORY, lw=2)
    ax.annotate("", (1, 1.65), (1, 0.95), arrowprops={"arrowstyle": "->", "color": THEORY})
    ax.plot([3.5, 3.5, np.nan, 3.5, 3.5, np.nan, 3.5, 3.5],
            [0, 0.42, 0, 0.62, 1.1, 0, 2.1, 2.6], **wire)  # fmt: skip
    ax.plot([3.3, 3.7, 3.7, 3.3, 3.3], [1.1, 1.1, 2.1, 2.1, 1.1], **wire)
    ax.plot([3.15, 3.85], [0.62, 0.62], color="0.25", lw=2)  # a battery: long, and short and thick
    ax.plot([3.32, 3.68], [0.42, 0.42], color="0.25", lw=5)
    ax.plot([6, 6, np.nan, 6, 6], [0, 1.15, 0, 1.45, 2.6], **wire)
    for y in (1.15, 1.45):
        ax.plot([5.6, 6.4], [y, y], color="0.25", lw=3)
    for x, y, words in (
        (1.5, 1.3, "I\nthe tap"),
        (3.95, 1.6, "$R_m$\nthe hole"),
        (3.95, 0.5, "$v_{rest}$, a battery"),
        (6.65, 1.3, "$C_m$\nthe walls"),
    ):
        ax.text(x, y, words, va="center")
    ax.text(3.5, 2.78, "inside: v", ha="center")
    ax.text(3.5, -0.6, "outside: 0 mV", ha="center")
    return picture


# --- A trace to be read. --------------------------------------------------------------------------


def mystery_frame(now: float) -> Frame:
    """The trace of the mystery membrane, and v at one time (ms)."""
    t, v = mystery_trace()
    here = float(np.interp(now, t, v))
    return {
        "v": (t, v),
        "now": ([now, now], [-67.0, -51.0]),
        "dot": ([now], [here]),
        "text": minus(f"At {now:g} ms v is {here:.2f} mV."),
    }


@declare(
    mystery_frame,
    now=slider("time", 0, 100, start=5.0, step=0.5, unit="ms"),
    handles={"now": {"x": "now"}},
)
def mystery(page: Figure) -> Frame:
    """The trace, and a line that can be moved along it."""
    ax = page.subplots()
    ax.set(xlim=(0, 100), ylim=(-67, -51), xlabel="time (ms)", ylabel="v (mV)")
    ax.set_xticks(range(0, 101, 10))
    ax.axvline(10, color=OTHER, lw=1, ls="--")
    ax.text(11, -66.8, "current on", color=OTHER, va="bottom")  # the ring is at the top
    return {
        "v": ax.plot([], [], color=VOLTAGE)[0],
        "now": ax.plot([], [], color=VOLTAGE, lw=1.5)[0],
        "dot": ax.plot([], [], "o", color=VOLTAGE, ms=8, clip_on=False)[0],
    }


# --- Euler's method against the exact step. -------------------------------------------------------

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
        story = "each step overshoots further"
    elif dt > tau_m:
        story = "it jumps over its goal and back"
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


@declare(
    euler_against_exact,
    dt=slider("time step dt", 0.5, 60, start=25, step=0.5, unit="ms"),
    tau_m=slider("time constant τ_m", 5, 40, start=10, step=1, unit="ms"),
    tries={
        "steps of 5 ms": {"dt": 5.0, "tau_m": 20.0},
        "steps of 0.5 ms": {"dt": 0.5, "tau_m": 20.0},
        "steps of 30 ms": {"dt": 30.0, "tau_m": 20.0},
    },
    handles={"here": {"x": "dt"}},
    size=(9.0, 3.4),
)
def euler(page: Figure) -> Frame:
    """Traces on the left; error over dt, both on log axes, on the right."""
    left, right = page.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(-1.5, SHOWN + 1.5), xlabel="time (ms)", ylabel="v (mV)")  # first and last whole
    left.yaxis.set_label_coords(-0.16, 0.5)  # beside −3000, too, which two sliders make
    right.set(xscale="log", yscale="log", xlim=(0.08, 125), ylim=(1e-3, 1e4))
    right.set(xlabel="dt (ms)", ylabel="largest error in 100 ms (mV)")
    artists = {
        "left": left,
        "closed_form": left.plot([], [], color=THEORY, lw=3, alpha=0.5, label="the formula")[0],
        "exact": left.plot([], [], "o", color=VOLTAGE, ms=4, label="exact step")[0],
        "euler": left.plot([], [], "s-", color=OTHER, ms=5, lw=1, mfc="none", label="Euler")[0],
        "curve": right.plot([], [], color=OTHER)[0],
        "here": right.plot([], [], **HERE)[0],
        "limit": right.plot([], [], color="0.45", ls="--", label="dt = 2 $τ_m$")[0],
    }
    legend_above(left, 3)
    legend_above(right)
    return artists


# --- Spikes into the bucket. ----------------------------------------------------------------------


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
    strokes = np.full(count, -0.07 * top if w >= 0.0 else 0.07 * top)
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
        "arrivals": (arrivals, strokes),
        "lift": (arrivals[:1], [w]),
        "second": (arrivals[1:2], strokes[1:2]),
        "text": minus(
            f"{spikes}, {w:g} mV each, τ_m = {tau_m:g} ms: "
            f"v reaches {abs(peak):.1f} mV {side} rest, {times_one:.2f} times one PSP."
        ),
    }


@declare(
    train_into_bucket,
    count=slider("number of spikes", 1, 15, start=2, step=1),
    interval=slider("time between spikes", 2, 40, start=20, step=1, unit="ms"),
    w=slider("one spike lifts v by", -5, 5, start=5, step=0.5, unit="mV"),
    tau_m=slider("time constant τ_m", 2, 50, start=20, step=1, unit="ms"),
    handles={"lift": {"y": "w"}, "second": {"x": "interval"}},
    size=(9.0, 3.2),
)
def drops(page: Figure) -> Frame:
    """Single PSPs in purple, their sum in black, the arriving spikes as strokes below."""
    ax = page.subplots()
    ax.set(xlabel="time (ms)", ylabel="v above rest (mV)")
    artists = {
        "axes": ax,
        "psps": ax.plot([], [], color=WEIGHT, lw=1.2, label="each PSP")[0],
        "sum": ax.plot([], [], color=VOLTAGE, lw=2, label="v, the sum")[0],
        "arrivals": ax.plot([], [], color=SPIKE, ms=12, **STROKE, label="spikes")[0],
        "lift": ax.plot([], [], "o", color=WEIGHT, ms=6)[0],
        "second": ax.plot([], [], color=SPIKE, ms=12, **STROKE)[0],
    }
    legend_above(ax, 3, columnspacing=1.2)
    return artists


W = 5.0  # mV


def endless_frame(limit: Any, mean: Any, gap: float, tau_m: float) -> Frame:
    """A train that goes on, and the learner's height after each spike and mean."""
    arrivals = np.arange(0.0, 400.0, gap)
    t = np.linspace(0.0, 400.0, 1601)
    since = t - arrivals[:, None]
    v = np.where(since >= 0.0, W * np.exp(-np.maximum(since, 0.0) / tau_m), 0.0).sum(axis=0)
    limit, whose_h = theirs(LIMIT, limit, "Your", "Our")
    mean, whose_mean = theirs(MEAN, mean)
    h, level = float(limit(W, gap, tau_m)), float(mean(W, gap, tau_m))
    top = limit_above(1.1 * h, (15.0, 35.0, 75.0, 140.0))
    high = v[t > 400.0 - 3 * gap].max()
    h_at, level_at = apart([h, level], 0.09 * top)
    said = f"{whose_h} h is {h:.1f} mV, {whose_mean} mean {level:.1f} mV"
    return {
        "axes": {"ylim": (-0.12 * top, top)},
        "v": (t, v),
        "h": ([0.0, 400.0], [h, h]),
        "mean": ([0.0, 400.0], [level, level]),
        "h_name": {"y": h_at},
        "mean_name": {"y": level_at},
        "arrivals": (arrivals, np.full(arrivals.size, -0.06 * top)),
        "text": f"5 mV every {gap:g} ms, τ_m = {tau_m:g} ms. {said}. At the end v "
        f"runs between {high - W:.1f} and {high:.1f} mV.",
    }


@declare(
    endless_frame,
    gap=slider("time between spikes", 2, 40, start=10, step=1, unit="ms"),
    tau_m=slider("time constant τ_m", 2, 50, start=20, step=1, unit="ms"),
    size=(9.0, 3.0),
)
def endless(page: Figure) -> Frame:
    """The potential under a train of spikes, and two lines for what it settles to."""
    ax = page.subplots()
    ax.set(xlim=(0, 400), xlabel="time (ms)", ylabel="v above rest (mV)")
    beside: dict[str, Any] = {"color": THEORY, "va": "center"}
    beside["transform"] = ax.get_yaxis_transform()
    return {
        "axes": ax,
        "v": ax.plot([], [], color=VOLTAGE, lw=1.5)[0],
        "h": ax.plot([], [], color=THEORY, ls="--", lw=2)[0],
        "mean": ax.plot([], [], color=THEORY, ls=":", lw=2.5)[0],
        "h_name": ax.text(1.01, 0.0, "h", **beside),
        "mean_name": ax.text(1.01, 0.0, "mean", **beside),
        "arrivals": ax.plot([], [], color=SPIKE, ms=9, **STROKE)[0],
    }


# --- Go deeper: a noisy sensor. -------------------------------------------------------------------


def smooth_frame(step: Callable[..., Any], tau_m: float, noise: float, seed: int = 12) -> Frame:
    """A slow wave in noise, and what the learner's exact step makes of it."""
    rng = np.random.default_rng(seed)
    t = np.arange(400.0)
    wave = np.sin(2 * np.pi * t / 200.0)
    read = wave + noise * rng.standard_normal(t.size)
    step, whose = theirs(STEP, step, "Your", "Our")
    v, out = 0.0, []
    for goal in read.tolist():
        v = float(step(v, goal, 1.0, tau_m))
        out.append(v)
    off = float(np.sqrt(np.mean((np.array(out)[100:] - wave[100:]) ** 2)))
    return {
        "read": (t, read),
        "wave": (t, wave),
        "v": (t, out),
        "text": f"{whose} exact step, τ_m = {tau_m:g} ms, noise {noise:g}: it "
        f"is off by {off:.2f}, the readings by {np.std(read - wave):.2f}.",
    }


@declare(
    smooth_frame,
    tau_m=slider("time constant τ_m", 1, 100, start=10, step=1, unit="ms"),
    noise=slider("noise", 0, 2, start=1.0, step=0.1),
    seed=slider("seed", 1, 20, start=12, step=1, rare=True),
    size=(8.0, 2.8),
)
def smooth(page: Figure) -> Frame:
    """The readings in grey, the wave in blue, v in black."""
    ax = page.subplots()
    ax.set(xlim=(0, 400), ylim=(-4, 4), xlabel="time (ms)", ylabel="reading")
    ax.set_title("readings", loc="left", color="0.5", fontsize=11)
    ax.set_title("the true wave", loc="center", color=THEORY, fontsize=11)
    ax.set_title("smoothed", loc="right", fontsize=11)
    return {
        "read": ax.plot([], [], color="0.75", lw=1)[0],
        "wave": ax.plot([], [], color=THEORY, lw=2.5)[0],
        "v": ax.plot([], [], color=VOLTAGE)[0],
    }
