"""Networks: populations, the synapses between them, and the order of events in a step."""

from snn_edu.network.connectivity import Sparse, by_sender
from snn_edu.network.external import Given, by_name, check_input, parts, start_of
from snn_edu.network.network import Network, NetworkRecording
from snn_edu.network.projections import Population, Projection
from snn_edu.network.sources import PoissonInput, SpikeSource

__all__ = [
    "Given", "Network", "NetworkRecording", "PoissonInput", "Population", "Projection", "Sparse",
    "SpikeSource", "by_name", "by_sender", "check_input", "parts", "start_of"
]  # fmt: skip
