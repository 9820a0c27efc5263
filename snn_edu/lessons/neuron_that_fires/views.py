"""Lesson 02, a neuron that fires: its views."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.neuron_that_fires.questions import NEURON, RATE
from snn_edu.live import Frame, choice, declare, slider
from snn_edu.neurons import LIF
from snn_edu.plots import HERE, SPIKE, STROKE, THEORY, VOLTAGE, minus
from snn_edu.questions import theirs
from snn_edu.simulation import Recording, simulate

Neuron = Callable[[Any, float, LIF], tuple[Any, Any]]

CURRENT = slider("current", 0, 4, start=2.0, step=0.05, unit="nA")
TAU_M = slider("time constant τ_m", 5, 50, start=20, step=1, unit="ms")
T_REF = slider("refractory period t_ref", 0, 20, start=2, step=1, unit="ms")


# --- The bucket with its rim. ---------------------------------------------------------------------

TOP, FLOOR, SPOUT = -40.5, -71.0, -42.8  # mV: of the picture, and where the tap ends
WATER = "#a6cce4"  # light blue, of the theory's
FLAT = 0.12  # a millivolt is as high as so many units of the bucket's axis are wide
OVER = 105.0  # degrees: how far an emptied bucket turns
DROPS = 40  # into which the course's bucket falls; one is as large in any
GRAVITY = 0.25  # units/ms^2: what is spilled leaves the picture within 5 ms


def tipped(x: Any, y: Any, half: float, degrees: Any) -> tuple[Any, Any]:
    """Turn points of a bucket 2 half wide to the right, over its lower corner; y in mV."""
    turn = np.radians(degrees)
    x, up = np.asarray(x, float) - half, FLAT * (np.asarray(y, float) + 65.0)
    return (
        half + x * np.cos(turn) + up * np.sin(turn),
        -65.0 + (up * np.cos(turn) - x * np.sin(turn)) / FLAT,
    )


def pouring(kept: Any, half: float, rim: float) -> Any:
    """The angle (degrees) at which a full bucket has still this share of its water.

    Its surface is level with the lip: it ends on the far wall, then on the bottom.
    """
    kept, slope = np.asarray(kept, float), FLAT * (rim + 65.0) / (2 * half)
    with np.errstate(divide="ignore"):
        tangent = np.where(kept > 0.5, 2 * slope * (1.0 - kept), slope / (2.0 * kept))
    return np.where(kept > 0.0, np.degrees(np.arctan(tangent)), OVER)


def surface(degrees: float, half: float, rim: float) -> tuple[list[float], list[float]]:
    """Corners of what a full bucket holds at this angle, in the bucket's own directions."""
    slope, turn = FLAT * (rim + 65.0) / (2 * half), math.radians(degrees)
    if degrees >= 90.0:
        return [half, half, half], [-65.0, -65.0, -65.0]
    if math.tan(turn) <= slope:  # as far as the far wall
        far = rim - 2 * half * math.tan(turn) / FLAT
        return [-half, half, half, -half], [-65.0, -65.0, rim, far]
    return [half, half, half - FLAT * (rim + 65.0) / math.tan(turn)], [-65.0, rim, -65.0]


def spilled(since: float, t_ref: float, half: float, rim: float, last: float) -> tuple[Any, Any]:
    """Where the drops are that a bucket has lost, `since` (ms) it began to tip as far as `last`.

    Each leaves the lip as soon as its share is poured, and falls.
    """
    drops = max(round(DROPS * half * (rim + 65.0) / (0.45 * 15.0)), 1)
    number = np.arange(drops) + 0.5
    angle = pouring(1.0 - number / drops, half, rim)
    went = angle <= last
    number, angle = number[went], angle[went]
    falls = since - 0.4 * t_ref * 2.0 / math.pi * np.arcsin(np.sqrt(angle / last))  # ms
    x, y = tipped(half, rim, half, angle)
    x = x + (0.06 + 0.2 * (0.618 * number % 1.0)) * falls
    y = y - GRAVITY / 2.0 * falls**2 / FLAT
    seen = (falls >= 0.0) & (y > FLOOR)
    return x[seen], y[seen]


