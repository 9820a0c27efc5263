"""Synapses: what a spike does to the neuron that it reaches.

A new synapse is one file and its line below; `currents.CurrentSynapse` gives it all but `stages`.
"""

from snn_edu.synapses.conductances import (
    AMPA,
    GABA_A,
    GABA_B,
    NMDA,
    Channel,
    Conductance,
    conducts,
    magnesium_block,
    refuse_siemens,
    steady_under,
)
from snn_edu.synapses.currents import (
    AlphaSynapse,
    CurrentSynapse,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
)
from snn_edu.synapses.kernels import chain, chain_at_rates, passed_on, peak_time, sorted_rates
from snn_edu.synapses.short_term import Release, ShortTermPlasticity
from snn_edu.synapses.spike_input import Drive, SpikeInput
from snn_edu.synapses.synapse import Synapse, as_synapse, check_weights, unit_of_weight

__all__ = [
    "AMPA", "GABA_A", "GABA_B", "NMDA", "AlphaSynapse", "Channel", "Conductance",
    "CurrentSynapse", "DeltaSynapse", "DoubleExponentialSynapse", "Drive", "ExponentialSynapse",
    "Release", "ShortTermPlasticity", "SpikeInput", "Synapse", "as_synapse", "chain",
    "chain_at_rates", "check_weights", "conducts", "magnesium_block", "passed_on", "peak_time",
    "refuse_siemens", "sorted_rates", "steady_under", "unit_of_weight"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
