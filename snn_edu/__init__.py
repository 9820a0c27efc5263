"""Spiking neural networks you can move: a small library and a course of live notebooks.

Floor by floor, each built only on those below it: spikes and stimuli; neurons; simulations;
plots; pictures under sliders, exercises; and one module per lesson.
"""

from snn_edu import stimuli
from snn_edu.conductances import AMPA, GABA_A, GABA_B, NMDA, Conductance
from snn_edu.inputs import SpikeInput
from snn_edu.neurons import LIF, siegert
from snn_edu.short_term import ShortTermPlasticity
from snn_edu.simulate import Recording, simulate
from snn_edu.spikes import Spikes
from snn_edu.synapses import (
    AlphaSynapse,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
)

__version__ = "0.1.0"
__all__ = [
    "AMPA",
    "GABA_A",
    "GABA_B",
    "LIF",
    "NMDA",
    "AlphaSynapse",
    "Conductance",
    "DeltaSynapse",
    "DoubleExponentialSynapse",
    "ExponentialSynapse",
    "Recording",
    "ShortTermPlasticity",
    "SpikeInput",
    "Spikes",
    "siegert",
    "simulate",
    "stimuli",
]
