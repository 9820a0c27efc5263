"""Mending: the layers of a network one after the other, as they are, and with a factor each.

A factor is looked for where a layer is out of bounds: of 61, the one that brings its mean rate
nearest to 0.1 spikes a step. They are tried at once, on the same input. What the layer spikes then
goes into the next, so that a layer which is silent only because nothing comes in gets no factor for
that.
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
    by_bias,
    mean_rates,
    on_threshold,
    rates_by_sums,
    simulated,
    steady_rates,
    sums,
)
from snn_edu.verify.layers.liveness import SILENT, Layer

TARGET = 0.1  # spikes a step, the mean rate that a factor leads to
TOO_LARGE = 4.0  # thresholds: what comes in at one step may be so large, or its s.d.
STEPS = 8000  # that are simulated, of some samples
LOW = 0.02  # spikes a step; a silent layer that fires less once it is fed is mended too
SURE = 0.003  # spikes a step; what is mended should not be silent by another draw
FEWEST = 50  # steps that tell enough, beside the two sums
AFFORDABLE = 1.5e9  # products in all, some 0.3 s
FACTORS = np.geomspace(1e-3, 1e3, 61)  # with 1 a potential comes as far as the threshold


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
    connection: Connection, cell: Cell, given: Arriving, plan: Plan, number: int
) -> tuple[Layer, Arriving]:
    """What becomes of the layer of this number, with factor 1, and what it hands on."""
    mean, sd = sums(connection, given.p, cell, given.by_chance)
    alone = steady_rates(by_bias(connection, cell), cell)
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
        last=number == len(plan.connections),
        counted=given.x is not None, by_bias=float((alone >= SILENT).mean()),
    )  # fmt: skip
    return layer, after


def too_large(layer: Layer, by_chance: bool) -> bool:
    """Whether what comes in at a step is so large that the threshold is hardly felt."""
    leak = 1.0 - np.minimum(layer.cell.each, LONGEST)
    step = layer.sd * np.sqrt(leak * (2.0 - leak)) if by_chance else np.abs(layer.mean) * leak
    return 0.0 < TOO_LARGE * layer.cell.threshold < float(np.median(step))


def passed(plan: Plan) -> list[Layer]:
    """All layers as they are, with the factor that each needs once those before have theirs."""
    layers: list[Layer] = []
    given = Arriving(plan.p, plan.x, plan.by_chance)
    for connection, cell in zip(plan.connections, plan.cells, strict=True):
        exact = 0.0 if given.x is None else on_threshold(connection, given.x, cell)
        layer, given = through(connection, cell, given, plan, len(layers) + 1)
        layers.append(replace(layer, on_threshold=exact))
    dying = any(layer.state == "silent" for layer in layers)
    given = Arriving(plan.p, plan.x, plan.by_chance)
    needy = (_needs(layer, dying, plan.by_chance or k > 0) for k, layer in enumerate(layers))
    if not (plan.p.any() and any(needy)):
        return layers  # or there is nothing to mend with
    for k, (connection, cell) in enumerate(zip(plan.connections, plan.cells, strict=True)):
        there, after = through(connection, cell, given, plan, k + 1)
        ill = layers[k].state != "healthy" and not (there.rate >= LOW and there.saturated < 0.25)
        if ill or _needs(there, dying, given.by_chance):
            layers[k] = replace(layers[k], factor=None)
            for factor, biased in _cures(connection, cell, given, plan.steps):
                scaled = replace(
                    connection, weight=factor * connection.weight, bias=biased * connection.bias
                )
                there, on = through(scaled, cell, given, plan, k + 1)
                if there.state == "healthy" and there.rate >= SURE:
                    layers[k] = replace(layers[k], factor=factor, biased=biased, cured=there.rate)
                    after = on
                    break
            else:
                after = _as_if_healthy(after)
        given = after
    return layers


def _needs(layer: Layer, dying: bool, by_chance: bool) -> bool:
    """Whether a layer needs a factor: out of bounds, or nearly silent before one that is."""
    return layer.state != "healthy" or too_large(layer, by_chance) or (dying and layer.rate < SURE)


def _cures(
    connection: Connection, cell: Cell, given: Arriving, steps: int
) -> Iterator[tuple[float, bool]]:
    """Factors on the weights that may cure, with the biases as they are (True) or without."""
    without = replace(connection, bias=0.0 * connection.bias)
    mean, sd = sums(without, given.p, cell, given.by_chance)
    usual = float(np.median(np.hypot(mean, sd)))  # how far a potential comes
    if not usual:
        return

    def rates_with(one: Connection, factors: Floats) -> Floats:
        if given.x is not None:
            leak = 1.0 - min(cell.each.max(), LONGEST)
            enough = max(300, int(10.0 / leak))  # ten time constants
            return mean_rates(one, given.x, cell, factors, min(steps, enough))
        some, few = _some(connection.neurons), factors[::4]
        alone = by_bias(one, cell)[some]
        pairs = ((factor * mean[some] + alone, factor * sd[some]) for factor in few)
        return np.interp(
            factors, few, [rates_by_sums(*pair, cell.of(some)).mean() for pair in pairs]
        )

    for biased, one in ((True, connection), (False, without)):
        factors = FACTORS * (cell.threshold or usual) / usual
        rates = rates_with(one, factors)
        if rates[0] >= TARGET / 2:
            continue  # it is the bias that fires
        above = int(np.argmax(rates >= TARGET))
        if above and rates[above] > 2.0 * TARGET:  # a narrow way between silence and saturation
            factors = np.geomspace(factors[above - 1], factors[above], len(FACTORS))
            rates = rates_with(one, factors)
        off = np.abs(np.log(np.maximum(rates, 1e-9) / TARGET))
        first = factors[np.argmax(off <= off.min() + 0.2)]  # that is as good as any
        yield float(f"{first:.3g}"), biased


def _some(neurons: int) -> NDArray[np.int_]:
    """A hundred neurons of a layer."""
    return np.unique(np.linspace(0, neurons - 1, 100).astype(int))


def factor_for_all(plan: Plan) -> float | None:
    """One factor on the weights of every layer with which the last fires, by the two sums."""

    def last_rate(factor: float) -> float:
        given = Arriving(plan.p, None, plan.by_chance)
        for connection, cell in zip(plan.connections, plan.cells, strict=True):
            scaled = replace(connection, weight=factor * connection.weight)
            mean, sd = sums(scaled, given.p, cell, given.by_chance)
            some = _some(mean.size)
            rates = rates_by_sums(mean[some], sd[some], cell.of(some))
            given = Arriving(np.resize(rates, math.prod(connection.gives)), None)
        return float(given.p.mean())

    low, high = 1.0, 32.0
    if plan.x is None or last_rate(high) < TARGET:
        return None  # too large to try many, or there is none
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
