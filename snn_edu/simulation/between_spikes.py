"""Between spikes: the exact LIF, run in whole stretches from spike to spike.

Where the current is known beforehand nothing happens between two spikes that a formula does not
already say, so a stretch of steps is one array expression. Only the step in which a spike falls is
taken by `LIF.stepper`, the same text that runs step by step: a test holds the spikes of both equal.

Its siblings, which move v between spikes by the same formula, are listed in `neurons/lif.py`.
"""

from __future__ import annotations

import math

import numpy as np

from snn_edu.neurons import LIF, State, twice
from snn_edu.progress import Progress
from snn_edu.simulation.ending import Ran
from snn_edu.validation import Floats

LONG = 64  # steps of the same current that are worth a formula


def run_between_spikes(
    lif: LIF, drive: Floats, dt: float, start: State, done: int, watch: Progress
) -> Ran:
    """Run `lif` under `drive` (nA): shape (steps,) for one neuron, (steps, neurons) for many.

    From `start`, (v, wait): numbers, or one for each neuron. `done`: steps of earlier runs.
    """
    rows = np.atleast_2d(drive.T)  # (neurons, steps)
    if (rows == rows[:, :1]).all():  # no current ever changes: a row is one number
        rows = np.broadcast_to(rows[:, :1], rows.shape)
    else:
        rows = np.ascontiguousarray(rows)
    v = np.empty((rows.shape[0], rows.shape[1] + 1))
    alike = None if lif.size else _decay(lif, dt)
    begins = [start]
    if drive.ndim > 1:
        each = (np.broadcast_to(part, len(rows)).tolist() for part in start)
        begins = list(zip(*each, strict=True))
    trains, ends = [], []
    with watch:  # neuron by neuron
        for piece in watch.pieces(len(rows)):
            for k in piece:
                one = lif.of(k) if alike is None else lif
                decay = _decay(one, dt) if alike is None else alike
                times, end = _run(one, rows[k], dt, v[k], decay, begins[k], done)
                trains.append(times)
                ends.append(end)
    if watch.stopped:
        raise KeyboardInterrupt
    ids = np.repeat(np.arange(len(trains)), [train.size for train in trains])
    if drive.ndim == 1:
        return Ran(v[0], trains[0], ids, ends[0])
    return Ran(v.T, np.concatenate(trains), ids, tuple(np.array(ends).T))


def _decay(lif: LIF, dt: float) -> Floats:
    """What is left after 1, 2, ... steps, for at most 20 tau_m: d^n, d = exp(-dt / tau_m)."""
    steps = max(1, min(2048, int(20.0 * lif.tau_m / dt)))
    return np.asarray(np.exp(-dt / lif.tau_m * np.arange(1, steps + 1)))


def _run(
    lif: LIF, drive: Floats, dt: float, v: Floats, decay: Floats, begin: State, done: int
) -> tuple[Floats, State]:
    """Fill `v` for one neuron; its spike times in ms, and its state at the end."""
    step = lif.stepper(dt)
    path = None
    times: list[float] = []
    k, state = 0, begin
    v[0] = state[0]
    while k < drive.size:
        now, wait = map(float, state)
        still = int(wait / dt)  # whole steps to sit out
        if still:
            end = min(k + still, drive.size)
            v[k + 1 : end + 1] = now
            k, state = end, (now, wait - (end - k) * dt)
            continue
        if wait == 0.0:
            run = _constant_for(drive, k)
            if run >= LONG:
                spikes, state = _constant(lif, drive.item(k), now, dt, v[k + 1 : k + 1 + run])
                times += ((done + k) * dt + spikes).tolist()
                k += run
                continue
            if path is None:
                path = _FreePath(lif, drive[k:], dt, v[k:], decay)
                first = k
            k, now = path.follow(k - first, now)
            k += first
            if k == drive.size:
                state = now, 0.0
                break
        state, spiked, ago = step((now, wait), drive.item(k))
        k += 1
        v[k] = state[0]
        if spiked:
            times.append((done + k) * dt - float(ago))
    return np.array(times, float), state


