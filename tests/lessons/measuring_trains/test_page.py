"""What lesson 06 says and shows: every number computed, its trains and its closed forms."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesson_pages import solved

from snn_edu import isi_distance, spike_distance
from snn_edu.lessons.measuring_trains import near, questions, three_pairs, trains, trials, views
from snn_edu.lessons.measuring_trains.drawn import filtered, victor_purpura_path
from snn_edu.spikes import cross_correlogram, gamma, van_rossum, victor_purpura

page = solved("06_measuring_trains")


def test_the_chip_sends_three_or_six_of_the_same_spikes():
    assert page.says("sends only three, if they have to come at the same time, and six if we")
    for within, same in ((0, 3), (5, 6)):
        text = page.frame("same_within", within=within)["text"]
        assert f"{same} of them are the same" in text
        assert "The simulator sends 9 spikes, the chip 8." in text


def test_the_worked_examples_and_the_quiz():
    cost = victor_purpura([10.0, 50.0, 90.0], [15.0, 80.0], 0.1)
    assert page.says(
        "At q = 0.1 per ms", f"costs {cost:g} to come from 10, 50 and 90 ms to 15 and 80"
    )
    assert page.asked("one_move").answer == victor_purpura([10.0], [40.0], 0.1)
    for tau in (1.0, 30.0):
        lone = van_rossum([100], [], tau)
        assert page.says(f"$D$ is {lone:.2f}, however long the tails are")
    found = cross_correlogram([100.0], [93.0], 1, 50)
    (lag,) = found.centres[found.counts > 0]
    assert page.says(f"if a fires at 100 ms and b at 93 ms, the lag is −{-lag:g} ms")
    assert page.says("we expect by chance two of its spikes in 100 ms")
    t = np.linspace(0.0, 50.0, 50_001)
    shorter = np.trapezoid(views.density(t, 20.0, 1.0, 0.0)[1:], t[1:])
    assert page.says(f"{100 * shorter:.0f} % of the intervals are shorter than the mean")
    assert page.answer("quiz_fano").endswith(f" {math.sqrt(0.3**2 * 100):.0f}")
    edits = victor_purpura([100, 150], [104, 210], 0.25)
    assert page.answer("quiz_cost").endswith(f" {edits:.0f}")


def test_the_edits_go_from_1_to_11_and_no_move_is_longer_than_two_over_q():
    assert page.says("When no move is worth its price, the distance stays at 11.")
    for cost in (0.0, 0.05, 0.1, 0.3, 1.0):
        frame = page.frame("editing", cost=cost, jitter=5, seed=2)
        x = np.reshape(frame["moved"][0], (-1, 3))
        assert not cost or (abs(x[:, 1] - x[:, 0]) <= 2 / cost).all()
        edits = len(frame["deleted"][0]) + len(frame["inserted"][0])
        price = edits + cost * np.abs(x[:, 1] - x[:, 0]).sum()
        assert frame["here"] == ([cost], [pytest.approx(price)])
        assert np.interp(cost, *frame["curve"]) == pytest.approx(price)
    assert [frame["low"][1][0], frame["high"][1][0]] == [1, 11]
    assert page.names["edit_limits"](*trains.heard_twice(5.0, 2)) == (1, 11)


@pytest.mark.slow
@pytest.mark.parametrize("tau", [0.3, 15.0, 3000.0])
def test_the_tails_and_the_area_that_are_drawn_are_the_distance(tau):
    a, b = trains.heard_twice(5.0, 2)
    frame = page.picture("filtering").view(tau=tau, jitter=5.0, seed=2)
    for name, train in (("f", a), ("g", b)):
        t, drawn = frame[name]
        assert drawn == pytest.approx(filtered(train, tau, t), abs=1e-9)
    square, edges = frame["square"]
    spans = np.append(np.diff(edges)[:-1], np.inf)  # the last tail goes on beyond the picture
    area = np.sum(square * -np.expm1(-2.0 * spans / tau)) * tau / 2.0
    assert area / tau == pytest.approx(frame["here"][1][0] ** 2, rel=1e-5)
    assert frame["short"][1][0] == pytest.approx(math.sqrt(11 / 2))
    assert frame["long"][1][0] == pytest.approx(math.sqrt(1 / 2))
    assert page.says("each of the 11 spikes without an exact partner adds its own half to $D^2$")


def test_the_two_distances_disagree_over_a_burst():
    apart, together, none = [100.0, 160.0, 220.0], [100.0, 100.001, 100.002], []
    assert page.says("Three lost together cost three edits still", "to nine halves")
    assert victor_purpura(apart, none, 0.1) == victor_purpura(together, none, 0.1) == 3
    assert van_rossum(apart, none, 5.0) ** 2 == pytest.approx(3 / 2, rel=1e-3)
    assert van_rossum(together, none, 5.0) ** 2 == pytest.approx(9 / 2, rel=1e-3)


def test_counterparts_differ_by_the_neurons_jitter_and_by_the_stimulus():
    assert page.says(
        "the way between them by $4\\sqrt2$, nearly 6", "its counterpart scatters by 15 ms"
    )
    assert round(math.sqrt(2 * 4**2)) == 6
    assert round(math.sqrt(2 * (4**2 + 10**2))) == 15  # each stimulus is 10 ms (s.d.) from a grid


def test_the_page_opens_on_a_set_whose_hump_is_neither_the_highest_nor_the_lowest():
    assert page.says("With a jitter of 4 ms the hump lies between 0.1 and 0.2 per ms")
    shown = page.picture("telling_apart").values["seed"]
    heights = sorted(views.sorted_right(4.0, seed).max() for seed in range(1, 13))
    assert heights[4] <= views.sorted_right(4.0, shown).max() <= heights[7]
    for jitter in (4.0, 12.0):
        right = views.sorted_right(jitter, shown)
        assert max(right[1], right[-1]) < 45  # either end is near guessing
    text = page.frame("telling_apart", cost=0.1, jitter=4, seed=shown)["text"]
    assert f"{views.sorted_right(4.0, shown)[7]:.0f} % of the answers" in text


def test_a_train_late_as_a_whole_is_nearest_where_it_is_moved_back():
    back, far = page.names["shifted"]()
    assert (back[np.argmin(far)], min(far)) == (-8.0, 1.0)
    assert far[back.tolist().index(0.0)] > 6
    a = np.arange(30.0, 400.0, 50.0)
    far = [victor_purpura(a, a[1:] + 8.0 + shift, 0.1) for shift in back]
    assert page.says("`np.arange(30, 400, 50)`. Which dip is the true one?")
    assert [back[k] for k in np.flatnonzero(np.isclose(far, min(far)))] == [-58.0, -8.0]


def test_what_is_said_of_a_price_between_finding_and_missing_is_one_sentence():
    for answer in (("B", 0.5, 0.0), ("B", 1.0, 0.0), ("B", 0.1, 1.0), ("B", 0.1, 0.5)):
        said = questions._judge_pair(answer, {name: name for name in "ABC"})
        assert said is not None
        assert said.endswith("not clearly: this q neither finds it nor misses it.")
    pairs = three_pairs()
    for q in (1.5, 2.0, 5.0):  # where all are far apart
        near_by = [
            np.sum(np.abs(np.subtract.outer(*two)).min(axis=1) < 2 / q) for two in pairs.values()
        ]
        assert max(near_by) <= 3
        assert "few of these spikes" in questions._judge_pair(
            ("B", q, 0.0), {name: name for name in "ABC"}
        )


def test_a_common_source_makes_a_peak_that_moves_with_the_delay_and_keeps_its_area():
    for delay in (0, 5):
        text = page.frame("correlating", share=20, jitter=2, delay=delay)["text"]
        assert f"highest at a lag of {delay} ms" in text
    for share, jitter in ((0, 2.0), (20, 0.0), (20, 2.0), (20, 10.0), (100, 2.0)):
        frame = page.frame("correlating", share=share, delay=5, jitter=jitter, seed=2)
        excess = np.sum(frame["counted"][0] - 20.0) / 1000
        assert excess == pytest.approx(share / 100, abs=0.08)
        assert frame["text"].replace("−", "-").endswith(f"one of a: {excess:z.2f}.")


def shifted(shift, share):
    return page.frame("shifting", shift=shift, share=share, seed=2)["here"][1][0]


def test_a_shift_is_right_only_by_whole_swings():
    a, b, _ = trains.two_trains(0.0, 0.0, 2.0, True, np.random.default_rng(2))
    here = cross_correlogram(a, b, 1, 50)
    for words, told in (("nothing", "0.65 | 1.3 | 0.65 | 0"), ("0.20", "0.5 | 1.0 | 0.6 | 0.2")):
        assert page.says(f"| found, with {words} in common | {told} |")
    for shift in (50, 100, 150, 200):
        later = cross_correlogram(a, np.sort((b.times + shift) % 200_000), 1, 50)
        found = (here.counts - later.counts).sum() / len(a)
        assert shifted(shift, 0) == pytest.approx(found, abs=0.03)
    steady = here.counts.sum() / len(a) - 20 * 0.101
    assert 0.5 < steady < 0.6
    assert page.says("we find more than half a spike on top of chance, though not one is shared")
    for train in (a, b):  # 0 to 40 Hz; 400 spikes in 10 s scatter by 20, so by 2 Hz
        found = [np.sum(abs(train.times % 200 - middle) < 5) / 10_000 for middle in (50, 150)]
        assert 1000 * np.array(found) == pytest.approx([40, 0], abs=4)
    assert shifted(100, 0) > 2 * steady
    for shift in range(0, 401, 10):  # right with nothing and with 0.20 in common: whole swings only
        off = [shifted(shift, share) - share / 100 for share in (0, 20)]
        assert max(map(abs, off)) > 0.07 or min(abs(shift - 200), abs(shift - 400)) <= 10
    assert shifted(200, 0) < 0.1 < 1.1 < shifted(300, 0)
    assert shifted(400, 20) == pytest.approx(0.2, abs=0.06)


def test_shuffled_trials_find_the_share_whatever_it_is():
    shared = page.names["shared"]
    for share in (0.0, 0.2, 0.4):
        a, b = trials(share)
        assert len(a) == len(b) == 200
        assert f"{share} {shared(a, b)}" in page.printed
        assert shared(a, b) == pytest.approx(share, abs=0.05)
        pairs, spikes = sum(map(near, a, b)), sum(map(len, a))
        if not share:  # pairs by chance: the square root of their number, in either sum
            assert math.sqrt(2 * pairs) / spikes == pytest.approx(0.04, abs=0.01)
        assert pairs / spikes - 2 > share + 0.15  # which steady chance does not


def test_through_a_keyhole_a_clock_looks_like_chance_and_64_spikes_by_chance_are_worth_16():
    assert page.says("so the variance is 1. Then F is a quarter", "F climbs from 0.07 to 0.96")
    for window, k, said in ((1000, 16, "0.07"), (1, 16, "0.96"), (1, 4, "0.96")):
        text = page.frame("counting", window=window, k=k)["text"]
        assert f"the Fano factor is {said}, by your function" in text
        assert "CV 0.25" in text or k == 4
    for k in (1, 4, 16):
        fano = page.frame("counting", k=k, window=1000)["measured"][1][-1]
        assert fano == pytest.approx(1 / k, rel=0.2)
    assert page.says("64 spikes by chance are off by 8, an eighth")
    assert page.says("so 16 of its spikes are enough for the same error")
    for k, window in ((1, 1600), (4, 400)):  # 40 Hz: 64 spikes, 16 spikes
        train = gamma(40, k, 6_000_000, np.random.default_rng(4))
        counts = train.binned(window)[:-1, 0]
        assert counts.std() / counts.mean() == pytest.approx(1 / 8, rel=0.04)


def test_the_pairs_and_what_goes_deeper_of_them():
    pairs = three_pairs()
    a, _ = pairs["B"]
    assert 25 < np.diff(a).mean() < 35  # "some 30 ms apart"
    counts = {name: abs(a.size - b.size) for name, (a, b) in pairs.items()}
    assert counts == {"A": 0, "B": 2, "C": 0}
    least = []
    for distance in (isi_distance, spike_distance):
        far = {name: distance(*pair, 500) for name, pair in pairs.items()}
        assert min(far, key=far.get) == "B"
        least.append([round(one, 2) for one in sorted(far.values())[:2]])
    assert least == [[0.17, 0.33], [0.09, 0.23]]
    assert page.says("it's at 0.17 and 0.09, and the next ones are at 0.33 and 0.23")
    clock = np.arange(50.0, 100_000.0, 100.0)
    assert spike_distance(clock, clock + 20, 100_050) == pytest.approx(0.2, abs=1e-3)
    assert isi_distance(clock, clock + 20, 100_050) == pytest.approx(0, abs=1e-3)
    assert page.says("if it ticks every 100 ms, that's 0.2, a fifth of an interval")
    silent = [d([], [10.0], 100.0) for d in (isi_distance, spike_distance)]
    assert [f"{one:.2f}" for one in silent] == ["0.18", "0.07"]
    assert page.says("from a single spike at 10 of 100 ms only at 0.18 and 0.07")
    assert page.says("Elephant 1.2.1 itself says 2.958365")


@pytest.mark.parametrize("rate", [5.0, 80.0])
@pytest.mark.parametrize("k", [1.0, 2.5, 16.0])
@pytest.mark.parametrize("dead_time", [0.0, 10.0])
def test_the_closed_form_of_the_intervals_has_the_rate_and_the_cv_it_says(rate, k, dead_time):
    edges = dead_time + 60.0 * 1000.0 / rate * np.linspace(0.0, 1.0, 400_001) ** 3
    t, width = (edges[1:] + edges[:-1]) / 2.0, np.diff(edges)
    p = views.density(t, rate, k, dead_time) * width
    mean = np.sum(p * t)
    assert p.sum() == pytest.approx(1.0, abs=1e-6)
    assert mean == pytest.approx(1000.0 / rate, rel=1e-6)
    cv = np.sqrt(np.sum(p * (t - mean) ** 2)) / mean
    assert cv == pytest.approx((1.0 - rate * dead_time / 1000.0) / np.sqrt(k), rel=1e-6)
    frame = views.intervals_frame(rate, k, dead_time)
    (share, bins), (at, _) = frame["isi"], frame["mean"]
    assert 94 < share.sum() * bins[1] < 100 + 1e-9  # the axis is three means long or longer
    assert at == pytest.approx([mean] * 2)


@pytest.mark.parametrize("k", [0.25, 16.0])
@pytest.mark.parametrize("window", [1.0, 30.0, 1000.0])
def test_the_counts_shown_are_those_of_the_strokes_above_them(k, window):
    frame = views.counting(None, window, k, 0.0, 3)
    shown = frame["spikes"][0]
    assert [str(np.sum(np.floor(shown) == one)) for one in range(10)] == frame["numbers"]
    share, (number, by_chance) = frame["count"][0], frame["by_chance"]
    assert share.sum() == pytest.approx(100.0)
    mean = np.sum(np.arange(share.size) * share) / 100.0
    for moment in (number, (number - mean) ** 2):  # mean and variance of a Poisson count are one
        assert np.sum(moment * by_chance) / 100.0 == pytest.approx(mean, rel=0.01)


def test_a_right_function_that_asks_every_window_of_every_spike_does_not_hold_up_the_picture(
    monkeypatch,
):
    """14 thousand million comparisons at windows of 1 ms."""

    def fano(times, window, duration):
        count = round(duration / window)
        counts = [sum(k * window <= s < (k + 1) * window for s in times) for k in range(count)]
        mean = sum(counts) / count
        return sum((c - mean) ** 2 for c in counts) / count / mean

    monkeypatch.setattr(views, "QUICK", 0.1)
    ours, theirs = (views.counting(one, 1.0, 4.0, 0.0, 3) for one in (None, fano))
    assert "by our function, as yours takes too long here." in theirs["text"]
    assert theirs["here"] == ours["here"]


@pytest.mark.parametrize("seed", range(1, 21))  # what the slider reaches
def test_the_chip_loses_two_spikes_adds_one_and_keeps_a_third_in_place(seed):
    a, b = trains.heard_twice(5.0, seed)
    assert a.size - b.size == 1
    assert (np.diff(b) >= 0.0).all()
    exact = a[[i for i in range(0, a.size, 3) if i not in (1, a.size - 2)]]
    assert np.array_equal(np.intersect1d(a, b), exact)
    assert a.size + b.size - 2 * exact.size < 21  # within the axes


def test_distances_of_all_pairs_at_once_are_those_of_each_and_tell_answers_apart():
    sent, costs = trains.answers(4.0, 1), np.array([0.0, 0.02, 0.2, 3.0])
    far = trains.distances(sent, costs)
    for k, i, j in ((0, 0, 7), (1, 3, 20), (2, 11, 12), (2, 5, 5), (3, 23, 2)):
        assert far[k, i, j] == pytest.approx(victor_purpura(sent[i], sent[j], costs[k]))
    far = np.ones((2, 24, 24))
    far[0] -= np.kron(np.eye(4), np.ones((6, 6)))
    assert trains.right_share(far) == pytest.approx([1.0, 0.25])


@pytest.mark.parametrize(("share", "delay", "jitter"), [(0.0, 0.0, 0.0), (0.4, -20.0, 10.0)])
def test_the_blue_line_of_the_correlogram_is_what_many_trains_average_to(share, delay, jitter):
    rates = []
    for seed in range(30):
        a, b, _ = trains.two_trains(share, delay, jitter, False, np.random.default_rng(seed))
        found = cross_correlogram(a, b, 1.0, 50.0)
        rates.append(found.counts / (20.0 * trains.LISTENED / 1000.0) * 1000.0)
    expected = views.expected_correlogram(found.centres, share, delay, jitter)
    error = np.std(rates, axis=0) / np.sqrt(30)
    assert np.abs((np.mean(rates, axis=0) - expected) / error).max() < 4.5  # of 101 bins


def test_the_spikes_stay_where_they_are_while_the_delay_moves():
    here, later = (views.correlating(20.0, delay, 2.0, 1) for delay in (0.0, 5.0))
    assert np.array_equal(here["a"][0], later["a"][0])
    both = np.isfinite(here["shared"][0])
    moved = (later["shared"][0] - here["shared"][0])[both].reshape(-1, 2)
    assert moved == pytest.approx(np.tile([0.0, 5.0], (len(moved), 1)))


def test_the_three_pairs_are_drawn_without_a_hint():
    drawn = [line.get_xdata() for line in views.pairs().axes[0].lines]
    told = [times for pair in views.three_pairs().values() for times in pair]
    assert all(np.array_equal(x, y) for x, y in zip(drawn, told, strict=True))


TIMES = st.lists(st.floats(0, 1000).map(lambda t: round(t, 2)), max_size=25)


@pytest.mark.filterwarnings("ignore:.* spikes of one neuron in")  # drawn, so any moments at all
@given(TIMES, TIMES, st.sampled_from([0.0, 0.01, 0.5]))
@settings(max_examples=60)
def test_the_edit_path_uses_every_spike_once_and_costs_the_distance(a, b, cost):
    path = victor_purpura_path(a, b, cost)
    assert len(victor_purpura_path([0.0], [20.0], 0.1).moved) == 1  # either way it costs 2
    assert sorted([*path.moved[:, 0], *path.deleted]) == sorted(a)
    assert sorted([*path.moved[:, 1], *path.inserted]) == sorted(b)
    assert (np.diff(path.moved, axis=0) >= 0).all()  # moves never cross
    assert path.distance == pytest.approx(victor_purpura(a, b, cost))


def test_a_filtered_train_is_the_sum_of_its_tails():
    train = np.sort(np.random.default_rng(3).uniform(0, 2000, 120))
    t = np.array([[0.0, 3.3], [train[7], 1999.0]])
    since = t[..., None] - train
    tails = np.where(since >= 0, np.exp(-np.maximum(since, 0) / 30.0), 0).sum(axis=-1)
    np.testing.assert_allclose(filtered(train, 30.0, t), tails, rtol=1e-12)
    assert not filtered([], 30.0, t).any()
    assert filtered([1.0], 1e-9, [1.0, 2.0]).tolist() == [1.0, 0.0]


def test_a_spike_against_a_later_one():
    assert page.says("Against another spike, 5 ms later, $D^2$ is $1 - e^{-5/\\tau}$, or 0.39")
    later = van_rossum([100.0], [105.0], 10.0) ** 2
    assert later == pytest.approx(1 - math.exp(-5 / 10)) == pytest.approx(0.39, abs=0.005)


def test_who_fired_is_lost_when_trains_are_merged():
    assert page.says("merged trains lose who fired", "0 merges, 2 separates")
    one, other = ([10.0], [20.0]), ([20.0], [10.0])
    assert victor_purpura(sorted(one[0] + one[1]), sorted(other[0] + other[1]), 0.1) == 0
    assert sum(victor_purpura(a, b, 0.1) for a, b in zip(one, other, strict=True)) == 2


TIMES = st.lists(st.floats(0, 100), max_size=6, unique=True).map(sorted)


@given(TIMES, TIMES, TIMES, st.floats(0.01, 1.0))
@settings(max_examples=50)
def test_both_distances_are_metrics_and_edits_lie_below_both_counts(a, b, c, q):
    assert page.says("no detour by a third train is shorter", "which leaves them between 0 and 1")
    for far in (lambda x, y: victor_purpura(x, y, q), lambda x, y: van_rossum(x, y, 1 / q)):
        assert far(a, c) <= far(a, b) + far(b, c) + 1e-6
        assert far(a, b) == pytest.approx(far(b, a), abs=1e-6)
    assert victor_purpura(a, b, q) <= len(a) + len(b)


def test_a_clock_that_is_late_is_at_an_isi_distance_of_0_and_spike_distance_has_a_detour():
    clock = np.arange(25.0, 500.0, 50.0)
    assert isi_distance(clock, clock + 20.0, 500) == pytest.approx(0.0, abs=1e-12)
    here, there, by_way_of = [30.0, 40.0], [80.0], [30.0, 80.0]
    straight = spike_distance(here, there, 100)
    detour = spike_distance(here, by_way_of, 100) + spike_distance(by_way_of, there, 100)
    assert page.says("a clock and the same clock 20 ms late are at 0")
    assert page.says("if spikes are few the SPIKE-distance has shorter detours")
    assert detour < 0.6 * straight


def test_the_best_of_all_deals_of_six_answers_comes_in_one_of_ten():
    given = [
        clock + each for clock in (np.array([50.0, 150.0]), np.array([100.0])) for each in range(3)
    ]
    far = trains.distances(given, np.array([0.1]))[0]

    def apart(some):
        label = np.isin(range(6), some)
        same = np.equal.outer(label, label)
        return far[~same].mean() - far[same & ~np.eye(6, dtype=bool)].mean()

    dealt = [apart(some) for some in itertools.combinations(range(6), 3)]
    assert np.mean(np.isclose(dealt, max(dealt))) == 1 / 10
    assert max(dealt) == apart((0, 1, 2))
    assert page.says("in only ten ways, so at least one deal in ten does as well")


def test_rate_alone_keeps_five_spikes_45_from_fifty():
    rng = np.random.default_rng(9)
    five, fifty = (np.sort(rng.uniform(0, 1000, n)) for n in (5, 50))
    far = [victor_purpura(five, fifty, q) for q in (0.0, 0.1, 100.0)]
    assert (far[0], far[-1]) == (45.0, pytest.approx(55.0))
    assert page.says("they lie between 45 and 55")


@pytest.mark.filterwarnings("ignore:.* spikes of one neuron in")
def test_in_seconds_every_move_is_nearly_free():
    a, b = trains.heard_twice(5.0, 2)
    assert [round(victor_purpura(a / u, b / u, 0.1), 1) for u in (1, 1000)] == [5.1, 1.0]
    assert victor_purpura(a[1:] / 1000, b / 1000, 0.1) < 0.05  # equal counts
    assert page.says("our chip is 1.0 from the simulator rather than 5.1")


def test_how_tails_pull_a_spike_that_is_off():
    tau, h = 10.0, 1e-4

    def pull(far, d):
        return (far(100.0 + d + h) - far(100.0 + d - h)) / (2 * h)

    for d in (1.0, 5.0, 50.0):
        of_tails = pull(lambda at: van_rossum([100.0], [at], tau) ** 2, d)
        assert of_tails == pytest.approx(math.exp(-d / tau) / tau, rel=1e-3)
    assert page.says("is pulled by $e^{-d/\\tau}/\\tau$")


def test_time_warping_matches_one_spike_with_several():
    a, b = [10.0], [10.0, 10.5, 11.0]
    warped = sum(min(abs(x - y) for x in a) for y in b)  # of one spike with all three
    assert (warped, victor_purpura(a, b, 1.0)) == (1.5, 2.0)
    assert page.says("it has only 0.5 and 1 ms to go, where we pay 2")


def test_a_kernel_of_028_widths_is_as_noisy_as_the_bin_and_a_wide_one_flattens_the_swing():
    t = np.arange(-300.0, 300.0, 0.01) + 0.005
    bin_, narrow, wide = (
        one / one.sum()
        for one in (1.0 * (abs(t) < 15), *(np.exp(-((t / s) ** 2) / 2) for s in (0.28 * 30, 30)))
    )
    assert np.sum(narrow**2) == pytest.approx(np.sum(bin_**2), rel=0.01)
    left = np.sum(wide * np.cos(2 * np.pi * trains.SWING * t / 1000))
    assert page.says("with a standard deviation of 0.28 widths", f"our swing {100 * left:.0f} % of")
    assert pytest.approx(20) == 15 / (25 * 0.03)
    assert round(math.sqrt(15) / (25 * 0.03)) == 5


def test_the_price_that_proves_itself_is_the_best_of_the_page():
    best = views.COSTS[
        views.sorted_right(4.0, page.picture("telling_apart").values["seed"]).argmax()
    ]
    assert page.says(f"The best here, {best:.3f} per ms, does")
