"""Lesson 15, from ANN to SNN, and what it costs: its views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from snn_edu.lessons.what_it_costs.networks import (
    STEPS,
    ann_accuracy,
    layers,
    reached,
    trained,
)
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE
from snn_edu.training import (
    PRICES,
    Bill,
    Energy,
    Learned,
    WinnerTakeAll,
    ann_operations,
    name_neurons,
)
from snn_edu.training.conversion import THRESHOLD, reset_after
from snn_edu.training.unsupervised import UNNAMED
from snn_edu.validation import Floats

Frame = Mapping[str, Any]


def some(number: int, thing: str) -> str:
    """A number of things: ``1 spike``, ``2 spikes``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


# --- Widget 1: one neuron. Its view is written out in the notebook. -------------------------------

Z = np.linspace(-0.25, 1.25, 601)  # inputs for which the staircase is drawn
FIRST = 20  # steps of which the potential is drawn


def potential(z: float, reset: str, start: float) -> tuple[Floats, Floats, Floats]:
    """(t, v, t of spikes) of the first steps: a rise by z, and where v >= 1 a spike and a reset."""
    v, times, values, spikes = start, [0.0], [start], []
    for t in range(1, FIRST + 1):
        v = v + z
        times.append(t)
        values.append(v)
        spiked = v >= THRESHOLD
        if spiked:
            spikes.append(t)
            v = float(reset_after(np.array(v), np.array(spiked), reset))
            times.append(t)
            values.append(v)
    return np.array(times), np.array(values), np.array(spikes)


def draw_one_neuron(figure: Figure) -> Frame:
    """The potential in time; the rate for every input, and the ReLU."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    left.axhline(THRESHOLD, color=SPIKE, ls="--", lw=1)
    left.set(xlim=(-0.5, FIRST + 0.5), ylim=(-1.1, 2.3), xlabel="step", ylabel="potential v")
    left.set_xticks(range(0, FIRST + 1, 5))
    left.text(FIRST + 0.3, 1.65, "threshold 1, dashed", color=SPIKE, ha="right", fontsize=8)
    right.plot([-0.25, 0, 1, 1.25], [0, 0, 1, 1], color=THEORY, lw=1, label="ReLU, cut off at 1")
    right.set(xlim=(-0.25, 1.25), ylim=(-0.06, 1.1), xlabel="input z per step")
    right.set(ylabel="spikes per step")
    artists = {
        "v": left.plot([], [], color=VOLTAGE, lw=1.2)[0],
        "spikes": left.plot([], [], "|", color=SPIKE, ms=11, mew=1.6)[0],
        "rates": right.plot([], [], color=VOLTAGE, lw=1.2, label="IF neuron")[0],
        "dot": right.plot([], [], "o", color=SPIKE, ms=7)[0],
    }
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 0.99), ncols=2)
    return artists


# --- Widget 2: the whole network. -----------------------------------------------------------------

CLASSES = 10


def patience(
    steps: int, code: str, start: float, ties: str, reset: str, percentile: str, picture: int
) -> Frame:
    """One picture's ten counts after some steps, and the accuracy on all from there on."""
    options = (float(percentile), reset, start)
    later = (steps, *(longer for longer in STEPS if longer > steps))
    right = [reached(code, length, *options).accuracy(ties) for length in later]
    run, hidden, _ = reached(code, steps, *options)
    counts, left = run.counts[0][picture], run.left[0][picture]
    decided = int(run.decide(ties)[picture])
    label = int(trained().test.labels[picture])
    most, on_top = int(counts.max()), int(np.count_nonzero(counts == counts.max()))
    tie = f"{on_top} outputs tie at {most}" if on_top > 1 else f"{some(most, 'spike')} on top"
    return {
        "digit": trained().test.pictures[picture].reshape(8, 8),
        "counts": [{"height": float(count)} for count in counts],
        "left": (np.arange(CLASSES), counts + np.clip(left, -0.5, 1.5)),
        "decided": ([decided], [most + 0.07 * ceiling(most)]),
        "bars": {"ylim": (-0.06 * ceiling(most), 1.15 * ceiling(most))},
        "curve": (later, 100 - 100 * np.array(right)),
        "dot": ([steps], [100 - 100 * right[0]]),
        "verdict": f"T = {steps}: {right[0]:.3f} right",
        "text": f"After {some(steps, 'step')} ({code}, start {start:g}, reset {reset}, "
        f"{percentile} %, ties by {ties}) {100 * right[0]:.1f} % are right, with "
        f"{hidden:.3g} hidden spikes. Picture {picture}, a {label}: {tie}, it says {decided}.",
    }


