"""STDP on digits: an epoch by hand, each part removed alone, and who wins a picture."""

from dataclasses import replace

import numpy as np
import pytest

from snn_edu.lessons.sharing_the_work import winner_take_all as wta
from snn_edu.training import digits


def rng(seed=0):
    return np.random.default_rng(seed)


def slowly(model, pictures, draw):
    """An epoch step by step, the same numbers drawn in the same order."""
    K, kept = model.neurons, np.exp(-1 / model.tau)
    w = draw.uniform(0.2, 0.8, (pictures.shape[1], K))
    scale = 1.0 if model.normalisation else np.linalg.norm(w, axis=0).mean()
    theta = np.full(K, model.theta_start * scale)
    for picture in pictures[draw.permutation(len(pictures))]:
        lengths = np.linalg.norm(w, axis=0) if model.normalisation else 1.0
        trace, expected, fired = 0.0, 0.0, {}
        for spikes in draw.random((model.steps, len(w))) < model.p * picture:
            trace, expected = trace * kept + spikes, expected * kept + model.p
            above = trace @ w / lengths - theta
            for k in np.flatnonzero(above >= 0):
                fired.setdefault(k, (trace, expected))
            if fired and model.inhibition:
                break
        if model.inhibition or not fired:
            fired = {above.argmax(): (trace, expected)}
        for k, (seen, mean) in fired.items():
            change = np.minimum(seen / mean, 1.0) - w[:, k]
            w[:, k] += model.eta[0] * (change if model.depression else np.maximum(change, 0.0))
        if model.homeostasis:
            theta += model.h[0] * scale * (np.isin(range(K), [*fired]) - len(fired) / K)
    return w, theta


@pytest.mark.parametrize(
    "without", ["inhibition", "homeostasis", "depression", "normalisation", ""]
)
def test_an_epoch_is_that_of_plain_loops(without):
    model = wta.WinnerTakeAll(neurons=5, steps=12, theta_start=3.0, h=(1.4, 1.4))
    model = replace(model, **({without: False} if without else {}))
    pictures = digits.load().pictures[:32]  # not as often for each neuron
    (learned,) = model.learn(pictures, rng(3), epochs=1)
    w, theta = slowly(model, pictures, rng(3))
    assert learned.weights == pytest.approx(w, abs=1e-12)
    assert learned.theta == pytest.approx(theta, abs=1e-10)
    assert learned.wins.sum() == 32 or without == "inhibition"


def test_eta_falls_by_the_same_factor_from_epoch_to_epoch():
    model = wta.WinnerTakeAll(neurons=2, eta=(0.4, 0.1), h=(0.0, 0.0), p=1.0, homeostasis=False)
    white = np.ones((1, 3))  # every input spikes in every step: the trace is as expected, pre is 1
    left = [1 - learned.weights.max(axis=1)[0] for learned in model.learn(white, rng(1), epochs=3)]
    assert left[1] / left[0] == pytest.approx(1 - 0.2)  # 0.4, 0.2, 0.1
    assert left[2] / left[1] == pytest.approx(1 - 0.1)
    first, last = wta.WinnerTakeAll(neurons=4).learn(digits.load().pictures[:20], rng(), epochs=2)
    assert (first.theta != last.theta).any()  # what was known stays


def test_the_winner_is_the_first_to_reach_its_threshold_and_names_are_what_was_won_most():
    weights = np.array([[1.0, 0.0], [0.0, 1.0]])
    model = wta.WinnerTakeAll(neurons=2, p=1.0, tau=1e6)
    both = np.ones((1, 2))  # traces grow by 1 a step
    early = wta.Learned(weights, np.array([5.0, 9.0]), np.zeros(2, int))
    assert model.winners(early, both, rng()) == [0]
    assert model.winners(replace(early, theta=np.array([9.0, 5.0])), both, rng()) == [1]
    never = replace(early, theta=np.array([900.0, 500.0]))
    assert model.winners(never, both, rng()) == [1]  # the nearer one
    handicapped = replace(early, theta=np.array([902.0, 900.0]))
    assert model.winners(handicapped, np.array([[1.0, 0.0]]), rng()) == [0]  # in the last step
    winners, labels = np.array([0, 0, 0, 2, 2]), np.array([7, 7, 1, 3, 3])
    assert wta.name_neurons(winners, labels, 4).tolist() == [7, wta.UNNAMED, 3, wta.UNNAMED]


def test_reaching_the_threshold_is_enough():
    silent = wta.WinnerTakeAll(neurons=3, theta_start=0.0, inhibition=False)
    (learned,) = silent.learn(np.zeros((1, 4)), rng(), epochs=1)
    assert learned.wins.tolist() == [1, 1, 1]
    faint, rare = np.full((1, 4), 0.5), replace(silent, steps=12, p=0.05)
    (learned,) = rare.learn(faint, rng(3), epochs=1)  # they fire before the first spike has come
    assert learned.weights == pytest.approx(slowly(rare, faint, rng(3))[0], abs=1e-12)
    model = wta.WinnerTakeAll(neurons=2, p=1.0, normalisation=False)
    there = wta.Learned(np.diag([1.0, 1.9]), np.array([1.0, 2.0]), np.zeros(2, int))
    assert model.winners(there, np.ones((1, 2)), rng()) == [0]  # later the other is further above
