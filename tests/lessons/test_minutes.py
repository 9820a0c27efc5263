"""The minutes that a lesson promises are estimated from what is in it, by one method.

Reading, 200 words a minute, and a minute for each formula on a line of its own; two and a half
minutes for a picture, one and a half for a prediction, half for any other code cell, four for the
quiz. An exercise takes 3 minutes, and a half for each line of its solution.

What stands after *Go deeper* is not counted, because nothing needs it. The core of a lesson has at
most 60 minutes.
"""

import ast
import re

import jupytext
import pytest
from lesson_pages import SOURCES

from snn_edu.exercises import solution

WORDS_A_MINUTE, FORMULA, PICTURE, PREDICTION, CODE, QUIZ = 200, 1.0, 2.5, 1.5, 0.5, 4.0
EXERCISE, LINE = 3.0, 0.5
LONGEST = 60
HEADING = re.compile(r"^#{1,6} (.*)$", re.MULTILINE)
PROMISE = re.compile(r"^\*\*(\d+) minutes\*\* · You need", re.MULTILINE)


def core(source):
    """(cell type, text) of a lesson's core: what stands before *Go deeper* and the references."""
    for cell in jupytext.read(source, fmt="py:percent").cells:
        if "remove-cell" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            for part in re.split(r"(?m)^(?=#{1,6} )", cell.source):
                heading = HEADING.match(part)
                if heading and heading[1] in ("Go deeper", "References"):
                    return
                if part:
                    yield "text", part
        else:
            yield "code", cell.source


def words(text):
    plain = re.sub(r"\]\([^)]*\)", "]", re.sub(r"\$\$.*?\$\$", " ", text, flags=re.DOTALL))
    return len(re.findall(r"\w[\w'.-]*", re.sub(r"<[^>]+>", " ", plain)))


def of_text(text):
    return words(text) / WORDS_A_MINUTE + FORMULA * len(re.findall(r"\$\$.*?\$\$", text, re.DOTALL))


def of_code(text):
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    minutes = 0.0
    for node in nodes:
        name = ast.unparse(node.func)
        if name == "solution":
            lines = solution(node.args[0].value).code.splitlines()
            minutes += EXERCISE + LINE * sum(bool(line.strip()) for line in lines)
        elif name in ("explore", "animate") or name.startswith("views."):
            minutes += PICTURE
        minutes += {"predict": PREDICTION, "quiz": QUIZ}.get(name, 0.0)
    asks = any(ast.unparse(node.func) in ("check", "solution", "quiz") for node in nodes)
    return minutes if minutes or asks else CODE


def estimated(source):
    return sum(of_code(text) if kind == "code" else of_text(text) for kind, text in core(source))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_minutes_are_those_that_the_parts_take_and_the_core_has_at_most_2000_words(source):
    promise = PROMISE.search(next(core(source))[1])
    assert promise, "**55 minutes** · You need ..."
    needed = estimated(source)
    assert abs(int(promise[1]) / needed - 1) < 0.2, f"estimated are {needed:.0f}"
    assert int(promise[1]) <= LONGEST
    told = sum(words(text) for kind, text in core(source) if kind == "text")
    assert 700 <= told <= 2000, f"{told} words"
