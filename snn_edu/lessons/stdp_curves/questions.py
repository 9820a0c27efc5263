"""What lesson 07 asks: predictions, exercises and a quiz on STDP curves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.lessons.stdp_curves.stepwise import DecimalSynapse, FinerSynapse, TheirSynapse
from snn_edu.lessons.stdp_curves.synapse_questions import SYNAPSE
from snn_edu.lessons.stdp_curves.views import LABELS, RULES
from snn_edu.plasticity import STDP
from snn_edu.questions import Exercise, Prediction, Wrong, letters, simpler
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="post_first",
        question="Now post fires 10 ms *before* pre, again sixty times. The synapse ...",
        choices=(
            "stays as it is, because pre came too late to take part",
            "grows, but by less, because the order was not so good",
            "shrinks, because coming too late is held against it",
            "grows by as much, because only the distance matters",
        ),
        answer="c",
        why="It shrinks by 20 %. A spike that comes too late isn't just ignored. It costs its "
        "synapse something.",
        wrong=(
            Wrong(
                "a",
                "That's what Hebb's sentence alone would say, and a fair guess. The synapse in the "
                "dish did more than nothing.",
            ),
            Wrong("b", "The order does matter, and more than you say. It decides the direction."),
            Wrong("d", "The distance says how much. But the order says which way."),
        ),
    ),
    Prediction(
        name="four_verdicts",
        question="Four schemes look at the same six spikes through the same window. Their total "
        "changes ...",
        choices=(
            "are equal, because the pairs that are left out are worth next to nothing",
            "differ a little, but all go up, because the close pair at 10 and 15 wins",
            "differ in size, but all go down, because most pairs are post first",
            "differ in direction, because each scheme leaves out other pairs",
        ),
        answer="d",
        why="*all* says −0.0037 and *nearest* says +0.0074, about the same six spikes.",
        wrong=(
            Wrong(
                "a",
                "The post at 30 and the pre at 50 are 20 ms apart, and that's still worth half as "
                "much as the closest pair here. *reduced* leaves it out.",
            ),
            Wrong(
                "b",
                "The close pair is in all four. But *all* sets six post-first pairs against it.",
            ),
            Wrong(
                "c",
                "In *all* they are, six out of nine. In *nearest* three out of five are pre first, "
                "and one of them is the closest pair there is.",
            ),
        ),
    ),
    Prediction(
        name="memory",
        question="To add the exact sum over 500 earlier pre spikes, the synapse must keep ...",
        choices=(
            "500 numbers, the time of each spike, because each has its own distance",
            "about 10 numbers, the times of the latest, because older ones are worth nothing",
            "two numbers, the time of the last spike and how many came before it",
            "one number, the sum so far, because all its parts decay by the same factor",
        ),
        answer="d",
        why="While 1 ms passes, what each old spike is worth shrinks by the same factor, and so "
        "does their sum. That is the trick of this section, and many simulators are built on it.",
        wrong=(
            Wrong("a", "Each has its own distance now. But think of what happens to all of them."),
            Wrong(
                "b",
                "That would be nearly right, and it would need a list. There's an exact way "
                "without one.",
            ),
            Wrong(
                "c",
                "The number alone doesn't say how long ago they came. Ten spikes just now are "
                "worth far more than ten a second ago.",
            ),
        ),
    ),
    Prediction(
        name="coarse_grid",
        question="Each of 40 post spikes comes about 1 ms after its pre spike, so w grows by 0.37. "
        "A program with steps of 5 ms and `if delta_t > 0: LTP, else: LTD` looks on. In it w ...",
        choices=(
            "grows by about 0.37, because errors of rounding cancel in the long run",
            "grows by some 0.3, because pairs look further apart than they are",
            "hardly changes, because pairs within one step can't be seen",
            "falls by some 0.3, because pairs within one step end up in the `else`",
        ),
        answer="d",
        why="It falls by 0.32. To this program 34 of the 40 pairs look like ties, and it takes "
        "each tie for the strongest LTD there is.",
        wrong=(
            Wrong(
                "a",
                "They would, if the window were smooth. But it has a jump at 0, and a tie lands on "
                "the wrong side of it.",
            ),
            Wrong(
                "b",
                "A few pairs do look further apart, those with a step's border between them. Most "
                "fall within one step.",
            ),
            Wrong(
                "c",
                "That's what a program would do which takes a tie for nothing. This one says "
                "`else`.",
            ),
        ),
    ),
    Prediction(
        name="recounted",
        question="A run has 100 steps, 0 to 99, with one pre spike at step 10 and one post spike "
        "at step 15. The pair is worth 0.0078. When the run is over, w has changed by ...",
        choices=(
            "0.0078, because two spikes make one pair",
            "0.0156, because each of the two spikes finds the other",
            "0.0389, because 5 steps lie between the two spikes",
            "0.6620, because nothing says that a pair was used",
        ),
        answer="d",
        why="From step 15 on, the same two times are compared after every step, 85 times in all.",
        wrong=(
            Wrong(
                "a",
                "So it should be. But read again *when* the function is called, and what has "
                "changed by then.",
            ),
            Wrong(
                "b",
                "At step 10 there's no post spike yet, so the function returns 0. What happens at "
                "step 16?",
            ),
            Wrong(
                "c",
                "During those 5 steps there is no post spike yet. They come *before* the trouble "
                "starts.",
            ),
        ),
    ),
    Prediction(
        name="fast_pairing",
        question="Sixty pairings, pre always 10 ms before post, and a rule that counts all pairs, "
        "with τ₊ = 16.8 and τ₋ = 33.7 ms. Ten seconds apart they strengthen the synapse. Now you "
        "do them at 50 Hz, one every 20 ms. What does the pair rule say?",
        choices=(
            "the same growth, because there are sixty pairs both times",
            "more growth, because so many pairs come close together",
            "less growth or none, because other pairs have come in",
            "no change at all, because at 50 Hz the order is lost",
        ),
        answer="c",
        why="At 50 Hz the next pre spike comes 10 ms after the post spike, so an LTD pair has come "
        "in beside each LTP pair, and LTD reaches further (33.7 ms against 16.8). Here +15 % at "
        "0.1 Hz becomes −7 %. The synapse does the opposite: +56 % at 50 Hz, nothing at 0.1 Hz.",
        wrong=(
            Wrong("a", "Sixty pairs were meant. The rule counts those as well that nobody meant."),
            Wrong("b", "That is what the synapse does. The pair rule doesn't."),
            Wrong("d", "The order is hard to see at 50 Hz, but the pair rule still adds up pairs."),
        ),
    ),
)


# --- One pair. ------------------------------------------------------------------------------------


def _one_pair(
    t_pre: float, t_post: float, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    delta_t = t_post - t_pre
    if delta_t > 0:
        return A_plus * math.exp(-delta_t / tau_plus)
    if delta_t < 0:
        return -A_minus * math.exp(delta_t / tau_minus)
    return 0.0


def _branches(ltp: Any, ltd: Any, tie: Any = lambda *_: 0.0) -> Any:
    """A rule from its three cases, each a function of (delta_t, A_plus, A_minus, taus)."""

    def rule(
        t_pre: float,
        t_post: float,
        A_plus: float,
        A_minus: float,
        tau_plus: float,
        tau_minus: float,
    ) -> float:
        delta_t = t_post - t_pre
        case = ltp if delta_t > 0 else ltd if delta_t < 0 else tie
        return float(case(delta_t, A_plus, A_minus, tau_plus, tau_minus))

    return rule


def _ltp(d: float, A: float, B: float, s: float, t: float) -> float:
    return A * math.exp(-d / s)


def _ltd(d: float, A: float, B: float, s: float, t: float) -> float:
    return -B * math.exp(d / t)


_GENTLE = (0.01, 0.008, 20.0, 30.0)
_OTHER = (1.3, 1.7, 13.7, 41.0)

ONE_PAIR = Exercise(
    name="one_pair",
    ask="Write `my_pair`: what one pair adds to the weight. A tie adds nothing.",
    shown="""
        def my_pair(t_pre, t_post, A_plus, A_minus, tau_plus, tau_minus):
            delta_t = t_post - t_pre
            if delta_t > 0:
                return A_plus * np.exp(-delta_t / tau_plus)
            if delta_t < 0:
                return -A_minus * np.exp(delta_t / tau_minus)
            return 0.0
    """,
    solution=_one_pair,
    oracle=lambda t_pre, t_post, *numbers: STDP(*numbers).traces([t_pre], [t_post]),
    tries=tuple(
        (*times, *numbers)
        for times, numbers in (
            ((10.0, 15.0), _GENTLE),
            ((40.0, 10.0), _GENTLE),
            ((50.0, 50.0), _GENTLE),
            ((0.0, 5.0), _GENTLE),
            ((12.317, 12.706), _OTHER),
            ((31.904, 31.213), _OTHER),
            ((3.1, 0.0), _OTHER),
            ((5.5, 131.7), _OTHER),  # far apart is not never
            ((144.25, 7.5), _OTHER),
        )
    ),
    wrong=(
        Wrong(
            lambda t_pre, t_post, *numbers: _one_pair(t_post, t_pre, *numbers),
            "Your sign is flipped. Pre first gives {got:.5f}, and should give {expected:.5f}. "
            "delta_t is t_post - t_pre, so it's positive when pre came first.",
        ),
        Wrong(
            lambda *given: -_one_pair(*given),
            "LTP and LTD have changed places. With pre first the weight should rise.",
        ),
        Wrong(
            _branches(lambda d, A, B, s, t: A * math.exp(d / s), _ltd),
            "Your LTP grows with the distance, because a minus is missing in exp(-delta_t / "
            "tau_plus).",
        ),
        Wrong(
            _branches(
                lambda d, A, B, s, t: A * math.exp(d / s),
                lambda d, A, B, s, t: -B * math.exp(-d / t),
            ),
            "Both your branches grow with the distance. In LTP the exponent is "
            "-delta_t / tau_plus. In LTD, where delta_t is negative already, it's "
            "+delta_t / tau_minus.",
        ),
        Wrong(
            _branches(_ltp, lambda d, A, B, s, t: -B * math.exp(-d / t)),
            "Your LTD grows with the distance. delta_t is negative there already, so a second "
            "minus makes the exponent positive. It gives {got:.4f}, and should give "
            "{expected:.4f}.",
        ),
        Wrong(
            _branches(_ltp, _ltd, lambda d, A, B, s, t: -B),
            "In your rule a tie falls into the `else` and becomes the strongest LTD there is, "
            "{got:.3f}. Ask for delta_t < 0.",
        ),
        Wrong(
            _branches(_ltp, _ltd, lambda d, A, B, s, t: A),
            "Your tie is LTP at full strength, because `>=` stands where `>` is meant.",
        ),
        Wrong(
            lambda *given: abs(_one_pair(*given)),
            "Your LTD makes the weight grow. A_minus is positive, and the rule subtracts it.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: _one_pair(t_pre, t_post, A, B, s, s),
            "LTP is right. But your LTD decays with tau_plus, and it has a time constant of its "
            "own.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: _one_pair(t_pre, t_post, A, A, s, t),
            "LTP is right. But your LTD has the height A_plus, and it should be A_minus.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: (
                A * math.exp(-abs(t_post - t_pre) / s) - B * math.exp(-abs(t_post - t_pre) / t)
            ),
            "You add up both branches. A pair is on one of them, the first if delta_t is positive "
            "and the second if it's negative.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: _one_pair(t_pre, t_post, A, B, 1 / s, 1 / t),
            "You multiply by tau where you should divide, so a pair 5 ms apart counts nothing.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: _one_pair(t_pre, t_post, A, B, 1.0, 1.0),
            "Your exponent is in ms, so a pair 20 ms apart counts almost nothing. Divide by tau "
            "first, which says what counts as far.",
        ),
        Wrong(
            lambda t_pre, t_post, *numbers: (
                _one_pair(t_pre, t_post, *numbers) if t_pre > 0 and t_post > 0 else 0.0
            ),
            "Your rule drops a spike at t = 0. But 0 is a time like any other.",
        ),
        Wrong(
            _branches(_ltp, _ltd, lambda d, A, B, s, t: A - B),
            "A tie counts on both of your branches. It adds nothing, so neither of them takes it.",
        ),
        Wrong(
            _branches(
                lambda d, A, B, s, t: A * (1 - d / s), lambda d, A, B, s, t: -B * (1 + d / t)
            ),
            "Your branches are straight lines, which are no longer right for spikes far apart. The "
            "window has an exponential, `np.exp`.",
        ),
        Wrong(
            _branches(lambda d, A, B, s, t: A * s / d, lambda d, A, B, s, t: B * t / d),
            "You divide by the distance. The window has an exponential, `np.exp`.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: _one_pair(
                t_pre, t_post, A, B, s / math.log(2), t / math.log(2)
            ),
            "You take powers of 2, so tau is a half-life. The window has powers of e, `np.exp`.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: _one_pair(
                t_pre, t_post, A, B, s / math.log(10), t / math.log(10)
            ),
            "You take powers of 10. The window has powers of e, `np.exp`.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: (
                A * math.exp(-t_post / s)
                if t_post > t_pre
                else -B * math.exp(-t_pre / t) * (t_post < t_pre)
            ),
            "Your exponent holds the time of a spike. What counts is how far the two are apart.",
        ),
        Wrong(
            lambda t_pre, t_post, A, B, s, t: _one_pair(t_pre, t_post, A / s, B / t, s, t),
            "You divide the height by tau as well. At the jump the window is as high as A_plus.",
        ),
        Wrong(
            _branches(
                lambda d, A, B, s, t: A * math.exp(-((d / s) ** 2)),
                lambda d, A, B, s, t: -B * math.exp(-((d / t) ** 2)),
            ),
            "You square the exponent, which makes bells of your branches. They have a sharp tip.",
        ),
        Wrong(
            _branches(
                lambda d, A, B, s, t: A * (1 - math.exp(-d / s)),
                lambda d, A, B, s, t: -B * (1 - math.exp(d / t)),
            ),
            "Your change grows with the distance, up to the height. Without the `1 -` it falls.",
        ),
        Wrong(
            _branches(lambda d, A, B, s, t: A, lambda d, A, B, s, t: -B),
            "Your pairs all count alike. The further apart the spikes are, the less a pair counts.",
        ),
    ),
    examined=simpler(
        _one_pair,
        (
            (0.0, 20.0, 1.0, 1.0, 20.0, 20.0),
            "Take heights of 1 and time constants of 20 ms. Post 20 ms after pre then adds "
            "exp(−1), which is 0.37.",
        ),
        (
            (0.0, 40.0, 1.0, 1.0, 20.0, 20.0),
            "Take heights of 1 and time constants of 20 ms. Post 40 ms after pre then adds "
            "exp(−2), which is 0.14.",
        ),
        (
            (20.0, 0.0, 1.0, 1.0, 20.0, 20.0),
            "Take heights of 1 and time constants of 20 ms. Post 20 ms before pre then takes "
            "exp(−1) away, which is 0.37.",
        ),
        (
            (40.0, 0.0, 1.0, 1.0, 20.0, 20.0),
            "Take heights of 1 and time constants of 20 ms. Post 40 ms before pre then takes "
            "exp(−2) away, which is 0.14.",
        ),
        ((0.0, 20.0, 0.5, 1.0, 20.0, 20.0), "With A_plus = 0.5 LTP is half of what it is with 1."),
        ((20.0, 0.0, 1.0, 0.5, 20.0, 20.0), "With A_minus = 0.5 LTD is half of what it is with 1."),
        (
            (0.0, 20.0, 1.0, 1.0, 10.0, 20.0),
            "With tau_plus = 10 ms, post 20 ms after pre adds A_plus times exp(−2).",
        ),
        (
            (20.0, 0.0, 1.0, 1.0, 20.0, 10.0),
            "With tau_minus = 10 ms, post 20 ms before pre takes A_minus times exp(−2) away.",
        ),
        ((7.0, 7.0, 1.0, 0.5, 20.0, 20.0), "A tie adds nothing, whatever the heights are."),
    ),
    hints=(
        "There are three cases, delta_t > 0, delta_t < 0, and neither.",
        "Either way exp(...) should come out below 1, so give it a negative number.",
        "`A_plus * np.exp(-delta_t / tau_plus)` is the first case.",
    ),
    why="Sign, exponent and tie are right. Those are the three places to look at in anybody's "
    "rule.",
)


# --- How many pairs. ------------------------------------------------------------------------------

COUNTED = {"pre": (10.0, 30.0, 35.0), "post": (20.0, 25.0, 40.0, 50.0)}  # ms
COUNTS = {"all": 12, "nearest": 6, "reduced": 3, "pre_centred": 5}
_COUNTED = {
    ("all", 7): "7 is the number of spikes. Each of three pre spikes meets each of four post "
    "spikes.",
    ("nearest", 4): "Those 4 are the pairs that strengthen, one for each post spike. Every pre "
    "spike looks back as well, and two of them find a post spike there.",
    ("nearest", 2): "Those 2 are the pairs that weaken. Every post spike looks back as well.",
    ("nearest", 7): "7 is one for each spike, but the very first has nobody before it.",
    ("reduced", 6): "With 6 you let spikes look past each other. Write all seven in one row. Only "
    "neighbours of different kinds count.",
    ("pre_centred", 3): "Those 3 are the pairs in which a pre spike looks forward. Each also looks "
    "back, and two of them find somebody.",
    ("pre_centred", 6): "6 would be two for each pre spike. But the one at 10 has nobody before "
    "it.",
}
_SCHEMES = {
    "all": "Every pre spike meets every post spike.",
    "nearest": "Each post spike looks back for the last pre, and each pre for the last post.",
    "reduced": "Write all seven in one row, and count the places where pre and post are "
    "neighbours.",
    "pre_centred": "Only pre spikes look around, once back and once forward.",
}


def _own_counts(rng: np.random.Generator) -> dict[str, Any]:
    """Three pre and four post spikes at other times."""
    times = 5.0 * rng.permutation(np.arange(1, 13))
    pre, post = np.sort(times[:3]), np.sort(times[3:7])
    counts = {scheme: len(STDP(pairing=scheme).pairs(pre, post).delta_t) for scheme in COUNTS}
    told = (", ".join(f"{time:g}" for time in train) for train in (pre, post))
    return {
        "ask": "Pre fires at {} ms, post at {} ms. Say how many pairs each scheme counts.".format(
            *told
        ),
        "solution": counts,
        "judge": lambda answer: _judge_counts(answer, counts, {}),
        "shown": f"my_counts = {counts}",
        "hints": ("Write all seven times in one row, with a mark for pre and one for post.",),
        "why": 'Four papers could say "we used STDP" and mean these four.',
    }


def _judge_counts(
    answer: Any,
    counts: Mapping[str, int] = COUNTS,
    foreseen: Mapping[tuple[str, int], str] = _COUNTED,
) -> str | None:
    """What is not as asked about the number of pairs by scheme."""
    if not isinstance(answer, Mapping) or set(answer) != set(COUNTS):
        return f"We need a dict with the keys {', '.join(COUNTS)}."
    for scheme, truth in counts.items():
        said = answer[scheme]
        if said is None:
            return f"{scheme} is still open. {_SCHEMES[scheme]}"
        if isinstance(said, bool) or not isinstance(said, int | float):
            return f"{scheme} should be a number of pairs."
        if said != truth:
            known = foreseen.get((scheme, int(said))) if said == round(said) else None
            return f"{scheme}: {known or f'{said:g} is not it. {_SCHEMES[scheme]}'}"
    return None


# --- The tutorial's function. ---------------------------------------------------------------------

#: What is wrong and right with it; the last for pre at step 20, post at step 28, steps 0 to 59.
VERDICT: dict[str, Any] = {
    "pre first": "strengthens",
    "tie": "LTD",
    "spike at step 0": "ignored",
    "times counted": 32,
}
_WORDS = {
    "pre first": ("strengthens", "weakens"),
    "tie": ("nothing", "ltp", "ltd"),
    "spike at step 0": ("counted", "ignored"),
}
_ABOUT = {
    "pre first": "Put in a pair: theirs(20, 28) is positive.",
    "tie": "theirs(30, 30) is −0.01. A delta_t of 0 is not > 0, so it goes to the `else`, where "
    "exp(0) is 1.",
    "spike at step 0": "Try theirs(0, 5). The first `if` asks for > 0, and a spike at step 0 "
    'isn\'t. If "no spike yet" were minus infinity, nobody would need to ask.',
    "times counted": "Nothing says that a pair was used, so from step 28 on the same two times "
    "are compared after every step, up to step 59.",
}


def _judge_verdict(answer: Any) -> str | None:
    """What is not as asked about the four answers on the tutorial's function."""
    if not isinstance(answer, Mapping) or set(answer) != set(VERDICT):
        return f"We need a dict with the keys {', '.join(VERDICT)}."
    for key in VERDICT:
        if answer[key] is None:
            return f"Answer all four first; '{key}' is still open."
    for key, words in _WORDS.items():
        said = answer[key]
        if not isinstance(said, str) or said.strip().lower() not in words:
            return f"'{key}' is one of: {', '.join(words)}."
        if said.strip().lower() != str(VERDICT[key]).lower():
            return f"'{key}': it isn't '{said.strip()}'. {_ABOUT[key]}"
    said = answer["times counted"]
    if isinstance(said, bool) or not isinstance(said, int | float):
        return "'times counted' is a number."
    if said == 1:
        return "1 is how often it *should* count. What changes after step 28?"
    if said == 31:
        return "31 is one too few. Step 28 counts, and so does step 59."
    if not math.isclose(said, VERDICT["times counted"]):  # a quotient of changes, but for rounding
        return f"'times counted': {said:g} is not it. {_ABOUT['times counted']}"
    return None


