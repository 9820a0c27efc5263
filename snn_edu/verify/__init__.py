"""Verify: is somebody's STDP, neuron or trace right? Examined from outside, by experiments."""

from snn_edu.verify.learning_rule import stdp
from snn_edu.verify.report import Fault, Report

__all__ = ["Fault", "Report", "stdp"]
