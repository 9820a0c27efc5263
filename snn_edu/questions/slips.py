"""Simpler cases of an exercise, which show where a fault lies."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from snn_edu.questions.answers import AnswerError, Inputs, difference, run, size


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
