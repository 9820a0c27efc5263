"""What lesson 09 says in its prose, and what its pictures promise."""

from dataclasses import fields, replace
from itertools import product

import numpy as np
import pytest

from snn_edu.exercises import check
from snn_edu.lessons.repair_the_article.article_museum import (
    SWITCHES,
    chart_of_costs,
    costs,
    museum,
    where_it_misses,
)
from snn_edu.lessons.repair_the_article.questions import EXERCISES
from snn_edu.lessons.repair_the_article.repaired_article import (
    RepairedDetector,
    channels,
    expected_under_noise,
    flipped,
    present,
)
from snn_edu.lessons.repair_the_article.views import (
    COUNTS,
    INPUTS,
    IS_PATTERN,
    PLACES,
    answers,
    bars,
    draw_inhibited,
    draw_learning,
    draw_truth_table,
    drift,
    expected,
    found_alone,
    inhibited,
    judge_repair,
    learning,
    name,
    operating,
    rates,
    trained,
)
from snn_edu.plasticity.stdp import STDP
from snn_edu.plots.plots import figure
from snn_edu.studies.article import PATTERN, Faults
from snn_edu.studies.article_runs import simulate_many

ONES = np.array(PATTERN, bool)


def lesson_exercises():
    """The lesson's exercises by their names."""
    return {exercise.name: exercise for exercise in EXERCISES}


def fires_for(detector, w):
    """(32, runs) whether each neuron fires for each input."""
    return np.array([detector.fires(w, bits) for bits in INPUTS])


def test_the_table_has_each_input_once_the_pattern_first_then_its_supersets():
    assert len({name(bits) for bits in INPUTS}) == 32
    assert name(INPUTS[0]) == "10101"
    assert {name(bits) for bits in INPUTS[1:4]} == {"10111", "11101", "11111"}
    assert IS_PATTERN.tolist() == [True] + [False] * 31


def test_every_chosen_input_gets_one_bar_of_its_height():
    heights = np.arange(32.0)
    which = heights % 3 == 0
    _, y = bars(heights, which)
    np.testing.assert_array_equal(y[1::3], heights[which])
    assert (y[0::3] == 0).all()
    assert np.isnan(y[2::3]).all()


def test_the_sentence_below_the_table_counts_the_others_that_fire():
    fires = np.zeros(32, bool)
    fires[[0, 1, 2, 3, 9]] = True
    said = answers(INPUTS.sum(axis=1), fires)
    assert "v for 10101 is 3.00: it fires" in said
    assert said.endswith("and 1 more.")
    assert "for none" in answers(INPUTS.sum(axis=1), IS_PATTERN)


def test_without_inhibition_no_setting_of_the_sliders_is_more_precise_than_a_quarter():
    rng = np.random.default_rng(2)
    for w in rng.uniform(0, 1, (500, 5)).round(2):
        v = INPUTS @ w
        fires = v >= v[0]  # the highest threshold at which 10101 still fires
        assert fires[:4].all()


@pytest.mark.parametrize("g", np.linspace(0.05, 0.95, 19).round(2))
def test_any_inhibition_between_0_and_1_leaves_room_for_a_threshold(g):
    v = INPUTS @ (np.array(PATTERN) - g)
    assert v[0] - v[1:].max() == pytest.approx(min(g, 1 - g))
    assert judge_repair((list(PATTERN), g, v[0] - min(g, 1 - g) / 2)) is None


def test_inhibition_of_a_half_lowers_the_pattern_to_15_and_its_neighbours_to_1_and_a_half():
    v = INPUTS @ (np.array(PATTERN) - 0.5)
    assert v[0] == 1.5
    assert sorted(v[1:4]) == [0.5, 1.0, 1.0]
    assert inhibited(1.0, 0.0, 0.5, 1.25)["score"][:4] == ["1", "0", "0", "31"]


def test_the_judge_wants_all_32_answers_right():
    rng = np.random.default_rng(3)
    passed = 0
    for _ in range(2000):
        w = rng.uniform(0, 0.4, 5) + 0.6 * ONES
        g, threshold = rng.uniform(0, 1), rng.uniform(0, 2)
        fires = [sum(w[k] - g for k in range(5) if bits[k]) >= threshold for bits in INPUTS]
        right = fires == IS_PATTERN.tolist()
        assert (judge_repair((w, g, threshold)) is None) == right
        passed += right
    assert 20 < passed < 1000


