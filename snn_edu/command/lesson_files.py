"""The lessons as files: where they are, and what they say of themselves."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST = 20_000_000  # bytes of a notebook; larger ones are not read


class LessonError(Exception):
    """What the functions of this room raise: something a learner or teacher can put right.

    The message is one sentence for them.
    """


@dataclass(frozen=True)
class Lesson:
    """What a notebook says of itself in its first cell."""

    path: Path
    number: str  # "01", as in the file's name
    title: str
    minutes: int
    objectives: tuple[str, ...]


def lessons_folder() -> Path:
    """Where this installation keeps its lessons: inside the wheel, or beside the package."""
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

    The cell starts `# 01 · The leaky bucket`, has a line that starts `**50 minutes**`, and a
    paragraph that starts `By the end you can`, each sentence of it an objective. One without the
    three is refused.
    """
    said = "".join(cell["source"] for cell in read_notebook(path)["cells"][:1])
    title = re.match(r"# (\d+) · (.+)", said)
    minutes = re.search(r"^\*\*(\d+) minutes\*\*", said, re.MULTILINE)
    aims = re.search(r"^(By the end you can .+?)(?:\n\n|\Z)", said, re.MULTILINE | re.DOTALL)
    if not (title and minutes and aims):
        raise LessonError(f"{path.name} does not open with its title, minutes and objectives.")
    return Lesson(
        path=path,
        number=title[1],
        title=title[2].strip(),
        minutes=int(minutes[1]),
        objectives=tuple(re.split(r"(?<=[.?])\s+", " ".join(aims[1].split()))),
    )


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook with the text of each cell in one piece; what is none, or large, is refused."""
    try:
        small = path.is_file() and path.stat().st_size <= LARGEST  # reading a pipe never ends
        notebook: dict[str, Any] = json.loads(path.read_bytes() if small else b"")
        for cell in notebook["cells"]:
            cell |= {"cell_type": str(cell["cell_type"]), "source": text_of(cell["source"])}
        json.dumps(notebook, ensure_ascii=False).encode()  # so that it can be written
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise LessonError(f"{path.name} is not a notebook.") from None
    return notebook


def create(file: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all."""
    with file.open("xb") as out:
        try:
            out.write(content)
            out.flush()
        except OSError:
            file.unlink()
            raise


def find_lesson(lessons: list[Lesson], number: str) -> Lesson:
    """The lesson numbered `number`; "1" and "01" are the same."""
    for lesson in lessons:
        if lesson.number == number.zfill(2) or lesson.path.stem == number:
            return lesson
    there_are = ", ".join(lesson.number for lesson in lessons)
    raise LessonError(f"There is no lesson {number}; there are: {there_are}.")


def text_of(source: str | list[str]) -> str:
    """A cell's text; a notebook file may keep it in lines."""
    return source if isinstance(source, str) else "".join(source)


def shown(cell: dict[str, Any], kind: str) -> str:
    """What a cell shows, as "text/html" or another kind, or what it printed, which is "text".

    Nothing where its outputs are not as a notebook has them.
    """
    with contextlib.suppress(AttributeError, KeyError, TypeError):
        outputs = [output | output.get("data", {}) for output in cell["outputs"]]
        return "".join(text_of(output.get(kind, "")) for output in outputs)
    return ""
