"""What all six codes have in common: one protocol."""

import inspect
import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from snn_edu import coding
from snn_edu.coding import Code, encode_rate, six_codes
from snn_edu.spikes import Spikes


def rng():
    return np.random.default_rng(12)


@pytest.fixture(params=six_codes(), ids=lambda code: code.name)
def code(request):
    return request.param


def test_a_number_is_a_row_of_one_and_a_generator_gives_the_same_spikes_again(code):
    assert code.encode(0.6, 100.0, rng()) == code.encode([0.6], 100.0, rng())


def test_a_decoder_does_not_look_ahead(code):
    spikes = code.encode(rng().random(20), 100.0, rng())
    heard = spikes.times <= 23.0
    cut = type(spikes)(spikes.times[heard], spikes.ids[heard], spikes.size, 100.0)
    np.testing.assert_array_equal(code.decode(spikes, 23.0), code.decode(cut, 23.0))


@pytest.mark.parametrize("value", [0.0, 1.0, 0.37])
def test_constants_come_back_from_all_but_rank_order(code, value):
    estimate = code.decode(code.encode(np.full(50, value), 4000.0, rng()), 4000.0)
    expected = 0.5 if code.name == "rank order" else value
    np.testing.assert_allclose(estimate.mean(), expected, atol=0.03)


def test_only_phase_and_population_spend_spikes_on_zeros(code):
    spikes = code.encode(np.zeros(5), 200.0, rng())
    assert (len(spikes) > 0) == (code.name in ("phase", "population"))


def test_equal_values_are_treated_alike_by_the_codes_without_chance(code):
    spikes = code.encode([0.6, 0.2, 0.6], 100.0, rng())
    estimate = code.decode(spikes, 100.0)
    if code.name not in ("rate", "population"):
        assert estimate[0] == estimate[2]


def test_whatever_is_left_out_has_the_same_default_on_either_end_of_the_line():
    used = {
        **{"duration": 100.0, "max_rate": 100.0, "window": 50.0, "spacing": 1.0, "table": None},
        **{"frequency": 40.0, "span": 0.75, "neurons": 8, "delta": 0.05},
    }
    seen = set()
    for name, function in inspect.getmembers(coding, inspect.isfunction):
        for each in inspect.signature(function).parameters.values():
            if each.default is not each.empty:
                assert (name, each.name, each.default) == (name, each.name, used[each.name])
                seen.add(each.name)
    assert seen == set(used)


LONGER = "allowed is 0.001 to 1e+09 ms"
PER_S, CYCLES = "allowed is 0.001 to 10000 Hz", "allowed is 0.01 to 0.95 cycles"
ENCODING = [
    ("rate", {"values": []}, "expected one row"),
    ("rate", {"duration": 0.0}, "duration"),
    ("rate", {"max_rate": 0.0}, PER_S),
    ("population", {"max_rate": 20_000.0}, PER_S),
    ("population", {"neurons": 3}, "allowed is 4 to 1000000"),
    ("latency", {"values": [1.5]}, "values[0] = 1.5: allowed is 0 to 1"),
    ("latency", {"duration": 0.0}, LONGER),
    ("latency", {"window": 0.0}, LONGER),
    ("rank_order", {"duration": 0.0}, LONGER),
    ("rank_order", {"spacing": 0.0}, LONGER),
    ("phase", {"duration": -1.0}, LONGER),
    ("phase", {"frequency": 0.05}, "allowed is 0.1 to 1000 Hz"),
    ("phase", {"span": 0.0}, CYCLES),
    ("delta", {"delta": 0.0}, "allowed is 0.001 to 1."),
    ("delta", {"duration": 0.0}, LONGER),
    ("delta", {"spacing": 0.0}, LONGER),
    ("delta", {"values": [-0.1]}, "allowed is 0 to 1"),
    ("delta", {"values": []}, "values of shape (1, 0): nothing to send"),
]
DECODING = [
    *((name, {"t": -1.0}, "t = -1 ms: allowed is 0 ms or more") for name in
      ("rate", "population", "latency", "rank_order", "phase", "delta")),
    ("rate", {"max_rate": -1.0}, PER_S),
    ("latency", {"window": -1.0}, LONGER),
    ("rank_order", {"table": [0.5, 0.5]}, "expected one value a rank, (1,)"),
    ("phase", {"frequency": 2000.0}, "allowed is 0.1 to 1000 Hz"),
    ("phase", {"span": 0.96}, CYCLES),
    ("population", {"neurons": 2}, "allowed is 4 to"),
    ("delta", {"delta": 2.0}, "allowed is 0.001 to 1."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "wrong", "told"), ENCODING)
def test_what_cannot_be_sent_is_refused(name, wrong, told):
    encode = getattr(coding, f"encode_{name}")
    chance = {"rng": rng()} if "rng" in inspect.signature(encode).parameters else {}
    with pytest.raises(ValueError, match=re.escape(told)):
        encode(**{"values": [0.5], **chance, **wrong})


@pytest.mark.parametrize(("name", "wrong", "told"), DECODING)
def test_what_cannot_be_read_is_refused(name, wrong, told):
    spikes = Spikes([1.0], size={"population": 8, "delta": 2}.get(name, 1), duration=100.0)
    decode = getattr(coding, f"decode_{name}")
    with pytest.raises(ValueError, match=re.escape(told)):
        decode(**{"spikes": spikes, "t": 1.0, **wrong})
    with pytest.raises(TypeError, match=r"spikes = 3: expected an instance of Spikes"):
        decode(3, 1.0)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (coding.rate_code, {"max_rate": -1.0}),
        (coding.latency_code, {"window": 0.0}),
        (coding.rank_order_code, {"spacing": -1.0}),
        (coding.rank_order_code, {"table": []}),
        (coding.phase_code, {"frequency": 0.0}),
        (coding.phase_code, {"span": 2.0}),
        (coding.population_code, {"neurons": 3}),
        (coding.delta_code, {"delta": 0.0}),
    ],
)
def test_a_code_that_cannot_send_or_read_is_refused_as_it_is_made(make, wrong):
    (name,) = wrong
    with pytest.raises(ValueError, match=name):
        make(**wrong)


def test_a_code_is_a_name_and_two_functions_and_stays_as_it_is():
    for k, name in enumerate(("name", "encode", "decode")):
        given = ["mine", encode_rate, coding.decode_rate]
        given[k] = 3
        with pytest.raises(TypeError, match=f"{name} = 3"):
            Code(*given)
    with pytest.raises(FrozenInstanceError):
        Code("mine", encode_rate, coding.decode_rate).name = "yours"