def landing(x: Any, y: Any) -> float:
    """The height (mV) at which a jet along x = 0 meets a line, or the floor."""
    met = np.flatnonzero(x[:-1] * x[1:] < 0.0)
    heights = y[met] - x[met] * (y[met + 1] - y[met]) / (x[met + 1] - x[met])
    return float(max(heights, default=FLOOR))


def beside_threshold(v: float, v_threshold: float) -> float:
    """Where a name at the height v (mV) stands, so that it does not cover the threshold's."""
    side = 1.6 if v >= v_threshold else -1.6
    return v_threshold + side if abs(v - v_threshold) < 1.6 else v


def rim_frame(
    now: float,
    current: float = 2.0,
    R_m: float = 10.0,
    tau_m: float = 20.0,
    t_ref: float = 2.0,
    v_reset: float = -65.0,
    v_threshold: float = -50.0,
    end: float = 200.0,
    goal: bool = False,
    past: bool = False,
) -> Frame:
    """A bucket that spills when the water is at its rim, and v beside it; times in ms.

    With `past` v is drawn up to now.
    """
    lif = LIF(tau_m=tau_m, R_m=R_m, t_ref=t_ref, v_reset=v_reset, v_threshold=v_threshold)
    run = simulate(lif, np.full(round(4 * end), current), 0.25)
    spikes = run.spikes.times
    t = np.concatenate([run.t, spikes, spikes])  # with the moment of each crossing
    v = np.concatenate([run.v, np.full(spikes.size, v_threshold), np.full(spikes.size, v_reset)])
    order = np.argsort(t, kind="stable")
    t, v = t[order], v[order]
    level_inf = lif.v_inf(current)
    before = spikes[spikes <= now]
    since = now - before[-1] if before.size else math.inf
    pausing = since < t_ref
    level = v_reset if pausing else float(np.interp(now, t, v))
    if past:
        drawn = t <= now
        t, v, spikes = np.append(t[drawn], now), np.append(v[drawn], level), before
    half, hole = 0.45 * math.sqrt(lif.C_m / 2.0), 0.6 / R_m
    last = float(pouring((v_reset + 65.0) / (v_threshold + 65.0), half, v_threshold))
    falls = [spilled(now - began, t_ref, half, v_threshold, last) for began in before[-2:]]
    angle = 0.0
    held = [-half, half, half, -half], [-65.0, -65.0, max(level, -65.0), max(level, -65.0)]
    if pausing:  # over in four tenths of the pause, and back
        share = since / t_ref
        out = share < 0.4
        quarter = math.pi / 2.0 * (share / 0.4 if out else (1.0 - share) / 0.6)
        angle = last * math.sin(quarter) ** 2
        held = surface(angle if out else last, half, v_threshold)
    side = tipped([-half, -half, half], [v_threshold, -65, -65], half, angle)
    jet = landing(*side) if angle else max(level, -65.0)
    wall = [-half, -half, -hole, np.nan, hole, half, half]
    height = [v_threshold, -65, -65, np.nan, -65, -65, v_threshold]
    leak = 0.0 if pausing else max(level + 65.0, 0.0) / R_m
    rate = f", one every {np.diff(spikes)[-1]:.1f} ms" if spikes.size > 1 else ""
    hertz = f" ({1000.0 / np.diff(spikes)[-1]:.0f} Hz)" if spikes.size > 1 else ""
    count = f"{spikes.size or 'no'} spike{'s' * (spikes.size != 1)}"
    when = " so far" if past else f" in {end:g} ms"
    goal_at = beside_threshold(min(level_inf, TOP - 1.0), v_threshold)
    reset_at = min(v_reset, v_threshold - 1.8)
    if abs(reset_at - goal_at) < 1.8:  # one of the two names below the other
        reset_at = goal_at - 1.8
    heading = f" v is on its way to {level_inf:.1f} mV." if goal else ""
    others = f", τ_m {tau_m:g} ms, t_ref {t_ref:g} ms, R_m {R_m:g} MΩ, v_reset {v_reset:g} mV"
    moved = f", threshold {v_threshold:g} mV" if past else others if goal else ""
    turning = "spills" if since < 0.4 * t_ref else "swings back"
    doing = f"the bucket {turning}" if pausing else f"v is {level:.1f} mV"
    return {
        "walls": tipped(wall, height, half, angle),
        "water": {"xy": np.transpose(tipped(*held, half, angle))},
        "drops": tuple(np.concatenate([np.empty((2, 0)), *falls], axis=1)),
        "jet": {"x": -0.05 * current, "width": 0.1 * current, "y": jet, "height": SPOUT - jet},
        "leak": {"x": -0.05 * leak, "width": 0.1 * leak},
        "rim": ([2.7, -1.15], [v_threshold] * 2),
        "threshold": ([0.0, end], [v_threshold] * 2),
        "threshold_name": {"y": v_threshold},
        "spike": "spike!" if pausing else "",
        "v": (t, v),
        "dot": ([now], [level]),
        "goal": ([0.0, end], [level_inf] * 2) if goal else ([], []),
        "goal_name": {
            "text": (r"$v_\infty$" if level_inf < TOP else r"$v_\infty$ ↑") if goal else "",
            "y": goal_at,
        },
        "reset": ([0.0, end], [v_reset] * 2) if goal else ([], []),
        "reset_name": {"text": r"$v_{reset}$" if goal else "", "y": reset_at},
        "pause": f"$t_{{ref}}$ {t_ref:g} ms" if goal else "",
        "strokes": (spikes, np.full(spikes.size, TOP - 2.0)),
        "text": minus(
            f"{current:.2f} nA{moved}: {count}{when}{rate}{hertz}.{heading} At {now:g} ms {doing}."
        ),
    }


