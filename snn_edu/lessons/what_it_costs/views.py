"""Lesson 16, what it costs: its pictures."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.markers import CARETUPBASE
from matplotlib.patches import Polygon, Rectangle

from snn_edu.lessons.from_ann_to_snn.networks import STEPS, layers, reached, trained
from snn_edu.lessons.what_it_costs import questions
from snn_edu.lessons.what_it_costs.recorded import Recorded, run
from snn_edu.live import Frame, choice, declare, slider, toggle
from snn_edu.plots import HERE, OTHER, SPIKE, VOLTAGE, limit_above
from snn_edu.questions import named, theirs
from snn_edu.training import Energy, ann_operations
from snn_edu.validation import Floats

COUNT, BREAK_EVEN = (named(questions.EXERCISES, name) for name in ("count", "break_even"))

# --- The bill of one picture. ---------------------------------------------------------------------

FULL = Energy(4.6, 0.9, 10.0, 10.0)  # pJ; a weight from 32 kB, a potential in and out of 8 kB
READ = 5.0  # pJ: one number from 8 kB
EIGHT_BITS = Energy(0.23, 0.03, 1.25, 5.0)  # 45 nm: 0.2 + 0.03 pJ; potentials of 16 bits
CODES = ("Poisson", "latency")


@cache
def size() -> tuple[float, float, int]:
    """(synapses, those that are left for an ANN that skips zeros, neurons) of the network."""
    split, net = trained(), layers()
    x = split.test.pictures
    shapes = [np.shape(W)[1] for W in net.weights]
    busy = [x, *split.ann.activations(x)][: len(shapes)]
    left = sum(float((a > 0).sum(1).mean()) * n for a, n in zip(busy, shapes, strict=True))
    return ann_operations(net).macs, left, sum(shapes)


def update_price(prices: Energy) -> float:
    """A step of a neuron: a stored current read, an addition, the potential read and written.

    A read costs half of reading and writing.
    """
    return prices.ac + 1.5 * prices.potential


def snn_lines(code: str, steps: int, prices: Energy = FULL) -> list[tuple[str, float, float]]:
    """The spiking network's bill: what is done, how often, and the price of one in pJ."""
    done = reached(code, steps).operations
    S, NT = done.synaptic_operations, done.neuron_updates
    return [
        ("weights added", S, prices.ac),
        ("weights fetched", S, prices.weight),
        ("potentials changed", S, prices.potential),
        ("neurons updated", NT, update_price(prices)),
    ]


def ann_lines(zeros: bool = False) -> list[tuple[str, float, float]]:
    """The ANN's bill; with `zeros` it skips what is multiplied by 0."""
    macs, left, _ = size()
    M = left if zeros else macs
    return [("MACs", M, FULL.mac), ("weights fetched", M, FULL.weight), ("inputs read", M, READ)]


def _total(lines: list[tuple[str, float, float]], paid: tuple[bool, ...]) -> float:
    return sum(n * price for (_, n, price), pays in zip(lines, paid, strict=True) if pays) / 1000


def receipts_frame(
    code: str, steps: int, weights: bool, potentials: bool, updates: bool, reads: bool, zeros: bool
) -> Frame:
    """Two receipts, with the lines that are paid, and the SNN's total for every T."""
    paid, rivals = (True, weights, potentials, updates), (True, weights, reads)
    snn, ann = snn_lines(code, steps), ann_lines(zeros)
    total, rival = _total(snn, paid), _total(ann, rivals)
    rows = max(sum(paid), sum(rivals))
    lines = [*zip(snn, paid, strict=True), *zip(ann, rivals, strict=True)]
    longest = max(_total([line], (pays,)) for line, pays in lines)
    right = reached(code, steps).accuracy()
    top = limit_above(1.15 * max(total, rival), TOPS)
    return {
        **_bill("ann", ann, rivals, longest, rows),
        **_bill("snn", snn, paid, longest, rows),
        "rival": ([0, 52], [rival, rival]),
        "ann_name": {"y": rival},
        "curve": (STEPS, [_total(snn_lines(code, T), paid) for T in STEPS]),
        "dot": ([steps], [total]),
        "snn_name": {  # beside a curve that rises
            "position": (steps, max(total, 0.07 * top)),
            **({"ha": "left", "va": "top"} if steps < 26 else {"ha": "right", "va": "bottom"}),
        },
        "axis": {"ylim": (0.0, top)},
        "text": f"{code.capitalize()} input, T = {steps}: {100 * right:.1f} % of the pictures are "
        f"right. The SNN costs {total:,.4g} nJ, the ANN {rival:,.4g} nJ. That's "
        f"{total / rival:.2f} ANNs.",
    }


