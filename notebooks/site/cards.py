"""The pictures on the first page's cards: what each part is about, drawn without a letter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from snn_edu import LIF, STDP, Izhikevich, simulate
from snn_edu.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT, figure

Drawing = Callable[[Axes], str]  # and says what it has drawn


def one_neuron(ax: Axes) -> str:
    """A neuron that fires."""
    run = simulate(LIF(), np.full(1200, 2.0), 0.1)
    ax.axhline(-50.0, color=SPIKE, lw=2, ls="--")
    ax.plot(run.t, run.v, color=VOLTAGE, lw=3)
    ax.vlines(run.spikes.times, -50.0, -38.0, color=SPIKE, lw=4)
    return "A potential climbs to a threshold, leaves a spike, and begins again."


def messages(ax: Axes) -> str:
    """One picture as times of first spikes: the brighter, the sooner."""
    brightness = np.sin(np.linspace(0.0, np.pi, 25)) ** 2
    rows = np.arange(brightness.size)
    ax.barh(rows, -30.0 * brightness, 0.8, color="0.6")
    ax.plot(10.0 + 80.0 * (1.0 - brightness), rows, "|", color=SPIKE, ms=7, mew=3)
    return "Grey bars, and beside each a spike that comes the sooner the longer the bar is."


def timing(ax: Axes) -> str:
    """The window of STDP."""
    rule = STDP()
    for side in (np.linspace(-80.0, -0.1, 200), np.linspace(0.1, 80.0, 200)):
        ax.fill_between(side, rule.window(side), color=WEIGHT, alpha=0.35, lw=0)
        ax.plot(side, rule.window(side), color=WEIGHT, lw=4)
    ax.axhline(0.0, color=VOLTAGE, lw=1.5)
    return "A weight falls where the neuron fires before its input, and rises where it fires after."


def being_told(ax: Axes) -> str:
    """A loss made of stairs, and a slope to go down instead."""
    w = np.linspace(0.0, 1.0, 400)
    ax.step(w, np.ceil(6.0 * (1.0 - w)), color=VOLTAGE, lw=3)
    ax.plot(w, 6.0 * (1.0 - w) + 1.2, color=THEORY, lw=3, ls="--")
    ax.plot(0.3, 6.0 * 0.7 + 1.58, "o", color=OTHER, ms=16)
    return "Stairs that go down, and a ball on a slope laid over them."


def real_neurons(ax: Axes) -> str:
    """Regular spiking, intrinsically bursting and chattering cells (Izhikevich 2003)."""
    for row, (c, d) in enumerate(((-65.0, 8.0), (-55.0, 4.0), (-50.0, 2.0))):
        run = simulate(Izhikevich(c=c, d=d), np.full(3000, 10.0), 0.1)
        ax.plot(run.t, np.minimum(run.v, 30.0) - 120.0 * row, color=VOLTAGE, lw=1.5)
    return "Under one current a cell fires evenly, one begins with a burst, and one bursts on."


PARTS: dict[int, tuple[str, Drawing]] = {  # by the number of their first lesson
    0: ("One neuron", one_neuron),
    5: ("Messages", messages),
    7: ("Learning from timing", timing),
    12: ("Learning from being told", being_told),
    17: ("Real neurons, real networks, real tools", real_neurons),
}


def picture(draw: Drawing) -> str:
    """A drawing as HTML, in the course's colours."""
    page = figure("drawn below", width=6.4, height=2.6)
    ax = page.subplots()
    ax.set_axis_off()
    page.text_alternative = draw(ax)
    shown: str = page._repr_mimebundle_()[0]["text/html"]
    return shown
