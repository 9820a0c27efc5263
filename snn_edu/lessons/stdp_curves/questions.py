"""What lesson 07 asks: predictions, exercises and a quiz on STDP curves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu.lessons.stdp_curves.stepwise import FinerSynapse, TheirSynapse
from snn_edu.lessons.stdp_curves.views import LABELS, RULES, SPECIMENS, VERDICT
from snn_edu.plasticity.stdp import STDP
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.studies import bug_museum
from snn_edu.validation import Floats


def _judge_specimens(answer: Any) -> str | None:
    """What is not as asked about the names of the specimens, handed in as a dict by letter."""
    if not isinstance(answer, Mapping) or set(answer) != set(LABELS):
        return f"A dict is asked for, with the keys {', '.join(LABELS)}."
    for letter, right in LABELS.items():
        said = answer[letter]
        name = said.strip().lower() if isinstance(said, str) else said
        known = {each.lower(): each for each in RULES}
        if said is None:
            return f"{letter} is not named yet. The names: {', '.join(RULES)}."
        if not isinstance(name, str) or name not in known:
            return f"{letter}: that is none of the names. The names: {', '.join(RULES)}."
        if known[name] != right:
            theirs, seen = (
                bug_museum.failures(RULES[known[name]]),
                bug_museum.failures(SPECIMENS[letter]),
            )
            return (
                f"{letter} is not '{known[name]}': that one fails {_listed(theirs)}. "
                f"Specimen {letter} fails {_listed(seen)}."
            )
    return None


def _listed(failures: Mapping[str, str]) -> str:
    return "; ".join(f"'{trial}' ({symptom})" for trial, symptom in failures.items())


_ABOUT = {
    "sign": "delta_t is post minus pre there, and a positive delta_t adds. Which spike came first?",
    "tie": "Follow delta_t = 0 through the `if`: 0 is not > 0, so it goes to the `else`, where "
    "exp(0) = 1.",
    "spike at zero": "The first `if` asks whether a time is > 0. A spike at t = 0 is a spike, and "
    "0 > 0 is False.",
    "times counted": "Nothing remembers that a pair was used: from step 15 on, the same two times "
    "are compared after every step, up to step 99.",
}
_WORDS = {
    "sign": ("right", "wrong"),
    "tie": ("none", "ltp", "ltd"),
    "spike at zero": ("counted", "ignored"),
}


def _judge_article(answer: Any) -> str | None:
    """What is not as asked about the four answers on the tutorial's function."""
    if not isinstance(answer, Mapping) or set(answer) != set(VERDICT):
        return f"A dict is asked for, with the keys {', '.join(VERDICT)}."
    for key, truth in VERDICT.items():
        said = answer[key]
        if key in _WORDS:
            if not isinstance(said, str) or said.strip().lower() not in _WORDS[key]:
                return f"'{key}' is one of: {', '.join(_WORDS[key])}."
            if said.strip().lower() != truth:
                return f"'{key}': '{said}' is not it. {_ABOUT[key]}"
        else:
            if isinstance(said, bool) or not isinstance(said, int | float | np.number):
                return f"'{key}' is a number."
            if said == 84:
                return "84 is one too few: step 15 itself counts, and so does step 99."
            if said == 1:
                return f"Once is what it should be. {_ABOUT[key]}"
            if not math.isclose(said, truth):  # a quotient of changes is 85 but for rounding
                return f"'{key}': {said:g} is not it. {_ABOUT[key]}"
    return None


