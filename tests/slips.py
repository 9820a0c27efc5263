"""What the tests see: a slip is planted in a copy of the library, and the room's quick tests run.

    python tests/slips.py neurons               # thirty slips, a seed that nobody chose
    python tests/slips.py --count 60 --seed 7   # of all rooms, and the same ones each time

It needs `pip install cosmic-ray`, whose operators plant, and a system that forks. A line is drawn,
then a kind of slip on it. The tests named as the module come first; the first that fails has seen
it, be it by taking ten times as long. A slip with which the module cannot be imported
does not count, nor does one that changes nothing, as `slips.toml` says with the reason.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import math
import os
import random
import re
import resource
import secrets
import signal
import sys
import tempfile
import time
import tomllib
import traceback
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import cosmic_ray.ast
import parso
import pytest
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider
from installing import PROJECT, copy_project
from kernels import KERNELS

PACKAGE = PROJECT / "snn_edu"
EQUAL = tomllib.loads((PROJECT / "tests" / "slips.toml").read_text("utf-8"))
#: What a person takes for one another. Of all pairs of operators most would not even run.
KIN = ({"Add", "Sub"}, {"Mul", "Div", "FloorDiv", "Mod", "Pow"}, {"BitAnd", "BitOr", "BitXor"},
       {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"}, {"Is", "IsNot"}, {"Delete", "USub"},
       {"Delete", "Not"})  # fmt: skip
TYPES = ("tuple", "list", "dict", "Callable", "NDArray")
BROKEN = "cannot be imported"
WARM = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
FILES = {  # that judge a module which has no test of its name, or not only those
    "network": ["tests/network", "tests/test_progress.py"],
    "simulation": ["tests/simulation", "tests/test_progress.py"],
    "bisection": ["tests/neurons"],
    "exercises": ["tests/test_exercises.py", "tests/questions/inventory"],
    "diary": ["tests/command/test_report.py", "tests/test_exercises.py"],
    "pictured": ["tests/plots/test_results.py"],
    "validation": ["tests/test_validation.py", "tests/test_units.py"],
}


class LineForgotten(Operator):
    """`pass` for a simple statement."""

    KINDS = ("expr_stmt", "raise_stmt", "atom_expr", "power")

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        if node.type == "simple_stmt" and node.children[0].type in self.KINDS:
            first, second, *_ = node.children[0].children
            if second.type != "annassign":  # a field
                yield first.start_pos, node.children[0].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.children[0] = parso.parse(node.children[0].get_first_leaf().prefix + "pass")
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class PlainAssignment(LineForgotten):
    """`=` for `+=`."""

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        if node.type == "operator" and re.fullmatch(r"[^=<>!:]+=", node.value):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.value = "="
        return node


class ArgumentForgotten(LineForgotten):
    """A call without one of its keyword arguments."""

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        if node.type in ("arglist", "trailer"):
            for each in self.named(node):
                yield each.start_pos, each.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        k = node.children.index(self.named(node)[index])
        comma = k + 1 < len(node.children) and node.children[k + 1].get_code().strip() == ","
        del node.children[k : k + 1 + comma]
        return node

    @staticmethod
    def named(node: Any) -> list[Any]:
        given = [each for each in node.children if each.type == "argument"]
        return [each for each in given if each.children[1].get_code().strip() == "="]


class ArgumentsSwapped(LineForgotten):
    """Two neighbours among arguments, or in what is unpacked or given back, change places."""

    EITHER_WAY = ("min", "max", "minimum", "maximum", "hypot", "array_equal", "isclose", "suppress")

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        kinds = ("arglist", "testlist_star_expr", "testlist_comp", "testlist")
        called = node.get_first_leaf().get_previous_leaf()
        called = called and called.get_previous_leaf()
        if node.type in kinds and not (called and called.value in self.EITHER_WAY):
            yield from ((a.start_pos, b.end_pos) for a, b in self.pairs(node))

    def mutate(self, node: Any, index: int) -> Any:
        a, b = self.pairs(node)[index]
        k, (first, second) = node.children.index(a), (each.get_first_leaf() for each in (a, b))
        first.prefix, second.prefix = second.prefix, first.prefix
        node.children[k], node.children[k + 2] = b, a
        return node

    @staticmethod
    def pairs(node: Any) -> list[Any]:
        other = ("argument", "star_expr", "string")
        plain = [None if each.type in other else each for each in node.children]
        return [(a, b) for a, b in zip(plain[::2], plain[2::2], strict=False) if a and b]


class FilterForgotten(LineForgotten):
    """All of them, where a comprehension takes some."""

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        if node.type == "comp_if":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.children[1] = parso.parse(" True")
        return node


@dataclass(frozen=True)
class Slip:
    """One operator, at one place of one module."""

    path: Path
    line: int
    operator: Operator
    occurrence: int

    def planted(self, text: str) -> str | None:
        """The module with it, or None where that is no Python, or the same."""
        with suppress(SyntaxError, AttributeError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            new = mutate_code(text, self.operator, self.occurrence)
            if new and ast.dump(ast.parse(new)) != ast.dump(ast.parse(text)):
                nobody_would = re.search(r"[<>]=? ?[\"']", self.told(new).partition(" -> ")[2])
                return None if nobody_would else new
        return None

    def told(self, new: str) -> str:
        """The line before and after."""
        before, after = (each.splitlines() for each in (self.path.read_text("utf-8"), new))
        k = next(k for k, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
        gone = len(before) - len(after)
        there = " ".join(each.strip() for each in before[k : k + 1 + max(gone, 0)])
        return f"{there} -> {' '.join(after[k].split())}"


def operators() -> dict[str, list[Operator]]:
    """The operators by the kind of their slip."""
    kinds: dict[str, list[Operator]] = defaultdict(list)
    provider = OperatorProvider()
    for name in provider:
        kind, _, turned = name.partition("Operator_")
        if turned and any(set(turned.split("_")) <= kin for kin in KIN):
            kinds[kind].append(provider[name]())
        elif not turned and not name.startswith("Variable"):
            kinds[name].append(provider[name]())
    ours = (LineForgotten, PlainAssignment, ArgumentForgotten, ArgumentsSwapped, FilterForgotten)
    return kinds | {each.__name__: [each()] for each in ours}


def out_of_play(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a slip changes nothing that runs: types, imports, docstrings."""
    found: list[Any] = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Expr(ast.Constant()):
                found.append(node)
            case ast.If(ast.Name("TYPE_CHECKING")):
                found.append(node)
            case ast.FunctionDef(
                decorator_list=[ast.Name("overload" | "abstractmethod") as first, *_]
            ):
                found += [node, first]
            case ast.ClassDef(bases=[ast.Name("Protocol")]):  # it is never run
                found.append(node)
            case ast.Assign([ast.Name("__all__")]):
                found.append(node)
            case ast.Assign([ast.Name()], ast.Subscript(ast.Name(kind))) if kind in TYPES:
                found.append(node)  # a name for a type
            case ast.Assign([ast.Name()], ast.Call(ast.Name("TypeVar"))):
                found.append(node)
            case ast.arg(annotation=ast.expr() as a) | ast.FunctionDef(returns=ast.expr() as a):
                found.append(a)
            case ast.AnnAssign(annotation=ast.Name("TypeAlias")):
                found.append(node)
            case ast.AnnAssign(annotation=a):
                found.append(a)
            case ast.keyword(arg="strict"):  # of zip: a guard against ourselves
                found.append(node)
        match node:
            case ast.FunctionDef(returns=ast.expr() as a):
                found.append(a)
            case ast.FunctionDef(decorator_list=marks) | ast.ClassDef(decorator_list=marks):
                found += [
                    each for each in marks if ast.unparse(each) in ("cache", "runtime_checkable")
                ]
    return [
        ((each.lineno, each.col_offset), (each.end_lineno, each.end_col_offset)) for each in found
    ]


