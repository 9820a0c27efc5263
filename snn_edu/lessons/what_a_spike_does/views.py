"""Lesson 04, what a spike does: its pictures."""

from __future__ import annotations

import functools
import math
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.bisection import bisected
from snn_edu.live import Frame, choice, declare, slider, toggle
from snn_edu.neurons import LIF
from snn_edu.plots import (
    HERE,
    OTHER,
    SPIKE,
    STROKE,
    THEORY,
    VOLTAGE,
    WEIGHT,
    legend_above,
    limit_above,
    minus,
)
from snn_edu.simulation import simulate
from snn_edu.spikes import Spikes
from snn_edu.synapses import (
    AMPA,
    GABA_A,
    AlphaSynapse,
    Conductance,
    CurrentSynapse,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
    ShortTermPlasticity,
    SpikeInput,
)
from snn_edu.validation import Floats


def _spread(page: Figure) -> None:
    """Leave room between the panels, so that each label stands with its own axis."""
    engine: Any = page.get_layout_engine()
    engine.set(wspace=0.08)


# --- What one spike does. -------------------------------------------------------------------------

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


def charge(shape: str, tau_syn: float, w: float) -> float:
    """What one such spike brings in all, in pC (nA ms): the area of its current, peak `w` (nA)."""
    if shape == "delta":
        return w * tau_syn
    t = np.linspace(0.0, 60.0 * tau_syn, 600_001)
    return float(np.trapezoid(w * time_course(shape, tau_syn).kernel(t), t))


def current_in(spike: SpikeInput, t: Floats, v: Floats) -> tuple[Any, Any]:
    """What flows in (nA) at times `t` (ms), as a line: a delta is a stroke of no width."""
    synapse: Any = spike.synapse
    w = float(np.asarray(spike.weights))
    if isinstance(synapse, DeltaSynapse):
        return [ARRIVAL, ARRIVAL], [0.0, 1000.0]
    if isinstance(synapse, Conductance):
        return t, synapse.current(w * synapse.synapse.kernel(t - ARRIVAL), v)
    return t, w * synapse.kernel(t - ARRIVAL)


def limits(w: float, peak: float) -> dict[str, dict[str, tuple[float, float]]]:
    """Limits of both axes that move in coarse steps."""
    top = limit_above(1.05 * w, (1.1, 2.2, 4.4, 7.0, 11.0))
    steps = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 70.0, 110.0, 250.0, 450.0)
    high = limit_above(1.1 * peak, steps)
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


def psp_of_one_spike(shape: str, through: str, tau_syn: float, tau_m: float, w: float) -> Frame:
    """What one spike lets in, what leaks out again, and the potential between the two."""
    lif = LIF(tau_m=tau_m, v_threshold=900.0)  # a threshold it never meets
    spike = spike_through(shape, through, tau_syn, w, lif)
    recording = simulate(lif, spike, dt=0.02)
    t, v = recording.t, recording.v - lif.v_rest
    k = int(v.argmax())
    times, inflow = current_in(spike, t, recording.v)
    most = int(np.argmax(inflow))
    return limits(w, float(v[k])) | {
        "inflow": (times, inflow),
        "most": ([times[most]], [np.nan if shape == "delta" else inflow[most]]),
        "leak": (t, v / lif.R_m),
        "balance": (t[[k]], v[[k]] / lif.R_m),
        "v": (t, v),
        "peak": (t[[k]], v[[k]]),
        "drop": (t[[k, k]], [0.0, v[k]]),
        "text": told(shape, through, w, float(v[k]), float(t[k])),
    }


@declare(
    psp_of_one_spike,
    shape=choice("shape", SHAPES, start="exponential"),
    through=choice("the spike sends", ("a current", "a conductance"), start="a current"),
    tau_syn=slider("synapse's time constant τ_syn", 0.5, 10, start=2.5, step=0.5, unit="ms"),
    tau_m=slider("membrane's time constant τ_m", 2.5, 40, start=10, step=0.5, unit="ms"),
    w=slider("peak of the current", 0.5, 10, start=4, step=0.5, unit="nA"),
    handles={"most": {"y": "w"}},
    size=(8.0, 3.6),
)
def one_spike(page: Figure) -> Frame:
    """The currents in and out above, the potential they make below."""
    above, below = page.subplots(2, 1, sharex=True, height_ratios=[2, 3])
    above.set(xlim=(0, 60), ylabel="current (nA)")
    below.set(xlabel="time (ms)", ylabel="v above rest (mV)")
    artists = {
        "above": above,
        "below": below,
        "inflow": above.plot([], [], color=THEORY, label="flows in")[0],
        "most": above.plot([], [], "o", color=THEORY, ms=6)[0],
        "leak": above.plot([], [], color=OTHER, ls="--", label="leaks out")[0],
        "balance": above.plot([], [], "o", color=VOLTAGE, ms=8, mfc="none", mew=2)[0],
        "v": below.plot([], [], color=VOLTAGE, lw=2, label="v")[0],
        "peak": below.plot([], [], "o", color=VOLTAGE, ms=8, mfc="none", mew=2, label="peak")[0],
        "drop": below.plot([], [], color=SPIKE, lw=1, ls=":")[0],
    }
    above.legend(loc="upper right", ncols=2)
    below.legend(loc="upper right", ncols=2)
    return artists


