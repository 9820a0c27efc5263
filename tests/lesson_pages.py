"""Lessons without a browser: a learner who solves every exercise runs a page from end to end.

    page = solved("02_neuron_that_fires")     # run once in each process, when it is first looked at
    page.names["strong"].spikes               # what the page's cells have made
    page.picture("rim")                       # its live pictures, by the name of their view
    page.frame("rim", i=1.7)                  # what one shows with other values; it stays itself
    page.caption("rim", i=1.7)                # and what it says then
    page.asked("rim_rate").why                # a question of the lesson
    assert page.says(f"at {rate:.0f} Hz")     # words of the page, with the number as computed

Where the page shows a solution, it is run there, in place of what the learner would have written;
every later cell and picture then uses it. (nbval runs every page with all of them unwritten.)
"""

import ast
import contextlib
import functools
import io
import os
import pkgutil
import random
import re
import sys
from pathlib import Path
from typing import Any

import jupytext
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from snn_edu import lessons
from snn_edu.exercises import solution, table
from snn_edu.live import live
from snn_edu.live.animation import Animation
from snn_edu.live.live import LivePlot
from snn_edu.live.picture import Picture
from snn_edu.questions.prediction import Prediction
from snn_edu.questions.written import parts

SOURCES = sorted(Path(__file__).parents[1].glob("notebooks/source/[0-9]*.py"))
ROOMS = sorted(room.name for room in pkgutil.iter_modules(lessons.__path__))
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID")  # of all workers of a run; alone there is none


