"""One neuron under spikes: from event to event, on a grid, through conductances; one psp.

Run: pytest tests/benchmarks --benchmark-only

No peer target is set for these; a view that redraws under a slider has 50 ms.
"""

import numpy as np
import pytest

from snn_edu import (
    AMPA,
    LIF,
    AlphaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
    ShortTermPlasticity,
    SpikeInput,
    simulate,
    stimuli,
)


@pytest.fixture
def train():
    """A thousand input spikes in a second."""
    return stimuli.poisson(1000.0, 1000.0, np.random.default_rng(1))


@pytest.mark.parametrize(
    "synapse", [ExponentialSynapse(5.0), AlphaSynapse(2.0), DoubleExponentialSynapse()], ids=repr
)
def test_a_second_from_event_to_event(benchmark, train, synapse):
    benchmark.extra_info["target"] = "50 ms, a view's budget"
    drive = SpikeInput(train, synapse, 0.4)
    run = benchmark(simulate, LIF(), drive, 0.1)
    grid = simulate(LIF(), drive, 0.01, crossing="grid")
    assert len(run.spikes) == len(grid.spikes) > 20


def test_a_second_on_a_grid(benchmark, train):
    benchmark.extra_info["target"] = "50 ms, a view's budget"
    drive = SpikeInput(train, AlphaSynapse(2.0), 0.4)
    run = benchmark(simulate, LIF(), drive, 0.1, crossing="grid")
    exact = simulate(LIF(), drive, 0.1)
    assert len(run.spikes) == pytest.approx(len(exact.spikes), abs=1)


def test_a_second_through_conductances(benchmark, train):
    benchmark.extra_info["target"] = "50 ms, a view's budget"
    drive = SpikeInput(train, AMPA, 0.02)
    run = benchmark(simulate, LIF(), drive, 0.1)
    finer = simulate(LIF(), drive, 0.02)
    assert len(run.spikes) == len(finer.spikes) > 20


def test_a_psp_and_its_peak(benchmark):
    synapse, lif, t = DoubleExponentialSynapse(0.5, 5.0), LIF(), np.linspace(0.0, 100.0, 1001)

    def shape():
        return synapse.psp(t, lif, 1.0), synapse.psp_peak(lif, 1.0)

    psp, peak = benchmark(shape)
    assert psp.max() == pytest.approx(peak, rel=1e-4)


def test_efficacies_of_ten_thousand_spikes(benchmark):
    stp = ShortTermPlasticity(0.2, 100.0, 500.0)
    efficacies = benchmark(stp.efficacies, np.arange(10_000) * 20.0)
    assert efficacies[-1] == pytest.approx(stp.steady_state(50.0).efficacy)
