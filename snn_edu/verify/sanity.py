"""Sanity checks, before any pair counts: a rule's type, its memory, its clock, lone spikes.

Each experiment here changes one thing that should change nothing: the call is repeated, the trains
are moved in time, a spike without a partner is added. What is then different names the fault.
"""

from __future__ import annotations

import math
import time
from itertools import pairwise

import numpy as np

from snn_edu.plasticity import PAIRINGS
from snn_edu.verify.asking import REPEATS, ROUNDING, Refusal, again, in_turn
from snn_edu.verify.harness import FORMS, WHEN, Harness, Times, as_typed, pair, trains
from snn_edu.verify.pairs import bounds_of, counted
from snn_edu.verify.sentences import SENTENCES
from snn_edu.verify.window import NOTHING, Window, aside, odd_grid, two_answers

LATE = 100_000.0  # ms
ACROSS = 5 * WHEN - 1.0  # ms: a pair that begins here meets the end of whatever piece of time
MANY = 30  # pairs
QUICK = 0.01  # s: a call that takes less may be made often
SELDOM = 200  # calls in which a rule that acts in one of 20 is heard again
CROWD = 20  # spikes of one train
MANY_PAIRS = [3.0 + 6.0 * k for k in range(20)], [5.0 + 6.0 * k for k in range(20)]


#: With these what a pair is worth is not known, or depends on when it comes.
VOID = (
    *("no change", "own trace", "sentinel as a time", "depends on absolute time", "no decay"),
    *("loses late spikes", "changes with time alone", "re-counted pairs", "missing minus"),
    *("a lone spike changes the weight", "starts at its bound", "times in seconds"),
    *("last spikes only", "first spikes only", "k-th with k-th", "mean of pairs", "coarse grid"),
    *("cut into pieces", "loses every third spike"),
)


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
    """The same trains again should get the same answer: else it remembers, or it is random.

    Of many pairs some are lost where each may be, and that now and then.
    """
    exam.tried.append("the same trains again")
    pairs = [([3.0], [post]) for post in (8.0, 14.0, 23.0)]  # early: what is left is felt
    for early in (*pairs, MANY_PAIRS):
        answers = [exam.once(*early) for _ in range(8)]
        if not any(answers) and exam.quickest < QUICK:  # or does it learn now and then?
            answers += [exam.once(*early) for _ in range(REPEATS)]
        if _differ(answers):
            break
    else:
        return
    try:
        again(answers, lambda: exam.once(*early), f"The same call, {as_typed(*early)},")
    except Refusal:  # unless a pair was lost early, and by chance no other since
        if in_turn(answers):
            raise
        for trains, calls in ((MANY_PAIRS, 8), (early, SELDOM * (exam.quickest < QUICK))):
            more = [exam.once(*trains) for _ in range(calls)]
            steps = np.diff(more)
            if more[4:] and _differ(more[4:]) and (steps > 0).any() and (steps < 0).any():
                break
        else:
            raise
    exam.changed(repeats=REPEATS)
    exam(*pairs[0])
    exam.values["stochastic"] = True
    low, high, calls = min(answers), max(answers), len(answers)
    what = "trains" if early is MANY_PAIRS else "pair"
    exam.know(
        "random", what=what, low=low, high=high, calls=calls, repeats=REPEATS, spread=exam.spread
    )


def _differ(answers: list[float]) -> bool:
    return bool(np.ptp(answers) > ROUNDING * max(map(abs, answers)))


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
    exam.tried.append("the same pair at 0, 1, 200, 999 and 1,000 ms")
    if exam.has("sentinel as a time") or _cut(exam, window):
        return
    for delta_t in (math.ceil(window.shift) + window.u, math.floor(window.shift) - window.u):
        usual, inner = exam.alone(delta_t), exam.alone(delta_t, WHEN + aside(exam))
        worth = {begin: exam.alone(delta_t, begin) for begin in (0.0, 1.0, ACROSS, 5 * WHEN)}
        differ = [
            begin
            for begin, each in worth.items()
            if exam.off(each, usual, window.scale) and exam.off(each, inner, window.scale)
        ]
        lost = 5 * WHEN in differ and abs(worth[5 * WHEN]) < 1e-9 * window.scale
        if lost and 1.0 not in differ:
            exam.fault("loses late spikes", early=WHEN, late=5 * WHEN)
            differ = [begin for begin in differ if begin < ACROSS]
        if differ and not odd_grid(exam, window, delta_t):
            if differ in ([0.0], [ACROSS]):
                name = "zero sentinel" if differ == [0.0] else "cut into pieces"
                exam.fault_in(name, trains(delta_t, differ[0]), usual)
            else:  # and nobody knows which is right: where a trace decays by t, the early one is
                seen = f": {worth[differ[0]]:.4g} at {differ[0]:g} ms, {usual:.4g} at {WHEN:g} ms"
                exam.fault("depends on absolute time", what="The same pair", seen=seen)


