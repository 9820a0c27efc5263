"""Grade what a class has handed in: `snn-edu class grade FOLDER` writes a row a student.

Each notebook runs in a process of its own (see `submission`), with limits on time and memory. A
submission that crashes or never ends gets a row and a reason, and the next one follows.

What this cannot prevent: a submission runs as the user who grades, in the process that judges it.
Who sets out to can forge a right answer (replace the judge, write the results, copy a solution:
they are part of the library), read what that user may read, end the grader, or reach the network.
Read the notebooks of those you do not trust, or grade in a container: the set-up sheet has a
recipe.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from snn_edu.command.handing_in.handed_in import BEST, Answer, HandedIn, Submission, plain
from snn_edu.command.handing_in.roster import Person
from snn_edu.command.lesson_files import LessonError, answers_in, asked_of, code_in, names_in, stubs
from snn_edu.questions import NAME, words

MOST_SAID = 1_000_000  # bytes that a submission's process can tell
AGAIN = 4  # times that a notebook is run again, without the cell in which it ended
SEVERAL, LONG = 3, 150  # answers, and letters in them, that two do not write alike by chance
NAMED = 3  # students with the same text
REASONS = 3  # errors of cells that are named; one often brings others
BY_THE_CLOCK = 5  # times the seconds of computing: a busy machine, or a notebook that waits


def checks_of(work: Sequence[HandedIn], lesson: Collection[str] | None) -> list[str]:
    """The checks of all lessons that were handed in; each student's are still to fill.

    With `lesson`, the ids of the only one that counts, notebooks of others are left out. Who has
    none owes what all were asked, and who has the text of another is told to the teacher.
    """
    asked: dict[str, None] = dict.fromkeys(lesson or ())
    for each in work:
        several = defaultdict(list)
        for notebook in each.notebooks:
            name = plain(notebook.name)
            try:
                cells = code_in(notebook)
                own = asked_of(cells, name)
            except LessonError as problem:
                said = str(problem).removeprefix(f"{notebook.name} ")
                each.reasons.append(f"{name}: {plain(said)}")
                continue
            if lesson is None or not own.keys().isdisjoint(lesson):
                several[next(iter(own)).partition(".")[0]].append(name)
                each.lessons.append(Submission(name, cells, own, each.modules))
                each.names += filter(None, map(plain, names_in(cells)))
                each.answers |= dict.fromkeys(own, Answer())
                asked |= dict.fromkeys(own)
        for names in several.values():
            if len(names) > 1:
                each.reasons.append(
                    f"{len(names)} notebooks of one lesson, of which the best "
                    f"answer to each check counts: {', '.join(names)}"
                )
        for name in dict.fromkeys(each.names):
            if not Person(name, "").is_called(each.student):
                each.reasons.append(f"with the numbers of {name}")
        if each.notebooks and not each.lessons and not each.reasons:
            each.reasons.append("no notebook of this lesson")
    for each in work:
        if not each.lessons:
            each.due = asked
    _compare(work)
    return list(asked)


def _compare(work: Sequence[HandedIn]) -> None:
    """Tell the teacher whose answers are those of another, letter by letter."""
    given_out = stubs()
    texts = []
    for row in work:
        own = answers_in(source for lesson in row.lessons for source in lesson.cells)
        texts.append({check: text for check, text in own.items() if text != given_out.get(check)})
    same: dict[tuple[int, int], list[str]] = defaultdict(list)  # by student, and number of answers
    for (k, own), (m, theirs) in itertools.combinations(enumerate(texts), 2):
        common = own.keys() & theirs.keys()
        alike = [own[check] for check in common if own[check] == theirs[check]]
        if len(alike) == len(common) >= SEVERAL and sum(map(len, alike)) > LONG:
            same[k, len(common)].append(work[m].student)
            same[m, len(common)].append(work[k].student)
    for (k, count), others in same.items():
        more = f" and {len(others) - NAMED} more" * (len(others) > NAMED)
        whose = ", ".join(others[:NAMED]) + more
        work[k].alike.append(f"the same text as {whose} in all {count} answers")


def grade(
    work: Sequence[HandedIn],
    given: dict[str, int],
    jobs: int,
    own: bool = False,
    kept: Path | None = None,
) -> Iterator[HandedIn]:
    """Run all notebooks, `jobs` at a time, and give the students, their checks filled, in order.

    What is `given` to each is the seed of the fresh tries, seconds of computing, and megabytes of
    address space, of which NumPy and matplotlib take a thousand. With `own`, exercises with numbers
    of one's own count under a name only. What is `kept` of a run that was stopped is not run again,
    and what is graded is kept there.
    """
    before = read_kept(kept) if kept else {}
    known = {words(name): name for each in work for name in each.names}
    runner = _Runner({**given, "names": [*known.values()] if own else None})

    def fill(row: HandedIn) -> HandedIn:
        mark = fingerprint(row)
        if mark in before:
            row.reasons = before[mark]["reasons"]
            row.answers |= {
                check: Answer(**told) for check, told in before[mark]["answers"].items()
            }
            return row
        for lesson in row.lessons:
            try:
                results = runner.results(lesson)
            except OSError as error:
                results = [{"ended": error.strerror or str(error)}]
            _enter(row, lesson, results)
        if kept:
            told = {check: vars(answer) for check, answer in row.answers.items()}
            keep = {"of": mark, "reasons": row.reasons, "answers": told}
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(keep) + "\n")
        return row

    pool = ThreadPoolExecutor(jobs)
    try:
        yield from pool.map(fill, work)
    finally:  # stopped, perhaps
        pool.shutdown(wait=False, cancel_futures=True)
        for process in list(runner.running):
            _end(process)
        pool.shutdown()


def fingerprint(row: HandedIn) -> str:
    """A mark of a student and the bytes that are handed in."""
    mark = hashlib.sha256(row.student.encode())
    for file in (*row.notebooks, *row.modules):
        mark.update(file.name.encode("utf-8", "replace"))
        with contextlib.suppress(OSError):
            mark.update(file.read_bytes() if file.is_file() else b"")
    return mark.hexdigest()


def read_kept(file: Path) -> dict[str, dict[str, Any]]:
    """What a run that was stopped has kept, by the fingerprint; a last line may be cut off."""
    found = {}
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        with contextlib.suppress(ValueError):
            told = json.loads(line)
            found[told["of"]] = told
    return found


class _Runner:
    """Runs notebooks, each in a process of its own, and knows which of these are running."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given = given  # to each process
        self.running: set[subprocess.Popen[bytes]] = set()

    def results(self, lesson: Submission) -> list[dict[str, Any]]:
        """Run one notebook, and return what was told of it.

        What ends in the midst is run again without that cell, as its author may have stopped it
        there and gone on.
        """
        told: list[dict[str, Any]] = []
        cells = dict(enumerate(lesson.cells, 1))
        for _ in range(1 + AGAIN):
            found = self._once(lesson, cells)
            told += found
            begun = [each["cell"] for each in found if isinstance(each.get("cell"), int)]
            if {"end": True} in found or not begun or cells.pop(begun[-1], None) is None:
                break
        return told

    def _once(self, lesson: Submission, cells: dict[int, str]) -> list[dict[str, Any]]:
        """Run these cells in a folder of their own; the last that is told says how it ended."""
        place = Path(tempfile.mkdtemp(prefix="snn-edu-"))
        try:
            work, results = place / "work", place / "results"
            work.mkdir()
            for module in lesson.modules:
                shutil.copyfile(module, work / module.name)
            given = {**self.given, "asked": lesson.asked, "cells": [*cells.items()]}
            ended = self._run(work, results, json.dumps(given))
            if results.is_dir() or (results.is_file() and results.stat().st_size > MOST_SAID):
                ended = "what it tells the grader was spoilt by its own code"
            return [*_told(results), {"ended": ended}]
        finally:
            with contextlib.suppress(RecursionError):  # folders in folders in folders
                shutil.rmtree(place, ignore_errors=True)

    def _run(self, work: Path, results: Path, given: str) -> str:
        """Run a submission, end what it started, and say how it ended."""
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "snn_edu.command.submission", str(results)],
            cwd=work,
            env={
                **os.environ,
                **dict.fromkeys(("IPYTHONDIR", "TMPDIR"), str(work)),
                "MPLBACKEND": "agg",  # and fonts are known already: to look for them takes long
                NAME: "",  # each notebook says it
                "OPENBLAS_NUM_THREADS": "1",  # each thread takes address space
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,  # however much it prints
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            self.running.add(process)
            seconds = self.given["seconds"]
            try:
                process.communicate(given.encode(), BY_THE_CLOCK * seconds)
            except subprocess.TimeoutExpired:
                return f"had not ended after {BY_THE_CLOCK * seconds} s"
            finally:
                _end(process)
                self.running.discard(process)
        return _said_of_end(process.returncode, seconds)


def _told(results: Path) -> Iterator[dict[str, Any]]:
    """What a submission's process has written, as far as it makes sense."""
    lines = results.read_bytes()[:MOST_SAID].splitlines() if results.is_file() else []
    for line in lines:
        with contextlib.suppress(ValueError, RecursionError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found


def _enter(row: HandedIn, lesson: Submission, results: list[dict[str, Any]]) -> None:
    """Add to the row what a notebook has earned, and what went wrong in it."""
    cell, complete, name = 0, False, lesson.name
    problems = [f"{name}: {lesson.note}"] if lesson.note else []
    for found in results:
        match found:
            case {"check": str(id), "status": str(status), "said": str(said), "mistake": str(kind)}:
                whose = plain(str(found.get("whose", "")))
                answer = Answer(status, plain(said), plain(kind), whose)
                before = row.answers.get(id)
                if before and status in BEST and answer.rank >= before.rank:
                    row.answers[id] = answer
            case {"cell": int(cell), "error": str(error)}:
                said = f"{name}, code cell {cell}: {plain(error)}"
                problems += [said] * (said not in problems)
            case {"cell": int(number)}:
                cell = number
            case {"end": True}:
                complete = True
            case {"ended": str(ended)} if not complete:
                where = f", code cell {cell}" if cell else ""
                row.reasons.append(f"{name}{where}: {plain(ended)}")
                cell = 0
    # An error that cost nothing is no reason.
    if any(each.status != "passed" for each in row.answers.values()):
        row.reasons += problems[:REASONS]
        if len(problems) > REASONS:
            row.reasons.append(f"{len(problems) - REASONS} more errors")


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _said_of_end(code: int, seconds: int) -> str:
    if code in (0, 1):
        return "ended its own process"
    number = -code if code < 0 else 256 - code
    names = {each.value: each.name for each in signal.Signals}
    if names.get(number) == "SIGXCPU":
        return f"had not ended after {seconds} s of computing"
    if number in names:
        return f"its process was stopped ({names[number]})"
    return f"ended its own process (exit code {code})"


def written(
    rows: Iterable[HandedIn], out: IO[str], checks: Sequence[str], with_email: bool
) -> Iterator[HandedIn]:
    """The rows, each once it is in the table, so that no work is lost that was done.

    A check is 1, 0, or empty where the lesson was not handed in. What is needed and what goes
    deeper are counted apart.
    """
    table = csv.writer(out)
    email = ["email"] if with_email else []
    counts = ["passed", "of", "deeper", "of deeper"]
    table.writerow(["student", *email, *checks, *counts, "reason"])
    for row in rows:
        marks = [
            int(row.answers[check].status == "passed") if check in row.answers else ""
            for check in checks
        ]
        email = [cell(row.email)] if with_email else []
        passed = *row.passed(), *row.passed(deeper=True)
        table.writerow([cell(row.student), *email, *marks, *passed, cell(row.why)])
        out.flush()
        yield row


def beside(table: Path) -> list[Path]:
    """What is written beside a table of grades: mistakes, a page on the class, feedback, a test.

    The last is what `--again` goes on from, and is taken away at the end.
    """
    pages = ("mistakes.csv", "class.html", "feedback", "gain.csv", "items.csv")
    names = (*pages, "kept.jsonl")
    return [table.with_name(f"{table.stem}_{name}") for name in names]


def written_earlier(table: Path) -> set[str]:
    """The names of tables of earlier runs, and what lies beside them: they are no student's."""
    found = set()
    for path in table.parent.iterdir():
        name = path.name.removesuffix(table.suffix)
        if name != path.name and re.fullmatch(rf"{re.escape(table.stem)}(-\d+)?", name):
            found |= {path.name, *(each.name for each in beside(path))}
    return found


def open_table(wanted: Path) -> tuple[Path, IO[str]]:
    """Open a table to write, by the next free name where this one is taken.

    A spreadsheet takes it for UTF-8 by its first three bytes.
    """
    if not wanted.name:
        raise LessonError(f"Cannot write {wanted}: name a file.")
    more = (wanted.with_name(f"{wanted.stem}-{n}{wanted.suffix}") for n in itertools.count(2))
    names = itertools.chain([wanted], more)
    try:
        file = next(name for name in names if not any(map(Path.exists, [name, *beside(name)])))
        return file, file.open("x", newline="", encoding="utf-8-sig")
    except OSError as error:
        raise LessonError(f"Cannot write {wanted}: {error.strerror}.") from None


def open_again(table: Path) -> tuple[Path, IO[str]]:
    """Open the table of a run that was stopped, to write it anew; its pages are taken away."""
    *pages, kept = beside(table)
    if not (table.is_file() and kept.is_file()):
        raise LessonError(f"Beside {table} is no run that was stopped: leave out --again.")
    for path in pages:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return table, table.open("w", newline="", encoding="utf-8-sig")


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, also one that parts cells at semicolons."""
    text = text.replace(";", ",")
    first = unicodedata.normalize("NFKC", text[:1])  # there are wide signs as well
    return f"'{text}" if first in tuple("=+-@") else text
