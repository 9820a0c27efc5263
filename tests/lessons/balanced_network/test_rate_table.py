"""The table of Siegert's rates against his integral."""

import math

import numpy as np
import pytest

from snn_edu.lessons.balanced_network.rate_table import siegert_rates
from snn_edu.neurons.lif import LIF
from snn_edu.neurons.siegert import siegert

LIFS = {
    "brunel": LIF(20.0, 10.0, v_rest=0.0, v_reset=10.0, v_threshold=20.0, t_ref=2.0),
    "default": LIF(t_ref=0.0),
    "reset just below": LIF(20.0, 10.0, v_rest=0.0, v_reset=19.94, v_threshold=20.0, t_ref=0.0),
}


@pytest.mark.parametrize("name", LIFS)
def test_the_table_gives_the_rates_of_the_integral_to_a_ten_millionth(name):
    lif = LIFS[name]
    mu = lif.v_threshold + np.array([-60.0, -30.0, -10.0, -3.0, 0.0, 5.0, 30.0, 400.0, 2000.0])
    for sigma in (0.5, 3.0, 10.0, 40.0, 120.0):
        rest = sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset
        truth = [siegert(one, *rest)[0] for one in mu.tolist()]
        assert siegert_rates(mu, sigma, lif) == pytest.approx(truth, rel=1e-7, abs=2e-24)


def test_without_noise_it_is_the_f_i_curve():
    lif = LIFS["brunel"]
    current = np.array([2.5, 4.0, 10.0, 80.0])  # nA; the rheobase is 2
    assert siegert_rates(10.0 * current, 1e-2, lif) == pytest.approx(lif.rate(current), rel=1e-4)


def test_the_table_and_the_series_meet():
    """Just inside and just outside of the table the rate is one smooth curve."""
    lif = LIF(20.0, 10.0, v_rest=0.0, v_reset=10.0, v_threshold=20.0, t_ref=0.0)
    mu = 10.0 + 25.0 * np.array([0.99, 1.0, 1.01])  # x_r = -mu_r / sigma around -25
    slow, middle, fast = siegert_rates(mu, 1.0, lif)
    assert slow < middle < fast
    assert middle == pytest.approx((slow + fast) / 2.0, rel=1e-3)
    assert math.isfinite(siegert_rates(1e6, 1.0, lif))


@pytest.mark.parametrize(
    ("mu", "sigma", "lif", "message"),
    [
        (np.nan, 1.0, LIF(), "mu = nan mV"),
        ([0.0, 1.0], 0.0, LIF(), "sigma = 0 mV"),
        (1.0, [1.0, -1.0], LIF(), r"sigma\[1\] = -1 mV"),
        ([10.0], 5.0, LIF, r"lif = the class LIF.*Did you mean LIF\(\)"),
    ],
)
def test_a_refusal_names_what_is_wrong(mu, sigma, lif, message):
    with pytest.raises((ValueError, TypeError), match=message):
        siegert_rates(mu, sigma, lif)
