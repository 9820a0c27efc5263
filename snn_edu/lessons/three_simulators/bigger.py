"""Lesson 20: what a chip keeps of a detector; memory and cost of networks by their size.

    python -m snn_edu.lessons.three_simulators.bigger

measures ``results/cuba_sizes.json`` anew: the CUBA network at 1,000 to 20,000 neurons.
"""

from __future__ import annotations

import json
import platform
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from snn_edu.network.network import Network
from snn_edu.patterns import Detector, Score, make_input, score
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.simulation.sweep import sweep, workers
from snn_edu.spikes.train import Spikes
from snn_edu.studies.balanced import CUBA
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

# --- Widget: memory, before you buy it. -----------------------------------------------------------


class Held(NamedTuple):
    """How many bytes a synapse takes, and who says so."""

    name: str
    bytes_each: float
    source: str


HELD = (
    Held("one bit each", 0.125, "arithmetic"),
    Held("matrix of float32, all to all", 4.0, "arithmetic"),
    Held("snn_edu, as a plan", 32.0, "measured: two ids, a weight, a delay"),
    Held("snn_edu, as it runs", 89.0, "measured, at its peak"),
    Held("NEST 3.10, static", 48.0, "measured: growth of the process"),
    Held("NEST 3.10, STDP", 112.0, "measured: growth of the process"),
    Held("NEST, K computer 2013", 96.0, "1 PB for 10.4e12: press release, Juelich"),
)
LAPTOP = 16.0  # GB


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


def memory_of_synapses(power: float) -> Frame:
    """Gigabytes of 10^power synapses, for each who holds them."""
    gigabytes = [one.bytes_each * 10.0**power / 1e9 for one in HELD]
    fit = sum(value <= LAPTOP for value in gigabytes)
    told = {one.name: _bytes(1e9 * value) for one, value in zip(HELD, gigabytes, strict=True)}
    return {
        "dots": (gigabytes, range(len(HELD))),
        **{f"told{k}": value for k, value in enumerate(told.values())},
        "text": f"{round(10.0**power, 1 - int(power)):,.0f} synapses: "
        f"{told['snn_edu, as it runs']} here as they run, {told['NEST 3.10, static']} in NEST, "
        f"{told['NEST 3.10, STDP']} with STDP. {fit} of {len(HELD)} rows fit into {LAPTOP:.0f} GB.",
    }


