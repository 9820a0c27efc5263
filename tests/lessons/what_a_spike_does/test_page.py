"""What lesson 04 says: every number on its page, computed."""

import math

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import LIF, ShortTermPlasticity
from snn_edu.lessons.what_a_spike_does import views
from snn_edu.lessons.what_a_spike_does.questions import RIGHT
from snn_edu.synapses import AMPA, GABA_A, GABA_B, NMDA, ExponentialSynapse

PAGE = "04_what_a_spike_does"


@pytest.fixture(scope="module")
def page():
    return solved(PAGE)


def test_v_peaks_where_the_two_currents_cross(page):
    plot = page.picture("psp_of_one_spike")
    for values in ({}, {"tau_m": 30.0}, {"tau_syn": 6.0}):
        frame = plot.view(**{**plot.panel.start, **values})
        at = frame["balance"][0][0]
        inflow = np.interp(at, *frame["inflow"])
        assert inflow == pytest.approx(frame["balance"][1][0], rel=0.02)
    assert "4.62 ms after the spike" in plot.text
    assert page.names["peak_time"](10.0, 2.5) == pytest.approx(4.62, abs=0.005)
    left = [math.exp(-t / 2.5) for t in (2.5, 10.0)]
    assert left == pytest.approx([0.37, 0.02], abs=0.003)


def test_a_slower_membrane_keeps_the_area(page):
    t = np.arange(0, 800, 0.01)
    areas = [
        0.01 * ExponentialSynapse(2.5).psp(t, LIF(tau_m=tau_m), w=4.0).sum()
        for tau_m in (10.0, 20.0, 40.0)
    ]
    assert areas == pytest.approx([100.0] * 3, rel=1e-3)  # R_m w tau_syn
    formula = 40.0 * 2.5 / 7.5 * (np.exp(-t / 10.0) - np.exp(-t / 2.5))
    assert ExponentialSynapse(2.5).psp(t, LIF(tau_m=10.0), w=4.0) == pytest.approx(formula)
    assert page.says("The area under it stays the same")


def test_near_10_and_10_ms_the_peak_goes_to_10(page):
    assert page.names["peak_time"](10.0, 9.99) == pytest.approx(9.995, abs=0.001)
    assert page.names["peak_time"](10.0, 10.0) == 10.0


def test_a_channel_of_002_lets_in_13(page):
    assert pytest.approx(1.3) == 0.02 * (0 - -65)
    assert pytest.approx(0.65) == 0.02 * (0 - -32.5)
    assert page.says("lets in 1.3 nA while v is at −65 mV")


def test_the_table_of_channels(page):
    for channel, name in ((AMPA, "AMPA"), (NMDA, "NMDA"), (GABA_A, "GABA_A"), (GABA_B, "GABA_B")):
        reversal = f"{channel.v_reversal:g} mV".replace("-", "−")
        assert any(
            line.startswith(f"# | {name} |") and reversal in line
            for line in page.source.read_text(encoding="utf-8").splitlines()
        )


def test_eight_synapses_do_less_than_eight_times_one(page):
    plot = page.picture("synapses_open")
    assert "v moves by +4.01 mV" in plot.text
    plot.set(count=8)
    assert "v moves by +24.48 mV" in plot.text
    plot.set(count=1)
    assert 8 * plot.view(**plot.values)["now"][1][0] == pytest.approx(32, abs=0.1)
    assert page.says("lift it by only 24.5 mV, not by 32")
    plot.reset()
    below = plot.view(v_start=-90, v_reversal=-75, count=1)
    assert below["v"][1].max() > -89.5
    assert below["v"][1].min() >= -90.0


def test_the_shunt_leaves_six_tenths_whatever_the_excitation(page):
    for g in (0.01, 0.05, 0.1, 0.5):
        traces = views._traces(g)
        assert 0.55 < traces["both"].max() / traces["excitation"].max() < 0.66
    assert page.says("About six tenths are left each time")
    assert abs(views._traces(0.1)["shunt"]).max() < 1e-9


