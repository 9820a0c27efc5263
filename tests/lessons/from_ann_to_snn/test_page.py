import numpy as np
import pytest
from lesson_pages import SOURCES, solved

from snn_edu.lessons.from_ann_to_snn import networks, views
from snn_edu.lessons.from_ann_to_snn.networks import ann_accuracy, given, reached, trained
from snn_edu.training import IFLayers, convert, if_counts

page = solved("15_from_ann_to_snn")


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


def test_ten_tenths_are_less_than_one_in_the_computers_numbers():
    v, spikes = 0.0, []
    for _ in range(11):
        v += 0.1
        spikes.append(v >= 1.0)
        v -= spikes[-1]
    assert spikes.index(True) == 10
    assert if_counts(0.1, 10) == 1
    assert page.says(repr(sum([0.1] * 10)), "so the spike comes a step late")


def test_what_a_coin_makes_of_three_to_one_and_how_many_bits_eleven_words_are():
    assert np.mean([bin(throws).count("1") >= 3 for throws in range(16)]) == 5 / 16
    assert page.says("a fair coin does so or worse in 5 of 16 cases")
    assert page.says(f"Of six lost and none won it would be 1 in {2**6}")
    assert page.says(f"Eleven words are {np.log2(11):.1f} bits")


@pytest.mark.parametrize("reset", views.RESETS)
@pytest.mark.parametrize("z", [-0.25, 0.25, 0.35, 0.6, 1.25])  # 0.25 reaches 1 exactly
def test_the_potential_that_is_drawn_spikes_as_often_as_is_counted(z, reset):
    t, v, spikes = views.potential(z, views.RESETS[reset], 0.25, views.FIRST)
    assert len(spikes) == if_counts(z, views.FIRST, views.RESETS[reset], 0.25)
    assert (t[0], v[0], t[-1]) == (0, 0.25, views.FIRST)
    for steps in (3, 12):  # as many are drawn as the sentence counts
        frame = views.stairs_frame(z, steps, reset, 0.25)
        assert len(frame["spikes"][0]) == if_counts(z, steps, views.RESETS[reset], 0.25)
        assert frame["v"][0][-1] == steps


def wrong(steps, *args, **options):
    return round(539 * (1 - right(steps, *args, **options)))


def test_how_long_the_copy_of_the_page_must_run():
    of_ann = round(539 * (1 - ann_accuracy()))
    assert page.asked("first_step").question.startswith(
        f"The ANN gets {100 * ann_accuracy():.1f} % of the test pictures right."
    )
    rights = [right(steps) for steps in (1, 2, 5, 10)]
    assert rights == pytest.approx([0.10, 0.67, 0.96, 0.97], abs=0.006)
    assert right(5) < 0.97 < right(6) + 0.002  # the reply to 97 %: more than five steps
    assert all(abs(wrong(steps) - of_ann) <= 5 for steps in range(7, 51))
    assert not reached("current", 1, 100.0).outputs.counts[0].any()


def test_half_the_divisor_in_this_division():
    split = trained()
    x, labels = split.test.pictures, split.test.labels
    acts = split.ann.activations(split.train.pictures)
    (W1, W2), (b1, b2) = convert(split.ann.weights, split.ann.biases, acts, 100)
    of_ann = np.sum(split.ann.decide(x) != labels)
    half, all_of_it = (
        np.sum(IFLayers([W1 / by, W2], [b1 / by, b2 / by]).run(x, 3).decide() != labels) - of_ann
        for by in (0.5, 1.0)
    )
    assert page.says(f"(In this division it's {half} and {all_of_it}.)")


