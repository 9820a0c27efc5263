"""Lesson 14, before you press Train: its pictures."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from snn_edu.lessons.before_you_train import questions
from snn_edu.lessons.before_you_train.first_weights import (
    DECAY,
    OFTEN,
    RARE,
    RATE,
    SAMPLE,
    STEPS,
    UPDATES,
    WANTED,
    Neuron,
    Summed,
    course,
    network,
    potentials,
)
from snn_edu.live import Frame, choice, declare, slider, toggle
from snn_edu.plots import OTHER, SPIKE, THEORY, VOLTAGE, minus
from snn_edu.questions import named, theirs
from snn_edu.training import Surrogate, surrogate
from snn_edu.validation import Floats

TWO_SUMS, SILENT = (named(questions.EXERCISES, name) for name in ("two_sums", "silent"))
SEED = 2  # of the page's network: the middle one of twelve

# --- Layer after layer. ---------------------------------------------------------------------------

DEEP = 8  # hidden layers
LOWEST = 1e-4  # spikes a step that are drawn


def layers_frame(factor: float, rate: float, seed: int) -> Frame:
    """How many neurons of each layer are silent or saturated, and how often the layer fires."""
    _, rates = network(factor, DEEP, seed, rate)
    silent = [float((each < RARE).mean()) for each in rates]
    saturated = [float((each > OFTEN).mean()) for each in rates]
    means = [float(each.mean()) for each in rates]
    dead = next((k for k, mean in enumerate(means, 1) if mean < RARE), None)
    end = f"Layer {dead} is silent, and those behind it." if dead else "No layer is silent."
    if max(saturated) > 0.1:
        end += f" In layer {DEEP} {100 * saturated[-1]:.0f} % fire in more than every other step."
    if dead == DEEP:
        end = f"Layer {dead} is silent."
    return {
        "silent": [{"height": 100 * share} for share in silent],
        "saturated": [{"height": -100 * share} for share in saturated],
        "rates": (np.arange(DEEP + 1), np.maximum([rate, *means], LOWEST)),
        "text": f"Weights times {factor:.3g}, inputs {rate:.2g} spikes a step: layer 1 fires "
        f"{means[0]:.4f}, layer 2 {means[1]:.4f}, layer {DEEP} {means[-1]:.4f}. {end}",
    }


@declare(
    layers_frame,
    factor=slider("weights times", 0.3, 20, start=1.0, log=True),
    rate=slider("inputs: spikes a step", 0.01, 0.5, start=RATE, log=True),
    seed=slider("seed", 1, 12, start=SEED, step=1),
    size=(7.4, 2.9),
)
def layers(figure: Figure) -> Frame:
    """Bars of the shares on the left, the rate from the input to the last layer on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    at = np.arange(1, DEEP + 1)
    left.set(xlim=(0.4, DEEP + 0.6), ylim=(0, 100), xlabel="layer", ylabel="neurons (%)")
    left.set_xticks(at)
    left.bar(at, 100.0, 0.8, color=OTHER, alpha=0.45, label="healthy")
    artists: Frame = {
        "silent": list(left.bar(at, [50.0] * DEEP, 0.8, color=THEORY, label="silent")),
        "saturated": list(
            left.bar(at, [-10.0] * DEEP, 0.8, bottom=100.0, color=SPIKE, label="saturated")
        ),
        "rates": right.plot([], [], "o-", color=VOLTAGE, ms=6)[0],
    }
    left.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    right.set(xlim=(-0.4, DEEP + 0.4), ylim=(LOWEST / 1.5, 1.2), xlabel="layer (0: the inputs)")
    right.set(ylabel="spikes a step")
    right.set_yscale("log")
    right.set_yticks([LOWEST, 1e-3, 1e-2, 0.1, 1.0], ["0", "0.001", "0.01", "0.1", "1"])
    right.set_xticks(range(0, DEEP + 1, 2))
    right.axhline(OFTEN, color=SPIKE, ls="--", lw=1.2)
    right.axhline(RARE, color=THEORY, ls="--", lw=1.2)
    return artists


# --- One neuron without its threshold. ------------------------------------------------------------

SHOWN = 300  # steps
MOST = 800  # inputs


@lru_cache(maxsize=12)
def _chance(seed: int) -> Floats:
    """A number from 0 to 1 for each step and each input; below p it fires."""
    return np.random.default_rng(seed).random((SHOWN, MOST))


def wander_frame(n: int, spread: float, mean: float, p: float, seed: int) -> Frame:
    """V of a neuron that never fires, half of its weights mean + spread, half mean - spread."""
    w = mean + spread * np.where(np.arange(n) % 2, -1.0, 1.0)
    z = (_chance(seed)[:, :n] < p) @ w
    mu = p * w.sum() / (1 - DECAY)
    sd = np.sqrt(p * (1 - p) * (w @ w) / (1 - DECAY**2))
    v, left = np.empty(SHOWN), mu
    for t in range(SHOWN):
        v[t] = left = DECAY * left + z[t]
    away = (1 - mu) / sd
    where = f"{away:.1f} s.d. above the mean" if away > 0 else "below the mean"
    return {
        "v": (np.arange(SHOWN), v),
        "band": {"y": mu - sd, "height": 2 * sd},
        "mean": ([0, SHOWN], [mu, mu]),
        "limits": {"ylim": (min(-3.0, mu - 4 * sd), max(3.0, mu + 4 * sd))},
        "text": f"{n} inputs, weights {minus(f'{mean - spread:.3g}')} and {mean + spread:.3g}: v "
        f"is {minus(f'{mu:.2f}')} ± {sd:.2f}, and the threshold lies {where}. v is above it in "
        f"{100 * np.mean(v >= 1):.0f} % of these steps.",
    }


