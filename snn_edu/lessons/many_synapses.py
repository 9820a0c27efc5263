"""Lesson 07, what STDP does to many synapses: its pictures, its questions and its exercises."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snn_edu import song_result
from snn_edu.competition import Competition, Inputs, State
from snn_edu.exercises import Exercise, Prediction, Wrong
from snn_edu.homeostasis import SynapticScaling
from snn_edu.inputs import SpikeInput
from snn_edu.neurons import LIF
from snn_edu.plasticity import STDP
from snn_edu.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.reward import RewardSTDP
from snn_edu.simulate import simulate
from snn_edu.spikes import Spikes
from snn_edu.synapses import DeltaSynapse

Frame = Mapping[str, Any]
Floats = NDArray[np.float64]

SPAN = 2000.0  # ms of learning between two frames
EDGES = np.linspace(0.0, 1.0, 21)  # of the histograms

# --- Widgets 1 and 4: a histogram that moves, and the output rate. --------------------------------


def weights_frame(state: State, rates: Sequence[float]) -> Frame:
    """The histogram of the weights now; `rates` (Hz), one for each `SPAN` so far, over time."""
    w = state.w
    share = np.histogram(w, EDGES)[0] / w.size
    seconds = SPAN / 1000 * np.arange(1, len(rates) + 1)
    now = float(seconds[-1]) if len(rates) else 0.0
    begin = max(0.0, 100.0 * np.ceil(now / 100.0) - 200.0)
    recent = seconds >= begin
    output = f"; output {np.mean(rates[-5:]):.1f} Hz" if len(rates) else ""
    return {
        "left": {"ylim": (0.0, next(top for top in (0.25, 0.5, 1.05) if share.max() < top))},
        "right": {"xlim": (begin, begin + 200.0)},
        "histogram": (share, EDGES),
        "rate": (seconds[recent], np.asarray(rates)[recent]),
        "text": f"After {now:.0f} s: {np.mean(w < 0.1):.0%} of the weights are below 0.1, "
        f"{np.mean(w > 0.9):.0%} above 0.9, their mean is {w.mean():.2f}{output}.",
    }


def draw_weights(figure: Figure) -> Frame:
    """Histogram of the weights on the left, output rate over time on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, 1), xlabel="weight w", ylabel="share of the synapses")
    right.set(xlabel="time (s)", ylabel="output rate (Hz)", ylim=(0, 1000))
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
    artists["right"].legend(handles=[target], loc="lower right", bbox_to_anchor=(1.0, 1.0))
    return {**artists, "target": target}


def run_homeostasis(controls: Mapping[str, Any], seconds: int) -> tuple[State, float]:
    """The same without pictures: the state after `seconds`, and the rate (Hz) of the last ten."""
    frames = round(1000 * seconds / SPAN)
    state, rates = next(islice(_homeostasis(controls), frames, None))
    return state, float(np.mean(rates[-5:]))


def _homeostasis(controls: Mapping[str, Any]) -> Iterator[tuple[State, list[float]]]:
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


# --- The stored runs. -----------------------------------------------------------------------------


def draw_stored(figure: Figure, runs: Mapping[float, song_result.Settled]) -> None:
    """Histograms at three input rates on the left; output over input rate on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    looks = ((10.0, WEIGHT, "-"), (20.0, THEORY, "--"), (40.0, OTHER, ":"))
    for rate, colour, style in looks:
        left.stairs(
            runs[rate].histogram, EDGES, color=colour, ls=style, lw=2, label=f"{rate:g} Hz input"
        )
    left.set(xlim=(0, 1), ylim=(0, 0.6), xlabel="weight w", ylabel="share of the synapses")
    left.legend(loc="upper center")
    rates = list(runs)
    early = [run.early_rate for run in runs.values()]
    late = [run.late_rate for run in runs.values()]
    right.plot(rates, early, "s--", color=OTHER, label="first 3 s")
    right.plot(rates, late, "o-", color=VOLTAGE, label="after 950 s")
    right.set(xlabel="rate of each input (Hz)", ylabel="output rate (Hz)", ylim=(0, 1000))
    _rate_axis(right)
    right.legend(loc="lower right")


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
    top = next(top for top in (0.12, 0.4, 1.2) if inside < top)
    ends = " and ".join(f"{one:.2f}" for one in sorted(stable))
    parting = f", parted at {unstable[0]:.2f}" if unstable else ""
    return {
        "axes": {"ylim": (-top, top)},
        "drift": (w, drift),
        "stable": (stable, np.zeros(len(stable))),
        "unstable": (unstable, np.zeros(len(unstable))),
        "text": f"mu = {mu:g}, ratio {ratio:g}, own effect {own:g}: "
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
    ax.legend(handles=ax.lines[1:], loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3)
    return artists


# --- Widget 3: a group that fires together. -------------------------------------------------------

GROUP = 100  # inputs 0 to 99


def group_frame(state: State, seconds: float) -> Frame:
    """Each weight by its input's number, and how many there are of each."""
    w = state.w
    group, others = w[:GROUP], w[GROUP:]
    share = np.histogram(others, EDGES)[0] / others.size
    top = next(top for top in (0.3, 0.6, 1.05) if share.max() < top)
    return {
        "right": {"xlim": (0.0, top)},
        "group": (np.arange(GROUP), group),
        "others": (np.arange(GROUP, w.size), others),
        "histogram": (share, EDGES),
        "mean": ([0.0, top], [group.mean()] * 2),
        "text": f"After {seconds:.0f} s: the correlated group has mean weight {group.mean():.2f}, "
        f"the others {others.mean():.2f}; {np.mean(others < 0.1):.0%} of those are below 0.1.",
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
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0))
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

    An answer to the wanted cue earns +1, to the other -1; both come `delay` ms after the cue.
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
    said = f"answers A in {shares[-1][0]:.0%}, B in {shares[-1][1]:.0%}; " if shares else ""
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
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
    return artists


