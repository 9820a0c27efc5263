"""Simpler cases of an exercise, which show where a fault lies."""

from dataclasses import replace

import pytest

from snn_edu.questions.exercise import Exercise, judge
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.slips import simpler


def area(a, b):
    return a * b


EXERCISE = Exercise(
    name="area",
    ask="Write `area(a, b)`.",
    solution=area,
    oracle=lambda a, b: sum(b for _ in range(a)),
    tries=((3, 5.0),),
    wrong=(Wrong(lambda a, b: a + b, "You add."),),
    examined=simpler(
        area,
        ((1, 2.0), "One row of 2 is {expected:g}, and yours is {got:g}."),
        ((2, 1.0), "Two rows of 1 are {expected:g}, and yours are {got:g}."),
    ),
)


def said(answer):
    return judge(EXERCISE, answer).message


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (lambda a, b: 2 * a * b, "One row of 2 is 2, and yours is 4."),
        (lambda a, b: b, "Two rows of 1 are 2, and yours are 1."),
        (lambda a, b: a * b if a < 3 else 0, ""),  # right in both, so nothing is said
        (lambda a, b: b if a > 1 else [b], "Two rows of 1 are 2, and yours are 1."),
        (lambda a, b: 7 if a > 2 else 1 / 0, ""),
        (lambda a, b: 1.0000001 * a * b, ""),  # "one row of 2 is 2, and yours is 2"
    ],
)
def test_the_first_case_that_goes_wrong_is_told(answer, found):
    assert EXERCISE.examined(answer) == found


def test_a_case_is_told_where_no_slip_is_found():
    assert said(lambda a, b: b).endswith("It is `b`, and nothing else.")
    assert said(lambda a, b: b + 0.3 * a**2).endswith(
        "expected 15. One row of 2 is 2, and yours is 2.3."
    )
    stops = replace(EXERCISE, examined=lambda answer: 1 / 0)  # has nothing to say
    assert judge(stops, lambda a, b: b + 0.3 * a**2).message.endswith("expected 15.")
