"""Lesson 12, the tempotron: its pictures."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snn_edu.lessons.tempotron import by_stdp, questions
from snn_edu.lessons.tempotron.by_stdp import NEURON, SYNAPSES
from snn_edu.live import Frame, choice, declare, slider
from snn_edu.plots import OTHER, SPIKE, VOLTAGE, WEIGHT, limit_above
from snn_edu.questions import named, theirs
from snn_edu.validation import Floats

SPAN = 120.0  # ms
GRID = np.arange(0.0, SPAN, 0.25)
MISS, ALARM = "a miss", "a false alarm"

# --- One pattern, and its weights by hand. --------------------------------------------------------

BY_HAND = 8
TIMES = np.array([12.0, 24.0, 33.0, 47.0, 55.0, 61.0, 78.0, 96.0])
FIRST = np.array([0.40, 0.15, 0.45, 0.30, 0.20, 0.50, 0.25, 0.55])
WEIGHTS = tuple(f"w{k + 1}" for k in range(BY_HAND))


def _start() -> list[float]:
    """Weights with which the potential peaks at 0.8, in hundredths."""
    v_max, _ = NEURON.peak(TIMES, FIRST)
    return [round(float(w), 2) for w in FIRST * 0.8 / v_max]


START = _start()


def hand_frame(**w: float) -> Frame:
    """The potential with the weights as they are dragged, and how much was given in all."""
    now = np.array([w[name] for name in WEIGHTS])
    v_max, t_max = NEURON.peak(TIMES, now)
    moved = float(np.abs(now - START).sum())
    fires = "it fires" if v_max >= 1 else "it stays silent"
    return {
        **_stems(TIMES, np.array(START), now),
        "text": f"The potential peaks at {v_max:.2f} of 1, at {t_max:.0f} ms, so {fires}. The "
        f"weights have moved by {moved:.2f} in all. ({_weights(now)})",
    }


def _weights(w: Floats) -> str:
    return ", ".join(f"{one:.2f}".replace("-", "−") for one in w)


def _stems(times: Floats, before: Floats, now: Floats) -> dict[str, Any]:
    v_max, t_max = NEURON.peak(times, now)
    up = np.column_stack([np.zeros_like(now), now, np.full(now.size, np.nan)])
    v = NEURON.potential(GRID, times, now)
    return {
        "above": {"ylim": _room(v, -0.45, 1.7)},
        "below": {"ylim": _room(now, -0.55, 1.05)},
        "before": (GRID, NEURON.potential(GRID, times, before)),
        "now": (GRID, v),
        "peak": ([t_max], [v_max]),
        "stems": (np.repeat(times, 3), up.ravel()),
        "heads": (times, now),
        "ghosts": (times, before),
    }


def _room(values: Floats, low: float, high: float) -> tuple[float, float]:
    """Both limits, or as many times as far as these values need."""
    needed = max(float(values.max()) / high, float(values.min()) / low)
    times = limit_above(needed, (1.0, 2.0, 5.0, 10.0, 20.0, 50.0))
    return times * low, times * high


def draw_stems(figure: Figure) -> Frame:
    """The potential above, the weights at their spikes' times below."""
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=[1, 1])
    top.set(xlim=(0, SPAN), ylabel="potential V")
    top.axhline(1.0, color=SPIKE, ls="--", lw=1.3)
    top.text(1, 1.06, "threshold", color=SPIKE)
    bottom.set(xlabel="time (ms)", ylabel="weight")
    bottom.axhline(0.0, color="0.5", lw=1)
    artists: dict[str, Any] = {
        "above": top,
        "below": bottom,
        "before": top.plot([], [], color="0.6", lw=1.5, label="before")[0],
        "now": top.plot([], [], color=VOLTAGE, label="now")[0],
        "peak": top.plot([], [], "o", color=VOLTAGE, ms=8, mfc="none", mew=2, label="highest")[0],
        "ghosts": bottom.plot([], [], "o", color="0.6", ms=7, mfc="none")[0],
        "stems": bottom.plot([], [], color=WEIGHT, lw=2.5)[0],
        "heads": bottom.plot([], [], "o", color=WEIGHT, ms=9)[0],
    }
    top.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3)
    return artists


