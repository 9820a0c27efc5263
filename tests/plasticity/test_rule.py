"""A rule followed on two trains, against a loop that knows nothing of traces."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP, RewardSTDP, TripletSTDP
from snn_edu.plasticity.rule import Rule, Trace, events, weight_after

TRAINS = st.lists(st.integers(0, 40).map(float), max_size=8)


@given(TRAINS, TRAINS, st.sampled_from(SAME_STEP))
def test_a_trace_is_the_sum_of_the_spikes_before_and_of_ties_as_the_rule_says(pre, post, same_step):
    for t, is_post, read in events(STDP(same_step=same_step), pre, post):
        sees = same_step == "ltp" and is_post, same_step == "ltd" and not is_post
        for x, train, tie in zip(read, (pre, post), sees, strict=True):
            slow = sum(math.exp(-(t - s) / 20.0) for s in train if s < t or (tie and s == t))
            assert x == pytest.approx(slow, abs=1e-12)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        *((STDP(pairing=pairing), STDP.pair_sum) for pairing in PAIRINGS),
        *(
            (TripletSTDP(0.01, A3_minus=0.01, tau_x=70.0, pairing=pairing), TripletSTDP.change)
            for pairing in ("all", "nearest")
        ),
    ],
)
def test_poisson_trains_drift_as_predicted(rule, change):
    rng, seconds, rates, drifts = np.random.default_rng(11), 400.0, (20.0, 10.0), []
    for _ in range(40):
        trains = (rng.uniform(0, 1000 * seconds, rng.poisson(rate * seconds)) for rate in rates)
        drifts.append(change(rule, *trains) / seconds)
    error = np.std(drifts, ddof=1) / math.sqrt(len(drifts))
    assert error < 1e-3  # or the test could not tell the pairings apart
    assert np.mean(drifts) == pytest.approx(rule.drift(*rates), abs=3 * error)


def test_stdp_and_triplets_are_rules_and_numbers_are_not():
    assert isinstance(STDP(), Rule)
    assert isinstance(TripletSTDP(), Rule)
    assert STDP(pairing="reduced").keeps[1] == Trace("post", 20.0, adds=False, used_up=True)
    with pytest.raises(TypeError, match="rule = 3"):
        weight_after(3, [1.0], [2.0], 0.5)
    with pytest.raises(ValueError, match="w = 2: allowed is 0 to 1"):
        weight_after(STDP(), [1.0], [2.0], 2.0)


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("same_step", SAME_STEP)
def test_a_billionth_of_a_ms_is_a_tie_in_every_form_of_the_rule(pairing, same_step):
    k = np.arange(1, 4000, 7)
    step, grid = 0.1 * k, np.round(0.1 * k, 9)  # 0.30000000000000004 and 0.3
    rule = STDP(0.02, 0.03, pairing=pairing, same_step=same_step)
    exact = rule.pair_sum(grid[::3], grid)
    assert (step != grid).sum() > 100
    for pre, post in ((step[::3], grid), (grid[::3], step)):
        sums = rule.pair_sum(pre, post), rule.traces(pre, post), rule.pairs(pre, post).dw.sum()
        assert sums == pytest.approx((exact, exact, exact), abs=1e-10)
        course, expected = rule.course(pre, post, 0.5), rule.course(grid[::3], grid, 0.5)
        np.testing.assert_allclose(course.w, expected.w, rtol=0, atol=1e-10)
        assert set(course.t) == {*pre, *post}  # the times are those given
    assert rule.window(1e-12) == rule.window(0.0) == rule.window(-1e-12)
    for apart in (1e-8, -1e-8):  # ten billionths are none
        assert rule.pair_sum([10.0], [10.0 + apart]) == pytest.approx(rule.window(apart), abs=1e-10)
        assert np.sign(rule.window(apart)) == np.sign(apart)


def test_a_billionth_of_a_ms_is_a_tie_for_triplets_and_rewards():
    late = 0.1 + 0.2
    assert TripletSTDP().change([0.3, late], [late]) == TripletSTDP().change([0.3, 0.3], [0.3]) == 0
    paid = RewardSTDP(tau_reward=0.0).change([0.1], [late], [0.3])
    assert paid == pytest.approx(STDP().pair_sum([0.1], [0.3]))
