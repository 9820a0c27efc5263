"""Lesson 08, what STDP does to many synapses: its pictures."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_edu.lessons.many_synapses import stored_runs as song_result
from snn_edu.neurons.lif import LIF
from snn_edu.plasticity.homeostasis import SynapticScaling
from snn_edu.plasticity.reward import RewardSTDP
from snn_edu.plasticity.stdp import STDP
from snn_edu.plots.axes import legend_above, limit_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.simulation.simulate import simulate
from snn_edu.spikes.train import Spikes
from snn_edu.studies.song_2000 import Competition, CompetitionState, Inputs
from snn_edu.synapses.currents import DeltaSynapse
from snn_edu.synapses.spike_input import SpikeInput
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

SPAN = 2000.0  # ms of learning between two frames
EDGES = np.linspace(0.0, 1.0, 21)  # of the histograms

# --- Widgets 1 and 4: a histogram that moves, and the output rate. --------------------------------


def weights_frame(state: CompetitionState, rates: Sequence[float]) -> Frame:
    """The histogram of the weights now; `rates` (Hz), one for each `SPAN` so far, over time."""
    w = state.w
    share = np.histogram(w, EDGES)[0] / w.size
    seconds = SPAN / 1000 * np.arange(1, len(rates) + 1)
    now = float(seconds[-1]) if len(rates) else 0.0
    begin = max(0.0, 100.0 * np.ceil(now / 100.0) - 200.0)
    recent = seconds >= begin
    output = f"; output {np.mean(rates[-5:]):.1f} Hz" if len(rates) else ""
    return {
        "left": {"ylim": (0.0, limit_above(share.max(), (0.25, 0.5, 1.05)))},
        "right": {"xlim": (begin, begin + 200.0)},
        "histogram": (share, EDGES),
        "rate": (seconds[recent], np.asarray(rates)[recent]),
        "text": f"After {now:.0f} s: {100 * np.mean(w < 0.1):.0f} % of the weights are below 0.1, "
        f"{100 * np.mean(w > 0.9):.0f} % above 0.9, their mean is {w.mean():.2f}{output}.",
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
    ax.set_yticks([0, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])


def homeostasis(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Song's neuron, with synaptic scaling under a switch."""
    for state, rates in _homeostasis(controls):
        frame = weights_frame(state, rates)
        target = ([*frame["right"]["xlim"]], [controls["target"]] * 2)
        held = f"target {controls['target']:g} Hz" if controls["scaling"] else "scaling off"
        yield {**frame, "target": target, "text": f"{frame['text'][:-1]} ({held})."}


def draw_homeostasis(figure: Figure) -> Frame:
    """As `draw_weights`, with the target rate."""
    artists = draw_weights(figure)
    target = artists["right"].plot([], [], "--", color=OTHER, lw=1.5, label="target")[0]
    legend_above(artists["right"], handles=[target])
    return {**artists, "target": target}


def run_homeostasis(controls: Mapping[str, Any], seconds: int) -> tuple[CompetitionState, float]:
    """The same without pictures: the state after `seconds`, and the rate (Hz) of the last ten."""
    frames = round(1000 * seconds / SPAN)
    state, rates = next(islice(_homeostasis(controls), frames, None))
    return state, float(np.mean(rates[-5:]))


def _homeostasis(controls: Mapping[str, Any]) -> Iterator[tuple[CompetitionState, list[float]]]:
    rng = np.random.default_rng(1)
    rates: list[float] = []
    state = Competition().start(rng.random(1000))
    while True:
        yield state, rates
        stdp = STDP(A_plus=0.01, A_minus=0.01 * controls["ratio"])
        scaling = SynapticScaling(controls["target"], tau=2000.0) if controls["scaling"] else None
        neuron = Competition(stdp, scaling=scaling, dt=0.2)
        state, spikes = neuron.advance(state, SPAN, Inputs(1000, controls["rate"]), rng)
        rates.append(1000 * len(spikes) / SPAN)


# --- One synapse, step by step, and a few of them under chance alone. -----------------------------

