"""Which pairs count: the schemes as lists of pairs, and the trains that tell them apart.

What each pair is worth alone has been measured. So a scheme, which says how often each pair counts,
predicts the answer to any two trains without a formula for the window: a sum over what the same
function gave for each pair alone. The scheme whose sums are the answers is the one.
"""

from __future__ import annotations

import itertools
import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from snn_edu.plasticity import PAIRINGS, STDP
from snn_edu.validation import Floats
from snn_edu.verify.asking import Times, told
from snn_edu.verify.manners import Bench, closing
from snn_edu.verify.sentences import TO_KNOW
from snn_edu.verify.window import WHEN, Window, alone, beyond, pair

Bend = tuple[float, float]  # how much an LTP and an LTD pair shrink per unit that the weight moved

#: Trains in units of the window's width, (pre, post): each parts some schemes from the others.
TRIALS: tuple[tuple[Times, Times], ...] = (
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
    ((0, 1, 2, 3, 4, 5), (6,)),
    ((6,), (0, 1, 2, 3, 4, 5)),
)
LONG = 2  # the last ones part the 5 nearest from all
TIED = 6  # from this one to the long ones they have ties

# In a tie a side (LTP or LTD) may not see the partner, see it, or be blinded by it: it then takes
# the partner, for nothing, and misses an earlier one.
UNSEEN, SEEN, HIDES = "unseen", "seen", "hides"
CLOSEST = {f"{k} nearest": k for k in (2, 3, 4, 5)}  # each spike with so many before it
MEAN = "mean of pairs"
POST_CENTRED = "post_centred"  # each post spike with the last pre spike and with the next


class Scheme(NamedTuple):
    """Which pairs count, and what a tie does to each side."""

    name: str  # as in STDP, or in words for what is none of those
    times: tuple[Floats, ...]  # how often each pair (pre, post) counts, for each of TRIALS
    hides: bool = False  # a tie hides an earlier partner
    fault: str = ""  # the name of the fault that such pairs are


@cache
def _side(pre: Times, post: Times, pairing: str, tie: str, strengthens: bool) -> Floats:
    """The pairs of one side, by the library's own definition of the scheme."""
    if pairing == POST_CENTRED:  # pre_centred LTP with the roles exchanged
        return _side(post, pre, "pre_centred", tie, True).T
    if pairing in CLOSEST:
        age = (np.array(post) - np.array(pre, float)[:, None]) * (1 if strengthens else -1)
        old = np.where((age > 0) | ((age == 0) & (tie != UNSEEN)), age, np.inf)
        rank = old.argsort(axis=1 - strengthens).argsort(axis=1 - strengthens)
        seen = (age > 0) | ((age == 0) & (tie == SEEN))
        return ((rank < CLOSEST[pairing]) & seen) * 1.0
    first = ("ltp" if strengthens else "ltd") if tie != UNSEEN else "none"
    i, j, delta_t, _ = STDP(pairing=pairing, same_step=first).pairs(pre, post)
    mine = (delta_t > 0 if strengthens else delta_t < 0) | ((delta_t == 0) & (tie == SEEN))
    times = np.zeros((len(pre), len(post)))
    times[i[mine], j[mine]] = 1.0
    return times


def _own(pre: Times, post: Times) -> list[tuple[str, Floats, str]]:
    """Slips, and schemes of other people's: how often each pair counts, and the fault it is."""
    a, b = np.array(pre, float)[:, None], np.array(post, float)
    first, last, closest_pre, closest_post = np.zeros((4, len(pre), len(post)))
    first[0, 0] = last[-1, -1] = 1.0
    closest_pre[np.abs(a - b).argmin(0), np.arange(b.size)] = 1.0
    closest_post[np.arange(a.size), np.abs(a - b).argmin(1)] = 1.0

    def again(train: Floats) -> Floats:  # once for each spike with the pair or after it
        return np.count_nonzero(train.ravel() >= np.maximum(a, b)[..., None], axis=-1) * 1.0

    return [
        ("the last spike of each train", last, "last spikes only"),
        ("the first spike of each train", first, "first spikes only"),
        ("the k-th spike with the k-th", np.eye(a.size, b.size), "k-th with k-th"),
        ("all, divided by their number", np.ones_like(last) / last.size, MEAN),
        ("all, divided by the number of spikes", np.full_like(last, 2 / sum(last.shape)), MEAN),
        ("all, divided by the number of pre spikes", np.ones_like(last) / a.size, MEAN),
        ("all, divided by the number of post spikes", np.ones_like(last) / b.size, MEAN),
        ("each post spike with the closest pre spike", closest_pre, ""),
        ("each pre spike with the closest post spike", closest_post, ""),
        ("all, and again at each later spike", again(np.union1d(a, b)), "re-counted pairs"),
        ("all, and again at each later pre spike", again(a), "re-counted pairs"),
        ("all, and again at each later post spike", again(b), "re-counted pairs"),
    ]


