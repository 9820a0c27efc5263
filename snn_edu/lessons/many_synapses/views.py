"""Lesson 08, what STDP does to many synapses: its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from snn_edu.lessons.many_synapses import stored_song_2000 as song_result
from snn_edu.lessons.many_synapses.questions import DRIFT, RIDGE, plastic_step
from snn_edu.lessons.many_synapses.song_2000 import Competition, CompetitionState, Inputs
from snn_edu.lessons.many_synapses.stored_held import BIN, SPAN, TENTHS, TOPS, held
from snn_edu.live import Frame, declare, slider, toggle
from snn_edu.plasticity import STDP, SynapticScaling
from snn_edu.plots import HERE, OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT, limit_above, minus
from snn_edu.questions import theirs
from snn_edu.validation import Floats

Function = Callable[..., Any]

EDGES = np.linspace(0.0, 1.0, 21)  # of the histograms


OURS = "the library's until yours passes"


# --- Watch a thousand: a histogram that moves, and the output rate. -------------------------------


def weights_frame(state: CompetitionState, rates: Sequence[float]) -> Frame:
    """The histogram of the weights now; `rates` (Hz), one for each `SPAN` so far, over time."""
    w = state.w
    share = np.histogram(w, EDGES)[0] / w.size
    seconds = SPAN / 1000 * np.arange(1, len(rates) + 1)
    now = float(seconds[-1]) if len(rates) else 0.0
    begin = max(0.0, 200.0 * np.ceil(now / 200.0) - 400.0)
    recent = seconds >= begin
    output = f" The output fires at {np.mean(rates[-5:]):.0f} Hz." if len(rates) else ""
    return {
        "left": {"ylim": (0.0, limit_above(share.max(), (0.25, 0.5, 1.05)))},
        "right": {"xlim": (begin, begin + 400.0)},
        "histogram": (share, EDGES),
        "rate": (seconds[recent], np.asarray(rates)[recent]),
        "text": f"After {now:.0f} s {100 * np.mean(w < 0.1):.0f} % of the weights are below 0.1, "
        f"{100 * np.mean((w >= 0.4) & (w < 0.6)):.0f} % from 0.4 to 0.6, and "
        f"{100 * np.mean(w > 0.9):.0f} % above 0.9.{output}",
    }


def draw_weights(figure: Figure) -> Frame:
    """Histogram of the weights on the left, output rate over time on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, 1), xlabel="weight w", ylabel="share of the synapses")
    right.set(xlabel="time (s)", ylabel="output rate (Hz)", ylim=(0, 2000))
    _rate_axis(right)
    return {
        "left": left,
        "right": right,
        "histogram": left.stairs([0.0] * 20, EDGES, fill=True, color=WEIGHT),
        "rate": right.plot([], [], color=VOLTAGE)[0],
    }


def _rate_axis(ax: Axes) -> None:
    """Make it logarithmic above 1 Hz and straight below, so that silence has a place."""
    ax.set_yscale("symlog", linthresh=1.0)
    ax.set_yticks([0, 1, 10, 100, 1000], ["0", "1", "10", "100", "1,000"])


