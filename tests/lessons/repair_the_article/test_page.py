"""What lesson 09 says, computed with every solution in its place, and what its pictures draw."""

import math
import time
from dataclasses import fields
from itertools import combinations, islice, product
from types import FunctionType

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.lessons.pattern_detected.article import PATTERN, Faults
from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.repair_the_article import questions, thirty_two, views
from snn_edu.lessons.repair_the_article.article_museum import MENDED, SWITCHES, measured
from snn_edu.lessons.repair_the_article.improved_by_chance import improved_by_chance
from snn_edu.lessons.repair_the_article.repaired_article import RepairedDetector, channels
from snn_edu.plasticity import STDP
from snn_edu.plots import figure

ONES = np.array(PATTERN, bool)
DETECTOR = RepairedDetector()
page = solved("09_repair_the_article")


def learned(share, runs, presentations=600, seed=3, detector=DETECTOR, **what):
    """(runs, 32) for which inputs each neuron fires, and (runs, 10) its weights."""
    steps = detector.history(np.random.default_rng(seed), runs, share, **what)
    w = next(islice(steps, presentations, None))
    return detector.fires(w[:, np.newaxis], thirty_two.INPUTS == 1), w


@pytest.mark.slow
def test_the_bench_finds_a_fault_in_each_wrong_update_and_none_in_the_right_one():
    assert questions.examined_by_the_bench(questions.one_update) == ""
    found = [questions.examined_by_the_bench(wrong.answer) for wrong in page.asked("update").wrong]
    assert found.count("") == 3  # one channel alone is sorted, and all or any of one are one


def test_a_bench_that_had_no_time_says_nothing(monkeypatch):
    unhurried = questions.verify.stdp

    def hurried(*asked, seconds):
        report = unhurried(*asked, seconds=seconds / 100)
        assert report.faults == ("too slow",)
        return report

    def slow(*asked):
        time.sleep(0.002)
        return questions.one_update(*asked)

    monkeypatch.setattr(questions.verify, "stdp", hurried)
    assert questions.examined_by_the_bench(slow) == ""


def alone(fires):
    return (fires == thirty_two.IS_PATTERN).all(axis=1)


def test_two_inputs_make_the_same_pile_and_by_hand_one_other_is_left():
    pile = page.picture("vote_frame").view
    for bits in ((1, 1, 0, 1, 1), (1, 1, 1, 1, 0)):
        text = pile(1.9, **{f"input_{k}": bool(bit) for k, bit in enumerate(bits)})["text"]
        assert "pile is 2 high" in text
        assert text.endswith("the neuron fires.")
    assert page.says("a threshold of 3.5: now all the wrong inputs are silent but one")
    by_hand = page.picture("truth_frame").view(threshold=3.5, w_0=1, w_1=1, w_2=0, w_3=1, w_4=1)
    assert by_hand["text"].endswith("it fires for 11111.")
    assert by_hand["score"][4] == "precision  1 of 2 = 50 %"


def test_no_weights_and_no_network_that_never_objects_beat_the_ceiling():
    for pattern in ((1, 1, 0, 1, 1), (1, 0, 1, 0, 1)):
        v = thirty_two.ordered(pattern) @ np.random.default_rng(2).uniform(0, 1, (500, 5)).T
        fires = v >= v[0]  # the highest threshold at which the pattern still fires
        assert fires.sum(axis=0).min() == 1 / page.names["my_ceiling"](pattern)
        for layers in range(4):
            counts = views._improved("".join(map(str, pattern)), layers, False)
            assert counts.min() == 1 / page.names["my_ceiling"](pattern)
    easy = [bits for bits in views.PATTERNS if views._improved(bits, 1, False).min() == 1]
    assert easy == ["11111"]


def test_the_hunt_finds_nothing_better_until_a_weight_may_be_negative():
    for pattern in ("10101", "11011", "10000", "11111"):
        ceiling = page.names["my_ceiling"](tuple(map(int, pattern)))
        for layers in range(4):
            found = page.names["hunt"](0.0, layers, pattern)
            assert found.size > 100
            assert found.max() <= ceiling
        assert page.names["hunt"](0.0, 1, pattern).max() == ceiling
        assert page.names["hunt"](-0.3, 1, pattern).max() == 1