@cache
def schemes(tie_counts: bool) -> tuple[Scheme, ...]:
    """All schemes, the standard ones first; `tie_counts`: a lone tie changes the weight."""
    ties = [(SEEN, SEEN), (SEEN, UNSEEN), (UNSEEN, SEEN), (SEEN, HIDES), (HIDES, SEEN)]
    if not tie_counts:
        ties = [(UNSEEN, UNSEEN), (HIDES, HIDES), (HIDES, UNSEEN), (UNSEEN, HIDES)]
    same = [(name, name) for name in (*PAIRINGS, *CLOSEST)]
    mixed = [*itertools.product(PAIRINGS, (*PAIRINGS, POST_CENTRED))]
    for other in ("all", "nearest"):
        mixed += [each for k in CLOSEST for each in ((k, other), (other, k))]
    mixed = [each for each in mixed if each[0] != each[1] and {*each} != {"nearest", "pre_centred"}]
    every = []
    for (ltp, ltd), tie in itertools.product(same + mixed, ties):
        name = f"LTP {ltp}, LTD {ltd}" if ltp != ltd else ltp
        name = ltd if (ltp, ltd) == ("nearest", POST_CENTRED) else name
        # A tie that both sides see is one pair: what it is worth alone has both in it.
        times = tuple(
            np.maximum(_side(*each, ltp, tie[0], True), _side(*each, ltd, tie[1], False))
            for each in TRIALS
        )
        every.append(Scheme(name, times, HIDES in tie))
    for own in zip(*(_own(*each) for each in TRIALS), strict=True):
        every.append(Scheme(own[0][0], tuple(times for _, times, _ in own), fault=own[0][2]))
    return tuple(every)


def predicted(exam: Bench, times: Floats, pre: Floats, post: Floats, bend: Bend) -> float:
    """The change that these pairs add up to, each worth what it was worth alone.

    `bend` says by what share a pair shrinks for each unit that the weight has moved towards the
    bound: soft bounds, to first order.
    """
    subject, done, now, before = exam.asked, 0.0, -math.inf, 0.0
    pairs: Any = zip(*np.nonzero(times), strict=True)
    for i, j in sorted(pairs, key=lambda each: max(pre[each[0]], post[each[1]])):
        worth = times[i, j] * alone(subject, round(float(post[j] - pre[i]), 9))
        if max(pre[i], post[j]) > now:  # a spike reads the weight once, for all of its pairs
            now, before = max(pre[i], post[j]), done
        done += worth * (1 - bend[0] * before if worth > 0 else 1 + bend[1] * before)
    return done + sum(subject([t], []) for t in pre) + sum(subject([], [t]) for t in post)


def _bend(exam: Bench, window: Window, u: float) -> Bend:
    """By what share a second pair, far from the first, is worth less, per unit of weight."""
    far, shares = closing(window), []
    if exam.has("missing minus", "no decay", "sentinel as a time"):
        return 0.0, 0.0
    for delta_t in (window.shift + u, window.shift - u):
        one = alone(exam.asked, delta_t)
        two = beyond(exam.asked, *((t, t + far) for t in pair(delta_t)))
        two -= sum(alone(exam.asked, delta_t + d) for d in (far, -far))
        bent = one != 0.0 and exam.off(two, 2 * one, window.scale)
        share = (2 * one - two) / (one * abs(one)) if bent else 0.0
        shares.append(share if abs(share) * window.scale < 0.5 else 0.0)  # more is no soft bound
    return shares[0], shares[1]


def _second_order(exam: Bench, window: Window, bend: Bend) -> float:
    """What soft bounds and chance leave open in a sum, as a scale whose rounding is as large."""
    moved = max(map(abs, bend)) * window.scale  # the share by which one pair changes the next
    ghost = 0.02 if exam.has("sentinel as a time") else 0.0  # what is left of one after WHEN
    chance = 4 * exam.asked.spread  # of some dozen pairs, each known by three means
    return ((moved + ghost) * window.scale + chance) / exam.asked.rounding


