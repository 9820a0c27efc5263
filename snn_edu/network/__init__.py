"""Networks: populations, the synapses between them, and the order of events in a step."""

from snn_edu.network.connectivity import Sparse, by_sender
from snn_edu.network.external import Given, Outside, outside
from snn_edu.network.named import ByName
from snn_edu.network.network import Network, NetworkRecording
from snn_edu.network.projections import Population, Projection
from snn_edu.network.sources import Drawn, PoissonInput, SpikeSource
from snn_edu.network.state import NetworkState

__all__ = [
    "ByName", "Drawn", "Given", "Network", "NetworkRecording", "NetworkState", "Outside",
    "PoissonInput", "Population", "Projection", "Sparse", "SpikeSource", "by_sender", "outside"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
