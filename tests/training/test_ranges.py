"""What is left out has its default; what no training can use is refused with what is allowed."""

from dataclasses import fields

import numpy as np
from ranges import left_out, refused

from snn_edu.training import (
    SGD,
    Adam,
    Bill,
    Digits,
    Energy,
    IFLayers,
    IFRun,
    Layers,
    Operations,
    Tempotron,
    convert,
    cross_entropy,
    digits,
    if_counts,
    latency_input,
    poisson_input,
    smooth_step,
    surrogate,
)
from snn_edu.training.conversion import InputSpikes

RNG = np.random.default_rng(0)
W = [np.zeros((4, 3)), np.zeros((3, 2))]
IF = IFLayers([np.ones((2, 2))], [np.zeros(2)])
DEFAULTS = [
    (Tempotron, {"tau": 15.0, "tau_s": 3.75, "threshold": 1.0}),  # Guetig & Sompolinsky 2006
    (Tempotron.train, {"rate": 2e-3, "momentum": 0.9, "epochs": 600, "starts": 8}),
    (SGD, {"rate": 0.1, "momentum": 0.0}),
    (Adam, {"rate": 4e-3, "beta_1": 0.9, "beta_2": 0.99, "epsilon": 1e-8}),
    (Energy, {"mac": 4.6, "ac": 0.9, "weight": 0.0, "potential": 0.0}),  # Horowitz 2014
    (Energy.snn, {"neuron_updates": 0.0, "macs": 0.0}),
    (Operations, dict.fromkeys(("macs", "synaptic_operations", "neuron_updates"), 0.0)),
    (Bill, dict.fromkeys([each.name for each in fields(Bill)], 0.0)),
    (Layers, {"decay": 0.9, "decay_out": 0.95, "surrogate": "fast_sigmoid", "slope": 5.0,
              "reset": "detached", "smooth": False}),
    (IFLayers, {"reset": "subtract", "start": 0.0}),
    (if_counts, {"reset": "subtract", "start": 0.0}),
    (convert, {"percentile": 99.9}),
    (InputSpikes, {"charge": 1.0}),
    (latency_input, {"charge": None}),
    (IFRun.decide, {"ties": "potential"}),
    (digits.split, {"share": 0.7}),
]  # fmt: skip
test_what_is_left_out_has_its_default = left_out(DEFAULTS)


