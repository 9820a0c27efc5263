"""Stimuli: currents as arrays (one value a step, in nA), and spike trains made by chance.

A current of `duration` ms at `dt` has ``round(duration / dt)`` steps; step k lasts from k dt to
(k + 1) dt. Randomness is always the argument `rng`: the same generator gives the same noise.

Poisson spikes stand in five texts: one train after another here; merged, for millions, in
`patterns/background.py` and `lessons/many_synapses/song_2000.Inputs`; counted by the step in
`network/sources.py`; and by chance in each step in `training/conversion.poisson_input`.
"""

from __future__ import annotations

import math
import warnings

import numpy as np

from snn_edu.spikes.train import Spikes
from snn_edu.validation import (
    MOST_BYTES,
    Floats,
    as_array,
    ask_if_per_ms,
    ask_if_seconds,
    generator,
    integer,
    none_or,
    number,
    one_or_each,
)

__all__ = ["gamma", "poisson", "regular", "step", "white_noise"]
__dir__ = __all__.copy  # what Tab shows

SHORTEST = 0.01  # ms, of a dead time, if there is one
FEW = 5.1  # ms, below which a duration without a spike may be in seconds


def step(
    amplitude: float,
    duration: float,
    dt: float,
    start: float = 0.0,
    stop: float | None = None,
    base: float = 0.0,
) -> Floats:
    """A current step: `amplitude` nA from `start` to `stop` ms, `base` nA outside, shape (steps,).

    `stop` left out is the end. A short step is a pulse.
    """
    time = _grid(duration, dt)
    stop = duration if stop is None else number("stop", stop, "ms", 0.0, duration)
    if number("start", start, "ms", 0.0) > stop:
        raise ValueError(f"start = {start:g} ms: after stop = {stop:g} ms. Is it in the same unit?")
    half = dt / 2  # a step belongs to the pulse when its middle does, which may be its last moment
    on = (time + half > start) & (time + half <= stop)
    if stop > start and not on.any():
        warnings.warn(
            f"start = {start:g} ms, stop = {stop:g} ms: no step of {dt:g} ms lies between them: "
            "there is no pulse. Are they in seconds?",
            stacklevel=2,
        )
    return np.where(on, number("amplitude", amplitude, "nA"), number("base", base, "nA"))


def white_noise(
    mean: float, sd: float, duration: float, dt: float, rng: np.random.Generator
) -> Floats:
    """Gaussian current drawn afresh each step: `mean` and `sd` in nA, shape (steps,).

    A finer `dt` at the same `sd` is *weaker* noise to a membrane, since more draws average out:
    the voltage's variance grows as sd^2 dt. `LIF.noise_sd` gives the sd to use at each `dt`.
    """
    sd, rng = number("sd", sd, "nA", low=0.0), generator("rng", rng)
    return number("mean", mean, "nA") + sd * rng.standard_normal(_grid(duration, dt).size)


def regular(rate: float, duration: float, start: float | None = None) -> Spikes:
    """A clock: spikes 1000 / rate ms apart, the first after `start` ms (one period if left out)."""
    rate, duration = number("rate", rate, "Hz", 0.0, 10_000.0), _duration(duration)
    if rate == 0.0:
        return Spikes([], duration=duration)
    period = 1000.0 / rate
    if rate * duration < 1000.0:
        ask_if_per_ms("rate", rate)
    first = period if start is None else number("start", start, "ms", 0.0, duration)
    if first > duration:
        ask_if_seconds("duration", duration, FEW)
    count = math.floor((duration - first) / period * (1 + 1e-12)) + 1 if first <= duration else 0
    return Spikes(np.minimum(first + period * np.arange(count), duration), duration=duration)


