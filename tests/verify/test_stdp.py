"""The examiner of STDP names what is wrong, accuses nobody who is right, and survives anything."""

import itertools
import json
import math
import re
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from unittest.mock import Mock

import numpy as np
import pytest
from asleep import asleep
from matplotlib.figure import Figure
from outsiders import SOFT, jump_before_read
from outsiders import STDP as OUTSIDERS
from public_rules import PUBLISHED, RIGHT, course, mended, right_step, stepped

from snn_edu import verify
from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP
from snn_edu.verify import learning_rule
from snn_edu.verify.asking import Refusal, patience


def by_pairs(worth):
    """A rule whose pairs, told by delta_t and dw, are worth something else."""
    return lambda rule, pre, post: float(worth(rule, *rule.pairs(pre, post)[2:]).sum())


#: Rules with one slip each: (the rule that is meant, pre, post) -> dw.
SLIPS = {
    "none": STDP.change,
    "wrong sign": lambda rule, pre, post: rule.change(post, pre),
    "missing minus": by_pairs(lambda rule, d, dw: np.where(dw > 0, rule.A_plus**2 / dw, dw)),
    "no decay": by_pairs(lambda rule, d, dw: np.where(dw > 0, rule.A_plus, -rule.A_minus)),
    "LTD strengthens": by_pairs(lambda rule, d, dw: np.abs(dw)),
    "no LTD": by_pairs(lambda rule, d, dw: np.maximum(dw, 0.0)),
    "returns the weight": lambda rule, *trains: 0.5 + rule.change(*trains),
}
AT_ANY_TIME = [*SLIPS]  # these may be moved by a delay too
SLIPS |= {
    "zero sentinel": lambda rule, pre, post: rule.change(pre[pre > 0], post[post > 0]),
    "sentinel as a time": lambda rule, *trains: bug_museum.sentinel_as_time(*trains, rule),
    "own trace": lambda rule, *trains: bug_museum.own_trace(*trains, rule),
    "re-counted pairs": lambda rule, *trains: bug_museum.recounted(*trains, rule),
    "times in seconds": lambda rule, pre, post: rule.change(1000 * pre, 1000 * post),
    "waits for the next pre spike": lambda rule, pre, post: rule.change(
        pre, post[post < pre.max(initial=0.0)]
    ),
}


def moved(change, meant, shift):
    return lambda pre, post: change(meant, np.sort(pre) + shift, np.sort(post))


@pytest.mark.parametrize("where", PUBLISHED)
def test_a_published_fault_is_named_and_its_mended_version_is_not_accused(where):
    wrong, mends, names, meant = PUBLISHED[where]
    assert verify.stdp(wrong, meant).faults == names
    assert verify.stdp(mends, meant).faults == ()


