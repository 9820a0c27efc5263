"""Synapses: what a spike does to the neuron that it reaches.

A new synapse is one file and its line below: a frozen dataclass that inherits from `CurrentSynapse`
(in `currents`) and whose `stages` gives one or two time constants. Its kernel, its peak of 1, its
psp and its guard follow, and `SpikeInput`, `PoissonInput`, `Network.connect` and `Conductance` take
it.
"""

from snn_edu.synapses.conductances import AMPA, GABA_A, GABA_B, NMDA, Conductance
from snn_edu.synapses.currents import (
    AlphaSynapse,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
)
from snn_edu.synapses.short_term import ShortTermPlasticity
from snn_edu.synapses.spike_input import SpikeInput

__all__ = [
    "AMPA",
    "GABA_A",
    "GABA_B",
    "NMDA",
    "AlphaSynapse",
    "Conductance",
    "DeltaSynapse",
    "DoubleExponentialSynapse",
    "ExponentialSynapse",
    "ShortTermPlasticity",
    "SpikeInput",
]
