"""Is this trace right? How high it jumps, how it decays, and whether a reading sees the jump."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import REPEATS, ROUNDING, Refusal, limit, limited, steadily
from snn_edu.verify.report import Fault, Report, Values
from snn_edu.verify.window import quantum, rounding

ONE = 50.0  # ms, the spike that is alone


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
    given: object = trace
    if not callable(given) or isinstance(given, type):
        raise TypeError(f"trace = {shown(trace)}: expected a function of (spikes, times).")
    left = limit(seconds)
    begun = time.monotonic()
    values: Values = dict.fromkeys(("jump", "tau", "at_spike", "adds", "quantum"))
    findings: list[Fault] = []
    remarks: list[str] = []
    unknown = ["The unit of the jump: only its size is seen."]
    calls = 0

    def ask(spikes: list[float], times: ArrayLike) -> Floats:
        nonlocal calls
        calls += 1
        given = np.array(spikes, float), np.array(times, float)
        kept = [each.copy() for each in given]
        where = f" With spikes = {spikes}, times = {shown(kept[1].tolist())}."
        try:
            answer = limited(lambda: trace(*given), left - (time.monotonic() - begun))
            x = np.asarray(answer)
            x = np.full(0, 0.0) if x.dtype.kind in "bcSU" else x.astype(float)
        except Refusal as refusal:
            raise Refusal(refusal.name, f"{refusal}{where}") from None
        except (TypeError, ValueError, RuntimeError):
            x = np.full(0, 0.0)
        if x.shape != kept[1].shape or not np.isfinite(x).all():
            what = f"It gives {shown(answer)}: a finite value for each time is expected.{where}"
            raise Refusal("no values", what)
        if not all(map(np.array_equal, given, kept)):
            raise Refusal("changes its input", "It writes into its arguments. Work on a copy.")
        return x

    def fault(name: str, sentence: str, trial: str, got: float, expected: float) -> None:
        findings.append(Fault(name, sentence, trial, float(got), float(expected)))

    curve = np.empty((0, 3))
    ages = np.arange(1.0, 61.0)
    many = [ONE - 1.0, ONE, *(ONE + ages)]
    try:
        answers = [ask([ONE], many) for _ in range(3)]
        if not np.array_equal(answers[0], answers[2]):
            last = [answer[-1] for answer in answers]
            last += [ask([ONE], many)[-1] for _ in range(REPEATS)]
            if not steadily(last):
                raise Refusal("", "What it is: the same spikes give another answer each time.")
            said = f"The same spikes give {last[0]:.6g}, then {last[1]:.6g}, at t = {many[-1]:g}."
            raise Refusal("remembers the last call", f"{said} Start each call afresh.")
        idle = ask([], many)
        if idle.any():
            said = (
                f"Without a spike it is {idle[1]:.6g} at t = {ONE:g}: an offset, or 'no spike yet' "
            )
            raise Refusal("not 0 without spikes", f"{said}is a number that it takes for a time.")
        before, at, *after = answers[0]
        x = np.array(after)
        values["at_spike"] = "after" if abs(at) > 0.5 * abs(x[0]) else "before"
        if before:
            fault("early", "The trace is there before its spike.", "t = 49", before, 0.0)
        if np.abs(x).max() < 1e-9:
            in_seconds = ask([ONE / 1000], (ONE + ages) / 1000)
            if in_seconds.min() > 1e-9:
                said = (
                    "It takes its times in seconds: divide them by 1000. In ms all is over at once."
                )
                raise Refusal("times in seconds", said)
            raise Refusal("no trace", "A spike at 50 ms leaves nothing from 51 to 110 ms.")
        if (x < 0).all():
            raise Refusal("negative jump", f"A spike lowers it: it is {x[0]:.6g} at t = 51.")
        if (x < 0).any():
            raise Refusal("alternating sign", "It changes its sign: its factor a step is negative.")
        if x[0] == 0.0:
            raise Refusal("late", f"It begins {ages[x > 0][0]:g} ms after its spike.")
        heard = x > 0
        slope, height = np.polyfit(ages[heard], np.log(x[heard]), 1, w=x[heard])
        tau, jump = (float(-1 / slope) if abs(slope) > 1e-9 else math.inf), float(np.exp(height))
        values |= {"jump": jump, "tau": tau, "quantum": quantum(x)}
        formula = jump * np.exp(slope * ages)
        curve = np.stack([ages, x, formula], axis=1)
        if values["quantum"]:
            remarks.append(f"It moves in steps of {values['quantum']:.4g}.")
        room = max(1e-6, rounding(x) * (rounding(x) > ROUNDING)) * x[0]
        room += 2.5 * values["quantum"]
        if math.isinf(tau):
            fault("no decay", "It stays as it is.", "t = 60", x[9], x[0] * math.exp(-0.45))
        elif tau < 0:
            said = "It grows with time: a minus is missing in exp(-t / tau)."
            fault("missing minus", said, "t = 60", x[9], x[0] * math.exp(9 / tau))
        elif np.abs(formula - x).max() > 1e-3 * x.max() + room:
            worst = int(np.abs(formula - x).argmax())
            trial = f"t = {ONE + ages[worst]:g}"
            fault("not exponential", "No exponential fits it.", trial, x[worst], formula[worst])
        elif tau > 2000.0:
            said = f"It decays with {tau:,.0f} ms. Is the time in s and tau in ms?"
            findings.append(Fault("time constant in other units", said))
        late = ask([ONE + 1000.0], ONE + 1000.0 + ages[:9])
        if np.abs(late - x[:9]).max() > room:
            said = "A later spike leaves another trace: does it decay by t, the time since 0?"
            fault("depends on absolute time", said, "a spike at 1050, t = 1051", late[0], x[0])
        zero = ask([0.0], ages[:9])
        if np.abs(zero - x[:9]).max() > room:
            said = "A spike at t = 0 leaves another trace: 0 stands for 'no spike yet'?"
            fault("zero sentinel", said, "a spike at 0, t = 1", zero[0], x[0])
        both = float(ask([ONE, ONE + 5.0], [ONE + 10.0])[0])
        share = float((both - x[4]) / x[9])  # what the second leaves of the first
        values["adds"] = share
        if min(abs(share), abs(share - 1)) <= 1e-3 + 2 * room / x[9]:
            values["adds"] = bool(share > 0.5)
        elif 0 < share < 1:
            remarks.append(f"It saturates: a spike leaves {share:.3g} of the trace before it.")
        else:
            said = "A second spike neither adds its jump nor sets the trace to it."
            trial = "spikes at 50 and 55, t = 60"
            fault("neither adds nor sets", said, trial, both, x[9] + x[4])
        single = ask([ONE], [ONE + 60.0])
        if abs(single[0] - x[59]) > room:
            said = "Read once it is another than read at every ms: it decays by the reading."
            fault("decays at each reading", said, "t = 110 alone", single[0], x[59])
    except Refusal as refusal:
        if refusal.name:
            findings.append(Fault(refusal.name, str(refusal)))
        else:
            unknown.append(str(refusal))
    return Report(
        "Trace",
        tuple(findings),
        values,
        {"tau": "ms"},
        tuple(remarks),
        tuple(unknown),
        ("one spike", "a spike at 0 and a late one", "two spikes", "one reading or many"),
        calls,
        curve,
        ("time since the spike (ms)", "trace"),
    )
