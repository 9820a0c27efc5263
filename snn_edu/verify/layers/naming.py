"""Naming: which layers of a network are at fault, for which reason, and what else is to be said."""

from __future__ import annotations

import itertools
import math

import numpy as np

from snn_edu.verify.layers.firing import RESETS, Cell
from snn_edu.verify.layers.liveness import SILENT, Layer, Liveness
from snn_edu.verify.layers.mending import FACTORS, TARGET, Plan, factor_for_all, too_large

LOW = 0.02  # spikes a step; a network whose last layer fires less has faded
FADES = 0.7  # of the rate before, in each layer: then the spikes die out
OFF = 1.3  # by which the two sums miss what is counted, to be told


def named(exam: Liveness, plan: Plan) -> None:
    """Note the faults, what is good to know, what was tried and what cannot be told."""
    layers, states = exam.layers, [layer.state for layer in exam.layers]
    faults: dict[str, list[int]] = {}
    starved = []  # layers into which nothing comes
    before = "healthy" if plan.p.any() else "silent"
    if before == "silent":
        exam.fault("no input")
    for k, layer in enumerate(layers):
        if before == "silent":
            starved.append(k)
        elif states[k] == "silent" or layer.saturated > 0.9:
            faults.setdefault(f"{states[k]} layer", []).append(k)
        elif too_large(layer, plan.by_chance or k > 0):
            faults.setdefault("weights too large", []).append(k)
        elif states[k] == "saturated":
            faults.setdefault("saturated layer", []).append(k)
        before = states[k]
    for name, where in sorted(faults.items(), key=lambda each: each[1]):
        _fault(exam, plan, name, where)
    _by_bias(exam, plan, starved)
    _course(exam, plan, faults.get("silent layer", [len(layers)])[0])
    _behind(exam, [k for k in starved if states[k] == "silent"])
    _shares(exam)
    if any(cell.threshold == 0.0 for cell in plan.cells):
        exam.know("threshold of 0")
    _rough(exam, plan)
    _tried(exam, plan)


def _fault(exam: Liveness, plan: Plan, name: str, where: list[int]) -> None:
    """A fault of these layers, told of the first."""
    layer = exam.layers[where[0]]
    others = (f"layer {k + 1} ({_cure(exam.layers[k])})" for k in where[1:])
    exam.fault(
        name,
        _input(plan),
        layer.rate,
        TARGET if layer.cured is None else layer.cured,
        layer=_capital(layer.name),
        percent=100 * (layer.silent if name == "silent layer" else layer.saturated),
        neurons=layer.neurons,
        mean=float(np.median(layer.mean)),
        sd=float(np.median(layer.sd)),
        threshold=plan.cells[where[0]].threshold,
        cure=f"{_capital(_cure(layer))}.",
        pixels=" Should pixels of 0 to 255 be 0 to 1?" if plan.p.max() > 1.0 else "",
        others=f" Likewise {', '.join(others)}." if len(where) > 1 else "",
    )


def _input(plan: Plan) -> str:
    mean = plan.p.mean()
    return f"an input of {mean:.3g} spikes a step" if plan.by_chance else f"an input of {mean:.3g}"


def _capital(told: str) -> str:
    return told[:1].upper() + told[1:]


def _cure(layer: Layer) -> str:
    """What to do with a layer's weights."""
    if layer.factor is None:
        if (layer.mean <= 0.0).all():
            why = "in the mean all its neurons are inhibited" if layer.mean.any() else "all are 0"
            return f"no factor on its weights cures that: {why}"
        return "no factor on its weights cures that"
    if layer.factor == 1.0:
        return "it needs no factor, once the layers before have theirs"
    told = f"multiply its weights by {layer.factor:.3g}"
    return told if layer.biased else f"{told}, and leave out its biases"


def _by_bias(exam: Liveness, plan: Plan, starved: list[int]) -> None:
    """Biases that fire alone: a fault where nothing else does, or where they saturate a layer."""
    for k, (layer, cell) in enumerate(zip(exam.layers, plan.cells, strict=True)):
        saturates = layer.state == "saturated" and layer.by_bias > 0.5
        if layer.by_bias and (saturates or (k in starved and layer.state != "silent")):
            hides = "nothing comes in, and it fires all the same"
            why = "that saturates it" if saturates else hides
            most = cell.threshold * (1.0 - float(cell.each.max())) / cell.gain
            exam.fault("bias fires alone", "no spike coming in", layer.rate, 0.0, most=most,
                       layer=_capital(layer.name), percent=100 * layer.by_bias, why=why,
                       largest=float(plan.connections[k].bias.max()))  # fmt: skip
        elif layer.by_bias:
            count = round(layer.by_bias * layer.neurons)
            exam.know("some by bias", layer=layer.name, count=count, neurons=layer.neurons)


