"""Why did the conversion lose it? The first layer whose rates are not its activations, and why.

A network of ReLUs becomes one of spiking neurons: the rate of each should be its activation,
divided by its layer's scale and cut off at a spike a step. So each layer is a cloud of points, rate
against activation, and every slip bends it in its own way. A layer is judged only by what it gets:
what was off before it is allowed for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats, integer, shown
from snn_edu.verify.asking import Refusal, function
from snn_edu.verify.conversions import curves
from snn_edu.verify.conversions.asked import (
    Compared,
    Layer,
    Layers,
    affordable,
    layers_of,
    paired,
    rates,
)
from snn_edu.verify.conversions.chance import dropped
from snn_edu.verify.conversions.pooling import pooled, pools
from snn_edu.verify.report import Report
from snn_edu.verify.sentences import SENTENCES

MOST = 200  # samples that are asked at most
BETTER = 0.6  # of the error of the right curve: another that leaves less explains it
LOOSE = 0.21  # of it: what a neuron's own bias or scale leaves where it is not that
ALIKE = 0.92  # correlation of rates and activations: less, and they are of other weights
HIGH = 0.3  # spikes: the first layer has begun near its threshold
EXPLAINED = 0.15  # of it: what leaves no more explains all


def conversion(
    ann: Callable[[Any], Any] | Sequence[Any],
    snn: Callable[[Any], Any] | Sequence[Any],
    samples: Sequence[Any] | NDArray[Any],
    steps: int | None = None,
    seconds: float | None = 20.0,
) -> Report:
    """Examine a network of spiking neurons that was made of one of ReLUs, layer by layer.

    Parameters
    ----------
    ann
        ``ann(x) -> [a_1, a_2, ...]``: the activations of each layer after its ReLU for one sample,
        arrays of any shape; the last may be without ReLU, or a softmax. Or these arrays themselves,
        of shape (samples, ...), one a layer.
    snn
        ``snn(x) -> [r_1, r_2, ...]``: the rates of the same layers and neurons, in spikes a step,
        or their counts; the last may be potentials. Or these arrays, of shape (samples, ...).
    samples
        What both are asked: a list, or an array whose first axis they are. Some 50 are enough.
    steps
        In how many steps the spikes were counted, if `snn` gives counts.
    seconds
        For all calls together; None: no limit, and they are called in this thread.

    Returns
    -------
    Report
        With `layer` (the first that goes wrong, from 1), `agree` (the share of samples with the
        same largest output), `steps`, `stochastic`, and by layer `scales` (lambda: the activation
        of a spike a step), `errors` (root mean square, spikes a step) and `saturated` (the share
        of its active neurons that are cut off).

    Raises
    ------
    TypeError
        `ann` or `snn` is neither a function nor a list of arrays.
    ValueError
        `samples` are none, or a list of arrays has another number of them.

    Examples
    --------
    >>> from snn_edu.training import IFLayers
    >>> W, x = np.array([[0.9, 0.3], [0.1, 0.6]]), np.random.default_rng(0).random((40, 2))
    >>> zeroed = IFLayers([W], [np.zeros(2)], reset="zero")
    >>> conversion(lambda x: [x @ W], lambda x: zeroed.run(x, 50).counts, x, steps=50).faults
    ('reset to zero',)
    """
    count = _count(samples)
    for name, given in (("ann", ann), ("snn", snn)):
        if not isinstance(given, list | tuple):
            function(name, given, "(x), or a list of arrays, one a layer")
        elif any(isinstance(layer, int | float) for layer in given):
            raise TypeError(
                f"{name} = {shown(given)}: expected arrays (samples, ...), one a layer."
            )
        elif {len(np.atleast_1d(layer)) for layer in given} != {count}:
            lengths = [len(np.atleast_1d(layer)) for layer in given]
            raise ValueError(
                f"{name}: arrays of {lengths} samples; expected {count} in each, as `samples` has. "
                "Is the first axis the layers, or the steps?"
            )
    if steps is not None:
        steps = integer("steps", steps, 1)
    names = ("layer", "agree", "steps", "stochastic", "scales", "errors", "saturated")
    exam = Compared("Conversion", dict.fromkeys(names), function=len, seconds=seconds)
    exam.run(lambda: _examined(exam, ann, snn, samples, steps))
    return exam


def _count(samples: Any) -> int:
    try:
        count = 0 if isinstance(samples, str | bytes | dict) else len(samples)
    except TypeError:
        count = 0
    if not count:
        raise ValueError(
            f"samples = {shown(samples)}: expected a list of samples, or an array whose first axis "
            "they are."
        )
    return count


def _examined(exam: Compared, ann: Any, snn: Any, samples: Any, steps: int | None) -> None:
    total = len(samples)
    count = min(total, MOST) if callable(ann) or callable(snn) else total
    count = min(affordable(exam, each, samples, count) for each in (ann, snn))
    exam.tried.append(f"{count} of {total} samples: rate against activation, layer by layer")
    a, r = (
        [x[:count] for x in layers_of(exam, name, each, samples, count)]
        for name, each in (("ann", ann), ("snn", snn))
    )
    for whose, layers in (("ann", a), ("snn", r)):
        if not layers or not all(np.isfinite(x).all() and x.size for x in layers):
            raise Refusal("no layers", whose=whose, value="a layer that is empty or not finite")
    answers, known, away = rates(exam, snn, samples, r, steps)
    if exam.findings:
        return
    a, r = paired(exam, a, [np.mean(each, axis=0) for each in zip(*answers, strict=True)])
    exam.values |= {"agree": _agree(a[-1], r[-1]), "steps": known if np.isfinite(known) else None}
    exam.calls = exam.calls or count
    if exam.values["stochastic"]:
        if dropped(exam, answers, known, away):
            return
        exam.know("chance input")
    noise = max(away[:-1] or away) / len(answers) ** 0.5
    exam.several = several = max(1, math.ceil(max(x.max() for x in r[:-1] or r) - 1e-9))
    if several > 1:
        exam.know("several a step")
    _judge(exam, a, [x / several for x in r], several * known, noise / several)


def _agree(a: Floats, r: Floats) -> float | None:
    if a.shape[1] < 2:
        return None
    return float((a.argmax(axis=1) == r.argmax(axis=1)).mean())


# --- which layer, and why -----------------------------------------------------------------------


def _judge(exam: Compared, a: Layers, r: Layers, steps: float, noise: float) -> None:
    """Name the first layer that is wrong, and what is good to know of the others."""
    before, negative = 0.0, 0
    scales: list[float] = []
    errors, cuts = [], []
    for k, (a_k, r_k) in enumerate(zip(a, r, strict=True)):
        last = k == len(a) - 1
        if last and _read_out(exam, a_k, r_k):
            break
        if not last and a_k.min() < -1e-6 * np.abs(a_k).max():
            negative = negative or k + 1
        layer = _laid(k + 1, np.maximum(a_k, 0.0), r_k, steps, before, noise, last, scales[-1:])
        exam.layers.append(layer)
        wrong = _wrong(exam, layer, a, r, steps)
        layer = exam.layers[-1]  # by now each of its neurons may have its own scale
        scales.append(float(1 / layer.fit.slope))
        errors.append(layer.fit.error * exam.several)
        cuts.append(layer.cut)
        points = np.stack([layer.a, layer.r, layer.fit.rate], axis=-1)[layer.active]
        points[:, 1:] *= exam.several
        exam.curve = points[np.argsort(points[:, 0])][:: max(1, len(points) // 2000)]
        if wrong:
            break
        before = layer.passed_on
    of_one = [scale / exam.several for scale in scales]
    exam.values |= {"scales": of_one, "errors": errors, "saturated": cuts}
    most = [layer.reach for layer in exam.layers]
    if len(most) > 1 and max(most) < 0.6 and not exam.findings and exam.several == 1:
        exam.know("alike low", reach=max(most))
    if negative and exam.findings and exam.values["layer"] >= negative:
        exam.findings.pop()
        raw, layer = a[negative - 1], exam.layers[negative - 1]
        i, j = np.unravel_index(int(raw.argmin()), raw.shape)
        trial = f"samples[{i}], layer {negative}, neuron {j} (activation {raw[i, j]:.4g}), the rate"
        exam.values["layer"] = negative
        got, expected = layer.r[i, j], raw[i, j] * layer.fit.slope
        exam.fault("missing ReLU", trial, exam.several * got, exam.several * expected,
                   _missing(negative, "negative activations, which no rate can have"))  # fmt: skip
    elif negative:
        exam.know("before the ReLU", layer=negative)
    if not exam.findings:
        _answers(exam, a[-1], r[-1], steps)


def _missing(layer: int, has: str) -> str:
    return SENTENCES["missing ReLU"].format(layer=layer, has=has)


def _laid(
    number: int, a: Floats, r: Floats, steps: float, before: float, noise: float, last: bool,
    scale: list[float],
) -> Layer:  # fmt: skip
    active = (a > 1e-9 * max(a.max(), 1e-300)) | (r > 0)
    points = np.flatnonzero(active)
    some = points[:: max(1, points.size // curves.MANY)]
    fit = curves.laid(curves.right, a.ravel()[some], r.ravel()[some])
    fit = fit._replace(rate=curves.right(a * fit.slope))
    size = float(np.sqrt((r[active] ** 2).mean())) if active.any() else 0.0
    # Cutting off costs half a count, and each layer passes on what it has of it: more, where its
    # scale is far below that of the layer before, whose spikes then cancel each other.
    grown = float(max([1.0, *(each * fit.slope / 2 for each in scale)]))
    allowed = 0.35 * number * grown / steps + 0.003 + 3 * before * size + 0.25 * noise
    grain = (0.3 / steps) ** 2 + noise**2 / 2
    return Layer(number, a, r, fit, active, allowed, grain, last)


def _read_out(exam: Compared, a: Floats, r: Floats) -> bool:
    """Whether the last layer's numbers are no rates, and only their order counts."""
    softmax = (a >= 0).all() and np.allclose(a.sum(axis=1), 1.0, atol=1e-3)
    potentials = r.min() < 0 or r.max() > 1 + 1e-9
    if softmax or potentials:
        exam.know("read out", what="a softmax" if softmax else "potentials")
    return bool(softmax or potentials)


