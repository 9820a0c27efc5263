"""Lesson 13, down the slope: its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from snn_edu.lessons.down_the_slope import questions, task
from snn_edu.lessons.down_the_slope.read_digits import PICTURES, read_as, train_digits
from snn_edu.live import Frame, choice, declare, slider
from snn_edu.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT, plain
from snn_edu.questions import named, theirs
from snn_edu.training import Layers, Surrogate, digits, surrogate
from snn_edu.validation import Floats

Bump = Callable[[Any, float], Any]

# --- Whose function a picture uses. ---------------------------------------------------------------

H, BACKWARD, LISTENERS, BY_DIFFERENCE, COUNTS_ONLY = (
    named(questions.EXERCISES, name)
    for name in ("h", "backward", "listeners", "by_difference", "counts_only")
)
OURS = "ours until yours passes"

# --- A network that guesses. ----------------------------------------------------------------------

BLOCK = "ABC"


@lru_cache(maxsize=1)
def _untrained() -> tuple[Layers, Any, Any, Any]:
    first = next(task.training(questions.EXERCISES[1].solution))
    x, labels = task.trials(first.templates, 30, np.random.default_rng(12))
    run = first.layers.run(x)
    return first.layers, x, labels, run


def trial_frame(trial: int) -> Frame:
    """The spikes of one trial, and how high each of the three readouts ends."""
    _, x, labels, run = _untrained()
    k = trial - 1
    said = run.readout.argmax(axis=1)
    right = int(np.sum(said[:trial] == labels[:trial]))
    return {
        **_trial(x, run, labels, k),
        "text": f"Trial {trial} was pattern {BLOCK[labels[k]]}, and the bar furthest right "
        f"says {BLOCK[said[k]]}. Of {trial} trial{'s' * (trial > 1)} {right} "
        f"{'was' if right == 1 else 'were'} right.",
    }


def _trial(x: Any, run: Any, labels: Any, k: int) -> dict[str, Any]:
    """The spikes of trial k, its three readouts, and a star beside the right one."""
    return {
        "input": np.nonzero(x[:, k]),
        "hidden": np.nonzero(run.spikes[0][:, k]),
        "bars": [{"width": float(width)} for width in run.readout[k]],
        "truth": ([0.95], [float(labels[k])]),
    }


def _draw_trial(left: Axes, middle: Axes, right: Axes) -> dict[str, Any]:
    _raster(left, "input", task.TASK.afferents)
    _raster(middle, "hidden neuron", task.HIDDEN)
    right.set(xlim=(-1, 1), ylim=(2.6, -0.6), xlabel="readout")
    right.set_yticks(range(3), list(BLOCK))
    right.axvline(0.0, color="0.5", lw=1)
    star: dict[str, Any] = {"color": THEORY, "ms": 16, "clip_on": False}
    return {
        "input": left.plot([], [], "|", color=SPIKE, ms=4, mew=1.5)[0],
        "hidden": middle.plot([], [], "|", color=SPIKE, ms=4, mew=1.5)[0],
        "bars": list(right.barh(range(3), [1.0] * 3, color=VOLTAGE, height=0.5)),
        "truth": right.plot([], [], "*", transform=right.get_yaxis_transform(), **star)[0],
    }


def _raster(ax: Axes, what: str, count: int) -> None:
    ax.set(xlim=(0, task.TASK.steps), ylim=(-1, count), xlabel="time (ms)", ylabel=what)
    ax.set(xticks=[0, 50, 100], yticks=range(0, count + 1, 10))
    ax.grid(visible=False)


@declare(trial_frame, trial=slider("trial", 1, 30, start=1, step=1, clock=True), size=(7.4, 2.9))
def network(figure: Figure) -> Frame:
    """Inputs, hidden neurons, and three bars."""
    return _draw_trial(*figure.subplots(1, 3, width_ratios=[3, 3, 2]))


# --- A valley made of stairs. ---------------------------------------------------------------------

WANTED, LEFT = 10, 0.9
INPUT = (np.random.default_rng(3).random(100) < 0.25).astype(float)
GRID = np.linspace(0.1, 0.9, 1601)
RATE = 2e-4
RESETS = ("detached", "attached")


def spikes_of(w: Any) -> Any:
    """How often a neuron fires for each weight: v is left at 0.9 after a step, a spike takes 1."""
    w = np.asarray(w, float)
    v, n = np.zeros(w.shape), np.zeros(w.shape)
    for x in INPUT:
        v = v + x * w
        n += v >= 1
        v = LEFT * (v - (v >= 1))
    return n


def loss_of(w: Any) -> Any:
    """(n - 10)^2."""
    return (spikes_of(w) - WANTED) ** 2


def measured_slope(w: float, eps: float) -> float:
    """The difference of the losses over the distance, 2 eps."""
    down, up = loss_of([w - eps, w + eps])
    return float((up - down) / (2 * eps)) + 0.0  # no -0


def bump_slope(h: Bump, w: Any, b: float, reset: str = "detached") -> Any:
    """The slope by the bump `h`: back through the 100 steps, and onto the weight, or onto each."""
    w = np.asarray(w, float)
    v, left = np.zeros((INPUT.size, *w.shape)), np.zeros(w.shape)
    for t, x in enumerate(INPUT):
        v[t] = left + x * w
        left = LEFT * (v[t] - (v[t] >= 1))
    bumps = np.asarray(h(v.ravel() - 1, b), float).reshape(v.shape)
    ds = 2.0 * (np.count_nonzero(v >= 1, axis=0) - WANTED)
    later, slope = np.zeros(w.shape), np.zeros(w.shape)
    for t in reversed(range(INPUT.size)):
        heard = ds - LEFT * later if reset == "attached" else ds
        later = LEFT * later + heard * bumps[t]
        slope += INPUT[t] * later
    return slope if w.shape else float(slope)


@lru_cache(maxsize=64)
def ramp_of(h: Bump, b: float) -> tuple[Floats, Floats]:
    """The curve that has the bump's slope at each weight; its lowest point lies at 0."""
    w = np.linspace(0.0, 1.0, 251)
    slope = bump_slope(h, w, b)
    height = np.cumsum(np.concatenate([[0.0], np.diff(w) * (slope[1:] + slope[:-1]) / 2.0]))
    return w, height - height.min()


