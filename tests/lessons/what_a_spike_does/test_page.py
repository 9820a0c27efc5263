import math

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import (
    AMPA,
    GABA_A,
    GABA_B,
    LIF,
    NMDA,
    AlphaSynapse,
    Conductance,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
    Network,
    ShortTermPlasticity,
    SpikeInput,
    Spikes,
    SpikeSource,
    simulate,
)
from snn_edu.lessons.what_a_spike_does import views
from snn_edu.lessons.what_a_spike_does.questions import RIGHT

page = solved("04_what_a_spike_does")


def test_the_psp_peaks_where_two_currents_cross_and_a_slower_membrane_keeps_its_area():
    for values in ({}, {"tau_m": 30.0}, {"tau_syn": 6.0}):
        frame = page.frame("psp_of_one_spike", **values)
        ((at,), (leak,)) = frame["balance"]
        assert np.interp(at, *frame["inflow"]) == pytest.approx(leak, rel=0.02)
    assert page.says(f"are equal after {page.names['peak_time'](10.0, 2.5):.2f} ms")
    t = np.arange(0, 800, 0.01)
    psps = [ExponentialSynapse(2.5).psp(t, LIF(tau_m=tau_m), w=4.0) for tau_m in (10, 20, 40)]
    assert np.sum(psps, axis=1) / 100 == pytest.approx([100.0] * 3, rel=1e-3)  # R_m w tau_syn
    lower, _ = np.diff(np.max(psps, axis=1))
    leakless = ExponentialSynapse(2.5).psp(t, LIF(tau_m=20.0, R_m=20.0), w=4.0)  # the same C_m
    assert page.says("(A larger $R_m$ lifts it higher.)")
    assert lower < 0
    assert leakless.max() > psps[0].max()


def test_the_spread_of_a_volley_of_sites_whose_answers_differ():
    assert page.says("A hundred at p = 0.5 scatter by a tenth of their mean")
    assert page.says("becomes $np(1 - p + c^2)$: with c = 0.3 our tenth becomes 0.11")
    assert math.sqrt(100 * 0.5 * (1 - 0.5 + 0.3**2)) / 50 == pytest.approx(0.11, abs=0.002)
    rng = np.random.default_rng(1)
    answers = (rng.random((50_000, 100)) < 0.5) * rng.normal(1.0, 0.3, (50_000, 100))
    assert answers.sum(1).var() == pytest.approx(100 * 0.5 * (1 - 0.5 + 0.3**2), rel=0.03)


def test_a_slower_synapse_makes_v_go_higher_and_later():
    assert page.says("A slower synapse brings more charge: v goes higher, later.")

    def highest(tau_syn, tau_m=10.0):
        t = page.names["peak_time"](tau_m, tau_syn)
        psp = math.exp(-t / tau_m) - math.exp(-t / tau_syn)
        return t, tau_syn / (tau_m - tau_syn) * psp

    peaks = [highest(tau_syn) for tau_syn in (0.5, 2.5, 5.0, 9.0, 20.0, 80.0)]
    assert peaks == sorted(peaks)
    assert [height for _, height in peaks] == sorted(height for _, height in peaks)


def test_the_table_of_channels_and_the_quiz():
    assert page.says(f"let in {0.02 * 65:.1f} nA while v is at −65 mV")
    for channel, name in ((AMPA, "AMPA"), (NMDA, "NMDA"), (GABA_A, "GABA_A"), (GABA_B, "GABA_B")):
        reversal = f"{channel.v_reversal:g} mV".replace("-", "−")
        lines = page.source.read_text(encoding="utf-8").splitlines()
        (line,) = [line for line in lines if line.startswith(f"# | {name} |")]
        times = f"| {channel.synapse.tau_rise:g} ms | {channel.synapse.tau_decay:g} ms |"
        assert reversal in line
        assert times in line
    fast = ShortTermPlasticity(0.2, tau_rec=500.0).steady_state(2000.0).efficacy * 2000.0
    assert page.answer("quiz_tires").endswith(f"{fast:.0f} stores")


