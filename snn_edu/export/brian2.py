"""Brian2: a network as a script that runs in Brian2, spike for spike."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.export.plan import Neurons, plan
from snn_edu.export.script import Rows, Script, alike, of_all, rows, synapses
from snn_edu.network import Given, Network
from snn_edu.synapses import AlphaSynapse, DeltaSynapse, ExponentialSynapse, Synapse

FILE = "network_brian2"  # .py and .npz

HEAD = '''"""A network for Brian2: the spikes are those of snn_edu, step for step.

Run it with `python {file}.py`, the arrays of {file}.npz beside it. By itself Brian2
compares with the threshold before spikes arrive, counts a spike's own step as refractory, and
labels a spike with the beginning of its step. Hence the schedule, one step less of delay, one more
of refractoriness, and one more in the labels.
"""

from pathlib import Path

import numpy as np
from brian2 import *

prefs.codegen.target = "numpy"  # or "cython": the same spikes, compiled first
step = {dt!r} * ms
defaultclock.dt = step
duration = {duration!r} * ms
arrays = np.load(Path(__file__).with_suffix(".npz"))
group = {{}}  # the populations, by name
projections = []
'''

SOURCE = """
# {name!r}: spikes at given times (ms), the end of their step
given = arrays[{key!r}]
group[{name!r}] = SpikeGeneratorGroup({size}, given["neuron"], given["time"] * ms - step)
"""

NEURONS = '''
# {name!r}: v is measured from {v_rest}
group[{name!r}] = NeuronGroup(
    {size},
    """dv/dt = (-v + {R_m}*({currents})) / ({tau_m}) : volt{held}{more}
    drive : amp (constant){own}""",
    threshold="v >= {threshold}",
    reset="v = {reset}",
    refractory={refractory},
    method="exact",
)
'''

OF_ALL = """group[{name!r}].{parameter} = {value!r} * {unit}
"""

OF_EACH = """group[{name!r}].{parameter} = arrays[{key!r}][{parameter!r}] * {unit}
"""

OWN = "\n    {parameter} : {dimension} (constant)"  # a parameter that each neuron has for itself

EXPONENTIAL = "\n    d{i}/dt = -{i} / ({tau!r}*ms) : amp"
ALPHA = """
    d{i}/dt = (e_{i} - {i}) / ({tau!r}*ms) : amp
    de_{i}/dt = -e_{i} / ({tau!r}*ms) : amp"""

CONNECT = '''

def connect(name, pre, post, blocks, of, unit, on_pre, weight=None, delay=None):
    """Synapses from the blocks of the file: w is `of` volt or amp, and `on_pre` what a spike does.

    A weight (in `unit`) and a delay (ms) of all synapses; None: each has its own, in the file.
    """
    if blocks == 0:
        return
    block = np.concatenate([arrays[f"synapses of {name}, {k}"] for k in range(blocks)])
    synapses = Synapses(group[pre], group[post], f"w : {of}", on_pre=on_pre)
    synapses.connect(i=block["pre"], j=block["post"])
    synapses.w = (block["weight"] if weight is None else weight) * unit
    synapses.delay = (block["delay"] if delay is None else delay) * ms - step
    projections.append(synapses)

'''

PROJECTION = """
# {synapses:,} synapses
connect(
    {name!r}, {pre!r}, {post!r}, blocks={blocks}{of_all},
    of={of!r}, unit={unit}, on_pre={on_pre!r},
)
"""

TAIL = """
arrays.close()

monitor = {{name: SpikeMonitor(group[name]) for name in {names!r}}}
network = Network(list(group.values()), projections, list(monitor.values()))
network.schedule = ["start", "groups", "synapses", "thresholds", "resets", "end"]
network.run(duration)
spikes = {{}}  # of each population: times (ms) and neurons, from 0
for name in monitor:
    spikes[name] = (monitor[name].t + step) / ms, np.array(monitor[name].i)
    print(name, len(monitor[name].i), "spikes")