# --- A ball on it. --------------------------------------------------------------------------------

HANG, STEPS = 140.0, 30  # where the ball hangs, as a loss; steps that it takes
FALL = 0.9  # of loss a picture, more in each: what lets it fall
ACROSS, UP = 0.0165, 7.4  # the ball's radius, as a weight and as a loss
BALL = Path.unit_circle().transformed(Affine2D().translate(0.0, 1.0))  # which lies on its point
WAITS = 150.0  # how high above the stairs the ramp hangs first
Line = tuple[Any, Any]
NO_RAMP: Line = ([], [])


def falling(high: float, low: float) -> Iterator[float]:
    """Heights of a ball that falls, leaps up with a third of its speed, and lies."""
    height, speed = high, 0.0
    while speed > -1.0 or height > low:
        speed -= FALL
        height += speed
        if height <= low:
            height, speed = low, -speed / 3.0
            if speed < 3.0 * FALL:
                break
        yield height
    yield low


def ball_frame(
    path: Sequence[float], w: float, height: float, ramp: Line, slope: str, aim: Line, said: str
) -> Frame:
    """The ball at a height over the weight w; `path` is the weight after each whole step."""
    at, n, steps = path[-1], int(spikes_of(path[-1])), len(path) - 1
    where = f"after {steps} step{'s' * (steps > 1)}, " if steps else ""
    turn, hangs = (w - path[0]) / ACROSS, height == HANG and not steps
    side = 1 if w < 0.57 else -1  # where the valley goes down
    return {
        "ramp": ramp,
        "aim": aim,
        "hanging": ([w], [height + UP]) if hangs else ([], []),
        "ball": ([w], [height]),
        "spot": ([w + 0.6 * ACROSS * np.sin(turn)], [height + UP + 0.6 * UP * np.cos(turn)]),
        "slope": {
            "text": slope,
            "position": (w + 1.6 * ACROSS * side, height + 1.8 * UP),
            "ha": "left" if side > 0 else "right",
        },
        "text": f"At w = {_minus(at, '.3f')}, {where}{n} spike{'s' * (n != 1)} and a loss of "
        f"{(n - WANTED) ** 2}. {said}",
    }


def roll(
    path: list[float], slope: Callable[[float], float], rate: Callable[[], float]
) -> Iterator[tuple[float, float]]:
    """Where the ball is in each picture while `path` takes its steps, and its slope there."""
    for _ in range(STEPS):
        old, here = path[-1], slope(path[-1])
        new = old - rate() * here
        pictures = min(max(round(abs(new - old) / 0.007), 1), 30)  # the further, the more
        for share in np.arange(1, pictures) / pictures:
            yield old + share * (new - old), here
        path.append(new)
        yield new, here


def over(w: float, ramp: Line) -> float:
    """The height of what lies uppermost at the weight w: stairs or ramp."""
    stairs = float(loss_of(w))
    return max(stairs, float(np.interp(w, *ramp))) if len(ramp[0]) else stairs


def stairs_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """A ball is dropped on the stairs, and goes by the slope measured from w - eps to w + eps."""
    path = [float(controls["w"])]

    def frame(w: float, height: float, name: str = "") -> Frame:
        eps, at = controls["eps"], path[-1]
        ends = at + np.array([-eps, eps])
        said = f"Measured with eps = {plain(eps, 2)}, "
        said += f"the slope is {_whole(measured_slope(at, eps))}."
        return ball_frame(path, w, height, NO_RAMP, name, (ends, loss_of(ends)), said)

    ground = float(loss_of(path[0]))
    for height in [HANG, *falling(HANG, ground), *[ground] * 20]:
        yield frame(path[0], height)
    for w, slope in roll(path, lambda w: measured_slope(w, controls["eps"]), lambda: RATE):
        yield frame(w, float(loss_of(w)), f"slope {_whole(slope)}")


