"""The detector's engine: blocks of input, and one neuron that takes them.

Between two output spikes the potential is a sum of two decaying exponentials, so over many input
spikes at once it is two cumulative sums: with s = t - start of the block,

    p(t) = exp(-s / tau_m) M(t) - exp(-s / tau_syn) S(t)
    M(t) = M + sum_j w_j K exp(s_j / tau_m)       S(t) = S + sum_j w_j K exp(s_j / tau_syn)

A neuron looks for the first crossing in some hundred events, keeps what came before, and looks
again. What an output spike leaves behind (after-potential, inhibition) starts new values of M, S.

Its siblings, which move v between spikes by the same formula, are listed in `neurons/lif.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snn_edu.bisection import bisected
from snn_edu.plasticity import STDP
from snn_edu.spikes import Spikes, step_of
from snn_edu.synapses import CurrentSynapse, DoubleExponentialSynapse
from snn_edu.validation import Floats, fields_whole, fields_within, instance

BLOCK = 50.0  # ms of input at once: exp(BLOCK / tau_syn) must stay far below 1e308
FEW = 1024  # events to look at after an output spike: what follows the next one is looked at twice


#: The rule and the PSP of Masquelier et al. 2008.
STANDARD_STDP = STDP(2**-5, 0.85 * 2**-5, tau_plus=16.8, tau_minus=33.7, pairing="reduced")
STANDARD_KERNEL = DoubleExponentialSynapse(tau_rise=2.5, tau_decay=10.0)


@dataclass(frozen=True)
class DetectorParameters:
    """The letters of a `detector.Detector`, which its engine counts with."""

    neurons: int = 1
    v_threshold: float = 500.0  # T, in PSP peaks at weight 1: a quarter of 2,000 afferents
    kernel: CurrentSynapse = STANDARD_KERNEL  # eps, the time course of a PSP
    K1: float = 2.0  # of T, height of the after-spike at once
    K2: float = 4.0  # of T, depth of the after-potential
    t_ref: float = 1.0  # ms without a spike after a spike
    stdp: STDP = STANDARD_STDP  # of every synapse; weights begin at w_min = 0
    reach: float = 7.0  # in tau_plus, tau_minus: pairs further apart do not count
    w0: float = 0.475  # weight at the beginning
    inhibition: float = 0.25  # of T, peak of what a neuron's spike takes from the others
    dt: float | None = None  # ms

    def __post_init__(self) -> None:
        fields_whole(self, 1, 1000, "neurons")
        fields_within(self, "", 1e-6, math.inf, "v_threshold")
        fields_within(self, "ms", 0.1, 1000.0, "t_ref")  # at t_ref = 0 it would never end
        fields_within(self, "", 0.0, math.inf, "K1", "K2", "reach", "inhibition")
        if self.dt is not None:
            fields_within(self, "ms", 0.001, 10.0, "dt")
        kernel = instance("kernel", self.kernel, CurrentSynapse)
        if len(kernel.stages) == 2 and self.tau_syn == self.tau_m:
            raise ValueError(f"kernel = {kernel}: expected two different time constants, or one.")
        stdp = instance("stdp", self.stdp, STDP)
        if stdp.mu or stdp.w_min or stdp.pairing == "pre_centred":
            raise ValueError(
                f"stdp = {stdp}: expected mu = 0, w_min = 0, and a pairing that is 'reduced', "
                "'nearest' or 'all'."
            )
        fields_within(self, "", 0.0, stdp.w_max, "w0")

    @property
    def tau_m(self) -> float:
        """The slower time constant of the kernel, in ms: how long a PSP lasts."""
        return max(self.kernel.stages)

    @property
    def tau_syn(self) -> float:
        """The faster time constant of the kernel, in ms: how soon a PSP rises."""
        return min(self.kernel.stages)

    def gains(self) -> tuple[float, float]:
        """How much a spike of weight 1 adds to M and to S: K, so that the PSP peaks at 1.

        Its sibling is the N of `synapses/currents.DoubleExponentialSynapse`.
        """
        if len(self.kernel.stages) == 1:  # a jump, and no S
            return 1.0, 0.0
        peak = self.kernel.peak_time
        K = 1 / (math.exp(-peak / self.tau_m) - math.exp(-peak / self.tau_syn))
        return K, K


@dataclass(frozen=True, eq=False)
class Block:
    """Some input in order of time, with the factors of the two sums: arrays of shape (events,)."""

    start: float  # ms
    t: Floats  # ms
    ids: NDArray[np.intp]  # afferent; the number of afferents itself stands for "no spike"
    rise_m: Floats  # K exp(s / tau_m)
    rise_s: Floats  # K exp(s / tau_syn)
    ratio: Floats  # exp(s / tau_m) / exp(s / tau_syn)
    bar: Floats  # T exp(s / tau_m): p >= T is M - ratio S >= bar


class InputHistory:
    """The input's own past, the same for every neuron."""

    def __init__(self, size: int, stdp: STDP) -> None:
        self.last = np.full(size, -np.inf)  # ms, each afferent's last spike
        self.stdp = stdp
        self.x = np.zeros(size)  # for pairing "all": sum of exp(-(now - t_j) / tau_plus)
        self.now = 0.0  # ms
        self.span = FEW  # events to look at at once: twice as many each time no output spike comes

    def note(self, block: Block, begin: int, end: int) -> None:
        """These events are past."""
        if begin == end:
            return
        t, ids = block.t[begin:end], block.ids[begin:end]
        self.last[ids] = t
        if self.stdp.pairing == "all":
            now, tau_plus = float(t[-1]), self.stdp.tau_plus
            self.x *= math.exp(-(now - self.now) / tau_plus)
            self.x += np.bincount(ids, np.exp(-(now - t) / tau_plus), self.x.size)
            self.now = now


