"""What lesson 08 says in its prose, and what its pictures promise."""

import itertools
import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from snn_edu.lessons.many_synapses import views as lesson
from snn_edu.lessons.many_synapses.stored_runs import stored
from snn_edu.live.live import SIZE
from snn_edu.plasticity.stdp import STDP
from snn_edu.plots.plots import figure


def playing(animation, **controls):
    """A function that moves controls, lets so many frames pass, and gives them."""
    run = animation(controls)
    next(run)

    def after(frames, **moved):
        controls.update(moved)
        return list(itertools.islice(run, frames))

    return after


def song_playing(**controls):
    """The same for Song's neuron, giving the output rates (Hz) of frames of 2 s."""
    after = playing(
        lesson._homeostasis,
        **{"ratio": 1.05, "rate": 15.0, "target": 20.0, "scaling": False, **controls},
    )

    def rates_after(frames, **moved):
        return after(frames, **moved)[-1][1][-frames:]

    return rates_after


@pytest.mark.slow
def test_the_neuron_recovers_from_the_runaway_in_a_minute():
    rates = song_playing()
    assert np.mean(rates(100)[-5:]) == pytest.approx(15, abs=2)
    assert rates(20, ratio=0.9)[-1] == pytest.approx(350, abs=10)
    assert np.mean(rates(30, ratio=1.05)[-5:]) < 25


@pytest.mark.slow
@pytest.mark.parametrize(("silent", "earliest", "latest"), [(30, 110, 200), (100, 200, 320)])
def test_from_silence_it_recovers_the_later_the_longer_it_lasted(silent, earliest, latest):
    rates = song_playing()
    rates(100)
    assert np.mean(rates(silent, ratio=1.2)[-5:]) < 2
    back = rates(200, ratio=1.05)
    ten = np.convolve(back, np.ones(5) / 5, "valid")  # Hz, means of 10 s
    woken = [2.0 * (np.argmax(ten > hz) + 5) for hz in (5.0, 10.0)]  # s
    assert earliest < woken[0] < woken[1] < latest


@pytest.mark.no_cover  # long
def test_scaling_at_a_high_ratio_splits_what_it_gathered_at_a_low_one():
    after = playing(lesson.homeostasis, ratio=0.9, rate=15.0, target=20.0, scaling=True)
    gathered = after(30)[-1]["histogram"][0]
    assert gathered[[*range(2), *range(18, 20)]].sum() < 0.05
    split = np.mean([frame["histogram"][0] for frame in after(150, ratio=1.2)[-25:]], axis=0)
    assert split[:2].sum() == pytest.approx(0.60, abs=0.03)
    assert split[-2:].sum() == pytest.approx(0.33, abs=0.04)


@pytest.mark.no_cover  # long
def test_a_group_that_fires_together_leads_the_less_the_larger_mu():
    after = playing(lesson.group_wins, mu=0.0, correlation=0.1)

    def means(frames):
        return [np.mean([frame[who][1] for frame in frames]) for who in ("group", "others")]

    assert means(after(20)[-1:]) == pytest.approx([0.99, 0.33], abs=0.006)
    assert means(after(60, mu=0.1)[-20:]) == pytest.approx([0.85, 0.41], abs=0.02)
    last = after(40, mu=1.0)[-20:]
    assert means(last) == pytest.approx([0.51, 0.49], abs=0.01)
    assert "the correlated group has mean weight 0.5" in last[-1]["text"]


@pytest.mark.no_cover  # long
def test_a_group_that_no_longer_fires_together_sinks_slowly():
    after = playing(lesson.group_wins, mu=0.0, correlation=0.1)
    after(20)
    (*_, last) = after(200, correlation=0.0)
    assert last["group"][1].mean() == pytest.approx(0.8, abs=0.05)
    assert last["mean"][1] == [last["group"][1].mean()] * 2


@pytest.mark.no_cover  # long
def test_a_neuron_fitted_to_fast_inputs_stays_silent_until_scaling_wakes_it():
    after = song_playing()
    calm = after(60)
    assert calm[0] == pytest.approx(89, abs=10)
    assert np.mean(calm[-5:]) == pytest.approx(16, abs=5)
    leap = after(50, rate=30.0)
    assert max(leap) > 150
    assert leap[-1] < 30
    assert sum(after(50, rate=15.0)) == 0
    assert sum(after(20, ratio=0.9)) == 0  # no rule brings a silent neuron back...
    assert np.mean(after(30, ratio=1.05, scaling=True)[-10:]) == pytest.approx(20, abs=4)


