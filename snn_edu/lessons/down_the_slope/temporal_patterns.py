"""A task that only time can solve: patterns in which every input fires exactly once.

Whoever counts spikes sees the same in every trial. The classes differ in when each input fires.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats, affordable, fields_whole, generator, integer, number, numbers


class Trials(NamedTuple):
    """A batch of trials, as `Layers` takes them."""

    x: NDArray[np.float32]  # (steps, trials, afferents) of 0 and 1
    labels: NDArray[np.int64]  # (trials,)


@dataclass(frozen=True)
class TemporalPatterns:
    """Classes of spike patterns, each given by one spike time for each afferent.

    A class is a template: times drawn uniformly over the trial. A trial moves each spike by a
    Gaussian jitter, reflects what leaves the trial back into it, and loses some spikes. So an
    afferent's count is 1 for every class, or, with losses, 1 with the same probability.
    """

    afferents: int = 40
    classes: int = 3
    steps: int = 100  # of 1 ms

    def __post_init__(self) -> None:
        fields_whole(self, 1, None, "afferents")
        fields_whole(self, 2, None, "classes", "steps")

    def templates(self, rng: np.random.Generator) -> Floats:
        """The classes' spike times in ms, (classes, afferents)."""
        affordable("afferents", self.afferents, "", 8.0 * self.classes * self.afferents)
        return generator("rng", rng).uniform(0.0, self.steps, (self.classes, self.afferents))

    def trials(
        self,
        templates: Floats,
        count: int,
        rng: np.random.Generator,
        jitter: float = 2.0,
        loss: float = 0.0,
    ) -> Trials:
        """`count` trials of random classes.

        Parameters
        ----------
        jitter
            Standard deviation of a spike's displacement, in ms.
        loss
            The share of spikes that are missing, 0 to 1.
        """
        templates = numbers("templates", templates, "ms", 0.0, self.steps)
        if templates.shape != (self.classes, self.afferents):
            raise ValueError(
                f"templates: of shape {templates.shape}; allowed is "
                f"({self.classes}, {self.afferents}): (classes, afferents)."
            )
        rng, count = generator("rng", rng), integer("count", count, 1, 10**9)
        affordable("count", count, "", 40.0 * count * self.steps * self.afferents)
        jitter, loss = number("jitter", jitter, "ms", 0.0), number("loss", loss, "", 0.0, 1.0)
        labels = rng.integers(self.classes, size=count)
        times = templates[labels] + rng.normal(0.0, 1.0, (count, self.afferents)) * jitter
        kept: NDArray[np.bool_] = np.asarray(rng.random(times.shape) >= loss)
        return Trials(self._spikes(times, kept), labels)

    def _spikes(self, times: Floats, kept: NDArray[np.bool_]) -> NDArray[np.float32]:
        """(steps, trials, afferents): a 1 at each time that is kept, reflected at both ends."""
        round_trip = times % (2 * self.steps)
        inside = np.minimum(round_trip, 2 * self.steps - round_trip)
        step = np.minimum(inside.astype(np.int64), self.steps - 1)
        x = np.zeros((self.steps, *times.shape), np.float32)
        trial, afferent = np.nonzero(kept)
        x[step[kept], trial, afferent] = 1.0
        return x
