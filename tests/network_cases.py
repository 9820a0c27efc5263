"""Random 20 -> 10 -> 3 networks, drawn alike for this library and for its peers."""

import json
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from snn_edu import LIF, DeltaSynapse, ExponentialSynapse, Spikes
from snn_edu.network import Network, SpikeSource

CASES = [
    {"model": model, "dt": dt, "t_ref": t_ref, "seed": seed}
    for model, dt, t_ref, seed in product(
        ("iaf_psc_delta", "iaf_psc_exp"), (0.1, 1.0), (0.0, 2.0), (1, 2)
    )
]


class Plan(NamedTuple):
    """What a network is made of."""

    duration: float  # ms
    steps: np.ndarray  # of the input spikes
    senders: np.ndarray  # of the input spikes
    first: tuple[np.ndarray, np.ndarray]  # weights and delays (ms), shape (20, 10)
    second: tuple[np.ndarray, np.ndarray]  # shape (10, 3)


def plan(model, dt, t_ref, seed):
    """Input of about 25 Hz, weights of both signs, delays of 1 to 15 steps of their own."""
    rng = np.random.default_rng([seed, round(10 * dt), round(t_ref), len(model)])
    duration = 500.0
    grid = rng.random((round(duration / dt), 20)) < 0.025 * dt
    steps, senders = np.nonzero(grid)
    strength = 1.0 if model == "iaf_psc_delta" else 0.1  # mV, or nA through 100 MOhm
    first = strength * rng.normal(2.5, 4.0, (20, 10)), dt * rng.integers(1, 16, (20, 10))
    second = strength * rng.normal(3.0, 4.0, (10, 3)), dt * rng.integers(1, 16, (10, 3))
    return Plan(duration, steps + 1, senders, first, second)


def drawn(made):
    """A few sums that tell whether the random numbers are those that the peers were given."""
    parts = (made.steps, made.senders, *made.first, *made.second)
    return [round(float(part.sum()), 6) for part in parts]


def spikes_here(model, dt, t_ref, seed):
    """The same network in this library: {layer: [[step, neuron], ...]}, sorted."""
    made = plan(model, dt, t_ref, seed)
    lif = LIF(tau_m=10.0, R_m=100.0, v_rest=-70.0, v_reset=-72.0, v_threshold=-55.0, t_ref=t_ref)
    synapse = DeltaSynapse() if model == "iaf_psc_delta" else ExponentialSynapse(3.0)
    network = Network().add(SpikeSource(), 20, "input").add(lif, 10, "hidden").add(lif, 3, "output")
    network.connect("input", "hidden", *made.first, synapse)
    network.connect("hidden", "output", *made.second, synapse)
    inputs = {"input": Spikes(made.steps * dt, made.senders, 20)}
    run = network.run(made.duration, inputs, dt)
    return {
        name: sorted_rows(np.rint(spikes.times / dt).astype(int), spikes.ids)
        for name, spikes in run.spikes.items()
        if name != "input"
    }


def sorted_rows(steps, ids):
    return sorted([list(row) for row in zip(steps.tolist(), ids.tolist(), strict=True)])


def store(topic, spikes_of, source):
    """Write `reference/<topic>.json`: the spikes of all cases in another simulator."""
    cases = [
        {
            "id": "-".join(map(str, case.values())),
            "params": case,
            "expected": spikes_of(case),
            "source": f"{source}, tests/reference/make_{topic}.py",
        }
        for case in CASES
    ]
    text = json.dumps({"topic": topic, "cases": cases}, separators=(",", ":"))
    Path(__file__).with_name("reference").joinpath(f"{topic}.json").write_text(text + "\n")
