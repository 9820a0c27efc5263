"""The bug museum: the right rule passes every trial, each wrong one fails in its own way."""

import math

import numpy as np
import pytest
from reference import case

from snn_edu.lessons.stdp_curves.bug_museum import (
    EXHIBITS,
    MUSEUM_STDP,
    START,
    TRIALS,
    article_rule,
    bounded,
    correct,
    failures,
    pair_sum_test,
    symptom,
)
from snn_edu.plasticity import STDP

PAIRED = ("pre first", "further apart", "spike at zero", "two trains")
SIGNATURES = {
    "wrong sign": dict.fromkeys({*PAIRED, "post first", "many pairs"}, "wrong direction"),
    "missing minus": dict.fromkeys(PAIRED, "too much"),
    "tie as LTD": {"tie": "weakens"},
    "jump before read": {"tie": "strengthens"},
    "zero sentinel": {"spike at zero": "nothing"},
    "no bounds": {"many pairs": "too much"},
}


def test_the_correct_rule_passes_every_trial():
    assert failures(correct) == {}


def test_expected_changes_are_sums_of_the_window():
    for trial, _, expected, _ in pair_sum_test(correct):
        by_pairs = math.fsum(MUSEUM_STDP.window(b - a) for a in trial.pre for b in trial.post)
        assert expected == pytest.approx(bounded(by_pairs, MUSEUM_STDP), abs=1e-12)
        if trial.name != "many pairs":  # elsewhere no bound is met: a fault shows only as itself
            assert expected == pytest.approx(by_pairs, abs=1e-12)
        else:
            assert START + by_pairs > MUSEUM_STDP.w_max


def test_every_exhibit_fails_in_its_own_way():
    signatures = {exhibit.name: failures(exhibit.rule) for exhibit in EXHIBITS}
    assert all(signatures.values())
    assert len({tuple(sorted(signature.items())) for signature in signatures.values()}) == len(
        EXHIBITS
    )
    for name, signature in SIGNATURES.items():
        assert signatures[name] == signature


def test_every_trial_catches_an_exhibit():
    caught = {name for exhibit in EXHIBITS for name in failures(exhibit.rule)}
    assert caught == {trial.name for trial in TRIALS}


def test_swapped_time_constants_hide_where_the_two_are_equal():
    (swapped,) = [e for e in EXHIBITS if e.name == "swapped time constants"]
    assert failures(swapped.rule, STDP()) == {}
    assert failures(swapped.rule) != {}


def test_the_tutorials_rule_counts_one_pair_85_times():
    # 100 steps, pre at 10 and post at 15: the pair is counted at steps 15 to 99. Ours runs 20 ms
    # past the last spike: 15 to 35, 21 times.
    reference = case("stdp", "stdp-seed-drift")["expected"]
    stdp = STDP(A_plus=0.01, A_minus=0.01)
    once = stdp.pair_sum([10], [15])
    assert reference["seed_article_dw"] / once == pytest.approx(reference["ratio"])
    assert article_rule(np.array([10.0]), np.array([15.0]), stdp) / once == pytest.approx(21)


@pytest.mark.parametrize(
    ("got", "expected", "name"),
    [
        (0.5 + 1e-13, 0.5, ""),
        (0.5 + 1e-11, 0.5, "too much"),
        (-0.4, -0.5, "too little"),
        (math.nan, 0.5, "no number"),
    ],
)
def test_symptoms_that_no_exhibit_shows(got, expected, name):
    assert symptom(got, expected) == name


def test_a_rule_may_not_spoil_the_next_trial_by_changing_its_trains():
    def spoiler(pre, post, stdp):
        dw = correct(pre, post, stdp)
        pre[:] = 0
        return dw

    assert failures(spoiler) == {}
