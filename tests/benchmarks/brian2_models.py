"""The work in Brian2, for both of its ways to run, a function a row.

The order of a step is Brian2's own: a spike lands at the end of its step, so no delay is the delay
of one step in ours, and that step counts as the first of the refractory period. W2's background is
a binomial number of a thousand senders of 1 Hz. W5 is solved by exponential Euler. W4 and W7 run on
the grid of 0.1 ms, where ours are exact: in W4 the second of two spikes of an afferent in one step
is dropped (0.1 %); in W7 it moves to the next step, and a tie of the two trains counts as LTP, for
the pre spike goes first, which makes of -99 a sum of -88.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import brian2 as b2
import numpy as np
import works
from brian2 import Mohm, ms, mV, nA

from snn_edu import Spikes

MEMBRANE = "dv/dt = (v_rest - v + R_m * current) / tau_m : volt (unless refractory)\n"
JUMPS = "dv/dt = (v_rest - v + g_E + g_I) / tau_m : volt (unless refractory)\n"


class Model(NamedTuple):
    network: b2.Network
    duration: float  # ms
    found: Any
    settle: float = 0.0  # ms, run before


def lif(neuron, equations, size=1, **names):
    names |= {"v_rest": neuron.v_rest * mV, "v_reset": neuron.v_reset * mV}
    names |= {"v_threshold": neuron.v_threshold * mV}
    names |= {"tau_m": neuron.tau_m * ms, "R_m": neuron.R_m * Mohm}
    cells = b2.NeuronGroup(
        size,
        equations,
        threshold="v >= v_threshold",
        reset="v = v_reset",
        refractory=(neuron.t_ref + works.STEP) * ms,
        method="exact",
        namespace=names,
    )
    cells.v = neuron.v_rest * mV
    return cells


def one_neuron():
    noise = b2.TimedArray(works.noise() * nA, works.STEP * ms)
    cell = lif(works.NEURON, MEMBRANE + "current = noise(t) : amp", noise=noise)
    spikes, potential = b2.SpikeMonitor(cell), b2.StateMonitor(cell, "v", record=True)
    network = b2.Network(cell, spikes, potential)
    return Model(network, works.SECOND, lambda: (spikes.num_spikes, potential.v.size))


def f_i_curve():
    cells = lif(works.NEURON, MEMBRANE + "current : amp (constant)", works.AMPLITUDES.size)
    cells.current = works.AMPLITUDES * nA
    spikes = b2.SpikeMonitor(cells)
    return Model(b2.Network(cells, spikes), works.SECOND, lambda: np.asarray(spikes.count))


def many_neurons():
    background, senders = works.BACKGROUND, 1000
    equations = MEMBRANE + "dcurrent/dt = -current / tau_syn : amp"
    tau_syn = background.synapse.tau_syn * ms
    cells = lif(works.CELLS, equations, works.MANY, tau_syn=tau_syn)
    rate, weight = background.rate / senders * b2.Hz, background.weight * nA
    noise = b2.PoissonInput(cells, "current", senders, rate, weight)
    spikes = b2.SpikeMonitor(cells)
    network = b2.Network(cells, noise, spikes)
    return Model(network, works.SECOND, lambda: spikes.num_spikes / works.MANY)


TRACES = """w : 1
dbefore/dt = -before / tau_plus : 1 (event-driven)
dafter/dt = -after / tau_minus : 1 (event-driven)"""


def stdp_names(rule):
    names = {"tau_plus": rule.tau_plus * ms, "tau_minus": rule.tau_minus * ms}
    return names | {"A_plus": rule.A_plus, "A_minus": rule.A_minus}


def plastic_synapses():
    model, inputs = works.COMPETITION, works.INPUTS
    names = {"v_rest": model.v_rest * mV, "E_ex": model.E_ex * mV, "tau_m": model.tau_m * ms}
    names |= {"v_threshold": model.v_threshold * mV, "v_reset": model.v_reset * mV}
    cell = b2.NeuronGroup(
        1,
        """dv/dt = (v_rest - v + g * (E_ex - v)) / tau_m : volt
        dg/dt = -g / tau_syn : 1""",
        threshold="v >= v_threshold",
        reset="v = v_reset",
        method="exponential_euler",
        namespace=names | {"tau_syn": model.tau_syn * ms},
    )
    cell.v = model.v_rest * mV
    source = b2.PoissonGroup(inputs.size, inputs.rate * b2.Hz)
    synapses = b2.Synapses(
        source,
        cell,
        TRACES,
        on_pre="g_post += g_max * w; before += 1.0; w = clip(w - A_minus * after, 0, 1)",
        on_post="after += 1.0; w = clip(w + A_plus * before, 0, 1)",
        namespace=stdp_names(model.stdp) | {"g_max": model.g_max},
    )
    synapses.connect()
    synapses.w = np.random.default_rng(1).random(inputs.size)
    spikes = b2.SpikeMonitor(cell)

    def found():
        times = np.asarray(spikes.t / ms)
        rate = 1000.0 * (times >= works.SETTLE).sum() / works.SETTLED
        return rate, np.mean(np.asarray(synapses.w))

    network = b2.Network(cell, source, synapses, spikes)
    return Model(network, works.SETTLED, found, works.SETTLE)


def pattern_detector():
    """Both exponentials of a PSP, and of the after-potential that replaces them at a spike."""
    heard, onsets = works.hidden_pattern()
    steps = np.ceil(heard.times / works.STEP).astype(np.int64) - 1
    last = round(works.PATTERN_LENGTH / works.STEP)
    ids, steps = np.divmod(np.unique(heard.ids.astype(np.int64) * last + steps), last)
    afferents = b2.SpikeGeneratorGroup(
        heard.size, ids, steps * works.STEP * ms, period=works.PATTERN_LENGTH * ms
    )
    cell = works.DETECTOR
    ratio = cell.tau_m / cell.tau_syn
    peak = ratio ** (-1.0 / (ratio - 1.0)) * (1.0 - 1.0 / ratio)  # of the difference
    names = {"tau_m": cell.tau_m * ms, "tau_syn": cell.tau_syn * ms, "T": cell.v_threshold}
    neuron = b2.NeuronGroup(
        1,
        "dslow/dt = -slow / tau_m : 1\ndfast/dt = -fast / tau_syn : 1",
        threshold="slow - fast >= T",
        reset="slow = (K1 - K2) * T; fast = -K2 * T",
        refractory=(cell.t_ref + works.STEP) * ms,
        method="exact",
        namespace=names | {"K1": cell.K1, "K2": cell.K2},
    )
    synapses = b2.Synapses(
        afferents,
        neuron,
        TRACES,
        on_pre="""slow_post += w / peak
        fast_post += w / peak
        w = clip(w - A_minus * after, 0, 1)
        after = 0
        before = 1""",
        on_post="""w = clip(w + A_plus * before, 0, 1)
        before = 0
        after = 1""",
        namespace=stdp_names(cell.stdp) | {"peak": peak},
    )
    synapses.connect()
    synapses.w = cell.w0
    synapses.post.order = -1  # what arrives in the step of a spike comes after the crossing
    spikes = b2.SpikeMonitor(neuron)
    duration = works.REPEATS * works.PATTERN_LENGTH

    def found():
        output = Spikes(np.asarray(spikes.t / ms), duration=duration)
        return works.found_pattern((output, onsets, ids.size))

    return Model(b2.Network(afferents, neuron, synapses, spikes), duration, found)


def axon():
    squid, area = works.AXON, b2.cm**2
    mS = b2.msiemens / area
    names = {"E_Na": squid.E_Na * mV, "E_K": squid.E_K * mV, "E_L": squid.E_L * mV}
    names |= {"g_Na": squid.g_Na * mS, "g_K": squid.g_K * mS, "g_L": squid.g_L * mS}
    names |= {"C_m": squid.C_m * b2.uF / area, "current": works.AXON_CURRENT * b2.uA / area}
    cell = b2.NeuronGroup(
        1,
        """dv/dt = (current - g_Na * m**3 * h * (v - E_Na) - g_K * n**4 * (v - E_K)
            - g_L * (v - E_L)) / C_m : volt
        dm/dt = a_m * (1 - m) - b_m * m : 1
        dh/dt = a_h * (1 - h) - b_h * h : 1
        dn/dt = a_n * (1 - n) - b_n * n : 1
        a_m = 1 / exprel(-(v + 40*mV) / (10*mV)) / ms : Hz
        b_m = 4 * exp(-(v + 65*mV) / (18*mV)) / ms : Hz
        a_h = 0.07 * exp(-(v + 65*mV) / (20*mV)) / ms : Hz
        b_h = 1 / (1 + exp(-(v + 35*mV) / (10*mV))) / ms : Hz
        a_n = 0.1 / exprel(-(v + 55*mV) / (10*mV)) / ms : Hz
        b_n = 0.125 * exp(-(v + 65*mV) / (80*mV)) / ms : Hz""",
        threshold="v > 0*mV",
        refractory="v > 0*mV",
        method="exponential_euler",
        namespace=names,
        dt=works.AXON_STEP * ms,
    )
    v, cell.m, cell.h, cell.n = squid.start()
    cell.v = v * mV
    spikes, potential = b2.SpikeMonitor(cell), b2.StateMonitor(cell, "v", record=True)
    network = b2.Network(cell, spikes, potential)
    return Model(network, works.SECOND, lambda: (spikes.num_spikes, potential.v.size))


def balanced_network():
    cuba = works.BALANCED
    equations = JUMPS + "dg_E/dt = -g_E / (5*ms) : volt\ndg_I/dt = -g_I / (10*ms) : volt"
    cells = lif(cuba.lif, equations, cuba.size)
    cells.v = works.start(np.random.default_rng(2)) * mV
    excites = 4 * cuba.size // 5
    synapses = []
    for senders, arrives, w in (
        (cells[:excites], "g_E", cuba.w_E),
        (cells[excites:], "g_I", cuba.w_I),
    ):
        wired = b2.Synapses(senders, cells, on_pre=f"{arrives} += w", namespace={"w": w * mV})
        wired.connect(p=cuba.probability)
        synapses.append(wired)
    spikes = b2.SpikeMonitor(cells)
    network = b2.Network(cells, synapses, spikes)
    return Model(network, works.SECOND, lambda: spikes.num_spikes / cuba.size)


def long_trains():
    rule = works.PAIRS
    steps = [works.on_grid(times) for times in works.trains()]
    pre, post = (
        b2.SpikeGeneratorGroup(1, np.zeros(train.size, int), train * works.STEP * ms)
        for train in steps
    )
    synapses = b2.Synapses(
        pre,
        post,
        TRACES,
        on_pre="before += 1.0; w -= A_minus * after",
        on_post="after += 1.0; w += A_plus * before",
        namespace=stdp_names(rule),
    )
    synapses.connect()
    tie_is_ltp = replace(rule, same_step="ltp")
    expected = tie_is_ltp.change(*(train * works.STEP for train in steps))
    network = b2.Network(pre, post, synapses)
    duration = (max(train[-1] for train in steps) + 1) * works.STEP
    return Model(network, duration, lambda: (synapses.w[0], expected))


MODELS = {
    "W1": one_neuron,
    "W1fi": f_i_curve,
    "W2": many_neurons,
    "W3": plastic_synapses,
    "W4": pattern_detector,
    "W5": axon,
    "W6": balanced_network,
    "W7": long_trains,
}


def model_of(row):
    """A row's model, and run what is not timed."""
    b2.defaultclock.dt = works.STEP * ms
    b2.seed(1)  # one wiring and one noise in every run
    model = MODELS[row]()
    if model.settle:
        model.network.run(model.settle * ms)
    return model
