"""The readable edition: the course as web pages that move without a kernel.

`build_edition(folder)` records every lesson (record.py), gathers the executed notebooks, glossary,
ledger, guide and a page for each room of the library, and has Sphinx write them. Nothing is fetched
from elsewhere, neither by the build nor by a page; pages also open from a folder, without a server.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import hashlib
import html
import importlib
import inspect
import io
import json
import os
import re
import shutil
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
from benches import BENCHES
from cards import PARTS, picture
from kernel import Kernel, bring_kernel
from linked import faces, first_line, homes, what_for
from PIL import Image
from record import as_python, asked, is_fresh, small
from sphinx_page import write_font

from snn_edu.command.assessment.forms import write_forms
from snn_edu.command.cli import ONE_THREAD
from snn_edu.command.lesson_files import Lesson, asked_in, checks_in, read_lesson
from snn_edu.live import panel
from snn_edu.questions import inventory

SITE = Path(__file__).resolve().parent
NOTEBOOKS = SITE.parent  # whatever else is published: a test has a course of its own
PROJECT = SITE.parents[1]
SHOWPIECE = "10_needle_in_noise"  # the lesson whose first picture with a clock is on the first page
ROMAN = ("I", "II", "III", "IV", "V")
CITED = ("title", "version", "repository-code")
OURS = ("is_it_right", "api/index")  # pages that are made here
SHARED = '<script src="_static/shared.js"></script>'
SHOWN = """*One neuron hears two thousand noisy inputs. Within 40 seconds it finds the pattern
hidden in them, and nobody has told it what to look for. Press Play to see it once more.*"""
NEURON = "01_leaky_bucket"  # where one may begin too
PICTURE = re.compile(r'<img alt="[^"]*" width="(\d+)" src="data:image/png;base64,([^"]*)"([^>]*)>')
SOUND = re.compile(r'src="data:audio/wav;base64,([^"]*)"')
SCRIPTS = ("shared", "panel", "replay", "run")
UNCOLOURED = re.compile(r'<span class="[npw]">([^<]*)</span>')  # in code: as the rest of it, 9 kB
ONLY_SEARCH = re.compile(  # needs these; and nothing needs styles for what Furo has no part in
    r'<script src="[^"]*(documentation_options|doctools|sphinx_highlight)\.js[^"]*"></script>\s*'
    r"|<link [^>]*furo-extensions[^>]*>\s*"
)
SEARCH = """<script>document.addEventListener("DOMContentLoaded", () => {
  Scorer.score = ([page, , , , score]) => score + (/^\\d\\d_/.test(page) ? 1000 : 0);
  const words = (new URLSearchParams(location.search).get("q") ?? "").match(/\\S+/g) ?? [];
  const escaped = (word) => encodeURIComponent(word).replaceAll("-", "%2D");
  const marked = words.map((word) => `text=${escaped(word)}`).join("&");
  const results = document.getElementById("search-results");
  new MutationObserver(() => { // the browser goes to the words, and marks them
    for (const link of results.querySelectorAll("li > a:not([href*=':~:'])")) {
      const there = link.getAttribute("href");
      link.setAttribute("href", `${there}${link.hash ? "" : "#"}:~:${marked}`);
    }
  }).observe(results, { childList: true, subtree: true });
});</script>"""
MENDED = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Contents">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    '<th class="head"><p></p></th>': "<td></td>",
    '<th class="head text-right"><p></p></th>': "<td></td>",
    "<pre>": '<pre tabindex="0">',
    '<div id="search-results">': f'<h1>Search</h1>\n{SEARCH}\n<div id="search-results">',
}
HELD = re.compile(r"[(“]?<math>(?:(?!</math>).)*</math>[^\s<]+", re.DOTALL)  # and what ends it
QUESTION = re.compile(r"^\*([^*]+\?)\*$", re.MULTILINE)  # of a lesson, below its minutes
RUN_IT = re.compile(r"\n\nRun a cell with Shift\+Enter[^\n]*(?:\n[^\n]+)*")  # with a kernel
LINK = re.compile(r"\]\(([\w.]*#)([^)\s]+)\)")  # to a heading, which JupyterLab calls its own way
ASKS = re.compile(  # a cell of which only what it shows is shown
    r"(predict|quiz|solution)\([^\n]*\)$|views\.\w+(\.code)?\(\)$"
)
STUB = re.compile(r"(?<![\w.])\.\.\.(?![\w.])")  # apart from its check
MOVES = re.compile(r"^(explore|animate|predict)\(", re.MULTILINE)


def build_edition(
    folder: Path,
    recorded: Iterable[Path] | None = None,
    processes: int = 2,
    *,
    pyodide: Path | None = None,
    wheels: Path | None = None,
) -> None:
    """Write the edition into `folder`; frames that are there and fresh are kept.

    Parameters
    ----------
    folder
        Where the pages go, ``index.html`` among them.
    recorded
        Notebooks whose pictures are to move; None for all. The others show what they showed.
    processes
        Lessons recorded at the same time.
    pyodide, wheels
        The kernel that the pages run with (kernel.py). Without, they show recordings only.

    Raises
    ------
    RuntimeError
        A lesson fails, or Sphinx warns: of a link that leads nowhere, of a name it cannot find.
    """
    lessons = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    frames = folder / "frames"
    record_all(lessons if recorded is None else list(recorded), frames, processes)
    kernel = None
    if pyodide is not None and wheels is not None:
        kernel = bring_kernel(folder / "kernel", pyodide, wheels)
        write_notebooks([*lessons, *recipes()], folder / "kernel" / "lessons")
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        gather(lessons, frames, source, kernel)
        shutil.rmtree(folder / "_static", ignore_errors=True)  # which Sphinx would not write over
        _sphinx(source, folder, Path(scratch) / "doctrees")
        for file in source.glob("_files/*"):
            shutil.copy(file, folder / "_static")
    tidy(folder)
    static = folder / "_static"
    shutil.move(static / "offline.js", folder / "offline.js")  # it serves what lies below it
    (static / "panel.js").write_text(script(panel.source()), encoding="utf-8")
    (static / "panel.css").write_text(panel.style(), encoding="utf-8")
    lighten(folder)
    write_font(static / "math.woff", letters_of_formulas(folder))


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


def script(module: str) -> str:
    """The panels' module as a plain script, which also a page opened from a folder may load.

    Raises
    ------
    RuntimeError
        It exports something else than ``renderPanel``.
    """
    body = module.replace("export function renderPanel(", "function renderPanel(")
    if body == module or re.search(r"^export\b", body, re.MULTILINE):
        raise RuntimeError("The panels' module exports something else than renderPanel.")
    return (
        f"window.snnPanel = (() => {{\n{body}return {{ renderPanel, element, nearest }};\n}})();\n"
    )


def letters_of_formulas(folder: Path) -> set[str]:
    """All letters that stand in formulas of the pages in `folder`."""
    found = set()
    for page in folder.rglob("*.html"):
        for formula in re.findall(r"<math.*?</math>", page.read_text(encoding="utf-8"), re.DOTALL):
            found |= set(html.unescape(re.sub(r"<annotation.*?</annotation>|<[^>]*>", "", formula)))
    return found


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
        text = held(text)
        if page.name != "search.html":
            text = ONLY_SEARCH.sub("", text)
        page.write_text(text, encoding="utf-8")
    if missing := [old for old, there in found.items() if not there]:
        raise RuntimeError(f"On no page: {missing}")


def held(text: str) -> str:
    """A page on which no line begins with the full stop of a formula, as Firefox would have it."""
    return HELD.sub(r'<span class="snn-held">\g<0></span>', text)


def lighten(folder: Path) -> None:
    """Take out of pages, styles and scripts what none needs: 300 kB are all that one may fetch."""
    for page in folder.glob("**/*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(UNCOLOURED.sub(r"\1", text), encoding="utf-8")
    pages, scripts = (
        "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob(where)))
        for where in ("**/*.html", "_static/**/*.js")
    )
    used = {name for names in re.findall(r'class="([^"]*)"', pages) for name in names.split()}
    used |= set(re.findall(r"[\w-]{4,}", scripts))  # which may give a class to something

    def rule(found: re.Match[str]) -> str:
        ways = re.sub(r":not\([^()]*\)", "", found[1]).split(",")
        fits = any(used.issuperset(re.findall(r"\.(-?[A-Za-z][\w-]*)", way)) for way in ways)
        return found[0] if fits or "@" in found[1] else ""

    for sheet in folder.glob("_static/**/*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"([^{}]+)\{[^{}]*\}", rule, text)
        sheet.write_text(re.sub(r"\s+", " ", text), encoding="utf-8")
    for name in SCRIPTS:
        file = folder / "_static" / f"{name}.js"
        lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
        code = (line for line in lines if line and not line.startswith("//"))
        file.write_text("\n".join(code), encoding="utf-8")


# --- the pages that Sphinx reads ------------------------------------------------------------------


def gather(lessons: list[Path], frames: Path, source: Path, kernel: Kernel | None = None) -> None:
    """Write into `source` all that Sphinx reads."""
    source.mkdir()
    live = ""
    for lesson in [*lessons, *recipes()]:
        notebook = nbformat.read(lesson, as_version=4)
        file = frames / f"{lesson.stem}.json"
        pages = json.loads(file.read_text(encoding="utf-8"))["pages"] if file.exists() else {}
        if lesson.stem == SHOWPIECE:
            live = filed(showpiece(notebook, pages), source)
        notebook = for_reading(notebook, lesson.name, pages, kernel)
        for output in (each for cell in notebook.cells for each in cell.get("outputs", [])):
            data = output.get("data", {})
            if "image/png" in data and "text/html" not in data:  # of pyplot
                data["text/html"] = drawn(data.pop("image/png"))
            if "text/html" in data:
                data["text/html"] = filed(data["text/html"], source)
        nbformat.write(notebook, source / lesson.name)
    for page in [*NOTEBOOKS.glob("*.md"), *NOTEBOOKS.glob("guide/*.md")]:
        place = source / page.relative_to(NOTEBOOKS)
        place.parent.mkdir(exist_ok=True)
        told = page.read_text(encoding="utf-8")
        if page.parent.name == "guide":  # for who teaches: a learner's search leads to lessons
            told = f"---\nnosearch: true\n---\n\n{told}"
        place.write_text(told, encoding="utf-8")
    guide = sorted(page.stem for page in source.glob("guide/*.md") if page.stem != "README")
    if guide:
        first = source / "guide" / "README.md"
        first.write_text(
            f"{first.read_text(encoding='utf-8')}\n{tree('', guide)}", encoding="utf-8"
        )
    (source / "api").mkdir()
    for name, text in reference().items():
        (source / "api" / f"{name}.md").write_text(text, encoding="utf-8")
    (source / "is_it_right.md").write_text(bench(kernel), encoding="utf-8")
    write_tests(source)
    (source / "index.md").write_text(index(lessons, source, live), encoding="utf-8")


def recipes() -> list[Path]:
    """What follows the last lesson, where there is any: no lesson, and nothing moves in it."""
    return sorted(NOTEBOOKS.glob("after_*.ipynb"))


def showpiece(lesson: nbformat.NotebookNode, recorded: dict[str, Any]) -> str:
    """The first picture of a lesson that plays by itself, at its beginning; else nothing."""
    for cell in lesson.cells:
        for page in recorded.get(cell.id, []):
            if any(control.get("clock") for control in page.get("controls", ())):
                begins = page["begins"]
                image = (
                    f'<img alt="{html.escape(begins["text"])}" width="{page["width"]}" '
                    f'height="{page["height"]}" src="{begins["picture"]}">'
                )
                alone = [{**one, "alone": bool(one.get("clock"))} for one in page["controls"]]
                played = {**page, "rewound": True, "controls": alone}
                live = parts([played], _html(cell).data["text/html"])
                ((begin, end),) = (found.span() for found in PICTURE.finditer(live))
                return live[:begin] + image + live[end:]
    return ""


def _html(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The output of a cell that is HTML."""
    found: list[nbformat.NotebookNode] = [
        output for output in cell.outputs if "text/html" in output.get("data", {})
    ]
    (output,) = found
    return output


