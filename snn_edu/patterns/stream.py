"""An input that goes on as long as one likes: patterns hidden in it piece by piece.

For a live picture whose knobs turn: `make_stream` draws what repeats, `hide` makes the next piece.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from snn_edu.patterns.background import Events, poisson
from snn_edu.patterns.hidden_pattern import PatternInput
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats, generator, instance, number


class Stream(NamedTuple):
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


def make_stream(
    rng: np.random.Generator,
    patterns: int = 1,
    size: int = 2000,
    length: float = 50.0,
    rate: float = 54.0,
) -> Stream:
    """Patterns of `length` ms, Poisson at `rate` Hz, to be hidden in Poisson spikes by `hide`.

    Of one pattern the first afferents take part, of several a random choice for each. Arguments
    and errors as `PatternInput`.
    """
    rng = generator("rng", rng)
    made = PatternInput(patterns, size, length=length, rates="poisson", rate=rate)
    patterns, size, length, rate = made.patterns, made.size, made.length, made.rate
    draws = rng.random((patterns, size)) if patterns > 1 else (np.arange(size)[np.newaxis] / size)
    shown = tuple(poisson(rate, length, size, rng) for _ in range(patterns))
    return Stream(shown, draws, length, rate)


def hide(
    stream: Stream,
    duration: float,
    rng: np.random.Generator,
    share: float = 0.5,
    frequency: float = 0.25,
    jitter: float = 1.0,
    noise: float = 10.0,
    shows: bool | None = None,
) -> Piece:
    """The next piece of an input that need not end, as `make_input` with ``rates="poisson"``.

    `share`, `frequency` and `jitter` may change from piece to piece: a live picture's knobs.
    `duration` is in ms, a slot or more, and what does not fill a last one is noise; `shows` is that
    of the piece before, or None.
    """
    patterns, draws, length, rate = instance("stream", stream, Stream, "Say make_stream(rng).")
    rng, size = generator("rng", rng), draws.shape[1]
    settings = PatternInput(
        len(patterns), size, share, length, frequency, jitter, noise, "poisson", rate
    )
    duration = number("duration", duration, "ms", length, 1e5)
    settings.affords(duration)
    slots = int(duration / length + 1e-9)
    onsets = settings.onsets(slots, rng, shows)
    members = list(draws < share)
    shown = [pattern.of(those) for pattern, those in zip(patterns, members, strict=True)]
    spikes = settings.hidden(shown, onsets, members, duration, rng)
    last = (slots - 1) * length
    shows = any(bool(starts.size) and bool(starts[-1] == last) for starts in onsets)
    return Piece(spikes, tuple(onsets), shows)
