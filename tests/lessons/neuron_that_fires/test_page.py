import math

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import LIF, simulate
from snn_edu.exercises import solution
from snn_edu.lessons.neuron_that_fires.neurons import mystery
from snn_edu.lessons.neuron_that_fires.views import DROPS
from snn_edu.neurons.siegert import siegert_rate

PAGE = solved("02_neuron_that_fires")
LIF_ = LIF()


def test_the_bucket_leaks_by_its_height_and_lets_the_jet_past_while_it_is_turned_over():
    rim = PAGE.picture("rim_frame").view
    spike = LIF_.time_to_spike(2.0)
    full, over, back = (rim(now=spike + later) for later in (-0.1, 0.8, 2.5))
    assert [each["spike"] for each in (full, over, back)] == ["", "spike!", ""]
    assert np.ptp(full["water"]["xy"][:, 1]) > 14.5
    assert over["jet"]["y"] < -65.0 <= full["jet"]["y"]  # past the bucket, to the floor
    for R_m in (5.0, 10.0, 20.0):
        frame = rim(now=1.0, R_m=R_m)
        height = np.ptp(frame["water"]["xy"][:, 1])
        assert frame["leak"]["width"] == pytest.approx(0.1 * height / R_m)


def area(corners):
    x, y = np.transpose(corners)
    return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2


@pytest.mark.parametrize("v_threshold", [-62.0, -50.0, -46.0])
def test_what_leaves_the_bucket_is_what_falls_beside_it(v_threshold):
    rim = PAGE.picture("rim_frame").view
    spike = LIF(v_threshold=v_threshold).time_to_spike(2.0)
    full = area(rim(now=spike, v_threshold=v_threshold)["water"]["xy"])
    all_drops = DROPS * (v_threshold + 65.0) / 15.0
    assert full == pytest.approx(0.9 * (v_threshold + 65.0))
    for later in np.linspace(0.0, 0.79, 40):
        frame = rim(now=spike + later, v_threshold=v_threshold)
        left, drops = area(frame["water"]["xy"]) / full, len(frame["drops"][0]) / all_drops
        assert left + drops == pytest.approx(
            1.0, abs=1.01 / all_drops
        )  # a drop is whole or not there
        surface, lip = np.max(frame["water"]["xy"][:, 1]), frame["walls"][1][-1]
        assert surface == pytest.approx(lip) or left == 0.0  # level with the lip it leaves over
    assert len(rim(now=spike + 0.8, v_threshold=v_threshold)["drops"][0]) == round(all_drops)
    assert area(rim(now=spike + 1.0, v_threshold=v_threshold)["water"]["xy"]) == 0.0
    assert not len(rim(now=spike + 9.0, v_threshold=-50.0)["drops"][0])  # by then they have fallen


def test_a_reset_above_rest_leaves_that_much_in_the_bucket():
    spike = LIF_.time_to_spike(2.0)  # the first one, from rest
    for v_reset in (-64.0, -58.0, -51.0):
        frame = PAGE.frame("rim_frame", now=spike + 0.8, v_reset=v_reset)
        assert area(frame["water"]["xy"]) == pytest.approx(0.9 * (v_reset + 65.0))
        assert len(frame["drops"][0]) / DROPS == pytest.approx(
            (-50 - v_reset) / 15, abs=0.51 / DROPS
        )


def test_the_first_picture_tells_only_what_has_been():
    rim = PAGE.picture("rim_frame")
    start = rim.view(**rim.panel.start)
    assert start["v"][0][-1] == rim.panel.start["now"]
    assert not len(start["strokes"][0])
    rims = (-46.0, -50.0, -55.0, -62.0)
    counts = [len(rim.view(now=60.0, v_threshold=mV)["strokes"][0]) for mV in rims]
    first = [LIF(v_threshold=mV).time_to_spike(2.0) for mV in rims]
    rates = [LIF(v_threshold=mV).rate(2.0) for mV in rims]
    pairs = zip(first, rates, strict=True)
    assert counts == [1 + int((60.0 - at) * rate / 1000.0) for at, rate in pairs]
    assert counts == sorted(set(counts))


