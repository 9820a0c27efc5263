"""Meant: what depends on the step, on the weight, and what differs from the rule in mind."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu.plasticity import STDP
from snn_edu.verify.asking import told
from snn_edu.verify.manners import Examination, closing
from snn_edu.verify.window import WHEN, Window, alone, measured, pair

STAIRS = 0.02  # a misfit of this size: the window may have steps of its own
Known = dict[str, tuple[tuple[float, float], str]]  # a slip, what it would measure, and a sentence
ALIKE = 0.02  # two amplitudes or time constants that differ by less are the same


def clock(exam: Examination, window: Window) -> None:
    """Its grid of time, if it has one; and whether its decay knows the length of a step."""
    subject = exam.subject
    unclear = exam.values["quantum"] or exam.values["stochastic"] or exam.has("no change")
    side, sign = (window.left, -1.0) if window.right.silent else (window.right, 1.0)
    unclear = unclear or side.misfit > STAIRS
    if "whole" not in subject.form and not unclear:
        exam.tried.append("a pair a fraction of a ms further apart")
        base = alone(subject, window.shift + sign * 2.0)
        near = alone(subject, window.shift + sign * 2.05)
        slope = abs(side.A / side.tau) if side.tau else 0.0
        exam.values["grid"] = 0.0
        if abs(near - base) < 0.01 * slope * 0.05 or near == 0.0:
            exam.values["grid"] = _grid(exam, window.shift, sign, base)
            if exam.values["same_step"] in ("ltp", "ltd"):
                exam.unknown.append(
                    "Whether its tie counts, or a delay of one step moves its window: on a grid "
                    "both look alike."
                )
            if near == 0.0 and base != 0.0:
                exam.fault(
                    "loses spikes off its grid",
                    "A spike between two of its steps is lost. Round it to a step.",
                    tuple([t] for t in pair(window.shift + sign * 2.05)),
                    base,
                )
    if "dt" in subject.more:
        exam.tried.append("half the dt")
        subject.changed(more=subject.more | {"dt": 0.5})
        finer = measured(subject)
        subject.changed(more=subject.more | {"dt": 1.0})
        if abs(finer.right.tau / window.right.tau - 0.5) < 0.1:
            exam.fault(
                "decay per step",
                f"At dt = 0.5 ms its time constant is {finer.right.tau:.4g} ms, at 1 ms "
                f"{window.right.tau:.4g}: a trace decays by the step, not by the ms. Multiply by "
                "exp(-dt / tau).",
            )


def _grid(exam: Examination, shift: float, sign: float, base: float) -> float:
    """The smallest step in time that changes the answer, of those in use."""
    for step in (0.1, 0.125, 0.2, 0.25, 0.5):
        moved = alone(exam.subject, shift + sign * (2.0 + step))
        rounded = base, alone(exam.subject, shift + sign * 3.0), 0.0
        if all(exam.off(moved, value, 0.1 * abs(base)) for value in rounded):
            return step
    return 1.0


def weights(exam: Examination, window: Window, expected: STDP | None) -> None:
    """How a change depends on the weight it starts from, where it can be told one."""
    exam.tried.append("start weights from bound to bound")
    subject, more = exam.subject, dict(exam.subject.more)
    low, high = (expected.w_min, expected.w_max) if expected else (0.0, 1.0)

    def start_from(w: float) -> None:
        subject.changed(more=more | {"w": w}, rest=0.0)
        if exam.has("returns the weight"):
            subject.changed(rest=subject([], []))

    shares = np.array([0.2, 0.4, 0.6, 0.8])
    for name, sign, room in (("mu_plus", 1.0, 1 - shares), ("mu_minus", -1.0, shares)):
        bound, further = (high if sign > 0 else low), window.shift + sign * 2.0
        changes = []
        for share in shares.tolist():
            start_from(low + share * (high - low))
            changes.append(abs(alone(subject, further)))
        if min(changes) > 0:
            slope, offset = np.polyfit(np.log(room), np.log(changes), 1)
            if np.abs(slope * np.log(room) + offset - np.log(changes)).max() < ALIKE:
                exam.values[name] = round(float(slope), 4) + 0.0
            else:
                exam.unknown.append(f"The exponent {name}: no power of the room left fits.")
        start_from(bound)
        if alone(subject, further) * sign <= 1e-9:
            continue
        said = f"From w = {bound:g} the weight moves further out"
        if expected:
            exam.fault("no bounds", f"{said}.", tuple([t] for t in pair(further)), 0.0)
        else:
            exam.remarks.append(f"{said}: its bound, if it has one, is another.")
    start_from(more["w"])


def against(exam: Examination, window: Window, rule: STDP, start: float | None) -> None:
    """Whatever differs from the rule that it is meant to be."""
    exam.tried.append("the rule that it is meant to be")
    values = exam.values
    room = ALIKE + 4 * (exam.subject.spread + (values["quantum"] or 0.0)) / (window.scale or 1.0)

    def alike(here: Any, there: float) -> bool:
        return here is not None and abs(here - there) <= room * abs(there)

    tau = values["tau_plus"], values["tau_minus"]
    height = values["A_plus"], values["A_minus"]
    if exam.has("wrong sign"):
        height = -height[0], -height[1]  # a minus too many; or else the roles are exchanged
        if not all(map(alike, tau, (rule.tau_plus, rule.tau_minus))):
            tau, height = tau[::-1], height[::-1]
    w = exam.subject.more.get("w", start)
    share = 0.5 if w is None else (w - rule.w_min) / (rule.w_max - rule.w_min)
    A_plus, A_minus = rule.A_plus * (1 - share) ** rule.mu, rule.A_minus * share**rule.mu
    scaled = replace(rule, A_plus=A_plus, A_minus=A_minus)

    def shown(delta_t: float) -> tuple[Any, float]:
        return tuple([t] for t in pair(delta_t)), float(scaled.window(delta_t))

    blamed = exam.has("missing minus", "own trace", "no change", "no LTP", "no LTD", "no decay")
    blamed = blamed or exam.has("re-counted pairs", "a lone spike changes the weight")
    blamed = blamed or exam.has("LTD strengthens", "LTP weakens", "alternating sign")
    if values["triplet"]:
        exam.fault("no pair rule", "Three spikes act together; expected was a rule of pairs.")
    for name in ("mu_plus", "mu_minus"):
        if abs(values.get(name, rule.mu) - rule.mu) > ALIKE:
            said = f"{name} is {values[name]:g}; expected was mu = {rule.mu:g}."
            exam.fault("other dependence on the weight", said)
    blamed = blamed or exam.has("no pair rule", "other dependence on the weight")
    step = values["grid"] or 0.0
    shorter = math.exp(-step / rule.tau_plus), math.exp(-step / rule.tau_minus)

    def compare(got: Any, want: Any, other: str, unit: str, known: Known) -> None:
        if blamed or all(map(alike, got, want)):
            return
        slips = (each for each in known if all(map(alike, got, known[each][0])))
        name = next(slips, other)
        said = known[name][1] if name in known else "They are"
        here, there = (
            " and ".join("unknown" if each is None else f"{each:.4g}" for each in both) + unit
            for both in (got, want)
        )
        side = -5.0 if alike(got[0], want[0]) else 5.0
        exam.fault(name, f"{said} {here}; expected were {there}.", *shown(window.shift + side))

    tau_plus, tau_minus = rule.tau_plus, rule.tau_minus
    compare(
        tau,
        (tau_plus, tau_minus),
        "other time constants",
        " ms",
        {
            "swapped time constants": (
                (tau_minus, tau_plus),
                "LTP fades with tau_minus, LTD with tau_plus:",
            ),
            "decay per step": (
                (step * tau_plus, step * tau_minus),
                "A trace decays by the step, not by the ms:",
            ),
        },
    )
    compare(
        height,
        (A_plus, A_minus) if w is not None or not rule.mu else height,
        "other amplitudes",
        "",
        {
            "pairs counted twice": ((2 * A_plus, 2 * A_minus), "Each pair is worth double:"),
            "LTP pairs counted twice": ((2 * A_plus, A_minus), "LTP is worth double:"),
            "LTD pairs counted twice": ((A_plus, 2 * A_minus), "LTD is worth double:"),
            "swapped amplitudes": ((A_minus, A_plus), "LTP has the height of LTD, and LTD of LTP:"),
            "a step too far": (
                (A_plus * shorter[0], A_minus * shorter[1]),
                "A trace decays for one step more than the spikes are apart:",
            ),
            "a step too near": (
                (A_plus / shorter[0], A_minus / shorter[1]),
                "A trace decays for one step less than the spikes are apart:",
            ),
        },
    )
    if window.shift:
        said = f"LTP and LTD meet at delta_t = {window.shift:g} ms; expected was 0."
        exam.fault("shifted window", said, *shown(window.shift + 5.0))
    tie = values["same_step"]
    if tie is not None and tie != rule.same_step and not exam.has("jump before read"):
        names = {"none": "tie not counted", "ltp": "tie as LTP", "ltd": "tie as LTD"}
        meant = {"none": 0.0, "ltp": rule.A_plus, "ltd": -rule.A_minus}[rule.same_step]
        exam.fault(
            names.get(tie, "tie as something else"),
            f"A tie counts as {tie!r}; expected was {rule.same_step!r}.",
            tuple([t] for t in pair(0.0)),
            meant,
        )
    if values["pairing"] not in (None, rule.pairing) and not exam.has("last spikes only"):
        pre, post = WHEN + np.array([0.0, 3.0, 9.0]), WHEN + np.array([4.0, 6.0])
        exam.fault(
            "other pairs",
            f"It counts {values['pairing']}; expected was {rule.pairing!r}.",
            (pre.tolist(), post.tolist()),
            replace(rule, mu=0.0).pair_sum(pre, post),
        )
    if start is not None:
        _bounds(exam, window, rule, start)


def _bounds(exam: Examination, window: Window, rule: STDP, start: float) -> None:
    """Give it so many pairs that the weight would leave its bounds, and see if it stops there."""
    far = closing(window)
    if exam.has("missing minus"):
        return
    for sign, bound in ((1.0, rule.w_max), (-1.0, rule.w_min)):
        each = alone(exam.subject, window.shift + sign * 2.0)
        if each * sign <= 0 or not math.isfinite(bound):
            continue
        count = math.ceil(1.5 * abs(bound - start) / abs(each)) + 1
        if count > 400:
            exam.unknown.append(f"The bound {bound:g}: {count:,} pairs would be needed.")
            continue
        exam.tried.append(f"{count} pairs towards the bound {bound:g}")
        t_pre, t_post = pair(window.shift + sign * 2.0)
        trains = [[t + far * k for k in range(count)] for t in (t_pre, t_post)]
        reached = start + exam.subject(*trains)
        if (reached - bound) * sign > 1e-9 + 2 * exam.subject.spread:
            exam.fault(
                "no bounds",
                f"{count} pairs take the weight from {start:g} to {reached:.4g}, beyond its bound "
                f"{bound:g}: {told(*(train[:2] for train in trains))} and so on, every {far:g} ms.",
            )
