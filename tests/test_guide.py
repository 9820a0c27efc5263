"""The instructor guide: a page for each lesson, and nothing on it that the lesson does not say."""

import functools
import math
import re
from pathlib import Path

import jupytext
import pytest
from lesson_pages import SOURCES

from snn_edu.command import cli
from snn_edu.command.lesson_files import lessons_folder, read_lessons
from snn_edu.exercises import table
from snn_edu.questions.inventory import NUMBERS, read_part

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
FENCED = re.compile(r"```.*?```", re.S)
# Sections that pages may send to, as the books' contents have them.
SECTIONS = {
    "Gerstner": "1.3 2.2 3.1 3.1.3 4.3 4.4 6.1 6.2 7.2 7.3 7.5 7.6 8 11.3 13.4 19.1 19.2 19.2.2 "
    "19.3 19.4",
    "Dayan": "1.2 1.4 3.2 3.3 3.4 5.3 5.4 5.6 5.8 5.9 7.5 8.1 8.2 8.3 8.4 9",
}


def parts_of(page):
    """The text below each heading of the second level, by heading."""
    return dict(re.findall(r"^## ([^\n]+)\n\n(.+?)(?=\n## |\Z)", page, re.M | re.S))


def right(prediction):
    """The right answer as a page quotes it: letter and words, or its number to three digits."""
    if prediction.choices:
        letter, words = prediction.lettered[prediction.answer].split(" ", 1)
        return f'{letter} "{words}"'
    return f'"{f"{prediction.answer:.3g} {prediction.unit}".strip()}"'


def test_every_lesson_has_a_page_and_every_page_a_lesson():
    lessons = {source.stem for source in SOURCES}
    assert {path.stem for path in GUIDE.glob("*.md")} == lessons | {
        "README",
        "plans",
        "projects",
        "setup",
    }


@pytest.fixture(params=SOURCES, ids=lambda source: source.stem)
def source(request):
    return request.param


@pytest.fixture
def page(source):
    return (GUIDE / f"{source.stem}.md").read_text(encoding="utf-8")


def test_a_page_has_every_part_and_sends_to_sections_that_there_are(page):
    parts = parts_of(page)
    assert tuple(parts) == PARTS
    for line in parts["In the textbooks"].splitlines():
        book = next((name for name in SECTIONS if line.startswith(f"- {name}")), None)
        cited = set(re.findall(r"(?<![\w.])\d{1,2}(?:\.\d)*(?!\d)", line.replace("2001", "")))
        assert cited - {"2014"} <= set(SECTIONS.get(book, "").split()), line
        assert bool(cited) is bool(book), line


def test_title_minutes_and_answers_are_those_of_the_lesson(source, page):
    title, _, head, *_ = page.splitlines()
    said = jupytext.read(source, fmt="py:percent").cells[0].source
    assert title == said.splitlines()[0]
    minutes = re.search(r"^(\*\*\d+ minutes\*\*.*?) · You need", said, re.M | re.S)
    assert head.startswith(" ".join(minutes[1].split()) + " · ")
    answers = re.findall(r"`(snn_edu/\S+questions\.md)`", head)
    assert answers
    asked = set(re.findall(r'"([a-z_]+)\.\w+"', source.read_text("utf-8")))
    assert {path.split("/")[2] for path in answers} <= asked
    assert all((PROJECT / path).is_file() for path in answers)


def test_every_prediction_of_the_lesson_is_on_its_page_with_its_right_answer(source, page):
    part = parts_of(page)["What each prediction catches"]
    told = re.findall(r'^- \*\*(\w+)\*\*: right is ((?:\(.\) )?".+?")\. .+$', part, re.M)
    text = source.read_text(encoding="utf-8")
    expected = {
        name: right(next(each for each in table(lesson, "PREDICTIONS") if each.name == name))
        for lesson, name in re.findall(r'predict\(\s*"([a-z_]+)\.(\w+)"', text)
    }
    assert dict(told) == expected
    assert len(told) == len(expected)
    quiz = table(source.stem.partition("_")[2], "QUIZ")
    letters = ", ".join(f"({each.answer})" for each in quiz)
    assert f"\n- In **the quiz** the right answers are {letters}.\n" in part
    asked = re.findall(r"ommit to ((?:`\w+`(?:,? and )?)+)", page)
    assert {name for each in asked for name in re.findall(r"\w+(?=`)", each)} <= expected.keys()


