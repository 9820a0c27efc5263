"""Lesson 20's pictures: a reward that comes late, a vehicle in its arena, an event camera."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from snn_edu.lessons.steering_and_seeing.motion import (
    DIRECTIONS,
    SIDE,
    SPEED,
    Events,
    Motion,
    events,
    moving_dot,
    see_motion,
)
from snn_edu.lessons.steering_and_seeing.vehicle import CROSSED, EQUAL, UNCROSSED, WALL, Vehicle
from snn_edu.live import Frame, choice, declare, pad, slider, toggle
from snn_edu.neurons import LIF
from snn_edu.plasticity import STDP, RewardSTDP
from snn_edu.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.simulation import simulate
from snn_edu.spikes import Spikes
from snn_edu.synapses import DeltaSynapse, SpikeInput
from snn_edu.validation import Floats

# --- Two cues, one of them rewarded. --------------------------------------------------------------

CUE = 10  # inputs 0-9 are cue A, inputs 10-19 cue B
CUE_AT = 100.0  # ms, when the ten spikes of a cue begin; they come within 10 ms
LISTEN = 50.0  # ms after that in which a spike is an answer


def trial(w: Floats, cue: int, duration: float, rng: np.random.Generator) -> tuple[Spikes, Floats]:
    """One presentation of a cue (0: A, 1: B): the input spikes, and the neuron's spike times.

    Every input also fires by itself, at 2 Hz; noise in the current lets the neuron try things out.
    """
    count = rng.poisson(2e-3 * duration * 2 * CUE)
    times = np.concatenate([rng.uniform(0, duration, count), CUE_AT + rng.uniform(0, 10, CUE)])
    ids = np.concatenate([rng.integers(0, 2 * CUE, count), CUE * cue + np.arange(CUE)])
    order = np.argsort(times)
    spikes = Spikes(times[order], ids[order], 2 * CUE, duration)
    noise = rng.normal(0.0, 3.0, round(duration))  # nA, a new value each ms
    drive = SpikeInput(spikes, DeltaSynapse(), weights=3.5 * w) + noise
    return spikes, simulate(LIF(), drive, 1.0, crossing="grid").spikes.times


def rewarded_trial(
    w: Floats, cue: int, wanted: int, delay: float, rule: RewardSTDP, rng: np.random.Generator
) -> tuple[Floats, bool]:
    """One trial with its reward: the new weights, and whether the neuron answered the cue.

    An answer to the wanted cue earns +1, to the other -1, `delay` ms after LISTEN is over.
    """
    paid = CUE_AT + LISTEN + delay
    spikes, output = trial(w, cue, paid, rng)
    answered = bool(((output > CUE_AT) & (output <= CUE_AT + LISTEN)).any())
    if answered:
        size = 1.0 if cue == wanted else -1.0
        w = np.array(
            [
                rule.course(pre, output, [paid], one, size).w[-1]
                for pre, one in zip(spikes.trains(), w.tolist(), strict=True)
            ]
        )
    return w, answered


REWARD_RULE = RewardSTDP(STDP(A_plus=0.1, A_minus=0.105, w_min=0.1), tau_reward=0.0)


def learning_two_cues(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """A neuron that learns which of two cues to answer, one frame for two trials."""
    for w, shares in trained_on_cues(controls):
        yield _cues_frame(w, shares)


def trained_on_cues(
    controls: Mapping[str, Any],
) -> Iterator[tuple[Floats, list[tuple[float, ...]]]]:
    """The weights, and for each two trials the shares of the last 20 A and B that were answered."""
    rng = np.random.default_rng(controls["seed"])
    w, answers = np.full(2 * CUE, 0.6), (deque[bool](maxlen=20), deque[bool](maxlen=20))
    shares: list[tuple[float, ...]] = []
    while True:
        yield w, shares
        rule = replace(REWARD_RULE, tau_eligibility=controls["memory"])
        wanted = 0 if controls["wanted"] == "A" else 1
        for cue in rng.permutation(2).tolist():
            w, answered = rewarded_trial(w, cue, wanted, controls["delay"], rule, rng)
            answers[cue].append(answered)
        shares.append(tuple(float(np.mean(each)) for each in answers))


def _cues_frame(w: Floats, shares: list[tuple[float, ...]]) -> Frame:
    count = 2 * len(shares)
    begin = max(0.0, 200.0 * np.ceil(count / 200.0) - 400.0)
    trials = 2.0 * np.arange(1, len(shares) + 1)
    seen = trials >= begin
    answered = np.reshape(shares, (-1, 2))[seen]
    a, b = w[:CUE], w[CUE:]
    said = (
        f"answers A in {100 * shares[-1][0]:.0f} %, B in {100 * shares[-1][1]:.0f} %; "
        if shares
        else ""
    )
    return {
        "right": {"xlim": (begin, begin + 400.0)},
        "w_a": (np.arange(CUE), a),
        "w_b": (np.arange(CUE, 2 * CUE), b),
        "a": (trials[seen], answered[:, 0]),
        "b": (trials[seen], answered[:, 1]),
        "text": f"After {count} trials: {said}mean weight of A's inputs {a.mean():.2f}, "
        f"of B's {b.mean():.2f}.",
    }


@declare(
    learning_two_cues,
    wanted=choice("rewarded cue", ["A", "B"], start="A"),
    delay=slider("delay of the reward", 0, 3000, start=1000, step=100, unit="ms"),
    memory=slider("memory of a pair τ_e", 100, 5000, start=1000, step=100, unit="ms"),
    seed=slider("draw of the spikes", 1, 12, start=4, step=1, rare=True),
    tries={"3 s late": {"delay": 3000}, "3 s late, long memory": {"delay": 3000, "memory": 5000}},
    still=50,
    button="Learn",
    size=(8.6, 2.9),
)
def two_cues(figure: Figure) -> Frame:
    """The twenty weights on the left; how often each cue is answered on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-0.7, 19.7), ylim=(-0.17, 1.05), xlabel="input", ylabel="weight w")
    left.set(xticks=[0, 5, 10, 15, 19], yticks=np.linspace(0, 1, 6))
    right.set(ylim=(-0.03, 1.03), xlabel="trials", ylabel="share answered (last 20)")
    artists = {
        "right": right,
        "w_a": left.plot([], [], "o", color=OTHER, ms=7)[0],
        "w_b": left.plot([], [], "s", color=VOLTAGE, ms=7)[0],
        "a": right.plot([], [], "-", color=OTHER)[0],
        "b": right.plot([], [], "--", color=VOLTAGE)[0],
    }
    left.text(4.5, -0.15, "cue A", color=OTHER, ha="center")
    left.text(14.5, -0.15, "cue B", color=VOLTAGE, ha="center")
    right.set_title("solid: cue A, dashed: cue B", fontsize="medium", loc="left")
    return artists