AT_FULL_STRENGTH = "On a coarse grid ties are common: say which you mean."
NEEDS_ORDER = "It needs its spikes in order: sort them, or say so. With pre = [225.0, 210.0, 200.0]"
BOTH_WAYS = "traces jump before they are read. On a coarse grid ties are common: say that you mean"
FAULTLESS = {  # what is good to know of them, or not to be known; of others nothing
    "whole ms, cut": [f"A tie counts as LTP at full strength (0.01). {AT_FULL_STRENGTH}",
                      "Whether its tie counts, or a delay of one step moves its window"],
    "events": [f"A tie counts as LTP at full strength (0.01). {AT_FULL_STRENGTH}"],
    "used up": [f"A tie counts as LTP at full strength (0.01). {AT_FULL_STRENGTH}"],
    "jump before read": [f"A tie counts as LTP and as LTD (+0.002 in all): {BOTH_WAYS}"],
    "a tie both ways": [f"A tie counts as LTP and as LTD (+0.002 in all): {BOTH_WAYS}"],
    "traces of whole numbers": ["Whether a tie counts for neither side or for both: A_plus and"],
    "pre first": [f"A tie counts as LTP at full strength (0.01). {AT_FULL_STRENGTH}",
                  "Whether its tie counts, or a delay of one step moves its window: on a grid"],
    "only LTD, by steps": [f"A tie counts as LTD at full strength (-0.008). {AT_FULL_STRENGTH}",
                           "Whether its tie counts, or a delay of one step moves its window"],
    "whole ms": ["It takes arrays of whole numbers, no arrays of floats: It stopped with TypeErr",
                 "Spikes between whole ms could not be tried."],
    "hashed": ["It takes tuples, no arrays of floats: It stopped with TypeError: \"unhashable"],
    "delayed by 20 ms": ["LTP and LTD meet at delta_t = 20 ms: a delay"],
    "delayed by 0.37 ms": ["LTP and LTD meet at delta_t = 0.37 ms: a delay"],
    "cut off": [f"{side} is cut off: from 10.1 ms on there is none." for side in ("LTP", "LTD")],
    "a box of 20 ms": [f"{each} is cut off: from 20 ms on there" for each in ("LTP", "LTD")],
    "three lobes": ["LTP changes its sign with the distance, as a Mexican hat does."],
    "Mexican hat": [f"A tie counts as LTP at full strength (0.006). {AT_FULL_STRENGTH}",
                    *(f"{side} changes its sign with the distance" for side in ("LTP", "LTD"))],
    "alpha": ["LTP is not exponential: the", "LTD is not exponential: the formula misses it by 58"],
    "triangle": ["LTP is not exponential: the", "not exponential: the formula misses it by 9"],
    "Gaussian lobes": [f"{side} is not exponential: the formula" for side in ("LTP", "LTD")],
    "no spike yet is -1000": ["A tie hides an earlier partner, and is then worth nothing."],
    "a tie hides": ["A tie hides an earlier partner, and is then worth nothing."],
    "closest": [f"{NEEDS_ORDER}, post = [235.0, 220.0, 215.0, 205.0] it gives 0.000309607."],
    **{f"{k} nearest": [f"A spike counts with {k} before it, and with none earlier"]
       for k in (2, 5)},
    "steps of 0.3 ms": ["1 ms is no whole number of its steps (some 0.3 ms)"],
    "LTP of the first post spike": ["Of three spikes a pair counts for nothing (pre = [250.0], po",
                                    f"{NEEDS_ORDER}, post = [235.0, 220.0, 215.0, 205.0] it gives"],
    "triplet": ["give +0.003386 beyond their pairs (pre = [240.0], post = [232.0, 244.0])"],
    "a tie for half": ["A tie is worth 0.001: neither LTP, nor LTD, nor both."],
    "a tie for half of LTP": ["A tie is worth 0.005: neither LTP, nor LTD, nor both."],
    "a tie for a twentieth": ["A tie is worth 0.0005: neither LTP, nor LTD, nor both."],
    "a tie in company": ["What a tie hides: trains with ties fit no scheme, others do."],
    "coarse": ["It moves in steps of 0.003906.", "Whether a tie counts for neither side or for"],
    "an eligibility trace": ["What a pair did fades until the last spike: 17 % is left after 360",
                             "Which pairs count: what they did fades."],
    "van Rossum": ["From w = 1 the weight moves further out: its bound, if it has one, is another"],
    "grows with w": [*(f"From w = {w} the weight moves further out" for w in (0, 1)),
                     *(f"exponent mu_{side}: no power of the" for side in ("plus", "minus"))],
    "triplet for LTP": ["give +0.003271 beyond their pairs (pre = [280.0], post = [264.0, 288.0]",
                        "Which pairs count: it is no rule of pairs."],
    "only bursts": ["give +0.009512 beyond their pairs", "Which pairs count: it is no rule of",
                    "] it gives 0.00"],
    "rounded down": ["It moves in steps of 0.001.", "Which pairs count: no scheme explains its"],
    "single precision, small": ["It moves in steps of 2.98e-08.", "What a tie hides: trains with"],
    "by chance": ["It is random: the same pair gave 0 to 0.01 in 48 calls. Means of 40 calls were",
                  "What a tie is worth: 0, and chance could do that.",
                  "Which pairs count: chance leaves all, nearest, reduced and"],
    "new w": ["A second pair, far from the first, is worth less: soft bounds."],
}  # fmt: skip
#: Not to be known of any rule, or told of the whole examination.
ALWAYS = (
    "Whether a pair counts twice",
    "Whether a delay is",
    "Whether amplitudes",
    "Bounds, and how",
)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_a_rule_as_people_write_it_is_measured_or_its_fault_is_named(name):
    rule, values, *faults = OUTSIDERS[name]
    report = verify.stdp(rule)
    assert report.faults == (*faults,)
    assert all(each.got != each.expected for each in report.findings)
    for each, value in values.items():
        near = pytest.approx(value, rel=1e-3) if isinstance(value, float) else value
        assert report.values[each] == near
    told = [*report.remarks, *(each for each in report.unknown if not each.startswith(ALWAYS))]
    if not faults:
        sentences = FAULTLESS.get(name, [])
        assert len(told) == len(sentences)
        assert all(any(sentence in each for each in told) for sentence in sentences)


def of_trial(fault):
    """The two trains that a finding names."""
    named = re.fullmatch(r"pre = (\[.*\]), post = (\[.*\])", fault.trial)
    return [np.array(json.loads(train)) for train in named.groups()]


MEASURED = ("missing minus", "no decay", "no LTD", "re-counted pairs")  # what it should give


@pytest.mark.parametrize("name", [*SLIPS][1:])
def test_a_finding_has_what_the_rule_gives_with_the_trains_that_it_names(name):
    wrong = moved(SLIPS[name], RIGHT, 0.0)
    report = verify.stdp(wrong, RIGHT)
    findings = report.findings
    assert [fault.name for fault in findings] == [name]
    assert "soft bounds" not in str(report)
    if name.startswith("waits"):
        assert "a further spike, long after a pair or before it" in report.tried
    for fault in findings:
        if name == "times in seconds":  # two rules differ by 1000, and no two numbers
            assert f"it gives {RIGHT.change([0.0], [5.0]):.6g} if they are s" in fault.sentence
            return
        trains = of_trial(fault)
        assert fault.got == pytest.approx(wrong(*trains), rel=1e-9)
        if name not in MEASURED:
            assert fault.expected == pytest.approx(RIGHT.change(*trains), rel=1e-6)


