"""An encoder without chance: its spikes are read as a latency, a rank, a phase, a burst, a rate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats
from snn_edu.verify.encodings.asked import Encoder, Raster
from snn_edu.verify.encodings.counts import fits, laws


def by_time(exam: Encoder, spikes: Raster, meant: Floats | None) -> None:
    """One raster says all; what is silent, tied or out of order is seen in it."""
    values, given, counts = exam.values, exam.given, spikes.sum(0)
    # Moved on, and turned round too: an argsort taken for ranks is right in some orders.
    orders = [np.roll(np.arange(given.size)[::way], 1) for way in (1, -1)]
    moved = [np.argwhere((exam(given[at]) > 0)[:, at.argsort()] != spikes) for at in orders]
    wide = np.ptp(given) >= 0.5 * np.abs(given).max() and exam.steps >= 10
    alike = (spikes == spikes[:, :1]).all() and 1 < counts[0] < exam.steps
    if alike and wide:
        exam.fault("value ignored", f"values {given[0]:g} and {given[-1]:g}", counts[0], counts[-1])
        return
    if any(map(len, moved)):
        (step, k), *_ = max(moved, key=len)
        trial = f"value {given[k]:g} at another place, its spikes in step {step},"
        exam.fault("place matters", trial, float(not spikes[step, k]), float(spikes[step, k]))
        return
    if silent_or_full(exam, spikes.mean(0), exam.steps):
        return
    if counts.max() <= 1:
        first = np.where(counts > 0, spikes.argmax(0), -1)
        values["code"] = "rank order" if _ranks(exam, first) else "latency"
        one_spike(exam, first.astype(float))
    elif _goes_on(exam, spikes):
        pass
    elif _bits(exam, spikes):
        values["code"] = "weighted phase"
    elif period := _period(spikes):
        values["code"] = "phase"
        first = np.where(counts > 0, spikes.argmax(0), -1).astype(float)
        exam.know("period", period=period)
        heard = first[first >= 0]
        values["ties"] = float((np.diff(heard) == 0).mean()) if heard.size > 1 else None
        curve(exam, first, np.full(first.shape, np.nan), "first step")
    else:
        _rate(exam, spikes, meant)
    _others(exam, spikes)


def silent_or_full(exam: Encoder, share: Floats, trials: float) -> bool:
    """What is silent, and what spikes in each step; whether that is all there is."""
    values, given = exam.values, exam.given
    silent, full = share == 0, share == 1
    if silent.all():
        exam.fault("no spikes at all", f"value {given[-1]:g}", 0.0, 1.0, steps=exam.steps)
        return True
    if full.all() or ((full | (given <= 0)).all() and full.sum() > 1):
        exam.fault("full in every step", value=given[full][0])
        return True
    if silent[0]:
        values["silent_to"] = float(given[int(np.argmin(silent)) - 1])
        if values["silent_to"] > 0 and int(np.argmin(silent)) > 0:
            exam.know("silent range", value=values["silent_to"])
    if full[-1] and exam.steps > 2:
        values["full_from"] = float(given[full.size - int(np.argmin(full[::-1]))])
    return False


def one_spike(exam: Encoder, first: Floats) -> None:
    """A spike at most: larger values come earlier; -1 where there is none."""
    given, heard = exam.given, first >= 0
    v, t = given[heard], first[heard]
    steps = np.diff(t)
    exam.values["ties"] = float((np.abs(steps) < 1e-9).mean()) if steps.size else None
    if steps.size and (steps >= 0).all() and (steps > 0).any():
        exam.fault(
            "larger comes later", f"values {v[0]:g} and {v[-1]:g} (the second's step)", t[-1], t[0]
        )
    elif (steps > 0).any():
        k = int(steps.argmax())
        trial = f"values {v[k]:g} and {v[k + 1]:g} (the second's step)"
        exam.fault("out of order", trial, t[k + 1], t[k], what="comes later")
    elif heard.any() and (~heard[int(heard.argmax()) :]).any():
        k = int(heard.argmax()) + int(np.argmin(heard[int(heard.argmax()) :]))
        exam.fault("out of order", f"value {given[k]:g}", 0.0, 1.0, what="is silent")
    elif steps.size and (steps == 0).any():
        exam.know(
            "tied first", some=int((steps == 0).sum()), all=steps.size, step=t[:-1][steps == 0][0]
        )
    curve(exam, np.where(heard, first, np.nan), np.full(first.shape, np.nan), "first step")


def curve(exam: Encoder, measured: Floats, formula: Floats, what: str) -> None:
    """What the report's picture shows."""
    exam.axes = "value", what
    known = np.isfinite(measured)
    exam.curve = np.stack([exam.given, measured, formula], axis=1)[known]