STEPS = "steps = 0: allowed is 1 to 1000000"
PICKED = "Did you mean"
test_what_no_training_can_use_is_refused = refused(
    (lambda: Tempotron(tau=0.001), "tau = 0.001 ms: allowed is 0.01 to 10000 ms"),
    (lambda: Tempotron(tau_s=0.0), "tau_s = 0 ms: allowed is 0.01 to 10000 ms"),
    (lambda: Tempotron(threshold=0.0), "threshold = 0: allowed is 1e-09 or more"),
    (lambda: Tempotron(tau=5.0, tau_s=5.0), "tau_s = 5 ms: must be below tau = 5 ms"),
    (lambda: trained(rate=-1.0), "rate = -1: allowed is 0 or more"),
    (lambda: trained(momentum=1.0), "momentum = 1: allowed is 0 to 0.999"),
    (lambda: trained(momentum=-0.1), "momentum = -0.1: allowed is 0 to 0.999"),
    (lambda: trained(epochs=0), "epochs = 0: allowed is 1 to 1000000"),
    (lambda: trained(starts=0), "starts = 0: allowed is 1 to 10000"),
    (lambda: SGD(rate=-0.1), "rate = -0.1: allowed is 0 or more"),
    (lambda: SGD(momentum=1.0), "momentum = 1: allowed is 0 to 0.9999"),
    (lambda: Adam(rate=-0.1), "rate = -0.1: allowed is 0 to 1"),
    (lambda: Adam(epsilon=-1e-8), "epsilon = -1e-08: allowed is 0 or more"),
    (lambda: Adam(beta_1=1.0), "beta_1 = 1: allowed is 0 to 0.999999"),
    (lambda: Adam(beta_2=-0.1), "beta_2 = -0.1: allowed is 0 to 0.999999"),
    *((lambda name=name: Energy(**{name: -1.0}), f"{name} = -1 pJ: allowed is 0 to 1e+06 pJ")
      for name in ("mac", "ac", "weight", "potential")),
    *((lambda name=name: Operations(**{name: -1.0}), f"{name} = -1: allowed is 0 or more")
      for name in ("macs", "synaptic_operations", "neuron_updates")),
    *((lambda name=name: Energy().snn(**{"synaptic_operations": 1.0, name: 1e19}),
       f"{name} = 1e+19: allowed is 0 to 1e+18")
      for name in ("macs", "synaptic_operations", "neuron_updates")),
    (lambda: Layers(W, decay=1.1), "decay = 1.1: allowed is 0 to 1"),
    (lambda: Layers(W, decay_out=-0.1), "decay_out = -0.1: allowed is 0 to 1"),
    (lambda: Layers(W, slope=0.0), "slope = 0: allowed is 1e-06 or more"),
    (lambda: Layers(W, surrogate="sigmoidal"), PICKED),
    (lambda: Layers(W, reset="attach"), PICKED),
    (lambda: surrogate("sigmoid", 0.0, 0.0), "slope = 0: allowed is 1e-06 or more"),
    (lambda: surrogate("sigmoidal", 0.0, 1.0), PICKED),
    (lambda: smooth_step("sigmoid", 0.0, 0.0), "slope = 0: allowed is 1e-06 or more"),
    (lambda: smooth_step("sigmoidal", 0.0, 1.0), PICKED),
    (lambda: if_counts([0.5], 0), STEPS),
    (lambda: if_counts([0.5], 5, "subtracts"), PICKED),
    (lambda: if_counts([0.5], 5, start=1e7), "start = 1e+07: allowed is -1e+06 to 1e+06"),
    (lambda: if_counts([np.nan], 5), "z[0] = nan"),
    (lambda: convert([W[0]], [np.zeros(3)], [np.ones(3)], 101.0), "101 %: allowed is 0 to 100 %"),
    (lambda: IFLayers(W, [np.zeros(3), np.zeros(2)], "zeros"), PICKED),
    (lambda: IFLayers(W, [np.zeros(3), np.zeros(2)], start=-2e6), "start = -2e+06: allowed is -1e"),
    (lambda: IF.run([1.0, 1.0], 0), STEPS),
    (lambda: latency_input([0.5], 0), STEPS),
    (lambda: latency_input([1.5], 5), "x[0] = 1.5: allowed is 0 to 1"),
    (lambda: latency_input([0.5], 5, -1.0), "charge = -1: allowed is 0 or more"),
    (lambda: latency_input(np.ones((1000, 1000)), 10**6), "that would take 1e+12 bytes"),
    (lambda: poisson_input([0.5], 0, RNG), STEPS),
    (lambda: poisson_input([-0.5], 5, RNG), "x[0] = -0.5: allowed is 0 to 1"),
    (lambda: poisson_input(np.ones((1000, 1000)), 10**6, RNG), "that would take 9e+12 bytes"),
    (lambda: poisson_input(np.ones((1, 1, 1)), 5, RNG), "x: shape (1, 1, 1); expected (inputs,)"),
    (lambda: InputSpikes(np.ones((2, 2))), "spiked: float64 of shape (2, 2); expected True"),
    (lambda: InputSpikes(np.ones(2, bool)), "spiked: bool of shape (2,); expected True"),
    (lambda: cross_entropy([[0.0, 1.0]], [2]), "labels[0] = 2: allowed is 0 to 1"),
    (lambda: cross_entropy([[0.0, 1.0]], [-1]), "labels[0] = -1: allowed is 0 to 1"),
    (lambda: cross_entropy([[0.0, 1.0]], [0, 1]), "labels has shape (2,)"),
    (lambda: cross_entropy([0.0, 1.0], [0]), "readout has shape (2,): expected (batch, classes)"),
    (lambda: Digits([0.0, 1.0], [0, 1]), "pictures has shape (2,): expected rows of pixels"),
    (lambda: Digits([[0.0]], [0, 1]), "labels has shape (2,)"),
    (lambda: digits.split(digits.load(), RNG, 1.0), "share = 1: allowed is 0.01 to 0.99"),
)  # fmt: skip


def trained(**settings):
    return Tempotron().train([[1.0, 2.0]], [True], RNG, **settings)


test_what_is_of_another_kind_is_refused = refused(
    (lambda: poisson_input([0.5], 5, 3), "rng = 3"),
    (lambda: Tempotron().train([[1.0]], [True], 3), "rng = 3"),
    (lambda: digits.split(3, RNG), "digits = 3"),
    (lambda: digits.split(digits.load(), 3), "rng = 3"),
    (lambda: InputSpikes([[True]]), "spiked = "),
    (lambda: IFLayers(np.zeros((1, 3, 3)), [[0.0]]), "weights: expected a list of arrays"),
    (lambda: IFLayers([[[1.0]]], "no"), "biases: expected a list of arrays"),
    (lambda: SGD().step([np.ones(2)], [np.ones(2)], 3), "state = 3"),
    (lambda: Adam().step([np.ones(2)], [np.ones(2)], [np.ones(2)]), "Say adam.start(weights)"),
    (lambda: SGD().start(3), "weights = 3"),
    (lambda: Adam().start(3), "weights = 3"),
    error=TypeError,
)


def test_layers_are_shown_by_their_sizes_and_what_they_do():
    shown = "<Layers: 4 to 3 to 2 neurons; decay 0.8, sigmoid of slope 25, reset detached>"
    assert repr(Layers(W, 0.8, surrogate="sigmoid", slope=25.0)) == shown
    assert repr(Layers([*W, np.zeros((2, 5))])).startswith("<Layers: 4 to 3 to 2 to 5 neurons;")