def _wrong(exam: Compared, layer: Layer, a: Layers, r: Layers, steps: float) -> bool:
    """Whether this layer is wrong; its fault is then noted."""
    if not layer.active.any():
        return False
    if not layer.r.any():
        exam.blame(layer, "dead layer", np.unravel_index(int(layer.a.argmax()), layer.a.shape))
        return True
    if not layer.a.any():
        exam.blame(layer, "fires for nothing")
        return True
    if layer.r.min() < -layer.allowed:
        said = f"Layer {layer.number} has rates below 0, as no ReLU has: are there spikes of -1?"
        exam.blame(layer, "fires below 0", np.unravel_index(layer.r.argmin(), layer.r.shape), said)
        return True
    if _some_dead(exam, layer):
        return True
    off = layer.fit.error > layer.allowed
    groups = pools(layer, a) if off else None
    if groups is not None:
        return pooled(exam, layer, groups, r)
    below = np.where(layer.a > 0, 0.0, layer.r)  # what fires where it should not
    if off and below.any() and np.sqrt((below[layer.a == 0] ** 2).mean()) > 5 * layer.allowed:
        above = layer.a[layer.a > 0], layer.r[layer.a > 0]
        if curves.laid(curves.right, *above).error <= layer.allowed:
            exam.blame(layer, "fires below 0", np.unravel_index(int(below.argmax()), below.shape))
            return True
    if curves.alike(layer.a, layer.r) < 0.6 and _elsewhere(exam, layer, a, r):
        return True
    if off and _bent(exam, layer, steps):
        return True
    return exam.several == 1 and _scaled(exam, exam.layers[-1], steps)


