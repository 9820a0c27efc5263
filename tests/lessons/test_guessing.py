"""Who knows nothing and goes by how the choices look is right in less than 30 %; chance gives 25 %.

A choice shows its letter, its length, its longest word, how it hedges, what it repeats of the
question, and how much it is like the others. Each of these is followed alone, and all of them
together: a logistic model of the right choice, fitted to all lessons but the one that it guesses.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from snn_edu.command.lesson_files import lessons_folder
from snn_edu.exercises import table
from snn_edu.questions import Prediction

HEDGES = (
    "about almost at_least at_most can depends hardly likely may mostly need nearly often partly "
    "perhaps roughly some sometimes too usually as_well"
)
ABSOLUTES = "all alone always any each every exactly just never no none nothing only same"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def listed(names: str) -> Callable[[str], int]:
    """How many of these stand in a choice."""
    found = re.compile(rf"\b({'|'.join(names.split()).replace('_', ' ')})\b")
    return lambda choice: len(found.findall(choice.lower()))


LOOKS: dict[str, Callable[[str], float]] = {
    "letters": len,
    "words": lambda choice: len(words(choice)),
    "the longest word": lambda choice: max(map(len, words(choice))),
    "hedges": listed(HEDGES),
    "absolutes": listed(ABSOLUTES),
    "commas": lambda choice: len(re.findall("[,;:]", choice)),
}


def cues(asked: Prediction) -> dict[str, np.ndarray]:
    """How each choice looks: the guesser takes the highest."""
    sets = [set(words(choice)) for choice in asked.choices]
    stem = {word for word in words(asked.question) if len(word) > 3}
    found = {cue: np.array(list(map(look, asked.choices))) for cue, look in LOOKS.items()}
    found["echo of the question"] = np.array([len(stem & each) for each in sets])
    found["like the others"] = np.array([sum(len(a & b) for b in sets) - len(a) for a in sets])
    found |= {f"least {cue}": -values for cue, values in found.items()}
    lengths = found["letters"]
    found["middle length"] = -abs(lengths - np.median(lengths))
    for place, letter in enumerate("abcd"):
        found[f"always {letter}"] = np.arange(len(sets)) == place
    return found


def right(asked: Prediction) -> int:
    return list(asked.lettered).index(str(asked.answer))


def course(kind: str) -> list[tuple[str, Prediction]]:
    names = [path.stem[3:] for path in sorted(lessons_folder().glob("[0-9]*.ipynb"))]
    return [(name, each) for name in names for each in table(name, kind) if each.choices]


ASKED = {kind: course(kind) for kind in ("PREDICTIONS", "QUIZ")}


@pytest.mark.parametrize("kind", ASKED)
def test_no_cue_alone_is_right_in_thirty_per_cent(kind):
    """Of those that look alike any may be taken."""
    hits: Counter[str] = Counter()
    for _, asked in ASKED[kind]:
        for cue, values in cues(asked).items():
            if values.any() or not cue.startswith("always"):  # a letter that is not there is wrong
                best = values == values.max()
                hits[cue] += best[right(asked)] / best.sum()
    assert len(ASKED[kind]) > 100
    shares = {cue: hit / len(ASKED[kind]) for cue, hit in hits.items()}
    assert {cue: share for cue, share in shares.items() if share >= 0.3} == {}


def scaled(asked: Prediction) -> np.ndarray:
    """The cues beside each other, (choices, cues): the mean of each is 0 and its spread 1 or 0."""
    columns = []
    for cue, values in cues(asked).items():
        if not cue.startswith("least") or cue == "least letters":
            best = values == values.max() if cue.endswith("letters") else values  # or the longest
            columns.append((best - best.mean()) / (best.std() or 1.0))
    return np.stack(columns, axis=1)


def fitted(looks: Sequence[np.ndarray], answers: Sequence[int], ridge: float) -> np.ndarray:
    """What each cue is worth: the softmax of looks @ worth is the chance of each choice."""
    worth = np.zeros(looks[0].shape[1])
    for _ in range(8):  # Newton's steps
        slope, bend = -ridge * worth, ridge * np.eye(len(worth))
        for look, answer in zip(looks, answers, strict=True):
            chance = np.exp(look @ worth)
            chance /= chance.sum()
            mean = chance @ look
            slope += look[answer] - mean
            bend += (look.T * chance) @ look - np.outer(mean, mean)
        worth = worth + np.linalg.solve(bend, slope)
    return worth


def guessed(asked: Sequence[tuple[str, Prediction]], ridge: float) -> float:
    """The share that the mix of all cues has right, each lesson guessed with the others' help."""
    looks = [scaled(each) for _, each in asked]
    answers = [right(each) for _, each in asked]
    hits = 0
    for lesson in {name for name, _ in asked}:
        others = [k for k, (name, _) in enumerate(asked) if name != lesson]
        worth = fitted([looks[k] for k in others], [answers[k] for k in others], ridge)
        own = [k for k, (name, _) in enumerate(asked) if name == lesson]
        hits += sum(int((looks[k] @ worth).argmax() == answers[k]) for k in own)
    return hits / len(asked)


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("ridge", [1.0, 10.0])
def test_a_mix_of_cues_that_the_other_lessons_teach_is_right_in_less_than_thirty_per_cent(
    kind, ridge
):
    assert guessed(ASKED[kind], ridge) < 0.3


def test_the_mix_finds_a_cue_that_is_there():
    """Where the right choice is the longest, the guesser learns it and is always right."""
    told = [
        (
            str(k % 7),
            Prediction(name="q", question="?", choices=choices, answer="abcd"[k % 4], why=""),
        )
        for k in range(28)
        for choices in [tuple("a word" + " more" * (2 * (n == k % 4) + n % 2) for n in range(4))]
    ]
    assert guessed(told, 1.0) == 1.0
