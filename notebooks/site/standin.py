"""A widget without a notebook: what `live` and `questions` need of anywidget, over one channel.

A page that runs has no Jupyter in it: no comm, no ipywidgets. Its kernel puts `AnyWidget` in the
place of anywidget's class. It sends the same messages in the same order (a test plays one
conversation to both), as dictionaries with a ``kind``, "open", "state", "custom" or "close".
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar
from uuid import uuid4

import traitlets

VIEW = "application/vnd.jupyter.widget-view+json"
WIDGETS: dict[str, AnyWidget] = {}  # by model id


class AnyWidget(traitlets.HasTraits):
    """Traits that are tagged ``sync``, shared with a page."""

    post: ClassVar[Callable[[dict[str, Any]], object]]  # where messages go

    def __init__(self, *, model_id: str = "", **traits: Any) -> None:
        self._from_page: Mapping[str, Any] = {}
        self._waiting: set[str] | None = None  # names of what `hold_sync` keeps back
        self._listeners: list[Callable[..., object]] = []
        self.model_id = ""  # not open yet: nothing is sent
        super().__init__(**traits)
        self.keys = sorted(self.traits(sync=True))
        self.model_id = model_id or uuid4().hex
        self.comm: AnyWidget | None = self
        WIDGETS[self.model_id] = self
        self._post("open", state=self.get_state())

    def get_state(self, names: Iterable[str] | None = None) -> dict[str, Any]:
        """Values by name, of all that is shared or of some."""
        return {name: getattr(self, name) for name in (self.keys if names is None else names)}

    def send_state(self, names: Iterable[str] | None = None) -> None:
        """Send values to the page."""
        if state := self.get_state(names):
            self._post("state", state=state)

    def send(self, content: Any) -> None:
        """Send a message of one's own."""
        self._post("custom", content=content)

    def on_msg(self, listener: Callable[..., object]) -> None:
        """Call ``listener(widget, content, buffers)`` for each message of the page's own."""
        self._listeners.append(listener)

    @contextlib.contextmanager
    def hold_sync(self) -> Iterator[None]:
        """Send what changes meanwhile as one message."""
        if self._waiting is not None:
            yield
            return
        self._waiting = set()
        try:
            yield
        finally:
            waiting, self._waiting = self._waiting, None
            self.send_state(sorted(waiting))

    def notify_change(self, change: Any) -> None:
        """Send what has changed, unless it is what the page has just said; then tell observers."""
        name = change["name"]
        if self.model_id and name in self.keys and not self._is_the_pages(name):
            if self._waiting is None:
                self.send_state([name])
            else:
                self._waiting.add(name)
        elif self._waiting is not None:
            self._waiting.discard(name)
        super().notify_change(change)

    def _is_the_pages(self, name: str) -> bool:
        if name not in self._from_page:
            return False
        mine = json.loads(json.dumps(getattr(self, name), default=repr))
        return bool(mine == self._from_page[name])

    def set_state(self, state: Mapping[str, Any]) -> None:
        """Take over values from the page."""
        self._from_page = state
        try:
            with self.hold_trait_notifications():
                for name, value in state.items():
                    if name in self.keys:
                        self.set_trait(name, value)
        finally:
            self._from_page = {}

    def told(self, message: Mapping[str, Any]) -> None:
        """Hear a message of the page: ``state``, or ``content``."""
        if "state" in message:
            self.set_state(message["state"])
        else:
            for listener in self._listeners:
                listener(self, message["content"], [])

    def close(self) -> None:
        """Leave the page."""
        if WIDGETS.pop(self.model_id, None):
            self._post("close")
            self.comm = None

    def _post(self, kind: str, **more: Any) -> None:
        type(self).post({"kind": kind, "id": self.model_id, **more})

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {VIEW: {"model_id": self.model_id}}, {}
