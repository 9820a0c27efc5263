"""Lesson 17, beyond LIF: its pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from snn_edu import LIF, AdEx, simulate, trajectory
from snn_edu.lessons.beyond_lif.cells import AXON, BURSTING, ZOO
from snn_edu.lessons.beyond_lif.questions import SODIUM
from snn_edu.live import Frame, choice, declare, slider, toggle
from snn_edu.plots import HERE, OTHER, SPIKE, STROKE, THEORY, VOLTAGE, limit_above, minus
from snn_edu.questions import generator, letters, theirs
from snn_edu.simulation import Trajectory
from snn_edu.validation import Floats

FROM, LONG = 2.0, 30.0  # ms: the tap is opened and the drug works; a single spike's picture ends
ON_AND_ON = 60.0  # ms: so long is the picture of the drug
STRONG = 10.0  # µA/cm², what the tap gives


# --- The axon with channels that can be blocked. --------------------------------------------------


@lru_cache(maxsize=64)
def blocked(sodium: float, potassium: float) -> tuple[Floats, Floats]:
    """T (ms) and v (mV) of the axon, with these shares of its channels blocked from 2 ms on."""
    model = replace(AXON, g_Na=120.0 * (1 - sodium), g_K=36.0 * (1 - potassium))
    dt = 0.02
    steps = round((ON_AND_ON - FROM) / dt)
    run = trajectory(model, np.full(steps, STRONG), dt, start=AXON.start())
    quiet = np.arange(0.0, FROM, dt)
    return np.append(quiet, FROM + run.t), np.append(
        np.full(quiet.size, AXON.start()[0]), run.states[:, 0]
    )


def first_peak(t: Floats, v: Floats) -> tuple[float, float] | None:
    """When and how high the first spike peaks; None if v never rises above 0 mV."""
    above = np.flatnonzero(v > 0.0)
    if not above.size:
        return None
    falls = np.flatnonzero(np.diff(v[above[0] :]) < 0.0)
    k = above[0] + (int(falls[0]) if falls.size else v.size - 1 - above[0])
    return float(t[k]), float(v[k])


def axon_frame(block_sodium: int, block_potassium: int, moment: float) -> Frame:
    """The axon under a current, with some of its channels blocked, and its bucket at one moment."""
    t, v = blocked(block_sodium / 100, block_potassium / 100)
    peak = first_peak(t, v)
    more = int(np.sum((v[1:] > 0.0) & (v[:-1] <= 0.0))) - 1
    said = (
        f"The first spike peaks at {peak[1]:.0f} mV, {peak[0]:.1f} ms into the picture, and "
        + (f"{more} more follow" if more else "no other follows")
        if peak
        else f"There is no spike, because v never comes above {v.max():.0f} mV"
    )
    now = float(np.interp(moment, t, v))
    wide = [14.0 * (1 - each / 100) for each in (block_sodium, block_potassium)]
    return {
        "v": (t, v),
        "now": ([moment], [now]),
        "water": {"height": now - FLOOR},
        "in": {"y": 33.0 - wide[0] / 2, "height": wide[0]},
        "out": {"y": -92.0 - wide[1] / 2, "height": wide[1]},
        "text": minus(
            f"{block_sodium} % of the sodium and {block_potassium} % of the potassium channels are "
            f"blocked. {said}. At {moment:g} ms v is at {now:.0f} mV, and at the end at "
            f"{v[-1]:.0f} mV."
        ),
    }


def _tanks(ax: Any, end: float) -> None:
    """The levels of the two tanks."""
    for level, name, side, up in (
        (50.0, "sodium's tank, +50 mV", "bottom", 2),
        (-77.0, "potassium's tank, −77 mV", "top", -3),
    ):
        ax.axhline(level, color=THEORY, lw=1, ls="--")
        ax.annotate(
            name, (0.99 * end, level), (0, up), textcoords="offset points", color=THEORY,
            ha="right", va=side,
        )  # fmt: skip


FLOOR, WATER = -100.0, "#cfe3f5"  # mV: of the bucket in the picture; and its colour


def _bucket(ax: Any) -> Frame:
    """The bucket between its tanks, on the axis of v: what moves in it."""
    ax.set(xlim=(0, 10), ylim=(-102, 74))
    ax.set_axis_off()
    wall: dict[str, Any] = {"color": "0.25", "lw": 2, "solid_joinstyle": "miter"}
    ax.add_patch(Rectangle((0.2, 22.0), 2.4, 28.0, fc=WATER))
    ax.add_patch(Rectangle((7.4, FLOOR), 2.4, -77.0 - FLOOR, fc=WATER))
    moving = {
        "water": ax.add_patch(Rectangle((4.0, FLOOR), 2.0, 1.0, fc=WATER)),
        "in": ax.add_patch(Rectangle((2.6, 33.0), 1.4, 14.0, fc="0.7")),
        "out": ax.add_patch(Rectangle((6.0, -92.0), 1.4, 14.0, fc="0.7")),
    }
    ax.plot([0.2, 0.2, 2.6, 2.6], [62, 22, 22, 62], **wall)
    ax.plot([4.0, 4.0, 6.0, 6.0], [62, FLOOR, FLOOR, 62], **wall)
    ax.plot([7.4, 7.4, 9.8, 9.8], [-60, FLOOR, FLOOR, -60], **wall)
    for x, y, name, side in (
        (3.5, 4.0, "sodium", "right"),
        (6.5, -50.0, "potassium", "left"),
        (5.0, 66.0, "v", "center"),
    ):
        ax.text(x, y, name, ha=side, color="0.25", fontsize=9)
    return moving


@declare(
    axon_frame,
    moment=slider("moment", 0.0, ON_AND_ON, start=5.0, step=0.2, unit="ms", clock=True),
    block_sodium=slider("sodium channels blocked", 0, 100, start=50, step=5, unit="%"),
    block_potassium=slider("potassium channels blocked", 0, 100, start=0, step=5, unit="%"),
    handles={"now": {"x": "moment"}},
    size=(9.0, 3.0),
)
def axon(figure: Figure) -> Frame:
    """The bucket on the left; v between the two tanks, and the run without a drug in grey."""
    left, ax = figure.subplots(1, 2, width_ratios=[1, 3], sharey=True)
    ax.set(xlim=(0, ON_AND_ON), ylim=(-102, 74), xlabel="time (ms)", ylabel="v (mV)")
    ax.tick_params(labelleft=True)
    _tanks(ax, ON_AND_ON)
    ax.plot(*blocked(0.0, 0.0), color="0.65", lw=3)
    ax.axvline(FROM, color="0.7", lw=1)
    ax.text(FROM + 0.4, -99, "tap and drug: on", color="0.4")
    return {
        **_bucket(left),
        "v": ax.plot([], [], color=VOLTAGE, lw=2)[0],
        "now": ax.plot([], [], **HERE)[0],
    }


# --- The gates and their goals. -------------------------------------------------------------------

GATES = {"m": "0.45", "h": THEORY, "n": OTHER}
LEVELS = np.linspace(-100.0, 40.0, 281)  # mV


ONE, ALL_THREE = "m alone", "m, h and n"


def goals_frame(held: float, moment: float, gates: str = ALL_THREE) -> Frame:
    """The gates on their way to their goals, once v has been made to jump from rest to `held`."""
    t = np.linspace(0.0, 20.0, 401)
    begin = AXON.start()[1:]
    goal = [float(each) for each in AXON.gates_steady(held)]
    tau = [float(each) for each in AXON.gates_tau(held)]
    shown = GATES if gates == ALL_THREE else "m"
    frame: dict[str, Any] = {"held": ([held, held], [-0.05, 1.05])}
    now = []
    courses = []
    for k, (x0, x, pace) in enumerate(zip(begin, goal, tau, strict=True)):
        name = "mhn"[k]
        courses.append(x + (x0 - x) * np.exp(-t / pace))
        now.append(float(x + (x0 - x) * np.exp(-moment / pace)))
        parts = {
            "goals": (LEVELS, AXON.gates_steady(LEVELS)[k]),
            "goal": ([held], [x]),
            "ring": ([k], [x]),
            "way": ([k, k], [now[k], x]),
            "dot": ([k], [now[k]]),
            "course": (t, courses[k]),
        }
        for part, there in parts.items():
            frame[f"{part}_{name}"] = there if name in shown else ([], [])
        frame[f"name_{name}"] = {"text": name if name in shown else ""}
    told = ", ".join(
        f"{name} = {x:.2f}" for name, x in zip(GATES, now, strict=True) if name in shown
    )
    passing, passes = courses[0] ** 3 * courses[1], now[0] ** 3 * now[1]
    through = f" Of the sodium channels {100 * passes:.1f} % pass." if gates == ALL_THREE else ""
    frame["passing"] = (t, passing) if through else ([], [])
    frame["thick"] = {"text": "thick: sodium channels that pass" if through else ""}
    frame["now"] = ([moment], [passes if through else now[0]])
    frame["text"] = minus(f"{moment:.1f} ms after the jump to {held:g} mV: {told}.{through}")
    return frame


@declare(
    goals_frame,
    moment=slider("moment", 0.0, 20.0, start=0.5, step=0.1, unit="ms", clock=True),
    gates=choice("gates", [ONE, ALL_THREE], ONE),
    held=slider("v is held at", -100, 40, start=-20, step=1, unit="mV"),
    handles={"goal_m": {"x": "held"}, "now": {"x": "moment"}},
    size=(8.8, 3.0),
)
def goals(figure: Figure) -> Frame:
    """Goals over v; each gate on its way to its goal; the gates over time."""
    left, lanes, right = figure.subplots(1, 3, width_ratios=[4, 3, 4], sharey=True)
    left.set(xlim=(-106, 46), ylim=(-0.05, 1.05), xlabel="v (mV)", ylabel="share that is open")
    lanes.set(xlim=(-0.6, 2.6), xlabel="gate")
    lanes.set_xticks(range(3), list(GATES), fontsize=13, weight="bold")
    lanes.grid(visible=False)
    right.set(xlim=(-0.4, 20.4), xlabel="time after the jump (ms)", xticks=[0, 5, 10, 15, 20])
    left.set_title("goals at each v", fontsize=9)
    lanes.set_title("ring: goal, dot: gate", fontsize=9)
    artists: dict[str, Any] = {
        "held": left.plot([], [], color=VOLTAGE, lw=1)[0],
        "thick": right.text(0.5, 1.02, "", fontsize=9, ha="center", transform=right.transAxes),
    }
    places = {"m": (-34.0, 0.38), "h": (-94.0, 0.83), "n": (-92.0, 0.17)}
    for k, (name, colour) in enumerate(GATES.items()):
        ring = {"marker": "o", "color": colour, "ms": 11, "mfc": "none", "mew": 2}
        artists[f"goals_{name}"] = left.plot([], [], color=colour, lw=1.5)[0]
        artists[f"name_{name}"] = left.text(
            *places[name], name, color=colour, fontsize=13, weight="bold"
        )
        lanes.get_xticklabels()[k].set_color(colour)
        artists[f"goal_{name}"] = left.plot([], [], clip_on=False, **ring)[0]
        artists[f"ring_{name}"] = lanes.plot([], [], **ring)[0]
        artists[f"way_{name}"] = lanes.plot([], [], color=colour, lw=1.5, ls=":")[0]
        artists[f"dot_{name}"] = lanes.plot([], [], "o", color=colour, ms=8)[0]
        artists[f"course_{name}"] = right.plot([], [], color=colour, lw=1.5)[0]
    artists["passing"] = right.plot([], [], color=VOLTAGE, lw=2.5)[0]
    artists["now"] = right.plot([], [], **HERE)[0]
    return artists


# --- An axon that runs on the learner's sodium current. -------------------------------------------

_GRID = np.linspace(-150.0, 150.0, 3001)  # mV


@cache
def _tables(dt: float) -> list[list[float]]:
    """Goal and decay within dt of m, h and n at each potential of the grid."""
    steady, taus = AXON.gates_steady(_GRID), AXON.gates_tau(_GRID)
    decays = [np.exp(-dt / tau) for tau in taus]
    return [each.tolist() for pair in zip(steady, decays, strict=True) for each in pair]


def runs_on(current: Callable[..., Any], clamp_h: bool, clamp_n: bool) -> tuple[Floats, Floats]:
    """T (ms) and the columns v, m, h, n of the axon, with `current` for its sodium.

    Gates by their exact decay towards the present goal, v by Euler's step of 0.01 ms.
    """
    dt, steps = 0.01, round(LONG / 0.01)
    m_goal, m_decay, h_goal, h_decay, n_goal, n_decay = _tables(dt)
    v, m, h, n = map(float, AXON.start())
    rows = np.empty((steps, 4))
    for k in range(steps):
        rows[k] = v, m, h, n
        at = min(max(round((v + 150.0) * 10.0), 0), 3000)
        tap = STRONG if k * dt >= FROM else 0.0
        flow = float(current(v, m, h)) + 36.0 * n**4 * (v + 77.0) + 0.3 * (v + 54.387)
        m = m_goal[at] + (m - m_goal[at]) * m_decay[at]
        if not clamp_h:
            h = h_goal[at] + (h - h_goal[at]) * h_decay[at]
        if not clamp_n:
            n = n_goal[at] + (n - n_goal[at]) * n_decay[at]
        v = min(max(v + dt * (tap - flow), -150.0), 150.0)
    t: Floats = dt * np.arange(steps, dtype=np.float64)
    return t, rows


def your_axon_frame(my_sodium: Callable[..., Any], clamp_h: bool, clamp_n: bool) -> Frame:
    """The axon on the learner's sodium current, with either brake clamped at rest."""
    function, whose = theirs(SODIUM, my_sodium, our="the library’s")
    t, rows = runs_on(function, clamp_h, clamp_n)
    t, (v, m, h, n) = t[::5], rows[::5].T
    clamped = " and ".join(name for name, on in (("h", clamp_h), ("n", clamp_n)) if on) or "nothing"
    return {
        "v": (t, v),
        "h": (t, h),
        "n": (t, n),
        "text": minus(
            f"Run on {whose} sodium current, with {clamped} clamped. "
            f"At 30 ms v is at {v[-1]:.0f} mV, and {100 * m[-1] ** 3 * h[-1]:.1f} % of the sodium "
            f"and {100 * n[-1] ** 4:.0f} % of the potassium channels pass."
        ),
    }


