"""External input: what reaches a population from beyond the network, told apart once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.network.named import ByName
from snn_edu.network.projections import Population, refuse_weights
from snn_edu.network.sources import PoissonInput, SpikeSource
from snn_edu.neurons import LIF, refuse_amperes, unit_of_current
from snn_edu.spikes import Spikes
from snn_edu.validation import (
    Floats,
    Quantity,
    ask,
    choice,
    instance,
    numbers,
    one_or_each,
    refuse_volts,
    shown,
)

#: What `Network.run` takes for a population: a current (nA), random spikes, or several of them;
#: for a `SpikeSource` its spikes.
Part: TypeAlias = ArrayLike | PoissonInput | Spikes
Given: TypeAlias = Part | tuple[Part, ...]
Each = TypeVar("Each")


@dataclass(frozen=True, eq=False)
class Outside:
    """What a run gives one population."""

    spikes: Spikes = field(default_factory=lambda: Spikes([]))  # of a `SpikeSource`
    current: Floats | None = None  # nA: a number, (1, size), (steps, 1), (steps, size); or none
    noise: tuple[PoissonInput, ...] = ()
    v_start: Floats | None = None  # mV, shape () or (size,); None: at rest

    def currents(self, steps: int) -> Iterator[Quantity | None]:
        """The current (nA) of each step: none, a number, or an array (size,)."""
        if self.current is None or self.current.shape == ():
            return iter([self.current] * steps)
        return iter(np.broadcast_to(self.current, (steps, self.current.shape[1])))


def outside(
    populations: Mapping[str, Population],
    inputs: Mapping[str, Given] | None,
    start: Mapping[str, ArrayLike] | None,
    steps: int,
    dt: float,
    begin: float = 0.0,
) -> dict[str, Outside]:
    """What a run of `steps` of `dt` ms gives each population; arguments are those of `Network.run`.

    One that goes on from an earlier run begins at `begin` ms.
    """
    inputs = by_name("inputs", {} if inputs is None else inputs, populations)
    if isinstance(start, ByName) and not start:
        raise ValueError(
            "start is empty: no v was recorded there. To go on from the end of a run say start=run."
        )
    start = by_name("start", {} if start is None else start, populations)
    given = {}
    for name, population in populations.items():
        to_one = _to_source if isinstance(population.model, SpikeSource) else _to_neurons
        given[name] = to_one(population, inputs.get(name, ()), start.get(name), steps)
        _refuse_over(f"inputs[{name!r}]", given[name].spikes, begin)
        _ask_later(f"inputs[{name!r}]", given[name].spikes, begin, begin + steps * dt)
    return given


def _ask_later(name: str, spikes: Spikes, begin: float, end: float) -> None:
    """Ask about spikes of which a run hears none, or all in its first thousandth."""
    if not len(spikes):
        return
    if spikes.start >= end:
        ask(
            f"{name} begins at {spikes.start:g} ms, and this run ends at {end:g} ms: it hears "
            f"none of it. Say .shift({begin - spikes.start:g}), if it is to come now."
        )
    elif spikes.duration is not None and abs(1000.0 * spikes.duration - (end - begin)) < 1e-6:
        ask(
            f"{name} was listened to for {spikes.duration:g} ms, and the run lasts "
            f"{end - begin:g} ms. Are its times in seconds?"
        )


def _refuse_over(name: str, spikes: Spikes, begin: float) -> None:
    """Refuse spikes that are over when a run begins: perhaps they were counted from there."""
    if not begin or not len(spikes):
        return
    last = spikes.times[-1].item()
    over = last if spikes.duration is None else max(last, spikes.start + spikes.duration)
    if over <= begin:
        raise ValueError(
            f"{name} ends at {over:g} ms, and this run goes on from {begin:g} ms: times count from "
            f"the beginning of the first run. Leave it out, or add {begin:g} ms to its times."
        )


def _to_source(
    population: Population, given: Given, v_start: ArrayLike | None, steps: int
) -> Outside:
    name, size = f"inputs[{population.name!r}]", population.size
    if v_start is not None:
        raise ValueError(f"start[{population.name!r}]: a SpikeSource has no potential.")
    if isinstance(given, tuple) and not given:
        return Outside()  # silent
    if not isinstance(given, Spikes):
        raise TypeError(
            f"{name} = {shown(given)}: a SpikeSource sends spikes; expected "
            f"Spikes(times, ids, size={size}). Of a list for each neuron: Spikes.from_trains(...); "
            "of a raster (steps, neurons): Spikes.from_raster(..., dt)."
        )
    if given.size != size:
        raise ValueError(
            f"{name}: spikes of {given.size} neurons, for a population of {size}. "
            f"Say Spikes(times, ids, size={size})."
        )
    if given.times.size and given.times[0] < 0.0:
        raise ValueError(
            f"{name}: the first spike is at {given.times[0]:g} ms, before the first run begins, "
            f"at 0 ms. Say spikes.shift({-given.start:g})."
        )
    return Outside(given)


def _to_neurons(
    population: Population, given: Given, v_start: ArrayLike | None, steps: int
) -> Outside:
    name, size, model = f"inputs[{population.name!r}]", population.size, population.model
    noise: list[PoissonInput] = []
    total: Floats | None = None
    for part in given if isinstance(given, tuple) else (given,):  # a list is an array of numbers
        if isinstance(part, Spikes):
            raise TypeError(
                f"{name}: spikes come through synapses. Give them to a population of "
                "SpikeSource(), and connect that to this one."
            )
        if isinstance(part, PoissonInput):
            refuse_weights(np.array([part.weight]), part.synapse, model)
            noise.append(part)
            continue
        current = numbers(name, part, unit_of_current(model))
        if current.shape == (steps,) == (size,) and size > 1:
            raise ValueError(
                f"{name} has shape ({size},): there are {size} neurons and as many steps. Say "
                "current[None, :] for one a neuron, or current[:, None] for one a step."
            )
        if current.shape == (steps,):
            current = current[:, None]
        elif current.shape not in ((), (1, size), (steps, size)):
            each = " Say current[None, :] for one a neuron." * (current.shape == (size,))
            raise ValueError(
                f"{name} has shape {current.shape}: expected one number in nA, one a step "
                f"({steps},), one for each neuron (1, {size}), or ({steps}, {size}).{each}"
            )
        total = current if total is None else total + current
    if total is not None:
        refuse_amperes(name, model, total)
    if v_start is not None:
        said = f"start[{population.name!r}]"
        v_start = one_or_each(said, v_start, (size,), "neuron", "mV")
        if isinstance(model, LIF) and np.min(model.v_rest) < -10.0:  # which is in mV
            refuse_volts(said, *v_start.flat)
    return Outside(current=total, noise=tuple(noise), v_start=v_start)


def by_name(
    argument: str, given: Mapping[str, Each] | str, named: Mapping[str, object]
) -> dict[str, Each]:
    """What was given by the name of a population or projection, once there is one of each name."""
    slip = f"Say [{given!r}]." if isinstance(given, str) and given in named else ""
    first = next(iter(named), "name")
    by = instance(argument, given, Mapping, slip or f'Say {{"{first}": ...}}.')
    return {choice(argument, name, tuple(named)): each for name, each in by.items()}
