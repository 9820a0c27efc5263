"""Codes read by the clock: latency, rank order and phase. `coding` compares all six."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.coding.counting import counts, in_range, lasting, moment, vector
from snn_edu.spikes import Spikes, as_spikes
from snn_edu.validation import Floats, ask, ask_if_seconds, number, numbers


def encode_latency(values: ArrayLike, duration: float = 100.0, window: float = 50.0) -> Spikes:
    """Latency code: strong fires first, one spike a value at (1 - x) `window` ms.

    `values` are in [0, 1], shape (values,). 1 fires at 0 ms; 0 would fire last, and stays silent.
    `duration`, of the stimulus, and `window`, in which all fire (its default is a choice), are in
    ms; spikes after `duration` are not heard.

    A LIF's latency falls with the logarithm of its current (`LIF.time_to_spike`); here it is a
    straight line, so that the decoder is one too.
    Source: Thorpe 1990 (spike arrival times); measured in the retina: Gollisch & Meister 2008,
    Science 319:1108.
    """
    values = vector(values)
    window = lasting("window", window)
    ask_if_seconds("window", window, 1.0)
    return _one_spike_each((1.0 - values) * window, values > 0.0, duration)


def decode_latency(spikes: Spikes, t: float, window: float = 50.0) -> Floats:
    """First spikes as values, x = 1 - t_first / window.

    A neuron still silent at t holds a value below 1 - t / window: the estimate is the middle of
    what is left, (1 - t / window) / 2, until silence at the window's end says 0.
    """
    window = lasting("window", window)
    first = _first(spikes, t)
    last = float(np.max(first, initial=0.0, where=np.isfinite(first)))
    if last > 2.0 * window:  # no jitter is so large
        ask(
            f"window = {window:g} ms: the first spike of a neuron comes at {last:.3g} ms. Were the "
            "values encoded with another window?"
        )
    left = max(1.0 - t / window, 0.0)
    return in_range(np.where(np.isfinite(first), 1.0 - first / window, left / 2.0))


def encode_rank_order(values: ArrayLike, duration: float = 100.0, spacing: float = 1.0) -> Spikes:
    """Rank order code: neurons fire once, strongest first, `spacing` ms from rank to rank.

    Only the order says anything: five neurons make 5! = 120 orders, but 2^5 = 32 sets of who
    fires and who does not. Any rising change of the values (contrast, brightness) sends the
    same spikes.

    `values` are in [0, 1], shape (values,). Equal values share a rank and fire together; 0 stays
    silent. `duration` and `spacing` are in ms; ranks later than `duration` are not heard.
    Source: Thorpe & Gautrais 1998, Rank order coding, in Computational Neuroscience: Trends in
    Research (ed. Bower), p. 113.
    """
    values = vector(values)
    _, ascending = np.unique(values, return_inverse=True)
    rank = (ascending.max() - ascending).astype(float)  # 0 = strongest; equal values share one
    return _one_spike_each(rank * lasting("spacing", spacing), values > 0.0, duration)


def decode_rank_order(spikes: Spikes, t: float, table: ArrayLike | None = None) -> Floats:
    """The order of first spikes, each rank read from a table of what such a rank usually means.

    `table` has the value of each rank, strongest first, shape (values,): see `rank_table`. Left
    out: what n values spread evenly over [0, 1] have on average, (n - rank) / (n + 1), rank 0 to
    n - 1. Those who fired together share their ranks' mean, and so do all who have not fired by
    `t`, in ms. Times matter only by their order.
    Source: VanRullen & Thorpe 2001, Neural Comput 13:1255 (an average look-up table by rank).
    """
    n = as_spikes("spikes", spikes).size
    table = np.arange(n, 0.0, -1.0) / (n + 1.0) if table is None else numbers("table", table)
    if table.shape != (n,):
        raise ValueError(f"table has shape {table.shape}: expected one value a rank, ({n},).")
    if n > 1 and table[0] < table[-1]:
        ask(
            f"table goes from {table[0]:g} up to {table[-1]:g}: the value of each rank, strongest "
            "first, goes down. Say table[::-1]; of examples, rank_table(examples)."
        )
    first = _first(spikes, t)
    _, group = np.unique(first, return_inverse=True)  # 0 = fired first, the last = not yet
    by_rank = np.sort(group)
    mean = np.bincount(by_rank, weights=table) / np.bincount(by_rank)
    return in_range(mean[group])


def rank_table(examples: ArrayLike) -> Floats:
    """What each rank means on average over `examples`, shape (examples, values): strongest first.

    Zeros count: examples with many teach the decoder that late ranks are worth nothing.
    """
    examples = numbers("examples", examples, "", 0.0, 1.0)
    if examples.ndim != 2 or not examples.size:
        raise ValueError(f"examples has shape {examples.shape}: expected (examples, values).")
    return np.asarray(np.sort(examples, axis=1)[:, ::-1].mean(axis=0))


def encode_phase(
    values: ArrayLike, duration: float = 100.0, frequency: float = 40.0, span: float = 0.75
) -> Spikes:
    """Phase code: one spike in every cycle of a rhythm, the stronger the earlier.

    phase = 1/2 + span (1/2 - x), in cycles: value 1 is span / 2 ahead of mid-cycle, 0 as much
    behind. `values` are in [0, 1], shape (values,); nobody is silent: a cycle without a spike has
    lost it. Spikes after `duration`, in ms, are not heard. The `frequency` of the rhythm is in Hz
    (40 is a choice, gamma; theta is 7 to 12); `span` is the part of the cycle that is used, at most
    0.95: the rest keeps 0 and 1 apart.
    Source: O'Keefe & Recce 1993, Hippocampus 3:317 (phase precession); Hopfield 1995,
    Nature 376:33 (values as advances on a rhythm).
    """
    values, period, span = vector(values), _period(frequency), _span(span)
    cycles = np.arange(math.ceil(lasting("duration", duration) / period))[:, np.newaxis]
    times = (cycles + 0.5 + span * (0.5 - values)) * period
    heard = times <= duration
    ids = np.broadcast_to(np.arange(values.size), times.shape)
    return Spikes(times[heard], ids[heard], values.size, duration)


def decode_phase(spikes: Spikes, t: float, frequency: float = 40.0, span: float = 0.75) -> Floats:
    """Mean phase of each neuron's spikes so far, x = 1/2 + (1/2 - phase) / span.

    The mean is taken on the circle, so c cycles divide the error of jitter by sqrt(c). In the first
    cycle a silent neuron is read as in `decode_latency`; later its spikes were lost: 0.5. Jitter
    beyond the unused part of the cycle wraps: a late 0 is read as an early 1.
    """
    period, span = _period(frequency), _span(span)
    sent = as_spikes("spikes", spikes).times <= moment(t)
    _ask_cycles(spikes, frequency)
    arrows = np.zeros(spikes.size, complex)  # one arrow a spike, turned by its phase, and summed
    np.add.at(arrows, spikes.ids[sent], np.exp(2j * math.pi * spikes.times[sent] / period))
    phase = np.angle(arrows) / (2 * math.pi) % 1.0
    left = min(max(0.5 + (0.5 - t / period) / span, 0.0), 1.0) if t < period else 1.0
    return in_range(np.where(counts(spikes, t) > 0, 0.5 + (0.5 - phase) / span, left / 2.0))


def _one_spike_each(times: Floats, fires: NDArray[np.bool_], duration: float) -> Spikes:
    heard = fires & (times <= lasting("duration", duration))
    return Spikes(times[heard], np.flatnonzero(heard), times.size, duration)


def _ask_cycles(spikes: Spikes, frequency: float) -> None:
    """Ask about spikes of which most neurons send more than one in each cycle."""
    sent = np.bincount(spikes.ids)
    span = spikes.duration or float(np.max(spikes.times, initial=0.0))
    cycles = max(math.ceil(span * frequency / 1000.0), 1)
    if len(spikes) and (each := float(np.median(sent[sent > 0])) / cycles) > 1.5:
        ask(
            f"frequency = {frequency:g} Hz: most neurons send {each:.3g} spikes a cycle, and a "
            "phase code is one spike. Were the values encoded with another frequency?"
        )


def _first(spikes: Spikes, t: float) -> Floats:
    """Each neuron's first spike up to t, in ms; infinity where there is none."""
    sent = as_spikes("spikes", spikes).times <= moment(t)
    first = np.full(spikes.size, np.inf)
    np.minimum.at(first, spikes.ids[sent], spikes.times[sent])
    return first


def _period(frequency: float) -> float:
    return 1000.0 / number("frequency", frequency, "Hz", 0.1, 1000.0)


def _span(span: float) -> float:
    return number("span", span, "cycles", 0.01, 0.95)
