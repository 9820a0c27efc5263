"""What the page and the kernel share: the panel's traits, and the page's script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

PARTS = ("controls", "pad", "handles", "fit", "scene", "stack", "sound", "asking", "live", "panel")
STYLES = ("live", "pad", "asking")

Message = dict[str, Any]  # to the page, as JSON has it; pictures and outlines are bytes


def _file(name: str) -> str:
    return (Path(__file__).parent / "page" / name).read_text(encoding="utf-8")


@cache
def source() -> str:
    """The page's half of every panel, as a JavaScript module that exports ``renderPanel``."""
    return "".join(_file(f"{part}.js") for part in PARTS)


@cache
def style() -> str:
    """How panels look, as CSS."""
    return "".join(_file(f"{part}.css") for part in STYLES)


class Script(anywidget.AnyWidget):
    """Carries the page's half of all panels of a kernel; it shows nothing itself."""

    _esm = "export default {};"

    source = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)


_carriers: list[Script] = []  # one, once there is a panel


def _script() -> str:
    """Where a page finds the script: its version, and the id of the model that carries it."""
    if not _carriers or getattr(_carriers[0], "comm", True) is None:  # closed, with all widgets
        _carriers[:] = [Script(source=source(), style=style())]
    version = sha256((source() + style()).encode()).hexdigest()[:16]
    return f"{version} {_carriers[0].model_id}"


class Panel(anywidget.AnyWidget):
    """What the page shows: questions if there are any, a picture if there is one, its controls.

    It comes into the world with all that the page needs to show it. What is sent later may be lost:
    a page that is too slow to begin with a widget within two seconds hears nothing of it any more
    (anywidget 0.11). Such a page asks ``"again?"`` once it has taken the widget's messages up anew.
    """

    _esm = _file("loader.js")

    script = traitlets.Unicode().tag(sync=True)
    address = traitlets.Unicode().tag(sync=True)  # the panel's own model id

    # Questions, one below the other; the picture, if there is one, waits for the first answer.
    asked: traitlets.List[Message] = traitlets.List().tag(sync=True)
    wait = traitlets.Bool(False).tag(sync=True)  # first committed, then explained on request
    # What was committed to: a saved page shows it.
    chosen: traitlets.List[object] = traitlets.List().tag(sync=True)
    said: traitlets.List[str] = traitlets.List().tag(sync=True)  # HTML

    # In order; a saved notebook sorts its dicts.
    controls: traitlets.List[Message] = traitlets.List().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True, echo_update=False)
    picture = traitlets.Bytes().tag(sync=True)
    # What every artist draws at the start, and what is drawn otherwise now; empty: see picture.
    scene: traitlets.Dict[str, object] = traitlets.Dict().tag(sync=True)
    letters: traitlets.Dict[str, object] = traitlets.Dict().tag(sync=True)  # outlines
    step: traitlets.Dict[str, object] = traitlets.Dict().tag(sync=True)
    width = traitlets.Int().tag(sync=True)  # CSS pixels; the crisp picture has more of its own
    height = traitlets.Int().tag(sync=True)
    light = traitlets.Bool(False).tag(sync=True)  # brightness, which no dark theme turns over
    text = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)  # label of the start button of an animation
    running = traitlets.Bool(False).tag(sync=True)
    begun = traitlets.Bool(False).tag(sync=True)  # an animation that waits in the middle
    tries: traitlets.List[Message] = traitlets.List().tag(sync=True)
    handles: traitlets.List[Message] = traitlets.List().tag(sync=True)
    # Of the handles, in the present picture.
    places: traitlets.List[Message | None] = traitlets.List().tag(sync=True)
    # Of the present frame, if it can be heard: "at" and "span" in ms, as `animate` tells.
    clicks: traitlets.Dict[str, object] = traitlets.Dict().tag(sync=True)
    answers = traitlets.Int(0).tag(sync=True)  # one for each step, so that silence can be told
    # When (ms) the page last asked for anything ("at"), for the crisp picture ("rest"), and for the
    # first one ("reset"). A trait, since a message of its own overtakes values that wait.
    request = traitlets.Dict().tag(sync=True, echo_update=False)
    # How many of the `answers` a page has drawn: while an animation runs it says so, once a frame
    # of its own.
    drawn = traitlets.Int(0).tag(sync=True, echo_update=False)
    answered_at = traitlets.Float(0).tag(sync=True)  # "at" of the last request answered
    seen = traitlets.Bool(False).tag(sync=True, echo_update=False)  # by a page

    def __init__(self, **traits: object) -> None:
        address = uuid4().hex
        super().__init__(script=_script(), address=address, model_id=address, **traits)
        self.pressed: Callable[[], object] = lambda: None  # the start button of an animation
        self._pressed_at = 0.0  # as the page's clock has it
        self.on_msg(self._told)

    def answer(self) -> None:
        """Tell the page that what it asked for last has been seen to."""
        self.answered_at = max(self.request.get("at", 0), self._pressed_at)
        self.answers += 1

    def _told(self, _: object, content: object, __: object) -> None:
        if content == "again?":
            own = self.traits(sync=True, echo_update=lambda echoed: echoed is not False)
            self.send_state([name for name in own if name in self.keys])  # the rest is the page's
        if content in ("there?", "again?"):
            self.send("here")
        if isinstance(content, dict) and "press" in content:
            self._pressed_at = content["press"]
            self.pressed()


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
