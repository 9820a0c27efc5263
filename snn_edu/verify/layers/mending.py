"""Mending: the layers of a network one after the other, as they are, and with a factor each.

A factor is looked for where a layer is out of bounds: of 61, a thousandth to a thousand, the one
that brings its mean rate nearest to 0.1 spikes a step. They are tried at once, on the same input.
What the layer spikes then goes into the next, so that a layer which is silent only because nothing
comes in gets no factor for that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats
from snn_edu.verify.layers.connections import Connection
from snn_edu.verify.layers.firing import (
    LONGEST,
    Cell,
    mean_rates,
    rates_by_sums,
    simulated,
    steady_rates,
    sums,
)
from snn_edu.verify.layers.liveness import SILENT, Layer

TARGET = 0.1  # spikes a step, the mean rate that a factor leads to
TOO_LARGE = 4.0  # thresholds that the s.d. of what comes in at one step may be
STEPS = 4000  # that are simulated, of some samples
LOW = 0.02  # spikes a step; a silent layer that fires less once it is fed is mended too
SURE = 0.003  # spikes a step; what is mended should not be silent by another draw
FEWEST = 50  # steps that tell enough, beside the two sums
AFFORDABLE = 1.5e9  # products in all, some 0.3 s
FACTORS = np.geomspace(1e-3, 1e3, 61)


class Plan(NamedTuple):
    """What runs through the layers."""

    connections: tuple[Connection, ...]
    cells: tuple[Cell, ...]
    p: Floats  # rates of the input
    x: NDArray[Any] | None  # its spikes (steps, trials, inputs); values of one step; None: none
    steps: int  # of one sample
    by_chance: bool  # the input


def planned(
    connections: tuple[Connection, ...],
    cells: tuple[Cell, ...],
    p: Floats,
    by_chance: bool,
    steps: int,
    rng: np.random.Generator,
) -> Plan:
    """The input drawn, for as many steps as can be had; without one, where these are too few."""
    work = sum(each.products + 80 * each.neurons for each in connections)
    most = int(AFFORDABLE / work)
    if most < FEWEST:
        return Plan(connections, cells, p, None, steps, by_chance)
    steps = min(steps, most)
    trials = max(1, min(-(-STEPS // steps), most // steps)) if by_chance else 1
    x = rng.random((steps, trials, p.size), np.float32) < p if by_chance else p[None, None]
    return Plan(connections, cells, p, x, steps, by_chance)


class Arriving(NamedTuple):
    """What arrives at a layer."""

    p: Floats  # spikes a step of each input
    x: NDArray[Any] | None  # its spikes, as in `Plan`
    by_chance: bool = True  # each spike by chance; False: p itself comes in at each step


def through(
    connection: Connection, cell: Cell, given: Arriving, plan: Plan, last: bool
) -> tuple[Layer, Arriving]:
    """What becomes of a layer, with factor 1, and what it hands on."""
    mean, sd = sums(connection, given.p, cell, given.by_chance)
    alone = steady_rates(
        cell.gain * connection.each_bias() / (1.0 - min(cell.decay, LONGEST)), cell
    )
    if given.x is None:
        rates = rates_by_sums(mean, sd, cell)
        p = 1.0 - connection.pooled(1.0 - rates[None], of=np.prod)[0]
        after = Arriving(p, None)
    else:
        spikes = simulated(connection, given.x, cell, plan.steps)
        rates = spikes.mean(axis=(0, 1))
        counted = spikes.shape[0] * spikes.shape[1]
        if 1 < counted < 1 / SILENT:  # too few to see who is silent
            by_sums = rates_by_sums(mean, sd, cell)
            rates = np.where(rates == 0.0, np.minimum(by_sums, 0.5 / counted), rates)
        pooled = connection.pooled(spikes.reshape(-1, connection.neurons))
        after = Arriving(pooled.mean(axis=0), pooled.reshape(*spikes.shape[:2], -1))
    layer = Layer(
        connection.told, connection.neurons, rates, mean, sd, cell,
        last=last,
        counted=given.x is not None, by_bias=float((alone >= SILENT).mean()),
    )  # fmt: skip
    return layer, after


def too_large(layer: Layer, cell: Cell) -> bool:
    """Whether its weights are so large that its threshold is hardly felt."""
    step = float(np.median(layer.sd)) * math.sqrt(1.0 - min(cell.decay, LONGEST) ** 2)
    return 0.0 < TOO_LARGE * cell.threshold < step


def passed(plan: Plan) -> list[Layer]:
    """All layers as they are, with the factor that each needs once those before have theirs."""
    layers = []
    given = mended = Arriving(plan.p, plan.x, plan.by_chance)
    fed = plan.p.any()  # else there is nothing to mend with
    for k, (connection, cell) in enumerate(zip(plan.connections, plan.cells, strict=True)):
        last = k == len(plan.cells) - 1
        same = mended is given
        layer, given_on = through(connection, cell, given, plan, last)
        there, on = (layer, given_on) if same else through(connection, cell, mended, plan, last)
        unsure = not same and there.rate < (LOW if layer.state == "silent" else SURE)
        if fed and (unsure or there.state != "healthy" or too_large(there, cell)):
            layer = replace(layer, factor=None)
            stand_in = on
            for factor, biased in _cures(connection, cell, mended, plan.steps):
                scaled = replace(
                    connection, weight=factor * connection.weight, bias=biased * connection.bias
                )
                there, on = through(scaled, cell, mended, plan, last)
                if there.state == "healthy" and there.rate >= SURE:
                    layer = replace(layer, factor=factor, biased=biased, cured=there.rate)
                    break
            else:
                on = _as_if_healthy(stand_in)
        layers.append(layer)
        given, mended = given_on, on
    return layers


def _cures(
    connection: Connection, cell: Cell, given: Arriving, steps: int
) -> Iterator[tuple[float, bool]]:
    """Factors on the weights that may cure, with the biases as they are (True) or without."""
    for biased in (True, False):
        one = replace(connection, bias=biased * connection.bias)
        if given.x is None:
            rates = np.array([_by_sums(one, cell, given, factor) for factor in FACTORS[::4]])
            factors = FACTORS[::4]
        else:
            factors, rates = FACTORS, mean_rates(one, given.x, cell, FACTORS, min(steps, 300))
        if rates[0] < TARGET / 2:  # else it is the bias that fires
            off = np.abs(np.log(np.maximum(rates, 1e-9) / TARGET))
            yield float(factors[np.argmax(off <= off.min() + 0.2)]), biased  # the first as good


def _by_sums(connection: Connection, cell: Cell, given: Arriving, factor: float) -> float:
    """The mean rate by the two sums with a factor on the weights, from some neurons."""
    return float(_some_by_sums(connection, cell, given, factor).mean())


def _some_by_sums(connection: Connection, cell: Cell, given: Arriving, factor: float) -> Floats:
    """The rates of some neurons by the two sums, with a factor on the weights."""
    scaled = replace(connection, weight=factor * connection.weight)
    mean, sd = sums(scaled, given.p, cell, given.by_chance)
    some = np.unique(np.linspace(0, mean.size - 1, 100).astype(int))
    return rates_by_sums(mean[some], sd[some], cell)


def factor_for_all(plan: Plan) -> float | None:
    """One factor on the weights of every layer with which the last fires, by the two sums."""

    def last_rate(factor: float) -> float:
        given = Arriving(plan.p, None, plan.by_chance)
        for connection, cell in zip(plan.connections, plan.cells, strict=True):
            rates = _some_by_sums(connection, cell, given, factor)
            given = Arriving(np.resize(rates, math.prod(connection.gives)), None)
        return float(given.p.mean())

    low, high = 1.0, 32.0
    if last_rate(high) < TARGET:
        return None
    for _ in range(6):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if last_rate(middle) < TARGET else (low, middle)
    return high


def _as_if_healthy(after: Arriving) -> Arriving:
    """Spikes by chance, in the place of those that nothing brings about."""
    x = after.x
    if x is not None:
        x = np.random.default_rng(1).random(x.shape, np.float32) < TARGET
    return Arriving(np.full(after.p.size, TARGET), x)
