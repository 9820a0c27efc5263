"""Right answers of other styles pass, on the page and with the grader's fresh numbers."""

import math
from pathlib import Path

import numpy as np
import pytest
from lesson_pages import ROOMS

from snn_edu import LIF, exercises, simulate
from snn_edu.command.submission import freshened
from snn_edu.lessons.leaky_bucket.mystery import mystery_trace
from snn_edu.questions.exercise import judge_own

pytestmark = pytest.mark.slow

WRITTEN = Path(__file__).with_name("right_answers.txt")
_, *BLOCKS = WRITTEN.read_text(encoding="utf-8").split("\n#@ ")
ANSWERS = [tuple(block.replace(" | ", "\n", 1).split("\n", 2)) for block in BLOCKS]


def names(lesson):
    """What is there when a cell of the lesson runs: its helpers, and what was solved before."""
    solved = {each.name: each.solution for each in exercises.table(lesson, "EXERCISES")}
    known = {"np": np, "math": math, "simulate": simulate, "LIF": LIF}
    for solution in filter(callable, solved.values()):
        known |= solution.__globals__
    if lesson == "leaky_bucket":
        known["t"], known["v"] = mystery_trace(14.0)
    return known | solved | {"__name__": "__main__"}


@pytest.mark.parametrize(("id_", "answer", "code"), ANSWERS, ids=[each[0] for each in ANSWERS])
def test_a_right_answer_of_another_style_passes(id_, answer, code):
    exercise = exercises.find(id_, "EXERCISES")
    fresh = [freshened(exercise, np.random.default_rng(1))] if exercise.tries else []
    for asked in (exercise, *fresh):
        known = names(id_.partition(".")[0])
        exec(code, known)
        assert judge_own(asked, eval(answer, known))


def test_every_exercise_is_answered_in_another_style():
    answered = {id_ for id_, _, _ in ANSWERS}
    asked = {f"{each}.{one.name}" for each in ROOMS for one in exercises.table(each, "EXERCISES")}
    assert asked - answered == set()
