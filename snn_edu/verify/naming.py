"""Naming: what a window says, what depends on step and weight, what differs from the rule meant."""

from __future__ import annotations

import contextlib
import math
from dataclasses import replace

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.plasticity import STDP
from snn_edu.validation import Floats
from snn_edu.verify.asking import ROUNDING, Refusal
from snn_edu.verify.harness import WHEN, Harness, Trains, as_typed, pair, trains
from snn_edu.verify.pairs import most_telling, three_spikes
from snn_edu.verify.sanity import waits_for_both
from snn_edu.verify.window import DELTAS, Side, Window, measured

STAIRS = 0.02  # a misfit of this size: the window may have steps of its own
OFTEN = 200  # calls of a pair that seems to do nothing, where it may be chance
ALIKE = 0.02  # two amplitudes or time constants that differ by less are the same
Slips = dict[str, tuple[str, float, float]]  # by name: a sentence, and what it would measure


def name_window(exam: Harness, window: Window) -> None:
    """Amplitudes, time constants, and what the signs and slopes of the two halves say."""
    right, left, shift = window.right, window.left, window.shift
    exam.values |= {"A_plus": right.A, "A_minus": 0.0 - left.A, "shift": shift + 0.0}
    for name, side in (("tau_plus", right), ("tau_minus", left)):
        exam.values[name] = None if math.isnan(side.tau) else side.tau
    if exam.quantum:
        exam.know("quantum", size=exam.quantum)
    if shift:
        exam.know("shift", shift=shift)
    if exam.has("own trace", "depends on absolute time"):
        return  # what a pair adds is then no window
    ltp, ltd = (trains(shift + d) for d in (5.0, -5.0))
    for side, both in ((right, ltp), (left, ltd)):
        if exam.stochastic and side.silent:
            drowned(exam, both)
    at_ltp, at_ltd = exam.alone(shift + 5.0), exam.alone(shift - 5.0)
    if right.turns or left.turns:
        pass  # it has no sign
    elif exam.has("a lone spike changes the weight") and (right.silent or left.silent):
        pass  # which may be its LTP or LTD
    elif window.silent:
        exam.fault("no change")
    elif (right.silent or left.silent) and waits_for_both(exam):
        pass  # it waits for another spike than the one that is given
    elif right.silent or left.silent:
        if not (_bound(exam, window) or three_spikes(exam, window)):
            missing = ("no LTP", ltp, -at_ltd) if right.silent else ("no LTD", ltd, -at_ltp)
            exam.fault_in(*missing)
    elif right.A < 0 < left.A:
        exam.fault_in("wrong sign", ltp, at_ltd)
    elif right.A > 0 and left.A > 0:
        exam.fault_in("LTD strengthens", ltd, -at_ltd)
    elif right.A < 0 and left.A < 0:
        exam.fault_in("LTP weakens", ltp, -at_ltp)
    for name, side, sign in (("LTP", right, 1.0), ("LTD", left, -1.0)):
        if not side.silent:
            _name_side(exam, name, side, shift, sign)


def drowned(exam: Harness, both: Trains) -> None:
    """End the examination where a random pair does something, and nothing in the mean."""
    once = np.array([exam.once(*both) for _ in range(OFTEN)]) - exam.lone(*both)
    most = np.abs(once).max()
    if most <= exam.room(most) - 2 * exam.spread:
        return
    by_sign = np.ptp(np.abs(once)) <= ROUNDING * most  # and so it is, where they cancel
    name, where = "sign by chance" if by_sign else "drowned", as_typed(*both)
    raise Refusal(name, where=where, low=once.min(), high=once.max(), calls=OFTEN)


def _bound(exam: Harness, window: Window) -> bool:
    """Whether the silent half is heard once the other half has moved the weight, long before."""
    sign = 1.0 if window.right.silent else -1.0
    first, then = window.shift - 5.0 * sign, window.shift + 5.0 * sign
    both = zip(pair(first), pair(then, WHEN + 5 * window.closing), strict=True)
    more = exam.beyond(*both) - exam.alone(first)
    if more * sign < 0.05 * window.scale or exam.stochastic:
        return False
    side = "LTP" if sign > 0 else "LTD"
    exam.fault_in("starts at its bound", trains(then), more, side=side)
    return True


