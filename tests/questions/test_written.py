"""Questions as text: what each line of the form becomes, and how a mistake in it is told."""

import itertools
import re
import textwrap

import pytest

from snn_edu.questions import Judging, judge, named, owned, read
from snn_edu.questions.prediction import Prediction, dealt

FORM = """
    # sooner
    Which comes
    sooner?
    - the late one
      It is later, by
      its name.
    * the early one
    why: Early comes first.
    asks: {'tau': 3.0}

    # how_long
    How long is it?
    answer: 14 ms
    tolerance: 0.5
    because: the ruler has no finer marks
    why: Five and nine.
    wrong: 28
      That's both ways.

    # area
    Write `area(a, b)`: of a {shape}.

        def area(a, b):
            return a * b

    hint: Two sides.
    hint: Multiply them.
    why: Right for every {shape}.
    unit: mm2
    slip: * -> +
      Their sum, {got:g}, is no area: {expected:g}.
    slip: = 2 * right
      That's twice {a:g} × {b:g}.
    slip:
        def area(a, b):
            if a < b:
                return a
            return b * b
      A square on the shorter side.
    case: 1.0, SIDE
      One side is 1, so the area is the other, {expected:g}.

    # side
    The area is {area:g} mm2 and one side {one:g} mm. The other?

        my_side = {area:g} / {one:g}

    hint: Divide.
    hint: Which by which?
    unit: mm
    slip: = one / area
      Upside down.
    slip: / -> *
      A product.
    else: Draw it.

    # quiz_last
    Which is last?
    * omega
    - alpha
      It is first.
    why: By the alphabet.
"""


def oracle(a, b):
    return sum(a for _ in range(int(b))) + a * (b % 1)


def drawn(area, one):
    return {"area": area, "one": one, "oracle": area / one}


@pytest.fixture
def asked(tmp_path):
    """A function that reads a text as beside a module of the name `room`."""

    def of(text, **more):
        (tmp_path / "questions.md").write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
        names = {"__file__": str(tmp_path / "questions.py"), "shape": "rectangle", "SIDE": 7.0}
        judging = {
            "area": Judging(oracle=oracle, tries=((3.0, 2.5), (1.5, 4.0))),
            "side": Judging(given=drawn(12.0, 4.0), own=lambda rng: drawn(rng.integers(5, 9), 2)),
        }
        return read(names, **{**judging, **more})

    return of


def test_a_prediction_has_its_words_its_letter_and_its_controls(asked):
    sooner, how_long = asked(FORM).predictions
    assert sooner.question == "Which comes sooner?"
    assert sooner.lettered[sooner.answer][4:] == "the early one"
    (wrong,) = sooner.wrong
    assert sooner.lettered[wrong.answer][4:] == "the late one"
    assert (wrong.message, sooner.why) == ("It is later, by its name.", "Early comes first.")
    assert sooner.asks == {"tau": 3.0}
    assert (how_long.answer, how_long.unit, how_long.tolerance) == (14.0, "ms", 0.5)
    assert [(each.answer, each.message) for each in how_long.wrong] == [(28.0, "That's both ways.")]
    assert [each.name for each in asked(FORM).quiz] == ["quiz_last"]


def test_the_solution_is_run_from_the_text_that_is_shown(asked):
    area = named(asked(FORM).exercises, "area")
    assert "return a * b" in area.shown
    assert area.solution(3.0, 5.0) == 15.0
    feedback = judge(area, lambda a, b: a * b)
    assert feedback
    assert feedback.message == "Right for every rectangle."
    assert (area.ask, area.unit) == ("Write `area(a, b)`: of a rectangle.", "mm2")
    assert area.hints == ("Two sides.", "Multiply them.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda a, b: a + b, "Their sum, 5.5, is no area: 7.5."),
        (lambda a, b: 2 * a * b, "That's twice 3 × 2.5."),
        (lambda a, b: min(a, b) ** (2 if a >= b else 1), "A square on the shorter side."),
        (lambda a, b: a * b**1.01, "One side is 1, so the area is the other, 7."),
    ],
)
def test_a_slip_is_an_edit_an_expression_or_written_out(asked, answer, said):
    assert said in judge(named(asked(FORM).exercises, "area"), answer).message


