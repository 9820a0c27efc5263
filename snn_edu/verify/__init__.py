"""Verify: is it right, and will it fire? STDP, neurons, surrogates, encoders, layers, examined."""

from snn_edu.verify.conversions.examined import conversion
from snn_edu.verify.encodings.examined import encoder
from snn_edu.verify.gradients.examined import surrogate
from snn_edu.verify.layers.alive import alive
from snn_edu.verify.learning_rule import stdp
from snn_edu.verify.leftovers.examined import independent
from snn_edu.verify.membrane import by_steps, neuron
from snn_edu.verify.pasted import examine
from snn_edu.verify.report import Fault, Report
from snn_edu.verify.trace import traces

__all__ = [
    "Fault",
    "Report",
    "alive",
    "by_steps",
    "conversion",
    "encoder",
    "examine",
    "independent",
    "neuron",
    "stdp",
    "surrogate",
    "traces",
]
__dir__ = __all__.copy  # what Tab shows
