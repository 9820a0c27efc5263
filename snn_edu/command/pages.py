"""Pages that the command writes: one HTML file each, which needs no network."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

from snn_edu.command.lesson_files import LessonError
from snn_edu.questions import LOOKS

OURS = "<!-- made by snn-edu -->"
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #000; max-width: 60em; margin: 2em auto;
  padding: 0 1em; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1em; }
caption { text-align: left; font-weight: bold; }
th, td { text-align: left; vertical-align: top; padding: .2em .6em .2em 0;
  border-bottom: 1px solid #999; }
td:first-child { width: 55%; }
section { break-inside: avoid; }
"""


def page(title: str, body: str, style: str = "") -> str:
    """A whole page."""
    return (
        f"<!doctype html>{OURS}\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}{style}</style></head>'
        f"<body><main>{body}</main></body></html>\n"
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells of HTML; nothing where there are no rows."""
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    caption = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{caption}<tr>{head}</tr>{''.join(lines)}</table>" if lines else ""


def look(status: str) -> str:
    """A status as a symbol and words."""
    symbol, words, _ = LOOKS.get(status, LOOKS["not done yet"])
    return f"{symbol}&nbsp;{words}"


def write_page(text: str, file: Path, otherwise: str = "name another with --html") -> None:
    """Write a page, over an older one at most: something else of that name stays."""
    try:
        ours = not file.exists()
        if file.is_file():  # a device or a pipe may have no end
            with file.open(encoding="utf-8", errors="replace") as there:
                begins = there.read(200)
            ours = OURS in begins or not begins  # as a full disk leaves it
        if not ours:
            raise LessonError(f"{file} is something else; {otherwise}.")
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise LessonError(f"Cannot write {file}: {error.strerror}.") from None
