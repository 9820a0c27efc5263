"""Naming: what the measured window says. Signs, slopes, and what a tie is worth."""

from __future__ import annotations

import math

from snn_edu.verify.manners import Bench, closing
from snn_edu.verify.pairs import three_spikes
from snn_edu.verify.window import DELTAS, Side, Window, alone, pair


def name_window(exam: Bench, window: Window, u: float) -> None:
    """Amplitudes, time constants, and what the signs and slopes of the two halves say."""
    right, left, shift = window.right, window.left, window.shift
    exam.values |= {"A_plus": right.A, "A_minus": -left.A, "shift": shift}
    for name, side in (("tau_plus", right), ("tau_minus", left)):
        exam.values[name] = None if math.isnan(side.tau) else side.tau
    if exam.values["quantum"]:
        exam.remarks.append(f"Its weight moves in steps of {exam.values['quantum']:.4g}.")
    if shift:
        exam.remarks.append(
            f"LTP and LTD meet at delta_t = {shift:g} ms: a delay (axonal minus dendritic), or the "
            "shape of its window."
        )
    if exam.has("own trace"):
        return  # what a pair adds is then no window
    ltp, ltd = (tuple([t] for t in pair(shift + d)) for d in (5.0, -5.0))
    at_ltp, at_ltd = alone(exam.asked, shift + 5.0), alone(exam.asked, shift - 5.0)
    if right.turns or left.turns:
        pass  # it has no sign
    elif exam.has("a lone spike changes the weight") and (right.silent or left.silent):
        pass  # which may be its LTP or LTD
    elif right.silent and left.silent:
        exam.fault("no change")
    elif right.silent or left.silent:
        if not (_bound(exam, window) or three_spikes(exam, window, u)):
            missing = ("no LTP", ltp, -at_ltd) if right.silent else ("no LTD", ltd, -at_ltp)
            exam.shown(*missing)
    elif right.A < 0 < left.A:
        exam.shown("wrong sign", ltp, at_ltd)
    elif right.A > 0 and left.A > 0:
        exam.shown("LTD strengthens", ltd, -at_ltd)
    elif right.A < 0 and left.A < 0:
        exam.shown("LTP weakens", ltp, -at_ltp)
    for name, side, sign in (("LTP", right, 1.0), ("LTD", left, -1.0)):
        if not side.silent:
            _name_side(exam, name, side, shift, sign)


def _bound(exam: Bench, window: Window) -> bool:
    """Whether the silent half is heard once the other half has moved the weight, long before."""
    sign = 1.0 if window.right.silent else -1.0
    first, then = pair(window.shift - 5.0 * sign), pair(window.shift + 5.0 * sign)
    gap = 5 * closing(window)
    both = [[a, b + gap] for a, b in zip(first, then, strict=True)]
    more = exam.asked(*both) - alone(exam.asked, window.shift - 5.0 * sign)
    more -= sum(exam.asked([t], []) for t in both[0]) + sum(exam.asked([], [t]) for t in both[1])
    if more * sign < 0.05 * window.scale or exam.values["stochastic"]:
        return False
    side = "LTP" if sign > 0 else "LTD"
    exam.shown("starts at its bound", tuple([t] for t in then), more, side=side)
    return True


def _name_side(exam: Bench, name: str, side: Side, shift: float, sign: float) -> None:
    near, far = shift + sign * 2.0, shift + sign * 20.0
    trains, worth = tuple([t] for t in pair(far)), alone(exam.asked, near)
    if side.turns == 1:
        exam.remarks.append(f"{name} changes its sign with the distance, as a Mexican hat does.")
    elif side.turns:
        exam.fault("alternating sign", what=name)
    elif math.isinf(side.tau):
        exam.shown("no decay", trains, worth * math.exp(-18.0 / 20.0), what=name)
    elif side.tau < 0:
        exam.shown("missing minus", trains, worth * math.exp(18.0 / side.tau), what=name)
    elif side.tau > 2000.0:
        exam.fault("time constant in other units", what=name, tau=side.tau)
    elif exam.values["stochastic"] or exam.values["quantum"]:
        pass
    elif side.misfit <= 0.02 and side.cut < math.inf:
        low, high = max(d for d in DELTAS if d < side.cut), side.cut
        while high - low > 0.1:
            middle = (low + high) / 2
            heard = alone(exam.asked, shift + sign * middle) != 0.0
            low, high = (middle, high) if heard else (low, middle)
        exam.remarks.append(f"{name} is cut off: from {high:.3g} ms on there is none.")
    elif side.misfit > 0.02:
        exam.remarks.append(
            f"{name} is not exponential: the formula misses it by {100 * side.misfit:.0f} % of its "
            "largest value."
        )


def name_tie(exam: Bench, window: Window) -> None:
    """What two spikes at the same time are worth: nothing, LTP, LTD, or both at once."""
    exam.tried.append("a tie")
    right, left = window.right.A, window.left.A
    if (window.right.silent and window.left.silent) or exam.values["triplet"]:
        return
    worth = {"none": 0.0, "right": right, "left": left, "both": right + left}
    name = min(worth, key=lambda each: abs(worth[each] - window.tie))
    away, most = abs(worth[name] - window.tie), max(abs(right), abs(left))
    others = (each for each in worth.values() if abs(each - worth[name]) > 0.01 * most)
    second = min(abs(each - window.tie) for each in others)
    if second - away < 2 * exam.asked.spread:
        exam.unknown.append(f"What a tie is worth: {window.tie:.4g}, and chance could do that.")
        return
    if away > min(0.1 * most, 0.3 * (away + second)):
        exam.values["same_step"] = "other"
        exam.remarks.append(f"A tie is worth {window.tie:.4g}: neither LTP, nor LTD, nor both.")
        return
    if name == "none" and abs(right + left) < 0.01 * abs(right):
        exam.unknown.append(
            "Whether a tie counts for neither side or for both: A_plus and A_minus are equal."
        )
    if name in ("right", "left"):
        name = "ltp" if window.tie > 0 else "ltd"
    exam.values["same_step"] = name
    t_pre, t_post = pair(window.shift)
    if name == "both":
        exam.shown("jump before read", ([t_pre], [t_post]), 0.0)
    elif name != "none":
        exam.remarks.append(
            f"A tie counts as {name.upper()} at full strength ({window.tie:.4g}). On a coarse grid "
            "ties are common: say which you mean."
        )