def ramp_frames(h: Bump, controls: Mapping[str, Any]) -> Iterator[Frame]:
    """A ball lies on the stairs; then the ramp comes down, and it goes by the bump's slope."""
    h, whose = theirs(H, h)
    path = [float(controls["w"])]

    def slope(w: float) -> float:
        return float(bump_slope(h, w, controls["b"]))

    def frame(w: float, height: float, above: float, name: str) -> Frame:
        along, heights = ramp_of(h, controls["b"])
        b, rate, at = controls["b"], controls["rate"], path[-1]
        step = -rate * slope(at)
        aim = ([w, w + step], [height + UP] * 2) if not name else ([], [])
        said = f"Slope of the stairs {_whole(measured_slope(at, 1e-6))}; by {whose} bump "
        said += f"(b = {b:.3g}) {_whole(slope(at))}, at rate {plain(rate, 2)} a step of "
        said += f"{_minus(step, '.3f')}."
        return ball_frame(path, w, height, (along, heights + above), name, aim, said)

    start, ground = path[0], float(loss_of(path[0]))
    flat = f"slope {_whole(measured_slope(start, 1e-6))}"
    for height in [HANG, *falling(HANG, ground)]:
        yield frame(start, height, WAITS, "")
    for _ in range(20):
        yield frame(start, ground, WAITS, flat)
    for share in np.linspace(1.0, 0.0, 24):  # down over the ball, which is put upon it
        upon = over(start, ramp_of(h, controls["b"])) - ground
        yield frame(start, ground + max(1.0 - 3.0 * share, 0.0) * upon, WAITS * share**2, flat)
    for w, here in roll(path, slope, lambda: float(controls["rate"])):
        yield frame(w, over(w, ramp_of(h, controls["b"])), 0.0, f"slope {_whole(here)}")


def draw_ball(figure: Figure) -> Frame:
    """The loss as stairs to walk on, a ball, and room for a ramp."""
    ax = figure.subplots()
    ax.set(xlim=(0.05, 0.95), xlabel="weight w", ylabel="loss (n − 10)²")
    ax.set(ylim=(-8, 175), yticks=range(0, 101, 20))
    ax.fill_between(GRID, -8, loss_of(GRID), color="0.85", lw=0)
    ax.plot(GRID, loss_of(GRID), color=VOLTAGE, lw=1.5)
    ball: dict[str, Any] = {"marker": BALL, "ls": "", "ms": 32}
    return {
        "ramp": ax.plot([], [], color=OTHER, lw=4, alpha=0.8)[0],
        "aim": ax.plot([], [], color=THEORY, lw=3)[0],
        "hanging": ax.plot([], [], "o", color="none", ms=16)[0],
        "ball": ax.plot([], [], **ball, color=WEIGHT, mec="none")[0],
        "spot": ax.plot([], [], "o", color="white", ms=4)[0],
        "slope": ax.text(0.0, 0.0, "", ha="center", clip_on=True),
    }


_START = slider("start w", 0.1, 0.9, start=0.3, step=0.005)
_BALL: dict[str, Any] = {
    "fps": 30, "button": "Drop the ball", "size": (7.0, 3.5),
    "handles": {"hanging": {"x": "w"}},
}  # fmt: skip
stairs = declare(
    stairs_frames,
    w=_START, eps=slider("eps", 0.0001, 0.1, start=0.003, log=True),
    tries={"eps = 0.001": {"eps": 0.001}, "eps = 0.1": {"eps": 0.1}}, still=55, **_BALL,
)(draw_ball)  # fmt: skip
ramp = declare(
    ramp_frames,
    w=_START, rate=slider("rate", 1e-5, 5e-3, start=RATE, log=True),
    b=slider("b of the bump", 1, 100, start=5.0, log=True), still=76, **_BALL,
)(draw_ball)  # fmt: skip


# --- The reset detached and attached. -------------------------------------------------------------


def valley_frame(h: Bump, w: float, b: float, reset: str) -> Frame:
    """The stairs, the ramp, and its slope at one weight."""
    h, whose = theirs(H, h)
    slope, n = float(bump_slope(h, w, b, reset)), int(spikes_of(w))
    reach = np.array([-0.08, 0.08])
    how = "" if reset == "detached" else ", reset attached"
    return {
        "line": (w + reach, float(loss_of(w)) + reach * slope),
        "weight": ([w], [float(loss_of(w))]),
        "text": f"At w = {_minus(w, '.3f')}, {n} spike{'s' * (n != 1)} and a loss of "
        f"{(n - WANTED) ** 2}. By {whose} bump (b = {b:.3g}{how}), the slope is "
        f"{_minus(slope, '.0f')}.",
    }


