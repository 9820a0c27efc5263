"""Memory and cost of the CUBA network at 1,000 to 20,000 neurons, stored.

    python -m snn_edu.lessons.three_simulators.stored_cuba_sizes

measures ``results/cuba_sizes.json`` anew.
"""

from __future__ import annotations

import json
import platform
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from snn_edu.lessons.balanced_network.balanced import CUBA
from snn_edu.network import Network
from snn_edu.simulation import sweep, workers
from snn_edu.validation import Floats

STORED = Path(__file__).parent / "results" / "cuba_sizes.json"
SIZES = tuple(range(1000, 21_000, 1000))
WIRINGS: dict[str, Callable[[int], float]] = {
    "80 senders each": lambda size: 80.0 / size,
    "2 % of all pairs": lambda size: 0.02,
}
SECONDS = 0.5  # of the network's time that a measurement runs


def bytes_a_synapse(network: Network, runs: bool) -> float:
    """Bytes that a synapse of `network` takes: of its plan, or at the peak of a run of 0.1 ms."""
    synapses = sum(len(one.weights) for one in network.projections.values())
    held: int = sum(
        array.nbytes
        for one in network.projections.values()
        for array in (one.pre_ids, one.post_ids, one.weights, one.delays)
    )
    if runs:
        tracemalloc.start()
        network.run(0.1)
        held += tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return held / synapses


def measured(point: Mapping[str, Any], rng: np.random.Generator) -> dict[str, float]:
    """CPU time, memory and activity of one CUBA network."""
    cuba = CUBA(size=point["size"], probability=WIRINGS[point["wiring"]](point["size"]))
    start = time.process_time()
    network = cuba.network(rng)
    build = time.process_time() - start
    v_start = {"cells": rng.uniform(cuba.lif.v_reset, cuba.lif.v_threshold, cuba.size)}
    took = []
    for _ in range(3):  # the fastest: others use the machine too
        start = time.process_time()
        spikes = network.run(1000.0 * SECONDS, start=v_start).spikes["cells"]
        took.append((time.process_time() - start) / SECONDS)
    return {
        "synapses": sum(len(one.weights) for one in network.projections.values()),
        "build": round(build, 3),  # s of CPU
        "run": round(min(took), 3),  # s of CPU for a second of the network's time
        "rate": round(spikes.rate(), 3),  # Hz
        "bytes": round(bytes_a_synapse(network, runs=True), 2),  # a synapse
    }


@cache
def stored() -> dict[str, dict[str, Floats]]:
    """The measurements, by wiring: each an array over `SIZES`."""
    rows = json.loads(STORED.read_text(encoding="utf-8"))["rows"]
    return {
        wiring: {
            name: np.array([row[name] for row in rows if row["wiring"] == wiring])
            for name in ("synapses", "build", "run", "rate", "bytes")
        }
        for wiring in WIRINGS
    }


def main() -> None:
    """Measure the sizes anew, one after another in a process of their own."""
    points: list[dict[str, Any]] = [
        {"wiring": wiring, "size": size} for wiring in WIRINGS for size in SIZES
    ]
    with workers(1) as pool:
        results = sweep(measured, points, 13, map=pool.map, progress=lambda *done: print(*done))
    made = {
        "made_by": "python -m snn_edu.lessons.three_simulators.stored_cuba_sizes",
        "machine": f"one thread of {platform.machine()}, Python {platform.python_version()}, "
        f"NumPy {np.__version__}",
        "rows": [{**point, **result} for point, result in zip(points, results, strict=True)],
    }
    STORED.write_text(json.dumps(made, indent=None) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
