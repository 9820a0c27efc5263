"""What a test before and after a part shows: the class's gain, and what each question is worth.

The normalised gain is <g> = (A - B) / (1 - B), with B and A the shares of right answers before and
after, of all who took both (Hake 1998, Am J Phys 66:64, doi:10.1119/1.18809). Where the two forms
were crossed, B and A are the means of the two halves, each half with the same weight, so that a
form that is harder than the other takes from one half's gain what it adds to the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any, cast

import numpy as np

from snn_edu.command.class_mistakes import write_table
from snn_edu.command.handing_in.handed_in import HandedIn, plain
from snn_edu.command.lesson_files import LessonError, output_of, read_notebook
from snn_edu.questions.inventory import (
    NUMBERS,
    RIGHT,
    WHEN,
    Part,
    When,
    answers_in,
    form,
    form_of,
    id_of,
    read_part,
)

FEWEST = 5  # students, for an interval of the whole test
FEWEST_OF_ITEM = 20  # for one of a single question: with 13 it holds the true gain in 89 of 100
# As the form's own page says, in either order.
TYPED = re.compile(
    r'^[^#\n]*\binventory\(\s*([1-5]), "(before|after)"(?=[^)]*letters="([a-d-]{1,8})")'
    r"([^)]*swap=True)?",
    re.M,
)
FORMS = {"before": "A", "after": "B"}  # what the table calls them, whenever they were taken


@dataclass(frozen=True)
class Taken:
    """A form that a student has taken.

    The mark of each question is RIGHT, a misconception, or None: nothing chosen.
    """

    marks: tuple[str | None, ...]
    swapped: bool

    @property
    def right(self) -> list[bool]:
        """Which questions were answered rightly."""
        return [mark == RIGHT for mark in self.marks]


def answered(work: HandedIn) -> dict[str, str]:
    """What a student chose in the tests, by question; their notebooks are no lesson, and taken out.

    It stands in letters in the code, in what a notebook printed, and in the diary; where they
    differ, the last of these counts.
    """
    said: dict[str, str] = {}
    for notebook in list(work.notebooks):
        with suppress(LessonError):
            cells = read_notebook(notebook)["cells"]
            if any("inventory(" in cell["source"] for cell in cells):
                work.notebooks.remove(notebook)
                found = dict(answers_in("\n".join(map(_typed, cells))))
                found |= answers_in("\n".join(output_of(cell, "text") for cell in cells))
                if not found and not work.diary:
                    work.reasons.append(f"{plain(notebook.name)}: no answers, run its last cell")
                said |= found
    return said | {each.id: each.said for each in work.diary if each.id.startswith("inventory.")}


def _typed(cell: dict[str, Any]) -> str:
    """The answers that stand in a cell as letters, as they would be printed."""
    found = TYPED.search(cell["source"]) if cell["cell_type"] == "code" else None
    if not found:
        return ""
    return str(form(int(found[1]), cast("When", found[2]), found[3], bool(found[4])))


def taken(said: dict[str, str], number: int, part: Part, when: When) -> Taken | None:
    """The form that a student took then, swapped or not; None if none was."""
    for swapped in (False, True):
        marks = [
            item.asked(form_of(when, swapped)).choices.get(
                said.get(id_of(number, when, k, swapped), "")[4:]
            )
            for k, item in enumerate(part.items, 1)
        ]
        if any(mark is not None for mark in marks):
            return Taken(tuple(marks), swapped)
    return None


# --- the gain, and how sure it is ---------------------------------------------------------------


@dataclass(frozen=True)
class Gain:
    """A normalised gain <g>, and the interval of 95 % around it."""

    g: float
    margin: float  # to each side; nan with fewer than two students in a half

    @property
    def told(self) -> list[str]:
        """Its number and the two ends of the interval, as a table has them."""
        ends = [self.g - self.margin, self.g + self.margin]
        return [f"{each:.2f}" if np.isfinite(each) else "" for each in (self.g, *ends)]


def gain(halves: Sequence[tuple[np.ndarray, np.ndarray]]) -> Gain:
    """The gain of a class, from what share each student of each half had right before and after.

    Students are what chance draws, not answers. A student adds e = a - b - <g> (1 - b) to the
    numerator of <g>, so its variance is that of the mean of e, over (1 - B)²; the margin is t times
    its root, with Welch's degrees of freedom.
    """
    B, A = (np.mean([np.mean(half[k]) for half in halves]) for k in (0, 1))
    if B == 1.0:  # there is nothing left to gain
        return Gain(np.nan, np.nan)
    g = (A - B) / (1.0 - B)
    if min(len(before) for before, _ in halves) < 2:
        return Gain(g, np.nan)
    parts, freedom = [], []
    for before, after in halves:
        e = after - before - g * (1.0 - before)
        parts.append(e.var(ddof=1) / len(e) / len(halves) ** 2)
        freedom.append(len(e) - 1)
    variance = sum(parts)
    welch = sum(each**2 / n for each, n in zip(parts, freedom, strict=True))
    nu = variance**2 / welch if welch else sum(freedom)
    return Gain(g, _student_t(nu) * np.sqrt(variance) / (1.0 - B))


def _student_t(nu: float) -> float:
    """The 97.5 % point of Student's t (Abramowitz and Stegun 1964, 26.7.5).

    Right to 0.01 from four degrees of freedom on.
    """
    z = NormalDist().inv_cdf(0.975)
    return (
        z
        + (z**3 + z) / (4 * nu)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * nu**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * nu**3)
    )


def write_gain(class_said: Sequence[dict[str, str]], file: Path) -> bool:
    """Write what the tests show, and say whether anybody took one.

    For each objective it is how many of the students were right, before and after, and the gain
    with its interval; for each misconception, how many held it. Those count who took both forms;
    while there is nobody, those who took one.
    """
    rows = [row for number in NUMBERS for row in _gains(class_said, number)]
    if rows:
        heads = ["part", "kind", "what", "source", "students", "of", "before", "after"]
        write_table(file, [*heads, "gain", "gain from", "gain to"], rows)
    return bool(rows)


Pair = tuple[Taken | None, Taken | None]


def _gains(class_said: Sequence[dict[str, str]], number: int) -> Iterator[list[Any]]:
    part = read_part(number)
    pairs: list[Pair] = [
        (taken(said, number, part, "before"), taken(said, number, part, "after"))
        for said in class_said
    ]
    both = [(a, b) for a, b in pairs if a and b and a.swapped == b.swapped]
    counted: Sequence[Pair] = both or [pair for pair in pairs if pair != (None, None)]
    if not counted:
        return
    n = len(counted)
    forms = [[pair[k] for pair in counted] for k in range(len(WHEN))]
    right = [
        *((f"{each.lesson}: {each.objective}", k, k + 1) for k, each in enumerate(part.items)),
        ("all of it", 0, len(part.items)),
    ]
    for what, first, last in right:
        told_of = [
            sum(sum(each.right[first:last]) for each in form if each) if any(form) else ""
            for form in forms
        ]
        found = gain(_halves(both, first, last)).told if both else [""] * 3
        if n < (FEWEST_OF_ITEM if last - first == 1 else FEWEST):
            found[1:] = "", ""
        yield [part.title, "objective", what, "", n, n * (last - first), *told_of, *found]
    for name, idea in part.misconceptions.items():
        held = [
            sum(name in each.marks for each in form if each) if any(form) else "" for form in forms
        ]
        what = f"{name}: {idea.says}"
        yield [part.title, "misconception", what, idea.source, n, n, *held, "", "", ""]


def _halves(
    both: Sequence[tuple[Taken, Taken]], first: int, last: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """What share of these questions each student had right, before and after, by half."""
    shares = [
        np.array(
            [[np.mean(each.right[first:last]) for each in pair] for pair in both
             if pair[0].swapped is swapped]
        )
        for swapped in (False, True)
    ]  # fmt: skip
    return [(half[:, 0], half[:, 1]) for half in shares if len(half)]


# --- what a question is worth -------------------------------------------------------------------


def write_items(class_said: Sequence[dict[str, str]], file: Path) -> bool:
    """Write the difficulty and the discrimination of each question, and say whether there are any.

    Its difficulty is the share of right answers among all who took the form; its discrimination,
    how far being right goes along with the number of the other seven that a student had right.
    """
    rows = [row for number in NUMBERS for row in _items(class_said, number)]
    if rows:
        heads = ["part", "form", "taken", "question", "lesson", "objective"]
        worth = ["students", "right", "left out", "difficulty", "discrimination"]
        write_table(file, [*heads, *worth], rows)
    return bool(rows)


def _items(class_said: Sequence[dict[str, str]], number: int) -> Iterator[list[Any]]:
    part = read_part(number)
    for when in WHEN:
        for swapped in (False, True):
            every = [taken(said, number, part, when) for said in class_said]
            forms = [each for each in every if each and each.swapped is swapped]
            right = np.array([each.right for each in forms], dtype=float)
            for k, item in enumerate(part.items if forms else ()):
                asked = [part.title, FORMS[form_of(when, swapped)], when, k + 1]
                blank = sum(each.marks[k] is None for each in forms)
                rest = np.delete(right, k, axis=1).sum(axis=1)
                worth = f"{right[:, k].mean():.2f}", discrimination(right[:, k], rest)
                counts = len(forms), int(right[:, k].sum()), blank
                yield [*asked, item.lesson, item.objective, *counts, *worth]


def discrimination(right: np.ndarray, rest: np.ndarray) -> str:
    """The correlation of being right with the number of other questions a student had right.

    It is the point-biserial correlation, of one question with the rest. Nothing where all were
    right, or all were wrong, or all had as many of the others.
    """
    if right.std() == 0.0 or rest.std() == 0.0:
        return ""
    return f"{np.corrcoef(right, rest)[0, 1]:.2f}"
