"""What lesson 02 asks: predictions, exercises and a quiz on a neuron that fires."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu import verify
from snn_edu.lessons.neuron_that_fires.neurons import MYSTERY, my_neuron, mystery
from snn_edu.neurons import LIF
from snn_edu.questions import Exercise, Prediction, UnwrittenError, Wrong, changed, simpler
from snn_edu.simulation import simulate

PREDICTIONS = (
    Prediction(
        name="double_current",
        question="At 2 nA the neuron fires at 34 Hz. You double the current, to 4 nA. The rate...",
        choices=(
            "stays at about 34 Hz, because the rim is as high as before",
            "rises to about 50 Hz, because the pauses hold it back",
            "rises to about 67 Hz, because the tap gives twice as much",
            "rises to about 88 Hz, because the leak takes a smaller share",
        ),
        answer="d",
        why="It's 88 Hz. Close to the rim the leak takes the same amount from either current, so "
        "of the stronger one far more than twice as much is left.",
        wrong=(
            Wrong(
                "a",
                "The rim is as high as before, but a stronger stream gets there sooner, and sooner "
                "spikes mean more spikes.",
            ),
            Wrong(
                "b",
                "Pauses do hold a fast neuron back. But this one is still slow: its pause is 2 ms "
                "out of an interval of 30 ms.",
            ),
            Wrong(
                "c",
                "You would be right if the bucket had no leak and no pause. Here the leak takes "
                "its part first, and what it leaves over more than doubles.",
            ),
        ),
    ),
    Prediction(
        name="which_change",
        question="At 1.4 nA the neuron is silent. Which one change can make it fire?",
        choices=(
            "a smaller τ_m, so that v climbs towards the rim faster",
            "a shorter t_ref, so that current is lost for less time",
            "a larger R_m, so that the hole lets out less current",
            "a higher v_reset, so that v has a shorter way to climb",
        ),
        answer="c",
        why="A larger R_m is a narrower hole, so the leak at the rim gets smaller. At 10.8 MΩ the "
        "1.4 nA are enough.",
        wrong=(
            Wrong(
                "a",
                "τ_m says how fast v travels. At 1.4 nA it travels to −51 mV, and getting there "
                "sooner doesn't take it any higher.",
            ),
            Wrong(
                "b",
                "t_ref begins with a spike. A neuron that has never sent one has no pause to "
                "shorten.",
            ),
            Wrong(
                "d",
                "v_reset is where v starts after a spike. There is no spike yet, and where v "
                "settles doesn't depend on where it started.",
            ),
        ),
    ),
    Prediction(
        name="ramp",
        question="The current rises steadily from 0 to 4 nA in 200 ms, and passes the rheobase on "
        "its way. The first spike comes...",
        choices=(
            "some time before it does, because v is already on its way up",
            "at the very moment it does, because the rheobase is the border",
            "some time after it does, because v runs behind its goal",
            "only when the current stops rising, because till then the goal moves",
        ),
        answer="c",
        why="v follows its moving goal with a delay of about one τ_m, so the spike comes some "
        "20 ms after the current has passed the rheobase.",
        wrong=(
            Wrong(
                "a",
                "v is on its way, but to a goal which is still below the rim, and it can't "
                "overtake its goal.",
            ),
            Wrong(
                "b",
                "At that moment the *goal* of v reaches the rim. But v itself runs after its goal.",
            ),
            Wrong(
                "d",
                "v needn't wait for its goal to stand still. It only has to reach the rim, and it "
                "follows its goal upwards all the time.",
            ),
        ),
    ),
    Prediction(
        name="onset",
        question="Below the rheobase the rate is 0. Just above it, the curve...",
        choices=(
            "jumps to a lowest rate, because slower neurons leak too much",
            "leaves zero gently, because the current is hardly enough",
            "leaves zero in a straight line, because rate follows current",
            "leaves zero steeply, though no rate is too low to be reached",
        ),
        answer="d",
        why="A hundredth of a nanoampere above the rheobase already makes almost 10 Hz, and yet "
        "every lower rate exists, closer to it.",
        wrong=(
            Wrong(
                "a",
                "Is there a lowest rate? Close above the rheobase the last millivolt can take as "
                "long as you like, so an interval can be as long as you like.",
            ),
            Wrong(
                "b",
                "It is hardly enough, but try your formula at 1.51 nA, a hundredth of a nanoampere "
                "above the rheobase.",
            ),
            Wrong(
                "c",
                "Try your formula at 1.51 and at 1.52 nA. Twice as far above the rheobase, the "
                "rate goes from 9.8 only to 11.3 Hz. On a straight line it would double.",
            ),
        ),
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


def _by_subtraction(current: Any, dt: float, lif: LIF) -> tuple[Any, Any]:
    """A neuron whose reset keeps what overshot."""
    run = simulate(lif, current, dt, crossing="grid", reset="subtract")
    return run.v[1:], run.spikes.times


def _on_a_grid(current: Any, dt: float, lif: LIF) -> tuple[list[float], list[float]]:
    """The truth another way: the library's own step, its crossing on the grid."""
    run = simulate(lif, current, dt, crossing="grid")
    return run.v[1:].tolist(), run.spikes.times.tolist()  # lists take lists and arrays


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


