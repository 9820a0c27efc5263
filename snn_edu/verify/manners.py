"""Manners: how a rule behaves before any pair counts. Its type, its memory, its clock, lone spikes.

Each experiment here changes one thing that should change nothing: the call is repeated, the trains
are moved in time, a spike without a partner is added. What is then different names the fault.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from snn_edu.verify.asking import FORMS, REPEATS, ROUNDING, Refusal, Subject, Trains, steadily, told
from snn_edu.verify.report import Fault, Values
from snn_edu.verify.window import WHEN, Window, alone, pair


@dataclass
class Examination:
    """What an examination has found so far: it becomes the report."""

    subject: Subject
    findings: list[Fault] = field(default_factory=list)
    values: Values = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)

    def fault(
        self, name: str, sentence: str, trains: Trains | None = None, expected: float = math.nan
    ) -> None:
        """Note a fault, once; `trains` (pre, post) show it where `expected` is right."""
        if name in [each.name for each in self.findings]:
            return
        if trains is None:
            self.findings.append(Fault(name, sentence))
            return
        got = self.subject(*trains)
        self.findings.append(Fault(name, sentence, told(*trains), got, expected))

    def has(self, *names: str) -> bool:
        """Whether one of these faults was found."""
        return any(each.name in names for each in self.findings)

    def off(self, got: float, expected: float, scale: float) -> bool:
        """Whether two answers differ by more than rounding, chance and quantum explain."""
        subject = self.subject
        allowed = (
            subject.rounding * scale + 2 * subject.spread + 2.5 * (self.values["quantum"] or 0.0)
        )
        return abs(got - expected) > allowed


def first_call(exam: Examination) -> None:
    """Find out what it takes a train as; a Refusal if nothing works."""
    subject, trains = exam.subject, pair(5.0)
    refusals = []
    for form in FORMS:
        subject.changed(form=form)
        try:
            subject.once(trains[:1], trains[1:])
        except Refusal as refusal:
            refusals.append(refusal)
            if refusal.name != "raises":
                break
        else:
            if refusals:
                whole = " Spikes between whole ms could not be tried." * ("whole" in form)
                exam.remarks.append(f"It takes {form}, no arrays of floats: {refusals[0]}{whole}")
            return
    raise refusals[0]


def same_again(exam: Examination) -> None:
    """The same trains again should get the same answer: else it remembers, or it is random."""
    subject = exam.subject
    exam.tried.append("the same trains again")
    for post in (8.0, 14.0, 23.0):  # early, while a trace that is left over would still be felt
        trains = [3.0], [post]
        answers = [subject.once(*trains) for _ in range(3)]
        size = max(map(abs, answers))
        if np.ptp(answers) > ROUNDING * size:
            break
    else:
        return
    answers += [subject.once(*trains) for _ in range(REPEATS)]
    if steadily(answers):
        exam.fault(
            "remembers the last call",
            f"The same trains give {answers[0]:.6g}, then {answers[1]:.6g}: traces or weight are "
            "kept from one call to the next. Start each call afresh. With "
            f"{told(*trains)}, twice.",
        )
        raise Refusal("", "")
    subject.changed(repeats=REPEATS)
    subject(*trains)
    exam.values["stochastic"] = True
    exam.remarks.append(
        f"It is random: the same pair gave {min(answers):.4g} to {max(answers):.4g} in "
        f"{len(answers)} calls. Means of {REPEATS} calls were examined, each known to "
        f"±{subject.spread:.2g}."
    )


def silence(exam: Examination) -> None:
    """Without spikes nothing should change: else it gives the weight, or some other offset."""
    exam.tried.append("no spikes at all")
    try:
        rest = exam.subject([], [])
    except Refusal as refusal:
        if refusal.name not in ("raises", "no number"):
            raise
        exam.fault("fails without a partner", str(refusal))
        original = exam.subject.function
        exam.subject.function = lambda pre, post, **more: (
            original(pre, post, **more) if len(pre) and len(post) else 0.0
        )
        exam.subject.changed()
        return
    change = abs(exam.subject([WHEN], [WHEN + 5.0]) - rest)
    if abs(rest) > max(ROUNDING * change, 2 * exam.subject.spread):
        exam.fault(
            "returns the weight",
            "It gives a number when nothing has happened: the weight itself, and not its change?",
            ([], []),
            0.0,
        )
        exam.subject.changed(rest=rest)


def lone_spikes(exam: Examination, window: Window) -> None:
    """A spike without a partner should change nothing, wherever it stands, nor should two."""
    exam.tried.append("spikes without a partner: one early, one late, two")
    subject = exam.subject
    for which, train in (("pre", lambda t: (t, [])), ("post", lambda t: ([], t))):
        late = subject(*train([WHEN]))
        early = subject(*train([3.0]))
        two = subject(*train([WHEN, WHEN + 10.0]))
        scale = max(window.scale, abs(late))
        if exam.off(early, late, scale):
            exam.fault(
                "sentinel as a time",
                f"A lone {which} spike changes the weight if it comes early: 'no spike yet' is a "
                "number that it takes for a time. Use -inf, or None and an `if`.",
                train([3.0]),
                0.0,
            )
        elif exam.off(two, 2 * late, scale):
            exam.fault(
                "own trace",
                f"Two {which} spikes change the weight without a partner: a spike reads the trace "
                "of its own train. It should read the other's.",
                train([WHEN, WHEN + 10.0]),
                0.0,
            )
        elif exam.off(late, 0.0, scale):
            exam.fault(
                "a lone spike changes the weight",
                f"Each {which} spike adds the same amount, partner or not. A rule of pairs does "
                "not; rules with terms for single spikes do (Kempter et al. 1999).",
                train([WHEN]),
                0.0,
            )


def moved_in_time(exam: Examination, window: Window, u: float) -> None:
    """The same pair, earlier or later, should be worth the same, at t = 0 as well."""
    exam.tried.append("the same pair at 0, 1, 200 and 1,000 ms")
    if exam.has("sentinel as a time"):
        return
    for delta_t in (window.shift + u, window.shift - u):
        usual = alone(exam.subject, delta_t)
        differ = []
        for begin in (0.0, 1.0, 5 * WHEN):
            t_pre, t_post = pair(delta_t, begin)
            if exam.off(alone(exam.subject, delta_t, begin), usual, window.scale):
                differ.append(begin)
        if not differ:
            continue
        t_pre, t_post = pair(delta_t, differ[0])
        if differ == [0.0]:
            exam.fault(
                "zero sentinel",
                "A spike at t = 0 is not counted as elsewhere: 0 stands for 'no spike yet', or an "
                "`if t > 0` drops it.",
                ([t_pre], [t_post]),
                usual,
            )
        else:
            exam.fault(
                "depends on absolute time",
                "The same pair at another time is worth something else. Does a trace decay by t, "
                "the time since 0, instead of the time since the last spike?",
                ([t_pre], [t_post]),
                usual,
            )


def spike_far_away(exam: Examination, window: Window, u: float) -> None:
    """A spike long after a pair should add nothing but its own small pair."""
    exam.tried.append("a spike long after the pair")
    far = closing(window)
    for delta_t, is_pre in ((window.shift + u, True), (window.shift - u, False)):
        t_pre, t_post = pair(delta_t)
        late = WHEN + far
        trains = ([t_pre, late], [t_post]) if is_pre else ([t_pre], [t_post, late])
        own = (t_post - late) if is_pre else (late - t_pre)
        expected = alone(exam.subject, delta_t) + alone(exam.subject, own)
        lone = sum(exam.subject([t], []) for t in trains[0])
        lone += sum(exam.subject([], [t]) for t in trains[1])
        got, room = exam.subject(*trains) - lone, window.scale + abs(expected)
        if exam.off(got, expected, room) and abs(got) > abs(expected):
            exam.fault(
                "re-counted pairs",
                "A pair is counted again and again until a later spike ends it, as when the last "
                "times are compared at every step. Count a pair once, at its later spike.",
                trains,
                expected + lone,
            )


def order(exam: Examination, window: Window, u: float) -> None:
    """The same spikes in another order should change the weight by as much."""
    exam.tried.append("the same spikes in another order")
    pre, post = ([WHEN + u * t for t in train] for train in ((0, 2, 5), (1, 3, 4, 7)))
    try:
        mixed = exam.subject(pre[::-1], post[::-1])
        said = f"With {told(pre[::-1], post[::-1])} it gives {mixed:.6g}."
    except Refusal as refusal:
        if refusal.name != "raises":
            raise
        mixed, said = math.inf, str(refusal)
    if exam.off(mixed, exam.subject(pre, post), window.scale):
        exam.remarks.append(f"It needs its spikes in order: sort them, or say so. {said}")


def waiting_for_more(exam: Examination) -> bool:
    """Whether a pair only counts once a further pre spike has come; then each train gets one."""
    exam.tried.append("a closing spike")
    found = False
    for delta_t in (5.0, -5.0):
        t_pre, t_post = pair(delta_t)
        late = WHEN + 600.0
        now, then = exam.subject([t_pre], [t_post]), exam.subject([t_pre, late], [t_post])
        other = exam.subject([], [t_post]), exam.subject([late], [t_post])
        found |= now == 0.0 and abs(then - other[1] + other[0]) > 1e-12 * (1 + abs(then))
        if found:
            exam.fault(
                "waits for the next pre spike",
                "A pair counts only after a further pre spike: what came after the last one is "
                "lost. Read the weight after a closing spike, or update at post spikes too.",
                ([t_pre], [t_post]),
                then,
            )
            exam.subject.changed(closing=600.0)
            return True
    return False


def closing(window: Window) -> float:
    """Ms after which a pair of this window is worth nothing: 12 time constants, 200 to 6000."""
    slowest = max((s.tau for s in (window.right, window.left) if 0 < s.tau < math.inf), default=0.0)
    return float(min(max(200.0, round(12 * slowest)), 6000.0))
