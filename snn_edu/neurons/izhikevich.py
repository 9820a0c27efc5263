"""Izhikevich's simple neuron: two equations, four numbers, and most firing patterns of cortex."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from snn_edu.neurons.model import FLOATS, Namespace, State, Step, Stepped, begun, twice
from snn_edu.validation import (
    Quantity,
    ask_if_volts,
    by_name,
    choice,
    fields_within,
    number,
    numbers,
    refuse_volts,
)

V_PEAK = 30.0  # mV, where a spike is cut


@by_name
@dataclass(frozen=True)
class Izhikevich:
    """Izhikevich's neuron. **The current is in mV/ms, not nA**: 10 is a usual one.

    dv/dt = 0.04 v^2 + 5 v + 140 - u + I

    du/dt = a (b v - u); when v reaches 30 mV: v = c and u = u + d

    Source: Izhikevich 2003, IEEE Trans Neural Netw 14:1569, eq. 1-3. The constants 0.04, 5 and 140
    are his fit, in mV and ms, to a cortical cell; u, which stands for recovery currents, is in
    mV/ms. The script that he printed with it takes steps of 1 ms, too coarse for its own equations:
    it is another model, here by name, ``method="script"``.
    """

    a: float = 0.02  # 1/ms, how fast u recovers; larger = faster
    b: float = 0.2  # 1/ms, how strongly u follows v
    c: float = -65.0  # mV, where a spike leaves v; below 30
    d: float = 8.0  # mV/ms, what a spike adds to u

    current_unit = "mV/ms"
    variables = ("v (mV)", "u (mV/ms)")  # of the state

    def __post_init__(self) -> None:
        fields_within(self, "1/ms", -10.0, 10.0, "a", "b")
        fields_within(self, "mV", -200.0, 200.0, "c")
        refuse_volts("c", self.c)
        fields_within(self, "mV/ms", -1000.0, 1000.0, "d")
        if self.d <= -30.0 < 0.0 <= self.c < V_PEAK:
            raise ValueError(
                f"c = {self.c:g} mV, d = {self.d:g} mV/ms: c is where a spike leaves v, d what it "
                "adds to u. Swapped?"
            )
        if self.c >= V_PEAK:
            raise ValueError(
                f"c = {self.c:g} mV: must be below the peak of {V_PEAK:g} mV, or one spike would "
                "set off the next. Is a minus sign missing?"
            )

    # --- the phase plane ------------------------------------------------------------------------

    def slope(self, state: State, current: Quantity) -> State:
        """The equations themselves: d(v, u)/dt under `current` (mV/ms), per ms."""
        v, u = map(np.asarray, begun(state, (0.0, 0.0), "state"))
        return self._slope((v, u), numbers("current", current, "mV/ms", copy=False))

    def _slope(self, state: State, current: Quantity) -> State:
        v, u = state
        return 0.04 * v * v + 5.0 * v + 140.0 - u + current, self.a * (self.b * v - u)

    def nullclines(self, v: Quantity, current: float = 0.0) -> tuple[Quantity, Quantity]:
        """Where v stands still, a parabola, and where u does, a line: u (mV/ms) at each `v` (mV).

        They meet where nothing moves: see `fixed_points`.
        """
        v, current = numbers("v", v, "mV", copy=False), number("current", current, "mV/ms")
        ask_if_volts("v", v)
        return 0.04 * v * v + 5.0 * v + 140.0 + current, self.b * v

    def fixed_points(self, current: float = 0.0) -> list[float]:
        """Each v (mV) where nothing moves under a steady `current`, lowest first: 2, 1 or 0.

        The roots of 0.04 v^2 + (5 - b) v + 140 + I = 0.
        """
        linear, constant = 5.0 - self.b, 140.0 + number("current", current, "mV/ms")
        discriminant = linear**2 - 0.16 * constant
        if discriminant < 0.0:
            return []
        root = math.sqrt(discriminant)
        return sorted({(-linear - root) / 0.08, (-linear + root) / 0.08})

    # --- in time --------------------------------------------------------------------------------

    def start(self) -> State:
        """The state at rest without current, v (mV) and u; if there is none, -65 mV and b v."""
        v = (self.fixed_points() or [-65.0])[0]
        return (v, self.b * v)

    def stepper(
        self, dt: float, xp: Namespace = FLOATS, method: Literal["ode", "script"] = "ode"
    ) -> Step:
        """The step of `dt` ms: ``step((v, u), current) -> ((v, u), spiked, ago)``.

        Parameters
        ----------
        dt
            0.001 to 0.2 ms, and 1 ms for the script. The step refuses two spikes.
        method
            ``"ode"``: the equations, by the classical Runge-Kutta method; the moment of a spike
            within the step is interpolated, and what is left of the step begins from the reset.
            Errors are of order dt^2, and stem from the spikes: after twelve the default neuron is
            off by 0.0005 ms at dt = 0.01, by 0.05 ms at 0.1. ``"script"``: the loop of the 2003
            script: reset, two half steps of v by Euler's method, one whole step of u; v may stand
            far above 30 mV for a step.
        """
        if choice("method", method, ("ode", "script")) == "script":
            if number("dt", dt, "ms") != 1.0:
                raise ValueError(f"dt = {dt:g} ms: the published script takes steps of 1 ms only.")
            return self._script(xp)
        if number("dt", dt, "ms") == 1.0:
            raise ValueError(
                "dt = 1 ms: too coarse for the equations; allowed is 0.001 to 0.2 ms. The script "
                'of 2003 takes such steps: method="script".'
            )
        dt = number("dt", dt, "ms", 0.001, 0.2)
        c, d, slope, where = self.c, self.d, self._slope, xp.where

        def advance(v: Quantity, u: Quantity, current: Quantity, span: Quantity) -> State:
            half = span / 2.0
            dv1, du1 = slope((v, u), current)
            dv2, du2 = slope((v + half * dv1, u + half * du1), current)
            dv3, du3 = slope((v + half * dv2, u + half * du2), current)
            dv4, du4 = slope((v + span * dv3, u + span * du3), current)
            return (
                v + span / 6.0 * (dv1 + 2.0 * dv2 + 2.0 * dv3 + dv4),
                u + span / 6.0 * (du1 + 2.0 * du2 + 2.0 * du3 + du4),
            )

        def part_until_peak(v: Quantity, v_end: Quantity) -> Quantity:
            """Which part of a step takes v to the peak: near it v' is 0.04 (v + 62.5)^2.

            So 1 / (v + 62.5) falls in a straight line, however steep v is.
            """
            q, q_end, q_peak = 1.0 / (v + 62.5), 1.0 / (v_end + 62.5), 1.0 / (V_PEAK + 62.5)
            part = (q - q_peak) / (q - q_end)
            return xp.where(v < V_PEAK, part, 0.0)  # else it began there

        def step(state: State, current: Quantity) -> Stepped:
            v, u = state
            v_end, u_end = advance(v, u, current, dt)
            spiked = v_end >= V_PEAK
            if not xp.any(spiked):
                return (v_end, u_end), spiked, 0.0
            part = part_until_peak(where(spiked, v, 0.0), where(spiked, v_end, V_PEAK))
            ago = where(spiked, dt * (1.0 - part), 0.0)
            u_peak = u + part * (u_end - u)
            v_after, u_after = advance(c, u_peak + d, current, ago)
            if xp.any(spiked & (v_after >= V_PEAK)):
                raise twice(dt, "or less current (mV/ms; 10 is a usual one)")
            v_end, u_end = where(spiked, v_after, v_end), where(spiked, u_after, u_end)
            return (v_end, u_end), spiked, ago

        return step

    def _script(self, xp: Namespace) -> Step:
        """The published loop: who is above 30 mV as a millisecond begins has fired by then."""
        a, b, c, d, where = self.a, self.b, self.c, self.d, xp.where

        def step(state: State, current: Quantity) -> Stepped:
            v, u = state
            fired = v >= V_PEAK
            v, u = where(fired, c, v), where(fired, u + d, u)
            for _ in range(2):  # two half steps of v, for the sake of stability
                v = v + 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + current)
            return (v, u + a * (b * v - u)), fired, 1.0  # 1 ms before the step's end: its start

        return step
