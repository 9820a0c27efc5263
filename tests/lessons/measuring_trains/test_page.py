"""What lesson 06 says: every number on its page, computed."""

import math

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import isi_distance, spike_distance
from snn_edu.exercises import check
from snn_edu.lessons.measuring_trains import near, three_pairs, trials, views
from snn_edu.lessons.measuring_trains.trains import heard_twice, two_trains
from snn_edu.spikes import cross_correlogram, gamma, van_rossum, victor_purpura

STEM = "06_measuring_trains"


@pytest.fixture(scope="module")
def page():
    return solved(STEM)


def test_the_chip_sends_three_or_six_or_never_nine_of_the_same_spikes(page):
    plot = page.picture("same_within")
    assert page.says(
        "Only three, if they have to come at the very same time, and six if we forgive"
    )
    for within, same in ((0, 3), (5, 6)):
        plot.set(within=within)
        assert f"{same} of them are the same" in plot.text
    assert "The simulator sends 9 spikes, the chip 8." in plot.text
    plot.reset()


def test_the_worked_examples_of_both_distances(page):
    assert page.says("at q = 0.1 per ms it costs 0.5 to move a spike by 5 ms")
    assert victor_purpura([10.0], [15.0], 0.1) == pytest.approx(0.5)
    assert victor_purpura([10.0], [40.0], 0.1) == pytest.approx(2)
    assert page.says("$D$ is 0.71, however long the tails are")
    for tau in (1.0, 30.0):
        assert van_rossum([100], [], tau) == pytest.approx(0.71, abs=0.005)


def test_the_edits_go_from_1_to_11_and_no_move_is_longer_than_two_over_q(page):
    assert page.says("When moves are free, all that counts is that b has one spike fewer.")
    assert page.says("When no move is worth its price, the distance stays at 11.")
    plot = page.picture("editing")
    for cost in (0.0, 0.05, 0.1, 0.3, 1.0):
        frame = plot.view(cost=cost, jitter=5, seed=2)
        x = np.reshape(frame["moved"][0], (-1, 3))
        assert not cost or (abs(x[:, 1] - x[:, 0]) <= 2 / cost).all()
        edits = len(frame["deleted"][0]) + len(frame["inserted"][0])
        price = edits + cost * np.abs(x[:, 1] - x[:, 0]).sum()
        assert frame["here"] == ([cost], [pytest.approx(price)])
        assert np.interp(cost, *frame["curve"]) == pytest.approx(price)
    assert [frame["low"][1][0], frame["high"][1][0]] == [1, 11]
    assert page.names["edit_limits"](*heard_twice(5.0, 2)) == (1, 11)


def test_both_ends_of_both_distances_for_many_trains(page):
    rng = np.random.default_rng(6)
    for _ in range(50):  # spikes on whole milliseconds, so that some coincide
        a, b = (np.flatnonzero(rng.random(300) < 0.05).astype(float) for _ in range(2))
        counts, unshared = page.names["edit_limits"](a, b)
        assert victor_purpura(a, b, 0.0) == counts
        assert victor_purpura(a, b, 2.0) == unshared
        assert van_rossum(a, b, 0.01) == pytest.approx(math.sqrt(unshared / 2))
        assert van_rossum(a, b, 1e12) == pytest.approx(counts / math.sqrt(2), abs=1e-3)


@pytest.mark.parametrize("tau", [0.3, 15.0, 3000.0])
def test_the_tails_and_the_area_that_are_drawn_are_the_distance(page, tau):
    a, b = heard_twice(5.0, 2)
    frame = page.picture("filtering").view(tau=tau, jitter=5.0, seed=2)
    for name, train in (("f", a), ("g", b)):
        t, drawn = frame[name]
        late = t[:, np.newaxis] - train
        decayed = np.where(late >= 0.0, np.exp(-np.maximum(late, 0.0) / tau), 0.0)
        assert drawn == pytest.approx(decayed.sum(axis=1), abs=1e-9)
    square, edges = frame["square"]
    spans = np.append(np.diff(edges)[:-1], np.inf)  # the last tail goes on beyond the picture
    area = np.sum(square * -np.expm1(-2.0 * spans / tau)) * tau / 2.0
    assert area / tau == pytest.approx(frame["here"][1][0] ** 2, rel=1e-5)
    assert frame["short"][1][0] == pytest.approx(math.sqrt(11 / 2))
    assert frame["long"][1][0] == pytest.approx(math.sqrt(1 / 2))
    assert page.says(
        "each of the 11 spikes without an exact partner counts for itself, and adds a half"
    )


