"""No page answers its questions: a picture does not start at the case that is asked about."""

import pytest
from lesson_pages import SOURCES, solved

from snn_edu.exercises import table
from snn_edu.live.animation import Animation
from snn_edu.questions.prediction import Prediction


def prediction(name) -> Prediction:
    lesson, _, short = name.partition(".")
    (found,) = [each for each in table(lesson, "PREDICTIONS") if each.name == short]
    return found


def questions_and_pictures(page):
    """Each prediction of a page, and the picture that stands open below it, if one does."""
    asked = None
    for one in page.shown:
        if isinstance(one, Prediction):
            if asked:
                yield asked, None
            asked = None if one.then is not None else one.name
            if one.then is not None:
                yield one.name, None
        elif asked:
            yield asked, one.plot if isinstance(one, Animation) else one
            asked = None
    if asked:
        yield asked, None


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_picture_starts_at_the_case_that_the_question_above_it_is_about(source):
    pairs = list(questions_and_pictures(solved(source.stem)))
    assert pairs, "a lesson without a prediction"
    for name, picture in pairs:
        asks = prediction(name).asks
        if picture is None:
            continue
        assert asks is not None, f"{name}: say with asks= which case it is about; {{}}: no one case"
        start = dict(picture.panel.start)
        assert set(asks) <= set(start), f"{name}: {set(asks) - set(start)} is no control here"
        assert not asks or any(start[control] != value for control, value in asks.items()), (
            f"{name}: the picture below starts at {asks}, which is the case it is asked about"
        )