@declare(your_axon_frame, clamp_h=toggle("clamp h"), clamp_n=toggle("clamp n"), size=(8.6, 3.6))
def your_axon(figure: Figure) -> Frame:
    """V above, the two brakes below; the run without clamps in grey."""
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=[3, 2])
    top.set(xlim=(0, LONG), ylim=(-102, 74), ylabel="v (mV)")
    _tanks(top, LONG)
    top.plot(*blocked(0.0, 0.0), color="0.65", lw=3)
    bottom.set(ylim=(-0.05, 1.05), ylabel="open", xlabel="time (ms)")
    artists = {"v": top.plot([], [], color=VOLTAGE, lw=2)[0]}
    for name, y in (("h", 0.72), ("n", 0.14)):
        artists[name] = bottom.plot([], [], color=GATES[name], lw=2)[0]
        bottom.text(0.3, y, name, color=GATES[name], fontsize=12, weight="bold")
    return artists


# --- The onset, and a LIF neuron that was fitted to the axon. -------------------------------------

ONSET_MS = 400.0


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


def onset_frame(current: float) -> Frame:
    """The axon under a step of `current` (µA/cm²) from rest, and where it is on the f-I curve."""
    run = simulate(AXON, np.full(round(ONSET_MS / 0.05), current), 0.05)
    times = run.spikes.times
    fires_on = times.size > 2 and times[-1] > ONSET_MS - 25.0
    rate = 1000.0 / float(run.spikes.isi()[-1]) if fires_on else 0.0
    count = f"{times.size} spike{'' if times.size == 1 else 's'}"
    last = f", the last at {times[-1]:.0f} ms" if times.size else ""
    return {
        "v": (run.t, run.v),
        "here": ([current], [rate]),
        "text": f"{current:.2f} µA/cm² for {ONSET_MS:g} ms: {count}{last}. "
        + (f"It keeps firing, at {rate:.0f} Hz." if fires_on else "At the end it is silent."),
    }


