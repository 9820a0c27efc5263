"""Is this STDP right? Experiments on a rule of which nothing is known but what it answers.

The order matters. First how it may be called, then what a pair is worth that is alone, then what
should change nothing, and only then which pairs of two trains count: each step is predicted from
what the steps before it measured.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from snn_edu.plasticity import STDP
from snn_edu.validation import instance, number
from snn_edu.verify import sanity
from snn_edu.verify.asking import ROUNDING, Refusal, function
from snn_edu.verify.harness import WHEN, Harness, as_typed, trains
from snn_edu.verify.naming import against, clock, drowned, name_tie, name_window, weights
from snn_edu.verify.pairs import which_pairs
from snn_edu.verify.report import Report
from snn_edu.verify.window import Window, measured, quantum, rounding

MEASURED = (
    *("A_plus", "A_minus", "tau_plus", "tau_minus", "pairing", "same_step", "hides"),
    *("shift", "grid", "quantum", "stochastic", "triplet"),
)


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
        For all calls together; one that takes a fifth of them alone (2 s at least) is taken to
        hang, and left. None: no limit, and it is called in this thread, as NEST needs it.

    Returns
    -------
    Report
        With `pairing` and `same_step` (as in `STDP`, or words where it is none of those), A_plus,
        A_minus, tau_plus, tau_minus (ms), `shift` (ms: the delta_t at which LTP and LTD meet; an
        axonal minus a dendritic delay), `hides` (a tie hides an earlier partner), `grid` (ms; 0:
        none), `quantum` (of the weight; 0: none), `stochastic`, `triplet`; for a rule that takes
        `w` also mu_plus and mu_minus, 0 additive to 1 multiplicative.

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
    exam = Harness("STDP", values, function=change, seconds=seconds)
    exam.axes = "delta_t = t_post - t_pre (ms)", "change of weight"
    exam.run(lambda: _examined(exam, expected, start))
    return exam


def _examined(exam: Harness, expected: STDP | None, start: float | None) -> None:
    sanity.first_call(exam)
    sanity.same_again(exam)
    sanity.silence(exam)
    window = _window(exam)
    steps = None if exam.stochastic else quantum(*np.split(window.dw, 2))
    if steps and "whole" not in exam.form:  # or does it show whole ms, of a straight line?
        between = [exam.alone(window.shift + np.pi * n) for n in (-4, -2, 2, 4)]
        steps = quantum(*np.split(window.dw, 2), np.array(between))
    exam.values["quantum"] = steps
    exam.rounding = ROUNDING if steps else rounding(window.dw)
    sanity.lone_spikes(exam, window)
    sanity.moved_in_time(exam, window)
    name_window(exam, window)
    exam.curve = np.stack([window.delta_t, window.dw, window.formula(window.delta_t)], axis=1)
    if not exam.has("no change"):
        sanity.order(exam, window)
    faded = ("own trace", "sentinel as a time", "missing minus", "no change", "no decay")
    fades = not exam.has(*faded) and sanity.spike_far_away(exam, window)
    name_tie(exam, window, expected)
    if exam.triplet:
        exam.open("no pairs", why="it is no rule of pairs")
    elif fades:
        exam.open("no pairs", why="what they did fades")
    elif (
        window.silent
        or sanity.waits_for_both(exam)
        or exam.has(
            *("own trace", "re-counted pairs", "depends on absolute time", "starts at its bound"),
            "coarse grid",
        )
    ):
        exam.open("no pairs", why="the fault above covers it")
    else:
        try:
            which_pairs(exam, window)
        except Refusal as refusal:  # of long trains: is it the length of them, or the hour?
            if refusal.name in ("no number", "raises"):
                sanity.long_trains(exam, window, expected is not None)
            if not exam.has("loses late spikes"):
                raise
            return
    try:
        clock(exam, window)
        if "w" in exam.more:
            weights(exam, window, expected)
        if not fades:
            sanity.long_trains(exam, window, expected is not None)
        if expected is not None:
            against(exam, window, expected, start)
    except Refusal as refusal:
        if refusal.name != "too slow" or exam.pairing is None:
            raise
        exam.ended = str(refusal)  # what matters most is known by now
    exam.open("twice")
    exam.open("delay")
    if expected is None:
        exam.open("intended")
    if "w" not in exam.more and start is None:
        exam.open("no weight")


def _window(exam: Harness) -> Window:
    """The window; where there is none, in seconds, or with a closing spike."""
    exam.tried.append("pairs alone, from 1 to 80 ms on either side, and a tie")
    silent = [delta_t for delta_t in (5.0, -5.0) if exam.alone(delta_t) == 0.0]
    for delta_t in silent if exam.stochastic else ():
        drowned(exam, trains(delta_t))
    if silent:
        sanity.waiting_for_more(exam)
    window = measured(exam)
    if all(side.silent or 0.0 <= side.tau < 0.2 for side in (window.right, window.left)):
        late, early = ([exam.alone(d, when) for d in (5.0, -5.0)] for when in (WHEN, 3.0))
        if np.abs(early).max() > 1e3 * np.abs(late).max():
            raise Refusal("loses late spikes", early=3.0, late=WHEN)
        exam.changed(unit=1000.0)
        in_seconds = measured(exam)
        nothing = np.abs(late).max() < 0.1 * in_seconds.scale  # in ms: chance hides no pair of it
        if nothing and max(in_seconds.right.tau, in_seconds.left.tau) > 1.0:
            both = trains(5.0)
            exam.fault("times in seconds", where=as_typed(*both), worth=exam(*both))
            return in_seconds
        exam.changed(unit=1.0)
    return window
