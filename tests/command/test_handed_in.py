"""What a class hands in: files, folders, zips, dumps of Moodle and Canvas, and a list of names."""

import os
import shutil
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from published_lessons import make_pipe, write_lesson

from snn_edu.command.handing_in import handed_in
from snn_edu.command.handing_in.handed_in import HandedIn, student_of
from snn_edu.command.handing_in.roster import Person, by_roster, read_roster
from snn_edu.command.lesson_files import LessonError


def read(folder, *ours):
    """What there is in a folder, by student."""
    with TemporaryDirectory() as scratch:
        found = handed_in.handed_in([folder], Path(scratch), set(ours))
    return {each.student: each for each in found}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "class"
    write_lesson(folder / "ada" / "deep" / "01.ipynb")
    (folder / "b. bob").mkdir()
    for name in ("ada/picture.png", "eve.html", "ivy.pdf", "grades.csv", ".DS_Store"):
        (folder / name).touch()
    with zipfile.ZipFile(folder / "fay.zip", "w") as archive:
        archive.write(folder / "ada" / "deep" / "01.ipynb", "work/01.ipynb")
    (folder / "gus.zip").write_text("no zip", encoding="utf-8")
    write_lesson(folder / "ada.ipynb")
    write_lesson(folder / "hal.IPYNB.txt")
    return folder


def test_everyone_has_notebooks_or_a_word(folder):
    found = read(folder, "grades.csv")
    assert {name: len(each.notebooks) for name, each in found.items()} == {
        "ada": 2, "b. bob": 0, "eve": 0, "fay": 1, "gus": 0, "hal": 1, "ivy": 0
    }  # fmt: skip
    assert {name: each.reasons for name, each in found.items() if each.reasons} == {
        "b. bob": ["an empty folder"],
        "eve": ["eve.html is not the notebook: ask for the .ipynb"],
        "gus": ["gus.zip cannot be unpacked"],
        "ivy": ["ivy.pdf is not the notebook: ask for the .ipynb"],
    }


def test_a_notebook_packed_or_printed_under_its_own_name_is_what_it_is(tmp_path):
    write_lesson(tmp_path / "work" / "01.ipynb")
    (tmp_path / "class").mkdir()
    with zipfile.ZipFile(tmp_path / "class" / "ada.ipynb.zip", "w") as archive:
        archive.write(tmp_path / "work" / "01.ipynb", "01.ipynb")
        archive.writestr("__MACOSX/._01.ipynb", "what a Mac leaves")
    (tmp_path / "class" / "bo.ipynb.html").touch()
    found = read(tmp_path / "class")
    assert [(name, len(each.notebooks)) for name, each in found.items()] == [("ada", 1), ("bo", 0)]
    assert "is not the notebook" in found["bo"].reasons[0]


def test_two_names_that_look_alike_are_two_and_a_name_may_begin_as_it_likes(tmp_path):
    names = ["1-12", "11-2", "Müller", "Muller", "_final", "Jo  Lee"]
    for name in names:
        write_lesson(tmp_path / f"{name}.ipynb")
    write_lesson(tmp_path / "jo lee" / "2.ipynb")
    (tmp_path / "ada.json").write_bytes((tmp_path / "_final.ipynb").read_bytes())
    (tmp_path / "table.json").write_text("[1, 2]", "utf-8")
    found = {name: len(each.notebooks) for name, each in read(tmp_path).items()}
    assert found == {**dict.fromkeys(names[:5], 1), "Jo Lee": 2, "ada": 1, "table": 0}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_pipes_and_devices_stop_nothing(tmp_path):
    write_lesson(tmp_path / "ada" / "1.ipynb")
    for name, to in (("ada/again", "."), ("ada/up", ".."), ("ada/x.zip", "/dev/zero"), ("bo", ".")):
        (tmp_path / name).symlink_to(to)
    make_pipe(tmp_path / "ada" / "y.zip")
    make_pipe(tmp_path / "cy.zip")
    found = read(tmp_path)
    assert [len(found[name].notebooks) for name in ("ada", "bo", "cy")] == [1, 0, 0]
    assert found["bo"].reasons == ["bo is a link, and links are not followed"]


