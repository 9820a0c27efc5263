"""Is this neuron right? Currents that bring out how it integrates, fires, resets and waits.

Nothing is known of the neuron but what it does with a current. Weak currents show the leak, single
pulses the threshold and the reset, strong currents the refractory time; each is done at two sizes
of the step, for what depends on the step and should not is the usual fault.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.neurons import LIF
from snn_edu.validation import Floats, instance, shown
from snn_edu.verify.asking import Refusal, limit, limited
from snn_edu.verify.report import Fault, Report, Values

DT = 1.0  # ms
SAME = 1e-4  # of a quantity: what differs by less is equal

#: One step of each method for tau dv/dt = -v: the factor on v, with x = dt / tau.
METHODS: dict[str, Callable[[float], float]] = {
    "exact": lambda x: math.exp(-x),
    "forward Euler": lambda x: 1 - x,
    "second order (Heun, midpoint)": lambda x: 1 - x + x**2 / 2,
    "fourth order (Runge-Kutta)": lambda x: 1 - x + x**2 / 2 - x**3 / 6 + x**4 / 24,
    "backward Euler": lambda x: 1 / (1 + x),
    "Crank-Nicolson": lambda x: (1 - x / 2) / (1 + x / 2),
}
MEASURED = (
    *("integration", "tau", "gain", "v_rest", "v_threshold", "comparison", "reset", "v_reset"),
    *("t_ref", "while_refractory", "label"),
)
UNITS = {"tau": "ms", "gain": "per unit of current", "t_ref": "ms"}


@dataclass
class Cell:
    """Somebody's neuron, with a clock: what it does with a current, as spikes per step and v."""

    function: Callable[..., Any]
    seconds: float
    calls: int = 0
    labels: bool = False  # it gives times, not one truth a step
    begun: float = field(default_factory=time.monotonic)
    findings: list[Fault] = field(default_factory=list)

    def __call__(self, current: ArrayLike, dt: float = DT) -> tuple[Floats, Floats]:
        """Spike times (ms), and v after each step (or as many values as it gives)."""
        drive = np.array(current, float)
        self.calls += 1
        left = self.seconds - (time.monotonic() - self.begun)
        if left <= 0:
            raise Refusal("too slow", f"After {self.calls} calls {self.seconds:g} s were over.")
        answer = limited(lambda: self.function(drive.copy(), dt), left)
        try:
            spikes, v = (np.asarray(part, dtype=float).ravel() for part in answer)
        except (TypeError, ValueError):
            what = f"It gives {shown(answer)}; expected was a pair, (spikes, v)."
            raise Refusal("no spikes and v", what) from None
        if v.size not in (drive.size, drive.size + 1):
            what = f"It gives {v.size} values of v for {drive.size} steps; one a step is expected."
            raise Refusal("no spikes and v", what)
        if not np.isfinite(v).all():
            raise Refusal("no number", "Its v is not finite: the steps are unstable?")
        flags = spikes.size == drive.size and np.isin(spikes, (0.0, 1.0)).all()
        self.labels = not flags
        times = (np.flatnonzero(spikes) + 1.0) * dt if flags else spikes
        return times.astype(float), v[-drive.size :].astype(float)

    def fault(self, name: str, sentence: str, trial: str, got: float, expected: float) -> None:
        """Note a fault, with what shows it."""
        self.findings.append(Fault(name, sentence, trial, got, expected))


def by_steps(
    step: Callable[..., Any], start: Any
) -> Callable[[Floats, float], tuple[list[bool], list[float]]]:
    """A simulation from a step: ``step(state, current, dt) -> (state, spiked)``.

    The state is v, or a tuple that begins with it; `start` is the first.
    """

    def simulation(current: Floats, dt: float) -> tuple[list[bool], list[float]]:
        state, spikes, v = start, [], []
        for one in current.tolist():
            state, spiked = step(state, one, dt)
            spikes.append(bool(spiked))
            v.append(state[0] if isinstance(state, tuple | list) else state)
        return spikes, v

    return simulation