def test_among_rarer_ones_each_zero_costs_a_tenth():
    assert page.says("With one bit in ten on, each zero costs a tenth of the precision")
    comes = np.prod(np.where(thirty_two.INPUTS == 1, 0.1, 0.9), axis=1)
    along = (thirty_two.INPUTS[:, [0, 2, 4]] == 1).all(axis=1)  # has the ones of 10101
    assert comes[thirty_two.IS_PATTERN].sum() / comes[along].sum() == pytest.approx(0.9**2)


def test_who_ignores_the_zeros():
    assert (thirty_two.INPUTS @ ONES == 3).sum() == 4  # "of the four inputs ... one is"


def test_a_pattern_of_your_own_is_learned_too_and_ours_learns_it_until_yours_is_written():
    both = page.names["learns"](pattern="00000")
    assert both["agree"][-1] > 0.9
    assert both["disagree"][-1] < 0.1
    bare = {**page.names, "update": lambda *_: ...}
    learns = page.names["learns"]
    ours = FunctionType(learns.__code__, bare, "learns", learns.__defaults__)(pattern="00000")
    assert all(np.array_equal(ours[name], both[name]) for name in both)


def test_inhibition_at_02_as_in_the_table():
    for word in ("10101", "10111", "10100"):
        bits = np.array([*map(int, word)])
        pile, ones = bits @ ONES, bits.sum()
        costs = f"{ones} × 0.2 = {0.2 * ones:.1f}"
        assert page.says(f"| {word} | {pile} | {costs} | {pile - 0.2 * ones:.1f} |")
    heights = [thirty_two.INPUTS[:4] @ (ONES - g) for g in (0.0, 0.5)]
    assert np.argmin(heights[0] - heights[1]) == 0  # 10101 comes down most slowly
    score = page.picture("inhibited_frame").view(1.0, 0.0, 0.5, 1.25)["score"]
    assert score[:4] == ["1", "0", "0", "31"]
    for g in np.linspace(0.05, 0.95, 19).round(2):  # any leaves room, and 0.4 to 0.6 enough
        v = thirty_two.INPUTS @ (ONES - g)
        room = (v[0] - v[1:].max()) / 2
        assert room == pytest.approx(min(g, 1 - g) / 2)
        assert (questions.judge_repair(([*PATTERN], g, v[0] - room)) is None) == (0.4 <= g <= 0.6)
    computed = ([1 + 1e-10, -1e-17, 1 - 1e-10, 0, 1], 0.5 - 1e-12, 1.25 + 1e-12)
    assert questions.judge_repair(computed) is None


def test_the_table_of_alarms_and_the_blood_test():
    picture = page.picture("over_threshold_frame")
    v = thirty_two.INPUTS @ (ONES - 0.5)
    false_alarms, hits = views.rates(v, 1.25, 0.05)
    for share in (0.5, 0.05, 0.001):
        right, wrong = 1e4 * share * hits, 1e4 * (1 - share) * false_alarms
        precision = page.names["my_precision"](share, hits, false_alarms)
        row = f"| {100 * share:g} % | {right:,.0f} | {wrong:.0f} | {100 * precision:.0f} % |"
        assert page.says(row)
        frame = picture.view(threshold=1.25, share=share, flip=0.05)
        assert frame["text"].endswith(f"{100 * precision:.0f} % right.")
    false_alarms, hits = (round(100 * rate) for rate in views.rates(v, 0.75, 0.05))
    assert page.says(f"{hits} %, at the price of a false alarm rate of {false_alarms} %")
    wrong = 100 - 100 * page.names["my_precision"](0.001, 0.99, 0.01)
    assert page.says(f"is wrong in {wrong:.0f} % of its alarms")


def test_up_and_down_and_the_opposite_that_the_early_spikes_keep_silent():
    up, down = page.names["up"], page.names["down"]
    assert up == pytest.approx(DETECTOR.stdp.window(DETECTOR.delay))
    assert down == pytest.approx(-DETECTOR.stdp.window(DETECTOR.delay - DETECTOR.late))
    assert page.says(f"of 0.95 becomes {0.95 + up:.3f} or {0.95 - down:.3f}.")
    w = np.where(channels(PATTERN), 1.0, 0.0)
    votes = [float(w @ channels(bits)) for bits in ((1, 0, 1, 0, 1), (1, 0, 1, 1, 1))]
    assert votes == [5.0, 4.0]
    opposite = 1 - np.array(PATTERN)
    assert w @ channels(opposite) == 0
    assert w @ ~channels(opposite) >= DETECTOR.v_threshold
    assert not DETECTOR.fires(w, opposite)