@pytest.mark.slow
def test_eight_synapses_do_less_than_eight_times_one():
    plot = page.picture("synapses_open")
    one, eight = (page.frame("synapses_open", count=count) for count in (1, 8))
    lifted = float(eight["text"].split("v moves by +")[1].split(" mV")[0])
    assert 8 * one["now"][1][0] == pytest.approx(32, abs=0.1)
    assert page.says(f"lift it by only {lifted:.1f} mV, not by 32")
    below = plot.view(v_start=-90, v_reversal=-75, count=1)["v"][1]
    assert -90.0 <= below.min() < -89.5 < below.max()


def test_a_shunt_nearly_divides_where_excitation_is_short_or_weak_and_not_the_rate():
    left = [
        traces["both"].max() / traces["excitation"].max()
        for traces in map(views._traces, (0.01, 0.05, 0.1, 0.5))
    ]
    assert left == sorted(left)  # the excitation's own hole makes the other one count for less
    assert page.says(f"{100 * left[0]:.0f} to {100 * left[-1]:.0f} % are left")
    assert f"from {100 * left[2]:.0f} to 65 %" in page.asked("strange_synapse").why
    assert abs(views._traces(0.1)["shunt"]).max() < 1e-9
    shift = page.names["shift"]  # 0.4 uS beside the leak of 0.1 uS is an R_m of 2 MOhm
    open_still = [100 * shift(1, g, 2.0, -65, 0) / shift(1, g, 10.0, -65, 0) for g in (0.01, 0.5)]
    assert open_still == pytest.approx([100 / 5, 3 * 100 / 5], rel=0.1)
    assert page.says("about a fifth of the weakest excitation and three fifths of the strongest")
    alone, shunted = LIF(), LIF(R_m=5.0, tau_m=10.0)  # twice the leak
    less, little = (1.0 - shunted.rate(each) / alone.rate(each) for each in (4.0, 8.0))
    assert 0.25 < less < 0.3
    assert page.says("more than a quarter of the rate, but at 8 nA less than a tenth")
    assert 0.05 < little < 0.1


def test_a_voltage_clamp_tells_a_door_from_a_tap_and_a_lone_spike_the_time_constant():
    held = np.arange(-90.0, 30.0, 10.0)  # mV
    through = AMPA.current(0.02, held)
    assert np.all(np.diff(through) < 0)
    assert np.interp(0.0, -through, held) == pytest.approx(AMPA.v_reversal)
    times = views.train_and_test(20.0)
    release = ShortTermPlasticity(0.5, 800.0).releases(times)
    before, again = 1.0 - release.x[-2:]  # what is missing as the last of the train comes, the lone
    after = before + release.efficacy[-2]
    assert (times[-1] - times[-2]) / math.log(after / again) == pytest.approx(800.0)
    assert page.says("its climb to 1 tells $\\tau_{rec}$", "the current turns round")


@pytest.mark.slow
def test_the_bars_and_the_delays():
    assert views.forgives(10.0) == pytest.approx(5.73, abs=0.005)
    told = [f"{views.forgives(tau_m):.1f}" for tau_m in (20.0, 10.0)]
    assert page.says("with twice the $\\tau_m$ it forgives {} ms instead of {}.".format(*told))
    lif, w = views.listener(10.0)
    good = []
    for waits in np.arange(0.0, 20.0, 0.1):
        right, left = (
            [len(views.hear(sign * lag, waits, 0.0, lif, w)[1]) for lag in RIGHT]
            for sign in (1, -1)
        )
        if all(right) and not any(left):
            good.append(waits)
    assert (min(good), max(good)) == pytest.approx((6.3, 10.7), abs=0.05)
    assert page.says("A slow bar would take 12 ms and a fast one 5 ms")
    assert page.says(f"by up to {0.2 / 343 * 1000:.1f} ms")  # sound over 20 cm


