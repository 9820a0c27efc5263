"""Populations whose neurons differ: each is, to the last bit, a population of its own."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from ranges import refused

import snn_edu
from snn_edu import AMPA, LIF, NMDA, Spikes, simulate, stimuli
from snn_edu.network import Network, PoissonInput, SpikeSource
from snn_edu.plasticity import STDP
from snn_edu.synapses import (
    AlphaSynapse,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
)

RNG = np.random.default_rng(4)
DIFFER = LIF(
    tau_m=RNG.uniform(8.0, 40.0, 5),
    R_m=RNG.uniform(8.0, 12.0, 5),
    v_rest=RNG.uniform(-70.0, -64.0, 5),
    v_reset=RNG.uniform(-75.0, -60.0, 5),
    v_threshold=RNG.uniform(-56.0, -48.0, 5),
    t_ref=[0.0, 1.3, 2.0, 9.1, 4.04],
)
TRAINS = stimuli.poisson(60.0, 200.0, RNG, size=6)
SYNAPSES = [
    (DeltaSynapse(), 2.0),
    (ExponentialSynapse(5.0), 0.6),
    (AlphaSynapse(20.0), 0.3),
    (DoubleExponentialSynapse(0.5, 30.0), 0.3),
    (AMPA, 0.03),
    (NMDA, 0.05),
]


def inputs(network, synapse, weight, rule):
    """All neurons of a network get the same senders, and a synapse of a second kind."""
    for name in [name for name in network.populations if name != "in"]:
        network.connect("in", name, weight, 1.5, synapse, rule)
        network.connect("in", name, 0.1, 0.7, ExponentialSynapse(9.0), name=f"{name} too")
    return network


@pytest.mark.parametrize("rule", [None, STDP(0.02, 0.03, w_max=9.0)], ids=["fixed", "plastic"])
@pytest.mark.parametrize(("synapse", "weight"), SYNAPSES, ids=[str(k) for k in range(6)])
def test_neurons_that_differ_are_those_of_one_population_each(synapse, weight, rule):
    together = Network().add(SpikeSource(), 6, "in").add(DIFFER, 5, "all")
    apart = Network().add(SpikeSource(), 6, "in")
    for k in range(5):
        apart.add(DIFFER.of(k), 1, str(k))
    current = np.linspace(1.2, 2.4, 5)
    start = np.linspace(-70.0, -58.0, 5)
    one = inputs(together, synapse, weight, rule).run(
        200.0, {"in": TRAINS, "all": current[None, :]}, start={"all": start}, record=["all"]
    )
    each = inputs(apart, synapse, weight, rule).run(
        200.0,
        {"in": TRAINS, **{str(k): current[k] for k in range(5)}},
        start={str(k): start[k] for k in range(5)},
        record=[str(k) for k in range(5)],
    )
    assert len(one.spikes["all"]) > 20
    for k in range(5):
        spikes = one.spikes["all"].of(k)
        np.testing.assert_array_equal(spikes.times, each.spikes[str(k)].times)
        np.testing.assert_array_equal(one.v["all"][:, k], each.v[str(k)][:, 0])
        learnt = one.weights["in -> all"][:, k], each.weights[f"in -> {k}"][:, 0]
        np.testing.assert_array_equal(*learnt)


def test_a_background_is_worth_to_each_what_it_is_to_one_like_it():
    """Alike, written as rows: the same dice, so the same spikes, to rounding of v_rest."""
    alike = LIF(t_ref=1.0)
    rows = LIF(**{name: np.full(40, each) for name, each in vars(alike).items()})
    drive = (PoissonInput(900.0, 1.0), PoissonInput(900.0, 0.2, AlphaSynapse(3.0)), 0.4)
    runs = [
        Network().add(lif, 40, "a").run(200.0, {"a": drive}, rng=np.random.default_rng(1))
        for lif in (alike, rows)
    ]
    assert len(runs[0].spikes["a"]) > 50
    assert runs[0].spikes == runs[1].spikes


def test_they_go_on_exactly_and_can_be_kept(tmp_path):
    network = inputs(
        Network().add(SpikeSource(), 6, "in").add(DIFFER, 5, "all"), AlphaSynapse(20.0), 0.4, None
    )
    drive = {"in": TRAINS, "all": 1.9}
    whole, first = (network.run(until, drive, record=["all"]) for until in (200.0, 91.3))
    first.save(tmp_path / "first.npz")
    for start in (first, snn_edu.load(tmp_path / "first.npz"), pickle.loads(pickle.dumps(first))):
        rest = network.run(108.7, drive, start=start, record=["all"])
        np.testing.assert_array_equal(whole.v["all"], [*first.v["all"], *rest.v["all"][1:]])
    other = inputs(
        Network().add(SpikeSource(), 6, "in").add(replace(DIFFER, t_ref=2.0), 5, "all"),
        *(AlphaSynapse(20.0), 0.4, None),
    )
    with pytest.raises(ValueError, match="population 'all' differs"):
        other.run(10.0, drive, start=first)


@pytest.mark.parametrize("options", [{}, {"crossing": "grid"}, {"method": "euler"}], ids=str)
def test_simulate_runs_each_as_it_would_alone(options):
    drive = np.random.default_rng(6).uniform(1.0, 4.0, (2000, 5))
    together = simulate(DIFFER, drive, 0.1, **options)
    for k in range(5):
        alone = simulate(DIFFER.of(k), drive[:, k], 0.1, **options)
        np.testing.assert_allclose(together.v[:, k], alone.v, atol=1e-9)
        np.testing.assert_allclose(together.spikes.of(k).times, alone.spikes.times, atol=1e-9)
        assert len(alone.spikes) > 2
    rest = simulate(DIFFER, drive[700:], 0.1, **options, start=simulate(
        DIFFER, drive[:700], 0.1, **options))  # fmt: skip
    np.testing.assert_allclose(rest.v, together.v[700:], atol=1e-9)


test_what_needs_one_neuron_or_another_number_says_so = refused(
    (lambda: Network().add(DIFFER, 4, "a"), r"size = 4: .* of 5 neurons. Say add\(model, 5"),
    (lambda: simulate(DIFFER, np.ones(9), 0.1), r"current has shape \(9,\): .* \(steps, 5\)"),
    (lambda: simulate(DIFFER, np.ones((9, 4)), 0.1), r"expected \(steps, 5\)"),
    (
        lambda: simulate(DIFFER, snn_edu.SpikeInput(TRAINS, AlphaSynapse(), 0.1), 0.1),
        r"model: these are 5 neurons that differ; expected one. Say \.of\(0\)",
    ),
    (lambda: AlphaSynapse().psp(1.0, DIFFER, 0.5), "lif: these are 5 neurons"),
    (lambda: DIFFER.stepper(0.1), "model: these are 5 neurons"),
    (
        lambda: Network().add(SpikeSource(), 1, "in").add(DIFFER, 5, "a").connect(
            "in", "a", 800.0, synapse=AlphaSynapse()),
        "written in pA",
    ),
    (lambda: Network().add(DIFFER, 5, "a").run(1.0, {"a": 1500.0}), "written in pA"),
)  # fmt: skip


def test_spikes_of_neurons_that_differ_in_their_pause_alone():
    """Current enough to fire in every free step: each is silent for its own pause, rounded up."""
    pauses = np.array([0.0, 0.04, 1.24, 2.0, 5.0])
    network = Network().add(LIF(t_ref=pauses, v_threshold=-64.9), 5, "cells")
    spikes = network.run(60.0, {"cells": 90.0}).spikes["cells"]
    for k, steps in enumerate([1, 2, 14, 21, 51]):
        np.testing.assert_allclose(spikes.of(k).isi(), 0.1 * steps, atol=1e-9)
    assert isinstance(spikes, Spikes)
