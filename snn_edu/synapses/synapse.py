"""Synapses: what every engine asks of one, so that a new synapse runs in all of them."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from snn_edu.neurons.lif import LIF
from snn_edu.validation import instance


@runtime_checkable
class Synapse(Protocol):
    """A spike kicks the first of one or two leaky stages; the membrane is the next one.

    `SpikeInput`, `PoissonInput` and `Network.connect` take whatever has these five. A synapse that
    is a current inherits all but `stages` from `currents.CurrentSynapse`.
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
        """Of a conductance, where its current changes sign (mV); None for a current or a jump."""

    def block(self, v: Any) -> Any:
        """Fraction of a conductance that is left at `v` (mV); 1.0 where v does not matter."""

    def weight(self, w: float, lif: LIF) -> float:
        """Return `w`, once it is in the unit of this synapse, as far as `lif` can tell."""


def checked(value: Any) -> Synapse:
    """Return `value`, once it is a synapse.

    Raises
    ------
    TypeError
        It is not: a class, perhaps, or an object that lacks one of the five.
    ValueError
        It has more than two stages.
    """
    instance("synapse", value, Synapse)  # type: ignore[type-abstract]
    if len(value.stages) > 2:
        raise ValueError(
            f"synapse = {value!r}: has {len(value.stages)} stages; allowed is up to 2."
        )
    return value
