"""Teaching a spike: rules and gradients that move weights towards an answer that is known.

The room's promise: what is listed here. A student begins with `tempotron`, one neuron and one rule;
then `surrogate` and `layers`, where the step gets a slope and the error a way back through time;
then `gradient_check`, which tells whether that way is right.
"""

from snn_edu.training.gradient_check import GradientCheck, gradient_check
from snn_edu.training.layers import Layers, Run, cross_entropy
from snn_edu.training.optimisers import SGD, Adam
from snn_edu.training.surrogate import SURROGATES, smooth_step, surrogate
from snn_edu.training.tasks import TemporalPatterns, Trials
from snn_edu.training.tempotron import Tempotron, Training

__all__ = [
    "SGD",
    "SURROGATES",
    "Adam",
    "GradientCheck",
    "Layers",
    "Run",
    "TemporalPatterns",
    "Tempotron",
    "Training",
    "Trials",
    "cross_entropy",
    "gradient_check",
    "smooth_step",
    "surrogate",
]
