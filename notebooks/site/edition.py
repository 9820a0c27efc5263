"""The readable edition: the course as web pages that move without a kernel.

`build_edition(folder)` records every lesson (record.py), gathers the executed notebooks, glossary,
ledger, guide and a page for each room of the library, and has Sphinx write them. Nothing is fetched
from elsewhere, neither by the build nor by a page; pages also open from a folder, without a server.
"""

from __future__ import annotations

import html
import importlib
import inspect
import json
import os
import pkgutil
import re
import subprocess
import sys
import tempfile
import textwrap
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from record import is_fresh
from sphinx_page import write_font

import snn_edu
from snn_edu.command.cli import ONE_THREAD
from snn_edu.command.lesson_files import read_lesson
from snn_edu.live.panel import Panel
from snn_edu.questions.asking import Asking

SITE = Path(__file__).resolve().parent
NOTEBOOKS = SITE.parent
SHOWPIECE = "10_needle_in_noise"  # the lesson whose first picture with a clock is on the first page
LAB = "lite/lab/index.html?path={name}"  # JupyterLite, beside these pages
PICTURE = re.compile(r'<img alt="[^"]*" width="\d+" src="[^"]*">')
MENDED = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Contents">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    '<th class="head"><p></p></th>': "<td></td>",
    "<pre>": '<pre tabindex="0">',
    '<div id="search-results">': '<h1>Search</h1>\n<div id="search-results">',
}
QUESTION = re.compile(r"^\*([^*]+\?)\*$", re.MULTILINE)  # of a lesson, below its minutes
RUN_IT = re.compile(r"\n\nRun a cell with Shift\+Enter[^\n]*(?:\n[^\n]+)*")  # with a kernel
LINK = re.compile(r"\]\(([\w.]*#)([^)\s]+)\)")  # to a heading, which JupyterLab calls its own way
ASKS = re.compile(r"(predict|quiz|solution)\([^\n]*\)$")  # a cell of which only the answer is shown
MOVES = re.compile(r"^(explore|animate|predict)\(", re.MULTILINE)


def build_edition(folder: Path, recorded: Iterable[Path] | None = None, processes: int = 2) -> None:
    """Write the edition into `folder`; frames that are there and fresh are kept.

    Parameters
    ----------
    folder
        Where the pages go, ``index.html`` among them.
    recorded
        Notebooks whose pictures are to move; None for all. The others show what they showed.
    processes
        Lessons recorded at the same time.

    Raises
    ------
    RuntimeError
        A lesson fails, or Sphinx warns: of a link that leads nowhere, of a name it cannot find.
    """
    lessons = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    frames = folder / "frames"
    record_all(lessons if recorded is None else list(recorded), frames, processes)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        gather(lessons, frames, source)
        _sphinx(source, folder, Path(scratch) / "doctrees")
    tidy(folder)
    static = folder / "_static"
    (static / "live.js").write_text(script(Panel, "snnLive"), encoding="utf-8")
    (static / "asking.js").write_text(script(Asking, "snnAsking"), encoding="utf-8")
    (static / "live.css").write_text(str(Panel._css) + str(Asking._css), encoding="utf-8")
    write_font(static / "math.woff")


def record_all(lessons: list[Path], frames: Path, processes: int) -> None:
    """Record the lessons that have changed, each in a process of its own."""
    frames.mkdir(parents=True, exist_ok=True)
    one_thread = dict.fromkeys(ONE_THREAD, "1")

    def record(lesson: Path) -> None:
        command = [sys.executable, str(SITE / "record.py"), str(lesson), str(frames)]
        env = {**os.environ, **one_thread}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{lesson.name} cannot be recorded.\n{done.stdout}{done.stderr}")

    with ThreadPoolExecutor(processes) as pool:
        list(pool.map(record, [lesson for lesson in lessons if not is_fresh(lesson, frames)]))


def script(widget: Any, name: str) -> str:
    """A widget's module as a plain script, which also a page opened from a folder may load."""
    module = str(widget._esm)
    body, found, _ = module.partition("export default { render };")
    if not found:
        raise RuntimeError(f"{name}: its script ends otherwise than with 'export default'.")
    return f"window.{name} = (() => {{\n{body}return {{ render }};\n}})();\n"


def tidy(folder: Path) -> None:
    """Mend what keeps the theme's pages from being read aloud or scrolled by keyboard.

    Raises
    ------
    RuntimeError
        No page has what is to be mended: the theme has changed, and this with it.
    """
    found = dict.fromkeys(MENDED, False)
    for page in [*folder.glob("*.html"), *folder.glob("api/*.html"), *folder.glob("guide/*.html")]:
        text = page.read_text(encoding="utf-8")
        for old, new in MENDED.items():
            found[old] |= old in text
            text = text.replace(old, new)
        page.write_text(text, encoding="utf-8")
    if missing := [old for old, there in found.items() if not there]:
        raise RuntimeError(f"On no page: {missing}")


# --- the pages that Sphinx reads ------------------------------------------------------------------