@declare(
    wander_frame,
    n=slider("inputs n", 20, MOST, start=50, step=10),
    spread=slider("spread of the weights", 0.01, 0.3, start=0.1, step=0.01),
    mean=slider("mean of the weights", -0.02, 0.02, start=0.0, step=0.001),
    p=slider("p of each input", 0.01, 0.5, start=0.1, step=0.01),
    seed=slider("seed", 1, 12, start=SEED, step=1),
    size=(7.0, 3.0),
)
def wander(figure: Figure) -> Frame:
    """V over time, a band from one s.d. below the mean to one above, and the threshold."""
    ax = figure.subplots()
    ax.set(xlim=(0, SHOWN), ylim=(-3, 3), xlabel="step", ylabel="v, without a threshold")
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))  # no number is wide
    ax.yaxis.set_label_coords(-0.11, 0.5)
    ax.axhline(1.0, color=SPIKE, ls="--", lw=1.5)
    ax.text(SHOWN + 3, 1.0, "threshold", color=SPIKE, va="center")
    (band,) = ax.bar([SHOWN / 2], [1.0], SHOWN, color=THEORY, alpha=0.22)
    return {
        "band": band,
        "mean": ax.plot([], [], color=THEORY, lw=1.5)[0],
        "v": ax.plot([], [], color=VOLTAGE, lw=1.2)[0],
        "limits": ax,
    }


# --- Each neuron by its two sums, and as counted. -------------------------------------------------

LAYERS = 4
AWAY = "threshold 3 s.d. away"


def account_frame(two_sums: Summed, silent: Any, factor: float, layer: int, seed: int) -> Frame:
    """The neurons of a layer by mean and s.d., in two colours: those that fired, and the others."""
    two_sums, _ = theirs(TWO_SUMS, two_sums)
    silent, whose = theirs(SILENT, silent)
    weights, rates = network(factor, LAYERS, seed)
    p = np.full(len(weights[0]), RATE) if layer == 1 else rates[layer - 2]
    mean, sd = (np.asarray(one, float) for one in two_sums(weights[layer - 1], p, DECAY))
    mute = rates[layer - 1] < RARE
    said = float(silent(weights[layer - 1], p, DECAY))
    return {
        "mute": (mean[mute], sd[mute]),
        "heard": (mean[~mute], sd[~mute]),
        "above": AWAY if sd.max() < 0.75 else "",
        "below": "" if sd.max() < 0.75 else AWAY,  # the neurons are where it was
        "text": f"Weights times {factor:.3g}, layer {layer}: it hears {p.mean():.3f} spikes a "
        f"step. By {whose} lines {100 * said:.0f} % are silent; in 1,000 steps "
        f"{100 * mute.mean():.0f} % did not fire.",
    }


@declare(
    account_frame,
    factor=slider("weights times", 0.3, 4, start=1.0, log=True),
    layer=slider("layer", 1, LAYERS, start=1, step=1),
    seed=slider("seed", 1, 12, start=SEED, step=1),
    size=(6.4, 3.2),
)
def account(figure: Figure) -> Frame:
    """The plane of the two sums, and the line on which the threshold is three s.d. away."""
    ax = figure.subplots()
    ax.set(xlim=(-4, 4), ylim=(-0.06, 2.2), xlabel="mean of v", ylabel="s.d. of v")
    ax.plot([-4, 1], [5 / 3, 0], color=SPIKE, lw=2)
    above = ax.text(-3.9, 1.32, AWAY, color=SPIKE, rotation=-22)
    below = ax.text(-3.9, 0.06, "", color=SPIKE)
    ax.axvline(1.0, color=SPIKE, ls="--", lw=1.2)
    mute, heard = ax.plot([], [], "o", [], [], "o", ms=6, mew=1.5)
    mute.set(color=THEORY, mfc="none", label="counted silent")
    heard.set(color=OTHER, label="counted firing")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return {"mute": mute, "heard": heard, "above": above, "below": below}


# --- Asleep, and unable to stop. ------------------------------------------------------------------

KINDS: dict[str, Surrogate] = {
    "fast sigmoid": "fast_sigmoid", "arctan": "arctan", "sigmoid": "sigmoid",
    "triangle": "triangle", "boxcar": "boxcar",
}  # fmt: skip
_U = np.linspace(-5.0, 25.2, 1209)