def test_off_channels_are_inhibition_with_another_threshold():
    w = np.random.default_rng(4).random((20, 10))
    on, off = w[:, :5], w[:, 5:]
    for bits in INPUTS:
        v = ((on - off) * bits).sum(axis=1) + off.sum(axis=1)
        np.testing.assert_array_equal(RepairedDetector().fires(w, bits == 1), v >= 4.5)


def test_a_list_an_array_and_a_tuple_are_all_new_weights():
    update = lesson_exercises()["update"].solution
    for made_into in (list, tuple, np.array):
        feedback = check(
            "repair_the_article.update",
            lambda w, early, fired, up, down, make=made_into: make(
                update(w, early, fired, up, down)
            ),
        )
        assert feedback.status == "passed", feedback.message


def test_working_on_the_given_weights_is_refused_with_its_reason():
    def update(w, early, fired, up, down):
        w += np.where(early, up, -down) * fired
        return np.clip(w, 0, 1, out=w)

    assert "Work on a copy" in check("repair_the_article.update", update).message


@pytest.mark.parametrize(
    ("neuron", "said"),
    [
        (([0, 1, 0, 1, 0], 0.5, 0.75), "on the wrong inputs"),
        (([0] * 5, 0, 0), "it fires for 00000"),
        (([1, 0, 1, 0, 1], 0.5, -0.1), "it fires for 00000"),
        (([0] * 5, 0.2, 1), "never fires"),
        (([1, 0, 1, 0, 1], 0, 3.5), "v = 3.00, the threshold is 3.50."),
        (([1, 0, 0, 0, 1], 0, 1), "Each one has to add to v."),
        (([1, 1, 1, 0, 1], 0.5, 1.25), "no more, 1.50. Its extra one brings 1.00 and costs only"),
        (([1, 0.9, 1, 0.1, 1], 0.5, 1.45), "Its extra one brings 0.90 and costs only 0.50."),
    ],
)
def test_the_judge_says_what_is_true_of_a_neuron(neuron, said):
    assert said in judge_repair(neuron)


def test_your_own_update_learns_and_an_unwritten_one_says_what_to_do():
    update = lesson_exercises()["update"].solution
    told = trained(update, 0.019, 0.0128)
    assert told.startswith("After 300 presentations your neuron fires for 10101.")
    assert "fires for 10101, 11111, 10111, 11101 and 28 more." in trained(
        lambda w, early, fired, up, down: w, 0.019, 0.0128
    )
    assert "Write `update`" in trained(lambda *_: ..., 0.019, 0.0128)
    assert "ten weights" in trained(lambda *_: 0.5, 0.019, 0.0128)


def test_drift_is_the_mean_change_of_a_channel_that_disagrees_while_everything_fires():
    """Counted over all 31 others instead of by the formula."""
    up, down = 0.0190, 0.0128
    early = np.array([channels(bits) for bits in INPUTS])  # (32, 10)
    wrong = ~channels(PATTERN)
    for share in (1 / 32, 0.2, 0.6):
        shown = np.where(IS_PATTERN, share, (1 - share) / 31)
        mean = (shown[:, None] * np.where(early[:, wrong], up, -down)).sum(axis=0)
        np.testing.assert_allclose(mean, drift(share, up, down))
    border = 1 - 31 / 16 * down / (up + down)
    assert drift(border, up, down) == pytest.approx(0)
    assert round(100 * border) == 22


def test_with_down_above_up_it_falls_nearly_silent_and_finds_nothing():
    fires = found_alone(1 / 32, A_minus=0.03)
    assert [round(100 * share) for share in (fires[0].mean(), fires[1:].mean())] == [6, 7]
    assert not (fires == IS_PATTERN[:, None]).all(axis=0).any()


def test_a_line_among_the_weights_stands_at_g():
    frame = inhibited(0.9, 0.2, 0.4, 1.0)
    assert frame["weights"][1].tolist() == [0.9, 0.2, 0.9, 0.2, 0.9]
    assert frame["inhibition"][1] == [0.4, 0.4]
    assert set(frame) - {"text"} == set(draw_inhibited(figure("", 9.0, 4.2)))


# --- the museum -------------------------------------------------------------------------------


def test_every_fault_has_a_switch_and_the_museum_counts_those_that_are_on():
    names = [field.name for field in fields(Faults)]
    assert list(SWITCHES) == names
    frame = museum(20, **dict.fromkeys(names, True))
    assert frame["score"][0] == str(simulate_many(range(1, 21)).confusion().true_positives)
    assert frame["text"].startswith("12 of 12 faults, 20 runs")