def slips_of(path: Path, kinds: dict[str, list[Operator]]) -> dict[int, dict[str, list[Slip]]]:
    """All slips of a module, by line and kind."""
    text = path.read_text("utf-8")
    out = out_of_play(text)
    nodes = list(cosmic_ray.ast.ast_nodes(cosmic_ray.ast.get_ast(text)))
    found: dict[int, dict[str, list[Slip]]] = defaultdict(lambda: defaultdict(list))
    for kind, operators_of_kind in kinds.items():
        for operator in operators_of_kind:
            places = [each for node in nodes for each in operator.mutation_positions(node)]
            for occurrence, (start, end) in enumerate(places):
                if not any(a <= start and end <= b for a, b in out):
                    found[start[0]][kind].append(Slip(path, start[0], operator, occurrence))
    return found


def drawn(room: str, chance: random.Random) -> Iterator[tuple[Slip, str]]:
    """Line after line of a room, or of all, each with a slip, and the module that has it."""
    kinds, inside = operators(), PACKAGE / room
    paths = sorted(inside.rglob("*.py")) if inside.is_dir() else [inside.with_suffix(".py")]
    lines = [
        (path, by_kind)
        for path in paths
        if path.name not in ("__init__.py", "__main__.py")
        for _, by_kind in sorted(slips_of(path, kinds).items())
    ]
    chance.shuffle(lines)
    for path, by_kind in lines:
        slip = chance.choice(by_kind[chance.choice(sorted(by_kind))])
        if (new := slip.planted(path.read_text("utf-8"))) is not None:
            yield slip, new


