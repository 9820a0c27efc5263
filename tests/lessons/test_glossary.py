"""The glossary holds the words of the lessons: every link arrives, and every word is used."""

import re

import pytest
from lesson_pages import SOURCES, solved

GLOSSARY = (SOURCES[0].parents[1] / "glossary.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## From lesson (\d\d)(.*?)(?=^## |\Z)", GLOSSARY, re.M | re.S))
HEADINGS = re.findall(r"^### (.*)$", GLOSSARY, re.M)
every_lesson = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)


def anchor(heading):
    """As GitHub and JupyterLab make one of a heading."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


@every_lesson
def test_every_link_to_the_glossary_arrives(source):
    asked = re.findall(r"glossary\.md#([\w-]+)", solved(source.stem).prose)
    assert set(map(str.lower, asked)) <= set(map(anchor, HEADINGS))
    assert asked


@every_lesson
def test_every_word_that_the_glossary_has_from_a_lesson_is_a_word_of_that_lesson(source):
    text = solved(source.stem).prose.lower()
    headings = re.findall(r"^### (.*)$", SECTIONS.get(source.name[:2], ""), re.M)
    assert 1 <= len(headings) <= 10, "as CONTRIBUTING says"
    for heading in headings:
        words = re.findall(r"[a-z0-9][\w-]{2,}", re.sub(r"\(.*\)", "", heading).lower())
        stems = [word[:5] for word in words if word not in ("and", "the", "listener")]
        assert all(stem in text for stem in stems), f"{heading}: not in the lesson"


def test_a_word_stands_once():
    assert len(set(map(anchor, HEADINGS))) == len(HEADINGS)