def _stops(exam: Harness, shift: float, sign: float) -> bool:
    """Whether two pairs, one after the other, change the weight as one does, to a bound."""
    twice = (tuple(t + 500.0 * k for k in range(2)) for t in pair(shift + 2.0 * sign))
    return exam(*twice) == exam.alone(shift + 2.0 * sign)


def _name_side(exam: Harness, name: str, side: Side, shift: float, sign: float) -> None:
    near, far = shift + sign * 2.0, shift + sign * 20.0
    shown, worth = trains(far), exam.alone(near)
    if side.turns in (1, 2):
        exam.know("hat", what=name)
    elif side.turns:
        exam.fault("alternating sign", what=name)
    elif math.isinf(side.tau) and math.isinf(side.cut) and _stops(exam, shift, sign):
        exam.know("near its bound", what=name, worth=worth)
    elif math.isinf(side.tau) and math.isinf(side.cut):
        exam.fault_in("no decay", shown, worth * math.exp(-18.0 / 20.0), what=name)
    elif side.tau < 0:
        exam.fault_in("missing minus", shown, worth * math.exp(18.0 / side.tau), what=name)
    elif 2000.0 < side.tau < math.inf:
        exam.fault("time constant in other units", what=name, tau=side.tau)
    elif exam.stochastic or exam.quantum:
        pass
    elif side.misfit <= 0.02 and side.cut < math.inf:
        low = max(d for d in DELTAS if d < side.cut)
        _, end = bisected(lambda d: exam.alone(shift + sign * d) != 0.0, low, side.cut, 0.1)
        exam.know("cut", what=name, ms=end)
    elif side.misfit > 0.02 and (step := _whole(exam, shift, sign)):
        half = "plus" if sign > 0 else "minus"
        exam.values |= {f"tau_{half}": step, f"A_{half}": sign * worth}
        should = worth * math.exp(-0.9)
        exam.fault_in("whole time constants", trains(shift + 0.9 * sign * step), should,
                      what=name, tau=step)  # fmt: skip
    elif side.misfit > 0.02:
        exam.know("no exponential", what=name, percent=100 * side.misfit)


def _whole(exam: Harness, shift: float, sign: float) -> float:
    """The tau whose whole multiples alone are seen: all values are powers of e; 0: they are not."""
    worth = np.abs([exam.alone(shift + sign * d) for d in DELTAS])
    fall = np.log(worth.max() / worth[worth > 0.0])
    if fall[0] or np.abs(fall - np.round(fall)).max() > 1e-6:
        return 0.0
    k = int(np.flatnonzero(fall)[0])
    _, edge = bisected(
        lambda d: abs(exam.alone(shift + sign * d)) == worth[0], DELTAS[k - 1], DELTAS[k], 1e-3
    )
    return round(edge, 2)


