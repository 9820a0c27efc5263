"""Lesson 03, synapses: its views, its questions and its exercises."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snn_edu.conductances import Conductance, steady_v
from snn_edu.exercises import Exercise, Prediction, Wrong
from snn_edu.inputs import SpikeInput
from snn_edu.neurons import LIF
from snn_edu.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.short_term import ShortTermPlasticity
from snn_edu.simulate import simulate
from snn_edu.spikes import Spikes
from snn_edu.synapses import (
    AlphaSynapse,
    CurrentSynapse,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
)

Frame = Mapping[str, Any]
Floats = NDArray[np.float64]

STROKE: dict[str, Any] = {"ls": "none", "marker": "|", "mew": 2}  # a spike


def _spread(figure: Figure) -> None:
    """Leave room between the panels, so that each label stands with its own axis."""
    engine: Any = figure.get_layout_engine()
    engine.set(wspace=0.08)


def _above(value: float, steps: tuple[float, ...]) -> float:
    """The first of `steps` above `value`: limits that move rarely do not shake the axes."""
    return next((step for step in steps if value < step), steps[-1])


# --- Widget 1: what one spike does. Its view is written out in the notebook. ----------------------

SHAPES = ("delta", "exponential", "alpha", "double exponential")
ARRIVAL = 5.0  # ms
V_REST = -65.0  # mV
V_EXCITED = 0.0  # mV, the reversal potential of an excitatory synapse


def time_course(shape: str, tau_syn: float) -> CurrentSynapse:
    """The synapse of this `shape`; a double exponential rises five times as fast as it decays."""
    if shape == "alpha":
        return AlphaSynapse(tau_syn)
    if shape == "double exponential":
        return DoubleExponentialSynapse(tau_syn / 5.0, tau_syn)
    return ExponentialSynapse(tau_syn)


def spike_through(shape: str, through: str, tau_syn: float, w: float, lif: LIF) -> SpikeInput:
    """One spike that reaches `lif` through such a synapse.

    `w` is the current's peak in nA. A conductance is as large as gives the same current while v is
    at rest: w / 65 mV. A delta synapse delivers at once what an exponential one would in all: the
    charge w tau_syn, or a short conductance with that area.
    """
    arrival = Spikes([ARRIVAL], duration=60.0)
    force = V_EXCITED - V_REST
    if shape == "delta":
        jump = w * tau_syn / lif.C_m
        if through == "a conductance":
            jump = -force * math.expm1(-jump / force)
        return SpikeInput(arrival, DeltaSynapse(), jump)
    synapse = time_course(shape, tau_syn)
    if through == "a conductance":
        return SpikeInput(arrival, Conductance(synapse, V_EXCITED), w / force)
    return SpikeInput(arrival, synapse, w)


def current_in(spike: SpikeInput, t: Floats, v: Floats) -> tuple[Any, Any]:
    """What flows in (nA) at times `t` (ms), as a line: a delta is a stroke of no width."""
    synapse, w = spike.synapse, float(np.asarray(spike.weights))
    if isinstance(synapse, DeltaSynapse):
        return [ARRIVAL, ARRIVAL], [0.0, 1000.0]
    if isinstance(synapse, Conductance):
        return t, synapse.current(w * synapse.synapse.kernel(t - ARRIVAL), v)
    return t, w * synapse.kernel(t - ARRIVAL)


def limits(w: float, peak: float) -> dict[str, dict[str, tuple[float, float]]]:
    """Limits of both axes that move in coarse steps."""
    top = _above(1.05 * w, (1.1, 2.2, 4.4, 7.0, 11.0))
    steps = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 70.0, 110.0, 250.0, 450.0)
    high = _above(1.1 * peak, steps)
    return {"above": {"ylim": (0.0, top)}, "below": {"ylim": (-0.03 * high, high)}}


def told(shape: str, through: str, w: float, peak: float, when: float) -> str:
    """The picture in one sentence."""
    article = "an" if shape[0] in "ae" else "a"
    kind = through.removeprefix("a ")
    size = f"at most {w:g} nA" if through == "a current" else f"{w:g} nA if v stayed at rest"
    size = "all its charge at once" if shape == "delta" else size
    return (
        f"A spike through {article} {shape} {kind}, {size}: v peaks {peak:.2f} mV above rest, "
        f"{when - ARRIVAL:.2f} ms after the spike."
    )


def draw_one_spike(figure: Figure) -> Frame:
    """The currents in and out above, the potential they make below."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2, 3])
    above.set(xlim=(0, 60), ylabel="current (nA)")
    below.set(xlabel="time (ms)", ylabel="v above rest (mV)")
    artists = {
        "above": above,
        "below": below,
        "inflow": above.plot([], [], color=THEORY, label="flows in")[0],
        "leak": above.plot([], [], color=OTHER, ls="--", label="leaks out")[0],
        "balance": above.plot([], [], "D", color=SPIKE, ms=8, mfc="none", mew=2)[0],
        "v": below.plot([], [], color=VOLTAGE, lw=2, label="v")[0],
        "peak": below.plot([], [], "D", color=SPIKE, ms=8, mfc="none", mew=2, label="peak")[0],
        "drop": below.plot([], [], color=SPIKE, lw=1, ls=":")[0],
    }
    above.legend(loc="upper right", ncols=2)
    below.legend(loc="upper right", ncols=2)
    return artists