def _some_dead(exam: Compared, layer: Layer) -> bool:
    """Whether some neurons never fire, and the others are as they should be."""
    mute = ~layer.r.any(axis=0)
    rest = ~mute & layer.active
    fit = curves.laid(curves.right, layer.a[rest], layer.r[rest])
    dead = mute & (layer.a.max(axis=0) * fit.slope > max(0.1, 5 * layer.allowed))
    if not dead.any() or fit.error > layer.allowed:
        return False
    shows = np.unravel_index(int((layer.a * dead).argmax()), layer.a.shape)
    exam.blame(layer, "dead neurons", shows, some=dead.sum(), all=dead.size)
    return True


def _elsewhere(exam: Compared, layer: Layer, a: Layers, r: Layers) -> bool:
    """Whether these rates are those of another layer, or of the same neurons in another order."""
    for k, other in enumerate(a):
        if other.shape != layer.r.shape or k + 1 == layer.number:
            continue
        if curves.alike(np.maximum(other, 0), layer.r) > 0.8:
            exam.blame(layer, "wrong layer order", how=f"fit layer {k + 1} of the ANN")
            return True
    if min(layer.a.shape) >= 4 and layer.a.shape[1] <= 3000:
        x, y = ((z - z.mean(axis=0)) / np.maximum(z.std(axis=0), 1e-12) for z in (layer.a, layer.r))
        match = (y.T @ x) / len(x)  # of each rate with each activation
        varied = (layer.r.std(axis=0) > 0) & (match.max(axis=1) > 0.9)
        moved = match.argmax(axis=1) != np.arange(layer.a.shape[1])
        if varied.sum() >= 3 and moved[varied].mean() > 0.3:
            exam.blame(layer, "wrong neuron order")
            return True
    if curves.alike(layer.a, layer.r) < 0.3:
        exam.blame(layer, "other rates")
        return True
    return False


