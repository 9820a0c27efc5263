"""Is this trace right? How high it jumps, how it decays, and whether a reading sees the jump."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.units import carries_unit
from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import ROUNDING, Refusal, again, function, plain
from snn_edu.verify.report import Examination, Report
from snn_edu.verify.window import NOTHING, fitted, quantum, rounding

ONE = 50.0  # ms, the spike that is alone
AGES = np.arange(1.0, 61.0)  # ms after it
MANY = [ONE - 1.0, ONE, *(ONE + AGES)]


def traces(trace: Callable[..., ArrayLike], seconds: float | None = 10.0) -> Report:
    """Examine somebody's trace from outside.

    Parameters
    ----------
    trace
        ``trace(spikes, times) -> x``: the trace that spikes at `spikes` (ms) have left at `times`
        (ms, in order).
    seconds
        For all calls together; None: no limit, and it is called in this thread.

    Returns
    -------
    Report
        With `jump`, tau (ms), `at_spike` ("before" or "after": what a reading at the spike's own
        time sees), `adds` (True: a second spike adds; False: it sets the trace; else the share of
        the trace that it leaves), `quantum` (the step in which it moves; 0: none).

    Raises
    ------
    TypeError
        `trace` cannot be called.
    """
    function("trace", trace, "(spikes, times)")
    values = dict.fromkeys(("jump", "tau", "at_spike", "adds", "quantum"))
    exam = Examination("Trace", values, function=trace, seconds=seconds)
    exam.axes = "time since the spike (ms)", "trace"
    exam.open("jump")
    exam.tried += ["one spike", "a spike at 0 and a late one", "two spikes", "one reading or many"]
    exam.run(lambda: _examined(exam))
    return exam


def _ask(exam: Examination, spikes: list[float], times: ArrayLike) -> Floats:
    """The trace of these spikes at these times."""
    given = np.array(spikes, float), np.array(times, float)
    shape = given[1].shape

    def read(answer: Any) -> Floats:
        with contextlib.suppress(TypeError, ValueError, RuntimeError):
            x = plain(answer)
            if x.shape == shape and x.dtype.kind not in "bcSU" and not carries_unit(answer):
                values = x.astype(float)
                if np.isfinite(values).all():
                    return values
        raise Refusal("no values", value=shown(answer))

    return exam.ask(read, f"spikes = {spikes}, times = {shown(given[1].tolist())}", *given)


def _examined(exam: Examination) -> None:
    values = exam.values
    answers = [_ask(exam, [ONE], MANY) for _ in range(3)]
    if not np.array_equal(answers[0], answers[2]):
        last = [float(answer[-1]) for answer in answers]
        what = f"A spike at {ONE:g}, read at t = {MANY[-1]:g},"
        again(last, lambda: float(_ask(exam, [ONE], MANY)[-1]), what)
        raise Refusal("no noise", what="spikes give")
    idle = _ask(exam, [], MANY)
    if idle.any():
        raise Refusal("not 0 without spikes", value=idle[1])
    before, at, *after = answers[0]
    x = np.array(after)
    values["at_spike"] = "after" if abs(at) > 0.5 * abs(x[0]) else "before"
    if before:
        exam.fault("early", "t = 49", before, 0.0)
    if np.abs(x).max() < 1e-9:
        in_seconds = _ask(exam, [ONE / 1000], (ONE + AGES) / 1000)
        if in_seconds.min() > 1e3 * np.abs(x).max():
            where = f"a spike at {ONE:g}, t = {ONE + 1:g},"
            raise Refusal("times in seconds", where=where, worth=in_seconds[0])
        if not x.any():
            raise Refusal("no trace")
    if (x < 0).all():
        raise Refusal("negative jump", value=x[0])
    if (x < 0).any():
        raise Refusal("alternating sign", what="It")
    if x[0] == 0.0:
        raise Refusal("late", after=AGES[x > 0][0])
    fit = fitted(AGES, x, NOTHING * x)
    steps = quantum(x)
    if steps:  # or does it show whole ms, of a straight line?
        with contextlib.suppress(Refusal):
            steps = quantum(x, _ask(exam, [ONE], ONE + AGES[:5] + 0.37))
    values |= {"jump": fit.A, "tau": None if math.isnan(fit.tau) else fit.tau, "quantum": steps}
    formula = fit.A * np.exp(-AGES / fit.tau)
    exam.curve = np.stack([AGES, x, formula], axis=1)
    if steps:
        exam.know("quantum", size=steps)
    room = max(1e-6, rounding(x) * (rounding(x) > ROUNDING)) * x[0] + 2.5 * steps
    if math.isinf(fit.tau):
        exam.fault("no decay", "t = 60", x[9], x[0] * math.exp(-0.45), what="It")
    elif fit.tau < 0 and fit.misfit < 0.05:
        exam.fault("missing minus", "t = 60", x[9], x[0] * math.exp(9 / fit.tau), what="It")
    elif not fit.tau > 0:
        exam.fault("not exponential")
    elif np.abs(formula - x).max() > 1e-3 * x.max() + room:
        worst = int(np.abs(formula - x).argmax())
        exam.fault("not exponential", f"t = {ONE + AGES[worst]:g}", x[worst], formula[worst])
    elif fit.tau > 2000.0:
        exam.fault("time constant in other units", what="It", tau=fit.tau)
    for name, trial, spike, times, expected in (
        ("decays at each reading", "t = 110 alone", ONE, [ONE + 60.0], x[59:]),
        ("depends on absolute time", "", 1050.0, 1050.0 + AGES[:9], x[:9]),
        ("zero sentinel", "a spike at 0, t = 1", 0.0, AGES[:9], x[:9]),
    ):
        got = _ask(exam, [spike], times)
        if spike > 1000.0 and not got.any():
            exam.fault("loses late spikes", early=ONE, late=spike)
        elif np.abs(got - expected).max() > room:
            seen = f": {got[0]:.4g} a millisecond after 1,050 ms, {x[0]:.4g} after {ONE:g} ms"
            exam.fault(name, trial, got[0], expected[0], what="A spike", seen=seen)
        if exam.has("decays at each reading"):
            return  # and what is read at other times is not comparable
    both = float(_ask(exam, [ONE, ONE + 5.0], [ONE + 10.0])[0])
    share = float((both - x[4]) / x[9])  # what the second leaves of the first
    values["adds"] = share
    if min(abs(share), abs(share - 1)) <= 1e-3 + 2 * room / x[9]:
        values["adds"] = bool(share > 0.5)
        if share < 0.5:
            exam.know("sets")
    elif 0 < share < 1:
        exam.know("saturates", share=share)
    else:
        name = "first spike only" if abs(both - x[9]) <= room else "neither adds nor sets"
        exam.fault(name, "spikes at 50 and 55, t = 60", both, x[9] + x[4])