@pytest.mark.slow
def test_the_table_of_twelve_divisions():
    """A simulation of its own: hidden and output neurons of all pictures, step by step."""
    counted = {T: [] for T in (1, 2, 3, 5, 10, 20)}
    agree, of_anns = [], []
    for seed in range(12):
        split = trained(seed)
        x, labels = split.test.pictures, split.test.labels
        acts = split.ann.activations(split.train.pictures)
        (W1, W2), (b1, b2) = convert(split.ann.weights, split.ann.biases, acts, 100)
        of_anns.append(np.sum(split.ann.decide(x) != labels))
        v1, v2, fired, count = np.zeros((539, 100)), np.zeros((539, 10)), 0, 0
        for T in range(1, 21):
            v1 = v1 + x @ W1 + b1
            s = v1 >= 1 - 1e-9
            v1, fired = v1 - s, fired + s.sum(1).mean()
            v2 = v2 + s @ W2 + b2
            s = v2 >= 1 - 1e-9
            v2, count = v2 - s, count + s
            said = (count + 0.01 * np.clip(v2, -50, 50)).argmax(1)  # a tie goes to the fullest
            if T in counted:
                counted[T].append((np.sum(said != labels), fired))
        agree.append(np.mean(said == split.ann.decide(x)))
    for T, rows in counted.items():
        errors, spikes = np.array(rows).T
        mean = f"{errors.mean():.1f}" if T >= 5 else f"{errors.mean():.0f}"
        spikes = f"{spikes.mean():.0f}" if T > 1 else f"{spikes.mean():.3f}"
        assert page.says(f"| {T} | {mean} | {errors.min():g} to {errors.max():g} | {spikes} |")
    assert page.says(f"| the ANNs | {np.mean(of_anns):.1f} | {min(of_anns)} to {max(of_anns)} |")
    more = np.array(counted[5])[:, 0] - of_anns
    assert more.max() == 11
    assert 0 in more
    assert page.says(f"say the same for {100 * np.mean(agree):.1f} %")
    assert page.says(f"and for {100 * min(agree):.1f} % at least")
    assert page.says(f"get {100 * (1 - np.mean(of_anns) / 539):.1f} % right on average")


def test_ties_and_a_start_half_full():
    counts = reached("current", 3, 100.0).outputs.counts[0]
    tied = (counts == counts.max(1, keepdims=True)).sum(1) > 1
    assert tied.mean() == pytest.approx(4 / 9, abs=0.01)
    by_index = reached("current", 3, 100.0).outputs.decide("index") == trained().test.labels
    assert by_index[~tied].mean() > 0.99
    assert by_index[tied].mean() < 0.03
    assert right(3) == pytest.approx(0.92, abs=0.005)
    assert right(3, ties="index") == pytest.approx(0.56, abs=0.01)
    assert right(10) - right(10, ties="index") == pytest.approx(0.01, abs=0.004)
    assert right(1, start=0.5) == pytest.approx(2 / 3, abs=0.01)
    frame = page.frame("patience_frame", 1, steps=20, ties="index", start=0.0)
    counts = np.array([bar["height"] for bar in frame["counts"]])
    assert counts.max() >= 5 < frame["left"][1].max()
    assert np.abs(frame["left"][1] - counts - 0.5).max() <= 1.0  # what is left, drawn on its bar


def test_the_picture_of_all_errors_shows_the_past_and_not_the_future():
    for steps in (1, 7, 50):
        T, errors = page.frame("patience_frame", steps=steps)["curve"]
        assert T[-1] == steps == max(T)
        assert errors[-1] == pytest.approx(100 * wrong(steps) / 539)


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


def test_other_inputs():
    of_ann = round(539 * (1 - ann_accuracy()))
    assert wrong(30, "Poisson") >= of_ann + 3
    assert wrong(40, "Poisson") <= of_ann + 1
    assert wrong(50, "latency, one charge") > wrong(10, "latency, one charge") + 5


def test_batch_normalisation_folded_by_hand():
    gamma, sigma, mu, beta, W, b, x = 2.0, 0.5, 1.0, 0.0, 0.3, 1.5, 0.7
    folded = W * gamma / sigma, (b - mu) * gamma / sigma + beta
    assert page.says(
        "a weight of 0.3 becomes {:.1f}, and a bias of 1.5 becomes {:.0f}".format(*folded)
    )
    normalised = (W * x + b - mu) / sigma * gamma + beta
    assert folded[0] * x + folded[1] == pytest.approx(normalised)


def test_the_break_even_is_that_of_lesson_16():
    assert page.says("which is 5.1 there if only arithmetic is paid and 0.7 with the memory")
    (table,) = (each.read_text() for each in SOURCES if each.stem.startswith("16_"))
    assert "| arithmetic alone | 5.11 |" in table
    assert "| and the potentials | 0.70 |" in table
