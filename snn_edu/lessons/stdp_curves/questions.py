"""What lesson 07 asks: predictions, exercises and a quiz on STDP curves."""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu import verify
from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.lessons.stdp_curves.bug_museum import LABELS, RULES
from snn_edu.lessons.stdp_curves.stepwise import DecimalSynapse, FinerSynapse, TheirSynapse
from snn_edu.plasticity import STDP, Pairing
from snn_edu.questions import Judging, letters, named, read
from snn_edu.validation import Floats

Synapse = Callable[[Any, float, float, float, float], float]


class Moments:
    """The spikes of two trains in order of time, handed out once: (t, does pre, does post spike).

    Parameters
    ----------
    pre, post
        Spike times, ms.
    """

    def __init__(self, pre: Floats, post: Floats) -> None:
        self.pre, self.post = np.asarray(pre, dtype=float), np.asarray(post, dtype=float)
        times = np.union1d(self.pre, self.post)[::-1]
        is_pre, is_post = (np.isin(times, train).tolist() for train in (self.pre, self.post))
        self._left = list(zip(times.tolist(), is_pre, is_post, strict=True))

    def __iter__(self) -> Iterator[tuple[float, bool, bool]]:
        return self

    def __next__(self) -> tuple[float, bool, bool]:
        if not self._left:
            raise StopIteration
        return self._left.pop()

    def __repr__(self) -> str:
        return f"pre at {_start(self.pre)} and post at {_start(self.post)} ms"


def _start(times: Floats) -> str:
    return f"[{_listed(times[:3])}{', ...' if times.size > 3 else ''}]"


def _listed(times: Floats) -> str:
    return ", ".join(f"{t:g}" for t in times)


def _trains(spikes: Any) -> tuple[Floats, Floats]:
    rows = [*spikes]
    return (
        np.array([t for t, is_pre, _ in rows if is_pre], dtype=float),
        np.array([t for t, _, is_post in rows if is_post], dtype=float),
    )


def _over_pairs(
    spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    """The truth another way: the window, summed over every pair."""
    pre, post = _trains(spikes)
    gaps = post[:, None] - pre
    ltp = A_plus * np.exp(-gaps[gaps > 0] / tau_plus)
    ltd = A_minus * np.exp(gaps[gaps < 0] / tau_minus)
    return math.fsum(ltp) - math.fsum(ltd)


class _Time(float):
    """A time that can be watched: it goes when nobody keeps it."""


def kept(answer: Synapse) -> int:
    """How many of 400 spikes a synapse keeps at once, at most."""
    rng = np.random.default_rng(3)
    watched: list[weakref.ref[_Time]] = []
    most = 0

    def moments() -> Iterator[tuple[float, bool, bool]]:
        nonlocal most
        for moment in Moments(*rng.uniform(0.0, 4000.0, (2, 200))):
            time = _Time(moment[0])
            watched.append(weakref.ref(time))
            yield time, *moment[1:]
            most = max(most, sum(one() is not None for one in watched))

    answer(moments(), 0.01, 0.0105, 20.0, 20.0)
    return most


def _judge(answer: Synapse) -> str | None:
    count = kept(answer)
    if count > 10:
        return (
            f"The result is right, but your synapse keeps {count} old spikes in mind. It should "
            "get by with two numbers, `x_pre` and `x_post`, and never look at a spike again."
        )
    return None


def _long_trains() -> Moments:
    return Moments(*np.sort(np.random.default_rng(6).uniform(0.0, 800.0, (2, 40))))


def _by_the_bench(answer: Synapse) -> str:
    """The first fault that the bench finds."""
    meant = STDP(*_GENTLE, w_min=-1e6, w_max=1e6)

    def change(pre: Floats, post: Floats) -> float:
        return answer(Moments(pre, post), *_GENTLE)

    report = verify.stdp(change, meant, seconds=10.0)
    said = report.sentence.partition(": ")[2]
    return "" if report.faults in ((), ("too slow",)) else f"We tried other trains: {said}"


_GENTLE = (0.01, 0.008, 20.0, 30.0)
_OTHER = (1.3, 1.7, 13.7, 41.0)


# --- How many pairs. ------------------------------------------------------------------------------

COUNTED = np.array([10.0, 30.0, 35.0]), np.array([20.0, 25.0, 40.0, 50.0])  # ms, pre and post
COUNTS: dict[Pairing, int] = {"all": 12, "nearest": 6, "reduced": 3, "pre_centred": 5}
_SCHEMES = {
    "all": "Every pre spike meets every post spike.",
    "nearest": "Each post spike looks back for the last pre, and each pre for the last post.",
    "reduced": "Write all seven in one row, and count the places where pre and post are "
    "neighbours.",
    "pre_centred": "Only pre spikes look around, once back and once forward.",
}


Foreseen = Callable[[Pairing, float], str | None]


def _foreseen(scheme: Pairing, said: float) -> str | None:
    """What the text says to this number of pairs of the lesson's spikes."""
    others = (wrong for wrong in named(EXERCISES, "counts").wrong if said != COUNTS[scheme])
    return next((wrong.message for wrong in others if wrong.answer[scheme] == said), None)


def _counts(pre: Floats, post: Floats, foreseen: Foreseen = lambda *_: None) -> dict[str, Any]:
    """What its words are filled with, for these spikes."""
    found = {scheme: STDP(pairing=scheme).pairs(pre, post).delta_t for scheme in COUNTS}
    counts = {scheme: len(delta_t) for scheme, delta_t in found.items()}
    return {
        **{"pre": _listed(pre), "post": _listed(post), "first": min(pre[0], post[0])},
        **{name: f"{sum(d > 0)} + {sum(d < 0)}" for name, d in found.items()},
        "reduced": counts["reduced"],
        "judge": lambda answer: _judge_counts(answer, counts, foreseen),
    }


def _own_counts(rng: np.random.Generator) -> dict[str, Any]:
    """Three pre and four post spikes at other times."""
    times = 5.0 * rng.permutation(np.arange(1, 13))
    return _counts(np.sort(times[:3]), np.sort(times[3:7]))


def _judge_counts(answer: Any, counts: Mapping[Pairing, int], foreseen: Foreseen) -> str | None:
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
            known = foreseen(scheme, said) or f"{said:g} is not it. {_SCHEMES[scheme]}"
            return f"{scheme}: {known}"
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


def _museum(labels: Mapping[str, str]) -> dict[str, Any]:
    """What its words are filled with, for the specimens behind the letters."""
    return {
        **labels,
        "letter": {rule: letter for letter, rule in labels.items()},
        "judge": lambda answer: _judge_specimens(answer, labels),
    }


def _own_museum(rng: np.random.Generator) -> dict[str, Any]:
    return _museum({letter: LABELS[ours] for letter, ours in letters(LABELS, rng).items()})


SHOWS = {
    "re-counted pairs": "everything too much, ties and bounds in order",
    "tie as LTD": "only the tie",
    "own trace": "learns without a partner",
    "zero sentinel": "only the spike at zero",
}


def _judge_specimens(answer: Any, labels: Mapping[str, str]) -> str | None:
    """What is not as asked about the names of the specimens, handed in as a dict by letter."""
    if not isinstance(answer, Mapping) or set(answer) != set(LABELS):
        return f"We need a dict with the keys {', '.join(LABELS)}."
    for letter, right in labels.items():
        said = answer[letter]
        known = {_letters(each): each for each in RULES}
        name = _letters(said) if isinstance(said, str) else said
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
                f"{letter} is not '{known[name]}', which fails {_failed(theirs)}. "
                f"Specimen {letter} fails {_failed(seen)}."
            )
    return None


