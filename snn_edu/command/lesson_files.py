"""The lessons as files: where they are, what they say of themselves, and what they ask."""

from __future__ import annotations

import ast
import contextlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from snn_edu.questions import Prediction

LARGEST = 100_000_000  # bytes of a notebook; larger ones are not read
IN_CODE = re.compile(r"""\bpredict\(\s*"([\w.]+)",\s*(["']?)([^"',)]+)\2""")


class LessonError(Exception):
    """What the functions of this room raise: something a learner or teacher can put right.

    The message is one sentence for them.
    """


@dataclass(frozen=True)
class Lesson:
    """What a notebook says of itself in its first cell."""

    path: Path
    number: str  # "01", as in the file's name
    title: str
    minutes: int
    objectives: tuple[str, ...]


def lessons_folder() -> Path:
    """Where this installation keeps its lessons: inside the wheel, or beside the package."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_notebooks", package.parent / "notebooks"):
        if folder.is_dir() and any(folder.glob("[0-9]*.ipynb")):
            return folder
    raise LessonError(f"No lessons beside {package}: install snn-edu again, or clone it whole.")


def read_lessons(folder: Path) -> list[Lesson]:
    """All lessons of `folder`, in order."""
    return [read_lesson(path) for path in sorted(folder.glob("[0-9]*.ipynb"))]


def read_lesson(path: Path) -> Lesson:
    """Read title, minutes and objectives from the first cell of a notebook.

    The cell starts `# 01 · The leaky bucket`, has a line that starts `**50 minutes**`, and a
    paragraph that starts `By the end you can`, each sentence of it an objective. One without the
    three is refused.
    """
    said = "".join(cell["source"] for cell in read_notebook(path)["cells"][:1])
    title = re.match(r"# (\d+) · (.+)", said)
    minutes = re.search(r"^\*\*(\d+) minutes\*\*", said, re.MULTILINE)
    aims = re.search(r"^(By the end you can .+?)(?:\n\n|\Z)", said, re.MULTILINE | re.DOTALL)
    if not (title and minutes and aims):
        raise LessonError(f"{path.name} does not open with its title, minutes and objectives.")
    return Lesson(
        path=path,
        number=title[1],
        title=title[2].strip(),
        minutes=int(minutes[1]),
        objectives=tuple(re.split(r"(?<=[.?])\s+", " ".join(aims[1].split()))),
    )


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook with the text of each cell in one piece; what is none, or large, is refused."""
    try:
        file = path.is_file()  # to read a pipe never ends
        if file and path.stat().st_size > LARGEST:
            said = f"{path.name} is larger than {LARGEST // 1_000_000} MB: clear its outputs."
            raise LessonError(said)
        notebook: dict[str, Any] = _loaded(path.read_bytes() if file else b"")
        if "worksheets" in notebook:  # of format 3
            sheets = notebook.pop("worksheets")
            notebook |= {
                "cells": [cell for each in sheets for cell in each["cells"]],
                "nbformat": 4,
            }
        for cell in notebook["cells"]:
            source = text_of(cell["source"] if "source" in cell else cell["input"])
            cell |= {"cell_type": str(cell["cell_type"]), "source": source}
        json.dumps(notebook, ensure_ascii=False).encode()  # so that it can be written
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise LessonError(f"{path.name} is not a notebook.") from None
    return notebook


def _loaded(content: bytes) -> Any:
    """What JSON says, also where an editor has saved it as Windows once did."""
    try:
        return json.loads(content)
    except UnicodeDecodeError:
        return json.loads(content.decode("cp1252"))


