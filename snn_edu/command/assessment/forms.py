"""The test of a part as notebooks: `snn-edu class test PART FOLDER`.

It is two notebooks, to be answered before and after the lessons of the part. They hold no key.
"""

from __future__ import annotations

from pathlib import Path

from snn_edu.command.class_copy import DIARY_HERE, Notebook, new_cell, numbered, write_notebooks
from snn_edu.command.lesson_files import lessons_folder, read_notebook
from snn_edu.questions.inventory import WHEN, When, read_part

ASKED = """\
# {title}: {when}

Eight questions, for some twenty minutes. This is no examination, and nothing here says what is
right: we want to know what the lessons should explain. Run the next two cells, choose, and press
*Commit*. Some ask for a number: paper and a calculator are welcome, and a line of arithmetic is
enough. Leave out what you could only guess."""
HANDED_IN = """\
Now run the last cell and save the notebook. It's yours, and if you like you can hand it in: your
answers are listed below. (Where there are no buttons, `answers = {call}, letters="b-a")`
answers the first question and the third.)"""


def write_forms(number: int, folder: Path, swap: bool = False) -> list[Path]:
    """Write the notebooks of the test of a part: what a class knows before it, and after.

    With `swap` there are two folders, one for each half of the class: the second half gets before
    what the first gets after. That one form is harder then takes from one half's gain what it adds
    to the other's.
    """
    halves = {folder / "half_1": False, folder / "half_2": True} if swap else {folder: False}
    forms = {
        half / f"part_{number}_{when}.ipynb": _form(number, when, swapped)
        for half, swapped in halves.items()
        for when in WHEN
    }
    diaries = {
        str(half.relative_to(folder) / name): text
        for half in halves
        for name, text in DIARY_HERE.items()
    }
    return write_notebooks(folder, forms, diaries)


def _form(number: int, when: When, swap: bool) -> Notebook:
    """A notebook that asks one form: its first code cell is that of the lessons."""
    lesson = read_notebook(next(lessons_folder().glob("00_*.ipynb")))
    first = next(cell for cell in lesson["cells"] if cell["cell_type"] == "code")
    install = "\n".join(first["source"].splitlines()[:4])
    call = f'inventory({number}, "{when}"' + ", swap=True" * swap
    cells = [
        new_cell("markdown", ASKED.format(title=read_part(number).title, when=when)),
        {**first, "source": install, "outputs": [], "execution_count": None},
        new_cell("code", f"from snn_edu.exercises import inventory\n\nanswers = {call})\nanswers"),
        new_cell("markdown", HANDED_IN.format(call=call)),
        new_cell("code", "print(answers)"),
    ]
    return numbered({**lesson, "cells": cells})
