"""What an inference costs: operations counted by running the network, priced one by one.

    E_ANN = M (E_mac + E_w)
    E_SNN = M_1 (E_mac + E_w) + S (E_ac + E_w + E_v) + N T (E_ac + E_v)

M multiply-accumulates (MACs) of the ANN; S synaptic operations, one for each spike and each synapse
it reaches; N neurons, each updated in each of T steps; M_1 MACs of a first layer that is fed real
numbers instead of spikes. E_mac and E_ac are a multiply-accumulate and an addition, E_w fetches a
weight, E_v reads and writes a potential. Each product of this sum is a line of the `Bill`.

Not priced, though real: moving spikes between cores, the clock and the memory that leak while
nothing happens, activations of the ANN on their way between layers, the stored current that an SNN
with lasting input adds in each step. The ANN's zeros are not skipped; a good accelerator does that.

Source of the form: Dampfhoffer et al. 2023, IEEE TETCI 7:731; Lemaire et al. 2022 (both price
memory, and find what it changes).
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, fields

import numpy as np

from snn_edu.pictured import Pictured
from snn_edu.training.conversion import IFLayers, IFRun
from snn_edu.validation import by_name, fields_within, instance, none_or, number

MOST = 1e18  # operations of an inference; more is a slip


@by_name
@dataclass(frozen=True, repr=False)
class Operations(Pictured):
    """What a network does for one picture, on average."""

    macs: float = 0.0  # multiply-accumulates
    synaptic_operations: float = 0.0  # additions of a weight: spikes times the synapses they reach
    neuron_updates: float = 0.0  # neurons times steps

    def __post_init__(self) -> None:
        fields_within(self, "", 0.0, math.inf, *(field.name for field in fields(self)))

    def __repr__(self) -> str:
        return f"<Operations: {_told(self)}>"


@by_name
@dataclass(frozen=True, repr=False)
class Bill(Pictured):
    """What one picture costs, in pJ, line by line."""

    macs: float = 0.0  # M E_mac
    mac_weights: float = 0.0  # M E_w
    additions: float = 0.0  # S E_ac
    weights: float = 0.0  # S E_w
    potentials: float = 0.0  # S E_v: the potential that each spike changes
    updates: float = 0.0  # N T E_ac
    update_potentials: float = 0.0  # N T E_v

    def __post_init__(self) -> None:
        names = [field.name for field in fields(self)]
        fields_within(self, "pJ", -math.inf, math.inf, *names)
        for name in names:
            if getattr(self, name) < 0.0:
                warnings.warn(
                    f"{name} = {getattr(self, name):g} pJ: no operation gives energy back. As the "
                    "difference of two bills it is what one of them saves.",
                    stacklevel=4,
                )

    def __repr__(self) -> str:
        return f"<Bill: {self.total:,.6g} pJ; {_told(self)}>"

    @property
    def total(self) -> float:
        """The sum of all lines, pJ."""
        return float(sum(getattr(self, line.name) for line in fields(self)))


def _told(counted: Operations | Bill) -> str:
    """What there is of it, by the names of its fields."""
    each = ((field.name, getattr(counted, field.name)) for field in fields(counted))
    return ", ".join(f"{name} {number:,.6g}" for name, number in each if number) or "nothing"


@by_name
@dataclass(frozen=True)
class Energy:
    """Prices, in pJ. The defaults are of 32-bit floats at 45 nm: multiply 3.7 + add 0.9, add 0.9.

    Source: Horowitz 2014, ISSCC, as tabled in PMC8934428, table 3.
    """

    mac: float = 4.6  # one multiply-accumulate; it has an addition in it, but may be analogue
    ac: float = 0.9  # one addition
    weight: float = 0.0  # fetching one weight from memory
    potential: float = 0.0  # reading and writing one membrane potential

    def __post_init__(self) -> None:
        for name in ("mac", "ac", "weight", "potential"):
            price = none_or(name, getattr(self, name), "pJ", 1e-6, 1e6)  # 4.6e-12 is in J
            object.__setattr__(self, name, price)  # as `fields_within` does

    def ann(self, macs: float) -> Bill:
        """The bill of an ANN with that many multiply-accumulates: M (E_mac + E_w)."""
        return self.snn(0.0, macs=macs)

    def snn(
        self, synaptic_operations: float, neuron_updates: float = 0.0, macs: float = 0.0
    ) -> Bill:
        """The bill of an SNN: M_1 (E_mac + E_w) + S (E_ac + E_w + E_v) + N T (E_ac + E_v)."""
        S = number("synaptic_operations", synaptic_operations, "", 0.0, MOST)
        NT = number("neuron_updates", neuron_updates, "", 0.0, MOST)
        M = number("macs", macs, "", 0.0, MOST)
        return Bill(
            macs=M * self.mac,
            mac_weights=M * self.weight,
            additions=S * self.ac,
            weights=S * self.weight,
            potentials=S * self.potential,
            updates=NT * self.ac,
            update_potentials=NT * self.potential,
        )

    def break_even(self) -> float:
        """Spikes per synapse and inference at which E_SNN = E_ANN, neuron updates left out.

        An ANN uses each synapse once, so S = (spikes per synapse) M, and

            (E_mac + E_w) / (E_ac + E_w + E_v)

        Below it the SNN is cheaper. Divided by T it is the largest rate, in spikes a step. Where a
        synaptic operation costs nothing, no number of spikes is too many: a ValueError.
        """
        synaptic_operation = self.ac + self.weight + self.potential
        if synaptic_operation == 0:
            raise ValueError("ac + weight + potential = 0 pJ: a free spike never breaks even.")
        return (self.mac + self.weight) / synaptic_operation


def ann_operations(layers: IFLayers) -> Operations:
    """What the ANN with the same layers does for a picture: one MAC a synapse."""
    layers = instance("layers", layers, IFLayers)
    return Operations(macs=float(sum(np.size(W) for W in layers.weights)))


def snn_operations(layers: IFLayers, run: IFRun) -> Operations:
    """What the spiking layers did in `run`, for a picture on average.

    A spike of an input or a neuron reaches each synapse of the layer after it; the spikes of the
    output layer reach none. An input given as a current has no spikes: its products with the
    weights are MACs, done once, since they are the same in each step.
    """
    shapes = [np.shape(W) for W in instance("layers", layers, IFLayers).weights]
    run = instance("run", run, IFRun)
    if [counts.shape[-1] for counts in run.counts] != [shape[1] for shape in shapes]:
        raise ValueError("run: its layers have other sizes; give the run of these layers.")
    by_current = run.input_spikes is None
    sent = [*([] if run.input_spikes is None else [run.input_spikes]), *run.counts[:-1]]
    reached = [outputs for _, outputs in shapes[1 if by_current else 0 :]]
    return Operations(
        macs=float(np.prod(shapes[0])) if by_current else 0.0,
        synaptic_operations=sum(
            float(spikes.sum(-1).mean()) * synapses
            for spikes, synapses in zip(sent, reached, strict=True)
        ),
        neuron_updates=float(run.steps * sum(outputs for _, outputs in shapes)),
    )