def test_after_150_presentations_10101_is_alone_in_each_start_of_the_picture():
    picture = page.picture("learning_frame")
    for seed in range(1, 21):
        text = picture.view(presentations=150, seed=seed)["text"]
        assert "50 of 50 neurons fire for 10101 alone (10101 alone)." in text
        assert text.endswith("your update fires for 10101 alone.")
    channels_found = picture.view(presentations=600, seed=1)["yours"][1] > 0.5
    np.testing.assert_array_equal(channels_found, channels(PATTERN))


def test_the_most_different_drop_out_first_and_without_the_bound_the_sum_is_right():
    share = learned(0.5, 400, 40)[0].mean(axis=0)
    by_distance = [share[thirty_two.HAMMING[0] == k].mean() for k in range(6)]
    assert all(np.diff(by_distance) <= 0)
    assert by_distance[0] == 1
    wrong = ~channels(PATTERN)
    for bound, rises in ((True, False), (False, True)):
        start, end = (learned(0.15, 400, n, bound=bound)[1][:, wrong].mean() for n in (0, 300))
        assert (end > start) == rises


def test_among_random_bits_it_fires_for_most_and_10101_is_nothing_special():
    fires, _ = learned(1 / 32, 1000)
    for seed in range(1, 21):  # whatever start the learner looks at
        assert learned(1 / 32, 50, seed=seed)[0].sum(axis=1).mean() > 25
    assert "more than 25 of the 32 inputs" in page.asked("rare_teaching").why
    assert abs(fires[:, 0].mean() - fires[:, 1:].mean()) < 0.05
    assert not alone(fires).any()
    assert not alone(learned(1 / 32, 100, 6000)[0]).any()


def test_the_sum_and_its_border():
    up, down = page.names["up"], page.names["down"]
    early = np.array([channels(bits) for bits in thirty_two.INPUTS])[:, 8 - 5]  # "bit 3 is a one"
    assert page.says(f"{early[~thirty_two.IS_PATTERN].sum()} of the 31 other inputs have this bit")
    assert not early[thirty_two.IS_PATTERN].any()
    q = (1 - np.array([1 / 2, 1 / 32])) * 16 / 31  # at two shares
    gain, loss = q * up, (1 - q) * down
    assert page.says(f"early in a share $q$ of | {q[0]:.2f} | {q[1]:.2f} |")
    for line, change, bold in (
        (f"gain, $q$ × {up:.4f} |", gain, ""),
        (f"loss, $(1-q)$ × {down:.4f} |", -loss, ""),
        ("**together** |", gain - loss, "**"),
    ):
        half, rare = (f"{bold}{value:+.4f}{bold}".replace("-", "−") for value in change)
        assert page.says(f"{line} {half} | {rare} |")
    needed = q[0] / (1 - q[0]) * up  # of `down`, where half of what is shown is the pattern
    late = DETECTOR.delay + DETECTOR.stdp.tau_minus * np.log(DETECTOR.stdp.A_minus / needed)
    assert page.says(f"Beyond {late:.0f} ms `down` is less than the {needed:.4f} which")
    q = down / (up + down)
    border = f"the border is at a share of {100 * (1 - q * 31 / 16):.0f} %"
    assert page.says(f"where $q$ is {q:.2f}, gain and loss are equal. By this sum {border}")


@pytest.mark.parametrize(
    "row", ["both", pytest.param("without luck", marks=pytest.mark.slow), "without the bound"]
)
def test_how_many_find_it_at_which_share(row):
    shares, what = (10, 15, 20, 25), {"without luck": "luck", "without the bound": "bound"}
    runs = 1500 if row == "without luck" else 4000  # which takes ten times as long without it
    switch = {what[row]: False} if row in what else {}
    found = [100 * alone(learned(s / 100, runs, seed=7, **switch)[0]).mean() for s in shares]
    prose = page.prose[page.prose.index(f"| {row} |") :].split("|")[2:6]
    said = [int(cell.strip(" %")) for cell in prose]
    error = 100 * 3 * 0.5 / runs**0.5  # three standard errors of a share, at most
    np.testing.assert_allclose(said, found, atol=error)
    if row == "without luck":
        assert not alone(learned(0.22, 100, luck=False)[0]).any()
        assert alone(learned(0.25, 100, luck=False)[0]).all()


