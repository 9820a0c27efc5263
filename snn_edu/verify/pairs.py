"""Which pairs count: the schemes as lists of pairs, and the trains that tell them apart.

What each pair is worth alone has been measured. So a scheme, which says how often each pair counts,
predicts the answer to any two trains without a formula for the window: a sum over what the same
function gave for each pair alone. The scheme whose sums are the answers is the one.
"""

from __future__ import annotations

import itertools
import math
from functools import cache
from typing import NamedTuple, cast

import numpy as np

from snn_edu.plasticity import PAIRINGS, STDP, Pairing, SameStep
from snn_edu.validation import Floats
from snn_edu.verify.harness import WHEN, Harness, Times, Trains, as_typed, pair
from snn_edu.verify.sentences import SENTENCES
from snn_edu.verify.window import Window, odd_grid


class Bounds(NamedTuple):
    """What the bounds of the weight do to its changes."""

    ltp: float = 0.0  # how much an LTP pair shrinks per unit that the weight has moved up
    ltd: float = 0.0  # and an LTD pair: soft bounds
    low: float = -math.inf  # the change at which the weight stops: hard ones
    high: float = math.inf
    soft: bool = False  # they shrink by more than rounding


UNBOUND = Bounds()

#: Trains in units of the window's width, (pre, post): each parts some schemes from the others.
TRIALS: tuple[tuple[Times, Times], ...] = (
    ((0, 3), (4,)),
    ((0,), (1, 3)),
    ((4,), (0, 3)),
    ((1, 3), (0,)),
    ((0, 2, 5), (1, 3, 4, 7)),
    ((1, 2, 5, 6), (0, 3, 4)),
    ((0, 1, 2, 3, 4, 5), (6,)),
    ((6,), (0, 1, 2, 3, 4, 5)),
    ((0, 3), (3,)),
    ((3,), (0, 3)),
    ((0, 3), (3, 5)),
    ((0, 3, 4), (3,)),
    ((3, 5), (0, 3)),
    ((2, 3), (0, 3, 6)),
    ((0, 2, 3, 6), (1, 3, 4)),
)
LONG = range(6, 8)  # they part the 5 nearest from all
TIED = range(8, len(TRIALS))  # they have ties

# In a tie a side (LTP or LTD) may not see the partner, see it, or be blinded by it: it then takes
# the partner, for nothing, and misses an earlier one.
UNSEEN, SEEN, HIDES = "unseen", "seen", "hides"
CLOSEST = {f"{k} nearest": k for k in (2, 3, 4, 5)}  # each spike with so many before it
ENDS = ("first", 0), ("last", -1)
PARTS = (  # of a train, that slips lose
    ("leaves out an end", "first", slice(1)),
    ("leaves out an end", "last", slice(-1, None)),
    ("loses every other spike", "", slice(1, None, 2)),
    ("loses every third spike", "", slice(2, None, 3)),
)
MEAN = "mean of pairs"
POST_CENTRED = "post_centred"  # each post spike with the last pre spike and with the next


class Scheme(NamedTuple):
    """Which pairs count, and what a tie does to each side."""

    name: str  # as in STDP, or in words for what is none of those
    times: tuple[Floats, ...]  # how often each pair (pre, post) counts, for each of TRIALS
    hides: bool = False  # a tie hides an earlier partner
    fault: str = ""  # the name of the fault that such pairs are, and its sentence
    said: str = ""


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
    first: SameStep = ("ltp" if strengthens else "ltd") if tie != UNSEEN else "none"
    i, j, delta_t, _ = STDP(pairing=cast(Pairing, pairing), same_step=first).pairs(pre, post)
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
        *_of_one(a.size, b.size),
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


def _of_one(pre: int, post: int) -> list[tuple[str, Floats, str]]:
    """The pairs of a single spike with the whole other train: a loop that ends too early."""
    every = []
    for (end, at), which in itertools.product(ENDS, ("pre", "post")):
        times = np.zeros((pre, post))
        times[(at, slice(None)) if which == "pre" else (slice(None), at)] = 1.0
        other = "post" if which == "pre" else "pre"
        every.append(
            (f"the {end} {which} spike with all {other} spikes", times, f"{end} spikes only")
        )
    return every


