"""Spikes: trains and what is measured of them, and the stimuli that a neuron is given.

Ground floor: NumPy only. A train is `train.Spikes`; every other room speaks in it.
"""

from snn_edu.spikes.stimuli import gamma, poisson, regular, step, white_noise
from snn_edu.spikes.train import Spikes

__all__ = ["Spikes", "gamma", "poisson", "regular", "step", "white_noise"]
