"""Neurons: what a model is, and the models, from the leaky bucket to the squid's axon.

A new model is one file and its line below; `model.Model` is what it must have.
"""

from snn_edu.neurons.adex import AdEx
from snn_edu.neurons.hodgkin_huxley import HodgkinHuxley
from snn_edu.neurons.izhikevich import Izhikevich
from snn_edu.neurons.lif import LIF, Crossing, Method, Reset, one_neuron
from snn_edu.neurons.model import (
    FLOATS,
    Model,
    Namespace,
    OwnStep,
    Spiked,
    State,
    Step,
    Stepped,
    as_model,
    begun,
    blamed,
    refuse_amperes,
    refuse_step,
    stepper_of,
    twice,
    unit_of_current,
    v_alone,
)
from snn_edu.neurons.siegert import siegert, siegert_rate

__all__ = [
    "FLOATS", "LIF", "AdEx", "Crossing", "HodgkinHuxley", "Izhikevich", "Method", "Model",
    "Namespace", "OwnStep", "Reset", "Spiked", "State", "Step", "Stepped", "as_model", "begun",
    "blamed", "one_neuron", "refuse_amperes", "refuse_step", "siegert", "siegert_rate",
    "stepper_of", "twice", "unit_of_current", "v_alone"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