def judges(path: Path) -> tuple[list[str], str, str]:
    """The tests that judge a module; the beginning of those that come first; a lesson's name."""
    room, *rest = path.relative_to(PACKAGE).with_suffix("").parts
    if room != "lessons":
        own = f"tests/{room}" if rest else f"tests/test_{room}.py"
        return FILES.get(room, [own]), f"tests/{room}/test_{path.stem}.py", ""
    shared = sorted((PROJECT / "tests" / "lessons").glob("test_*.py"))
    pages = (PROJECT / "notebooks").glob(f"[0-9][0-9]_{rest[0]}.ipynb")
    others = [str(each.relative_to(PROJECT)) for each in (*shared, *pages)]
    own = f"tests/lessons/{rest[0]}"
    return [own, *others, "tests/test_notebooks.py"], own, rest[0]


class TooLongError(BaseException):
    """A test computes ten times as long as it does without the slip."""


class Watch:
    """A pytest plugin: the likely tests first, which one failed first, and none for ever."""

    def __init__(self, first: str, lesson: str, seconds: dict[str, float]):
        lessons = [each.name for each in (PACKAGE / "lessons").iterdir() if each.is_dir()]
        self.others = {each for each in lessons if each != lesson} if lesson else set()
        self.first, self.known = first, seconds
        self.seconds: dict[str, float] = defaultdict(float)
        self.seen = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what is another lesson's; the quick ones come before the long."""
        items[:] = sorted(filter(self.concerns, items), key=self.place)

    def concerns(self, item: pytest.Item) -> bool:
        """Whether none of the words in brackets, such as 03_regular.drivers, is another lesson."""
        words = re.findall(r"[^\W\d]\w+", item.nodeid.partition("[")[2])
        return self.others.isdisjoint(each.lstrip("_") for each in words)

    def place(self, item: pytest.Item) -> tuple[bool, float]:
        return not item.nodeid.startswith(self.first), self.known.get(item.nodeid, 0.0)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Stop a test in the midst of an endless loop."""

        def stop(*_: object) -> None:
            self.seen = self.seen or f"{item.nodeid}, by taking too long"
            raise TooLongError

        signal.signal(signal.SIGPROF, stop)
        usual = self.known.get(item.nodeid, math.inf)
        signal.setitimer(signal.ITIMER_PROF, 3.0 + 10.0 * usual if usual < math.inf else 0.0)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0.0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.seen = self.seen or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.seen = self.seen or f"{report.nodeid}, as it is collected"


class Run(NamedTuple):
    """What came of one run of some tests."""

    seen: str  # the first test that failed
    seconds: dict[str, float]  # of each test
    loaded: list[str]  # modules


def judged(clone: Path, tests: list[str], watch: Watch, slipped: str) -> Run:
    """The tests of the copy, run in this very process, once the module that `slipped` is there."""
    log = (clone.parent / "log.txt").open("w")
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    os.chdir(clone)
    ours = [name for name, each in sys.modules.items() if _is_ours(getattr(each, "__file__", ""))]
    for name in {*ours} - {"__main__"}:
        del sys.modules[name]
    sys.path[:] = [str(clone), *(each for each in sys.path if not _is_ours(each))]
    os.environ["PYTHONPATH"] = str(clone)
    if slipped:
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        try:
            importlib.import_module(slipped)
        except Exception:
            return Run(BROKEN, {}, [])
    options = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-W", WARM)
    code = pytest.main([*options, *tests], plugins=[watch])
    seen = watch.seen or ("" if code == 0 else f"pytest ended with {code!r}")
    return Run(seen, watch.seconds, [name for name in sys.modules if "snn_edu" not in name])


def _is_ours(path: str | None) -> bool:
    """Of the project, and not of an environment that stands in its folder."""
    found = Path(str(path))
    return bool(path) and found.is_relative_to(PROJECT) and not found.is_relative_to(sys.prefix)


def run(clone: Path, tests: list[str], watch: Watch, limit: float, slipped: str = "") -> Run:
    """The tests in a process that is forked from this one, so that what is warm stays so."""
    began, answer = time.monotonic(), clone.parent / "answer.json"
    answer.unlink(missing_ok=True)
    if not (child := os.fork()):
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
            answer.write_text(json.dumps(judged(clone, tests, watch, slipped)))
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    ended = 0
    while not ended and time.monotonic() - began < 60 + 10 * limit:  # however busy the machine is
        ended, _ = os.waitpid(child, os.WNOHANG)
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not ended:
        os.waitpid(child, 0)
    return Run(*json.loads(answer.read_text())) if answer.exists() else Run("no end of it", {}, [])


class Bench:
    """A copy of the project, in which slips are planted and judged one after the other."""

    def __init__(self, folder: Path) -> None:
        self.clone = copy_project(folder / "snn_edu")
        self.right: dict[tuple[str, ...], Run] = {}

    def as_it_is(self, tests: list[str], *watched: str) -> Run:
        """The tests without a slip: how long each takes; what they load is loaded from then on."""
        if tuple(tests) not in self.right:
            right = run(self.clone, tests, Watch(*watched, {}), 900.0)
            if right.seen:
                log = (self.clone.parent / "log.txt").read_text()
                sys.exit(f"{log}\nThe library as it is does not pass: {right.seen}")
            for name in right.loaded:
                with suppress(Exception):
                    importlib.import_module(name)
            self.right[tuple(tests)] = right
        return self.right[tuple(tests)]

    def seen(self, slip: Slip, new: str) -> str:
        """The test that fails under a slip, if one does."""
        tests, *watched = judges(slip.path)
        seconds = self.as_it_is(tests, *watched).seconds
        place = self.clone / slip.path.relative_to(PROJECT)
        text, stamp = place.read_bytes(), place.stat().st_mtime
        place.write_text(new, "utf-8")
        try:
            limit = 20 + 10 * sum(seconds.values())
            slipped = ".".join(slip.path.relative_to(PROJECT).with_suffix("").parts)
            return run(self.clone, tests, Watch(*watched, seconds), limit, slipped).seen
        finally:
            place.write_bytes(text)
            os.utime(place, (stamp, stamp))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("room", nargs="?", default="", help="a folder or file of snn_edu, or all")
    parser.add_argument("--count", type=int, default=30, help="slips that are judged (30)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the draw")
    given = parser.parse_args()
    print(f"{given.room or 'all rooms'}, --seed {given.seed}", flush=True)
    os.environ |= KERNELS
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for slip, new in drawn(given.room, random.Random(given.seed)):
            if counts["seen"] + counts["UNSEEN"] == given.count:
                break
            within, told = slip.path.relative_to(PACKAGE), slip.told(new)
            by = next((why for why, lines in EQUAL.items() if f"{within}: {told}" in lines), "")
            verdict = "equal" if by else ""
            if not by:
                by = bench.seen(slip, new)
                verdict = "broken" if by == BROKEN else "seen" if by else "UNSEEN"
            counts[verdict] += 1
            if verdict != "broken":
                print(f"{verdict:6} {within}:{slip.line}  {told}\n       {by}", flush=True)
    judged = counts["seen"] + counts["UNSEEN"]
    print(
        f"{counts['seen']} of {judged} are seen ({counts['seen'] / (judged or 1):.0%}), --seed "
        f"{given.seed}. Not counted: {counts['equal']} that change nothing, {counts['broken']} "
        "with which the module cannot be imported."
    )


if __name__ == "__main__":
    main()
