"""What the settled neuron of lesson 08 does while its weights are held, stored.

    python -m snn_edu.lessons.many_synapses.stored_held

computes it again (a minute): seven minutes of learning, and as many of watching.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.lessons.many_synapses.song_2000 import Competition, CompetitionState, Inputs
from snn_edu.plasticity import STDP
from snn_edu.validation import Floats

Bools = NDArray[np.bool_]

STORED = Path(__file__).parent / "results" / "held.json"
LEARNED, WATCHED = 400_000.0, 400_000.0  # ms
SPAN = 2000.0  # ms of learning between two frames of the picture
TENTHS = 0.05 + 0.1 * np.arange(10)  # middles of tenths of the weights
BIN, REACH = 2.0, 50.0  # ms, of the bars around an input spike
TOPS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)  # up to which held weights are spread, from 0


class Push(NamedTuple):
    """Which way weights that are held have been pushed."""

    rate: float  # Hz, of the output
    cv: float  # of the output's intervals
    c: float  # own effect: what a weight of 1 earns, in units of A_plus tau r_pre r_post
    at_zero: float  # push at w = 0, in the same units
    mean: float  # mean push, in the same units
    each: Floats  # of each weight, in the same units


def push(w: Floats, seconds: int, rng: np.random.Generator, inputs: Inputs | None = None) -> Push:
    """Hold the weights `w` by learning a thousand times more slowly, with 15 Hz inputs.

    The push of each weight is fitted by a straight line over w, whose slope is c.
    """
    stdp = STDP(A_plus=1e-5, A_minus=1.05e-5, w_min=-1, w_max=2)
    slow = Competition(stdp, dt=0.2)
    inputs = inputs or Inputs(w.size, 15.0)
    state, spikes = slow.advance(slow.start(w), 1000.0 * seconds, inputs, rng)
    pushed = (state.w - w) / (1e-5 * 0.020 * 15.0 * len(spikes))
    c, at_zero = np.polyfit(w, pushed, 1)
    isi = np.diff(spikes)
    cv = float(isi.std() / isi.mean())
    rate = len(spikes) / seconds
    return Push(rate, cv, float(c), float(at_zero), float(pushed.mean()), pushed)


@dataclass(frozen=True)
class _Heard(Inputs):
    """Inputs that note down what they have sent."""

    log: list[tuple[int, NDArray[np.intp], NDArray[np.intp]]] = field(default_factory=list)

    def spikes(
        self, steps: int, dt: float, rng: np.random.Generator
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        step, ids = super().spikes(steps, dt, rng)
        self.log.append((steps, step.copy(), ids.copy()))
        return step, ids


class Stop(NamedTuple):
    """One neuron with its weights held, spread evenly from 0 to `top`."""

    top: float
    rate: float  # Hz, output
    c: float  # own effect
    goal: float  # mV, where the mean input alone would hold v
    v: Floats  # mV, every ms for a quarter of a second


class Held(NamedTuple):
    """What is stored."""

    w: Floats  # the settled weights
    rates: Floats  # Hz, output while they settled, every 2 s
    rate: float  # Hz, output with them
    c: float  # own effect with them
    t: Floats  # ms, middles of the bars around an input spike
    around: Floats  # Hz, output rate there, for the weights in each tenth, shape (10, bars)
    weight: Floats  # mean of the weights in each tenth
    tenths: Floats  # mean push of the weights in each tenth
    stops: tuple[Stop, ...]


@cache
def held() -> Held:
    """The stored run."""
    kept = json.loads(STORED.read_text(encoding="utf-8"))
    kept["stops"] = tuple(Stop(**{**stop, "v": np.array(stop["v"])}) for stop in kept["stops"])
    arrays = {
        name: np.array(kept[name]) for name in ("w", "rates", "t", "tenths", "around", "weight")
    }
    return Held(**{**kept, **arrays})


def settled() -> tuple[Floats, Floats]:
    """The lesson's first picture after 400 s, all weights at 0.5 before: weights, output rates."""
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2)
    state, rng, rates = neuron.start(np.full(1000, 0.5)), np.random.default_rng(1), []
    for _ in range(round(LEARNED / SPAN)):
        state, spikes = neuron.advance(state, SPAN, Inputs(1000, 15.0), rng)
        rates.append(1000 * len(spikes) / SPAN)
    return np.round(state.w, 3), np.array(rates)


