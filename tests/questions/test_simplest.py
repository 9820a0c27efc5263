"""The simplest case that goes wrong, told to whoever made a mistake that nobody foresaw."""

import pytest

from snn_edu.questions.exercise import Exercise, judge
from snn_edu.questions.simplest import simplest

EXERCISE = Exercise(
    name="area",
    ask="Write `area(a, b)`.",
    solution=lambda a, b: a * b,
    oracle=lambda a, b: a * b,
    tries=((3.0, 4.0), (5.0, 7.0)),
    examined=simplest(lambda a, b: a * b, ((1.0, 1.0), "One."), ((1.0, 2.0), "Two.")),
)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda a, b: a + b, "One."),
        (lambda a, b: a, "Two."),
        (lambda a, b: 1 / (b - 1), "Two."),  # fails at one, which says so itself elsewhere
        (lambda a, b: a * b if b < 3 else 0.0, ""),
    ],
)
def test_the_first_case_that_goes_wrong_is_told(answer, told):
    feedback = judge(EXERCISE, answer)
    assert feedback.status == "wrong"
    assert feedback.message.endswith(f"expected 12. {told}".rstrip())
