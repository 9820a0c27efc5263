"""Short-term plasticity: a synapse that tires, or warms up, with use (Tsodyks and Markram)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from snn_edu.pictured import Pictured
from snn_edu.spikes import Spikes, Train, spike_times
from snn_edu.validation import (
    Floats,
    ask_if_per_ms,
    by_name,
    fields_within,
    none_or,
    number,
    one_row,
)

SHORTEST = 2.0  # ms, of a memory, if there is one; that of 0.8 is of 0.8 s


@dataclass(frozen=True, eq=False, repr=False)
class Release(Pictured):
    """What a synapse does at a spike: numbers in a steady state, arrays (spikes,) for a train."""

    u: float | Floats  # fraction of what is there that the spike releases
    x: float | Floats  # fraction of the resources that is there, just before
    t: Floats | None = None  # ms, when the spikes are; None in a steady state

    def __repr__(self) -> str:
        released = np.atleast_1d(self.efficacy)
        if self.t is None:
            return f"<Release: in a steady state u x = {released[0]:.4g}>"
        ends = f"; u x from {released[0]:.4g} to {released[-1]:.4g}" if released.size else ""
        return f"<Release: {released.size} spike{'s' * (released.size != 1)}{ends}>"

    @property
    def efficacy(self) -> float | Floats:
        """What is released, u x: the weight is multiplied with it."""
        return self.u * self.x


@by_name
@dataclass(frozen=True)
class ShortTermPlasticity:
    """Tsodyks-Markram synapse: each spike releases a fraction u of the resources x that are left.

    At a spike, in this order: u is renewed, u x is released, x falls by what was released. The
    first spike of a rested synapse has u = U and x = 1; after an interval h,

    u <- U + u (1 - U) e^{-h / tau_facil}

    x <- 1 + (x - u x - 1) e^{-h / tau_rec}, with the old u.

    Exact at any times. It depresses where tau_rec rules, facilitates where tau_facil does.
    Source: Tsodyks, Pawelzik & Markram 1998, Neural Comput 10:821; Markram, Wang &
    Tsodyks 1998, PNAS 95:5323.
    """

    U: float = 0.5  # fraction released by the first spike, 0 to 1
    tau_rec: float = 800.0  # ms, resources return; 0 = at once
    tau_facil: float = 0.0  # ms, the memory of u; 0 = u is always U

    def __post_init__(self) -> None:
        fields_within(self, "", 1e-6, 1.0, "U")
        for name in ("tau_rec", "tau_facil"):
            tau = none_or(name, getattr(self, name), "ms", SHORTEST, 1e6)
            object.__setattr__(self, name, tau)  # as `fields_within` does

    def releases(self, times: Train) -> Release:
        """Fractions u and x at each spike of a train: (spikes,).

        `times` are in ms, earliest first, or the `Spikes` of one neuron.
        """
        given = spike_times("times", times) if isinstance(times, Spikes) else times
        moments = one_row("times", given)
        if (np.diff(moments) < 0.0).any():
            raise ValueError("times: expected earliest first.")
        spike_times("times", moments)  # which asks about times in seconds
        U = self.U
        remembered = _decay(np.diff(moments), self.tau_facil).tolist()
        missing = _decay(np.diff(moments), self.tau_rec).tolist()
        u, x = U, 1.0
        used, there = [u], [x]
        for facil, rec in zip(remembered, missing, strict=True):
            x = 1.0 + (x - u * x - 1.0) * rec
            u = U + u * (1.0 - U) * facil
            used.append(u)
            there.append(x)
        n = moments.size
        return Release(np.array(used[:n]), np.array(there[:n]), moments)

    def efficacies(self, times: Train) -> Floats:
        """The product u x at each spike of a train, (spikes,); `times` as `releases` has them."""
        return np.asarray(self.releases(times).efficacy)

    def steady_state(self, rate: float) -> Release:
        """`u` and `x` of a regular train at `rate` (Hz), once they repeat: numbers.

        u = U / (1 - (1 - U) e_f), x = (1 - e_r) / (1 - (1 - u) e_r), where e_f and e_r are what is
        left of the two memories after one interval of 1000 / rate ms.
        """
        interval = np.array(1000.0 / number("rate", rate, "Hz", 1e-6, 10_000.0))
        if rate >= 1e-3:  # below, the limit is meant
            ask_if_per_ms("rate", rate)
        e_f = float(_decay(interval, self.tau_facil))
        e_r = float(_decay(interval, self.tau_rec))
        u = self.U / (1.0 - (1.0 - self.U) * e_f)
        recovered = -math.expm1(-float(interval) / self.tau_rec) if self.tau_rec else 1.0
        return Release(u, recovered / (1.0 - (1.0 - u) * e_r))


def _decay(interval: Floats, tau: float) -> Floats:
    """What is left of a memory of `tau` ms after `interval` ms; nothing where tau is 0."""
    if tau == 0.0:
        return np.zeros_like(interval)
    with np.errstate(over="ignore"):  # a memory so short that the ratio overflows: e^-inf is 0
        return np.exp(-interval / tau)
