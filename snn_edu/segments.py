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
    rows = np.ascontiguousarray(np.atleast_2d(drive.T))  # (neurons, steps)
    v = np.empty((rows.shape[0], rows.shape[1] + 1))
    trains = [_run(lif, row, dt, out) for row, out in zip(rows, v, strict=True)]
    ids = np.repeat(np.arange(len(trains)), [train.size for train in trains])
    return (v[0] if drive.ndim == 1 else v.T), np.concatenate(trains), ids


def _run(lif: LIF, drive: Floats, dt: float, v: Floats) -> Floats:
    """Fill `v` for one neuron, and return its spike times in ms."""
    step = lif.stepper(dt)
    changes = np.append(np.flatnonzero(drive[1:] != drive[:-1]) + 1, drive.size)
    longest = max(1, min(2048, int(20.0 * lif.tau_m / dt)))  # keeps 1 / decay below e^20
    decay = np.exp(-dt / lif.tau_m * np.arange(1, longest + 1))
    growth = 1.0 / decay
    gain = lif.R_m * -math.expm1(-dt / lif.tau_m) * drive  # mV that a step adds
    times: list[Floats] = []
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
            run = int(changes[np.searchsorted(changes, k, side="right")]) - k
            if run >= 64:
                spikes, state = _constant(lif, float(drive[k]), now, dt, v[k + 1 : k + 1 + run])
                times.append(k * dt + spikes)
                k += run
                continue
            k, now = _climb(lif, gain, decay, growth, k, v)
            if k == drive.size:
                break
        state, spiked, ago = step((now, wait), float(drive[k]))
        k += 1
        v[k] = state[0]
        if spiked:
            times.append(np.array([k * dt - ago]))
    return np.concatenate(times) if times else np.empty(0)


def _climb(
    lif: LIF, gain: Floats, decay: Floats, growth: Floats, k: int, v: Floats
) -> tuple[int, float]:
    """Integrate from v[k] until the step that reaches the threshold: that step, and v before it.

    n steps on, v - v_rest is d^n (v[k] - v_rest + sum_j gain[j] / d^(j + 1)) with
    d = exp(-dt / tau_m): one cumulative sum for a whole stretch.
    """
    below = lif.v_threshold - lif.v_rest
    length = 512
    while k < gain.size:
        m = min(length, gain.size - k, decay.size)
        away = decay[:m] * (v[k] - lif.v_rest + (gain[k : k + m] * growth[:m]).cumsum())
        n = int((away >= below).argmax())
        if away[n] < below:
            n = m
        v[k + 1 : k + 1 + n] = away[:n] + lif.v_rest
        k += n
        if n < m:
            break
        length *= 2
    return k, float(v[k])


def _constant(
    lif: LIF, current: float, v0: float, dt: float, v: Floats
) -> tuple[Floats, tuple[float, float]]:
    """Fill `v` under a constant current: after the first spike, all repeats with one period."""
    t = dt * np.arange(1, v.size + 1)
    first = lif.time_to_spike(current, v0)
    if first > t[-1]:
        v[:] = lif.v_after(t, current, v0)
        return np.empty(0), (float(v[-1]), 0.0)
    climb = lif.time_to_spike(current, lif.v_reset)
    period = lif.t_ref + climb
    if period < dt:
        lif.stepper(dt)((lif.v_reset, 0.0), current)  # two spikes in a step: it says so
    count = int((t[-1] - first) / period) + 1
    last_spike = np.floor((t - first) / period)
    free = np.maximum(t - first - last_spike * period - lif.t_ref, 0.0)
    v[:] = lif.v_after(free, current, lif.v_reset)
    before = int(np.searchsorted(t, first))
    v[:before] = lif.v_after(t[:before], current, v0)
    spikes = first + period * np.arange(count)
    wait = max(lif.t_ref - (float(t[-1]) - float(spikes[-1])), 0.0)
    return spikes, (float(v[-1]), wait)