TOPS = (45.0, 70.0, 120.0, 170.0, 250.0, 450.0, 800.0, 1400.0, 2800.0)  # nJ, where an axis may end


def _bill(
    who: str, lines: list[tuple[str, float, float]], paid: tuple[bool, ...], longest: float,
    rows: int = 1,
) -> dict[str, Any]:  # fmt: skip
    """A receipt: of each line that is paid its name, a count with a price, an amount, and a bar.

    A bar of `longest` (nJ) is as wide as the paper has room for, and the paper holds `rows` lines.
    """
    due = [line for line, pays in zip(lines, paid, strict=True) if pays]
    empty = len(lines) - len(due)
    words = [
        word
        for name, n, price in due
        for word in (name, f"{n:,.0f} × {price:g} pJ", f"{n * price / 1000:,.2f}")
    ]
    widths = [0.44 * n * price / 1000 / longest for _, n, price in due] + [0.0] * empty
    return {
        who: [*words, *[""] * 3 * empty, f"{_total(lines, paid):,.2f} nJ"],
        f"{who}_bars": [{"width": width} for width in widths],
        f"{who}_paper": {"ylim": (-1.24 * rows, 0.18 * rows)},
    }


def _paper(ax: Axes, title: str, lines: int, colour: str) -> dict[str, Any]:
    """A strip of paper with room for some lines, a bar below each, and a total."""
    whole = ax.transAxes
    ax.set(xlim=(0, 1), ylim=(-1.24, 0.18))
    ax.set_axis_off()
    ax.add_patch(
        Rectangle((0, 0), 1, 1, fc="#f7f7f2", ec="0.6", lw=1, transform=whole, clip_on=False)
    )
    ax.text(0.5, 0.93, title, ha="center", va="center", weight="bold", transform=whole)
    ax.plot([0.04, 0.96], [0.14, 0.14], color="0.3", lw=1, transform=whole)
    ax.text(0.04, 0.07, "total", va="center", weight="bold", transform=whole)
    texts: list[Any] = []
    for y in range(0, -lines, -1):
        texts += [
            ax.text(0.04, y - 0.26, "", va="center", clip_on=True),
            ax.text(0.96, y - 0.7, "", va="center", ha="right", size=9, color="0.3", clip_on=True),
            ax.text(0.96, y - 0.26, "", va="center", ha="right", clip_on=True),
        ]
    texts.append(ax.text(0.96, 0.07, "", ha="right", va="center", weight="bold", transform=whole))
    bars = [Rectangle((0.04, y - 0.86), 0, 0.32, fc=colour) for y in range(0, -lines, -1)]
    who = title.lower()
    return {who: texts, f"{who}_bars": [*map(ax.add_patch, bars)], f"{who}_paper": ax}


_lines: dict[str, Any] = {
    "weights": toggle("weights fetched", start=False),
    "potentials": toggle("potentials changed", start=False),
    "updates": toggle("neurons updated", start=False),
    "reads": toggle("the ANN reads its inputs", start=False),
    "zeros": toggle("the ANN skips zeros", start=False),
}


@declare(
    receipts_frame,
    code=choice("input", CODES, "Poisson"),
    steps=slider("steps T", 1, 50, start=50, step=1),
    **_lines,
    ghost=["curve"],
    size=(9.4, 3.3),
)
def receipts(figure: Figure) -> Frame:
    """Two strips of paper on the left, and the totals against T on the right."""
    grid = figure.add_gridspec(1, 3, width_ratios=[3, 3, 3.4])
    papers = [figure.add_subplot(grid[0, k]) for k in range(2)]
    right = figure.add_subplot(grid[0, 2])
    right.set(xlim=(0, 52), xlabel="steps T", ylabel="a picture (nJ)")
    return {
        **_paper(papers[0], "ANN", 3, OTHER),
        **_paper(papers[1], "SNN", 4, VOLTAGE),
        "rival": right.plot([], [], "--", color=OTHER)[0],
        "ann_name": right.text(51, 0, "ANN", color=OTHER, ha="right", va="bottom", clip_on=True),
        "curve": right.plot([], [], ".-", color=VOLTAGE)[0],
        "dot": right.plot([], [], **HERE)[0],
        "snn_name": right.text(0, 0, "   SNN   ", va="center", clip_on=True),
        "axis": right,
    }


def till_frame(picture: int) -> Frame:
    """One test picture, and what the ANN does for it."""
    label = int(trained().test.labels[picture])
    return {
        "digit": trained().test.pictures[picture].reshape(8, 8),
        **_bill("ann", ann_lines()[:1], (True,), _total(ann_lines()[:1], (True,))),
        **_bill("snn", [("weights added", 0, FULL.ac)], (True,), 1.0),
        "snn": ["weights added", "? × 0.9 pJ", "?", "? nJ"],
        "text": f"Test picture {picture}, a {label}. The ANN does {size()[0]:,.0f} MACs for it, as "
        f"for any other, at {FULL.mac:g} pJ each.",
    }


