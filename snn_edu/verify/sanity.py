"""Sanity checks, before any pair counts: a rule's type, its memory, its clock, lone spikes.

Each experiment here changes one thing that should change nothing: the call is repeated, the trains
are moved in time, a spike without a partner is added. What is then different names the fault.
"""

from __future__ import annotations

import math

import numpy as np

from snn_edu.verify.asking import REPEATS, ROUNDING, Refusal, again
from snn_edu.verify.harness import FORMS, WHEN, Harness, as_typed, pair, trains
from snn_edu.verify.sentences import SENTENCES
from snn_edu.verify.window import NOTHING, Window


def first_call(exam: Harness) -> None:
    """Find out what it takes a train as; a Refusal if nothing works."""
    refusals = []
    for form in FORMS:
        exam.changed(form=form)
        try:
            for post in (205.0, 205.05):
                exam.once([WHEN], [post])
        except Refusal as refusal:
            refusals.append(refusal)
            if refusal.name != "raises":
                break
        else:
            if refusals:
                exam.know("form", form=form, why=refusals[0])
                if "whole" in form:
                    exam.know("whole")
            return
    raise refusals[0]


def same_again(exam: Harness) -> None:
    """The same trains again should get the same answer: else it remembers, or it is random."""
    exam.tried.append("the same trains again")
    for post in (8.0, 14.0, 23.0):  # early, while a trace that is left over would still be felt
        early = [3.0], [post]
        answers = [exam.once(*early) for _ in range(8)]
        if np.ptp(answers) > ROUNDING * max(map(abs, answers)):
            break
    else:
        return
    again(answers, lambda: exam.once(*early), f"The same call, {as_typed(*early)},")
    exam.changed(repeats=REPEATS)
    exam(*early)
    exam.values["stochastic"] = True
    low, high, calls = min(answers), max(answers), len(answers)
    exam.know("random", low=low, high=high, calls=calls, repeats=REPEATS, spread=exam.spread)


def silence(exam: Harness) -> None:
    """Without spikes nothing should change: else it gives the weight, or some other offset."""
    exam.tried.append("no spikes at all")
    try:
        rest = exam([], [])
    except Refusal as refusal:
        if refusal.name not in ("raises", "no number", "returns nothing"):
            raise
        exam.fault("fails without a partner", said=str(refusal))
        original = exam.function
        exam.changed(
            function=lambda pre, post, **more: (
                original(pre, post, **more) if len(pre) and len(post) else 0.0
            )
        )
        return
    change = abs(exam([WHEN], [WHEN + 5.0]) - rest)
    if abs(rest) > max(ROUNDING * change, 2 * exam.spread):
        exam.fault_in("returns the weight", ([], []), 0.0)
        exam.changed(rest=rest)


def lone_spikes(exam: Harness, window: Window) -> None:
    """A spike without a partner should change nothing, wherever it stands, nor should two."""
    exam.tried.append("spikes without a partner: one early, one late, two")
    for which, train in (("pre", lambda *t: (t, ())), ("post", lambda *t: ((), t))):
        three = train(WHEN), train(3.0), train(WHEN, WHEN + 10.0)
        late, early, two = (exam(*each) for each in three)
        scale = max(window.scale, abs(late))
        if exam.off(early, late, scale) and abs(early) < abs(late):
            raise Refusal(
                "changes with time alone", where=as_typed(*three[0]), early=early, late=late
            )
        if exam.off(early, late, scale):
            exam.fault_in("sentinel as a time", three[1], 0.0, which=which)
        elif exam.off(two, 2 * late, scale):
            exam.fault_in("own trace", three[2], 0.0, which=which)
        elif exam.off(late, 0.0, scale):
            exam.fault_in("a lone spike changes the weight", three[0], 0.0, which=which)


