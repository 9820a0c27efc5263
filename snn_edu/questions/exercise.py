"""Answers judged and explained: right, foreseen, found by trying, or only where it differs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from snn_edu.plots import folded_html
from snn_edu.questions.answers import (
    AnswerError,
    Difference,
    UnwrittenError,
    blank,
    difference,
    dots,
    open_line,
    plain,
)
from snn_edu.questions.asked import Exercise as Exercise
from snn_edu.questions.feedback import Feedback, arguments, kind, short, told
from snn_edu.questions.unforeseen import Trial, slip
from snn_edu.validation import integer


@dataclass(frozen=True, repr=False)
class Solution:
    """A solution to look at, once you want to: folded on a page, and never run by it."""

    code: str

    def __repr__(self) -> str:
        return "The solution, folded here, is text: print(_.code) shows it."

    def _repr_html_(self) -> str:
        return folded_html("Show a solution", self.code)


def judge(exercise: Exercise, answer: object) -> Feedback:
    """Say whether `answer` is right, and if not, why. No answer raises.

    `answer` is a value, or a function by its name without brackets; None or ``...``: not done yet.
    """
    try:
        return _checked(exercise, answer)
    except UnwrittenError as stub:
        said = f"{exercise.ask} {stub}".strip()
        return Feedback("not done yet", said, exercise.hints, stub.kind)
    except AnswerError as problem:
        return Feedback("wrong", str(problem), exercise.hints, problem.kind)
    except Exception as error:  # an answer whose own methods fail when looked at
        message = f"Your answer cannot be used: {told(error)}."
        return Feedback("wrong", message, exercise.hints)


def is_right(exercise: Exercise, answer: object) -> bool:
    """Whether `answer` passes, without a word on why it does not: that takes longer."""
    with suppress(Exception):  # it may fail in any way
        return bool(_checked(exercise, answer, explained=False))
    return False


_PASSED: deque[tuple[Exercise, object]] = deque(maxlen=64)


def passes(exercise: Exercise, answer: object) -> bool:
    """Whether `answer` passes this exercise: then the pictures use it, and the course's until then.

    A picture asks at each of its steps. What has passed is not judged again; what has not is, as a
    function may have been mended in another that it calls.
    """
    if any(known is exercise and theirs is answer for known, theirs in _PASSED):
        return True
    passed = is_right(exercise, answer)
    if passed:
        _PASSED.append((exercise, answer))
    return passed


def theirs(
    exercise: Exercise, answer: object, your: str = "your", our: str = "our"
) -> tuple[Callable[..., Any], str]:
    """The learner's function once it passes, the course's solution until then; and whose it is.

    `your` and `our` are the words for that, as a caption has them.
    """
    used: Any = (answer, your) if passes(exercise, answer) else (exercise.solution, our)
    return used


def judge_own(exercise: Exercise, answer: object, allowed: str = "") -> Feedback:
    """`judge`, to which a function of the library is no answer, but from a module so `allowed`."""
    feedback = judge(exercise, answer)
    module = str(getattr(answer, "__module__", ""))
    borrowed = module.startswith("snn_edu.") and not (allowed and module.endswith(allowed))
    if feedback and exercise.tries and borrowed:
        said = f"{kind(answer).capitalize()} of the library is no answer of yours: write your own."
        return Feedback("wrong", said, exercise.hints)
    return feedback


def show_hint(exercise: Exercise, number: int) -> Feedback:
    """Show hint `number` (1 for the first; past the last, the last stays), the others folded."""
    count = len(exercise.hints)
    number = min(integer("number", number, 1), count)
    if count == 0:
        return Feedback("hint", "This exercise has none.")
    message = f"{number} of {count}. {exercise.hints[number - 1]}"
    return Feedback("hint", message, exercise.hints[number:])


def _checked(exercise: Exercise, answer: object, explained: bool = True) -> Feedback:
    if blank(answer):
        raise UnwrittenError
    if open_at := dots(answer):
        said = f"A `...` is still in it, at {open_at}."
        raise UnwrittenError(said, said)
    results = exercise.results(answer)
    if exercise.oracle is not None:
        first = _first_difference(exercise, results, exercise.truths, exercise.scale)
        if first and not explained:
            raise AnswerError
        if first and (line := open_line(answer)):
            raise UnwrittenError(f"A line of it is still open: `{line}`.")
        if first and (open_at := dots(results[first[0]])) is not None:
            raise UnwrittenError(f"A `...` still comes back{open_at and ', at '}{open_at}.")
        if first:
            trial = Trial(exercise, answer, results, *first)
            raise _named(trial) or _unforeseen(trial)
    complaint = exercise.judge(plain(answer)) if exercise.judge else None
    if complaint:
        raise AnswerError(complaint)
    return Feedback("passed", exercise.why or "As asked.")


def _first_difference(
    exercise: Exercise,
    results: Sequence[object],
    truths: Sequence[object],
    scale: float,
    share: float = 1.0,
) -> tuple[int, Difference] | None:
    """Return which try differs first from the truths, and where in it.

    The largest of the truths is `scale`; a `share` of the exercise's tolerance is granted.
    """
    tolerance = None if exercise.tolerance is None else share * exercise.tolerance
    for call, (result, truth) in enumerate(zip(results, truths, strict=True)):
        found = difference(result, truth, tolerance, scale)
        if found:
            return call, found
    return None


def _named(trial: Trial) -> AnswerError | None:
    """Return what to say of the wrong answer that gives these very results."""
    exercise = trial.exercise
    for wrong, theirs, scale in exercise.foreseen:
        with suppress(TypeError, ValueError):
            # 14 +- 0.4 ms, said in seconds, is 0.014 +- 0.0004: the tolerance shrinks with it
            share = min(1.0, scale / exercise.scale) if exercise.scale else 1.0
            if _first_difference(exercise, trial.results, theirs, scale, share) is None:
                return AnswerError(_filled(trial, wrong.message), wrong.message)
    return None


def _unforeseen(trial: Trial) -> AnswerError:
    """Where results differ, and what else is found out: a slip, or an examination's fault."""
    found = ""
    with suppress(Exception):  # the answer's own methods may fail
        found = slip(trial)
    if trial.exercise.examined and not found:
        with suppress(Exception), np.errstate(all="ignore"):
            found = trial.exercise.examined(trial.answer)
    return AnswerError(f"{_told(trial)} {found}".strip(), found)


