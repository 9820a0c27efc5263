"""Network: populations of neurons, the projections between them, and the clocked run of all."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from html import escape
from typing import TYPE_CHECKING, ClassVar, NoReturn

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.described import refuse_another
from snn_edu.kept import Kept
from snn_edu.network.clock import Clock
from snn_edu.network.connectivity import Indices, Sparse
from snn_edu.network.external import Given, by_name, outside
from snn_edu.network.named import ByName
from snn_edu.network.projections import Population, Projection, project
from snn_edu.network.sources import SpikeSource
from snn_edu.network.state import NetworkState, plan_of
from snn_edu.neurons import Model
from snn_edu.pictured import Pictured
from snn_edu.plasticity import Rule
from snn_edu.progress import Progress, Tell
from snn_edu.spikes import Spikes, whole_steps
from snn_edu.synapses import DeltaSynapse, Synapse
from snn_edu.validation import (
    Floats,
    affordable,
    ask,
    choice,
    frozen,
    generator,
    instance,
    number,
    shown,
)
from snn_edu.validation import by_name as by_parameter


@by_parameter
@dataclass(frozen=True, eq=False, repr=False)
class NetworkRecording(Kept, Pictured):
    """What the run of a network saw. n steps have n + 1 ends: ``t[k] = k dt``, from 0."""

    t: Floats  # ms, shape (steps + 1,)
    spikes: Mapping[str, Spikes]  # of each population, each at the end of its step
    v: Mapping[str, Floats]  # mV, shape (steps + 1, neurons), of the populations asked for
    weights: Mapping[str, Floats]  # of each projection at the end, in the shape they were given
    course: Mapping[str, Floats]  # weights over time, of those looked at: (looks, *shape)
    course_t: Mapping[str, Floats]  # ms, when each was looked at: (looks,)
    end: NetworkState | None = field(default=None, repr=False)  # from which a later run goes on

    units: ClassVar[Mapping[str, str]] = {"t": "ms", "v": "mV", "course_t": "ms"}

    def __post_init__(self) -> None:
        frozen(self.t)
        for name, hint in (
            *(("spikes", ""), ("v", 'Say run(..., record=["name"]).'), ("weights", "")),
            *(
                (name, 'Say run(..., looks={"in -> out": 100.0}).')
                for name in ("course", "course_t")
            ),
        ):
            object.__setattr__(self, name, ByName(getattr(self, name), hint))

    def with_weights_of(self, network: Network) -> NetworkRecording:
        """Return the same recording, from which `network` goes on: one that has other weights.

        ``network.run(200, start=earlier.with_weights_of(network))`` turns a knob while the network
        runs. All that is under way stays; a spike on its way arrives with the new weight.

        Raises
        ------
        ValueError
            The networks differ in more than their weights.
        """
        instance("network", network, Network)
        plan = plan_of(network.populations, network.projections)
        if self.end is not None:
            was, now = (_without_weights(one) for one in (self.end.plan, plan))
            refuse_another("network", now, was)
        weights = {n: one.weights.reshape(one.shape) for n, one in network.projections.items()}
        end = None if self.end is None else replace(self.end, plan=plan)
        return replace(self, weights=weights, end=end)

    def __reduce__(self) -> tuple[object, ...]:
        return NetworkRecording, tuple(getattr(self, each.name) for each in fields(self))

    def __repr__(self) -> str:
        spikes = ", ".join(f"{name} {len(train)}" for name, train in self.spikes.items())
        kept = "".join(f"; v of {', '.join(self.v)}" * bool(self.v))
        begin = f"{self.t[0]:g} to " if self.t[0] else ""
        return f"<NetworkRecording: {begin}{self.t[-1]:g} ms; spikes: {spikes}{kept}>"


def _without_weights(plan: Mapping[str, str]) -> dict[str, str]:
    """What a network is, but for the strengths of its synapses."""
    return {part: its for part, its in plan.items() if not part.startswith("the weights of ")}


def _end_of(earlier: NetworkRecording, plan: Mapping[str, str], dt: float) -> NetworkState:
    """How a run has ended, once it was of the network of this `plan`, in steps of `dt`."""
    if earlier.end is None:
        raise ValueError("start: that run was stopped within a step, so none can go on from it.")
    refuse_another("network", plan, earlier.end.plan)
    if dt != earlier.end.dt:
        raise ValueError(
            f"dt = {dt:g} ms: the earlier run had steps of {earlier.end.dt:g} ms, and so must one "
            "that goes on from it."
        )
    return earlier.end


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
        self.populations: Mapping[str, Population] = ByName({})
        self.projections: Mapping[str, Projection] = ByName({})

    if not TYPE_CHECKING:  # which knows what is there

        def __getattr__(self, name: str) -> NoReturn:
            """What a network has not, a run of it may have, or its populations."""
            slip = ""
            if name in NetworkRecording.__dataclass_fields__:
                slip = f". It is only a plan: say run = network.run(1000.0), and run.{name}."
            elif name in self.__dict__.get("populations", ()):
                slip = f". Say .populations[{name!r}]."
            raise AttributeError(f"'Network' object has no attribute {name!r}{slip}", name=name)

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
        if not name.strip():
            raise ValueError(f"name = {name!r}: a population needs one, such as 'E'.")
        if name in self.populations:
            raise ValueError(f"name = {name!r}: there is a population of that name already.")
        self.populations = ByName({**self.populations, name: Population(name, model, size)})
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
            synapse (50 pA are 0.05); peak conductance in uS for a `Conductance` (2 nS are 0.002).
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
            if not self.populations:
                raise ValueError(f"{side} = {shown(asked)}: there is none yet. Say add(...) first.")
            choice(side, asked, tuple(self.populations))
        name = f"{pre} -> {post}" if name is None else instance("name", name, str)
        if name in self.projections:
            raise ValueError(
                f"name = {name!r}: there is a projection of that name already. "
                "Say connect(..., name=...)."
            )
        ends = self.populations[pre], self.populations[post]
        new = project(*ends, weights, delay, synapse, plasticity)
        self.projections = ByName({**self.projections, name: new})
        return self

    def run(
        self,
        duration: float,
        inputs: Mapping[str, Given] | None = None,
        dt: float = 0.1,
        rng: np.random.Generator | None = None,
        start: Mapping[str, ArrayLike] | NetworkRecording | None = None,
        record: Iterable[str] | Mapping[str, ArrayLike] = (),
        looks: Mapping[str, float] | None = None,
        progress: Tell | None = None,
    ) -> NetworkRecording:
        """Run all for `duration` ms, a whole number of steps of `dt` ms, from rest.

        ``second = network.run(200, start=first)`` goes on where ``first = network.run(200)`` ended:
        with its weights, and with the spikes, currents, pauses and traces that were under way. The
        two are to the last bit what one run of 400 ms is. Times go on too: from 200 to 400 ms.

        Parameters
        ----------
        inputs
            What reaches each population from outside: for a `SpikeSource` its `Spikes`, of as many
            neurons; for neurons a current in nA, 200 pA are 0.2 (one number, one a step (steps,),
            one for each neuron (1, size), or (steps, size)), a `PoissonInput`, or a tuple of
            several. A run that goes on takes of the spikes those after its beginning: what the
            first run was given fits both. Currents have one value for each step of the run itself.
        rng
            Draws the spikes of a `PoissonInput`; only that needs it. A run that goes on is given
            the generator of the first, or another one for other dice.
        start
            The potential (mV) to begin with, by population: one number or one a neuron. Or the
            recording of an earlier run of this network, to go on from its end (or of one with
            other weights: `NetworkRecording.with_weights_of`).
        record
            Names of populations whose v is recorded; a mapping says of which neurons.
        looks
            Names of projections whose weights are recorded, and how often, in ms, from the start
            on: ``looks={"in -> out": 100.0}`` gives ``.course["in -> out"]``.
        progress
            Called with (ms done, ms in all) from time to time. Left out, a run of more than two
            seconds says on a line how far it is. Ctrl+C raises an `Interrupted` whose ``.partial``
            is the recording until then.
        """
        if not self.populations:
            raise ValueError('network: it has no neurons yet. Say add(LIF(), 100, "E") first.')
        dt = number("dt", dt, "ms", 0.001, 100.0)
        steps = whole_steps("duration", duration, dt)
        affordable("duration", duration, "ms", 200.0 * steps)
        if rng is not None:
            generator("rng", rng)
        earlier = start if isinstance(start, NetworkRecording) else None
        plan = plan_of(self.populations, self.projections)
        before = None if earlier is None else _end_of(earlier, plan, dt)
        v_start = None if isinstance(start, NetworkRecording) else start
        begin = 0.0 if before is None else before.steps * dt
        given = outside(self.populations, inputs, v_start, steps, dt, begin)
        recorded = {n: self._who(n, who) for n, who in self._asked(record).items()}
        values = sum(who.size for who in recorded.values())
        affordable("record", steps * values, "values", 8.0 * (steps + 1) * values)
        watched = self._watched(looks, dt)
        if before is None:  # in pieces, the next may be longer
            self._ask_beyond(watched, steps, dt)

        projections = {
            name: replace(one, weights=earlier.weights[name].ravel())
            if earlier is not None and one.plasticity is not None
            else one
            for name, one in self.projections.items()
        }
        clock = Clock(self.populations, projections, given, dt, steps, rng, before)
        v = {name: clock.record(name, who, steps) for name, who in recorded.items()}
        course = {name: clock.look(name, every, steps) for name, every in watched.items()}
        with Progress("Network.run", steps * dt, "ms", progress) as watch:
            for piece in watch.pieces(steps):
                clock.take(range(clock.first + piece.start, clock.first + piece.stop))

        for name, one in clock.running.items():
            if np.isnan(one.state().get("v", 0.0)).any():
                warnings.warn(
                    f"{name!r}: v of a neuron is no number (nan) any more, so it cannot fire. What "
                    "does the step of its model give?",
                    stacklevel=2,
                )
        steps = clock.taken  # all, unless somebody has stopped it
        t: Floats = dt * np.arange(clock.done, clock.done + steps + 1, dtype=float)
        recording = NetworkRecording(
            t,
            {name: clock.spikes(name, t) for name in self.populations},
            {name: path[: steps + 1] for name, path in v.items()},
            {name: clock.weights(name) for name in projections},
            {name: seen[: len(t[when])] for name, (seen, when) in course.items()},
            {name: t[when] for name, (_, when) in course.items()},
            clock.state(plan) if watch.whole else None,
        )
        if watch.stopped:
            raise watch.interrupted(recording)
        return recording

    def _watched(self, looks: Mapping[str, float] | None, dt: float) -> dict[str, int]:
        """Of which projections the weights are looked at, and every how many steps."""
        asked = by_name("looks", {} if looks is None else looks, self.projections)
        return {name: whole_steps(f"looks[{name!r}]", ms, dt) for name, ms in asked.items()}

    def _ask_beyond(self, watched: Mapping[str, int], steps: int, dt: float) -> None:
        """Ask about looks that come after the end of a run, and delays that do."""
        lasts = steps * dt
        for name, every in watched.items():
            if every > steps and lasts >= 50.0:
                ask(
                    f"looks[{name!r}] = {every * dt:g} ms: the run lasts {lasts:g} ms, so only its "
                    "beginning is seen."
                )
        for name, one in self.projections.items():
            if one.delays.size and (soonest := float(one.delays.min())) >= max(50.0, lasts):
                ask(
                    f"delay of {name!r}: {soonest:g} ms at least, and the run lasts {lasts:g} ms, "
                    "so nothing arrives. Is it in us? Say delay / 1000."
                )

    def _asked(
        self, record: Iterable[str] | Mapping[str, ArrayLike]
    ) -> dict[str, ArrayLike | None]:
        """Of which populations v is to be recorded, and of which neurons; None: of all."""
        if isinstance(record, str | Mapping):
            every: Mapping[str, ArrayLike | None] | str = record
        else:
            names = instance(
                "record", record, Iterable, f"Say record={list(self.populations)[-1:]}."
            )
            every = {choice("record", name, tuple(self.populations)): None for name in names}
        return by_name("record", every, self.populations)

    def _who(self, name: str, who: ArrayLike | None) -> Indices:
        """Which neurons of a population are recorded."""
        population = self.populations[name]
        if isinstance(population.model, SpikeSource):
            raise ValueError(f"record: {name!r} is a SpikeSource and has no potential.")
        ids = np.atleast_1d(np.arange(population.size) if who is None else np.asarray(who))
        whole = ids.ndim == 1 and ids.dtype.kind in "iu"
        if not whole or not np.all((ids >= 0) & (ids < population.size)):
            raise ValueError(
                f"record[{name!r}] = {who!r}: expected indices, 0 to {population.size - 1}."
            )
        return ids