def test_numbers_of_ones_own_fill_the_same_words(asked):
    side = named(asked(FORM).exercises, "side")
    theirs = owned(side, "room.side", "Ada")
    assert side.solution == 3.0
    assert "12 / 4" in side.shown
    area = theirs.solution * 2
    assert area in range(5, 9)
    assert f"The area is {area:g} mm2 and one side 2 mm" in theirs.ask
    assert judge(theirs, 2 / area).message == "Upside down."
    assert judge(theirs, 2 * area).message == "A product."


SURE = "# p\nWhat?\n* one\n- two\nwhy: So.\n"
WRONG = [
    ("# a b\nWhat?", "line 1, 'a b': a question's name is a word"),
    ("What?", "line 1, '': a question begins with `# name`"),
    ("# p\nWhat?\n- one\n- two\nwhy: So.", "line 1, 'p': one right choice"),
    ("# p\n- one\n* two\nwhy: So.", "line 1, 'p': it asks nothing"),
    ("# p\nWhat?\n* one\n\nand more", "line 5, 'p': 'and more': expected `# ` and a name, `- ` or"),
    ("# p\nWhat?\n* one\nwhy: So.\nwhy: Or so.", "line 5, 'p': a second `why:`"),
    ("# p\nWhat?\nanswer: 3 ms\nwhy: So.", "'p'"),
    ("# p\nWhat?\nanswer: three\nwhy: So.", "line 3, 'p': `answer`: could not convert string"),
    (f"{SURE}tolerance: 0,5", "line 6, 'p': `tolerance`: could not convert string"),
    (f"{SURE}asks: {{tau: 3}}", "line 6, 'p': `asks`: name 'tau' is not defined; write it as {'ta"),
    (f"{SURE}asks: {{“tau”: 3}}", "line 6, 'p': `asks`: invalid character '“'"),
    ("# p\nWhat?\n* one\nwhy: So.", "line 1, 'p': it has one choice alone"),
    (f"{SURE}- two", "line 1, 'p': two of its choices are the same"),
    ("# p\nWhat?\n* one\n- two", "line 1, 'p': `why:` is missing"),
    (f"{SURE}- three\n# p", "line 7, 'p': there is a question of that name in line 1"),
    (f"{SURE}hint: None.", "line 6, 'p': `hint` belongs to no question that has no solution"),
    ("# p\nWhat?\n-one\n* two\nwhy: So.", "line 3, 'p': '-one': expected"),
    ("# p\nWhat?\nWhy: So.\n* two", "line 3, 'p': 'Why: So.': expected"),
    ("# p\nWhat?\n* one\n\tIt is.", "line 4, 'p': no tab, and no fixed space"),
    ("# p\nWhat?\n* one\n\u00a0 It is.", "line 4, 'p': no tab, and no fixed space"),
    ("# area\nWhat?\n\n\tdef area(a, b):", "line 4, 'area': no tab, and no fixed space"),
    ("# p\nWhat?\n* \n- two\nwhy: So.", "line 3, 'p': nothing stands behind `*`"),
    ("# f\nWhat?\n\n    def f(a):\n        return a\n\nwhy: So.", "line 1, 'f': say f=Judging(."),
    (SURE.replace("# p", "# area"), "line 1, 'area': an exercise has its solution"),
    ("# area\nWhat?\n\n    def area(a, b):\n        return (a\n\nwhy: So.", "'area': SyntaxError"),
]
SLIPS = [
    ("slip: ** -> +\n  No.", "'**' is not in the solution"),
    ("slip: a * b\n  No.", "'a * b': expected `old -> new` or `= expression`"),
    ("slip: a × b -> b\n  No.", "'a × b' is not in the solution."),
    ("slip: h − a -> b\n  No.", "'h − a' is not in the solution, but 'h - a' is"),
    ("slip: a * b -> a * b\n  No.", "'a * b -> a * b' leaves the solution as it is"),
    ("slip: * -> +\n  Is {gotten:g}.", "{gotten}: expected got or expected or a or b"),
    (
        "slip: * -> +\n  Is {got:2f].",
        "`slip`: unmatched '{' in format spec; write it as {got}",
    ),
    ("case: 1.0, 2.0\n  Is {a}.", "{a}: expected got or expected"),
    ("tolerance: 0.5", "line 1, 'area': `because:` is missing"),
    ("asks: {'tau': 3.0}", "`asks` belongs to no question that has a solution"),
    ("slip: * -> +", "what is said to it? Two spaces, below the `slip:`"),
    ("slip: = 2 *\n  No.", "SyntaxError"),
    ("case: 1.0, WIDE\n  No.", "NameError: name 'WIDE' is not defined"),
    ("holds: right > 0", "'holds: right > 0': expected"),
    ("slip: * -> +\n  No.\n  holds: right > 0", "`holds:` stands at the margin"),
]
AREA = "# area\nWhat?\n\n    def area(a, b):\n        h = b\n        return a * b + h - a - h + a\n"
AREA = f"{AREA}\nhint: How?\nwhy: So.\n"


