"""A needle in the noise: hide a spike pattern, let a neuron find it, and say honestly if it did.

``make_input`` hides it, ``Detector`` learns, ``score`` judges: three steps, each of which may be
replaced by your own.
"""

from snn_edu.patterns.confusion import Confusion, confusion_matrix
from snn_edu.patterns.detector import Detector, Learned, follow, since_onset
from snn_edu.patterns.hidden_pattern import PatternInput, make_input
from snn_edu.patterns.score import Score, repeated, score
from snn_edu.patterns.stream import hide, make_stream

__all__ = [
    "Confusion", "Detector", "Learned", "PatternInput", "Score", "confusion_matrix",
    "follow", "hide", "make_input", "make_stream", "repeated", "score", "since_onset"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
