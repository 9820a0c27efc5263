"""Plasticity: rules by which spikes change the weights between them.

A new rule is one file and its line below; `rule.Rule` is what it must have.
"""

from snn_edu.plasticity.homeostasis import SynapticScaling
from snn_edu.plasticity.reward import RewardCourse, RewardSTDP
from snn_edu.plasticity.rule import (
    SAME_STEP,
    Course,
    Rule,
    SameStep,
    Trace,
    as_rule,
    weight_after,
    within,
)
from snn_edu.plasticity.stdp import PAIRINGS, STDP, Pairing
from snn_edu.plasticity.triplet import TripletSTDP

__all__ = [
    "PAIRINGS", "SAME_STEP", "STDP", "Course", "Pairing", "RewardCourse", "RewardSTDP", "Rule",
    "SameStep", "SynapticScaling", "Trace", "TripletSTDP", "as_rule", "weight_after", "within"
]  # fmt: skip
__dir__ = __all__.copy  # what Tab shows
