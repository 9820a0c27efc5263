"""The glossary holds the words of the lessons, each once."""

import re

import pytest
from lesson_pages import SOURCES, solved

GLOSSARY = (SOURCES[0].parents[1] / "glossary.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## From lesson (\d\d)(.*?)(?=^## |\Z)", GLOSSARY, re.M | re.S))
HEADINGS = re.findall(r"^### (.*)$", GLOSSARY, re.M)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_word_that_the_glossary_has_from_a_lesson_is_a_word_of_that_lesson(source):
    text = solved(source.stem).prose.lower()
    headings = re.findall(r"^### (.*)$", SECTIONS.get(source.name[:2], ""), re.M)
    assert 1 <= len(headings) <= 10, "as CONTRIBUTING says"
    for heading in headings:
        words = re.findall(r"[a-z0-9][\w-]{2,}", re.sub(r"\(.*\)", "", heading).lower())
        stems = [word[:5] for word in words if word not in ("and", "the", "listener")]
        assert all(stem in text for stem in stems), f"{heading}: not in the lesson"


def test_a_word_stands_once():
    assert len({heading.lower() for heading in HEADINGS}) == len(HEADINGS)
