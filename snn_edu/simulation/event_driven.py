"""Event-driven: a LIF neuron under spikes through synapses, solved exactly from event to event.

Between two events (a spike arrives, the current steps, the refractory period ends) everything is a
`chain` in closed form, so no grid enters: a spike is where v meets the threshold, to rounding.

Its siblings, which move v between spikes by the same formula, are listed in `neurons/lif.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np

from snn_edu.neurons import FLOATS, LIF, Namespace, State
from snn_edu.simulation.ending import Ran
from snn_edu.synapses import SpikeInput, Synapse, chain_at_rates, sorted_rates
from snn_edu.validation import Floats, Value

Stages: TypeAlias = tuple[tuple[Any, ...], ...]  # for each synapse, what each stage has
Knot = tuple[float, bool, float, float, Stages]  # time, held?, current, v, stages
Inputs = Sequence[SpikeInput]


def run_events(
    lif: LIF, inputs: Inputs, currents: Floats, dt: float, start: State, done: int
) -> Ran:
    """Run `lif` from the state (v, wait), or from that at the end of an earlier run.

    `done` steps of `dt` have been run before; then the stages of all synapses follow v and wait.

    While the neuron is refractory v stays, currents decay, and `DeltaSynapse` input is lost (what
    arrives in (spike, spike + t_ref]). Spikes that arrive together are summed first. v is in mV,
    shape (steps + 1,), after what happens at that moment; times are in ms.
    """
    kinds = list(dict.fromkeys(one.synapse for one in inputs))
    membrane = _Membrane(lif, [kind for kind in kinds if kind.stages])
    begin, current, stages = done * dt, float(currents[done]), membrane.rested
    v, wait, *left = map(float, start)
    if done:
        stages = tuple(tuple(left.pop(0) for _ in taus) for taus in membrane.taus)
    time, free_at = begin, begin + wait if wait else -math.inf
    times: list[float] = []
    knots: list[Knot] = [(time, time < free_at, current, v, stages)]

    def fire(time: float) -> tuple[float, float]:
        times.append(time)
        return lif.v_reset, time + lif.t_ref if lif.t_ref else -math.inf

    for moment, new_current, arrived in _moments(kinds, inputs, currents, dt):
        if done and moment <= begin + 1e-9:
            continue
        while time < moment:
            if time < free_at:
                end, crossed = min(free_at, moment), False
            else:
                crossing = membrane.time_to_threshold(v, stages, current, moment - time)
                crossed = crossing is not None
                end = moment if crossing is None else min(time + crossing, moment)
                v = membrane.v_after(v, stages, current, end - time, FLOATS)
            stages = membrane.stages_after(stages, end - time, FLOATS)
            time = end
            if crossed:
                v, free_at = fire(time)
            knots.append((time, time < free_at, current, v, stages))
        current = current if new_current is None else new_current
        kicks = [kick for kind, kick in zip(kinds, arrived, strict=True) if kind.stages]
        stages = tuple((x[0] + kick, *x[1:]) for x, kick in zip(stages, kicks, strict=True))
        if time > free_at + 1e-9:
            v += sum(kick for kind, kick in zip(kinds, arrived, strict=True) if not kind.stages)
            if v >= lif.v_threshold:
                v, free_at = fire(time)
        knots.append((time, time < free_at, current, v, stages))
    grid = dt * np.arange(done, currents.size + 1, dtype=float)
    state = v, max(free_at - time, 0.0), *(x for synapse in stages for x in synapse)
    path = membrane.on_grid(knots, grid)
    return Ran(path, np.array(times, float), np.zeros(len(times), int), state)


def _moments(
    kinds: list[Synapse], inputs: Inputs, currents: Floats, dt: float
) -> Iterator[tuple[float, float | None, list[float]]]:
    """What happens when: (time in ms, the new current or None, the kick of each kind of synapse).

    In order of time, and the end is one of them. Within 1e-9 ms is one moment: 0.1 + 0.2 is 0.3.
    """
    end = currents.size * dt
    changes = np.flatnonzero(currents[1:] != currents[:-1]) + 1
    steps = (
        (k * dt, None, current)
        for k, current in zip(changes.tolist(), currents[changes].tolist(), strict=True)
    )
    columns = [(np.empty(0), np.empty(0, int), np.empty(0))]
    for one in inputs:
        arrivals, weights = one.arrivals()
        kind = np.full(arrivals.size, kinds.index(one.synapse))
        columns.append((arrivals, kind, weights * one.synapse.gain))
    times, which, kicks = map(np.concatenate, zip(*columns, strict=True))
    # Sorted by kick last: then a sum rounds the same whatever order the spikes were given in.
    order = np.lexsort((kicks, which, times))
    order = order[times[order] <= end + 1e-9]
    spikes = zip(times[order].tolist(), which[order].tolist(), kicks[order].tolist(), strict=True)
    moment, current, arrived = 0.0, None, [0.0] * len(kinds)
    for time, kind, amount in sorted([*steps, *spikes], key=lambda event: event[0]):
        if time > moment + 1e-9:
            yield moment, current, arrived
            moment, current, arrived = min(time, end), None, [0.0] * len(kinds)
        if kind is None:
            current = amount
        else:
            arrived[kind] += amount
    yield moment, current, arrived
    if moment < end:
        yield end, None, [0.0] * len(kinds)


class _Membrane:
    """A LIF neuron with its synapses between two events: all closed forms."""

    def __init__(self, lif: LIF, synapses: list[Synapse]) -> None:
        self.lif = lif
        self.taus = [synapse.stages for synapse in synapses]
        self.rested: Stages = tuple((0.0,) * len(taus) for taus in self.taus)
        # rates[s][j][i]: of the stages j to i of synapse s; the membrane is the last stage
        self.rates = [
            [
                [sorted_rates((*taus, lif.tau_m)[j : i + 1]) for i in range(len(taus) + 1)]
                for j in range(len(taus))
            ]
            for taus in self.taus
        ]

    def stages_after(self, stages: Stages, t: Value, xp: Namespace) -> Stages:
        """The stages `t` ms on: each is what all before it, and itself, have passed on."""
        return tuple(
            tuple(
                sum(x[j] * chain_at_rates(t, rates[j][i], xp) for j in range(i + 1))
                for i in range(len(x))
            )
            for x, rates in zip(stages, self.rates, strict=True)
        )

    def v_after(self, v: Value, stages: Stages, current: Value, t: Value, xp: Namespace) -> Value:
        """The potential `t` ms on, no threshold, in mV."""
        v_inf = self.lif.v_rest + self.lif.R_m * current
        v = v_inf + (v - v_inf) * xp.exp(-t / self.lif.tau_m)
        for x, rates in zip(stages, self.rates, strict=True):
            for x_j, rates_j in zip(x, rates, strict=True):
                v = v + x_j / self.lif.C_m * chain_at_rates(t, rates_j[-1], xp)
        return v

    def time_to_threshold(
        self, v: float, stages: Stages, current: float, span: float
    ) -> float | None:
        """When v first meets the threshold within `span` ms; None if it does not.

        At the threshold dv/dt > 0 exactly where the current exceeds the rheobase. So where it stays
        below, v cannot cross; where it stays above, v crosses at most once, and its value at the
        end tells. Anything else is halved, earlier half first, unless the largest current in it,
        held throughout, would not do. (A crossing undone within 1e-9 ms may go unseen.)
        """
        lif = self.lif
        todo = [(0.0, v, stages, span)]
        while todo:
            begin, v, stages, span = todo.pop()
            if v >= lif.v_threshold:
                return begin
            low, high = self._range_of_current(stages, current, span)
            if high <= lif.rheobase:
                continue
            v_inf = lif.v_rest + lif.R_m * high
            if v_inf + (v - v_inf) * math.exp(-span / lif.tau_m) < lif.v_threshold - 1e-12:
                continue
            if low >= lif.rheobase or span < 1e-9:
                if self.v_after(v, stages, current, span, FLOATS) >= lif.v_threshold:
                    return begin + self._crossing(v, stages, current, span)
                continue
            half = span / 2.0
            v_half = self.v_after(v, stages, current, half, FLOATS)
            todo.append((begin + half, v_half, self.stages_after(stages, half, FLOATS), half))
            todo.append((begin, v, stages, half))
        return None

    def _range_of_current(self, stages: Stages, current: float, span: float) -> tuple[float, float]:
        """Smallest and largest current within `span` ms, or bounds of them, in nA."""
        low = high = current
        after = self.stages_after(stages, span, FLOATS)
        for x, x_end, taus in zip(stages, after, self.taus, strict=True):
            values = [x[-1], x_end[-1]]
            if len(x) == 2 and x[0]:
                peak = self._extremum(x[0], x[1], *taus)
                if 0.0 < peak < span:
                    values.append(taus[1] * x[0] * math.exp(-peak / taus[0]))
            low += min(values)
            high += max(values)
        return low, high

    @staticmethod
    def _extremum(x_1: float, x_2: float, tau_1: float, tau_2: float) -> float:
        """When the second of two stages turns, where x_2 = tau_2 x_1: in ms, infinite for never.

        With d = 1 / tau_1 - 1 / tau_2: t = ln((1 + d tau_2) / (1 + d x_2 / x_1)) / d.
        """
        d, ratio = 1.0 / tau_1 - 1.0 / tau_2, x_2 / x_1
        if 1.0 + d * ratio <= 0.0 or ratio >= tau_2:
            return math.inf
        z = (tau_2 - ratio) / (1.0 + d * ratio)
        return math.log1p(d * z) / d if d else z

    def _crossing(self, v0: float, stages: Stages, current: float, span: float) -> float:
        """The one t in (0, span] where v meets the threshold: Newton's method, kept in brackets."""
        lif = self.lif
        low, high, t = 0.0, span, span
        for _ in range(200):
            v = self.v_after(v0, stages, current, t, FLOATS)
            low, high = (low, t) if v >= lif.v_threshold else (t, high)
            arriving = current + sum(x[-1] for x in self.stages_after(stages, t, FLOATS))
            slope = (lif.v_rest + lif.R_m * arriving - v) / lif.tau_m
            newton = t - (v - lif.v_threshold) / slope if slope > 0.0 else low
            following = newton if low < newton < high else (low + high) / 2.0
            if abs(following - t) <= 1e-15 * span or following in (low, high):
                return following
            t = following
        return t

    def on_grid(self, knots: list[Knot], t: Floats) -> Floats:
        """The potential at the times `t` (ms), each from the last knot before it."""
        *columns, stages = zip(*knots, strict=True)
        time, held, current, v = map(np.array, columns)
        last = np.searchsorted(time, t + 1e-9, side="right") - 1
        since = np.where(held[last], 0.0, np.maximum(t - time[last], 0.0))
        at_last = tuple(
            tuple(np.array(stage)[last] for stage in zip(*synapse, strict=True))
            for synapse in zip(*stages, strict=True)
        )
        free = self.v_after(v[last], at_last, current[last], since, np)
        return np.where(held[last], v[last], free)