# --- The driving force. ---------------------------------------------------------------------------

OPENS = Spikes([5.0], duration=50.0)
TO_THE_PEAK = Spikes([5.0], duration=20.0)  # by then v is on its way back
CHANNEL = DoubleExponentialSynapse(0.5, 5.0)
ONE = 0.02  # uS, the peak conductance of one synapse
COUNTS = (1, 2, 3, 4, 6, 8, 10, 12, 14, 16)


def opening(
    synapse: Conductance, v_start: float, count: float, lif: LIF, opens: Spikes = OPENS
) -> Floats:
    """The potential (mV), each 0.25 ms, as `count` synapses open at 5 ms.

    A steady current holds v at `v_start` beforehand, and stays on.
    """
    hold = (v_start - lif.v_rest) / lif.R_m
    return simulate(
        lif, SpikeInput(opens, synapse, count * ONE) + hold, 0.25, start=(v_start, 0.0)
    ).v


@functools.lru_cache(maxsize=64)
def largest_shifts(synapse: Conductance, v_start: float, lif: LIF) -> list[float]:
    """How far (mV) each of `COUNTS` moves v."""
    return [_largest(opening(synapse, v_start, n, lif, TO_THE_PEAK) - v_start) for n in COUNTS]


def synapses_open(v_start: float, v_reversal: float, count: int, magnesium: bool) -> Frame:
    """Synapses open at `v_start`: what v does, what flows, and whether they add up."""
    lif = LIF(tau_m=10.0, v_threshold=900.0)
    synapse = Conductance(CHANNEL, v_reversal, magnesium=1.0 if magnesium else 0.0)
    v = opening(synapse, v_start, count, lif)
    shifts = largest_shifts(synapse, v_start, lif)
    shift, one = _largest(v - v_start), shifts[0]
    voltages = np.linspace(-100.0, 40.0, 141)
    flow = synapse.current(count * ONE, voltages)
    flowing = float(synapse.current(count * ONE, v_start))
    wide = limit_above(1.1 * float(np.abs(flow).max()), (3.0, 6.0, 12.0, 24.0, 48.0))
    top = limit_above(
        1.1 * max(map(abs, shifts)), (0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 70.0, 110.0)
    )
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
        "text": minus(
            f"{count} synapse{'s open' if count > 1 else ' opens'} at {v_start:g} mV, reversal "
            f"{v_reversal:g} mV: driving force {v_reversal - v_start:+g} mV, peak current "
            f"{flowing:+.2f} nA. v moves {sense}"
            f"{f'; {count} times one would be {count * one:+.2f} mV' if count > 1 else ''}."
        ),
    }


def _largest(shift: Floats) -> float:
    """The value furthest from 0, with its sign."""
    return float(shift[np.abs(shift).argmax()]) + 0.0


@declare(
    synapses_open,
    v_start=slider("held at v", -95, 30, start=-65, step=5, unit="mV"),
    v_reversal=slider("reversal potential", -95, 0, start=0, step=5, unit="mV"),
    count=slider("synapses that open together", 1, 16, start=1, step=1),
    magnesium=toggle("magnesium, as in NMDA channels", start=False),
    handles={"here": {"x": "v_start"}},
    size=(9.5, 3.2),
)
def driving(page: Figure) -> Frame:
    """The potential; the current over the potential; the shift over the number of synapses."""
    left, middle, right = page.subplots(1, 3)
    _spread(page)
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
        "here": middle.plot([], [], **HERE, label="here")[0],
        "summed": right.plot([], [], "o-", color=VOLTAGE, ms=4, lw=1.2, label="together")[0],
        "linear": right.plot([], [], color=OTHER, ls="--", label="n × one")[0],
        "now": right.plot([], [], **HERE)[0],
    }
    for ax in (left, middle, right):
        legend_above(ax, 2, columnspacing=1.0)
    return artists


# --- Shunting. -----------------------------------------------------------------------------------

SHUNTED = Spikes([10.0], duration=60.0)
CALM = LIF(tau_m=10.0, v_threshold=900.0)