by_hand = declare(
    hand_frame,
    **{
        name: slider(f"weight {k + 1}", -0.4, 0.9, start=START[k], step=0.01)
        for k, name in enumerate(WEIGHTS)
    },
    size=(7.0, 3.5), handles={"heads": {"y": WEIGHTS}},
)(draw_stems)  # fmt: skip

# --- One pattern, and the rule. -------------------------------------------------------------------

AFFERENTS = 14
UPDATE, ONE_ROUND = (named(questions.EXERCISES, name) for name in ("update", "one_round"))


def pattern_of(kind: str) -> tuple[Floats, Floats, bool]:
    """(spike times, weights, whether the neuron should fire): a miss or a false alarm."""
    should_fire = kind == MISS
    rng = np.random.default_rng(6 if should_fire else 8)
    times = np.sort(rng.uniform(5.0, 100.0, AFFERENTS))
    w = rng.normal(0.25, 0.2, AFFERENTS)
    v_max, _ = NEURON.peak(times, w)
    return times, w * (0.8 if should_fire else 1.25) / v_max, should_fire


def learn_frame(update: Any, pattern: str, updates: int, rate: float) -> Frame:
    """The potential and the weights after some updates by the learner's rule."""
    update, whose = theirs(UPDATE, update)
    times, before, should_fire = pattern_of(pattern)
    now = before
    for _ in range(updates):
        v = NEURON.potential(GRID, times, now)
        now = now + rate * np.asarray(update(times, GRID, v, should_fire, NEURON.kernel), float)
    v_max, t_max = NEURON.peak(times, now)
    fires = bool(NEURON.potential(GRID, times, now).max() >= 1)
    moved = now - before
    most = f"{moved[np.abs(moved).argmax()]:+.2f}".replace("-", "−")
    return {
        **_stems(times, before, now),
        "text": f"{pattern.capitalize()}, after {updates} update{'s' * (updates != 1)} by {whose} "
        f"rule at a rate of {rate:g}: V peaks at {v_max:.2f} at {t_max:.0f} ms; the neuron "
        f"{'fires' if fires else 'stays silent'}, which is "
        f"{'right' if fires == should_fire else 'wrong'}. The largest change is {most}.",
    }


learn = declare(
    learn_frame,
    pattern=choice("pattern", (MISS, ALARM), MISS),
    updates=slider("updates", 0, 10, start=1, step=1, clock=True),
    rate=slider("learning rate", 0, 0.5, start=0.02, step=0.01),
    size=(7.0, 3.5),
)(draw_stems)  # fmt: skip

# --- Round after round. ---------------------------------------------------------------------------

ROUNDS, COARSE = 15, np.arange(0.0, 550.0, 2.0)
PEAK = NEURON.V0


def _kernel(s: Floats) -> Floats:
    """`NEURON.kernel` without its guards: a picture asks for it up to 11,000 times."""
    s = np.maximum(s, 0.0)
    kernel: Floats = PEAK * (np.exp(-s / NEURON.tau) - np.exp(-s / NEURON.tau_s))
    return kernel


def rounds_frame(one_round: Any, count: int, rate: float, seed: int) -> Frame:
    """How many patterns are wrong, round by round, with the learner's loop; and where peaks end."""
    one_round, whose = theirs(ONE_ROUND, one_round)
    rng = np.random.default_rng(seed)
    patterns, labels = rng.uniform(0.0, 500.0, (count, SYNAPSES)), np.arange(count) < count // 2
    w = np.full(SYNAPSES, 0.04)
    errors: list[int] = []
    while len(errors) < ROUNDS and 0 not in errors:
        w, wrong = one_round(patterns, labels, w, rate, COARSE, _kernel)
        errors.append(int(wrong))
    end = "none is wrong" if errors[-1] == 0 else f"still {errors[-1]} are wrong"
    return {
        "errors": (np.arange(1, len(errors) + 1), errors),
        **_sorted_peaks(NEURON.peak(patterns, w)[0], labels),
        "text": f"{count} patterns, set {seed}, learning rate {rate:.2g}, {whose} loop: in round "
        f"{len(errors)} {end}.",
    }


