"""A right function with one slip in it: an operator, a number, a name, a part that is left out."""

from __future__ import annotations

import ast
import builtins
import copy
import inspect
import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

Node = TypeVar("Node", bound=ast.AST)
BELONGS: dict[type[ast.AST], tuple[str, type[ast.AST], str]] = {
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
    ast.In: ("`not in`", ast.NotIn, "`in`"),
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


def mutants(shown: str, solution: Any) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """The function whose text is `shown`, with one slip: what slipped, where, and the function.

    Names that the text does not define are those where `solution` is written.
    """
    others = {
        each for likes in OTHER_NAMES.values() for each in likes if not hasattr(builtins, each)
    }
    names = {each: getattr(math, each, None) or getattr(np, each) for each in others}
    names |= {**getattr(solution, "__globals__", {}), "np": np, "math": math}
    tree = ast.parse(inspect.cleandoc(shown))
    functions = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    arguments = [each.arg for each in functions[-1].args.args]
    made = {ast.unparse(tree)}
    for parent, field, whole, k in list(_places(tree)):
        node = whole[k]
        for what, new in _slips(node, arguments):
            several = isinstance(getattr(parent, field), list)
            setattr(parent, field, [*whole[:k], new, *whole[k + 1 :]] if several else new)
            text = ast.unparse(tree)
            setattr(parent, field, whole if several else node)
            if text not in made:
                made.add(text)
                own = dict(names)
                with suppress(Exception):  # it is no function any more
                    exec(compile(text, "<solution>", "exec"), own)
                    where = f"line {node.lineno}, `{ast.unparse(node).partition(chr(10))[0]}`"
                    yield what, where, own[functions[-1].name]


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, str, list[Any], int]]:
    """Each node below `tree`: whose it is, in which field, and its place among those there."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            whole = value if isinstance(value, list) else [value]
            yield from ((parent, field, whole, k) for k in range(len(whole)))


def _slips(node: Any, arguments: list[str]) -> Iterator[tuple[str, ast.AST]]:
    """What may go wrong at one node of a text, and what stands there then."""
    match node:
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op) if type(op) in BELONGS:
            here, other, there = BELONGS[type(op)]
            yield f"a {here} where a {there} belongs", _with(node, op=other())
        case ast.Compare(ops=[op]) if type(op) in BELONGS:
            here, other, there = BELONGS[type(op)]
            yield f"a {here} where a {there} belongs", _with(node, ops=[other()])
            if type(op) in TURNED:
                yield "a comparison the other way round", _with(node, ops=[TURNED[type(op)]()])
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub() as op, right):
            yield "a term is missing", left
            yield "a term is missing", right
            if isinstance(op, ast.Sub):
                yield "an `abs` is too much", _written(f"abs({ast.unparse(node)})")
                yield "a difference is the wrong way round", ast.BinOp(right, op, left)
        case ast.BinOp(left, ast.Mult(), right):
            yield "a factor is missing", left
            yield "a factor is missing", right
        case ast.BinOp(left, ast.Div() as op, right):
            yield "a divisor is missing", left
            yield "a `//` where a `/` belongs", _with(node, op=ast.FloorDiv())
            yield "a fraction is upside down", ast.BinOp(right, op, left)
        case ast.BinOp(left, ast.Pow()):
            yield "a power is missing", left
        case ast.UnaryOp(ast.USub(), operand):
            yield "a minus is missing", operand
        case ast.UnaryOp(ast.Not(), operand):
            yield "a `not` is missing", operand
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            for number in {value + 1, value - 1, 0, 1} - {value}:
                yield f"{number:g} where {value:g} belongs", ast.Constant(number)
        case ast.Name(name, ast.Load()) if name in arguments:
            for neighbour in arguments:
                yield f"`{neighbour}` where `{name}` belongs", _with(node, id=neighbour)
        case ast.Call(ast.Name(name) | ast.Attribute(_, name) as called, given):
            key = "id" if isinstance(called, ast.Name) else "attr"
            yield from ((f"`{name}` is missing", each) for each in given)
            for like in OTHER_NAMES.get(name, ()):
                renamed = _with(node, func=_with(called, **{key: like}))
                yield f"a `{like}` where a `{name}` belongs", renamed
            if len(given) == 1:
                for earlier in _closed_early(node, given[0]):
                    yield "a bracket closes too early", earlier
            if name == "exp":
                tenfold = _written(f"10.0 ** ({ast.unparse(given[0])})")
                yield "a power of 10 where one of e belongs", tenfold
        case ast.Return(ast.BinOp() | ast.Call() | ast.Tuple() as value):
            for part in ast.walk(value):
                if isinstance(part, ast.expr) and _names(part):  # a 1 alone is no part of it
                    yield "the rest is missing", ast.Return(part)
        case ast.If() | ast.IfExp():
            yield "a condition always holds", _with(node, test=ast.Constant(True))
            yield "a condition never holds", _with(node, test=ast.Constant(False))
        case ast.For():
            rounds = f"list({ast.unparse(node.iter)})"
            shorter = "a loop has one round too few, at its"
            yield f"{shorter} end", _with(node, iter=_written(f"{rounds}[:-1]"))
            yield f"{shorter} beginning", _with(node, iter=_written(f"{rounds}[1:]"))
    match node:  # a * (b + c) and (a + b) * c without their brackets
        case ast.BinOp(left, ast.Mult() | ast.Div() as op, ast.BinOp(b, inner, c)):
            also = ast.Mult | ast.Div if isinstance(op, ast.Div) else ast.Sub
            if isinstance(inner, ast.Add | ast.Sub | also):
                yield "a pair of brackets is missing", ast.BinOp(ast.BinOp(left, op, b), inner, c)
    match node:
        case ast.BinOp(ast.BinOp(a, inner, b), ast.Mult() | ast.Div() | ast.Pow() as op, right):
            if isinstance(op, ast.Pow) or isinstance(inner, ast.Add | ast.Sub):
                yield "a pair of brackets is missing", ast.BinOp(a, inner, ast.BinOp(b, op, right))
            elif isinstance(inner, ast.Div):
                yield "a pair of brackets is too much", ast.BinOp(a, inner, ast.BinOp(b, op, right))
    if isinstance(node, ast.FunctionDef | ast.For | ast.If | ast.While):
        for k, (first, second) in enumerate(pairwise(node.body)):
            before, after = node.body[:k], node.body[k + 2 :]
            yield "a line is missing", _with(node, body=[*before, second, *after])
            if _changed_by(first) & _names(second) or _names(first) & _changed_by(second):
                turned = [*before, second, first, *after]
                yield "two lines are in the other order", _with(node, body=turned)


def _with(node: Node, **fields: Any) -> Node:
    """The same node with other fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _written(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


def _closed_early(call: ast.Call, whole: ast.expr) -> Iterator[ast.expr]:
    """A function of the first part of its argument: `exp(-dt) / tau` for `exp(-dt / tau)`."""
    if isinstance(whole, ast.BinOp):
        yield _with(whole, left=_with(call, args=[whole.left]))
        yield from (_with(whole, left=each) for each in _closed_early(call, whole.left))


def _names(*parts: ast.AST) -> set[str]:
    return {each.id for part in parts for each in ast.walk(part) if isinstance(each, ast.Name)}


def _changed_by(line: ast.stmt) -> set[str]:
    """The names that a line may change: where it writes to, or all in a bare `x.append(y)`."""
    return _names(
        *(
            each
            for each in ast.walk(line)
            if isinstance(each, ast.Expr) or isinstance(getattr(each, "ctx", None), ast.Store)
        )
    )
