"""A neuron that finds a repeating pattern by STDP: event-driven, and the ways in which it fails.

After Masquelier, Guyonneau & Thorpe 2008, PLoS ONE 3:e1377, with the parameters and the details as
replicated by Hathway & Goodman 2018, ReScience 4(1):6. Several neurons compete as in Masquelier,
Guyonneau & Thorpe 2009, Neural Comput 21:1259.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.kept import Kept
from snn_edu.patterns.neuron import (
    FEW,
    Block,
    DetectorNeuron,
    DetectorParameters,
    InputHistory,
    blocks,
)
from snn_edu.pictured import Pictured
from snn_edu.progress import Progress, Tell
from snn_edu.spikes import Spikes, as_spikes, spike_times
from snn_edu.validation import (
    Floats,
    ask,
    ask_if_seconds,
    by_name,
    frozen,
    instance,
    integer,
    number,
    numbers,
    shown,
)


@dataclass(frozen=True, eq=False, repr=False)
class Learned(Kept, Pictured):
    """What the detector knows after `t` ms. Immutable: a later state is another object."""

    t: float  # ms of input heard
    weights: Floats  # (neurons, afferents), 0 to w_max
    output: Spikes  # of the detector's neurons, from the beginning to t

    def __repr__(self) -> str:
        neurons, afferents = self.weights.shape
        return f"<Learned: weights ({neurons}, {afferents}) after {self.t:g} ms; {self.output!r}>"

    def latencies(self, onsets: ArrayLike, window: float = 50.0) -> Floats:
        """Of each output spike, ms since the last onset; NaN outside of any pattern.

        The paper's figure of learning (fig. 5) draws these against the number of the discharge.
        """
        found = since_onset(self.output.times, spike_times("onsets", onsets), window)
        ask_if_seconds("window", window, 1.0)
        return found


def since_onset(times: Floats, onsets: Floats, window: float) -> Floats:
    """Ms from the last onset to each time, NaN where that is more than `window` ms: (times,)."""
    times, onsets = numbers("times", times, "ms"), spike_times("onsets", onsets)
    window = number("window", window, "ms", 0.0)
    if not onsets.size:
        return np.full(times.shape, np.nan)
    last = np.searchsorted(onsets, times, side="right") - 1
    since = times - onsets[np.maximum(last, 0)]
    return np.where((last >= 0) & (since < window), since, np.nan)


@by_name
@dataclass(frozen=True)
class Detector(DetectorParameters):
    """One neuron, or several that compete, with STDP on every afferent synapse.

    p(t) = eta(t - t_out) + sum_j w_j eps(t - t_j) - inhibition sum_k T eps(t - t_k)

    eps(s) = K (exp(-s / tau_m) - exp(-s / tau_syn)), with K such that its peak is 1;
    eta(s) = T (K1 exp(-s / tau_m) - K2 eps(s) / K).

    j: input spikes since this neuron's last output spike t_out (earlier PSPs are flushed);
    k: output spikes of the other neurons since, later than t_out. At p = T the neuron fires, not
    sooner than t_ref after t_out. Then `stdp` strengthens w by every afferent's pair (last input
    before, this output), and weakens it by (this output, next input), at once; w stays in
    [0, w_max].

    The time of crossing is solved between two input spikes to 1e-9 ms; nothing is on a grid unless
    `dt` says so. A peak of p between two input spikes more than tau_syn / 10 apart may be missed
    when it exceeds T by less than 0.1 %.

    Two conventions decide whether a grid finds the pattern at all: an input's PSP meets the weight
    as it was before that input's own LTD; and a tie (delta_t = 0) that does not count hides no
    earlier partner: the spike before it still makes the pair.

    Parameters
    ----------
    Each number has its line, unit and default in `neuron.DetectorParameters`; the defaults are the
    paper's, `inhibition` that of 2009.
    kernel
        A `DoubleExponentialSynapse(tau_syn, tau_m)`. An `ExponentialSynapse(tau_m)` is a PSP that
        jumps: eps(s) = exp(-s / tau_m), K = 1.
    stdp
        An additive `STDP` with w_min = 0. Its pairing ``"reduced"`` (the paper's) counts, per
        output spike and afferent, one LTP and one LTD pair; ``"nearest"``: every input spike is
        an LTD pair with the last output spike; ``"all"``: every pair counts. With the last two the
        neuron falls silent. Exact times do not tie with a double exponential; on a grid a tie is
        common, and `same_step` decides.
    dt
        None: exact times. Else input spikes move to the end of their step of `dt` ms and the
        neuron fires at such ends only: a clocked simulation, t_ref rounded up to whole steps.

    Examples
    --------
    >>> import numpy as np
    >>> from snn_edu import patterns
    >>> spikes, onsets = patterns.make_input(25_000, np.random.default_rng(1), rates="poisson")
    >>> learned = patterns.Detector().learn(spikes)
    >>> patterns.score(learned.output, onsets, since=18_000).finds()
    True
    """

    def learn(
        self,
        spikes: Spikes,
        repeats: int = 1,
        weights: ArrayLike | None = None,
        progress: Tell | None = None,
    ) -> Learned:
        """Listen to the end, and say what was learned.

        Parameters
        ----------
        spikes
            The input, one id for each afferent. Its duration must be known.
        repeats
            How often the input comes, again without a pause (the paper: 150 s, three times), up to
            10,000 times.
        weights
            To begin with, shape (neurons, afferents). Left out: all are `w0`. Several neurons that
            begin alike stay alike: give them random weights.
        progress
            Called with (ms heard, ms in all) from time to time. Left out, what takes more than two
            seconds says on a line how far it is. Ctrl+C raises an `Interrupted`; its ``.partial``
            is what was learned until then.
        """
        repeats = integer("repeats", repeats, 1, 10_000)
        spikes = as_spikes("spikes", spikes)
        if not spikes.duration:
            raise ValueError(f"duration = {spikes.duration}: say how long the input lasts, in ms.")
        if self.neurons > 1 and weights is None:
            ask(
                f"weights: left out, so all {self.neurons} neurons begin alike, and stay alike. "
                f"Say weights=rng.uniform(0.0, 1.0, ({self.neurons}, {spikes.size}))."
            )
        heard, whole = Heard(self, spikes.size, weights), spikes.duration * repeats
        every = (
            block for k in range(repeats) for block in blocks(self, spikes, spikes.duration * k)
        )
        with Progress("Detector.learn", whole, "ms", progress) as watch:
            for block in every:
                if not watch.goes_on(block.start):
                    break
                heard.listen(block)
            else:
                watch.goes_on(whole)
        learned = heard.learned(watch.done)
        if watch.stopped:
            raise watch.interrupted(learned)
        return learned


class Heard:
    """The neurons of a detector, and what they have heard and fired so far."""

    def __init__(self, detector: Detector, size: int, weights: ArrayLike | None) -> None:
        shape = (detector.neurons, size)
        rows = np.full(shape, detector.w0)
        if weights is not None:
            rows = np.atleast_2d(numbers("weights", weights, "", 0.0, detector.stdp.w_max))
        if rows.shape != shape:
            raise ValueError(
                f"weights has shape {rows.shape}: expected (neurons, afferents), {shape}."
            )
        self.detector = detector
        self.neurons = [DetectorNeuron(detector, row) for row in rows]
        self.history = InputHistory(size + 1, detector.stdp)
        self.fired: list[float] = []  # ms
        self.ids: list[int] = []  # which neuron did

    def turn_into(self, detector: Detector) -> None:
        """Go on with other parameters; what they have already done stays."""
        anew = detector.stdp.pairing != self.detector.stdp.pairing
        self.detector, self.history.stdp = detector, detector.stdp
        for neuron in self.neurons:
            neuron.detector = detector
            if anew:  # LTD that waits, and sums over spikes, belong to the old rule
                neuron.ltd_pending.fill(False)
                neuron.y = 1.0
                self.history.x.fill(0.0)

    def learned(self, t: float) -> Learned:
        """What is known after `t` ms."""
        weights = frozen(np.array([neuron.w[:-1] for neuron in self.neurons]))
        end = max([t, *self.fired[-1:]])  # on a grid the last may fall just behind the end
        output = Spikes(self.fired, np.array(self.ids, int), len(self.neurons), end)
        return Learned(t, weights, output)

    def listen(self, block: Block) -> None:
        """One block of input: up to the first output spike, again and again, to its end."""
        neurons, history, same_step = self.neurons, self.history, self.detector.stdp.same_step
        for neuron in neurons:
            neuron.enter(block)
        begin = 0
        while begin < block.t.size:
            end = min(begin + history.span, block.t.size)
            end = int(np.searchsorted(block.t, block.t[end - 1], "right"))  # never part a tie
            crossings = [neuron.crossing(block, begin, end) for neuron in neurons]
            t_out = min(crossings)
            if math.isinf(t_out):
                for neuron in neurons:
                    neuron.keep(block, begin, end)
                history.note(block, begin, end)
                history.span = max(history.span, 2 * (end - begin))
                begin = end
                continue
            earlier = max(begin, int(np.searchsorted(block.t, t_out, "left")))
            end = max(begin, int(np.searchsorted(block.t, t_out, "right")))
            # Inputs earlier .. end tie with the output: before it as LTP, after it as LTD.
            before = end if same_step == "ltp" else earlier
            history.note(block, begin, before)
            fired = [k for k, crossing in enumerate(crossings) if crossing == t_out]
            for k, neuron in enumerate(neurons):
                if k not in fired:
                    neuron.keep(block, begin, end)
                    neuron.inhibit(t_out, len(fired))
                    continue
                neuron.keep(block, begin, earlier if same_step == "ltd" else end)
                neuron.fire(t_out, history)
                if same_step == "ltd":
                    neuron.depress(block, earlier, end)
            history.note(block, before, end)
            self.fired += [t_out] * len(fired)
            self.ids += fired
            begin = end
            history.span = FEW


def follow(
    pieces: Iterable[tuple[Detector, Spikes]], weights: ArrayLike | None = None
) -> Iterator[Learned]:
    """Listen to piece after piece without a pause; say after each what is known so far.

    For a live picture whose knobs turn: each piece brings the detector that hears it, and the
    neuron goes on from where it was. All detectors have as many neurons as the first.
    The times of each input count from its own beginning, and its duration is known; `weights` are
    those of `Detector.learn`.
    """
    heard: Heard | None = None
    end = 0.0
    given: Any = pieces
    if not isinstance(given, Iterable) or isinstance(given, np.ndarray):
        raise TypeError(f"pieces = {shown(pieces)}: expected pairs (detector, spikes).")
    piece: Any
    for piece in pieces:
        if not (isinstance(piece, tuple | list) and len(piece) == 2):
            raise TypeError(f"pieces gave {shown(piece)}: expected a pair (detector, spikes).")
        detector = instance("pieces: detector", piece[0], Detector)
        spikes = as_spikes("pieces: spikes", piece[1])
        if not spikes.duration:
            raise ValueError(f"duration = {spikes.duration}: say how long each piece lasts, in ms.")
        heard = heard or Heard(detector, spikes.size, weights)
        if (len(heard.neurons), heard.history.last.size) != (detector.neurons, spikes.size + 1):
            raise ValueError("pieces: the number of neurons and of afferents must stay.")
        heard.turn_into(detector)
        for block in blocks(detector, spikes, end):
            heard.listen(block)
        end += spikes.duration
        yield heard.learned(end)
