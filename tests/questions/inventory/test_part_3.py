"""Each key of Part III is computed: from the rule, from all cases, or from a small simulation."""

import itertools

import numpy as np
import pytest

from snn_edu import STDP
from snn_edu.questions.inventory import read_part

ITEMS = read_part(3).items


@pytest.mark.parametrize(("place", "left", "delay", "post"), [(0, 40, 8, 45), (1, 100, 12, 104)])
def test_a_synapse_sees_arrivals(keys, place, left, delay, post):
    apart = post - (left + delay)
    assert STDP().pair_sum([left + delay], [post]) < 0
    assert keys(ITEMS[0])[place] == f"shrinks, as {-apart} ms lie between the spikes"


def test_a_pair_further_apart(keys):
    for key, (tau, told) in zip(keys(ITEMS[1]), [(8, 0.006), (5, 0.020)], strict=True):
        rule = STDP(tau_plus=tau)
        change = told * rule.window(3 * tau) / rule.window(tau)
        assert key == f"{change:.4f}"


def test_chance_goes_with_both_rates(keys):
    assert keys(ITEMS[2]) == [f"{0.003 * 2 * 2:.3f}", f"{0.018 / 3 / 3:.3f}"]


def test_precision_where_the_pattern_is_rare(keys):
    def precision(hits, false, share):
        return f"{100 * hits * share / (hits * share + false * (1 - share)):.0f} %"

    assert keys(ITEMS[3]) == [precision(0.6, 0.08, 1 / 200), precision(0.5, 0.04, 1 / 80)]
    assert [precision(0.6, 0.08, 0.5), precision(0.5, 0.04, 0.5)] == ["88 %", "93 %"]


@pytest.mark.parametrize(
    ("pattern", "must"), [("1001", "1011 1101 1111"), ("0110", "0111 1110 1111")]
)
def test_without_objections_more_ones_fire_too(keys, rng, pattern, must):
    inputs = ["".join(bits) for bits in itertools.product("01", repeat=4)]
    values = np.array([[int(bit) for bit in each] for each in inputs])
    always = set(inputs)
    for _ in range(200):
        hidden = values @ rng.exponential(size=(4, 6)) > rng.exponential(2, 6)
        output = hidden @ rng.exponential(size=6)
        if output[inputs.index(pattern)] > 0:  # it fires for whatever reaches as far
            fires = output >= output[inputs.index(pattern)]
            always &= {each for each, fired in zip(inputs, fires, strict=True) if fired}
    assert always == {pattern, *must.split()}
    assert keys(ITEMS[4]) == ["for 1011, 1101 and 1111", "if green or white opens as well"]


@pytest.mark.parametrize(("length", "first"), [(80, 45), (600, 350)])
def test_stdp_pulls_the_spike_towards_the_beginning(keys, length, first):
    rule = STDP(A_plus=0.02, A_minus=0.02)
    times = np.arange(0.0, length, length / 200)
    weights = np.full(times.size, 0.5)

    def fires_at():
        """When the tails of the inputs so far first add up to what they reached at `first`."""
        for t in times:
            if (weights * np.exp(-(t - times) / 20))[times <= t].sum() >= threshold:
                return t
        return np.inf

    started = times <= first
    threshold = (weights * np.exp(-(first - times) / 20))[started].sum() * 0.999
    found = [fires_at()]
    for _ in range(40):
        weights = np.clip(weights + [rule.window(found[-1] - t) for t in times], 0, 1)
        found.append(fires_at())
    assert found[-1] < 0.6 * found[0] <= 0.6 * first
    assert all(key.startswith("earlier") for key in keys(ITEMS[5]))


def test_without_output_spikes_nothing_is_learned(keys, rng):
    assert STDP().pair_sum(rng.uniform(0, 1e4, 300), []) == 0
    assert all(" as " in f" {key} " and "pair" in key for key in keys(ITEMS[6]))


@pytest.mark.parametrize(
    ("neurons", "cases", "kinds", "right"), [(300, 500, 10, 81), (60, 90, 5, 74)]
)
def test_names_that_are_chosen_on_the_same_cases_flatter(keys, rng, neurons, cases, kinds, right):
    """Neurons that have learned a little: a third of what they win is of their own kind."""
    own = rng.integers(kinds, size=neurons)

    def won():
        winner = rng.integers(neurons, size=cases)
        kind = np.where(rng.random(cases) < 1 / 3, own[winner], rng.integers(kinds, size=cases))
        return winner, kind

    (winner, kind), (later, truth) = won(), won()
    counts = np.zeros((neurons, kinds))
    np.add.at(counts, (winner, kind), 1)
    names = counts.argmax(axis=1)
    assert np.mean(names[winner] == kind) > np.mean(names[later] == truth) + 0.15
    assert all(key.startswith("less than") for key in keys(ITEMS[7]))
