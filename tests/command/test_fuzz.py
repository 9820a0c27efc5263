"""The command line under bad values: a refusal is one sentence, and the exit code says so."""

import pytest
from published_lessons import write_lesson

from snn_edu.command import cli

pytestmark = pytest.mark.slow

LINES = (  # `?` takes each value in turn
    "? 01", "start ? --no-lab", "start mine --no-lab --lesson ?", "start mine --no-lab --port ?",
    "start mine --no-lab ?", "report ?", "report work --html ?", "class ?", "class copy ? out",
    "class copy 01 ?", "class copy 01 ? --nbgrader", "class copy 02 ? --otter", "class grade ?",
    "class grade work --csv ?", "class grade work --seed ?", "class grade work --seconds ?",
    "class grade work --memory ?", "class grade work --roster ?", "class grade work --lesson ?",
    "class grade work --jobs ?", "class votes ? votes.html", "class votes 01 ?",
)  # fmt: skip
VALUES = (
    "", " ", "nan", "-1", "0", "1.5", "1e9", "9" * 40, "NaN\n", "x" * 300, "x/" * 3000, "ü",
    "\ud800", "💥", "..", "/", "~nosuchuser/x", "a file", "a file/x", "/dev/null", "/dev/full",
    "circle", "01,", ",", "01,99", "all,01", "--", "-", "--no-such", "{}", "%s", "%", "*",
)  # fmt: skip


@pytest.fixture
def workplace(request, tmp_path, monkeypatch):
    """A folder with a file, a circle of links, and a lesson that was handed in."""
    place = tmp_path / "place"
    write_lesson(place / "work" / "anna.ipynb", code=())
    (place / "a file").write_text("no folder")
    (place / "circle").symlink_to("circle")
    if not request.node.callspec.params["line"].startswith("report"):  # which knows the lessons
        request.getfixturevalue("shipped")
    monkeypatch.chdir(place)
    monkeypatch.setattr(cli, "_discard_output", lambda: None)  # it would be this process's
    return place


@pytest.mark.parametrize("line", LINES)
def test_a_bad_word_is_refused_in_a_sentence(line, workplace, capfd):
    odd = []
    for value in VALUES:
        if (line, value) == ("class grade ?", "/"):
            continue  # all notebooks of this machine
        words = [value if word == "?" else word for word in line.split()]
        try:
            code = cli.main(words)
        except SystemExit as left:  # argparse
            code = left.code
        except Exception as error:  # to be told with the others
            code = repr(error)
        said = capfd.readouterr()
        last = said.err.splitlines()[-1:]
        if code not in (0, 1, 2) or (code and not (last and 10 < len(last[0]) < 300)):
            odd.append((value[:40], code, said.err[-300:]))
    assert odd == []
