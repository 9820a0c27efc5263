"""Plots: how the course draws, and in which colours, on the axes that a function is given."""

from snn_edu.plots.plots import (
    OTHER,
    SPIKE,
    THEORY,
    VOLTAGE,
    WEIGHT,
    fi_curve,
    figure,
    house_style,
    raster,
    trace,
)

__all__ = [
    "OTHER",
    "SPIKE",
    "THEORY",
    "VOLTAGE",
    "WEIGHT",
    "fi_curve",
    "figure",
    "house_style",
    "raster",
    "trace",
]
