"""Plan: a network and its run, checked and in whole steps, as a script has to say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.export.script import Rows, rows
from snn_edu.network import (
    Given,
    Network,
    NetworkRecording,
    Outside,
    Projection,
    SpikeSource,
    outside,
)
from snn_edu.neurons import LIF
from snn_edu.spikes import Spikes, all_whole_steps, step_of, whole_steps
from snn_edu.validation import Floats, instance, number


@dataclass(frozen=True)
class Neurons:
    """A population of LIF neurons, and what a run gives it."""

    lif: LIF  # its parameters are one number, or one for each neuron
    size: int
    refractory_steps: NDArray[np.int64]  # shape () or (size,)
    current: Floats  # nA, shape () or (size,), constant
    v_start: Floats  # mV, shape () or (size,)
    projections: tuple[Projection, ...]  # that lead to it


@dataclass(frozen=True)
class Plan:
    """What a script says: sources first, then neurons, then synapses."""

    dt: float  # ms
    duration: float  # ms
    sources: Mapping[str, Rows]  # neuron by neuron its spikes: neuron, time (ms, an end of a step)
    neurons: Mapping[str, Neurons]
    projections: Mapping[str, Projection]


def plan(
    network: Network,
    duration: float,
    inputs: Mapping[str, Given] | None,
    dt: float,
    start: Mapping[str, ArrayLike] | None,
) -> Plan:
    """Check that a script can say all of it; the arguments are those of `Network.run`."""
    instance("network", network, Network, "Say Network().add(...).")
    if not network.populations:
        raise ValueError('network: it has no neurons yet. Say add(LIF(), 100, "E") first.')
    dt = number("dt", dt, "ms", 0.001, 100.0)
    steps = whole_steps("duration", duration, dt)
    for name in (*network.populations, *network.projections):
        if "\\" in name or "\0" in name:
            raise ValueError(
                f"name = {name!r}: it names an array in a .npz, where a backslash or a zero "
                "character is lost. Give it another name."
            )
    if isinstance(start, NetworkRecording):
        raise ValueError(
            f"start = {start!r}: a script begins with potentials. Who is refractory and which "
            "spikes are on their way, as a run left them, it cannot say. Say {name: potentials}."
        )
    sources, neurons = {}, {}
    for name, given in outside(network.populations, inputs, start, steps, dt).items():
        population = network.populations[name]
        if isinstance(population.model, SpikeSource):
            sources[name] = _spikes(name, given.spikes, steps, dt)
        elif type(population.model) is LIF:  # a subclass runs by a step of its own
            onto = tuple(one for one in network.projections.values() if one.post is population)
            neurons[name] = _neurons(name, population.size, population.model, given, onto, dt)
        else:
            raise ValueError(
                f"{name!r} is {type(population.model).__name__}: a script is written for LIF "
                "itself and SpikeSource only; of other models each simulator has its own."
            )
    for name, one in network.projections.items():
        if one.plasticity is not None:
            raise ValueError(
                f"{name!r} learns: simulators differ in which pairs count and what a tie means, so "
                "the weights would drift apart. Connect it with plasticity=None."
            )
        all_whole_steps(f"delay of {name!r}", one.delays, dt)
    return Plan(dt, float(duration), sources, neurons, dict(network.projections))


def _spikes(name: str, spikes: Spikes, steps: int, dt: float) -> Rows:
    """When each neuron of a source fires, at the end of a step, until the run ends."""
    step = step_of(spikes.times, dt)
    if step.size and step[0] < 1:
        raise ValueError(
            f"inputs[{name!r}]: a spike at {spikes.times[0]:g} ms. A script begins with "
            f"the step that ends at dt = {dt:g} ms; shift the input by a step."
        )
    order = np.argsort(spikes.ids, kind="stable")
    order = order[step[order] <= steps]
    return rows(neuron=spikes.ids[order], time=np.round(dt * step[order], 6))


def _neurons(
    name: str, size: int, lif: LIF, given: Outside, onto: tuple[Projection, ...], dt: float
) -> Neurons:
    if given.noise:
        raise ValueError(
            f"inputs[{name!r}] = {given.noise[0]!r}: random spikes are drawn by other dice in each "
            "simulator. Draw them here, and send them from a SpikeSource()."
        )
    current = np.zeros(()) if given.current is None else given.current
    if current.shape not in ((), (1, size)):
        raise ValueError(
            f"inputs[{name!r}] has shape {current.shape}: a script takes a constant current, "
            f"one number in nA, or one for each neuron, (1, {size})."
        )
    v_start = np.asarray(lif.v_rest) if given.v_start is None else given.v_start
    refractory_steps = np.ceil(np.divide(lif.t_ref, dt) - 1e-6).astype(np.int64)
    return Neurons(lif, size, refractory_steps, current.reshape(current.shape[1:]), v_start, onto)
