"""Rules: what a network asks of a learning rule, so that a new rule runs in it.

A rule keeps traces of a synapse's two trains and says what the weight is after a spike that has
read them. `events` follows it on two trains, spike by spike; a network follows it on its grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias, get_args, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from snn_edu.pictured import Pictured
from snn_edu.plasticity.traces import moments
from snn_edu.spikes import Train, spike_times
from snn_edu.validation import (
    Floats,
    Quantity,
    ask,
    ask_if_seconds,
    choice,
    instance,
    number,
    shown,
)

SameStep: TypeAlias = Literal["none", "ltp", "ltd"]
SAME_STEP: tuple[SameStep, ...] = get_args(SameStep)
PARTS = ("keeps", "same_step", "w_min", "w_max", "at_pre", "at_post")


class Trace(NamedTuple):
    """What a synapse remembers of one of its trains: it decays, and each spike marks it."""

    of: str  # "pre" or "post": whose spikes mark it
    tau: float  # ms, in which it decays to 1/e
    adds: bool = True  # a spike adds 1; else it sets the trace to 1, and only the last one counts
    used_up: bool = False  # a spike of the other train, once it has read it, sets it to 0


@runtime_checkable
class Rule(Protocol):
    """A learning rule that `Network.connect` takes: whatever has these six.

    ``w`` and the traces are floats in `weight_after`, and arrays, a synapse each, in a network: so
    say ``np.minimum`` and ``np.where`` for ``min`` and ``if``. Whoever runs a rule holds the weight
    between `w_min` and `w_max`; `connect` tries both methods once.

    Examples
    --------
    A rule of your own, typed as mypy --strict wants it. Presynaptic spikes cost a little, whatever
    the other neuron does:

    >>> from snn_edu.plasticity import Trace, weight_after
    >>> from snn_edu.validation import Quantity
    >>> class Priced:
    ...     keeps = (Trace("pre", 20.0),)
    ...     same_step = "none"
    ...     w_min, w_max = 0.0, 1.0
    ...
    ...     def at_pre(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
    ...         return w - 0.01
    ...
    ...     def at_post(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
    ...         return w + 0.1 * x[0] * (1.0 - w)
    >>> round(weight_after(Priced(), pre=[10, 50], post=[15], w=0.5), 4)
    0.5197
    """

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

    def at_pre(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
        """The weight after a pre spike that reads the traces `x`, as they are just before it."""

    def at_post(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
        """The weight after a post spike that reads the traces `x`, as they are just before it."""


def events(rule: Rule, pre: Train, post: Train) -> Iterator[tuple[float, bool, tuple[float, ...]]]:
    """Each spike in order: (time, is it a post spike, the traces just before it).

    Spikes less than a billionth of a ms apart are a tie (`traces.moments`).
    """
    post_first = choice("same_step", rule.same_step, SAME_STEP) == "ltd"
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


class FiveColumns(NamedTuple):
    """What a `Course` tells, in its order."""

    t: Floats  # ms
    is_post: NDArray[np.bool_]  # True: a postsynaptic spike
    x_pre: Floats  # presynaptic trace, read by postsynaptic spikes, just before this spike
    x_post: Floats  # postsynaptic trace, read by presynaptic spikes, just before this spike
    w: Floats  # weight just after this spike


class Course(FiveColumns, Pictured):
    """A synapse through time: one entry per spike, in the order the synapse meets them."""

    __slots__ = ()

    def __repr__(self) -> str:
        n = self.t.size
        ends = f"; w from {self.w[0]:.4g} to {self.w[-1]:.4g}" if n else ""
        return f"<Course: {n} spike{'s' * (n != 1)}{ends}>"


def course(rule: Rule, pre: Train, post: Train, w: float) -> Course:
    """The fast traces and the weight of two trains, spike by spike, from weight `w`.

    They are the first that the rule keeps of each train.
    """
    w = number("w", w, "", rule.w_min, rule.w_max)
    of = [trace.of for trace in rule.keeps]
    rows = []
    for t, is_post, x in events(rule, pre, post):
        w = float(within(rule, rule.at_post(w, x) if is_post else rule.at_pre(w, x)))
        rows.append((t, is_post, x[of.index("pre")], x[of.index("post")], w))
    columns = np.array(rows).reshape(-1, 5).T
    return Course(columns[0], columns[1] == 1, columns[2], columns[3], columns[4])


def weight_after(rule: Rule, pre: Train, post: Train, w: float) -> float:
    """The weight that two trains make of `w`, by any rule."""
    rule = as_rule("rule", rule)
    w = number("w", w, "", rule.w_min, rule.w_max)
    for _, is_post, x in events(rule, pre, post):
        w = float(within(rule, rule.at_post(w, x) if is_post else rule.at_pre(w, x)))
    return w


def within(rule: Rule, w: Quantity) -> Quantity:
    """A weight, or an array of them, held between the bounds of its rule."""
    held: Any = np.minimum(np.maximum(w, rule.w_min), rule.w_max)
    return held


def as_rule(name: str, value: object, many: bool = False) -> Rule:
    """Return `value`, once it has all parts of a `Rule` and each is what it says.

    Both methods are tried once, on numbers and, where they are to take `many` synapses, on arrays.
    """
    lacking = [part for part in PARTS if not hasattr(value, part)]
    who = f"{name}: {type(value).__name__}"
    if lacking and len(lacking) < len(PARTS) and not isinstance(value, type):
        raise TypeError(
            f"{who} lacks {', '.join(lacking)}. A rule has {', '.join(PARTS[:-1])} and {PARTS[-1]}."
        )
    slip = "" if isinstance(value, type) else f"Say STDP(), or what has {', '.join(PARTS)}."
    rule = instance(name, value, Rule, slip)
    for i, trace in enumerate(instance(f"{who}.keeps", rule.keeps, tuple)):
        part = f"{who}.keeps[{i}]"
        instance(part, trace, Trace, 'Say Trace("pre", 20.0).')
        choice(f"{part}.of", trace.of, ("pre", "post"))
        if number(f"{part}.tau", trace.tau, "ms", 1e-6) >= 1e-3:
            ask_if_seconds(f"{part}.tau", trace.tau, 0.1)
        for does in ("adds", "used_up"):
            if not isinstance(getattr(trace, does), bool | np.bool_):
                raise TypeError(
                    f"{part}.{does} = {shown(getattr(trace, does))}: expected True or False. A "
                    "trace counts spikes; what one is worth stands in at_pre and at_post."
                )
    choice(f"{who}.same_step", rule.same_step, SAME_STEP)
    for bound in ("w_min", "w_max"):
        if getattr(rule, bound) not in (-math.inf, math.inf):
            number(f"{who}.{bound}", getattr(rule, bound))
    if not rule.w_min < rule.w_max:
        raise ValueError(
            f"{who}.w_min = {rule.w_min:g}: must be below w_max = {rule.w_max:g}. Swapped?"
        )
    for method in ("at_pre", "at_post"):
        _try(f"{who}.{method}", rule, method, 0.5)
        if many:
            _try(f"{who}.{method}", rule, method, np.array([0.25, 0.5, 0.75]))
        _ask_change(f"{who}.{method}", rule, method)
    return rule


def _at(rule: Rule, part: Quantity) -> Quantity:
    """The weight at `part` of the way between the bounds of a rule."""
    low = rule.w_min if math.isfinite(rule.w_min) else min(rule.w_max, 1.0) - 1.0
    high = rule.w_max if math.isfinite(rule.w_max) else low + 1.0
    return low + (high - low) * part


def _ask_change(who: str, rule: Rule, method: str) -> None:
    """Ask about a rule that gives what a spike adds to a weight, and not the weight after it."""
    low, high, silent = _at(rule, 0.25), _at(rule, 0.75), tuple(0.0 for _ in rule.keeps)
    try:
        with np.errstate(all="ignore"):
            after = [float(getattr(rule, method)(w, silent)) for w in (low, high)]
    except (ArithmeticError, TypeError, ValueError):  # it divides by a trace, say
        return
    if abs(after[1] - after[0]) < 0.1 * (high - low) and after[1] != rule.w_max:
        ask(
            f"{who}(w, x) gives {after[0]:g} for w = {low:g} and {after[1]:g} for w = {high:g}, "
            "where no trace is left. It is to give the new weight. Is it the change? Say w + it."
        )


def _try(who: str, rule: Rule, method: str, part: Quantity) -> None:
    """Ask a rule for the weight after a spike, once, at `part` of the way between its bounds."""
    w, x = _at(rule, part), tuple(part + 0.0 for _ in rule.keeps)
    several = isinstance(part, np.ndarray)
    hint = ""
    if several:
        hint = " In a network w and x are arrays: say np.minimum for min, np.where for if."
    try:
        with np.errstate(all="ignore"):
            after: Any = getattr(rule, method)(w, x)
    except Exception as error:  # the author's, of any kind
        raise TypeError(f"{who}(w, x) raises {type(error).__name__}: {error}.{hint}") from error
    if after is None:
        raise TypeError(f"{who}(w, x) gives None: expected the new weight. Is a `return` missing?")
    try:
        weights = np.asarray(after)
    except ValueError:  # rows of several lengths
        weights = np.asarray(None)
    if weights.dtype.kind not in "iuf" or weights.shape not in ((), np.shape(w)):
        raise TypeError(f"{who}(w, x) gives {shown(after)}, for w = {shown(w)}: expected weights.")
    if not np.isfinite(weights).all():
        raise ValueError(f"{who}(w, x) gives {shown(after)}, for w = {shown(w)}, x = {shown(x)}.")
