"""What lesson 15 says: every number of its prose, from its own views and networks."""

import re

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.lessons.what_it_costs import networks, questions, views
from snn_edu.lessons.what_it_costs.networks import ann_accuracy, given, reached, trained
from snn_edu.training import (
    PRICES,
    Energy,
    IFLayers,
    WinnerTakeAll,
    convert,
    if_counts,
    name_neurons,
)

MEMORY = Energy(4.6, 0.9, 5.0, 10.0)


def accuracy(code, steps, ties="potential", **options):
    return reached(code, steps, **options).accuracy(ties)


def in_anns(prices, code, steps):
    paid = views.bills(prices, steps)
    return paid[code].total / paid["ANN"].total


# --- one neuron ---------------------------------------------------------------------------------


def test_the_staircase_has_as_many_stairs_as_steps_and_zero_gives_half_at_six_tenths():
    one_neuron = solved("15_what_it_costs").picture("one_neuron").view
    for steps in (1, 12, 50):
        _, rates = one_neuron(0.35, steps, "subtract", 0.0)["rates"]
        assert len(np.unique(rates)) == steps + 1
        relu = np.clip(views.Z, 0, 1)
        assert np.abs(rates - relu).max() <= 1 / steps + 1e-12
    assert if_counts(0.6, 50, "zero") == 25
    assert if_counts(0.6, 10, "zero") == 5
    assert if_counts(0.6, 10) == 6


@pytest.mark.parametrize("reset", ["subtract", "zero", "none"])
@pytest.mark.parametrize("z", [-0.25, 0.35, 0.6, 1.25])
def test_the_potential_that_is_drawn_spikes_as_often_as_is_counted(z, reset):
    t, v, spikes = views.potential(z, reset, 0.25)
    assert len(spikes) == if_counts(z, views.FIRST, reset, 0.25)
    assert (t[0], v[0]) == (0, 0.25)
    assert t[-1] == views.FIRST
    up = v[[np.flatnonzero(t == when)[0] for when in spikes]]
    assert (up >= 1).all()


# --- the whole network --------------------------------------------------------------------------


def test_the_networks_of_the_lesson_tell_what_it_says():
    assert ann_accuracy() == pytest.approx(0.989, abs=5e-4)
    assert accuracy("current", 1) == pytest.approx(0.152, abs=5e-4)
    assert accuracy("current", 3) == pytest.approx(0.983, abs=5e-4)
    assert accuracy("current", 3, "index") == pytest.approx(0.770, abs=5e-4)
    assert accuracy("current", 1, start=0.5) == pytest.approx(0.898, abs=5e-4)
    assert reached("current", 1).hidden == pytest.approx(0.08, abs=5e-3)
    assert not reached("current", 1).outputs.counts[0].any()
    counts = reached("current", 3).outputs.counts[0]
    tied = (counts == counts.max(1, keepdims=True)).sum(1) > 1
    assert tied.mean() == pytest.approx(0.25, abs=0.02)
    assert set(np.unique(counts[tied].max(1))) <= {0, 1, 2}


def test_no_other_choice_costs_as_much_as_the_tie_rule_at_three_steps():
    usual = accuracy("current", 3)
    by_index = usual - accuracy("current", 3, "index")
    others = [{"reset": "zero"}, {"reset": "none"}, {"start": 0.5}]
    others += [{"percentile": percentile} for percentile in (95.0, 99.0, 100.0)]
    assert all(abs(usual - accuracy("current", 3, **other)) < by_index / 5 for other in others)
    assert all(usual - accuracy(code, 3) < by_index for code in networks.CODES)


def test_reset_to_zero_and_percentile_hardly_matter_from_five_steps_on():
    for steps in (steps for steps in networks.STEPS if steps >= 5):
        usual = accuracy("current", steps)
        for other in ({"reset": "zero"}, {"percentile": 95.0}, {"percentile": 100.0}):
            assert abs(usual - accuracy("current", steps, **other)) < 0.01


def test_poisson_noise_takes_some_twenty_steps_and_one_charge_gets_worse_from_fifteen_on():
    assert accuracy("Poisson", 10) < ann_accuracy() - 0.01
    assert accuracy("Poisson", 20) > ann_accuracy() - 0.003
    equal = [accuracy("latency, one charge", steps) for steps in networks.STEPS]
    assert max(equal) == equal[networks.STEPS.index(15)]
    assert accuracy("latency, one charge", 50) < max(equal) - 0.01
    assert accuracy("latency", 15) > ann_accuracy()


@pytest.mark.parametrize("code", networks.CODES)
def test_what_is_kept_of_a_run_is_that_run(code):
    net = networks.layers(99.0, "zero", 0.5)
    run = net.run(given(code, 7), 7)
    kept = reached(code, 7, 99.0, "zero", 0.5)
    if code != "Poisson":  # its chance is drawn for all fifty steps at once
        assert np.array_equal(kept.outputs.counts[0], run.counts[1])
        assert np.array_equal(kept.outputs.left[0], run.left[1])
        assert kept.hidden == pytest.approx(run.counts[0].sum() / 539)
    assert kept.outputs.steps == 7