def counted(pre: Times, post: Times, pairing: str, unseen: str = "") -> Floats:
    """The pairs of a scheme in which no tie counts; `unseen` trains lose their spikes in a tie."""
    trains = {"pre": (pre, post), "post": (post, pre)}
    kept = [
        [k for k, t in enumerate(train) if name not in unseen or t not in other]
        for name, (train, other) in trains.items()
    ]
    left = [tuple(train[k] for k in ks) for train, ks in zip((pre, post), kept, strict=True)]
    times = np.zeros((len(pre), len(post)))
    times[np.ix_(*kept)] = sum(_side(*left, pairing, UNSEEN, ltp) for ltp in (True, False))
    return times


def _part(pre: Times, post: Times, pairing: str, train: str, part: slice) -> Floats:
    """The pairs of a scheme without that part of some trains, whose one spike is always kept."""
    times = np.zeros((len(pre), len(post)))
    every = {"pre": [*range(len(pre))], "post": [*range(len(post))]}
    lost = {name: ks[part] if name in train and len(ks) > 1 else [] for name, ks in every.items()}
    kept = {name: [k for k in ks if k not in lost[name]] for name, ks in every.items()}
    left = tuple(pre[k] for k in kept["pre"]), tuple(post[k] for k in kept["post"])
    times[np.ix_(*kept.values())] = counted(*left, pairing)
    return times


@cache
def schemes(tie_counts: bool) -> tuple[Scheme, ...]:
    """All schemes, the standard ones first; `tie_counts`: a lone tie changes the weight."""
    ties = [(SEEN, SEEN), (SEEN, UNSEEN), (UNSEEN, SEEN), (SEEN, HIDES), (HIDES, SEEN)]
    if not tie_counts:
        ties = [(UNSEEN, UNSEEN), (HIDES, HIDES), (HIDES, UNSEEN), (UNSEEN, HIDES)]
    same = [(name, name) for name in (*PAIRINGS, *CLOSEST)]
    mixed: list[tuple[str, str]] = [*itertools.product(PAIRINGS, (*PAIRINGS, POST_CENTRED))]
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
        (name, _, fault), *_ = own
        times = tuple(each for _, each, _ in own)
        every.append(Scheme(name, times, fault=fault, said=f"It counts {name}."))
    fault = "loses a spike in a tie"
    trains = "pre", "post", "pre and post"
    for which, name in itertools.product(trains, PAIRINGS):
        times = tuple(counted(*each, name, which) for each in TRIALS)
        said = SENTENCES[fault].format(which=which)
        every.append(Scheme(name, times, fault=fault, said=said))
    for (fault, end, part), which, name in itertools.product(PARTS, trains, PAIRINGS):
        times = tuple(_part(*each, name, which, part) for each in TRIALS)
        said = SENTENCES[fault].format(which=which, end=end)
        every.append(Scheme(name, times, fault=fault, said=said))
    return tuple(every)


def predicted(exam: Harness, times: Floats, pre: Floats, post: Floats, bounds: Bounds) -> Floats:
    """The changes that pairs add up to, each worth what it was worth alone.

    `times`, of shape (..., pre, post), is how often each pair counts; soft bounds are felt to first
    order.
    """
    worth = times * np.array([[exam.alone(round(float(b - a), 9)) for b in post] for a in pre])
    later, done = np.maximum.outer(pre, post), np.zeros(times.shape[:-2])
    for now in np.unique(later):  # a spike reads the weight once, for all of its pairs
        ltp, ltd = (half[..., later == now].sum(-1) for half in (worth.clip(0), worth.clip(max=0)))
        done = done + ltp * (1 - bounds.ltp * done) + ltd * (1 + bounds.ltd * done)
        done = np.clip(done, bounds.low, bounds.high)
    return done + exam.lone(pre, post)