@pytest.mark.slow
def test_about_33_of_fifty_find_it_at_15_percent_and_the_picture_shows_that():
    assert "About 33 of the fifty" in page.asked("border").why
    assert ": 33 of 50 neurons" in page.picture("how_rare_frame").text
    for share, some, scatter in ((0.15, 33, 1), (0.10, 2, 0.6)):  # "at 10 % only two or so"
        found = [alone(learned(share, 50, seed=seed)[0]).sum() for seed in range(1, 21)]
        assert np.mean(found) == pytest.approx(some, abs=scatter)
    assert alone(learned(0.10, 1000, 2400)[0]).mean() > 0.85  # "one that is a tenth slowly"


def test_the_quiz_computes():
    names = page.names
    ceiling = names["my_ceiling"]((1, 1, 0, 1, 0, 1, 1, 0))
    assert page.answer("quiz_four_layers").endswith(f"{100 * ceiling:.1f} %")
    four = np.array([*product((0, 1), repeat=4)])
    w = np.array([0.8, 0.8, 0.3, 0.3])
    for g, fits in ((0.1, False), (0.5, True), (0.9, False)):
        v = (four @ (w - g)).round(9)
        pattern = (four == (1, 1, 0, 0)).all(axis=1)
        assert (v[pattern][0] > max(v[~pattern].max(), 0)) == fits
    factory, old, new = (
        f"{100 * names['my_precision'](*given):.0f}"
        for given in ((1 / 500, 0.9, 0.02), (0.02, 0.9, 0.1), (0.2, 0.9, 0.1))
    )
    assert page.answer("quiz_factory").endswith(f"about {factory} %")
    assert f"rises from {old} to {new} %" in page.asked("quiz_new_test_set").question
    other = RepairedDetector(stdp=STDP(0.010 * np.exp(0.05), 0.015 * np.exp(0.45)))
    assert learned(1 / 32, 400, detector=other)[0].sum(axis=1).mean() < 4


FAULTS = {
    "nothing": Faults(),
    "the zeros": Faults().without("ignores_zeros"),
    "the showing": Faults().without("never_presented"),
    "all twelve": Faults.none(),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MENDED)
def test_the_article_mended(name):
    share, hits, false_alarms = measured(FAULTS[name], 20_000)
    assert (share, hits, false_alarms) == pytest.approx(MENDED[name], abs=5e-6)
    percent = page.names["my_precision"](share, hits, false_alarms)
    row = f"{100 * share:.0f} % | {100 * hits:.1f} % | {100 * false_alarms:.2f} % | "
    assert page.says(f"{row}{100 * percent:.0f} % |")


def test_which_repair_is_better_at_one_share():
    precision = page.names["my_precision"]
    rare, often = (
        {name: round(100 * precision(s, *rates[1:])) for name, rates in MENDED.items()}
        for s in (0.0312, 0.27328)
    )
    assert rare["nothing"] == 25
    assert page.says(f"{rare['the zeros']} %, and the other one has {rare['the showing']} %")
    assert page.says(
        f"to {often['nothing']} %. Which share does it take?", "It takes between 27 and 29 %"
    )
    for s in np.geomspace(0.001, 0.5, 30):
        assert precision(s, *MENDED["all twelve"][1:]) < precision(s, *MENDED["nothing"][1:])
    assert MENDED["the showing"].share == pytest.approx(1 / 4 + 3 / 4 / 32, abs=1e-3)


def test_after_a_shown_pattern_little_is_printed_and_where_the_patterns_go():
    runs = simulate_many(range(500), Faults().without("never_presented"))
    alike = runs.bits[..., ONES].all(axis=-1)  # what prints for the pattern prints for these
    shown, next_step = (runs.printed[:, k::4][alike[:, k::4]].mean() for k in (0, 1))
    assert next_step < shown / 4
    runs = simulate_many(range(1000), Faults.none())
    fired = runs.fired[runs.shown]
    assert 0.4 < fired[:, 0].mean() < 0.5  # "in fewer than half of them input 0 spikes at all"
    as_asked = (fired[:, :5] == ONES).all(axis=1)
    share = 100 * as_asked.mean()
    assert page.says(f"in only {share:.0f} % inputs 0, 2 and 4 spike together while 1 and 3 are")
    found = (as_asked & fired[:, 8]).mean()
    assert found == runs.confusion().recall
    assert found < as_asked.mean() / 2  # "of the rest most are lost at the output"
    for faults in (Faults(), Faults.none()):
        w = simulate_many(range(1000), faults).input_weights
        assert w[:, ONES].mean() - w[:, ~ONES].mean() < 0.02
    runs = simulate_many(range(1000), Faults().without("loses_input"))
    assert runs.confusion().precision < 0.2
    false = runs.printed & ~runs.shown
    assert (~runs.bits[false][:, ONES]).any(axis=1).mean() > 0.3


