"""The bump: the gradient over u, its sign, its peak, its width and the family that it is of."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import Refusal
from snn_edu.verify.gradients.asked import FAR, SAME, SIDE, ZERO, Surrogate, row, same
from snn_edu.verify.gradients.families import FAMILIES, MOST, NEAR, Fit, nearest


def shape(exam: Surrogate, g: Floats, finite: NDArray[np.bool_]) -> None:
    """Its sign, its peak, its width and its family."""
    values, size, middle = exam.values, float(np.abs(g).max()), len(FAR) // 2
    below, above = g[:middle], g[middle + 1 :]
    mirror = same(g, g[::-1], size)
    _curve(exam, 2.0)
    values["symmetric"] = mirror
    if _levels(exam, below, above) or _after_reset(exam, below, above):
        return
    if (g <= ZERO * size).all():
        k = int(g.argmin())
        exam.fault("wrong sign of the gradient", exam.u(FAR[k]), g[k], -g[k])
        return
    k, peak = int(g.argmax()), float(g.max())
    near = float(g[middle - 1 : middle + 2].max())
    lobes = g < -1e-6 * size
    if lobes.any():
        waves = mirror and near >= 0.98 * peak and g.min() > -1.01 * peak
        if waves:
            exam.know("lobes", least=g.min(), peak=peak)
        else:
            trial, least = exam.u(FAR[g.argmin()]), np.flatnonzero(lobes)
            first = exam.u(FAR[least[np.abs(FAR[least]).argmin()]])
            exam.fault("negative gradient", trial, g.min(), 0.0, where=first)
            return
    if near < 0.98 * peak:
        _elsewhere(exam, g, k, near)
        return
    if finite[middle] and g[middle] < 0.98 * min(g[middle - 1], g[middle + 1]):
        beside = min(g[middle - 1], g[middle + 1])
        exam.fault("gap at the threshold", exam.u(0.0), g[middle], beside)
    values["peak"] = peak
    for name, side in (("dead_below", below[::-1]), ("dead_above", above)):
        gone = np.flatnonzero(np.abs(side) <= 1e-12 * peak)
        dead = gone.size and not (np.abs(side[gone[0] :]) > 1e-12 * peak).any()
        values[name] = float(SIDE[gone[0]]) if dead else float("inf")
    if (g >= 0.98 * peak).all():
        values |= {"family": "straight-through", "scale": peak, "half_width": float("inf")}
        _curve(exam, 2.0, lambda x: np.full(x.shape, peak))
        return
    width = _half_width(exam, peak)
    if width is None:
        _one_side(exam, below[::-1], above, peak)
        return
    values["half_width"] = width
    fit = nearest(exam.h(NEAR * width), peak, width)
    if fit.misfit <= MOST:
        values |= {"family": fit.name, "slope": fit.slope, "scale": fit.scale}
        times = "" if abs(fit.scale - 1) < SAME else f", times {fit.scale:.3g}"
        formula = FAMILIES[fit.name].formula
        exam.know("family", which=fit.name, b=fit.slope, times=times, formula=formula)
    else:
        exam.open("no family", which=fit.name, percent=100 * fit.misfit)
        if not mirror:
            exam.know("lopsided")
    _curve(exam, 4 * width, fit if fit.misfit <= MOST else None)


def _levels(exam: Surrogate, below: Floats, above: Floats) -> bool:
    """Whether it takes two values only, one on either side: it depends on the spike alone."""
    low, high = float(below[-1]), float(above[0])
    flat = np.abs(below - low).max() <= 1e-6 * abs(low) + 1e-12
    flat &= bool(np.abs(above - high).max() <= 1e-6 * abs(high) + 1e-12)
    if not flat or abs(low - high) <= SAME * max(abs(low), abs(high)):
        return False
    exam.values["peak"] = max(low, high)
    side, got = (-1.0, low) if low < high else (1.0, high)  # the lower one
    if max(low, high) <= 0.0:
        exam.fault("wrong sign of the gradient", exam.u(side), got, -got)
    elif got < 0.0:
        exam.fault("negative gradient", exam.u(side), got, 0.0, where=exam.u(side))
    elif high > low:
        exam.values |= {"family": "leaky ReLU", "scale": high}
        exam.know("steps", low=low, high=high)
    else:
        exam.fault("saves the spike", low=low, high=high)
    return True


def _after_reset(exam: Surrogate, below: Floats, above: Floats) -> bool:
    """Whether it is the bump of the potential that a spike has reset: to 0, or by 1."""
    rest = exam.h(-1.0)
    flat, high = np.ptp(above) <= 1e-6 * above.max(), float(below[-1])
    to_0 = flat and same(above[:1], rest) and 0 < above[0] < 0.98 * high
    step = np.linspace(0.03, 0.97, 48)
    up, down = exam.h(step), exam.h(-step)
    by_1 = same(up, exam.h(step - 1), high) and not same(up, down, high)
    by_1 &= float(exam.h(0.03)[0]) < 0.9 * high and bool(np.ptp(up))
    if to_0 or by_1:
        exam.fault("saves the reset potential", exam.u(1e-4), above[0], high)
    return bool(to_0 or by_1)


def _elsewhere(exam: Surrogate, g: Floats, k: int, near: float) -> None:
    """Where it is largest, if not at the threshold."""
    last, middle = len(FAR) - 1, len(FAR) // 2
    sides = [side[: int((side > 0.0).sum())] for side in (g[:middle][::-1], g[middle + 1 :])]
    if all(side.size and side.argmax() == side.size - 1 for side in sides):
        at = int(np.argmax(sides[1] > 1.5 * near))
        exam.findings = [each for each in exam.findings if each.name != "not finite"]
        exam.fault("grows away from threshold", exam.u(SIDE[at]), sides[1][at], near)
        return
    place = float(FAR[k])
    if 0 < k < last:
        around = np.linspace(FAR[k - 1], FAR[k + 1], 129)
        slopes = exam.h(around)
        if slopes.max() >= g[k]:
            place = float(around[int(slopes.argmax())])
    peak = float(exam.h(place)[0])
    guess = (
        " Does the backward pass take u for the potential itself?"
        if abs(place - 1) < 0.02 or (exam.at_threshold and abs(place - exam.at_threshold) < 0.02)
        else " The threshold is subtracted twice?"
        if exam.at_threshold and abs(place + exam.at_threshold) < 0.02
        else ""
    )
    exam.fault("peak elsewhere", exam.u(0.0), near, peak, where=exam.u(place), guess=guess)


def _half_width(exam: Surrogate, peak: float) -> float | None:
    """How far from the threshold half of the peak is left: the mean of both sides."""
    widths = []
    g = exam.h(FAR)
    middle = len(FAR) // 2
    for sign, side in ((-1.0, g[:middle][::-1]), (1.0, g[middle + 1 :])):
        under = np.flatnonzero(side < peak / 2)
        if not under.size:
            continue
        low, high = (float(SIDE[under[0] - 1]) if under[0] else 0.0), float(SIDE[under[0]])
        for _ in range(3):
            between = np.linspace(low, high, 65)
            less = exam.h(sign * between) < peak / 2
            at = int(np.argmax(less)) if less.any() else 64
            low, high = float(between[max(at - 1, 0)]), float(between[at])
        widths.append((low + high) / 2)
    return float(np.mean(widths)) if len(widths) == 2 and min(widths) > 1e-3 * max(widths) else None


def _one_side(exam: Surrogate, below: Floats, above: Floats, peak: float) -> None:
    """Whether it is one half of a bump: multiplied by the spike, or by its absence."""
    for sign, side, other in ((1.0, above, below), (-1.0, below, above)):
        under = np.flatnonzero(side < peak / 2)
        if other.any() or not under.size or not under[0]:
            continue
        width = float(SIDE[under[0]])
        x = np.abs(NEAR)
        for each in np.geomspace(SIDE[under[0] - 1], width, 41):
            fit = nearest(exam.h(sign * x * each), peak, float(each))
            if fit.misfit <= 2 * MOST and fit.name not in ("boxcar", "cut inverse distance"):
                where, factor = ("below", "s") if sign > 0 else ("above", "(1 - s)")
                exam.fault(
                    "one side only", exam.u(-sign * 0.5 * each), 0.0,
                    float(exam.h(sign * 0.5 * each)[0]), where=where, which=fit.name, factor=factor,
                )  # fmt: skip
                return
    for where, side, other, sign in (("below", below, above, 1.0), ("above", above, below, -1.0)):
        under = np.flatnonzero(other < peak / 2)
        if under.size and (side >= 0.98 * peak).all():
            ends = exam.u(sign * SIDE[under[0]])
            exam.know("open side", where=where, ends=ends, peak=peak)
    exam.open("no width")


def _curve(
    exam: Surrogate, reach: float, formula: Fit | Callable[[Floats], Floats] | None = None
) -> None:
    """What the report's picture shows."""
    x = np.linspace(-reach, reach, 80)
    measured = exam.h(x)
    closed = np.full(x.shape, np.nan) if formula is None else formula(x)
    if np.abs(measured).max() < 1e99:  # what a picture can show
        exam.curve = np.stack([x + exam.at_threshold, measured, closed], axis=1)


