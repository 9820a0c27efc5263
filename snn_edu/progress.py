"""Progress: how far a long run is, told once it takes longer than two seconds, and how it stops.

Ctrl+C, or a notebook's stop button, ends a run between two of its steps, and what there is by then
is not lost: it is the `partial` of the exception, and a run goes on from it. A second one ends it
at once.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any, TypeAlias

SILENCE = 2.0  # s, before a run says how far it is
PIECE = 0.05  # s, between two looks at the clock
QUIET = "SNN_EDU_PROGRESS"  # in the environment, "0": no lines

#: What is called with (done, all), in the unit of a run: ms, or points of a sweep.
Tell: TypeAlias = Callable[[float, float], None]


class Interrupted(KeyboardInterrupt):
    """A run was stopped by Ctrl+C. What there is by then is `partial`, a result as any other.

    ``except KeyboardInterrupt as stop: run = stop.partial``, or in a notebook, afterwards:
    ``import sys; run = sys.last_value.partial``.
    """

    def __init__(self, message: str, partial: Any) -> None:
        super().__init__(message)
        self.partial = partial

    def __reduce__(self) -> tuple[Any, ...]:
        return Interrupted, (self.args[0], self.partial)


class Progress:
    """A run of some `length` as it goes on: ``with Progress("simulate", 1000.0) as run: ...``.

    Within the block, once it has taken `PIECE` seconds, Ctrl+C sets `stopped`, and raises only if
    it comes twice. No KeyboardInterrupt leaves the block; one that came in the middle of a step
    makes `whole` False.

    Parameters
    ----------
    what, length, unit
        As the line says them: "Network.run: 1,200 of 10,000 ms".
    tell
        Called with (done, length) some twenty times a second, and at the end, instead of the line.
    """

    def __init__(
        self, what: str, length: float, unit: str = "ms", tell: Tell | None = None
    ) -> None:
        if tell is not None and not callable(tell):
            raise TypeError(f"progress = {tell!r:.60}: expected a function of (done, all).")
        self.what, self.length, self.unit, self.tell = what, length, unit, tell
        self.stopped, self.whole, self.done = False, True, 0.0
        self.began = time.monotonic()
        self.told = 0.0  # s, when the line was written last; 0: never
        self.listens: bool | None = None  # to Ctrl+C; None: not yet, for a short run need not

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> bool:
        if self.listens:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        self.close()
        if kind is None or not issubclass(kind, KeyboardInterrupt):
            return False
        self.stopped, self.whole = True, False
        return True

    def close(self) -> None:
        """End the line, if there is one."""
        if self.told:
            self._write(f"{self._so_far()} in {time.monotonic() - self.began:.0f} s", "\n")

    def _listen(self) -> None:
        """Have Ctrl+C call `_stop`, unless it is a debugger's or asyncio's."""
        here = threading.current_thread() is threading.main_thread()
        self.listens = here and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self.listens:
            signal.signal(signal.SIGINT, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self.stopped:  # it is meant
            raise KeyboardInterrupt
        self.stopped = True

    def goes_on(self, done: float) -> bool:
        """Tell that so much is done; whether to go on."""
        self.done, now = done, time.monotonic()
        if self.listens is None and now - self.began > PIECE:
            self._listen()
        try:
            self._tell(now)
        except KeyboardInterrupt:  # from within `tell`, so between two steps
            self.stopped = True
        return not self.stopped

    def pieces(self, steps: int) -> Iterator[range]:
        """The steps from 0 on, some at a time, as long as nobody stops."""
        begin, size = 0, 1
        while begin < steps:
            before = time.monotonic()
            piece = range(begin, min(begin + size, steps))
            yield piece
            took = time.monotonic() - before
            size = size * 2 if took < PIECE / 2 else max(1, size // 2) if took > PIECE else size
            begin = piece.stop
            if not self.goes_on(self.length * begin / steps):
                return

    def interrupted(self, partial: Any) -> Interrupted:
        """What to raise, with what there is."""
        return Interrupted(
            f"{self.what} was stopped: {self._so_far()} are done. They are not lost: `except "
            "KeyboardInterrupt as stop: run = stop.partial`, or in a notebook now `import sys; "
            "run = sys.last_value.partial`.",
            partial,
        )

    def _tell(self, now: float) -> None:
        if self.tell is not None:
            self.tell(self.done, self.length)
            return
        took = now - self.began
        if took < SILENCE or now - self.told < 1.0 or self.done <= 0.0:
            return
        if os.environ.get(QUIET) == "0" or sys.platform == "emscripten":
            return
        self.told = now
        left = took * (self.length - self.done) / self.done
        self._write(f"{self._so_far()}, some {left:.0f} s to go", "")

    def _so_far(self) -> str:
        if self.done < self.length:
            return f"{self.done:,.0f} of {self.length:,.0f} {self.unit}"
        return f"{self.length:,.0f} {self.unit}"

    def _write(self, text: str, end: str) -> None:
        """A line over the last one, where there is somewhere to write."""
        if sys.stderr is not None:
            print(f"\r{self.what}: {text:<50}", end=end, file=sys.stderr, flush=True)
