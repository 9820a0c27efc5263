"""A right function with one slip in it: an operator, a number, a name, a part that is left out."""

from __future__ import annotations

import ast
import inspect
import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from operator import attrgetter
from typing import Any

import numpy as np

BELONGS = {
    ast.Add: ("minus", ast.Sub, "plus"),
    ast.Sub: ("plus", ast.Add, "minus"),
    ast.Mult: ("division", ast.Div, "product"),
    ast.Div: ("product", ast.Mult, "division"),
    ast.Pow: ("product", ast.Mult, "power"),
    ast.FloorDiv: ("true division", ast.Div, "whole one"),
    ast.Lt: ("`<=`", ast.LtE, "`<`"),
    ast.LtE: ("`<`", ast.Lt, "`<=`"),
    ast.Gt: ("`>=`", ast.GtE, "`>`"),
    ast.GtE: ("`>`", ast.Gt, "`>=`"),
    ast.Eq: ("`!=`", ast.NotEq, "`==`"),
    ast.And: ("`or`", ast.Or, "`and`"),
    ast.Or: ("`and`", ast.And, "`or`"),
}
TURNED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
OTHER_NAMES = {
    "mean": ("sum", "median"),
    "sum": ("mean", "max"),
    "std": ("var",),
    "var": ("std",),
    "max": ("min",),
    "min": ("max",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "floor": ("round", "ceil"),
    "round": ("floor", "ceil"),
    "ceil": ("floor", "round"),
    "sin": ("cos",),
    "cos": ("sin",),
    "log": ("log2", "log10"),
    "exp": ("exp2",),
}
Change = Callable[[Any], Any]  # of a node of a text, into another


def mutants(shown: str, solution: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The function whose text is `shown`, with one slip: which slip, and the function.

    Names that the text does not define are those where `solution` is written.
    """
    code = inspect.cleandoc(shown)
    names = {**getattr(solution, "__globals__", {}), "np": np, "math": math}
    tree = ast.parse(code)
    made = {ast.unparse(tree)}
    for what, mutant in _mutated(code):
        with suppress(Exception):  # it is no function any more
            text = ast.unparse(ast.fix_missing_locations(mutant))
            if text not in made:
                made.add(text)
                yield what, _function(mutant, names)


def _function(tree: ast.Module, names: dict[str, Any]) -> Callable[..., Any]:
    own = dict(names)
    exec(compile(tree, "<solution>", "exec"), own)
    (*_, last) = (each.name for each in tree.body if isinstance(each, ast.FunctionDef))
    function: Callable[..., Any] = own[last]
    return function


def _mutated(code: str) -> Iterator[tuple[str, ast.Module]]:
    tree = ast.parse(code)
    functions = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    arguments = [each.arg for each in functions[-1].args.args]
    for number, node in enumerate(ast.walk(tree)):
        for what, change in _slips(node, arguments):
            again = ast.parse(code)
            place = list(ast.walk(again))[number]
            new = change(place)
            if new is not place:
                again = _Put(place, new).visit(again)
            yield what, again


class _Put(ast.NodeTransformer):
    def __init__(self, place: ast.AST, new: ast.AST) -> None:
        self.place = place
        self.new = new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.place else super().visit(node)


def _slips(node: Any, arguments: list[str]) -> Iterator[tuple[str, Change]]:
    """What may go wrong at one node of a text, and how the node is then."""
    match node:
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op) if type(op) in BELONGS:
            here, other, there = BELONGS[type(op)]
            yield f"a {here} where a {there} belongs", _with("op", other())
        case ast.Compare(ops=[op]) if type(op) in BELONGS:
            here, other, there = BELONGS[type(op)]
            yield f"a {here} where a {there} belongs", _with("ops", [other()])
            if type(op) in TURNED:
                yield "a comparison the other way round", _with("ops", [TURNED[type(op)]()])
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield "a term is missing", attrgetter("left")
            yield "a term is missing", attrgetter("right")
            yield "an `abs` is too much", partial(_called, "abs")
            if isinstance(node.op, ast.Sub):
                turned = "a difference is the wrong way round"
                yield turned, lambda n: ast.BinOp(n.right, n.op, n.left)
        case ast.BinOp(op=ast.Mult()):
            yield "a factor is missing", attrgetter("left")
            yield "a factor is missing", attrgetter("right")
        case ast.BinOp(op=ast.Div()):
            yield "a divisor is missing", attrgetter("left")
            yield "a `//` where a `/` belongs", _with("op", ast.FloorDiv())
            yield "a fraction is upside down", lambda n: ast.BinOp(n.right, n.op, n.left)
        case ast.BinOp(op=ast.Pow()):
            yield "a power is missing", attrgetter("left")
        case ast.UnaryOp(op=ast.USub()):
            yield "a minus is missing", attrgetter("operand")
        case ast.UnaryOp(op=ast.Not()):
            yield "a `not` is missing", attrgetter("operand")
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            for number in {value + 1, value - 1, 0, 1} - {value}:
                yield f"{number:g} where {value:g} belongs", _with("value", number)
        case ast.Name(id=name, ctx=ast.Load()) if name in arguments:
            for neighbour in arguments:
                yield f"`{neighbour}` where `{name}` belongs", _with("id", neighbour)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name) as called, args=given):
            for k in range(len(given)):
                yield f"`{name}` is missing", partial(_argument, k)
            for like in OTHER_NAMES.get(name, ()):
                key = "id" if isinstance(called, ast.Name) else "attr"
                yield f"a `{like}` where a `{name}` belongs", partial(_renamed, key, like)
            if len(given) == 1:
                yield from _closed_early(node)
            if name == "exp":
                yield "a power of 10 where one of e belongs", _power_of_10
        case ast.Return(value=ast.BinOp() | ast.Call() | ast.Tuple() as value):
            parts = len(list(ast.walk(value)))
            yield from (("the rest is missing", partial(_part, k)) for k in range(1, parts))
        case ast.If() | ast.IfExp():
            yield "a condition always holds", _with("test", ast.Constant(True))
            yield "a condition never holds", _with("test", ast.Constant(False))
        case ast.For():
            yield "a loop has one round too few, at its end", partial(_cut, None, -1)
            yield "a loop has one round too few, at its beginning", partial(_cut, 1, None)
    match node:  # a * (b + c) without its brackets
        case ast.BinOp(op=ast.Mult() | ast.Div() | ast.Pow(), left=ast.BinOp()):
            yield (
                "a pair of brackets is missing",
                lambda n: ast.BinOp(n.left.left, n.left.op, ast.BinOp(n.left.right, n.op, n.right)),
            )
    match node:
        case ast.BinOp(op=ast.Mult() | ast.Div(), right=ast.BinOp()):
            yield (
                "a pair of brackets is missing",
                lambda n: ast.BinOp(
                    ast.BinOp(n.left, n.op, n.right.left), n.right.op, n.right.right
                ),
            )
    if isinstance(node, ast.FunctionDef | ast.For | ast.If | ast.While):
        for k in range(len(node.body) - 1):
            yield "a line is missing", partial(_lines, k, ())
            yield "two lines are in the other order", partial(_lines, k, (1, 0))


def _with(name: str, value: Any) -> Change:
    return partial(_set, name, value)


def _set(name: str, value: Any, node: Any) -> Any:
    setattr(node, name, value)
    return node


def _called(name: str, node: Any) -> Any:
    return ast.Call(ast.Name(name, ast.Load()), [node], [])


def _power_of_10(call: Any) -> Any:
    return ast.BinOp(ast.Constant(10.0), ast.Pow(), call.args[0])


def _part(k: int, line: Any) -> Any:
    """The line that returns one part of its formula alone."""
    line.value = list(ast.walk(line.value))[k]
    return line


def _closed_early(call: Any) -> Iterator[tuple[str, Change]]:
    """A function of the first part of its argument: `exp(-dt) / tau` for `exp(-dt / tau)`."""
    inner, depth = call.args[0], 0
    while isinstance(inner, ast.BinOp):
        inner, depth = inner.left, depth + 1
        yield "a bracket closes too early", partial(_close, depth)


def _close(depth: int, call: Any) -> Any:
    (whole,) = call.args
    last = whole
    for _ in range(depth - 1):
        last = last.left
    last.left = ast.Call(call.func, [last.left], [])
    return whole


def _argument(k: int, call: Any) -> Any:
    return call.args[k]


def _renamed(key: str, name: str, call: Any) -> Any:
    setattr(call.func, key, name)
    return call


def _cut(first: int | None, last: int | None, loop: Any) -> Any:
    """The loop over `list(...)[first:last]` of what it goes through."""
    whole = ast.Call(ast.Name("list", ast.Load()), [loop.iter], [])
    ends = [end if end is None else ast.Constant(end) for end in (first, last)]
    loop.iter = ast.Subscript(whole, ast.Slice(*ends), ast.Load())
    return loop


def _lines(k: int, order: tuple[int, ...], block: Any) -> Any:
    """A block with its lines k and k + 1 in this order; the first is left out by none."""
    pair = block.body[k : k + 2]
    block.body[k : k + 2] = [pair[each] for each in order] or pair[1:]
    return block
