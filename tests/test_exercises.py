"""A check explains: right answers pass, wrong ones hear why, and nothing handed in raises."""

import inspect
import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from ranges import refused

from snn_edu import exercises
from snn_edu.exercises import Exercise, Wrong, check, hint, inventory, own_numbers, predict, quiz
from snn_edu.questions import NAME
from snn_edu.questions.exercise import passes, theirs


def decay(v, v_inf, dt, tau_m):
    return v_inf + (v - v_inf) * math.exp(-dt / tau_m)


def euler(v, v_inf, dt, tau_m):
    return v + (v_inf - v) * dt / tau_m


STEP = Exercise(
    name="step",
    ask="Write one exact step.",
    solution=decay,
    oracle=lambda v, v_inf, dt, tau_m: v * math.exp(-dt / tau_m) - v_inf * math.expm1(-dt / tau_m),
    tries=((0.0, 1.0, 1.0, 20.0), (-70.0, -55.0, 0.5, 10.0)),
    unit="mV",
    wrong=(
        Wrong(euler, "One Euler step of {dt:g} ms: {got:.4f}. The exact step: {expected:.4f}."),
        Wrong(lambda v, v_inf, dt, tau_m: v, "Nothing leaks."),
    ),
    hints=("The distance shrinks.", "By `exp(-dt / tau_m)`."),
    why="Exact at any dt.",
)
CURVE = Exercise(
    name="curve",
    ask="Write the STDP curve.",
    solution=lambda delta_t: np.where(delta_t > 0, np.exp(-delta_t / 20), -np.exp(delta_t / 20)),
    oracle=lambda delta_t: np.sign(delta_t) * np.exp(-np.abs(delta_t) / 20),
    tries=((np.array([-30.0, -10.0, 10.0, 30.0]),),),
)
RHEOBASE = Exercise(
    name="rheobase",
    ask="What is the rheobase?",
    solution=1.5,
    oracle=lambda: 15.0 / 10.0,
    unit="nA",
    tolerance=0.02,
    because="read off a slider",
    wrong=(Wrong(1.6, "The first slider step that spikes."), Wrong(0.0, "No current at all.")),
)
NOISY = Exercise(
    name="noisy",
    ask="Give a mean and a spread with a ratio of 0.8.",
    solution=(10.0, 8.0),
    judge=lambda pair: None if pair[1] / pair[0] == 0.8 else f"The ratio is {pair[1] / pair[0]:g}.",
    wrong=(Wrong((10.0, 10.0), "The ratio is 1"),),
)
EXERCISES = (STEP, CURVE, RHEOBASE, NOISY)


def test_the_solution_passes_and_says_why():
    for exercise in EXERCISES:
        feedback = check(exercise, exercise.solution)
        assert (feedback.status, feedback.hints) == ("passed", ())
        assert feedback.message == (exercise.why or "As asked.")


@pytest.mark.parametrize(
    ("exercise", "answer", "message"),
    [
        # recognised, with the numbers of the first call that differs: 0 + (1 - 0) / 20, 1 - e^-1/20
        (STEP, euler, "One Euler step of 1 ms: 0.0500. The exact step: 0.0488."),
        (STEP, lambda a, b, c, d: a, "Nothing leaks."),
        # what is found by trying, after the place and the two numbers
        (STEP, lambda *a: -decay(*a), "expected 0.0487706 mV. The size is right, the sign is not."),
        # right only at first
        (STEP, lambda v, *a: decay(v, *a) if v == 0 else v, "With v = -70, v_inf = -55, dt = 0.5"),
        # as many digits as it takes
        (STEP, lambda *a: decay(*a) * 1.00000001, "got 0.048770576 mV, expected 0.0487705755 mV"),
        (STEP, decay(0.0, 1.0, 1.0, 20.0), "this is the number 0.0487706: hand in the function"),
        (CURVE, lambda delta_t: CURVE.solution(delta_t)[:, None], "the shape is (4, 1)"),
        (CURVE, lambda s: np.where(s > 20, 0, CURVE.solution(s)), "got 0 at [3], expected 0.22313"),
        (RHEOBASE, 1.6, "The first slider step that spikes."),
        (RHEOBASE, 1.585, "The first slider step that spikes."),
        (RHEOBASE, 0.0, "No current at all."),
        (RHEOBASE, 0.01, "0.01 nA is too low. (Allowed is an error of 0.02 nA: read"),
        (RHEOBASE, 1.7, "1.7 nA is too high. (Allowed"),  # but not the truth
        (RHEOBASE, decay, "A number is expected, this is a function."),
        (NOISY, (10.0, 10.0), "The ratio is 1."),
        (NOISY, (0.0, 10.0), "Your answer cannot be used: ZeroDivisionError: float division"),
        (NOISY, 3, "Your answer cannot be used: TypeError"),
        (NOISY, (), "Your answer cannot be used: IndexError"),
    ],
)
def test_a_wrong_answer_hears_what_is_wrong_with_it(exercise, answer, message):
    feedback = check(exercise, answer)
    assert feedback.status == "wrong"
    assert message.casefold() in feedback.message.casefold()
    assert feedback.hints == exercise.hints


