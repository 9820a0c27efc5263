"""The examiner of STDP names what is wrong, accuses nobody who is right, and survives anything."""

import itertools
import math
import re
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from outsiders import STDP as OUTSIDERS
from public_rules import PUBLISHED, RIGHT, by_steps, grid, right_step

from snn_edu import verify
from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP, TripletSTDP


def by_pairs(worth):
    """A rule whose pairs, told by delta_t and dw, are worth something else."""
    return lambda rule, pre, post: float(worth(rule, *rule.pairs(pre, post)[2:]).sum())


def both_ways(rule, pre, post):
    """A tie counts for either side."""
    sides = (replace(rule, same_step=tie).pairs(pre, post).dw for tie in ("ltp", "ltd"))
    return sum(float(dw[sign * dw > 0].sum()) for sign, dw in zip((1, -1), sides, strict=True))


def remembers(rule, pre, post, weight=np.zeros(1)):  # noqa: B008 - kept from call to call
    weight += rule.pair_sum(pre, post)
    return weight[0]


#: Rules with one slip each: (the rule that is meant, pre, post) -> dw.
SLIPS = {
    "none": lambda rule, pre, post: rule.pair_sum(pre, post),
    "wrong sign": lambda rule, pre, post: rule.pair_sum(post, pre),
    "missing minus": by_pairs(lambda rule, d, dw: np.where(dw > 0, rule.A_plus**2 / dw, dw)),
    "no decay": by_pairs(lambda rule, d, dw: np.where(dw > 0, rule.A_plus, -rule.A_minus)),
    "LTD strengthens": by_pairs(lambda rule, d, dw: np.abs(dw)),
    "no LTD": by_pairs(lambda rule, d, dw: np.maximum(dw, 0.0)),
    "zero sentinel": lambda rule, pre, post: rule.pair_sum(pre[pre > 0], post[post > 0]),
    "sentinel as a time": lambda rule, pre, post: (
        rule.pair_sum(pre, post) + rule.window(post + 1.0).sum() + rule.window(-1.0 - pre).sum()
    ),
    "own trace": lambda rule, pre, post: bug_museum.own_trace(pre, post, rule),
    "re-counted pairs": lambda rule, pre, post: bug_museum.recounted(pre, post, rule),
    "last spikes only": lambda rule, pre, post: rule.window(post[-1:] - pre[-1:]).sum(),
    "k-th with k-th": lambda rule, pre, post: sum(
        rule.window(b - a) for a, b in zip(pre, post, strict=False)
    ),
    "times in seconds": lambda rule, pre, post: rule.pair_sum(1000 * pre, 1000 * post),
    "returns the weight": lambda rule, pre, post: 0.5 + rule.pair_sum(pre, post),
    "remembers the last call": remembers,
    "waits for the next pre spike": lambda rule, pre, post: rule.pair_sum(
        pre, post[post < pre.max(initial=0.0)]
    ),
    "jump before read": both_ways,
}
AT_ANY_TIME = (  # they may be moved by a delay too
    *("none", "wrong sign", "missing minus", "no decay", "LTD strengthens", "no LTD"),
    *("returns the weight", "remembers the last call", "jump before read"),
)
UNSEEN = {"own trace", "re-counted pairs", "remembers the last call"}  # they cover the pairing
UNSEEN |= {"wrong sign", "last spikes only", "k-th with k-th"}
ANOTHER_TIE = {"no LTD", "LTD strengthens"}  # the tie is no longer what it was drawn as


def drawn(rng):
    """A random convention and slip: the rule, the slip, and what a report should say."""
    slip = [*SLIPS][rng.integers(len(SLIPS))] if rng.random() < 0.8 else "none"
    sizes = {name: float(rng.uniform(0.002, 0.02)) for name in ("A_plus", "A_minus")}
    sizes |= {name: float(rng.uniform(5, 40)) for name in ("tau_plus", "tau_minus")}
    which = {"pairing": PAIRINGS[rng.integers(4)], "same_step": SAME_STEP[rng.integers(3)]}
    meant = STDP(**sizes, **which, w_min=-9.0, w_max=9.0)
    shift = float(rng.choice([0.0, 0.0, 0.0, -1.0, 1.5])) if slip in AT_ANY_TIME else 0.0
    if slip == "jump before read":
        which["same_step"] = "both"

    def rule(pre, post):
        return SLIPS[slip](meant, np.sort(pre) + shift, np.sort(post))

    return rule, slip, sizes, which | {"shift": shift}


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda each: each.where[-40:])
def test_a_published_fault_is_named_and_its_mended_version_is_not_accused(published):
    assert verify.stdp(published.wrong, published.against).faults == published.names
    assert verify.stdp(published.mended, published.against).faults == ()