# --- Questions and exercises. ---------------------------------------------------------------------


def _ratio_by_areas() -> float:
    """The ratio of the two areas under STDP's window, added up in small strips."""
    stdp = STDP(A_plus=1.0, A_minus=1.0, tau_plus=16.8, tau_minus=33.7)
    s = np.arange(0.005, 1000.0, 0.01)
    return float(stdp.window(s).sum() / -stdp.window(-s).sum())


def _growth_as_stored() -> float:
    """Spikes counted in the last 50 s, at 20 Hz over at 10 Hz, from the file itself."""
    rows = json.loads(song_result.STORED.read_text(encoding="utf-8"))
    counts = {row["input_rate"]: round(50 * row["late_rate"]) for row in rows}
    return float(counts[20.0] / counts[10.0])


PREDICTIONS = (
    Prediction(
        name="split",
        question="A thousand inputs, all alike, all noise. The weights start spread evenly between "
        "0 and 1, and a depressing pair weighs 5 % more than a strengthening one. What will "
        "become of the histogram?",
        choices=(
            "one heap in the middle",
            "all weights go to 0",
            "a heap at each end, few weights between",
            "it stays even: nothing tells one input from another",
        ),
        answer="c",
        why="A weak weight gets weaker and a strong one stronger. Chance decides who is which.",
        wrong=(
            Wrong(
                "b",
                "For pairs that meet by chance alone that would be right. Strong synapses "
                "do not leave it to chance.",
            ),
            Wrong("d", "The inputs are alike; the weights are not, and that is enough."),
        ),
    ),
    Prediction(
        name="double_input",
        question="You double the rate of all inputs, from 10 to 20 Hz, and let the synapses "
        "settle. What becomes of the output rate?",
        choices=("it stays about the same", "it doubles", "it more than doubles", "it goes to 0"),
        answer="a",
        why="More input makes more output, which makes more pairs, most of which depress: weights "
        "sink until the neuron is again where it was. Twice the input, half the mean weight.",
        wrong=(
            Wrong("b", "That would be a neuron whose synapses stay as they are, and a mild one."),
            Wrong("c", "In the first seconds, before the synapses follow, that is what happens."),
        ),
    ),
    Prediction(
        name="mu_one",
        question="You set mu to 1: what a pair adds shrinks with the room left above, what it "
        "takes away shrinks with the weight itself. Where do the weights go?",
        choices=(
            "to both ends, as before, but more slowly",
            "into one heap near 0.5",
            "all to 1",
            "nowhere: they keep their values",
        ),
        answer="b",
        why="A strong weight now loses much and gains little, a weak one the other way round. Both "
        "are pulled to where the two balance: w = 1 / (1 + 1.05) = 0.49.",
        wrong=(Wrong("a", "The ends repel now: at w = 1 nothing can be gained, only lost."),),
    ),
    Prediction(
        name="group",
        question="100 of the 1000 inputs tend to fire together, at the same rate as all the "
        "others. Additive STDP, mu = 0. Who ends with strong synapses?",
        choices=(
            "the 100 that fire together",
            "the 900 that do not: they cover more time",
            "about as many of the 100 as of the 900: rates are all that counts",
            "nobody: together they overexcite the neuron, and all are depressed",
        ),
        answer="a",
        why="Spikes that come together make the neuron fire, and so each of them comes shortly "
        "before an output spike. That is what STDP pays for.",
        wrong=(
            Wrong("c", "All rates are equal here. What differs is the timing, and STDP reads it."),
        ),
    ),
    Prediction(
        name="scaling",
        question="At ratio 0.9 potentiation wins: every weight goes to 1, and the neuron fires at "
        "more than 300 Hz. Now scaling is switched on, with a target of 20 Hz. What will you see?",
        choices=(
            "20 Hz, and the weights in two heaps",
            "20 Hz, and the weights in one heap, lower down",
            "the rate sinks a little; the weights stay at 1",
            "the neuron falls silent",
        ),
        answer="b",
        why="Scaling shrinks every weight by the same factor, which takes most from the strongest: "
        "that gathers them, as mu > 0 does. It does hold the rate.",
        wrong=(Wrong("a", "Scaling mends the rate. Competition needs depression to win."),),
    ),
    Prediction(
        name="delay",
        question="The memory of a pair fades with a time constant of 1 s, and the reward comes "
        "1 s after the cue. You let it come after 3 s instead. How fast is learning now?",
        choices=(
            "as fast as before",
            "3 times slower",
            "about 7 times slower",
            "not at all: the pair is forgotten",
        ),
        answer="c",
        why="Two seconds more leave e^-2 = 14 % of what was there: each reward changes the weights "
        "7.4 times less.",
        wrong=(Wrong("b", "An exponential does not fade in proportion to time."),),
    ),
)