def test_two_archives_of_one_name_are_unpacked_apart(tmp_path):
    for student in ("ada", "bob"):
        write_lesson(tmp_path / "work" / "01.ipynb", title=student)
        (tmp_path / "class" / student).mkdir(parents=True)
        with zipfile.ZipFile(tmp_path / "class" / student / "work.zip", "w") as archive:
            archive.write(tmp_path / "work" / "01.ipynb", "01.ipynb")
    with TemporaryDirectory() as scratch:
        found = handed_in.handed_in([tmp_path / "class"], Path(scratch), set())
        titles = {each.student: [file.read_text() for file in each.notebooks] for each in found}
    assert [len(texts) for texts in titles.values()] == [1, 1]
    assert all(student in texts[0] for student, texts in titles.items())


def test_of_two_weeks_a_name_is_one_student_unless_a_week_has_it_twice(tmp_path):
    """Moodle's numbers are others each week."""
    names = {"1": ("Ada_11", "Bo_12", "Bo_13"), "2": ("Ada_21", "Bo_22")}
    for week, theirs in names.items():
        for each in theirs:
            write_lesson(tmp_path / week / f"{each}_assignsubmission_file_" / f"0{week}.ipynb")
    with TemporaryDirectory() as scratch:
        found = handed_in.handed_in([tmp_path / "1", tmp_path / "2"], Path(scratch), set())
    names = {each.student: [file.stem for file in each.notebooks] for each in found}
    assert names == {"Ada": ["01", "02"], "Bo (12)": ["01"], "Bo (13)": ["01"], "Bo (22)": ["02"]}


def test_a_zip_of_all_is_read_as_it_comes_and_none_fills_the_disk(folder, tmp_path, monkeypatch):
    for kind in ("zip", "gztar"):
        packed = Path(shutil.make_archive(tmp_path / "all", kind, folder))
        assert {"ada", "b. bob", "fay"} <= read(packed).keys()
    monkeypatch.setattr(handed_in, "UNPACKED", 10)
    assert read(folder)["fay"].reasons == ["fay.zip is too large"]


def test_a_tar_file_is_unpacked_as_a_zip_is_and_leads_nowhere_else(tmp_path, monkeypatch):
    write_lesson(tmp_path / "work" / "01.ipynb")
    (tmp_path / "class").mkdir()
    for name, kind in (("ada.tar.gz", "w:gz"), ("bo.tgz", "w:gz"), ("cy.tar", "w")):
        with tarfile.open(tmp_path / "class" / name, kind) as tape:
            tape.add(tmp_path / "work", "work")
    with tarfile.open(tmp_path / "class" / "di.tar.xz", "w:xz") as tape:
        tape.add(tmp_path / "work" / "01.ipynb", "../../01.ipynb")
    (tmp_path / "class" / "ed.tgz").write_bytes(b"no tar")
    found = read(tmp_path / "class")
    assert [len(each.notebooks) for each in found.values()] == [1, 1, 1, 0, 0]
    for name in ("di", "ed"):
        assert found[name].reasons[0].endswith("cannot be unpacked")
    monkeypatch.setattr(handed_in, "UNPACKED", 10)
    assert read(tmp_path / "class")["ada"].reasons == ["ada.tar.gz is too large"]


def test_a_folder_that_cannot_be_read_is_said(folder, monkeypatch):
    look = Path.iterdir

    def look_but_in_bob(path):
        if path.name == "b. bob":
            raise PermissionError("Permission denied")
        return look(path)

    monkeypatch.setattr(Path, "iterdir", look_but_in_bob)
    assert read(folder)["b. bob"].reasons == ["b. bob cannot be read"]
    (folder / "alone" / "b. bob").mkdir(parents=True)
    assert read(folder / "alone")["b. bob"].reasons == ["b. bob cannot be read"]


def test_a_class_in_a_folder_of_its_own_is_no_student_and_a_student_is_no_class(tmp_path):
    """As it comes of "compress this folder", and of Teams, Gradescope and Brightspace."""
    cases = {
        "folders": (["hw/ada/1", "hw/bo/x/1"], ["ada", "bo"]),
        "files": ([f"in/hw/{name}1" for name in "abc"], ["a1", "b1", "c1"]),
        "one of two lessons": (["ada/1", "ada/2"], ["ada"]),
        "one of two weeks": (["ada/1/1", "ada/2/2"], ["ada"]),
        "one of two tries": (["ada/1", "ada/new 1", "ada/old/1", "ada/a 2"], ["ada"]),
        "one of Moodle": ([f"Ada_1_assignsubmission_file_/{n}1" for n in "abc"], ["Ada"]),
        "kept by git": (["ada/x/1", "ada/.git/1"], ["ada"]),
    }  # fmt: skip
    checks = {"1": "leaky_bucket.read_tau", "2": "neuron_that_fires.rate"}
    for case, (files, students) in cases.items():
        for name in files:
            write_lesson(
                tmp_path / case / f"{name}.ipynb", code=[f'check("{checks[name[-1]]}", None)']
            )
        (tmp_path / case / "index.html").touch()
        assert sorted(read(tmp_path / case)) == students, case