# --- Widget 2: the driving force. -----------------------------------------------------------------

OPENS = Spikes([5.0], duration=50.0)
CHANNEL = DoubleExponentialSynapse(0.5, 5.0)
ONE = 0.02  # uS, the peak conductance of one synapse
COUNTS = (1, 2, 3, 4, 6, 8, 10, 12, 14, 16)


def opening(synapse: Conductance, v_start: float, count: float, lif: LIF) -> Floats:
    """The potential (mV), each 0.25 ms, as `count` synapses open at 5 ms.

    A steady current holds v at `v_start` beforehand, and stays on.
    """
    hold = (v_start - lif.v_rest) / lif.R_m
    return simulate(
        lif, SpikeInput(OPENS, synapse, count * ONE) + hold, 0.25, start=(v_start, 0.0)
    ).v


def driving(v_start: float, v_reversal: float, count: int, magnesium: bool) -> Frame:
    """Synapses open at `v_start`: what v does, what flows, and whether they add up."""
    lif = LIF(tau_m=10.0, v_threshold=900.0)
    synapse = Conductance(CHANNEL, v_reversal, magnesium=1.0 if magnesium else 0.0)
    v = opening(synapse, v_start, count, lif)
    shifts = [_largest(opening(synapse, v_start, n, lif) - v_start) for n in COUNTS]
    shift, one = _largest(v - v_start), shifts[0]
    voltages = np.linspace(-100.0, 40.0, 141)
    flow = synapse.current(count * ONE, voltages)
    flowing = float(synapse.current(count * ONE, v_start))
    wide = _above(1.1 * float(np.abs(flow).max()), (3.0, 6.0, 12.0, 24.0, 48.0))
    top = _above(1.1 * max(map(abs, shifts)), (0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 70.0, 110.0))
    up = v_reversal >= v_start
    sense = "not at all" if abs(shift) < 0.005 else f"by {shift:+.2f} mV"
    return {
        "middle": {"ylim": (-wide, wide)},
        "right": {"ylim": (-0.05 * top, top) if up else (-top, 0.05 * top)},
        "v": (0.25 * np.arange(v.size), v),
        "reversal": ([0.0, 50.0], [v_reversal, v_reversal]),
        "flow": (voltages, flow),
        "turn": ([v_reversal, v_reversal], [-100.0, 100.0]),
        "here": ([v_start], [flowing]),
        "summed": (COUNTS, shifts),
        "linear": ([0, COUNTS[-1]], [0.0, COUNTS[-1] * one]),
        "now": ([count], [shift]),
        "text": f"{count} synapse{'s' * (count > 1)} open at {v_start:g} mV, reversal "
        f"{v_reversal:g} mV: driving force {v_reversal - v_start:+g} mV, peak current "
        f"{flowing:+.2f} nA. v moves {sense}; {count} times one would be {count * one:+.2f} mV.",
    }


def shift_at_rest(count: int, magnesium: bool = False) -> float:
    """How far (mV) `count` excitatory synapses lift v from rest."""
    synapse = Conductance(CHANNEL, V_EXCITED, magnesium=1.0 if magnesium else 0.0)
    lif = LIF(tau_m=10.0, v_threshold=900.0)
    return _largest(opening(synapse, V_REST, count, lif) - V_REST)


def _largest(shift: Floats) -> float:
    """The value furthest from 0, with its sign."""
    return float(shift[np.abs(shift).argmax()]) + 0.0