def _traces(g: float) -> dict[str, Floats]:
    """V above rest (mV, each 0.1 ms) for a spike of `g` uS, for a shunt of 0.4 uS, for both."""
    excitation = SpikeInput(SHUNTED, AMPA, g)
    shunt = SpikeInput(SHUNTED, replace(GABA_A, v_reversal=CALM.v_rest), 0.4)
    inputs: dict[str, Any] = {"excitation": excitation, "shunt": shunt, "both": excitation + shunt}
    return {name: simulate(CALM, one, 0.1).v - CALM.v_rest for name, one in inputs.items()}


def excitation_and_shunt(g: float) -> Frame:
    """A PSP of `g` µS, the shunt alone, and the two together."""
    traces = _traces(g)
    t = 0.1 * np.arange(traces["shunt"].size)
    alone, both = float(traces["excitation"].max()), float(traces["both"].max())
    top = limit_above(1.15 * alone, (2.5, 5.0, 10.0, 20.0, 40.0, 60.0))
    return {
        "axes": {"ylim": (-0.04 * top, top)},
        **{name: (t, trace) for name, trace in traces.items()},
        "share": f"{100 * both / alone:.0f} % are left",
        "text": f"Excitation of {g:g} µS: alone it lifts v by {alone:.2f} mV, with the shunt by "
        f"{both:.2f} mV, which is {100 * both / alone:.0f} %. The shunt alone is a flat line.",
    }


@declare(
    excitation_and_shunt,
    g=slider("excitation", 0.01, 0.5, start=0.1, log=True, unit="µS"),
    size=(7.0, 2.8),
)
def shunt(page: Figure) -> Frame:
    """The three curves, and the share that is left."""
    ax = page.subplots()
    ax.set(xlim=(0, 60), xlabel="time (ms)", ylabel="v above rest (mV)")
    artists = {
        "axes": ax,
        "excitation": ax.plot([], [], color=VOLTAGE, lw=2, label="excitation alone")[0],
        "both": ax.plot([], [], color=OTHER, lw=2, ls="--", label="both open")[0],
        "shunt": ax.plot([], [], color=THEORY, lw=1.5, ls=":", label="inhibition alone")[0],
        "share": ax.text(0.98, 0.55, "", transform=ax.transAxes, ha="right", fontsize=13),
    }
    ax.legend(loc="upper right")
    return artists


# --- Delays and coincidence. ----------------------------------------------------------------------

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


def forgives(tau_m: float) -> float:
    """How far apart (ms) two spikes may arrive so that their PSPs still reach 15 mV."""
    lif, w = listener(tau_m)
    t = np.arange(0.0, 75.0, 0.01)
    one = FAST.psp(t, lif, w)

    def meet(apart: float) -> bool:  # the peak falls as they part
        return bool((one + FAST.psp(t - apart, lif, w)).max() >= 15.0)

    return bisected(meet, 0.0, 40.0, within=1e-10)[0]


def two_spikes_meet(lag: int, delay_a: int, delay_b: int, tau_m: float) -> Frame:
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


@declare(
    two_spikes_meet,
    lag=slider("b spikes after a by", -20, 20, start=8, step=1, unit="ms"),
    delay_a=slider("delay of a", 0, 20, start=0, step=1, unit="ms"),
    delay_b=slider("delay of b", 0, 20, start=0, step=1, unit="ms"),
    tau_m=slider("time constant τ_m", 3, 30, start=10, step=1, unit="ms"),
    handles={"here": {"x": "lag"}},
    size=(9.0, 3.4),
)
def coincidence(page: Figure) -> Frame:
    """The two lines; the potential with both PSPs; the peak over the lag."""
    _spread(page)
    grid = page.add_gridspec(2, 2, width_ratios=[3, 2], height_ratios=[1, 3])
    above, below = page.add_subplot(grid[0, 0]), page.add_subplot(grid[1, 0])
    right = page.add_subplot(grid[:, 1])
    above.set(xlim=(-5, 75), ylim=(-0.6, 1.6), yticks=[0, 1], yticklabels=["b", "a"])
    above.tick_params(labelbottom=False)
    above.grid(visible=False)
    below.set(xlim=(-5, 75), ylim=(-1, 22), xlabel="time (ms)", ylabel="v above rest (mV)")
    below.axhline(15.0, color=SPIKE, ls="--", lw=1.2)
    below.text(-4, 15.3, "threshold", color=SPIKE, va="bottom", fontsize=9)
    right.set(xlim=(-22, 22), ylim=(8, 19), xlabel="b after a by (ms)")
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
        "here": right.plot([], [], **HERE, label="here")[0],
    }
    legend_above(above, 2)
    legend_above(below, 3, bbox_to_anchor=(1.0, 0.98))
    legend_above(right, 3, columnspacing=1.0)
    return artists


