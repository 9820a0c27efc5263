"""An encoder by chance: counts, intervals, first steps and shared draws, each against chance."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np

from snn_edu.validation import Floats
from snn_edu.verify.asking import Refusal
from snn_edu.verify.encodings.asked import LARGEST, Encoder, Raster
from snn_edu.verify.encodings.counts import BELOW, ENDS, FAR, SHARE, fits, laws
from snn_edu.verify.encodings.timing import (
    backwards,
    count_off,
    curve,
    one_spike,
    silent_or_full,
)

ENOUGH = 60_000  # steps of each value
TRIALS = 200, 600  # at least, if there is time, and at most
AT_ONCE = 100  # values in one call, where its cost is not the draws
TURNED = 12  # calls in either order
PAIRED = 4  # calls with neurons of one value, two and two
BESIDE = 40  # trials without the larger values
SHUFFLED = 40  # times, to see what chance does to the intervals


def collected(exam: Encoder, seeded: bool) -> Raster:
    """Many trials, (trials, steps, values), half of them in the other order.

    A call makes some at once: neurons of the same values beside each other.
    """
    given, steps = exam.given, exam.steps
    wanted = int(np.clip(ENOUGH / steps, *TRIALS))
    wanted = max(20, min(wanted, 2 * 10**6 // steps, LARGEST // (steps * given.size)))
    if seeded:  # each call is the same: many neurons of one
        return _copies(exam, given, min(wanted, 200))
    trials: list[Raster] = []
    copies = max(1, AT_ONCE // given.size)
    until = time.monotonic() + 0.4 * (exam.seconds or 30.0)
    while len(trials) < wanted:
        here, there = _copies(exam, given, copies), _copies(exam, given[::-1], copies)
        trials += [each for both in zip(here, there[:, :, ::-1], strict=True) for each in both]
        if time.monotonic() > until and len(trials) >= 20:
            exam.open("few trials", trials=len(trials))
            break
    return np.stack(trials)


def _copies(exam: Encoder, values: Floats, copies: int) -> Raster:
    """Trials of one call, (copies, steps, values)."""
    spikes = exam(np.tile(values, copies)) > 0
    if len(spikes) != exam.steps:
        told = f"{exam.steps} steps for any number of values"
        raise Refusal("another raster", got=spikes.shape, expected=told)
    return spikes.reshape(exam.steps, copies, values.size).swapaxes(0, 1)


def by_chance(exam: Encoder, meant: Floats | None, seeded: bool) -> None:
    """Every experiment on what differs from call to call."""
    spikes = collected(exam, seeded)
    trials, steps, _ = spikes.shape
    exam.tried.append(f"{trials} trials: counts, intervals, first steps, two neurons")
    counts = spikes.sum(1, dtype=float)
    mean = counts.mean(0)
    share = mean / steps
    if not seeded and _by_position(exam):
        return
    if silent_or_full(exam, share, trials):
        return
    if counts.max() <= 1 and mean.max() >= 0.5 and steps > 2:
        _one_by_chance(exam, spikes)
        return
    sd = _error(spikes)
    exam.values["code"] = "rate by chance"
    full = share == 1
    if full.sum() > 1:
        k = int(full.argmax())
        exam.fault("full in every step", value=exam.given[k])
    kept = _kept(exam, spikes)
    if _shared(exam, spikes, seeded):
        return  # then the trials of a call are one, and say less than they seem to
    own = False
    if not kept:
        own = _intervals(exam, spikes, share)
        if not own:
            _ends(exam, spikes, share)
    if exam.has("silent start", "silent end", "crowded start"):  # no need to tell them again
        middle = spikes[:, steps // 2 : -1]
        share, sd = middle.mean((0, 1)), _error(middle)
    if not backwards(exam, mean, sd * steps) and not _flat(exam, mean, sd * steps):
        _counts(exam, share, sd, meant, own)
    if kept:
        exam.values["cv"] = None
    if not (seeded or kept or exam.has("place matters")):
        _others(exam, mean, counts.std(0))


def _error(spikes: Raster) -> Floats:
    """The standard error of the spikes a step of each value: by chance, or as trials differ."""
    trials, steps, _ = spikes.shape
    n, counts = trials * steps, spikes.sum(1, dtype=float)
    share = np.clip(spikes.mean((0, 1)), 1 / n, 1 - 1 / n)
    return np.maximum(np.sqrt(share * (1 - share) / n), counts.std(0) / steps / np.sqrt(trials))


def _others(exam: Encoder, mean: Floats, sd: Floats) -> None:
    """Whether a value gives more once the larger ones beside it are gone."""
    some = exam.given[: max(2, exam.given.size // 2)]
    copies = max(1, AT_ONCE // some.size)
    calls = [(exam(np.tile(some, copies)) > 0).sum(0) for _ in range(-(-BESIDE // copies) + 1)]
    counts = np.concatenate([each.reshape(copies, -1) for each in calls])
    away = np.abs(counts.mean(0) - mean[: some.size])
    room = FAR * np.hypot(sd[: some.size], counts.std(0)) / np.sqrt(len(counts)) + 0.1
    if (away > room + 0.1 * mean[: some.size]).any():
        exam.know("beside others")


def _by_position(exam: Encoder) -> bool:
    """Whether the counts go with the place in the row, with it alone or with it too."""
    here = np.array([(exam(exam.given) > 0).sum(0) for _ in range(TURNED)])
    there = np.array([(exam(exam.given[::-1]) > 0).sum(0)[::-1] for _ in range(TURNED)])
    one, other = here.mean(0), there.mean(0)
    p = (one + other) / (2 * exam.steps)  # by chance the counts vary so, whatever few calls show
    usual = np.sqrt(2 * exam.steps * p * (1 - p))
    sd = np.maximum(np.hypot(here.std(0), there.std(0)), usual) / np.sqrt(TURNED)
    off, swapped = np.abs(one - other), np.abs(one - other[::-1])
    if not (off > FAR * sd + 0.1 * one + 1e-9).any():
        return False
    k = int((off / (sd + 1e-9)).argmax())
    trial = f"value {exam.given[k]:g} at another place (its spikes)"
    alone = (swapped <= FAR * sd + 0.05 * one).all()
    if alone:  # or are the values sorted first?
        all_one = [(exam(np.full(exam.given.size, exam.given[k])) > 0).sum(0) for _ in range(12)]
        alone = (np.abs(one - np.mean(all_one, axis=0)) <= FAR * sd + 0.05 * one).all()
    exam.fault("value ignored" if alone else "place matters", trial, other[k], one[k])
    return True


def _flat(exam: Encoder, mean: Floats, sd: Floats) -> bool:
    """Whether the value makes no difference, though the values are far apart."""
    room = FAR * np.hypot(sd[0], sd[-1])
    close = np.ptp(exam.given) < 0.5 * np.abs(exam.given).max()
    if close or abs(mean[-1] - mean[0]) > room or room > 0.2 * mean.max():
        return False
    trial = f"values {exam.given[0]:g} and {exam.given[-1]:g} (spikes of the first)"
    exam.fault("value ignored", trial, mean[0], mean[-1])
    return True


def _one_by_chance(exam: Encoder, spikes: Raster) -> None:
    """One spike at most, at times that vary: their means are held against the values."""
    exam.values["code"] = "latency"
    exam.know("noisy latency")
    heard = spikes.any(1)
    late = np.where(heard, spikes.argmax(1), np.nan)
    first, sd = np.nanmean(late, axis=0), np.nanstd(late, axis=0) / np.sqrt(heard.sum(0))
    tied = np.abs(np.diff(first)) <= FAR * np.hypot(sd[1:], sd[:-1])
    for k in np.flatnonzero(tied):
        first[k + 1] = first[k]
    one_spike(exam, np.where(np.isnan(first), -1.0, first))


def _kept(exam: Encoder, spikes: Raster) -> bool:
    """Whether one draw serves for all steps, or for several: trains change at their ends only."""
    counts, steps = spikes.sum(1), spikes.shape[1]
    changes = np.flatnonzero((spikes[:, 1:] != spikes[:, :-1]).any((0, 2))) + 1
    span = int(np.gcd.reduce(changes)) if changes.size > 1 else 1
    if span > 1:
        exam.fault("one draw for several steps", span=span)
        return True
    between = (counts > 0) & (counts < steps)
    some = (counts.mean(0) > 0.02 * steps) & (counts.mean(0) < 0.98 * steps)
    if steps < 3 or not some.any() or between[:, some].any():
        return False
    k = int(np.abs(counts.mean(0) / steps - 0.5 + 9 * ~some).argmin())
    sure = float(counts[:, k].mean() / steps)
    trial, by_chance = f"value {exam.given[k]:g}, s.d. of its count", steps * sure * (1 - sure)
    exam.fault("one draw for all steps", trial, counts[:, k].std(), np.sqrt(by_chance))
    return True


def _gaps(train: Raster) -> Floats:
    """All intervals within trials, (trials, steps) one after another."""
    row, at = np.nonzero(train)
    same = np.diff(row) == 0
    return np.diff(at)[same].astype(float)


def _cv(gaps: Floats) -> float:
    return float(gaps.std() / gaps.mean()) if gaps.size > 1 else float("nan")


def _middling(spikes: Raster, share: Floats) -> int | None:
    """The value whose intervals tell most: several in a trial, and several steps long."""
    steps = spikes.shape[1]
    fits_in = (share * steps >= 3) & (share <= 0.4)
    if not fits_in.any():
        fits_in = (share * steps >= 1.5) & (share < 0.7)
    if not fits_in.any():
        return None
    return int(np.argmin(np.where(fits_in, np.abs(np.log(share / 0.06)), np.inf)))


def _intervals(exam: Encoder, spikes: Raster, share: Floats) -> bool:
    """Intervals against chance: whether there is a reason of its own for what they are."""
    k = _middling(spikes, share)
    if k is None or (gaps := _gaps(spikes[:, :, k])).size < 200:
        exam.open("no intervals")
        return False
    cv, train, rng = _cv(gaps), spikes[:, :, k], np.random.default_rng(7)
    shuffled = np.array([_cv(_gaps(rng.permuted(train, axis=1))) for _ in range(SHUFFLED)])
    by_chance, sd = float(shuffled.mean()), float(shuffled.std())
    exam.values |= {"cv": cv, "cv_by_chance": by_chance}
    if abs(cv - by_chance) <= max(FAR * sd, 0.08 * by_chance):
        return False
    waits, hazard = _hazards(train)
    if waits and hazard:
        exam.know("dead time", steps=waits, cv=cv)
        return True
    given, every = exam.given, [_gaps(spikes[:, :, j]) for j in range(len(share))]
    told = [each for each in every if each.size >= 200 and each.mean() >= 4]
    scatter = [float(each.var() / each.mean()) for each in told]
    cvs = [_cv(each) for each in told]
    means = [float(each.mean()) for each in told]
    if cv < 0.1 or _following(train) < -0.25:
        name = "one block" if gaps.max() == 1 else "regular phase" if cv < 0.1 else "jitter"
        exam.know(name, cv=cv)
        exam.values["code"] = "regular rate" if name == "regular phase" else exam.values["code"]
        return True
    poisson = len(scatter) > 1 and min(scatter) > 0.7 and max(scatter) < 1.4
    if not poisson and cv < by_chance:
        apart = len(cvs) > 1 and max(means) > 1.8 * min(means)
        slope = float(np.polyfit(np.log(means), np.log(cvs), 1)[0]) if apart else np.nan
        silent = exam.values["silent_to"]
        if slope > 0.15 or (silent is not None and silent > max(0.0, float(given[0]))):
            exam.know("own intervals", cv=cv, by_chance=by_chance)
            return True
        lean = float(((gaps - gaps.mean()) ** 3).mean() / gaps.std() ** 3)
        if slope > -0.15 and lean > cv:  # a gamma process has twice its CV
            exam.know("gamma", cv=cv, order=1 / cv**2)
            return True
    guess = (
        " Their variance is their mean: the intervals are drawn from a Poisson distribution, where "
        "the counts should be. Draw them from an exponential (geometric) one."
        if poisson
        else ""
    )
    how = "more regular" if cv < by_chance else "more irregular"
    trial = f"value {given[k]:g} (the CV of its intervals)"
    exam.fault("intervals not by chance", trial, cv, by_chance, how=how, guess=guess)
    return False


def _following(train: Raster) -> float:
    """The correlation of an interval with the next one of the same trial."""
    row, at = np.nonzero(train)
    gaps = np.diff(at).astype(float)
    both = (np.diff(row)[:-1] == 0) & (np.diff(row)[1:] == 0)
    if both.sum() < 200:
        return 0.0
    return float(np.corrcoef(gaps[:-1][both], gaps[1:][both])[0, 1])


def _hazards(train: Raster) -> tuple[int, bool]:
    """How many steps after a spike there is none, and whether chance is the same from then on."""
    steps = train.shape[1]
    row, at = np.nonzero(train)
    following = np.append(np.where(np.diff(row) == 0, np.diff(at), steps), steps)
    left = steps - 1 - at  # steps that are seen after it
    risk = np.array([((following >= k) & (left >= k)).sum() for k in range(1, 41)])
    spiked = np.array([((following == k) & (left >= k)).sum() for k in range(1, 41)])
    hazard = spiked / np.maximum(risk, 1)
    usual = float(spiked.sum() / max(risk.sum(), 1))
    waits = int(np.argmax(hazard > 0.1 * usual))
    for skipped in (0, 1):  # a dead time that is no whole step is half a wait
        later, of = spiked[waits + skipped :], risk[waits + skipped :]
        mean = later.sum() / max(of.sum(), 1)
        sure = of * mean >= 5
        z = (later - of * mean)[sure] / np.sqrt(of * mean * (1 - mean))[sure]
        if sure.any() and (np.abs(z) < FAR).all():
            return waits, True
    return waits, False


def _ends(exam: Encoder, spikes: Raster, share: Floats) -> None:
    """The first steps and the last one, against the mean rate of the second half."""
    trials, steps, _ = spikes.shape
    some = np.flatnonzero(spikes.any((0, 2)))
    begin, end = int(some[0]), int(some[-1]) + 1
    if begin > 1 and _sudden(spikes[:, begin:]):
        exam.know("begins late", step=begin)
    if end < steps - 1 and _sudden(spikes[:, :end][:, ::-1]):
        exam.know("ends early", step=end - 1)
    spikes = spikes[:, begin if begin > 1 else 0 : end if end < steps - 1 else steps]
    steps = spikes.shape[1]
    if steps < 6:
        return
    late = spikes[:, steps // 2 : -1].mean((0, 1))
    told = (late > 0.0) & (late < 0.9)
    for name, part in (("first", slice(0, 1)), ("first", slice(0, 5)), ("last", slice(-1, None))):
        if part.stop == 5 and steps < 20:
            continue
        width = 5 if part.stop == 5 else 1
        got, expected = spikes[:, part].sum((0, 1)), late * trials * width
        sd = np.sqrt(expected * (1 - late)) + 1e-9
        z = np.where(told, (got - expected) / sd, 0.0)
        if part == slice(0, 1) and told.any():
            exam.values["first_step"] = float(got[told].sum() / expected[told].sum())
        few = (got < 0.3 * expected) & (z < -FAR)
        many = (got > 1.5 * expected) & (z > FAR) & (expected > 5) & (name == "first")
        if width == 1:  # a train of every other step has such steps all along
            others = spikes[:, steps // 2 : -1].sum(0)
            many &= got > 1.2 * others.max(0)
            few &= got < 0.5 * others.min(0)
        if few.any() or many.any():
            k = int(np.argmax(np.where(few | many, np.abs(z), 0.0)))
            place = f"the {name} step" if width == 1 else f"the {name} {width} steps"
            trial = f"value {exam.given[k]:g} in {trials} trials (spikes in {place})"
            fault = f"silent {'start' if name == 'first' else 'end'}" if few[k] else "crowded start"
            exam.fault(fault, trial, got[k], expected[k])
            return


def _sudden(spikes: Raster) -> bool:
    """Whether it has its full rate at once: nothing that charges, or waits an interval, has."""
    later = spikes[:, spikes.shape[1] // 2 :].mean((0, 1))
    got, expected = float(spikes[:, :3].sum()), 3 * len(spikes) * float(later.sum())
    sd = np.sqrt(3 * len(spikes) * float((later * (1 - later)).sum()))
    return expected > 40 and abs(got - expected) <= FAR * sd


def _shared(exam: Encoder, spikes: Raster, seeded: bool) -> bool:
    """Two neurons in the same step, in one trial and in different ones."""
    given = exam.given
    share = spikes.mean((0, 1))
    inner = np.flatnonzero((share > 0.01) & (share < 0.99))
    if not inner.size or len(spikes) < 20:
        return False
    k = int(inner[np.abs(share[inner] - 0.3).argmin()])
    pairs = [(spikes[:, :, i], spikes[:, :, j]) for i, j in pairwise(inner)]
    if not seeded:
        calls = [exam(exam.beside(AT_ONCE, given[k]))[:, 1:-1] > 0 for _ in range(PAIRED)]
        one, other = (  # beside each other in a call; a trial is followed by one of another call
            np.stack([each[:, place::2].T for each in calls], axis=1).reshape(-1, exam.steps)
            for place in (0, 1)
        )
        pairs.insert(0, (one, other))
    strongest = 0.0
    for one, other in pairs:
        together = (one & other).mean(1) - (one & np.roll(other, 1, axis=0)).mean(1)
        p, q = one.mean(), other.mean()
        r = float(np.clip(together.mean() / np.sqrt(max(p * (1 - p) * q * (1 - q), 1e-12)), -1, 1))
        z = together.mean() / max(together.std() / np.sqrt(len(together)), 1e-12)
        if abs(r) > abs(strongest) and abs(z) > FAR:
            strongest = r
        if abs(r) > 0.05 and abs(z) > FAR:
            exam.values["correlation"] = r
            trial = f"two neurons of value {given[k]:g}, their correlation"
            exam.fault("shared chance", trial, r, 0.0)
            return True
    exam.values["correlation"] = strongest
    return False


def _counts(exam: Encoder, share: Floats, sd: Floats, meant: Floats | None, own: bool) -> None:
    """Spikes a step against the value: as meant, or by a law that is known here."""
    values, given, steps = exam.values, exam.given, exam.steps
    simple = exam.has("intervals not by chance")  # then a curve with a knee is no law of its own
    known = laws(given, share, sd, simple)
    law = next((each for each in known if fits(each, share, sd)), None)
    if law is not None:
        values |= {"law": law.name, "per_value": None if np.isnan(law.gain) else law.gain}
        if law.name not in ("proportional", "a line"):
            exam.know("law", which=law.name, formula=law.formula)
    formula = np.full(share.shape, np.nan) if law is None else law.expected
    curve(exam, share, formula, "spikes a step")
    for name, told, p in normal_for_uniform(given):
        if (np.abs(share - p) <= np.maximum(FAR * sd, 0.01)).all() and np.ptp(p) > 0.05:
            k = int(np.abs(p - np.clip(given, 0, 1)).argmax())
            trial = f"value {given[k]:g} (spikes in {steps} steps)"
            exam.fault(name, trial, share[k] * steps, np.clip(given[k], 0, 1) * steps, how=told)
            return
    if meant is not None:
        wanted = np.clip(meant, 0, 1)
        off = np.abs(share - wanted) - np.maximum(FAR * sd, 0.01 * wanted)
        count_off(exam, share * steps, wanted * steps, off)
    elif law is None and not own and not exam.has("full in every step"):
        expected = np.clip(given * _gain(share[given > 0] / given[given > 0]), 0, 1)
        off = (np.abs(share - expected) - FAR * sd) / np.maximum(expected, 1 / steps)
        curve(exam, share, expected, "spikes a step")
        k = int(off.argmax())
        trial = f"value {given[k]:g} (spikes in {steps} steps)"
        guess = " No other law known here fits either."
        some = int((off > SHARE).sum())
        exam.fault(
            "count off", trial, share[k] * steps, expected[k] * steps,
            some=some, all=given.size, guess=guess,
        )  # fmt: skip


def _gain(ratios: Floats) -> float:
    """Spikes a step and unit of value, at its best; a round number near it is what is meant."""
    best = float(ratios.max(initial=0.0))
    rounded = float(f"{best:.0e}")
    return rounded if abs(rounded - best) < 0.05 * best else best


def normal_for_uniform(x: Floats) -> list[tuple[str, str, Floats]]:
    """What a draw from a normal distribution makes of p = x: P(z < x), or P(|z| < x)."""
    below = np.interp(x, ENDS, BELOW)
    name = "normal for uniform"
    return [(name, "rng.normal() < x", below), (name, "|rng.normal()| < x", 2 * below - 1)]
