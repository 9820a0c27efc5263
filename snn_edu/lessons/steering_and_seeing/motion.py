"""See motion: a camera that sends spikes, and detectors that tell a direction by their delays.

A pixel of an event camera is silent while nothing changes and sends a spike whenever its brightness
has risen (or fallen) by a fixed ratio. Lesson 04's pair, a direct and a delayed line that meet in
one neuron, then tells where an edge goes: here eight pairs for each pixel.
"""

from __future__ import annotations

import cmath
import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import Floats, integer, number, numbers

Ints = NDArray[np.int64]

SIDE = 24  # pixels, width and height of the camera
FRAME = 2.0  # ms, between two frames of our films
SPEED = 0.05  # pixels per ms, of what moves in them
DIRECTIONS = np.arange(8) * 45.0  # degrees: 0 to the right, 90 up
NEIGHBOURS = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))  # (x, y)


class Events(NamedTuple):
    """Spikes of a camera in the order of time: one entry per event."""

    t: Floats  # ms
    x: Ints  # pixel, 0 to SIDE - 1 from the left
    y: Ints  # from the bottom
    sign: Ints  # +1 brighter, -1 darker


class Motion(NamedTuple):
    """What the eight kinds of detectors answered: one entry per output spike, and the counts."""

    t: Floats  # ms
    x: Ints
    y: Ints
    kind: Ints  # which of DIRECTIONS
    counts: Ints  # (8,), spikes of each kind

    @property
    def direction(self) -> float:
        """Degrees of the kind that fired most; NaN if none did."""
        return float(DIRECTIONS[np.argmax(self.counts)]) if self.counts.sum() else math.nan

    @property
    def vector_sum(self) -> float:
        """Degrees in which all spikes lead, each one step of its kind; NaN if they lead nowhere."""
        steps = complex((self.counts * np.exp(1j * np.radians(DIRECTIONS))).sum())
        nowhere = abs(steps) <= 1e-6 * self.counts.sum()
        return math.nan if nowhere else math.degrees(cmath.phase(steps)) % 360.0


def events(log_intensity: ArrayLike, dt: float = FRAME, threshold: float = 0.2) -> Events:
    """What an event camera sends when it watches a film.

    Each pixel remembers the logarithm of the intensity at its last event; whenever it has changed
    by `threshold` since, the pixel sends +1 or -1 and remembers that level.

    Parameters
    ----------
    log_intensity : array_like, shape (frames, height, width)
        Natural logarithm; row 0 is the bottom. Frames are `dt` ms apart.
    threshold
        Contrast that makes an event: 0.2 is a change by a factor of 1.22.

    Notes
    -----
    Source: Lichtsteiner, Posch & Delbruck 2008, IEEE J Solid-State Circuits 43:566. A real pixel is
    asynchronous; here all events of a frame bear its time.
    """
    film = numbers("log_intensity", log_intensity)
    if film.ndim != 3 or not film.size:
        raise ValueError(f"log_intensity has shape {film.shape}: expected (frames, height, width).")
    dt = number("dt", dt, "ms", 1e-3, 1e4)
    threshold = number("threshold", threshold, "", 1e-3, 10.0)
    width = film.shape[2]
    film = film.reshape(len(film), -1)
    level = film[0].copy()
    rows = [np.zeros((3, 0), np.intp)]  # what counts are in; a browser has 32 bits
    for k, now in enumerate(film[1:], 1):
        away = now - level
        pixel = np.flatnonzero(np.abs(away) > 0.999 * threshold)  # most have hardly changed
        steps = np.trunc(away[pixel] / threshold * (1 + 1e-12)).astype(np.intp)
        level[pixel] += steps * threshold
        frame = np.full(pixel.size, k)
        rows.append(np.repeat([frame, pixel, np.sign(steps)], np.abs(steps), axis=1))
    frames, pixel, sign = np.concatenate(rows, axis=1)
    return Events(frames * dt, pixel % width, pixel // width, sign)


def moving_bar(
    direction: float,
    noise: float = 0.0,
    rng: np.random.Generator | None = None,
    speed: float = SPEED,
) -> Floats:
    """A film of a bright bar that crosses the camera: log intensity, frames `FRAME` ms apart.

    Parameters
    ----------
    direction
        Where it goes, in degrees; the bar stands across.
    noise
        S.d. of the Gaussian noise on each pixel's log intensity, new in each frame.
    speed
        Pixels per ms.
    """
    speed = number("speed", speed, "pixels/ms", 0.01, 2.0)
    along = math.radians(number("direction", direction, "degrees"))
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    where = x * math.cos(along) + y * math.sin(along)
    reach = SIDE * 0.75
    front = np.arange(-reach, reach, speed * FRAME)
    film = _glow(where - front[:, None, None])
    if not number("noise", noise, "", 0.0, 10.0):
        return film
    if not isinstance(rng, np.random.Generator):
        raise ValueError("noise needs rng: np.random.default_rng(seed).")
    return film + noise * rng.standard_normal(film.shape)


def moving_dot(path: ArrayLike) -> Floats:
    """A film of a bright dot that is moved along `path`, drawn in the square from -1 to 1.

    `path` of shape (points, 2) is walked at `SPEED`; there is no noise in it.
    """
    points = (numbers("path", path) + 1) / 2 * (SIDE - 1)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) < 2:
        raise ValueError(f"path has shape {points.shape}: expected (2 or more points, 2).")
    walked = np.append(0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))
    at = np.arange(0.0, walked[-1], SPEED * FRAME)
    y, x = np.mgrid[:SIDE, :SIDE]
    dot_x, dot_y = (np.interp(at, walked, points[:, k])[:, None, None] for k in (0, 1))
    return _glow(np.hypot(x - dot_x, y - dot_y))


