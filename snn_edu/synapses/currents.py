"""Synapses: what one spike does to the neuron it reaches, as a chain of leaks.

A spike kicks the first leaky stage of a synapse, each stage feeds the next, and the membrane is the
last stage. One stage gives the exponential current, two give the alpha function (equal time
constants) or the double exponential. So every formula here is the answer of a chain: `chain`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from snn_edu.neurons import LIF, one_neuron
from snn_edu.synapses.kernels import chain, peak_time
from snn_edu.validation import Value, by_name, fields_within, float_or_array, number, numbers


def _after(t: Value, height: float, taus: tuple[float, ...]) -> Value:
    """`height` times the `chain` of `taus`, `t` ms after a spike; 0 before it."""
    after = numbers("t", t, "ms")
    shape = chain(np.clip(after, 0.0, 1e9), taus)  # t^2 is a number
    return float_or_array(np.where(after >= 0.0, height * shape, 0.0))


@dataclass(frozen=True)
class DeltaSynapse:
    """A spike moves the membrane at once, by its weight in mV: v <- v + w.

    The limit of a very fast current. While the neuron is refractory, the spike is lost.
    Source: Neuronal Dynamics, sec. 1.3.2.
    """

    stages = ()  # the kick goes to the membrane itself
    gain = 1.0
    v_reversal = None

    def psp(self, t: Value, lif: LIF, w: float) -> Value:
        """Postsynaptic potential w e^{-t / tau_m} in mV, `t` ms after the spike arrives.

        0 before it. `w` in mV. A float for a number, an array for an array.
        """
        return _after(t, self.weight(w, lif), (lif.tau_m,))

    def psp_peak_time(self, lif: LIF) -> float:
        """0 ms: the jump is the peak."""
        one_neuron("lif", lif)
        return 0.0

    def psp_peak(self, lif: LIF, w: float) -> float:
        """The weight itself, in mV."""
        return self.weight(w, lif)

    def weight(self, w: float, lif: LIF) -> float:
        """`w` in mV, once it is a finite number of at most 1 V."""
        one_neuron("lif", lif)
        return number("w", w, "mV", -1000.0, 1000.0)


class CurrentSynapse:
    """What synapses with a current share: all follows from `stages`, which a new one defines.

    The weight `w` is in nA, the *peak* of one spike's current unless a `gain` of one's own says
    otherwise. Negative inhibits.
    """

    v_reversal = None

    @property
    def stages(self) -> tuple[float, ...]:
        """Time constants of the one or two leaky stages before the membrane, in ms."""
        raise NotImplementedError

    @property
    def gain(self) -> float:
        """What a spike of weight 1 adds to the first stage: makes the peak 1."""
        return 1.0 / float(chain(self.peak_time, self.stages))

    @property
    def peak_time(self) -> float:
        """When the current peaks, in ms after the spike arrives."""
        return peak_time(self.stages)

    @property
    def area(self) -> float:
        """Area under `kernel`, in ms: times w (nA), the charge of one spike in pC."""
        return self.gain * math.prod(self.stages)

    def kernel(self, t: Value) -> Value:
        """Current (or conductance) of one spike, `t` ms after it arrives; its peak is 1.

        0 before it arrives. A float for a number, an array for an array.
        """
        return _after(t, self.gain, self.stages)

    def psp(self, t: Value, lif: LIF, w: float) -> Value:
        """Postsynaptic potential in mV, `t` ms after the spike arrives; no threshold.

        C_m dv/dt = -v / R_m + w kernel(t), solved in closed form: w gain / C_m times the `chain` of
        the stages and tau_m. 0 before the spike arrives. A float for a number, an array for an
        array. `w`, the peak current in nA, may not move the membrane by more than 100 mV.
        """
        height = self.weight(w, lif) * self.gain / lif.C_m
        return _after(t, height, (*self.stages, lif.tau_m))

    def psp_peak_time(self, lif: LIF) -> float:
        """When the psp peaks, in ms after the spike arrives: there R_m I = v - v_rest."""
        return peak_time((*self.stages, one_neuron("lif", lif).tau_m))

    def psp_peak(self, lif: LIF, w: float) -> float:
        """The psp at its peak, in mV; `w` in nA."""
        return float(self.psp(self.psp_peak_time(lif), lif, w))

    def weight(self, w: float, lif: LIF) -> float:
        """`w` in nA, once one spike moves `lif` by 100 mV at most (charge / C_m bounds it)."""
        w, lif = number("w", w, "nA"), one_neuron("lif", lif)
        volts = min(abs(w) * self.area / lif.C_m, abs(w) * lif.R_m) / 1000.0
        if volts > 0.1:
            raise ValueError(
                f"w = {w:g} nA: one spike could move this neuron by {volts:g} V; allowed is "
                f"up to 0.1 V. Did you mean {w / 1000.0:g} (nA), written in pA?"
            )
        return w


@by_name
@dataclass(frozen=True)
class ExponentialSynapse(CurrentSynapse):
    """The current jumps and decays: I(t) = w e^{-t / tau_syn}, w in nA, the peak.

    psp(t) = R_m w tau_syn / (tau_m - tau_syn) (e^{-t / tau_m} - e^{-t / tau_syn}), and
    R_m w (t / tau_m) e^{-t / tau_m} where the two are equal. It peaks at
    tau_m tau_syn / (tau_m - tau_syn) ln(tau_m / tau_syn).
    Source: Neuronal Dynamics, sec. 1.3; Roth & van Rossum 2009, Modeling synapses.
    """

    tau_syn: float = 5.0  # ms, larger = the current lasts longer

    def __post_init__(self) -> None:
        fields_within(self, "ms", 0.01, 10_000.0, "tau_syn")

    @property
    def stages(self) -> tuple[float, ...]:
        """One stage: (tau_syn,), in ms."""
        return (self.tau_syn,)


@by_name
@dataclass(frozen=True)
class AlphaSynapse(CurrentSynapse):
    """The current rises and decays with one time constant: I(t) = w (t / tau) e^{1 - t / tau}.

    w in nA is the peak, reached at t = tau_syn. Two equal leaky stages.
    Source: Rall 1967, J Neurophysiol 30:1138; Roth & van Rossum 2009.
    """

    tau_syn: float = 2.0  # ms, when the current peaks

    def __post_init__(self) -> None:
        fields_within(self, "ms", 0.01, 10_000.0, "tau_syn")

    @property
    def stages(self) -> tuple[float, ...]:
        """Two equal stages: (tau_syn, tau_syn), in ms."""
        return (self.tau_syn, self.tau_syn)

    @property
    def gain(self) -> float:
        """Per ms, e / tau_syn: makes the peak 1."""
        return math.e / self.tau_syn


@by_name
@dataclass(frozen=True)
class DoubleExponentialSynapse(CurrentSynapse):
    """The current rises and decays: I(t) = w N (e^{-t / tau_decay} - e^{-t / tau_rise}).

    w in nA is the peak (N sees to that), reached at
    tau_decay tau_rise / (tau_decay - tau_rise) ln(tau_decay / tau_rise). With both equal it is the
    alpha function, with tau_rise to 0 the exponential.
    Source: Roth & van Rossum 2009, Modeling synapses (in De Schutter, ed., Computational Modeling
    Methods for Neuroscientists, MIT Press).

    The same kernel stands in two texts more, which tests hold equal, there as the PSP of a neuron:
    `training/tempotron.Tempotron.kernel`, where N is V0, and `patterns/neuron.py`, where it is K.
    """

    tau_rise: float = 0.5  # ms
    tau_decay: float = 5.0  # ms, >= tau_rise

    def __post_init__(self) -> None:
        fields_within(self, "ms", 0.01, 10_000.0, "tau_rise", "tau_decay")
        if self.tau_rise > self.tau_decay:
            raise ValueError(
                f"tau_rise = {self.tau_rise:g} ms: allowed is up to tau_decay = "
                f"{self.tau_decay:g} ms. Are the two swapped?"
            )

    @property
    def stages(self) -> tuple[float, ...]:
        """Two stages: (tau_rise, tau_decay), in ms."""
        return (self.tau_rise, self.tau_decay)
