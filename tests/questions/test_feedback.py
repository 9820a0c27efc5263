"""What is said to an answer reads in any theme, by any reader, and is only ever text."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_edu.plasticity import STDP
from snn_edu.questions.feedback import LOOKS, Feedback, arguments, kind, marked, short, told


def contrast_to_white(colour):
    """Of "#rrggbb", by WCAG 2.2."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return 1.05 / ([0.2126, 0.7152, 0.0722] @ linear + 0.05)


@pytest.mark.parametrize("status", LOOKS)
def test_every_status_has_a_symbol_words_and_a_readable_label(status):
    symbol, words, colour = LOOKS[status]
    assert contrast_to_white(colour) >= 4.5  # WCAG AA
    page, plain = Feedback(status, "Why.")._repr_html_(), repr(Feedback(status, "Why."))
    for said in (page, plain):
        assert symbol in said
        assert words in said
        assert "Why." in said
    assert 'role="status"' in page
    assert not re.search(r"https?:|src=|url\(|<script", page)  # nothing from elsewhere


def test_the_looks_differ_without_their_colours_and_only_a_passed_check_is_true():
    assert len({words for _, words, _ in LOOKS.values()}) == len(LOOKS)
    assert [status for status in LOOKS if Feedback(status, "")] == ["passed"]


ANY = st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"]))  # what XML can hold


@given(ANY, st.lists(ANY, max_size=3))
def test_a_message_stays_text_whatever_is_in_it(message, hints):
    page = ET.fromstring(Feedback("wrong", message, tuple(hints))._repr_html_())
    tags = [each.tag for each in page.iter()]
    assert set(tags) <= {"div", "b", "code", "em", "details", "summary"}
    assert tags.count("details") == len(hints)


def test_markup_is_escaped_and_backticks_are_code():
    assert marked("`a < b` & <b>") == "<code>a &lt; b</code> &amp; &lt;b&gt;"
    assert marked("*up through* it, *I*.") == "<em>up through</em> it, <em>I</em>."


@pytest.mark.parametrize(
    "product", ["2 * w * x", "r*w*x", "`f(*args, **more)`", "2**n*3", "**", "*"]
)
def test_a_star_between_factors_stays_a_star(product):
    assert "<em>" not in marked(product)
    assert marked(product).count("*") == product.count("*")


def test_hints_are_folded_each_inside_the_one_before():
    feedback = Feedback("wrong", "Why.", ("first", "second"))
    page = feedback._repr_html_()
    assert page.index("first") < page.index("The next hint") < page.index("second")
    assert page.endswith("</details></details></div>")
    assert "first" not in repr(feedback)
    assert repr(feedback).endswith("(2 hints: snn_edu.exercises.hint(id, number))")


class Rude:
    def __repr__(self):
        raise RuntimeError


def test_values_are_written_short_on_one_line_and_without_addresses():
    assert short(np.float64(0.1 + 0.2)) == "0.3"
    assert short(Rude()) == "an object of type Rude"
    assert "0x" not in short(object())
    assert len(short(list(range(1000)))) == 60
    assert short(STDP(A_plus=0.013, tau_minus=29.0)) == repr(STDP(A_plus=0.013, tau_minus=29.0))
    assert "\n" not in short(np.ones((3, 3)))
    assert arguments(["v", "dt"], (1.0, 0.1)) == "v = 1, dt = 0.1"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing (None)"),
        (..., "nothing (Ellipsis)"),
        (True, "the truth value True"),
        ("x", "the text 'x'"),
        (2.5, "the number 2.5"),
        (np.ones(3), "an array of shape (3,) and type float64"),
        ((1, 2), "a tuple of 2"),
        (np.mean, "a function"),
        (Rude(), "an object of type Rude"),
    ],
)
def test_kinds_have_words(value, words):
    assert kind(value) == words


def test_an_exception_is_told_on_one_line():
    assert told(ValueError("two\nlines at 0x7f01")) == "ValueError: two lines"
    assert told(KeyError()) == "KeyError"
    with pytest.raises(TypeError) as power:
        print(0.25 ^ 0.5)
    assert told(power.value).endswith("In Python a power is written `**`")
    with pytest.raises(ValueError, match="ambiguous") as caught:
        bool(np.zeros(2))
    assert told(caught.value).startswith("ValueError: an array is no truth value.")
