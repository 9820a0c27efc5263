"""Lesson 12's pictures: what they show, and the numbers that its text says."""

import os
import sys

import numpy as np
import pytest
from installing import run

from snn_edu.exercises import check
from snn_edu.lessons.teaching_a_spike import by_stdp, questions, views
from snn_edu.training import SGD, Layers, digits, surrogate


def controls(**changed):
    return {
        "sees": "times", "surrogate": "fast sigmoid", "mean": 0.05, "jitter": 2.0, "loss": 0.0,
        "seed": 0, **changed,
    }  # fmt: skip


# --- the tempotron --------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "peak"), [("a miss", 0.8), ("a false alarm", 1.25)])
def test_a_pattern_is_an_error_at_first_and_right_after_updates(kind, peak):
    times, w, should_fire = views.pattern(kind)
    v_max, t_max = views.NEURON.peak(times, w)
    assert v_max == pytest.approx(peak)
    assert (v_max >= 1) != should_fire
    first = views.NEURON.change(times, w, should_fire)
    assert (first[times > t_max] == 0).all()  # what comes too late
    assert np.abs(first).max() > 0.9  # and some spike is 7 ms before the peak
    for updates in range(11):
        frame = views.stems(kind, updates, w)
        w = w + 0.02 * views.NEURON.change(times, w, should_fire)
    assert "which is right" in frame["text"]
    assert frame["peak"][1][0] == pytest.approx(views.NEURON.peak(times, frame["heads"][1])[0])


def test_the_lesson_s_step_of_half_is_a_leap_far_beyond_the_threshold():
    times, w, _ = views.pattern("a miss")
    assert views.NEURON.peak(times, w + 0.5 * views.NEURON.change(times, w, True))[0] > 2


def test_what_the_picture_calls_wrong_is_wrong():
    frame = views.capacity(3.0, 1, 0)
    wrong = (frame["fire"][1] < 1).sum() + (frame["rest"][1] >= 1).sum()
    assert f"{wrong} of 150 patterns wrong" in frame["text"]
    assert frame["errors"][1][-1] == pytest.approx(wrong / 150)
    assert wrong > 5  # a floor remains


def test_the_set_that_the_picture_starts_with_needs_a_second_start():
    assert views.capacity(1.5, 1, 3)["text"].startswith(
        "1.5 patterns a synapse, 75 in all, set 3: 5 "
    )
    again = views.capacity(1.5, 3, 3)["text"]
    assert ": 0 of 75 patterns wrong" in again
    assert "in 2 starts" in again


def test_half_a_pattern_a_synapse_takes_some_forty_rounds():
    took = [views.capacity(0.5, 1, seed)["errors"][0].size - 1 for seed in range(6)]
    assert 25 < np.median(took) < 60


# --- a loss of stairs -----------------------------------------------------------------------------


def test_the_difference_quotient_is_exactly_0_nearly_everywhere():
    w = np.linspace(0.15, 0.65, 500)
    up, down = (views.losses(w + by, 5.0, smooth=False) for by in (0.0001, -0.0001))
    assert np.mean(up == down) > 0.9
    steps = np.abs(up - down)[up != down]
    assert steps.max() / 0.0002 > 50  # at a jump it explodes
    assert (
        "changes by 0.00 per unit" in views.loss_over_weight(0.35, 0.001, 5.0, "attached")["text"]
    )


def test_the_surrogate_follows_the_stairs_with_an_attached_reset_and_overshoots_with_a_detached():
    """Against the stairs' slope from 0.15 to 0.65, all in all."""
    w = np.arange(0.2, 0.61, 0.05)
    high, low = views.losses(np.array([0.15, 0.65]), 5.0, smooth=False)
    trend = (low - high) / 0.5
    slopes = {}
    for reset in ("attached", "detached"):
        frames = [views.loss_over_weight(one, 0.001, 5.0, reset) for one in w]
        slopes[reset] = np.array([np.diff(f["tangent"][1])[0] / 0.12 for f in frames])
    assert np.abs(slopes["attached"] / trend - 1).max() < 0.4
    assert (slopes["detached"] / trend > 3).all()
    assert (slopes["attached"] < 0).all()


def test_the_soft_neuron_is_smooth():
    losses = views.losses(np.linspace(0.1, 0.7, 400), 5.0, smooth=True)
    assert np.abs(np.diff(losses, 2)).max() < 1e-4
    assert (np.diff(losses) < 0).all()


# --- depth ----------------------------------------------------------------------------------------


def test_the_good_slope_of_a_sigmoid_is_near_1():
    norms = {slope: views.gradient_norms("sigmoid", slope)[0] for slope in (0.2, 1.0, 25.0)}
    assert norms[0.2] < 0.1 < norms[1.0] < 10 < norms[25.0]


