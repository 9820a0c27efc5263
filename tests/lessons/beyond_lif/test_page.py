from dataclasses import replace

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import LIF, AdEx, HodgkinHuxley, Izhikevich, simulate, trajectory
from snn_edu.lessons.beyond_lif import questions, views
from snn_edu.lessons.beyond_lif.cells import ZOO, pattern_of

page = solved("17_beyond_lif")


def test_the_axon_rests_where_it_says_and_its_gates_run_to_their_goals():
    axon = HodgkinHuxley()
    for number in (axon.g_Na, axon.g_K, axon.g_L):
        assert page.says(f"= {number:g} mS/cm²")
    assert (axon.E_Na, axon.E_K, round(axon.E_L, 1)) == (50.0, -77.0, -54.4)
    assert page.says(f"here {axon.C_m:g} µF/cm²")
    v, m, h, n = axon.start()
    assert v == pytest.approx(-65, abs=0.01)
    assert n**4 > 10 * m**3 * h > 0  # a few potassium channels, hardly any sodium ones
    assert [round(float(x), 2) for x in (m, h, n)] == [0.05, 0.60, 0.32]
    for tau in axon.gates_tau(-20.0):
        assert page.says(f"{float(tau):.1f} ms")
    t, passing = page.frame("goals_frame", held=-20, gates=views.ALL_THREE)["passing"]
    assert 1.0 < np.ptp(t[passing > passing.max() / 2]) < 2.0  # "a millisecond or two"
    assert page.says(f"if m = 0.6 and h = 0.5, then {100 * 0.6**3 * 0.5:.0f} % pass")


@pytest.mark.slow
def test_a_drug_ends_the_firing_on_long_before_it_ends_the_first_spike():
    peak = {b: views.first_peak(*views.blocked(b / 100, 0.0)) for b in (0, 50, 65, 75)}
    rest = HodgkinHuxley().start()[0]
    assert page.says(f"It climbs {peak[50][1] - rest:.0f} mV instead of {peak[0][1] - rest:.0f}")
    assert peak[50][0] - peak[0][0] == pytest.approx(0.9, abs=0.1)
    assert peak[65][1] > 0
    assert peak[75] is None
    for share, spikes in ((0, True), (10, True), (15, False), (50, False), (65, False)):
        axon = replace(HodgkinHuxley(), g_Na=120 * (1 - share / 100))
        run = simulate(axon, np.full(20_000, 10.0), 0.02)
        assert len(run.spikes) > 20 if spikes else len(run.spikes) == 1, share
        said = "3 more follow" if spikes else "no other follows"
        assert said in page.caption("axon_frame", block_sodium=share)
    assert simulate(replace(axon, g_Na=102.0), np.full(9000, 10.0), 0.02).v[-1] == pytest.approx(
        -60, abs=0.5
    )
    t, v = views.blocked(0.0, 0.0)
    broader = views.blocked(0.0, 0.5)[1]
    first = t < 12
    assert (broader[first] > -20).sum() > 1.2 * (v[first] > -20).sum()
    assert views.blocked(0.0, 1.0)[1][-1] > 0  # v stays up


def test_it_takes_both_brakes_to_end_a_spike():
    assert "clamped. At 30 ms v is at 14 mV" in page.caption("your_axon_frame", clamp_h=True)
    assert "v is at −9 mV, and 0.4 % of the sodium" in page.caption("your_axon_frame", clamp_n=True)
    assert "at about +14 mV, and with n clamped at about −9 mV" in page.asked("who_ends_it").why
    t, rows = views.runs_on(views.SODIUM.solution, False, False)
    exact = np.interp(t, *views.blocked(0.0, 0.0))
    ups = [t[1:][(v[1:] > 0) & (v[:-1] <= 0)] for v in (rows[:, 0], exact)]
    assert ups[0] == pytest.approx(ups[1], abs=0.2)  # Euler's steps are this good


@pytest.mark.slow
def test_at_the_onset_the_rate_jumps_and_the_twin_is_right_to_within_a_fifth():
    for current, spikes in ((2.2, 0), (2.25, 1), (6.0, 2), (6.2, 3), (6.25, 6), (6.26, 12)):
        text = page.caption("onset_frame", current=current)
        assert f": {spikes} spike" in text
        assert text.endswith("At the end it is silent.")
    assert "It keeps firing, at 51 Hz" in page.caption("onset_frame", current=6.27)
    assert "51 Hz" in page.asked("slowest").why
    twin = views.twin()
    for current in (6.3, 7.0, 10.0, 40.0):
        rate = 1000 / views.axon_period(current)
        assert page.says(f"| {current:g} | {rate:.0f} Hz | {twin.rate(current):.0f} Hz |")
        assert abs(twin.rate(current) / rate - 1) < 0.2 or current == 6.3
    assert twin.rate(20.0) == pytest.approx(1000 / views.axon_period(20.0))
    assert page.says(f"a fitted pause of {twin.t_ref:.1f} ms")


@pytest.mark.slow
def test_the_axon_rebounds_and_sleeps_through_a_ramp_and_its_twin_does_the_opposite():
    said = "The axon fires 0 spikes. Its twin fires 3 spikes"
    assert said in page.caption("two_neurons_frame", kind="slow ramp")
    low = trajectory(views.AXON, views.stimulus("release", 10.0), 0.05).states[1390, 0]
    assert low == pytest.approx(-88, abs=0.5)
    for short, spikes in ((1, 0), (2, 1)):  # ms
        pull = np.repeat([0.0, -10.0, 0.0], [200, 20 * short, 2000])
        assert len(simulate(views.AXON, pull, 0.05).spikes) == spikes
    assert page.says("2 ms of it would have been enough, 1 ms not")
    held = np.append(views.stimulus("slow ramp", 10.0), np.full(20_000, 10.0))
    spikes = simulate(views.AXON, held, 0.05).spikes.times
    assert spikes[0] - 150.0 == pytest.approx(480, abs=10)
    assert page.says("Held at 10, the slow ramp makes it fire half a second later")


