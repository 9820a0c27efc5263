"""Optimisers: what to do with a gradient. Each is a pure step from weights to weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from snn_edu.training.surrogate import Real
from snn_edu.validation import ask, by_name, fields_within, instance, shown


class Moments(NamedTuple):
    """What Adam remembers: running means of the gradient and of its square, for each array."""

    steps: int
    mean: list[Real]
    square: list[Real]


@by_name
@dataclass(frozen=True)
class SGD:
    """Stochastic gradient descent with momentum: step = momentum step - rate g;  w = w + step.

    Its state is the last step, a list of arrays like the weights.
    """

    rate: float = 0.1  # larger = faster, until it overshoots
    momentum: float = 0.0  # 0 to below 1: how much of the last step goes on

    def __post_init__(self) -> None:
        fields_within(self, "", 0.0, math.inf, "rate")
        fields_within(self, "", 0.0, 0.9999, "momentum")

    def start(self, weights: Sequence[Real]) -> list[Real]:
        """The state before the first step."""
        _alike(weights=weights)
        return [np.zeros_like(w) for w in weights]

    def step(
        self, weights: Sequence[Real], gradients: Sequence[Real], state: list[Real]
    ) -> tuple[list[Real], list[Real]]:
        """(weights, state) after a step; new arrays, of the same kind."""
        _alike(weights=weights, gradients=gradients, state=state)
        steps = [
            self.momentum * last - self.rate * g for last, g in zip(state, gradients, strict=True)
        ]
        return [w + step for w, step in zip(weights, steps, strict=True)], steps


@by_name
@dataclass(frozen=True)
class Adam:
    """Steps of one size for every weight, whatever the size of its gradient.

    m = beta_1 m + (1 - beta_1) g;    q = beta_2 q + (1 - beta_2) g^2
    w = w - rate m' / (sqrt(q') + epsilon)

    where m' = m / (1 - beta_1^n) and q' = q / (1 - beta_2^n) after n steps make up for means that
    begin at 0. Source: Kingma & Ba 2015, arXiv:1412.6980, algorithm 1 (there beta_2 is 0.999).
    """

    rate: float = 4e-3  # about what each weight moves in a step
    beta_1: float = 0.9
    beta_2: float = 0.99
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        fields_within(self, "", 0.0, 1.0, "rate")  # every weight moves by so much in a step
        if self.rate >= 0.5:
            ask(
                f"rate = {self.rate:g}: each weight moves by about so much in each step. Is it "
                "beta_1? The rate comes first."
            )
        fields_within(self, "", 0.0, math.inf, "epsilon")
        fields_within(self, "", 0.0, 0.999999, "beta_1", "beta_2")

    def start(self, weights: Sequence[Real]) -> Moments:
        """The state before the first step."""
        _alike(weights=weights)
        return Moments(0, [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights])

    def step(
        self, weights: Sequence[Real], gradients: Sequence[Real], state: Moments
    ) -> tuple[list[Real], Moments]:
        """(weights, state) after a step; new arrays, of the same kind."""
        state = instance("state", state, Moments, "Say adam.start(weights).")
        _alike(weights=weights, gradients=gradients, state=state.mean)
        n, b1, b2 = state.steps + 1, self.beta_1, self.beta_2
        mean = [b1 * m + (1 - b1) * g for m, g in zip(state.mean, gradients, strict=True)]
        square = [b2 * q + (1 - b2) * g * g for q, g in zip(state.square, gradients, strict=True)]
        moved = []
        for w, m, q in zip(weights, mean, square, strict=True):
            scale = np.sqrt(q / (1 - b2**n)) + self.epsilon
            moved.append(w - self.rate / (1 - b1**n) * m / scale)
        return moved, Moments(n, mean, square)


def _alike(**lists: object) -> None:
    """Pass, once each is a list of arrays of floats, and they are of the same shapes."""
    shapes = set()
    for name, given in lists.items():
        if not isinstance(given, Sequence) or not all(
            isinstance(one, np.ndarray) and one.dtype.kind == "f" for one in given
        ):
            raise TypeError(f"{name} = {shown(given)}: expected a list of arrays of floats.")
        shapes.add(tuple(one.shape for one in given))
    if len(shapes) > 1:
        raise ValueError("weights, gradients and state: expected arrays of the same shapes.")