# --- Go deeper: specimens without a label, and somebody's code. -----------------------------------


def _own_museum(rng: np.random.Generator) -> dict[str, Any]:
    labels = {letter: LABELS[ours] for letter, ours in letters(LABELS, rng).items()}
    return {
        "solution": labels,
        "judge": lambda answer: _judge_specimens(answer, labels),
        "shown": f"my_names = {labels}",
        "hints": (
            "What does it fail, and in which direction? `failures(exhibit.rule)` gives the same "
            "list for an exhibit with a label.",
        ),
    }


def _judge_specimens(answer: Any, labels: Mapping[str, str] = LABELS) -> str | None:
    """What is not as asked about the names of the specimens, handed in as a dict by letter."""
    if not isinstance(answer, Mapping) or set(answer) != set(LABELS):
        return f"We need a dict with the keys {', '.join(LABELS)}."
    for letter, right in labels.items():
        said = answer[letter]
        name = said.strip().lower() if isinstance(said, str) else said
        known = {each.lower(): each for each in RULES}
        if said is None:
            return f"{letter} has no name yet. The names are {', '.join(RULES)}."
        if not isinstance(name, str) or name not in known:
            return f"{letter}: that is none of the names. They are {', '.join(RULES)}."
        if known[name] != right:
            theirs, seen = (
                bug_museum.failures(RULES[known[name]]),
                bug_museum.failures(RULES[right]),
            )
            return (
                f"{letter} is not '{known[name]}', which fails {_listed(theirs)}. "
                f"Specimen {letter} fails {_listed(seen)}."
            )
    return None


