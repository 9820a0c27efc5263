"""Lesson 11: three neurons that inhibit each other, and three patterns.

    python -m snn_edu.lessons.sharing_the_work.stored_competition

makes ``results/competition.json`` again (about twelve minutes of CPU): which neuron has found which
pattern with each inhibition, in 24 runs each and 24 more, and in 24 to test what is told of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.patterns import Detector, Learned, follow, hide, make_stream, score
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

Bools = NDArray[np.bool_]


STORED = Path(__file__).parent / "results" / "competition.json"
INHIBITIONS = (0.0, 0.25, 1.0, 4.0)
SEEDS, OTHERS = tuple(range(24)), tuple(range(24, 48))  # what is told, and in brackets
FRESH = (*range(101, 109), *range(701, 717))  # what tests of these take
COMPETING, PIECE, BACK = 90_000.0, 500.0, 10_000.0  # ms: input, a piece of it, what is judged


def compete(
    controls: Mapping[str, Any], onsets: tuple[list[float], list[float], list[float]]
) -> Iterator[Learned]:
    """Three neurons and three patterns, half a second after the other; `onsets` (ms) are noted.

    ``inhibition`` and ``jitter`` may change on the way; ``seed`` is that of the beginning. Together
    the patterns fill a third of the time.
    """
    rng = np.random.default_rng(controls["seed"])
    stream = make_stream(rng, patterns=3)

    def pieces() -> Iterator[tuple[Detector, Spikes]]:
        shows = False
        for start in np.arange(0.0, COMPETING, PIECE):
            piece = hide(stream, PIECE, rng, 0.5, 1 / 3, controls["jitter"], shows=shows)
            shows = piece.shows
            for noted, new in zip(onsets, piece.onsets, strict=True):
                noted.extend(start + new)
            inhibition = controls["inhibition"]
            yield Detector(3, v_threshold=550.0, t_ref=5.0, inhibition=inhibition), piece.spikes

    yield from follow(pieces(), rng.random((3, 2000)))


def hit_rates(output: Spikes, onsets: tuple[list[float], list[float], list[float]]) -> Floats:
    """Of each neuron (row) for each pattern (column), over the last ten seconds; NaN: not shown."""
    assert output.duration is not None
    since = max(0.0, output.duration - BACK)
    rates = [[score(output.of(k), one, since=since).hit_rate for one in onsets] for k in range(3)]
    return np.array(rates)


def found(inhibition: float, seed: int) -> Bools:
    """Which neuron (row) hits more than 98 % of the showings of which pattern (column)."""
    onsets: tuple[list[float], list[float], list[float]] = ([], [], [])
    for learned in compete({"inhibition": inhibition, "jitter": 1.0, "seed": seed}, onsets):
        last = learned
    return np.asarray(hit_rates(last.output, onsets) > 0.98)


def stored(inhibition: float) -> dict[int, Bools]:
    """What was `found` with one of `INHIBITIONS`, by seed."""
    made = json.loads(STORED.read_text(encoding="utf-8"))["competition"][str(inhibition)]
    return {int(seed): np.array(run, dtype=bool) for seed, run in made.items()}


def main() -> None:
    """Make the stored runs again."""
    runs = {
        str(inhibition): {
            seed: found(inhibition, seed).astype(int).tolist() for seed in (*SEEDS, *OTHERS, *FRESH)
        }
        for inhibition in INHIBITIONS
    }
    made_by = "python -m snn_edu.lessons.sharing_the_work.stored_competition"
    text = json.dumps({"made_by": made_by, "competition": runs})
    STORED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
