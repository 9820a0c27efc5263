"""The test before and after: two parallel forms a part, and not a word on what is right."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from ipywidgets.widgets.widget import _instances

from snn_edu.command.lesson_files import lessons_folder, read_notebook
from snn_edu.diary import OURS, entries
from snn_edu.exercises import inventory, table
from snn_edu.questions.inventory import NUMBERS, RIGHT, WHEN, answers_in, read_part

LESSONS = {1: range(5), 2: range(5, 7), 3: range(7, 12), 4: range(12, 17), 5: range(17, 22)}
ITEMS = [item for number in NUMBERS for item in read_part(number).items]
EVERY = [(item.lesson, item.asked(when)) for item in ITEMS for when in WHEN]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_part_asks_eight_objectives_of_its_lessons_and_each_misconception_in_each_form(number):
    part = read_part(number)
    assert len({item.objective for item in part.items}) == len(part.items) == 8
    assert {int(item.lesson) for item in part.items} == set(LESSONS[number])
    for when in WHEN:
        made = [each for item in part.items for each in item.asked(when).choices.values()]
        assert set(made) - {RIGHT} == set(part.misconceptions)
    assert all(each.says.endswith(".") for each in part.misconceptions.values())


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.objective)
def test_the_two_forms_are_parallel_and_no_question_is_asked_twice(item):
    before, after = (Counter(item.asked(when).choices.values()) for when in WHEN)
    assert before == after
    assert before[RIGHT] == 1
    assert len(before) == 4
    assert item.before.question != item.after.question


AMOUNT = re.compile(r"(?:about )?(\d[\d,.]*)(?=\D)|no")


@pytest.mark.parametrize(("lesson", "asked"), EVERY)
def test_choices_are_alike_and_amounts_in_order(lesson, asked):
    found = [AMOUNT.match(f"{each} ") for each in asked.choices]
    if all(found):
        numbers = [float(each[1].strip(",").replace(",", "")) for each in found if each[1]]
        assert numbers == sorted(numbers)
        assert len(numbers) >= 3
    else:
        lengths = [len(choice) for choice in asked.choices]
        assert max(lengths) <= 1.4 * min(lengths), lengths


def test_the_right_letter_and_the_longest_choice_fall_anywhere():
    forms = [inventory(number, when) for number in NUMBERS for when in WHEN]
    asked = [each for form in forms for each in form.questions]
    letters = Counter(each.answer for each in asked)
    assert all(16 <= letters[each] <= 24 for each in "abcd")
    for when in WHEN:  # whoever says one letter all the time is right in less than a third
        of_form = [each for number in NUMBERS for each in inventory(number, when).questions]
        assert all(8 <= n <= 12 for n in Counter(each.answer for each in of_form).values())


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("best", [min, max])
@pytest.mark.parametrize("measure", [len, lambda choice: len(choice.split())])
def test_who_goes_by_lengths_is_right_in_less_than_a_third(when, best, measure):
    """Of those that are equally long any may be chosen. A third: 25 % by chance, and 1.2 s.d."""
    right = []
    for number in NUMBERS:
        for each in inventory(number, when).questions:
            size = {letter: measure(text) for letter, text in each.lettered.items()}
            taken = [letter for letter in size if size[letter] == best(size.values())]
            right.append((each.answer in taken) / len(taken))
    assert len(right) == 40
    assert sum(right) < 40 / 3


def amounts(asked):
    """The first number of each choice by its letter, if all begin with one; and the question's."""
    found = {letter: AMOUNT.match(f"{text[4:]} ") for letter, text in asked.lettered.items()}
    if not all(each and each[1] for each in found.values()):
        return {}, set()
    told = NUMBER.findall(asked.question.partition(". ")[2])
    first = {letter: float(each[1].replace(",", "")) for letter, each in found.items()}
    return first, {float(each.replace(",", "")) for each in told}


