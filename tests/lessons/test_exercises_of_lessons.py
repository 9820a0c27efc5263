"""Every exercise, prediction and quiz of every lesson keeps what it promises.

The lessons are found, not listed: a new room `snn_edu/lessons/<lesson>` is under test at once.
"""

import functools
import math
import string
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType

import numpy as np
import pytest
from lesson_pages import ROOMS, SOURCES, of_all_lessons
from lesson_pages import written as texts

from snn_edu.exercises import hint, predict, quiz, table
from snn_edu.questions.exercise import judge

EXERCISES = of_all_lessons("EXERCISES")
QUESTIONS = of_all_lessons("PREDICTIONS", "QUIZ")
SLIPS = {
    f"{room}.{part.name}": [f"{room}/questions.md, line {each.number}" for each in part.of("slip")]
    for room, part in texts()
}


def fixed_words(template):
    """The parts of a message that are the same for every number."""
    return [text for text, *_ in string.Formatter().parse(template) if text]


def test_every_lesson_has_its_room():
    assert sorted(source.stem[3:] for source in SOURCES) == ROOMS


@pytest.mark.parametrize("lesson", ROOMS)
def test_a_lesson_ends_with_five_questions_and_its_names_are_unique_identifiers(lesson):
    assert len(quiz(lesson).questions) == 5
    tables = ("EXERCISES", "PREDICTIONS", "QUIZ")
    names = [entry.name for each in tables for entry in table(lesson, each)]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)
    asked = (*table(lesson, "PREDICTIONS"), *table(lesson, "QUIZ"))
    letters = [each.answer for each in asked if each.choices]
    assert max(map(letters.count, letters)) <= 0.3 * len(letters) + 0.5, f"too often one: {letters}"


def test_each_letter_is_right_as_often_as_another():
    letters = [each.answer for _, each in map(attrgetter("values"), QUESTIONS) if each.choices]
    assert all(0.2 <= letters.count(letter) / len(letters) <= 0.3 for letter in "abcd")


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_the_solution_passes_and_each_wrong_answer_fails_with_a_message_of_its_own(name, exercise):
    right, told, begun = judge(exercise, exercise.solution), {}, {}
    assert right, right.message
    for wrong, where in zip(exercise.wrong, SLIPS[name], strict=True):
        feedback = judge(exercise, wrong.answer)
        assert feedback.status == "wrong", f"{where}: this slip passes, so it is no mistake"
        same, left = begun.get(feedback.kind, "none"), feedback.message
        for words in fixed_words(wrong.message):  # in this order; the numbers stand between them
            _, found, left = left.partition(words)
            assert found, f"{where}: gives the same as {same}, so {feedback.message!r} is said"
        assert "{" not in feedback.message
        assert "nan" not in feedback.message.lower().split()
        first = begun.setdefault(wrong.message, where)
        first = told.setdefault(feedback.message, first)
        assert first == where, f"{where}: its words are those of {first}"


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_an_exercise_names_wrong_answers_and_has_two_or_three_hints(name, exercise):
    assert len(exercise.wrong) >= 2
    assert 2 <= len(exercise.hints) <= 3
    assert exercise.ask.endswith((".", "?"))
    assert hint(name).message.endswith(exercise.hints[0])


NO_ANSWERS = [np.nan, np.inf, "", [], {}, np.empty(0), np.full(3, np.nan), object(), 1j]
NO_ANSWERS += [lambda *_, result=each: result for each in (np.nan, True, np.empty(0), "")]
NO_ANSWERS += [lambda: 1.0, lambda *_: 1 / 0]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_what_is_no_answer_is_never_right_and_never_raises(name, exercise):
    for number, answer in enumerate(NO_ANSWERS):
        feedback = judge(exercise, answer)
        assert feedback.status == "wrong", number
        assert feedback.message, number


def written(value, number, truth=np.bool_):
    """`value` with each of its numbers and truth values written in another type."""
    if isinstance(value, dict):
        parts = {key: written(part, number, truth) for key, part in value.items()}
        return MappingProxyType(parts)
    if isinstance(value, list | tuple):
        return (tuple if isinstance(value, list) else list)(
            written(part, number, truth) for part in value
        )
    if isinstance(value, np.ndarray) and value.ndim:
        return np.array([each.item() for each in value.flat], object).reshape(value.shape)
    if isinstance(value, str):
        return f" {value.upper()} "
    if isinstance(value, bool | np.bool_):
        return truth(value)
    return number(value) if math.isfinite(value) else value


OTHER_TYPES = {
    "NumPy scalars": (np.float64, np.bool_),
    "0-d arrays": (np.array, np.array),
    "fractions, 0 and 1": (Fraction, int),
}


@pytest.mark.slow
@pytest.mark.parametrize("types", OTHER_TYPES.values(), ids=OTHER_TYPES)
@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_the_solution_passes_in_other_types(name, exercise, types):
    right = exercise.solution
    if exercise.tries:

        @functools.wraps(right)  # the check looks at how many arguments there are
        def answer(*given):
            return written(right(*given), *types)

        answer.__module__ = "__main__"  # a learner's
    else:
        answer = written(right, *types)
    feedback = judge(exercise, answer)
    assert feedback, feedback.message


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_a_question_takes_its_own_answer_and_explains_the_others(name, question):
    assert predict(name, question.answer).feedback.status == "passed"
    others = set(question.lettered) - {question.answer} if question.choices else set()
    others |= {wrong.answer for wrong in question.wrong}
    for other in others:
        feedback = predict(name, other).feedback
        assert feedback.status == "wrong"
        assert question.why in feedback.message
    for wrong in question.wrong:
        said = predict(name, wrong.answer).feedback.message
        assert all(words in said for words in fixed_words(wrong.message))
    assert question.question.endswith(("?", ".", "..."))