def which_pairs(exam: Bench, window: Window, u: float) -> None:
    """The scheme whose pairs add up to the answers, over all trials."""
    chance = exam.values["stochastic"]  # it would hide the fourth or fifth partner
    trials = TRIALS[:-LONG] if chance else TRIALS
    exam.tried.append(f"{len(trials)} pairs of small trains against every scheme of pairs")
    bend = _bend(exam, window, u)
    trains = [
        (WHEN + u * np.array(pre) - window.shift, WHEN + u * np.array(post)) for pre, post in trials
    ]
    answers = np.array([exam.asked(*each) for each in trains])
    every = [*schemes(exam.off(window.tie, 0.0, window.scale))]
    if chance:
        every = [each for each in every if not any(k in each.name for k in CLOSEST)]
    every += _saturating(exam, u, window.shift, answers)
    missing = np.empty((len(every), len(trials)))
    for row, scheme in zip(missing, every, strict=True):
        both = zip(scheme.times, trains, strict=False)
        row[:] = [predicted(exam, times, *each, bend) for times, each in both]
    missing -= answers
    soft = [TO_KNOW["grows" if min(bend) < 0 else "soft"]] * any(bend)
    room = 2 * window.scale + _second_order(exam, window, bend)
    tied = range(TIED, len(TRIALS) - LONG)
    for untied in (False, True):  # where ties are treated in an own way, the rest may still fit
        worst = np.abs(np.delete(missing, tied, axis=1) if untied else missing).max(axis=1)
        at = int(np.round(worst / room, 6).argmin())
        if exam.off(worst[at], 0.0, room):
            continue
        best, found = every[at], [not exam.off(each, 0.0, room) for each in worst]
        fit = [*dict.fromkeys(each.name for each in itertools.compress(every, found))]
        if chance and len(fit) > 1:
            some = ", ".join(fit[:3]) + f" and {len(fit) - 3} more" * (len(fit) > 3)
            exam.open("chance pairs", some=some)
            return
        exam.values["pairing"] = best.name
        if best.fault:
            shown = _most_telling(exam, trains, answers, bend)
            exam.shown(best.fault, *shown, f"It counts {best.name}.")
            return
        exam.remarks += soft
        if untied:
            if not _loses_ties(exam, trains, answers, missing[at]):
                exam.open("ties fit not")
            return
        exam.values["hides"] = best.hides
        if best.hides:
            exam.know("hides")
        return
    if three_spikes(exam, window, u, bend):
        return
    exam.remarks += soft
    if exam.findings or any(bend) or exam.values["quantum"] or exam.values["stochastic"]:
        exam.open("no scheme", hint=" (start further from its bounds?)" * any(bend))
        return
    exam.shown("no known pairing", *_most_telling(exam, trains, answers, bend))


def _saturating(exam: Bench, u: float, shift: float, answers: Floats) -> list[Scheme]:
    """All pairs, where each later spike of a train leaves a share of what was in its trace."""
    keeps = []
    for sign, answer in ((1.0, answers[0]), (-1.0, answers[2])):  # two spikes, then a partner
        late, early = (alone(exam.asked, shift + sign * u * d) for d in (1, 4))
        keeps.append((answer - late) / early if early else 1.0)
    if not all(0.02 < keep < 1.02 for keep in keeps) or min(keeps) > 0.9:
        return []

    def times(pre: Times, post: Times) -> Floats:
        a, b = np.array(pre, float)[:, None], np.array(post, float)
        first, last = np.minimum(a, b)[..., None], np.maximum(a, b)[..., None]
        among = [((first < train) & (train < last)).sum(axis=-1) for train in (a.ravel(), b)]
        return np.where(a < b, keeps[0] ** among[0], keeps[1] ** among[1])

    name = f"all, where a later spike leaves {keeps[0]:.2g} and {keeps[1]:.2g} of the traces"
    return [Scheme(name, tuple(times(*each) for each in TRIALS))]


def _loses_ties(exam: Bench, trains: Any, answers: Floats, missing: Floats) -> bool:
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
        if all(fits(which, trial) for trial in range(TIED, len(trains))):
            worst = int(np.abs(missing).argmax())
            shown = [train.tolist() for train in trains[worst]]
            expected = answers[worst] + missing[worst]
            exam.shown("loses a spike in a tie", shown, expected, which=which)
            return True
    return False


def _most_telling(exam: Bench, trains: Any, answers: Floats, bend: Bend) -> tuple[Any, float]:
    """The smallest trains for which "all" predicts something else, and what it predicts."""
    for (pre, post), answer, times in zip(trains, answers, schemes(False)[0].times, strict=False):
        expected = predicted(exam, times, pre, post, bend)
        if exam.off(answer, expected, abs(expected)):
            return (pre.tolist(), post.tolist()), expected
    return (trains[0][0].tolist(), trains[0][1].tolist()), math.nan


def three_spikes(exam: Bench, window: Window, u: float, bend: Bend = (0.0, 0.0)) -> bool:
    """Whether three spikes do what no pairs of them do: then it is a triplet rule."""
    begin = WHEN + 10 * u
    for pre, post in (([0.0], [-2 * u, u]), ([-2 * u, u], [0.0])):
        three = np.array(pre) + begin - window.shift, np.array(post) + begin
        # Here every scheme counts the same two pairs: what is more is the third spike's doing.
        both = predicted(exam, np.ones((len(pre), len(post))), *three, bend)
        more = exam.asked(*three) - both
        if exam.off(more, 0.0, 2 * window.scale + _second_order(exam, window, bend)):
            exam.values["triplet"] = True
            exam.know("triplet", more=more, trains=told(*(each.tolist() for each in three)))
            return True
    return False