def _filled(trial: Trial, message: str) -> str:
    exercise, first = trial.exercise, trial.first
    inputs = exercise.tries[trial.call] if exercise.tries else ()
    named = dict(zip(exercise.names, inputs, strict=True))
    return message.format(**{**named, "got": first.got, "expected": first.expected})


def _told(trial: Trial) -> str:
    """Say where results differ; the truth itself only at one of a function's many inputs."""
    exercise, first = trial.exercise, trial.first
    unit, at = f" {exercise.unit}".rstrip(), f" at {first.where}" if first.where else ""
    start = ""
    if exercise.tries:
        start = f"With {arguments(exercise.names, exercise.tries[trial.call])}: "
    if first.problem:
        return _sentence(f"{start}{first.problem}")
    got, expected = first.got, first.expected
    if exercise.tries:
        mine, truth = _told_apart(got, expected)
        said = f"{start}got {mine}{unit}{at}, expected {truth}{unit}."
    elif isinstance(expected, str | bool):
        return _sentence(f"{short(got)}{at} is not it")
    else:
        said = f"{short(got)}{unit}{at} is too {'high' if got > expected else 'low'}."
    return _sentence(said) + _allowed(exercise, got, expected)


def _told_apart(got: Any, expected: Any) -> tuple[str, str]:
    """Write two numbers with as many digits as it takes to see that they differ."""
    if isinstance(got, str | bool):
        return repr(got), repr(expected)
    for digits in (6, 9, 12, 17):
        mine, truth = f"{got:.{digits}g}", f"{expected:.{digits}g}"
        if mine != truth:
            break
    return mine, truth


def _allowed(exercise: Exercise, got: Any, expected: Any) -> str:
    if exercise.tolerance is None:
        near = not isinstance(expected, str | bool) and abs(got - expected) < 1e-3 * abs(expected)
        return " (Only rounding is allowed here: a part in a billion.)" if near else ""
    unit = f" {exercise.unit}".rstrip()
    return f" (Allowed is an error of {exercise.tolerance:g}{unit}: {exercise.because}.)"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
