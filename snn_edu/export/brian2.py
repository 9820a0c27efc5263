"""Brian2: a network as the text of a script that runs in Brian2, spike for spike."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.export.plan import Neurons, literal, plan, wrapped
from snn_edu.network import Given, Network
from snn_edu.synapses import AlphaSynapse, DeltaSynapse, ExponentialSynapse, Synapse

HEAD = '''"""A network for Brian2: the spikes are those of snn_edu, step for step.

Run it with `python FILE.py`. By itself Brian2 compares with the threshold before spikes arrive,
counts a spike's own step as refractory, and labels a spike with the beginning of its step. Hence
the schedule, one step less of delay, one more of refractoriness, and one more in the labels.
"""

import numpy as np
from brian2 import *

prefs.codegen.target = "numpy"  # or "cython": the same spikes, compiled first
step = {dt!r} * ms
defaultclock.dt = step
duration = {duration!r} * ms
group = {{}}  # the populations, by name
projections = []
'''

SOURCE = """
# {name!r}: spikes at given times (ms), the end of their step
spike_times = {times}
ids = np.repeat(np.arange({size}), [len(times) for times in spike_times])
group[{name!r}] = SpikeGeneratorGroup({size}, ids, np.concatenate(spike_times) * ms - step)
"""

NEURONS = '''
# {name!r}: v is measured from v_rest = {lif.v_rest!r} mV
group[{name!r}] = NeuronGroup(
    {size},
    """dv/dt = (-v + {R_m!r}*Mohm*({currents})) / ({lif.tau_m!r}*ms) : volt{held}{more}
    drive : amp (constant)""",
    threshold="v >= {threshold!r}*mV",
    reset="v = {reset!r}*mV",
    refractory={refractory},
    method="exact",
)
group[{name!r}].v = {v_start} * mV
group[{name!r}].drive = {drive} * nA
'''

EXPONENTIAL = "\n    d{i}/dt = -{i} / ({tau!r}*ms) : amp"
ALPHA = """
    d{i}/dt = (e_{i} - {i}) / ({tau!r}*ms) : amp
    de_{i}/dt = -e_{i} / ({tau!r}*ms) : amp"""

PROJECTION = """
# {name!r}
synapses = Synapses(group[{pre!r}], group[{post!r}], "w : {unit}", on_pre={on_pre!r})
synapses.connect(
    i={pre_ids},
    j={post_ids},
)
synapses.w = {weight} * {per}
synapses.delay = {delay} * ms - step
projections.append(synapses)
"""

TAIL = """
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
) -> str:
    """The text of a script that runs `network` in Brian2, as ``network.run(duration, ...)`` here.

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
    text = HEAD.format(duration=made.duration, dt=made.dt)
    for name, times in made.sources.items():
        if any(len(set(one)) < len(one) for one in times):
            raise ValueError(
                f"inputs[{name!r}]: a neuron has two spikes in one step of dt = {made.dt:g} ms, "
                "which a SpikeGeneratorGroup of Brian2 refuses. Take a smaller dt."
            )
        text += SOURCE.format(name=name, times=wrapped(repr(times)), size=len(times))
    for name, neurons in made.neurons.items():
        text += _neurons(name, neurons)
    for name, one in made.projections.items():
        neurons = made.neurons[one.post.name]
        jumps = isinstance(one.synapse, DeltaSynapse)
        text += PROJECTION.format(
            name=name,
            pre=one.pre.name,
            post=one.post.name,
            unit="volt" if jumps else "amp",
            on_pre=_lands(one.synapse, neurons),
            pre_ids=wrapped(repr(one.pre_ids.tolist())),
            post_ids=wrapped(repr(one.post_ids.tolist())),
            weight=literal(one.weights),
            per="mV" if jumps else "nA",
            delay=literal(np.round(one.delays, 6)),
        )
    return text + TAIL.format(names=list(made.neurons))


def _currents(neurons: Neurons) -> dict[Synapse, str]:
    """The current of each kind of synapse, by its name in the equations."""
    kinds = dict.fromkeys(
        one.synapse for one in neurons.projections if not isinstance(one.synapse, DeltaSynapse)
    )
    return {kind: f"I_{k}" for k, kind in enumerate(kinds)}


def _lands(synapse: Synapse, neurons: Neurons) -> str:
    """What a spike does where it arrives."""
    if isinstance(synapse, DeltaSynapse):
        held = " * int(not_refractory_post)" if neurons.refractory_steps else ""
        return f"v_post += w{held}"
    current = _currents(neurons)[synapse]
    if isinstance(synapse, AlphaSynapse):
        return f"e_{current}_post += exp(1) * w"
    return f"{current}_post += w"


def _neurons(name: str, neurons: Neurons) -> str:
    more = ""
    for kind, current in _currents(neurons).items():
        if not isinstance(kind, ExponentialSynapse | AlphaSynapse):
            raise ValueError(
                f"{name!r} is reached by {type(kind).__name__}: a script has delta, exponential "
                "and alpha synapses only."
            )
        equation, near = (ALPHA, 1e-2) if isinstance(kind, AlphaSynapse) else (EXPONENTIAL, 1e-6)
        if abs(kind.tau_syn / neurons.lif.tau_m - 1.0) < near:
            raise ValueError(
                f"{name!r}: tau_m = {neurons.lif.tau_m:g} ms, tau_syn = {kind.tau_syn:g} ms: "
                "Brian2 divides by their difference, and its spikes would be wrong or none. Let "
                f"them differ by {100 * near:g} % or more, or take to_nest, which minds no equals."
            )
        more += equation.format(i=current, tau=kind.tau_syn)
    lif, steps = neurons.lif, neurons.refractory_steps
    return NEURONS.format(
        name=name,
        size=neurons.size,
        lif=lif,
        R_m=lif.R_m,
        currents=" + ".join(["drive", *_currents(neurons).values()]),
        more=more,
        threshold=lif.v_threshold - lif.v_rest,
        reset=lif.v_reset - lif.v_rest,
        held=" (unless refractory)" if steps else "",
        refractory=f"{steps} * step + step" if steps else "False",
        v_start=literal(neurons.v_start - lif.v_rest),
        drive=literal(neurons.current),
    )
