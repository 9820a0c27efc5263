"""What lesson 02 asks: predictions, exercises and a quiz on threshold, reset and noise."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu.lessons.threshold_reset_noise.views import DRIVES, MYSTERY, three_neurons
from snn_edu.neurons.lif import LIF
from snn_edu.neurons.siegert import siegert
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.simulation.simulate import simulate

PREDICTIONS = (
    Prediction(
        name="double_current",
        question="At 2 nA the neuron fires at 34 Hz. You double the current, to 4 nA. The rate...",
        choices=("stays", "less than doubles", "doubles", "more than doubles"),
        answer="d",
        why="At 2 nA, v_∞ lies only 5 mV above the threshold, and v creeps over it slowly; at "
        "4 nA v_∞ is 25 mV above, and v races through: from 33.6 to 87.7 Hz, 2.6 times as many.",
        wrong=(
            Wrong("a", "A stronger current fills the bucket faster: the rim is reached sooner."),
            Wrong("b", "That comes later, near the ceiling, where t_ref is most of an interval."),
            Wrong("c", "Twice the current is not twice the distance to the threshold."),
        ),
        asks={"current": 4.0},
    ),
    Prediction(
        name="coarse",
        question="Your neuron fires about every 20 ms. You make dt ten times coarser, from 0.5 to "
        "5 ms. Its spikes will come...",
        choices=(
            "at the same times",
            "too early",
            "too late, every one by the same amount",
            "too late, each a little more than the one before",
        ),
        answer="d",
        why="A spike is noticed at the end of its step. What was late once delays the reset, and "
        "with it all that follows: the delays add up.",
        wrong=(
            Wrong("a", "The exact step is right at any dt, between spikes. When is one noticed?"),
            Wrong("b", "It can only be noticed after it has happened."),
            Wrong(
                "c", "The first is late by less than a step. And then the next climb starts late."
            ),
        ),
        asks={"dt": 5.0},
    ),
    Prediction(
        name="no_reset",
        question="You take the reset away: a spike leaves v where it is. The neuron...",
        choices=(
            "fires more often",
            "fires as before, a little shifted",
            "fires once, and never again",
            "never fires",
        ),
        answer="c",
        why="A spike happens when v comes *up through* the threshold. Nothing takes v down again, "
        "so it stays above, at v_∞, and never comes up through it a second time.",
        wrong=(
            Wrong("a", "To fire again v has to be below the threshold first. Who brings it there?"),
            Wrong("b", "Then something would have to bring v down between spikes."),
            Wrong("d", "It reaches the threshold the first time as ever: no reset is needed yet."),
        ),
        asks={"reset": "none"},
    ),
    Prediction(
        name="ceiling",
        question="t_ref is 4 ms, and you may make the current as strong as you like. Which rate "
        "can the neuron never exceed?",
        answer=250.0,
        unit="Hz",
        tolerance=0.5,
        because="1 / t_ref is a round number here",
        why="However fast v climbs, each spike is followed by 4 ms of silence: 1000 / 4 = 250 Hz.",
        wrong=(
            Wrong(0.25, "That is 1 / t_ref in spikes per *millisecond*. A second has 1000."),
            Wrong(4.0, "4 ms is the pause after each spike. How many fit into a second?"),
        ),
        asks={"t_ref": 4},
    ),
    Prediction(
        name="noise_below",
        question="The mean current is 1.3 nA, below the rheobase of 1.5 nA. You add noise. The "
        "neuron...",
        choices=(
            "stays silent: the mean is too weak",
            "fires, regular as a clock",
            "fires at irregular times",
            "fires once",
        ),
        answer="c",
        why="v settles 2 mV below the threshold and is shaken there. Now and then a shake is large "
        "enough. When, nobody can know: the intervals are of all lengths.",
        wrong=(
            Wrong("a", "The mean alone, yes. But noise only has to bridge the last 2 mV, once."),
            Wrong("b", "What decides the moment of a spike here is the noise."),
            Wrong("d", "The reset takes v down, and the noise goes on: it will happen again."),
        ),
        asks={"mean": 1.3},
    ),
)


def _neuron(
    current: Any,
    dt: float,
    lif: LIF,
    decay: float | None = None,
    rest: float | None = None,
    reset: float | None = None,
    more: float = 0,
    held: bool = True,
    early: int = 0,
) -> tuple[Any, Any]:
    """The ten lines that are asked for; each further argument is a usual slip."""
    decay = math.exp(-dt / lif.tau_m) if decay is None else decay
    rest = lif.v_rest if rest is None else rest
    v, pause, trace, spikes = lif.v_rest, 0.0, [], []
    for k, nA in enumerate(current):
        blocked = pause > 0
        pause -= blocked
        if not (blocked and held):
            v_inf = rest + lif.R_m * nA
            v = v_inf + (v - v_inf) * decay
        if v >= lif.v_threshold and not blocked:
            spikes.append((k + 1 - early) * dt)
            v = lif.v_reset if reset is None else reset if math.isfinite(reset) else v
            pause = round(lif.t_ref / dt) + more
        trace.append(v)
    return np.array(trace), np.array(spikes)


def _no_leak(current: Any, dt: float, lif: LIF) -> tuple[Any, Any]:
    """A neuron that only adds up."""
    v, pause, trace, spikes = lif.v_rest, 0, [], []
    for k, nA in enumerate(current):
        if pause > 0:
            pause -= 1
        else:
            v += dt * lif.R_m * nA / lif.tau_m
            if v >= lif.v_threshold:
                spikes.append((k + 1) * dt)
                v, pause = lif.v_reset, round(lif.t_ref / dt)
        trace.append(v)
    return np.array(trace), np.array(spikes)


def _on_a_grid(current: Any, dt: float, lif: LIF) -> tuple[Any, Any]:
    """The truth another way: the library's own step, its crossing on the grid."""
    run = simulate(lif, current, dt, crossing="grid")
    return run.v[1:], run.spikes.times