def test_the_histogram_and_its_words_are_of_the_same_weights():
    w = np.repeat([0.07, 0.42, 0.97], [600, 300, 100])
    state = lesson.Competition().start(w)
    frame = lesson.weights_frame(state, [50.0, *[10.0, 20.0] * 3])
    share, edges = frame["histogram"]
    assert share[[1, 8, 19]] == pytest.approx([0.6, 0.3, 0.1])  # bins 0.05 wide
    assert share.sum() == pytest.approx(1.0)
    assert edges[1] == pytest.approx(0.05)
    assert frame["text"] == (
        "After 14 s: 60 % of the weights are below 0.1, 10 % above 0.9, their mean is 0.27; "
        "output 16.0 Hz."
    )
    assert frame["rate"][0].tolist() == [2, 4, 6, 8, 10, 12, 14]


def test_the_switch_and_the_target_are_drawn_and_said():
    after = playing(lesson.homeostasis, ratio=1.05, rate=15.0, target=30.0, scaling=False)
    (off,) = after(1)
    (on,) = after(1, scaling=True)
    assert off["target"][1] == on["target"][1] == [30.0, 30.0]
    assert off["text"].endswith("Hz (scaling off).")
    assert on["text"].endswith("Hz (target 30 Hz).")


def test_the_group_is_the_first_hundred_inputs():
    w = np.repeat([0.9, 0.02, 0.62], [100, 450, 450])
    frame = lesson.group_frame(lesson.Competition().start(w), 12.0)
    assert frame["group"][0].tolist() == list(range(100))
    assert set(frame["group"][1]) == {0.9}
    assert set(frame["others"][1]) == {0.02, 0.62}
    assert frame["histogram"][0][[0, 12]] == pytest.approx([0.5, 0.5])
    assert frame["histogram"][0].sum() == pytest.approx(1.0)  # of the others alone
    assert frame["text"] == (
        "After 12 s: the correlated group has mean weight 0.90, the others 0.32; "
        "50 % of those are below 0.1."
    )


def test_each_cue_has_its_own_line_and_its_own_weights():
    w = np.repeat([0.8, 0.2], [10, 10])
    frame = lesson._cues_frame(w, [(0.5, 0.25), (0.75, 0.125)])
    assert frame["a"][0].tolist() == frame["b"][0].tolist() == [2.0, 4.0]
    assert frame["a"][1].tolist() == [0.5, 0.75]
    assert frame["b"][1].tolist() == [0.25, 0.125]
    assert (set(frame["w_a"][1]), set(frame["w_b"][1])) == ({0.8}, {0.2})
    assert frame["text"] == (
        "After 4 trials: answers A in 75 %, B in 12 %; mean weight of A's inputs 0.80, of B's 0.20."
    )


def test_the_stored_picture_draws_each_run_where_it_belongs():
    figure = Figure()
    lesson.draw_settled(figure)
    lines = {line.get_label(): list(line.get_ydata()) for line in figure.axes[1].get_lines()}
    runs = stored()
    assert lines["first 3 s"] == [run.early_rate for run in runs]
    assert lines["after 950 s"] == [run.late_rate for run in runs]
    for run in runs:
        frame = lesson.settled(f"{run.input_rate:g} Hz")
        assert frame["histogram"][0] == pytest.approx(run.histogram)
        assert frame["early_here"] == ([run.input_rate], [run.early_rate])
        assert frame["late_here"] == ([run.input_rate], [run.late_rate])
        assert f"{run.late_rate:.1f} Hz after it" in frame["text"]


def test_a_walk_by_steps_is_what_the_rule_does_to_the_same_trains():
    stdp = STDP(A_plus=0.02, A_minus=0.03, tau_plus=15.0, tau_minus=25.0)
    trains = []

    def remembered(w, x_pre, x_post, pre, post, dt, stdp):
        trains.append((dt, post))
        return lesson.plastic_step(w, x_pre, x_post, pre, post, dt, stdp)

    t, w = lesson.walk(remembered, stdp, np.random.default_rng(2))
    times = np.cumsum([dt for dt, _ in trains])
    is_post = np.array([post for _, post in trains])
    course = stdp.course(times[~is_post], times[is_post], 0.5)
    assert 1000 * t[1:] == pytest.approx(times)
    assert w[1:] == pytest.approx(course.w, abs=1e-9)
    assert {round(least) for least in (w.min(), w.max())} <= {0, 1}


