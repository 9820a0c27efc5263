"""What a slip or a case says of itself is so: each `holds:` below its words, in all lessons."""

import copy
import importlib
from operator import attrgetter

import numpy as np
import pytest
from lesson_pages import of_all_lessons, written

from snn_edu.questions.answers import difference, run

EXERCISES = dict(map(attrgetter("values"), of_all_lessons("EXERCISES")))


def promises():
    """Every `holds`: where it stands, the exercise, its line, and the number of the slip."""
    for room, part in written():
        slips = iter(range(len(part.lines)))
        for line in part.lines:
            number = next(slips) if line.mark == "slip" else None
            if line.holds:
                where = f"{room}/questions.md:{line.number}"
                yield pytest.param(f"{room}.{part.name}", line, number, id=where)


def tried(exercise, number):
    """The arguments with which a slip first goes wrong, and what it gives there."""
    theirs = run(exercise.wrong[number].answer, exercise.tries, exercise.names)
    for inputs, got, truth in zip(exercise.tries, theirs, exercise.truths, strict=True):
        if difference(got, truth, exercise.tolerance, exercise.scale):
            return inputs, got
    raise AssertionError("it is never wrong")


@pytest.mark.parametrize(("name", "line", "number"), list(promises()))
def test_what_is_said_of_a_slip_or_a_case_holds(name, line, number):
    exercise = EXERCISES[name]
    module = importlib.import_module(f"snn_edu.lessons.{name.partition('.')[0]}.questions")
    names = {"np": np, **vars(module)}
    if number is None:
        inputs = eval(f"({line.first},)", dict(names))
    else:
        inputs, names["got"] = tried(exercise, number)
    names |= dict(zip(exercise.names, copy.deepcopy(inputs), strict=True))
    names["right"] = exercise.solution(*copy.deepcopy(inputs))
    assert eval(line.holds, names), f"{line.more} ({line.holds})"


def cases():
    """Every simpler case of an exercise: where it stands, the exercise, and its line."""
    for room, part in written():
        for line in part.of("case"):
            where = f"{room}/questions.md:{line.number}"
            yield pytest.param(f"{room}.{part.name}", line, id=where)


@pytest.mark.parametrize(("name", "line"), list(cases()))
def test_a_case_is_a_call_that_the_solution_answers(name, line):
    """One that cannot be called would be left out without a word."""
    exercise = EXERCISES[name]
    module = importlib.import_module(f"snn_edu.lessons.{name.partition('.')[0]}.questions")
    inputs = eval(f"({line.first},)", {"np": np, **vars(module)})
    (right,) = run(exercise.solution, [inputs], exercise.names)
    assert difference(right, exercise.solution(*inputs)) is None
