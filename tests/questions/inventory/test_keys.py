"""Each key is computed: from a formula, from all cases, or from what neurons and trains do."""

import itertools
from dataclasses import replace
from math import comb, exp, log

import numpy as np
import pytest

from snn_edu import LIF, STDP, HodgkinHuxley, siegert, simulate
from snn_edu.lessons.balanced_network.balanced import CUBA
from snn_edu.questions.inventory import RIGHT, WHEN, read_part
from snn_edu.spikes import van_rossum, victor_purpura
from snn_edu.training import Tempotron, if_counts


def keys(part, place):
    """The right choices of an item, before and after."""
    asked = (read_part(part).items[place].asked(when).choices for when in WHEN)
    return [next(choice for choice in each if each[choice] == RIGHT) for each in asked]


@pytest.fixture
def rng():
    return np.random.default_rng(1)


# --- formulas -------------------------------------------------------------------------------------


def per_cent(part, whole):
    return f"{100 * part / whole:.2g} %"


def climbed(limit, spans):
    """How far a voltage has gone after so many tau_m."""
    return f"{limit * (1 - exp(-spans)):.1f} mV"


def time_needed(span, error, wanted):
    """Counting takes the square of the precision."""
    return f"about {span * (error / wanted) ** 2:,.0f} ms"


def spikes(rate, span):
    """How many, evenly spaced and the first at once, in a span of ms."""
    return len(np.arange(0, span, 1000 / rate))


def further_apart(tau, change):
    """A change by a pair that is tau apart, and what it is by one three times as far apart."""
    rule = STDP(tau_plus=tau)
    return f"{change * rule.window(3 * tau) / rule.window(tau):.4f}"


def precision(hits, false, share):
    return f"{100 * hits * share / (hits * share + false * (1 - share)):.0f} %"


def counted(inputs, steps):
    """The counts of neurons that fire once a step at most."""
    first, second, third = if_counts(np.array(inputs) + 1e-9, steps, reset="subtract")
    return f"{first:.0f}, {second:.0f} and {third:.0f}"


def energy(mac, add, fetch, spikes):
    """Fetching counts on both sides."""
    return f"{spikes * (add + fetch) / (mac + fetch):.2f} times as much"


def direction(rest, counts):
    """The votes above rest of four neurons, a quarter of a turn apart, added up."""
    vector = np.sum((np.array(counts) - rest) * np.exp(1j * np.radians([0, 90, 180, 270])))
    return f"{np.degrees(np.angle(vector)) % 360:.0f}°"


KEYS = {  # by part, and place in it
    (1, 0): (per_cent(36, 36 + 324), per_cent(20, 20 + 60)),
    (1, 2): (climbed(200 * 0.06, 30 / 30), climbed(80 * 0.25, 24 / 12)),
    (1, 3): (f"{6 * 3 / 4:.1f} mV", f"{10 / 5 * 2:.0f} mV"),  # w r tau_m
    (1, 7): (f"{14 / (1 + 1):.0f} mV", f"{18 / (1 + 0.5):.0f} mV"),
    (2, 0): (time_needed(60, 0.15, 0.05), time_needed(250, 0.24, 0.06)),
    (2, 2): (f"{spikes(80, 12) + 1} levels", f"{spikes(100, 28) + 1} of them"),
    (2, 3): (f"{0.08 * 40 / 160:.2f}", f"{0.03 * 90 / 30:.2f}"),
    (3, 1): (further_apart(8, 0.006), further_apart(5, 0.020)),
    (3, 2): (f"{0.003 * 2 * 2:.3f}", f"{0.018 / 3 / 3:.3f}"),
    (3, 3): (precision(0.6, 0.08, 1 / 200), precision(0.5, 0.04, 1 / 80)),
    (4, 5): (counted((3.2, 1.5, 0.4), 10), counted((2.5, 1.2, 0.7), 20)),
    (4, 6): (f"{0.12 * 25 / 5:.1g} times as much", f"{0.09 * 50 / 3:.2g} times as much"),
    (4, 7): (energy(3, 0.5, 10, 0.8), energy(4, 1, 6, 1.6)),
    (5, 4): (direction(10, [16, 14, 4, 6]), direction(20, [14, 10, 26, 30])),
}


