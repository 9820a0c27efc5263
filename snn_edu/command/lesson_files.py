"""The lessons as files: where they are, what they say of themselves, how a learner gets a copy.

A copy is the learner's. `copy_lessons` remembers, in a small file beside the lessons, a digest of
what it wrote; a file that no longer matches has been worked on and is never written over. The
digest of a notebook covers its cells' text, so running a lesson does not count as working on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEMORY = ".snn-edu.json"  # in the learner's folder: digests of what was copied there


class LessonError(Exception):
    """Something a learner can put right; the message is one sentence for them."""


@dataclass(frozen=True)
class Lesson:
    """What a notebook says of itself in its first cell."""

    path: Path
    number: str  # "01", as in the file's name
    title: str
    minutes: int
    objectives: tuple[str, ...]


@dataclass(frozen=True)
class Copied:
    """What became of one file: `how` is new, updated, same, kept or beside."""

    path: Path  # where the newest version is now
    how: str  # "kept": the learner's own work, and nothing newer; "beside": the newer lesson is
    original: Path  # the file that was not written over, when `how` is "beside"


def lessons_folder() -> Path:
    """Where this installation keeps its lessons: inside the wheel, or beside the package.

    Raises
    ------
    LessonError
        There are none in either place.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_notebooks", package.parent / "notebooks"):
        if folder.is_dir() and any(folder.glob("[0-9]*.ipynb")):
            return folder
    raise LessonError(f"No lessons beside {package}: install snn-edu again, or clone it whole.")


def read_lessons(folder: Path) -> list[Lesson]:
    """All lessons of `folder`, in order."""
    return [read_lesson(path) for path in sorted(folder.glob("[0-9]*.ipynb"))]


def read_lesson(path: Path) -> Lesson:
    """Read title, minutes and objectives from the first cell of a notebook.

    The cell starts `# 01 · The leaky bucket`, has a line that starts `**50 minutes**`, and a list
    of ``-`` items under a line that starts `You will be able to`.

    Raises
    ------
    LessonError
        The file is no notebook, or its first cell lacks one of the three.
    """
    try:
        said = _text(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
    except (ValueError, KeyError, IndexError, TypeError):
        raise LessonError(f"{path.name} is not a notebook.") from None
    title = re.match(r"# (\d+) · (.+)", said)
    minutes = re.search(r"^\*\*(\d+) minutes\*\*", said, re.MULTILINE)
    aims = re.search(r"^You will be able to.*\n+((?:[-*] .+\n?(?:  .+\n?)*)+)", said, re.MULTILINE)
    if not (title and minutes and aims):
        raise LessonError(f"{path.name} does not open with its title, minutes and objectives.")
    items = re.split(r"^[-*] ", aims[1], flags=re.MULTILINE)[1:]
    return Lesson(
        path=path,
        number=title[1],
        title=title[2].strip(),
        minutes=int(minutes[1]),
        objectives=tuple(" ".join(item.split()) for item in items),
    )


def find_lesson(lessons: list[Lesson], number: str) -> Lesson:
    """The lesson numbered `number`; "1" and "01" are the same.

    Raises
    ------
    LessonError
        There is none; the message lists those there are.
    """
    for lesson in lessons:
        if lesson.number == number.zfill(2) or lesson.path.stem == number:
            return lesson
    there_are = ", ".join(lesson.number for lesson in lessons)
    raise LessonError(f"There is no lesson {number}; there are: {there_are}.")


def copy_lessons(source: Path, target: Path) -> list[Copied]:
    """Copy notebooks, glossary and licence of `source` to `target`; keep what the learner changed.

    A file the learner never touched is replaced by a newer one. Beside a file they changed, the
    newer one lands as `01_leaky_bucket.new.ipynb`, and the next, should that be changed as well, as
    `01_leaky_bucket.new2.ipynb`. When `source` is `target`, a teacher's clone, nothing happens.

    Raises
    ------
    LessonError
        `target` cannot be written to.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        if target.samefile(source):
            return []
        memory = _recall(target / MEMORY)
        copied = [_place(path, target, memory) for path in sorted(_for_learners(source))]
        _write(target / MEMORY, json.dumps(memory, indent=1, sort_keys=True).encode())
    except OSError as error:
        why = "a file is in the way" if isinstance(error, FileExistsError) else error.strerror
        raise LessonError(f"Cannot write the lessons to {target}: {why}.") from None
    return copied


def _for_learners(source: Path) -> Iterator[Path]:
    for path in source.iterdir():
        if path.is_file() and path.suffix != ".py" and not path.name.startswith("."):
            yield path


def _place(path: Path, target: Path, memory: dict[str, str]) -> Copied:
    """Put one file where it destroys nothing; note in `memory` what was put there."""
    newest = digest(path)
    original = target / path.name
    for place in _places(original):
        written = memory.get(place.name)
        present = digest(place) if os.path.lexists(place) else None
        if present is not None and present not in (newest, written):  # the learner's work
            if written == newest:
                return Copied(place, "kept", original)
            continue
        if present != newest:
            _write(place, path.read_bytes())
        memory[place.name] = newest
        if place != original:
            return Copied(place, "beside", original)
        how = "same" if present == newest else "new" if present is None else "updated"
        return Copied(place, how, original)
    raise AssertionError("unreachable: there is always another name")  # pragma: no cover


def _places(original: Path) -> Iterator[Path]:
    """01.ipynb, then 01.new.ipynb, 01.new2.ipynb, ..."""
    yield original
    number = 1
    while True:
        mark = ".new" if number == 1 else f".new{number}"
        yield original.with_name(f"{original.stem}{mark}{original.suffix}")
        number += 1


def digest(path: Path) -> str:
    """A fingerprint of what a person wrote in a file.

    Of a notebook that is the kind and text of each cell that has text: not outputs, counts, ids,
    folded cells, nor the empty cell that JupyterLab appends when the last one is run.
    """
    try:
        content = path.read_bytes()
    except OSError:  # a folder of that name, a dangling link: not ours in any case
        return "unreadable"
    if path.suffix == ".ipynb":
        try:
            cells = [(c["cell_type"], _text(c["source"])) for c in json.loads(content)["cells"]]
            content = json.dumps([cell for cell in cells if cell[1].strip()]).encode()
        except (ValueError, KeyError, TypeError):
            pass  # no longer a notebook: its bytes decide
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _text(source: str | list[str]) -> str:
    """A cell's text; a notebook file may keep it in lines."""
    return source if isinstance(source, str) else "".join(source)


def _recall(memory: Path) -> dict[str, str]:
    """What was copied before; nothing when the note is lost, and then nothing is replaced."""
    try:
        noted: Any = json.loads(memory.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".snn-edu-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink()
        raise