def wake_frame(kind: str, b: float, w: float) -> Frame:
    """A bump with the potentials that it meets, and the spikes while the weight is trained."""

    def h(u: Floats) -> Floats:
        return np.asarray(surrogate(KINDS[kind], u, b))

    way = list(course(h, w))
    n = np.array([spikes for _, spikes in way])
    v = potentials(w)
    begins = f"At w = {minus(f'{w:.3g}')} it fires {n[0]} times in {STEPS} steps, v lies from "
    begins += f"{minus(f'{v.min():.2f}')} to {minus(f'{v.max():.2f}')}. "
    if n[-1] == WANTED:
        ends = f"{kind}, b = {b:.3g}: after {n.size - 1} updates it fires {WANTED} times."
    else:
        ends = f"{kind}, b = {b:.3g}: after {UPDATES} updates it still fires {n[-1]} times."
    return {
        "bump": (_U, np.maximum(h(_U), 1e-12)),
        "met": (v - 1, np.maximum(h(v - 1), 1e-12)),
        "spikes": (np.arange(n.size), n),
        "text": begins + ends,
    }


@declare(
    wake_frame,
    kind=choice("bump", tuple(KINDS), "fast sigmoid"),
    b=slider("b", 0.5, 100, start=5.0, log=True),
    w=slider("weight at the start", -0.4, 8, start=0.02, step=0.02),
    size=(7.4, 2.9),
)
def wake(figure: Figure) -> Frame:
    """The bump over the distance from the threshold, as powers of ten; the spikes by update."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(-5.0, 25.2), ylim=(3e-13, 300), xlabel="v − 1", ylabel="bump")
    left.set_yscale("log")
    left.set_yticks([1e-12, 1e-8, 1e-4, 1.0], ["0", "$10^{-8}$", "$10^{-4}$", "1"])
    left.axvline(0.0, color=SPIKE, ls="--", lw=1.3)
    right.set(xlim=(0, UPDATES), ylim=(-0.8, STEPS + 0.8), xlabel="update", ylabel="spikes")
    right.axhline(WANTED, color="0.5", lw=1)
    right.text(UPDATES, WANTED + 0.4, "wanted", color="0.4", ha="right", va="bottom")
    return {
        "bump": left.plot([], [], color=OTHER, lw=2)[0],
        "met": left.plot([], [], "o", color=VOLTAGE, ms=6)[0],
        "spikes": right.plot([], [], color=VOLTAGE, lw=2)[0],
    }


# --- What the last sample left. -------------------------------------------------------------------

SAMPLES = 4  # in a row, all the same


def leftover_frame(a: float, current: float, pause: int, forgets: bool) -> Frame:
    """V while the same sample comes four times, with pauses between, and the spikes of each."""
    neuron = Neuron(a)
    v: list[float] = []
    counts = []
    for _ in range(SAMPLES):
        if forgets:
            neuron.v = 0.0
        ran = list(neuron.steps(current, SAMPLE))
        counts.append(sum(spiked for _, spiked in ran))
        v += [one for one, _ in ran] + [one for one, _ in neuron.steps(0.0, pause)]
    began = (SAMPLE + pause) * np.arange(SAMPLES)
    spikes = np.flatnonzero(np.array(v) >= 1)
    told = "set to 0 before each sample" if forgets else "kept from sample to sample"
    row = ", ".join(map(str, counts))
    pauses = f", with pauses of {pause} steps" if pause else ""
    return {
        "v": (np.arange(len(v)), v),
        "spikes": (spikes, np.full(spikes.size, 2.05)),
        "samples": [{"x": float(x) - 0.5} for x in began],
        "counts": [
            {"position": (float(x) + SAMPLE / 2 - 0.5, 2.5), "text": str(count)}
            for x, count in zip(began, counts, strict=True)
        ],
        "limits": {"xlim": (-1.0, float(len(v)))},
        "text": f"A current of {current:.2f} in each step of a sample, a = {a:.3g}{pauses}; v is "
        f"{told}. To the same sample it answers {row} spikes.",
    }


@declare(
    leftover_frame,
    a=slider("a, what a step leaves", 0.5, 1.0, start=0.9, step=0.05),
    current=slider("current of the sample", 0.02, 0.4, start=0.12, step=0.01),
    pause=slider("pause between samples", 0, 40, start=0, step=5, unit="steps"),
    forgets=toggle("set v to 0 before each"),
    size=(7.0, 2.7),
)
def leftover(figure: Figure) -> Frame:
    """V over time, grey where the sample is shown, strokes for the spikes, and their number."""
    ax = figure.subplots()
    ax.set(xlim=(0, 60), ylim=(-0.1, 2.8), xlabel="step", ylabel="v")
    ax.set_yticks([0, 1, 2])
    ax.axhline(1.0, color=SPIKE, ls="--", lw=1.3)
    bars = ax.bar(range(SAMPLES), 2.9, SAMPLE, bottom=-0.1, fc="0.9", ec="white", align="edge")
    return {
        "samples": list(bars),
        "counts": [ax.text(k, 2.5, "", ha="center", va="center") for k in range(SAMPLES)],
        "v": ax.plot([], [], ".-", color=VOLTAGE, lw=1.2, ms=5)[0],
        "spikes": ax.plot([], [], "|", color=SPIKE, ms=13, mew=2)[0],
        "limits": ax,
    }
