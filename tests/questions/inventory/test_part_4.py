"""Each key of Part IV is computed: by the library's own rules, or by counting."""

import numpy as np
import pytest

from snn_edu.questions.inventory import read_part
from snn_edu.training import Tempotron, if_counts

ITEMS = read_part(4).items


@pytest.mark.parametrize(("worth", "sign"), [((0.9, 0.3), 1), ((0.25, 1.0), -1)])
def test_blame_goes_with_what_a_spike_was_worth(keys, worth, sign):
    first, second = worth
    times = max(worth) / min(worth)
    word = {3: "three", 4: "four"}[round(times)]
    more = "A" if first > second else "B"
    less = "B" if more == "A" else "A"
    how = "grows" if sign > 0 else "falls"
    key = f"{more}'s {how} by {word} times as much as {less}'s"
    assert key in keys(ITEMS[0])
    neuron = Tempotron(tau=15.0, tau_s=3.75, threshold=1.0)
    spikes, weights = (
        np.array([0.0, 18.0, 60.0]),
        np.array([0.2, 0.4, 0.1]) * (1 if sign > 0 else 3),
    )
    _, highest = neuron.peak(spikes, weights)
    change = neuron.change(spikes, weights, sign > 0)
    kernel = np.array([neuron.kernel(highest - each) for each in spikes])
    assert change == pytest.approx(sign * kernel, abs=1e-6)


def test_stdp_is_the_same_whichever_is_wanted(keys):
    """The rule has no argument that says so, and the tempotron's has."""
    assert "label" in Tempotron.change.__code__.co_varnames
    assert all("a tempotron could" in key for key in keys(ITEMS[1]))


def test_on_a_stair_the_slope_is_nought(keys, rng):
    def alarms(knob):
        return np.floor(20 * knob)

    knobs = rng.random(1_000)
    slopes = ((alarms(knobs + 1e-7) - 7) ** 2 - (alarms(knobs - 1e-7) - 7) ** 2) / 2e-7
    assert np.mean(slopes == 0) > 0.99
    assert all("the slope is 0" in key and "stay" in key for key in keys(ITEMS[2]))


def test_only_other_times_at_test_tell_what_this_network_goes_by(keys, rng):
    """One reader counts, one looks for an early spike: both are right with the times kept."""
    kinds = rng.integers(2, size=400)
    counts = 3 + 4 * kinds
    early = kinds.astype(bool)

    def right(by_times, times_anew, keep):
        seen = np.round(counts * keep)
        first = rng.random(400) < 0.5 if times_anew else early
        return np.mean((first if by_times else seen > 5 * keep) == kinds)

    assert right(True, False, 1) == right(False, False, 1) == 1
    assert right(True, True, 1) < 0.6 < right(False, True, 1)
    assert all(key.startswith("test it") and "counts" in key for key in keys(ITEMS[3]))


def test_the_error_of_a_count_falls_with_the_steps(keys):
    inputs = np.linspace(0, 0.999, 2_000)

    def off(steps):
        return np.max(np.abs(if_counts(inputs, steps, reset="subtract") / steps - inputs))

    for key, (steps, told, wanted) in zip(
        keys(ITEMS[4]), [(25, 1 / 25, 0.01), (16, 1 / 16, 1 / 128)], strict=True
    ):
        assert off(steps) <= told < 1.1 * off(steps)
        more = int(key)
        assert off(more) <= wanted + 1e-12 < 1.1 * off(more)
        assert more == round(1 / wanted)


@pytest.mark.parametrize(
    ("place", "inputs", "steps"), [(0, (3.2, 1.5, 0.4), 10), (1, (2.5, 1.2, 0.7), 20)]
)
def test_a_neuron_fires_once_a_step_at_most(keys, place, inputs, steps):
    counts = if_counts(np.array(inputs) + 1e-9, steps, reset="subtract").astype(int)
    assert keys(ITEMS[5])[place] == f"{counts[0]}, {counts[1]} and {counts[2]}"


def test_operations_are_counted_over_all_steps(keys):
    assert keys(ITEMS[6]) == [
        f"{0.12 * 25 / 5:.1g} times as much",
        f"{0.09 * 50 / 3:.2g} times as much",
    ]


def test_fetching_counts_on_both_sides(keys):
    def ratio(mac, add, fetch, spikes):
        return f"{spikes * (add + fetch) / (mac + fetch):.2f} times as much"

    assert keys(ITEMS[7]) == [ratio(3, 0.5, 10, 0.8), ratio(4, 1, 6, 1.6)]