def _bent(exam: Compared, layer: Layer, steps: float) -> bool:
    """Which other curve the points lie on."""
    active = layer.active
    points = layer.a[active], layer.r[active]
    most = float(layer.r.max())
    tried: dict[str, float] = {"right": layer.fit.error}
    zeros = [curves.to_zero, curves.to_zero_on_spikes]
    tried["reset to zero"] = min(curves.laid(curve, *points).error for curve in zeros)
    if np.isfinite(steps):
        tried["no reset"] = curves.laid(curves.unreset(steps), *points).error
    for wait in (1, 2, 3):
        if most <= 1 / (wait + 1) + 1 / steps + 0.1:
            waits = [curves.refractory(wait), curves.deaf(wait), curves.paused(wait)]
            error = min(curves.laid(curve, *points).error for curve in waits)
            if layer.beyond(error) < BETTER * layer.beyond(tried["reset to zero"]):
                tried["refractory"] = min(error, tried.get("refractory", np.inf))
    counted = curves.laid(curves.counted(steps), *points).error
    mute = (points[0] * layer.fit.slope > 2 / steps) & (points[1] == 0)
    if mute.mean() > 0.01 and min(counted, *tried.values()) > layer.allowed:
        error = curves.leaking(*points, int(min(steps, 1000))).error
        if layer.beyond(error) < EXPLAINED * layer.beyond(min(counted, tried["right"])):
            tried["leak"] = error
    inside = (layer.a > 0) & (layer.r > 0.01) & (layer.r < 0.99)
    own = np.sqrt(np.mean((layer.fit.rate - layer.r)[inside] ** 2)) if inside.any() else 0.0
    # Counts differ by neuron; where layers wait a step, biases alone drive the first of them.
    coarse = (0.3 + 0.8 * layer.number) / steps + 0.004
    per_neuron = inside.sum() > 4 * layer.a.shape[1] and layer.fit.error > coarse
    if per_neuron and "leak" not in tried:  # which one number explains
        share = layer.fit.error / max(float(own), 1e-12)
        tried["unscaled bias"] = curves.shifted(layer.a, layer.r, layer.fit.slope).error * share
        tried["each its own"] = curves.own_slopes(layer.a, layer.r)[0].error * share
    name = min(tried, key=lambda each: tried[each])
    explained = layer.beyond(tried[name]) < EXPLAINED * layer.beyond(tried["right"])
    wide = tried["right"] > 1.3 * layer.allowed or name == "unscaled bias"
    alike = curves.alike(layer.a, layer.r)
    left = layer.beyond(tried[name]) / layer.beyond(tried["right"])
    loosely = ""
    unlike = alike < ALIKE and tried["right"] > 4 * layer.allowed
    far = tried["right"] > 2 * layer.allowed
    by_neuron = name == "unscaled bias" or (name == "each its own" and far)
    if by_neuron and left <= BETTER:
        unlike |= tried[name] > 0.6 * layer.allowed  # it explains nearly all, where it is that
    if left > LOOSE and unlike:
        loosely = SENTENCES["loosely alike"].format(layer=layer.number, alike=alike)
    high = _from_start(exam.layers[0], steps) > HIGH  # that is too much too, and no floor
    if (
        wide
        and not (explained or high or alike < ALIKE)
        and curves.near_0(layer.a, layer.r, layer.fit)
        and curves.one_sided(layer.a, layer.r) > 0.9
    ):
        too_much = int((layer.r - layer.fit.rate).argmax())
        exam.blame(layer, "floor at 0", np.unravel_index(too_much, layer.r.shape))
        return True
    nothing, of_each = left > BETTER, name in ("unscaled bias", "each its own")  # explains it
    squashed = of_each and layer.a.max() <= 1  # a sigmoid
    if (nothing or squashed) and layer.a.min() > 0 and layer.a.size > 100:
        exam.blame(layer, "missing ReLU", said=_missing(layer.number, "no activation that is 0"))
        return True
    if (nothing or of_each) and loosely:
        exam.blame(layer, "other rates", said=loosely)
        return True
    if nothing and far:
        exam.open("off, and why", layer=layer.number, error=exam.several * tried["right"])
    elif not nothing and name == "each its own":
        exam.know("own scales", layer=layer.number)
        fit, slopes = curves.own_slopes(layer.a, layer.r)
        exam.layers[-1] = layer._replace(fit=fit, own=slopes)
    if nothing or name == "each its own":
        return False
    if name == "unscaled bias":
        slope = curves.shifted(layer.a, layer.r, layer.fit.slope).slope
        reach = slope * float(np.percentile(layer.a[active], 99.9))
        most = 1.25 if layer.number > 1 else 1.6
        if not 1 / most < reach < most and exam.several == 1:
            exam.blame(layer, "wrong scale", how=f"its largest drive is {reach:.3g}, and should be "
                       "1, and its bias does not fit its weights. Multiply W by the scale of the "
                       "layer before, divide W and b by its own")  # fmt: skip
            return True
    at = np.where(layer.r == 0, layer.a, 0.0).argmax() if name == "leak" else None
    place = None if at is None else np.unravel_index(int(at), layer.a.shape)
    exam.blame(layer, name, place, input=" Or is its input shifted?" * (layer.number == 1))
    return True


