"""Asking both networks of a conversion: activations and rates, (samples, neurons) of each layer."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import Refusal, parts
from snn_edu.verify.conversions import curves
from snn_edu.verify.conversions.curves import Fit
from snn_edu.verify.leftovers.examined import independent
from snn_edu.verify.report import Examination

AGAIN = 8  # answers to a sample by chance whose mean is taken
MANY = 5  # so many more steps than spikes in one: they are no counts and no Hz
STILL = 1e-9  # spikes a step: what differs by no more is rounding

Layers = list[Floats]  # (samples, neurons) each


class Layer(NamedTuple):
    """A layer of both networks."""

    number: int  # from 1
    a: Floats  # (samples, neurons): its activations, not below 0
    r: Floats  # its rates
    fit: Fit  # of the right curve through the points that are active
    active: Any  # which points are
    allowed: float  # by how much the rates may be off
    grain: float  # the mean square by which they are off at least
    last: bool
    own: Any = 1.0  # the slope of each neuron as a share of the layer's, where they differ

    @property
    def drive(self) -> Floats:
        """The u = a / lambda of each point."""
        return np.asarray(self.a * self.own * self.fit.slope)

    @property
    def over(self) -> Any:
        """Which points are cut off at a spike a step."""
        return self.active & (self.drive > 1.05) & (self.r > 0.97 * self.r.max())

    @property
    def cut(self) -> float:
        """The share of active points that are cut off at a spike a step."""
        return float(self.over[self.active].mean()) if self.active.any() else 0.0

    @property
    def passed_on(self) -> float:
        """What is cut off, as a share of what the next layer gets."""
        if not self.active.any():
            return 0.0
        over = np.maximum(self.drive - 1.0, 0.0)[self.active]
        return float(np.sqrt((over**2).mean() / max((self.r[self.active] ** 2).mean(), 1e-12)))

    def beyond(self, error: float) -> float:
        """An error less what the grain of 1 / T and chance make of it."""
        return float(np.sqrt(max(error**2 - self.grain, 0.1 * self.grain)))

    @property
    def reach(self) -> float:
        """The drive that the layer's large activations have: 1 where its scale is right."""
        large = self.drive[self.active]
        return float(np.percentile(large, 99.9)) if large.size else 0.0


@dataclass(eq=False, repr=False, kw_only=True)
class Compared(Examination):
    """The examination of a conversion."""

    layers: list[Layer] = field(default_factory=list)
    several: int = 1  # spikes that a neuron may give in a step: its rates are shares of them

    def blame(
        self, layer: Layer, name: str, at: Any = None, said: str = "", most: float = 0.0,
        **more: Any,
    ) -> None:  # fmt: skip
        """Note what is wrong with a layer, at the point that shows it most.

        Where its scale is wrong, `most` is the activation that should fire in every step.
        """
        if at is None:
            away = np.where(layer.active, np.abs(layer.fit.rate - layer.r), -1.0)
            at = np.unravel_index(int(away.argmax()), away.shape)
        expected = float(np.clip(layer.a[at] * (1 / most if most else layer.fit.slope), 0.0, 1.0))
        trial = f"samples[{at[0]}], layer {layer.number}, neuron {at[1]} (activation "
        trial += f"{layer.a[at]:.4g}), the rate"
        self.values["layer"] = layer.number
        got, expected = self.several * float(layer.r[at]), self.several * expected
        self.fault(name, trial, got, expected, said, layer=layer.number, **more)

    @property
    def caption(self) -> str:
        """The picture in words."""
        return f"rate against activation, layer {self.values['layer'] or 1}, and the right curve"

    def _draw(self, ax: Any) -> None:
        """Rate against activation of the first layer that is wrong, and the right curve."""
        u, r, best = self.curve.T
        ax.plot(u, r, ".", color="#CC79A7", ms=3)
        ax.plot(u, best, color="#0072B2", lw=1.5)
        ax.set(xlabel="activation", ylabel="spikes a step")
        ax.set_title(f"layer {self.values['layer'] or 1}: dots: neurons; line: what is right")


def layers_of(exam: Compared, whose: str, given: Any, samples: Any, count: int) -> Layers:
    """The arrays of each layer, asked or given: (samples, neurons)."""
    if isinstance(given, list | tuple):
        every = [parts(layer) for layer in given]
        return [np.concatenate([x.reshape(len(x), -1) for x in e.values()], 1) for e in every]
    exam.function = given
    rows: list[Layers] = []
    for k in range(count):

        def read(answer: Any) -> Layers:
            listed = isinstance(answer, list | tuple)
            if not listed or any(isinstance(layer, str | bytes) for layer in answer):
                raise Refusal("no layers", whose=whose, value=shown(answer))
            return [np.concatenate([x.ravel() for x in parts(layer).values()]) for layer in answer]

        row = exam.ask(read, f"{whose}(samples[{k}])", copy.deepcopy(samples[k]))
        if rows and [x.size for x in row] != [x.size for x in rows[0]]:
            raise Refusal("no layers", whose=whose, value="layers of other sizes each time")
        rows.append(row)
    return [np.stack([row[k] for row in rows]) for k in range(len(rows[0]))]


