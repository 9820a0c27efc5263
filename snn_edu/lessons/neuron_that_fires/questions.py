"""What lesson 02 asks: predictions, exercises and a quiz on a neuron that fires."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from snn_edu import verify
from snn_edu.lessons.neuron_that_fires.neurons import MYSTERY, mystery
from snn_edu.neurons import LIF
from snn_edu.questions import Judging, UnwrittenError, named, read
from snn_edu.simulation import simulate


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
    if -2.0 < got - truth < 1.0 and float(got).is_integer():
        return (
            "Did you count the flat readings? They come once a millisecond, so this is good to a "
            "millisecond and no better. The spike times are exact."
        )
    if got > truth + 1.6:
        return "That is too long. An interval is the pause *plus* a climb."
    if got > truth:
        return (
            "That is a little too long. Under a strong current, too, an interval has its climb. Or "
            "is your v_threshold a shade too low?"
        )
    return (
        "The climb you subtract may start at rest, but only the very first one does. Where does v "
        "start after a spike?"
    )


def _own_mystery(rng: np.random.Generator) -> dict[str, Any]:
    neuron = mystery(rng)
    return {
        "solution": {name: getattr(neuron, name) for name in ASKED},
        "judge": lambda answer: _judge_mystery(answer, neuron),
        "reset": f"{neuron.v_reset:g}",
    }


def _rheobase(R_m: float, v_rest: float, v_reset: float, v_threshold: float) -> dict[str, Any]:
    """What its words are filled with, for this neuron."""
    neuron = LIF(R_m=R_m, v_rest=v_rest, v_reset=v_reset, v_threshold=v_threshold)
    border = (v_threshold - v_rest) / R_m
    return {
        **{"R_m": R_m, "v_rest": v_rest, "v_threshold": v_threshold},
        **{"rest": _minus(v_rest), "reset": _minus(v_reset), "top": _minus(v_threshold)},
        **{"climb": v_threshold - v_rest, "far": v_threshold - v_reset},
        **{"above": round(border + 0.01, 3), "tenth": math.ceil(10 * (border + 0.02)) / 10},
        "oracle": lambda: neuron.rheobase,
        "examined": lambda said: (
            f"With {said:g} nA v would settle at {_minus(v_rest + R_m * said)}, and the threshold "
            f"is at {_minus(v_threshold)}."
        ),
    }


def _minus(v: float) -> str:
    return f"{v:.4g} mV".replace("-", "−")


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


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    rheobase=Judging(
        own=_own_rheobase, given=_rheobase(R_m=40.0, v_rest=-70.0, v_reset=-75.0, v_threshold=-52.0)
    ),
    neuron=Judging(oracle=_on_a_grid, tries=_NEURONS, examined=_examined),
    rate=Judging(
        oracle=lambda current, lif: lif.rate(current),
        tries=(
            (2.0, LIF()),
            (1.4, LIF()),
            (1.5, LIF()),
            (0.1, LIF(v_reset=-60.0)),  # both distances are negative, and so is the formula's rate
            (0.77, LIF(12.5, 31.0, -70.0, -66.0, -55.5, 3.3)),
            (5.2, LIF(31.0, 8.3, -65.0, -71.5, -48.0, 0.6)),
        ),
    ),
    mystery=Judging(
        own=_own_mystery,
        given={
            "solution": {name: getattr(MYSTERY, name) for name in ASKED},
            "judge": _judge_mystery,
            "reset": "strong.v[11]",
        },
    ),
)
NEURON = named(EXERCISES, "neuron")
RATE = named(EXERCISES, "rate")
