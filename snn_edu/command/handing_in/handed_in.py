"""What a class has handed in: whose it is, which notebooks are in it, and what they earn.

A folder of notebooks, of a folder a student, or of zip files; what Moodle, Canvas, Brightspace and
Blackboard give to a teacher, zipped or not. Whose row it is on the list of a class: roster.py.
"""

from __future__ import annotations

import os
import re
import tarfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from snn_edu.command.lesson_files import (
    LessonError,
    asked_of,
    code_in,
    deeper_ids,
    read_notebook,
    votes_in,
)
from snn_edu.diary import DIARY, Entry, entries

UNPACKED = 500_000_000  # bytes of notebooks in one zip or tar file
PACKED_DEEP = 3  # folders in folders, until there is a class
LARGEST_MODULE = 1_000_000  # bytes of a Python file that goes along with its notebook

# Moodle: "Ada Lovelace_12345_assignsubmission_file_" is a folder, or how a file begins, and so is
# Brightspace's "12-345 - Ada Lovelace - Dec 1, 2026 804 PM". Canvas: "lovelaceada_LATE_12345_67890_
# homework.ipynb". Blackboard: "Homework_alovelace_attempt_2026-12-01-20-04-11_homework.ipynb".
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+(_.*)?")
CANVAS = re.compile(r"(?P<name>[^\W\d_]+)(_LATE)?_(?P<id>\d+)_(\d+_.+|text)")
BRIGHTSPACE = re.compile(r"(?P<id>\d+-\d+) - (?P<name>.+?) - .+")
BLACKBOARD = re.compile(r".+?_(?P<name>[^\W_]+)_attempt_(?P<id>)\d{4}(-\d+){5}(_.*)?")
THEIRS = (MOODLE, CANVAS, BRIGHTSPACE, BLACKBOARD)

PACKED = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
BEST = ("not done yet", "missing", "wrong", "passed")


@dataclass(frozen=True)
class Answer:
    """What the check says to one answer; `mistake` is the same for all who make it."""

    status: str = "not done yet"
    said: str = ""
    mistake: str = ""
    whose: str = ""  # for the teacher alone: for whom a wrong answer would be right

    @property
    def rank(self) -> tuple[int, bool]:
        """The best of several counts, and of equals one of which there is something to say."""
        return BEST.index(self.status), bool(self.mistake)


@dataclass(frozen=True)
class Submission:
    """A notebook of a lesson, as it is run."""

    name: str  # of the file
    cells: list[str]
    asked: dict[str, str]  # the checks of its lesson, with the expression each hands in
    modules: Sequence[Path] = ()  # that it may import

    @property
    def note(self) -> str:
        """Which checks are not in it, though they are in the lesson."""
        text = "\n".join(self.cells)
        unasked = [check.partition(".")[2] for check in self.asked if check not in text]
        said = (
            f"it does not ask for {', '.join(unasked)}: an older lesson, or the check was deleted"
        )
        return f"{said}; looked for by name" if unasked else ""


@dataclass
class HandedIn:
    """All that one student has handed in, and what they get for it: a row of the table."""

    student: str
    notebooks: list[Path] = field(default_factory=list)
    diary: list[Entry] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)  # for what went wrong
    email: str = ""
    others: list[str] = field(default_factory=list)  # no notebooks; beside one they do not matter
    modules: list[Path] = field(default_factory=list)  # Python files beside the notebooks
    lessons: list[Submission] = field(default_factory=list)  # the notebooks that count
    due: dict[str, None] = field(default_factory=dict)  # what was asked of who has none of it
    alike: list[str] = field(default_factory=list)  # for the teacher alone: who has the same text
    names: list[str] = field(default_factory=list)  # those that the notebooks say
    answers: dict[str, Answer] = field(default_factory=dict)  # the best to each check

    def add(self, other: HandedIn) -> None:
        """Take in what else the same student has handed in."""
        self.notebooks += other.notebooks
        self.diary += other.diary
        self.reasons += other.reasons
        self.others += other.others
        self.modules += other.modules

    def passed(self, deeper: bool = False) -> tuple[int, int]:
        """How many checks of how many: of those that are needed, or those of *Go deeper*."""
        counted = [each for each in self.answers or self.due if (each in deeper_ids()) is deeper]
        right = [self.answers.get(each, Answer()).status == "passed" for each in counted]
        return sum(right), len(counted)

    @property
    def marks(self) -> str:
        """`passed` in words."""
        (right, of), (more, of_more) = self.passed(), self.passed(deeper=True)
        return f"{right} of {of}" + f", and {more} of {of_more} that go deeper" * bool(of_more)

    @property
    def why(self) -> str:
        """All reasons: of the files, and in the words of the check of each that did not pass."""
        told, undone = [], []
        for check, each in self.answers.items():
            name = check.partition(".")[2]
            if each.status in ("missing", "wrong"):
                told.append(" ".join(f"{name}: {each.whose} {each.said}".split()))
            elif each.status == "not done yet" and each.mistake:
                told.append(f"{name}: {each.mistake}")
            elif each.status == "not done yet":
                undone.append(name)
        told += [f"not done yet: {', '.join(undone)}"] if undone else []
        return " | ".join([*self.reasons, *self.alike, *told])