def affordable(exam: Compared, given: Any, samples: Any, count: int) -> int:
    """How many samples there is time for."""
    if isinstance(given, list | tuple) or exam.seconds is None:
        return count
    exam.function, begun = given, time.monotonic()
    exam.ask(lambda answer: answer, "samples[0]", copy.deepcopy(samples[0]))
    each = max(time.monotonic() - begun, 1e-6)
    return max(1, min(count, int(0.3 * exam.seconds / each)))


def rates(
    exam: Compared, snn: Any, samples: Any, r: Layers, steps: int | None
) -> tuple[list[Layers], float, list[float]]:
    """Spikes a step, in how many steps they were counted, and by how much chance moves each layer.

    Where the same sample gives other rates each time, it is asked again: one answer, or several.
    """
    first, known = _as_rates(r, steps)
    if isinstance(snn, list | tuple):
        return [first], known, [0.0] * len(first)
    begun, count = time.monotonic(), len(r[0])
    again = _as_rates(layers_of(exam, "snn", snn, samples, min(count, 5)), steps)[0]
    away = [
        float(np.sqrt(np.mean((x[: len(y)] - y) ** 2))) for x, y in zip(first, again, strict=True)
    ]
    exam.values["stochastic"] = max(away) > STILL
    if max(away) <= STILL:
        return [first], known, [0.0] * len(first)
    each = (time.monotonic() - begun) * count / min(count, 5)
    if _remembers(exam, snn, samples):
        return [first], known, [0.0] * len(first)
    left = 60.0 if exam.seconds is None else 0.6 * (exam.seconds + exam.begun - time.monotonic())
    until = time.monotonic() + left
    answers = [first]
    while len(answers) < AGAIN and time.monotonic() + each < until:
        answers.append(_as_rates(layers_of(exam, "snn", snn, samples, count), steps)[0])
    return answers, known, away


def _remembers(exam: Compared, snn: Any, samples: Any) -> bool:
    """Whether what the SNN says of a sample differs by what it was asked before, not by chance."""
    if len(samples) < 2:
        return False
    exam.tried.append("some samples again and again: is it chance, or a state that is left?")
    seconds = None if exam.seconds is None else max(1.0, 0.2 * exam.seconds)
    left = independent(snn, samples[:6], seconds=seconds)
    remembers = left.left not in (None, "nothing")
    exam.findings += left.findings * remembers
    exam.calls += left.calls
    exam.values["stochastic"] = not remembers
    return remembers


def paired(exam: Compared, a: Layers, r: Layers) -> tuple[Layers, Layers]:
    """The layers of both, one by one, once they are the same ones."""
    if len(r) == len(a) + 1 and r[1].shape == a[0].shape:
        exam.know("input too")
        r = r[1:]
    if len(r) != len(a):
        raise Refusal("other layers", ann=len(a), snn=len(r))
    sizes = [x.shape[1] for x in a], [x.shape[1] for x in r]
    if sizes[0] != sizes[1]:
        if sorted(sizes[0]) == sorted(sizes[1]):
            raise Refusal("wrong layer order", layer="", how=f"{sizes[1]} for {sizes[0]} neurons")
        raise Refusal("other neurons", ann=sizes[0], snn=sizes[1])
    return a, r


def _as_rates(r: Layers, steps: int | None) -> tuple[Layers, float]:
    """Spikes a step, and in how many steps they were counted."""
    hidden = r[:-1] or r
    whole = all((np.abs(x - np.round(x)) < 1e-6).all() for x in hidden)
    most = max(float(x.max()) for x in hidden)
    if whole and most > 1 and steps is None:
        raise Refusal("counts without steps", most=most)
    if steps is not None and whole and most > steps:
        raise Refusal("more spikes than steps", most=most, steps=steps)
    if steps is not None and (whole or most > 1 + 1e-9):
        return [x / steps for x in r], float(steps)
    known = float(steps or max(curves.grain(x) for x in hidden))
    if most > 1 + 1e-9 and not MANY * most < known < np.inf:
        raise Refusal("more than a spike a step", most=most)
    return r, known
