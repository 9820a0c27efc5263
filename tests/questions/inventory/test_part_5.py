"""Each key of Part V is computed: by an axon, a LIF neuron, a network without dice, or a draw."""

from dataclasses import replace

import numpy as np
import pytest

from snn_edu import LIF, HodgkinHuxley, simulate
from snn_edu.lessons.balanced_network.balanced import CUBA
from snn_edu.questions.inventory import read_part

ITEMS = read_part(5).items


def pushed(axon, current):
    """The highest potential above rest after a push of 1 ms."""
    steps = np.zeros(2_500)
    steps[200:300] = current
    return simulate(axon, steps, dt=0.01).v.max() + 65


def weakest(axon):
    low, high = 0.0, 50.0
    while high - low > 0.1:
        middle = (low + high) / 2
        low, high = (low, middle) if pushed(axon, middle) > 60 else (middle, high)
    return high


@pytest.mark.parametrize(
    ("place", "blocked", "push"), [(0, "g_Na", "stronger"), (1, "g_K", "weaker")]
)
def test_a_drug_moves_the_push_more_than_the_spike(keys, place, blocked, push):
    axon = HodgkinHuxley()
    drugged = replace(axon, **{blocked: 0.7 * getattr(axon, blocked)})
    before, after = weakest(axon), weakest(drugged)
    assert (after > 1.2 * before) if push == "stronger" else (after < 0.8 * before)
    assert pushed(drugged, 2 * after) == pytest.approx(pushed(axon, 2 * before), rel=0.1)
    assert push in keys(ITEMS[0])[place]


@pytest.mark.parametrize(("lower", "span"), [(12, 150), (20, 300)])
def test_a_lif_neuron_never_rebounds(keys, lower, span):
    lif = LIF()
    held = np.zeros(10_000)
    held[500 : 500 + 10 * span] = -lower / lif.R_m
    run = simulate(lif, held, dt=0.1)
    assert run.v.min() < lif.v_rest - 0.99 * lower
    assert len(run.spikes.times) == 0
    assert run.v.max() == lif.v_rest
    axon = np.zeros(10_000)
    axon[500:4_000] = -5.0
    assert len(simulate(HodgkinHuxley(), axon, dt=0.02).spikes.times) > 0, "where a cell does"
    assert not any("fires" in key for key in keys(ITEMS[1]))


def test_independent_noise_adds_in_squares(keys, rng):
    for key, (first, second) in zip(keys(ITEMS[2]), [(6, 6), (9, 12)], strict=True):
        assert key == f"{np.hypot(first, second):.2g} mV"
        drawn = rng.normal(0, first, 100_000) - rng.normal(0, second, 100_000)
        assert drawn.std() == pytest.approx(np.hypot(first, second), rel=0.02)


def test_without_dice_a_network_is_irregular_and_one_moved_spike_moves_all(keys):
    rng = np.random.default_rng(1)
    study = CUBA(w_I=-13.95, wiring="indegree")  # a steady drive; no dice once it is wired
    network = study.network(rng)
    start = rng.uniform(study.lif.v_reset, study.lif.v_threshold, study.size)

    def run(duration, start=start):
        return network.run(duration, dt=0.1, start={"cells": start}).spikes["cells"]

    one, again = run(2_000), run(300)
    early = one.times < 300.05
    assert np.array_equal(one.times[early], again.times)
    trains = (one.times[one.ids == k] for k in range(study.size))
    intervals = [np.diff(train) for train in trains if len(train) > 12]
    assert f"{np.mean([each.std() / each.mean() for each in intervals]):.1f}" == "0.8"
    lower = start.copy()
    lower[one.ids[0]] -= 0.05  # mV: the first spike of all comes a step later
    other = run(300, lower)
    late = [
        {each for each in zip(run.times, run.ids, strict=True) if each[0] > 200}
        for run in (again, other)
    ]
    assert len(late[0] & late[1]) < 0.05 * len(late[0])
    assert other.rate() == pytest.approx(again.rate(), rel=0.1)
    assert all(key.startswith("no, ") for key in keys(ITEMS[3]))
    assert all(key.startswith("neither need be wrong") for key in keys(ITEMS[7]))


def test_a_vote_above_rest_for_each_direction(keys):
    angles = np.radians([0, 90, 180, 270])
    for key, (rest, counts) in zip(
        keys(ITEMS[4]), [(10, [16, 14, 4, 6]), (20, [14, 10, 26, 30])], strict=True
    ):
        vector = np.sum((np.array(counts) - rest) * np.exp(1j * angles))
        assert key == f"{np.degrees(np.angle(vector)) % 360:.0f}°"


@pytest.mark.parametrize(("place", "many", "told"), [(0, 50, 0.71), (1, 20, 0.64)])
def test_the_best_of_many_was_lucky_too(keys, rng, place, many, told):
    worth = rng.normal(0.6, 0.05, (2_000, many))
    tested, later = (worth + rng.normal(0, 0.05, worth.shape) for _ in range(2))
    best = tested.argmax(axis=1)
    rows = np.arange(len(best))
    assert tested[rows, best].mean() > later[rows, best].mean() + 0.03
    assert later[rows, best].mean() > 0.6, "it's better than the others all the same"
    assert keys(ITEMS[5])[place].startswith(f"less than {told}")


def test_what_was_expected_leaves_no_note(keys):
    for key, (pre, spikes, expected, reward) in zip(
        keys(ITEMS[6]), [(1.0, 7, 7, 1.0), (1.0, 3, 3, -1.0)], strict=True
    ):
        assert reward * pre * (spikes - expected) == 0
        assert key.startswith("stays")