def ceiling(count: int) -> int:
    """The height of the axis for so many spikes: one of four, so that it seldom moves."""
    return next(top for top in (4, 10, 25, 60) if count <= top)


def draw_patience(figure: Figure) -> Frame:
    """A picture, its ten outputs, and the accuracy over the number of steps."""
    grid = figure.add_gridspec(1, 3, width_ratios=[0.9, 2.0, 3.0])
    paper, bars, right = (figure.add_subplot(grid[0, column]) for column in range(3))
    paper.set_axis_off()
    bars.set(xlim=(-0.6, 9.6), xlabel="output", ylabel="spikes", xticks=range(CLASSES))
    right.axhline(100 - 100 * ann_accuracy(), color=THEORY, lw=1, ls="--", label="the ANN")
    right.axhline(90, color="0.45", lw=1, ls=":", label="chance")
    right.set(xscale="log", xlim=(0.9, 60), yscale="log", ylim=(0.5, 130), xlabel="steps T")
    right.set(xticks=(1, 2, 5, 10, 20, 50), xticklabels=(1, 2, 5, 10, 20, 50))
    right.set(yticks=(1, 2, 5, 10, 20, 50, 100), yticklabels=(1, 2, 5, 10, 20, 50, 100))
    right.set_xticks([], minor=True)
    right.set_yticks([], minor=True)
    right.set(ylabel="test pictures wrong (%)")
    rows = bars.bar(range(CLASSES), [1.0] * CLASSES, color=VOLTAGE, width=0.7)
    artists = {
        "digit": paper.imshow(np.zeros((8, 8)), cmap="gray_r", vmin=0, vmax=1),
        "counts": list(rows),
        "left": bars.plot([], [], "_", color=OTHER, ms=12, mew=2, label="and what is left in v")[0],
        "decided": bars.plot([], [], "v", color=SPIKE, ms=7, label="decided")[0],
        "bars": bars,
        "curve": right.plot([], [], ".-", color=VOLTAGE, label="from T on")[0],
        "dot": right.plot([], [], "o", color=SPIKE, ms=8)[0],
        "verdict": right.text(0.97, 0.75, "T = 50: 0.999 right", ha="right",
                              transform=right.transAxes),
    }  # fmt: skip
    bars.legend(loc="lower center", bbox_to_anchor=(0.5, 0.99), ncols=2, columnspacing=1.0)
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 0.99), ncols=3)
    return artists


# --- Widget 3: the bill. --------------------------------------------------------------------------

SPIKING = ("Poisson", "latency")  # drawn on the map: their whole cost is spikes and updates
PAID = ("ANN", "current", *SPIKING)  # the bars
TERMS = ("arithmetic", "weights", "potentials, per spike", "potentials, per step")
LOOKS = ((VOLTAGE, 0.8), (THEORY, 0.6), (SPIKE, 0.4), (OTHER, 0.2))  # of the terms: bars' width
X = (0.02, 50.0)  # spikes per synapse and inference, the map's ends
Y = np.geomspace(1, 100, 90)  # steps
BANDS = (  # from which ratio of energies on (SNN to ANN) a colour is seen; one for each factor of 4
    *((0.0, "#66abd1"), (1 / 16, "#99c7e0"), (1 / 4, "#cce3f0")),
    *((1.0, "#f7dfcc"), (4.0, "#efbf99"), (16.0, "#e79f66")),
)


#: The library's price lists, for the buttons.
PRICE_LISTS = {
    name: {"mac": each.mac, "ac": each.ac, "weight": each.weight, "potential": each.potential}
    for name, each in PRICES.items()
}


def network_size() -> tuple[float, int]:
    """(synapses, neurons) of the network: M MACs for the ANN, N updates in each step."""
    net = layers()
    return ann_operations(net).macs, sum(np.shape(W)[1] for W in net.weights)