def draw_rim(figure: Figure, end: float = 200.0) -> Frame:
    """The bucket on the left, level with v over time on the right."""
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1, 1.6])
    left.set(xlim=(-1.15, 2.7), ylim=(FLOOR, TOP), xticks=[], ylabel="v (mV)")
    left.spines.bottom.set_visible(False)
    left.grid(visible=False)
    right.set(xlim=(0, end), xlabel="time (ms)")
    beside = right.get_yaxis_transform()
    grey = {"color": "0.45", "lw": 7, "solid_capstyle": "butt"}
    left.plot([-1.15, -0.03, -0.03], [TOP - 0.8, TOP - 0.8, SPOUT], **grey)
    dashed = {"color": SPIKE, "ls": "--", "lw": 1.5}
    return {
        "jet": left.bar(0, 1, align="edge", color=THEORY)[0],
        "leak": left.bar(0, -4, bottom=-65, align="edge", color=THEORY)[0],
        "water": left.fill([0, 0, 0], [0, 0, 0], color=WATER)[0],
        "drops": left.plot([], [], "o", color=WATER, ms=9, gid="falls out")[0],
        "walls": left.plot([], [], color="0.25", lw=3, solid_capstyle="butt")[0],
        "rim": left.plot([], [], **dashed)[0],
        "threshold": right.plot([], [], **dashed)[0],
        "threshold_name": right.text(
            1.01, -50.0, "threshold", color=SPIKE, va="center", transform=beside
        ),
        "pause": left.text(2.65, TOP - 4.2, "", ha="right"),
        "reset": right.plot([], [], color=SPIKE, ls=":", lw=1.5)[0],
        "reset_name": right.text(1.01, -65.0, "", color=SPIKE, va="center", transform=beside),
        "spike": left.text(2.65, TOP - 2.2, "", color=SPIKE, ha="right", weight="bold"),
        "v": right.plot([], [], color=VOLTAGE)[0],
        "goal": right.plot([], [], color=THEORY, ls="-.", lw=2)[0],
        "goal_name": right.text(1.01, -50.0, "", color=THEORY, va="center", transform=beside),
        "strokes": right.plot([], [], color=SPIKE, ms=14, **STROKE)[0],
        "dot": right.plot([], [], "o", color=VOLTAGE, ms=9, clip_on=False)[0],
    }