def _listed(failures: Mapping[str, str]) -> str:
    return "; ".join(f"'{trial}' ({symptom})" for trial, symptom in failures.items())


_EXERCISE_STDP = STDP(*_GENTLE, w_min=-9, w_max=9)
_OTHER_STDP = STDP(*_OTHER, w_min=-9, w_max=9)

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


class _Noted:
    """A synapse that learns nothing, and notes what it is told in each step."""

    dt, w = 0.5, 0.5

    def __init__(self, stdp: STDP) -> None:
        self.told: list[tuple[bool, bool]] = []

    def step(self, pre: bool, post: bool) -> None:
        self.told.append((bool(pre), bool(post)))


def _examined(answer: Any) -> str:
    """What an unforeseen loop tells a synapse, if pre fires at 1 ms and post at 1 and at 2 ms."""
    made: list[_Noted] = []

    def new(stdp: STDP) -> _Noted:
        made.append(_Noted(stdp))
        return made[-1]

    answer(np.array([1.0]), np.array([1.0, 2.0]), STDP(), new)
    told = [each for one in made for each in one.told]
    start = "Suppose dt is 0.5 ms, pre fires at 1 ms, and post at 1 and at 2 ms."
    if len(told) != 5:
        return f"{start} From 0 to the last spike there are 5 steps. Yours makes {len(told)}."
    for k, (one, right) in enumerate(zip(told, ["no", "no", "both", "no", "post"], strict=True)):
        said = {(False, False): "no", (True, True): "both", (False, True): "post"}.get(one, "pre")
        if said != right:
            spikes = {"no": "neither spikes", "both": "both spike"}
            is_so, is_told = (spikes.get(each, f"only {each} spikes") for each in (right, said))
            return f"{start} In step {k} {is_so}, and `step` is told that {is_told}."
    return "Each call of `step` is right. So look at what you return, which is the change of w."


