"""Where the detector succeeds: two of its knobs against each other, many runs for each pair.

The stored maps are made by ``python -m snn_edu.lessons.needle_in_noise.success_map`` (about ten
minutes of CPU), which writes ``results/success_map.json``. `load` reads them, `run` is one run: a
live point.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product, repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.patterns import Detector, Learned, make_input, score
from snn_edu.simulation.sweep import workers
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats, choice, integer, number

FILE = Path(__file__).parent / "results" / "success_map.json"
OF_INPUT = ("jitter", "share", "frequency")  # arguments of make_input
OF_DETECTOR = ("w0", "ratio")  # w0, and A_minus / A_plus
ENDS = ("found", "fast", "silent", "wild")
SILENT, WILD = 2.5, 30.0  # Hz of output at the end: half of the showings at most; five at each


@dataclass(frozen=True, eq=False)
class SuccessMap:
    """How many of `runs` seeds succeeded, for each pair of values."""

    x_name: str  # one of OF_INPUT or OF_DETECTOR
    x: tuple[float, ...]
    y_name: str
    y: tuple[float, ...]
    runs: int  # seeds 0 to runs - 1
    size: int  # afferents
    duration: float  # ms of the paper's input, each ms of it new; the last third is judged
    found: NDArray[np.int64]  # (y, x) runs with hit rate > 98 % and no false alarm
    fast: NDArray[np.int64]  # (y, x) those of them with a mean latency below 10 ms: the paper's bar
    silent: NDArray[np.int64]  # (y, x) runs that missed it with an output below `SILENT`
    wild: NDArray[np.int64]  # (y, x) runs that missed it with an output above `WILD`

    def share_found(self) -> Floats:
        """Share of the runs that found the pattern, shape (y, x), 0 to 1."""
        return np.asarray(self.found / self.runs)


def run(
    knobs: Mapping[str, float], seed: int, size: int = 2000, duration: float = 60_000.0
) -> Learned:
    """One run with some knobs away from their default: what was learned.

    ``jitter`` (ms), ``share`` and ``frequency`` turn `make_input`'s; ``w0`` and
    ``ratio`` (A_minus / A_plus) the detector's. The threshold grows with `size` (500 for 2000).

    Raises
    ------
    ValueError
        There is no such knob, or its value is out of range.
    """
    spikes, _ = _input(knobs, seed, size, duration)
    return detector(knobs, size).learn(spikes)


def detector(knobs: Mapping[str, float], size: int = 2000) -> Detector:
    """The detector with these knobs turned; knobs of the input are none of its business."""
    standard, stdp = Detector(), Detector().stdp
    for name in knobs:
        choice("knob", name, OF_INPUT + OF_DETECTOR)
    ratio = knobs.get("ratio", stdp.A_minus / stdp.A_plus)
    return replace(
        standard,
        v_threshold=standard.v_threshold * size / 2000,
        w0=knobs.get("w0", standard.w0),
        stdp=replace(stdp, A_minus=ratio * stdp.A_plus),
    )


def sweep(
    x_name: str,
    x: Sequence[float],
    y_name: str,
    y: Sequence[float],
    runs: int,
    size: int = 2000,
    duration: float = 60_000.0,
    processes: int | None = None,
) -> SuccessMap:
    """Every pair of values, `runs` seeds each, over processes (as many as cores if left out).

    Detectors that differ in their own knobs only hear the same input.
    """
    runs, size = integer("runs", runs, low=1), integer("size", size, low=1)
    duration = number("duration", duration, "ms", 3000.0)
    cells = [{x_name: x_value, y_name: y_value} for y_value, x_value in product(y, x)]
    for cell in cells:
        detector(cell)  # refuse a wrong knob here, not in another process
    by_input: dict[tuple[float, ...], list[int]] = {}
    for k, cell in enumerate(cells):
        key = tuple(value for name, value in cell.items() if name in OF_INPUT)
        by_input.setdefault(key, []).append(k)
    counts = np.zeros((len(cells), 4), int)
    jobs = list(product(by_input.values(), range(runs)))
    with workers(processes) as pool:
        inputs = [[cells[k] for k in which] for which, _ in jobs]
        seeds = [seed for _, seed in jobs]
        verdicts = pool.map(_judge, inputs, seeds, repeat(size), repeat(duration))
        for (which, _), verdict in zip(jobs, verdicts, strict=True):
            counts[which] += np.array(verdict, int)
    ends = counts.T.reshape(4, len(y), len(x))
    return SuccessMap(x_name, tuple(x), y_name, tuple(y), runs, size, duration, *ends)


def _judge(
    cells: list[dict[str, float]], seed: int, size: int, duration: float
) -> list[tuple[bool, bool, bool, bool]]:
    """(found, found and fast, silent, wild) for cells that share their input."""
    spikes, onsets = _input(cells[0], seed, size, duration)
    verdicts = []
    for cell in cells:
        output = detector(cell, size).learn(spikes).output
        since = duration * 2 / 3
        judged = score(output, onsets, since=since)
        missed = not judged.finds()
        rate = float((output.times > since).sum() / (duration - since) * 1000)  # Hz
        silent, wild = missed and rate < SILENT, missed and rate > WILD
        verdicts.append((judged.finds(), judged.succeeds(), silent, wild))
    return verdicts


def _input(
    knobs: Mapping[str, float], seed: int, size: int, duration: float
) -> tuple[Spikes, Floats]:
    shown = {name: value for name, value in knobs.items() if name in OF_INPUT}
    return make_input(duration, np.random.default_rng(seed), size, **shown)  # type: ignore[arg-type]


def load(x_name: str, y_name: str) -> SuccessMap:
    """A stored map: ("jitter", "share") or ("w0", "ratio").

    Raises
    ------
    ValueError
        There is no such map in the file.
    """
    stored: list[dict[str, Any]] = json.loads(FILE.read_text())["maps"]
    choice("map", f"{x_name} {y_name}", [f"{one['x_name']} {one['y_name']}" for one in stored])
    (one,) = [one for one in stored if (one["x_name"], one["y_name"]) == (x_name, y_name)]
    arrays = {name: np.array(one[name]) for name in ENDS}
    return SuccessMap(**{**one, "x": tuple(one["x"]), "y": tuple(one["y"]), **arrays})


def main() -> None:
    """Make the stored maps anew."""
    jitter, share = [0, 1, 2, 3, 4, 5, 6], [0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    w0, ratio = [0.275, 0.325, 0.375, 0.425, 0.475, 0.525], [0.7, 0.8, 0.85, 0.9, 1.0, 1.1]
    maps = [
        sweep("jitter", jitter, "share", share, runs=5),
        sweep("w0", w0, "ratio", ratio, runs=5),
    ]
    rows = [{**vars(one), **{end: vars(one)[end].tolist() for end in ENDS}} for one in maps]
    made = {"made_by": "python -m snn_edu.lessons.needle_in_noise.success_map", "maps": rows}
    FILE.write_text(json.dumps(made) + "\n")


if __name__ == "__main__":
    main()