@declare(
    valley_frame,
    w=_START,
    b=slider("b of the bump", 1, 100, start=5.0, log=True),
    reset=choice("reset", RESETS, "detached"),
    size=(7.0, 3.0),
    handles={"weight": {"x": "w"}},
)
def valley(figure: Figure) -> Frame:
    """The stairs, a weight, and the slope by the bump."""
    ax = figure.subplots()
    ax.set(xlim=(0.05, 0.95), ylim=(-8, 112), xlabel="weight w", ylabel="loss (n − 10)²")
    ax.plot(GRID, loss_of(GRID), color=VOLTAGE, lw=1.5)
    artists = {
        "line": ax.plot([], [], color=OTHER, lw=3, label="slope by the bump")[0],
        "weight": ax.plot([], [], "o", color=WEIGHT, ms=11, label="the weight")[0],
    }
    ax.legend(loc="upper right")
    return artists


# --- Two kinds of bump, and six layers. -----------------------------------------------------------

DEPTH, WIDTH = 6, 60
HEIGHT, AREA = "fixed height (yours)", "fixed area (the sigmoid's)"
KINDS: dict[str, Surrogate] = {
    HEIGHT: "fast_sigmoid",
    AREA: "sigmoid",
    "arctan": "arctan",
    "boxcar": "boxcar",
}
_V = np.linspace(-0.5, 2.0, 401)


@lru_cache(maxsize=1)
def deep(seed: int = 1) -> tuple[list[Floats], Floats, Any]:
    """Weights of six layers of 60 neurons, some input, and labels."""
    rng = np.random.default_rng(seed)
    hidden = [rng.normal(0.0, 0.25, (WIDTH, WIDTH)) for _ in range(DEPTH)]
    x = (rng.random((40, 16, WIDTH)) < 0.3).astype(float)
    return [*hidden, rng.normal(0.0, 0.2, (WIDTH, 3))], x, rng.integers(3, size=16)


@lru_cache(maxsize=512)
def gradient_norms(name: Surrogate, b: float, seed: int = 1) -> Floats:
    """The size of dloss/dW of each hidden layer over the last one's, the first layer first."""
    weights, x, labels = deep(seed)
    _, gradients = Layers(weights, 0.9, 0.95, name, b).loss_and_gradients(x, labels)
    norms = np.array([np.linalg.norm(g) for g in gradients[:-1]])
    return np.asarray(norms / norms[-1])


def bumps_frame(kind: str, b: float) -> Frame:
    """A bump as it is, and how much of the gradient each of six layers gets."""
    h, norms = surrogate(KINDS[kind], _V - 1, b), gradient_norms(KINDS[kind], b)
    shown, layer = np.clip(norms, 1e-6, 1e6), np.arange(1, DEPTH + 1)
    gap = np.full(DEPTH, np.nan)
    return {
        "h": (_V, h),
        "height": {"ylim": (0.0, 1.12 * max(1.0, float(h.max())))},
        "stems": (
            np.column_stack([layer, layer, gap]).ravel(),
            np.column_stack([np.ones(DEPTH), shown, gap]).ravel(),
        ),
        "norms": (layer, shown),
        "text": f"Bump of {kind}, b = {b:.3g}, {float(f'{h.max():.3g}'):g} high: layer 1 gets "
        f"{plain(norms[0], 2)} times the gradient of layer {DEPTH}.",
    }


