"""Studies: published networks and experiments rebuilt, run and measured."""

from snn_edu.studies.motion import events, moving_bar, moving_dot, see_motion
from snn_edu.studies.movement import (
    CosineNeurons,
    LinearDecoder,
    decode_path,
    fisher_bound,
    maximum_likelihood,
    population_vector,
)
from snn_edu.studies.recording import count_correlation, grasshopper, reconstruct
from snn_edu.studies.vehicle import Vehicle

__all__ = [
    "CosineNeurons",
    "LinearDecoder",
    "Vehicle",
    "count_correlation",
    "decode_path",
    "events",
    "fisher_bound",
    "grasshopper",
    "maximum_likelihood",
    "moving_bar",
    "moving_dot",
    "population_vector",
    "reconstruct",
    "see_motion",
]