@pytest.mark.slow
def test_the_two_repairs_that_find_most_and_that_no_setting_finds_40_percent():
    found = {
        pair: simulate_many(range(1, 101), Faults().without(*pair)).confusion().recall
        for pair in combinations(SWITCHES, 2)
    }
    best = max(found, key=found.get)
    first, second = (SWITCHES[fault] for fault in best)
    assert page.says(f"*{first}* and *{second}*, with some 38 %")
    assert page.says(f"({100 * found[best]:.0f} % in the picture's)")
    for switches in product((True, False), repeat=10):  # to look at zeros or output prints less
        runs = simulate_many(range(1, 21), Faults(True, True, *switches))
        assert runs.confusion().recall < 0.4


def test_exchanged_up_and_down_and_inhibition_by_off_channels():
    swapped = RepairedDetector(stdp=STDP(0.02 * np.exp(-8 / 20), 0.02 * np.exp(8 / 20)))
    assert swapped.stdp.window(1.0) == pytest.approx(page.names["down"])
    fires, _ = learned(1 / 32, 400, detector=swapped)
    assert round(fires.sum(axis=1).mean()) == 2
    w = np.random.default_rng(4).random((20, 10))
    on, off = w[:, :5], w[:, 5:]
    v = (on - off) @ thirty_two.INPUTS.T + off.sum(axis=1, keepdims=True)
    fires = DETECTOR.fires(w[:, np.newaxis], thirty_two.INPUTS == 1)
    np.testing.assert_array_equal(fires, v >= 4.5)


def test_each_of_1000_seeds_is_perfect_on_clean_bits_and_as_good_as_can_be_on_noisy_ones():
    """A perfect matcher's, at a share of one half: the 31 others give 1 - (1 - flip)^5 together."""
    fires, w = learned(0.5, 1000, seed=0)
    assert alone(fires).all()
    np.testing.assert_array_equal(w > 0.5, np.tile(channels(PATTERN), (1000, 1)))
    for flip in (0.0, 0.01, 0.05, 0.1, 0.2, 0.4):
        matrix = DETECTOR.test(w, np.random.default_rng(7), flip=flip)
        recall = (1 - flip) ** 5
        precision = recall / (recall + (1 - recall) / 31)
        shown = matrix.true_positives + matrix.false_negatives
        printed = matrix.true_positives + matrix.false_positives
        errors = 4 if flip else 0  # standard errors
        assert matrix.recall == pytest.approx(recall, abs=errors * (0.25 / shown) ** 0.5)
        assert matrix.precision == pytest.approx(precision, abs=errors * (0.25 / printed) ** 0.5)


def test_before_learning_or_without_stdp_it_fires_for_everything():
    fires, fresh = learned(0.5, 200, 0)
    assert fires.all()
    matrix = DETECTOR.test(fresh, np.random.default_rng(3), share=1 / 32)
    assert matrix.precision == pytest.approx(1 / 32, abs=0.003)
    still = RepairedDetector(stdp=STDP(0.0, 0.0, pairing="reduced"))
    assert learned(0.5, 100, detector=still)[0].all()


def test_one_output_spike_changes_weights_by_the_window_of_its_pairs():
    w, after = (DETECTOR.learn(np.random.default_rng(5), 1, shown) for shown in (0, 1))
    rise, fall = after > w, after < w
    assert rise.sum() == fall.sum() == 5
    np.testing.assert_allclose((w - after)[fall], page.names["down"])
    early = np.minimum(page.names["up"], 1 - w[rise])
    np.testing.assert_allclose((after - w)[rise], early)


def heights(line):
    """What the bars of a line tell: place on the page to height."""
    x, y = np.asarray(line[0]), np.asarray(line[1])
    return dict(zip(x[1::3].tolist(), y[1::3].tolist(), strict=True))


