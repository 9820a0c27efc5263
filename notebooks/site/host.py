"""The kernel's half of a page that runs: a lesson's cells in order, and what each of them shows.

The worker (worker.js) loads this in a browser; `begin` puts stand-ins in the place of what belongs
to a notebook, and `hear` is called with each message of the page. What is posted is JSON text and
the bytes that it points to.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import json
import linecache
import logging
import sys
import traceback
import types
import warnings
import wave
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from standin import VIEW, WIDGETS, AnyWidget

Output = dict[str, Any]  # "text", "error" or "html", or a "widget" by its model id


class Host:
    """Runs cells, and hands messages to widgets.

    Parameters
    ----------
    post
        Takes a message as JSON text, and its bytes: ``{"$bytes": 0}`` stands for the first.
    """

    def __init__(self, post: Callable[[str, list[bytes]], object]) -> None:
        self._post = post
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._outputs: list[Output] = []
        self._codes: dict[str, str] = {}  # of the cells that ran, in their order on the page
        self._noted = 0  # entries of the diary that the page has
        self._widgets: dict[str, list[str]] = {}  # that each cell shows

    def post(self, message: dict[str, Any]) -> None:
        """Send a message to the page."""
        found: list[bytes] = []

        def placed(value: Any) -> Any:
            if isinstance(value, bytes):
                found.append(value)
                return {"$bytes": len(found) - 1}
            if isinstance(value, dict):
                return {key: placed(one) for key, one in value.items()}
            return value

        self._post(json.dumps(placed(message), default=_plain), found)

    def hear(self, text: str) -> None:
        """Do what the page asks for, then say that it is done."""
        message = json.loads(text)
        try:
            if message["kind"] == "known":
                self._know(message["diary"])
            elif message["kind"] == "run":
                self.run(message["cell"], message["code"])
            elif widget := WIDGETS.get(message["id"]):
                widget.told(message)
        except Exception:  # a message must not end the kernel
            self.post({"kind": "failed", "text": traceback.format_exc()})
        self.post({"kind": "done", "noted": self._news()})

    def run(self, cell: str, code: str) -> None:
        """Run a cell, and send what it shows."""
        self._outputs, printed = [], io.StringIO()
        failed = False
        try:
            tree = later(ast.parse(code, cell))
            # so that a traceback shows the learner's lines
            linecache.cache[cell] = (len(code), None, code.splitlines(keepends=True), cell)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
                exec(compile(tree, cell, "exec"), self._names)
                if isinstance(last, ast.Expr):
                    shown = compile(ast.Expression(last.value), cell, "eval")
                    value = eval(shown, self._names)
                    if not code.rstrip().endswith(";"):
                        self.display(value)
                self.display(*figures())
        except BaseException as error:  # also SystemExit: the page goes on
            failed = True
            self._outputs.append({"error": told(error, cell)})
        if said := printed.getvalue():
            self._outputs.insert(0, {"text": said})
        for widget in self._widgets.get(cell, ()):  # which this run replaces
            if widget in WIDGETS:
                WIDGETS[widget].close()
        self._widgets[cell] = [each["widget"] for each in self._outputs if "widget" in each]
        self._codes[cell] = code
        after = [] if failed else dependents(self._codes, cell)
        self.post({"kind": "shown", "cell": cell, "outputs": self._outputs, "after": after})

    def display(self, *values: Any) -> None:
        """Show values below the running cell, as IPython's `display`."""
        self._outputs += [shown(value) for value in values if value is not None]

    def _know(self, diary: list[dict[str, Any]]) -> None:
        """Go on with the diary that the page has kept: both count the same as done."""
        from snn_edu.diary import DIARY, entries

        Path(DIARY).write_text("".join(json.dumps(entry) + "\n" for entry in diary))
        self._noted = len(list(entries(Path())))

    def _news(self) -> list[dict[str, Any]]:
        from snn_edu.diary import entries

        known = list(entries(Path()))
        news, self._noted = known[self._noted :], len(known)
        return [vars(entry) for entry in news]


def later(tree: ast.Module) -> ast.Module:
    """Let the picture of ``predict(..., then=picture())`` be made when it is needed."""

    class Later(ast.NodeTransformer):
        def visit_Call(self, call: ast.Call) -> ast.Call:
            self.generic_visit(call)
            if isinstance(call.func, ast.Name) and call.func.id == "predict":
                for given in call.keywords:
                    if given.arg == "then" and isinstance(given.value, ast.Call):
                        make = ast.parse("lambda: 0", mode="eval").body
                        assert isinstance(make, ast.Lambda)
                        make.body = given.value
                        given.value = make
            return call

    return ast.fix_missing_locations(Later().visit(tree))


