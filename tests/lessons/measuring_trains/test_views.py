"""What lesson 06 says in its prose, and what its pictures promise."""

import numpy as np
import pytest

from snn_edu import isi_distance, spike_distance
from snn_edu.exercises import check
from snn_edu.lessons.measuring_trains import views as lesson
from snn_edu.lessons.measuring_trains.views import (
    LISTENED,
    correlating,
    counts,
    density,
    editing,
    expected_correlogram,
    filtering,
    heard_twice,
    longest,
    two_trains,
)
from snn_edu.spikes.correlograms import cross_correlogram
from snn_edu.spikes.distances import victor_purpura, victor_purpura_path
from snn_edu.spikes.stimuli import gamma
from snn_edu.spikes.train import Spikes

SEEDS = range(1, 21)  # what the sliders reach


def moments(rate, k, dead_time):
    """Area, mean (ms) and CV of the closed form, by the midpoint rule on a fine cubic grid."""
    edges = dead_time + 60.0 * 1000.0 / rate * np.linspace(0.0, 1.0, 400_001) ** 3
    t, width = (edges[1:] + edges[:-1]) / 2.0, np.diff(edges)
    p = density(t, rate, k, dead_time) * width
    mean = np.sum(p * t)
    return p.sum(), mean, np.sqrt(np.sum(p * (t - mean) ** 2)) / mean


@pytest.mark.parametrize("rate", [5.0, 20.0, 80.0])
@pytest.mark.parametrize("k", [1.0, 2.5, 16.0])
@pytest.mark.parametrize("dead_time", [0.0, 10.0])
def test_the_closed_form_of_the_intervals_has_the_rate_and_the_cv_it_says(rate, k, dead_time):
    area, mean, cv = moments(rate, k, dead_time)
    assert area == pytest.approx(1.0, abs=1e-6)
    assert mean == pytest.approx(1000.0 / rate, rel=1e-6)
    assert cv == pytest.approx((1.0 - rate * dead_time / 1000.0) / np.sqrt(k), rel=1e-6)


def test_bursty_intervals_have_a_cv_of_two():
    area, mean, cv = moments(20.0, 0.25, 0.0)  # the density is infinite at 0: less exact
    assert (area, mean, cv) == pytest.approx((1.0, 50.0, 2.0), rel=5e-3)


def test_63_percent_of_the_intervals_of_a_poisson_train_are_shorter_than_their_mean():
    t = np.linspace(0.0, 50.0, 50_001)
    assert np.trapezoid(density(t, 20.0, 1.0, 0.0)[1:], t[1:]) == pytest.approx(
        1 - np.exp(-1), abs=1e-4
    )


@pytest.mark.parametrize("rate", [5.0, 12.5, 20.0, 40.0, 80.0])
def test_the_histogram_of_intervals_reaches_three_means_or_more(rate):
    assert longest(rate) >= 3000.0 / rate


@pytest.mark.parametrize(("k", "dead_time"), [(1.0, 5.0), (4.0, 0.0), (4.0, 5.0)])
def test_a_gamma_train_with_dead_time_keeps_rate_pause_and_cv(k, dead_time):
    train = gamma(50.0, k, 2_000_000.0, np.random.default_rng(1), dead_time=dead_time)
    assert train.rate() == pytest.approx(50.0, rel=0.01)
    assert train.isi().min() > dead_time
    assert train.cv() == pytest.approx((1.0 - 0.05 * dead_time) / np.sqrt(k), rel=0.015)


def test_dividing_by_n_or_by_one_less_makes_seven_percent_with_eight_intervals():
    train = gamma(50.0, 2.0, 1000.0, np.random.default_rng(2)).times[:9]
    isi = np.diff(train)
    assert isi.size == 8
    assert isi.std(ddof=1) / isi.mean() / Spikes(train).cv() == pytest.approx(1.07, abs=0.001)


def test_a_jump_from_10_to_50_hz_makes_a_poisson_neuron_look_bursty():
    share = np.array([10.0, 50.0]) / 60.0  # of the intervals, one minute each
    mean, square = np.sum(share * [100.0, 20.0]), np.sum(share * 2.0 * np.array([100.0, 20.0]) ** 2)
    assert np.sqrt(square / mean**2 - 1.0) == pytest.approx(1.6, abs=0.02)