def _rate(
    current: float,
    lif: LIF,
    swap: bool = False,
    below: float = 0.0,
    log: Any = math.log,
    goal: float | None = None,
) -> float:
    v_inf: float = lif.v_inf(current) if goal is None else goal
    if v_inf <= lif.v_threshold:
        return below
    ratio = (v_inf - lif.v_reset) / (v_inf - lif.v_threshold)
    upward: float = log(1 / ratio if swap else ratio)
    return 1000.0 / (lif.t_ref + lif.tau_m * upward)


def _everywhere(current: float, lif: LIF) -> float:
    """The formula without a question first: what it gives below the rheobase is no rate."""
    above = lif.v_inf(current) - lif.v_threshold
    if above == 0.0:
        return 0.0  # as NumPy has it: one over infinity
    ratio = (lif.v_inf(current) - lif.v_reset) / above
    climb = lif.tau_m * math.log(ratio) if ratio > 0.0 else math.nan
    return 1000.0 / (lif.t_ref + climb)


def _real(value: Any) -> float:
    """`value` as a float; a word or a truth value is no number."""
    if isinstance(value, str | bool):
        raise TypeError
    return float(value)


ASKED = {"R_m": "MΩ", "tau_m": "ms", "v_threshold": "mV", "t_ref": "ms"}


def _judge_mystery(answer: Any, neuron: LIF = MYSTERY) -> str | None:
    """What is not as asked about the four parameters of the mystery neuron, handed in as a dict."""
    if not isinstance(answer, Mapping) or not set(ASKED) <= set(answer):
        return f"We need a dict with the keys {', '.join(ASKED)}."
    for name, unit in ASKED.items():
        try:
            got = _real(answer[name])
        except (TypeError, ValueError):
            if np.ndim(answer[name]):
                return f"{name} is a list or an array, and `[0]` takes the first number of it."
            if answer[name] is not None:
                return f"{name} is not a number yet."
            raise UnwrittenError(f"So far all is right, but {name} is not a number yet.") from None
        if not math.isfinite(got):
            return f"{name} is {got}, so something was divided by 0, or had no logarithm."
        truth = float(getattr(neuron, name))
        if not abs(got - truth) <= 0.1:
            shown = f"{got:.4g}".replace("-", "−")
            return f"{name} = {shown} {unit} is not it yet. {_about(name, got, truth, neuron)}"
    return None


def _about(name: str, got: float, truth: float, neuron: LIF) -> str:
    """What a learner has probably done to get `got` instead of `truth`."""

    def near(value: float) -> bool:
        return abs(got - value) <= 0.02 * abs(value)

    if near(-truth):
        return "The size is right, and the sign isn't."
    if near(truth / 1000.0) or near(1000.0 * truth):
        return f"It is a thousand times off. We want it in {ASKED[name]}."
    if name == "R_m":
        if got < 0.0:
            return (
                "You divided v itself by the current. $R_m I$ is the *climb*, which starts at rest."
            )
        if near(1.0 / truth):
            return "That's upside down: a climb in mV divided by nA gives MΩ."
        return "Divide how far v climbs under a weak current, in mV, by that current, in nA."
    if name == "tau_m":
        if near(truth * math.log(2.0)):
            return "That's when *half* of the climb is done. After one tau_m it is 63 %."
        if near(5.0 * truth):
            return "That's when the climb looks finished, after about five tau_m."
        if 0.0 < abs(got - truth) <= 2.5:
            return "That's close. The 63 % may fall between two readings."
        return "Look how long 63 % of the climb takes under a weak current."
    if name == "v_threshold":
        if near(truth - neuron.v_rest):
            return "That's how far the threshold is above rest. We want the potential itself."
        if truth - 2.5 < got < truth:
            return (
                "Is it the highest v you saw? The electrode reads once a millisecond, and v "
                "crossed between two readings. The time of the first spike is exact, so use that."
            )
        return "Where was v, by the formula of lesson 01, at the time of the first spike?"
    if abs(got - truth) <= 0.7 and float(got).is_integer():
        return (
            "Did you count the flat readings? They come once a millisecond, so this is good to a "
            "millisecond and no better. The spike times are exact."
        )
    if got > truth + 1.6:
        return "That is too long. An interval is the pause *plus* a climb."
    return (
        "The climb you subtract may start at rest, but only the very first one does. Where does v "
        "start after a spike?"
    )


