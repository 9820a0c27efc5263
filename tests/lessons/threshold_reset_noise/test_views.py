"""What lesson 02 says in its prose, and what its judges promise."""

import numpy as np
import pytest

from snn_edu import LIF, siegert, simulate
from snn_edu.exercises import check, solution
from snn_edu.lessons.threshold_reset_noise.views import (
    DRIVES,
    fi_curve,
    grid_shift,
    inject,
    noise_bench,
    on_the_bench,
    three_neurons,
)
from snn_edu.spikes.stimuli import white_noise


def test_six_spikes_in_200_ms_become_seventeen_when_the_current_doubles():
    counts = [len(simulate(LIF(), np.full(2000, current), 0.1).spikes) for current in (2.0, 4.0)]
    assert counts == [6, 17]


def test_the_f_i_curve_stands_between_its_rheobase_and_its_ceiling():
    """The line from the formula as the lesson prints it: 15 mV to climb, R_m 12 MOhm."""
    frame = fi_curve(15.0, 12.0, 3.0, 20.0, "solved")
    current, line = frame["theory"]
    fires = 12.0 * current > 15.0 + 1e-9
    v_inf = 12.0 * current[fires]  # above rest
    assert line[fires] == pytest.approx(1000.0 / (3.0 + 15.0 * np.log(v_inf / (v_inf - 15.0))))
    assert not line[~fires].any()
    assert frame["rheobase"][0] == pytest.approx([1.25, 1.25])
    assert frame["ceiling"][1] == pytest.approx([1000.0 / 3.0] * 2)


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


def test_at_half_a_nanoampere_the_goal_is_10_mV_too_low():
    _, goal = noise_bench(0.5, 10.0, 8)["goal"]
    assert LIF().v_threshold - goal[0] == pytest.approx(10.0)


def test_luck_is_about_half_a_hertz_in_20_seconds():
    """By renewal theory the count's s.d. is CV sqrt(count): 0.57 sqrt(272) / 20 s = 0.47 Hz."""
    texts = [noise_bench(1.3, 4.0, seed)["text"] for seed in range(1, 21)]
    rates = [float(text.split(" s, ")[1].split(" Hz")[0]) for text in texts]
    assert np.std(rates, ddof=1) == pytest.approx(0.47, rel=0.35)  # of 20: 16 % standard error


@pytest.mark.parametrize(("mean", "sigma"), [(0.5, 4.0), (1.3, 4.0), (2.5, 1.0)])
def test_no_interval_is_lost_unsaid(mean, sigma):
    """Bars and the intervals that are said to be beyond them are all there are."""
    frame = noise_bench(mean, sigma, 8)
    intervals = int(frame["text"].split(": ")[1].split(" spikes")[0]) - 1
    said = frame["numbers"].split("\n")[2:]
    longer = int(said[0].split(" of ")[0]) if said else 0
    drawn = frame["isi"]["data"].sum() / 100.0 * intervals
    assert drawn + longer == pytest.approx(intervals)


def test_the_dotted_curve_is_the_histogram_of_chance_at_siegerts_rate():
    """Of a Poisson train, exp(-a f) - exp(-b f) of the intervals are from a to b."""
    frame = noise_bench(0.5, 10.0, 8)
    rate = float(frame["text"].split("says ")[1].split(" Hz")[0]) / 1000.0
    gaps, curve = frame["poisson"]
    middle = np.arange(2.5, 250.0, 5.0)
    share = np.exp(-(middle - 2.5) * rate) - np.exp(-(middle + 2.5) * rate)
    assert np.interp(middle, gaps, curve) == pytest.approx(100.0 * share, rel=0.01)


def test_a_stroke_stands_where_v_falls():
    """A spike takes v from -50 to -65 mV within its step of 0.1 ms."""
    frame = noise_bench(1.3, 4.0, 8)
    (t, v), (spikes, _) = frame["v"], frame["spikes"]
    falls = t[1:][np.diff(v) < -10.0]
    assert spikes == pytest.approx(falls, abs=0.1 + 1e-9)


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
        ((0.9, 4.0), "First the rate, with σ: it is too slow: more σ"),
        ((1.1, 6.2), "Too fast and too regular: less mean"),
        ((0.8, 7.9), "The CV is right, but the neuron is too fast"),
        ((0.6, 9.0), "too irregular"),
        ((0.9, 10.0), "The CV is right, but the neuron is too fast: less σ"),
        ("ab", "Two numbers"),
        (("0.8", "7.3"), "Two numbers"),
        ((True, 7.3), "Two numbers"),
        ({0.8, 7.3}, "Two numbers"),
        ((0.8,), "Two numbers"),
        ((np.nan, 7.3), "finite"),
        ((1.0, 12.0), "Hz with a CV of"),
    ],
)
def test_other_drives_are_told_what_is_wrong_with_them(answer, said):
    assert said in check("threshold_reset_noise.irregular", answer).message