def test_each_bar_stands_above_its_own_input_in_the_colour_of_its_answer():
    frame = views.inhibited_frame(1.0, 0.3, 0.4, 1.0)
    v = thirty_two.INPUTS @ [0.6, -0.1, 0.6, -0.1, 0.6]
    bars = np.column_stack([thirty_two.places(), v])
    for name, drawn in (("fires", v > 1.0 - 1e-9), ("silent", v <= 1.0 - 1e-9)):
        assert heights(frame[name]) == pytest.approx(dict(bars[drawn].tolist()))


def test_the_squares_below_are_dark_where_the_bit_is_1():
    ax = figure("", 9.0, 4.0).subplots()
    thirty_two.draw_inputs(ax)
    dark = [line.get_xydata() for line in ax.lines if float(line.get_color()) < 0.5]
    ones = {(thirty_two.places()[i], k) for i, k in np.argwhere(thirty_two.INPUTS == 1)}
    assert {*map(tuple, np.concatenate(dark))} == ones


def test_bars_of_learning_are_shares_of_the_fifty_neurons():
    frame = views.learning_frame(questions.one_update, 20, 0.5, 1)
    fires, learned = views.RepairedDetector().fires, views._fifty(0.5, 1, True, True)[2]
    shares = 100 * np.mean([fires(learned, bits) for bits in thirty_two.INPUTS], axis=1)
    assert heights(frame["pattern"]) == {thirty_two.places()[0]: shares[0]}
    assert heights(frame["others"]) == dict(zip(thirty_two.places()[1:], shares[1:], strict=True))


def test_heaps_add_up_and_the_mark_lies_on_the_curve():
    frame = views.over_threshold_frame(None, 1.25, 0.3, 0.1)
    pattern = sum((heights(frame["hits"]) | heights(frame["missed"])).values())
    others = sum((heights(frame["false"]) | heights(frame["quiet"])).values())
    assert (pattern, others) == pytest.approx((100, -100))
    point = np.ravel(frame["here"])
    assert np.isclose(np.transpose(frame["curve"]), point).all(axis=1).sum() == 1
    even = views.over_threshold_frame(None, 1.25, 0.3, 0.5)["curve"]
    np.testing.assert_allclose(even[0], even[1])  # half of the bits wrong: the diagonal


def test_every_fault_has_a_switch_that_is_that_fault_alone():
    names = [field.name for field in fields(Faults)]
    assert list(SWITCHES) == names
    for switch in names:
        frame = views.museum_frame(**{name: name != switch for name in names})
        matrix = simulate_many(range(1, 101), Faults().without(switch)).confusion()
        assert frame["score"][:4] == [f"{count:,}" for count in matrix]
        assert frame["text"].startswith("11 of 12 faults, 100 runs.")


def test_the_heaps_of_any_repaired_neuron_begin_at_its_own_threshold():
    for g, threshold, shown in ((0.4, 1.6, 1.6), (0.6, 1.0, 1), (0.41, 1.567, 1.55), (0, 0, 1.25)):
        text = views.over_threshold(([*PATTERN], g, threshold) if g else None).text
        assert f"neuron, threshold {shown:g}, 5 % of the bits wrong: hit rate 77.4 %" in text
        assert "false alarm rate 0.73 %" in text  # as the page says, whatever the neuron


def test_the_word_at_the_pile_stands_clear_of_the_threshold_and_on_its_side_where_there_is_room():
    for threshold in np.arange(0.1, 3.15, 0.1):
        for count in range(6):
            inputs = {f"input_{k}": k < count for k in range(5)}
            frame = views.vote_frame(threshold, **inputs)
            _, y = frame["says"]["position"]
            assert abs(y - frame["threshold_said"]["y"]) > 0.34
            assert 0.1 < y < 3.5
            if frame["says"]["text"] == "fires":
                assert y > threshold
            elif threshold > 0.6:
                assert y < threshold


def test_a_network_that_improves_by_chance_loses_neither_the_pattern_nor_what_it_has_gained():
    for lowest in (0.0, -1.0):
        counts = improved_by_chance((1, 0, 0, 1, 1), 1, lowest, 5, 40, 60)
        assert counts.shape == (61, 40)
        assert np.all(np.diff(counts, axis=0) <= 0)
        assert counts.min() >= (4 if lowest == 0 else 1)
    first = [improved_by_chance(PATTERN, 2, lowest, 5, 40, 0) for lowest in (0.0, -1.0)]
    assert np.array_equal(*first)  # both hunts begin with the same networks


