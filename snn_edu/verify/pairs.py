"""Which pairs count: the schemes as lists of pairs, and the trains that tell them apart.

A scheme is a list of pairs, and what each is worth alone has been measured. So each scheme
predicts the answer to any two trains, without a formula for the window: the sum over its pairs of
what the same function gave for each alone. The scheme whose sums are the answers is the one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from snn_edu.plasticity import PAIRINGS, STDP
from snn_edu.validation import Floats
from snn_edu.verify.asking import told
from snn_edu.verify.manners import Bench, closing
from snn_edu.verify.window import WHEN, Window, alone, pair

Pair = tuple[int, int]  # indices into the pre and the post train
Counted = tuple[tuple[int, int, float], ...]  # pre, post, how often

#: Trains in units of the window's width, (pre, post): each parts some schemes from the others.
TRIALS: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...] = (
    ((0, 3), (4,)),
    ((0,), (1, 3)),
    ((4,), (0, 3)),
    ((1, 3), (0,)),
    ((0, 2, 5), (1, 3, 4, 7)),
    ((1, 2, 5, 6), (0, 3, 4)),
    ((0, 3), (3,)),
    ((3,), (0, 3)),
    ((0, 3), (3, 5)),
    ((0, 3, 4), (3,)),
    ((3, 5), (0, 3)),
    ((2, 3), (0, 3, 6)),
    ((0, 2, 3, 6), (1, 3, 4)),
)
TIED = 6  # from this one on they have ties

# In a tie a side (LTP or LTD) may not see the partner, see it, or be blinded by it: it then takes
# the partner, for nothing, and misses an earlier one.
POST_CENTRED = "post_centred"  # each post spike with the last pre spike and with the next
UNSEEN, SEEN, HIDES = "unseen", "seen", "hides"


class Scheme(NamedTuple):
    """Which pairs count, and what a tie does to each side."""

    name: str  # as in STDP, or in words for what is none of those
    counted: tuple[Counted, ...]  # one list for each of TRIALS
    hides: bool = False  # a tie hides an earlier partner
    fault: str = ""  # the name of the fault that such pairs are


@cache
def _one_side(trial: int, pairing: str, tie: str, strengthens: bool) -> tuple[Pair, ...]:
    """The pairs of one side in a trial, by the library's own definition of the scheme."""
    pre, post = TRIALS[trial]
    if pairing == POST_CENTRED and not strengthens:  # pre_centred LTP with the roles exchanged
        rule = STDP(pairing="pre_centred", same_step="none" if tie == UNSEEN else "ltp")
        j, i, delta_t, _ = rule.pairs(post, pre)
        mine = delta_t >= 0 if tie == SEEN else delta_t > 0
        return tuple(zip(i[mine].tolist(), j[mine].tolist(), strict=True))
    first = ("ltp" if strengthens else "ltd") if tie != UNSEEN else "none"
    rule = STDP(pairing=pairing, same_step=first)
    i, j, delta_t, _ = rule.pairs(pre, post)
    mine = (delta_t > 0) if strengthens else (delta_t < 0)
    if tie == SEEN:
        mine = mine | (delta_t == 0)
    return tuple(zip(i[mine].tolist(), j[mine].tolist(), strict=True))


def _both_sides(ltp: str, ltd: str, ties: tuple[str, str]) -> tuple[Counted, ...]:
    both = (
        _one_side(trial, ltp, ties[0], True) + _one_side(trial, ltd, ties[1], False)
        for trial in range(len(TRIALS))
    )
    # A tie that both sides see is one pair: what it is worth alone has both in it.
    return tuple(tuple((i, j, 1.0) for i, j in dict.fromkeys(pairs)) for pairs in both)


def _by(counts: Callable[[Floats, Floats], Floats]) -> tuple[Counted, ...]:
    """The pairs of a scheme that says how often each counts, as (pre, post)."""
    trials = []
    for pre, post in TRIALS:
        times = counts(np.array(pre, float)[:, None], np.array(post, float)[None, :])
        every = zip(*np.nonzero(times), strict=True)
        trials.append(tuple((int(i), int(j), float(times[i, j])) for i, j in every))
    return tuple(trials)