def _ranks(exam: Encoder, first: Floats) -> bool:
    """Whether only the order of the values matters: others in the same order give the same."""
    given = exam.given
    x = (given - given[0]) / np.ptp(given)
    bent = given[0] + np.ptp(given) * np.where(x < 1, x * x * (0.5 + 0.5 * x), 1.0)
    if np.unique(first).size < first.size or np.unique(bent).size < bent.size:
        return False
    other = exam(bent) > 0
    return bool(np.array_equal(np.where(other.any(0), other.argmax(0), -1), first))


def _period(spikes: Raster) -> int:
    """The period in which each neuron spikes once, all the same; 0: there is none."""
    gaps = [np.diff(np.flatnonzero(train)) for train in spikes.T]
    heard = [each for each, train in zip(gaps, spikes.T, strict=True) if train.any()]
    if len(heard) < 2 or any(each.size < 1 for each in heard):
        return 0
    every = np.concatenate(heard)
    first = spikes.argmax(0)[spikes.any(0)]
    return int(every[0]) if np.ptp(every) == 0 < np.ptp(first) and every[0] > 1 else 0


def _goes_on(exam: Encoder, spikes: Raster) -> bool:
    """Whether it is a latency that spikes in every step from then on."""
    first = np.where(spikes.any(0), spikes.argmax(0), exam.steps)
    until_the_end = spikes == (np.arange(exam.steps)[:, np.newaxis] >= first)
    if not until_the_end.all() or np.unique(first[first < exam.steps]).size < 3:
        return False
    k = int(np.argmax(spikes.sum(0) > 1))
    exam.values["code"] = "latency"
    trial = f"value {exam.given[k]:g} (its spikes)"
    exam.fault("does not stop", trial, float(spikes[:, k].sum()), 1.0, step=first[k])
    return True


