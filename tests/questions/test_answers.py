"""Comparison and trial runs: nothing wrong gets through, nothing that is handed in can do harm."""

import sys
import time
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_edu.questions import answers
from snn_edu.questions.answers import AnswerError, UnwrittenError, difference, open_line, run
from snn_edu.questions.asked import Exercise
from snn_edu.questions.exercise import judge

finite = st.floats(allow_nan=False, allow_infinity=False, width=32)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (2.0, 2),
        (np.float32(0.5), 0.5),
        (np.array(0.5), 0.5),
        (Fraction(1, 2), 0.5),
        (Decimal("0.1"), 0.1),
        (np.float32(1 / 3), 1 / 3),
        (np.float32([1 / 3, 7]), np.array([1 / 3, 7.0])),
        (1.0 + 1e-10, 1.0),
        (np.inf, np.inf),
        (np.nan, np.nan),
        (np.True_, True),
        (1, True),
        ([0, 1.0], (False, True)),
        (np.array([0, 1]), np.array([False, True])),
        (np.array([False, True], object), np.array([False, True])),
        (" Later ", "later"),
        ([1, 2], (1, 2)),
        (np.array([1, 2]), [1, 2]),
        (np.eye(2).view(np.matrix), [[1, 0], [0, 1]]),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([0.0, np.nan]), np.array([0.0, np.nan])),
        ((np.array([1.0]), 3), (np.array([1.0]), 3)),
        (np.array([Fraction(1, 2), 3], object), np.array([0.5, 3.0])),
        (MappingProxyType({"a": np.array(1)}), {"a": 1}),
        (np.empty(0), np.empty(0)),
    ],
)
def test_the_same_result_written_another_way_is_the_same(got, expected):
    assert difference(got, expected) is None


@pytest.mark.parametrize(
    ("got", "expected", "where", "says"),
    [
        (True, 1, "", "a number is expected, this is the truth value True"),
        (2, True, "", "True or False is expected, this is the number 2"),
        (0, True, "", ""),
        (np.array([2]), np.array([True]), "", "an array of True and False"),
        (np.array([True, False], object), np.array([1.0, 0.0]), "", "an array of numbers"),
        (np.array([True, 2], object), np.array([1.0, 2.0]), "", "an array of numbers"),
        (np.float32(1 / 3 + 1e-5), 1 / 3, "", ""),
        ("1", 1, "", "the text '1'"),
        (1j, 1, "", "a number is expected"),
        (np.array([1.0]), 1, "", "an array of shape (1,)"),
        (np.nan, 1, "", "NaN"),
        (1.0, np.nan, "", ""),
        (1e300, np.inf, "", ""),
        (np.inf, 1.0, "", ""),
        (-np.inf, np.inf, "", ""),
        (1.0 + 1e-8, 1.0, "", ""),
        (1e-9, 0.0, "", ""),
        (1, "a", "", "a word in quotes"),
        ("b", "a", "", ""),
        (1.0, np.array([1.0, 1.0]), "", "an array of shape (2,) is expected, this is the number 1"),
        ([1.0, [1.0]], np.array([1.0, 1.0]), "", "this is a list of 2"),
        (["a", "b"], np.array([1.0, 1.0]), "", "an array of numbers is expected, this is a list"),
        ([1.0, 2.0], np.array([1.0, 1.0]), "[1]", ""),
        (np.array(1.0), np.array([1.0, 1.0]), "", "the shape is ()"),
        (np.empty(0), np.array([1.0]), "", "the shape is (0,), expected is (1,)"),
        (np.ones((3, 2)), np.ones((2, 3)), "", "rows and columns are exchanged"),
        (np.array([True]), np.array([1.0]), "", "an array of numbers is expected"),
        (np.array(["a"]), np.array([1.0]), "", "an array of numbers"),
        (np.array([None]), np.array([1.0]), "", "an array of numbers"),
        (np.array([1.0, np.nan]), np.array([1.0, 2.0]), "[1]", "NaN (not a number) came out at"),
        (np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]), "[1, 1]", ""),
        (np.ma.array([1.0, 9.0], mask=[0, 1]), np.array([1.0, 2.0]), "[1]", ""),
        ((1, 2, 3), (1, 2), "", "2 values are expected, here are 3"),
        (5, (1, 2), "", "a list or tuple of 2 values is expected, this is the number 5"),
        (np.array(5), (1, 2), "", "array of shape ()"),
        ([1, [2]], [1, 2], "[1]", "a number is expected at [1]"),
        ({"a": 1}, {"a": 1, "b": 2}, "", "a dict with the keys 'a', 'b'"),
        ({"a": [1, 3]}, {"a": [1, 2]}, "['a'][1]", ""),
    ],
)
def test_another_result_is_told_apart_and_the_place_is_named(got, expected, where, says):
    found = difference(got, expected)
    assert found is not None
    assert found.where == where
    assert says in found.problem
    assert bool(says) == bool(found.problem)


