"""Synapses: what every engine asks of one, so that a new synapse runs in all of them."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import numpy as np

from snn_edu.neurons import LIF
from snn_edu.validation import Floats, ask, instance

NOTHING = 1e-7  # uS or nA: less than one channel, which has some pS, and passes some pA
SI = {"uS": ("S", 1e6), "nA": ("A", 1e9)}  # in which weights may have been written


@runtime_checkable
class Synapse(Protocol):
    """A spike kicks the first of one or two leaky stages; the membrane is the next one.

    `SpikeInput`, `PoissonInput` and `Network.connect` take whatever has these four. A synapse that
    is a current inherits all but `stages` from `currents.CurrentSynapse`, and serves as the time
    course of a `Conductance`.
    """

    @property
    def stages(self) -> tuple[float, ...]:
        """Time constants before the membrane, in ms. None at all: the kick is a jump of v, in mV.

        What the last stage holds is the current, in nA, or the conductance, in uS.
        """

    @property
    def gain(self) -> float:
        """What a spike of weight 1 adds to the first stage."""

    @property
    def v_reversal(self) -> float | None:
        """Where the current changes sign, in mV; None for a current or a jump.

        What has one also has `magnesium` and ``current(g, v)``, as a `Conductance`.
        """

    def weight(self, w: float, lif: LIF) -> float:
        """Return `w`, once it is in the unit of this synapse, as far as `lif` can tell."""


def as_synapse(value: object) -> Synapse:
    """Return `value`, once it is a synapse."""
    synapse = instance("synapse", value, Synapse)
    if len(synapse.stages) > 2:
        raise ValueError(
            f"synapse = {value!r}: has {len(synapse.stages)} stages; allowed is up to 2."
        )
    return synapse


def unit_of_weight(synapse: Synapse) -> str:
    """What a weight is in: mV for a jump, nA for a current, uS for a conductance."""
    if synapse.v_reversal is not None:
        return "uS"
    return "nA" if synapse.stages else "mV"


def check_weights(synapse: Synapse, weights: Floats, lif: LIF) -> None:
    """Refuse weights that `synapse` does not take for `lif`, as its `weight` says.

    Those are jumps of more than 1 V, currents of which one spike moves v by more than 100 mV, and
    conductances below 0 or, from 1 uS on, of ten leaks. Weights that are nothing, in S or A most
    likely, are asked about: some have only faded away.
    """
    if not weights.size:
        return
    unit, largest = unit_of_weight(synapse), float(np.abs(weights).max())
    if unit in SI and 0.0 < largest <= NOTHING:
        theirs, worth = SI[unit]
        ask(
            f"weights are {largest:g} {unit} at most: nothing. Did you mean {worth * largest:g} "
            f"({unit}), written in {theirs}?"
        )
    # Of neurons that differ, those that a current and a charge move furthest.
    most = {int(np.argmax(lif.R_m)), int(np.argmax(1.0 / np.asarray(lif.C_m)))}
    for w in (weights.max(), weights.min()):
        for neuron in most:
            try:
                synapse.weight(float(w), lif.of(neuron))
            except ValueError as error:
                raise ValueError(f"weights: {error}") from None