_CURRENTS = 2.4 + 1.3 * np.sin(np.arange(160) / 7.0)
_NEURONS = (
    (np.full(120, 2.5), 0.5, LIF()),
    (_CURRENTS, 1.0, LIF(12.5, 8.3, -70.0, -66.0, -55.5, 3.0)),
    (_CURRENTS[::-1].copy(), 0.25, LIF(7.0, 11.0, -65.0, -71.0, -50.0, 0.0)),
    (np.full(60, 30.0), 0.5, LIF(t_ref=5.0)),  # back at the threshold before the pause is over
    (np.zeros(20), 1.0, LIF(10.0, 10.0, -50.0, -60.0, -50.0, 2.0)),  # rests at its threshold
    (np.full(90, 9.0), 0.1, LIF(t_ref=0.3)),  # 0.3 / 0.1 is a little less than 3
    (np.full(60, 9.0), 0.7, LIF(t_ref=2.1)),  # and 2.1 / 0.7 a little more
)


def _rate(current: float, lif: LIF, swap: bool = False, below: float = 0.0) -> float:
    v_inf = lif.v_inf(current)
    if v_inf <= lif.v_threshold:
        return below
    ratio = (v_inf - lif.v_reset) / (v_inf - lif.v_threshold)
    upward = math.log(1 / ratio if swap else ratio)
    return 1000.0 / (lif.t_ref + lif.tau_m * upward)


def _isi_cv(times: Any) -> float:
    return float(np.std(np.diff(times)) / np.mean(np.diff(times)))


def _cv_by_moments(times: Any) -> float:
    """The truth another way: the mean square less the square of the mean."""
    moments: list[float] = np.asarray(times).tolist()
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    mean = sum(gaps) / len(gaps)
    return math.sqrt(sum(gap * gap for gap in gaps) / len(gaps) - mean * mean) / mean


_TIMES = (
    (np.array([12.5, 50.1, 135.7, 258.2, 301.9]),),
    (np.array([100.0, 103.3, 106.7, 409.1, 411.0, 777.7]),),
    (np.array([5.5, 25.6, 45.4, 65.5]),),
)


