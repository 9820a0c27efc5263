"""What the page and the kernel share: the widget's traits, and its scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets


def _file(name: str) -> str:
    return (Path(__file__).parent / "page" / name).read_text(encoding="utf-8")


class Panel(anywidget.AnyWidget):
    """What the page shows: the picture, its text, a problem if there is one, and the controls."""

    _esm = "".join(
        _file(f"{part}.js") for part in ("controls", "pad", "handles", "fit", "scene", "live")
    )
    _css = _file("live.css") + _file("pad.css")

    controls: Any = traitlets.List().tag(sync=True)  # in order; a saved notebook sorts its dicts
    start = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True, echo_update=False)
    picture = traitlets.Bytes().tag(sync=True)
    scene: Any = traitlets.Dict().tag(sync=True)  # what every artist draws at the start
    letters: Any = traitlets.Dict().tag(sync=True)  # outlines
    step: Any = traitlets.Dict().tag(sync=True)  # what is drawn otherwise now; empty: see picture
    width = traitlets.Int().tag(sync=True)  # CSS pixels; the crisp picture has more of its own
    height = traitlets.Int().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)  # label of the start button of an animation
    running = traitlets.Bool(False).tag(sync=True)
    begun = traitlets.Bool(False).tag(sync=True)  # an animation that waits in the middle
    tries: Any = traitlets.List().tag(sync=True)
    handles: Any = traitlets.List().tag(sync=True)
    places: Any = traitlets.List().tag(sync=True)  # of the handles, in the present picture
    answers = traitlets.Int(0).tag(sync=True)  # one for each step, so that silence can be told
    answered_at = traitlets.Float(0).tag(sync=True)  # `asked_at` of the last message answered
    # When the page last asked for anything, for the crisp picture, and for the first one. They are
    # traits since those come in the order in which they were sent; a message of its own overtakes
    # values that wait.
    asked_at = traitlets.Float(0).tag(sync=True, echo_update=False)  # ms
    rested_at = traitlets.Float(0).tag(sync=True, echo_update=False)  # ms
    reset_at = traitlets.Float(0).tag(sync=True, echo_update=False)  # ms
    seen = traitlets.Bool(False).tag(sync=True, echo_update=False)  # by a page

    def answer(self) -> None:
        """Tell the page that what it asked for last has been seen to."""
        self.answered_at = self.asked_at
        self.answers += 1


class Values(Mapping[str, Any]):
    """The controls' values by name: always the present ones, and only to be read."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel

    def __getitem__(self, name: str) -> Any:
        return self._panel.values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._panel.values)

    def __len__(self) -> int:
        return len(self._panel.values)

    def __repr__(self) -> str:
        return repr(dict(self))
