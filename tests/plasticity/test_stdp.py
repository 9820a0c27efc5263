"""Pair STDP: against NEST's numbers, and a slow list of pairs."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused
from reference import case, cases

from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP
from snn_edu.spikes import Spikes

NEST_NAME = {
    "all": "all_to_all",
    "nearest": "nn_symmetric",
    "pre_centred": "nn_presynaptic_centered",
    "reduced": "nn_restricted_symmetric",
}
# Whole milliseconds, so that ties and repeated times are common.
trains = st.lists(st.integers(0, 60), max_size=12).map(lambda times: np.sort(times).astype(float))


def rule_of(params: dict, **changes) -> STDP:
    given = STDP(params["A_plus"], params["A_minus"], params["tau_plus_ms"], params["tau_minus_ms"])
    return replace(given, **changes)


def slow_pairs(pre, post, pairing, same_step):
    """Every pre with every post, then the definition of the scheme in words, one pair at a time.

    Ties are broken by moving the pre spikes a hair: then only "before" and "after" are left.
    """
    hair = {"none": 0.0, "ltp": -1e-6, "ltd": 1e-6}[same_step]
    moved = [t + hair for t in pre]
    found = set()
    for i, a in enumerate(moved):
        for j, b in enumerate(post):
            if a == b:
                continue
            first, last = min(a, b), max(a, b)
            # of equal spikes, the one with the later index is the nearer to what follows and the
            # one with the earlier index the nearer to what came before
            pre_between = any(
                first < t < last or (t == a and (k > i if a < b else k < i))
                for k, t in enumerate(moved)
            )
            post_between = any(
                first < t < last or (t == b and (k < j if a < b else k > j))
                for k, t in enumerate(post)
            )
            own_partner_taken = {
                "all": False,
                "nearest": pre_between if a < b else post_between,
                "pre_centred": post_between,
                "reduced": pre_between or post_between,
            }[pairing]
            if not own_partner_taken:
                found.add((i, j))
    return found


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("reference", cases("stdp", "stdp-pair-A") + cases("stdp", "stdp-pair-B"))
def test_four_pairings_give_nests_numbers(reference, pairing):
    params, expected = reference["params"], reference["expected"]
    stdp = rule_of(params, pairing=pairing)
    pre, post = params["pre_ms"], params["post_ms"]
    for dw in (stdp.change(pre, post), stdp.traces(pre, post), stdp.pairs(pre, post).dw.sum()):
        assert dw == pytest.approx(expected["dw"][NEST_NAME[pairing]], abs=1e-12)
        assert dw == pytest.approx(expected["nest_dw"][NEST_NAME[pairing]], abs=1e-11)


def test_window_is_two_exponentials():
    reference = case("stdp", "stdp-window-given")
    stdp = rule_of(reference["params"])
    dw = stdp.window(reference["params"]["dt_ms"])
    assert dw == pytest.approx(reference["expected"]["dw"], rel=1e-12)
    # The integral of the window is the drift at one spike per ms on both sides, per ms.
    assert stdp.drift(1000, 1000) / 1000 == pytest.approx(reference["expected"]["integral"])
    assert np.ndim(STDP().window(5.0)) == 0
    assert STDP().window([[1.0, -1.0, 0.0]]).shape == (1, 3)


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize(("same_step", "worth"), [("none", 0.0), ("ltp", 0.01), ("ltd", -0.0105)])
def test_a_tie_is_worth_what_same_step_says(pairing, same_step, worth):
    params = case("stdp", "stdp-coincident")["params"]
    stdp = rule_of(params, pairing=pairing, same_step=same_step)
    assert stdp.window(0.0) == worth
    assert stdp.change(params["pre_ms"], params["post_ms"]) == worth
    assert stdp.traces(params["pre_ms"], params["post_ms"]) == worth
    if same_step == "none":  # a tie hides no earlier partner, (10, 20) here: nest#861
        assert STDP() == replace(STDP(), same_step="none")
        for form in (stdp.change, stdp.traces):
            assert form([10, 20], [20]) == pytest.approx(0.01 * math.exp(-10 / 20), rel=1e-12)


@given(trains, trains, *map(st.sampled_from, (PAIRINGS, SAME_STEP, (0.0, -100.0, 1e6))))
def test_every_form_counts_the_pairs_of_the_definition(pre, post, pairing, same_step, begin):
    pre, post = pre + begin, post + begin
    stdp = STDP(0.013, 0.009, 17.0, 34.0, pairing=pairing, same_step=same_step)
    listed, slow = stdp.pairs(pre, post), slow_pairs(pre, post, pairing, same_step)
    assert sorted(zip(listed.pre, listed.post, strict=True)) == sorted(slow)  # none twice
    by_window = math.fsum(stdp.window(post[j] - pre[i]) for i, j in slow)
    for dw in (listed.dw.sum(), stdp.change(pre, post), stdp.traces(pre, post)):
        assert dw == pytest.approx(by_window, abs=1e-12)


def test_sum_survives_trains_and_gaps_of_any_length():
    # exp(t / tau) overflows at 709 tau: the sum over a train must not.
    stdp, pre = STDP(), np.array([*range(0, 20_000, 7), 1e7, 1e7 + 3, 1e12])
    post = np.array([*range(5, 20_000, 11), 1e7 + 8])
    expected = stdp.window(post[:, None] - pre).sum()
    assert stdp.change(pre, post) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("pairing", "key"),
    [("all", "all_to_all"), ("nearest", "nn_symmetric"), ("reduced", "nn_restricted")],
)
def test_drift_is_the_closed_form(pairing, key):
    reference = case("stdp", "stdp-poisson-given")
    params = reference["params"]
    rule = rule_of(params, pairing=pairing)
    assert rule.drift(0.0, params["post_Hz"]) == rule.drift(params["pre_Hz"], 0.0) == 0.0
    drift = rule.drift(params["pre_Hz"], params["post_Hz"])
    assert drift == pytest.approx(reference["expected"][f"{key}_per_s"], rel=1e-12)


def test_course_is_the_sum_while_no_bound_is_met():
    rng = np.random.default_rng(2)
    pre, post = np.sort(rng.uniform(0, 300, (2, 15)))
    course = STDP(0.001, 0.001).course(pre, post, w=0.5)
    change = STDP(0.001, 0.001).change(pre, post)
    assert course.w[-1] - 0.5 == pytest.approx(change, abs=1e-12)
    assert list(course.t) == sorted([*pre, *post])
    assert list(course.t[course.is_post]) == list(post)
    # x_pre just before a post spike is the sum over the pre spikes before it.
    k = int(np.flatnonzero(course.is_post)[-1])
    before = pre[pre < course.t[k]]
    assert course.x_pre[k] == pytest.approx(np.exp(-(course.t[k] - before) / 20).sum(), rel=1e-12)


@pytest.mark.parametrize("mu", [0.0, 0.3, 1.0])
def test_weights_stay_within_their_bounds(mu):
    rng = np.random.default_rng(4)
    pre, post = np.sort(rng.uniform(0, 2000, (2, 400)))
    stdp = STDP(0.4, 0.5, w_min=-0.5, w_max=2.0, mu=mu)
    w = stdp.course(pre, post, w=0.0).w
    assert w.min() >= -0.5
    assert w.max() <= 2.0
    if mu == 0:  # hard bounds are reached, not only neared
        assert w.min() == -0.5


def test_mu_scales_a_step_by_the_room_left():
    # Guetig et al. 2003, eq. 2, on [0, 1]: f+ = (1 - w)^mu, f- = w^mu.
    stdp = STDP(0.1, 0.2, mu=0.5)
    assert stdp.at_post(0.36, (0.5, 0.0)) == pytest.approx(0.36 + 0.1 * math.sqrt(0.64) * 0.5)
    assert stdp.at_pre(0.36, (0.0, 0.5)) == pytest.approx(0.36 - 0.2 * math.sqrt(0.36) * 0.5)
    # On a wider range the room is a share of the range; the step keeps the weight's unit.
    wide = STDP(0.1, 0.2, w_min=1.0, w_max=5.0, mu=1.0)
    assert wide.at_post(2.0, (1.0, 0.0)) == pytest.approx(2.0 + 0.1 * 0.75)
    assert wide.at_pre(2.0, (0.0, 1.0)) == pytest.approx(2.0 - 0.2 * 0.25)


test_wrong_trains_and_sums_of_weight_dependent_pairs_are_refused = refused(
    (lambda: STDP().traces([10], [math.nan]), r"post\[0\] = nan"),
    (lambda: STDP().change([[1, 2]], [7]), r"shape \(1, 2\)"),
    (lambda: STDP().change(Spikes([1, 3], [0, 1], 2), [7]), r"pre has 2 neurons.*pre\.of"),
    (lambda: STDP().course([1], [2], w=3.0), "w = 3"),
    (lambda: STDP(mu=0.5).change([1], [2]), r"mu = 0\.5.*course"),
    (lambda: STDP(mu=0.5).traces([1], [2]), r"mu = 0\.5.*course"),
)


def test_a_train_may_be_spikes_or_times_in_any_order():
    for form in (STDP().change, STDP().traces):
        assert form(Spikes([5, 10]), [7, 30, 2]) == form([10, 5], [2, 7, 30])


test_wrong_parameters_are_refused = refused(
    ({"A_minus": -0.0105}, r"A_minus = -0\.0105.*Did you mean 0\.0105"),
    ({"A_plus": float("nan")}, "A_plus = nan"),
    ({"tau_plus": 0.02}, r"tau_plus = 0\.02 ms.*Did you mean 20 \(ms\)"),
    ({"pairing": "nearst"}, "Did you mean 'nearest'"),
    ({"same_step": "both"}, "same_step = 'both'"),
    ({"w_min": 1.0}, "w_min = 1: must be below w_max = 1"),
    ({"mu": 2.0}, "mu = 2"),
    ({"w_min": math.nan}, "w_min = nan: allowed is any finite number"),
    of=lambda wrong: STDP(**wrong),
)
