"""Votes: `snn-edu class votes 07 votes.html` puts each prediction on a page, in large letters.

Vote alone, argue with a neighbour, vote again, and only then move the picture: the two counts are
typed in, and the key stands on the last page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from snn_edu import exercises
from snn_edu.command.lesson_files import LessonError
from snn_edu.command.pages import page, table
from snn_edu.command.submission import code_in
from snn_edu.questions.feedback import marked
from snn_edu.questions.prediction import Prediction

STYLE = """
body { max-width: none; margin: 0; font-size: min(2.6vw, 4.6vh); }
section { min-height: 100vh; box-sizing: border-box; padding: 1em 2em; break-after: page; }
h2 { font-size: 1.15em; }
td:first-child { width: auto; }
input { font: inherit; width: 3em; }
.key { font-size: .6em; }
"""
# The next and the one before by the keys of a presenter, but not while a count is typed.
KEYS = """<script>
addEventListener("keydown", (event) => {
  const step = { PageDown: 1, ArrowRight: 1, " ": 1, PageUp: -1, ArrowLeft: -1 }[event.key];
  if (!step || event.target.tagName === "INPUT") return;
  event.preventDefault();
  const pages = [...document.querySelectorAll("section")];
  const here = pages.findIndex((each) => each.getBoundingClientRect().bottom > innerHeight / 2);
  pages[Math.min(Math.max(here + step, 0), pages.length - 1)].scrollIntoView();
});
</script>"""


def votes_page(notebooks: Iterable[Path]) -> str:
    """A page a prediction, as its letters are on the learner's screen, and the key at the end.

    Raises
    ------
    LessonError
        The notebooks ask no prediction of the course.
    """
    sections, key = [], []
    for notebook in notebooks:
        asked = list(asked_in_order(notebook))
        sections += [_section(each) for each in asked]
        lessons = dict.fromkeys(each.name.partition(".")[0] for each in asked)
        quiz = [each for lesson in lessons for each in exercises.table(lesson, "QUIZ")]
        for kind, questions in (("prediction", asked), ("quiz", quiz)):
            key += [(marked(each.question), marked(right(each)), kind) for each in questions]
    if not sections:
        raise LessonError("There is no prediction in these lessons.")
    answers = table("", ("question", "right", ""), key)
    last = f'<section class="key"><h2>The key</h2>{answers}</section>'
    return page("Votes", "".join(sections) + last + KEYS, STYLE)


def asked_in_order(notebook: Path) -> Iterator[Prediction]:
    """The predictions that a lesson asks, in its order.

    Raises
    ------
    LessonError
        It is no notebook.
    """
    cells = code_in(notebook)
    for lesson, name in re.findall(r'\bpredict\(\s*"(\w+)\.(\w+)"', "\n".join(cells)):
        for each in exercises.table(lesson, "PREDICTIONS"):
            if each.name == name:
                yield exercises.predict(f"{lesson}.{name}")


def right(asked: Prediction) -> str:
    """The right answer, with its letter: "(b) both"."""
    return (
        asked.lettered[str(asked.answer)] if asked.choices else f"{asked.answer:.3g} {asked.unit}"
    )


def _section(asked: Prediction) -> str:
    count = '<input inputmode="numeric" aria-label="{}">'
    counts = count.format("first vote"), count.format("second vote")
    rows = [(marked(choice), *counts) for choice in asked.lettered.values()]
    if not rows:  # a number is asked
        rows = [(f"Your answer{html.escape(f' in {asked.unit}' if asked.unit else '')}", *counts)]
    votes = table("", ("", "first", "second"), rows)
    return f"<section><h2>{marked(asked.question)}</h2>{votes}</section>"