@pytest.mark.slow
def test_of_80_drawn_rules_95_percent_are_named_and_no_right_one_is_accused():
    rng, named = np.random.default_rng(2026), 0
    for _ in range(80):
        slip = [*SLIPS][rng.integers(len(SLIPS))] if rng.random() < 0.8 else "none"
        sizes = {name: float(rng.uniform(0.002, 0.02)) for name in ("A_plus", "A_minus")}
        sizes |= {name: float(rng.uniform(5, 40)) for name in ("tau_plus", "tau_minus")}
        which = {"pairing": PAIRINGS[rng.integers(4)], "same_step": SAME_STEP[rng.integers(3)]}
        meant = STDP(**sizes, **which, w_min=-9.0, w_max=9.0)
        shift = float(rng.choice([0.0, 0.0, 0.0, -1.0, 1.5])) if slip in AT_ANY_TIME else 0.0
        report = verify.stdp(moved(SLIPS[slip], meant, shift))
        assert all(each.got != each.expected for each in report.findings)
        if slip == "none":
            report.raise_for(**sizes, **which, shift=shift)
        named += report.faults == (slip,) * (slip != "none")
    assert named >= 76


@pytest.mark.parametrize(("pairing", "same_step"), [*itertools.product(PAIRINGS, SAME_STEP)])
def test_our_own_rule_is_identified_scheme_by_scheme(pairing, same_step):
    rule = STDP(0.01, 0.007, 17.0, 31.0, pairing=pairing, same_step=same_step)
    for form in (rule.change, rule.traces):
        report = verify.stdp(form, rule)
        report.raise_for(pairing=pairing, same_step=same_step, hides=False, shift=0.0)
        report.raise_for(A_plus=0.01, A_minus=0.007, tau_plus=17.0, tau_minus=31.0)


MUSEUM = {each.rule: {each.name} for each in bug_museum.EXHIBITS} | {
    bug_museum.correct: set(),
    bug_museum.article_rule: {"zero sentinel", "re-counted pairs", "tie as LTD", "no bounds"},
}


@pytest.mark.parametrize("rule", MUSEUM, ids=lambda each: each.__name__)
def test_each_exhibit_of_the_museum_is_called_by_its_name(rule):
    assert set(bug_museum.examined(rule).faults) == MUSEUM[rule]


# --- with a rule in mind, what differs is a fault ------------------------------------------------


def loop_of(pre, post, furthest):
    """The pairs that are no more than so many ms apart."""
    apart = [t - s for t in post for s in pre if abs(t - s) <= furthest]
    return float(RIGHT.window(np.array(apart)).sum())


def reads_before_it_decays(i, j, x, y):
    x_after, y_after = x * math.exp(-1 / 20) + i, y * math.exp(-1 / 30) + j
    return 0.01 * x * j - 0.008 * y * i, x_after, y_after


BOUNDED, FAR = (STDP(size, size, 20.0, 20.0) for size in (0.02, 5e-4))
BY_STEPS = replace(RIGHT, tau_plus=19.5, tau_minus=19.5)
EXCHANGED = "soft bounds exchanged"
DIFFERENT = [
    ({"A_plus": 0.02, "A_minus": 0.016}, "pairs counted twice"),
    ({"A_plus": 0.02}, "LTP pairs counted twice"),
    ({"A_minus": 0.016}, "LTD pairs counted twice"),
    ({"A_plus": 0.008, "A_minus": 0.01}, "swapped amplitudes"),
    ({"A_plus": 0.013}, "other amplitudes"),
    ({"tau_plus": 30.0, "tau_minus": 20.0}, "swapped time constants"),
    ({"tau_plus": 25.0}, "other time constants"),
    ({"tau_plus": 20 / math.log(2), "tau_minus": 30 / math.log(2)}, "power of 2"),
    ({"same_step": "ltp"}, "tie as LTP"),
    ({"same_step": "ltd"}, "tie as LTD"),
    ({"pairing": "nearest"}, "other pairs"),
]