def test_the_rates_at_2_and_4_na_of_which_the_leak_takes_the_same():
    assert PAGE.says("| $v_{rest}$ | −65 mV |", f"fires at {LIF_.rate(2.0):.0f} Hz")
    assert f"({LIF_.rate(4.0):.0f} Hz)" in PAGE.frame("rim_frame", 1, current=4.0)["text"]
    for current in (2, 4):
        leaks = LIF_.rheobase
        assert PAGE.says(f"| {current} nA | {leaks:g} nA | {current - leaks:g} nA |")
    assert PAGE.says(f"a factor of {LIF_.rate(4.0) / LIF_.rate(2.0):.1f}")
    climbs = LIF(t_ref=0.0, v_reset=-57.5), LIF(t_ref=0.0)
    upper, whole = (lif.rate(4.0) / lif.rate(2.0) for lif in climbs)
    assert upper > whole > 2
    assert PAGE.says("So the factor is largest close to the rim")
    charge = LIF_.C_m * 15.0  # pC, from rest to the rim
    kept = [charge / LIF_.time_to_spike(current) for current in (2.0, 4.0)]
    assert PAGE.says(f"{kept[0]:.1f} nA stay in the bucket at 2 nA, and {kept[1]:.1f} at 4 nA")
    assert kept[1] / kept[0] == pytest.approx(whole)
    assert whole == pytest.approx(3, abs=0.1)


def test_half_a_second_at_the_rheobase_and_a_thousandth_above():
    lif = PAGE.asked("rheobase").solution
    neuron = LIF(R_m=40.0, v_rest=-70.0, v_reset=-75.0, v_threshold=-52.0)
    assert neuron.rheobase == pytest.approx(lif)
    counts = [len(simulate(neuron, np.full(5000, nA), 0.1).spikes) for nA in (lif, lif + 0.001)]
    assert counts == [0, 3]
    assert not len(simulate(neuron, np.full(1000, lif), 10.0).spikes)  # nor in ten seconds


def test_the_loop_falls_behind_and_what_each_place_of_it_does():
    lif, current = LIF(v_reset=-57.0), np.full(200, 2.0)
    late = PAGE.names["my_neuron"](current, 0.5, lif)[1] - simulate(lif, current, 0.5).spikes.times
    assert (np.diff(late) > 0.0).all()
    code = solution("neuron_that_fires.neuron").code
    reached = []
    for slip in ("v, pause = lif.v_rest, round(lif.t_ref / dt)", "pass"):
        names = {**PAGE.names}
        exec(code.replace("v, pause = lif.v_reset, round(lif.t_ref / dt)", slip), names)
        v, spikes = names["my_neuron"](current, 0.5, lif)
        reached.append((v.max(), len(spikes)))
    assert reached[0][1] == 3  # a reset to rest shows: three spikes where there are four
    assert reached[1][0] == pytest.approx(-45.1, abs=0.1)  # through the rim, as far as the goal


def test_a_swing_too_fast_for_the_membrane_fires_nothing():
    swinging, loop = PAGE.names["swinging"], PAGE.names["my_neuron"]
    frame = swinging()
    assert np.mean(frame["its goal"][1]) == pytest.approx(-51.0)
    assert np.max(frame["its goal"][1]) == pytest.approx(-48.0)

    def fires(period, tau_m):
        current = 1.4 + 0.3 * np.sin(2 * np.pi * np.arange(0, 1000, 0.5) / period)
        return len(loop(current, 0.5, LIF(tau_m=tau_m))[1]) > 0

    for tau_m, border in ((20.0, 45.0), (10.0, 22.5)):
        share = 1 / math.hypot(1, 2 * math.pi * tau_m / border)
        assert share == pytest.approx(1 / 3, abs=0.01)
        assert fires(border, tau_m)
        assert fires(100.0, tau_m)
        assert not any(fires(period, tau_m) for period in np.arange(2.0, border - 1.0))
    assert PAGE.says("Below 44.4 ms less than a third", "(We got 22 ms.)")
    assert 2 * math.pi * 20.0 / math.sqrt(8) == pytest.approx(44.4, abs=0.05)


