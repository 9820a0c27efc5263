"""How a learning rule is drawn, and what has been learned: curves and weights, in purple."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from snn_edu.patterns import Learned
from snn_edu.plasticity import STDP, Course, RewardCourse, RewardSTDP, TripletSTDP
from snn_edu.plots.look import OTHER, SPIKE, STROKE, THEORY, WEIGHT, minus
from snn_edu.plots.sketch import (
    Artists,
    Panel,
    Sketch,
    as_first,
    lines_of,
    panel_of_lines,
    round_limits,
    sketch,
    span,
    together,
    with_room,
)
from snn_edu.training import IFLayers, IFRun, Layers, Training
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
    pre, post = curves.values()
    said = (
        f"{PAIRS} pairs, pre first by {APART:g} ms, change the weight by {pre[0]:+.2f} at 1 Hz "
        f"and by {pre[-1]:+.2f} at 50 Hz; post first, by {post[0]:+.2f} and {post[-1]:+.2f}."
    )
    change = f"change of the weight,\n{PAIRS} pairs"
    return _by_order(rates, curves, ("pairs per second (Hz)", change), said)


def _after(rule: TripletSTDP, rate: float, apart: float) -> float:
    """The change by pairs at `rate` Hz, the postsynaptic spike of each `apart` ms later."""
    pre = 1000.0 + 1000.0 / rate * np.arange(PAIRS)
    return rule.change(pre, pre + apart)


@sketch.register
def _(rule: RewardSTDP) -> Sketch:
    """What one pair is worth, against how long the reward comes after it."""
    reach = round_limits(np.array([0.0, 3.0 * rule.tau_eligibility]))[1]
    waits = np.linspace(0.0, reach, 61)
    pairs = {"pre": (0.0, APART), "post": (APART, 0.0)}
    curves = {
        f"{first} first, by {APART:g} ms": np.array(
            [rule.change([pre], [post], [APART + wait]) for wait in waits]
        )
        for first, (pre, post) in pairs.items()
    }
    ltp, ltd = curves.values()
    said = (
        f"A reward of 1 right after a pair, pre first by {APART:g} ms, changes the weight by "
        f"{ltp[0]:+.2g}; post first, by {ltd[0]:+.2g}. After {reach:g} ms it is {ltp[-1]:+.2g} and "
        f"{ltd[-1]:+.2g}."
    )
    labels = "reward after the pair (ms)", "change of the weight"
    return _by_order(waits, curves, labels, said)


def _by_order(
    x: Floats, curves: Mapping[str, Floats], labels: tuple[str, str], said: str
) -> Sketch:
    """The change by pairs whose pre comes first, and by those whose post does, over `x`."""
    lines = panel_of_lines("axes", curves, labels, [WEIGHT])

    def panel(ax: Axes) -> Artists:
        ax.axhline(0.0, color="0.6", lw=1)
        return lines(ax)

    values: dict[str, Any] = {name: (x, curve) for name, curve in curves.items()}
    limits = round_limits(np.concatenate([*curves.values()]))
    values["axes"] = {"xlim": (0.0, float(x[-1])), "ylim": limits}
    return Sketch(minus(said), values, (panel,), labels)


@sketch.register
def _(course: Course) -> Sketch:
    """The weight, which stays between spikes; below it the spikes that move it."""

    def above(ax: Axes) -> Artists:
        ax.set(xlabel="time (ms)", ylabel="weight")
        return {"weight": ax, "w": ax.plot([], [], color=WEIGHT, ds="steps-post")[0]}

    def below(ax: Axes) -> Artists:
        ax.set(xlabel="time (ms)", ylim=(-0.6, 1.6))
        ax.set_yticks([0, 1], ["post", "pre"])
        ax.grid(visible=False, axis="y")
        return {"trains": ax, **{f"of {name}": ax.plot([], [], color=SPIKE, ms=9, **STROKE)[0]
                                 for name in ("post", "pre")}}  # fmt: skip

    t, w = course.t, course.w
    ends = with_room(*(span(t) if t.size else (0.0, 1.0)))
    values: dict[str, Any] = {
        "weight": {"xlim": ends, "ylim": round_limits(w)},
        "w": (t, w),
        "trains": {"xlim": ends},
    }
    for row, (name, its) in enumerate((("post", course.is_post), ("pre", ~course.is_post))):
        values[f"of {name}"] = t[its], np.full(int(its.sum()), float(row))
    said = "No spike"
    if t.size:
        post = int(course.is_post.sum())
        said = (
            f"The weight goes from {w[0]:.4g} to {w[-1]:.4g} in {t[-1] - t[0]:g} ms, by "
            f"{t.size - post} presynaptic and {post} postsynaptic spikes; it is between "
            f"{w.min():.4g} and {w.max():.4g}"
        )
    layout = {"nrows": 2, "sharex": True, "height_ratios": [4, 1]}
    return Sketch(minus(f"{said}."), values, (above, below), ("course",), layout)


@together.register
def _(first: Course, results: Mapping[str, Course]) -> Sketch:
    """The weights of several rules over each other, each of which stays between spikes."""
    as_first(first, results)
    steps = {
        name: (np.repeat(course.t, 2)[1:], np.repeat(course.w, 2)[: max(2 * course.w.size - 1, 0)])
        for name, course in results.items()
    }
    return lines_of(steps, "time (ms)", "weight")


@sketch.register
def _(course: RewardCourse) -> Sketch:
    """The weight, and below it the two whose product moves it; dots just after each entry."""
    named = {"weight": WEIGHT, "eligibility": OTHER, "reward\n(per ms)": THEORY}
    if course.t.size:
        begin, end = span(course.t)
        fine = np.union1d(np.linspace(begin, end, 400), np.nextafter(course.t, -np.inf))
        fine = np.union1d(fine[fine >= course.t[0]], course.t)
        followed = course.at(fine)
    else:
        begin, end, fine, followed = 0.0, 1.0, course.t, course

    def panel(name: str, colour: str) -> Panel:
        def made(ax: Axes) -> Artists:
            ax.set(xlabel="time (ms)", ylabel=name)
            ax.yaxis.set_major_locator(MaxNLocator(4))  # a label costs a hundredth of the picture
            line = ax.plot([], [], color=colour)[0]
            dots = ax.plot([], [], "o", ms=4, color=colour)[0]
            return {f"axes of {name}": ax, name: line, f"dots of {name}": dots}

        return made

    values: dict[str, Any] = {}
    for name, of in zip(named, ("w", "eligibility", "reward"), strict=True):
        y = getattr(followed, of)
        values[name], values[f"dots of {name}"] = (fine, y), (course.t, getattr(course, of))
        values[f"axes of {name}"] = {"xlim": with_room(begin, end), "ylim": round_limits(y)}
    panels = tuple(panel(name, colour) for name, colour in named.items())
    said = "No spike and no reward"
    if course.t.size:
        said = (
            f"The weight goes from {course.w[0]:.4g} to {course.w[-1]:.4g} in {end - begin:g} ms; "
            f"the eligibility is between {followed.eligibility.min():.3g} and "
            f"{followed.eligibility.max():.3g}"
        )
    layout = {"nrows": 3, "sharex": True, "height_ratios": [3, 2, 2]}
    return Sketch(minus(f"{said}."), values, panels, ("reward",), layout, 4.4)


@sketch.register
def _(trained: Training) -> Sketch:
    """How many patterns were wrong, epoch by epoch."""
    wrong = trained.errors
    epochs = np.arange(1.0, wrong.size + 1.0)

    def panel(ax: Axes) -> Artists:
        ax.set(xlabel="epoch", ylabel="patterns that are wrong")
        return {"axes": ax, "errors": ax.plot([], [], color=SPIKE, ds="steps-mid")[0]}

    values = {
        "axes": {
            "xlim": (0.5, wrong.size + 0.5),
            "ylim": (0.0, round_limits(np.append(wrong, 1))[1]),
        },
        "errors": (epochs, wrong),
    }
    end = "solved" if trained.solved else "not solved"
    starts = f" in {trained.starts} starts" * (trained.starts > 1)
    said = (
        f"Wrong in the first of {wrong.size} epochs{starts}: {wrong[0]}; in the last: {wrong[-1]}, "
        f"{end}."
    )
    return Sketch(said, values, (panel,), ("errors",))


@sketch.register
def _(run: IFRun) -> Sketch:
    """How the rates of each layer are spread: who is silent, and who fires in each step."""
    names = [*(f"layer {k + 1}" for k in range(len(run.counts) - 1)), "output"]
    rates = dict(zip(names, (counts / run.steps for counts in run.counts), strict=True))
    panel, values = _spread(rates, "spikes a step", "share of the neurons (%)", SPIKE, (0.0, 1.02))
    n = run.counts[-1].size // run.counts[-1].shape[-1]
    each = "; ".join(
        f"{name} {rate.mean():.2g} spikes a step, {100 * np.mean(rate == 0):.3g} % without one, "
        f"{100 * np.mean(rate == 1):.3g} % with one in each"
        for name, rate in rates.items()
    )
    said = f"{run.steps} steps of {n} picture{'s' * (n != 1)}. {each[0].upper()}{each[1:]}."
    return Sketch(said, values, (panel,), ("rates", *names))


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
def _(layers: Layers | IFLayers) -> Sketch:
    """How the weights of each layer are spread."""
    names = [*(f"layer {k + 1}" for k in range(len(layers.weights) - 1)), "readout"]
    weights = dict(zip(names, map(np.asarray, layers.weights), strict=True))
    panel, values = _spread(weights)
    shapes = [w.shape for w in weights.values()]
    sizes = " to ".join(map(str, (shapes[0][0], *(n for _, n in shapes))))
    each = "; ".join(
        f"{name} {w.mean():.2g} ± {w.std():.2g}, from {w.min():.2g} to {w.max():.2g}"
        for name, w in weights.items()
    )
    said = f"Layers of {sizes} neurons. Weights: {each}."
    return Sketch(minus(said), values, (panel,), ("layers", *names))


def _spread(
    weights: dict[str, Floats],
    quantity: str = "weight",
    share: str = "share of the weights (%)",
    colour: str = WEIGHT,
    limits: tuple[float, float] | None = None,
) -> tuple[Panel, dict[str, Any]]:
    """Histograms of weights, or of another `quantity`, by name, as lines in steps."""
    every = [np.ravel(w) for w in weights.values()]
    bounds = np.array([bound for w in every for bound in (w.min(), w.max())])
    low, high = limits or round_limits(bounds)
    edges = np.linspace(low, high, BINS + 1)
    middles = (edges[1:] + edges[:-1]) / 2.0
    shares = [np.histogram(w, edges)[0] / w.size * 100.0 for w in every]
    labels = quantity, share
    panel = panel_of_lines("spread", weights, labels, [colour], ds="steps-mid")
    values: dict[str, Any] = {
        name: (middles, share) for name, share in zip(weights, shares, strict=True)
    }
    values["spread"] = {"xlim": (low, high), "ylim": (0.0, round_limits(np.concatenate(shares))[1])}
    return panel, values
