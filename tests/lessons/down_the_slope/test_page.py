"""Lesson 13: what its text says, computed from the page as run with all solutions; its task."""

import os
import sys

import numpy as np
import pytest
from installing import run
from lesson_pages import solved

from snn_edu.lessons.down_the_slope import read_digits, task, views
from snn_edu.lessons.down_the_slope.temporal_patterns import TemporalPatterns
from snn_edu.lessons.sharing_the_work.stored_fifty import stored
from snn_edu.training import Layers, digits, smooth_step, surrogate
from snn_edu.training.surrogate import area

page = solved("13_down_the_slope")
TASK = TemporalPatterns()
KINDS = "fast_sigmoid", "sigmoid"


def test_the_network_at_the_top_guesses():
    first = next(task.training(page.names["backward"]))
    assert task.share_right(first) == pytest.approx(1 / 3, abs=0.1)
    weights = sum(W.size for W in first.layers.weights)
    assert page.says(f"For each of its {weights:,} weights")
    assert page.says(f"for the network {2 * weights:,} a step")
    for trial in range(1, 31):  # a bar to the left may be longer than the one that answers
        frame = page.frame("trial_frame", trial=trial)
        answer = "ABC"[int(np.argmax([bar["width"] for bar in frame["bars"]]))]
        assert f"furthest right says {answer}" in frame["text"]
    up, down = 3.1**2, 2.9**2
    assert page.says(f"gives $({up:.2f} - {down:.2f}) / 0.2$, or {(up - down) / 0.2:g}.")


def test_the_valley_is_made_of_stairs():
    w = np.linspace(0.1, 0.9, 4001)
    flat = views.loss_of(w + 0.001) == views.loss_of(w - 0.001)
    assert flat.mean() == pytest.approx(0.95, abs=0.006)  # 18 stairs: 0.9550
    assert page.says("At 95 % of all places a move of 0.001 makes no spike come or go")
    w = np.linspace(0.2, 0.8, 601)
    assert np.median(views.spikes_of(w + 0.1) - views.spikes_of(w - 0.1)) >= 4  # "several stairs"


def last(picture, **values):
    """The last frame of a ball that is dropped with other values than those at the start."""
    *_, frame = picture.frames({**picture.panel.start, **values})
    return frame


@pytest.mark.slow
def test_balls_by_measured_slopes_and_by_the_bump():
    stairs, ramp = page.picture("stairs_frames"), page.picture("ramp_frames")
    stays = last(stairs, w=0.3, eps=0.001)
    assert stays["ball"] == ([0.3], [81.0])
    assert "after 30 steps" in stays["text"]
    balls = [last(stairs, w=w, eps=0.1)["ball"][1][0] for w in (0.1, 0.12, 0.125, 0.3)]
    assert balls[:3] == [100, 100, 1]
    assert balls[3] <= 1
    assert page.says("which crosses several stairs, the ball rolls down from all but the far left")
    assert views.spikes_of(0.1) == 0  # silent
    for w in (0.1, 0.9):
        found, lost = (last(ramp, w=w, rate=rate) for rate in (2e-4, 5e-3))
        assert "10 spikes and a loss of 0" in found["text"]
        assert lost["ball"][0][0] < 0  # out of the valley
        assert views.loss_of(lost["ball"][0][0]) > 50
    h = page.names["h"]
    assert page.says(f"where your bump with b = 5 is {h(-0.2, 5.0):.2f}")
    assert page.says(f"The product is −{8 * h(-0.2, 5.0):g}: more weight, less loss")


def test_a_dropped_ball_falls_faster_and_faster_and_comes_to_lie_on_its_stair():
    heights = list(views.falling(views.HANG, 81.0))
    first = heights[: heights.index(81.0)]
    assert np.diff(first, 2) == pytest.approx(-views.FALL)
    assert min(heights) == heights[-1] == 81.0
    assert 15 < len(heights) < 45  # half a second to one and a half
    frames = list(page.picture("stairs_frames").frames(page.picture("stairs_frames").panel.start))
    assert frames[0]["ball"][1] == [views.HANG]  # nothing has happened yet
    assert {frame["ball"][1][0] for frame in frames[-30:]} == {81.0}