def test_there_are_published_faults_enough():
    assert len(PUBLISHED) >= 12
    assert len({name for each in PUBLISHED for name in each.names}) >= 12


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTSIDERS)
def test_a_rule_as_people_write_it_is_measured_or_its_fault_is_named(name):
    rule, faults, values = OUTSIDERS[name]
    report = verify.stdp(rule)
    assert report.faults == faults
    for each, value in values.items():
        near = pytest.approx(value, rel=1e-3) if isinstance(value, float) else value
        assert report.values[each] == near


@pytest.mark.slow
def test_of_200_drawn_rules_95_percent_are_named_and_no_right_one_is_accused():
    rng, named = np.random.default_rng(2026), 0
    for _ in range(200):
        rule, slip, sizes, which = drawn(rng)
        report = verify.stdp(rule)
        if slip == "none":
            assert report.faults == ()
            report.raise_for(**sizes)
        seen = () if slip in UNSEEN else ("shift",) if slip in ANOTHER_TIE else which
        named += report.faults == (slip,) * (slip != "none") and all(
            report.values[name] == which[name] for name in seen
        )
    assert named >= 190


@pytest.mark.parametrize(("pairing", "same_step"), [*itertools.product(PAIRINGS, SAME_STEP)])
def test_our_own_rule_is_identified_scheme_by_scheme(pairing, same_step):
    rule = STDP(0.01, 0.007, 17.0, 31.0, pairing=pairing, same_step=same_step)
    for form in (rule.pair_sum, rule.traces):
        report = verify.stdp(form, rule)
        report.raise_for(pairing=pairing, same_step=same_step, hides=False, shift=0.0)
        report.raise_for(A_plus=0.01, A_minus=0.007, tau_plus=17.0, tau_minus=31.0)


@pytest.mark.parametrize("exhibit", bug_museum.EXHIBITS, ids=lambda each: each.name)
def test_each_exhibit_of_the_museum_is_called_by_its_name(exhibit):
    faults = bug_museum.examined(exhibit.rule).faults
    assert exhibit.name in faults or exhibit.name == "the tutorial's stdp"
    assert len(faults) == 1 or exhibit.name == "the tutorial's stdp"
    if exhibit.name == "the tutorial's stdp":
        assert set(faults) == {"zero sentinel", "re-counted pairs", "tie as LTD", "no bounds"}


def test_the_right_rule_of_the_museum_has_no_fault():
    assert bug_museum.examined(bug_museum.correct).faults == ()


def test_a_triplet_rule_is_said_to_be_one_and_is_not_accused():
    report = verify.stdp(TripletSTDP(A3_plus=0.006, tau_x=100.0, tau_y=120.0).change)
    assert report.triplet
    assert report.faults == ()


# --- with a rule in mind, what differs is a fault ------------------------------------------------


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ({"A_plus": 0.02, "A_minus": 0.016}, "pairs counted twice"),
        ({"A_plus": 0.008, "A_minus": 0.01}, "swapped amplitudes"),
        ({"A_plus": 0.013}, "other amplitudes"),
        ({"tau_plus": 30.0, "tau_minus": 20.0}, "swapped time constants"),
        ({"tau_plus": 25.0}, "other time constants"),
        ({"tau_plus": 20 / math.log(2), "tau_minus": 30 / math.log(2)}, "power of 2"),
        ({"same_step": "ltp"}, "tie as LTP"),
        ({"same_step": "ltd"}, "tie as LTD"),
        ({"pairing": "nearest"}, "other pairs"),
        ({"A_minus": 0.016}, "LTD pairs counted twice"),
        ({}, "shifted window"),
    ],
)
def test_what_differs_from_the_rule_in_mind_is_named(other, name):
    rule, delay = replace(RIGHT, **other), 0.0 if other else 3.0
    report = verify.stdp(lambda pre, post: rule.pair_sum(pre + delay, post), RIGHT)
    assert report.faults == (name,)
    (fault,) = report.findings
    assert fault.got != pytest.approx(fault.expected)


