"""What lesson 02 says, held by the page as a learner runs it who solves every exercise."""

import math
from dataclasses import replace

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import LIF, simulate
from snn_edu.exercises import check, table
from snn_edu.lessons.neuron_that_fires import views
from snn_edu.lessons.neuron_that_fires.neurons import my_neuron, mystery

PAGE = solved("02_neuron_that_fires")
LIF_ = LIF()


def question(name):
    tables = ("PREDICTIONS", "QUIZ", "EXERCISES")
    (found,) = [q for t in tables for q in table("neuron_that_fires", t) if q.name == name]
    return found


def first_spike(**changes):
    spikes = PAGE.picture("bench").view(**{"current": 4.0, "tau_m": 20.0, **changes})["spikes"][0]
    return spikes[0]


@pytest.mark.parametrize("R_m", [5.0, 20.0])
def test_the_leak_is_as_wide_as_the_water_is_high_over_the_resistance(R_m):
    frame = views.rim_frame(1.0, R_m=R_m)
    assert frame["leak"]["width"] == pytest.approx(0.1 * frame["water"]["height"] / R_m)


def test_the_first_table_is_the_neuron():
    assert (LIF_.v_rest, LIF_.R_m, LIF_.tau_m) == (-65.0, 10.0, 20.0)
    assert (LIF_.v_threshold, LIF_.v_reset, LIF_.t_ref) == (-50.0, -65.0, 2.0)
    assert PAGE.says("| $v_{rest}$ | −65 mV |")
    assert 50 * LIF_.t_ref / 1000 == pytest.approx(0.1)  # deaf for a tenth of the time


def test_at_2_na_34_hz_and_at_4_na_88_because_the_leak_takes_the_same():
    assert PAGE.says("At 2 nA our neuron fires at 34 Hz")
    tap = PAGE.picture("rim_frame", 1)
    assert "(34 Hz)" in tap.text
    assert "(88 Hz)" in tap.view(current=4.0, now=20.0)["text"]
    at_rim = (LIF_.v_threshold - LIF_.v_rest) / LIF_.R_m
    assert (at_rim, 2 - at_rim, 4 - at_rim) == (1.5, 0.5, 2.5)
    assert PAGE.says("| 4 nA | 1.5 nA | 2.5 nA |")
    assert PAGE.says("a factor of 2.6")
    assert LIF_.rate(4.0) / LIF_.rate(2.0) == pytest.approx(2.6, abs=0.05)


def test_v_gains_most_close_to_the_rim():
    """From 2 to 4 nA the lower half of the climb gets faster by less than the upper half."""

    def climb(current, low, high):
        return math.log((LIF_.v_inf(current) - low) / (LIF_.v_inf(current) - high))

    lower, upper = (
        climb(2.0, low, high) / climb(4.0, low, high) for low, high in ((-65, -57.5), (-57.5, -50))
    )
    assert upper > lower > 2


def test_the_bucket_tips_for_the_pause_and_catches_nothing():
    rim = PAGE.picture("rim_frame", 0).view
    spike = LIF_.time_to_spike(2.0)
    full, tipped, back = (rim(now=spike + dt) for dt in (-0.1, 0.5, 2.5))
    assert full["spike"] == back["spike"] == ""
    assert tipped["spike"]
    assert full["water"]["height"] > 14.5
    assert tipped["water"]["height"] == 0.0
    assert tipped["jet"]["y"] < -65.0 <= full["jet"]["y"]  # past the bucket
    assert full["leak"]["width"] == pytest.approx(0.1 * full["water"]["height"] / 10.0)


def test_of_the_four_changes_at_1_4_na_only_the_resistance_fires_the_neuron():
    silent = PAGE.picture("rim_frame", 2)
    start = dict(silent.values)
    for name, control in silent.controls.items():
        for end in control.ends():
            frame = silent.view(**{**start, name: end})
            assert bool(frame["strokes"][0].size) == (name == "R_m" and end == 20.0)
            assert (frame["goal"][1][0] != -51.0) == (name == "R_m")
    assert silent.view(**{**start, "R_m": 10.8})["strokes"][0].size
    assert "At 10.8 MΩ" in question("which_change").why
    assert "to −51 mV" in "".join(wrong.message for wrong in question("which_change").wrong)


def test_the_rheobase_of_the_pictures_and_of_the_exercise():
    assert LIF_.rheobase == 1.5
    assert PAGE.says("15 mV / 10 MΩ = 1.5 nA")
    assert PAGE.names["my_rheobase"] == pytest.approx(0.45)


