"""Which pairs count: the schemes as lists of pairs, and the trains that tell them apart.

A scheme is a list of pairs, and what each is worth alone has been measured. So each scheme
predicts the answer to any two trains, without a formula for the window: the sum over its pairs of
what the same function gave for each alone. The scheme whose sums are the answers is the one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from snn_edu.plasticity import PAIRINGS, STDP
from snn_edu.validation import Floats

Pair = tuple[int, int]  # indices into the pre and the post train
Counted = list[tuple[int, int, float]]  # pre, post, how often

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
    return tuple([(i, j, 1.0) for i, j in dict.fromkeys(pairs)] for pairs in both)


def _by(pairs: Callable[[Floats, Floats], Counted]) -> tuple[Counted, ...]:
    return tuple(pairs(np.array(pre, float), np.array(post, float)) for pre, post in TRIALS)


def _last_only(pre: Floats, post: Floats) -> Counted:
    return [(pre.size - 1, post.size - 1, 1.0)]


def _kth_with_kth(pre: Floats, post: Floats) -> Counted:
    return [(k, k, 1.0) for k in range(min(pre.size, post.size))]


def _again_at_each_later(which: str) -> Callable[[Floats, Floats], Counted]:
    def pairs(pre: Floats, post: Floats) -> Counted:
        later = {"pre": pre, "post": post, "any": np.union1d(pre, post)}[which]
        return [
            (i, j, float((later >= max(a, b)).sum()))
            for (i, a), (j, b) in itertools.product(enumerate(pre), enumerate(post))
        ]

    return pairs


@cache
def schemes(tie_counts: bool) -> tuple[Scheme, ...]:
    """All schemes, the standard ones first; `tie_counts`: a lone tie changes the weight."""
    every = []
    ties = [(SEEN, SEEN), (SEEN, UNSEEN), (UNSEEN, SEEN), (SEEN, HIDES), (HIDES, SEEN)]
    if not tie_counts:
        ties = [(UNSEEN, UNSEEN), (HIDES, HIDES), (HIDES, UNSEEN), (UNSEEN, HIDES)]
    for pairing, tie in itertools.product(PAIRINGS, ties):
        every.append(Scheme(pairing, _both_sides(pairing, pairing, tie), HIDES in tie))
    for ltp, ltd in itertools.permutations(PAIRINGS, 2):
        if (ltp, ltd) not in {("nearest", "pre_centred"), ("pre_centred", "nearest")}:
            for tie in ties:
                name = f"LTP {ltp}, LTD {ltd}"
                every.append(Scheme(name, _both_sides(ltp, ltd, tie), HIDES in tie))
    last, kth = _by(_last_only), _by(_kth_with_kth)
    every.append(Scheme("the last spike of each train", last, fault="last spikes only"))
    every.append(Scheme("the k-th spike with the k-th", kth, fault="k-th with k-th"))
    for which in ("any", "pre", "post"):
        said = f"all, and again at each later {'' if which == 'any' else which + ' '}spike"
        every.append(Scheme(said, _by(_again_at_each_later(which)), fault="re-counted pairs"))
    return tuple(every)