def moved_in_time(exam: Harness, window: Window) -> None:
    """The same pair, earlier or later, should be worth the same, at t = 0 as well."""
    exam.tried.append("the same pair at 0, 1, 200 and 1,000 ms")
    if exam.has("sentinel as a time"):
        return
    for delta_t in (math.ceil(window.shift) + window.u, math.floor(window.shift) - window.u):
        usual = exam.alone(delta_t)
        worth = {begin: exam.alone(delta_t, begin) for begin in (0.0, 1.0, 5 * WHEN)}
        differ = [begin for begin in worth if exam.off(worth[begin], usual, window.scale)]
        lost = 5 * WHEN in differ and abs(worth[5 * WHEN]) < 1e-9 * window.scale
        if lost and 1.0 not in differ:
            exam.fault("loses late spikes", early=WHEN, late=5 * WHEN)
            differ.remove(5 * WHEN)
        if differ:
            name = "zero sentinel" if differ == [0.0] else "depends on absolute time"
            exam.fault_in(name, trains(delta_t, differ[0]), usual, what="The same pair")


def spike_far_away(exam: Harness, window: Window) -> bool:
    """A spike long after a pair should add nothing but its own small pair; whether it fades."""
    exam.tried.append("a spike long after the pair")
    far = window.closing
    for delta_t, is_pre in ((window.shift + window.u, True), (window.shift - window.u, False)):
        t_pre, t_post = pair(delta_t)
        left = []
        for late in (WHEN + far, WHEN + 1.5 * far):
            both = ([t_pre, late], [t_post]) if is_pre else ([t_pre], [t_post, late])
            own = (t_post - late) if is_pre else (late - t_pre)
            expected = exam.alone(delta_t) + exam.alone(own)
            got = exam.beyond(*both)
            if not exam.off(got, expected, window.scale + abs(expected)):
                break
            if abs(got) > 1.5 * abs(expected):
                exam.fault_in("re-counted pairs", both, expected + exam.lone(*both))
                break
            left.append(got / expected)
        if len(left) == 2 and 1e-3 < left[1] < 0.99 * left[0] and not exam.stochastic:
            exam.know("fades", percent=100 * left[0], far=far)
            return True
    return False


def order(exam: Harness, window: Window) -> None:
    """The same spikes in another order should change the weight by as much."""
    exam.tried.append("the same spikes in another order")
    pre, post = ([WHEN + window.u * t for t in train] for train in ((0, 2, 5), (1, 3, 4, 7)))
    try:
        mixed = exam(pre[::-1], post[::-1])
        said = f"With {as_typed(pre[::-1], post[::-1])} it gives {mixed:.6g}."
    except Refusal as refusal:
        if refusal.name != "raises":
            raise
        mixed, said = math.inf, str(refusal)
    rounded = 10 * (exam.quantum or 0.0)  # each of twelve pairs was
    if abs(mixed - exam(pre, post)) > exam.room(window.scale) + rounded:
        exam.know("order", why=said)


def waiting_for_more(exam: Harness) -> None:
    """Whether a pair only counts with a further spike, after it or before; then it gets one."""
    exam.tried.append("a further spike, long after a pair or before it")
    silent = [delta_t for delta_t in (5.0, 9.0, -5.0, -9.0) if exam.alone(delta_t) == 0.0]
    for which, gap in ((0, 600.0), (1, 600.0), (0, -600.0), (1, -600.0)):
        worth = []
        for each in (gap, 1.5 * gap):  # what the further spike itself does fades
            exam.changed(further=(which, each))
            worth.append([exam.alone(delta_t) for delta_t in silent])
        most = max(map(abs, exam.known.values()))
        exam.changed(further=(0, 0.0))
        changes = np.ptp(worth[0]) > NOTHING * most  # and do pairs count, or only spikes?
        if changes and np.allclose(worth[0], worth[1], rtol=0.01, atol=0.0):
            train = ("pre", "post")[which]
            at = int(np.argmax(np.abs(worth[0])))
            name = f"waits for the next {train} spike" if gap > 0 else "loses the first spike"
            said = SENTENCES[name.replace(train, "pre")].format(which=train)
            exam.fault_in(name, trains(silent[at]), worth[0][at], said)
            exam.changed(further=(which, gap))
            return
