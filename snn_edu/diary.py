"""A learner's diary: each try at an exercise and each prediction, one line each, in their folder.

It is kept only where `snn-edu start` or `class copy` has put the lessons, and never leaves that
folder. Answers survive in it when outputs are cleared or a lesson is replaced; `snn-edu report`
makes a page of it.

What was committed to goes along with the notebook as well, in the metadata of what it shows next,
so that a notebook that is handed in alone has its votes.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DIARY = ".snn-edu.diary"  # beside the lessons; one JSON object a line
OURS = ".snn-edu.json"  # the note that those two leave: only with it there is a diary
LARGEST = 50_000_000  # bytes that are read
LONGEST = 500  # letters of what was said

_committed: list[tuple[str, str]] = []  # id and words, since this kernel began


@dataclass(frozen=True)
class Entry:
    """One try or one commitment."""

    time: float  # s since 1970
    id: str  # "lesson.name"
    status: str  # as in `Feedback`: of a prediction, that of the answer committed to
    said: str = ""  # what was predicted, in words; of a wrong try, the kind of mistake


def note(id: str, status: str, said: str = "") -> None:  # noqa: A002
    """Add a line to the diary of the current folder, if it has one; never fail a lesson for it."""
    with contextlib.suppress(OSError):
        if Path(OURS).is_file():
            line = json.dumps(
                {"time": time.time(), "id": id, "status": status, "said": said[:LONGEST]}
            )
            with Path(DIARY).open("a", encoding="utf-8") as diary:
                diary.write(line + "\n")


def commit(id: str, status: str, said: str) -> None:  # noqa: A002
    """Add a line on a prediction, and keep it for the notebook."""
    note(id, status, said)
    _committed.append((id, said[:LONGEST]))


def committed() -> dict[str, Any]:
    """The metadata of what a notebook shows: all that was committed to in it until now."""
    return {"snn_edu": {"committed": [list(each) for each in _committed]}} if _committed else {}


def how_far(ids: Collection[str]) -> str:
    """How many of these exercises were passed once, "3 of 8 done"; empty where no diary is kept."""
    if not Path(DIARY).is_file():
        return ""
    passed = {entry.id for entry in entries(Path()) if entry.status == "passed"}
    return f"{len(passed.intersection(ids))} of {len(ids)} done"


def entries(folder: Path) -> Iterator[Entry]:
    """What the diary of a folder says, oldest first; lines that make no sense are left out."""
    diary = folder / DIARY
    if not diary.is_file():
        return
    with diary.open("rb") as file:
        content = file.read(LARGEST)
    for line in content.splitlines():
        wrong = (ValueError, KeyError, TypeError, RecursionError, OverflowError, OSError)
        with contextlib.suppress(*wrong):
            found = json.loads(line)
            time.localtime(found["time"])  # a time that there is, or it is an OSError
            told = (str(found[name]) for name in ("id", "status", "said"))
            yield Entry(float(found["time"]), *told)