class DetectorNeuron:
    """One neuron: its weights, M and S, and what its last output spike still does."""

    def __init__(self, detector: DetectorParameters, weights: Floats) -> None:
        self.detector = detector
        self.w = np.append(weights, 0.0)  # the last one is that of "no spike"
        # With pairing "reduced", whose LTD pair with the last output spike is still to come:
        self.ltd_pending = np.zeros(self.w.size, bool)
        self._place = np.empty(self.w.size, np.intp)
        self.t_out = -math.inf  # ms
        self.y = 1.0  # LTD trace just after t_out: 1, or with pairing "all" their sum
        self.M, self.S, self.start = 0.0, 0.0, 0.0
        self.now = 0.0  # ms, what is before has happened

    def enter(self, block: Block) -> None:
        """M and S count from the start of this block."""
        span = block.start - self.start
        self.M *= math.exp(-span / self.detector.tau_m)
        self.S *= math.exp(-span / self.detector.tau_syn)
        self.start = block.start

    def crossing(self, block: Block, begin: int, end: int) -> float:
        """When p first reaches T in these events, in ms; inf if it does not."""
        w = self._event_weights(block, begin, end)
        self._M = (w * block.rise_m[begin:end]).cumsum()
        self._M += self.M
        self._S = (w * block.rise_s[begin:end]).cumsum()
        self._S += self.S
        p = self._S * block.ratio[begin:end]  # scaled by exp(s / tau_m), as the bar is
        np.subtract(self._M, p, out=p)
        over = p >= block.bar[begin:end]
        ready = float(self.t_out + self.detector.t_ref)
        if ready >= self.now:
            t, dt = block.t[begin:end], self.detector.dt
            # In exact times `ready` itself is looked at below. On a grid the first step that ends
            # at `ready` or later is free, whatever k dt rounds to.
            if dt is None:
                blocked = int(np.searchsorted(t, ready, "right"))
            else:
                blocked = int(np.searchsorted(t, ready - 1e-6 * dt))
            over[:blocked] = False
            free = dt is None and begin + blocked < end
            if free and not self._below(block, blocked)(ready):
                return ready
        k = int(over.argmax())
        if not over[k]:
            return math.inf
        if self.detector.dt is not None:
            return float(block.t[begin + k])
        return self._halved(block, begin, k)

    def _below(self, block: Block, k: int) -> Callable[[float], bool]:
        """Whether p(t) < T, as a function of a t between events k - 1 and k."""
        M, S = (float(self._M[k - 1]), float(self._S[k - 1])) if k else (self.M, self.S)
        start, T = block.start, self.detector.v_threshold
        tau_m, tau_syn = self.detector.tau_m, self.detector.tau_syn

        def below(t: float) -> bool:
            s = t - start
            return M * math.exp(-s / tau_m) - S * math.exp(-s / tau_syn) < T

        return below

    def _halved(self, block: Block, begin: int, k: int) -> float:
        """The moment between events k - 1 and k; p is smooth there, so halve the interval."""
        high = float(block.t[begin + k])
        before = float(block.t[begin + k - 1]) if k else self.now
        low = max(before, self.t_out + self.detector.t_ref)
        below = self._below(block, k)
        if below(high):
            return high  # it is event k itself that jumps over
        return bisected(below, low, high, within=1e-9)[1]

    def keep(self, block: Block, begin: int, end: int) -> None:
        """What `crossing` looked at has happened, up to event `end`."""
        if begin == end:
            return
        self.M, self.S = float(self._M[end - begin - 1]), float(self._S[end - begin - 1])
        self.now = float(block.t[end - 1])
        self._weaken(block, begin, end)

    def depress(self, block: Block, begin: int, end: int) -> None:
        """LTD by this neuron's output spike on the inputs that came with it; they add no PSP."""
        if begin < end:
            self._event_weights(block, begin, end)
            self._weaken(block, begin, end)

    def _weaken(self, block: Block, begin: int, end: int) -> None:
        if self.detector.stdp.pairing == "reduced":
            ids, first, after = self._ltd_pairs
            past = first <= self.now
            self.w[ids[past]] = after[past]
            self.ltd_pending[ids[past]] = False
        else:
            ids = block.ids[begin:end]
            self.w -= np.bincount(ids, self._depressions(block, begin, end), self.w.size)
            np.maximum(self.w, 0.0, out=self.w)

    def inhibit(self, t: float, by: int) -> None:
        """So many others fired: from each, take an inhibitory PSP of peak `inhibition` T."""
        s = t - self.start
        self.now = t
        peak = by * self.detector.inhibition * self.detector.v_threshold
        to_m, to_s = self.detector.gains()
        self.M -= peak * to_m * math.exp(s / self.detector.tau_m)
        self.S -= peak * to_s * math.exp(s / self.detector.tau_syn)

    def fire(self, t: float, history: InputHistory) -> None:
        """An output spike at t: LTP, the PSPs flushed, the after-potential begun."""
        stdp = self.detector.stdp
        if stdp.pairing == "all":
            x = history.x * math.exp(-(t - history.now) / stdp.tau_plus)
            self.y = 1.0 + self.y * math.exp(-(t - self.t_out) / stdp.tau_minus)
        else:
            delta_t = t - history.last
            x = np.exp(-delta_t / stdp.tau_plus)
            x[delta_t > self.detector.reach * stdp.tau_plus] = 0.0
            if stdp.pairing == "reduced":  # only spikes that met no output spike before
                tie_is_past = stdp.same_step == "ltp"
                past = history.last <= self.t_out if tie_is_past else history.last < self.t_out
                x[past] = 0.0
        self.w[:-1] = stdp.at_post(self.w[:-1], (x[:-1],))
        self.t_out = self.now = t
        self.ltd_pending[:-1] = stdp.A_minus > 0.0
        s, T = t - self.start, self.detector.v_threshold
        to_m, to_s = self.detector.gains()
        self.M = T * (self.detector.K1 - self.detector.K2) * math.exp(s / self.detector.tau_m)
        self.S = -T * self.detector.K2 * (to_s / to_m) * math.exp(s / self.detector.tau_syn)

    def _event_weights(self, block: Block, begin: int, end: int) -> Floats:
        """The weight each event meets: LTD is at work from the afferent's next spike on."""
        t, ids = block.t[begin:end], block.ids[begin:end]
        if self.detector.stdp.pairing == "reduced":
            w = self.w.take(ids)
            pending = np.flatnonzero(self.ltd_pending.take(ids))  # fewer and fewer after t_out
            w[pending] = self._after_first(ids[pending], t[pending])
            return w
        lost = self._depressions(block, begin, end)
        order = np.argsort(ids, kind="stable")
        before = np.cumsum(lost[order]) - lost[order]
        opens = np.concatenate([[True], np.diff(ids[order]) > 0])  # an afferent's first event
        before -= before[opens][np.cumsum(opens) - 1]
        w = np.empty(t.size)
        w[order] = np.maximum(self.w.take(ids[order]) - before, 0.0)
        return w

    def _after_first(self, ids: NDArray[np.intp], t: Floats) -> Floats:
        """The weights that these events meet, all of afferents whose LTD pair is still to come.

        Each one's first spike since t_out is its pair, and meets the old weight.
        """
        place = np.arange(ids.size)
        # Of several values for one index the last one stays: backwards, that is the first.
        self._place[ids[::-1]] = place[::-1]
        first = self._place[ids]
        since, stdp = t[first] - self.t_out, self.detector.stdp
        x = np.exp(-since / stdp.tau_minus)
        x[since > self.detector.reach * stdp.tau_minus] = 0.0
        before = self.w[ids]
        after = np.asarray(stdp.at_pre(before, (0.0, x)))
        pairs = first == place
        self._ltd_pairs = ids[pairs], t[pairs], after[pairs]
        w: Floats = np.where(t > t[first], after, before)
        return w

    def _depressions(self, block: Block, begin: int, end: int) -> Floats:
        """What each event takes from its weight when all of them count (nearest, all)."""
        since, stdp = block.t[begin:end] - self.t_out, self.detector.stdp
        x: Floats = stdp.A_minus * self.y * np.exp(-since / stdp.tau_minus)
        if stdp.pairing == "nearest":
            x[since > self.detector.reach * stdp.tau_minus] = 0.0
        return x


