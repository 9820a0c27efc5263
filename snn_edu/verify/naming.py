"""Naming: what the measured window says. Signs, slopes, and what a tie is worth."""

from __future__ import annotations

import math

from snn_edu.verify.manners import Examination
from snn_edu.verify.pairs import three_spikes
from snn_edu.verify.window import Side, Window, alone, pair


def name_window(exam: Examination, window: Window, u: float) -> None:
    """Amplitudes, time constants, and what the signs and slopes of the two halves say."""
    right, left, shift = window.right, window.left, window.shift
    exam.values |= {"A_plus": right.A, "A_minus": -left.A, "shift": shift}
    exam.values |= {"tau_plus": right.tau, "tau_minus": left.tau}
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
    if right.alternates or left.alternates:
        pass  # it has no sign
    elif right.silent and left.silent:
        if not exam.has("a lone spike changes the weight"):
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
            "delta_t is t_post - t_pre, and A_plus adds.",
            ltp,
            at_ltd,
        )
    elif right.A > 0 and left.A > 0:
        exam.fault("LTD strengthens", "Both orders strengthen. LTD subtracts.", ltd, -at_ltd)
    elif right.A < 0 and left.A < 0:
        exam.fault("LTP weakens", "Both orders weaken. LTP adds.", ltp, -at_ltp)
    halves = (("LTP", right, 1.0), ("LTD", left, -1.0))
    for name, side, sign in halves:
        if not side.silent:
            _name_side(exam, name, side, shift, sign)


def _name_side(exam: Examination, name: str, side: Side, shift: float, sign: float) -> None:
    near, far = shift + sign * 2.0, shift + sign * 20.0
    if side.alternates:
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
    elif side.misfit > 0.02 and not exam.values["stochastic"] and not exam.values["quantum"]:
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
    if abs(worth[name] - window.tie) > 0.1 * max(abs(right), abs(left)):
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
