"""Firing: how often each neuron of a layer will spike, by two sums and by simulation.

In each step  u = decay u + gain (x W + b),  a spike where u >= threshold, then the reset; x are the
spikes of the layer before in the same step, each by chance: 1 with probability p, else 0. Without
a threshold u would have

    mean      gain (sum_i w_i p_i + b) / (1 - decay)              what the means do
    variance  gain^2 sum_i w_i^2 p_i (1 - p_i) / (1 - decay^2)    what the squares do

Siegert's formula turns the two into a rate. It is for many small inputs, and a reset to a fixed
value, and its time is continuous; a simulation asks for none of that.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.neurons import LIF, siegert_rate
from snn_edu.validation import Floats
from snn_edu.verify.layers.connections import Connection, Reals

Bools = NDArray[np.bool_]  # spikes: (steps, trials, neurons)
RESETS = {"zero": "to zero", "subtract": "by subtraction", "none": "none"}
ALIKE = 0.02  # of a mean in units of its s.d., and as a share of that: what is less is one pair
KIND = 0.2  # of 1 - decay, as a share: neurons that differ by less are of one kind
PAIRS = 250  # that are told apart in a layer
LONGEST = 0.9999  # decay of a potential that the sums take: without a leak they have no end
GRID = 0.5826  # what a grid of one step misses, in s.d. of a step: see `siegert`
EARLY = 100  # steps that show who fires at the threshold itself
HELD = 2**21  # numbers held at once while simulating


class Cell(NamedTuple):
    """The neuron of a layer."""

    decay: float  # of u in a step, 0 to 1; of neurons that differ the mean
    threshold: float  # above rest
    gain: float  # on what comes in
    reset: str  # "zero", "subtract" or "none"
    decays: Floats | None = None  # of each neuron, where they differ

    @property
    def each(self) -> Floats:
        """The decay of each neuron, or the one of all."""
        return np.asarray(self.decay) if self.decays is None else self.decays

    def of(self, some: NDArray[np.int_]) -> Cell:
        """That of some neurons of the layer."""
        return self if self.decays is None else self._replace(decays=self.decays[some])


def sums(layer: Connection, p: Floats, cell: Cell, by_chance: bool = True) -> tuple[Floats, Floats]:
    """Mean and s.d. of each neuron's u without a threshold, from the rates before it.

    `by_chance` False: p itself comes in at every step.
    """
    decay, square = np.minimum(cell.each, LONGEST), 0.0
    mean = cell.gain * (layer.summed(p[None])[0] + layer.each_bias()) / (1.0 - decay)
    if by_chance:
        square = np.maximum(layer.summed((p * (1.0 - p))[None], power=2)[0], 0.0)
    return mean, cell.gain * np.sqrt(square / (1.0 - decay**2)) + 0.0 * mean


def by_bias(layer: Connection, cell: Cell) -> Floats:
    """Where u of each neuron settles by its bias alone."""
    return cell.gain * layer.each_bias() / (1.0 - np.minimum(cell.each, LONGEST))


def steady_rates(mean: Floats, cell: Cell) -> Floats:
    """Spikes a step where the same comes in at every step: a closed form.

    After a reset to zero u is mean (1 - decay^n) after n steps, so it spikes in every n-th, with
    n = ceil(ln(1 - threshold / mean) / ln(decay)).
    """
    decay, fires = np.minimum(cell.each, LONGEST), (mean >= cell.threshold) & (mean > 0.0)
    if cell.reset == "none":
        return fires.astype(float)
    with np.errstate(divide="ignore"):  # at the threshold n is infinite, without a memory it is 1
        n = np.log1p(-cell.threshold / np.where(fires, mean, np.inf)) / np.log(decay)
        n = np.where(decay > 0.0, n, 1.0)
    return np.where(fires, 1.0 / np.maximum(np.ceil(n - 1e-9), 1.0), 0.0)


def rates_by_sums(mean: Floats, sd: Floats, cell: Cell) -> Floats:
    """Spikes a step of each neuron by its two sums: Siegert's formula.

    Without a reset or a memory it is the share of a Gaussian above the threshold; without any
    chance it is `steady_rates`. Neurons whose decays are alike are taken for one kind.
    """
    if cell.decays is not None:
        kinds = np.round(np.log(1.0 - np.minimum(cell.decays, LONGEST)) / KIND)
        rates = np.empty_like(mean)
        for kind in np.unique(kinds):
            some = np.flatnonzero(kinds == kind)
            one = cell._replace(decay=float(cell.decays[some].mean()), decays=None)
            rates[some] = rates_by_sums(mean[some], sd[some], one)
        return rates
    rates, noisy = steady_rates(mean, cell), sd > max(2e-3 * cell.threshold, 1e-12)
    if not noisy.any():
        return rates
    ratio, log_sd, apart = np.clip(mean[noisy] / sd[noisy], -40, 40), np.log(sd[noisy]), ALIKE
    while True:  # neurons whose sums are alike are asked for once
        key = np.round(ratio / apart).astype(np.int64) * 2**20 + np.round(log_sd / apart)
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        if first.size <= PAIRS:
            break
        apart *= 1.5
    ratio, sds = ratio[first], np.exp(log_sd[first])
    pairs = zip((ratio * sds).tolist(), sds.tolist(), strict=True)
    rates[noisy] = np.array([_rate(m, s, cell) for m, s in pairs])[which.ravel()]
    return rates


def _rate(mean: float, sd: float, cell: Cell) -> float:
    decay = min(cell.decay, LONGEST)
    tau = -1.0 / math.log(decay) if decay > 0.0 else 0.0  # steps
    if cell.reset == "none" or tau < 0.2 or cell.threshold == 0.0:
        return 0.5 * math.erfc((cell.threshold - mean) / (sd * math.sqrt(2.0)))
    threshold = cell.threshold + GRID * math.sqrt(2.0 / tau) * sd
    if (threshold - mean) / sd > 12.0:
        return 0.0  # and out of what the formula takes, if sd is small
    if mean > 1e5 * threshold:
        return 1.0
    lif = LIF(tau_m=tau, v_rest=0.0, v_reset=0.0, v_threshold=1.0, t_ref=0.0)
    sigma = max(math.sqrt(2.0) * sd / threshold, 1.1e-3)  # in units of the threshold, which is 1
    return min(siegert_rate(mean / threshold, sigma, lif) / 1000.0, 1.0)  # of 1 ms, say, a step


class Course:
    """Membrane potentials that are stepped: one row a trial, or a factor, one column a neuron."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.u: Reals = np.zeros(1, np.float32)

    def step(self, current: Reals) -> Bools:
        """One step with what comes in; who spiked."""
        cell = self.cell
        u: Reals = cell.each.astype(np.float32) * self.u + current
        self.u = u
        above: Bools = u > 0.0 if cell.threshold == 0.0 else u >= np.float32(cell.threshold)
        if cell.reset == "zero":
            u[above] = 0.0
        elif cell.reset == "subtract":
            u[above] -= np.float32(cell.threshold)
        return above