def draw_driving(figure: Figure) -> Frame:
    """The potential; the current over the potential; the shift over the number of synapses."""
    left, middle, right = figure.subplots(1, 3)
    _spread(figure)
    left.set(xlim=(0, 50), ylim=(-105, 40), xlabel="time (ms)", ylabel="v (mV)")
    middle.set(xlim=(-105, 40), xlabel="v (mV)", ylabel="peak current (nA)")
    middle.axhline(0.0, color="0.6", lw=1)
    right.set(xlim=(0, 17), xlabel="synapses", ylabel="largest shift (mV)")
    right.axhline(0.0, color="0.6", lw=1)
    artists = {
        "middle": middle,
        "right": right,
        "v": left.plot([], [], color=VOLTAGE, lw=2, label="v")[0],
        "reversal": left.plot([], [], color=SPIKE, ls="--", lw=1.5, label="reversal")[0],
        "flow": middle.plot([], [], color=THEORY, label="current")[0],
        "turn": middle.plot([], [], color=SPIKE, ls="--", lw=1.5)[0],
        "here": middle.plot([], [], "D", color=VOLTAGE, ms=8, mfc="none", mew=2, label="here")[0],
        "summed": right.plot([], [], "o-", color=VOLTAGE, ms=4, lw=1.2, label="together")[0],
        "linear": right.plot([], [], color=OTHER, ls="--", label="n x one")[0],
        "now": right.plot([], [], "D", color=VOLTAGE, ms=9, mfc="none", mew=2)[0],
    }
    for ax in (left, middle, right):
        ax.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, columnspacing=1.0)
    return artists


# --- Widget 3: delays and coincidence. ------------------------------------------------------------

FAST = AlphaSynapse(1.0)
HEIGHT = 9.0  # mV, of one PSP; the threshold is 15 mV above rest
SENT = 20.0  # ms, when a spikes


def listener(tau_m: float) -> tuple[LIF, float]:
    """A neuron, and the weight (nA) with which one spike lifts it by 9 mV, whatever tau_m is."""
    lif = LIF(tau_m=tau_m)
    return lif, HEIGHT / FAST.psp_peak(lif, 1.0)


def hear(lag: float, delay_a: float, delay_b: float, lif: LIF, w: float) -> tuple[Floats, Spikes]:
    """The potential (mV, each 0.25 ms) and the spikes of `lif` when b spikes `lag` ms after a."""
    a = SpikeInput(Spikes([SENT], duration=80.0), FAST, w, delays=delay_a)
    b = SpikeInput(Spikes([SENT + lag], duration=80.0), FAST, w, delays=delay_b)
    heard = simulate(lif, a + b, 0.25)
    return heard.v, heard.spikes


def peak_of_two(apart: Floats, lif: LIF, w: float) -> Floats:
    """Peak (mV above rest) of two PSPs `apart` ms apart, no threshold: shape (apart,)."""
    t = np.arange(0.0, 75.0, 0.25)
    both = FAST.psp(t, lif, w) + FAST.psp(t - np.abs(apart)[:, None], lif, w)
    return np.asarray(both.max(axis=1))


def coincidence(lag: int, delay_a: int, delay_b: int, tau_m: float) -> Frame:
    """Two spikes, a `lag` apart, on two lines with delays (all in ms), and whether they meet."""
    lif, w = listener(tau_m)
    v, spikes = hear(lag, delay_a, delay_b, lif, w)
    t = 0.25 * np.arange(v.size)
    arrive_a, arrive_b = SENT + delay_a, SENT + lag + delay_b
    lags = np.arange(-20.0, 20.25, 0.25)
    peaks = peak_of_two(lags + delay_b - delay_a, lif, w)
    peak = float(peak_of_two(np.array([arrive_b - arrive_a]), lif, w)[0])
    apart = abs(arrive_b - arrive_a)
    meeting = "They arrive together" if not apart else f"They arrive {apart:g} ms apart"
    verdict = f"a spike at {spikes.times[0]:.1f} ms" if len(spikes) else "silence"
    return {
        "sent": ([SENT, SENT + lag], [1.0, 0.0]),
        "travel": (
            np.array([SENT, arrive_a, np.nan, SENT + lag, arrive_b]),
            np.array([1.0, 1.0, np.nan, 0.0, 0.0]),  # nan lifts the pen
        ),
        "arrive": ([arrive_a, arrive_b], [1.0, 0.0]),
        "psp_a": (t, FAST.psp(t - arrive_a, lif, w)),
        "psp_b": (t, FAST.psp(t - arrive_b, lif, w)),
        "v": (t, v - lif.v_rest),
        "spikes": (np.repeat(spikes.times, 3), np.tile([15.0, 21.0, np.nan], len(spikes))),
        "peaks": (lags, peaks),
        "fires": (lags, np.where(peaks >= 15.0, peaks, np.nan)),
        "here": ([lag], [peak]),
        "text": f"b {'with' if not lag else f'{abs(lag)} ms ' + ('after' if lag > 0 else 'before')}"
        f" a, delays {delay_a} and {delay_b} ms. {meeting}: the PSPs sum to {peak:.1f} mV of the "
        f"15 needed, {verdict}.",
    }