def test_at_60_ms_every_other_crest_is_answered_and_at_100_each_from_the_second_on():
    loop = PAGE.names["my_neuron"]
    for period, apart in ((60.0, 2), (100.0, 1)):
        current = 1.4 + 0.3 * np.sin(2 * np.pi * np.arange(0, 2000, 0.5) / period)
        crests = np.floor(loop(current, 0.5, LIF_)[1] / period)
        assert crests[0] == 1  # the second crest
        assert set(np.diff(crests[1:])) == {apart}
    assert PAGE.says("from the second crest on each brings a spike", "Every other crest goes by")


def test_a_hundredth_above_the_rheobase_the_first_spike_takes_a_tenth_of_a_second():
    assert LIF_.time_to_spike(1.51) == pytest.approx(100.0, abs=0.5)
    assert PAGE.says("at 1.51 nA the first spike takes that long")


def test_of_the_four_changes_at_1_4_na_only_the_resistance_fires_the_neuron():
    silent = PAGE.picture("rim_frame", 2)
    for name, control in silent.controls.items():
        for end in control.ends():
            frame = silent.view(**{**silent.values, name: end})
            assert bool(frame["strokes"][0].size) == (name == "R_m" and end == 20.0)
            assert (frame["goal"][1][0] != -51.0) == (name == "R_m")
    assert silent.view(**{**silent.values, "R_m": 10.8})["strokes"][0].size
    assert PAGE.says("At 10.8 MΩ", "it travels to −51 mV")


def test_the_worked_example_and_the_foot_of_the_f_i_curve():
    climbs, intervals, rates = [], [], []
    for current in (2.0, 4.0):
        goal = LIF_.v_inf(current)
        climbs.append(f"{20 * math.log((goal + 65) / (goal + 50)):.1f} ms")
        intervals.append(f"{1000 / PAGE.names['my_rate'](current, LIF_):.1f} ms")
        rates.append(f"{LIF_.rate(current):.1f} Hz")
    assert PAGE.says(f"× ln(ratio) | {climbs[0]} | {climbs[1]} |")
    assert PAGE.says(f"pause of 2 ms | {intervals[0]} | {intervals[1]} |")
    assert PAGE.says(f"| rate | {rates[0]} | {rates[1]} |")
    waits = [1000 / LIF_.rate(LIF_.rheobase + above) for above in (0.1, 0.01, 0.001, 0.0001)]
    steps = [f"{step:.0f}" for step in np.diff(waits)]
    assert PAGE.says(f"It adds {steps[0]} ms, then {steps[1]}, and {steps[2]} for good")
    assert PAGE.says(f"Ten times closer, and {20 * math.log(10):.0f} ms more")
    assert [PAGE.picture("fi_frame").tries[f"{nA} nA above"] for nA in (0.1, 0.01, 0.001)]
    for above in ("0.01", "0.001", "0.0001"):
        rate = LIF_.rate(LIF_.rheobase + float(above))
        assert PAGE.says(f"| {above} nA | {1000 / rate:.0f} ms | {rate:.1f} Hz |")
    low, high = LIF_.rate(1.51), LIF_.rate(1.52)
    assert PAGE.says(
        f"15 mV / 10 MΩ = {LIF_.rheobase:g} nA", f"from {low:.1f} only to {high:.1f} Hz"
    )
    late, soon = (
        PAGE.frame("bench", current=4.0, tau_m=tau_m)["spikes"][0][0] for tau_m in (20.0, 5.0)
    )
    assert PAGE.says(f"passes the rheobase at {200 * LIF_.rheobase / 4.0:g} ms")
    assert PAGE.says(f"comes at {late:.0f} ms, and with the short $\\tau_m$ at {soon:.0f} ms")