@pytest.mark.parametrize(
    ("rule", "meant", "start", "faults"),
    [
        *((replace(RIGHT, **other).change, RIGHT, None, [name]) for other, name in DIFFERENT),
        (lambda pre, post: mended(pre + 3.0, post), RIGHT, None, ["shifted window"]),
        # a finer grid, where the time constants are known; amplitudes, where they are
        (stepped(right_step, 0.5, 0.95), BY_STEPS, None, ["decay per step"]),
        (
            stepped(right_step, 1.0, 0.95),
            replace(RIGHT, tau_plus=20.0, tau_minus=20.0),
            None,
            ["Euler's decay"],
        ),
        (stepped(reads_before_it_decays, decay=1.0), RIGHT, None, ["a step too near"]),
        (
            stepped(
                lambda i, j, x, y: (0.01 * x * j * math.exp(-1 / 20) - 0.008 * y * i, x + i, y + j)
            ),
            RIGHT,
            None,
            ["LTP a step too far"],
        ),
        (stepped(jump_before_read), RIGHT, None, ["jump before read"]),
        # 50 ms are 2.5 and 1.7 time constants, 150 ms are 7.5 and 5
        (lambda pre, post: loop_of(pre, post, 50.0), RIGHT, None, ["cut off"]),
        (lambda pre, post: loop_of(pre, post, 150.0), RIGHT, None, []),
        (OUTSIDERS["triplet"][0], RIGHT, None, ["no pair rule"]),
        (OUTSIDERS["5 nearest"][0], RIGHT, None, ["other pairs"]),
        # soft bounds are compared at the weight that it starts from
        (course(SOFT, 0.4), SOFT, 0.4, []),
        (course(SOFT, 0.4), replace(SOFT, A_plus=0.02), 0.4, ["other amplitudes"]),
        (lambda pre, post, w: course(SOFT, 1 - w)(pre, post), SOFT, None, [EXCHANGED]),
        # bounds are tried where the start is known
        (course(BOUNDED, 0.5), BOUNDED, 0.5, []),
        (BOUNDED.change, BOUNDED, 0.5, ["no bounds"]),
        (BOUNDED.change, replace(BOUNDED, w_max=1000.0), 0.5, ["no bounds"]),  # the near one
        (FAR.change, FAR, 0.5, []),  # a thousand pairs would be needed
    ],
)
def test_what_differs_from_the_rule_in_mind_is_named(rule, meant, start, faults):
    report = verify.stdp(rule, meant, start)
    assert [*report.faults] == faults
    assert all(each.got != pytest.approx(each.expected) for each in report.findings)
    if faults and meant.mu == 0 and any(faults[0] == name for _, name in DIFFERENT):
        (fault,) = report.findings
        trains = of_trial(fault)
        assert fault.got == pytest.approx(rule(*trains), rel=1e-9)
        assert fault.expected == pytest.approx(meant.change(*trains), rel=1e-9)


@pytest.mark.parametrize(("other", "name"), DIFFERENT)
def test_what_differs_is_told_beside_what_was_expected(other, name):
    rule = replace(RIGHT, **other)
    (fault,) = verify.stdp(rule.change, RIGHT).findings
    pairs = {
        "A": (rule.A_plus, rule.A_minus, "; expected were 0.01 and 0.008."),
        "tau": (rule.tau_plus, rule.tau_minus, " ms; expected were 20 and 30 ms."),
    }
    first, *_ = other
    if first in ("same_step", "pairing"):
        assert f"{other[first]}" in fault.sentence.partition("; expected was ")[0]
        assert fault.sentence.endswith(f"; expected was {getattr(RIGHT, first)!r}.")
    else:
        plus, minus, expected = pairs[first.partition("_")[0]]
        assert fault.sentence.endswith(f" {plus:.4g} and {minus:.4g}{expected}")


def test_as_many_pairs_are_given_as_would_lead_halfway_beyond_a_bound():
    """Pairs 2 ms apart, one every 12 time constants; more than 400 are too many."""
    report = verify.stdp(BOUNDED.change, BOUNDED, 0.5)
    each = 0.02 * math.exp(-2 / 20)
    count = math.ceil(0.75 / each) + 1
    reached = 0.5 + BOUNDED.change(*(240.0 * np.arange(count) + t for t in (200.0, 202.0)))
    assert report.sentence == (
        f"no bounds: {count} pairs take the weight from 0.5 to {reached:.4g}, beyond its bound 1: "
        "pre = [200.0, 440.0], post = [202.0, 442.0] and so on, every 240 ms."
    )
    assert [f"{count} pairs towards the bound {bound}" for bound in (1, 0)] == report.tried[-2:]
    many = math.ceil(0.75 / (5e-4 * math.exp(-2 / 20))) + 1
    unknown = verify.stdp(FAR.change, FAR, 0.5).unknown
    for bound in (1, 0):
        assert f"The bound {bound}: {many:,} pairs would be needed." in unknown


@pytest.mark.parametrize("pairing", ["all", "nearest", "reduced"])
@pytest.mark.parametrize(("end", "left"), [("first", slice(1, None)), ("last", slice(-1))])
@pytest.mark.parametrize("which", ["pre", "post"])
def test_the_end_of_a_train_that_is_left_out_is_no_triplet(pairing, end, left, which):
    def rule(pre, post):
        trains = {"pre": np.array(pre), "post": np.array(post)}
        if trains[which].size > 1:
            trains[which] = trains[which][left]
        return replace(RIGHT, pairing=pairing).change(*trains.values())

    report = verify.stdp(rule)
    assert report.faults == ("leaves out an end",)
    assert f"The {end} of several {which} spikes" in report.findings[0].sentence
    assert (report.pairing, report.triplet) == (pairing, False)


@pytest.mark.parametrize("pairing", ["all", "nearest", "reduced"])
@pytest.mark.parametrize("which", ["pre", "post", "pre and post"])
def test_every_other_spike_that_is_lost_is_told(pairing, which):
    def rule(pre, post):
        trains = {"pre": np.array(pre), "post": np.array(post)}
        trains = {name: train[:: 1 + (name in which)] for name, train in trains.items()}
        return replace(RIGHT, pairing=pairing).change(*trains.values())

    report = verify.stdp(rule)
    assert report.faults == ("loses every other spike",)
    assert f"every other {which} spike" in report.findings[0].sentence