def own_step(exam: Surrogate, soft: Callable[..., ArrayLike]) -> None:
    """The gradient beside the slope of its own soft step, by central differences."""
    width = exam.values["half_width"]
    reach = 3.0 * (width if width and np.isfinite(width) else 1.0)
    x = np.linspace(-reach, 1.0137 * reach, 301)
    hair = 1e-4 * reach

    def value(at: Floats) -> Floats:
        given = at + exam.at_threshold
        try:
            return row(soft(given), given.shape)
        except Refusal:
            raise
        except Exception:  # it takes one number at a time, perhaps
            return np.array([float(np.asarray(soft(each))) for each in given.tolist()])

    try:
        slope = (value(x + hair) - value(x - hair)) / (2 * hair)
    except Exception as error:
        exam.open("no soft step", kind=type(error).__name__, text=shown(str(error)))
        return
    g = exam.h(x)
    off = np.abs(slope - g)
    scale = float(np.nanmax(np.abs(slope)))
    if np.mean(off > 0.02 * max(scale, np.abs(g).max())) > 0.02:
        k = int(np.nanargmax(np.where(np.isfinite(off), off, -1.0)))
        both = np.abs(slope) > 0.05 * scale
        ratio = g[both] / slope[both]
        times = (
            f" It is {float(np.median(ratio)):.3g} times the slope everywhere."
            if both.any() and np.ptp(ratio) < 0.02 * abs(float(np.median(ratio)))
            else ""
        )
        exam.fault("not its soft slope", exam.u(x[k]), g[k], slope[k], times=times)