def test_the_bars_are_the_counts_of_the_picture_and_the_curve_begins_at_t():
    frame = views.patience(5, "current", 0.0, "potential", "subtract", "99.9", 5)
    outputs = reached("current", 5).outputs
    assert [bar["height"] for bar in frame["counts"]] == outputs.counts[0][5].tolist()
    steps, wrong = frame["curve"]
    assert steps[0] == 5
    assert min(steps) == 5
    assert wrong[0] == pytest.approx(100 - 100 * accuracy("current", 5))
    assert frame["dot"] == ([5], [wrong[0]])
    assert "98.7 % are right" in frame["text"]


def test_over_five_splits_the_network_says_what_its_ann_says():
    agree = []
    for seed in range(5):
        split = trained(seed)
        scaled = convert(
            split.ann.weights, split.ann.biases, split.ann.activations(split.train.pictures)
        )
        says = split.ann.decide(split.test.pictures)
        runs = IFLayers(*scaled).unroll(split.test.pictures, 20)
        agree.append([np.mean(run.decide() == says) for run in runs])
    assert np.mean(agree, axis=0)[19] == pytest.approx(0.999, abs=1e-3)
    assert np.mean([ann_accuracy(seed) for seed in range(5)]) == pytest.approx(0.98, abs=0.005)


# --- the bill -----------------------------------------------------------------------------------


def test_the_lines_of_the_map_are_where_the_lesson_says():
    assert Energy(4.6, 0.9).break_even() == pytest.approx(5.11, abs=5e-3)
    assert MEMORY.break_even() == pytest.approx(0.60, abs=5e-3)
    macs, neurons = views.network_size()
    assert (macs, neurons) == (7400, 110)
    alone = MEMORY.ann(macs).total / MEMORY.snn(0, neurons).total
    assert int(alone) == 59  # steps whose updates alone cost an ANN
    latency = [reached("latency", steps).operations.synaptic_operations for steps in range(1, 51)]
    assert max(latency) / macs < Energy(4.6, 0.9).break_even()
    assert Energy(4.6, 0.9, 50.0).break_even() == pytest.approx(1, abs=0.1)
    assert PRICES["8-bit integers"].break_even() / 5 == pytest.approx(0.047, abs=5e-4)


def test_the_networks_cost_what_the_lesson_says():
    free = Energy(4.6, 0.9)
    assert in_anns(free, "Poisson", 50) == pytest.approx(3.0, abs=0.05)
    assert in_anns(MEMORY, "Poisson", 50) == pytest.approx(25, abs=0.5)
    assert in_anns(MEMORY, "latency", 5) == pytest.approx(0.83, abs=5e-3)
    assert in_anns(MEMORY, "latency", 8) == pytest.approx(1.11, abs=5e-3)
    assert in_anns(Energy(4.6, 0.9, 5.0), "latency", 8) == pytest.approx(0.37, abs=5e-3)
    assert accuracy("latency", 5) == pytest.approx(0.981, abs=5e-4)
    assert accuracy("latency", 8) == ann_accuracy()
    spikes = given("latency", 5).spiked.sum() / 539
    assert spikes == pytest.approx(27, abs=0.5)
    poisson = given("Poisson", 50).spiked.sum() / 539
    assert poisson == pytest.approx(980, abs=5)
    operations = reached("Poisson", 50).operations.synaptic_operations
    assert operations / 7400 == pytest.approx(15, abs=0.5)
    assert given("latency", 8).spiked.sum() / 539 == pytest.approx(30, abs=1)
    assert given("Poisson", 50).spiked[:10].sum() / 539 == pytest.approx(200, abs=10)


def test_from_20_to_40_poisson_steps_the_bill_doubles_and_hardly_an_error_goes():
    assert in_anns(MEMORY, "Poisson", 40) / in_anns(MEMORY, "Poisson", 20) == pytest.approx(
        2, abs=0.02
    )
    assert abs(accuracy("Poisson", 40) - accuracy("Poisson", 20)) < 0.006


def test_the_map_is_one_on_its_line_and_the_bars_add_up_to_the_bills():
    frame = views.energy(4.6, 0.9, 5.0, 10.0, 8)
    spikes, steps = (10**values for values in frame["line"])
    for S, T in zip(spikes[::10], steps[::10], strict=True):
        bill = MEMORY.snn(S * 7400, 110 * T)
        assert bill.total == pytest.approx(MEMORY.ann(7400).total)
    widths = np.reshape([row["width"] for row in frame["rows"]], (4, 4))
    for name, width in zip(views.PAID, widths.sum(axis=1), strict=True):
        total = 1.0 if name == "ANN" else in_anns(MEMORY, name, 8)
        assert width == pytest.approx(total)