def song(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """The neuron of Song, Miller and Abbott: a thousand alike synapses that learn from noise.

    The first frame is a stored one, of the run as it begins here, after 400 s.
    """
    rng = np.random.default_rng(1)
    state, rates = Competition().start(np.full(1000, 0.5)), list[float]()
    if (controls["ratio"], controls["rate"]) == (1.05, 15):
        yield weights_frame(state._replace(w=held().w), held().rates.tolist())
    while True:
        yield weights_frame(state, rates)
        stdp = STDP(A_plus=0.01, A_minus=0.01 * controls["ratio"])
        neuron, inputs = Competition(stdp, dt=0.2), Inputs(1000, controls["rate"])
        state, spikes = neuron.advance(state, SPAN, inputs, rng)
        rates.append(1000 * len(spikes) / SPAN)


split = declare(
    song,
    ratio=slider("ratio A₋ / A₊", 0.9, 1.2, start=1.05, step=0.01),
    rate=slider("rate of each input", 5, 40, start=15, step=1, unit="Hz"),
    size=(8.2, 2.9),
)(draw_weights)


# --- What chance does: a few synapses between unrelated trains. -----------------------------------

WALKS, WALK = 5, 60_000.0  # synapses drawn, and ms


def walk(
    step: Function, stdp: STDP, rng: np.random.Generator, w: float = 0.5
) -> tuple[Floats, Floats]:
    """Time (s) and weight of a synapse between unrelated trains: 15 Hz before it, 20 Hz after it.

    `step` is called from spike to spike: a step may be as long as nothing happens.
    """
    pre = rng.uniform(0.0, WALK, rng.poisson(0.015 * WALK))
    post = rng.uniform(0.0, WALK, rng.poisson(0.020 * WALK))
    times = np.concatenate([pre, post])
    order = np.argsort(times)
    times, is_post = times[order], (order >= pre.size).tolist()
    x_pre = x_post = 0.0
    course = [w]
    for dt, after in zip(np.diff(times, prepend=0.0).tolist(), is_post, strict=True):
        w, x_pre, x_post = step(w, x_pre, x_post, not after, after, dt, stdp)
        course.append(w)
    return np.concatenate([[0.0], times]) / 1000, np.array(course)


def walks_frame(my_drift: Function, ratio: float, tau_minus: float) -> Frame:
    """A few such synapses, the straight line that a drift foretells, and the two areas."""
    expected, whose = theirs(DRIFT, my_drift, "yours", OURS)
    stdp = STDP(A_plus=0.002, A_minus=0.002 * ratio, tau_minus=tau_minus)
    rng = np.random.default_rng(1)
    courses = [walk(plastic_step, stdp, rng) for _ in range(WALKS)]
    slope = float(expected(15.0, 20.0, stdp.A_plus, stdp.A_minus, stdp.tau_plus, tau_minus))
    t = np.linspace(0.0, WALK / 1000, 201)
    mean = np.mean([w[-1] for _, w in courses])
    s = np.linspace(0.0, 100.0, 101)
    return {
        **{f"walk{k}": (t[::3], w[::3]) for k, (t, w) in enumerate(courses)},  # of 2,100 points
        "drift": (t, np.clip(0.5 + slope * t, 0.0, 1.0)),
        "before": (s, np.exp(-s / 20.0)),
        "after": (-s, -ratio * np.exp(-s / tau_minus)),
        "areas": [
            {"height": 20.0, "y": 0.0},
            {"height": ratio * tau_minus, "y": -ratio * tau_minus},
        ],
        "text": minus(
            f"The areas are 20 ms up and {ratio * tau_minus:.0f} ms down, times A₊. By the formula "
            f"({whose}) a weight changes by {slope:+.4f} a second on average. After 60 s the mean "
            f"of the five "
            f"is {mean:.2f}."
        ),
    }


@declare(
    walks_frame,
    ratio=slider("ratio A₋ / A₊", 0.4, 2.0, start=0.5, step=0.05),
    tau_minus=slider("τ₋", 10, 40, start=40, step=1, unit="ms"),
    size=(9.0, 2.8),
)
def walks(figure: Figure) -> Frame:
    """The weights over time; beside them the window and the areas of its two sides."""
    left, middle, right = figure.subplots(1, 3, width_ratios=[4, 2, 1])
    left.set(xlim=(0, WALK / 1000), ylim=(0, 1), xlabel="time (s)", ylabel="weight w")
    left.text(0.02, 0.97, "dashed: your formula", transform=left.transAxes, va="top", color=THEORY)
    middle.set(xlim=(-100, 100), ylim=(-2.1, 1.1), yticks=[-2, -1, 0, 1])
    middle.set(xlabel="output spike, ms after input", title="window")
    middle.axhline(0, color="0.6", lw=1)
    right.set(xlim=(-0.6, 0.6), ylim=(-82, 42), xticks=[], title="areas")
    right.axhline(0, color="0.6", lw=1)
    lines = {f"walk{k}": left.plot([], [], color=WEIGHT, lw=1)[0] for k in range(WALKS)}
    return {
        **lines,
        "drift": left.plot([], [], "--", color=THEORY, lw=2.5)[0],
        "before": middle.plot([], [], color=WEIGHT, lw=2)[0],
        "after": middle.plot([], [], color=WEIGHT, lw=2)[0],
        "areas": [*right.bar([0, 0], [0, 0], 0.8, color=[WEIGHT, "#8c4a6e"])],
    }


# --- What one in a thousand does. -----------------------------------------------------------------


def around_a_spike_frame(weight: float) -> Frame:
    """The output rate around the input spikes of the synapses within 0.05 of a weight."""
    run, tenth = held(), np.abs(TENTHS - weight).argmin()
    bars = run.around[tenth]
    before, after = float(bars[run.t < 0].mean()), float(bars[(run.t > 0) & (run.t < BIN)].mean())
    ends = np.stack([np.full(bars.size, run.rate), bars, np.full(bars.size, np.nan)], axis=1)
    return {
        "bars": (np.repeat(run.t, 3), ends.ravel()),  # from the average, the pen lifted between
        "text": f"Synapses of weight {run.weight[tenth]:.2f}. Before their spikes the output "
        f"fires at {before:.1f} Hz, in the first 2 ms after them at {after:.1f} Hz. "
        f"On average it fires at {run.rate:.1f} Hz.",
    }


@declare(
    around_a_spike_frame,
    weight=slider("weight of the synapse", 0.05, 0.95, start=0.95, step=0.1),
    ghost=["bars"],
    size=(8.4, 3.0),
)
def around_a_spike(figure: Figure) -> Frame:
    """How far the output rate is off its average, 50 ms before an input spike to 50 ms after it."""
    average, ax = held().rate, figure.subplots()
    ax.set(xlim=(-50, 50), ylim=(11, 17), ylabel="output rate (Hz)")
    ax.set_xlabel("time after the input spike (ms)")
    ax.axhline(average, color=THEORY, lw=1.5)
    ax.text(-49, average + 0.3, "average", color=THEORY, va="bottom")
    ax.axvline(0, color=SPIKE, lw=2)
    ax.text(0, 17.1, "input spike", color=SPIKE, ha="center")
    ax.text(-49, 16.9, "output before\ninput: weakens", color="0.35", va="top")
    ax.text(49, 16.9, "output after\ninput: strengthens", color="0.35", va="top", ha="right")
    return {"bars": ax.plot([], [], color=VOLTAGE, lw=10, solid_capstyle="butt")[0]}


# --- Where it tips: the ball and the ridge; and the same with any mu. -----------------------------


def _balance(w: Floats, mu: float, ratio: float, own: float) -> Floats:
    """Drift of each weight, in units of what chance adds."""
    return np.asarray((1 - w) ** mu * (1 + own * w) - ratio * w**mu)


def _rolled(w: float, mu: float, ratio: float, own: float) -> float:
    """Where a ball comes to rest that is set down at `w`."""
    fine = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, 4001))  # close together near the bounds
    force = _balance(fine, mu, ratio, own)
    here = float(np.interp(w, fine, force))
    if abs(here) < 1e-9:
        return w
    ahead = np.flatnonzero((fine > w) & (force <= 0) if here > 0 else (fine < w) & (force >= 0))
    if not ahead.size:
        return 1.0 if here > 0 else 0.0
    return float(fine[ahead[0] if here > 0 else ahead[-1]])


