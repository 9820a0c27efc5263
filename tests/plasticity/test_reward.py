"""Reward-modulated STDP: closed forms for one pair, and small steps of Euler for many."""

import math

import numpy as np
import pytest
from ranges import refused

from snn_edu.plasticity import STDP, RewardSTDP

RATE = 1 / 1000 + 1 / 200  # per ms, at which eligibility times reward decays


@pytest.mark.parametrize(
    ("tau_reward", "when", "share"),
    [
        (0.0, 515.0, math.exp(-500 / 1000)),  # of the pair, that a pulse finds
        (0.0, 15.0, 1.0),  # with the post spike
        (0.0, 9.0, 0.0),
        (200.0, 315.0, math.exp(-300 / 1000) / 200 / RATE),  # c0 d0 integral exp(-t RATE)
        (200.0, 9.0, math.exp(-6 / 200) / 200 / RATE),  # of the reward is left
    ],
)
def test_one_pair_is_paid_by_what_is_left_of_it_and_of_the_reward(tau_reward, when, share):
    change = RewardSTDP(tau_reward=tau_reward).change([10], [15], [when], sizes=-2.0)
    assert change == pytest.approx(-2 * share * STDP().window(5.0), rel=1e-12)


def test_its_bounds_hold():
    strong = RewardSTDP(STDP(0.5, 0.5), tau_reward=0.0)
    for size, bound in ((1.0, 1.0), (-1.0, 0.0)):
        assert strong.course([10], [12], [20, 30, 40, 50], w=0.5, sizes=size).w[-1] == bound


def test_no_reward_no_change():
    assert RewardSTDP().change([10, 20], [15, 26], []) == 0
    assert RewardSTDP().change([], [], [100.0]) == 0
    assert RewardSTDP().change([], [], []) == 0
    nothing = RewardSTDP().course([], [], [], w=0.3, until=100.0)
    assert (nothing.t.tolist(), nothing.w.tolist()) == ([100.0], [0.3])
    assert RewardSTDP().course([10], [15], [], w=0.3, until=15.0).w.tolist() == [0.3] * 3


@pytest.mark.parametrize("tau_reward", [0.0, 150.0])
def test_course_agrees_with_small_euler_steps(tau_reward):
    rng = np.random.default_rng(2)
    pre, post = np.sort(rng.integers(0, 20_000, (2, 25))) / 10  # ms, on the grid of 0.1 ms
    rewards, sizes = np.array([900.0, 400.0, 1600.0]), np.array([-5.0, 10.0, 20.0])
    stdp = STDP(0.05, 0.04, w_min=-10.0, w_max=10.0)
    rule = RewardSTDP(stdp, tau_eligibility=500.0, tau_reward=tau_reward)
    course = rule.course(pre, post, rewards, w=0.5, sizes=sizes, until=3000.0)

    pairs = stdp.pairs(pre, post)
    when = np.maximum(pre[pairs.pre], post[pairs.post])
    dt, c, d, w = 0.1, 0.0, 0.0, 0.5
    jumps = np.bincount(np.rint(when / dt).astype(int), pairs.dw, minlength=30_001)
    paid = np.bincount(np.rint(rewards / dt).astype(int), sizes, minlength=30_001)
    for k in range(30_000):
        c += jumps[k]
        if tau_reward:
            d += paid[k] / tau_reward
            w += dt * c * d
            d -= dt * d / tau_reward
        else:
            w += paid[k] * c
        c -= dt * c / 500.0
    assert course.t[-1] == 3000.0
    assert abs(course.w[-1] - 0.5) > 0.01  # there is something to agree on
    # the slow solution is Euler's, at dt / tau_d = 1 / 1500
    assert course.w[-1] == pytest.approx(w, abs=2e-3 * abs(w - 0.5))


test_wrong_arguments_are_refused = refused(
    (lambda: RewardSTDP(STDP(mu=1.0)), "mu = 1"),
    (lambda: RewardSTDP().course([10], [100], [], 0.5, until=50), "until = 50 ms"),
    (lambda: RewardSTDP().change([1], [2], [3, 4], [5, 6, 7]), "sizes has shape"),
    (lambda: RewardSTDP(stdp=STDP), TypeError, "stdp"),
)


def test_the_spikes_of_a_tie_mark_the_eligibility_in_the_order_that_same_step_says():
    stdp = STDP(A_plus=0.01, A_minus=0.01, same_step="ltd")  # the post first
    course = RewardSTDP(stdp).course([0.0, 10.0], [10.0], [], w=0.5)
    ltp = stdp.window(10.0)
    assert course.eligibility == pytest.approx([0.0, ltp, ltp - 0.01], rel=1e-12)


def test_between_its_entries_a_course_is_what_following_on_would_give():
    rule = RewardSTDP(STDP(w_max=2.0), tau_eligibility=300.0, tau_reward=150.0)
    given = ([10.0, 50.0], [15.0, 70.0], [200.0])
    whole = rule.course(*given, w=0.5, until=900.0)
    for t in 200.0, 260.0, 555.5:
        until, at = rule.course(*given, w=0.5, until=t), whole.at([t])
        for part in "eligibility", "reward", "w":
            assert getattr(at, part)[0] == pytest.approx(getattr(until, part)[-1], rel=1e-12)
    assert repr(whole) == f"<RewardCourse: 6 events; w from 0.5 to {whole.w[-1]:.4g}>"
    with pytest.raises(ValueError, match=r"times\[0\] = 5 ms"):
        whole.at([5.0])
    with pytest.raises(ValueError, match="Say course"):
        rule.course([], [], [], w=0.5).at([1.0])
