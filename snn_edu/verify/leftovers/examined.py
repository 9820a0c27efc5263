"""Is anything left from the last sample? The same samples again, in other orders.

A model that is asked about one sample after the other should answer each as if it were the first.
Nothing is known of it but its answers, and it cannot be put back to its start. So the samples come
in one long row, and what an answer goes with beside its own sample is what was left. A model that
draws at random gives another answer each time as well: there the order of a sample's own answers is
shuffled, and what is left shows as an order that next to no shuffling gives.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import shown
from snn_edu.verify.asking import Parts, Refusal, differ, function, parts, unlike
from snn_edu.verify.leftovers import row as of
from snn_edu.verify.leftovers.row import Row
from snn_edu.verify.report import Examination, Report

Bools = NDArray[np.bool_]

FIRST = 12  # samples that are asked at first
MIXED = 3  # of which come in a random order, where answers differ
CALLS = 360  # of these, if there is time
WORD = 9  # half of them: so many, again and again
SHORT = 24  # and where no answer differs yet
TOGETHER, QUICK = 30, 0.1  # calls made at once, if one takes fewer seconds
BLOCKS, BLOCK = 18, 5  # of one sample each, with a look at another after each
RETURN = 40  # calls with one sample, in which a state may come back
EACH = "samples[{}]"


def independent(
    model: Callable[[Any], Any],
    samples: Sequence[Any] | NDArray[Any],
    batch: bool = False,
    seconds: float | None = 20.0,
) -> Report:
    """Examine whether a model's answer depends on anything but its sample, and name what is left.

    Parameters
    ----------
    model
        ``model(sample) -> answer``: an array, a number, a tensor, or a list, tuple, dict or
        dataclass of these; as it is used, with whatever reset it has, its learning switched off.
    samples
        Two or more, as the model takes them: a list, or an array whose first axis they are. Twelve
        at most are asked; let their answers differ.
    batch
        Whether each sample is a batch. Then its first axis, and that of each array of the answer,
        holds rows that should not know each other, and their order is tried too.
    seconds
        For all calls together; None: no limit, and it is called in this thread.

    Returns
    -------
    Report
        With `left`, what is left of earlier samples ("nothing", or the name of the fault), and
        `stochastic`: the same sample gives another answer each time, by chance. That is no fault.
        A model that is random and remembers nothing is accused less than once in 1,000 times.

    Raises
    ------
    TypeError
        `model` cannot be called, `samples` are no sequence, or one cannot be copied.
    ValueError
        There are fewer than two samples.

    Examples
    --------
    >>> v = 0.0
    >>> def model(x):
    ...     global v
    ...     v = 0.5 * v + x  # and never v = 0.0
    ...     return v
    >>> independent(model, [1.0, 3.0]).faults
    ('state not reset',)
    """
    function("model", model, "(sample)")
    kept = _listed(samples, batch)
    values = {"left": None, "stochastic": None}
    asked = Asked("Model", values, function=model, seconds=seconds, samples=kept)
    asked.function = lambda samples: asked.one_by_one(model, samples)
    asked.run(lambda: _examined(asked, batch))
    return asked


def _listed(samples: Any, batch: bool) -> list[Any]:
    """The samples as a list, each of which can be copied."""
    takes = "expected a list of samples, or an array whose first axis they are"
    if isinstance(samples, str | bytes | dict):
        raise TypeError(f"samples = {shown(samples)}: {takes}.")
    try:
        every = [samples[k] for k in range(min(len(samples), FIRST))]
    except (TypeError, KeyError, IndexError):
        raise TypeError(f"samples = {shown(samples)}: {takes}.") from None
    if len(every) < 2:
        raise ValueError(
            f"samples: {len(every)} of them, allowed is 2 or more: what one leaves shows in "
            "the answer to another. Is it one sample, and not a list of them?"
        )
    for k, each in enumerate(every):
        if batch and not _rows_of(each):
            raise TypeError(f"samples[{k}] = {shown(each)}: expected a batch, an array of rows.")
        try:
            copy.deepcopy(each)
        except Exception as error:
            raise TypeError(
                f"samples[{k}] = {shown(each)}: it cannot be copied ({error}), and so not be asked "
                "twice. Make an array or a list of it."
            ) from None
    return every


@dataclass(eq=False, repr=False, kw_only=True)
class Asked(Examination):
    """The examination of a model; called with numbers of samples, it asks and writes down."""

    samples: list[Any]
    order: list[int] = field(default_factory=list)  # of the samples that were asked
    answers: list[Parts] = field(default_factory=list)
    held: Any = None  # the last answer itself
    reused: bool = False  # it hands out one array again and again

    def __call__(self, *row: int) -> None:
        """Ask about these samples, one after the other."""
        spent = time.monotonic() - self.begun
        at_once = TOGETHER if self.calls and spent / self.calls < QUICK else 1
        for begin in range(0, len(row), at_once):
            some = row[begin : begin + at_once]
            before = f" after {EACH.format(self.order[-1])}" if self.order else ""
            where = f"{EACH.format(some[0])}{before}" if len(some) == 1 else f"{len(some)} samples"
            answers = self.ask(self.read, where, [copy.deepcopy(self.samples[k]) for k in some])
            self.calls += len(some) - 1
            self.order += some
            self.answers += answers

    def read(self, answers: list[Parts | Refusal]) -> list[Parts]:
        """The answers, once all can be read."""
        for each in answers:
            if isinstance(each, Refusal):
                raise each
        return [each for each in answers if not isinstance(each, Refusal)]

    def one_by_one(self, model: Callable[[Any], Any], samples: list[Any]) -> list[Parts | Refusal]:
        """The model's answers to samples, read at once, for it may change them later."""
        found: list[Parts | Refusal] = []
        for x in samples:
            answer = model(x)
            try:
                last = found[-1] if found else self.answers[-1] if self.answers else None
                self.reused |= isinstance(last, dict) and differ(parts(self.held), last)
                found.append(_read(answer, last is None))
            except Refusal as refusal:
                return [refusal]
            self.held = answer
        return found

    def every(self) -> list[Row]:
        """What was answered until now, place by place."""
        return of.rows(self.order, self.answers)

    def calls_left(self) -> int:
        """Calls that there is still time for, with some to spare."""
        if self.seconds is None:
            return 10 * CALLS
        spent = time.monotonic() - self.begun
        return int(0.7 * (self.seconds - spent) / max(spent / self.calls, 1e-6))


