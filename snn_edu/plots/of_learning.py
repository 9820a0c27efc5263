"""How a learning rule is drawn, and what has been learned: curves and weights, in purple."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from snn_edu.patterns import Learned
from snn_edu.plasticity import STDP, TripletSTDP
from snn_edu.plots.look import SPIKE, WEIGHT, legend_above, minus
from snn_edu.plots.sketch import DASHES, Artists, Panel, Sketch, round_limits, sketch
from snn_edu.training import Layers
from snn_edu.validation import Floats

PAIRS = 60  # of an experiment on the rate of pairs, as in Sjostrom et al. 2001
APART = 10.0  # ms, between the two spikes of each pair
BINS = 50  # of a histogram


@sketch.register
def _(rule: STDP) -> Sketch:
    """The window: what one pair adds to an additive weight."""
    reach = round_limits(4.0 * np.array([0.0, max(rule.tau_plus, rule.tau_minus)]))[1]
    after = np.linspace(1e-6, reach, 200)
    x = np.concatenate([-after[::-1], [0.0], after])
    y = np.where(x == 0.0, np.nan, rule.window(x))

    def panel(ax: Axes) -> Artists:
        ax.axhline(0.0, color="0.6", lw=1)
        ax.set(xlabel="$t_{post} - t_{pre}$ (ms)", ylabel="change of the weight")
        window, tie = ax.plot([], [], color=WEIGHT)[0], ax.plot([], [], "o", color=WEIGHT)[0]
        return {"axes": ax, "window": window, "tie": tie}

    ties = ([], []) if rule.same_step == "none" else ([0.0], [rule.window(0.0)])
    values = {
        "axes": {"xlim": (-reach, reach), "ylim": round_limits(y)},
        "window": (x, y),
        "tie": ties,
    }
    ltp, ltd = rule.A_plus * rule.tau_plus, rule.A_minus * rule.tau_minus
    areas = f"; the area of LTD is {ltd / ltp:.3g} times that of LTP" if ltp else ""
    said = (
        f"Pre before post adds up to {rule.A_plus:.3g} and fades in {rule.tau_plus:g} ms, post "
        f"before pre takes up to {rule.A_minus:.3g} and fades in {rule.tau_minus:g} ms{areas}."
    )
    return Sketch(said, values, (panel,), ("window",))


@sketch.register
def _(rule: TripletSTDP) -> Sketch:
    """What many pairs change, against how often they come: what no pair rule can show."""
    rates = np.array([1, 2, 5, *range(10, 51, 2)], float)  # Hz
    curves = {
        f"{first} first, by {APART:g} ms": np.array([_after(rule, rate, apart) for rate in rates])
        for first, apart in (("pre", APART), ("post", -APART))
    }

    def panel(ax: Axes) -> Artists:
        ax.axhline(0.0, color="0.6", lw=1)
        ax.set(xlabel="pairs per second (Hz)", ylabel=f"change of the weight,\n{PAIRS} pairs")
        made: Artists = {"axes": ax}
        for name, dash in zip(curves, DASHES, strict=False):
            made[name] = ax.plot([], [], color=WEIGHT, ls=dash, label=name)[0]
        legend_above(ax, 2)
        return made

    pre, post = curves.values()
    values: dict[str, Any] = {name: (rates, curve) for name, curve in curves.items()}
    values["axes"] = {"xlim": (0.0, 50.0), "ylim": round_limits(np.concatenate([pre, post]))}
    said = (
        f"{PAIRS} pairs, pre first by {APART:g} ms, change the weight by {pre[0]:+.2f} at 1 Hz "
        f"and by {pre[-1]:+.2f} at 50 Hz; post first, by {post[0]:+.2f} and {post[-1]:+.2f}."
    )
    return Sketch(minus(said), values, (panel,), ("rate of pairs",))


def _after(rule: TripletSTDP, rate: float, apart: float) -> float:
    """The change by pairs at `rate` Hz, the postsynaptic spike of each `apart` ms later."""
    pre = 1000.0 + 1000.0 / rate * np.arange(PAIRS)
    return rule.change(pre, pre + apart)


@sketch.register
def _(learned: Learned) -> Sketch:
    """How the weights are spread, and the rate of the output over time."""
    panel, values = _spread({f"neuron {k}": w for k, w in enumerate(learned.weights)})
    seconds = learned.t / 1000.0
    edges = np.linspace(0.0, seconds, 41)
    counts = np.histogram(learned.output.times / 1000.0, edges)[0]
    rate = counts / np.diff(edges) / learned.output.size

    def beside(ax: Axes) -> Artists:
        ax.set(xlabel="time (s)", ylabel="rate of the output (Hz)")
        return {"output": ax, "rate": ax.plot([], [], color=SPIKE)[0]}

    values |= {
        "output": {"xlim": (0.0, seconds), "ylim": (0.0, round_limits(rate)[1])},
        "rate": ((edges[1:] + edges[:-1]) / 2.0, rate),
    }
    w = learned.weights
    neurons, high = len(w), int((w > w.max() / 2.0).sum())
    who = "the neuron" if neurons == 1 else f"{neurons} neurons"
    said = (
        f"After {seconds:g} s {high} of {w.size} weights are above {w.max() / 2.0:.2g}; {who} "
        f"fired {len(learned.output)} times, in the last fifth at {rate[-8:].mean():.3g} Hz."
    )
    layout = {"ncols": 2, "width_ratios": [3, 2]}
    return Sketch(said, values, (panel, beside), ("learned", neurons), layout)


@sketch.register
def _(layers: Layers) -> Sketch:
    """How the weights of each layer are spread."""
    names = [*(f"layer {k + 1}" for k in range(len(layers.weights) - 1)), "readout"]
    weights = dict(zip(names, map(np.asarray, layers.weights), strict=True))
    panel, values = _spread(weights)
    sizes = " to ".join(str(len(w)) for w in layers.weights) + f" to {layers.weights[-1].shape[1]}"
    each = "; ".join(
        f"{name} {w.mean():.2g} ± {w.std():.2g}, from {w.min():.2g} to {w.max():.2g}"
        for name, w in weights.items()
    )
    said = f"Layers of {sizes} neurons. Weights: {each}."
    return Sketch(minus(said), values, (panel,), ("layers", *names))


def _spread(weights: dict[str, Floats]) -> tuple[Panel, dict[str, Any]]:
    """Histograms of weights by name, as lines in steps."""
    every = [np.ravel(w) for w in weights.values()]
    low, high = round_limits(np.array([bound for w in every for bound in (w.min(), w.max())]))
    edges = np.linspace(low, high, BINS + 1)
    middles = (edges[1:] + edges[:-1]) / 2.0
    shares = [np.histogram(w, edges)[0] / w.size * 100.0 for w in every]

    def panel(ax: Axes) -> Artists:
        ax.set(xlabel="weight", ylabel="share of the weights (%)")
        made: Artists = {"spread": ax}
        for name, dash in zip(weights, cycle(DASHES), strict=False):
            made[name] = ax.plot([], [], color=WEIGHT, ls=dash, ds="steps-mid", label=name)[0]
        if len(weights) > 1:
            legend_above(ax, min(len(weights), 4))
        return made

    values: dict[str, Any] = {
        name: (middles, share) for name, share in zip(weights, shares, strict=True)
    }
    values["spread"] = {"xlim": (low, high), "ylim": (0.0, round_limits(np.concatenate(shares))[1])}
    return panel, values
