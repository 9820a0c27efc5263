"""Read a movement from spikes: cosine-tuned neurons, four decoders, and the bound on all of them.

A neuron of motor cortex fires most when the arm moves in its preferred direction, least for the
opposite one, and as a cosine in between. Whoever wants the movement back, as a brain-computer
interface does, has the counts and must guess. All data made here are synthetic.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import Floats, affordable, frozen, generator, integer, number, numbers

MOST = 10_000_000  # neurons or steps


@dataclass(frozen=True, eq=False)
class CosineNeurons:
    """Poisson neurons whose rate is a cosine of the direction of a movement.

    f_i(theta) = b + m cos(theta - theta_i)

    Parameters
    ----------
    preferred : array_like, shape (neurons,)
        Preferred directions theta_i in degrees.
    baseline, modulation
        b and m in Hz; m <= b, so that no rate is negative.

    Notes
    -----
    Source: Georgopoulos, Schwartz & Kettner 1986, Science 233:1416.
    """

    preferred: Floats  # degrees
    baseline: float = 20.0  # Hz, larger = more spikes that say nothing
    modulation: float = 15.0  # Hz, larger = more spikes that say something

    def __post_init__(self) -> None:
        preferred = np.atleast_1d(numbers("preferred", self.preferred, "degrees"))
        if preferred.ndim != 1 or not preferred.size:
            raise ValueError(f"preferred has shape {preferred.shape}: expected one row, not empty.")
        b, m = _tuning(self.baseline, self.modulation)
        for name, value in (("preferred", frozen(preferred)), ("baseline", b), ("modulation", m)):
            object.__setattr__(self, name, value)

    @classmethod
    def even(cls, size: int, baseline: float = 20.0, modulation: float = 15.0) -> CosineNeurons:
        """`size` neurons, their preferred directions evenly spaced over the circle."""
        size = integer("size", size, 1, MOST)
        return cls(360.0 * np.arange(size) / size, baseline, modulation)

    @classmethod
    def clustered(
        cls,
        size: int,
        kappa: float,
        rng: np.random.Generator,
        baseline: float = 20.0,
        modulation: float = 15.0,
    ) -> CosineNeurons:
        """`size` neurons whose preferred directions crowd around 0 degrees.

        They are drawn from a von Mises distribution: `kappa` = 0 is no crowding, 1.5 puts seven in
        ten of them within 60 degrees.
        """
        size, kappa = integer("size", size, 1, MOST), number("kappa", kappa, "", 0.0, 100.0)
        rng = generator("rng", rng)
        return cls(np.degrees(rng.vonmises(0.0, kappa, size)), baseline, modulation)

    def rates(self, directions: ArrayLike) -> Floats:
        """Rates in Hz, shape (movements, neurons), for `directions` in degrees."""
        theta = np.atleast_1d(numbers("directions", directions, "degrees"))
        if theta.ndim != 1:
            raise ValueError(f"directions has shape {theta.shape}: expected one row.")
        affordable("directions", theta.size, "", 24.0 * theta.size * self.preferred.size)
        angle = np.radians(theta[:, None] - self.preferred)
        return self.baseline + self.modulation * np.cos(angle)

    def counts(
        self, directions: ArrayLike, window: float, rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Spikes of each neuron in `window` ms: Poisson counts, shape (movements, neurons)."""
        window, rng = number("window", window, "ms", 1e-3, 1e6), generator("rng", rng)
        return rng.poisson(self.rates(directions) * window / 1000)


def population_vector(
    counts: ArrayLike, preferred: ArrayLike, expected: ArrayLike = 0.0
) -> Floats | float:
    """Each neuron votes for its preferred direction, as loudly as it fired.

    The direction of sum_i (n_i - c_i) e_i, where e_i points to theta_i.

    Parameters
    ----------
    counts : array_like, shape (neurons,) or (movements, neurons)
        Spikes n_i.
    preferred : array_like, shape (neurons,)
        theta_i in degrees.
    expected : float or array_like, shape (neurons,)
        c_i, what each neuron counts at its baseline: b T. Left out, nothing is subtracted; for
        evenly spaced neurons that changes nothing.

    Returns
    -------
    Degrees in (-180, 180]: one float for one row of counts, an array for many. NaN where all
    votes cancel, as they do without a spike.

    Notes
    -----
    Source: Georgopoulos, Schwartz & Kettner 1986, Science 233:1416. For evenly spaced cosine
    neurons and small errors the standard deviation is sqrt(2 b / (N T m^2)).
    """
    n, theta = _counts_and_directions(counts, preferred)
    expected = numbers("expected", expected)
    if expected.shape not in ((), theta.shape):
        raise ValueError(f"expected has shape {expected.shape}: one, or one a neuron, is asked.")
    votes = n - expected
    x, y = votes @ np.cos(theta), votes @ np.sin(theta)
    directions = _direction(x, y)
    return directions if np.ndim(counts) == 2 else float(directions[0])


