"""A test before and after each part of the course: eight objectives, asked twice.

The two forms of a part ask the same objectives in other situations, with other numbers, and the
wrong choices come from the same misconceptions. Nothing is said to an answer. The questions of a
part stand in a TOML file beside this one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar, Literal

from snn_edu.questions.feedback import Feedback
from snn_edu.questions.prediction import Prediction, Quiz, dealt

if TYPE_CHECKING:
    from snn_edu.questions.asking import Asking

When = Literal["before", "after"]
WHEN: tuple[When, When] = ("before", "after")
RIGHT = ""  # stands in the place of a misconception
NUMBERS = range(1, 6)  # of the parts


@dataclass(frozen=True)
class Misconception:
    """A mistaken idea, and who has described it, in one line; no source where we know of none."""

    says: str
    source: str = ""


@dataclass(frozen=True)
class Asked:
    """A question, and its choices, each with the name of the misconception that leads to it.

    The right one has `RIGHT`. Amounts stand in their order; other choices are shuffled when asked.
    """

    question: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One objective, asked before and after in two situations with the same wrong ideas."""

    lesson: str  # its number, "01"
    objective: str  # what a learner can do, in words that follow "can"
    before: Asked
    after: Asked

    def asked(self, when: When) -> Asked:
        """The question of one of the two forms."""
        return self.before if when == "before" else self.after


@dataclass(frozen=True)
class Part:
    """A part of the course: its title, and what its two forms are made of."""

    title: str
    items: tuple[Item, ...]
    misconceptions: Mapping[str, Misconception]


@dataclass(frozen=True, kw_only=True, repr=False)
class Unmarked(Prediction):
    """A question that takes an answer and does not say whether it is right."""

    why: str = ""
    told: ClassVar[bool] = False

    @property
    def feedback(self) -> Feedback:
        """What was chosen, and no more."""
        if self._read is None:
            return super().feedback
        return Feedback("committed", f"You said {self.said}. You may still change your mind.")

    def __repr__(self) -> str:
        return "\n".join([self.question, *self.lettered.values()])

    def _repr_html_(self) -> str:
        return self._asked_html


@dataclass(frozen=True, repr=False)
class Form(Quiz):
    """Eight questions on a page. Printed, it is the list of the answers so far."""

    @cached_property
    def asking(self) -> Asking:
        """One and the same, however often it is shown: it keeps the answers."""
        return super().asking

    def __str__(self) -> str:
        asked = self.asking.questions if "asking" in vars(self) else self.questions
        said = [f"{each.name}: {each.said}" for each in asked if each.chosen is not None]
        return "\n".join([f"{len(said)} of {len(asked)} questions answered", *said])


@cache
def read_part(number: int) -> Part:
    """Part `number` of the course, 1 to 5, as the file ``part_<number>.toml`` has it."""
    here = resources.files(__package__) / f"part_{number}.toml"
    written = tomllib.loads(here.read_text(encoding="utf-8"))
    items = [
        Item(each["lesson"], each["objective"], Asked(**each["before"]), Asked(**each["after"]))
        for each in written["items"]
    ]
    ideas = {name: Misconception(*each) for name, each in written["misconceptions"].items()}
    return Part(written["title"], tuple(items), ideas)


def form_of(when: When, swap: bool) -> When:
    """Which form is asked then: with `swap` the second before the part, and the first after it."""
    return WHEN[WHEN.index(when) - 1] if swap else when


def id_of(number: int, when: When, place: int, swap: bool) -> str:
    """What an answer is noted under: ``"inventory.1.before.3"``."""
    return f"inventory.{number}.{when}.{'swapped.' * swap}{place}"


def form(number: int, when: When, letters: str, swap: bool = False) -> Form:
    """The form of part `number`, with the answers of `letters` in their places."""
    questions, asked_then = [], form_of(when, swap)
    for k, item in enumerate(read_part(number).items):
        asked = item.asked(asked_then)
        choices = asked.choices
        questions.append(
            Unmarked(
                name=id_of(number, when, k + 1, swap),
                question=f"{k + 1}. {asked.question}",
                choices=tuple(choices),
                answer=ascii_lowercase[list(choices.values()).index(RIGHT)],
                chosen=letters[k] if letters[k : k + 1].isalpha() else None,
            )
        )
    return Form(dealt(questions, f"part {number}, {asked_then}"))


def answers_in(text: str) -> Iterator[tuple[str, str]]:
    """The answers in a printed form: ``("inventory.1.before.3", "(b) both")``."""
    id_ = r"inventory\.\d\.(?:before|after)\.(?:swapped\.)?\d"
    yield from re.findall(rf"^({id_}): (\([a-z]\) .+)$", text, re.M)