def _at(i: Any, j: Any, a: Floats, b: Floats) -> Floats:
    """Once the pairs at (i, j), of all that there are."""
    times = np.zeros(np.broadcast_shapes(a.shape, b.shape))
    times[i, j] = 1.0
    return times


#: Slips, and schemes of other people's: how often each pair counts, and the fault that this is.
OTHERS: dict[str, tuple[Callable[[Floats, Floats], Floats], str]] = {
    "the last spike of each train": (lambda a, b: _at(-1, -1, a, b), "last spikes only"),
    "the first spike of each train": (lambda a, b: _at(0, 0, a, b), "first spikes only"),
    "the k-th spike with the k-th": (lambda a, b: np.eye(a.size, b.size), "k-th with k-th"),
    "all, divided by their number": (
        lambda a, b: np.full((a.size, b.size), 1 / (a.size * b.size)),
        "mean of pairs",
    ),
    "each post spike with the closest pre spike": (
        lambda a, b: _at(np.abs(a - b).argmin(0), np.arange(b.size), a, b),
        "",
    ),
    "each pre spike with the closest post spike": (
        lambda a, b: _at(np.arange(a.size), np.abs(a - b).argmin(1), a, b),
        "",
    ),
    "all, and again at each later spike": (
        lambda a, b: _later(np.union1d(a, b), a, b),
        "re-counted pairs",
    ),
    "all, and again at each later pre spike": (lambda a, b: _later(a, a, b), "re-counted pairs"),
    "all, and again at each later post spike": (lambda a, b: _later(b, a, b), "re-counted pairs"),
}


def _later(train: Floats, a: Floats, b: Floats) -> Floats:
    """How many spikes of a train come with or after each pair."""
    return np.count_nonzero(train.ravel() >= np.maximum(a, b)[..., None], axis=-1).astype(float)


def _fading(keep_pre: float, keep_post: float) -> Callable[[Floats, Floats], Floats]:
    """All pairs, where each later spike of a train leaves a share of what was in its trace."""

    def times(a: Floats, b: Floats) -> Floats:
        first, last = np.minimum(a, b)[..., None], np.maximum(a, b)[..., None]
        among = [
            np.count_nonzero((first < train.ravel()) & (train.ravel() < last), axis=-1)
            for train in (a, b)
        ]
        return np.where(a < b, keep_pre ** among[0], keep_post ** among[1])

    return times


@cache
def schemes(tie_counts: bool) -> tuple[Scheme, ...]:
    """All schemes, the standard ones first; `tie_counts`: a lone tie changes the weight."""
    every = []
    ties = [(SEEN, SEEN), (SEEN, UNSEEN), (UNSEEN, SEEN), (SEEN, HIDES), (HIDES, SEEN)]
    if not tie_counts:
        ties = [(UNSEEN, UNSEEN), (HIDES, HIDES), (HIDES, UNSEEN), (UNSEEN, HIDES)]
    for pairing, tie in itertools.product(PAIRINGS, ties):
        every.append(Scheme(pairing, _both_sides(pairing, pairing, tie), HIDES in tie))
    for ltp, ltd in itertools.product(PAIRINGS, (*PAIRINGS, POST_CENTRED)):
        if ltp != ltd and {ltp, ltd} != {"nearest", "pre_centred"}:
            name = f"LTP {ltp}, LTD {ltd}" if (ltp, ltd) != ("nearest", POST_CENTRED) else ltd
            for tie in ties:
                every.append(Scheme(name, _both_sides(ltp, ltd, tie), HIDES in tie))
    every += [Scheme(name, _by(times), fault=fault) for name, (times, fault) in OTHERS.items()]
    return tuple(every)


