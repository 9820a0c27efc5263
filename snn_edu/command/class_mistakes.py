"""What a class has not understood: which mistake how many made, and what they predicted.

Beside the table of grades: a table with names for the teacher, a page without names for the
projector, and a page for each student.
"""

from __future__ import annotations

import csv
import html
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from snn_edu.command.class_grade import cell
from snn_edu.command.handing_in.handed_in import HandedIn
from snn_edu.command.lesson_files import find_question, lessons_folder, predictions, read_lessons
from snn_edu.command.pages import look, page, table, write_page
from snn_edu.questions import Prediction, marked

COMMONEST = 5  # mistakes that a page begins with
LARGE = """
body { font-size: min(1.75vw, 3.1vh); line-height: 1.4; max-width: none; margin: 0; padding: 0; }
section { min-height: 100vh; box-sizing: border-box; padding: .6em 1em; break-after: page; }
h1, h2 { font-size: 1.2em; margin: 0 0 .4em; }
.first td { font-size: 1.15em; }
.first td:first-child { width: 5.5em; }
td:first-child, th { white-space: nowrap; }
.short { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; }
.short, summary { overflow: hidden; }
.two { display: grid; grid-template-columns: 4fr 5fr; gap: 0 1.5em; }
.two > div { min-width: 0; }
.two td:first-child { width: 5em; }
details { border-bottom: 1px solid #999; }
details p { margin: .2em 0; }
summary { cursor: pointer; white-space: nowrap; text-overflow: ellipsis; }
details[open] summary { white-space: normal; }
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
    """The page for the projector, without a name: two screens for each lesson.

    The first has the commonest mistakes, each as a share of those who tried; the second a line for
    each exercise and each vote, which opens at a click.
    """
    titles = {each.path.stem.partition("_")[2]: each for each in read_lessons(lessons_folder())}
    sections = []
    for name in dict.fromkeys(check.partition(".")[0] for check in checks):
        asked = [check for check in checks if check.startswith(f"{name}.")]
        lesson = titles.get(name)
        title = f"{lesson.number} · {lesson.title}" if lesson else name
        votes = [_vote(rows, *each) for each in predictions(name).items()]
        sections += [
            f"<section><h1>{html.escape(title)}: the commonest mistakes</h1>"
            f'<div class="first">{_commonest(rows, asked)}</div></section>',
            f'<section><div class="two"><div><h2>Exercises</h2>'
            f"{''.join(_exercise(rows, check) for check in asked)}</div>"
            f"<div><h2>Votes: right at first → at last</h2>"
            f"{''.join(votes) or '<p>None came along.</p>'}</div></div></section>",
        ]
    return page("The class", "".join(sections), LARGE)


def tried(rows: Sequence[HandedIn], check: str) -> set[str]:
    """Who handed in an answer to an exercise, right or wrong, or has one in the diary."""
    judged = ("passed", "wrong")
    by_diary = {row.student for row in rows for each in row.diary if each.id == check
                if each.status in judged}  # fmt: skip
    by_answer = {row.student for row in rows if check in row.answers
                 if row.answers[check].status in judged}  # fmt: skip
    return by_diary | by_answer | {who for made in mistakes(rows, check).values() for who in made}


def _commonest(rows: Sequence[HandedIn], checks: Sequence[str]) -> str:
    made = [
        (len(who), check, mistake)
        for check in checks
        for mistake, who in mistakes(rows, check).items()
    ]
    of = {check: len(tried(rows, check)) for check in checks}
    made.sort(key=lambda each: (-each[0], of[each[1]]))
    lines = [
        (
            f"{count} of {of[check]}",
            f'<div class="short"><code>{html.escape(check.partition(".")[2])}</code>: '
            f"{marked(mistake)}</div>",
        )
        for count, check, mistake in made[:COMMONEST]
    ]
    return table("", ("of those who tried", "mistake"), lines) or "<p>Nobody has made one.</p>"


def _exercise(rows: Sequence[HandedIn], check: str) -> str:
    status = Counter(row.answers[check].status for row in rows if check in row.answers)
    right, wrong = status["passed"], status["wrong"]
    made = mistakes(rows, check)
    lines = [(str(len(who)), marked(mistake)) for mistake, who in made.items()]
    return (
        f"<details><summary><code>{html.escape(check.partition('.')[2])}</code> {right} right, "
        f"{wrong} not, {status.total() - right - wrong} not done</summary>"
        f"<p>{marked(find_question(check).ask)}</p>"
        f"{table('', ('students', 'mistake'), lines)}</details>"
    )


def _vote(rows: Sequence[HandedIn], id: str, asked: Prediction) -> str:  # noqa: A002
    said = [own for row in rows if (own := [each.said for each in row.diary if each.id == id])]
    if not said:
        return ""
    first, last = (votes_on(asked, [own[k] for own in said]) for k in (0, -1))
    lines = [
        (f"{before} → {after}", marked(answer) + " ✔" * right)
        for (answer, before, right), (_, after, _) in zip(first, last, strict=True)
    ]
    (right_at_first,), (right_at_last,) = (
        [count for _, count, right in votes if right] for votes in (first, last)
    )
    return (
        f"<details><summary>{right_at_first} → {right_at_last} of {len(said)}: "
        f"{marked(asked.question)}</summary>{table('', ('first → last', 'answer'), lines)}"
        "</details>"
    )


def votes_on(asked: Prediction, said: Sequence[str]) -> list[tuple[str, int, bool]]:
    """How many said what, and whether it is right."""
    if not asked.choices:
        return _votes_on_number(asked, said)
    right, count = asked.lettered[str(asked.answer)], Counter(said)
    return [(each, count[each], each == right) for each in asked.lettered.values()]


def _votes_on_number(asked: Prediction, said: Sequence[str]) -> list[tuple[str, int, bool]]:
    """In five groups: right, from half to twice what is right, and beyond these."""
    truth, near = float(asked.answer), asked.tolerance or 0.0
    edges = [truth / 2.0, truth - near, truth + near, truth * 2.0]
    half, low, high, twice = (f"{edge:.3g} {asked.unit}".rstrip() for edge in edges)
    right = f"right, {truth:.3g} {asked.unit}".rstrip()
    count: Counter[int] = Counter()
    for each in said:
        with suppress(ValueError, IndexError):  # it is a number, or from another version
            number = float(each.split()[0])
            is_right = bool(replace(asked, chosen=number).feedback)
            count[2 if is_right else bisect(edges, number)] += 1
    names = (f"below {half}", f"{half} to {low}", right, f"{high} to {twice}", f"above {twice}")
    return [(name, count[k], k == 2) for k, name in enumerate(names)]


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
