"""What is said of a wrong answer that nobody foresaw: it is found, and it is true."""

import math
import random
import warnings
from dataclasses import replace

import numpy as np
import pytest

from snn_edu import LIF
from snn_edu.exercises import Exercise
from snn_edu.questions import unforeseen
from snn_edu.questions.exercise import is_right, judge
from snn_edu.questions.mutants import mutants


def step(v, v_inf, dt, tau_m):
    return v_inf + (v - v_inf) * math.exp(-dt / tau_m)


TEXT = """
def step(v, v_inf, dt, tau_m):
    left = v - v_inf
    return v_inf + left * math.exp(-dt / tau_m)
"""
STEP = Exercise(
    name="step",
    ask="Write one exact step.",
    solution=step,
    shown=TEXT,
    oracle=lambda v, v_inf, dt, tau_m: v * math.exp(-dt / tau_m) - v_inf * math.expm1(-dt / tau_m),
    tries=((0.3, 1.0, 1.1, 20.0), (-70.2, -55.1, 0.5, 10.0), (12.5, 3.7, 2.3, 14.1)),
)
SHIFT = Exercise(
    name="shift",
    ask="Give the times after the first, in order.",
    solution=lambda times: np.sort(times)[1:] - min(times),
    oracle=lambda times: np.sort(np.asarray(times) - np.min(times))[1:],
    tries=((np.array([3.1, 9.7, 1.2, 20.4]),), (np.array([2.5, 1.1, 7.2, 8.8]),)),
)
VARIANCE = Exercise(
    name="variance",
    ask="Give the variance.",
    solution=lambda values: np.var(values),
    oracle=lambda values: np.mean((values - np.mean(values)) ** 2),
    tries=((np.array([3.1, 9.7, 1.2]),), (np.array([2.5, 1.1, 7.2, 8.8]),)),
)
SPREAD = replace(
    VARIANCE,
    solution=lambda values: (np.mean(values), np.max(values)),
    oracle=lambda values: (sum(values) / len(values), max(values)),
)
LIMIT = Exercise(
    name="limit",
    ask="Give the sum of all of them.",
    solution=lambda w, left: w / (1 - left),
    shown="\ndef limit(w, left):\n    return w / (1 - left)\n",
    oracle=lambda w, left: sum(w * left**k for k in range(999)),
    tries=((0.31, 0.5), (2.5, 0.26)),
)
SMALL = replace(LIMIT, tries=((0.31, 0.5), (0.25, 0.26)))
RHEOBASE = Exercise(
    name="rheobase",
    ask="What is the rheobase of this model?",
    solution=lambda lif: lif.rheobase,
    oracle=lambda lif: (lif.v_threshold - lif.v_rest) / lif.R_m,
    tries=((LIF(),), (LIF(R_m=7.3, v_threshold=-52.1),), (LIF(v_rest=-71.7),)),
)
SILENT = Exercise(
    name="silent",
    ask="Give the times, infinity for no spike.",
    solution=lambda values, span: np.where(values > 0, (1 - values) * span, np.inf),
    oracle=lambda values, span: [span - each * span if each else np.inf for each in values],
    tries=((np.array([0.3, 0.0, 0.9]), 50.0), (np.array([0.25, 0.7, 0.0, 0.1]), 30.0)),
)
COUNTS = Exercise(
    name="counts",
    ask="How often do they fire in ten steps, of an input and a bias?",
    solution=lambda z, bias: np.floor(10.0 * (z + bias)),
    oracle=lambda z, bias: [10 * (a + b) // 1 for a, b in zip(z, bias, strict=True)],
    tries=(
        (np.array([0.31, 0.77]), np.array([0.15, 0.33])),
        (np.array([0.55, 0.12]), np.array([0.22, 0.41])),
    ),
)
LONE = Exercise(name="lone", ask="?", solution=4.0, oracle=4.0, tolerance=0.1, because="eye")


def changed(exercise, change):
    return lambda *given: change(exercise.solution(*given))


SAID = [
    (STEP, changed(STEP, lambda right: -right), "The size is right, the sign is not."),
    (STEP, changed(STEP, abs), "each minus is lost"),
    (STEP, changed(STEP, lambda right: max(right, 0.0)), "should be negative is 0"),
    (STEP, changed(STEP, lambda right: 1000 * right), "1000 times too much"),
    (STEP, changed(STEP, lambda right: right / 1000), "1000 times too little"),
    (STEP, changed(STEP, lambda right: 100 * right), "is it in per cent?"),
    (STEP, changed(STEP, lambda right: 2.5 * right), "2.5 times the right result, each time"),
    (STEP, changed(STEP, lambda right: right - 65), "the right result minus 65, each time"),
    (STEP, changed(STEP, lambda right: 1 / right), "1 divided by the right result."),
    (STEP, changed(STEP, lambda right: 1 - right), "1 minus the right result"),
    (STEP, changed(STEP, lambda right: right**2), "the square of the right result"),
    (STEP, changed(STEP, lambda right: right // 1), "rounded down"),
    (STEP, changed(STEP, lambda right: round(right, 2)), "rounded to 2 digits"),
    (STEP, changed(STEP, lambda right: 0.0 * right), "It was 0 each time we tried it."),
    (STEP, lambda *given: step(*given) * given[3], "the right result times `tau_m`."),
    (STEP, lambda *given: step(*given) - given[1], "the right result minus `v_inf`."),
    (STEP, lambda v, v_inf, dt, tau_m: v, "It is `v`, and nothing else."),
    (STEP, lambda *given: step(given[1], given[0], *given[2:]), "`v` and `v_inf` were exchanged"),
    (STEP, lambda a, b, dt, tau: step(a, b, dt / 1000, tau), "`dt` were a thousandth of it: is a"),
    (STEP, lambda a, b, dt, tau: step(a, b, -dt, tau), "`dt` had the other sign."),
    (STEP, lambda a, b, dt, tau: b + (a + b) * math.exp(-dt / tau), "a plus where a minus belongs"),
    (STEP, lambda a, b, dt, tau: b + (a - dt) * math.exp(-dt / tau), "`dt` where `v_inf` belongs"),
    (STEP, lambda a, b, dt, tau: b + a * math.exp(-dt / tau), "a term is missing"),
    (STEP, lambda a, b, dt, tau: b + (a - b) * 2 ** (-dt / 20), "Its `tau_m` seems to do nothing"),
    (STEP, lambda *given: 0.3, "The same came out each time"),
    (LIMIT, lambda *given: 1.0, "The same came out each time"),  # the solution has a 1
    (SMALL, lambda *given: 1.0, "The same came out each time"),  # 0.62 and 0.34 rounded up
    (SMALL, lambda w, left: math.ceil(w / (1 - left)), "The same came out each time"),
    (STEP, lambda *given: random.random(), "another result the second time"),
    (STEP, changed(STEP, lambda right: (right for _ in "1")), "`list(...)` makes a list of it"),
    (STEP, changed(STEP, lambda right: None if right < 0 else right), "ends without `return`"),
    (STEP, changed(STEP, lambda right: right + 0.5j), "Complex numbers come from a root"),
    (STEP, changed(STEP, lambda right: (14, 1)), "A comma after `return` makes a pair"),
    (STEP, changed(STEP, lambda right: "14,1"), "A number has no quotes"),
    (STEP, changed(STEP, lambda right: lambda: right), "Brackets after its name call"),
    (STEP, changed(STEP, lambda right: math.nan), "NumPy gives it for 0/0"),
    (SHIFT, changed(SHIFT, lambda right: right[::-1]), "in the reverse order"),
    (SHIFT, changed(SHIFT, np.cumsum), "summed up"),
    (SHIFT, changed(SHIFT, lambda right: np.roll(right, 1)), "one place too late"),
    (SHIFT, changed(SHIFT, lambda right: np.roll(right, -1)), "one place too early"),
    (SHIFT, changed(SHIFT, lambda right: right[1:]), "without the first"),
    (SHIFT, changed(SHIFT, lambda right: right[:-1]), "without the last"),
    (SHIFT, changed(SHIFT, lambda right: [0.0, *right]), "The first is one too many"),
    (SHIFT, changed(SHIFT, lambda right: right[0]), "the first of them: the others are lost"),
    (SHIFT, changed(SHIFT, lambda right: right[-1]), "the last of them"),
    (SHIFT, changed(SHIFT, sum), "That is their sum."),
    (SHIFT, changed(SHIFT, set), "A set has no order"),
    (VARIANCE, lambda values: np.var(values) * len(values), "the number of values in `values`"),
    (VARIANCE, lambda values: np.var(values, ddof=1), "(n - 1) / n, with n values in `values`"),
    (SPREAD, lambda values: (np.mean(values), -np.max(values)), "The size is right"),
    (SPREAD, lambda values: [np.max(values), np.mean(values)], "come in another order"),
    (RHEOBASE, lambda lif: lif.v_threshold / lif.R_m, "`lif.v_rest` were 0: is it forgotten?"),
    (RHEOBASE, lambda lif: (lif.v_threshold + 65.0) / lif.R_m, "`lif.v_rest` seems to do nothing"),
    (SILENT, changed(SILENT, lambda right: right / 1000), "1000 times too little"),
    (SILENT, changed(SILENT, lambda right: right + 0.5), "the right result plus 0.5, each time"),
    (SILENT, lambda values, span: SILENT.solution(values, 1.0), "right result divided by `span`"),
    (COUNTS, lambda z, bias: np.floor(10.0 * z), "`bias` were 0: is it forgotten?"),
    (LONE, 4030.0, "1000 times too much"),
    (LONE, (4, 3), "A comma makes two values"),
    (LONE, -4.05, "The size is right"),
    (LONE, 0.2505, "1 divided by the right value"),
]


@pytest.mark.parametrize(("exercise", "answer", "said"), SAID, ids=[each[2] for each in SAID])
def test_a_slip_is_told_by_its_family(exercise, answer, said):
    feedback = judge(exercise, answer)
    assert feedback.status == "wrong"
    assert said in feedback.kind
    assert feedback.message.endswith(feedback.kind)


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        (STEP, lambda *given: -step(*given) if given[0] > 0 else 7 * step(*given)),
        (STEP, lambda *given: step(*given) + (1.0 if given[0] < 0 else 1.5)),
        (STEP, lambda *given: round(step(*given), 2) + (0.001 if given[0] < 0 else 0.0)),
        (STEP, lambda a, b, dt, tau: step(a, b, dt, tau) * (a**2 + dt * math.sin(tau))),
        (STEP, lambda *given: min(step(*given), 2.5) + 0.01 * (given[2] > 2)),  # not all do nothing
        (SILENT, lambda values, span: values**2 * span + 1.0),
    ],
)
def test_what_holds_for_some_numbers_alone_is_not_said(exercise, answer):
    feedback = judge(exercise, answer)
    assert (feedback.status, feedback.kind) == ("wrong", "")


@pytest.mark.parametrize("empty", [None, ...])
def test_a_place_that_is_left_open_among_others_has_no_return_missing(empty):
    feedback = judge(SPREAD, lambda values: (np.mean(values), empty))
    assert "return" not in feedback.message
    assert feedback.status == ("wrong" if empty is None else "not done yet")
    assert feedback.message.endswith("(None)." if empty is None else "still comes back, at [1].")


def test_an_argument_that_does_nothing_far_away_alone_is_not_blamed():
    def near(v, v_inf, dt, tau_m):
        return step(v, v_inf, dt, tau_m) if dt < 4 * tau_m else v_inf

    far = replace(STEP, tries=(STEP.tries[0], (-70.0, -55.0, 90.0, 20.0), (-50.0, 3.0, 99.0, 20.0)))
    feedback = judge(far, near)
    assert feedback.status == "wrong"
    assert "do nothing" not in feedback.message


def test_no_operator_is_named_that_does_not_stand_there():
    whites = Exercise(
        name="whites",
        ask="?",
        solution=lambda n, r, T: n / (r * T / 1000),
        shown="\ndef whites(n, r, T):\n    return n / (r * T / 1000)",
        oracle=lambda n, r, T: 1000 * n / r / T,
        tries=((3, 100.0, 70.0), (17, 61.3, 412.7), (5, 31.7, 226.1)),
    )
    assert "a `//` where a `/`" in judge(whites, lambda n, r, T: n / (r * T // 1000)).kind
    assert judge(whites, lambda n, r, T: n / round(r * T / 1000)).kind == ""


def test_a_truth_value_is_not_the_first_of_several():
    relu, truth = (lambda x: max(x, 0.0)), (lambda x: x * (x > 0))
    above = Exercise(name="above", ask="?", solution=relu, oracle=truth, tries=((-1.2,), (2.3,)))
    said = judge(above, lambda x: x > 0 and x)
    assert "this is the truth value False" in said.message
    assert said.kind == ""


def test_a_search_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(unforeseen, "LONGEST", 0.5)

    def slow(v, v_inf, dt, tau_m):
        while dt < 0 or tau_m == 1:
            pass
        return step(v, v_inf, dt, tau_m)

    feedback = judge(replace(STEP, solution=slow), lambda *given: math.sin(sum(given)))
    assert (feedback.status, feedback.kind) == ("wrong", "")


def test_a_slip_of_the_pen_is_no_right_answer_and_each_has_one_text():
    slips = list(mutants(TEXT, step))
    assert len(slips) > 20
    alike = [what for what, _, function in slips if is_right(STEP, function)]
    assert alike == []
    assert ("a minus is missing", "line 3, `-dt`") in [each[:2] for each in slips]
    for what, _, function in slips:
        said = judge(STEP, function).message
        if "got" in said:
            assert judge(STEP, function).kind, what


def test_the_search_warns_of_nothing():
    """A warning would quote a line of the solution."""

    def late(values, since):
        return np.mean(values[values > since])

    exercise = Exercise(
        name="late",
        ask="Give the mean of the later ones.",
        solution=late,
        oracle=lambda values, since: np.average([each for each in values if each > since]),
        tries=((np.array([3.1, 9.7, 1.2]), 2.0), (np.array([25.3, 11.1, 17.2]), 14.0)),
    )
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        feedback = judge(exercise, lambda values, since: 0.7 * late(values, since) + 0.01 * since)
    assert feedback.status == "wrong"
    assert not told
