"""A learner who takes every solution: each passes where it stands, and the lesson runs to its end.

nbval runs every lesson with all its exercises unanswered; this is the other end.
"""

import pytest
from lesson_pages import SOURCES, calls, code_of, solved


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_solution_passes_where_it_stands_and_the_lesson_runs_to_its_end(source):
    page = solved(source.stem)
    assert page.solved, "a lesson without an exercise"
    for name, feedback in page.solved.items():
        assert not page.unsolved[name], f"{name} passes before it is solved"
        assert feedback, f"{name}: {feedback.message}"


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
