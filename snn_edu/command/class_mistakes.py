"""What a class has not understood: which mistake how many made, and what they predicted.

Beside the table of grades: a table with names for the teacher, a page without names for the
projector, and a page for each student.
"""

from __future__ import annotations

import csv
import html
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from snn_edu.command.class_grade import cell
from snn_edu.command.handed_in import HandedIn
from snn_edu.command.lesson_files import (
    find_question,
    predictions,
)
from snn_edu.command.pages import look, page, table, write_page
from snn_edu.questions import Prediction, marked

LARGE = """
body { font-size: 24px; max-width: 50em; }
td:first-child { width: 4em; white-space: nowrap; }
h2 { font-size: 1.2em; margin-bottom: 0; }
"""


def mistakes(rows: Sequence[HandedIn], check: str) -> dict[str, Counter[str]]:
    """Who made each mistake in an exercise, and in how many tries; the commonest first.

    A mistake counts that is in what was handed in, or in a diary: also one that was then mended.
    """
    made: dict[str, Counter[str]] = {}
    for row in rows:
        answer = row.answers.get(check)
        tried = [entry.said for entry in row.diary if (entry.id, entry.status) == (check, "wrong")]
        if answer and answer.status in ("wrong", "not done yet") and answer.mistake not in tried:
            tried.append(answer.mistake)
        for mistake in filter(None, tried):
            made.setdefault(mistake, Counter())[row.student] += 1
    return dict(sorted(made.items(), key=lambda each: -len(each[1])))


def write_mistakes(rows: Sequence[HandedIn], checks: Sequence[str], file: Path) -> None:
    """Write the teacher's table: exercise, mistake, how many made it, who, in how many tries."""
    lines = [
        [check, cell(mistake), len(made), made.total(), cell(", ".join(made))]
        for check in checks
        for mistake, made in mistakes(rows, check).items()
    ]
    write_table(file, ["exercise", "mistake", "students", "tries", "who"], lines)


def write_table(file: Path, heads: list[str], lines: list[list[Any]]) -> None:
    """Write a table that is not there yet; a spreadsheet takes it for UTF-8."""
    with file.open("x", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows([heads, *lines])


def class_page(rows: Sequence[HandedIn], checks: Sequence[str]) -> str:
    """The page for the projector, without a name: each exercise's mistakes, each first vote."""
    sections = [_exercise(rows, check) for check in checks]
    for lesson in dict.fromkeys(check.partition(".")[0] for check in checks):
        sections += [_votes(rows, *each) for each in predictions(lesson).items()]
    return page("The class", f"<h1>The class</h1>{''.join(sections)}", LARGE)


def _exercise(rows: Sequence[HandedIn], check: str) -> str:
    status = Counter(row.answers[check].status for row in rows if check in row.answers)
    right, wrong = status["passed"], status["wrong"]
    made = mistakes(rows, check)
    lines = [(str(len(who)), marked(mistake)) for mistake, who in made.items()]
    return (
        f"<section><h2>{html.escape(check.partition('.')[2])}</h2><p>{marked(find_question(check).ask)}</p>"
        f"<p>{right} right, {wrong} not right, {status.total() - right - wrong} not done.</p>"
        f"{table('', ('students', 'mistake'), lines)}</section>"
    )


def _votes(rows: Sequence[HandedIn], id: str, asked: Prediction) -> str:  # noqa: A002
    said = [own for row in rows if (own := [each.said for each in row.diary if each.id == id])]
    first, last = Counter(own[0] for own in said), Counter(own[-1] for own in said)
    if not said:
        return ""
    answers = [*asked.lettered.values()] or sorted(first | last)
    right = asked.lettered.get(str(asked.answer), "")
    lines = [
        (f"{first[answer]} → {last[answer]}", marked(answer) + (" ✔" if answer == right else ""))
        for answer in answers
    ]
    heads = ("first → last", f"of {len(said)} students")
    return f"<section><h2>{marked(asked.question)}</h2>{table('', heads, lines)}</section>"


def student_page(row: HandedIn) -> str:
    """What a student gets back: each exercise, and what there is to say to their answer."""
    lines = [
        (marked(find_question(check).ask), look(answer.status), marked(answer.said))
        for check, answer in row.answers.items()
    ]
    notes = "".join(f"<li>{html.escape(reason)}</li>" for reason in row.reasons)
    return page(
        row.student,
        f"<h1>{html.escape(row.student)}</h1><p>{row.marks} are right.</p>"
        f"{table('', ('exercise', 'result', 'what there is to say'), lines)}<ul>{notes}</ul>",
    )


def write_feedback(rows: Sequence[HandedIn], folder: Path) -> None:
    """Write a page for each student to `folder`."""
    folder.mkdir()
    for number, row in enumerate(rows, 1):
        name = "".join(each if each.isalnum() or each in " -_." else "_" for each in row.student)
        write_page(student_page(row), folder / f"{number:02d} {name[:80]}.html")
