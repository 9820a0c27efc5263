"""Measures of a spike train against elephant's numbers, renewal theory, and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused
from reference import case, cases

from snn_edu.spikes import Spikes, gamma, isi_distance, poisson, stable_order


@pytest.mark.parametrize("one", cases("metrics", "train-"), ids=lambda one: one["id"])
def test_every_measure_equals_elephants(one):
    spikes = Spikes(one["params"]["times_ms"], duration=one["params"]["t_stop_ms"])
    expected = one["expected"]
    assert len(spikes) == expected["n"]
    assert spikes.rate() == pytest.approx(expected["rate_Hz"], rel=1e-9)
    measures = spikes.cv(), spikes.cv2(), spikes.lv(), spikes.fano(100.0)
    for name, measured in zip(("cv_isi", "cv2", "lv", "fano_100ms"), measures, strict=True):
        if expected.get(name) is not None:
            # elephant's regular train has a CV of rounding noise; ours may have another
            assert measured == pytest.approx(expected[name], rel=1e-9, abs=1e-12)
    if "counts_100ms" in expected:
        assert spikes.binned(100.0)[:, 0].tolist() == expected["counts_100ms"]
        assert spikes.isi().mean() == pytest.approx(expected["mean_isi_ms"], rel=1e-9)
    else:
        assert np.isnan([spikes.cv(), spikes.cv2(), spikes.lv()]).all()


def test_a_gamma_process_is_as_regular_as_its_shape_says():
    one = case("metrics", "metric-gamma-2")
    spikes = gamma(20.0, one["params"]["shape"], 600_000.0, np.random.default_rng(2))
    assert spikes.cv() == pytest.approx(one["expected"]["cv"], abs=0.05)
    assert spikes.lv() == pytest.approx(one["expected"]["lv"], abs=0.05)
    assert spikes.fano(1000.0) == pytest.approx(one["expected"]["fano"], abs=0.05)


def test_a_dead_time_makes_poisson_trains_more_regular():
    one = case("metrics", "metric-deadtime-given")
    params, expected = one["params"], one["expected"]
    spikes = poisson(
        params["rate_Hz"], 400_000.0, np.random.default_rng(3), dead_time=params["dead_ms"]
    )
    assert spikes.rate() == pytest.approx(params["rate_Hz"], rel=0.02)
    assert spikes.cv() == pytest.approx(expected["cv"], abs=0.03)
    assert spikes.fano(500.0) == pytest.approx(expected["fano"], abs=0.05)
    assert spikes.isi().min() >= params["dead_ms"]
    hazard = 1000.0 / (spikes.isi() - params["dead_ms"]).mean()
    assert hazard == pytest.approx(expected["hazard_Hz"], rel=0.02)


def test_rates_and_intervals_of_a_population_are_each_neurons_own():
    spikes = Spikes([5, 1, 2, 9], ids=[1, 0, 1, 1], size=3, duration=10)
    assert spikes.times.tolist() == [1, 2, 5, 9]
    assert spikes.ids.tolist() == [0, 1, 1, 1]
    assert spikes.rates().tolist() == [100.0, 300.0, 0.0]
    assert spikes.rate() == pytest.approx(400.0 / 3)
    assert spikes.isi().tolist() == [3.0, 4.0]
    assert [train.tolist() for train in spikes.trains()] == [[1.0], [2.0, 5.0, 9.0], []]
    assert [len(spikes.of(neuron)) for neuron in range(3)] == [1, 3, 0]
    assert spikes.cv() == spikes.of(1).cv() == 0.5 / 3.5
    assert spikes.binned(5.0).tolist() == [[1, 1, 0], [0, 2, 0]]


def test_equal_is_equal_in_every_spike():
    a = Spikes([1, 2], [0, 1], 2, 10)
    assert a == Spikes([2, 1], [1, 0], 2, 10)
    for other in (([1, 2], [1, 0], 2, 10), ([1, 2], [0, 1], 3, 10), ([1, 2], [0, 1], 2, 11)):
        assert a != Spikes(*other)
    assert a != "spikes"


@given(
    times=st.lists(st.floats(0.0, 1000.0), max_size=60),
    size=st.integers(1, 4),
    dt=st.sampled_from([0.1, 0.3, 1.0, 7.0, 1000.0]),
    data=st.data(),
)
def test_no_spike_is_lost_in_any_view(times, size, dt, data):
    ids = data.draw(st.lists(st.integers(0, size - 1), min_size=len(times), max_size=len(times)))
    spikes = Spikes(times, ids, size, 1000.0)
    assert sum(train.size for train in spikes.trains()) == len(times)
    assert spikes.binned(dt).sum() == len(times)
    assert spikes.isi().size == len(times) - len(set(ids))
    assert spikes.rates().mean() == pytest.approx(spikes.rate())
    assert sorted(times) == spikes.times.tolist()


def test_a_spike_on_a_border_belongs_to_the_bin_it_opens():
    grid = 0.1 * np.arange(10)  # 3 * 0.1 is a little more than 0.3, 0.3 / 0.1 a little less than 3
    assert Spikes(grid, size=1, duration=1.0).binned(0.1)[:, 0].tolist() == [1] * 10
    assert Spikes([], duration=3 * 0.1).binned(0.1).shape == (3, 1)
    for k in (3, 6, 7, 12):  # one spike in the last of k windows gives a Fano factor of 1 - 1 / k
        train = Spikes([k / 10 - 0.05], duration=k / 10)
        assert train.fano(0.1) == pytest.approx(1.0 - 1.0 / k)
    assert Spikes([0.3, 1.0], duration=1.0).binned(0.1)[:, 0].tolist() == [0] * 3 + [1] + [
        0
    ] * 5 + [1]


def test_times_cannot_be_changed_behind_a_trains_back_and_silence_has_no_regularity():
    silent = Spikes([], duration=100)
    assert np.isnan([silent.cv(), silent.cv2(), silent.lv(), silent.fano(10)]).all()
    assert np.isnan(Spikes([3.0, 3.0], duration=10).cv())  # one interval, of length 0
    assert repr(silent) == "<Spikes: 0 from 1 neuron in 100 ms>"
    assert Spikes([0.0], duration=0.0).duration == 0.0
    assert repr(Spikes([1], size=2)) == "<Spikes: 1 from 2 neurons>"
    mine = np.array([1.0, 2.0])
    spikes = Spikes(mine)
    mine[0] = 50.0
    assert spikes.times.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        spikes.times[0] = 3.0


test_spikes_that_cannot_be_are_refused = refused(
    (([-1.5],), "first spike is at -1.5 ms, before start = 0 ms.*say start=-2"),
    (([1.0, np.inf],), r"times\[1\] = inf ms"),
    (([[1.0], [2.0]],), r"shape \(2, 1\)"),
    (([1500.0], None, 1, 1.5), "1500 ms, after the duration of 1.5 ms.*same unit"),
    (([1.0], [0, 1]), r"ids has shape \(2,\)"),
    (([1.0], [3], 3), r"ids\[0\] = 3: allowed is 0 to 2"),
    (([1.0], [-1], 3), r"ids\[0\] = -1: allowed"),
    (([1.0], [0.0]), TypeError, "ids: expected whole numbers"),
    (([1.0], None, 2.0), TypeError, "size = 2.0"),
    ((["a"],), TypeError, "times"),
    (([1.0, 2.0], np.ma.array([0, 1], mask=[0, 1]), 2), "ids is masked"),
    of=lambda arguments: Spikes(*arguments),
)


def test_what_needs_a_duration_says_so():
    for measure in (Spikes.rate, Spikes.rates, lambda one: one.fano(1), lambda one: one.binned(1)):
        with pytest.raises(ValueError, match=r"duration = None.*duration=1000"):
            measure(Spikes([1.0, 2.0]))
    with pytest.raises(ValueError, match="window = 20 ms: longer"):
        Spikes([1.0], duration=10).fano(20)
    with pytest.raises(ValueError, match=r"dt = 0.001 ms: that would take 8e\+12 bytes"):
        Spikes([1.0], duration=1e9).binned(0.001)
    with pytest.raises(ValueError, match="neuron = 1"):
        Spikes([1.0, 2.0]).of(1)


def test_three_spikes_at_one_moment_leave_the_local_variation_of_a_population_as_it_is():
    """Two intervals of 0 ms have no ratio; the others of that train still count."""
    times, others = [5.0, 5.0, 5.0, 9.0, 17.0], [1.0, 3.0, 8.0]
    both = Spikes([*times, *others], [0] * 5 + [1] * 3, 2, 20.0)
    for measure, one in (
        (Spikes.cv2, lambda a, b: 2 * abs(b - a) / (a + b)),
        (Spikes.lv, lambda a, b: 3 * (b - a) ** 2 / (a + b) ** 2),
    ):
        tied = np.mean([one(0, 4), one(4, 8)])
        assert measure(Spikes(times)) == pytest.approx(tied)
        assert measure(both) == pytest.approx((tied + one(2, 5)) / 2)


def test_ties_keep_the_order_in_which_they_were_given():
    """Fifty spikes at one moment: an unstable sort would mix them."""
    ids = np.random.default_rng(1).permutation(50)
    spikes = Spikes(np.repeat([7.0, 3.0], 50), np.concatenate([ids, ids[::-1]]), 50)
    np.testing.assert_array_equal(spikes.ids, np.concatenate([ids[::-1], ids]))
    assert [train.tolist() for train in spikes.trains()] == [[3.0, 7.0]] * 50


def test_an_order_is_stable_and_whole_numbers_beyond_16_bits_keep_all_theirs():
    many = np.random.default_rng(1).integers(0, 9, 500)
    expected = sorted(range(500), key=lambda i: many[i])  # Python's sort is stable
    np.testing.assert_array_equal(stable_order(many, 9), expected)
    apart = np.array([70_000, 4_465, 4_464, 70_000, 65_536, 65_535])  # 70,000 is 2**16 + 4,464
    np.testing.assert_array_equal(stable_order(apart, 70_001), [2, 1, 5, 4, 0, 3])
    np.testing.assert_array_equal(stable_order(np.array([65_535, 0, 1]), 65_536), [1, 2, 0])


def test_spikes_that_are_in_order_are_taken_as_they_are():
    times, ids = np.array([0.0, 1.0, 5.0]), np.array([2, 0, 1], np.int16)
    spikes = Spikes.in_order(times, ids, 3, 5.0)
    assert spikes == Spikes(times, ids, 3, 5.0)
    assert spikes.times is times
    assert spikes.ids is ids
    assert not times.flags.writeable
    assert not ids.flags.writeable


@pytest.mark.parametrize(
    ("times", "ids", "size", "duration", "error", "words"),
    [
        ([1.0, 3.0, 2.0], [0, 0, 0], 1, 5.0, ValueError, "in order"),
        *(
            (np.zeros(shape), np.zeros(of_ids, int), 1, 5.0, ValueError, "one for each of ids")
            for shape, of_ids in (((2,), (1,)), ((), ()), ((3, 1), (3, 1)), ((3, 2), (3, 2)))
        ),
        ([1.0], [0], 10**12, 5.0, ValueError, r"size = 10{12}: allowed is 1 to"),
        ([-1.0, 2.0], [0, 0], 1, 5.0, ValueError, "-1 to 2 ms"),
        ([1.0, 2.0, 5.1], [0, 0, 0], 1, 5.0, ValueError, "1 to 5.1 ms, not in 0 to duration = 5"),
        ([1.0, 2.0], [0, 2], 2, 5.0, ValueError, "0 to 2, allowed is 0 to 1"),
        ([1.0, 2.0], [-1, 0], 2, 5.0, ValueError, "-1 to 0"),
        ([1.0, 2.0], [0.0, 1.0], 2, 5.0, TypeError, "float64 and integers"),
        ([1, 2], [0, 1], 2, 5.0, TypeError, "float64 and integers"),
    ],
)
def test_spikes_said_to_be_in_order_are_looked_at(times, ids, size, duration, error, words):
    with pytest.raises(error, match=words):
        Spikes.in_order(np.array(times), np.array(ids), size, duration)


def test_a_train_that_was_listened_to_later_has_the_same_measures():
    rng = np.random.default_rng(4)
    here = Spikes(rng.uniform(0.0, 800.0, 90), rng.integers(0, 3, 90), 3, 800.0)
    later = Spikes(here.times + 2000.0, here.ids, 3, 800.0, start=2000.0)
    assert later.rate() == here.rate()
    np.testing.assert_array_equal(later.binned(10.0), here.binned(10.0))
    assert later.of(1).fano(50.0) == here.of(1).fano(50.0)
    assert later.cv() == pytest.approx(here.cv(), abs=1e-9)
    assert later != Spikes(later.times, later.ids, 3, 2800.0)
    assert repr(later.of(0)).endswith("from 1 neuron in 800 ms from 2000 ms on>")
    assert Spikes([-5.0], duration=10.0, start=-5.0).times == [-5.0]
    for times in ([1999.0], [2801.0]):
        with pytest.raises(ValueError, match="times"):
            Spikes(times, duration=800.0, start=2000.0)
    with pytest.raises(ValueError, match="a starts at 2000 ms, b starts at 0 ms: expected"):
        isi_distance(later.of(0), here.of(0))
