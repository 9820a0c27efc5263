import re

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.lessons.tempotron import by_stdp, views
from snn_edu.training import Tempotron

NEURON = Tempotron()
page = solved("12_tempotron")


def test_the_cheapest_way_over_the_threshold_is_the_sixth_stem():
    w, needed = np.array(views.START), {}
    for k in range(w.size):
        more = np.arange(0.0, 1.5, 0.01)
        ups = [NEURON.peak(views.TIMES, w + by * (np.arange(8) == k))[0] >= 1 for by in more]
        needed[k + 1] = more[np.argmax(ups)]
    assert min(needed, key=needed.get) == 6
    assert w.argmax() == 7
    v_max, t_max = NEURON.peak(views.TIMES, w)
    assert v_max == pytest.approx(0.8, abs=0.005)
    assert views.TIMES[7] > t_max
    before = f"It stands {t_max - views.TIMES[5]:.0f} ms before"
    assert page.says(f"the sixth stem alone, and an extra {needed[6]:.2f} is enough. {before}")
    assert page.says(f"after the highest point and would have to grow by {needed[8]:.2f}.")
    spent = f"so it fires. The weights have moved by {needed[6]:.2f} in all"
    assert spent in page.caption("hand_frame", w6=0.62)


def test_the_kernel_s_table_the_worked_examples_and_the_quiz():
    row = " | ".join(f"{NEURON.kernel(s):.2f}" for s in (2.0, 7.0, 15.0, 30.0, 50.0))
    assert page.says(f"| $K$ | {row} |")
    early, late = (round(NEURON.kernel(s), 2) for s in (7.0, 30.0))
    v = f"{0.5 * early + 0.4 * late:.2f}"
    assert page.says(rf"$V = 0.5 \times {early:.2f} + 0.4 \times {late:.2f}$, which is {v}")
    assert (NEURON.tau, NEURON.tau_s) == (15, 3.75)
    assert NEURON.kernel(np.array([2.0, 40.0])) == pytest.approx([0.61, 0.15], abs=0.005)
    assert Tempotron(30.0, 7.5).time_to_peak == pytest.approx(13.9, abs=0.05)
    assert NEURON.time_to_peak == pytest.approx(6.9, abs=0.05)
    rate = page.asked("rate")
    exact = NEURON.kernel(np.array([7.0, 15.0, 30.0, 50.0]))
    assert rate.solution == pytest.approx(0.3 / (exact @ exact), abs=rate.tolerance)


def test_two_inputs_by_hand_two_updates_and_what_counts_cannot_do():
    times, w = np.array([10.0, 20.0]), np.array([0.5, 0.4])
    first, second = (NEURON.kernel(s) for s in (15.0, 5.0))
    (v, t_max), after = NEURON.peak(times, w), []
    assert t_max == pytest.approx(25.0, abs=0.2)
    assert page.says(rf"$0.5 \times {first:.2f} + 0.4 \times {second:.2f} = {v:.2f}$")
    assert page.says(f"the weights grow by {0.1 * first:.3f} and {0.1 * second:.3f}, and V")
    for _ in range(2):
        w = w + 0.1 * NEURON.change(times, w, True)
        after.append(NEURON.peak(times, w)[0])
    assert page.says(f"V reaches {after[0]:.2f}; after a second update it reaches {after[1]:.2f}.")
    together, apart = (NEURON.peak(np.array([0.0, gap]), [0.7, 0.7])[0] for gap in (0.0, 20.0))
    assert page.says(f"PSPs reach {together:.1f}; with 20 ms between them, {apart:.2f}.")
    after, before = (NEURON.peak(np.array([0.0, gap]), [1.1, -1.0])[0] for gap in (10.0, -10.0))
    assert page.says(f"the neuron reaches {after:.1f} if the inhibition comes 10 ms after")
    assert before < 0.5


def test_the_rule_moves_what_came_before_and_stops_once_it_is_right():
    picture = page.picture("learn_frame")
    for pattern, end in ((views.MISS, "fires"), (views.ALARM, "stays silent")):
        picture.set(pattern=pattern, updates=10, rate=0.02)
        assert f"the neuron {end}, which is right" in picture.text
        one, nine, ten = (
            picture.view(pattern=pattern, updates=updates, rate=0.02)["heads"][1]
            for updates in (1, 9, 10)
        )
        assert (nine == ten).all()
        times, before, _ = views.pattern_of(pattern)
        late = times > NEURON.peak(times, before)[1]
        assert late.any()
        assert (one == before)[late].all()
    picture.reset()
    text = page.caption("learn_frame", pattern=views.MISS, updates=1, rate=0.5)
    (peak,) = re.findall(r"V peaks at ([\d.]+\d)", text)
    assert page.says(f"lifts the missed pattern to {float(peak):.1f}. A neuron has")


def test_the_learner_s_loop_starts_with_the_middle_one_of_twelve_sets():
    assert "your loop: in round 9 none is wrong" in page.picture("rounds_frame").text
    assert page.says("At a rate of 0.02 this set is learned in the ninth round")
    lasts = [
        len(page.frame("rounds_frame", count=10, rate=0.02, seed=seed)["errors"][1])
        for seed in range(1, 13)
    ]
    assert np.median(lasts) == lasts[8] == 9
    slow = page.frame("rounds_frame", count=10, rate=0.005)
    assert (slow["fire"][1] < 1).all()  # "With a quarter of this rate", silent for all


def test_the_set_that_the_picture_starts_with_needs_a_second_start():
    assert "0 of 75 patterns are wrong" in page.caption("capacity_frame", starts=3)
    assert page.says("this set gets stuck with 5 errors, but from other weights it gets through")
    frame = page.frame("capacity_frame", alpha=3.0, starts=1, seed=0)
    wrong = (frame["fire"][1] < 1).sum() + (frame["rest"][1] >= 1).sum()
    assert f"{wrong} of 150 patterns are wrong" in frame["text"]


@pytest.mark.slow
def test_three_starts_are_enough_for_100_patterns_of_each_set_of_the_picture():
    for seed in range(6):
        assert "0 of 100 patterns" in views.capacity_frame(2.0, 3, seed)["text"]


def test_the_tempotron_gets_all_right_where_stdp_is_right_for_half():
    for count in (4, 20, 40):
        for seed in range(4):
            assert views.learned_by(views.RULES[2], count, seed).right == 1
            assert views.learned_by(views.RULES[0], count, seed).right == 0.5


def test_a_pattern_that_is_learned_stands_just_beyond_the_threshold():
    times, labels = views.problem(2.0, 3)
    peaks, _ = NEURON.peak(times, NEURON.train(times, labels, np.random.default_rng(3)).weights)
    assert 1 <= peaks[labels].min() < 1.02
    assert 0.98 < peaks[~labels].max() < 1


def test_the_teacher_s_moment_is_what_stdp_learns():
    """One pattern to fire for: the inputs within two time constants before 250 ms end strong."""
    times = np.random.default_rng(4).uniform(0, 500, (1, 50))
    w = by_stdp.train(times, np.array([True]), np.random.default_rng(1), teacher=True)
    before = (times[0] > 220) & (times[0] < 250)
    after = (times[0] > 250) & (times[0] < 310)
    assert w[before].mean() > 0.4
    assert w[after].mean() < 0.05
