"""Asking an encoder: in the form that it takes, and what its spikes are kept in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.spikes import Spikes
from snn_edu.units import carries_unit
from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import FORMS, Each, Form, Refusal, in_a_form, plain
from snn_edu.verify.report import Examination

Raster = NDArray[np.bool_]
LARGEST = 5 * 10**7  # numbers in an answer that is looked at


@dataclass(eq=False, repr=False, kw_only=True)
class Encoder(Examination):
    """The examination of an encoder: spikes are a truth a step and value, (steps, values)."""

    given: Floats = field(default_factory=lambda: np.empty(0))  # in order, none twice
    swapped: bool = False  # it gives (values, steps)
    steps: int = 0

    def raw(self, values: Floats) -> Floats:
        """What it gives, as numbers of any shape."""
        self.work = max(1.0, values.size / 20)
        where = f"values = {shown([float(f'{value:.4g}') for value in values])}"
        return self.ask(_numbers, where, values.copy())

    def __call__(self, values: Floats) -> Floats:
        """What it gives, (steps, values)."""
        spikes = squeezed(self.raw(values))
        spikes = spikes[:, np.newaxis] if spikes.ndim == 1 and values.size == 1 else spikes
        spikes = spikes.T if self.swapped else spikes
        if values.size == self.given.size:  # of another number ranks need other steps
            self.steps = self.steps or spikes.shape[0]
        steps = self.steps if values.size == self.given.size else spikes.shape[0]
        if spikes.shape != (steps, values.size):
            raise Refusal("another raster", got=spikes.shape, expected=(steps, values.size))
        return spikes

    def beside(self, copies: int, value: float | None = None) -> Floats:
        """One value for several neurons, between the smallest and the largest."""
        middle = self.given[self.given.size // 2] if value is None else value
        return np.concatenate([self.given[:1], np.full(copies, middle), self.given[-1:]])


def _numbers(answer: Any) -> Floats:
    if isinstance(answer, Each):
        trains = [np.atleast_1d(_numbers(one).squeeze()) for one in answer]
        if len({train.shape for train in trains}) > 1 or trains[0].ndim > 1:
            raise Refusal("no raster", what="trains of different lengths")
        return np.stack(trains, axis=1)
    try:
        array = plain(answer)
        if array.dtype.kind not in "biufO" or carries_unit(answer):
            raise TypeError
        if array.size > LARGEST:
            raise Refusal("too large", size=f"{array.size:,}")
        array = array.astype(float)
    except (TypeError, ValueError, RuntimeError, OverflowError):
        slip = " (say .binned(1.0) of it)" if isinstance(answer, Spikes) else ""
        raise Refusal("no raster", what=f"{shown(answer)}{slip}") from None
    if not array.size or not np.isfinite(array).all():
        raise Refusal("no raster", what="no spikes" if not array.size else "values not finite")
    return array


def squeezed(array: Floats) -> Floats:
    """Without axes of length 1 that are neither the steps nor the values."""
    while array.ndim > 2 and 1 in array.shape:
        array = array.squeeze(array.shape.index(1))
    return array


def called(exam: Encoder) -> Floats:
    """How it may be called, and what it then gives for all values."""

    def ask(f: Callable[..., Any]) -> Floats:
        exam.function = f
        return exam.raw(exam.given)

    whole: Form = lambda f: lambda values: f(np.rint(values).astype(int))  # noqa: E731
    forms = [*FORMS, whole] if not (exam.given % 1.0).any() else FORMS
    return in_a_form(exam.function, forms, ask)