def ball_frame(my_ridge: Function, w: float, ratio: float, own: float) -> Frame:
    """The drift of a weight, the learner's ridge, and where a ball set down at `w` ends."""
    function, whose = theirs(RIDGE, my_ridge, "yours", OURS)
    at = float(function(ratio, own))
    end = _rolled(w, 0.0, ratio, own)
    line = np.array([0.0, 1.0])
    ends = f"rolls to {end:.0f}" if end != w else "stays, until luck gives it a push"
    return {
        "line": (line, _balance(line, 0.0, ratio, own)),
        "ridge": ([at] if 0 <= at <= 1 else [], [0.0] if 0 <= at <= 1 else []),
        "name": {"position": (min(max(at, 0.02), 0.98), -0.056), "text": "ridge" * (0 <= at <= 1)},
        "ball": ([w], [0.0]),
        "way": ([w, end], [0.0, 0.0]),
        "end": ([end], [0.0]),
        "text": f"Ratio {ratio:g}, own effect {own:g}. The ridge ({whose}) lies at {at:.2f}. A "
        f"weight set down at {w:g} {ends}.",
    }


@declare(
    ball_frame,
    w=slider("set the ball down at", 0, 1, start=0.6, step=0.02),
    ratio=slider("ratio A₋ / A₊", 1.0, 1.2, start=1.05, step=0.01),
    own=slider("own effect c", 0.01, 0.3, start=0.1, step=0.01),
    handles={"ball": {"x": "w"}},
    size=(7.0, 2.8),
)
def ball(figure: Figure) -> Frame:
    """Measured drift as dots, the formula as a line, the ball on zero."""
    ax = figure.subplots()
    ax.set(xlim=(-0.03, 1.03), ylim=(-0.21, 0.21), xlabel="weight w")
    ax.set_ylabel("drift, in units of\nwhat chance adds")
    ax.axhline(0, color="0.5", lw=1)
    ax.text(0.0, 0.2, "above 0 the weight grows", va="top", color="0.35")
    ax.text(1.0, -0.2, "below 0 it shrinks", ha="right", color="0.35")
    tenths = held().tenths
    ax.plot(TENTHS, tenths, "o", color=VOLTAGE, ms=5)
    ax.text(0, 1.12, "dots: measured in the settled neuron", transform=ax.transAxes)
    ax.text(0, 1.02, "line: your formula", transform=ax.transAxes, color=THEORY)
    return {
        "line": ax.plot([], [], color=THEORY)[0],
        "ridge": ax.plot([], [], "^", color=SPIKE, ms=11)[0],
        "name": ax.text(0.5, -0.056, "", color=SPIKE, ha="center", va="top"),
        "way": ax.plot([], [], color=WEIGHT, lw=3, alpha=0.5)[0],
        "end": ax.plot([], [], "o", color=WEIGHT, ms=9, mfc="none", mew=2)[0],
        "ball": ax.plot([], [], "o", color=WEIGHT, ms=13, mec=VOLTAGE)[0],
    }