def rising(kind, strength=10.0):
    """The run of a stimulus, and the step in which its v first rises through −60 mV."""
    run = trajectory(views.AXON, views.stimulus(kind, strength), 0.05)
    v = run.states[:, 0]
    return run, 1 + int(np.flatnonzero((v[1:] >= -60) & (v[:-1] < -60) & (run.t[1:] > 20))[0])


def test_at_one_voltage_the_brakes_decide_what_comes():
    rows = {
        "step": "| in the step, under 10 µA/cm² |",
        "release": "| let go, without any current |",
        "slow ramp": "| on the ramp, under 8.4 µA/cm² |",
    }
    here = {}
    for kind, row in rows.items():
        run, k = rising(kind)
        _, m, h, n = here[kind] = run.states[k]
        fires = run.states[k:, 0].max() > 0
        comes = "a spike" if fires else "nothing"
        assert page.says(f"{row} {m:.2f} | {h:.2f} | {n:.2f} | {comes} |")
    assert views.stimulus("slow ramp", 10.0)[rising("slow ramp")[1]] == pytest.approx(8.4, abs=0.05)
    assert [float(tau) for tau in views.AXON.gates_tau(-60.0)] == pytest.approx(
        [1 / 3, 8, 5], rel=0.12
    )
    _, h, n = map(float, views.AXON.gates_steady(-60.0))
    assert page.says(f"at their goals, {h:.2f} and {n:.2f}")

    def with_brakes(kind, others):
        """How high v comes from here on, with the brakes of another run."""
        run, k = rising(kind)
        current = np.append(views.stimulus(kind, 10.0)[k:], np.zeros(1000))[:1000]
        if kind != "release":
            current[:] = views.stimulus(kind, 10.0)[k]  # no more is needed than flows now
        start = (*run.states[k, :2], *here[others][2:])
        return trajectory(views.AXON, current, 0.05, start=start).states[:, 0].max()

    assert with_brakes("release", "slow ramp") < -50
    assert with_brakes("slow ramp", "release") > 30


@pytest.mark.parametrize(
    ("kind", "told", "rises"),
    [
        ("step", "3.4 of sodium, 1.6 of leak and 10 from the tap come in, and 6.7", 8.3),
        ("slow ramp", "On the ramp it's 4.6, 1.7 and 8.4 against 14.7", 0.0),
    ],
)
def test_the_currents_of_two_fates_are_those_that_readers_are_told(kind, told, rises):
    run, k = rising(kind)
    v, m, h, n = run.states[k]
    tap = float(views.stimulus(kind, 10.0)[k])
    sodium = 120 * m**3 * h * (50 - v)
    leak, potassium = 0.3 * (-54.4 - v), 36 * n**4 * (v + 77)
    figures = f"{sodium:.1f} {leak:.1f} {round(tap, 1):g} {potassium:.1f}".split()
    assert [x for x in told.replace(",", "").split() if x[0].isdigit()] == figures
    assert page.says(told)
    assert sodium + leak + tap - potassium == pytest.approx(rises, abs=0.06)


def test_the_race_for_a_second_spike_is_just_won_and_with_fewer_channels_lost():
    for share, spikes in ((0.0, True), (0.15, False)):
        axon = replace(views.AXON, g_Na=120.0 * (1 - share))
        run = trajectory(axon, np.full(3000, 10.0), 0.02)
        v = run.states[:, 0]
        second = 1 + int(np.flatnonzero((v[1:] >= -60) & (v[:-1] < -60))[1])
        h, n = run.states[second, 2:]
        assert share or page.says(f"h is at {h:.2f} and n at {n:.2f}")
        assert (float(h), float(n)) == pytest.approx((0.466, 0.389), abs=0.003)
        assert bool(v[second:].max() > 0) is spikes


def test_a_push_ten_times_as_strong_makes_hardly_a_taller_spike():
    peaks = [
        simulate(views.AXON, np.repeat([push, 0.0], [100, 1500]), 0.01).v.max()
        for push in (6.0, 10.0, 100.0)
    ]
    assert peaks[0] < -50
    assert 30 < peaks[1] < peaks[2] < peaks[1] + 7


@pytest.mark.slow
def test_a_quick_gate_that_is_twice_as_slow_starts_one_spike_and_four_times_none():
    assert page.says(
        "Were m twice as slow, our tap would get one spike; were it four times as slow, none"
    )
    for slower, spikes in ((1.0, 4), (2.0, 1), (4.0, 0)):
        state, course = np.array(HodgkinHuxley().start()), []
        for _ in range(6000):  # 60 ms by Euler's steps of 0.01 ms
            slope = np.array(HodgkinHuxley().slope(tuple(state), 10.0), float)
            slope[1] /= slower
            state = state + 0.01 * slope
            course.append(state[0])
        v = np.array(course)
        ups = int(np.sum((v[1:] > 0.0) & (v[:-1] <= 0.0)))
        assert ups == spikes, slower


@pytest.mark.parametrize(("push", "first"), [(20.0, 11.0), (50.0, 8.0), (150.0, 6.0)])
def test_after_a_spike_the_brakes_let_go_in_some_ten_milliseconds_and_sooner_for_more(push, first):
    def again(after):
        current = np.zeros(4000)
        current[100:200] = 20.0
        current[100 + round(100 * after) : 200 + round(100 * after)] = push
        return len(simulate(views.AXON, current, 0.01).spikes) == 2

    assert not again(first - 1)
    assert again(first)


