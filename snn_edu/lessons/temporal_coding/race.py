"""The race: how wrong each code still is after t ms, at what cost in spikes, over a bad line."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.coding import Code, jitter, lose
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats, fields_within, generator, instance, integer, number, numbers


@dataclass(frozen=True)
class Line:
    """What spikes go through between encoder and decoder: first lost, then jittered."""

    jitter: float = 0.0  # ms, s.d. of each spike's shift
    loss: float = 0.0  # probability that a spike never arrives

    def __post_init__(self) -> None:
        fields_within(self, "ms", 0.0, math.inf, "jitter")
        fields_within(self, "", 0.0, 1.0, "loss")

    def transmit(self, spikes: Spikes, rng: np.random.Generator) -> Spikes:
        """What arrives: see `jitter` and `lose`."""
        return jitter(lose(spikes, self.loss, rng), self.jitter, rng)


GOOD_LINE = Line()


@dataclass(frozen=True, eq=False)
class Errors:
    """How one code fared, moment by moment."""

    times: Floats  # ms
    error: Floats  # root mean square over values and trials, of 1
    spikes: Floats  # sent until then by all neurons together, mean over trials

    def time_to(self, error: float) -> float:
        """From which of `times` on the error stays at or below `error`, in ms; NaN if never."""
        return self._settled(self.times, error)

    def spikes_to(self, error: float) -> float:
        """How many spikes had been sent when the error came to stay; NaN if it never did."""
        return self._settled(self.spikes, error)

    def _settled(self, cost: Floats, error: float) -> float:
        above = np.flatnonzero(self.error > number("error", error, "", low=0.0))
        first = above[-1] + 1 if above.size else 0
        return float(cost[first]) if first < cost.size else float("nan")


def measure_errors(
    code: Code,
    values: ArrayLike,
    times: ArrayLike,
    rng: np.random.Generator,
    line: Line = GOOD_LINE,
    trials: int = 1,
) -> Errors:
    """Error of `code` on one stimulus at each of `times`, and the spikes it had spent by then.

    Parameters
    ----------
    code
        Any `Code`: `six_codes`, or your own.
    values
        The stimulus, in [0, 1]: shape (values,), or a movie (frames, values) whose frames share
        the time up to the last of `times` (for `delta_code` and `frame_by_frame` codes).
    times
        When to look, in ms, rising. The stimulus lasts until the last of them.
    line
        Jitter and loss on the way. Lost spikes were sent: they count.
    trials
        How often to send and read; the error is the root of the mean square over all.
    """
    values = numbers("values", values, "", 0.0, 1.0)
    times = np.atleast_1d(numbers("times", times, "ms", 0.0, 1e9))
    if times.ndim != 1 or not times.size or (np.diff(times) <= 0).any() or not times[-1]:
        raise ValueError("times: expected one rising row of moments, in ms, that ends after 0.")
    trials, rng = integer("trials", trials, 1, 1_000_000), generator("rng", rng)
    instance("code", code, Code, "Say latency_code(), or Code(name, encode, decode).")
    instance("line", line, Line, "Say Line(jitter=1.0, loss=0.1).")
    duration = float(times[-1])
    squares, sent = np.zeros(times.size), np.zeros(times.size)
    for _ in range(trials):
        spikes = code.encode(values, duration, rng)
        arrived = line.transmit(spikes, rng)
        sent += np.searchsorted(spikes.times, times, side="right")
        for k, t in enumerate(times.tolist()):
            estimate, truth = code.decode(arrived, t), stimulus_at(values, t, duration)
            if estimate.shape != truth.shape:
                raise ValueError(
                    f"{code.name} decodes {estimate.shape} values: expected {truth.shape}."
                )
            squares[k] += np.mean((estimate - truth) ** 2)
    return Errors(times, np.sqrt(squares / trials), sent / trials)


def stimulus_at(values: Floats, t: float, duration: float) -> Floats:
    """The values on show at t ms: all the time the same, or the frame of a movie."""
    values, duration = numbers("values", values), number("duration", duration, "ms", 1e-3)
    if number("t", t, "ms", 0.0) > duration:
        raise ValueError(f"t = {t:g} ms: after the duration of {duration:g} ms.")
    if values.ndim < 2:
        return np.atleast_1d(values)
    if not len(values):
        raise ValueError(f"values has shape {values.shape}: a movie has a frame or more.")
    return np.asarray(values[_frame(t, duration / len(values), len(values))])


def frame_by_frame(code: Code, frame: float) -> Code:
    """The same code for a movie: every `frame` ms it starts afresh with what is then shown.

    The decoder knows when frames begin, and forgets what came before.

    Parameters
    ----------
    code
        A code of one row of values.
    frame
        How long each frame lasts, in ms; `encode` takes a movie (frames, values) of as many frames
        as fill its duration.
    """
    frame = number("frame", frame, "ms", low=1e-3)
    instance("code", code, Code, "Say latency_code(), or Code(name, encode, decode).")

    def encode(values: ArrayLike, duration: float, rng: np.random.Generator) -> Spikes:
        movie = np.atleast_2d(numbers("values", values, "", 0.0, 1.0))
        if abs(len(movie) * frame - duration) > 1e-6 * frame:
            raise ValueError(
                f"duration = {duration:g} ms: expected {len(movie)} frames of {frame:g} ms."
            )
        parts = [code.encode(still, frame, rng) for still in movie]
        times = [k * frame + part.times[part.times < frame] for k, part in enumerate(parts)]
        ids = [part.ids[part.times < frame] for part in parts]
        # A spike just before the end may round up to it.
        moments = np.minimum(np.concatenate(times), duration)
        return Spikes(moments, np.concatenate(ids), parts[0].size, duration)

    def decode(spikes: Spikes, t: float) -> Floats:
        t = number("t", t, "ms", low=0.0)
        if spikes.duration is None:
            raise ValueError("spikes.duration is not known: where does the movie end, in ms?")
        begin = frame * _frame(t, frame, round(spikes.duration / frame))
        now = (spikes.times >= begin) & (spikes.times <= t)
        since = Spikes(spikes.times[now] - begin, spikes.ids[now], spikes.size)
        return code.decode(since, t - begin)

    return Code(code.name, encode, decode)


def _frame(t: float, frame: float, frames: int) -> int:
    """Which frame is on show at t: the last one stays to its very end."""
    return min(int(t / frame * (1 + 1e-12)), frames - 1)
