"""Write nest_networks.json: the spikes of random 20 -> 10 -> 3 networks in NEST.

Run: python tests/reference/make_nest_networks.py, where nest-simulator 3.10.0 is installed.
What each network is made of is drawn by `network_cases.plan`; only the spikes are stored.
"""

import sys
from pathlib import Path

import nest
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from network_cases import drawn, plan, sorted_rows, store


def spikes_in_nest(case):
    """The spikes of the two layers, [[step, neuron], ...], and what was drawn."""
    made = plan(**case)
    dt, t_ref = case["dt"], case["t_ref"]
    nest.ResetKernel()
    nest.set(resolution=dt, local_num_threads=1)
    neuron = {"tau_m": 10.0, "C_m": 100.0, "E_L": -70.0, "V_m": -70.0, "V_reset": -72.0}
    neuron |= {"V_th": -55.0, "t_ref": t_ref}
    if case["model"] == "iaf_psc_exp":
        neuron |= {"tau_syn_ex": 3.0, "tau_syn_in": 3.0}
    layers = [
        nest.Create("spike_generator", 20),
        nest.Create(case["model"], 10, params=neuron),
        nest.Create(case["model"], 3, params=neuron),
    ]
    relays = nest.Create("parrot_neuron", 20)  # a generator cannot have a delay for each target
    for i in range(20):
        times = made.steps[made.senders == i] * dt
        layers[0][i].spike_times = np.round(times, 6).tolist()
    nest.Connect(layers[0], relays, "one_to_one", {"delay": dt})
    layers[0] = relays
    # a current of 1 nA is 1000 pA; a jump in mV is the same in both
    unit = 1.0 if case["model"] == "iaf_psc_delta" else 1000.0
    for pre, post, weights, delays in (
        (layers[0], layers[1], *made.first),
        (layers[1], layers[2], *made.second),
    ):
        spec = {"weight": unit * weights.T, "delay": delays.T}  # NEST's matrices are (post, pre)
        nest.Connect(pre, post, "all_to_all", spec)
    recorder = nest.Create("spike_recorder")
    nest.Connect(layers[1] + layers[2], recorder)
    nest.Simulate(made.duration + dt)
    events = recorder.get("events")
    steps = np.rint(events["times"] / dt).astype(int) - 1  # the relay adds one step
    senders = events["senders"] - layers[1][0].global_id
    in_time = steps * dt <= made.duration + 1e-9
    layer = {"hidden": in_time & (senders < 10), "output": in_time & (senders >= 10)}
    return {
        "drawn": drawn(made),
        "hidden": sorted_rows(steps[layer["hidden"]], senders[layer["hidden"]]),
        "output": sorted_rows(steps[layer["output"]], senders[layer["output"]] - 10),
    }


if __name__ == "__main__":
    store("nest_networks", spikes_in_nest, f"NEST {nest.__version__}")
