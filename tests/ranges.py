"""Tests that the rooms share: what is left out has its default, and what cannot be is refused."""

import inspect
import re

import pytest


def left_out(defaults):
    """Each of these callables has these defaults, by name, and no other."""

    @pytest.mark.parametrize(("what", "expected"), defaults)
    def test(what, expected):
        parameters = inspect.signature(what).parameters.values()
        assert {p.name: p.default for p in parameters if p.default is not p.empty} == expected

    return test


def refused(kind, cases):
    """Each of these calls raises an error of this kind that says so."""

    @pytest.mark.parametrize(("ask", "told"), cases)
    def test(ask, told):
        with pytest.raises(kind, match=re.escape(told)):
            ask()

    return test
