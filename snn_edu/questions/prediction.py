"""Predictions: a question you commit to before you move anything, and the quiz of a lesson."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Any

from snn_edu.questions.answers import difference
from snn_edu.questions.feedback import Feedback, Wrong, marked


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
        The choices, lettered a, b, c..., and the letter of the right one. Without choices the
        answer is a number, in `unit`.
    why
        Why, read after any answer.
    wrong
        What to say to a certain letter or number besides. Its message is a template as in `Wrong`.
    unit, tolerance, because
        Of a number: its unit, the largest error that still counts as right, and the reason.
    chosen
        What the learner has answered; None: nothing yet.

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
    chosen: Any = None

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
        choices = "".join(f"<div>{marked(text)}</div>" for text in self.lettered.values())
        told = marked(f"{self._say(self.answer)}. {self.why}")
        return (
            f"<p>{marked(self.question)}</p>{choices}"
            f"<details><summary>Choose first, then open: the answer</summary>{told}</details>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return _bundle(self, None if self.chosen is not None else lambda: _controls(self, True))


@dataclass(frozen=True, repr=False)
class Quiz:
    """The questions at the end of a lesson; each answer is explained at once."""

    questions: tuple[Prediction, ...]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.questions))

    def _repr_html_(self) -> str:
        return "".join(question._repr_html_() for question in self.questions)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        def build() -> Any:
            from ipywidgets import VBox

            return VBox([_controls(question, False) for question in self.questions])

        return _bundle(self, build)


def _number(chosen: Any, unit: str) -> float | None:
    """Read 12.3, "12.3", "12,3" or "12.3 ms"."""
    if isinstance(chosen, bool):
        return None
    if isinstance(chosen, str):
        chosen = chosen.strip().removesuffix(unit).replace(",", ".")
    try:
        return float(chosen)
    except (TypeError, ValueError):
        return None


def _bundle(asked: Prediction | Quiz, build: Callable[[], Any] | None) -> dict[str, Any]:
    """Give every reader something: the controls, or without a kernel HTML, or plain text."""
    controls: dict[str, Any] = {}
    if build:
        with suppress(ImportError):  # no ipywidgets: the text says how to answer in code
            controls = build()._repr_mimebundle_()
    return {**controls, "text/plain": repr(asked), "text/html": asked._repr_html_()}


# Else a choice longer than a narrow page is cut off. (ipywidgets has the button after the text.)
WRAPPING = """<style>
.snn-choices .widget-radio-box label {
    display: flex; flex-direction: row-reverse; justify-content: flex-end;
    height: auto; white-space: normal
}
.snn-choices .widget-radio-box input { flex: none }
</style>"""


def _controls(asked: Prediction, wait: bool) -> Any:
    """Build the question, the field for the answer, and the button or buttons."""
    import ipywidgets as widgets

    wide = {"description_width": "initial"}
    question = widgets.HTML(f'{WRAPPING}<p style="line-height: 1.5">{marked(asked.question)}</p>')
    if asked.choices:
        field = widgets.RadioButtons(
            options=[(text, letter) for letter, text in asked.lettered.items()],
            value=None,
            description="Your answer",
            style=wide,
            layout={"width": "max-content", "max_width": "100%"},
        )
        field.add_class("snn-choices")
    else:
        field = widgets.Text(
            placeholder="a number",
            description=f"Your answer{asked._in_unit}",
            style=wide,
            continuous_update=False,  # else a fast typist's last digit arrives after the click
        )
    commit = widgets.Button(description="Commit" if wait else "Check")
    reveal = widgets.Button(description="Was I right?", disabled=True)
    said = widgets.HTML()

    committed = asked

    def on_commit(_: Any) -> None:
        nonlocal committed
        committed = replace(asked, chosen=field.value)
        feedback = committed.feedback
        done = feedback.status != "not done yet"
        if wait and done:
            message = f"You said {committed._say(committed._read)}."
            feedback = Feedback("committed", f"{message} Move the widget, then ask.")
        reveal.disabled = not done
        said.value = feedback._repr_html_()

    def on_reveal(_: Any) -> None:
        said.value = committed.feedback._repr_html_()

    commit.on_click(on_commit)
    reveal.on_click(on_reveal)
    buttons = widgets.HBox([commit, reveal] if wait else [commit])
    return widgets.VBox([question, field, buttons, said])
