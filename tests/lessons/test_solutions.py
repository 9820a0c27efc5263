"""A learner who takes every solution: each passes where it stands, and the lesson runs to its end.

nbval runs every lesson with all its exercises unanswered; this is the other end.
"""

import ast
import contextlib
import io

import pytest
from lesson_widgets import SOURCES, code_of

from snn_edu.exercises import solution

pytestmark = pytest.mark.no_cover  # long


def calls(source, name):
    """The calls of `name` in a cell: each with the id it is given, and its own text."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        (node.args[0].value, ast.unparse(node))
        for node in found
        if ast.unparse(node.func) == name and isinstance(node.args[0], ast.Constant)
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_solution_passes_where_it_stands_and_the_lesson_runs_to_its_end(source):
    names, asked = {"__name__": "__main__"}, {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in code_of(source):
            exec(compile(cell, str(source), "exec"), names)
            asked |= dict(calls(cell, "check"))
            for name, _ in calls(cell, "solution"):
                assert not eval(asked[name], names), f"{name} passes before it is solved"
                exec(solution(name).code, names)
                feedback = eval(asked[name], names)
                assert feedback, f"{name}: {feedback.message}"
    assert asked, "a lesson without an exercise"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_exercise_is_followed_by_its_solution_which_says_nothing_by_itself(source):
    cells = code_of(source)
    first_asked = {}
    for place, cell in enumerate(cells):
        for name, _ in calls(cell, "check"):
            first_asked.setdefault(name, place)
    shown = {name: place for place, cell in enumerate(cells) for name, _ in calls(cell, "solution")}
    assert set(first_asked) == set(shown)
    for name, place in shown.items():
        assert cells[place].strip() == f'solution("{name}")'
        assert first_asked[name] < place
    assert not any("SOLUTION" in cell for cell in cells)
