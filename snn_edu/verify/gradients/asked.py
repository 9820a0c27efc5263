"""Asking a spike function: in the form that it takes, at a distance from the threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.units import carries_unit
from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import FORMS, Each, Refusal, in_a_form, plain
from snn_edu.verify.report import Examination

FEW = np.array([-0.7, 0.4, 1.3])  # from the threshold
MANY = np.concatenate([np.linspace(-1.0, 1.0, 64), np.linspace(-0.02, 0.02, 16)])
SIDE = np.logspace(-4, 3, 141)
FAR = np.concatenate([-SIDE[::-1], [0.0], SIDE])  # to 1000 thresholds on either side
SAME = 1e-2  # the share by which two answers may differ: half precision adds up to less
ZERO = 1e-9  # of the peak: what is below counts as 0


@dataclass(eq=False, repr=False, kw_only=True)
class Surrogate(Examination):
    """The examination of a surrogate; distances are from the threshold."""

    at_threshold: float = 0.0
    unit: float = 1.0  # of what comes from above: smaller, if a gradient is clipped

    def at(self, distance: ArrayLike, upstream: ArrayLike = 1.0) -> tuple[Floats, Floats]:
        """Spikes, and the gradient over the unit of what comes from above."""
        u = np.atleast_1d(np.asarray(distance, float)) + self.at_threshold
        above = np.broadcast_to(np.asarray(upstream, float) * self.unit, u.shape).copy()
        where = f"u = {_span(u)}, upstream = {_span(above)}"
        self.work = max(1.0, u.size / 50)
        spikes, gradient = self.ask(lambda answer: pair(answer, u.shape), where, u, above)
        return spikes, gradient / self.unit

    def h(self, distance: ArrayLike) -> Floats:
        """The gradient where 1 comes from above; 0 where it is not finite."""
        return np.nan_to_num(self.at(distance)[1], posinf=0.0, neginf=0.0)

    def u(self, distance: float) -> str:
        """Such a distance, as a reader types it."""
        return f"u = {distance + self.at_threshold:.4g}"


def _span(values: Floats) -> str:
    if values.size <= 4:
        return ", ".join(f"{value:g}" for value in values)
    return f"{values.min():g} to {values.max():g}"


def row(value: Any, shape: tuple[int, ...]) -> Floats:
    """One of the two answers, as numbers of this shape; a tensor may keep its gradient."""
    if isinstance(value, tuple) and value and all(each is None for each in value[1:]):
        value = value[0]  # a backward pass: one gradient, and None for each constant
    if value is None:
        raise Refusal("detached")
    try:
        array = plain(value)
        if array.dtype.kind not in "biufO" or carries_unit(value):
            raise TypeError
        if array.size != int(np.prod(shape)):
            raise Refusal("another shape", got=array.shape, expected=shape)
        array = array.astype(float)
    except (TypeError, ValueError, RuntimeError, OverflowError):
        raise Refusal("no spikes and gradient", what=shown(value)) from None
    if array.size == 1 or array.squeeze().shape == shape:
        return array.reshape(shape)
    raise Refusal("another shape", got=array.shape, expected=shape)


def pair(answer: Any, shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Spikes and gradient, each of this shape, whatever they are kept in."""
    if isinstance(answer, Each):
        each = [pair(one, ()) for one in answer]
        return np.array([spike for spike, _ in each]), np.array([slope for _, slope in each])
    try:
        both = list(islice(answer, 3))
    except (TypeError, RuntimeError):
        both = []
    if len(both) != 2 or isinstance(answer, str | bytes | dict | set) or both[0] is None:
        raise Refusal("no spikes and gradient", what=shown(answer))
    return row(both[0], shape), row(both[1], shape)


def called(exam: Surrogate) -> None:
    """How it may be called: with arrays, or with one number at a time."""
    exam.tried.append("three potentials, twice")

    def ask(f: Callable[..., Any]) -> None:
        exam.function = f
        try:
            exam.at(FEW)
        except Refusal as refusal:
            if "grad_fn" in str(refusal):  # as torch says it
                raise Refusal("detached") from None
            raise

    in_a_form(exam.function, FORMS, ask)


def same(a: Floats, b: Floats, scale: float = 0.0) -> bool:
    """Whether two answers agree, up to rounding; what is not finite in both is left out."""
    both = np.isfinite(a) & np.isfinite(b)
    room = SAME * np.maximum(np.abs(a), np.abs(b)) + 1e-6 * scale + 1e-300
    return bool((np.isfinite(a) == np.isfinite(b)).all() and (np.abs(a - b) <= room)[both].all())