def predicted(
    exam: Bench, counted: Counted, pre: Floats, post: Floats, bend: tuple[float, float]
) -> float:
    """The change that these pairs add up to, each worth what it was worth alone.

    `bend` says by what share an LTP and an LTD pair shrink for each unit the weight has moved
    towards their bound: soft bounds, to first order.
    """
    subject, done = exam.asked, 0.0
    if any(bend):  # then their order counts
        counted = tuple(sorted(counted, key=lambda each: max(pre[each[0]], post[each[1]])))
    now, before = -math.inf, 0.0
    for i, j, times in counted:
        worth = times * alone(subject, round(float(post[j] - pre[i]), 9))
        if max(pre[i], post[j]) > now:  # a spike reads the weight once, for all of its pairs
            now, before = max(pre[i], post[j]), done
        done += worth * (1 - bend[0] * before if worth > 0 else 1 + bend[1] * before)
    lone = sum(subject([t], []) for t in pre) + sum(subject([], [t]) for t in post)
    return done + lone


def _bend(exam: Bench, window: Window, u: float) -> tuple[float, float]:
    """By what share a second pair, far from the first, is worth less, per unit of weight."""
    far, shares = closing(window), []
    if exam.has("missing minus", "no decay", "sentinel as a time"):
        return 0.0, 0.0
    for sign in (1.0, -1.0):
        t_pre, t_post = pair(window.shift + sign * u)
        one = alone(exam.asked, window.shift + sign * u)
        two = exam.asked([t_pre, t_pre + far], [t_post, t_post + far])
        two -= 2 * (exam.asked([t_pre], []) + exam.asked([], [t_post]))
        two -= sum(alone(exam.asked, window.shift + sign * u + d) for d in (far, -far))
        bent = one != 0.0 and exam.off(two, 2 * one, window.scale)
        share = (2 * one - two) / (one * abs(one)) if bent else 0.0
        shares.append(share if abs(share) * window.scale < 0.5 else 0.0)  # more is no soft bound
    return shares[0], shares[1]


def _second_order(exam: Bench, window: Window, bend: tuple[float, float]) -> float:
    """What soft bounds and chance leave open in a sum, as a scale whose rounding is as large."""
    moved = max(map(abs, bend)) * window.scale  # the share by which one pair changes the next
    ghost = 0.02 if exam.has("sentinel as a time") else 0.0  # what is left of one after WHEN
    chance = 4 * exam.asked.spread  # of some dozen pairs, each known by three means
    return ((moved + ghost) * window.scale + chance) / exam.asked.rounding


def which_pairs(exam: Bench, window: Window, u: float) -> None:
    """The scheme whose pairs add up to the answers, over all trials."""
    exam.tried.append(f"{len(TRIALS)} pairs of small trains against every scheme of pairs")
    bend = _bend(exam, window, u)
    trains, answers = [], []
    for pre, post in TRIALS:
        shifted = WHEN + u * np.array(pre) - window.shift, WHEN + u * np.array(post)
        trains.append(shifted)
        answers.append(exam.asked(*shifted))
    counts = exam.off(window.tie, 0.0, window.scale)
    every: dict[Scheme, Floats] = {}
    for scheme in (*schemes(counts), *_saturating(exam, u, window.shift, answers)):
        guess = [
            predicted(exam, counted, *each, bend)
            for counted, each in zip(scheme.counted, trains, strict=True)
        ]
        every[scheme] = np.array(guess) - answers
    soft = "A second pair, far from the first, is worth less: soft bounds."
    if min(bend) < 0:
        soft = "A second pair, far from the first, is worth more: the change grows with the weight."
    room = 2 * window.scale + _second_order(exam, window, bend)

    def worst(scheme: Scheme, untied: int | None) -> float:
        return float(np.abs(every[scheme][:untied]).max())

    for untied in (None, TIED):  # where ties are treated in an own way, the rest may still fit
        best = min(every, key=lambda each: round(worst(each, untied) / room, 9))
        if exam.off(worst(best, untied), 0.0, room):
            continue
        fit = {each.name: 0 for each in every if not exam.off(worst(each, untied), 0.0, room)}
        if exam.values["stochastic"] and len(fit) > 1:
            some = ", ".join([*fit][:3]) + f" and {len(fit) - 3} more" * (len(fit) > 3)
            exam.unknown.append(f"Which pairs count: chance leaves {some}.")
            return
        if best.fault:
            exam.values["pairing"] = best.name
            shown = _most_telling(exam, trains, answers, bend)
            exam.shown(best.fault, *shown, f"It counts {best.name}.")
            return
        exam.values["pairing"] = best.name
        exam.remarks += [soft] * any(bend)
        if untied and not _loses_ties(exam, trains, answers, every[best]):
            exam.unknown.append("What a tie hides: trains with ties fit no scheme, others do.")
        if untied:
            return
        exam.values["hides"] = best.hides
        if best.hides:
            exam.remarks.append("A tie hides an earlier partner, and is then worth nothing.")
        return
    if three_spikes(exam, window, u, bend):
        return
    exam.remarks += [soft] * any(bend)
    if exam.findings or any(bend) or exam.values["quantum"] or exam.values["stochastic"]:
        hint = ". A start further from its bounds, or smaller changes, may help." * any(bend)
        exam.unknown.append(f"Which pairs count: no scheme explains its answers{hint}")
        return
    exam.shown("no known pairing", *_most_telling(exam, trains, answers, bend))