@declare(
    bumps_frame,
    kind=choice("bump", tuple(KINDS), HEIGHT),
    b=slider("b", 0.2, 100, start=5.0, log=True),
    size=(7.0, 2.8),
)
def bumps(figure: Figure) -> Frame:
    """The bump over the potentials on the left, the gradient by layer on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-0.5, 2), ylim=(0, 1.12), xlabel="v", ylabel="bump")
    left.yaxis.set_label_coords(-0.22, 0.5)  # beside 1.50, too, which two controls make
    left.axvline(1.0, color=SPIKE, ls="--", lw=1.3)
    weights, x, _ = deep()
    v = np.concatenate([one.ravel()[::1999] for one in Layers(weights, 0.9, 0.95).run(x).v])
    left.plot(
        v, np.full(v.size, 0.03), "|", color="0.6", ms=6, transform=left.get_xaxis_transform()
    )
    right.set(xlim=(0.5, DEPTH + 0.5), ylim=(3e-7, 3e6), xlabel="layer (1: next to the input)")
    right.set(ylabel=f"gradient / layer {DEPTH}'s")
    right.set_yscale("log")
    right.set_yticks([1e-6, 1e-3, 1.0, 1e3, 1e6])
    right.axhline(1.0, color="0.5", lw=1)
    return {
        "h": left.plot([], [], color=OTHER)[0],
        "height": left,
        "stems": right.plot([], [], color=OTHER, lw=2.5)[0],
        "norms": right.plot([], [], "o", color=OTHER, ms=9)[0],
    }


# --- The loop unrolled. ---------------------------------------------------------------------------

POTENTIALS = np.array([0.8, 0.5, 1.1, 0.3, 1.0, 0.7])  # v of the six steps
BUMPS = 1 / (1 + 5 * np.abs(POTENTIALS - 1)) ** 2
FORWARD, ONE_BACK, ALL_BACK = "a nudge of v, forward", "an error, back", "six errors, back"


def unrolled_frame(what: str, step: int, a: float) -> Frame:
    """A nudge that runs forward from its step, or errors that run back: their size at each step."""
    t, k = np.arange(POTENTIALS.size), step - 1
    if what == FORWARD:
        size = np.where(t >= k, 0.1 * a ** np.abs(t - k), 0.0)
        arrows, spikes, heads = t[k:-1] + 1.0, t[k:], (">", "^")
        said = f"v in step {step} grows by 0.1, and in step 6 {size[-1]:.3f} of it is left."
    else:
        ds = np.where((t == k) | (what == ALL_BACK), -1.0, 0.0)
        size, later = np.zeros(t.size), 0.0
        for now in reversed(t):
            size[now] = later = a * later + ds[now] * BUMPS[now]
        arrows, spikes, heads = (
            t[1 : np.flatnonzero(ds)[-1] + 1].astype(float),
            t[ds < 0],
            ("<", "v"),
        )
        where = f"at step {step}" if what == ONE_BACK else "at any step"
        there = " there" if what == ONE_BACK else ""
        said = f"One more spike {where} would help, so ds = −1{there}. dv in step {step} is "
        said += f"{_minus(size[k], '.2f')}, and in step 1 {_minus(size[0], '.2f')}."
    full = np.abs(size).max()
    return {
        "size": [{"height": 0.96 * abs(float(one)) / full} for one in size],
        "number": [_minus(one, ".3f" if what == FORWARD else ".2f") if one else "" for one in size],
        "chain": (_joined(arrows - 0.13, arrows + 0.13), np.tile([0.5, 0.5, np.nan], arrows.size)),
        "along": {
            "data": (arrows + (0.09 if what == FORWARD else -0.09), 0 * arrows + 0.5),
            "marker": heads[0],
        },
        "up": (_joined(spikes + 0.5, spikes + 0.5), np.tile([1.0, 1.55, np.nan], spikes.size)),
        "through": {
            "data": (spikes + 0.5, np.full(spikes.size, 1.5 if what == FORWARD else 1.08)),
            "marker": heads[1],
        },
        "text": f"a = {a:g}. {said}",
    }


def _joined(start: Any, end: Any) -> Floats:
    """Strokes from start to end, as one line with gaps."""
    return np.column_stack([start, end, np.full(len(start), np.nan)]).ravel()


@declare(
    unrolled_frame,
    what=choice("what runs", (FORWARD, ONE_BACK, ALL_BACK), FORWARD),
    step=slider("from step", 1, 6, start=2, step=1),
    a=slider("a", 0.5, 1, start=0.9, step=0.05),
    size=(7.4, 2.9),
)
def unrolled(figure: Figure) -> Frame:
    """Six boxes in a row, a spike over each, and the loss above."""
    ax = figure.subplots()
    ax.set(xlim=(-0.05, 6.05), ylim=(-0.35, 2.75))
    ax.set_axis_off()
    t = np.arange(POTENTIALS.size)
    ax.plot(_joined(t[1:] - 0.13, t[1:] + 0.13), [0.5, 0.5, np.nan] * 5, color="0.85", lw=3)
    ax.plot(_joined(t + 0.5, t + 0.5), [1.0, 1.55, np.nan] * 6, color="0.85", lw=3)
    ax.plot(_joined(t + 0.5, 3 + 0 * t), [1.95, 2.4, np.nan] * 6, color="0.85", lw=1)
    ax.text(3, 2.55, "loss", ha="center", va="center")
    ax.plot(t + 0.5, 0 * t + 1.76, "o", color=SPIKE, ms=21, mfc="white", mew=2)
    ax.bar(t + 0.5, 1.0, 0.72, facecolor="none", edgecolor=VOLTAGE, lw=1.5)
    for k in range(6):
        ax.text(k + 0.5, -0.2, f"$v_{k + 1}$ = {POTENTIALS[k]:.1f}", ha="center", va="center")
        ax.text(k + 0.5, 1.75, f"$s_{k + 1}$", ha="center", va="center")
        ax.text(k + 0.64, 1.27, f"h =\n{BUMPS[k]:.2f}", va="center", color=OTHER)
        if k:
            ax.text(k, 0.68, "a", ha="center", va="center")
    return {
        "size": list(ax.bar(t + 0.5, [0.5] * 6, 0.69, color=OTHER, alpha=0.35)),
        "number": [
            ax.text(k + 0.5, 0.2, "", ha="center", va="center", fontsize=9) for k in range(6)
        ],
        "chain": ax.plot([], [], color=VOLTAGE, lw=3)[0],
        "along": ax.plot([], [], ">", color=VOLTAGE, ms=10)[0],
        "up": ax.plot([], [], color=OTHER, lw=3)[0],
        "through": ax.plot([], [], "^", color=OTHER, ms=10)[0],
    }


# --- The check. -----------------------------------------------------------------------------------

A, B = 0.9, 5.0
REAL, STRAIGHT = "the real neuron", "the straightened one"
YOURS, NO_LEAK, ALONE = "yours", "without the leak", "readout alone"
LOOPS: dict[str, Callable[[task.Backward], task.Backward]] = {
    YOURS: lambda backward: backward,
    NO_LEAK: lambda backward: lambda ds, v, a, b: backward(ds, v, 1.0, b),
    ALONE: lambda backward: lambda ds, v, a, b: 0.0 * v,
    "no step back": lambda backward: (
        lambda ds, v, a, b: np.stack([backward(ds[[t]], v[[t]], a, b)[0] for t in range(len(v))])
    ),
    "forwards": lambda backward: lambda ds, v, a, b: backward(ds[::-1], v[::-1], a, b)[::-1],
}


class Frozen:
    """One run of a neuron with five inputs, and what its straightened twin does around it.

    The loss is sum_t ds_t s_t. The twin's resets are those of the run, and its spikes follow
    s_t = s0_t + h0_t (v_t - v0_t).
    """

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        self.x = (rng.random((40, 5)) < 0.3).astype(float)
        self.w, self.ds = rng.normal(0.4, 0.2, 5), rng.normal(0.0, 1.0, 40)
        self.v, self.s = self._run(self.w)
        self.h = 1 / (1 + B * np.abs(self.v - 1)) ** 2

    def _run(self, w: Floats, s: Floats | None = None) -> tuple[Floats, Floats]:
        """(v, s) with resets of its own, or with those of `s`."""
        v, fired, left = np.zeros(40), np.zeros(40), 0.0
        for t, z in enumerate(self.x @ w):
            v[t] = left + z
            fired[t] = v[t] >= 1
            left = A * (v[t] - (fired[t] if s is None else s[t]))
        return v, fired

    def real(self, w: Floats) -> float:
        """The loss of the neuron itself."""
        return float(self.ds @ self._run(w)[1])

    def straight(self, w: Floats) -> float:
        """The loss of the straightened one."""
        v, _ = self._run(w, self.s)
        return float(self.ds @ (self.s + self.h * (v - self.v)))


FROZEN = Frozen()


def check_frame(
    backward: task.Backward, by_difference: Any, measured_on: str, loop: str, eps: float, t: int
) -> Frame:
    """The five slopes by the loop, and by differences on one of the two neurons."""
    backward, whose = theirs(BACKWARD, backward)
    said = loop if whose == "your" or loop != YOURS else OURS
    by_difference, _ = theirs(BY_DIFFERENCE, by_difference)
    by_loop = FROZEN.x.T @ np.asarray(LOOPS[loop](backward)(FROZEN.ds, FROZEN.v, A, B), float)
    loss = FROZEN.real if measured_on == REAL else FROZEN.straight
    measured = np.array([by_difference(loss, FROZEN.w, i, eps) for i in range(5)])
    k, reach = t - 1, np.array([-0.45, 0.45])
    v, s, h = FROZEN.v[k], FROZEN.s[k], FROZEN.h[k]
    apart = float(np.abs(by_loop - measured).max())
    far = "below 0.000001" if apart < 1e-6 else f"{apart:.2g}"
    return {
        "dot": ([v], [s]),
        "line": (v + reach, s + h * reach),
        "bars": [{"height": float(one)} for one in by_loop],
        "measured": (np.arange(1, 6), measured),
        "limits": {"ylim": _limits(by_loop, measured)},
        "text": f"At step {t} v was {_minus(v, '.2f')}, and the line has a slope of {h:.2f}. "
        f"Measured on {measured_on}, eps = {plain(eps, 2)}, loop {said}: "
        f"they differ by {far} at most.",
    }


def _limits(*values: Floats) -> tuple[float, float]:
    low, high = min(map(np.min, values)), max(map(np.max, values))
    room = 0.12 * max(6.0, float(high - low))  # for a mark
    return min(-4.0, float(low) - room), max(2.0, float(high) + room)


@declare(
    check_frame,
    measured_on=choice("measured on", (REAL, STRAIGHT), REAL),
    loop=choice("loop", (YOURS, NO_LEAK), YOURS),
    eps=slider("eps", 1e-6, 0.1, start=1e-4, log=True),
    t=slider("step shown", 1, 40, start=5, step=1),
    size=(7.4, 2.9),
)
def check_gradient(figure: Figure) -> Frame:
    """The step and its straight line on the left, five slopes on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    left.set(xlim=(-0.7, 2.2), ylim=(-0.4, 1.6), xlabel="v", ylabel="spike s")
    left.plot([-0.7, 1, 1, 2.2], [0, 0, 1, 1], color=VOLTAGE, lw=1.5)
    left.text(-0.62, 0.1, "hard step")
    right.set(xlabel="weight", ylabel="slope of the loss")
    right.axhline(0.0, color="0.5", lw=1)
    artists = {
        "line": left.plot([], [], color=OTHER, lw=3, label="straight line")[0],
        "dot": left.plot([], [], "o", color=VOLTAGE, ms=9, label="where v stood")[0],
        "bars": list(right.bar(range(1, 6), [1.0] * 5, 0.5, color=OTHER, alpha=0.6, label="loop")),
        "measured": right.plot(
            [], [], "D", color=VOLTAGE, ms=8, mfc="none", mew=2, label="measured"
        )[0],
        "limits": right,
    }
    left.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
    return artists


