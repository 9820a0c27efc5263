"""The squid axon against Hodgkin & Huxley's numbers and a slow, independent solver."""

import numpy as np
import pytest
from reference import case, cases

from snn_edu import HodgkinHuxley, simulate
from snn_edu.spikes import step as held

AXON = HodgkinHuxley()


def test_rest_is_where_the_steady_current_is_zero():
    expected = case("hh", "hh-rest")["expected"]
    v, m, h, n = AXON.start()
    assert v == pytest.approx(expected["V_rest_mV"], abs=1e-9)
    assert (m, h, n) == pytest.approx([expected[gate] for gate in "mhn"], abs=1e-9)
    assert AXON.slope(AXON.start(), 0.0) == pytest.approx([0.0] * 4, abs=1e-9)
    assert AXON.stepper(0.01)(AXON.start(), 0.0)[1:] == (False, 0.0)
    assert np.ptp(simulate(AXON, held(0.0, 50.0, 0.01), 0.01).v) < 0.005  # mV: half a table entry


def test_each_current_stands_in_its_place_and_is_none_at_its_own_reversal():
    state = (-60.0, 0.4, 0.7, 0.5)
    closed = 120.0 * 0.4**3 * 0.7 * -110.0, 36.0 * 0.5**4 * 17.0, 0.3 * (54.387 - 60.0)
    assert AXON.currents(state) == pytest.approx(closed)
    assert np.divide(AXON.slope(state, 7.0), 1.0)[0] == pytest.approx(7.0 - sum(closed))
    for k, reversal in enumerate((50.0, -77.0, -54.387)):
        assert [each == 0.0 for each in AXON.currents((reversal, 0.4, 0.7, 0.5))].index(True) == k


def test_rest_is_sought_between_the_ends_of_the_tables_and_not_beyond():
    """The current that holds v at an end of the tables is the last that has a rest."""
    for end, outwards in ((-200.0, -0.05), (150.0, 0.05)):
        holds = sum(AXON.currents((end, *AXON.gates_steady(end))))
        assert AXON.at_rest(float(holds) - outwards)[0] == pytest.approx(end, abs=1.0)
        with pytest.raises(ValueError, match="beyond -200 to 150 mV"):
            AXON.at_rest(float(holds) + outwards)


def test_a_spike_that_ends_a_step_at_zero_is_one():
    """Held by its leak alone, v falls to 0 mV exactly: e^-1000 is nothing."""
    leak = HodgkinHuxley(C_m=0.01, g_Na=0.0, g_K=0.0, g_L=100.0, E_L=0.0)
    run = simulate(leak, np.zeros(3), 0.1, start=(-10.0, 0.0, 0.0, 0.0))
    assert run.v.tolist() == [-10.0, 0.0, 0.0, 0.0]
    assert run.spikes.times.tolist() == [0.1]


def test_gates_have_the_textbooks_steady_values_and_time_constants():
    one = case("hh", "hh-gates-given")
    v = np.array(one["params"]["V_mV"])
    for gate, steady, tau in zip("mhn", AXON.gates_steady(v), AXON.gates_tau(v), strict=True):
        np.testing.assert_allclose(steady, one["expected"][f"{gate}_inf"], rtol=1e-9)
        np.testing.assert_allclose(tau, one["expected"][f"tau_{gate}_ms"], rtol=1e-9)


@pytest.mark.parametrize(("v", "which", "limit"), [(-40.0, 0, 1.0), (-55.0, 4, 0.1)])
def test_removable_singularities_are_removed(v, which, limit):
    near = [v - 1e-9, v, v + 1e-9]
    assert AXON.rates(v)[which] == limit  # not NaN, not nearly
    np.testing.assert_allclose(AXON.rates(np.array(near))[which], limit, rtol=1e-9)


@pytest.mark.parametrize("one", cases("hh", "hh-step"), ids=lambda one: one["id"])
def test_spikes_come_when_an_adaptive_solver_says(one):
    current = held(one["params"]["I_uA_cm2"], one["params"]["T_ms"], 0.01)
    recording = simulate(AXON, current, 0.01)
    times, expected = recording.spikes.times, np.array(one["expected"]["spike_times_ms"])
    assert times.size == one["expected"]["n_spikes"]
    np.testing.assert_allclose(times[:5], expected[:5], atol=0.01)
    assert np.all(np.abs(times - expected) <= 0.002 * np.arange(1, times.size + 1) + 0.002)
    assert recording.v.max() == pytest.approx(one["expected"]["first_peak_mV"], abs=0.05)


def spikes_at(current, duration):
    return simulate(AXON, held(current, duration, 0.025), 0.025).spikes.times


def test_one_spike_from_2_24_and_repetitive_firing_from_6_26():
    expected = case("hh", "hh-thresholds")["expected"]
    single = expected["min_step_for_one_spike"]
    repetitive = expected["min_step_from_rest_for_repetitive"]
    assert [spikes_at(single + nudge, 60.0).size for nudge in (-0.02, 0.02)] == [0, 1]
    assert spikes_at(repetitive - 0.02, 1500.0)[-1] < 1000.0  # it dies out
    assert spikes_at(repetitive + 0.02, 1500.0)[-1] > 1450.0


def growth(current):
    """The real part (1/ms) and frequency (Hz) of what grows fastest near the fixed point."""
    at, nudge = np.array(AXON.at_rest(current)), 1e-5 * np.eye(4)
    up, down = (AXON.slope((at + each).T, current) for each in (nudge, -nudge))
    fastest = max(np.linalg.eigvals(np.subtract(up, down) / 2e-5), key=lambda each: each.real)
    return fastest.real, abs(fastest.imag) * 1000.0 / (2.0 * np.pi)


