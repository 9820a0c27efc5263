"""Network: populations of neurons, the projections between them, and the clocked run of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.network.connectivity import Indices, Sparse
from snn_edu.network.delivery import DelayGroup, PlasticGroup, groups_of, weights_after
from snn_edu.network.external import Given, Outside, by_name, outside
from snn_edu.network.named import ByName
from snn_edu.network.populations import LIFs, Models, SpikeSources, spikes_of
from snn_edu.network.projections import Population, Projection, project
from snn_edu.network.sources import SpikeSource
from snn_edu.neurons import LIF, Model
from snn_edu.pictured import Pictured
from snn_edu.plasticity import Rule
from snn_edu.spikes import Spikes, whole_steps
from snn_edu.synapses import DeltaSynapse, Synapse
from snn_edu.validation import Floats, affordable, choice, frozen, generator, instance, number

LOOK = 'Say run(..., looks={"in -> out": 100.0}), in ms.'


@dataclass(frozen=True, eq=False, repr=False)
class NetworkRecording(Pictured):
    """What the run of a network saw. n steps have n + 1 ends: ``t[k] = k dt``, from 0."""

    t: Floats  # ms, shape (steps + 1,)
    spikes: Mapping[str, Spikes]  # of each population, each at the end of its step
    v: Mapping[str, Floats]  # mV, shape (steps + 1, neurons), of the populations asked for
    weights: Mapping[str, Floats]  # of each projection at the end, in the shape they were given
    course: Mapping[str, Floats]  # weights over time, of those looked at: (looks, *shape)
    course_t: Mapping[str, Floats]  # ms, when each was looked at: (looks,)

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)
        frozen(self.t)  # of a copy too

    def __repr__(self) -> str:
        spikes = ", ".join(f"{name} {len(train)}" for name, train in self.spikes.items())
        kept = "".join(f"; v of {', '.join(self.v)}" * bool(self.v))
        return f"<NetworkRecording: {self.t[-1]:g} ms; spikes: {spikes}{kept}>"


class Network:
    """Populations and projections, and a clock that runs them.

    Within a step the order is: exact decay; what arrives is added; threshold (>=); reset. A spike
    is labelled with the end of its step, k dt, and arrives `delay` later, at least a step. While
    refractory a `LIF` is held at v_reset, for t_ref rounded up to whole steps; what arrives by
    `DeltaSynapse` meanwhile is lost, currents and conductances go on. In this order the spikes are
    those of NEST (iaf_psc_delta, iaf_psc_exp), step for step. Another model's step has threshold,
    reset and refractoriness inside, and meets a jump of v as it begins. A subclass of `LIF` is
    another model: it runs by its own step.

    A network is only a plan: `run` leaves it as it was, and can be called again.
    Source: Morrison, Mehring, Geisel, Aertsen & Diesmann 2005, Neural Comput 17:1776 (the order);
    Rotter & Diesmann 1999, Biol Cybern 81:381 (exact integration).

    Examples
    --------
    >>> from snn_edu import LIF, Spikes
    >>> network = Network()
    >>> network = network.add(SpikeSource(), 2, "input").add(LIF(), 1, "output")
    >>> network = network.connect("input", "output", weights=8.0, delay=1.5)
    >>> together = Spikes([10, 10, 30, 35], [0, 1, 0, 1], size=2)
    >>> network.run(50.0, {"input": together}, dt=0.1).spikes["output"].times
    array([11.5])
    """

    def __init__(self) -> None:
        self.populations: dict[str, Population] = {}
        self.projections: dict[str, Projection] = {}

    def __repr__(self) -> str:
        neurons = ", ".join(
            f"{name}: {one.size} {type(one.model).__name__}"
            for name, one in self.populations.items()
        )
        synapses = ", ".join(
            f"{name}: {one.weights.size}" for name, one in self.projections.items()
        )
        return f"<Network: {neurons or 'empty'}{f'; synapses {synapses}' * bool(synapses)}>"

    def _repr_html_(self) -> str:
        """Who is there and who is connected to whom, as a table."""
        rows = [
            (name, f"{one.size} {type(one.model).__name__}")
            for name, one in self.populations.items()
        ]
        for name, one in self.projections.items():
            learns = f", {type(one.plasticity).__name__}" if one.plasticity else ""
            rows.append((name, f"{one.weights.size} {type(one.synapse).__name__}{learns}"))
        cells = (f"<tr><th>{escape(name)}</th><td>{escape(what)}</td></tr>" for name, what in rows)
        return f"<table>{''.join(cells)}</table>" if rows else escape(repr(self))

    def add(self, model: Model | SpikeSource, size: int, name: str) -> Network:
        """Add a population of `size` neurons, known as `name`; returns this network.

        `model` is a `LIF`; a `SpikeSource`, whose spikes are given to `run`; or any object with
        ``start()`` and ``stepper(dt, xp)``, as in `simulate`.
        """
        instance("name", name, str, 'Say add(LIF(), 100, "E").')
        if name in self.populations:
            raise ValueError(f"name = {name!r}: there is a population of that name already.")
        self.populations[name] = Population(name, model, size)
        return self

    def connect(
        self,
        pre: str,
        post: str,
        weights: ArrayLike | Sparse,
        delay: ArrayLike = 1.0,
        synapse: Synapse = DeltaSynapse(),  # noqa: B008, frozen
        plasticity: Rule | None = None,
        name: str | None = None,
    ) -> Network:
        """Connect population `pre` to population `post`; returns this network.

        Parameters
        ----------
        weights
            One number for every pair, a matrix of shape (pre, post), or `Sparse`. In mV for a
            `DeltaSynapse`; peak current in nA for the exponential, alpha and double exponential
            synapse; peak conductance in uS for a `Conductance`.
        delay
            In ms, whole steps, at least one: one number, or one for each synapse, in the shape of
            the weights. The run is slower with every different delay.
        synapse
            Of all of them. Several kinds are several projections.
        plasticity
            An `STDP` or any other `Rule`, in the unit of the weights; None leaves them as they are.
        name
            Left out: ``"pre -> post"``.
        """
        for side, asked in (("pre", pre), ("post", post)):
            choice(side, asked, tuple(self.populations))
        name = f"{pre} -> {post}" if name is None else instance("name", name, str)
        if name in self.projections:
            raise ValueError(
                f"name = {name!r}: there is a projection of that name already. "
                "Say connect(..., name=...)."
            )
        ends = self.populations[pre], self.populations[post]
        self.projections[name] = project(*ends, weights, delay, synapse, plasticity)
        return self

    def run(
        self,
        duration: float,
        inputs: Mapping[str, Given] | None = None,
        dt: float = 0.1,
        rng: np.random.Generator | None = None,
        start: Mapping[str, ArrayLike] | None = None,
        record: Iterable[str] | Mapping[str, ArrayLike] = (),
        looks: Mapping[str, float] | None = None,
    ) -> NetworkRecording:
        """Run all for `duration` ms, a whole number of steps of `dt` ms, from rest.

        Parameters
        ----------
        inputs
            What reaches each population from outside: for a `SpikeSource` its `Spikes`, of as many
            neurons; for neurons a current in nA (one number, one a step (steps,), one for each
            neuron (1, size), or (steps, size)), a `PoissonInput`, or a tuple of several.
        rng
            Draws the spikes of a `PoissonInput`; only that needs it.
        start
            The potential (mV) to begin with, by population: one number or one a neuron.
        record
            Names of populations whose v is recorded; a mapping says of which neurons.
        looks
            Names of projections whose weights are recorded, and how often, in ms, from the start
            on: ``looks={"in -> out": 100.0}`` gives ``.course["in -> out"]``.
        """
        dt = number("dt", dt, "ms", 0.001, 100.0)
        steps = whole_steps("duration", duration, dt)
        affordable("duration", duration, "ms", 200.0 * steps)
        if rng is not None:
            generator("rng", rng)
        given = outside(self.populations, inputs, start, steps)
        who_of: Any = record
        if not isinstance(record, str | Mapping):
            names = instance("record", record, Iterable)
            who_of = {choice("record", n, tuple(self.populations)): None for n in names}
        who_of = by_name("record", who_of, self.populations)

        running = {name: self._at_start(name, each, dt, steps) for name, each in given.items()}
        # Each population, with the current of each step.
        clocked = [(running[name], each.currents(steps)) for name, each in given.items()]
        noise: list[tuple[Floats, Iterator[Floats]]] = []  # onto what, and how much of it
        for name, each in given.items():
            for source in each.noise:
                onto, unit = running[name].lands_on(source.synapse)
                worth = replace(source, weight=unit * source.weight)
                noise.append((onto, worth.arriving(onto.size, steps, dt, generator("rng", rng))))
        groups: dict[str, list[DelayGroup]] = {}
        learners = []
        for name, projection in self.projections.items():
            pre, post = running[projection.pre.name], running[projection.post.name]
            groups[name] = groups_of(projection, pre.fired, post.lands_on(projection.synapse), dt)
            if (rule := projection.plasticity) is not None:
                learners += [PlasticGroup(rule, each, post.fired, dt) for each in groups[name]]
        delayed = [group for each in groups.values() for group in each]
        v = {name: self._recorder(name, who, steps) for name, who in who_of.items()}
        recorded = [(running[name], who, path) for name, (who, path) in v.items()]
        for each, who, path in recorded:
            path[0] = each.potential(who)
        looking = by_name("looks", {} if looks is None else looks, self.projections)
        watched = {name: self._looks(name, each, steps, dt) for name, each in looking.items()}
        for name, (_, seen) in watched.items():
            seen[0] = weights_after(self.projections[name], groups[name])

        for step in range(1, steps + 1):
            for each, current in clocked:  # exact decay
                each.advance(next(current))
            for onto, arriving in noise:  # what was sent `delay` ago is added
                onto += next(arriving)
            for group in delayed:
                group.deliver(step)
            for each, _ in clocked:  # threshold, then reset
                each.fire()
            for synapses in learners:
                synapses.learn(step)
            for each, who, path in recorded:
                path[step] = each.potential(who)
            for name, (every, seen) in watched.items():
                if step % every == 0:
                    seen[step // every] = weights_after(self.projections[name], groups[name])

        sizes = {name: population.size for name, population in self.populations.items()}
        t: Floats = dt * np.arange(steps + 1, dtype=float)
        return NetworkRecording(
            frozen(t),
            ByName({n: spikes_of(running[n].fired, sizes[n], dt) for n in running}),
            ByName({n: path for n, (_, path) in v.items()}, 'Say run(..., record=["name"]).'),
            ByName({n: weights_after(self.projections[n], groups[n]) for n in groups}),
            ByName({n: seen for n, (_, seen) in watched.items()}, LOOK),
            ByName({n: t[::every] for n, (every, _) in watched.items()}, LOOK),
        )

    def _at_start(self, name: str, given: Outside, dt: float, steps: int) -> Any:
        """A population as it is before the first step."""
        population = self.populations[name]
        if isinstance(population.model, SpikeSource):
            return SpikeSources(given.spikes, steps, dt)
        onto = [one for one in self.projections.values() if one.post is population]
        synapses = [one.synapse for one in onto] + [one.synapse for one in given.noise]
        kinds = dict.fromkeys(synapses)  # each once
        build: Any = LIFs if type(population.model) is LIF else Models
        return build(population.model, population.size, kinds, dt, given.v_start)

    def _recorder(self, name: str, who: ArrayLike | None, steps: int) -> tuple[Indices, Floats]:
        """Which neurons of a population are recorded, and where to."""
        population = self.populations[name]
        if isinstance(population.model, SpikeSource):
            raise ValueError(f"record: {name!r} is a SpikeSource and has no potential.")
        ids = np.atleast_1d(np.arange(population.size) if who is None else np.asarray(who))
        whole = ids.ndim == 1 and ids.dtype.kind in "iu"
        if not whole or not np.all((ids >= 0) & (ids < population.size)):
            raise ValueError(
                f"record[{name!r}] = {who!r}: expected indices, 0 to {population.size - 1}."
            )
        affordable("record", steps * ids.size, "values", 8.0 * (steps + 1) * ids.size)
        return ids, np.empty((steps + 1, ids.size))

    def _looks(self, name: str, every: float, steps: int, dt: float) -> tuple[int, Floats]:
        """After how many steps the weights of a projection are looked at, and where they go."""
        span, shape = whole_steps(f"looks[{name!r}]", every, dt), self.projections[name].shape
        looks = steps // span + 1
        affordable(f"looks[{name!r}]", every, "ms", 8.0 * looks * np.prod(shape, dtype=float))
        return span, np.empty((looks, *shape))