def test_the_ramp_has_the_slope_of_the_bump_and_the_ball_lies_still_until_it_is_there():
    h = page.names["h"]
    for w in (0.2, 0.3, 0.45, 0.7, 0.85):
        # no spike comes or goes near by, where the bump's slope would leap
        assert views.spikes_of(w - 0.005) == views.spikes_of(w + 0.005)
        along, height = views.ramp_of(h, 5.0)
        up, down = np.interp([w + 0.004, w - 0.004], along, height)
        assert (up - down) / 0.008 == pytest.approx(views.bump_slope(h, w, 5.0), rel=0.05)
        both = views.bump_slope(h, np.array([w, 0.5]), 5.0)  # of several weights at once
        assert both[0] == pytest.approx(views.bump_slope(h, w, 5.0), rel=1e-12)
    ramp = page.picture("ramp_frames")
    frames = list(ramp.frames(ramp.panel.start))
    lowest = [np.min(frame["ramp"][1]) for frame in frames]
    ball = [frame["ball"][0][0] for frame in frames]
    laid = lowest.index(0.0)
    assert set(ball[: laid + 1]) == {0.3}
    assert frames[laid]["slope"]["text"] == "slope 0"
    assert set(lowest[laid:]) == {0.0}
    assert ball == sorted(ball)
    assert ball[-1] > 0.5
    for frame in frames[laid + 1 :]:  # it lies on what is uppermost, neither in it nor above it
        (w,), (height,) = frame["ball"]
        assert height == max(views.loss_of(w), np.interp(w, *frame["ramp"]))


def test_the_valley_lies_between_the_slopes_with_the_reset_detached_and_attached():
    h, between = page.names["h"], []
    for w in np.linspace(0.25, 0.88, 64):
        near = np.linspace(w - 0.08, w + 0.08, 161)
        valley = np.polyfit(near, views.loss_of(near), 1)[0]
        if abs(valley) > 30:  # not at its bottom
            slopes = [views.bump_slope(h, w, 5.0, reset) for reset in views.RESETS]
            between.append(min(slopes) < valley < max(slopes))
    assert len(between) > 40
    assert np.mean(between) > 0.6
    assert page.says("the valley itself mostly lies between the two")


@pytest.mark.slow
def test_the_chain_back_through_time_and_its_worked_table():
    unrolled = page.picture("unrolled_frame")
    back = unrolled.view(what=views.ONE_BACK, step=5, a=0.9)["number"]
    assert page.answer("three_steps_back").startswith(f"(a) {back[1]}")
    assert (back[1], back[4]) == ("−0.73", "−1.00")
    forward = unrolled.view(what=views.FORWARD, step=2, a=0.9)["number"]
    assert (forward[0], forward[2]) == ("", "0.090")
    all_back = unrolled.view(what=views.ALL_BACK, step=1, a=0.9)["number"]
    dv = page.names["backward"](np.full(6, -1.0), views.POTENTIALS, 0.9, 5.0)
    assert [float(one.replace("−", "-")) for one in all_back] == pytest.approx(dv, abs=6e-3)
    dv = page.names["backward"](np.full(3, -2.0), np.array([0.8, 0.4, 1.0]), 0.5, 5.0)
    assert dv == pytest.approx([-1.06, -1.13, -2.0], abs=5.1e-3)
    assert page.says("| 2 | 0 | 0.4 | 0.06 | −0.13 | −1 | −1.13 |")
    assert page.says("| 1 | 1 | 0.8 | 0.25 | −0.5 | −0.56 | −1.06 |")


