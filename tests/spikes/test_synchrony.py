"""ISI distance and SPIKE distance against PySpike and by hand."""

import pytest
from reference import cases

from snn_edu.spikes import Spikes, isi_distance, spike_distance

MEASURES = {"isi_distance": isi_distance, "spike_distance": spike_distance}
PAIRS = [pair for pair in cases("metrics", "dist-") if MEASURES.keys() <= pair["expected"].keys()]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_both_are_those_of_pyspike_whichever_train_comes_first(pair):
    a, b, end = (pair["params"][name] for name in ("a_ms", "b_ms", "t_stop_ms"))
    for name, measure in MEASURES.items():
        both_ways = [measure(a, b, end), measure(b, a, end)]
        assert both_ways == pytest.approx([pair["expected"][name]] * 2, rel=1e-9)


def test_silence_is_one_interval_between_spikes_at_the_borders():
    assert isi_distance([], [500.0], 1000.0) == pytest.approx(1 / 2)
    # The spike is 500 ms from the next, those at the borders are 0: 500 x 1000 / (2 x 750^2).
    assert spike_distance([], [500.0], 1000.0) == pytest.approx(4 / 9)


@pytest.mark.parametrize("train", [[], [0.0], [500.0], [1000.0], [5.0, 5.0, 7.0], [0.0, 1000.0]])
def test_equal_trains_are_in_perfect_synchrony(train):
    assert isi_distance(train, train, 1000.0) == 0.0
    assert spike_distance(train, train, 1000.0) == 0.0


def test_duration_comes_from_the_trains_or_the_argument_and_must_agree():
    a, b = Spikes([100.0], duration=1000.0), Spikes([300.0, 400.0], duration=1000.0)
    expected = isi_distance(a.times, b.times, 1000.0)
    assert isi_distance(a, b) == isi_distance(a, [300.0, 400.0]) == expected
    for arguments, message in (
        (([1.0], [2.0]), "duration is not known"),
        ((a, b, 500.0), "duration is 500 ms and 1000 ms"),
        (([1.0], [20.0], 10.0), "b has a spike at 20 ms: allowed is 0 to 10 ms, for a duration"),
        (([-1.0, 5.0], [20.0], 10.0), "a has a spike at -1 ms"),
    ):
        with pytest.raises(ValueError, match=message):
            spike_distance(*arguments)
