"""Teaching a spike, and what it costs: how a spiking network gets its weights, and what it spends.

The room's promise: what is listed here. Two ways to weights. By gradient: `tempotron`, one neuron
and one rule; then `surrogate` and `layers`, where the step gets a slope and the error a way back
through time. From another network: `conversion`, which trains a plain one and runs it on spikes.
And `energy`, the bill. All of them read `digits`.
"""

from snn_edu.training import digits
from snn_edu.training.conversion import (
    THRESHOLD,
    IFLayers,
    IFReset,
    IFRun,
    InputSpikes,
    Ties,
    convert,
    if_counts,
    latency_input,
    poisson_input,
    reset_after,
)
from snn_edu.training.digits import Digits
from snn_edu.training.energy import Bill, Energy, Operations, ann_operations, snn_operations
from snn_edu.training.layers import Layers, Run, cross_entropy
from snn_edu.training.optimisers import SGD, Adam
from snn_edu.training.surrogate import SURROGATES, Surrogate, smooth_step, surrogate
from snn_edu.training.tempotron import Tempotron, Training

__all__ = [
    "SGD", "SURROGATES", "THRESHOLD", "Adam", "Bill", "Digits",
    "Energy", "IFLayers", "IFReset", "IFRun", "InputSpikes", "Layers",
    "Operations", "Run", "Surrogate", "Tempotron", "Ties", "Training",
    "ann_operations", "convert", "cross_entropy", "digits",
    "if_counts", "latency_input", "poisson_input", "reset_after", "smooth_step",
    "snn_operations", "surrogate"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
