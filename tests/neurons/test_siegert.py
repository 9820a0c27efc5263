"""Siegert's rate and CV."""

import math

import numpy as np
import pytest
from ranges import refused
from reference import cases

from snn_edu.neurons import LIF, siegert, siegert_rate
from snn_edu.neurons.siegert import _scaled_erfc


@pytest.mark.parametrize("row", cases("lif", "lif-siegert")[0]["expected"]["rows"])
def test_siegert_matches_high_precision_quadrature(row):
    params = cases("lif", "lif-siegert")[0]["params"]
    names = "tau_m_ms", "t_ref_ms", "V_th_mV", "V_reset_mV"
    rate, cv = siegert(row["mu_mV"], row["sigma_mV"], *(params[name] for name in names))
    assert rate == pytest.approx(row["rate_Hz"], rel=1e-9)
    assert cv == pytest.approx(row["cv"], rel=1e-9)


def test_siegert_without_noise_is_the_f_i_curve_and_with_little_drive_is_silence():
    lif = LIF(tau_m=20.0, R_m=10.0, v_rest=0.0, v_reset=10.0, v_threshold=20.0, t_ref=2.0)
    rate, cv = siegert(30.0, 0.02, 20.0, 2.0)
    assert rate == pytest.approx(lif.rate(3.0), rel=1e-5)
    assert cv < 2e-3
    assert siegert(0.0, 0.5, 20.0) == (0.0, 1.0)
    rare, poisson = siegert(10.0, 2.0, 20.0)
    assert rare < 1e-3
    assert poisson == pytest.approx(1.0, abs=1e-3)


def test_left_out_are_brunels_threshold_and_reset_and_no_refractory_period():
    """Brunel 2000, J Comput Neurosci 8:183: 20 and 10 mV above rest."""
    assert siegert(15.0, 4.0, 20.0) == siegert(15.0, 4.0, 20.0, 0.0, 20.0, 10.0)
    rate, _ = siegert(15.0, 4.0, 20.0)
    later, _ = siegert(15.0, 4.0, 20.0, 5.0)
    assert 1000.0 / later == pytest.approx(1000.0 / rate + 5.0)


test_a_refusal_of_the_integral_names_what_is_wrong = refused(
    ({"v_reset": 20.0}, "v_reset = 20 mV: must be below"),
    ({"v_threshold": np.nan}, "v_threshold = nan mV"),
    ({"v_threshold": 1001.0}, "v_threshold = 1001 mV: allowed is -1000 to 1000 mV"),
    ({"mu": 1e9}, r"mu = 1e\+09 mV"),
    ({"sigma": 0.005}, "sigma = 0.005 mV: allowed is 0.01 mV or more.*LIF.rate"),
    of=lambda wrong: siegert(**{"mu": 10.0, "sigma": 5.0, "tau_m": 20.0} | wrong),
)


@pytest.mark.parametrize("mu", [-60.0, 0.0, 15.0, 30.0])  # -60: too rare for two integrals
def test_the_rate_alone_is_that_of_the_pair(mu):
    lif = LIF(tau_m=15.0, t_ref=3.0, v_threshold=21.0, v_reset=9.0)
    assert siegert_rate(mu, 4.0, lif) == siegert(mu, 4.0, 15.0, 3.0, 21.0, 9.0)[0]
    few_bits = siegert(mu, 5.0, np.float16(20.0), v_reset=9.0)
    assert few_bits == siegert(mu, 5.0, 20.0, v_reset=9.0)


def test_the_series_of_a_strong_drive_is_the_complementary_error_function():
    for x in (25.1, 25.7, 26.4):
        expected = math.exp(x * x) * math.erfc(x)
        assert _scaled_erfc(np.array([x]))[0] == pytest.approx(expected, rel=1e-9)