def test_doors_as_high_as_the_currents_leave_the_delays_less_room():
    lif, course, dt = LIF(tau_m=10.0), views.FAST, 0.05
    calm = LIF(tau_m=10.0, v_threshold=900.0)

    def v_of(apart, g, cell):
        first, second = (Spikes([time], duration=60.0) for time in (20.0, 20.0 + apart))
        door = Conductance(course, 0.0)
        return simulate(cell, SpikeInput(first, door, g) + SpikeInput(second, door, g), dt)

    def one(g):
        alone = SpikeInput(Spikes([20.0], duration=60.0), Conductance(course, 0.0), g)
        return simulate(calm, alone, dt).v.max() + 65.0

    g = 0.07688  # uS
    assert one(g) == pytest.approx(9.0, abs=0.005)
    assert v_of(0.0, g, calm).v.max() + 65.0 == pytest.approx(16.5, abs=0.05)
    assert len(v_of(3.9, g, lif).spikes) == 1
    assert len(v_of(3.95, g, lif).spikes) == 0
    for waits, all_right in ((8.0, False), (8.1, True), (8.9, True), (9.0, False)):
        right, left = (
            [len(v_of(abs(sign * lag - waits), g, lif).spikes) for lag in RIGHT] for sign in (1, -1)
        )
        assert (all(right) and not any(left)) is all_right
    assert page.says("by 16.5 mV, not 18, which forgives 3.9 ms and leaves only 8.1 to 8.9.")
    low, high = 12.0 - views.forgives(10.0), 5.0 + views.forgives(10.0)
    assert page.says(f"than that of *b* by anything from {low:.1f} to {high:.1f} ms")
    margin = (views.forgives(10.0) - (12.0 - 8.0)) / math.sqrt(2.0)  # both scatter by 1 ms
    assert 1 / (0.5 * math.erfc(margin / math.sqrt(2.0))) == pytest.approx(9.0, abs=0.5)
    assert page.says("scatter of 1 ms in each arrival", "one in nine of the slow bars is lost")


def test_a_tiring_synapse_and_its_second_spike():
    tires = ShortTermPlasticity(0.5, tau_rec=800.0)
    last = 100 * tires.steady_state(20.0).efficacy
    assert page.says(f"each spike releases only {last:.1f} %")
    kept = math.exp(-50.0 / 800.0)
    assert page.says(f"$h$ = 50 ms it's the {100 * 0.5 * (1 - kept) / (1 - 0.5 * kept):.1f} % from")
    assert f"in the end {last:.1f} % each" in page.picture("train_of_spikes").text
    per_second = [tires.steady_state(rate).efficacy * rate for rate in (50.0, 100.0)]
    assert "from {:.2f} to {:.2f} stores".format(*per_second) in page.asked("twice_the_rate").why
    second = page.names["second_release"]
    assert f"than the first, {second(0.5, 0.0, 800.0, 50.0):g}." in page.asked("second_release").why
    for U, more in ((0.38, True), (0.39, False)):  # "wherever U is below 0.38 it releases more"
        assert (second(U, 0.0, 800.0, 50.0) > U) == more


def test_deeper_shapes_and_channels_do_more_or_less():
    charge = {shape: views.charge(shape, 2.5, 4.0) for shape in views.SHAPES}
    assert charge["alpha"] == pytest.approx(4.0 * math.e * 2.5)
    assert charge["alpha"] / charge["exponential"] == pytest.approx(2.7, abs=0.05)
    by_current, by_conductance = (
        page.frame("psp_of_one_spike", 1, shape="exponential", through=through, w=10.0)["peak"]
        for through in ("a current", "a conductance")
    )
    assert by_conductance[1][0] < 0.9 * by_current[1][0]
    view = page.picture("synapses_open").view
    frame = view(v_start=views.V_REST, v_reversal=views.V_EXCITED, count=16, magnesium=True)
    assert frame["now"][1][0] > 1.1 * frame["linear"][1][1]


def test_the_two_kinds_of_door_make_the_numbers_of_the_page_and_a_shunt_counts_only_in_time():
    doors = page.names["doors"]
    lifted = {n: doors(count=n, shunts=0).v.max() + 65.0 for n in (1, 8)}
    assert page.says(f"One synapse lifts v by {lifted[1]:.1f} mV.")
    assert page.says(f"you get the {lifted[8]:.1f} mV again")
    early, together, late = (doors(later=later).v.max() + 65.0 for later in (-9.0, 0.0, 20.0))
    assert together < 0.75 * lifted[8] < early < lifted[8]
    assert late == pytest.approx(lifted[8], abs=1e-9)
    assert views.ONE * LIF().R_m == pytest.approx(1 / 5)  # "five of them at their peak"