def _bits(exam: Encoder, spikes: Raster) -> bool:
    """Whether its steps are the digits of a binary number, the half first, again and again."""
    if np.unique(spikes, axis=1).shape[1] < 3:
        return False
    for period in range(3, min(17, exam.steps + 1)):
        if (
            exam.steps % period
            or (spikes != np.tile(spikes[:period], (exam.steps // period, 1))).any()
        ):
            continue
        for order in (1, -1):  # the half first, or last
            number = 0.5 ** np.arange(1, period + 1) @ spikes[:period][::order]
            line = np.polyfit(exam.given, number, 1)
            off = np.abs(np.polyval(line, exam.given) - number)
            straight = exam.given / exam.given[-1] * number[-1]
            if line[0] > 0 and min(off.max(), np.abs(straight - number).max()) <= 0.5**period:
                exam.know("bits", digits=period, which="first" if order == 1 else "last")
                return True
    return False


def _rate(exam: Encoder, spikes: Raster, meant: Floats | None) -> None:
    """Counts that grow with the value; regular, or packed at the beginning."""
    values, given, counts = exam.values, exam.given, spikes.sum(0).astype(float)
    exam.tried.append("count against value")
    values["ties"] = float((np.diff(counts) == 0).mean())
    gaps = [np.diff(np.flatnonzero(train)) for train in spikes.T]
    several = [each for each in gaps if each.size >= 2]
    cvs = [float(each.std() / each.mean()) for each in several]
    values["cv"] = float(np.median(cvs)) if cvs else None
    ends = [(np.flatnonzero(t)[-1] + np.diff(np.flatnonzero(t)).max()) / exam.steps
            for t in spikes.T if 1 < t.sum() < exam.steps]  # fmt: skip
    burst = bool(ends) and float(np.median(ends)) < 0.7
    values["code"] = "burst" if burst else "regular rate"
    if values["cv"] is not None and values["cv"] > 0.5 and not burst:
        exam.know("irregular", cv=values["cv"])
        if _one_draw(spikes, cvs):
            exam.values["correlation"] = 1.0
            exam.fault("shared chance", "two neurons of one value, their correlation", 1.0, 0.0)
            return
    if backwards(exam, counts, np.full(counts.shape, 0.3)):
        return
    two = np.unique(counts)
    if two.size == 2 and given.size > 3:
        value = given[int(np.argmin(counts == counts[0])) - 1]
        exam.know("two levels", low=two[0], high=two[1], value=value)
    elif (counts == exam.steps).sum() > 1:
        exam.know("full", value=values["full_from"])
    share, sd = counts / exam.steps, np.full(counts.shape, 0.3 / exam.steps)
    law = next((each for each in laws(given, share, sd) if fits(each, share, sd)), None)
    if law is not None and not burst:
        values |= {"law": law.name, "per_value": None if np.isnan(law.gain) else law.gain}
    if meant is not None:
        off = np.abs(counts - meant * exam.steps) - (1.5 + 0.02 * meant * exam.steps)
        count_off(exam, counts, np.minimum(meant, 1) * exam.steps, off)
    elif law is None and not burst and two.size > 2:
        if how := _whole_intervals(given, gaps):
            some = int((np.diff(counts) == 0).sum())
            exam.know("whole intervals", how=how, some=some, all=given.size - 1)
        else:
            exam.know("own law")
    curve(
        exam, share, np.full(share.shape, np.nan) if law is None else law.expected, "spikes a step"
    )


def _one_draw(spikes: Raster, cvs: list[float]) -> bool:
    """Whether a value has all spikes of a smaller one, and more, at intervals as chance has them.

    So it is where one draw is compared with every value.
    """
    nested = bool((spikes[:, 1:] >= spikes[:, :-1]).all()) and np.unique(spikes.sum(0)).size > 2
    share = spikes.mean(0)[[np.diff(np.flatnonzero(t)).size >= 2 for t in spikes.T]]
    ratio = np.array(cvs) / np.sqrt(np.maximum(1.0 - share, 1e-9))
    return nested and 0.8 < float(np.median(ratio[share < 0.95])) < 1.25


def _whole_intervals(given: Floats, gaps: list[NDArray[np.int_]]) -> str:
    """How each interval is made of c / x, one c for all values: cut, rounded, or rounded up."""
    known = [k for k, each in enumerate(gaps) if each.size and given[k] > 0]
    if len(known) < 3 or any(np.ptp(gaps[k]) for k in known):
        return ""
    x, gap = given[known], np.array([gaps[k][0] for k in known])
    for how, least in (("cut", 0.0), ("rounded", -0.5), ("rounded up", -1.0)):
        if ((gap + least) * x).max() <= ((gap + least + 1.0) * x).min() + 1e-9:
            return how
    return ""


def backwards(exam: Encoder, counts: Floats, sd: Floats) -> bool:
    """Whether larger values give fewer spikes, everywhere or somewhere."""
    given, drops = exam.given, np.diff(counts)
    room = 5 * np.sqrt(sd[1:] ** 2 + sd[:-1] ** 2) + 0.02 * counts[:-1]
    last = counts[-1] - counts[0]
    if last < -5 * np.hypot(sd[0], sd[-1]) and (drops <= room).all():
        trial = f"values {given[0]:g} and {given[-1]:g} (the second's spikes)"
        row = given[[0, -1, -1]]  # the last two are alike, unless columns are turned round
        first, middle, last = np.mean([(exam(row) > 0).sum(0) for _ in range(12)], axis=0)
        elsewhere = abs(middle - last) > 0.5 * abs(first - last) > 0
        exam.fault("place matters" if elsewhere else "larger gives fewer", trial,
                   counts[-1], counts[0])  # fmt: skip
        return True
    if (drops < -room).any():
        k = int((drops + room).argmin())
        trial = f"values {given[k]:g} and {given[k + 1]:g} (the second's spikes)"
        exam.fault("out of order", trial, counts[k + 1], counts[k], what="gives fewer spikes")
        return True
    return False


def count_off(exam: Encoder, got: Floats, expected: Floats, off: Floats) -> None:
    """Whether counts are off what is meant, by more than the room that is left."""
    if not (off > 0).any():
        return
    k = int((off / (expected + 1)).argmax())
    ratio = got[expected > 0] / expected[expected > 0]
    known = np.abs(got[expected > 0]) > 0
    steady = known.any() and np.ptp(ratio[known]) < 0.1 * np.median(ratio[known])
    guess = f" All are {np.median(ratio[known]):.2g} times what is meant." if steady else ""
    some, many = int((off > 0).sum()), got.size
    trial = f"value {exam.given[k]:g} (spikes in {exam.steps} steps)"
    exam.fault("count off", trial, got[k], expected[k], some=some, all=many, guess=guess)


def _others(exam: Encoder, spikes: Raster) -> None:
    """Whether what a value gives depends on the others beside it."""
    half = exam.given[: max(2, exam.given.size // 2)]
    if exam.values["code"] != "rank order" and not np.array_equal(
        exam(half) > 0, spikes[:, : half.size]
    ):
        exam.know("beside others")
