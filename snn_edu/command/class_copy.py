"""What a class gets: `snn-edu class copy LESSONS FOLDER`.

The student edition has no solution cells and no outputs (a saved page shows the answer to each
prediction, folded). For nbgrader and for otter, each exercise becomes what those tools expect of an
instructor's notebook; they then make the student edition and grade it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any

from snn_edu.command.lesson_files import (
    Checked,
    LessonError,
    checks_in,
    create,
    find_lesson,
    find_question,
    lessons_folder,
    read_lessons,
    read_notebook,
)
from snn_edu.diary import OURS
from snn_edu.questions import owned

Cell = dict[str, Any]
Notebook = dict[str, Any]
EDITIONS = ("students", "nbgrader", "otter")
SHOWN = re.compile(r"\s*solution\(\"[\w.]+\"\)\s*")

OWN = """\
from snn_edu.exercises import own_numbers

own_numbers("")  # your name between the quotes, as the list of the class has it"""

# What stands beside the notebooks. In nbgrader's stub nothing is raised: a lesson in which answers
# are missing still runs to its end.
DIARY_HERE = {OURS: "{}\n"}
NBGRADER_CONFIG = {
    "nbgrader_config.py": """\
c = get_config()
c.CourseDirectory.course_id = "snn_edu"
c.ClearSolutions.code_stub = {"python": "# Write yours above, or here."}
c.ExecutePreprocessor.timeout = 300
"""
}
# Without the first cell, which would want otter on each laptop.
OTTER_CONFIG = """\
# ASSIGNMENT CONFIG
init_cell: false
check_all_cell: false
export_cell: false
"""


def chosen(lessons: str) -> list[Path]:
    """The notebooks that are meant: "01,06" of the course, "all" of it, or those of a folder."""
    folder = Path(lessons)
    if folder.suffix == ".ipynb" and folder.is_file():
        return [folder]
    if folder.is_dir():
        found = sorted(folder.glob("[0-9]*.ipynb"))
        if not found:
            raise LessonError(f"There is no lesson in {folder}.")
        return found
    course = read_lessons(lessons_folder())
    if lessons == "all":
        return [lesson.path for lesson in course]
    return [find_lesson(course, number.strip()).path for number in lessons.split(",")]


def copy_for_class(
    notebooks: Iterable[Path], folder: Path, edition: str, own: bool = False
) -> list[Path]:
    """Write each notebook's edition, one of EDITIONS, to `folder`, if all of them can be read.

    With `own` it asks for a name, and has other numbers for each.
    """
    copies = {}
    for notebook in notebooks:
        lesson = read_notebook(notebook)
        lesson = with_own_numbers(lesson) if own else lesson
        place = folder / "source" / notebook.stem if edition == "nbgrader" else folder
        copies[place / f"{notebook.stem}.ipynb"] = edition_of(lesson, edition)
    beside = {"students": DIARY_HERE, "nbgrader": NBGRADER_CONFIG, "otter": {}}
    return write_notebooks(folder, copies, beside[edition])


def write_notebooks(
    folder: Path, notebooks: dict[Path, Notebook], beside: dict[str, str]
) -> list[Path]:
    """Write notebooks, each whole or not at all, and what is not yet beside them; which they are.

    A notebook that is there already is never written over: it may have been worked on.
    """
    texts = {
        file: f"{json.dumps(notebook, indent=1, ensure_ascii=False)}\n"
        for file, notebook in notebooks.items()
    }
    more = {folder / name: text for name, text in beside.items() if not (folder / name).exists()}
    for file, text in (texts | more).items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            create(file, text.encode())
        except FileExistsError:
            there = file if file.exists() else file.parent
            raise LessonError(f"{there} is there already; choose another folder.") from None
        except OSError as error:
            raise LessonError(f"Cannot write {file}: {error.strerror}.") from None
    return list(notebooks)