def dependents(codes: dict[str, str], cell: str) -> list[str]:
    """Cells further down that use a name which this one binds."""
    names = list(codes)
    bound = _bound(codes[cell])
    below = names[names.index(cell) + 1 :]
    return [each for each in below if bound & _used(codes[each])]


def _bound(code: str) -> set[str]:
    found: set[str] = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        else:
            stored = (one for one in ast.walk(node) if isinstance(one, ast.Name))
            found |= {one.id for one in stored if isinstance(one.ctx, ast.Store)}
    return found


def _used(code: str) -> set[str]:
    with contextlib.suppress(SyntaxError):
        nodes = (one for one in ast.walk(ast.parse(code)) if isinstance(one, ast.Name))
        return {one.id for one in nodes if isinstance(one.ctx, ast.Load)}
    return set()


def shown(value: Any) -> Output:
    """What a page shows of a value: a widget, HTML, or text."""
    if hasattr(value, "_repr_mimebundle_"):
        data, *_ = value._repr_mimebundle_(include=[VIEW])  # a picture needs no HTML here
        if VIEW in data:
            return {"widget": data[VIEW]["model_id"]}
        data, *_ = value._repr_mimebundle_()
    elif hasattr(value, "_repr_html_"):
        data = {"text/html": value._repr_html_()}
    else:
        data = {}
    if "text/html" in data:
        return {"html": data["text/html"]}
    return {"text": data.get("text/plain", repr(value))}


def figures() -> Iterable[HTML]:
    """What a learner has drawn with pyplot and not shown yet, as pictures; and closed."""
    plt: Any = sys.modules.get("matplotlib.pyplot")
    for number in plt.get_fignums() if plt else ():
        file = io.BytesIO()
        plt.figure(number).savefig(file, dpi=100, bbox_inches="tight")
        plt.close(number)
        png = base64.b64encode(file.getvalue()).decode()
        yield HTML(f'<img alt="The figure of this cell." src="data:image/png;base64,{png}">')


def told(error: BaseException, cell: str) -> str:
    """An exception in the learner's own lines, then what it says."""
    if isinstance(error, SyntaxError) and error.filename == cell:
        return "".join(traceback.format_exception_only(error)).replace(cell, "your code")
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == cell
    ]
    where = "".join(f"line {frame.lineno}: {frame.line}\n" for frame in frames)
    return where + "".join(traceback.format_exception_only(error))


def _plain(value: Any) -> Any:
    """NumPy's numbers, and tuples' relatives, as JSON has them."""
    return value.item() if hasattr(value, "item") else list(value)


class Audio:
    """A sound with a player, as IPython's `Audio` of samples and their rate."""

    def __init__(self, data: Any, rate: float) -> None:
        import numpy as np

        samples = np.asarray(data, float)
        loudest = max(1e-9, float(np.abs(samples).max()))
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(int(rate))
            sound.writeframes(np.int16(samples / loudest * 32767).tobytes())
        self._data = base64.b64encode(file.getvalue()).decode()

    def _repr_html_(self) -> str:
        return f'<audio controls src="data:audio/wav;base64,{self._data}"></audio>'


class HTML:
    """HTML, as IPython's `HTML`."""

    def __init__(self, data: str) -> None:
        self._data = data

    def _repr_html_(self) -> str:
        return self._data


def stand_ins(display: Callable[..., None]) -> Iterable[types.ModuleType]:
    """The modules that a lesson imports of a notebook's world, with what it needs of them."""
    anywidget = types.ModuleType("anywidget")
    ipython = types.ModuleType("IPython")
    shows = types.ModuleType("IPython.display")
    vars(anywidget).update(AnyWidget=AnyWidget)
    vars(shows).update(Audio=Audio, HTML=HTML, display=display)
    # matplotlib looks at the version, and asks for the shell
    vars(ipython).update(display=shows, get_ipython=lambda: None, version_info=(8, 24))
    return anywidget, ipython, shows


def begin(post: Callable[[str, list[bytes]], object]) -> Callable[[str], None]:
    """Make this interpreter a page's kernel; return what is to be called with each message."""
    host = Host(post)
    AnyWidget.post = host.post
    sys.modules.update({module.__name__: module for module in stand_ins(host.display)})
    # A logarithmic axis looks for a second font, for letters that the first one has all.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    Path(".snn-edu.json").touch()  # so that answers are noted, and the page can keep them

    import snn_edu.exercises
    import snn_edu.live  # noqa: F401

    return host.hear
