"""The input hides its pattern in the times alone: rates give nothing away."""

from functools import partial

import numpy as np
import pytest

from snn_edu.patterns import PatternInput, hide, make_input, make_stream
from snn_edu.patterns.background import Events, fluctuating
from snn_edu.spikes import Spikes


def in_a_stream(duration, rng, size=2000, **knobs):
    """As `make_input` with constant rates, by a piece of a stream."""
    spikes, (onsets,), _ = hide(make_stream(rng, size=size), duration, rng, **knobs)
    return spikes, onsets


WAYS = {
    "fluctuating": make_input,
    "poisson": partial(make_input, rates="poisson"),
    "stream": in_a_stream,
}
every_way = pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)


def in_showings(spikes, onsets):
    slot = (spikes.times / 50.0).astype(int)
    return np.isin(slot, np.rint(onsets / 50.0).astype(int))


@every_way
def test_every_afferent_fires_at_64_hz_whether_it_is_in_the_pattern_or_not(make):
    spikes, onsets = make(20_000.0, np.random.default_rng(1))
    each = spikes.rates()
    assert each[:1000].mean() == pytest.approx(64, abs=1.5)
    assert each[1000:].mean() == pytest.approx(64, abs=1.0)
    inside = in_showings(spikes, onsets).sum() / (onsets.size * 50)
    outside = (~in_showings(spikes, onsets)).sum() / (20_000 - onsets.size * 50)
    assert inside == pytest.approx(outside, rel=0.03)  # spikes per ms: no louder, no softer


def test_the_pattern_fills_its_share_of_time_and_never_comes_twice_in_a_row():
    _, onsets = make_input(100_000.0, np.random.default_rng(2), size=20, frequency=0.25)
    assert onsets.size * 50 / 100_000 == pytest.approx(0.25, abs=0.015)
    assert np.diff(onsets).min() == 100.0
    _, every_second = make_input(1000.0, np.random.default_rng(2), size=20, frequency=0.5)
    np.testing.assert_array_equal(every_second, np.arange(every_second[0], 1000.0, 100.0))


@pytest.mark.no_cover  # long
@pytest.mark.parametrize("frequency", [0.1, 0.25, 0.5])
def test_every_slot_shows_the_pattern_as_often_as_any_other_the_first_included(frequency):
    """A chain that starts in its stationary state: no slot differs from another."""
    settings, runs = PatternInput(frequency=frequency), 20_000
    rng = np.random.default_rng(15)
    shown = np.zeros(4)
    for _ in range(runs):
        (starts,) = settings.onsets(4, rng)
        shown[(starts / 50).astype(int)] += 1
    error = np.sqrt(frequency * (1 - frequency) / runs)
    np.testing.assert_allclose(shown / runs, frequency, atol=4 * error)
    (after_none,) = zip(*(settings.onsets(1, rng, shows=False) for _ in range(runs)), strict=True)
    chance = sum(starts.size for starts in after_none) / runs
    assert chance == pytest.approx(frequency / (1 - frequency), abs=4 * error)
    assert not any(settings.onsets(1, rng, shows=True)[0].size for _ in range(100))


def test_whole_numbers_of_ms_are_ms_too():
    (spikes, onsets), (again, same) = (
        make_input(ms(620), np.random.default_rng(2), 20, length=ms(50), rates="poisson")
        for ms in (int, float)
    )
    assert onsets.dtype == np.float64
    assert (spikes, onsets.tolist()) == (again, same.tolist())


@pytest.mark.parametrize("rates", ["fluctuating", "poisson"])
def test_without_jitter_and_noise_every_showing_is_the_same(rates):
    spikes, onsets = make_input(
        10_000.0, np.random.default_rng(3), size=100, jitter=0.0, noise=0.0, rates=rates
    )
    shown = []
    for onset in onsets:
        now = (spikes.times >= onset) & (spikes.times < onset + 50) & (spikes.ids < 50)
        since = np.round(spikes.times[now] - onset, 6)
        shown.append(sorted(zip(since, spikes.ids[now], strict=True)))
    assert len(shown) > 20
    assert len(shown[0]) > 50
    assert all(one == shown[0] for one in shown)


def test_jitter_moves_each_spike_of_the_pattern_by_its_standard_deviation():
    """A pattern of one spike in silence."""
    rng = np.random.default_rng(11)
    pattern = Events(np.array([50.0]), np.array([0], np.int16))
    stream = make_stream(rng, size=1, length=100.0, rate=0.0)._replace(patterns=(pattern,))
    spikes, (onsets,), _ = hide(stream, 1e5, rng, share=1.0, jitter=3.0, noise=0.0)
    away = spikes.times - onsets - 50.0
    assert away.std() == pytest.approx(3.0, rel=0.15)
    assert away.mean() == pytest.approx(0.0, abs=0.6)


