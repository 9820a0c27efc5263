"""A row of answers: by chance, or is something left? And what: told by what an answer goes with.

The k-th answer y_k to the sample i_k may go with

    i_(k-1), i_(k-2)     the samples just before: a state that was not reset
    y_(k-1)              the last answer: y_k = y_(k-1) + f(i_k), an output that adds up
    k                    the number of calls alone: a counter
    all before           a drift that never turns back: weights that learn

Each is a least-squares fit, or a partition of the calls into those that should be alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats
from snn_edu.verify.asking import Parts

Ints = NDArray[np.int64]

SHUFFLINGS = 499  # none of which may show as much order
SCORE = 4.2  # and so far beyond them: by each of eight measures, once in 70,000
SINGLE, DOUBLE = 2e-5, 1e-8  # of the largest value: what rounding may do in those precisions
COLUMNS = 64  # of an answer's values that are looked at: those that change most
DIRECTIONS = 5  # in which answers differ, that are looked at for chance
BEFORE = range(31)  # calls that a running mean may have had before ours
PERIODS = range(2, 13)  # calls after which a counter may begin again


class Row(NamedTuple):
    """The answers of one place, call by call."""

    place: str  # in the answer: "['counts']"
    order: Ints  # (calls,): the sample asked
    y: Floats  # (calls, values)
    sized: bool = False  # its length differs from call to call: y is length, sum and square sum
    kept: Ints | None = None  # which of the answer's values y has, where it has not all

    @property
    def room(self) -> float:
        """What rounding may change."""
        digits = self.y.astype(np.float32) == self.y
        return float((SINGLE if digits.all() else DOUBLE) * np.abs(self.y).max(initial=0.0))

    @property
    def whole(self) -> bool:
        """Whole numbers only: by chance two of them are often the same."""
        return bool((self.y == np.round(self.y)).all())

    def visits(self) -> list[Ints]:
        """The calls with each sample."""
        return [np.flatnonzero(self.order == k) for k in np.unique(self.order)]

    def around(self, groups: Sequence[Ints] | None = None) -> Floats:
        """The answers less the mean of their group: that of their sample, unless told otherwise."""
        out = np.zeros_like(self.y)
        for calls in self.visits() if groups is None else groups:
            out[calls] = self.y[calls] - self.y[calls].mean(axis=0)
        return out

    @property
    def same(self) -> bool:
        """Each sample has always had the same answer."""
        return all((np.ptp(self.y[calls], axis=0) <= self.room).all() for calls in self.visits())

    def part(self, begin: int) -> Row:
        """The answers from a call on."""
        return self._replace(order=self.order[begin:], y=self.y[begin:])

    def most_telling(self) -> Row:
        """The values that change most for the same sample."""
        spread = (self.around() ** 2).sum(axis=0)
        keep = np.sort(np.argsort(-spread, kind="stable")[:COLUMNS])
        return self._replace(y=self.y[:, keep], kept=keep)


def rows(order: Sequence[int], answers: Sequence[Parts]) -> list[Row]:
    """One row of each place in the answers; one of sizes, where they have not all the same."""
    asked = np.array(order)
    if len({tuple(each) for each in answers}) > 1:
        sizes = [_sizes(np.concatenate([x.ravel() for x in each.values()])) for each in answers]
        return [Row("", asked, np.array(sizes), sized=True)]
    every = []
    for place in answers[0]:
        arrays = [each[place] for each in answers]
        if len({x.shape for x in arrays}) > 1:
            every.append(Row(place, asked, np.array([*map(_sizes, arrays)]), sized=True))
        elif arrays[0].size:
            every.append(Row(place, asked, _finite(np.stack([x.ravel() for x in arrays]))))
    return every


def _sizes(x: Floats) -> tuple[float, float, float]:
    x = x[np.isfinite(x)]
    return float(x.size), float(x.sum()), float((x**2).sum())


def _finite(y: Floats) -> Floats:
    """The same, where nan and inf are numbers of their own, in columns of their own."""
    if np.isfinite(y).all():
        return y
    kind = np.isnan(y) + 2.0 * np.isposinf(y) + 3.0 * np.isneginf(y)
    return np.concatenate([np.where(np.isfinite(y), y, 0.0), kind], axis=1)


# --- By chance? ---------------------------------------------------------------------------------


def by_chance(every: Sequence[Row], word: int) -> bool:
    """Whether the order of each sample's answers is one that shuffling gives, too.

    By eight measures of order. A model that remembers nothing is taken for one that does less often
    than once in 1,000 times, whatever its noise. The order ends with a word of `word` samples that
    is said again and again.
    """
    found = _directions(every)
    if not found.size:
        return True
    measures, rng = _measures(every[0].order, word, _repeats(every)), np.random.default_rng(0)
    itself = np.arange(len(found))
    shown = np.array([measure(found[None], itself[None])[0] for measure in measures])
    shuffled = np.empty((len(measures), 0))
    for count in (99, SHUFFLINGS - 99):
        mixed = np.empty((count, len(found)), int)
        for calls in every[0].visits():
            mixed[:, calls] = calls[rng.random((count, calls.size)).argsort(axis=1)]
        more = [measure(found[mixed], mixed) for measure in measures]
        shuffled = np.concatenate([shuffled, more], axis=1)
        beyond = shown * (1 - 1e-9) > shuffled.max(axis=1)
        if not (beyond & (_scores(shown, shuffled) > SCORE)).any():
            return True
    return False


def _scores(shown: Floats, shuffled: Floats) -> Floats:
    """How many standard deviations a sum of squares is beyond chance, by its cube root.

    Sums of squares are gamma distributed, nearly; their cube roots normally (Wilson and Hilferty
    1931, PNAS 17:684).
    """
    mean, spread = shuffled.mean(axis=1), shuffled.std(axis=1)
    mean, spread = np.maximum(mean, 1e-300), np.maximum(spread, 1e-9 * np.abs(mean) + 1e-300)
    share = (spread / mean / 3) ** 2  # the variance of the cube root
    return (np.cbrt(shown / mean) - (1 - share)) / np.sqrt(share)


def _directions(every: Sequence[Row]) -> Floats:
    """The few directions in which answers to one sample differ most, each of variance 1."""
    off = []
    for row in every:
        away = row.around()
        size = np.sqrt((away**2).mean())
        if size > row.room:
            off.append(away / (size * np.sqrt(away.shape[1])))
    if not off:
        return np.empty((0, 0))
    away = np.concatenate(off, axis=1)
    values, vectors = np.linalg.eigh(away @ away.T)
    first = vectors[:, ::-1][:, :DIRECTIONS][:, values[::-1][:DIRECTIONS] > 1e-9 * values[-1]]
    total = away.sum(axis=1, keepdims=True)
    norm = np.linalg.norm(total)
    return np.concatenate([first, total / norm] if norm > 1e-9 else [first], axis=1)


def _repeats(every: Sequence[Row]) -> Floats:
    """Which calls had the very same answer: (calls, calls) of 0 and 1, each of its own sample."""
    same = every[0].order[:, None] == every[0].order
    for row in every:
        for calls in row.visits():
            y = row.y[calls]
            away = np.array([np.abs(y - each).max(axis=1, initial=0.0) for each in y])
            same[np.ix_(calls, calls)] &= away <= row.room
    return same.astype(float)


def _measures(order: Ints, word: int, same: Floats) -> list[Callable[[Floats, Ints], Floats]]:
    """Measures of order, from answers (shufflings, calls, directions) and places to one each."""
    calls = np.arange(order.size)

    def sums(groups: list[Ints]) -> Callable[[Floats, Ints], Floats]:
        members = np.zeros((len(groups), order.size))
        for k, group in enumerate(groups):
            members[k, group] = group.size**-0.5
        return lambda x, at: ((members @ x) ** 2).sum(axis=(1, 2))

    def alike(groups: list[Ints]) -> Callable[[Floats, Ints], Floats]:
        pairs = np.array([(a, b) for g in groups for a in g for b in g if a < b]).T
        return lambda x, at: same[at[:, pairs[0]], at[:, pairs[1]]].sum(axis=1)

    waves = np.cos(np.pi * np.arange(1, 4)[:, None] * (calls + 0.5) / order.size)
    visits = [np.flatnonzero(order == k) for k in np.unique(order)]
    early = np.concatenate([each[:-1] for each in visits])
    late = np.concatenate([each[1:] for each in visits])
    said = calls[-(order.size // 2) :][word:]  # the first time it comes after something else
    spoken = [said[said % word == k] for k in range(word)]
    echoes = range(1, 13)
    return [
        sums(contexts(order, 1)),
        sums(contexts(order, 2)),
        sums(spoken),
        alike(spoken),
        lambda x, at: ((waves @ x) ** 2).sum(axis=(1, 2)),
        lambda x, at: np.abs((x[:, early] * x[:, late]).sum(axis=(1, 2))),
        lambda x, at: ((x[:, 1:].swapaxes(1, 2) @ x[:, :-1]) ** 2).sum(axis=(1, 2)),
        lambda x, at: np.max([(x[:, k:] * x[:, :-k]).sum(axis=(1, 2)) for k in echoes], axis=0),
    ]


def contexts(order: Ints, back: int) -> list[Ints]:
    """The calls that agree in their sample and in the `back` samples before."""
    keys = [tuple(order[k - back : k + 1]) for k in range(back, order.size)]
    groups: dict[Any, list[int]] = {}
    for k, key in enumerate(keys, start=back):
        groups.setdefault(key, []).append(k)
    return [np.array(each) for each in groups.values()]


# --- What is left? ------------------------------------------------------------------------------


def adds_up(row: Row) -> str:
    """Whether answers add up, over calls: "output accumulated", "counter", or neither.

    y_k - y_(k-1), k y_k - (k-1) y_(k-1) for a running mean, or a maximum that never falls.
    """
    y, order = row.y, row.order
    steps = np.diff(y, axis=0)
    if row.sized:
        grows = (steps[:, 0] >= 0).all() and y[-1, 0] > y[0, 0]
        return "output accumulated" if grows else ""
    by_call = np.concatenate([np.diff(y[k], 1, 0) / np.diff(k)[:, None] for k in row.visits()])
    if len(by_call) and np.ptp(by_call, axis=0).max() <= 1e-6 * np.abs(by_call).max():
        return "counter"  # whatever was asked between
    kept, missed = _kept(row)
    if abs(kept - 1) < 0.01 and missed < 0.05:
        return "output accumulated"
    rises = np.flatnonzero(np.any(steps > row.room, axis=1))
    if (steps >= -row.room).all() and rises.size:
        bounded = rises[-1] < len(steps) / 2  # by the largest answer, or by a weight's bound:
        itself = (order[rises] == order[rises + 1]).any()  # that moves a sample's own answer
        return "" if bounded and itself else "output accumulated"
    k = np.arange(1.0, y.shape[0] + 1)[:, None]
    for before in BEFORE:
        own = (k + before)[1:] * y[1:] - (k + before - 1)[1:] * y[:-1]
        each = Row("", order[1:], own)
        spread = ((own - own.mean(axis=0)) ** 2).sum()
        if spread > 0 and (each.around() ** 2).sum() < 0.05 * spread:
            return "output accumulated"
    return "output accumulated" if _levels_off(y) else ""


def _levels_off(y: Floats) -> bool:
    """Whether whatever is asked moves the answer by 1 / k of what it moved it at first: a mean.

    As a share of the answer: where all of it fades, its steps do too.
    """
    sizes = np.linalg.norm(np.diff(y, axis=0), axis=1)
    sizes /= np.maximum(np.linalg.norm(y[1:], axis=1), 1e-12 * np.abs(y).max())
    early, middle, late = (float(x.mean()) for x in (sizes[:10], sizes[40:60], sizes[-40:]))
    share = 50.0 / (len(sizes) - 20)
    return late < 0.15 * early and share / 1.5 < late / max(middle, 1e-300) < share * 1.5


def _kept(row: Row) -> tuple[float, float]:
    """The share of the last answer that is in the next, and what that leaves unexplained."""
    now, last = row.part(1), Row("", row.order[1:], row.y[:-1])
    a, b = now.around(), last.around()
    total, own = (a**2).sum(), (b**2).sum()
    if own == 0.0 or total == 0.0:
        return 0.0, 1.0
    share = float((a * b).sum() / own)
    return share, float(((a - share * b) ** 2).sum() / total)


def leaks(row: Row) -> bool:
    """Whether a share of a value is in the next: a potential that is read out and was not reset.

    More than all of it is weights that grow.
    """
    columns = (row._replace(y=row.y[:, k : k + 1]) for k in range(row.y.shape[1]))
    return any(0.02 < kept < 1.005 and missed < 0.02 for kept, missed in map(_kept, columns))


def begins_again(row: Row) -> bool:
    """Whether answers go round with the number of calls, whatever was asked before."""
    total = (row.around() ** 2).sum()
    calls = np.arange(row.order.size)
    for period in PERIODS:
        at = calls % period + period * row.order
        groups = [np.flatnonzero(at == each) for each in np.unique(at)]
        if 2.5 * len(groups) > calls.size:
            return False
        if (row.around(groups) ** 2).sum() < 1e-6 * total:
            return True
    return False


def drifts(row: Row) -> bool:
    """Whether a slow course tells more of the answers than the two samples before."""
    away = row.around()[2:]
    near = sum((away[g - 2].sum(axis=0) ** 2).sum() / g.size for g in contexts(row.order, 2))
    t = np.linspace(-1.0, 1.0, away.shape[0])
    slow, count = 0.0, 0
    for calls in row.part(2).visits():
        powers = np.stack([t[calls] ** p for p in range(4)], axis=1)
        base = np.linalg.qr(powers)[0][:, 1:]
        slow += ((base.T @ away[calls]) ** 2).sum()
        count += 3
    total = (away**2).sum()
    many = len(contexts(row.order, 2)) - len(row.visits())
    # A fit takes its share of what is chance: so many degrees of freedom of those that there are.
    noise = max(total - max(near, slow), 0.0) / max(away.shape[0] - max(many, count), 1)
    return bool(slow - count * noise > near - many * noise)


def by_calls_alone(row: Row, probe: int) -> bool:
    """Of blocks of one sample each, with looks at `probe` between, only the number matters.

    y of the probe as a polynomial in the number of calls, and the same with how often each other
    sample was shown.
    """
    at = np.flatnonzero((row.order == probe) & (np.roll(row.order, 1) != probe))
    at = at[at > 0]
    y = row.y[at] - row.y[at].mean(axis=0)
    total = (y**2).sum()
    t = at / row.order.size
    powers = [t**p for p in range(4)]
    shown = [np.cumsum(row.order == k)[at] / at.size for k in np.unique(row.order) if k != probe]
    smooth, fuller = (_missed(np.stack(x, axis=1), y) for x in (powers, powers + shown))
    return bool(smooth < 1e-4 * total or smooth - fuller < 0.1 * smooth)


def _missed(x: Floats, y: Floats) -> float:
    base = np.linalg.qr(x)[0]
    return float(((y - base @ (base.T @ y)) ** 2).sum())