def bounds_of(exam: Harness, window: Window) -> Bounds:
    """By what share a second pair, far from the first, is worth less; and where a dozen stop."""
    far, shares, ends = window.closing, [], []
    if exam.has("missing minus", "no decay", "sentinel as a time"):
        return Bounds()
    chance = exam.stochastic or exam.quantum
    for delta_t, end in ((window.shift + window.u, math.inf), (window.shift - window.u, -math.inf)):
        one, two = exam.alone(delta_t), exam.beyond(*((t, t + far) for t in pair(delta_t)))
        across = [(0.0, exam.alone(delta_t + d)) for d in (far, -far)]  # counted or not
        less = min((2 * one - two + a + b for a, b in itertools.product(*across)), key=abs)
        bent = one != 0.0 and (not chance or exam.off(less, 0.0, window.scale))
        share = less / (one * abs(one)) if bent else 0.0
        shares.append(share if abs(share) * window.scale < 0.5 else 0.0)  # more is no soft bound
        trains = [[t + far * k for k in range(12)] for t in pair(delta_t)]
        most = exam(*trains) if one and not (chance or exam.has("loses late spikes")) else 0.0
        further = exam.alone(window.shift + 2 * (delta_t - window.shift))
        stops = most and most == exam(*(train[:-1] for train in trains))
        # or does it count one pair only? Then a pair that is further apart is worth less
        ends.append(most if stops and (abs(most) > 1.01 * abs(one) or further == one) else end)
    soft = max(map(abs, shares)) * window.scale > exam.room(window.scale) / window.scale
    return Bounds(shares[0], shares[1], ends[1], ends[0], soft)


def _allowed(exam: Harness, window: Window, bounds: Bounds) -> float:
    """How far off a sum of some pairs may be: what soft bounds and chance leave open, too."""
    moved = max(abs(bounds.ltp), abs(bounds.ltd)) * window.scale  # by one pair, of the next
    ghost = 0.02 if exam.has("sentinel as a time") else 0.0  # what is left of one after WHEN
    chance = 4 * exam.spread  # of some dozen pairs, each known by three means
    return exam.room(2 * window.scale) + (moved + ghost) * window.scale + chance


def _trains(window: Window) -> list[tuple[Floats, Floats]]:
    """TRIALS in ms, as they part the schemes of this window."""
    trials = ((np.array(pre), np.array(post)) for pre, post in TRIALS)
    return [(WHEN + window.u * pre - window.shift, WHEN + window.u * post) for pre, post in trials]


def which_pairs(exam: Harness, window: Window) -> None:
    """The scheme whose pairs add up to the answers, over all trials."""
    every = [*schemes(exam.off(window.tie, 0.0, window.scale))]
    asked = [*range(len(TRIALS))]
    if exam.stochastic:  # chance would hide the fourth or fifth partner
        every = [each for each in every if not any(k in each.name for k in CLOSEST)]
        asked = [k for k in asked if k not in LONG]
    exam.tried.append(f"{len(asked)} pairs of small trains against every scheme of pairs")
    bounds, trains = bounds_of(exam, window), _trains(window)
    every += _saturating(exam, window)
    missing = np.zeros((len(every), len(TRIALS)))
    for k in asked:
        pre, post = trains[k]
        times = np.array([scheme.times[k] for scheme in every])
        missing[:, k] = np.abs(predicted(exam, times, pre, post, bounds) - exam(pre, post))
    missing /= _allowed(exam, window, bounds)
    for untied in (False, True):  # where ties are treated in an own way, the rest may still fit
        worst = np.delete(missing, [*TIED] * untied, axis=1).max(axis=1)
        slips = np.array([bool(each.fault) for each in every])
        if exam.odd and worst[~slips].min() <= 1.0:  # what is known to a step accuses nobody
            worst[slips] = np.inf
        best = every[int(np.round(worst, 2).argmin())]
        fit = [*dict.fromkeys(every[k].name for k in np.flatnonzero(worst <= 1.0))]
        if not fit:
            continue
        if exam.stochastic and len(fit) > 1:
            some = ", ".join(fit[:3]) + f" and {len(fit) - 3} more" * (len(fit) > 3)
            exam.open("chance pairs", some=some)
            return
        exam.values["pairing"] = best.name
        if best.fault:
            pairing = best.name if best.name in PAIRINGS else "all"
            exam.fault_in(best.fault, *most_telling(exam, window, pairing), best.said)
            return
        if untied:
            exam.open("ties fit not")
        else:
            exam.values["hides"] = best.hides
            if best.hides:
                exam.know("hides")
            if best.name in CLOSEST:
                exam.know("closest", some=CLOSEST[best.name])
        break
    else:
        if three_spikes(exam, window, bounds):
            return
        rough = exam.quantum or exam.stochastic or odd_grid(exam, window, window.shift + window.u)
        if exam.findings or bounds.soft or rough:
            exam.open("no scheme", hint=" (start further from its bounds?)" * bounds.soft)
        else:
            exam.fault_in("no known pairing", *most_telling(exam, window, "all"))
    if bounds.soft:
        exam.know("grows" if min(bounds.ltp, bounds.ltd) < 0 else "soft")