def _read(answer: Any, first: bool) -> Parts:
    """The arrays of an answer that is one.

    Raises
    ------
    Refusal
        It is none, or there is nothing in it.
    """
    if answer is None:
        raise Refusal("returns nothing")
    if answer is Ellipsis or answer is NotImplemented:
        raise Refusal("not written yet")
    found = parts(answer)
    sizes = [x.size for x in found.values()]
    if not any(sizes) and first:
        raise Refusal("no arrays", value=f"{shown(answer)}, which is empty")
    if any(sizes) and all(np.isnan(x).all() for x in found.values()):
        raise Refusal("no arrays", value="nothing but NaN")
    return found


def _examined(asked: Asked, batch: bool) -> None:
    n, rng = len(asked.samples), np.random.default_rng(1)
    asked.tried.append("the same sample twice, all in order, all in reverse")
    asked(0)
    asked(0, 0, *range(n), *reversed(range(n)), 0)
    if asked.calls_left() > SHORT:
        asked.tried.append(f"{SHORT} calls in a random order")
        asked(*rng.integers(n, size=SHORT).tolist())
    if all(row.same for row in asked.every()):
        asked.values |= {"left": "nothing", "stochastic": False}
        _whatever_is_asked(asked)
        _alike(asked)
    else:
        _told_apart(asked, rng)
    if asked.reused:
        asked.know("same array")
    if asked.values["left"] == "nothing":
        if batch and asked.values["stochastic"]:
            asked.open("chance batch")
        elif batch:
            _batches(asked)
        elif any(_rows_of(asked.samples[0]) == x.shape[:1] for x in asked.answers[0].values()):
            asked.open("batch rows")
    asked.open("later calls", calls=len(asked.order))


