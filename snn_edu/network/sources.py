"""Sources: what sends spikes into a network."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from snn_edu.synapses import DeltaSynapse, Synapse, as_synapse, unit_of_weight
from snn_edu.validation import (
    Floats,
    Quantity,
    ask_if_per_ms,
    by_name,
    fields_within,
    generator,
    integer,
    number,
)


@dataclass(frozen=True)
class SpikeSource:
    """A population that only sends: its spikes are the `Spikes` that `Network.run` is given for it.

    ``network.add(SpikeSource(), 20, "input")`` and ``network.run(1000, {"input": spikes})``.
    Left out, it is silent.
    """


@by_name
@dataclass(frozen=True)
class PoissonInput:
    """Background: every neuron of a population gets its own Poisson train of `rate` Hz.

    It stands for many independent senders outside the network: the trains of C senders of r Hz are
    together one train of C r Hz. All arrive at the ends of steps, any number in one step.
    """

    rate: float  # Hz, of all the senders of one neuron together
    weight: float  # mV, nA (50 pA are 0.05) or uS (2 nS are 0.002), as the synapse has it
    synapse: Synapse = field(default_factory=DeltaSynapse)

    def __post_init__(self) -> None:
        fields_within(self, "Hz", 0.0, 10_000_000.0, "rate")
        ask_if_per_ms("rate", self.rate)
        unit = unit_of_weight(as_synapse(self.synapse))
        fields_within(self, unit, -math.inf, math.inf, "weight")
        if unit == "mV" and abs(self.weight) > 1000.0 > 100.0 * self.rate > 0.0:
            warnings.warn(
                f"rate = {self.rate:g} Hz, weight = {self.weight:g} mV: each spike moves v by more "
                "than a volt. Are the two swapped?",
                stacklevel=4,
            )

    def arriving(
        self, size: int, steps: int, dt: float, rng: np.random.Generator
    ) -> Iterator[Floats]:
        """What each of `size` neurons gets in each step of `dt` ms, weight times spikes: (size,).

        An array for each of `steps`, in the unit of the weight. A Poisson number of spikes, each
        thrown into a random cell of (step, neuron), gives every cell an independent Poisson count;
        throwing costs by the spike, not by the cell. Drawn in blocks that stay in the processor's
        cache.
        """
        size, steps = integer("size", size, 1, 2**31), integer("steps", steps, 0, 2**62)
        dt, rng = number("dt", dt, "ms", 0.001, 100.0), generator("rng", rng)
        return islice(iter(Dice(self, size, dt, rng)), steps)


@dataclass(frozen=True)
class Drawn:
    """How far the dice of a `PoissonInput` have come."""

    source: str  # whose they are, in words
    used: int  # steps of the last block that have passed
    generator: Mapping[str, object]  # the generator, just before that block was drawn


class Dice:
    """The dice of one `PoissonInput` while a network runs: what arrives, step by step.

    Whole blocks are drawn, and with what one run leaves of its last the next begins. So two runs
    with one generator draw what one long run draws. What is left is not kept, but drawn once more.
    """

    def __init__(
        self,
        source: PoissonInput,
        size: int,
        dt: float,
        rng: np.random.Generator,
        before: Drawn | None = None,
        scale: Quantity = 1.0,
    ) -> None:
        """`scale`: what a weight of 1 is worth: a number, or one for each neuron."""
        self.size, self.rng, self.weight = size, rng, scale * source.weight
        self.block = max(1, 100_000 // size)  # steps
        self.cells = self.block * size
        self.expected = source.rate * dt / 1000.0 * self.cells  # spikes in a block
        self.used, self.drawn_from = (before.used, before.generator) if before else (0, {})

    def __iter__(self) -> Iterator[Floats]:
        if self.used:
            yield from self._counts(generator_in(self.drawn_from))[self.used :]
        while True:
            self.drawn_from = self.rng.bit_generator.state
            counts = self._counts(self.rng)  # the last block is let go after: its memory serves
            yield from counts

    def after(self, steps: int, source: str) -> Drawn:
        """How far they are when `steps` have been taken."""
        return Drawn(source, (self.used + steps) % self.block, self.drawn_from)

    def _counts(self, rng: np.random.Generator) -> Floats:
        """Weight times spikes in a block: shape (steps, size)."""
        cell = rng.integers(0, self.cells, rng.poisson(self.expected), dtype=np.int32)
        counts = np.bincount(cell, minlength=self.cells).astype(np.float64)
        rows: Floats = counts.reshape(-1, self.size)
        rows *= self.weight
        return rows


def plain(state: object) -> object:
    """A mapping, and those within, as the dicts that NumPy asks for."""
    if isinstance(state, Mapping):
        return {name: plain(each) for name, each in state.items()}
    return state


def generator_in(state: Mapping[str, object]) -> np.random.Generator:
    """A new generator, in a state that another was in."""
    kind = getattr(np.random, str(state.get("bit_generator")), None)
    if not (isinstance(kind, type) and issubclass(kind, np.random.BitGenerator)):
        raise ValueError(f"rng: NumPy has no {state.get('bit_generator')} to go on with.")
    bits = kind()
    bits.state = {name: plain(each) for name, each in state.items()}
    return np.random.Generator(bits)
