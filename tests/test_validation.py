"""Refusals say what was wrong; what is right passes unchanged."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_edu.validation import choice, integer, number, numbers


@given(value=st.floats(-5.0, 5.0))
def test_a_number_in_range_comes_back_as_it_was(value):
    assert number("x", value, "ms", -5.0, 5.0) == value
    assert number("x", np.float32(1.5)) == 1.5
    assert number("x", 3) == 3.0


@given(value=st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_out_of_range_never_passes(value):
    if np.isfinite(value) and 1.0 <= value <= 2.0:
        return
    with pytest.raises(ValueError, match="x = "):
        number("x", value, "ms", 1.0, 2.0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: number("x", 0.0, "", 1, 2), "x = 0: allowed is 1 to 2."),
        (lambda: number("x", -1, "ms", low=0), "x = -1 ms: allowed is 0 ms or more."),
        (lambda: number("x", 9, "ms", high=0), "x = 9 ms: allowed is 0 ms or less."),
        (lambda: number("x", np.nan), "x = nan: allowed is any finite number."),
        (
            lambda: number("x", 0.015, "ms", 1, 100),
            "x = 0.015 ms: allowed is 1 to 100 ms. Did you mean 15 (ms)?",
        ),
        (
            lambda: number("x", 5000.0, "", 1, 100),
            "x = 5000: allowed is 1 to 100. Did you mean 5?",
        ),
        (lambda: integer("n", -1), "n = -1: allowed is 0 or more."),
        (lambda: choice("m", "ecact", ("exact", "grid")), "m = 'ecact': allowed is one of 'exact', "
         "'grid'. Did you mean 'exact'?"),
        (lambda: choice("m", 7, ("exact",)), "m = 7: allowed is one of 'exact'."),
    ],
)  # fmt: skip
def test_a_refusal_reads_as_a_sentence(call, message):
    with pytest.raises(ValueError, match=r".*") as refusal:
        call()
    assert str(refusal.value) == message


def test_what_is_not_a_number_is_a_type_error():
    for wrong in ("1", None, True, 1j, [1.0]):
        with pytest.raises(TypeError, match="x = "):
            number("x", wrong, "ms")
    for wrong in (1.0, True, "1"):
        with pytest.raises(TypeError, match="n = "):
            integer("n", wrong)
    for wrong in (["a"], [True], [1j], [[1.0], [1.0, 2.0]], None):
        with pytest.raises(TypeError, match="x: expected numbers in ms"):
            numbers("x", wrong, "ms")


def test_an_array_is_refused_by_its_first_wrong_element():
    with pytest.raises(ValueError, match=r"x\[1, 0\] = 7 ms: allowed is 0 to 5 ms"):
        numbers("x", [[1, 2], [7, 9]], "ms", 0, 5)
    with pytest.raises(ValueError, match=r"x = -1 ms"):
        numbers("x", -1, "ms", 0, 5)
    assert numbers("x", [], "ms", 0, 5).size == 0
    assert numbers("x", [1, 2]).dtype == np.float64
