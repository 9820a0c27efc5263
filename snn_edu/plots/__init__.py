"""Plots: how the course draws, and in which colours, on the axes that a function is given."""

from snn_edu.plots.axes import STROKE, legend_above, limit_above, minus
from snn_edu.plots.html import folded_html as folded_html
from snn_edu.plots.html import picture_html
from snn_edu.plots.plots import (
    OTHER,
    SPIKE,
    THEORY,
    VOLTAGE,
    WEIGHT,
    HouseFigure,
    figure,
    house_style,
)
from snn_edu.plots.sound import Sound

__all__ = [
    "OTHER", "SPIKE", "STROKE", "THEORY", "VOLTAGE", "WEIGHT", "HouseFigure", "Sound",
    "figure", "house_style", "legend_above", "limit_above", "minus", "picture_html",
]  # fmt: skip