@pytest.mark.parametrize(("part", "place"), KEYS)
def test_a_key_is_what_its_formula_gives(part, place):
    assert tuple(keys(part, place)) == KEYS[part, place]


# --- Part 1 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("right", "of", "chance"), [(9, 25, 0.25), (13, 20, 0.5)])
def test_guessing_often_does_as_well_but_not_in_a_large_sample(right, of, chance):
    def as_well(right, of):
        ways = ((k, comb(of, k)) for k in range(right, of + 1))
        return sum(each * chance**k * (1 - chance) ** (of - k) for k, each in ways)

    assert 0.1 < as_well(right, of) < 0.2
    assert as_well(round(1_000 * right / of), 1_000) < 1e-10


def test_the_rate_at_another_current():
    for key, (tau_m, t_ref, first, second, told) in zip(
        keys(1, 4), [(10, 4, 2, 4, 91), (25, 5, 1.25, 2.5, 22)], strict=True
    ):
        lif = LIF(tau_m=tau_m, t_ref=t_ref, v_rest=-65, v_reset=-65)
        assert round(lif.rate(first * lif.rheobase)) == told
        rate = lif.rate(second * lif.rheobase)
        assert key == f"{rate:.0f} Hz"
        assert rate == pytest.approx(1e3 / (t_ref + tau_m * log(second / (second - 1))))


def test_the_resistance_of_a_cell_that_nobody_has_measured():
    for key, (v_rest, v_threshold, v_reset, rheobase) in zip(
        keys(1, 5), [(-65, -45, -60, 0.40), (-72, -57, -77, 0.25)], strict=True
    ):
        R_m = (v_threshold - v_rest) / rheobase
        assert key == f"about {R_m:.0f} MΩ"
        lif = LIF(R_m=R_m, v_rest=v_rest, v_threshold=v_threshold, v_reset=v_reset)
        assert lif.rate(rheobase - 0.01) == 0 < lif.rate(rheobase + 0.01)


def test_noise_matters_where_the_mean_does_not_suffice():
    lif = LIF(v_rest=-65, v_reset=-65, v_threshold=-45, tau_m=20, t_ref=2)
    way = lif.v_threshold - lif.v_rest

    def rate(part, sigma):
        mu = lif.v_rest + part * way
        return siegert(mu, sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)[0]

    weak, strong = rate(0.9, way / 5), rate(3.0, way / 5)
    without = lif.rate(3 * lif.rheobase)
    assert weak > 5 > 0 == lif.rate(0.9 * lif.rheobase)
    assert abs(strong - without) < 0.05 * without
    assert "first rises" in keys(1, 6)[0]
    assert "first falls to 0" in keys(1, 6)[1]


# --- Part 2 ---------------------------------------------------------------------------------------


def test_a_delay_for_all_moves_latencies_and_no_rank():
    times = np.array([3.0, 40.0, 12.0])
    assert (np.argsort(times + 9) == np.argsort(times)).all()
    assert not np.allclose(1 - (times + 9) / 60, 1 - times / 60)
    assert [key[:7] for key in keys(2, 1)] == ["the lat", "in a ra"]


def told_apart(distance, later, jitter, rng):
    """How often an answer is nearer to the others of its stimulus than to those of the other."""
    pattern = np.arange(50, 1050, 100.0)

    def answer(shift):
        times = pattern + shift + rng.normal(0, jitter, pattern.size)
        return np.sort(times[rng.random(pattern.size) > 0.1])

    answers = [[answer(shift) for _ in range(20)] for shift in (0, later)]
    right = 0
    for own, other in (answers, answers[::-1]):
        for k, each in enumerate(own):
            rest = own[:k] + own[k + 1 :]
            near, far = (np.mean([distance(each, x) for x in group]) for group in (rest, other))
            right += near < far
    return right / 40


