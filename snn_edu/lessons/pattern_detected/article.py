"""The network of a tutorial that prints "Pattern detected", and each of its faults as a switch.

Five input neurons, three hidden, one output; a hundred steps of random bits; STDP on every
synapse; "Pattern detected" for the bits 1 0 1 0 1. Lesson 00 runs it, over many seeds at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import generator, instance, integer, number, numbers

PATTERN = (1, 0, 1, 0, 1)
NEVER = -math.inf
STEPS = 100


@dataclass(frozen=True)
class Faults:
    """What is wrong, one switch each. True is as in the article, False is repaired."""

    ignores_zeros: bool = True  # looks for spikes of inputs 0, 2, 4, never at 1 and 3
    ignores_output: bool = True  # prints without asking the output neuron
    recounts_pairs: bool = True  # applies the last pair again after every step
    drops_time_zero: bool = True  # skips pairs with a spike at t = 0
    sentinel: bool = True  # "no spike yet" is -1, a time like any other once nothing skips it
    tie_is_ltd: bool = True  # delta_t = 0, here the causal pair, weakens at full strength
    unbounded: bool = True  # weights leave [0, 1]
    refractory_short: bool = True  # "2 steps" block one
    loses_input: bool = True  # what arrives during refractoriness is gone
    own_weights: bool = True  # a neuron's own outgoing weights scale its input
    never_presented: bool = True  # random bits only; repaired: every fourth step shows the pattern
    one_step: bool = True  # a pattern without timing; repaired: hidden spikes arrive a step later

    @classmethod
    def none(cls) -> Faults:
        """All of them repaired; it still cannot learn to detect, see `ceiling`."""
        return cls(**{field.name: False for field in fields(cls)})

    def __post_init__(self) -> None:
        for field in fields(self):
            instance(field.name, getattr(self, field.name), bool)

    def without(self, *names: str) -> Faults:
        """These faults repaired, the others as they are."""
        return replace(self, **dict.fromkeys(names, False))


def ceiling(pattern: Sequence[int] = PATTERN) -> float:
    """The best precision of a network that cannot inhibit, on uniformly random bits: 2^-zeros.

    With non-negative weights more input never means fewer spikes. Whatever fires for 1 0 1 0 1
    fires for every input that has these ones and more.
    """
    bits = numbers("pattern", pattern, "", 0.0, 1.0)
    return float(0.5 ** np.count_nonzero(bits == 0))


def stdp(pre: float, post: float, faults: Faults, rate: float = 0.01, tau: float = 20.0) -> float:
    """Change of weight for one pair of spike times, in steps."""
    instance("faults", faults, Faults)
    rate, tau = number("rate", rate), number("tau", tau, "steps", 1e-3)
    pre, post = _step("pre", pre), _step("post", post)
    if faults.drops_time_zero and not (pre > 0 and post > 0):
        return 0.0
    if NEVER in (pre, post):
        return 0.0
    delta_t = post - pre
    if delta_t > 0 or (delta_t == 0 and not faults.tie_is_ltd):
        return rate * math.exp(-delta_t / tau)
    return -rate * math.exp(delta_t / tau)


def random_bits(rng: np.random.Generator, faults: Faults, steps: int = STEPS) -> NDArray[np.bool_]:
    """The input, shape (steps, 5): fair coins, and every fourth step the pattern if it is shown."""
    rng, steps = generator("rng", rng), integer("steps", steps, 1, 10_000_000)
    bits = rng.random((steps, 5)) < 0.5
    if not instance("faults", faults, Faults).never_presented:
        bits[::4] = np.array(PATTERN, bool)
    return bits


def _step(name: str, given: Any) -> float:
    """A time in steps, or `NEVER`."""
    return NEVER if isinstance(given, float) and given == NEVER else number(name, given, "steps")