def draw_coincidence(figure: Figure) -> Frame:
    """The two lines; the potential with both PSPs; the peak over the lag."""
    _spread(figure)
    grid = figure.add_gridspec(2, 2, width_ratios=[3, 2], height_ratios=[1, 3])
    above, below = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    right = figure.add_subplot(grid[:, 1])
    above.set(xlim=(-5, 75), ylim=(-0.6, 1.6), yticks=[0, 1], yticklabels=["b", "a"])
    above.tick_params(labelbottom=False)
    above.grid(visible=False)
    below.set(xlim=(-5, 75), ylim=(-1, 22), xlabel="time (ms)", ylabel="v above rest (mV)")
    below.axhline(15.0, color=SPIKE, ls="--", lw=1.2)
    below.text(-4, 15.3, "threshold", color=SPIKE, va="bottom", fontsize=9)
    right.set(xlim=(-22, 22), ylim=(8, 19), xlabel="lag: t_b - t_a (ms)")
    right.set_ylabel("peak of the sum (mV)")
    right.axhline(15.0, color=SPIKE, ls="--", lw=1.2)
    artists = {
        "travel": above.plot([], [], color="0.5", lw=1.5, ls=":")[0],
        "sent": above.plot([], [], color=SPIKE, **STROKE, ms=15, label="sent")[0],
        "arrive": above.plot([], [], ">", color=WEIGHT, ms=8, label="arrives")[0],
        "psp_a": below.plot([], [], color=WEIGHT, lw=1.4, label="a alone")[0],
        "psp_b": below.plot([], [], color=WEIGHT, lw=1.4, ls="--", label="b alone")[0],
        "v": below.plot([], [], color=VOLTAGE, lw=2, label="v")[0],
        "spikes": below.plot([], [], color=SPIKE, lw=2)[0],
        "peaks": right.plot([], [], color=THEORY, label="silent")[0],
        "fires": right.plot([], [], color=SPIKE, lw=4, label="fires")[0],
        "here": right.plot([], [], "D", color=VOLTAGE, ms=9, mfc="none", mew=2, label="here")[0],
    }
    above.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
    below.legend(loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=3)
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, columnspacing=1.0)
    return artists


# --- Widget 4: short-term plasticity. -------------------------------------------------------------

RATES = np.geomspace(1.0, 100.0, 61)  # Hz
FULL = 20.0  # nA, the current of a spike that would release all there is


def train_and_test(rate: float) -> Floats:
    """Spike times (ms): a regular train of 0.6 s, a pause, and one spike at 950 ms."""
    train = np.arange(50.0, 650.0 - 1e-9, 1000.0 / rate)
    return np.append(train, 950.0)


def short_term(rate: float, U: float, tau_rec: float, tau_facil: float) -> Frame:
    """A train through a synapse that tires or warms up: what each spike releases, and does."""
    plasticity = ShortTermPlasticity(U, tau_rec, tau_facil)
    lif, synapse = LIF(tau_m=20.0, v_threshold=900.0), ExponentialSynapse(3.0)
    times = train_and_test(rate)
    release = plasticity.releases(times)
    released = np.asarray(release.efficacy)
    t = np.arange(0.0, 1000.5, 1.0)
    v = released @ synapse.psp(t - times[:, None], lif, FULL)
    steady = [float(plasticity.steady_state(one).efficacy) for one in RATES.tolist()]
    now = float(plasticity.steady_state(rate).efficacy)
    top = _above(1.08 * float(v.max()), (1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 110.0))
    high = _above(1.1 * max(*steady, now), (0.06, 0.12, 0.25, 0.5, 1.1))
    return {
        "above": {"ylim": (-0.03 * top, top)},
        "right": {"ylim": (0.0, high)},
        "v": (t, v),
        "stems": (
            np.repeat(times, 3),
            np.column_stack([0 * times, released, np.nan + times]).ravel(),
        ),
        "u": (times, release.u),
        "x": (times, release.x),
        "steady": (RATES, steady),
        "here": ([rate], [now]),
        "text": f"At {rate:g} Hz the spikes release {100 * released[0]:.1f} %, "
        f"{100 * released[1]:.1f} %, ... of all there is, settling at {100 * now:.1f} %; times the "
        f"rate, {now * rate:.2f} per second. After the pause: {100 * released[-1]:.1f} %.",
    }


