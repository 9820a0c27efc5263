"""One submission, run in a process of its own with limits: `python -m snn_edu.command.submission`.

The notebook's cells run in order, an error in one does not stop the next, and each `check` in them
is judged here, with fresh tries. What is found is written line by line as it is found, so that a
submission that crashes, exits or never ends keeps what it had earned until then.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import json
import os
import re
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from snn_edu import exercises
from snn_edu.command.lesson_files import lessons_folder, text_of
from snn_edu.questions.exercise import Exercise, judge
from snn_edu.questions.feedback import Feedback

FRESH = 0.05  # the largest part by which a number in a try is moved
MOST_SAID = 1_000_000  # bytes that a submission's process can tell
SAID = 200  # characters of an error's text that are passed on


@dataclass(frozen=True)
class Checked:
    """A `check` as it stands in a cell: which exercise, and the expression that is handed in."""

    id: str
    answer: str
    line: int  # the first of the call, from 1; what comes before it in the cell is the answer


def checks_in(source: str) -> list[Checked]:
    """The checks that stand in a cell on their own, `check("lesson.name", answer)`."""
    try:
        lines = ast.parse(source).body
        calls = [line.value for line in lines if isinstance(line, ast.Expr)]
        return [
            Checked(call.args[0].value, ast.unparse(call.args[1]), call.lineno)
            for call in calls
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "check"
            and len(call.args) == 2
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
        ]
    # not Python: a magic, or a beginner's slip; or nested beyond reading
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def code_in(notebook: Path) -> list[str]:
    """The text of each code cell.

    Raises
    ------
    ValueError
        The file is no notebook; the message says what it is.
    """
    content = notebook.read_bytes()
    if not content.strip():
        raise ValueError("an empty file")
    try:
        cells = json.loads(content)["cells"]
        code = [text_of(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError("not a notebook") from None
    if not any(source.strip() for source in code):
        raise ValueError("a notebook without code")
    return code


def asked_in(notebook: Path) -> dict[str, str]:
    """The checks of one of the course's own notebooks, with the expression each hands in."""
    checks = [check for source in code_in(notebook) for check in checks_in(source)]
    return {check.id: check.answer for check in checks}


def asked_of(cells: list[str]) -> dict[str, str]:
    """The checks of the lesson that these cells are of, with the expression each hands in.

    The lesson is known by the checks that its text names, whatever the file is called.

    Raises
    ------
    ValueError
        No check of the course is among them.
    """
    named = {each for source in cells for each in re.findall(r"\w+\.\w+", source)}
    course = [asked_in(lesson) for lesson in lessons_folder().glob("[0-9]*.ipynb")]
    asked = max(course, key=lambda asked: len(named & asked.keys()))
    if named & asked.keys():
        return asked
    raise ValueError("no check of the course is left in it")


def freshened(exercise: Exercise, rng: np.random.Generator) -> Exercise:
    """The exercise with other numbers in its tries, as many as it bears.

    All arguments together are scaled by one part of up to 5 %, then each gets other numbers by
    itself. They stay where the solution still agrees with the oracle, and no wrong answer does.
    """
    count = max(map(len, exercise.tries), default=0)
    for places in [set(range(count)), *({place} for place in range(count))]:
        for _ in range(2):
            change = _scaled if len(places) == count > 1 else _stirred
            tries = tuple(_changed(inputs, places, change, rng) for inputs in exercise.tries)
            fresh = replace(exercise, tries=tries, wrong=())  # what passes, without a name for it
            sound = judge(fresh, fresh.solution)
            if sound and not any(judge(fresh, wrong.answer) for wrong in exercise.wrong):
                exercise = replace(exercise, tries=tries)
                break
    return exercise


def _changed(
    inputs: tuple[Any, ...],
    places: set[int],
    change: Callable[[Any, float, np.random.Generator], Any],
    rng: np.random.Generator,
) -> tuple[Any, ...]:
    part = 1.0 + FRESH * rng.uniform(-1.0, 1.0)
    return tuple(
        change(value, part, rng) if place in places else value for place, value in enumerate(inputs)
    )


def _like(value: list[Any] | tuple[Any, ...], parts: list[Any]) -> Any:
    """The parts in a sequence of the kind of `value`; a named tuple takes them one by one."""
    return value._make(parts) if hasattr(value, "_make") else type(value)(parts)


def _scaled(value: Any, part: float, rng: np.random.Generator) -> Any:
    """A number, an array or a list, times `part`; what is no real number stays."""
    if isinstance(value, list | tuple):
        return _like(value, [_scaled(each, part, rng) for each in value])
    real = isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")
    return value * part if real else value