def test_the_tap_makes_up_for_a_little_of_the_drug_and_too_much_of_it_silences_the_axon():
    nerve = page.names["nerve"]

    def goes_on(blocked, current):
        axon = replace(HodgkinHuxley(), g_Na=120.0 * (1 - blocked / 100))
        times = simulate(axon, np.full(8000, current), 0.05).spikes.times
        return times.size > 0 and times[-1] > 350

    assert [goes_on(20, current) for current in (12.0, 14.0)] == [False, True]
    assert not any(goes_on(30, current) for current in np.arange(8.0, 60.0, 2.0))

    def swing(blocked, current):
        """From the lowest to the highest v of the last 100 ms."""
        axon = replace(HodgkinHuxley(), g_Na=120.0 * (1 - blocked / 100))
        v = trajectory(axon, np.full(6000, current), 0.05).states[4000:, 0]
        return v.max() - v.min(), v.max()

    wide, highest = swing(30, 30.0)
    assert wide > 50.0
    assert highest < 0.0
    assert all(swing(35, current)[0] < 1.0 for current in np.arange(10.0, 201.0, 10.0))
    page.says("swings that stay below 0 mV, and at 35 % no current brings even these")
    assert len(nerve(15, 10.0).spikes) == 1
    assert len(nerve(0, 100.0).spikes) == 1
    states = trajectory(views.AXON, np.full(4000, 160.0), 0.05).states
    assert states[-1, 0] == pytest.approx(-43, abs=0.5)
    assert states[-1, 2] < 0.1  # nearly all h gates shut
    twin = [views.twin().rate(current) for current in (20.0, 40.0, 100.0, 160.0)]
    assert twin == sorted(twin)


def test_no_current_silences_an_adex_of_ours():
    for cell, current in views.ZOO.values():
        counts = [
            len(simulate(cell, np.full(3000, each), 0.1).spikes) for each in (current, 1, 3, 10)
        ]
        assert counts == sorted(set(counts))


def test_a_seventh_cell_can_fire_in_bursts_of_five():
    isi = page.names["seventh"](b=0.034).spikes.isi()
    long = np.flatnonzero(isi > 50)
    assert set(np.diff(long)) == {5}
    assert pattern_of(page.names["seventh"]().spikes.isi()) == "bursting"


def test_the_crossings_go_through_what_the_neuron_does_by_itself():
    currents, crossings = (
        page.names["currents"],
        [questions.REST.solution(current, views.BURSTING) for current in page.names["currents"]],
    )
    v = [simulate(views.BURSTING, np.full(10_000, each), 0.1).v[-1] for each in currents[:-1]]
    np.testing.assert_allclose(v, crossings[:-1], atol=0.05)


def test_a_point_asks_each_curve():
    for v0, spikes in ((-54.5, 0), (-46.5, 1)):  # on either side of the tipping point
        assert f"fires {spikes} spike" in page.caption("plane_frame", v0=v0, w0=0.02)
    beyond = [
        page.caption("plane_frame", v0=v0, w0=w0).split("fires ")[1].split()[0]
        for v0 in (-46.5, -43.0, -40.0)
        for w0 in (-0.03, 0.02)
    ]
    assert {*beyond} == {"1", "2"}
    assert page.says(
        "Beyond it v runs away, and the neuron fires once or twice before it comes home"
    )
    v = np.arange(-100.0, -30.0, 0.001)
    meet = [bool(np.any(np.less(*views.BURSTING.nullclines(v, each)))) for each in (0.07, 0.08)]
    assert meet == [True, False]
    assert page.says("Between 0.07 and 0.08 nA the crossings meet and vanish")


def test_only_cell_d_behaves_as_the_axon():
    for cell in views.ZOO:
        step, ramp, release = (
            int(page.caption("zoo_frame", cell=cell, stimulus=kind).split(": ")[1].split()[0])
            for kind in ("step", "slow ramp", "release")
        )
        assert (step, ramp, release) == (1, 0, 1) if cell == "D" else ramp > 0 == release
    names = {
        cell: pattern_of(simulate(model, np.full(4000, current), 0.1).spikes.isi())
        for cell, (model, current) in views.ZOO.items()
    }
    assert names == questions.RIGHT_NAMES == page.names["my_names"]


def test_what_b_the_reset_and_a_do_to_the_six():
    named = {name: views.ZOO[cell] for cell, name in questions.RIGHT_NAMES.items()}

    def changed(name, **numbers):
        model, current = named[name]
        run = simulate(replace(model, **numbers), np.full(6000, current), 0.1)
        return pattern_of(run.spikes.isi())

    for name in ("adapting", "bursting", "initial burst"):
        assert changed(name, b=0.0) == "tonic"
    assert changed("adapting", v_reset=-46.0) == "bursting"
    assert changed("initial burst", v_reset=-58.0) == "adapting"
    assert changed("transient", a=0.0) == changed("accelerating", a=0.0) == "tonic"
    for name, reset in (("adapting", -46.0), ("bursting", -46.0)):
        model, current = named[name]
        once, twice = (
            simulate(replace(model, v_reset=reset, tau_w=tau_w), np.full(15_000, current), 0.1)
            for tau_w in (model.tau_w, 2 * model.tau_w)
        )
        silences = [run.spikes.isi()[2:].max() for run in (once, twice)]
        assert 1.75 < silences[1] / silences[0] < 2.0
    assert named["accelerating"][0].a < 0
    assert page.says("at −46 mV the adapting cell bursts as well")


def test_what_readers_asked_of_the_step_and_of_a_silent_axon():
    axon = HodgkinHuxley()
    for dt, seventh in (0.1, 90.5), (0.02, 90.0), (0.01, 90.0):
        times = simulate(axon, np.full(round(95 / dt), 10.0), dt=dt).spikes.times
        assert times[6] == pytest.approx(seventh, abs=0.05)
    again = simulate(axon, np.repeat([160.0, 10.0], 4000), dt=0.05).spikes.times
    assert np.sum(again < 200) <= 1
    assert np.sum(again > 300) > 5