def test_the_cell_of_the_network_hears_the_pair_that_its_delays_bring_together():
    net, sent = page.names["net"], page.names["sent"]
    (first,) = net.run(150.0, {"senders": sent}).spikes["cell"].times
    assert 29.0 < first < 37.0
    turned = Network().add(SpikeSource(), 2, "senders").add(LIF(tau_m=10.0), 1, "cell")
    turned.connect(
        "senders", "cell", [[6.0], [6.0]], delay=[[1.0], [9.0]], synapse=ExponentialSynapse(2.5)
    )
    (second,) = turned.run(150.0, {"senders": sent}).spikes["cell"].times
    assert second > 100.0


def test_one_spike_has_a_favourite_rate_and_a_second_has_none():
    rates = np.arange(1.0, 101.0)
    warms = ShortTermPlasticity(0.04, tau_rec=100.0, tau_facil=1000.0)
    each = np.array([warms.steady_state(rate).efficacy for rate in rates])
    assert page.says(f"near {rates[each.argmax()]:.0f} Hz")
    assert np.all(np.diff(rates * each) > 0)
    for counted, wanted in (("by each spike", each[14]), ("in a second", 15.0 * each[14])):
        frame = views.train_of_spikes(15.0, 0.04, 100.0, 1000.0, counted)
        assert frame["here"][1][0] == pytest.approx(wanted)
        assert np.interp(15.0, *frame["released"]) == pytest.approx(wanted, rel=0.01)


def test_a_current_through_a_door_is_a_tap_and_a_hole():
    for v in (-90.0, -65.0, -20.0):
        tap, hole = 0.02 * (0.0 + 65.0), 0.02 * (v + 65.0)
        assert AMPA.current(0.02, v) == pytest.approx(tap - hole)


def test_a_psp_keeps_its_shape_if_the_two_time_constants_change_places():
    t = np.arange(0.0, 60.0, 0.5)
    one, other = (
        ExponentialSynapse(tau_syn).psp(t, LIF(tau_m=tau_m), w=4.0)
        for tau_syn, tau_m in ((2.5, 10.0), (10.0, 2.5))
    )
    assert other == pytest.approx(10.0 / 2.5 * one)
    follows = ExponentialSynapse(1000.0).psp(np.array([100.0, 500.0]), LIF(tau_m=10.0), w=1.0)
    current = np.exp([-0.1, -0.5])
    assert follows / 10.0 == pytest.approx(current, rel=0.02)  # R_m I, as if it stood still
    assert page.says("the shape stays, and only the height changes", "v follows the current")


def test_a_door_below_threshold_but_above_rest_can_lift_v_higher_if_it_opens_early():
    def highest(v_reversal, later, shunts=10):
        course = DoubleExponentialSynapse(0.5, 5.0)
        a, b = (Spikes([time], duration=60.0) for time in (10.0, 10.0 + later))
        excite = SpikeInput(a, Conductance(course, 0.0), 0.02 * 8)
        inhibit = SpikeInput(b, Conductance(course, v_reversal), 0.02 * shunts)
        lif = LIF(tau_m=10.0, v_threshold=900.0)
        return simulate(lif, excite + inhibit, dt=0.25).v.max()

    doors = page.names["doors"]
    assert highest(-65.0, -9.0) == doors(later=-9.0).v.max()  # the page's own cell
    alone = highest(-55.0, -9.0, shunts=0)
    assert highest(-75.0, -9.0) < highest(-65.0, -9.0) < alone < highest(-55.0, -9.0)
    assert highest(-55.0, 0.0) < alone
    assert page.says(
        f"9 ms early lifts v by {highest(-55.0, -9.0) + 65.0:.1f} mV, not {alone + 65.0:.1f}; "
        "one in time still shunts"
    )


