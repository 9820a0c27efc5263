"""Questions on the page: choices or a field, a button to commit, and what is said to the answer.

One widget of our own: it needs nothing but `anywidget`, so that it works in every front end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from snn_edu.questions.diary import note
from snn_edu.questions.feedback import Feedback, marked


class Asking(anywidget.AnyWidget):
    """Asks `questions`, each a `Prediction`, one below the other.

    With `wait`, the answer is first committed, then explained at a second button; without, it is
    explained at once. `committed` is called at the first answer.

    The page sends ``{"ask": k, "answer": "b"}`` to commit to an answer of question k, and
    ``{"ask": k, "reveal": true}`` to be told; `said` and `chosen` tell it what to show.
    """

    _esm = Path(__file__).with_name("asking.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("asking.css").read_text(encoding="utf-8")

    asked: Any = traitlets.List().tag(sync=True)
    wait = traitlets.Bool().tag(sync=True)
    chosen: Any = traitlets.List().tag(sync=True)  # what was committed to: a saved page shows it
    said: Any = traitlets.List().tag(sync=True)  # HTML

    def __init__(
        self,
        questions: Sequence[Any],
        wait: bool,
        committed: Callable[[], None] = lambda: None,
    ) -> None:
        self._questions = list(questions)
        self._committed = committed
        super().__init__(
            asked=[
                {
                    "question": marked(each.question),
                    "choices": [[key, marked(text)] for key, text in each.lettered.items()],
                    "label": f"Your answer in {each.unit}" if each.unit else "Your answer",
                }
                for each in questions
            ],
            wait=wait,
            chosen=[""] * len(self._questions),
            said=[""] * len(self._questions),
        )
        self.on_msg(self._heard)

    def _heard(self, _: Any, message: Any, __: Any) -> None:
        number = message["ask"]
        if "answer" in message:
            self._commit(number, str(message["answer"]))
        else:
            self._say(number, self._questions[number].feedback)

    def _commit(self, number: int, answer: str) -> None:
        asked = replace(self._questions[number], chosen=answer)
        feedback = asked.feedback
        if feedback.status != "not done yet":
            note(asked.name, feedback.status, asked.said)
            self._questions[number] = asked
            self.chosen = [*self.chosen[:number], answer, *self.chosen[number + 1 :]]
            self._committed()
            if self.wait:
                move = "Look at the picture" if asked.then is not None else "Move the widget"
                feedback = Feedback("committed", f"You said {asked.said}. {move}, then ask.")
        self._say(number, feedback)

    def _say(self, number: int, feedback: Feedback) -> None:
        said = feedback._repr_html_()
        self.said = [*self.said[:number], said, *self.said[number + 1 :]]
