"""Small networks that leave for other simulators: the script of each, and its spikes here."""

import contextlib
import hashlib
import io
import json
import runpy
import tempfile

import numpy as np
from reference import cases

from snn_edu import (
    LIF,
    AlphaSynapse,
    DeltaSynapse,
    ExponentialSynapse,
    Network,
    Sparse,
    Spikes,
    SpikeSource,
)
from snn_edu.lessons.balanced_network.balanced import CUBA

#: Of each case: synapses that excite and inhibit, their weights (mV or nA), dt and t_ref (ms).
CASES = {
    "delta": (DeltaSynapse(), DeltaSynapse(), 3.0, -4.0, 0.1, 1.95),
    "delta, free": (DeltaSynapse(), DeltaSynapse(), 3.0, -4.0, 1.0, 0.0),
    "exponential": (ExponentialSynapse(5.0), ExponentialSynapse(10.0), 0.9, -1.2, 0.1, 2.0),
    "alpha": (AlphaSynapse(2.0), AlphaSynapse(4.0), 0.9, -1.2, 0.5, 2.0),
    "delta, each its own": (DeltaSynapse(), DeltaSynapse(), 3.0, -4.0, 0.1, 1.95),
    "alpha, each its own": (AlphaSynapse(2.0), AlphaSynapse(4.0), 0.9, -1.2, 0.5, 2.0),
}

#: Neurons of which each has its own parameters; one is never refractory.
DIFFER = LIF(
    tau_m=[10.0, 12.0, 15.0, 18.0, 21.0],
    R_m=[9.0, 12.0, 12.0, 13.0, 15.0],
    v_rest=[-66.0, -65.0, -64.0, -66.5, -67.0],
    v_reset=[-68.0, -70.0, -64.5, -66.5, -75.0],
    v_threshold=[-55.0, -54.0, -52.0, -53.0, -54.5],
    t_ref=[1.95, 0.0, 2.0, 3.0, 0.5],
)


def network_and_run(name):
    """A network with a source, neurons that excite and neurons that inhibit; and how it is run."""
    excites, inhibits, w_E, w_I, dt, t_ref = CASES[name]
    rng = np.random.default_rng(len(name))
    lif = LIF(tau_m=15.0, R_m=12.0, v_rest=-66.0, v_reset=-68.0, v_threshold=-52.0, t_ref=t_ref)
    network = Network().add(SpikeSource(), 4, "source")
    network.add(DIFFER if "own" in name else lif, 5, "E").add(lif, 2, "I")
    for pre, post in (("source", "E"), ("E", "E"), ("E", "I"), ("I", "E")):
        sizes = network.populations[pre].size, network.populations[post].size
        wiring = Sparse.random(*sizes, 0.7, 1.0, rng)
        synapse, w = (inhibits, w_I) if pre == "I" else (excites, w_E)
        weights = w * rng.uniform(0.5, 1.5, len(wiring))
        delays = dt * rng.integers(1, 20, len(wiring))
        network.connect(pre, post, Sparse(wiring.pre, wiring.post, weights), delays, synapse)
    duration = 200.0
    steps, senders = np.nonzero(rng.random((round(duration / dt), 4)) < 0.05 * dt)
    inputs = {
        "source": Spikes((steps + 1) * dt, senders, 4),
        "E": rng.uniform(1.0, 1.4, (1, 5)),
        "I": 0.9,
    }
    return network, {
        "duration": duration,
        "inputs": inputs,
        "dt": dt,
        "start": {"E": rng.uniform(-66.0, -53.0, 5), "I": -60.0},
    }


def balanced_network_and_run():
    """The CUBA network of 4,000 neurons for a second, from random potentials."""
    rng = np.random.default_rng(1)
    cuba = CUBA()
    network = cuba.network(rng)
    v_start = rng.uniform(cuba.lif.v_reset, cuba.lif.v_threshold, cuba.size)
    return network, {"duration": 1000.0, "dt": 0.1, "start": {"cells": v_start}}


def digest(value):
    """A fingerprint of rows of whole numbers."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def digest_of_arrays(script):
    """A fingerprint of a script's arrays: their names, columns and bytes."""
    told = hashlib.sha256()
    for name, each in script.arrays.items():
        told.update(f"{name} {each.dtype}".encode() + each.tobytes())
    return told.hexdigest()


def spikes_here(name):
    """{population: [[step, neuron], ...]}, sorted."""
    network, run = network_and_run(name)
    spikes = network.run(**run).spikes
    return {who: rows(spikes[who].times, spikes[who].ids, run["dt"]) for who in ("E", "I")}


def spikes_of_script(script, dt):
    """Run a script where its simulator is installed: {population: [[step, neuron], ...]}."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        spikes = runpy.run_path(str(script.save(folder)))["spikes"]
    return {who: rows(*spikes[who], dt) for who in spikes}


def rows(times, ids, dt):
    """[[step, neuron], ...], sorted."""
    steps = np.rint(np.asarray(times, float) / dt).astype(int)
    return sorted([list(row) for row in zip(steps.tolist(), np.asarray(ids).tolist(), strict=True)])


NORSE = cases("nir", "nir-norse")


def two_layers(case):
    """The network of a reference case, with a delay of a step; and its input, one row a step."""
    p = case["params"]
    dt, (first, second) = p["dt_ms"], map(np.array, p["weights"])
    lif = LIF(p["tau_m_ms"], v_threshold=-65.0 + p["threshold_above_rest_mV"], t_ref=0.0)
    network = Network().add(SpikeSource(), len(first), "source")
    network.add(lif, len(second), "hidden").add(lif, second.shape[1], "outer")
    network.connect("source", "hidden", first, dt).connect("hidden", "outer", second, dt)
    x = np.zeros((p["steps"], len(first)))
    np.add.at(x, (p["input_steps"], p["input_ids"]), 1.0)
    return network, dt, x
