"""Input with a needle in it: a spike pattern that returns again and again in noise as dense.

Half of the afferents repeat 50 ms of their own past at random moments; rates do not change when
they do, so that no afferent, no instant and no count gives the pattern away: only the times do.
After Masquelier, Guyonneau & Thorpe 2008, PLoS ONE 3:e1377, "Spike trains".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from snn_edu.patterns.background import (
    Events,
    fluctuating,
    in_order,
    merged,
    poisson,
    poisson_pieces,
)
from snn_edu.spikes.train import Spikes
from snn_edu.validation import Floats, choice, integer, number

RATES = ("fluctuating", "poisson")


def make_input(
    duration: float,
    rng: np.random.Generator,
    size: int = 2000,
    share: float = 0.5,
    length: float = 50.0,
    frequency: float = 0.25,
    jitter: float = 1.0,
    deletion: float = 0.0,
    noise: float = 10.0,
    rates: str = "fluctuating",
    rate: float = 54.0,
) -> tuple[Spikes, Floats]:
    """Spikes of `size` afferents with one hidden pattern, and the moments it begins.

    Time is cut into slots of `length` ms. A slot shows the pattern with such a probability that
    `frequency` of all time does, and never twice in a row. There the first ``share x size``
    afferents have their own spikes replaced by the pattern's, each moved by a Gaussian `jitter`.

    Parameters
    ----------
    duration
        In ms. What does not fill a last slot is noise.
    share
        Of the afferents, how many take part: 0 to 1. They are the first ones.
    length
        Of the pattern, in ms.
    frequency
        Share of time that shows the pattern: 0 to 0.5 (at 0.5 every second slot does).
    jitter
        Standard deviation in ms.
    deletion
        Share of the pattern's spikes missing at each showing, others each time. A spike of a
        random pattern afferent at a random time takes the place of each: the density stays.
    noise
        Poisson spikes added to every afferent, pattern or not, in Hz.
    rates
        ``"fluctuating"``: the paper's. Each afferent's rate wanders between 0 and 90 Hz, and no
        afferent is silent for longer than `length`; about 54 Hz in the mean
        (see `afferents.fluctuating`).
        ``"poisson"``: constant at `rate` Hz, exact times, four times faster to make.
    rate
        In Hz, for ``"poisson"`` only.

    Returns
    -------
    (Spikes, array)
        The spikes (ids are int16), and the onsets in ms, shape (showings,).

    Raises
    ------
    ValueError
        A number is out of range, or no whole slot fits into `duration`.
    """
    spikes, (onsets,) = make_several(
        duration, rng, 1, size, share, length, frequency, jitter, deletion, noise, rates, rate
    )
    return spikes, onsets


def make_several(
    duration: float,
    rng: np.random.Generator,
    patterns: int = 3,
    size: int = 2000,
    share: float = 0.5,
    length: float = 50.0,
    frequency: float = 1 / 3,
    jitter: float = 1.0,
    deletion: float = 0.0,
    noise: float = 10.0,
    rates: str = "fluctuating",
    rate: float = 54.0,
) -> tuple[Spikes, list[Floats]]:
    """As `make_input` with several patterns: all of them together fill `frequency` of the time.

    One pattern takes the first ``share x size`` afferents. Of several, each takes its own random
    `share`, so that an afferent may serve in all of them or in none.
    Source: Masquelier, Guyonneau & Thorpe 2009, Neural Comput 21:1259.

    Returns
    -------
    (Spikes, list of arrays)
        The spikes, and for each pattern its onsets in ms.
    """
    patterns, size = integer("patterns", patterns, low=1), integer("size", size, low=1)
    number("size", size, "afferents", 1, 32767)  # ids are int16
    share = number("share", share, "", 0.0, 1.0)
    length = number("length", length, "ms", 1.0, 1000.0)
    frequency = number("frequency", frequency, "", 0.0, 0.5)
    jitter = number("jitter", jitter, "ms", 0.0, 1000.0)
    deletion = number("deletion", deletion, "", 0.0, 1.0)
    noise, rate = number("noise", noise, "Hz", 0.0, 1000.0), number("rate", rate, "Hz", 0.0, 1000.0)
    choice("rates", rates, RATES)
    duration = number("duration", duration, "ms", length)

    members = _members(patterns, size, share, rng)
    onsets = draw_onsets(int(duration / length + 1e-9), patterns, frequency, length, rng)
    make: Callable[[float], Iterator[Events]] = (
        (lambda span: fluctuating(span, size, length, rng))
        if rates == "fluctuating"
        else (lambda span: poisson_pieces(rate, span, size, rng))
    )
    shown = [_spikes_of(make(length), of) for of in members]  # what repeats
    extra = poisson(noise, duration, size, rng)
    spikes = hidden(
        shown, onsets, members, make(duration), extra, length, jitter, deletion, duration, rng
    )
    return Spikes.in_order(spikes.t, spikes.ids, size, duration), onsets


def _members(
    patterns: int, size: int, share: float, rng: np.random.Generator
) -> list[NDArray[np.bool_]]:
    if patterns == 1:
        return [np.arange(size) < round(share * size)]
    return [rng.random(size) < share for _ in range(patterns)]


def draw_onsets(
    slots: int,
    patterns: int,
    frequency: float,
    length: float,
    rng: np.random.Generator,
    shows: bool = False,
) -> list[Floats]:
    """Slots that show a pattern, never two in a row: after a free slot, chance f / (1 - f)."""
    chance = frequency / (1 - frequency)
    draws, which = rng.random(slots).tolist(), rng.integers(patterns, size=slots).tolist()
    chosen: list[list[float]] = [[] for _ in range(patterns)]
    for slot in range(slots):
        shows = not shows and draws[slot] < chance
        if shows:
            chosen[which[slot]].append(slot * length)
    return [np.array(starts, dtype=float) for starts in chosen]


def hidden(
    shown: list[Events],
    onsets: list[Floats],
    members: list[NDArray[np.bool_]],
    pieces: Iterator[Events],
    extra: Events,
    length: float,
    jitter: float,
    deletion: float,
    duration: float,
    rng: np.random.Generator,
) -> Events:
    """The pieces, with the patterns shown in them and the extra spikes added."""
    for pattern, starts, of in zip(shown, onsets, members, strict=True):
        pasted = _showings(pattern, starts, np.flatnonzero(of), length, jitter, deletion, rng)
        inside = (pasted.t >= 0) & (pasted.t <= duration)  # jitter may push one over an end
        extra = merged(extra, in_order(pasted.t[inside], pasted.ids[inside]))
    return _woven(pieces, extra, onsets, members, length, duration)


def _showings(
    pattern: Events,
    onsets: Floats,
    members: NDArray[np.intp],
    length: float,
    jitter: float,
    deletion: float,
    rng: np.random.Generator,
) -> Events:
    """Every showing of the pattern: each spike jittered, or replaced when it is deleted."""
    t = pattern.t + jitter * rng.standard_normal((onsets.size, pattern.t.size))
    ids = np.broadcast_to(pattern.ids, t.shape).copy()
    if deletion:
        lost = rng.random(t.shape) < deletion
        t[lost] = rng.uniform(0, length, int(lost.sum()))
        ids[lost] = rng.choice(members, int(lost.sum()))
    t += onsets[:, np.newaxis]
    return Events(t.ravel(), ids.ravel())


def _woven(
    pieces: Iterator[Events],
    extra: Events,
    onsets: list[Floats],
    members: list[NDArray[np.bool_]],
    length: float,
    duration: float,
) -> Events:
    """The pieces without what the showings replace, and with what is added, in order of time."""
    size = members[0].size
    shows = np.zeros(int(duration / length + 1e-9) + 2, np.intp)  # slot -> pattern + 1, 0: none
    for which, starts in enumerate(onsets):
        shows[np.rint(starts / length).astype(np.intp)] = which + 1
    replaced = np.concatenate([np.zeros((1, size), bool), np.array(members)])
    times, ids, done = [], [], 0
    for piece in pieces:
        pattern = shows[(piece.t / length).astype(np.intp)]
        stays = ~replaced.ravel().take(pattern * size + piece.ids)
        end = int(np.searchsorted(extra.t, piece.t[-1])) if piece.t.size else done
        t, who = merged(
            Events(piece.t[stays], piece.ids[stays]),
            Events(extra.t[done:end], extra.ids[done:end]),
        )
        times.append(t)
        ids.append(who)
        done = end
    times.append(extra.t[done:])
    ids.append(extra.ids[done:])
    all_ids = np.concatenate(ids)
    ids.clear()
    return Events(np.concatenate(times), all_ids)


def _spikes_of(pieces: Iterator[Events], of: NDArray[np.bool_]) -> Events:
    """The spikes that these afferents sent, all pieces as one."""
    every = list(pieces)
    t, ids = np.concatenate([one.t for one in every]), np.concatenate([one.ids for one in every])
    return Events(t[of[ids]], ids[of[ids]])
