"""NEST: a network as the text of a script that runs in NEST, spike for spike."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.export.plan import Neurons, literal, plan, wrapped
from snn_edu.network import Given, Network
from snn_edu.synapses import AlphaSynapse, DeltaSynapse, ExponentialSynapse

#: NEST's neuron for each kind of synapse: there, the synapse belongs to the neuron.
NEURON = {
    DeltaSynapse: "iaf_psc_delta",
    ExponentialSynapse: "iaf_psc_exp",
    AlphaSynapse: "iaf_psc_alpha",
}

HEAD = '''"""A network for NEST: the spikes are those of snn_edu, step for step.

Run it with `python FILE.py`; under MPI, with `mpirun -n 4 python FILE.py`: nothing changes but
that each rank holds a part of the neurons, and sees the spikes of its part.
"""

import nest
import numpy as np

duration = {duration!r}  # ms
nest.ResetKernel()
nest.set(resolution={dt!r})  # ms; before anything is created
group = {{}}  # the populations, by name
'''

SOURCE = """
# {name!r}: spikes at given times (ms), the end of their step
spike_times = {times}
group[{name!r}] = nest.Create("spike_generator", {size})
for generator, times in zip(group[{name!r}], spike_times):
    generator.spike_times = times
"""

NEURONS = """
# {name!r}: ms, mV, pF, pA
group[{name!r}] = nest.Create({model!r}, {size}, params={{
    "tau_m": {lif.tau_m!r}, "C_m": {C_m!r}, "E_L": {lif.v_rest!r}, "V_th": {lif.v_threshold!r},
    "V_reset": {lif.v_reset!r}, "t_ref": {t_ref!r},{taus}
}})
group[{name!r}].V_m = {v_start}
group[{name!r}].I_e = {current}
"""

CONNECT = '''

def connect(pre, post, pre_ids, post_ids, weight, delay):
    """One synapse after another, each with its weight (mV or pA) and its delay (ms)."""
    sender = np.array(group[pre].tolist())[pre_ids]
    target = np.array(group[post].tolist())[post_ids]
    every = np.ones(len(sender))
    synapse = {"weight": weight * every, "delay": delay * every}
    nest.Connect(sender, target, "one_to_one", synapse)

'''

PROJECTION = """
# {name!r}
connect({pre!r}, {post!r},
    {pre_ids},
    {post_ids},
    weight={weight},
    delay={delay},
)
"""

TAIL = """
recorder = {{name: nest.Create("spike_recorder") for name in {names!r}}}
for name in recorder:
    nest.Connect(group[name], recorder[name])
nest.Simulate(duration)
spikes = {{}}  # of each population: times (ms) and neurons, from 0
for name in recorder:
    events = recorder[name].events
    spikes[name] = events["times"], events["senders"] - group[name][0].global_id
    print(name, len(events["times"]), "spikes")
"""


def to_nest(
    network: Network,
    duration: float = 1000.0,
    inputs: Mapping[str, Given] | None = None,
    dt: float = 0.1,
    start: Mapping[str, ArrayLike] | None = None,
) -> str:
    """The text of a script that runs `network` in NEST, as ``network.run(duration, ...)`` here.

    A jump in mV stays as it is; 1 nA is 1000 pA; C_m = tau_m / R_m in pF. NEST's order of events is
    that of `Network`: decay, arrivals, threshold, reset; label at the end of the step. The script
    leaves ``spikes``, a dict of (times, neurons), and lists every synapse: about 20 to 50 bytes of
    text each.

    The arguments are those of `Network.run`. A current must be constant; a `PoissonInput` is drawn
    by other dice there, so it is refused: draw its spikes here, and send them from a `SpikeSource`.
    A TypeError or ValueError where NEST cannot say it: another model than `LIF` (a subclass is
    one), plasticity, synapses other than delta, exponential and alpha, two kinds of them on one
    population, or a step that is not of whole microseconds.
    Source: NEST 3.10, iaf_psc_delta, iaf_psc_exp, iaf_psc_alpha; Rotter & Diesmann 1999, Biol
    Cybern 81:381.

    Examples
    --------
    >>> from snn_edu import LIF, Network
    >>> script = to_nest(Network().add(LIF(), 3, "cells"), 100.0, {"cells": 1.8})
    >>> print(script[script.index("group['cells']") :].splitlines()[0])
    group['cells'] = nest.Create('iaf_psc_delta', 3, params={
    """
    made = plan(network, duration, inputs, dt, start)
    if abs(1000.0 * made.dt - round(1000.0 * made.dt)) > 1e-6:
        raise ValueError(
            f"dt = {made.dt:g} ms: NEST counts time in whole microseconds; expected a multiple of "
            "0.001 ms."
        )
    text = HEAD.format(duration=made.duration, dt=made.dt)
    for name, times in made.sources.items():
        text += SOURCE.format(name=name, times=wrapped(repr(times)), size=len(times))
    for name, neurons in made.neurons.items():
        text += _neurons(name, neurons, made.dt)
    text += CONNECT
    for name, one in made.projections.items():
        unit = 1.0 if isinstance(one.synapse, DeltaSynapse) else 1000.0  # pA for 1 nA
        text += PROJECTION.format(
            name=name,
            pre=one.pre.name,
            post=one.post.name,
            pre_ids=wrapped(repr(one.pre_ids.tolist())),
            post_ids=wrapped(repr(one.post_ids.tolist())),
            weight=_array(unit * one.weights),
            delay=_array(np.round(one.delays, 6)),
        )
    return text + TAIL.format(names=list(made.neurons))


def _array(values: ArrayLike) -> str:
    """One number, or `np.array([...])`."""
    text = literal(values)
    return f"np.array({text})" if text.startswith("[") else text


def _neurons(name: str, neurons: Neurons, dt: float) -> str:
    kinds = {type(one.synapse) for one in neurons.projections} or {DeltaSynapse}
    if len(kinds) > 1 or not kinds <= set(NEURON):
        listed = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise ValueError(
            f"{name!r} is reached by {listed}: a neuron of NEST has one kind of synapse, delta, "
            "exponential or alpha (with spikes onto LIF). Use one kind for each population."
        )
    (kind,) = kinds
    lif = neurons.lif
    return NEURONS.format(
        name=name,
        model=NEURON[kind],
        size=neurons.size,
        lif=lif,
        C_m=1000.0 * lif.tau_m / lif.R_m,
        t_ref=round(neurons.refractory_steps * dt, 6),
        taus=_taus(name, neurons),
        v_start=literal(neurons.v_start),
        current=literal(1000.0 * neurons.current),
    )


def _taus(name: str, neurons: Neurons) -> str:
    """NEST keeps two time constants: one for positive weights, one for negative ones."""
    taus: dict[str, set[float]] = {"ex": set(), "in": set()}
    for one in neurons.projections:
        if isinstance(one.synapse, ExponentialSynapse | AlphaSynapse):
            if (one.weights >= 0.0).any():
                taus["ex"].add(one.synapse.tau_syn)
            if (one.weights < 0.0).any():
                taus["in"].add(one.synapse.tau_syn)
    for sign, values in taus.items():
        if len(values) > 1:
            raise ValueError(
                f"{name!r} has synapses of tau_syn = {sorted(values)} ms with weights of one sign: "
                f"NEST's neuron has one tau_syn_{sign}."
            )
    return "".join(f'\n    "tau_syn_{sign}": {tau!r},' for sign, v in taus.items() for tau in v)
