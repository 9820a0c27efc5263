"""The detector against a slow one that handles one event at a time, and against the STDP rule."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from ranges import refused

from snn_edu.patterns import Detector, follow, make_input
from snn_edu.plasticity import STDP, weight_after
from snn_edu.spikes import Spikes, poisson
from snn_edu.synapses import AlphaSynapse, ExponentialSynapse

SIZE = 40
JUMP = ExponentialSynapse(10.0)
DENSE = Detector(v_threshold=10.0)  # 40 afferents at 64 Hz and threshold 10: as 2000 and 500


def ruled(detector, **changes):
    """The detector with another rule."""
    return replace(detector, stdp=replace(detector.stdp, **changes))


def some_input(seed, duration=3000.0, rate=64.0, size=SIZE):
    return poisson(rate, duration, np.random.default_rng(seed), size)


def one_event_at_a_time(detector, spikes):
    """Output times and weights by the equations as they stand: sums over spikes, no trick.

    p is evaluated on a grid of 0.02 ms between input spikes; the crossing is then interpolated.
    """
    d, jumps = detector, detector.kernel == JUMP
    peak = math.log(d.tau_m / d.tau_syn) * d.tau_m * d.tau_syn / (d.tau_m - d.tau_syn or 1.0)
    K = 1.0 if jumps else 1 / (math.exp(-peak / d.tau_m) - math.exp(-peak / d.tau_syn))
    output, psps = [], []  # psps: (time, weight it met)

    def shape(s):
        return math.exp(-s / d.tau_m) - (0.0 if jumps else math.exp(-s / d.tau_syn))

    def p(t):
        total = sum(w_j * K * shape(t - t_j) for t_j, w_j in psps)
        if output:
            s = t - output[-1]
            total += d.v_threshold * (d.K1 * math.exp(-s / d.tau_m) - d.K2 * shape(s))
        return total

    def fire(t):
        output.append(t)
        psps.clear()

    def weight(i, t):
        before = spikes.times[(spikes.ids == i) & (spikes.times < t)]
        return weight_after(d.stdp, before, output, d.w0)

    now = 0.0
    for t, i in [*zip(spikes.times.tolist(), spikes.ids.tolist(), strict=True), (None, None)]:
        until = spikes.duration if t is None else t
        while now < until:
            free = output[-1] + d.t_ref if output else 0.0  # the end of refractoriness
            later = min(now + 0.02, until, free if free > now else until)
            if later >= free and p(later) >= d.v_threshold:
                low, high = max(now, free), later
                while high - low > 1e-10:
                    middle = (low + high) / 2
                    low, high = (middle, high) if p(middle) < d.v_threshold else (low, middle)
                fire(high)
            now = later
        if t is not None:
            psps.append((t, weight(i, t)))
            if p(t) >= d.v_threshold and (not output or t > output[-1] + d.t_ref):
                fire(t)
    return np.array(output), [weight(i, math.inf) for i in range(spikes.size)]


@pytest.mark.no_cover  # long
@pytest.mark.parametrize("pairing", ["reduced", "nearest", "all"])
@pytest.mark.parametrize("kernel", [DENSE.kernel, JUMP], ids=repr)
def test_output_and_weights_are_those_of_one_event_at_a_time(pairing, kernel):
    detector = ruled(DENSE, A_plus=0.1, A_minus=0.05, pairing=pairing)
    detector = replace(detector, kernel=kernel, reach=1000.0)
    spikes = some_input(3, duration=400.0)
    learned = detector.learn(spikes)
    times, weights = one_event_at_a_time(detector, spikes)
    assert len(times) > 5
    assert min(weights) == 0.0 or max(weights) == 1.0
    np.testing.assert_allclose(learned.output.times, times, atol=1e-7)
    np.testing.assert_allclose(learned.weights[0], weights, atol=1e-7)


@pytest.mark.parametrize("pairing", ["reduced", "nearest", "all"])
@pytest.mark.parametrize("same_step", ["none", "ltp", "ltd"])
def test_on_a_grid_weights_change_by_the_pair_sum_of_the_stdp_rule(pairing, same_step):
    """Small steps from the middle meet no bound, so the change is the sum over pairs."""
    rule = STDP(1e-4, 0.85e-4, 16.8, 33.7, pairing=pairing, same_step=same_step)
    detector = replace(DENSE, stdp=rule, dt=1.0, reach=1e9)
    spikes = some_input(5, duration=1000.0)
    learned = detector.learn(spikes)
    ends, output = np.ceil(spikes.times), learned.output.times
    assert np.isin(ends, output).any()
    expected = [rule.change(ends[spikes.ids == i], output) for i in range(SIZE)]
    np.testing.assert_allclose(learned.weights[0] - detector.w0, expected, atol=1e-12)


@pytest.mark.parametrize("dt", [None, 1.0])
def test_a_spike_at_the_very_end_is_heard(dt):
    detector = Detector(kernel=JUMP, v_threshold=0.1, w0=0.5, dt=dt)
    learned = detector.learn(Spikes([2.0, 600.0], [0, 0], 1, 600.0))
    assert learned.output.times.tolist() == [2.0, 600.0]


def test_pairs_further_apart_than_the_reach_do_not_count():
    spikes = Spikes([0.0, 0.0, 110.0, 110.0], [0, 1, 2, 3], 4, 600.0)
    detector = Detector(v_threshold=0.9, w0=0.5, reach=7.0)
    learned = detector.learn(spikes)
    near = replace(detector, reach=6.0).learn(spikes)
    t = learned.output.times
    assert t.size == 2
    since = t[1] - 110.0
    assert 6 * 16.8 < t[1] - t[0] < 7 * 16.8
    # Afferents 2, 3: one LTD pair with the first output, one LTP pair with the second.
    ltd, ltp = 0.85 * 2**-5 * np.exp(-(110 - t[0]) / 33.7), 2**-5 * np.exp(-since / 16.8)
    np.testing.assert_allclose(learned.weights[0, 2:], 0.5 - ltd + ltp, rtol=1e-12)
    np.testing.assert_allclose(near.weights, learned.weights)
    for pairing in ("reduced", "nearest"):  # 3 x 33.7 ms < 110 ms - t[0]
        cut = ruled(replace(detector, reach=3.0), pairing=pairing).learn(spikes)
        np.testing.assert_allclose(cut.weights[0, 2:], 0.5 + ltp, rtol=1e-12)
    # 40 ms before the output is 8 tau_plus of 5 ms, and little of tau_minus.
    early = Spikes([0.0, 40.0, 40.0], [0, 1, 2], 3, 100.0)
    short = ruled(detector, tau_plus=5.0).learn(early)
    assert len(short.output) == 1
    assert short.weights[0, 0] == 0.5 < short.weights[0, 1]


def test_inhibition_delays_the_other_neuron_by_its_closed_form():
    """Neuron 0 fires first; neuron 1 then meets its own PSPs less one IPSP of peak 0.25 T."""
    strong, weak = [1.0, 1.0, 0.0], [0.7, 0.7, 0.9]
    spikes = Spikes([61.0, 61.0, 63.0], [0, 1, 2], 3, 110.0)
    detector = Detector(neurons=2, v_threshold=1.5, inhibition=0.25)
    alone = replace(detector, neurons=1)
    first = alone.learn(spikes, weights=[strong]).output.times[0]
    second = alone.learn(spikes, weights=[weak]).output.times[0]
    assert first < second
    together = detector.learn(spikes, weights=[strong, weak]).output

    def eps(s):
        # tau_m = 4 tau_syn: the peak is at exp(-s / tau_m) = 4^(-1/3)
        K = 1 / (4 ** (-1 / 3) - 4 ** (-4 / 3))
        return np.where(s > 0, K * (np.exp(-s / 10) - np.exp(-s / 2.5)), 0.0)

    t = np.arange(first, 70.0, 1e-5)
    p = 0.7 * 2 * eps(t - 61) + 0.9 * eps(t - 63) - 0.25 * 1.5 * eps(t - first)
    expected = t[np.argmax(p >= 1.5)]
    assert expected > second
    np.testing.assert_allclose(together.times[:2], [first, expected], atol=2e-5)
    np.testing.assert_array_equal(together.ids[:2], [0, 1])


@pytest.mark.parametrize("dt", [None, 1.0])  # on a grid an output ties with the others' input
@pytest.mark.parametrize("same_step", ["none", "ltd"])
def test_without_inhibition_each_neuron_is_alone(dt, same_step):
    spikes = some_input(12)
    rows = np.random.default_rng(0).random((3, SIZE))
    one = replace(ruled(DENSE, same_step=same_step), dt=dt)
    together = replace(one, neurons=3, inhibition=0.0).learn(spikes, weights=rows)
    for k in range(3):
        alone = one.learn(spikes, weights=rows[k])
        np.testing.assert_allclose(together.output.of(k).times, alone.output.times, atol=1e-7)
        np.testing.assert_allclose(together.weights[k], alone.weights[0], atol=1e-8)


@pytest.mark.parametrize("dt", [None, 1.0])
def test_neurons_that_begin_alike_fire_together_and_both_inhibit_a_third(dt):
    rows = np.random.default_rng(0).random((2, SIZE)) * [[1.0], [0.7]]
    alike = replace(DENSE, neurons=3, inhibition=0.1, dt=dt)
    learned = alike.learn(some_input(14), weights=rows[[0, 0, 1]])
    one, other = learned.output.of(0).times, learned.output.of(1).times
    np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(learned.weights[0], learned.weights[1])
    (free,), (by_one,) = (
        replace(alike, neurons=2, inhibition=each).learn(some_input(14), weights=rows).output.of(1)
        .times[:1] for each in (0.0, 0.2)
    )  # fmt: skip
    assert one[0] < free < by_one
    assert learned.output.of(2).times[0] == pytest.approx(by_one, abs=1e-7)


def test_how_far_it_looks_ahead_changes_nothing(monkeypatch):
    """Not even where that would end amid a tie: on this grid many inputs tie."""
    few = replace(DENSE, neurons=2, dt=1.0)
    rows = np.random.default_rng(0).random((2, SIZE))
    as_it_is = few.learn(some_input(13), weights=rows)
    assert len(as_it_is.output) > 20
    monkeypatch.setattr("snn_edu.patterns.detector.FEW", 1)
    one_by_one = few.learn(some_input(13), weights=rows)
    assert one_by_one.output == as_it_is.output
    np.testing.assert_array_equal(one_by_one.weights, as_it_is.weights)


def some(size=2, duration=10.0):
    return Spikes([1.0], [0], size, duration)


test_input_that_does_not_fit_is_refused = refused(
    (lambda: DENSE.learn(some(duration=None)), "duration"),
    (lambda: DENSE.learn(some(40), weights=np.ones((2, 40))), r"\(1, 40\)"),
    (lambda: list(follow([(DENSE, some()), (replace(DENSE, neurons=2), some())])), "must stay"),
    (lambda: list(follow([(DENSE, some()), (DENSE, some(3))])), "must stay"),
    (lambda: list(follow([(DENSE, some(duration=None))])), "how long each piece"),
    *((lambda one=one: list(follow([one])), TypeError, r"pieces gave .*: expected a pair")
      for one in (DENSE, (DENSE,), (DENSE, some(), some()), 1)),
    *((lambda wrong=wrong: list(follow(wrong)), TypeError, "pieces") for wrong in (3, "none")),
    (lambda: list(follow(np.array(0.0))), TypeError, "pieces"),
)  # fmt: skip


test_a_wrong_parameter_is_refused_by_name = refused(
    ({"stdp": STDP(pairing="pre_centred")}, "stdp = .*a pairing that is 'reduced'"),
    ({"stdp": STDP(mu=0.5)}, "stdp = .*expected mu = 0"),
    ({"stdp": STDP(w_min=-1.0)}, "stdp = .*w_min = 0"),
    ({"kernel": AlphaSynapse(5.0)}, "kernel = .*expected two different time constants"),
    ({"w0": 1.5}, "w0 = 1.5: allowed is 0 to 1"),
    ({"dt": 50.0}, "dt = 50 ms"),
    of=lambda wrong: Detector(**wrong),
)


def test_following_pieces_is_learning_the_whole_once_and_again():
    """Cut into pieces of any length, the same input gives the same spikes and weights."""
    spikes, _ = make_input(1500.0, np.random.default_rng(5), 200, rates="poisson")
    detector = Detector(v_threshold=50.0)
    whole = detector.learn(spikes, repeats=2)
    pieces = []
    for begin, end in itertools.pairwise([0.0, 700.0, 750.0, 1500.0]):
        here = (spikes.times >= begin) & (spikes.times < end)
        piece = Spikes(spikes.times[here] - begin, spikes.ids[here], 200, end - begin)
        pieces.append((detector, piece))
    first, *_, last = follow(pieces * 2)
    assert (first.t, last.t) == (700.0, 3000.0)
    assert first.output.times.tolist() == last.output.times[: len(first.output)].tolist()
    kept = first.weights.copy()  # what was learned until then stays as it is
    assert (detector.learn(spikes, weights=first.weights).weights != kept).any()
    np.testing.assert_array_equal(first.weights, kept)
    with pytest.raises(ValueError, match="read-only"):
        first.weights[0, 0] = 1.0
    np.testing.assert_allclose(last.output.times, whole.output.times, atol=1e-6)
    np.testing.assert_allclose(last.weights, whole.weights, atol=1e-9)


@pytest.mark.parametrize("pairing", ["nearest", "all"])
def test_a_rule_changed_on_the_way_does_what_it_does_from_a_fresh_start(pairing):
    """After some discharges under the new rule the old one leaves no trace but its weights."""
    spikes, _ = make_input(1000.0, np.random.default_rng(6), 200, rates="poisson")
    old = Detector(v_threshold=50.0)
    new = ruled(old, pairing=pairing)
    before, after = follow([(old, spikes), (new, spikes)])
    fresh = new.learn(spikes, weights=before.weights)
    assert len(after.output) - len(before.output) == pytest.approx(len(fresh.output), abs=3)
    assert after.weights.mean() == pytest.approx(fresh.weights.mean(), abs=0.03)
    slower, silence = ruled(new, tau_plus=40.0), Spikes([], [], 200, 50.0)
    *_, last = follow([(new, silence), (slower, spikes)])
    np.testing.assert_allclose(last.weights, slower.learn(spikes).weights, atol=1e-9)


@pytest.mark.parametrize("pairing", ["reduced", "nearest", "all"])
def test_an_output_spike_flushes_the_inputs_that_set_it_off_whatever_a_tie_means(pairing):
    """One volley, one discharge; as LTD the tie then costs each input A_minus, and no more."""
    detector = ruled(Detector(v_threshold=1.5, w0=1.0, dt=1.0, kernel=JUMP), pairing=pairing)
    volley = Spikes([9.2, 9.3], [0, 1], 2, 60.0)
    for same_step, lost in (("none", 0.0), ("ltp", 0.0), ("ltd", detector.stdp.A_minus)):
        learned = ruled(detector, same_step=same_step).learn(volley)
        assert learned.output.times.tolist() == [10.0]
        np.testing.assert_allclose(learned.weights, 1.0 - lost, rtol=1e-15)


@pytest.mark.parametrize(
    ("dt", "first", "second"), [(1.0, 49.4, 50.0), (1.0, 49.0 + 1e-6, 50.0), (0.3, 49.9, 50.05)]
)
def test_a_tie_on_the_grid_is_not_parted_at_the_end_of_a_block(dt, first, second):
    """Two inputs of one step cross together: parted, the first alone would fire, or neither."""
    end = dt * math.ceil(first / dt)  # of the step of both
    assert end == pytest.approx(dt * math.ceil(second / dt))
    detector = Detector(v_threshold=1.5, w0=1.0, dt=dt, kernel=JUMP, t_ref=0.1, K1=0.0, K2=0.0)
    spikes = Spikes([first, second], [0, 1], 2, 120.0)
    learned = ruled(detector, same_step="ltd").learn(spikes)
    np.testing.assert_allclose(learned.output.times, [end], rtol=1e-12)
    np.testing.assert_allclose(learned.weights, 1.0 - detector.stdp.A_minus, rtol=1e-12)
    one = replace(ruled(detector, same_step="ltp"), v_threshold=0.9).learn(spikes)
    assert one.output.times.size == 1  # both are in its potential when it fires
    np.testing.assert_allclose(one.weights, 1.0)


@pytest.mark.parametrize("k", range(1, 12))
def test_a_coarse_grid_has_no_seams(k):
    """A PSP is over the threshold at the end of the next step only, wherever blocks begin."""
    spikes = Spikes([10.0 * k], [0], 1, 200.0)
    learned = Detector(v_threshold=0.5, w0=1.0, dt=10.0).learn(spikes)
    assert learned.output.times.tolist() == [10.0 * (k + 1)]


@pytest.mark.parametrize(
    ("dt", "t_ref", "interval"),
    [(dt, 1.0, 1.0) for dt in (0.1, 0.125, 0.2, 0.5, 1.0)] + [(0.1, 1.05, 1.1), (0.5, 0.6, 1.0)],
)
def test_on_a_grid_the_neuron_may_fire_t_ref_after_its_last_spike(dt, t_ref, interval):
    """Whatever k dt rounds to: at 0.1 ms intervals were 1.1 ms, and sometimes 1.0."""
    steps = round(200.0 / dt)
    spikes = Spikes(np.repeat(dt * np.arange(1, steps), 4), np.tile(range(4), steps - 1), 4, 200.0)
    saturated = Detector(v_threshold=0.5, kernel=JUMP, K1=0.0, K2=0.0, w0=1.0, dt=dt, t_ref=t_ref)
    intervals = ruled(saturated, A_plus=0.0, A_minus=0.0).learn(spikes).output.isi()
    assert intervals.size > 100
    np.testing.assert_allclose(intervals, interval, rtol=0, atol=1e-9)
