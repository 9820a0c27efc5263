"""Lesson 16 on divisions of the digits, and Poisson spikes, that its page does not show."""

from functools import cache

import numpy as np
import pytest
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.from_ann_to_snn import relu
from snn_edu.lessons.from_ann_to_snn.networks import ann_accuracy, trained
from snn_edu.training import (
    IFLayers,
    convert,
    digits,
    latency_input,
    poisson_input,
    snn_operations,
)

page = solved("16_what_it_costs")
LINES = {  # pJ: MAC, operation, update
    "arithmetic": (4.6, 0.9, 0.0),
    "all": (14.6, 20.9, 15.9),
    "dearer potentials": (14.6, 21.9, 17.4),
    "neuron by neuron": (14.6, 10.9, 15.9),
    "integers": (13.2, 20.1, 15.1),
    "integers alone": (3.2, 0.1, 0.0),
}


@cache
def copy(division, percentile=99.9):
    """The network of a division as the lesson has it."""
    ann, pictures = trained(division).ann, trained(division).train.pictures
    return IFLayers(*convert(ann.weights, ann.biases, ann.activations(pictures), percentile))


def ann_wrong(division):
    """How many of the 539 test pictures the ANN of a division gets wrong."""
    return round(539 * (1 - ann_accuracy(division)))


@cache
def found(division, code, T):
    """How many test pictures more than its ANN it gets wrong, and what it did, on average."""
    x, labels = trained(division).test.pictures, trained(division).test.labels
    spikes = latency_input(x, T)
    if code == "Poisson":
        spikes = poisson_input(x, T, np.random.default_rng(division))
    run = copy(division).run(spikes, T)
    wrong = np.sum(run.decide() != labels) - ann_wrong(division)
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


@cache
def stopped(division, T, ahead):
    """Steps, share of the bill, and pictures more wrong, if each stops once an output leads so."""
    x, labels = trained(division).test.pictures, trained(division).test.labels
    spikes = latency_input(x, T)
    runs = [*copy(division).unroll(spikes, T)]
    pixels = spikes.spiked.sum(axis=2).cumsum(axis=0)
    hidden = np.array([run.counts[0].sum(axis=1) for run in runs])
    says = np.array([run.decide() for run in runs])
    _, each, update = LINES["all"]
    bills = each * (100 * pixels + 10 * hidden) + 110 * update * np.arange(1, T + 1)[:, None]
    best = np.sort([run.counts[1] for run in runs], axis=2)
    leads = best[..., -1] - best[..., -2] >= ahead
    end = np.where(leads.any(axis=0), leads.argmax(axis=0), T - 1), np.arange(len(labels))
    more = np.sum(says[end] != labels) - np.sum(says[-1] != labels)
    return 1 + end[0].mean(), bills[end].mean() / bills[-1].mean(), more


def rounded(division):
    """How many pictures more the ANN gets wrong with pixels and hidden activations in eighths."""
    ann, test = trained(division).ann, trained(division).test
    most = np.percentile(ann.activations(trained(division).train.pictures)[0], 99.9)
    pixels = np.round(8 * test.pictures) / 8
    hidden = np.maximum(pixels @ ann.weights[0] + ann.biases[0], 0.0)
    hidden = np.round(8 * np.clip(hidden / most, 0.0, 1.0)) / 8 * most
    says = (hidden @ ann.weights[1] + ann.biases[1]).argmax(axis=1)
    return np.sum(says != test.labels) - ann_wrong(division)


def cheaper(division, percentile=99.9, faintest=0.0):
    """Saved of the bill and of the hidden spikes at T = 8, and how many pictures more are wrong."""
    x, labels = trained(division).test.pictures, trained(division).test.labels
    net = copy(division, percentile)
    run = net.run(latency_input(np.where(x < faintest, 0, x), 8), 8)
    mac, each, update = LINES["all"]
    bill = snn_operations(net, run).synaptic_operations * each + 880 * update
    more = np.sum(run.decide() != labels) - ann_wrong(division)
    before = ratio(division, "latency", 8) * 7400 * mac, fires(division, 8)[1]
    return (
        1 - bill / before[0],
        1 - run.counts[0].sum() / before[1],
        more - found(division, "latency", 8)[0],
    )


@cache
def quiet(seed, factor):
    """Trained with its hidden activations in the loss: what it saves, hidden spikes, more wrong."""
    rng = np.random.default_rng(seed)
    train, test = digits.split(digits.load(), rng)
    loss_alone = relu._gradients

    def gradients(parameters, x, labels):
        by_W1, by_W2, by_b1, by_b2 = loss_alone(parameters, x, labels)
        is_open = (x @ parameters[0] + parameters[2] > 0) * factor / len(x)
        return [by_W1 + x.T @ is_open, by_W2, by_b1 + is_open.sum(0), by_b2]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relu, "_gradients", gradients)
        ann = relu.train_relu(train.pictures, train.labels, rng)
    a = ann.activations(train.pictures)
    if not np.percentile(a[0], 99.9):
        return 1.0, 0.0, 539  # not a neuron says anything
    net = IFLayers(*convert(ann.weights, ann.biases, a, 99.9))
    run = net.run(latency_input(test.pictures, 8), 8)
    mac, each, update = LINES["all"]
    bill = snn_operations(net, run).synaptic_operations * each + 880 * update
    before = ratio(seed, "latency", 8) * 7400 * mac
    wrong = np.sum(run.decide() != test.labels) - ann_wrong(seed)
    return (
        1 - bill / before,
        run.counts[0].sum() / 539,
        wrong - found(seed, "latency", 8)[0],
    )