def test_the_learners_loop_gives_the_library_s_gradient():
    first = next(task.training(page.names["backward"]))
    x, labels = task.trials(first.templates, 64, np.random.default_rng(5))
    mine = task.gradients(page.names["backward"], first.layers, x, labels)
    _, library = first.layers.loss_and_gradients(x, labels)
    for one, other in zip(mine, library, strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def test_the_loop_agrees_with_differences_on_the_straightened_neuron_alone():
    def check(measured_on, loop, eps):
        return page.frame("check_frame", measured_on=measured_on, loop=loop, eps=eps)

    for eps in (1e-6, 1e-4, 0.1):
        text = check(views.STRAIGHT, views.YOURS, eps)["text"]
        assert "they differ by below 0.000001 at most" in text
    assert not check(views.REAL, views.YOURS, 1e-4)["measured"][1].any()
    assert check(views.REAL, views.YOURS, 0.1)["measured"][1].any()
    lost = check(views.STRAIGHT, views.NO_LEAK, 1e-4)
    said, slope = (f"−{-x:.1f}" for x in (lost["bars"][0]["height"], lost["measured"][1][0]))
    assert page.says(f"for the first weight it says {said}, while the measured slope is {slope}.")


def test_training_and_control_run_the_learners_own_functions():
    """Another way to write them leaves its trace; one that does not pass leaves ours at work."""
    backward, hidden_ds, control = (page.names[k] for k in ("backward", "hidden_ds", "counts_only"))
    asked = []

    def mine(dv, W):
        asked.append(dv.shape)
        return hidden_ds(dv, W)

    settings = {"jitter": 2.0, "rate": 0.1, "loop": views.YOURS}
    right, ours = (
        next(views.train_frames(backward, one, settings)) for one in (mine, lambda dv, W: 0 * dv)
    )
    assert right["text"].count(views.OURS) == 0
    assert ours["text"].count(f"hidden ds {views.OURS}") == 1
    asked.clear()
    for frames in (
        views.train_frames(backward, mine, settings),
        views.control_frames(
            backward, mine, control, {"trained": views.TRIALS, "tested": views.TRIALS}
        ),
    ):
        next(frames)
        asked.clear()
        next(frames)
        assert asked == [(task.BATCH, 3)] * task.EVERY


def test_without_what_listeners_tell_the_hidden_weights_stay():
    first, *_, last = task.training(page.names["backward"], hidden_ds=lambda dv, W: 0 * (dv @ W.T))
    assert (first.layers.weights[0] == last.layers.weights[0]).all()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_right_and_leakless_loops_learn_all_and_the_control_nothing(seed):
    backward, control = page.names["backward"], page.names["counts_only"]
    *_, trained = task.training(backward, seed=seed)
    assert task.share_right(trained) == 1.0
    assert task.learned(views.LOOPS[views.NO_LEAK](backward), seed=seed) == 1.0
    chance = pytest.approx(1 / 3, abs=0.05)
    assert task.share_right(trained, 2.0, control) == chance
    *_, blind = task.training(backward, control=control, seed=seed)
    assert task.share_right(blind, 2.0, control) == chance
    assert task.share_right(blind) < 0.9  # nor has it learned what was not shown to it


@pytest.mark.slow
def test_how_soon_and_with_how_much_jitter():
    *_, last = page.picture("train_frames").frames({"jitter": 2.0, "rate": 0.1, "loop": "yours"})
    _, reached = last["reached"]
    assert reached[10] > 0.95  # after 20
    assert reached[-1] == 1.0
    backward = page.names["backward"]
    for jitter, share in ((10.0, 0.99), (50.0, 0.40)):
        found = np.mean([task.learned(backward, jitter=jitter, seed=seed) for seed in range(4)])
        assert found == pytest.approx(share, abs=0.01)
    assert page.says("Even with 10 ms nine in ten are in the end")
    assert page.says("With 50 ms it's hardly more than a guess")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["no step back", "forwards"])
def test_the_pages_own_training_does_not_catch_other_faulty_loops(name):
    assert task.learned(views.LOOPS[name](page.names["backward"])) > 0.97
    assert page.says("in this training both end with nearly all trials right")


def test_two_kinds_of_bump_in_a_network_that_fires_moderately():
    def first(kind, b):
        return page.frame("bumps_frame", kind=kind, b=b)["norms"][1][0]

    assert 0.5 < first(views.HEIGHT, 5.0) < 2
    assert 0.5 < first(views.AREA, 0.5) < 2
    assert first(views.HEIGHT, 100.0) == pytest.approx(1e-5, rel=0.5)
    assert first(views.AREA, 100.0) == pytest.approx(6000, rel=0.05)
    weights, x, _ = views.deep()
    run_ = Layers(weights, 0.9, 0.95).run(x)
    rates, last = [s.mean() for s in run_.spikes], run_.v[5] - 1
    assert 0.1 < min(rates) < max(rates) < 0.4
    narrow, wide = surrogate("sigmoid", last, 100.0), surrogate("sigmoid", last, 5.0)
    assert narrow.mean() == pytest.approx(wide.mean(), rel=0.1)
    assert (narrow**2).mean() > 15 * (wide**2).mean()
    peak, areas = surrogate("sigmoid", 0.0, 100.0), [area(kind, 100.0) for kind in KINDS]
    assert page.says(f"| 100 | 1 | {areas[0]:g} | {peak:g} | {areas[1]:g} |")


