"""Where a public name is explained in the reference, and which of them a lesson uses.

The lower of two rooms that promise a name explains it. A lesson's page ends with the names that its
cells call, and a docstring's `Name` leads to its page.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable
from typing import Any

import snn_edu

NAME = re.compile(r"[A-Za-z_][\w.]*")


def faces() -> dict[str, list[str]]:
    """Public names, by the module that promises them in ``__all__``; `snn_edu` is the last."""
    found_in = [room.name for room in pkgutil.iter_modules(snn_edu.__path__)]
    rooms = [f"snn_edu.{name}" for name in found_in if name != "__main__"]
    found = {}
    for module in [*rooms, "snn_edu"]:  # the rooms explain their own
        names = getattr(importlib.import_module(module), "__all__", [])
        if names:
            found[module] = list(names)
    return found


@functools.cache
def homes() -> dict[str, str]:
    """Of each public name, by its whole path, the path under which it is explained."""
    first: dict[int, str] = {}
    found = {}
    for module, names in faces().items():
        face = importlib.import_module(module)
        for name in sorted(names, key=str.casefold):
            it, path = getattr(face, name), f"{module}.{name}"
            if not isinstance(it, str | int | float):  # of which there may be only one
                found[path] = first.setdefault(id(it), path)
    return found


@functools.cache
def links() -> dict[str, str]:
    """The same without modules: a room is a page, and no name on it."""
    return {path: home for path, home in homes().items() if not inspect.ismodule(_at(path))}


def _at(path: str) -> Any:
    """What a path of a public name leads to."""
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def called_in(cells: Iterable[str]) -> list[str]:
    """The public names that cells of code call or hand over, as paths in the reference."""
    tree = ast.Module([], [])
    for code in cells:
        with contextlib.suppress(SyntaxError):
            tree.body += ast.parse(code).body
    meant: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            meant |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Import):
            meant |= {one.asname or one.name: one.name for one in node.names}
    explained = links()
    used = [_path(node, meant) for node in ast.walk(tree)]
    return sorted({explained[path] for path in used if path in explained}, key=_last)


def _path(node: ast.AST, meant: dict[str, str]) -> str:
    """What a name or a dotted name in code is, as a whole path."""
    if isinstance(node, ast.Name):
        return meant.get(node.id, "")
    if isinstance(node, ast.Attribute):
        return f"{_path(node.value, meant)}.{node.attr}"
    return ""


def _last(path: str) -> str:
    return path.rpartition(".")[2].casefold()


def what_for(cells: Iterable[str]) -> str:
    """The end of a lesson's page: each name of the library that it calls, and what that is."""
    rows = []
    for path in called_in(cells):
        module, _, name = path.rpartition(".")
        if module not in ("snn_edu.exercises", "snn_edu.questions"):  # of the lesson, not for use
            rows.append(f"- {{py:obj}}`{name} <{path}>`: {first_line(_at(path))}")
    return "\n".join(["## What you can do with this", "", *rows]) if rows else ""


def first_line(it: Any) -> str:
    """What something is, as its docstring begins."""
    return (inspect.getdoc(it) or "").partition("\n")[0]


def linked(text: str, within: str, own: Iterable[str] = ()) -> str:
    """A docstring's line whose `Names` lead to where they are explained.

    Parameters
    ----------
    within
        The path of what the docstring explains: of two of one name, the one in its room is meant.
    own
        Names that are its own: parameters and methods.
    """
    parts = text.split("`")
    for k in range(1, len(parts) - 1, 2):
        head = parts[k].partition(".")[0]
        is_name = NAME.fullmatch(parts[k]) and head not in own and not hasattr(builtins, head)
        if is_name and (path := _meant(parts[k], within)):
            parts[k] = f"{parts[k]} <{path}>"
            parts[k - 1] += ":py:obj:"
    return "`".join(parts)


def _meant(name: str, within: str) -> str | None:
    """The path that a name in a docstring stands for, if there is one and it is clear."""
    room = ".".join(within.split(".")[:2])
    head, _, member = name.partition(".")
    ends = {home for path, home in links().items() if path.endswith(f".{head}")}
    top = links().get(f"snn_edu.{head}")
    near = [home for home in ends if home.startswith(f"{room}.")]
    found = top or (near[0] if near else ends.pop() if len(ends) == 1 else None)
    # A small word of one room is likely a word; one that `snn_edu` itself has is a name.
    if found is None or (top is None and head.islower() and "_" not in head):
        return None
    if member and not hasattr(_at(found), member):
        return None
    return f"{found}.{member}" if member else found