PREDICTIONS = (
    Prediction(
        name="post_first",
        question="The pre spike now comes 20 ms after the post spike, sixty times over. What "
        "becomes of the synapse?",
        choices=(
            "nothing: it was not there in time to help",
            "it strengthens, less than the other way round",
            "it weakens",
            "it strengthens as much: only the distance counts",
        ),
        answer="c",
        why="A spike that comes too late had no part in it, and its synapse is weakened: by 15 % "
        "at -20 ms, where pre first by 20 ms gives +24 %.",
        wrong=(
            Wrong("a", "That would be a fair guess. The measurement says otherwise."),
            Wrong("d", "The distance sets how much; the order sets the direction."),
        ),
        asks={"t_pre": 60, "t_post": 40},
    ),
    Prediction(
        name="other_convention",
        question="You read a code that computes t_pre - t_post, the other way round from ours. Is "
        "its rule wrong?",
        choices=(
            "yes, the sign is flipped",
            "no, a sign convention never matters",
            "that depends on the formula it goes into",
            "yes, but only for LTD",
        ),
        answer="c",
        why="With a mirrored formula it is the same rule: each pair gets the same Δw. Put into "
        "our formula, each pair gets the opposite one. Never judge the subtraction alone.",
        wrong=(
            Wrong("a", "The subtraction is half of it. Song & Abbott (2001) write it that way."),
            Wrong("b", "It matters as soon as two halves of a code disagree."),
        ),
        asks={},
    ),
    Prediction(
        name="all_pairs",
        question="A train of 10 pre spikes and a train of 5 post spikes, no two at the same time. "
        "How many pairs does all-to-all count?",
        answer=50.0,
        unit="pairs",
        tolerance=0.4,
        because="it is a count",
        why="Every pre with every post: 10 x 5 = 50. Each is either LTP or LTD, never both.",
        wrong=(
            Wrong(15.0, "That is the number of spikes."),
            Wrong(5.0, "That is one partner for each post spike: another scheme."),
            Wrong(10.0, "That is one partner for each pre spike: another scheme."),
            Wrong(100.0, "A pair has one order, and so it counts once."),
        ),
        asks={"pairing": "all"},
    ),
    Prediction(
        name="trace_reading",
        question="One post spike reads x_pre, the trace of the pre train, all-to-all. For how many "
        "pairs does that single number stand?",
        choices=(
            "one: the last pre spike",
            "all pairs of this post spike with an earlier pre spike",
            "all pairs of this post spike",
            "all pairs of both trains",
        ),
        answer="b",
        why="Each earlier pre spike left 1, and exp(-age / τ₊) of it remains: the very worth "
        "of that pair. The trace is their sum. Pre spikes yet to come cannot be in it.",
        wrong=(
            Wrong("a", "That is the nearest scheme, where a spike sets the trace to 1."),
            Wrong("c", "The trace knows nothing of what comes later. Those pairs are LTD."),
        ),
        asks={"pairing": "all"},
    ),
    Prediction(
        name="fast_pairing",
        question="Sixty pairings, pre always 10 ms before post, and a rule that counts all pairs, "
        "with τ₊ = 16.8 and τ₋ = 33.7 ms. Ten seconds apart they strengthen the "
        "synapse. Now you do them at 50 Hz: one every 20 ms. What does the pair rule say?",
        choices=(
            "the same: there are sixty pairs both times",
            "more LTP",
            "less LTP, or even LTD",
            "nothing happens at 50 Hz",
        ),
        answer="c",
        why="At 50 Hz the next pre spike comes 10 ms after the post spike: an LTD pair has come "
        "in beside each LTP pair, and LTD reaches further (33.7 ms against 16.8): here +15 % at "
        "0.1 Hz becomes -7 %. The synapse does the opposite: +56 % at 50 Hz, nothing at 0.1 Hz.",
        wrong=(
            Wrong("a", "Sixty pairs meant. The rule counts the unintended ones as well."),
            Wrong("b", "That is what the synapse does. The pair rule does not."),
        ),
        asks={"rate": 50},
    ),
    Prediction(
        name="coarse_grid",
        question="Each post spike follows its pre spike by about 1 ms. A simulator with steps of "
        "5 ms and `if delta_t > 0: LTP else: LTD` looks on. What does it see?",
        choices=(
            "LTP, a little less exact",
            "LTP, exactly as before",
            "no change at all",
            "mostly LTD",
        ),
        answer="d",
        why="Most pairs fall into one step: Δt = 0, which the `else` takes for the strongest "
        "LTD there is. The finer the step, the fewer the ties.",
        wrong=(
            Wrong("a", "The error is not small: a tie changes sides."),
            Wrong("c", "That would be `same_step='none'`, if every pair were a tie."),
        ),
        asks={"dt": 5, "same_step": "ltd"},
    ),
    Prediction(
        name="recounted",
        question="In a run of 100 steps (0 to 99) there is one pre spike, at step 10, and one post "
        "spike, at step 15. How often should the pair change the weight?",
        answer=1.0,
        tolerance=0.1,
        because="it is a count",
        why="A pair is an event, not a state: it changes the weight once, when its later spike "
        "comes. The tutorial's loop goes on.",
        wrong=(
            Wrong(85.0, "That is what the tutorial does."),
            Wrong(2.0, "Two spikes make one pair."),
        ),
        asks={"last_post": 15},
    ),
)

