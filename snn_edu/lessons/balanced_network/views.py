"""Lesson 18, a balanced network: its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from snn_edu.lessons.balanced_network.balanced import Brunel
from snn_edu.lessons.balanced_network.rate_table import siegert_rates
from snn_edu.live import Frame, choice, declare, slider, toggle
from snn_edu.network import Network, PoissonInput, Sparse, by_sender
from snn_edu.plots import HERE, OTHER, SPIKE, STROKE, THEORY, VOLTAGE, WEIGHT, apart, limit_above
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

#: Brunel's network A with 500 neurons for his 12,500, so that it can follow a slider. Jumps are ten
#: times his: C_E J, which sets the means, is 80 mV for his 100. The variance of the noise goes by
#: C_E J^2 and is eight times his, the price of the size.
SMALL = Brunel(g=3.0, eta=2.0, size_E=400, C_E=80, J=1.0)
SIZE = 500  # neurons; the last 100 inhibit
DT = 0.25  # ms
SETTLING = 40.0  # ms that are not looked at

# --- The network: the same wiring, the same start and the same dice at every call. ----------------


@cache
def wiring() -> tuple[NDArray[Any], NDArray[Any]]:
    """Who sends to whom: for each neuron 80 of those that excite and 20 of those that inhibit."""
    rng = np.random.default_rng(12)
    excite = Sparse.fixed_indegree(400, SIZE, SMALL.C_E, 1.0, rng)
    inhibit = Sparse.fixed_indegree(100, SIZE, round(SMALL.gamma * SMALL.C_E), 1.0, rng)
    pre = np.concatenate((excite.pre, inhibit.pre + 400))
    order, _ = by_sender(pre, SIZE)
    return pre[order], np.concatenate((excite.post, inhibit.post))[order]


def connected(model: Brunel) -> Network:
    """`SMALL`, or a variant of it, as a network of one population.

    All neurons of Brunel's network A are alike, whether they excite or inhibit: only the sign of
    what a neuron sends says which it is.
    """
    pre, post = wiring()
    jumps = np.where(pre < 400, model.J, -model.g * model.J)
    network = Network().add(model.lif, SIZE, "cells")
    return network.connect("cells", "cells", Sparse(pre, post, jumps), model.delay)


def background(model: Brunel) -> PoissonInput:
    """The spikes from outside."""
    return PoissonInput(model.eta * model.threshold_rate * model.C_E, model.J)


def spikes_of(model: Brunel, steady: bool = False, duration: float = 200.0) -> Spikes:
    """What all neurons of `SMALL`, or of a variant of it, fire in `duration` ms, once settled.

    With `steady`, the background is no train of spikes but a current of the same mean, and nothing
    is random but the potentials at the start.
    """
    rng = np.random.default_rng(1)
    v_start = rng.uniform(0.0, 20.0, SIZE)
    mu_background, _ = model.input(0.0)
    outside: Any = mu_background / model.lif.R_m if steady else background(model)
    run = (
        connected(model)
        .run(SETTLING + duration, {"cells": outside}, DT, rng, start={"cells": v_start})
        .spikes["cells"]
    )
    late = run.times > SETTLING
    return Spikes(run.times[late] - SETTLING, run.ids[late], SIZE, duration)


def correlation(spikes: Spikes) -> float:
    """Mean correlation of two neurons' counts in 1 ms: 0 independent, 1 all alike.

    (Var(sum of n) - sum of Var(n)) / ((sum of sd(n))^2 - sum of Var(n)): the covariances of all
    pairs over the largest that they could have.
    """
    counts = spikes.binned(1.0)
    variances = counts.var(axis=0)
    largest = np.sqrt(variances).sum() ** 2 - variances.sum()
    if largest <= 0.0:
        return 0.0
    return float((counts.sum(axis=1).var() - variances.sum()) / largest)


class Measured(NamedTuple):
    """A network's activity in three numbers."""

    rate: float  # Hz, mean over the neurons
    cv: float  # of the intervals, mean over the neurons; NaN where there are too few spikes
    correlation: float  # of two neurons, on average

    @property
    def regime(self) -> str:
        """What Brunel would call it: read off the three numbers, not off g."""
        if self.rate < 1.0:
            return "silent"
        together = "synchronous" if self.correlation > 0.05 else "asynchronous"
        return f"{together} {'irregular' if self.cv > 0.5 else 'regular'}"


