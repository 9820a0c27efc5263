"""Is this encoder right? Count against value, intervals against chance, order, ties and silence.

First what it gives twice: an encoder that draws its spikes is judged by many calls, and only what
is five standard errors off is no chance. One that does not is judged by what it gives.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import Floats, number, numbers
from snn_edu.verify.asking import Refusal, function
from snn_edu.verify.encodings.asked import Encoder, called, squeezed
from snn_edu.verify.encodings.chance import by_chance
from snn_edu.verify.encodings.changes import by_changes
from snn_edu.verify.encodings.timing import by_time
from snn_edu.verify.report import Report
from snn_edu.verify.sentences import SENTENCES

MEASURED = (
    *("code", "random", "steps", "law", "per_value", "cv", "cv_by_chance", "first_step"),
    *("correlation", "ties", "silent_to", "full_from"),
)


def encoder(
    f: Callable[..., Any],
    values: ArrayLike,
    rate: float | Callable[[Floats], ArrayLike] | None = None,
    seconds: float | None = 20.0,
) -> Report:
    """Examine somebody's encoder from outside: which code it is, and what is wrong with it.

    A rate code by chance gives a spike in each step with a probability p(x), by a draw of its own
    for each step and neuron: the intervals then vary by CV = sqrt(1 - p). A latency code gives one
    spike, the earlier the larger the value. Rank order, phase and delta codes are known too.

    Parameters
    ----------
    f
        ``f(values) -> spikes``: from values, shape (n,), to 0 and 1, shape (steps, n). Arrays,
        lists, tensors and booleans are read; one that takes a value at a time is asked so.
    values
        Three or more that it is made for, from small to large, in its own unit: what it is asked
        lies between them. Many, well apart, show more.
    rate
        How many spikes a step a value is meant to give, if it is a rate code: so many a unit of
        value (1: a probability; 0.001: Hz, in steps of 1 ms), or ``rate(values)``. Without it any
        law known here will do.
    seconds
        For all calls together; None: no limit, and it is called in this thread.

    Returns
    -------
    Report
        With `code` ("rate by chance", "regular rate", "latency", "rank order", "phase", "weighted
        phase", "burst", "delta", "population"), `random`, `steps`; of a rate its `law` and
        `per_value` (spikes a step and unit of value), `cv` of its intervals and `cv_by_chance`,
        `first_step` (its share of the mean rate), `correlation` (of two neurons in a step); `ties`
        (the share of neighbouring values with the same count, or first step), `silent_to` (the
        largest value without a spike) and `full_from` (the smallest with one in each step).

    Raises
    ------
    ValueError
        `values` are fewer than three different ones.
    TypeError
        `f` cannot be called.

    Notes
    -----
    What is random is called a fault beyond five standard errors: of 60 comparisons in an
    examination one is so far off by chance in 30,000 examinations.
    Source: Softky & Koch 1993, J Neurosci 13:334 (intervals against chance).

    Examples
    --------
    >>> import numpy as np
    >>> from snn_edu import verify
    >>> rng = np.random.default_rng(1)
    >>> report = verify.encoder(lambda x: rng.random((100, len(x))) < x, [0.1, 0.2, 0.5, 0.9])
    >>> report.code, report.law, round(report.per_value, 1)
    ('rate by chance', 'proportional', 1.0)
    """
    function("f", f, "(values)")
    given = np.unique(numbers("values", values))
    if np.ndim(values) != 1:
        raise ValueError(f"values has shape {np.shape(values)}: expected one row of numbers.")
    if given.size < 3:
        raise ValueError(
            f"values has {given.size} different ones: expected three or more that it is made for, "
            "as [0.1, 0.5, 0.9]."
        )
    meant = None if rate is None else _meant(rate, given)
    exam = Encoder("Encoder", dict.fromkeys(MEASURED), function=f, seconds=seconds, given=given)
    exam.axes = "value", "spikes a step"
    with np.errstate(all="ignore"):
        exam.run(lambda: _examined(exam, meant))
    return exam


def _meant(rate: float | Callable[[Floats], ArrayLike], given: Floats) -> Floats:
    if not callable(rate):
        return number("rate", rate, "spikes a step and unit of value", 0.0) * given
    wanted = numbers("rate(values)", rate(given.copy()))
    if wanted.shape != given.shape:
        raise ValueError(f"rate(values) has shape {wanted.shape}: expected {given.shape}.")
    return wanted


def _examined(exam: Encoder, meant: Floats | None) -> None:
    given = exam.given
    exam.tried.append("all values, in both orders; one value, for several neurons")
    first = called(exam)
    if not _in_raster(exam, first):
        return
    one, two, three = exam(given), exam(given), exam(given)
    exam.values["steps"] = exam.steps
    _zeros_and_ones(exam, one)
    if exam.has("not 0 and 1"):
        return
    if _reshaped(exam, one):
        return
    several = exam(exam.beside(6))[:, 1:-1] > 0
    alike = bool((several == several[:, :1]).all())
    same = np.array_equal(one, two) and np.array_equal(two, three)
    exam.values["random"] = not same or not alike
    if not same and _goes_on(exam):
        other = three if np.array_equal(one, two) else two
        step, k = np.argwhere(one != other)[0]
        what = f"The same values, spikes of {given[k]:g} until step {step},"
        here, there = (float((each[: step + 1, k] > 0).sum()) for each in (one, other))
        raise Refusal("remembers the last call", what=what, one=here, two=there)
    once = bool(((one > 0).sum(0) <= 1).all())  # and a tie is broken by the place
    others = given[::-1].copy(), np.full(given.size, given[-1])
    if same and not alike and all(np.array_equal(one, exam(each)) for each in others):
        raise Refusal("value ignored", f"{SENTENCES['value ignored']} Do they go by its place?")
    if same and not alike and not once:
        exam.know("same draws")
    if same and (alike or once):
        exam.values["random"] = False
        by_time(exam, one > 0, meant)
    else:
        by_chance(exam, meant, seeded=same)
    if not exam.findings:
        exam.open("decoder")


def _reshaped(exam: Encoder, one: Floats) -> bool:
    """Whether its counts go with the values only if it is read as (values, steps), row by row."""

    def alike(counts: Floats, values: Floats) -> float:
        return float(np.corrcoef(counts, values)[0, 1]) if counts.std() > 0 else 0.0

    turned = exam.given[::-1].copy()
    by_column = 0.0  # by chance that of one order may be high
    for spikes, given in ((one, exam.given), (exam(turned), turned)):
        rows = spikes.reshape(given.size, -1).sum(1)
        by_column += alike(spikes.sum(0), given) / 2
        if alike(rows, given) < 0.9:
            return False
    if by_column > 0.8:
        return False
    k = int(rows.argmax())
    trial = f"value {given[k]:g}, beside others (its spikes)"
    exam.fault("reshaped, not transposed", trial, spikes.sum(0)[k], rows[k])
    return True


def _goes_on(exam: Encoder) -> bool:
    """Whether calls, one after the other, are one regular train: what is left is not reset."""
    calls = [exam(exam.given) > 0 for _ in range(6)]
    seams = 0
    for trains in np.stack(calls, axis=2).swapaxes(0, 1):  # of each value, (steps, calls)
        gaps = np.concatenate([np.diff(np.flatnonzero(train)) for train in trains.T])
        joined = np.diff(np.flatnonzero(trains.T.ravel()))
        if gaps.size > 6 and gaps.min() > 2 and np.ptp(gaps) <= 1:
            if np.ptp(joined) > 1:
                return False
            seams += joined.size - gaps.size
    return seams >= 5


def _in_raster(exam: Encoder, first: Floats) -> bool:
    """Whether it gives (steps, values); other forms are named, or examined for what they are."""
    n = exam.given.size
    first, fewer = squeezed(first), squeezed(exam.raw(exam.given[:-1]))
    if first.ndim == 1:
        if first.size in (n, n - 1) and by_changes(exam):
            return False
        raise Refusal("no steps", shape=first.shape, n=n)
    if first.ndim != 2 or fewer.ndim != 2:
        raise Refusal("another raster", got=first.shape, expected=f"(steps, {n})")
    (rows, columns), (rows_fewer, columns_fewer) = first.shape, fewer.shape
    if columns == n and columns_fewer == n - 1:
        return not (rows == 1 and by_changes(exam))
    if rows - rows_fewer == 1 and columns == columns_fewer:
        if columns <= 2 and rows in (n, n - 1) and by_changes(exam):
            return False
        if rows == n:
            exam.fault("axes swapped", here=first.shape, there=(columns, n))
            exam.swapped = True
            return True
    if columns > n and columns % n == 0 and columns_fewer == columns // n * (n - 1):
        exam.values |= {"code": "population", "steps": rows}
        raise Refusal("population", each=columns // n)
    raise Refusal("another raster", got=first.shape, expected=f"(steps, {n})")


def _zeros_and_ones(exam: Encoder, spikes: Floats) -> None:
    odd = spikes[~np.isin(spikes, (0.0, 1.0))]
    if not odd.size:
        return
    whole = bool((odd == np.round(odd)).all())
    guess = (
        "Are two signs meant, up and down? Give each a neuron of its own."
        if whole and odd.min() < 0
        else "More than one spike in a step: counts? Make the steps shorter, or cut at 1."
        if whole
        else "Are these probabilities, or currents, that no draw or neuron has turned into spikes?"
    )
    k = np.argwhere(~np.isin(spikes, (0.0, 1.0)))[0]
    trial = f"value {exam.given[k[1]]:g}, step {k[0]}"
    exam.fault("not 0 and 1", trial, odd[0], float(odd[0] > 0), values=f"{odd[0]:g}", guess=guess)
