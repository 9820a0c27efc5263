"""Each lesson shows how one of its pictures is made: a cell that makes it anywhere."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

SOURCES = sorted(Path("notebooks/source").glob("[0-9]*.py"))
SHOWN = {  # the picture whose code a lesson shows
    path.stem: name
    for path in SOURCES
    for name in re.findall(r"^views\.(\w+)\.code\(\)", path.read_text("utf-8"), re.M)
}


def test_every_lesson_shows_the_code_of_one_picture():
    assert list(SHOWN) == [path.stem for path in SOURCES]
    assert len(SHOWN) >= 21


@pytest.mark.slow
@pytest.mark.parametrize("stem", SHOWN)
def test_the_code_that_a_lesson_shows_makes_its_picture_in_an_empty_notebook(stem):
    declared = getattr(import_module(f"snn_edu.lessons.{stem[3:]}.views"), SHOWN[stem])
    code = declared.code().code
    tree = ast.parse(code)
    page = {"__name__": "__main__"}
    last = tree.body.pop()
    exec(compile(tree, "a cell", "exec"), page)
    made = eval(compile(ast.Expression(last.value), "a cell", "eval"), page)
    call = ast.unparse(last)
    view = page[re.match(r"\w+\((?:functools\.)?(?:partial\()?(?:partial\()?(\w+)", call)[1]]
    assert view.__module__ == "__main__", "the view is written out"
    expected = declared(*[...] * call.count(" ..."))
    plots = [getattr(one, "plot", one) for one in (made, expected)]
    assert plots[0].controls == plots[1].controls
    assert plots[0].text == plots[1].text
    assert len(code.splitlines()) <= 200
