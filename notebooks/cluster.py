"""Measure what the page cluster.md tells: memory and time of an exported network, by its processes.

    python notebooks/cluster.py 1e5 1e6 1e7

where NEST is installed; rows of several processes need one that was compiled with MPI, and mpirun.
Each row is one run of `network_nest.py`, which says at its end what each of its processes took.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nest
import numpy as np

from snn_edu import LIF, Network, Sparse, export

INDEGREE = 1000  # synapses onto each neuron
DURATION = 100.0  # ms of the network's time
PROCESSES = (1, 2, 4)
CLOCK = "import time\nbegan = time.process_time()\n"
SAYS = """
import resource
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
told = nest.Rank(), peak, connected - began, simulated - connected
path.with_name(f"took_{nest.Rank()}.txt").write_text(" ".join(map(str, told)))
"""


def network(synapses: int, rng: np.random.Generator) -> Network:
    """Four in five neurons excite, one inhibits; each synapse has its own weight and delay."""
    size = synapses // INDEGREE
    wiring = Sparse.fixed_indegree(size, size, INDEGREE, 1.0, rng)
    sign = np.where(wiring.pre < 0.8 * size, 0.1, -0.5)
    weights = sign * rng.uniform(0.5, 1.5, len(wiring))
    delays = 0.1 * rng.integers(10, 20, len(wiring))
    made = Network().add(LIF(), size, "cells")
    return made.connect("cells", "cells", Sparse(wiring.pre, wiring.post, weights), delays)


def save(synapses: int, folder: Path) -> Path:
    """The script of such a network, with two looks at the clock and one at the memory."""
    rng = np.random.default_rng(1)
    made = network(synapses, rng)
    size = made.populations["cells"].size
    start = {"cells": rng.uniform(-65.0, -50.0, size)}
    path = export.to_nest(made, DURATION, {"cells": 1.6}, 0.1, start).save(folder)
    text = path.read_text(encoding="utf-8")
    for line, before, after in (
        ("import nest\n", CLOCK, ""),
        ("nest.Simulate(duration)\n", "connected = time.process_time()\n",
         "simulated = time.process_time()\n"),
    ):  # fmt: skip
        text = text.replace(line, before + line + after)
    path.write_text(text + SAYS, encoding="utf-8")
    return path


def row(path: Path, processes: int) -> list[float]:
    """The most that one process took: peak (MB), s of CPU until connected, and to simulate."""
    launch = ["mpirun", "--oversubscribe", "-n", str(processes)] if processes > 1 else []
    subprocess.run([*launch, sys.executable, path], check=True, capture_output=True)
    told = [file.read_text().split() for file in path.parent.glob("took_*.txt")]
    for file in path.parent.glob("took_*.txt"):
        file.unlink()
    return np.array(told, float)[:, 1:].max(axis=0).tolist()


if __name__ == "__main__":
    several = nest.build_info["have_mpi"] and shutil.which("mpirun")
    for asked in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            path = save(int(float(asked)), Path(folder))
            size = path.with_suffix(".npz").stat().st_size / 1e6
            for processes in PROCESSES if several else (1,):
                took = row(path, processes)
                told = "| {:.0f} MB | {:.1f} s | {:.1f} s |".format(*took)
                print(f"| {asked} | {size:.0f} MB | {processes} {told}", flush=True)
