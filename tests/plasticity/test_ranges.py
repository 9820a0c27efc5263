"""What is left out has its default; what no rule can be is refused with what is allowed."""

import inspect
import math
from dataclasses import FrozenInstanceError, fields

import pytest
from ranges import refused

from snn_edu.plasticity import STDP, RewardSTDP, SynapticScaling, TripletSTDP

DEFAULTS = {
    STDP: {
        "A_plus": 0.01, "A_minus": 0.0105, "tau_plus": 20.0, "tau_minus": 20.0,  # Song et al. 2000
        "pairing": "all", "same_step": "none", "w_min": 0.0, "w_max": 1.0, "mu": 0.0,
    },
    TripletSTDP: {  # Pfister & Gerstner 2006, table 4: visual cortex, all-to-all, minimal
        "A2_plus": 0.0, "A2_minus": 0.0071, "A3_plus": 0.0065, "A3_minus": 0.0, "tau_plus": 16.8,
        "tau_minus": 33.7, "tau_x": None, "tau_y": 114.0, "pairing": "all",
        "w_min": -math.inf, "w_max": math.inf,
    },
    RewardSTDP: {"stdp": STDP(), "tau_eligibility": 1000.0, "tau_reward": 200.0},
    SynapticScaling: {"target_rate": 10.0, "tau": 10_000.0},
}  # fmt: skip


@pytest.mark.parametrize("rule", DEFAULTS)
def test_what_is_left_out_has_its_default(rule):
    assert vars(rule()) == DEFAULTS[rule]
    with pytest.raises(TypeError, match=f"{rule.__name__} has no parameter 'tua'"):
        rule(tua=20.0)
    with pytest.raises(FrozenInstanceError):
        setattr(rule(), fields(rule)[0].name, 1.0)


@pytest.mark.parametrize(("ask", "left_out"), [
    (RewardSTDP.course, {"sizes": 1.0, "until": None}), (RewardSTDP.change, {"sizes": 1.0}),
])  # fmt: skip
def test_a_reward_is_of_size_one_unless_told_otherwise(ask, left_out):
    parameters = inspect.signature(ask).parameters.values()
    assert {p.name: p.default for p in parameters if p.default is not p.empty} == left_out


TAU, RATE = "allowed is 0.1 to 10000 ms", "allowed is 0 to 10000 Hz"
test_what_no_rule_can_be_is_refused = refused(
    *((lambda name=name: STDP(**{name: -0.5}), f"{name} = -0.5: allowed is 0 or more")
      for name in ("A_plus", "A_minus")),
    *((lambda name=name: STDP(**{name: -0.5}), "Did you mean 0.5?")
      for name in ("A_plus", "A_minus")),
    *((lambda name=name: STDP(**{name: math.inf}), f"{name} = inf: allowed is any finite number")
      for name in ("A_plus", "A_minus", "w_min", "w_max")),
    *((lambda rule=rule, name=name, tau=tau: rule(**{name: tau}), f"{name} = {tau:g} ms: {TAU}")
      for rule in (STDP, TripletSTDP) for name in ("tau_plus", "tau_minus") for tau in (0.0, 2e4)),
    *((lambda name=name, mu=mu: STDP(mu=mu), f"mu = {mu:g}: allowed is 0 to 1")
      for name in ("mu",) for mu in (-0.1, 1.1)),
    (lambda: STDP(w_min=2.0), "w_min = 2: must be below w_max = 1"),
    (lambda: STDP().course([1.0], [2.0], -0.5), "w = -0.5: allowed is 0 to 1"),
    (lambda: STDP().drift(-1.0, 1.0), f"pre_rate = -1 Hz: {RATE}"),
    (lambda: STDP().drift(1.0, 2e4), f"post_rate = 20000 Hz: {RATE}"),
    (lambda: STDP().window([1.0, math.nan]), "delta_t[1] = nan ms"),
    (lambda: STDP().pairs(range(4000), range(5000, 9000)), "16,000,000.*change needs no list"),
    *((lambda name=name: TripletSTDP(**{name: -0.1}), f"{name} = -0.1: allowed is 0 or more")
      for name in ("A2_plus", "A2_minus", "A3_plus", "A3_minus")),
    *((lambda name=name: TripletSTDP(**{name: 0.05}), f"{name} = 0.05 ms: allowed is 0.1 to 1000")
      for name in ("tau_x", "tau_y")),
    (lambda: TripletSTDP(pairing="nearst"), "Did you mean 'nearest'"),
    (lambda: TripletSTDP().drift(-1.0, 1.0), f"pre_rate = -1 Hz: {RATE}"),
    (lambda: TripletSTDP().drift(1.0, 2e4), f"post_rate = 20000 Hz: {RATE}"),
    (lambda: RewardSTDP(tau_eligibility=0.0), "tau_eligibility = 0 ms: allowed is 1 to 1e+06 ms"),
    (lambda: RewardSTDP(tau_reward=-1.0), "tau_reward = -1 ms: allowed is 0 to 1e+06 ms"),
    (lambda: RewardSTDP().course([1.0], [2.0], [], 1.5), "w = 1.5: allowed is 0 to 1"),
    (lambda: RewardSTDP().change([1.0], [2.0], [3.0], math.nan), "sizes = nan"),
    (lambda: SynapticScaling(target_rate=0.0), "target_rate = 0 Hz: allowed is 0.001 to 1000 Hz"),
    (lambda: SynapticScaling(tau=0.0), "tau = 0 ms: allowed is 1 to 1e+09 ms"),
    (lambda: SynapticScaling().scaled([0.1], -1.0, 1.0), "rate = -1 Hz: allowed is 0 to 1e+06 Hz"),
    (lambda: SynapticScaling().scaled([0.1], 1.0, -1.0), "span = -1 ms: allowed is 0 ms or more"),
    (lambda: SynapticScaling().scaled([math.nan], 1.0, 1.0), "w[0] = nan"),
)  # fmt: skip
