"""Lesson 21's pictures: four programs, a spike that a grid loses, three readers, a chip, sizes."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.three_simulators import bigger, simulators
from snn_edu.lessons.three_simulators.stored_cuba_sizes import WIRINGS
from snn_edu.live import Frame, choice, declare, slider
from snn_edu.network import Network
from snn_edu.neurons import LIF
from snn_edu.plots import OTHER, SPIKE, STROKE, VOLTAGE, minus
from snn_edu.simulation import simulate
from snn_edu.spikes import Spikes
from snn_edu.synapses import ExponentialSynapse, SpikeInput

orders = declare(
    simulators.orders_of_events,
    dt=slider("dt", 0.05, 2.0, start=1.0, step=0.05, unit="ms"),
    tries={"2 ms": {"dt": 2.0}, "0.05 ms": {"dt": 0.05}},
    size=(7.4, 3.0),
)(simulators.draw_orders)

# --- A spike that a grid loses. -------------------------------------------------------------------

VOLLEYS = (5, 8, 10, 11, 30, 31, 32, 33, 60, 61.5, 63, 80, 81, 82, 83, 84)  # ms
GRIDS = {"0.1 ms": 0.1, "0.05 ms": 0.05, "0.02 ms": 0.02, "0.01 ms": 0.01}
CLOSE = (34.0, 60.0)  # ms: between two volleys, where the lost spike belongs


def volleys() -> tuple[LIF, SpikeInput]:
    """A neuron and sixteen spikes: one of its seven answers only just reaches the threshold."""
    lif = LIF(tau_m=10.0, R_m=40.0, v_threshold=-62.0)
    return lif, SpikeInput(Spikes(VOLLEYS, duration=120.0), ExponentialSynapse(2.0), weights=0.4)


def spikes_on_a_grid(grid: str) -> Frame:
    """The same neuron, each crossing solved, and looked at in steps of `grid`."""
    lif, spikes = volleys()
    exact = simulate(lif, spikes, 0.01)
    seen = simulate(lif, spikes, GRIDS[grid], crossing="grid")
    fired = exact.spikes.times  # where v meets the threshold between two samples
    at = np.searchsorted(exact.t, fired)
    t = np.insert(exact.t, at, fired)
    v = np.insert(exact.v, at, lif.v_threshold)
    close = (seen.t > CLOSE[0]) & (seen.t < CLOSE[1])
    highest = seen.v[close].max()
    there = bool(((seen.spikes.times > CLOSE[0]) & (seen.spikes.times < CLOSE[1])).any())
    third = (
        "also at 36.7 ms"
        if there
        else minus(f"not at 36.7 ms, where v only rises to {highest:.3f} mV")
    )
    return {
        "exact": (t, v),
        "close": (t, v),
        "seen": (seen.t, seen.v),
        "dots": (seen.t, seen.v),
        "fired": (fired, np.ones(fired.size)),
        "noticed": (seen.spikes.times, np.zeros(len(seen.spikes))),
        "text": f"Exactly {fired.size} spikes; in steps of {grid} {len(seen.spikes)}, {third}.",
    }


LOST_THRESHOLD = volleys()[0].v_threshold


@declare(spikes_on_a_grid, grid=choice("steps of", tuple(GRIDS), "0.1 ms"), size=(8.6, 3.0))
def on_a_grid(figure: Figure) -> Frame:
    """Spikes of both above, v below; on the right the moment of the lost one, enlarged."""
    parts = figure.add_gridspec(2, 2, height_ratios=[1, 3], width_ratios=[5, 4])
    above = figure.add_subplot(parts[0, 0])
    left = figure.add_subplot(parts[1, 0], sharex=above)
    right = figure.add_subplot(parts[:, 1])
    above.set(ylim=(-0.6, 1.6), yticks=[0, 1], yticklabels=["grid", "exact"])
    above.tick_params(labelbottom=False, length=0)
    above.grid(visible=False)
    left.set(xlim=(0, 100), ylim=(-65.3, -61.7), xlabel="time (ms)", ylabel="v (mV)")
    right.set(xlim=(36, 39), ylim=(-62.02, -61.995), xlabel="time (ms)", title="36 to 39 ms")
    right.ticklabel_format(useOffset=False)
    for ax in (left, right):
        ax.axhline(LOST_THRESHOLD, color=SPIKE, ls="--", lw=1.2)
    right.text(38.95, -61.9995, "threshold", color=SPIKE, ha="right", va="bottom", fontsize=9)
    stroke = {**STROKE, "ms": 11}
    return {
        "exact": left.plot([], [], color=VOLTAGE, lw=1.2)[0],
        "seen": left.plot([], [], color=OTHER, lw=1)[0],
        "close": right.plot([], [], color=VOLTAGE, lw=1.8)[0],
        "dots": right.plot([], [], ".-", color=OTHER, lw=1, ms=6)[0],
        "fired": above.plot([], [], color=SPIKE, **stroke)[0],
        "noticed": above.plot([], [], color=SPIKE, **stroke)[0],
    }


# --- A script, a file, a chip, sizes. -------------------------------------------------------------


def small_network(dt: float) -> tuple[Network, dict[str, Spikes]]:
    """Twenty lines, ten neurons, three neurons, and what the lines send in 200 ms."""
    step, who = np.nonzero(simulators.source(dt))
    return simulators.network(dt), {"source": Spikes((step + 1) * dt, who, simulators.INPUTS)}


readers = declare(
    simulators.readers_of_a_file,
    file=choice("file", simulators.FILES, "by hand, R = 10"),
    step=choice("steps of", tuple(simulators.STEPS), "0.1 ms"),
    size=(7.4, 3.0),
)(simulators.draw_readers)

chip = declare(
    bigger.on_few_bits,
    bits=slider("bits a weight", 1, 8, start=8, step=1),
    grid=choice("times", tuple(bigger.GRIDS), "exact"),
    share=slider("threshold, as a share of its own", 0.5, 1.0, start=1.0, step=0.05),
    size=(7.4, 3.0),
)(bigger.draw_chip)

memory = declare(
    bigger.memory_of_synapses,
    power=slider("synapses, power of ten", bigger.LEAST, bigger.MOST, start=8.0, step=0.1),
    handles={"here": {"x": "power"}},
    size=(4.6, 4.2),
)(bigger.draw_memory)

cost = declare(
    bigger.cost_by_size,
    neurons=slider("neurons", 1000, 10_000, start=8000, step=1000),
    wiring=choice("wiring", tuple(WIRINGS), "80 senders each"),
    handles={"memory_here": {"x": "neurons"}, "run_here": {"x": "neurons"}},
    size=(4.6, 4.2),
)(bigger.draw_cost)