def test_no_fluctuating_afferent_is_silent_for_longer_than_the_pattern_lasts():
    spikes, _ = make_input(20_000.0, np.random.default_rng(6), size=300, frequency=0.0, noise=0.0)
    longest = spikes.isi().max()
    assert 49.0 < longest <= 51.0  # 50 ms, then anywhere in a step of 1 ms


def test_constant_rates_are_poisson():
    spikes, _ = make_input(30_000.0, np.random.default_rng(7), 200, frequency=0.0, rates="poisson")
    assert spikes.fano(200.0) == pytest.approx(1.0, abs=0.05)


def by_the_letter(duration, size, silence, rng):
    """The paper's input as its words have it, a step of 1 ms at a time, in numbers of 64 bits."""
    rate, change = rng.uniform(0, 90, size), rng.uniform(-1800, 1800, size)  # Hz, Hz/s
    last, times, ids = rng.uniform(-silence, 0, size), [], []
    for step in range(duration):
        spikes = (rng.random(size) < rate / 1000) | (np.floor(last + silence) <= step)
        who = np.flatnonzero(spikes)
        last[who] = step + rng.random(who.size)
        times.append(last[who])
        ids.append(who)
        rate = np.clip(rate + change / 1000, 0, 90)
        change = np.clip(change + rng.uniform(-360, 360, size), -1800, 1800)
    return np.concatenate(times), np.concatenate(ids)


def correlation(spikes, window, lag):
    """How alike an afferent's counts are in two windows (ms) that are `lag` windows apart."""
    counts = spikes.binned(window) - spikes.binned(window).mean()
    return (counts[:-lag] * counts[lag:]).mean() / (counts**2).mean()


@pytest.mark.slow
def test_fluctuating_rates_wander_as_fast_and_as_far_as_the_papers():
    duration, size = 20_000, 2000
    pieces = list(fluctuating(float(duration), size, 50.0, np.random.default_rng(1)))
    ours = Spikes(*(np.concatenate(parts) for parts in zip(*pieces, strict=True)), size, duration)
    paper = Spikes(*by_the_letter(duration, size, 50.0, np.random.default_rng(2)), size, duration)
    assert len(ours) == pytest.approx(len(paper), rel=0.01)
    assert ours.fano(20.0) == pytest.approx(paper.fano(20.0), rel=0.01)
    # Kicks of 400 Hz/s would lower these by a tenth; a slope of up to 2000 Hz/s raises the first
    # by a twelfth, and with such kicks besides lowers the second by a twentieth.
    assert ours.fano(500.0) == pytest.approx(paper.fano(500.0), rel=0.03)
    assert correlation(ours, 50.0, 2) == pytest.approx(correlation(paper, 50.0, 2), rel=0.02)


def test_several_patterns_never_overlap_and_each_has_its_own_afferents():
    several = PatternInput(3, 300, frequency=1 / 3, jitter=0.0, noise=0.0, rates="poisson")
    spikes, onsets = several.make(30_000.0, np.random.default_rng(8))
    together = np.sort(np.concatenate(onsets))
    assert np.diff(together).min() >= 100.0
    assert together.size * 50 / 30_000 == pytest.approx(1 / 3, abs=0.03)
    members = []
    for starts in onsets:
        now = in_showings(spikes, starts)
        rows = np.stack([np.round(spikes.times[now] % 50.0, 6), spikes.ids[now]])
        seen, counts = np.unique(rows, axis=1, return_counts=True)
        members.append(set(seen[1, counts > starts.size / 2]))
        assert len(members[-1]) / 300 == pytest.approx(0.5 * (1 - np.exp(-2.7)), abs=0.08)
    assert members[0] != members[1]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"frequency": 0.7}, "frequency"),
        ({"share": 1.5}, "share"),
        ({"duration": 20.0}, "duration = 20 ms"),
        ({"rates": "poison"}, "Did you mean 'poisson'"),
        ({"size": 40_000}, "size"),
        ({"length": 1500.0}, "length = 1500 ms"),
        ({"length": 900.0, "duration": 500.0}, "length = 900 ms: no slot of it fits into duration"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(wrong, message):
    arguments = {"duration": 1000.0, "rng": np.random.default_rng(1)} | wrong
    with pytest.raises(ValueError, match=message):
        make_input(**arguments)
