"""Spiking neural networks you can move: a small library and a course of live notebooks.

Each folder is a room, and imports only point down: spikes; neurons; synapses, plasticity and
coding; simulation, network and patterns; training and verify; studies; export; plots; live
pictures and questions; what each lesson draws and asks; `exercises`, which finds the questions of a
lesson; and on top the command.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what is loaded on demand, with its types
    from snn_edu import export, patterns, training, verify
    from snn_edu.coding import (
        decode_delta,
        decode_latency,
        decode_phase,
        decode_population,
        decode_rank_order,
        decode_rate,
        encode_delta,
        encode_latency,
        encode_phase,
        encode_population,
        encode_rank_order,
        encode_rate,
        six_codes,
    )
    from snn_edu.network import Network, NetworkRecording, PoissonInput, Sparse, SpikeSource
    from snn_edu.neurons import LIF, AdEx, HodgkinHuxley, Izhikevich, siegert
    from snn_edu.plasticity import STDP, RewardSTDP, SynapticScaling, TripletSTDP
    from snn_edu.simulation import Recording, Trajectory, simulate, trajectory
    from snn_edu.spikes import Spikes, stimuli
    from snn_edu.spikes.correlograms import cross_correlogram
    from snn_edu.spikes.distances import van_rossum, victor_purpura
    from snn_edu.spikes.synchrony import isi_distance, spike_distance
    from snn_edu.studies import article, bug_museum
    from snn_edu.studies.balanced import CUBA, Brunel
    from snn_edu.studies.song_2000 import Competition
    from snn_edu.synapses import (
        AMPA,
        GABA_A,
        GABA_B,
        NMDA,
        AlphaSynapse,
        Conductance,
        DeltaSynapse,
        DoubleExponentialSynapse,
        ExponentialSynapse,
        ShortTermPlasticity,
        SpikeInput,
    )

__version__ = "0.2.0"
__all__ = [
    "AMPA",
    "CUBA",
    "GABA_A",
    "GABA_B",
    "LIF",
    "NMDA",
    "STDP",
    "AdEx",
    "AlphaSynapse",
    "Brunel",
    "Competition",
    "Conductance",
    "DeltaSynapse",
    "DoubleExponentialSynapse",
    "ExponentialSynapse",
    "HodgkinHuxley",
    "Izhikevich",
    "Network",
    "NetworkRecording",
    "PoissonInput",
    "Recording",
    "RewardSTDP",
    "ShortTermPlasticity",
    "Sparse",
    "SpikeInput",
    "SpikeSource",
    "Spikes",
    "SynapticScaling",
    "Trajectory",
    "TripletSTDP",
    "article",
    "bug_museum",
    "cross_correlogram",
    "decode_delta",
    "decode_latency",
    "decode_phase",
    "decode_population",
    "decode_rank_order",
    "decode_rate",
    "encode_delta",
    "encode_latency",
    "encode_phase",
    "encode_population",
    "encode_rank_order",
    "encode_rate",
    "export",
    "isi_distance",
    "patterns",
    "siegert",
    "simulate",
    "six_codes",
    "spike_distance",
    "stimuli",
    "training",
    "trajectory",
    "van_rossum",
    "verify",
    "victor_purpura",
]

#: What each room, or file of one, gives to this face. It is loaded when it is first asked for:
#: every session pays for what `import snn_edu` loads.
FROM = {
    "coding": ["six_codes", *(name for name in __all__ if name.startswith(("encode_", "decode_")))],
    "export": [],
    "network": ["Network", "NetworkRecording", "PoissonInput", "Sparse", "SpikeSource"],
    "neurons": ["LIF", "AdEx", "HodgkinHuxley", "Izhikevich", "siegert"],
    "patterns": [],
    "plasticity": ["STDP", "RewardSTDP", "SynapticScaling", "TripletSTDP"],
    "simulation": ["Recording", "Trajectory", "simulate", "trajectory"],
    "spikes": ["Spikes"],
    "spikes.correlograms": ["cross_correlogram"],
    "spikes.distances": ["van_rossum", "victor_purpura"],
    "spikes.stimuli": [],
    "spikes.synchrony": ["isi_distance", "spike_distance"],
    "studies.article": [],
    "studies.balanced": ["Brunel", "CUBA"],
    "studies.bug_museum": [],
    "studies.song_2000": ["Competition"],
    "synapses": [
        *("AMPA", "GABA_A", "GABA_B", "NMDA", "AlphaSynapse", "Conductance", "DeltaSynapse"),
        *("DoubleExponentialSynapse", "ExponentialSynapse", "ShortTermPlasticity", "SpikeInput"),
    ],
    "training": [],
    "verify": [],
}


def __getattr__(name: str) -> Any:
    """What is loaded on demand, the first time it is named (PEP 562)."""
    for module, names in FROM.items():
        if name in names:
            return getattr(import_module(f"snn_edu.{module}"), name)
        if name == module.rpartition(".")[2]:
            return import_module(f"snn_edu.{module}")
    raise AttributeError(f"module 'snn_edu' has no attribute {name!r}")


def __dir__() -> list[str]:
    """All that is public, loaded or not."""
    return sorted(globals() | dict.fromkeys(__all__))