def _judge_drivers(answer: Any) -> str | None:
    """What is not as asked about who drives the three neurons."""
    words = ("mean", "noise", "both")
    if not isinstance(answer, Mapping) or not set(DRIVES) <= set(answer):
        return f"A dict is asked for, with the keys {', '.join(DRIVES)}."
    truth = {"A": "noise", "B": "mean", "C": "both"}
    for name, right in truth.items():
        said = answer[name]
        if not isinstance(said, str) or said.strip().lower() not in words:
            return f'{name} is none of the words "mean", "noise" and "both" yet.'
        if said.strip().lower() != right:
            times = three_neurons()[name]
            cv, rate = _isi_cv(times), len(times) / 20.0
            return (
                f"{name}: its CV is {cv:.2f}, at {rate:.0f} Hz. Near 0 a train is as regular as "
                "its mean current; near 1 chance decides; in between both have a say."
            )
    return None


def _real(value: Any) -> float:
    """`value` as a float; a word or a truth value is no number."""
    if isinstance(value, str | bool):
        raise TypeError
    return float(value)


def _judge_irregular(answer: Any) -> str | None:
    """What is not as asked about a drive (mean in nA, sigma in mV) for 10 Hz with a CV of 0.8."""
    try:
        if isinstance(answer, set | Mapping):  # no order: which is the mean?
            raise TypeError
        mean, sigma = (_real(number) for number in answer)
    except (TypeError, ValueError):
        return "Two numbers are asked for: (mean current in nA, σ in mV)."
    if not (math.isfinite(mean) and math.isfinite(sigma)):
        return "Both numbers have to be finite."
    if sigma < 0.0:
        return f"σ = {sigma:g} mV: noise has a size, and a size is not negative."
    if abs(mean) > 20.0:
        return f"A mean of {mean:g} nA would burn the cell. Did you write pA? Here it is nA."
    if sigma < 0.1:
        return "Without noise a neuron is silent or a clock. Its CV is 0, and you need 0.8."
    lif = LIF()
    rate, cv = siegert(lif.v_inf(mean), sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)
    got = f"That gives {rate:.1f} Hz with a CV of {cv:.2f}."
    below = lif.v_threshold - lif.v_inf(mean)
    if abs(rate - 10.0) <= 1.0 and abs(cv - 0.8) <= 0.03:
        return None
    if mean > 4.0:
        return f"{got} {mean:g} nA is far above the rheobase: are the two numbers swapped?"
    if below < 0.0:
        return (
            f"{got} Your mean is above the rheobase of {lif.rheobase:g} nA: it fires the neuron by "
            "itself, like a clock. Go below, and let the noise do it."
        )
    if rate < 0.05:
        return f"{got} Silence: v_∞ is {below / sigma:.0f} σ below the threshold."
    if abs(rate - 10.0) <= 1.0:
        if cv < 0.8:
            return (
                f"{got} The rate is right, but too regular: v_∞ is {below:.1f} mV below the "
                "threshold. Go further down, and shake harder."
            )
        return f"{got} The rate is right, but too irregular: less noise, and a little more mean."
    slow = "slow: more σ" if rate < 10.0 else "fast: less σ"
    if abs(cv - 0.8) <= 0.03:
        return f"{got} The CV is right, but the neuron is too {slow}. Then look at the CV again."
    if cv < 0.8 and rate > 10.0:
        return f"{got} Too fast and too regular: less mean. Then more σ, to get back to 10 Hz."
    return (
        f"{got} First the rate, with σ: it is too {slow}. Then the CV, with the mean: the "
        "lower, the less regular."
    )


def _judge_mystery(answer: Any) -> str | None:
    """What is not as asked about the four parameters of the mystery neuron, handed in as a dict."""
    asked = {"R_m": "MΩ", "tau_m": "ms", "v_threshold": "mV", "t_ref": "ms"}
    if not isinstance(answer, Mapping) or not set(asked) <= set(answer):
        return f"A dict is asked for, with the keys {', '.join(asked)}."
    for name, unit in asked.items():
        try:
            got = _real(answer[name])
        except (TypeError, ValueError):
            return f"{name} is not a number yet."
        if not math.isfinite(got) or (got <= 0.0 and name in ("tau_m", "t_ref")):
            return (
                f"{name} = {got:.4g} {unit}: it is a positive number. Was something subtracted "
                "the wrong way round?"
            )
        truth = float(getattr(MYSTERY, name))
        if not abs(got - truth) <= 0.1:
            return f"{name} = {got:.4g} {unit} is not it. {_about(name, got, truth)}"
    return None