def _saturating(exam: Bench, u: float, shift: float, answers: Any) -> tuple[Scheme, ...]:
    """A scheme of its own, where a second spike of a train adds less to its trace than a first."""
    keeps = []
    for sign, answer in ((1.0, answers[0]), (-1.0, answers[2])):  # two spikes, then a partner
        late, early = (alone(exam.asked, shift + sign * u * d) for d in (1, 4))
        keeps.append((answer - late) / early if early else 1.0)
    if not all(0.02 < keep < 1.02 for keep in keeps) or min(keeps) > 0.9:
        return ()
    name = f"all, where a later spike leaves {keeps[0]:.2g} and {keeps[1]:.2g} of the traces"
    return (Scheme(name, _by(_fading(*keeps))),)


def _loses_ties(exam: Bench, trains: Any, answers: Any, missing: Floats) -> bool:
    """Whether a spike in a tie is as good as none: of pre, of post, or of both."""

    def fits(which: str, trial: int) -> bool:
        left = [
            train[~np.isin(one, other)] if name in which else train
            for name, train, one, other in zip(
                ("pre", "post"), trains[trial], TRIALS[trial], TRIALS[trial][::-1], strict=True
            )
        ]
        return not exam.off(exam.asked(*left), answers[trial], abs(answers[trial]))

    for which in ("pre", "post", "pre and post"):
        if all(fits(which, trial) for trial in range(TIED, len(TRIALS))):
            worst = int(np.abs(missing).argmax())
            shown = [train.tolist() for train in trains[worst]]
            expected = answers[worst] + missing[worst]
            exam.shown("loses a spike in a tie", shown, expected, which=which)
            return True
    return False


def _most_telling(
    exam: Bench, trains: Any, answers: Any, bend: tuple[float, float]
) -> tuple[Any, float]:
    """The smallest trains for which "all" predicts something else, and what it predicts."""
    usual = schemes(False)[0].counted
    for (pre, post), answer, counted in zip(trains, answers, usual, strict=True):
        expected = predicted(exam, counted, pre, post, bend)
        if exam.off(answer, expected, abs(expected)):
            return (pre.tolist(), post.tolist()), expected
    return (trains[0][0].tolist(), trains[0][1].tolist()), math.nan


def three_spikes(
    exam: Bench, window: Window, u: float, bend: tuple[float, float] = (0.0, 0.0)
) -> bool:
    """Whether three spikes do what no pairs of them do: then it is a triplet rule."""
    begin = WHEN + 10 * u
    for pre, post in (([0.0], [-2 * u, u]), ([-2 * u, u], [0.0])):
        three = np.array(pre) + begin - window.shift, np.array(post) + begin
        # Here every scheme counts the same two pairs: what is more is the third spike's doing.
        counted = tuple((i, j, 1.0) for i in range(len(pre)) for j in range(len(post)))
        more = exam.asked(*three) - predicted(exam, counted, *three, bend)
        if exam.off(more, 0.0, 2 * window.scale + _second_order(exam, window, bend)):
            exam.values["triplet"] = True
            exam.remarks.append(
                "It is no pair rule: three spikes, two pairs under every scheme, give "
                f"{more:+.4g} beyond their pairs ({told(*(each.tolist() for each in three))}). "
                "A triplet rule does that."
            )
            return True
    return False
