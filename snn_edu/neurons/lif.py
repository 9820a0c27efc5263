"""The leaky integrate-and-fire neuron: its exact step and its closed forms.

v = v_inf + (v - v_inf) exp(-t / tau_m) between spikes stands in seven texts, for seven uses, which
tests hold equal. Whoever changes one looks at the others: `stepper` and its variants here;
`simulation/between_spikes.py`, `event_driven.py` and `clock_driven.py`; `network/populations.LIFs`;
`lessons/many_synapses/song_2000.Competition`; `patterns/neuron.py`, for two exponentials.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.neurons.model import (
    FLOATS,
    Namespace,
    Spiked,
    State,
    Step,
    Stepped,
    ask_if_pA,
    ask_potential,
    twice,
)
from snn_edu.validation import (
    Floats,
    Quantity,
    Value,
    by_name,
    choice,
    field_below,
    fields_within,
    float_or_array,
    frozen,
    instance,
    integer,
    none_or,
    number,
    numbers,
    refuse_volts,
)

Method: TypeAlias = Literal["exact", "euler"]  # the options of `LIF.stepper`
Crossing: TypeAlias = Literal["exact", "grid"]
Reset: TypeAlias = Literal["to_value", "subtract", "none"]
SHORTEST = 0.01  # ms, of a refractory period, if there is one
UNITS = {"tau_m": "ms", "R_m": "MOhm", "t_ref": "ms"} | dict.fromkeys(
    ("v_rest", "v_reset", "v_threshold"), "mV"
)


@by_name
@dataclass(frozen=True)
class LIF:
    """Leaky integrate-and-fire neuron: a leaky bucket with a threshold.

    tau_m dv/dt = -(v - v_rest) + R_m I; when v reaches v_threshold the neuron spikes, v is set to
    v_reset and stays there for t_ref.

    The step of `stepper` is exact while the current is constant within each step.

    Source: Gerstner, Kistler, Naud & Paninski 2014, Neuronal Dynamics, eq. 1.5 and 1.6; the model
    is Lapicque's, 1907. It has no spike shape, no adaptation, and one time constant.

    Neurons of one population may differ: ``LIF(tau_m=[10.0, 20.0, 40.0])`` are three, each with its
    own tau_m and all else alike. `Network.add` takes them, and `simulate` with one column of
    current for each. What is asked of them, as `rate`, is answered for each; what needs one neuron,
    as a PSP, is asked of one: ``lif.of(0)``.
    """

    tau_m: float = 20.0  # ms, membrane time constant R_m C_m; larger = slower leak
    R_m: float = 10.0  # MOhm, membrane resistance; larger = more mV per nA
    v_rest: float = -65.0  # mV, where v settles without current
    v_reset: float = -65.0  # mV, where a spike leaves v; below v_threshold
    v_threshold: float = -50.0  # mV, where a spike begins
    t_ref: float = 2.0  # ms, refractory period after a spike: v is held, current ignored

    if TYPE_CHECKING:  # in use a parameter is what it is for one neuron, or an array of them

        def __init__(
            self,
            tau_m: ArrayLike = 20.0,
            R_m: ArrayLike = 10.0,
            v_rest: ArrayLike = -65.0,
            v_reset: ArrayLike = -65.0,
            v_threshold: ArrayLike = -50.0,
            t_ref: ArrayLike = 2.0,
        ) -> None: ...

    variables = ("v (mV)", "still refractory (ms)")  # of the state

    def __post_init__(self) -> None:
        if any(map(_is_row, self._parameters().values())):
            self._guard_each()
            return
        fields_within(self, "ms", 0.1, 10_000.0, "tau_m")
        fields_within(self, "MOhm", 1e-3, 100_000.0, "R_m")
        fields_within(self, "mV", -1000.0, 1000.0, "v_rest", "v_reset", "v_threshold")
        object.__setattr__(self, "t_ref", none_or("t_ref", self.t_ref, "ms", SHORTEST, 1000.0))
        why = ", or one spike would set off the next. Is a minus sign missing?"
        field_below(self, "v_reset", "v_threshold", "mV", why)
        above = self.v_threshold - self.v_rest
        if above > 100.0 and self.v_reset < -self.v_threshold < 0.0:
            raise ValueError(
                f"v_threshold = {self.v_threshold:g} mV: {above:g} mV above v_rest = "
                f"{self.v_rest:g} mV. Did you mean {-self.v_threshold:g} (mV)? A neuron that never "
                "fires has 1000."
            )
        if self.v_threshold - self.v_reset < 0.2 and abs(self.v_threshold) < 0.2:
            raise ValueError(
                f"v_threshold = {self.v_threshold:g} mV, v_reset = {self.v_reset:g} mV: less than "
                f"0.2 mV apart. Did you mean {1000 * self.v_threshold:g} and "
                f"{1000 * self.v_reset:g} (mV), written in volts?"
            )
        if min(self.v_rest, self.v_threshold) < -10.0:  # the others are in mV
            for name in ("v_rest", "v_reset", "v_threshold"):
                refuse_volts(name, getattr(self, name))

    def _guard_each(self) -> None:
        """Guard neurons that differ: rows of one length, and each neuron as one alone."""
        rows: dict[str, Floats] = {}
        for name, each in self._parameters().items():
            if _is_row(each):
                rows[name] = row = numbers(name, each, UNITS[name])
                others = {other.size for other in rows.values()}
                if row.ndim != 1 or not row.size or len(others) > 1:
                    raise ValueError(
                        f"{name} has shape {row.shape}: expected one number, or a row of one for "
                        "each neuron, as many in each row."
                    )
                object.__setattr__(self, name, frozen(row))
        # Who is furthest out in anything stands for all the others.
        apart = np.subtract(self.v_threshold, self.v_reset) + np.zeros(row.size)
        above = np.subtract(self.v_threshold, self.v_rest) + np.zeros(row.size)
        outer = [np.abs(self.v_threshold) + np.zeros(row.size), apart, above, *rows.values()]
        for neuron in {int(find(each)) for each in outer for find in (np.argmin, np.argmax)}:
            try:
                alone = self.of(neuron)
            except ValueError as error:
                raise ValueError(f"neuron {neuron}: {error}") from None
        for name in self._parameters().keys() - rows.keys():
            object.__setattr__(self, name, getattr(alone, name))  # a plain float

    def _parameters(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def size(self) -> int | None:
        """How many neurons these are, where they differ; None where all are alike."""
        potentials = self.v_rest, self.v_reset, self.v_threshold
        parameters: tuple[Quantity, ...] = (self.tau_m, self.R_m, *potentials, self.t_ref)
        for each in parameters:
            if isinstance(each, np.ndarray):
                return each.size
        return None

    def of(self, neuron: int) -> LIF:
        """One of the neurons alone; of neurons that are alike, this LIF."""
        if self.size is None:
            integer("neuron", neuron)
            return self
        neuron = integer("neuron", neuron, 0, self.size - 1)
        own = {
            name: each.item(neuron) if isinstance(each, np.ndarray) else each
            for name, each in self._parameters().items()
        }
        return type(self)(**own)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[float | bytes, ...]:
        parameters = self._parameters().values()
        return tuple(p.tobytes() if isinstance(p, np.ndarray) else p for p in parameters)

    @property
    def C_m(self) -> float:
        """Membrane capacitance tau_m / R_m, in nF."""
        return self.tau_m / self.R_m

    @property
    def rheobase(self) -> float:
        """The current that v just fails to reach the threshold with, in nA.

        (v_threshold - v_rest) / R_m: at this current v approaches the threshold forever; any more
        makes the neuron fire, sooner or later.
        """
        return (self.v_threshold - self.v_rest) / self.R_m

    def v_inf(self, current: Value) -> Value:
        """Where v settles under a constant `current` (nA): v_rest + R_m I, in mV."""
        drive = self.R_m * self._for_each("current", numbers("current", current, "nA", copy=False))
        return float_or_array(self.v_rest + drive)

    def _for_each(self, name: str, values: Floats) -> Floats:
        """What is asked of these neurons, once it is one number, or the last axis has one each."""
        if self.size is not None and values.ndim and values.shape[-1] not in (1, self.size):
            raise ValueError(
                f"{name} has shape {values.shape}: these are {self.size} neurons that differ; "
                f"expected one number, or ({self.size},)."
            )
        return values

    def v_after(self, time: Value, current: float, v0: float | None = None) -> Value:
        """Potential in mV, `time` ms after a constant `current` (nA) began; no threshold.

        v(t) = v_inf + (v0 - v_inf) exp(-t / tau_m). `v0` (mV) left out is v_rest.
        Source: Neuronal Dynamics, eq. 1.10.
        """
        v0 = self._begins(v0)
        v_inf = self.v_rest + self.R_m * number("current", current, "nA")
        t = self._for_each("time", numbers("time", time, "ms", low=0.0, copy=False))
        return float_or_array(v_inf + (v0 - v_inf) * np.exp(-t / self.tau_m))

    def time_to_spike(self, current: Value, v0: float | None = None) -> Value:
        """Time in ms from `v0` (mV; left out: v_rest) to the threshold, at a `current` in nA.

        tau_m ln((v_inf - v0) / (v_inf - v_threshold)); infinite at the rheobase and below, 0 from
        the threshold and above. A float for a number, an array for an array.
        Source: Neuronal Dynamics, sec. 1.3.
        """
        v0 = self._begins(v0)
        self._ask_current(current)
        return self._time_to_spike(current, v0)

    def _begins(self, v0: float | None) -> float:
        """The potential to begin with: v_rest, or another in mV."""
        if v0 is None:
            return self.v_rest
        if np.min(self.v_rest) < -10.0:  # which is in mV
            refuse_volts("v0", number("v0", v0, "mV"))
        return number("v0", v0, "mV")

    def _ask_current(self, current: Value) -> None:
        """Ask about a current that is more likely one in pA, or a potential."""
        drive = float(np.max(np.abs(self.v_inf(current) - self.v_rest), initial=0.0))
        ask_if_pA("current", drive)
        ask_potential("current", np.asarray(current, float), float(np.max(self.R_m)))

    def _time_to_spike(self, current: Value, v0: float) -> Value:
        above = np.asarray(self.v_inf(current) - self.v_threshold)
        short = np.maximum(self.v_threshold - v0, 0.0)
        never = np.where(short > 0.0, np.inf, np.zeros(above.shape))
        ratio = np.divide(short, above, out=never, where=above > 0.0)
        return float_or_array(self.tau_m * np.log1p(ratio))

    def rate(self, current: Value) -> Value:
        """Firing rate in Hz at a constant `current` in nA: the f-I curve.

        1000 / (t_ref + tau_m ln((v_inf - v_reset) / (v_inf - v_threshold))); 0 at the rheobase and
        below. A float for a number, an array for an array.
        Source: Neuronal Dynamics, sec. 1.3; Dayan & Abbott 2001, eq. 5.11.
        """
        self._ask_current(current)
        return 1000.0 / (self.t_ref + self._time_to_spike(current, self.v_reset))

    def noise_sd(self, sigma: float, dt: float) -> float:
        """The s.d. (nA) of a white current, one draw a step, that makes membrane noise `sigma`.

        `sigma` (mV) is the noise of tau_m dv = (mu - v) dt + sigma sqrt(tau_m) dW, the convention
        of Brunel 2000 and of `siegert`: without a threshold v has the s.d. sigma / sqrt(2). The
        value makes the exact step's variance right at any dt:
        (R_m sd)^2 (1 - d)^2 = (sigma^2 / 2) (1 - d^2) with d = exp(-dt / tau_m).
        """
        sigma, dt = number("sigma", sigma, "mV", low=0.0), number("dt", dt, "ms", low=1e-3)
        if self.size is not None:
            return float_or_array([self.of(k).noise_sd(sigma, dt) for k in range(self.size)])
        decay = math.exp(-dt / self.tau_m)
        return sigma / self.R_m * math.sqrt((1.0 + decay) / (2.0 * (1.0 - decay)))

    def start(self) -> State:
        """The state at rest: v in mV, and the refractory time still to wait in ms."""
        return (self.v_rest, 0.0)

    def stepper(
        self,
        dt: float,
        xp: Namespace = FLOATS,
        method: Method = "exact",
        crossing: Crossing = "exact",
        reset: Reset = "to_value",
    ) -> Step:
        """The step of `dt` ms: ``step((v, wait), current) -> ((v, wait), spiked, ago)``.

        Parameters
        ----------
        xp
            `FLOATS` for one neuron, `numpy` for a population; the text is the same.
        method
            ``"exact"``: v decays by exp(-dt / tau_m). ``"euler"``: by 1 - dt / tau_m, which is the
            first step of the same series, off by (dt / tau_m)^2 / 2, and unstable for dt > 2 tau_m.
        crossing
            ``"exact"``: the moment within the step at which v met the threshold is solved for, and
            `ago` says how long before the step's end it was; two spikes in one step are refused.
            ``"grid"``: the spike is put at the step's end (`ago` = 0), as most simulators do;
            intervals then come out too long.
        reset
            ``"to_value"``: v becomes v_reset. ``"subtract"``: v falls by v_threshold - v_reset, so
            that what overshot on a grid is kept; where the crossing is solved nothing overshoots
            and both are one. ``"none"``: v is left alone and nothing is refractory: the neuron
            spikes only when v comes up through the threshold.
        """
        dt = number("dt", dt, "ms", 0.001, 100.0)
        choice("method", method, get_args(Method))
        choice("crossing", crossing, get_args(Crossing))
        choice("reset", reset, get_args(Reset))
        if xp is FLOATS:
            one_neuron("model", self)
        if (method, crossing, reset) != ("exact", "exact", "to_value"):
            return _variant(self, dt, xp, method, crossing, reset)
        tau_m, R_m, t_ref = self.tau_m, self.R_m, self.t_ref
        v_rest, v_reset, v_threshold = self.v_rest, self.v_reset, self.v_threshold
        exp, where, maximum, some = xp.exp, xp.where, xp.maximum, xp.any

        def step(state: State, current: Quantity) -> Stepped:
            v, wait = state  # mV, ms of refractoriness left
            # tau_m dv/dt = -(v - v_rest) + R_m I = v_inf - v, and v_inf stays for the step.
            v_inf = v_rest + R_m * current
            # What is left of the step after refractoriness is what v moves for.
            span = maximum(dt - wait, 0.0)
            # The distance x = v - v_inf obeys tau_m dx/dt = -x: exp(-span / tau_m) of it is left.
            v_end = v_inf + (v - v_inf) * exp(-span / tau_m)
            # v moves one way within a step, so it has met the threshold if it ends above it.
            spiked = (v_end >= v_threshold) & (span > 0.0)
            wait = maximum(wait - dt, 0.0)
            if not some(spiked):
                return (v_end, wait), spiked, 0.0
            # The same solution from the threshold to v_end, asked for its time.
            ago = _since_threshold(self, xp, v_end, v_inf, span, spiked & (v < v_threshold))
            # From the reset v moves again once t_ref is over, if that is before the step's end.
            v_after = v_inf + (v_reset - v_inf) * exp(-maximum(ago - t_ref, 0.0) / tau_m)
            if some(spiked & (v_after >= v_threshold)):
                raise twice(dt)
            # Of refractoriness, `ago` ms are past as the step ends.
            wait = where(spiked, maximum(t_ref - ago, 0.0), wait)
            return (where(spiked, v_after, v_end), wait), spiked, ago

        return step


def _variant(
    lif: LIF, dt: float, xp: Namespace, method: Method, crossing: Crossing, reset: Reset
) -> Step:
    """The step under the options that `LIF.stepper` explains, to compare with."""
    tau_m, v_reset, v_threshold, t_ref = lif.tau_m, lif.v_reset, lif.v_threshold, lif.t_ref
    v_rest, R_m = lif.v_rest, lif.R_m
    where, maximum, some, on_grid = xp.where, xp.maximum, xp.any, crossing == "grid"

    def left(span: Quantity) -> Quantity:
        """What is left after `span` ms of the distance between v and v_inf."""
        return xp.exp(-span / tau_m) if method == "exact" else 1.0 - span / tau_m

    def step(state: State, current: Quantity) -> Stepped:
        v, wait = state
        v_inf = v_rest + R_m * current
        span = maximum(dt - wait, 0.0)
        wait = maximum(wait - dt, 0.0)
        v_end = v_inf + (v - v_inf) * left(span)
        spiked = (v_end >= v_threshold) & (span > 0.0)
        if reset == "none":
            spiked = spiked & (v < v_threshold)
        if not some(spiked):
            return (v_end, wait), spiked, 0.0
        rising = spiked & (v < v_threshold)  # else it was there when the step began
        if on_grid:
            ago = 0.0 * span
        elif method == "exact":
            ago = _since_threshold(lif, xp, v_end, v_inf, span, rising)
        else:  # Euler's v is a straight line
            ago = where(rising, span * (v_end - v_threshold) / where(rising, v_end - v, 1.0), span)
        if reset == "none":
            return (v_end, wait), spiked, ago
        v_crossed = v_end if on_grid else maximum(v, v_threshold)
        v_after = v_reset if reset == "to_value" else v_crossed - (v_threshold - v_reset)
        v_after = v_inf + (v_after - v_inf) * left(maximum(ago - t_ref, 0.0))
        if not on_grid and some(spiked & (v_after >= v_threshold)):
            raise twice(dt)
        v_end = where(spiked, v_after, v_end)
        return (v_end, where(spiked, maximum(t_ref - ago, 0.0), wait)), spiked, ago

    return step


def _since_threshold(
    lif: LIF, xp: Namespace, v_end: Quantity, v_inf: Quantity, span: Quantity, rising: Spiked
) -> Quantity:
    """How long before the step's end an exact v met the threshold, in ms; `span` where not rising.

    v_end = v_inf + (v_threshold - v_inf) exp(-ago / tau_m), solved for `ago`.
    """
    full = xp.where(rising, v_inf - lif.v_threshold, 1.0)
    done = xp.where(rising, (v_end - lif.v_threshold) / full, 0.0)
    return xp.where(rising, -lif.tau_m * xp.log1p(-done), span)


def one_neuron(name: str, lif: object) -> LIF:
    """Return `lif`, once it is a LIF, and not several that differ."""
    lif = instance(name, lif, LIF)
    if lif.size is not None:
        raise ValueError(
            f"{name}: these are {lif.size} neurons that differ; expected one. Say .of(0)."
        )
    return lif


def _is_row(value: object) -> bool:
    """Whether a parameter is a row, of one number for each neuron."""
    return isinstance(value, list | tuple | range) or len(getattr(value, "shape", ())) > 0
