"""Slips: a solution with one thing changed, and simpler cases that show where a fault lies."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from textwrap import dedent
from typing import Any

import numpy as np

from snn_edu.questions.answers import AnswerError, Inputs, difference, run, size


def changed(source: str, *changes: str) -> Callable[..., Any]:
    """Return the function that `source` writes, with changes: what stands there, what is put there.

    Raises
    ------
    ValueError
        The number of `changes` is odd, or one of them is not to be found in `source`.
    """
    text = dedent(source)
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        if old not in text:
            raise ValueError(f"changes: {old!r} is not in the function.")
        text = text.replace(old, new)
    names: dict[str, Any] = {"np": np}
    exec(text, names)
    return [value for value in names.values() if inspect.isfunction(value)][-1]


def simpler(solution: Callable[..., Any], *cases: tuple[Inputs, str]) -> Callable[[Any], str]:
    """Return an `examined` for an exercise: it tells the first of these cases that goes wrong.

    A case leaves so much out that one thing alone can be wrong in it. It is the arguments of a
    call and a sentence, in which ``{got:g}`` and ``{expected:g}`` are the two numbers.
    """
    names = list(inspect.signature(solution).parameters)

    def examined(answer: Any) -> str:
        for inputs, said in cases:
            truth = solution(*inputs)
            with suppress(AnswerError):  # what stops here has been told of where it was tried
                (result,) = run(answer, [inputs], names)
                found = difference(result, truth, scale=max(1.0, size(truth)))
                if found and not found.problem and not isinstance(found.expected, bool):
                    told = said.format(got=found.got, expected=found.expected)
                    alike = told == said.format(got=found.expected, expected=found.expected)
                    if not alike or "{got" not in said:
                        return told  # but no "that makes 72.1, and yours is 72.1"
        return ""

    return examined
