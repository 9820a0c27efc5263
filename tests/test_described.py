"""Described: equal words for equal things, in every session; other words for other things."""

import subprocess
import sys

import numpy as np
import pytest

from snn_edu import LIF, STDP, Conductance, ExponentialSynapse
from snn_edu.described import described, refuse_another


class Mine:
    def __init__(self, tau):
        self.tau = tau


def test_whatever_differs_is_told_apart_and_nothing_has_an_address():
    things = [
        *(LIF(), LIF(tau_m=10.0), STDP(), STDP(mu=0.5), Mine(1.0), Mine(2.0), np.sin, describe),
        *(np.arange(3.0), np.arange(3.0)[::-1], np.arange(4.0), Mine(np.arange(3.0))),
        *(Conductance(ExponentialSynapse(5.0)), Conductance(ExponentialSynapse(6.0))),
    ]
    words = [described(thing) for thing in things]
    assert len(set(words)) == len(things)
    assert not any("0x" in each for each in words)
    assert described(Mine(2.0)) == described(Mine(2.0)) == "Mine(tau=2.0)"
    assert described(LIF()) == repr(LIF())


def describe():
    """Nothing but a function."""


def test_another_session_says_the_same():
    code = "import numpy as np; from snn_edu.described import in_words; print(in_words(np.ones(9)))"
    told = subprocess.check_output([sys.executable, "-c", code], text=True).strip()
    assert told == described(np.ones(9))
    assert told.startswith("9 numbers, on average 1 (checksum ")


def test_the_first_part_that_differs_is_named():
    refuse_another("thing", {"a": "1"}, {"a": "1"})
    with pytest.raises(ValueError, match=r"same thing only, and b differs: it was 2, and is 3\."):
        refuse_another("thing", {"b": "3", "a": "1"}, {"a": "1", "b": "2"})
    with pytest.raises(ValueError, match="c differs: it was not there, and is 3"):
        refuse_another("thing", {"a": "1", "c": "3"}, {"a": "1"})
