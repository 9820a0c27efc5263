"""Live pictures: a view under its controls, moved by hand or by time."""

from snn_edu.live.animation import Animation, animate
from snn_edu.live.controls import Toggle, choice, slider, toggle
from snn_edu.live.declared import declare
from snn_edu.live.live import Bundle as Bundle
from snn_edu.live.live import LivePlot
from snn_edu.live.pad import pad
from snn_edu.live.panel import Message as Message
from snn_edu.live.panel import Panel
from snn_edu.live.picture import MOVING, Frame
from snn_edu.live.sliders import explore

__all__ = [
    "MOVING", "Animation", "Frame", "LivePlot", "Panel", "Toggle", "animate", "choice", "declare",
    "explore", "pad", "slider", "toggle"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
