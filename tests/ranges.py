"""Tests that the rooms share: what is left out has its default, and what cannot be is refused."""

import dataclasses
import inspect
import operator
import re

import pytest


def left_out(defaults):
    """Each of these callables has these defaults, by name, and no other.

    A class says which parameters it has to whoever names one that it has not.
    """

    @pytest.mark.parametrize(("what", "expected"), defaults)
    def test(what, expected):
        parameters = inspect.signature(what).parameters.values()
        assert {p.name: p.default for p in parameters if p.default is not p.empty} == expected
        if dataclasses.is_dataclass(what):
            with pytest.raises(TypeError, match=f"{what.__name__} has no parameter 'no_such'"):
                what(no_such=1.0)

    return test


def refused(*cases, error=ValueError, of=operator.call):
    """Each call is refused with these words, or what fits this pattern: (call, words).

    A case that raises another error says which: (call, error, words). With `of` a case begins with
    what that is called with.
    """
    rows = [case if len(case) == 3 else (case[0], error, case[1]) for case in cases]

    @pytest.mark.parametrize(("asked", "kind", "words"), rows)
    def test(asked, kind, words):
        with pytest.raises(kind) as refusal:
            of(asked)
        said = str(refusal.value)
        assert words in said or re.search(words, said), said

    return test
