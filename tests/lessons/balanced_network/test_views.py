"""The network of lesson 17, its theory, and its pictures."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from snn_edu.lessons.balanced_network import views
from snn_edu.spikes.train import Spikes


def at(g, eta=2.0, delay=1.5, steady=False, duration=200.0):
    return views.measured(
        views.spikes_of(replace(views.SMALL, g=g, eta=eta, delay=delay), steady, duration)
    )


@pytest.mark.parametrize("g", [3.0, 3.5, 5.0, 6.0, 8.0])
def test_measured_rates_are_those_of_mean_field_to_a_quarter(g):
    (theory,) = views.kept_rates(replace(views.SMALL, g=g))
    assert at(g, duration=1000.0).rate == pytest.approx(theory, rel=0.25)


def test_each_neuron_hears_80_that_excite_and_20_that_inhibit_and_their_hum_is_an_echo():
    pre, post = views.wiring()
    assert np.all(np.bincount(post[pre < 400], minlength=views.SIZE) == 80)
    assert np.all(np.bincount(post[pre >= 400], minlength=views.SIZE) == 20)
    assert pre.max() < views.SIZE
    spikes = views.spikes_of(replace(views.SMALL, g=3.8, delay=3.0), duration=1000.0)
    counts = spikes.binned(1.0).sum(axis=1)
    away = counts - counts.mean()
    echo = [float(away[lag:] @ away[:-lag]) for lag in range(2, 9)]
    assert 2 + int(np.argmax(echo)) == 3


def test_correlation_is_that_of_every_pair_averaged():
    """Against np.corrcoef, for neurons of equal variance: each a circular shift of one train."""
    rng = np.random.default_rng(3)
    train = rng.random(200) < 0.2
    counts = np.stack([np.roll(train, shift) for shift in (0, 0, 7, 31)], axis=1)
    step, neuron = np.nonzero(counts)
    spikes = Spikes(step + 0.5, neuron, 4, 200.0)
    pairs = np.corrcoef(counts.T.astype(float))[np.triu_indices(4, 1)]
    assert views.correlation(spikes) == pytest.approx(pairs.mean())
    assert views.correlation(Spikes([], size=5, duration=100.0)) == 0.0


def test_the_view_draws_excitation_below_and_inhibition_above_the_line():
    frame = views.network_frame(g=5.0, eta=2.0, delay="1.5 ms", steady=False)
    spikes = views.spikes_of(replace(views.SMALL, g=5.0))
    times, rows = frame["raster"]
    for neuron, row in ((0, 0), (31, 31), (400, 32), (407, 39)):
        np.testing.assert_array_equal(times[rows == row], spikes.times[spikes.ids == neuron])
    assert set(rows.tolist()) <= set(range(40))
    artists = views.draw_network(Figure())
    assert 31 < artists["raster"].axes.lines[0].get_ydata()[0] < 32


@pytest.mark.parametrize(("g", "eta"), [(0.0, 4.0), (2.0, 0.5), (3.0, 2.0), (5.0, 2.0), (8.0, 0.5)])
def test_the_view_draws_the_rates_that_the_theory_keeps_at_its_eta(g, eta):
    model = replace(views.SMALL, g=g, eta=eta)
    truth = [point.rate for point in model.mean_field()]
    assert views.kept_rates(model) == pytest.approx(truth, rel=1e-3, abs=1e-2)
    frame = views.network_frame(g=g, eta=eta, delay="1.5 ms", steady=False)
    names = ("quiet", "tipping", "kept") if len(truth) == 3 else ("kept",)
    drawn = [np.interp(g, *frame[name]) for name in names]
    assert drawn == pytest.approx(truth[-len(names) :], rel=1e-3, abs=1e-2)
    low = "" if len(truth) == 1 else f"{truth[0]:.0f} or "
    assert f"(theory {low}{truth[-1]:.0f})" in frame["text"]


@pytest.mark.parametrize(("delay", "ms"), [("1.5 ms", 1.5), ("3 ms", 3.0), ("5 ms", 5.0)])
def test_the_view_runs_the_network_that_its_words_name(delay, ms):
    for steady in (False, True):
        frame = views.network_frame(g=3.8, eta=2.0, delay=delay, steady=steady)
        found = at(3.8, delay=ms, steady=steady)
        assert frame["here"] == ([3.8], [found.rate])
        assert frame["together"][1].mean() == pytest.approx(found.rate)
        assert ("a steady current" in frame["text"]) == steady
        assert f"delay {delay}, " in frame["text"]
        assert f"fires at {found.rate:.0f} Hz" in frame["text"]
        assert f"CV {found.cv:.2f}" in frame["text"]
        assert found.regime.capitalize() in frame["text"]
