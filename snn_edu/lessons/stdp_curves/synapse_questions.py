"""Lesson 07: a synapse that is told of its spikes one after the other, and keeps two numbers."""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu import verify
from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.plasticity import STDP
from snn_edu.questions import Exercise, Wrong
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
        return f"pre at {_listed(self.pre)} and post at {_listed(self.post)} ms"


def _listed(times: Floats) -> str:
    said = ", ".join(f"{t:g}" for t in times[:3])
    return f"[{said}{', ...' if times.size > 3 else ''}]"


def synapse(spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float) -> float:
    """The total change of a weight, all pairs, by two traces: decay, read, jump."""
    dw, x_pre, x_post, last = 0.0, 0.0, 0.0, -math.inf
    for t, is_pre, is_post in spikes:
        x_pre *= math.exp(-(t - last) / tau_plus)
        x_post *= math.exp(-(t - last) / tau_minus)
        dw += A_plus * x_pre * is_post - A_minus * x_post * is_pre
        x_pre += is_pre
        x_post += is_post
        last = t
    return dw


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


def _by(rule: Callable[[Floats, Floats, STDP], float]) -> Synapse:
    """A rule of two trains as a synapse that is told of its spikes."""

    def told(
        spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
    ) -> float:
        stdp = STDP(A_plus, A_minus, tau_plus, tau_minus, w_min=-1e6, w_max=1e6)
        return rule(*_trains(spikes), stdp)

    return told


