"""Delivery: the synapses of a projection, those that share a delay together, while a network runs.

Nothing is remembered on the way: what arrives in step k is who fired in step k - delay. Plastic
synapses learn when spikes arrive and when their neuron fires.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from snn_edu.network.connectivity import by_sender
from snn_edu.network.populations import Target
from snn_edu.network.projections import Projection
from snn_edu.network.state import Arrays, Fired
from snn_edu.plasticity import Rule, within
from snn_edu.spikes import all_whole_steps
from snn_edu.validation import Floats, Quantity

Some: TypeAlias = slice | NDArray[np.int64]  # synapses, by their place in a group


class DelayGroup:
    """Synapses with one delay from one population to another, those of a sender side by side."""

    def __init__(
        self,
        projection: Projection,
        among: NDArray[np.bool_],
        delay: int,
        pre_fired: Fired,
        target: Target,
    ) -> None:
        """Of the synapses of `projection` those `among`; `delay` in steps."""
        here = np.flatnonzero(among)
        order, first = by_sender(projection.pre_ids[here], projection.pre.size)
        self.synapses = here[order]  # of them, first[i] to first[i + 1] are those of sender i
        self.first = first.tolist()
        self.pre = projection.pre_ids[self.synapses]
        self.post = projection.post_ids[self.synapses]
        self.w = projection.weights[self.synapses]
        self.buffer, scale = target
        # Of neurons that differ, for each synapse what its own makes of a weight.
        self.scale = scale if np.ndim(scale) == 0 else np.asarray(scale)[self.post]
        self.adds = self.w * self.scale  # what a spike adds, by synapse
        # To whom a spike of sender i adds how much: parts of the arrays; None where it has none.
        self.rows = [
            (self.post[a:b], self.adds[a:b]) if a < b else None for a, b in pairwise(self.first)
        ]
        self.post_size = projection.post.size
        self.delay, self.pre_fired = delay, pre_fired
        # Targets in rising order within each row occur once there, and can be added to at once.
        rises = self.post[1:] > self.post[:-1]
        rises[first[(first > 0) & (first < len(self.post))] - 1] = True  # a row begins
        self.once = bool(rises.all())

    def arriving(self, step: int) -> list[int]:
        """The senders whose spikes arrive with the end of this step."""
        return self.pre_fired[step - self.delay].tolist() if step >= self.delay else []

    def deliver(self, step: int) -> None:
        """Add the weight of each synapse that a spike arrives at to its neuron."""
        rows = [row for sender in self.arriving(step) if (row := self.rows[sender])]
        if len(rows) > 4:  # from here on one call for all is faster than one for each
            np.add.at(self.buffer, *map(np.concatenate, zip(*rows, strict=True)))
        elif self.once:
            for post, adds in rows:
                self.buffer[post] += adds
        else:
            for row in rows:
                np.add.at(self.buffer, *row)

    def set_w(self, synapses: Some, w: Quantity) -> None:
        """Give some of the synapses, by their place in the group, a new weight."""
        self.w[synapses] = w
        scale = self.scale[synapses] if isinstance(self.scale, np.ndarray) else self.scale
        self.adds[synapses] = w * scale


class PlasticGroup:
    """A learning rule on a group: `rule.events`, for all its synapses at once, on the grid.

    A presynaptic spike counts when it arrives, so delta_t = t_post - (t_pre + delay), and an
    arrival that sets a spike off within its own step is a tie: ``same_step`` decides. Whatever
    changes a weight in a step counts from the next step on.
    """

    def __init__(
        self, rule: Rule, group: DelayGroup, post_fired: Fired, dt: float, before: Arrays | None
    ) -> None:
        self.rule, self.group, self.post_fired = rule, group, post_fired
        order, first = by_sender(group.post, group.post_size)
        self.columns = [order[a:b] for a, b in pairwise(first)]
        sides = {"pre": (group.pre, len(group.first) - 1), "post": (group.post, group.post_size)}
        # Synapse s finds a trace at at[s]. Its neuron's synapses share it, but where one of them
        # may use it up: then it is a trace a synapse.
        own = np.arange(len(group.w)), len(group.w)
        places = [own if trace.used_up else sides[trace.of] for trace in rule.keeps]
        self.kept = [
            (trace, at, np.zeros(size), math.exp(-dt / trace.tau))
            for trace, (at, size) in zip(rule.keeps, places, strict=True)
        ]
        if before is not None:
            for name, x in self.traces().items():
                x[:] = before[name]

    def traces(self) -> dict[str, Floats]:
        """What it remembers of spikes; each name occurs once in a projection."""
        delay = self.group.delay
        return {f"trace {i}, delay {delay}": x for i, (_, _, x, _) in enumerate(self.kept)}

    def learn(self, step: int) -> None:
        """Change the weights by what arrived in this step and by who fired in it."""
        for _, _, x, decay in self.kept:
            x *= decay
        first = self.group.first
        pre = "pre", [slice(first[who], first[who + 1]) for who in self.group.arriving(step)]
        post = "post", [self.columns[who] for who in self.post_fired[step].tolist()]
        if self.rule.same_step == "none":  # neither sees the other
            self._read(*pre)
            self._read(*post)
            self._mark(*pre)
            self._mark(*post)
            return
        for spikes in (pre, post) if self.rule.same_step == "ltp" else (post, pre):
            self._read(*spikes)
            self._mark(*spikes)

    def _read(self, side: str, spiked: Sequence[Some]) -> None:
        """Each spike of this side reads the traces of its synapses, and changes their weights."""
        change = self.rule.at_pre if side == "pre" else self.rule.at_post
        for synapses in spiked:
            x = tuple(x[at[synapses]] for _, at, x, _ in self.kept)
            self.group.set_w(synapses, within(self.rule, change(self.group.w[synapses], x)))
            for trace, at, kept, _ in self.kept:
                if trace.used_up and trace.of != side:
                    kept[at[synapses]] = 0.0

    def _mark(self, side: str, spiked: Sequence[Some]) -> None:
        """Each spike of this side marks its traces: once, however many synapses name them."""
        for trace, at, x, _ in self.kept:
            if trace.of == side:
                for synapses in spiked:
                    x[at[synapses]] = x[at[synapses]] + 1.0 if trace.adds else 1.0


def groups_of(
    projection: Projection, pre_fired: Fired, target: Target, dt: float
) -> list[DelayGroup]:
    """The synapses of a projection as they run: a group for each delay."""
    name = f"delay, from {projection.pre.name!r} to {projection.post.name!r},"
    steps = all_whole_steps(name, projection.delays, dt)
    distinct = steps[:1] if (steps == steps[:1]).all() else np.unique(steps)
    return [
        DelayGroup(projection, steps == delay, delay, pre_fired, target)
        for delay in distinct.tolist()
    ]


def weights_after(projection: Projection, groups: list[DelayGroup]) -> Floats:
    """The weights as `groups` have them now, in the shape they were given."""
    weights = np.empty(len(projection.weights))
    for group in groups:
        weights[group.synapses] = group.w
    return weights.reshape(projection.shape)