def handed_in(folders: Sequence[Path], scratch: Path, ours: set[str]) -> list[HandedIn]:
    """What is in these folders, a student each, but for what is `ours`.

    A zip file, of the class or of a student, is unpacked to `scratch` first. A name in several
    folders is one student, unless one of them has it twice.
    """
    collected = [_collected(each, scratch, ours) for each in folders]
    twice = {
        name
        for each in collected
        for name, times in Counter(name for name, _ in each).items()
        if times > 1
    }
    students: dict[tuple[str, str], HandedIn] = {}
    for each in collected:
        for (name, number), work in each.items():
            one = students.setdefault((name, number if name in twice else ""), work)
            if one is not work:
                one.add(work)
    for (_, number), work in students.items():
        if number:
            work.student += f" ({number})"
        if not work.notebooks:
            work.reasons += work.others
            work.reasons = work.reasons or ["an empty folder"]
    return list(students.values())


def _collected(folder: Path, scratch: Path, ours: set[str]) -> dict[tuple[str, str], HandedIn]:
    """What is in one folder, by name and number."""
    try:
        if folder.is_file() and (zipfile.is_zipfile(folder) or tarfile.is_tarfile(folder)):
            folder = unpacked(folder, scratch)
        found = _class_in(folder)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise LessonError(f"Cannot read {folder}: {why}.") from None
    students: dict[tuple[str, str], HandedIn] = {}
    for path in found:
        if path.name in ours:
            continue
        name, number = student_of(path)
        as_written = unicodedata.normalize("NFC", "".join(name.split())).casefold()
        _add(path, students.setdefault((as_written, number), HandedIn(name)), scratch)
    if not students:
        raise LessonError(f"There is no submission in {folder}: a notebook or a folder a student.")
    return students


def _in(folder: Path) -> list[Path]:
    """What is in a folder, but for what a system or a platform lays beside it."""
    found = sorted(each for each in folder.iterdir() if not _hidden(each))
    return [each for each in found if each.name != "index.html"]


def _class_in(folder: Path) -> list[Path]:
    """What is in a folder, or in one that lies in it alone, as who packs a class has it."""
    first = found = _in(folder)
    with suppress(OSError, RecursionError):  # one that cannot be read is a student's
        for _ in range(PACKED_DEEP):
            if len(found) != 1 or not found[0].is_dir() or found[0].is_symlink():
                break
            inside = _in(found[0])
            if _are_several(inside) and not student_of(found[0])[1]:
                return inside
            found = inside
    return first


def _are_several(inside: list[Path]) -> bool:
    """Whether they are students: two folders, or three notebooks, are of the same lesson."""
    times = Counter(
        (each.is_dir() or _is_packed(each), lesson)
        for each in inside for lesson in _lessons_in(each)
    )  # fmt: skip
    return any(count > 2 - in_folder for (in_folder, _), count in times.items())


def _lessons_in(path: Path) -> set[str]:
    """Of which lessons a notebook, or those in a folder, are; what is packed is not looked into."""
    if _is_packed(path):
        return {""}
    files = [path] if path.is_file() else [
        Path(folder, name) for folder, _, names in os.walk(path) for name in names
        if not any(map(_hidden, Path(folder, name).relative_to(path).parents))
    ]  # fmt: skip
    found = set()
    for each in filter(_is_notebook, files):
        with suppress(LessonError):
            found.add(next(iter(asked_of(code_in(each), each.name))).partition(".")[0])
    return found


