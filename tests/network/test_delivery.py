"""Delivery: on the grid of a network, a rule does what it does to the network's own trains."""

from dataclasses import dataclass

import numpy as np
import pytest

from snn_edu import LIF, DeltaSynapse, ExponentialSynapse, Spikes, stimuli
from snn_edu.network import Network, Sparse, SpikeSource
from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP, Trace, TripletSTDP, weight_after

DURATION, SLOW = 150.0, ExponentialSynapse(5.0)  # ms


def trained(rule, delay, weights, synapse=SLOW):
    """A run on a grid of 0.1 ms: j dt and k dt + delay of one moment differ in the last digits."""
    spikes = stimuli.poisson(80.0, DURATION, np.random.default_rng(1), size=6)
    network = Network().add(SpikeSource(), 6, "pre").add(LIF(), 4, "post")
    network.connect("pre", "post", weights, delay, synapse, rule)
    return network.run(DURATION, {"pre": spikes, "post": [[1.4, 1.6, 1.9, 2.5]]}, dt=0.1)


def delays(several):
    return np.random.default_rng(3).choice([0.1, 0.3, 0.7, 1.2], (6, 4)) if several else 0.1


def recorded(run, i, j, delay):
    """The two trains as synapse (i, j) meets them: a pre spike when it arrives."""
    pre = run.spikes["pre"].of(i).times + np.broadcast_to(delay, (6, 4))[i, j]
    return pre[pre <= DURATION], run.spikes["post"].of(j).times


@pytest.mark.no_cover  # long
@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("same_step", SAME_STEP)
@pytest.mark.parametrize(("mu", "several"), [(0.0, False), (0.6, True)])
def test_weights_end_as_the_rule_says_of_the_two_trains(pairing, same_step, mu, several):
    """The oracle is `STDP.course`, event by event, of what arrived and what fired."""
    rule = STDP(1.0, 1.2, 15.0, 25.0, pairing, same_step, 0.0, 20.0, mu)
    weights = np.random.default_rng(3).uniform(8.0, 16.0, (6, 4))  # mV: arrivals set off spikes
    run = trained(rule, delays(several), weights, DeltaSynapse())
    ties = almost = 0
    for i, j in np.ndindex(6, 4):
        pre, post = recorded(run, i, j, delays(several))
        apart = np.abs(np.subtract.outer(pre, post))
        ties += (apart < 1e-9).sum()
        almost += ((apart > 0.0) & (apart < 1e-9)).sum()
        expected = rule.course(pre, post, float(weights[i, j])).w[-1]
        assert run.weights["pre -> post"][i, j] == pytest.approx(expected, abs=1e-11)
    assert ties > 20
    assert almost > 5  # ties for whoever counts steps, and none for whoever compares floats
    assert np.abs(run.weights["pre -> post"] - weights).max() > 1.0


TRIPLETS = [
    TripletSTDP(),
    TripletSTDP(A2_plus=0.01, A3_minus=0.02, tau_x=80.0),
    TripletSTDP(A2_plus=0.01, A3_minus=0.02, tau_x=80.0, pairing="nearest"),
]


@pytest.mark.parametrize("several", [False, True], ids=["one-delay", "several-delays"])
@pytest.mark.parametrize("rule", TRIPLETS, ids=["all", "full", "nearest"])
def test_triplets_in_a_network_are_their_change_on_the_recorded_trains(rule, several):
    """The oracle is `TripletSTDP.change`, a sum over whole trains."""
    run = trained(rule, delays(several), 1.0)
    changes = np.array(
        [[rule.change(*recorded(run, i, j, delays(several))) for j in range(4)] for i in range(6)]
    )
    np.testing.assert_allclose(run.weights["pre -> post"], 1.0 + changes, rtol=0, atol=1e-12)
    assert np.abs(changes).max() > 0.1


@dataclass(frozen=True)
class Homeostatic:
    """A student's rule: a post spike adds, a pre spike costs; it reads one trace, of the posts."""

    same_step = "none"
    w_min = 0.9
    w_max = 1.2
    keeps = (Trace("post", 20.0),)

    def at_pre(self, w, x):
        return np.maximum(w + 0.01 * (x[0] - 2.0), self.w_min)

    def at_post(self, w, x):
        return np.minimum(w + 0.002, self.w_max)


@dataclass(frozen=True)
class Crowded:
    """Another: a pre spike costs more, the more pre spikes there were; in a tie it comes first."""

    same_step = "ltp"
    w_min = 0.0
    w_max = 10.0
    keeps = (Trace("pre", 20.0),)

    def at_pre(self, w, x):
        return np.maximum(w - 0.01 * x[0], self.w_min)

    def at_post(self, w, x):
        return np.minimum(w + 0.03 * x[0], self.w_max)


@pytest.mark.parametrize(
    "rule",
    [Homeostatic(), Crowded(), TripletSTDP(A2_plus=0.05, w_min=0.9, w_max=1.1)],
    ids=["own", "crowded", "triplet"],
)
def test_any_rule_keeps_to_its_bounds_and_does_what_it_does_to_two_trains(rule):
    run = trained(rule, 0.3, 1.0)
    weights = run.weights["pre -> post"]
    for i, j in np.ndindex(6, 4):
        expected = weight_after(rule, *recorded(run, i, j, 0.3), w=1.0)
        assert weights[i, j] == pytest.approx(expected, abs=1e-12)
    bounded = TripletSTDP(A2_plus=0.05, w_min=0.9, w_max=1.1)
    assert rule.w_min <= weights.min() < weights.max() <= rule.w_max
    assert (rule != bounded) or (weights == 1.1).any()


@pytest.mark.parametrize("wrong", [STDP, 1, "stdp", object()])
def test_what_is_no_rule_is_refused(wrong):
    with pytest.raises(TypeError, match=r"plasticity = .*expected an instance of Rule"):
        trained(wrong, 1.0, 1.0)


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
    """One pre spike sets off the post spike; with same_step="ltp" the second arrives stronger.

    It must, for a current holds the neuron 0.2 mV lower by then.
    """
    rule = STDP(0.5, 0.0, same_step="ltp", w_min=0.0, w_max=20.0)
    network = Network().add(SpikeSource(), 1, "pre").add(LIF(), 1, "post")
    network.connect("pre", "post", 15.0, 1.0, plasticity=rule)
    lower = np.where(np.arange(2000) < 200, 0.0, -0.02)  # nA
    run = network.run(200.0, {"pre": Spikes([10.0, 150.0]), "post": lower}, dt=0.1)
    np.testing.assert_allclose(run.spikes["post"].times, [11.0, 151.0])
    trace = 1.0 + np.exp(-140.0 / rule.tau_plus)
    assert run.weights["pre -> post"][0, 0] == pytest.approx(15.0 + 0.5 + 0.5 * trace)


def test_weights_outside_the_bounds_of_their_rule_are_refused():
    with pytest.raises(ValueError, match="weights = 2: allowed is 0 to 1"):
        trained(STDP(), 1.0, 2.0)