def name_tie(exam: Harness, window: Window, meant: STDP | None) -> None:
    """What two spikes at the same time are worth: nothing, LTP, LTD, or both at once.

    Both is what traces give that jump before they are read: a fault where a rule is `meant`, none
    of which counts a tie twice; else a convention, that of four public simulators.
    """
    exam.tried.append("a tie")
    right, left = window.right.A, window.left.A
    if window.silent or exam.triplet:
        return
    worth = {"none": 0.0, "right": right, "left": left, "both": right + left}
    name = min(worth, key=lambda each: abs(worth[each] - window.tie))
    away, most = abs(worth[name] - window.tie), max(abs(right), abs(left))
    others = (each for each in worth.values() if abs(each - worth[name]) > 0.01 * most)
    second = min(abs(each - window.tie) for each in others)
    if second - away < 2 * exam.spread:
        exam.open("chance tie", worth=window.tie)
        return
    exact = max(window.right.misfit, window.left.misfit) < 1e-3  # and no step blurs a tie
    exact &= exam.alone(window.shift + 5.04) != exam.alone(window.shift + 5.0)
    if away > min((0.02 if exact else 0.1) * most, 0.3 * (away + second)):
        exam.values["same_step"] = "other"
        exam.know("another tie", worth=window.tie)
        return
    if name == "none" and abs(right + left) < 0.01 * abs(right):
        exam.open("even tie")
    if name in ("right", "left"):
        name = "ltp" if window.tie > 0 else "ltd"
    exam.values["same_step"] = name
    if name == "both" and meant:
        should = {"none": 0.0, "ltp": right, "ltd": left}[meant.same_step]
        exam.fault_in("jump before read", trains(window.shift), should)
    elif name == "both":
        exam.know("tie both ways", worth=window.tie)
    elif name != "none":
        exam.know("tie", what=name.upper(), worth=window.tie)


def clock(exam: Harness, window: Window) -> None:
    """Its grid of time, if it has one; and whether decay and jump know the length of a step."""
    unclear = exam.quantum or exam.stochastic or exam.has("no change", "own trace")
    side, sign = (window.left, -1.0) if window.right.silent else (window.right, 1.0)
    if "whole" not in exam.form and not unclear and side.misfit <= STAIRS:
        exam.tried.append("a pair a fraction of a ms further apart")
        base, near = (exam.alone(window.shift + sign * apart) for apart in (2.0, 2.04))
        slope = abs(side.A / side.tau) if side.tau else 0.0
        exam.values["grid"] = 0.0
        if abs(near - base) < 0.01 * slope * 0.04 or near == 0.0:
            exam.values["grid"] = _grid(exam, window.shift, sign, base)
            if exam.same_step in ("ltp", "ltd"):
                exam.open("tie or step")
            if 0.0 < exam.grid < 1.0:
                _moved_by_steps(exam, window, sign, exam.grid)
            _towards_a_tie(exam, window)
            if near == 0.0 and base != 0.0:
                exam.fault_in("loses spikes off its grid", trains(window.shift + sign * 2.04), base)
    if "dt" in exam.more:
        exam.tried.append("half the dt, and a tenth of it")
        exam.changed(more=exam.more | {"dt": 0.1})
        with contextlib.suppress(Refusal):  # too slow, or refused: it is asked without
            _moved_by_steps(exam, window, sign, 0.1)
        exam.changed(more=exam.more | {"dt": 0.5})
        finer = measured(exam)
        exam.changed(more=exam.more | {"dt": 1.0})
        sides = ("LTP", window.right, finer.right), ("LTD", window.left, finer.left)
        for name, side, half in sides:
            finer_tau = half.tau / side.tau if 0 < side.tau < math.inf else 1.0
            what = f"At dt = 0.5 ms {name} has a time constant of {half.tau:.4g} ms, at 1 ms "
            if abs(finer_tau - 0.5) < 0.1:
                exam.fault("decay per step", what=f"{what}{side.tau:.4g}")
            elif side.tau > 5.0 and not 0.8 < finer_tau < 1.25:  # of Euler's decay it is 1.06
                exam.fault("time constant depends on dt", what=f"{what}{side.tau:.4g}")
            if not side.silent and abs(half.A / side.A - 0.5) < 0.1:
                exam.fault("amplitude depends on dt", share=half.A / side.A)


def _moved_by_steps(exam: Harness, window: Window, sign: float, step: float) -> None:
    """A pair moved by whole steps of its grid should be worth the same, and not a step more."""
    delta_t, tau = window.shift + 5.0 * sign, (window.right if sign > 0 else window.left).tau
    worth = exam.alone(delta_t)
    for k in range(1, 10):
        begin = round(WHEN + k * step, 9)
        moved = exam.alone(delta_t, begin)
        if exam.off(moved, worth, abs(worth)) and abs(moved / worth - 1) < 1.5 * step / tau:
            exam.fault_in("cut, not rounded", trains(delta_t, begin), worth)
            return


