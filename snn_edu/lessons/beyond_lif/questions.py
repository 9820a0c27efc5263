"""How the answers of lesson 17 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from snn_edu import HodgkinHuxley
from snn_edu.lessons.beyond_lif.cells import AXON, BURSTING, ZOO, pattern_of
from snn_edu.neurons import AdEx
from snn_edu.questions import Judging, letters, named, read
from snn_edu.simulation import simulate, trajectory


@cache
def _keeps_firing() -> float:
    """The onset of repetitive firing, between 5 and 8 uA/cm2: eleven candidates at a time."""
    low, high = 5.0, 8.0
    while high - low > 0.01:
        currents = np.linspace(low, high, 11)
        spikes = simulate(AXON, np.tile(currents, (16_000, 1)), 0.05).spikes
        on = [bool(np.any(spikes.times[spikes.ids == k] > 750.0)) for k in range(11)]
        k = on.index(True)
        low, high = float(currents[k - 1]), float(currents[k])
    return (low + high) / 2.0


@cache
def _comes_home(current: float, model: AdEx) -> float:
    """The rest another way: where the cell is after six seconds."""
    return float(trajectory(model, np.full(60_000, current), 0.1).states[-1, 0])


_OTHER = AdEx(tau_m=15.0, R_m=62.5, v_rest=-66.3, v_threshold=-49.1, delta_T=3.1, a=0.0045)

_PLANES = (
    (0.05, BURSTING),
    (0.0735, BURSTING),  # where grids of 0.01, 0.005, 0.002 and 0.001 hit the right one better
    (-0.23, BURSTING),
    (0.06, _OTHER),
    (0.021, replace(_OTHER, a=-0.0021, v_rest=-61.2)),
)

# --- The names of the zoo. ------------------------------------------------------------------------

NAMES = ("tonic", "adapting", "accelerating", "initial burst", "bursting", "transient")
_MIXED_UP = {
    ("adapting", "tonic"): "Its intervals grow a little at first, and then they stay. Another "
    "cell's grow to more than six times the first.",
    ("tonic", "adapting"): "Its intervals grow steadily, to more than six times the first.",
    ("adapting", "initial burst"): "Its intervals do grow, but in one leap, and then the beat is "
    "steady.",
    ("initial burst", "adapting"): "Its intervals grow little by little. In an initial burst there "
    "is one leap.",
    ("initial burst", "bursting"): "Its bursts come again and again, not only in the beginning.",
    ("bursting", "initial burst"): "It has one burst, at the start. A bursting cell has them again "
    "and again.",
    ("tonic", "accelerating"): "Compare its first interval with its last. They shrink by nearly "
    "half.",
    ("tonic", "transient"): "Count its spikes.",
}


_IN_A = {
    "tonic": "In a tonic cell they stay nearly the same.",
    "adapting": "In an adapting cell they grow little by little.",
    "accelerating": "In an accelerating cell they shrink.",
    "initial burst": "After an initial burst they leap once, and then they stay long.",
    "bursting": "In a bursting cell short ones come again and again, with long ones in between.",
    "transient": "A transient cell has none, because it fires once.",
}


def _judge_names(answer: Any, own: Mapping[str, str]) -> str | None:
    """None if every cell has the name that its intervals give it.

    `own` says which of the zoo's letters each one stands for.
    """
    if not isinstance(answer, dict) or set(answer) != set(ZOO):
        return 'We need one name for each of the cells "A" to "F", as a dictionary.'
    for cell in ZOO:
        model, current = ZOO[own[cell]]
        truth = pattern_of(simulate(model, np.full(4000, current), 0.1).spikes.isi())
        if answer[cell] is None:
            return f"Cell {cell} has no name yet. Name all six, and then ask."
        words = str(answer[cell]).lower().replace("-", " ").replace("_", " ").split()
        said = " ".join(words)
        if said not in NAMES:
            return f"Cell {cell}: {said!r} is none of the names. They are {', '.join(NAMES)}."
        if said != truth:
            why = _MIXED_UP.get((said, truth), f"{_IN_A[said]} Look at its intervals, one by one.")
            return f"Cell {cell} is not {said}. {why}"
    return None


RIGHT_NAMES = {
    "A": "bursting", "B": "tonic", "C": "accelerating",
    "D": "transient", "E": "adapting", "F": "initial burst",
}  # fmt: skip


def _named(own: Mapping[str, str]) -> dict[str, Any]:
    """The right name for each letter, and the judge of them."""
    right = {letter: RIGHT_NAMES[ours] for letter, ours in own.items()}
    return {**right, "judge": lambda answer: _judge_names(answer, own)}


def _too_weak_or_too_strong(current: Any) -> str:
    if not isinstance(current, int | float):
        return ""
    if current < 0:
        return "A negative current pulls v down. Positive ones push it up."
    if current < 6.27:
        return "With this current the axon doesn't go on firing. Look at the end of the trace."
    if current < 20:
        return "With this current it does keep firing. Does it still with a slightly weaker one?"
    return "Is that in µA/cm²? The picture's currents go up to 20."


def _apart(answer: Any) -> str:
    """How far apart the two curves are where this answer would have the neuron rest."""
    for current, model in _PLANES:
        v, crossing = float(answer(current, model)), float(REST.solution(current, model))
        if abs(v - crossing) < 0.01:
            continue
        if not -100 < v < -30:
            return "We want a v in mV, and all these neurons rest between −100 and −30 mV."
        if abs(v - crossing) < 1:
            return "That's near the crossing, but not on it. Search a finer grid, or run longer."
        blue, green = (float(np.ravel(w)[0]) for w in model.nullclines(np.array([v]), current))
        return (
            f"At {v:.2f} mV blue is at {blue:.4f} nA and green at {green:.4f} nA, so this isn't "
            "where they first cross, coming from the left."
        )
    return ""


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    sodium=Judging(
        oracle=lambda v, m, h: HodgkinHuxley().currents((v, m, h, 0.0))[0],
        tries=((-65.0, 0.05, 0.6), (-20.0, 0.6, 0.4), (30.0, 0.98, 0.2), (60.0, 0.99, 0.1)),
    ),
    keeps_firing=Judging(oracle=_keeps_firing, solution=6.27, examined=_too_weak_or_too_strong),
    rest=Judging(oracle=_comes_home, tries=_PLANES, examined=_apart),
    name_the_cells=Judging(
        given=_named(letters(ZOO, None)), own=lambda rng: _named(letters(ZOO, rng))
    ),
)
SODIUM, REST = named(EXERCISES, "sodium"), named(EXERCISES, "rest")
sodium = SODIUM.solution
