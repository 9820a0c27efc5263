"""Numbers of one's own: each name has its own exercise, and its own right answer passes."""

import itertools
import re

import pytest

from snn_edu import exercises
from snn_edu.command.lesson_files import lessons_folder
from snn_edu.exercises import own_numbers, table
from snn_edu.lessons.leaky_bucket import mystery_trace
from snn_edu.lessons.neuron_that_fires.neurons import inject
from snn_edu.lessons.regular_or_by_chance import recordings
from snn_edu.lessons.stdp_curves.bug_museum import EXHIBITS
from snn_edu.lessons.stdp_curves.views import specimens
from snn_edu.questions.exercise import is_right, judge
from snn_edu.questions.own import NAME, owned, words

LESSONS = [path.stem for path in sorted(lessons_folder().glob("[0-9]*.ipynb"))]
OWN = {
    lesson: [each.name for each in table(lesson[3:], "EXERCISES") if each.own] for lesson in LESSONS
}
IDS = [f"{lesson[3:]}.{name}" for lesson, names in OWN.items() for name in names]
CLASS = [f"{first} {last}" for first in ("Ada", "Bo", "Eve") for last in ("Lee", "Ng", "Öz")]


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    """`own_numbers` writes to the environment: nothing of it is left."""
    monkeypatch.setenv(NAME, "")


def found(exercise_id):
    return exercises.find(exercise_id, "EXERCISES")


def test_those_that_have_numbers_of_their_own_are_those_of_the_guide():
    guide = (lessons_folder() / "guide" / "README.md").read_text(encoding="utf-8")
    _, rows = guide.split("what is another for each name |")
    told = re.findall(r"^\| (\d\d) \| (.+?) \|", rows.partition("\n\n")[0], re.M)
    # its letters are another for each name, and the right answer is not
    same = "which_tau"
    assert {number: re.findall(r"`(\w+)`", names) for number, names in told} == {
        lesson[:2]: [name for name in names if name != same]
        for lesson, names in OWN.items()
        if names
    }


LONG = {"beyond_lif.name_the_cells", "temporal_coding.fewest_spikes"}
EACH = [pytest.param(each, marks=pytest.mark.slow) if each in LONG else each for each in IDS]


@pytest.mark.parametrize("exercise_id", EACH)
def test_each_name_has_its_own_right_answer_and_hardly_anothers_and_named_mistakes(exercise_id):
    theirs = [owned(found(exercise_id), exercise_id, name) for name in CLASS]
    for each in theirs:
        assert judge(each, each.solution)
        for wrong in each.wrong:
            feedback = judge(each, wrong.answer)
            assert feedback.status == "wrong", (each.ask, wrong)
            assert "{" not in feedback.message
    pairs = list(itertools.combinations(theirs, 2))
    shared = sum(is_right(one, other.solution) for one, other in pairs) / len(pairs)
    few = {"measuring_trains.which_tau": 1.0, "measuring_trains.which_pair": 0.5}
    assert shared <= few.get(exercise_id, 0.36)  # five numbers, or six orders of four letters


@pytest.mark.parametrize("exercise_id", IDS)
def test_without_a_name_all_is_as_in_the_lesson(exercise_id):
    assert owned(found(exercise_id), exercise_id) is found(exercise_id)
    assert owned(found(exercise_id), exercise_id, " ,") is found(exercise_id)


def test_a_name_is_the_same_in_any_order_and_case():
    assert words("Müller, Jo") == words("jo MULLER") == "jo muller"
    assert words("Jo Miller") != words("Jo Muller")


def test_data_pictures_checks_and_solutions_go_by_the_name(capsys):
    before = inject(0.4).v[-1]
    own_numbers("Ada Lovelace")
    assert capsys.readouterr().out == "The numbers are those of Ada Lovelace.\n"
    exercise = owned(found("leaky_bucket.read_tau"), "leaky_bucket.read_tau", "lovelace ADA")
    assert exercise.solution != 14.0
    assert exercises.check("leaky_bucket.read_tau", exercise.solution)
    assert "too" in exercises.check("leaky_bucket.read_tau", 33.3).message
    assert mystery_trace()[1][300] == mystery_trace(exercise.solution)[1][300]
    hidden = owned(found("neuron_that_fires.mystery"), "neuron_that_fires.mystery", "Ada Lovelace")
    weak = inject(0.4)
    assert (weak.v[-1] - weak.v[0]) / 0.4 == pytest.approx(hidden.solution["R_m"], abs=0.05)
    assert found("neuron_that_fires.rheobase").ask not in repr(
        exercises.check("neuron_that_fires.rheobase")
    )
    own_numbers("")
    assert "write your name" in capsys.readouterr().out
    assert found("neuron_that_fires.rheobase").ask in repr(
        exercises.check("neuron_that_fires.rheobase")
    )
    assert inject(0.4).v[-1] == before


def test_every_drawn_neuron_on_the_bench_is_silent_at_the_weak_current_and_fires_at_the_strong():
    for name in map(" ".join, itertools.product("abcdefgh", "ijkl")):
        own_numbers(name)
        assert len(inject(0.4).spikes) == 0
        assert len(inject(1.5).spikes) >= 2
        assert inject(0.4).v.min() >= -74.0
        assert inject(1.5).v.max() <= -51.5  # what the picture shows


def test_letters_of_data_and_check_are_the_same():
    for name in CLASS:
        own_numbers(name)
        drivers = owned(found("regular_or_by_chance.drivers"), "regular_or_by_chance.drivers")
        means = {letter: len(times) for letter, times in recordings().items()}
        fastest = max(means, key=means.get)
        assert drivers.solution[fastest] == "mean"
        labels = owned(found("stdp_curves.museum"), "stdp_curves.museum").solution
        rules = {exhibit.name: exhibit.rule for exhibit in EXHIBITS}
        assert {letter: rules[label] for letter, label in labels.items()} == specimens()


def test_a_name_is_text():
    with pytest.raises(TypeError, match="name"):
        own_numbers(7)
