"""Pasted code: run it, find the function in it that is meant, and examine that."""

from __future__ import annotations

import inspect
import math
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np

from snn_edu.validation import choice
from snn_edu.verify.asking import Refusal, answered, patience
from snn_edu.verify.conversions.examined import conversion
from snn_edu.verify.encodings.examined import encoder
from snn_edu.verify.gradients.examined import surrogate
from snn_edu.verify.learning_rule import stdp
from snn_edu.verify.leftovers.examined import independent
from snn_edu.verify.membrane import neuron
from snn_edu.verify.report import Fault, Report
from snn_edu.verify.trace import traces

Names = dict[str, Any]  # what the code has defined
VALUES = np.linspace(0.05, 0.95, 10)  # for an encoder that comes without its own

#: By kind: what a report is on, the arguments of the function, and words that give it away.
KINDS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "stdp": ("STDP", ("pre", "post"), ("pre", "post")),
    "neuron": ("Neuron", ("current", "dt"), ("current", "dt", "i", "drive")),
    "traces": ("Trace", ("spikes", "times"), ("spikes", "times", "t_spikes")),
    "surrogate": ("Surrogate", ("u", "upstream"), ("u", "upstream", "grad", "grad_output")),
    "encoder": ("Encoder", ("values",), ("values", "value", "x", "image")),
    "independent": ("Model", ("sample",), ("sample",)),
    "conversion": ("Conversion", ("x",), ("ann", "snn")),
}
ASKS: dict[str, Callable[[Any, Names, float], Report]] = {
    "stdp": lambda f, names, seconds: stdp(f, seconds=seconds),
    "neuron": lambda f, names, seconds: neuron(f, seconds=seconds),
    "traces": lambda f, names, seconds: traces(f, seconds=seconds),
    "surrogate": lambda f, names, seconds: surrogate(f, seconds=seconds),
    "encoder": lambda f, names, seconds: encoder(f, names.get("values", VALUES), seconds=seconds),
    "independent": lambda f, names, seconds: independent(f, names["samples"], seconds=seconds),
    "conversion": lambda f, names, seconds: conversion(
        names["ann"], names["snn"], names["samples"], names.get("steps"), seconds=seconds
    ),
}
ALSO = {"independent": ("samples",), "conversion": ("ann", "snn", "samples")}


def examine(source: str, what: str | None = None, seconds: float = 20.0) -> Report:
    """Examine what is defined in a piece of Python: its last function of the right arguments.

    The source runs as it is, with `np` and `math` at hand: give it only what you would run
    yourself. What goes wrong on the way is a fault of the report, never an exception.

    Parameters
    ----------
    source
        Python that defines ``change(pre, post)`` (STDP), ``simulation(current, dt)`` (a neuron),
        ``trace(spikes, times)``, ``f(u, upstream)`` (a surrogate), ``f(values)`` (an encoder;
        `values` too, if it has its own), ``model(sample)`` and `samples` (does it remember the last
        one?), or `ann`, `snn` and `samples` (a conversion). Under any name.
    what
        Which of these it is: a key of KINDS. None: what its arguments are called says it.
    seconds
        For examining it, and a fifth of them (2 s at least) for running it before.
    """
    if what is not None:
        choice("what", what, tuple(KINDS))
    given: Any = source
    source = textwrap.dedent(given) if isinstance(given, str) else given
    names: Names = {"np": np, "math": math, "__name__": "pasted"}
    try:
        code = compile(source, "<pasted>", "exec")
        answered(lambda: exec(code, names), patience(seconds))
    except Refusal as refusal:
        fault = Fault(refusal.name, str(refusal))
    except (SyntaxError, ValueError, TypeError) as error:
        place = f" in line {error.lineno}" if isinstance(error, SyntaxError) else ""
        fault = Fault(
            "no Python", f"This is no Python{place}: {error.args[0]}.{_prompt(source, error)}"
        )
    else:
        found = [each for each in names.values() if _is_own(each)]
        what = what or _kind(found, names)
        lacking = [name for name in ALSO.get(what, ()) if name not in names]
        takes = KINDS[what][1]
        fit = [each for each in found if _needs(each) == len(takes)]
        if what == "conversion" and not lacking:
            fit = [names["ann"]]
        if fit and not lacking:
            try:
                return ASKS[what](fit[-1], names, seconds)
            except (TypeError, ValueError) as error:  # its samples, its values
                fault = Fault("other samples", str(error))
        elif lacking:
            fault = Fault("no samples", f"{' and '.join(lacking)} should be defined here, too.")
        else:
            counted = ("no", "one", "two")[len(takes)]
            told = f"No function of {counted} argument{'s' * (len(takes) > 1)}"
            classes = [each for each in names.values() if isinstance(each, type)]
            inside = (
                f" One in a class is not seen: write one around it, with {classes[-1].__name__}()."
                if classes and classes[-1].__module__ == "pasted"
                else ""
            )
            fault = Fault("no function", f"{told}, ({', '.join(takes)}), is defined here.{inside}")
    return Report(KINDS[what or "stdp"][0], findings=[fault])


def _prompt(source: Any, error: Exception) -> str:
    """What to say where the line is one that only a prompt understands, or no text at all."""
    if not isinstance(source, str):
        return " A function itself goes to its examiner, as verify.stdp." * callable(source)
    at = (error.lineno or 1) - 1 if isinstance(error, SyntaxError) else 0
    line = "".join(source.splitlines()[at : at + 1]).strip()
    mark = next((mark for mark in (">>>", "%", "!") if line.startswith(mark)), "")
    return f" Leave out the {mark}, which only a prompt understands." if mark else ""


def _is_own(value: Any) -> bool:
    return inspect.isfunction(value) and value.__module__ == "pasted"


def _needs(function: Any) -> int:
    """How many arguments have no value of their own."""
    return int(function.__code__.co_argcount - len(function.__defaults__ or ()))


def _kind(found: list[Any], names: Names) -> str:
    """What the last functions seem to be, by what their arguments are called."""
    if "ann" in names and "snn" in names:
        return "conversion"
    for function in reversed(found):
        count = _needs(function)
        called = {name.lower() for name in function.__code__.co_varnames[:count]}
        if count == 1 and "samples" in names:
            return "independent"
        fit = {k: len(called & {*of[2]}) for k, of in KINDS.items() if len(of[1]) == count}
        best = max(fit, key=lambda k: fit[k], default="")
        if best and fit[best]:
            return best
    alone = [each.__code__.co_varnames[0].lower() for each in found[-1:] if _needs(each) == 1]
    return "encoder" if alone and alone[0] not in KINDS["stdp"][2] else "stdp"
