"""Streams: what is hidden piece by piece is hidden as in one input."""

import inspect

import numpy as np
import pytest

from snn_edu.patterns import PatternInput, hide, make_input, make_stream


def pieces_of(stream, rng, count, duration=500.0, **knobs):
    """Input piece by piece: (pieces, all onsets of the first pattern in ms)."""
    shows, pieces, onsets = False, [], []
    for k in range(count):
        piece = hide(stream, duration, rng, shows=shows, **knobs)
        shows = piece.shows
        pieces.append(piece)
        onsets.extend(piece.onsets[0] + k * duration)
    return pieces, np.array(onsets)


def test_pieces_show_the_same_pattern_at_its_frequency_and_never_twice_in_a_row():
    rng = np.random.default_rng(8)
    pieces, onsets = pieces_of(make_stream(rng, size=20), rng, 200)
    assert onsets.size * 50 / 100_000 == pytest.approx(0.25, abs=0.015)
    assert np.diff(onsets).min() >= 100.0
    assert all(piece.spikes.duration == 500.0 for piece in pieces)


def test_a_showing_has_the_stream_spikes_and_the_others_their_own():
    rng = np.random.default_rng(9)
    stream = make_stream(rng, size=40)
    pieces, _ = pieces_of(stream, rng, 20, jitter=0.0, noise=0.0)
    t, ids = stream.patterns[0]
    for spikes, (onsets,), _ in pieces:
        for onset in onsets:
            here = (spikes.times >= onset) & (spikes.times < onset + 50.0)
            members = here & (spikes.ids < 20)
            np.testing.assert_allclose(spikes.times[members] - onset, t[ids < 20])
            np.testing.assert_array_equal(spikes.ids[members], ids[ids < 20])


def test_a_larger_share_keeps_the_needle_and_adds_afferents_to_it():
    stream = make_stream(np.random.default_rng(10), size=40)
    shown = []
    for share in (0.25, 0.5):
        rng = np.random.default_rng(11)
        spikes, (onsets,), _ = hide(stream, 500.0, rng, share, jitter=0.0, noise=0.0)
        since = spikes.times - onsets[0]
        shown.append(np.round(since[(since >= 0) & (since < 50) & (spikes.ids < 10)], 9))
    np.testing.assert_array_equal(shown[0], shown[1])


def test_pieces_have_the_rate_of_make_input_inside_and_outside_of_showings():
    rng = np.random.default_rng(12)
    spikes, (onsets,), _ = hide(make_stream(rng), 20_000.0, rng)
    assert spikes.rates().mean() == pytest.approx(64, abs=1.0)
    slot = (spikes.times / 50.0).astype(int)
    shown = np.isin(slot, np.rint(onsets / 50.0).astype(int))
    inside, outside = shown.sum() / (onsets.size * 50), (~shown).sum() / (20_000 - onsets.size * 50)
    assert inside == pytest.approx(outside, rel=0.03)


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
