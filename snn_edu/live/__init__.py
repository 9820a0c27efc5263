"""Live pictures: a view under its controls, moved by hand or by time."""

from snn_edu.live.animation import animate
from snn_edu.live.controls import choice, slider, toggle
from snn_edu.live.declared import declare
from snn_edu.live.live import LivePlot, explore
from snn_edu.live.pad import pad

__all__ = ["LivePlot", "animate", "choice", "declare", "explore", "pad", "slider", "toggle"]
