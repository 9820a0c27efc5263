import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_edu.neurons import FLOATS
from snn_edu.synapses import chain, peak_time

TAUS = st.floats(0.1, 200.0)


def exact_chain(t, taus):
    """The partial fractions in 80 digits, equal time constants told apart by 1e-25."""
    with localcontext() as context:
        context.prec = 120
        t = Decimal(t)
        rates = [1 / Decimal(tau) + k * Decimal("1e-25") for k, tau in enumerate(taus)]
        total = Decimal(0)
        for i, a in enumerate(rates):
            term = (-a * t).exp()
            for j, b in enumerate(rates):
                if j != i:
                    term /= b - a
            total += term
        return float(total)


@given(TAUS, *[st.floats(-14.0, 1.0)] * 2, st.floats(1e-3, 5.0))
def test_chain_is_its_partial_fractions_to_all_digits(tau, more, less, periods):
    """However far apart or near the time constants are."""
    taus = (tau, tau * (1 + 10**more), tau / (1 + 10**less))
    for some in (taus[:1], taus[:2], taus):
        expected = exact_chain(periods * tau, some)
        assert chain(periods * tau, some) == pytest.approx(expected, rel=2e-14)


@pytest.mark.parametrize("taus", [(3.0, 3.0), (3.0, 3.0, 3.0), (2.0, 2.0, 20.0), (2.0, 20.0, 20.0)])
def test_equal_time_constants_have_a_limit(taus):
    t = np.array([0.0, 1e-9, 0.1, 3.0, 30.0])
    expected = [exact_chain(float(one), taus) for one in t[1:]]
    assert chain(t, taus)[1:] == pytest.approx(expected, rel=2e-14)
    assert chain(t, taus)[0] == 0.0


@given(st.lists(TAUS, min_size=1, max_size=3), st.floats(0.0, 500.0), st.randoms())
def test_floats_and_arrays_agree_and_the_order_of_stages_does_not_matter(taus, t, random):
    shuffled = random.sample(taus, len(taus))
    as_array = chain(np.array([t]), tuple(taus))[0]
    assert chain(t, tuple(shuffled), FLOATS) == pytest.approx(as_array, rel=1e-14, abs=1e-300)


def test_two_stages_peak_at_the_logarithm_and_at_tau_where_they_are_equal():
    assert peak_time((10.0, 2.5)) == pytest.approx(10 * 2.5 / 7.5 * math.log(4), rel=1e-15)
    assert round(peak_time((10.0, 2.5)), 2) == 4.62
    assert peak_time((7.0, 7.0)) == 7.0
    assert peak_time((4.0, 4.0, 4.0)) == pytest.approx(8.0, rel=1e-12)
    assert peak_time((7.0, 7.0 + 1e-9)) == pytest.approx(7.0 + 0.5e-9, rel=1e-15)


@given(st.lists(TAUS, min_size=2, max_size=3))
def test_nothing_near_the_peak_is_higher(taus):
    taus = tuple(taus)
    best = peak_time(taus)
    around = best * (1 + np.linspace(-0.5, 0.5, 1001))
    assert chain(best, taus) >= chain(around, taus).max() * (1 - 1e-14)
