"""Lesson 21: four orders of events in a step, and three readers of one NIR file."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snn_edu.export.nir import Layer, layers
from snn_edu.lessons.three_simulators.questions import EXERCISES
from snn_edu.live import Frame
from snn_edu.network import Network, SpikeSource
from snn_edu.neurons import LIF
from snn_edu.plots import SPIKE
from snn_edu.questions import passes
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

# --- Widget: four orders of events within a step. -------------------------------------------------

TAU_M, V_THRESHOLD = 5.0, 15.0  # ms; mV above rest, where v is reset to
DURATION = 150.0  # ms
ORDER = next(each for each in EXERCISES if each.name == "order")
ORDERS = ("ours, and NEST", "Brian2 by itself", "no delays", "Euler")
#: What a spike of each of eight input lines does to neurons A and B (mV), and A and B to C.
ONTO_AB = np.array([[6.0, 5.0], [5.0, 6.0], [7.0, -3.0], [-3.0, 7.0],
                    [4.0, 6.0], [6.0, 4.0], [5.0, 5.0], [-4.0, -4.0]])  # fmt: skip
A_TO_C, B_TO_C = 10.0, 8.0


@cache
def input_spikes() -> tuple[Floats, NDArray[Any]]:
    """When (ms) and on which of the eight lines: some 75 Hz each, at times of no grid."""
    rng = np.random.default_rng(94)
    times = np.sort(rng.uniform(0.5, DURATION - 5.0, 90))
    return times, rng.integers(0, 8, times.size)


#: One step of a neuron in Brian2's order: ``step(v, arriving, dt)`` is v after it, and a spike.
Step: TypeAlias = Callable[[float, float, float], tuple[float, bool]]


@cache
def fired(order: str, dt: float, step: Step | None = None) -> tuple[tuple[float, ...], ...]:
    """When A, B and C fire (ms), each at the end of its step, in one of the four orders.

    `step`, a learner's, takes the place of the step in Brian2's order.

    ours, NEST   decay, arrive, threshold, reset; a delay of a step
    Brian2       decay, threshold, arrive, reset; what arrives is seen a step later, or wiped out
    no delays    as here, without delays: A and B reach C within their own step
    Euler        as here, with 1 - dt / tau_m for e^{-dt / tau_m}
    """
    times, lines = input_spikes()
    step_of = np.ceil(times / dt).astype(int)
    steps = round(DURATION / dt)
    arriving = np.zeros((steps + 2, 2))
    step_of += order != "no delays"
    np.add.at(arriving, np.minimum(step_of, steps + 1), ONTO_AB[lines])
    decay = 1.0 - dt / TAU_M if order == "Euler" else math.exp(-dt / TAU_M)
    late = order == "Brian2 by itself"
    v, out = [0.0, 0.0, 0.0], ([], [], [])  # type: ignore[var-annotated]
    to_c = 0.0  # mV on their way to C
    for k, (a, b) in enumerate(arriving[: steps + 1].tolist()):
        arrives = [a, b, to_c]
        to_c = 0.0
        for i in range(3):
            if late and step is not None:
                v[i], spikes = step(v[i], arrives[i], dt)
                if spikes:
                    out[i].append(k * dt)
                    to_c += (A_TO_C, B_TO_C, 0.0)[i]
                continue
            v[i] *= decay
            if i == 2 and order == "no delays":
                arrives[2], to_c = to_c, 0.0
            if not late:
                v[i] += arrives[i]
            spikes = v[i] >= V_THRESHOLD
            if late:
                v[i] += arrives[i]
            if spikes:
                v[i] = 0.0
                out[i].append(k * dt)
                to_c += (A_TO_C, B_TO_C, 0.0)[i]
    return tuple(tuple(times) for times in out)


def orders_of_events(their_step: Any, dt: float) -> Frame:
    """The spikes of A, B and C, four times; Brian2's order by the learner's step if it is right."""
    dt = round(dt, 6)
    step = their_step if passes(ORDER, their_step) else None
    frame: dict[str, Any] = {}
    counts = []
    for k, order in enumerate(ORDERS):
        trains = fired(order, dt, step) if order == "Brian2 by itself" else fired(order, dt)
        for i, times in enumerate(trains):
            frame[f"{k}{i}"] = (times, [3 - k + 0.25 * (1 - i)] * len(times))
        counts.append(len(trains[2]))
    told = ", ".join(f"{order} {count}" for order, count in zip(ORDERS, counts, strict=True))
    whose = " (by your function)" if step else ""
    told = told.replace("Brian2 by itself", f"Brian2 by itself{whose}")
    return frame | {"text": f"dt = {dt:g} ms. Spikes of C: {told}."}


def draw_orders(figure: Figure) -> Frame:
    """Four rasters under each other, three neurons each."""
    ax = figure.subplots()
    ax.set(xlim=(0.0, DURATION), ylim=(-0.6, 3.6), xlabel="time (ms)")
    ax.set_yticks([3 - k for k in range(4)], ORDERS)
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False)
    for edge in (0.5, 1.5, 2.5):
        ax.axhline(edge, color="0.8", lw=1)
    colours = ("0.6", "0.35", SPIKE)
    artists = {
        f"{k}{i}": ax.plot([], [], "|", color=colours[i], ms=13, mew=1.5)[0]
        for k in range(4)
        for i in range(3)
    }
    for name, colour, at in zip("ABC", colours, (0.02, 0.07, 0.12), strict=True):
        ax.annotate(name, (at, 1.02), xycoords="axes fraction", color=colour, weight="bold")
    ax.annotate("in each row from above", (0.17, 1.02), xycoords="axes fraction", fontsize=9)
    return artists


# --- Widget: one NIR file, three readers. ---------------------------------------------------------

INPUTS, HIDDEN, OUT = 20, 10, 3
NEURON = LIF(tau_m=10.0, v_threshold=-50.0, v_rest=-65.0, v_reset=-65.0, t_ref=0.0)
LISTENED = 200.0  # ms
STEPS = {"1 ms": 1.0, "0.1 ms": 0.1}
FILES = ("by hand, R = 1", "by hand, R = 10", "to_nir")
READERS = ("the equations", "norse", "snnTorch")


def network(dt: float) -> Network:
    """Twenty lines, ten neurons, three neurons; delays of a step, which NIR leaves out."""
    rng = np.random.default_rng(13)
    first, second = rng.normal(1.8, 3.0, (INPUTS, HIDDEN)), rng.normal(4.0, 4.0, (HIDDEN, OUT))
    made = Network().add(SpikeSource(), INPUTS, "source").add(NEURON, HIDDEN, "hidden")
    made.add(NEURON, OUT, "outer").connect("source", "hidden", first, dt)
    return made.connect("hidden", "outer", second, dt)


def source(dt: float) -> Floats:
    """Twenty Poisson trains of 40 Hz as spikes a step, shape (steps, 20)."""
    rng = np.random.default_rng(7)
    spikes = rng.random((round(LISTENED), INPUTS)) < 0.04  # one step of 1 ms, or its first 0.1 ms
    x = np.zeros((round(LISTENED / dt), INPUTS))
    x[:: round(1.0 / dt)] = spikes
    return x


def by_hand(dt: float, R: float) -> list[Layer]:
    """What one writes without thinking of a step: tau_m as it is, R, and jumps right at 0.1 ms."""
    made, careless = network(dt), []
    for layer, one in zip(layers(made, dt), made.projections.values(), strict=True):
        w = one.weights.reshape(one.shape).T  # mV
        tau = NEURON.tau_m
        careless.append(replace(layer, tau=tau / 1000.0, R=R, W=w * tau / R / 0.1))
    return careless


def equations(file: list[Layer], x: Floats, dt: float) -> Floats:
    """NIR's equations to the letter, by Euler steps of `dt` ms: spikes a step of the last layer."""
    return _read(file, x, dt / 1000.0)


