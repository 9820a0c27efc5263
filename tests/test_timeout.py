"""A time limit: what ends is as if called, what does not is given up, whatever it does."""

import functools
import sys
import threading
import time

import pytest
from asleep import MORNING, asleep

from snn_edu.timeout import EndlessError, limited

pytestmark = pytest.mark.usefixtures("night")


def goes_on():
    while True:
        pass


def swallows():
    while True:
        try:
            pass
        except:  # noqa: E722, as learners write it
            continue


@pytest.fixture
def no_threads(monkeypatch):
    """As in a browser's kernel."""

    def cannot(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", cannot)


@pytest.mark.parametrize("limit", [{}, {"computing": 5.0}, {"waiting": 5.0}], ids=str)
def test_what_ends_gives_or_raises_what_it_would_without_a_limit(limit):
    assert limited(lambda: [7], **limit) == [7]
    assert limited(lambda: None, **limit) is None
    with pytest.raises(ZeroDivisionError):
        limited(lambda: 1 / 0, **limit)


@pytest.mark.parametrize("work", [goes_on, swallows, asleep, functools.cache(goes_on)])
def test_whatever_does_not_end_is_given_up_and_a_loop_is_stopped(work):
    before = set(threading.enumerate())
    with pytest.raises(EndlessError):
        limited(work, computing=0.2, waiting=1.0)
    left = set(threading.enumerate()) - before
    if work is asleep:
        assert left  # nobody has waited for it
    MORNING.set()
    for thread in left:
        thread.join(60)
        assert not thread.is_alive()


def test_time_asleep_is_waiting_and_no_computing():
    assert limited(lambda: time.sleep(0.4) or 7, computing=0.2) == 7
    with pytest.raises(EndlessError):
        limited(asleep, waiting=0.2)


def test_without_a_limit_it_works_in_this_thread():
    assert limited(threading.current_thread) is threading.current_thread()
    assert limited(threading.current_thread, 5.0) is not threading.current_thread()


@pytest.mark.usefixtures("no_threads")
def test_where_there_are_no_threads_the_clock_is_looked_at_before_each_line():
    before = sys.gettrace()
    assert limited(lambda: 7, 5.0) == 7
    with pytest.raises(ZeroDivisionError):
        limited(lambda: 1 / 0, 5.0)
    assert sys.gettrace() is before
    with pytest.raises(EndlessError):
        limited(goes_on, 0.2)
    assert sys.gettrace() is before
