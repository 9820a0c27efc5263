"""Meant: what depends on the step, on the weight, and what differs from the rule in mind."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu.plasticity import STDP
from snn_edu.verify.manners import Examination, closing, told
from snn_edu.verify.window import WHEN, Window, alone, measured, pair

ALIKE = 0.02  # two amplitudes or time constants that differ by less are the same


def clock(exam: Examination, window: Window) -> None:
    """Its grid of time, if it has one; and whether its decay knows the length of a step."""
    subject = exam.subject
    unclear = exam.values["quantum"] or exam.values["stochastic"] or exam.has("no change")
    if "whole" not in subject.form and not unclear:
        exam.tried.append("a pair a fraction of a ms further apart")
        base = alone(subject, window.shift + 2.0)
        near = alone(subject, window.shift + 2.05)
        slope = abs(window.right.A / window.right.tau) if window.right.tau else 0.0
        if abs(near - base) < 0.01 * slope * 0.05 or near == 0.0:
            exam.values["grid"] = _grid(exam, window, base)
            if near == 0.0 and base != 0.0:
                exam.fault(
                    "loses spikes off its grid",
                    "A spike between two of its steps is lost. Round it to a step.",
                    tuple([t] for t in pair(window.shift + 2.05)),
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


def _grid(exam: Examination, window: Window, base: float) -> float:
    """The smallest step in time that changes the answer, of those in use."""
    for step in (0.1, 0.125, 0.2, 0.25, 0.5):
        moved = alone(exam.subject, window.shift + 2.0 + step)
        rounded = base, alone(exam.subject, window.shift + 3.0), 0.0
        if all(exam.off(moved, value, 0.1 * abs(base)) for value in rounded):
            return step
    return 1.0


def weights(exam: Examination, window: Window, expected: STDP | None) -> None:
    """How a change depends on the weight it starts from, where it can be told one."""
    exam.tried.append("start weights from bound to bound")
    subject, more = exam.subject, dict(exam.subject.more)
    low, high = (expected.w_min, expected.w_max) if expected else (0.0, 1.0)
    shares = np.array([0.2, 0.4, 0.6, 0.8])
    for name, sign, room in (("mu_plus", 1.0, 1 - shares), ("mu_minus", -1.0, shares)):
        changes = []
        for share in shares.tolist():
            subject.changed(more=more | {"w": low + share * (high - low)})
            changes.append(alone(subject, window.shift + sign * 2.0))
        if min(np.abs(changes)) > 0:
            exam.values[name] = round(
                float(np.polyfit(np.log(room), np.log(np.abs(changes)), 1)[0]), 4
            )
        bound = high if sign > 0 else low
        subject.changed(more=more | {"w": bound})
        if alone(subject, window.shift + sign * 2.0) * sign > 1e-9:
            exam.fault(
                "no bounds",
                f"From w = {bound:g}, its bound, the weight moves further out.",
                tuple([t] for t in pair(window.shift + sign * 2.0)),
                0.0,
            )
    subject.changed(more=more)


def against(exam: Examination, window: Window, rule: STDP, start: float | None) -> None:
    """Whatever differs from the rule that it is meant to be."""
    exam.tried.append("the rule that it is meant to be")
    values = exam.values
    shows = tuple([t] for t in pair(window.shift + 5.0))
    want = {name: getattr(rule, name) for name in ("A_plus", "A_minus", "tau_plus", "tau_minus")}
    room = ALIKE + 4 * (exam.subject.spread + (values["quantum"] or 0.0)) / (window.scale or 1.0)

    def alike(here: Any, there: float) -> bool:
        return here is not None and abs(here - there) <= room * abs(there)

    tau = values["tau_plus"], values["tau_minus"]
    height = values["A_plus"], values["A_minus"]
    if exam.has("wrong sign"):
        tau, height = tau[::-1], (-height[1], -height[0])
    expected = float(rule.window(5.0 + window.shift))
    blamed = exam.has("missing minus", "own trace", "no change", "no LTP", "no LTD", "no decay")
    blamed = blamed or exam.has("re-counted pairs")
    blamed = blamed or exam.has("LTD strengthens", "LTP weakens", "alternating sign")
    if not blamed and not all(map(alike, tau, (rule.tau_plus, rule.tau_minus))):
        name, said = "other time constants", "They are"
        if all(map(alike, tau, (rule.tau_minus, rule.tau_plus))):
            name, said = "swapped time constants", "LTP fades with tau_minus, LTD with tau_plus:"
        elif values["grid"] and all(
            alike(t / values["grid"], w) for t, w in zip(tau, list(want.values())[2:], strict=True)
        ):
            name, said = "decay per step", "A trace decays by the step, not by the ms:"
        exam.fault(
            name,
            f"{said} {tau[0]:.4g} and {tau[1]:.4g} ms; expected were {rule.tau_plus:g} and "
            f"{rule.tau_minus:g}.",
            shows,
            expected,
        )
    if not blamed and not all(map(alike, height, (rule.A_plus, rule.A_minus))):
        name, said = "other amplitudes", "They are"
        if all(map(alike, height, (2 * rule.A_plus, 2 * rule.A_minus))):
            name, said = "pairs counted twice", "Each pair is worth double:"
        elif all(map(alike, height, (rule.A_minus, rule.A_plus))):
            name, said = "swapped amplitudes", "LTP has the height of LTD and LTD that of LTP:"
        exam.fault(
            name,
            f"{said} {height[0]:.4g} and {height[1]:.4g}; expected were {rule.A_plus:g} and "
            f"{rule.A_minus:g}.",
            shows,
            expected,
        )
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