# --- A busier neuron. -----------------------------------------------------------------------------


def busy_frame(my_ridge: Function, top: float) -> Frame:
    """One neuron whose weights are held, evenly from 0 to `top`: how it fires, what one earns."""
    function, whose = theirs(RIDGE, my_ridge, "yours", OURS)
    so_far = [stop for stop in held().stops if stop.top < top + 0.01]
    stop, off = so_far[-1], so_far[-1].goal + 54
    at = float(function(1.05, stop.c))
    return {
        "v": (np.arange(1, stop.v.size + 1), stop.v),
        "goal": ([0.0, 250.0], [stop.goal] * 2),
        "name": {"position": (253, -54 + np.copysign(max(abs(off), 1.7), off))},
        "course": ([each.rate for each in so_far], [each.c for each in so_far]),
        "here": ([stop.rate], [stop.c]),
        "text": minus(
            f"Weights held, spread evenly from 0 to {top:g}. The mean input alone would hold v at "
            f"{stop.goal:.1f} mV. The output fires at {stop.rate:.0f} Hz, c is {stop.c:.3f}, and "
            f"the ridge ({whose}) lies at {at:.2f}."
        ),
    }


@declare(
    busy_frame,
    top=slider("weights held, evenly from 0 to", TOPS[0], TOPS[-1], start=0.75, step=0.05),
    size=(8.4, 2.7),
)
def busy(figure: Figure) -> Frame:
    """A quarter of a second of v on the left; c against the output rate on the right, so far."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, 250), ylim=(-61, -49.5), xlabel="time (ms)", ylabel="v (mV)")
    left.axhline(-54, color=SPIKE, ls="--", lw=1.5)
    left.text(253, -54, "threshold", color=SPIKE, va="center")
    right.set(xlim=(0, 100), ylim=(0, 0.18), xlabel="output rate (Hz)", ylabel="own effect c")
    right.axhspan(0, 0.05, color=THEORY, alpha=0.12, lw=0)
    right.text(2, 0.005, "ridge above 1: all sink", color=THEORY)
    right.plot([held().rate], [held().c], "s", color=OTHER, ms=7)
    right.text(24, held().c + 0.01, "the settled neuron", color=OTHER)
    return {
        "v": left.plot([], [], color=VOLTAGE, lw=1)[0],
        "goal": left.plot([], [], color=THEORY, lw=2, ls=":")[0],
        "name": left.text(253, -51, "mean input\nalone", color=THEORY, va="center"),
        "course": right.plot([], [], "o-", color=VOLTAGE, ms=6)[0],
        "here": right.plot([], [], **HERE)[0],
    }


# --- A group that fires together. -----------------------------------------------------------------

GROUP = 100  # inputs 0 to 99


def group_frame(state: CompetitionState, seconds: float) -> Frame:
    """Each weight by its input's number, and how many there are of each."""
    w = state.w
    group, others = w[:GROUP], w[GROUP:]
    share = np.histogram(others, EDGES)[0] / others.size
    top = limit_above(share.max(), (0.3, 0.6, 1.05))
    return {
        "right": {"xlim": (0.0, top)},
        "group": (np.arange(GROUP), group),
        "others": (np.arange(GROUP, w.size), others),
        "histogram": (share, EDGES),
        "mean": ([0.0, top], [group.mean()] * 2),
        "text": f"After {seconds:.0f} s the mean weight is {group.mean():.2f} in the group and "
        f"{others.mean():.2f} among the others, {100 * np.mean(others < 0.1):.1f} % of which "
        f"are below 0.1. {100 * np.mean(group > 0.8):.0f} % of the group are above 0.8.",
    }


