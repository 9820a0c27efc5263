"""A learner's own progress as one page: `snn-edu report` reads their folder and writes HTML."""

from __future__ import annotations

import contextlib
import html
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from snn_edu.command.lesson_files import (
    LessonError,
    asked_in,
    checks_in,
    find_question,
    output_of,
    predictions,
    read_lessons,
    read_notebook,
)
from snn_edu.command.pages import look, page, table
from snn_edu.diary import Entry, entries
from snn_edu.questions import LOOKS, marked


def report(folder: Path, source: Path) -> str:
    """The page on the learner's copy in `folder` of the lessons in `source`."""
    if not folder.is_dir():
        raise LessonError(f"There is no folder {folder}; name the one that has your lessons.")
    diary: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(folder):
        diary[entry.id].append(entry)
    lessons = read_lessons(source)
    sections, rest, count = [], [], Counter[str]()
    for lesson in lessons:
        name = lesson.path.stem.partition("_")[2]
        saved = _statuses(folder / lesson.path.name)
        done = [
            _exercise(find_question(each).ask, diary[each], saved.get(each, "not done yet"))
            for each in asked_in(lesson.path)
        ]
        said = [
            (asked.question, own[0].status, own[0].said, own[-1].said)
            for each, asked in predictions(name).items()
            if (own := diary[each])
        ]
        count += Counter(asked=len(done), passed=sum(each[1] == "passed" for each in done))
        if not said and not any(status in ("passed", "wrong") for _, status, *_ in done):
            rest.append(lesson.number)
            continue
        count += Counter(said=len(said), right=sum(each[1] == "passed" for each in said))
        sections.append(
            f"<section><h2>{html.escape(f'{lesson.number} · {lesson.title}')}</h2>"
            + _table("Exercises", ("exercise", "result", "tries", "done"), done)
            + _table("Predictions", ("question", "at first", "said first", "said last"), said)
            + "</section>"
        )
    not_begun = f"<p>Not begun yet: {', '.join(rest)}.</p>" if rest else ""
    return page(
        "My progress: snn_edu",
        f"<h1>My progress</h1><p>{len(sections)} of {len(lessons)} lessons begun, "
        f"{count['passed']} of {count['asked']} exercises done, {count['right']} of "
        f"{count['said']} predictions right at the first try.</p>{''.join(sections)}{not_begun}",
    )


def _exercise(ask: str, tries: list[Entry], saved: str) -> tuple[str, str, str, str]:
    """What was asked, the result, how many tries, and when: passed once is passed."""
    passed = [entry.time for entry in tries if entry.status == "passed"]
    known = [saved, *(entry.status for entry in tries)]
    status = "passed" if "passed" in known else known[-1]
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(passed[0])) if passed else ""
    return ask, status, str(len(tries)), when


def _table(caption: str, heads: Sequence[str], rows: list[tuple[str, str, str, str]]) -> str:
    cells = [(marked(about), look(status), *map(marked, rest)) for about, status, *rest in rows]
    return table(caption, heads, cells)


def _statuses(notebook: Path) -> dict[str, str]:
    """What the checks in a saved notebook show, by the first symbol of what they say."""
    symbols = {LOOKS["passed"][0]: "passed", LOOKS["wrong"][0]: "wrong"}
    found: dict[str, str] = {}
    with contextlib.suppress(LessonError):
        for cell in read_notebook(notebook)["cells"]:
            for check in checks_in(cell["source"]) if cell["cell_type"] == "code" else ():
                found[check.id] = symbols.get(output_of(cell, "text/plain")[:1], "not done yet")
    return found