def bills(prices: Energy, steps: int) -> dict[str, Bill]:
    """What a test picture costs in each of the networks."""
    macs, _ = network_size()
    found = {"ANN": prices.ann(macs)}
    for code in PAID[1:]:
        done = reached(code, steps).operations
        found[code] = prices.snn(done.synaptic_operations, done.neuron_updates, done.macs)
    return found


def terms(bill: Bill) -> tuple[float, float, float, float]:
    """The lines of a bill in the four groups of the picture, pJ."""
    return (
        bill.macs + bill.additions + bill.updates,
        bill.mac_weights + bill.weights,
        bill.potentials,
        bill.update_potentials,
    )


def energy(mac: float, ac: float, weight: float, potential: float, steps: int) -> Frame:
    """Who is cheaper for which number of spikes and steps, and this lesson's networks in it."""
    prices = Energy(mac, ac, weight, potential)
    macs, neurons = network_size()
    ann = prices.ann(macs).total
    per_spike, per_update = (ac + weight + potential) * macs, (ac + potential) * neurons
    line = spikes_at(1.0, ann, per_spike, per_update)
    inside = line > 0
    paid = bills(prices, steps)
    ratios = {name: bill.total / ann for name, bill in paid.items()}
    widest = max(ratios.values())
    done = {code: reached(code, steps).operations.synaptic_operations / macs for code in SPIKING}
    lengths = [[term / ann for term in terms(paid[name])] for name in PAID]
    starts = [[sum(row[:term]) for term in range(len(row))] for row in lengths]
    return {
        "map": [
            {"xy": right_of(spikes_at(ratio, ann, per_spike, per_update))} for ratio, _ in BANDS
        ],
        "line": (np.log10(line[inside]), np.log10(Y[inside])),
        "marks": (np.log10(list(done.values())), np.log10([steps] * len(SPIKING))),
        "words": ["SNN cheaper", "ANN cheaper"],
        "rows": [
            {"x": start, "width": length}
            for start_row, row in zip(starts, lengths, strict=True)
            for start, length in zip(start_row, row, strict=True)
        ],
        "axis": {"xlim": (0, next(top for top in (2, 5, 20, 100, 1000, 1e6) if widest < top))},
        "said": [in_few_letters(ratios[name]) for name in PAID],
        **{code: trail(code) for code in SPIKING},
        "text": f"MAC {mac:g}, add {ac:g}, weight {weight:g}, potential {potential:g} pJ; T = "
        f"{steps}. In units of the ANN ({ann / 1000:.3g} nJ): current {ratios['current']:.2g}, "
        f"Poisson {ratios['Poisson']:.2g}, latency {ratios['latency']:.2g}. "
        f"Break-even {prices.break_even():.3g}.",
    }


def in_few_letters(ratio: float) -> str:
    """A ratio in at most five letters: 0.138, 25.0, 236, 15k."""
    if ratio >= 1000:
        return f"{ratio / 1000:.0f}k"
    return f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.1f}" if ratio >= 10 else f"{ratio:.3f}"


@cache
def trail(code: str) -> tuple[Floats, Floats]:
    """Where on the map an input code goes as T grows, in logarithms."""
    macs, _ = network_size()
    done = [reached(code, steps).operations.synaptic_operations for steps in STEPS]
    return np.log10(np.array(done) / macs), np.log10(np.array(STEPS))


def spikes_at(ratio: float, ann: float, per_spike: float, per_update: float) -> Floats:
    """Spikes per synapse with which an SNN of Y steps costs `ratio` times as much as the ANN."""
    return np.asarray((ratio * ann - per_update * Y) / per_spike)


def right_of(spikes: Floats) -> Floats:
    """Corners of all of the map that lies to the right of a line, in logarithms; (points, 2)."""
    left = np.log10(np.clip(spikes, *X))
    edge = np.full(2, np.log10(X[1]))
    y = np.log10(Y)
    return np.column_stack([np.append(left, edge), np.append(y, y[[-1, 0]])])