def test_w_slows_the_firing_as_readers_are_told():
    cell = AdEx(a=0.0, b=0.06, tau_w=150.0)

    def intervals(cell, current):
        return np.diff(simulate(cell, np.full(15_000, current), dt=0.1).spikes.times)

    below, above = (1000 / intervals(replace(cell, b=0.0), each)[-1] for each in (0.98, 1.02))
    tired, k = intervals(cell, 1.0), (above - below) / 0.04
    w = trajectory(cell, np.full(15_000, 1.0), 0.1).states[10_000:, 1]
    assert cell.b * cell.tau_w / tired[-1] == pytest.approx(w.mean(), rel=0.02)
    assert page.says(f"a k of {k:.0f} Hz/nA: 1 + {k:.0f} × 0.06 × 0.15 = {1 + k * 0.009:.1f}")
    lone = intervals(replace(cell, b=0.0), 1.0)[-1]
    assert page.says(f"become {tired[-1]:.1f} ms instead of {lone:.1f}, 3.75 times as long")
    assert tired[-1] / lone == pytest.approx(3.75, abs=0.02)


def test_steps_may_be_as_long_as_readers_are_told():
    """A millisecond was said to do for all: of the initial burst cell it moves spikes by 6 ms."""
    assert page.says("moves the spikes of our *initial burst* AdEx by up to 6 ms in half a second")
    cells = {"LIF": (LIF(), 1.8), **ZOO}

    def times(name, dt):
        cell, current = cells[name]
        return simulate(cell, np.full(round(500 / dt), current), dt=dt).spikes.times

    off = {}
    for name in cells:
        fine = times(name, 0.01)
        assert times(name, 0.1) == pytest.approx(fine, abs=0.1)
        off[name] = np.abs(times(name, 1.0) - fine).max()
    assert off["LIF"] < 1e-6
    assert off.pop("F") == pytest.approx(6, abs=0.2)
    assert max(off.values()) < 1.5


def test_the_six_curves_are_those_of_the_axon():
    curves = (
        (lambda v: 0.1 * (v + 40) / (1 - np.exp(-(v + 40) / 10)), r"$0.1\,(v + 40) \,/\, (1"),
        (lambda v: 4 * np.exp(-(v + 65) / 18), r"$4\,e^{-(v + 65)/18}$"),
        (lambda v: 0.07 * np.exp(-(v + 65) / 20), r"$0.07\,e^{-(v + 65)/20}$"),
        (lambda v: 1 / (1 + np.exp(-(v + 35) / 10)), r"$1 \,/\, (1 + e^{-(v + 35)/10})$"),
        (lambda v: 0.01 * (v + 55) / (1 - np.exp(-(v + 55) / 10)), r"$0.01\,(v + 55) \,/\, (1"),
        (lambda v: 0.125 * np.exp(-(v + 65) / 80), r"$0.125\,e^{-(v + 65)/80}$"),
    )
    v = np.array([-90.0, -65.0, -41.0, 30.0])
    for (curve, told), rate in zip(curves, HodgkinHuxley().rates(v), strict=True):
        assert rate == pytest.approx(curve(v))
        assert page.says(told)
    a_m, b_m, *_ = (float(rate) for rate in HodgkinHuxley().rates(-65.0))
    assert page.says(
        f"m has α = {a_m:.2f} and β = {b_m:g}: a time constant of {1 / (a_m + b_m):.2f}"
    )
    limits = HodgkinHuxley().rates(-40.0)[0], HodgkinHuxley().rates(-55.0)[4]
    assert [float(each) for each in limits] == [1.0, 0.1]
    assert page.says("Put in the limits there, 1 and 0.1")


def test_by_plain_steps_the_axon_zigzags_and_runs_away_as_readers_are_told():
    axon = HodgkinHuxley()

    def crossings(dt):
        course = [np.array(axon.start())]
        for _ in range(round(100 / dt)):
            course.append(course[-1] + dt * np.array(axon.slope(tuple(course[-1]), 10.0), float))
        above = np.array(course)[:, 0] >= 0
        return np.sum(~above[:-1] & above[1:])

    assert (crossings(0.05), crossings(0.07)) == (7, 11)
    assert page.says("you count eleven spikes for seven")
    with pytest.raises(ValueError, match="allowed is -200 to 150 mV"):
        crossings(0.08)


def test_at_rest_three_currents_cancel_as_readers_work_out():
    _, m, h, n = (round(float(x), 3) for x in HodgkinHuxley().start())
    assert page.says(f"m = {m}, h = {h} and n = {n}")
    sodium, leak, potassium = 120 * m**3 * h * 115, 0.3 * 10.6, 36 * n**4 * 12
    assert page.says(f"120 × {m}³ × {h} × 115 = {sodium:.1f} µA/cm² of sodium")
    assert page.says(f"0.3 × 10.6 = {leak:.1f} of leak", f"36 × {n}⁴ × 12 = {potassium:.1f} of")
    assert sodium + leak == pytest.approx(potassium, abs=0.02)


@pytest.mark.slow
def test_without_the_time_of_m_and_with_one_brake_the_axon_still_fires():
    axon = HodgkinHuxley()

    def spikes(one_brake):
        v, _, h, n = axon.start()
        ups = 0
        for _ in range(20_000):  # 200 ms
            m, h_goal, n_goal = map(float, axon.gates_steady(v))
            _, tau_h, tau_n = map(float, axon.gates_tau(v))
            h, n = h + 0.01 * (h_goal - h) / tau_h, n + 0.01 * (n_goal - n) / tau_n
            h = 0.89 - 1.1 * n if one_brake else h
            out = 120 * m**3 * h * (v - 50) + 36 * n**4 * (v + 77) + 0.3 * (v - axon.E_L)
            before, v = v, v + 0.01 * (10 - out)
            ups += before <= 0 < v
        return ups

    full = trajectory(axon, np.full(4000, 10.0), 0.05)
    _, _, h, n = full.states[1000:].T
    assert np.abs(h + 1.1 * n - 0.89).max() < 0.07
    assert (np.sum(np.diff(full.states[:, 0] > 0.0) & (full.states[1:, 0] > 0.0)),) == (14,)
    assert (spikes(False), spikes(True)) == (17, 18)
    assert page.says(
        "17 spikes in 200 ms under 10 µA/cm² instead of 14", "with that for h, 18 spikes"
    )


