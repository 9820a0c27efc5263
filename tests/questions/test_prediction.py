"""A prediction: commit, move the widget, then read whether it was so."""

import builtins

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances  # what a page can show, by model id

from snn_edu.exercises import Prediction, Wrong, predict, quiz
from snn_edu.questions.prediction import Quiz

VIEW = "application/vnd.jupyter.widget-view+json"
DOUBLE = Prediction(
    name="double",
    question="You double R_m. What <doubles>?",
    choices=("the voltage", "the time"),
    answer="a",
    why="It is R_m I.",
    wrong=(Wrong("b", "That is tau_m's business."),),
)
TIME = Prediction(
    name="time",
    question="How long?",
    answer=20.0,
    unit="ms",
    tolerance=1.0,
    because="an estimate",
    why="One tau_m.",
    wrong=(Wrong(10.0, "{got:g} is half of {expected:g}."),),
)


@pytest.mark.parametrize(
    ("question", "answer", "status", "message"),
    [
        (DOUBLE, "a", "passed", "(a) the voltage. It is R_m I."),
        (DOUBLE, " (A)", "passed", "(a) the voltage. It is R_m I."),
        (
            DOUBLE,
            "b",
            "wrong",
            "You said (b) the time; it is (a) the voltage. That is tau_m's business. It is R_m I.",
        ),
        (DOUBLE, "c", "not done yet", "Choose one of a, b."),
        (DOUBLE, "", "not done yet", "Choose one of a, b."),
        (DOUBLE, "ab", "not done yet", "Choose one of a, b."),
        (DOUBLE, 1, "not done yet", "Choose one of a, b."),
        (DOUBLE, [], "not done yet", "Choose one of a, b."),
        (TIME, 20, "passed", "20 ms. One tau_m."),
        (TIME, "20,5 ms", "passed", "20.5 ms. One tau_m."),
        (TIME, " 19.5ms ", "passed", "19.5 ms. One tau_m."),
        (TIME, 21.5, "wrong", "You said 21.5 ms; it is 20 ms. One tau_m."),
        (TIME, 10, "wrong", "You said 10 ms; it is 20 ms. 10 is half of 20. One tau_m."),
        (TIME, np.nan, "wrong", "You said nan ms; it is 20 ms. One tau_m."),
        (TIME, "long", "not done yet", "Choose a number in ms."),
        (TIME, "", "not done yet", "Choose a number in ms."),
        (TIME, True, "not done yet", "Choose a number in ms."),
        (TIME, [20], "not done yet", "Choose a number in ms."),
    ],
)
def test_an_answer_in_code_is_explained_at_once(question, answer, status, message):
    asked = predict(question, answer)
    assert (asked.feedback.status, asked.feedback.message) == (status, message)
    assert repr(asked) == repr(asked.feedback)
    bundle = asked._repr_mimebundle_()
    assert bundle == {
        "text/plain": repr(asked.feedback),
        "text/html": asked.feedback._repr_html_(),
    }


def test_the_plain_text_asks_says_how_to_answer_and_does_not_tell():
    assert repr(predict(DOUBLE)) == (
        "You double R_m. What <doubles>?\n(a) the voltage\n(b) the time\n"
        'Answer: predict("double", "a")'
    )
    assert repr(predict(TIME)) == 'How long?\nAnswer: predict("time", a number) in ms'


def test_a_page_without_a_kernel_shows_the_question_and_folds_the_answer():
    page = predict(DOUBLE)._repr_mimebundle_()["text/html"]
    assert "What &lt;doubles&gt;?" in page
    assert page.index("(b) the time") < page.index("<details>") < page.index("It is R_m I.")


@pytest.mark.parametrize("question", [DOUBLE, TIME, Quiz((DOUBLE, TIME))], ids=["a", "b", "quiz"])
def test_without_ipywidgets_the_texts_remain(question, monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "ipywidgets":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    assert VIEW in question._repr_mimebundle_()
    monkeypatch.setattr(builtins, "__import__", without)
    bundle = question._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle == question._repr_mimebundle_()


def shown(question):
    """The widgets that a display of the question puts on the page, in order."""
    return walk(_instances[question._repr_mimebundle_()[VIEW]["model_id"]])


def walk(widget):
    children = getattr(widget, "children", ())
    return [leaf for child in children for leaf in walk(child)] if children else [widget]


def test_the_answer_is_revealed_only_after_a_commitment_and_the_second_button():
    _, field, commit, reveal, said = shown(predict(DOUBLE))
    assert field.value is None
    assert reveal.disabled
    commit.click()
    assert "Choose one of a, b." in said.value
    assert reveal.disabled
    field.value = "b"
    commit.click()
    assert "Committed" in said.value
    assert "(b) the time" in said.value
    assert "It is R_m I." not in said.value
    assert not reveal.disabled
    field.value = "a"  # a change of mind counts once it is committed
    reveal.click()
    assert "You said (b)" in said.value
    commit.click()
    reveal.click()
    assert "✔ Right" in said.value


def test_a_number_is_typed_with_its_unit_beside_it():
    _, field, commit, reveal, said = shown(predict(TIME))
    assert field.description == "Your answer in ms"
    commit.click()
    assert "Choose a number in ms." in said.value
    field.value = "20,5"
    commit.click()
    assert "One tau_m." not in said.value
    reveal.click()
    assert "20.5 ms. One tau_m." in said.value


def test_a_quiz_explains_each_answer_at_once():
    first, field, answer, said, second, *_ = shown(Quiz((DOUBLE, TIME)))
    assert "What &lt;doubles&gt;?" in first.value
    assert "How long?" in second.value
    field.value = "b"
    answer.click()
    assert "That is tau_m&#x27;s business." in said.value


def test_a_lessons_quiz_is_numbered_and_each_question_has_its_full_name():
    questions = quiz("leaky_bucket").questions
    assert [each.question.split()[0] for each in questions] == ["1.", "2.", "3.", "4.", "5."]
    assert all(each.name.startswith("leaky_bucket.quiz_") for each in questions)
    assert predict(questions[0].name, questions[0].answer).feedback


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"choices": ("x", "y"), "answer": "c"}, "one of a, b"),
        ({"answer": 3.0}, "tolerance and because"),
        ({"answer": 3.0, "tolerance": 0.1}, "tolerance and because"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(settings, says):
    with pytest.raises(ValueError, match=says):
        Prediction(name="p", question="?", why="So.", **settings)


def test_an_unknown_prediction_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match=r"Did you mean 'leaky_bucket.double_R'\?"):
        predict("leaky_bucket.double_r")
