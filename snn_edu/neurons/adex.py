"""AdEx: a leaky integrator with an exponential upstroke and a second variable that adapts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from snn_edu.neurons.model import (
    FLOATS,
    Namespace,
    State,
    Step,
    Stepped,
    ask_if_pA,
    begun,
    twice,
)
from snn_edu.validation import (
    Quantity,
    ask_if_volts,
    ask_seconds,
    by_name,
    field_below,
    fields_within,
    number,
    numbers,
    refuse_volts,
)


@by_name
@dataclass(frozen=True)
class AdEx:
    """Adaptive exponential integrate-and-fire neuron: two variables, many firing patterns.

    tau_m dv/dt = -(v - v_rest) + delta_T exp((v - v_threshold) / delta_T) - R_m w + R_m I

    tau_w dw/dt = a (v - v_rest) - w; when v reaches v_peak: v = v_reset and w = w + b

    In this package's units: I, w and b in nA, a in uS. Tables in the literature have pA and nS:
    60 pA is 0.06 nA, 2 nS is 0.002 uS.

    Source: Brette & Gerstner 2005, J Neurophysiol 94:3637, eq. 2 and 3; Naud, Marcille, Clopath &
    Gerstner 2008, Biol Cybern 99:335, whose C, g_L, E_L, V_T, V_r are tau_m / R_m, 1 / R_m, v_rest,
    v_threshold, v_reset. The defaults are their table 1, adaptation. The spike's shape is not
    modelled: v_peak only says where the upstroke, which ends in infinity, is cut.
    """

    tau_m: float = 16.67  # ms, membrane time constant; larger = slower leak
    R_m: float = 83.33  # MOhm, membrane resistance; larger = more mV per nA
    v_rest: float = -70.0  # mV, reversal of the leak
    v_threshold: float = -50.0  # mV, where the upstroke begins to pull itself up
    delta_T: float = 2.0  # mV, sharpness of the upstroke; towards 0 = LIF
    v_reset: float = -58.0  # mV, where a spike leaves v
    v_peak: float = 0.0  # mV, where the upstroke is cut; above v_reset and v_threshold
    a: float = 0.002  # uS, adaptation that follows v; larger = w grows more below threshold
    b: float = 0.06  # nA, adaptation that each spike adds
    tau_w: float = 300.0  # ms, time constant of adaptation

    variables = ("v (mV)", "w (nA)")  # of the state

    def __post_init__(self) -> None:
        fields_within(self, "ms", 0.1, 10_000.0, "tau_m", "tau_w")
        ask_seconds(self, 1.0, "tau_w")
        fields_within(self, "MOhm", 1e-3, 100_000.0, "R_m")
        fields_within(self, "mV", -1000.0, 1000.0, "v_rest", "v_threshold", "v_reset", "v_peak")
        if min(self.v_rest, self.v_threshold) < -10.0:  # the others are in mV
            for name in ("v_rest", "v_threshold", "v_reset", "v_peak"):
                refuse_volts(name, getattr(self, name))
        fields_within(self, "mV", 0.2, 100.0, "delta_T")
        fields_within(self, "uS", -0.2, 0.2, "a")
        fields_within(self, "nA", -1.0, 1.0, "b")
        for name in ("v_reset", "v_threshold"):
            cut = ", where the spike is cut. Is a minus sign missing?"
            field_below(self, name, "v_peak", "mV", cut)

    # --- the phase plane ------------------------------------------------------------------------

    def slope(self, state: State, current: Quantity) -> State:
        """The equations themselves: d(v, w)/dt under `current` (nA), in mV/ms and nA/ms."""
        v, w = map(np.asarray, begun(state, (0.0, 0.0), "state"))
        current = numbers("current", current, "nA", copy=False)
        upstroke = self.delta_T * np.exp((v - self.v_threshold) / self.delta_T)
        dv = (-(v - self.v_rest) + upstroke + self.R_m * (current - w)) / self.tau_m
        return dv, (self.a * (v - self.v_rest) - w) / self.tau_w

    def nullclines(self, v: Quantity, current: float = 0.0) -> tuple[Quantity, Quantity]:
        """Where v stands still, and where w does: w (nA) at each `v` (mV), twice.

        They meet where nothing moves.
        """
        v, current = numbers("v", v, "mV", copy=False), number("current", current, "nA")
        ask_if_volts("v", v)
        ask_if_pA("current", current * self.R_m)
        upstroke = self.delta_T * np.exp((v - self.v_threshold) / self.delta_T)
        return current + (upstroke - (v - self.v_rest)) / self.R_m, self.a * (v - self.v_rest)

    @property
    def rheobase(self) -> float:
        """The steady current (nA) above which there is no stable rest.

        With r = a R_m and q = tau_m / tau_w. If r <= q rest and threshold meet (a saddle-node):
        (1 + r)(v_threshold - v_rest - delta_T + delta_T ln(1 + r)) / R_m. If r > q rest becomes a
        growing swing before that (Andronov-Hopf): ((1 + r)(v_threshold - v_rest - delta_T +
        delta_T ln(1 + q)) + delta_T (r - q)) / R_m.
        A step of current from rest may give single spikes below it.
        Source: Naud et al. 2008, eq. 4 and 5; Touboul & Brette 2008, Biol Cybern 99:319.

        Raises
        ------
        ValueError
            a <= -1 / R_m: adaptation amplifies more than the leak holds, and there is no rest.
        """
        r, q = self.a * self.R_m, self.tau_m / self.tau_w
        if r <= -1.0:
            raise ValueError(
                f"a = {self.a:g} uS: at {-1.0 / self.R_m:g} uS (-1 / R_m) and below there is no "
                "stable rest, and so no rheobase."
            )
        to_go = self.v_threshold - self.v_rest - self.delta_T
        if r <= q:
            return (1.0 + r) * (to_go + self.delta_T * math.log1p(r)) / self.R_m
        swing = self.delta_T * (r - q)
        return ((1.0 + r) * (to_go + self.delta_T * math.log1p(q)) + swing) / self.R_m

    # --- in time --------------------------------------------------------------------------------

    def start(self) -> State:
        """The state at the leak's reversal: v = v_rest in mV, w = 0 nA."""
        return (self.v_rest, 0.0)

    def stepper(self, dt: float, xp: Namespace = FLOATS) -> Step:
        """The step of `dt` ms: ``step((v, w), current) -> ((v, w), spiked, ago)``.

        For a steady push A (mV/ms) the upstroke v' = A + (delta_T/tau_m) e^x, with x = (v -
        v_threshold)/delta_T, has a solution in closed form. The step takes it with A as leak, w and
        current have it at its middle: errors are of order dt^2, and the moment of the spike within
        the step, which is `ago` before its end, comes out of the formula. Two spikes in one step
        are refused.
        """
        dt = number("dt", dt, "ms", 0.001, 1.0)
        tau_m, R_m, tau_w, a, b = self.tau_m, self.R_m, self.tau_w, self.a, self.b
        v_rest, v_threshold, delta_T = self.v_rest, self.v_threshold, self.delta_T
        v_reset, v_peak = self.v_reset, self.v_peak
        exp, expm1, log1p, where = xp.exp, xp.expm1, xp.log1p, xp.where
        maximum, minimum = xp.maximum, xp.minimum
        y_peak = math.exp(-(v_peak - v_threshold) / delta_T)  # e^-x at the peak

        def push(v: Quantity, w: Quantity, current: Quantity) -> Quantity:
            """A: what moves v without the upstroke, in mV/ms."""
            return (v_rest - v + R_m * (current - w)) / tau_m

        def upstroke(v: Quantity, A: Quantity, span: Quantity) -> Quantity:
            """Where v is after `span` ms under A: v + A span - delta_T ln(1 - grown), or v_peak."""
            z = minimum(A * span / delta_T, 700.0)  # e^700 is far past any peak, e^710 too much
            per_z = where(z == 0.0, 1.0, expm1(z) / where(z == 0.0, 1.0, z))
            grown = exp((v - v_threshold) / delta_T) * span / tau_m * per_z  # 1 = infinity
            v_end = v + A * span - delta_T * log1p(-minimum(grown, 1.0 - 1e-15))
            return where(grown < 1.0, minimum(v_end, v_peak), v_peak)

        def until_peak(v: Quantity, A: Quantity) -> Quantity:
            """How many ms v takes to v_peak under a push A: the same solution, for the time."""
            y = exp(-(v - v_threshold) / delta_T)
            rise = maximum(A * y_peak / delta_T + 1.0 / tau_m, 1e-9)  # a low peak, and A just short
            z = maximum(A * (y - y_peak) / (delta_T * rise), 1e-9 - 1.0)
            per_z = where(z == 0.0, 1.0, log1p(z) / where(z == 0.0, 1.0, z))
            return (y - y_peak) / rise * per_z

        def advance(v: Quantity, w: Quantity, current: Quantity, span: Quantity) -> State:
            """Where v and w are after `span` ms; v stops at v_peak."""
            v_half = upstroke(v, push(v, w, current), span / 2.0)
            w_inf = a * (v - v_rest)
            w_half = w_inf + (w - w_inf) * exp(-span / 2.0 / tau_w)
            w_inf = a * (v_half - v_rest)
            v_end = upstroke(v, push(v_half, w_half, current), span)
            return v_end, w_inf + (w - w_inf) * exp(-span / tau_w)

        def step(state: State, current: Quantity) -> Stepped:
            v, w = state
            v_end, w_end = advance(v, w, current, dt)
            spiked = v_end >= v_peak
            if not xp.any(spiked):
                return (v_end, w_end), spiked, 0.0
            at = where(spiked, v, v_threshold)  # the others need no moment, and may have none
            A = where(spiked, push(v, w, current), 0.0)
            to_peak = minimum(maximum(until_peak(at, A), 0.0), dt)
            ago = where(spiked, dt - to_peak, 0.0)
            w_inf = a * (v - v_rest)
            w_peak = w_inf + (w - w_inf) * exp(-to_peak / tau_w)
            v_after, w_after = advance(v_reset, w_peak + b, current, ago)
            if xp.any(spiked & (v_after >= v_peak)):
                raise twice(dt)
            v_end, w_end = where(spiked, v_after, v_end), where(spiked, w_after, w_end)
            return (v_end, w_end), spiked, ago

        return step