Step = Callable[..., tuple[float, float, float]]
WALKS, WALK = 5, 60_000.0  # synapses drawn, and ms


def plastic_step(
    w: float, x_pre: float, x_post: float, pre: bool, post: bool, dt: float, stdp: STDP
) -> tuple[float, float, float]:
    """Weight and traces `dt` ms later: the solution of the exercise.

    x_pre(t + dt) = x_pre(t) exp(-dt / tau_plus), x_post with tau_minus; then a pre spike takes
    A_minus x_post, a post spike adds A_plus x_pre, and each spike adds 1 to its own trace. Source:
    Morrison, Diesmann & Gerstner 2008, Biol Cybern 98:459, section 4.1.1 (all-to-all).
    """
    x_pre = x_pre * math.exp(-dt / stdp.tau_plus)
    x_post = x_post * math.exp(-dt / stdp.tau_minus)
    if pre:
        w = max(0.0, w - stdp.A_minus * x_post)
    if post:
        w = min(1.0, w + stdp.A_plus * x_pre)
    return w, x_pre + pre, x_post + post


def drift(
    r_pre: float, r_post: float, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    """Change of the weight per second between unrelated trains (Hz, ms): what is asked."""
    return STDP(A_plus, A_minus, tau_plus, tau_minus).drift(r_pre, r_post)


def walk(step: Step, stdp: STDP, rng: np.random.Generator, w: float = 0.5) -> tuple[Floats, Floats]:
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


def walks(step: Step, expected: Callable[..., float], ratio: float, tau_minus: float) -> Frame:
    """A few such synapses, and the straight line that `expected`, a drift, foretells."""
    stdp = STDP(A_plus=0.002, A_minus=0.002 * ratio, tau_minus=tau_minus)
    rng = np.random.default_rng(1)
    courses = [walk(step, stdp, rng) for _ in range(WALKS)]
    slope = float(expected(15.0, 20.0, stdp.A_plus, stdp.A_minus, stdp.tau_plus, tau_minus))
    t = np.linspace(0.0, WALK / 1000, 201)
    mean = np.mean([w[-1] for _, w in courses])
    return {
        **{f"walk{k}": course for k, course in enumerate(courses)},
        "drift": (t, np.clip(0.5 + slope * t, 0.0, 1.0)),
        "text": f"Drift {1000 * slope:+.2f} thousandths a second; after 60 s the {WALKS} weights "
        f"have mean {mean:.2f} (ratio {ratio:g}, τ₋ {tau_minus:g} ms).",
    }


def draw_walks(figure: Figure) -> Frame:
    """The weights over time as thin lines, the drift as a dashed one."""
    ax = figure.subplots()
    ax.set(xlim=(0, WALK / 1000), ylim=(0, 1), xlabel="time (s)", ylabel="weight w")
    lines = {f"walk{k}": ax.plot([], [], color=WEIGHT, lw=1)[0] for k in range(WALKS)}
    drift = ax.plot([], [], "--", color=THEORY, lw=2.5, label="0.5 + drift x time")[0]
    lines["walk0"].set_label("a synapse each")
    legend_above(ax, 2, handles=[lines["walk0"], drift])
    return {**lines, "drift": drift}


# --- The stored runs. -----------------------------------------------------------------------------


def settled(rate: str) -> Frame:
    """The stored run at this input rate (``"20 Hz"``): its weights, and its place on the curves."""
    (run,) = [each for each in song_result.stored() if f"{each.input_rate:g} Hz" == rate]
    return {
        "histogram": (run.histogram, EDGES),
        "early_here": ([run.input_rate], [run.early_rate]),
        "late_here": ([run.input_rate], [run.late_rate]),
        "text": f"Inputs of {rate}: output {run.early_rate:.0f} Hz before learning, "
        f"{run.late_rate:.1f} Hz after it; mean weight {run.mean_w:.2f}.",
    }


def draw_settled(figure: Figure) -> Frame:
    """Histogram at one input rate on the left; output over input rate on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, 1), ylim=(0, 0.6), xlabel="weight w", ylabel="share of the synapses")
    runs = song_result.stored()
    rates = [run.input_rate for run in runs]
    early, late = [run.early_rate for run in runs], [run.late_rate for run in runs]
    right.plot(rates, early, "s--", color=OTHER, label="first 3 s")
    right.plot(rates, late, "o-", color=VOLTAGE, label="after 950 s")
    right.set(xlabel="rate of each input (Hz)", ylabel="output rate (Hz)", ylim=(0, 2000))
    _rate_axis(right)
    legend_above(right, 2, handles=right.lines[:2])
    here: dict[str, Any] = {"ms": 13, "mfc": "none", "mew": 2}
    return {
        "histogram": left.stairs([0.0] * 20, EDGES, fill=True, color=WEIGHT),
        "early_here": right.plot([], [], "s", color=OTHER, **here)[0],
        "late_here": right.plot([], [], "o", color=VOLTAGE, **here)[0],
    }


# --- The own effect of a synapse, measured. -------------------------------------------------------


class Push(NamedTuple):
    """Which way weights that are held have been pushed."""

    rate: float  # Hz, of the output
    cv: float  # of the output's intervals
    c: float  # own effect: how much faster a weight of 1 is pushed up than one of 0
    at_zero: float  # push at w = 0, in units of A_plus tau r_pre r_post
    mean: float  # mean push, in the same units


def push(w: Floats, seconds: int, rng: np.random.Generator) -> Push:
    """Hold the weights `w` by learning a thousand times more slowly, with 15 Hz inputs.

    The push of each weight is fitted by a straight line over w, whose slope is c.
    """
    stdp = STDP(A_plus=1e-5, A_minus=1.05e-5, w_min=-1, w_max=2)
    slow = Competition(stdp, dt=0.2)
    state, spikes = slow.advance(slow.start(w), 1000.0 * seconds, Inputs(w.size, 15.0), rng)
    pushed = (state.w - w) / (1e-5 * 0.020 * 15.0 * len(spikes))
    c, at_zero = np.polyfit(w, pushed, 1)
    isi = np.diff(spikes)
    cv = isi.std() / isi.mean()
    return Push(len(spikes) / seconds, float(cv), float(c), float(at_zero), float(pushed.mean()))


# --- Widget 2: where a weight drifts to. ----------------------------------------------------------


def drift_over_weight(mu: float, ratio: float, own: float) -> Frame:
    """Expected change of a weight over the weight, in units of A_plus tau r_pre r_post."""
    w = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, 4001))  # close together near the bounds
    drift = (1 - w) ** mu * (1 + own * w) - ratio * w**mu
    up = drift > 0
    turns = np.flatnonzero(up[1:] != up[:-1])
    stable = [float(w[k]) for k in turns if up[k]]
    unstable = [float(w[k]) for k in turns if not up[k]]
    stable += [0.0] * (not up[0]) + [1.0] * bool(up[-1])
    inside = float(np.abs(drift[(w > 0.1) & (w < 0.9)]).max())
    top = 1.2 * limit_above(inside, (0.12, 0.4, 1.2))  # with room for words
    ends = " and ".join(f"{one:.2f}" for one in sorted(stable))
    parting = f", parted at {unstable[0]:.2f}" if unstable else ""
    return {
        "axes": {"ylim": (-top, top)},
        "drift": (w, drift),
        "stable": (stable, np.zeros(len(stable))),
        "unstable": (unstable, np.zeros(len(unstable))),
        "text": f"μ = {mu:g}, ratio {ratio:g}, own effect {own:g}: "
        f"weights drift towards {ends}{parting}.",
    }


def draw_drift_over_weight(figure: Figure) -> Frame:
    """The drift as a line, with its resting points on zero."""
    ax = figure.subplots()
    ax.set(xlim=(-0.02, 1.02), xlabel="weight w", ylabel="drift of w (relative)")
    ax.axhline(0, color="0.5", lw=1)
    words: dict[str, Any] = {"transform": ax.transAxes, "ha": "center", "color": "0.35"}
    ax.text(0.5, 0.97, "above 0: w grows", va="top", **words)
    ax.text(0.5, 0.03, "below 0: w shrinks", **words)
    artists = {
        "axes": ax,
        "drift": ax.plot([], [], color=THEORY, label="drift")[0],
        "stable": ax.plot([], [], "o", color=WEIGHT, ms=11, label="weights gather here")[0],
        "unstable": ax.plot(
            [], [], "D", color=SPIKE, ms=9, mfc="none", mew=2, label="and part here"
        )[0],
    }
    for name in ("stable", "unstable"):
        artists[name].set_clip_on(False)
    legend_above(ax, 3, handles=ax.lines[1:])
    return artists


# --- Widget 3: a group that fires together. -------------------------------------------------------

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
        "text": f"After {seconds:.0f} s: the correlated group has mean weight {group.mean():.2f}, "
        f"the others {others.mean():.2f}; {100 * np.mean(others < 0.1):.0f} % of those "
        "are below 0.1.",
    }


def draw_group(figure: Figure) -> Frame:
    """Weights by input on the left; the others' histogram, lying, on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 1], sharey=True)
    left.set(xlim=(-5, 1000), ylim=(-0.02, 1.02), xlabel="input", ylabel="weight w")
    right.set(xlabel="share of the others")
    left.axvline(GROUP - 0.5, color="0.5", lw=1)
    artists = {
        "right": right,
        "group": left.plot([], [], "s", color=OTHER, ms=4, label="inputs 0-99: correlated")[0],
        "others": left.plot([], [], ".", color=WEIGHT, ms=4, label="the others")[0],
        "histogram": right.stairs(
            [0.0] * 20, EDGES, orientation="horizontal", fill=True, color=WEIGHT
        ),
        "mean": right.plot([], [], "--", color=OTHER, label="group's mean")[0],
    }
    left.legend(
        handles=left.lines[1:], loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2, markerscale=2
    )
    legend_above(right)
    return artists


def group_wins(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Song's neuron with 100 correlated inputs among 1000, under mu and their correlation."""
    rng = np.random.default_rng(2)
    state, seconds = Competition().start(rng.random(1000)), 0.0
    while True:
        yield group_frame(state, seconds)
        stdp = STDP(A_plus=0.01, A_minus=0.0105, mu=controls["mu"])
        correlation = controls["correlation"]
        inputs = Inputs(1000, 15.0, GROUP if correlation else 0, correlation or 1.0)
        state, _ = Competition(stdp, dt=0.2).advance(state, SPAN, inputs, rng)
        seconds += SPAN / 1000


# --- Widget 5: two cues, one of them rewarded. ----------------------------------------------------

CUE = 10  # inputs 0-9 are cue A, inputs 10-19 cue B
CUE_AT = 100.0  # ms, when the ten spikes of a cue begin; they come within 10 ms
LISTEN = 50.0  # ms after that in which a spike is an answer


def trial(w: Floats, cue: int, duration: float, rng: np.random.Generator) -> tuple[Spikes, Floats]:
    """One presentation of a cue (0: A, 1: B): the input spikes, and the neuron's spike times.

    Every input also fires by itself, at 2 Hz; noise in the current lets the neuron try things out.
    """
    count = rng.poisson(2e-3 * duration * 2 * CUE)
    times = np.concatenate([rng.uniform(0, duration, count), CUE_AT + rng.uniform(0, 10, CUE)])
    ids = np.concatenate([rng.integers(0, 2 * CUE, count), CUE * cue + np.arange(CUE)])
    order = np.argsort(times)
    spikes = Spikes(times[order], ids[order], 2 * CUE, duration)
    noise = rng.normal(0.0, 3.0, round(duration))  # nA, a new value each ms
    drive = SpikeInput(spikes, DeltaSynapse(), weights=3.5 * w) + noise
    return spikes, simulate(LIF(), drive, 1.0, crossing="grid").spikes.times


def rewarded_trial(
    w: Floats, cue: int, wanted: int, delay: float, rule: RewardSTDP, rng: np.random.Generator
) -> tuple[Floats, bool]:
    """One trial with its reward: the new weights, and whether the neuron answered the cue.

    An answer to the wanted cue earns +1, to the other -1, `delay` ms after LISTEN is over.
    """
    paid = CUE_AT + LISTEN + delay
    spikes, output = trial(w, cue, paid, rng)
    answered = bool(((output > CUE_AT) & (output <= CUE_AT + LISTEN)).any())
    if answered:
        size = 1.0 if cue == wanted else -1.0
        w = np.array(
            [
                rule.course(pre, output, [paid], one, size).w[-1]
                for pre, one in zip(spikes.trains(), w.tolist(), strict=True)
            ]
        )
    return w, answered


REWARD_RULE = RewardSTDP(STDP(A_plus=0.1, A_minus=0.105, w_min=0.1), tau_reward=0.0)


def two_cues(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """A neuron that learns which of two cues to answer, one frame for two trials."""
    for w, shares in _two_cues(controls):
        yield _cues_frame(w, shares)


def run_two_cues(trials: int, **controls: Any) -> tuple[Floats, dict[str, float]]:
    """The same without pictures: weights after `trials`, and the share of each cue answered."""
    w, shares = next(islice(_two_cues(controls), trials // 2, None))
    return w, dict(zip("AB", shares[-1], strict=True))


def _two_cues(controls: Mapping[str, Any]) -> Iterator[tuple[Floats, list[tuple[float, ...]]]]:
    """The weights, and for each two trials the shares of the last 20 A and B that were answered."""
    rng = np.random.default_rng(3)
    w, answers = np.full(2 * CUE, 0.6), (deque[bool](maxlen=20), deque[bool](maxlen=20))
    shares: list[tuple[float, ...]] = []
    while True:
        yield w, shares
        rule = replace(REWARD_RULE, tau_eligibility=controls["memory"])
        wanted = 0 if controls["wanted"] == "A" else 1
        for cue in rng.permutation(2).tolist():
            w, answered = rewarded_trial(w, cue, wanted, controls["delay"], rule, rng)
            answers[cue].append(answered)
        shares.append(tuple(float(np.mean(each)) for each in answers))


def _cues_frame(w: Floats, shares: list[tuple[float, ...]]) -> Frame:
    count = 2 * len(shares)
    begin = max(0.0, 200.0 * np.ceil(count / 200.0) - 400.0)
    trials = 2.0 * np.arange(1, len(shares) + 1)
    seen = trials >= begin
    answered = np.reshape(shares, (-1, 2))[seen]
    a, b = w[:CUE], w[CUE:]
    said = (
        f"answers A in {100 * shares[-1][0]:.0f} %, B in {100 * shares[-1][1]:.0f} %; "
        if shares
        else ""
    )
    return {
        "right": {"xlim": (begin, begin + 400.0)},
        "w_a": (np.arange(CUE), a),
        "w_b": (np.arange(CUE, 2 * CUE), b),
        "a": (trials[seen], answered[:, 0]),
        "b": (trials[seen], answered[:, 1]),
        "text": f"After {count} trials: {said}mean weight of A's inputs {a.mean():.2f}, "
        f"of B's {b.mean():.2f}.",
    }


def draw_two_cues(figure: Figure) -> Frame:
    """The twenty weights on the left; how often each cue is answered on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-0.7, 19.7), ylim=(0, 1.05), xlabel="input", ylabel="weight w")
    left.set_xticks([0, 5, 10, 15, 19])
    right.set(ylim=(-0.03, 1.03), xlabel="trials", ylabel="share answered (last 20)")
    artists = {
        "right": right,
        "w_a": left.plot([], [], "o", color=OTHER, ms=7)[0],
        "w_b": left.plot([], [], "s", color=WEIGHT, ms=7)[0],
        "a": right.plot([], [], "-", color=OTHER, label="cue A (inputs 0-9, circles)")[0],
        "b": right.plot([], [], "--", color=WEIGHT, label="cue B (inputs 10-19, squares)")[0],
    }
    legend_above(right, 2)
    return artists