@declare(
    rounds_frame,
    count=slider("patterns", 2, 14, start=10, step=2),
    rate=slider("learning rate", 0.002, 0.5, start=0.02, log=True),
    seed=slider("set of patterns", 1, 12, start=9, step=1),
    size=(7.0, 2.7),
)
def rounds(figure: Figure) -> Frame:
    """Wrong patterns by round on the left; the peaks of both kinds on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 4])
    left.set(xlim=(0.5, ROUNDS + 0.5), ylim=(-0.5, 12), xlabel="round", ylabel="wrong patterns")
    return {"errors": left.plot([], [], "o-", color=VOLTAGE, ms=6)[0], **_draw_peaks(right)}


# --- How many patterns fit. -----------------------------------------------------------------------

EPOCHS = 400


def problem(alpha: float, seed: int) -> tuple[Floats, NDArray[np.bool_]]:
    """`alpha` random patterns a synapse, one spike each within 500 ms; half of them to fire for."""
    rng = np.random.default_rng(seed)
    count = round(alpha * SYNAPSES)
    return rng.uniform(0.0, 500.0, (count, SYNAPSES)), rng.permutation(count) < count // 2


@lru_cache(maxsize=256)  # a training at each step, and there are 198 places to go
def capacity_frame(alpha: float, starts: int, seed: int) -> Frame:
    """A training from nothing: errors by round, and where each pattern's peak ends."""
    times, labels = problem(alpha, seed)
    rng = np.random.default_rng(seed)
    trained = NEURON.train(times, labels, rng, epochs=EPOCHS, starts=starts)
    peaks, _ = NEURON.peak(times, trained.weights)
    errors, rounds = trained.errors, trained.errors.size - 1
    how = f"after {rounds} rounds" + f" in {trained.starts} starts" * (trained.starts > 1)
    return {
        "errors": (np.arange(errors.size) / max(rounds, 1), errors / labels.size),
        **_sorted_peaks(peaks, labels),
        "text": f"{alpha:g} patterns a synapse, {labels.size} in all, set {seed}: {errors[-1]} of "
        f"{labels.size} patterns are wrong {how} (at most {starts} × {EPOCHS}).",
    }