def test_an_input_that_is_silent_may_have_its_bit_at_one():
    runs = simulate_many(range(500), Faults().without("ignores_zeros"))
    false = runs.printed & ~runs.shown
    assert false.sum() > 100
    assert runs.bits[false][:, ~ONES].any(axis=1).all()
    assert not runs.fired[false][:, 1].any()
    assert not runs.fired[false][:, 3].any()
    assert runs.confusion().precision == pytest.approx(0.51, abs=0.06)


@pytest.mark.parametrize("faults", [Faults(), Faults.none()])
def test_with_all_faults_or_with_none_the_patterns_inputs_end_up_no_stronger(faults):
    w = simulate_many(range(1000), faults).input_weights
    assert w[:, ONES].mean() - w[:, ~ONES].mean() < 0.02


def test_presenting_the_pattern_raises_precision_by_the_base_rate_and_hardly_recall():
    before = simulate_many(range(1000)).confusion()
    after = simulate_many(range(1000), Faults().without("never_presented")).confusion()
    assert round(100 * after.precision) == 86
    assert after.recall - before.recall < 0.02
    repaired = simulate_many(range(1000), Faults.none()).confusion()
    assert (round(100 * repaired.precision), round(100 * repaired.recall)) == (64, 1)


def test_most_of_that_precision_is_due_to_the_share_shown_and_the_rest_to_refractoriness():
    """Deaf to two bits: f is 3/31 of h; every fourth step the pattern, else by chance."""
    for share, percent in ((1 / 32, 25), (1 / 8, 60), (1 / 4 + 3 / 4 / 32, 80), (1 / 2, 91)):
        assert round(100 * share / (share + (1 - share) * 3 / 31)) == percent
    runs = simulate_many(range(1000), Faults().without("never_presented"))
    assert runs.shown[:, ::4].all()
    alike = runs.bits[..., ONES].all(axis=-1)  # what prints for the pattern prints for these
    shown, next_step = (runs.printed[:, k::4][alike[:, k::4]].mean() for k in (0, 1))
    assert next_step < shown / 4


@pytest.mark.slow
def test_no_setting_of_the_twelve_switches_finds_more_than_40_percent():
    """Looking at zeros or output only prints less, so that these two switches need no search."""
    names = [field.name for field in fields(Faults)]
    recalls = []
    for switches in product((True, False), repeat=10):
        faults = Faults(**dict(zip(names, (True, True, *switches), strict=True)))
        recalls.append(simulate_many(range(1, 21), faults).confusion().recall)
    assert len(recalls) == 1024
    assert max(recalls) < 0.4


@pytest.mark.parametrize("repaired", ["ignores_zeros", "ignores_output"])
def test_asking_more_only_prints_less(repaired):
    less = simulate_many(range(50), Faults().without(repaired))
    more = simulate_many(range(50))
    assert not (less.printed & ~more.printed).any()
    np.testing.assert_array_equal(less.fired, more.fired)


def test_what_a_fault_costs_is_the_score_with_it_alone_mended():
    mended = costs(50)
    assert list(mended) == ["", *SWITCHES]
    assert mended[""] == simulate_many(range(50)).confusion()
    for fault in SWITCHES:
        assert mended[fault] == simulate_many(range(50), Faults().without(fault)).confusion()
    (ax,) = chart_of_costs(mended).axes
    drawn = [line for line in ax.lines if line.get_marker() in "Do"]
    assert [line.get_marker() for line in drawn] == ["D", "o"]
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows == list(SWITCHES.values())
    for row, fault in enumerate(SWITCHES):
        matrix = mended[fault]
        assert [line.get_xdata()[row] for line in drawn] == pytest.approx(
            [100 * matrix.precision, 100 * matrix.recall]
        )


def test_the_conditions_of_a_print_take_the_shown_patterns_away_one_after_another():
    runs = simulate_many(range(200), Faults.none())
    counted = [0, 0, 0, 0]
    for run, step in np.argwhere(runs.shown):
        zero, one, two, three, four, *_, output = runs.fired[run, step]
        met = [zero, two and four, not (one or three), output]
        for k in range(4):
            counted[k] += all(met[: k + 1])
    left = where_it_misses(runs)
    assert [*left.values()] == pytest.approx([n / runs.shown.sum() for n in counted])
    assert [*left.values()][-1] == runs.confusion().recall