def draw_short_term(figure: Figure) -> Frame:
    """The potential; u, x and what each spike releases; the steady release over the rate."""
    _spread(figure)
    grid = figure.add_gridspec(2, 2, width_ratios=[3, 2])
    above, below = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    right = figure.add_subplot(grid[:, 1])
    above.set(xlim=(0, 1000), ylabel="v above rest (mV)")
    above.tick_params(labelbottom=False)
    below.set(xlim=(0, 1000), ylim=(0, 1.05), xlabel="time (ms)", ylabel="fraction")
    right.set(xscale="log", xlim=(0.85, 130), xlabel="rate (Hz)", ylabel="steady u x")
    right.set_xticks([1, 3, 10, 30, 100], ["1", "3", "10", "30", "100"])
    right.set_xticks([], minor=True)
    artists = {
        "above": above,
        "right": right,
        "v": above.plot([], [], color=VOLTAGE, lw=1.5)[0],
        "stems": below.plot([], [], color=WEIGHT, lw=3, label="u x, released")[0],
        "u": below.plot([], [], "^", color=THEORY, ms=5, label="u, used")[0],
        "x": below.plot([], [], "o", color=OTHER, ms=5, mfc="none", label="x, there")[0],
        "steady": right.plot([], [], color=THEORY, label="closed form")[0],
        "here": right.plot([], [], "D", color=SPIKE, ms=9, mfc="none", mew=2, label="this rate")[0],
    }
    below.legend(loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=3)
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
    return artists


# --- The spike that a grid loses. -----------------------------------------------------------------

VOLLEYS = (5, 8, 10, 11, 30, 31, 32, 33, 60, 61.5, 63, 80, 81, 82, 83, 84)  # ms


def volleys() -> tuple[LIF, SpikeInput]:
    """A neuron and sixteen spikes: one of its seven answers only just reaches the threshold."""
    lif = LIF(tau_m=10.0, R_m=40.0, v_threshold=-62.0)
    return lif, SpikeInput(Spikes(VOLLEYS, duration=120.0), ExponentialSynapse(2.0), weights=0.4)


# --- Questions and exercises. ---------------------------------------------------------------------


def _peak_by_bisection(tau_m: float, tau_syn: float) -> float:
    """The truth another way: when the current balances the leak, simulated by nobody's formula."""
    lif = LIF(tau_m=tau_m, v_threshold=900.0)
    synapse = ExponentialSynapse(tau_syn)
    low, high = 0.0, 10.0 * (tau_m + tau_syn)
    for _ in range(200):
        t = (low + high) / 2.0
        gains = lif.R_m * synapse.kernel(t) > synapse.psp(t, lif, 1.0)
        low, high = (t, high) if gains else (low, t)
    return low


def _peak(tau_m: float, tau_syn: float) -> float:
    if tau_m == tau_syn:
        return tau_m
    return tau_m * tau_syn / (tau_m - tau_syn) * math.log(tau_m / tau_syn)


def _unless_equal(formula: Any, at_equal: Any = lambda tau: tau) -> Any:
    """A wrong answer that treats the equal case as `at_equal` says, so that it is told apart."""

    def answer(tau_m: float, tau_syn: float) -> Any:
        return at_equal(tau_m) if tau_m == tau_syn else formula(tau_m, tau_syn)

    return answer


def _shift(n: int, g: float, R_m: float, v_rest: float, v_reversal: float) -> float:
    return n * g * R_m * (v_reversal - v_rest) / (1.0 + n * g * R_m)


def _shift_by_mean(n: int, g: float, R_m: float, v_rest: float, v_reversal: float) -> float:
    """The truth another way: v settles at the mean of all reversal potentials, leak included."""
    lif = LIF(R_m=R_m, v_rest=v_rest, v_reset=v_rest, v_threshold=900.0)
    return steady_v(lif, [g] * n, v_reversal) - v_rest


