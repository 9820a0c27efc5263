"""A prediction: commit, move the widget, then read whether it was so."""

import itertools
import sys

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances  # what a page can show, by model id
from ranges import refused

from snn_edu.exercises import Prediction, Wrong, predict, quiz
from snn_edu.live import animate, explore, slider
from snn_edu.live.panel import Panel
from snn_edu.questions.prediction import Quiz, dealt

VIEW = "application/vnd.jupyter.widget-view+json"
DOUBLE = Prediction(
    name="double",
    question="You double R_m. What <doubles>?",
    choices=("the voltage", "its duration"),
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
TOLD = "You said (b) its duration; it is (a) the voltage. That is tau_m's business. It is R_m I."


@pytest.mark.parametrize(
    ("question", "answer", "status", "message"),
    [
        (DOUBLE, "a", "passed", "(a) the voltage. It is R_m I."),
        (DOUBLE, " (A)", "passed", "(a) the voltage. It is R_m I."),
        (DOUBLE, "b", "wrong", TOLD),
        *((DOUBLE, no, "not done yet", "Choose one of a, b.") for no in ("c", "", "ab", 1, [])),
        (TIME, 20, "passed", "20 ms. One tau_m."),
        (TIME, "20,5 ms", "passed", "20.5 ms. One tau_m."),
        (TIME, " 19.5ms ", "passed", "19.5 ms. One tau_m."),
        (TIME, 21.5, "wrong", "You said 21.5 ms; it is 20 ms. One tau_m."),
        (TIME, 10, "wrong", "You said 10 ms; it is 20 ms. 10 is half of 20. One tau_m."),
        (TIME, np.nan, "wrong", "You said nan ms; it is 20 ms. One tau_m."),
        *((TIME, no, "not done yet", "Choose a number in ms.") for no in ("long", "", True, [20])),
    ],
)
def test_an_answer_in_code_is_explained_at_once(question, answer, status, message):
    asked = predict(question, answer)
    assert (asked.feedback.status, asked.feedback.message) == (status, message)
    assert repr(asked) == repr(asked.feedback)
    data, _ = asked._repr_mimebundle_()
    assert data == {"text/plain": repr(asked.feedback), "text/html": asked.feedback._repr_html_()}


def test_the_plain_text_asks_says_how_to_answer_and_does_not_tell():
    assert repr(predict(DOUBLE)) == (
        "You double R_m. What <doubles>?\n(a) the voltage\n(b) its duration\n"
        'Answer: predict("double", "a")'
    )
    assert repr(predict(TIME)) == 'How long?\nAnswer: predict("time", a number) in ms'


@pytest.mark.parametrize("question", [DOUBLE, TIME, Quiz((DOUBLE, TIME))], ids=["a", "b", "quiz"])
def test_without_widgets_the_texts_remain(question, monkeypatch):
    assert VIEW in question._repr_mimebundle_()[0]
    monkeypatch.setitem(sys.modules, "snn_edu.questions.asking", None)  # cannot be imported
    data, metadata = question._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html"}
    assert metadata == {}


WORDS = ("up", "down", "both", "nothing new")


@pytest.mark.parametrize("order", list(itertools.permutations(WORDS)))
def test_the_order_of_choices_is_the_librarys_whatever_the_authors(order):
    letter = "abcd"[order.index("down")]
    wrong = (Wrong("abcd"[order.index("up")], "Up!"),)
    asked = Prediction(name="p", question="?", choices=order, answer=letter, why="So.", wrong=wrong)
    (asked,) = dealt([asked], "a lesson")
    assert asked.choices.index("both") == 3, "which speaks of the others, stays last"
    assert asked.lettered[asked.answer] == f"({asked.answer}) down"
    ups = "abcd"[asked.choices.index("up")]
    assert "Up!" in predict(asked, ups).feedback.message
    again = predict(predict(asked))
    assert (again.choices, again.answer) == (asked.choices, asked.answer)


@pytest.mark.parametrize("choices", [("63 %", "86 %", "126 %"), ("none", "about 3", "about 6")])
def test_amounts_stay_in_order(choices):
    asked = Prediction(name="p", question="?", choices=choices, answer="b", why="")
    (asked,) = dealt([asked], "a lesson")
    assert (asked.choices, asked.answer) == (choices, "b")


def shown(question):
    """The widget that a display of the question puts on the page."""
    return _instances[question._repr_mimebundle_()[0][VIEW]["model_id"]]


def hear(asking, **message):
    """A message as the page sends it."""
    asking._handle_custom_msg({"ask": 0} | message, [])


def test_the_answer_is_revealed_only_after_a_commitment_and_the_second_button():
    asking = shown(predict(DOUBLE))
    assert asking.asked[0]["question"] == "You double R_m. What &lt;doubles&gt;?"
    assert asking.asked[0]["choices"] == [["a", "(a) the voltage"], ["b", "(b) its duration"]]
    assert (asking.asked[0]["button"], asking.chosen) == ("Commit", [""])
    hear(asking, answer="")
    assert "Choose one of a, b." in asking.said[0]
    assert asking.chosen == [""]
    hear(asking, answer="b")
    assert "Committed" in asking.said[0]
    assert "(b) its duration" in asking.said[0]
    assert "It is R_m I." not in asking.said[0]
    assert asking.chosen == ["b"]
    hear(asking, reveal=True)
    assert "You said (b)" in asking.said[0]
    hear(asking, answer="a")  # a change of mind counts once it is committed
    hear(asking, reveal=True)
    assert "✔ Right" in asking.said[0]


def test_a_quiz_explains_each_answer_at_once():
    asking = shown(Quiz((DOUBLE, TIME)))
    assert [each["question"][:8] for each in asking.asked] == ["You doub", "How long"]
    assert (asking.asked[1]["label"], asking.asked[1]["button"]) == ("Your answer in ms", "Check")
    hear(asking, answer="b")
    assert "That is tau_m&#x27;s business." in asking.said[0]
    hear(asking, ask=1, answer="long")
    assert "Choose a number in ms." in asking.said[1]
    hear(asking, ask=1, answer="20,5")
    assert "20.5 ms. One tau_m." in asking.said[1]
    assert "tau_m&#x27;s business" in asking.said[0]
    assert asking.chosen == ["b", "20,5"]


def draw(figure):
    return {"line": figure.subplots().plot([0, 1], [0, 1])[0]}


def live_picture():
    return explore(
        lambda a: {"line": ([0, 1], [0, a]), "text": f"up to {a:g}"},
        draw,
        a=slider("a", 0, 2, start=1, step=1),
    )


def moving_picture():
    def frames(controls):
        for k in range(3):
            yield {"line": ([0, 1], [0, 1 - k]), "text": f"frame {k}"}

    return animate(frames, draw, a=slider("a", 0, 2, start=1, step=1), still=2)


def test_a_picture_that_answers_waits_in_the_panel_of_its_question():
    plot, moving = live_picture(), moving_picture()
    panel = shown(predict(DOUBLE, then=plot))
    assert panel is plot.panel
    assert shown(predict(DOUBLE, then=moving)) is moving.plot.panel
    hear(panel, answer="")
    assert panel.chosen == [""]  # the page shows no picture yet
    hear(panel, answer="b")
    assert panel.chosen == ["b"]
    assert "Look at the picture" in panel.said[0]
    panel.set_state({"values": {"a": 2}})
    assert panel.text == "up to 2"


@pytest.mark.parametrize("kind", ["picture", "animation"])
def test_a_picture_may_be_made_no_earlier_than_an_answer_is_committed(kind):
    made = []

    def make():
        made.append(live_picture() if kind == "picture" else moving_picture())
        return made[-1]

    data, _ = predict(DOUBLE, then=make)._repr_mimebundle_(include=[VIEW])
    assert VIEW in data
    assert "text/html" not in data
    panel = _instances[data[VIEW]["model_id"]]
    hear(panel, answer="")
    assert (made, panel.width) == ([], 0)
    hear(panel, answer="b")
    hear(panel, answer="a")
    (picture,) = made
    assert picture.panel is panel
    assert panel.width == 700
    assert panel.picture == live_picture().panel.picture
    assert "Committed" in panel.said[0]
    panel.set_state({"values": {"a": 2}})
    assert panel.text == ("up to 2" if kind == "picture" else "frame 0")
    panel.set_state({"values": {"a": 1}, "request": {"reset": 1.0}})
    assert panel.text == ("up to 1" if kind == "picture" else "frame 0")


def test_a_question_over_its_picture_tells_colab_what_it_needs(monkeypatch):
    colab = {VIEW: {"colab": {"custom_widget_manager": {}}}}
    with_metadata, asking = Panel._repr_mimebundle_, predict(DOUBLE, then=live_picture())
    monkeypatch.setattr(Panel, "_repr_mimebundle_", lambda self: (with_metadata(self)[0], colab))
    assert asking._repr_mimebundle_()[1] == colab


@pytest.mark.parametrize(
    ("make", "alt"), [(None, "<img"), (live_picture, "up to 1"), (moving_picture, "frame 2")]
)
def test_on_a_page_without_a_kernel_the_answer_is_folded_with_its_picture(make, alt):
    page = predict(DOUBLE, then=make and make())._repr_mimebundle_()[0]["text/html"]
    question, folded = page.split("<details>")
    assert "What &lt;doubles&gt;?" in question
    assert "(b) its duration" in question
    assert "<img" not in question
    assert "It is R_m I." in folded
    assert (alt in folded) == (make is not None)


def test_a_lessons_quiz_is_numbered_and_each_question_has_its_full_name():
    questions = quiz("leaky_bucket").questions
    assert [each.question.split()[0] for each in questions] == ["1.", "2.", "3.", "4.", "5."]
    for each in questions:
        assert predict(each.name, each.answer).feedback
        assert f'predict("{each.name}", ' in repr(predict(each.name))


test_a_question_that_cannot_be_answered_is_refused = refused(
    ({"choices": ("x", "y"), "answer": "c"}, "one of a, b"),
    ({"answer": 3.0}, "tolerance and because"),
    ({"answer": 3.0, "tolerance": 0.1}, "tolerance and because"),
    of=lambda settings: Prediction(name="p", question="?", why="So.", **settings),
)
