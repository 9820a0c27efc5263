"""Clock-driven: a LIF neuron under spikes through synapses, step by step on a grid of `dt`.

Within a step the order is: decay, what arrives, threshold, reset. So most simulators work, and with
conductances there is no other way, since v then has no closed form. For currents `event_driven` is
exact, and this is there to compare.

Its siblings, which move v between spikes by the same formula, are listed in `neurons/lif.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from snn_edu.neurons import LIF, State, twice
from snn_edu.simulation.ending import Ran
from snn_edu.spikes import step_of
from snn_edu.synapses import Channel, SpikeInput, chain, conducts, passed_on, steady_under
from snn_edu.validation import Floats

Inputs = Sequence[SpikeInput]
#: advance(v, k, span) integrates the last `span` ms of step k: (v then, where v heads, how fast)
Advance = Callable[[float, int, float], tuple[float, float, float]]


def run_clocked(
    lif: LIF, inputs: Inputs, current: Floats, dt: float, start: State, crossing: str, done: int
) -> Ran:
    """Run `lif` from the state (v, wait), on the grid of `dt`; `done` steps have been run before.

    With ``crossing="grid"`` a spike is put at the end of the step that finds v at the threshold or
    above, and an arriving spike at the end of its step: times err by about dt, and a crossing that
    is undone within its step is missed. Currents are exact in between. With
    ``crossing="exact"``, for conductances, spikes arrive when they do and the crossing is solved
    for under the mean conductance of the step: times err by about dt^2.
    """
    conductances = any(conducts(one.synapse) for one in inputs)
    build = _through_conductances if conductances else _through_currents
    advance = build(lif, inputs, current, dt, crossing)
    steps = current.size
    jumps = np.zeros(steps + 1)
    for one in inputs:
        if not one.synapse.stages:
            step, _, weights = _landing(one, dt, steps)
            jumps += np.bincount(step, weights, steps + 1)
    v, wait = float(start[0]), float(start[1])
    times: list[float] = []
    if not done and wait == 0.0:
        starts_above = v >= lif.v_threshold and crossing == "grid"  # which is seen as the step ends
        v += float(jumps[0])
        if v >= lif.v_threshold and not starts_above:
            times.append(0.0)
            v, wait = lif.v_reset, lif.t_ref
    path = [v]
    for k, jump in enumerate(jumps[done + 1 :].tolist(), start=done):
        span = dt - wait
        wait = max(wait - dt, 0.0)
        if span > 1e-9:  # else refractory to the step's end, and what jumps then is lost
            v_end, v_inf, tau = advance(v, k, min(span, dt))
            if v_end + jump >= lif.v_threshold:
                ago = 0.0
                if crossing == "exact" and v_end >= lif.v_threshold:
                    ago = min(span, dt)  # v was there as it was set free, or else has risen
                    if v < lif.v_threshold:
                        risen = (lif.v_threshold - v_end) / (v_inf - lif.v_threshold)
                        ago = -tau * math.log1p(risen)
                times.append((k + 1) * dt - ago)
                wait = max(lif.t_ref - ago, 0.0)
                v_end, jump = lif.v_reset, jump * (ago > lif.t_ref)
                if ago > lif.t_ref:
                    v_end = advance(v_end, k, ago - lif.t_ref)[0]
                if v_end + jump >= lif.v_threshold:
                    raise twice(dt, "or smaller weights")
            v = v_end + jump
        path.append(v)
    return Ran(np.array(path), np.array(times, float), np.zeros(len(times), int), (v, wait))


def _through_currents(
    lif: LIF, inputs: Inputs, current: Floats, dt: float, crossing: str
) -> Advance:
    """Integrate v under currents: exactly, each step from the stages as it begins."""
    slow = [one for one in inputs if one.synapse.stages]
    taus = [(*one.synapse.stages, lif.tau_m) for one in slow]
    stages = [_stages_on_grid(one, dt, current.size, crossing)[0] for one in slow]
    synaptic = sum(
        (x @ passed_on(tau, dt)[-1, :-1] for x, tau in zip(stages, taus, strict=True)),
        np.zeros(current.size + 1),
    )
    push = (synaptic / lif.C_m).tolist()  # mV that the synapses add in a whole step
    targets = lif.v_inf(current).tolist()
    decay = float(passed_on((lif.tau_m,), dt)[0, 0])

    def advance(v: float, k: int, span: float) -> tuple[float, float, float]:
        v_inf = targets[k]
        if span == dt:
            return v_inf + (v - v_inf) * decay + push[k], v_inf, lif.tau_m
        v = v_inf + (v - v_inf) * float(passed_on((lif.tau_m,), span)[0, 0])
        for x, tau in zip(stages, taus, strict=True):
            before = passed_on(tau[:-1], dt - span) @ x[k]
            v += float(passed_on(tau, span)[-1, :-1] @ before) / lif.C_m
        return v, v_inf, lif.tau_m

    return advance


def _through_conductances(
    lif: LIF, inputs: Inputs, current: Floats, dt: float, crossing: str
) -> Advance:
    """Integrate v under conductances: each step exactly, but under its mean conductance.

    Where magnesium blocks, the block is that of v in the middle of the span, which a first half
    with the block at the beginning finds.
    """
    total = current.copy()
    channels: list[tuple[Channel, list[float]]] = []
    for one in inputs:
        if not one.synapse.stages:
            continue
        mean = _stages_on_grid(one, dt, total.size, crossing)[1]
        if conducts(one.synapse):
            channels.append((one.synapse, mean.tolist()))
        else:
            total += mean
    inflow = lif.v_inf(total).tolist()
    halfway = any(kind.magnesium for kind, _ in channels)

    def relax(v: float, k: int, span: float, v_seen: float) -> tuple[float, float, float]:
        open_now = [(kind, g[k]) for kind, g in channels]
        v_inf, leak = steady_under(inflow[k], open_now, v_seen, lif)
        tau = lif.tau_m / leak
        return v - (v_inf - v) * math.expm1(-span / tau), v_inf, tau

    def advance(v: float, k: int, span: float) -> tuple[float, float, float]:
        return relax(v, k, span, relax(v, k, span / 2.0, v)[0] if halfway else v)

    return advance


def _stages_on_grid(one: SpikeInput, dt: float, steps: int, crossing: str) -> tuple[Floats, Floats]:
    """The stages of one input's synapse at the ends of steps, and its mean output in each step.

    Shapes (steps + 1, stages) and (steps,), in nA or uS at the last stage. Neither depends on the
    neuron, so both are known before it runs.
    """
    taus = one.synapse.stages
    step, late, weights = _landing(one, dt, steps)
    age = np.zeros_like(late) if crossing == "grid" else late
    kicks = weights * one.synapse.gain
    # chain(0) is 1 for the first stage and 0 for the second: nothing has been passed on yet
    columns = (kicks * chain(age, taus[: i + 1]) for i in range(len(taus)))
    arriving = np.stack([np.bincount(step, column, steps + 1) for column in columns], axis=1)
    rows = passed_on(taus, dt).tolist()
    now = [0.0] * len(taus)
    path = []
    for new in arriving.tolist():
        now = [
            kick + sum(share * x for share, x in zip(row, now, strict=True))
            for kick, row in zip(new, rows, strict=True)
        ]
        path.append(now)
    stages = np.array(path)
    passed = np.bincount(step, kicks, steps + 1)[1:].astype(float)
    # dx = kick - x dt / tau, so the area under x is tau (what came in - how much x rose)
    for i, tau in enumerate(taus):
        passed = tau * (passed - np.diff(stages[:, i]))
    return stages, passed / dt


def _landing(one: SpikeInput, dt: float, steps: int) -> tuple[NDArray[np.int64], Floats, Floats]:
    """At the end of which step each spike counts, how long (ms) it is there by then, its weight."""
    times, weights = one.arrivals()
    step = step_of(times, dt)
    inside = step <= steps
    return step[inside], (step * dt - times)[inside], weights[inside]