def neuron(
    simulation: Callable[..., Any], expected: LIF | None = None, seconds: float | None = 20.0
) -> Report:
    """Examine somebody's neuron from outside, and name what is wrong with it.

    Parameters
    ----------
    simulation
        ``simulation(current, dt) -> (spikes, v)``: `current` has a value a step, `dt` is in ms,
        `spikes` are times in ms or a truth a step, `v` has a value a step (or one more, with the
        start). From a step: ``by_steps(step, start)``.
    expected
        The neuron it is meant to be. Then whatever differs is a fault.
    seconds
        For all calls together; None: no limit, and it is called in this thread.

    Returns
    -------
    Report
        With `integration` (a key of METHODS), tau (ms), gain (of v, per unit of current), v_rest,
        v_threshold, `comparison` (">=" or ">"), `reset` ("to_value", "subtract", "none"), v_reset,
        t_ref (ms), `while_refractory` ("ignored", "integrated"), `label` of a spike ("start",
        "end", "within" its step, "index" where it gives a truth a step).

    Raises
    ------
    TypeError
        `simulation` cannot be called, `expected` is no LIF.
    """
    given: object = simulation
    if not callable(given) or isinstance(given, type):
        raise TypeError(f"simulation = {shown(simulation)}: expected a function of (current, dt).")
    if expected is not None:
        instance("expected", expected, LIF)
    cell = Cell(simulation, limit(seconds))
    names = ("integration", "tau", "gain", "v_rest", "v_threshold", "comparison", "reset")
    values: Values = dict.fromkeys((*names, "v_reset", "t_ref", "while_refractory", "label"))
    tried: list[str] = []
    curve = np.empty((0, 3))
    try:
        tried.append("no current")
        spikes, v = cell(np.zeros(50))
        values["v_rest"] = float(v[-1])
        if spikes.size:
            cell.fault(
                "fires without input", "It spikes at no current.", "50 ms at 0", spikes.size, 0
            )
        tried.append("pulses of one step, halved towards the threshold")
        pulse = _least_pulse(cell)
        tried.append("a weak current, at 1 and 0.5 ms")
        curve = _leak(cell, values, pulse)
        _threshold(cell, values, pulse)
        tried.append("two strong pulses")
        _reset(cell, values, pulse)
        tried.append("a strong current, at 1 and 0.5 ms, and a pulse soon after a spike")
        _refractory(cell, values, pulse)
    except Refusal as refusal:
        cell.findings.append(Fault(refusal.name, str(refusal)))
    if expected is not None and not cell.findings:
        _against(cell, values, expected)
    unknown = ["Whether v is written down before or after a step, beyond the label of its spikes."]
    return Report(
        "Neuron",
        tuple(cell.findings),
        values,
        UNITS,
        (),
        tuple(unknown),
        tuple(tried),
        cell.calls,
        curve,
        ("time (ms)", "v"),
    )


def _fires(cell: Cell, size: float, dt: float = DT) -> bool:
    """Whether a pulse of one step, from rest, makes it spike."""
    return bool(cell([size, 0.0, 0.0], dt)[0].size)


def _least_pulse(cell: Cell, dt: float = DT) -> float:
    """The smallest pulse of one step that fires it, to the last bit."""
    high = 1e-3
    while not _fires(cell, high, dt):
        high *= 2.0
        if high > 1e9:
            raise Refusal("never fires", "No pulse up to 1e9 makes it spike.")
    low = 0.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if _fires(cell, middle, dt) else (middle, high)
    return high