@pytest.mark.parametrize(("slope", "share"), [(1.0, 0.2), (5.0, 0.07), (100.0, 0.004)])
def test_the_share_of_an_error_that_a_neuron_passes_on_is_as_the_lesson_says(slope, share):
    weights, x, _ = views._deep()
    for v in Layers(weights, 0.9, 0.95).run(x).v:
        assert surrogate("fast_sigmoid", v - 1, slope).mean() == pytest.approx(share, rel=0.3)


def test_the_deep_network_s_layers_fire_moderately():
    weights, x, _ = views._deep()
    rates = [s.mean() for s in Layers(weights, 0.9, 0.95).run(x).spikes]
    assert 0.1 < min(rates) < max(rates) < 0.4


# --- three patterns -------------------------------------------------------------------------------


def test_training_reads_times_and_nearly_all_is_right_after_thirty_steps():
    frames = list(views.three_patterns(controls()))
    assert len(frames) == 31
    reached = frames[-1]["reached"]
    assert reached[0][-1] == 90
    assert reached[1][10] > 0.95  # step 30
    assert reached[1][-1] == 1.0
    assert reached[1][0] < 0.5


@pytest.mark.parametrize("loss", [0.0, 0.1])
def test_counts_only_is_chance(loss):
    shares = [views.learn_patterns(sees="counts only", loss=loss, seed=s) for s in range(3)]
    assert abs(np.mean(shares) - 1 / 3) < 3 * np.sqrt(2 / 9 / 3000)


def test_a_silent_network_stays_dead_with_a_boxcar_and_revives_with_a_fast_sigmoid():
    frames = list(views.three_patterns(controls(surrogate="boxcar", mean=-0.2)))
    assert all("fires 0.00 times" in frame["text"] for frame in frames)
    first = next(views.three_patterns(controls(mean=-0.2)))
    assert "fires 0.00 times" in first["text"]
    assert views.learn_patterns(mean=-0.2) > 0.99


@pytest.mark.parametrize("seed", range(3))
def test_plain_steps_teach_a_living_network_and_wake_a_dead_one_only_if_they_are_large(seed):
    assert views.learn_patterns(optimiser=SGD(0.1), seed=seed) > 0.99
    assert views.learn_patterns(mean=-0.2, optimiser=SGD(0.1), seed=seed) < 0.4
    assert views.learn_patterns(mean=-0.2, optimiser=SGD(2.0), seed=seed) > 0.99
    assert views.learn_patterns("boxcar", -0.2, optimiser=SGD(2.0), seed=seed) < 0.4


def test_the_tail_of_the_fast_sigmoid_leaves_a_thousandth_or_so():
    """At the silent start, as the prediction's answer says, against the usual start."""
    rng = np.random.default_rng(0)
    templates = views.TASK.templates(rng)
    x, labels = views.TASK.trials(templates, 64, rng)
    sizes = []
    for mean in (-0.2, 0.05):
        weights = views.start(mean, np.random.default_rng(1))
        sizes.append(np.abs(Layers(weights, 0.95, 0.95).loss_and_gradients(x, labels)[1][0]).max())
    assert 1e-3 < sizes[0] < 1e-2 < sizes[1]


# --- digits ---------------------------------------------------------------------------------------


def test_ten_mean_pictures_read_nine_digits_of_ten():
    right = []
    for seed in range(5):
        known, new = digits.split(views.PICTURES, np.random.default_rng(seed))
        means = np.array([known.pictures[known.labels == d].mean(axis=0) for d in range(10)])
        away = ((new.pictures[:, None] - means) ** 2).sum(axis=2)
        right.append(np.mean(away.argmin(axis=1) == new.labels))
    assert np.mean(right) == pytest.approx(0.90, abs=0.01)


def test_one_step_is_nearly_as_good_as_ten():
    settings = {"hidden": 100, "slope": 5.0, "epochs": 20}
    share = {
        steps: np.mean(
            [views.learn_digits(**settings, steps=steps, seed=seed) for seed in range(5)]
        )
        for steps in (1, 10)
    }
    assert share[1] == pytest.approx(0.974, abs=0.01)
    assert share[10] == pytest.approx(0.981, abs=0.01)


def test_the_pictures_beside_the_curve_are_those_read_wrongly():
    settings = {"hidden": 10, "steps": 2, "slope": 5.0, "epochs": 1, "seed": 0}
    *_, last = views.read_digits(settings)
    *_, layers = views.train_digits(settings)
    _, new = digits.split(views.PICTURES, np.random.default_rng(0))
    said = layers.run(np.stack([new.pictures] * 2)).readout.argmax(axis=1)
    wrong = np.flatnonzero(said != new.labels)
    share = views.learn_digits(**settings)
    assert share == last["new"][1][-1] == pytest.approx(1 - wrong.size / len(new))
    assert last["answers"] == [str(said[k]) for k in wrong[:12]]
    assert (last["wrong"][1:9, 1:9] == new.pictures[wrong[0]].reshape(8, 8)).all()
    assert (last["wrong"][11:19, 13:21] == new.pictures[wrong[5]].reshape(8, 8)).all()


