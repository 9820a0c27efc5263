"""What lesson 04 says in its prose, its predictions and its quiz, held to an oracle each."""

from pathlib import Path

import numpy as np
import pytest

from snn_edu.lessons.what_a_spike_does import views as lesson
from snn_edu.neurons.lif import LIF
from snn_edu.simulation.simulate import simulate
from snn_edu.spikes.train import Spikes
from snn_edu.synapses.conductances import AMPA, GABA_A, GABA_B, NMDA, Conductance
from snn_edu.synapses.currents import DeltaSynapse, ExponentialSynapse
from snn_edu.synapses.short_term import ShortTermPlasticity
from snn_edu.synapses.spike_input import SpikeInput

CALM = LIF(tau_m=10.0, v_threshold=900.0)
NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


def test_a_synapse_that_tires_releases_what_the_lesson_says_above_its_limiting_frequency():
    source = (NOTEBOOKS / "source" / "04_what_a_spike_does.py").read_text(encoding="utf-8")
    tires = ShortTermPlasticity(0.5, tau_rec=800.0)  # its limiting frequency is 2.5 Hz
    four, twenty = (tires.steady_state(rate).efficacy * rate for rate in (10.0, 50.0))
    said = f"At four times it, {four:.2f} of 1.25; at twenty times, {twenty:.2f}."
    assert said in source.replace("\n# ", " ")


def test_the_four_receptors_pull_where_the_lesson_says_and_gaba_b_is_the_slow_one():
    assert [one.v_reversal for one in (AMPA, NMDA, GABA_A, GABA_B)] == [0.0, 0.0, -75.0, -95.0]
    t = np.arange(0.0, 200.0, 0.1)
    peaks = [t[one.synapse.kernel(t).argmax()] for one in (AMPA, NMDA, GABA_A, GABA_B)]
    assert max(peaks[:3]) < 10.0
    assert peaks[3] == pytest.approx(80.0, abs=3.0)


@pytest.mark.parametrize("shape", lesson.SHAPES)
def test_a_weak_spike_does_the_same_as_a_conductance_and_as_a_current(shape):
    through = [
        simulate(CALM, lesson.spike_through(shape, kind, 2.5, 0.001, CALM), 0.02).v - CALM.v_rest
        for kind in ("a current", "a conductance")
    ]
    assert through[1] == pytest.approx(through[0], rel=2e-3, abs=1e-7)


@pytest.mark.parametrize("through", ["a current", "a conductance"])
def test_a_delta_is_the_limit_of_a_short_exponential_with_the_same_charge(through):
    delta = simulate(CALM, lesson.spike_through("delta", through, 2.5, 4.0, CALM), 0.02)
    assert isinstance(lesson.spike_through("delta", through, 2.5, 4.0, CALM).synapse, DeltaSynapse)
    short = lesson.spike_through("exponential", through, 0.01, 1000.0, CALM)  # 4 x 2.5 = 10 pC
    brief = simulate(CALM, short, 0.002)
    assert brief.v.max() - CALM.v_rest == pytest.approx(delta.v.max() - CALM.v_rest, rel=0.01)


def test_a_double_exponential_decays_with_tau_syn_and_rises_five_times_as_fast():
    t = np.linspace(0.0, 60.0, 60_001)
    course = lesson.time_course("double exponential", 5.0).kernel(t)
    shape = np.exp(-t / 5.0) - np.exp(-t / 1.0)
    assert course == pytest.approx(shape / shape.max(), abs=1e-6)


def test_the_caption_of_a_psp_counts_from_the_spike():
    said = lesson.told("alpha", "a current", 4.0, 6.3, lesson.ARRIVAL + 4.62)
    assert said.startswith("A spike through an alpha current, at most 4 nA")
    assert said.endswith("v peaks 6.30 mV above rest, 4.62 ms after the spike.")


def test_at_10_nA_a_conductance_lifts_v_by_2_mV_less_than_the_current_it_starts_with():
    lifted = [
        simulate(CALM, lesson.spike_through("exponential", kind, 2.5, 10.0, CALM), 0.02).v.max()
        for kind in ("a current", "a conductance")
    ]
    assert [round(v - CALM.v_rest, 1) for v in lifted] == [15.7, 13.6]