def test_to_ask_the_output_and_to_delay_its_spikes_are_repairs_that_do_not_fit_together():
    """Either repair alone undone, all others made: the recall is several times as high."""
    recall = {
        undone: simulate_many(range(500), replace(Faults.none(), **dict.fromkeys(undone, True)))
        .confusion()
        .recall
        for undone in ((), ("ignores_output",), ("one_step",))
    }
    assert recall[()] < 0.02
    assert recall["ignores_output",] > 5 * recall[()]
    assert recall["one_step",] > 3 * recall[()]


# --- honest numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize("neuron", COUNTS)
@pytest.mark.parametrize(("threshold", "flip"), [(3, 0.05), (2, 0.2), (0, 0.4)])
def test_hit_and_false_alarm_rates_are_those_of_simulated_presentations(neuron, threshold, flip):
    rng = np.random.default_rng(5)
    shown = present(rng, 100_000, 0.5)
    arrived = flipped(shown, flip, rng)
    zeros = arrived[:, ~ONES].sum(axis=1) if neuron == "with inhibition" else 0
    fires = arrived[:, ONES].sum(axis=1) - zeros >= threshold
    there = (shown == ONES).all(axis=1)
    false_alarms, hits = rates(COUNTS[neuron], threshold, flip)
    assert fires[there].mean() == pytest.approx(hits, abs=0.01)
    assert fires[~there].mean() == pytest.approx(false_alarms, abs=0.01)


def test_at_the_highest_threshold_the_roc_of_inhibition_is_the_perfect_matcher():
    false_alarms, hits = rates(COUNTS["with inhibition"], 3, 0.1)
    precision = 0.5 * hits / (0.5 * hits + 0.5 * false_alarms)
    assert (precision, hits) == pytest.approx(expected_under_noise(0.1))


def test_when_half_of_the_bits_are_wrong_both_curves_are_the_diagonal():
    for counts in COUNTS.values():
        for threshold in range(-2, 5):
            false_alarms, hits = rates(counts, threshold, 0.5)
            assert hits == pytest.approx(false_alarms)


def test_a_rarer_pattern_changes_the_precision_and_neither_rate():
    common, rare = expected(0.1, 0.9, 0.5), expected(0.1, 0.9, 0.05)
    assert common.recall == rare.recall == 0.9
    assert sum(common) == sum(rare) == 10_000
    assert common.precision == pytest.approx(0.9)
    assert rare.precision == pytest.approx(0.045 / (0.045 + 0.095), abs=1e-3)


# --- learning ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(1, 21))
def test_after_150_presentations_all_fifty_neurons_fire_for_the_pattern_alone(seed):
    detector = RepairedDetector()
    w = detector.learn(np.random.default_rng(seed), 50, 150, 0.5)
    assert (fires_for(detector, w) == IS_PATTERN[:, None]).all()


def test_the_most_different_inputs_drop_out_first():
    detector = RepairedDetector()
    w = detector.learn(np.random.default_rng(6), 200, 50, 0.5)
    shares = fires_for(detector, w).mean(axis=1)
    distance = (np.array(PATTERN) != INPUTS).sum(axis=1)
    by_distance = [shares[distance == d].mean() for d in range(6)]
    assert all(np.diff(by_distance) <= 0)
    assert by_distance[0] == 1.0


def test_among_random_bits_it_finds_nothing():
    detector = RepairedDetector()
    w = detector.learn(np.random.default_rng(7), 400, 600, 1 / 32)
    shares = fires_for(detector, w).mean(axis=1)
    assert shares[1:].mean() > 0.7
    assert shares[0] < shares[1:].mean() + 0.06
    w = detector.learn(np.random.default_rng(1), 100, 6000, 1 / 32)
    alone = (fires_for(detector, w) == IS_PATTERN[:, None]).all(axis=0)
    assert not alone.any()


def test_the_picture_of_learning_is_of_the_same_history_at_every_position_of_the_slider():
    """The first n presentations are the same, however many follow: else nothing would be seen."""
    still = RepairedDetector(stdp=STDP(0.0, 0.0, pairing="reduced"))
    few, many = (still.learn(np.random.default_rng(1), 50, n, 0.5) for n in (10, 200))
    np.testing.assert_array_equal(few, many)
    assert learning(0, 0.5, 0.0, 1)["score"][:4] == ["50", "1,550", "0", "0"]
    assert learning(600, 0.5, 0.0, 1)["score"][:4] == ["50", "0", "0", "1,550"]


# --- what the pictures show -------------------------------------------------------------------


def heights(line):
    """What the bars of a line tell: place on the page to height."""
    x, y = np.asarray(line[0]), np.asarray(line[1])
    return dict(zip(x[1::3].tolist(), y[1::3].tolist(), strict=True))


