"""Two lessons of our own, to publish newer versions of and to work on."""

import json

OPENING = """# {number} · {title}

**{minutes} minutes** · needs: a pulse

By the end you can derive one thing, which takes
two lines to say. You can read `tau_m` from a trace.

What follows is not an objective.
- nor is this
"""


def write_lesson(path, title="The leaky bucket", minutes=50, code=("x = 1",), outputs=()):
    opening = OPENING.format(number=path.name[:2], title=title, minutes=minutes)
    cells = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": opening}]
    for k, source in enumerate(code):
        cells.append(
            {
                "cell_type": "code",
                "id": f"c{k}",
                "metadata": {},
                "source": source,
                "outputs": list(outputs),
                "execution_count": 1,
            }
        )
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def edit(path, old="x = 1", new="x = 2  # my answer"):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