# --- The vehicle. ---------------------------------------------------------------------------------

WIRES = {"learned from equal": EQUAL, "crossed": CROSSED, "uncrossed": UNCROSSED}
TRIALS = 60
LAST = 15  # trials whose share is shown
CHANCE = 0.03  # of 400 trials with equal wires and no learning


def vehicle_learning(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """One trial a frame: its path, the weights it left, and the share of the last that arrived."""
    learns = controls["wires"] == "learned from equal"
    rng = np.random.default_rng(controls["seed"])
    weights: Any = WIRES[controls["wires"]]
    usual, reached, shares = 0.0, [], []
    for k in range(1, TRIALS + 1):
        vehicle = Vehicle(
            eta=controls["eta"] if learns else 0.0,
            reward=1 if controls["reward"] == "brighter" else -1,
            compare=controls["compare"],
        )
        trial = vehicle.drive(weights, rng, usual)
        weights, usual = trial.weights, trial.usual
        reached.append(trial.reached)
        shares.append(float(np.mean(reached[-LAST:])))
        w = trial.weights
        yield {
            "path": trial.path.T,
            "begin": trial.path[:1].T,
            "body": trial.path[-1:].T,
            "wires": [{"lw": 0.5 + 7 * one} for one in w.ravel().tolist()],
            "share": (np.arange(1, k + 1), shares),
            "text": f"Trial {k} of {TRIALS}: {'light found' if trial.reached else 'not found'}; "
            f"{sum(reached[-LAST:])} of the last {min(k, LAST)}. Weights: crossed "
            f"{w[0, 1]:.2f} and {w[1, 0]:.2f}, uncrossed {w[0, 0]:.2f} and {w[1, 1]:.2f}.",
        }


@declare(
    vehicle_learning,
    compare=toggle("minus expected", start=False),
    wires=choice("wires", tuple(WIRES), "learned from equal"),
    reward=choice("rewarded when it gets", ("brighter", "darker"), "brighter"),
    eta=slider("learning rate η", 0.05, 5.0, start=0.4, log=True, rare=True),
    seed=slider("noise seed", 0, 7, start=0, step=1, rare=True),
    fps=20,
    still=59,
    button="Drive",
    size=(8.0, 2.9),
)
def drive(figure: Figure) -> Frame:
    """The arena from above with the last trial, the four wires, and how often light was found."""
    left, middle, right = figure.subplots(1, 3, width_ratios=[3, 2, 3])
    edge = WALL + 0.12
    left.set(xlim=(-edge - 0.1, edge + 0.1), ylim=(-edge - 0.1, edge + 0.1), aspect="equal")
    left.set_axis_off()
    left.add_patch(Rectangle((-edge, -edge), 2 * edge, 2 * edge, fc="#f4f4f4", ec="0.25", lw=4))
    for radius, shine in ((1.3, 0.12), (0.8, 0.2), (0.35, 0.45)):
        left.add_patch(Circle((0, 0), radius, fc="#F0C419", alpha=shine, lw=0))
    left.plot([0], [0], "o", color="#F0C419", ms=9, mec="0.25")
    middle.set(xlim=(-0.35, 1.35), ylim=(-0.7, 1.7))
    middle.set_axis_off()
    for side, y, away in (("left", 1.15, "bottom"), ("right", -0.15, "top")):
        middle.text(0.0, y, f"{side}\nsensor", ha="center", va=away)
        middle.text(1.0, y, f"{side}\nmotor", ha="center", va=away)
    right.set(xlim=(0, TRIALS), ylim=(-0.04, 1.04), xlabel="trial")
    right.set_ylabel(f"light found (last {LAST})")
    right.axhline(CHANCE, color=THEORY, ls="--")
    beside = right.get_yaxis_transform()  # no curve comes there
    right.text(1.02, CHANCE, "by\nchance", color=THEORY, va="center", transform=beside)
    return {
        "path": left.plot([], [], color=VOLTAGE, lw=1.8)[0],
        "begin": left.plot([], [], "o", color=VOLTAGE, mfc="white")[0],
        "body": left.plot([], [], ">", color=VOLTAGE, ms=8)[0],
        "wires": [
            middle.plot([0, 1], [1 - sensor, 1 - motor], color=WEIGHT, solid_capstyle="butt")[0]
            for sensor in (0, 1)
            for motor in (0, 1)
        ],
        "share": right.plot([], [], color=OTHER, lw=2)[0],
    }


# --- The camera. ----------------------------------------------------------------------------------

LOOK = 200.0  # ms: an arrow for each, the sum of what its detectors said


OVERLAID = 8  # more events of a pixel than these look alike: 10 % of the ground shows through


@lru_cache(maxsize=2)
def _film(path: Any) -> tuple[Floats, Floats]:
    """The dot without noise, and noise of s.d. 1."""
    film = moving_dot(path)
    return film, np.random.default_rng(0).standard_normal(film.shape)


@lru_cache(maxsize=16)  # every noise of a path
def _seen(path: Any, noise: float) -> Events:
    film, normal = _film(path)
    return events(film + noise * normal)


@lru_cache(maxsize=64)
def _motion(path: Any, noise: float, speed: float) -> Motion:
    return see_motion(_seen(path, noise), speed)


def motion_seen(path: Any, noise: float, speed: float) -> Frame:
    """A dot moved along the path, and the motion that eight kinds of detectors see in it."""
    seen, motion = _seen(path, noise), _motion(path, noise, speed / 1000)
    angle = np.radians(DIRECTIONS[motion.kind])
    x, y, turned = [], [], []
    points = np.array(path)
    walked = np.append(0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T))) * 11.5  # pixels
    for begin in np.arange(0.0, walked[-1] / SPEED - LOOK / 2, LOOK):
        now = (motion.t >= begin) & (motion.t < begin + LOOK)
        sum_x, sum_y = float(np.cos(angle[now]).sum()), float(np.sin(angle[now]).sum())
        at = [np.interp((begin + LOOK * np.array([0, 0.5, 1])) * SPEED, walked, points[:, k])
              for k in (0, 1)]  # fmt: skip
        if np.hypot(sum_x, sum_y) < 1.0:
            continue
        heading = np.arctan2(sum_y, sum_x)
        true = np.arctan2(at[1][2] - at[1][0], at[0][2] - at[0][0])
        turned.append(abs((np.degrees(heading - true) + 180) % 360 - 180))
        ends = heading + np.array([0.0, 2.6, -2.6])  # the head of the arrow
        tip = at[0][1] + 0.3 * np.cos(heading), at[1][1] + 0.3 * np.sin(heading)
        barbs = tip + 0.12 * np.column_stack([np.cos(ends), np.sin(ends)])[1:]
        x += [at[0][1], tip[0], barbs[0, 0], np.nan, tip[0], barbs[1, 0], np.nan]
        y += [at[1][1], tip[1], barbs[0, 1], np.nan, tip[1], barbs[1, 1], np.nan]
    on = seen.sign > 0
    wrong = f"arrows {np.median(turned):.0f} degrees off (median)" if turned else "no arrow"
    share = motion.counts / max(int(motion.counts.sum()), 1)
    often = np.bincount(seen.y[on] * SIDE + seen.x[on], minlength=SIDE * SIDE)
    bright = np.repeat(np.arange(SIDE * SIDE), np.minimum(often, OVERLAID))
    return {
        "path": points.T,
        "events": (bright % SIDE / 11.5 - 1, bright // SIDE / 11.5 - 1),
        "arrows": (np.array(x), np.array(y)),
        "bars": [{"height": one} for one in share.tolist()],
        "text": f"{on.sum():,} events, {motion.counts.sum():,} spikes of the detectors, built for "
        f"{speed:g} pixels/s; noise {noise:.2f}: {wrong}.",
    }


@declare(
    motion_seen,
    path=pad("what moves past", start="spiral"),
    noise=slider("noise of each pixel (s.d.)", 0.0, 0.1, start=0.0, step=0.01),
    speed=slider("built for", 20, 200, start=50, step=10, unit="pixels/s"),
    size=(6.6, 3.3),
)
def camera(figure: Figure) -> Frame:
    """The camera's picture with arrows on the left, the share of each direction on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(-1.12, 1.12), ylim=(-1.12, 1.25), aspect="equal")
    left.set_axis_off()
    right.set(xlim=(-0.6, 7.6), ylim=(0, 0.55), ylabel="share of detector spikes")
    right.set_xticks(range(8), ["→", "↗", "↑", "↖", "←", "↙", "↓", "↘"])
    artists = {
        "events": left.plot([], [], "s", color=SPIKE, ms=4, alpha=0.25)[0],
        "path": left.plot([], [], color=THEORY, lw=1.2)[0],
        "arrows": left.plot([], [], color=VOLTAGE, lw=2.2)[0],
        "bars": [right.bar([k], [0.0], 0.7, color=OTHER)[0] for k in range(8)],
    }
    left.text(-1.1, 1.16, "path", color=THEORY)
    left.text(-0.55, 1.16, "events", color=SPIKE)
    left.text(0.25, 1.16, "motion seen", color=VOLTAGE, weight="bold")
    return artists
