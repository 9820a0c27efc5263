"""Refusals say what was wrong; what is right passes unchanged."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import pytest

from snn_edu import LIF
from snn_edu.validation import (
    MOST_BYTES,
    affordable,
    as_array,
    choice,
    field_below,
    fields_whole,
    fields_within,
    float_or_array,
    frozen,
    generator,
    instance,
    integer,
    integers,
    number,
    numbers,
    one_or_each,
    one_row,
    shown,
)


def test_what_is_in_range_comes_back_as_it_was():
    assert [number("x", x, "ms", -5, 5) for x in (-5, np.float32(1.5), 5.0)] == [-5.0, 1.5, 5.0]
    assert numbers("x", [-5, 1.5, 5], "ms", -5, 5).tolist() == [-5.0, 1.5, 5.0]
    assert [integer("n", n, 1, 3) for n in (1, np.int8(2), 3)] == [1, 2, 3]
    assert integers("n", [1, 2, 3], 1, 3, 3).tolist() == [1, 2, 3]
    assert integers("n", []).dtype == np.int64


@runtime_checkable
class Steps(Protocol):
    """Anything with a time constant."""

    tau_m: float


class Own:
    tau_m = 1.0


A_GENERATOR = "expected an instance of Generator. Say np.random.default_rng"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: number("x", -1, "ms", low=0), "x = -1 ms: allowed is 0 ms or more."),
        (lambda: number("x", 9, "ms", high=0), "x = 9 ms: allowed is 0 ms or less."),
        (lambda: number("x", np.nan), "x = nan: allowed is any finite number."),
        (lambda: number("x", 0.015, "ms", 1, 100),
         "x = 0.015 ms: allowed is 1 to 100 ms. Did you mean 15 (ms)?"),
        (lambda: number("x", 5000.0, "", 1, 100),
         "x = 5000: allowed is 1 to 100."),
        (lambda: integer("n", -1), "n = -1: allowed is 0 or more."),
        (lambda: integer("n", 4, 1, 3), "n = 4: allowed is 1 to 3."),
        (lambda: number("x", -(10**400)), "x = -inf: allowed is any finite number."),
        (lambda: integers("n", [1, 9], 0, 5), "n[1] = 9: allowed is 0 to 5."),
        (lambda: numbers("x", ["a"], "ms"), "x: expected numbers in ms, got <U1."),
        (lambda: numbers("x", [None]), "x: expected numbers, got [None]."),
        (lambda: integers("n", [0.5]), "n: expected whole numbers, got float64."),
        (lambda: affordable("duration", 1e12, "ms", 8e13),
         "duration = 1e+12 ms: that would take 8e+13 bytes; allowed is 2.15e+09."),
        (lambda: choice("m", "ecact", ("exact", "grid")),
         "m = 'ecact': allowed is one of 'exact', 'grid'. Did you mean 'exact'?"),
        (lambda: instance("lif", LIF, LIF),
         "lif = the class LIF: expected an instance of LIF. Did you mean LIF()?"),
        (lambda: instance("lif", None, LIF, "Say LIF()."),
         "lif = None: expected an instance of LIF. Say LIF()."),
        (lambda: instance("lif", int, LIF), "lif = the class int: expected an instance of LIF."),
        (lambda: instance("model", Own, Steps),
         "model = the class Own: expected an instance of Steps. Did you mean Own()?"),
        (lambda: generator("rng", 7), f"rng = 7: {A_GENERATOR}(7)."),
        (lambda: generator("rng", np.random.Generator),
         f"rng = the class Generator: {A_GENERATOR}(42)."),
    ],
)  # fmt: skip
def test_a_refusal_reads_as_a_sentence_and_a_wrong_kind_is_a_type_error(call, message):
    with pytest.raises(TypeError if "expected" in message else ValueError) as refusal:
        call()
    assert str(refusal.value) == message


def test_what_is_not_a_number_is_a_type_error():
    span = np.timedelta64(20, "ns")  # NumPy registers it as a whole number
    for wrong in ("1", None, True, 1j, [1.0], span):
        with pytest.raises(TypeError, match="x = "):
            number("x", wrong, "ms")
    for wrong in ([True, 2.5], [[1.0, False], [2.0, 3.0]], (np.True_, 2)):
        with pytest.raises(TypeError, match="x: expected numbers in ms, got a True or False"):
            numbers("x", wrong, "ms")
    for wrong in (1.0, True, "1", span):
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


def test_whole_numbers_beyond_what_a_word_holds_are_numbers_like_any_other():
    assert numbers("x", [10**30, 1.5]).tolist() == [1e30, 1.5]
    with pytest.raises(ValueError, match="x = inf ms"):
        numbers("x", [1.0, 10**400], "ms")


def test_the_object_itself_passes():
    for value, kind in ((LIF(), LIF), (Own(), Steps)):
        assert instance("x", value, kind) is value
    rng = np.random.default_rng(1)
    assert generator("rng", rng) is rng


def test_of_another_shape_nothing_passes():
    assert one_or_each("x", 2.0, (3,), "neuron") == 2.0
    assert one_or_each("x", [1, 2, 3], (3,), "neuron").tolist() == [1.0, 2.0, 3.0]
    with pytest.raises(ValueError, match=r"x has shape .* one number, or one for each neuron, \(3"):
        one_or_each("x", [1.0], (3,), "neuron")
    assert one_row("x", 2.0).tolist() == [2.0]
    with pytest.raises(ValueError, match=r"x has shape \(2, 2\): expected one row of times in ms"):
        one_row("x", np.ones((2, 2)))
    for shape, count, wanted in (((2, 2), None, "one row"), (3, 2, "one row of 2")):
        with pytest.raises(ValueError, match=rf"n has shape .*: expected {wanted}\."):
            integers("n", np.ones(shape, int), count=count)


def test_what_fits_into_memory_passes_and_a_byte_more_does_not():
    affordable("size", 1, "", MOST_BYTES)
    for size, too_much in ((1, MOST_BYTES + 1), (1, np.inf), (10**400, 8 * 10**400)):
        with pytest.raises(ValueError, match=r"size = .*: that would take .* bytes") as refusal:
            affordable("size", size, "", too_much)
        assert len(str(refusal.value)) < 100


@pytest.mark.parametrize(
    "value",
    ["a" * 100_000, 10**100_000, [[1] * 1000] * 1000, np.zeros((1000, 3)), {1: "b" * 9000}, LIF],
    ids=lambda value: type(value).__name__,
)
def test_no_message_quotes_more_than_eighty_characters(value):
    assert 0 < len(shown(value)) <= 80
    for refuse in (lambda: number("x", value), lambda: choice("x", value, ("exact",)),
                   lambda: numbers("x", value, "ms", high=-1.0),
                   lambda: instance("x", value, Own), lambda: generator("x", value)):  # fmt: skip
        with pytest.raises((TypeError, ValueError), match=r"^x") as refusal:
            refuse()
        assert len(str(refusal.value)) < 200


def test_no_mask_is_lost_on_the_way():
    half = np.ma.array([1.0, 2.0], mask=[0, 1])
    for masked in (half, [half, half], ([1.0, 2.0], half)):
        for guard in (numbers, as_array):
            with pytest.raises(ValueError, match=r"x is masked: .* Say x.compressed\(\), or x\.f"):
                guard("x", masked)
    assert numbers("x", [np.ma.array([1.0, 2.0])]).tolist() == [[1.0, 2.0]]  # nothing is masked


def test_a_list_that_contains_itself_is_refused_by_its_name():
    endless = [1.0]
    endless.append(endless)
    deep = 1.0
    for _ in range(3000):
        deep = [deep]
    for wrong in (endless, deep):
        with pytest.raises(TypeError, match="x: expected numbers in rows, got lists within"):
            numbers("x", wrong)
        with pytest.raises(TypeError, match="x: expected rows, got lists within"):
            as_array("x", wrong)


@dataclass(frozen=True)
class Record:
    """Two numbers and a count."""

    low: float = 1.0
    high: float = 2.0
    count: int = 3

    def __post_init__(self):
        fields_within(self, "mV", -5.0, 5.0, "low", "high")
        fields_whole(self, 1, 9, "count")
        field_below(self, "low", "high", "mV")


def test_the_fields_of_a_record_are_made_plain_numbers():
    record = Record(np.float32(0.5), np.int64(4), np.int8(2))
    assert [type(each) for each in vars(record).values()] == [float, float, int]
    assert record == Record(0.5, 4.0, 2)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"low": -6.0}, "low = -6 mV: allowed is -5 to 5 mV. Did you mean -0.006 (mV)?"),
        ({"high": 6.0}, "high = 6 mV: allowed is -5 to 5 mV. Did you mean 0.006 (mV)?"),
        ({"count": 0}, "count = 0: allowed is 1 to 9."),
        ({"count": 10}, "count = 10: allowed is 1 to 9."),
        ({"low": 2.0}, "low = 2 mV: must be below high = 2 mV. Swapped?"),
    ],
)
def test_the_fields_of_a_record_are_refused_by_their_names(wrong, message):
    with pytest.raises(ValueError, match=r"^(low|high|count)") as refusal:
        Record(**wrong)
    assert str(refusal.value) == message


def test_a_formula_gives_a_float_for_a_number_and_an_array_for_an_array():
    assert type(float_or_array(np.float64(1.5))) is type(float_or_array(np.array(1.5))) is float
    assert float_or_array([1.5]).tolist() == [1.5]


def test_a_frozen_array_is_the_same_array_which_nobody_can_write_to():
    array = np.ones(2)
    assert frozen(array) is array
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 2.0
