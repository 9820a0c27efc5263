"""Neurons: what a model is, and the models, from the leaky bucket to the squid's axon.

A new model is one file: a frozen dataclass with ``start()``, the state at rest, a tuple that begins
with v, and ``stepper(dt, xp)``, which gives ``step(state, current) -> (state, spiked, ago)``
(`model.Model`). One step text serves floats and arrays: take `exp`, `where` and so on from `xp`.
"""

from snn_edu.neurons.adex import AdEx
from snn_edu.neurons.hodgkin_huxley import HodgkinHuxley
from snn_edu.neurons.izhikevich import Izhikevich
from snn_edu.neurons.lif import LIF
from snn_edu.neurons.siegert import siegert

__all__ = ["LIF", "AdEx", "HodgkinHuxley", "Izhikevich", "siegert"]