def write_notebooks(lessons: list[Path], folder: Path) -> None:
    """Write the notebooks that a learner gets back with answers in them: without outputs."""
    folder.mkdir()
    for lesson in lessons:
        notebook = nbformat.read(lesson, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.update(outputs=[], execution_count=None)
        nbformat.write(notebook, folder / f"{lesson.stem}.json")


def run_data(lesson: nbformat.NotebookNode, name: str, kernel: Kernel) -> str:
    """What run.js must know of a lesson: its code cells, and where the learner writes."""
    cells = [cell for cell in lesson.cells if cell.cell_type == "code"]
    checked = [[check.id for check in checks_in(cell.source)] for cell in cells]
    told = []
    for k, cell in enumerate(cells):
        exercise = next(iter(checked[k]), None)
        if exercise is None and STUB.search(cell.source):
            below = next((ids[0] for ids in checked[k:] if ids), None)
            exercise = f"{below} {cell.id}" if below else None
        told.append({"id": cell.id, "code": as_python(cell.source), "exercise": exercise})
    about = {
        "name": Path(name).stem,
        "cells": told,
        "exercises": sorted({each for ids in checked for each in ids}),
        "bytes": kernel.bytes,
        "version": kernel.version,
    }
    return f'<script type="application/json" id="snn-lesson">{in_script(about)}</script>'


def imports_only(code: str) -> bool:
    """Whether a cell does nothing but import: a reader need not see it."""
    with contextlib.suppress(SyntaxError):
        return all(isinstance(line, ast.Import | ast.ImportFrom) for line in ast.parse(code).body)
    return False


def in_script(content: Any) -> str:
    """JSON that may stand in a page's script."""
    return json.dumps(content, separators=(",", ":")).replace("</", "<\\/")


def for_reading(
    lesson: nbformat.NotebookNode,
    name: str,
    recorded: dict[str, Any],
    kernel: Kernel | None = None,
) -> nbformat.NotebookNode:
    """A lesson with recorded parts in place of pictures, less code, and doors at its end."""
    lesson.cells[0].source = RUN_IT.sub("", lesson.cells[0].source)
    moves = False
    for cell in lesson.cells:
        if cell.cell_type != "code":
            cell.source = LINK.sub(lambda link: f"]({link[1]}{slug(link[2])})", cell.source)
            continue
        tags = set(cell.metadata.get("tags", []))
        if ASKS.match(cell.source):
            tags.add("remove-input")
        elif imports_only(cell.source) or MOVES.search(cell.source) or cell.metadata.get("jupyter"):
            tags.add("hide-input")
        cell.metadata["tags"] = sorted({*tags, f"cell-{cell.id}"})
        if cell.id in recorded:
            data = _html(cell).data
            data["text/html"] = parts(recorded[cell.id], data["text/html"])
            moves = True
    code = [as_python(cell.source) for cell in lesson.cells if cell.cell_type == "code"]
    if name[0].isdigit() and (uses := what_for(code)):
        further = [f"[Recipes]({page.name}) to begin from." for page in recipes()]
        lesson.cells.append(nbformat.v4.new_markdown_cell("\n\n".join([uses, *further])))
    end = doors(name)
    if moves or kernel:
        end += (run_data(lesson, name, kernel) if kernel else "") + scripts(bool(kernel))
    lesson.cells.append(nbformat.v4.new_markdown_cell(f"```{{raw}} html\n{end}\n```"))
    return lesson


def slug(heading: str) -> str:
    """The anchor of a heading as web pages have it: in lower case, without punctuation."""
    return re.sub(r"[^\w-]", "", heading.lower())


def doors(name: str) -> str:
    """Links to a lesson as a notebook, on Binder and in Colab."""
    repository = published()
    owner = repository.removeprefix("https://github.com/")
    links = {
        "Binder": f"https://mybinder.org/v2/gh/{owner}/main?urlpath=lab/tree/notebooks/{name}",
        "Colab": f"https://colab.research.google.com/github/{owner}/blob/main/notebooks/{name}",
    }
    written = " ".join(f'<a href="{html.escape(to)}">{said}</a>' for said, to in links.items())
    named = 'class="snn-doors" aria-label="This lesson elsewhere"'
    return f"<nav {named}>This lesson as a notebook: {written}</nav>"


def published() -> str:
    """Where the project is published: the one place that says so is pyproject.toml."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["urls"]["Repository"])


def parts(pages: list[dict[str, Any]], shown: str) -> str:
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
                "<span></span> To do more, run this page.</p></div>"
            )
    data = f'<script type="application/json">{in_script(pages)}</script>'
    return f'<div class="snn-recorded">{data}{"".join(boxes)}</div>'


def drawn(png: str) -> str:
    """What pyplot drew, as HTML: its place on the page is known before it is fetched."""
    png = png.strip()
    across, _ = Image.open(io.BytesIO(base64.b64decode(png))).size
    alternative = "The figure of this cell."  # as host.py has it
    return f'<img alt="{alternative}" width="{across}" src="data:image/png;base64,{png}">'


def filed(shown: str, source: Path) -> str:
    """HTML whose pictures and sounds are files: they are fetched when a reader comes near."""

    def file(content: bytes, suffix: str) -> str:
        (source / "_files").mkdir(exist_ok=True)
        name = f"{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
        (source / "_files" / name).write_bytes(content)
        return f'src="_static/{name}"'

    def picture(found: re.Match[str]) -> str:
        png = base64.b64decode(found[2])
        across, down = Image.open(io.BytesIO(png)).size
        height = round(int(found[1]) * down / across)  # so that its place is kept
        there = f'height="{height}" loading="lazy" {file(small(png), "webp")}{found[3]}>'
        return found[0][: found[0].index("src=")] + there

    shown = PICTURE.sub(picture, shown)
    return SOUND.sub(lambda found: file(base64.b64decode(found[1]), "wav"), shown)


def scripts(runs: bool = False) -> str:
    """The scripts of a page on which something moves, or that can be run."""
    style = '<link rel="stylesheet" href="_static/panel.css">'
    return style + "".join(
        f'<script src="_static/{name}.js"></script>' for name in SCRIPTS if runs or name != "run"
    )


def index(lessons: list[Path], source: Path, live: str) -> str:
    """The first page: for whom it is, something that moves, the parts, and all other ways."""
    read = [read_lesson(lesson) for lesson in lessons]
    names = {
        "Lessons": [page.stem for page in [*lessons, *recipes()]],
        "Look up": [*sorted(page.stem for page in NOTEBOOKS.glob("*.md")), *OURS],
        "Teach": ["guide/README", "tests"],
    }
    text = (SITE / "index.md").read_text(encoding="utf-8")
    return text.format(
        live=f"{SHOWN}\n\n```{{raw}} html\n{live}\n```" if live else "",
        first=f"{read[0].path.stem}.html",
        first_title=html.escape(read[0].title),
        first_minutes=read[0].minutes,
        or_neuron=or_with_the_neuron(read),
        parts=parts_of_the_course(read, source) + (scripts() if live else SHARED),
        cite=cited(),
        trees="\n\n".join(tree(caption, its) for caption, its in names.items()),
    )


def or_with_the_neuron(lessons: list[Lesson]) -> str:
    """A second link to begin with, where there is that lesson."""
    for each in lessons:
        if each.path.stem == NEURON:
            link = f'<a href="{NEURON}.html">{each.number} · {html.escape(each.title)}</a>'
            return f", or begin with the neuron: {link}"
    return ""


def parts_of_the_course(lessons: list[Lesson], source: Path) -> str:
    """A card for each part: a picture, its lessons, and how much of each is done."""
    cards = []
    ends = [*PARTS, 100][1:]
    for number, end, (first, (title, draw)) in zip(ROMAN, ends, PARTS.items(), strict=True):
        items = []
        for lesson in (each for each in lessons if first <= int(each.number) < end):
            done = html.escape(json.dumps(sorted(asked_in(lesson.path))))
            items.append(
                f'<li><a href="{lesson.path.stem}.html">{lesson.number} · '
                f"{html.escape(lesson.title)}</a> "
                f'<small>{lesson.minutes} min<span class="snn-done" data-exercises="{done}">'
                "</span></small></li>"
            )
        cards.append(
            f'<section class="snn-card">{filed(picture(draw), source)}'
            f"<h3>Part {number} · {title}</h3><ul>{''.join(items)}</ul></section>"
        )
    return f'<div class="snn-cards">{"".join(cards)}</div>'


def cited() -> str:
    """How to cite this version."""
    told = (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
    field = {name: re.search(rf"^{name}: \"?([^\"\n]+)", told, re.MULTILINE) for name in CITED}
    title, version, code = (found[1] if (found := field[name]) else "" for name in CITED)
    author = re.search(r"- name: (.+)", told)
    return f"{author[1] if author else title}. *{title}*, version {version}. {code}"


def bench(kernel: Kernel | None) -> str:
    """The page that examines what is the reader's own: a tab for each examiner."""
    cells = [
        {"id": each.what, "code": each.code, "exercise": None, "title": each.title}
        | ({"takes": ".npz,.safetensors"} if each.what == "alive" else {"what": each.what})
        for each in BENCHES
    ]
    boxes = "\n".join(
        f'<div class="cell tag_cell-{each.what}" hidden><p>{html.escape(each.says)}</p>'
        '<div class="cell_input"></div></div>'
        for each in BENCHES
    )
    about = {"name": "is_it_right", "cells": cells, "exercises": [], "examines": True}
    run = ""
    if kernel:
        told = in_script({**about, "bytes": kernel.bytes, "version": kernel.version})
        run = f'<script type="application/json" id="snn-lesson">{told}</script>{scripts(True)}'
    text = (SITE / "is_it_right.md").read_text(encoding="utf-8")
    served = "A page that is served can do it: <code>python -m http.server</code> in its folder."
    unserved = served if kernel else "This copy of the page was made without Python."
    return text.format(cells=boxes, run=run, unserved=unserved)


def write_tests(source: Path) -> None:
    """Write a page for each test before and after a part, and the page that leads there."""
    texts = {name: (SITE / f"{name}.md").read_text(encoding="utf-8") for name in ("test", "tests")}
    rows, names = ["| part | before | after |", "|---|---|---|"], []
    for number in inventory.NUMBERS:
        part = inventory.read_part(number)
        with tempfile.TemporaryDirectory() as scratch:
            files = write_forms(number, Path(scratch))
            notebooks = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        pair = [f"test_{number}_{when}" for when in inventory.WHEN]
        for name, when, notebook in zip(pair, inventory.WHEN, notebooks, strict=True):
            questions = inventory.form(number, when, "").questions
            lines = [
                {letter: f"{each.name}: {said}" for letter, said in each.lettered.items()}
                for each in questions
            ]
            page = {"name": f"part_{number}_{when}", "notebook": notebook, "lines": lines}
            words = "".join(each._repr_html_() for each in questions)
            shown = parts([{**asked(questions, wait=False), **page}], words) + scripts()
            text = texts["test"].format(title=part.title, when=when, asked=shown)
            (source / f"{name}.md").write_text(text, encoding="utf-8")
        rows.append(f"| {part.title} | [before]({pair[0]}.md) | [after]({pair[1]}.md) |")
        names += pair
    text = texts["tests"].format(table="\n".join(rows), tree=tree("", names))
    (source / "tests.md").write_text(text, encoding="utf-8")


def tree(caption: str, pages: list[str]) -> str:
    """Pages of the list at the side, under a caption if there is one."""
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["```{toctree}", *options, "", *pages, "```"])


