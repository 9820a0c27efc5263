"""Which mean and which noise make a train of a given rate and CV, stored: a live picture is faster.

    python -m snn_edu.lessons.regular_or_by_chance.stored_plane

makes ``results/plane.json`` again by Siegert's formula (half a minute).
"""

from __future__ import annotations

import functools
import json
import math
from pathlib import Path
from typing import NamedTuple

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.lessons.regular_or_by_chance.trains import NEURON, rate_and_cv
from snn_edu.neurons import siegert_rate
from snn_edu.validation import Floats

STORED = Path(__file__).parent / "results" / "plane.json"
RATES = np.arange(10.0, 51.0, 4.0)  # Hz
CVS = np.linspace(0.2, 0.95, 16)
MEANS = (0.5, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5)  # nA, of a line each


class Plane(NamedTuple):
    """Siegert's formula for the course's neuron, read backwards."""

    mean: Floats  # nA, shape (rates, CVs)
    sigma: Floats  # mV, shape (rates, CVs)
    lines: dict[float, tuple[Floats, Floats]]  # rates (Hz) and CVs at each mean (nA)


def mean_for(rate: float, sigma: float) -> float:
    """The mean (nA) at which noise `sigma` (mV) makes the neuron fire at `rate` (Hz)."""

    def too_slow(mean: float) -> bool:
        return siegert_rate(NEURON.v_inf(mean), sigma, NEURON) < rate

    return bisected(too_slow, -60.0, 40.0, within=1e-12)[0]


def drive_of(rate: float, cv: float) -> tuple[float, float]:
    """Mean (nA) and sigma (mV) of a train: at one rate, more noise goes with a larger CV."""

    def too_regular(log_sigma: float) -> bool:
        sigma = math.exp(log_sigma)
        return rate_and_cv(mean_for(rate, sigma), sigma)[1] < cv

    sigma = math.exp(bisected(too_regular, math.log(0.1), math.log(60.0), within=1e-4)[0])
    return mean_for(rate, sigma), sigma


@functools.cache
def plane() -> Plane:
    """What is stored."""
    kept = json.loads(STORED.read_text(encoding="utf-8"))
    lines = {float(mean): (np.array(r), np.array(c)) for mean, (r, c) in kept["lines"].items()}
    return Plane(np.array(kept["mean"]), np.array(kept["sigma"]), lines)


def drive_at(rate: float, cv: float) -> tuple[float, float]:
    """Mean (nA) and sigma (mV) of a train, between the stored ones."""

    def between(table: Floats) -> float:
        at_cv = [np.interp(cv, CVS, row) for row in table]
        return float(np.interp(rate, RATES, at_cv))

    return between(plane().mean), math.exp(between(np.log(plane().sigma)))


def main() -> None:
    """Compute it again."""
    drives = [[drive_of(rate, cv) for cv in CVS.tolist()] for rate in RATES.tolist()]
    lines = {}
    for mean in MEANS:
        pairs = [rate_and_cv(mean, sigma) for sigma in np.geomspace(0.4, 32.0, 22).tolist()]
        lines[str(mean)] = np.round(np.array(pairs).T, 4).tolist()
    rounded = {
        name: np.round(np.array(drives)[..., k], 4).tolist()
        for k, name in enumerate(("mean", "sigma"))
    }
    text = json.dumps({**rounded, "lines": lines})
    STORED.write_text(text.replace("], ", "],\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