def poisson(
    rate: float | Floats,
    duration: float,
    rng: np.random.Generator,
    size: int | None = None,
    dead_time: float = 0.0,
) -> Spikes:
    """Poisson spike trains, each at `rate` Hz; with `dead_time` > 0, none sooner after the last.

    Intervals are dead_time + an exponential gap, at exact times (no grid), so CV = 1 - rate x
    dead_time. Trains are stationary: listening begins in the middle of an interval, not at a spike.
    The rate is one number, or one for each of the `size` neurons, shape (neurons,), which then need
    not be counted: `size` left out is as many, or one; `dead_time` is in ms, shorter than the mean
    interval 1000 / rate.
    """
    return _renewal(rate, 1.0, duration, rng, size, dead_time)


def gamma(
    rate: float | Floats,
    shape: float,
    duration: float,
    rng: np.random.Generator,
    size: int | None = None,
    dead_time: float = 0.0,
) -> Spikes:
    """Gamma renewal trains: `rate` in Hz, intervals of gamma shape k, so CV = 1 / sqrt(k).

    k = 1 is the Poisson process, large k a clock. With `dead_time` ms before each gap,
    CV = (1 - rate x dead_time) / sqrt(k). Stationary, and errors, as `poisson`. Rate and shape are
    plain numbers which no check can tell apart: say ``gamma(20.0, shape=4.0, ...)``.
    Source: Cox 1962, Renewal Theory.
    """
    shape = number("shape", shape, "", 0.05, 1e6)
    return _renewal(rate, shape, duration, rng, size, dead_time)


def _renewal(
    rate: float | Floats,
    shape: float,
    duration: float,
    rng: np.random.Generator,
    size: int | None,
    dead_time: float,
) -> Spikes:
    if size is None:
        size = max(1, np.size(as_array("rate", rate, "numbers in Hz", "Hz")))
    size, duration = integer("size", size, 1, MOST_BYTES // 8), _duration(duration)
    rng = generator("rng", rng)
    rates = one_or_each("rate", rate, (size,), "neuron", "Hz", 0.0, 10_000.0)
    rates = np.broadcast_to(rates, (size,))
    highest = float(rates.max())
    if 0.0 < highest < 0.1 and float(rates.sum()) * duration < 100.0:
        ask_if_per_ms("rate", highest)
    elif 0.0 < highest * duration < 100.0:  # not one spike in ten trains
        ask_if_seconds("duration", duration, FEW)
    dead_time = none_or("dead_time", dead_time, "ms", SHORTEST)
    if (rates * dead_time >= 1000.0).any():
        raise ValueError(
            f"dead_time = {dead_time:g} ms: a rate of {rates.max():g} Hz leaves only "
            f"{1000.0 / rates.max():g} ms between spikes."
        )
    trains = [_train(one, shape, duration, rng, dead_time) for one in rates]
    ids = np.repeat(np.arange(size), [train.size for train in trains])
    return Spikes(np.concatenate(trains), ids, size, duration)


def _train(
    rate: float, shape: float, duration: float, rng: np.random.Generator, dead_time: float
) -> Floats:
    if rate * duration < 1e-9:  # in 10^12 such trains, one spike
        return np.empty(0)
    mean = 1000.0 / rate
    # Start some twenty intervals before time 0, so that 0 falls in the middle of one by chance.
    before = 20.0 * mean * (1.0 + rng.random())
    times: Floats = np.empty(0)
    while not times.size or times[-1] < before + duration:
        left = before + duration - (times[-1] if times.size else 0.0)
        count = int(left / mean + 4.0 * math.sqrt(left / mean)) + 8
        gaps = dead_time + rng.gamma(shape, (mean - dead_time) / shape, count)
        times = np.concatenate([times, (times[-1] if times.size else 0.0) + np.cumsum(gaps)])
    times = times - before
    return np.asarray(times[(times >= 0.0) & (times <= duration)])


def _duration(duration: float) -> float:
    return number("duration", duration, "ms", 1e-3, 1e9)


def _grid(duration: float, dt: float) -> Floats:
    duration, dt = _duration(duration), number("dt", dt, "ms", low=1e-3)
    if dt > duration:
        raise ValueError(f"dt = {dt:g} ms: longer than the duration of {duration:g} ms.")
    return dt * np.arange(round(duration / dt), dtype=float)
