"""Asking: put trains to somebody's function and take its answer, without harm whatever it does.

Nothing is known of the function. It may raise, hang, want whole numbers, spoil the arrays it is
given, give something else each time. Whoever asks here gets one float, or a `Refusal` that says in
a sentence why there is none.
"""

from __future__ import annotations

import contextlib
import inspect
import math
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import Floats, number, shown

Answer = TypeVar("Answer")
Trains = Sequence[Sequence[float]]  # pre, post
Times = tuple[float, ...]  # a train: spike times in ms

REPEATS = 40  # calls whose mean answers for a function that is random
ROUNDING = 2e-4  # of the largest value: single precision adds up to less
DT = 1.0  # ms, what a function that takes `dt` is given

#: What a train may be handed over as, in the order they are tried.
FORMS: dict[str, Callable[[Floats], ArrayLike]] = {
    "arrays of floats": lambda times: times,
    "arrays of whole numbers": lambda times: times.astype(int),
    "lists": lambda times: times.tolist(),
    "lists of whole numbers": lambda times: [int(t) for t in times],
}


def told(pre: Iterable[float], post: Iterable[float]) -> str:
    """Two trains as a reader types them."""
    return f"pre = {[round(float(t), 6) for t in pre]}, post = {[round(float(t), 6) for t in post]}"


class Refusal(Exception):  # noqa: N818 - it is an answer, and no mistake of ours
    """The function gave no number; `name` is the fault, the text a sentence about it."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


def limited(work: Callable[[], Answer], seconds: float) -> Answer:
    """What `work` returns, within `seconds`; what hangs is left alone, in a thread of its own.

    With `seconds` infinite it works in this thread: some libraries crash in any other.

    Raises
    ------
    Refusal
        It has not ended, or it raised something: then the name is that of the exception's class.
    """
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:  # whatever somebody's function raises
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    try:
        if math.isinf(seconds):
            raise RuntimeError
        thread.start()
    except RuntimeError:  # without a limit; and a browser's kernel has no threads
        run()
    else:
        thread.join(seconds)
    for error in errors:
        raise Refusal("raises", f"It stopped with {type(error).__name__}: {shown(str(error))}.")
    if not answers:
        raise Refusal("does not end", f"It had not ended after {seconds:.1f} s: an endless loop?")
    return answers[0]


def limit(seconds: float | None) -> float:
    """The time that all calls together may take; None is no limit.

    Raises
    ------
    TypeError, ValueError
        It is no number of 0.1 s or more.
    """
    return math.inf if seconds is None else number("seconds", seconds, "s", 0.1)


def one_number(value: object) -> float:
    """The float that an answer means: a number, or an array or tensor of a single one.

    Raises
    ------
    Refusal
        It means none.
    """
    if value is None:
        raise Refusal("no number", "It returns nothing. Is `return` missing?")
    if value is Ellipsis:
        raise Refusal("no number", "It returns `...`: it is not written yet.")
    try:
        if isinstance(value, str | bytes):
            raise TypeError
        array = np.asarray(value)
        if array.dtype.kind in "bc":
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError, RuntimeError):
        raise Refusal("no number", f"It gives {shown(value)}, and should give a number.") from None
    if array.size != 1:
        what = f"It gives an array of shape {array.shape}, and should give one number: the sum."
        raise Refusal("no number", what)
    answer = float(array.reshape(()))
    if not math.isfinite(answer):
        raise Refusal("no number", f"It gives {answer}.")
    return answer


def steadily(answers: list[float]) -> bool:
    """Whether answers to one question settle or move one way: a state that was left over does."""
    size = max(map(abs, answers))
    steps = np.diff(answers)
    settled = np.ptp(answers[4:]) <= ROUNDING * size
    return bool(settled or (steps > 0).all() or (steps < 0).all())


@dataclass
class Subject:
    """The function under examination, with all that was learned about how to call it.

    Attributes
    ----------
    form
        A key of FORMS: what it takes a train as.
    unit
        Its unit of time, in ms: 1000 if it wants seconds.
    rest
        What it gives without spikes. A change is what it gives beyond that.
    closing
        ms after which a last pre spike follows, for a rule that only then learns; 0 for none.
    repeats, spread
        How many calls make an answer, and by how much that mean may be off.
    rounding
        By what share an answer may be off.
    """

    function: Callable[..., object]
    seconds: float = 20.0  # for all calls together
    form: str = "arrays of floats"
    unit: float = 1.0
    rest: float = 0.0
    closing: float = 0.0
    repeats: int = 1
    spread: float = 0.0
    rounding: float = ROUNDING
    calls: int = 0
    spoils: bool = False  # it changed an array that it was given
    more: dict[str, float] = field(default_factory=dict)  # arguments beside the trains
    spreads: dict[tuple[Times, Times], float] = field(default_factory=dict)
    known: dict[tuple[Times, Times], float] = field(default_factory=dict)
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        takes: Iterable[str] = ()
        with contextlib.suppress(TypeError, ValueError):  # some compiled functions do not say
            takes = inspect.signature(self.function).parameters
        self.more = {name: value for name, value in {"dt": DT, "w": 0.5}.items() if name in takes}

    def once(self, pre: Iterable[float], post: Iterable[float]) -> float:
        """What one call gives, as it is.

        Raises
        ------
        Refusal
            It gives no number, or the time is up.
        """
        spent = time.monotonic() - self.begun
        left = self.seconds - spent
        slow = f"After {self.calls} calls {self.seconds:g} s were over: say seconds=... for more."
        if left <= 0:
            raise Refusal("too slow", slow)
        before, after = np.array([*pre], float), np.array([*post], float)
        if self.closing and before.size + after.size:
            before = np.append(before, max([*before, *after]) + self.closing)
        given = [FORMS[self.form](train / self.unit) for train in (before, after)]
        self.calls += 1
        try:
            answer = one_number(limited(lambda: self.function(*given, **self.more), left))
        except Refusal as refusal:
            if refusal.name == "does not end" and left < 10 * spent / self.calls:
                raise Refusal("too slow", slow) from None
            raise Refusal(refusal.name, f"{refusal} With {told(before, after)}.") from None
        for train, handed in zip((before, after), given, strict=True):
            if not np.array_equal(FORMS[self.form](train / self.unit), handed):
                self.spoils = True
        return answer - self.rest

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
