"""Plasticity: rules by which spikes change the weights between them."""

from snn_edu.plasticity.stdp import PAIRINGS, SAME_STEP, STDP

__all__ = ["PAIRINGS", "SAME_STEP", "STDP"]
