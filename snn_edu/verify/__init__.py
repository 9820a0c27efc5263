"""Verify: is somebody's STDP, neuron or trace right? Examined from outside, by experiments."""

from snn_edu.verify.learning_rule import examine, stdp
from snn_edu.verify.membrane import by_steps, neuron
from snn_edu.verify.report import Fault, Report
from snn_edu.verify.trace import traces

__all__ = ["Fault", "Report", "by_steps", "examine", "neuron", "stdp", "traces"]
__dir__ = __all__.copy  # what Tab shows