def maximum_likelihood(
    counts: ArrayLike,
    preferred: ArrayLike,
    baseline: float = 20.0,
    modulation: float = 15.0,
    window: float = 100.0,
) -> Floats | float:
    """The direction under which these counts would have been the least surprising.

    The theta that maximises sum_i n_i ln f_i(theta) - T sum_i f_i(theta), the logarithm of the
    Poisson probability of the counts (what does not depend on theta left out).

    Parameters
    ----------
    counts, preferred
        As in `population_vector`.
    baseline, modulation
        b and m of the neurons in Hz, which this decoder has to know.
    window
        T in ms.

    Returns
    -------
    Degrees in (-180, 180], as in `population_vector`. NaN where there was no spike.

    Notes
    -----
    The best of 360 directions, then Newton's method: within 1e-6 degrees of the maximum.
    """
    n, theta = _counts_and_directions(counts, preferred)
    b, m = _tuning(baseline, modulation)
    T = number("window", window, "ms", 1e-3, 1e6) / 1000
    grid = np.radians(np.arange(-179.0, 181.0))
    affordable("counts", n.size, "", 24.0 * theta.size * max(grid.size, len(n)))
    f = np.maximum(b + m * np.cos(grid[:, None] - theta), 1e-9)  # m = b: no logarithm of 0
    best = grid[np.argmax(n @ np.log(f).T - T * f.sum(axis=1), axis=1)]
    for _ in range(6):
        angle = best[:, None] - theta
        f = np.maximum(b + m * np.cos(angle), 1e-9)
        slope = -m * np.sin(angle)  # df/dtheta
        first = ((n / f - T) * slope).sum(axis=1)
        second = ((n / f - T) * (b - f) - n * (slope / f) ** 2).sum(axis=1)
        step = np.where(second < 0, -first / np.minimum(second, -1e-12), 0.0)
        best = best + np.clip(step, -math.radians(0.5), math.radians(0.5))
    best = np.where(n.sum(axis=1) > 0, best, np.nan)
    directions = _direction(np.cos(best), np.sin(best))
    return directions if np.ndim(counts) == 2 else float(directions[0])


def fisher_bound(
    neurons: int, baseline: float = 20.0, modulation: float = 15.0, window: float = 100.0
) -> float:
    """What no unbiased decoder can beat: the smallest standard deviation, in degrees.

    1 / sqrt(J),   J = N T (b - sqrt(b^2 - m^2))

    J is the Fisher information about the direction in the Poisson counts of N evenly spaced cosine
    neurons, sum_i T f_i'(theta)^2 / f_i(theta), averaged over the circle.

    Parameters
    ----------
    neurons, baseline, modulation
        N, and b and m in Hz; m <= b.
    window
        T in ms.

    Notes
    -----
    Source: the bound is that of Cramer and Rao; for tuned neurons Seung & Sompolinsky 1993, Proc
    Natl Acad Sci 90:10749. It is a statement about small errors: below some 15 degrees it holds.
    """
    b, m = _tuning(baseline, modulation)
    N, T = integer("neurons", neurons, 1, MOST), number("window", window, "ms", 1e-3, 1e6) / 1000
    return math.degrees(1 / math.sqrt(N * T * (b - math.sqrt(b * b - m * m))))


class LinearDecoder(NamedTuple):
    """A weighted sum of counts; `fit` finds the weights."""

    weights: Floats  # (neurons, outputs)
    constant: Floats  # (outputs,)

    @classmethod
    def fit(cls, counts: ArrayLike, targets: ArrayLike, ridge: float = 1.0) -> LinearDecoder:
        """Weights by regularised least squares (ridge regression).

        W = (X'X + ridge I)^-1 X'Y, where X and Y are counts and targets minus their means.

        Parameters
        ----------
        counts : array_like, shape (samples, neurons)
        targets : array_like, shape (samples, outputs)
        ridge
            Price of large weights. Many neurons and few samples need it.
        """
        x, y = numbers("counts", counts), numbers("targets", targets)
        if x.ndim != 2 or y.ndim != 2 or len(x) != len(y) or len(x) < 2:
            raise ValueError(
                f"counts and targets have shapes {x.shape} and {y.shape}: expected (samples, "
                "neurons) and (samples, outputs), at least two samples, equally many."
            )
        affordable("counts", x.shape[1], "neurons", 24.0 * x.shape[1] ** 2)
        return products(x, y).solve(number("ridge", ridge, "", 1e-9, 1e12))

    def decode(self, counts: ArrayLike) -> Floats:
        """The outputs for `counts` of shape (samples, neurons): shape (samples, outputs)."""
        n = numbers("counts", counts)
        if n.ndim != 2 or n.shape[1] != len(self.weights):
            raise ValueError(
                f"counts has shape {n.shape}: expected (samples, {len(self.weights)}), one count a "
                "neuron."
            )
        return n @ self.weights + self.constant

    def direction(self, counts: ArrayLike) -> Floats:
        """For two outputs, x and y: where they point, in degrees."""
        x, y = self.decode(counts).T
        return _direction(x, y)


