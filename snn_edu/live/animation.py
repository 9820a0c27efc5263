"""A picture that moves by itself: a generator's frames, one after the other.

    animate(frames, draw, rate=slider("rate", 1, 50, start=20, unit="Hz"))

`frames(controls)` yields what a view would return. It may compute as it goes (a neuron that
learns while you watch) and read ``controls["rate"]`` whenever it likes: always the present value.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from types import FrameType

from snn_edu.live.controls import Control, Setting, Settings, starts
from snn_edu.live.handles import Handles
from snn_edu.live.live import SIZE, Bundle, LivePlot, Tries
from snn_edu.live.panel import Panel
from snn_edu.live.picture import MOVING, Draw, Frame
from snn_edu.validation import integer, number, shown

Frames = Callable[[Settings], Iterator[Frame]]

AHEAD = 4  # frames that were sent and that the page has not drawn yet
PATIENCE = 1.0  # s, for a page that said how far it is, and says nothing any more


class Animation:
    """Frames under a start button; made by `animate`.

    Pressed once it runs, pressed again it waits where it is; Reset takes controls and frames
    back to the start. A control that moves before a run, or after its end, brings the frame that
    the next run begins with. Where there is no kernel stands another one, the most telling. Frames
    are computed on the kernel's main loop, between cells: while a cell runs, the picture waits for
    it. Interrupt Kernel pauses it. An exception stops it, with its message in the picture.

    Attributes
    ----------
    plot
        The `LivePlot` it moves: ``plot.values``, ``plot.text``, ``plot.png()``, ``plot.set(...)``.
    frames
        What it was made of.
    """

    def __init__(self, frames: Frames, plot: LivePlot, fps: float, still: int) -> None:
        self.frames = frames
        self.plot = plot
        self._fps = number("fps", fps, "Hz", 0.1, 30.0)
        self._still = integer("still", still, 0, 1_000_000)
        self._lock = plot.lock  # over all that follows, and panel.running
        self._iterator: Iterator[Frame] | None = None
        self._active = False  # a run has been asked for, or is going on
        self._last_word = 0  # of a page that has fallen silent: the last frame that it drew
        self._loop: asyncio.AbstractEventLoop | None = None  # in plain Python, which has `run`
        with contextlib.suppress(RuntimeError):
            self._loop = asyncio.get_running_loop()  # the kernel's main loop
        plot.pressed, plot.was_reset = self.press, self.reset

    @property
    def panel(self) -> Panel:
        """What is on the page: the picture's own, for whoever shows or veils it."""
        return self.plot.panel

    @cached_property
    def still(self) -> Frame:
        """The frame that stands where there is no kernel, of a run with the values at the start."""
        return _frame_of(self.frames, dict(self.panel.start), self._still)

    def html(self) -> str:
        """The still picture for a page without a kernel."""
        return self.plot.html(self.still)

    def resized(self, width: float, height: float, numbered: Sequence[int] = ()) -> Animation:
        """Return the same frames in a picture of another size, in inches; it is on no page yet."""
        plot = self.plot.resized(width, height, numbered)
        return Animation(self.frames, plot, self._fps, self._still)

    async def run(self) -> None:
        """Show frames, at most `fps` a second, until the last, an exception, or `stop`."""
        with self._lock:
            self._active = self.panel.running = True
        await self._show_frames()

    async def _show_frames(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        try:
            with _interrupt_calls(lambda: loop.call_soon_threadsafe(self.stop)):
                while self._goes_on():
                    due = max(due + 1 / self._fps, loop.time())  # late frames are not caught up
                    await asyncio.sleep(due - loop.time())
                    await self._page_follows(loop)
        except BaseException:  # cancelled
            with self._lock:
                self._active = self.panel.running = False
            raise
        self.plot.rest()

    async def _page_follows(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wait for a page that draws more slowly than this sends; not for one that is gone."""
        panel, until = self.panel, loop.time() + PATIENCE
        while panel.running and panel.answers - panel.drawn > AHEAD:
            if panel.drawn == self._last_word:
                return
            if loop.time() > until:
                self._last_word = panel.drawn
            await asyncio.sleep(0.005)

    def press(self) -> None:
        """What the button does: start, pause, go on. An odd number of presses leaves it running."""
        with self._lock:
            if self._loop is None:
                self.plot.fail(RuntimeError("there is no event loop here; await run() instead"))
                return
            self.panel.running = not self.panel.running
            if self.panel.running and not self._active:
                # the button's message may come on another thread than the main loop's
                self._active = True
                asyncio.run_coroutine_threadsafe(self._show_frames(), self._loop)

    def stop(self) -> None:
        """Wait after the present frame; `run` goes on from there."""
        self.panel.running = False

    def reset(self) -> None:
        """Stop, and take controls, frames and picture back to the start."""
        with self._lock:  # not while a frame is computed, which would leave it running
            self.stop()
            self._iterator = None
            self.panel.begun = False
            self.plot.show(self.plot.view(**self.panel.start))
            self.plot.reset()

    def _goes_on(self) -> bool:
        """Show the next frame, unless it was paused; False if it ends here."""
        with self._lock:  # a press comes before, and is obeyed, or after, and starts a new run
            if self.panel.running:
                self._step()
            self._active = self.panel.running = self.panel.running and self.panel.begun
            return self._active

    def _step(self) -> None:
        if self._iterator is None:
            self._iterator = self.frames(self.plot.values)
        try:
            self.plot.show(next(self._iterator), MOVING)
        except StopIteration:
            self._iterator = None
        except Exception as error:
            self._iterator = None
            self.plot.fail(error)
        self.panel.begun = self._iterator is not None

    def _repr_mimebundle_(self, include: Iterable[str] | None = None, **_: object) -> Bundle:
        stored = include is None or "text/html" in include
        return self.plot._repr_mimebundle_(include, self.still if stored else None)


def _frame_of(frames: Frames, values: Settings, number: int) -> Frame:
    """Frame `number` of a run with these values (or the last, if there are fewer)."""
    last = deque(islice(frames(values), number + 1), maxlen=1)
    if not last:
        raise ValueError("frames yields nothing.")
    return last[0]


@contextlib.contextmanager
def _interrupt_calls(stop: Callable[[], object]) -> Iterator[None]:
    """Call `stop` too when the kernel is interrupted, which by itself ends running cells only."""
    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    running = True

    def interrupted(number: int, frame: FrameType | None) -> None:
        if running:  # another animation may have put its handler over this one, and keep it
            stop()
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        running = False
        if signal.getsignal(signal.SIGINT) is interrupted:
            signal.signal(signal.SIGINT, before)


def animate(
    frames: Frames,
    draw: Draw,
    /,
    *,
    fps: float = 25.0,
    still: int = 0,
    button: str = "Run",
    size: tuple[float, float] = SIZE,
    tries: Tries | None = None,
    handles: Handles | None = None,
    **controls: Control,
) -> Animation:
    """Put a picture that moves by itself under a start button.

    Parameters
    ----------
    frames
        Called with a live mapping of the controls' values; a generator of frames, each as a view
        returns it (with ``"text"``). Called anew at each start from the beginning. Frames with
        ``"clicks": (times, span)`` can be heard, if the learner presses *Sound*: a click at each of
        these times, in ms from the frame's begin, and the next frame's after `span` ms.
    draw
        As for `explore`: called once with the figure, returns the artists that move.
    fps
        Frames a second, at most; 0.1 to 30.
    still
        Number of the frame that stands where there is no kernel: the most telling one. With a
        kernel the picture begins with the first.
    button
        What the start button says before it was pressed; later it says Pause or Go on.
    size, tries, handles, controls
        As for `explore`. What `frames` raises at its first frame is raised here.
    """
    if not callable(frames):
        raise TypeError(f"frames = {shown(frames)}: expected a function that yields frames.")
    start = starts(controls)
    first = _frame_of(frames, start, 0)

    def view(**values: Setting) -> Frame:
        return first if values == start else _frame_of(frames, values, 0)

    plot = LivePlot(view, draw, controls, size, tries, handles, button=button)
    return Animation(frames, plot, fps, still)