def test_a_ramp_is_followed_with_a_delay_of_about_tau_m():
    assert PAGE.says("passes the rheobase at 75 ms")
    assert PAGE.says("first spike comes at 95 ms, and with the short $\\tau_m$ at 80 ms")
    assert 200 * LIF_.rheobase / 4.0 == 75.0
    assert first_spike() == pytest.approx(95, abs=0.5)
    assert first_spike(tau_m=5.0) == pytest.approx(80, abs=0.5)


def test_the_worked_example():
    for current, ratio, climb, interval, rate in (
        (2.0, 4, 27.7, 29.7, 33.6),
        (4.0, 1.6, 9.4, 11.4, 87.7),
    ):
        v_inf = LIF_.v_inf(current)
        assert (v_inf + 65) / (v_inf + 50) == pytest.approx(ratio)
        assert 20 * math.log(ratio) == pytest.approx(climb, abs=0.05)
        assert 1000 / PAGE.names["my_rate"](current, LIF_) == pytest.approx(interval, abs=0.05)
        assert LIF_.rate(current) == pytest.approx(rate, abs=0.05)
    assert PAGE.says("| rate | 33.6 Hz | 87.7 Hz |")


def test_the_foot_of_the_f_i_curve():
    assert PAGE.says("the interval grows by the same 46 ms")
    assert 20 * math.log(10) == pytest.approx(46, abs=0.1)
    for above, interval, rate in ((0.01, 102, 9.8), (0.001, 148, 6.7), (0.0001, 194, 5.1)):
        assert PAGE.says(f"| {above:g} nA | {interval} ms | {rate} Hz |")
        assert 1000 / LIF_.rate(1.5 + above) == pytest.approx(interval, abs=0.6)
        assert LIF_.rate(1.5 + above) == pytest.approx(rate, abs=0.06)
    assert "from 9.8 only to 11.3 Hz" in "".join(w.message for w in question("onset").wrong)
    assert LIF_.rate(1.52) == pytest.approx(11.3, abs=0.05)


def test_the_top_of_the_f_i_curve_and_the_last_dot():
    picture = PAGE.picture("fi_frame")
    assert picture.text.startswith("Your formula, your loop")
    frame = picture.view(**{**picture.values, "reach": "50 nA", "t_ref": 4.0})
    assert PAGE.says("At 50 nA the rate is 217 Hz")
    assert frame["line"][1][-1] == pytest.approx(217, abs=0.1)
    assert 205 < frame["dots"][1][-1] < frame["line"][1][-1] < 250
    lines = np.interp(frame["dots"][0], *frame["line"])
    assert frame["dots"][1] == pytest.approx(lines, rel=0.03)


def test_until_they_pass_the_pictures_show_the_courses_own_and_say_so():
    frame = views.fi_curve(None, None)
    assert frame.text.startswith("Our formula, our loop")
    assert "The course's neuron (yours has not passed" in views.your_grid(None).text
    assert "Your neuron" in PAGE.picture("bench").text


def test_the_mystery_neuron_is_found_by_what_the_page_offers():
    strong = PAGE.names["strong"]
    assert "weak: v from −72.0 to −62.0 mV" in PAGE.printed
    assert "strong: spikes at [ 9.66 20.92 32.18] ms" in PAGE.printed
    assert "R_m = 25.0 MΩ, tau_m = 16 ms" in PAGE.printed
    assert PAGE.unsolved["neuron_that_fires.mystery"].status == "not done yet"
    mine = PAGE.names["mine"]
    assert check("neuron_that_fires.mystery", mine)
    highest = {**mine, "v_threshold": strong.v.max()}
    assert "the highest v you saw" in check("neuron_that_fires.mystery", highest).message
    huge = PAGE.names["inject"](40.0).spikes.isi()[0]  # another way, as the reply says
    assert 3.4 < huge < 3.4 + 0.25


def test_the_page_finds_two_numbers_of_whichever_neuron_lies_on_the_bench():
    for seed in range(40):
        neuron = mystery(np.random.default_rng(seed))
        v = simulate(neuron, np.full(150, 0.4), 1.0).v
        rise = v - v[0]
        assert rise[-1] / 0.4 == pytest.approx(neuron.R_m, abs=0.05)
        assert np.argmax(rise > 0.63 * rise[-1]) == neuron.tau_m


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"R_m": 25.15}, "R_m = 25.15 MΩ is not it yet"),
        ({"R_m": math.nan}, "had no logarithm"),
        ({"R_m": "25"}, "R_m is not a number yet"),
        ({"tau_m": 80.0}, "five tau_m"),
        ({"tau_m": 17.5}, "between two readings"),
        ({"v_threshold": -0.055}, "We want it in mV"),
        ({"v_threshold": -40.0}, "by the formula of lesson 01"),
        ({"t_ref": None}, "t_ref is not a number yet"),
        ({"t_ref": np.array([3.4, 3.4])}, "`[0]` takes the first"),
        ({"t_ref": 19.1}, "That is too long"),
    ],
)
def test_other_parameters_of_the_mystery_neuron_are_told_how_to_be_found(changed, said):
    assert said in check("neuron_that_fires.mystery", {**PAGE.names["mine"], **changed}).message


