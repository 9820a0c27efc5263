"""Somebody's function that sleeps until the test is over; nobody should wait for it."""

import threading

MORNING = threading.Event()


def asleep():
    MORNING.wait(60)
