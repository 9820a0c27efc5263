"""Grade a folder of submissions: `snn-edu class grade FOLDER` writes a row a student.

Each notebook runs in a process of its own (see `submission`), on a copy, with limits on time,
memory, files and output. Whatever a submission does, it gets a row and a reason, and the next one
follows.

What this cannot prevent: a submission runs as the user who grades, in the process that judges it.
Who sets out to can forge a right answer (replace the judge, write the results, copy a solution:
they are part of the library), read what that user may read, or reach the network. Read the
notebooks of those you do not trust, or grade in a container that has nothing to lose.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from snn_edu.command.lesson_files import LessonError, lessons_folder, write_new
from snn_edu.command.submission import asked_in, told

LARGEST = 20_000_000  # bytes of a notebook; larger ones are not run
REASONS = 3  # errors of a notebook that are named; one often brings others
KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV")  # of the environment


@dataclass(frozen=True)
class Limits:
    """What one submission may take."""

    seconds: int = 120
    megabytes: int = 3000  # of address space, of which NumPy and matplotlib take a third


@dataclass
class Row:
    """What a student gets: each check's id with 1 or 0, and the reasons for what went wrong."""

    student: str
    checks: dict[str, int] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


def grade(folder: Path, seed: int, limits: Limits) -> Iterator[Row]:
    """Grade each student's work: a notebook in `folder`, or all in a folder of their name.

    Raises
    ------
    LessonError
        There is no such folder, or nothing in it.
    """
    try:
        students = sorted(path for path in folder.iterdir() if path.name[0] not in "._")
        students = [path for path in students if path.is_dir() or path.suffix == ".ipynb"]
    except OSError as error:
        raise LessonError(f"Cannot read {folder}: {error.strerror}.") from None
    if not students:
        raise LessonError(f"There is no submission in {folder}: a notebook or a folder a student.")
    course = {check for path in lessons_folder().glob("[0-9]*.ipynb") for check in asked_in(path)}
    for path in students:
        row = Row(plain(path.stem if path.suffix == ".ipynb" else path.name))
        try:
            notebooks = _notebooks(path)
        except (OSError, RecursionError):  # folders in folders in folders
            notebooks = []
            row.reasons.append("a folder that cannot be read")
        for notebook in notebooks:
            try:
                results = _results(notebook, seed, limits)
            except OSError as error:
                results = [{"unusable": error.strerror}]
            _enter(row, plain(notebook.name), results, course)
        if not row.checks and not row.reasons:
            row.reasons.append("no notebook")
        yield row


def _notebooks(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    next(path.iterdir(), None)  # rglob would pass over a folder that cannot be read
    found = sorted(path.rglob("*.ipynb"))
    return [each for each in found if ".ipynb_checkpoints" not in each.parts]


def _results(notebook: Path, seed: int, limits: Limits) -> list[dict[str, Any]]:
    """Run one notebook, and return what was told of it; the last says how it ended."""
    if not notebook.is_file() or notebook.stat().st_size > LARGEST:
        return [{"unusable": "no file that a notebook fits in"}]
    place = Path(tempfile.mkdtemp(prefix="snn-edu-"))
    try:
        work = place / "work"
        work.mkdir()
        shutil.copyfile(notebook, work / "submission.ipynb")
        ended = _run(work, place / "results", seed, limits)
        return [*told(place / "results"), {"ended": ended}]
    finally:
        with contextlib.suppress(RecursionError):  # folders in folders in folders
            shutil.rmtree(place, ignore_errors=True)


def _enter(row: Row, name: str, results: list[dict[str, Any]], course: set[str]) -> None:
    """Add to the row what a notebook has earned, and what went wrong in it."""
    cell, complete, errors = 0, False, 0
    for found in results:
        match found:
            case {"asked": list(asked)}:
                known = [each for each in asked if isinstance(each, str) and each in course]
                row.checks = {**dict.fromkeys(known, 0), **row.checks}
            case {"check": str(each), "status": status} if each in row.checks:
                row.checks[each] = int(status == "passed")
            case {"cell": int(cell), "error": str(error)}:
                errors += 1
                if errors <= REASONS:
                    row.reasons.append(f"{name}, code cell {cell}: {plain(error)}")
            case {"cell": int(number)}:
                cell = number
            case {"unusable": str(problem)}:
                row.reasons.append(f"{name}: {plain(problem)}")
                complete = True
            case {"end": True}:
                complete = True
            case {"ended": str(ended)} if not complete:
                where = f", code cell {cell}" if cell else ""
                row.reasons.append(f"{name}{where}: {plain(ended)}")
    if errors > REASONS:
        row.reasons.append(f"{errors - REASONS} more errors")


def _run(work: Path, results: Path, seed: int, limits: Limits) -> str:
    """Run a submission, end all that it started, and say how it ended."""
    numbers = map(str, (seed, limits.seconds, limits.megabytes))
    command = [sys.executable, "-P", "-m", "snn_edu.command.submission", "submission.ipynb"]
    process = subprocess.Popen(
        [*command, str(results), *numbers],
        cwd=work,
        env={
            **{name: os.environ[name] for name in KEPT if name in os.environ},
            **dict.fromkeys(("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "TMPDIR"), str(work)),
            "OPENBLAS_NUM_THREADS": "1",  # each thread takes address space
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # however much it prints
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        return f"had not ended after {limits.seconds} s"
    finally:
        _end(process)
    return _said_of_end(code, limits)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started, unless that has left its group."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _said_of_end(code: int, limits: Limits) -> str:
    if code in (0, 1):
        return "ended its own process"
    number = -code if code < 0 else 256 - code
    names = {each.value: each.name for each in signal.Signals}
    if names.get(number) == "SIGXCPU":
        return f"had not ended after {limits.seconds} s"
    if number in names:
        return f"its process was stopped ({names[number]})"
    return f"ended its own process (exit code {code})"


def write_csv(rows: list[Row], file: Path) -> None:
    """Write a row a student and a column a check: 1, 0, or empty where nothing was handed in.

    Raises
    ------
    LessonError
        The file is there already: it may have a teacher's notes in it. Or it cannot be written.
    """
    columns = list(dict.fromkeys(check for row in rows for check in row.checks))
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["student", *columns, "passed", "reason"])
    for row in rows:
        marks = [row.checks.get(check, "") for check in columns]
        passed, why = sum(row.checks.values()), "; ".join(row.reasons)
        table.writerow([_cell(row.student), *marks, passed, _cell(why)])
    write_new(file, out.getvalue(), "name another with --csv")


def plain(text: str) -> str:
    """In one line, without what a terminal would obey or could not show."""
    return "".join(each if each.isprintable() else "?" for each in " ".join(text.split()))[:500]


def _cell(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@") else text
