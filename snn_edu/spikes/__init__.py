"""Spikes: trains and what is measured of them, and the stimuli that a neuron is given.

Ground floor: NumPy only. A train is `train.Spikes`; every other room speaks in it.
"""

from snn_edu.spikes import stimuli
from snn_edu.spikes.correlograms import Histogram, cross_correlogram
from snn_edu.spikes.distances import van_rossum, victor_purpura
from snn_edu.spikes.grid import all_whole_steps, step_of, whole_steps
from snn_edu.spikes.measures import stable_order
from snn_edu.spikes.stimuli import gamma, poisson, regular, step, white_noise
from snn_edu.spikes.synchrony import isi_distance, spike_distance
from snn_edu.spikes.train import Spikes, Train, as_spikes, spike_times

__all__ = [
    "Histogram", "Spikes", "Train", "all_whole_steps", "as_spikes", "cross_correlogram", "gamma",
    "isi_distance", "poisson", "regular", "spike_distance", "spike_times", "stable_order", "step",
    "step_of", "stimuli", "van_rossum", "victor_purpura", "white_noise",
    "whole_steps"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
