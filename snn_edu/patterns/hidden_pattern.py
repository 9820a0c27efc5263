"""Input with a needle in it: a spike pattern that returns again and again in noise as dense.

Half of the afferents repeat 50 ms of their own past at random moments; rates do not change when
they do, so that no rate, of one afferent or of all in a moment, gives the pattern away. What
repeats is which afferent fires when (and so also how often each does in those 50 ms).
After Masquelier, Guyonneau & Thorpe 2008, PLoS ONE 3:e1377, "Spike trains".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from snn_edu.patterns.background import (
    Events,
    fluctuating,
    in_order,
    joined,
    merged,
    poisson,
    poisson_pieces,
)
from snn_edu.spikes import Spikes
from snn_edu.validation import (
    Floats,
    affordable,
    ask,
    ask_if_per_ms,
    ask_seconds,
    by_name,
    choice,
    fields_whole,
    fields_within,
    generator,
    instance,
    integer,
    number,
)

RATES = ("fluctuating", "poisson")


@by_name
@dataclass(frozen=True)
class PatternInput:
    """Spikes of `size` afferents, and in them patterns that return.

    Time is cut into slots of `length` ms. A slot shows a pattern with such a probability that
    `frequency` of all time does, and never two in a row. There the pattern's afferents have their
    own spikes replaced by the pattern's, each moved by a Gaussian `jitter`.

    Parameters
    ----------
    patterns
        One pattern takes the first ``share x size`` afferents. Of several, each takes its own
        random `share`, so that an afferent may serve in all of them or in none (Masquelier,
        Guyonneau & Thorpe 2009, Neural Comput 21:1259).
    rates
        ``"fluctuating"``: the paper's. Each afferent's rate wanders between 0 and 90 Hz, and no
        afferent is silent for longer than `length`; about 54 Hz in the mean
        (see `background.fluctuating`).
        ``"poisson"``: constant at `rate` Hz, exact times, four times faster to make.
    """

    patterns: int = 1
    size: int = 2000  # afferents, up to 32,767
    share: float = 0.5  # of the afferents, in each pattern: 0 to 1
    length: float = 50.0  # ms, of a pattern and of a slot
    frequency: float = 0.25  # share of the time that shows a pattern: 0 to 0.5
    jitter: float = 1.0  # ms, standard deviation
    noise: float = 10.0  # Hz, Poisson spikes added to every afferent, pattern or not
    rates: Literal["fluctuating", "poisson"] = "fluctuating"
    rate: float = 54.0  # Hz, for rates="poisson" only

    def __post_init__(self) -> None:
        fields_whole(self, 1, 1000, "patterns")
        fields_whole(self, 1, 32_767, "size")  # ids are int16
        fields_within(self, "", 0.0, 1.0, "share")
        fields_within(self, "ms", 1.0, 1000.0, "length")
        fields_within(self, "", 0.0, 0.5, "frequency")
        fields_within(self, "ms", 0.0, 1000.0, "jitter")
        ask_seconds(self, 0.02, "jitter")
        fields_within(self, "Hz", 0.0, 1000.0, "noise", "rate")
        choice("rates", self.rates, RATES)
        ask_if_per_ms("rate", self.rate)
        if self.rate != type(self).rate and self.rates != "poisson":
            ask(
                f"rate = {self.rate:g} Hz counts only where the rates are constant. Say "
                'rates="poisson", or leave it out.'
            )

    def make(self, duration: float, rng: np.random.Generator) -> tuple[Spikes, list[Floats]]:
        """The spikes (ids are int16), and for each pattern its onsets in ms.

        One slot or more must fit into `duration` ms; what does not fill a last one is noise.
        """
        rng, duration = generator("rng", rng), number("duration", duration, "ms", 1.0, 1e8)
        if duration < self.length:
            raise ValueError(
                f"length = {self.length:g} ms: no slot of it fits into duration = {duration:g} ms."
            )
        self.affords(duration)
        members = self._members(rng)
        onsets = self.onsets(int(duration / self.length + 1e-9), rng)
        shown = [joined(self._afferents(self.length, rng)).of(those) for those in members]
        return self.hidden(shown, onsets, members, duration, rng), onsets

    def affords(self, duration: float) -> None:
        """Refuse a duration (ms) whose spikes would not fit into memory."""
        duration = number("duration", duration, "ms", 0.0)
        rate = self.noise + (90.0 if self.rates == "fluctuating" else self.rate)
        affordable("duration", duration, "ms", 10 * self.size * rate * duration / 1000.0)

    def _members(self, rng: np.random.Generator) -> list[NDArray[np.bool_]]:
        if self.patterns == 1:
            return [np.arange(self.size) < round(self.share * self.size)]
        return [rng.random(self.size) < self.share for _ in range(self.patterns)]

    def _afferents(self, span: float, rng: np.random.Generator) -> Iterator[Events]:
        if self.rates == "fluctuating":
            return fluctuating(span, self.size, self.length, rng)
        return poisson_pieces(self.rate, span, self.size, rng)

    def onsets(
        self, slots: int, rng: np.random.Generator, shows: bool | None = None
    ) -> list[Floats]:
        """When each pattern begins, in ms: slots that show one, never two in a row.

        After a slot that shows none, the next does with chance f / (1 - f), so that the share of
        all is f. `shows` says so of the slot before; None: it is not known, and the chance is f.
        """
        slots, rng = integer("slots", slots, 0, 10_000_000), generator("rng", rng)
        if shows is not None:
            shows = instance("shows", shows, bool, "Say True, False or None.")
        after_none = self.frequency / (1 - self.frequency)
        chance = self.frequency if shows is None else after_none
        draws = rng.random(slots).tolist()
        which = rng.integers(self.patterns, size=slots).tolist()
        chosen: list[list[float]] = [[] for _ in range(self.patterns)]
        for slot in range(slots):
            shows = not shows and draws[slot] < chance
            chance = after_none
            if shows:
                chosen[which[slot]].append(slot * self.length)
        return [np.array(starts, dtype=float) for starts in chosen]

    def hidden(
        self,
        shown: list[Events],
        onsets: list[Floats],
        members: list[NDArray[np.bool_]],
        duration: float,
        rng: np.random.Generator,
    ) -> Spikes:
        """All afferents for `duration` ms, with noise added and the patterns shown in them."""
        extra = poisson(self.noise, duration, self.size, rng)
        for pattern, starts in zip(shown, onsets, strict=True):
            t = pattern.t + self.jitter * rng.standard_normal((starts.size, pattern.t.size))
            t += starts[:, np.newaxis]
            ids = np.broadcast_to(pattern.ids, t.shape).ravel()
            t = t.ravel()
            inside = (t >= 0) & (t <= duration)  # jitter may push one over an end
            extra = merged(extra, in_order(t[inside], ids[inside]))
        # Piece by piece without what showings replace, and with what is added, in order of time.
        shows = np.zeros(int(duration / self.length + 1e-9) + 2, np.intp)  # slot -> pattern + 1
        for k, starts in enumerate(onsets, start=1):
            shows[np.rint(starts / self.length).astype(np.intp)] = k
        gone = np.concatenate([np.zeros((1, self.size), bool), np.array(members)])
        made: list[Events] = []
        done = 0
        for piece in self._afferents(duration, rng):
            which = shows[(piece.t / self.length).astype(np.intp)]
            stays = ~gone.ravel().take(which * self.size + piece.ids)
            end = int(np.searchsorted(extra.t, piece.t[-1])) if piece.t.size else done
            own = Events(piece.t[stays], piece.ids[stays])
            made.append(merged(own, Events(extra.t[done:end], extra.ids[done:end])))
            done = end
        t, ids = joined([*made, Events(extra.t[done:], extra.ids[done:])])
        return Spikes.in_order(t, ids, self.size, duration)


def make_input(
    duration: float,
    rng: np.random.Generator,
    size: int = 2000,
    share: float = 0.5,
    length: float = 50.0,
    frequency: float = 0.25,
    jitter: float = 1.0,
    noise: float = 10.0,
    rates: Literal["fluctuating", "poisson"] = "fluctuating",
    rate: float = 54.0,
) -> tuple[Spikes, Floats]:
    """Spikes of `size` afferents with one hidden pattern, and the moments (ms) it begins.

    Arguments and errors as `PatternInput` and its `make`, which hides several patterns too. The
    ids are int16.
    """
    settings = PatternInput(1, size, share, length, frequency, jitter, noise, rates, rate)
    spikes, (onsets,) = settings.make(duration, rng)
    return spikes, onsets