def test_a_decay_per_step_shows_in_a_finer_grid_where_the_time_constants_are_known():
    def half_steps(pre, post):
        return by_steps(pre, post, lambda i, j, x, y: right_step(i, j, x, y), 0.5, 0.95)

    meant = STDP(0.01, 0.008, -1 / math.log(0.95), -1 / math.log(0.95), w_min=-9.0, w_max=9.0)
    report = verify.stdp(half_steps, meant)
    assert report.grid == 0.5
    assert report.faults == ("decay per step",)


def test_a_decay_of_one_step_too_few_shows_where_the_amplitudes_are_known():
    def learn(i, j, x, y):  # it reads before it decays
        x_after, y_after = x * math.exp(-1 / 20) + i, y * math.exp(-1 / 30) + j
        return 0.01 * x * j - 0.008 * y * i, x_after, y_after

    report = verify.stdp(lambda pre, post: by_steps(pre, post, learn, decay=1.0), RIGHT)
    assert report.faults == ("a step too near",)


def test_a_triplet_rule_is_no_rule_of_pairs():
    rule, _, _ = OUTSIDERS["triplet"]
    assert verify.stdp(rule, RIGHT).faults == ("no pair rule", "tie as LTP")


def test_soft_bounds_are_compared_at_the_weight_that_it_starts_from():
    rule = replace(RIGHT, mu=1.0, w_min=0.0, w_max=1.0)

    def from_04(pre, post):
        w = rule.course(pre, post, 0.4).w
        return float(w[-1]) - 0.4 if w.size else 0.0

    assert verify.stdp(from_04, rule, start=0.4).faults == ()
    assert verify.stdp(from_04, replace(rule, A_plus=0.02), start=0.4).faults == (
        "other amplitudes",
    )


def test_spikes_that_have_to_be_in_order_are_told():
    rule, _, _ = OUTSIDERS["two pointers"]
    assert any("spikes in order" in each for each in verify.stdp(rule).remarks)
    assert not any("spikes in order" in each for each in verify.stdp(RIGHT.pair_sum).remarks)


def test_a_call_that_hangs_is_told_from_slow_calls():
    def hangs_in_a_tie(pre, post):
        while set(pre) & set(post):
            time.sleep(0.01)
        return RIGHT.pair_sum(pre, post)

    (fault,) = verify.stdp(hangs_in_a_tie, seconds=2.0).findings
    assert fault.name == "does not end"
    assert "pre = [200.0], post = [200.0]" in fault.sentence


def test_bounds_are_tried_where_the_start_is_known():
    rule = STDP(0.02, 0.02, 20.0, 20.0)

    def held(pre, post):
        w = rule.course(pre, post, 0.5).w
        return float(w[-1]) - 0.5 if w.size else 0.0

    assert verify.stdp(held, rule, start=0.5).faults == ()
    assert verify.stdp(rule.pair_sum, rule, start=0.5).faults == ("no bounds",)


@pytest.mark.parametrize("mu", [0.0, 0.4, 1.0])
def test_a_rule_that_takes_its_weight_shows_its_exponent(mu):
    rule = STDP(0.01, 0.01, mu=mu)

    def change(pre, post, w):
        after = rule.course(pre, post, w).w
        return float(after[-1]) - w if after.size else 0.0

    report = verify.stdp(change)
    report.raise_for(mu_plus=mu, mu_minus=mu, pairing="all")
    assert verify.stdp(change, rule).faults == ()
    wild = verify.stdp(lambda pre, post, w: replace(rule, mu=0.0).pair_sum(pre, post), rule)
    assert ("no bounds" if mu == 0 else "other dependence on the weight") in wild.faults


def test_bounds_that_are_taken_for_each_other_are_told():
    rule = replace(RIGHT, mu=1.0, w_min=0.0, w_max=1.0)

    def change(pre, post, w):
        after = rule.course(pre, post, 1 - w).w
        return float(after[-1]) - (1 - w) if after.size else 0.0

    assert verify.stdp(change, rule).faults[0] == "other dependence on the weight"


