"""One submission, run in a process of its own with limits: `python -m snn_edu.command.submission`.

Its cells run in order, an error in one does not stop the next, and each `check` in them is judged
here, with fresh tries. What is found is written line by line as it is found, so that a submission
that crashes, exits or never ends keeps what it had earned until then.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import importlib
import inspect
import itertools
import json
import linecache
import math
import os
import re
import sys
import traceback
import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from snn_edu import exercises
from snn_edu.questions import NAME, Exercise, Feedback, is_right, judge_own, owned, words

FRESH = 0.05  # the largest part by which a number in a try is moved
NEEDED = (builtins, math, np, np.random, np.linalg)  # by judges; and a cell may write there
SAID = 400  # characters of what a check or an error says that are passed on


def freshened(exercise: Exercise, rng: np.random.Generator) -> Exercise:
    """The exercise with other numbers in its tries, as many as it bears.

    All arguments together are scaled by one part of up to 5 %, then each gets other numbers by
    itself. They stay where the solution still agrees with the oracle, no wrong answer does, and
    the arguments still belong together: which of two is larger, what fills the other, and what is
    from 0 to 1.
    """
    count = max(map(len, exercise.tries), default=0)
    for places in [range(count), *([place] for place in range(count))]:
        change = _scaled if len(places) == count > 1 else _stirred
        for _ in range(2):
            tries = []
            for inputs in exercise.tries:
                # in parts of 1024, so that what is whole stays whole
                part = 1.0 + round(1024 * FRESH * rng.uniform(-1.0, 1.0)) / 1024
                changed = list(inputs)
                for place in places:
                    changed[place] = change(inputs[place], part, rng)
                tries.append(tuple(changed))
            fresh = replace(exercise, tries=tuple(tries))
            if (
                _within_one(tries) >= _within_one(exercise.tries)
                and _relations(tries) == _relations(exercise.tries)
                and is_right(fresh, fresh.solution)
                and not any(is_right(fresh, wrong.answer) for wrong in exercise.wrong)
            ):
                exercise = fresh
                break
    return exercise


def _relations(tries: Iterable[Sequence[Any]]) -> tuple[list[Any], set[tuple[int, int]]]:
    """Which of two arguments is larger in each try, and which one fills another in all of them."""
    order, whole = [], []
    for inputs in tries:
        numbers = [(k, value) for k, value in enumerate(inputs) if _is_real(value)]
        sizes = {k: float(np.max(value)) for k, value in numbers if np.size(value)}
        pairs = list(itertools.permutations(sizes, 2))
        order.append({(a, b) for a, b in pairs if sizes[a] > sizes[b]})
        ratios = {(a, b): sizes[b] / sizes[a] for a, b in pairs if sizes[a]}
        whole.append({pair for pair, n in ratios.items() if n > 1.5 and n.is_integer()})
    return order, set.intersection(*whole) if whole else set()


def _within_one(tries: Iterable[Sequence[Any]]) -> set[int]:
    """Which arguments are from 0 to 1 in all tries: shares, perhaps, or weights with a bound."""
    sizes: dict[int, list[float]] = {}
    for inputs in tries:
        for k, value in enumerate(inputs):
            if _is_real(value) and np.size(value):
                sizes.setdefault(k, []).extend((float(np.min(value)), float(np.max(value))))
    return {k for k, every in sizes.items() if 0.0 <= min(every) <= max(every) <= 1.0}


def _is_real(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")


def _scaled(value: Any, part: float, rng: np.random.Generator) -> Any:
    """A number, an array or a list, times `part`; what is no real number stays."""
    if isinstance(value, list | tuple):
        return type(value)(_scaled(each, part, rng) for each in value)
    return value * part if _is_real(value) else value


def _stirred(value: Any, part: float, rng: np.random.Generator) -> Any:
    """Another number; numbers in another order, unless they are sorted; another generator."""
    if isinstance(value, np.random.Generator):
        return np.random.default_rng(rng.integers(2**32))
    if isinstance(value, list | tuple) and value and all(isinstance(v, int | float) for v in value):
        return type(value)(_stirred(np.array(value), part, rng).tolist())
    if isinstance(value, np.ndarray) and value.ndim:
        ordered = value.ndim == 1 and np.all(np.diff(value) >= 0.0)
        if ordered and value.size > 2 and np.allclose(np.diff(value, 2), 0.0, atol=1e-9):
            return _scaled(value, part, rng)  # an even grid stays one
        if value.dtype.kind == "f":
            numbers, which = np.unique(value, return_inverse=True)  # equal ones stay equal
            numbers = numbers * rng.uniform(1.0 - FRESH, 1.0 + FRESH, numbers.shape)
            value = numbers[which].reshape(value.shape)
        return np.sort(value) if ordered else rng.permutation(value)
    if type(value) is int:
        return value + int(rng.integers(0, 3))
    return _scaled(value, part, rng)


class Grader:
    """Stands in for the door while a submission runs; `tell` is called with all that is found.

    With `names`, those of the class, an exercise with numbers of one's own counts under a name
    only, and a wrong answer that is right for another name is told as such.
    """

    def __init__(
        self,
        asked: dict[str, str],
        tell: Callable[[dict[str, Any]], None],
        seed: int,
        names: Sequence[str] | None = None,
    ) -> None:
        self.count = itertools.count(1)  # of cells: each text has a name of its own
        self.number = 0  # of the cell that runs
        self.needed = [dict(vars(module)) for module in NEEDED]
        self.asked = asked
        self.tell = tell
        self.seed = seed
        self.names_of_class = names
        self.door = exercises.check
        self.names: dict[str, Any] = {}
        self.answers: dict[str, Any] = {}  # the last one to each check
        self.passed: set[str] = set()
        self.gone: set[str] = set()  # names whose package is not here
        self.tried: dict[tuple[str, str], list[Exercise]] = {}

    def check(self, id: Any, answer: Any = None) -> Feedback:  # noqa: A002
        """Judge by the tries of the lesson and by fresh ones, and tell."""
        if not isinstance(id, str) or id not in self.asked:  # of another lesson, or nobody's
            return self.door(id, answer)
        self.answers[id] = answer
        return self._judged(id, answer)

    def _judged(self, id: str, answer: Any) -> Feedback:  # noqa: A002
        found, name = exercises.find(id, "EXERCISES"), words(os.environ.get(NAME, ""))
        if (id, name) not in self.tried:
            theirs = owned(found, id)
            fresh = freshened(theirs, np.random.default_rng(self.seed))
            self.tried[id, name] = [theirs, fresh] if theirs.tries else [theirs]
        for exercise in self.tried[id, name]:  # each gets the time that an answer has on the page
            feedback = judge_own(exercise, answer)
            if not feedback:
                break
        whose = ""
        if found.own and self.names_of_class is not None and feedback.status in ("passed", "wrong"):
            if not name:
                said = "No name stands in `own_numbers`: nobody has these numbers."
                feedback = Feedback("wrong", said)
            if not feedback:
                whose = self._right_for(id, answer, name)
        if feedback:
            self.passed.add(id)
        told = {"said": feedback.message[:SAID], "mistake": feedback.mistake[:SAID]}
        self.tell({"check": id, "status": feedback.status, "whose": whose, **told})
        return feedback

    def _right_for(self, id: str, answer: Any, own: str) -> str:  # noqa: A002
        """For which other names of the class, or for nobody's numbers, an answer is right."""
        exercise = exercises.find(id, "EXERCISES")
        others = [each for each in self.names_of_class or () if words(each) != own]
        right = [each for each in others if is_right(owned(exercise, id, each), answer)]
        right += ["the lesson without a name"] * is_right(exercise, answer)
        told = f"right for another name, {len(right)} of {len(others) + 1}: {', '.join(right[:3])}."
        return told if right else ""

    def run(self, cells: Iterable[tuple[int, str]]) -> None:
        """Run cells, then look again at what did not pass: its helper came later."""
        main = types.ModuleType("__main__")
        sys.modules["__main__"] = main
        self.names = vars(main)
        self.names.update(display=_nothing, get_ipython=lambda: _Shell(self))
        too_early: list[tuple[int, str, NameError]] = []
        for number, source in cells:
            self._begin(number)
            source, error = self._run_without(number, source)
            if isinstance(error, NameError):
                too_early.append((number, source, error))
            elif error:
                self.tell({"cell": number, "error": _one_line(error)})
        again = too_early
        while again:  # as often as one of them finds what it needs
            left = [each for each in again if self._run_again(*each)]
            again = left if len(left) < len(again) else []
        for number, _, missing in too_early:
            below = missing.name in self.names
            said = "; a cell further down gives it, and cells run from the top" * below
            self.tell({"cell": number, "error": _one_line(missing) + said})
        for id in self.asked.keys() - self.passed:  # noqa: A001
            self._look_again(id)

    def _run_without(self, number: int, source: str) -> tuple[str, BaseException | None]:
        """Run a cell; where a package is not here, without its import and what needs it at once."""
        error = self.execute(source)
        while isinstance(error, NameError | ImportError):
            if isinstance(error, ModuleNotFoundError):
                without, what = _without(source, error.name or "", self.gone), "import"
            elif isinstance(error, NameError) and error.name in self.gone:
                without, what = _without_use(source, error.name, _line_of(error)), "line"
            else:
                break
            if without == source:
                break
            said = f"{_one_line(error)}, run without that {what}"
            self.tell({"cell": number, "error": said})
            source = without
            error = self.execute(source)
        return source, error

    def _run_again(self, number: int, source: str, _: NameError) -> BaseException | None:
        self._begin(number)
        return self.execute(source)

    def _begin(self, number: int) -> None:
        self.number = number
        self.tell({"cell": number})

    def _put_back(self) -> None:
        """Judges need built-in names, and NumPy, as they were: undo what a cell did to them."""
        changed = []
        for module, before in zip(NEEDED, self.needed, strict=True):
            now = vars(module)
            of = "" if module is builtins else f"{module.__name__}."
            lost = {name: one for name, one in before.items() if now.get(name) is not one}
            changed += [f"{of}{name}" for name in lost]
            now.update(lost)
        if changed:
            more = f" and {len(changed) - 3} more" * (len(changed) > 3)
            said = f"it changes what is built in ({', '.join(changed[:3])}{more}), which was undone"
            self.tell({"cell": self.number, "error": said})

    def _look_again(self, id: str) -> None:  # noqa: A002
        """Judge what now has the name that the lesson gave the answer, and the last answer."""
        answers = [self.answers[id]] if id in self.answers else []
        try:
            named = eval(self.asked[id], self.names)
            answers = [named, *(each for each in answers if each is not named)]
        except Exception as error:
            if not answers:
                said = f"Nothing was handed in: {_one_line(error)}."
                self.tell({"check": id, "status": "missing", "said": said, "mistake": said})
        for answer in answers:
            if self._judged(id, answer):
                break

    def execute(self, source: str) -> BaseException | None:
        """Run a cell as a kernel does, but for what its last line shows; return what stopped it."""
        from IPython.core.inputtransformer2 import TransformerManager

        try:
            python = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
            name = f"<cell {next(self.count)}>"
            linecache.cache[name] = len(python), None, python.splitlines(True), name
            code = compile(python, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            try:
                awaited = eval(code, self.names)
            finally:  # before anything below asks for one of them
                self._put_back()
            if inspect.iscoroutine(awaited):
                asyncio.run(awaited)
        except BaseException as error:  # SystemExit and whatever else they raise
            return error
        return None


def _parsed(source: str) -> ast.Module | None:
    """A cell as Python; nothing where it is none."""
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return ast.parse(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]
    except SyntaxError:
        return None


def _without(source: str, module: str, gone: set[str]) -> str:
    """A cell without the import of a module that is not here; its names are `gone` from now on."""
    tree, lost = _parsed(source), set[str]()
    if tree is None:
        return source
    left = _Without(module.partition(".")[0], lost).visit(tree)
    gone |= lost
    for name in lost:
        _undecorated(left, name)
    return ast.unparse(left) if lost else source


def _without_use(source: str, name: str, line: int) -> str:
    """A cell without what asks for a name that is not here: its decorators, or a line.

    A function stays, and what hands in an answer: that an answer needs the name is to be said.
    (Hints are not looked up here: cells inherit this file's `annotations`.)
    """
    tree = _parsed(source)
    if tree is None or _undecorated(tree, name):
        return source if tree is None else ast.unparse(tree)
    stays = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for each in tree.body:
        at = each.lineno <= line <= (each.end_lineno or 0)
        if at and not isinstance(each, stays) and "check" not in _names(each):
            tree.body.remove(each)
            return ast.unparse(tree)
    return source


def _undecorated(tree: ast.AST, name: str) -> bool:
    """Take decorators that need a name from all functions; whether there were any."""
    before = ast.unparse(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = [each for each in node.decorator_list if name not in _names(each)]
    return ast.unparse(tree) != before


def _line_of(error: BaseException) -> int:
    """The line of a cell on which an error came up."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((each.lineno or 0 for each in frames if each.filename.startswith("<cell")), 0)


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


class _Without(ast.NodeTransformer):
    """Takes the imports of a package away, and says which names it had."""

    def __init__(self, package: str, gone: set[str]) -> None:
        self.package = package
        self.gone = gone

    def visit_Import(self, node: ast.Import) -> ast.stmt:
        lost = [each for each in node.names if each.name.partition(".")[0] == self.package]
        self.gone |= {each.asname or self.package for each in lost}
        node.names = [each for each in node.names if each not in lost]
        return node if node.names else ast.Pass()

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt:
        if node.level or (node.module or "").partition(".")[0] != self.package:
            return node
        self.gone |= {each.asname or each.name for each in node.names}
        return ast.Pass()


def _one_line(error: BaseException) -> str:
    said = f"{type(error).__name__}: {error}".rstrip(": ")[:SAID]
    by = ".".join(map(str, sys.version_info[:2]))  # a notebook may be of a newer one
    return f"{said}, read by Python {by}" if isinstance(error, SyntaxError) else said


def _nothing(*_: Any, **__: Any) -> None:
    pass


FLAGS = re.compile(r"^(\s*-\w+\s*\d*)+\s")  # of a magic


class _Shell:
    """What magics are sent to: those that time or hide a cell run it, the others do nothing.

    But a file is written, and run, as a notebook that is a row of small modules has it.
    """

    RUN = ("time", "timeit", "capture", "prun", "python", "python3")

    def __init__(self, grader: Grader) -> None:
        self.grader = grader

    def run_cell_magic(self, name: str, line: str, body: str) -> None:
        file = FLAGS.sub("", line).strip()
        if name in ("writefile", "file") and file:
            with Path(file).open("a" if "-a" in line.split() else "w", encoding="utf-8") as out:
                out.write(body)
            importlib.invalidate_caches()
            return
        if name not in self.RUN:
            raise NotImplementedError(f"%%{name} is not run here, and so its cell is left out")
        problem = self.grader.execute(body)
        if problem:
            raise problem

    def run_line_magic(self, name: str, line: str, *_: Any, **__: Any) -> Any:
        line = FLAGS.sub("", line)
        if name == "run" and line.strip().endswith(".py"):
            problem = self.grader.execute(Path(line.strip()).read_text(encoding="utf-8"))
            if problem:
                raise problem
        if name not in ("time", "timeit", "prun") or not line:
            return None
        try:
            return eval(line, self.grader.names)
        except SyntaxError:  # an assignment
            exec(line, self.grader.names)
            return None

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _nothing


def limit(seconds: int, megabytes: int) -> None:
    """Limit what this process computes and takes, as far as this system can; Windows cannot."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most, at_last in (
        (resource.RLIMIT_CPU, seconds, seconds + 1),  # for who does not listen to the first
        (resource.RLIMIT_AS, megabytes * 1_000_000, megabytes * 1_000_000),
        (resource.RLIMIT_FSIZE, 20_000_000, 20_000_000),  # bytes in a file
    ):
        with contextlib.suppress(ValueError, OSError):  # a limit that is not to be had here
            resource.setrlimit(kind, (most, at_last))


def main(results: str) -> int:
    """Run the submission that standard input has, with its limits; write what is found."""
    given = json.load(sys.stdin)
    if hasattr(os, "fork"):  # a submission that kills its parent kills this one, not the grader
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256
    limit(given["seconds"], given["megabytes"])
    sys.path.append(str(Path.cwd()))  # their own modules lie here; last, so that they hide none

    def tell(found: dict[str, Any]) -> None:
        with Path(results).open("a", encoding="utf-8") as file:
            file.write(json.dumps(found) + "\n")

    grader = Grader(given["asked"], tell, given["seed"], given["names"])
    vars(exercises)["check"] = grader.check
    grader.run(given["cells"])
    tell({"end": True})
    return 0


if __name__ == "__main__":
    leave = os._exit  # before anybody's code; it waits for no thread and no child of theirs
    leave(main(sys.argv[1]))
