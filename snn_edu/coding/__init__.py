"""Coding: values written in spikes, and read back at any moment."""

from snn_edu.coding.channel import jitter, lose
from snn_edu.coding.codes import (
    Code,
    delta_code,
    latency_code,
    phase_code,
    population_code,
    rank_order_code,
    rate_code,
    six_codes,
)
from snn_edu.coding.counting import (
    counts,
    decode_delta,
    decode_population,
    decode_rate,
    encode_delta,
    encode_population,
    encode_rate,
    in_range,
    population_rates,
)
from snn_edu.coding.timing import (
    decode_latency,
    decode_phase,
    decode_rank_order,
    encode_latency,
    encode_phase,
    encode_rank_order,
    rank_table,
)

__all__ = [
    "Code", "counts", "decode_delta", "decode_latency", "decode_phase", "decode_population",
    "decode_rank_order", "decode_rate", "delta_code", "encode_delta", "encode_latency",
    "encode_phase", "encode_population", "encode_rank_order", "encode_rate", "in_range", "jitter",
    "latency_code", "lose", "phase_code", "population_code", "population_rates", "rank_order_code",
    "rank_table", "rate_code", "six_codes"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
