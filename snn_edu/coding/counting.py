"""Codes read by counting spikes: rate, population and delta. `coding` compares all six."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.spikes import Spikes, as_spikes, poisson
from snn_edu.validation import Floats, ask_if_seconds, integer, number, numbers


def encode_rate(
    values: ArrayLike, rng: np.random.Generator, duration: float = 100.0, max_rate: float = 100.0
) -> Spikes:
    """Rate code: value x is a Poisson train at x `max_rate` Hz, one neuron a value.

    `values` are in [0, 1], shape (values,); `duration`, of the stimulus, is in ms. The default of
    `max_rate`, the rate of value 1, is a choice.
    Source: Adrian & Zotterman 1926, J Physiol 61:151; as Poisson, Shadlen & Newsome 1998,
    J Neurosci 18:3870.
    """
    values = vector(values)
    return poisson(values * _rate(max_rate), duration, rng, values.size)


def decode_rate(spikes: Spikes, t: float, max_rate: float = 100.0) -> Floats:
    """Spikes counted, over those that a 1 would have sent: x = n / (max_rate t).

    The most likely value given the count. Its s.d. is sqrt(x / (max_rate t)): four times the
    listening, half the error. At t = 0 it says 0.5. Chance counts above that of a 1 are read as 1,
    so values near 1 come out a little low. Nobody has listened after the spikes' duration: a later
    `t` is refused.
    """
    sent, expected = counts(spikes, t), _rate(max_rate) * moment(t) / 1000.0
    if spikes.duration is not None:
        number("t", t, "ms", 0.0, spikes.duration)
    return in_range(sent / expected) if expected else np.full(spikes.size, 0.5)


def encode_population(
    values: ArrayLike,
    rng: np.random.Generator,
    duration: float = 100.0,
    neurons: int = 8,
    max_rate: float = 100.0,
) -> Spikes:
    """Population code: each value by a group of Poisson neurons, every one with its favourite.

    `values` are in [0, 1], shape (values,); neuron i of value k is number k neurons + i. `duration`
    is in ms. The defaults of `neurons`, in one group, and of `max_rate`, in Hz at the favourite
    direction, are choices: see `population_rates`.
    """
    rates = population_rates(values, neurons, max_rate)
    return poisson(rates.ravel(), duration, rng, rates.size)


def population_rates(values: ArrayLike, neurons: int = 8, max_rate: float = 100.0) -> Floats:
    """Tuning curves: how fast each neuron fires for each value, in Hz, shape (values, neurons).

    Value x is a direction of pi x (0 right, 1/2 up, 1 left); neuron i prefers 2 pi i / neurons and
    fires at max_rate (1 + cos(pi x - preferred)) / 2. Four neurons at least: with fewer the
    population vector's error depends on direction.
    Source: Georgopoulos, Kalaska, Caminiti & Massey 1982, J Neurosci 2:1527 (cosine tuning).
    """
    direction, preferred = math.pi * vector(values)[:, np.newaxis], _preferred(neurons)
    return np.asarray(_rate(max_rate) * (1.0 + np.cos(direction - preferred)) / 2.0)


def decode_population(spikes: Spikes, t: float, neurons: int = 8) -> Floats:
    """Population vector: each spike votes for its neuron's favourite; the sum points at pi x.

    What was sent up to `t` ms counts, by whole groups of `neurons`; a value for each group, shape
    (values,). No spikes, or votes that cancel: 0.5. Away from the ends its s.d. is
    2 / (pi sqrt(neurons n)), n the spikes in `t` at max_rate.
    Source: Georgopoulos, Schwartz & Kettner 1986, Science 233:1416.
    """
    preferred = _preferred(neurons)
    _whole_groups(spikes, neurons)
    votes = counts(spikes, t).reshape(-1, neurons) @ np.exp(1j * preferred)
    votes[np.abs(votes) < 1e-9] = 0.0
    away_from_up = np.angle(votes / 1j).astype(float)  # in (-pi, pi]; 0 for no votes
    return in_range(0.5 + away_from_up / math.pi)


def encode_delta(
    values: ArrayLike, duration: float = 100.0, delta: float = 0.05, spacing: float = 1.0
) -> Spikes:
    """Delta code (send on delta): a spike for each change by `delta`; no change, no spike.

    Every `spacing` ms the value is compared with what the receiver has; if they are `delta` or more
    apart, a spike corrects it by one delta: neuron 2 k says up for value k, neuron 2 k + 1 down.
    Once the receiver has caught up the error stays below `delta`.
    Source: Miskowicz 2006, Sensors 6:49 (send-on-delta); in silicon retinas: Lichtsteiner, Posch &
    Delbruck 2008, IEEE J Solid-State Circuits 43:566.

    Parameters
    ----------
    values
        In [0, 1]: shape (values,), or a movie (frames, values) of equally long frames. Before it,
        darkness: the receiver starts at 0.
    duration, spacing
        In ms.
    delta
        In (0, 1] (the default is a choice).
    """
    movie = np.atleast_2d(numbers("values", values, "", 0.0, 1.0))
    if movie.ndim > 2:
        raise ValueError(
            f"values has shape {movie.shape}: expected (values,), or (frames, values). Images are "
            "movie.reshape(len(movie), -1)."
        )
    delta, spacing = _delta(delta), lasting("spacing", spacing)
    duration = lasting("duration", duration)
    if spacing > duration or not movie.size:
        raise ValueError(
            f"spacing = {spacing:g} ms, values of shape {movie.shape}: nothing to send in a "
            f"duration of {duration:g} ms."
        )
    looks = spacing * np.arange(math.floor(duration / spacing * (1 + 1e-12)) + 1)
    frame = looks / duration * len(movie) * (1 + 1e-12)
    frame = np.minimum(frame, len(movie) - 1).astype(int)
    steps = np.zeros(movie.shape[1])  # what the receiver has, in deltas
    times, ids = [], []
    for look, shown in zip(looks, movie[frame], strict=True):
        change = np.trunc((shown / delta - steps) * (1 + 1e-9)).clip(-1, 1)
        steps += change
        neurons = 2 * np.flatnonzero(change) + (change[change != 0] < 0)
        times.append(np.full(neurons.size, look))
        ids.append(neurons)
    return Spikes(
        np.minimum(np.concatenate(times), duration), np.concatenate(ids), 2 * steps.size, duration
    )


def decode_delta(spikes: Spikes, t: float, delta: float = 0.05) -> Floats:
    """Ups minus downs so far, x = delta (ups - downs): a lost spike is an error for good."""
    _whole_groups(spikes, 2)
    up, down = counts(spikes, t).reshape(-1, 2).T
    return in_range(np.asarray(_delta(delta) * (up - down)))


def counts(spikes: Spikes, t: float) -> NDArray[np.int64]:
    """How many spikes each neuron has sent up to and including t ms: shape (neurons,)."""
    as_spikes("spikes", spikes)
    t = moment(t)
    if spikes.duration is not None and spikes.duration >= 20.0:
        ask_if_seconds("t", t, 0.5)
    return np.bincount(spikes.ids[spikes.times <= t], minlength=spikes.size)


def in_range(estimate: Floats) -> Floats:
    """Values lie in [0, 1]: an estimate beyond is read as the nearer end."""
    return np.clip(estimate, 0.0, 1.0)


def _preferred(neurons: int) -> Floats:
    neurons = integer("neurons", neurons, 4, 1_000_000)
    return np.asarray(2 * math.pi * np.arange(neurons) / neurons)


def _whole_groups(spikes: Spikes, neurons: int) -> None:
    if as_spikes("spikes", spikes).size % neurons:
        raise ValueError(
            f"spikes come from {spikes.size} neurons: expected groups of {neurons} neurons, as "
            "encoded."
        )


def vector(values: ArrayLike) -> Floats:
    """One row of values in [0, 1], a single number included; an image is refused with a hint."""
    row = np.atleast_1d(numbers("values", values))
    if row.size and row.max() > 1.0 and row.max() <= 255.0 and (row == row.astype(np.uint8)).all():
        raise ValueError(
            f"values: up to {row.max():g}; allowed is 0 to 1. Is it a picture of 0 to 255? Say "
            "image.ravel() / 255."
        )
    numbers("values", row, "", 0.0, 1.0)
    if row.ndim != 1 or not row.size:
        raise ValueError(
            f"values has shape {row.shape}: expected one row. Say image.ravel() for an image."
        )
    return row


def moment(t: float) -> float:
    """A moment t in ms, once it is 0 or later."""
    return number("t", t, "ms", low=0.0)


def lasting(name: str, time: float) -> float:
    """A span of time in ms, once it is longer than 0."""
    return number(name, time, "ms", 1e-3, 1e9)


def _rate(max_rate: float) -> float:
    return number("max_rate", max_rate, "Hz", 1e-3, 10_000.0)


def _delta(delta: float) -> float:
    return number("delta", delta, "", 1e-3, 1.0)