def test_the_bars_and_the_delays(page):
    assert views.forgives(10.0) == pytest.approx(5.73, abs=0.005)
    lif, w = views.listener(10.0)
    good = []
    for waits in np.arange(0.0, 20.0, 0.1):
        right = [len(views.hear(lag, waits, 0.0, lif, w)[1]) for lag in RIGHT]
        left = [len(views.hear(-lag, waits, 0.0, lif, w)[1]) for lag in RIGHT]
        if all(right) and not any(left):
            good.append(waits)
    assert (min(good), max(good)) == pytest.approx((6.3, 10.7), abs=0.05)
    assert page.says("A slow bar would take 12 ms and a fast one 5 ms")
    assert pytest.approx(0.6, abs=0.02) == 0.2 / 343 * 1000  # ms, of sound over 20 cm


def test_a_tiring_synapse(page):
    tires = ShortTermPlasticity(0.5, tau_rec=800.0)
    assert tires.steady_state(20.0).efficacy == pytest.approx(0.057, abs=0.0005)
    per_second = [tires.steady_state(rate).efficacy * rate for rate in (50.0, 100.0)]
    assert per_second == pytest.approx([1.20, 1.23], abs=0.005)
    first, second = np.asarray(tires.releases([0.0, 1e-9]).efficacy)
    assert (first, second) == pytest.approx((0.5, 0.25))
    assert page.says("each spike releases only 5.7 %")
    plot = page.picture("train_of_spikes")
    assert "in the end 5.7 % each" in plot.text


def test_the_second_spike_is_the_librarys(page):
    for given in ((0.5, 20.0, 800.0, 50.0), (0.04, 100.0, 100.0, 1000.0)):
        theirs = ShortTermPlasticity(given[0], *given[2:]).releases([0.0, given[1]])
        assert page.names["second_release"](*given) == pytest.approx(theirs.efficacy[1])
    assert page.names["second_release"](0.5, 1.0, 800.0, 1e6) < 0.5


def test_deeper_alpha_brings_27_times_the_charge_and_a_conductance_keeps_v_lower(page):
    charge = {shape: views.charge(shape, 2.5, 4.0) for shape in views.SHAPES}
    assert charge["alpha"] == pytest.approx(4.0 * math.e * 2.5)
    assert charge["alpha"] / charge["exponential"] == pytest.approx(2.7, abs=0.05)
    plot = page.picture("psp_of_one_spike", 1)
    peak = {
        through: plot.view(shape="exponential", through=through, w=10.0)["peak"][1][0]
        for through in ("a current", "a conductance")
    }
    assert peak["a conductance"] < 0.9 * peak["a current"]


def test_deeper_sixteen_plugged_channels_do_more_than_sixteen_times_one(page):
    view = page.picture("synapses_open").view
    frame = view(v_start=views.V_REST, v_reversal=views.V_EXCITED, count=16, magnesium=True)
    assert frame["now"][1][0] > 1.1 * frame["linear"][1][1]
    assert 1 / (1 + math.exp(0.062 * 70) / 3.57) == pytest.approx(0.04, abs=0.005)
    rates = np.arange(5.0, 100.0, 1.0)
    warms = ShortTermPlasticity(0.04, 100.0, 1000.0)
    best = rates[np.argmax([warms.steady_state(rate).efficacy for rate in rates])]
    assert 5 < best < 50


def test_the_quiz():
    assert pytest.approx(2 / 3) == 4 * 0.05 * 10 / (1 + 4 * 0.05 * 10)
    assert pytest.approx(1 / 3) == 0.05 * 10 / (1 + 0.05 * 10)
    fast = ShortTermPlasticity(0.2, tau_rec=500.0).steady_state(2000.0).efficacy * 2000.0
    assert fast == pytest.approx(2.0, rel=0.02)
