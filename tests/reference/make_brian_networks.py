"""Write brian_networks.json: the spikes of random 20 -> 10 -> 3 networks in Brian2.

Run: python tests/reference/make_brian_networks.py, where brian2 is installed.
What each network is made of is drawn by `network_cases.plan`; only the spikes are stored.
"""

import sys
from pathlib import Path

import brian2 as b2
import numpy as np

b2.prefs.codegen.target = "numpy"
sys.path.insert(0, str(Path(__file__).parents[1]))

from network_cases import drawn, plan, sorted_rows, store  # noqa: E402

#: The order of events that makes Brian2's spikes those of NEST, and of this library. In its own
#: order (thresholds before synapses) an arrival waits for the next step, and another model runs.
SCHEDULE = ["start", "groups", "synapses", "thresholds", "resets", "end"]

JUMPS = "dv/dt = (-70*mV - v) / (10*ms) : volt (unless refractory)"
CURRENTS = """dv/dt = (-70*mV - v + 100*Mohm*current) / (10*ms) : volt (unless refractory)
dcurrent/dt = -current / (3*ms) : amp"""


def spikes_in_brian(case):
    """The spikes of the two layers, [[step, neuron], ...], and what was drawn.

    Brian2 labels a spike with the beginning of its step, counts the step of the spike into the
    refractory period, and delivers after thresholds: so one step less of delay, one more of
    refractoriness, and one more in the label.
    """
    made = plan(**case)
    dt = case["dt"] * b2.ms
    b2.start_scope()
    b2.defaultclock.dt = dt
    jumps = case["model"] == "iaf_psc_delta"
    source = b2.SpikeGeneratorGroup(20, made.senders, (made.steps - 1) * dt)
    layers = [source]
    for size in (10, 3):
        refractory = case["t_ref"] * b2.ms + dt if case["t_ref"] else False
        layer = b2.NeuronGroup(
            size,
            JUMPS if jumps else CURRENTS,
            threshold="v >= -55*mV",
            reset="v = -72*mV",
            refractory=refractory,
            method="exact",
        )
        layer.v = -70 * b2.mV
        layers.append(layer)
    lands = "v_post += w * int(not_refractory_post)" if case["t_ref"] else "v_post += w"
    synapses = []
    for pre, post, (weights, delays) in zip(
        layers, layers[1:], (made.first, made.second), strict=False
    ):
        projection = b2.Synapses(
            pre,
            post,
            "w : volt" if jumps else "w : amp",
            on_pre=lands if jumps else "current_post += w",
        )
        projection.connect()
        projection.w = weights.ravel() * (b2.mV if jumps else b2.nA)
        projection.delay = (delays.ravel() - case["dt"]) * b2.ms
        synapses.append(projection)
    monitors = [b2.SpikeMonitor(layer) for layer in layers[1:]]
    network = b2.Network(layers, synapses, monitors)
    network.schedule = SCHEDULE
    network.run(made.duration * b2.ms)
    found = {"drawn": drawn(made)}
    for name, monitor in zip(("hidden", "output"), monitors, strict=True):
        steps = np.rint(np.asarray(monitor.t / dt)).astype(int) + 1
        found[name] = sorted_rows(steps, np.asarray(monitor.i))
    return found


if __name__ == "__main__":
    store("brian_networks", spikes_in_brian, f"Brian2 {b2.__version__}")
