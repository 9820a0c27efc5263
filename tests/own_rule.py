"""A learning rule as somebody writes their own, which tests then change in one part or another."""

from snn_edu.plasticity import Trace


class Own:
    """Each arrival costs; each output spike pays by the trace of arrivals."""

    keeps = (Trace("pre", 20.0),)
    same_step = "none"
    w_min, w_max = 0.0, 1.0

    def at_pre(self, w, x):
        return w - 0.01

    def at_post(self, w, x):
        return w + 0.1 * x[0]
