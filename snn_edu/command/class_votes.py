"""What a class gets of a lesson without its pictures: votes for the wall, and a sheet to print.

`snn-edu class votes 07 votes.html` puts each prediction on a page, in large letters. Vote alone,
argue with a neighbour, vote again, and only then move the picture: the two counts are typed in, and
the key stands on the last page.

`snn-edu class sheet 07 sheet.html` puts a lesson on two printed pages, to hand out and to hand in
without a laptop: the picture that it begins with, predictions with boxes for the first and the last
vote, what the exercises ask, and empty lines for the key points. What belongs to *Go deeper* is
marked. Where there is room are empty axes: for what somebody expects, labelled as in the picture of
the prediction, and for what is on the board.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from matplotlib.figure import Figure

from snn_edu import exercises
from snn_edu.command.lesson_files import (
    LessonError,
    asked_in,
    code_in,
    deeper_ids,
    find_question,
    output_of,
    read_lesson,
    read_notebook,
)
from snn_edu.command.pages import page, table
from snn_edu.questions import Prediction, marked

STYLE = """
body { max-width: none; margin: 0; font-size: min(2.6vw, 3.8vh); }
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

SHEET = """
@page { size: A4; margin: 12mm; }
body { font-size: 12px; line-height: 1.3; max-width: 186mm; margin: 0 auto; padding: 0; }
main > section { break-inside: auto; break-after: page; }
h1 { font-size: 1.5em; margin: 0; }
h2 { font-size: 1.15em; margin: .6em 0 .2em; }
.turn { break-before: page; }
img { display: block; max-height: 50mm; max-width: 100%; margin: .3em auto; }
.asked { columns: 2; column-gap: 8mm; }
.asked p, ol { margin: 0; }
table { margin-bottom: .5em; break-inside: avoid; }
td:first-child { width: auto; padding-left: .8em; }
td, th { padding-bottom: 0; border-bottom: none; }
.line { border-bottom: 1px solid #999; height: 1.7em; }
.axes { display: block; width: 100%; margin-top: .6em; break-inside: avoid; }
"""
BOX = "&#9744;"
LINE = "<div class=line></div>"
DEEPER = "<em>Go deeper.</em> "
# A pair of axes. What is on it stands beside it, or is to be written there, with its unit.
AXIS = '<path d="M{x} 2v36h78" fill="none" stroke="#666" stroke-width=".4"/>'
LABEL = '<text font-size="{size}" fill="#666" {at}>{text}</text>'
TO_FILL_IN = '<path d="M{} 46.5h62M{} 2v19" stroke="#999" stroke-width=".2"/>'
FEW_VOTES, FEW_EXERCISES = 4, 5  # leave room for axes below them
THEN = r'\bpredict\(\s*"(\w+\.\w+)",\s*then=(?:lambda:\s*)?views\.(\w+)'
ASKED = r'\bpredict\(\s*"(\w+\.\w+)"'
PICTURE = re.compile(r'<img[^>]*( src="data:image/png;base64,[^"]+")')


def votes_page(notebooks: Iterable[Path]) -> str:
    """A page a prediction, as its letters are on the learner's screen, and the key at the end."""
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
    """The predictions that a lesson asks, in its order."""
    for id_ in re.findall(ASKED, "\n".join(code_in(notebook))):
        yield replace(find_question(id_, "PREDICTIONS", "QUIZ"), name=id_)


def right(asked: Prediction) -> str:
    """The right answer, with its letter: "(b) both"."""
    if asked.choices:
        return asked.lettered[str(asked.answer)]
    return f"{asked.answer:.3g} {asked.unit}"


def _section(asked: Prediction) -> str:
    count = '<input inputmode="numeric" aria-label="{}">'
    counts = count.format("first vote"), count.format("second vote")
    number = f"Your answer in {asked.unit}" if asked.unit else "Your answer"
    choices = [*map(marked, asked.lettered.values())] or [html.escape(number)]
    votes = table("", ("", "first", "second"), [(choice, *counts) for choice in choices])
    return f"<section><h2>{marked(asked.question)}</h2>{votes}</section>"


def sheet_page(notebooks: Iterable[Path]) -> str:
    """A sheet for each of the lessons."""
    return page("Sheet", "".join(map(_sheet, notebooks)), SHEET)