def test_the_top_of_the_f_i_curve_and_the_last_dot():
    picture = PAGE.picture("fi_frame")
    frame = picture.view(**{**picture.values, "reach": "50 nA", "t_ref": 4.0})
    line, dots = frame["line"], frame["dots"]
    assert PAGE.says(
        f"at {dots[1][-1]:.0f} Hz instead of {line[1][-1]:.0f} with $t_{{ref}}$ = 4 ms"
    )
    assert "Dotted" in frame["text"]
    assert "Dotted" not in picture.view(**picture.values)["text"]  # it lies above the picture
    assert 205 < dots[1][-1] < line[1][-1] < 250
    assert dots[1] == pytest.approx(np.interp(dots[0], *line), rel=0.03)


def test_what_twice_the_resistance_and_the_time_constant_do_and_a_curve_without_a_pause():
    assert LIF(R_m=20.0).rate(2.0) == pytest.approx(LIF_.rate(4.0))
    slow = LIF(tau_m=40.0)
    assert slow.rheobase == LIF_.rheobase
    assert 1000 / slow.rate(2.0) - 2.0 == pytest.approx(2 * (1000 / LIF_.rate(2.0) - 2.0))
    assert PAGE.says(f"takes {LIF_.rheobase / 2:g} nA on average, half as much as at the rim")
    tireless, charge = LIF(t_ref=0.0), LIF_.C_m * 15.0  # pC, from the reset to the rim
    for current in (4.0, 10.0, 50.0):
        left = current - LIF_.rheobase / 2
        assert tireless.rate(current) == pytest.approx(1000 * left / charge, rel=0.02)


def test_spike_times_alone_do_not_tell_millivolts():
    twin = LIF(R_m=20.0, v_threshold=-35.0)  # every distance doubled
    current = 2.0 + np.sin(np.arange(5000) / 70.0)
    ours, theirs = (simulate(lif, current, 0.1).spikes.times for lif in (LIF_, twin))
    assert len(ours) > 10
    assert theirs == pytest.approx(ours, abs=1e-9)


def test_the_mystery_neuron_whichever_lies_on_the_bench_is_found_by_what_the_page_offers():
    pause = PAGE.names["mine"]["t_ref"]
    huge = PAGE.names["inject"](40.0).spikes.isi()[0]  # another way, as the reply says
    assert pause + 0.1 < huge < pause + 0.25  # not good enough before the climb is subtracted
    rough, right = (PAGE.names["mine"]["v_threshold"] - off for off in (1.0, 0.0))  # mV
    goal, tau_m = -72.0 + 25.0 * 40.0, 16.0
    climbs = [tau_m * math.log((goal + 68.0) / (goal - top)) for top in (rough, right)]
    assert huge - climbs[1] == pytest.approx(pause, abs=0.01)
    assert huge - climbs[0] == pytest.approx(pause, abs=0.05)  # a millivolt off, and good enough
    for seed in range(40):
        neuron = mystery(np.random.default_rng(seed))
        v = simulate(neuron, np.full(150, 0.4), 1.0).v
        rise = v - v[0]
        assert rise[-1] / 0.4 == pytest.approx(neuron.R_m, abs=0.05)
        assert np.argmax(rise > 0.63 * rise[-1]) == neuron.tau_m


def test_a_coarse_grid_is_late_by_half_a_step_and_without_its_pause_early():
    assert PAGE.says("half a step on average")
    neuron, currents = PAGE.names["my_neuron"], np.arange(1.6, 4.01, 0.05)
    for dt in (0.1, 0.5, 1.0, 2.0):
        late = [
            np.diff(neuron(np.full(round(400 / dt), c), dt, LIF_)[1]).mean() - 1000 / LIF_.rate(c)
            for c in currents
        ]
        assert np.mean(late) == pytest.approx(dt / 2, rel=0.2)
    assert "early" in PAGE.picture("bench", 1).view(dt="5 ms", current=2.5)["text"]