@cache
def of_fifty(seed):
    """With half of the hidden neurons: how many more the ANN gets wrong, and its copy's nJ."""
    rng = np.random.default_rng(seed)
    train, test = digits.split(digits.load(), rng)
    ann = relu.train_relu(train.pictures, train.labels, rng, hidden=50)
    wrong = np.sum(ann.decide(test.pictures) != test.labels)
    net = IFLayers(*convert(ann.weights, ann.biases, ann.activations(train.pictures), 99.9))
    done = snn_operations(net, net.run(latency_input(test.pictures, 8), 8))
    _, each, update = LINES["all"]
    bill = done.synaptic_operations * each + done.neuron_updates * update
    return wrong - ann_wrong(seed), bill / 1000


TOLD = [
    Told(
        "one picture more wrong on average",
        lambda seed: np.mean([of_fifty(4 * seed + k)[0] for k in range(4)]),
        figure=(-1.5, 3.5),
    ),
    Told("from three fewer to six more", lambda seed: of_fifty(4 * seed)[0], figure=(-4, 7)),
    Told("Its copy costs 53", lambda seed: of_fifty(4 * seed)[1], figure=(51.5, 55.5)),
    Told("Some 20 hidden spikes are left", lambda seed: quiet(seed, 0.01)[1], figure=(15, 25)),
    Told("and the bill falls by a fifth", lambda seed: quiet(seed, 0.01)[0], figure=(0.18, 0.26)),
    Told(
        "but from ten fewer to eight more",
        lambda seed: quiet(seed, 0.01)[2],
        figure=(-10, 8),
    ),
    Told("With 0.1 some eight spikes are left", lambda seed: quiet(seed, 0.1)[1], figure=(5.5, 9)),
    Told(
        "and seven more pictures are wrong",
        lambda seed: quiet(seed, 0.1)[2],
        figure=(-1, 17),
    ),
    Told(
        "With 0.3 it's mostly more than half of all",
        lambda seed: ann_wrong(seed) + found(seed, "latency", 8)[0] + quiet(seed, 0.3)[2] > 269,
    ),
    Told(
        "our ANN gets one or two more pictures wrong on average",
        lambda seed: np.mean([rounded(8 * seed + k) for k in range(8)]),
        figure=(0.0, 3.0),
    ),
    Told(
        "The copy is cheaper up to 17 steps.",
        lambda seed: (
            ratio(seed, "Poisson", 17, "arithmetic")
            < 1
            < 1.05 * ratio(seed, "Poisson", 18, "arithmetic")
        ),
    ),
    Told(
        "gets five of the 539 test pictures more wrong than its ANN after 15 steps",
        lambda seed: found(seed, "Poisson", 15)[0],
        figure=(0, 9),
    ),
    Told("and after 50 one or two", lambda seed: found(seed, "Poisson", 50)[0], figure=(-2, 5)),
    Told(
        "At T = 8, with arithmetic alone, the latency copy costs a ninth of its ANN",
        lambda seed: 1 / ratio(seed, "latency", 8, "arithmetic"),
        figure=(8, 10),
    ),
    Told(
        "our copy would cost 0.57 of its ANN",
        lambda seed: ratio(seed, "latency", 8, "neuron by neuron"),
        figure=(0.55, 0.59),
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
        share=(0.6, 1.0),
        draws=TWICE,
    ),
    Told(
        "our latency copy at T = 8 costs 1.02 of its ANN instead of 0.96",
        lambda seed: ratio(seed, "latency", 8, "integers"),
        figure=(0.995, 1.049),
        draws=TWICE,
    ),
    Told(
        "50 steps of Poisson spikes costs less than half",
        lambda seed: ratio(seed, "Poisson", 50, "integers alone"),
        figure=(0.42, 0.5),
    ),
    Told("T = 8 lies just inside", lambda seed: ratio(seed, "latency", 8) < 1),
    Told(
        "On forty others it was 0.94 to 1.01",
        lambda seed: ratio(seed, "latency", 8),
        figure=(0.935, 1.015),
        draws=TWICE,
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
        "that's after six steps on average",
        lambda seed: stopped(seed, 8, 2)[0],
        figure=(5.5, 6.5),
    ),
    Told(
        "for three quarters of the bill",
        lambda seed: stopped(seed, 8, 2)[1],
        figure=(0.7, 0.8),
    ),
    Told(
        "and next to no picture more is wrong",
        lambda seed: stopped(seed, 8, 2)[2],
        figure=(0, 1),
    ),
    Told(
        "two to sixteen more pictures wrong, seven on average",
        lambda seed: found(seed, "latency", 4)[0] - found(seed, "latency", 8)[0],
        figure=(1, 17),
    ),
    Told(
        "with all pixels below 0.3 kept silent the bill falls by a ninth",
        lambda seed: cheaper(seed, faintest=0.3)[0],
        figure=(0.1, 0.12),
    ),
    Told(
        "three in ten hidden spikes go",
        lambda seed: cheaper(seed, percentile=100)[1],
        figure=(0.16, 0.43),
    ),
    Told(
        "the first made one or two more pictures wrong",
        lambda seed: np.mean([cheaper(8 * seed + k, faintest=0.3)[2] for k in range(8)]),
        figure=(0.0, 3.0),
    ),
    Told(
        "and the second about half a picture",
        lambda seed: np.mean([cheaper(8 * seed + k, percentile=100)[2] for k in range(8)]),
        figure=(-1.0, 2.0),
    ),
    Told(
        "on single ones from six fewer to nine more",
        lambda seed: [cheaper(seed, faintest=0.3)[2], cheaper(seed, percentile=100)[2]][seed % 2],
        figure=(-6, 9),
    ),
]
test_on_other_draws = on_other_draws(page, TOLD)