def draw_till(figure: Figure) -> Frame:
    """A digit and two receipts, of which one is still open."""
    grid = figure.add_gridspec(1, 3, width_ratios=[2, 3, 3])
    digit, *papers = (figure.add_subplot(grid[0, k]) for k in range(3))
    digit.set_axis_off()
    return {
        "digit": digit.imshow(np.zeros((8, 8)), cmap="gray_r", vmin=0, vmax=1),
        **_paper(papers[0], "ANN", 1, OTHER),
        **_paper(papers[1], "SNN", 1, VOLTAGE),
    }


till = declare(
    till_frame,
    picture=slider("test picture", 0, 538, start=5, step=1),
    size=(8.4, 2.1),
)(draw_till)  # fmt: skip


@cache
def _eight() -> Recorded:
    return run("latency", 8)  # of all test pictures, once


def filled_frame(count: Any, picture: int) -> Frame:
    """The same, and the learner's count of what T = 8 of the latency code takes for it."""
    count, whose = theirs(COUNT, count)
    done = _eight()
    additions = float(count(*(each[[picture]] for each in done[:3]), done.W1, done.W2))
    line = [("weights added", additions, FULL.ac)]
    opened = till_frame(picture)
    return {
        **opened,
        **_bill("snn", line, (True,), _total(ann_lines()[:1], (True,))),
        "text": f"{opened['text']} The SNN adds {additions:,.0f} weights at {FULL.ac:g} pJ, by "
        f"{whose} function.",
    }


filled = declare(
    filled_frame,
    picture=slider("test picture", 0, 538, start=5, step=1),
    size=(8.4, 2.1),
)(draw_till)  # fmt: skip

# --- The map. -------------------------------------------------------------------------------------

X, Y = (0.02, 50.0), np.geomspace(0.85, 100, 90)  # spikes per synapse, and steps
BANDS = (  # from which ratio of energies on (SNN to ANN) a colour is seen; one for each factor of 4
    *((0.0, "#66abd1"), (1 / 16, "#99c7e0"), (1 / 4, "#cce3f0")),
    *((1.0, "#f7dfcc"), (4.0, "#efbf99"), (16.0, "#e79f66")),
)


def _prices(each: Energy, mac: float = 0.0) -> dict[str, float]:
    return {
        "mac": each.mac + mac, "ac": each.ac, "weight": each.weight, "potential": each.potential
    }  # fmt: skip


#: The rows of the lesson's tables, for the buttons.
ROWS = {
    "arithmetic": _prices(Energy(4.6, 0.9)),
    "and weights": _prices(Energy(4.6, 0.9, 10.0)),
    "and potentials": _prices(FULL),
    "and the ANN's inputs": _prices(FULL, READ),
    "8 bits": _prices(EIGHT_BITS),
    "weights from 1 MB": _prices(Energy(4.6, 0.9, 50.0, 10.0)),
}
ONE_BY_ONE = dict(list(ROWS.items())[:4])  # with all that belongs to 32 bits


@cache
def trail(code: str) -> tuple[Floats, Floats]:
    """Where on the map an input code goes as T grows: spikes per synapse, and steps."""
    done = [reached(code, steps).operations.synaptic_operations for steps in STEPS]
    return np.array(done) / size()[0], np.array(STEPS, float)


def map_frame(
    break_even: Any, spikes: float, steps: int, mac: float, ac: float, weight: float,
    potential: float, zeros: bool,
) -> Frame:  # fmt: skip
    """Who is cheaper for which number of spikes and steps, and this lesson's networks in it."""
    break_even, whose = theirs(BREAK_EVEN, break_even)
    prices = Energy(mac, ac, weight, potential)
    synapses, left, neurons = size()
    ann = (left if zeros else synapses) * (mac + weight)
    per_spike, per_update = (ac + weight + potential) * synapses, update_price(prices) * neurons
    here = (spikes * per_spike + steps * per_update) / ann
    line = (ann - per_update * Y) / per_spike
    at = float(break_even(mac, ac, weight, potential)) * ((left / synapses) if zeros else 1)
    inside = np.flatnonzero((line > X[0]) & (line < X[1]))
    foot = min(max(at, X[0]), X[1])
    return {
        "map": [
            {"xy": _right_of((ratio * ann - per_update * Y) / per_spike)} for ratio, _ in BANDS
        ],
        "line": (line[inside], Y[inside]),
        "foot": ([foot], [Y[0]]),
        "own": ([spikes], [float(steps)]),
        **_words(line, inside, foot),
        **{code: trail(code) for code in CODES},
        "text": f"{mac:g}, {ac:g}, {weight:g} and {potential:g} pJ{', zeros skipped' * zeros}: "
        f"break-even {at:.2f} by {whose} function. A network with {spikes:.2g} spikes per synapse "
        f"in {steps} step{'s' * (steps > 1)} costs {here:.3g} ANNs.",
    }