SIZE = (9.0, 3.4)
NOW = slider("time", 0, 200, start=28.0, step=0.5, unit="ms", clock=True)
rim = declare(
    functools.partial(rim_frame, end=60.0, past=True),
    now=slider("time", 0, 60, start=22.0, step=0.1, unit="ms", clock=True),
    v_threshold=slider("the rim v_threshold", -62, -46, start=-50.0, step=0.5, unit="mV"),
    handles={"rim": {"y": "v_threshold"}, "dot": {"x": "now"}},
    size=SIZE,
)(functools.partial(draw_rim, end=60.0))
tap = declare(
    rim_frame,
    current=CURRENT,
    now=NOW,
    tries={"4 nA": {"current": 4.0}},
    handles={"dot": {"x": "now"}},
    ghost=["v"],
    size=SIZE,
)(draw_rim)
silent = declare(
    functools.partial(rim_frame, now=120.0, current=1.4, goal=True),
    tau_m=TAU_M,
    t_ref=T_REF,
    R_m=slider("resistance R_m", 5, 20, start=10.0, step=0.1, unit="MΩ"),
    v_reset=slider("reset v_reset", -65, -51, start=-65, step=1, unit="mV"),
    ghost=["v"],
    size=SIZE,
)(draw_rim)


# --- The learner's own neuron on the bench. -------------------------------------------------------


def bench(
    neuron: Neuron | None,
    current: float,
    tau_m: float = 20.0,
    t_ref: float = 2.0,
    dt: str = "0.1 ms",
    ramp: bool = False,
) -> Frame:
    """200 ms of a learner's neuron: under a steady `current` (nA), or one that rises to it."""
    lif, step = LIF(tau_m=tau_m, t_ref=t_ref), float(dt.split()[0])
    steps = round(200 / step)
    drive = current * (np.arange(steps) + 0.5) / steps if ramp else np.full(steps, current)
    ours = "The course's neuron (yours has not passed its check yet)"
    made, whose = theirs(NEURON, neuron, "Your neuron", ours)
    v, spikes = made(drive, step, lif)
    first, rate = lif.time_to_spike(current), lif.rate(current)
    due = np.arange(first, 200.0, 1000.0 / rate) if rate and not ramp else np.array([])
    said = f"{whose} sends {len(spikes)} spike{'s' * (len(spikes) != 1)}"
    if ramp:
        said += f", the first at {spikes[0]:.1f} ms" if len(spikes) else ""
        said += f". The current reaches the rheobase at {200 * lif.rheobase / current:.0f} ms."
    else:
        last = min(len(spikes), len(due)) - 1
        late = f"; number {last + 1} is {abs(spikes[last] - due[last]):.1f} ms " if due.size else ""
        late += ("late" if spikes[last] >= due[last] else "early") if due.size else ""
        said += f" where theory has {len(due)}{late}."
    return {
        "v": (step * np.arange(1, steps + 1), v),
        "current": (step * np.arange(steps), drive),
        "spikes": (spikes, np.ones(len(spikes))),
        "theory": (due, np.zeros(len(due))),
        "text": f"{'Up to ' * ramp}{current:.2f} nA, τ_m = {tau_m:g} ms, t_ref = {t_ref:g} ms, "
        f"dt = {dt}. {said}",
    }