def test_each_colour_of_the_map_begins_at_its_ratio_of_energies():
    frame = views.energy(4.6, 0.9, 5.0, 10.0, 8)
    for (ratio, colour), band in zip(views.BANDS, frame["map"], strict=True):
        spikes, steps = 10 ** band["xy"][:-2].T
        for S, T in zip(spikes[::10], steps[::10], strict=True):
            if 1.001 * views.X[0] < S < 0.999 * views.X[1]:
                bill = MEMORY.snn(S * 7400, 110 * T)
                assert bill.total == pytest.approx(ratio * MEMORY.ann(7400).total)
        red, _, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
        assert (blue > red) == (ratio < 1)  # blue where the SNN is cheaper, else orange
    assert np.all(frame["map"][0]["xy"][:-2, 0] == np.log10(views.X[0]))  # it covers all


def test_with_free_potentials_and_memory_most_of_the_map_is_the_snns_and_else_the_anns():
    def won(*prices):
        frame = views.energy(*prices, 8)
        (x0, x1), border = np.log10(views.X), frame["map"][3]["xy"][:-2, 0]
        return np.mean(border - x0) / (x1 - x0)

    assert won(4.6, 0.9, 0.0, 0.0) > 0.6
    assert won(4.6, 0.9, 5.0, 10.0) < 0.4


# --- without a teacher --------------------------------------------------------------------------


def test_the_mosaics_tell_what_the_lesson_says():
    scores = {fault: views.trained_without(fault, 0)[-1][1:] for fault in views.FAULTS}
    assert scores["all parts"] == (pytest.approx(0.907, abs=5e-4), 50)
    assert scores["no homeostasis"][1] == 4
    assert scores["no inhibition"][0] < 0.15
    assert scores["no depression"][0] == pytest.approx(0.746, abs=5e-4)
    five = [views.trained_without("all parts", seed)[-1][1] for seed in range(5)]
    assert np.mean(five) == pytest.approx(0.895, abs=5e-4)


@pytest.mark.no_cover  # long
def test_the_last_frame_of_the_animation_is_the_first_mosaic():
    switches = dict.fromkeys(("homeostasis", "inhibition", "depression", "normalisation"), True)
    *_, last = views.learning({**switches, "seed": 0})
    assert "90.7 % of the test pictures" in last["text"]
    four = views.four_mosaics(10)
    assert np.array_equal(last["mosaic"], four["mosaics"][0])
    tile = last["mosaic"][9:17, 18:26]  # second row, third column: neuron 12
    learned, *_ = views.trained_without("all parts", 0)[-1]
    assert np.array_equal(tile.ravel(), learned.weights[:, 12])


def test_the_nearest_centroid_is_what_the_picture_draws():
    scores = []
    for seed in range(5):
        train, test, _ = trained(seed)
        means = np.array([train.pictures[train.labels == d].mean(0) for d in range(10)])
        nearest = ((test.pictures[:, None] - means) ** 2).sum(2).argmin(1)
        scores.append(np.mean(nearest == test.labels))
    assert np.mean(scores) == pytest.approx(views.CENTROID, abs=5e-4)


@pytest.mark.no_cover  # long
def test_names_from_the_test_pictures_are_worth_two_percent_with_200_neurons():
    gains = []
    for seed in range(4):
        train, test, _ = trained(seed)
        draw, model = np.random.default_rng(seed), WinnerTakeAll(neurons=200)
        *_, learned = model.learn(train.pictures, draw, 10)
        won = model.winners(learned, train.pictures, draw)
        told = model.winners(learned, test.pictures, draw)
        honest = name_neurons(won, train.labels, 200)[told] == test.labels
        leaky = name_neurons(told, test.labels, 200)[told] == test.labels
        gains.append(leaky.mean() - honest.mean())
    assert np.mean(gains) == pytest.approx(0.02, abs=0.005)


# --- the questions ------------------------------------------------------------------------------


def test_the_published_table_is_as_printed():
    ann, snn = 18.39e6 * 4.6e-12, 0.1366 * 18.39e6 * 0.9e-12
    assert pytest.approx(2.51, abs=5e-3) == 0.1366 * 18.39
    assert ann / 1e-7 == pytest.approx(845.94, abs=5e-3)
    assert snn * 0.1366 / 1e-7 == pytest.approx(3.09, abs=5e-3)
    assert ann / snn == pytest.approx(37.4, abs=0.05)
    (table,) = [each for each in questions.EXERCISES if each.name == "table"]
    assert table.oracle() == pytest.approx(ann / snn)
    assert pytest.approx(7.3, abs=0.05) == 1 / 0.1366


def test_the_exercises_tries_vary_every_argument():
    for exercise in questions.EXERCISES:
        for number in range(len(exercise.tries[0]) if exercise.tries else 0):
            given = {repr(inputs[number]) for inputs in exercise.tries}
            assert len(given) > 1, f"{exercise.name}: argument {number} is always the same"


def test_right_choices_are_spread_over_the_letters():
    asked = (*questions.PREDICTIONS, *questions.QUIZ)
    letters = re.sub(r"[^a-d]", "", "".join(str(each.answer) for each in asked))
    assert len(set(letters)) == 4
    assert max(letters.count(letter) for letter in letters) <= 4