@given(finite, st.floats(0.001, 10.0), st.floats(0.0, 3.0))
def test_a_tolerance_is_a_distance_and_its_edge_is_sharp(expected, tolerance, factor):
    got = expected + factor * tolerance
    inside = abs(got - expected) <= tolerance
    assert (difference(got, expected, tolerance) is None) == inside


def test_a_tolerance_does_not_ask_float32_for_digits_that_it_has_not():
    single = np.float32(1.85999813)
    assert difference(single, 1.85999813, tolerance=1e-8) is None
    assert difference(float(single), 1.85999813, tolerance=1e-8)


def test_rounding_near_zero_is_measured_by_the_largest_number_around():
    assert difference(1e-13, 0.0) is not None
    assert difference(1e-13, 0.0, scale=1.0) is None
    several = [1.0, (-3.0, np.array([2.0, np.inf])), {"a": "word", "b": np.empty(0)}]
    assert answers.size(several) == 3


def identity(x):
    return x


def three_lines(x):
    y = x + 1
    return identity(y) / 0


def deeper(x):
    return deeper(x)


def leaves(x):
    raise GeneratorExit


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (3, "A function is expected, and this is the number 3"),
        (lambda: 1, "takes (); it is called with 1 argument, in this order: (x)"),
        (lambda x, y: 1, "takes (x, y)"),
        (lambda x: x / 0, "called with x = 2: ZeroDivisionError"),
        (lambda x: sys.exit("bye"), "SystemExit: bye"),
        (lambda x: unknown, "NameError: name 'unknown' is not defined"),  # noqa: F821
        (three_lines, "stopped in its line 3, called with x = 2"),  # its own third line
        (deeper, "RecursionError"),
        (leaves, "in its line 2, called with x = 2: GeneratorExit"),
    ],
)
def test_a_function_that_cannot_be_run_gets_a_sentence(function, says):
    with pytest.raises(AnswerError) as refusal:
        run(function, ((2,),), ["x"])
    assert says in str(refusal.value)


def hangs_at_3(x):
    while x == 3:
        pass


def test_what_does_not_end_is_told_with_the_call_at_which_it_hangs(monkeypatch):
    monkeypatch.setattr(answers, "SECONDS", 0.2)
    said = r"had not ended after 0\.2 seconds: a loop without an end\? It was called with x = 3\."
    with pytest.raises(AnswerError, match=said):
        run(hangs_at_3, ((2,), (3,), (4,)), ["x"])
    assert run(lambda x: time.sleep(0.5) or x, ((2,),), ["x"]) == [2]  # computing is what counts


def stub(x):
    raise NotImplementedError


def half_done(x):
    part = 2 * x
    return part + ...


@pytest.mark.parametrize(
    ("function", "says"),
    [
        *((lambda x, r=r: r, "returns nothing") for r in (None, {"v": None})),
        *((lambda x, r=r: r, "but the stub's `...`") for r in (..., (None, ...))),
        (stub, "still the stub"),
        (half_done, "in its line 3, and there is still a `...` in it"),
    ],
)
def test_a_function_not_yet_written_is_told_apart(function, says):
    with pytest.raises(UnwrittenError) as refusal:
        run(function, ((1,), (2,)), ["x"])
    assert says in str(refusal.value)


def test_a_function_that_returns_nothing_only_sometimes_is_no_stub():
    assert run(lambda x: x or None, ((0,), (2,)), ["x"]) == [None, 2]


@pytest.mark.parametrize("given_", [np.array([3.0, 1.0]), [3.0, 1.0]])
def test_a_function_that_changes_its_input_is_caught_and_the_input_survives(given_):
    def sorts_in_place(values):
        values.sort()
        return values

    with pytest.raises(AnswerError, match=r"changes the values it was given \(with values = .*3"):
        run(sorts_in_place, ((given_,),), ["values"])
    assert list(given_) == [3.0, 1.0]


def test_a_compiled_function_is_run_like_any_other_even_if_it_names_no_arguments():
    assert run(np.exp, ((0.0,),), ["x"]) == [1.0]
    assert run(max, ((1.0, 2.0),), ["a", "b"]) == [2.0]


def half_open(x):
    y = 2 * x
    ...  # 2. add one
    return y


def test_a_line_that_is_still_dots_is_found_and_told_with_its_comment():
    assert open_line(half_open) == "...  # 2. add one"
    assert open_line(half_done) == ""  # these dots stand in a formula
    assert open_line(np.exp) == ""
    exercise = Exercise(
        name="half", ask="Add.", solution=lambda x: 2 * x + 1, oracle=lambda x: x + x + 1,
        tries=((1.0,), (3.0,)),
    )  # fmt: skip
    feedback = judge(exercise, half_open)
    assert feedback.status == "not done yet"
    assert "still open: `...  # 2. add one`" in feedback.message
    assert judge(exercise, lambda x: 2 * x).status == "wrong"
