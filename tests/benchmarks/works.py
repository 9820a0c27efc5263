"""The work that is timed, W1 to W8: its numbers, our way through it, and what any tool must find.

`peers.py` times ours and the peers, whose models (`in_*.py`) take their numbers from here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from snn_edu import LIF, ExponentialSynapse, HodgkinHuxley, simulate, stimuli
from snn_edu.lessons.balanced_network.balanced import CUBA
from snn_edu.lessons.many_synapses.song_2000 import Competition, Inputs
from snn_edu.network import Network, PoissonInput
from snn_edu.patterns import Detector, make_input, repeated, score
from snn_edu.plasticity import STDP
from snn_edu.training import Layers

SECOND, STEP = 1000.0, 0.1  # ms: how long, and the grid, where nothing else is said


class Work(NamedTuple):
    """A row of the table."""

    words: str
    prepare: Callable[[], Callable[[], Any]]  # ours: builds the model, gives the run to be timed
    found: Callable[[Any], Any]  # what a run of ours found, in numbers that any tool can give
    check: Callable[[Any], bool]  # whether a tool's are right; on a grid of `STEP` a spike is late
    per: float = 1.0  # the figure is for this part of a run


WORKS: dict[str, Work] = {}


def work(row, words, found, check, per=1.0):
    """Make the function that prepares ours a row of the table."""

    def kept(prepare):
        WORKS[row] = Work(words, prepare, found, check, per)
        return prepare

    return kept


def counted(recording):
    """(spikes, samples of v) of a recording."""
    return len(recording.spikes), recording.v.size


def near(spikes, samples):
    """A check: a spike more or less, and all samples, with the start or without it. NEST's first
    step is late, and it sends what it recorded in slices of 1 ms."""
    return lambda found: abs(found[0] - spikes) <= 1 and 0.999 * samples <= found[1] <= samples + 1


# W1: one neuron under noise, recorded. W1fi: its f-I curve
NEURON = LIF(tau_m=8.0, R_m=10.0, v_rest=-70.0, v_reset=-65.0, v_threshold=-50.0, t_ref=2.0)
AMPLITUDES = np.arange(0.5, 5.45, 0.1)  # nA


def noise():
    """2 +- 2 nA, new at every step: (10000,)."""
    return stimuli.white_noise(2.0, 2.0, SECOND, STEP, np.random.default_rng(1))


def bare_loop(current):
    """What W1 costs in Python at the least: a loop to compare machines with."""
    v, decay = -70.0, np.exp(-0.1 / 8.0).item()
    trace = []
    for i in current.tolist():
        v_inf = -70.0 + 10.0 * i
        v = v_inf + (v - v_inf) * decay
        if v >= -50.0:
            v = -65.0
        trace.append(v)
    return trace


@work("W1", "one LIF under noise, v recorded, 1 s", counted, near(33, 10_000))
def one_neuron():
    current = noise()
    return lambda: simulate(NEURON, current, STEP)


def check_f_i_curve(rates):
    """Against the closed form. A grid makes an interval at most two steps longer (a crossing and a
    refractory period, each seen at the end of a step); a second cuts off less than one spike."""
    exact = NEURON.rate(AMPLITUDES)
    least = exact / (1.0 + 2.0 * STEP / SECOND * exact) - 1.0
    return bool(np.all((least <= rates) & (rates <= exact + 1.0)))


@work(
    "W1fi",
    "its f-I curve, 50 currents of 1 s",
    lambda recording: recording.spikes.rates(),
    check_f_i_curve,
)
def f_i_curve():
    currents = np.tile(AMPLITUDES, (10_000, 1))
    return lambda: simulate(NEURON, currents, STEP)


# W2: many neurons under noise
CELLS = LIF(20.0, 10.0, v_rest=-70.0, v_reset=-60.0, v_threshold=-50.0, t_ref=2.0)
BACKGROUND = PoissonInput(1000.0, 0.38, ExponentialSynapse(5.0))  # R_m w = 3.8 mV a spike
MANY = 1000


@work(
    "W2",
    "1000 LIF, each under 1 kHz of Poisson spikes, 1 s",
    lambda spikes: spikes.rate(),
    lambda rate: 12.4 < rate < 13.1,  # Hz; 12.6 to 12.9 over seeds
)
def many_neurons():
    network = Network().add(CELLS, MANY, "cells")
    inputs = {"cells": BACKGROUND}
    return lambda: network.run(SECOND, inputs, STEP, np.random.default_rng(1)).spikes["cells"]


# W3: a thousand plastic synapses
COMPETITION = Competition(
    STDP(0.01, 0.0105), tau_m=10.0, v_rest=-74.0, g_max=0.01, inhibition_rate=0.0, dt=STEP
)
INPUTS = Inputs(1000, 15.0)
SETTLE = 10 * SECOND  # ms, before it is timed: from weights drawn between 0 and 1
SETTLED = 10 * SECOND  # ms, timed


@work(  # Brian2's example settles at 20 to 30 Hz; the mean weight creeps down
    "W3",
    "STDP on 1000 inputs of one LIF, 1 s",
    lambda run: (1000.0 * len(run[1]) / SETTLED, run[0].w.mean()),
    lambda found: 20 < found[0] < 60 and 0.4 < found[1] < 0.5,
    per=SETTLED / SECOND,
)
def plastic_synapses():
    model, rng = COMPETITION, np.random.default_rng(1)
    state, _ = model.advance(model.start(rng.random(INPUTS.size)), SETTLE, INPUTS, rng)
    return lambda: model.advance(state, SETTLED, INPUTS, np.random.default_rng(2))


# W4: the pattern detector's full run
DETECTOR = Detector()
PATTERN_LENGTH, REPEATS = 150 * SECOND, 3


def hidden_pattern():
    """2000 afferents for 150 s, and when the pattern is shown."""
    return make_input(PATTERN_LENGTH, np.random.default_rng(0))


def found_pattern(run):
    """(input spikes heard, whether the detector found the pattern in the last 150 s)."""
    output, onsets, spikes = run
    shown = repeated(onsets, PATTERN_LENGTH, REPEATS)
    judged = score(output, shown, since=(REPEATS - 1) * PATTERN_LENGTH)
    return REPEATS * spikes, judged.finds()


@work(
    "W4",
    "a pattern found in noise by STDP, 450 s, 57 million spikes",
    found_pattern,
    lambda found: found[0] > 57_000_000 and found[1],
)
def pattern_detector():
    spikes, onsets = hidden_pattern()
    return lambda: (DETECTOR.learn(spikes, repeats=REPEATS).output, onsets, len(spikes))


# W5: Hodgkin and Huxley
AXON, AXON_CURRENT, AXON_STEP = HodgkinHuxley(), 10.0, 0.01  # uA/cm2, ms


# A spike at 1.9 ms, at 16.8 ms, and then each 14.636 ms, which makes 69. Exponential Euler's
# interval is 0.5 % longer at this step, which makes 68.
@work("W5", "Hodgkin-Huxley at 0.01 ms, v recorded, 1 s", counted, near(69, 100_000))
def axon():
    current = np.full(100_000, AXON_CURRENT)
    return lambda: simulate(AXON, current, AXON_STEP)


# W6: a balanced network
BALANCED = CUBA()


def start(rng):
    """Where the neurons begin, in mV."""
    return rng.uniform(BALANCED.lif.v_reset, BALANCED.lif.v_threshold, BALANCED.size)


@work(
    "W6",
    "balanced network (CUBA), 4000 LIF, 1 s",
    lambda spikes: spikes.rate(),
    lambda rate: 5.0 < rate < 6.0,
)
def balanced_network():
    rng = np.random.default_rng(2)
    network, begin = BALANCED.network(rng), {"cells": start(rng)}
    return lambda: network.run(SECOND, dt=STEP, start=begin).spikes["cells"]


# W7: pair STDP of two long trains
PAIRS = STDP(0.01, 0.0105, 20.0, 20.0)


def trains():
    rng = np.random.default_rng(7)
    return tuple(np.cumsum(rng.exponential(10.0, 100_000)) for _ in range(2))


def on_grid(times):
    """The ends of the steps that `times` fall into, as step numbers; of two in one step the later
    moves to the next that is free: a simulator on a grid wants one spike in a step."""
    counted = np.arange(times.size)
    return np.maximum.accumulate(np.ceil(times / STEP).astype(int) - counted) + counted


@work(  # (the change of the weight, what it is by the sum over all pairs)
    "W7",
    "all STDP pairs of two trains of 100,000 spikes",
    lambda change: (change, -99.0365),
    lambda found: abs(found[0] - found[1]) < 5e-5,
)
def long_trains():
    pre, post = trains()
    return lambda: PAIRS.change(pre, post)


# W8: a step of training
TRAINED = {"decay": 0.95, "decay_out": 0.95, "surrogate": "fast_sigmoid", "slope": 5.0}


def batch():
    """(x, labels, weights): 256 trials of 200 steps of 1 ms, 100 inputs at 50 Hz, 100-100-2."""
    rng = np.random.default_rng(8)
    x = (rng.random((200, 256, 100)) < 0.05).astype(np.float32)
    weights = [rng.normal(0.05, 0.3, (100, 100)), rng.normal(0.0, 0.1, (100, 2))]
    return x, rng.integers(0, 2, 256), [W.astype(np.float32) for W in weights]


def found_gradient(result):
    """(the loss, the norm of each gradient)."""
    loss, gradients = result
    return loss, [float(np.linalg.norm(g)) for g in gradients]


def check_training_step(found):
    """As ours and a plain loop of torch find them: 1.468, 10.42 (hidden) and 28.53 (readout).
    snnTorch's reset is another: 1.412, 10.05 and 26.78."""
    loss, (hidden, readout) = found
    return 1.40 < loss < 1.48 and 26.5 < readout < 28.8 and 9.9 < hidden < 10.6


@work(
    "W8",
    "gradient through 200 steps of 100-100-2, batch of 256",
    found_gradient,
    check_training_step,
)
def training_step():
    x, labels, weights = batch()
    layers = Layers(weights, **TRAINED)
    return lambda: layers.loss_and_gradients(x, labels)