def test_the_reset_and_the_quiz():
    late = PAGE.names["late"]
    assert late["subtract"] / late["to_value"] == pytest.approx(1 - 25 / 40, abs=0.02)
    assert PAGE.says("It gives back five eighths")
    assert PAGE.says("then both resets give the same spikes")
    swings = 2.0 + 0.8 * np.sin(np.arange(2000) ** 1.5 / 30.0)
    value, kept = (simulate(LIF_, swings, 0.5, reset=r).spikes for r in ("to_value", "subtract"))
    assert len(value) > 25
    assert kept.times == pytest.approx(value.times, abs=1e-9)
    hour = LIF(R_m=60.0, v_rest=-70.0, v_reset=-70.0, v_threshold=-58.0)
    assert PAGE.says(f"= {hour.rheobase:g} nA. v settles at −{-hour.v_inf(0.18):.1f} mV")
    assert f"{1000 / (3 + 10 * math.log(3)):.0f} Hz" in PAGE.answer("quiz_rate")
    assert LIF(t_ref=0.0, tau_m=10.0).rate(2.0) == pytest.approx(2 * LIF(t_ref=0.0).rate(2.0))
    assert all(LIF(v_reset=-65.0).rate(c) > LIF(v_reset=-75.0).rate(c) for c in (1.6, 2.0, 4.0))


def test_a_short_pulse_needs_more_and_a_narrower_hole_in_the_same_bucket_less_only_when_weak():
    needed = LIF_.rheobase / -math.expm1(-10.0 / 20.0)  # nA, for v to be up after 10 ms
    assert PAGE.says(f"A pulse of 10 ms needs over {needed:.1f} nA")
    assert 3.8 < needed < 3.82
    for current, fires in ((1.01 * needed, True), (0.99 * needed, False)):
        pulse = np.where(np.arange(1000) < 100, current, 0.0)
        assert bool(len(simulate(LIF_, pulse, 0.1).spikes)) == fires
    narrow = LIF(R_m=20.0, tau_m=40.0)
    assert narrow.C_m == LIF_.C_m
    assert narrow.rheobase == LIF_.rheobase / 2
    gains = [narrow.rate(current) / LIF_.rate(current) for current in (1.6, 2.0, 4.0, 10.0, 50.0)]
    assert gains == sorted(gains, reverse=True)
    assert gains[1] > 1.4
    assert all(1.0 < gain < 1.12 for gain in gains[2:])
    assert PAGE.says("The rheobase halves; but under a strong current", "little is gained")


def test_a_pause_beside_the_climb_and_strong_currents_do_what_readers_are_told():
    assert PAGE.says("36 Hz under 2 nA instead of 34")
    assert [round(LIF(t_ref=t_ref).rate(2.0)) for t_ref in (0.0, 2.0)] == [36, 34]
    assert PAGE.says("a quick climb takes about $\\tau_m$ times the rheobase")
    for current in (30.0, 60.0):
        quick = 1000.0 / LIF().rate(current) - 2.0
        assert quick == pytest.approx(20.0 * 1.5 / current, rel=0.03)


def test_the_formula_of_the_rate_holds_while_the_current_hardly_changes_within_an_interval():
    assert PAGE.says("to 2 %; if it takes a fifth of a second, some are off by more than a tenth")

    def off(mean, period):
        """By which share the worst interval misses the rate at the current in its middle."""

        def swung(t):
            return mean * (1 + 0.2 * np.sin(2 * math.pi * t / period))

        times = simulate(LIF(), swung(np.arange(0.0, 4000.0, 0.1)), 0.1).spikes.times[3:]
        wanted = LIF().rate(swung((times[1:] + times[:-1]) / 2))
        return np.abs(1000.0 / np.diff(times) / wanted - 1).max()

    assert off(2.0, 2000.0) < 0.02
    assert off(2.0, 200.0) > 0.1


