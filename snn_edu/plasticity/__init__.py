"""Plasticity: rules by which spikes change the weights between them.

A new rule is one file and its line below: a frozen dataclass that says which traces it `keeps`, one
`rule.Trace` each, what the weight is after a pre spike, ``at_pre(w, x)``, and after a post spike,
``at_post(w, x)``, having read the traces x, and has bounds (`w_min`, `w_max`) and an answer to ties
(`same_step`). Then `Network.connect` takes it, and `rule.weight_after` follows it on two trains.
"""

from snn_edu.plasticity.homeostasis import SynapticScaling
from snn_edu.plasticity.reward import RewardSTDP
from snn_edu.plasticity.rule import Rule, Trace, weight_after
from snn_edu.plasticity.stdp import PAIRINGS, SAME_STEP, STDP
from snn_edu.plasticity.triplet import TripletSTDP

__all__ = [
    "PAIRINGS", "SAME_STEP", "STDP", "RewardSTDP", "Rule", "SynapticScaling", "Trace",
    "TripletSTDP", "weight_after"
]  # fmt: skip
