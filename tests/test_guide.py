"""The instructor guide: a page for each lesson, and nothing on it that the lesson does not say."""

import html
import json
import re
import subprocess
import sys
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path

import jupytext
import pytest
from lesson_widgets import SOURCES, controls_of, pictures_of

from snn_edu.command import cli
from snn_edu.command.lesson_files import lessons_folder, read_lessons
from snn_edu.exercises import table

PROJECT = Path(__file__).parent.parent
GUIDE = PROJECT / "notebooks" / "guide"
PARTS = (
    "Twenty minutes at the front",
    "What each prediction catches",
    "Where groups stall",
    "On the board",
    "To discuss",
    "In the textbooks",
    "Access",
)
UNFINISHED = re.compile(r"\b(?:TODO|TBD|FIXME|XXX|lorem|placeholder|coming soon)\b|@\w+|\?\?", re.I)
# Sections that pages may send to, as the books' contents have them.
SECTIONS = {
    "Gerstner": "1.3 2.2 3.1 3.1.3 4.3 4.4 6.1 6.2 7.2 7.3 7.5 7.6 8 11.3 13.4 19.1 19.2 19.2.2 "
    "19.4",
    "Dayan": "1.2 1.4 3.2 3.3 3.4 5.3 5.4 5.6 5.8 5.9 7.5 8.1 8.2 8.3 8.4 9",
}
BUTTONS = {"Play", "Reset", "Run"}


def pages():
    return [pytest.param(source, id=source.stem) for source in SOURCES]


def moved_pages():
    """The same, for tests that call the views; those of lesson 15 train networks."""
    slow = {"11": pytest.mark.slow}
    return [
        pytest.param(source, id=source.stem, marks=slow.get(source.stem[:2], ()))
        for source in SOURCES
    ]


def page_of(source):
    return (GUIDE / f"{source.stem}.md").read_text(encoding="utf-8")


def parts_of(page):
    """The text below each heading of the second level, by heading."""
    return dict(re.findall(r"^## ([^\n]+)\n\n(.+?)(?=\n## |\Z)", page, re.M | re.S))


def predictions_of(source):
    """The predictions that a lesson asks, in its order."""
    asked = re.findall(r'predict\(\s*"([a-z_]+)\.(\w+)"', source.read_text(encoding="utf-8"))
    by_name = {
        (lesson, each.name): each
        for lesson in {lesson for lesson, _ in asked}
        for each in table(lesson, "PREDICTIONS")
    }
    return [by_name[one] for one in asked]


def right(prediction):
    """The right answer as a page quotes it: its words, or its number to three digits."""
    if prediction.choices:
        return prediction.lettered[prediction.answer].split(") ", 1)[1]
    return f"{prediction.answer:.3g} {prediction.unit}".strip()


def steps_of(page):
    """The rows of the twenty minutes: from, to, what to do, what is seen."""
    rows = re.findall(r"^\| (\d+)-(\d+) \| (.+?) \| (.+?) \|$", page, re.M)
    return [(int(since), int(until), do, see) for since, until, do, see in rows]


# --- every lesson has every part -----------------------------------------------------------------


def test_every_lesson_has_a_page_and_every_page_a_lesson():
    lessons = {lesson.path.stem for lesson in read_lessons(PROJECT / "notebooks")}
    assert {path.stem for path in GUIDE.glob("[0-9]*.md")} == lessons
    assert {source.stem for source in SOURCES} == lessons
    assert {path.stem for path in GUIDE.iterdir()} == lessons | {"README", "setup"}


@pytest.mark.parametrize("source", pages())
def test_a_page_has_every_part_and_none_is_thin(source):
    page = page_of(source)
    assert re.findall(r"^## (.+)$", page, re.M) == list(PARTS)
    for name, text in parts_of(page).items():
        assert len(text.split()) >= 20, name
    assert "```" in parts_of(page)["On the board"]
    assert len(re.findall(r"^- \*.+\?\* \S", parts_of(page)["To discuss"], re.M)) >= 3
    assert len(re.findall(r"^- ", parts_of(page)["Where groups stall"], re.M)) >= 4
    assert len(page.split()) < 1050, "about a page and a half"