def test_at_the_peak_of_a_psp_as_much_flows_in_as_leaks_out():
    for through in ("a current", "a conductance"):
        spike = lesson.spike_through("double exponential", through, 5.0, 4.0, CALM)
        recording = simulate(CALM, spike, 0.02)
        _, current = lesson.current_in(spike, recording.t, recording.v)
        k = recording.v.argmax()
        leak = (recording.v[k] - CALM.v_rest) / CALM.R_m
        assert current[k] == pytest.approx(leak, rel=2e-3)


def test_swapping_the_time_constants_keeps_the_peak_time_and_quadruples_the_peak():
    slow, fast = LIF(tau_m=10.0), LIF(tau_m=2.5)
    one, other = ExponentialSynapse(2.5), ExponentialSynapse(10.0)
    assert other.psp_peak_time(fast) == pytest.approx(one.psp_peak_time(slow), rel=1e-12)
    assert other.psp_peak(fast, 1.0) == pytest.approx(4.0 * one.psp_peak(slow, 1.0), rel=1e-12)


def test_a_current_of_2_and_a_half_ms_has_faded_as_the_prediction_says():
    kernel = ExponentialSynapse(2.5).kernel
    assert round(100 * kernel(2.5)) == 37
    assert round(100 * kernel(10.0)) == 2
    assert kernel(2.5) > ExponentialSynapse(2.5).psp(2.5, CALM, 1.0) / CALM.R_m


def test_magnesium_leaves_four_percent_open_at_minus_70():
    assert round(100 * float(NMDA.block(-70.0))) == 4


@pytest.mark.parametrize(("v_start", "sign"), [(-90.0, 1), (-75.0, 0), (-65.0, -1)])
def test_inhibition_pulls_v_to_its_reversal_potential_from_either_side(v_start, sign):
    v = lesson.opening(Conductance(lesson.CHANNEL, -75.0), v_start, 8, CALM)
    assert np.sign(np.round(v[np.abs(v - v_start).argmax()] - v_start, 9)) == sign
    assert np.abs(v + 75.0).max() <= abs(v_start + 75.0) + 1e-9  # and never beyond


@pytest.mark.parametrize("magnesium", [False, True])
@pytest.mark.parametrize(
    ("v_start", "v_reversal", "count"), [(-65, 0, 8), (-90, -75, 3), (20, 0, 16)]
)
def test_the_current_drawn_is_conductance_times_driving_force_and_the_dot_is_on_it(
    v_start, v_reversal, count, magnesium
):
    frame = lesson.driving(v_start, v_reversal, count, magnesium)
    v, current = frame["flow"]
    conducting = 1.0 / (1.0 + np.exp(-0.062 * v) / 3.57) if magnesium else 1.0  # 1 mM of Mg
    assert current == pytest.approx(count * lesson.ONE * conducting * (v_reversal - v))
    (at,), (flowing,) = frame["here"]
    assert at == v_start
    assert flowing == pytest.approx(np.interp(v_start, v, current), rel=1e-3, abs=1e-9)
    assert frame["turn"][0] == [v_reversal, v_reversal]


@pytest.mark.parametrize("count", [1, 8, 16])
def test_the_straight_line_is_the_shift_of_one_synapse_times_their_number(count):
    frame = lesson.driving(-65.0, 0.0, count, False)
    numbers, shifts = frame["summed"]
    assert frame["linear"] == ([0, 16], [0.0, pytest.approx(16 * shifts[0])])
    assert frame["now"] == ([count], [shifts[numbers.index(count)]])
    time, v = frame["v"]
    assert v[0] == v[time < 5.0].min() == v[time < 5.0].max() == -65.0
    assert v.max() + 65.0 == pytest.approx(shifts[numbers.index(count)])


def test_the_caption_of_the_driving_force_says_what_was_held_and_what_moved():
    one, eight = (lesson.driving(-65.0, 0.0, count, False)["text"] for count in (1, 8))
    assert one.startswith("1 synapse opens at -65 mV, reversal 0 mV: driving force +65 mV")
    assert eight.startswith("8 synapses open at -65 mV")
    assert "v moves by +24.48 mV; 8 times one would be +32.09 mV." in eight
    assert "moves not at all" in lesson.driving(-75.0, -75.0, 8, False)["text"]