@declare(
    onset_frame,
    current=slider("current", 0.0, 20.0, start=6.0, step=0.05, unit="µA/cm²"),
    handles={"here": {"x": "current"}},
    size=(9.0, 3.0),
)
def onset(figure: Figure) -> Frame:
    """The trace on the left; the f-I curve, with the present current marked, on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, ONSET_MS), ylim=(-85, 50), xlabel="time (ms)", ylabel="v (mV)")
    right.set(xlim=(0, 20.5), ylim=(-4, 100), xlabel="current (µA/cm²)", ylabel="rate (Hz)")
    right.plot(*axon_rates(), "o", color=VOLTAGE, ms=4)
    return {"v": left.plot([], [], color=VOLTAGE, lw=1)[0], "here": right.plot([], [], **HERE)[0]}


# --- Three stimuli for the axon and its twin. -----------------------------------------------------

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


def two_neurons_frame(kind: str, strength: float) -> Frame:
    """The axon and its LIF twin under the same current."""
    current = stimulus(kind, strength)
    run = trajectory(AXON, current, 0.05)
    lif = simulate(twin(), current, 0.05)
    ticks = lif.spikes.times
    pauses = np.stack([ticks, ticks + twin().t_ref, np.full(ticks.size, np.nan)], axis=1).ravel()
    both = (run.spikes, lif.spikes)
    first = [f", the first at {each.times[0]:.0f} ms" if len(each) else "" for each in both]
    counts = [f"{len(each)} spike{'' if len(each) == 1 else 's'}" for each in both]
    _, _, h, n = run.states.T
    return {
        "current": (run.t[:-1], current),
        "axon": (run.t, run.states[:, 0]),
        "h": (run.t, h),
        "n": (run.t, n),
        "lif": (lif.t, lif.v),
        "pauses": (pauses, np.full(pauses.size, -65.0)),
        "named": "grey: its pauses" if pauses.size else "",
        "ticks": (ticks, np.full(ticks.size, -38.0)),
        "text": f"A {kind} of {strength:g} µA/cm². The axon fires {counts[0]}{first[0]}. Its twin "
        f"fires {counts[1]}{first[1]}.",
    }


@declare(
    two_neurons_frame,
    kind=choice("stimulus", STIMULI, "release"),
    strength=slider("strength", 1.0, 20.0, start=10.0, step=0.5, unit="µA/cm²"),
    size=(9.0, 4.4),
)
def two_neurons(figure: Figure) -> Frame:
    """Current, axon, its two slow gates, and the twin below each other."""
    top, middle, gates, bottom = figure.subplots(4, 1, sharex=True, height_ratios=[2, 3, 2, 3])
    top.set(xlim=(0, 150), ylim=(-22, 22), ylabel="µA/cm²")
    middle.set(ylim=(-125, 50), ylabel="axon (mV)")
    gates.set(ylim=(-0.05, 1.05), ylabel="h and n")
    bottom.set(ylim=(-116, -30), ylabel="twin (mV)", xlabel="time (ms)")
    bottom.axhline(-50.0, color=SPIKE, lw=1, ls=":")
    artists = {
        "named": bottom.text(149, -113, "", color="0.4", ha="right"),
        "current": top.plot([], [], color=THEORY)[0],
        "axon": middle.plot([], [], color=VOLTAGE)[0],
        "pauses": bottom.plot([], [], color="0.75", lw=7, solid_capstyle="butt")[0],
        "lif": bottom.plot([], [], color=OTHER)[0],
        "ticks": bottom.plot([], [], color=SPIKE, ms=12, **STROKE)[0],
    }
    for name, y in (("h", 0.7), ("n", 0.06)):
        artists[name] = gates.plot([], [], color=GATES[name], lw=1.5)[0]
        gates.text(1, y, name, color=GATES[name], weight="bold")
    return artists


# --- The phase plane of AdEx. ---------------------------------------------------------------------


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


_V, _W = (
    each.ravel()
    for each in np.meshgrid(np.arange(-69.0, -40.0, 3.5), np.arange(-0.02, 0.15, 0.025))
)


def plane_frame(v0: float, w0: float, current: float) -> Frame:
    """Where a point of the plane goes that is set down at (v0, w0)."""
    run = trajectory(BURSTING, np.full(3000, current), 0.1, start=(v0, w0))
    t, v, w = drawn(run, BURSTING.v_peak)
    line = np.linspace(-75.0, -35.0, 201)
    where_v, where_w = BURSTING.nullclines(line, current)
    dv, dw = BURSTING.slope((v0, w0), current)
    across = "still" if dv == 0 else "to the right" if dv > 0 else "to the left"
    up = "up" if dw > 0 else "down" if dw < 0 else "level"
    count = len(run.spikes)
    end = f"ends at {run.states[-1, 0]:.1f} mV" if count == 0 else "goes round"
    return {
        "v_still": (line, where_v),
        "w_still": (line, where_w),
        "field": _field(current),
        "path": (v, w),
        "point": ([v0], [w0]),
        "v": (t, v),
        "text": minus(
            f"{current:.2f} nA, from v = {v0:g} mV and w = {w0:g} nA. At first the point goes "
            f"{across} and {up}. In 300 ms the neuron fires {count} "
            f"spike{'' if count == 1 else 's'}, and v {end}."
        ),
    }


@lru_cache(maxsize=16)
def _field(current: float) -> tuple[Floats, Floats]:
    """A stroke at each point of a coarse grid, with the direction in which the point moves."""
    dv, dw = (np.asarray(each) for each in BURSTING.slope((_V, _W), current))
    x, y = dv / 12.0, dw / 0.06  # alike in the picture
    size = np.maximum(np.hypot(x, y), 1e-12)
    x, y = 1.4 * x / size, 0.007 * y / size
    gap = np.full(_V.size, np.nan)
    return (
        np.stack([_V, _V + x, gap], axis=1).ravel(),
        np.stack([_W, _W + y, gap], axis=1).ravel(),
    )


@declare(
    plane_frame,
    v0=slider("set the point down at v", -70.0, -40.0, start=-60.0, step=0.5, unit="mV"),
    w0=slider("and at w", -0.03, 0.15, start=0.03, step=0.005, unit="nA"),
    current=slider("current", 0.0, 0.1, start=0.05, step=0.01, unit="nA"),
    handles={"point": {"x": "v0", "y": "w0"}},
    size=(9.0, 3.2),
)
def plane(figure: Figure) -> Frame:
    """The plane on the left, time on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[5, 4])
    left.set(xlim=(-70, -40), ylim=(-0.03, 0.15), xlabel="v (mV)", ylabel="w (nA)")
    left.set_title("blue: v stands still; green: w stands still", loc="left", fontsize=10)
    right.set(xlim=(0, 300), ylim=(-85, 5), xlabel="time (ms)", ylabel="v (mV)")
    left.plot(_V, _W, ".", color="0.6", ms=3)
    return {
        "field": left.plot([], [], color="0.6", lw=1)[0],
        "v_still": left.plot([], [], color=THEORY, lw=2)[0],
        "w_still": left.plot([], [], color=OTHER, lw=2)[0],
        "path": left.plot([], [], color=VOLTAGE, lw=1.5)[0],
        "point": left.plot([], [], **HERE)[0],
        "v": right.plot([], [], color=VOLTAGE, lw=1)[0],
    }