@pytest.mark.parametrize(
    ("place", "distance", "scales", "later", "jitter"),
    [(0, victor_purpura, (0.06, 0.001, 20.0), 25, 4), (1, van_rossum, (15.0, 0.4, 3000.0), 30, 5)],
)
def test_the_scale_that_tells_apart(rng, place, distance, scales, later, jitter):
    best, *others = (
        told_apart(lambda a, b, s=scale: distance(a, b, s), later, jitter, rng) for scale in scales
    )
    assert best > 0.95 > 0.9 > max(others)
    assert keys(2, 4)[place].startswith(f"{scales[0]:g} ")


def test_what_varies_from_trial_to_trial_goes_when_trials_are_shuffled(rng):
    mood = rng.uniform(0, 2, 20_000)
    a, b = rng.poisson(3 * mood), rng.poisson(3 * mood)
    assert np.cov(a, b)[0, 1] > 2
    assert abs(np.cov(a, np.roll(b, 1))[0, 1]) < 0.2
    assert all(key.startswith("they are related") and "can't say how" in key for key in keys(2, 5))


def test_the_fano_factor_is_variance_over_mean():
    assert [key.split(",")[0] for key in keys(2, 6)] == [f"{12**2 / 36:g}", f"{5**2 / 100:g}"]


def test_coincidences_by_chance(rng):
    for key, (a, b, span, near) in zip(
        keys(2, 7), [(30, 50, 80, 0.005), (8, 25, 200, 0.010)], strict=True
    ):
        expected = a * b * span * 2 * near
        assert key == f"about {expected:,.0f}"
        first, second = (np.sort(rng.uniform(0, span, rng.poisson(r * span))) for r in (a, b))
        found = np.searchsorted(second, first + near) - np.searchsorted(second, first - near)
        assert found.sum() == pytest.approx(expected, rel=0.15)


# --- Part 3 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "left", "delay", "post"), [(0, 40, 8, 45), (1, 100, 12, 104)])
def test_a_synapse_sees_arrivals(place, left, delay, post):
    apart = post - (left + delay)
    assert STDP().pair_sum([left + delay], [post]) < 0
    assert keys(3, 0)[place] == f"shrinks, as {-apart} ms lie between the spikes"


@pytest.mark.parametrize(
    ("pattern", "must"), [("1001", "1011 1101 1111"), ("0110", "0111 1110 1111")]
)
def test_without_objections_more_ones_fire_too(rng, pattern, must):
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
    assert keys(3, 4) == ["for 1011, 1101 and 1111", "if green or white opens as well"]


@pytest.mark.parametrize(("length", "first"), [(80, 45), (600, 350)])
def test_stdp_pulls_the_spike_towards_the_beginning(length, first):
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
    assert all(key.startswith("earlier") for key in keys(3, 5))


def test_without_output_spikes_nothing_is_learned(rng):
    assert STDP().pair_sum(rng.uniform(0, 1e4, 300), []) == 0
    assert all(" as " in f" {key} " and "pair" in key for key in keys(3, 6))


@pytest.mark.parametrize(
    ("neurons", "cases", "kinds", "right"), [(300, 500, 10, 81), (60, 90, 5, 74)]
)
def test_names_that_are_chosen_on_the_same_cases_flatter(rng, neurons, cases, kinds, right):
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
    assert all(key.startswith("less than") for key in keys(3, 7))


# --- Part 4 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("worth", "sign"), [((0.9, 0.3), 1), ((0.25, 1.0), -1)])
def test_blame_goes_with_what_a_spike_was_worth(worth, sign):
    first, second = worth
    times = max(worth) / min(worth)
    word = {3: "three", 4: "four"}[round(times)]
    more = "A" if first > second else "B"
    less = "B" if more == "A" else "A"
    how = "grows" if sign > 0 else "falls"
    key = f"{more}'s {how} by {word} times as much as {less}'s"
    assert key in keys(4, 0)
    neuron = Tempotron(tau=15.0, tau_s=3.75, threshold=1.0)
    spikes, weights = (
        np.array([0.0, 18.0, 60.0]),
        np.array([0.2, 0.4, 0.1]) * (1 if sign > 0 else 3),
    )
    _, highest = neuron.peak(spikes, weights)
    change = neuron.change(spikes, weights, sign > 0)
    kernel = np.array([neuron.kernel(highest - each) for each in spikes])
    assert change == pytest.approx(sign * kernel, abs=1e-6)