@pytest.mark.parametrize(
    ("current", "highest", "lowest"),
    [(0.2, -1.0, -1.2), (0.5, 1.7, -1.9), (1.0, 1.8, -1.8), (2.0, 1.4, 1.2)],
)
def test_fitzhughs_cubic_rests_to_the_left_fires_in_the_middle_and_stays_up(
    current, highest, lowest
):
    v, w, course = -1.2, -0.6, []
    for _ in range(30_000):  # his numbers, and steps of 0.01
        v, w = v + 0.01 * (v - v**3 / 3 - w + current), w + 0.01 * (v + 0.7 - 0.8 * w) / 12.5
        course.append(v)
    high, low = max(course[15_000:]), min(course[15_000:])
    assert (high, low) == pytest.approx((highest, lowest), abs=0.2)


def test_what_his_four_numbers_do_to_izhikevichs_cell():
    def isi(*numbers, **script):
        cell, dt = Izhikevich(*numbers), 1.0 if script else 0.1
        return simulate(cell, np.full(round(2000 / dt), 10.0), dt=dt, **script).spikes.isi()

    for numbers, told in (
        ((0.02, 0.2, -65, 8), "fires every {:.0f} ms"),
        ((0.1, 0.2, -65, 8), "every {:.0f} ms (with d"),
        ((0.1, 0.2, -65, 2), "*fast spiking*, {:.0f})"),
    ):
        assert np.ptp(isi(*numbers)[-4:]) < 0.2
        assert page.says(told.format(isi(*numbers)[-1]))

    def bursts(found):
        return np.diff(np.flatnonzero(found > 20))

    assert set(bursts(isi(0.02, 0.2, -50, 2))) == {5}
    assert bursts(isi(0.02, 0.2, -50, 8))[1:].max() == 1  # c alone does not
    assert isi(0.02, 0.2, -65, 2)[5:].min() > 18  # nor d


def test_whole_steps_of_a_millisecond_lose_a_cell_that_is_held_down():
    def lowest(parts):
        v, u = -65.0, -13.0
        for _ in range(400):
            if v >= 30:
                v, u = -65.0, u + 8.0
            for _ in range(parts):
                v += (0.04 * v * v + 5 * v + 140 - u - 60) / parts
            u += 0.02 * (0.2 * v - u)
            if not abs(v) < 1e100:
                return None
        return v

    assert lowest(1) is None
    assert lowest(2) == pytest.approx(-100.0, abs=0.01)
    assert page.says("Under I = −60 it should rest at −100 mV", "0.08 v + 5 = −3 per ms and mV")


def test_in_the_warmth_the_gates_outrun_the_membrane():
    def course(temperature, C_m=1.0):
        axon = HodgkinHuxley(temperature=temperature, C_m=C_m)
        return trajectory(axon, np.full(4000, 10.0), 0.0025).states[:, 0]

    cold, warm, hot = (course(temperature) for temperature in (6.3, 16.3, 25.0))
    assert np.diff(warm).max() / np.diff(cold).max() == pytest.approx(1.5, abs=0.05)
    assert hot.max() < 0 < warm.max() < cold.max()
    assert page.says("steepest rise only 1.5 times as fast")


class Envenomed(HodgkinHuxley):
    """The axon with h gates that are ten times slower."""

    def gates_tau(self, v):
        m, h, n = super().gates_tau(v)
        return m, 10 * h, n


def test_the_quiz():
    assert page.answer("quiz_channel").endswith(f"{100 * 0.9**2 * 0.2:.0f} %")
    assert pattern_of(np.array([14.0, 15, 90, 14, 16, 88, 14])) == "bursting"
    push = np.repeat([10.0, 0.0], [300, 5700])
    plain, venom = (simulate(axon, push, 0.01).v for axon in (HodgkinHuxley(), Envenomed()))
    assert 50 > venom.max() > plain.max() - 5  # the spike lasts, and is no taller
    assert (venom > -20).sum() > 4 * (plain > -20).sum()
    assert venom[-1] < -40  # and then it ends


def test_a_burst_ends_where_the_reset_lands_above_the_blue_curve():
    run = trajectory(views.BURSTING, np.full(3000, 0.21), 0.1)
    blue = float(views.BURSTING.nullclines(np.array([-46.0]), 0.21)[0][0])
    landed = [run.states[int(np.ceil(t / 0.1 - 1e-9)), 1] for t in run.spikes.times[:3]]
    assert [w < blue for w in landed] == [True, True, False]
    isi = run.spikes.isi()
    assert isi[2] == pytest.approx(130, abs=5)
    low = page.caption("bursts_frame", v_reset=-58).split(" spikes, ")[1]
    assert float(low.split(" to ")[0]) > 20  # single spikes
    cell = AdEx(tau_m=20, R_m=100, v_rest=-58, v_reset=-46, a=0.002, b=0.1, tau_w=120)
    assert cell == views.BURSTING
    assert (cell.v_threshold, cell.delta_T) == (-50.0, 2.0)
    endless = simulate(replace(cell, b=0.0), np.full(5000, 0.21), 0.1)
    assert endless.spikes.isi().max() < 6  # "With b = 0 nothing ends the first burst."


def test_a_gate_at_a_held_potential_follows_the_model():
    frame = views.goals_frame(-30.0, 3.0)
    state = [-30.0, *views.AXON.start()[1:]]
    for _ in range(3000):  # Euler's steps of 0.001 ms, with v held
        slope = views.AXON.slope(tuple(state), 0.0)
        state[1:] = [x + 0.001 * float(dx) for x, dx in zip(state[1:], slope[1:], strict=True)]
    for name, x in zip("mhn", state[1:], strict=True):
        assert frame[f"dot_{name}"][1][0] == pytest.approx(x, abs=1e-3)


