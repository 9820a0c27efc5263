"""Plan: a network and its run, checked and in whole steps, as a script has to say it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.network import (
    Given,
    Network,
    PoissonInput,
    Population,
    Projection,
    SpikeSource,
    by_name,
    check_input,
    parts,
    start_of,
)
from snn_edu.neurons import LIF, refuse_picoamperes
from snn_edu.spikes import Spikes, all_whole_steps, step_of, whole_steps
from snn_edu.validation import Floats, instance, number, numbers


@dataclass(frozen=True)
class Neurons:
    """A population of LIF neurons, and what a run gives it."""

    lif: LIF
    size: int
    refractory_steps: int
    current: Floats  # nA, shape () or (size,), constant
    v_start: Floats  # mV, shape () or (size,)
    projections: tuple[Projection, ...]  # that lead to it


@dataclass(frozen=True)
class Plan:
    """What a script says: sources first, then neurons, then synapses."""

    dt: float  # ms
    duration: float  # ms
    sources: Mapping[str, list[list[float]]]  # spike times (ms, ends of steps), neuron by neuron
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
    dt = number("dt", dt, "ms", 0.001, 100.0)
    steps = whole_steps("duration", duration, dt)
    inputs = by_name("inputs", {} if inputs is None else inputs, network.populations)
    start = by_name("start", {} if start is None else start, network.populations)
    sources, neurons = {}, {}
    for name, population in network.populations.items():
        given = inputs.get(name, ())
        check_input(population, given)
        if isinstance(population.model, SpikeSource):
            if name in start:
                start_of(population, start[name])  # which refuses it
            sources[name] = _spike_times(population, given, steps, dt)
        elif type(population.model) is LIF:  # a subclass runs by a step of its own
            neurons[name] = _neurons(network, population, given, start.get(name), dt)
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


def _spike_times(population: Population, given: Given, steps: int, dt: float) -> list[list[float]]:
    """When each neuron of a source fires, at the end of a step, until the run ends."""
    spikes = given if isinstance(given, Spikes) else Spikes([])
    step = step_of(spikes.times, dt)
    if step.size and step[0] < 1:
        raise ValueError(
            f"inputs[{population.name!r}]: a spike at {spikes.times[0]:g} ms. A script begins with "
            f"the step that ends at dt = {dt:g} ms; shift the input by a step."
        )
    return [
        np.round(dt * step[(spikes.ids == i) & (step <= steps)], 6).tolist()
        for i in range(population.size)
    ]


def _neurons(
    network: Network, population: Population, given: Given, v_start: ArrayLike | None, dt: float
) -> Neurons:
    name, size, lif = population.name, population.size, instance("model", population.model, LIF)
    current = np.zeros(())
    for part in parts(given):
        if isinstance(part, PoissonInput):
            raise ValueError(
                f"inputs[{name!r}] = {part!r}: random spikes are drawn by other dice in each "
                "simulator. Draw them here, and send them from a SpikeSource()."
            )
        given_current: Any = part
        constant = numbers(f"inputs[{name!r}]", given_current, "nA")
        if constant.shape not in ((), (1, size)):
            raise ValueError(
                f"inputs[{name!r}] has shape {constant.shape}: a script takes a constant current, "
                f"one number in nA, or one for each neuron, (1, {size})."
            )
        current = current + constant
    refuse_picoamperes(f"inputs[{name!r}]", lif, current)
    v = start_of(population, lif.v_rest if v_start is None else v_start)
    onto = [one for one in network.projections.values() if one.post is population]
    refractory_steps = int(np.ceil(lif.t_ref / dt - 1e-6))
    return Neurons(lif, size, refractory_steps, current.reshape(current.shape[1:]), v, tuple(onto))


def literal(values: ArrayLike) -> str:
    """Numbers as Python text that gives them back to the last bit; one number if all are alike."""
    array = np.asarray(values)
    if array.size and np.all(array == array.flat[0]):
        return repr(array.flat[0].item())
    return wrapped(repr(array.tolist()))


def wrapped(text: str) -> str:
    """A long list over several lines."""
    lines = textwrap.wrap(text, 92, break_long_words=False, break_on_hyphens=False)
    return "\n    ".join(lines)
