"""The harness: how a learning rule is asked, and what a pair that is alone is worth to it."""

from __future__ import annotations

import contextlib
import inspect
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import Floats
from snn_edu.verify.asking import ROUNDING, one_number
from snn_edu.verify.report import Examination

Trains = Sequence[Iterable[float]]  # pre, post
Times = tuple[float, ...]  # a train: spike times in ms

WHEN = 200.0  # ms; far from 0, where a wrong "no spike yet" would still be felt

#: What a train may be handed over as, in the order they are tried.
FORMS: dict[str, Callable[[Floats], ArrayLike]] = {
    "arrays of floats": lambda times: times,
    "arrays of whole numbers": lambda times: times.astype(int),
    "lists": lambda times: times.tolist(),
    "lists of whole numbers": lambda times: [int(t) for t in times],
    "tuples": lambda times: tuple(times.tolist()),
}


def as_typed(pre: Iterable[float], post: Iterable[float]) -> str:
    """Two trains as a reader types them."""
    return f"pre = {[round(float(t), 6) for t in pre]}, post = {[round(float(t), 6) for t in post]}"


def pair(delta_t: float, begin: float = WHEN) -> tuple[float, float]:
    """(t_pre, t_post) of a pair `delta_t` apart whose earlier spike comes at `begin`."""
    return begin + max(-delta_t, 0.0), begin + max(delta_t, 0.0)


def trains(delta_t: float, begin: float = WHEN) -> Trains:
    """That pair as two trains."""
    t_pre, t_post = pair(delta_t, begin)
    return [t_pre], [t_post]


@dataclass(eq=False, repr=False, kw_only=True)
class Harness(Examination):
    """The examination of a learning rule; called with two trains, it gives the change of weight."""

    fewest: int = 120  # that a rule of pairs takes if it is not random
    form: str = "arrays of floats"  # a key of FORMS: what it takes a train as
    unit: float = 1.0  # of its times, in ms: 1000 if it wants seconds
    rest: float = 0.0  # what it gives without spikes: a change is what it gives beyond that
    further: tuple[int, float] = 0, 0.0  # a spike that its pairs need: of pre (0) or post (1), so
    # many ms after the last one, or before the first; 0: none
    repeats: int = 1  # calls that make an answer
    spread: float = 0.0  # by which their mean may be off
    rounding: float = ROUNDING  # the share by which an answer may be off
    odd: bool = False  # 1 ms is no whole number of its steps
    more: dict[str, float] = field(default_factory=dict)  # arguments beside the trains
    spreads: dict[tuple[Times, Times], float] = field(default_factory=dict)
    known: dict[tuple[Times, Times], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        takes: Iterable[str] = ()
        with contextlib.suppress(TypeError, ValueError):  # some compiled functions do not say
            takes = inspect.signature(self.function).parameters
        self.more = {name: value for name, value in {"dt": 1.0, "w": 0.5}.items() if name in takes}

    def once(self, pre: Iterable[float], post: Iterable[float]) -> float:
        """What one call gives, as it is."""
        trains = [np.array([*pre], float), np.array([*post], float)]
        which, gap = self.further
        if gap and (every := np.concatenate(trains)).size:
            trains = [train - min(gap, 0.0) for train in trains]
            at, place = (every.max() + gap, trains[which].size) if gap > 0 else (0.0, 0)
            trains[which] = np.insert(trains[which], place, at)
        given = [FORMS[self.form](train / self.unit) for train in trains]
        self.work = max(1.0, sum(train.size for train in trains) / 10)
        more = {name: of / (self.unit if name == "dt" else 1.0) for name, of in self.more.items()}
        return self.ask(one_number, as_typed(*trains), *given, **more) - self.rest

    def __call__(self, pre: Iterable[float], post: Iterable[float]) -> float:
        """The change of weight that two trains cause, asked once; the mean for a random one."""
        trains = tuple(map(float, pre)), tuple(map(float, post))
        if trains not in self.known:
            answers = [self.once(*trains) for _ in range(self.repeats)]
            if self.repeats > 1:
                self.spreads[trains] = 5 * float(np.std(answers)) / math.sqrt(self.repeats)
                self.spread = max(self.spread, self.spreads[trains])
            self.known[trains] = math.fsum(answers) / self.repeats
        return self.known[trains]

    def changed(self, **how: object) -> None:
        """Call it in another way from now on: what it said until now is void."""
        for name, value in how.items():
            setattr(self, name, value)
        self.known.clear()

    def lone(self, pre: Iterable[float], post: Iterable[float]) -> float:
        """What the spikes of two trains change, each without the others."""
        return sum(self([t], []) for t in pre) + sum(self([], [t]) for t in post)

    def beyond(self, pre: Iterable[float], post: Iterable[float]) -> float:
        """What two trains change beyond what each of their spikes does without the others."""
        return self(pre, post) - self.lone(pre, post)

    def alone(self, delta_t: float, begin: float = WHEN) -> float:
        """What a pair adds to what its two spikes do each without the other."""
        return self.beyond(*trains(delta_t, begin))

    def room(self, scale: float) -> float:
        """By how much two answers may differ by rounding, chance and quantum."""
        return float(self.rounding * scale + 2 * self.spread + 2.5 * (self.quantum or 0.0))

    def off(self, got: float, expected: float, scale: float) -> bool:
        """Whether two answers differ by more than that."""
        return abs(got - expected) > self.room(scale)

    def fault_in(
        self, name: str, trains: Trains, expected: float, said: str = "", **parts: object
    ) -> None:
        """Note a fault that shows in `trains` (pre, post), where `expected` is right."""
        self.fault(name, as_typed(*trains), self(*trains), expected, said, **parts)
