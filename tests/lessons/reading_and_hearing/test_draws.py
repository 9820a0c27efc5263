"""Lesson 18 on neurons and noise that its page does not show."""

import re

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.reading_and_hearing.movement import LinearDecoder, r_squared

page = solved("18_reading_and_hearing")


def width(seed, neurons):
    """How wide the drawing is, compared with the hand's, for neurons of another draw."""
    said = page.caption("drawing_decoded", neurons=neurons, seed=seed)
    return float(re.search(r"is ([0-9.]+) times as wide", said)[1])


def nonsense(seed):
    """What sixty neurons seem to explain of a velocity that has nothing to do with them."""
    rng = np.random.default_rng(seed)
    counts, velocity = rng.poisson(0.3, (100, 60)), rng.normal(size=(100, 2))
    return r_squared(LinearDecoder.fit(counts, velocity).decode(counts), velocity)


TOLD = [
    Told("a fifth to a half as wide", lambda seed: width(seed, 5), figure=(0.15, 0.55)),
    Told("a drawing that is much too small", lambda seed: width(seed, 5) < 0.7, (1.0, 1.0)),
    Told("seems to explain half of pure nonsense", nonsense, figure=(0.4, 0.7)),
]


test_on_other_draws = on_other_draws(page, TOLD)
