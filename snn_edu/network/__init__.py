"""Networks: populations, the synapses between them, and the order of events in a step."""

from snn_edu.network.connectivity import Sparse
from snn_edu.network.network import Network, NetworkRecording
from snn_edu.network.sources import PoissonInput, SpikeSource

__all__ = ["Network", "NetworkRecording", "PoissonInput", "Sparse", "SpikeSource"]
