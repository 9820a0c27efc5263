"""Competition: a thousand plastic synapses on one neuron, after Song, Miller & Abbott 2000.

Every input is noise of the same kind; STDP alone decides which synapses win. The neuron is stepped
in plain floats, the weights are one array, and the run can be stopped and resumed anywhere, so that
a picture can follow it.

Its siblings, which move v between spikes by the same formula, are listed in `neurons/lif.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.plasticity import STDP, SynapticScaling
from snn_edu.spikes import stable_order
from snn_edu.validation import (
    Floats,
    affordable,
    field_below,
    fields_whole,
    fields_within,
    generator,
    instance,
    integer,
    number,
    numbers,
)

CHUNK = 200  # steps looked at between two output spikes; a matter of speed only


@dataclass(frozen=True)
class Inputs:
    """Poisson inputs, some of which may fire together.

    The first `group` inputs are correlated: they copy the spikes of one common Poisson train of
    rate `rate / correlation`, each spike with probability `correlation`. Each input is still
    Poisson with `rate`, and `correlation` is the correlation of two of their spike counts.
    Source: Kuhn, Aertsen & Rotter 2003, Neural Comput 15:67 (multiple interaction process).
    """

    size: int = 1000
    rate: float = 15.0  # Hz, of each input
    group: int = 0  # how many inputs are correlated: ids 0 to group - 1
    correlation: float = 0.1  # of the spike counts of two inputs in the group; > 0

    def __post_init__(self) -> None:
        fields_whole(self, 1, 1_000_000, "size")
        fields_within(self, "Hz", 0.0, 1000.0, "rate")
        fields_within(self, "", 1e-3, 1.0, "correlation")
        fields_whole(self, 0, None, "group")
        if self.group > self.size:
            raise ValueError(f"group = {self.group}: allowed is 0 to size = {self.size}.")

    def spikes(
        self, steps: int, dt: float, rng: np.random.Generator
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """(step, id) of each spike in `steps` steps of `dt` ms, sorted by step: shapes (spikes,).

        A merged Poisson train whose spikes are dealt out at random is the same process as one
        train per input, at the price of one.
        """
        steps, rng = integer("steps", steps, 1, 1_000_000_000), generator("rng", rng)
        dt = number("dt", dt, "ms", 1e-3, 1e3)
        affordable("steps", steps, "", 32 * self.size * (1 + self.rate * 1e-3 * dt * steps))
        lonely, expected = self.size - self.group, self.rate * 1e-3 * dt * steps
        count = rng.poisson(expected * lonely)
        step = rng.integers(0, steps, count)
        ids = self.group + rng.integers(0, max(lonely, 1), count)
        if self.group:
            common = rng.integers(0, steps, rng.poisson(expected / self.correlation))
            event, member = np.nonzero(rng.random((common.size, self.group)) < self.correlation)
            step = np.concatenate([step, common[event]])
            ids = np.concatenate([ids, member])
        order = stable_order(step, steps)
        return step[order], ids[order]


class CompetitionState(NamedTuple):
    """Everything a run needs to go on."""

    steps: int  # done so far
    v: float  # mV
    g_ex: float  # excitatory conductance, in units of the leak
    g_in: float  # inhibitory conductance, in units of the leak
    w: Floats  # weights, shape (inputs,)
    x_pre: Floats  # presynaptic traces, shape (inputs,)
    x_post: float  # postsynaptic trace


@dataclass(frozen=True)
class Competition:
    """One conductance-based LIF neuron with many plastic excitatory synapses.

    tau_m dv/dt = v_rest - v + g_ex (E_ex - v) + g_in (E_in - v)
    tau_syn dg/dt = -g;  g_ex += g_max w_i at a spike of input i;  g_in += g_inhibition likewise

    Conductances are in units of the leak. Weights follow `stdp` (pairing 'all' or
    'nearest', any mu, any same_step). Events of a step: exact decay, arriving spikes, threshold,
    reset.

    The step of v is exact for a conductance that stays at its mean over the step (exponential
    Euler). What a tie means matters here: LTP and LTD nearly cancel, so that counting a pre and a
    post spike of one step of 0.2 ms as LTP makes the neuron settle near 19 instead of 12 Hz (with
    10 Hz inputs; at 0.05 ms both come to 13-14 Hz).

    Notes
    -----
    Source: Song, Miller & Abbott 2000, Nat Neurosci 3:919, Methods; the defaults are theirs.
    """

    stdp: STDP = field(default_factory=lambda: STDP(A_plus=0.005, A_minus=0.005 * 1.05))
    tau_m: float = 20.0  # ms
    v_rest: float = -70.0  # mV
    v_threshold: float = -54.0  # mV
    v_reset: float = -60.0  # mV
    E_ex: float = 0.0  # mV, where excitation pulls v
    E_in: float = -70.0  # mV, where inhibition pulls v
    tau_syn: float = 5.0  # ms, both conductances
    g_max: float = 0.015  # leak conductances, of a synapse with w = 1
    g_inhibition: float = 0.05  # leak conductances, of one inhibitory spike
    inhibition_rate: float = 2000.0  # Hz, all inhibitory inputs together (200 of 10 Hz)
    scaling: SynapticScaling | None = None  # homeostasis; None: off
    dt: float = 0.1  # ms

    def __post_init__(self) -> None:
        fields_within(self, "ms", 0.1, 1000.0, "tau_m", "tau_syn")
        fields_within(self, "ms", 1e-3, 1.0, "dt")
        fields_within(self, "leak conductances", 0.0, 100.0, "g_max", "g_inhibition")
        fields_within(self, "Hz", 0.0, 1e6, "inhibition_rate")
        fields_within(self, "mV", -200.0, 200.0, "v_rest", "v_threshold", "v_reset", "E_ex", "E_in")
        instance("stdp", self.stdp, STDP)
        if self.scaling is not None:
            instance("scaling", self.scaling, SynapticScaling)
        field_below(self, "v_reset", "v_threshold", "mV")
        if self.stdp.pairing not in ("all", "nearest"):
            raise ValueError(
                f"stdp: pairing = {self.stdp.pairing!r}; Competition knows 'all' and 'nearest'."
            )

    def start(self, w: ArrayLike) -> CompetitionState:
        """A silent neuron at v_rest with these weights, shape (inputs,)."""
        weights = np.atleast_1d(numbers("w", w, "", self.stdp.w_min, self.stdp.w_max)).copy()
        return CompetitionState(0, self.v_rest, 0.0, 0.0, weights, np.zeros(weights.size), 0.0)

    def advance(
        self, state: CompetitionState, duration: float, inputs: Inputs, rng: np.random.Generator
    ) -> tuple[CompetitionState, Floats]:
        """Run on for `duration` ms: the new state, and the output spike times in ms since start.

        The given state is left as it was. Noise is drawn a second at a time.
        """
        instance("state", state, CompetitionState, "Say competition.start(weights).")
        rng = generator("rng", rng)
        if instance("inputs", inputs, Inputs).size != state.w.size:
            raise ValueError(f"inputs: {inputs.size} of them, but {state.w.size} weights.")
        steps = round(number("duration", duration, "ms", self.dt, 1e8) / self.dt)
        affordable("duration", duration, "ms", 8 * steps)
        state = state._replace(w=state.w.copy(), x_pre=state.x_pre.copy())
        block, output = max(1, round(1000.0 / self.dt)), []
        for begin in range(0, steps, block):
            state, times = self._block(state, min(block, steps - begin), inputs, rng)
            output.append(times)
        return state, np.concatenate(output)

    def _block(
        self, state: CompetitionState, steps: int, inputs: Inputs, rng: np.random.Generator
    ) -> tuple[CompetitionState, Floats]:
        """Up to a second, in chunks that end at an output spike or after CHUNK steps."""
        stdp, dt, adds = self.stdp, self.dt, self.stdp.pairing == "all"
        done, v, g_ex, g_in, w, x_pre, x_post = state
        step, ids = inputs.spikes(steps, dt, rng)
        previous = _previous_of_same(ids, w.size)
        first = np.searchsorted(step, np.arange(steps + 1))  # spikes before each step
        arriving = rng.poisson(self.inhibition_rate * 1e-3 * dt, steps)
        inhibition = (self.g_inhibition * arriving).tolist()
        output = []
        k = 0
        while k < steps:
            stop = min(k + CHUNK, steps)
            a, b = int(first[k]), int(first[stop])
            i, since = ids[a:b], (step[a:b] - k + 1) * dt  # ms since the chunk began
            ltd = x_post * np.exp(-since / stdp.tau_minus)
            met = _weights_met(w, i, ltd, previous[a:b] - a, stdp)
            g_new = self.g_max * np.bincount(step[a:b] - k, met, minlength=stop - k)
            v, g_ex, g_in, ran, spiked = self._neuron(
                v, g_ex, g_in, g_new.tolist(), inhibition[k:stop]
            )
            c = int(first[k + ran]) - a  # spikes that arrived before or with the output spike
            w[i[:c]] = stdp.at_pre(met[:c], (0.0, ltd[:c]))  # of one id's spikes the last remains
            x_pre *= math.exp(-ran * dt / stdp.tau_plus)
            x_post *= math.exp(-ran * dt / stdp.tau_minus)
            now = int(first[k + ran - 1]) - a  # the spikes of this last step are i[now:c]
            left = np.exp(-(ran * dt - since[:now]) / stdp.tau_plus)
            if adds:
                x_pre += np.bincount(i[:now], left, w.size)
                x_now = x_pre + np.bincount(i[now:c], minlength=w.size)
            else:
                x_pre[i[:now]] = left  # of one id's the last remains
                x_now = x_pre.copy()
                x_now[i[now:c]] = 1.0
            if spiked:
                x = x_now if stdp.same_step == "ltp" else x_pre
                w = np.asarray(stdp.at_post(w, (x, 0.0)))
                x_post = x_post + 1.0 if adds else 1.0
                if stdp.same_step == "ltd":
                    w[i[now:c]] = stdp.at_pre(w[i[now:c]], (0.0, 1.0))
                output.append((done + k + ran) * dt)
            x_pre = x_now
            if self.scaling:
                rate = 1000.0 * spiked / (ran * dt)  # of this chunk alone: scaling averages it
                w = np.clip(self.scaling.scaled(w, rate, ran * dt), stdp.w_min, stdp.w_max)
            k += ran
        return CompetitionState(done + steps, v, g_ex, g_in, w, x_pre, x_post), np.array(output)

    def _neuron(
        self, v: float, g_ex: float, g_in: float, excitation: list[float], inhibition: list[float]
    ) -> tuple[float, float, float, int, bool]:
        """Step until the first output spike or the end: (v, g_ex, g_in, steps run, spiked)."""
        decay = math.exp(-self.dt / self.tau_syn)
        mean = (1.0 - decay) * self.tau_syn / self.dt  # mean over a step of exp(-t / tau_syn)
        v_rest, E_ex, E_in, v_threshold = self.v_rest, self.E_ex, self.E_in, self.v_threshold
        rate, exp, ran = self.dt / self.tau_m, math.exp, 0
        for ex, inh in zip(excitation, inhibition, strict=True):
            ran += 1
            e, i = mean * g_ex, mean * g_in
            g = 1.0 + e + i
            v_inf = (v_rest + e * E_ex + i * E_in) / g
            v = v_inf + (v - v_inf) * exp(-g * rate)
            g_ex = g_ex * decay + ex
            g_in = g_in * decay + inh
            if v >= v_threshold:
                return self.v_reset, g_ex, g_in, ran, True
        return v, g_ex, g_in, ran, False


def _previous_of_same(ids: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    """For each spike the index of the previous spike of the same input, -1 if there is none."""
    order = stable_order(ids, size)
    previous = np.full(ids.size, -1)
    same = ids[order[1:]] == ids[order[:-1]]
    previous[order[1:][same]] = order[:-1][same]
    return previous


def _weights_met(
    w: Floats, ids: NDArray[np.intp], ltd: Floats, previous: NDArray[np.intp], stdp: STDP
) -> Floats:
    """The weight each spike meets, given that earlier spikes of its input depressed it.

    `previous` is negative where there is no earlier spike in this chunk. Few inputs fire twice in
    a chunk, so the chain of the others is followed until nothing changes.
    """
    met = w[ids]
    again = np.flatnonzero(previous >= 0)
    before = previous[again]
    while True:
        updated = np.asarray(stdp.at_pre(met[before], (0.0, ltd[before])))
        if (updated == met[again]).all():
            return met
        met[again] = updated
