"""Predictions: a question you commit to before you move anything, and the quiz of a lesson."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from zlib import crc32

from snn_edu.diary import committed
from snn_edu.questions.answers import difference
from snn_edu.questions.feedback import Feedback, Wrong, marked

if TYPE_CHECKING:
    from snn_edu.live import Animation, Bundle, LivePlot, Message, Panel
    from snn_edu.questions.asking import Asking

    Pictured = LivePlot | Animation


@dataclass(frozen=True, kw_only=True, repr=False)
class Prediction:
    """A question to answer before the widget below it is moved.

    You commit, you move the widget, you ask whether you were right: the explanation waits for the
    second button, so that the widget answers first. Students who only watch a demonstration
    understand it no better than those who never saw it; those who predict its outcome first
    understand significantly more (Crouch, Fagen, Callan & Mazur 2004, Am. J. Phys. 72, 835,
    doi:10.1119/1.1707018). You may change your mind and commit again as often as you like.

    Attributes
    ----------
    name, question
        The id without its lesson; what is asked.
    choices, answer
        The choices, lettered a, b, c... as they are declared, and the letter of the right one.
        Without choices the answer is a number, in `unit`.
    why
        Why, read after any answer.
    wrong
        What to say to a certain letter or number besides. Its message is a template as in `Wrong`.
    unit, tolerance, because
        Of a number: its unit, the largest error that still counts as right, and the reason.
    asks
        The values of controls that the question is about: a picture below it starts elsewhere.
    chosen
        What the learner has answered; None: nothing yet.
    then
        The live or moving picture that answers, shown once an answer is committed; or a function
        without arguments that makes it then.

    Raises
    ------
    ValueError
        The answer is none of the letters, or a number comes without tolerance and reason.
    """

    name: str
    question: str
    answer: str | float
    why: str
    choices: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    unit: str = ""
    tolerance: float | None = None
    because: str = ""
    asks: Mapping[str, Any] | None = None
    chosen: object = None
    then: Pictured | Callable[[], Pictured] | None = field(default=None, compare=False)
    told: ClassVar[bool] = True  # whether an answer was right

    def __post_init__(self) -> None:
        if self.choices and self.answer not in self.lettered:
            letters = ", ".join(self.lettered)
            raise ValueError(f"prediction {self.name!r}: its answer is one of {letters}.")
        if not self.choices and (self.tolerance is None or not self.because):
            raise ValueError(f"prediction {self.name!r}: a number needs tolerance and because.")

    @property
    def lettered(self) -> dict[str, str]:
        """The choices by letter: ``{"a": "(a) both"}``."""
        letters = zip(ascii_lowercase, self.choices, strict=False)
        return {letter: f"({letter}) {text}" for letter, text in letters}

    @property
    def feedback(self) -> Feedback:
        """What there is to say to what was chosen."""
        chosen = self._read
        if chosen is None:
            ask = f"one of {', '.join(self.lettered)}" if self.choices else "a number"
            return Feedback("not done yet", f"Choose {ask}{self._in_unit}.")
        said, truth = self._say(chosen), self._say(self.answer)
        if difference(chosen, self.answer, self.tolerance) is None:
            return Feedback("passed", f"{said}. {self.why}")
        about = ""
        for wrong in self.wrong:
            if difference(chosen, wrong.answer, self.tolerance) is None:
                about = wrong.message.format(got=chosen, expected=self.answer) + " "
        return Feedback("wrong", f"You said {said}; it is {truth}. {about}{self.why}")

    @property
    def said(self) -> str:
        """What was chosen, in words."""
        return self._say(self._read)

    @property
    def _read(self) -> str | float | None:
        """What was chosen as a letter or a number; None when it is neither."""
        if not self.choices:
            return _number(self.chosen, self.unit)
        letter = self.chosen.strip(" ().").lower() if isinstance(self.chosen, str) else None
        return letter if letter in self.lettered else None

    def _say(self, answer: Any) -> str:
        return self.lettered[answer] if self.choices else f"{answer:g} {self.unit}".rstrip()

    @property
    def _in_unit(self) -> str:
        return f" in {self.unit}" if self.unit else ""

    def __repr__(self) -> str:
        if self.chosen is not None:
            return repr(self.feedback)
        lines = [self.question, *self.lettered.values()]
        example = '"a"' if self.choices else "a number"
        return "\n".join([*lines, f'Answer: predict("{self.name}", {example}){self._in_unit}'])

    def _repr_html_(self) -> str:
        """Write what a page without a kernel shows: the question, and the answer folded."""
        if self.chosen is not None:
            return self.feedback._repr_html_()
        told = marked(f"{self._say(self.answer)}. {self.why}")
        then = self.then() if callable(self.then) else self.then
        picture = then.html() if then is not None else ""
        return (
            f"{self._asked_html}<details><summary>Choose first, then open: the answer</summary>"
            f"{told}{picture}</details>"
        )

    @property
    def _asked_html(self) -> str:
        choices = "".join(f"<div>{marked(text)}</div>" for text in self.lettered.values())
        return f"<p>{marked(self.question)}</p>{choices}"

    def _repr_mimebundle_(self, include: Iterable[str] | None = None, **_: object) -> Bundle:
        return _bundle(self, None if self.chosen is not None else self._panel, include)

    def _panel(self) -> Panel:
        """What shows the question, and under it the picture that waits for its answer."""
        from snn_edu.questions.asking import Asking

        return Asking([self], wait=True).panel


@dataclass(frozen=True, repr=False)
class Quiz:
    """The questions at the end of a lesson; each answer is explained at once."""

    questions: tuple[Prediction, ...]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.questions))

    def _repr_html_(self) -> str:
        return "".join(question._repr_html_() for question in self.questions)

    @property
    def asking(self) -> Asking:
        """The questions on the page, with what was answered there."""
        from snn_edu.questions.asking import Asking

        return Asking(self.questions, wait=False)

    def _repr_mimebundle_(self, include: Iterable[str] | None = None, **_: object) -> Bundle:
        return _bundle(self, lambda: self.asking.panel, include)


Asked = TypeVar("Asked", bound=Prediction)
VIEW = "application/vnd.jupyter.widget-view+json"
_AMOUNT = re.compile(
    r"[\d.~<>-]|about \d|all \d|no |none\b|one |two |three |four |five |twice|half"
)
_LAST = ("both", "neither", "none of", "all of", "nothing of")


def dealt(questions: Iterable[Asked], deck: str) -> tuple[Asked, ...]:
    """Put the choices of all questions in an order that says nothing: letters are dealt evenly.

    Amounts keep their order, and "both" or "neither" stands at the end. Elsewhere the right choice
    gets the letter that has been right least often, though not that of the question before or, if
    that is fixed, behind; chance decides between equals, and between the wrong choices: a hash of
    the `deck`'s name and of the words, always the same.
    """
    listed = list(questions)
    right: Counter[str] = Counter(str(each.answer) for each in listed if _fixed(each))
    shown: list[Asked] = []
    for k, asked in enumerate(listed):
        if not _fixed(asked):
            free = ascii_lowercase[: sum(not each.startswith(_LAST) for each in asked.choices)]
            beside = [each.answer for each in shown[-1:]]
            beside += [each.answer for each in listed[k + 1 : k + 2] if _fixed(each)]
            letter = min(
                free,
                key=lambda each: (
                    each in beside,
                    right[each],
                    crc32(f"{deck} {k} {each}".encode()),
                ),
            )
            right[letter] += 1
            asked = _ordered(asked, letter)
        shown.append(asked)
    return tuple(shown)


def _fixed(asked: Prediction) -> bool:
    """Whether the letter of the right choice is given by what it is."""
    amounts = all(_AMOUNT.match(each) for each in asked.choices)
    return amounts or asked.choices[ascii_lowercase.index(str(asked.answer))].startswith(_LAST)


def _ordered(asked: Asked, letter: str) -> Asked:
    """The question with its right choice at this letter, and everything lettered anew."""
    right = ascii_lowercase.index(str(asked.answer))
    wrong = [k for k in range(len(asked.choices)) if k != right]
    wrong.sort(key=lambda k: (asked.choices[k].startswith(_LAST), crc32(asked.choices[k].encode())))
    place = ascii_lowercase.index(letter)
    order = [*wrong[:place], right, *wrong[place:]]
    new = {ascii_lowercase[old]: ascii_lowercase[place] for place, old in enumerate(order)}
    return replace(
        asked,
        choices=tuple(asked.choices[k] for k in order),
        answer=letter,
        wrong=tuple(replace(each, answer=new[each.answer]) for each in asked.wrong),
    )


def _number(chosen: Any, unit: str) -> float | None:
    """Read 12.3, "12.3", "12,3" or "12.3 ms"."""
    if isinstance(chosen, bool):
        return None
    if isinstance(chosen, str):
        chosen = chosen.strip().removesuffix(unit).replace(",", ".")
    try:
        return float(chosen)
    except Exception:  # the object is the learner's; or a number beyond all floats
        return None


def _bundle(
    asked: Prediction | Quiz, panel: Callable[[], Panel] | None, include: Iterable[str] | None
) -> Bundle:
    """Give every reader something: the controls, or without a kernel HTML, or plain text.

    Only what is asked for is made: a page with a kernel does not wait for a picture that answers.
    """
    data: Message = {}
    metadata: list[Message] = []
    if panel:
        with suppress(ImportError):  # no widgets: the text says how to answer in code
            data, *metadata = panel()._repr_mimebundle_() or ({},)
    data = {**data, "text/plain": repr(asked)}
    if include is None or "text/html" in include:
        data["text/html"] = asked._repr_html_()
    return data, dict(*metadata) | committed()
