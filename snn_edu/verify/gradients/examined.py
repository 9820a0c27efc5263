"""Is this surrogate gradient right? What passes back through a spike, asked from outside.

Forward a neuron fires where its potential reaches the threshold. Backward its step has no slope,
so some bump h(u) stands in for it. Everything here follows from one curve, the gradient over u, and
from what should change nothing: other neurons, and the size of what comes from above.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.bisection import bisected
from snn_edu.validation import Floats, number
from snn_edu.verify.asking import Refusal, again, function
from snn_edu.verify.gradients.asked import FAR, FEW, MANY, SIDE, Surrogate, called, pair, same
from snn_edu.verify.gradients.bump import own_step, shape
from snn_edu.verify.gradients.waking import learned
from snn_edu.verify.report import Report

MEASURED = (
    *("family", "slope", "scale", "peak", "half_width", "fires", "symmetric"),
    *("dead_below", "dead_above", "wakes", "comes_down"),
)


def surrogate(
    f: Callable[..., Any],
    threshold: float = 0.0,
    soft: Callable[..., ArrayLike] | None = None,
    seconds: float | None = 20.0,
) -> Report:
    """Examine somebody's spike function and its surrogate gradient from outside.

    Forward, s = 1 where u reaches the threshold, else 0. Backward, dL/du = upstream h(u): h is
    finite, nowhere negative and largest at the threshold, and no other neuron matters.

    Parameters
    ----------
    f
        ``f(u, upstream) -> (spikes, gradient)``: from u, the potential minus the threshold, and
        dL/ds, both of shape (neurons,), to s and dL/du of the same shape. Arrays, lists, tensors
        and booleans are read; one that takes a number at a time is asked so.
    threshold
        The u at which it should fire: 0, or the threshold, where u is the potential itself.
    soft
        ``soft(u) -> values``: its own soft step, if the gradient is meant to be the slope of one.
    seconds
        For all calls together; None: no limit, and it is called in this thread.

    Returns
    -------
    Report
        With `family` ("arctan", "fast sigmoid", ...) and its `slope` b, as in
        `training.surrogate`; `scale`, the factor before it; `peak`; `half_width` (in u); `fires`
        (">=" or ">"); `symmetric`; `dead_below` and `dead_above` (the distance from the threshold
        from which on the gradient is 0; inf: nowhere); `wakes` and `comes_down`: whether 400
        steps of Adam (rate 0.02) bring a neuron to 10 spikes in 20 steps, from silence and from a
        spike in each step.

    Raises
    ------
    TypeError
        `f` or `soft` cannot be called.

    Notes
    -----
    Source: Neftci, Mostafa & Zenke 2019, IEEE Signal Process Mag 36(6):51 (the idea, and most
    families).

    Examples
    --------
    >>> from snn_edu import training, verify
    >>> def f(u, upstream):
    ...     return u >= 0, upstream * training.surrogate("arctan", u, slope=2.0)
    >>> report = verify.surrogate(f)
    >>> report.family, round(report.slope, 3), report.fires
    ('arctan', 2.0, '>=')
    """
    function("f", f, "(u, upstream)")
    if soft is not None:
        function("soft", soft, "(u)")
    threshold = number("threshold", threshold)
    exam = Surrogate("Surrogate", dict.fromkeys(MEASURED), function=f, seconds=seconds)
    exam.at_threshold = threshold
    exam.axes = "u", "gradient"
    with np.errstate(all="ignore"):  # of what is not finite
        exam.run(lambda: _examined(exam, soft))
    return exam


def _again(exam: Surrogate) -> bool:
    """Whether the spikes are random: the same potentials, with others in between."""
    one, _, two, three = exam.at(MANY), exam.at(MANY[::-1] / 2), exam.at(MANY), exam.at(MANY)
    if same(one[1], two[1]) and same(two[1], three[1]):
        return not (np.array_equal(one[0], two[0]) and np.array_equal(two[0], three[0]))
    sums = [float(np.nan_to_num(each[1]).sum()) for each in (one, two, three)]
    what = f"The gradient at {MANY.size} potentials, added up,"
    if same(two[1], three[1]):
        raise Refusal("remembers the last call", what=what, one=sums[0], two=sums[1])
    again(sums, lambda: float(np.nan_to_num(exam.at(MANY)[1]).sum()), what)
    raise Refusal("no noise", what="potentials give")


def _examined(exam: Surrogate, soft: Callable[..., ArrayLike] | None) -> None:
    called(exam)
    random = _again(exam)
    spikes, far = _over_all(exam)
    if np.isin(far, (0.0, 1.0)).all() and np.ptp(far) and not exam.at(FEW, 0.0)[0].any():
        raise Refusal("spikes and gradient swapped")
    _forward(exam, spikes, random)
    exam.tried.append("what comes from above: 1, 0, -3, and another for each neuron")
    _upstream(exam)
    exam.tried.append("one neuron alone, and among others")
    _neighbours(exam)
    exam.tried.append(f"{FAR.size} potentials, to 1000 on either side of the threshold")
    gradient, finite = _finite(exam, far)
    if not _alive(exam, gradient) or exam.has("neighbours matter", "upstream not multiplied"):
        return
    shape(exam, gradient, finite)
    if soft is not None:
        exam.tried.append("the slope of its own soft step")
        own_step(exam, soft)
    exam.tried.append("a neuron that learns, from silence and from a spike in each step")
    _learns(exam)


def _over_all(exam: Surrogate) -> tuple[Floats, Floats]:
    """Spikes and gradient at all potentials; where the far ones stop it, at the near ones."""
    try:
        spikes, gradient = exam.at(FAR)
    except Refusal as refusal:
        if refusal.name != "raises":
            raise
        exam.fault("raises", said=str(refusal))
        near = np.abs(FAR) <= 1.0
        spikes, gradient = (np.full(FAR.size, np.nan) for _ in range(2))
        spikes[near], gradient[near] = exam.at(FAR[near])
    return spikes, gradient


def _forward(exam: Surrogate, spikes: Floats, random: bool) -> None:
    """0 and 1, and where it turns; what it finds there becomes the threshold of what follows."""
    known = np.isfinite(spikes)
    u, s = FAR[known], spikes[known]
    odd = ~np.isin(s, (0.0, 1.0))
    if known.size and not known.any():
        exam.fault("spikes not 0 and 1", values="no finite number")
        return
    near = (u > 0.0) & (u < 0.9)
    whole = bool((s == np.round(s)).all() and (s >= 0.0).all())
    if odd.any() and whole and (np.diff(s) >= 0).all() and (s[near] == 1).all():
        exam.know("several spikes")  # and none below the threshold, as is looked at below
        s, odd = np.minimum(s, 1.0), np.zeros_like(odd)
    if odd.any():
        values = np.unique(s)
        few = ", ".join(f"{v:.3g}" for v in values[:3])
        levels = few if values.size < 4 else f"anything from {s.min():.3g} to {s.max():.3g}"
        where, got, expected = exam.u(u[odd][-1]), s[odd][-1], float(u[odd][-1] >= 0)
        exam.fault("spikes not 0 and 1", where, got, expected, values=levels)
        if values.size > 2:
            return
        s = (s > values.mean()).astype(float)
    if random:
        exam.know("fires by chance")
        return
    if not s.any() or s.all():
        name = "always fires" if s.any() else "never fires forward"
        exam.fault(name, exam.u(-1.0 if s.any() else 1.0), s[0], 1 - s[0])
        return
    turns = np.flatnonzero(np.diff(s))
    if turns.size > 1:
        exam.fault("fires in a window", where=exam.u(u[turns[-1] + 1]))
        return
    k = int(turns[0])
    if s[0] == 1.0:
        exam.fault("fires below threshold", exam.u(1.0), s[u == 1.0][0], 1.0)
        return
    exam.values["fires"] = ">=" if s[u == 0.0][0] else ">"
    if not -1e-3 < u[k + 1] < 2e-3:
        ends = float(u[k]), float(u[k + 1])
        place = round(bisected(lambda each: exam.at(each)[0][0] <= 0.5, *ends, 1e-4)[1], 3)
        exam.values["fires"] = None
        where, moved = exam.u(place), f"{place + exam.at_threshold:g}"
        exam.fault("threshold elsewhere", exam.u(place / 2), float(place < 0), float(place > 0),
                   where=where, again=moved)  # fmt: skip
        here, there = exam.h([0.0, place])
        if there > here:  # so the backward pass agrees with the forward one
            exam.at_threshold += place


def _upstream(exam: Surrogate) -> None:
    """The chain rule: what comes from above, times something of u."""
    u = np.concatenate([-SIDE[100::-10], SIDE[:101:10]])  # to 10 on either side
    rng = np.random.default_rng(1)
    each = rng.uniform(0.5, 2.0, u.size) * rng.choice([-1.0, 1.0], u.size)

    def answers() -> tuple[Floats, Floats, Floats, Floats]:
        one, none, three, other = (exam.at(u, above)[1] for above in (1.0, 0.0, -3.0, each))
        return one, none, three, other

    one, none, three, other = answers()
    if not np.isfinite(one).any():
        return  # which is told of far potentials
    scale = float(np.nan_to_num(np.abs(one), posinf=0.0).max())

    def proportional() -> bool:
        return same(none, 0 * none, scale) and same(three, -3 * one, scale)

    if not proportional() or not same(other, each * one, scale):
        exam.unit = 1e-3
        small = answers()
        if same(small[2], -3 * small[0], scale) and same(small[3], each * small[0], scale):
            exam.know("clipped gradient")
            return
        exam.unit = 1.0
    k = int(np.nan_to_num(np.abs(one), posinf=0.0).argmax())
    if same(three, one, scale) and same(none, one, scale) and one.any():
        exam.fault("ignores upstream", f"{exam.u(u[k])}, upstream = -3", three[k], -3 * one[k])
    elif not proportional():
        k = int(np.nan_to_num(np.abs(three + 3 * one), posinf=0.0).argmax())
        where, got, expected = f"{exam.u(u[k])}, upstream = -3", three[k], -3 * one[k]
        if same(three, -3 * one, scale):
            k = int(np.nan_to_num(np.abs(none), posinf=0.0).argmax())
            where, got, expected = f"{exam.u(u[k])}, upstream = 0", none[k], 0.0
        exam.fault("upstream not multiplied", where, got, expected)
    elif not same(other, each * one, scale):
        k = int(np.nan_to_num(np.abs(other - each * one), posinf=0.0).argmax())
        trial = f"{exam.u(u[k])}, upstream = {each[k]:.3g}, others {each.min():.2g} to 2"
        exam.fault("neighbours matter", trial, other[k], each[k] * one[k])


def _neighbours(exam: Surrogate) -> None:
    """Seven neurons, each alone, then together, with others, and the other way round."""
    u = np.array([-0.6, -0.07, -0.004, 0.0, 0.002, 0.05, 0.4])
    alone = np.concatenate([exam.at(each)[1] for each in u])
    together, back = exam.at(u)[1], exam.at(u[::-1])[1][::-1]
    among = exam.at(np.concatenate([[-30.0], u, [12.0, 0.01, 0.0]]))[1][1:8]
    for many in (together, back, among):
        scale = float(np.nan_to_num(np.abs(alone), posinf=0.0).max())
        if not same(many, alone, scale):
            k = int(np.nan_to_num(np.abs(many - alone)).argmax())
            exam.fault("neighbours matter", f"{exam.u(u[k])} among others", many[k], alone[k])
            return


def _finite(exam: Surrogate, far: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The gradient at all potentials, and where it is a number; in single precision too."""
    if exam.unit != 1.0 or exam.has("threshold elsewhere"):
        far = exam.at(FAR)[1]
    finite = np.isfinite(far) | (exam.has("raises") & (np.abs(FAR) > 1.0))
    bad, how, seen = ~finite, "", far
    if finite.all() and not exam.has("raises"):
        single = (FAR + exam.at_threshold).astype(np.float32)
        above = np.full(FAR.shape, exam.unit, np.float32)
        with contextlib.suppress(Refusal):  # it may take no other kind
            answer = exam.ask(lambda each: pair(each, FAR.shape), "float32", single, above)
            seen = answer[1]
            bad, how = ~np.isfinite(seen), " in single precision"
    if bad.any():
        k = int(np.flatnonzero(bad)[np.abs(FAR[bad]).argmin()])
        value = "infinite" if np.isinf(seen[k]) else "not a number"
        at_threshold = bad.sum() == bad[FAR == 0.0].sum()
        why = "an exponential overflow? Write it with e^(-b |u|), which cannot"
        why = "it divide by u? Add 1 to what it divides by" if at_threshold else why
        where, many = exam.u(FAR[k]), bad.sum()
        exam.fault("not finite", where=where, many=many, value=value, how=how, why=why)
    return np.nan_to_num(far, nan=0.0, posinf=0.0, neginf=0.0), finite


def _alive(exam: Surrogate, gradient: Floats) -> bool:
    """Whether anything passes back, at more than the threshold itself."""
    if gradient[FAR != 0.0].any():
        return True
    if not exam.has("not finite"):
        exam.fault("zero gradient")
    return False


def _learns(exam: Surrogate) -> None:
    """Whether a neuron comes from silence, and from a spike in each step, to half of them."""
    if exam.has("ignores upstream", "raises"):
        return
    table = np.concatenate([np.linspace(-3.0, 3.0, 2401), np.geomspace(3.01, 60.0, 200)])
    table = np.concatenate([-table[:-201:-1], table])
    measured = exam.h(table)

    def h(u: Floats) -> Floats:
        return np.asarray(np.interp(u, table, measured))

    for name, told, w, at in (
        ("wakes", "silent", 0.02, -0.9),
        ("comes_down", "saturated", 3.0, 10.0),
    ):
        updates = learned(h, w)
        exam.values[name] = updates is not None
        if updates is None:
            exam.know(told, where=exam.u(at), slope=float(h(np.array([at]))[0]))