def _scaled(exam: Compared, layer: Layer, steps: float) -> bool:
    """Whether the scale is one that cuts off, or loses all in the grain of 1 / T."""
    cut, reach = layer.cut, layer.reach
    active = layer.active
    top = float(np.percentile(layer.a[active], 99.9))
    least = np.where(layer.over, layer.a, np.inf).argmin()  # of those that are cut off
    shows = np.unravel_index(int(least), layer.a.shape)
    most = np.unravel_index(int((layer.a * active).argmax()), layer.a.shape)
    saturated = float((layer.r[active] > 0.999).mean())
    if cut > 0.08:
        unscaled = bool(abs(layer.fit.slope - 1) < 0.006 + 1.2 / steps)
        if saturated > 0.5 or unscaled:
            how = f"{100 * cut:.0f} % of its active neurons are cut off at a spike a step"
            how += ": its rates are the activations themselves, not divided" * unscaled
            exam.blame(layer, "wrong scale", shows, most=top, how=how)
        else:
            exam.blame(layer, "clipped", shows, most=top, percent=100 * cut, times=reach)
        return True
    if cut > 0.01:
        exam.know("some clipped", layer=layer.number, percent=100 * cut)
    if reach < 0.25 and not layer.last:
        agree = exam.values["agree"]
        if reach * steps < 10 or (agree is not None and agree < 0.95):
            how = f"its largest rate is {reach:.3g} spikes a step, and could be 1"
            exam.blame(layer, "wrong scale", most, most=top, how=how)
            return True
        exam.know("low rates", layer=layer.number, reach=reach)
    return False


