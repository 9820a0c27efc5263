"""Simulation: one neuron, or many independent ones, run over time."""

from snn_edu.simulation.ending import End
from snn_edu.simulation.simulate import Recording, simulate
from snn_edu.simulation.sweep import sweep, workers
from snn_edu.simulation.trajectory import Trajectory, trajectory

__all__ = ["End", "Recording", "Trajectory", "simulate", "sweep", "trajectory", "workers"]
__dir__ = __all__.copy  # what Tab shows