def _cut(exam: Harness, window: Window) -> bool:
    """Whether a pair has one or two jumps, or two answers, while it is moved by 4 ms.

    Then times are cut to a grid, of steps longer than 1 ms.
    """
    for delta_t in (math.ceil(window.shift) + window.u, math.ceil(window.shift) + window.u + 1):
        worth = [exam.alone(delta_t, WHEN + aside(exam) + k) for k in range(5)]
        jumps = [exam.off(a, b, window.scale) for a, b in pairwise(worth)]
        if exam.stochastic or not any(jumps) or odd_grid(exam, window, delta_t):
            continue
        if sum(jumps) <= 2 or two_answers(worth):
            k = jumps.index(True)
            begin = WHEN + aside(exam) + k + 1
            exam.fault_in("coarse grid", trains(delta_t, begin), worth[k])
            return True
    return False


def spike_far_away(exam: Harness, window: Window) -> bool:
    """A spike long after a pair should add nothing but its own small pair; whether it fades."""
    exam.tried.append("a spike long after the pair")
    far = window.closing
    for delta_t, is_pre in ((window.shift + window.u, True), (window.shift - window.u, False)):
        if waits_for_both(exam) and exam.alone(delta_t) == 0.0:
            continue  # here the far spike is what it waits for
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
    found = 0, 0.0

    def counts(which: int, gap: float) -> list[float]:
        worth = []
        for each in (gap, 1.5 * gap):  # what the further spike itself does fades
            exam.changed(further=(which, each))
            worth.append([exam.alone(delta_t) for delta_t in silent])
        most = max(map(abs, exam.known.values()))
        exam.changed(further=(0, 0.0))
        changes = np.ptp(worth[0]) > NOTHING * most  # and do pairs count, or only spikes?
        lasts = np.allclose(worth[0], worth[1], rtol=0.01, atol=0.0)
        return worth[0] if changes and lasts else []

    for which, gap in ((0, 600.0), (1, 600.0), (0, -600.0), (1, -600.0)):
        if worth := counts(which, gap):
            at = int(np.argmax(np.abs(worth)))
            train = ("pre", "post")[which]
            name = f"waits for the next {train} spike" if gap > 0 else "loses the first spike"
            if gap > 0 and np.allclose(counts(1 - which, gap) or math.nan, worth, rtol=0.01):
                name = "loses the last spike"
            said = SENTENCES[name.replace(train, "pre")].format(which=train)
            exam.fault_in(name, trains(silent[at]), worth[at], said)
            found = found if found[1] else (which, gap)
            silent = [d for d, each in zip(silent, worth, strict=True) if each == 0.0]
        if found[1] and (gap < 0 or not silent):
            break
    exam.changed(further=found)


def waits_for_both(exam: Harness) -> bool:
    """Whether a pair counts only with two further spikes, or LTP with another than LTD."""
    waits = (f"waits for the next {train} spike" for train in ("pre", "post"))
    return sum(map(exam.has, (*waits, "loses the first spike"))) > 1


def long_trains(exam: Harness, window: Window, meant: bool) -> None:
    """A pair very late, and the first and the last of many pairs: each should count."""
    if exam.stochastic or window.silent or exam.quantum or exam.has(*VOID):
        return
    both = window.shift + window.u, window.shift - window.u
    late = _affordable(exam, both[0])
    exam.tried.append(f"the same pair at {late:,.0f} ms")
    begun = time.monotonic()
    for delta_t in both:
        expected = exam(*trains(delta_t))
        said = ""
        try:
            got = exam(*trains(delta_t, late))
        except Refusal as refusal:
            if refusal.name not in ("raises", "no number"):
                exam.open("so late", ms=late, why=refusal)
                return
            got, said = math.nan, f"{SENTENCES['fails late'].format(ms=late)} {refusal}"
        if said or abs(got - expected) > exam.room(window.scale) + 0.005 * window.scale:
            lost = abs(got) < 1e-3 * abs(expected)
            if not (said or lost) and odd_grid(exam, window, delta_t):
                return
            name = "loses late spikes" if said or lost else "depends on absolute time"
            said = said or SENTENCES[name].format(
                early=WHEN, late=late, what="The same pair", seen=""
            )
            exam.fault(name, as_typed(*trains(delta_t, late)), got, expected, said)
            return
    now = time.monotonic()
    left = math.inf if exam.seconds is None else exam.begun + exam.seconds - now
    if left < 8 * MANY * window.closing * (now - begun) / max(late, window.closing):
        exam.open("long trains", many=MANY)
        return
    if not _many(exam, window, both, late if left > 4 * (now - begun) else 0.0):
        _close(exam, window, meant)


def _affordable(exam: Harness, delta_t: float) -> float:
    """The latest moment that can be reached within a second or two, by what 1,000 ms take.

    Of three calls the quickest counts: what else runs may hold one up.
    """
    taken = math.inf
    for _ in range(3):
        begun = time.monotonic()
        exam.once(*trains(delta_t, 5 * WHEN))
        taken = min(taken, time.monotonic() - begun)
    return float(min(LATE, max(5 * WHEN, 1000.0 * round(1.5 / max(taken, 1e-9)))))


