"""Asking: put questions to somebody's function and take its answers, without harm whatever it does.

Nothing is known of the function. It may raise, hang, want whole numbers, spoil the arrays it is
given, give something else each time. Whoever asks here gets an answer that can be computed with, or
a `Refusal` that says in a sentence why there is none.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import math
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import Floats, number, shown
from snn_edu.verify.sentences import SENTENCES, TO_KNOW

Answer = TypeVar("Answer")
Trains = Sequence[Sequence[float]]  # pre, post
Times = tuple[float, ...]  # a train: spike times in ms

USUAL_CALLS = 400  # that an examination takes, if the function is not random
REPEATS = 40  # calls whose mean answers for a function that is random
ROUNDING = 2e-4  # of the largest value: single precision adds up to less
DT = 1.0  # ms, what a function that takes `dt` is given

#: What a train may be handed over as, in the order they are tried.
FORMS: dict[str, Callable[[Floats], ArrayLike]] = {
    "arrays of floats": lambda times: times,
    "arrays of whole numbers": lambda times: times.astype(int),
    "lists": lambda times: times.tolist(),
    "lists of whole numbers": lambda times: [int(t) for t in times],
    "tuples": lambda times: tuple(times.tolist()),
}


def told(pre: Iterable[float], post: Iterable[float]) -> str:
    """Two trains as a reader types them."""
    return f"pre = {[round(float(t), 6) for t in pre]}, post = {[round(float(t), 6) for t in post]}"


class Refusal(Exception):  # noqa: N818 - it is an answer, and no mistake of ours
    """There is no answer, or none worth having: the name of a fault, and a sentence about it.

    Another name is that of no fault, but the end of an examination all the same.
    """

    def __init__(self, name: str, said: str = "", **parts: object) -> None:
        super().__init__(said or (TO_KNOW | SENTENCES)[name].format(**parts))
        self.name = name


def function(name: str, given: object, takes: str) -> None:
    """Raise TypeError if `given` cannot be called as a function of `takes`."""
    if not callable(given) or isinstance(given, type):
        raise TypeError(f"{name} = {shown(given)}: expected a function of {takes}.")


def limited(work: Callable[[], Answer], seconds: float) -> Answer:
    """What `work` returns, within `seconds`; what hangs is left alone, in a thread of its own.

    They are counted in waits of 0.1 s: where other processes take the machine, the watch waits too.
    With `seconds` infinite it works in this thread: some libraries crash in any other.

    Raises
    ------
    Refusal
        It has not ended, or it raised something.
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
        for _ in range(math.ceil(seconds / 0.1)):
            thread.join(min(0.1, seconds))
            if not thread.is_alive():
                break
    for error in errors:
        if isinstance(error, NotImplementedError):
            raise Refusal("not written yet")
        raise Refusal("raises", kind=type(error).__name__, text=shown(str(error)))
    if not answers:
        raise Refusal("does not end", seconds=seconds)
    return answers[0]


def patience(seconds: float) -> float:
    """How long one call of those that may take `seconds` together may take, before it hangs."""
    return max(2.0, seconds / 5)


def one_number(value: Any) -> float:
    """The float that an answer means: a number, or an array or tensor of a single one.

    Raises
    ------
    Refusal
        It means none.
    """
    if isinstance(value, str | bytes) or np.iscomplexobj(value):
        raise Refusal("no number", value=shown(value))
    with contextlib.suppress(AttributeError, TypeError, ValueError, RuntimeError):
        value = value.item()  # a tensor that keeps its gradient is no array
    try:
        array = np.asarray(value)
        if array.dtype.kind in "bSU":
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError, RuntimeError):
        raise Refusal("no number", value=shown(value)) from None
    if array.size == 0:
        return 0.0  # the changes of no pairs
    if array.size > 1:
        raise Refusal("no number", value=f"an array of shape {array.shape}")
    answer = float(array.reshape(()))
    if not math.isfinite(answer):
        raise Refusal("no number", value=answer)
    return answer


def steadily(answers: list[float]) -> bool:
    """Whether answers to one question settle or move one way: a state that was left over does."""
    size = max(map(abs, answers))
    steps = np.diff(answers)
    settled = np.ptp(answers[4:]) <= ROUNDING * size
    return bool(settled or (steps > 0).all() or (steps < 0).all())


@dataclass
class Called:
    """Somebody's function, with a clock: it may take so many seconds for all calls together."""

    function: Callable[..., object]
    seconds: float | None = 20.0  # None: no limit, and it is called in this thread
    calls: int = 0
    spoils: bool = False  # it changed an array that it was given
    begun: float = field(default_factory=time.monotonic)
    work: float = 1.0  # how much more there is to do in the next question than in a small one

    def __post_init__(self) -> None:
        if self.seconds is not None:
            self.seconds = number("seconds", self.seconds, "s", 0.1)

    def ask(
        self, read: Callable[[Any], Answer], where: str, *given: ArrayLike, **more: float
    ) -> Answer:
        """What `read` makes of the answer to `given`, which `where` tells in words.

        Raises
        ------
        Refusal
            It gives none that can be read, or the time is up.
        """
        most = math.inf if self.seconds is None else self.seconds
        spent = time.monotonic() - self.begun
        usual = spent / self.calls if self.calls else 0.0
        left = most - spent
        slow = Refusal("too slow", calls=self.calls, seconds=most, needed=USUAL_CALLS * usual)
        if left <= 0:
            raise slow
        kept = copy.deepcopy(given)
        self.calls += 1
        try:
            allowed = min(left, self.work * patience(most))
            answer = limited(lambda: self.function(*given, **more), allowed)
            if answer is Ellipsis or answer is NotImplemented:
                raise Refusal("not written yet")
            if answer is None:
                raise Refusal("returns nothing")
            return read(answer)
        except Refusal as refusal:
            if refusal.name == "does not end" and left < min(10 * usual, patience(most)):
                raise slow from None
            if refusal.name == "not written yet":
                raise
            raise Refusal(refusal.name, f"{refusal} With {where}.") from None
        finally:
            self.spoils |= not all(map(np.array_equal, given, kept))


@dataclass
class Subject(Called):
    """A learning rule under examination, with all that was learned about how to call it."""

    form: str = "arrays of floats"  # a key of FORMS: what it takes a train as
    unit: float = 1.0  # of its times, in ms: 1000 if it wants seconds
    rest: float = 0.0  # what it gives without spikes: a change is what it gives beyond that
    further: tuple[int, float] = 0, 0.0  # a spike that its pairs need: of pre (0) or post (1), so
    # many ms after the last one, or before the first; 0: none
    repeats: int = 1  # calls that make an answer
    spread: float = 0.0  # by which their mean may be off
    rounding: float = ROUNDING  # the share by which an answer may be off
    more: dict[str, float] = field(default_factory=dict)  # arguments beside the trains
    spreads: dict[tuple[Times, Times], float] = field(default_factory=dict)
    known: dict[tuple[Times, Times], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        takes: Iterable[str] = ()
        with contextlib.suppress(TypeError, ValueError):  # some compiled functions do not say
            takes = inspect.signature(self.function).parameters
        self.more = {name: value for name, value in {"dt": DT, "w": 0.5}.items() if name in takes}

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
        return self.ask(one_number, told(*trains), *given, **more) - self.rest

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