def test_one_spike_alone_is_not_enough_for_the_listener_and_two_together_are():
    lif, w = views.listener(10.0)
    assert not len(views.hear(40.0, 0.0, 0.0, lif, w)[1])
    assert len(views.hear(0.0, 0.0, 0.0, lif, w)[1]) == 1
    assert len(views.hear(8.0, 0.0, 0.0, lif, 2.0 * w)[1]) >= 1  # enough alone: heard both ways,
    assert len(views.hear(-8.0, 0.0, 0.0, lif, 2.0 * w)[1]) >= 1
    assert not len(views.hear(0.0, 0.0, 0.0, lif, 0.75 * w)[1])  # too weak together: never


def test_a_current_into_a_dendrite_lifts_the_body_half_as_high_and_later():
    assert page.says(
        "lifts the near one half as high", "4 ms later", "two thirds of the area arrive"
    )
    tau_m, tau_syn, dt = 10.0, 2.5, 0.005
    pipe = (tau_m / 2.0 - 1.0) / 2.0  # in units of a leak: the difference goes with 2 ms
    v, current, runs = np.zeros((2, 2)), 1.0, []  # near and far; the current into near, into far
    for _ in range(20_000):
        flow = pipe * (v[0] - v[1])
        v = v + dt / tau_m * (20.0 * current * np.eye(2) - v + np.stack([-flow, flow]))
        current *= 1 - dt / tau_syn
        runs.append(v)
    at_home, from_afar = (np.array(runs)[:, 0, into] for into in (0, 1))
    assert from_afar.max() / at_home.max() == pytest.approx(0.5, abs=0.02)
    assert dt * (from_afar.argmax() - at_home.argmax()) == pytest.approx(4.0, abs=0.3)
    assert from_afar.sum() / at_home.sum() == pytest.approx(2 / 3, abs=0.01)
    t = np.arange(0.0, 40.0, 0.01)  # of a jump of 1 out there: half the sum, less the difference
    assert page.says("a jump lifts it a quarter as high")
    assert np.max(np.exp(-t / 10.0) - np.exp(-t / 2.0)) / 2 == pytest.approx(1 / 4, abs=0.02)


def test_half_as_much_again_is_right_from_1_to_2_hz():
    tires = ShortTermPlasticity(0.5, tau_rec=800.0)
    one, two = (rate * tires.steady_state(rate).efficacy for rate in (1.0, 2.0))
    assert two / one == pytest.approx(1.5, abs=0.03)


def test_a_spike_in_steps_and_the_weight_that_makes_its_area_that_of_a_neuron_without_a_current():
    alpha, beta, current, v = 0.5, 0.8, 0.0, [0.0]
    for step in range(200):
        current = alpha * current + (step == 0)
        v.append(beta * v[-1] + current)
    assert page.says("makes v {:.0f}, {:.1f}, {:.2f}, {:.2f} and so on".format(*v[1:5]))
    assert int(np.argmax(v)) == 2  # one step after the spike
    assert sum(v) == pytest.approx(2.0 / (1.0 - beta))  # a neuron without I sums to 1 / (1 - beta)


def test_how_many_jumps_of_half_a_millivolt_fire_a_neuron_if_they_spread():
    def highest(count, within):
        at = np.linspace(0.0, within, count)
        gaps = np.subtract.outer(at, at)
        return np.where(gaps >= 0.0, 0.5 * np.exp(-np.abs(gaps) / 20.0), 0.0).sum(axis=1).max()

    for within, needed in ((0.0, 30), (10.0, 39), (40.0, 70), (100.0, 150)):
        assert highest(needed - 1, within) < 15.0 <= highest(needed, within) + 1e-9
    assert page.says("takes 39 within 10 ms, 70 within 40 and 150 within 100", "Thirty at once")


def test_a_synapse_five_times_as_slow_brings_five_times_the_charge_and_a_peak_of_2_8_times():
    t, cell = np.arange(0.0, 300.0, 0.01), LIF(tau_m=10.0)
    quick, slow = (ExponentialSynapse(tau).psp(t, cell, w=1.0) for tau in (2.0, 10.0))
    assert slow.sum() / quick.sum() == pytest.approx(5.0, rel=1e-2)
    assert slow.max() / quick.max() == pytest.approx(2.8, abs=0.05)
    assert page.says("it gets 2.8 times as high in our cell", "by 2.8 to keep the peak")


