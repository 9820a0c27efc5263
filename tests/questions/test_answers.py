"""Comparison and trial runs: nothing wrong gets through, nothing that is handed in can do harm."""

import inspect
import sys
import threading
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from snn_edu.questions import answers
from snn_edu.questions.answers import AnswerError, UnwrittenError, difference, run

finite = st.floats(allow_nan=False, allow_infinity=False, width=32)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (2, 2),
        (2.0, 2),
        (np.float32(0.5), 0.5),
        (np.array(0.5), 0.5),
        (Fraction(1, 2), 0.5),
        (1.0 + 1e-10, 1.0),
        (np.inf, np.inf),
        (np.nan, np.nan),
        (True, True),
        (np.True_, True),
        (" Later ", "later"),
        ([1, 2], (1, 2)),
        (np.array([1, 2]), [1, 2]),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([0.0, np.nan]), np.array([0.0, np.nan])),
        ((np.array([1.0]), 3), (np.array([1.0]), 3)),
        ({"b": 2, "a": [1]}, {"a": [1], "b": 2}),
        (np.empty(0), np.empty(0)),
    ],
)
def test_the_same_result_written_another_way_is_the_same(got, expected):
    assert difference(got, expected) is None


@pytest.mark.parametrize(
    ("got", "expected", "where", "says"),
    [
        (True, 1, "", "a number is expected, this is the truth value True"),
        (1, True, "", "True or False is expected"),
        ("1", 1, "", "the text '1'"),
        (1j, 1, "", "a number is expected"),
        ([1], 1, "", "a list of 1"),
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
        ([1.0, 1.0], np.array([1.0, 1.0]), "", "this is a list of 2"),
        (np.array(1.0), np.array([1.0, 1.0]), "", "the shape is ()"),
        (np.empty(0), np.array([1.0]), "", "the shape is (0,), expected is (1,)"),
        (np.ones((3, 2)), np.ones((2, 3)), "", "time is axis 0, neuron is axis 1"),
        (np.array([True]), np.array([1.0]), "", "an array of numbers is expected"),
        (np.array([1.0]), np.array([True]), "", "an array of True and False"),
        (np.array(["a"]), np.array([1.0]), "", "an array of numbers"),
        (np.array([1j]), np.array([1.0]), "", "an array of numbers"),
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


@settings(deadline=None)
@given(finite, st.floats(0.001, 10.0), st.floats(0.0, 3.0))
def test_a_tolerance_is_a_distance_and_its_edge_is_sharp(expected, tolerance, factor):
    got = expected + factor * tolerance
    inside = abs(got - expected) <= tolerance
    assert (difference(got, expected, tolerance) is None) == inside


@settings(deadline=None)
@given(arrays.arrays(float, st.integers(1, 6), elements=st.floats(-9, 9)), st.data())
def test_one_changed_element_is_found_where_it_is(truth, data):
    index = data.draw(st.integers(0, len(truth) - 1))
    got = truth.copy()
    got[index] += 1.0
    found = difference(got, truth)
    assert (found.where, found.got, found.expected) == (f"[{index}]", got[index], truth[index])


def test_rounding_near_zero_is_measured_by_the_largest_number_around():
    assert difference(1e-13, 0.0) is not None
    assert difference(1e-13, 0.0, scale=1.0) is None
    assert (
        answers.size([1.0, (-3.0, np.array([2.0, np.inf])), {"a": "word", "b": np.empty(0)}]) == 3
    )


def identity(x):
    return x


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (3, "A function is expected, and this is the number 3"),
        (lambda: 1, "takes (); it is called with 1 arguments, in this order: (x)"),
        (lambda x, y: 1, "takes (x, y)"),
        (lambda x: x / 0, "called with x = 2: ZeroDivisionError"),
        (lambda x: sys.exit("bye"), "SystemExit: bye"),
        (lambda x: unknown, "NameError: name 'unknown' is not defined"),  # noqa: F821
    ],
)
def test_a_function_that_cannot_be_run_gets_a_sentence(function, says):
    with pytest.raises(AnswerError) as refusal:
        run(function, ((2,),), ["x"])
    assert says in str(refusal.value)


def test_the_failing_line_is_counted_from_the_functions_own_first_line():
    def three_lines(x):
        y = x + 1
        return identity(y) / 0

    with pytest.raises(AnswerError, match="stopped in its line 3, called with x = 2"):
        run(three_lines, ((2,),), ["x"])


def test_endless_recursion_is_a_sentence():
    def deeper(x):
        return deeper(x)

    with pytest.raises(AnswerError, match="RecursionError"):
        run(deeper, ((2,),), ["x"])


def test_an_endless_loop_is_given_up_in_any_thread_and_tracing_is_as_before(monkeypatch):
    monkeypatch.setattr(answers, "LINES", 1000)
    said = []

    def endless(x):
        while True:
            x += 1

    def attempt():
        before = sys.gettrace()
        with pytest.raises(AnswerError) as refusal:
            run(endless, ((2,),), ["x"])
        said.append(str(refusal.value))
        assert sys.gettrace() is before

    attempt()
    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    assert len(said) == 2
    assert all("had not ended after 1,000 lines" in sentence for sentence in said)


@pytest.mark.parametrize("result", [None, ..., (None, ...), {"v": None}])
def test_a_function_that_returns_nothing_is_a_stub(result):
    with pytest.raises(UnwrittenError):
        run(lambda x: result, ((1,), (2,)), ["x"])


def test_a_function_that_says_it_is_not_implemented_is_a_stub():
    def stub(x):
        raise NotImplementedError

    with pytest.raises(UnwrittenError):
        run(stub, ((1,),), ["x"])


def test_a_function_that_returns_nothing_only_sometimes_is_no_stub():
    assert run(lambda x: x or None, ((0,), (2,)), ["x"]) == [None, 2]


@pytest.mark.parametrize("given_", [np.array([3.0, 1.0]), [3.0, 1.0]])
def test_a_function_that_changes_its_input_is_caught_and_the_input_survives(given_):
    def sorts_in_place(values):
        values.sort()
        return values

    with pytest.raises(AnswerError, match=r"changes the values it was given"):
        run(sorts_in_place, ((given_,),), ["values"])
    assert list(given_) == [3.0, 1.0]


def test_a_debugger_or_a_coverage_tool_that_traces_is_put_back():
    def tracer(*_):
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        run(identity, ((2,),), ["x"])
        after = sys.gettrace()
    finally:
        sys.settrace(before)
    assert after is tracer


def test_a_compiled_function_is_run_like_any_other_even_if_it_names_no_arguments():
    assert run(np.exp, ((0.0,),), ["x"]) == [1.0]
    with pytest.raises(ValueError, match="signature"):
        inspect.signature(max)
    assert run(max, ((1.0, 2.0),), ["a", "b"]) == [2.0]