def _stirred(value: Any, part: float, rng: np.random.Generator) -> Any:
    """Another number; numbers in another order, unless they are sorted; another generator."""
    if isinstance(value, np.random.Generator):
        return np.random.default_rng(rng.integers(2**32))
    if isinstance(value, list | tuple) and value and all(isinstance(v, int | float) for v in value):
        return _like(value, _stirred(np.array(value), part, rng).tolist())
    if isinstance(value, np.ndarray) and value.ndim:
        ordered = value.ndim == 1 and np.all(np.diff(value) >= 0.0)
        if value.dtype.kind == "f":
            numbers, which = np.unique(value, return_inverse=True)  # equal ones stay equal
            numbers = numbers * rng.uniform(1.0 - FRESH, 1.0 + FRESH, numbers.shape)
            value = numbers[which].reshape(value.shape)
        return np.sort(value) if ordered else rng.permutation(value)
    if type(value) is int:
        return value + int(rng.integers(0, 3))
    return _scaled(value, part, rng)


class Grader:
    """Stands in for the door while a submission runs; `tell` is called with all that is found."""

    def __init__(
        self, asked: dict[str, str], tell: Callable[[dict[str, Any]], None], seed: int
    ) -> None:
        self.asked = asked
        self.tell = tell
        self.seed = seed
        self.door = exercises.check
        self.seen: set[str] = set()

    def check(self, id: Any, answer: Any = None) -> Feedback:  # noqa: A002
        """Judge with fresh tries, and tell."""
        if id not in self.asked:  # of another lesson, or nobody's: the door says so
            return self.door(id, answer)
        lesson, _, name = id.partition(".")
        found = [each for each in exercises.table(lesson, "EXERCISES") if each.name == name]
        feedback = judge(freshened(found[0], np.random.default_rng(self.seed)), answer)
        self.seen.add(id)
        self.tell({"check": id, "status": feedback.status})
        return feedback

    def run(self, cells: list[str]) -> None:
        """Run all cells, then look for answers whose check was deleted."""
        main = types.ModuleType("__main__")
        sys.modules["__main__"] = main
        names = vars(main)
        names.update(display=_nothing, get_ipython=lambda: _NoShell())
        for number, source in enumerate(cells, 1):
            self.tell({"cell": number})
            try:
                _execute(source, names)
            except BaseException as error:  # SystemExit and whatever else they raise
                said = f"{type(error).__name__}: {error}".rstrip(": ")
                self.tell({"cell": number, "error": said[:SAID]})
        for unseen in self.asked.keys() - self.seen:
            with contextlib.suppress(Exception):
                self.check(unseen, eval(self.asked[unseen], names))


def _execute(source: str, names: dict[str, Any]) -> None:
    """Run a cell as a kernel does, but for what its last line shows: no one would see it."""
    from IPython.core.inputtransformer2 import TransformerManager

    python = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
    code = compile(python, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    awaited = eval(code, names)
    if inspect.iscoroutine(awaited):
        asyncio.run(awaited)


def _nothing(*_: Any, **__: Any) -> None:
    pass


class _NoShell:
    """What magics are sent to: %time and its like do nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _nothing


def limit(seconds: int, megabytes: int) -> None:
    """Limit this process, and each that it starts, as far as this system can.

    Windows has none of these limits, only the grader's clock; root may start any number of
    processes.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes * 1_000_000),
        (resource.RLIMIT_FSIZE, 20_000_000),  # bytes in a file
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_NPROC, 4096),  # of this user, all programs together
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # a limit that is not to be had here
            resource.setrlimit(kind, (lowest, lowest))


def told(results: Path) -> Iterator[dict[str, Any]]:
    """What a submission's process has written, as far as it makes sense."""
    if not results.is_file():  # gone, or a pipe that would never end
        return
    with results.open("rb") as file:
        lines = file.read(MOST_SAID).splitlines()
    for line in lines:
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found


def main(arguments: list[str]) -> int:
    """Run one submission: notebook, results, seed, seconds, megabytes."""
    notebook, results, (seed, seconds, megabytes) = *arguments[:2], map(int, arguments[2:])
    if hasattr(os, "fork"):  # a submission that kills its parent kills this one, not the grader
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256
    limit(seconds, megabytes)

    def tell(found: dict[str, Any]) -> None:
        with Path(results).open("a", encoding="utf-8") as file:
            file.write(json.dumps(found) + "\n")

    try:
        cells = code_in(Path(notebook))
        asked = asked_of(cells)
    except (ValueError, OSError) as problem:
        tell({"unusable": str(problem)})
        return 0
    tell({"asked": list(asked)})
    grader = Grader(asked, tell, seed)
    vars(exercises)["check"] = grader.check
    grader.run(cells)
    tell({"end": True})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