@pytest.mark.parametrize(("tau_m", "within"), [(3.0, 2.75), (10.0, 5.5), (30.0, 13.5)])
def test_the_neuron_fires_exactly_where_the_formula_says_the_two_psps_reach_15_mv(tau_m, within):
    lif, w = lesson.listener(tau_m)
    for apart, fires in ((within, True), (within + 0.25, False)):
        assert (lesson.peak_of_two(np.array([apart]), lif, w)[0] >= 15.0) == fires
        for lag in (apart, -apart):
            assert (len(lesson.hear(lag, 3.0, 3.0, lif, w)[1]) > 0) == fires


@pytest.mark.parametrize("difference", [2.25, 2.5, 8.0, 13.5, 13.75, -8.0, 0.0])
def test_any_difference_of_delays_from_2_and_a_half_to_13_and_a_half_ms_hears_the_direction(
    difference,
):
    delays = (difference, 0.0) if difference >= 0.0 else (0.0, -difference)
    lif, w = lesson.listener(10.0)
    right, left = (len(lesson.hear(lag, *delays, lif, w)[1]) > 0 for lag in (8.0, -8.0))
    assert (right and not left) == (2.5 <= difference <= 13.5)


@pytest.mark.parametrize("lag", [-20, -5, 0, 8])
@pytest.mark.parametrize(("delay_a", "delay_b"), [(0, 0), (8, 0), (3, 12), (0, 20)])
@pytest.mark.parametrize("tau_m", [3.0, 10.0])
def test_two_lines_with_delays_add_up_as_drawn(lag, delay_a, delay_b, tau_m):
    frame = lesson.coincidence(lag, delay_a, delay_b, tau_m)
    t, v = frame["v"]
    for name, arrives in (("psp_a", 20 + delay_a), ("psp_b", 20 + lag + delay_b)):
        _, psp = frame[name]
        assert not psp[t <= arrives].any()
        assert psp[t > arrives][0] > 0.0
        assert psp.max() == pytest.approx(9.0, abs=0.05)
    spiked = frame["spikes"][0].size > 0
    until = t <= frame["spikes"][0][0] if spiked else t >= 0.0
    both = frame["psp_a"][1] + frame["psp_b"][1]
    assert v[until] == pytest.approx(both[until], abs=1e-6)
    lags, peaks = frame["peaks"]
    assert frame["here"][1][0] == pytest.approx(np.interp(lag, lags, peaks))
    assert np.array_equal(np.isfinite(frame["fires"][1]), peaks >= 15.0)
    if abs(delay_a - delay_b) <= 20:
        assert lags[peaks.argmax()] == delay_a - delay_b  # where the two arrive together
    assert spiked == (frame["here"][1][0] >= 15.0)
    assert frame["arrive"][0] == [20 + delay_a, 20 + lag + delay_b]
    assert frame["sent"][0] == [20, 20 + lag]


def test_the_second_detector_of_the_quiz_prefers_the_second_input_7_ms_early():
    lif, w = lesson.listener(10.0)
    heights = {lag: lesson.peak_of_two(np.array([lag + 10.0 - 3.0]), lif, w)[0] for lag in (7, 0)}
    heights |= {lag: lesson.peak_of_two(np.array([lag + 7.0]), lif, w)[0] for lag in (-7, -13)}
    assert max(heights, key=heights.get) == -7


def test_twice_the_rate_releases_two_percent_more():
    steady = ShortTermPlasticity(0.5, tau_rec=800.0).steady_state
    more = steady(100.0).efficacy * 100.0 / (steady(50.0).efficacy * 50.0)
    assert round(100 * (more - 1)) == 2


def test_the_second_spike_of_the_quiz_releases_nearly_twice_as_much():
    release = ShortTermPlasticity(0.04, 100.0, 1000.0).releases([0.0, 100.0])
    assert (round(release.u[1], 3), round(release.x[1], 3)) == (0.075, 0.985)
    assert round(release.efficacy[1] / release.efficacy[0], 2) == 1.84