def _about(name: str, got: float, truth: float) -> str:
    """What a learner has probably done to get `got` instead of `truth`."""

    def near(value: float) -> bool:
        return abs(got - value) <= 0.02 * abs(value)

    if near(-truth):
        return "The size is right, the sign is not."
    if name in ("tau_m", "t_ref") and near(truth / 1000.0):
        return "Is that in seconds? Here it is ms."
    if name == "R_m":
        if got < 0.0:
            return "You divided v itself by I. R_m is the *climb* above rest, divided by I."
        if near(1.0 / truth):
            return "Upside down: that is a conductance. mV per nA is MΩ."
        return "Inject too little for a spike, wait until v has settled: climb / current, mV / nA."
    if name == "tau_m":
        if near(truth * math.log(2.0)):
            return "That is the time to *half* of the climb. tau_m is the time to 63 % of it."
        if near(5.0 * truth):
            return "That is when the climb looks finished, after five tau_m."
        if abs(got - truth) <= 2.5:
            return "Near: it falls between two samples. Interpolate, or take a logarithm."
        return "Inject too little for a spike, and see how long 63 % of the climb takes."
    if name == "v_threshold":
        if near(truth - MYSTERY.v_rest):
            return "That is how far above rest. The threshold is a potential."
        if truth - 2.5 < got < truth:
            return (
                "Is it the highest v you saw? The electrode reads once a millisecond, and v "
                "crosses in between. The time of the first spike is exact: use it."
            )
        return "v at the time of the first spike: the closed form of lesson 01 gives it."
    if abs(got - truth) <= 0.7 and float(got).is_integer():
        return "Did you count the flat samples after a spike? They come once a millisecond."
    if got > 5.0:
        return "That is much of an interval. An interval is t_ref *plus* the climb from reset."
    return "Is the climb you subtract the one from v_reset? After a spike v does not start at rest."


def _like_mystery(**changed: float) -> dict[str, float]:
    """The right answer, but for what is changed."""
    right = {"R_m": 25.0, "tau_m": 16.0, "v_threshold": -55.0, "t_ref": 3.4}
    return {**right, **changed}


