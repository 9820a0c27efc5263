"""Is this STDP right? Experiments on a rule of which nothing is known but what it answers.

The order matters. First how it may be called, then what a pair is worth that is alone, then what
should change nothing, and only then which pairs of two trains count: each step is predicted from
what the steps before it measured.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from snn_edu.plasticity import STDP
from snn_edu.validation import instance, number
from snn_edu.verify import manners
from snn_edu.verify.asking import ROUNDING, Refusal, Subject, function, limited, told
from snn_edu.verify.manners import Bench
from snn_edu.verify.meant import against, clock, weights
from snn_edu.verify.naming import name_tie, name_window
from snn_edu.verify.pairs import which_pairs
from snn_edu.verify.report import Fault, Report
from snn_edu.verify.window import WHEN, Window, alone, measured, quantum, rounding, spacing

MEASURED = (
    *("A_plus", "A_minus", "tau_plus", "tau_minus", "pairing", "same_step", "hides"),
    *("shift", "grid", "quantum", "stochastic", "triplet"),
)
UNITS = {
    "A_plus": "weight",
    "A_minus": "weight",
    "tau_plus": "ms",
    "tau_minus": "ms",
    "shift": "ms",
    "grid": "ms",
    "quantum": "weight",
}


def stdp(
    change: Callable[..., Any],
    expected: STDP | None = None,
    start: float | None = None,
    seconds: float | None = 20.0,
) -> Report:
    """Examine somebody's STDP from outside, and name what is wrong with it.

    Parameters
    ----------
    change
        ``change(pre, post) -> dw``: from two trains, spike times in ms, to the change of weight.
        If it takes `dt` (ms), or `w` (the weight it starts from), others of these are tried too.
    expected
        The rule that it is meant to be. Then whatever differs is a fault. Without it amplitudes,
        pairing and tie are measured, and are the author's choice.
    start
        The weight it starts from, to try the bounds of `expected`.
    seconds
        For all calls together; a function that hangs is left after that. None: no limit, and it is
        called in this thread, as NEST needs it.

    Returns
    -------
    Report
        With `faults` (names), `pairing` and `same_step` (as in `STDP`, or words where it is none
        of those), A_plus, A_minus, tau_plus, tau_minus (ms), `shift` (ms: the delta_t at which LTP
        and LTD meet; an axonal minus a dendritic delay), `hides` (a tie hides an earlier partner),
        `grid` (ms; 0: none), `quantum` (weight; 0: none), `stochastic`, `triplet`; for a rule that
        takes `w` also mu_plus and mu_minus, 0 additive to 1 multiplicative.

    Raises
    ------
    TypeError
        `change` cannot be called, `expected` is no STDP.
    """
    function("change", change, "(pre, post)")
    if expected is not None:
        instance("expected", expected, STDP)
    if start is not None:
        start = number("start", start)
    values = dict.fromkeys(MEASURED) | {"stochastic": False, "triplet": False}
    exam = Bench("STDP", Subject(change, seconds), values)
    exam.run(lambda: _examined(exam, expected, start))
    rows, window = np.empty((0, 3)), exam.window
    if window:
        rows = np.stack([window.delta_t, window.dw, window.formula(window.delta_t)], axis=1)
    return exam.report(UNITS, rows, ("delta_t = t_post - t_pre (ms)", "change of weight"))


def _examined(exam: Bench, expected: STDP | None, start: float | None) -> None:
    manners.first_call(exam)
    manners.same_again(exam)
    manners.silence(exam)
    window = _window(exam)
    steps = None if exam.values["stochastic"] else quantum(*np.split(window.dw, 2))
    if steps and "whole" not in exam.asked.form:  # or does it show whole ms, of a straight line?
        between = [alone(exam.asked, window.shift + d) for d in (-13.7, -7.3, 7.3, 13.7)]
        steps = quantum(*np.split(window.dw, 2), np.array(between))
    exam.values["quantum"] = steps
    exam.asked.rounding = ROUNDING if steps else rounding(window.dw)
    u = spacing(window)
    manners.lone_spikes(exam, window)
    name_window(exam, window, u)
    exam.window = window
    manners.moved_in_time(exam, window, u)
    manners.order(exam, window, u)
    fades = not exam.has("own trace", "sentinel as a time", "missing minus", "no change")
    fades = fades and manners.spike_far_away(exam, window, u)
    name_tie(exam, window)
    if exam.values["triplet"]:
        exam.unknown.append("Which pairs count: it is no rule of pairs.")
    elif fades:
        exam.unknown.append("Which pairs count: what they did fades.")
    elif (window.right.silent and window.left.silent) or exam.has(
        *("own trace", "re-counted pairs", "depends on absolute time", "starts at its bound")
    ):
        exam.unknown.append("Which pairs count: the fault above covers it.")
    else:
        which_pairs(exam, window, u)
    clock(exam, window)
    if "w" in exam.asked.more:
        weights(exam, window, expected)
    if expected is not None:
        against(exam, window, expected, start)
    exam.unknown += [
        "Whether a pair counts twice at half the amplitude: only the product is seen.",
        "Whether a delay is axonal or dendritic: only their difference moves the window.",
    ]
    if expected is None:
        exam.unknown.append("Whether amplitudes and time constants are the intended ones.")
    if "w" not in exam.asked.more and start is None:
        exam.unknown.append("Bounds, and how a change depends on the weight: it takes no weight.")


def _window(exam: Bench) -> Window:
    """The window; where there is none, in seconds, or with a closing spike."""
    exam.tried.append("pairs alone, from 1 to 80 ms on either side, and a tie")
    subject, trains = exam.asked, ([WHEN], [WHEN + 5.0])
    if 0.0 in (alone(subject, 5.0), alone(subject, -5.0)):
        manners.waiting_for_more(exam)
    window = measured(subject)
    if all(side.silent or 0.0 <= side.tau < 0.2 for side in (window.right, window.left)):
        late, early = ([alone(subject, d, when) for d in (5.0, -5.0)] for when in (WHEN, 3.0))
        if np.abs(early).max() > 1e3 * np.abs(late).max():
            raise Refusal("loses late spikes", early=3.0, late=WHEN)
        subject.changed(unit=1000.0)
        in_seconds = measured(subject)
        if max(in_seconds.right.tau, in_seconds.left.tau) > 1.0:
            exam.fault("times in seconds", where=told(*trains), worth=subject(*trains))
            return in_seconds
        subject.changed(unit=1.0)
    return window


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
