"""A pasted function: find it in a piece of source, and examine it."""

from __future__ import annotations

import inspect
import math
from typing import Any

import numpy as np

from snn_edu.verify.asking import Refusal, limited
from snn_edu.verify.learning_rule import stdp
from snn_edu.verify.report import Fault, Report


def examine(source: str, seconds: float = 20.0) -> Report:
    """Examine the STDP rule in a piece of Python: the last function that takes two arguments.

    The source runs as it is, with `np` and `math` at hand: give it only what you would run
    yourself. What goes wrong on the way is a fault of the report, never an exception.

    Parameters
    ----------
    source
        Python that defines ``change(pre, post)``, under any name.
    seconds
        For running it, and again for examining it.
    """

    def failed(name: str, sentence: str) -> Report:
        return Report("STDP", (Fault(name, sentence),))

    try:
        code = compile(source, "<pasted>", "exec")
    except (SyntaxError, ValueError, TypeError) as error:
        place = f" in line {error.lineno}" if isinstance(error, SyntaxError) else ""
        return failed("no Python", f"This is no Python{place}: {error.args[0]}.")
    names: dict[str, Any] = {"np": np, "math": math, "__name__": "pasted"}
    try:
        limited(lambda: exec(code, names), seconds)
    except Refusal as refusal:
        return failed(refusal.name, str(refusal))
    found = [each for each in names.values() if _takes_two(each)]
    if not found:
        return failed("no function", "No function of two arguments, (pre, post), is defined here.")
    return stdp(found[-1], seconds=seconds)


def _takes_two(one: Any) -> bool:
    """Whether it is a function from here that can be called with two trains."""
    if not inspect.isfunction(one) or one.__module__ != "pasted":
        return False
    given = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(one).parameters.values()
    return [p.default is p.empty and p.kind in given for p in parameters].count(True) == 2