EXERCISES = (
    Exercise(
        name="drift",
        ask="Write `drift(r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus)`: by how much the "
        "weight changes per second, on average, if the two trains are unrelated. Rates in Hz, "
        "tau in ms.",
        solution=lambda r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus: (
            r_post * r_pre / 1000 * (A_plus * tau_plus - A_minus * tau_minus)
        ),
        oracle=lambda r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus: STDP(
            A_plus, A_minus, tau_plus, tau_minus
        ).drift(r_pre, r_post),
        tries=(
            (15.0, 20.0, 0.01, 0.0105, 20.0, 20.0),
            (10.0, 5.0, 0.005, 0.004, 17.0, 34.0),
            (40.0, 8.0, 0.02, 0.006, 10.0, 30.0),
        ),
        unit="per second",
        wrong=(
            Wrong(
                lambda *_: 0.0,
                "You say: unrelated trains, no change. But even unrelated spikes meet by chance, "
                "in both orders, and each meeting counts. With {r_pre:g} and {r_post:g} Hz it adds "
                "up to {expected:.4f} per second.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b * (p * s - m * t),
                "A thousand times too much: tau is in ms, the rates in Hz. How many pre spikes are "
                "there in one ms?",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b * (p * s - m * t) / 1e6,
                "That is the change per millisecond: you put both rates in spikes per ms. Asked is "
                "the change per second.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b / 1000 * (m * t - p * s),
                "The sign is turned round: potentiation adds, depression subtracts.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b / 1000 * (p - m),
                "You compare the heights of the two sides, A_plus and A_minus. A chance meeting "
                "falls anywhere under the curve: its area counts, height times tau.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a / 1000 * (p * s - m * t),
                "That is the change per output spike. There are {r_post:g} of them each second.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b / 1000 * (p * s + m * t),
                "You let both sides strengthen. The side with post before pre is subtracted.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: (a + b) / 1000 * (p * s - m * t),
                "You added the rates. Pairs need one of each: double either rate, and there are "
                "twice as many. So the rates multiply.",
            ),
        ),
        hints=(
            "Sit on one output spike. How many input spikes does it find in the last ds ms?",
            "r_pre / 1000 ds. Each adds A_plus exp(-s / tau_plus): the integral over all s is "
            "A_plus tau_plus.",
            "Per output spike that is r_pre / 1000 (A_plus tau_plus - A_minus tau_minus). How many "
            "output spikes are there each second?",
        ),
        why="Both rates and the difference of the two areas. Nothing else about unrelated trains "
        "matters.",
    ),
    Exercise(
        name="ratio",
        ask="Lesson 09 uses tau_plus = 16.8 ms and tau_minus = 33.7 ms. Which A_minus / A_plus is "
        "the border: below it all weights go to 1, just above it they split?",
        solution=16.8 / 33.7,
        oracle=_ratio_by_areas,
        tolerance=0.002,
        because="three digits are enough",
        wrong=(
            Wrong(
                1.0,
                "1 is the border if both sides are equally wide. Here depression reaches twice as "
                "far back, so it needs less height for the same area.",
            ),
            Wrong(
                33.7 / 16.8,
                "That is tau_minus / tau_plus, upside down: the wider side needs *less* height.",
            ),
            Wrong(
                1.05,
                "1.05 is what Song, Miller and Abbott chose, with equal time constants. Asked is "
                "the border, with these.",
            ),
            Wrong(
                0.85,
                "0.85 is the ratio lesson 09 uses. Where is the border that it has to be above?",
            ),
            Wrong(
                16.8 / (16.8 + 33.7),
                "That is tau_plus as a share of the sum. Set the two areas equal: "
                "A_plus tau_plus = A_minus tau_minus.",
            ),
            Wrong(
                33.7 - 16.8,
                "That is the difference of the time constants, in ms. A ratio has no unit.",
            ),
            Wrong(
                1.05 * 33.7 / 16.8,
                "You kept 1.05 and scaled it the wrong way; and the border lies where the areas "
                "are equal, without any 5 %.",
            ),
        ),
        hints=(
            "At the border, pairs that meet by chance change nothing on average.",
            "Your `drift` is zero where A_plus tau_plus = A_minus tau_minus.",
        ),
        why="16.8 / 33.7 = 0.499. Lesson 09's ratio of 0.85 is far above it: there, depression by "
        "chance is strong, and only a pattern that comes again and again can beat it.",
    ),
    Exercise(
        name="growth",
        ask="After learning, by what factor does the output rate change when the input rate is "
        "20 Hz instead of 10 Hz? Use the stored runs.",
        solution=11.18 / 12.72,
        oracle=_growth_as_stored,
        tolerance=0.005,
        because="two digits of a rate from some 600 spikes",
        wrong=(
            Wrong(2.0, "That is the factor of the input. Divide two output rates."),
            Wrong(
                469.0 / 178.33,
                "That is the factor before learning, from the first 3 s (`early_rate`). Asked is "
                "after it.",
            ),
            Wrong(
                12.72 / 11.18,
                "Upside down: the rate at 20 Hz divided by the rate at 10 Hz.",
            ),
            Wrong(
                11.18 - 12.72,
                "That is a difference, in Hz. A factor is a quotient.",
            ),
            Wrong(
                0.27235 / 0.55087,
                "That is the factor of the mean weight: it halves, and that is *why* the output "
                "hardly moves. Asked is the output's.",
            ),
            Wrong(
                178.33 / 469.0,
                "Those are the rates before learning, and upside down.",
            ),
            Wrong(
                11.18 / 20.0,
                "That is output over input, at 20 Hz. Compare output with output.",
            ),
        ),
        hints=(
            "`runs[20.0]` and `runs[10.0]` are two neurons after 1000 s of learning.",
            "`late_rate` is the output rate at the end, in Hz.",
        ),
        why="Twice the input, and the output even sinks a little, by a tenth: about as much as two "
        "runs of the same neuron differ.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_silent",
        question="The inputs are too weak to make the neuron fire at all. What does STDP do to "
        "its synapses, at ratio 1.05?",
        choices=("it depresses them", "it strengthens them", "nothing", "it splits them"),
        answer="c",
        why="A pair needs an output spike. A silent neuron cannot learn by STDP; scaling is what "
        "can wake it.",
    ),
    Prediction(
        name="quiz_who",
        question="You run Song's neuron twice with other random numbers, no correlated group. Are "
        "the same synapses strong at the end?",
        choices=(
            "yes: the rule decides",
            "no: chance decides, the rule only says that there will be winners",
            "yes: the faster inputs win",
            "no: at the end none is strong",
        ),
        answer="b",
        why="All inputs have the same statistics. The split is certain, its sides are not.",
    ),
    Prediction(
        name="quiz_mu",
        question="Why not always choose mu = 1, which keeps weights away from the bounds?",
        choices=(
            "it lets the rate run away",
            "it is slower to compute",
            "it hardly tells a correlated group from the rest",
            "it makes all weights 0",
        ),
        answer="c",
        why="At mu = 1 the pull to the middle drowns what timing has to say: the group ends at "
        "0.51, the others at 0.49.",
    ),
    Prediction(
        name="quiz_area",
        question="tau_minus is made twice tau_plus, at A_minus = A_plus. What do unrelated trains "
        "do to a weight?",
        choices=("weaken it", "nothing", "strengthen it", "it depends on the rates"),
        answer="a",
        why="Areas count: depression's is now twice as large. The rates say how fast, not which "
        "way.",
    ),
    Prediction(
        name="quiz_eligibility",
        question="A pair has left an eligibility, and no reward ever comes. The weight...",
        choices=(
            "has grown at once, and stays",
            "does not change",
            "shrinks as the eligibility fades",
            "grows, and then sinks back",
        ),
        answer="b",
        why="The eligibility is a note, not a change. It fades unread.",
    ),
)
