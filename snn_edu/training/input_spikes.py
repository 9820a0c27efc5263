"""A picture as spikes: by chance, as often as it is bright, or once, the earlier the brighter.

What a spike then does is part of the code: deliver a charge and be gone, or switch a current on.
Lesson 04 reads such codes by eye; here layers of neurons do (`conversion`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import integer, number, numbers


@dataclass(frozen=True, eq=False)
class InputSpikes:
    """Pictures as spikes, and what a spike does. See `poisson_input`, `latency_input`."""

    spiked: NDArray[np.bool_]  # (steps, pictures, inputs)
    charge: float | None = 1.0  # what a spike delivers at once; None: 1 in its step and all later


def poisson_input(x: ArrayLike, steps: int, rng: np.random.Generator) -> InputSpikes:
    """In each step each input spikes by chance, with probability x: T x spikes on average.

    Raises
    ------
    ValueError, TypeError
        A value of `x` (pictures, inputs) is not within 0 to 1, or `rng` is no generator.
    """
    x = numbers("x", x, "", 0.0, 1.0)
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng = {rng!r}: expected a generator, np.random.default_rng(seed).")
    return InputSpikes(rng.random((integer("steps", steps, 1), *x.shape)) < x)


def latency_input(x: ArrayLike, steps: int, charge: float | None = None) -> InputSpikes:
    """One spike an input, the earlier the larger x: with floor(T x) steps left, its own included.

    With ``charge=None`` it switches a current of 1 on, and floor(T x) has been delivered by the
    end: the latency says the value. With a `charge`, every spike delivers the same, whenever it
    comes. Where T x < 1 there is no spike.

    Raises
    ------
    ValueError
        A value of `x` (pictures, inputs) is not within 0 to 1.
    """
    x = numbers("x", x, "", 0.0, 1.0)
    steps = integer("steps", steps, 1)
    if charge is not None:
        charge = number("charge", charge, "", 0.0)
    on = np.floor(steps * x)  # steps from the spike to the end
    t = np.arange(steps).reshape(-1, *[1] * x.ndim)
    return InputSpikes(t == steps - on, charge)  # on = 0: at t = steps, which does not come
