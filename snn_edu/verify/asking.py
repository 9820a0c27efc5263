"""Asking: put questions to somebody's function and take its answers, without harm whatever it does.

Nothing is known of the function. It may raise, hang, want whole numbers, spoil the arrays it is
given, give something else each time. Whoever asks here gets an answer that can be computed with, or
a `Refusal` that says in a sentence why there is none.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from snn_edu.validation import shown
from snn_edu.verify.sentences import SENTENCES, TO_KNOW

Answer = TypeVar("Answer")

REPEATS = 40  # calls whose mean answers for a function that is random
ROUNDING = 2e-4  # of the largest value: single precision adds up to less


class Refusal(Exception):  # noqa: N818 - it is an answer, and no mistake of ours
    """There is no answer, or none worth having: the name of a fault, and a sentence about it.

    Another name is that of no fault, but the end of an examination all the same.
    """

    def __init__(self, name: str, said: str = "", **parts: object) -> None:
        super().__init__(said or (TO_KNOW | SENTENCES)[name].format(**parts))
        self.name = name


def function(name: str, given: object, takes: str) -> None:
    """Raise TypeError if `given` cannot be called as a function of `takes`."""
    if not callable(given) or isinstance(given, type):
        raise TypeError(f"{name} = {shown(given)}: expected a function of {takes}.")


def limited(work: Callable[[], Answer], seconds: float) -> Answer:
    """What `work` returns, within `seconds`; what hangs is left alone, in a thread of its own.

    They are counted in waits of 0.1 s: where other processes take the machine, the watch waits too.
    With `seconds` infinite it works in this thread: some libraries crash in any other.

    Raises
    ------
    Refusal
        It has not ended, or it raised something.
    """
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:  # whatever somebody's function raises
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    try:
        if math.isinf(seconds):
            raise RuntimeError
        thread.start()
    except RuntimeError:  # without a limit; and a browser's kernel has no threads
        run()
    else:
        for _ in range(math.ceil(seconds / 0.1)):
            thread.join(min(0.1, seconds))
            if not thread.is_alive():
                break
    for error in errors:
        if isinstance(error, NotImplementedError):
            raise Refusal("not written yet")
        raise Refusal("raises", kind=type(error).__name__, text=shown(str(error)))
    if not answers:
        raise Refusal("does not end", seconds=seconds)
    return answers[0]


def patience(seconds: float) -> float:
    """How long one call of those that may take `seconds` together may take, before it hangs."""
    return max(2.0, seconds / 5)


def one_number(value: Any) -> float:
    """The float that an answer means: a number, or an array or tensor of a single one.

    Raises
    ------
    Refusal
        It means none.
    """
    if isinstance(value, str | bytes) or np.iscomplexobj(value):
        raise Refusal("no number", value=shown(value))
    with contextlib.suppress(AttributeError, TypeError, ValueError, RuntimeError):
        value = value.item()  # a tensor that keeps its gradient is no array
    try:
        array = np.asarray(value)
        if array.dtype.kind in "bSU":
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError, RuntimeError):
        raise Refusal("no number", value=shown(value)) from None
    if array.size == 0:
        return 0.0  # the changes of no pairs
    if array.size > 1:
        raise Refusal("no number", value=f"an array of shape {array.shape}")
    answer = float(array.reshape(()))
    if not math.isfinite(answer):
        raise Refusal("no number", value=answer)
    return answer


def again(answers: list[float], ask: Callable[[], float], what: str) -> None:
    """Ask once more, and often: answers that settle or move one way show a state that was left.

    Raises
    ------
    Refusal
        They do; `what` tells the call. Otherwise it is random.
    """
    answers += [ask() for _ in range(REPEATS)]
    steps = np.diff(answers)
    settled = np.ptp(answers[4:]) <= ROUNDING * max(map(abs, answers))
    if settled or (steps > 0).all() or (steps < 0).all():
        raise Refusal("remembers the last call", what=what, one=answers[0], two=answers[1])


def halved(
    is_low: Callable[[float], bool], low: float, high: float, width: float = 0.0
) -> tuple[float, float]:
    """Where between two values `is_low` ends, to `width` or to the last bit."""
    while high - low > width and low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if is_low(middle) else (low, middle)
    return low, high