# --- what is no fault, and good to know ----------------------------------------------------------


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("noise", marks=pytest.mark.slow),
        *("quantised", "soft bounds", "single precision", "grid"),
    ],
)
def test_a_noisy_quantised_or_soft_rule_is_said_to_be_one_and_its_pairs_are_found(kind, pairing):
    rng = np.random.default_rng(7)
    rule = STDP(0.01, 0.007, 17.0, 31.0, pairing=pairing, mu=float(kind == "soft bounds"))

    def change(pre, post):
        if kind == "soft bounds":
            w = rule.course(pre, post, 0.4).w
            return float(w[-1]) - 0.4 if w.size else 0.0
        if kind == "grid":
            return rule.pair_sum(np.round(pre * 2) / 2, np.round(post * 2) / 2)
        dw = rule.pair_sum(pre, post)
        if kind == "single precision":
            return np.float32(0.5) + np.float32(dw) - np.float32(0.5)
        if kind == "quantised":
            return round(dw * 1024) / 1024
        return dw * (1 + 0.05 * rng.standard_normal())

    report = verify.stdp(change)
    report.raise_for(pairing=pairing, same_step="none")
    assert report.stochastic == (kind == "noise")
    assert (report.quantum == 1 / 1024) == (kind == "quantised")
    assert (report.grid == 0.5) == (kind == "grid")
    assert any("soft bounds" in each for each in report.remarks) == (kind == "soft bounds")


def test_a_tie_that_hides_an_earlier_partner_is_seen():
    def change(pre, post):
        dw = 0.0
        for b in post:
            earlier = [a for a in pre if a <= b]
            dw += 0.01 * math.exp((max(earlier) - b) / 20) if earlier and max(earlier) < b else 0.0
        for a in pre:
            earlier = [b for b in post if b <= a]
            dw -= 0.008 * math.exp((max(earlier) - a) / 30) if earlier and max(earlier) < a else 0.0
        return dw

    report = verify.stdp(change)
    report.raise_for(pairing="nearest", same_step="none", hides=True)


def test_two_schemes_in_one_rule_are_told_apart():
    each, every = (STDP(0.01, 0.008, pairing=pairing) for pairing in ("nearest", "all"))

    def change(pre, post):
        _i, _j, d, _ = each.pairs(pre, post)
        _m, _n, e, _ = every.pairs(pre, post)
        return float(each.window(d[d > 0]).sum() + every.window(e[e < 0]).sum())

    assert verify.stdp(change).pairing == "LTP nearest, LTD all"


# --- hostile callables: a sentence, within seconds -----------------------------------------------


def spins(pre, post):
    while True:
        time.sleep(0.01)


def leaves(pre, post):
    raise SystemExit


def unwritten(pre, post):
    raise NotImplementedError


HOSTILE = [
    (spins, "does not end", "endless loop"),
    (lambda pre, post: 1 / 0, "raises", "ZeroDivisionError"),
    (leaves, "raises", "SystemExit"),
    (lambda pre: 0.0, "raises", "positional argument"),
    (lambda pre, post: None, "returns nothing", "`return` missing"),
    (lambda pre, post: ..., "not written yet", "not written yet"),
    (unwritten, "not written yet", "NotImplementedError"),
    (lambda pre, post: math.nan, "no number", "nan"),
    (lambda pre, post: np.zeros(3), "no number", r"shape \(3,\)"),
    (lambda pre, post: "0.1", "no number", "should give a number"),
    (lambda pre, post: 0.0, "no change", "1 to 80 ms"),
]


@pytest.mark.parametrize(("rule", "name", "told"), HOSTILE, ids=lambda each: str(each)[:20])
def test_a_hostile_callable_gets_a_sentence_within_seconds(rule, name, told):
    begun = time.monotonic()
    report = verify.stdp(rule, seconds=10.0)
    assert report.faults[0] == name
    with pytest.raises(AssertionError, match=told):
        report.raise_for()
    assert time.monotonic() - begun < 6.0


def test_a_slow_callable_is_left_in_time():
    report = verify.stdp(lambda pre, post: time.sleep(0.2) or 0.01, seconds=1.0)
    assert report.faults == ("too slow",)
    assert re.search(r"All may take [89]\d s: say seconds=", report.sentence)


def test_without_a_limit_it_is_called_in_this_thread():
    def change(pre, post):
        assert threading.current_thread() is threading.main_thread()
        return RIGHT.pair_sum(pre, post)

    assert verify.stdp(change, seconds=None).faults == ()
    assert verify.stdp(change).faults == ("raises",)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"change": 3.0}, "change"),
        ({"change": STDP}, "change"),
        ({"change": grid(right_step), "expected": 0.1}, "expected"),
        ({"change": grid(right_step), "start": "low"}, "start"),
        ({"change": grid(right_step), "seconds": "1"}, "seconds"),
    ],
)
def test_arguments_are_guarded(arguments, told):
    with pytest.raises(TypeError, match=told):
        verify.stdp(**arguments)
