"""What a learner can move: ranges, ends, steps and refusals."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused

from snn_edu.live import panel
from snn_edu.live.controls import choice, slider, toggle


@given(
    low=st.integers(-50, 50), steps=st.integers(1, 200), step=st.sampled_from([0.05, 0.1, 0.5, 2.0])
)
def test_the_handle_reaches_both_ends_in_equal_steps(low, steps, step):
    high = low + steps * step
    control = slider("x", low, high, start=low, step=step)
    assert control.ends() == (low, pytest.approx(high, rel=1e-9, abs=1e-9))
    assert np.diff(control.positions) == pytest.approx(np.full(steps, step))


def test_positions_are_the_decimals_a_reader_expects():
    assert slider("x", 0, 3, start=1.2, step=0.05).positions[23:26] == (1.15, 1.2, 1.25)
    assert slider("x", 0, 3, start=1.2).positions[39:41] == (1.17, 1.2)  # a hundred steps


def test_a_log_slider_has_equal_ratios_and_exact_ends():
    control = slider("tau", 0.3, 300, start=20, log=True)
    ratios = np.array(control.positions[1:]) / np.array(control.positions[:-1])
    assert control.ends() == (0.3, 300)
    assert len(control.positions) == 101
    assert ratios == pytest.approx(np.full(100, 1000**0.01), rel=0.01)  # of three digits each
    assert isinstance(slider("tau", 1, 100, start=20, log=True).check(7), float)


def test_whole_numbers_stay_whole():
    control = slider("spikes", 1, 10, start=3)
    assert control.positions == tuple(range(1, 11))
    assert isinstance(control.check(4.0), int)
    with pytest.raises(ValueError, match=r"spikes = 2.5: allowed are whole numbers"):
        control.check(2.5)
    assert not slider("x", 1, 10, start=3.0).whole
    assert slider("x", 0, 3, start=1.2, step=0.05).check(1.234) == 1.234  # between two steps


def test_the_ends_of_words_and_switches_are_all_of_them():
    for control, ends in (
        (choice("reset", ["a", "b", "c"], "a"), ("a", "b", "c")),
        (toggle("noise"), (False, True)),
    ):
        assert control.ends() == tuple(map(control.check, ends)) == ends


def test_phrases_name_value_and_unit():
    assert slider("current", 0, 3, start=1.2, unit="nA").phrase(1.2) == "current = 1.2 nA"
    assert slider("ratio", 0, 3, start=1.2).phrase(2.0) == "ratio = 2"
    assert choice("reset", ("a", "b"), "a").phrase("b") == "reset = b"
    assert toggle("noise").phrase(True) == "noise = on"


test_a_control_that_makes_no_sense_is_refused = refused(
    (lambda: slider("x", 3, 1, start=2), "low = 3 must be below high = 1"),
    (lambda: slider("x", 0, 1, start=0.5, step=0.3), "not a whole number of steps: step = 0.3"),
    (lambda: slider("x", 0, 1, start=0.5, step=-0.1), "not a whole number of steps"),
    (lambda: slider("x", 0, 1, start=0.5, step=0.0), "not a whole number of steps"),
    (lambda: slider("x", 0, 1, start=0.5, step=1e-5), "at most 2000"),
    (lambda: slider("x", 0, 1, start=0.5, log=True), "needs low > 0"),
    (lambda: slider("x", 1, 9, start=5.0, step=1, log=True), "has no step"),
    (lambda: choice("x", ["a"], "a"), "two or more different"),
    (lambda: choice("x", ["a", "a"], "a"), "two or more different"),
    (lambda: choice("x", ["to_value", "none"], "to_valu"), "Did you mean 'to_value'"),
    (lambda: choice("x", ["a", 1], "a"), "expected two or more words"),
    (lambda: choice("x", "ab", "a"), "expected two or more words"),
    (lambda: toggle("noise", 1), "Say True or False"),
    (lambda: slider(3, 0, 1, start=0), "label = 3"),
    (lambda: slider("x", 0, 1, start=0, clock="5 s"), "clock = '5 s'"),
    error=(ValueError, TypeError),
)


def test_what_is_rare_or_a_clock_is_told_to_the_page():
    for control in (
        slider("seed", 1, 9, start=1, rare=True),
        choice("a", ["b", "c"], "b", rare=True),
        toggle("d", rare=True),
    ):
        assert control.declaration()["rare"] is True
    usual = slider("t", 0, 9, start=1)
    assert (usual.declaration()["rare"], usual.declaration()["clock"]) == (False, False)
    assert slider("t", 0, 9, start=1, clock=True).declaration()["clock"] is True
    timed = slider("t", 0, 9, start=1, clock=5, alone=True).declaration()
    assert (timed["clock"], timed["alone"], usual.declaration()["alone"]) == (5.0, True, False)


@pytest.mark.parametrize(
    "control", [slider("x", 0, 2, start=1), choice("x", ("a", "b"), "a"), toggle("x")]
)
def test_a_control_stays_as_it_is_declared(control):
    with pytest.raises(FrozenInstanceError):
        control.start = "b"


def test_the_script_and_the_look_of_all_panels_travel_once_to_the_page():
    version, model = panel._script().split()
    (carrier,) = panel._carriers
    sent = carrier.get_state()
    assert (sent["source"], sent["style"]) == (panel.source(), panel.style())
    assert carrier.model_id == model
    assert panel._script().split() == [version, model]