# --- Three patterns. ------------------------------------------------------------------------------

FRESH = 200  # trials that it has not seen, at each frame
TRIALS, CONTROL = "the trials", "the control"


def train_frames(
    backward: task.Backward, hidden_ds: task.Listening, values: Mapping[str, Any]
) -> Iterator[Frame]:
    """Training by the learner's loop and by what their hidden neurons hear, as it goes."""
    backward, whose = theirs(BACKWARD, backward)
    hidden_ds, whose_ds = theirs(LISTENERS, hidden_ds)
    jitter, loop = values["jitter"], values["loop"]
    course = task.training(LOOPS[loop](backward), values["rate"], jitter, hidden_ds=hidden_ds)
    said = f"loop {loop if whose == 'your' or loop != YOURS else OURS}"
    said += f", hidden ds {'yours' if whose_ds == 'your' else OURS}"
    yield from _frames(
        course, jitter, None, f"jitter {jitter:g} ms, rate {values['rate']:.2g}, {said}"
    )


def control_frames(
    backward: task.Backward,
    hidden_ds: task.Listening,
    counts_only: task.Control,
    values: Mapping[str, Any],
) -> Iterator[Frame]:
    """Training on trials or on the control, tested on either."""
    backward, _ = theirs(BACKWARD, backward)
    hidden_ds, _ = theirs(LISTENERS, hidden_ds)
    control, whose = theirs(COUNTS_ONLY, counts_only)
    seen, tested = (control if values[of] == CONTROL else None for of in ("trained", "tested"))
    said = f"{whose} control, trained on {values['trained']}, "
    course = task.training(backward, control=seen, hidden_ds=hidden_ds)
    yield from _frames(course, 2.0, tested, f"{said}tested on {values['tested']}")