def fano_shown(k, window, seed=1):
    return counts(k, 0.0, window, seed)["here"][1][0]


def test_a_near_clock_looks_like_chance_through_a_window_of_1_ms():
    assert fano_shown(16.0, 1.0) == pytest.approx(1.0 - 0.04, abs=0.005)  # 1 - p, exactly
    assert fano_shown(16.0, 1000.0) == pytest.approx(0.07, abs=0.01)
    assert fano_shown(0.25, 1000.0) == pytest.approx(3.8, abs=0.1)


@pytest.mark.parametrize("k", [0.25, 1.0, 16.0])
@pytest.mark.parametrize("window", [1.0, 30.0, 1000.0])
def test_the_counts_shown_are_those_of_the_strokes_above_them(k, window):
    frame = counts(k, 0.0, window, 3)
    shown = frame["spikes"][0]
    assert [str(np.sum(np.floor(shown) == one)) for one in range(10)] == frame["numbers"]
    share, by_chance = frame["count"][0], frame["by_chance"][1]
    assert share.sum() == pytest.approx(100.0)
    assert by_chance.sum() == pytest.approx(100.0, abs=0.1)
    assert max(share.max(), by_chance.max()) < frame["below"]["ylim"][1]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("jitter", [0.0, 5.0, 20.0])
