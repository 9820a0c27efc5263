"""Delivery: on the grid of a network, a rule does what it does to the network's own trains."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from snn_edu import LIF, Spikes, stimuli
from snn_edu.network import Network, Sparse, SpikeSource
from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP, Trace, TripletSTDP, weight_after


class Homeostatic:
    """A student's rule: a post spike adds, a pre spike costs; it reads one trace, of the posts."""

    same_step = "none"
    w_min = 9.0
    w_max = 14.0
    keeps = (Trace("post", 20.0),)

    def at_pre(self, w, x):
        return np.clip(w + 0.1 * (x[0] - 3.0), self.w_min, self.w_max)

    def at_post(self, w, x):
        return np.minimum(w + 0.02, self.w_max)


class Eager:
    """A rule that says how much, and leaves its bounds to whoever runs it."""

    same_step = "none"
    w_min = 9.0
    w_max = 14.0
    keeps = (Trace("pre", 20.0),)

    def at_pre(self, w, x):
        return w - 0.5

    def at_post(self, w, x):
        return w + 3.0 * x[0]


SEVERAL = np.random.default_rng(3).choice([0.1, 0.3, 0.7, 1.2], (6, 4))
FULL = TripletSTDP(A2_plus=0.1, A3_minus=0.2, tau_x=80.0, w_min=9.0, w_max=14.0)
RULES = [
    *(STDP(1.0, 1.2, 15.0, 25.0, *how, 0.0, 20.0, 0.6) for how in product(PAIRINGS, SAME_STEP)),
    *(FULL, replace(FULL, pairing="nearest"), Homeostatic(), Eager()),
]


@pytest.mark.parametrize("delays", [0.1, SEVERAL], ids=["one-delay", "several-delays"])
@pytest.mark.parametrize("rule", RULES)
def test_weights_end_as_the_rule_says_of_the_two_trains(rule, delays):
    """The oracle is `weight_after`: spike by spike, of what arrived and what fired.

    On a grid of 0.1 ms j dt and k dt + delay of one moment differ in the last digits.
    """
    spikes = stimuli.poisson(80.0, 150.0, np.random.default_rng(1), size=6)
    weights = np.random.default_rng(3).uniform(9.0, 14.0, (6, 4))  # mV: arrivals set off spikes
    network = Network().add(SpikeSource(), 6, "pre").add(LIF(), 4, "post")
    network.connect("pre", "post", weights, delays, plasticity=rule)
    run = network.run(150.0, {"pre": spikes, "post": [[1.4, 1.6, 1.9, 2.5]]}, dt=0.1)
    learnt = run.weights["pre -> post"]
    ties = almost = 0
    for i, j in np.ndindex(6, 4):
        pre = run.spikes["pre"].of(i).times + np.broadcast_to(delays, (6, 4))[i, j]
        pre, post = pre[pre <= 150.0], run.spikes["post"].of(j).times
        apart = np.abs(np.subtract.outer(pre, post))
        ties += (apart < 1e-9).sum()
        almost += ((apart > 0.0) & (apart < 1e-9)).sum()
        expected = weight_after(rule, pre, post, float(weights[i, j]))
        assert learnt[i, j] == pytest.approx(expected, abs=1e-11)
    assert ties > 20
    assert almost > 5  # ties for whoever counts steps, and none for whoever compares floats
    assert np.abs(learnt - weights).max() > 0.5
    assert rule.w_min <= learnt.min() < learnt.max() <= rule.w_max


@pytest.mark.parametrize(
    ("pre", "post"),
    [
        ([0, 0, 0], [1, 1, 2]),
        ([0, 0, 1], [2, 1, 1]),
        ([0, 1, 1], [1, 1, 2]),
        ([1, 1, 1], [1, 1, 1]),
        ([0, 1, 2, 3, 4, 5], [1, 1, 2, 0, 2, 1]),  # so many that they are added at once
    ],
)
def test_a_spike_adds_the_weight_of_every_synapse_however_many_lead_to_one_neuron(pre, post):
    weights = 0.1 * 2.0 ** np.arange(len(pre))  # mV
    network = Network().add(SpikeSource(), 6, "pre").add(LIF(), 3, "post")
    network.connect("pre", "post", Sparse(pre, post, weights), 1.0)
    spikes = Spikes(np.ones(6), np.arange(6), size=6)
    run = network.run(3.0, {"pre": spikes}, dt=1.0, record=["post"])
    np.testing.assert_allclose(run.v["post"][2] + 65.0, np.bincount(post, weights, minlength=3))


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


@pytest.mark.parametrize("rule", RULES[::4])
def test_weights_over_time_are_those_of_each_synapse_on_its_own(rule):
    """The oracle follows the two trains of each synapse, spike by spike, up to each look.

    Of an `STDP` that is `STDP.course`, at the times when the spikes of `pre` arrive.
    """
    spikes = stimuli.poisson(80.0, 150.0, np.random.default_rng(1), size=6)
    weights = np.random.default_rng(3).uniform(9.0, 14.0, (6, 4))
    network = Network().add(SpikeSource(), 6, "pre").add(LIF(), 4, "post")
    network.connect("pre", "post", weights, SEVERAL, plasticity=rule)
    network.connect("post", "post", 0.5, name="fixed")
    drive = {"pre": spikes, "post": [[1.4, 1.6, 1.9, 2.5]]}
    run = network.run(150.0, drive, dt=0.1, looks={"pre -> post": 40.0, "fixed": 50.0})
    course, t = run.course["pre -> post"], run.course_t["pre -> post"]
    np.testing.assert_allclose(t, [0.0, 40.0, 80.0, 120.0])
    np.testing.assert_allclose(run.course_t["fixed"], [0.0, 50.0, 100.0, 150.0])
    np.testing.assert_array_equal(run.course["fixed"], np.full((4, 4, 4), 0.5))
    np.testing.assert_array_equal(course[0], weights)
    assert np.abs(course[-1] - weights).max() > 0.5
    for i, j in np.ndindex(6, 4):
        pre = run.spikes["pre"].of(i).times + SEVERAL[i, j]
        post = run.spikes["post"].of(j).times
        for look, until in zip(course[1:, i, j], t[1:] + 1e-6, strict=True):
            expected = weight_after(rule, pre[pre < until], post[post < until], weights[i, j])
            assert look == pytest.approx(expected, abs=1e-12)
        if isinstance(rule, STDP):
            followed = rule.course(pre[pre < 150.0], post, weights[i, j])
            before = np.searchsorted(followed.t, t[1:] + 1e-6) - 1
            np.testing.assert_allclose(course[1:, i, j], followed.w[before], atol=1e-12)


def test_a_run_is_the_same_whether_or_not_its_weights_are_looked_at():
    network = Network().add(LIF(), 3, "cells")
    network.connect("cells", "cells", 5.0, plasticity=STDP(0.1, 0.2, w_max=10.0))
    seen, unseen = (
        network.run(200.0, {"cells": [[1.6, 1.7, 1.9]]}, looks=looks)
        for looks in ({"cells -> cells": 10.0}, None)
    )
    np.testing.assert_array_equal(seen.course["cells -> cells"][-1], seen.weights["cells -> cells"])
    assert seen.weights == unseen.weights
    assert seen.spikes == unseen.spikes
    assert np.unique(seen.course["cells -> cells"], axis=0).shape[0] > 5