@pytest.mark.parametrize("ratio", [0.6, 1.0, 1.5])
def test_unrelated_walks_follow_the_drift_on_average(ratio):
    stdp = STDP(A_plus=1e-4, A_minus=1e-4 * ratio)
    rng = np.random.default_rng(6)
    ends = [lesson.walk(lesson.plastic_step, stdp, rng)[1][-1] for _ in range(40)]
    slope = lesson.drift(15.0, 20.0, 1e-4, 1e-4 * ratio, 20.0, 20.0)
    error = np.std(ends) / np.sqrt(len(ends))
    assert np.mean(ends) == pytest.approx(0.5 + 60 * slope, abs=3 * error)
    assert lesson.walks(lesson.plastic_step, lesson.drift, ratio, 20.0)["drift"][1][0] == 0.5


def test_half_the_height_over_twice_the_width_is_the_same_area():
    frame = lesson.walks(lesson.plastic_step, lesson.drift, 0.5, 40.0)
    assert set(frame["drift"][1]) == {0.5}
    assert frame["text"].startswith("Drift +0.00 thousandths a second")
    low = lesson.walks(lesson.plastic_step, lesson.drift, 0.5, 20.0)
    assert min(low[f"walk{k}"][1][-1] for k in range(lesson.WALKS)) > 0.6


def test_a_push_finds_the_drift_of_chance_where_no_input_has_a_say():
    held = np.linspace(0.9, 1.0, 1000)  # the mean drives: 0.05 down, whatever the weight
    found = lesson.push(held, 60, np.random.default_rng(8))
    assert found.rate > 250
    assert found.mean == pytest.approx(-0.05, abs=0.01)


def test_scaling_cannot_pass_the_bounds():
    state, rate = lesson.run_homeostasis(
        {"ratio": 1.05, "rate": 5.0, "target": 20.0, "scaling": True}, seconds=60
    )
    assert state.w.min() > 0.9
    assert rate == pytest.approx(2.5, abs=1.5)


def test_at_mu_one_the_ridge_has_become_a_valley():
    parted = lesson.drift_over_weight(0.0, 1.05, 0.09)["text"]
    assert parted.endswith("weights drift towards 0.00 and 1.00, parted at 0.56.")
    for mu, count in ((0.0, 2), (0.01, 2), (0.02, 1), (0.05, 1), (1.0, 1)):
        frame = lesson.drift_over_weight(mu, 1.05, 0.09)
        assert len(frame["stable"][0]) == count, mu
    assert lesson.drift_over_weight(0.0, 1.05, 0.09)["unstable"][0] == pytest.approx(
        [0.05 / 0.09], abs=1e-3
    )
    assert lesson.drift_over_weight(1.0, 1.05, 0.0)["stable"][0] == pytest.approx(
        [1 / 2.05], abs=1e-3
    )
    assert lesson.drift_over_weight(0.02, 1.05, 0.09)["stable"][0] == pytest.approx(
        [0.14], abs=0.005
    )
    assert lesson.drift_over_weight(1.0, 1.05, 0.09)["stable"][0] == pytest.approx(
        [0.50], abs=0.005
    )
    assert lesson.drift_over_weight(0.0, 1.05, 0.0)["stable"][0] == [0.0]
    assert lesson.drift_over_weight(0.0, 0.95, 0.09)["stable"][0] == [1.0]


def test_the_drift_does_not_cross_the_words_above_and_below_it():
    drawn = figure("", *SIZE)
    ax = lesson.draw_drift_over_weight(drawn)["axes"]
    drawn.draw_without_rendering()
    box = [text.get_window_extent().transformed(ax.transAxes.inverted()) for text in ax.texts]
    for mu, ratio, own in itertools.product((0.0, 0.02, 0.5, 1.0), (0.9, 1.2), (0.0, 0.3)):
        frame = lesson.drift_over_weight(mu, ratio, own)
        low, high = frame["axes"]["ylim"]
        w, drift = frame["drift"]
        under = (drift[(box[0].x0 < w) & (w < box[0].x1)] - low) / (high - low)
        assert box[1].y1 < min(under)
        assert max(under) < box[0].y0