_EXERCISE_STDP = STDP(A_plus=0.01, A_minus=0.008, tau_plus=20.0, tau_minus=30.0, w_min=-9, w_max=9)

_OTHER_STDP = STDP(A_plus=1.3, A_minus=1.7, tau_plus=13.7, tau_minus=41.0, w_min=-9, w_max=9)


def _one_pair(t_pre: float, t_post: float, stdp: STDP) -> float:
    delta_t = t_post - t_pre
    if delta_t > 0:
        return stdp.A_plus * math.exp(-delta_t / stdp.tau_plus)
    if delta_t < 0:
        return -stdp.A_minus * math.exp(delta_t / stdp.tau_minus)
    return 0.0


def _grows(t_pre: float, t_post: float, stdp: STDP) -> float:
    delta_t = t_post - t_pre
    if delta_t > 0:
        return stdp.A_plus * math.exp(delta_t / stdp.tau_plus)
    return _one_pair(t_pre, t_post, stdp)


def _grows_both(t_pre: float, t_post: float, stdp: STDP) -> float:
    delta_t = t_post - t_pre
    if delta_t > 0:
        return stdp.A_plus * math.exp(delta_t / stdp.tau_plus)
    return -stdp.A_minus * math.exp(-delta_t / stdp.tau_minus) if delta_t else 0.0


def _same_exponent(t_pre: float, t_post: float, stdp: STDP) -> float:
    delta_t = t_post - t_pre
    if delta_t < 0:
        return -stdp.A_minus * math.exp(-delta_t / stdp.tau_minus)
    return _one_pair(t_pre, t_post, stdp)


def _by_traces(pre: Floats, post: Floats, stdp: STDP) -> float:
    dw, x_pre, x_post, now = 0.0, 0.0, 0.0, -math.inf
    for t in np.union1d(pre, post):
        x_pre *= np.exp(-(t - now) / stdp.tau_plus)
        x_post *= np.exp(-(t - now) / stdp.tau_minus)
        now = t
        if t in post:
            dw += stdp.A_plus * x_pre
        if t in pre:
            dw -= stdp.A_minus * x_post
        x_pre += t in pre
        x_post += t in post
    return dw


def _from_start(pre: Floats, post: Floats, stdp: STDP) -> float:
    """Decays by the time since 0 instead of the time since the last spike: `now` never moves."""
    dw, x_pre, x_post = 0.0, 0.0, 0.0
    for t in np.union1d(pre, post):
        x_pre *= np.exp(-t / stdp.tau_plus)
        x_post *= np.exp(-t / stdp.tau_minus)
        dw += stdp.A_plus * x_pre * (t in post) - stdp.A_minus * x_post * (t in pre)
        x_pre += t in pre
        x_post += t in post
    return float(dw)


def _pre_first(pre: Floats, post: Floats, stdp: STDP) -> float:
    """Two `if`s, each of which reads and jumps: the post spike of a tie sees the pre spike."""
    return replace(stdp, same_step="ltp").pair_sum(pre, post)