def test_noise_fires_a_neuron_below_the_rim_and_hardly_adds_above():
    noisy = [siegert_rate(LIF_.v_inf(mean), 2.0 * 2**0.5, LIF_) for mean in (1.4, 2.0)]
    assert PAGE.says("ours fires at 14 Hz under 1.4 nA", "the same noise adds less than 2 Hz")
    assert round(noisy[0]) == 14
    assert 1.0 < noisy[1] - LIF_.rate(2.0) < 2.0


def noticed(interval, dt):
    """The interval of the page's own loop, under the current that truly makes this one."""
    left = math.exp(-(interval - LIF_.t_ref) / LIF_.tau_m)
    current = np.full(round(600 / dt), LIF_.rheobase / (1 - left))
    return np.diff(PAGE.names["my_neuron"](current, dt, LIF_)[1])


def test_how_small_dt_must_be_a_rats_cell_and_no_leak_as_readers_are_told():
    assert PAGE.says("Take an interval of 7.4 ms", "makes it 8: you report 125 Hz instead of 135")
    assert noticed(7.4, 1.0) == pytest.approx(8.0)
    assert [round(1000 / t) for t in (7.4, 8.0)] == [135, 125]
    assert 1000.0 / LIF_.rate(2.0) - LIF_.t_ref == pytest.approx(27.7, abs=0.05)
    assert simulate(LIF(), np.full(300, 2.0), 0.1).spikes.times[0] == pytest.approx(27.7, abs=0.05)
    cell = LIF(R_m=160.0, v_threshold=-65.0 + 160.0 * 0.19)
    first, second = cell.rate(0.29), cell.rate(0.39)
    assert PAGE.says("at 43 Hz with the first 0.1 nA, and gains 22 with the second")
    assert [round(first), round(second - first)] == [43, 22]
    closed = LIF(R_m=5000.0, tau_m=10_000.0, t_ref=0.0)  # the same 2 nF, and next to no hole
    assert PAGE.says("33 Hz at 1 nA and 67 at 2")
    with pytest.warns(UserWarning, match="Is it in pA"):
        assert [round(closed.rate(c)) for c in (1.0, 2.0)] == [33, 67]
    assert PAGE.says("two kicks of 9 mV fire it however far apart", "within 8 ms of each other")
    left = [9.0 * math.exp(-gap / LIF_.tau_m) + 9.0 for gap in (8.0, 8.5)]
    assert left[0] > LIF_.v_threshold - LIF_.v_rest > left[1]


def test_how_near_a_line_the_curve_is():
    bare = LIF(t_ref=0.0)
    line = 1000 * (np.array([3.0, 2.0]) - bare.rheobase / 2) / (bare.tau_m * bare.rheobase)
    assert PAGE.says("begins at half the rheobase: at 3 nA it lies 4 % below, at 2 nA 13")
    assert [round(100 * x) for x in 1 - bare.rate(np.array([3.0, 2.0])) / line] == [4, 13]


def test_a_kick_fires_what_a_current_alone_leaves_silent_and_only_once():
    assert PAGE.says("heads for 14.85 mV", "at 14.75", "kick it up by 1 mV: at 15.75 it fires")
    steady = np.full(5000, 0.99 * LIF_.rheobase)
    assert simulate(LIF_, steady, 0.1).v[1000] + 65.0 == pytest.approx(14.75, abs=0.005)
    steady[1000] += 1.0 / (LIF_.R_m * 0.1 / LIF_.tau_m)  # in a step of 0.1 ms it lifts v by 1 mV
    run = simulate(LIF_, steady, 0.1)
    assert len(run.spikes) == 1
    assert run.v[-1] + 65.0 == pytest.approx(14.85, abs=0.01)


