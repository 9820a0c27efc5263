"""Homeostasis: scaling keeps ratios and finds its rate."""

import math

import numpy as np
import pytest

from snn_edu.plasticity import SynapticScaling


def test_scaling_keeps_the_ratios_of_weights():
    w = np.array([0.1, 0.2, 0.7])
    grown = SynapticScaling(target_rate=10, tau=1000).scaled(w, rate=2.0, span=500.0)
    assert grown / w == pytest.approx(np.full(3, math.exp(0.8 * 0.5)), rel=1e-12)
    at_target = SynapticScaling(target_rate=10).scaled(w, rate=10.0, span=500.0)
    assert at_target.tolist() == w.tolist()


def test_scaling_brings_a_linear_neuron_to_its_target():
    # A neuron whose rate is 80 Hz x w settles at w = target / 80, from above and below.
    rule = SynapticScaling(target_rate=12, tau=1000)
    for w in (np.array([0.01]), np.array([1.0])):
        for _ in range(2000):
            w = rule.scaled(w, 80.0 * w[0], span=10.0)
        assert 80 * w[0] == pytest.approx(12, rel=1e-6)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SynapticScaling(target_rate=0.0), "target_rate = 0 Hz"),
        (lambda: SynapticScaling(tau=0.0), "tau = 0 ms"),
        (lambda: SynapticScaling().scaled([0.1], -1.0, 1.0), "rate = -1 Hz"),
        (
            lambda: SynapticScaling().scaled([0.5], 0.0, 1e9),
            r"span = 1e\+09 ms: weights would grow e\^100000 times",
        ),
    ],
)
def test_wrong_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