def _judge_direction(answer: Any) -> str | None:
    """Try the delays on a bar that moves right, and on one that moves left."""
    try:
        delay_a, delay_b = (float(one) for one in answer)
    except (TypeError, ValueError):
        return "Two numbers are expected, (delay_a, delay_b), in ms."
    if not (math.isfinite(delay_a) and math.isfinite(delay_b)):
        return "Both delays have to be finite numbers of ms."
    if delay_a < 0 or delay_b < 0:
        return "A negative delay: the spike would arrive before it is sent. Delay the other line."
    if max(delay_a, delay_b) > 40:
        return f"A delay of {max(delay_a, delay_b):g} ms is too long here: allowed is up to 40 ms."
    lif, w = listener(10.0)
    right, left = (len(hear(lag, delay_a, delay_b, lif, w)[1]) > 0 for lag in (8.0, -8.0))
    if right and not left:
        return None
    if left:
        return (
            "It fires for *leftward*: you delayed the line whose spike is late anyway. For "
            "rightward a is early, so a has to wait."
        )
    if delay_a == delay_b:
        return (
            "Silent both ways: with equal delays the spikes arrive as far apart as they were sent, "
            "8 ms. Only the difference counts."
        )
    if 0 < max(delay_a, delay_b) < 0.5:
        return "Silent both ways: that is hardly a delay. Did you write seconds?"
    if delay_b > delay_a:
        return "Silent both ways: you delay b by so much that not even a leftward pair meets."
    if delay_a - delay_b < 8:
        return "Silent both ways: the right line, but too short a delay. b's spike is still late."
    return "Silent both ways: the right line, but now a's spike comes too late for b's."


PREDICTIONS = (
    Prediction(
        name="when_it_peaks",
        question="A spike's current jumps up at once and decays with tau_syn = 2.5 ms. It charges "
        "a membrane with tau_m = 10 ms. When is v highest?",
        choices=(
            "at once, as the current is",
            "after 2.5 ms",
            "after about 4.6 ms",
            "after 10 ms",
        ),
        answer="c",
        why="v rises as long as more flows in than leaks out. At first nothing leaks; the two are "
        "equal after 4.62 ms. That is almost twice tau_syn, and less than half of tau_m.",
        wrong=(
            Wrong("a", "The current jumps, v cannot: charge takes time to pile up."),
            Wrong("b", "After 2.5 ms 37 % of the current still flows: more than leaks out."),
            Wrong("d", "By then only 2 % of the current is left, and v has long been leaking."),
        ),
    ),
    Prediction(
        name="inhibition_from_below",
        question="An inhibitory synapse has its reversal potential at -75 mV. A current holds the "
        "neuron at -90 mV, and the synapse opens. What does v do?",
        choices=("it rises", "it falls", "it stays", "it falls, but less than from -65 mV"),
        answer="a",
        why="An open channel pulls v towards its reversal potential, from either side. From "
        "-90 mV, that is up: the driving force is -75 - (-90) = +15 mV.",
        wrong=(
            Wrong("b", "Inhibition is not a push downwards. It is a pull towards -75 mV."),
            Wrong("c", "It would stay if v were at -75 mV already."),
            Wrong("d", "The size of the force is one thing; it has also changed its sign."),
        ),
    ),
    Prediction(
        name="longer_memory",
        question="One spike alone lifts v by 9 mV; 15 are needed. So two have to arrive nearly "
        "together. You make tau_m three times as long, and keep the 9 mV. How far apart may they "
        "be now?",
        choices=("further", "as far as before", "less far"),
        answer="a",
        why="The first PSP has to last until the second comes, and tau_m is how long it lasts: 5.5 "
        "ms apart are close enough with tau_m = 10 ms, 13.5 ms with 30 ms.",
        wrong=(
            Wrong("c", "A leaky membrane forgets the first spike sooner, not later."),
            Wrong("b", "The height is the same, but the PSP lasts longer."),
        ),
    ),
    Prediction(
        name="twice_the_rate",
        question="Each spike through a tiring synapse releases half of what is there, and what is "
        "gone comes back with 800 ms. You raise the rate from 50 to 100 Hz. How much more "
        "does the synapse release in a second, once it is steady?",
        choices=("half as much", "2 % more", "half as much again", "twice as much"),
        answer="b",
        why="Each spike finds half as much: at such rates all that comes back in a second, "
        "1 / tau_rec = 1.25 fillings, is released, however many spikes share it.",
        wrong=(
            Wrong("d", "That is a synapse that never tires."),
            Wrong("c", "At 2.5 Hz, 1 / (U tau_rec), it begins to tire; 50 Hz is far beyond."),
            Wrong("a", "Each *spike* releases half as much. There are twice as many of them."),
        ),
    ),
)

