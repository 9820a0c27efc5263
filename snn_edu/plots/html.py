"""Pictures and code as HTML: a picture keeps its words beside it, code waits folded."""

from __future__ import annotations

import base64
from html import escape


def picture_html(png: bytes, text: str, width: int, *, below: str = "") -> str:
    """Return an ``<img>`` with `text` as its alternative, `width` pixels wide where there is room.

    `below` is a line of plain text under it.
    """
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    line = f"<p><em>{escape(below)}</em></p>" if below else ""
    return f'<img alt="{escape(text)}" width="{width}" src="{source}">{line}'


def folded_html(title: str, code: str) -> str:
    """Return `code` folded under its `title`."""
    shown = f"<pre><code>{escape(code)}</code></pre>"
    return f"<details><summary>{escape(title)}</summary>{shown}</details>"
