"""Streams: what is hidden piece by piece is hidden as in one input."""

import inspect

import numpy as np
import pytest

from snn_edu.patterns import PatternInput, hide, make_input, make_stream


@pytest.mark.parametrize("share", [0.25, 0.5])
def test_pieces_show_one_pattern_at_its_frequency_and_never_twice_in_a_row(share):
    """Of its afferents a larger share takes part: those of a smaller one, and others."""
    rng = np.random.default_rng(8)
    stream = make_stream(rng, size=40)
    t, ids = stream.patterns[0]
    needle = t[ids < 40 * share], ids[ids < 40 * share]
    shows, onsets = False, []
    for begin in np.arange(0.0, 100_000.0, 500.0):
        spikes, (starts,), shows = hide(stream, 500.0, rng, share, jitter=0, noise=0, shows=shows)
        onsets.extend(begin + starts)
        for start in starts:
            now = (spikes.times >= start) & (spikes.times < start + 50.0)
            now &= spikes.ids < 40 * share
            np.testing.assert_allclose(spikes.times[now] - start, needle[0])
            np.testing.assert_array_equal(spikes.ids[now], needle[1])
    assert len(onsets) * 50 / 100_000 == pytest.approx(0.25, abs=0.015)
    assert np.diff(onsets).min() >= 100.0


def test_of_several_stream_each_takes_its_own_half():
    stream = make_stream(np.random.default_rng(13), patterns=3, size=1000)
    half = stream.draws < 0.5
    assert half.mean(axis=1) == pytest.approx([0.5] * 3, abs=0.05)
    assert (half[0] & half[1]).mean() == pytest.approx(0.25, abs=0.05)
    onsets = hide(stream, 60_000.0, np.random.default_rng(14), frequency=1 / 3).onsets
    assert [one.size for one in onsets] == pytest.approx([1200 / 9] * 3, rel=0.25)


def test_a_piece_that_memory_cannot_hold_is_refused_by_its_bytes():
    rng = np.random.default_rng(1)
    stream = make_stream(rng, size=4, length=np.float16(50), rate=np.int8(54))
    assert type(stream.length) is type(stream.rate) is float
    with pytest.raises(ValueError, match=r"duration = 100000 ms: that would take .* bytes"):
        hide(make_stream(rng, size=32_767), 1e5, rng, noise=1000.0)


@pytest.mark.parametrize("way", [make_input, make_stream, hide])
def test_what_is_left_out_is_what_pattern_input_leaves_out(way):
    for name, one in inspect.signature(way).parameters.items():
        if one.default is not inspect.Parameter.empty and name != "shows":
            assert one.default == getattr(PatternInput(), name), name


def test_a_slot_that_ends_with_the_piece_is_one_whatever_rounding_says():
    """At a frequency of 1/2 every second slot shows: of three the first and the last."""
    assert 3.3 / 1.1 < 3.0
    rng = np.random.default_rng(15)
    piece = hide(make_stream(rng, size=20, length=1.1), 3.3, rng, frequency=0.5, shows=False)
    assert piece.onsets[0] == pytest.approx([0.0, 2.2])
    assert piece.shows