@pytest.mark.parametrize("source", pages())
def test_title_minutes_and_answers_are_those_of_the_lesson(source):
    page = page_of(source)
    said = jupytext.read(source, fmt="py:percent").cells[0].source
    assert page.splitlines()[0] == said.splitlines()[0]
    minutes = re.search(r"^(\*\*\d+ minutes\*\*.*?) · You need", said, re.M | re.S)
    assert page.splitlines()[2].startswith(" ".join(minutes[1].split()) + " · ")
    answers = re.findall(r"`(snn_edu/\S+questions\.py)`", page.splitlines()[2])
    assert answers
    asked = set(re.findall(r'"([a-z_]+)\.\w+"', source.read_text("utf-8")))
    rooms = {path.split("/")[2] for path in answers}
    assert rooms <= asked
    assert all((PROJECT / path).is_file() for path in answers)


@pytest.mark.parametrize("source", pages())
def test_every_prediction_of_the_lesson_is_on_its_page_with_its_right_answer(source):
    told = re.findall(
        r'^- \*\*(\w+)\*\*: right is "(.+?)"\. (.+)$',
        parts_of(page_of(source))["What each prediction catches"],
        re.M,
    )
    expected = {each.name: right(each) for each in predictions_of(source)}
    assert {name: answer for name, answer, _ in told} == expected
    assert len(told) == len(expected)
    assert all(len(misconception.split()) >= 8 for *_, misconception in told)


# --- the twenty minutes --------------------------------------------------------------------------


@pytest.mark.parametrize("source", pages())
def test_the_twenty_minutes_are_twenty(source):
    steps = steps_of(parts_of(page_of(source))["Twenty minutes at the front"])
    assert steps[0][0] == 0
    assert steps[-1][1] == 20
    assert all(until == since for (_, until, *_), (since, *_) in pairwise(steps))
    names = {each.name for each in predictions_of(source)}
    asked = re.findall(r"ommit to ((?:`\w+`(?:,? and )?)+)", page_of(source))
    assert {name for each in asked for name in re.findall(r"\w+(?=`)", each)} <= names


def value_of(control, text):
    """What a page says of a control, as the control takes it; ValueError if it does not."""
    if hasattr(control, "positions"):
        return control.check(float(text))
    if hasattr(control, "options"):
        return control.check(text)
    return control.check({"on": True, "off": False}[text])


def states(picture, told):
    """The values of a picture's controls after each thing that is told to be done; None: not here.

    Told is `label = value`, or `[the name of a preset or a button]`.
    """
    kind, *_, settings = picture
    controls = controls_of(settings)
    names = {control.label: name for name, control in controls.items()}
    start = {name: control.start for name, control in controls.items()}
    tries = settings.get("tries", {})
    buttons = BUTTONS | ({settings.get("button", "Run")} if kind == "animate" else set())
    reached = [start]
    for one in told:
        if one.startswith("["):
            if one[1:-1] not in tries and one[1:-1] not in buttons:
                return None
            reached.append(start | tries[one[1:-1]] if one[1:-1] in tries else reached[-1])
            continue
        label, _, text = one.rpartition(" = ")
        try:
            reached.append(reached[-1] | {names[label]: value_of(controls[names[label]], text)})
        except (KeyError, ValueError):
            return None
    return reached


def quotes(told):
    """The captions that a row quotes: what stands in quotation marks after "it says"."""
    sentences = re.findall(r'\b[Ii]t says ((?:[^".]|"[^"]*"|\.(?! |$))*)', told)
    return [each for sentence in sentences for each in re.findall(r'"([^"]+)"', sentence)]