def measured(spikes: Spikes) -> Measured:
    """Rate, CV and correlation of a population."""
    return Measured(spikes.rate(), spikes.cv(), correlation(spikes))


# --- The theory: the rates that come back as they were put in. ------------------------------------

RATES = np.concatenate(([0.0], np.geomspace(0.01, 500.0, 400)))  # Hz
G_LINE = np.linspace(0.0, 8.0, 41)


def kept_rates(model: Brunel) -> list[float]:
    """The rates (Hz) of `Brunel.mean_field`, lowest first, quickly: to a thousandth, by a table."""
    excess = siegert_rates(*model.input(RATES), model.lif) - RATES
    k = np.flatnonzero((excess[:-1] > 0.0) != (excess[1:] > 0.0))
    share = excess[k] / (excess[k] - excess[k + 1])  # of the way from one rate to the next
    kept: list[float] = (RATES[k] + share * (RATES[k + 1] - RATES[k])).tolist()
    return kept


@cache
def kept_line(eta: float) -> tuple[Floats, Floats, Floats]:
    """Over `G_LINE`: the highest rate kept, the lowest where there are three, and the tipping rate.

    NaN where there is none.
    """
    high, low, tipping = (np.full(G_LINE.size, np.nan) for _ in range(3))
    for k, g in enumerate(G_LINE.tolist()):
        kept = kept_rates(replace(SMALL, g=g, eta=eta))
        high[k] = kept[-1]
        if len(kept) == 3:
            low[k], tipping[k], _ = kept
    return high, low, tipping


# --- The view. ------------------------------------------------------------------------------------

DELAYS = {"1.5 ms": 1.5, "3 ms": 3.0, "5 ms": 5.0}
DRAWN = np.concatenate((np.arange(32), np.arange(400, 408)))  # neurons in the raster
ROW = np.full(SIZE, -1)
ROW[DRAWN] = np.arange(DRAWN.size)


def network_frame(g: float, eta: float, delay: str, steady: bool) -> Frame:
    """Forty neurons and the rate of all, and where the network is on the curve of rate over g."""
    model = replace(SMALL, g=g, eta=eta, delay=DELAYS[delay])
    spikes = spikes_of(model, steady)
    seen = ROW[spikes.ids] >= 0
    rate, cv, alike = found = measured(spikes)
    together = spikes.binned(1.0).sum(axis=1) * 1000.0 / SIZE  # Hz
    kept = kept_rates(model)
    theory = " or ".join(f"{one:.0f}" for one in dict.fromkeys((kept[0], kept[-1])))
    spread = "" if np.isnan(cv) else f", CV {cv:.2f}, correlation {alike:.2f}"
    outside = "a steady current" if steady else "random spikes"
    high, low, tipping = kept_line(eta)
    return {
        "raster": (spikes.times[seen], ROW[spikes.ids[seen]]),
        "together": (np.arange(together.size) + 0.5, together),
        "kept": (G_LINE, high),
        "quiet": (G_LINE, low),
        "tipping": (G_LINE, tipping),
        "tipping_said": _above(tipping, high),
        "here": ([g], [rate]),
        "text": f"g = {g:.1f}, η = {eta:.1f}, delay {delay}, {outside} from outside. A neuron "
        f"fires at {rate:.0f} Hz (theory {theory}){spread}. {found.regime.capitalize()}.",
    }


def _root(rate: Floats) -> Floats:
    """The square root; 0 for what lies below the axis."""
    return np.sqrt(np.maximum(rate, 0.0))


def _above(line: Floats, steep: Floats) -> Frame:
    """Words above a line, to the left of another; none where there is no line."""
    if np.isnan(line).all():
        return {"text": ""}
    top = int(np.nanargmax(line))
    y = max(line[top], 8.0) + 42.0  # clear of the diamond at rest
    ends = np.flatnonzero(steep > y + 30.0)
    x = min(G_LINE[top], G_LINE[ends[-1]]) if ends.size else G_LINE[top]
    return {"text": "tipping point  ", "position": (x, y)}