def gather(lessons: list[Path], frames: Path, source: Path) -> None:
    """Write into `source` all that Sphinx reads."""
    source.mkdir()
    live = ""
    for lesson in lessons:
        notebook = nbformat.read(lesson, as_version=4)
        file = frames / f"{lesson.stem}.json"
        pages = json.loads(file.read_text(encoding="utf-8"))["pages"] if file.exists() else {}
        if lesson.stem == SHOWPIECE:
            live = showpiece(notebook, lesson.name, pages)
        nbformat.write(for_reading(notebook, lesson.name, pages), source / lesson.name)
    for page in [*NOTEBOOKS.glob("*.md"), *NOTEBOOKS.glob("guide/*.md")]:
        place = source / page.relative_to(NOTEBOOKS)
        place.parent.mkdir(exist_ok=True)
        place.write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    guide = sorted(page.stem for page in source.glob("guide/*.md") if page.stem != "README")
    if guide:
        first = source / "guide" / "README.md"
        first.write_text(
            f"{first.read_text(encoding='utf-8')}\n{tree('', guide)}", encoding="utf-8"
        )
    (source / "api").mkdir()
    for name, text in reference().items():
        (source / "api" / f"{name}.md").write_text(text, encoding="utf-8")
    (source / "index.md").write_text(index(lessons, source, live), encoding="utf-8")


def showpiece(lesson: nbformat.NotebookNode, name: str, recorded: dict[str, Any]) -> str:
    """The first picture of a lesson that plays by itself, for another page; else nothing."""
    for cell in lesson.cells:
        for page in recorded.get(cell.id, []):
            if any(control.get("clock") for control in page.get("controls", ())):
                return parts([page], _html(cell).data["text/html"], name) + scripts()
    return ""


def _html(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The output of a cell that is HTML."""
    found: list[nbformat.NotebookNode] = [
        output for output in cell.outputs if "text/html" in output.get("data", {})
    ]
    (output,) = found
    return output


def for_reading(
    lesson: nbformat.NotebookNode, name: str, recorded: dict[str, Any]
) -> nbformat.NotebookNode:
    """A lesson with doors below its title, recorded parts in place of pictures, and less code."""
    title, _, rest = lesson.cells[0].source.partition("\n")
    rest = RUN_IT.sub("", rest)
    lesson.cells[0].source = f"{title}\n\n```{{raw}} html\n{doors(name)}\n```\n{rest}"
    moves = False
    first = next(  # the imports; what installs the course stands before, and is left out
        cell
        for cell in lesson.cells
        if cell.cell_type == "code" and "remove-cell" not in cell.metadata.get("tags", [])
    )
    for cell in lesson.cells:
        if cell.cell_type != "code":
            cell.source = LINK.sub(lambda link: f"]({link[1]}{slug(link[2])})", cell.source)
            continue
        tags = set(cell.metadata.get("tags", []))
        if ASKS.match(cell.source):
            tags.add("remove-input")
        elif cell is first or MOVES.search(cell.source) or cell.metadata.get("jupyter"):
            tags.add("hide-input")
        cell.metadata["tags"] = sorted(tags)
        if cell.id in recorded:
            data = _html(cell).data
            data["text/html"] = parts(recorded[cell.id], data["text/html"], name)
            moves = True
    if moves:
        lesson.cells.append(nbformat.v4.new_markdown_cell(f"```{{raw}} html\n{scripts()}\n```"))
    return lesson


def slug(heading: str) -> str:
    """The anchor of a heading as web pages have it: in lower case, without punctuation."""
    return re.sub(r"[^\w-]", "", heading.lower())


def doors(name: str) -> str:
    """Links to run a lesson: in the browser, on Binder, in Colab."""
    repository = published()
    owner = repository.removeprefix("https://github.com/")
    links = {
        "Run it here": LAB.format(name=name),
        "Binder": f"https://mybinder.org/v2/gh/{owner}/main?urlpath=lab/tree/notebooks/{name}",
        "Colab": f"https://colab.research.google.com/github/{owner}/blob/main/notebooks/{name}",
    }
    written = " ".join(f'<a href="{html.escape(to)}">{said}</a>' for said, to in links.items())
    return (
        f'<nav class="snn-doors" aria-label="Run this lesson">{written}'
        "<span>This page moves by itself, from recordings. To change the code, to combine controls "
        "and to have your answers checked, run it: in this browser, with nothing installed.</span>"
        "</nav>"
    )


def published() -> str:
    """Where the project is published: the one place that says so is pyproject.toml."""
    project = tomllib.loads((NOTEBOOKS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["urls"]["Repository"])


def parts(pages: list[dict[str, Any]], shown: str, name: str) -> str:
    """What stands for a cell's widgets: a still picture and words, until replay.js takes over."""
    image = PICTURE.search(shown)
    words = PICTURE.sub("", re.sub(r"<p><em>[^<]*</em></p>", "", shown))
    boxes = []
    for page in pages:
        if page["kind"] == "questions":
            boxes.append(f'<div class="snn-part">{words}</div>')
        elif image:
            boxes.append(
                f'<div class="snn-part">{image.group()}<p class="snn-note" role="status" hidden>'
                f'<span></span> <a href="{html.escape(LAB.format(name=name))}">Run the lesson</a> '
                "to do more.</p></div>"
            )
    told = json.dumps(pages, separators=(",", ":")).replace("</", "<\\/")
    data = f'<script type="application/json">{told}</script>'
    return f'<div class="snn-recorded">{data}{"".join(boxes)}</div>'


def scripts() -> str:
    """The scripts of a page on which something moves."""
    style = '<link rel="stylesheet" href="_static/live.css">'
    names = ("live", "asking", "replay")
    return style + "".join(f'<script src="_static/{name}.js"></script>' for name in names)


def index(lessons: list[Path], source: Path, live: str) -> str:
    """The first page: something that moves, the lessons, and the way to everything else."""
    rows = []
    for lesson in map(read_lesson, lessons):
        said = nbformat.read(lesson.path, as_version=4).cells[0].source
        question = QUESTION.search(said)
        link = f"[{lesson.number} · {lesson.title}]({lesson.path.name})"
        asked = " ".join(question[1].split()) if question else lesson.objectives[0]
        rows.append(f"| {link} | {asked} | {lesson.minutes} |")
    names = {
        "Lessons": [lesson.stem for lesson in lessons],
        "Look up": ["glossary", "ledger", "simulators", "api/index"],
        "Teach": ["guide/README"],
    }
    text = (SITE / "index.md").read_text(encoding="utf-8")
    return text.format(
        live=f"```{{raw}} html\n{live}\n```" if live else "",
        lessons="\n".join(rows),
        trees="\n\n".join(tree(caption, its) for caption, its in names.items()),
    )


def tree(caption: str, pages: list[str]) -> str:
    """Pages of the list at the side, under a caption if there is one."""
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["```{toctree}", *options, "", *pages, "```"])