def test_the_twenty_minutes_are_twenty(page):
    part = parts_of(page)["Twenty minutes at the front"]
    steps = re.findall(r"^\| (\d+)-(\d+) \| .+? \| .+? \|$", part, re.M)
    assert [since for since, _ in steps] == ["0", *(until for _, until in steps[:-1])]
    assert steps[-1][1] == "20"


def test_nothing_is_left_to_write():
    for path in GUIDE.glob("*.md"):
        assert not UNFINISHED.search(FENCED.sub("", path.read_text("utf-8"))), path.name


def test_the_index_names_every_page_with_its_lessons_minutes():
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    for lesson in read_lessons(PROJECT / "notebooks"):
        row = f"| [{lesson.number} · {lesson.title}]({lesson.path.stem}.md) | {lesson.minutes} |"
        assert row in index
    assert "[setup.md](setup.md)" in index


def test_a_syllabus_takes_lessons_that_exist_and_needs_none_that_it_leaves_out():
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    sources = {source.stem[:2]: source.read_text(encoding="utf-8") for source in SOURCES}
    minutes = {lesson.number: lesson.minutes for lesson in read_lessons(PROJECT / "notebooks")}
    for weeks in (6, 12):
        rows = re.search(rf"^### {weeks} weeks\n(.+?)(?=^#|\Z)", index, re.M | re.S)[1]
        taken = re.findall(r"^\| (\d+) \| ((?:\d\d(?:, )?)+) \| (\d+) \|", rows, re.M)
        assert [int(week) for week, *_ in taken] == list(range(1, weeks + 1))
        so_far = []
        for _, lessons, total in taken:
            assert int(total) == sum(minutes[number] for number in lessons.split(", "))
            for number in lessons.split(", "):
                needs = _needs(sources[number])
                assert needs <= set(so_far), f"{weeks} weeks: {number} needs {needs}"
                so_far.append(number)


def test_the_plans_fit_their_sessions_and_need_nothing_that_they_leave_out():
    plans = (GUIDE / "plans.md").read_text(encoding="utf-8")
    sources = {source.stem[:2]: source.read_text(encoding="utf-8") for source in SOURCES}
    minutes = {lesson.number: lesson.minutes for lesson in read_lessons(PROJECT / "notebooks")}
    so_far = set()
    weeks = re.findall(r"^\| (\d+) \| (.+?) \| (\d+) \| (.*?) ?\|$", plans, re.M)
    assert [int(week) for week, *_ in weeks] == list(range(1, 15))
    for _, here, told, home in weeks[:-1]:
        taken = re.findall(r"(?<!test )\b\d\d\b", here)
        for number in taken:
            assert _needs(sources[number]) <= so_far, number
        front = "at the front" in here
        longest = 20 if front else max(minutes[number] for number in taken)
        assert int(told) == 20 * here.count("test ") + longest + 15 <= 90
        so_far |= {*taken, *re.findall(r"\b\d\d\b", home)}
    homes = [home for *_, home in weeks]
    left = [
        minutes[number] - 20 * home.startswith("the rest of")
        for home in homes
        for number in re.findall(r"\b\d\d\b", home)
    ]
    assert len(left) == 3
    assert sum(left) == 135  # minutes
    assert "one lesson and what is left of two, some two hours and a quarter" in plans
    begun = set()
    days = re.findall(r"^\| (\w+day[^|]*) \| ([\d, ]+) \| (\d+) \|", plans, re.M)
    assert len(days) == 5
    for day, lessons, told in days:
        taken = lessons.split(", ")
        for k, number in enumerate(taken):
            assert _needs(sources[number]) <= begun | set(taken[:k]), (day, number)
        assert int(told) == math.ceil(1.5 * sum(minutes[number] for number in taken)) <= 300
        begun |= set() if "Thursday" in day else set(taken)