# --- the reference --------------------------------------------------------------------------------


def reference() -> dict[str, str]:
    """A page for each module that promises names, and on it every one of them; by the page's name.

    A name that two modules promise is explained on the page of the lower one, and linked above.
    """
    promised, home = faces(), homes()
    pages: dict[str, str] = {}
    for module, names in promised.items():
        face = importlib.import_module(module)
        linked, written = [], []
        for name in sorted(names, key=str.casefold):
            it = getattr(face, name)
            if inspect.ismodule(it) and it.__name__ in promised:
                linked.append(f"- [{name}]({it.__name__}.md): {first_line(it)}")
            elif (path := home.get(f"{module}.{name}", f"{module}.{name}")) != f"{module}.{name}":
                linked.append(f"- {{py:obj}}`{name} <{path}>`: {first_line(it)}")
            else:
                written.append(_explained(module, name, it))
        written = [f"# {module}", inspect.getdoc(face) or "", "\n".join(linked), *written]
        pages[module] = "\n\n".join(written) + "\n"
    listed = "\n".join(sorted(pages))
    pages["index"] = (
        "# The library\n\nEvery public name, by the room that it lives in. What lessons use most, "
        "`snn_edu` itself has too. Before you choose, look at it [beside other "
        "simulators](../beside_others.md).\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    )
    return pages


def _explained(module: str, name: str, it: Any) -> str:
    """One name on a page: what autodoc makes of it, or the value of a constant."""
    if inspect.ismodule(it):
        directive = f".. automodule:: {it.__name__}\n   :members:"
        return f"## {name}\n\n```{{eval-rst}}\n{directive}\n```"
    if inspect.isclass(it):
        bases = (base for base in it.__mro__ if not base.__module__.startswith("snn_edu"))
        others = ",".join(dict.fromkeys(base.__name__ for base in bases))  # explain themselves
        directive = f".. autoclass:: {module}.{name}\n   :members:\n   :inherited-members: {others}"
        given = [  # by a base, to this class
            member
            for member, value in vars(it).items()
            if inspect.isfunction(value) and not value.__module__.startswith("snn_edu")
        ]
        if given:
            directive += f"\n   :exclude-members: {', '.join(given)}"
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