@pytest.mark.parametrize(
    ("pairing", "which"), [("all", "pre"), ("all", "pre and post"), ("nearest", "post")]
)
def test_every_third_spike_that_is_lost_is_told(pairing, which):
    def rule(pre, post):
        trains = {"pre": np.array(pre), "post": np.array(post)}
        kept = {
            name: np.delete(t, np.s_[2::3]) if name in which else t for name, t in trains.items()
        }
        return replace(RIGHT, pairing=pairing).change(*kept.values())

    report = verify.stdp(rule)
    assert report.faults == ("loses every third spike",)
    assert f"Every third {which} spike is lost" in report.findings[0].sentence


def random_rule(side, noise, seed):
    """Each pair's change times `side(rng, order)`, and noise."""
    rng = np.random.default_rng(seed)

    def rule(pre, post):
        pairs = ((t, s) for t in pre for s in post if t != s)
        return sum(
            side(rng, t < s) * RIGHT.change([t], [s]) + noise * rng.normal() for t, s in pairs
        )

    return rule


@pytest.mark.parametrize("side", [
    lambda rng, ltp: rng.choice([-1, 1]),
    pytest.param(lambda rng, ltp: 1 if ltp else rng.choice([-1, 1]), marks=pytest.mark.slow),
])  # fmt: skip
def test_a_sign_that_is_drawn_is_no_change_that_is_missing(side):
    for seed in range(3):
        assert verify.stdp(random_rule(side, 0.0, seed)).faults == ("sign by chance",)


@pytest.mark.parametrize(("share", "noise"), [
    (0.02, 0.0), pytest.param(0.05, 0.0, marks=pytest.mark.slow),
    pytest.param(1.0, 0.1, marks=pytest.mark.slow),
])  # fmt: skip
def test_a_pair_that_chance_hides_is_accused_of_nothing(share, noise):
    for seed in range(4):
        report = verify.stdp(random_rule(lambda rng, _: rng.random() < share, noise, seed))
        assert (report.faults, report.stochastic) == ((), True)
        assert "Chance hides what pre = [20" in report.ended


@pytest.mark.slow
def test_a_random_rule_without_a_side_is_still_told():
    rule = random_rule(lambda rng, ltp: ltp * rng.uniform(0.5, 1.5), 0.0, 1)
    assert verify.stdp(rule).faults == ("no LTD",)


def in_order(pre, post):
    if any((np.diff(train) < 0).any() for train in (pre, post)):
        raise ValueError("sort them")
    return mended(pre, post)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (in_order, "It needs its spikes in order: sort them, or say so. It stopped with ValueErr"),
        (OUTSIDERS["last spikes"][0], "It needs its spikes in order: sort them, or say so. With"),
        (FAR.change, "A_plus and A_minus are equal"),
    ],
)
def test_what_is_good_to_know_is_told(rule, told):
    assert told in str(verify.stdp(rule))
    assert told not in str(verify.stdp(RIGHT.change))


def test_a_hole_in_the_window_is_not_called_its_end():
    rule = by_pairs(lambda rule, d, dw: np.where((d > 4) & (d < 6), 0.0, dw))
    assert "is cut off" not in str(verify.stdp(partial(rule, RIGHT)))


@pytest.mark.parametrize("mu", [0.0, 0.4, 1.0])
def test_a_rule_that_takes_its_weight_shows_its_exponent(mu):
    rule = STDP(0.01, 0.01, mu=mu)
    for meant in (None, rule):
        report = verify.stdp(lambda *trains, w: course(rule, w)(*trains), meant)
        report.raise_for(mu_plus=mu, mu_minus=mu, pairing="all")
        assert "takes no weight" not in str(report)
    wild = verify.stdp(lambda *trains, w: replace(rule, mu=0.0).change(*trains), rule)
    assert ("no bounds" if mu == 0 else "other dependence on the weight") in wild.faults


# --- what is no fault, and good to know ----------------------------------------------------------


KINDS = {  # of a rule
    "noise": lambda rule, rng, *trains: rule.change(*trains) * rng.normal(1.0, 0.05),
    "quantised": lambda rule, rng, *trains: round(rule.change(*trains) * 1024) / 1024,
    "soft bounds": lambda rule, rng, *trains: course(replace(rule, mu=1.0), 0.4)(*trains),
    "grid": lambda rule, rng, *trains: rule.change(*(np.round(2 * t) / 2 for t in trains)),
}


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_noisy_quantised_or_soft_rule_is_said_to_be_one_and_its_pairs_are_found(kind, pairing):
    rule, rng = STDP(0.01, 0.007, 17.0, 31.0, pairing=pairing), np.random.default_rng(7)
    report = verify.stdp(partial(KINDS[kind], rule, rng))
    report.raise_for(pairing=pairing, same_step="none")
    assert report.stochastic == (kind == "noise")
    assert (report.quantum == 1 / 1024) == (kind == "quantised")
    assert (report.grid == 0.5) == (kind == "grid")
    assert any("soft bounds" in each for each in report.remarks) == (kind == "soft bounds")


