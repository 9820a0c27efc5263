"""Stimuli: the shape they say, on any grid, and the statistics they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused

from snn_edu import stimuli


def test_a_step_is_on_between_its_ends_and_carries_the_same_charge_on_any_grid():
    for dt in (0.1, 0.5, 1.0):
        current = stimuli.step(2.0, 100.0, dt, start=20.0, stop=50.0, base=0.5)
        assert current.size == round(100 / dt)
        time = dt * np.arange(current.size)
        np.testing.assert_array_equal(current == 2.0, (time > 20 - dt / 2) & (time < 50 - dt / 2))
        assert current.sum() * dt == pytest.approx(2.0 * 30 + 0.5 * 70)


@pytest.mark.parametrize("border", [0.0, 3.0, 3.25, 3.5, 10.0])
def test_a_step_until_a_moment_and_one_from_then_on_are_one_step(border):
    before, after = stimuli.step(1.0, 10.0, 1.0, stop=border), stimuli.step(1.0, 10.0, 1.0, border)
    np.testing.assert_array_equal(before + after, 1.0)


def test_white_noise_has_its_moments_and_no_memory():
    noise = stimuli.white_noise(1.0, 0.5, 20_000.0, 0.1, np.random.default_rng(1))
    assert noise.mean() == pytest.approx(1.0, abs=0.005)
    assert noise.std() == pytest.approx(0.5, rel=0.01)
    assert np.corrcoef(noise[1:], noise[:-1])[0, 1] == pytest.approx(0.0, abs=0.01)


def test_a_clock_ticks_once_a_period_and_never_outside():
    assert stimuli.regular(100.0, 50.0).times.tolist() == [10, 20, 30, 40, 50]
    assert stimuli.regular(100.0, 50.0, start=0).times.tolist() == [0, 10, 20, 30, 40, 50]
    assert len(stimuli.regular(0.0, 50.0)) == 0
    assert len(stimuli.regular(100.0, 50.0 - 1e-7)) == 4  # the fifth comes too late
    assert len(stimuli.regular(10.0, 50.0)) == 0


def test_poisson_counts_are_right_for_each_neuron_and_from_the_very_start():
    rates = np.array([0.0, 5.0, 50.0, 700.0])
    spikes = stimuli.poisson(rates, 200_000.0, np.random.default_rng(4), size=4)
    # four standard errors of a Poisson count
    np.testing.assert_allclose(spikes.rates(), rates, atol=4 * np.sqrt(700.0 / 200.0))
    np.testing.assert_allclose(spikes.rates()[:3], rates[:3], atol=4 * np.sqrt(50.0 / 200.0))
    assert spikes.rates()[0] == 0.0
    early = stimuli.poisson(20.0, 10.0, np.random.default_rng(5), size=20_000)
    assert early.rate() == pytest.approx(20.0, rel=0.07)  # 4,000 spikes
    regular = stimuli.gamma(20.0, 8.0, 10.0, np.random.default_rng(6), size=20_000)
    assert regular.rate() == pytest.approx(20.0, rel=0.07)  # listening begins between spikes
    # A gamma process of shape 1e6 is a clock of 50 ms; a stationary one is met anywhere.
    rng = np.random.default_rng(2)
    first = [stimuli.gamma(20.0, 1e6, 200.0, rng).times[0] for _ in range(400)]
    quantiles = np.quantile(first, [0.1, 0.3, 0.5, 0.7, 0.9])
    np.testing.assert_allclose(quantiles, [5, 15, 25, 35, 45], atol=6)


@given(
    seed=st.integers(0, 2**32 - 1),
    rate=st.just(0.0) | st.floats(0.1, 200.0),
    dead=st.just(0.0) | st.floats(0.01, 4.0),
)
def test_the_same_generator_gives_the_same_train(seed, rate, dead):
    one, other = (
        stimuli.poisson(rate, 300.0, np.random.default_rng(seed), size=3, dead_time=dead)
        for _ in range(2)
    )
    assert one == other
    for train in one.trains():
        assert np.all(np.diff(train) >= dead - 1e-9)


test_an_impossible_stimulus_is_refused = refused(
    (lambda rng: stimuli.step(1.0, 100.0, 0.1, start=60.0, stop=50.0), "start = 60 ms"),
    (lambda rng: stimuli.step(1.0, 100.0, 0.1, stop=150.0), "stop = 150 ms"),
    (lambda rng: stimuli.step(1.0, 1.0, 10.0), "dt = 10 ms: longer than the duration"),
    (lambda rng: stimuli.white_noise(0.0, -1.0, 10.0, 0.1, rng), "sd = -1 nA"),
    (lambda rng: stimuli.poisson(300.0, 10.0, rng, dead_time=5.0), "leaves only 3.33"),
    (lambda rng: stimuli.gamma(10.0, 0.0, 10.0, rng), "shape = 0"),
    of=lambda call: call(np.random.default_rng(0)),
)


def test_a_stimulus_in_seconds_is_asked_about_where_it_is_made():
    for call, said in (
        (lambda: stimuli.poisson(200.0, 0.4, np.random.default_rng(0)), r"Say 400 \(ms\)"),
        (lambda: stimuli.step(1.0, 100.0, 0.1, start=0.01, stop=0.02), "Are they in seconds"),
    ):
        with pytest.warns(UserWarning, match=said) as asked:
            call()
        assert asked[0].filename == __file__


@pytest.mark.parametrize("make", [
    lambda rate, **size: stimuli.poisson(rate, 1000.0, np.random.default_rng(1), **size),
    lambda rate, **size: stimuli.gamma(rate, 3.0, 1000.0, np.random.default_rng(1), **size),
])  # fmt: skip
def test_a_rate_for_each_neuron_says_how_many_there_are(make):
    rates = np.linspace(5.0, 50.0, 4)
    assert make(rates) == make(rates, size=4)
    assert make(20.0).size == 1
    assert make([20.0]).size == 1
    with pytest.raises(ValueError, match=r"rate has shape \(4,\): .*, \(3,\)"):
        make(rates, size=3)
