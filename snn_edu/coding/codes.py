"""Six codes: values in [0, 1] written as spikes, and read back at any moment.

``encode_*(values, ...)`` gives the `Spikes` of a stimulus that appears at 0 ms and stays;
``decode_*(spikes, t, ...)`` gives the estimated values, shape (values,), from the spikes up to
t ms and the code's own parameters, which must be those of the encoder.
A decoder knows that values lie in [0, 1]: an estimate beyond is read as the nearer end.

==========  ===================  ====================  ======================================
code        a value of 0         equal values          no spike yet means
==========  ===================  ====================  ======================================
rate        never fires          independent trains    0 (0.5 at 0 ms)
latency     never fires          fire together         below all that could have fired by now
rank order  never fires          share one rank        shares what is left of the rank table
phase       fires last           fire together         as latency; after one cycle: lost, 0.5
population  fires (cosine)       independent trains    0.5
delta       never fires          fire together         0, the darkness before the stimulus
==========  ===================  ====================  ======================================

Where all values are equal, only rank order is blind: it sees one rank, whatever the value.
Each code is a `Code`: one protocol, so that all can race on one stimulus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.coding.counting import (
    decode_delta,
    decode_population,
    decode_rate,
    encode_delta,
    encode_population,
    encode_rate,
)
from snn_edu.coding.timing import (
    decode_latency,
    decode_phase,
    decode_rank_order,
    encode_latency,
    encode_phase,
    encode_rank_order,
)
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats, instance, numbers, shown


@dataclass(frozen=True)
class Code:
    """An encoder and its decoder, with their parameters settled, ready to race.

    Examples
    --------
    >>> code = latency_code(window=50.0)
    >>> spikes = code.encode([0.2, 0.9], 100.0, np.random.default_rng(0))
    >>> code.decode(spikes, 100.0).round(6)
    array([0.2, 0.9])
    """

    name: str
    encode: Callable[[ArrayLike, float, np.random.Generator], Spikes]  # values, duration ms, rng
    decode: Callable[[Spikes, float], Floats]  # spikes, t ms

    def __post_init__(self) -> None:
        instance("name", self.name, str)
        for name in ("encode", "decode"):
            if not callable(getattr(self, name)):
                raise TypeError(f"{name} = {shown(getattr(self, name))}: expected a function.")


def _tried(name: str, encode: Any, decode: Any, values: int = 1) -> Code:
    """A code that has sent and read something: a wrong parameter is refused at once."""
    code = Code(name, encode, decode)
    code.decode(code.encode([0.5] * values, 100.0, np.random.default_rng(0)), 100.0)
    return code


def rate_code(max_rate: float = 100.0) -> Code:
    """`encode_rate` and `decode_rate`."""
    return _tried(
        "rate",
        lambda values, duration, rng: encode_rate(values, rng, duration, max_rate),
        lambda spikes, t: decode_rate(spikes, t, max_rate),
    )


def latency_code(window: float = 50.0) -> Code:
    """`encode_latency` and `decode_latency`."""
    return _tried(
        "latency",
        lambda values, duration, rng: encode_latency(values, duration, window),
        lambda spikes, t: decode_latency(spikes, t, window),
    )


def rank_order_code(spacing: float = 1.0, table: ArrayLike | None = None) -> Code:
    """`encode_rank_order` and `decode_rank_order`."""
    values = 1 if table is None else numbers("table", table).size or 1
    return _tried(
        "rank order",
        lambda values, duration, rng: encode_rank_order(values, duration, spacing),
        lambda spikes, t: decode_rank_order(spikes, t, table),
        values,
    )


def phase_code(frequency: float = 40.0, span: float = 0.75) -> Code:
    """`encode_phase` and `decode_phase`."""
    return _tried(
        "phase",
        lambda values, duration, rng: encode_phase(values, duration, frequency, span),
        lambda spikes, t: decode_phase(spikes, t, frequency, span),
    )


def population_code(neurons: int = 8, max_rate: float = 100.0) -> Code:
    """`encode_population` and `decode_population`."""
    return _tried(
        "population",
        lambda values, duration, rng: encode_population(values, rng, duration, neurons, max_rate),
        lambda spikes, t: decode_population(spikes, t, neurons),
    )


def delta_code(delta: float = 0.05, spacing: float = 1.0) -> Code:
    """`encode_delta` and `decode_delta`; the only one that also takes a movie."""
    return _tried(
        "delta",
        lambda values, duration, rng: encode_delta(values, duration, delta, spacing),
        lambda spikes, t: decode_delta(spikes, t, delta),
    )


def six_codes() -> tuple[Code, ...]:
    """Rate, latency, rank order, phase, population and delta, with their defaults."""
    makers = rate_code, latency_code, rank_order_code, phase_code, population_code, delta_code
    return tuple(make() for make in makers)
