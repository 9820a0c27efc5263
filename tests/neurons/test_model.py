"""What a model is: two methods, a state of numbers."""

import inspect

import numpy as np
import pytest

from snn_edu import LIF, AdEx, HodgkinHuxley, Izhikevich
from snn_edu.neurons import FLOATS, Model, as_model, begun


@pytest.mark.parametrize("one", [LIF(), AdEx(), Izhikevich(), HodgkinHuxley()], ids=repr)
def test_the_models_of_this_library_are_models(one):
    assert isinstance(one, Model)
    assert as_model(one) is one
    state, spiked, ago = one.stepper(0.05, FLOATS)(one.start(), 0.0)
    assert len(state) == len(one.start())
    assert not spiked
    assert ago == 0.0


def test_a_class_and_what_lacks_a_method_are_no_models():
    with pytest.raises(TypeError, match=r"model = the class LIF.*Did you mean LIF\(\)"):
        as_model(LIF)
    with pytest.raises(TypeError, match=r"model = 3.*or a step"):
        as_model(3, also=", or a step")


def test_floats_and_numpy_have_the_same_names_with_the_same_meaning():
    of_one = ("exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tanh", "cosh", "atan")
    for name in of_one:
        assert getattr(FLOATS, name)(0.3) == pytest.approx(getattr(np, name)(0.3), rel=1e-15)
    for name in ("maximum", "minimum", "atan2", "hypot"):
        assert getattr(FLOATS, name)(0.3, -1.0) == getattr(np, name)(0.3, -1.0)
    assert FLOATS.where(True, 1.0, 2.0) == np.where(True, 1.0, 2.0)
    with pytest.raises(AttributeError, match="no attribute 'sine'"):
        FLOATS.sine(0.3)
    assert "xp: Namespace = FLOATS" in str(inspect.signature(LIF.stepper)).replace("'", "")
    assert (FLOATS.any(False), FLOATS.any(True)) == (np.any(False), np.any(True))


def test_a_state_may_be_a_list_and_must_be_whole_and_finite():
    assert begun([-60.0, 0.0], (0.0, 0.0)) == (-60.0, 0.0)
    assert begun(("a story", None)) == ("a story", None)  # a step of your own keeps what it likes
    with pytest.raises(TypeError, match="a tuple like start"):
        begun((-60.0,), (0.0, 0.0))
    with pytest.raises(ValueError, match=r"state\[1\] = inf"):
        begun((-60.0, np.inf), (0.0, 0.0), "state")
