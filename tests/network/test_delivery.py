"""Plastic lanes: on the grid of a network, STDP is the STDP of its own spike trains."""

from itertools import product

import numpy as np
import pytest

from snn_edu import LIF, ExponentialSynapse, Spikes, stimuli
from snn_edu.network.connectivity import Sparse
from snn_edu.network.network import Network
from snn_edu.network.sources import SpikeSource
from snn_edu.plasticity.stdp import PAIRINGS, SAME_STEP, STDP

RULES = list(product(PAIRINGS, SAME_STEP, (0.0, 0.6)))


def trained(rule, delay, weights, seed=1, duration=400.0):
    spikes = stimuli.poisson(60.0, duration, np.random.default_rng(seed), size=6)
    network = Network().add(SpikeSource(), 6, "pre").add(LIF(), 4, "post")
    network.connect("pre", "post", weights, delay, ExponentialSynapse(5.0), rule)
    return network.run(duration, {"pre": spikes, "post": [[1.4, 1.6, 1.9, 2.5]]}, dt=1.0)


@pytest.mark.parametrize(("pairing", "same_step", "mu"), RULES)
@pytest.mark.parametrize("several", [False, True], ids=["one-delay", "several-delays"])
def test_weights_end_as_the_rule_says_of_the_two_trains(pairing, same_step, mu, several):
    """The oracle is `STDP.course`, event by event, of what arrived and what fired."""
    rng = np.random.default_rng(3)
    rule = STDP(0.05, 0.06, 15.0, 25.0, pairing, same_step, 0.0, 1.0, mu)
    weights = rng.uniform(0.2, 0.8, (6, 4))
    delay = rng.integers(1, 6, (6, 4)).astype(float) if several else np.full((6, 4), 2.0)
    run = trained(rule, delay, weights)
    ties = 0
    for i, j in np.ndindex(6, 4):
        post = run.spikes["post"].of(j).times
        pre = np.rint(run.spikes["pre"].of(i).times) + delay[i, j]
        pre = pre[pre <= 400.0]
        ties += np.isin(pre, post).sum()
        expected = rule.course(pre, post, float(weights[i, j])).w[-1]
        assert run.weights["pre -> post"][i, j] == pytest.approx(expected, abs=1e-12)
    assert ties > 10
    assert np.abs(run.weights["pre -> post"] - weights).max() > 0.1


@pytest.mark.parametrize(
    ("pre", "post"),
    [
        ([0, 0, 0], [1, 1, 2]),
        ([0, 0, 1], [2, 1, 1]),
        ([0, 1, 1], [1, 1, 2]),
        ([1, 1, 1], [1, 1, 1]),
    ],
)
def test_a_spike_adds_the_weight_of_every_synapse_however_many_lead_to_one_neuron(pre, post):
    weights = np.array([1.0, 2.0, 4.0])  # mV
    network = Network().add(SpikeSource(), 2, "pre").add(LIF(), 3, "post")
    network.connect("pre", "post", Sparse(pre, post, weights), 1.0)
    run = network.run(3.0, {"pre": Spikes([1.0, 1.0], [0, 1], size=2)}, dt=1.0, record=["post"])
    np.testing.assert_allclose(
        run.v["post"][2] - LIF().v_rest, np.bincount(post, weights, minlength=3)
    )


def test_a_changed_weight_counts_from_the_next_spike_on():
    """One pre spike sets off the post spike; with same_step="ltp" the second arrives stronger."""
    rule = STDP(0.5, 0.0, same_step="ltp", w_min=0.0, w_max=20.0)
    network = Network().add(SpikeSource(), 1, "pre").add(LIF(), 1, "post")
    network.connect("pre", "post", 15.0, 1.0, plasticity=rule)
    run = network.run(200.0, {"pre": Spikes([10.0, 150.0])}, dt=0.1, record=["post"])
    np.testing.assert_allclose(run.spikes["post"].times, [11.0, 151.0])
    trace = 1.0 + np.exp(-140.0 / rule.tau_plus)
    assert run.weights["pre -> post"][0, 0] == pytest.approx(15.0 + 0.5 + 0.5 * trace)


def test_weights_outside_the_bounds_of_their_rule_are_refused():
    with pytest.raises(ValueError, match="weights = 2: allowed is 0 to 1"):
        trained(STDP(), 1.0, 2.0)
