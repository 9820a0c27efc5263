"""Synapses: what a spike does to the neuron that it reaches."""

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