def test_what_other_orders_in_the_loop_do_to_an_interval_of_30_steps():
    assert PAGE.says("the interval is 31 ms instead of 30", "and it's 29")

    def interval(order):
        v, pause, spikes, left = 0.0, 0, [], math.exp(-1.0 / LIF_.tau_m)
        for k in range(300):
            waits, pause = pause > 0, max(pause - 1, 0)
            if waits and not (order == "climbs while it waits" and pause == 0):
                continue
            if order != "asks first" or v < 15.0:
                v = 20.0 + (v - 20.0) * left
                if order == "asks first":
                    continue
            if v >= 15.0:
                spikes.append(k)
                v, pause = 0.0, 2
        return set(np.diff(spikes).tolist())

    assert interval("ours") == {30} == set(noticed(1000 / LIF_.rate(2.0), 1.0).tolist())
    assert interval("asks first") == {31}
    assert interval("climbs while it waits") == {29}


def test_only_four_numbers_are_in_the_spikes():
    assert PAGE.says(
        "reset up by 10 mV together and nothing changes", "Four, if you want its spikes"
    )
    current = 2.0 + np.random.default_rng(1).normal(0.0, 1.0, 3000)
    up = LIF(v_rest=-55.0, v_threshold=-40.0, v_reset=-50.0)
    double = LIF(R_m=20.0, v_threshold=-35.0, v_reset=-55.0)
    times = simulate(LIF(v_reset=-60.0), current, 0.1).spikes.times
    assert len(times) > 5
    for other in (up, double):
        assert simulate(other, current, 0.1).spikes.times == pytest.approx(times)
    assert len(simulate(LIF_, current, 0.1).spikes) < len(times)


def test_subtracting_fires_a_little_faster_and_a_current_that_each_spike_raises_tires():
    assert PAGE.says(
        "some 3 % faster around 4 nA",
        "From 8.8 to 11.7 nA it's 8 % on average, but an eighth at 10 nA and nothing at 11",
    )
    climbs = np.linspace(3.75, 2.75, 41)  # ms; all that an interval of six steps rounds up from
    around_10 = 1.5 / (1.0 - np.exp(-climbs / 20.0))
    assert around_10[[0, -1]] == pytest.approx([8.8, 11.7], abs=0.05)
    for currents, faster in ((np.linspace(3.8, 4.2, 21), 0.03), (around_10, 0.08)):
        subtracted, to_value = (
            np.array(
                [
                    len(simulate(LIF_, np.full(2000, c), 1.0, crossing="grid", reset=reset).spikes)
                    for c in currents
                ]
            )
            for reset in ("subtract", "to_value")
        )
        assert subtracted.sum() / to_value.sum() - 1 == pytest.approx(faster, abs=0.01)
    for current, faster in ((10.0, 1 / 8), (11.0, 0.0)):
        spikes = (
            simulate(LIF_, np.full(20_000, current), 1.0, crossing="grid", reset=reset).spikes
            for reset in ("subtract", "to_value")
        )
        assert len(next(spikes)) / len(next(spikes)) - 1 == pytest.approx(faster, abs=0.002)
    assert PAGE.says("ours falls under 2 nA from 31 Hz, in its first interval, to 19")
    v, w, since, times = 0.0, 0.0, math.inf, []
    for k in range(30_000):
        w, since = w * math.exp(-0.1 / 200.0), since + 0.1
        if since > LIF_.t_ref:
            goal = 10.0 * (2.0 - w)
            v = goal + (v - goal) * math.exp(-0.1 / LIF_.tau_m)
        if v >= 15.0:
            times.append(0.1 * k)
            v, w, since = 0.0, w + 0.1, 0.0
    assert [round(1000 / t) for t in np.diff(times)[[0, -1]]] == [31, 19]


def test_v_in_units_of_the_way_to_the_threshold_fires_as_the_neuron_does_without_a_pause():
    bare, beta = LIF(t_ref=0.0), math.exp(-1.0 / LIF_.tau_m)
    for current in (1.6, 2.0, 4.0):
        x = (1 - beta) * current / LIF_.rheobase
        v, spikes = 0.0, []
        for k in range(300):
            v = beta * v + x
            if v >= 1.0:
                spikes.append(k + 1.0)
                v = 0.0
        theirs = PAGE.names["my_neuron"](np.full(300, current), 1.0, bare)[1]
        assert spikes == theirs.tolist()
        assert len(spikes) == {1.6: 5, 2.0: 10, 4.0: 30}[current]
    assert PAGE.says(f"at 1 ms {beta:.3f}")