def _whatever_is_asked(asked: Asked) -> None:
    """Where each sample has the same answer, see whether it is the first one's, kept."""
    every = asked.every()
    if not all(np.ptp(row.y, axis=0).max(initial=0.0) <= row.room for row in every):
        return
    if not any(unlike(asked.samples[0], each) for each in asked.samples[1:]):
        asked.know("same samples")
        return
    for row in every:
        distinct = np.unique(row.y[0]).size
        if distinct >= (4 if row.whole else 2) and row.y.shape[1] >= (10 if row.whole else 2):
            asked.values["left"] = "first sample only"
            said = "It gives the same answer to every sample: it keeps that to the first, or does "
            asked.fault("first sample only", said=f"{said}not read its sample.")
            return
    asked.know("one answer")


def _alike(asked: Asked) -> None:
    """Whether two samples that differ have one answer to the last digit, and others have not."""
    first = {k: asked.answers[asked.order.index(k)] for k in sorted(set(asked.order))}
    values = [np.concatenate([x.ravel() for x in each.values()]) for each in first.values()]
    if any(np.array_equal(x, np.round(x, 3)) or np.unique(x).size < 2 for x in values):
        return  # counts, or rates in so many steps: alike by chance
    pairs = [(j, k) for j in first for k in first if j < k and not differ(first[j], first[k])]
    unlike_pairs = [(j, k) for j, k in pairs if unlike(asked.samples[j], asked.samples[k])]
    if unlike_pairs and len(pairs) < len(first) * (len(first) - 1) / 2:
        one, two = unlike_pairs[0]
        asked.know("same answer", one=EACH.format(one), two=EACH.format(two))


def _told_apart(asked: Asked, rng: np.random.Generator) -> None:
    """Whether answers to one sample differ by chance; and if they do not, what is left."""
    chosen = _most_unlike(asked.every(), len(asked.samples))
    word = rng.permutation(np.resize(chosen, WORD))
    half = WORD * int(np.clip(asked.calls_left() / (2 * WORD), 3, CALLS / (2 * WORD)))
    begin = len(asked.order)
    asked.tried.append(f"{half} calls with {len(chosen)} samples in a random order")
    asked.tried.append(f"{half} calls with {WORD} of them in an order that comes again and again")
    asked(*rng.permutation(np.resize(chosen, half)).tolist(), *np.resize(word, half).tolist())
    every = [row for row in asked.every() if not row.same]
    mixed = [row.part(begin) for row in every]
    if all(row.same for row in mixed):
        for row in every:
            _settled(asked, row, begin)
        asked.values |= {"left": asked.faults[0] if asked.faults else None}
        return
    if of.by_chance(mixed, WORD):
        asked.values |= {"left": "nothing", "stochastic": True}
        spread = max(float(np.sqrt((r.around() ** 2).mean()) / np.abs(r.y).max()) for r in mixed)
        asked.know("by chance", percent=100 * spread, calls=2 * half)
        return
    for row, late in zip(every, mixed, strict=True):
        if not late.same and (len(every) == 1 or not of.by_chance([late], WORD)):
            _name(asked, row.most_telling(), begin, chosen, rng)
    if not asked.findings:
        _name(asked, max(every, key=lambda row: row.y.shape[1]), begin, chosen, rng)
    asked.values["left"] = asked.faults[0]


def _most_unlike(every: list[Row], n: int) -> list[int]:
    """A few samples, the first among them, whose answers are far from each other."""
    places = []
    for row in every:
        mean = np.array([row.y[row.order == k].mean(axis=0) for k in range(n)])
        places.append(mean / max(float(np.abs(mean).max()), 1e-300) / math.sqrt(mean.shape[1]))
    at, chosen = np.concatenate(places, axis=1), [0]
    while len(chosen) < min(MIXED, n):
        away = ((at[:, None] - at[chosen]) ** 2).sum(axis=-1).min(axis=1)
        away[chosen] = -1.0
        chosen.append(int(away.argmax()))
    return chosen