def test_the_curve_of_the_axon_is_drawn_at_its_rates():
    currents, rates = views.axon_rates()
    for current in (7.25, 20.0):
        (drawn,) = rates[np.isclose(currents, current)]
        assert drawn == pytest.approx(1000.0 / views.axon_period(current), rel=0.005)
    assert rates[currents < 6.26].tolist() == [0.0] * (currents < 6.26).sum()


def test_strokes_of_the_plane_point_where_the_model_goes():
    tails, heads, _ = np.transpose(
        np.reshape(views.plane_frame(-60.0, 0.03, 0.05)["field"], (2, -1, 3)), (2, 0, 1)
    )
    goes = views.BURSTING.slope(tuple(tails), 0.05)
    np.testing.assert_array_equal(np.sign(heads - tails), np.sign(goes))


@pytest.mark.parametrize("v_reset", [-58.0, -46.0])
def test_the_arrows_of_a_burst_point_where_the_model_goes(v_reset):
    model = replace(views.BURSTING, v_reset=v_reset)
    x, y = (
        np.reshape(each, (-1, 4)) for each in views.bursts_frame(0.21, v_reset, 0.1, 0)["arrows"]
    )
    back_x, back_y = (x[:, 0] + x[:, 2]) / 2.0, (y[:, 0] + y[:, 2]) / 2.0
    ahead = np.array([x[:, 1] - back_x, y[:, 1] - back_y]) / [[12.0], [0.15]]
    goes = np.array(model.slope((x[:, 1], y[:, 1]), 0.21)) / [[12.0], [0.15]]
    cosine = (ahead * goes).sum(0) / np.hypot(*ahead) / np.hypot(*goes)
    assert cosine.min() > 0.9


def test_a_drawn_spike_runs_to_its_peak_and_lifts_the_pen():
    run = trajectory(views.BURSTING, np.full(1000, 0.21), 0.1)
    t, v, _ = views.drawn(run, 0.0)
    assert t[np.flatnonzero(np.isnan(v))].tolist() == run.spikes.times.tolist()
    assert v[np.flatnonzero(np.isnan(v)) - 1].tolist() == [0.0] * len(run.spikes)


def test_a_small_step_sags_back_as_readers_are_told():
    cell = views.BURSTING
    v = simulate(cell, np.full(10_000, -0.02), dt=0.1).v - cell.v_rest
    assert page.says("Of 100 MΩ $a$ leaves $R_m / (1 + a R_m)$, in our plane's neuron 83")
    assert [v.min(), v[-1]] == pytest.approx([-1.84, -1.65], abs=0.005)
    assert cell.R_m / (1 + cell.a * cell.R_m) == pytest.approx(83, abs=0.5)


def test_of_the_two_crossings_at_0_07_na_the_left_one_holds_and_the_right_one_is_a_saddle():
    cell, v = views.BURSTING, np.arange(-70.0, -45.0, 0.001)
    blue, green = cell.nullclines(v, 0.07)
    left, right = v[np.flatnonzero(np.diff(np.sign(blue - green)))]

    def slopes_at(v):
        def slopes(v, w):
            up = cell.delta_T * np.exp((v - cell.v_threshold) / cell.delta_T)
            dv = (cell.v_rest - v + up - cell.R_m * w + cell.R_m * 0.07) / cell.tau_m
            return np.array([dv, (cell.a * (v - cell.v_rest) - w) / cell.tau_w])

        w = cell.a * (v - cell.v_rest)
        by_v, by_w = (slopes(v + x, w + y) - slopes(v, w) for x, y in ((1e-6, 0), (0, 1e-6)))
        return np.column_stack([by_v, by_w]) / 1e-6

    left, right = slopes_at(left), slopes_at(right)
    assert left == pytest.approx(np.array([[-0.0238, -5], [1.67e-5, -0.0083]]), rel=0.01)
    assert page.says("has −0.032 per ms and +0.00028 per ms²")
    assert np.trace(left) == pytest.approx(-0.032, rel=0.02)
    assert np.linalg.det(left) == pytest.approx(0.00028, rel=0.02)
    assert np.linalg.det(right) < 0


def test_four_of_the_six_stop_holding_before_the_crossings_meet():
    def onsets(cell):
        """The current at which the diagonal adds up to 0, and that at which the crossings meet."""
        drop, ratio = cell.a * cell.R_m, cell.tau_m / cell.tau_w
        at = []
        for rise in (1.0 + ratio, 1.0 + drop):  # the exponential, there
            v = cell.v_threshold + cell.delta_T * np.log(rise)
            at.append(((1.0 + drop) * (v - cell.v_rest) - cell.delta_T * rise) / cell.R_m)
        return at

    hopf = {name for name, (cell, _) in ZOO.items() if cell.a * cell.R_m > cell.tau_m / cell.tau_w}
    assert hopf == {"A", "D", "E", "F"}
    assert page.says("Four of our six AdEx have a Hopf")
    for name in hopf:
        cell = ZOO[name][0]
        lost, meet = onsets(cell)
        assert 0 < meet - lost < (2e-5 if cell == views.BURSTING else 0.01)
        v = np.arange(-70.0, -40.0, 0.0001)
        for current, crosses in ((meet - 1e-6, True), (meet + 1e-6, False)):
            assert bool(np.any(np.less(*cell.nullclines(v, current)))) is crosses


