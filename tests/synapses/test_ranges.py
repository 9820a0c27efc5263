"""What is left out has its default; what no synapse can be is refused with what is allowed."""

from dataclasses import replace

import numpy as np
from ranges import left_out, refused

from snn_edu import LIF, SpikeInput, Spikes
from snn_edu.synapses import (
    AlphaSynapse,
    Conductance,
    DeltaSynapse,
    DoubleExponentialSynapse,
    Drive,
    ExponentialSynapse,
    ShortTermPlasticity,
    magnesium_block,
)

ONE = SpikeInput(Spikes([1.0], duration=5.0), DeltaSynapse(), 1.0)
DEFAULTS = [
    (ExponentialSynapse, {"tau_syn": 5.0}),
    (AlphaSynapse, {"tau_syn": 2.0}),
    (DoubleExponentialSynapse, {"tau_rise": 0.5, "tau_decay": 5.0}),
    (Conductance, {"v_reversal": 0.0, "magnesium": 0.0}),
    (magnesium_block, {"magnesium": 1.0}),  # mM, of Jahr & Stevens 1990
    (ShortTermPlasticity, {"U": 0.5, "tau_rec": 800.0, "tau_facil": 0.0}),  # Tsodyks & Markram
    (SpikeInput, {"delays": 0.0, "short_term": None}),
    (Drive, {"current": 0.0}),
]
test_what_is_left_out_has_its_default = left_out(DEFAULTS)


TAU = "0 ms: allowed is 0.01 to 10000 ms"
test_what_no_synapse_can_be_is_refused = refused(
    (lambda: ExponentialSynapse(0.0), f"tau_syn = {TAU}"),
    (lambda: AlphaSynapse(0.0), f"tau_syn = {TAU}"),
    (lambda: DoubleExponentialSynapse(0.0, 5.0), f"tau_rise = {TAU}"),
    (lambda: DoubleExponentialSynapse(0.5, 0.0), f"tau_decay = {TAU}"),
    (lambda: DoubleExponentialSynapse(5.0, 4.0), "tau_rise = 5 ms: allowed is up to tau_decay"),
    (lambda: Conductance(AlphaSynapse(), 2e3), "v_reversal = 2000 mV: allowed is -1000 to 1000 mV"),
    (lambda: Conductance(AlphaSynapse(), 0.0, -1.0), "magnesium = -1 mM: allowed is 0 to 100 mM"),
    (lambda: magnesium_block(-65.0, 101.0), "magnesium = 101 mM: allowed is 0 to 100 mM"),
    (lambda: magnesium_block(np.nan), "v = nan mV"),
    (lambda: ShortTermPlasticity(0.0), "U = 0: allowed is 1e-06 to 1"),
    (lambda: ShortTermPlasticity(1.1), "U = 1.1: allowed is 1e-06 to 1"),
    (lambda: ShortTermPlasticity(0.5, -1.0), "tau_rec = -1 ms: allowed is 0 to 1e+06 ms"),
    (lambda: ShortTermPlasticity(0.5, 5.0, 2e6), "tau_facil = 2e+06 ms: allowed is 0 to 1e+06 ms"),
    (lambda: ShortTermPlasticity().steady_state(0.0), "rate = 0 Hz: allowed is 1e-06 to 10000 Hz"),
    (lambda: DeltaSynapse().psp(1.0, LIF(), 2000.0), "w = 2000 mV: allowed is -1000 to 1000 mV"),
    (lambda: AlphaSynapse().psp(1.0, LIF(), np.nan), "w = nan nA"),
    (lambda: Conductance(AlphaSynapse()).weight(-0.1, LIF()), "w = -0.1 uS: allowed is 0 uS or"),
    (
        lambda: Conductance(AlphaSynapse()).weight(2e5, LIF()),
        "w = 200000 uS: a conductance 2e+06 times the neuron's leak. Did you mean 200 (uS), w",
    ),
    (
        lambda: AlphaSynapse().weight(600.0, LIF()),
        "w = 600 nA: one spike could move this neuron "
        "by 1.63097 V; allowed is up to 0.1 V. Did you mean 0.6 (nA), written in pA?",
    ),
    (
        lambda: ExponentialSynapse().weight(-600.0, LIF()),
        "by 1.5 V; allowed is up to 0.1 V. Did you mean -0.6 (nA)",
    ),
    (lambda: replace(ONE, delays=-1.0), "delays = -1 ms: allowed is 0 ms or more"),
    (lambda: replace(ONE, weights=np.nan), "weights = nan mV"),
)


test_what_is_of_another_kind_is_refused = refused(
    (lambda: Conductance(DeltaSynapse()), "synapse = "),
    (lambda: Conductance(AlphaSynapse), "Did you mean AlphaSynapse()"),
    *((lambda one=one: one.psp(1.0, 20.0, 1.0), "lif = 20")
      for one in (DeltaSynapse(), AlphaSynapse())),
    *((lambda one=one: one.weight(0.1, 20.0), "lif = 20")
      for one in (DeltaSynapse(), AlphaSynapse(), Conductance(AlphaSynapse()))),
    *((lambda one=one: one.psp_peak_time(20.0), "lif = 20")
      for one in (DeltaSynapse(), AlphaSynapse())),
    error=TypeError,
)  # fmt: skip