def see_motion(
    seen: Events, speed: float = SPEED, tau: float = 5.0, threshold: float = 1.4
) -> Motion:
    """Eight detectors at each pixel, one for each direction, listen to the brightening.

    A detector is a leaky neuron that gets +1 from its own pixel, and +1 from the neighbour that the
    edge comes from, delayed by as long as the edge takes from there: distance / speed. Between
    events v falls as exp(-t / tau); at v >= threshold it fires and is set to 0.

    Parameters
    ----------
    seen
        Only events of sign +1 are used.
    speed
        Of the edge it is built for, in pixels per ms.
    tau
        In ms. Two events of size 1 reach 1.4 if they are at most tau ln(1 / 0.4) apart: 4.6 ms.

    Notes
    -----
    Source: the delayed pair is that of Hassenstein & Reichardt 1956, in spikes.
    """
    speed = number("speed", speed, "pixels/ms", 0.01, 2.0)
    tau = number("tau", tau, "ms", 0.1, 1e3)
    threshold = number("threshold", threshold, "", 0.01, 100.0)
    on = seen.sign > 0
    t, x, y = seen.t[on], seen.x[on], seen.y[on]
    times, cells = [], []  # of what arrives; a cell is a detector: 8 kinds at each pixel
    for kind, (dx, dy) in enumerate(NEIGHBOURS):
        late = t + math.hypot(dx, dy) / speed  # from the pixel at (-dx, -dy)
        at_x, at_y = x + dx, y + dy
        inside = (at_x >= 0) & (at_x < SIDE) & (at_y >= 0) & (at_y < SIDE)
        times += [t, late[inside]]
        cells += [(kind * SIDE + y) * SIDE + x, ((kind * SIDE + at_y) * SIDE + at_x)[inside]]
    time, cell = np.concatenate(times), np.concatenate(cells)
    fired = _leaky(time, cell, tau, threshold)
    fired = fired[np.argsort(time[fired], kind="stable")]
    kinds, pixel = np.divmod(cell[fired], SIDE * SIDE)
    counts = np.bincount(kinds, minlength=8)
    return Motion(time[fired], pixel % SIDE, pixel // SIDE, kinds, counts)


def share_right(noise: float, rng: np.random.Generator, trials: int = 1) -> float:
    """Share of bars whose direction is told: each of the eight, `trials` times."""
    right = 0
    for _ in range(integer("trials", trials, low=1)):
        for direction in DIRECTIONS.tolist():
            right += see_motion(events(moving_bar(direction, noise, rng))).direction == direction
    return right / (8 * trials)


def _glow(distance: Floats) -> Floats:
    """Log intensity of a thin light: twice as bright in its middle as the dark, e^0.7."""
    return 0.7 * np.exp(-0.5 * (distance / 0.7) ** 2)


def _leaky(time: Floats, cell: Ints, tau: float, threshold: float) -> Ints:
    """Which of the events make their cell fire: exact, the k-th event of every cell at once."""
    order = np.lexsort((time, cell))
    time, cell = time[order], cell[order]
    begins = np.flatnonzero(np.diff(cell, prepend=-1))
    many = np.diff(np.append(begins, cell.size))  # events of each cell
    begins = begins[np.argsort(-many, kind="stable")]  # the cells that still hear come first
    hear = np.cumsum(np.bincount(many)[::-1])[::-1]  # [k]: cells with k events or more
    v, last = np.zeros(begins.size), np.zeros(begins.size)
    fired = [np.zeros(0, np.int64)]
    for k, some in enumerate(hear[1:].tolist()):
        at = begins[:some] + k
        now = time[at]
        level = v[:some] * np.exp((last[:some] - now) / tau) + 1.0
        fires = level >= threshold
        fired.append(order[at[fires]])
        level[fires] = 0.0
        v[:some], last[:some] = level, now
    return np.concatenate(fired)
