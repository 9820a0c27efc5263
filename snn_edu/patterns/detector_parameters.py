"""The numbers of the pattern detector, apart from what it does with them."""

from __future__ import annotations

from dataclasses import dataclass

from snn_edu.plasticity.stdp import PAIRINGS, SAME_STEP
from snn_edu.validation import choice, integer, number


@dataclass(frozen=True)
class DetectorParameters:
    """Parameters of `Detector`, whose equations use these letters.

    Defaults: Masquelier, Guyonneau & Thorpe 2008, PLoS ONE 3:e1377; `inhibition` is that of
    Masquelier, Guyonneau & Thorpe 2009, Neural Comput 21:1259.

    Raises
    ------
    ValueError
        A number is out of range, a word is unknown, or tau_syn is not below tau_m.
    """

    neurons: int = 1
    v_threshold: float = 500.0  # T, in units of one PSP's peak at weight 1
    tau_m: float = 10.0  # ms, larger = longer PSP
    tau_syn: float = 2.5  # ms, larger = slower rise
    K1: float = 2.0  # of T, height of the after-spike at once
    K2: float = 4.0  # of T, depth of the after-potential
    t_ref: float = 1.0  # ms without a spike after a spike
    A_plus: float = 2**-5  # weight, one LTP pair at delta_t = 0
    A_minus: float = 0.85 * 2**-5  # weight, one LTD pair at delta_t = 0
    tau_plus: float = 16.8  # ms
    tau_minus: float = 33.7  # ms
    reach: float = 7.0  # in tau_plus, tau_minus: pairs further apart do not count
    w0: float = 0.475  # weight at the beginning
    pairing: str = "reduced"
    psp: str = "double_exponential"
    jump: float = 1.0  # PSP of psp="jump"
    same_step: str = "none"
    inhibition: float = 0.25  # of T, peak of what a neuron's spike takes from the others
    dt: float | None = None  # ms

    def __post_init__(self) -> None:
        integer("neurons", self.neurons, low=1)
        number("v_threshold", self.v_threshold, "", 1e-6)
        number("tau_m", self.tau_m, "ms", 0.1, 1000.0)
        number("tau_syn", self.tau_syn, "ms", 0.01, 1000.0)
        if self.tau_syn >= self.tau_m:
            raise ValueError(
                f"tau_syn = {self.tau_syn:g} ms: must be below tau_m = {self.tau_m:g} ms. Swapped?"
            )
        for name in ("tau_plus", "tau_minus"):
            number(name, getattr(self, name), "ms", 0.1, 10_000.0)
        number("t_ref", self.t_ref, "ms", 0.1, 1000.0)  # the after-spike lies above T
        for name in ("K1", "K2", "reach", "jump", "inhibition"):
            number(name, getattr(self, name), "", 0.0)
        for name in ("A_plus", "A_minus", "w0"):
            number(name, getattr(self, name), "", 0.0, 1.0)
        choice("pairing", self.pairing, [name for name in PAIRINGS if name != "pre_centred"])
        choice("same_step", self.same_step, SAME_STEP)
        choice("psp", self.psp, ("double_exponential", "jump"))
        if self.dt is not None:
            number("dt", self.dt, "ms", 0.001, 10.0)