def create(file: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all."""
    with file.open("xb") as out:
        try:
            out.write(content)
            out.flush()
        except OSError:
            file.unlink()
            raise


def find_lesson(lessons: list[Lesson], number: str) -> Lesson:
    """The lesson numbered `number`; "1" and "01" are the same."""
    for lesson in lessons:
        if lesson.number == number.zfill(2) or lesson.path.stem == number:
            return lesson
    there_are = ", ".join(lesson.number for lesson in lessons)
    raise LessonError(f"There is no lesson {number}; there are: {there_are}.")


def text_of(source: str | list[str]) -> str:
    """A cell's text; a notebook file may keep it in lines."""
    return source if isinstance(source, str) else "".join(source)


def output_of(cell: dict[str, Any], kind: str) -> str:
    """What a cell shows, as "text/html" or another kind, or what it printed, which is "text".

    Nothing where its outputs are not as a notebook has them.
    """
    with contextlib.suppress(AttributeError, KeyError, TypeError):
        outputs = [output | output.get("data", {}) for output in cell["outputs"]]
        return "".join(text_of(output.get(kind, "")) for output in outputs)
    return ""


# --- what a notebook asks -------------------------------------------------------------------------


@dataclass(frozen=True)
class Checked:
    """A `check` as it stands in a cell: which exercise, and the expression that is handed in."""

    id: str
    answer: str
    line: int  # the first of the call, from 1; what comes before it in the cell is the answer


def checks_in(source: str) -> list[Checked]:
    """The checks that stand in a cell on their own, `check("lesson.name", answer)`."""
    found = []
    # not Python: a magic, or a beginner's slip; or nested beyond reading
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for line in ast.parse(source).body:
            match line:
                case ast.Expr(ast.Call(ast.Name("check"), [ast.Constant(str(id)), answer])):
                    found.append(Checked(id, ast.unparse(answer), line.lineno))
    return found


def code_in(notebook: Path) -> list[str]:
    """The text of each code cell."""
    cells = read_notebook(notebook)["cells"]
    return [cell["source"] for cell in cells if cell["cell_type"] == "code"]


def asked_in(notebook: Path) -> dict[str, str]:
    """The checks of one of the course's own notebooks, with the expression each hands in."""
    checks = [check for source in code_in(notebook) for check in checks_in(source)]
    return {check.id: check.answer for check in checks}


def answers_in(cells: Iterable[str]) -> dict[str, str]:
    """The text of each answer: what stands above its check, up to the check before."""
    found = {}
    for source in cells:
        begin = 0
        for check in checks_in(source):
            lines = source.splitlines()[begin : check.line - 1]
            found[check.id] = "\n".join([*lines, check.answer]).strip()
            begin = check.line
    return found


@dataclass(frozen=True)
class _Asked:
    """What a lesson of the course asks."""

    stem: str  # of its file
    checks: dict[str, str]
    stubs: dict[str, str]
    deeper: frozenset[str]  # of its checks, those of *Go deeper*


@cache
def _course() -> list[_Asked]:
    course = []
    for lesson in sorted(lessons_folder().glob("[0-9]*.ipynb")):
        cells = read_notebook(lesson)["cells"]
        titled = [re.search(r"^## Go deeper", cell["source"], re.M) for cell in cells]
        at = next((k for k, title in enumerate(titled) if title), len(cells))
        deeper = {each.id for cell in cells[at:] for each in checks_in(cell["source"])}
        stubs = answers_in(code_in(lesson))
        course.append(_Asked(lesson.stem, asked_in(lesson), stubs, frozenset(deeper)))
    return course


@cache
def lesson_stems() -> tuple[str, ...]:
    """How the course calls the files of its lessons, "01_leaky_bucket"."""
    return tuple(lesson.stem for lesson in sorted(lessons_folder().glob("[0-9]*.ipynb")))


@cache
def deeper_ids() -> frozenset[str]:
    """The checks of all lessons' *Go deeper*: none of them is needed later."""
    return frozenset().union(*(each.deeper for each in _course()))


@cache
def stubs() -> dict[str, str]:
    """The text of each answer as the course gives it out."""
    return {check: text for each in _course() for check, text in each.stubs.items()}


def asked_of(cells: list[str], file: str = "") -> dict[str, str]:
    """The checks of the lesson that these cells are of, with the expression each hands in.

    The lesson is known by the checks that its text names, whatever the file is called; where it
    names none, by the name of the file, and then by the names of two answers. Otherwise a
    LessonError says so.
    """
    text = "\n".join(cells)
    named = set(re.findall(r"\w+\.\w+", text))
    asked = max(_course(), key=lambda asked: len(named & asked.checks.keys()))
    if named & asked.checks.keys():
        return asked.checks
    for each in _course():
        if each.stem in file:
            return each.checks
    made = set(re.findall(r"^(?:def\s+)?(\w+)\s*[=(]", text, re.M))
    of = [len(made.intersection(each.checks.values())) for each in _course()]
    if max(of) > 1 and of.count(max(of)) == 1:
        return _course()[of.index(max(of))].checks
    raise LessonError("No check of the course is left in it.")


def names_in(cells: list[str]) -> list[str]:
    """The names that a notebook hands to `own_numbers`."""
    called = re.finditer(r"""^\s*own_numbers\(\s*(["'])(.*?)\1""", "\n".join(cells), re.M)
    return [each[2] for each in called]


def votes_in(notebook: Path) -> dict[str, list[str]]:
    """What was committed to in a notebook, by question, from the first vote to the last.

    A notebook has it in the metadata of what it shows; one from the course's page in its own. An
    answer that stands in the code, `predict("lesson.name", "b")`, counts where there is no other.
    """
    read = read_notebook(notebook)
    votes: dict[str, list[str]] = {}
    outputs = [each for cell in read["cells"] for each in _listed(cell.get("outputs"))]
    for place in (read, *outputs):
        found: dict[str, list[str]] = {}
        with contextlib.suppress(AttributeError, KeyError, TypeError, ValueError):
            for id_, said in place["metadata"]["snn_edu"]["committed"]:
                found.setdefault(str(id_), []).append(str(said))
        for id_, said in found.items():  # each has all that came before it
            if len(said) > len(votes.get(id_, ())):
                votes[id_] = said
    for source in (cell["source"] for cell in read["cells"]):
        for id_, _, said in IN_CODE.findall(source):
            with contextlib.suppress(LessonError):
                asked = find_question(id_, "PREDICTIONS", "QUIZ")
                answer = replace(asked, chosen=said)
                if answer.feedback.status != "not done yet":
                    votes.setdefault(id_, [answer.said])
    return votes


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def predictions(lesson: str) -> dict[str, Prediction]:
    """The predictions of a lesson and its quiz, by id."""
    from snn_edu import exercises  # loads the lessons' questions, and `snn-edu start` needs none

    asked = exercises.table(lesson, "PREDICTIONS") + exercises.table(lesson, "QUIZ")
    return {f"{lesson}.{each.name}": each for each in asked}


def find_question(id: str, *tables: str) -> Any:  # noqa: A002
    """The exercise of this id as the lesson has it, or a question of other tables."""
    from snn_edu import exercises

    try:
        return exercises.find(id, *tables or ("EXERCISES",))
    except ValueError as error:
        raise LessonError(str(error)) from None