def _factor(cell: Cell, current: float, dt: float) -> tuple[float, float, Floats]:
    """By what v - v_inf is multiplied in a step, where it settles, and v itself."""
    _, v = cell(np.full(round(400 / dt), current), dt)
    rises = np.diff(v)
    early = np.flatnonzero(np.abs(rises) > 0.05 * np.abs(rises).max())[:-1]
    if early.size < 2:
        return math.nan, float(v[-1]), v
    before, after = rises[early], rises[early + 1]
    factor = float(before @ after / (before @ before))
    if np.abs(after - factor * before).max() > 2e-3 * np.abs(rises).max():
        return math.nan, float(v[-1]), v
    v_inf = float(v[0] + rises[0] / (1 - factor)) if factor != 1.0 else math.inf
    return factor, v_inf, v


def _leak(cell: Cell, values: Values, pulse: float) -> Floats:
    """Integration, time constant and gain, from a current too weak to fire it."""
    weak = pulse / 4
    while cell(np.full(400, weak))[0].size:
        weak /= 4
    factors, ends = [], []
    for dt in (DT, DT / 2):
        factor, v_inf, v = _factor(cell, weak, dt)
        factors.append(factor)
        ends.append(v_inf)
        if dt == DT:
            course = v
    t = DT * np.arange(1, course.size + 1)
    rest, (one, half) = values["v_rest"], factors
    trial = f"a current of {weak:.4g}"
    if math.isnan(one) or math.isnan(half):
        values["integration"] = "not linear: v does not approach its end by a constant factor"
        return np.empty((0, 3))
    if one == 1.0:
        values |= {"integration": "no leak", "tau": math.inf}
        return np.empty((0, 3))
    if one > 1.0:
        cell.fault(
            "leak with the wrong sign", "v runs away from rest.", trial, one, math.exp(-0.05)
        )
        return np.empty((0, 3))
    values["gain"] = (ends[0] - rest) / weak
    if abs(one - half) < SAME:
        cell.fault(
            "decay per step",
            "v decays by the same factor in a step of 1 ms and one of 0.5 ms: the leak does not "
            "know dt.",
            f"{trial} at dt = 0.5 ms",
            half,
            math.sqrt(one),
        )
        values |= {"integration": "a factor a step", "tau": -DT / math.log(one)}
    else:
        taus = {name: (_tau(name, one, DT), _tau(name, half, DT / 2)) for name in METHODS}
        errors = {name: abs(a / b - 1) for name, (a, b) in taus.items() if a and b}
        least = min(errors.values(), default=1.0)
        alike = [name for name in errors if errors[name] <= max(3 * least, 1e-10)]
        values["integration"] = " or ".join(alike) if least < 10 * SAME else "unknown"
        values["tau"] = taus[alike[0]][0] if alike else -DT / math.log(max(one, 1e-9))
    if abs(ends[1] - ends[0]) > 1e-3 * abs(ends[0] - rest):
        cell.fault(
            "input not scaled by dt",
            "With half the step the same current leads to another v: it is added once a step.",
            f"{trial} at dt = 0.5 ms, for long",
            ends[1],
            ends[0],
        )
    formula = ends[0] + (course[0] - ends[0]) * np.exp(-(t - t[0]) / values["tau"])
    return np.stack([t, course, formula], axis=1)[: max(4, int(5 * values["tau"]))]


def _tau(method: str, factor: float, dt: float) -> float | None:
    """The time constant with which a method has this factor; None if no x has."""
    low, high = 1e-9, 1.0 if "order" in method else 2.0  # as long as the factor falls with x
    step = METHODS[method]
    if not step(high) <= factor <= step(low):
        return None
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if step(middle) > factor else (low, middle)
    return dt / low


def _threshold(cell: Cell, values: Values, pulse: float) -> None:
    """Where it fires, and whether at the threshold or only above: the largest v without a spike."""
    below = np.nextafter(pulse, 0.0)
    _, v = cell([below, 0.0, 0.0])
    highest = float(v[0] if abs(v[0] - values["v_rest"]) > abs(v[1] - values["v_rest"]) else v[1])
    threshold = float(f"{highest:.9g}")  # thresholds are written with few digits
    values["v_threshold"] = threshold
    if threshold > highest >= threshold - 1e-12 * abs(threshold):
        values["comparison"] = ">="
    elif highest == threshold and values["v_rest"] == 0.0:  # else v may have been rounded to it
        values["comparison"] = ">"