def _letters(name: str) -> str:
    """A name by its letters alone, so that "recounted pairs" is "re-counted pairs"."""
    return "".join(filter(str.isalpha, name.lower()))


def _failed(failures: Mapping[str, str]) -> str:
    return "; ".join(f"'{trial}' ({symptom})" for trial, symptom in failures.items())


_EXERCISE_STDP = STDP(*_GENTLE, w_min=-9, w_max=9)
_OTHER_STDP = STDP(*_OTHER, w_min=-9, w_max=9)


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


def _what_it_gives(pre: Floats, post: Floats, stdp: STDP, new: type[TheirSynapse]) -> float:
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


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    one_pair=Judging(
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
    ),
    counts=Judging(given=_counts(*COUNTED, _foreseen), own=_own_counts),
    synapse=Judging(
        oracle=_over_pairs,
        tries=(
            *(
                (Moments(np.array(pre), np.array(post)), *numbers)
                for pre, post, numbers in (
                    ([10.0], [15.0], _GENTLE),
                    ([10.0, 30.0, 52.0], [15.0, 33.0, 47.0], _GENTLE),
                    ([20.0, 50.0, 90.0], [50.0, 70.0], _GENTLE),
                    ([0.0, 8.0], [5.0, 12.0], _GENTLE),
                    ([15.0, 40.0], [10.0, 36.0], _GENTLE),  # weakens in all
                    ([3.0], [], _GENTLE),
                    ([10.0, 50.0], [20.0, 50.0], _GENTLE),  # a tie with earlier partners
                    ([3.417, 133.937, 134.1], [3.9, 133.937, 140.203], _OTHER),
                )
            ),
            (_long_trains(), *_OTHER),
        ),
        judge=_judge,
        examined=_by_the_bench,
    ),
    verdict=Judging(judge=_judge_verdict),
    museum=Judging(given=_museum(LABELS), own=_own_museum),
    wrapped=Judging(oracle=_what_it_gives, tries=_STEPWISE, examined=_examined),
)
SYNAPSE = named(EXERCISES, "synapse")
synapse: Synapse = SYNAPSE.solution