EXERCISES = (
    Exercise(
        name="rheobase",
        ask="A neuron has R_m = 40 MΩ, v_rest = -70 mV, v_reset = -75 mV and v_threshold = "
        "-52 mV. Which current does it just fail to fire at, in nA?",
        shown="""
            my_rheobase = (-52 - -70) / 40  # mV / MOhm = nA
        """,
        solution=(-52.0 - -70.0) / 40.0,
        oracle=lambda: LIF(R_m=40.0, v_rest=-70.0, v_reset=-75.0, v_threshold=-52.0).rheobase,
        unit="nA",
        wrong=(
            Wrong(
                0.5,
                "0.5 nA is the first step of the slider above 0.45 at which it fires. The rheobase "
                "is the border itself, and no slider need stop there: v_∞ = v_threshold.",
            ),
            Wrong(
                0.46,
                "0.46 nA does make it fire, and so would 0.451. The rheobase is the border: the "
                "current with v_∞ = v_threshold.",
            ),
            Wrong(
                720.0,
                "You multiplied 18 mV by 40 MΩ. The climb is R_m I, so I is the climb *divided* "
                "by R_m.",
            ),
            Wrong(2.22, "Upside down: that is MΩ per mV. The current is mV / MΩ."),
            Wrong(450.0, "450 is right in pA. Currents are in nA here."),
            Wrong(
                0.575,
                "You counted from v_reset: 23 mV. Where v *starts* does not matter for where it "
                "settles, and that is counted from rest.",
            ),
            Wrong(-1.3, "That is v_threshold / R_m. What counts is how far it is above rest."),
            Wrong(0.00045, "That is in µA. mV / MΩ is nA already."),
        ),
        tolerance=0.004,
        because="two decimals will do",
        hints=(
            "At this current v settles exactly at the threshold: v_∞ = v_threshold.",
            "v_∞ = v_rest + R_m I. Solve for I.",
            "(v_threshold - v_rest) / R_m, in mV / MΩ = nA.",
        ),
        why="(-52 + 70) / 40 = 0.45 nA. Neither τ_m nor v_reset nor t_ref has a say in it.",
    ),
    Exercise(
        name="neuron",
        ask="Fill the four places of `my_neuron(current, dt, lif)`, and return v (mV) at the end "
        "of each step and the times of the spikes (ms), as two arrays.",
        shown="""
            def my_neuron(current, dt, lif):
                v, pause, trace, spikes = lif.v_rest, 0, [], []
                for k in range(len(current)):
                    if pause > 0:
                        pause -= 1
                    else:
                        v_inf = lif.v_rest + lif.R_m * current[k]
                        v = v_inf + (v - v_inf) * np.exp(-dt / lif.tau_m)
                        if v >= lif.v_threshold:
                            spikes.append((k + 1) * dt)
                            v, pause = lif.v_reset, round(lif.t_ref / dt)
                    trace.append(v)
                return np.array(trace), np.array(spikes)
        """,
        solution=lambda current, dt, lif: _neuron(current, dt, lif),
        oracle=_on_a_grid,
        tries=_NEURONS,
        wrong=(
            Wrong(
                _no_leak,
                "Your bucket does not leak: in the first step v should go to {expected:.4f} mV, "
                "and goes to {got:.4f}. The distance to v_inf shrinks by exp(-dt / tau_m).",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, decay=1 - dt / lif.tau_m),
                "That is Euler's step, {got:.4f} mV; the exact one gives {expected:.4f} mV.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, decay=math.exp(-1 / lif.tau_m)),
                "dt is forgotten: your step always lasts 1 ms.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, rest=0.0),
                "Your leak leads to R_m I: {got:.2f} mV. It leads to v_rest + R_m I.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, reset=math.inf),
                "After a spike v is {got:.2f} mV, where it was: the reset is missing.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, reset=lif.v_rest),
                "You reset v to v_rest. A spike leaves it at v_reset, which may be another: "
                "{expected:g} mV here.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, held=False),
                "Your neuron keeps integrating during t_ref: after its first spike v goes to "
                "{got:.2f} mV, and should stay at {expected:g} mV.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, more=-round(lif.t_ref / dt)),
                "No pause: right after a spike your v goes to {got:.2f} mV. `pause` must begin at "
                "round(lif.t_ref / dt).",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, more=1),
                "The pause is a step too long: v should have moved to {expected:.4f} mV.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, more=-1),
                "The pause is a step too short: v moves to {got:.4f} mV while it should be held.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(
                    current, dt, lif, more=lif.t_ref - round(lif.t_ref / dt)
                ),
                "Your pause lasts t_ref steps. t_ref is in ms: that is round(lif.t_ref / dt) "
                "steps.",
            ),
            Wrong(
                lambda current, dt, lif: (
                    _neuron(current, dt, lif)[0],
                    _neuron(current, dt, lif)[1] / dt,
                ),
                "Your v is right, and your spikes are dated in steps: {got:g} where {expected:g} "
                "ms is asked. The time is (k + 1) dt.",
            ),
            Wrong(
                lambda current, dt, lif: _neuron(current, dt, lif, early=1),
                "Your v is right, and your spikes are dated {got:g} ms where {expected:g} ms is "
                "asked: a spike is noticed at the end of its step, at (k + 1) dt.",
            ),
        ),
        hints=(
            "Refractory: `pause -= 1`. Leak: `v_inf = ...`, then the exact step of lesson 01.",
            "Threshold: `spikes.append((k + 1) * dt)`.",
            "Reset: `v, pause = lif.v_reset, round(lif.t_ref / dt)`.",
        ),
        why="Ten lines, and it is a spiking neuron: `simulate` on a grid, value by value.",
    ),
    Exercise(
        name="rate",
        ask="Write `my_rate(current, lif)`: the rate in Hz at a constant current in nA; 0 at the "
        "rheobase and below.",
        shown="""
            def my_rate(current, lif):
                v_inf = lif.v_rest + lif.R_m * current
                if v_inf <= lif.v_threshold:
                    return 0.0
                upward = np.log((v_inf - lif.v_reset) / (v_inf - lif.v_threshold))
                return 1000 / (lif.t_ref + lif.tau_m * upward)
        """,
        solution=lambda current, lif: _rate(current, lif),
        oracle=lambda current, lif: lif.rate(current),
        tries=(
            (2.0, LIF()),
            (1.4, LIF()),
            (1.5, LIF()),
            (0.77, LIF(12.5, 31.0, -70.0, -66.0, -55.5, 3.3)),
            (5.2, LIF(31.0, 8.3, -65.0, -71.5, -48.0, 0.0)),
        ),
        unit="Hz",
        wrong=(
            Wrong(
                lambda current, lif: _rate(current, lif) / 1000,
                "That is in spikes per ms: a second has 1000 ms.",
            ),
            Wrong(
                lambda current, lif: _rate(current, replace(lif, t_ref=0.0)),
                "You forgot the pause: every interval is t_ref longer.",
            ),
            Wrong(
                lambda current, lif: _rate(current, replace(lif, v_reset=lif.v_rest)),
                "The climb begins at v_reset, not at rest: {expected:.2f} Hz, not {got:.2f}.",
            ),
            Wrong(
                lambda current, lif: _rate(current, lif, swap=True),
                "Your climb takes a negative time. The fraction is upside down, or a minus is too "
                "much: the logarithm of (v_inf - v_reset) over (v_inf - v_threshold) is positive.",
            ),
            Wrong(
                lambda current, lif: _rate(current, lif, below=math.nan),
                "Below the rheobase the logarithm has no value. There the rate is 0: ask for it "
                "first.",
            ),
            Wrong(
                lambda current, lif: 1000 * _rate(current, lif),
                "A thousand times too much: 1000 / T is Hz already, with T in ms.",
            ),
            Wrong(
                lambda current, lif: 1000 / _rate(current, lif) if _rate(current, lif) else 0.0,
                "That is the interval T, in ms. The rate is 1000 / T.",
            ),
        ),
        hints=(
            "First v_inf = v_rest + R_m I. If it is not above v_threshold: 0.",
            "T = t_ref + tau_m ln((v_inf - v_reset) / (v_inf - v_threshold)), in ms.",
            "The rate is 1000 / T. `np.log` is the natural logarithm.",
        ),
        why="The whole f-I curve from one logarithm.",
    ),
    Exercise(
        name="cv",
        ask="Write `my_cv(times)`: the CV of the intervals between these spike times.",
        shown="""
            def my_cv(times):
                intervals = np.diff(times)
                return intervals.std() / intervals.mean()
        """,
        solution=lambda times: _isi_cv(times),
        oracle=_cv_by_moments,
        tries=_TIMES,
        tolerance=1e-6,
        because="the truth is found by subtraction",
        wrong=(
            Wrong(
                lambda times: float(np.std(times) / np.mean(times)),
                "That is of the *times*. Asked is the CV of the intervals: `np.diff(times)`.",
            ),
            Wrong(
                lambda times: float(np.mean(np.diff(times)) / np.std(np.diff(times))),
                "Upside down: the standard deviation over the mean. A clock has 0.",
            ),
            Wrong(
                lambda times: _isi_cv(times) ** 2,
                "That is the variance over the squared mean: take the standard deviation.",
            ),
            Wrong(
                lambda times: float(np.var(np.diff(times)) / np.mean(np.diff(times))),
                "That has a unit, ms: the variance over the mean. A CV has none.",
            ),
            Wrong(
                lambda times: float(np.std(np.diff(times))),
                "That is in ms: how far intervals scatter. Divide by their mean.",
            ),
            Wrong(
                lambda times: float(np.std(np.diff(times), ddof=1) / np.mean(np.diff(times))),
                "Divided by n - 1: a fair estimate, but the course (as the field's tools do) "
                "divides by n, which is what `.std()` does.",
            ),
        ),
        hints=(
            "`np.diff(times)` gives the intervals.",
            "`.std()` and `.mean()` of them; divide.",
        ),
        why="A number without a unit: it compares fast neurons with slow ones.",
    ),
    Exercise(
        name="drivers",
        ask="Say of each of the three neurons whether the mean, the noise or both fire it.",
        shown="""
            for name, times in recordings.items():
                print(f"{name}: {len(times) / 20:.0f} Hz, CV {my_cv(times):.2f}")
            my_drivers = {"A": "noise", "B": "mean", "C": "both"}  # 0.96, 0.08, 0.55
        """,
        solution={"A": "noise", "B": "mean", "C": "both"},
        judge=_judge_drivers,
        wrong=(
            Wrong({"A": "mean", "B": "mean", "C": "both"}, "A: its CV is"),
            Wrong({"A": "noise", "B": "noise", "C": "both"}, "B: its CV is"),
            Wrong({"A": "noise", "B": "mean", "C": "mean"}, "C: its CV is"),
            Wrong({"A": "noise", "B": "mean", "C": "?"}, "C is none of the words"),
        ),
        hints=(
            "Compute the CV of each: `my_cv(recordings['A'])`.",
            "Near 0: the mean. Near 1: noise. Half way: both.",
        ),
        why="A sat 11 mV below the threshold, B 7 mV above; C 2 mV above, and shaken by 8 mV.",
    ),
    Exercise(
        name="irregular",
        ask="Find a mean current (nA) and a σ (mV) that make the default neuron fire at 10 Hz "
        "with a CV of 0.8 (Siegert's rate within 1 Hz, CV within 0.03).",
        shown="""
            means, sigmas = np.arange(0.5, 1.5, 0.1), np.arange(3, 10, 0.5)
            tried = [(mean, sigma) for mean in means for sigma in sigmas]


            def miss(drive):
                rate, cv = siegert(-65 + 10 * drive[0], drive[1], 20, 2, -50, -65)
                return abs(rate - 10) / 1 + abs(cv - 0.8) / 0.03


            my_mean, my_sigma = min(tried, key=miss)
        """,
        solution=(0.8, 7.3),
        judge=_judge_irregular,
        wrong=(
            Wrong((1.45, 1.0), "The rate is right, but too regular"),
            Wrong((0.23, 12.0), "The rate is right, but too irregular"),
            Wrong((2.0, 4.0), "Your mean is above the rheobase of 1.5 nA"),
            Wrong((1.2, 2.0), "The CV is right, but the neuron is too slow"),
            Wrong((0.5, 1.0), "Silence: v_∞ is 10 σ below the threshold."),
            Wrong((1.6, 0.0), "Without noise a neuron is silent or a clock."),
            Wrong((7.3, 0.8), "are the two numbers swapped?"),
            Wrong((800.0, 7.3), "Did you write pA?"),
        ),
        hints=(
            "Irregular means that the noise decides: stay well below the rheobase of 1.5 nA.",
            "Start at 1.3 nA and 4 mV. Each 0.1 nA less makes it slower and less regular, each mV "
            "more of σ makes it faster.",
            "Try σ between 7 and 7.5 mV, and set the rate with the mean, near 0.8 nA.",
        ),
        why="v_∞ is about 7 mV, one σ, below the threshold: the noise decides.",
    ),
    Exercise(
        name="mystery",
        ask="Find R_m, tau_m, v_threshold and t_ref of the mystery neuron, each to 0.1, and hand "
        "them in as a dict.",
        shown="""
            rest = inject(0.0).v[-1]
            climb = inject(0.4).v - rest  # too weak for a spike
            R_m = climb[-1] / 0.4
            tau_m = -10 / np.log(1 - climb[10] / climb[-1])  # what is left of the climb after 10 ms
            strong = inject(1.5)
            v_inf, first = rest + R_m * 1.5, strong.spikes.times[0]
            v_threshold = v_inf + (rest - v_inf) * np.exp(-first / tau_m)
            v_reset = strong.v[int(first) + 1]  # the next reading after the spike
            upward = tau_m * np.log((v_inf - v_reset) / (v_inf - v_threshold))
            t_ref = strong.spikes.isi()[0] - upward
            mine = {"R_m": R_m, "tau_m": tau_m, "v_threshold": v_threshold, "t_ref": t_ref}
        """,
        solution=_like_mystery(),
        judge=_judge_mystery,
        wrong=(
            Wrong(_like_mystery(R_m=-155.0), "You divided v itself by I."),
            Wrong(_like_mystery(R_m=0.04), "Upside down: that is a conductance."),
            Wrong(_like_mystery(tau_m=11.1), "That is the time to *half* of the climb."),
            Wrong(_like_mystery(tau_m=0.016), "Is that in seconds?"),
            Wrong(_like_mystery(v_threshold=-55.6), "Is it the highest v you saw?"),
            Wrong(_like_mystery(v_threshold=17.0), "That is how far above rest."),
            Wrong(_like_mystery(t_ref=12.1), "An interval is t_ref *plus* the climb from reset."),
            Wrong(_like_mystery(t_ref=4.0), "Did you count the flat samples after a spike?"),
            Wrong(_like_mystery(t_ref=1.3), "Is the climb you subtract the one from v_reset?"),
        ),
        hints=(
            "Three injections are enough: none (rest), one too weak for a spike (R_m and tau_m), "
            "one that fires (the rest).",
            "Weak: R_m = climb / I, and v[k] gives tau_m = -t / ln(what is left of the climb).",
            "Strong: put the first spike's time into v(t) for the threshold; t_ref is an interval "
            "minus tau_m ln((v_inf - v_reset) / (v_inf - v_threshold)).",
        ),
        why="Four hidden numbers, out of three currents: this is how real cells are measured.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_rheobase",
        question="You halve τ_m by halving C_m; R_m stays. What becomes of the rheobase?",
        choices=("it halves", "it stays", "it doubles", "it depends on t_ref"),
        answer="b",
        why="(v_threshold - v_rest) / R_m: a question of how far, and τ_m only says how fast.",
    ),
    Prediction(
        name="quiz_ceiling",
        question="A neuron fires at 300 Hz. What can you say about its refractory period?",
        choices=(
            "it is 3.3 ms",
            "it is at least 3.3 ms",
            "it is at most 3.3 ms",
            "nothing",
        ),
        answer="c",
        why="An interval is t_ref plus the climb, 3.3 ms in all. The climb takes some of it.",
    ),
    Prediction(
        name="quiz_subtract",
        question="With the crossing solved within the step, what does reset by subtraction change?",
        choices=(
            "nothing: at the crossing v is v_threshold exactly",
            "intervals get shorter",
            "intervals get longer",
            "v drifts upwards",
        ),
        answer="a",
        why="Subtraction keeps what overshot. When the crossing is solved, nothing overshoots.",
    ),
    Prediction(
        name="quiz_cv",
        question="Two neurons fire at 20 Hz, one with a CV of 0.1, the other with 0.9. Which is "
        "driven by its mean current?",
        choices=("the first", "the second", "both", "the CV does not say"),
        answer="a",
        why="A mean above the rheobase makes a clock, which noise can only disturb. Below it, "
        "noise decides when, and the CV goes towards 1.",
    ),
    Prediction(
        name="quiz_grid",
        question="You simulate a noisy neuron with a coarser dt, and keep σ. Its rate...",
        choices=(
            "rises: each draw of noise is stronger",
            "stays: σ is the same",
            "is random",
            "falls: crossings between two grid points are missed",
        ),
        answer="d",
        why="v may be above the threshold for a moment between two looks, and nobody sees it. It "
        "is as if the threshold were 0.58 σ sqrt(dt / τ_m) higher.",
    ),
)