@cache
def captions_on(source):
    """The captions of a lesson's pictures, as they start and as its page moves them."""
    pictures = list(pictures_of(source))
    captions = []
    for kind, view, _, settings in pictures:
        start = {name: control.start for name, control in controls_of(settings).items()}
        captions += [view(**start)["text"]] if kind == "explore" else []
    for _, _, do, see in steps_of(page_of(source)):
        told = re.findall(r"`([^`]+ = [^`]+|\[[^`]+\])`", do)
        told = [one for one in told if one[0] == "[" or not one[0].isupper() or " " in one]
        told = [one for one in told if one != "LISTEN = True"]
        moved = [(picture, states(picture, told)) for picture in pictures]
        fitting = [(picture, reached) for picture, reached in moved if reached]
        assert fitting, f"no picture of {source.stem} has all of {told}"
        shown = [
            [view(**values)["text"] for values in reached]
            for (kind, view, *_), reached in fitting
            if kind == "explore"
        ]
        for quote in quotes(see):
            assert any(quote in text for texts in shown for text in texts), (quote, told, shown)
        if told:
            captions += [text for texts in shown for text in texts]
    return captions


@pytest.mark.parametrize("source", moved_pages())
def test_sliders_and_buttons_exist_and_captions_say_what_is_quoted(source):
    said = captions_on(source)
    assert said
    table_ = parts_of(page_of(source))["Twenty minutes at the front"]
    assert sum(len(quotes(see)) for *_, see in steps_of(table_)) >= 2
    assert len(re.findall(r"`[^`]+ = [^`]+`|`\[[^`]+\]`", table_)) >= 3


