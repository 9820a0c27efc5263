"""Ours against the peers: measure W1 to W8 in each that is installed, and write README.md here.

    python tests/benchmarks/peers.py               # all of it
    python tests/benchmarks/peers.py in_nest W6    # one cell, to look at

The peers come with the `peers` extra (neurodynex3, which pins an old Brian2, by `pip install
--no-deps neurodynex3`); one that is missing leaves dashes in its column. Every cell is a process of
its own, with one thread. A figure is the CPU time of the run alone: what builds the model, writes
or compiles code is outside of it. Every run's output is checked (`works.py`); a run that fails its
check, or stops, is named and marked in the table, and the rest goes on. Where a peer's model is not
quite ours, the head of its module (`in_*.py`, `brian2_models.py`) says how.
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
COMMAND = "python tests/benchmarks/peers.py"
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
NONE, FAILED = "\N{EN DASH}", "\N{MULTIPLICATION SIGN}"
GRID = "W4 and W7 are exact in snn_edu, and on a grid of 0.1 ms in the others."


class Tool(NamedTuple):
    """A column: what it is called, the package it is, what it must import, and its rows."""

    heading: str
    package: str
    imports: str
    rows: str
    why: str = ""  # what keeps it from the other rows


LAYER, EVERY = "W1 W1fi W2 W8", " ".join(works.WORKS)
NO_GRADIENT = EVERY.replace(" W8", "")
SIMULATED = NO_GRADIENT.replace(" W4", "")
OURS, COMPILED = "in_snn_edu", "in_brian2_program"
TORCH = "asked for layers of LIF only"
TOOLS = {  # by module
    OURS: Tool("snn_edu", "snn-edu", "snn_edu", EVERY),
    "in_nest": Tool("NEST", "nest-simulator", "nest", SIMULATED, "no neuron for W4, no gradients"),
    "in_brian2": Tool("Brian2", "brian2", "brian2", SIMULATED, "W4 takes minutes, no gradients"),
    COMPILED: Tool("Brian2 C++", "brian2", "brian2", NO_GRADIENT, "no gradients"),
    "in_neurodynex3": Tool("neurodynex3", "neurodynex3", "neurodynex3", "W1", "W1 only"),
    "in_torch": Tool("torch loop", "torch", "torch", LAYER, TORCH),
    "in_snntorch": Tool("snnTorch", "snntorch", "snntorch", LAYER, TORCH),
    "in_norse": Tool("norse", "norse", "norse", LAYER, TORCH),
}


# --- measure --------------------------------------------------------------------------------------


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
        works.WORKS[row].check(found)
        took.append(seconds)
    return {"ms": 1000.0 * median(took) / works.WORKS[row].per, "before": before}


def measure():
    """{module: {row: cell}}, None for a tool that is not installed; and `loop_ms`."""
    measured, loops = dict.fromkeys(TOOLS), []
    for module, tool in TOOLS.items():
        loops.append(loop_ms())
        if importlib.util.find_spec(tool.imports) is None:
            continue
        measured[module] = {}
        for row in tool.rows.split():
            command = [sys.executable, __file__, module, row]
            environment = os.environ | ONE_THREAD
            run = subprocess.run(
                command, check=False, capture_output=True, env=environment, text=True
            )
            measured[module][row] = told(run.returncode, run.stdout, run.stderr)
            print(f"{tool.heading}, {row}: {said(measured[module][row])}", flush=True)
    return measured, median(loops)


def told(code, output, errors):
    """The cell that a process printed last; {"failed": why} if it did not come so far."""
    if code == 0:
        return json.loads(output.splitlines()[-1])
    return {"failed": (errors.strip().splitlines() or [f"exit code {code}"])[-1]}


def said(cell):
    return f"failed: {cell['failed']}" if "failed" in cell else f"{figure(cell['ms'])} ms"


def loop_ms():
    """CPU time of a bare loop over W1's steps, in ms: it tells how fast this machine is."""
    current, took = works.noise(), []
    for _ in range(50):
        begin = time.process_time()
        works.bare_loop(current)
        took.append(time.process_time() - begin)
    return 1000.0 * median(took)


# --- write ----------------------------------------------------------------------------------------


def figure(ms):
    """Two digits, for the next run will differ in the second: 0.76, 2.0, 16, 2,200."""
    rounded = float(f"{ms:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:#.2g}"


def header():
    return ["CPU time in ms", *(tool.heading for tool in TOOLS.values())]


def labels():
    return [f"{row}: {work.words}" for row, work in works.WORKS.items()]


def shown(cell):
    """A cell of the table; None is one that was not asked for."""
    if cell is None:
        return NONE
    return FAILED if "failed" in cell else figure(cell["ms"])


def table(measured, versions):
    """The lines of the table; `versions` by package."""
    lines = [header(), ["---", *["--:"] * len(TOOLS)]]
    for row, label in zip(works.WORKS, labels(), strict=True):
        cells = [(measured[module] or {}).get(row) for module in TOOLS]
        lines.append([label, *(shown(cell) for cell in cells)])
    told = [versions[tool.package] if measured[name] else NONE for name, tool in TOOLS.items()]
    lines.append(["version", *told])
    return [f"| {' | '.join(line)} |" for line in lines]


def slower(measured):
    """Where ours takes longer than a peer, and how many times as long."""
    told = []
    for module, tool in TOOLS.items():
        times = {
            row: measured[OURS][row]["ms"] / cell["ms"]
            for row, cell in (measured[module] or {}).items()
            if "ms" in cell and "ms" in measured[OURS][row]
        }
        behind = [f"{row} {times[row]:.1f}" for row in times if times[row] > 1.0]
        if behind:
            told.append(f"{tool.heading} ({', '.join(behind)})")
    return f"Ours takes longer, by these factors, than {' and '.join(told)}." if told else ""


def legend(measured, loop):
    """What a reader needs to know of the figures, one line each."""
    whys = {}
    for tool in TOOLS.values():
        whys.setdefault(tool.why, []).append(tool.heading)
    dashes = "; ".join(f"{why} ({', '.join(headings)})" for why, headings in whys.items() if why)
    missing = [tool.heading for name, tool in TOOLS.items() if measured[name] is None]
    yield slower(measured)
    yield GRID
    failed = [
        f"{TOOLS[module].heading} {row} ({cell['failed']})"
        for module in TOOLS
        for row, cell in (measured[module] or {}).items()
        if "failed" in cell
    ]
    if failed:
        yield f"{FAILED}: no figure, for this run failed its check or stopped: {'; '.join(failed)}."
    if compiled := [c["before"] for c in (measured[COMPILED] or {}).values() if "before" in c]:
        before = median(compiled)
        yield f"Brian2's C++ must first be written and compiled: {before:.0f} s (median)."
    yield f"{NONE}: {dashes}. Not installed here: {', '.join(missing) or 'none'}."
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