@pytest.mark.parametrize("mu", [0.0, 0.3, 1.0])
def test_the_drift_drawn_is_what_the_rule_does_to_unrelated_trains(mu):
    stdp = STDP(A_plus=1e-3, A_minus=1.1e-3, mu=mu)
    rng = np.random.default_rng(3)
    post = np.sort(rng.uniform(0, 400_000, 8000))  # 20 Hz
    w, drift = lesson.drift_over_weight(mu, 1.1, 0.0)["drift"]
    changes = []
    for _ in range(4):
        pre = np.sort(rng.uniform(0, 400_000, 8000))
        changes.append(
            sum(
                (stdp.at_post if is_post else stdp.at_pre)(0.3, (x_pre, x_post)) - 0.3
                for _, is_post, x_pre, x_post in stdp.events(pre, post)
            )
        )
    expected = np.interp(0.3, w, drift) * 1e-3 * 0.020 * 20.0 * 8000
    # each of the two halves is known to about 1 %
    assert np.mean(changes) == pytest.approx(expected, abs=0.02 * 1e-3 * 0.020 * 20.0 * 8000)


def test_twice_the_input_is_half_the_mean_weight():
    runs = {run.input_rate: run for run in stored()}
    products = [rate * run.mean_w for rate, run in runs.items()]
    assert min(products) > 5.4
    assert max(products) < 5.75
    assert min(run.late_cv for run in runs.values()) > 0.8


def test_a_cue_is_ten_spikes_within_ten_milliseconds():
    spikes, _ = lesson.trial(np.full(20, 0.5), 1, 300.0, np.random.default_rng(0))
    for neuron in range(20):
        train = spikes.trains()[neuron]
        assert ((train >= 100) & (train < 110)).any() == (neuron >= 10)


def test_reward_and_punishment_are_opposite_and_no_answer_changes_nothing():
    def changed(w, cue, wanted):
        rng = np.random.default_rng(1)
        return lesson.rewarded_trial(w, cue, wanted, 500.0, lesson.REWARD_RULE, rng)

    w = np.full(20, 0.8)
    paid, answered = changed(w, 0, 0)
    punished, _ = changed(w, 0, 1)
    assert answered
    assert (paid - w)[:10].mean() > 0.01
    assert punished - w == pytest.approx(w - paid, abs=1e-12)
    kept, answered = changed(np.full(20, 0.1), 0, 0)
    assert not answered
    assert kept.tolist() == [0.1] * 20


@pytest.mark.no_cover  # long
@pytest.mark.parametrize("trials", [100, 200, 400])
def test_the_neuron_turns_round_in_two_hundred_trials_when_the_other_cue_is_rewarded(trials):
    after = playing(lesson.two_cues, wanted="A", delay=1000.0, memory=1000.0)
    frames = after(trials // 2)
    assert frames[49]["a"][1][-1] > 0.9
    assert frames[49]["b"][1][-1] < 0.4
    frame = after(100, wanted="B")[-1]
    assert frame["a"][1][-1] < 0.4
    assert frame["b"][1][-1] > 0.8
    assert frame["w_b"][1].mean() > frame["w_a"][1].mean() + 0.4


@pytest.mark.no_cover  # long
def test_a_longer_memory_bridges_a_longer_delay():
    def lead(delay, memory):
        w, _ = lesson.run_two_cues(100, wanted="A", delay=delay, memory=memory)
        return w[:10].mean() - w[10:].mean()

    assert lead(3000.0, 1000.0) < 0.7 * lead(1000.0, 1000.0)
    assert lead(3000.0, 5000.0) > 1.5 * lead(3000.0, 1000.0)


def test_pictures_follow_long_runs():
    state = lesson.Competition().start(np.full(1000, 0.5))
    for seconds in (0, 2, 100, 102, 998):
        begin, end = lesson.weights_frame(state, [5.0] * (seconds // 2))["right"]["xlim"]
        assert begin <= seconds <= end
        assert re.match(
            rf"After {seconds} s: ", lesson.weights_frame(state, [5.0] * (seconds // 2))["text"]
        )