def test_the_smallest_examples_of_the_page_by_hand():
    at_5 = ExponentialSynapse(2.5).psp(np.array([5.0]), LIF(tau_m=10.0), w=4.0)[0]
    assert page.says(f"(0.61 - 0.14)$, or {at_5:.1f} mV")
    assert page.says("let in 1.3 nA while v is at −65 mV, and 1.1 at −55", "let out 4 nA")
    assert [AMPA.current(0.02, -55.0), -GABA_A.current(0.4, -65.0)] == pytest.approx([1.1, 4.0])
    spent = ShortTermPlasticity(0.5, 800.0).releases(Spikes([0, 50, 100], duration=200.0)).efficacy
    assert spent == pytest.approx([0.5, 0.27, 0.15], abs=0.005)
    assert page.says("it finds 0.53 and releases 0.27; the third releases 0.15")
    (plugged, free) = (NMDA.current(1.0, v) / -v for v in (-70.0, -20.0))
    assert [plugged, free] == pytest.approx([0.04, 0.5], abs=0.01)
    assert page.says("only 4 % of the channels conduct, at −20 mV half")
    assert page.says("$1 / (1 + e^{-0.062\\,v} / 3.57)$")
    by_hand = [1.0 / (1.0 + math.exp(-0.062 * v) / 3.57) for v in (-70.0, -20.0)]
    assert by_hand == pytest.approx([plugged, free])


def test_a_ring_of_one_column_too_few_makes_the_longest_delay_none():
    def arrives(columns, delay=70, sent=5):
        ring = np.zeros(columns)
        for step in range(300):
            if step == sent:
                ring[(step + delay) % columns] += 1
            if ring[step % columns]:
                return step - sent
            ring[step % columns] = 0
        return None

    assert [arrives(71), arrives(70)] == [70, 0]
    assert page.says("take 71 columns")
    one = Network().add(SpikeSource(), 1, "a").add(LIF(), 1, "b")
    one.connect("a", "b", 1.0, delay=0.5)
    sent = Spikes([5.0], ids=[0], size=1)
    with pytest.raises(ValueError, match=r"delay.* = 0.5 ms: expected a whole number of steps"):
        one.run(20.0, {"a": sent}, dt=1.0)


def test_the_weight_of_a_millivolt_the_share_of_a_tap_and_euler_as_readers_are_told():
    cell, course, t = LIF(tau_m=10.0, v_threshold=900.0), ExponentialSynapse(2.5), np.arange(6e3)
    psp = course.psp(t / 100, cell, w=1.0)  # every hundredth of a ms
    assert page.says("with 1.57 mV", "it takes 0.63 nA", "25 mV ms")
    assert [psp.max(), 1 / psp.max()] == pytest.approx([1.57, 0.63], abs=0.006)
    assert psp.sum() / 100 == pytest.approx(25.0, rel=0.01)
    door = SpikeInput(Spikes([1.0], duration=60.0), Conductance(course, 0.0), 0.01)
    assert simulate(cell, door, 0.1).v.max() + 65.0 == pytest.approx(1.0, abs=0.02)
    assert page.says("a tap lifts v 1.1 times as high as a door does", "twice as high")
    for share, too_high in ((0.1, 1.1), (1.0, 2.0)):  # what is open, as a share of the leak
        tap = 10.0 * 0.1 * share * 65.0
        assert tap / page.names["shift"](1, 0.1 * share, 10.0, -65.0, 0.0) == pytest.approx(
            too_high
        )
    for part, told in ((10, 0.02), (1, 0.59)):
        dt, i, v, peak = 2.5 / part, 1.0, 0.0, 0.0
        for _ in range(24 * part):
            v, i = v + dt * (10.0 * i - v) / 10.0, i - dt * i / 2.5
            peak = max(peak, v)
        assert peak / psp.max() - 1 == pytest.approx(told, abs=0.005)