def _decay_from_zero(
    spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    dw, x_pre, x_post = 0.0, 0.0, 0.0
    for t, is_pre, is_post in spikes:
        x_pre *= math.exp(-t / tau_plus)
        x_post *= math.exp(-t / tau_minus)
        dw += A_plus * x_pre * is_post - A_minus * x_post * is_pre
        x_pre += is_pre
        x_post += is_post
    return dw


def _else_if(
    spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    """`if is_post: ... elif is_pre: ...`: of a tie, the pre spike is never seen."""
    told = ((t, is_pre and not is_post, is_post) for t, is_pre, is_post in spikes)
    return synapse(told, A_plus, A_minus, tau_plus, tau_minus)


def _decay_alone(
    spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    """`x_pre = np.exp(...)` for `x_pre *= np.exp(...)`."""
    dw, x_pre, x_post, last = 0.0, 0.0, 0.0, -math.inf
    for t, is_pre, is_post in spikes:
        x_pre, x_post = math.exp(-(t - last) / tau_plus), math.exp(-(t - last) / tau_minus)
        dw += A_plus * x_pre * is_post - A_minus * x_post * is_pre
        x_pre, x_post, last = x_pre + is_pre, x_post + is_post, t
    return dw


def _last_moment_only(
    spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    """`dw =` for `dw +=`, in two lines."""
    dw, x_pre, x_post, last = 0.0, 0.0, 0.0, -math.inf
    for t, is_pre, is_post in spikes:
        x_pre *= math.exp(-(t - last) / tau_plus)
        x_post *= math.exp(-(t - last) / tau_minus)
        dw = -A_minus * x_post if is_pre else A_plus * x_pre if is_post else dw
        x_pre, x_post, last = x_pre + is_pre, x_post + is_post, t
    return dw


Read = Callable[[bool, bool, float, float], tuple[float, float]]


def _variant(
    read: Read = lambda is_pre, is_post, x_pre, x_post: (x_pre * is_post, x_post * is_pre),
    jump: Read = lambda is_pre, is_post, x_pre, x_post: (x_pre + is_pre, x_post + is_post),
    decays: bool = True,
) -> Synapse:
    """A synapse with another way to read (for LTP and for LTD), to jump, or without a decay."""

    def told(
        spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
    ) -> float:
        dw, x_pre, x_post, last = 0.0, 0.0, 0.0, -math.inf
        for t, is_pre, is_post in spikes:
            if decays:
                x_pre *= math.exp(-(t - last) / tau_plus)
                x_post *= math.exp(-(t - last) / tau_minus)
            ltp, ltd = read(is_pre, is_post, x_pre, x_post)
            dw += A_plus * ltp - A_minus * ltd
            x_pre, x_post = jump(is_pre, is_post, x_pre, x_post)
            last = t
        return dw

    return told


def _pair_list(
    spikes: Any, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    """The right sum from a list of all spikes."""
    rows = [*spikes]
    return _over_pairs(rows, A_plus, A_minus, tau_plus, tau_minus)


def _long_trains() -> Moments:
    return Moments(*np.sort(np.random.default_rng(6).uniform(0.0, 800.0, (2, 40))))


def _examined(answer: Synapse) -> str:
    """The first fault that the bench finds."""
    meant = STDP(*_GENTLE, w_min=-1e6, w_max=1e6)
    report = verify.stdp(lambda pre, post: answer(Moments(pre, post), *_GENTLE), meant, seconds=5.0)
    said = report.sentence.partition(": ")[2]
    return f"The bench of *Go deeper* tried other trains: {said}" if report.findings else ""


_GENTLE = (0.01, 0.008, 20.0, 30.0)
_OTHER = (1.3, 1.7, 13.7, 41.0)

SYNAPSE = Exercise(
    name="synapse",
    ask="Write `my_synapse`: the total change of the weight, from spikes that are told one moment "
    "after the other, with two traces.",
    shown="""
        def my_synapse(spikes, A_plus, A_minus, tau_plus, tau_minus):
            dw, x_pre, x_post, last = 0.0, 0.0, 0.0, -np.inf
            for t, is_pre, is_post in spikes:
                x_pre *= np.exp(-(t - last) / tau_plus)
                x_post *= np.exp(-(t - last) / tau_minus)
                dw += A_plus * x_pre * is_post - A_minus * x_post * is_pre
                x_pre += is_pre
                x_post += is_post
                last = t
            return dw
    """,
    solution=synapse,
    oracle=_over_pairs,
    judge=_judge,
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
    wrong=(
        Wrong(
            _by(bug_museum.jump_before_read),
            "Your traces jump before they are read, so the two spikes of a tie see each other. "
            "First read, then jump.",
        ),
        Wrong(
            _by(bug_museum.own_trace),
            "Each of your spikes reads the trace of its own train. A post spike should ask what "
            "the *pre* train has left.",
        ),
        Wrong(
            _variant(
                read=lambda is_pre, is_post, x_pre, x_post: (x_post * is_post, x_pre * is_pre)
            ),
            "A post spike of yours reads `x_post`, its own trace, and a pre spike `x_pre`. Each "
            "should ask what the other train has left.",
        ),
        Wrong(
            _variant(
                read=lambda is_pre, is_post, x_pre, x_post: (x_pre * is_pre, x_post * is_post)
            ),
            "A pre spike of yours reads `x_pre`, and a post spike `x_post`, so each reads its own "
            "train. It's the post spike that reads `x_pre`.",
        ),
        Wrong(
            _variant(
                read=lambda is_pre, is_post, x_pre, x_post: (x_post * is_pre, x_pre * is_post)
            ),
            "You add where a pre spike reads, and subtract where a post spike does. With post "
            "last, pre came first, so that's LTP.",
        ),
        Wrong(
            _variant(
                jump=lambda is_pre, is_post, x_pre, x_post: (x_pre + is_post, x_post + is_pre)
            ),
            "A pre spike of yours makes `x_post` jump, and a post spike `x_pre`. Each leaves its "
            "mark in the trace of its own train.",
        ),
        Wrong(
            _variant(jump=lambda is_pre, is_post, x_pre, x_post: (x_pre + 1, x_post + 1)),
            "Both your traces jump at each moment. Ask who fires, with `is_pre` and `is_post`.",
        ),
        Wrong(
            _variant(read=lambda is_pre, is_post, x_pre, x_post: (x_pre, x_post)),
            "You read both traces at each moment. `x_pre` is read only if post fires, and "
            "`x_post` only if pre does.",
        ),
        Wrong(
            _variant(
                read=lambda is_pre, is_post, x_pre, x_post: (
                    x_pre * is_post,
                    x_post * (is_pre and not is_post),
                )
            ),
            "Of a tie only the post spike reads. Is there an `elif`? Pre and post can fire at the "
            "same moment, so both need to be asked for.",
        ),
        Wrong(
            _variant(
                read=lambda is_pre, is_post, x_pre, x_post: (
                    x_pre * (is_post and not is_pre),
                    x_post * is_pre,
                )
            ),
            "Of a tie only the pre spike reads. Is there an `elif`? Pre and post can fire at the "
            "same moment, so both need to be asked for.",
        ),
        Wrong(
            _variant(
                jump=lambda is_pre, is_post, x_pre, x_post: (
                    x_pre + is_pre,
                    x_post + (is_post and not is_pre),
                )
            ),
            "Of a tie only `x_pre` jumps. Is there an `elif`? Pre and post can fire at the same "
            "moment, and then both traces jump.",
        ),
        Wrong(
            _decay_alone,
            "Your traces are set to the factor by which they decay. Multiply what is left of them "
            "by it, as `*=` does.",
        ),
        Wrong(
            _variant(decays=False),
            "Your marks never get smaller, so a pair 5 ms apart counts {got:.4f}, the same as one "
            "500 ms apart. Where is the exp?",
        ),
        Wrong(
            _decay_from_zero,
            "Your traces decay by t, the time since 0. What has passed since they were last "
            "brought up to date is t - last.",
        ),
        Wrong(
            _by(lambda pre, post, stdp: replace(stdp, pairing="nearest").pair_sum(pre, post)),
            "A spike of yours *sets* the trace to 1, so it forgets all earlier ones. That is the "
            "scheme *nearest*. For *all*, add 1 to what is left.",
        ),
        Wrong(
            _by(bug_museum.wrong_sign),
            "Your signs are swapped. A post spike finds what earlier pre spikes left, so it adds.",
        ),
        Wrong(
            _by(bug_museum.swapped_time_constants),
            "The time constants have changed places. `x_pre` decays with tau_plus, because it is "
            "read for LTP.",
        ),
        Wrong(
            lambda spikes, A_plus, A_minus, tau_plus, tau_minus: synapse(
                spikes, A_plus, A_minus, tau_plus, tau_plus
            ),
            "LTP is right. But your `x_post` decays with tau_plus, and it has a time constant of "
            "its own.",
        ),
        Wrong(
            lambda spikes, A_plus, A_minus, tau_plus, tau_minus: synapse(
                spikes, A_plus, A_plus, tau_plus, tau_minus
            ),
            "LTP is right. But your LTD has the height A_plus, and it should be A_minus.",
        ),
        Wrong(
            lambda spikes, A_plus, A_minus, tau_plus, tau_minus: synapse(
                spikes, A_plus, -A_minus, tau_plus, tau_minus
            ),
            "Both your readings strengthen. What a pre spike reads is LTD, so it's subtracted.",
        ),
        Wrong(
            _by(bug_museum.tie_as_ltd),
            "Your tie weakens. Let both spikes of a tie read before either of them jumps.",
        ),
        Wrong(
            _by(lambda pre, post, stdp: replace(stdp, same_step="ltp").pair_sum(pre, post)),
            "Your tie strengthens, because the pre spike jumps before the post spike of the same "
            "moment reads. Both read first, then both jump.",
        ),
        Wrong(
            _else_if,
            "Of a tie your code sees one spike only. Is there an `elif`? Pre and post can fire at "
            "the same moment, so both need to be asked for.",
        ),
        Wrong(
            lambda *_: 0.0,
            "Yours is 0 whatever the spikes are. Two slips are known to do that. Either `return` "
            "stands inside the loop, or `last = t` is missing and each decay leaves nothing.",
        ),
        Wrong(
            _last_moment_only,
            "Only the last change is left in yours. Add each one to what was there, with `+=`.",
        ),
        Wrong(
            _variant(
                jump=lambda is_pre, is_post, x_pre, x_post: (
                    0.0 if is_post else x_pre + is_pre,
                    0.0 if is_pre else x_post + is_post,
                )
            ),
            "Your traces are wiped when they are read. In the scheme *all* a reading leaves them "
            "as they are.",
        ),
        Wrong(
            _variant(
                read=lambda is_pre, is_post, x_pre, x_post: (
                    x_pre * is_post,
                    x_post * (is_pre and not is_post),
                ),
                jump=lambda is_pre, is_post, x_pre, x_post: (
                    x_pre + is_pre,
                    x_post + (is_post and not is_pre),
                ),
            ),
            "Of a tie you see one spike only. Is there an `elif`? Pre and post can fire at the "
            "same moment, so both need to be asked for.",
        ),
        Wrong(_pair_list, "your synapse keeps 400 old spikes in mind"),
    ),
    examined=_examined,
    hints=(
        "Decay: multiply each trace by `np.exp(-(t - last) / ...)` with its own time constant.",
        "A post spike reads `x_pre` and adds `A_plus * x_pre`. A pre spike reads `x_post`, and "
        "what it reads is subtracted.",
        "`dw += A_plus * x_pre * is_post - A_minus * x_post * is_pre`, and after it "
        "`x_pre += is_pre` and the same for post.",
    ),
    why="All pairs are in it, each of them once, in one walk past the spikes. Well done. That was "
    "the heart of the lesson.",
)
