"""The slow truth of Song, Miller & Abbott 2000, stored: 1000 s at their learning rate.

A live picture cannot wait that long, so it learns twice as fast from a spread start. This module
keeps what the paper's own rate gives, and the command that gives it again (a minute):

    python -m snn_edu.lessons.many_synapses.stored_song_2000
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from snn_edu.lessons.many_synapses.song_2000 import Competition, Inputs
from snn_edu.validation import Floats

STORED = Path(__file__).parent / "results" / "song_2000.json"
RATES = (10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0)  # Hz, of each input
SETTLE, WATCH = 950_000.0, 50_000.0  # ms, learned before the output is watched, and watched
BINS = 20


class Settled(NamedTuple):
    """One neuron before and after 1000 s of learning."""

    input_rate: float  # Hz
    early_rate: float  # Hz, output in the first 3 s, all weights still near 1
    early_cv: float
    late_rate: float  # Hz, output in the last 50 s
    late_cv: float
    mean_w: float
    histogram: Floats  # share of the weights in each of 20 bins from 0 to 1


def settle(rate: float, rng: np.random.Generator, settle: float = SETTLE) -> Settled:
    """Run it: 1000 inputs of `rate` Hz, all weights 1 at the start, `settle` ms and 50 s more."""
    model, inputs = Competition(), Inputs(1000, rate)
    state, early = model.advance(model.start(np.ones(1000)), 3000.0, inputs, rng)
    state, _ = model.advance(state, settle - 3000.0, inputs, rng)
    state, late = model.advance(state, WATCH, inputs, rng)
    histogram, _ = np.histogram(state.w, BINS, (0.0, 1.0))
    return Settled(
        rate,
        1000 * early.size / 3000.0,
        _cv(early),
        1000 * late.size / WATCH,
        _cv(late),
        float(state.w.mean()),
        histogram / state.w.size,
    )


def stored() -> tuple[Settled, ...]:
    """The stored runs, one for each of `RATES`."""
    rows = json.loads(STORED.read_text(encoding="utf-8"))
    return tuple(Settled(**{**row, "histogram": np.array(row["histogram"])}) for row in rows)


def _cv(times: Floats) -> float:
    isi = np.diff(times)
    return float(isi.std() / isi.mean())


def main() -> None:
    """Make the stored runs again."""
    rows = [settle(rate, np.random.default_rng(2000))._asdict() for rate in RATES]
    for row in rows:
        row["histogram"] = row["histogram"].tolist()
    STORED.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
