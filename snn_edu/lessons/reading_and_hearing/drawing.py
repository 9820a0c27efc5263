"""Lesson 19's drawing: a hand moves, neurons fire, and a decoder draws what it reads from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.lessons.reading_and_hearing.movement import (
    LinearDecoder,
    Products,
    products,
    r_squared,
)
from snn_edu.validation import Floats

STEP = 20.0  # ms, how often the hand is looked at


@dataclass(frozen=True, eq=False)
class Practice:
    """Movements that a decoder is fitted on: known velocities, and the spikes they set off."""

    preferred: Floats  # (neurons,), degrees
    velocity: Floats  # (steps, 2), in units of their rms
    counts: NDArray[np.int16]  # (steps, neurons), spikes in `STEP` ms

    @cached_property
    def _all(self) -> Products:
        return products(self.counts.astype(float), self.velocity)

    def decoder(self, neurons: int, ridge: float = 1.0) -> LinearDecoder:
        """What `LinearDecoder.fit` finds for the first `neurons`: a corner of X'X has it all."""
        mean_x, mean_y, xx, xy = self._all
        first = slice(neurons)
        return Products(mean_x[first], mean_y, xx[first, first], xy[first]).solve(ridge)


class DecodedPath(NamedTuple):
    """A hand's path, and what a decoder made of it; both in half widths of the drawing."""

    hand: Floats  # (steps + 1, 2)
    cursor: Floats  # (steps + 1, 2): the decoded velocities added up
    r2: float  # share of the velocity's variance that was decoded
    error: float  # mean distance from cursor to hand


def even_pace(path: ArrayLike, steps: int = 400) -> Floats:
    """The same path walked at constant speed: `steps` + 1 points, shape (steps + 1, 2)."""
    points = np.asarray(path, float)
    walked = np.append(0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))
    at = np.linspace(0.0, walked[-1], steps + 1)
    return np.column_stack([np.interp(at, walked, points[:, k]) for k in (0, 1)])


def wandering(steps: int, rng: np.random.Generator) -> Floats:
    """A random smooth path: the movements a decoder is fitted on. Shape (steps + 1, 2)."""
    velocity = np.zeros((steps + 1, 2))
    for k in range(steps):  # memory of half a second: exp(-20 / 500)
        velocity[k + 1] = 0.96 * velocity[k] + 0.28 * rng.normal(size=2)
    return np.cumsum(velocity, axis=0)


def velocity_counts(
    path: Floats, preferred: ArrayLike, rng: np.random.Generator, rate: float = 15.0
) -> tuple[Floats, NDArray[np.int16]]:
    """Velocities of `path` and the spikes they set off: shapes (steps, 2) and (steps, neurons).

    f_i = max(r + r v . e_i, 0) Hz, with the velocity v in units of its own rms.

    Raises
    ------
    ValueError
        All points of `path` are one.
    """
    v = np.diff(path, axis=0)
    pace = np.sqrt((v**2).sum(axis=1).mean())
    if pace < 1e-9:
        raise ValueError("path: the hand has not moved; draw something longer.")
    v = v / pace
    theta = np.radians(preferred)
    f = np.maximum(rate + rate * v @ np.array([np.cos(theta), np.sin(theta)]), 0.0)
    return v, rng.poisson(f * STEP / 1000).astype(np.int16)


def practise(neurons: int, rng: np.random.Generator, steps: int = 3000) -> Practice:
    """`neurons` neurons of random preferred direction, through `steps` of a wandering hand."""
    preferred = rng.uniform(-180.0, 180.0, neurons)
    path = wandering(steps, rng)
    return Practice(preferred, *velocity_counts(path, preferred, rng))


def decode_path(
    path: Floats, neurons: int, practice: Practice, rng: np.random.Generator, ridge: float = 1.0
) -> DecodedPath:
    """Fit a linear decoder on `practice`, then let it read the velocity of `path`.

    Only the first `neurons` of the practice are read, though all are drawn: with the same `rng`,
    more neurons add their spikes and leave those of the others as they were.
    """
    v, counts = velocity_counts(path, practice.preferred, rng)
    decoded = practice.decoder(neurons, ridge).decode(counts[:, :neurons])
    unit = np.sqrt((np.diff(path, axis=0) ** 2).sum(axis=1).mean())  # of v, in half widths
    cursor = path[0] + np.vstack([np.zeros(2), np.cumsum(decoded * unit, axis=0)])
    error = float(np.hypot(*(cursor - path).T).mean())
    return DecodedPath(path, cursor, r_squared(decoded, v), error)
