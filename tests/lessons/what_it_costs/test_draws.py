"""Lesson 16 on divisions of the digits, and Poisson spikes, that its page does not show."""

from functools import cache

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.from_ann_to_snn.networks import ann_accuracy, trained
from snn_edu.training import IFLayers, convert, latency_input, poisson_input, snn_operations

page = solved("16_what_it_costs")
LINES = {  # pJ: MAC, operation, update
    "arithmetic": (4.6, 0.9, 0.0),
    "all": (14.6, 20.9, 15.9),
    "dearer potentials": (14.6, 21.9, 17.4),
}


@cache
def copy(division):
    """The network of a division as the lesson has it."""
    ann, pictures = trained(division).ann, trained(division).train.pictures
    return IFLayers(*convert(ann.weights, ann.biases, ann.activations(pictures), 99.9))


@cache
def found(division, code, T):
    """How many test pictures more than its ANN it gets wrong, and what it did, on average."""
    x, labels = trained(division).test.pictures, trained(division).test.labels
    spikes = latency_input(x, T)
    if code == "Poisson":
        spikes = poisson_input(x, T, np.random.default_rng(division))
    run = copy(division).run(spikes, T)
    wrong = np.sum(run.decide() != labels) - round(539 * (1 - ann_accuracy(division)))
    return wrong, snn_operations(copy(division), run)


def ratio(division, code, T, lines="all"):
    """The copy's bill over its ANN's."""
    mac, each, update = LINES[lines]
    done = found(division, code, T)[1]
    return (done.synaptic_operations * each + 110 * T * update) / (7400 * mac)


def fires(division, T):
    """Spikes of the pixels and of the hidden neurons by latency, for all test pictures together."""
    run = copy(division).run(latency_input(trained(division).test.pictures, T), T)
    return run.input_spikes.sum(), run.counts[0].sum()


TOLD = [
    Told(
        "Up to 17 steps.",
        lambda seed: (
            ratio(seed, "Poisson", 17, "arithmetic")
            < 1
            < 1.05 * ratio(seed, "Poisson", 18, "arithmetic")
        ),
    ),
    Told(
        "gets five pictures more wrong than its ANN after 15 steps",
        lambda seed: found(seed, "Poisson", 15)[0],
        figure=(0, 9),
    ),
    Told(
        "and after 50 one or two",
        lambda seed: found(seed, "Poisson", 50)[0],
        figure=(-2, 5),
    ),
    Told(
        "At T = 8, with arithmetic alone, the latency copy costs a ninth of its ANN",
        lambda seed: 1 / ratio(seed, "latency", 8, "arithmetic"),
        figure=(8, 10),
    ),
    Told(
        "about the same, because it pays for memory more than once",
        lambda seed: ratio(seed, "latency", 8),
        figure=(0.92, 1.0),
    ),
    Told(
        "With latency the pixels hardly fire more often then",
        lambda seed: fires(seed, 16)[0] / fires(seed, 8)[0],
        figure=(1.0, 1.1),
    ),
    Told(
        "the hidden neurons more than twice as often",
        lambda seed: fires(seed, 16)[1] / fires(seed, 8)[1],
        figure=(2.2, 2.5),
    ),
    Told(
        "and the whole bill grows by half",
        lambda seed: ratio(seed, "latency", 16) / ratio(seed, "latency", 8),
        figure=(1.45, 1.6),
    ),
    Told(
        "let a potential cost 11 pJ instead of 10, and the copy is the dearer one",
        lambda seed: ratio(seed, "latency", 8, "dearer potentials") > 1,
    ),
    Told("T = 8 lies just inside", lambda seed: ratio(seed, "latency", 8) < 1),
    Told(
        "On thirty-two others it was 0.95 to 1.01",
        lambda seed: ratio(seed, "latency", 8),
        figure=(0.945, 1.015),
    ),
    Told(
        "and from two fewer to five more again",
        lambda seed: found(seed, "latency", 8)[0],
        figure=(-3, 6),
    ),
    Told(
        "after which about a sixth of the pictures are wrong",
        lambda seed: found(seed, "Poisson", 2)[0] / 539 + 1 - ann_accuracy(seed),
        figure=(0.11, 0.2),
    ),
    Told(
        "becomes cheaper by some 30 %",
        lambda seed: 1 - ratio(seed, "latency", 4) / ratio(seed, "latency", 8),
        figure=(0.28, 0.33),
    ),
    Told(
        "It makes half the updates and a third of the hidden spikes",
        lambda seed: fires(seed, 4)[1] / fires(seed, 8)[1],
        figure=(0.3, 0.37),
    ),
    Told(
        "two to sixteen more pictures wrong, seven on average",
        lambda seed: found(seed, "latency", 4)[0] - found(seed, "latency", 8)[0],
        figure=(1, 17),
    ),
]
test_on_other_draws = on_other_draws(page, TOLD)
