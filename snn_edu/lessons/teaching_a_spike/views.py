"""Lesson 12, teaching a spike: its pictures."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.training import SGD, Adam, Layers, TemporalPatterns, Tempotron, digits, surrogate
from snn_edu.training.layers import Real
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

NEURON = Tempotron()

# --- Widget 1: a tempotron before and after an update. --------------------------------------------

SPAN = 120.0  # ms
AFFERENTS = 14


def pattern(kind: str) -> tuple[Floats, Floats, bool]:
    """(spike times, weights, whether the neuron should fire): "a miss" or "a false alarm"."""
    should_fire = kind == "a miss"
    rng = np.random.default_rng(6 if should_fire else 8)
    times = np.sort(rng.uniform(5.0, 100.0, AFFERENTS))
    w = rng.normal(0.25, 0.2, AFFERENTS)
    v_max, _ = NEURON.peak(times, w)
    return times, w * (0.8 if should_fire else 1.25) / v_max, should_fire


def stems(kind: str, updates: int, w: Floats) -> Frame:
    """The potential, and a stem of height w at each input's spike, now and before any update."""
    times, w_before, should_fire = pattern(kind)
    t = np.arange(0.0, SPAN, 0.25)
    v_max, t_max = NEURON.peak(times, w)
    fires = v_max >= NEURON.threshold
    is_right = fires == should_fire
    moved = np.abs(w - w_before)
    gap = np.full(times.size, np.nan)
    return {
        "before": (t, NEURON.potential(t, times, w_before)),
        "now": (t, NEURON.potential(t, times, w)),
        "peak": ([t_max], [v_max]),
        "stems": (np.column_stack([times, times, gap]).ravel(), _up(w).ravel()),
        "heads": (times, w),
        "ghosts": (times, w_before),
        "text": f"{kind.capitalize()}, after {updates} update{'s' * (updates != 1)}: the potential "
        f"peaks at {v_max:.2f} of 1, at {t_max:.0f} ms; "
        f"the neuron {'fires' if fires else 'stays silent'}, which is "
        f"{'right' if is_right else 'wrong'}. {np.count_nonzero(moved > 0.01)} of {w.size} weights "
        f"moved, one by {(w - w_before)[moved.argmax()]:+.2f}.",
    }


def _up(w: Floats) -> Floats:
    return np.column_stack([np.zeros_like(w), w, np.full(w.size, np.nan)])


def draw_stems(figure: Figure) -> Frame:
    """The potential above, the weights at their spikes' times below."""
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=[1, 1])
    top.set(xlim=(0, SPAN), ylim=(-0.3, 1.7), ylabel="potential V")
    top.axhline(1.0, color=SPIKE, ls="--", lw=1.3, label="threshold")
    bottom.set(ylim=(-0.45, 0.9), xlabel="time (ms)", ylabel="weight")
    bottom.axhline(0.0, color="0.5", lw=1)
    artists = {
        "before": top.plot([], [], color="0.6", lw=1.5, label="before")[0],
        "now": top.plot([], [], color=VOLTAGE, label="now")[0],
        "peak": top.plot([], [], "D", color=SPIKE, ms=8, mfc="none", mew=2, label="highest")[0],
        "ghosts": bottom.plot([], [], "o", color="0.6", ms=7, mfc="none", label="before")[0],
        "stems": bottom.plot([], [], color=WEIGHT, lw=2.5)[0],
        "heads": bottom.plot([], [], "o", color=WEIGHT, ms=7, label="weight of the input, now")[0],
    }
    top.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=4)
    bottom.legend(loc="upper right", ncols=2)
    return artists


# --- Widget 2: how many patterns fit. -------------------------------------------------------------

SYNAPSES, EPOCHS = 50, 400


def problem(alpha: float, seed: int) -> tuple[Floats, np.ndarray[Any, np.dtype[np.bool_]]]:
    """`alpha` random patterns a synapse, one spike each within 500 ms; half of them to fire for."""
    rng = np.random.default_rng(seed)
    count = round(alpha * SYNAPSES)
    return rng.uniform(0.0, 500.0, (count, SYNAPSES)), rng.permutation(count) < count // 2