def _sheet(notebook: Path) -> str:
    lesson = read_lesson(notebook)
    asks = list(asked_in(notebook))
    space = LINE * (3 if len(asks) < 9 else 1)
    exercises = "".join(
        f"<li>{DEEPER * (each in deeper_ids())}{marked(find_question(each).ask)}{space}</li>"
        for each in asks
    )
    votes, needed = list(asked_in_order(notebook)), set(_before_deeper(notebook))
    boxes = "".join(
        _boxes(number, each, each.name not in needed) for number, each in enumerate(votes, 1)
    )
    expected = board = ""
    if len(votes) <= FEW_VOTES:
        expected = f"<h2>What I expect to see</h2>{_axes(_expected(notebook, votes))}"
    if len(asks) <= FEW_EXERCISES:
        board = f"<h2>From the board</h2>{_axes([])}"
    texts = [cell["source"] for cell in read_notebook(notebook)["cells"]]
    points = "".join(text for text in texts if text.startswith("## Key points")).count("\n- ")
    return (
        f"<section><h1>{lesson.number} · {html.escape(lesson.title)}</h1>"
        f"<div class=line>Name:</div>{_first_picture(notebook)}"
        "<h2>Predictions: first and last vote</h2><div class=asked>"
        f"{boxes}</div>{expected}"
        f"<h2 class=turn>Your turn</h2><ol>{exercises}</ol>"
        f"<h2>Key points, in your own words</h2>{LINE * 2 * points}{board}</section>"
    )


def _before_deeper(notebook: Path) -> Iterator[str]:
    """The ids of the predictions that are needed: those above *Go deeper*."""
    for cell in read_notebook(notebook)["cells"]:
        if re.search(r"^## Go deeper", cell["source"], re.M):
            return
        yield from re.findall(ASKED, cell["source"])


def _expected(notebook: Path, votes: Sequence[Prediction]) -> list[tuple[str, str, str]]:
    """For which predictions axes can be labelled, and how: as their pictures have them."""
    pictures = dict(re.findall(THEN, "\n".join(code_in(notebook))))
    labelled: dict[tuple[str, str], str] = {}
    for number, each in enumerate(votes, 1):
        lesson = each.name.partition(".")[0]
        draw = exercises.drawing(lesson, pictures.get(each.name, ""))
        if draw:
            figure = Figure(layout="constrained")
            draw(figure)
            if labels := _labels(figure):
                labelled.setdefault(labels, f"Prediction {number}")
    return [(which, *labels) for labels, which in labelled.items()]


def _labels(figure: Figure) -> tuple[str, str] | None:
    """What is on x and y of the first axes that have both: their own, or x with those below.

    Not of a stimulus, which is given.
    """
    answers = [ax for ax in figure.axes if not re.match(r"I\b|current\b", ax.get_ylabel())]
    for alone in (True, False):
        for ax in answers:
            shared = [each for each in figure.axes if ax.get_shared_x_axes().joined(ax, each)]
            below = next((each.get_xlabel() for each in shared if each.get_xlabel()), "")
            across = ax.get_xlabel() or ("" if alone else below)
            if across and ax.get_ylabel():
                return across.replace("\n", " "), ax.get_ylabel().replace("\n", " ")
    return None


def _axes(labelled: Sequence[tuple[str, str, str]]) -> str:
    """Two pairs of axes side by side, the first ones with labels."""
    drawn = ""
    for x, labels in zip((8, 102), [*labelled, None, None], strict=False):
        drawn += AXIS.format(x=x)
        up = f'transform="rotate(-90 {x - 5} {{y}})" x="{x - 5}" y="{{y}}"'
        if labels is None:
            drawn += TO_FILL_IN.format(x + 16, x - 5)
            drawn += LABEL.format(size=2.6, at=f'x="{x}" y="46"', text="what (unit):")
            drawn += LABEL.format(size=2.6, at=up.format(y=38), text="what (unit):")
            continue
        which, across, upwards = map(html.escape, labels)
        middle = 'text-anchor="middle" '
        drawn += LABEL.format(size=2.6, at=f'x="{x + 2}" y="4"', text=which)
        drawn += LABEL.format(size=2.6, at=f'{middle}x="{x + 39}" y="42"', text=across)
        size = 2.6 if len(upwards) < 27 else 2  # its room is 38 high
        drawn += LABEL.format(size=size, at=middle + up.format(y=20), text=upwards)
    what = ", ".join(f"{which}: {x}, {y}" for which, x, y in labelled[:2]) or "what, and its unit"
    return (
        f'<svg class=axes viewBox="0 0 186 48" role="img" aria-label="two empty pairs of axes, '
        f'{html.escape(what)}">{drawn}</svg>'
    )


def _boxes(number: int, asked: Prediction, deeper: bool) -> str:
    rows = [(marked(choice), BOX, BOX) for choice in asked.lettered.values()]
    unit = html.escape(asked.unit)
    answers = table("", (), rows) or f"<p>First: ______ {unit} Last: ______ {unit}</p>"
    question = f"{number}. {DEEPER * deeper}{marked(asked.question)}"
    return f"<section><p>{question}</p>{answers}</section>"


def _first_picture(notebook: Path) -> str:
    """The first picture, as the notebook has kept it; none from the first prediction on."""
    for cell in read_notebook(notebook)["cells"]:
        if "predict(" in cell["source"] and cell["cell_type"] == "code":
            break  # what comes now may be the answer
        if found := PICTURE.search(output_of(cell, "text/html")):
            return f'<img alt="the first picture"{found[1]}>'
    return ""
