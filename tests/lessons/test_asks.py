"""No page answers its questions: a picture does not start at the case that is asked about."""

import ast

import pytest
from lesson_widgets import SOURCES, code_of

from snn_edu.exercises import table
from snn_edu.questions.prediction import Prediction

PICTURES = ("explore", "animate")


def calls(source):
    """The calls of questions and pictures in a cell, in order: (name, first argument, keywords)."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return [
        (ast.unparse(node.func), node)
        for node in found
        if ast.unparse(node.func) in ("predict", *PICTURES)
    ]


def questions_and_pictures(source):
    """Each prediction of a lesson, whether it veils its picture, and the picture that follows."""
    asked = None
    for cell in code_of(source):
        for name, node in calls(cell):
            if name == "predict":
                if asked:
                    yield asked, False, None
                asked = node.args[0].value
                if any(keyword.arg == "then" for keyword in node.keywords):
                    yield asked, True, None
                    asked = None
            elif asked:
                yield asked, False, node
                asked = None
    if asked:
        yield asked, False, None


def starts(picture):
    """The values that the controls of a picture start with, as they are written."""
    return {
        keyword.arg: ast.literal_eval(start)
        for keyword in picture.keywords
        if isinstance(keyword.value, ast.Call)
        for start in [start_of(keyword.value)]
        if start is not None
    }


def start_of(control):
    named = [keyword.value for keyword in control.keywords if keyword.arg == "start"]
    if named:
        return named[0]
    if ast.unparse(control.func) == "choice" and len(control.args) > 2:
        return control.args[2]
    if ast.unparse(control.func) == "toggle":
        return control.args[1] if len(control.args) > 1 else ast.Constant(False)
    return None


def prediction(name) -> Prediction:
    lesson, _, short = name.partition(".")
    (found,) = [each for each in table(lesson, "PREDICTIONS") if each.name == short]
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_picture_starts_at_the_case_that_the_question_above_it_is_about(source):
    pairs = list(questions_and_pictures(source))
    assert pairs, "a lesson without a prediction"
    for name, veiled, picture in pairs:
        asks = prediction(name).asks
        if veiled or picture is None:
            continue
        assert asks is not None, f"{name}: say with asks= which case it is about; {{}}: no one case"
        start = starts(picture)
        assert set(asks) <= set(start), f"{name}: {set(asks) - set(start)} is no control here"
        assert not asks or any(start[control] != value for control, value in asks.items()), (
            f"{name}: the picture below starts at {asks}, which is the case it is asked about"
        )