def _many(exam: Harness, window: Window, both: tuple[float, float], late: float) -> bool:
    """Pairs of either order in turn, each far from the next: the first and the last should count.

    The stronger side is moved further apart until both are worth the same: so the weight goes to
    and fro, and meets no bound that one pair does not meet. Whether a fault is found.
    """
    right, left = (abs(exam.alone(delta_t)) for delta_t in both)
    taus = window.right.tau, window.left.tau
    if min(right, left) < 0.02 * window.scale or not all(0 < tau < math.inf for tau in taus):
        return False
    more = math.log(right / left)
    both = both[0] + max(0.0, taus[0] * more), both[1] + min(0.0, taus[1] * more)
    exam.tried.append(f"{MANY} pairs, and without the first or the last of them")
    far = window.closing
    every = [pair(both[k % 2], WHEN + far * k) for k in range(MANY)]
    for which, lost in (("first", both[0]), ("last", both[1])):
        got = _missed(exam, every, which)
        few = _missed(exam, every[:4], which)  # at a bound of the weight this is lost, too
        worth = exam.alone(lost)
        if abs(got) < 0.02 * abs(worth) and abs(few - worth) < 0.1 * abs(worth):
            trial = f"{MANY} pairs, {far:g} ms apart, less what the {which} one is missed by,"
            exam.fault("loses some of many", trial, got, worth, many=MANY, which=which)
            return True
    if exam.findings or exam.pairing is None:
        return False  # a slow third trace, say, reaches from pair to pair
    # Now no two are as far apart as two others: where a clock runs over, some meet.
    wide = max(2 * far, late / MANY)
    exam.tried.append(f"the same pairs over {MANY * wide:,.0f} ms")
    begins = WHEN + np.round(wide * (np.arange(MANY) + np.random.default_rng(1).random(MANY) / 2))
    spread = [pair(both[k % 2], begin) for k, begin in enumerate(begins.tolist())]
    near, apart = (exam(*zip(*pairs, strict=True)) for pairs in (every, spread))
    if abs(apart - near) > exam.room(2 * MANY * window.scale) + 0.05 * right:
        trial = f"{MANY} pairs over {spread[-1][0]:,.0f} ms (and over {every[-1][0]:,.0f} ms)"
        exam.fault("clock runs over", trial, apart, near)
        return True
    return False


def _close(exam: Harness, window: Window, meant: bool) -> None:
    """Many spikes of one train close together, then one of the other: each pair should count.

    Or each but those that come too soon after one that counts: a dead time, unless another rule is
    `meant`.

    At a bound of the weight the answer would be the same with all of them a ms further away.
    """
    if exam.findings or exam.pairing not in PAIRINGS or bounds_of(exam, window).soft:
        return
    exam.tried.append(f"{CROWD} spikes of one train, 1 ms apart, and one of the other")
    crowd = tuple(WHEN + k for k in range(CROWD))
    for which, side in (("pre", window.right), ("post", window.left)):
        if side.silent or side.misfit > 1e-3 or side.cut < math.inf or not 0 < side.tau < math.inf:
            continue
        ends = [crowd[-1] + round(2 * abs(window.shift)) + away for away in (3.0, 4.0)]

        def sums(some: Times, which: str = which, ends: list[float] = ends) -> list[float]:
            both = [(some, (t,)) if which == "pre" else ((t,), some) for t in ends]
            return [_summed(exam, window, pre, post) for pre, post in both]

        both = [(crowd, (t,)) if which == "pre" else ((t,), crowd) for t in ends]
        got, expected = [exam(*each) for each in both], sums(crowd)
        room = exam.room(sum(map(abs, expected))) + 0.01 * abs(expected[0])
        off = np.abs(np.subtract(got, expected)).min() > room
        if off and abs(got[1] - got[0]) > 0.1 * room:
            kept = (d for d in range(2, CROWD) if np.allclose(got, sums(crowd[::d]), rtol=0.01))
            if not meant and (dead := next(kept, 0)):
                exam.know("dead", which=which, ms=dead)
                continue
            told = f"{which} = [{crowd[0]:g}, {crowd[1]:g} ... {crowd[-1]:g}], "
            told += f"{'post' if which == 'pre' else 'pre'} = [{ends[0]:g}]"
            name = "loses some of a crowd"
            exam.fault(name, told, got[0], expected[0], many=CROWD, which=which)
            return


def _summed(exam: Harness, window: Window, pre: Times, post: Times) -> float:
    """What the pairs of two trains add up to, by the window's formula, and their lone spikes."""
    worth = window.formula(np.subtract.outer(post, pre).T)
    return float((counted(pre, post, exam.pairing) * worth).sum()) + exam.lone(pre, post)


def _missed(exam: Harness, every: list[tuple[float, float]], which: str) -> float:
    """By how much less the weight changes without one of these pairs."""
    left = every[1:] if which == "first" else every[:-1]
    return exam(*zip(*every, strict=True)) - exam(*zip(*left, strict=True))
