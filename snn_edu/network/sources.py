"""Sources: what sends spikes into a network."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from snn_edu.synapses import DeltaSynapse, Synapse, as_synapse, unit_of_weight
from snn_edu.validation import Floats, fields_within, generator, integer, number


@dataclass(frozen=True)
class SpikeSource:
    """A population that only sends: its spikes are the `Spikes` that `Network.run` is given for it.

    ``network.add(SpikeSource(), 20, "input")`` and ``network.run(1000, {"input": spikes})``.
    Left out, it is silent.
    """


@dataclass(frozen=True)
class PoissonInput:
    """Background: every neuron of a population gets its own Poisson train of `rate` Hz.

    It stands for many independent senders outside the network: the trains of C senders of r Hz are
    together one train of C r Hz. All arrive at the ends of steps, any number in one step.
    """

    rate: float  # Hz, of all the senders of one neuron together
    weight: float  # mV, nA or uS, as the synapse has it
    synapse: Synapse = field(default_factory=DeltaSynapse)

    def __post_init__(self) -> None:
        fields_within(self, "Hz", 0.0, 10_000_000.0, "rate")
        unit = unit_of_weight(as_synapse(self.synapse))
        fields_within(self, unit, -math.inf, math.inf, "weight")

    def arriving(
        self, size: int, steps: int, dt: float, rng: np.random.Generator
    ) -> Iterator[Floats]:
        """What each of `size` neurons gets in each of `steps`, weight times spikes: arrays (size,).

        A Poisson number of spikes, each thrown into a random cell of (step, neuron), gives every
        cell an independent Poisson count; throwing costs by the spike, not by the cell. Drawn in
        blocks that stay in the processor's cache.
        """
        size, steps = integer("size", size, low=1, high=2**31), integer("steps", steps)
        dt, rng = number("dt", dt, "ms", 0.001, 100.0), generator("rng", rng)
        block = max(1, 100_000 // size)
        for begin in range(0, steps, block):
            cells = min(block, steps - begin) * size
            spikes = rng.poisson(self.rate * dt / 1000.0 * cells)
            cell = rng.integers(0, cells, spikes, dtype=np.int32)
            counts = np.bincount(cell, minlength=cells).astype(np.float64)
            counts *= self.weight
            yield from counts.reshape(-1, size)
