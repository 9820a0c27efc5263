"""Spiking neural networks you can move: a small library and a course of live notebooks.

Floor by floor, each built only on those below it: spikes and stimuli; neurons; simulations;
plots; pictures under sliders, exercises; and one module per lesson.
"""

from snn_edu import stimuli
from snn_edu.neurons import LIF, siegert
from snn_edu.simulate import Recording, simulate
from snn_edu.spikes import Spikes

__version__ = "0.1.0"
__all__ = ["LIF", "Recording", "Spikes", "siegert", "simulate", "stimuli"]