def _own_before(pre: Floats, post: Floats, stdp: STDP) -> float:
    """Each spike reads its own train's trace, before its own jump."""
    ltp = sum(math.exp(-(b - a) / stdp.tau_minus) for b in post for a in post if a < b)
    ltd = sum(math.exp(-(b - a) / stdp.tau_plus) for b in pre for a in pre if a < b)
    return stdp.A_plus * ltp - stdp.A_minus * ltd


def _over_pairs(pre: Floats, post: Floats, stdp: STDP) -> float:
    """The truth another way: the window, summed over every pair by two loops."""
    return math.fsum(_one_pair(a, b, stdp) for a in pre.tolist() for b in post.tolist())


_TRAINS = (
    (np.array([10.0]), np.array([15.0]), _EXERCISE_STDP),
    (np.array([10.0, 30.0, 52.0]), np.array([15.0, 33.0, 47.0]), _EXERCISE_STDP),
    (np.array([20.0, 50.0, 90.0]), np.array([50.0, 70.0]), _EXERCISE_STDP),
    (np.array([0.0, 8.0]), np.array([5.0, 12.0]), _EXERCISE_STDP),
    (np.array([15.0, 40.0]), np.array([10.0, 36.0]), _EXERCISE_STDP),  # weakens in all
    (np.array([3.0]), np.array([]), _EXERCISE_STDP),
    (np.array([10.0, 50.0]), np.array([20.0, 50.0]), _EXERCISE_STDP),  # a tie with earlier partners
    (np.array([3.4, 133.9, 134.1]), np.array([3.9, 133.9, 140.2]), _OTHER_STDP),
)

New = type[TheirSynapse]


def _wrapped(pre: Floats, post: Floats, stdp: STDP, new: New) -> float:
    return _driven(pre, post, stdp, new)


def _driven(
    pre: Floats, post: Floats, stdp: STDP, new: New, first: int = 0, more: int = 1
) -> float:
    """Steps `first`, `first` + 1, ...; with `more` = 1 the last spike's step is the last."""
    synapse = new(stdp)
    before = synapse.w
    last = max([*pre, *post], default=0.0)
    for step in range(first, round(last / synapse.dt) + more):
        t = step * synapse.dt
        synapse.step(t in pre, t in post)
    return synapse.w - before


def _steps_of_1_ms(pre: Floats, post: Floats, stdp: STDP, new: New) -> float:
    synapse = new(stdp)
    before = synapse.w
    for t in range(int(max([*pre, *post], default=0.0)) + 1):
        synapse.step(t in pre, t in post)
    return synapse.w - before


def _only_at_spikes(pre: Floats, post: Floats, stdp: STDP, new: New) -> float:
    synapse = new(stdp)
    before = synapse.w
    for t in np.union1d(pre, post):
        synapse.step(t in pre, t in post)
    return synapse.w - before


def _what_it_gives(pre: Floats, post: Floats, stdp: STDP, new: New) -> float:
    """The truth another way, from pairs: TheirSynapse takes a tie for LTP and for LTD."""
    tie = stdp.A_plus - stdp.A_minus if new is TheirSynapse else 0.0
    ties = np.intersect1d(pre, post).size
    return _over_pairs(pre, post, stdp) + tie * ties


_STEPWISE: tuple[tuple[Any, ...], ...] = (
    (np.array([10.0]), np.array([15.5]), _EXERCISE_STDP, TheirSynapse),
    (np.array([3.125]), np.array([7.0, 9.375]), _EXERCISE_STDP, FinerSynapse),
    (np.array([0.0, 8.5]), np.array([5.0, 12.0]), _OTHER_STDP, TheirSynapse),
    (np.array([15.0, 40.5]), np.array([10.5, 36.0]), _EXERCISE_STDP, TheirSynapse),
    (np.array([20.0, 50.0]), np.array([31.5, 50.0]), _OTHER_STDP, TheirSynapse),
    (np.array([0.5, 2.0]), np.array([4.0]), _OTHER_STDP, FinerSynapse),  # more than 1
    (np.array([3.5]), np.array([]), _EXERCISE_STDP, TheirSynapse),
    (np.array([2003.5]), np.array([2011.0]), _EXERCISE_STDP, TheirSynapse),  # however late
    (np.array([]), np.array([]), _EXERCISE_STDP, FinerSynapse),
)

