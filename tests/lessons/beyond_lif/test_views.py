"""What lesson 16 says, where no cell of it asserts it."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from reference import case

from snn_edu import HodgkinHuxley, simulate, trajectory
from snn_edu.lessons.beyond_lif import views as beyond_lif
from snn_edu.lessons.beyond_lif.views import (
    AXON,
    BURSTING,
    ZOO,
    drawn,
    onset,
    pattern_of,
    phase_plane,
    two_neurons,
)


def test_the_overshoot_goes_to_minus_75():
    v = simulate(AXON, np.full(3000, 10.0), 0.01).v
    assert v[:1500].min() == pytest.approx(-75.0, abs=0.2)


def test_h_and_n_are_several_times_slower_than_m():
    for v in (-65.0, -40.0, 0.0, 20.0):
        tau_m, tau_h, tau_n = AXON.gates_tau(v)
        assert min(tau_h, tau_n) > 4 * tau_m


@pytest.mark.parametrize("temperature", [0.0, 6.3, 30.0])
@pytest.mark.parametrize("current", [0.0, 20.0])
def test_currents_of_the_axon_stay_inside_the_picture(temperature, current):
    axon = HodgkinHuxley(temperature=temperature)
    v, *gates = trajectory(axon, np.full(1500, current), 0.02).states.T
    sodium, potassium, _ = axon.currents((v, *gates))
    assert -1050 < sodium.min() < potassium.max() < 1050
    assert -95 < v.min() < v.max() < 60


@pytest.mark.parametrize(
    ("current", "story"),
    [
        (2.2, "no spike"),
        (2.3, "1 spike, then silence"),
        (6.0, "2 spikes, then silence"),
        (6.2, "3 spikes, then silence"),
        (6.25, "6 spikes, then silence"),
        (6.27, "it fires on, 51.0 Hz"),
        (10.0, "it fires on, 68.2 Hz"),  # in steps of 0.05 ms
    ],
)
def test_the_onset_comes_in_the_stages_the_lesson_tells(current, story):
    assert story in onset(current)["text"]


def test_the_onset_marks_the_axon_at_its_own_rate_and_the_twin_at_its_closed_form():
    shown = onset(12.0)
    (at,), (rate,) = shown["here"]
    assert (at, rate) == (12.0, pytest.approx(1000 / beyond_lif.axon_period(12.0), rel=2e-3))
    lif = beyond_lif.twin()
    closed = 1000 / (lif.t_ref + lif.tau_m * np.log(12.0 / (12.0 - 6.26)))
    assert shown["twin_here"] == ([12.0], [pytest.approx(closed)])
    assert f"twin: {closed:.1f} Hz" in shown["text"]


def test_the_curve_of_the_axon_is_drawn_at_its_rates():
    figure = Figure()
    beyond_lif.draw_onset(figure)
    dots, curve = figure.axes[1].lines[:2]
    for current, rate in zip(*dots.get_data(), strict=True):
        truth = 1000 / beyond_lif.axon_period(current) if current > 6.25 else 0.0
        assert rate == pytest.approx(truth, rel=5e-3)
    np.testing.assert_array_equal(curve.get_ydata(), beyond_lif.twin().rate(curve.get_xdata()))


def test_no_interval_of_lasting_fire_is_above_21_ms():
    assert simulate(AXON, np.full(50_000, 6.27), 0.02).spikes.isi().max() < 21.5


def test_the_twin_has_the_axons_onset_and_its_rates_at_two_currents():
    twin = beyond_lif.twin()
    assert twin.rheobase == pytest.approx(6.26)
    for row in case("hh", "hh-fi-given")["expected"]["rows"]:
        off = twin.rate(row["I_uA_cm2"]) / row["rate_Hz"] - 1
        assert abs(off) < (1e-3 if row["I_uA_cm2"] in (10, 20) else 0.2)
    for current in (7.0, 8.0, 9.0, 12.0, 15.0, 30.0, 40.0):
        assert abs(twin.rate(current) * beyond_lif.axon_period(current) / 1000 - 1) < 0.2


def test_a_burst_ends_when_the_reset_lands_above_the_curve():
    run = trajectory(BURSTING, np.full(3000, 0.21), 0.1)
    after = np.ceil(run.spikes.times[:-1] / 0.1 - 1e-9).astype(int)
    where_v, _ = BURSTING.nullclines(run.states[after, 0], 0.21)
    above = run.states[after, 1] > where_v
    assert 0 < above.sum() < above.size
    np.testing.assert_array_equal(above, run.spikes.isi() > 100.0)


@pytest.mark.parametrize("kind", beyond_lif.STIMULI)
def test_axon_and_twin_are_drawn_each_with_its_own_trace_under_the_same_current(kind):
    shown = two_neurons(kind, 20.0)
    t, current = shown["current"]
    assert np.all(current[t < 20] == 0.0)
    at_50_ms = {"step": 20.0, "release": -20.0, "slow ramp": 20.0 * 30 / 130}[kind]
    assert np.interp(50.0, t, current) == pytest.approx(at_50_ms, abs=0.01)
    t, v = shown["axon"]
    assert v[0] == pytest.approx(-64.996, abs=0.001)  # the twin rests at -65
    peaks = np.flatnonzero((v[1:-1] > 0) & (v[1:-1] >= v[:-2]) & (v[1:-1] > v[2:]))
    assert f"{kind}, 20.0 µA/cm²: {peaks.size} spike" in shown["text"]
    lif, ticks = shown["lif"][1], shown["ticks"][0]
    assert lif.max() <= -50.0
    assert f"; {ticks.size} spike" in shown["text"]
    after = np.searchsorted(t, ticks)
    np.testing.assert_array_equal(lif[after], -65.0)  # reset
    assert np.all(lif[after - 1] > -51.0)


def test_axon_and_twin_stay_inside_the_picture_under_every_stimulus():
    for kind in beyond_lif.STIMULI:
        shown = two_neurons(kind, 20.0)
        assert -125 < shown["axon"][1].min() < shown["axon"][1].max() < 50
        assert -116 < shown["lif"][1].min() < shown["lif"][1].max() < -30


@pytest.mark.parametrize("current", [0.0, 0.15, 0.3, 0.5])
@pytest.mark.parametrize("v_reset", [-60.0, -44.0])
def test_the_path_in_the_phase_plane_stays_inside_the_picture(current, v_reset):
    for b in (0.0, 0.2):
        shown = phase_plane(current, v_reset, b, 30.0)
        v, w = shown["path"]
        low, high = shown["plane"]["ylim"]
        assert np.nanmin(v) > -84
        assert low < w.min() < w.max() < high
        assert low < shown["v_still"][1].min()
        assert shown["v_still"][0][0] < -84


@pytest.mark.parametrize("v_reset", [-58.0, -46.0])
def test_the_arrows_point_where_the_model_goes(v_reset):
    x, y = phase_plane(0.21, v_reset, 0.1, 30.0)["arrows"]
    tips = np.column_stack([x[1::4], y[1::4]])
    barbs = np.column_stack([x[::4] + x[2::4], y[::4] + y[2::4]]) / 2
    assert len(tips) > 5
    model = replace(BURSTING, v_reset=v_reset, b=0.1)
    for tip, barb in zip(tips, barbs, strict=True):
        ahead = (tip - barb) / (12.0, 0.15)
        slope = np.array(model.slope(tuple(tip), 0.21)) / (12.0, 0.15)
        assert ahead @ slope > 0.98 * np.hypot(*ahead) * np.hypot(*slope)


def test_the_marked_point_is_where_the_model_is_and_goes_where_the_words_say():
    shown = phase_plane(0.21, -46.0, 0.1, 30.0)
    run = trajectory(BURSTING, np.full(3000, 0.21), 0.1)
    v, w = run.states[300]
    assert (shown["point"], shown["now"]) == (([v], [w]), ([30.0], [v]))
    falls = np.interp(v, *shown["v_still"]) < w  # above the blue curve
    assert falls
    assert shown["text"].endswith("v falls.")
    assert phase_plane(0.21, -46.0, 0.1, 0.0)["text"].endswith("v rises.")


def test_on_each_nullcline_one_of_the_two_stands_still():
    shown = phase_plane(0.3, -50.0, 0.1, 30.0)
    for k in (20, 120, 160):
        v, w = (each[k] for each in shown["v_still"])
        assert BURSTING.slope((v, w), 0.3)[0] == pytest.approx(0.0, abs=1e-9)
        v, w = (each[k] for each in shown["w_still"])
        assert BURSTING.slope((v, w), 0.3)[1] == pytest.approx(0.0, abs=1e-9)
    assert shown["reset"][0] == [-50.0, -50.0]


def test_a_dot_of_the_zoo_stands_at_the_second_spike_of_its_interval():
    for cell, (model, current) in ZOO.items():
        times = simulate(model, np.full(4000, 1.2 * current), 0.1).spikes.times
        at, isi = beyond_lif.zoo(cell, 1.2)["isi"]
        np.testing.assert_array_equal(at, times[1:])
        np.testing.assert_allclose(at - isi, times[:-1], atol=1e-9)


def test_one_cell_of_the_zoo_has_a_negative_a_and_its_w_sinks():
    (cell,) = [cell for cell, (model, _) in ZOO.items() if model.a < 0]
    assert beyond_lif.RIGHT_NAMES[cell] == "accelerating"
    model, current = ZOO[cell]
    w = trajectory(model, np.full(4000, current), 0.1).states[:, 1]
    assert w[-1] < w[2000] < w[1000] < 0.0
    assert model.tau_w == 300


def test_without_b_nothing_ends_the_first_burst():
    spikes = simulate(replace(BURSTING, b=0.0), np.full(3000, 0.21), 0.1).spikes
    assert spikes.isi().max() < 6.0
    assert spikes.times[-1] > 290.0


def test_a_drawn_spike_runs_to_its_peak_and_lifts_the_pen():
    run = trajectory(BURSTING, np.full(300, 0.21), 0.1)
    t, v, w = drawn(run, 0.0)
    assert t.size == v.size == w.size == 301 + 2 * len(run.spikes)
    assert np.count_nonzero(np.isnan(v)) == len(run.spikes)
    at_peak = np.flatnonzero(v == 0.0)
    np.testing.assert_allclose(t[at_peak], run.spikes.times)
    assert np.all(np.isnan(v[at_peak + 1]))
    assert np.all(np.diff(t) >= 0)
    np.testing.assert_allclose(np.diff(w)[at_peak + 1], 0.1, atol=2e-3)  # the pen is set down b up


@pytest.mark.parametrize("name", ["tonic", "adaptation", "regular_bursting", "transient"])
def test_a_pattern_is_named_as_naud_and_others_name_it(name):
    isi = np.diff(case("neurons", f"adex-naud-{name}")["expected"]["spike_times_ms"])
    ours = {"adaptation": "adapting", "regular_bursting": "bursting"}.get(name, name)
    assert pattern_of(isi) == ours


def test_every_cell_of_the_zoo_has_another_name():
    found = {
        cell: pattern_of(simulate(model, np.full(4000, current), 0.1).spikes.isi())
        for cell, (model, current) in ZOO.items()
    }
    assert found == beyond_lif.RIGHT_NAMES
    assert sorted(found.values()) == sorted(beyond_lif.NAMES)


def test_the_judge_takes_a_dictionary_of_known_names_only():
    assert "dictionary" in beyond_lif.judge_names(["bursting"])
    assert "none of the names" in beyond_lif.judge_names({**beyond_lif.RIGHT_NAMES, "A": "busy"})
    assert "none of the names" in beyond_lif.judge_names(
        {**beyond_lif.RIGHT_NAMES, "A": np.array(["bursting", "tonic"])}
    )
    assert beyond_lif.judge_names(beyond_lif.RIGHT_NAMES) is None
    other_hand = {**beyond_lif.RIGHT_NAMES, "B": " Tonic", "F": "initial-burst"}
    assert beyond_lif.judge_names(other_hand) is None


def test_a_toxin_that_keeps_h_open_keeps_v_up():
    def poisoned(state, current):
        (v, m, _, n), spiked, ago = step(state, current)
        return (v, m, 1.0, n), spiked, ago

    step = AXON.stepper(0.01)
    v, m, _, n = AXON.start()
    v = simulate(poisoned, np.full(5000, 10.0), 0.01, start=(v, m, 1.0, n)).v
    assert v[1000:].min() > -20.0


def test_half_a_nanoampere_read_as_density_does_next_to_nothing():
    v = simulate(AXON, np.full(2000, 0.5), 0.05).v
    assert 0.3 < np.ptp(v) < 1.0
