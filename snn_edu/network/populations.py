"""Populations while a network runs: neurons side by side, advanced one step at a time.

A step comes in two halves, because what other neurons send arrives between them: `advance` lets
time pass, `fire` compares with the threshold and resets. Arrays are changed in place, so that a
group of synapses can hold on to the array its spikes land on.

Its siblings, which move v between spikes by the same formula, are listed in `neurons/lif.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from snn_edu.neurons import LIF, Model, Spiked
from snn_edu.spikes import Spikes, step_of
from snn_edu.synapses import Synapse, passed_on, steady_under
from snn_edu.validation import Floats, Quantity

Fired: TypeAlias = list[NDArray[np.integer]]  # entry k: who fired in the step that ends at k dt


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
        self.unit = 1.0
        if lif is not None:
            push = synapse.gain / lif.C_m * passed_on((*taus, lif.tau_m), dt)[-1, :-1]
            self.unit = push.item(0)
            share = share * push[:, None] / push
        # Each stage, what stays of it in a step, and what comes from those before it. The last
        # first: it reads the others as they were.
        # Numbers as arrays without an axis, by which NumPy multiplies faster than by floats.
        rows = share.tolist()
        self.steps = [
            (self.x[i], np.array(rows[i][i]), list(zip(rows[i][:i], self.x, strict=False)))
            for i in reversed(range(n))
        ]

    def mean(self) -> Floats:
        """Mean current (nA) or conductance (uS) of the step to come, for each neuron; exact."""
        return np.asarray(sum(each * x for each, x in zip(self.mean_of, self.x, strict=True)))

    def advance(self) -> None:
        """Let a step pass: each stage becomes what it and those before it leave in it."""
        for x, stays, comes in self.steps:
            x *= stays
            for share, before in comes:
                x += share * before


class LIFs:
    """LIF neurons. `v` is measured from v_rest: at rest it is 0, and no rounding disturbs it."""

    def __init__(
        self, lif: LIF, size: int, kinds: Iterable[Synapse], dt: float, v_start: Floats | None
    ) -> None:
        self.lif, self.dt = lif, dt
        self.v, self.over = np.zeros(size), np.empty(size, bool)
        if v_start is not None:
            self.v += v_start - lif.v_rest
        self.decay = np.array(math.exp(-dt / lif.tau_m))
        self.per_nA = -lif.R_m * math.expm1(-dt / lif.tau_m)  # mV that 1 nA adds in a step
        self.threshold = np.array(lif.v_threshold - lif.v_rest)
        self.v_reset = np.array(lif.v_reset - lif.v_rest)
        self.refractory_steps = math.ceil(lif.t_ref / dt - 1e-6)
        self.refractory: NDArray[np.integer] = np.empty(0, np.int64)  # who is, longest first
        self.fired: Fired = [np.empty(0, np.int64)]
        slow = [kind for kind in kinds if kind.stages]
        self.any_conducts = any(kind.v_reversal is not None for kind in slow)
        counts_in_mV = None if self.any_conducts else lif
        self.stages = {kind: Stages(kind, size, dt, counts_in_mV) for kind in slow}

    def lands_on(self, kind: Synapse) -> tuple[Floats, float]:
        """The array that an arriving spike is added to, and what a weight of 1 is worth there."""
        if not kind.stages:
            return self.v, 1.0
        return self.stages[kind].x[0], self.stages[kind].unit

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
        channels: list[tuple[Any, Floats]] = []
        for kind, stages in self.stages.items():
            if kind.v_reversal is None:
                held = held + stages.mean()
            else:
                channels.append((kind, stages.mean()))

        def relaxed(v_seen: Floats, span: float) -> Floats:
            seen = v_seen + lif.v_rest
            v_inf, leak = steady_under(lif.R_m * held, channels, seen, lif, zero=lif.v_rest)
            return np.asarray(v_inf + (self.v - v_inf) * np.exp(-span / lif.tau_m * leak))

        halfway = any(kind.magnesium for kind, _ in channels)
        self.v[:] = relaxed(relaxed(self.v, self.dt / 2.0) if halfway else self.v, self.dt)

    def fire(self) -> None:
        """Hold the refractory ones; then whoever is at the threshold or above fires and resets."""
        if self.refractory.size:
            self.v[self.refractory] = self.v_reset  # what arrived by jump meanwhile is lost
        np.greater_equal(self.v, self.threshold, out=self.over)
        who = self.over.nonzero()[0]
        self.fired.append(who)
        if who.size:
            self.v[who] = self.v_reset
        fired, ago = self.fired, self.refractory_steps
        free_again = len(fired[-1 - ago]) if ago < len(fired) else 0  # who fired so long ago
        if who.size or free_again:
            self.refractory = np.concatenate((self.refractory, who))[free_again:]

    def potential(self, who: NDArray[np.integer]) -> Floats:
        """The potential of some of the neurons, in mV."""
        return np.asarray(self.v[who] + self.lif.v_rest)


class Models:
    """Neurons of any other model: an object with ``start()`` and ``stepper(dt, xp)``.

    Its step has the threshold inside. So a jump that arrives with the end of a step is met by the
    threshold in the next one; currents are held at their mean for the step, conductances meet v as
    the step begins.
    """

    def __init__(
        self, model: Model, size: int, kinds: Iterable[Synapse], dt: float, v_start: Floats | None
    ) -> None:
        self.step = model.stepper(dt, np)
        v, *others = model.start()
        self.v = np.full(size, v, float)
        self.others: list[Quantity] = [np.full(size, each, float) for each in others]
        if v_start is not None:
            self.v[:] = v_start
            if hasattr(model, "staggered"):
                _, *self.others = model.staggered((self.v, *self.others), dt)
        self.spiked: Spiked = False
        self.fired: Fired = [np.empty(0, np.int64)]
        self.stages: dict[Any, Stages] = {
            kind: Stages(kind, size, dt) for kind in kinds if kind.stages
        }

    def lands_on(self, kind: Synapse) -> tuple[Floats, float]:
        """The array that an arriving spike is added to, and what a weight of 1 is worth there."""
        return (self.stages[kind].x[0] if kind.stages else self.v), 1.0

    def advance(self, current: Quantity | None) -> None:
        """The step of the model, under all currents of this step."""
        total = np.zeros(self.v.size) if current is None else current + np.zeros(self.v.size)
        for kind, stages in self.stages.items():
            mean = stages.mean()
            total += mean if kind.v_reversal is None else kind.current(mean, self.v)
            stages.advance()
        (v, *others), self.spiked, *_ = self.step((self.v, *self.others), total)
        self.v[:], self.others = v, list(others)

    def fire(self) -> None:
        """The step has compared and reset already: note who it was."""
        self.fired.append(np.flatnonzero(np.broadcast_to(self.spiked, self.v.shape)))

    def potential(self, who: NDArray[np.integer]) -> Floats:
        """The potential of some of the neurons, in mV."""
        return np.asarray(self.v[who])


class SpikeSources:
    """A `SpikeSource`: it fires when its spikes say, each at the end of its step."""

    def __init__(self, spikes: Spikes, steps: int, dt: float) -> None:
        step = step_of(spikes.times, dt)
        ends = np.searchsorted(step, np.arange(steps + 1), side="right").tolist()
        self.to_come = (spikes.ids[a:b] for a, b in pairwise(ends))
        self.fired: Fired = [spikes.ids[: ends[0]]]

    def advance(self, current: Quantity | None) -> None:
        """Nothing happens between its spikes."""

    def fire(self) -> None:
        """Pass on the spikes of this step."""
        self.fired.append(next(self.to_come))


def spikes_of(fired: Fired, size: int, dt: float) -> Spikes:
    """The spikes of a run: who fired in which step, at the end of that step."""
    step = np.repeat(np.arange(len(fired)), [len(who) for who in fired])
    return Spikes(step * dt, np.concatenate(fired), size, (len(fired) - 1) * dt)