def _towards_a_tie(exam: Harness, window: Window) -> None:
    """Whether delta_t itself is cut to steps, towards 0: less than a step is a tie, or a 0 + or -.

    Where times are cut, a pair moved by a fraction of a step is now and then a step further apart.
    """
    step = exam.grid
    begins = [WHEN + share * step for share in (0.0, 0.2, 0.4, 0.6, 0.8)]
    sides = [[exam.alone(apart * step, begin) for begin in begins] for apart in (0.9, -0.9)]
    for at_0 in ((window.tie, window.tie), (window.right.A, window.left.A)):
        cut = not any(
            exam.off(each, worth, window.scale)
            for side, worth in zip(sides, at_0, strict=True)
            for each in side
        )
        if cut and not window.shift and exam.off(exam.alone(2 * step), at_0[0], window.scale):
            should = window.right.A * math.exp(-0.9 * step / window.right.tau)
            exam.fault_in("delta_t cut", trains(0.9 * step), should, step=step)
            return


def _grid(exam: Harness, shift: float, sign: float, base: float) -> float:
    """The distance between two changes of the answer, as the two spikes of a pair move apart."""
    edges = [0.0]
    for _ in range(2):

        def same(apart: float, base: float = base) -> bool:
            moved = exam.alone(shift + sign * (2.0 + apart))
            return not exam.off(moved, base, 0.1 * abs(base))

        _, edge = bisected(same, edges[-1], edges[-1] + 1.1, 1e-4)
        edges.append(edge)
        base = exam.alone(shift + sign * (2.0 + edge))
    return round(edges[2] - edges[1], 3)


def weights(exam: Harness, window: Window, expected: STDP | None) -> None:
    """How a change depends on the weight it starts from, where it can be told one."""
    exam.tried.append("start weights from bound to bound")
    usual = exam.more["w"]
    low, high = (expected.w_min, expected.w_max) if expected else (0.0, 1.0)

    def start_from(w: float) -> None:
        exam.changed(more=exam.more | {"w": w}, rest=0.0)
        if exam.has("returns the weight"):
            exam.changed(rest=exam([], []))

    shares = np.array([0.2, 0.4, 0.6, 0.8])
    halves = ("mu_plus", 1.0, 1 - shares, high), ("mu_minus", -1.0, shares, low)
    every: list[list[float]] = []
    for _, sign, _, _ in halves:
        every.append([])
        for share in shares.tolist():
            start_from(low + share * (high - low))
            every[-1].append(abs(exam.alone(window.shift + sign * 2.0)))
    if all(
        (_power(1 - each[2], changes) or 0.0) > ALIKE
        for each, changes in zip(halves, every, strict=True)
    ):
        shown = as_typed(*trains(window.shift + 2.0))
        w = low + 0.8 * (high - low)
        exam.fault("soft bounds exchanged", f"w = {w:g}, {shown}", every[0][-1], every[0][0])
        start_from(usual)
        return
    for (name, sign, room, bound), changes in zip(halves, every, strict=True):
        slope = _power(room, changes)
        if slope is not None:
            exam.values[name] = round(slope, 4) + 0.0
        elif min(changes) > 0 and expected and expected.mu:
            said = f"{name}: no power of the room left fits; expected was mu = {expected.mu:g}."
            exam.fault("other dependence on the weight", said=said)
        elif min(changes) > 0:
            exam.open("exponent", which=name)
        start_from(bound)
        further = window.shift + sign * 2.0
        if exam.alone(further) * sign > 1e-9:
            said = f"From w = {bound:g} the weight moves further out"
            if expected:
                exam.fault_in("no bounds", trains(further), 0.0, f"{said}.")
            else:
                exam.know("other bound", said=said)
    start_from(usual)


