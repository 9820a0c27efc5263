"""Build the lessons: run each text source and keep what it showed.

    python notebooks/build.py            every lesson
    python notebooks/build.py 01 02      these lessons
    python notebooks/build.py after      the recipes that follow the last lesson
    python notebooks/build.py --check    say where a pair disagrees, and what a lesson lacks
    python notebooks/build.py --new 22 name    write the stubs of a new lesson; run nothing
    python notebooks/build.py --site F   write the public page to the folder F; run nothing

`source/01_leaky_bucket.py` (jupytext's percent format) becomes `01_leaky_bucket.ipynb`, executed
and normalised: the same source gives the same bytes. A teacher who edits the notebook in JupyterLab
with jupytext installed edits the source too, and then builds to refresh the outputs.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import new_lesson
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from PIL import Image

from snn_edu.command import cli
from snn_edu.exercises import table
from snn_edu.plots import small_png

NOTEBOOKS = Path(__file__).resolve().parent
SIZE_LIMIT = 400_000  # bytes; what GitHub still renders quickly
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"  # names a model that dies with the kernel
# As `snn-edu start` has it: with two, lesson 13 takes four times the CPU (they wait for each other
# at every small matrix), and sums may come out in another order.
ONE_THREAD = dict.fromkeys(cli.ONE_THREAD, "1")
QUIET = {"SNN_EDU_PROGRESS": "0"}  # a line of a long run, on a busy machine, is no output
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
# What differs on the next machine or the next run, and so may not stand in an output.
PASSING = re.compile(
    r"/home/|/root/|/tmp/|/Users/|/private/|/usr/lib|site-packages|\b[A-Za-z]:\\\\?Users"
    r"| at 0x[0-9a-fA-F]{6,}"
)


class LessonError(Exception):
    """A lesson that cannot be published as it is; the message says why, in one sentence."""


def lessons(chosen: list[str], folder: Path = NOTEBOOKS) -> list[Path]:
    """Notebooks to build: those whose name starts with one of `chosen`, or all when it is empty."""
    names = {source.stem for source in (folder / "source").glob("*.py")}
    names |= {notebook.stem for notebook in folder.glob("*.ipynb")}
    for start in chosen:
        if not any(name.startswith(start) for name in names):
            raise LessonError(f"There is no lesson {start!r}, only {', '.join(sorted(names))}.")
    return [
        folder / f"{name}.ipynb"
        for name in sorted(names)
        if not chosen or any(name.startswith(start) for start in chosen)
    ]


def source_of(notebook: Path) -> Path:
    """The text source of a notebook: 01_x.ipynb has source/01_x.py."""
    return notebook.parent / "source" / f"{notebook.stem}.py"


def read_source(source: Path) -> NotebookNode:
    """The notebook that a text source stands for: no outputs yet, ids and metadata normal."""
    lesson = jupytext.read(source, fmt="py:percent")
    return normalised(lesson)


def normalised(lesson: NotebookNode) -> NotebookNode:
    """A copy of `lesson` without anything that changes from run to run or machine to machine.

    Cell ids come from the cell's own text, so that inserting one cell changes one id. The widget
    views go, with the state they would need; the picture and the text beside them stay.
    """
    cells, count, seen = [], 0, Counter[str]()
    for cell in lesson.cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
        seen[digest] += 1
        kept = NotebookNode(
            cell_type=cell.cell_type,
            id=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}",
            metadata=_cell_metadata(cell.metadata),
            source=cell.source,
        )
        if cell.cell_type == "code":
            count += 1
            kept.execution_count = count
            kept.outputs = _outputs(cell.get("outputs", []), count)
        cells.append(kept)
    metadata = nbformat.from_dict(KERNEL)
    return NotebookNode(cells=cells, metadata=metadata, nbformat=4, nbformat_minor=5)


def _cell_metadata(metadata: NotebookNode) -> NotebookNode:
    """Keep the tags, and that JupyterLab folds a cell's source."""
    kept = NotebookNode()
    if metadata.get("tags"):
        kept.tags = list(metadata.tags)
    if metadata.get("jupyter", {}).get("source_hidden"):
        kept.jupyter = NotebookNode(source_hidden=True)
    return kept