@pytest.mark.slow
def test_each_network_is_a_dot_of_its_own_and_those_beyond_the_wall_are_told():
    ceiling = page.names["my_ceiling"]
    for pattern, layers, below_zero in product(views.PATTERNS, range(4), (False, True)):
        for rounds in (0, 150, views.ROUNDS):
            frame = views.random_networks_frame(ceiling, rounds, pattern, layers, below_zero)
            x, y = np.hstack([frame["within"], frame["beyond"]])
            assert len({*zip(x.round(6), y, strict=True)}) == views.NETWORKS
            assert y.max() < views.TALLEST
            wall = frame["forbidden"]["x"]
            assert np.all(frame["within"][0] < wall)
            assert np.all(frame["beyond"][0] > wall)
            beyond = frame["beyond"][0].size
            assert frame["text"].endswith(
                f"{beyond or 'none'} {'is' if not beyond else 'are'} beyond it."
            )
            assert not beyond or below_zero


def test_what_readers_asked_of_rare_patterns_dividing_and_late_votes():
    precision = page.names["my_precision"]
    assert 0.99**300 < 0.05
    assert page.says(f"the precision is {100 * precision(0.001, 0.9, 0.01):.0f} % then")
    rng, inputs = np.random.default_rng(0), thirty_two.INPUTS
    ones = inputs.sum(axis=1)
    for _ in range(200):
        v, g, threshold = inputs @ rng.random(5), rng.random(), rng.uniform(0.1, 4.0)
        divided = v / (1 + g * ones) >= threshold
        assert np.array_equal(divided, v >= threshold + g * threshold * ones)
    assert page.says(f"four votes wait $20 \\ln(4/3.5)$ = {20 * np.log(4 / 3.5):.1f} ms")


def test_between_which_prices_the_pattern_alone_passes():
    passes = [
        g
        for g in np.arange(1, 100) / 100
        if ((thirty_two.INPUTS @ (ONES - g) >= 1.25) == thirty_two.IS_PATTERN).all()
    ]
    assert passes == pytest.approx(np.arange(0.44, 0.585, 0.01))
    assert page.says("So $g$ has to lie between 0.44 and 0.58", "passes up to 0.38")
    assert 2 * (1 - 0.38) < 1.25 < 2 * (1 - 0.37)


def test_what_readers_asked_of_seeds_and_of_voters():
    error = 2 * math.sqrt(2 / 5)
    assert page.says(f"or {error:.1f} %, and 3 % is {3 / error:.1f} of them")
    x = np.linspace(3 / error, 400, 400_000)  # Student's t with 8 degrees of freedom
    height = math.gamma(4.5) / math.sqrt(8 * math.pi) / math.gamma(4)
    tail = height * ((1 + x**2 / 8) ** -4.5).sum() * (x[1] - x[0])
    assert page.says(f"luck alone does as much in {200 * tail:.1f} % of all cases")
    right = [math.comb(10, k) * 0.6**k * 0.4 ** (10 - k) for k in range(11)]
    assert page.says(f"are right together in {100 * (sum(right[6:]) + right[5] / 2):.0f} %")


def test_what_a_miss_must_cost_that_forgiving_pays_and_where_wrong_bits_move_the_border():
    def arrives(flip):
        off = (thirty_two.INPUTS[:, np.newaxis] != thirty_two.INPUTS).sum(axis=2)
        return flip**off * (1 - flip) ** (5 - off)  # from what is shown to what arrives

    its, near = thirty_two.IS_PATTERN, thirty_two.HAMMING[0]
    hits, alarms = (
        np.array([arrives(0.05)[who][:, near <= k].sum(axis=1).mean() for k in (0, 1)])
        for who in (its, ~its)
    )
    for share, low, high in ((0.5, 0.5, 1), (0.05, 14, 15)):
        price = (1 - share) * np.diff(alarms)[0] / (share * np.diff(hits)[0])
        assert low < price < high
    assert page.says("at one half even at equal costs, at 5 % if a miss costs more than 14")

    up, down = page.names["up"], page.names["down"]
    wrong = thirty_two.INPUTS[:, 3] == 1  # "bit 3 is a one"
    for flip, border in ((0.0, 22), (0.1, 27)):
        early = arrives(flip)[:, wrong].sum(axis=1)
        of_its, of_others = early[its][0], early[~its].mean()
        share = (of_others - down / (up + down)) / (of_others - of_its)
        assert round(100 * share) == border
    assert page.says("the sum's border moves from 22 to 27 %")
