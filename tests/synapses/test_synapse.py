"""A synapse of your own: one class, and every engine runs it."""

from dataclasses import dataclass

import numpy as np
import pytest

from snn_edu import (
    LIF,
    AdEx,
    AlphaSynapse,
    Conductance,
    Network,
    PoissonInput,
    SpikeInput,
    Spikes,
    SpikeSource,
    simulate,
    stimuli,
)
from snn_edu.synapses import CurrentSynapse, as_synapse

FREE = LIF(v_threshold=500.0)


@dataclass(frozen=True)
class Fading(CurrentSynapse):
    """One stage."""

    tau: float = 4.0

    @property
    def stages(self):
        return (self.tau,)


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


OWN = [Fading(), Creeping(), Stranger()]


@pytest.mark.parametrize("synapse", [Fading(), Creeping()], ids=repr)
def test_its_kernel_peaks_at_one_and_its_psp_is_what_a_spike_does(synapse):
    t = np.linspace(0.0, 60.0, 60_001)
    assert synapse.kernel(t).max() == pytest.approx(1.0, abs=1e-6)
    one = simulate(FREE, SpikeInput(Spikes([3.0], duration=60.0), synapse, 0.8), 0.5)
    np.testing.assert_allclose(one.v + 65.0, synapse.psp(one.t - 3.0, FREE, 0.8), atol=1e-9)


@pytest.mark.no_cover  # long
@pytest.mark.parametrize("synapse", OWN, ids=repr)
def test_the_grid_comes_to_the_exact_spikes_as_it_gets_finer(synapse):
    spikes = stimuli.poisson(300.0, 300.0, np.random.default_rng(3))
    drive = SpikeInput(spikes, synapse, 0.8) + 1.2
    exact = simulate(LIF(), drive, 0.5).spikes.times
    assert exact.size > 4
    errors = [
        np.abs(simulate(LIF(), drive, dt, crossing="grid").spikes.times - exact).max()
        for dt in (0.05, 0.005)
    ]
    assert errors[1] < 0.1
    assert errors[1] < errors[0] / 3.0


@pytest.mark.parametrize("synapse", OWN, ids=repr)
def test_one_neuron_of_a_network_is_that_of_simulate(synapse):
    spikes = stimuli.poisson(300.0, 300.0, np.random.default_rng(3))
    on_grid = Spikes(np.ceil(spikes.times / 0.1 - 1e-9) * 0.1, duration=300.0)
    late = SpikeInput(on_grid, synapse, 0.8, delays=1.5) + 0.9
    alone = simulate(LIF(), late, 0.1, crossing="grid").spikes.times
    network = Network().add(SpikeSource(), 1, "in").add(LIF(), 1, "cell")
    network.connect("in", "cell", 0.8, 1.5, synapse)
    run = network.run(300.0, {"in": spikes, "cell": 0.9}, 0.1)
    np.testing.assert_allclose(run.spikes["cell"].times, alone, atol=1e-9)


@pytest.mark.parametrize("synapse", OWN, ids=repr)
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


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (AlphaSynapse, TypeError, r"the class AlphaSynapse.*Did you mean AlphaSynapse\(\)"),
        (3.0, TypeError, "synapse = 3.0: expected an instance of Synapse"),
        (ThreeStages(), ValueError, "has 3 stages; allowed is up to 2"),
    ],
)
def test_what_is_no_synapse_is_refused(wrong, error, message):
    with pytest.raises(error, match=message):
        as_synapse(wrong)
