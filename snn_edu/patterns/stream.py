"""Needles: patterns to be hidden piece by piece, in an input that goes on as long as one likes.

For a live picture whose knobs turn: `make_needles` draws what repeats, `hide` makes the next piece.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from snn_edu.patterns.background import Events, poisson, poisson_pieces
from snn_edu.patterns.hidden_pattern import draw_onsets, hidden
from snn_edu.spikes.train import Spikes
from snn_edu.validation import Floats, integer, number


class Needles(NamedTuple):
    """What is hidden, apart from where: for `hide`, which goes on as long as one likes."""

    patterns: tuple[Events, ...]  # of every afferent, so that any share of them can take part
    draws: Floats  # (patterns, size), 0 to 1: an afferent takes part where this is below the share
    length: float  # ms
    rate: float  # Hz, of the patterns and of what hides them


class Piece(NamedTuple):
    """A stretch of input. Its times count from its own beginning."""

    spikes: Spikes
    onsets: tuple[Floats, ...]  # ms, of each pattern
    shows: bool  # whether its last slot shows a pattern: the next piece must not begin with one


def make_needles(
    rng: np.random.Generator,
    patterns: int = 1,
    size: int = 2000,
    length: float = 50.0,
    rate: float = 54.0,
) -> Needles:
    """Patterns of `length` ms, Poisson at `rate` Hz, to be hidden in Poisson spikes by `hide`.

    Of one pattern the first afferents take part, of several a random choice for each.
    """
    patterns, size = integer("patterns", patterns, low=1), integer("size", size, low=1)
    draws = rng.random((patterns, size)) if patterns > 1 else (np.arange(size)[np.newaxis] / size)
    shown = tuple(poisson(rate, length, size, rng) for _ in range(patterns))
    return Needles(shown, draws, length, rate)


def hide(
    needles: Needles,
    duration: float,
    rng: np.random.Generator,
    share: float = 0.5,
    frequency: float = 0.25,
    jitter: float = 1.0,
    noise: float = 10.0,
    shows: bool = False,
) -> Piece:
    """The next piece of an input that need not end, as `make_input` with ``rates="poisson"``.

    `share`, `frequency` and `jitter` may change from piece to piece: a live picture's knobs.

    Parameters
    ----------
    duration
        In ms, a whole number of slots.
    shows
        That of the piece before.

    Raises
    ------
    ValueError
        A number is out of range.
    """
    length, size = needles.length, needles.draws.shape[1]
    duration = number("duration", duration, "ms", length)
    share = number("share", share, "", 0.0, 1.0)
    frequency = number("frequency", frequency, "", 0.0, 0.5)
    jitter = number("jitter", jitter, "ms", 0.0, 1000.0)
    slots = int(duration / length + 1e-9)
    onsets = draw_onsets(slots, len(needles.patterns), frequency, length, rng, shows)
    members = list(needles.draws < share)
    shown = [
        Events(t[of[ids]], ids[of[ids]])
        for (t, ids), of in zip(needles.patterns, members, strict=True)
    ]
    spikes = hidden(
        shown,
        onsets,
        members,
        poisson_pieces(needles.rate, duration, size, rng),
        poisson(number("noise", noise, "Hz", 0.0, 1000.0), duration, size, rng),
        length,
        jitter,
        0.0,
        duration,
        rng,
    )
    last = (slots - 1) * length
    shows = any(starts.size and starts[-1] == last for starts in onsets)
    return Piece(Spikes.in_order(spikes.t, spikes.ids, size, duration), tuple(onsets), shows)