def _bytes(count: float) -> str:
    """Bytes with two digits and a unit: 9.6 GB."""
    for unit, size in (("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= 0.995 * size:
            return (
                f"{count / size:.2g} {unit}"
                if count < 99.5 * size
                else f"{count / size:.0f} {unit}"
            )
    return f"{count:.0f} B"


def draw_memory(figure: Figure) -> Frame:
    """A dot for each row, on a scale of gigabytes; a line where a laptop ends."""
    ax = figure.subplots()
    ax.set_xscale("log")
    ax.set(xlim=(1e-6, 1e5), ylim=(len(HELD) - 0.5, -0.9), xlabel="memory (GB)")
    ax.set_yticks(range(len(HELD)), [f"{one.name}  ({one.bytes_each:g} B)" for one in HELD])
    ax.axvline(LAPTOP, color=SPIKE, lw=1.5, ls="--")
    ax.annotate("a laptop, 16 GB ", (LAPTOP, -0.5), color=SPIKE, ha="right", va="center")
    artists: dict[str, Any] = {"dots": ax.plot([], [], "o", color=VOLTAGE, ms=9)[0]}
    for k in range(len(HELD)):
        artists[f"told{k}"] = ax.text(1.0, k, "", transform=ax.get_yaxis_transform(), va="center")
    return artists


# --- Widget: CUBA at 1,000 to 20,000 neurons. -----------------------------------------------------

STORED = Path(__file__).parent / "results" / "cuba_sizes.json"
SIZES = tuple(range(1000, 21_000, 1000))
WIRINGS: dict[str, Callable[[int], float]] = {
    "80 senders each": lambda size: 80.0 / size,
    "2 % of all pairs": lambda size: 0.02,
}
SECONDS = 0.5  # of the network's time that a measurement runs


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


def cost_by_size(neurons: int, wiring: str) -> Frame:
    """CPU time and memory over the number of neurons, and where you are."""
    rows, k = stored()[wiring], SIZES.index(1000 * round(neurons / 1000))
    gigabytes = rows["synapses"] * rows["bytes"] / 1e9
    return {
        "run": (SIZES, rows["run"]),
        "memory": (SIZES, gigabytes),
        "run_here": ([SIZES[k]], [rows["run"][k]]),
        "memory_here": ([SIZES[k]], [gigabytes[k]]),
        "text": f"{SIZES[k]:,} neurons, {wiring}: {rows['synapses'][k]:,} synapses, "
        f"{rows['rate'][k]:.1f} Hz. A second of the network takes {rows['run'][k]:.2f} s of CPU "
        f"and {_bytes(1e9 * gigabytes[k])}.",
    }


def draw_cost(figure: Figure) -> Frame:
    """CPU time on the left, memory on the right, both on logarithmic scales."""
    artists = {}
    for ax, name, label, colour, limits in zip(
        figure.subplots(1, 2),
        ("run", "memory"),
        ("CPU time of a second (s)", "memory (GB)"),
        (THEORY, OTHER),
        ((0.05, 10.0), (0.001, 2.0)),
        strict=True,
    ):
        ax.set(xscale="log", yscale="log", xlim=(900, 23_000), ylim=limits)
        ax.set(xlabel="neurons", ylabel=label)
        ax.set_xticks(
            [1000, 2000, 5000, 10_000, 20_000], ["1,000", "2,000", "5,000", "10,000", "20,000"]
        )
        ax.minorticks_off()
        artists[name] = ax.plot([], [], ".-", color=colour)[0]
        artists[f"{name}_here"] = ax.plot([], [], "D", color=VOLTAGE, ms=9, mfc="white", mew=2)[0]
    return artists


def main() -> None:
    """Measure the sizes anew, one after another in a process of their own."""
    points: list[dict[str, Any]] = [
        {"wiring": wiring, "size": size} for wiring in WIRINGS for size in SIZES
    ]
    with workers(1) as pool:
        results = sweep(measured, points, 13, map=pool.map, progress=lambda *done: print(*done))
    made = {
        "made_by": "python -m snn_edu.lessons.three_simulators.bigger",
        "machine": f"one thread of {platform.machine()}, Python {platform.python_version()}, "
        f"NumPy {np.__version__}",
        "rows": [{**point, **result} for point, result in zip(points, results, strict=True)],
    }
    STORED.write_text(json.dumps(made, indent=None) + "\n", encoding="utf-8")


# --- Widget: what a chip would keep of a detector. ------------------------------------------------

#: Half of lesson 10's afferents, so half of its threshold, and half of the memory.
AFFERENTS, DETECTOR = 1000, Detector(v_threshold=250.0)
LEARNS, TESTED = 24_000.0, 8000.0  # ms
GRIDS = {"exact": None, "0.5 ms": 0.5, "1 ms": 1.0, "2 ms": 2.0, "4 ms": 4.0, "8 ms": 8.0}
SEED = 10


@cache
def learned(seed: int = SEED) -> tuple[Floats, Spikes, Floats]:
    """Weights after 24 s in floating point; 8 s of input never heard; its onsets."""
    rng = np.random.default_rng(seed)
    spikes, onsets = make_input(LEARNS + TESTED, rng, AFFERENTS, rates="poisson")
    cut = int(np.searchsorted(spikes.times, LEARNS))
    heard = Spikes.in_order(spikes.times[:cut], spikes.ids[:cut], spikes.size, LEARNS)
    rest = spikes.times[cut:] - LEARNS, spikes.ids[cut:].copy()  # the long arrays may go
    fresh = Spikes.in_order(*rest, spikes.size, TESTED)
    return DETECTOR.learn(heard).weights[0], fresh, onsets[onsets >= LEARNS] - LEARNS


def quantised(w: Floats, bits: int) -> Floats:
    """Each weight at the nearest of 2^bits levels, evenly from 0 to 1."""
    steps = 2**bits - 1
    return np.asarray(np.round(w * steps) / steps)


@cache
def on_a_chip(bits: int, grid: str, share: float, seed: int = SEED) -> tuple[Score, Floats]:
    """The detector with few bits on a grid, no longer learning; its score, latencies by showing.

    `share`: of its threshold. A latency is NaN where a showing was missed.
    """
    w, spikes, onsets = learned(seed)
    chip = Detector(
        A_plus=0.0, A_minus=0.0, v_threshold=share * DETECTOR.v_threshold, dt=GRIDS[grid]
    )
    output = chip.learn(spikes, weights=quantised(w, bits)).output
    after = np.append(output.times, np.inf)[np.searchsorted(output.times, onsets)] - onsets
    return score(output, onsets), np.where(after < 50.0, after, np.nan)


def on_few_bits(bits: int, grid: str, share: float) -> Frame:
    """The weights as they are kept, and how the detector answers each showing."""
    w, _, _ = learned()
    judged, latencies = on_a_chip(bits, grid, round(share, 2))
    levels = np.round(w * (2**bits - 1)).astype(int)
    counts = np.bincount(levels, minlength=2**bits)
    hit = ~np.isnan(latencies)
    showing = np.arange(1, latencies.size + 1)
    late = f", after {judged.latency:.1f} ms" if hit.any() else ""
    return {
        "levels": (np.linspace(0.0, 1.0, counts.size), np.maximum(counts, 0.5)),
        "hits": (showing[hit], latencies[hit]),
        "missed": (showing[~hit], np.full((~hit).sum(), 48.0)),
        "text": f"{bits} bit{'s' * (bits > 1)}, times {grid}, threshold {100 * share:.0f} %: hits "
        f"{hit.sum()} of {hit.size} showings{late}; {judged.false_alarms:.1f} false alarms/s.",
    }


def draw_chip(figure: Figure) -> Frame:
    """Levels of the weights on the left; the latency at each showing on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-0.03, 1.03), yscale="log", ylim=(0.6, 1500))
    left.set(xlabel="weight, as kept", ylabel="synapses")
    right.set(xlim=(0, 44), ylim=(0, 50), xlabel="showing of the pattern", ylabel="latency (ms)")
    artists = {
        "levels": left.plot([], [], "o", color=WEIGHT, ms=6)[0],
        "hits": right.plot([], [], "o", color=VOLTAGE, ms=5, label="hit")[0],
        "missed": right.plot([], [], "x", color=SPIKE, ms=6, mew=1.5, label="missed")[0],
    }
    right.legend(loc="center right")
    return artists


if __name__ == "__main__":
    main()