def _words(line: Floats, inside: Any, foot: float) -> Frame:
    """Where the names stand: beside what they name, clear of the line and of the trails' marks."""
    top = inside[-1] if inside.size else 0
    (x, y), (_, first) = ([float(at[k]) for at in trail("latency")] for k in (-1, 0))
    crossed = 1.0 < np.interp(1.2 * y, Y, line) < 3.0  # where latency's name would be
    beyond = 1.4 * float(trail("Poisson")[0][0])  # of the trails' first marks
    low = float(np.interp(1.5, Y, line))
    return {
        "same": {
            "position": (line[top], max(Y[top], 2.2)),  # above "SNN cheaper"
            "ha": "right" if line[top] > 5.0 else "left",
            "text": "equal cost" if inside.size else "",
        },
        "latency's name": {
            "position": (x, y if crossed else 1.1 * y),
            "ha": "left" if crossed else "center",
            "va": "center" if crossed else "bottom",
        },
        "break-even": {
            "position": (beyond if 0.05 < foot < beyond else foot, first),
            "ha": "left" if foot < 9.0 else "right",
        },
        "SNN": "SNN cheaper" if low > 0.1 else "",
        "ANN": "ANN cheaper" if low < 15.0 else "",
    }


def _right_of(border: Floats) -> Floats:
    """The corners of the part of the map that lies right of a border."""
    x = np.clip(border, *X)
    return np.vstack([np.column_stack([x, Y]), [[X[1], Y[-1]], [X[1], Y[0]]]])


@declare(
    map_frame,
    spikes=slider("spikes per synapse", 0.02, 50, start=0.3, log=True),
    steps=slider("steps", 1, 100, start=20, step=1),
    mac=slider("MAC", 0.1, 10, start=4.6, log=True, unit="pJ"),
    ac=slider("addition", 0.01, 10, start=0.9, log=True, unit="pJ"),
    weight=slider("fetch a weight", 0, 100, start=0, step=0.25, unit="pJ"),
    potential=slider("read and write a potential", 0, 100, start=0, step=0.5, unit="pJ"),
    zeros=toggle("the ANN skips zeros", start=False),
    tries=ROWS,
    handles={"own": {"x": "spikes", "y": "steps"}},
    size=(7.6, 3.0),
)
def line_map(figure: Figure) -> Frame:
    """Spikes across, steps up; colours for who is cheaper."""
    ax = figure.subplots()
    ax.set(xscale="log", yscale="log", xlim=X, ylim=(Y[0], Y[-1]))
    ax.set(xlabel="spikes per synapse (◇ your network)", ylabel="steps T")
    ax.set_xticks([0.02, 0.1, 0.5, 1, 2, 10, 50], ["0.02", "0.1", "0.5", "1", "2", "10", "50"])
    ax.set_yticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "100"])
    ax.set_xticks([], minor=True)
    ax.set_yticks([], minor=True)
    ax.grid(visible=False)
    artists: dict[str, Any] = {
        "map": [
            ax.add_patch(Polygon([(1, 1)], fc=colour, lw=0, zorder=0.5)) for _, colour in BANDS
        ],
        "line": ax.plot([], [], color=VOLTAGE, lw=2.5)[0],
        "same": ax.text(0, 1, "equal cost", va="bottom", size=9),
        "Poisson": ax.plot([], [], "s-", color=VOLTAGE, lw=0.8, ms=4)[0],
        "latency": ax.plot([], [], "^-", color=VOLTAGE, lw=0.8, mfc="white", ms=6)[0],
        "foot": ax.plot([], [], color=SPIKE, marker=CARETUPBASE, ms=11)[0],
        "break-even": ax.text(0, 1, "   break-even  ", va="center", size=9),
        "own": ax.plot([], [], **HERE)[0],
        "latency's name": ax.text(0, 1, "  latency  "),
        "SNN": ax.text(0.022, 1.5, "SNN cheaper", va="center", size=9),
        "ANN": ax.text(46, 1.5, "ANN cheaper", ha="right", va="center", size=9),
    }
    spikes, steps = trail("Poisson")  # which stands still
    ax.text(1.3 * spikes[-1], 1.1 * steps[-1], "Poisson", ha="center", va="bottom")
    return artists