def test_two_pushes_fire_a_resonator_at_its_rhythm_and_an_integrator_the_closer_the_better():
    def spikes(apart):
        current = np.zeros(2000)
        for begin in (200, 200 + 20 * apart):
            current[begin : begin + 20] = 6.6
        return len(simulate(views.AXON, current, 0.05).spikes)

    assert page.says("begin 3 ms apart, or 16, but not 8")
    assert [spikes(apart) for apart in (100, 3, 8, 16)] == [0, 1, 0, 1]  # 100: after the end
    swing = simulate(views.AXON, np.repeat([0.0, 3.0, 0.0], [200, 20, 1500]), 0.05).v
    peaks = 1 + np.flatnonzero((swing[1:-1] > swing[:-2]) & (swing[1:-1] >= swing[2:]))
    assert np.diff(peaks[peaks > 300][:2]) * 0.05 == pytest.approx(16, abs=0.5)
    push = np.zeros((4, 1000))
    for row, apart in zip(push, (3, 8, 16, 24), strict=True):
        row[100:110] += 10.0
        row[100 + 10 * apart : 110 + 10 * apart] += 10.0
    highest = [simulate(LIF(), row, 0.1).v.max() for row in push]
    assert highest == sorted(highest, reverse=True)
    assert highest[0] > highest[-1] + 1.0


def test_an_adex_of_ones_own_breaks_at_its_peak():
    cell = views.BURSTING

    def spikes(dt, cut):
        v, w, count, highest = cell.v_rest, 0.0, 0, cell.v_rest
        for _ in range(round(500 / dt)):
            up = cell.delta_T * np.exp((v - cell.v_threshold) / cell.delta_T)
            v += dt / cell.tau_m * (cell.v_rest - v + up - cell.R_m * w + cell.R_m * 0.21)
            highest = max(highest, v)
            v = min(v, cell.v_peak) if cut else v
            w += dt / cell.tau_w * (cell.a * (v - cell.v_rest) - w)
            if v >= cell.v_peak:
                v, w, count = cell.v_reset, w + cell.b, count + 1
        return count, highest

    assert len(simulate(cell, np.full(5000, 0.21), dt=0.1).spikes.times) == 9
    count, highest = spikes(0.02, cut=False)
    assert count == 4
    assert highest == pytest.approx(9e6, rel=0.05)
    assert spikes(0.01, cut=False)[0] == 5
    assert spikes(0.02, cut=True)[0] == 9
    assert page.says("four spikes in half a second, by Euler steps of 0.02 ms, instead of nine")


def test_a_hole_that_reverses_at_rest_asks_for_twice_the_current():
    cell, g = views.BURSTING, 0.01  # µS
    assert pytest.approx(g) == 1 / cell.R_m  # "whose leak is 10 nS"
    k = 1 + cell.R_m * g  # the equation divided by k is that of another AdEx
    holed = replace(
        cell,
        tau_m=cell.tau_m / k,
        R_m=cell.R_m / k,
        v_threshold=cell.v_threshold + cell.delta_T * np.log(k),
    )
    for model, silent, fires in ((cell, 0.07, 0.08), (holed, 0.165, 0.175)):
        late = [
            simulate(model, np.full(50_000, i), 0.1).spikes.times[-1:] > 4000
            for i in (silent, fires)
        ]
        assert [bool(each.any()) for each in late] == [False, True]
    assert page.says("needs 0.17 nA to keep firing instead of 0.08")


def test_an_early_push_puts_the_axons_next_spike_off_and_a_late_one_hastens_it():
    assert page.says("by some 0.13 ms if it comes 8.5 ms after the last, and hastens it by 0.25 at")
    steady = np.full(17_000, 10.0)
    times = simulate(views.AXON, steady, 0.01).spikes.times
    assert np.diff(times)[9] == pytest.approx(14.6, abs=0.05)
    for after, sooner in ((8.5, -0.13), (11.7, 0.25)):
        pushed, k = steady.copy(), round((times[9] + after) / 0.01)
        pushed[k : k + 10] += 5.0  # 0.1 ms of 5 µA/cm² lifts v by 0.5 mV
        moved = times[10] - simulate(views.AXON, pushed, 0.01).spikes.times[10]
        assert moved == pytest.approx(sooner, abs=0.02)


def gaps_of_two(slope, state, crosses, fades, dt, ends):
    """How many ms the second of two fires after the first, spike by spike; each excites the other.

    `slope(state, current)` moves both, and `crosses(before, after)` says who fires.
    """
    current, last, found = np.array([0.0, 1.0]), np.array([0.0, np.nan]), []
    for step in range(1, round(ends / dt)):
        after = tuple(
            x + dt * dx for x, dx in zip(state, slope(state, current / fades), strict=True)
        )
        current, fired = current * np.exp(-dt / fades), crosses(state, after)
        state = after
        if fired.any():
            last[fired] = step * dt
            current += fired[::-1]
            if fired[1]:
                found.append(last[1] - last[0])
    return np.array(found)


@pytest.mark.slow
def test_quick_excitation_draws_two_axons_together_and_two_theta_neurons_apart():
    assert page.says("0.5 µA/cm², fading in 3 ms, are 0.6 ms apart after 30 spikes and 0.1 after")
    dt, start = 0.04, [HodgkinHuxley().start()]
    for _ in range(5_000):  # 200 ms alone
        slopes = HodgkinHuxley().slope(start[-1], 10.0)
        start.append(tuple(x + dt * dx for x, dx in zip(start[-1], slopes, strict=True)))
    v = np.array([one[0] for one in start])
    up = np.flatnonzero((v[1:] >= 0) & (v[:-1] < 0))[-1] + 1
    two = tuple(np.array(pair) for pair in zip(start[up], start[up - 25], strict=True))  # 1 ms

    def axons(state, current):
        return HodgkinHuxley().slope(state, 10.0 + 1.5 * current)

    def up_through_zero(before, after):
        return (before[0] < 0) & (after[0] >= 0)

    gaps = gaps_of_two(axons, two, up_through_zero, 3.0, dt, 2300.0)
    assert gaps[29] == pytest.approx(0.6, abs=0.1)
    assert gaps[149] == pytest.approx(0.1, abs=0.06)
    rate = np.pi / 14.6  # of a theta neuron with a spike every 14.6 ms

    def thetas(state, current):
        return (2 * rate + current * 0.01 * (1 + np.cos(state[0])) / rate,)

    def passes(before, after):
        return (after[0] + np.pi) // (2 * np.pi) > (before[0] + np.pi) // (2 * np.pi)

    begin = (np.array([-np.pi + 1e-6, np.pi - 2 * rate * 1.0]),)
    apart = gaps_of_two(thetas, begin, passes, 3.0, dt, 2300.0)
    assert apart[-1] == pytest.approx(7.3, abs=0.6)


