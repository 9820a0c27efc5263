"""A time limit for somebody's function: whatever does not end is given up."""

from __future__ import annotations

import ctypes
import math
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

Answer = TypeVar("Answer")

LOOK = 0.05  # s between two looks at whether it has ended
STOPPING = 1.0  # s in which it is asked to stop, before it is left alone


class EndlessError(Exception):
    """It had not ended in the time that it was given."""


class _StopError(BaseException):
    """Thrown into a function that does not end."""


def limited(
    work: Callable[[], Answer], computing: float = math.inf, waiting: float = math.inf
) -> Answer:
    """What `work` returns, or raises, from a thread of its own; after the limit it is given up.

    A loop is stopped by an exception thrown into the thread, again and again, so that a loop that
    catches one meets the next between two rounds; what sleeps is left asleep. Compiled code that
    lets no other thread run, such as ``sum(range(10**12))``, cannot be stopped.

    Parameters
    ----------
    computing
        How many s of CPU time this process may spend.
    waiting
        How many s may pass, counted in looks: where other processes take the machine, fewer do.
        Without any limit it works in this thread: some libraries crash in any other.

    Raises
    ------
    EndlessError
        It has not ended.
    """
    if math.isinf(computing) and math.isinf(waiting):
        return work()
    answers: list[Answer] = []
    problems: list[BaseException] = []

    def run(work: Callable[[], Answer]) -> None:
        try:
            answers.append(work())
        except BaseException as error:
            problems.append(error)

    thread = threading.Thread(target=run, args=(work,), daemon=True)
    try:
        thread.start()
    except RuntimeError:  # a browser's kernel has no threads
        traced = _Traced(min(computing, waiting))
        run(lambda: traced(work))
        given_up = traced.stopped
    else:
        given_up = not _ends(thread, computing, waiting)
    if answers:
        return answers[0]
    if given_up:
        raise EndlessError
    raise problems[0]


def _ends(thread: threading.Thread, computing: float, waiting: float) -> bool:
    """Whether a thread ends within these seconds; otherwise it is stopped, if it can be."""
    waited, most = 0.0, time.process_time() + computing
    while thread.is_alive() and waited < waiting and time.process_time() < most:
        thread.join(min(LOOK, waiting))
        waited += LOOK
    if not thread.is_alive():
        return True
    throw, end = ctypes.pythonapi.PyThreadState_SetAsyncExc, time.monotonic() + STOPPING
    while thread.is_alive() and time.monotonic() < end:
        throw(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_StopError))
        thread.join(0.001)
    return False


class _Traced:
    """Work done here, the clock looked at before each of its lines: it stops after `seconds`.

    A loop that catches whatever is raised in it goes on for ever, and so does compiled code (and,
    in Python 3.11, a loop that jumps to itself).
    """

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self.stopped = False

    def __call__(self, work: Callable[[], Answer]) -> Answer:
        before = sys.gettrace()
        sys.settrace(self._look)
        try:
            return work()
        finally:
            sys.settrace(before)

    def _look(self, frame: FrameType, event: str, argument: object) -> Any:
        if time.monotonic() > self.end:
            self.stopped = True
            raise _StopError
        return self._look