EXERCISES = (
    Exercise(
        name="one_pair",
        ask="Write `one_pair(t_pre, t_post, stdp)`: what one pair adds to the weight. A tie adds "
        "nothing.",
        shown="""
            def one_pair(t_pre, t_post, stdp):
                delta_t = t_post - t_pre
                if delta_t > 0:
                    return stdp.A_plus * np.exp(-delta_t / stdp.tau_plus)
                if delta_t < 0:
                    return -stdp.A_minus * np.exp(delta_t / stdp.tau_minus)
                return 0.0
        """,
        solution=_one_pair,
        oracle=lambda t_pre, t_post, stdp: stdp.traces([t_pre], [t_post]),
        tries=tuple(
            (*times, stdp)
            for times, stdp in (
                ((10.0, 15.0), _EXERCISE_STDP),
                ((40.0, 10.0), _EXERCISE_STDP),
                ((50.0, 50.0), _EXERCISE_STDP),
                ((0.0, 5.0), _EXERCISE_STDP),
                ((12.3, 12.7), _OTHER_STDP),
                ((31.9, 31.2), _OTHER_STDP),
                ((3.1, 0.0), _OTHER_STDP),
                ((5.5, 131.7), _OTHER_STDP),  # far apart is not never
            )
        ),
        wrong=(
            Wrong(
                lambda t_pre, t_post, stdp: _one_pair(t_post, t_pre, stdp),
                "The sign is flipped: pre first gives {got:.5f}, and should give {expected:.5f}. "
                "delta_t is t_post - t_pre; positive means that pre came first.",
            ),
            Wrong(
                lambda t_pre, t_post, stdp: -_one_pair(t_pre, t_post, stdp),
                "LTP and LTD have changed places: with pre first the weight should rise.",
            ),
            Wrong(
                _grows,
                "Your LTP grows with the distance: a minus is missing in exp(-delta_t / tau_plus).",
            ),
            Wrong(
                _grows_both,
                "Both halves grow with the distance. In LTP the exponent is -delta_t / tau_plus; "
                "in LTD, where delta_t is negative already, +delta_t / tau_minus.",
            ),
            Wrong(
                _same_exponent,
                "Your LTD grows with the distance: delta_t is negative there already, so that "
                "exp(-delta_t / tau_minus) is above 1. No minus in this one.",
            ),
            Wrong(
                lambda t_pre, t_post, stdp: (
                    _one_pair(t_pre, t_post, stdp) if t_pre != t_post else -stdp.A_minus
                ),
                "A tie falls into your `else` and becomes the strongest LTD there is: {got:.3f}. "
                "Ask for delta_t < 0.",
            ),
            Wrong(
                lambda t_pre, t_post, stdp: (
                    _one_pair(t_pre, t_post, stdp) if t_pre != t_post else stdp.A_plus
                ),
                "A tie is LTP at full strength with you: `>=` where `>` is meant.",
            ),
            Wrong(
                lambda t_pre, t_post, stdp: abs(_one_pair(t_pre, t_post, stdp)),
                "Your LTD strengthens too. A_minus is positive, and the rule subtracts it.",
            ),
            Wrong(
                lambda t_pre, t_post, stdp: _one_pair(
                    t_pre,
                    t_post,
                    replace(stdp, tau_plus=stdp.tau_minus, tau_minus=stdp.tau_plus),
                ),
                "The time constants have changed places: LTP fades with tau_plus, LTD with "
                "tau_minus.",
            ),
            Wrong(
                lambda t_pre, t_post, stdp: _one_pair(
                    t_pre, t_post, replace(stdp, A_minus=stdp.A_plus)
                ),
                "Your LTD has the height A_plus: it is A_minus that it subtracts.",
            ),
            Wrong(
                lambda t_pre, t_post, stdp: (
                    _one_pair(t_pre, t_post, stdp) if t_pre > 0 and t_post > 0 else 0.0
                ),
                "A spike at t = 0 is dropped. 0 is a time like any other.",
            ),
        ),
        hints=(
            "Three cases: delta_t > 0, delta_t < 0, and neither.",
            "Either way exp(...) must be below 1: give it a negative number.",
            "`stdp.A_plus * np.exp(-delta_t / stdp.tau_plus)` for the first case.",
        ),
        why="Sign, exponent and tie: the three places to look at in anybody's rule.",
    ),
    Exercise(
        name="by_traces",
        ask="Write `by_traces(pre, post, stdp)`: the total dw of two trains, all-to-all, a tie "
        "adding nothing, with one loop over time and two traces.",
        shown="""
            def by_traces(pre, post, stdp):
                dw, x_pre, x_post, now = 0.0, 0.0, 0.0, -np.inf
                for t in np.union1d(pre, post):
                    x_pre *= np.exp(-(t - now) / stdp.tau_plus)
                    x_post *= np.exp(-(t - now) / stdp.tau_minus)
                    dw += stdp.A_plus * x_pre * (t in post) - stdp.A_minus * x_post * (t in pre)
                    x_pre += t in pre
                    x_post += t in post
                    now = t
                return dw
        """,
        solution=_by_traces,
        oracle=_over_pairs,
        tries=_TRAINS,
        wrong=(
            Wrong(
                bug_museum.jump_before_read,
                "You let the traces jump before they are read: a tie then counts as LTP and as "
                "LTD. First read, then jump.",
            ),
            Wrong(
                bug_museum.own_trace,
                "Each of your spikes reads the trace of its own train. A post spike asks what the "
                "pre train left.",
            ),
            Wrong(
                bug_museum.recounted,
                "One pair changes the weight at every millisecond: it gives {got:.4f} where "
                "{expected:.4f} is right. Change w only when a spike comes.",
            ),
            Wrong(
                bug_museum.wrong_sign,
                "The sign is flipped: at a post spike, what pre spikes left is added.",
            ),
            Wrong(
                bug_museum.swapped_time_constants,
                "The traces decay with each other's time constant: x_pre has tau_plus, for it is "
                "LTP that reads it.",
            ),
            Wrong(
                bug_museum.zero_sentinel,
                "A spike at t = 0 leaves no trace with you. Do not let 0 mean 'no spike yet'.",
            ),
            Wrong(
                bug_museum.tie_as_ltd,
                "A tie weakens. Both spikes of a tie should read before either jumps.",
            ),
            Wrong(
                lambda pre, post, stdp: replace(stdp, pairing="nearest").traces(pre, post),
                "A spike sets your trace to 1: that counts nearest pairs only. All-to-all adds "
                "1 to what is left.",
            ),
            Wrong(
                lambda pre, post, stdp: abs(_by_traces(pre, post, stdp)),
                "With these trains the synapse weakens: the total is {expected:.5f}, below 0.",
            ),
            Wrong(
                lambda pre, post, stdp: max(0.0, _by_traces(pre, post, stdp)),
                "The total may be below 0, and is {expected:.5f} here: a change is no weight, and "
                "needs no bound.",
            ),
            Wrong(
                lambda pre, post, stdp: 0.0,
                "Yours is 0 whatever the trains. Two slips are known to do that: `return` stands "
                "inside the loop, and the first spike ends it; or `now = t` is missing, and with a "
                "clock that stays at -inf each decay leaves nothing.",
            ),
            Wrong(
                _pre_first,
                "A tie strengthens: your pre spike jumps before the post spike of the same moment "
                "reads. Both read first, then both jump.",
            ),
            Wrong(
                _own_before,
                "A post spike of yours reads x_post, its own trace, and a pre spike x_pre. Each "
                "asks what the other train left.",
            ),
            Wrong(
                _from_start,
                "Your traces decay by t, the time since 0, at every spike. They should decay by "
                "the time since the spike before: is `now = t` missing?",
            ),
        ),
        hints=(
            "In this order at each t: decay both traces, read, jump.",
            "A post spike reads x_pre: dw += A_plus * x_pre. A pre spike reads x_post and "
            "subtracts.",
            "Decay: `x_pre *= np.exp(-(t - now) / stdp.tau_plus)`, then `now = t`. Jump: "
            "`x_pre += t in pre`, after the reading.",
        ),
        why="Every pair is in it, and once. With traces that takes one pass over the spikes.",
    ),
    Exercise(
        name="article",
        ask="Say of the tutorial's `stdp` whether its sign is right or wrong, whether a tie is "
        "none, ltp or ltd, whether a spike at zero is counted or ignored, and how often a pair "
        "with pre at step 10 and post at step 15 is counted within steps 0 to 99.",
        shown="""
            my_verdict = {
                "sign": "right",
                "tie": "ltd",
                "spike at zero": "ignored",
                "times counted": 99 - 15 + 1,
            }
        """,
        solution=VERDICT,
        judge=_judge_article,
        wrong=(
            Wrong({**VERDICT, "sign": "wrong"}, "delta_t is post minus pre there"),
            Wrong({**VERDICT, "tie": "none"}, "'tie': 'none' is not it. Follow delta_t = 0"),
            Wrong({**VERDICT, "tie": "ltp"}, "'tie': 'ltp' is not it. Follow delta_t = 0"),
            Wrong({**VERDICT, "spike at zero": "counted"}, "0 > 0 is False"),
            Wrong({**VERDICT, "times counted": 1}, "Once is what it should be. Nothing remembers"),
            Wrong({**VERDICT, "times counted": 84}, "84 is one too few"),
            Wrong({**VERDICT, "times counted": 90}, "90 is not it. Nothing remembers"),
        ),
        hints=(
            "For the tie and the spike at zero, put numbers in: last_pre = last_post = 50, then "
            "last_pre = 0.",
            "For the count: after which steps are both times above 0, and does anything change "
            "them until step 99?",
        ),
        why="Right sign, and three faults beside it: 85 times the change, ties as full LTD, and "
        "no spike at step 0.",
    ),
    Exercise(
        name="museum",
        ask="Name the fault of each specimen: A, B, C and D.",
        shown="""
            my_names = {
                "A": "re-counted pairs",  # everything too much, ties and bounds in order
                "B": "tie as LTD",  # only the tie
                "C": "own trace",  # learns without a partner
                "D": "zero sentinel",  # only the spike at zero
            }
        """,
        solution=LABELS,
        judge=_judge_specimens,
        wrong=(
            Wrong({**LABELS, "A": "no bounds"}, "A is not 'no bounds': that one fails 'many"),
            Wrong({**LABELS, "A": "the tutorial's stdp"}, "A is not 'the tutorial's stdp'"),
            Wrong({**LABELS, "B": "jump before read"}, "that one fails 'tie' (strengthens)"),
            Wrong({**LABELS, "C": "wrong sign"}, "C is not 'wrong sign': that one fails 'pre"),
            Wrong({**LABELS, "D": "sentinel as a time"}, "D is not 'sentinel as a time'"),
            Wrong({**LABELS, "D": "missing minus"}, "D is not 'missing minus'"),
        ),
        hints=(
            "What does it fail, and in which direction? `failures(exhibit.rule)` gives the same "
            "list for an exhibit with a label.",
            "B and D fail a single trial each: its name nearly is the answer.",
            "C changes the weight of a synapse whose partner never spiked. Whose trace did it "
            "read?",
        ),
        why="Every fault leaves its own list of failures: eight small pairs of trains tell eleven "
        "wrong rules apart.",
    ),
    Exercise(
        name="wrapped",
        ask="Write `wrapped(pre, post, stdp, new)`: make a synapse, `new(stdp)`, call its `step` "
        "once for each step of its dt, from time 0 to the last spike, and return the change of w.",
        shown="""
            def wrapped(pre, post, stdp, new):
                synapse = new(stdp)
                before = synapse.w
                last = max([*pre, *post], default=0.0)
                for step in range(round(last / synapse.dt) + 1):
                    t = step * synapse.dt
                    synapse.step(t in pre, t in post)
                return synapse.w - before
        """,
        solution=_wrapped,
        oracle=_what_it_gives,
        tries=_STEPWISE,
        wrong=(
            Wrong(
                lambda pre, post, stdp, new: _driven(pre, post, stdp, new) + new.start,
                "You return the weight. The museum asks by how much it changed.",
            ),
            Wrong(
                lambda pre, post, stdp, new: -_driven(pre, post, stdp, new),
                "The change is what w is afterwards minus what it was before.",
            ),
            Wrong(
                lambda pre, post, stdp, new: _driven(pre, post, stdp, new, more=0),
                "Your loop ends one step too early: the last spike is in the step "
                "round(last / dt), and `range` leaves out its end.",
            ),
            Wrong(
                lambda pre, post, stdp, new: _driven(pre, post, stdp, new, first=1),
                "Your loop leaves out step 0. A spike at t = 0 is a spike.",
            ),
            Wrong(
                _steps_of_1_ms,
                "Your clock goes by 1 ms; theirs goes by synapse.dt, and a spike at 15.5 ms is in "
                "none of your steps.",
            ),
            Wrong(
                _only_at_spikes,
                "You call `step` only when there is a spike. Their traces decay by one dt a call, "
                "so that the silent steps have to be called as well.",
            ),
            Wrong(
                lambda pre, post, stdp, new: _driven(post, pre, stdp, new),
                "Pre and post have changed places: `step` takes pre first.",
            ),
            Wrong(
                lambda pre, post, stdp, new: 0.0,
                "The weight never changes. Is `step` called, with True where there is a spike?",
            ),
        ),
        hints=(
            "The time of a step is step * synapse.dt, and `t in pre` says whether pre spikes then.",
            "How many steps: round(last / synapse.dt) + 1, with "
            "`last = max([*pre, *post], default=0.0)`.",
            "Keep `before = synapse.w`, loop `for step in range(...)`, call "
            "`synapse.step(t in pre, t in post)`, return `synapse.w - before`.",
        ),
        why="So wrapped, anybody's clocked code can be put through the museum's trials.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_sign",
        question="Δt = t_post - t_pre = -8 ms. Which spike came first, and what happens?",
        choices=("pre, LTP", "pre, LTD", "post, LTP", "post, LTD"),
        answer="d",
        why="Negative: t_post is the smaller. Post first weakens.",
    ),
    Prediction(
        name="quiz_decay",
        question="τ₊ = 20 ms. A pair 20 ms apart is worth how much of one close to 0 ms?",
        choices=("37 %", "50 %", "63 %", "100 %"),
        answer="a",
        why="exp(-20 / 20) = 0.37. (63 % is what has faded.)",
    ),
    Prediction(
        name="quiz_nearest",
        question="You turn an all-to-all trace into a nearest one. What changes in the code?",
        choices=(
            "the trace decays faster",
            "a spike sets the trace to 1 instead of adding 1",
            "a spike reads its own trace",
            "the weight changes at every step",
        ),
        answer="b",
        why="Set to 1, the trace remembers only the last spike: one partner per reading.",
    ),
    Prediction(
        name="quiz_triplet",
        question="What does the triplet rule have that no pair rule has?",
        choices=(
            "a third neuron",
            "a longer time constant of LTD",
            "LTP that also depends on how long ago the neuron last fired",
            "a bound on the weight",
        ),
        answer="c",
        why="A second, slow trace of the post train (114 ms): at high rates the post spike before "
        "is still remembered, and multiplies LTP.",
    ),
    Prediction(
        name="quiz_tie",
        question="Two simulators agree on window and pairing, and disagree on Δw. Spikes are on a "
        "1 ms grid. What do you ask first?",
        choices=(
            "which random generator they use",
            "whether one of them counts in seconds",
            "which one is faster",
            "what Δt = 0 means to each",
        ),
        answer="d",
        why="On a grid ties are common, and none, LTP and LTD are all in use.",
    ),
)
