"""Plots: how the course draws, and in which colours, on the axes that a function is given."""

from snn_edu.plots import of_counts as of_counts  # they tell `sketch` how results are drawn
from snn_edu.plots import of_learning as of_learning
from snn_edu.plots import of_runs as of_runs
from snn_edu.plots.look import (
    HERE,
    OTHER,
    SPIKE,
    STROKE,
    THEORY,
    VOLTAGE,
    WEIGHT,
    HouseFigure,
    apart,
    figure,
    house_style,
    legend_above,
    limit_above,
    minus,
    picture_html,
    plain,
    small_png,
)
from snn_edu.plots.look import folded_html as folded_html
from snn_edu.plots.look import own_figure as own_figure
from snn_edu.plots.sketch import Artists, Sketch, give, picture, plot, sketch
from snn_edu.plots.sound import Sound

__all__ = [
    "HERE", "OTHER", "SPIKE", "STROKE", "THEORY", "VOLTAGE", "WEIGHT", "Artists", "HouseFigure",
    "Sketch", "Sound", "apart", "figure", "give", "house_style", "legend_above", "limit_above",
    "minus", "picture", "picture_html", "plain", "plot", "sketch", "small_png",
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