def draw_group(figure: Figure) -> Frame:
    """Weights by input on the left; the others' histogram, lying, on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 1], sharey=True)
    left.set(xlim=(-5, 1000), ylim=(-0.02, 1.02), xlabel="number of the input", ylabel="weight w")
    left.set_title("squares: the group, dots: the others", loc="left", fontsize=10)
    right.set_xlabel("share of\nthe others")
    right.xaxis.set_major_locator(MaxNLocator(3, prune="upper"))
    right.set_title("line: mean\nof the group", loc="left", fontsize=10, color=OTHER)
    left.axvline(GROUP - 0.5, color="0.5", lw=1)
    return {
        "right": right,
        "group": left.plot([], [], "s", color=OTHER, ms=4)[0],
        "others": left.plot([], [], ".", color=WEIGHT, ms=4)[0],
        "histogram": right.stairs(
            [0.0] * 20, EDGES, orientation="horizontal", fill=True, color=WEIGHT
        ),
        "mean": right.plot([], [], "--", color=OTHER)[0],
    }


def group_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Song's neuron with 100 correlated inputs among 1000, all weights alike at first."""
    rng = np.random.default_rng(2)
    state, seconds = Competition().start(np.full(1000, 0.5)), 0.0
    while True:
        yield group_frame(state, seconds)
        stdp = STDP(A_plus=0.01, A_minus=0.0105, mu=controls.get("mu", 0.0))
        correlation = controls["correlation"]
        inputs = Inputs(1000, 15.0, GROUP if correlation else 0, correlation or 1.0)
        state, _ = Competition(stdp, dt=0.2).advance(state, SPAN, inputs, rng)
        seconds += SPAN / 1000


