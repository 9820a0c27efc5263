"""Every exercise, prediction and quiz of every lesson keeps what it promises.

The lessons are found, not listed: a new room `snn_edu/lessons/<lesson>` is under test at once.
"""

import pkgutil
import string
from pathlib import Path

import numpy as np
import pytest

from snn_edu import lessons
from snn_edu.exercises import check, hint, predict, quiz, table

LESSONS = [module.name for module in pkgutil.iter_modules(lessons.__path__)]
# A long lesson has more modules, for some of its parts; its quiz is in the one of its own name.
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
WHOLE_LESSONS = [name for name in LESSONS if list(NOTEBOOKS.glob(f"[0-9]*_{name}.ipynb"))]


def declared(*tables):
    """Every declaration in these tables, with the id a learner uses."""
    return [
        pytest.param(f"{lesson}.{entry.name}", entry, id=f"{lesson}.{entry.name}")
        for lesson in LESSONS
        for name in tables
        for entry in table(lesson, name)
    ]


EXERCISES = declared("EXERCISES")
QUESTIONS = declared("PREDICTIONS", "QUIZ")
WRONG = [
    pytest.param(name, wrong, id=f"{name}-{number}")
    for name, exercise in (param.values for param in EXERCISES)
    for number, wrong in enumerate(exercise.wrong)
]


def fixed_words(template):
    """The parts of a message that are the same for every number."""
    return [text for text, *_ in string.Formatter().parse(template) if text]


def test_there_are_lessons_exercises_and_wrong_answers():
    assert LESSONS
    assert len(WHOLE_LESSONS) == len(list(NOTEBOOKS.glob("[0-9]*.ipynb")))
    assert EXERCISES
    assert QUESTIONS
    assert WRONG


@pytest.mark.parametrize("lesson", LESSONS)
def test_names_are_unique_identifiers_within_a_lesson(lesson):
    tables = ("EXERCISES", "PREDICTIONS", "QUIZ")
    names = [entry.name for each in tables for entry in table(lesson, each)]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_ends_with_five_questions(lesson):
    if lesson in WHOLE_LESSONS:
        assert len(quiz(lesson).questions) == 5
    else:
        with pytest.raises(ValueError, match="part of another lesson"):
            quiz(lesson)


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_the_solution_passes(name, exercise):
    feedback = check(name, exercise.solution)
    assert feedback, feedback.message


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_a_wrong_answer_fails_with_its_own_message(name, wrong):
    feedback = check(name, wrong.answer)
    assert feedback.status == "wrong"
    left = feedback.message
    for words in fixed_words(wrong.message):  # in this order; the numbers stand between them
        _, found, left = left.partition(words)
        assert found, f"{words!r} is not in {feedback.message!r}"
    assert "{" not in feedback.message
    assert "nan" not in feedback.message.lower().split()


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_wrong_answers_are_told_apart(name, exercise):
    templates = [wrong.message for wrong in exercise.wrong]
    assert len(set(templates)) == len(templates)
    messages = [check(name, wrong.answer).message for wrong in exercise.wrong]
    assert len(set(messages)) == len(messages)


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_an_exercise_names_wrong_answers_and_has_two_or_three_hints(name, exercise):
    assert len(exercise.wrong) >= 2
    assert 2 <= len(exercise.hints) <= 3
    assert exercise.ask.endswith((".", "?"))
    assert hint(name).message.endswith(exercise.hints[0])


NO_ANSWERS = {
    "NaN": np.nan,
    "infinity": np.inf,
    "no text": "",
    "empty list": [],
    "empty dict": {},
    "empty array": np.empty(0),
    "array of NaN": np.full(3, np.nan),
    "object": object(),
    "complex": 1j,
    "function of nothing": lambda: 1.0,
    "function of NaN": lambda *_: np.nan,
    "function of True": lambda *_: True,
    "function of an empty array": lambda *_: np.empty(0),
    "function of text": lambda *_: "",
    "function that fails": lambda *_: 1 / 0,
}


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_what_is_no_answer_is_never_right_and_never_raises(name, exercise):
    for what, answer in NO_ANSWERS.items():
        feedback = check(name, answer)
        assert feedback.status == "wrong", what
        assert feedback.message, what


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_nothing_filled_in_is_not_done_yet(name, exercise):
    stubs = [None, ...]
    if exercise.tries:
        stubs += [lambda *_: None, lambda *_: ...]
    for stub in stubs:
        feedback = check(name, stub)
        assert feedback.status == "not done yet"
        assert exercise.ask in feedback.message


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


@pytest.mark.parametrize("lesson", WHOLE_LESSONS)
def test_the_questions_of_a_lesson_do_not_all_have_the_same_letter(lesson):
    asked = (*table(lesson, "PREDICTIONS"), *table(lesson, "QUIZ"))
    letters = [each.answer for each in asked if each.choices]
    assert len(set(letters)) >= 3, f"always the same: {letters}"