@pytest.mark.parametrize(("mean", "sigma"), [(1.3, 4.0), (1.0, 6.0), (0.8, 7.3)])
def test_the_judge_sends_a_learner_the_right_way(mean, sigma):
    """More sigma is faster; less mean is slower and less regular, as the hints say."""

    def fires(mean, sigma):
        return siegert(LIF().v_inf(mean), sigma, 20.0, 2.0, -50.0, -65.0)

    rate, cv = fires(mean, sigma)
    assert fires(mean, sigma + 1.0)[0] > rate + 1.0
    slower, less_regular = fires(mean - 0.1, sigma)
    assert slower < rate - 1.0
    assert less_regular > cv + 0.02


def on_a_grid(current, dt, lif):
    run = simulate(lif, current, dt, crossing="grid")
    return run.v[1:], run.spikes.times


@pytest.mark.parametrize("dt", [0.1, 0.5, 5.0])
def test_a_neuron_on_the_bench_is_late_by_what_the_caption_says(dt):
    frame = on_the_bench(on_a_grid, 2.5, dt, LIF())
    spikes, theory = frame["spikes"][0], frame["theory"][0]
    late = spikes - theory[: len(spikes)]
    assert (np.diff(late) > -1e-9).all()
    assert late[-1] > late[0] > 0.0
    assert (
        f"yours sends {len(spikes)} spikes. The last of them is {late[-1]:.1f} ms late"
        in (frame["text"])
    )


def test_until_a_neuron_is_written_the_librarys_stands_in_and_the_caption_says_so():
    mine, theirs = (on_the_bench(one, 2.5, 0.5, LIF()) for one in (on_a_grid, None))
    assert np.array_equal(mine["v"][1], theirs["v"][1])
    assert "yours is not written yet; the library's, on a grid, sends 9 spikes" in theirs["text"]


def test_the_three_neurons_are_told_apart_by_their_intervals():
    cvs = {name: np.diff(t).std() / np.diff(t).mean() for name, t in three_neurons().items()}
    assert cvs["A"] == pytest.approx(0.9, abs=0.07)
    assert cvs["B"] < 0.1
    assert cvs["C"] == pytest.approx(0.55, abs=0.05)
    shown = solution("threshold_reset_noise.drivers").code
    assert ", ".join(f"{cv:.2f}" for cv in cvs.values()) in shown
    for name, (mean, _) in DRIVES.items():
        above = LIF().v_inf(mean) - LIF().v_threshold
        assert above == pytest.approx({"A": -11.0, "B": 7.0, "C": 2.0}[name])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"R_m": 30.0}, "climb / current"),
        ({"tau_m": 80.0}, "five tau_m"),
        ({"tau_m": 20.0}, "63 %"),
        ({"v_threshold": -40.0}, "first spike"),
        ({"t_ref": None}, "not a number yet"),
        ({"t_ref": 0.0034}, "in seconds"),
        ({"t_ref": 3.8}, "climb you subtract"),
        ({"R_m": 25.15}, "R_m = 25.15 MΩ is not it"),
        ({"tau_m": 16.15}, "tau_m = 16.15 ms is not it"),
        ({"v_threshold": -54.85}, "v_threshold = -54.85 mV is not it"),
        ({"t_ref": 3.25}, "t_ref = 3.25 ms is not it"),
        ({"R_m": "25"}, "not a number yet"),
    ],
)
def test_other_parameters_of_the_mystery_neuron_are_told_how_to_be_found(changed, said):
    right = {"R_m": 25.0, "tau_m": 16.0, "v_threshold": -55.0, "t_ref": 3.4}
    assert said in check("threshold_reset_noise.mystery", {**right, **changed}).message