def _saturating(exam: Harness, window: Window) -> list[Scheme]:
    """All pairs, where each later spike of a train leaves a share of what was in its trace."""
    keeps, trains = [], _trains(window)
    for sign, two in ((1.0, trains[0]), (-1.0, trains[2])):  # two spikes, then a partner
        late, early = (exam.alone(window.shift + sign * window.u * d) for d in (1, 4))
        keeps.append((exam(*two) - late) / early if early else 1.0)
    if not all(0.02 < keep < 1.02 for keep in keeps) or min(keeps) > 0.9:
        return []

    def times(pre: Times, post: Times) -> Floats:
        a, b = np.array(pre, float)[:, None], np.array(post, float)
        first, last = np.minimum(a, b)[..., None], np.maximum(a, b)[..., None]
        among = [((first < train) & (train < last)).sum(axis=-1) for train in (a.ravel(), b)]
        return np.where(a < b, keeps[0] ** among[0], keeps[1] ** among[1])

    name = f"all, where a later spike leaves {keeps[0]:.2g} and {keeps[1]:.2g} of the traces"
    return [Scheme(name, tuple(times(*each) for each in TRIALS))]


def most_telling(exam: Harness, window: Window, pairing: str) -> tuple[Trains, float]:
    """The smallest trains whose answer is not that of `pairing`, and what that would be."""
    bounds = bounds_of(exam, window)
    for (pre, post), trial in zip(_trains(window), TRIALS, strict=True):
        expected = float(predicted(exam, counted(*trial, pairing), pre, post, bounds))
        if exam.off(exam(pre, post), expected, abs(expected)):
            break
    return (pre.tolist(), post.tolist()), expected


def three_spikes(exam: Harness, window: Window, bounds: Bounds = UNBOUND) -> bool:
    """Whether three spikes do what no pairs of them do: then it is a triplet rule."""
    allowed = _allowed(exam, window, bounds)
    for u, one_pre in itertools.product((window.u, 1.0), (True, False)):
        begin = WHEN + 10 * u
        two, one = np.array([-2 * u, u]) + begin, np.array([begin])
        pre, post = (one - window.shift, two) if one_pre else (two - window.shift, one)
        # Here every scheme counts the same two pairs: what is more is the third spike's doing.
        both = np.ones((pre.size, post.size))
        more = exam(pre, post) - float(predicted(exam, both, pre, post, bounds))
        worth = [exam.alone(round(float(b - a), 9)) for a in pre for b in post]
        if any(abs(more + each) <= allowed < abs(each) / 3 for each in worth):
            exam.values["pairing"] = "pairs of which one overrules another"
            exam.know("overruled", trains=as_typed(pre, post))
            return True
        if abs(more) > allowed:
            exam.values["triplet"] = True
            exam.know("triplet", more=more, trains=as_typed(pre, post))
            return True
    return False