def test_the_best_cost_is_measured_and_falls_for_a_less_precise_neuron(page):
    assert page.says("With a jitter of 4 ms the best q is a little above 0.1 per ms")
    precise, less = (views._told_apart(jitter) for jitter in (4.0, 12.0))
    good = views.COSTS[precise >= precise.max() - 0.5]
    assert 0.08 < good.min() < good.max() < 0.2
    assert np.exp(np.log(good).mean()) == pytest.approx(0.127, abs=0.005)
    assert 2 / np.exp(np.log(good).mean()) == pytest.approx(15, abs=1.5)
    assert views.COSTS[less.argmax()] < good.min()
    assert less.max() < precise.max()
    for ends in (precise[[1, -1]], less[[1, -1]]):
        assert (ends < 45).all()


def test_the_lags_of_the_example_and_what_chance_is(page):
    assert page.says("if a fires at 100 ms and b at 93 ms, the lag is −7 ms")
    found = cross_correlogram([100.0], [93.0], 1, 50)
    assert found.centres[found.counts > 0].tolist() == [-7]
    assert page.says("By chance we expect two of its spikes in 100 ms")
    assert pytest.approx(2) == 20 * 0.1


def test_a_common_source_makes_a_peak_that_moves_with_the_delay_and_keeps_its_area(page):
    plot = page.picture("correlating")
    plot.set(share=20, jitter=2, delay=0)
    assert "highest at a lag of 0 ms" in plot.text
    plot.set(delay=5)
    assert "highest at a lag of 5 ms" in plot.text
    plot.reset()
    for share, jitter in ((0, 2.0), (20, 0.0), (20, 2.0), (20, 10.0), (100, 2.0)):
        frame = plot.view(share=share, delay=5, jitter=jitter, seed=2)
        excess = np.sum(frame["counted"][0] - 20.0) / 1000
        assert excess == pytest.approx(share / 100, abs=0.08)
        assert frame["text"].replace("−", "-").endswith(f"one of a: {excess:z.2f}.")


def test_a_shift_is_right_only_by_whole_swings(page):
    assert page.says("| found, with nothing in common | 0.64 | 1.27 | 0.63 | −0.02 |")
    assert page.says("| found, with 0.20 in common | 0.47 | 1.03 | 0.62 | 0.19 |")
    plot = page.picture("shifting")
    a, b, _ = two_trains(0.0, 0.0, 2.0, True, np.random.default_rng(2))
    here = cross_correlogram(a, b, 1, 50)
    for shift, found in ((50, 0.64), (100, 1.27), (150, 0.63), (200, -0.02)):
        frame = plot.view(shift=shift, share=0, seed=2)
        assert frame["here"][1][0] == pytest.approx(found, abs=0.005)
        later = cross_correlogram(a, np.sort((b.times + shift) % 200_000), 1, 50)
        assert (here.counts - later.counts).sum() / len(a) == pytest.approx(found, abs=0.03)
    for shift, found in ((50, 0.47), (100, 1.03), (150, 0.62), (200, 0.19)):
        both = plot.view(shift=shift, share=20, seed=2)
        assert both["here"][1][0] == pytest.approx(found, abs=0.006)
    steady = here.counts.sum() / len(a) - 20 * 0.101
    assert steady == pytest.approx(0.55, abs=0.01)
    assert page.says("we find more than half a spike on top of chance, though not one is shared")
    assert steady > 0.5
    for train in (a, b):  # 0 to 40 Hz; 400 spikes in 10 s scatter by 20, so by 2 Hz
        found = [np.sum(abs(train.times % 200 - middle) < 5) / 10_000 for middle in (50, 150)]
        assert 1000 * np.array(found) == pytest.approx([40, 0], abs=4)
    assert page.says("half a swing is worse than no control at all")
    assert plot.view(shift=100, share=0, seed=2)["here"][1][0] > 2 * steady
    for shift in range(0, 401, 10):  # right with nothing and with 0.20 in common: whole swings only
        off = [plot.view(shift=shift, share=s, seed=2)["here"][1][0] - s / 100 for s in (0, 20)]
        assert max(map(abs, off)) > 0.07 or min(abs(shift - 200), abs(shift - 400)) <= 10
    assert frame["here"][1][0] < 0.1 < 1.1 < plot.view(shift=300, share=0, seed=2)["here"][1][0]
    assert plot.view(shift=400, share=20, seed=2)["here"][1][0] == pytest.approx(0.2, abs=0.06)


