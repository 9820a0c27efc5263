"""What an exercise is: what is asked, what is right, and which wrong answers to expect."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from snn_edu.questions.answers import AnswerError, Inputs, listed, run, size
from snn_edu.questions.feedback import Wrong


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One thing to hand in, and all that is needed to explain what is wrong with it.

    Attributes
    ----------
    name, ask
        The id without its lesson; what is asked, in one sentence.
    solution
        A value or a function that passes.
    shown
        The solution as a learner would write it, in the lesson's own names: what `solution` of the
        door shows, folded. A test puts it into the lesson, and runs the lesson to its end.
    oracle
        The truth, found another way than the solution: a value, or a function that is called with
        each of `tries` (without tries: with nothing).
    tries
        For functions: the arguments of each call, chosen so that every wrong answer differs from
        the truth and from the others. A grader moves these numbers, and keeps their order and whole
        ratios; where arguments must fit each other in other ways, an oracle refuses the rest.
    judge
        ``judge(answer)`` returns None, or a sentence that says what is not as asked: for answers
        of which many are right, or that have to hold a property besides. The answer comes in
        Python's own types: an int or a float, never a Fraction or a 0-d array.
    wrong, hints
        The wrong answers to expect; two or three hints, the last nearly the solution.
    examined
        ``examined(answer)`` names the fault of an answer that nobody expected, or says "".
    unit, why
        Unit of the result; what to say to the right answer.
    own
        ``own(rng)`` gives what is another for each name, as a dict by attribute: where the answer
        is one value or word, and its data can be drawn.
    tolerance, because
        Largest error allowed, in `unit`, and the reason for it. None: rounding only (1e-9).

    Raises
    ------
    ValueError
        Neither oracle nor judge, a tolerance without a reason, or a try that is not a tuple.
    """

    name: str
    ask: str
    solution: Any
    shown: str = ""
    oracle: object = None
    tries: tuple[Inputs, ...] = ()
    judge: Callable[[Any], str | None] | None = None
    wrong: tuple[Wrong, ...] = ()
    hints: tuple[str, ...] = ()
    examined: Callable[[Any], str] | None = None
    unit: str = ""
    why: str = ""
    own: Callable[[np.random.Generator], dict[str, Any]] | None = None
    tolerance: float | None = None
    because: str = ""

    def __post_init__(self) -> None:
        if self.oracle is None and self.judge is None:
            raise ValueError(f"exercise {self.name!r}: give it an oracle, a judge or both.")
        if self.tolerance is not None and not self.because:
            raise ValueError(f"exercise {self.name!r}: say in `because` why {self.tolerance:g}.")
        if not all(isinstance(inputs, tuple) for inputs in self.tries):
            raise ValueError(f"exercise {self.name!r}: each of its tries is a tuple of arguments.")

    @cached_property
    def truths(self) -> list[Any]:
        """What the oracle says to each of `tries`. It is slow by intention, and asked once."""
        if callable(self.oracle):
            with np.errstate(all="ignore"):  # whatever the notebook has set: the oracle is ours
                return [self.oracle(*copy.deepcopy(inputs)) for inputs in self.tries or ((),)]
        return [self.oracle]

    @cached_property
    def scale(self) -> float:
        """The largest number in the truths: what rounding is measured by."""
        return size(self.truths)

    @cached_property
    def names(self) -> list[str]:
        """What the arguments are called."""
        return list(inspect.signature(self.solution).parameters) if self.tries else []

    @cached_property
    def foreseen(self) -> list[tuple[Wrong, list[object], float]]:
        """Each wrong answer, what it gives in each of `tries`, and the largest number in that.

        Like the oracle, they are run once. Arrays are written as lists, which take an answer in
        either form. One that is no result itself is left out: it is not compared.
        """
        found = []
        for wrong in self.wrong:
            with suppress(AnswerError, TypeError, ValueError):
                given = [listed(result) for result in self.results(wrong.answer)]
                found.append((wrong, given, size(given)))
        return found

    def results(self, answer: object) -> list[object]:
        """What a function gives in each of `tries`; without tries the value itself.

        Raises
        ------
        AnswerError
            It is none, or stops, or doesn't end.
        """
        return run(answer, self.tries, self.names) if self.tries else [answer]