def _steps_of_1_ms(pre: Floats, post: Floats, stdp: STDP, new: New) -> float:
    synapse = new(stdp)
    before = synapse.w
    for t in range(int(max([*pre, *post], default=0.0)) + 1):
        synapse.step(t in pre, t in post)
    return synapse.w - before


def _steps_of_half_a_ms(pre: Floats, post: Floats, stdp: STDP, new: New) -> float:
    synapse = new(stdp)
    before = synapse.w
    for step in range(round(max([*pre, *post], default=0.0) / 0.5) + 1):
        synapse.step(
            bool((abs(pre - step / 2) < 0.25).any()), bool((abs(post - step / 2) < 0.25).any())
        )
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
    gaps = post[:, None] - pre
    right = replace(stdp, same_step="none").window(gaps).sum() if gaps.size else 0.0
    return float(right + tie * ties)


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
    (np.array([0.1]), np.array([0.5]), _EXERCISE_STDP, DecimalSynapse),
)

EXERCISES = (
    ONE_PAIR,
    Exercise(
        name="counts",
        ask="Say how many pairs each scheme counts.",
        shown="""
            my_counts = {"all": 3 * 4, "nearest": 4 + 2, "reduced": 3, "pre_centred": 3 + 2}
        """,
        solution=COUNTS,
        judge=_judge_counts,
        own=_own_counts,
        wrong=(
            *(
                Wrong({**COUNTS, scheme: count}, message)
                for (scheme, count), message in _COUNTED.items()
            ),
            Wrong({**COUNTS, "reduced": 5}, "reduced: 5 is not it. Write all seven in one row"),
        ),
        hints=(
            "Write all seven times in one row, with a mark for pre and one for post.",
            "For *nearest*, let each spike look back for the last one of the other kind. The spike "
            "at 10 finds nobody.",
            "For *reduced*, count the places in the row where the kind changes.",
        ),
        why='Four papers could say "we used STDP" and mean 12, 6, 3 and 5 pairs.',
    ),
    SYNAPSE,
    Exercise(
        name="verdict",
        ask="Say of the tutorial's function whether a pair with pre first strengthens or weakens, "
        "whether a tie is nothing, LTP or LTD, whether a spike at step 0 is counted or ignored, "
        "and how many times a pair is counted.",
        shown="""
            my_verdict = {
                "pre first": "strengthens",
                "tie": "LTD",
                "spike at step 0": "ignored",
                "times counted": 59 - 28 + 1,
            }
        """,
        solution=VERDICT,
        judge=_judge_verdict,
        wrong=(
            Wrong({**VERDICT, "pre first": "weakens"}, "theirs(20, 28) is positive"),
            Wrong({**VERDICT, "tie": "nothing"}, "'tie': it isn't 'nothing'. theirs(30, 30)"),
            Wrong({**VERDICT, "tie": "LTP"}, "'tie': it isn't 'LTP'. theirs(30, 30)"),
            Wrong({**VERDICT, "spike at step 0": "counted"}, "Try theirs(0, 5)"),
            Wrong({**VERDICT, "times counted": 1}, "1 is how often it *should* count"),
            Wrong({**VERDICT, "times counted": 31}, "31 is one too few"),
            Wrong({**VERDICT, "times counted": 8}, "8 is not it. Nothing says"),
        ),
        hints=(
            "For the first three, call `theirs` with two numbers and look at what it returns.",
            "For the count, ask after which steps both times are known, and whether anything "
            "changes them until step 59.",
        ),
        why="The sign is right. Pairs counted again, ties as the strongest LTD, and a lost first "
        "spike are not. Lesson 09 repairs the tutorial and sees what is left of it.",
    ),
    Exercise(
        name="museum",
        ask="Name the fault of each specimen, A, B, C and D.",
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
        own=_own_museum,
        wrong=(
            Wrong({**LABELS, "A": "no bounds"}, "A is not 'no bounds', which fails 'many"),
            Wrong({**LABELS, "A": "the tutorial's stdp"}, "A is not 'the tutorial's stdp'"),
            Wrong({**LABELS, "B": "jump before read"}, "which fails 'tie' (strengthens)"),
            Wrong({**LABELS, "C": "wrong sign"}, "C is not 'wrong sign', which fails 'pre"),
            Wrong({**LABELS, "D": "sentinel as a time"}, "D is not 'sentinel as a time'"),
            Wrong({**LABELS, "D": "missing minus"}, "D is not 'missing minus'"),
        ),
        hints=(
            "What does it fail, and in which direction? `failures(exhibit.rule)` gives the same "
            "list for an exhibit with a label.",
            "B and D fail a single trial each, and its name is nearly the answer.",
            "C changes the weight of a synapse whose partner never spiked. Whose trace did it "
            "read?",
        ),
        why="Every fault leaves its own list of failures, so eight small pairs of trains tell "
        "eleven wrong rules apart.",
    ),
    Exercise(
        name="wrapped",
        ask="Write `wrapped(pre, post, stdp, new)`. Make a synapse by `new(stdp)`, call its `step` "
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
        examined=_examined,
        tries=_STEPWISE,
        wrong=(
            Wrong(
                lambda pre, post, stdp, new: _driven(pre, post, stdp, new) + new.start,
                "You return the weight. We want to know by how much it changed.",
            ),
            Wrong(
                lambda pre, post, stdp, new: -_driven(pre, post, stdp, new),
                "The change is what w is afterwards minus what it was before.",
            ),
            Wrong(
                lambda pre, post, stdp, new: _driven(pre, post, stdp, new, more=0),
                "Your loop ends one step too early. The last spike is in step round(last / dt), "
                "and `range` leaves out its end.",
            ),
            Wrong(
                lambda pre, post, stdp, new: _driven(pre, post, stdp, new, first=1),
                "Your loop leaves out step 0. A spike at t = 0 is a spike.",
            ),
            Wrong(
                _steps_of_1_ms,
                "Your clock goes by 1 ms and theirs by synapse.dt, so a spike at 15.5 ms is in "
                "none of your steps.",
            ),
            Wrong(
                _only_at_spikes,
                "You call `step` only when there is a spike. Their traces decay by one dt a call, "
                "so the silent steps have to be called as well.",
            ),
            Wrong(
                lambda pre, post, stdp, new: 0.0,
                "The weight never changes. Is `step` called, with True where there is a spike?",
            ),
            Wrong(
                _steps_of_half_a_ms,
                "Your clock goes by 0.5 ms. Theirs goes by `synapse.dt`, and there are others.",
            ),
            Wrong(
                lambda pre, post, stdp, new: (
                    _driven(pre, post, stdp, new) + new.start * (pre.size + post.size > 0)
                ),
                "That's the weight after the last step. We want to know by how much it changed.",
            ),
            Wrong(
                lambda pre, post, stdp, new: _driven(np.floor(pre), np.floor(post), stdp, new),
                "Your spikes come at whole ms. A step may be shorter than that, as it is here.",
            ),
            Wrong(
                lambda pre, post, stdp, new: _driven(pre, np.setdiff1d(post, pre), stdp, new),
                "When both spike in the same step, only pre does in yours. Is there an `elif`? One "
                "call of `step` takes both.",
            ),
        ),
        hints=(
            "The time of a step is step * synapse.dt, and `t in pre` says whether pre spikes then.",
            "There are round(last / synapse.dt) + 1 steps, with `last = max([*pre, *post], "
            "default=0.0)`.",
            "Keep `before = synapse.w`, loop `for step in range(...)`, call `synapse.step(t in "
            "pre, t in post)`, return `synapse.w - before`.",
        ),
        why="So wrapped, anybody's clocked code can be put through the museum's trials.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_worth",
        question="A₊ = 0.02, A₋ = 0.012, τ₊ = 15 ms, τ₋ = 30 ms. Pre arrives at 62 ms, and post "
        "fires at 47 ms. The pair changes w by about ...",
        choices=("+0.0074", "−0.0044", "−0.0073", "−0.0198"),
        answer="c",
        why="Δt is −15 ms, so it is LTD, and −0.012 e^(−15/30) = −0.012 × 0.61.",
        wrong=(
            Wrong("a", "You took it for LTP. But post came first."),
            Wrong("b", "You took τ₊. LTD has a time constant of its own."),
            Wrong("d", "Your exponent is positive. Δt is negative already."),
        ),
    ),
    Prediction(
        name="quiz_traces",
        question="τ₊ is 10 ms. Pre spikes come at 0 and 5 ms, and a post spike at 15 ms. It reads "
        "the pre trace by the scheme *all*, and then by *nearest*. It finds ...",
        choices=(
            "0.59, and then 0.37",
            "0.59, and then 0.22",
            "0.37, and then 0.59",
            "2.00, and then 1.00",
        ),
        answer="a",
        why="*All* adds e^(−15/10) = 0.22 and e^(−10/10) = 0.37. *Nearest* keeps the later spike "
        "only, 0.37.",
    ),
    Prediction(
        name="quiz_delay",
        question="Pre always fires 9 ms before post. You can choose the delay of its axon. The "
        "synapse grows ...",
        choices=(
            "with any delay, as pre always fires first",
            "with a delay below 9 ms, and by more if it is longer",
            "with a delay below 9 ms, and by less if it is longer",
            "with a delay above 9 ms, as it then arrives in time",
        ),
        answer="b",
        why="What counts is when pre arrives. The later it arrives before post, the nearer the two "
        "are.",
    ),
    Prediction(
        name="quiz_review",
        question="A code takes `d = t_pre - t_post`. If `d > 0` it subtracts `A * exp(-d / tau)`, "
        "and otherwise it adds `A * exp(d / tau)`. What is wrong with it?",
        choices=(
            "its sign, because pre first weakens",
            "its exponent, because it grows with the distance",
            "its tie, because it is the strongest LTP",
            "nothing, because it is our rule in a mirror",
        ),
        answer="c",
        why="d > 0 means that pre came late, so it's right to subtract. But d = 0 goes to "
        '"otherwise", and exp(0) is 1.',
    ),
    Prediction(
        name="quiz_steps",
        question="You change dt from 0.1 to 4 ms, and synapses that grew now shrink. Pre arrives "
        "1.5 ms before post. What do you suspect first?",
        choices=(
            "the pairing scheme, which counts other pairs on a coarse grid",
            "the ties, because many pairs share a step and are taken for LTD",
            "the traces, which decay by too much in a step of 4 ms",
            "the window, whose τ₊ is too short for a step of 4 ms",
        ),
        answer="b",
        why="With 4 ms more than six pairs out of ten share a step. The decay is exact at any "
        "step, and pairs that lie in two steps are still LTP.",
    ),
)