@declare(
    network_frame,
    g=slider("g, the inhibition", 0.0, 8.0, start=3.0, step=0.1),
    eta=slider("η, the background", 0.5, 4.0, start=2.0, step=0.1),
    delay=choice("delay", tuple(DELAYS), "1.5 ms"),
    steady=toggle("steady background"),
    handles={"here": {"x": "g"}},
    size=(8.0, 3.4),
)
def network(figure: Figure) -> Frame:
    """Raster above, the rate of all below it; on the right the mean-field curve."""
    axes = figure.subplot_mosaic(
        [["raster", "curve"], ["together", "curve"]], width_ratios=[8, 5], height_ratios=[3, 2]
    )
    raster, together, curve = axes["raster"], axes["together"], axes["curve"]
    raster.set(xlim=(0, 200), ylim=(-1, 40), yticks=[15.5, 35.5], ylabel="40 of 500 neurons")
    raster.set_yticklabels(["excite", "inhibit"])
    raster.tick_params(labelbottom=False, left=False)
    raster.grid(visible=False)
    raster.axhline(31.5, color="0.6", lw=1)
    together.set(xlim=(0, 200), xlabel="time (ms)", ylabel="rate of\nall (Hz)")
    together.set_yscale("function", functions=(_root, np.square))  # a murmur and a drum in one view
    together.set(ylim=(0, 1050), yticks=[0, 50, 200, 500, 1000])
    curve.set(xlim=(-0.3, 8.3), ylim=(-10, 480), xlabel="g", ylabel="rate of a neuron (Hz)")
    curve.text(8.2, 470, "line: theory", color=THEORY, ha="right", va="top")
    curve.text(8.2, 435, "diamond:\nthis network", ha="right", va="top")
    return {
        "raster": raster.plot([], [], "|", color=SPIKE, ms=4, mew=1)[0],
        "together": together.plot([], [], color=VOLTAGE, lw=1)[0],
        "kept": curve.plot([], [], color=THEORY)[0],
        "quiet": curve.plot([], [], color=THEORY)[0],
        "tipping": curve.plot([], [], color=THEORY, ls=":")[0],
        "tipping_said": curve.text(0, 0, "", color=THEORY, fontsize=9, ha="right", va="center"),
        "here": curve.plot([], [], **HERE)[0],
    }


# --- One neuron's account: what excites it, what inhibits it, and what is left. -------------------

LISTENER = 108  # the neuron whose account is drawn: at every g near the mean of all
SHOWN = 150.0  # ms


class Account(NamedTuple):
    """What has arrived at a neuron and not leaked away yet, in mV, every ms."""

    t: Floats  # ms
    excitation: Floats
    inhibition: Floats  # as a positive number
    spikes: Floats  # ms, its own

    @property
    def net(self) -> Floats:
        """What is left of excitation once inhibition is taken off."""
        return self.excitation - self.inhibition


@lru_cache(maxsize=32)
def account(g: float, eta: float) -> Account:
    """The account of one neuron of the network under a steady background.

    Each arriving spike counts its jump, which leaks away with tau_m; the background counts its
    mean. v itself would be the sum, if the neuron never fired.
    """
    model = replace(SMALL, g=g, eta=eta)
    spikes = spikes_of(model, steady=True, duration=SHOWN + 100.0)
    pre, post = wiring()
    synapses = np.bincount(pre[post == LISTENER], minlength=SIZE)  # some senders have two
    edges = np.arange(0.0, SHOWN + 102.0)  # a bin too many: histogram closes its last
    decay = np.exp(-1.0 / model.lif.tau_m)
    since = np.exp(-0.5 / model.lif.tau_m)  # spikes are half a bin old
    totals = []
    for mine in (spikes.ids < 400, spikes.ids >= 400):
        times, counts = spikes.times[mine] + model.delay, synapses[spikes.ids[mine]]
        arrive = np.histogram(times, edges, weights=counts)[0]
        total = np.empty(arrive.size)
        x = since * arrive[:100].mean() / (1.0 - decay)  # as if it had always been like that
        for k, count in enumerate(arrive.tolist()):
            x = x * decay + since * count
            total[k] = x
        totals.append(total[100:-1])
    background, _ = model.input(0.0)
    own = spikes.times[spikes.ids == LISTENER]
    return Account(
        np.arange(SHOWN),
        background + model.J * totals[0],
        model.g * model.J * totals[1],
        own[(own > 100.0) & (own < 100.0 + SHOWN)] - 100.0,
    )