def _like_mystery(**changed: float) -> dict[str, float]:
    """The right answer, but for what is changed."""
    right = {"R_m": 25.0, "tau_m": 16.0, "v_threshold": -55.0, "t_ref": 3.4}
    return {**right, **changed}


def _own_mystery(rng: np.random.Generator) -> dict[str, Any]:
    neuron = mystery(rng)
    return {
        "solution": {name: getattr(neuron, name) for name in ASKED},
        "judge": lambda answer: _judge_mystery(answer, neuron),
        "shown": _FOUND.replace("strong.v[11]", f"{neuron.v_reset:g}"),
    }


_FOUND = """
    v_inf, first = weak.v[0] + R_m * 1.5, strong.spikes.times[0]
    v_threshold = v_inf + (weak.v[0] - v_inf) * np.exp(-first / tau_m)
    v_reset = strong.v[11]  # on the flat stretch after the first spike
    climb = tau_m * np.log((v_inf - v_reset) / (v_inf - v_threshold))
    t_ref = np.diff(strong.spikes.times)[0] - climb
    mine = {"R_m": R_m, "tau_m": tau_m, "v_threshold": v_threshold, "t_ref": t_ref}
"""


def _rheobase(R_m: float, v_rest: float, v_reset: float, v_threshold: float) -> dict[str, Any]:
    """What is to be asked and said of this neuron's rheobase."""
    climb, far = v_threshold - v_rest, v_threshold - v_reset
    border = climb / R_m
    above, tenth = round(border + 0.01, 3), math.ceil(10 * (border + 0.02)) / 10
    rest, reset, top = (f"−{-v:g} mV" for v in (v_rest, v_reset, v_threshold))
    return {
        "ask": f"A neuron has R_m = {R_m:g} MΩ, v_rest = {rest}, v_reset = {reset} and v_threshold "
        f"= {top}. At which current, in nA, does it just fail to fire?",
        "shown": f"my_rheobase = ({v_threshold:g} - {v_rest:g}) / {R_m:g}  # mV / MΩ = nA",
        "solution": border,
        "oracle": lambda: (
            LIF(R_m=R_m, v_rest=v_rest, v_reset=v_reset, v_threshold=v_threshold).rheobase
        ),
        "wrong": (
            Wrong(
                tenth,
                f"{tenth:g} nA makes it fire, and so would {above:g}. The rheobase is the border "
                "itself, the current at which v settles exactly at the threshold.",
            ),
            Wrong(
                above,
                f"{above:g} nA does make it fire, and so would {border + 0.001:.3f}. The rheobase "
                "is the border itself, the current at which v settles exactly at the threshold.",
            ),
            Wrong(
                climb * R_m,
                f"You multiplied {climb:g} mV by {R_m:g} MΩ. R_m I is a climb in mV, so to get the "
                "current back we divide the climb by R_m.",
            ),
            Wrong(
                R_m / climb,
                "That's upside down: MΩ per mV. A current is mV divided by MΩ.",
            ),
            Wrong(
                1000 * border,
                "The digits are right, but that is in pA. Here currents are in nA.",
            ),
            Wrong(
                far / R_m,
                f"You started from v_reset, which gives {far:g} mV. But where v starts doesn't "
                "change where it settles, and that is R_m I above rest.",
            ),
            Wrong(
                v_threshold / R_m,
                "That is v_threshold / R_m. What counts is how far the threshold is *above rest*.",
            ),
            Wrong(
                (v_threshold + v_rest) / R_m,
                f"You added the two potentials. How far is it from {rest} up to {top}?",
            ),
            Wrong(border / 1000, "That is in µA. A climb in mV divided by MΩ gives nA already."),
            Wrong(border * 1e-9, "That is in A. A climb in mV divided by MΩ gives nA already."),
            Wrong(
                climb,
                f"{climb:g} mV is how far the threshold is above rest. Which current through R_m "
                "makes such a climb?",
            ),
            Wrong(far, f"{far:g} mV is a distance from v_reset. Begin at rest, and divide by R_m."),
            Wrong(
                (v_rest - v_reset) / R_m,
                "You went from v_reset to rest. How far is it from rest up to the threshold?",
            ),
            Wrong(
                -v_threshold / R_m,
                "You divided v_threshold by R_m. What counts is how far it is *above rest*.",
            ),
            Wrong(
                -border, "The size is right. But it takes a positive current to lift v above rest."
            ),
        ),
        "examined": lambda said: (
            f"With {said:g} nA v would settle at {v_rest + R_m * said:.4g} mV, and the "
            f"threshold is at {v_threshold:g} mV.".replace("-", "−")
        ),
        "why": f"{climb:g} mV from rest to the rim, divided by {R_m:g} MΩ, is {border:.3g} nA. "
        "Neither τ_m nor v_reset nor t_ref comes in.",
    }


