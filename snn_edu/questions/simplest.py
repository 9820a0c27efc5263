"""The simplest case in which a wrong answer is wrong, and why the right one is right there."""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from snn_edu.questions.answers import AnswerError, Inputs, difference, run

Case = tuple[Inputs, str]  # the arguments, and a sentence that tells case and result


def simplest(solution: Callable[..., Any], *cases: Case) -> Callable[[object], str]:
    """Return what an exercise's `examined` may be: it tells the first case that goes wrong.

    Parameters
    ----------
    solution
        A right function.
    cases
        From the simplest on, each with one idea more, and what is to be said of it.
    """

    def examined(answer: object) -> str:
        for inputs, told in cases:
            with suppress(AnswerError):
                names = [f"argument {place}" for place in range(len(inputs))]
                right = np.asarray(solution(*copy.deepcopy(inputs))).tolist()
                if difference(run(answer, [inputs], names)[0], right, 1e-6):
                    return told
        return ""

    return examined
