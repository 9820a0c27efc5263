"""A learner's own copy of the lessons: how they get it, and how it is never taken from them.

`copy_lessons` notes, in a small file beside the lessons, a digest of what it wrote. A file that
no longer matches has been worked on. The digest of a notebook leaves out what running it changes.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snn_edu.command.lesson_files import LessonError, create, text_of
from snn_edu.diary import OURS

# Pages to which lessons link.
PAGES = ("glossary.md", "ledger.md", "draws.md", "cluster.md", "beside_others.md")
UNFINISHED = ".snn-edu-"  # and eight digits: a file that a start is writing
A_MINUTE = 60.0  # s, longer than any start writes

# What front ends write into a notebook by themselves; all else is somebody's work.
UNASKED = {
    *("collapsed", "scrolled", "source_hidden", "outputs_hidden"),  # what is folded
    *("hidden", "heading_collapsed", "jp-MarkdownHeadingCollapsed"),
    *("trusted", "execution", "ExecuteTime", "id", "outputId", "colab", "vscode"),
    # of all of it
    *("kernelspec", "language_info", "widgets", "orig_nbformat", "signature", "snn_edu"),
}


@dataclass(frozen=True)
class Copied:
    """What became of one file: `how` is new, updated, same, kept, beside or rescued.

    "kept" is the learner's own work where nothing is newer; "beside" means that the newer lesson
    is beside it; "rescued", that it was saved while the lesson was replaced.
    """

    path: Path  # where the newest version is now, or what was rescued
    how: str
    original: Path  # the file that `path` lies beside, or `path` itself


def copy_lessons(source: Path, target: Path) -> list[Copied]:
    """Copy notebooks and the pages they link to; keep what the learner changed.

    A file the learner never touched is replaced by a newer one. Beside a file they changed, the
    newer one lands as `01_leaky_bucket.new.ipynb`, and the next, should that be changed as well, as
    `01_leaky_bucket.new2.ipynb`. When `source` is `target`, a teacher's clone, nothing happens.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        if target.samefile(source):
            return []
        for left in target.glob(f"{UNFINISHED}????????"):  # by a start that was stopped
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > A_MINUTE:  # not one that runs beside this
                    left.unlink()
        noted = _noted(target / OURS)
        written, copied = dict(noted), []
        lessons = sorted(source.glob("*.ipynb"))  # and the recipes that follow them
        for path in (*lessons, *(source / page for page in PAGES)):
            copied += _place(path, target, written)
        if written != noted or not (target / OURS).exists():
            with contextlib.suppress(OSError):  # at worst a needless .new follows
                _write(target, json.dumps(written, indent=1).encode()).replace(target / OURS)
    except OSError as error:
        why = "a file is in the way" if isinstance(error, FileExistsError) else error.strerror
        raise LessonError(f"Cannot write the lessons to {target}: {why or error}.") from None
    return copied


def _place(path: Path, target: Path, written: dict[str, str]) -> list[Copied]:
    """Put one shipped file where it destroys nothing, and note its digest by the name it has."""
    newest, original = digest(path), target / path.name
    rescued: list[Copied] = []
    for place in _names(original):
        ours = written.get(place.name)
        present: str | None = digest(place)
        if present == "unreadable":  # nothing there, or another start just replaces it
            present = digest(place) if os.path.lexists(place) else None
        if present not in (None, newest, ours):  # the learner's work
            if ours == newest and present != "unreadable":
                return [Copied(place, "kept", original), *rescued]
            continue
        if present != newest:
            replaced, saved = _replace(place, path.read_bytes(), {newest, ours})
            rescued += [Copied(each, "rescued", original) for each in saved]
            if not replaced and digest(place) != newest:  # another start may have put it there
                continue
        written[place.name] = newest
        how = {None: "new", newest: "same"}.get(present, "updated")
        return [Copied(place, how if place == original else "beside", original), *rescued]
    raise AssertionError("unreachable: there is always another name")  # pragma: no cover


def _replace(place: Path, content: bytes, shipped: set[str | None]) -> tuple[bool, list[Path]]:
    """Put `content` at `place`; say whether it is there, and where a save of this moment is.

    What is there is renamed first, so that who saves by name from now on makes a new file, and only
    then looked at: what was shipped goes, all else stays under its clear name.
    """
    newer = _write(place.parent, content)
    away = place.with_name(f"{place.stem}.yours-{secrets.token_hex(4)}{place.suffix}")
    replaced = False
    try:
        with contextlib.suppress(FileNotFoundError):
            if os.path.lexists(place):
                place.rename(away)
        try:
            os.link(newer, place)
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no second names, as many USB sticks
            create(place, content)
        replaced = True
    except (FileExistsError, PermissionError):  # just saved; or open in another program, on Windows
        pass
    finally:
        newer.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            if not replaced and not os.path.lexists(place):  # the disk is full
                os.link(away, place)
                away.unlink()
        with contextlib.suppress(OSError):
            if digest(away) in shipped and (replaced or os.path.lexists(place)):
                away.unlink()
    return replaced, [away] if os.path.lexists(away) else []


def _write(folder: Path, content: bytes) -> Path:
    """Write a file that has no name of a lesson yet."""
    file = folder / f"{UNFINISHED}{secrets.token_hex(4)}"
    create(file, content)
    return file


def _names(original: Path) -> Iterator[Path]:
    """01.ipynb, then 01.new.ipynb, 01.new2.ipynb, ..."""
    yield original
    for number in itertools.count(1):
        counted = "" if number == 1 else number
        yield original.with_name(f"{original.stem}.new{counted}{original.suffix}")


def digest(path: Path) -> str:
    """A fingerprint of what a person made of a file.

    Of a notebook that is all but what running, folding and saving it write by themselves: outputs,
    counts, ids, the kernel's name, what is folded, and the empty cell that JupyterLab appends.
    """
    try:
        content = path.read_bytes() if path.is_file() else None
    except (OSError, MemoryError):
        content = None
    if content is None:  # a folder, a pipe, a dangling link: not ours in any case
        return "unreadable"
    if path.suffix == ".ipynb":
        # no longer a notebook, or one nested or large beyond reading: its bytes decide
        no_notebook = (ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError)
        with contextlib.suppress(*no_notebook):
            content = json.dumps(_made_by_hand(json.loads(content)), sort_keys=True).encode()
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _made_by_hand(notebook: dict[str, Any]) -> list[Any]:
    """The parts of a notebook that no program changes unasked."""
    cells = []
    for cell in notebook["cells"]:
        kept = {key: cell[key] for key in cell.keys() - {"id", "outputs", "execution_count"}}
        kept["source"] = text_of(cell["source"])
        kept["metadata"] = _asked_for(cell.get("metadata", {}))
        if kept["source"].strip() or kept["metadata"] or kept.get("attachments"):
            cells.append(kept)
    return [cells, _asked_for(notebook.get("metadata", {}))]


def _asked_for(metadata: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in metadata.items() if key not in UNASKED}
    if isinstance(kept.get("jupyter"), dict):
        kept["jupyter"] = _asked_for(kept["jupyter"])
    return {key: value for key, value in kept.items() if value not in ({}, [])}


def _noted(memory: Path) -> dict[str, str]:
    """What was written here before; nothing when the note is lost, and then nothing is replaced."""
    try:
        noted = json.loads(memory.read_text(encoding="utf-8")) if memory.is_file() else {}
        return {str(name): str(noted[name]) for name in noted}
    except (ValueError, TypeError, RecursionError):
        return {}