def test_the_second_answer_has_two_spikes_lost_one_added_and_a_third_in_place(seed, jitter):
    a, b = heard_twice(jitter, seed)
    assert a.size - b.size == 1
    assert (np.diff(b) >= 0.0).all()
    assert b.min() >= 0.0
    assert b.max() <= 250.0
    lost = {1, a.size - 2}
    exact = a[[i for i in range(a.size) if i not in lost and (jitter == 0.0 or i % 3 == 0)]]
    assert np.isin(exact, b).all()
    assert np.intersect1d(a, b).size == exact.size
    high = editing(0.0, jitter, seed)["high"][1][0]
    assert high == a.size + b.size - 2 * exact.size < 21.0  # within the axes
    assert filtering(0.3, jitter, seed)["short"][1][0] == pytest.approx(np.sqrt(high / 2.0))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_caption_of_the_edits_names_both_ends(seed):
    a, b = heard_twice(5.0, seed)
    frame = editing(0.1, 5.0, seed)
    ends = [victor_purpura_path(a, b, cost).distance for cost in (0.0, 1e9)]
    low, high = frame["low"][1][0], frame["high"][1][0]
    assert [low, high] == ends
    assert f"If moves were free: {low:.0f}; without moves: {high:.0f}." in frame["text"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("cost", [0.05, 0.1, 0.3, 1.0])
def test_no_move_is_longer_than_two_over_the_cost(seed, cost):
    path = victor_purpura_path(*heard_twice(10.0, seed), cost)
    assert (np.abs(np.diff(path.moved, axis=1)) <= 2.0 / cost + 1e-9).all()


@pytest.mark.parametrize("tau", [0.3, 15.0, 3000.0])
def test_the_area_drawn_is_the_distance_squared_times_tau(tau):
    frame = filtering(tau, 5.0, 2)
    square, edges = frame["square"]
    assert square == pytest.approx((frame["f"][1] - frame["g"][1])[:-1] ** 2)
    spans = np.append(np.diff(edges)[:-1], np.inf)  # the last tail goes on beyond the picture
    area = np.sum(square * -np.expm1(-2.0 * spans / tau)) * tau / 2.0  # (f - g)^2 decays in each
    (distance,) = frame["here"][1]
    assert area / tau == pytest.approx(distance**2, rel=1e-5)


@pytest.mark.parametrize(
    ("share", "delay", "jitter", "swing"),
    [
        (0.0, 0.0, 0.0, False),
        (0.2, 5.0, 2.0, False),
        (0.0, 0.0, 2.0, True),
        (0.4, -20.0, 10.0, True),
    ],
)
def test_the_blue_line_of_the_correlogram_is_what_many_trains_average_to(
    share, delay, jitter, swing
):
    rates = []
    for seed in range(30):
        a, b, _ = two_trains(share, delay, jitter, swing, np.random.default_rng(seed))
        found = cross_correlogram(a, b, 1.0, 50.0)
        rates.append(found.counts / (20.0 * LISTENED / 1000.0) * 1000.0)
    expected = expected_correlogram(found.centres, share, delay, jitter, swing)
    error = np.std(rates, axis=0) / np.sqrt(30)
    assert np.abs((np.mean(rates, axis=0) - expected) / error).max() < 4.5  # of 101 bins


def test_a_jitter_of_0_puts_every_shared_spike_into_one_bin():
    frame = correlating(100.0, -20.0, 0.0, False, 1)
    assert "highest at a lag of -20 ms" in frame["text"]
    assert frame["counted"][0][30] == pytest.approx(1000.0 + 20.0, abs=20.0)


@pytest.mark.parametrize("swing", [False, True])
def test_the_spikes_stay_where_they_are_while_the_delay_moves(swing):
    here, later = (correlating(20.0, delay, 2.0, swing, 1) for delay in (0.0, 5.0))
    assert np.array_equal(here["a"][0], later["a"][0])
    both = np.isfinite(here["shared"][0])
    moved = (later["shared"][0] - here["shared"][0])[both].reshape(-1, 2)
    assert moved == pytest.approx(np.tile([0.0, 5.0], (len(moved), 1)))


@pytest.mark.parametrize(("k", "dead_time"), [(1.0, 0.0), (4.0, 10.0), (0.25, 5.0)])
def test_the_curves_beside_the_counts_are_the_closed_forms(k, dead_time):
    frame = counts(k, dead_time, 100.0, 1)
    cv = (1.0 - 0.04 * dead_time) / np.sqrt(k)
    assert frame["limit"][1] == pytest.approx([cv**2, cv**2])
    windows, fano = frame["measured"]
    assert frame["here"][1][0] == pytest.approx(fano[int(np.abs(windows - 100.0).argmin())])
    assert fano[-1] == pytest.approx(
        cv**2, rel=0.25
    )  # 600 windows of 1 s, and still a little to go
    number, by_chance = frame["by_chance"]
    share, _ = frame["count"]
    mean = np.sum(np.arange(share.size) * share) / 100.0
    for moment in (number, (number - mean) ** 2):  # mean and variance of a Poisson count are one
        assert np.sum(moment * by_chance) / 100.0 == pytest.approx(mean, rel=0.01)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("cost", [0.0, 0.1, 1.0])
def test_the_edits_drawn_lead_from_one_train_to_the_other_at_the_price_said(seed, cost):
    a, b = heard_twice(5.0, seed)
    frame = editing(cost, 5.0, seed)
    x, y = np.reshape(frame["moved"], (2, -1, 3))
    assert (y[:, 0] > y[:, 1]).all()  # a is drawn above b
    assert np.array_equal(np.sort(np.append(frame["deleted"][0], x[:, 0])), a)
    assert np.array_equal(np.sort(np.append(frame["inserted"][0], x[:, 1])), b)
    edits = len(frame["deleted"][0]) + len(frame["inserted"][0])
    price = edits + cost * np.abs(x[:, 1] - x[:, 0]).sum()
    assert frame["here"] == ([cost], [pytest.approx(price)])
    costs, distances = frame["curve"]
    assert np.interp(cost, costs, distances) == pytest.approx(price)


@pytest.mark.parametrize("tau", [0.3, 15.0, 3000.0])
def test_the_tails_drawn_are_those_of_both_trains_and_the_curve_goes_through_the_mark(tau):
    a, b = heard_twice(5.0, 2)
    frame = filtering(tau, 5.0, 2)
    for name, train in (("f", a), ("g", b)):
        t, drawn = frame[name]
        late = t[:, np.newaxis] - train
        tails = np.where(late >= 0.0, np.exp(-np.maximum(late, 0.0) / tau), 0.0)
        assert drawn == pytest.approx(tails.sum(axis=1), abs=1e-9)
    taus, distances = frame["curve"]
    assert frame["here"][1][0] == pytest.approx(
        np.interp(np.log(tau), np.log(taus), distances), abs=2e-3
    )
    assert frame["long"][1][0] == pytest.approx(abs(a.size - b.size) * np.sqrt(0.5))


@pytest.mark.parametrize("share", [0.0, 20.0, 100.0])
def test_the_spikes_joined_are_shared_by_both_trains_and_the_excess_said_is_their_share(share):
    frame = correlating(share, 5.0, 2.0, False, 2)
    x, y = np.reshape(frame["shared"], (2, -1, 3))
    assert (y[:, 0] > y[:, 1]).all()  # a is drawn above b
    assert np.isin(x[:, 0], frame["a"][0]).all()
    assert np.isin(x[x[:, 1] < 1000.0, 1], frame["b"][0]).all()
    assert len(x) == len(frame["a"][0]) * share / 100.0 if share != 20.0 else len(x) > 0
    rate, edges = frame["counted"]
    assert edges == pytest.approx(np.arange(-50.5, 51.0))
    excess = float(frame["text"].rstrip(".").split()[-1])
    assert excess == pytest.approx(share / 100.0, abs=0.08)  # b's own rate is by chance, too
    assert excess == pytest.approx(np.sum(rate - 20.0) / 1000.0, abs=0.005)


def test_only_the_pair_of_one_stimulus_is_near_at_a_cost_that_forgives_jitter():
    pairs = lesson.three_pairs()
    for cost in (0.03, 0.1, 0.2):
        far = {name: victor_purpura(*pair, cost) for name, pair in pairs.items()}
        assert far["B"] < 0.7 * min(far["A"], far["C"])
    counts = {name: abs(a.size - b.size) for name, (a, b) in pairs.items()}
    assert counts == {"A": 0, "B": 2, "C": 0}
    assert victor_purpura(*pairs["B"], 5.0) > 0.7 * victor_purpura(*pairs["A"], 5.0)
    far = {name: victor_purpura(*pair, 0.1) for name, pair in pairs.items()}
    assert far["B"] < 0.5 * min(far["A"], far["C"])  # "less than half"
    a, _ = pairs["B"]
    assert 25 < np.diff(a).mean() < 35  # "some 30 ms apart"


def test_the_distances_without_a_scale_find_the_same_pair():
    for distance in (isi_distance, spike_distance):
        far = {name: distance(*pair, 500) for name, pair in lesson.three_pairs().items()}
        assert min(far, key=far.get) == "B"


def test_the_three_pairs_are_drawn_without_a_hint():
    house = lesson.draw_pairs()
    drawn = [line.get_xdata() for line in house.axes[0].lines]
    told = [times for pair in lesson.three_pairs().values() for times in pair]
    assert all(np.array_equal(x, y) for x, y in zip(drawn, told, strict=True))


def test_a_swing_alone_makes_half_a_spike_above_chance():
    text = lesson.correlating(0, 0, 2, True, 2)["text"]
    assert text.endswith("above chance around one of a: 0.55.")
    lags = np.arange(-50.0, 51.0)
    swing = lesson.expected_correlogram(lags, 0.0, 0.0, 2.0, True)
    assert np.sum(swing - lesson.RATE) / 1000 == pytest.approx(0.64, abs=0.01)


def test_bursts_put_two_spikes_into_one_ms():
    assert fano_shown(0.25, 1.0) == pytest.approx(1.7, abs=0.06)


def test_dividing_by_n_or_by_one_less_makes_fourteen_percent_of_a_fano_factor():
    counts = np.array([1, 4, 2, 2, 5, 0, 3, 1])
    assert counts.var(ddof=1) / counts.var() == pytest.approx(8 / 7)


@pytest.mark.parametrize("answer", ["B", ("D", 0.1), ("B", "0.1"), ("B", True), ("B", np.nan)])
def test_a_pair_of_another_kind_is_told_what_is_expected(answer):
    said = check("measuring_trains.which_pair", answer).message
    assert "two things" in said or "a pair in quotes" in said or "a number of 0 or more" in said
