"""Homeostasis: scaling keeps ratios and finds its rate; inhibitory STDP balances at its target."""

import math

import numpy as np
import pytest

from snn_edu.plasticity.homeostasis import InhibitorySTDP, SynapticScaling


def test_scaling_keeps_the_ratios_of_weights():
    w = np.array([0.1, 0.2, 0.7])
    grown = SynapticScaling(target_rate=10, tau=1000).scaled(w, rate=2.0, span=500.0)
    assert grown / w == pytest.approx(np.full(3, math.exp(0.8 * 0.5)), rel=1e-12)
    at_target = SynapticScaling(target_rate=10).scaled(w, rate=10.0, span=500.0)
    assert at_target.tolist() == w.tolist()


def test_two_short_scalings_are_one_long_scaling():
    rule = SynapticScaling(target_rate=5, tau=2000)
    twice = rule.scaled(rule.scaled([0.3], 8.0, 40.0), 8.0, 60.0)
    assert twice == pytest.approx(rule.scaled([0.3], 8.0, 100.0), rel=1e-12)


def test_scaling_brings_a_linear_neuron_to_its_target():
    # A neuron whose rate is 80 Hz x w settles at w = target / 80, from above and below.
    rule = SynapticScaling(target_rate=12, tau=1000)
    for w in (np.array([0.01]), np.array([1.0])):
        for _ in range(2000):
            w = rule.scaled(w, 80.0 * w[0], span=10.0)
        assert 80 * w[0] == pytest.approx(12, rel=1e-6)


def test_inhibitory_change_is_the_sum_over_all_pairs_minus_its_cost():
    rng = np.random.default_rng(1)
    pre, post = np.sort(rng.integers(0, 200, (2, 40))).astype(float)  # ties among them
    rule = InhibitorySTDP(eta=0.01, tau=15.0, target_rate=8.0)
    by_pairs = rule.window(post[:, None] - pre).sum() - rule.eta * rule.alpha * pre.size
    assert (post[:, None] == pre).any()
    assert rule.change(pre, post) == pytest.approx(by_pairs, abs=1e-12)


def test_inhibitory_window_does_not_care_which_came_first():
    rule = InhibitorySTDP()
    delta_t = np.array([0.0, 1.0, 20.0])
    assert rule.window(delta_t).tolist() == rule.window(-delta_t).tolist()
    assert rule.window(0.0) == rule.eta
    assert rule.window(rule.tau) == pytest.approx(rule.eta / math.e)


def test_alpha_is_twice_the_target_times_tau():
    # Vogels et al. 2011: rho0 = 5 Hz and tau = 20 ms give alpha = 0.2.
    assert InhibitorySTDP(tau=20.0, target_rate=5.0).alpha == pytest.approx(0.2)


def test_poisson_trains_drift_to_the_target_rate():
    rule = InhibitorySTDP(eta=0.001, tau=20.0, target_rate=5.0)
    rng = np.random.default_rng(2)
    seconds = 400.0
    for post_rate in (2.0, 5.0, 12.0):
        drifts = []
        for _ in range(30):
            pre, post = (
                np.sort(rng.uniform(0, 1000 * seconds, rng.poisson(rate * seconds)))
                for rate in (10.0, post_rate)
            )
            drifts.append(rule.change(pre, post) / seconds)
        error = np.std(drifts, ddof=1) / math.sqrt(len(drifts))
        assert np.mean(drifts) == pytest.approx(rule.drift(10.0, post_rate), abs=3 * error)
    assert rule.drift(10.0, 4.9) < rule.drift(10.0, 5.0) == 0 < rule.drift(10.0, 5.1)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SynapticScaling(target_rate=0.0), "target_rate = 0 Hz"),
        (lambda: SynapticScaling(tau=0.0), "tau = 0 ms"),
        (lambda: SynapticScaling().scaled([0.1], -1.0, 1.0), "rate = -1 Hz"),
        (lambda: InhibitorySTDP(tau=0.02), r"Did you mean 20 \(ms\)"),
        (lambda: InhibitorySTDP(eta=-1.0), "eta = -1"),
    ],
)
def test_wrong_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