def test_the_ways_through_of_the_readme_need_no_lesson_that_they_leave_out():
    told = (PROJECT / "README.md").read_text(encoding="utf-8")
    ways = re.search(r"^Ways through:(.+?)\n\n", told, re.M | re.S)[1]
    sources = {source.stem[:2]: source.read_text(encoding="utf-8") for source in SOURCES}
    lists = [found for found in re.findall(r"\(([^)]+)\)", ways) if found[:2].isdigit()]
    whole = [found for found in lists if "pictures" not in found]
    assert len(whole) >= 2
    for found in whole:
        found = re.sub(r"(\d\d) to (\d\d)", _all_between, " ".join(found.split()))
        taken = re.findall(r"\d\d", found)
        for k, number in enumerate(taken):
            needs = _needs(sources[number])
            assert needs <= set(taken[:k]), f"{found}: {number} needs {needs}"


def _all_between(found):
    return ", ".join(f"{k:02}" for k in range(int(found[1]), int(found[2]) + 1))


def _needs(source):
    said = re.search(r"You need:?(.+?)\n#\n", source, re.S)
    return set(
        re.findall(r"\[(?:lessons? )?(\d\d)\]", re.sub(r"\s*\n#\s*", " ", said[1]) if said else "")
    )


COMMAND = re.compile(r"(?:snn-edu )?(class \w+|start|doctor|report|list)\b(?!.*=)")
JUPYTER = {"--ip", "--port", "--no-browser"}  # handed on by `start`


def test_every_command_option_and_file_that_a_page_names_is_there(capsys):
    @functools.cache
    def options(command):
        with pytest.raises(SystemExit, match="0"):
            cli.main([*command.split(), "--help"])
        return set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) | JUPYTER

    named, loose = set(), set()
    for path in GUIDE.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        pieces = re.findall(r"`([^`\n]+)`", FENCED.sub("", text))
        pieces += "".join(FENCED.findall(text)).splitlines()
        for piece in pieces:
            told = set(re.findall(r"(?<!\S)--[a-z-]+", piece))
            if command := COMMAND.match(piece):
                named.add(command[1])
                assert told <= options(command[1]), f"{path.name}: {piece}"
            elif piece.startswith("--"):
                loose |= told
            elif re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+", piece):
                assert (PROJECT / piece).exists(), f"{path.name}: {piece}"
    assert {"class copy", "class grade", "class votes", "class exam", "doctor", "report"} <= named
    assert len(loose) >= 10
    assert loose <= set().union(*map(options, named))


def test_the_five_open_questions_are_those_of_the_test_and_its_ideas_are_counted():
    index = " ".join((GUIDE / "README.md").read_text(encoding="utf-8").split())
    told = index.partition("What is not known of the test")[2].partition("### ")[0]
    for number, (part, place) in enumerate([(1, 3), (1, 8), (3, 1), (3, 7), (5, 4)], 1):
        asked = read_part(part).items[place - 1].before
        assert f"{number}. {' '.join(asked.question.split())}" in told
        assert not [each for each in asked.choices if len(each) > 12 and each in told]
    ideas = [each for part in map(read_part, NUMBERS) for each in part.misconceptions.values()]
    with_source = sum(bool(each.source) for each in ideas)
    assert f"{with_source} of these {len(ideas)} ideas have a source" in told


def test_no_solution_is_printed(source, page):
    for name in re.findall(r'check\("([a-z_.]+)"', source.read_text(encoding="utf-8")):
        lesson, _, exercise = name.partition(".")
        (found,) = [each for each in table(lesson, "EXERCISES") if each.name == exercise]
        for line in map(str.strip, found.shown.splitlines()):
            if len(line) > 25 and not line.startswith(("def ", "#", "for ", "if ")):
                assert line not in page, name


def test_learners_do_not_get_the_guide_and_teachers_are_told_where_it_is(tmp_path, capsys):
    """It says what the wrong answers are."""
    assert cli.main(["start", str(tmp_path / "mine"), "--no-lab"]) == 0
    capsys.readouterr()
    assert cli.main(["class", "copy", "01", str(tmp_path / "class")]) == 0
    assert str(lessons_folder() / "guide" / "README.md") in capsys.readouterr().err
    for folder in ("mine", "class"):
        names = [path.name for path in (tmp_path / folder).rglob("*")]
        assert "01_leaky_bucket.ipynb" in names
        assert not {path.name for path in GUIDE.iterdir()} & set(names) - {"README.md"}
        assert "guide" not in names
    for source in SOURCES:
        assert "guide/" not in source.read_text(encoding="utf-8"), "a lesson leads to it"
