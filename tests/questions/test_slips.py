"""Slips that are made from a solution, and simpler cases that show where a fault lies."""

import pytest

from snn_edu.questions.exercise import Exercise, judge
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.slips import changed, simpler, unless_it_fails

SOURCE = """
    def area(a, b):
        return a * b
"""


def area(a, b):
    return a * b


EXERCISE = Exercise(
    name="area",
    ask="Write `area(a, b)`.",
    solution=area,
    oracle=lambda a, b: sum(b for _ in range(a)),
    tries=((3, 5.0),),
    wrong=(Wrong(changed(SOURCE, "a * b", "a + b"), "You add."),),
    examined=simpler(
        area,
        ((1, 2.0), "One row of 2 is {expected:g}, and yours is {got:g}."),
        ((2, 1.0), "Two rows of 1 are {expected:g}, and yours are {got:g}."),
    ),
)


def said(answer):
    return judge(EXERCISE, answer).message


def test_a_change_of_the_solution_is_a_slip_with_a_name():
    assert changed(SOURCE)(3, 5) == 15
    assert said(lambda a, b: b + a) == "You add."
    with pytest.raises(ValueError, match=r"'a - b' is not in the function"):
        changed(SOURCE, "a - b", "a + b")
    with pytest.raises(ValueError, match="shorter"):
        changed(SOURCE, "a * b")


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (lambda a, b: 2 * a * b, "One row of 2 is 2, and yours is 4."),
        (lambda a, b: b, "Two rows of 1 are 2, and yours are 1."),
        (lambda a, b: a * b if a < 3 else 0, "expected 15."),  # right in both, so nothing is said
        (lambda a, b: b if a > 1 else [b], "expected 15. Two rows of 1"),  # no number in the first
        (lambda a, b: 7 if a > 2 else 1 / 0, "expected 15."),
    ],
)
def test_the_first_case_that_goes_wrong_is_told(answer, found):
    message = said(answer)
    assert found in message
    assert message.count(".") == (2 if "yours" in message else 1)


def test_an_answer_that_cannot_be_worked_with_is_left_alone():
    assert unless_it_fails(lambda answer: answer())(lambda: "found") == "found"
    assert unless_it_fails(lambda answer: answer())(lambda: 1 / 0) == ""