def test_a_slip_that_nobody_expected_is_named():
    def twice(current, dt, lif):
        return my_neuron(current, dt, replace(lif, R_m=2 * lif.R_m))

    said = check("neuron_that_fires.neuron", twice)
    assert not said
    assert said.message.endswith("It would be right if `lif.R_m` were twice as much.")


def test_a_fault_that_no_slip_explains_is_named_by_the_bench():
    def two_half_steps(current, dt, lif):
        v, trace, times, pause = lif.v_rest, [], [], 0
        for k, here in enumerate(current):
            if pause > 0:
                pause -= 1
            else:
                for _ in range(2):
                    v += (lif.v_rest + lif.R_m * here - v) * dt / 2 / lif.tau_m
                if v >= lif.v_threshold:
                    times.append((k + 1) * dt)
                    v, pause = lif.v_reset, round(lif.t_ref / dt)
            trace.append(v)
        return np.array(trace), np.array(times)

    said = check("neuron_that_fires.neuron", two_half_steps)
    assert not said
    assert said.message.endswith("With other currents: tau is 19.7489; expected was 20.")


def test_lists_are_taken_and_their_slips_named():
    neuron = PAGE.names["my_neuron"]

    def listed(current, dt, lif):
        return [part.tolist() for part in neuron(current, dt, lif)]

    def no_pause(current, dt, lif):
        return [part.tolist() for part in neuron(current, dt, replace(lif, t_ref=0.0))]

    assert check("neuron_that_fires.neuron", listed)
    assert "There is no pause" in check("neuron_that_fires.neuron", no_pause).message


def test_the_quiz():
    hour = LIF(R_m=60.0, v_rest=-70.0, v_reset=-70.0, v_threshold=-58.0)
    assert hour.rheobase == pytest.approx(0.2)
    assert hour.v_inf(0.18) == pytest.approx(-59.2)
    assert 1000 / (3 + 10 * math.log(3)) == pytest.approx(71, abs=0.5)
    assert 1000 / (10 * math.log(3)) == pytest.approx(91, abs=0.5)
    slow, fast = LIF(t_ref=0.0), LIF(t_ref=0.0, tau_m=10.0)
    assert fast.rate(2.0) == pytest.approx(2 * slow.rate(2.0))
    assert fast.rheobase == slow.rheobase
    right, wrong = LIF(v_reset=-75.0), LIF(v_reset=-65.0)
    assert right.rheobase == wrong.rheobase
    assert all(wrong.rate(c) > right.rate(c) for c in (1.6, 2.0, 4.0))


def test_a_coarse_grid_is_late_by_half_a_step_and_without_its_pause_early():
    assert PAGE.says("by half a step on average")
    neuron, currents = PAGE.names["my_neuron"], np.arange(1.6, 4.01, 0.05)
    for dt in (0.1, 0.5, 1.0, 2.0):
        late = [
            np.diff(neuron(np.full(round(400 / dt), c), dt, LIF_)[1]).mean() - 1000 / LIF_.rate(c)
            for c in currents
        ]
        assert np.mean(late) == pytest.approx(dt / 2, rel=0.2)
    assert round(LIF_.t_ref / 5.0) == 0
    assert "early" in PAGE.picture("bench", 1).view(dt="5 ms", current=2.5)["text"]


def test_what_the_reset_keeps_and_a_loop_without_one():
    late = PAGE.names["late"]
    assert late["to_value"] == pytest.approx(0.5, abs=0.02)
    assert late["subtract"] / late["to_value"] == pytest.approx(1 - 25 / 40, abs=0.02)
    assert PAGE.says("It gives back five eighths")
    assert len(simulate(LIF(), np.full(2000, 2.5), 0.1, reset="none").spikes) == 1


def test_the_paper_check_at_any_step():
    assert PAGE.printed.count("55 intervals from 8.931472 to 8.931472 ms") == 3
    assert "by the formula: 8.931472 ms" in PAGE.printed