@pytest.mark.parametrize("known", [False, True], ids=["any", "not of the question"])
def test_who_takes_an_amount_of_the_middle_is_right_in_less_than_thirty_per_cent(known):
    """One between the others, and perhaps none that the question has told already."""
    right, asked = (
        [],
        [each for number in NUMBERS for when in WHEN for each in inventory(number, when).questions],
    )
    for each in asked:
        first, told = amounts(each)
        inner = sorted(first, key=first.get)[1:-1] or list(each.lettered)
        taken = [letter for letter in inner if not known or first.get(letter) not in told] or inner
        right.append((each.answer in taken) / len(taken))
    assert len(right) == 80
    assert sum(right) < 0.3 * 80


def test_the_same_letter_is_not_right_more_than_three_times_in_a_row():
    for number in NUMBERS:
        for when in WHEN:
            letters = "".join(each.answer for each in inventory(number, when).questions)
            assert not re.search(r"(.)\1{3}", letters), (number, when, letters)


@cache
def page(lesson):
    """The cells of a lesson, each answer to a reader by itself, and what the lesson asks."""
    (notebook,) = lessons_folder().glob(f"{lesson}_*.ipynb")
    name = notebook.stem.partition("_")[2]
    asked = [each for kind in ("PREDICTIONS", "QUIZ") for each in table(name, kind)]
    cells = "\n\n**".join(cell["source"] for cell in read_notebook(notebook)["cells"])
    return [*cells.split("\n\n**"), *(" ".join([each.question, *each.choices]) for each in asked)]


@pytest.mark.parametrize(("lesson", "asked"), EVERY)
def test_no_page_has_the_numbers_of_a_question(lesson, asked):
    numbers = set(NUMBER.findall(asked.question))
    for piece in page(lesson) if len(numbers) > 1 else ():
        assert not numbers <= set(NUMBER.findall(piece)), piece


def test_the_paper_counts_the_misconceptions_and_their_sources():
    paper = Path(__file__).parents[3] / "paper" / "paper.md"
    ideas = [each for part in map(read_part, NUMBERS) for each in part.misconceptions.values()]
    said = " ".join(paper.read_text(encoding="utf-8").split())
    assert f"We chose these, {len(ideas)} in all" in said
    assert f"For {sum(bool(each.source) for each in ideas)} we found a source" in said


# --- asked on the page ----------------------------------------------------------------------------


def test_an_answer_is_noted_and_nothing_is_said_to_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / OURS).write_text("{}")
    form = inventory(1, "before")
    data = form._repr_mimebundle_()[0]
    panel = _instances[data["application/vnd.jupyter.widget-view+json"]["model_id"]]
    assert {each["button"] for each in panel.asked} == {"Commit"}, "nothing is checked here"
    for letter in "zab":
        panel._handle_custom_msg({"ask": 2, "answer": letter}, [])
        panel._handle_custom_msg({"ask": 2, "reveal": True}, [])
    said = form.questions[2].lettered["b"]
    assert "Committed" in panel.said[2]
    assert said in panel.said[2]
    assert list(answers_in(str(form))) == [("inventory.1.before.3", said)]
    noted = [(each.id, each.status, each.said) for each in entries(tmp_path)]
    assert noted[-1] == ("inventory.1.before.3", "committed", said)
    assert "1 of 8 questions answered" in str(form)


@pytest.mark.parametrize("number", NUMBERS)
def test_no_form_tells_which_choice_is_right(number):
    for when in WHEN:
        form = inventory(number, when, "abcdabcd")
        everything = json.dumps([repr(form), form._repr_html_(), str(form)])
        everything += "".join(each.feedback.message for each in form.questions)
        ideas = [each.says for each in read_part(number).misconceptions.values()]
        for giveaway in ("✔", "✘", "<details", *ideas):
            assert giveaway not in everything


def test_letters_answer_where_there_are_no_buttons():
    said = dict(answers_in(str(inventory(1, "after", "b-d"))))
    assert list(said) == ["inventory.1.after.1", "inventory.1.after.3"]
    assert {each[:3] for each in said.values()} == {"(b)", "(d)"}


@pytest.mark.parametrize(
    ("given", "says"),
    [((9, "before"), "part"), ((1, "later"), "when"), ((1, "before", "abx"), "letters")],
)
def test_a_form_that_does_not_exist_is_refused(given, says):
    with pytest.raises(ValueError, match=says):
        inventory(*given)
