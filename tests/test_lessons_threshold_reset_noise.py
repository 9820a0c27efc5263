"""What lesson 02 says in its prose, and what its judges promise."""

import numpy as np
import pytest

from snn_edu import LIF, siegert, simulate
from snn_edu.exercises import check
from snn_edu.lessons.threshold_reset_noise import fi_curve, grid_shift, inject, noise_bench
from snn_edu.stimuli import white_noise


def test_six_spikes_in_200_ms_become_seventeen_when_the_current_doubles():
    counts = [len(simulate(LIF(), np.full(2000, current), 0.1).spikes) for current in (2.0, 4.0)]
    assert counts == [6, 17]


def test_a_dot_of_the_f_i_curve_is_on_its_line_or_below_it_on_the_grid():
    currents, solved = fi_curve(20.0, 10.0, 4.0, 20.0, "solved")["measured"]
    assert solved == pytest.approx(LIF(t_ref=4.0).rate(currents), rel=1e-9)
    _, grid = fi_curve(20.0, 10.0, 4.0, 20.0, "on the grid")["measured"]
    firing = solved > 0.0
    assert (grid[firing] <= solved[firing] + 1e-9).all()
    assert 1000.0 / grid[firing] == pytest.approx(np.round(1000.0 / grid[firing]))
    assert 250.0 - fi_curve(20.0, 10.0, 4.0, 50.0, "solved")["measured"][1][-1] == pytest.approx(
        33.0, abs=0.1
    )


@pytest.mark.parametrize(
    ("mean", "sigma", "rate", "cv"), [(2.5, 1.0, 49.1, 0.06), (0.5, 10.0, 10.0, 0.9)]
)
def test_the_noise_bench_shows_the_two_ways_to_fire(mean, sigma, rate, cv):
    text = noise_bench(mean, sigma, 8)["text"]
    shown = float(text.split(" s, ")[1].split(" Hz")[0])
    regular = float(text.split("CV ")[1].split(";")[0])
    assert shown == pytest.approx(rate, abs=0.2)
    assert regular == pytest.approx(cv, abs=0.015)


def test_the_noise_is_the_same_while_the_other_sliders_move():
    one, other = (noise_bench(0.5, sigma, 1)["v"][1] for sigma in (1.0, 2.0))
    free = LIF().v_after(noise_bench(0.5, 1.0, 1)["v"][0], 0.5)
    assert 2.0 * (one - free) == pytest.approx(other - free, abs=1e-9)  # no spike in either


def test_the_drive_that_the_judge_accepts_gives_10_hz_and_cv_08_when_simulated():
    lif, dt = LIF(), 0.1
    assert check("threshold_reset_noise.irregular", (0.8, 7.3))
    noise = white_noise(0.8, lif.noise_sd(7.3, dt), 400_000.0, dt, np.random.default_rng(4))
    spikes = simulate(lif, noise, dt).spikes
    seen_from_the_grid = lif.v_threshold + grid_shift(7.3, lif.tau_m, dt)
    rate, cv = siegert(lif.v_inf(0.8), 7.3, 20.0, 2.0, seen_from_the_grid, lif.v_reset)
    assert spikes.rate() == pytest.approx(rate, rel=0.03)  # 4000 spikes: 1.3 % standard error
    assert spikes.cv() == pytest.approx(cv, abs=0.03)
    assert rate == pytest.approx(10.0, abs=1.0)
    assert cv == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize("current", [0.75, 1.5, 3.0, 6.0])
def test_the_mystery_neuron_gives_the_same_answer_at_any_current_that_fires(current):
    rest, weak = inject(0.0).v[-1], inject(0.3).v
    strong = inject(current)
    R_m = (weak[-1] - rest) / 0.3
    tau_m = -5.0 / np.log(1.0 - (weak[5] - rest) / (weak[-1] - rest))
    v_inf, first = rest + R_m * current, strong.spikes.times[0]
    v_threshold = v_inf + (rest - v_inf) * np.exp(-first / tau_m)
    v_reset = strong.v[int(first) + 1]
    climb = tau_m * np.log((v_inf - v_reset) / (v_inf - v_threshold))
    answer = {"R_m": R_m, "tau_m": tau_m, "v_threshold": v_threshold}
    assert check(
        "threshold_reset_noise.mystery", {**answer, "t_ref": strong.spikes.isi()[0] - climb}
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((0.8, -7.3), "not negative"),
        ((0.9, 4.0), "The mean moves mostly the rate"),
        ("ab", "Two numbers"),
        ((0.8,), "Two numbers"),
        ((np.nan, 7.3), "finite"),
        ((1.0, 12.0), "Hz with a CV of"),
    ],
)
def test_other_drives_are_told_what_is_wrong_with_them(answer, said):
    assert said in check("threshold_reset_noise.irregular", answer).message


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"R_m": 30.0}, "climb / current"),
        ({"tau_m": 80.0}, "five tau_m"),
        ({"tau_m": 20.0}, "63 %"),
        ({"v_threshold": -40.0}, "first spike"),
        ({"t_ref": None}, "not a number yet"),
        ({"t_ref": 0.0034}, "climb you subtract"),
    ],
)
def test_other_parameters_of_the_mystery_neuron_are_told_how_to_be_found(changed, said):
    right = {"R_m": 25.0, "tau_m": 16.0, "v_threshold": -55.0, "t_ref": 3.4}
    assert said in check("threshold_reset_noise.mystery", {**right, **changed}).message
