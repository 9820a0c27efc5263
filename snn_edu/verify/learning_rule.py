"""Is this STDP right? Experiments on a rule of which nothing is known but what it answers.

The order matters. First how it may be called, then what a pair is worth that is alone, then what
should change nothing, and only then which pairs of two trains count: each step is predicted from
what the steps before it measured.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu.plasticity import STDP
from snn_edu.validation import Floats, instance, number, shown
from snn_edu.verify import manners
from snn_edu.verify.asking import Refusal, Subject
from snn_edu.verify.manners import Examination, told
from snn_edu.verify.pairs import TIED, TRIALS, Counted, schemes
from snn_edu.verify.report import Report
from snn_edu.verify.window import ROUNDING, WHEN, Side, Window, alone, measured, pair

MEASURED = (
    *("A_plus", "A_minus", "tau_plus", "tau_minus", "pairing", "same_step", "hides"),
    *("shift", "grid", "quantum", "stochastic", "triplet"),
)
UNITS = {
    "A_plus": "weight",
    "A_minus": "weight",
    "tau_plus": "ms",
    "tau_minus": "ms",
    "shift": "ms",
    "grid": "ms",
    "quantum": "weight",
}
ALIKE = 0.02  # two amplitudes or time constants that differ by less are the same


def stdp(
    change: Callable[..., Any],
    expected: STDP | None = None,
    start: float | None = None,
    seconds: float = 20.0,
) -> Report:
    """Examine somebody's STDP from outside, and name what is wrong with it.

    Parameters
    ----------
    change
        ``change(pre, post) -> dw``: from two trains, spike times in ms, to the change of weight.
        If it takes `dt` (ms) it is also tried with another one.
    expected
        The rule that it is meant to be. Then whatever differs is a fault. Without it amplitudes,
        pairing and tie are measured, and are the author's choice.
    start
        The weight it starts from, to try the bounds of `expected`.
    seconds
        For all calls together; a function that hangs is left after that.

    Returns
    -------
    Report
        With `faults` (names), `pairing` and `same_step` (as in `STDP`, or words where it is none
        of those), A_plus, A_minus, tau_plus, tau_minus (ms), `shift` (ms: the delta_t at which LTP
        and LTD meet; an axonal minus a dendritic delay), `hides` (a tie hides an earlier partner),
        `grid` (ms), `quantum` (weight), `stochastic`, `triplet`.

    Raises
    ------
    TypeError
        `change` cannot be called, `expected` is no STDP.
    """
    if not callable(change) or isinstance(change, type):
        raise TypeError(f"change = {shown(change)}: expected a function of (pre, post).")
    if expected is not None:
        instance("expected", expected, STDP)
    if start is not None:
        start = number("start", start)
    exam = Examination(Subject(change, number("seconds", seconds, "s", 0.1)))
    exam.values = dict.fromkeys(MEASURED) | {"stochastic": False, "triplet": False}
    window = None
    try:
        window = _examined(exam, expected, start)
    except Refusal as refusal:
        if refusal.name:
            exam.fault(refusal.name, str(refusal))
    if exam.subject.spoils:
        exam.fault("changes its input", "It writes into the trains it is given. Work on a copy.")
    rows = np.empty((0, 3))
    if window is not None:
        rows = np.stack([window.delta_t, window.dw, window.formula(window.delta_t)], axis=1)
    return Report(
        "STDP",
        tuple(exam.findings),
        exam.values,
        UNITS,
        tuple(exam.remarks),
        tuple(exam.unknown),
        tuple(exam.tried),
        exam.subject.calls,
        rows,
        ("delta_t = t_post - t_pre (ms)", "change of weight"),
    )


def _examined(exam: Examination, expected: STDP | None, start: float | None) -> Window:
    manners.first_call(exam)
    manners.same_again(exam)
    manners.silence(exam)
    window = _window(exam)
    exam.values["quantum"] = quantum(window)
    u = spacing(window)
    manners.lone_spikes(exam, window)
    _name_window(exam, window, u)
    manners.moved_in_time(exam, window, u)
    if not exam.has("own trace", "sentinel as a time", "missing minus"):
        manners.spike_far_away(exam, window, u)
    _tie(exam, window)
    if exam.values["triplet"]:
        exam.unknown.append("Which pairs count: it is no rule of pairs.")
    elif (window.right.silent and window.left.silent) or exam.has(
        "own trace", "re-counted pairs", "depends on absolute time"
    ):
        exam.unknown.append("Which pairs count: the fault above covers it.")
    else:
        _which_pairs(exam, window, u)
    _clock(exam, window)
    if "w" in exam.subject.more:
        _weights(exam, window, expected)
    if expected is not None:
        _against(exam, window, expected, start)
    exam.unknown += [
        "Whether a pair counts twice at half the amplitude: only the product is seen.",
        "Whether a delay is axonal or dendritic: only their difference moves the window.",
    ]
    if expected is None:
        exam.unknown.append("Whether amplitudes and time constants are the intended ones.")
    if "w" not in exam.subject.more and start is None:
        exam.unknown.append("Bounds, and how a change depends on the weight: it takes no weight.")
    return window


def _window(exam: Examination) -> Window:
    """The window; where there is none, in seconds, or with a closing spike."""
    exam.tried.append("pairs alone, from 1 to 80 ms on either side, and a tie")
    subject = exam.subject
    if 0.0 in (alone(subject, 5.0), alone(subject, -5.0)):
        manners.waiting_for_more(exam)
    window = measured(subject)
    if all(side.silent or 0.0 <= side.tau < 0.2 for side in (window.right, window.left)):
        subject.changed(unit=1000.0)
        in_seconds = measured(subject)
        if max(in_seconds.right.tau, in_seconds.left.tau) > 1.0:
            exam.fault(
                "times in seconds",
                "It takes its times in seconds: in ms every pair seems a thousand times too far "
                f"apart. Divide them by 1000. With {told([WHEN], [WHEN + 5.0])} it gives "
                f"{subject([WHEN], [WHEN + 5.0]):.6g} if they are s, and in ms nothing.",
            )
            return in_seconds
        subject.changed(unit=1.0)
    return window


def quantum(window: Window) -> float | None:
    """The step in which the weight moves, if all values are whole numbers of one; else None."""
    sizes = np.unique(np.abs(window.dw[window.dw != 0.0]))
    gaps = np.diff(np.concatenate([[0.0], sizes]))
    gaps = gaps[gaps > 1e-6 * window.scale]
    if sizes.size < 3 or not gaps.size:
        return None
    steps = sizes / gaps.min()
    whole = np.abs(steps - np.round(steps)) <= 1e-3 + 1e-6 * steps
    return float(gaps.min()) if whole.all() and gaps.min() > 1e-3 * window.scale else None


def spacing(window: Window) -> float:
    """The unit of the trials in ms: a quarter of the shorter time constant, 1 to 10 whole ms."""
    taus = [abs(side.tau) for side in (window.right, window.left) if np.isfinite(side.tau)]
    return float(min(max(round(min(taus, default=20.0) / 4), 1), 10))


def _name_window(exam: Examination, window: Window, u: float) -> None:
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


def _tie(exam: Examination, window: Window) -> None:
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


def predicted(
    exam: Examination, counted: Counted, pre: Floats, post: Floats, bend: tuple[float, float]
) -> float:
    """The change that these pairs add up to, each worth what it was worth alone.

    `bend` says by what share an LTP and an LTD pair shrink for each unit the weight has moved
    towards their bound: soft bounds, to first order.
    """
    subject, done = exam.subject, 0.0
    if any(bend):  # then their order counts
        counted = sorted(counted, key=lambda each: max(pre[each[0]], post[each[1]]))
    now, before = -math.inf, 0.0
    for i, j, times in counted:
        worth = times * alone(subject, round(float(post[j] - pre[i]), 9))
        if max(pre[i], post[j]) > now:  # a spike reads the weight once, for all of its pairs
            now, before = max(pre[i], post[j]), done
        done += worth * (1 - bend[0] * before if worth > 0 else 1 + bend[1] * before)
    lone = sum(subject([t], []) for t in pre) + sum(subject([], [t]) for t in post)
    return done + lone


def _bend(exam: Examination, window: Window, u: float) -> tuple[float, float]:
    """By what share a second pair, far from the first, is worth less, per unit of weight."""
    far, shares = manners.closing(window), []
    if exam.has("missing minus", "no decay", "sentinel as a time"):
        return 0.0, 0.0
    for sign in (1.0, -1.0):
        t_pre, t_post = pair(window.shift + sign * u)
        one = alone(exam.subject, window.shift + sign * u)
        two = exam.subject([t_pre, t_pre + far], [t_post, t_post + far])
        two -= alone(exam.subject, window.shift + sign * u - far)
        bent = one != 0.0 and exam.off(two, 2 * one, window.scale)
        shares.append((2 * one - two) / (one * abs(one)) if bent else 0.0)
    return shares[0], shares[1]


def _second_order(exam: Examination, window: Window, bend: tuple[float, float]) -> float:
    """What soft bounds leave open, as in a tie, as a scale whose rounding is as large."""
    moved = max(bend) * window.scale  # the share by which one pair changes the next
    ghost = 0.02 if exam.has("sentinel as a time") else 0.0  # what is left of one after WHEN
    return (moved + ghost) * window.scale / ROUNDING


def _which_pairs(exam: Examination, window: Window, u: float) -> None:
    """The scheme whose pairs add up to the answers, over all trials."""
    exam.tried.append(f"{len(TRIALS)} pairs of small trains against every scheme of pairs")
    bend = _bend(exam, window, u)
    if any(bend):
        exam.remarks.append("A second pair, far from the first, is worth less: soft bounds.")
    trains, answers = [], []
    for pre, post in TRIALS:
        shifted = WHEN + u * np.array(pre) - window.shift, WHEN + u * np.array(post)
        trains.append(shifted)
        answers.append(exam.subject(*shifted))
    counts = exam.off(window.tie, 0.0, window.scale)
    best, least, misses = None, math.inf, np.empty(0)
    for scheme in schemes(counts):
        guess = [
            predicted(exam, counted, *each, bend)
            for counted, each in zip(scheme.counted, trains, strict=True)
        ]
        miss = np.abs(np.array(guess) - answers)
        if miss.max() < least * (1 - 1e-9) - 1e-15:
            best, least, misses = scheme, float(miss.max()), miss
    assert best is not None
    if not exam.off(least, 0.0, 2 * window.scale + _second_order(exam, window, bend)):
        if best.fault:
            exam.values["pairing"] = best.name
            worst = _most_telling(exam, trains, answers, bend)
            exam.fault(best.fault, f"It counts {best.name}.", *worst)
        else:
            exam.values |= {"pairing": best.name, "hides": best.hides}
            if best.hides:
                exam.remarks.append("A tie hides an earlier partner, and is then worth nothing.")
        return
    _no_scheme(exam, window, u, trains, answers, misses, bend)


def _most_telling(
    exam: Examination, trains: Any, answers: Any, bend: tuple[float, float]
) -> tuple[Any, float]:
    """The smallest trains for which "all" predicts something else, and what it predicts."""
    usual = schemes(False)[0].counted
    for (pre, post), answer, counted in zip(trains, answers, usual, strict=True):
        expected = predicted(exam, counted, pre, post, bend)
        if exam.off(answer, expected, abs(expected)):
            return (pre.tolist(), post.tolist()), expected
    return (trains[0][0].tolist(), trains[0][1].tolist()), math.nan


def _no_scheme(
    exam: Examination,
    window: Window,
    u: float,
    trains: Any,
    answers: Any,
    misses: Floats,
    bend: tuple[float, float],
) -> None:
    """No scheme explains the answers: three spikes act together, ties do, or something unknown."""
    if misses[:TIED].max() == 0.0 or not exam.off(float(misses[:TIED].max()), 0.0, window.scale):
        exam.remarks.append("Trains with ties are explained by no scheme; those without are.")
    if three_spikes(exam, window, u, bend):
        return
    if exam.findings or any(bend):
        exam.unknown.append(
            "Which pairs count: no scheme explains its answers"
            + (
                ". A start further from its bounds, or smaller changes, may help."
                if any(bend)
                else "."
            )
        )
        return
    worst, expected = _most_telling(exam, trains, answers, bend)
    exam.fault("no known pairing", "No scheme of pairs explains its answers.", worst, expected)


def three_spikes(
    exam: Examination, window: Window, u: float, bend: tuple[float, float] = (0.0, 0.0)
) -> bool:
    """Whether three spikes do what no pairs of them do: then it is a triplet rule."""
    begin = WHEN + 10 * u
    for pre, post in (([0.0], [-2 * u, u]), ([-2 * u, u], [0.0])):
        three = np.array(pre) + begin - window.shift, np.array(post) + begin
        # Here every scheme counts the same two pairs: what is more is the third spike's doing.
        counted = [(i, j, 1.0) for i in range(len(pre)) for j in range(len(post))]
        more = exam.subject(*three) - predicted(exam, counted, *three, bend)
        if exam.off(more, 0.0, 2 * window.scale + _second_order(exam, window, bend)):
            exam.values["triplet"] = True
            exam.remarks.append(
                "It is no pair rule: three spikes, two pairs under every scheme, give "
                f"{more:+.4g} beyond their pairs ({told(*(each.tolist() for each in three))}). "
                "A triplet rule does that."
            )
            return True
    return False


def _clock(exam: Examination, window: Window) -> None:
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


def _weights(exam: Examination, window: Window, expected: STDP | None) -> None:
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


def _grid(exam: Examination, window: Window, base: float) -> float:
    """The smallest step in time that changes the answer, of those in use."""
    for step in (0.1, 0.125, 0.2, 0.25, 0.5):
        moved = alone(exam.subject, window.shift + 2.0 + step)
        if moved != 0.0 and exam.off(moved, base, 0.1 * abs(base)):
            return step
    return 1.0


def _against(exam: Examination, window: Window, rule: STDP, start: float | None) -> None:
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
    far = manners.closing(window)
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
