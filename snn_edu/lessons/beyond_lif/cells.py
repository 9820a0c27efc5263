"""The neurons of lesson 17: the axon, one that bursts, and a zoo of six."""

from __future__ import annotations

from snn_edu import AdEx, HodgkinHuxley
from snn_edu.validation import Floats

AXON = HodgkinHuxley()

BURSTING = AdEx(
    tau_m=20.0, R_m=100.0, v_rest=-58.0, v_reset=-46.0, a=0.002, b=0.1, tau_w=120.0
)  # its current: 0.21 nA


def _cell(C: float, g: float, E: float, a: float, tau_w: float, b: float, reset: float) -> AdEx:
    """AdEx from the units of Naud et al. 2008: pF, nS, mV, nS, ms, pA, mV."""
    return AdEx(
        tau_m=C / g, R_m=1000.0 / g, v_rest=E, v_reset=reset, a=a / 1000, b=b / 1000, tau_w=tau_w
    )


ZOO = {  # each with its current in nA
    "A": (BURSTING, 0.21),
    "B": (_cell(200, 10, -70, 2, 30, 0, -58), 0.5),
    "C": (_cell(200, 12, -70, -10, 300, 0, -58), 0.3),
    "D": (_cell(100, 10, -65, 10, 90, 100, -47), 0.18),
    "E": (_cell(200, 12, -70, 2, 300, 60, -58), 0.5),
    "F": (_cell(130, 18, -58, 4, 150, 120, -50), 0.4),
}


def pattern_of(isi: Floats) -> str:
    """The pattern that a list of intervals (ms) under a steady current is called by."""
    if isi.size < 2:
        return "transient"
    first, last = float(isi[0]), float(isi[-3:].max())
    short = isi < 0.4 * isi.max()
    if short[isi.size // 2 :].any():  # short intervals keep coming back
        return "bursting"
    if last < 0.8 * first:
        return "accelerating"
    if last < 1.25 * first:
        return "tonic"
    jump = float((isi[1:] / isi[:-1]).max())
    return "initial burst" if jump > 4.0 else "adapting"