def test_the_good_slope_of_the_sigmoid_is_near_half_as_the_lesson_says():
    below, good, above = (views.gradient_norms("sigmoid", slope)[0] for slope in (0.4, 0.55, 1.0))
    assert below < 0.5
    assert good == pytest.approx(1.0, abs=0.1)
    assert above > 5
    assert surrogate("sigmoid", np.array([0.0]), 0.5) == pytest.approx(0.5 / 4)


def test_every_machine_tells_the_same_numbers():
    """An older processor is feigned, which adds and takes exponentials in another order."""
    program = """if True:
        import hashlib
        from snn_edu.lessons.teaching_a_spike import views
        settings = {"hidden": 100, "steps": 10, "slope": 50.0, "epochs": 20, "seed": 2}
        told = hashlib.sha256()
        for layers in views.train_digits(settings):
            told.update(b"".join(W.tobytes() for W in layers.weights))
        print(told.hexdigest())"""
    older = {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX2 FMA3 AVX512F AVX512_SKX"}
    told = {
        run(sys.executable, "-c", program, env={**os.environ, **changed})
        for changed in ({}, {"OPENBLAS_CORETYPE": "Nehalem", **older})
    }
    assert len(told) == 1


# --- by STDP --------------------------------------------------------------------------------------


def test_stdp_alone_fires_for_everything_and_a_teacher_helps_a_little():
    found = by_stdp.compare((10,), seeds=range(3))[10]
    assert found["STDP alone"] == (0.5, 1.0)
    assert 0.5 < found["STDP with a teacher"].right < 0.9
    assert found["tempotron"].right == 1.0


def test_the_teacher_s_moment_is_what_stdp_learns():
    """One pattern to fire for: the inputs within two time constants before 250 ms end strong."""
    rng = np.random.default_rng(4)
    times = rng.uniform(0, 500, (1, 50))
    w = by_stdp.train(times, np.array([True]), np.random.default_rng(1), teacher=True)
    before = (times[0] > 220) & (times[0] < 250)
    after = (times[0] > 250) & (times[0] < 310)
    assert before.any()
    assert after.any()
    assert w[before].mean() > 0.4
    assert w[after].mean() < 0.05


# --- answers that might slip through --------------------------------------------------------------


@pytest.mark.parametrize(
    "control",
    [
        lambda x, rng: x[::-1],
        lambda x, rng: np.roll(x, 7, axis=0),
        lambda x, rng: rng.permuted(x, axis=1),
        lambda x, rng: rng.permuted(x, axis=2),
        lambda x, rng: rng.permutation(x),
        lambda x, rng: np.zeros_like(x),
        lambda x, rng: (rng.random(x.shape) < x.mean()).astype(float),
        lambda x, rng: x.astype(bool),
    ],
)
def test_what_is_no_control_is_refused(control):
    assert check("teaching_a_spike.counts_only", control).status == "wrong"


def test_a_control_written_as_a_loop_passes_unless_two_spikes_land_in_one_step():
    def by_loop(x, rng, apart=True):
        y = np.zeros_like(x)
        for k in range(x.shape[1]):
            for i in range(x.shape[2]):
                steps = rng.choice(len(x), int(x[:, k, i].sum()), replace=not apart)
                y[steps, k, i] = 1
        return y

    assert check("teaching_a_spike.counts_only", by_loop)
    lost = check("teaching_a_spike.counts_only", lambda x, rng: by_loop(x, rng, apart=False))
    assert lost.status == "wrong"
    assert "two that land in one step are one" in lost.message


@pytest.mark.parametrize(
    "answer",
    [
        lambda u, b: 1 / (1 + 5.0 * np.abs(u)) ** 2,  # a constant typed in
        lambda u, b: np.where(np.abs(u) < 0.5, 1 / (1 + b * np.abs(u)) ** 2, 0),
    ],
)
def test_a_slope_that_is_right_here_and_there_is_refused(answer):
    assert check("teaching_a_spike.slope", answer).status == "wrong"


def test_right_answers_in_other_words_pass():
    def update_one_by_one(times, t, v, should_fire, K):
        k = int(np.argmax(v))
        error = int(should_fire) - int(v[k] >= 1)
        return [error * K(t[k] - each) for each in times]

    def backward_from_the_end(ds, v, a, b):
        dv = list(ds * (1 + b * abs(v - 1)) ** -2.0)
        for k in range(len(v) - 2, -1, -1):
            dv[k] += a * dv[k + 1]
        return dv

    assert check("teaching_a_spike.update", update_one_by_one)
    assert check("teaching_a_spike.backward", backward_from_the_end)


@pytest.mark.parametrize("a", [0.9, 0.5])
def test_constants_typed_into_the_loop_are_refused(a):
    def typed_in(ds, v, _, b):
        return questions._backward(ds, v, a, b)

    assert check("teaching_a_spike.backward", typed_in).status == "wrong"
