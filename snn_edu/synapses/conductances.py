"""Conductances: a spike opens channels, and the voltage decides what current flows through them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeGuard

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.neurons import LIF, one_neuron
from snn_edu.synapses.currents import CurrentSynapse, DoubleExponentialSynapse
from snn_edu.synapses.synapse import Synapse
from snn_edu.validation import (
    Floats,
    Quantity,
    Value,
    ask,
    ask_if_volts,
    by_name,
    fields_within,
    float_or_array,
    instance,
    number,
    numbers,
    refuse_volts,
)


class Channel(Synapse, Protocol):
    """A synapse that is a conductance: what `Conductance` has, and whoever writes another one."""

    @property
    def v_reversal(self) -> float:
        """Where the current changes sign, in mV."""

    @property
    def magnesium(self) -> float:
        """Outside the cell, in mM; 0 for no block."""

    def current(self, g: ArrayLike, v: ArrayLike) -> Floats:
        """Current in nA through a conductance `g` (uS) at `v` (mV)."""


Channels: TypeAlias = Iterable[tuple[Channel, Quantity]]  # a conductance, and its g in uS


def conducts(synapse: Synapse) -> TypeGuard[Channel]:
    """Whether a synapse is a conductance."""
    return synapse.v_reversal is not None


def magnesium_block(v: Value, magnesium: float = 1.0) -> Value:
    """Fraction of NMDA channels that magnesium leaves open: 1 / (1 + [Mg] / 3.57 e^{-0.062 v}).

    `v` in mV (number or array), `magnesium` in mM, outside the cell. 0.78 at 0 mV, 0.04 at -70 mV:
    the channel passes current only where something else has already depolarised the membrane.
    Source: Jahr & Stevens 1990, J Neurosci 10:3178.
    """
    magnesium = number("magnesium", magnesium, "mM", 0.0, 100.0)
    return float_or_array(_block(numbers("v", v, "mV", copy=False), magnesium))


def _block(v: ArrayLike, magnesium: float) -> Quantity:
    left = 1.0 / (1.0 + magnesium / 3.57 * np.exp(-0.062 * np.asarray(v)))
    return left if np.ndim(left) else float(left)


@by_name
@dataclass(frozen=True)
class Conductance:
    """A synapse whose weight is a peak conductance in uS: I(t, v) = g(t) B(v) (v_reversal - v).

    g(t) = w kernel(t) has the time course of `synapse`; v_reversal - v is the driving force; B is
    `magnesium_block`, and 1 without magnesium. Positive current depolarises.
    Source: Neuronal Dynamics, eq. 3.1 and 3.2.
    """

    synapse: CurrentSynapse  # time course of the conductance; a DeltaSynapse has none
    v_reversal: float = 0.0  # mV, where the current changes sign
    magnesium: float = 0.0  # mM, 1 for NMDA receptors; 0 = no block

    def __post_init__(self) -> None:
        slip = "" if isinstance(self.synapse, type) else "Say Conductance(AlphaSynapse(2.0))."
        instance("synapse", self.synapse, CurrentSynapse, slip)
        fields_within(self, "mV", -1000.0, 1000.0, "v_reversal")
        refuse_volts("v_reversal", self.v_reversal)
        if 60.0 <= self.v_reversal <= 100.0:  # no receptor has it, and inhibition has its negative
            ask(f"v_reversal = {self.v_reversal:g} mV: is a minus sign missing?")
        fields_within(self, "mM", 0.0, 100.0, "magnesium")

    @property
    def stages(self) -> tuple[float, ...]:
        """Time constants of the chain that g(t) comes out of, in ms."""
        return self.synapse.stages

    @property
    def gain(self) -> float:
        """What a spike of weight 1 adds to the first stage."""
        return self.synapse.gain

    def current(self, g: ArrayLike, v: ArrayLike) -> Floats:
        """Current in nA through a conductance `g` (uS) at `v` (mV): g B(v) (v_reversal - v)."""
        g = numbers("g", g, "uS", low=0.0, copy=False)
        v = numbers("v", v, "mV", copy=False)
        try:
            return g * self.block(v) * (self.v_reversal - v)
        except ValueError:
            raise ValueError(
                f"g has shape {g.shape}, v {v.shape}: one of each a receptor."
            ) from None

    def block(self, v: ArrayLike) -> Quantity:
        """Fraction of the open channels that conduct at `v` (mV): without magnesium 1."""
        v = numbers("v", v, "mV", copy=False)
        ask_if_volts("v", v)
        return _block(v, self.magnesium) if self.magnesium else 1.0

    def weight(self, w: float, lif: LIF) -> float:
        """`w` in uS, once it is below 1 uS, or ten leaks of `lif`."""
        w, lif = number("w", w, "uS", low=0.0), one_neuron("lif", lif)
        refuse_siemens("w", w, lif.R_m)
        return w


def refuse_siemens(name: str, w: float, R_m: float) -> None:
    """Refuse a synapse (uS) in nS.

    A synapse of the brain has 0.0001 to 0.05 uS, its giants, such as the calyx of Held, some tenths
    of one. More is on muscles, whose leak is of that size too.
    """
    if w >= 1.0 and w * R_m >= 10.0:
        raise ValueError(
            f"{name} = {w:g} uS: a conductance {w * R_m:g} times the neuron's leak. "
            f"Did you mean {w / 1000.0:g} (uS), written in nS?"
        )


#: Receptors of the cortex, by their textbook time courses: Neuronal Dynamics, sec. 3.1; Dayan &
#: Abbott 2001, sec. 5.8; Destexhe, Mainen & Sejnowski 1998; NMDA as in Wang 2001.
AMPA = Conductance(DoubleExponentialSynapse(0.3, 2.0), v_reversal=0.0)
NMDA = Conductance(DoubleExponentialSynapse(2.0, 100.0), v_reversal=0.0, magnesium=1.0)
GABA_A = Conductance(DoubleExponentialSynapse(0.5, 6.0), v_reversal=-75.0)
GABA_B = Conductance(DoubleExponentialSynapse(50.0, 150.0), v_reversal=-95.0)


def steady_under(
    inflow: Quantity, channels: Channels, v: Value, lif: LIF, zero: float = 0.0
) -> tuple[Value, Value]:
    """Where v heads under open channels, and how many times faster than tau_m: (v_inf, leak).

    tau_m dv/dt = inflow - v + sum R_m g B(v) (E - v) = inflow + sum R_m g B E - leak v

    leak = 1 + sum R_m g B, with B as it is at `v`. While g is constant v relaxes to v_inf with the
    time constant tau_m / leak. `inflow` is v_rest + R_m I in mV; it and v_inf are counted from the
    potential `zero`, in mV.
    """
    leak: Any = 1.0
    for kind, g in channels:
        opened = lif.R_m * g * (_block(v, kind.magnesium) if kind.magnesium else 1.0)
        leak = leak + opened
        inflow = inflow + opened * (kind.v_reversal - zero)
    return inflow / leak, leak