def around_a_spike(chosen: Bools, log: Any, output: Floats) -> Floats:
    """Output rate (Hz) around the input spikes of the chosen synapses."""
    begin, times = 0, []
    for steps, step, ids in log:
        times.append((step[chosen[ids]] + 1 + begin) * 0.2)
        begin += steps
    spikes = np.concatenate(times)
    edges = np.arange(-REACH, REACH + BIN / 2, BIN)
    count = np.zeros(edges.size - 1)
    for t in output:
        a, b = np.searchsorted(spikes, (t - REACH - 0.1, t + REACH + 0.1))
        count += np.histogram(t - spikes[a:b] + 1e-6, edges)[0]  # times lie on a grid of 0.2 ms
    return np.asarray(count / spikes.size / (1e-3 * BIN))


def potential(w: Floats, rng: np.random.Generator) -> Floats:
    """The potential (mV) of a neuron with held weights, every ms for a quarter of a second."""
    neuron = Competition(STDP(A_plus=0.0, A_minus=0.0), dt=0.2)
    state: CompetitionState = neuron.start(w)
    state, _ = neuron.advance(state, 500.0, Inputs(w.size, 15.0), rng)
    v = []
    for _ in range(250):
        state, _ = neuron.advance(state, 1.0, Inputs(w.size, 15.0), rng)
        v.append(state.v)
    return np.round(v, 1)


def goal(w: Floats) -> float:
    """Where the mean conductances would hold v (mV)."""
    n = Competition()
    g_ex = 0.015 * w.sum() * n.g_max * n.tau_syn  # 15 Hz each
    g_in = 1e-3 * n.inhibition_rate * n.g_inhibition * n.tau_syn
    return float((n.v_rest + g_ex * n.E_ex + g_in * n.E_in) / (1 + g_ex + g_in))


def compute() -> dict[str, Any]:
    """All that is stored, computed."""
    (w, rates), heard = settled(), _Heard(1000, 15.0)
    slow = Competition(STDP(A_plus=1e-5, A_minus=1.05e-5, w_min=-1, w_max=2), dt=0.2)
    state, output = slow.advance(slow.start(w), WATCHED, heard, np.random.default_rng(4))
    pushed = (state.w - w) / (1e-5 * 0.020 * 15.0 * len(output))
    tenth = np.minimum((10 * w).astype(int), 9)
    stops: list[Stop] = []
    for top in TOPS:
        each = top * np.random.default_rng(1).random(1000)
        one = push(each, 400, np.random.default_rng(4))
        v = potential(each, np.random.default_rng(4))
        stops.append(Stop(top, one.rate, round(one.c, 4), round(goal(each), 2), v))
    made = Held(
        w=w,
        rates=rates,
        rate=len(output) / (WATCHED / 1000),
        c=round(float(np.polyfit(w, pushed, 1)[0]), 4),
        t=np.arange(-REACH, REACH, BIN) + BIN / 2,
        around=np.array([around_a_spike(tenth == k, heard.log, output) for k in range(10)]).round(
            2
        ),
        weight=np.array([w[tenth == k].mean() for k in range(10)]).round(4),
        tenths=np.array([pushed[tenth == k].mean() for k in range(10)]).round(4),
        stops=tuple(stops),
    )
    return made._asdict() | {"stops": [stop._asdict() for stop in stops]}


def main() -> None:
    """Make the stored run again."""
    text = json.dumps(compute(), default=lambda array: array.tolist(), separators=(",", ":"))
    STORED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