def _own_rheobase(rng: np.random.Generator) -> dict[str, Any]:
    rest = -float(rng.integers(64, 75))
    reset, top = rest - float(rng.integers(2, 8)), rest + float(rng.integers(11, 24))
    return _rheobase(float(rng.integers(22, 80)), rest, reset, top)


def _examined(answer: Any) -> str:
    """The first fault that the bench for neurons finds."""
    lif = LIF(t_ref=3.0, v_reset=-70.0)
    report = verify.neuron(lambda current, dt: answer(current, dt, lif)[::-1], lif, seconds=5.0)
    said = report.sentence.partition(": ")[2]
    what, other_order, _ = said.partition("; expected was (spikes, v)")
    if other_order:  # the bench asks for the times first
        said = f"{what.partition(' (is')[0]}. We want v for each step, then the times."
    return f"With other currents: {said}" if report.findings else ""


_SHOWN = """
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
"""

NEURON = Exercise(
    name="neuron",
    ask="Fill the four places of `my_neuron(current, dt, lif)`, and return v (mV) at the end "
    "of each step and the times of the spikes (ms), as two arrays.",
    shown=_SHOWN,
    solution=lambda current, dt, lif: my_neuron(current, dt, lif),
    oracle=_on_a_grid,
    tries=_NEURONS,
    wrong=(
        Wrong(
            _no_leak,
            "Your bucket doesn't leak. In the first step v should go to {expected:.4f} mV, and "
            "yours goes to {got:.4f}. Each step shrinks the distance to v_inf by the factor "
            "exp(-dt / tau_m).",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, decay=1 - dt / lif.tau_m),
            "That is Euler's step, {got:.4f} mV. The exact one gives {expected:.4f} mV.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, decay=math.exp(-1 / lif.tau_m)),
            "You left out dt, so your step always lasts 1 ms.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, rest=0.0),
            "Your leak leads to R_m I: {got:.2f} mV. It should lead to v_rest + R_m I.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, reset=math.inf),
            "After a spike v is still {got:.2f} mV, because the reset is missing.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, reset=lif.v_rest),
            "After a spike you put v at rest, {got:g} mV. A spike leaves it at v_reset, and in "
            "this neuron that is somewhere else: {expected:g} mV.",
        ),
        Wrong(
            _by_subtraction,
            "You take v_threshold - v_reset away from v, which keeps what overshot. Here v is "
            "set to v_reset, {expected:g} mV.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, held=False),
            "Your neuron keeps filling while the bucket swings back: v moves to {got:.2f} mV "
            "and should stay at {expected:g} mV. The leak belongs in the `else`.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, more=-round(lif.t_ref / dt)),
            "There is no pause: right after a spike your v goes to {got:.2f} mV. `pause` "
            "should begin at round(lif.t_ref / dt).",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, more=math.inf),
            "Your pause never ends: v stays at {got:g} mV and should have moved to "
            "{expected:.4f} mV. Is `pause -= 1` missing?",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, more=1),
            "Your pause is one step too long: v should have moved to {expected:.4f} mV by now.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, more=-1),
            "Your pause is one step too short: v moves to {got:.4f} mV while it is to be held.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(
                current, dt, lif, more=lif.t_ref - round(lif.t_ref / dt)
            ),
            "Your pause is t_ref steps long, because you counted it in ms. In steps it is "
            "round(lif.t_ref / dt).",
        ),
        *(
            Wrong(changed(_SHOWN, *slip), said)
            for slip, said in (
                (("current[k]", "current[0]"), "You take the first current in every step."),
                (
                    ("current[k]", "current[k - 1]"),
                    "You take the current of the step before. In step k it is current[k].",
                ),
                (
                    ("v = v_inf +", "v = lif.v_rest +"),
                    "In yours a current takes v down. What is left of the distance to v_inf is "
                    "counted from v_inf.",
                ),
                (
                    ("pause -= 1", "pause -= dt"),
                    "Your pause begins as a number of steps, and each step takes dt from it. It "
                    "takes 1 from it.",
                ),
                (
                    ("pause -= 1", "pause -= 1; v = lif.v_rest"),
                    "During the pause you put v at rest. It stays where the reset has put it.",
                ),
                (
                    (
                        "v, pause = lif.v_reset, round(lif.t_ref / dt)",
                        "trace.append(v); v, pause = lif.v_reset, round(lif.t_ref / dt); continue",
                    ),
                    "At a spike you note v before the reset. We want v at the end of the step, "
                    "{expected:g} mV.",
                ),
                (
                    ("spikes.append((k + 1) * dt)", "spikes.append(v)"),
                    "Your v is right. But for each spike you note v, {got:.2f} mV, and we want the "
                    "time, {expected:g} ms.",
                ),
            )
        ),
        Wrong(
            lambda current, dt, lif: (
                _neuron(current, dt, lif)[0],
                _neuron(current, dt, lif)[1] / dt,
            ),
            "Your v is right. But you date the spikes in steps, {got:g} where we want "
            "{expected:g} ms. The time is (k + 1) * dt.",
        ),
        Wrong(
            lambda current, dt, lif: _neuron(current, dt, lif, early=1),
            "Your v is right. But you date the spike to the beginning of its step, {got:g} ms. "
            "It is noticed at the end, at (k + 1) * dt, which is {expected:g} ms.",
        ),
    ),
    examined=_examined,
    hints=(
        "Pause: `pause -= 1`. Leak: v becomes v_inf plus what is left of its distance to v_inf.",
        "Threshold: `if v >= lif.v_threshold:`, and then `spikes.append((k + 1) * dt)`.",
        "Reset: `v, pause = lif.v_reset, round(lif.t_ref / dt)`.",
    ),
    why="That's a whole spiking neuron. Its `if` asks for the *level*, at or above the rim. "
    "Because you reset v at once, that comes to the same as asking whether v has just *come up*.",
)