def test_shapes_of_the_same_charge_lift_v_as_high_and_as_late_as_readers_are_told():
    cell, t = LIF(tau_m=10.0, v_threshold=900.0), np.arange(0.0, 200.0, 0.01)
    charge = 2.5  # nA ms, of 1 nA that decays with 2.5 ms
    assert page.says(
        "a delta lifts v by 2.5 mV at once", "by 1.57 after 4.6 ms", "by 1.38 after 7.8"
    )
    assert page.says("by which v jumps (as in our own `DeltaSynapse`)")
    assert DeltaSynapse().psp(t, cell, w=charge / cell.C_m).max() == pytest.approx(2.5)
    for course, w, told, late in (
        (ExponentialSynapse(2.5), 1.0, 1.57, 4.6),
        (AlphaSynapse(2.5), 1 / math.e, 1.38, 7.8),
    ):
        psp = course.psp(t, cell, w=w)
        assert psp.sum() * 0.01 == pytest.approx(10.0 * charge, rel=0.002)
        assert [psp.max(), t[psp.argmax()]] == pytest.approx([told, late], abs=0.03)


def test_a_door_in_steps_and_the_same_by_euler():
    course, dt = DoubleExponentialSynapse(0.5, 5.0), 1.0
    gain = 1.0 / (10.0 ** (-1 / 9) - 10.0 ** (-10 / 9))  # of the difference, for a peak of 1

    def lifts(count, euler=False):
        falls, rises, v, highest = [0.02 * count * gain] * 2 + [-65.0, -65.0]
        for _ in range(40):
            falls, rises = falls * math.exp(-dt / 5.0), rises * math.exp(-dt / 0.5)
            g, leak = falls - rises, 0.1
            goal = (leak * -65.0 + g * 0.0) / (leak + g)
            share = dt * (leak + g) / 1.0  # C_m is 1 nF
            v = goal + (v - goal) * ((1 - share) if euler else math.exp(-share))
            highest = max(highest, v)
        return highest + 65.0

    one = SpikeInput(Spikes([0.0], duration=40.0), Conductance(course, 0.0), 0.16)
    exact = simulate(LIF(tau_m=10.0, v_threshold=900.0), one, dt=0.05).v.max() + 65.0
    assert page.says(
        f"lift v by {lifts(8):.1f} mV instead of {exact:.1f}",
        f"and Euler makes it {lifts(8, True):.1f}",
        f"falls to {1.0 / (0.1 + 80 * 0.02):.1f} ms",
        f"Euler throws v to {lifts(80, True):.0f} mV above rest",
    )
    assert max(map(lifts, (8, 80, 800))) < 65.0


def test_what_a_jump_saves_a_neuron_that_fires_anyway_and_what_the_network_forgives():
    saves = [20.0 * math.log((20.0 - v) / (19.0 - v)) for v in (0.0, 10.0, 14.0)]
    lif = LIF(t_ref=0.0)
    for v, saved in zip((0.0, 10.0), saves[:2], strict=True):
        current = np.full(3000, 2.0)
        step = round(20.0 * math.log(20.0 / (20.0 - v)) / 0.01)
        current[step] += 1.0 / (lif.R_m * 0.01 / lif.tau_m)  # in 0.01 ms it lifts v by 1 mV
        first = simulate(lif, current, 0.01).spikes.times[0]
        assert lif.time_to_spike(2.0) - first == pytest.approx(saved, abs=0.02)
    assert page.says("{:.1f} ms right after the pause, {:.1f} at 10 mV above rest".format(*saves))
    assert page.says(f"{saves[2]:.1f} at 14")

    def hears(apart):
        both = SpikeInput(Spikes([10.0, 10.0 + apart], duration=60.0), ExponentialSynapse(2.5), 6.0)
        return len(simulate(LIF(tau_m=10.0), both, 0.05).spikes) > 0

    assert page.says("forgives 8.5 ms")
    assert hears(8.5)
    assert not hears(8.6)
    assert page.says("a millimetre may take 3 ms, and half a metre 4")
    assert [round(1.0 / 0.3), round(500.0 / 120.0)] == [3, 4]


def test_the_published_synapse_that_warms_up_has_its_favourite_rate_at_21_hz():
    warms, rates = ShortTermPlasticity(0.03, tau_rec=130.0, tau_facil=530.0), np.arange(1.0, 100.0)
    best = rates[np.argmax([warms.steady_state(rate).efficacy for rate in rates])]
    assert page.says(f"has its favourite rate at {best:.0f} Hz")
