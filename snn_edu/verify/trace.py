"""Is this trace right? How high it jumps, how it decays, and whether a reading sees the jump."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import Floats, number, shown
from snn_edu.verify.asking import Refusal, limited
from snn_edu.verify.report import Fault, Report, Values

ONE = 50.0  # ms, the spike that is alone


def traces(trace: Callable[..., ArrayLike], seconds: float = 10.0) -> Report:
    """Examine somebody's trace from outside.

    Parameters
    ----------
    trace
        ``trace(spikes, times) -> x``: the trace that spikes at `spikes` (ms) have left at `times`
        (ms, in order).
    seconds
        For all calls together.

    Returns
    -------
    Report
        With `jump`, tau (ms), `at_spike` ("before" or "after": what a reading at the spike's own
        time sees), `adds` (a second spike adds; else it sets the trace).

    Raises
    ------
    TypeError
        `trace` cannot be called.
    """
    given: object = trace
    if not callable(given) or isinstance(given, type):
        raise TypeError(f"trace = {shown(trace)}: expected a function of (spikes, times).")
    left = number("seconds", seconds, "s", 0.1) / 6
    values: Values = dict.fromkeys(("jump", "tau", "at_spike", "adds"))
    findings: list[Fault] = []
    calls = 0

    def ask(spikes: list[float], times: ArrayLike) -> Floats:
        nonlocal calls
        calls += 1
        when = np.array(times, float)
        x = np.asarray(limited(lambda: trace(np.array(spikes), when.copy()), left), float)
        if x.shape != when.shape or not np.isfinite(x).all():
            what = f"For {when.size} times it gives {shown(x)}: one finite value each is expected."
            raise Refusal("no values", what)
        return x

    def fault(name: str, sentence: str, trial: str, got: float, expected: float) -> None:
        findings.append(Fault(name, sentence, trial, float(got), float(expected)))

    curve = np.empty((0, 3))
    ages = np.arange(1.0, 61.0)
    try:
        before, at, *after = ask([ONE], [ONE - 1.0, ONE, *(ONE + ages)])
        x = np.array(after)
        values["at_spike"] = "after" if abs(at) > 0.5 * abs(x[0]) else "before"
        if abs(before) > 1e-9:
            fault("early", "The trace is there before its spike.", "t = 49", before, 0.0)
        if (x <= 0).any():
            fault("no decay to 0", "It is not above 0 all the way.", "t = 110", x[-1], 0.05 * x[0])
        else:
            slope, height = np.polyfit(ages, np.log(x), 1, w=x)
            tau = float(-1 / slope) if slope else math.inf
            values |= {"jump": float(np.exp(height)), "tau": tau}
            formula = values["jump"] * np.exp(slope * ages)
            curve = np.stack([ages, x, formula], axis=1)
            if slope >= 0:
                said = "It grows with time: a minus is missing in exp(-t / tau)."
                fault("missing minus", said, "t = 60", x[9], x[0] * math.exp(-9 * abs(slope)))
            elif np.abs(formula - x).max() > 1e-3 * x.max():
                fault("not exponential", "No exponential fits it.", "t = 60", x[9], formula[9])
        late = ask([ONE + 1000.0], ONE + 1000.0 + ages[:9])
        if not np.allclose(late, x[:9], rtol=1e-6):
            said = "A later spike leaves another trace: does it decay by t, the time since 0?"
            fault("depends on absolute time", said, "a spike at 1050, t = 1051", late[0], x[0])
        zero = ask([0.0], ages[:9])
        if not np.allclose(zero, x[:9], rtol=1e-6):
            fault(
                "zero sentinel", "A spike at t = 0 is lost.", "a spike at 0, t = 1", zero[0], x[0]
            )
        both = float(ask([ONE, ONE + 5.0], [ONE + 10.0])[0])
        added, as_set = abs(both - x[9] - x[4]), abs(both - x[4])
        values["adds"] = bool(added < as_set)
        if min(added, as_set) > 1e-3 * abs(x[0]):
            said = "A second spike neither adds its jump nor sets the trace to it."
            fault("neither adds nor sets", said, "spikes at 50 and 55, t = 60", both, x[9] + x[4])
        single = ask([ONE], [ONE + 60.0])
        if not np.allclose(single, x[59], rtol=1e-6):
            said = "Read once it is another than read at every ms: it decays by the reading."
            fault("decays at each reading", said, "t = 110 alone", single[0], x[59])
    except Refusal as refusal:
        findings.append(Fault(refusal.name, str(refusal)))
    return Report(
        "Trace",
        tuple(findings),
        values,
        {"tau": "ms"},
        (),
        ("The unit of the jump: only its size is seen.",),
        ("one spike", "a spike at 0 and a late one", "two spikes", "one reading or many"),
        calls,
        curve,
        ("time since the spike (ms)", "trace"),
    )
