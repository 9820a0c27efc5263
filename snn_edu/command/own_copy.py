"""A learner's own copy of the lessons: how they get it, and how it is never taken from them.

`copy_lessons` remembers, in a small file beside the lessons, a digest of what it wrote; a file
that no longer matches has been worked on and is never written over. The digest of a notebook
leaves out what running it changes, so that is not working on it.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import snn_edu
from snn_edu.command.lesson_files import LessonError, text_of

MEMORY = ".snn-edu.json"  # in the learner's folder: digests of what was copied there
HIDDEN = ".snn-edu-"  # in the learner's folder, while it is written to: what is on the way
PATIENCE = 10.0  # s, to wait for another start that is writing
ABANDONED = 3600.0  # s, after which hidden files are no one's, where starts cannot be told apart

# What front ends write into a notebook by themselves; all else is somebody's work.
OF_A_CELL = frozenset(
    [
        *("collapsed", "scrolled", "source_hidden", "outputs_hidden"),  # what is folded
        *("hidden", "heading_collapsed", "jp-MarkdownHeadingCollapsed"),
        *("trusted", "execution", "ExecuteTime"),
        *("id", "outputId", "colab", "vscode"),
    ]
)
OF_A_NOTEBOOK = frozenset(
    ["kernelspec", "language_info", "widgets", "orig_nbformat", "signature", "colab", "vscode"]
)


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
    """Copy notebooks, glossary and licence of `source` to `target`; keep what the learner changed.

    A file the learner never touched is replaced by a newer one. Beside a file they changed, the
    newer one lands as `01_leaky_bucket.new.ipynb`, and the next, should that be changed as well, as
    `01_leaky_bucket.new2.ipynb`. When `source` is `target`, a teacher's clone, nothing happens.

    Raises
    ------
    LessonError
        `target` cannot be written to, or another start is writing there.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        if target.samefile(source):
            return []
        with alone(target) as locked:
            own = OwnCopy(target)
            own.clear_up(locked)
            try:
                copied = [own.place(path) for path in sorted(_for_learners(source))]
                own.remember_if_possible()
            finally:
                own.close()
            copied += own.rescued
    except OSError as error:
        why = "a file is in the way" if isinstance(error, FileExistsError) else error.strerror
        raise LessonError(f"Cannot write the lessons to {target}: {why or error}.") from None
    return copied


def version_before(target: Path) -> str:
    """The version of snn-edu that last copied lessons to `target`; empty when none is noted."""
    try:
        return _recall(target / MEMORY)[0]
    except OSError:  # copying the lessons will say why
        return ""


