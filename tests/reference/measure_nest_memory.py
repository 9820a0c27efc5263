"""Print the bytes that a synapse takes in NEST: growth of the process, at three million synapses.

Run: python tests/reference/measure_nest_memory.py [synapse model], where NEST is installed.
"""

import sys
from pathlib import Path

import nest

NEURONS, INDEGREE = 10_000, 300


def resident():
    """Memory of this process, in bytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def bytes_a_synapse(model):
    """Connect 10,000 neurons with 300 synapses each, simulate 1 ms, and compare with before."""
    nest.ResetKernel()
    cells = nest.Create("iaf_psc_delta", NEURONS)
    before = resident()
    nest.Connect(cells, cells, {"rule": "fixed_indegree", "indegree": INDEGREE},
                 {"synapse_model": model, "weight": 0.1, "delay": 1.0})  # fmt: skip
    nest.Simulate(1.0)
    return (resident() - before) / (NEURONS * INDEGREE)


if __name__ == "__main__":
    model = sys.argv[1] if len(sys.argv) > 1 else "static_synapse"
    print(f"{nest.__version__} {model}: {bytes_a_synapse(model):.1f} bytes a synapse")
