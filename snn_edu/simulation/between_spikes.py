"""Segments: the exact LIF, run in whole stretches between its spikes.

Where the current is known beforehand nothing happens between two spikes that a formula does not
already say, so a stretch of steps is one array expression. Only the step in which a spike falls is
taken by `LIF.stepper`, the same text that runs step by step: a test holds the spikes of both equal.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from snn_edu.neurons.lif import LIF
from snn_edu.validation import Floats

LONG = 64  # steps of the same current that are worth a formula


def run_between_spikes(
    lif: LIF, drive: Floats, dt: float
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Run `lif` from rest under `drive` (nA): shape (steps,) for one, (steps, neurons) for many.

    Returns
    -------
    v, times, ids
        v in mV, shape (steps + 1,) or (steps + 1, neurons); spike times in ms and their neurons.

    Raises
    ------
    ValueError
        Two spikes fall within one step.
    """
    rows = np.atleast_2d(drive.T)  # (neurons, steps)
    if (rows == rows[:, :1]).all():  # no current ever changes: a row is one number
        rows = np.broadcast_to(rows[:, :1], rows.shape)
    else:
        rows = np.ascontiguousarray(rows)
    v = np.empty((rows.shape[0], rows.shape[1] + 1))
    climb = Climb(lif, dt)
    trains = [_run(lif, climb, row, dt, out) for row, out in zip(rows, v, strict=True)]
    ids = np.repeat(np.arange(len(trains)), [train.size for train in trains])
    return (v[0] if drive.ndim == 1 else v.T), np.concatenate(trains), ids


def _run(lif: LIF, climb: Climb, drive: Floats, dt: float, v: Floats) -> Floats:
    """Fill `v` for one neuron, and return its spike times in ms."""
    step = lif.stepper(dt)
    climb.under(drive)
    times: list[float] = []
    k, state = 0, lif.start()
    v[0] = state[0]
    while k < drive.size:
        now, wait = state
        still = int(wait / dt)  # whole steps to sit out
        if still:
            end = min(k + still, drive.size)
            v[k + 1 : end + 1] = now
            k, state = end, (now, wait - still * dt)
            continue
        if wait == 0.0:
            run = _constant_for(drive, k)
            if run >= LONG:
                spikes, state = _constant(lif, drive.item(k), now, dt, v[k + 1 : k + 1 + run])
                times += (k * dt + spikes).tolist()
                k += run
                continue
            k, now = climb(k, now, v)
            if k == drive.size:
                break
        state, spiked, ago = step((now, wait), drive.item(k))
        k += 1
        v[k] = state[0]
        if spiked:
            times.append(k * dt - ago)
    climb.add_lifts(v)
    return np.array(times, float)


class Climb:
    """From any step to the one that reaches the threshold, the current integrated beforehand.

    Two paths under one current draw together as d^n, d = exp(-dt / tau_m). So one path, `free`,
    from v_rest and without threshold, tells all others: v[n] = free[n] + lift d^n, where lift is
    (v[k] - free[k]) d^-k at the step k that a path begins in. It meets the threshold where its
    lift first is at least (v_threshold - free[n]) d^-n, the `bar` of that step. And free[n] is
    v_rest + d^n G[n], G[n] the sum of what each step j < n adds to v, over d^(j + 1). A stretch
    of at most 20 tau_m has its own n = 0, so that d^-n stays below e^20.
    """

    def __init__(self, lif: LIF, dt: float) -> None:
        self.v_rest, self.v_threshold = lif.v_rest, lif.v_threshold
        self.longest = max(1, min(2048, int(20.0 * lif.tau_m / dt)))  # steps of a stretch
        self.decay = np.exp(-dt / lif.tau_m * np.arange(1, self.longest + 1))  # d^n, n = 1, 2, ...
        self.growth = 1.0 / self.decay
        self.gain = lif.R_m * -math.expm1(-dt / lif.tau_m) * self.growth  # mV a nA adds, over d^n

    def under(self, drive: Floats) -> None:
        """Take this current (nA) from now on."""
        self.drive = drive
        self.begin = drive.size  # no step is integrated yet

    def __call__(self, k: int, now: float, v: Floats) -> tuple[int, float]:
        """Climb from step k, where v is `now`: the step to spike in, and v before it.

        Only the lift of each step is noted, and `v` is left with the free path: see `add_lifts`.
        """
        if k < self.begin:
            self._integrate(k, v)
        while k < self.drive.size:
            j = k - self.begin
            at = j % self.longest
            lift = now - self.v_rest
            if at:
                lift = self.bar.item(j - 1) - (self.v_threshold - now) * self.growth.item(at - 1)
            reaches = self.bar[j : j - at + self.longest] <= lift
            n = int(reaches.argmax())
            crosses = reaches.item(n)
            if not crosses:
                n = reaches.size
            if n:
                self.lift[j : j + n] = lift
                k += n
                now = v.item(k) + lift * self.decay.item(at + n - 1)
            if crosses:
                break
        return k, now

    def _integrate(self, k: int, v: Floats) -> None:
        """Fill `v` after step k with the free path of every stretch, all at once."""
        self.begin = k
        steps = self.drive.size - k
        rows = -(-steps // self.longest)
        bar = np.zeros(rows * self.longest)
        bar[:steps] = self.drive[k:]
        row = bar.reshape(rows, self.longest)
        row *= self.gain
        np.cumsum(row, axis=1, out=row)
        row *= self.decay
        row += self.v_rest
        v[k + 1 :] = bar[:steps]
        np.subtract(self.v_threshold, row, out=row)
        row *= self.growth
        self.bar = bar[:steps]
        self.lift = np.zeros(bar.size)

    def add_lifts(self, v: Floats) -> None:
        """Turn the free path in `v` into the climbs that were made."""
        if self.begin < self.drive.size:
            row = self.lift.reshape(-1, self.longest)
            row *= self.decay
            v[self.begin + 1 :] += self.lift[: self.bar.size]


def _constant_for(drive: Floats, k: int) -> int:
    """How many steps the current stays what it is in step k; 0 for less than `LONG`."""
    now, length = drive.item(k), LONG
    while drive.item(min(k + length, drive.size) - 1) == now:  # else it changes before that
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
    first = lif.time_to_spike(current, v0)
    if first > end:
        v[:] = lif.v_after(t, current, v0)
        return np.empty(0), (v.item(-1), 0.0)
    climb = lif.time_to_spike(current, lif.v_reset)
    period = lif.t_ref + climb
    if period < dt:
        lif.stepper(dt)((lif.v_reset, 0.0), current)  # two spikes in a step: it says so
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
    v *= lif.v_reset - lif.v_inf(current)
    v += lif.v_inf(current)
    before = int(np.searchsorted(t, first))
    v[:before] = lif.v_after(t[:before], current, v0)
    spikes = first + period * np.arange(int((end - first) / period) + 1)
    wait = max(lif.t_ref - (end - spikes.item(-1)), 0.0)
    return spikes, (v.item(-1), wait)
