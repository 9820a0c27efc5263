"""Studies: published networks and experiments rebuilt, run and measured."""

from snn_edu.studies.movement import (
    CosineNeurons,
    LinearDecoder,
    decode_path,
    fisher_bound,
    maximum_likelihood,
    population_vector,
)

__all__ = [
    "CosineNeurons",
    "LinearDecoder",
    "decode_path",
    "fisher_bound",
    "maximum_likelihood",
    "population_vector",
]
