"""Lessons without a browser: their cells are run, and what they put on the page is collected."""

import contextlib
import io
from pathlib import Path

import jupytext
from IPython.core.inputtransformer2 import TransformerManager

from snn_edu import live
from snn_edu.live.controls import Control

SOURCES = sorted(Path(__file__).parents[1].glob("notebooks/source/[0-9]*.py"))


def code_of(source):
    """The code cells of a lesson's source as IPython runs them: the first has a %pip."""
    cells = jupytext.read(source, fmt="py:percent").cells
    as_python = TransformerManager().transform_cell
    return [as_python(cell.source) for cell in cells if cell.cell_type == "code"]


def run_cells(source, patched, monkeypatch):
    """Run a lesson's cells with `patched` functions in place of a module's own."""
    for module, name, stand_in in patched:
        monkeypatch.setattr(module, name, stand_in)
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in code_of(source):
            exec(compile(cell, str(source), "exec"), names)


def controls_of(settings):
    """The controls among the arguments of `explore` or `animate`."""
    return {name: value for name, value in settings.items() if isinstance(value, Control)}


def widgets_of(source, monkeypatch):
    """Run a lesson's cells; return its live pictures and its moving ones.

    Of live ones the view, controls, plot and size; of moving ones the frames, controls and
    animation.
    """
    found, moving = [], []

    def remember(view, draw, /, **settings):
        plot = make(view, draw, **settings)
        found.append((view, controls_of(settings), plot, settings.get("size")))
        return plot

    def remember_moving(frames, draw, /, **settings):
        animated = make_moving(frames, draw, **settings)
        moving.append((frames, controls_of(settings), animated))
        return animated

    make, make_moving = live.explore, live.animate
    run_cells(
        source,
        [(live, "explore", remember), (live, "animate", remember_moving)],
        monkeypatch,
    )
    return found, moving


def shown(plot):
    """What the page shows now, to be compared: the step that it draws itself, or the PNG."""
    step = plot.panel.step
    if not step:
        return plot.panel.picture
    return step["points"], step["codes"], repr(step["units"]), repr(step["styles"])