def draw_energy(figure: Figure) -> Frame:
    """The map with its line of break-even; the bills, term by term."""
    left, right = figure.subplots(1, 2, width_ratios=[1.2, 1])
    ticks = {"x": (0.03, 0.1, 0.3, 1, 3, 10, 30), "y": (1, 2, 5, 10, 20, 50, 100)}
    left.set(xlabel="spikes per synapse and inference", ylabel="steps T")
    left.set(xlim=np.log10(X), ylim=np.log10(Y[[0, -1]]))
    left.set_xticks(np.log10(ticks["x"]), [f"{tick:g}" for tick in ticks["x"]])
    left.set_yticks(np.log10(ticks["y"]), [f"{tick:g}" for tick in ticks["y"]])
    left.grid(visible=False)
    rows = [
        right.add_patch(Rectangle((0, -place - width / 2), 0, width, fc=colour, lw=0))
        for place in range(len(PAID))
        for colour, width in LOOKS
    ]
    terms = [
        right.plot([], [], color=colour, lw=10 * width, label=name)[0]
        for name, (colour, width) in zip(TERMS, LOOKS, strict=True)
    ]
    right.axvline(1, color=VOLTAGE, lw=1, ls="--")
    right.set(ylim=(-len(PAID) + 0.4, 0.6), xlabel="energy of a picture, in ANNs")
    right.set_yticks([-place for place in range(len(PAID))], PAID)
    right.grid(visible=False)
    artists = {
        "map": [
            left.add_patch(Polygon([(0, 0)], fc=colour, lw=0, zorder=0.5)) for _, colour in BANDS
        ],
        "line": left.plot([], [], color=VOLTAGE, lw=2, label="break-even")[0],
        "Poisson": left.plot([], [], "s", color=VOLTAGE, ms=3.5, label="Poisson")[0],
        "latency": left.plot([], [], "^", mfc="white", mec=VOLTAGE, ms=5, label="latency")[0],
        "marks": left.plot([], [], "o", mfc="none", mec=VOLTAGE, mew=2, ms=11, label="T")[0],
        "words": [
            left.text(0.03, 0.05, "SNN cheaper", transform=left.transAxes, fontsize=9),
            left.text(0.97, 0.05, "ANN cheaper", transform=left.transAxes, fontsize=9, ha="right"),
        ],
        "rows": rows,
        "axis": right,
        "said": [
            right.text(1.02, 1 - (place + 0.5) / len(PAID), "0.123", va="center",
                       transform=right.transAxes, fontsize=9)
            for place in range(len(PAID))
        ],
    }  # fmt: skip
    left.legend(loc="lower left", bbox_to_anchor=(0.0, 0.99), ncols=4, columnspacing=1.0)
    right.legend(handles=terms, loc="lower center", bbox_to_anchor=(0.5, 0.99), ncols=2)
    return artists


# --- Widget 4: STDP without a teacher. ------------------------------------------------------------

ROWS, COLUMNS = 5, 10
FIFTY = WinnerTakeAll(neurons=ROWS * COLUMNS)
EPOCHS = 10


def mosaic(weights: Floats) -> Floats:
    """The weights of fifty neurons as pictures, 5 rows of 10, a white line between."""
    tiles = np.zeros((ROWS * 9 - 1, COLUMNS * 9 - 1))
    for neuron in range(ROWS * COLUMNS):
        row, column = divmod(neuron, COLUMNS)
        tiles[row * 9 : row * 9 + 8, column * 9 : column * 9 + 8] = weights[:, neuron].reshape(8, 8)
    return tiles


def judged(model: WinnerTakeAll, learned: Learned, seed: int) -> tuple[float, int]:
    """(share of test pictures told, neurons in use); neurons are named by training pictures."""
    train, test, _ = trained(seed)
    rng = np.random.default_rng(100 + seed)
    won = model.winners(learned, train.pictures, rng)
    names = name_neurons(won, train.labels, model.neurons)
    right = names[model.winners(learned, test.pictures, rng)] == test.labels
    return float(right.mean()), int(np.count_nonzero(names != UNNAMED))


