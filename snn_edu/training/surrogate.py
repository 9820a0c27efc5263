"""Surrogates of the step's derivative: what stands in the backward pass for a slope that is not.

A neuron spikes when u = v - 1 passes 0: s = step(u). The derivative of a step is 0 almost
everywhere, so no error passes through it. Training runs forward with the hard step, and backward
as if it had been a soft one, with the slopes below.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import choice, number, numbers

Real = NDArray[Any]  # of 32 or of 64 bits: within the layers either stays what it is


def _fast_sigmoid(u: Real, b: float) -> Real:
    h = np.abs(u)
    h *= b
    h += 1.0
    h *= h
    return np.divide(1.0, h, out=h)


def _sigmoid(u: Real, b: float) -> Real:
    e = np.exp(-b * np.abs(u))  # of the far side: it cannot overflow
    return b * e / (1.0 + e) ** 2


def _arctan(u: Real, b: float) -> Real:
    return b / 2 / (1.0 + (np.pi * b / 2 * u) ** 2)


def _boxcar(u: Real, b: float) -> Real:
    return b * (np.abs(u) < 1 / (2 * b)).astype(u.dtype)


def _triangle(u: Real, b: float) -> Real:
    return np.maximum(1.0 - b * np.abs(u), 0.0)


Surrogate: TypeAlias = Literal["fast_sigmoid", "sigmoid", "arctan", "boxcar", "triangle"]
SLOPES: dict[str, Callable[[Real, float], Real]] = {
    "fast_sigmoid": _fast_sigmoid,
    "sigmoid": _sigmoid,
    "arctan": _arctan,
    "boxcar": _boxcar,
    "triangle": _triangle,
}
SURROGATES: tuple[Surrogate, ...] = get_args(Surrogate)


def surrogate(name: Surrogate, u: ArrayLike, slope: float) -> Real:
    """h(u), which stands for the derivative of the step. Any shape, same shape out.

    ============== ================================ =====
    name           h(u), with b the slope           peak
    ============== ================================ =====
    fast_sigmoid   1 / (1 + b |u|)^2                1
    sigmoid        b e^(-b u) / (1 + e^(-b u))^2    b / 4
    arctan         b/2 / (1 + (pi b u / 2)^2)       b / 2
    boxcar         b for |u| < 1 / (2 b), else 0    b
    triangle       max(0, 1 - b |u|)                1
    ============== ================================ =====

    `u` is v - 1, how far the potential is above the threshold, in thresholds; `slope` is b: larger
    = narrower.
    Sources: Zenke & Ganguli 2018, Neural Comput 30:1514 (fast sigmoid); Neftci, Mostafa & Zenke
    2019, IEEE Signal Process Mag 36(6):51 (the idea, and others).
    """
    b = number("slope", slope, "", 1e-6)
    h, at = SLOPES[choice("name", name, SURROGATES)], numbers("u", u)
    slopes: Real = h(np.atleast_1d(at), b).reshape(at.shape)[()]
    return slopes


def area(name: Surrogate, slope: float) -> float:
    """The area under h, which is 1 for the derivative of a step from 0 to 1."""
    return {"fast_sigmoid": 2 / slope, "triangle": 1 / slope}.get(name, 1.0)


def smooth_step(name: Surrogate, u: ArrayLike, slope: float) -> Real:
    """A soft step from 0 to 1 whose derivative is the surrogate over its area. Shape of u.

    For the fast sigmoid: 1/2 + b u / (2 (1 + b |u|)).
    """
    choice("name", name, SURROGATES)
    b = number("slope", slope, "", 1e-6)
    u = real("u", u)
    rise: Real
    if name == "fast_sigmoid":
        rise = b * u / (2.0 * (1.0 + b * np.abs(u)))
    elif name == "sigmoid":
        rise = np.tanh(b * u / 2.0) / 2.0
    elif name == "arctan":
        rise = np.arctan(np.pi * b / 2.0 * u) / np.pi
    elif name == "boxcar":
        rise = np.clip(b * u, -0.5, 0.5)
    else:  # the triangle
        x = np.clip(b * u, -1.0, 1.0)
        rise = x - 0.5 * x * np.abs(x)
    return 0.5 + rise


def real(name: str, values: ArrayLike) -> Real:
    """`values` as finite numbers of 64 bits, but an array of 32 bits as what it is."""
    kept = isinstance(values, np.ndarray) and values.dtype == np.float32
    return numbers(name, values, copy=False).astype(np.float32 if kept else np.float64, copy=False)
