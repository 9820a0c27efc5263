"""Lanes: the synapses of a projection that share a delay, while a network runs.

A lane remembers nothing on the way: what arrives in step k is who fired in step k - delay. Plastic
synapses learn when spikes arrive and when their neuron fires.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.network.connectivity import by_sender
from snn_edu.network.populations import Fired
from snn_edu.network.projections import Projection
from snn_edu.plasticity.stdp import STDP
from snn_edu.validation import Floats


class Lane:
    """Synapses with one delay from one population to another, those of a sender side by side."""

    def __init__(
        self,
        projection: Projection,
        among: NDArray[np.bool_],
        delay: int,
        pre_fired: Fired,
        onto: tuple[Floats, float],
    ) -> None:
        """Of the synapses of `projection` those `among`; `delay` in steps.

        `onto`: the array that spikes land on, and what a weight of 1 is worth there.
        """
        here = np.flatnonzero(among)
        order, first = by_sender(projection.pre_ids[here], projection.pre.size)
        self.synapses = here[order]  # of them, first[i] to first[i + 1] are those of sender i
        self.first = first.tolist()
        self.pre = projection.pre_ids[self.synapses]
        self.post = projection.post_ids[self.synapses]
        self.w = projection.weights[self.synapses]
        self.lands_on, self.unit = onto
        self.adds = self.w * self.unit  # what a spike adds, by synapse
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
            np.add.at(self.lands_on, *map(np.concatenate, zip(*rows, strict=True)))
        elif self.once:
            for post, adds in rows:
                self.lands_on[post] += adds
        else:
            for row in rows:
                np.add.at(self.lands_on, *row)

    def set_w(self, synapses: slice | NDArray[Any], w: Floats) -> None:
        """Give some of the synapses, by their place in the lane, a new weight."""
        self.w[synapses] = w
        self.adds[synapses] = w * self.unit


class PlasticLane:
    """STDP on a lane: `STDP.events`, for all its synapses at once, on the grid.

    A presynaptic spike counts when it arrives, so delta_t = t_post - (t_pre + delay), and an
    arrival that sets a spike off within its own step is a tie: ``same_step`` decides. Whatever
    changes a weight in a step counts from the next step on.
    """

    def __init__(self, rule: STDP, lane: Lane, post_fired: Fired, dt: float) -> None:
        self.rule, self.lane, self.post_fired = rule, lane, post_fired
        order, first = by_sender(lane.post, lane.post_size)
        self.columns = [order[a:b] for a, b in pairwise(first)]
        self.decay_pre = math.exp(-dt / rule.tau_plus)
        self.decay_post = math.exp(-dt / rule.tau_minus)
        # Where pairing empties a trace, it does so for one pair of neurons: a trace a synapse. Else
        # all synapses of a neuron share its trace, and synapse s finds it at pre_at[s], post_at[s].
        each = np.arange(len(lane.w))
        shares_pre = rule.pairing in ("all", "nearest")
        self.pre_at = lane.pre if shares_pre else each
        self.post_at = each if rule.pairing == "reduced" else lane.post
        self.x_pre = np.zeros(len(lane.first) - 1 if shares_pre else len(each))
        self.x_post = np.zeros(len(each) if rule.pairing == "reduced" else lane.post_size)

    def learn(self, step: int) -> None:
        """Change the weights by what arrived in this step and by who fired in it."""
        self.x_pre *= self.decay_pre
        self.x_post *= self.decay_post
        first = self.lane.first
        arrived = [slice(first[who], first[who + 1]) for who in self.lane.arriving(step)]
        spiked = [self.columns[who] for who in self.post_fired[step].tolist()]
        if self.rule.same_step == "ltd":  # the post spike came first
            self._post_reads(spiked)
            self._post_marks(spiked)
            self._pre_reads(arrived)
            self._pre_marks(arrived)
        elif self.rule.same_step == "ltp":  # the pre spike came first
            self._pre_reads(arrived)
            self._pre_marks(arrived)
            self._post_reads(spiked)
            self._post_marks(spiked)
        else:  # neither sees the other
            self._pre_reads(arrived)
            self._post_reads(spiked)
            self._pre_marks(arrived)
            self._post_marks(spiked)

    def _pre_reads(self, arrived: list[slice]) -> None:
        """LTD: each arrived spike reads the traces of the neurons it reaches."""
        for row in arrived:
            w, x_post = self.lane.w[row], self.x_post[self.post_at[row]]
            self.lane.set_w(row, self.rule.depressed(w, x_post))
            if self.rule.pairing == "reduced":
                self.x_post[self.post_at[row]] = 0.0

    def _post_reads(self, spiked: list[NDArray[Any]]) -> None:
        """LTP: each neuron that fired reads the traces of the neurons that reach it."""
        for column in spiked:
            w, x_pre = self.lane.w[column], self.x_pre[self.pre_at[column]]
            self.lane.set_w(column, self.rule.potentiated(w, x_pre))
            if self.rule.pairing in ("reduced", "pre_centred"):
                self.x_pre[self.pre_at[column]] = 0.0

    def _pre_marks(self, arrived: list[slice]) -> None:
        adds = self.rule.pairing in ("all", "pre_centred")
        for row in arrived:
            mark(self.x_pre, self.pre_at[row], adds)

    def _post_marks(self, spiked: list[NDArray[Any]]) -> None:
        for column in spiked:
            mark(self.x_post, self.post_at[column], self.rule.pairing == "all")


def lanes_of(
    projection: Projection, pre_fired: Fired, onto: tuple[Floats, float], dt: float
) -> list[Lane]:
    """The synapses of a projection as they run: one lane for each delay.

    Raises
    ------
    ValueError
        A delay is not a whole number of steps, or is less than one.
    """
    steps = np.rint(projection.delays / dt).astype(np.int64)
    off = np.abs(steps * dt - projection.delays)
    wrong = (steps < 1) | (off > 1e-6 * dt * np.maximum(steps, 1))
    if wrong.any():
        raise ValueError(
            f"delay = {projection.delays[wrong][0]:g} ms, from {projection.pre.name!r} to "
            f"{projection.post.name!r}: expected a whole number of steps of dt = {dt:g} ms, at "
            "least one: a spike takes time to arrive."
        )
    distinct = steps[:1] if (steps == steps[:1]).all() else np.unique(steps)
    return [Lane(projection, steps == delay, delay, pre_fired, onto) for delay in distinct.tolist()]


def weights_after(projection: Projection, lanes: list[Lane]) -> Floats:
    """The weights as `lanes` have them now, in the shape they were given."""
    weights = np.empty(len(projection.weights))
    for lane in lanes:
        weights[lane.synapses] = lane.w
    return weights.reshape(projection.shape)


def mark(trace: Floats, places: NDArray[Any], adds: bool) -> None:
    """A spike adds 1 to its trace or sets it to 1; once, in however many places it is named."""
    trace[places] = trace[places] + 1.0 if adds else 1.0