@pytest.mark.parametrize(("text", "said"), [*WRONG, *((AREA + slip, said) for slip, said in SLIPS)])
def test_a_mistake_in_the_form_is_told_by_file_and_line(asked, text, said):
    with pytest.raises(ValueError, match=r"questions\.md, line ") as refused:
        asked(text)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            SURE.replace("W", "Ça").encode("latin-1"),
            "room/questions.md, line 2, '': expected UTF",
        ),
        (SURE.encode("utf-16"), "line 1, '': expected UTF-8"),
    ],
)
def test_a_text_in_another_encoding_is_refused_by_its_line(tmp_path, data, said):
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "questions.md").write_bytes(data)
    with pytest.raises(ValueError, match=re.escape(said)):
        read({"__file__": str(tmp_path / "room" / "questions.py")})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_from_any_editor_is_read(tmp_path, end):
    text = "\ufeff" + SURE.replace("\n", end)
    (tmp_path / "questions.md").write_bytes(text.encode())
    (asked,) = read({"__file__": str(tmp_path / "questions.py")}).predictions
    assert (asked.question, asked.why) == ("What?", "So.")


def test_what_no_case_finds_is_told_by_else(asked):
    case = "    case: 1.0, SIDE"
    area = named(asked(FORM.replace(case, f"    else: Draw it.\n{case}")).exercises, "area")
    assert judge(area, lambda a, b: a * b**1.01).message.endswith("so the area is the other, 7.")
    assert judge(area, lambda a, b: a * b + (a > 1) * b**3.3).message.endswith("Draw it.")


def test_an_exercise_that_no_text_has_is_named(asked):
    with pytest.raises(ValueError, match="there is no exercise volume"):
        asked(FORM, volume=Judging(oracle=1.0))


def test_letters_are_dealt_evenly_and_never_twice_in_a_row():
    words = [
        Prediction(name="p", question="?", choices=tuple("wxyz"), answer="b", why=f"{k}")
        for k in range(20)
    ]
    shown = dealt(words, "a lesson")
    letters = [each.answer for each in shown]
    assert {letters.count(letter) for letter in "abcd"} == {5}
    assert all(one != two for one, two in itertools.pairwise(letters))
    assert all(dict(zip("abcd", each.choices, strict=True))[each.answer] == "x" for each in shown)
    assert shown == dealt(words, "a lesson")
    assert letters != [each.answer for each in dealt(words, "another")]