def _sorted_peaks(peaks: Floats, labels: NDArray[np.bool_]) -> Frame:
    place = np.linspace(0.0, 1.0, labels.size // 2 + 1)
    fire, rest = np.sort(peaks[labels]), np.sort(peaks[~labels])
    return {
        "fire": (place[: fire.size], np.minimum(fire, 2.15)),
        "rest": (1.2 + place[: rest.size], np.minimum(rest, 2.15)),
    }


def _draw_peaks(ax: Axes) -> dict[str, Any]:
    ax.set(xlim=(-0.1, 2.35), ylim=(0, 2.2), ylabel="highest potential")
    ax.set_xticks([0.5, 1.7], ["should fire", "should not"])
    ax.axhline(1.0, color=SPIKE, ls="--", lw=1.3)
    beside = ax.get_yaxis_transform()  # no square comes there
    ax.text(1.01, 1.0, "threshold", color=SPIKE, va="center", transform=beside)
    return {
        "fire": ax.plot([], [], "o", color=VOLTAGE, ms=5)[0],
        "rest": ax.plot([], [], "s", color=OTHER, ms=5)[0],
    }


@declare(
    capacity_frame,
    alpha=slider("patterns a synapse", 0.5, 3, start=1.5, step=0.25),
    starts=slider("starts at most", 1, 3, start=1, step=1),
    seed=slider("set of patterns", 0, 5, start=3, step=1),
    size=(7.0, 2.7),
)
def capacity(figure: Figure) -> Frame:
    """Errors on the left; the peaks of the patterns of both kinds on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 4])
    left.set(xlim=(0, 1), ylim=(0, 0.7), xlabel="course of the training")
    left.set(ylabel="share of wrong patterns")
    left.set_xticks([0, 1], ["start", "end"])
    return {"errors": left.plot([], [], color=VOLTAGE)[0], **_draw_peaks(right)}


# --- The same patterns by STDP. -------------------------------------------------------------------

RULES = ("STDP alone", "STDP with a teacher", "the tempotron")
TOP = 3.4  # of the potentials that are drawn


class Learned(NamedTuple):
    """What a rule made of a set of patterns."""

    times: Floats  # (patterns, synapses), in ms
    labels: NDArray[np.bool_]
    weights: Floats

    @property
    def peaks(self) -> Floats:
        """The highest potential of each pattern."""
        return np.asarray(NEURON.peak(self.times, self.weights)[0])

    @property
    def right(self) -> float:
        """The share of patterns for which the neuron does as it should."""
        return float(np.mean((self.peaks >= NEURON.threshold) == self.labels))


@lru_cache(maxsize=256)
def learned_by(rule: str, count: int, seed: int) -> Learned:
    """The weights after a whole training on `count` patterns by one of `RULES`."""
    rng = np.random.default_rng(seed)
    times = rng.uniform(0.0, 500.0, (count, SYNAPSES))
    labels = rng.permutation(count) < count // 2
    if rule == RULES[2]:
        w = NEURON.train(times, labels, np.random.default_rng(seed)).weights
    else:
        w = by_stdp.train(times, labels, np.random.default_rng(100 + seed), rule == RULES[1])
    return Learned(times, labels, w)


def rules_frame(rule: str, count: int, seed: int) -> Frame:
    """Where each pattern has its highest point, by one of three rules; and one whole potential."""
    learned = learned_by(rule, count, seed)
    fires = int(np.sum(learned.peaks >= NEURON.threshold))
    taught = [by_stdp.TEACHES_AT] if rule == RULES[1] else []
    return {
        **_highest(learned, True),
        **_highest(learned, False),
        "teacher": (taught, [TOP] * len(taught)),
        "made": "made to fire" if taught else "",
        "text": f"{count} patterns, set {seed}, by {rule}: the neuron fires for {fires} of them. "
        f"It is right about {round(100 * learned.right)} %.",
    }


def _highest(learned: Learned, should_fire: bool) -> Frame:
    """The highest points of one kind; the potential of the pattern that is the middle one."""
    times = learned.times[learned.labels == should_fire]
    v, t = NEURON.peak(times, learned.weights)
    middle = np.argsort(v)[len(v) // 2]
    kind, fires = ("fire", "rest")[not should_fire], int(np.sum(v >= NEURON.threshold))
    return {
        kind: (t, v),
        f"{kind}_v": (COARSE, NEURON.potential(COARSE, times[middle], learned.weights)),
        f"{kind}_peak": ([t[middle]], [v[middle]]),
        f"{kind}_said": f"it fires for {fires} of {len(v)}",
    }


@declare(
    rules_frame,
    rule=choice("rule", RULES, RULES[0]),
    count=slider("patterns", 4, 40, start=20, step=4),
    seed=slider("set of patterns", 0, 3, start=1, step=1, rare=True),
    size=(7.4, 3.0),
    ghost=["fire", "rest"],
)
def rules(figure: Figure) -> Frame:
    """Patterns to fire for on the left, the others on the right: the wrong side is grey."""
    left, right = figure.subplots(1, 2, sharey=True)
    left.set(ylabel="potential V", ylim=(-0.5, TOP), yticks=range(4), title="should fire")
    right.set(title="should not")
    left.text(8, -0.4, "missed", color="0.4")
    right.text(8, TOP - 0.1, "false alarm", color="0.4", va="top")
    artists: dict[str, Any] = {}
    for ax, kind, wrong, mark, color in (
        (left, "fire", (-0.5, 1.0), "o", VOLTAGE),
        (right, "rest", (1.0, TOP), "s", OTHER),
    ):
        ax.set(xlim=(0, 540), xlabel="time (ms)")
        ax.axhspan(*wrong, color="0.93", lw=0)
        ax.axhline(1.0, color=SPIKE, ls="--", lw=1.3)
        artists[f"{kind}_v"] = ax.plot([], [], color=color, lw=1, alpha=0.6)[0]
        artists[kind] = ax.plot([], [], mark, color=color, ms=5)[0]
        artists[f"{kind}_peak"] = ax.plot([], [], "o", color=color, ms=11, mfc="none", mew=1.5)[0]
        artists[f"{kind}_said"] = ax.text(532, -0.4, "", ha="right")
    beside = right.get_yaxis_transform()
    right.text(1.01, 1.0, "threshold", color=SPIKE, va="center", transform=beside)
    artists["teacher"] = left.plot([], [], "v", color=SPIKE, ms=9, clip_on=False)[0]
    artists["made"] = left.text(by_stdp.TEACHES_AT + 14, TOP - 0.1, "", color=SPIKE, va="top")
    return artists