class _FreePath:
    """The path of v from v_rest without a threshold; from it follow all others.

    Two paths under one current draw together as d^n, d = exp(-dt / tau_m). So v[n] = free[n] +
    apart d^n, where apart is (v[k] - free[k]) d^-k at the step k that a path begins in. It meets
    the threshold where this is first at least (v_threshold - free[n]) d^-n, the `bar` of that step.
    And free[n] is v_rest + d^n G[n], G[n] the sum of what each step j < n adds to v, over d^(j +
    1). A stretch of at most 20 tau_m has its own n = 0, so that d^-n stays below e^20.
    """

    def __init__(self, lif: LIF, drive: Floats, dt: float, v: Floats, decay: Floats) -> None:
        """Fill `v`, but for its first, with the free path under `drive`; `decay` is d^1, d^2 ..."""
        self.v_rest, self.v_threshold = lif.v_rest, lif.v_threshold
        self.v, self.decay, self.growth = v, decay, 1.0 / decay
        row = np.zeros((-(-drive.size // decay.size), decay.size))  # a row is a stretch
        every = row.reshape(-1)[: drive.size]
        every[:] = drive
        row *= lif.R_m * -math.expm1(-dt / lif.tau_m) * self.growth  # mV a nA adds, over d^n
        np.cumsum(row, axis=1, out=row)
        row *= decay
        row += lif.v_rest
        v[1:] = every
        np.subtract(lif.v_threshold, row, out=row)
        row *= self.growth
        self.bar = every

    def follow(self, k: int, now: float) -> tuple[int, float]:
        """From step k, where v is `now`: the step that meets the threshold, and v before it."""
        v, bar, decay = self.v, self.bar, self.decay
        while k < bar.size:
            at = k % decay.size
            apart = now - self.v_rest
            if at:
                apart = bar.item(k - 1) - (self.v_threshold - now) * self.growth.item(at - 1)
            meets = bar[k : k - at + decay.size] <= apart
            n = int(meets.argmax())
            met = meets.item(n)
            if not met:
                n = meets.size
            if n:
                path = v[k + 1 : k + 1 + n]
                path += apart * decay[at : at + n]
                k += n
                now = v.item(k)
            if met:
                break
        return k, now


def _constant_for(drive: Floats, k: int) -> int:
    """How many steps the current stays what it is in step k; 0 where that is not worth a formula.

    It looks `LONG` steps ahead, and then ever further: 0 if it is another where a look ends.
    """
    now, length = drive.item(k), LONG
    while drive.item(min(k + length, drive.size) - 1) == now:
        differs = drive[k : k + length] != now
        n = int(differs.argmax())
        if differs[n]:
            return n
        if k + length >= drive.size:
            return drive.size - k
        length *= 4
    return 0


def _constant(
    lif: LIF, current: float, v0: float, dt: float, v: Floats
) -> tuple[Floats, tuple[float, float]]:
    """Fill `v` under a constant current: after the first spike, all repeats with one period."""
    t = dt * np.arange(1, v.size + 1)
    end = t.item(-1)
    v_inf = lif.v_rest + lif.R_m * current
    first = lif.time_to_spike(current, v0)
    if first > end:
        v[:] = v_inf + (v0 - v_inf) * np.exp(-t / lif.tau_m)
        return np.empty(0), (v.item(-1), 0.0)
    period = lif.t_ref + lif.time_to_spike(current, lif.v_reset)
    # v at the time since it was set free last, below; in place, for memory costs more than sums.
    np.subtract(t, first, out=v)
    whole = v / period
    np.floor(whole, out=whole)
    whole *= period
    v -= whole  # since the last spike
    v -= lif.t_ref
    np.maximum(v, 0.0, out=v)
    v /= -lif.tau_m
    np.exp(v, out=v)
    v *= lif.v_reset - v_inf
    v += v_inf
    before = int(np.searchsorted(t, first))
    v[:before] = v_inf + (v0 - v_inf) * np.exp(-t[:before] / lif.tau_m)
    spikes: Floats = first + period * np.arange(int((end - first) / period) + 1, dtype=float)
    if period < dt and (np.diff(np.ceil(spikes / dt)) == 0.0).any():
        raise twice(dt)
    wait = max(lif.t_ref - (end - spikes.item(-1)), 0.0)
    return spikes, (v.item(-1), wait)