def _power(room: Floats, changes: list[float]) -> float | None:
    """The power of the room left that changes go with; None if none fits."""
    if min(changes) <= 0:
        return None
    slope, offset = np.polyfit(np.log(room), np.log(changes), 1)
    misfit = np.abs(slope * np.log(room) + offset - np.log(changes)).max()
    return float(slope) if misfit < ALIKE else None


def against(exam: Harness, window: Window, rule: STDP, start: float | None) -> None:
    """Whatever differs from the rule that it is meant to be."""
    exam.tried.append("the rule that it is meant to be")
    room = ALIKE + 4 * (exam.spread + (exam.quantum or 0.0)) / (window.scale or 1.0)

    def alike(here: float | None, there: float) -> bool:
        return here is not None and abs(here - there) <= room * abs(there)

    tau, height = (exam.tau_plus, exam.tau_minus), (exam.A_plus, exam.A_minus)
    w = exam.more.get("w", start)
    share = 0.5 if w is None else (w - rule.w_min) / (rule.w_max - rule.w_min)
    A_plus, A_minus = rule.A_plus * (1 - share) ** rule.mu, rule.A_minus * share**rule.mu
    scaled = replace(rule, A_plus=A_plus, A_minus=A_minus)
    if exam.has("wrong sign"):
        height = -height[0], -height[1]  # a minus too many; or else the roles are exchanged
        straight = (*tau, *height), (rule.tau_plus, rule.tau_minus, A_plus, A_minus)
        exchanged = (*tau[::-1], *height[::-1]), straight[1]
        if not all(map(alike, straight[0][:2], straight[1])) or all(map(alike, *exchanged)):
            tau, height = tau[::-1], height[::-1]
    if exam.triplet:
        exam.fault("no pair rule", said="Three spikes act together; expected was a rule of pairs.")
    for name in ("mu_plus", "mu_minus"):
        if abs(exam.values.get(name, rule.mu) - rule.mu) > ALIKE:
            said = f"{name} is {exam.values[name]:g}; expected was mu = {rule.mu:g}."
            exam.fault("other dependence on the weight", said=said)
    blamed = exam.has(
        *("missing minus", "own trace", "no change", "no LTP", "no LTD", "no decay"),
        *("re-counted pairs", "a lone spike changes the weight", "starts at its bound"),
        *("LTD strengthens", "LTP weakens", "alternating sign", "no pair rule"),
        "other dependence on the weight",
    )
    step, two = exam.grid or 0.0, math.log(2.0)
    tau_plus, tau_minus = rule.tau_plus, rule.tau_minus
    shrink = np.exp(-step / tau_plus), np.exp(-step / tau_minus)  # in one step of its grid
    a_step = "A trace decays for one step {} than the spikes are apart:"
    euler = [-step / math.log1p(-step / tau) if 0 < step < tau else math.nan
             for tau in (tau_plus, tau_minus)]  # fmt: skip
    of_tau: Slips = {
        "swapped time constants": ("LTP and LTD have each other's:", tau_minus, tau_plus),
        "decay per step": ("A trace decays by the step:", step * tau_plus, step * tau_minus),
        "Euler's decay": ("A trace decays by 1 - dt / tau a step, coarsely:", euler[0], euler[1]),
        "power of 2": ("A trace halves in each tau:", tau_plus / two, tau_minus / two),
        "other time constants": ("They are", math.nan, math.nan),
    }
    of_height: Slips = {
        "pairs counted twice": ("Each pair is worth double:", 2 * A_plus, 2 * A_minus),
        "LTP pairs counted twice": ("LTP is worth double:", 2 * A_plus, A_minus),
        "LTD pairs counted twice": ("LTD is worth double:", A_plus, 2 * A_minus),
        "swapped amplitudes": ("LTP and LTD have each other's:", A_minus, A_plus),
        "a step too far": (a_step.format("more"), A_plus * shrink[0], A_minus * shrink[1]),
        "a step too near": (a_step.format("less"), A_plus / shrink[0], A_minus / shrink[1]),
        "LTP a step too far": (a_step.format("more"), A_plus * shrink[0], A_minus),
        "LTD a step too far": (a_step.format("more"), A_plus, A_minus * shrink[1]),
        "LTP a step too near": (a_step.format("less"), A_plus / shrink[0], A_minus),
        "LTD a step too near": (a_step.format("less"), A_plus, A_minus / shrink[1]),
        "other amplitudes": ("They are", math.nan, math.nan),
    }
    measured = [(tau, (tau_plus, tau_minus), " ms", of_tau)]
    if w is not None or not rule.mu:  # else it is not known at which weight they hold
        measured.append((height, (A_plus, A_minus), "", of_height))
    for got, want, unit, slips in measured:
        if blamed or all(map(alike, got, want)):
            continue
        fits = (name for name in slips if all(map(alike, got, slips[name][1:])))
        name = next(fits, [*slips][-1])
        here, there = (
            " and ".join("unknown" if each is None else f"{each:.4g}" for each in both) + unit
            for both in (got, want)
        )
        delta_t = window.shift + (-5.0 if alike(got[0], want[0]) else 5.0)
        said = f"{slips[name][0]} {here}; expected were {there}."
        exam.fault_in(name, trains(delta_t), float(scaled.window(delta_t)), said)
    for what, cut, sign in (("LTP", window.right.cut, 1.0), ("LTD", window.left.cut, -1.0)):
        meant = float(scaled.window(sign * cut)) if cut < math.inf else 0.0
        heard = abs(meant) > 0.01 * A_plus and exam.off(0.0, meant, window.scale)
        if heard and not (blamed or exam.quantum or exam.stochastic):
            said = f"{what} is cut off: a pair {cut:g} ms apart counts for nothing."
            exam.fault_in("cut off", trains(window.shift + sign * cut), meant, said)
    if window.shift:
        said = f"LTP and LTD meet at delta_t = {window.shift:g} ms; expected was 0."
        delta_t = window.shift + 5.0
        exam.fault_in("shifted window", trains(delta_t), float(scaled.window(delta_t)), said)
    tie = exam.same_step
    if tie not in (None, rule.same_step) and not exam.has("jump before read"):
        names = {"none": "tie not counted", "ltp": "tie as LTP", "ltd": "tie as LTD"}
        worth = {"none": 0.0, "ltp": A_plus, "ltd": -A_minus}[rule.same_step]
        said = f"A tie counts as {tie!r}; expected was {rule.same_step!r}."
        exam.fault_in(names.get(tie, "tie as something else"), trains(0.0), worth, said)
    if exam.pairing not in (None, rule.pairing) and not exam.has(
        "last spikes only", "first spikes only"
    ):
        said = f"It counts {exam.pairing}; expected was {rule.pairing!r}."
        exam.fault_in("other pairs", *most_telling(exam, window, rule.pairing), said)
    if start is not None and not exam.has("missing minus"):
        _bounds(exam, window, rule, start)


def _bounds(exam: Harness, window: Window, rule: STDP, start: float) -> None:
    """Give it so many pairs that the weight would leave its bounds, and see if it stops there."""
    far = window.closing
    for sign, bound in ((1.0, rule.w_max), (-1.0, rule.w_min)):
        each = exam.alone(window.shift + sign * 2.0)
        if each * sign <= 0 or not math.isfinite(bound):
            continue
        count = math.ceil(1.5 * abs(bound - start) / abs(each)) + 1
        if count > 400:
            exam.open("far bound", bound=bound, count=count)
            continue
        exam.tried.append(f"{count} pairs towards the bound {bound:g}")
        many = [[t + far * k for k in range(count)] for t in pair(window.shift + sign * 2.0)]
        reached = start + exam(*many)
        if (reached - bound) * sign > 1e-9 + 2 * exam.spread:
            said = f"{count} pairs take the weight from {start:g} to {reached:.4g}, beyond its "
            said += f"bound {bound:g}: {as_typed(*(train[:2] for train in many))} and so on, every "
            exam.fault("no bounds", said=f"{said}{far:g} ms.")
