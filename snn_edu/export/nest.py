"""NEST: a network as a script that runs in NEST, spike for spike, in one process or in many."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.export.plan import Neurons, plan
from snn_edu.export.script import Rows, Script, alike, of_all, rows, synapses
from snn_edu.network import Given, Network
from snn_edu.synapses import AlphaSynapse, DeltaSynapse, ExponentialSynapse

FILE = "network_nest"  # .py and .npz

#: NEST's neuron for each kind of synapse: there, the synapse belongs to the neuron.
NEURON = {
    DeltaSynapse: "iaf_psc_delta",
    ExponentialSynapse: "iaf_psc_exp",
    AlphaSynapse: "iaf_psc_alpha",
}

HEAD = '''"""A network for NEST: the spikes are those of snn_edu, step for step.

Run it with `python {file}.py`, with the arrays of {file}.npz beside it. A NEST
that was compiled with MPI runs it in several processes: `mpirun -n 4 python {file}.py`.
Each process holds a part of the neurons, and of the synapses those that lead to its neurons. At the
end the spikes of all are in {file}_spikes.npz: under "spikes of NAME" the time (ms) and the
neuron (from 0) of each.

Where unequal weights add up to the threshold exactly, the order of a sum decides whether a neuron
fires. With several processes or threads NEST adds in another order, and such a spike may differ.
"""

from pathlib import Path

import nest
import numpy as np

duration = {duration!r}  # ms
path = Path(__file__)
arrays = np.load(path.with_suffix(".npz"))
nest.ResetKernel()
nest.set(resolution={dt!r})  # ms; before anything is created
group = {{}}  # the populations, by name
'''

SOURCE = """
# {name!r}: spikes at given times (ms), the end of their step
group[{name!r}] = nest.Create("spike_generator", {size})
given = arrays[{key!r}]
first = np.searchsorted(given["neuron"], np.arange(1, {size}))
for generator, times in zip(group[{name!r}], np.split(given["time"], first)):
    generator.spike_times = times
