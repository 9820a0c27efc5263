"""Hodgkin and Huxley's squid axon: the action potential, made by two currents and three gates.

In its own units, which are not those of the rest of this package: current in uA/cm2, conductance
in mS/cm2, capacitance in uF/cm2. Potentials are in mV and times in ms, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.bisection import bisected
from snn_edu.neurons.model import FLOATS, Namespace, State, Step, Stepped, begun
from snn_edu.validation import (
    Floats,
    Quantity,
    ask,
    ask_if_volts,
    by_name,
    fields_within,
    float_or_array,
    number,
    numbers,
    refuse_volts,
)

LOWEST, HIGHEST, PER_MV = -200.0, 150.0, 100.0  # the tables: from, to (mV), entries per mV


def linoid(x: ArrayLike) -> Floats:
    """The quotient x / (1 - e^-x), and its limit 1 at x = 0, where the quotient itself is 0/0."""
    x = np.asarray(x, float)
    at_zero = x == 0.0
    safe = np.where(at_zero, 1.0, x)
    return np.where(at_zero, 1.0, safe / -np.expm1(-safe))


@by_name
@dataclass(frozen=True)
class HodgkinHuxley:
    """The squid's giant axon. **Currents are in uA/cm2, not nA**; conductances in mS/cm2.

    C_m dv/dt = I - g_Na m^3 h (v - E_Na) - g_K n^4 (v - E_K) - g_L (v - E_L)

    dx/dt = phi (alpha_x(v) (1 - x) - beta_x(v) x), for x = m, h, n;
    phi = 3^((temperature - 6.3)/10)

    A spike is v crossing 0 mV upwards. Nothing is reset: the equations bring v down themselves.

    Source: Hodgkin & Huxley 1952, J Physiol 117:500, table 3, in the modern sign of v: Gerstner,
    Kistler, Naud & Paninski 2014, Neuronal Dynamics, sec. 2.2; Dayan & Abbott 2001, eq. 5.22-5.24.
    Valid for the squid's axon, a patch of membrane at one potential, near 6.3 degrees.
    """

    C_m: float = 1.0  # uF/cm2, capacitance; larger = slower
    g_Na: float = 120.0  # mS/cm2, sodium conductance, all gates open
    g_K: float = 36.0  # mS/cm2, potassium conductance, all gates open
    g_L: float = 0.3  # mS/cm2, leak conductance
    E_Na: float = 50.0  # mV, reversal of sodium: where its current changes sign
    E_K: float = -77.0  # mV, reversal of potassium
    E_L: float = -54.387  # mV, reversal of the leak
    temperature: float = 6.3  # degrees Celsius; 10 more = gates three times as fast

    current_unit = "uA/cm2"
    variables = ("v (mV)", "m", "h", "n")  # of the state

    def __post_init__(self) -> None:
        fields_within(self, "uF/cm2", 0.01, 100.0, "C_m")
        fields_within(self, "mS/cm2", 0.0, 1000.0, "g_Na", "g_K")
        for name, some in ("g_Na", 0.5), ("g_K", 0.1):
            value = getattr(self, name)
            if 0.0 < value < some:
                ask(
                    f"{name} = {value:g} mS/cm2: next to nothing. Is it in S/cm2? "
                    f"Say {1000 * value:g}."
                )
        fields_within(self, "mS/cm2", 0.001, 100.0, "g_L")
        fields_within(self, "mV", LOWEST, HIGHEST, "E_Na", "E_K", "E_L")
        for name in ("E_Na", "E_K", "E_L"):
            refuse_volts(name, getattr(self, name))
        if self.E_Na >= 100.0 > 0.0 > self.E_K or self.E_K >= 0.0:
            ask(
                f"E_Na = {self.E_Na:g}, E_K = {self.E_K:g}, E_L = {self.E_L:g} mV: here they count "
                "from 0 and not from rest, as in 1952, and E_K is far below 0. The defaults are "
                "50, -77, -54.387."
            )
        fields_within(self, "degrees Celsius", -5.0, 50.0, "temperature")

    @property
    def phi(self) -> float:
        """How many times faster the gates are than at 6.3 degrees: 3^((temperature - 6.3)/10)."""
        return float(3.0 ** ((self.temperature - 6.3) / 10.0))

    def rates(self, v: ArrayLike) -> tuple[Floats, ...]:
        """alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n at `v` (mV): opening, closing, in 1/ms.

        alpha_m(-40) and alpha_n(-55) are 0/0 as usually written; here they are their limits.
        """
        v = numbers("v", v, "mV", LOWEST, HIGHEST, copy=False)
        rates = (
            linoid((v + 40.0) / 10.0),
            4.0 * np.exp(-(v + 65.0) / 18.0),
            0.07 * np.exp(-(v + 65.0) / 20.0),
            1.0 / (1.0 + np.exp(-(v + 35.0) / 10.0)),
            0.1 * linoid((v + 55.0) / 10.0),
            0.125 * np.exp(-(v + 65.0) / 80.0),
        )
        return tuple(self.phi * rate for rate in rates)

    def gates_steady(self, v: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """m, h, n where they settle if v is held at `v` mV: alpha / (alpha + beta)."""
        a_m, b_m, a_h, b_h, a_n, b_n = self.rates(v)
        ask_if_volts("v", np.asarray(v, float))
        return a_m / (a_m + b_m), a_h / (a_h + b_h), a_n / (a_n + b_n)

    def gates_tau(self, v: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """The time constants of m, h, n at `v` mV, in ms: 1 / (alpha + beta)."""
        a_m, b_m, a_h, b_h, a_n, b_n = self.rates(v)
        ask_if_volts("v", np.asarray(v, float))
        return 1.0 / (a_m + b_m), 1.0 / (a_h + b_h), 1.0 / (a_n + b_n)

    def currents(self, state: State) -> tuple[Floats, Floats, Floats]:
        """Sodium, potassium and leak current out of the cell, in uA/cm2; negative flows in."""
        v, m, h, n = map(np.asarray, begun(state, (0.0,) * 4, "state"))
        return (
            self.g_Na * m**3 * h * (v - self.E_Na),
            self.g_K * n**4 * (v - self.E_K),
            self.g_L * (v - self.E_L),
        )

    def slope(self, state: State, current: Quantity) -> State:
        """The equations themselves: d(v, m, h, n)/dt under `current` (uA/cm2), per ms."""
        v, m, h, n = map(np.asarray, begun(state, (0.0,) * 4, "state"))
        current = numbers("current", current, "uA/cm2", copy=False)
        a_m, b_m, a_h, b_h, a_n, b_n = self.rates(v)
        return (
            (current - sum(self.currents(state))) / self.C_m,
            a_m * (1.0 - m) - b_m * m,
            a_h * (1.0 - h) - b_h * h,
            a_n * (1.0 - n) - b_n * n,
        )

    def at_rest(self, current: float = 0.0) -> State:
        """v, m, h, n where nothing moves under a steady `current` (uA/cm2), by bisection.

        At rest it does stay without current; whether it stays under one is another question: the
        point loses its stability at 9.78 uA/cm2. A `current` that would take v beyond -200 to 150
        mV is refused.
        """
        current = number("current", current, "uA/cm2")

        def outward(v: float) -> float:
            return float(sum(self.currents((v, *self.gates_steady(v))))) - current

        if not outward(LOWEST) < 0.0 < outward(HIGHEST):
            raise ValueError(_too_far(f"current = {current:g} uA/cm2"))
        v, _ = bisected(lambda v: outward(v) < 0.0, LOWEST, HIGHEST, within=1.5e-12)
        return (v, *(float(gate) for gate in self.gates_steady(v)))

    def start(self) -> State:
        """The state at rest without current: v = -64.996 mV, and the gates settled there."""
        return self.at_rest()

    def staggered(self, state: State, dt: float) -> State:
        """`state`, all of one moment, as the step wants it: m, h, n half a step back."""
        v, *gates = begun(state, (0.0,) * 4, "state")
        for gate in gates:
            numbers("state: m, h, n", gate, "", 0.0, 1.0)
        dt = number("dt", dt, "ms", 0.001, 0.1)
        steady, tau = self.gates_steady(v), self.gates_tau(v)
        back = [
            float_or_array(x_inf + (x - x_inf) * np.exp(dt / 2.0 / tau_x))
            for x, x_inf, tau_x in zip(gates, steady, tau, strict=True)
        ]
        return (v, *back)

    def step(self, state: State, current: Quantity, dt: float) -> Stepped:
        """(v, m, h, n) `dt` ms later, whether v crossed 0 mV on the way, and how many ms ago.

        Gates and v take turns, each moved exactly while the other is held: x = x_inf + (x - x_inf)
        e^(-dt/tau_x), where v has v_inf = (sum of g E + I) / (sum of g) and tau_v = C_m / (sum of
        g). m, h, n stand half a step behind v and are carried half a step past it, so each sees the
        other at the middle of its step, and errors are of order dt^2 (Hines 1984, Int J Biomed
        Comput 15:69): intervals come out 0.001 ms too long at dt = 0.01, 0.1 ms at 0.1. `staggered`
        gives the state to begin in, where the gates are not settled. Refused are a dt above 0.1 ms,
        for m moves faster than that, and a v beyond -200 to 150 mV.
        """
        v, m, h, n = map(np.asarray, begun(state, (0.0,) * 4, "state"))
        current = numbers("current", current, "uA/cm2", copy=False)
        dt = number("dt", dt, "ms", 0.001, 0.1)
        m_inf, h_inf, n_inf = self.gates_steady(v)
        tau_m, tau_h, tau_n = self.gates_tau(v)
        m = m_inf + (m - m_inf) * np.exp(-dt / tau_m)
        h = h_inf + (h - h_inf) * np.exp(-dt / tau_h)
        n = n_inf + (n - n_inf) * np.exp(-dt / tau_n)
        sodium, potassium = self.g_Na * m**3 * h, self.g_K * n**4  # mS/cm2 that are open
        g = sodium + potassium + self.g_L
        v_inf = (sodium * self.E_Na + potassium * self.E_K + self.g_L * self.E_L + current) / g
        v_end = v_inf + (v - v_inf) * np.exp(-dt * g / self.C_m)
        spiked = (v < 0.0) & (v_end >= 0.0)
        # v is nearly straight where it crosses 0; elsewhere `ago` means nothing
        ago = np.where(spiked, dt * v_end / np.where(spiked, v_end - v, 1.0), 0.0)
        return (v_end, m, h, n), spiked, ago

    def stepper(self, dt: float, xp: Namespace = FLOATS) -> Step:
        """The step of `dt` ms: ``step((v, m, h, n), current) -> ((v, m, h, n), spiked, ago)``.

        It is `step`, thirty times as fast and more for one neuron: what v makes of the gates is
        looked up, at the nearest hundredth of a mV.
        """
        return _tabled_step(self, number("dt", dt, "ms", 0.001, 0.1), xp)


# --- The fast twin: six exponentials a step are most of its time, so they are looked up. ----------


def _tabled_step(model: HodgkinHuxley, dt: float, xp: Namespace) -> Step:
    """``step((v, m, h, n), current) -> ((v, m, h, n), spiked, ago)``, as `HodgkinHuxley.step`."""
    look_up = _look_up(model, dt, xp)
    g_Na, g_K, g_L, E_Na, E_K = model.g_Na, model.g_K, model.g_L, model.E_Na, model.E_K
    dt_C, leaking, exp, any_of = dt / model.C_m, g_L * model.E_L, xp.exp, xp.any

    def step(state: State, current: Quantity) -> Stepped:
        v, m, h, n = state
        keep_m, add_m, keep_h, add_h, keep_n, add_n = look_up(v)
        m = keep_m * m + add_m  # x e^(-dt/tau) + x_inf (1 - e^(-dt/tau))
        h = keep_h * h + add_h
        n = keep_n * n + add_n
        sodium = g_Na * m * m * m * h
        n2 = n * n
        potassium = g_K * n2 * n2
        g = sodium + potassium + g_L
        v_inf = (sodium * E_Na + potassium * E_K + leaking + current) / g
        v_end = v_inf + (v - v_inf) * exp(-g * dt_C)
        spiked = (v_end >= 0.0) & (v < 0.0)
        if not any_of(spiked):
            return (v_end, m, h, n), spiked, 0.0
        ago = xp.where(spiked, dt * v_end / xp.where(spiked, v_end - v, 1.0), 0.0)
        return (v_end, m, h, n), spiked, ago

    return step


def _look_up(
    model: HodgkinHuxley, dt: float, xp: Namespace
) -> Callable[[Quantity], Iterable[Quantity]]:
    """What v makes of the gates in a step of `dt`, read from the table."""
    table = _table(model, dt)
    rows: dict[int, list[float]] = {}  # as floats: a third of the time to read

    def of_array(v: Quantity) -> Floats:
        if not xp.all((v > LOWEST) & (v < HIGHEST)):
            raise ValueError(_too_far("v"))
        return table[np.asarray((v - LOWEST) * PER_MV).astype(int)].T

    def of_float(v: Quantity) -> list[float]:
        if not LOWEST < v < HIGHEST:
            raise ValueError(_too_far(f"v = {v:g} mV"))
        k = int((v - LOWEST) * PER_MV)
        return rows.get(k) or rows.setdefault(k, table[k].tolist())

    return of_float if xp is FLOATS else of_array


def _too_far(what: str) -> str:
    """What is said to a v outside the tables."""
    return (
        f"{what}: v is beyond {LOWEST:g} to {HIGHEST:g} mV. Currents of this model are in uA/cm2, "
        "about 0 to 100; did you write nA or pA?"
    )


@lru_cache(maxsize=8)
def _table(model: HodgkinHuxley, dt: float) -> Floats:
    """Keep and add of m, h, n in a step, at the middle of each hundredth of a mV: (entries, 6)."""
    entries = round((HIGHEST - LOWEST) * PER_MV)
    v = LOWEST + (np.arange(entries) + 0.5) / PER_MV
    columns = []
    for steady, tau in zip(model.gates_steady(v), model.gates_tau(v), strict=True):
        columns += [np.exp(-dt / tau), -steady * np.expm1(-dt / tau)]
    return np.stack(columns, axis=1)