def _settled(asked: Asked, row: Row, begin: int) -> None:
    """Where answers differed at first and then no more: what the first calls have left."""
    later = row.part(1)
    if np.ptp(later.y, axis=0).max() <= row.room:
        said = "Only the first sample has an answer of its own; later ones have all the same: is "
        said += "its input used up, or set up once?"
        _show(asked, row, "first sample only", said=said)
    elif name := of.adds_up(row):
        _show(asked, row, name)
    elif later.same and (not row.whole or len(asked.order) > 100):
        said = "The first call gives what no later one gives: its state is at its start then, and "
        _show(asked, row, "first sample only", said=f"{said}only then.")
    elif row.whole and np.count_nonzero(_off(row)) <= 3:
        asked.open("rare")
    else:
        last = _goes_with_the_last(row)
        _show(asked, row, "state not reset" if last else "learns while asked")


def _goes_with_the_last(row: Row) -> bool:
    """Whether answers that changed come back, and go with the sample just before."""
    off, later = _off(row), row.part(1)  # before the first call there was none
    back = any((np.diff(off[calls].astype(int)) < 0).any() for calls in row.visits())
    groups = (later.y[calls] for calls in of.contexts(later.order, 1))
    return back and all((np.ptp(y, axis=0) <= row.room).all() for y in groups)


def _name(asked: Asked, row: Row, begin: int, chosen: list[int], rng: np.random.Generator) -> None:
    """Name what a row of answers remembers."""
    late = row.part(begin)
    if name := of.adds_up(row):
        _show(asked, row, name)
    elif of.leaks(row):
        _show(asked, row, "state not reset")
    elif of.begins_again(row):
        _show(asked, row, "counter")
    elif not of.drifts(late) or _comes_back(asked, row):
        _show(asked, late if _noisy(late) else row, "state not reset")
    else:
        _show(asked, row, _drift(asked, row, chosen, rng))


def _again(asked: Asked, row: Row) -> Row:
    """The same place and values, with the answers that have come since."""
    found = next(r for r in asked.every() if r.place == row.place and r.sized == row.sized)
    keep = row.kept if row.kept is not None else slice(None)
    return found._replace(y=found.y[:, keep], kept=row.kept)


def _comes_back(asked: Asked, row: Row) -> bool:
    """Whether one sample, again and again, brings its first answer back: a state does."""
    visits = {int(row.order[calls[0]]): calls for calls in row.visits() if calls.size > 20}
    away = {
        k: np.linalg.norm(row.y[calls[-9:]].mean(axis=0) - row.y[calls[0]])
        for k, calls in visits.items()
    }
    furthest = max(away, key=lambda k: away[k])
    if asked.calls_left() < RETURN:
        return False
    asked.tried.append(f"one sample, {RETURN} times")
    asked(*[furthest] * RETURN)
    y = _again(asked, row).y
    back = np.linalg.norm(y[-9:].mean(axis=0) - row.y[visits[furthest][0]])
    return bool(back < 0.35 * away[furthest])


def _drift(asked: Asked, found: Row, chosen: list[int], rng: np.random.Generator) -> str:
    """What moves answers and does not let them come back: samples, or the number of calls."""
    if asked.calls_left() < 2 * BLOCKS * BLOCK:
        return "learns while asked"
    asked.tried.append(f"{BLOCKS} blocks of one sample each, and a look at another after each")
    begin = len(asked.order)
    row = [chosen[0]]
    for k in rng.permutation(np.resize(chosen, BLOCKS)).tolist():
        row += [k] * int(rng.integers(BLOCK - 2, BLOCK + 3)) + [chosen[0]]
    asked(*row)
    by_calls = of.by_calls_alone(_again(asked, found).part(begin), chosen[0])
    return "counter" if by_calls else "learns while asked"


def _off(row: Row) -> Bools:
    """The calls whose answer is another than the sample's first."""
    first = {int(row.order[calls[0]]): row.y[calls[0]] for calls in row.visits()}
    return (np.abs(row.y - [first[k] for k in row.order.tolist()]) > row.room).any(axis=1)


