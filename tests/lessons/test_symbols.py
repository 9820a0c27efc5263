"""One spelling of every symbol: what is page has it as the formulas do, what is code as the code.

Page is the prose, the words on and around a picture, the predictions and quizzes. Code is what
stands in cells, in `backticks`, and in what exercises say about a learner's code.
"""

import ast
import re
from pathlib import Path

import jupytext
import pytest
from lesson_pages import CODE, QUOTED, ROOMS, SOURCES, in_code

from snn_edu import lessons
from snn_edu.exercises import table

NOTEBOOKS = SOURCES[0].parents[1]
PAGES = [NOTEBOOKS / "glossary.md", NOTEBOOKS / "ledger.md", *NOTEBOOKS.glob("guide/*.md")]

NAME = re.compile(r"\b[A-Za-z]\w*_\w+")  # v_rest, which a formula writes v_{rest}
NO_SYMBOLS = {"GABA_A", "GABA_B", "pre_centred", "OP_ANN", "OP_SNN"}
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
MATHS = re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.S)
TARGET = re.compile(r"\]\([^)]*\)|https?://\S+")
SHOWN = {"label", "xlabel", "ylabel", "title", "unit"}  # keywords whose words are seen
WORDS_ALONE = re.compile(r"\w+")  # a name, or a key


def in_prose(text):
    """The same in Markdown, whose formulas have their own spelling; and names with a "_"."""
    text = QUOTED.sub(" ", FENCED.sub(" ", text))
    unlike = [formula for formula in MATHS.findall(text) if "_{inf}" in formula]
    plain = TARGET.sub("]", MATHS.sub(" ", text))
    names = {name for name in NAME.findall(plain) if name.isascii()} - NO_SYMBOLS
    return [*CODE.findall(plain), *sorted(names), *unlike]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_prose_spells_symbols_as_its_formulas(source):
    for cell in jupytext.read(source, fmt="py:percent").cells:
        if cell.cell_type == "markdown":
            assert not in_prose(cell.source), cell.source


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_beside_the_lessons_do_too(page):
    text = MATHS.sub(" ", FENCED.sub(" ", page.read_text(encoding="utf-8")))
    for line in text.splitlines():  # which may begin with the name of a prediction
        assert not in_code(re.sub(r"^- \*\*\w+\*\*", "", TARGET.sub("]", line))), line


def words_of(tree):
    """What a module may show: sentences, and words behind `label=` and the like.

    Not what it documents, refuses, or uses as a key.
    """
    labels, silent = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in SHOWN:
            labels |= set(ast.walk(node.value))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            silent |= {node.body[0].value} if ast.get_docstring(node) else set()
        if isinstance(node, ast.Raise):
            silent |= set(ast.walk(node))
        if isinstance(node, ast.Dict):
            silent |= set(node.keys)
    words = {one for one in ast.walk(tree) if isinstance(getattr(one, "value", None), str)} - silent
    return [one.value for one in words if one in labels or not WORDS_ALONE.fullmatch(one.value)]


@pytest.mark.parametrize("room", ROOMS)
def test_what_views_say_later_and_pictures_that_stand_still_are_spelled_so_too(room):
    """Their words as they are written: a caption has others at another position."""
    for path in Path(lessons.__path__[0], room).glob("*.py"):
        if not path.stem.endswith("questions"):
            words = words_of(ast.parse(path.read_text(encoding="utf-8")))
            assert not [each for each in words if in_code(each)], path.name


@pytest.mark.parametrize("room", ROOMS)
def test_predictions_quizzes_and_units_of_answers_are_spelled_so_too(room):
    asked = [*table(room, "PREDICTIONS"), *table(room, "QUIZ")]
    for each in asked:
        words = [each.question, each.why, each.unit, each.because, *each.choices]
        words += [wrong.message for wrong in each.wrong]
        assert not [one for one in words if in_code(one)], each.name
    assert not [each.name for each in table(room, "EXERCISES") if in_code(each.unit)]