def account_frame(g: float, eta: float) -> Frame:
    """Excitation, inhibition and net of one neuron, beside its threshold."""
    one = account(g, eta)
    highest = max(float(one.excitation.max()), 1.3 * float(one.inhibition.max()))
    top = limit_above(1.05 * highest, (130.0, 260.0, 600.0, 1200.0))
    mean, spread = float(one.net.mean()), float(one.net.std())
    ends = [float(each[-20:].mean()) for each in (one.excitation, -one.inhibition, one.net)]
    excitation, inhibition, net, threshold = (
        {"position": (0.83, (y / top + 0.8) / 1.88)} for y in apart([*ends, 20.0], 0.12 * top)
    )
    return {
        "axes": {"ylim": (-0.8 * top, 1.08 * top)},
        "excitation": (one.t, one.excitation),
        "inhibition": (one.t, -one.inhibition),
        "net": (one.t, one.net),
        "excitation_said": excitation,
        "inhibition_said": inhibition,
        "net_said": net,
        "threshold_said": threshold,
        "spikes": (one.spikes, np.full(one.spikes.size, 1.02 * top)),
        "text": f"g = {g:.1f}, η = {eta:.1f}. On average excitation comes to "
        f"{one.excitation.mean():.0f} mV and inhibition to {one.inhibition.mean():.0f} mV. What is "
        f"left is {mean:.0f} ± {spread:.0f} mV. The threshold lies at 20 mV.".replace(
            "is left is -", "is left is −"
        ),
    }


def _at_its_end(ax: Axes, name: str, color: str) -> Text:
    """The name of a curve, which is written at its right end (in shares of the axes)."""
    return ax.text(0, 0, name, color=color, va="center", transform=ax.transAxes)


@declare(
    account_frame,
    g=slider("g, the inhibition", 0.0, 8.0, start=5.0, step=0.1),
    eta=slider("η, the background", 1.0, 4.0, start=2.0, step=0.1),
    size=(9.0, 3.4),
)
def one_neuron(figure: Figure) -> Frame:
    """Excitation up, inhibition down, and what is left between them."""
    ax = figure.subplots()
    ax.set(xlim=(0, 184), xlabel="time (ms)", ylabel="mV that have arrived\nand not leaked away")
    ax.set_xticks(range(0, 151, 25))
    ax.plot([0, SHOWN], [0, 0], color="0.6", lw=1)
    ax.plot([0, SHOWN], [20, 20], color=SPIKE, lw=1.5, ls="--")
    return {
        "axes": ax,
        "excitation": ax.plot([], [], color=OTHER, lw=1.5)[0],
        "inhibition": ax.plot([], [], color=WEIGHT, lw=1.5)[0],
        "net": ax.plot([], [], color=VOLTAGE, lw=2)[0],
        "spikes": ax.plot([], [], **STROKE, color=SPIKE, ms=12)[0],
        "excitation_said": _at_its_end(ax, "excitation", OTHER),
        "inhibition_said": _at_its_end(ax, "inhibition", "#8c4a6e"),
        "net_said": _at_its_end(ax, "what is left", VOLTAGE),
        "threshold_said": _at_its_end(ax, "threshold", SPIKE),
    }


# --- The dial: g is turned while the network runs. ------------------------------------------------

SLOWER = 20  # times slower than real time
STEP = 2.0  # ms of the network a picture
DIAL_FPS = 1000.0 / (STEP * SLOWER)  # Hz
PAPER = 200.0  # ms of the past on the paper
ENDS = 6000.0  # ms
TURNED = ([0.0, 100.0, 250.0, 500.0, 650.0, 800.0], [3.0, 3.0, 6.0, 6.0, 3.0, 3.0])  # ms, g


