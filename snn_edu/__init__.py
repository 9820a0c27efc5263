"""Spiking neural networks you can move: a small library and a course of live notebooks.

Floor by floor, each built only on those below it: spikes and stimuli; neurons; simulations;
plots; pictures under sliders, exercises; and what each lesson draws and asks.
"""

from importlib import import_module
from typing import Any

from snn_edu import stimuli
from snn_edu.adex import AdEx
from snn_edu.conductances import AMPA, GABA_A, GABA_B, NMDA, Conductance
from snn_edu.connections import Sparse
from snn_edu.hodgkin_huxley import HodgkinHuxley
from snn_edu.inputs import SpikeInput
from snn_edu.izhikevich import Izhikevich
from snn_edu.mean_field import siegert
from snn_edu.network import Network, NetworkRecording
from snn_edu.neurons import LIF
from snn_edu.plasticity import STDP
from snn_edu.short_term import ShortTermPlasticity
from snn_edu.simulate import Recording, simulate
from snn_edu.sources import PoissonInput, SpikeSource
from snn_edu.spikes import Spikes
from snn_edu.synapses import (
    AlphaSynapse,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
)
from snn_edu.trajectory import Trajectory, trajectory

__version__ = "0.1.0"
__all__ = [
    "AMPA",
    "COBA",
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
    "InhibitorySTDP",
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
    "auto_correlogram",
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
    "isi_distance",
    "patterns",
    "siegert",
    "simulate",
    "six_codes",
    "spike_distance",
    "spike_synchronisation",
    "stimuli",
    "trajectory",
    "van_rossum",
    "victor_purpura",
]

#: What a lesson or two needs, by the module that holds it: the codes, the measures, the further
#: learning rules and the studies of floor 3. Each is loaded when it is first asked for, since every
#: session pays for what `import snn_edu` loads.
ON_DEMAND = {
    "RewardSTDP": "reward",
    "TripletSTDP": "triplet",
    **dict.fromkeys(("InhibitorySTDP", "SynapticScaling"), "homeostasis"),
    **dict.fromkeys(("auto_correlogram", "cross_correlogram"), "correlation"),
    **dict.fromkeys(("van_rossum", "victor_purpura"), "distances"),
    **dict.fromkeys(("isi_distance", "spike_distance", "spike_synchronisation"), "synchrony"),
    **dict.fromkeys(("Brunel", "COBA", "CUBA"), "balanced"),
    **{name: "coding" for name in __all__ if name.startswith(("encode_", "decode_"))},
    "six_codes": "coding",
    "Competition": "competition",
    "article": "article",
    "bug_museum": "bug_museum",
    "patterns": "patterns",
}


def __getattr__(name: str) -> Any:
    """What is loaded on demand, the first time it is named (PEP 562)."""
    if name not in ON_DEMAND:
        raise AttributeError(f"module 'snn_edu' has no attribute {name!r}")
    module = import_module(f"snn_edu.{ON_DEMAND[name]}")
    return module if name == ON_DEMAND[name] else getattr(module, name)


def __dir__() -> list[str]:
    """All that is public, loaded or not."""
    return sorted(globals() | dict.fromkeys(__all__))
