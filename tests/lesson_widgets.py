"""Lessons without a browser: their cells are run, and what they put on the page is collected."""

import ast
from functools import partial
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


def controls_of(settings):
    """The controls among the arguments of `explore` or `animate`."""
    return {name: value for name, value in settings.items() if isinstance(value, Control)}


def widgets_of(source):
    """A lesson's live pictures and its moving ones, as on the page.

    Of live ones the view, controls and plot; of moving ones the frames, controls and animation.
    """
    found, moving = [], []
    for call, view, draw, settings in pictures_of(source):
        controls = controls_of(settings)
        if call == "explore":
            found.append((view, controls, live.explore(view, draw, **settings)))
        else:
            moving.append((view, controls, live.animate(view, draw, **settings)))
    return found, moving


def shown(plot):
    """What the page shows now, to be compared: the step that it draws itself, or the PNG."""
    step = plot.panel.step
    if not step:
        return plot.panel.picture
    return step["points"], step["codes"], repr(step["units"]), repr(step["styles"])


class Named(partial):
    """A view or a drawing whose missing names are made on the way, under its own name."""

    @property
    def __name__(self):
        return self.args[1].__name__


def pictures_of(source):
    """Each live or moving picture of a lesson: its call's name, view, drawing and settings.

    The lesson is not run. Its imports and functions are there, and what else the arguments, or the
    views and draws when they are called, need by name is made from the line of the lesson that
    binds it.
    """
    tree = ast.parse("\n\n".join(code_of(source)))
    names = {"__name__": "__main__"}
    bound = {}  # by name: the statements that bind it
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef):
            run_node(node, names)
        elif isinstance(node, ast.Assign):
            for name in (each for each in ast.walk(node) if isinstance(each, ast.Name)):
                if isinstance(name.ctx, ast.Store):
                    bound.setdefault(name.id, []).append(node)

    def made(line, action, *given, **named):
        """What `action` gives, once the names that it lacks are bound as above `line`."""
        while True:
            try:
                return action(*given, **named)
            except NameError as missing:
                above = [node for node in bound.get(missing.name, ()) if node.lineno < line]
                if not above:
                    raise
                made(above[-1].lineno, run_node, above[-1], names)

    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: node.lineno):
        if ast.unparse(call.func) not in ("explore", "animate"):
            continue
        read = partial(made, call.lineno, lambda node: eval(ast.unparse(node), names))
        settings = {}
        for keyword in call.keywords:
            value = read(keyword.value)
            settings |= {keyword.arg: value} if keyword.arg else value
        view, draw = (Named(made, call.lineno, read(each)) for each in call.args)
        yield ast.unparse(call.func), view, draw, settings


def view_of(stem, name):
    """The view of a picture, as its lesson writes it."""
    source = next(source for source in SOURCES if source.stem == stem)
    return next(view for _, view, *_ in pictures_of(source) if view.__name__ == name)


def run_node(node, names):
    exec(compile(ast.Module([node], []), "lesson", "exec"), names)