def _outputs(outputs: list[NotebookNode], count: int) -> list[NotebookNode]:
    kept: list[NotebookNode] = []
    for output in outputs:
        last = kept[-1] if kept else NotebookNode()
        if output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text  # the kernel sends one print in one piece or in two
            continue
        new = nbformat.from_dict(output)
        new.pop("transient", None)
        for bundle in (new.get("data", {}), new.get("metadata", {})):
            bundle.pop(WIDGET_VIEW, None)
        if "execution_count" in new:
            new.execution_count = count
        if new.output_type in ("stream", "error") or new.data:
            kept.append(new)
    return kept


def execute(lesson: NotebookNode, folder: Path) -> NotebookNode:
    """Run every cell in a fresh kernel of this Python, in `folder`; return it with outputs."""
    with tempfile.TemporaryDirectory() as profile:  # the author's own IPython settings stay out
        client = NotebookClient(
            lesson,
            timeout=300,
            kernel_name="python3",
            record_timing=False,
            extra_arguments=["--log-level=ERROR"],  # not the warning about an unencrypted port
            resources={"metadata": {"path": str(folder)}},
        )
        client.execute(env={**os.environ, **ONE_THREAD, **QUIET, "IPYTHONDIR": profile})
    return lesson


def smaller(lesson: NotebookNode) -> NotebookNode:
    """Pack what pyplot drew as our own pictures are packed, in a quarter of the bytes."""
    for cell in lesson.cells:
        for output in cell.get("outputs", []):
            if "image/png" in (data := output.get("data", {})):
                drawn = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
                png = small_png(drawn, optimize=True)
                data["image/png"] = base64.b64encode(png).decode()
    return lesson


def text(lesson: NotebookNode) -> str:
    """The file's text."""
    nbformat.validate(lesson)
    return str(nbformat.writes(lesson)) + "\n"


def blemishes(lesson: NotebookNode) -> list[str]:
    """Reasons not to publish an executed lesson; empty when there are none."""
    found = []
    for cell in lesson.cells:
        for output in cell.get("outputs", []):
            where = f"cell {cell.execution_count}"
            if output.output_type == "error":
                found.append(f"{where} fails: {output.ename}: {output.evalue}")
            if output.get("name") == "stderr":
                found.append(f"{where} writes to stderr: {output.text.strip()[:200]}")
            for passing in PASSING.finditer(_words(output)):
                found.append(f"{where} shows {passing.group()!r}, which differs on other machines")
            if output.get("data") and "text/plain" not in output.data:
                found.append(f"{where} shows something without text: {', '.join(output.data)}")
    size = len(text(lesson).encode())
    if size > SIZE_LIMIT:
        found.append(f"the file has {size / 1000:.0f} kB; the limit is {SIZE_LIMIT // 1000} kB")
    return found


def _words(output: NotebookNode) -> str:
    """All text of an output, pictures left out."""
    data: dict[str, Any] = output.get("data", {})
    words = [str(value) for mime, value in data.items() if not mime.startswith("image/")]
    return re.sub(r"data:image/png;base64,[^\"]*", "", "\n".join([output.get("text", ""), *words]))


def disagreements(notebook: Path) -> list[str]:
    """Where a notebook and its source say different things; empty when they agree."""
    source = source_of(notebook)
    for missing in (path for path in (source, notebook) if not path.exists()):
        return [f"{missing.name} is missing"]
    theirs, ours = normalised(nbformat.read(notebook, as_version=4)), read_source(source)
    found = []
    if len(theirs.cells) != len(ours.cells):
        found.append(f"{len(theirs.cells)} cells, but {len(ours.cells)} in the source")
    for k, (cell, expected) in enumerate(zip(theirs.cells, ours.cells, strict=False)):
        if any(cell[part] != expected[part] for part in ("cell_type", "source", "metadata")):
            first = (expected.source.splitlines() or [""])[0]
            found.append(f"cell {k} is not the source's cell {k}, {first!r}")
            break
    return found