@lru_cache(maxsize=256)  # a training at each step, and there are 198 places to go
def capacity(alpha: float, starts: int, seed: int) -> Frame:
    """A training from nothing: errors by epoch, and where each pattern's peak ends."""
    times, labels = problem(alpha, seed)
    rng = np.random.default_rng(seed)
    trained = NEURON.train(times, labels, rng, epochs=EPOCHS, starts=starts)
    peaks, _ = NEURON.peak(times, trained.weights)
    errors, place = trained.errors, np.linspace(0.0, 1.0, labels.size // 2 + 1)
    fire, rest = np.sort(peaks[labels]), np.sort(peaks[~labels])
    left = f"{errors[-1]} of {labels.size} patterns wrong"
    how = f"after {errors.size - 1} epochs" if trained.starts == 1 else (
        f"after {errors.size - 1} epochs in {trained.starts} starts"
    )  # fmt: skip
    return {
        "errors": (np.arange(errors.size) / max(errors.size - 1, 1), errors / labels.size),
        "fire": (place[: fire.size], fire),
        "rest": (1.2 + place[: rest.size], rest),
        "text": f"{alpha:g} patterns a synapse, {labels.size} in all, set {seed}: {left} {how} "
        f"(at most {starts} x {EPOCHS}).",
    }


def draw_capacity(figure: Figure) -> Frame:
    """Errors on the left; peaks of the patterns to fire for, and of the others, on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 4])
    left.set(xlim=(0, 1), ylim=(0, 0.7), xlabel="course of the training")
    left.set(ylabel="share of wrong patterns")
    left.set_xticks([0, 1], ["start", "end"])
    right.set(xlim=(-0.1, 2.35), ylim=(0, 2.2), ylabel="highest potential")
    right.set_xticks([0.5, 1.7], ["should fire", "should not"])
    right.axhline(1.0, color=SPIKE, ls="--", lw=1.3, label="threshold")
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0))
    return {
        "errors": left.plot([], [], color=VOLTAGE)[0],
        "fire": right.plot([], [], "o", color=WEIGHT, ms=5)[0],
        "rest": right.plot([], [], "s", color=OTHER, ms=5)[0],
    }


# --- Widget 3: a loss made of steps. --------------------------------------------------------------

_STEPS = 100
_W = np.linspace(0.1, 0.7, 1201)
_TRAIN = np.random.default_rng(3).random(_STEPS) < 0.25  # spikes of the one input
_OUT = np.array([[0.25, -0.25]])  # the readout's weights: more spikes, more of class 0


def losses(w: Floats, slope: float, smooth: bool) -> Floats:
    """The loss of one neuron with one input, for each weight w: a batch of neurons, in truth."""
    x = _TRAIN[:, None, None] * w[None, :, None]
    layers = Layers([np.ones((1, 1)), _OUT], surrogate="sigmoid", slope=slope, smooth=smooth)
    readout = layers.run(x).readout
    return np.asarray(np.log1p(np.exp(readout[:, 1] - readout[:, 0])))


def loss_over_weight(w: float, eps: float, slope: float, reset: str) -> Frame:
    """The loss with a hard step and with a soft one; and two slopes at w."""
    hard_ends = losses(np.array([w - eps, w + eps]), slope, smooth=False)
    layers = Layers([np.array([[w]]), _OUT], surrogate="sigmoid", slope=slope, reset=reset)
    x, label = _TRAIN[:, None, None].astype(float), np.array([0])
    at, (stands_for, _) = layers.loss_and_gradients(x, label)
    quotient = (hard_ends[1] - hard_ends[0]) / (2 * eps) + 0.0  # not -0
    reach = np.array([-0.06, 0.06])
    return {
        "hard": (_W, losses(_W, slope, smooth=False)),
        "soft": (_W, losses(_W, slope, smooth=True)),
        "chord": (w + np.array([-eps, eps]), hard_ends),
        "tangent": (w + reach, at + reach * stands_for[0, 0]),
        "text": f"At w = {w:.3f}, eps = {eps:.2g}: the neuron's loss changes by {quotient:.2f} per "
        f"unit of weight. The surrogate, slope {slope:g}, reset {reset}, says "
        f"{stands_for[0, 0]:.2f}.",
    }


def draw_loss_over_weight(figure: Figure) -> Frame:
    """Loss over weight: stairs, and what a soft step makes of them."""
    ax = figure.subplots()
    ax.set(xlim=(0.1, 0.7), ylim=(0.2, 0.85), xlabel="weight w", ylabel="loss")
    artists = {
        "soft": ax.plot([], [], "--", color=THEORY, label="a soft neuron")[0],
        "hard": ax.plot([], [], color=VOLTAGE, lw=1.5, label="the neuron")[0],
        "tangent": ax.plot([], [], color=OTHER, lw=3, label="the surrogate's slope")[0],
        "chord": ax.plot([], [], "o-", color=SPIKE, ms=7, lw=2, label="w - eps to w + eps")[0],
    }
    ax.legend(loc="upper right", ncols=2)
    return artists


# --- Widget 4: the surrogate and the gradient that reaches each layer. ----------------------------

DEPTH, WIDTH = 6, 60
_U = np.linspace(-1.0, 1.0, 401)


def _deep() -> tuple[list[Floats], Floats, Any]:
    rng = np.random.default_rng(1)
    sizes = [WIDTH] * (DEPTH + 1)
    hidden = [rng.normal(0.0, 0.25, (n, WIDTH)) for n in sizes[:-1]]
    x = (rng.random((40, 16, WIDTH)) < 0.3).astype(float)
    return [*hidden, rng.normal(0.0, 0.2, (WIDTH, 3))], x, rng.integers(3, size=16)


def gradient_norms(name: str, slope: float) -> Floats:
    """The size of dloss/dW of each hidden layer over the last one's, the first layer first."""
    weights, x, labels = _deep()
    layers = Layers(weights, 0.9, 0.95, name, slope)
    _, gradients = layers.loss_and_gradients(x, labels)
    norms = np.array([np.linalg.norm(g) for g in gradients[:-1]])
    return np.asarray(norms / norms[-1])


def gradient_flow(kind: str, slope: float) -> Frame:
    """The surrogate over u = v - 1, and how much of the gradient each layer gets."""
    name = kind.replace(" ", "_")
    h, norms = surrogate(name, _U, slope), gradient_norms(name, slope)
    floor = 1e-6
    shown = np.maximum(norms, floor)
    layer = np.arange(1, DEPTH + 1)
    return {
        "h": (_U, h / h.max()),
        "stems": (
            np.column_stack([layer, layer, np.full(DEPTH, np.nan)]).ravel(),
            np.column_stack([np.full(DEPTH, 1.0), shown, np.full(DEPTH, np.nan)]).ravel(),
        ),
        "norms": (layer, shown),
        "text": f"{kind.capitalize()}, slope {slope:.3g}, peak {h.max():.3g}: layer 1 gets "
        f"{float(f'{norms[0]:.2g}'):g} times the gradient that layer {DEPTH} gets.",
    }


def draw_gradient_flow(figure: Figure) -> Frame:
    """The surrogate's shape on the left, the gradient by layer on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-1, 1), ylim=(0, 1.1), xlabel="u = v - 1", ylabel="surrogate h / its peak")
    right.set(xlim=(0.5, DEPTH + 0.5), ylim=(1e-6, 1e7), xlabel="layer (1: next to the input)")
    right.set(ylabel=f"gradient / layer {DEPTH}'s")
    right.set_yscale("log")
    right.set_yticks([1e-6, 1e-3, 1.0, 1e3, 1e6])
    right.axhline(1.0, color="0.5", lw=1)
    return {
        "h": left.plot([], [], color=THEORY)[0],
        "stems": right.plot([], [], color=THEORY, lw=2.5)[0],
        "norms": right.plot([], [], "o", color=THEORY, ms=9)[0],
    }


# --- Widget 5: three patterns in time. ------------------------------------------------------------

TASK = TemporalPatterns()
HIDDEN, BATCH, STEPS, EVERY = 30, 64, 90, 3  # EVERY: training steps a frame
FRESH, TESTED = 200, 1000  # trials that it has not seen: for each frame, and in the end
ADAM = Adam(5e-3)
MARKERS, COLOURS = ("o", "s", "^"), (SPIKE, THEORY, OTHER)  # of the three classes


def start(mean: float, rng: np.random.Generator) -> list[Real]:
    """Weights of 40-30-3 before training, the first layer's around `mean`."""
    weights = [
        rng.normal(mean, 0.05, (TASK.afferents, HIDDEN)),
        rng.normal(0.0, HIDDEN**-0.5, (HIDDEN, TASK.classes)),
    ]
    return [W.astype(np.float32) for W in weights]


def three_patterns(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Training as it goes: jitter, loss and surrogate are read at each step."""
    reached, fresh = [], np.random.default_rng(99)
    for layers, templates in _training(controls, ADAM):
        x, labels = _seen(templates, FRESH, fresh, controls)
        run = layers.run(x)
        reached.append(_share_right(run.readout, labels))
        first = [int(np.flatnonzero(labels == k)[0]) for k in range(TASK.classes)]
        yield _task_frame(x[:, first], run.spikes[0], first, reached, controls["sees"])


def _training(
    controls: Mapping[str, Any], optimiser: Adam | SGD
) -> Iterator[tuple[Layers, Floats]]:
    """The layers before the first step and after every few, and the classes' templates."""
    rng = np.random.default_rng(controls["seed"])
    templates, weights = TASK.templates(rng), start(controls["mean"], rng)
    state: Any = optimiser.start(weights)
    for _ in range(0, STEPS + 1, EVERY):
        layers = Layers(weights, 0.95, 0.95, controls["surrogate"].replace(" ", "_"))
        yield layers, templates
        for _ in range(EVERY):
            x, labels = _seen(templates, BATCH, rng, controls)
            _, gradients = replace(layers, weights=weights).loss_and_gradients(x, labels)
            weights, state = optimiser.step(weights, gradients, state)


def _share_right(readout: Real, labels: Any) -> float:
    return float(np.mean(readout.argmax(axis=1) == labels))


def _seen(
    templates: Floats, count: int, rng: np.random.Generator, controls: Mapping[str, Any]
) -> tuple[Any, Any]:
    trials = TASK.trials(templates, count, rng, controls["jitter"], controls["loss"])
    return TASK.same_counts(trials, rng) if controls["sees"] == "counts only" else trials


def _task_frame(x: Real, hidden: Real, first: list[int], reached: list[float], sees: str) -> Frame:
    dots = [np.nonzero(x[:, k]) for k in range(len(first))]
    fired = [np.nonzero(hidden[:, k]) for k in first]
    steps = EVERY * np.arange(len(reached))
    spikes = hidden.mean() * TASK.steps
    return {
        **{f"input {k}": (dots[k][0], dots[k][1]) for k in range(len(first))},
        **{f"hidden {k}": (fired[k][0], fired[k][1]) for k in range(len(first))},
        "reached": (steps, reached),
        "text": f"Step {steps[-1]}, it sees {sees}: {100 * reached[-1]:.1f} % of {FRESH} fresh "
        f"trials right, by chance 33 %. A hidden neuron fires {spikes:.2f} times a trial; an input "
        f"{x.sum() / x[0].size:.2f} times.",
    }


def draw_three_patterns(figure: Figure) -> Frame:
    """A trial of each class, what the hidden neurons make of it, and how many trials are right."""
    left, middle, right = figure.subplots(1, 3, width_ratios=[3, 3, 3])
    left.set(xlim=(0, 100), ylim=(-1, TASK.afferents), xlabel="time (ms)", ylabel="input")
    middle.set(xlim=(0, 100), ylim=(-1, HIDDEN), xlabel="time (ms)", ylabel="hidden neuron")
    right.set(xlim=(0, STEPS), ylim=(0, 1.05), xlabel="training step", ylabel="share right")
    right.axhline(1 / 3, color="0.45", ls=":", label="chance")
    artists: dict[str, Any] = {}
    for k, (marker, colour) in enumerate(zip(MARKERS, COLOURS, strict=True)):
        look: dict[str, Any] = {"ls": "", "marker": marker, "color": colour, "ms": 3.5}
        artists[f"input {k}"] = left.plot([], [], **look, label="ABC"[k])[0]
        artists[f"hidden {k}"] = middle.plot([], [], **look)[0]
    left.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, handletextpad=0.1)
    artists["reached"] = right.plot([], [], color=VOLTAGE)[0]
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0))
    return artists