def test_each_bar_stands_above_its_own_input_in_the_colour_of_its_answer():
    frame = inhibited(1.0, 0.3, 0.4, 1.0)
    fires, silent = heights(frame["fires"]), heights(frame["silent"])
    for bits, place in zip(INPUTS, PLACES, strict=True):
        v = sum((1.0 if k in (0, 2, 4) else 0.3) - 0.4 for k in range(5) if bits[k])
        mine, other = (fires, silent) if v > 1.0 - 1e-9 else (silent, fires)
        assert mine[place] == pytest.approx(v)
        assert place not in other


def test_the_squares_below_are_dark_where_the_bit_is_1():
    picture = figure("", 9.0, 4.2)
    draw_truth_table(picture)
    squares = [line for line in picture.axes[1].lines if line.get_marker() == "s"]
    dark = {
        (x, row)
        for line in squares
        if float(line.get_color()) < 0.5
        for x, row in zip(*line.get_data(), strict=True)
    }
    assert sum(len(line.get_xdata()) for line in squares) == 32 * 5
    assert dark == {(PLACES[i], k) for i, k in np.argwhere(INPUTS == 1)}


def test_the_mark_lies_on_the_curve_of_the_neuron_that_was_chosen():
    for neuron, curve in (("without inhibition", "without"), ("with inhibition", "with")):
        frame = operating(neuron, 3, 0.05, 0.3)
        point = np.ravel(frame["here"])
        assert (np.isclose(np.transpose(frame[curve]), point).all(axis=1)).sum() == 1
        assert point[1] > point[0]  # above the diagonal: more hits than false alarms
        assert f"hit rate {100 * point[1]:.1f} %" in frame["text"]
    without, inhibition = (
        operating("with inhibition", 3, 0.05, 0.3)[k] for k in ("without", "with")
    )
    assert np.trapezoid(without[1][::-1], without[0][::-1]) < np.trapezoid(
        inhibition[1][::-1], inhibition[0][::-1]
    )


def test_learned_weights_stand_above_the_channel_that_has_them():
    artists = draw_learning(figure("", 9.0, 4.2))
    labels = [text.get_text() for text in artists["mean"].axes.get_xticklabels()]
    frame = learning(600, 0.5, 0.0, 1)
    channel, mean = frame["mean"]
    strong = {labels[k] for k, w in zip(channel, mean, strict=True) if w > 0.5}
    assert strong == {f"{k} is {bit}" for k, bit in enumerate(PATTERN)}
    np.testing.assert_allclose(np.reshape(frame["each"][1], (10, -1)).mean(axis=1), mean)
    assert "1.00 where a channel agrees with it, 0.00 elsewhere" in frame["text"]


def test_bars_and_words_of_learning_are_shares_of_the_fifty_neurons():
    frame = learning(20, 0.5, 0.0, 1)
    w = RepairedDetector().learn(np.random.default_rng(1), 50, 20, 0.5)
    shares = fires_for(RepairedDetector(), w).mean(axis=1)
    assert heights(frame["pattern"]) == {PLACES[0]: shares[0]}
    assert heights(frame["others"]) == dict(zip(PLACES[1:], shares[1:], strict=True))
    assert frame["text"].endswith(
        f"on average {100 * shares[1:].mean():.0f} % for each other input."
    )


def test_the_museum_shows_shares_with_their_errors_the_base_rate_and_the_weights():
    frame = museum(100, **dict.fromkeys(SWITCHES, True))
    runs = simulate_many(range(1, 101))
    true = (runs.printed & runs.shown).sum()
    for k, count in enumerate((runs.printed.sum(), runs.shown.sum())):
        share = true / count
        error = (share * (1 - share) / count) ** 0.5
        assert frame["shares"][k][1][1] == pytest.approx(100 * share)
        assert frame["errors"][k][1] == pytest.approx(
            [100 * (share - error), 100 * (share + error)]
        )
    assert frame["chance"][1] == pytest.approx([100 * runs.shown.mean()] * 2)
    for artist, weights in (("before", runs.first_weights), ("after", runs.input_weights)):
        np.testing.assert_allclose(frame[artist][1], [weights[:, k].mean() for k in range(5)])


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_of_the_museum_is_that_fault_alone(switch):
    frame = museum(20, **{name: name != switch for name in SWITCHES})
    matrix = simulate_many(range(1, 21), Faults().without(switch)).confusion()
    assert frame["score"][:4] == [f"{count:,}" for count in matrix]