def test_rest_loses_its_stability_between_two_hopf_points():
    expected = case("hh", "hh-thresholds")["expected"]
    for name, sign in (("hopf_low", 1.0), ("hopf_high", -1.0)):
        before, after = (sign * growth(expected[name] + nudge)[0] for nudge in (-0.01, 0.01))
        assert before < 0.0 < after
    assert growth(expected["hopf_low"])[1] == pytest.approx(expected["hopf_low_freq_Hz"], rel=1e-3)


@pytest.mark.parametrize("row", case("hh", "hh-fi-given")["expected"]["rows"], ids=str)
def test_rates_of_the_f_i_curve(row):
    times = simulate(AXON, held(row["I_uA_cm2"], 400.0, 0.01), 0.01).spikes.times
    assert times.size == row["n_in_400ms"]
    assert 8000.0 / (times[-1] - times[-9]) == pytest.approx(row["rate_Hz"], rel=0.002)


@pytest.mark.parametrize("one", cases("hh", "hh-q10"), ids=lambda one: one["id"])
def test_warmth_makes_spikes_short_and_small(one):
    warm = HodgkinHuxley(temperature=one["params"]["T_C"])
    assert warm.phi == pytest.approx(one["params"]["phi"])
    recording = simulate(warm, held(one["params"]["I_uA_cm2"], one["params"]["T_ms"], 0.01), 0.01)
    expected = one["expected"]
    np.testing.assert_allclose(recording.spikes.times, expected["spike_times_ms"], atol=0.05)
    assert recording.v.max() == pytest.approx(expected["first_peak_mV"], abs=0.05)
    up, down = np.flatnonzero(np.diff(np.signbit(recording.v)))[:2]
    assert 0.01 * (down - up) == pytest.approx(expected["width_at_0mV_ms"], abs=0.02)


def test_release_from_inhibition_sets_off_one_spike():
    one = case("hh", "hh-anode-break")
    t = np.arange(10_000) * 0.01
    current = np.where((t >= one["params"]["on_ms"]) & (t < one["params"]["off_ms"]), -10.0, 0.0)
    times = simulate(AXON, current, 0.01).spikes.times
    np.testing.assert_allclose(times, one["expected"]["spike_times_ms"], atol=0.05)


@pytest.mark.parametrize("which", [0, 1])
def test_a_second_pulse_too_soon_sets_off_nothing(which):
    one = case("hh", "hh-refractory-given")
    p = one["params"]
    t = (np.arange(6000) + 0.5) * 0.01
    current = np.zeros(6000)
    for begin in (p["t1_ms"], p["t1_ms"] + p["gaps_ms"][which]):
        current[(t > begin) & (t < begin + p["width_ms"])] = p["amp"]
    times = simulate(AXON, current, 0.01).spikes.times
    np.testing.assert_allclose(times, one["expected"]["spike_times_ms"][which], atol=0.05)


@pytest.mark.parametrize("steps", [(100,), (100, 3)])
def test_a_current_in_the_wrong_unit_is_refused(steps):
    with pytest.raises(ValueError, match=r"uA/cm2.*did you write nA or pA"):
        simulate(AXON, np.full(steps, 10_000.0), 0.1)
    with pytest.raises(ValueError, match=r"current = -1e\+06"):
        AXON.at_rest(-1e6)


@pytest.mark.parametrize("dt", [0.01, 0.1])
def test_the_step_is_the_same_with_its_gates_in_a_table(dt):
    """To the last digits at the hundredths of a mV that the table has; a spike's time elsewhere."""
    rng = np.random.default_rng(1)
    v = (rng.integers(-20_000, 15_000, 500) + 0.5) / 100.0
    state, current = (v, *rng.uniform(0.0, 1.0, (3, 500))), rng.uniform(-50.0, 100.0, 500)
    plain, tabled = AXON.step(state, current, dt), AXON.stepper(dt, np)(state, current)
    np.testing.assert_allclose(tabled[0], plain[0], rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(tabled[1], plain[1])
    assert plain[1].sum() > 2
    np.testing.assert_allclose(tabled[2], plain[2], atol=1e-12)

    state, times = AXON.start(), []
    for k in range(round(30.0 / dt)):
        state, spiked, ago = AXON.step(state, 10.0, dt)
        times += [(k + 1) * dt - ago] * bool(spiked)
    tabled = simulate(AXON, held(10.0, 30.0, dt), dt).spikes.times
    assert len(times) == 2
    assert tabled == pytest.approx(times, abs=0.005)


@pytest.mark.parametrize("dt", [0.0, -0.01, 0.2])
def test_gates_stand_back_by_half_a_step_as_the_engines_make_it(dt):
    with pytest.raises(ValueError, match=r"dt = .*0\.001 to 0\.1"):
        AXON.staggered(AXON.start(), dt)


def test_errors_fall_with_dt_squared_from_gates_that_are_not_settled():
    """Against the midpoint method on `slope` alone: no tables, no turns."""
    axon, begin = HodgkinHuxley(C_m=2.0), (-50.0, 0.1, 0.4, 0.4)
    exact = np.array(begin)
    for _ in range(2000):
        half = exact + 0.0005 * np.array(axon.slope(exact, 5.0))
        exact = exact + 0.001 * np.array(axon.slope(half, 5.0))
    errors = []
    for dt in (0.1, 0.05, 0.025):  # finer ones would show the table's hundredths of a mV
        run = simulate(axon, held(5.0, 2.0, dt), dt, start=begin)
        errors.append(abs(run.v[-1] - exact[0]))
    assert errors[2] < 0.1  # mV, on a slope of 40 mV/ms
    assert errors[0] / errors[1] == pytest.approx(4.0, abs=0.8)
    assert errors[1] / errors[2] == pytest.approx(4.0, abs=0.8)
