"""Ours against the peers: measure W1 to W8 in each that is installed, and write README.md here.

    python tests/benchmarks/peers.py               # all of it
    python tests/benchmarks/peers.py in_nest W6    # one cell, to look at

The peers come with the `peers` extra; one that is missing leaves dashes in its column. Every cell
is a process of its own, with one thread. A figure is the CPU time of the run alone: what builds the
model, writes or compiles code is outside of it. Every run's output is checked (`works.py`), and one
that fails ends it all: no table has a figure of another work. Where a peer's model is not quite
ours, the head of its module (`in_*.py`, `brian2_models.py`) says how.
"""

import argparse
import importlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

import works

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
NONE = "\N{EN DASH}"
GRID = "W4 and W7 are exact in snn_edu, and on a grid of 0.1 ms in the others."
DASHES = (
    f"{NONE}: no neuron for W4, no gradients (NEST); W4 takes minutes, no gradients (Brian2); "
    "no gradients (Brian2 C++); asked for W8 only (torch loop, snnTorch)."
)


class Tool(NamedTuple):
    """A column: what it is called, the package it is, what it must import, and its rows."""

    heading: str
    package: str
    imports: str
    rows: str


EVERY = " ".join(works.WORKS)
NO_GRADIENT = EVERY.replace(" W8", "")
SIMULATED = NO_GRADIENT.replace(" W4", "")
OURS, COMPILED = "in_snn_edu", "in_brian2_program"
TOOLS = {  # by module
    OURS: Tool("snn_edu", "snn-edu", "snn_edu", EVERY),
    "in_nest": Tool("NEST", "nest-simulator", "nest", SIMULATED),
    "in_brian2": Tool("Brian2", "brian2", "brian2", SIMULATED),
    COMPILED: Tool("Brian2 C++", "brian2", "brian2", NO_GRADIENT),
    "in_torch": Tool("torch loop", "torch", "torch", "W8"),
    "in_snntorch": Tool("snnTorch", "snntorch", "snntorch", "W8"),
}


def cell(module, row):
    """{"ms": CPU time, median of 5 rounds or more, "before": s until it could run}, checked.

    Up to 50 rounds where they are short, fewer where they take more than ten seconds together.
    """
    begin = time.perf_counter()
    go = importlib.import_module(module).prepare(row)
    before = time.perf_counter() - begin
    took = []
    while sum(took) < (10.0 if len(took) < 5 else 0.3) and len(took) < 50:
        seconds, found = go()
        assert works.WORKS[row].check(found), f"{module}, {row}: {found}"
        took.append(seconds)
    return {"ms": 1000.0 * median(took) / works.WORKS[row].per, "before": before}


def measure():
    """{module: {row: cell}}, no row for a tool that is not installed; and `loop_ms`."""
    measured, loops = {module: {} for module in TOOLS}, []
    for module, tool in TOOLS.items():
        loops.append(loop_ms())
        if importlib.util.find_spec(tool.imports) is None:
            continue
        for row in tool.rows.split():
            command = [sys.executable, __file__, module, row]
            told = subprocess.check_output(command, env=os.environ | ONE_THREAD, text=True)
            measured[module][row] = json.loads(told.splitlines()[-1])
            print(f"{tool.heading}, {row}: {figure(measured[module][row]['ms'])} ms", flush=True)
    return measured, median(loops)


def loop_ms():
    """CPU time of a bare loop over W1's steps, in ms: it tells how fast this machine is."""
    current, took = works.noise(), []
    for _ in range(50):
        begin = time.process_time()
        works.bare_loop(current)
        took.append(time.process_time() - begin)
    return 1000.0 * median(took)


def figure(ms):
    """Two digits, for the next run will differ in the second: 0.76, 2.0, 16, 2,200."""
    rounded = float(f"{ms:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:#.2g}"


def table(measured, versions):
    """The lines of the table; `versions` by package."""
    lines = [["CPU time in ms", *(tool.heading for tool in TOOLS.values())]]
    lines.append(["---", *["--:"] * len(TOOLS)])
    for row, work in works.WORKS.items():
        cells = (measured[module].get(row) for module in TOOLS)
        lines.append([f"{row}: {work.words}", *(figure(c["ms"]) if c else NONE for c in cells)])
    told = [versions[tool.package] if measured[name] else NONE for name, tool in TOOLS.items()]
    lines.append(["version", *told])
    return [f"| {' | '.join(line)} |" for line in lines]


def slower(measured):
    """Where ours takes longer than a peer, and how many times as long."""
    told = []
    for module, tool in TOOLS.items():
        times = {row: measured[OURS][row]["ms"] / c["ms"] for row, c in measured[module].items()}
        behind = [f"{row} {times[row]:.1f}" for row in times if times[row] > 1.0]
        if behind:
            told.append(f"{tool.heading} ({', '.join(behind)})")
    return f"Ours takes longer, by these factors, than {' and '.join(told)}." if told else ""


def legend(measured, loop):
    """What a reader needs to know of the figures, one line each."""
    missing = [tool.heading for name, tool in TOOLS.items() if not measured[name]]
    yield slower(measured)
    yield GRID
    if measured[COMPILED]:
        before = median(cell["before"] for cell in measured[COMPILED].values())
        yield f"Brian2's C++ must first be written and compiled: {before:.0f} s (median)."
    yield f"{DASHES} Not installed here: {', '.join(missing) or 'none'}."
    yield (
        f"One thread of {platform.machine()}, Python {platform.python_version()}, NumPy "
        f"{version('numpy')}. A bare Python loop over W1's steps takes {figure(loop)} ms here, "
        "to scale by."
    )


def in_readme(text, block):
    """The README with `block` between the two markers."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{block}\n{END}{after}"


def write():
    measured, loop = measure()
    versions = {
        TOOLS[name].package: version(TOOLS[name].package) for name in measured if measured[name]
    }
    notes = "\n".join(f"- {note}" for note in legend(measured, loop) if note)
    block = "\n".join(table(measured, versions)) + "\n\n" + notes
    README.write_text(in_readme(README.read_text(encoding="utf-8"), block), encoding="utf-8")
    print(block)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module", nargs="?", choices=TOOLS)
    parser.add_argument("row", nargs="?", choices=works.WORKS)
    arguments = parser.parse_args()
    if arguments.row:
        print(json.dumps(cell(arguments.module, arguments.row)))
    else:
        write()