def norse(file: list[Layer], x: Floats, dt: float) -> Floats:
    """As norse 1.1 reads it: R is 1 whatever the file says, v_reset is 0, dt is an argument."""
    return _read([replace(layer, R=1.0, v_reset=0.0) for layer in file], x, dt / 1000.0)


def snntorch(file: list[Layer], x: Floats, dt: float) -> Floats:
    """As snnTorch 1.0 reads it: the step is 0.1 ms whatever was meant, v_reset is 0."""
    return _read([replace(layer, v_reset=0.0) for layer in file], x, 1e-4)


READ: dict[str, Callable[[list[Layer], Floats, float], Floats]] = {
    "the equations": equations,
    "norse": norse,
    "snnTorch": snntorch,
}


def _read(file: list[Layer], x: Floats, dt: float) -> Floats:
    """V += (dt / tau) (v_leak - v + R W z), then v > v_threshold fires; `dt` in s.

    Layer by layer, since none hears a later one; and neuron by neuron.
    """
    z = x
    for layer in file:
        drive = layer.v_leak + layer.R * (z @ layer.W.T)
        z = np.zeros(drive.shape)
        for i, pulls in enumerate(drive.T.tolist()):
            v = layer.v_leak
            for k, pull in enumerate(pulls):
                v += dt / layer.tau * (pull - v)
                if v > layer.v_threshold:
                    z[k, i], v = 1.0, layer.v_reset
    return z


