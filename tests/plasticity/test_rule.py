"""A rule followed on two trains, against a loop that knows nothing of traces."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_rule import Own

from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP, RewardSTDP, TripletSTDP
from snn_edu.plasticity.rule import Rule, Trace, as_rule, events, weight_after

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
        *((STDP(pairing=pairing), STDP.change) for pairing in PAIRINGS),
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


@given(TRAINS, TRAINS, st.sampled_from(["all", "nearest"]))
def test_the_course_of_triplets_ends_where_the_sum_of_all_changes_leads(pre, post, pairing):
    rule = TripletSTDP(0.01, 0.02, 0.005, 0.003, tau_x=70.0, pairing=pairing)
    course = rule.course(pre, post, w=0.5)
    assert course.t.tolist() == sorted([*pre, *post])
    assert int(course.is_post.sum()) == len(post)
    if course.t.size:  # `change` adds up the traces, and follows no weight
        assert course.w[-1] == pytest.approx(0.5 + rule.change(pre, post), abs=1e-12)
    pairs = TripletSTDP(0.01, 0.02, 0.0, 0.0, 20.0, 30.0, w_min=0.0, w_max=1.0, pairing=pairing)
    two = STDP(0.01, 0.02, 20.0, 30.0, pairing=pairing).course(pre, post, 0.5)
    if len(set(pre)) == len(pre) and len(set(post)) == len(post):
        for one, other in zip(pairs.course(pre, post, 0.5), two, strict=True):
            assert one == pytest.approx(other, abs=1e-12)


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("same_step", SAME_STEP)
def test_a_billionth_of_a_ms_is_a_tie_in_every_form_of_the_rule(pairing, same_step):
    k = np.arange(1, 4000, 7)
    step, grid = 0.1 * k, np.round(0.1 * k, 9)  # 0.30000000000000004 and 0.3
    rule = STDP(0.02, 0.03, pairing=pairing, same_step=same_step)
    exact = rule.change(grid[::3], grid)
    assert (step != grid).sum() > 100
    for pre, post in ((step[::3], grid), (grid[::3], step)):
        sums = rule.change(pre, post), rule.traces(pre, post), rule.pairs(pre, post).dw.sum()
        assert sums == pytest.approx((exact, exact, exact), abs=1e-10)
        course, expected = rule.course(pre, post, 0.5), rule.course(grid[::3], grid, 0.5)
        np.testing.assert_allclose(course.w, expected.w, rtol=0, atol=1e-10)
        assert set(course.t) == {*pre, *post}  # the times are those given
    assert rule.window(1e-12) == rule.window(0.0) == rule.window(-1e-12)
    for apart in (1e-8, -1e-8):  # ten billionths are none
        assert rule.change([10.0], [10.0 + apart]) == pytest.approx(rule.window(apart), abs=1e-10)
        assert np.sign(rule.window(apart)) == np.sign(apart)


def test_a_billionth_of_a_ms_is_a_tie_for_triplets_and_rewards():
    late = 0.1 + 0.2
    assert TripletSTDP().change([0.3, late], [late]) == TripletSTDP().change([0.3, 0.3], [0.3]) == 0
    paid = RewardSTDP(tau_reward=0.0).change([0.1], [late], [0.3])
    assert paid == pytest.approx(STDP().change([0.1], [0.3]))


def without(*parts):
    left = {name: vars(Own)[name] for name in vars(Own) if name not in parts}
    return type("Own", (), left)()


def with_part(**parts):
    return type("Own", (Own,), parts)()


def test_whoever_runs_a_rule_holds_its_weight_within_its_bounds():
    trains = [10.0, 20.0, 30.0], [11.0, 12.0, 13.0, 14.0, 21.0, 31.0]
    eager = with_part(at_post=lambda self, w, x: w + 5.0 * x[0])
    assert weight_after(eager, *trains, 0.5) == 1.0
    assert weight_after(with_part(at_pre=lambda self, w, x: w - 7.0), [1.0], [], 0.5) == 0.0
    free = with_part(at_post=lambda self, w, x: w + 5.0 * x[0], w_max=np.inf)
    assert weight_after(free, [10.0], [10.0, 10.0], 0.5) == 0.49  # ties are none of its own
    assert weight_after(free, [10.0], [11.0], 0.5) == pytest.approx(0.49 + 5.0 * np.exp(-0.05))


def test_a_trace_of_ones_own_adds_up_its_spikes_unless_it_says_otherwise():
    earlier, last = math.exp(-1.0), math.exp(-0.5)
    for trace, x in ((Trace("pre", 20.0), earlier + last), (Trace("pre", 20.0, adds=False), last)):
        rule = with_part(
            keeps=(trace,), at_pre=lambda self, w, x: w, at_post=lambda self, w, x: w + 0.1 * x[0]
        )
        assert weight_after(rule, [0.0, 10.0], [20.0], 0.5) == pytest.approx(0.5 + 0.1 * x)


def test_a_rule_that_takes_floats_alone_is_followed_on_two_trains_and_not_in_a_network():
    plain = with_part(at_post=lambda self, w, x: min(1.0, w + 0.1 * x[0]))
    assert weight_after(plain, [10.0], [10.0 + 1e-6], 0.95) == 1.0
    with pytest.raises(TypeError, match=r"rule: Own.at_post\(w, x\) raises ValueError.*say np.min"):
        as_rule("rule", plain, many=True)


@pytest.mark.parametrize(
    ("rule", "error", "words"),
    [
        (without("same_step"), TypeError, "rule: Own lacks same_step. A rule has keeps, same_s"),
        (without("w_min", "at_post"), TypeError, "rule: Own lacks w_min, at_post"),
        (Own, TypeError, r"rule = the class Own: .*Did you mean Own\(\)"),
        (3, TypeError, "rule = 3: expected an instance of Rule"),
        (with_part(same_step="nothing"), ValueError, "Own.same_step = 'nothing': allowed is"),
        (with_part(same_step="LTD"), ValueError, "Own.same_step = 'LTD': .*mean 'ltd'"),
        (with_part(keeps=Trace("pre", 20.0)), TypeError, r"Own.keeps\[0\] = 'pre': .*Say Trace"),
        (with_part(keeps=[Trace("pre", 20.0)]), TypeError, "Own.keeps = .*an instance of tuple"),
        (with_part(keeps=(Trace("Pre", 20.0),)), ValueError, r"keeps\[0\].of = 'Pre'.*mean 'pre'"),
        (with_part(keeps=(Trace("pre", 0.0),)), ValueError, r"Own.keeps\[0\].tau = 0 ms"),
        (with_part(keeps=(Trace("pre", 20.0, used_up=0.5),)), TypeError,
         r"Own.keeps\[0\].used_up = 0.5: expected True or False"),
        (with_part(w_min=2.0), ValueError, "Own.w_min = 2: must be below w_max = 1. Swapped"),
        (with_part(w_max="1"), TypeError, "Own.w_max = '1': expected a number"),
        (with_part(w_max=np.nan), ValueError, "Own.w_max = nan"),
        (with_part(at_pre=lambda self, w, x: None), TypeError,
         r"Own.at_pre\(w, x\) gives None: .*Is a `return` missing"),
        (with_part(at_pre=lambda self, w: w), TypeError, r"Own.at_pre\(w, x\) raises TypeError"),
        (with_part(at_post=lambda self, w, x: w + x[1]), TypeError,
         r"Own.at_post\(w, x\) raises IndexError: tuple index out of range"),
        (with_part(at_post=lambda self, w, x: "up"), TypeError, r"Own.at_post\(w, x\) gives 'up'"),
        (with_part(at_post=lambda self, w, x: w / 0.0 * np.inf), TypeError, "ZeroDivisionError"),
        (with_part(at_post=lambda self, w, x: w * np.nan), ValueError, "at_post.* gives nan, for"),
        (with_part(at_pre=lambda self, w, x: (w, x)), TypeError, "Own.at_pre.*expected weights"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_said_with_its_part(rule, error, words):
    for call in (
        lambda: weight_after(rule, [1.0], [2.0], 0.5),
        lambda: as_rule("rule", rule, True),
    ):
        with pytest.raises(error, match=words):
            call()


def test_a_rule_may_run_out_of_numbers_on_its_way_to_a_weight():
    steep = with_part(at_post=lambda self, w, x: np.minimum(np.exp(2000.0 * (w + 0 * x[0])), 1.0))
    assert as_rule("rule", steep, many=True) is steep  # exp(1000) is infinite, its minimum is 1


@pytest.mark.parametrize(
    "at_post",
    [
        lambda self, w, x: w + 0.1 if x[0] > 0.1 else w,
        lambda self, w, x: w + math.exp(x[0]),
        lambda self, w, x: max(w, 0.0),
        lambda self, w, x: np.append(w, 1.0) if np.ndim(w) else w,
        lambda self, w, x: None if np.ndim(w) else w,
    ],
    ids=["if", "math", "max", "another shape", "nothing"],
)
def test_what_no_array_can_go_through_is_told_before_a_network_runs(at_post):
    rule = with_part(at_post=at_post)
    assert weight_after(rule, [1.0], [2.0], 0.5) >= 0.0
    with pytest.raises(TypeError, match=r"rule: Own.at_post\(w, x\) (raises|gives)"):
        as_rule("rule", rule, many=True)
