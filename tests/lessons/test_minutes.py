"""The minutes that a lesson promises are reckoned from what is in it, by one method.

Reading, 200 words a minute, and a minute for each formula on a line of its own; 4 minutes for a
live picture, one and a half for a prediction, one for any other code cell, 5 for the quiz. An
exercise takes 3 minutes, and one more for each line of its solution.

The method was held against lessons 00 to 05 of version 0.1.0, whose minutes were noted as a reader
tried them. Without their exercises, which were others: 01 to 05 took 258 minutes, and it says 238;
with them, 48, 100, 87, 70 and 63. Of lesson 00, whose code asks for no reading, it says too much.

What stands under a heading with "(optional)", down to the next heading of its level or above, is
counted apart.
"""

import ast
import re

import jupytext
import pytest
from lesson_widgets import SOURCES

from snn_edu.exercises import solution

WORDS_A_MINUTE, FORMULA, PICTURE, PREDICTION, CODE, QUIZ = 200, 1.0, 4.0, 1.5, 1.0, 5.0
EXERCISE, LINE = 3.0, 1.0
HEADING = re.compile(r"^(#{1,6}) (.*)$", re.MULTILINE)
PROMISE = re.compile(r"^\*\*(\d+) minutes\*\*(?:, and (\d+) more for what is optional)? · You need")


def pieces(source):
    """(cell type, text, optional) of a lesson, without its references; text ends at a heading."""
    level = None
    for cell in jupytext.read(source, fmt="py:percent").cells:
        if "remove-cell" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "code":
            yield "code", cell.source, level is not None
            continue
        for part in re.split(r"(?m)^(?=#{1,6} )", cell.source):
            heading = HEADING.match(part)
            if heading and level is not None and len(heading[1]) <= level:
                level = None
            if heading and "(optional)" in heading[2]:
                level = len(heading[1])
            if heading and heading[2] == "References":
                return
            if part:
                yield "text", part, level is not None


def of_text(text):
    formulas = re.findall(r"\$\$.*?\$\$", text, re.DOTALL)
    plain = re.sub(r"\]\([^)]*\)", "]", re.sub(r"\$\$.*?\$\$", " ", text, flags=re.DOTALL))
    return len(re.findall(r"\w[\w'.-]*", plain)) / WORDS_A_MINUTE + FORMULA * len(formulas)


def of_code(text):
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    calls = [(ast.unparse(node.func), node) for node in nodes]
    minutes = 0.0
    for name, node in calls:
        if name == "solution":
            lines = solution(node.args[0].value).code.splitlines()
            minutes += EXERCISE + LINE * sum(bool(line.strip()) for line in lines)
        minutes += {
            "explore": PICTURE,
            "animate": PICTURE,
            "predict": PREDICTION,
            "quiz": QUIZ,
        }.get(name, 0.0)
    asks = any(name in ("check", "solution", "quiz") for name, _ in calls)
    return minutes if minutes or asks else CODE


def reckoned(source):
    """Minutes of what everybody does, and of what is optional."""
    minutes = [0.0, 0.0]
    for kind, text, optional in pieces(source):
        minutes[optional] += of_code(text) if kind == "code" else of_text(text)
    return minutes


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_minutes_of_a_lesson_are_those_that_its_parts_take(source):
    opening = next(pieces(source))[1]
    promise = next(filter(None, map(PROMISE.match, opening.splitlines())), None)
    assert promise, "**90 minutes**, and 20 more for what is optional · You need: ..."
    needed, optional = reckoned(source)
    assert abs(int(promise[1]) / needed - 1) < 0.2, f"reckoned are {needed:.0f}"
    assert abs(int(promise[2] or 0) - optional) < 6, f"of what is optional, {optional:.0f}"


def test_what_is_optional_ends_at_the_next_heading_of_its_level(tmp_path):
    lesson = tmp_path / "00_two.py"
    words = "word " * 200
    lesson.write_text(
        f"# %% [markdown]\n# # A\n# {words}\n# ## B (optional)\n# {words}\n# ### C\n# {words}\n"
        f"# ## D\n# {words}\n# %% [markdown]\n# ## References\n# {words}\n"
    )
    assert reckoned(lesson) == pytest.approx([2.0, 2.0], abs=0.05)