def test_a_count_in_a_short_window_is_a_spike_off_and_picoamperes_fire_like_the_pause():
    interval = 1000.0 / LIF_.rate(2.0)
    times = LIF_.time_to_spike(2.0) + interval * np.arange(60)
    counts = {int(np.sum((times > start) & (times <= start + 200.0))) for start in range(1000)}
    assert counts == {6, 7}
    assert PAGE.says("6 or 7 spikes at 2 nA", "which makes 30 or 35 Hz", "mean interval gives 33.6")
    with pytest.warns(UserWarning, match="Is it in pA"):
        assert PAGE.says(f"if it fires at {LIF_.rate(200.0):.0f} Hz")


def test_a_threshold_that_each_spike_raises_slows_only_a_fast_neuron():
    def rate(current):
        dt, v, raised, pause, times = 0.01, 0.0, 0.0, 0, []
        for k in range(20_000):
            raised *= math.exp(-dt / 5.0)
            if pause:
                pause -= 1
                continue
            goal = LIF_.R_m * current
            v = goal + (v - goal) * math.exp(-dt / LIF_.tau_m)
            if v >= 15.0 + raised:
                times.append(k * dt)
                v, raised, pause = 0.0, raised + 10.0, round(LIF_.t_ref / dt)
        return 1000.0 / (times[-1] - times[-2])

    assert PAGE.says("raise the threshold by 10 mV", "Under 2 nA ours fires hardly slower")
    assert LIF_.rate(2.0) - 0.3 < rate(2.0) < LIF_.rate(2.0)
    assert PAGE.says("it falls from 190 to 161 Hz")
    assert [round(r) for r in (LIF_.rate(10.0), rate(10.0))] == [190, 161]


def test_a_loop_over_arrays_a_short_pulse_and_a_negative_current_are_as_readers_are_told():
    dt, left = 0.1, math.exp(-0.1 / LIF_.tau_m)
    lif, currents = LIF(v_reset=-60.0), np.linspace(-4.0, 10.0, 8)
    lines = (
        "v = np.where(pause > 0, v, v_inf + (v - v_inf) * left)",
        "pause = np.maximum(pause - 1, 0)",
        "fires = v >= lif.v_threshold",
        "v[fires], pause[fires] = lif.v_reset, round(lif.t_ref / dt)",
    )
    assert PAGE.says(*lines)
    names = {"np": np, "lif": lif, "dt": dt, "left": left, "v_inf": lif.v_inf(currents)}
    names |= {"v": np.full(8, lif.v_rest), "pause": np.zeros(8, int)}
    traces, spikes = [], []
    for _ in range(1500):
        exec("\n".join(lines), names)
        traces.append(names["v"].copy())
        spikes.append(names["fires"])
    for one, current in enumerate(currents):
        v, times = PAGE.names["my_neuron"](np.full(1500, current), dt, lif)
        assert np.array(traces)[:, one] == pytest.approx(v)
        assert dt * (np.flatnonzero(np.array(spikes)[:, one]) + 1) == pytest.approx(times)
    assert PAGE.says(f"$\\tau_m \\ln 2$, {LIF_.tau_m * math.log(2):.1f} ms")
    assert PAGE.says(f"15 mV × 2 nF = {15.0 * LIF_.C_m:g} pC", "some 30 nA for 1 ms")
    needed = [LIF_.rheobase / -math.expm1(-t / LIF_.tau_m) for t in (20 * math.log(2), 1.0)]
    assert needed == pytest.approx([3.0, 30.8], abs=0.05)
    assert PAGE.says(f"at −4 nA ours stands at −{-LIF_.v_inf(-4.0):g} mV")
