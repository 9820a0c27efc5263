"""Numbers of one's own: an exercise with one fixed answer has another one for each name.

Where an exercise has an `own`, its data are drawn by a generator that begins with the name and the
lesson: the same for the picture, for the check and for whoever grades. Without a name all is as the
lesson says. The name is kept in the environment of the kernel, where a hub can set it as well.
"""

from __future__ import annotations

import os
import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from snn_edu.questions.exercise import Exercise

NAME = "SNN_EDU_NAME"


def words(name: str) -> str:
    """A name without case, accents and order: "Müller, Jo" and "jo muller" are one."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(sorted(re.findall(r"\w+", plain)))


def generator(lesson: str, name: str | None = None) -> np.random.Generator | None:
    """What draws the numbers of a lesson for a name, by default of who works here; else None."""
    known = words(os.environ.get(NAME, "") if name is None else name)
    seeds = [zlib.crc32(each.encode()) for each in (known, lesson)]
    return np.random.default_rng(seeds) if known else None


def owned(exercise: Exercise, id: str, name: str | None = None) -> Exercise:  # noqa: A002
    """The exercise with the numbers of a name, where it has such."""
    rng = generator(id.partition(".")[0], name) if exercise.own else None
    if exercise.own is None or rng is None:
        return exercise
    return replace(exercise, **{"wrong": (), **exercise.own(rng)})


def letters(specimens: Iterable[str], rng: np.random.Generator | None) -> dict[str, str]:
    """Which of the lesson's specimens each letter stands for: itself, or one that is drawn."""
    known = list(specimens)
    drawn = known if rng is None else [known[place] for place in rng.permutation(len(known))]
    return dict(zip(known, drawn, strict=True))