def waking_frames(values: Mapping[str, Any]) -> Iterator[Frame]:
    """Training by the library's gradient from first weights around a mean."""
    course = task.waking(values["kind"], values["mean"], values["optimiser"])
    mean = _minus(values["mean"], "g")
    yield from _frames(
        course, 2.0, None, f"{values['kind']}, mean weight {mean}, {values['optimiser']}"
    )


def _frames(
    course: Iterator[task.Trained], jitter: float, control: task.Control | None, said: str
) -> Iterator[Frame]:
    """A fresh trial and the share right, as it goes: ten frames with A, ten with B, then C."""
    reached: list[float] = []
    fresh = np.random.default_rng(99)
    for layers, templates in course:
        x, labels = task.trials(templates, FRESH, fresh, jitter, control)
        run = layers.run(x)
        shown = np.flatnonzero(labels == len(reached) // 10 % task.TASK.classes)[0]
        reached.append(float(np.mean(run.readout.argmax(axis=1) == labels)))
        reach = 1.25 if np.abs(run.readout).max() < 1.5 else 5.0
        yield {
            **_trial(x, run, labels, int(shown)),
            "readout": {"xlim": (-reach, reach)},
            "reached": (task.EVERY * np.arange(len(reached)), reached),
            "text": f"Step {task.EVERY * (len(reached) - 1)} ({said}): {100 * reached[-1]:.1f} % "
            f"of {FRESH} fresh trials are right. A hidden neuron fires "
            f"{run.spikes[0].mean() * 100:.2f} times a trial.",
        }


def draw_training(figure: Figure, steps: int = task.STEPS) -> Frame:
    """A fresh trial on its way to three bars, and the share of trials that are right."""
    left, middle, bars, right = figure.subplots(1, 4, width_ratios=[3, 3, 2, 3])
    right.set(xlim=(-0.03 * steps, steps), ylim=(0, 1.05))
    right.set(xlabel="training step", ylabel="share right")
    right.axhline(1 / 3, color="0.45", ls=":")
    right.text(0.97 * steps, 0.16, "chance", ha="right")
    return {
        **_draw_trial(left, middle, bars),
        "readout": bars,
        "reached": right.plot([], [], ".-", color=VOLTAGE, clip_on=False, zorder=3)[0],
    }


_moving: dict[str, Any] = {"fps": 12, "still": 60, "button": "Train", "size": (8.4, 2.7)}
train = declare(
    train_frames,
    jitter=slider("jitter", 0, 50, start=2, step=1, unit="ms"),
    rate=slider("rate", 0.01, 1, start=0.1, log=True),
    loop=choice("loop", (YOURS, NO_LEAK, ALONE), YOURS), **_moving,
)(draw_training)  # fmt: skip
control = declare(
    control_frames,
    trained=choice("trained on", (TRIALS, CONTROL), TRIALS),
    tested=choice("tested on", (TRIALS, CONTROL), TRIALS), **_moving,
)(draw_training)  # fmt: skip


@declare(
    waking_frames,
    kind=choice("bump", ("fast sigmoid", "boxcar"), "fast sigmoid"),
    mean=slider("mean weight at the start", -0.3, 0.1, start=0.05, step=0.05),
    optimiser=choice("optimiser", tuple(task.OPTIMISERS), "Adam"),
    **_moving,
)
def wake(figure: Figure) -> Frame:
    """The same, for the longer training of a network that begins silent."""
    return draw_training(figure, task.WAKING)


# --- Digits. --------------------------------------------------------------------------------------

SHOWN = 12  # pictures that are still read wrongly


def digits_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Share right by epoch, and the test pictures that are still read wrongly."""
    known, new = digits.split(PICTURES, np.random.default_rng(controls["seed"]))
    steps, some = controls["steps"], slice(300)  # of the known ones as many as are soon read
    known_right, new_right = [], []
    for layers in train_digits(controls):
        seen = read_as(layers, known.pictures[some], steps) == known.labels[some]
        said = read_as(layers, new.pictures, steps)
        wrong, share = np.flatnonzero(said != new.labels), float(np.mean(said == new.labels))
        known_right.append(float(seen.mean()))
        new_right.append(share)
        yield {
            "known": (np.arange(len(known_right)), known_right),
            "new": (np.arange(len(new_right)), new_right),
            "wrong": _mosaic(new.pictures[wrong[:SHOWN]]),
            "answers": [f"{said[wrong[k]]}" if k < len(wrong) else "" for k in range(SHOWN)],
            "text": f"Round {len(new_right) - 1} of {controls['epochs']}, {controls['hidden']} "
            f"hidden neurons, {controls['steps']} step{'s' * (controls['steps'] != 1)}, "
            f"b = {controls['slope']:g}: "
            f"{100 * share:.1f} % of {len(new)} new pictures right, {len(wrong)} wrong.",
        }


def _mosaic(pictures: Floats) -> Floats:
    """Up to 12 pictures in 3 rows of 4, each 8 x 8 in a field of 10 x 12."""
    field = np.zeros((30, 48))
    for k, picture in enumerate(pictures):
        row, column = divmod(k, 4)
        top, left = 10 * row + 1, 12 * column + 1
        field[top : top + 8, left : left + 8] = picture.reshape(8, 8)
    return field


@declare(
    digits_frames,
    steps=slider("time steps", 1, 20, start=10, step=1),
    hidden=slider("hidden neurons", 10, 200, start=100, step=10),
    slope=slider("b of the bump", 0.2, 50, start=5.0, log=True),
    epochs=slider("rounds", 1, 30, start=20, step=1),
    seed=slider("random split", 0, 4, start=0, step=1, rare=True),
    fps=12,
    still=30,
    button="Train",
    size=(8.0, 3.0),
)
def read(figure: Figure) -> Frame:
    """Share right on the left; on the right pictures read wrongly, with what was read."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    left.set(xlim=(-0.6, 30), ylim=(0, 1.03))
    left.set(xlabel="rounds through all pictures", ylabel="share right")
    left.axhline(0.90, color="0.45", ls=":")
    left.text(29.5, 0.81, "nearest mean picture", ha="right")
    right.set(xticks=[], yticks=[], xlabel="read wrongly, and as what")
    right.grid(visible=False)
    right.set_frame_on(False)
    image = right.imshow(np.zeros((30, 48)), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
    words = [
        right.text(12 * (k % 4) + 9.2, 10 * (k // 4) + 5.5, "", color=SPIKE, fontsize=12)
        for k in range(SHOWN)
    ]
    artists = {
        "known": left.plot([], [], ".--", color=OTHER, label="pictures it learns from")[0],
        "new": left.plot([], [], ".-", color=VOLTAGE, label="new pictures")[0],
        "wrong": image,
        "answers": words,
    }
    left.legend(loc="lower right")
    return artists


def _whole(value: float) -> str:
    return _minus(value, ".0f")


def _minus(value: float, form: str) -> str:
    """A number with a true minus, and nought without one."""
    return f"{value:z{form}}".replace("-", "−")