"""


def to_brian2(
    network: Network,
    duration: float = 1000.0,
    inputs: Mapping[str, Given] | None = None,
    dt: float = 0.1,
    start: Mapping[str, ArrayLike] | None = None,
) -> Script:
    """A script that runs `network` in Brian2, as ``network.run(duration, ...)`` here.

    Brian2's own order of events is another model: threshold and reset come before the arrivals. The
    script sets ``schedule`` to [start, groups, synapses, thresholds, resets, end], takes one step
    off each delay, and adds one to the refractory period and to the labels. It leaves ``spikes``,
    a dict of (times, neurons). Its arguments are those of `Network.run`, with the limits of
    `to_nest`.

    A TypeError or ValueError where Brian2 cannot say it in these equations: another model than
    `LIF` (a subclass is one), plasticity, synapses other than delta, exponential and alpha, a
    tau_syn that is nearly tau_m; or where a source has two spikes in one step.
    Source: Stimberg, Brette & Goodman 2019, eLife 8:e47314 (Brian2); its schedule: Brian2's
    documentation, "Running a simulation".
    """
    made = plan(network, duration, inputs, dt, start)
    text = HEAD.format(file=FILE, duration=made.duration, dt=made.dt)
    arrays: dict[str, Rows] = {}
    for name, spikes in made.sources.items():
        if len(np.unique(spikes)) < len(spikes):
            raise ValueError(
                f"inputs[{name!r}]: a neuron has two spikes in one step of dt = {made.dt:g} ms, "
                "which a SpikeGeneratorGroup of Brian2 refuses. Take a smaller dt."
            )
        arrays[key := f"spikes of {name}"] = spikes
        text += SOURCE.format(name=name, key=key, size=network.populations[name].size)
    for name, neurons in made.neurons.items():
        text += _neurons(name, neurons, arrays)
    text += CONNECT
    for name, one in made.projections.items():
        jumps = isinstance(one.synapse, DeltaSynapse)
        delays = np.round(one.delays, 6)
        blocks = synapses(name, one, one.weights, delays)
        text += PROJECTION.format(
            name=name,
            pre=one.pre.name,
            post=one.post.name,
            synapses=len(one.weights),
            blocks=len(blocks),
            of="volt" if jumps else "amp",
            unit="mV" if jumps else "nA",
            on_pre=_lands(one.synapse, made.neurons[one.post.name]),
            of_all=of_all(weight=one.weights, delay=delays),
        )
        arrays |= blocks
    return Script(FILE, text + TAIL.format(names=list(made.neurons)), arrays)


def _currents(neurons: Neurons) -> dict[Synapse, str]:
    """The current of each kind of synapse, by its name in the equations."""
    kinds = dict.fromkeys(
        one.synapse for one in neurons.projections if not isinstance(one.synapse, DeltaSynapse)
    )
    return {kind: f"I_{k}" for k, kind in enumerate(kinds)}


def _lands(synapse: Synapse, neurons: Neurons) -> str:
    """What a spike does where it arrives."""
    if isinstance(synapse, DeltaSynapse):
        held = " * int(not_refractory_post)" if neurons.refractory_steps.any() else ""
        return f"v_post += w{held}"
    current = _currents(neurons)[synapse]
    if isinstance(synapse, AlphaSynapse):
        return f"e_{current}_post += exp(1) * w"
    return f"{current}_post += w"


def _neurons(name: str, neurons: Neurons, arrays: dict[str, Rows]) -> str:
    """Their text; what differs from one to the next is added to `arrays`."""
    more = ""
    for kind, current in _currents(neurons).items():
        if not isinstance(kind, ExponentialSynapse | AlphaSynapse):
            raise ValueError(
                f"{name!r} is reached by {type(kind).__name__}: a script has delta, exponential "
                "and alpha synapses only."
            )
        equation, near = (ALPHA, 1e-2) if isinstance(kind, AlphaSynapse) else (EXPONENTIAL, 1e-6)
        every = np.ravel(neurons.lif.tau_m)
        tau_m = every[np.abs(kind.tau_syn / every - 1.0).argmin()]
        if abs(kind.tau_syn / tau_m - 1.0) < near:
            raise ValueError(
                f"{name!r}: tau_m = {tau_m:g} ms, tau_syn = {kind.tau_syn:g} ms: "
                "Brian2 divides by their difference, and its spikes would be wrong or none. Let "
                f"them differ by {100 * near:g} % or more, or take to_nest, which minds no equals."
            )
        more += equation.format(i=current, tau=kind.tau_syn)
    lif, steps = neurons.lif, neurons.refractory_steps
    parameters = {  # values, unit, dimension
        "R_m": (lif.R_m, "Mohm", "ohm"),
        "tau_m": (lif.tau_m, "ms", "second"),
        "threshold": (np.subtract(lif.v_threshold, lif.v_rest), "mV", "volt"),
        "reset": (np.subtract(lif.v_reset, lif.v_rest), "mV", "volt"),
        "refractory": (np.where(steps > 0, steps + 1.0, 0.0), "step", "second"),
    }
    said = {parameter: alike(values) for parameter, (values, _, _) in parameters.items()}
    differ = {
        parameter: parameters[parameter] for parameter, value in said.items() if value is None
    }
    words = {
        parameter: f"own_{parameter}" if value is None else f"{value!r}*{parameters[parameter][1]}"
        for parameter, value in said.items()
    }
    rest = alike(lif.v_rest)
    if said["refractory"] is None:
        words["refractory"] = repr(words["refractory"])
    else:
        words["refractory"] = f"{steps.max()} * step + step" if steps.any() else "False"
    text = NEURONS.format(
        name=name,
        size=neurons.size,
        v_rest="each neuron's v_rest" if rest is None else f"v_rest = {rest!r} mV",
        currents=" + ".join(["drive", *_currents(neurons).values()]),
        more=more,
        held=" (unless refractory)" if steps.any() else "",
        own="".join(
            OWN.format(parameter=f"own_{parameter}", dimension=dimension)
            for parameter, (_, _, dimension) in differ.items()
        ),
        **words,
    )
    of_each: dict[str, ArrayLike] = {}
    key = f"neurons of {name}"
    own = [(f"own_{parameter}", unit, values) for parameter, (values, unit, _) in differ.items()]
    for parameter, unit, values in (
        ("v", "mV", neurons.v_start - lif.v_rest),
        ("drive", "nA", neurons.current),
        *own,
    ):
        about = {"name": name, "key": key, "parameter": parameter, "unit": unit}
        if (value := alike(values)) is None:
            of_each[parameter] = values
            text += OF_EACH.format(**about)
        else:
            text += OF_ALL.format(**about, value=value)
    if of_each:
        arrays[key] = rows(**of_each)
    return text