def rms_error(decoded: ArrayLike, directions: ArrayLike) -> float:
    """Root of the mean squared angle between the two, in degrees; the short way round.

    A NaN, a decoder without an answer, counts as 103.9 degrees: the rms of a blind guess, which is
    180 / sqrt(3).
    """
    blind: Any = np.False_
    with suppress(TypeError, ValueError):  # no numbers, as `numbers` will say
        blind = np.isnan(np.ma.getdata(decoded))
    known = np.where(blind, 0.0, decoded) if blind.any() else decoded
    told, directions = _alike("decoded", known, "directions", directions)
    away = (told - directions + 180) % 360 - 180
    return float(np.sqrt(np.where(blind, 180.0**2 / 3, away**2).mean()))


class Products(NamedTuple):
    """All that ridge regression wants to know of the counts X and the targets Y."""

    mean_x: Floats
    mean_y: Floats
    xx: Floats  # X'X, of deviations from the means
    xy: Floats  # X'Y

    def solve(self, ridge: float) -> LinearDecoder:
        """The decoder with the weights (X'X + ridge I)^-1 X'Y."""
        weights = np.asarray(np.linalg.solve(self.xx + ridge * np.eye(len(self.xx)), self.xy))
        return LinearDecoder(weights, self.mean_y - self.mean_x @ weights)


def products(x: Floats, y: Floats) -> Products:
    """What there is to know of counts x (samples, neurons) and targets y (samples, outputs)."""
    mean_x, mean_y = x.mean(axis=0), y.mean(axis=0)
    deviation = x - mean_x
    return Products(mean_x, mean_y, deviation.T @ deviation, deviation.T @ (y - mean_y))


def r_squared(decoded: ArrayLike, true: ArrayLike) -> float:
    """Share of the variance that was decoded: 1 - sum (v - v^)^2 / sum (v - mean v)^2.

    1 is perfect, 0 no better than the mean, and below 0 worse than that. NaN where the true values
    do not vary.
    """
    told, v = _alike("decoded", decoded, "true", true)
    residue, variance = ((v - told) ** 2).sum(), ((v - v.mean(axis=0)) ** 2).sum()
    return float(1 - residue / variance) if variance else math.nan


def _alike(name: str, values: ArrayLike, other: str, others: ArrayLike) -> tuple[Floats, Floats]:
    """Both as arrays, once they are of one shape and not empty."""
    a, b = np.atleast_1d(numbers(name, values)), np.atleast_1d(numbers(other, others))
    if a.shape != b.shape or not a.size:
        raise ValueError(f"{name} has shape {a.shape}, {other} {b.shape}: expected one shape.")
    return a, b


def _counts_and_directions(counts: ArrayLike, preferred: ArrayLike) -> tuple[Floats, Floats]:
    n = np.atleast_2d(numbers("counts", counts, "spikes", low=0.0))
    theta = np.radians(np.atleast_1d(numbers("preferred", preferred, "degrees")))
    if n.ndim != 2 or theta.ndim != 1 or n.shape[1] != theta.size:
        raise ValueError(
            f"counts and preferred have shapes {np.shape(counts)} and {theta.shape}: expected as "
            "many preferred directions as neurons counted."
        )
    return n, theta


def _direction(x: Floats, y: Floats) -> Floats:
    nowhere = np.hypot(x, y) < 1e-12
    return np.where(nowhere | np.isnan(x), np.nan, np.degrees(np.arctan2(y, x)))


def _tuning(baseline: float, modulation: float) -> tuple[float, float]:
    b = number("baseline", baseline, "Hz", 1e-3, 1e4)
    m = number("modulation", modulation, "Hz", 1e-3, 1e4)
    if m > b:
        raise ValueError(f"modulation = {m:g} Hz, baseline = {b:g} Hz: rates would fall below 0.")
    return b, m