@pytest.mark.parametrize(
    ("right", "answer", "said"),
    [
        ("left", "right", "'right' is not it."),
        (True, False, "False is not it."),
        (lambda x: "left", lambda x: "right", "With x = 1: got 'right', expected 'left'."),
    ],
)
def test_words_and_truth_values_can_be_asked_for(right, answer, said):
    tries = ((1,),) if callable(right) else ()
    asked = Exercise(name="w", ask="Which?", solution=right, oracle=right, tries=tries)
    assert check(asked, right)
    assert check(asked, answer).message == said


def test_a_judge_has_the_last_word_after_an_oracle():
    strict = replace(RHEOBASE, judge=lambda value: "Two digits, please." if value != 1.5 else None)
    assert check(strict, 1.5)
    assert check(strict, 1.51).message == "Two digits, please."


def test_a_judged_function_is_run_first_so_that_a_stub_is_not_done_yet():
    def grows(f):
        return None if f(2) > f(1) else "It does not grow."

    judged = Exercise(name="j", ask="?", solution=abs, judge=grows, tries=((1,), (2,)))
    assert check(judged, lambda x: 3 * x)
    assert check(judged, lambda x: 1).message == "It does not grow."
    assert check(judged, lambda x: None).status == "not done yet"


@pytest.mark.parametrize("stub", [None, ..., (None, ...)])
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_an_answer_not_yet_filled_in_is_not_done_yet(exercise, stub):
    feedback = check(exercise, stub)
    assert feedback.status == "not done yet"
    assert exercise.ask in feedback.message
    assert not feedback


def test_an_answer_with_dots_left_in_it_is_not_done_yet():
    feedback = check(NOISY, (10.0, {"sigma": ...}))
    assert feedback.status == "not done yet"
    assert "A `...` is still in it, at [1]['sigma']." in feedback.message


def test_each_try_reaches_the_learner_as_declared_even_if_the_oracle_works_in_place():
    def oracle(values):
        values *= 2
        return values.sum()

    total = Exercise(
        name="t",
        ask="Write twice the sum.",
        solution=lambda values: 2 * sum(values),
        oracle=oracle,
        tries=((np.array([1.0, 2.0]),),),
        wrong=(
            Wrong(lambda values: values.fill(0), "Cannot be recognised: it is refused before."),
            Wrong(lambda values: [object()], "Nor this: it is no result."),
            Wrong(lambda values: sum(values), "Twice is missing."),
        ),
    )
    for _ in range(2):
        assert check(total, total.solution)
        assert check(total, np.sum).message == "Twice is missing."


def test_numbers_that_differ_in_the_last_digit_are_written_out():
    sharp = replace(STEP, tolerance=0.0, because="an example", oracle=lambda *a: 1.0)
    message = check(sharp, lambda v, v_inf, dt, tau_m: 1.0 + 2e-16).message
    assert "got 1.0000000000000002 mV, expected 1 mV" in message


