"""Naming: what the measured window says. Signs, slopes, and what a tie is worth."""

from __future__ import annotations

import math

from snn_edu.verify.manners import Examination
from snn_edu.verify.pairs import three_spikes
from snn_edu.verify.window import Side, Window, alone, pair

EVEN = "LTP adds and LTD subtracts. (Or is the window meant to be even?)"


def name_window(exam: Examination, window: Window, u: float) -> None:
    """Amplitudes, time constants, and what the signs and slopes of the two halves say."""
    right, left, shift = window.right, window.left, window.shift
    exam.values |= {"A_plus": right.A, "A_minus": -left.A, "shift": shift}
    for name, side in (("tau_plus", right), ("tau_minus", left)):
        exam.values[name] = None if math.isnan(side.tau) else side.tau
    if exam.values["quantum"]:
        exam.remarks.append(f"Its weight moves in steps of {exam.values['quantum']:.4g}.")
    if shift:
        exam.remarks.append(
            f"LTP and LTD meet at delta_t = {shift:g} ms: a delay, axonal minus dendritic."
        )
    if exam.has("own trace"):
        return  # what a pair adds is then no window
    ltp, ltd = (tuple([t] for t in pair(shift + d)) for d in (5.0, -5.0))
    at_ltp, at_ltd = alone(exam.subject, shift + 5.0), alone(exam.subject, shift - 5.0)
    if right.turns or left.turns:
        pass  # it has no sign
    elif exam.has("a lone spike changes the weight") and (right.silent or left.silent):
        pass  # which may be its LTP or LTD
    elif right.silent and left.silent:
        exam.fault("no change", "No pair changes the weight, 1 to 80 ms apart.")
    elif (right.silent or left.silent) and three_spikes(exam, window, u):
        pass  # its pairs may do nothing as long as they are alone
    elif right.silent:
        exam.fault("no LTP", "A pre spike before a post spike changes nothing.", ltp, -at_ltd)
    elif left.silent:
        exam.fault("no LTD", "A post spike before a pre spike changes nothing.", ltd, -at_ltp)
    elif right.A < 0 < left.A:
        exam.fault(
            "wrong sign",
            "What comes before the post spike is weakened, what comes after it strengthened: "
            "delta_t is t_post - t_pre, and A_plus adds. (Or is it meant to be anti-Hebbian?)",
            ltp,
            at_ltd,
        )
    elif right.A > 0 and left.A > 0:
        exam.fault("LTD strengthens", f"Both orders strengthen. {EVEN}", ltd, -at_ltd)
    elif right.A < 0 and left.A < 0:
        exam.fault("LTP weakens", f"Both orders weaken. {EVEN}", ltp, -at_ltp)
    halves = (("LTP", right, 1.0), ("LTD", left, -1.0))
    for name, side, sign in halves:
        if not side.silent:
            _name_side(exam, name, side, shift, sign)


def _name_side(exam: Examination, name: str, side: Side, shift: float, sign: float) -> None:
    near, far = shift + sign * 2.0, shift + sign * 20.0
    if side.turns == 1:
        exam.remarks.append(f"{name} changes its sign with the distance, as a Mexican hat does.")
    elif side.turns:
        exam.fault(
            "alternating sign",
            f"{name} changes its sign with the distance: a trace is multiplied by a negative "
            "number at each step.",
        )
    elif math.isinf(side.tau):
        exam.fault(
            "no decay",
            f"{name} does not depend on the distance: no trace decays.",
            tuple([t] for t in pair(far)),
            alone(exam.subject, near) * math.exp(-18.0 / 20.0),
        )
    elif side.tau < 0:
        exam.fault(
            "missing minus",
            f"{name} grows with the distance, like exp(+|delta_t| / tau): a minus is missing.",
            tuple([t] for t in pair(far)),
            alone(exam.subject, near) * math.exp(18.0 / side.tau),
        )
    elif side.tau > 2000.0:
        exam.fault(
            "time constant in other units",
            f"{name} decays with {side.tau:,.0f} ms. Were times in s and a time constant in ms?",
        )
    elif exam.values["stochastic"] or exam.values["quantum"]:
        pass
    elif side.misfit <= 0.02 and side.cut < math.inf:
        exam.remarks.append(f"{name} is cut off: from {side.cut:g} ms on there is none.")
    elif side.misfit > 0.02:
        exam.remarks.append(
            f"{name} is not exponential: the formula misses it by {100 * side.misfit:.0f} % of its "
            "largest value."
        )


def name_tie(exam: Examination, window: Window) -> None:
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
    if second - away < 2 * exam.subject.spread:
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
        exam.fault(
            "jump before read",
            "A tie counts as LTP and as LTD: traces jump before they are read. Read, then jump.",
            ([t_pre], [t_post]),
            0.0,
        )
    elif name != "none":
        exam.remarks.append(
            f"A tie counts as {name.upper()} at full strength ({window.tie:.4g}). On a coarse grid "
            "ties are common: say which you mean."
        )