group = declare(
    group_frames,
    correlation=slider("correlation in the group", 0, 0.3, start=0.1, step=0.01),
    still=20,
    size=(7.6, 2.8),
)(draw_group)
group_with_mu = declare(
    group_frames,
    mu=slider("μ", 0, 1, start=1.0, step=0.005),
    correlation=slider("correlation in the group", 0, 0.3, start=0.1, step=0.01),
    still=50,
    size=(7.6, 2.8),
)(draw_group)


# --- Go deeper: the stored runs, and scaling. -----------------------------------------------------


def twice_the_input_frame(rate: float) -> Frame:
    """The stored run at this input rate (Hz): its weights, and the output up to this rate."""
    so_far = [each for each in song_result.stored() if each.input_rate <= rate]
    rates, run = [each.input_rate for each in so_far], so_far[-1]
    return {
        "histogram": (run.histogram, EDGES),
        "outline": (np.repeat(EDGES, 2)[1:-1], np.repeat(run.histogram, 2)),
        "early": (rates, [each.early_rate for each in so_far]),
        "late": (rates, [each.late_rate for each in so_far]),
        "text": f"Inputs of {rate:g} Hz. The output fires at {run.early_rate:.0f} Hz before "
        f"learning and at {run.late_rate:.1f} Hz after it. The mean weight is {run.mean_w:.2f}.",
    }


@declare(
    twice_the_input_frame,
    rate=slider("rate of each input", 10, 40, start=20, step=5, unit="Hz"),
    ghost=["outline"],
    size=(9.0, 3.2),
)
def twice_the_input(figure: Figure) -> Frame:
    """Histogram at one input rate on the left; output over input rate on the right, so far."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, 1), ylim=(0, 0.7), xlabel="weight w", ylabel="share of the synapses")
    right.text(40, 180, "first 3 s", color=OTHER, ha="right")
    right.text(40, 4, "after 950 s", ha="right")
    right.set(xlim=(8, 42), xlabel="rate of each input (Hz)")
    right.set(ylabel="output rate (Hz)", ylim=(0, 2000))
    _rate_axis(right)
    return {
        "histogram": left.stairs([0.0] * 20, EDGES, fill=True, color=WEIGHT),
        "outline": left.plot([], [], color=WEIGHT, lw=2)[0],
        "early": right.plot([], [], "s--", color=OTHER)[0],
        "late": right.plot([], [], "o-", color=VOLTAGE)[0],
    }


def scaling_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Song's neuron, with synaptic scaling under a switch."""
    rng, rates = np.random.default_rng(1), list[float]()
    state = Competition().start(rng.random(1000))
    while True:
        frame = weights_frame(state, rates)
        target = ([*frame["right"]["xlim"]], [controls["target"]] * 2)
        told = f"target {controls['target']:g} Hz" if controls["scaling"] else "scaling off"
        yield {**frame, "target": target, "text": f"{frame['text'][:-1]} ({told})."}
        stdp = STDP(A_plus=0.01, A_minus=0.01 * controls["ratio"])
        scaling = SynapticScaling(controls["target"], tau=2000.0) if controls["scaling"] else None
        neuron = Competition(stdp, scaling=scaling, dt=0.2)
        state, spikes = neuron.advance(state, SPAN, Inputs(1000, controls["rate"]), rng)
        rates.append(1000 * len(spikes) / SPAN)


@declare(
    scaling_frames,
    scaling=toggle("scaling", start=False),
    target=slider("target rate", 5, 60, start=20, step=1, unit="Hz"),
    ratio=slider("ratio A₋ / A₊", 0.9, 1.2, start=0.9, step=0.01),
    rate=slider("rate of each input", 5, 40, start=15, step=1, unit="Hz"),
    still=20,
    size=(9.0, 2.9),
)
def scaling(figure: Figure) -> Frame:
    """As `draw_weights`, with the target rate."""
    artists = draw_weights(figure)
    artists["right"].set_title("dashed: target", loc="left", fontsize=10, color=OTHER)
    target = artists["right"].plot([], [], "--", color=OTHER, lw=1.5)[0]
    return {**artists, "target": target}
