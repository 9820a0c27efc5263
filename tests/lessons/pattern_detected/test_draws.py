"""Lesson 00 on thousands of runs that its page does not show."""

from functools import cache
from itertools import islice
from unittest.mock import patch

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.pattern_detected import article_runs
from snn_edu.lessons.pattern_detected.article import Faults
from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.repair_the_article.repaired_article import RepairedDetector

page = solved("00_pattern_detected")
STANDARD_ERROR = page.later("my_standard_error")


@cache
def board(draw, **part):
    """The four counts of a thousand runs of their own, with a part taken out or none."""
    return simulate_many(range(1000 * draw, 1000 * draw + 1000), **part).confusion()


def without(draw):
    return board(draw, hidden=False)


def prints(matrix):
    return matrix.true_positives + matrix.false_positives


def shown(matrix):
    return matrix.true_positives + matrix.false_negatives


def false_of_150(draw):
    return 1.0 - simulate_many(range(1000 * draw, 1000 * draw + 150)).confusion().precision


def off(draw):
    """How many standard errors the precision lies from a quarter."""
    return abs(board(draw).precision - 0.25) / STANDARD_ERROR(0.25, prints(board(draw)))


def apart(draw):
    """How many standard errors of a difference two neighbouring thousands lie apart."""
    one, two = board(draw), board(draw + 500)
    errors = [STANDARD_ERROR(each.precision, prints(each)) for each in (one, two)]
    return abs(one.precision - two.precision) / (errors[0] ** 2 + errors[1] ** 2) ** 0.5


def gap(draw):
    """How many standard errors of a difference the recall rises when the layer goes."""
    recalls = [(each.recall, shown(each)) for each in (without(draw), board(draw))]
    variance = sum(STANDARD_ERROR(*each) ** 2 for each in recalls)
    return (recalls[0][0] - recalls[1][0]) / variance**0.5


def error_by_runs(draw):
    """The standard error (%) of the recall without the layer, with whole runs as the cases."""
    runs = simulate_many(range(1000 * draw, 1000 * draw + 1000), hidden=False)
    shown = (runs.bits == np.array([True, False, True, False, True])).all(axis=2)
    hits, cases = (runs.printed & shown).sum(axis=1), shown.sum(axis=1)
    recall = hits.sum() / cases.sum()
    return 100 * np.sum((hits - recall * cases) ** 2) ** 0.5 / cases.sum()


def luckiest(settings, draw):
    """What the best of so many coins shows on 100 cases, on average over 2,000 trials."""
    return np.random.default_rng(draw).binomial(100, 0.5, (2000, settings)).max(axis=1).mean()


def missed(difference, draw):
    """Of 2,000 experiments with 100 cases a side: how many show less than two standard errors."""
    rng = np.random.default_rng(draw)
    one, other = (rng.binomial(100, p, 2000) / 100 for p in (0.25, 0.25 + difference))
    errors = (STANDARD_ERROR(share, 100) for share in (one, other))
    return np.mean(np.abs(other - one) < 2 * np.hypot(*errors))


def scatter(by_chance, draw):
    """Of shares of 1,000 steps with states of ten steps, by what the formula says."""
    rng, shares = np.random.default_rng(draw), []
    for _ in range(1000):
        new = rng.random(1000) < 0.1 if by_chance else np.arange(1000) % 10 == rng.integers(10)
        shares.append((rng.random(1001) < 0.5)[np.cumsum(new)].mean())
    return np.std(shares) / STANDARD_ERROR(0.5, 1000)


def accuracy(matrix):
    return 100 * (matrix.true_positives + matrix.true_negatives) / sum(matrix)


def never_prints(matrix):
    return 100 * (matrix.false_positives + matrix.true_negatives) / sum(matrix)


def f1(matrix):
    p, r = matrix.precision, matrix.recall
    return 2 * p * r / (p + r)


def always(bits, draw, plastic=True):
    """Prints in a run of 100 steps, with the same five bits in each of them."""
    with (
        patch.object(article_runs, "random_bits", lambda rng, faults, steps: [bits] * steps),
        patch.object(article_runs, "_of_seed", article_runs._of_seed.__wrapped__),
    ):
        runs = simulate_many(range(1000 * draw, 1000 * draw + 300), plastic=plastic)
    assert (runs.bits == np.array(bits)).all()
    return runs.printed.sum() / 300


def learned_in_lesson_09(draw):
    """Ten weights of each of fifty neurons, as bits, after 600 presentations."""
    steps = RepairedDetector().history(np.random.default_rng(draw), 50, 0.5)
    w = next(islice(steps, 600, None))
    assert ((w < 0.01) | (w > 0.99)).all()
    return w > 0.5


