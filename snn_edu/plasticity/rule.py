"""Rules: what a network asks of a learning rule, so that a new rule runs in it.

A rule keeps traces of a synapse's two trains and says what the weight is after a spike that has
read them. `events` follows it on two trains, spike by spike; a network follows it on its grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple, Protocol, runtime_checkable

from snn_edu.plasticity.traces import moments
from snn_edu.spikes import Train, spike_times
from snn_edu.validation import Quantity, Value, instance, number


class Trace(NamedTuple):
    """What a synapse remembers of one of its trains: it decays, and each spike marks it."""

    of: str  # "pre" or "post": whose spikes mark it
    tau: float  # ms, in which it decays to 1/e
    adds: bool = True  # a spike adds 1; else it sets the trace to 1, and only the last one counts
    used_up: bool = False  # a spike of the other train, once it has read it, sets it to 0


@runtime_checkable
class Rule(Protocol):
    """A learning rule that `Network.connect` takes: whatever has these six."""

    @property
    def keeps(self) -> tuple[Trace, ...]:
        """The traces that it reads."""

    @property
    def same_step(self) -> str:
        """Which spike came first in a tie: the pre for ``"ltp"``, the post for ``"ltd"``.

        ``"none"``: neither sees the other.
        """

    @property
    def w_min(self) -> float:
        """The smallest weight; -inf for none."""

    @property
    def w_max(self) -> float:
        """The largest weight; inf for none."""

    def at_pre(self, w: Value, x: tuple[Quantity, ...]) -> Value:
        """The weight after a pre spike that reads the traces `x`, as they are just before it."""

    def at_post(self, w: Value, x: tuple[Quantity, ...]) -> Value:
        """The weight after a post spike that reads the traces `x`, as they are just before it."""


def events(rule: Rule, pre: Train, post: Train) -> Iterator[tuple[float, bool, tuple[float, ...]]]:
    """Each spike in order: (time, is it a post spike, the traces just before it).

    Spikes less than a billionth of a ms apart are a tie (`traces.moments`).
    """
    post_first = rule.same_step == "ltd"
    arrivals = []
    for is_post, train in (False, spike_times("pre", pre)), (True, spike_times("post", post)):
        second = is_post != post_first
        when = zip(moments(train).tolist(), train.tolist(), strict=True)
        arrivals += [(moment, second, t, is_post) for moment, t in when]
    last = now = -math.inf  # "no spike yet" is -inf: no trace is left of it
    x = [0.0 for _ in rule.keeps]
    new = {"pre": 0, "post": 0}  # spikes of this very instant
    last_is_post = None
    for moment, _, t, is_post in sorted(arrivals):
        # A tie sees its partner, but for "none"; spikes of one train never see each other in one.
        met = moment > last or (rule.same_step != "none" and is_post != last_is_post)
        for i, trace in enumerate(rule.keeps):
            if met and new[trace.of]:
                x[i] = x[i] + new[trace.of] if trace.adds else 1.0
            x[i] *= math.exp(-(t - now) / trace.tau)
        if met:
            new = {"pre": 0, "post": 0}
        last, now, last_is_post = moment, t, is_post
        yield t, is_post, tuple(x)
        new["post" if is_post else "pre"] += 1
        for i, trace in enumerate(rule.keeps):
            if trace.used_up and (trace.of == "pre") == is_post:
                x[i] = 0.0


def weight_after(rule: Rule, pre: Train, post: Train, w: float) -> float:
    """The weight that two trains make of `w`, by any rule."""
    rule = instance("rule", rule, Rule)
    w = number("w", w, "", rule.w_min, rule.w_max)
    for _, is_post, x in events(rule, pre, post):
        w = float(rule.at_post(w, x) if is_post else rule.at_pre(w, x))
    return w
