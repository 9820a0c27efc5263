"""The bug museum: the right rule passes every trial, each wrong one fails in its own way."""

import math

import numpy as np
import pytest

from snn_edu.lessons.stdp_curves import bug_museum as museum
from snn_edu.lessons.stdp_curves.bug_museum import MUSEUM_STDP, correct, failures
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


def test_the_right_rule_is_the_sum_of_the_window_whatever_a_rule_does_to_its_trains():
    for trial, _, expected, _ in museum.pair_sum_test(correct):
        by_pairs = math.fsum(MUSEUM_STDP.window(b - a) for a in trial.pre for b in trial.post)
        assert expected == pytest.approx(museum.bounded(by_pairs, MUSEUM_STDP), abs=1e-12)
        if trial.name != "many pairs":  # elsewhere no bound is met: a fault shows only as itself
            assert expected == pytest.approx(by_pairs, abs=1e-12)
        else:
            assert museum.START + by_pairs > MUSEUM_STDP.w_max

    def spoiler(pre, post, stdp):
        dw = correct(pre, post, stdp)
        pre[:] = 0
        return dw

    assert failures(spoiler) == {}


def test_every_exhibit_fails_in_its_own_way_and_every_trial_catches_one():
    rules = {exhibit.name: exhibit.rule for exhibit in museum.EXHIBITS}
    signatures = {name: failures(rule) for name, rule in rules.items()}
    assert len({str(sorted(each.items())) for each in signatures.values()} - {"[]"}) == len(rules)
    for name, signature in SIGNATURES.items():
        assert signatures[name] == signature
    assert set().union(*signatures.values()) == {trial.name for trial in museum.TRIALS}
    assert failures(correct) == failures(rules["swapped time constants"], STDP()) == {}


def test_the_tutorials_rule_counts_one_pair_at_every_step_till_20_ms_past_it():
    stdp, pair = STDP(A_plus=0.01, A_minus=0.01), (np.array([10.0]), np.array([15.0]))
    assert museum.article_rule(*pair, stdp) / stdp.pair_sum(*pair) == pytest.approx(21)


def test_symptoms_that_no_exhibit_shows():
    assert museum.symptom(0.5 + 1e-13, 0.5) == ""
    assert museum.symptom(0.5 + 1e-11, 0.5) == "too much"
    assert museum.symptom(-0.4, -0.5) == "too little"
    assert museum.symptom(math.nan, 0.5) == "no number"
