"""Inputs: spike trains that reach a neuron through synapses, and what may be added to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.spikes import Spikes, as_spikes, whole_steps
from snn_edu.synapses.short_term import ShortTermPlasticity
from snn_edu.synapses.synapse import Synapse, as_synapse, unit_of_weight
from snn_edu.validation import Floats, ask, by_name, instance, none_or, number, numbers, one_or_each

SHORTEST = 0.01  # ms, of a delay, if there is one


@by_name
@dataclass(frozen=True, eq=False)
class SpikeInput:
    """Spikes on their way into one neuron: which, through what, how strong, how late.

    Goes into `simulate` where a current would. Inputs add up, and so does a current:
    ``simulate(lif, excitation + inhibition + 0.5, dt=0.1)``.

    Parameters
    ----------
    spikes
        Of one neuron or many; its `duration` is how long the simulation runs.
    synapse
        Of all of them. Several kinds are several inputs.
    weights
        One number, or one for each sending neuron, shape (size,). In mV for a `DeltaSynapse`; the
        peak current in nA for the exponential, alpha and double exponential synapse (50 pA are
        0.05); the peak conductance in uS for a `Conductance` (2 nS are 0.002). A negative current
        or jump inhibits.
    delays
        In ms, >= 0: one number, or one for each sending neuron, shape (size,).
    short_term
        Every spike's weight is multiplied with its u x, each sending neuron having its own.
    """

    spikes: Spikes
    synapse: Synapse
    weights: ArrayLike  # mV, nA or uS, as the synapse has it
    delays: ArrayLike = 0.0  # ms, from the spike to its arrival
    short_term: ShortTermPlasticity | None = None

    __array_ufunc__ = None  # so that `array + input` comes to __radd__ below

    def __post_init__(self) -> None:
        as_spikes("spikes", self.spikes)
        as_synapse(self.synapse)
        if self.short_term is not None:
            instance("short_term", self.short_term, ShortTermPlasticity)
        in_weight = unit_of_weight(self.synapse)
        for name, unit, low in (("weights", in_weight, -np.inf), ("delays", "ms", 0.0)):
            each = (self.spikes.size,), "sending neuron"
            values = one_or_each(name, getattr(self, name), *each, unit, low)
            if name == "delays":
                for short in values[(values > 0.0) & (values < SHORTEST)][:1]:
                    none_or(name, short, unit, SHORTEST)
                late = self.spikes.duration is not None and len(self.spikes) > 0
                if late and values.min() >= max(50.0, float(self.spikes.duration or 0.0)):
                    ask(
                        f"delays: {values.min():g} ms at least, and the spikes last "
                        f"{self.spikes.duration:g} ms, so nothing arrives. Is it in us? Say "
                        "delays / 1000."
                    )
            # its own, for the one given may yet change; a plain float, the quickest to count with
            object.__setattr__(self, name, values if values.ndim else float(values))

    def __add__(self, other: SpikeInput | Drive | ArrayLike) -> Drive:
        return Drive((self,)).__add__(other)

    __radd__ = __add__

    def arrivals(self) -> tuple[Floats, Floats]:
        """When each spike arrives (ms, sorted), and its weight then: two arrays (spikes,).

        The weight is in mV, nA or uS, as the synapse has it, and includes `short_term`.
        """
        ids = self.spikes.ids
        times = self.spikes.times + self._of_each_neuron(self.delays)[ids]
        weights = self._of_each_neuron(self.weights)[ids]
        if self.short_term is not None:
            for neuron in np.unique(ids):
                own = ids == neuron
                weights[own] *= self.short_term.efficacies(self.spikes.times[own])
        order = np.argsort(times, kind="stable")
        return times[order], weights[order]

    def _of_each_neuron(self, values: ArrayLike) -> Floats:
        return np.broadcast_to(np.asarray(values, float), (self.spikes.size,)).copy()


@by_name
@dataclass(frozen=True, eq=False)
class Drive:
    """All that drives one neuron: spike inputs, and a current in nA. Made with ``+``."""

    inputs: tuple[SpikeInput, ...]
    current: float | Floats = 0.0  # nA, constant, or one value a step: (steps,)

    __array_ufunc__ = None

    def __post_init__(self) -> None:
        for each in instance("inputs", self.inputs, tuple, "Say input + current."):
            instance("inputs", each, SpikeInput)
        current = numbers("current", self.current, "nA")
        if current.ndim > 1:
            raise ValueError(
                f"current has shape {current.shape}: expected a number or one value a step."
            )
        object.__setattr__(self, "current", current if current.ndim else float(current))

    def __add__(self, other: SpikeInput | Drive | ArrayLike) -> Drive:
        if isinstance(other, SpikeInput):
            other = Drive((other,))
        elif not isinstance(other, Drive):
            other = Drive((), numbers("current", other, "nA"))
        shapes = {np.shape(self.current), np.shape(other.current)} - {()}
        if len(shapes) > 1:
            steps = " and ".join(str(size) for (size,) in sorted(shapes))
            raise ValueError(f"current: those added have {steps} steps; expected as many.")
        return Drive(self.inputs + other.inputs, self.current + other.current)

    __radd__ = __add__

    def duration(self) -> float:
        """How long the inputs were listened to, in ms."""
        known = {one.spikes.duration for one in self.inputs} - {None}
        if len(known) != 1:
            said = " and ".join(f"{one:g} ms" for one in sorted(filter(None, known)))
            raise ValueError(
                f"duration: {said or 'not given'}. How long to simulate is taken from the spikes: "
                "say Spikes(times, duration=1000), the same for all inputs."
            )
        return number("duration", known.pop(), "ms", low=1e-3)

    def currents(self, dt: float) -> Floats:
        """The current at each step of `dt` ms, in nA: shape (steps,)."""
        duration = self.duration()
        steps = whole_steps("duration", duration, dt)
        current = np.asarray(self.current, float)
        if current.shape not in ((), (steps,)):
            raise ValueError(
                f"current has {current.size} steps: {duration:g} ms are {steps} of {dt:g} ms."
            )
        return np.broadcast_to(current, (steps,))