@pytest.mark.parametrize(
    ("name", "student", "number"),
    [
        ("Dora Nováková_123_assignsubmission_file_", "Dora Nováková", "123"),
        ("Dora Nováková_123_assignsubmission_file_homework (1) x.ipynb", "Dora Nováková", "123"),
        ("novakovadora_12_345_01_leaky_bucket-2.ipynb", "novakovadora", "12"),
        ("novakovadora_LATE_12_345_01_leaky_bucket.ipynb", "novakovadora", "12"),
        ("novakovadora_12_text.html", "novakovadora", "12"),
        ("12-345 - Dora Nováková - Dec 1, 2026 804 PM", "Dora Nováková", "12-345"),
        ("12-345 - Jo Lee - 1 December, 2026 20_04 - my work.ipynb", "Jo Lee", "12-345"),
        ("Lesson_1_dnov_attempt_2026-12-01-20-04-11_my_work.ipynb", "dnov", ""),
        ("Lesson 1_dnov_attempt_2026-12-01-20-04-11.txt", "dnov", ""),
        ("01_leaky_bucket.ipynb", "01_leaky_bucket", ""),
        ("Dora\nNováková\u202e", "Dora Nováková?", ""),
    ],
)
def test_a_platform_puts_the_name_first(name, student, number):
    assert student_of(Path(name)) == (student, number)


def test_all_of_one_student_is_one_row_and_two_of_one_name_are_two(tmp_path):
    """What is no notebook is no reason beside one, but work that cannot be read is."""
    for number in (1, 2):
        write_lesson(tmp_path / f"novakovadora_12_34{number}_{number}.ipynb")
        write_lesson(tmp_path / f"Jan Novák_1{number}_assignsubmission_file_1.ipynb")
    (tmp_path / "novakovadora_12_343_comment.html").touch()
    (tmp_path / "novakovadora_12_344_rest.zip").touch()
    found = {name: (len(each.notebooks), each.reasons) for name, each in read(tmp_path).items()}
    dora = (2, ["novakovadora_12_344_rest.zip cannot be unpacked"])
    jans = dict.fromkeys(["Jan Novák (11)", "Jan Novák (12)"], (1, []))
    assert found == {"novakovadora": dora, **jans}