def blocks(detector: DetectorParameters, spikes: Spikes, begin: float) -> Iterator[Block]:
    """The input in blocks; its own time 0 is `begin` ms."""
    assert spikes.duration is not None
    length = min(BLOCK, 20 * detector.tau_syn)
    if detector.dt is not None and detector.dt < length:
        length = detector.dt * math.floor(length / detector.dt + 1e-9)
    edges = np.append(np.arange(0.0, spikes.duration, length), spikes.duration)
    cuts = np.searchsorted(spikes.times, edges)
    if detector.dt is not None:  # a step ends with its end, so that no tie on the grid is parted
        cuts = np.searchsorted(spikes.times, edges + 1e-9 * detector.dt, "right")
    cuts[0], cuts[-1] = 0, len(spikes)  # a spike at the very end is heard
    to_m, to_s = detector.gains()
    for k in range(edges.size - 1):
        start, end = float(begin + edges[k]), float(begin + edges[k + 1])
        t = spikes.times[cuts[k] : cuts[k + 1]] + begin
        ids = spikes.ids[cuts[k] : cuts[k + 1]].astype(np.intp)
        if detector.dt is not None:
            t = np.asarray(detector.dt * step_of(t, detector.dt), float)
        t, ids = _without_gaps(t, ids, start, end, detector, spikes.size)
        s = t - start
        em, es = np.exp(s / detector.tau_m), np.exp(s / detector.tau_syn)
        yield Block(start, t, ids, to_m * em, to_s * es, em / es, detector.v_threshold * em)


def _without_gaps(
    t: Floats,
    ids: NDArray[np.intp],
    start: float,
    end: float,
    detector: DetectorParameters,
    silent: int,
) -> tuple[Floats, NDArray[np.intp]]:
    """Where input is sparse, moments without a spike are added, for p is tested at events only."""
    dt = detector.dt
    gap = detector.tau_syn / 10 if dt is None else dt
    if t.size > (end - start) / gap:
        longest = max(t[0] - start, (t[1:] - t[:-1]).max(), end - t[-1])
        if longest <= gap:
            return t, ids
    if dt is None:
        moments = np.append(np.arange(start + gap, end, gap), end)
    else:  # ends of steps that lie in this block
        moments = dt * np.arange(np.floor(start / dt + 1e-9) + 1, end / dt + 1e-9)
    every = np.concatenate([t, moments])
    order = np.argsort(every, kind="stable")
    return every[order], np.concatenate([ids, np.full(moments.size, silent)])[order]
