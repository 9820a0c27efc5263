"""The networks of lessons 15 and 16, each trained, converted and run when first asked for."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from snn_edu.lessons.from_ann_to_snn.relu import ReLULayers, train_relu
from snn_edu.training import (
    Digits,
    IFLayers,
    IFReset,
    IFRun,
    InputSpikes,
    Operations,
    Ties,
    convert,
    digits,
    latency_input,
    poisson_input,
    snn_operations,
)
from snn_edu.validation import Floats

CODES = ("current", "Poisson", "latency", "latency, one charge")
STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 50)  # numbers of steps that curves go through
LONGEST = STEPS[-1]
PAGE = 1  # the division that the lessons show: in the middle of twelve, by what its copy gets wrong


class Trained(NamedTuple):
    """A split of the digits, and the ReLU network trained on its one part."""

    train: Digits
    test: Digits
    ann: ReLULayers


@cache
def trained(seed: int = PAGE) -> Trained:
    """The network of a split; the lesson trains that of seed 1 in these three lines."""
    rng = np.random.default_rng(seed)
    train, test = digits.split(digits.load(), rng)
    return Trained(train, test, train_relu(train.pictures, train.labels, rng))


@cache
def ann_accuracy(seed: int = PAGE) -> float:
    """Share of the test pictures that the ANN gets right."""
    split = trained(seed)
    return float(np.mean(split.ann.decide(split.test.pictures) == split.test.labels))


@lru_cache(maxsize=8)
def layers(percentile: float = 99.9, reset: IFReset = "subtract", start: float = 0.0) -> IFLayers:
    """The lessons' network, balanced and made of IF neurons."""
    split = trained()
    scaled = convert(
        split.ann.weights, split.ann.biases, split.ann.activations(split.train.pictures), percentile
    )
    return IFLayers(*scaled, reset, start)


def given(code: str, steps: int) -> Floats | InputSpikes:
    """The test pictures as the network gets them; chance is the same at each call."""
    x = trained().test.pictures
    if code == "current":
        return x
    if code == "Poisson":
        return poisson_input(x, steps, np.random.default_rng(1))
    return latency_input(x, steps, None if code == "latency" else steps / 2)


class Reached(NamedTuple):
    """Where the test pictures are after some steps."""

    outputs: IFRun  # of the output layer alone
    hidden: float  # spikes of the hidden layer, per picture
    operations: Operations  # per picture

    def accuracy(self, ties: Ties = "potential") -> float:
        """Share of the test pictures that are right."""
        return float(np.mean(self.outputs.decide(ties) == trained().test.labels))


def reached(
    code: str, steps: int, percentile: float = 99.9, reset: IFReset = "subtract", start: float = 0.0
) -> Reached:
    """The test pictures after `steps` steps of an input code.

    A current and Poisson spikes go on as they began, so that one run passes through all lengths. A
    latency code is made for its length: one run for each.
    """
    if code.startswith("latency"):
        return _alone(code, steps, percentile, reset, start)
    return _through(code, percentile, reset, start)[steps - 1]


@lru_cache(maxsize=8)
def _through(code: str, percentile: float, reset: IFReset, start: float) -> tuple[Reached, ...]:
    net = layers(percentile, reset, start)
    return tuple(_short(net, run) for run in net.unroll(given(code, LONGEST), LONGEST))


@lru_cache(maxsize=256)
def _alone(code: str, steps: int, percentile: float, reset: IFReset, start: float) -> Reached:
    net = layers(percentile, reset, start)
    return _short(net, net.run(given(code, steps), steps))


def _short(net: IFLayers, run: IFRun) -> Reached:
    outputs = IFRun(run.steps, None, run.counts[-1:], run.left[-1:])
    return Reached(outputs, float(run.counts[0].sum(1).mean()), snn_operations(net, run))