def test_stdp_is_the_same_whichever_is_wanted():
    """The rule has no argument that says so, and the tempotron's has."""
    assert "label" in Tempotron.change.__code__.co_varnames
    assert all("a tempotron could" in key for key in keys(4, 1))


def test_on_a_stair_the_slope_is_nought(rng):
    def alarms(knob):
        return np.floor(20 * knob)

    knobs = rng.random(1_000)
    slopes = ((alarms(knobs + 1e-7) - 7) ** 2 - (alarms(knobs - 1e-7) - 7) ** 2) / 2e-7
    assert np.mean(slopes == 0) > 0.99
    assert all("the slope is 0" in key and "stay" in key for key in keys(4, 2))


def test_only_other_times_at_test_tell_what_this_network_goes_by(rng):
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
    assert all(key.startswith("test it") and "counts" in key for key in keys(4, 3))


def test_the_error_of_a_count_falls_with_the_steps():
    inputs = np.linspace(0, 0.999, 2_000)

    def off(steps):
        return np.max(np.abs(if_counts(inputs, steps, reset="subtract") / steps - inputs))

    for key, (steps, told, wanted) in zip(
        keys(4, 4), [(25, 1 / 25, 0.01), (16, 1 / 16, 1 / 128)], strict=True
    ):
        assert off(steps) <= told < 1.1 * off(steps)
        more = int(key)
        assert off(more) <= wanted + 1e-12 < 1.1 * off(more)
        assert more == round(1 / wanted)


# --- Part 5 ---------------------------------------------------------------------------------------


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
def test_a_drug_moves_the_push_more_than_the_spike(place, blocked, push):
    axon = HodgkinHuxley()
    drugged = replace(axon, **{blocked: 0.7 * getattr(axon, blocked)})
    before, after = weakest(axon), weakest(drugged)
    assert (after > 1.2 * before) if push == "stronger" else (after < 0.8 * before)
    assert pushed(drugged, 2 * after) == pytest.approx(pushed(axon, 2 * before), rel=0.1)
    assert push in keys(5, 0)[place]


@pytest.mark.parametrize(("lower", "span"), [(12, 150), (20, 300)])
def test_a_lif_neuron_never_rebounds(lower, span):
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
    assert not any("fires" in key for key in keys(5, 1))


def test_independent_noise_adds_in_squares(rng):
    for key, (first, second) in zip(keys(5, 2), [(6, 6), (9, 12)], strict=True):
        assert key == f"{np.hypot(first, second):.2g} mV"
        drawn = rng.normal(0, first, 100_000) - rng.normal(0, second, 100_000)
        assert drawn.std() == pytest.approx(np.hypot(first, second), rel=0.02)


def test_without_dice_a_network_is_irregular_and_one_moved_spike_moves_all():
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
    assert all(key.startswith("no, ") for key in keys(5, 3))
    assert all(key.startswith("neither need be wrong") for key in keys(5, 7))


@pytest.mark.parametrize(("place", "many", "told"), [(0, 50, 0.71), (1, 20, 0.64)])
def test_the_best_of_many_was_lucky_too(rng, place, many, told):
    worth = rng.normal(0.6, 0.05, (2_000, many))
    tested, later = (worth + rng.normal(0, 0.05, worth.shape) for _ in range(2))
    best = tested.argmax(axis=1)
    rows = np.arange(len(best))
    assert tested[rows, best].mean() > later[rows, best].mean() + 0.03
    assert later[rows, best].mean() > 0.6, "it's better than the others all the same"
    assert keys(5, 5)[place].startswith(f"less than {told}")


def test_what_was_expected_leaves_no_note():
    for key, (pre, spikes, expected, reward) in zip(
        keys(5, 6), [(1.0, 7, 7, 1.0), (1.0, 3, 3, -1.0)], strict=True
    ):
        assert reward * pre * (spikes - expected) == 0
        assert key.startswith("stays")
