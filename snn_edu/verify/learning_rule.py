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
from snn_edu.validation import instance, number, shown
from snn_edu.verify import manners
from snn_edu.verify.asking import ROUNDING, Refusal, Subject, limit, limited, told
from snn_edu.verify.manners import Examination
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
    given: object = change
    if not callable(given) or isinstance(given, type):
        raise TypeError(f"change = {shown(change)}: expected a function of (pre, post).")
    if expected is not None:
        instance("expected", expected, STDP)
    if start is not None:
        start = number("start", start)
    exam = Examination(Subject(change, limit(seconds)))
    exam.values = dict.fromkeys(MEASURED) | {"stochastic": False, "triplet": False}
    window = None
    try:
        window = _examined(exam, expected, start)
    except Refusal as refusal:
        if refusal.name:
            exam.fault(refusal.name, str(refusal))
    if exam.subject.spoils:
        exam.fault("changes its input", "It writes into the trains it is given. Work on a copy.")
    rows = np.empty((0, 3))
    if window is not None:
        rows = np.stack([window.delta_t, window.dw, window.formula(window.delta_t)], axis=1)
    return Report(
        "STDP",
        tuple(exam.findings),
        exam.values,
        UNITS,
        tuple(exam.remarks),
        tuple(exam.unknown),
        tuple(exam.tried),
        exam.subject.calls,
        rows,
        ("delta_t = t_post - t_pre (ms)", "change of weight"),
    )


def _examined(exam: Examination, expected: STDP | None, start: float | None) -> Window:
    manners.first_call(exam)
    manners.same_again(exam)
    manners.silence(exam)
    window = _window(exam)
    exam.values["quantum"] = None if exam.values["stochastic"] else quantum(*np.split(window.dw, 2))
    exam.subject.rounding = ROUNDING if exam.values["quantum"] else rounding(window.dw)
    u = spacing(window)
    manners.lone_spikes(exam, window)
    name_window(exam, window, u)
    manners.moved_in_time(exam, window, u)
    manners.order(exam, window, u)
    if not exam.has("own trace", "sentinel as a time", "missing minus"):
        manners.spike_far_away(exam, window, u)
    name_tie(exam, window)
    if exam.values["triplet"]:
        exam.unknown.append("Which pairs count: it is no rule of pairs.")
    elif (window.right.silent and window.left.silent) or exam.has(
        "own trace", "re-counted pairs", "depends on absolute time"
    ):
        exam.unknown.append("Which pairs count: the fault above covers it.")
    else:
        which_pairs(exam, window, u)
    clock(exam, window)
    if "w" in exam.subject.more:
        weights(exam, window, expected)
    if expected is not None:
        against(exam, window, expected, start)
    exam.unknown += [
        "Whether a pair counts twice at half the amplitude: only the product is seen.",
        "Whether a delay is axonal or dendritic: only their difference moves the window.",
    ]
    if expected is None:
        exam.unknown.append("Whether amplitudes and time constants are the intended ones.")
    if "w" not in exam.subject.more and start is None:
        exam.unknown.append("Bounds, and how a change depends on the weight: it takes no weight.")
    return window


def _window(exam: Examination) -> Window:
    """The window; where there is none, in seconds, or with a closing spike."""
    exam.tried.append("pairs alone, from 1 to 80 ms on either side, and a tie")
    subject = exam.subject
    if 0.0 in (alone(subject, 5.0), alone(subject, -5.0)):
        manners.waiting_for_more(exam)
    window = measured(subject)
    if all(side.silent or 0.0 <= side.tau < 0.2 for side in (window.right, window.left)):
        subject.changed(unit=1000.0)
        in_seconds = measured(subject)
        if max(in_seconds.right.tau, in_seconds.left.tau) > 1.0:
            exam.fault(
                "times in seconds",
                "It takes its times in seconds: in ms every pair seems a thousand times too far "
                f"apart. Divide them by 1000. With {told([WHEN], [WHEN + 5.0])} it gives "
                f"{subject([WHEN], [WHEN + 5.0]):.6g} if they are s, and in ms nothing.",
            )
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