@pytest.mark.slow
def test_a_silent_network_wakes_by_adam_or_large_steps_and_never_with_a_boxcar():
    def end(kind, mean, optimiser):
        *_, last = task.waking(kind, mean, optimiser)
        return task.share_right(last)

    assert end("fast sigmoid", -0.2, "Adam") > 0.99
    assert end("fast sigmoid", -0.2, "plain, 20 times as large") > 0.99
    assert end("fast sigmoid", 0.05, "plain steps") > 0.99
    assert end("fast sigmoid", -0.2, "plain steps") < 0.4
    assert end("boxcar", -0.2, "Adam") < 0.4
    assert end("boxcar", -0.2, "plain, 20 times as large") < 0.4
    first = next(task.waking("fast sigmoid", -0.2, "Adam"))
    x, _ = task.trials(first.templates, 64, np.random.default_rng(0))
    run_ = first.layers.run(x)
    assert not run_.spikes[0].any()
    assert surrogate("fast_sigmoid", run_.v[0] - 1, 5.0).mean() == pytest.approx(0.01, abs=0.004)
    assert page.says("the bump is about a hundredth")


def test_ten_mean_pictures_read_nine_digits_of_ten():
    assert page.says(f"already gets {100 * stored().means.mean():.0f} % right")


def read_rightly(**settings):
    """The share of the new pictures that is read rightly after the whole training."""
    *_, layers = read_digits.train_digits(settings)
    _, new = digits.split(read_digits.PICTURES, np.random.default_rng(settings["seed"]))
    said = read_digits.read_as(layers, new.pictures, settings["steps"])
    return np.mean(said == new.labels)


@pytest.mark.slow
def test_one_step_is_nearly_as_good_as_ten_and_b_makes_no_difference():
    settings = {"hidden": 100, "slope": 5.0, "epochs": 20, "steps": 10}

    def share(seeds, **changed):
        return np.mean([read_rightly(**settings | changed, seed=k) for k in range(seeds)])

    assert share(3, steps=1) == pytest.approx(0.974, abs=0.01)
    assert share(3) == pytest.approx(0.981, abs=0.01)
    assert share(2, slope=0.2) == pytest.approx(share(2, slope=50.0), abs=0.015)


def test_the_pictures_beside_the_curve_are_those_read_wrongly():
    settings = {"hidden": 10, "steps": 2, "slope": 5.0, "epochs": 1, "seed": 0}
    *_, last = views.digits_frames(settings)
    *_, layers = read_digits.train_digits(settings)
    _, new = digits.split(read_digits.PICTURES, np.random.default_rng(0))
    said = layers.run(np.stack([new.pictures] * 2)).readout.argmax(axis=1)
    wrong = np.flatnonzero(said != new.labels)
    assert last["new"][1][-1] == pytest.approx(1 - wrong.size / len(new))
    assert last["answers"] == [str(said[k]) for k in wrong[:12]]
    assert (last["wrong"][11:19, 13:21] == new.pictures[wrong[5]].reshape(8, 8)).all()


