"""The glossary holds the words of the lessons: every link arrives, and every word is used."""

import re

import jupytext
import pytest
from lesson_pages import SOURCES

GLOSSARY = (SOURCES[0].parents[1] / "glossary.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## From lesson (\d\d)(.*?)(?=^## |\Z)", GLOSSARY, re.M | re.S))


def said(source):
    cells = jupytext.read(source, fmt="py:percent").cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def anchor(heading):
    """As GitHub and JupyterLab make one of a heading."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_link_to_the_glossary_arrives(source):
    there = {anchor(heading) for heading in re.findall(r"^### (.*)$", GLOSSARY, re.M)}
    asked = {name.lower() for name in re.findall(r"glossary\.md#([\w-]+)", said(source))}
    assert asked
    assert asked <= there


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_word_that_the_glossary_has_from_a_lesson_is_a_word_of_that_lesson(source):
    text = re.sub(r"\s+", " ", said(source)).lower()
    headings = re.findall(r"^### (.*)$", SECTIONS.get(source.name[:2], ""), re.M)
    assert 1 <= len(headings) <= 10, "as CONTRIBUTING says"
    for heading in headings:
        words = re.findall(r"[a-z0-9][\w-]{2,}", re.sub(r"\(.*\)", "", heading).lower())
        stems = [word[:5] for word in words if word not in ("and", "the", "listener")]
        assert all(stem in text for stem in stems), f"{heading}: not in the lesson"


def test_a_word_stands_once():
    headings = re.findall(r"^### (.*)$", GLOSSARY, re.M)
    assert len({anchor(heading) for heading in headings}) == len(headings)