def dial_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """The network goes on from where it is, 2 ms a frame; g turns by itself until one turns it."""
    rng = np.random.default_rng(1)
    start: Any = {"cells": rng.uniform(0.0, 20.0, SIZE)}
    begins, g, by_hand = controls["g"], -1.0, controls["g"] != TURNED[1][0]
    times, ids, gs = np.array([]), np.array([], int), np.array([])
    for end in np.arange(0.0, ENDS, STEP) + STEP:
        by_hand = by_hand or controls["g"] != begins
        itself = round(float(np.interp((end - STEP) % TURNED[0][-1], *TURNED)), 1)
        before, g = g, controls["g"] if by_hand else itself
        if g != before:
            model = replace(SMALL, g=g)
            network = connected(model)
        if end == STEP:
            start = network.run(SETTLING, {"cells": background(model)}, DT, rng, start=start)
        elif g != before:
            start = start.with_weights_of(network)
        start = network.run(STEP, {"cells": background(model)}, DT, rng, start=start)
        new = start.spikes["cells"]
        times = np.append(times, new.times - SETTLING)
        ids, gs = np.append(ids, new.ids), np.append(gs, g)[-round(PAPER / STEP) :]
        kept = times > end - PAPER
        times, ids = times[kept], ids[kept]
        yield dial_frame(times - end, ids, gs, min(end, PAPER), by_hand)


def dial_frame(times: Floats, ids: Any, gs: Floats, seen: float, by_hand: bool) -> Frame:
    """The last `seen` ms on the paper, which ends now, at 0 ms; the clicks of its last 2 ms."""
    mine = times[ids == LISTENER]
    rows = ROW[ids] >= 0
    new = mine[mine > -STEP]
    train = Spikes(mine + seen, np.zeros(mine.size, int), 1, seen + 1e-6)
    cv = train.cv() if mine.size > 3 else np.nan
    said = "" if np.isnan(cv) else f", CV {cv:.2f}"
    rate, own = (1000.0 * count / seen for count in (times.size / SIZE, mine.size))
    how = "" if by_hand else ", turning by itself"
    return {
        "raster": (times[rows], ROW[ids[rows]]),
        "mine": (mine, np.zeros(mine.size)),
        "new": (new, np.zeros(new.size)),
        "said": f"one neuron on this paper: {own:.0f} Hz{said}",
        "g": (np.arange(-gs.size, 0) * STEP + STEP, gs),
        "here": ([0.0], [gs[-1]]),
        "clicks": ((new + STEP) * SLOWER, STEP * SLOWER),
        "text": f"g = {gs[-1]:.1f}{how}. In the last {seen:g} ms all neurons fired at {rate:.0f} "
        f"Hz, and the one that clicks at {own:.0f} Hz{said}.",
    }


@declare(
    dial_frames,
    g=slider("g by hand", 0.0, 8.0, start=3.0, step=0.1),
    handles={"here": {"y": "g"}},
    fps=DIAL_FPS,
    still=129,
    button="Run",
    size=(7.5, 3.2),
)
def dial(figure: Figure) -> Frame:
    """A paper that runs to the left: the raster, one neuron, and below them g, with its pen."""
    raster, one, dial = figure.subplots(3, 1, sharex=True, height_ratios=[5, 1.4, 3])
    raster.set(xlim=(-PAPER, 8), ylim=(-1, 40), yticks=[15.5, 35.5])
    raster.set_yticklabels(["excite", "inhibit"])
    raster.axhline(31.5, color="0.6", lw=1)
    one.set(ylim=(-1, 1), yticks=[])
    dial.set(
        ylim=(0, 8),
        yticks=[0, 3, 6],
        ylabel="inhibition g",
        xlabel=f"time (ms), {SLOWER} times as slow",
    )
    for ax in (raster, one):
        ax.grid(visible=False)
        ax.tick_params(left=False, labelbottom=False, bottom=False)
    return {
        "raster": raster.plot([], [], "|", color=SPIKE, ms=4, mew=1)[0],
        "mine": one.plot([], [], **STROKE, color=SPIKE, ms=16)[0],
        "new": one.plot([], [], "o", color=SPIKE, ms=12, mfc="none", mew=2)[0],
        "said": one.set_title("", loc="left", fontsize=11, fontweight="bold"),
        "g": dial.plot([], [], color=WEIGHT, lw=2)[0],
        "here": dial.plot([], [], **HERE)[0],
    }