def test_the_train_of_the_picture_has_the_efficacies_and_the_psps_of_the_simulation():
    frame = lesson.short_term(20, 0.5, 800.0, 0.0)
    times = lesson.train_and_test(20)
    lif, plasticity = LIF(tau_m=20.0, v_threshold=900.0), ShortTermPlasticity(0.5, 800.0, 0.0)
    train = SpikeInput(
        Spikes(times, duration=1000.0),
        ExponentialSynapse(3.0),
        lesson.FULL,
        short_term=plasticity,
    )
    t, v = frame["v"]
    assert v == pytest.approx(simulate(lif, train, 1.0).v - lif.v_rest, abs=1e-9)
    assert "release 50.0 %, 26.5 %" in frame["text"]
    assert "settling at 5.7 %" in frame["text"]
    assert round(float(frame["x"][1][-1]), 2) == 0.39
    assert len(t) == 1001


@pytest.mark.parametrize(("U", "tau_rec", "tau_facil"), [(0.5, 800.0, 0.0), (0.04, 100.0, 1000.0)])
def test_what_is_drawn_of_a_tiring_synapse_follows_step_by_step_from_its_equations(
    U, tau_rec, tau_facil
):
    frame = lesson.short_term(20.0, U, tau_rec, tau_facil)
    times, used = frame["u"]
    there, stems = frame["x"][1], np.reshape(frame["stems"], (2, -1, 3))
    u, x = U, 1.0
    for k, wait in enumerate(np.append(np.diff(times), np.nan)):
        assert (used[k], there[k]) == (pytest.approx(u), pytest.approx(x))
        assert tuple(stems[:, k, 1]) == (times[k], pytest.approx(u * x))
        x = 1.0 - (1.0 - x + u * x) * np.exp(-wait / tau_rec)
        u = U + (1.0 - U) * (u * np.exp(-wait / tau_facil) if tau_facil else 0.0)
    assert f"After the pause: {100 * used[-1] * there[-1]:.1f} %." in frame["text"]
    (rate,), (now,) = frame["here"]
    rates, steady = frame["steady"]
    assert now == pytest.approx(np.interp(rate, rates, steady), rel=2e-3)
    assert f"settling at {100 * now:.1f} %; times the rate, {now * rate:.2f} per" in frame["text"]
    long = ShortTermPlasticity(U, tau_rec, tau_facil).releases(1000.0 / rates[5] * np.arange(400))
    assert steady[5] == pytest.approx(long.efficacy[-1], rel=1e-6)


def test_alpha_brings_e_times_and_the_double_exponential_1_5_times_the_charge_of_an_exponential():
    """w tau, w e tau; the double exponential by its closed area over its closed peak."""
    assert lesson.charge("exponential", 2.5, 4.0) == pytest.approx(10.0, rel=1e-6)
    assert lesson.charge("delta", 2.5, 4.0) == 10.0
    assert lesson.charge("alpha", 2.5, 4.0) == pytest.approx(np.e * 10.0, rel=1e-6)
    when = 2.5 * 0.5 / 2.0 * np.log(5.0)
    peak = np.exp(-when / 2.5) - np.exp(-when / 0.5)
    area = 4.0 * 2.0 / peak
    assert lesson.charge("double exponential", 2.5, 4.0) == pytest.approx(area, rel=1e-6)
    assert area / 10.0 == pytest.approx(1.5, abs=0.01)


def test_eight_synapses_held_open_lift_v_by_40_mV():
    assert pytest.approx(40.0) == 8 * 0.02 * 10.0 * 65.0 / (1.0 + 8 * 0.02 * 10.0)


@pytest.mark.parametrize(("tau_m", "within"), [(3.0, 2.84), (10.0, 5.73), (30.0, 13.72)])
def test_how_far_apart_two_spikes_may_arrive_is_found_to_a_hundredth(tau_m, within):
    assert lesson.forgives(tau_m) == pytest.approx(within, abs=0.006)
    lif, w = lesson.listener(tau_m)
    for apart, fires in ((within - 0.02, True), (within + 0.02, False)):
        assert (len(lesson.hear(apart, 0.0, 0.0, lif, w)[1]) > 0) == fires


def test_the_shunt_alone_is_flat_and_leaves_a_share_that_hardly_depends_on_the_psp():
    assert not lesson._traces(0.1)["shunt"].any()
    shares = [lesson.shunted(g)[1] / lesson.shunted(g)[0] for g in (0.01, 0.05, 0.1, 0.5)]
    assert max(shares) - min(shares) < 0.1
