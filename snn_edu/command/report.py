"""A learner's own progress as one page: `snn-edu report` reads their folder and writes HTML."""

from __future__ import annotations

import contextlib
import html
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from snn_edu import exercises
from snn_edu.command.lesson_files import Lesson, LessonError, read_lessons, read_notebook, text_of
from snn_edu.command.pages import look, page, table
from snn_edu.command.submission import asked_in, checks_in, declared
from snn_edu.diary import Entry, entries
from snn_edu.questions import LOOKS, marked


def report(folder: Path, source: Path) -> str:
    """The page on the learner's copy in `folder` of the lessons in `source`.

    Raises
    ------
    LessonError
        There is no such folder.
    """
    if not folder.is_dir():
        raise LessonError(f"There is no folder {folder}; name the one that has your lessons.")
    diary: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(folder):
        diary[entry.id].append(entry)
    lessons = [(lesson, _Progress(lesson, folder, diary)) for lesson in read_lessons(source)]
    begun = [progress for _, progress in lessons if progress.begun]
    passed = sum(progress.passed for _, progress in lessons)
    asked = sum(len(progress.asked) for _, progress in lessons)
    said = [each for progress in begun for each in progress.said.values()]
    right = sum(first.status == "passed" for first, *_ in said)
    body = "".join(progress.section() for progress in begun)
    rest = ", ".join(lesson.number for lesson, progress in lessons if not progress.begun)
    rest_of_them = f"<p>Not begun yet: {rest}.</p>" if rest else ""
    return page(
        "My progress: snn_edu",
        f"<h1>My progress</h1><p>{len(begun)} of {len(lessons)} lessons begun, {passed} of "
        f"{asked} exercises done, {right} of {len(said)} predictions right at the first try."
        f"</p>{body}{rest_of_them}",
    )


class _Progress:
    """What was done of one lesson: by the diary, and by what the notebook shows."""

    def __init__(self, lesson: Lesson, folder: Path, diary: dict[str, list[Entry]]) -> None:
        self.title = f"{lesson.number} · {lesson.title}"
        asked = asked_in(lesson.path)
        self.asked = {each: declared(each).ask for each in asked}
        name = lesson.path.stem.partition("_")[2]
        questions = exercises.table(name, "PREDICTIONS") + exercises.table(name, "QUIZ")
        self.questions = {f"{name}.{each.name}": each.question for each in questions}
        self.tries = {each: diary[each] for each in self.asked}
        self.said = {each: diary[each] for each in self.questions if each in diary}
        self.shown = _shown(folder / lesson.path.name)
        self.passed = sum(self.status(each) == "passed" for each in self.asked)
        done = {self.status(each) for each in self.asked} & {"passed", "wrong"}
        self.begun = bool(done or self.said)

    def status(self, exercise: str) -> str:
        """Of an exercise: passed once is passed."""
        shown = self.shown.get(exercise, "not done yet")
        known = [shown, *(entry.status for entry in self.tries[exercise])]
        return "passed" if "passed" in known else known[-1]

    def section(self) -> str:
        """The lesson's part of the page."""
        done = [
            (ask, self.status(each), str(len(self.tries[each])), self._when(each))
            for each, ask in self.asked.items()
        ]
        predicted = [
            (self.questions[each], said[0].status, said[0].said, said[-1].said)
            for each, said in self.said.items()
        ]
        return (
            f"<section><h2>{html.escape(self.title)}</h2>"
            + _table("Exercises", ("exercise", "result", "tries", "done"), done)
            + _table("Predictions", ("question", "at first", "said first", "said last"), predicted)
            + "</section>"
        )

    def _when(self, exercise: str) -> str:
        done = [entry.time for entry in self.tries[exercise] if entry.status == "passed"]
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(done[0])) if done else ""


def _table(caption: str, heads: Sequence[str], rows: list[tuple[str, str, str, str]]) -> str:
    cells = [(marked(about), look(status), *map(marked, rest)) for about, status, *rest in rows]
    return table(caption, heads, cells)


def _shown(notebook: Path) -> dict[str, str]:
    """What the checks in a saved notebook show, by the first symbol of what they say."""
    symbols = {LOOKS["passed"][0]: "passed", LOOKS["wrong"][0]: "wrong"}
    shown: dict[str, str] = {}
    with contextlib.suppress(LessonError, AttributeError, KeyError, TypeError):
        for cell in read_notebook(notebook)["cells"]:
            if cell["cell_type"] == "code":
                texts = [output.get("data", {}).get("text/plain", "") for output in cell["outputs"]]
                said = "".join(map(text_of, texts))
                for check in checks_in(cell["source"]):
                    shown[check.id] = symbols.get(said[:1], "not done yet")
    return shown
