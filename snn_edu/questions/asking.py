"""Questions on the page: choices or a field, a button to commit, and what is said to the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from snn_edu.diary import commit
from snn_edu.live import Animation, LivePlot, Panel
from snn_edu.questions.feedback import Feedback, marked, told


class Asking:
    """Asks `questions`, each a `Prediction`, one below the other.

    With `wait`, the answer is first committed, then explained at a second button; without, it is
    explained at once.

    The page sends ``{"ask": k, "answer": "b"}`` to commit to an answer of question k, and
    ``{"ask": k, "reveal": true}`` to be told; `said` and `chosen` tell it what to show.

    Attributes
    ----------
    questions
        As they are asked; those that were answered know what was chosen.
    panel
        What is on the page: if none is given, that of the picture which waits for the answer, or a
        new one. A picture that is yet to be made moves in once an answer is committed.
    """

    def __init__(self, questions: Sequence[Any], wait: bool, panel: Panel | None = None) -> None:
        self.questions = list(questions)
        then = questions[0].then if wait and panel is None else None
        self._make: Callable[[], LivePlot | Animation] | None = then if callable(then) else None
        asked = {
            "wait": wait,
            "chosen": [""] * len(self.questions),
            "said": [""] * len(self.questions),
            "asked": [
                {
                    "question": marked(each.question),
                    "choices": [[key, marked(text)] for key, text in each.lettered.items()],
                    "label": f"Your answer in {each.unit}" if each.unit else "Your answer",
                    "button": "Check" if each.told and not wait else "Commit",
                }
                for each in questions
            ],
        }
        if then is None or callable(then):
            self.panel = panel or Panel(**asked)
            for name, value in asked.items():
                setattr(self.panel, name, value)
        else:
            self.panel = _plot(then).ask_first(**asked)
        self.panel.on_msg(self._heard)

    def _heard(self, _: object, message: object, __: object) -> None:
        if not isinstance(message, dict) or "ask" not in message:
            return  # it is about the picture
        number = message["ask"]
        if "answer" in message:
            self._commit(number, str(message["answer"]))
        else:
            self._say(number, self.questions[number].feedback)
        self.panel.send("here")  # also where the same is said once more

    def _commit(self, number: int, answer: str) -> None:
        asked = replace(self.questions[number], chosen=answer)
        feedback = asked.feedback
        if feedback.status == "not done yet":
            self._say(number, feedback)
            return
        commit(asked.name, feedback.status, asked.said)
        self.questions[number] = asked
        if self.panel.wait:
            move = "Look at the picture" if asked.then is not None else "Move the widget"
            feedback = Feedback("committed", f"You said {asked.said}. {move}, then ask.")
        with self.panel.hold_sync():
            chosen = self.panel.chosen
            self.panel.chosen = [*chosen[:number], answer, *chosen[number + 1 :]]
            self._say(number, feedback)
        if self._make:
            make, self._make = self._make, None
            try:
                _plot(make()).move_to(self.panel)
            except Exception as error:
                self._say(number, Feedback("committed", f"The picture fails. {told(error)}."))

    def _say(self, number: int, feedback: Feedback) -> None:
        said = self.panel.said
        self.panel.said = [*said[:number], feedback._repr_html_(), *said[number + 1 :]]


def _plot(picture: LivePlot | Animation) -> LivePlot:
    """The picture itself; of one that moves, the one that it moves."""
    return picture.plot if isinstance(picture, Animation) else picture