def test_shuffled_trials_find_the_share_whatever_it_is(page):
    shared = page.names["shared"]
    for share in (0.0, 0.2, 0.4):
        a, b = trials(share)
        assert len(a) == len(b) == 200
        assert f"{share} {shared(a, b)}" in page.printed
        assert shared(a, b) == pytest.approx(share, abs=0.05)
        if not share:  # pairs by chance: the square root of their number, in either sum
            pairs = sum(near(x, y) for x, y in zip(a, b, strict=True))
            assert math.sqrt(2 * pairs) / sum(map(len, a)) == pytest.approx(0.04, abs=0.01)
        steady = sum(near(x, y) for x, y in zip(a, b, strict=True)) / sum(map(len, a)) - 2
        assert steady > share + 0.15  # which steady chance does not


def test_the_fano_factor_of_the_example_and_of_the_debt(page):
    counts = np.array([3, 5])
    assert (counts.mean(), counts.var(), counts.var() / counts.mean()) == (4, 1, 1 / 4)
    assert page.says("one off, so the variance is 1. Then F is a quarter")
    train = gamma(40, 1, 600_000, np.random.default_rng(3))
    assert page.names["fano"](train.times, 1000, 600_000) == pytest.approx(1, abs=0.12)


def test_through_a_keyhole_a_clock_looks_like_chance(page):
    assert page.says("It climbs from 0.07 to 0.96")
    plot = page.picture("counting")
    for window, k, said in ((1000, 16, "0.07"), (1, 16, "0.96"), (1, 4, "0.96")):
        plot.set(window=window, k=k)
        assert f"the Fano factor is {said}, by your function" in plot.text
    plot.reset()
    assert "by our function" in views.counts(None).text
    assert "CV 0.25" in plot.view(k=16, window=1)["text"]
    for k in (1, 4, 16):
        fano = plot.view(k=k, window=1000)["measured"][1][-1]
        assert fano == pytest.approx(1 / k, rel=0.2)


def test_16_spikes_of_a_regular_neuron_are_worth_64_by_chance(page):
    assert page.says("64 spikes by chance are off by 8, an eighth")
    assert page.says("so 16 of its spikes are enough for the same error")
    assert math.sqrt(1 / 64) == math.sqrt(0.25 / 16) == 1 / 8
    for k, window in ((1, 1600), (4, 400)):  # 40 Hz: 64 spikes, 16 spikes
        train = gamma(40, k, 6_000_000, np.random.default_rng(4))
        counts = train.binned(window)[:-1, 0]
        assert counts.std() / counts.mean() == pytest.approx(1 / 8, rel=0.04)


def test_the_pairs(page):
    pairs = three_pairs()
    assert page.names["pairs"] == pairs
    a, _ = pairs["B"]
    assert 25 < np.diff(a).mean() < 35  # "some 30 ms apart"
    counts = {name: abs(a.size - b.size) for name, (a, b) in pairs.items()}
    assert counts == {"A": 0, "B": 2, "C": 0}
    for distance in (isi_distance, spike_distance):
        far = {name: distance(*pair, 500) for name, pair in pairs.items()}
        assert min(far, key=far.get) == "B"


