"""Each key of Part I is computed: from a formula, from all cases, or from a neuron that fires."""

from math import comb, exp, log

import pytest

from snn_edu import LIF, siegert
from snn_edu.questions.inventory import read_part

ITEMS = read_part(1).items


def share(part, whole):
    return f"{100 * part / whole:.2g} %"


def test_the_share_of_alarms_that_are_right(keys):
    assert keys(ITEMS[0]) == [share(36, 36 + 324), share(20, 20 + 60)]


@pytest.mark.parametrize(("right", "of", "chance"), [(9, 25, 0.25), (13, 20, 0.5)])
def test_guessing_often_does_as_well_but_not_in_a_large_sample(right, of, chance):
    def as_well(right, of):
        ways = ((k, comb(of, k)) for k in range(right, of + 1))
        return sum(each * chance**k * (1 - chance) ** (of - k) for k, each in ways)

    assert 0.1 < as_well(right, of) < 0.2
    assert as_well(round(1_000 * right / of), 1_000) < 1e-10


def test_how_far_and_how_fast(keys):
    climb = [(200 * 0.06, 30 / 30), (80 * 0.25, 24 / 12)]
    assert keys(ITEMS[2]) == [f"{goal * (1 - exp(-spans)):.1f} mV" for goal, spans in climb]


def test_how_high_a_train_piles_up(keys):
    assert keys(ITEMS[3]) == [f"{6 * 3 / 4:.1f} mV", f"{10 / 5 * 2:.0f} mV"]  # w r tau_m


def test_the_rate_at_another_current(keys):
    for key, (tau_m, t_ref, first, second, told) in zip(
        keys(ITEMS[4]), [(10, 4, 2, 4, 91), (25, 5, 1.25, 2.5, 22)], strict=True
    ):
        lif = LIF(tau_m=tau_m, t_ref=t_ref, v_rest=-65, v_reset=-65)
        assert round(lif.rate(first * lif.rheobase)) == told
        rate = lif.rate(second * lif.rheobase)
        assert key == f"{rate:.0f} Hz"
        assert rate == pytest.approx(1e3 / (t_ref + tau_m * log(second / (second - 1))))


def test_the_resistance_of_a_cell_that_nobody_has_measured(keys):
    for key, (v_rest, v_threshold, v_reset, rheobase) in zip(
        keys(ITEMS[5]), [(-65, -45, -60, 0.40), (-72, -57, -77, 0.25)], strict=True
    ):
        R_m = (v_threshold - v_rest) / rheobase
        assert key == f"about {R_m:.0f} MΩ"
        lif = LIF(R_m=R_m, v_rest=v_rest, v_threshold=v_threshold, v_reset=v_reset)
        assert lif.rate(rheobase - 0.01) == 0 < lif.rate(rheobase + 0.01)


def test_noise_matters_where_the_mean_does_not_suffice(keys):
    lif = LIF(v_rest=-65, v_reset=-65, v_threshold=-45, tau_m=20, t_ref=2)
    way = lif.v_threshold - lif.v_rest

    def rate(part, sigma):
        mu = lif.v_rest + part * way
        return siegert(mu, sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)[0]

    weak, strong = rate(0.9, way / 5), rate(3.0, way / 5)
    without = lif.rate(3 * lif.rheobase)
    assert weak > 5 > 0 == lif.rate(0.9 * lif.rheobase)
    assert abs(strong - without) < 0.05 * without
    assert "first rises" in keys(ITEMS[6])[0]
    assert "first falls to 0" in keys(ITEMS[6])[1]


def test_channels_that_reverse_at_rest_divide(keys):
    assert keys(ITEMS[7]) == [f"{14 / (1 + 1):.0f} mV", f"{18 / (1 + 0.5):.0f} mV"]