def second_hundred(draw, plastic=True):
    runs = simulate_many(range(1000 * draw, 1000 * draw + 300), steps=200, plastic=plastic)
    first, second = runs.printed.reshape(300, 2, 100).sum(axis=(0, 2))
    return second / first


@cache
def output(draw):
    """Of which inputs (%) the output neuron fires, and how many (%) of its spikes are true."""
    runs = simulate_many(range(1000 * draw, 1000 * draw + 1000))
    shown = (runs.bits == np.array([True, False, True, False, True])).all(axis=2)
    fired, ones = runs.fired[:, :, 8], runs.bits.sum(axis=2)
    cases = {"10101": shown, "three": (ones == 3) & ~shown, "five": ones == 5}
    told = {name: 100 * fired[steps].mean() for name, steps in cases.items()}
    return told | {"true": 100 * shown[fired].mean()}


def strengthens(**mended):
    """Whether learning then raises the weights of the inputs."""
    return lambda draw: np.greater(
        *(
            getattr(simulate_many(range(1000 * draw, 1000 * draw + 300), **mended), which).mean()
            for which in ("input_weights", "first_weights")
        )
    )


TOLD = [
    Told("it fires at 8 % of the patterns", lambda draw: output(draw)["10101"], figure=(7.0, 9.0)),
    Told(
        "as at any other three ones",
        lambda draw: output(draw)["10101"] - output(draw)["three"],
        figure=(-0.6, 0.6),
    ),
    Told(
        "but at 16 % of the inputs", lambda draw: output(draw)["five"], figure=(14, 18), draws=TWICE
    ),
    Told("So 4 % of its spikes come", lambda draw: output(draw)["true"], figure=(3.6, 4.2)),
    Told(
        "it prints about ten times, and 36",
        lambda d: always((True, False, True, False, True), d),
        figure=(8.9, 11.1),
    ),
    Told(
        "and 36 times if it learns nothing",
        lambda d: always((True, False, True, False, True), d, plastic=False),
        figure=(34, 38),
    ),
    Told("without learning as often", lambda d: second_hundred(d, False), figure=(0.85, 1.15)),
    Told("it prints a fifth as often", second_hundred, figure=(0.12, 0.28)),
    Told(
        "learns five weights of 1 and five of 0",
        lambda draw: (learned_in_lesson_09(draw).sum(axis=1) == 5).all(),
        (1.0, 1.0),
    ),
    Told(
        "takes a hidden spike in the same step for one that came too early",
        strengthens(faults=Faults().without("tie_is_ltd")),
        (1.0, 1.0),
    ),
    Told("then shows about 58 %", lambda draw: luckiest(10, draw), figure=(57.0, 58.5)),
    Told("the best of a hundred 62.5 %", lambda draw: luckiest(100, draw), figure=(62.2, 62.8)),
    Told(
        "only a difference of twenty points is seen as often",
        lambda d: missed(0.2, d),
        figure=(0.13, 0.19),
    ),
    Told("about three times what the formula says", lambda d: scatter(False, d), figure=(2.9, 3.5)),
    Told("after ten on average, more than four", lambda d: scatter(True, d), figure=(4.0, 4.8)),
    Told("come out at 0.6 and 0.8 %", error_by_runs, figure=(0.75, 0.85)),
    Told("three out of four circles have no diamond", false_of_150, figure=(0.68, 0.81)),
    Told("it prints only once or twice", lambda d: prints(board(d)) / 1000, figure=(1.35, 1.55)),
    Told(
        "It prints even more often than before",
        lambda draw: prints(without(draw)) / prints(board(draw)),
        figure=(1.8, 2.2),
    ),
    Told(
        "one print in four is true, as it was", lambda d: without(d).precision, figure=(0.23, 0.27)
    ),
    Told("both shares lie within two of those from a quarter", lambda draw: off(draw) < 2),
    Told("That's less than two standard errors", lambda draw: apart(draw) < 2),
    Told(
        "twice as many patterns", lambda d: without(d).recall / board(d).recall, figure=(1.8, 2.4)
    ),
    Told("ours has 96 %", lambda d: accuracy(board(d)), figure=(95.5, 96.5)),
    Told(
        "a program that never prints has 97 %",
        lambda d: never_prints(board(d)),
        figure=(96.5, 97.5),
    ),
    Told("is about 0.16 here", lambda d: f1(board(d)), figure=(0.145, 0.175)),
    Told("and a quarter without the layer", lambda d: f1(without(d)), figure=(0.23, 0.27)),
    Told("is more than ten times that", gap, figure=(10, 17)),
    Told(
        "Without learning the counts are those without the layer, to the last one",
        lambda draw: board(draw, plastic=False) == without(draw),
        (1.0, 1.0),
    ),
]


test_on_other_draws = on_other_draws(page, TOLD)