@pytest.mark.parametrize("source", moved_pages())
def test_no_number_is_on_a_page_that_its_lesson_does_not_say(source):
    """Whole numbers below 13, and the chapters of textbooks, are the page's own."""
    known = source.read_text(encoding="utf-8")
    notebook = json.loads((PROJECT / "notebooks" / f"{source.stem}.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            shown = output.get("text") or output.get("data", {}).get("text/html", "")
            known += html.unescape("".join(shown))
    for path in re.findall(r"`(snn_edu/\S+questions\.py)`", page_of(source)):
        known += (PROJECT / path).read_text(encoding="utf-8")
    known += " ".join(captions_on(source))
    known += " ".join(right(each) for each in predictions_of(source))
    known = set(re.findall(r"\d[\d,]*(?:\.\d+)?(?:e-?\d+)?", known.replace("_", "")))
    known |= {number.replace(",", "") for number in known}
    page = page_of(source)
    own = re.sub(r"## In the textbooks.*?(?=\n## )|^\| \d+-\d+ ", "", page, flags=re.M | re.S)
    own = re.sub(r"lesson \d\d|\]\(\S+\)|`snn_edu\S+`", "", own)
    numbers = set(re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:e-?\d+)?", own))
    numbers = {number.rstrip(",") for number in numbers}
    small = {str(number) for number in range(13)}
    assert {each for each in numbers - small if each.replace(",", "") not in known} == set()


@pytest.mark.parametrize("source", pages())
def test_textbooks_are_cited_by_sections_that_they_have(source):
    for line in parts_of(page_of(source))["In the textbooks"].splitlines():
        book = next((name for name in SECTIONS if line.startswith(f"- {name}")), None)
        numbers = re.findall(r"(?<![\w.])\d{1,2}(?:\.\d)*(?!\d)", line.replace("2001", ""))
        if book:
            assert numbers
            assert set(numbers) - {"2014"} <= set(SECTIONS[book].split()), line
        else:
            assert not numbers, line


# --- the whole -----------------------------------------------------------------------------------


def test_links_lead_somewhere_and_nothing_is_left_to_write():
    for path in GUIDE.glob("*.md"):
        page = path.read_text(encoding="utf-8")
        prose = re.sub(r"```.*?```", "", page, flags=re.S)
        assert not UNFINISHED.search(prose), path.name
        assert not [line for line in page.splitlines() if line.rstrip() != line], path.name
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            if target.startswith("https://"):
                continue
            file, _, anchor = target.partition("#")
            found = (path.parent / file).resolve() if file else path
            assert found.is_file(), f"{path.name}: {target}"
            if anchor:
                headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.M)
                assert anchor in [
                    re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings
                ]


def test_the_index_names_every_page_with_its_lessons_minutes():
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    for lesson in read_lessons(PROJECT / "notebooks"):
        row = f"| [{lesson.number} · {lesson.title}]({lesson.path.stem}.md) | {lesson.minutes} |"
        assert row in index
    assert "[setup.md](setup.md)" in index


def test_a_syllabus_takes_lessons_that_exist_and_needs_none_that_it_leaves_out():
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    opening = {
        source.stem[:2]: jupytext.read(source, fmt="py:percent").cells[0].source
        for source in SOURCES
    }
    minutes = {lesson.number: lesson.minutes for lesson in read_lessons(PROJECT / "notebooks")}
    for weeks in (6, 12):
        rows = re.search(rf"^### {weeks} weeks\n(.+?)(?=^#|\Z)", index, re.M | re.S)[1]
        taken = re.findall(r"^\| (\d+) \| ((?:\d\d(?:, )?)+) \|", rows, re.M)
        assert [int(week) for week, _ in taken] == list(range(1, weeks + 1))
        sums = re.findall(r"^\| \d+ \| [\d, ]+ \| (\d+) \|", rows, re.M)
        assert [int(total) for total in sums] == [
            sum(minutes[number] for number in lessons.split(", ")) for _, lessons in taken
        ]
        so_far = []
        for _, lessons in taken:
            for number in lessons.split(", "):
                needs = re.search(r"You need:(.+?)\n\n", opening[number], re.S)[1]
                needs = set(re.findall(r"\[(?:lesson )?(\d\d)\]", needs))
                assert needs <= set(so_far), f"{weeks} weeks: {number} needs {needs}"
                so_far.append(number)


def test_the_commands_are_those_that_there_are(capsys):
    told = "".join((GUIDE / name).read_text("utf-8") for name in ("README.md", "setup.md"))
    for command in set(re.findall(r"snn-edu (class \w+|(?:start|doctor|report|list)\b)", told)):
        with pytest.raises(SystemExit, match="0"):
            cli.main([*command.split(), "--help"])
        said = capsys.readouterr().out
        for option in re.findall(rf"snn-edu {command}[^`\n]*?(--[a-z]+)", told):
            assert option in said, f"{command} {option}"
    assert {"class copy", "class grade", "class votes", "doctor", "report"} <= set(
        re.findall(r"snn-edu (class \w+|\w+)", told)
    )


def test_no_solution_is_printed():
    for source in SOURCES:
        page = page_of(source)
        for name in re.findall(r'check\("([a-z_.]+)"', source.read_text(encoding="utf-8")):
            lesson, _, exercise = name.partition(".")
            (found,) = [each for each in table(lesson, "EXERCISES") if each.name == exercise]
            lines = [line.strip() for line in found.shown.splitlines()]
            for line in lines:
                if len(line) > 25 and not line.startswith(("def ", "#", "for ", "if ")):
                    assert line not in page, f"{source.stem}: {name}"


# --- who gets it ---------------------------------------------------------------------------------


def test_learners_do_not_get_the_guide(tmp_path, capsys):
    """It says what the wrong answers are."""
    assert cli.main(["start", str(tmp_path / "mine"), "--no-lab"]) == 0
    assert cli.main(["class", "copy", "all", str(tmp_path / "class")]) == 0
    for folder in ("mine", "class"):
        names = [path.name for path in (tmp_path / folder).rglob("*")]
        assert "01_leaky_bucket.ipynb" in names
        assert "guide" not in names
        assert "setup.md" not in names
        assert not [name for name in names if name.endswith(".md") and name[:2].isdigit()]
    for source in SOURCES:
        assert "guide/" not in source.read_text(encoding="utf-8"), "a lesson leads to it"


def test_teachers_are_told_where_it_is(tmp_path, capsys):
    cli.main(["class", "copy", "01", str(tmp_path / "class")])
    said = capsys.readouterr()
    assert str(lessons_folder() / "guide" / "README.md") in said.err
    assert said.out.split() == [str(tmp_path / "class" / "01_leaky_bucket.ipynb")]


@pytest.mark.slow
def test_the_wheel_has_the_guide(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {Path(name).name for name in archive.namelist() if "_notebooks/guide/" in name}
    assert shipped == {path.name for path in GUIDE.iterdir()}
