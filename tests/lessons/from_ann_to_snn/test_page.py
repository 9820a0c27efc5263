import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.lessons.from_ann_to_snn import networks, views
from snn_edu.lessons.from_ann_to_snn.networks import ann_accuracy, given, reached, trained
from snn_edu.training import IFLayers, convert, if_counts

page = solved("14_from_ann_to_snn")


def right(steps, code="current", ties="potential", **options):
    return reached(code, steps, **{"percentile": 100.0, **options}).accuracy(ties)


def test_the_stairs_are_as_many_as_the_steps_and_lie_under_the_line():
    for steps in (1, 12, 50):
        knobs = {"z": 0.35, "steps": steps, "reset": "by subtraction"}
        z, low = page.frame("stairs_frame", **knobs, start=0.0)["rates"]
        _, middle = page.frame("stairs_frame", **knobs, start=0.5)["rates"]
        assert len(np.unique(low)) == steps + 1
        short = np.clip(z, 0, 1) - low
        assert -1e-9 < short.min() < short.max() <= 1 / steps + 1e-9
        assert np.abs(np.clip(z, 0, 1) - middle).max() <= 0.5 / steps + 1e-9
    assert if_counts(0.35, 20) == 7


def test_the_worked_table_the_fewest_steps_and_the_quiz():
    after = 0.35 * np.arange(7) % 1
    before = after[:-1] + 0.35
    for name, row in (("v with this step's input", before), ("v after it", after[1:])):
        assert page.says(f"| {name} | {' | '.join(f'{v:.2f}' for v in row)} |")
    assert np.flatnonzero(before >= 1).tolist() == [2, 5]
    z = np.linspace(0, 1, 100_001)
    for start, name in ((0.0, "empty"), (0.5, "half_full")):
        steps = page.names["my_steps"][name]
        worst = [np.abs(if_counts(z, T, start=start) / T - z).max() for T in (steps - 1, steps)]
        assert worst[1] <= 0.02 + 1e-9 < worst[0]
    empty, half_full = (if_counts(0.47, 10, start=start) for start in (0.0, 0.5))
    apart = max(T for T in range(1, 200) if if_counts(0.5, T) == if_counts(0.54, T)) + 1
    assert page.answer("quiz_counts").endswith(f"{empty} and {half_full}")
    assert page.answer("quiz_zero").endswith(f" {if_counts(0.7, 12, 'zero')} times")
    assert page.answer("quiz_apart").endswith(f" {apart}")


@pytest.mark.parametrize("reset", views.RESETS)
@pytest.mark.parametrize("z", [-0.25, 0.25, 0.35, 0.6, 1.25])  # 0.25 reaches 1 exactly
def test_the_potential_that_is_drawn_spikes_as_often_as_is_counted(z, reset):
    t, v, spikes = views.potential(z, views.RESETS[reset], 0.25)
    assert len(spikes) == if_counts(z, views.FIRST, views.RESETS[reset], 0.25)
    assert (t[0], v[0], t[-1]) == (0, 0.25, views.FIRST)


def test_how_long_it_must_run():
    for steps, hidden in ((1, 0.006), (2, 7), (3, 24), (5, 60)):
        assert reached("current", steps, 100.0).hidden == pytest.approx(hidden, rel=0.08)
        assert page.says(f"| {steps} | {100 * right(steps):.0f} % | {hidden:g} |")
    assert right(4) == pytest.approx(0.98, abs=0.006)
    assert right(5) == ann_accuracy()
    assert all(abs(right(steps) - ann_accuracy()) < 0.004 for steps in range(5, 51))
    assert not reached("current", 1, 100.0).outputs.counts[0].any()


def test_ties_and_a_start_half_full():
    counts = reached("current", 3, 100.0).outputs.counts[0]
    tied = (counts == counts.max(1, keepdims=True)).sum(1) > 1
    assert tied.mean() == pytest.approx(1 / 3, abs=0.02)
    assert (counts[tied].max(1) == 0).mean() > 0.95  # no output has fired: all ten tie
    two = reached("current", 2, 100.0).outputs.counts[0]
    assert (two[(two == two.max(1, keepdims=True)).sum(1) > 1].max(1) == 0).mean() > 0.95
    by_index = reached("current", 3, 100.0).outputs.decide("index") == trained().test.labels
    assert by_index[~tied].all()
    assert by_index[tied].mean() < 0.02
    assert right(3, ties="index") == pytest.approx(0.65, abs=0.01)
    assert right(2) - right(2, ties="index") == pytest.approx(2 / 3, abs=0.01)
    assert right(10) - right(10, ties="index") == pytest.approx(0.01, abs=0.003)
    assert right(1, start=0.5) == pytest.approx(0.82, abs=0.005)
    gains = [right(steps, start=0.5) - right(steps) for steps in range(1, 11)]
    assert max(gains) == gains[0]
    assert page.says("two thirds of the pictures at two steps, and next to nothing at ten")
    frame = page.frame("patience_frame", 1, steps=20, ties="index", start=0.0)
    counts = np.array([bar["height"] for bar in frame["counts"]])
    assert counts.max() > 5 < frame["left"][1].max()
    assert np.abs(frame["left"][1] - counts - 0.5).max() <= 1.0  # what is left, drawn on its bar


# Not Poisson's, for its chance is drawn for all fifty steps at once.
@pytest.mark.parametrize("code", sorted({*networks.CODES} - {"Poisson"}))
def test_what_is_kept_of_a_run_is_that_run(code):
    net = networks.layers(99.0, "zero", 0.5)
    run = net.run(given(code, 7), 7)
    kept = reached(code, 7, 99.0, "zero", 0.5)
    assert np.array_equal(kept.outputs.counts[0], run.counts[1])
    assert np.array_equal(kept.outputs.left[0], run.left[1])
    assert kept.hidden == pytest.approx(run.counts[0].sum() / 539)
    assert kept.outputs.steps == 7


def test_the_network_says_what_its_ann_says_by_other_inputs_too():
    agree = []
    for seed in range(5):
        split = trained(seed)
        acts = split.ann.activations(split.train.pictures)
        net = IFLayers(*convert(split.ann.weights, split.ann.biases, acts))
        run = net.run(split.test.pictures, 20)
        agree.append(np.mean(run.decide() == split.ann.decide(split.test.pictures)))
    same = f"{100 * np.mean(agree):.1f} %"
    assert page.says(f"After 20 steps such a copy and its ANN say the same for {same} of the test")
    assert right(1, percentile=95.0) == pytest.approx(0.74, abs=0.005)
    assert right(30, "Poisson") < ann_accuracy() <= right(40, "Poisson")
    equal = [right(steps, "latency, one charge") for steps in networks.STEPS]
    assert max(equal) == equal[networks.STEPS.index(10)]
    after = equal[networks.STEPS.index(10) :]
    assert after == sorted(after, reverse=True)  # "it does *worse* with more than ten steps"
