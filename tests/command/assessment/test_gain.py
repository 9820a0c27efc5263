"""What a test shows: classes made by hand, whose gain and whose questions are known."""

import statistics

import numpy as np
import pytest
from published_lessons import answers, read_table

from snn_edu.command.assessment.gain import (
    _student_t,
    discrimination,
    gain,
    write_gain,
    write_items,
)


def whole(folder, said):
    """The row on all of the test."""
    file = folder / f"{len([*folder.iterdir()])}.csv"
    assert write_gain(said, file)
    (row,) = [row for row in read_table(file) if row["what"] == "all of it"]
    return row


def test_those_count_who_took_both_and_before_that_those_who_took_one(tmp_path):
    first = answers(2, "before", 3)
    both = answers(2, "before", 5) | answers(2, "after", 5)
    assert write_gain([first, {}], tmp_path / "one.csv")
    kept = read_table(tmp_path / "one.csv")
    assert {(row["of"], row["after"], row["gain"]) for row in kept} == {(of, "", "") for of in "18"}
    assert kept[8]["before"] == "3"
    assert write_gain([first, both, {}], tmp_path / "two.csv")
    (whole,) = [row for row in read_table(tmp_path / "two.csv") if row["what"] == "all of it"]
    assert (whole["of"], whole["before"], whole["gain"]) == ("8", "5", "0.00")
    assert not write_gain([{}, {"inventory.1.before.1": "(a) of another version"}], tmp_path / "no")


def test_that_one_form_is_harder_is_no_gain_once_the_forms_are_crossed(tmp_path):
    """Nobody learns: everybody has 6 right of one form and 4 of the other."""
    plain = [answers(1, "before", 6) | answers(1, "after", 4)] * 6
    crossed = [answers(1, "before", 4, swap=True) | answers(1, "after", 6, swap=True)] * 6
    assert whole(tmp_path, plain)["gain"] == "-1.00"
    assert whole(tmp_path, crossed)["gain"] == "0.50"
    both = whole(tmp_path, plain + crossed)
    assert (both["students"], both["before"], both["after"], both["gain"]) == (
        "12", "60", "60", "0.00",
    )  # fmt: skip
    assert whole(tmp_path, plain * 3 + crossed)["gain"] == "0.00", "halves weigh the same"


def test_who_took_one_form_twice_does_not_count(tmp_path):
    twice = answers(1, "before", 4) | answers(1, "after", 8, swap=True)
    fair = answers(1, "before", 4) | answers(1, "after", 6)
    assert whole(tmp_path, [twice, fair])["students"] == "1"


def test_where_nobody_knew_anything_the_gain_is_a_mean_with_its_interval_by_student():
    """Then <g> is the mean of the shares, and its interval that of any textbook."""
    after = np.array([0.25, 0.5, 0.5, 0.625, 0.75, 0.375, 0.875, 0.5, 0.625, 0.25])
    found = gain([(np.zeros(10), after)])
    assert found.g == pytest.approx(statistics.mean(after))
    assert found.margin == pytest.approx(2.262 * statistics.stdev(after) / 10**0.5, rel=2e-3)


@pytest.mark.parametrize(("nu", "told"), [(4, 2.776), (9, 2.262), (12, 2.179), (30, 2.042)])
def test_student_s_t_is_that_of_the_tables(nu, told):
    assert _student_t(nu) == pytest.approx(told, abs=0.01)


def drawn(students, rng, harder=0.0, lift=0.0):
    """What share of eight questions each has right; who is able has more of them right."""
    able = rng.normal(0.0, 0.7, students)[:, None]
    easy = np.linspace(1.0, -1.0, 8) - harder

    def taken(lift):
        chance = 1.0 / (1.0 + np.exp(-(able + easy + lift)))
        return (rng.random(chance.shape) < chance).mean(axis=1)

    return taken(-0.5), taken(lift)


@pytest.mark.parametrize("students", [6, 12, 30])
def test_the_interval_holds_the_true_gain_in_95_of_100_classes(students):
    rng = np.random.default_rng(3)
    before, after = drawn(400_000, rng, lift=0.8)
    true = (after.mean() - before.mean()) / (1.0 - before.mean())
    held = []
    for _ in range(2_000):
        half = students // 2
        found = gain([drawn(half, rng, lift=0.8), drawn(students - half, rng, lift=0.8)])
        held.append(abs(found.g - true) <= found.margin)
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)  # 4 standard errors


def test_an_interval_needs_five_students_and_that_of_one_question_twenty(tmp_path):
    one = answers(3, "before", 2) | answers(3, "after", 6)
    other = answers(3, "before", 3) | answers(3, "after", 7)
    for students, wide, item in ((4, False, False), (6, True, False), (20, True, True)):
        file = tmp_path / f"{students}.csv"
        assert write_gain([one, other] * (students // 2), file)
        rows = read_table(file)
        assert bool(rows[8]["gain from"]) is wide
        assert bool(rows[2]["gain from"]) is item
        assert not any(row["gain from"] for row in rows if row["kind"] == "misconception")


def test_difficulty_and_discrimination_are_those_of_a_class_that_is_known(tmp_path):
    """Of five students the k-th has the first 2, 3, 5, 6, 8 right: a ladder without exceptions."""
    ladder = (2, 3, 5, 6, 8)
    said = [answers(4, "before", right) for right in ladder]
    del said[0]["inventory.4.before.8"]
    assert write_items([*said, {}], tmp_path / "items.csv")
    rows = read_table(tmp_path / "items.csv")
    assert [row["question"] for row in rows] == list("12345678")
    assert {(row["form"], row["taken"], row["students"]) for row in rows} == {("A", "before", "5")}
    share = ["1.00", "1.00", "0.80", "0.60", "0.60", "0.40", "0.20", "0.20"]
    assert [row["difficulty"] for row in rows] == share
    assert [row["left out"] for row in rows] == [*"0000000", "1"]
    for k, row in enumerate(rows):
        right = [float(n > k) for n in ladder]
        rest = [n - one for n, one in zip(ladder, right, strict=True)]
        known = f"{statistics.correlation(right, rest):.2f}" if k > 1 else ""
        assert row["discrimination"] == known, k


def test_a_question_that_the_able_miss_discriminates_the_wrong_way():
    right, rest = np.array([1.0, 1.0, 0.0, 0.0]), np.array([0.0, 1.0, 2.0, 3.0])
    assert float(discrimination(right, rest)) < -0.8
    assert discrimination(right, np.ones(4)) == discrimination(np.ones(4), rest) == ""
