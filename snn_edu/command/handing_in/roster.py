"""The list of a class, and whose row each submission is."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from snn_edu.command.handing_in.handed_in import HandedIn, plain
from snn_edu.command.lesson_files import LessonError, lesson_stems

NOBODY = ("pointspossible", "studenttest", "teststudent")  # rows of Canvas's own


@dataclass(frozen=True)
class Person:
    """One line of the list of the class."""

    name: str
    email: str
    others: tuple[str, ...] = ()  # numbers and names for logging in

    def is_called(self, student: str) -> bool:
        """Whether a submission's name is this person's: in any order, or their e-mail or id."""
        words = [normal(word) for word in self._bare.split()]
        orders = {"".join(words[k:] + words[:k]) for k in range(len(words))}
        orders |= set(map(normal, (self.email, self.email.partition("@")[0], *self.others)))
        return normal(_without_lesson(student)) in orders - {""}

    def may_be_called(self, student: str) -> bool:
        """Whether a submission's name may be this person's: a middle name less, or an initial.

        One word is the same, in any order, and the others of the shorter name are in the longer.
        """
        student = re.sub(r" \(\S+\)$", "", _without_lesson(student))
        mine, theirs = _words(self._bare), _words(student)
        if len(theirs) == 1 < len(mine):  # all in one, as Canvas has it
            rest = theirs[0]
            for word in (whole := [each for each in mine if each[1:] and each in rest]):
                rest = rest.replace(word, "", 1)
            initials = [each for each in mine if not each[1:]]
            return len(whole) > 1 or (bool(whole) and any(map(rest.startswith, initials)))
        few, many = sorted((mine, theirs), key=len)
        same = [each for each in few if each[1:] and each in many]
        left = [each for each in few if each not in same]
        others = [each for each in many if each not in same]
        return len(few) > 1 and bool(same) and all(_stand_for(each, others) for each in left)

    def has_initials_of(self, student: str) -> bool:
        """Whether this name is of initials alone, and they are those of a submission's name."""
        letters = "".join(_words(self._bare))
        first = "".join(word[0] for word in _words(student))
        return 1 < len(letters) <= 3 and sorted(letters) == sorted(first)

    @property
    def _bare(self) -> str:
        return re.sub(r"\(.*?\)", " ", self.name)  # Canvas may put pronouns there


def _without_lesson(student: str) -> str:
    """What a file is called beside its lesson's name: "Ada - 01_leaky_bucket"."""
    return next((student.replace(each, "") for each in lesson_stems() if each in student), student)


def _words(name: str) -> list[str]:
    """The words of a name, of which one may be an initial."""
    return [normal(each) for each in re.split(r"[\s.,_]+", name) if re.search(r"\w", each)]


def _stand_for(word: str, others: list[str]) -> bool:
    """Whether one of these begins with that initial, or is one; it is taken away."""
    for other in others:
        if 1 in (len(word), len(other)) and word[0] == other[0]:
            others.remove(other)
            return True
    return False


def read_roster(file: Path) -> list[Person]:
    """The list of a class: a table with columns for name, e-mail address and number."""
    try:
        if not file.is_file():  # a device may have no end
            raise LessonError(f"There is no file {file}.")
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "save it as CSV in UTF-8"
        raise LessonError(f"Cannot read {file}: {why}.") from None
    if text.startswith("sep="):  # a line that Excel reads and hides
        text = text.partition("\n")[2]
    text = text.lstrip("\r\n")
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    heads = [head or "" for head in rows.fieldnames or []]

    def column(*words: str) -> str | None:
        return next((head for head in heads if any(word in head.lower() for word in words)), None)

    last = column("last", "surname", "family", "nachname")
    names = column("first", "given", "vorname", "forename") or column("initial")
    name = names if last else _name_column(file, heads)
    middle, email = column("middle") if last else None, column("mail")
    others = [head for head in heads if re.search(r"(?i)\bid\b|\bnumber|user|login", head)]
    if name is None:
        raise LessonError(f"{file} has no column whose title has `name` in it.")
    people = []
    for row in rows:
        first, second, family, mail, *numbers = (
            (row.get(head) or "").strip() if head else ""
            for head in (name, middle, last, email, *others)
        )
        people.append(Person(" ".join(f"{first} {second} {family}".split()), mail, tuple(numbers)))
    once = dict.fromkeys(people)  # who is in two groups may stand there twice
    return [each for each in once if each.name and normal(each.name) not in NOBODY]


def _name_column(file: Path, heads: list[str]) -> str | None:
    """The column that has whole names: by its title, or the only one whose title speaks of names.

    "Username" and "Group name" are other names, and "Student ID" is a number.
    """
    titles = {head: " ".join(head.lower().split()) for head in heads}
    for title in ("name", "full name", "student name", "student"):
        for head in heads:
            if titles[head] == title:
                return head
    other = r"user|login|group|team|course|section|class|file|sis|\bid\b|number|mail"
    found = [
        head for head in heads
        if re.search("name|student", titles[head]) and not re.search(other, titles[head])
    ]  # fmt: skip
    if len(found) > 1:
        raise LessonError(
            f"{file}: which column has the names, {' or '.join(map(repr, found))}? Call it `Name`."
        )
    return found[0] if found else None


def by_roster(work: list[HandedIn], roster: list[Person]) -> list[HandedIn]:
    """A row for each on the list, in its order, and then for whoever is not on it.

    Who hands in under a name with an initial or a middle name more or less has the row if nobody
    else can be meant, and it says so; where several can, each row names the others.
    """
    left = list(work)
    own: dict[Person, list[HandedIn]] = {}
    for person in roster:
        own[person] = [each for each in left if person.is_called(each.student)]
        left = [each for each in left if each not in own[person]]
    pairs = [
        (one, each) for one in roster for each in left
        if one.may_be_called(each.student) or one.has_initials_of(each.student)
    ]  # fmt: skip
    for person, each in pairs:
        meant = sum(person is one or each is work for one, work in pairs)
        if meant == 1 and not own[person] and person.may_be_called(each.student):
            each.reasons.append(f"handed in as {each.student}")
            own[person] = [each]
            left = [other for other in left if other is not each]
    rows = []
    for person in own:
        row = HandedIn(plain(person.name), email=plain(person.email))
        for each in own[person]:
            row.add(each)
        if not own[person]:
            maybe = [each.student for one, each in pairs if one is person]
            row.reasons.append("nothing was handed in" + _perhaps(maybe))
        rows.append(row)
    for each in left:
        maybe = [person.name for person, other in pairs if other is each]
        each.reasons.append("not on the list of the class" + _perhaps(maybe))
    return [*rows, *left]


def _perhaps(names: list[str]) -> str:
    said = " or ".join(dict.fromkeys(map(plain, names)))
    return f" by this name; perhaps as {said}" if names else ""


def normal(text: str) -> str:
    """Letters and digits alone, without accents: "Müller, J." is "mullerj"."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in letters if each.isalnum()) or text