RATE = Exercise(
    name="rate",
    ask="Write `my_rate(current, lif)`: the rate in Hz at a steady current in nA, and 0 at the "
    "rheobase and below.",
    shown="""
        def my_rate(current, lif):
            v_inf = lif.v_rest + lif.R_m * current
            if v_inf <= lif.v_threshold:
                return 0.0
            climb = lif.tau_m * np.log((v_inf - lif.v_reset) / (v_inf - lif.v_threshold))
            return 1000 / (lif.t_ref + climb)
    """,
    solution=lambda current, lif: _rate(current, lif),
    oracle=lambda current, lif: lif.rate(current),
    tries=(
        (2.0, LIF()),
        (1.4, LIF()),
        (1.5, LIF()),
        (0.1, LIF(v_reset=-60.0)),  # both distances are negative, and so is the formula's rate
        (0.77, LIF(12.5, 31.0, -70.0, -66.0, -55.5, 3.3)),
        (5.2, LIF(31.0, 8.3, -65.0, -71.5, -48.0, 0.0)),
    ),
    unit="Hz",
    examined=simpler(
        lambda current, lif: _rate(current, lif),
        (
            (1.0, LIF()),
            "At 1 nA v settles at −55 mV, below the threshold, so the rate is 0. Yours is {got:g}.",
        ),
        (
            (2.0, LIF(tau_m=10.0, t_ref=0.0)),
            "Let τ_m be 10 ms, and t_ref 0. At 2 nA the goal lies 20 mV above the reset and 5 mV "
            "above the threshold, so a climb takes 10 ln 4 = 13.9 ms. That makes {expected:.1f} "
            "Hz, and yours is {got:.1f}.",
        ),
        (
            (2.0, LIF(tau_m=10.0, t_ref=4.0)),
            "Let a climb take 13.9 ms, and the pause 4 ms. Then a round takes 17.9 ms, which makes "
            "{expected:.1f} Hz, and yours is {got:.1f}.",
        ),
        (
            (2.0, LIF(tau_m=10.0, t_ref=0.0, v_reset=-55.0)),
            "Let τ_m be 10 ms, t_ref 0 and the reset −55 mV. At 2 nA the goal lies 10 mV above "
            "the reset and 5 mV above the threshold. A climb takes 10 ln 2 = 6.9 ms, which makes "
            "{expected:.1f} Hz, and yours is {got:.1f}.",
        ),
    ),
    wrong=(
        Wrong(
            lambda current, lif: _rate(current, lif) / 1000,
            "That's in spikes per millisecond. A second has 1,000 of them.",
        ),
        Wrong(
            lambda current, lif: _rate(current, replace(lif, t_ref=0.0)),
            "You left out the pause. Each round is t_ref longer, which makes it {expected:.1f} Hz "
            "instead of {got:.1f}.",
        ),
        Wrong(
            lambda current, lif: _rate(current, replace(lif, v_reset=lif.v_rest)),
            "The climb starts where the last spike left v, at v_reset. In this neuron that isn't "
            "rest: {expected:.2f} Hz, not {got:.2f}.",
        ),
        Wrong(
            lambda current, lif: _rate(current, lif, swap=True),
            "Your climb takes a negative time. Either the fraction is upside down, or a minus is "
            "too much. The longer distance, the one at the reset, belongs on top.",
        ),
        Wrong(
            _everywhere,
            "Above the rheobase that's right. Below it v never gets to the threshold, so the "
            "formula means nothing there. Ask for that case first, and return 0.",
        ),
        Wrong(
            lambda current, lif: _rate(current, lif, log=math.log10),
            "You took the logarithm to base 10. `np.log` is the natural one, which undoes e.",
        ),
        Wrong(
            lambda current, lif: _rate(current, lif, goal=lif.R_m * current),
            "Your goal is R_m I, which is counted from rest. As a potential it is v_rest + R_m I.",
        ),
        Wrong(
            lambda current, lif: 1000 * _rate(current, lif),
            "That's a thousand times too much: with T in ms, 1000 / T is in Hz already.",
        ),
        Wrong(
            lambda current, lif: _rate(current, lif) or 1000 / (lif.t_ref or math.inf),
            "Below the rheobase yours fires as fast as the pause allows. There it is silent.",
        ),
        Wrong(
            lambda current, lif: _rate(current, lif) if current > LIF().rheobase else 0.0,
            "You typed in 1.5 nA, the rheobase of one neuron. Another has another.",
        ),
        Wrong(
            lambda current, lif: (
                _rate(current, replace(lif, t_ref=0.0))
                and 1000 / (1000 / _rate(current, replace(lif, t_ref=0.0)) - lif.t_ref)
            ),
            "You take the pause away from the climb. It comes on top, so a round lasts longer.",
        ),
        Wrong(
            lambda current, lif: 1000 / _rate(current, lif) if _rate(current, lif) else 0.0,
            "That's the interval T, in ms. The rate is 1000 / T.",
        ),
    ),
    hints=(
        "If v_inf is not above v_threshold, the neuron never fires: return 0.",
        "One round is t_ref plus tau_m times the logarithm of the two distances' ratio.",
        "The rate is 1000 / T. `np.log` is the natural logarithm.",
    ),
    why="With one logarithm you have the rate at every steady current there is.",
)