TABLES = {
    "moodle": "First name,Surname,ID number,Email address\nDora,Nováková,77,d.n@x.org\nZoe,Ó,,\n",
    "german": "\ufeffName;E-Mail\nDora Nováková;d.n@x.org\nZoe Ó;z@x.org\n",
    "german moodle": "Nachname;Vorname;E-Mail-Adresse\nNováková;Dora;d.n@x.org\nÓ;Zoe;z@x.org\n",
    "moodle's names": "Username,Full name,ID number\ndnov,Dora Nováková,77\nzo,Zoe Ó,8\n",
    "id first": "Student ID,Name,Email\n77,Dora Nováková,d.n@x.org\n8,Zoe Ó,\n",
    "for excel": "sep=;\r\nName;E-Mail\r\nDora Nováková;d.n@x.org\r\nZoe Ó;z@x.org\r\n",
    "groups": "Group name,Student\n1,Dora Nováková\n1,Zoe Ó\n",
    "in two groups": "Group,Student\n1,Dora Nováková\n1,Zoe Ó\n2,Dora Nováková\n",
    "lines left empty": "\n\r\nName;E-Mail\nDora Nováková;d.n@x.org\n\nZoe Ó;z@x.org\n",
    "canvas": "Student,ID,SIS Login ID\n    Points Possible,,\nDora Nováková,7,d\nZoe Ó,8,z\n",
    "blackboard": "Last Name,First Name,Username\nNováková,Dora,novakovadora\nÓ,Zoe,z\n",
    "initials": "Initials;Surname;User\nD.;Nováková;novakovadora\nZoe;Ó;\n",
    "tabs": "Student\tE-mail\tID\nDora Nováková\td.n@x.org\t77\nZoe Ó\t\t\n",
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_list_of_the_class_gives_everyone_a_row(tmp_path, kind):
    (tmp_path / "roster.csv").write_text(TABLES[kind], encoding="utf-8")
    work = [HandedIn("novakovadora", [Path("1.ipynb")], ["its diary"]), HandedIn("Max")]
    rows = by_roster(work, read_roster(tmp_path / "roster.csv"))
    assert [(row.student, len(row.notebooks), row.reasons) for row in rows] == [
        ("D. Nováková" if kind == "initials" else "Dora Nováková", 1, []),
        ("Zoe Ó", 0, ["nothing was handed in"]),
        ("Max", 0, ["not on the list of the class"]),
    ]
    assert rows[0].diary == ["its diary"]
    assert rows[0].email == ("d.n@x.org" if "@" in TABLES[kind] else "")


def test_a_name_with_a_word_more_or_an_initial_is_found_and_in_doubt_it_is_said(tmp_path):
    """Never nothing: who is not matched stands there with who may be meant."""
    table = (
        "Last name,Middle initial,First name\nLovelace,B.,Ada\nSilva,A,Maria\nSilva,B,Maria\n"
        "Novák,,J.\nBabbage,,C.\nvon Bó,,J.-P.\nK.,,X.\nLee,,Jo\nHopper,,G\n"
    )
    (tmp_path / "roster.csv").write_text(table, encoding="utf-8")
    handed = [
        "Lovelace Ada", "Maria Silva", "Jan Novák", "babbagecharles", "Jean-Paul von Bo", "Zed",
        "Xenia Kuhn", "Jo Lee", "Jo Q. Lee", "Grace Hopper (1)", "Grace Hopper (2)",
    ]  # fmt: skip
    work = [HandedIn(name, [Path(name)]) for name in handed]
    rows = by_roster(work, read_roster(tmp_path / "roster.csv"))
    said = {row.student: (len(row.notebooks), *row.reasons) for row in rows}
    nothing, other = (
        "nothing was handed in by this name; perhaps as",
        "not on the list of the class",
    )
    graces = "Grace Hopper (1) or Grace Hopper (2)"
    assert said == {
        "Ada B. Lovelace": (1, "handed in as Lovelace Ada"),
        "Maria A Silva": (0, f"{nothing} Maria Silva"),
        "Maria B Silva": (0, f"{nothing} Maria Silva"),
        "J. Novák": (1, "handed in as Jan Novák"),
        "C. Babbage": (1, "handed in as babbagecharles"),
        "J.-P. von Bó": (1, "handed in as Jean-Paul von Bo"),
        "X. K.": (0, f"{nothing} Xenia Kuhn"),
        "Jo Lee": (1,),
        "G Hopper": (0, f"{nothing} {graces}"),
        "Maria Silva": (1, f"{other} by this name; perhaps as Maria A Silva or Maria B Silva"),
        "Xenia Kuhn": (1, f"{other} by this name; perhaps as X. K."),
        "Jo Q. Lee": (1, f"{other} by this name; perhaps as Jo Lee"),
        **{
            f"Grace Hopper ({k})": (1, f"{other} by this name; perhaps as G Hopper") for k in (1, 2)
        },
        "Zed": (1, other),
    }


def test_of_two_columns_that_may_be_names_none_is_guessed(tmp_path):
    (tmp_path / "roster.csv").write_text("Preferred name,Legal name\nDo,Dora\n", encoding="utf-8")
    with pytest.raises(LessonError, match="which column has the names, 'Preferred name' or 'Legal"):
        read_roster(tmp_path / "roster.csv")


def test_a_person_is_known_by_any_order_of_the_name_by_e_mail_and_by_number():
    dora = Person("Dora van Novák", "d.n@x.org", ("77", "#dvan"))
    for name in (
        "Dora van Novak",
        "van Novák Dora",
        "vannovakdora",
        "d.n",
        "d.n@x.org",
        "77",
        "dvan",
    ):
        assert dora.is_called(name)
    assert not dora.is_called("Dora")
    assert Person("Dora Novák (she/her)", "").is_called("novakdora")
    assert not Person("", "").is_called("")