def _noisy(late: Row) -> bool:
    """Whether chance is in the answers too: the same samples before leave much open."""
    last = late.part(len(late.order) // 2 + 3 * WORD)
    groups = [np.arange(k, len(last.order), WORD) for k in range(min(WORD, len(last.order)))]
    inside = (last.around(groups) ** 2).mean() if groups else 0.0
    return bool(inside > 0.3 * (late.around() ** 2).mean())


def _show(asked: Asked, row: Row, name: str, said: str = "") -> None:
    """Note what is left, with the smallest pair of samples that shows it, and its two numbers."""
    if not row.sized and name == "state not reset" and _noisy(row) and len(row.order) >= 30:
        k, before, calls, column, got, expected = _means(row)
        trial = f"{EACH.format(k)} after {EACH.format(before)}, mean of {calls} calls, as against "
        trial += f"after others{_where(row, column)},"
        asked.fault(name, trial, got, expected, said)
        return
    call = int(np.argmax(_off(row)))
    k, before = int(row.order[call]), int(row.order[max(call - 1, 0)])
    first = row.y[int(np.argmax(row.order == k))]
    column = 0 if row.sized else int(np.argmax(np.abs(row.y[call] - first)))
    trial = f"{EACH.format(k)} after {EACH.format(before)}"
    if k == before == row.order[0] and call == 1:
        trial = f"{EACH.format(k)} twice"
    asked.fault(name, trial + _where(row, column) + ",", row.y[call, column], first[column], said)


def _where(row: Row, column: int) -> str:
    """Which value of the answer a column is."""
    if row.sized:
        return f", values in answer{row.place}"
    at = column if row.kept is None else int(row.kept[column])
    return f", answer{row.place}[{at}]" if row.place or at or row.y.shape[1] > 1 else ""


def _means(row: Row) -> tuple[int, int, int, int, float, float]:
    """The sample, the one before it, and the value that differ most in their mean from the rest."""
    found = (0.0, 0, 0, 0, 0, math.nan, math.nan)
    for calls in of.contexts(row.order, 1):
        k, before = int(row.order[calls[0]]), int(row.order[calls[0] - 1])
        rest = np.setdiff1d(np.flatnonzero(row.order == k), calls)
        if min(calls.size, rest.size) < 3:
            continue
        a, b = row.y[calls], row.y[rest]
        error = np.sqrt(a.var(axis=0) / calls.size + b.var(axis=0) / rest.size + 1e-300)
        z = np.abs(a.mean(axis=0) - b.mean(axis=0)) / error
        if z.max() > found[0]:
            c = int(z.argmax())
            means = float(a[:, c].mean()), float(b[:, c].mean())
            found = float(z[c]), k, before, calls.size, c, *means
    return found[1:]


def _rows_of(sample: Any) -> tuple[int, ...]:
    """How many rows a sample has, if it is an array of rows."""
    rows = len(sample) if isinstance(sample, list | tuple) else None
    return (rows,) if rows else tuple(getattr(sample, "shape", ()))[:1]


def _batches(asked: Asked) -> None:
    """Rows of a batch in another order, and half of them: each should keep its answer."""
    asked.tried.append("the rows of a batch in another order, and half of them")
    for k, sample in enumerate(asked.samples[:4]):
        count = len(sample)
        halves = [*range(count)][::-1], [*range(count)][: (count + 1) // 2]
        for order in halves:
            rows = isinstance(sample, list | tuple)
            some = [sample[j] for j in order] if rows else sample[order]
            told = f"rows {order if count < 9 else 'in another order'} of {EACH.format(k)}"
            (got,) = asked.ask(asked.read, told, [some])
            for place, x in asked.answers[asked.order.index(k)].items():
                row = Row(place, np.zeros(2, int), x.reshape(1, -1))
                if x.shape[:1] != (count,) or place not in got:
                    continue
                expected = x[order]
                if got[place].shape != expected.shape:
                    continue
                away = np.abs(got[place] - expected)
                if (away > row.room).any():
                    worst = np.unravel_index(int(away.argmax()), away.shape)
                    asked.values["left"] = "batch order"
                    trial = f"{told}, answer{place}[{', '.join(map(str, worst))}],"
                    asked.fault("batch order", trial, got[place][worst], expected[worst])
                    return