class Hostile:
    """An object that fails whatever is done with it."""

    def fail(self, *_):
        raise RuntimeError("no")

    __repr__ = __str__ = __eq__ = __hash__ = __len__ = __iter__ = __float__ = __bool__ = fail
    __getattr__ = __call__ = __array__ = __index__ = __contains__ = __getitem__ = fail


junk = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.text(),
        st.complex_numbers(),
        st.floats(),
        st.integers(),
        st.builds(Hostile),
        st.builds(object),
        st.sampled_from([len, np.exp, Hostile, lambda: 1, lambda *_: Hostile(), np.float64]),
        arrays.arrays(
            st.sampled_from([float, int, bool, complex, object, "U3", "datetime64[D]"]),
            arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=2), inner, max_size=2),
        inner.map(lambda value: lambda *_: value),
    ),
    max_leaves=5,
)


@given(junk)
def test_whatever_is_handed_in_nothing_raises_and_nothing_passes(answer):
    for exercise in (STEP, CURVE, replace(RHEOBASE, oracle=math.pi, tolerance=1e-9)):
        feedback = check(exercise, answer)
        assert feedback.status in {"wrong", "not done yet"}
        assert feedback.message
        assert feedback._repr_html_()
        assert "\n" not in repr(feedback)


def test_hints_come_one_by_one():
    first, second, past = hint(STEP), hint(STEP, 2), hint(STEP, 3)
    assert first.message == "1 of 2. The distance shrinks."
    assert first.hints == ("By `exp(-dt / tau_m)`.",)
    assert second.message == past.message == "2 of 2. By `exp(-dt / tau_m)`."
    assert repr(first).endswith("(1 more: snn_edu.exercises.hint(id, number))")
    assert not first
    assert hint(CURVE).message == "This exercise has none."
    with pytest.raises(ValueError, match="number = 0"):
        hint(STEP, 0)


test_a_declaration_that_cannot_work_is_refused = refused(
    ({"oracle": None}, "an oracle, a judge or both"),
    ({"tolerance": 0.1}, "say in `because` why 0.1"),
    ({"tries": (1.0, 2.0)}, "a tuple of arguments"),
    of=lambda change: replace(STEP, **change),
)


@pytest.mark.parametrize(
    ("ask", "name", "says"),
    [
        *((check, name, "leaky_bucket") for name in ("nothing.at_all", "leaky_bucket", decay)),
        (check, "leaky_bucket.exakt_step", r"Did you mean 'leaky_bucket.exact_step'\?"),
        (check, "leaky_buckt.exact_step", r"Did you mean 'leaky_bucket'\?"),
        (predict, "leaky_bucket.double_r", r"Did you mean 'leaky_bucket.double_R'\?"),
        *((quiz, name, "'leaky_bucket'") for name in ("leaky_buckt", "", None, 3, "os", "../x")),
    ],
)
def test_an_unknown_id_is_refused_with_what_there_is_and_the_nearest(ask, name, says):
    with pytest.raises(ValueError, match=says):
        ask(name)


def test_a_picture_has_the_course_s_solution_until_the_learner_s_passes_and_says_whose_it_is():
    def mine(*given):
        return STEP.solution(*given)

    assert theirs(STEP, mine) == (mine, "your")
    for other in (None, ..., lambda *given: 0.0):
        assert theirs(STEP, other) == (STEP.solution, "our")
    assert theirs(STEP, None, our="the right") == (STEP.solution, "the right")
    assert theirs(STEP, mine, "Your", "Our") == (mine, "Your")


def test_what_has_passed_is_not_judged_again_and_what_is_mended_elsewhere_passes():
    asked = []
    leak = {"of": euler}

    def mine(v, v_inf, dt, tau_m):
        asked.append(dt)
        return leak["of"](v, v_inf, dt, tau_m)

    assert [passes(STEP, mine), passes(STEP, mine)] == [False, False]
    leak["of"] = decay
    assert passes(STEP, mine)
    asked.clear()
    assert passes(STEP, mine)
    assert asked == []
    assert not passes(CURVE, mine)