# --- the reference --------------------------------------------------------------------------------


def faces() -> dict[str, list[str]]:
    """Public names, by the module that promises them in ``__all__``."""
    found_in = [room.name for room in pkgutil.iter_modules(snn_edu.__path__)]
    rooms = [f"snn_edu.{name}" for name in found_in if name != "__main__"]
    found = {}
    for module in ["snn_edu", *rooms]:
        names = getattr(importlib.import_module(module), "__all__", [])
        if names:
            found[module] = list(names)
    return found


def reference() -> dict[str, str]:
    """A page for each module that promises names, and on it every one of them; by the page's name.

    A name that two modules promise is explained on the page of the lower one, and linked above.
    """
    promised = faces()
    promised["snn_edu"] = promised.pop("snn_edu")  # last: the rooms explain their own
    pages: dict[str, str] = {}
    home: dict[int, str] = {}
    for module, names in promised.items():
        face = importlib.import_module(module)
        linked, written = [], []
        for name in sorted(names, key=str.casefold):
            it = getattr(face, name)
            if inspect.ismodule(it) and it.__name__ in promised:
                linked.append(f"- [{name}]({it.__name__}.md): {_first_line(it)}")
            elif id(it) in home:
                linked.append(f"- {{py:obj}}`{name} <{home[id(it)]}>`: {_first_line(it)}")
            else:
                if not isinstance(it, str | int | float):  # of which there may be only one
                    home[id(it)] = f"{module}.{name}"
                written.append(_explained(module, name, it))
        written = [f"# {module}", inspect.getdoc(face) or "", "\n".join(linked), *written]
        pages[module] = "\n\n".join(written) + "\n"
    listed = "\n".join(sorted(pages))
    pages["index"] = (
        "# The library\n\nEvery public name, by the room that it lives in. What lessons use most, "
        "`snn_edu` itself has too.\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    )
    return pages


def _first_line(it: Any) -> str:
    return (inspect.getdoc(it) or "").partition("\n")[0]


def _explained(module: str, name: str, it: Any) -> str:
    """One name on a page: what autodoc makes of it, or the value of a constant."""
    if inspect.ismodule(it):
        directive = f".. automodule:: {it.__name__}\n   :members:"
        return f"## {name}\n\n```{{eval-rst}}\n{directive}\n```"
    if inspect.isclass(it):
        directive = (
            f".. autoclass:: {module}.{name}\n   :members:\n   :inherited-members: object,tuple"
        )
    elif inspect.isroutine(it):
        directive = f".. autofunction:: {module}.{name}"
    else:
        value = textwrap.shorten(repr(it), 300, placeholder=" ...")
        directive = f".. py:data:: {module}.{name}\n   :value: {value}"
    return f"```{{eval-rst}}\n{directive}\n```"


def _sphinx(source: Path, folder: Path, scratch: Path) -> None:
    """Let Sphinx write the pages."""
    options: list[str | Path] = ["-q", "-E", "-a", "-W", "--keep-going", "-d", scratch, "-c", SITE]
    command = [sys.executable, "-m", "sphinx", *options, source, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Sphinx is not content:\n{done.stdout}{done.stderr}")
