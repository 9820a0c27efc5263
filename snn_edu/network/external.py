"""External input: what reaches a population from beyond the network, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.network.projections import Population, refuse_weights
from snn_edu.network.sources import PoissonInput, SpikeSource
from snn_edu.neurons import refuse_picoamperes
from snn_edu.spikes import Spikes
from snn_edu.synapses import Synapse
from snn_edu.validation import Floats, Quantity, choice, generator, instance, numbers, one_or_each

#: What `Network.run` takes for a population: a current (nA), random spikes, or several of them;
#: for a `SpikeSource` its spikes.
Part: TypeAlias = ArrayLike | PoissonInput | Spikes
Given: TypeAlias = Part | tuple[Part, ...]
Each = TypeVar("Each")


def currents_of(population: Population, given: Given, steps: int) -> Iterator[Quantity | None]:
    """The current (nA) of each step: None where there is none, a number, or an array (size,)."""
    name, size = f"inputs[{population.name!r}]", population.size
    total: Floats | None = None
    for part in parts(given):
        if isinstance(part, PoissonInput | Spikes):
            continue  # they come as spikes, not as currents
        current = numbers(name, part, "nA")
        if current.shape == (steps,):
            current = current[:, None]
        elif current.shape not in ((), (1, size), (steps, size)):
            raise ValueError(
                f"{name} has shape {current.shape}: expected one number in nA, one a step "
                f"({steps},), one for each neuron (1, {size}), or ({steps}, {size})."
            )
        total = current if total is None else total + current
    if total is not None:
        refuse_picoamperes(name, population.model, total)
    if total is None or total.shape == ():
        return iter([total] * steps)
    return iter(np.broadcast_to(total, (steps, total.shape[1])))


def backgrounds(
    population: Population,
    given: Given,
    lands_on: Callable[[Synapse], tuple[Floats, float]],
    steps: int,
    dt: float,
    rng: np.random.Generator | None,
) -> list[tuple[Floats, Iterator[Floats]]]:
    """Of each `PoissonInput` that a population was given: where it lands, and what, by the step.

    `lands_on` says so for a synapse, as `LIFs.lands_on` does.
    """
    sources = [part for part in parts(given) if isinstance(part, PoissonInput)]
    for source in sources:
        refuse_weights(np.array([source.weight]), source.synapse, population.model)
    if not sources:
        return []
    rng = generator("rng", rng)  # only these need it
    arriving = []
    for source in sources:
        onto, unit = lands_on(source.synapse)
        worth = replace(source, weight=unit * source.weight)
        arriving.append((onto, worth.arriving(onto.size, steps, dt, rng)))
    return arriving


def check_input(population: Population, given: Given) -> None:
    """Refuse spikes where a current belongs, and the other way round."""
    name, size = f"inputs[{population.name!r}]", population.size
    if not isinstance(population.model, SpikeSource):
        if any(isinstance(part, Spikes) for part in parts(given)):
            raise TypeError(
                f"{name}: spikes come through synapses. Give them to a population of "
                "SpikeSource(), and connect that to this one."
            )
    elif isinstance(given, tuple) and not given:
        return  # silent
    elif not isinstance(given, Spikes):
        raise TypeError(
            f"{name} = {given!r}: a SpikeSource sends spikes; expected "
            f"Spikes(times, ids, size={size})."
        )
    elif given.size != size:
        raise ValueError(
            f"{name}: spikes of {given.size} neurons, for a population of {size}. "
            f"Say Spikes(times, ids, size={size})."
        )


def start_of(population: Population, given: ArrayLike) -> Floats:
    """The potential (mV) that a population was given to begin with, one or one for each neuron."""
    name, size = f"start[{population.name!r}]", population.size
    if isinstance(population.model, SpikeSource):
        raise ValueError(f"{name}: a SpikeSource has no potential.")
    return one_or_each(name, given, (size,), "neuron", "mV")


def parts(given: Given) -> tuple[Part, ...]:
    """What was given, one by one: several are a tuple, for a list is an array of numbers."""
    return given if isinstance(given, tuple) else (given,)


def by_name(
    argument: str, given: Mapping[str, Each], populations: Mapping[str, Population]
) -> dict[str, Each]:
    """What was given by the name of a population, once there is one of each name."""
    instance(argument, given, Mapping, 'Say {"name": ...}.')
    return {choice(argument, name, tuple(populations)): each for name, each in given.items()}