def test_h_keeps_near_a_line_in_n_while_the_axon_fires():
    assert page.says("while it fires, h keeps within 0.06 of 0.89 − 1.1 n; with that for h, 18")
    state, off = HodgkinHuxley().start(), []
    for step in range(20_000):  # 200 ms
        slopes = HodgkinHuxley().slope(state, 10.0)
        state = tuple(x + 0.01 * dx for x, dx in zip(state, slopes, strict=True))
        if step > 5000:
            off.append(state[2] - (0.89 - 1.1 * state[3]))
    assert 0.05 < np.abs(off).max() <= 0.065


def test_rest_gives_way_where_readers_are_told():
    assert page.says("At 0.076366 nA its sum is 0, at 0.076376 the two meet")
    cell = views.BURSTING
    ratio = {"sum": cell.tau_m / cell.tau_w, "meet": cell.a * cell.R_m}  # of e^... - 1
    for which, told in (("sum", 0.076366), ("meet", 0.076376)):
        v = cell.v_threshold + cell.delta_T * np.log(1 + ratio[which])
        rises = (v - cell.v_rest - cell.delta_T * (1 + ratio[which])) / cell.R_m
        assert cell.a * (v - cell.v_rest) + rises == pytest.approx(told, abs=6e-7)
    assert page.says("for $I$ from 0.33 to 1.42")
    for v, told in ((-np.sqrt(0.936), 0.33), (np.sqrt(0.936), 1.42)):  # 1 - v² = 0.08 × 0.8
        assert (v + 0.7) / 0.8 - v + v**3 / 3 == pytest.approx(told, abs=0.005)


def test_a_curve_of_type_i_begins_as_readers_are_told():
    cell = AdEx(a=0.0, b=0.0)
    onset = (cell.v_threshold - cell.v_rest - cell.delta_T) / cell.R_m  # the crossings meet
    for above, told, of_lif in ((0.0025, 2.1, 10), (0.01, 4.3, 13)):
        run = simulate(cell, np.full(20_000, onset * (1 + above)), 0.1)
        assert 1000.0 / run.spikes.isi()[-1] == pytest.approx(told, abs=0.05)
        assert 1000.0 / (cell.tau_m * np.log(1 + 1 / above)) == pytest.approx(of_lif, abs=0.05)
    assert page.says(
        "fires at 2.1 Hz 0.25 % above it, at 4.3 with 1 %", "with that $\\tau_m$ at 10 and 13"
    )
    jumps = AdEx(a=0.02, b=0.0, tau_w=30.0)
    for current, rate in ((0.61100, 0.0), (0.61102, 11.2)):  # 0.002 % above 0.611008
        times = simulate(jumps, np.full(60_000, current), 0.1).spikes.times
        lasts = times.size > 1 and times[-1] > 5500
        assert (1000.0 / np.diff(times)[-1] if lasts else 0.0) == pytest.approx(rate, abs=0.3)
    assert page.says("and a $\\tau_w$ of 30 ms give 11 Hz 0.002 % above the onset")


def test_few_channels_have_all_four_gates_open_soon():
    assert 1 - np.exp(-0.1) == pytest.approx(0.1, abs=0.01)
    assert (1 - np.exp(-0.1)) ** -4 == pytest.approx(12_000, rel=0.02)
    assert page.says("all four in only one channel of 12,000")


def of_a_ripple(delta_T, mu, hertz, dv=0.02, tau=20.0, sigma=6.0):
    """How far a ripple of a noisy current moves the rate, and the rate in Hz (Richardson 2007)."""
    v = np.arange(-110.0, (-50.0 + 15.0 * delta_T) + dv / 2, dv)
    up = delta_T * np.exp((v + 50.0) / delta_T) if delta_T else 0.0
    F = (v + 65.0 - mu - up) / sigma**2
    A, B = np.exp(dv * F), dv * np.exp(dv * F / 2) * tau / sigma**2
    reset, j, p = np.argmin(abs(v + 60.0)), 1.0, np.zeros(v.size)
    for k in range(v.size - 1, 0, -1):
        j, p[k - 1] = j - (k == reset), p[k] * A[k] + B[k] * j
    rate = 1.0 / (dv * p.sum())
    p *= rate
    turn = 2j * np.pi * hertz / 1000.0 * dv
    p_rate = p_input = j_input = 0.0
    j_rate = 1.0
    for k in range(v.size - 1, 0, -1):
        j = j_rate + turn * p_rate - (k == reset), j_input + turn * p_input
        p_rate = p_rate * A[k] + B[k] * j_rate
        p_input = p_input * A[k] + B[k] * (j_input - p[k] / tau)
        j_rate, j_input = j
    return abs(j_input / j_rate), 1000.0 * rate


@pytest.mark.parametrize(("delta_T", "mu", "left"), [(0.0, 5.83, 1 / 2), (2.0, 10.57, 1 / 4)])
def test_a_sharp_rim_follows_fast_ripples_farther(delta_T, mu, left):
    (slow, rate), (fast, _) = (of_a_ripple(delta_T, mu, hertz) for hertz in (100.0, 400.0))
    assert rate == pytest.approx(10.0, abs=0.3)
    assert fast / slow == pytest.approx(left, abs=0.05)
    assert page.says("moves a LIF's rate about half as far as one of 100 Hz")