def learning(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Epoch by epoch: fifty neurons' weights, and how many test pictures they tell."""
    model = replace(
        FIFTY,
        homeostasis=controls["homeostasis"],
        inhibition=controls["inhibition"],
        depression=controls["depression"],
        normalisation=controls["normalisation"],
    )
    seed = controls["seed"]
    pictures = trained(seed).train.pictures
    scores: list[float] = []
    for learned in model.learn(pictures, np.random.default_rng(seed), EPOCHS):
        score, used = judged(model, learned, seed)
        scores.append(score)
        wins = np.sort(learned.wins)[::-1] / learned.wins.sum()
        yield {
            "mosaic": mosaic(learned.weights),
            "scores": (np.arange(1, len(scores) + 1), scores),
            "wins": (np.arange(1, len(wins) + 1), np.cumsum(wins)),
            "said": f"{score:.3f}, {used} of {model.neurons} neurons in use",
            "text": f"Epoch {len(scores)} of {EPOCHS}: {100 * score:.1f} % of the test pictures "
            f"told, {used} of {model.neurons} neurons in use; the busiest took "
            f"{100 * wins[0]:.0f} % of the pictures. Nearest centroid: 90.0 %.",
        }


CENTROID = 0.900  # nearest centroid, mean of five splits: asserted in the tests


def draw_learning(figure: Figure) -> Frame:
    """The mosaic; accuracy by epoch; how the pictures are shared among the neurons."""
    grid = figure.add_gridspec(2, 2, width_ratios=[2.0, 1.0])
    left = figure.add_subplot(grid[:, 0])
    above, below = figure.add_subplot(grid[0, 1]), figure.add_subplot(grid[1, 1])
    left.set_axis_off()
    above.axhline(CENTROID, color=THEORY, ls="--", lw=1, label="nearest centroid")
    above.set(xlim=(0.5, EPOCHS + 0.5), ylim=(0, 1.02), xlabel="epoch", ylabel="test pictures")
    below.plot([1, FIFTY.neurons], [1 / FIFTY.neurons, 1], color=THEORY, ls="--", lw=1)
    below.text(27, 0.42, "fair shares", color=THEORY, fontsize=8)
    below.set(xlim=(0, FIFTY.neurons + 1), ylim=(0, 1.05), xlabel="busiest neurons")
    below.set(ylabel="share of wins")
    artists = {
        "mosaic": left.imshow(mosaic(np.zeros((64, 50))), cmap="gray_r", vmin=0, vmax=1),
        "scores": above.plot([], [], ".-", color=VOLTAGE, label="STDP")[0],
        "wins": below.plot([], [], color=VOLTAGE, lw=1.5)[0],
        "said": left.set_title("0.999, 50 of 50 neurons in use", fontsize=10),
    }
    above.legend(loc="lower right", bbox_to_anchor=(1.0, 0.99), ncols=2)
    return artists


# --- Widget 5: four trainings side by side, three with a part missing. ----------------------------

FAULTS: Mapping[str, WinnerTakeAll] = {
    "all parts": FIFTY,
    "no homeostasis": replace(FIFTY, homeostasis=False),
    "no depression": replace(FIFTY, depression=False),
    "no inhibition": replace(FIFTY, inhibition=False),
}


@cache
def trained_without(fault: str, seed: int) -> tuple[tuple[Learned, float, int], ...]:
    """What there is after each epoch of a training, and what `judged` says of it."""
    model, pictures = FAULTS[fault], trained(seed).train.pictures
    course = model.learn(pictures, np.random.default_rng(seed), EPOCHS)
    return tuple((learned, *judged(model, learned, seed)) for learned in course)


def four_mosaics(epochs: int) -> Frame:
    """All parts, and each time one of them missing, after some epochs (of seed 0)."""
    found = {fault: trained_without(fault, 0)[epochs - 1] for fault in FAULTS}
    said = [f"{fault}: {score:.3f}, {used} in use" for fault, (_, score, used) in found.items()]
    return {
        "mosaics": [mosaic(learned.weights) for learned, *_ in found.values()],
        "titles": [line.replace(": ", "\n") for line in said],
        "text": f"After {some(epochs, 'epoch')}: {'; '.join(said)}.",
    }


def draw_four_mosaics(figure: Figure) -> Frame:
    """Four mosaics in a row, each under its name, accuracy and neurons in use."""
    axes = figure.subplots(1, len(FAULTS))
    blank = mosaic(np.zeros((64, ROWS * COLUMNS)))
    for ax in axes:
        ax.set_axis_off()
    return {
        "mosaics": [ax.imshow(blank, cmap="gray_r", vmin=0, vmax=1) for ax in axes],
        "titles": [ax.set_title("no homeostasis\n0.999, 50 in use", fontsize=9) for ax in axes],
    }