# --- the door -------------------------------------------------------------------------------------


@pytest.fixture
def noted(monkeypatch):
    """What goes to the diary."""
    lines = []
    for name in ("note", "commit"):
        monkeypatch.setattr(exercises, name, lambda *line: lines.append(line))
    return lines


def test_tries_and_commitments_of_a_lesson_are_noted_and_one_s_own_are_not(noted, monkeypatch):
    check("leaky_bucket.read_tau", None)
    check(STEP, euler)
    predict("leaky_bucket.double_R")
    assert noted == []
    done = "so many of so many"
    monkeypatch.setattr(exercises, "how_far", lambda ids: done * ("leaky_bucket.read_tau" in ids))
    for answer in (13.0, 14.0):
        feedback = check("leaky_bucket.read_tau", answer)
        mistake = feedback.mistake if answer == 13.0 else ""
        assert noted.pop() == ("leaky_bucket.read_tau", feedback.status, mistake)
        assert bool(feedback) == (answer == 14.0)
        assert feedback.done == done * (answer == 14.0)  # how far one is, is said of what passes
        assert bool(mistake) == (answer == 13.0)
    asked = predict("leaky_bucket.double_R", "a")
    assert noted == [("leaky_bucket.double_R", asked.feedback.status, asked.said)]


def test_what_is_asked_for_without_more_is_the_first_hint_no_answer_and_no_letter():
    left_out = {
        name: {p.name: p.default for p in inspect.signature(door).parameters.values()}
        for name, door in inspect.getmembers(exercises, inspect.isfunction)
    }
    assert left_out["hint"]["number"] == 1
    assert left_out["check"]["answer"] is left_out["predict"]["answer"] is None
    assert left_out["predict"]["then"] is None
    assert left_out["inventory"]["letters"] == ""


def test_tab_shows_the_door_and_nothing_behind_it():
    assert dir(exercises) == sorted(exercises.__all__)


def test_a_quiz_is_numbered_and_each_question_goes_by_its_id():
    declared = exercises.table("leaky_bucket", "QUIZ")
    for k, (asked, each) in enumerate(zip(quiz("leaky_bucket").questions, declared, strict=True)):
        assert asked.name == f"leaky_bucket.{each.name}"
        assert asked.question == f"{k + 1}. {each.question}"


@pytest.mark.parametrize(
    ("name", "whose"),
    [("  Bo Ng ", "those of Bo Ng."), ("", "the lesson's: write"), (" !", "the lesson's: write")],
)
def test_whose_numbers_they_are_is_said(name, whose, capsys, monkeypatch):
    monkeypatch.setenv(NAME, "before")
    own_numbers(name)
    assert capsys.readouterr().out.startswith(f"The numbers are {whose}")
    assert exercises.os.environ[NAME] == name


@pytest.mark.parametrize(
    ("ask", "error", "told"),
    [
        (lambda: own_numbers(3), TypeError, "name = 3"),
        (lambda: predict("leaky_bucket.double_R", then=3), TypeError, "then = 3: expected what"),
        (lambda: inventory(0, "before"), ValueError, "part = 0: allowed is 1 to 5."),
        (lambda: inventory(6, "before"), ValueError, "part = 6: allowed is 1 to 5."),
        (lambda: inventory(1, "befor"), ValueError, "when = 'befor': allowed is one of 'before'"),
        (lambda: inventory(1, "before", 3), TypeError, "letters = 3"),
        (lambda: inventory(1, "before", swap="no"), TypeError, "swap = 'no'"),
        (lambda: inventory(1, "before", "abe"), ValueError, "letters = 'abe': expected up to 8"),
        (lambda: inventory(1, "before", "a" * 9), ValueError, "letters = 'aaaaaaaaa': expected"),
    ],
)
def test_what_cannot_be_asked_is_refused(ask, error, told):
    with pytest.raises(error, match=re.escape(told)):
        ask()
    assert len(inventory(1, "before", "abcd-abc").questions) == 8