def _reset(cell: Cell, values: Values, pulse: float) -> None:
    """What a spike does to v: after two pulses of other strength v is the same, or is not."""
    ends, rest = [], values["v_rest"]
    for strength in (1.25, 1.5):
        spikes, v = cell([strength * pulse, *[0.0] * 5])
        first = int(np.argmax(v < values["v_threshold"])) if values["v_threshold"] > rest else 0
        ends.append((spikes, float(v[first]), v))
    (spikes, low, v), (_, high, _) = ends
    values["label"] = "index"
    if cell.labels and spikes.size:
        when = float(spikes[0])
        values["label"] = {0.0: "start", DT: "end"}.get(when, "within" if when < DT else "late")
    top = values["v_threshold"] - rest
    if v[0] >= values["v_threshold"] and v[1] >= rest + top * 0.9 and spikes.size:
        values["reset"] = "none"
    elif abs(high - low) < 1e-9 + SAME * abs(top):
        values |= {"reset": "to_value", "v_reset": low}
    else:
        values["reset"] = "subtract" if low > rest else "none"


def _refractory(cell: Cell, values: Values, pulse: float) -> None:
    """How long it is deaf or silent after a spike, in ms or in steps, and to what."""
    waits = []
    for dt in (DT, DT / 2):  # each step that is not deaf is enough for a spike
        strong = 1.25 * (pulse if dt == DT else _least_pulse(cell, dt))
        spikes, _ = cell(np.full(round(100 / dt), strong), dt)
        if spikes.size < 3:
            return
        wait = float(np.median(np.diff(spikes)))
        if values["label"] == "within" and values["tau"]:
            reach = values["gain"] * strong + values["v_rest"]
            up = (reach - values["v_reset"]) / (reach - values["v_threshold"])
            wait += dt - values["tau"] * math.log(up)  # its way up takes less than a step
        waits.append(wait / dt)
    coarse, fine = waits
    if values["reset"] == "none" or coarse < 1 - SAME:
        return
    values["t_ref"] = (fine - 1) * DT / 2
    if abs(coarse - fine) < 1e-6 and coarse > 1.5:
        cell.fault(
            "refractory in steps",
            f"It waits {coarse - 1:g} steps whatever their length: t_ref should be in ms.",
            "a strong current at dt = 0.5 ms",
            fine - 1,
            2 * (coarse - 1),
        )
    if coarse < 3:
        return
    # A pulse that comes one step after the spike, weaker than a spike needs: is it felt later?
    quiet = cell([1.25 * pulse, *[0.0] * 200])[1]
    felt = cell([1.25 * pulse, 0.5 * pulse, *[0.0] * 199])[1]
    end = min(int(coarse) + 1, 200)
    heard = abs(felt[end] - quiet[end]) > 1e-9 * abs(values["v_threshold"] - values["v_rest"])
    values["while_refractory"] = "integrated" if heard else "ignored"


def _against(cell: Cell, values: Values, lif: LIF) -> None:
    """Whatever differs from the neuron that it is meant to be."""
    want = {
        "tau": lif.tau_m,
        "gain": lif.R_m,
        "v_rest": lif.v_rest,
        "v_threshold": lif.v_threshold,
        "v_reset": lif.v_reset,
        "t_ref": lif.t_ref,
    }
    for name, value in want.items():
        got = values[name]
        if got is not None and abs(got - value) > 0.01 * abs(value) + (
            DT if name == "t_ref" else 0
        ):
            cell.fault(f"other {name}", f"{name} is not as expected.", name, got, value)