def learn_patterns(
    surrogate: str = "fast_sigmoid",
    mean: float = 0.05,
    sees: str = "times",
    optimiser: Adam | SGD = ADAM,
    **controls: Any,
) -> float:
    """The share of `TESTED` trials that is right after the whole training, without pictures."""
    given = {"jitter": 2.0, "loss": 0.0, "seed": 0, **controls}
    given |= {"surrogate": surrogate, "mean": mean, "sees": sees}
    ((layers, templates),) = deque(_training(given, optimiser), maxlen=1)
    x, labels = _seen(templates, TESTED, np.random.default_rng(99), given)
    return _share_right(layers.run(x).readout, labels)


# --- Widget 6: digits. ----------------------------------------------------------------------------

PICTURES = digits.load()
SHOWN = 12  # pictures that are still read wrongly
GRID = 2.0**-16  # weights are whole multiples of it; the first steps of Adam are 262 of it


def train_digits(controls: Mapping[str, Any]) -> Iterator[Layers]:
    """The layers before each epoch, and after the last.

    Each pixel's grey is a constant current into the first layer, for `steps` steps.

    In which order a processor adds, and so the last digits of a sum, differ from one kind to the
    next: by that a potential near the threshold spikes on one and not on the other, and from then
    on they train two networks. Weights on a grid, far coarser than such a difference, end it: every
    machine tells the same numbers.
    """
    rng = np.random.default_rng(controls["seed"])
    known, _ = digits.split(PICTURES, rng)
    hidden, epochs = controls["hidden"], controls["epochs"]
    weights = [rng.normal(0.0, 1.5 / 8, (64, hidden)), rng.normal(0.0, hidden**-0.5, (hidden, 10))]
    weights = _on_grid(weights)
    adam = Adam(4e-3)
    state = adam.start(weights)
    for epoch in range(epochs + 1):
        layers = Layers(weights, 0.9, 0.9, "fast_sigmoid", controls["slope"])
        yield layers
        if epoch == epochs:
            return
        rate = 4e-3 * min(1.0, 2.0 * (1.0 - epoch / epochs))  # constant, then down to 0
        for batch in np.array_split(rng.permutation(len(known)), len(known) // 64):
            layers = replace(layers, weights=weights)
            x = _constant(known.pictures[batch], controls["steps"])
            _, gradients = layers.loss_and_gradients(x, known.labels[batch])
            weights, state = replace(adam, rate=rate).step(weights, gradients, state)
            weights = _on_grid(weights)


def learn_digits(**controls: Any) -> float:
    """The share of the new pictures that is read rightly after the whole training."""
    (layers,) = deque(train_digits(controls), maxlen=1)
    _, new = digits.split(PICTURES, np.random.default_rng(controls["seed"]))
    return float(np.mean(_said(layers, new.pictures, controls["steps"]) == new.labels))


def _said(layers: Layers, pictures: Floats, steps: int) -> Any:
    return layers.run(_constant(pictures, steps)).readout.argmax(axis=1)


def _constant(pictures: Floats, steps: int) -> Floats:
    return np.broadcast_to(pictures, (steps, *pictures.shape))


def _on_grid(weights: list[Real]) -> list[Real]:
    return [np.rint(W / GRID) * GRID for W in weights]


def read_digits(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """Share right by epoch, and the test pictures that are still read wrongly."""
    known, new = digits.split(PICTURES, np.random.default_rng(controls["seed"]))
    steps, some = controls["steps"], slice(300)  # of the known ones as many as are soon read
    known_right, new_right = [], []
    for layers in train_digits(controls):
        seen = _said(layers, known.pictures[some], steps) == known.labels[some]
        said = _said(layers, new.pictures, steps)
        wrong, share = np.flatnonzero(said != new.labels), float(np.mean(said == new.labels))
        known_right.append(float(seen.mean()))
        new_right.append(share)
        yield {
            "known": (np.arange(len(known_right)), known_right),
            "new": (np.arange(len(new_right)), new_right),
            "wrong": _mosaic(new.pictures[wrong[:SHOWN]]),
            "answers": [f"{said[wrong[k]]}" if k < len(wrong) else "" for k in range(SHOWN)],
            "text": f"Epoch {len(new_right) - 1} of {controls['epochs']}, {controls['hidden']} "
            f"hidden neurons, {controls['steps']} steps, slope {controls['slope']:g}: "
            f"{100 * share:.1f} % of {len(new)} new pictures right, {len(wrong)} wrong "
            f"(set {controls['seed']}).",
        }


def _mosaic(pictures: Floats) -> Floats:
    """Up to 12 pictures in 3 rows of 4, each 8 x 8 in a field of 10 x 12."""
    field = np.zeros((30, 48))
    for k, picture in enumerate(pictures):
        row, column = divmod(k, 4)
        top, left = 10 * row + 1, 12 * column + 1
        field[top : top + 8, left : left + 8] = picture.reshape(8, 8)
    return field


def draw_read_digits(figure: Figure) -> Frame:
    """Share right on the left; on the right pictures read wrongly, with what was read."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    left.set(xlim=(0, 30), ylim=(0.5, 1.0), xlabel="epoch", ylabel="share right")
    left.axhline(0.90, color="0.45", ls=":", label="nearest mean picture")
    right.set(xticks=[], yticks=[], xlabel="read wrongly, and as what")
    right.grid(visible=False)
    right.set_frame_on(False)
    image = right.imshow(np.zeros((30, 48)), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
    words = [
        right.text(12 * (k % 4) + 9.2, 10 * (k // 4) + 5.5, "", color="#B04A00", fontsize=12)
        for k in range(SHOWN)
    ]
    artists = {
        "known": left.plot([], [], "--", color=OTHER, label="pictures it learns from")[0],
        "new": left.plot([], [], color=VOLTAGE, label="new pictures")[0],
        "wrong": image,
        "answers": words,
    }
    left.legend(loc="lower right")
    return artists