def _for_learners(source: Path) -> Iterator[Path]:
    for path in source.iterdir():
        if path.is_file() and path.suffix != ".py" and not path.name.startswith("."):
            yield path


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold `folder` while no other start does; False where the system has no such lock.

    The lock is on the folder itself, and it ends with this process, however that ends.
    """
    if sys.platform == "win32":  # without it two starts disturb each other, and lose nothing
        yield False
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _locked(handle, folder)
    finally:
        os.close(handle)


def _locked(handle: int, folder: Path) -> bool:
    import fcntl  # not on Windows

    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise LessonError(
                    f"Another snn-edu start is writing to {folder}; try again when it is done."
                ) from None
            time.sleep(0.05)
        except OSError:  # a network folder that knows no locks
            return False
        else:
            return True


class OwnCopy:
    """A learner's folder while lessons are copied to it.

    A file is never written over. What is to be replaced is first moved away to a hidden folder and
    looked at there, where no program can save to it by name; the newer file then takes the name,
    unless a save has taken it meanwhile; and what was moved away is looked at once more before it
    goes. What is found to be work gets its own name back.

    `written` has, for each name, the digest of what was put there: two of them, the old and the
    new, from before the file is replaced until after, so that either counts as untouched when the
    computer stops in between.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.hidden: Path | None = None
        self.rescued: list[Copied] = []
        self.version, self.written = _recall(target / MEMORY)

    def place(self, path: Path) -> Copied:
        """Put one shipped file where it destroys nothing."""
        newest = digest(path)
        original = self.target / path.name
        for place in _names(original, "new"):
            ours = self.written.get(place.name, [])
            present = digest(place) if os.path.lexists(place) else None
            if present not in (None, newest, *ours):  # the learner's work
                if ours == [newest] and present != "unreadable":
                    return Copied(place, "kept", original)
                continue
            if present != newest:
                self.written[place.name] = [*ours, newest]
                self._remember()
                if not self._replace(place, path.read_bytes()):
                    continue
            self.written[place.name] = [newest]
            if place != original:
                return Copied(place, "beside", original)
            how = "same" if present == newest else "new" if present is None else "updated"
            return Copied(place, how, original)
        raise AssertionError("unreachable: there is always another name")  # pragma: no cover

    def _replace(self, place: Path, content: bytes) -> bool:
        """Put `content` at `place`; False, and nothing changes, if work is there after all."""
        newer = self._write(".newer", content)
        away = newer.with_name(place.name)
        with contextlib.suppress(FileNotFoundError):
            place.rename(away)
        try:
            if os.path.lexists(away) and not self._untouched(away):
                self._put_back(away)
            _move(newer, place)
        except FileExistsError:  # put back, or saved in this very moment
            newer.unlink()
            return False
        finally:
            self._let_go(away)
        return True

    def _untouched(self, away: Path) -> bool:
        return digest(away) in self.written.get(away.name, [])

    def _let_go(self, away: Path) -> None:
        """Remove what was moved away, if it still is untouched and another file has its name."""
        if not os.path.lexists(away):
            return
        if self._untouched(away) and os.path.lexists(self.target / away.name):
            away.unlink()
        else:
            self._put_back(away)

    def _put_back(self, away: Path) -> None:
        """Give a file its name again or, if a later save has that, one that says whose it is."""
        original = self.target / away.name
        for place in _names(original, "yours"):
            with contextlib.suppress(FileExistsError):
                _move(away, place)
                if place != original:
                    self.rescued.append(Copied(place, "rescued", original))
                return

    def _write(self, name: str, content: bytes) -> Path:
        """Write a file that is not in the learner's sight yet."""
        if self.hidden is None:
            self.hidden = Path(tempfile.mkdtemp(prefix=HIDDEN, dir=self.target))
        file = self.hidden / name
        file.write_bytes(content)
        return file

    def _remember(self) -> None:
        noted = {"version": snn_edu.__version__, "written": self.written}
        content = json.dumps(noted, indent=1, sort_keys=True).encode()
        self._write(".memory", content).replace(self.target / MEMORY)

    def remember_if_possible(self) -> None:
        """Note what is here; where that fails, a needless .new may follow, and no work is lost."""
        if _recall(self.target / MEMORY) != (snn_edu.__version__, self.written):
            with contextlib.suppress(OSError):  # a read-only folder that is up to date
                self._remember()

    def close(self) -> None:
        """Empty our hidden folder, after a last look at what was moved there, and remove it."""
        if self.hidden is not None:
            self._empty(self.hidden)

    def clear_up(self, locked: bool) -> None:
        """Do so with what starts that were interrupted have left; not with a running one's."""
        for left in self.target.glob(f"{HIDDEN}????????"):  # as tempfile names them
            with contextlib.suppress(OSError):  # another user's, or the folder is read-only
                if locked or time.time() - left.stat().st_mtime > ABANDONED:
                    folder = left.is_dir() and not left.is_symlink()
                    self._empty(left) if folder else left.unlink()

    def _empty(self, hidden: Path) -> None:
        for file in hidden.iterdir():
            if file.name in (".newer", ".memory"):
                file.unlink()
            else:
                self._let_go(file)
        hidden.rmdir()


def _names(original: Path, mark: str) -> Iterator[Path]:
    """01.ipynb, then 01.new.ipynb, 01.new2.ipynb, ..."""
    yield original
    for number in itertools.count(1):
        counted = mark if number == 1 else f"{mark}{number}"
        yield original.with_name(f"{original.stem}.{counted}{original.suffix}")


def _move(file: Path, place: Path) -> None:
    """Move `file` to a name that is free; FileExistsError, and nothing changes, if it is not."""
    try:
        if sys.platform != "win32":  # where `rename` would write over what is there
            os.link(file, place, follow_symlinks=False)
            file.unlink()
            return
    except FileExistsError:
        if not os.path.samestat(os.lstat(file), os.lstat(place)):
            raise
        file.unlink()  # a start was stopped before it could
        return
    except OSError:  # a disk that knows no second names, as many USB sticks
        if os.path.lexists(place):  # right after this a save can be lost, here alone
            raise FileExistsError(place) from None
    file.rename(place)


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
        kept["metadata"] = _without(cell.get("metadata", {}), OF_A_CELL)
        if kept["source"].strip() or kept["metadata"] or kept.get("attachments"):
            cells.append(kept)
    return [cells, _without(notebook.get("metadata", {}), OF_A_NOTEBOOK)]


def _without(metadata: dict[str, Any], unasked: frozenset[str]) -> dict[str, Any]:
    kept = {key: value for key, value in metadata.items() if key not in unasked}
    if isinstance(kept.get("jupyter"), dict):
        kept["jupyter"] = _without(kept["jupyter"], unasked)
    return {key: value for key, value in kept.items() if value not in ({}, [])}


def _recall(memory: Path) -> tuple[str, dict[str, list[str]]]:
    """Who copied what before; nothing when the note is lost, and then nothing is replaced."""
    try:
        noted = json.loads(memory.read_text(encoding="utf-8")) if memory.is_file() else {}
        version, written = str(noted["version"]), noted["written"]
        if not version.isprintable():
            return "", {}
        return version, {name: [str(one) for one in written[name]] for name in written}
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", {}
