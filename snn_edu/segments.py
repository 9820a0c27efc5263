"""Segments: the exact LIF, run in whole stretches between its spikes.

Where the current is known beforehand nothing happens between two spikes that a formula does not
already say, so a stretch of steps is one array expression. Only the step in which a spike falls is
taken by `LIF.stepper`, the same text that runs step by step: a test holds the spikes of both equal.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from snn_edu.neurons import LIF

Floats = NDArray[np.float64]
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
    return np.array(times, float)


class Climb:
    """From any step to the one that reaches the threshold, the current integrated beforehand.

    With d = exp(-dt / tau_m), u = v - v_rest, and G[n] the sum of what each step j < n adds to v,
    over d^(j + 1): u[n] d^-n = u[k] d^-k + G[n] - G[k]. From k to n is a difference. A stretch of
    at most 20 tau_m has its own n = 0, so that d^-n stays below e^20.
    """

    def __init__(self, lif: LIF, dt: float) -> None:
        self.v_rest = lif.v_rest
        self.longest = max(1, min(2048, int(20.0 * lif.tau_m / dt)))  # steps
        self.decay = np.exp(-dt / lif.tau_m * np.arange(self.longest + 1))
        self.growth = 1.0 / self.decay
        per_nA = lif.R_m * -math.expm1(-dt / lif.tau_m)  # mV that a step adds
        self.gain = per_nA * self.growth[1:]  # of each step's current
        self.bar = (lif.v_threshold - lif.v_rest) * self.growth

    def under(self, drive: Floats) -> None:
        """Take this current (nA) from now on."""
        self.drive = drive
        self.begin = self.end = 0  # of a stretch

    def __call__(self, k: int, now: float, v: Floats) -> tuple[int, float]:
        """Fill `v` after step k, where it is `now`: the step to spike in, and v before it."""
        while k < self.drive.size:
            if k >= self.end:
                self._integrate(k)
            G, at = self.G, k - self.begin
            lift = (now - self.v_rest) * self.growth.item(at) - G.item(at)
            reaches = self.short[at + 1 :] <= lift
            n = int(reaches.argmax())
            crosses = reaches[n]
            if not crosses:
                n = reaches.size
            path = v[k + 1 : k + 1 + n]
            np.add(G[at + 1 : at + 1 + n], lift, out=path)
            path *= self.decay[at + 1 : at + 1 + n]
            path += self.v_rest
            k += n
            now = v.item(k)
            if crosses:
                break
        return k, now

    def _integrate(self, k: int) -> None:
        """Begin a stretch at step k."""
        self.begin, self.end = k, min(k + self.longest, self.drive.size)
        n = self.end - k
        self.G = np.empty(n + 1)
        self.G[0] = 0.0
        gained = np.multiply(self.drive[k : self.end], self.gain[:n], out=self.G[1:])
        gained.cumsum(out=gained)
        self.short = self.bar[: n + 1] - self.G  # what u[k] d^-k - G[k] must bring


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
