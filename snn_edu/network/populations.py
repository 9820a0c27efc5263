"""Populations while a network runs: neurons side by side, advanced one step at a time.

A step comes in two halves, because what other neurons send arrives between them: `advance` lets
time pass, `fire` compares with the threshold and resets. Arrays are changed in place, so that a
group of synapses can hold on to the array its spikes land on.

Its siblings, which move v between spikes by the same formula, are listed in `neurons/lif.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.described import described
from snn_edu.network.state import Arrays, Fired, fired_lately
from snn_edu.neurons import LIF, Model, Spiked, begun, refuse_step, stepper_of, v_alone
from snn_edu.spikes import Spikes, step_of
from snn_edu.synapses import Channel, Synapse, conducts, passed_on, steady_under
from snn_edu.validation import Floats, Quantity, shown


class Target(NamedTuple):
    """Where the spikes that arrive through one kind of synapse are added."""

    buffer: Floats  # one entry a neuron; v itself, or the first stage of the synapse
    scale: Quantity  # what a weight of 1 is worth there: a number, or one for each neuron


class Running(Protocol):
    """A population while a network runs: `advance` and `fire`, step after step."""

    fired: Fired
    refractory_steps: int  # how far back `fired` is looked at here

    def advance(self, current: Quantity | None) -> None:
        """Let a step pass, under a current (nA)."""

    def fire(self) -> None:
        """Compare with the threshold and reset; note in `fired` who it was."""

    def state(self) -> Arrays:
        """All that the next step needs to know, but for `fired`."""


class RunningNeurons(Running, Protocol):
    """A population that has a potential, and that synapses lead to."""

    def target(self, kind: Synapse) -> Target:
        """Where the spikes that arrive through one kind of synapse are added."""

    def potential(self, who: NDArray[np.integer]) -> Floats:
        """The potential of some of the neurons, in mV."""


class Stages:
    """The stages of all synapses of one kind on a population: they add up, so one chain a neuron.

    The chain counts in `unit` of a weight (nA or uS). On a LIF that no conductance reaches it
    counts in mV, what each of its stages adds to v in the step to come: then a step only adds.
    """

    def __init__(self, synapse: Synapse, size: int, dt: float, lif: LIF | None = None) -> None:
        taus = synapse.stages
        n = len(taus)
        self.x = [np.zeros(size) for _ in taus]  # a spike's weight, times unit, is added to x[0]
        share = passed_on(taus, dt)
        # The area under stage i in a step: dx_i = x_(i-1) dt - x_i dt / tau_i, integrated.
        area = np.zeros(n)
        for tau, came_in, left in zip(taus, np.eye(n), share, strict=True):
            area = tau * (area + came_in - left)
        self.mean_of = (synapse.gain * area / dt).tolist()
        self.unit: Quantity = 1.0
        shares = share[:, :, None]  # of one, for all neurons; or of each neuron
        if lif is not None:
            push = _of_each(lif, lambda one: _push(synapse, one, dt))  # (stages, neurons or 1)
            self.unit = push[0] if lif.size else push.item(0)
            shares = shares * push[:, None] / push
        # Each stage, what stays of it in a step, and what comes from those before it. The last
        # first: it reads the others as they were.
        # Numbers as arrays without an axis, by which NumPy multiplies faster than by floats.
        self.steps = [
            (
                self.x[i],
                _number_or_row(shares[i, i]),
                [(_number_or_row(shares[i, j]), self.x[j]) for j in range(i)],
            )
            for i in reversed(range(n))
        ]

    def go_on(self, kind: Synapse, before: Arrays) -> None:
        """Take the stages over from an earlier run."""
        for i, x in enumerate(self.x):
            x[:] = before[_stage(i, kind)]

    def mean(self) -> Floats:
        """Mean current (nA) or conductance (uS) of the step to come, for each neuron; exact."""
        return np.asarray(sum(each * x for each, x in zip(self.mean_of, self.x, strict=True)))

    def advance(self) -> None:
        """Let a step pass: each stage becomes what it and those before it leave in it."""
        for x, stays, comes in self.steps:
            x *= stays
            for share, before in comes:
                x += share * before


def _push(synapse: Synapse, lif: LIF, dt: float) -> Floats:
    """What a unit in each stage adds to v (mV) in a step."""
    return np.asarray(synapse.gain / lif.C_m * passed_on((*synapse.stages, lif.tau_m), dt)[-1, :-1])


def _of_each(lif: LIF, of_one: Callable[[LIF], ArrayLike]) -> Floats:
    """What is asked of a neuron, of each on the last axis; of neurons that are alike, once.

    One by one, and by the functions of `math` where they are used: so the neurons of a population
    that differ are to the last bit those of one population each.
    """
    ones = [lif] if lif.size is None else [lif.of(k) for k in range(lif.size)]
    return np.stack([np.asarray(of_one(one), float) for one in ones], axis=-1)


def _number_or_row(values: Floats) -> Floats:
    """One number as an array without an axis; of neurons that differ a row."""
    return values.reshape(()) if values.size == 1 else values


def _stage(i: int, kind: Synapse) -> str:
    """The name of a stage in a state."""
    return f"stage {i} of {described(kind)}"


def _stages_of(stages: Mapping[Synapse, Stages]) -> dict[str, Floats]:
    """All stages of a population, by name."""
    return {_stage(i, kind): x.copy() for kind, one in stages.items() for i, x in enumerate(one.x)}


class LIFs:
    """LIF neurons. `v` is measured from v_rest: at rest it is 0, and no rounding disturbs it."""

    def __init__(
        self,
        lif: LIF,
        size: int,
        kinds: Iterable[Synapse],
        dt: float,
        v_start: Floats | None,
        before: Arrays | None,
    ) -> None:
        """From rest, from `v_start` (mV), or from the `state` of an earlier run."""
        self.lif, self.dt = lif, dt
        self.v, self.over = np.zeros(size), np.empty(size, bool)
        if v_start is not None:
            self.v += v_start - lif.v_rest
        self.v_rest = _number_or_row(_of_each(lif, lambda one: one.v_rest))
        self.decay = _number_or_row(_of_each(lif, lambda one: math.exp(-dt / one.tau_m)))
        self.per_nA = _number_or_row(  # mV that 1 nA adds in a step
            _of_each(lif, lambda one: -one.R_m * math.expm1(-dt / one.tau_m))
        )
        self.threshold = _number_or_row(_of_each(lif, lambda one: one.v_threshold - one.v_rest))
        self.v_reset = _number_or_row(_of_each(lif, lambda one: one.v_reset - one.v_rest))
        pauses = _of_each(lif, lambda one: math.ceil(one.t_ref / dt - 1e-6)).astype(int)
        self.refractory_steps = pauses.max().item()
        self.pauses = None if (pauses == pauses[0]).all() else pauses  # where they differ
        self.free_at = np.zeros(size, np.int64)  # and then the last step of each one's pause
        self.refractory: NDArray[np.integer] = np.empty(0, np.int64)  # who is, longest first
        self.fired: Fired = [np.empty(0, np.int64)]
        slow = [kind for kind in kinds if kind.stages]
        self.any_conducts = any(map(conducts, slow))
        counts_in_mV = None if self.any_conducts else lif
        self.stages = {kind: Stages(kind, size, dt, counts_in_mV) for kind in slow}
        if before is not None:
            self.v[:] = before["v"]
            self.fired = fired_lately(before)
            for kind, stages in self.stages.items():
                stages.go_on(kind, before)
            if ago := self.refractory_steps:
                self.refractory = np.concatenate(self.fired[-ago:])
            if self.pauses is not None:
                for step, who in enumerate(self.fired):
                    self.free_at[who] = step + self.pauses[who]
                self.refractory = np.flatnonzero(self.free_at >= len(self.fired))

    def state(self) -> Arrays:
        """Potentials, measured from v_rest, and synapses; who is refractory, `fired` tells."""
        return {"v": self.v.copy(), **_stages_of(self.stages)}

    def target(self, kind: Synapse) -> Target:
        """Where the spikes that arrive through one kind of synapse are added."""
        if not kind.stages:
            return Target(self.v, 1.0)
        return Target(self.stages[kind].x[0], self.stages[kind].unit)

    def advance(self, current: Quantity | None) -> None:
        """Exact decay: v = v e^{-dt / tau_m} + what the currents (nA) of this step add.

        Through conductances: exact for the mean conductances of the step.
        """
        if self.any_conducts:
            self._relax(current)
        else:
            self.v *= self.decay
            if current is not None:
                self.v += self.per_nA * current
            for stages in self.stages.values():
                for x in stages.x:
                    self.v += x
        for stages in self.stages.values():
            stages.advance()

    def _relax(self, current: Quantity | None) -> None:
        """Let a step pass under the mean currents and conductances of it (`steady_under`)."""
        lif, held = self.lif, 0.0 if current is None else current
        channels: list[tuple[Channel, Floats]] = []
        for kind, stages in self.stages.items():
            if conducts(kind):
                channels.append((kind, stages.mean()))
            else:
                held = held + stages.mean()

        def relaxed(v_seen: Floats, span: float) -> Floats:
            seen = v_seen + lif.v_rest
            v_inf, leak = steady_under(lif.R_m * held, channels, seen, lif, zero=lif.v_rest)
            return np.asarray(v_inf + (self.v - v_inf) * np.exp(-span / lif.tau_m * leak))

        halfway = any(kind.magnesium for kind, _ in channels)
        self.v[:] = relaxed(relaxed(self.v, self.dt / 2.0) if halfway else self.v, self.dt)

    def fire(self) -> None:
        """Hold the refractory ones; then whoever is at the threshold or above fires and resets."""
        v_reset, held = self.v_reset, self.refractory
        if held.size:  # what arrived by jump meanwhile is lost
            self.v[held] = v_reset[held] if v_reset.ndim else v_reset
        np.greater_equal(self.v, self.threshold, out=self.over)
        who = self.over.nonzero()[0]
        self.fired.append(who)
        if who.size:
            self.v[who] = v_reset[who] if v_reset.ndim else v_reset
        if self.pauses is not None:
            step = len(self.fired) - 1
            self.free_at[who] = step + self.pauses[who]
            held = np.concatenate((held, who))
            self.refractory = held[self.free_at[held] > step]
            return
        fired, ago = self.fired, self.refractory_steps
        free_again = len(fired[-1 - ago]) if ago < len(fired) else 0  # who fired so long ago
        if who.size or free_again:
            self.refractory = np.concatenate((held, who))[free_again:]

    def potential(self, who: NDArray[np.integer]) -> Floats:
        """The potential of some of the neurons, in mV."""
        return np.asarray(self.v[who] + (self.v_rest[who] if self.v_rest.ndim else self.v_rest))


class Models:
    """Neurons of any other model: an object with ``start()`` and ``stepper(dt, xp)``.

    Its step has the threshold inside. So a jump that arrives with the end of a step is met by the
    threshold in the next one; currents are held at their mean for the step, conductances meet v as
    the step begins.
    """

    refractory_steps = 0  # the model counts them itself

    def __init__(
        self,
        model: Model,
        size: int,
        kinds: Iterable[Synapse],
        dt: float,
        v_start: Floats | None,
        before: Arrays | None,
    ) -> None:
        """From rest, from `v_start` (mV), or from the `state` of an earlier run."""
        v, *others = begun(model.start(), name=f"{type(model).__name__}.start()")
        self.v = np.full(size, v, float)
        self.others: list[Quantity] = [np.full(size, each, float) for each in others]
        self.model, self.step = model, stepper_of(model, dt, np)
        if v_start is not None:
            self.v[:] = v_start
            if hasattr(model, "staggered"):
                _, *self.others = model.staggered((self.v, *self.others), dt)
        self.spiked: Spiked = False
        self.fired: Fired = [np.empty(0, np.int64)]
        self.stages = {kind: Stages(kind, size, dt) for kind in kinds if kind.stages}
        if before is not None:
            self.v[:] = before["v"]
            self.others = [before[f"state {i}"] for i in range(1, len(self.others) + 1)]
            self.fired = fired_lately(before)
            for kind, stages in self.stages.items():
                stages.go_on(kind, before)

    def state(self) -> Arrays:
        """The whole state of the model, and the synapses."""
        others = {f"state {i}": np.array(each) for i, each in enumerate(self.others, start=1)}
        return {"v": self.v.copy(), **others, **_stages_of(self.stages)}

    def target(self, kind: Synapse) -> Target:
        """Where the spikes that arrive through one kind of synapse are added."""
        return Target(self.stages[kind].x[0] if kind.stages else self.v, 1.0)

    def advance(self, current: Quantity | None) -> None:
        """The step of the model, under all currents of this step."""
        total = np.zeros(self.v.size) if current is None else current + np.zeros(self.v.size)
        for kind, stages in self.stages.items():
            mean = stages.mean()
            total += kind.current(mean, self.v) if conducts(kind) else mean
            stages.advance()
        state = (self.v, *self.others)
        try:
            made, self.spiked, *_ = self.step(state, total)
            if v_alone(made):
                raise TypeError(shown(made))
            v, *others = made
            self.v[:] = v
        except (TypeError, ValueError, IndexError, AttributeError) as error:  # of one's own model
            refuse_step(self.model, self.step, state, error)
            raise
        self.others = list(others)

    def fire(self) -> None:
        """The step has compared and reset already: note who it was."""
        self.fired.append(np.flatnonzero(np.broadcast_to(self.spiked, self.v.shape)))

    def potential(self, who: NDArray[np.integer]) -> Floats:
        """The potential of some of the neurons, in mV."""
        return np.asarray(self.v[who])


class SpikeSources:
    """A `SpikeSource`: it fires when its spikes say, each at the end of its step."""

    refractory_steps = 0

    def __init__(self, spikes: Spikes, steps: range, dt: float, before: Arrays | None) -> None:
        """For a run of `steps`, counted from the beginning of the first run."""
        step = step_of(spikes.times, dt)
        upto = np.arange(steps.start - 1, steps.stop)
        ends = np.searchsorted(step, upto, side="right").tolist()
        self.to_come = (spikes.ids[a:b] for a, b in pairwise(ends))
        self.fired = [spikes.ids[: ends[0]]] if before is None else fired_lately(before)

    def advance(self, current: Quantity | None) -> None:
        """Nothing happens between its spikes."""

    def fire(self) -> None:
        """Pass on the spikes of this step."""
        self.fired.append(next(self.to_come))

    def state(self) -> Arrays:
        """Nothing but what it fired lately."""
        return {}
