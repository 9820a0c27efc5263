"""The network of lesson 17 in this wiring and in two others, its theory, and its pictures."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from snn_edu.lessons.balanced_network import views as balanced_network
from snn_edu.lessons.balanced_network.views import (
    SIZE,
    SMALL,
    correlation,
    draw_network,
    kept_rates,
    measured,
    network_frame,
    spikes_of,
    wiring,
)
from snn_edu.network.connectivity import Sparse
from snn_edu.network.network import Network
from snn_edu.simulation.simulate import simulate
from snn_edu.spikes.train import Spikes


def at(g, eta=2.0, delay=1.5, steady=False, duration=200.0):
    return measured(spikes_of(replace(SMALL, g=g, eta=eta, delay=delay), steady, duration))


@pytest.fixture(params=[12, 1, 2], ids=lambda seed: f"wiring {seed}")
def any_wiring(request, monkeypatch):
    """The lesson's wiring, and two others: what it says is true of them all."""
    if request.param != 12:
        make, other = np.random.default_rng, np.random.default_rng(request.param)
        with monkeypatch.context() as patched:
            patched.setattr(
                np.random, "default_rng", lambda seed: other if seed == 12 else make(seed)
            )
            pair = wiring.__wrapped__()
        monkeypatch.setattr(balanced_network, "wiring", lambda: pair)


# --- the regimes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("g", "delay", "rate", "cv", "correlation", "regime"),
    [
        (3.0, 1.5, (285, 303), (0.15, 0.25), (0.06, 0.10), "synchronous regular"),
        (5.0, 1.5, (45, 80), (0.8, 1.2), (0.01, 0.04), "asynchronous irregular"),
        (2.0, 3.0, (0, 500), (-0.1, 0.1), (0.9, 1.1), "synchronous regular"),  # a drum
        (3.8, 3.0, (0, 500), (0.6, 2.0), (0.05, 1.1), "synchronous irregular"),  # a hum
    ],
)
def test_the_regime_follows_inhibition_and_delay(
    any_wiring, g, delay, rate, cv, correlation, regime
):
    found = at(g, delay=delay)
    numbers = found.rate, found.cv, found.correlation
    for (low, high), number in zip((rate, cv, correlation), numbers, strict=True):
        assert low < number < high
    assert found.regime == regime


def test_the_hum_is_an_echo_that_comes_back_after_a_delay(any_wiring):
    spikes = spikes_of(replace(SMALL, g=3.8, delay=3.0), duration=1000.0)
    counts = spikes.binned(1.0).sum(axis=1)
    away = counts - counts.mean()
    echo = [float(away[lag:] @ away[:-lag]) for lag in range(2, 9)]
    assert 2 + int(np.argmax(echo)) == 3


def test_a_background_that_does_not_reach_the_threshold_leaves_silence(any_wiring):
    for g in (3.0, 5.0, 8.0):
        assert at(g, eta=0.5).regime == "silent"


def test_below_the_threshold_the_start_decides_between_two_rates():
    """At g = 2 the theory keeps 0 Hz and nearly 400; a kick tips it from one to the other."""
    model = replace(SMALL, g=2.0, eta=0.5)
    silence, _, high = kept_rates(model)
    assert silence < 0.1
    pre, post = wiring()
    jumps = np.where(pre < 400, model.J, -model.g * model.J)
    network = Network().add(model.lif, SIZE, "cells")
    network.connect("cells", "cells", Sparse(pre, post, jumps), model.delay)
    v_start = np.random.default_rng(1).uniform(0.0, 10.0, SIZE)  # else all would fire as one
    current = np.full(800, 0.5 * model.lif.v_threshold / model.lif.R_m)
    kicked = np.where(np.arange(800) < 80, 10.0, current)  # nA, for 20 ms
    rates = []
    for given in (current, kicked):
        run = network.run(200.0, {"cells": given}, 0.25, start={"cells": v_start})
        late = run.spikes["cells"].times > 100.0
        rates.append(np.count_nonzero(late) / SIZE / 0.1)  # Hz
    assert rates == [0.0, pytest.approx(high, rel=0.2)]


def test_at_g_0_a_neuron_waits_for_the_volley_of_every_3_ms():
    isi = spikes_of(replace(SMALL, g=0.0)).isi()
    assert np.mean(isi == 3.0) > 0.95
    assert kept_rates(replace(SMALL, g=0.0)) == [pytest.approx(440.0, abs=1.0)]


def test_the_dice_are_the_networks_own(any_wiring):
    """Under a steady current a neuron alone is a clock; among the others it is not."""
    found, random = (at(5.0, steady=steady, duration=1000.0) for steady in (True, False))
    (theory,) = replace(SMALL, g=5.0).mean_field()
    assert theory.sigma == pytest.approx(28.0, abs=0.5)
    assert theory.cv > 1.2
    assert 1.4 < min(found.cv, random.cv) < max(found.cv, random.cv) < 2.0
    assert found.correlation < 0.04
    assert found.rate == pytest.approx(random.rate, rel=0.25)
    mu, _ = SMALL.input(0.0)  # the background's mean, at eta = 2
    assert mu == pytest.approx(2 * SMALL.lif.v_threshold)
    assert simulate(SMALL.lif, np.full(4000, mu / SMALL.lif.R_m), 0.25).spikes.cv() < 1e-3