@cache
def here(step: str) -> Floats:
    """What `Network.run` fires, in spikes a step of the last layer, its two delays taken off."""
    dt = STEPS[step]
    x = source(dt)
    k, who = np.nonzero(x)
    given = {"source": Spikes((k + 1) * dt, who, INPUTS)}
    spikes = network(dt).run((len(x) + 2) * dt, given, dt).spikes["outer"]
    out = np.zeros((len(x) + 3, OUT))
    np.add.at(out, (np.rint(spikes.times / dt).astype(int), spikes.ids), 1.0)
    return out[3:]  # two delays, and steps are counted from 0


@cache
def read(reader: str, name: str, step: str) -> Floats:
    """What one reader makes of one file, in spikes a step of the last layer."""
    return READ[reader](file_of(name, step), source(STEPS[step]), STEPS[step])


@cache
def file_of(name: str, step: str) -> list[Layer]:
    """The numbers in one of the three files."""
    dt = STEPS[step]
    return layers(network(dt), dt) if name == "to_nir" else by_hand(dt, float(name[13:]))


def readers_of_a_file(file: str, step: str) -> Frame:
    """The output spikes of the network here, and of the three readers of its file."""
    dt = STEPS[step]
    rows = {"Network.run": here(step)}
    rows |= {name: read(name, file, step) for name in READERS}
    frame: dict[str, Any] = {}
    for k, spikes in enumerate(rows.values()):
        at, who = np.nonzero(spikes)
        frame[f"row{k}"] = ((at + 1) * dt, 3 - k + 0.25 * (1 - who))
    told = ", ".join(f"{name} {spikes.sum():.0f}" for name, spikes in rows.items())
    alike = [name for name in READERS if np.array_equal(rows[name], rows["Network.run"])]
    same = f"Spike for spike as here: {', '.join(alike)}." if alike else "None as here."
    return frame | {"text": f"{file}, steps of {step}. Output spikes: {told}. {same}"}


def draw_readers(figure: Figure) -> Frame:
    """Four rasters under each other, three neurons each."""
    ax = figure.subplots()
    ax.set(xlim=(0.0, LISTENED), ylim=(-0.6, 3.6), xlabel="time (ms)")
    ax.set_yticks([3 - k for k in range(4)], ("Network.run", *READERS))
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False)
    for edge in (0.5, 1.5, 2.5):
        ax.axhline(edge, color="0.8", lw=1)
    return {f"row{k}": ax.plot([], [], "|", color=SPIKE, ms=11, mew=1.5)[0] for k in range(4)}
