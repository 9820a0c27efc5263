"""Balanced networks: excitation and inhibition nearly cancel, and what is left over is noise.

Vogels & Abbott's network with current synapses, as Brette et al. made it a benchmark, and Brunel's,
with the mean-field theory behind its regimes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.network import Network, NetworkRecording, PoissonInput, Sparse
from snn_edu.neurons import LIF, siegert, siegert_rate
from snn_edu.synapses import DeltaSynapse, ExponentialSynapse
from snn_edu.validation import choice, fields_whole, fields_within, generator, instance, numbers

_CUBA = LIF(20.0, 10.0, v_rest=-49.0, v_reset=-60.0, v_threshold=-50.0, t_ref=5.0)
_BRUNEL = LIF(20.0, 10.0, v_rest=0.0, v_reset=10.0, v_threshold=20.0, t_ref=2.0)


@dataclass(frozen=True)
class CUBA:
    """Vogels & Abbott's network with current synapses ("current-based").

    Four neurons in five excite, one inhibits; each pair is connected with `probability`. v_rest is
    above the threshold: every neuron would fire by itself, and inhibition keeps it from that.
    A spike sets off an exponential current, of 5 ms where it excites and 10 ms where it inhibits.

    Notes
    -----
    Source: Brette et al. 2007, J Comput Neurosci 23:349, benchmark 2, after Vogels & Abbott 2005,
    J Neurosci 25:10786. Published scripts differ in w_I: -9 mV (Brian2), -13.95 mV (NEST). With
    ``wiring="indegree"`` all neurons have equally many senders, and rates differ less.
    """

    size: int = 4000  # neurons
    probability: float = 0.02  # of a connection, for each pair
    w_E: float = 1.62  # mV, peak of R_m I of one excitatory spike
    w_I: float = -9.0  # mV, of one inhibitory spike; < 0
    wiring: str = "probability"  # or "indegree": the same number of senders for each neuron
    lif: LIF = _CUBA

    def __post_init__(self) -> None:
        choice("wiring", self.wiring, ("probability", "indegree"))
        fields_whole(self, 5, 10_000_000, "size")
        instance("lif", self.lif, LIF)
        fields_within(self, "", 0.0, 1.0, "probability")
        fields_within(self, "mV", 0.0, math.inf, "w_E")
        fields_within(self, "mV", -math.inf, 0.0, "w_I")

    def network(self, rng: np.random.Generator) -> Network:
        """One such network, its connections drawn with `rng`; one population, "cells"."""
        rng = generator("rng", rng)
        excitatory, R_m, network = 4 * self.size // 5, self.lif.R_m, Network()
        network = network.add(self.lif, self.size, "cells")
        for name, first, senders, peak, tau_syn in (
            ("excitation", 0, excitatory, self.w_E, 5.0),
            ("inhibition", excitatory, self.size - excitatory, self.w_I, 10.0),
        ):
            if self.wiring == "probability":
                drawn = Sparse.random(senders, self.size, self.probability, 1.0, rng)
            else:
                indegree = round(self.probability * senders)
                drawn = Sparse.fixed_indegree(senders, self.size, indegree, 1.0, rng)
            pairs = Sparse(drawn.pre + first, drawn.post, peak / R_m)
            synapse = ExponentialSynapse(tau_syn)
            network.connect("cells", "cells", pairs, 0.1, synapse, name=name)
        return network

    def run(self, duration: float, rng: np.random.Generator, dt: float = 0.1) -> NetworkRecording:
        """Draw a network and run it for `duration` ms, from random potentials below threshold."""
        rng = generator("rng", rng)
        v_start = rng.uniform(self.lif.v_reset, self.lif.v_threshold, self.size)
        return self.network(rng).run(duration, dt=dt, start={"cells": v_start})


class FixedPoint(NamedTuple):
    """A rate that a network keeps up, and the input of each neuron at that rate."""

    rate: float  # Hz
    mu: float  # mV, mean of the input, from v_rest
    sigma: float  # mV, its noise: without a threshold v has the s.d. sigma / sqrt(2)
    cv: float  # of the intervals, as the theory has it


@dataclass(frozen=True)
class Brunel:
    """Brunel's network A: excitatory and inhibitory neurons alike, jumps, and a background.

    Each neuron draws C_E excitatory senders with jumps of J, gamma C_E inhibitory ones with
    -g J, and C_E more outside the network, which fire at eta times the rate that would just bring
    v to the threshold by itself. g turns it from synchronous regular (below gamma g = 1) over
    asynchronous irregular to synchronous irregular activity.

    Notes
    -----
    Source: Brunel 2000, J Comput Neurosci 8:183, sec. 2 and fig. 8. The fixed points are of mean
    field: independent Poisson inputs, so many that they are white noise.
    """

    g: float = 5.0  # inhibitory jumps in units of J
    eta: float = 2.0  # rate of the background, in units of `threshold_rate`
    size_E: int = 10_000  # excitatory neurons; gamma times as many inhibit
    C_E: int = 1000  # excitatory senders of each neuron
    gamma: float = 0.25  # inhibitory for each excitatory neuron
    J: float = 0.1  # mV, jump at an excitatory spike
    delay: float = 1.5  # ms
    lif: LIF = _BRUNEL

    def __post_init__(self) -> None:
        fields_within(self, "", 0.0, 1000.0, "g", "eta")
        fields_within(self, "mV", 1e-6, 1000.0, "J")
        fields_within(self, "", 0.0, 1.0, "gamma")
        fields_whole(self, 1, 10_000_000, "size_E", "C_E")
        fields_within(self, "ms", 1e-3, 1000.0, "delay")
        instance("lif", self.lif, LIF)

    @property
    def threshold_rate(self) -> float:
        """Rate of each of C_E senders that just brings v to the threshold, in Hz.

        nu_thr = theta / (J C_E tau), with theta = v_threshold - v_rest.
        """
        theta = self.lif.v_threshold - self.lif.v_rest
        return 1000.0 * theta / (self.J * self.C_E * self.lif.tau_m)

    def input(self, rate: Any) -> tuple[Any, Any]:
        """Mean and noise (mu, sigma, in mV) of a neuron's input when all fire at `rate` Hz.

        mu = C_E J tau (nu_ext + nu (1 - g gamma)), from v_rest;
        sigma^2 = C_E J^2 tau (nu_ext + nu (1 + g^2 gamma)). Brunel 2000, eq. 4 and 5.
        Two numbers for a number, two arrays for an array.
        """
        rates = numbers("rate", rate, "Hz", 0.0)
        nu = (rates if rates.ndim else float(rates)) / 1000.0
        nu_ext = self.eta * self.threshold_rate / 1000.0  # per ms, as nu
        per_mV = self.C_E * self.J * self.lif.tau_m
        mu = per_mV * (nu_ext + nu * (1.0 - self.g * self.gamma))
        variance = per_mV * self.J * (nu_ext + nu * (1.0 + self.g**2 * self.gamma))
        return mu, np.sqrt(variance)

    def mean_field(self) -> list[FixedPoint]:
        """The rates nu = Siegert(mu(nu), sigma(nu)) that the network can keep up, lowest first.

        Found where Siegert(...) - nu changes sign, up to 1 / t_ref; to 1e-9 of their value. Whether
        they are stable it does not say. An input too far out for `siegert` is a ValueError: its
        sigma is below a thousandth of v_threshold - v_reset, or its mu beyond 1e6 mV.
        Source: Brunel 2000, eq. 21.
        """
        most = 1000.0 / max(self.lif.t_ref, 0.5)
        grid = np.concatenate(([0.0], np.geomspace(1e-3, most, 120)))
        excess = [self._excess(rate) for rate in grid.tolist()]
        found = []
        for k in np.flatnonzero(np.sign(excess[:-1]) * np.sign(excess[1:]) < 0.0):

            def as_before(rate: float, sign: float = excess[k]) -> bool:
                return self._excess(rate) * sign > 0.0

            low, high = grid[k : k + 2].tolist()
            _, rate = bisected(as_before, low, high, within=1e-9 * low)
            mu, sigma = self.input(rate)
            lif, v_inf = self.lif, mu + self.lif.v_rest
            cv = siegert(v_inf, sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)[1]
            found.append(FixedPoint(rate, mu, float(sigma), cv))
        return found

    def _excess(self, rate: float) -> float:
        mu, sigma = self.input(rate)
        return siegert_rate(mu + self.lif.v_rest, sigma, self.lif) - rate

    def network(self, rng: np.random.Generator) -> Network:
        """One such network, its senders drawn with `rng`: populations "E" and "I"."""
        rng = generator("rng", rng)
        sizes = {"E": self.size_E, "I": round(self.gamma * self.size_E)}
        if not sizes["I"]:
            raise ValueError(
                f"gamma = {self.gamma:g}, size_E = {self.size_E}: that leaves no inhibitory neuron."
            )
        drawn = {"E": (self.C_E, self.J), "I": (round(self.gamma * self.C_E), -self.g * self.J)}
        network = Network().add(self.lif, sizes["E"], "E").add(self.lif, sizes["I"], "I")
        for pre, (indegree, jump) in drawn.items():
            for post, size in sizes.items():
                senders = Sparse.fixed_indegree(sizes[pre], size, indegree, jump, rng)
                network.connect(pre, post, senders, self.delay, DeltaSynapse())
        return network

    def run(self, duration: float, rng: np.random.Generator, dt: float = 0.1) -> NetworkRecording:
        """Draw a network and run it for `duration` ms under its background, from rest."""
        background = PoissonInput(self.eta * self.threshold_rate * self.C_E, self.J)
        return self.network(rng).run(duration, {"E": background, "I": background}, dt, rng)
