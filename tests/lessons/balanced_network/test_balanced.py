"""Balanced networks: rates of NEST, of Brunel's article, and of mean-field theory."""

from dataclasses import replace

import numpy as np
import pytest
from reference import case

from snn_edu import LIF, Conductance, ExponentialSynapse, Network, Sparse, Spikes, siegert
from snn_edu.lessons.balanced_network.balanced import CUBA, Brunel
from snn_edu.lessons.balanced_network.rate_table import siegert_rates
from snn_edu.network import SpikeSource
from snn_edu.spikes import poisson


def settled(spikes, begin):
    """What fired after `begin` ms."""
    late = spikes.times > begin
    rest = spikes.size, spikes.duration - begin
    return Spikes(spikes.times[late] - begin, spikes.ids[late], *rest)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cuba_fires_as_in_nest(seed):
    reference = case("networks", "vogels-cuba--9")
    expected = reference["expected"]
    network = CUBA(w_I=reference["params"]["w_i_mV"], wiring="indegree")
    spikes = network.run(2000.0, np.random.default_rng(seed)).spikes["cells"]
    late = settled(spikes, 300.0)
    assert late.rate() == pytest.approx(expected["mean_rate_Hz"], rel=reference["tol"]["rate_rel"])
    together = Spikes(late.times, duration=late.duration).fano(1.0)  # 1: all are independent
    for name, value in (("mean_cv", late.cv()), ("sync_fano_1ms", together)):
        runs = [run[name] for run in expected["runs"]]
        assert value == pytest.approx(np.mean(runs), rel=0.25)
    assert spikes.times[-1] > 1990.0  # activity does not die


def run_coba(duration, rng):
    """Vogels & Abbott's network with conductance synapses, set off by a kick of 50 ms.

    Brette et al. 2007, J Comput Neurosci 23:349, benchmark 1: four in five of 4000 neurons excite,
    and each neuron has a fiftieth of either kind for senders.
    """
    lif = LIF(20.0, 100.0, v_rest=-60.0, v_reset=-60.0, v_threshold=-50.0, t_ref=5.0)
    kick = poisson(30.0, 50.0, rng, size=200)
    start = {"cells": rng.uniform(lif.v_reset, lif.v_threshold, 4000)}
    excites = Sparse.fixed_indegree(3200, 4000, 64, 0.006, rng)
    inhibits = Sparse.fixed_indegree(800, 4000, 16, 0.067, rng)
    excitation = Conductance(ExponentialSynapse(5.0), v_reversal=0.0)
    inhibition = Conductance(ExponentialSynapse(10.0), v_reversal=-80.0)
    network = Network().add(SpikeSource(), 200, "kick").add(lif, 4000, "cells")
    kicked = Sparse.random(200, 4000, 0.05, 0.006, rng)
    network.connect("kick", "cells", kicked, 0.1, excitation)
    network.connect("cells", "cells", excites, 0.1, excitation, name="excitation")
    inhibits = Sparse(inhibits.pre + 3200, inhibits.post, inhibits.weights)
    network.connect("cells", "cells", inhibits, 0.1, inhibition, name="inhibition")
    return network.run(duration, {"kick": Spikes(kick.times, kick.ids, 200)}, 0.1, start=start)


@pytest.mark.slow
def test_a_network_of_conductances_sustains_itself_at_the_rate_of_nest():
    reference = case("networks", "vogels-coba-0")
    (expected,) = reference["expected"]["runs"]
    spikes = run_coba(1000.0, np.random.default_rng(1)).spikes["cells"]
    late = settled(spikes, 300.0)
    assert late.rate() == pytest.approx(expected["rate_Hz"], rel=reference["tol"]["rate_rel"])
    assert late.cv() == pytest.approx(expected["mean_cv"], rel=0.25)
    assert spikes.times[-1] > 990.0


@pytest.mark.parametrize(
    "row", case("networks", "brunel-meanfield-given")["expected"]["rows"], ids=str
)
def test_mean_field_rates_are_the_fixed_points_of_siegert(row):
    tolerance = case("networks", "brunel-meanfield-given")["tol"]["rel"]
    found = Brunel(g=row["g"], eta=row["eta"]).mean_field()
    assert len(found) == len(row["fixed_points"])
    for point, expected in zip(found, row["fixed_points"], strict=True):
        assert point.rate == pytest.approx(expected["rate_Hz"], rel=tolerance)
        assert point.mu == pytest.approx(expected["mu_mV"], rel=tolerance)
        assert point.sigma == pytest.approx(expected["sigma_mV"], rel=tolerance)


@pytest.mark.parametrize("g", [3.0, 6.0])
def test_a_small_network_fires_as_its_mean_field_says(g):
    """A thousand neurons are too few for a white-noise input: the theory is right to a fifth."""
    network = Brunel(g=g, eta=2.0, size_E=800, C_E=100, J=1.0)
    (theory,) = network.mean_field()
    late = settled(network.run(300.0, np.random.default_rng(1)).spikes["E"], 100.0)
    assert late.rate() == pytest.approx(theory.rate, rel=0.2)


@pytest.mark.parametrize("wiring", ["indegree", "probability"])
def test_four_in_five_neurons_of_cuba_excite_and_one_inhibits(wiring):
    made = CUBA(size=200, probability=0.1, wiring=wiring).network(np.random.default_rng(1))
    for one, senders, jump in zip(
        made.projections.values(), (range(160), range(160, 200)), (0.162, -0.9), strict=True
    ):
        assert set(one.pre_ids) == set(senders)
        assert one.weights == pytest.approx(jump)
        indegrees = np.bincount(one.post_ids, minlength=200)
        assert indegrees.mean() == pytest.approx(0.1 * len(senders), rel=0.05)
        assert (np.ptp(indegrees) == 0) == (wiring == "indegree")


LIFS = (Brunel().lif, LIF(t_ref=0.0), replace(Brunel().lif, v_reset=19.94, t_ref=0.0))


@pytest.mark.parametrize("lif", LIFS)
def test_the_table_gives_the_rates_of_the_integral_to_a_ten_millionth(lif):
    mu = lif.v_threshold + np.array([-60.0, -30.0, -10.0, -3.0, 0.0, 5.0, 30.0, 400.0, 2000.0])
    for sigma in (0.5, 3.0, 10.0, 40.0, 120.0):
        rest = sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset
        truth = [siegert(one, *rest)[0] for one in mu.tolist()]
        assert siegert_rates(mu, sigma, lif) == pytest.approx(truth, rel=1e-7, abs=2e-24)