"""

NEURONS = """
# {name!r}: ms, mV, pF, pA
group[{name!r}] = nest.Create({model!r}, {size}, params={{
    "tau_m": {tau_m!r}, "C_m": {C_m!r}, "E_L": {E_L!r}, "V_th": {V_th!r},
    "V_reset": {V_reset!r}, "t_ref": {t_ref!r},{taus}
}})
"""

OF_ALL = """group[{name!r}].{parameter} = {value!r}
"""

OF_EACH = """each = arrays[{key!r}]  # a dictionary for each neuron: NEST hands it to who holds it
group[{name!r}].set([dict(zip(each.dtype.names, row)) for row in each.tolist()])
"""

CONNECT = '''

def connect(name, pre, post, blocks, weight=None, delay=None):
    """The synapses onto neurons that this process holds, block by block of the file.

    A weight (mV or pA) and a delay (ms) of all synapses; None: each has its own, in the file.
    """
    held = np.array(group[post].local, ndmin=1)
    for k in range(blocks):
        block = arrays[f"synapses of {name}, {k}"]
        mine = block[held[block["post"]]]
        if len(mine) == 0:
            continue  # NEST refuses to connect nothing
        every = np.ones(len(mine))
        sender = group[pre][0].global_id + mine["pre"].astype(int)
        target = group[post][0].global_id + mine["post"].astype(int)
        synapse = {
            "weight": every * (mine["weight"] if weight is None else weight),
            "delay": every * (mine["delay"] if delay is None else delay),
        }
        nest.Connect(sender, target, "one_to_one", synapse)

'''

PROJECTION = """
# {synapses:,} synapses
connect({name!r}, {pre!r}, {post!r}, blocks={blocks}{of_all})
"""

TAIL = '''
arrays.close()

recorder = {{name: nest.Create("spike_recorder") for name in {names!r}}}
for name in recorder:
    nest.Connect(group[name], recorder[name])
nest.Simulate(duration)


def part(rank):
    """The file with the spikes of the neurons that one process holds."""
    return path.with_name(f"{{path.stem}}_spikes_{{rank}}.npz")


seen = {{}}
for name in recorder:
    events = recorder[name].events
    neurons = events["senders"] - group[name][0].global_id
    columns = np.rec.fromarrays([events["times"], neurons], names="time, neuron")
    seen[f"spikes of {{name}}"] = columns
np.savez(part(nest.Rank()), **seen)
nest.SyncProcesses()  # all parts are written, and the first process joins them
if nest.Rank() == 0:
    parts = []
    for rank in range(nest.NumProcesses()):
        with np.load(part(rank)) as file:
            parts.append(dict(file))
        part(rank).unlink()
    joined = {{key: np.sort(np.concatenate([each[key] for each in parts])) for key in seen}}
    np.savez(path.with_name(f"{{path.stem}}_spikes.npz"), **joined)
    spikes = {{}}  # of each population: times (ms) and neurons, from 0
    for name in recorder:
        both = joined[f"spikes of {{name}}"]
        spikes[name] = both["time"], both["neuron"]
        print(name, len(both), "spikes")
'''


def to_nest(
    network: Network,
    duration: float = 1000.0,
    inputs: Mapping[str, Given] | None = None,
    dt: float = 0.1,
    start: Mapping[str, ArrayLike] | None = None,
) -> Script:
    """A script that runs `network` in NEST, as ``network.run(duration, ...)`` here.

    A jump in mV stays as it is; 1 nA is 1000 pA; C_m = tau_m / R_m in pF. NEST's order of events is
    that of `Network`: decay, arrivals, threshold, reset; label at the end of the step. What
    neurons and synapses have each for themselves, as ``LIF(tau_m=[10, 20])``, is in arrays, 8 to
    24 bytes a synapse.

    In several processes (``mpirun``, and a NEST with MPI) each keeps the synapses onto its own
    neurons. The script leaves ``spikes``, a dict of (times, neurons), in the first process, and
    writes them beside itself: ``network_nest_spikes.npz``. They are the spikes here but for one
    limit: where unequal weights add up to the threshold exactly, the order of the sum decides, and
    that changes with the number of processes and threads.

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
    >>> print(script.text[script.text.index("group['cells']") :].splitlines()[0])
    group['cells'] = nest.Create('iaf_psc_delta', 3, params={
    >>> script.save("for_nest")  # network_nest.py and network_nest.npz  # doctest: +SKIP
    """
    made = plan(network, duration, inputs, dt, start)
    if abs(1000.0 * made.dt - round(1000.0 * made.dt)) > 1e-6:
        raise ValueError(
            f"dt = {made.dt:g} ms: NEST counts time in whole microseconds; expected a multiple of "
            "0.001 ms."
        )
    text = HEAD.format(file=FILE, duration=made.duration, dt=made.dt)
    arrays: dict[str, Rows] = {}
    for name, spikes in made.sources.items():
        arrays[key := f"spikes of {name}"] = spikes
        text += SOURCE.format(name=name, key=key, size=network.populations[name].size)
    for name, neurons in made.neurons.items():
        text += _neurons(name, neurons, made.dt, arrays)
    text += CONNECT
    for name, one in made.projections.items():
        unit = 1.0 if isinstance(one.synapse, DeltaSynapse) else 1000.0  # pA for 1 nA
        weights, delays = unit * one.weights, np.round(one.delays, 6)
        blocks = synapses(name, one, weights, delays)
        text += PROJECTION.format(
            name=name,
            pre=one.pre.name,
            post=one.post.name,
            synapses=len(weights),
            blocks=len(blocks),
            of_all=of_all(weight=weights, delay=delays),
        )
        arrays |= blocks
    return Script(FILE, text + TAIL.format(names=list(made.neurons)), arrays)


def _neurons(name: str, neurons: Neurons, dt: float, arrays: dict[str, Rows]) -> str:
    """Their text; what differs from one to the next is added to `arrays`."""
    kinds = {type(one.synapse) for one in neurons.projections} or {DeltaSynapse}
    if len(kinds) > 1 or not kinds <= set(NEURON):
        listed = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise ValueError(
            f"{name!r} is reached by {listed}: a neuron of NEST has one kind of synapse, delta, "
            "exponential or alpha (with spikes onto LIF). Use one kind for each population."
        )
    (kind,) = kinds
    lif = neurons.lif
    own = {  # a parameter of NEST's, and its values here
        "tau_m": lif.tau_m,
        "C_m": 1000.0 * np.divide(lif.tau_m, lif.R_m),
        "E_L": lif.v_rest,
        "V_th": lif.v_threshold,
        "V_reset": lif.v_reset,
        "t_ref": np.round(neurons.refractory_steps * dt, 6),
    }
    text = NEURONS.format(
        name=name,
        model=NEURON[kind],
        size=neurons.size,
        taus=_taus(name, neurons),
        **{parameter: np.ravel(values)[0].item() for parameter, values in own.items()},
    )
    of_each = {
        parameter: values for parameter, values in own.items() if alike(values) is None
    }  # whose neurons begin as the first of them
    for parameter, values in (("V_m", neurons.v_start), ("I_e", 1000.0 * neurons.current)):
        if (value := alike(values)) is None:
            of_each[parameter] = values
        else:
            text += OF_ALL.format(name=name, parameter=parameter, value=value)
    if of_each:
        arrays[key := f"neurons of {name}"] = rows(**of_each)
        text += OF_EACH.format(name=name, key=key)
    return text


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