def with_own_numbers(lesson: Notebook) -> Notebook:
    """The lesson with a cell for the name, and one that asks where the text has other numbers."""
    cells: list[Cell] = []
    for cell in lesson["cells"]:
        source = cell["source"] if cell["cell_type"] == "code" else ""
        for check in checks_in(source):
            ours = find_question(check.id)
            if owned(ours, check.id, "anybody").ask != ours.ask:
                cells.append(new_cell("code", f'check("{check.id}")  # with your numbers'))
        cells.append(cell)
        if re.search(r"^from snn_edu.exercises import", source, re.M):
            cells.append(new_cell("code", OWN))
    return numbered({**lesson, "cells": cells})


def edition_of(lesson: Notebook, edition: str) -> Notebook:
    """The lesson without solutions, outputs and votes.

    For nbgrader and otter it has what they expect: those two make the student edition themselves,
    and each exercise has its answer, and gives a point.
    """
    cells: list[Cell] = [new_cell("raw", OTTER_CONFIG)] if edition == "otter" else []
    for cell in _without_solutions(lesson["cells"]):
        checks = checks_in(cell["source"]) if cell["cell_type"] == "code" else []
        if edition == "students" or len(checks) != 1:
            cells.append(cell)
            continue
        stub = "".join(cell["source"].splitlines(keepends=True)[: checks[0].line - 1]).strip()
        solution = cleandoc(find_question(checks[0].id).shown)
        exercise = _otter_cells if edition == "otter" else _nbgrader_cells
        cells += exercise(stub, checks[0], solution)
    known = {name: value for name, value in lesson["metadata"].items() if name != "snn_edu"}
    whole = {**lesson, "metadata": known, "cells": cells}
    return whole if edition == "students" else numbered(whole)


def _without_solutions(cells: Iterable[Cell]) -> Iterator[Cell]:
    for cell in cells:
        if cell["cell_type"] != "code":
            yield cell
        elif not SHOWN.fullmatch(cell["source"]):
            imports = r"^(from snn_edu.exercises import .+), solution$"
            source = re.sub(imports, r"\1", cell["source"], flags=re.M)
            yield {**cell, "source": source, "outputs": [], "execution_count": None}


def numbered(lesson: Notebook) -> Notebook:
    """With new ids: cells have come between."""
    cells = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(lesson["cells"])]
    return {**lesson, "cells": cells}


def _nbgrader_cells(stub: str, check: Checked, solution: str) -> Iterator[Cell]:
    name = check.id.replace(".", "-")
    same = {"cell_type": "code", "locked": False, "schema_version": 3, "task": False}
    mine = {**same, "grade": False, "solution": True, "grade_id": f"{name}-answer"}
    answer = f"{stub}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    yield new_cell("code", answer, nbgrader=mine)
    # Any word on stderr would cost the point, and a last value would be taken for part of it.
    test = (
        "import contextlib\nimport io\n\nwith contextlib.redirect_stderr(io.StringIO()):\n"
        f'    feedback = check("{check.id}", {check.answer})\ndisplay(feedback)\n'
        "### BEGIN HIDDEN TESTS\nassert feedback, repr(feedback)\n### END HIDDEN TESTS"
    )
    graded = {"grade": True, "solution": False, "grade_id": name, "points": 1, "locked": True}
    yield new_cell("code", test, nbgrader={**same, **graded})


def _otter_cells(stub: str, check: Checked, solution: str) -> Iterator[Cell]:
    call = f'check("{check.id}", {check.answer})'
    yield new_cell("raw", f"# BEGIN QUESTION\nname: {check.id.replace('.', '_')}\npoints: 1")
    yield new_cell("raw", "# BEGIN SOLUTION")
    yield new_cell("code", f"{stub}\n# BEGIN SOLUTION NO PROMPT\n{solution}\n# END SOLUTION")
    yield new_cell("raw", "# END SOLUTION")
    yield new_cell("raw", "# BEGIN TESTS")
    test = new_cell("code", f"(feedback := {call}).status == 'passed' or repr(feedback)")
    shown = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
    yield {**test, "outputs": [{**shown, "data": {"text/plain": "True"}}]}
    yield new_cell("raw", "# END TESTS")
    yield new_cell("raw", "# END QUESTION")
    yield new_cell("code", call)


def new_cell(kind: str, source: str, **metadata: Any) -> Cell:
    """A cell, "code", "markdown" or "raw", that has not run."""
    run: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": metadata, "source": source, **run}