def draw_bench(figure: Figure, ramp: bool = False, dots: str = "") -> Frame:
    """Spikes above, the potential in the middle, the current below."""
    rows, middle, below = figure.subplots(3, 1, sharex=True, height_ratios=[1, 3, 1.2])
    rows.set(xlim=(0, 200), ylim=(0.3 if ramp else -0.6, 1.6))
    rows.set_yticks([1] if ramp else [0, 1], ["spikes"] if ramp else ["theory", "the loop"])
    rows.grid(visible=False)
    middle.set(ylim=(-66.5, -46.5), ylabel="v (mV)")
    middle.axhline(-50.0, color=SPIKE, ls="--", lw=1.5)
    beside = middle.get_yaxis_transform()
    middle.text(1.01, -50.0, "threshold", color=SPIKE, va="center", transform=beside)
    below.set(ylim=(-0.2, 4.4), xlabel="time (ms)", ylabel="I (nA)")
    if ramp:
        below.axhline(1.5, color=THEORY, ls=":", lw=1.5)
        beside = below.get_yaxis_transform()
        below.text(1.01, 1.5, "rheobase", color=THEORY, va="center", transform=beside)
    stroke = {**STROKE, "ms": 11}
    return {
        "v": middle.plot([], [], marker=dots, color=VOLTAGE)[0],
        "current": below.plot([], [], color=THEORY)[0],
        "spikes": rows.plot([], [], color=SPIKE, **stroke)[0],
        "theory": rows.plot([], [], color=THEORY, **stroke)[0],
    }


your_ramp = declare(
    functools.partial(bench, ramp=True),
    current=slider("current at the end", 2, 4, start=4.0, step=0.1, unit="nA"),
    tau_m=TAU_M,
    ghost=["v"],
    size=(8.0, 3.8),
)(functools.partial(draw_bench, ramp=True))
your_grid = declare(
    bench,
    dt=choice("time step dt", ["0.1 ms", "0.2 ms", "0.5 ms", "1 ms", "2 ms", "5 ms"], "0.5 ms"),
    current=slider("current", 0, 4, start=2.5, step=0.05, unit="nA"),
    size=(8.0, 3.8),
)(functools.partial(draw_bench, dots="."))


# --- The f-I curve. -------------------------------------------------------------------------------

REACH = {"2 nA": 2.0, "4 nA": 4.0, "50 nA": 50.0}


def rate_of(neuron: Neuron, current: float, lif: LIF) -> float:
    """The rate (Hz) that the last interval of 300 ms has, at dt = 0.1 ms; NaN if none ends."""
    _, spikes = neuron(np.full(3000, current), 0.1, lif)
    if len(spikes) < 2:
        return math.nan if len(spikes) else 0.0
    return 1000.0 / float(spikes[-1] - spikes[-2])


@functools.lru_cache(maxsize=64)
def dots(neuron: Neuron, reach: float, lif: LIF) -> list[float]:
    """Rates of a learner's neuron at eight currents up to `reach`."""
    return [rate_of(neuron, current, lif) for current in reach * np.arange(1, 9) / 8]


def fi_frame(
    rate: Any, neuron: Any, above: float, reach: str, R_m: float, tau_m: float, t_ref: float
) -> Frame:
    """The learner's formula as a line, the learner's loop as dots, and one point read out."""
    lif, end = LIF(tau_m=tau_m, R_m=R_m, t_ref=t_ref), REACH[reach]
    formula, whose = theirs(RATE, rate, "Your", "Our")
    loop, whose_loop = theirs(NEURON, neuron)
    here = lif.rheobase + above
    rest = np.geomspace(1e-4, max(end - lif.rheobase, 1e-3), 120)
    currents = np.concatenate([[0.0], lif.rheobase + np.concatenate([[0.0], rest])])
    theory = [formula(each, lif) for each in currents.tolist()]
    at = lif.rate(here)
    top = next(limit for limit in (60, 120, 300, 1200) if 1.15 * lif.rate(end) < limit)
    left = lif.rheobase < 0.4 * end  # there is room at its right, before the ceiling's name
    return {
        "axes": {"xlim": (0.0, 1.02 * end), "ylim": (-0.03 * top, top)},
        "line": (currents, np.asarray(theory, float)),
        "dots": (end * np.arange(1, 9) / 8, dots(loop, end, lif)),
        "rheobase": ([lif.rheobase] * 2, [-0.03 * top, top]),
        "ceiling": ([0.0, end], [1000.0 / t_ref] * 2),
        "ceiling_name": {
            "text": "1,000 / $t_{ref}$" if 1000.0 / t_ref < top else "",
            "position": (end, 1000.0 / t_ref + 0.02 * top),
        },
        "rheobase_name": {
            "position": (lif.rheobase + (0.01 if left else -0.01) * end, 0.99 * top),
            "ha": "left" if left else "right",
            "text": "rheobase" if lif.rheobase < end else "",
        },
        "point": ([here], [at]),
        "text": f"{whose} formula, {whose_loop} loop, up to {reach}. The point: {above:g} nA above "
        f"the rheobase of {lif.rheobase:.3g} nA an interval is {1000 / at:.1f} ms, {at:.1f} Hz."
        + (" It lies further to the right." if here > end else "")
        + (f" Dotted: 1,000 / t_ref, {1000 / t_ref:,.0f} Hz." if 1000.0 / t_ref < top else ""),
    }