def build(notebook: Path) -> None:
    """Execute the source of one notebook and write the notebook.

    Raises
    ------
    LessonError
        A cell fails, warns, or shows what another machine would not; nothing is written then.
    """
    source = source_of(notebook)
    if not source.exists():
        raise LessonError(f"{notebook.name}: its source {source.name} is missing.")
    try:
        lesson = normalised(smaller(execute(read_source(source), notebook.parent)))
    except CellExecutionError as error:
        raise LessonError(f"{notebook.name}: a cell fails.\n{error}") from None
    if found := blemishes(lesson):
        raise LessonError("\n".join(f"{notebook.name}: {blemish}" for blemish in found))
    unfinished = notebook.with_suffix(".unfinished")
    unfinished.write_text(text(lesson), encoding="utf-8", newline="\n")
    unfinished.replace(notebook)
    letter_guide(notebook)


def letter_guide(notebook: Path) -> None:
    """Write the right answers anew into the lesson's page of the guide, where it quotes them."""
    page = notebook.parent / "guide" / f"{notebook.stem}.md"
    lesson = notebook.stem.partition("_")[2]
    if not page.exists():
        return
    text = page.read_text(encoding="utf-8")
    asked = {each.name: each for each in table(lesson, "PREDICTIONS")}

    def right(found: re.Match[str]) -> str:
        known = asked.get(found[1])
        if known is None or not known.choices:
            return found[0]
        letter, words = known.lettered[str(known.answer)].split(" ", 1)
        return f'- **{found[1]}**: right is {letter} "{words}".'

    text = re.sub(r'^- \*\*(\w+)\*\*: right is \(.\) ".+?"\.', right, text, flags=re.M)
    letters = ", ".join(f"({each.answer})" for each in table(lesson, "QUIZ"))
    quiz = "- In **the quiz** the right answers are "
    text = re.sub(rf"^{re.escape(quiz)}[^.]+", lambda _: quiz + letters, text, flags=re.M)
    page.write_text(text, encoding="utf-8", newline="\n")


def site(folder: Path, pyodide: Path | None, wheels: Path | None) -> None:
    """Write the public page; what makes it is in ``site/``."""
    sys.path.insert(0, str(NOTEBOOKS / "site"))
    import edition

    edition.build_edition(folder, pyodide=pyodide, wheels=wheels)


def main(arguments: list[str] | None = None) -> int:
    """Build or check; the exit code is 1 when a lesson cannot be published."""
    parser = argparse.ArgumentParser(description="Build the lessons from notebooks/source.")
    parser.add_argument("lesson", nargs="*", help="numbers, such as 01 02 (default: all)")
    parser.add_argument("--check", action="store_true", help="compare the pairs; run nothing")
    parser.add_argument("--new", nargs=2, metavar=("NUMBER", "NAME"), help="stubs of a new lesson")
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="write the public page there")
    parser.add_argument("--pyodide", type=Path, help="the kernel that the pages run with")
    parser.add_argument("--wheels", type=Path, help="and its packages, each a folder")
    given = parser.parse_args(arguments)
    if given.site is not None:
        site(given.site, given.pyodide, given.wheels)
        return 0
    failed = False
    try:
        if given.new:
            number, name = given.new
            new_lesson.write(number, name, NOTEBOOKS.parent)
            print("\n".join(new_lesson.missing(f"{number}_{name}", NOTEBOOKS.parent)))
            return 0
        for notebook in lessons(given.lesson):
            if given.check:
                counted = notebook.stem[:1].isdigit()  # a lesson, which needs more than a page
                lacks = new_lesson.missing(notebook.stem, NOTEBOOKS.parent) if counted else []
                problems = [f"{notebook.name}: {said}" for said in disagreements(notebook) + lacks]
                print("\n".join(problems) or f"{notebook.name}: in step")
                failed |= bool(problems)
            else:
                build(notebook)
                print(f"{notebook.name}: built, {notebook.stat().st_size / 1000:.0f} kB")
    except (LessonError, ValueError, FileExistsError) as error:
        print(error, file=sys.stderr)
        failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