# --- Short-term plasticity. -----------------------------------------------------------------------

RATES = np.geomspace(1.0, 100.0, 61)  # Hz
FULL = 20.0  # nA, the current of a spike that would release all there is


def train_and_test(rate: float) -> Floats:
    """Spike times (ms): a regular train of 0.6 s, a pause, and one spike at 950 ms."""
    train = np.arange(50.0, 650.0 - 1e-9, 1000.0 / rate)
    return np.append(train, 950.0)


def train_of_spikes(rate: float, U: float, tau_rec: float, tau_facil: float, counted: str) -> Frame:
    """A train through a synapse that tires or warms up: what each spike releases, and does."""
    plasticity = ShortTermPlasticity(U, tau_rec, tau_facil)
    lif, synapse = LIF(tau_m=20.0, v_threshold=900.0), ExponentialSynapse(3.0)
    times = train_and_test(rate)
    release = plasticity.releases(times)
    released = np.asarray(release.efficacy)
    t = np.arange(0.0, 1000.5, 1.0)
    v = released @ synapse.psp(t - times[:, None], lif, FULL)
    steady = np.array([plasticity.steady_state(one).efficacy for one in RATES.tolist()])
    now = float(plasticity.steady_state(rate).efficacy)
    per = 1.0 if counted == "by each spike" else RATES
    here = now if counted == "by each spike" else now * rate
    top = limit_above(1.08 * float(v.max()), (1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 110.0))
    high = limit_above(
        1.1 * max(*(per * steady), here), (0.1, 0.5, 1.5, 3.0, 6.0, 12.0, 25.0, 60.0, 110.0)
    )
    return {
        "above": {"ylim": (-0.03 * top, top)},
        "right": {"ylim": (0.0, high)},
        "counted": counted,
        "v": (t, v),
        "stems": (
            np.repeat(times, 3),
            np.column_stack([0 * times, released, np.nan + times]).ravel(),
        ),
        "u": (times, release.u),
        "x": (times, release.x),
        "released": (RATES, per * steady),
        "here": ([rate], [here]),
        "text": f"At {rate:g} Hz the spikes release {100 * released[0]:.1f} %, "
        f"{100 * released[1]:.1f} %, ... of a full store, and in the end {100 * now:.1f} % each. "
        f"In a "
        f"second that is {now * rate:.2f} stores. After the pause: {100 * released[-1]:.1f} %. "
        f"On the right: what is released {counted}.",
    }


@declare(
    train_of_spikes,
    rate=slider("rate", 5, 100, start=20, step=5, unit="Hz"),
    U=slider("U: share that the first spike releases", 0.02, 1, start=0.5, step=0.02),
    tau_rec=slider("the store refills with τ_rec", 0, 1000, start=800, step=50, unit="ms"),
    tau_facil=slider("u fades with τ_facil", 0, 1000, start=0, step=50, unit="ms"),
    counted=choice("released", ("in a second", "by each spike"), start="in a second"),
    size=(9.0, 3.6),
)
def short_term(page: Figure) -> Frame:
    """The potential; u, x and what each spike releases; the steady release over the rate."""
    _spread(page)
    grid = page.add_gridspec(2, 2, width_ratios=[3, 2])
    above, below = page.add_subplot(grid[0, 0]), page.add_subplot(grid[1, 0])
    right = page.add_subplot(grid[:, 1])
    above.set(xlim=(0, 1000), ylabel="v above rest (mV)")
    above.tick_params(labelbottom=False)
    below.set(xlim=(0, 1000), ylim=(0, 1.05), xlabel="time (ms)", ylabel="fraction")
    right.set(xscale="log", xlim=(0.85, 130), xlabel="rate (Hz)", ylabel="released (stores)")
    right.set_xticks([1, 3, 10, 30, 100], ["1", "3", "10", "30", "100"])
    right.set_xticks([], minor=True)
    artists = {
        "above": above,
        "right": right,
        "v": above.plot([], [], color=VOLTAGE, lw=1.5)[0],
        "stems": below.plot([], [], color=WEIGHT, lw=3, label="u x, released")[0],
        "u": below.plot([], [], "^", color=THEORY, ms=5, label="u, used")[0],
        "x": below.plot([], [], "o", color=OTHER, ms=5, mfc="none", label="x, there")[0],
        "released": right.plot([], [], color=THEORY)[0],
        "counted": right.text(1.0, 1.02, "", transform=right.transAxes, ha="right"),
        "here": right.plot([], [], **HERE)[0],
    }
    legend_above(below, 3, bbox_to_anchor=(1.0, 0.98))
    return artists