EXERCISES = (
    Exercise(
        name="peak_time",
        ask="Write `peak_time(tau_m, tau_syn)`: how many ms after the spike the PSP of an "
        "exponential current peaks, also when the two are equal.",
        solution=_peak,
        oracle=_peak_by_bisection,
        tries=((10.0, 2.5), (20.0, 5.0), (5.0, 15.0), (8.0, 8.0)),
        unit="ms",
        tolerance=1e-6,
        because="the truth was found by halving an interval",
        wrong=(
            Wrong(
                lambda tau_m, tau_syn: 0.0,
                "At 0 ms the *current* peaks. v begins to rise then, and rises until as much leaks "
                "out as flows in.",
            ),
            Wrong(
                lambda tau_m, tau_syn: tau_syn,
                "After tau_syn the current has fallen to 37 %, and that is still more than leaks "
                "out: v goes on rising.",
            ),
            Wrong(
                _unless_equal(lambda tau_m, tau_syn: tau_m * tau_syn / (tau_m - tau_syn)),
                "The logarithm is missing: times ln(tau_m / tau_syn). (Without it the time is "
                "negative when tau_syn is the longer one.)",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: (
                        tau_m * tau_syn / (tau_m - tau_syn) * math.log(tau_syn / tau_m)
                    )
                ),
                "The peak comes before the spike: {got:.2f} ms. Numerator and denominator inside "
                "the logarithm are swapped.",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: (
                        tau_m * tau_syn / (tau_m - tau_syn) * math.log10(tau_m / tau_syn)
                    )
                ),
                "That is the logarithm to base 10. The natural one is `np.log`.",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: (
                        tau_m * tau_syn / (tau_m + tau_syn) * math.log(tau_m / tau_syn)
                    )
                ),
                "The denominator is the difference of the two time constants, not their sum: "
                "dividing by e^(-t / tau_m) leaves the difference of the two rates.",
            ),
            Wrong(
                _unless_equal(_peak, lambda tau: 0.0),
                "Right for different time constants. For equal ones the peak does not jump to 0 "
                "ms: try 8 and 7.99, and see where your own formula goes.",
            ),
        ),
        hints=(
            "At the peak dv/dt = 0. Take the derivative of e^(-t / tau_m) - e^(-t / tau_syn).",
            "e^(-t / tau_m) / tau_m = e^(-t / tau_syn) / tau_syn. Take the logarithm, solve for t.",
            "tau_m * tau_syn / (tau_m - tau_syn) * np.log(tau_m / tau_syn), and if the two are "
            "equal, their common value.",
        ),
        why="The formula is symmetric: swap the two time constants, and the peak stays in place.",
    ),
    Exercise(
        name="n_synapses",
        ask="Write `shift(n, g, R_m, v_rest, v_reversal)`: how far from rest v settles (mV) while "
        "n synapses are open, each of conductance g (uS).",
        solution=_shift,
        oracle=_shift_by_mean,
        tries=(
            (1, 0.05, 10.0, -65.0, 0.0),
            (4, 0.05, 10.0, -65.0, 0.0),
            (8, 0.02, 20.0, -70.0, -80.0),
        ),
        unit="mV",
        wrong=(
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * R_m * (v_reversal - v_rest) / (1 + g * R_m)
                ),
                "That is {n} times the shift of one: linear. But the second synapse opens where "
                "the first has already moved v, and finds less driving force. Where is the n that "
                "makes the membrane leakier?",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: n * g * R_m * (v_reversal - v_rest),
                "You keep the driving force at its value at rest, as if the synapses were currents "
                "of g (v_reversal - v_rest). It shrinks as v comes closer: divide by 1 + n g R_m.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: v_reversal - v_rest,
                "That is as far as v could ever go. The leak pulls back towards rest, with the "
                "conductance 1 / R_m.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    (v_rest + n * g * R_m * v_reversal) / (1 + n * g * R_m)
                ),
                "That is v itself, {got:.2f} mV, and rightly so. Asked is how far it is from rest: "
                "subtract v_rest.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * R_m * (v_rest - v_reversal) / (1 + n * g * R_m)
                ),
                "Your sign is flipped: an excitatory synapse would pull v down. The driving force "
                "is v_reversal - v.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: n * g * R_m * v_reversal / (1 + n * g * R_m),
                "You take v_reversal for the driving force. The force is the distance, v_reversal "
                "- v_rest.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g / R_m * (v_reversal - v_rest) / (1 + n * g / R_m)
                ),
                "g / R_m has no meaning: compare g with the *conductance* of the leak, 1 / R_m. "
                "Their ratio is g R_m.",
            ),
        ),
        hints=(
            "When v stands still, as much flows in as leaks out.",
            "n g (v_reversal - v) = (v - v_rest) / R_m. Write v = v_rest + shift, and solve.",
            "n * g * R_m * (v_reversal - v_rest) / (1 + n * g * R_m)",
        ),
        why="Half of the way is done when the n synapses together conduct as well as the leak.",
    ),
    Exercise(
        name="direction",
        ask="Choose `(delay_a, delay_b)` in ms so that the neuron with tau_m = 10 ms fires for a "
        "bar that moves right (a spikes 8 ms before b), and stays silent when it moves left.",
        solution=(8.0, 0.0),
        judge=_judge_direction,
        wrong=(
            Wrong((0.0, 0.0), "with equal delays the spikes arrive as far apart as they were sent"),
            Wrong((0.0, 8.0), "It fires for *leftward*"),
            Wrong((16.0, 0.0), "now a's spike comes too late for b's"),
            Wrong((2.0, 0.0), "the right line, but too short a delay"),
            Wrong((0.008, 0.0), "Did you write seconds?"),
            Wrong((0.0, -8.0), "the spike would arrive before it is sent"),
            Wrong((0.0, 16.0), "not even a leftward pair meets"),
            Wrong((8000.0, 0.0), "too long here"),
        ),
        hints=(
            "The neuron fires when both spikes arrive together. Which of the two is early?",
            "Moving right, a is 8 ms early. Let it wait.",
        ),
        why="Rightward they arrive together, leftward 16 ms apart. Any delay_a - delay_b from 2.5 "
        "to 13.5 ms does it: the neuron forgives 5.5 ms.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_swap",
        question="tau_m = 10 ms, tau_syn = 2.5 ms, R_m and the peak current w are given. You swap "
        "the two time constants. What becomes of the PSP?",
        choices=(
            "nothing changes",
            "it peaks later, and as high",
            "it peaks at the same time, a quarter as high",
            "it peaks at the same time, four times as high",
        ),
        answer="d",
        why="Two leaks in a row: whichever comes first, the shape is the same, and so is the peak "
        "time. But the current now lasts four times as long and carries four times the charge.",
    ),
    Prediction(
        name="quiz_area",
        question="You double tau_m by doubling C_m; R_m and the current stay. What stays the same "
        "about the PSP?",
        choices=("its peak", "its area", "its peak time", "how long it lasts"),
        answer="b",
        why="The area is R_m times the charge. A larger C_m makes the PSP lower and longer.",
    ),
    Prediction(
        name="quiz_shunt",
        question="An inhibitory synapse's reversal potential is exactly v_rest. Can it inhibit?",
        choices=(
            "no: without a driving force nothing flows",
            "yes: it makes the membrane leakier, and other inputs lift v less",
            "yes: it lowers v",
            "only if it comes before the excitation",
        ),
        answer="b",
        why="At rest nothing flows. But as soon as something lifts v, the open channels let it out "
        "again: shunting inhibition, which divides instead of subtracting.",
    ),
    Prediction(
        name="quiz_delay",
        question="Two inputs reach a coincidence detector with delays of 3 and 10 ms. For which "
        "lag, t_second - t_first, does it fire most easily?",
        choices=("+7 ms", "0 ms", "-7 ms", "-13 ms"),
        answer="c",
        why="The second line is 7 ms slower, so the second spike has to start 7 ms earlier.",
    ),
    Prediction(
        name="quiz_facilitation",
        question="U = 0.04, tau_rec = 100 ms, tau_facil = 1000 ms. How does the second of two "
        "spikes, 100 ms apart, compare with the first?",
        choices=(
            "it releases less, since resources are used up",
            "it releases the same",
            "it releases nearly twice as much",
            "it depends on the weight",
        ),
        answer="c",
        why="u goes from 0.040 to 0.075, because the memory of the first spike lasts 1000 ms, "
        "while x only fell to 0.985: 1.84 times as much.",
    ),
)