# --- what only long trains show ------------------------------------------------------------------


def summed_up(pre, post):
    """Traces as sums of exp(t / tau): they overflow after some 12 s."""
    x = [sum(math.exp(a / 20.0) for a in pre if a < b) for b in post]
    y = [sum(math.exp(b / 20.0) for b in post if b < a) for a in pre]
    ltp = sum(each * math.exp(-b / 20.0) for each, b in zip(x, post, strict=True))
    return 0.01 * ltp - 0.008 * sum(e * math.exp(-a / 20.0) for e, a in zip(y, pre, strict=True))


def first_only(pre, post, count=12):
    return RIGHT.change(pre[:count], post[:count])


def last_only(pre, post, count=20):
    return RIGHT.change(pre[-count:], post[-count:])


def so_many_steps(pre, post, steps=5000):
    return RIGHT.change(pre[pre < steps], post[post < steps])


def last_eight(pre, post):
    """All pairs, of the last eight spikes of each train before the later one."""
    i, j, delta_t, dw = RIGHT.pairs(pre, post)
    age = np.where(
        delta_t > 0, np.searchsorted(pre, post[j]) - i, np.searchsorted(post, pre[i]) - j
    )
    return float(dw[age <= 8].sum())


def after_5_ms(pre, post):
    """A spike less than 5 ms behind the last one that was kept is dropped."""
    kept = [[], []]
    for train, times in zip((pre, post), kept, strict=True):
        for t in train:
            if not times or t - times[-1] >= 5.0:
                times.append(t)
    return RIGHT.change(*kept)


def sixteen_bits(pre, post, dt=0.1):
    """Times as whole steps of 0.1 ms, in 16 bits: the clock begins again after 6,553.6 ms."""
    steps = [np.sort(np.round(train / dt).astype(np.int64) % 2**16) for train in (pre, post)]
    return RIGHT.change(*(dt * each for each in steps))


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (last_eight, "loses some of a crowd"),
        (sixteen_bits, "clock runs over"),
        (summed_up, "loses late spikes"),
        (so_many_steps, "loses late spikes"),
        (first_only, "loses some of many"),
        (last_only, "loses some of many"),
    ],
)
def test_what_only_long_trains_show_is_seen(rule, name):
    assert verify.stdp(rule).faults == (name,)


def test_a_dead_time_is_good_to_know_and_a_fault_where_another_rule_is_meant():
    report = verify.stdp(after_5_ms)
    assert report.faults == ()
    for which in ("pre", "post"):
        told = f"A {which} spike counts for nothing if it comes less than 5 ms after the last one"
        assert sum(told in each for each in report.remarks) == 1
    assert verify.stdp(after_5_ms, RIGHT).faults == ("loses some of a crowd",)


def test_a_hard_bound_is_not_taken_for_a_loss():
    for start, step in itertools.product((0.02, 0.5, 0.97), (0.01, 0.1)):
        rule = STDP(step, 0.9 * step, w_min=0.0, w_max=1.0)
        faults = verify.stdp(course(rule, start)).faults
        assert not {"loses some of many", "loses some of a crowd"} & {*faults}


def test_a_weight_that_meets_its_bounds_or_is_softly_held_is_not_accused():
    """Large steps near a hard bound, and small ones with soft bounds: each pair counts for less."""
    for mu, start, step in (
        (0.0, 0.78, 0.19), (0.0, 0.04, 0.24), (0.0, 0.13, 0.03), (0.0, 0.97, 0.03),
        (1.0, 0.39, 1.2e-4), (0.3, 0.31, 4e-4), (1.0, 0.8, 1.1e-4),
    ):  # fmt: skip
        for pairing in PAIRINGS:
            rule = STDP(step, 1.2 * step, 40.0, 90.0, pairing, "none", 0.0, 1.0, mu)
            report = verify.stdp(course(rule, start))
            assert (report.faults, mu, start) == ((), mu, start)


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("tau", [3.0, 20.0, 100.0])
def test_a_crowd_of_spikes_is_no_fault_of_a_right_rule(pairing, tau):
    rule = STDP(0.01, 0.012, tau, 1.5 * tau, pairing)
    for change in (rule.change, rule.traces):
        assert verify.stdp(change).faults == ()


def test_times_cut_where_they_should_be_rounded_are_told_from_a_grid():
    def gridded(whole):
        return lambda pre, post: RIGHT.change(*(0.1 * whole(t / 0.1) for t in (pre, post)))

    assert verify.stdp(gridded(np.round)).faults == ()
    assert verify.stdp(gridded(lambda steps: np.floor(steps + 1e-6))).faults == ()
    (fault,) = verify.stdp(gridded(np.floor)).findings
    assert fault.name == "cut, not rounded"
    assert fault.got != pytest.approx(fault.expected, rel=1e-3)


