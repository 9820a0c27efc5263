"""A declared picture as the cell that makes it: to be copied, run and changed.

From the line that declares it, names are followed to what they stand for: what the module imports
is imported, and what it says is said, each before its first use.
"""

from __future__ import annotations

import ast
import re
import symtable
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

YOURS = "# For ... put the name of your own function, once it is right; until then ours runs."


def cell(module: ModuleType, name: str, maker: str, given: int) -> str:
    """The cell in which `maker` makes the picture that `module` declares as `name`.

    Its view takes so many values first that are `given` at the call: each is ``...`` here.
    """
    written, made = _Written(), _statement(module, name)
    drawn = getattr(made, "value", None)  # of declare(view, ...)(draw)
    call = drawn.func if isinstance(drawn, ast.Call) else None
    if isinstance(made, ast.FunctionDef):  # @declare(view, ...), above what draws it
        call = made.decorator_list[0]
    if not isinstance(call, ast.Call):
        raise ValueError(f"{name} is not declared by a statement of its own.")
    view = written.function(module, call.args[0])
    if isinstance(drawn, ast.Call):
        draw = written.function(module, drawn.args[0])
    else:
        draw = "draw_" + re.sub("_frames?$", "", view)
        text = _text(module, made, decorated=False)
        written.say(module, text.replace(f"def {name}(", f"def {draw}(", 1), {draw})
    text = str(ast.get_source_segment("\n".join(_source(module)[0]), call))
    given_view = f"partial({view}{', ...' * given})" if given else view
    head = rf"\Adeclare\((\s*){re.escape(ast.unparse(call.args[0]))}(,\s+)?"
    text = re.sub(
        head, lambda at: f"{maker}({at[1]}{given_view}{at[2] or ', '}{draw}{at[2] or ''}", text
    )
    written.imported.setdefault("snn_edu.live", set()).add(maker)
    written.follow(module, _free(text) - {maker, *written.names})
    if given:
        text = f"{YOURS}\n{text}"
        written.imported.setdefault("functools", set()).add("partial")
    said = "\n".join([*written.said, f"\n{text}"])
    said = re.sub(r"  # (type|noqa|fmt): ?[^\n]*", "", said)  # what is told to our tools
    return "\n".join(written.imports()) + "\n\n" + re.sub(r"\n{3,}", "\n\n\n", said).strip("\n")


class _Written:
    """What comes before the call."""

    def __init__(self) -> None:
        self.modules: set[str] = set()  # "import numpy as np"
        self.imported: dict[str, set[str]] = {}  # names by the module that has them
        self.said: list[str] = []  # statements, each after what it needs
        self.seen: set[ast.stmt] = set()
        self.names: set[str] = set()  # that the statements bind

    def imports(self) -> list[str]:
        """The lines that import: Python's own, what is installed, and this library."""
        froms = [
            f"from {home} import {', '.join(sorted(names))}"
            for home, names in self.imported.items()
        ]

        def group(line: str) -> tuple[int, bool, str]:
            package = re.split(r"[ .]", line)[1]
            kind = 0 if package in sys.stdlib_module_names else 2 if package == "snn_edu" else 1
            return kind, line in froms, line

        return sorted([*self.modules, *froms], key=group)

    def follow(self, module: ModuleType, names: Iterable[str], written: Iterable[str] = ()) -> None:
        """Bring along what these names stand for; functions `written` in full from elsewhere."""
        for name in sorted(names):
            made = _statement(module, name)
            imports = isinstance(made, ast.Import | ast.ImportFrom)
            if made is None or (not imports and made in self.seen):
                continue
            self.seen.add(made)
            if isinstance(made, ast.Import | ast.ImportFrom):
                alias = next(one for one in made.names if name in (one.asname, one.name))
                home = str(getattr(made, "module", ""))
                if not home:
                    self.modules.add(ast.unparse(ast.Import([alias])))
                elif name in written and sys.modules[home].__package__ == module.__package__:
                    self.follow(sys.modules[home], [name])
                else:
                    self.imported.setdefault(home, set()).add(ast.unparse(alias))
            else:
                function = isinstance(made, ast.FunctionDef | ast.ClassDef)
                self.say(module, _text(module, made), _bound(made), function)

    def say(self, module: ModuleType, text: str, names: set[str], function: bool = True) -> None:
        """Bring along a statement that binds these names, after what it needs."""
        self.names |= names
        self.follow(module, _free(text) - names)
        self.said.append(f"\n\n{text}\n\n" if function else text)

    def function(self, module: ModuleType, named: ast.expr) -> str:
        """Bring along a view or what draws it, in full, wherever it is; return its name here."""
        home, name = module, ast.unparse(named)
        if isinstance(named, ast.Attribute) and isinstance(named.value, ast.Name):
            home, name = getattr(module, named.value.id), named.attr
        self.follow(home, [name], {name})
        return name


@cache
def _source(module: ModuleType) -> tuple[list[str], ast.Module]:
    """A module's lines, and its syntax tree."""
    text = Path(str(module.__file__)).read_text(encoding="utf-8")
    return text.splitlines(), ast.parse(text)


def _statement(module: ModuleType, name: str) -> ast.stmt | None:
    """The last statement of a module that binds a name."""
    found = [one for one in _source(module)[1].body if name in _bound(one)]
    return found[-1] if found else None


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement of a module binds."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {one.asname or one.name for one in statement.names}
    targets = getattr(statement, "targets", [getattr(statement, "target", None)])
    found = (one for target in targets if target for one in ast.walk(target))
    return {one.id for one in found if isinstance(one, ast.Name)}


def _free(text: str) -> set[str]:
    """The names that a piece of code reads, and does not bind itself in a function."""
    found: set[str] = set()
    tables = [symtable.symtable(text, "cell", "exec")]
    while tables:
        table = tables.pop()
        outside = table.get_type() == "module"
        read = (one for one in table.get_symbols() if one.is_referenced())
        found |= {one.get_name() for one in read if outside or one.is_global()}
        tables += table.get_children()
    return found


def _text(module: ModuleType, statement: Any, decorated: bool = True) -> str:
    """A statement as it stands in its file, with decorators and the comment at its end."""
    decorators = getattr(statement, "decorator_list", []) if decorated else []
    first = min([statement.lineno, *(one.lineno for one in decorators)])
    return "\n".join(_source(module)[0][first - 1 : statement.end_lineno])