def _behind(exam: Liveness, silent: list[int]) -> None:
    """Layers that are silent as nothing comes in: which of them need a factor all the same."""
    fed = [k for k in silent if exam.layers[k].factor == 1.0]
    for name, those in (("behind", fed), ("behind and ill", [k for k in silent if k not in fed])):
        if those:
            exam.know(name, layers=", ".join(f"layer {k + 1}" for k in those))


def _course(exam: Liveness, plan: Plan, end: int) -> None:
    """Whether the rate falls from layer to layer, until a silent one or the last."""
    rates = [layer.rate for layer in exam.layers[:end]]
    fall = [after / before for before, after in itertools.pairwise(rates) if before]
    if not fall or len(fall) < len(rates) - 1 or max(fall) > FADES:
        return
    course = ", ".join(f"{rate:.2g}" for rate in rates)
    if end < len(exam.layers):
        factor = factor_for_all(plan)
        alike = f": multiply those of every layer by {factor or 0:.2g}, or each as said"
        alike *= factor is not None
        exam.fault("dies out", course=course, alike=alike)
    elif rates[-1] < LOW and len(rates) > 2:
        exam.know("rates fade", course=course)


def _shares(exam: Liveness) -> None:
    """What is to be said of the shares of a layer, most of all of a healthy one."""
    for k, layer in enumerate(exam.layers, 1):
        if layer.on_threshold > 0.1:
            exam.know("on the threshold", layer=layer.name, percent=100 * layer.on_threshold)
        silent, saturated = 100 * layer.silent, 100 * layer.saturated
        if SILENT / 2 < layer.rate < 2 * SILENT:
            exam.know("on the edge", layer=layer.name, of="silence", rate=layer.rate)
        elif 0.45 < layer.saturated < 0.55:
            exam.know("on the edge", layer=layer.name, of="saturation", rate=layer.rate)
        if layer.state != "healthy" or k == len(exam.layers):
            continue  # one of ten classes may fire, and no other
        if layer.healthy < 0.05 and saturated:
            exam.know("all or none", layer=layer.name, silent=silent, saturated=saturated)
        elif layer.silent >= 0.8:
            exam.know("mostly silent", layer=layer.name, percent=silent)


def _rough(exam: Liveness, plan: Plan) -> None:
    """Where the two sums alone are off, and why."""
    if plan.x is None:
        exam.open("not simulated")
        return
    off = []
    for k, layer in enumerate(exam.layers):
        both = float(layer.predicted.mean()), layer.rate
        if max(both) > 0.002:
            off.append((abs(math.log(max(both[0], 1e-4) / max(both[1], 1e-4))), k))
    if not off or max(off)[0] < math.log(OFF):
        return
    k = max(off)[1]
    layer, cell, connection = exam.layers[k], plan.cells[k], plan.connections[k]
    p = plan.p if k == 0 else exam.layers[k - 1].rates
    spikes = p.mean() * connection.products / connection.neurons / max(1e-9, 1.0 - cell.decay)
    reasons = {
        "its reset is not to zero": cell.reset != "zero",
        "spikes are no rarer than 0.15 a step": layer.rate > 0.15,
        "its input is no chance": k == 0 and not plan.by_chance,
        "few spikes come in while a potential lasts": spikes < 20.0,
    }
    why = ", ".join(reason for reason, holds in reasons.items() if holds)
    why = why or "what comes in at one step and at the next is not independent"
    predicted = float(layer.predicted.mean())
    exam.know("rough", layer=layer.name, predicted=predicted, rate=layer.rate, why=why)


def _decay(cell: Cell) -> str:
    """Its decay in words: of neurons that differ the least and the most."""
    ends = (f"{of:.4g}" for of in (cell.each.min(), cell.each.max()))
    return " to ".join(dict.fromkeys(ends))


def _tried(exam: Liveness, plan: Plan) -> None:
    """What was tried, and what was not."""
    decays = ", ".join(dict.fromkeys(_decay(cell) for cell in plan.cells))
    thresholds = ", ".join(dict.fromkeys(f"{cell.threshold:.4g}" for cell in plan.cells))
    reset = RESETS[plan.cells[0].reset]
    exam.tried.append(f"decay {decays}; threshold {thresholds}; reset {reset}")
    exam.tried.append("the two sums and Siegert's formula")
    if plan.x is not None:
        kind = "spikes by chance" if plan.by_chance else "the same at each step"
        steps = plan.steps * plan.x.shape[1]
        exam.tried.append(f"a simulation of {steps:,} steps from rest; the input: {kind}")
    if any(layer.factor != 1.0 for layer in exam.layers):
        exam.tried.append(f"{len(FACTORS)} factors on the weights of each layer that needs one")
    exam.open("other input")
    exam.open("once trained")
