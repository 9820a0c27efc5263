"""Lesson 21: what a chip keeps of a detector; memory and cost of networks by their size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from textwrap import wrap
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.three_simulators.questions import EXERCISES
from snn_edu.lessons.three_simulators.stored_cuba_sizes import SIZES, WIRINGS, stored
from snn_edu.live import Frame
from snn_edu.patterns import Detector, Score, make_input, score
from snn_edu.plots import HERE, OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.questions import passes
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

# --- Widget: memory, before you buy it. -----------------------------------------------------------


class Held(NamedTuple):
    """How many bytes a synapse takes, and who says so."""

    name: str
    bytes_each: float
    source: str


HELD = (
    Held("one bit each", 0.125, "arithmetic"),
    Held("float32 matrix, all to all", 4.0, "arithmetic"),
    Held("snn_edu, as a plan", 32.0, "measured: two ids, a weight, a delay"),
    Held("snn_edu, as it runs", 89.0, "measured, at its peak"),
    Held("NEST 3.10, static", 48.0, "measured: growth of the process"),
    Held("NEST 3.10, STDP", 112.0, "measured: growth of the process"),
    Held("NEST on K, 2013", 96.0, "1 PB for 10.4e12: press release, Juelich"),
)
LAPTOP = 16.0  # GB
EACH = np.array([one.bytes_each for one in HELD])
FILL = np.log10(LAPTOP * 1e9 / EACH)  # the power of ten at which a laptop is full
LEAST, MOST = 6.0, 13.0  # powers of ten
ROWS = np.arange(len(HELD), dtype=float)
REACH = np.array([-0.15, 0.3, np.nan])  # of the mark of your network: a row's words are above


def memory_of_synapses(power: float) -> Frame:
    """Gigabytes of 10^power synapses and the laptops they fill, for each who holds them."""
    gigabytes = EACH * 10.0**power / 1e9
    told = {one.name: _bytes(1e9 * value) for one, value in zip(HELD, gigabytes, strict=True)}
    laptops = np.ceil(gigabytes / LAPTOP)
    return {
        "first": _rows(np.full(len(HELD), LEAST), np.minimum(power, FILL)),
        "others": _rows(FILL, np.maximum(power, FILL)),
        "yours": (np.tile([power, power, np.nan], len(HELD)), np.ravel(ROWS[:, None] + REACH)),
        "here": ([power], [-1.05]),
        **{
            f"told{k}": size if many == 1 else f"{size}: {many:,.0f} laptops"
            for k, (size, many) in enumerate(zip(told.values(), laptops, strict=True))
        },
        "text": f"{round(10.0**power, 1 - int(power)):,.0f} synapses: "
        f"{told['snn_edu, as it runs']} here as they run, {told['NEST 3.10, static']} in NEST, "
        f"{told['NEST 3.10, STDP']} with STDP. {sum(laptops == 1)} of {len(HELD)} rows fit into "
        f"{LAPTOP:.0f} GB.",
    }


def _rows(begin: Floats, end: Floats) -> tuple[Floats, Floats]:
    """A stroke in each row: x and y, the pen lifted in between."""
    return np.stack([begin, end, np.nan * end], 1).ravel(), np.repeat(ROWS, 3)


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
    """In each row a laptop, as long as the synapses that it holds, and how far yours go."""
    ax = figure.subplots()
    ax.set(
        xlim=(LEAST - 0.02, MOST + 0.15),
        ylim=(len(HELD) - 0.6, -2.15),
        yticks=[],
        xlabel="synapses",
    )
    ax.set_xticks(range(6, 14), [f"$10^{{{power}}}$" for power in range(6, 14)])
    ax.grid(visible=False)
    ax.text(LEAST, -1.75, f"filled: on your laptop, {LAPTOP:.0f} GB", va="center", weight="bold")
    ax.text(MOST, -1.75, "more laptops", va="center", ha="right", weight="bold", color=SPIKE)
    ax.barh(range(len(HELD)), FILL - LEAST, 0.3, LEAST, fc="none", ec="0.5", lw=1)
    stroke: dict[str, Any] = {"lw": 8, "solid_capstyle": "butt"}
    artists: dict[str, Any] = {
        "first": ax.plot([], [], color=VOLTAGE, **stroke)[0],
        "others": ax.plot([], [], color=SPIKE, **stroke)[0],
        "yours": ax.plot([], [], color=VOLTAGE, lw=2)[0],
        "here": ax.plot([], [], **HERE)[0],
    }
    for k, one in enumerate(HELD):
        ax.text(LEAST + 0.05, k - 0.38, f"{one.name}: {one.bytes_each:g} B", va="center")
        artists[f"told{k}"] = ax.text(MOST, k - 0.38, "", ha="right", va="center")
    return artists


# --- Widget: CUBA at 1,000 to 20,000 neurons. -----------------------------------------------------


def gigabytes(wiring: str) -> Floats:
    """The measured memory over `SIZES`, in GB."""
    rows = stored()[wiring]
    return rows["synapses"] * rows["bytes"] / 1e9


def cost_by_size(neurons: int, wiring: str) -> Frame:
    """CPU time and memory at a number of neurons and at twice as many."""
    rows, k = stored()[wiring], SIZES.index(1000 * round(neurons / 1000))
    pair = [k, SIZES.index(2 * SIZES[k])]
    sizes, held = np.array(SIZES)[pair], gigabytes(wiring)[pair]
    took = rows["run"][pair]
    return {
        "memory_step": (sizes[[0, 1, 1]], held[[0, 0, 1]]),
        "memory_here": (sizes[:1], held[:1]),
        "memory_twice": (sizes[1:], held[1:]),
        "memory_told": f"twice the neurons: × {held[1] / held[0]:.1f}",
        "run_step": (sizes[[0, 1, 1]], took[[0, 0, 1]]),
        "run_here": (sizes[:1], took[:1]),
        "run_twice": (sizes[1:], took[1:]),
        "run_told": f"twice the neurons: × {took[1] / took[0]:.1f}",
        "text": f"{sizes[0]:,} neurons, {wiring}: {rows['synapses'][k]:,} synapses, "
        f"{rows['rate'][k]:.1f} Hz. A second of the network takes {took[0]:.2f} s of CPU "
        f"and {_bytes(1e9 * held[0])}; with twice the neurons {took[1]:.2f} s "
        f"and {_bytes(1e9 * held[1])}.",
    }


def draw_cost(figure: Figure) -> Frame:
    """Memory above, CPU time below, of both wirings; a step leads to twice the neurons."""
    artists: dict[str, Any] = {}
    colours = dict(zip(WIRINGS, (OTHER, VOLTAGE), strict=True))
    for ax, name, title, top in zip(
        figure.subplots(2, 1, sharex=True),
        ("memory", "run"),
        ("memory (GB)", "CPU time of a second (s)"),
        (0.8, 1.2),
        strict=True,
    ):
        ax.set_title(title, fontsize=11)
        ax.set(xlim=(0, 20_500), ylim=(0, top), xlabel="neurons" if name == "run" else "")
        ax.set_xticks(range(0, 20_001, 5000), ["0", "5,000", "10,000", "15,000", "20,000"])
        ax.tick_params(labelsize=11)
        for wiring, colour in colours.items():
            y = gigabytes(wiring) if name == "memory" else stored()[wiring]["run"]
            ax.plot(SIZES, y, ".-", color=colour)
            words = "\n".join(wrap(wiring, 10))
            ax.text(21_200, y[-1], words, color=colour, va="center", linespacing=1.0)
        mark: dict[str, Any] = {
            "marker": "D",
            "color": VOLTAGE,
            "ms": 8,
            "mew": 2,
            "clip_on": False,
        }
        artists |= {
            f"{name}_step": ax.plot([], [], ":", color=THEORY)[0],
            f"{name}_here": ax.plot([], [], **{**mark, "mfc": "white"})[0],
            f"{name}_twice": ax.plot([], [], **mark)[0],
            f"{name}_told": ax.text(
                1.31, 1.04, "", transform=ax.transAxes, color=THEORY, ha="right", va="bottom"
            ),
        }
    return artists


# --- Widget: what a chip would keep of a detector. ------------------------------------------------

#: Half of lesson 10's afferents, so half of its threshold, and half of the memory.
AFFERENTS, DETECTOR = 1000, Detector(v_threshold=250.0)
LEARNS, TESTED = 24_000.0, 8000.0  # ms
HALF = TESTED / 2  # ms: on what comes before, a threshold is chosen; what comes after judges it
SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4)  # of its threshold
FEW_BITS = next(each for each in EXERCISES if each.name == "few_bits")
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
def on_a_chip(
    bits: int,
    grid: str,
    share: float,
    seed: int = SEED,
    kept: Callable[[Floats, int], Floats] = quantised,
) -> tuple[tuple[Score, Score], Floats]:
    """The detector with few bits on a grid, no longer learning; its scores, latencies by showing.

    `share`: of its threshold. The first half of the input is for who looks for a threshold, the
    second judges. A latency is NaN where a showing was missed. `kept` rounds the weights.
    """
    w, spikes, onsets = learned(seed)
    still = replace(DETECTOR.stdp, A_plus=0.0, A_minus=0.0)
    threshold = share * DETECTOR.v_threshold
    chip = Detector(v_threshold=threshold, stdp=still, dt=GRIDS[grid])
    output = chip.learn(spikes, weights=np.asarray(kept(w, bits), float)).output
    after = np.append(output.times, np.inf)[np.searchsorted(output.times, onsets)] - onsets
    halves = score(output, onsets, until=HALF), score(output, onsets, since=HALF)
    return halves, np.where(after < 50.0, after, np.nan)


@cache
def chosen(bits: int, grid: str, seed: int = SEED) -> float:
    """The share of its threshold with which it does best in the first half: the highest of several.

    Best is the largest share of hits, less 0.05 for each false alarm.
    """
    first = [on_a_chip(bits, grid, share, seed)[0][0] for share in SHARES]
    alarms = HALF / 1000.0
    good = [one.hit_rate - 0.05 * alarms * one.false_alarms for one in first]
    return SHARES[int(np.argmax(good))]


def on_few_bits(few_bits: Any, bits: int, grid: str, share: float) -> Frame:
    """The weights as the learner's function keeps them, and how the detector answers."""
    w, _, onsets = learned()
    right = passes(FEW_BITS, few_bits)
    kept = few_bits if right else quantised
    (first, second), latencies = on_a_chip(bits, grid, round(share, 2), SEED, kept)
    counts = np.bincount(np.rint(kept(w, bits) * (2**bits - 1)).astype(int), minlength=2**bits)
    hit = ~np.isnan(latencies)
    early = onsets < HALF
    showing = np.arange(1, latencies.size + 1)
    told = ", and ".join(
        f"{hit[half].sum()} of {half.sum()} {where} ({one.false_alarms:.1f} false alarms/s)"
        for half, where, one in (
            (early, "in the half for choosing", first),
            (~early, "in the half that judges", second),
        )
    )
    whose = "by your few_bits" if right else "a weight"
    return {
        "levels": (np.linspace(0.0, 1.0, counts.size), np.maximum(counts, 0.5)),
        "hits": (showing[hit], latencies[hit]),
        "missed": (showing[~hit], np.full((~hit).sum(), 48.0)),
        "border": ([early.sum() + 0.5] * 2, [0.0, 50.0]),
        "text": f"{bits} bit{'s' * (bits > 1)} {whose}, times {grid}, threshold "
        f"{100 * share:.0f} %: hits {told}.",
    }


def draw_chip(figure: Figure) -> Frame:
    """Levels of the weights on the left; the latency at each showing on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-0.03, 1.03), yscale="log", ylim=(0.6, 1500))
    left.set(xlabel="weight, as kept", ylabel="synapses")
    right.set(xlim=(0, 44), ylim=(-2, 50), xlabel="showing of the pattern", ylabel="latency (ms)")
    artists = {
        "levels": left.plot([], [], "o", color=WEIGHT, ms=6)[0],
        "hits": right.plot([], [], "o", color=VOLTAGE, ms=5, label="hit")[0],
        "border": right.plot([], [], "--", color="0.5", lw=1)[0],
        "missed": right.plot([], [], "x", color=SPIKE, ms=6, mew=1.5, label="missed")[0],
    }
    right.text(0.01, 1.02, "for choosing", transform=right.transAxes, fontsize=9)
    right.text(0.99, 1.02, "judges", transform=right.transAxes, fontsize=9, ha="right")
    right.legend(loc="center right")
    return artists
