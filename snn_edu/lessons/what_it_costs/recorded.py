"""What a learner counts: how often each neuron fired for each test picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.lessons.from_ann_to_snn.networks import given, layers
from snn_edu.validation import Floats, choice, integer

Counts = NDArray[np.int64]


class Recorded(NamedTuple):
    """Spike counts, (pictures, neurons) each, and the weights that the spikes pass."""

    inputs: Counts
    hidden: Counts
    output: Counts
    W1: Floats  # (inputs, hidden)
    W2: Floats  # (hidden, outputs)


def run(code: str, steps: int) -> Recorded:
    """Show all test pictures to the spiking network, as "Poisson" or "latency" spikes."""
    code = choice("code", code, ("Poisson", "latency"))
    net, steps = layers(), integer("steps", steps, 1, 50)
    done = net.run(given(code, steps), steps)
    inputs = np.asarray(done.input_spikes)
    W1, W2 = (np.asarray(W) for W in net.weights)
    return Recorded(inputs, done.counts[0], done.counts[1], W1, W2)
