"""Plots: how the course draws, and in which colours, on the axes that a function is given."""

from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT, figure, house_style

__all__ = [
    "OTHER",
    "SPIKE",
    "THEORY",
    "VOLTAGE",
    "WEIGHT",
    "figure",
    "house_style",
]