def test_a_lone_spike_that_depresses_is_not_said_to_have_a_window_that_grows():
    def ungated(pre, post):  # LTD in each ms, until 200 ms after the last spike
        end = max([*pre, *post], default=0.0) + 200.0
        lone = sum((1 - math.exp(-(end - t) / 20)) for t in post)
        ltp = sum(math.exp(-(t - s) / 20) for s in pre for t in post if s < t)
        return 0.01 * ltp - 0.0005 * 20 * lone

    assert verify.stdp(ungated).faults == ("a lone spike changes the weight",)


# --- hostile callables: a sentence, within seconds -----------------------------------------------


def hangs_in_a_tie(pre, post):
    return (asleep() if {*pre} & {*post} else 0.0) or mended(pre, post)


def test_a_late_pair_on_steps_that_1_ms_is_nearly_a_whole_number_of_is_no_fault():
    rule = STDP(A_plus=0.01, A_minus=0.01, tau_plus=27.2, tau_minus=21.1)
    report = verify.stdp(lambda *both: rule.change(*(0.34 * np.round(t / 0.34) for t in both)))
    assert report.faults == ()
    assert "1 ms is no whole number of its steps (some 0.34 ms)" in str(report)


def test_what_is_known_to_a_step_is_not_taken_for_a_train_without_its_end():
    rule = STDP(A_plus=0.0194, A_minus=0.0059, tau_plus=23.7, tau_minus=10.25, pairing="nearest")
    report = verify.stdp(lambda *both: rule.change(*(0.65 * np.round(t / 0.65) for t in both)))
    assert (report.faults, report.pairing) == ((), "nearest")


def test_what_a_division_of_whole_numbers_should_have_given_is_told():
    rule, *_ = OUTSIDERS["whole time constants"]
    (fault,) = verify.stdp(rule).findings
    trains = of_trial(fault)
    assert (fault.got, fault.expected) == pytest.approx((rule(*trains), RIGHT.change(*trains)))


def test_a_pair_that_is_overruled_is_a_fault_where_a_rule_of_pairs_is_meant():
    rule, *_ = OUTSIDERS["LTP of the first post spike"]
    assert verify.stdp(rule, RIGHT).faults == ("other pairs",)


def test_where_one_train_alone_is_looped_over_too_little_no_other_pairs_are_said_beside_it():
    for name in ("return in a loop", "overwritten in a loop"):
        rule, _, fault = OUTSIDERS[name]
        assert verify.stdp(rule, RIGHT).faults == (fault,)