EXERCISES = (
    Exercise(
        name="rheobase",
        **_rheobase(R_m=40.0, v_rest=-70.0, v_reset=-75.0, v_threshold=-52.0),
        own=_own_rheobase,
        unit="nA",
        tolerance=0.004,
        because="two decimals will do",
        hints=(
            "At this current v settles exactly at the threshold.",
            "v settles R_m I above rest. How far above rest is the threshold?",
            "Divide that way, in mV, by R_m, in MΩ. It gives nA.",
        ),
    ),
    NEURON,
    RATE,
    Exercise(
        name="mystery",
        ask="Find v_threshold and t_ref of the mystery neuron, each to 0.1 of its unit, and hand "
        "them in as a dict, with R_m and tau_m.",
        shown=_FOUND,
        own=_own_mystery,
        solution=_like_mystery(),
        judge=_judge_mystery,
        wrong=(
            Wrong(_like_mystery(R_m=-155.0), "You divided v itself by the current."),
            Wrong(_like_mystery(R_m=0.04), "That's upside down: a climb in mV"),
            Wrong(_like_mystery(R_m=25000.0), "It is a thousand times off. We want it in MΩ."),
            Wrong(_like_mystery(tau_m=11.1), "That's when *half* of the climb is done."),
            Wrong(_like_mystery(tau_m=0.016), "a thousand times off. We want it in ms."),
            Wrong(_like_mystery(v_threshold=-55.9), "Is it the highest v you saw?"),
            Wrong(_like_mystery(v_threshold=17.0), "how far the threshold is above rest."),
            Wrong(_like_mystery(t_ref=12.1), "An interval is the pause *plus* a climb."),
            Wrong(_like_mystery(t_ref=4.0), "Did you count the flat readings?"),
            Wrong(_like_mystery(t_ref=1.6), "The climb you subtract may start at rest"),
        ),
        hints=(
            "For the threshold: the time of the first spike is exact. Where was v at that time?",
            "For the pause: an interval is the pause plus a climb, and you can calculate that.",
            "Look at the flat stretch after a spike. Is that the level from which v started at "
            "first?",
        ),
        why="Four hidden numbers from two injections. There are other good ways: a huge current "
        "leaves almost nothing of an interval but the pause, and the weakest current that fires "
        "tells you the threshold. People measure real cells in much the same way.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_an_hour",
        question="A neuron has R_m = 60 MΩ, v_rest = −70 mV and v_threshold = −58 mV. You give it "
        "0.18 nA for an hour. How many spikes do you get?",
        choices=(
            "none, however long we wait",
            "one, after a very long climb",
            "a few, with long gaps between",
            "thousands, as an hour is long",
        ),
        answer="a",
        why="The rheobase is 12 mV / 60 MΩ = 0.2 nA. v settles at −59.2 mV and stays there.",
    ),
    Prediction(
        name="quiz_pause",
        question="A neuron fires at 400 Hz under a steady current. What does that tell you about "
        "its t_ref?",
        choices=(
            "it is exactly 2.5 ms",
            "it is longer than 2.5 ms",
            "it is shorter than 2.5 ms",
            "nothing, without its current",
        ),
        answer="c",
        why="An interval is 1,000 ms / 400 = 2.5 ms. The climb takes a part of it, and t_ref the "
        "rest.",
    ),
    Prediction(
        name="quiz_rate",
        question="τ_m = 10 ms and t_ref = 3 ms. The goal lies 30 mV above the reset and 10 mV "
        "above the threshold. The neuron fires at about...",
        choices=("14 Hz", "71 Hz", "91 Hz", "100 Hz"),
        answer="b",
        why="ln 3 = 1.10, so the climb takes 11.0 ms and the interval 14.0 ms. (14 is the interval "
        "in ms, 91 forgets the pause, and 100 is 1,000 ms / τ_m.)",
    ),
    Prediction(
        name="quiz_half_capacitance",
        question="You halve C_m and leave R_m as it is. t_ref is 0. What happens to the rheobase, "
        "and what to the rate at a current above it?",
        choices=(
            "the first stays, the second doubles",
            "the first halves, the second doubles",
            "the first halves, the second stays",
            "the first stays, the second halves",
        ),
        answer="a",
        why="The rheobase has no τ_m in it. The interval is τ_m times a logarithm, and τ_m halves.",
    ),
    Prediction(
        name="quiz_wrong_reset",
        question="v_rest is −65 mV and v_reset −75 mV. By mistake a program sets v to v_rest after "
        "each spike. Its f-I curve, compared with the right one, starts at...",
        choices=(
            "the same current and lies higher",
            "a lower current and lies higher",
            "the same current and lies lower",
            "a higher current and lies lower",
        ),
        answer="a",
        why="The reset plays no part in the rheobase. But the program's climbs are shorter, so it "
        "fires faster at every current above.",
    ),
)