def _answers(exam: Compared, a: Floats, r: Floats, steps: float) -> None:
    """Where every layer is right but answers differ, see whether it is ties or the grain."""
    agree = exam.values["agree"]
    if agree is None or agree > 0.95:
        return
    first = r == r.max(axis=1, keepdims=True)
    ties = (first.sum(axis=1) > 1) & first[np.arange(len(r)), a.argmax(axis=1)]
    if exam.layers and exam.layers[-1].last and np.ndim(exam.layers[-1].own):
        exam.know("own outputs", agree=100 * agree)
        return
    lost = a.argmax(axis=1) != r.argmax(axis=1)
    tied = (ties & lost).sum() > 0.6 * lost.sum()
    if tied and (ties & lost).mean() < 0.2:
        exam.know("some ties", percent=100 * (ties & lost).mean())
    elif tied:
        k = int(np.flatnonzero(ties & lost)[0])
        trial = f"samples[{k}], outputs that fire most, the number"
        exam.fault("ties", trial, float(first[k].sum()), 1.0, share=100 * (ties & lost).mean())
    if tied:
        return
    grains = []
    for layer in exam.layers:
        size = float(np.sqrt((layer.r[layer.active] ** 2).mean())) if layer.active.any() else 1.0
        grains.append(layer.fit.error / max(size, 1e-12))
    worst = int(np.argmax(grains)) if grains else 0
    if grains and max(grains) > 0.2 and steps <= 20:
        exam.blame(exam.layers[worst], "too few steps", steps=steps / exam.several,
                   percent=100 * grains[worst], agree=100 * agree)  # fmt: skip
        return
    if exam.layers and (more := _from_start(exam.layers[0], steps)) > HIGH:
        exam.know("starts high", more=more)
    exam.know("answers differ", agree=100 * agree)


def _from_start(first: Layer, steps: float) -> float:
    """Spikes of the first layer that no drive makes: half of one, where v begins at its threshold.

    Counts n_ij = s_j a_ij + c, with a slope s_j for each neuron j, for each may have a scale of its
    own: c is -0.5 where v begins at 0.
    """
    inside = (first.a > 0) & (first.r > 0) & (first.r < 0.9)
    if inside.sum() < 20 or not np.isfinite(steps):
        return 0.0
    a, n = np.where(inside, first.a, 0.0), np.where(inside, first.r * steps, 0.0)
    line = a.sum(axis=0) / np.maximum((a**2).sum(axis=0), 1e-300)  # what s_j a makes of a 1
    rest = (inside - line * a)[inside]
    return float((rest * n[inside]).sum() / max((rest**2).sum(), 1e-12))
