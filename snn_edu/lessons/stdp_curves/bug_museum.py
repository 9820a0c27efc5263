"""The bug museum: STDP rules as they have really been written, and the test each of them fails.

An exhibit is a whole rule, (pre, post, stdp) -> change of weight, with one fault. `examined` names
the fault of any rule. `pair_sum_test` is what can be done by hand: eight pairs of trains whose
change follows from the window alone, of which each exhibit fails a set of its own.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from snn_edu.plasticity import STDP
from snn_edu.validation import Floats, instance, number, shown
from snn_edu.verify import Report
from snn_edu.verify import stdp as examine

#: A rule: spike times in ms of the two trains and the parameters, to the change of weight.
Change = Callable[[Floats, Floats, STDP], float]

MUSEUM_STDP = STDP(A_plus=0.01, A_minus=0.008, tau_plus=20.0, tau_minus=30.0)
START = 0.9  # the weight from which every trial starts; the upper bound 1 is within reach


@dataclass(frozen=True)
class Exhibit:
    """A rule with one fault."""

    name: str
    rule: Change
    seen_in: tuple[str, ...] = ()  # addresses of public reports of this fault or its kind

    @property
    def fault(self) -> str:
        """What the rule does, and what it should do: its docstring, up to the first empty line."""
        return " ".join((inspect.getdoc(self.rule) or "").partition("\n\n")[0].split())


class Trial(NamedTuple):
    """Two trains, and the question that they put to a rule."""

    name: str
    question: str
    pre: tuple[float, ...]  # ms
    post: tuple[float, ...]  # ms


class Verdict(NamedTuple):
    """What a rule gave in a trial, beside what it should give."""

    trial: Trial
    got: float
    expected: float
    symptom: str  # "" if it passed


TRIALS = (
    Trial("pre first", "Does pre before post strengthen?", (10.0,), (15.0,)),
    Trial("post first", "Does post before pre weaken?", (15.0,), (10.0,)),
    Trial("further apart", "Is a pair further apart worth less?", (10.0,), (40.0,)),
    Trial("tie", "Is a tie worth what same_step says?", (50.0,), (50.0,)),
    Trial("spike at zero", "Does a spike at t = 0 count?", (0.0,), (5.0,)),
    Trial("no partner", "Is a train without a partner left alone?", (3.0,), ()),
    Trial("two trains", "Does every pair count, and once?", (10.0, 30.0, 52.0), (15.0, 33.0, 47.0)),
    Trial(
        "many pairs",
        "Does the weight stop at its bound?",
        tuple(10.0 + 100 * k for k in range(20)),
        tuple(12.0 + 100 * k for k in range(20)),
    ),
)


def bounded(dw: float, stdp: STDP) -> float:
    """The change that a weight starting at START shows, held within the bounds of `stdp`."""
    dw = number("dw", dw)
    instance("stdp", stdp, STDP, "Say MUSEUM_STDP.")
    return min(max(START + dw, stdp.w_min), stdp.w_max) - START


def correct(pre: Floats, post: Floats, stdp: STDP) -> float:
    """The rule as it should be: the course of a weight from START, with its bounds."""
    w = instance("stdp", stdp, STDP, "Say MUSEUM_STDP.").course(pre, post, START).w
    return float(w[-1]) - START if w.size else 0.0


def examined(rule: Change, stdp: STDP = MUSEUM_STDP) -> Report:
    """The report of `verify.stdp` on a rule that should be `stdp`, with a weight from START."""
    stdp = instance("stdp", stdp, STDP, "Say MUSEUM_STDP.")
    return examine(_with_parameters(rule, stdp), stdp, START)


def pair_sum_test(rule: Change, stdp: STDP = MUSEUM_STDP) -> tuple[Verdict, ...]:
    """Put a rule through all `TRIALS`; one verdict each.

    Parameters
    ----------
    rule
        Takes two arrays of spike times in ms and the parameters, gives the change of a weight that
        starts at START.
    stdp
        The parameters, all-to-all and additive. With tau_plus = tau_minus some faults hide.
    """
    stdp = instance("stdp", stdp, STDP, "Say MUSEUM_STDP.")
    change = _with_parameters(rule, stdp)
    verdicts = []
    for trial in TRIALS:
        pre, post = np.array(trial.pre), np.array(trial.post)
        expected = correct(pre, post, stdp)
        got = float(change(pre.copy(), post.copy()))
        verdicts.append(Verdict(trial, got, expected, symptom(got, expected)))
    return tuple(verdicts)


def _with_parameters(rule: Change, stdp: STDP) -> Callable[[Floats, Floats], float]:
    given: Any = rule
    if not callable(given) or isinstance(given, type):
        raise TypeError(f"rule = {shown(rule)}: expected a function of (pre, post, stdp).")
    return lambda pre, post: rule(pre, post, stdp)


def symptom(got: float, expected: float) -> str:
    """How a change differs from what it should be; "" if it does not (to 1e-12).

    `got` may be any float, NaN included: a rule under test gave it.
    """
    got, expected = instance("got", got, float), number("expected", expected)
    if math.isclose(got, expected, rel_tol=0.0, abs_tol=1e-12):
        return ""
    if not math.isfinite(got):
        return "no number"
    if expected == 0:
        return "strengthens" if got > 0 else "weakens"
    if got == 0:
        return "nothing"
    if got * expected < 0:
        return "wrong direction"
    return "too much" if abs(got) > abs(expected) else "too little"


def failures(rule: Change, stdp: STDP = MUSEUM_STDP) -> dict[str, str]:
    """The trials that a rule fails, each with its symptom: the signature of its fault."""
    return {v.trial.name: v.symptom for v in pair_sum_test(rule, stdp) if v.symptom}


def _over_pairs(pre: Floats, post: Floats, stdp: STDP, window: Callable[[float], Any]) -> float:
    return bounded(float(sum(window(b - a) for a in pre for b in post)), stdp)


def wrong_sign(pre: Floats, post: Floats, stdp: STDP) -> float:
    """It takes `t_pre - t_post` for `delta_t`: what causes a spike is weakened."""
    return _over_pairs(pre, post, stdp, lambda delta_t: stdp.window(-delta_t))


def missing_minus(pre: Floats, post: Floats, stdp: STDP) -> float:
    """It grows with the distance: `exp(delta_t / tau)` for `exp(-delta_t / tau)`."""

    def window(delta_t: float) -> Any:
        growing = stdp.A_plus * math.exp(delta_t / stdp.tau_plus)
        return growing if delta_t > 0 else stdp.window(delta_t)

    return _over_pairs(pre, post, stdp, window)


def tie_as_ltd(pre: Floats, post: Floats, stdp: STDP) -> float:
    """`delta_t` = 0 falls into the else of `if delta_t > 0` and is the strongest LTD there is."""

    def window(delta_t: float) -> float:
        if delta_t > 0:
            return stdp.A_plus * math.exp(-delta_t / stdp.tau_plus)
        return -stdp.A_minus * math.exp(delta_t / stdp.tau_minus)

    return _over_pairs(pre, post, stdp, window)


def recounted(pre: Floats, post: Floats, stdp: STDP) -> float:
    """It compares the last spike times at every step: one pair is counted until the next spike.

    A step is 1 ms, and it runs 20 ms past the last spike: the longer, the more it counts.
    """
    end = max([0.0, *pre, *post]) + 20.0
    dw = 0.0
    for now in np.arange(0.0, end + 1.0):
        last_pre, last_post = (train[train <= now] for train in (pre, post))
        if last_pre.size and last_post.size:
            dw += float(stdp.window(last_post[-1] - last_pre[-1]))
    return bounded(dw, stdp)


def zero_sentinel(pre: Floats, post: Floats, stdp: STDP) -> float:
    """It writes 0 for "no spike yet", so that a spike at t = 0 is none."""
    return _over_pairs(pre[pre > 0], post[post > 0], stdp, stdp.window)


def sentinel_as_time(pre: Floats, post: Floats, stdp: STDP) -> float:
    """It writes -1 for "no spike yet" and computes with it: a ghost spike at -1 ms."""
    ghost = np.array([-1.0])
    dw = float(stdp.window(post[:, None] - np.concatenate([ghost, pre])).sum())
    dw += float(stdp.window(ghost - pre).sum())
    return bounded(dw, stdp)


def no_bounds(pre: Floats, post: Floats, stdp: STDP) -> float:
    """The weight leaves [`w_min`, `w_max`]."""
    return stdp.change(pre, post)


def own_trace(pre: Floats, post: Floats, stdp: STDP) -> float:
    """A spike reads the trace of its own train: it should read the other's.

    It reads after its own jump.
    """
    ltp = np.exp(-np.abs(pre[:, None] - pre) / stdp.tau_plus)[pre[:, None] >= pre].sum()
    ltd = np.exp(-np.abs(post[:, None] - post) / stdp.tau_minus)[post[:, None] >= post].sum()
    return bounded(float(stdp.A_plus * ltp - stdp.A_minus * ltd), stdp)


def jump_before_read(pre: Floats, post: Floats, stdp: STDP) -> float:
    """Both traces jump before they are read: a tie counts as LTP and as LTD."""
    tie = stdp.A_plus - stdp.A_minus
    return _over_pairs(pre, post, stdp, lambda t: stdp.window(t) if t else tie)


def swapped_time_constants(pre: Floats, post: Floats, stdp: STDP) -> float:
    """LTP fades with `tau_minus`, LTD with `tau_plus`.

    Unseen as long as the two are equal.
    """
    swapped = replace(stdp, tau_plus=stdp.tau_minus, tau_minus=stdp.tau_plus)
    return _over_pairs(pre, post, stdp, swapped.window)


def article_rule(pre: Floats, post: Floats, stdp: STDP) -> float:
    """Pairs re-counted at every step, t = 0 dropped, tie as full LTD, no bounds: all at once."""
    end = max([0.0, *pre, *post]) + 20.0
    dw = 0.0
    for now in np.arange(0.0, end + 1.0):
        last_pre, last_post = (max([-1.0, *train[train <= now]]) for train in (pre, post))
        if last_pre > 0 and last_post > 0:
            delta_t = last_post - last_pre
            if delta_t > 0:
                dw += stdp.A_plus * math.exp(-delta_t / stdp.tau_plus)
            else:
                dw -= stdp.A_minus * math.exp(delta_t / stdp.tau_minus)
    return dw


_SPIKINGJELLY = "https://github.com/fangwei123456/spikingjelly/pull"
_SPYNNAKER = "https://github.com/SpiNNakerManchester/sPyNNaker/issues/393"

EXHIBITS = (
    Exhibit("wrong sign", wrong_sign, (f"{_SPIKINGJELLY}/312",)),
    Exhibit("missing minus", missing_minus),
    Exhibit("tie as LTD", tie_as_ltd),
    Exhibit("re-counted pairs", recounted),
    Exhibit("zero sentinel", zero_sentinel, (_SPYNNAKER,)),
    Exhibit("sentinel as a time", sentinel_as_time, (_SPYNNAKER,)),
    Exhibit("no bounds", no_bounds),
    Exhibit(
        "own trace",
        own_trace,
        (f"{_SPIKINGJELLY}/282", "https://github.com/brian-team/brian2/pull/1671"),
    ),
    Exhibit("jump before read", jump_before_read),
    Exhibit("swapped time constants", swapped_time_constants),
    Exhibit("the tutorial's stdp", article_rule),
)

RULES = {exhibit.name: exhibit.rule for exhibit in EXHIBITS}
#: The specimens, whose label has come off: which rule each letter is.
LABELS = {"A": "re-counted pairs", "B": "tie as LTD", "C": "own trace", "D": "zero sentinel"}