def bursts_frame(current: float, v_reset: float, b: float, moment: float) -> Frame:
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
        "text": minus(
            f"{current:.2f} nA, reset at {v_reset:g} mV, b = {b:g} nA. In 300 ms there are "
            f"{len(run.spikes)} spikes{gaps}. At {moment:g} ms ({v_now:.1f} mV, {w_now:.3f} nA) v "
            f"{side}."
        ),
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


@declare(
    bursts_frame,
    moment=slider("moment", 0, 300, start=30, step=1, unit="ms", clock=True),
    v_reset=slider("reset", -60, -44, start=-46, step=1, unit="mV"),
    b=slider("b, what a spike adds to w", 0.0, 0.2, start=0.1, step=0.01, unit="nA"),
    current=slider("current", 0.0, 0.5, start=0.21, step=0.01, unit="nA"),
    handles={"now": {"x": "moment"}},
    size=(8.8, 3.0),
)
def bursts(figure: Figure) -> Frame:
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
        "point": left.plot([], [], **HERE)[0],
        "v": right.plot([], [], color=VOLTAGE, lw=0.9)[0],
        "now": right.plot([], [], **HERE)[0],
    }
    left.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3)
    return artists


# --- The zoo. -------------------------------------------------------------------------------------


def zoo_frame(cell: str, stimulus: str, share: float) -> Frame:
    """A cell of the zoo under `share` of its current, with its intervals below."""
    model, own = ZOO[letters(ZOO, generator("beyond_lif"))[cell]]
    t = 0.1 * np.arange(4000)
    shape = {
        "step": np.full(4000, own),
        "slow ramp": own * np.minimum(t / 200.0, 1.0),
        "release": np.where(t < 300.0, -0.5, 0.0),
    }[stimulus]
    run = trajectory(model, share * shape, 0.1)
    when, v, _ = drawn(run, model.v_peak)
    isi = run.spikes.isi()
    under = (
        f"held down by {0.5 * share:.3g} nA for 300 ms and released"
        if stimulus == "release"
        else f"{stimulus}, {share:g} × its own current"
    )
    gaps = f", first interval {isi[0]:.1f} ms, last {isi[-1]:.1f} ms" if isi.size else ""
    return {
        "axes": {"ylim": (-limit_above(float(-np.nanmin(v)), (100.0, 160.0, 220.0, 400.0)), 5.0)},
        "v": (when, v),
        "isi": (run.spikes.times[1:], isi),
        "text": f"Cell {cell}, {under}: {len(run.spikes)} "
        f"spike{'' if len(run.spikes) == 1 else 's'} in 400 ms{gaps}.",
    }


@declare(
    zoo_frame,
    cell=choice("cell", tuple(ZOO), "A"),
    stimulus=choice("stimulus", ("step", "slow ramp", "release"), "step"),
    share=slider("times its own current", 0.5, 1.5, start=1.0, step=0.05),
    size=(8.2, 3.1),
)
def zoo(figure: Figure) -> Frame:
    """The potential above; below, a dot at each spike: how long the interval before it was."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 2])
    above.set(xlim=(0, 400), ylabel="v (mV)")
    below.set(yscale="log", ylim=(1, 400), ylabel="interval (ms)", xlabel="time (ms)")
    below.set_yticks((1, 10, 100), labels=("1", "10", "100"))
    return {
        "axes": above,
        "v": above.plot([], [], color=VOLTAGE, lw=0.9)[0],
        "isi": below.plot([], [], "o", color=SPIKE, ms=5)[0],
    }