def currents(layer: Connection, x: NDArray[Any], begin: int, end: int) -> Reals:
    """The sums x W of some steps, without bias and gain: (steps, trials, neurons)."""
    some = np.ascontiguousarray(x[begin:end], np.float32)
    if not some.any():
        return np.zeros((*some.shape[:2], layer.neurons), np.float32)
    return layer.summed(some.reshape(-1, some.shape[2])).reshape(*some.shape[:2], -1)


def simulated(layer: Connection, x: NDArray[Any], cell: Cell, steps: int) -> Bools:
    """The spikes (steps, trials, neurons) of a layer that gets x, from rest.

    x is (steps, trials, inputs). If it has one step only, that comes in at each.
    """
    gain = np.float32(cell.gain)
    bias = gain * layer.each_bias().astype(np.float32)
    spikes = np.empty((steps, x.shape[1], layer.neurons), bool)
    course, at_once = Course(cell), max(1, HELD // (x.shape[1] * layer.neurons))
    for begin in range(0, steps, at_once):
        if begin == 0 or len(x) > 1:
            current = gain * currents(layer, x, begin, begin + at_once) + bias
        for k in range(begin, min(begin + at_once, steps)):
            spikes[k] = course.step(current[k - begin if len(x) > 1 else 0])
    return spikes


def on_threshold(layer: Connection, x: NDArray[Any], cell: Cell) -> float:
    """The share of its first spikes that come at the threshold itself, where `>` gives none."""
    if cell.threshold == 0.0:
        return 0.0
    x, above = x[:EARLY, :1], float(np.nextafter(np.float32(cell.threshold), np.float32(np.inf)))
    reached, passed = (
        int(simulated(layer, x, each, EARLY if len(x) == 1 else len(x)).sum())
        for each in (cell, cell._replace(threshold=above))
    )
    return 1.0 - passed / reached if reached else 0.0


def mean_rates(
    layer: Connection, x: NDArray[Any], cell: Cell, factors: Floats, steps: int
) -> Floats:
    """The layer's mean rate for each factor on its weights, from some of its neurons."""
    some = np.unique(np.linspace(0, layer.neurons - 1, 200).astype(int))
    x = x[:steps, : max(1, 300 // steps)]
    bias = np.float32(cell.gain) * layer.each_bias()[some].astype(np.float32)
    scale = np.float32(cell.gain) * factors.astype(np.float32)[:, None, None]
    course, at_once = Course(cell.of(some)), max(1, HELD // (x.shape[1] * layer.neurons))
    count = np.zeros(len(factors))
    for k in range(steps):
        if k == 0 or (len(x) > 1 and k % at_once == 0):
            current = currents(layer, x, k, k + at_once)[:, :, some]
        one = current[k % at_once if len(x) > 1 else 0]
        count += course.step(scale * one + bias).mean(axis=(1, 2))
    return count / steps