def _is_packed(path: Path) -> bool:
    return path.name.lower().endswith(PACKED)


def take_votes(work: HandedIn) -> None:
    """Add to the diary what only the notebooks have: each vote on a question that it lacks."""
    known = {each.id for each in work.diary}
    votes: dict[str, list[str]] = {}
    for notebook in work.notebooks:
        with suppress(LessonError):
            found = votes_in(notebook)
            votes |= {id_: said for id_, said in found.items()
                      if len(said) > len(votes.get(id_, ()))}  # fmt: skip
    for id_ in votes.keys() - known:
        work.diary += [Entry(0.0, id_, "committed", plain(said)) for said in votes[id_]]


def student_of(path: Path) -> tuple[str, str]:
    """The student's name, out of a file's or a folder's, and the platform's number for it."""
    ending = r"(\.ipynb.*|\.tar\.[^.]*|\.[^.]*)$"
    name = path.name if path.is_dir() else re.sub(ending, "", path.name, flags=re.IGNORECASE)
    found = next(filter(None, (each.fullmatch(name) for each in THEIRS)), None)
    return (plain(found["name"]), found["id"]) if found else (plain(name), "")


def _hidden(path: Path) -> bool:
    """What a system leaves behind; a file whose name begins with _ is a student's."""
    return path.name.startswith(".") or path.name == "__MACOSX"


def _add(path: Path, work: HandedIn, scratch: Path) -> None:
    """Take in what a file or folder has; what goes wrong in one takes no other away."""
    try:
        _take(path, work, scratch)
    except (OSError, RecursionError):  # folders in folders in folders
        work.reasons.append(f"{plain(path.name)} cannot be read")


def _take(path: Path, work: HandedIn, scratch: Path) -> None:
    if path.is_symlink():  # which may lead round, or to a device
        work.others.append(f"{plain(path.name)} is a link, and links are not followed")
    elif path.is_dir():
        for each in sorted(path.iterdir()):
            if each.name == DIARY and not each.is_symlink():
                work.diary += entries(path)
            elif not _hidden(each):
                _add(each, work, scratch)
    elif _is_notebook(path):
        work.notebooks.append(path)
    elif _is_packed(path) and path.is_file():  # to read a pipe never ends
        try:
            _add(unpacked(path, scratch), work, scratch)
        except ValueError as problem:
            work.reasons.append(f"{plain(path.name)} {problem}")
    else:
        if path.suffix == ".py" and path.is_file() and path.stat().st_size <= LARGEST_MODULE:
            work.modules.append(path)
        work.others.append(f"{plain(path.name)} is not the notebook: ask for the .ipynb")


def _is_notebook(path: Path) -> bool:
    """By its name, which a browser may make .ipynb.txt or .json; a Mac packs one as .ipynb.zip."""
    if path.name.lower().endswith((*PACKED, ".html", ".htm", ".pdf")):
        return False
    if path.suffix.lower() != ".json":
        return ".ipynb" in path.name.lower()
    try:
        return bool(read_notebook(path))
    except LessonError:
        return False


def unpacked(file: Path, scratch: Path) -> Path:
    """A folder with what there is in a zip or tar file, under `scratch`; a ValueError says why not.

    Neither follows names or links out of its folder.
    """
    to, large = scratch / f"{len(list(scratch.iterdir()))}", ValueError("is too large")
    try:
        to.mkdir()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                if sum(member.file_size for member in archive.infolist()) > UNPACKED:
                    raise large
                archive.extractall(to)
        else:
            with tarfile.open(file) as tape:
                if any(size > UNPACKED for size in accumulate(member.size for member in tape)):
                    raise large  # before what is too large is read
                tape.extractall(to, filter="data")
    except (zipfile.BadZipFile, tarfile.TarError, RuntimeError, NotImplementedError, EOFError,
            OSError, zlib.error, TypeError):  # fmt: skip
        # (Python before 3.11.4 knows no `filter`, and leaves a tar file packed.)
        raise ValueError("cannot be unpacked") from None
    return to


def plain(text: str) -> str:
    """In one line, without what a terminal would obey or could not show."""
    return "".join(each if each.isprintable() else "?" for each in " ".join(text.split()))[:500]