@pytest.mark.slow
def test_every_machine_tells_the_same_numbers():
    """An older processor is feigned, which adds and takes exponentials in another order."""
    program = """if True:
        import hashlib
        from snn_edu.lessons.down_the_slope.read_digits import train_digits
        settings = {"hidden": 100, "steps": 10, "slope": 50.0, "epochs": 20, "seed": 2}
        told = hashlib.sha256()
        for layers in train_digits(settings):
            told.update(b"".join(W.tobytes() for W in layers.weights))
        print(told.hexdigest())"""
    older = {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX2 FMA3 AVX512F AVX512_SKX"}
    told = {
        run(sys.executable, "-c", program, env={**os.environ, **changed})
        for changed in ({}, {"OPENBLAS_CORETYPE": "Nehalem", **older})
    }
    assert len(told) == 1


@pytest.mark.parametrize("jitter", [0.0, 2.0, 50.0])
def test_every_afferent_fires_exactly_once_in_every_trial(jitter):
    rng = np.random.default_rng(0)
    x, labels = TASK.trials(TASK.templates(rng), 300, rng, jitter)
    assert (x.sum(axis=0) == 1).all()
    assert x.shape == (100, 300, 40)
    assert x.dtype == np.float32
    assert set(labels.tolist()) == {0, 1, 2}


def test_spikes_are_where_the_template_says_less_a_share_that_is_lost():
    rng = np.random.default_rng(3)
    templates = TASK.templates(rng)
    x, labels = TASK.trials(templates, 20, rng, jitter=0.0)
    assert (x.argmax(axis=0) == templates[labels].astype(int)).all()
    rng = np.random.default_rng(5)
    x, _ = TASK.trials(TASK.templates(rng), 500, rng, loss=0.3)
    assert x.sum() / (500 * 40) == pytest.approx(0.7, abs=0.01)


def test_jitter_has_its_standard_deviation_and_is_reflected_at_the_ends():
    rng = np.random.default_rng(4)
    middle = np.full((3, 40), 50.5)
    x, _ = TASK.trials(middle, 500, rng, jitter=5.0)
    moved = x.argmax(axis=0) - 50
    assert np.std(moved) == pytest.approx(5.0, rel=0.03)
    x, _ = TASK.trials(np.zeros((3, 40)), 500, rng, jitter=5.0)
    assert x.argmax(axis=0).mean() == pytest.approx(5.0 * np.sqrt(2 / np.pi) - 0.5, rel=0.05)


def test_the_slope_is_a_sum_of_products_one_for_each_step():
    h, w = page.names["h"], 0.8
    v = s = more = total = 0.0
    for x in views.INPUT:
        v, more = 0.9 * (v - s) + w * x, 0.9 * more + x  # of v, and what a larger weight adds
        s = float(v >= 1)
        total += h(v - 1, 5.0) * more
    n = int(views.spikes_of(w))
    assert 2 * (n - 10) * total == pytest.approx(views.bump_slope(h, w, 5.0), rel=1e-6)


def test_what_a_guess_costs_and_what_is_kept():
    assert page.says(f"{np.log(2):.1f} for two and {np.log(10):.3f} for ten")
    sent = smooth_step("fast_sigmoid", -1.0, 5.0)
    assert page.says(f"sends {sent:.2f} of a spike in each step even at v = 0")
    assert page.says(f"64 trials make {4e-6 * 1000 * 100 * 64:.0f} MB. The spikes come on top")
    assert page.says(f"each of a million weights, {4e-9 * 1000 * 1000**2:.0f} GB a trial")


def test_the_slope_of_the_leak_and_rows_and_columns_of_zeros_as_readers_are_told():
    v = np.array([0.8, 0.4, 1.0])
    dv = page.names["backward"](np.full(3, -2.0), v, 0.5, 5.0)
    assert dv[1:] @ v[:2] == pytest.approx(-1.7, abs=0.005)  # no spike before the last step
    assert page.says("or −1.7: remembering longer would help")

    def straightened(a):
        moved = np.array([0.8, 0.8 * a, 0.8 * a * a + 0.8]) - v
        return (1 + page.names["h"](v - 1, 5.0) @ moved - 2) ** 2

    measured = (straightened(0.5 + 1e-6) - straightened(0.5 - 1e-6)) / 2e-6
    assert measured == pytest.approx(dv[1:] @ v[:2], rel=1e-4)
    rng = np.random.default_rng(0)
    x = (rng.random((40, 6, 5)) < 0.3).astype(float)
    x[:, :, 2] = 0  # this sender never fires
    weights = [rng.normal(0.3, 0.2, (5, 7)), rng.normal(0, 0.3, (7, 2))]
    weights[0][:, 4] = -1.0  # below the boxcar
    weights[1][6] = 0.0  # nobody hears it
    net = Layers(weights, 0.9, 0.9, surrogate="boxcar", slope=1.0)
    first = net.loss_and_gradients(x, np.array([0, 1, 0, 1, 0, 1]))[1][0]
    rows, columns = ((first == 0).all(axis).nonzero()[0].tolist() for axis in (1, 0))
    assert (rows, columns) == ([2], [4, 6])