@declare(
    fi_frame,
    reach=choice("currents up to", list(REACH), "4 nA"),
    above=slider("the point, above the rheobase", 0.0001, 50, start=1.0, log=True, unit="nA"),
    t_ref=slider("refractory period t_ref", 1, 20, start=2, step=1, unit="ms"),
    tau_m=TAU_M,
    R_m=slider("resistance R_m", 5, 20, start=10, step=1, unit="MΩ"),
    tries={f"{nA:g} nA above": {"reach": "2 nA", "above": nA} for nA in (0.1, 0.01, 0.001)},
    handles={"point": {"x": "above"}},
)
def fi_curve(figure: Figure) -> Frame:
    """Rate against current, from zero to beyond the rheobase."""
    ax = figure.subplots()
    ax.set(xlabel="current (nA)", ylabel="rate (Hz)")
    return {
        "axes": ax,
        "rheobase": ax.plot([], [], color=SPIKE, ls="--", lw=1.5)[0],
        "ceiling": ax.plot([], [], color="0.4", ls=":", lw=2.5)[0],
        "ceiling_name": ax.text(0, 0, "", color="0.4", ha="right", va="bottom"),
        "rheobase_name": ax.text(0, 0, "rheobase", color=SPIKE, va="top"),
        "line": ax.plot([], [], color=THEORY, lw=2.5)[0],
        "dots": ax.plot([], [], "o", color=VOLTAGE, ms=5, clip_on=False)[0],
        "point": ax.plot([], [], **{**HERE, "clip_on": True})[0],  # it may lie further right
    }


# --- The mystery neuron. --------------------------------------------------------------------------


def readings(weak: Recording, strong: Recording, now: int) -> Frame:
    """What the electrode has read, once a millisecond, and both readings at one time (ms)."""
    low, high = float(weak.v[now]), float(strong.v[now])
    return {
        "weak": (weak.t, weak.v),
        "strong": (strong.t, strong.v),
        "strokes": (strong.spikes.times, np.full(len(strong.spikes), -51.5)),
        "cursor": ([now, now], [-74.0, -50.0]),
        "text": minus(f"At {now} ms: the weak current {low:.1f} mV, the strong one {high:.1f} mV."),
    }


@declare(
    readings,
    now=slider("time", 0, 100, start=5, step=1, unit="ms"),
    handles={"cursor": {"x": "now"}},
    size=(8.0, 3.2),
)
def recordings(figure: Figure) -> Frame:
    """Two recordings in dots, the spikes of the strong one above."""
    ax = figure.subplots()
    ax.set(xlim=(0, 100), ylim=(-74, -50), xlabel="time (ms)", ylabel="v (mV)")
    beside = ax.get_yaxis_transform()
    ax.text(1.01, -62.0, "weak", color="0.45", va="center", transform=beside)
    ax.text(1.01, -58.0, "strong", color=VOLTAGE, va="center", transform=beside)
    return {
        "weak": ax.plot([], [], ".", color="0.5", ms=6)[0],
        "strong": ax.plot([], [], ".", color=VOLTAGE, ms=6)[0],
        "strokes": ax.plot([], [], color=SPIKE, ms=13, **STROKE)[0],
        "cursor": ax.plot([], [], color=VOLTAGE, lw=1.5)[0],
    }
