"""Lessons of our own, to publish, to answer and to hand in; and the tables that come of it."""

import csv
import json
import os

from snn_edu.command import cli
from snn_edu.command.lesson_files import lessons_folder
from snn_edu.exercises import inventory
from snn_edu.questions.inventory import answers_in

OPENING = """# {number} · {title}

**{minutes} minutes** · needs: a pulse

By the end you can derive one thing, which takes
two lines to say. You can read `tau_m` from a trace.

What follows is not an objective.
- nor is this
"""


LESSONS = {path.stem[:2]: path for path in sorted(lessons_folder().glob("[0-9]*.ipynb"))}
IMPORTS = "import numpy as np\n\nfrom snn_edu.exercises import check"
TAU = 'my_tau = 14.0\ncheck("leaky_bucket.read_tau", my_tau)'
EXACT, SUMMED = "v_inf + (v - v_inf) * np.exp(-dt / tau_m)", "w * (1.0 + np.exp(-gap / tau_m))"
STEP = f"""def exact_step(v, v_inf, dt, tau_m):
    return {EXACT}


check("leaky_bucket.exact_step", exact_step)"""
PSPS = f"""def two_psps(w, gap, tau_m):
    return {SUMMED}


check("leaky_bucket.two_psps", two_psps)"""


def write_lesson(path, title="The leaky bucket", minutes=50, code=("x = 1",), outputs=()):
    opening = OPENING.format(number=path.name[:2], title=title, minutes=minutes)
    cells = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": opening}]
    for k, source in enumerate(code):
        cell = {"cell_type": "code", "id": f"c{k}", "metadata": {}, "source": source}
        cells.append({**cell, "outputs": list(outputs), "execution_count": 1})
    kernel = {"name": "python3", "display_name": "", "language": "python"}
    of_all = {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, **of_all}), encoding="utf-8")


def read_table(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def edit(path, old="x = 1", new="x = 2  # my answer"):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def make_pipe(path):
    """What a name may be as well, and reading would never end; where there is none, a folder."""
    os.mkfifo(path) if hasattr(os, "mkfifo") else path.mkdir()


def graded(folder, work, *options):
    """Grade notebooks with these code cells; the rows of the table, by student."""
    for name, code in work.items():
        write_lesson(folder / "submissions" / name, code=code)
    table = folder / "grades.csv"
    given = ["class", "grade", str(folder / "submissions"), "--csv", str(table), *options]
    assert cli.main(given) == 0
    return {row["student"]: row for row in read_table(table)}


def letters(number, when, right, swap=False):
    """Answers of which the first `right` are right, and the others the first wrong choice."""
    form, given = inventory(number, when, swap=swap), ""
    for k, each in enumerate(form.questions):
        wrong = next(letter for letter in each.lettered if letter != each.answer)
        given += each.answer if k < right else wrong
    return given


def answers(number, when, right, swap=False):
    """The same, as a notebook or a diary has them."""
    given = letters(number, when, right, swap)
    return dict(answers_in(str(inventory(number, when, given, swap=swap))))
