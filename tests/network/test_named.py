"""What a run saw, by name: read like a dict, equal, copied and sent as a whole."""

import copy
import pickle

import numpy as np
import pytest

from snn_edu.network.named import ByName


def seen():
    return {"a": np.array([1.0, 2.0]), "b": np.array([3.0])}


def test_a_missing_name_is_answered_with_those_there_are_and_what_to_say():
    with pytest.raises(KeyError, match=r"'c': there is 'a', 'b'\. Say record="):
        ByName(seen(), "Say record=[...].")["c"]
    with pytest.raises(KeyError, match="there is none"):
        ByName({})["c"]
    assert ByName({}).get("c") is None
    assert "c" not in ByName(seen())


@pytest.mark.parametrize("again", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_is_equal_and_can_no_more_be_changed_than_the_original(again):
    one = ByName(seen(), "Say so.")
    other = again(one)
    assert other == one == seen()
    assert repr(other) == repr(seen())
    assert other != {"a": np.array([1.0, 2.0])}
    assert other != {**seen(), "b": np.array([4.0])}
    assert other != 3
    for kept in (one, other):
        with pytest.raises(ValueError, match="read-only"):
            kept["a"][0] = 0.0
        with pytest.raises(TypeError):
            kept["a"] = None
    with pytest.raises(KeyError, match="Say so"):
        other["c"]


def test_a_name_that_is_asked_for_as_an_attribute_is_told_in_brackets():
    with pytest.raises(AttributeError, match=r"'b' is a name here, no attribute\. Say \['b'\]"):
        _ = ByName(seen()).b
    with pytest.raises(AttributeError, match=r"'cvs': .+ Say \['a'\]\.cvs for one"):
        _ = ByName(seen()).cvs


def test_tab_completes_the_names():
    assert ByName(seen())._ipython_key_completions_() == ["a", "b"]
