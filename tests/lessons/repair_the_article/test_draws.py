"""Lesson 09 on starts, presentations and random networks that its page does not show."""

from functools import cache
from itertools import islice

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.repair_the_article.repaired_article import RepairedDetector
from snn_edu.lessons.repair_the_article.thirty_two import HAMMING, INPUTS, IS_PATTERN
from snn_edu.plasticity import STDP

page = solved("09_repair_the_article")
DETECTOR = RepairedDetector()
ALL, NONE = (1.0, 1.0), (0.0, 0.0)


@cache
def fires(draw, share=0.5, presentations=600, runs=50, detector=DETECTOR, **switches):
    """For which of the 32 inputs each of fifty neurons fires."""
    steps = detector.history(np.random.default_rng(draw), runs, share, **switches)
    w = next(islice(steps, presentations, None))
    return detector.fires(w[:, np.newaxis], INPUTS == 1)


def alone(draw, share=0.5, presentations=600, **switches):
    """How many of the fifty fire for 10101 alone."""
    return (fires(draw, share, presentations, **switches) == IS_PATTERN).all(axis=1).sum()


def most_different_first(draw):
    found = fires(draw, 0.5, 40).mean(axis=0)
    return all(np.diff([found[HAMMING[0] == k].mean() for k in range(6)]) <= 0.01)


def on_average(draw, **more):
    return fires(draw, 1 / 32, **more).sum(axis=1).mean()


SWAPPED = RepairedDetector(stdp=STDP(0.02 * np.exp(-8 / 20), 0.02 * np.exp(8 / 20)))


def own(draw):
    """The page's own cell with a random pattern: the weights that agree, and the others."""
    pattern = f"{np.random.default_rng(draw).integers(32):05b}"
    both = page.names["learns"](0.5, draw, pattern)
    return both["agree"][-1] > 0.9 and both["disagree"][-1] < 0.1


TOLD = [
    Told("The most different inputs drop out first", most_different_first),
    Told(
        "After 150 presentations the pattern is left alone, in nearly every start",
        lambda draw: alone(draw, 0.5, 150) == 50,
        share=(0.8, 1.0),
        draws=range(101, 121),
    ),
    Told("for more than 25 of the 32 inputs on average", on_average, figure=(25, 30)),
    Told("one as rare as everything else not at all", lambda d: alone(d, 1 / 32) > 0, NONE),
    Told("About 33 of the fifty find it", lambda draw: alone(draw, 0.15), figure=(25, 41)),
    Told("at 10 % only two or so find it", lambda draw: alone(draw, 0.1), figure=(0, 6)),
    Told("| both | 4 % | 65 % | 99 % | 100 % |", lambda d: alone(d, 0.2) / 50, figure=(0.95, 1)),
    Told("| without luck | 0 % | 0 % | 0 % | 100 % |", lambda d: alone(d, 0.2, luck=False), NONE),
    Told(
        "| without the bound | 0 % | 5 % | 37 % | 84 % |",
        lambda draw: alone(draw, 0.25, bound=False) / 50,
        figure=(0.68, 0.96),
    ),
    Told("one that is a tenth slowly", lambda d: alone(d, 0.1, 2400) / 50, figure=(0.8, 1.0)),
    Told("Now a pattern of your own, learned by your `update`", own, ALL),
    Told(
        "2 of the 32 inputs after 600 presentations",
        lambda draw: on_average(draw, detector=SWAPPED),
        figure=(1.4, 2.4),
    ),
]
test_on_other_draws = on_other_draws(page, TOLD)