@pytest.mark.parametrize("q", [0.03, 0.1, 0.2])
@pytest.mark.parametrize("miss", [0.0, 0.005, 2.0, 5.0])
def test_one_cost_that_finds_the_pair_and_one_that_misses_it_pass(q, miss):
    assert check("measuring_trains.which_pair", ("b", q, miss))
    assert not check("measuring_trains.which_pair", ("A", q, miss))
    assert not check("measuring_trains.which_pair", ("B", q, q))


@pytest.mark.parametrize(
    "answer", ["B", ("B", 0.1), ("D", 0.1, 0), ("B", "0.1", 0), ("B", True, 0), ("B", np.nan, 0)]
)
def test_a_pair_of_another_kind_is_told_what_is_expected(answer):
    said = check("measuring_trains.which_pair", answer).message
    assert "three things" in said or "a pair in quotes" in said or "numbers of 0 or more" in said


def test_windows_as_they_are_often_written_are_named():
    def with_edges(edges):
        def fano(times, window, duration):
            counts = np.histogram(times, edges(window, duration))[0].tolist()
            mean = sum(counts) / len(counts)
            return sum((one - mean) ** 2 for one in counts) / len(counts) / mean

        return check("measuring_trains.fano", fano)

    assert with_edges(lambda window, duration: np.arange(0, duration + window / 2, window))
    assert "the range" in with_edges(lambda window, duration: int(duration / window)).message
    short = with_edges(lambda window, duration: np.arange(0, duration, window))
    assert "Your last window is missing" in short.message


def test_deeper_the_table_and_the_two_norms(page):
    for q in (0.0, 0.1, 1.0):
        assert page.names["edit_distance"](*page.names["pairs"]["B"], q) == pytest.approx(
            victor_purpura(*page.names["pairs"]["B"], q)
        )
    assert page.says("Elephant 1.2.1 itself says 2.958365")
    assert "2/τ: 2.958365" in page.printed
    a, b = (page.names[name] for name in "ab")
    assert page.names["by_pairs"](a, b, 5.0) == pytest.approx(van_rossum(a, b, 5.0))
    lone = van_rossum([100], [], 5.0)
    assert lone * math.sqrt(2) == pytest.approx(1)


def test_deeper_intervals_and_drift(page):
    assert page.says("63 % of the intervals are shorter than the mean")
    t = np.linspace(0.0, 50.0, 50_001)
    shorter = np.trapezoid(views.density(t, 20.0, 1.0, 0.0)[1:], t[1:])
    assert shorter == pytest.approx(0.63, abs=0.005)
    assert math.log(2) * 50 == pytest.approx(35, abs=0.5)  # the median
    share = np.array([10.0, 50.0]) / 60.0  # of the intervals, one minute each
    mean, square = np.sum(share * [100, 20]), np.sum(share * 2 * np.array([100, 20]) ** 2)
    assert math.sqrt(square / mean**2 - 1) > 1.4
    assert "CV 1.5, CV2 1.0, F in 1 s 14" in page.printed
    assert page.printed.count("CV squared") == 5
    for k in (0.5, 1, 2, 4, 8):
        train = gamma(50, k, 600_000, np.random.default_rng(8))
        assert train.cv() ** 2 * k == pytest.approx(1, abs=0.05)
        assert train.fano(1000) * k == pytest.approx(1, abs=0.2)


def test_the_quiz():
    assert math.sqrt(0.3**2 * 100) == pytest.approx(3)
    assert victor_purpura([100, 150], [104, 210], 0.25) == pytest.approx(3)
    assert pytest.approx(math.sqrt(2), abs=0.005) == 2.12 / 1.50
    assert (2 / 0.02, 2 / 0.5) == (100, 4)