def test_times_cut_to_steps_longer_than_1_ms_are_named():
    report = verify.stdp(lambda pre, post: RIGHT.change(5 * (pre // 5), 5 * (post // 5)))
    assert report.faults == ("coarse grid",)


def test_a_weight_that_is_kept_until_it_is_at_its_bound_is_no_chance():
    w = [0.5]

    def change(pre, post):
        w[0] = min(1.0, w[0] + 5 * RIGHT.change(pre, post))
        return w[0]

    report = verify.stdp(change)
    assert (report.faults, report.stochastic) == (("remembers the last call",), False)


@pytest.mark.slow
@pytest.mark.no_cover
def test_a_rule_that_acts_once_in_4_calls_and_then_not_in_44_is_random():
    rng = np.random.default_rng(4)
    report = verify.stdp(lambda pre, post: RIGHT.change(pre, post) * (rng.random() < 0.05))
    assert (report.faults, report.stochastic) == ((), True)


@pytest.mark.slow
@pytest.mark.no_cover
def test_a_rule_by_chance_whose_later_pairs_chance_hides_is_not_in_seconds():
    rng, rule = np.random.default_rng(6), STDP(0.0158, 0.016, 30.3, 20.6, pairing="nearest")
    report = verify.stdp(lambda pre, post: rule.change(pre, post) * (rng.random() < 0.3))
    assert (report.faults, report.stochastic) == ((), True)


@pytest.mark.parametrize("turn", [2, 5, 12])
def test_answers_that_come_in_turn_are_no_chance(turn):
    calls = itertools.count()
    report = verify.stdp(lambda pre, post: (1 + next(calls) % turn) * RIGHT.change(pre, post))
    assert (report.faults, report.stochastic) == (("remembers the last call",), False)


HOSTILE = [
    (lambda pre, post: asleep(), "does not end", "endless loop"),
    (hangs_in_a_tie, "does not end", r"pre = \[200\.0\], post = \[200\.0\]"),
    (lambda pre, post: 1 / 0, "raises", "ZeroDivisionError"),
    (lambda pre, post: sys.exit(), "raises", "SystemExit"),
    (lambda pre: 0.0, "raises", "positional argument"),
    (lambda pre, post: None, "returns nothing", "`return` missing"),
    (lambda pre, post: ..., "not written yet", "not written yet"),
    (Mock(side_effect=NotImplementedError), "not written yet", "NotImplementedError"),
    (lambda pre, post: math.nan, "no number", "nan"),
    (lambda pre, post: np.zeros(3), "no number", r"shape \(3,\)"),
    (lambda pre, post: True, "no number", "True"),
    (lambda pre, post: "0.1", "no number", "should give a number"),
    (lambda pre, post: 0.0, "no change", "1 to 80 ms"),
]


def test_millions_of_numbers_in_lists_are_not_made_an_array_of():
    report = verify.stdp(lambda pre, post: [[0] * 100_000] * 50)
    assert (report.faults, report.calls) == ((), 1)
    assert "more than 4,000,000 numbers at once" in report.ended


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(("rule", "name", "told"), HOSTILE)
def test_a_hostile_callable_gets_a_sentence_and_is_not_waited_for(rule, name, told):
    before = set(threading.enumerate())
    report = verify.stdp(rule, seconds=10.0)
    assert report.faults[0] == name
    with pytest.raises(AssertionError, match=told):
        report.raise_for()
    left = set(threading.enumerate()) - before
    assert bool(left) == (name == "does not end")  # it sleeps on


def test_one_call_may_take_a_fifth_of_the_time_of_all_and_2_s_at_least():
    assert [patience(seconds) for seconds in (1.0, 10.0, 20.0, 50.0)] == [2.0, 2.0, 4.0, 10.0]


def test_a_slow_callable_is_left_in_time():
    report = verify.stdp(lambda pre, post: time.sleep(0.2) or 0.01, seconds=1.0)
    assert report.faults == ("too slow",)
    assert report.calls <= 5
    assert re.search(r"All may take [1-9]\d+ s: say seconds=", report.sentence)


def test_what_is_too_slow_is_told_after_a_dozen_calls():
    begun = time.monotonic()
    report = verify.stdp(lambda pre, post: time.sleep(0.2) or 0.01, seconds=20.0)
    assert report.faults == ("too slow",)  # 120 calls of 0.2 s are more
    assert report.calls == 12
    assert time.monotonic() - begun < 10.0


def test_time_that_is_up_once_the_pairs_are_known_is_no_fault(monkeypatch):
    def late(exam, window):
        raise Refusal("too slow", calls=exam.calls, seconds=20.0, needed=33.0)

    monkeypatch.setattr(learning_rule, "clock", late)
    report = verify.stdp(RIGHT.change)
    assert (report.faults, report.pairing, report.tau_plus) == ((), "all", pytest.approx(20.0))
    assert "not examined to the end" in report.sentence
    assert "All may take 33 s: say seconds=" in report.sentence


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pairs_that_are_lost_now_and_then_are_chance(seed):
    """5 % of the pairs: 8 calls for one pair are all alike in two examinations of three."""
    rng = np.random.default_rng(seed)

    def rule(pre, post):
        dw = RIGHT.pairs(pre, post).dw
        return float(dw[rng.random(dw.size) > 0.05].sum())

    for expected in (RIGHT, None):
        report = verify.stdp(rule, expected)
        assert (report.faults, report.stochastic) == ((), True)


def test_without_a_limit_it_is_called_in_this_thread():
    def change(pre, post):
        assert threading.current_thread() is threading.main_thread()
        return RIGHT.change(pre, post)

    assert verify.stdp(change, seconds=None).faults == ()
    assert verify.stdp(change).faults == ("raises",)


@pytest.mark.parametrize(
    ("examine", "arguments", "told"),
    [
        (verify.stdp, {"change": 3.0}, "change = 3.0"),
        (verify.stdp, {"change": STDP}, "change"),
        (verify.stdp, {"change": mended, "expected": 0.1}, "expected"),
        (verify.stdp, {"change": mended, "start": "low"}, "start"),
        (verify.stdp, {"change": mended, "seconds": "1"}, "seconds"),
        (verify.neuron, {"simulation": 1.0}, "simulation = 1.0"),
        (verify.neuron, {"simulation": mended, "expected": 1.0}, "expected"),
        (verify.traces, {"trace": 3}, "trace = 3"),
    ],
)
def test_arguments_are_guarded(examine, arguments, told):
    with pytest.raises(TypeError, match=told):
        examine(**arguments)


def test_a_report_draws_its_curve_into_ones_axes_or_shows_it_and_one_without_says_why():
    report = verify.stdp(STDP().change)
    ax = Figure().subplots()
    assert report.plot(ax) is ax
    x, measured, _ = report.curve.T
    assert ax.lines[-1].get_xydata() == pytest.approx(np.column_stack([x, measured]))
    assert report.plot()._repr_mimebundle_()[0]["text/html"].startswith('<img alt="change of')
    with pytest.raises(ValueError, match="This report on STDP has no curve: "):
        verify.stdp(lambda pre, post: None).plot()


def test_a_report_lists_what_was_measured_and_what_it_says_and_nothing_of_how():
    report = verify.stdp(STDP().change)
    listed = dir(report)
    assert {*report.values, "faults", "findings", "remarks", "raise_for", "plot"} <= {*listed}
    assert not {"function", "known", "changed", "alone", "ask", "further", "spoils"} & {*listed}
    assert all(hasattr(report, name) for name in listed)


def test_where_a_pair_depends_on_when_it_comes_no_time_is_called_right():
    """A trace that decays by t is right early, so what it gives at 200 ms is no measure."""
    rule, _, name = OUTSIDERS["post in s"]
    fault = verify.stdp(rule, RIGHT).findings[0]
    assert fault.name == name == "depends on absolute time"
    assert "at 0 ms" in str(fault)
    assert "at 200 ms" in str(fault)
    assert "should give" not in str(fault)