def in_this_run(lessons: list[Any], rest: bool = False) -> list[Any]:
    """Half of these, or the rest, other ones in each run of continuous integration's workers.

    So each lesson is opened in JupyterLab or runs on its own page; nbval has all. Without workers,
    as where what fell is asked once more, these are all.
    """
    if RUN is None or "CI" not in os.environ:
        return lessons
    drawn = random.Random(RUN).sample(range(len(lessons)), len(lessons) // 2)
    return [one for k, one in enumerate(lessons) if (k in drawn) != rest]


LIVE = (LivePlot, Animation)
# Symbols and units as code writes them. A gamma train, an alpha synapse, a delta code are names.
CODE = re.compile(
    r"(?<!\w)(?:tau|sigma|mu|eta|delta_t|w0|dw)(?![^\W_])|(?:_inf|_plus|_minus|Ohm(?!'s))\b"
    r"|\bu[AFJSVW]\b|cm2|\+-"
)
QUOTED = re.compile(r"`[^`]*`")


class Page:
    """A lesson that is run with every solution in its place, as soon as one looks at what it gave.

    names, printed
        What its cells have made, and printed.
    shown, own
        What was shown, in order: a live picture, or a prediction (whose picture may be its `then`);
        and the views that are given a learner's function, with the words that they show first.
    unsolved, solved
        By exercise: what its check said when the stub stood there, and with the solution.
    """

    def __init__(self, source: Path, painted: bool):
        self.source = source
        self.painted = painted

    def __getattr__(self, name: str) -> Any:
        if name not in {"names", "shown", "own", "printed", "unsolved", "solved"}:
            raise AttributeError(name)
        self._run()
        return vars(self)[name]

    def _run(self):
        if "PYTEST_VERSION" in os.environ and "PYTEST_CURRENT_TEST" not in os.environ:
            raise RuntimeError(
                "every worker collects every file: a page is run by a test, see later"
            )
        names, shown, own, unsolved, solved = {"__name__": "__main__"}, [], [], {}, {}
        asked, written, printed = {}, set(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
            if not self.painted:
                patch.setattr(Picture, "lay_out", lambda picture, first, *_: picture.move(first))
                patch.setattr(Picture, "png", lambda *_, **__: b"")
                patch.setattr(live, "Scene", not_painted)
            for number, cell in enumerate(code_of(self.source)):
                value = run_cell(cell, f"{self.source.stem}, code cell {number}", names)
                if isinstance(value, (*LIVE, Prediction)):
                    shown.append(value)
                    given = written.intersection(compile(cell, "", "exec").co_names)
                    for one in pictures_of([value]) if given else []:
                        own.append((view_name(one), getattr(one, "plot", one).text.lower()))
                for name, call in calls(cell, "check"):
                    asked[name] = call
                    unsolved.setdefault(name, eval(call, names))
                for name, _ in calls(cell, "solution"):
                    exec(solution(name).code, names)
                    solved[name] = eval(asked[name], names)
                    written |= set(re.findall(r"^def (\w+)", solution(name).code, re.M))
        vars(self).update(names=names, printed=printed.getvalue(), shown=shown, own=own)
        vars(self).update(unsolved=unsolved, solved=solved)

    def later(self, name):
        """The function that its cells define as `name`, looked up when it is called."""
        return lambda *given: self.names[name](*given)

    @property
    def pictures(self):
        """The live and moving pictures, in order; those behind a question too."""
        return pictures_of(self.shown)

    def picture(self, name, number=0):
        """The picture whose view (or frames) is called `name`; the first, or another."""
        return [one for one in self.pictures if view_name(one) == name][number]

    def frame(self, name, number=0, /, **values):
        """What such a picture shows with other values than those it starts with."""
        picture = self.picture(name, number)
        return picture.view(**{**picture.panel.start, **values})

    def caption(self, name, number=0, /, **values):
        """What is said by it then."""
        return self.frame(name, number, **values)["text"]

    def asked(self, name):
        """The question or exercise of the lesson that is called `name`."""
        kinds = [table(self.source.stem[3:], kind) for kind in ("PREDICTIONS", "QUIZ", "EXERCISES")]
        (found,) = [each for kind in kinds for each in kind if each.name == name]
        return found

    def answer(self, name):
        """The words of the right choice of such a question."""
        return self.asked(name).lettered[self.asked(name).answer]

    @functools.cached_property
    def prose(self):
        cells = jupytext.read(self.source, fmt="py:percent").cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        return re.sub(r"\s+", " ", text)

    @functools.cached_property
    def told(self):
        """The page's own text, its questions and exercises, and what is said to answers."""
        words = [self.prose]
        for kind in ("PREDICTIONS", "QUIZ", "EXERCISES"):
            for each in table(self.source.stem[3:], kind):
                words += [getattr(each, name, "") for name in ("question", "ask", "why", "because")]
                words += [*getattr(each, "choices", ()), *(wrong.message for wrong in each.wrong)]
        return re.sub(r"\s+", " ", "\n\n".join(words))

    def says(self, *words):
        """Whether all of these words are told; line breaks do not count."""
        for each in words:
            assert each in self.told, f"{self.source.stem} does not say {each!r}"
        return True


def of_all_lessons(*tables):
    """Every declaration in these tables of all lessons, with the id a learner uses: for a test."""
    return [
        pytest.param(f"{lesson}.{entry.name}", entry, id=f"{lesson}.{entry.name}")
        for lesson in ROOMS
        for name in tables
        for entry in table(lesson, name)
    ]


def written():
    """Each question as a lesson's text has it, and the lesson."""
    for room in ROOMS:
        for part in parts(Path(lessons.__path__[0]) / room / "questions.md"):
            yield room, part


def pictures_of(shown):
    """The live and moving pictures among what was shown; those behind a question too."""
    found = [one.then if isinstance(one, Prediction) else one for one in shown]
    return [one for one in found if one is not None]


def view_of(picture):
    """The view of a live picture, or the frames of a moving one."""
    return picture.frames if isinstance(picture, Animation) else picture.view


def view_name(picture):
    """Its name, as it is defined."""
    view = view_of(picture)
    for held in getattr(view, "__closure__", None) or ():
        if callable(held.cell_contents):  # frames that read held values
            view = held.cell_contents
    while isinstance(view, functools.partial):
        view = view.func
    return view.__name__


def code_of(source):
    """The code cells of a lesson's source as IPython runs them: the first has a %pip."""
    cells = jupytext.read(source, fmt="py:percent").cells
    as_python = TransformerManager().transform_cell
    return [as_python(cell.source) for cell in cells if cell.cell_type == "code"]


def calls(source, name):
    """The calls of `name` in a cell: each with the id it is given, and its own text."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        (node.args[0].value, ast.unparse(node))
        for node in found
        if ast.unparse(node.func) == name and isinstance(node.args[0], ast.Constant)
    ]


def run_cell(code, where, names):
    """Run a cell; its last expression's value, as a notebook shows it."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), names)
    value = eval(compile(ast.Expression(last.value), where, "eval"), names) if last else None
    if plt := sys.modules.get("matplotlib.pyplot"):
        plt.close("all")  # as a notebook does, once it has shown them
    return value


def not_painted(*_):
    raise NotImplementedError


@functools.cache
def solved(stem, painted=False):
    """The page called `stem`, one in each process.

    If not `painted`, its pictures have their words and move, but are laid out and painted no
    earlier than a test moves them: that is more than half of a page's time.
    """
    (source,) = [source for source in SOURCES if source.stem == stem]
    return Page(source, painted)


def shown(plot):
    """What the page shows now, to be compared: the step that it draws itself, or the PNG."""
    step = plot.panel.step
    if not step:
        return plot.panel.picture
    return step["points"], step["codes"], repr(step["units"]), repr(step["styles"])


def in_code(text):
    """The symbols in a text without formulas that are spelled as in code."""
    return CODE.findall(QUOTED.sub(" ", text))
