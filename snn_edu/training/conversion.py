"""From ANN to SNN: a ReLU becomes a rate, and a trained network runs on spikes, untrained.

An integrate-and-fire (IF) neuron adds its input z to its potential in every step and fires at
threshold 1. Driven by a constant 0 <= z <= 1 for T steps it fires floor(T z) times, so its rate is
the ReLU of its input, cut off at 1: `if_counts`. For a whole network the weights are scaled so that
no activation passes 1: `convert`. `IFLayers` runs it, on constant currents or on spikes.

Sources: Diehl et al. 2015, IJCNN (threshold balancing by the largest activation); Rueckauer et al.
2017, Front Neurosci 11:682, sec. 2 (reset by subtraction, percentile).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.pictured import Pictured
from snn_edu.validation import (
    Floats,
    affordable,
    by_name,
    choice,
    fields_within,
    generator,
    instance,
    integer,
    number,
    numbers,
    refuse_bytes,
)

Counts = NDArray[np.int64]

THRESHOLD = 1.0
ROUNDING = 1e-9  # this close below its threshold a neuron fires: in floats, ten 0.1 are below 1
IFReset: TypeAlias = Literal["subtract", "zero", "none"]  # see `reset_after`
Ties: TypeAlias = Literal["potential", "index"]  # see `IFRun.decide`
MOST_STEPS = 1_000_000  # of a run; more is a slip

# --- One ReLU becomes one neuron. ---------------------------------------------------------------


def reset_after(v: Floats, spiked: NDArray[np.bool_], reset: IFReset) -> Floats:
    """The potentials once those that spiked are reset.

    ``"subtract"``: v - 1, what lay above the threshold is kept; ``"zero"``: 0, it is lost;
    ``"none"``: v stays, and the neuron fires in every step that finds it above the threshold.
    """
    if reset == "subtract":
        return v - THRESHOLD * spiked
    return np.where(spiked, 0.0, v) if reset == "zero" else v


def if_counts(z: ArrayLike, steps: int, reset: IFReset = "subtract", start: float = 0.0) -> Counts:
    """How often IF neurons fire in `steps` steps of constant input `z`; same shape as `z`.

    In each step: v += z; a spike where v >= 1; the reset. In closed form, for 0 < z <= 1:
    floor(T z) with ``reset="subtract"``, floor(T / ceil(1 / z)) with ``"zero"``,
    T - ceil(1 / z) + 1 (or 0) with ``"none"``. With `start` = 1/2, ``"subtract"`` rounds T z (a
    half goes up) instead of cutting it off.

    `z` is the input per step and `start` the potential before the first, in units of the threshold.
    z below 0: silent, as a ReLU. Above 1: a spike in every step, no more.
    """
    z = numbers("z", z)
    steps = integer("steps", steps, 1, MOST_STEPS)
    reset = choice("reset", reset, get_args(IFReset))
    v = np.full(z.shape, number("start", start, "", -1e6, 1e6))
    counts = np.zeros(z.shape, dtype=np.int64)
    for _ in range(steps):
        v = v + z
        spiked = v >= THRESHOLD - ROUNDING
        v = reset_after(v, spiked, reset)
        counts += spiked
    return counts


# --- A whole network: scaled, fed, run. ---------------------------------------------------------


def convert(
    weights: Sequence[ArrayLike],
    biases: Sequence[ArrayLike],
    activations: Sequence[ArrayLike],
    percentile: float = 99.9,
) -> tuple[list[Floats], list[Floats]]:
    """Balance the thresholds: weights and biases with which no activation passes 1.

    lambda_l is the `percentile` of all activations of layer l (100: the largest; linear
    interpolation), lambda_0 = 1 for inputs within 0 to 1. Then

        W_l <- W_l lambda_(l-1) / lambda_l        b_l <- b_l / lambda_l

    divides every activation of layer l by lambda_l and changes no decision: a ReLU does not mind
    a positive factor. What lies above the percentile is cut off at one spike a step.

    One array a layer: `weights` (inputs, outputs), `biases` (outputs,), and `activations` after its
    ReLU, the output layer's included, for *training* pictures. Gives (weights, biases), new lists;
    where a layer's percentile is 0 there are none: a ValueError.
    """
    W, b = _layers(weights, biases)
    percentile = number("percentile", percentile, "%", 0.0, 100.0)
    if percentile <= 1.0:
        raise ValueError(
            f"percentile = {percentile:g} %: nearly all activations would be cut off. "
            f"Did you mean {100.0 * percentile:g} (%)?"
        )
    layers = _arrays("activations", activations)
    if len(layers) != len(W) or not all(a.size for a in layers):
        raise ValueError(
            f"activations: {len(layers)} arrays for {len(W)} layers; one a layer, the output "
            "layer's included, the inputs left out, none empty."
        )
    scaled: tuple[list[Floats], list[Floats]] = ([], [])
    before = 1.0
    for layer, (W_l, b_l, a) in enumerate(zip(W, b, layers, strict=True)):
        if a.ndim == 2 and len(b_l) not in a.shape:
            raise ValueError(
                f"activations[{layer}] has shape {a.shape}: expected (samples, {len(b_l)}), those "
                "of the layer's outputs."
            )
        if (a < 0).any():
            raise ValueError(
                f"activations[{layer}]: {a.min():g} is below 0. Take them after the ReLU."
            )
        scale = float(np.percentile(a, percentile))
        if scale == 0:
            raise ValueError(
                f"activations[{layer}]: the {percentile:g} % percentile is 0; no weight can be "
                "divided by it. Take a higher one: at 100 % it is 0 only if the layer is dead."
            )
        scaled[0].append(W_l * before / scale)
        scaled[1].append(b_l / scale)
        before = scale
    return scaled


@by_name
@dataclass(frozen=True, eq=False, repr=False)
class InputSpikes:
    """Pictures as spikes, and what a spike does. See `poisson_input`, `latency_input`."""

    spiked: NDArray[np.bool_]  # (steps, pictures, inputs)
    charge: float | None = 1.0  # what a spike delivers at once; None: 1 in its step and all later

    def __post_init__(self) -> None:
        spiked = np.asarray(instance("spiked", self.spiked, np.ndarray))
        if spiked.dtype != np.bool_ or spiked.ndim < 2:
            raise ValueError(
                f"spiked: {spiked.dtype} of shape {spiked.shape}; expected True and False, of "
                f"shape (steps, pictures, inputs)."
            )
        if self.charge is not None:
            fields_within(self, "", 0.0, math.inf, "charge")

    def __repr__(self) -> str:
        steps, *pictures, inputs = self.spiked.shape
        n = math.prod(pictures)
        return (
            f"<InputSpikes: {self.spiked.sum()} in {steps} steps of {n} picture{'s' * (n != 1)} of "
            f"{inputs} inputs; charge {self.charge}>"
        )


def poisson_input(x: ArrayLike, steps: int, rng: np.random.Generator) -> InputSpikes:
    """In each step each input spikes by chance, with probability x: T x spikes on average."""
    x = _pictures(x, low=0.0, high=1.0)
    steps = integer("steps", steps, 1, MOST_STEPS)
    affordable("steps", steps, "", 9.0 * steps * x.size)
    return InputSpikes(generator("rng", rng).random((steps, *x.shape)) < x)


def latency_input(x: ArrayLike, steps: int, charge: float | None = None) -> InputSpikes:
    """One spike an input, the earlier the larger x: with floor(T x) steps left, its own included.

    With ``charge=None`` it switches a current of 1 on, and floor(T x) has been delivered by the
    end: the latency says the value. With a `charge`, every spike delivers the same, whenever it
    comes. Where T x < 1 there is no spike.
    """
    x = _pictures(x, low=0.0, high=1.0)
    steps = integer("steps", steps, 1, MOST_STEPS)
    affordable("steps", steps, "", 1.0 * steps * x.size)
    on = np.floor(steps * x + ROUNDING)  # steps from the spike to the end
    t = np.arange(steps).reshape(-1, *[1] * x.ndim)
    return InputSpikes(t == steps - on, charge)  # on = 0: at t = steps, which does not come


@dataclass(frozen=True, eq=False, repr=False)
class IFRun(Pictured):
    """What a run has done up to a step: arrays of (pictures, neurons), one a layer."""

    steps: int
    input_spikes: Counts | None  # of each input, (pictures, inputs); None: the input was a current
    counts: tuple[Counts, ...]  # spikes of each layer, the last one is the output
    left: tuple[Floats, ...]  # potential of each layer after the last step's reset

    def __repr__(self) -> str:
        n = math.prod(self.counts[0].shape[:-1])
        sizes = " to ".join(str(c.shape[-1]) for c in self.counts)
        return f"<IFRun: {self.steps} steps of {n} picture{'s' * (n != 1)}; {sizes} neurons>"

    def decide(self, ties: Ties = "potential") -> Counts:
        """The class of each picture: the output that fired most.

        Counts tie often. ``ties="potential"`` gives a tie to the output whose potential is nearest
        to its next spike, ``"index"`` to the smallest class, as a bare argmax does.
        """
        ties = choice("ties", ties, get_args(Ties))
        counts, left = self.counts[-1], self.left[-1]
        if ties == "index":
            return np.asarray(counts.argmax(axis=-1))
        first = counts == counts.max(axis=-1, keepdims=True)
        return np.asarray(np.where(first, left, -np.inf).argmax(axis=-1))


@by_name
@dataclass(frozen=True, eq=False, repr=False)
class IFLayers(Pictured):
    """Layers of IF neurons, one after the other, with threshold 1.

    In each step, layer by layer:  v += s_before W + b;  s = v >= 1;  reset.  A spike reaches the
    next layer within its step; the bias is an input like any other, in every step.
    """

    weights: Sequence[Floats]  # one a layer, (inputs, outputs)
    biases: Sequence[Floats]  # one a layer, (outputs,)
    reset: IFReset = "subtract"  # or "zero", "none": see `reset_after`
    start: float = 0.0  # potential before the first step; 1/2 rounds instead of cutting off

    if TYPE_CHECKING:  # given as lists, kept as arrays

        def __init__(
            self,
            weights: Sequence[ArrayLike],
            biases: Sequence[ArrayLike],
            reset: IFReset = "subtract",
            start: float = 0.0,
        ) -> None: ...

    def __post_init__(self) -> None:
        weights, biases = _layers(self.weights, self.biases)
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "biases", biases)
        choice("reset", self.reset, get_args(IFReset))
        fields_within(self, "", -1e6, 1e6, "start")

    def __repr__(self) -> str:
        weights = [np.shape(w) for w in self.weights]
        sizes = " to ".join(map(str, (weights[0][0], *(n for _, n in weights))))
        return f"<IFLayers: {sizes} neurons; reset {self.reset}, start {self.start:g}>"

    def run(self, x: ArrayLike | InputSpikes, steps: int) -> IFRun:
        """Run all `steps` and return what has happened: the last of `unroll`.

        `x` is a constant current into each input, in every step, shape (inputs,) or (pictures,
        inputs); or `InputSpikes`. Networks of `convert` are made for inputs within 0 to 1, but any
        other current is one too: only what looks like a picture of 0 to 255 is asked about.
        """
        for so_far in self.unroll(x, steps):  # noqa: B007  (the last one is wanted)
            pass
        return so_far

    def unroll(self, x: ArrayLike | InputSpikes, steps: int) -> Iterator[IFRun]:
        """The run after each step, 1 to `steps`; `x` as in `run`."""
        W, b = _layers(self.weights, self.biases)
        steps = integer("steps", steps, 1, MOST_STEPS)
        x = x if isinstance(x, InputSpikes) else _pictures(x, len(W[0]))
        pictures = x.spiked.shape[1:-1] if isinstance(x, InputSpikes) else x.shape[:-1]
        left = [np.full((*pictures, len(b_l)), float(self.start)) for b_l in b]
        counts = [np.zeros(v.shape, dtype=np.int64) for v in left]
        for t, (z, input_spikes) in enumerate(_delivered(x, steps, W[0]), start=1):
            for layer in range(len(W)):
                v = left[layer] + z + b[layer]
                spiked = v >= THRESHOLD - ROUNDING
                left[layer] = reset_after(v, spiked, self.reset)
                counts[layer] = counts[layer] + spiked
                if layer + 1 < len(W):
                    z = spiked @ W[layer + 1]
            yield IFRun(t, input_spikes, tuple(counts), tuple(left))


def _delivered(
    x: Floats | InputSpikes, steps: int, W: Floats
) -> Iterator[tuple[Floats, Counts | None]]:
    """What the first layer gets from its input in each step, and the spikes sent so far."""
    if not isinstance(x, InputSpikes):
        current = x @ W  # the same in each step: computed once
        for _ in range(steps):
            yield current, None
        return
    shape = x.spiked.shape
    if len(shape) not in (2, 3) or shape[0] != steps or shape[-1] != len(W):
        raise ValueError(
            f"x: spikes of shape {shape}; expected ({steps}, pictures, {len(W)}), made for as many "
            "steps as are run."
        )
    sent = np.zeros(x.spiked.shape[1:], dtype=np.int64)
    current = np.zeros((*sent.shape[:-1], W.shape[1]))
    for spiked in x.spiked:
        sent = sent + spiked
        if x.charge is None:
            current = current + spiked @ W
            yield current, sent
        else:
            yield x.charge * (spiked @ W), sent


def _arrays(name: str, given: Sequence[ArrayLike]) -> list[Floats]:
    """One array a layer."""
    if isinstance(given, np.ndarray | str | bytes) or not isinstance(given, Sequence):
        raise TypeError(
            f"{name}: expected a list of arrays, one a layer, got {type(given).__name__}."
        )
    return [numbers(f"{name}[{layer}]", each) for layer, each in enumerate(given)]


def _layers(
    weights: Sequence[ArrayLike], biases: Sequence[ArrayLike]
) -> tuple[list[Floats], list[Floats]]:
    """Weights and biases as arrays, once each layer's shapes fit its own and the layer's before."""
    W, b = _arrays("weights", weights), _arrays("biases", biases)
    if not W or len(W) != len(b):
        raise ValueError(f"{len(W)} weights and {len(b)} biases: expected one of each a layer.")
    for layer, (W_l, b_l) in enumerate(zip(W, b, strict=True)):
        if W_l.ndim != 2 or b_l.shape != W_l.shape[1:]:
            raise ValueError(
                f"layer {layer}: weights {W_l.shape} and biases {b_l.shape} do not fit; expected "
                "(inputs, outputs) and (outputs,). Those of PyTorch's layers are weight.T."
            )
        if layer and len(W_l) != W[layer - 1].shape[1]:
            raise ValueError(
                f"layer {layer}: {len(W_l)} inputs after a layer of {W[layer - 1].shape[1]} "
                "outputs. Are the weights transposed?"
            )
    return W, b


def _pictures(
    given: ArrayLike, inputs: int | None = None, low: float = -math.inf, high: float = math.inf
) -> Floats:
    """One picture or several as an array of numbers, once they have so many `inputs`."""
    refuse_bytes("x", given)
    x, n = numbers("x", given), inputs or "inputs"
    if x.size and x.max() > 2.0 * high:
        raise ValueError(
            f"x: up to {x.max():g}; allowed is {low:g} to {high:g}. Is it a picture of 0 to 255? "
            "Say x / 255."
        )
    x = numbers("x", x, "", low, high)
    if x.ndim not in (1, 2) or inputs not in (None, x.shape[-1]):
        raise ValueError(
            f"x: shape {x.shape}; expected ({n},) or (pictures, {n}). Spikes over time come as "
            "InputSpikes."
        )
    return x