def test_in_the_picture_the_steady_background_adds_a_fifth_to_the_rate_and_leaves_the_cv():
    random, steady = at(5.0), at(5.0, steady=True)
    assert steady.rate / random.rate == pytest.approx(1.2, abs=0.05)
    assert steady.cv == pytest.approx(1.0, abs=0.15)


@pytest.mark.slow
def test_the_steady_background_has_the_mean_of_the_random_one():
    """With jumps too small to matter a neuron of the network is one under 40 mV."""
    alone = spikes_of(replace(SMALL, g=4.0, J=1e-3), steady=True)
    assert alone.rate() == pytest.approx(SMALL.lif.rate(4.0), rel=0.03)
    dice = spikes_of(replace(SMALL, g=4.0, J=1e-3))
    assert dice.rate() == pytest.approx(alone.rate(), rel=0.03)


# --- theory --------------------------------------------------------------------------------------


@pytest.mark.parametrize("g", [3.0, 3.5, 5.0, 6.0, 8.0])
def test_measured_rates_are_those_of_mean_field_to_a_quarter(g, any_wiring):
    (theory,) = kept_rates(replace(SMALL, g=g))
    assert at(g, duration=1000.0).rate == pytest.approx(theory, rel=0.25)


def test_the_mean_sinks_below_the_threshold_between_g_4_and_5_and_recurrence_cancels_at_4():
    mu = {g: replace(SMALL, g=g).mean_field()[0].mu for g in (3.0, 4.0, 5.0)}
    assert mu[3.0] > 100.0
    assert mu[4.0] == pytest.approx(40.0)  # the background's
    assert mu[5.0] < 20.0


# --- the network and its measures ----------------------------------------------------------------


def test_each_neuron_hears_80_that_excite_and_20_that_inhibit():
    pre, post = wiring()
    assert np.all(np.bincount(post[pre < 400], minlength=SIZE) == 80)
    assert np.all(np.bincount(post[pre >= 400], minlength=SIZE) == 20)
    assert pre.max() < SIZE


@pytest.mark.slow
def test_one_population_fires_as_brunels_two():
    rates = [
        replace(SMALL, g=5.0).run(1050.0, np.random.default_rng(seed), 0.25).spikes["E"].rate()
        for seed in range(4)
    ]
    assert at(5.0, duration=1000.0).rate == pytest.approx(np.mean(rates), rel=0.2)


def test_correlation_is_that_of_every_pair_averaged():
    """Against np.corrcoef, for neurons of equal variance: each a circular shift of one train."""
    rng = np.random.default_rng(3)
    train = rng.random(200) < 0.2
    counts = np.stack([np.roll(train, shift) for shift in (0, 0, 7, 31)], axis=1)
    step, neuron = np.nonzero(counts)
    spikes = Spikes(step + 0.5, neuron, 4, 200.0)
    pairs = np.corrcoef(counts.T.astype(float))[np.triu_indices(4, 1)]
    assert correlation(spikes) == pytest.approx(pairs.mean())
    assert correlation(Spikes([], size=5, duration=100.0)) == 0.0


def test_the_view_draws_excitation_below_and_inhibition_above_the_line():
    frame = network_frame(g=5.0, eta=2.0, delay="1.5 ms", steady=False)
    spikes = spikes_of(replace(SMALL, g=5.0))
    times, rows = frame["raster"]
    for neuron, row in ((0, 0), (31, 31), (400, 32), (407, 39)):
        np.testing.assert_array_equal(times[rows == row], spikes.times[spikes.ids == neuron])
    assert set(rows.tolist()) <= set(range(40))
    artists = draw_network(Figure())
    assert 31 < artists["raster"].axes.lines[0].get_ydata()[0] < 32


@pytest.mark.parametrize(("g", "eta"), [(0.0, 4.0), (2.0, 0.5), (3.0, 2.0), (5.0, 2.0), (8.0, 0.5)])
def test_the_view_draws_the_rates_that_the_theory_keeps_at_its_eta(g, eta):
    model = replace(SMALL, g=g, eta=eta)
    truth = [point.rate for point in model.mean_field()]
    assert kept_rates(model) == pytest.approx(truth, rel=1e-3, abs=1e-2)
    frame = network_frame(g=g, eta=eta, delay="1.5 ms", steady=False)
    names = ("quiet", "tipping", "kept") if len(truth) == 3 else ("kept",)
    drawn = [np.interp(g, *frame[name]) for name in names]
    assert drawn == pytest.approx(truth[-len(names) :], rel=1e-3, abs=1e-2)
    low = "" if len(truth) == 1 else f"{truth[0]:.0f} or "
    assert f"(theory {low}{truth[-1]:.0f})" in frame["text"]


@pytest.mark.parametrize(("delay", "ms"), [("1.5 ms", 1.5), ("3 ms", 3.0), ("5 ms", 5.0)])
def test_the_view_runs_the_network_that_its_words_name(delay, ms):
    for steady in (False, True):
        frame = network_frame(g=3.8, eta=2.0, delay=delay, steady=steady)
        found = at(3.8, delay=ms, steady=steady)
        assert frame["here"] == ([3.8], [found.rate])
        assert frame["together"][1].mean() == pytest.approx(found.rate)
        assert ("a steady current" in frame["text"]) == steady
        assert f"delay {delay}, " in frame["text"]
        assert f"fires at {found.rate:.0f} Hz" in frame["text"]
        assert f"CV {found.cv:.2f}" in frame["text"]
        assert found.regime.capitalize() in frame["text"]
