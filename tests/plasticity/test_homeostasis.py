"""Homeostasis: scaling keeps ratios and finds its rate."""

import math

import numpy as np
import pytest
from ranges import refused

from snn_edu.plasticity import SynapticScaling


def test_scaling_keeps_the_ratios_of_weights():
    w = np.array([0.1, 0.2, 0.7])
    grown = SynapticScaling(target_rate=10, tau=1000).scaled(w, rate=2.0, span=500.0)
    assert grown / w == pytest.approx(np.full(3, math.exp(0.8 * 0.5)), rel=1e-12)
    at_target = SynapticScaling(target_rate=10).scaled(w, rate=10.0, span=500.0)
    assert at_target.tolist() == w.tolist()


test_wrong_arguments_are_refused = refused(
    (lambda: SynapticScaling().scaled([0.5], 0.0, 1e9), "weights would grow .*100000 times"),
)
