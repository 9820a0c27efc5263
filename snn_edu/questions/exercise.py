"""Exercises that explain: what is asked, what is right, and which wrong answers to expect."""

from __future__ import annotations

import copy
import inspect
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from snn_edu.plots.html import folded_html
from snn_edu.questions.answers import (
    AnswerError,
    Difference,
    Inputs,
    UnwrittenError,
    blank,
    difference,
    dots,
    listed,
    plain,
    run,
    size,
)
from snn_edu.questions.feedback import Feedback, Wrong, arguments, kind, short, told
from snn_edu.questions.unforeseen import Trial, slip
from snn_edu.validation import instance, integer


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One thing to hand in, and all that is needed to explain what is wrong with it.

    Attributes
    ----------
    name, ask
        The id without its lesson; what is asked, in one sentence.
    solution
        A value or a function that passes.
    shown
        The solution as a learner would write it, in the lesson's own names: what `solution` of the
        door shows, folded. A test puts it into the lesson, and runs the lesson to its end.
    oracle
        The truth, found another way than the solution: a value, or a function that is called with
        each of `tries` (without tries: with nothing).
    tries
        For functions: the arguments of each call, chosen so that every wrong answer differs from
        the truth and from the others. A grader moves these numbers, and keeps their order and whole
        ratios; where arguments must fit each other in other ways, an oracle refuses the rest.
    judge
        ``judge(answer)`` returns None, or a sentence that says what is not as asked: for answers
        of which many are right, or that have to hold a property besides. The answer comes in
        Python's own types: an int or a float, never a Fraction or a 0-d array.
    wrong, hints
        The wrong answers to expect; two or three hints, the last nearly the solution.
    examined
        ``examined(answer)`` names the fault of an answer that nobody expected, or says "".
    unit, why
        Unit of the result; what to say to the right answer.
    own
        ``own(rng)`` gives what is another for each name, as a dict by attribute: where the answer
        is one value or word, and its data can be drawn.
    tolerance, because
        Largest error allowed, in `unit`, and the reason for it. None: rounding only (1e-9).

    Raises
    ------
    ValueError
        Neither oracle nor judge, a tolerance without a reason, or a try that is not a tuple.
    """

    name: str
    ask: str
    solution: Any
    shown: str = ""
    oracle: object = None
    tries: tuple[Inputs, ...] = ()
    judge: Callable[[Any], str | None] | None = None
    wrong: tuple[Wrong, ...] = ()
    hints: tuple[str, ...] = ()
    examined: Callable[[Any], str] | None = None
    unit: str = ""
    why: str = ""
    own: Callable[[np.random.Generator], dict[str, Any]] | None = None
    tolerance: float | None = None
    because: str = ""

    def __post_init__(self) -> None:
        if self.oracle is None and self.judge is None:
            raise ValueError(f"exercise {self.name!r}: give it an oracle, a judge or both.")
        if self.tolerance is not None and not self.because:
            raise ValueError(f"exercise {self.name!r}: say in `because` why {self.tolerance:g}.")
        if not all(isinstance(inputs, tuple) for inputs in self.tries):
            raise ValueError(f"exercise {self.name!r}: each of its tries is a tuple of arguments.")

    @cached_property
    def truths(self) -> list[Any]:
        """What the oracle says to each of `tries`. It is slow by intention, and asked once."""
        if callable(self.oracle):
            with np.errstate(all="ignore"):  # whatever the notebook has set: the oracle is ours
                return [self.oracle(*copy.deepcopy(inputs)) for inputs in self.tries or ((),)]
        return [self.oracle]

    @cached_property
    def scale(self) -> float:
        """The largest number in the truths: what rounding is measured by."""
        return size(self.truths)

    @cached_property
    def names(self) -> list[str]:
        """What the arguments are called."""
        return list(inspect.signature(self.solution).parameters) if self.tries else []

    @cached_property
    def foreseen(self) -> list[tuple[Wrong, list[object], float]]:
        """Each wrong answer, what it gives in each of `tries`, and the largest number in that.

        Like the oracle, they are run once. Arrays are written as lists, which take an answer in
        either form. One that is no result itself is left out: it is not compared.
        """
        found = []
        for wrong in self.wrong:
            with suppress(AnswerError, TypeError, ValueError):
                given = [listed(result) for result in _results(self, wrong.answer)]
                found.append((wrong, given, size(given)))
        return found


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
    instance("exercise", exercise, Exercise)
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
    instance("exercise", exercise, Exercise)
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
    """Show hint `number` (1 for the first; past the last, the last stays), the others folded.

    Raises
    ------
    ValueError
        `number` is below 1.
    """
    count = len(instance("exercise", exercise, Exercise).hints)
    number = integer("number", number, 1)
    if count == 0:
        return Feedback("hint", "This exercise has none.")
    number = min(number, count)
    message = f"{number} of {count}. {exercise.hints[number - 1]}"
    return Feedback("hint", message, exercise.hints[number:])


def _checked(exercise: Exercise, answer: object, explained: bool = True) -> Feedback:
    if blank(answer):
        raise UnwrittenError
    if open_at := dots(answer):
        said = f"A `...` is still in it, at {open_at}."
        raise UnwrittenError(said, said)
    results = _results(exercise, answer)
    if exercise.oracle is not None:
        first = _first_difference(exercise, results, exercise.truths, exercise.scale)
        if first and not explained:
            raise AnswerError
        if first:
            trial = Trial(exercise, answer, results, *first)
            raise _named(trial) or _unforeseen(trial)
    complaint = exercise.judge(plain(answer)) if exercise.judge else None
    if complaint:
        raise AnswerError(complaint)
    return Feedback("passed", exercise.why or "As asked.")


def _results(exercise: Exercise, answer: object) -> list[object]:
    return run(answer, exercise.tries, exercise.names) if exercise.tries else [answer]


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
    for digits in (6, 9, 12):
        if isinstance(got, str | bool) or f"{got:.{digits}g}" != f"{expected:.{digits}g}":
            break
    else:
        digits = 17
    if isinstance(got, str | bool):
        return repr(got), repr(expected)
    return f"{got:.{digits}g}", f"{expected:.{digits}g}"


def _allowed(exercise: Exercise, got: Any, expected: Any) -> str:
    if exercise.tolerance is None:
        near = not isinstance(expected, str | bool) and abs(got - expected) < 1e-3 * abs(expected)
        return " (Only rounding is allowed here: a part in a billion.)" if near else ""
    unit = f" {exercise.unit}".rstrip()
    return f" (Allowed is an error of {exercise.tolerance:g}{unit}: {exercise.because}.)"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
