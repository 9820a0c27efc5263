"""ISI distance and SPIKE distance against PySpike and the definitions."""

import numpy as np
import pytest
from reference import cases

from snn_edu.spikes import Spikes, isi_distance, spike_distance

PAIRS = cases("metrics", "dist-")
MEASURES = {"isi_distance": isi_distance, "spike_distance": spike_distance}


def bordered(train, end):
    """A train (or silence) with one auxiliary spike on each side."""
    train = list(train) or [0.0, end]
    first = train[1] - train[0] if len(train) > 1 else 0.0
    last = train[-1] - train[-2] if len(train) > 1 else 0.0
    return [min(0.0, train[0] - first), *train, max(end, train[-1] + last)]


def at(t, train, other, end):
    """By the definition, at one moment: the interval around t and the local spike distance."""
    train, other = bordered(train, end), bordered(other, end)
    k = max(i for i, time in enumerate(train[:-1]) if time <= t)
    apart = [min(abs(time - partner) for partner in other) for time in train]
    apart[0], apart[-1] = apart[1], apart[-2]
    interval = train[k + 1] - train[k]
    before, after = t - train[k], train[k + 1] - t
    return interval, (apart[k] * after + apart[k + 1] * before) / interval


def sampled(a, b, end, samples=4000):
    """Both distances as means over moments."""
    isi, spike = [], []
    for t in (np.arange(samples) + 0.5) * end / samples:
        (x_a, s_a), (x_b, s_b) = at(t, a, b, end), at(t, b, a, end)
        isi.append(abs(x_a - x_b) / max(x_a, x_b))
        spike.append((s_a * x_b + s_b * x_a) / (2 * ((x_a + x_b) / 2) ** 2))
    return np.mean(isi), np.mean(spike)


def random_pair(seed):
    rng = np.random.default_rng(seed)
    return [np.sort(rng.uniform(0, 1000, rng.integers(1, 15))) for _ in "ab"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_both_are_those_of_pyspike(pair):
    p, compared = pair["params"], 0
    for name, measure in MEASURES.items():
        if name in pair["expected"]:
            value = measure(p["a_ms"], p["b_ms"], p["t_stop_ms"])
            assert value == pytest.approx(pair["expected"][name], rel=1e-9, abs=1e-12)
            compared += 1
    assert compared == 2 or pair["id"] in ("dist-a-a-given", "dist-empty-a-given")


@pytest.mark.parametrize("seed", range(6))
def test_both_distances_are_the_mean_of_their_definition_whichever_train_comes_first(seed):
    a, b = random_pair(seed) if seed else (random_pair(1)[0], [])  # silence is one interval
    for measure, expected in zip(MEASURES.values(), sampled(a, b, 1000.0), strict=True):
        assert measure(a, b, 1000.0) == pytest.approx(expected, abs=2e-3)
        assert measure(b, a, 1000.0) == pytest.approx(measure(a, b, 1000.0), rel=1e-12)


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
        (([1.0], [20.0], 10.0), "b has a spike at 20 ms: allowed is 0 to duration = 10 ms"),
        (([-1.0, 5.0], [2.0], 10.0), "a has a spike at -1 ms"),
    ):
        with pytest.raises(ValueError, match=message):
            spike_distance(*arguments)
