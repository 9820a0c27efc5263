"""What the course says to an answer, and how it looks: in colour, in words, and with a symbol."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass
from numbers import Real
from typing import Any, Literal

import numpy as np

from snn_edu.diary import committed

Status = Literal["passed", "wrong", "not done yet", "committed", "hint"]
# What each status looks like: a symbol, words, and a colour on which white has a contrast >= 5:1.
LOOKS: dict[str, tuple[str, str, str]] = {
    "passed": ("✔", "Right", "#006B4E"),
    "wrong": ("✘", "Not right", "#A84300"),
    "not done yet": ("○", "Not done yet", "#595959"),
    "committed": ("○", "Committed", "#595959"),
    "hint": ("➜", "Hint", "#0062A0"),
}


@dataclass(frozen=True, repr=False)
class Feedback:
    """What a check says. True when passed.

    Attributes
    ----------
    status
        "passed", "wrong", "not done yet", "committed" (to a prediction) or "hint".
    message
        Why, in the learner's terms. Words between backticks are code.
    hints
        Hints that wait, folded, each inside the one before.
    kind
        Of a wrong answer that was foreseen: its message before the numbers were filled in. Of
        another: what was found out by trying. Of one not done: what is left out.
    done
        After the message, how much of the lesson is done.
    """

    status: Status
    message: str
    hints: tuple[str, ...] = ()
    kind: str = ""
    done: str = ""

    @property
    def mistake(self) -> str:
        """What is wrong, without the numbers of this one answer: the same for all who make it."""
        foreseen = re.sub(r"\{[^{}]*\}", "…", self.kind)
        if self.status == "not done yet":  # what is asked is no mistake
            return foreseen
        return foreseen or re.sub(r"(?<!\w)[-\u2212]?\d[\d.,]*(e[-+]?\d+)?", "…", self.message)

    def __bool__(self) -> bool:
        return self.status == "passed"

    def __repr__(self) -> str:
        symbol, words, _ = LOOKS[self.status]
        of_them = "more" if self.status == "hint" else "hints"
        how = f" ({len(self.hints)} {of_them}: snn_edu.exercises.hint(id, number))"
        done = f" ({self.done})" if self.done else ""
        return f"{symbol} {words}: {self.message}{how if self.hints else ''}{done}"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}, committed()

    def _repr_html_(self) -> str:
        symbol, words, colour = LOOKS[self.status]
        folded = ""
        for number, text in reversed(list(enumerate(self.hints))):
            label = "The next hint" if number or self.status == "hint" else "A hint"
            folded = f"<details><summary>{label}</summary>{marked(text)} {folded}</details>"
        done = f" <b>{html.escape(self.done)}</b>" if self.done else ""
        return (
            f'<div role="status" style="border-left: 5px solid {colour}; padding: 4px 12px; '
            f'max-width: 48em; line-height: 1.5"><b style="background: {colour}; color: #fff; '
            f'padding: 1px 7px; border-radius: 3px">{symbol} {words}</b> '
            f"{marked(self.message)}{folded}{done}</div>"
        )


@dataclass(frozen=True)
class Wrong:
    """A predictable wrong answer, and what to say to it.

    Attributes
    ----------
    answer
        A value or a function, as a learner would hand it in.
    message
        In the learner's terms: what they did, and what it does. A template: ``{got:.4f}`` and
        ``{expected:.4f}`` are the two numbers where they first differ, and a function's arguments
        of that call go by their names. In a judged exercise, words that the judge's sentence has.
    """

    answer: Any
    message: str


def marked(text: str) -> str:
    """Write plain text as HTML: `code` between backticks, *words* between stars emphasised.

    A star is a times sign unless it touches the first or the last letter of such words.
    """
    coded = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
    letter = r"[^\W\d_]"
    words = rf"(?<![\w*])\*({letter}|{letter}[^*]*{letter})\*(?![\w*])"
    return re.sub(words, r"<em>\1</em>", coded)


def arguments(names: Sequence[str], inputs: Sequence[object]) -> str:
    """Name the arguments of one call: ``"v = 1, dt = 0.1"``."""
    return ", ".join(f"{name} = {short(value)}" for name, value in zip(names, inputs, strict=True))


def kind(value: object) -> str:
    """Say in words what `value` is, whatever it is."""
    if value is None or value is ...:
        return f"nothing ({short(value)})"
    if isinstance(value, bool | np.bool_):
        return f"the truth value {value}"
    if isinstance(value, str):
        return f"the text {short(value)}"
    if isinstance(value, Real):
        return f"the number {short(value)}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and type {value.dtype}"
    if isinstance(value, list | tuple | dict | set):
        return f"a {type(value).__name__} of {len(value)}"
    if inspect.isroutine(value):
        return "a function"
    return f"an object of type {type(value).__name__}"


def short(value: object) -> str:
    """Write `value` on one line of at most 60 characters, without addresses in memory.

    A record of parameters, such as an STDP rule, may take 160: a learner computes with all of them.
    """
    try:
        is_truth = isinstance(value, bool)
        text = f"{float(value):.6g}" if isinstance(value, Real) and not is_truth else repr(value)
    except Exception:  # the object is the learner's
        text = f"an object of type {type(value).__name__}"
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", " ".join(text.split()))
    room = 160 if is_dataclass(value) else 60
    return text if len(text) <= room else f"{text[: room - 3]}..."


def told(error: BaseException) -> str:
    """Tell an exception as ``"TypeError: message"``, on one line."""
    said = " ".join(str(error).split()).rstrip(".")
    if "truth value of an array" in said:  # NumPy's advice, `any` or `all`, is hardly ever meant
        said = "an array is no truth value. `if` and `and` want one: np.where, `&`, or a loop"
    if "for ^" in said:
        said += ". In Python a power is written `**`"
    message = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return re.sub(r" at 0x[0-9a-fA-F]+", "", message)
