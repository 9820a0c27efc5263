"""The door to what the lessons ask: `check`, `hint`, `solution`, `predict`, `quiz`, by an id.

A lesson's questions are a module of three tuples, ``EXERCISES``, ``PREDICTIONS`` and ``QUIZ``.
``"leaky_bucket.exact_step"`` is the exercise ``exact_step`` in the ``EXERCISES`` of
``snn_edu.lessons.leaky_bucket.questions``. This module alone looks lessons up; whoever writes
questions of their own hands over the `Exercise` or the `Prediction` itself.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from snn_edu.diary import commit, how_far, note
from snn_edu.questions import (
    NAME,
    Exercise,
    Feedback,
    Prediction,
    Quiz,
    Solution,
    Wrong,
    judge,
    judge_own,
    owned,
    show_hint,
    words,
)
from snn_edu.questions.inventory import NUMBERS, WHEN, Form, When, form
from snn_edu.validation import choice, instance, integer, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from matplotlib.figure import Figure

    from snn_edu.live import Animation, LivePlot

__all__ = [
    "Exercise", "Feedback", "Prediction", "Quiz", "Solution", "Wrong",
    "check", "hint", "inventory", "own_numbers", "predict", "quiz", "solution",
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows


def check(id: str | Exercise, answer: object = None) -> Feedback:  # noqa: A002
    """Say whether `answer` is right, and if not, why. No answer raises.

    Parameters
    ----------
    id
        ``"lesson.name"``, or an exercise of your own.
    answer
        A value, or a function by its name without brackets. None or ``...``: not done yet.

    Raises
    ------
    ValueError
        No exercise has this id; the message guesses which was meant.
    """
    if isinstance(id, Exercise):
        return judge(id, answer)
    feedback = judge_own(_exercise(id), answer, allowed="questions")
    if feedback.status in ("passed", "wrong"):
        note(id, feedback.status, feedback.mistake if feedback.status == "wrong" else "")
    if not feedback:
        return feedback
    lesson, _, _ = id.partition(".")
    done = how_far([f"{lesson}.{each.name}" for each in table(lesson, "EXERCISES")])
    return replace(feedback, done=done)


def hint(id: str | Exercise, number: int = 1) -> Feedback:  # noqa: A002
    """Show a hint, `number` 1 for the first; the following ones wait folded below it.

    `id` as in `check`. Past the last, the last stays.
    """
    return show_hint(_exercise(id), number)


def solution(id: str | Exercise) -> Solution:  # noqa: A002
    """Show a solution as text, folded: it defines nothing in the notebook, and checks nothing.

    `id` as in `check`.
    """
    return Solution(inspect.cleandoc(_exercise(id).shown))


def own_numbers(name: str) -> None:
    """Say who works here: exercises with one fixed answer have other numbers for each name.

    Their pictures, data and checks go by the name from then on; run the cells again after a change.

    Parameters
    ----------
    name
        As the list of the class has it; case and order don't matter. ``""``: the lesson's numbers.
    """
    os.environ[NAME] = instance("name", name, str)
    whose = f"those of {name.strip()}" if words(name) else "the lesson's: write your name in quotes"
    print(f"The numbers are {whose}.")


def predict(
    id: str | Prediction,  # noqa: A002
    answer: object = None,
    *,
    then: LivePlot | Animation | Callable[[], LivePlot | Animation] | None = None,
) -> Prediction:
    """Ask a prediction; with an `answer`, say at once whether it is so and why.

    Parameters
    ----------
    id
        ``"lesson.name"``, of a prediction or a quiz question, or a `Prediction` of your own.
    answer
        A letter or a number. Without one the question shows its controls; where there are no
        widgets, it shows how to answer in code.
    then
        A live or moving picture that answers the question: it appears once an answer is committed.
        A function without arguments that makes it is called no earlier.
    """
    if then is not None and not hasattr(type(then), "panel") and not inspect.isfunction(then):
        raise TypeError(f"then = {shown(then)}: expected what explore or animate gives.")
    if isinstance(id, Prediction):
        return replace(id, chosen=answer, then=then)
    found: Prediction = find(id, "PREDICTIONS", "QUIZ")
    asked = replace(found, name=id, chosen=answer, then=then)
    if asked.feedback.status != "not done yet":
        commit(id, asked.feedback.status, asked.said)
    return asked


def quiz(lesson: str) -> Quiz:
    """Ask all questions of a lesson's ``QUIZ``: ``quiz("leaky_bucket")``."""
    return Quiz(
        tuple(
            replace(each, name=f"{lesson}.{each.name}", question=f"{number}. {each.question}")
            for number, each in enumerate(table(lesson, "QUIZ"), 1)
        )
    )


def inventory(part: int, when: When, letters: str = "", *, swap: bool = False) -> Form:
    """Ask the eight questions of the test before or after a part; nothing is said to an answer.

    Parameters
    ----------
    part, when
        1 to 5; ``"before"`` or ``"after"``.
    letters
        Answers in their order, where there are no buttons: ``"bd-a"``, with ``-`` for none.
    swap
        Before the part the questions that others get after it, and the other way round.
    """
    part = integer("part", part, 1, max(NUMBERS))
    choice("when", when, WHEN)
    swapped = instance("swap", swap, bool)
    asked = form(part, when, instance("letters", letters, str), swapped)
    if len(letters) > len(asked.questions) or set(letters) - set("abcd-"):
        raise ValueError(f"letters = {shown(letters)}: expected up to 8 of a, b, c, d and -.")
    return asked


def table(lesson: str, name: str) -> tuple[Any, ...]:
    """The tuple called `name` of ``snn_edu.lessons.<lesson>.questions``."""
    return tuple(getattr(_module(lesson, "questions"), name))


def drawing(lesson: str, name: str) -> Callable[[Figure], object] | None:
    """What draws the picture `name` of ``snn_edu.lessons.<lesson>.views``; None if it tells not."""
    return getattr(getattr(_module(lesson, "views"), name, None), "draw", None)


def _module(lesson: str, name: str) -> ModuleType:
    package = importlib.import_module("snn_edu.lessons")
    lessons = [module.name for module in pkgutil.iter_modules(package.__path__)]
    return importlib.import_module(f"{package.__name__}.{choice('lesson', lesson, lessons)}.{name}")


def _exercise(id: str | Exercise) -> Exercise:  # noqa: A002
    """The caller's own, or the lesson's, with the numbers of whoever works here."""
    return id if isinstance(id, Exercise) else owned(find(id, "EXERCISES"), id)


def find(id: Any, *tables: str) -> Any:  # noqa: A002
    """The declaration called ``"lesson.name"`` in one of the lesson's `tables`.

    Raises
    ------
    ValueError
        There is none; the message guesses which was meant.
    """
    lesson = id.partition(".")[0] if isinstance(id, str) else id
    try:
        known = {f"{lesson}.{each.name}": each for name in tables for each in table(lesson, name)}
    except ValueError as error:
        raise ValueError(f"id = {shown(id)}: {error}") from None
    return known[choice("id", id, list(known))]
