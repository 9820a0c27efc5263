"""A synapse of your own: one class, and every engine runs it."""

from dataclasses import dataclass

import numpy as np
import pytest
from ranges import refused

from snn_edu import LIF, AdEx, AlphaSynapse, Conductance, SpikeInput, Spikes, simulate
from snn_edu.network import Network, PoissonInput, SpikeSource
from snn_edu.synapses import CurrentSynapse, ExponentialSynapse, as_synapse

FREE = LIF(v_threshold=500.0)


@dataclass(frozen=True)
class Creeping(CurrentSynapse):
    """Two stages, the slow one first."""

    tau: float = 6.0

    @property
    def stages(self):
        return (self.tau, self.tau / 3.0)


@dataclass(frozen=True)
class Stranger:
    """Not of the family, but it has what is asked for: 1 nA that lasts 3 ms."""

    stages = (3.0,)
    gain = 1.0
    v_reversal = None

    def weight(self, w, lif):
        return w


@dataclass(frozen=True)
class ThreeStages(CurrentSynapse):
    stages = (1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("synapse", "like"), [(Creeping(), Creeping()), (Stranger(), ExponentialSynapse(3.0))]
)
def test_a_spike_does_in_every_engine_what_its_psp_says(synapse, like):
    drive = SpikeInput(Spikes([3.0], duration=60.0), synapse, 0.8)
    network = Network().add(SpikeSource(), 1, "in").add(FREE, 1, "cell")
    network.connect("in", "cell", 0.8, 0.5, synapse)
    run = network.run(60.0, {"in": Spikes([2.5])}, 0.5, record=["cell"])
    expected = like.psp(run.t - 3.0, FREE, 0.8) - 65.0
    np.testing.assert_allclose(run.v["cell"][:, 0], expected, atol=1e-9)
    for crossing in ("exact", "grid"):
        alone = simulate(FREE, drive, 0.5, crossing=crossing)
        np.testing.assert_allclose(alone.v, expected, atol=1e-9)


@pytest.mark.parametrize("synapse", [Creeping(), Stranger()], ids=repr)
def test_it_reaches_any_model_and_brings_a_background(synapse):
    network = Network().add(AdEx(), 3, "cells")
    inputs = {"cells": PoissonInput(2000.0, 0.1, synapse)}
    run = network.run(300.0, inputs, 0.1, np.random.default_rng(1))
    assert len(run.spikes["cells"]) > 3


def test_it_serves_as_the_time_course_of_a_conductance():
    as_current = simulate(FREE, SpikeInput(Spikes([3.0], duration=40.0), Creeping(), 0.01), 0.05)
    far = Conductance(Creeping(), v_reversal=1000.0)  # a driving force that hardly changes
    through = simulate(FREE, SpikeInput(Spikes([3.0], duration=40.0), far, 0.01 / 1065.0), 0.05)
    np.testing.assert_allclose(through.v, as_current.v, atol=1e-4)


test_what_is_no_synapse_is_refused = refused(
    (AlphaSynapse, TypeError, r"the class AlphaSynapse.*Did you mean AlphaSynapse\(\)"),
    (3.0, TypeError, "synapse = 3.0: expected an instance of Synapse"),
    (ThreeStages(), "has 3 stages; allowed is up to 2"),
    of=as_synapse,
)


def test_weights_that_are_nothing_are_asked_about():
    spike = Spikes([1.0], size=1, duration=20.0)
    with pytest.warns(UserWarning, match=r"1e-10 nA at most.*0\.1 \(nA\), written in A"):
        simulate(LIF(), SpikeInput(spike, ExponentialSynapse(), 1e-10), 0.1)
