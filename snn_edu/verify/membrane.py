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

from snn_edu.bisection import bisected
from snn_edu.neurons import LIF, one_neuron
from snn_edu.spikes import Spikes
from snn_edu.units import carries_unit, in_unit
from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import Refusal, again, function, plain
from snn_edu.verify.report import Examination, Report

NOT_ONE = "not one exponential: a synaptic current, an adaptation, or not linear"
DT = 1.0  # ms, the usual step
LONGEST = 1000.0  # ms of a strong current, in which another spike is waited for
SETTLES = 4000  # ms without a current: in half of them it comes to rest, or has none
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


@dataclass(eq=False, repr=False, kw_only=True)
class Cell(Examination):
    """The examination of a neuron; called with a current, it gives spikes and v."""

    labels: bool = False  # it gives times, not one truth a step
    off_by_one: str = ""  # in a sentence: it is silent for a step more or less than t_ref
    lead: float = 0.0  # ms of no current before each, where it does not begin at its rest
    opening: dict[float, int] = field(default_factory=dict)  # spikes in them, by dt
    several: bool = False  # it gives several spikes in a step

    def __call__(self, current: ArrayLike, dt: float = DT) -> tuple[Floats, Floats]:
        """Spike times (ms), and v after each step (or as many values as it gives)."""
        if self.lead and dt not in self.opening:
            self.opening[dt] = 0
            self.opening[dt] = self(np.zeros(1), dt)[0].size
        asked = np.size(current)
        drive = np.append(np.zeros(round(self.lead / dt)), current)
        steps = drive.size

        def read(answer: Any) -> tuple[Floats, Floats]:
            try:
                train, v = answer
                told = train.times if isinstance(train, Spikes) else train
                spikes, v = (
                    plain(in_unit(part, unit) if carries_unit(part) else part).astype(float).ravel()
                    for part, unit in ((told, "ms"), (v, "mV"))
                )
            except (TypeError, ValueError, LookupError, RuntimeError):
                raise Refusal("no spikes and v", what=f"It gives {shown(answer)}") from None
            if v.size not in (steps, steps + 1):
                swapped = " (is it v, spikes?)" * (spikes.size in (steps, steps + 1))
                what = f"It gives {v.size} values of v for {steps} steps{swapped}"
                raise Refusal("no spikes and v", what=what)
            if not np.isfinite(v).all():
                raise Refusal("no number", "Its v is not finite: the steps are unstable?")
            whole = (spikes >= 0).all() and (spikes == np.round(spikes)).all()
            flags = spikes.size == steps and whole and not (steps > 1 and np.diff(spikes).min() > 0)
            self.labels = not flags
            self.several |= bool(flags and (spikes > 1).any())
            times = (np.flatnonzero(spikes) + 1.0) * dt if flags else spikes
            if times.size not in (0, steps, steps + 1) and times.size == 2 * np.unique(times).size:
                raise Refusal("spike counted twice", "It gives each spike's time twice.")
            if not (np.isfinite(times).all() and (np.diff(times) > 0).all() and (times >= 0).all()):
                what = "Its spikes neither rise in time nor say yes or no a step (is it v, spikes?)"
                raise Refusal("no spikes and v", what=what)
            told = times[self.opening.get(dt, 0) :] - self.lead
            return told.astype(float), v[-asked:].astype(float)

        return self.ask(read, f"{steps} steps of {dt:g} ms", drive, dt)


def by_steps(
    step: Callable[..., Any], start: Any
) -> Callable[[Floats, float], tuple[list[bool], list[float]]]:
    """A simulation from a step: ``step(state, current, dt) -> (state, spiked)``.

    The state is v, or a tuple that begins with it; `start` is the first.
    """
    if not callable(step):
        raise TypeError(
            f"step = {shown(step)}: expected a function of (state, current, dt). Say "
            "by_steps(step, start)."
        )

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
    function("simulation", simulation, "(current, dt)")
    if expected is not None:
        one_neuron("expected", expected)
    cell = Cell("Neuron", dict.fromkeys(MEASURED), function=simulation, seconds=seconds)
    cell.axes = "time (ms)", "v"
    cell.open("written down")
    cell.run(lambda: _examined(cell))
    values = cell.values
    if values["integration"] == NOT_ONE:
        cell.open("no t_ref")
    if values["v_threshold"] is not None and values["comparison"] is None:
        cell.open("at threshold")
    if expected is not None and values["integration"] == "no leak":
        cell.fault("no leak")
    if expected is not None and not cell.findings:
        _against(cell, expected)
    return cell


def _examined(cell: Cell) -> None:
    cell.tried.append("no current, and the same current again")
    first, v = _at_rest(cell)
    cell.values["v_rest"] = float(v[-1])
    cell.tried.append("pulses of one step, halved towards the threshold")
    pulse = _least_pulse(cell)
    _same_again(cell, pulse, v)
    _same_spikes(cell, pulse)
    _whole_or_early(cell, pulse, v)
    if abs(first[-1] - first[0]) > 1e-6 * (1 + abs(first[0])):
        cell.know("moves", start=first[0], end=first[-1])
    cell.tried.append("a weak current, at 1 and 0.5 ms, and a negative one")
    _leak(cell, pulse)
    _threshold(cell, pulse)
    cell.tried.append("a current that fires it now and then, and falls of v")
    if _untold(cell, pulse):
        return
    cell.tried.append("two strong pulses")
    _reset(cell, pulse)
    _each_reset(cell, pulse)
    cell.tried.append("a strong current, at 1, 0.5 and 0.25 ms, and a pulse soon after a spike")
    _refractory(cell, pulse)
    _adaptation(cell, pulse)
    if cell.several:
        cell.know("several a step")


def _at_rest(cell: Cell) -> tuple[Floats, Floats]:
    """50 ms of v without a current, and again once it is at rest, if it does not begin there."""
    spikes, v = cell(np.zeros(50))
    room = 1 + abs(v[0])
    if not spikes.size and abs(v[-1] - v[0]) < SAME * room:
        return v, v
    begun = time.monotonic()
    later, course = cell(np.zeros(SETTLES))
    step = (time.monotonic() - begun) / SETTLES
    lead = int(np.flatnonzero(np.abs(course - course[-1]) > 1e-9 * room)[-1:].sum()) + 50
    if spikes.size and (later.size > spikes.size or lead >= SETTLES / 2):
        raise Refusal("fires without input", times=spikes.size)
    slow = 400 * lead * step > (cell.seconds or math.inf)  # it is asked some 200 times
    if slow or lead >= SETTLES / 2 or later.size != spikes.size:
        if slow and spikes.size:
            raise Refusal("begins above its threshold")
        return v, v
    cell.lead = float(lead)
    if spikes.size:
        cell.fault("begins above its threshold", "no current for 50 ms (spikes)", spikes.size, 0.0)
    return v, cell(np.zeros(50))[1]


def _same_again(cell: Cell, pulse: float, quiet: Floats) -> None:
    """Whether it starts afresh each time, and whether it is random."""
    answers = []
    for _ in range(3):
        cell(np.zeros(1000))
        answers.append(cell(np.full(53, 0.4 * pulse))[1])
    if not np.array_equal(answers[1], answers[2]):
        raise Refusal("no noise", what="current gives")
    spikes, now = cell(np.zeros(50))
    if spikes.size or not np.array_equal(quiet, now):
        what = "v without a current, first in a fresh call and then after one that drove it,"
        raise Refusal("remembers the last call", what=what, one=quiet[0], two=now[0])


def _same_spikes(cell: Cell, pulse: float) -> None:
    """Whether a current that fires it often gives the same spikes each time."""
    cell.tried.append("a strong current for a second, again and again")
    strong = np.full(1000, 1.02 * pulse)
    try:
        answers = [cell(strong) for _ in range(3)]
    except Refusal as refusal:
        if refusal.name != "raises":
            raise
        return  # so strong a current is refused
    (spikes, v), *later = answers
    if all(np.array_equal(v, now) for _, now in later):
        fewer = [each for each, _ in later if not np.array_equal(spikes, each)]
        if fewer:
            least, most = sorted((spikes.size, fewer[0].size))
            trial = f"a current of {1.02 * pulse:.4g} for 1,000 ms, spikes in one call and another"
            cell.fault("loses spikes by chance", trial * (most > least), least, most)
            raise Refusal("loses spikes by chance")
        return
    what = f"The mean of v in a current of {1.02 * pulse:.4g} for 1,000 ms"
    again([float(now.mean()) for _, now in answers], lambda: float(cell(strong)[1].mean()), what)
    raise Refusal("no noise", what="current gives")


def _whole_or_early(cell: Cell, pulse: float, quiet: Floats) -> None:
    """Whether v takes whole numbers only, and whether it moves before its current comes."""
    cell.tried.append("half of that pulse after 20 ms of nothing and in the end, shares of it")
    _not_told_early(cell, cell([*[0.0] * 20, 1.5 * pulse, *[0.0] * 29])[0])
    early = cell([*[0.0] * 20, 0.5 * pulse, *[0.0] * 28, 0.5 * pulse])[1][:19]
    away = np.abs(early - quiet[:19])
    if (away > 1e-9 * (1 + np.abs(quiet[:19]))).any():
        k = int(away.argmax())
        trial = f"pulses at 20 and 49 ms, v at {k + 1} ms"
        cell.fault("before its current", trial, early[k], quiet[k])
        raise Refusal("before its current")
    shares = np.array([cell([share * pulse, 0.0, 0.0])[1] for share in (0.31, 0.47, 0.73)])
    if np.unique(shares).size > 2 and (shares == np.round(shares)).all():
        raise Refusal("whole numbers", what="v")
    for half in (0.0, 0.5) if 2.0 <= pulse < 1e4 else ():  # cut, or rounded
        near = [np.floor(share * pulse) + half for share in (0.5, 0.7, 0.9)]
        ends = [[cell([k + by, 0.0])[1][1] for by in (0.1, 0.8, 1.1)] for k in near]
        if all(one == two != three for one, two, three in ends):
            raise Refusal("whole numbers", what="The current")


def _not_told_early(cell: Cell, spikes: Floats) -> None:
    """Raise a Refusal if a pulse in the step from 20 ms on is answered before it comes."""
    if spikes.size and 0 <= 20.25 * DT - spikes[0] - 0.5 * DT * cell.labels < 10 * DT:  # not in s
        raise Refusal("before its current", "It tells a spike before its pulse: moved by a step?")


def _least_pulse(cell: Cell) -> float:
    """The smallest pulse of one step that fires it from rest, to the last bit."""
    rises: list[float] = []

    def silent(size: float) -> bool:
        spikes, v = cell([size, 0.0, 0.0])
        rises.append(abs(v[0] - cell.values["v_rest"]))
        return not spikes.size

    high = 1e-3
    while silent(high):
        high *= 2.0
        if high > 1e9:
            late = cell([*[0.0] * 20, high, 0.0, 0.0])[0]
            if rises[0]:
                _not_told_early(cell, late)
            if late.size:
                raise Refusal("first current lost")
            spikes, (start, second, *_, last, end) = cell(np.ones(5))
            down = not spikes.size and end < start
            if down and last - end > (start - second) * (1 + SAME):  # ever faster
                trial = "a current of 1, the fall of v from 4 to 5 ms, and from 1 to 2 ms,"
                cell.fault("leak with the wrong sign", trial, last - end, start - second)
                raise Refusal("leak with the wrong sign")
            falls = " A positive current makes v fall: has it the wrong sign?" * bool(down)
            if not falls and cell(np.full(50, high))[0].size:
                pulses = cell(np.tile([high, *[0.0] * 49], 3))[0]  # of which later ones are told
                bounded = not pulses.size and 0.0 < rises[-1] <= 1.001 * rises[-2]
                raise Refusal("size of the current lost" if bounded else "first spike lost")
            raise Refusal("never fires", falls=falls)
    return bisected(silent, 0.0, high)[1]


def _factor(cell: Cell, current: float, dt: float, rest: float) -> tuple[float, float, Floats]:
    """By what v - v_inf is multiplied in a step, where it settles, and v itself."""
    v = cell(np.full(round(400 / dt), current), dt)[1]
    rises = np.diff(v, prepend=rest)
    early = np.flatnonzero(np.abs(rises) > 1e-3 * np.abs(rises).max())[:-1]
    if abs(rises[0]) > 0.999 * abs(v[-1] - rest) > 0.0:
        return 0.0, float(v[-1]), v
    if not early.size:
        return math.nan, float(v[-1]), v
    before, after = rises[early], rises[early + 1]
    factor = float(before @ after / (before @ before))
    if np.abs(after - factor * before).max() > 2e-3 * np.abs(rises).max():
        return math.nan, float(v[-1]), v
    first = early[0]
    v_inf = v[first] + rises[first] * (1 / (1 - factor) - 1) if factor != 1.0 else math.inf
    return factor, float(v_inf), v


def _leak(cell: Cell, pulse: float) -> None:
    """Integration, time constant and gain, from a current too weak to fire it."""
    values, rest = cell.values, cell.values["v_rest"]
    first, second = cell([1e-4 * pulse, 0.0])[1] - rest
    if first * second < -SAME * first**2:
        raise Refusal("steps too long")
    weak = pulse / 4  # silent at both steps: where they have other gains one may fire
    while weak > 1e-30 * pulse and any(
        cell(np.full(round(400 / dt), weak), dt)[0].size for dt in (DT, DT / 2)
    ):
        weak /= 4
    one, end, course = _factor(cell, weak, DT, rest)
    half, finer_end, finer = _factor(cell, weak, DT / 2, rest)
    if np.ptp(course) > 0.0 and not (finer - rest).any():
        raise Refusal("whole numbers", what="dt")
    if one >= 0.0 and half <= one < 0.5 and half < _factor(cell, weak, 16 * DT, rest)[0]:
        raise Refusal("dt and tau exchanged")
    t = DT * np.arange(1, course.size + 1)
    trial = f"a current of {weak:.4g}"
    up = course - rest
    moves = np.flatnonzero(np.diff(up[:40], prepend=0.0))
    if moves.size > 2 and np.ptp(np.diff(moves)) == 0 < moves[1] - moves[0] - 1:
        raise Refusal("skips steps", every=moves[1] - moves[0])
    try:
        down = cell(np.full(course.size, -weak))[1] - rest
    except Refusal as refusal:
        if refusal.name != "raises":
            raise
        down = -up
        cell.know("refuses", why=refusal)
    if np.allclose(down, up, atol=1e-3 * np.abs(up).max()):
        cell.fault("sign of the current lost", trial.replace("of ", "of -"), rest + down[-1],
                   rest - up[-1])  # fmt: skip
        down = -up
    if np.abs(down).max() < SAME * np.abs(up).max():
        cell.know("clipped", rest=rest)
        down = -up
    if math.isnan(one + half) or not np.allclose(down, -up, atol=1e-3 * np.abs(up).max()):
        values["integration"] = NOT_ONE
        return
    near = cell([0.9 * pulse, *[0.0] * 3])[1] - rest  # nearly at the threshold it falls as below
    k = int(np.abs(near[:2]).argmax())
    if abs(near[k + 1] - one * near[k]) > 2e-3 * abs(near[k]):
        values["integration"] = NOT_ONE
        return
    if one == 1.0:
        values |= {"integration": "no leak", "tau": math.inf}
        cell.know("integrator")
        return
    if one > 1.0:
        cell.fault("leak with the wrong sign", trial, one, 1 / one)
        return
    if half == 0.0:
        said = "v is at its end after one step of 0.5 ms. Is tau in s, and dt in ms?"
        cell.fault("time constant in other units", said=said)
        return
    values["gain"] = (end - rest) / weak
    if one > 0.0 and abs(math.log(half) / math.log(one) - 1) < 0.02:
        what = "v falls by the same factor in a step of 1 ms and one of 0.5 ms"
        cell.fault("decay per step", f"{trial} at dt = 0.5 ms", half, math.sqrt(one), what=what)
        values |= {"integration": "a factor a step", "tau": -DT / math.log(one)}
    else:
        taus = {name: (_tau(name, one, DT), _tau(name, half, DT / 2)) for name in METHODS}
        errors = {name: abs(a / b - 1) for name, (a, b) in taus.items() if a and b}
        least = min(errors.values(), default=1.0)
        alike = [name for name in errors if errors[name] <= max(3 * least, 1e-10)]
        values["integration"] = " or ".join(alike) if least < 10 * SAME else "unknown"
        values["tau"] = taus[alike[0]][0] if alike else -DT / math.log(max(one, 1e-9))
    if values["tau"] > 2000.0:
        cell.fault("time constant in other units", what="v", tau=values["tau"])
    more = (finer_end - rest) / (end - rest)
    if abs(more - 1) > 1e-3:
        by_steps = abs(more * (1 - half) / (1 - one) - 1) < 0.02
        name = "input not scaled by dt" if by_steps else "gain depends on dt"
        cell.fault(name, f"{trial} at dt = 0.5 ms, for long", finer_end, end)
    formula = end + (course[0] - end) * np.exp(-(t - t[0]) / values["tau"])
    cell.curve = np.stack([t, course, formula], axis=1)[: max(4, int(5 * values["tau"]))]


def _tau(method: str, factor: float, dt: float) -> float | None:
    """The time constant with which a method has this factor; None if no x has."""
    high = {"exact": 40.0, "backward Euler": 1e4}.get(method, 1.0 if "order" in method else 2.0)
    low = 1e-9  # as long as the factor falls with x
    step = METHODS[method]
    if not step(high) <= factor <= step(low):
        return None
    return dt / bisected(lambda x: step(x) > factor, low, high)[0]


def _threshold(cell: Cell, pulse: float) -> None:
    """Where it fires, and whether at the threshold or only above: the largest v without a spike."""
    values = cell.values
    _, v = cell([np.nextafter(pulse, 0.0), 0.0, 0.0])
    highest = float(v[0] if abs(v[0] - values["v_rest"]) > abs(v[1] - values["v_rest"]) else v[1])
    threshold = float(f"{highest:.9g}")  # thresholds are written with few digits
    values["v_threshold"] = threshold
    if threshold > highest >= threshold - 1e-12 * abs(threshold):
        values["comparison"] = ">="
    elif highest == threshold and values["v_rest"] == 0.0:  # else v may have been rounded to it
        values["comparison"] = ">"


def _untold(cell: Cell, pulse: float) -> bool:
    """Whether v falls back more often than it spikes: spikes that are not told."""
    values = cell.values
    if values["integration"] == NOT_ONE:
        return False
    spikes, v = cell(np.full(200, 0.4 * pulse))
    falls = int(np.count_nonzero(np.diff(v) < -0.5 * abs(values["v_threshold"] - values["v_rest"])))
    if falls < 1.3 * spikes.size + 2:
        return False
    trial = f"a current of {0.4 * pulse:.4g} for 200 ms (spikes)"
    cell.fault("loses spikes", trial, spikes.size, falls)
    return True


def _reset(cell: Cell, pulse: float) -> None:
    """What a spike does to v: after two pulses of other strength v is the same, or is not."""
    values, rest, threshold = cell.values, cell.values["v_rest"], cell.values["v_threshold"]
    known, top = values["integration"] != NOT_ONE, threshold - rest
    values["label"] = "index"
    ends, resets, tops = [], [], []
    for strength in (1.5, 1.25):
        spikes, v = cell([strength * pulse, *[0.0] * 5])
        ends.append(float(v[np.argmax(v < threshold) if top > 0 else 0]))
        resets.append(ends[-1])
        tops.append(float(v[0]))
        if cell.labels and spikes.size:
            when = float(spikes[0])
            values["label"] = {0.0: "start", DT: "end"}.get(when, "within" if when < DT else "late")
            if values["label"] == "within" and values["tau"] and values["gain"]:
                v_inf = rest + values["gain"] * strength * pulse  # where v goes after its reset
                resets[-1] = v_inf + (v[0] - v_inf) * math.exp((DT - when) / values["tau"])
    if known and spikes.size and spikes[0] > DT:
        cell.know("late")
    crossings = 1 + int(np.count_nonzero(v[1:] >= threshold))
    if known and top > 0 and spikes.size > crossings:
        trial = f"a pulse of {1.25 * pulse:.4g}, and then nothing (spikes)"
        cell.fault("spike counted twice", trial, spikes.size, crossings)
    if cell.labels and spikes.size:
        told = cell([*[0.0] * 40, 2.5 * pulse, *[0.0] * 19], DT / 2)[0][:1] + cell.lead
        late = told / (20.0 + cell.lead)
        for unit, share in (("steps", 2.0), ("s", 1e-3)):
            if np.allclose(late, share, rtol=0.1):
                said = f"Its spike times are in {unit}, and should be in ms."
                trial = "a pulse at 20 ms, dt = 0.5 ms"
                cell.fault(f"spike times in {unit}", trial, 20 * late[0], 20.0, said)
    if known and spikes.size and min(v[:2]) > rest + 1.5 * top > rest:
        trial = f"a pulse of {1.25 * pulse:.4g}"
        cell.fault("reset upwards", trial, v[0], float(rest))
        return
    if v[0] >= threshold and v[1] >= rest + top * 0.9 and spikes.size and np.ptp(tops):
        values["reset"] = "none"
        cell.know("no reset")
        return
    for each in (tops if tops[0] >= threshold else ends, resets):
        if np.ptp(each) < 1e-9 + SAME * abs(top):
            values |= {"reset": "to_value", "v_reset": each[-1]}
            return
    if known and top > 0 and ends[0] < ends[1] - SAME * top <= rest:
        trial = f"a pulse of {1.5 * pulse:.4g}"
        cell.fault("reset turned round", trial, ends[0], rest - (ends[0] - rest))
    elif known:  # else what v is after a step says nothing
        values["reset"] = "subtract" if ends[-1] > rest else "none"
        taken = 1.25 * top - (ends[-1] - rest)  # a least pulse leads to the threshold itself
        if v[0] < threshold and abs(taken - top) > 1e-3 * abs(top):
            cell.know("takes off", taken=taken, top=top)


def _each_reset(cell: Cell, pulse: float) -> None:
    """Whether v is after each of some spikes, far apart, where it is after the first."""
    values = cell.values
    if values["integration"] == NOT_ONE or cell.findings or values["tau"] > 500.0:
        return
    cell.tried.append("the same strong pulse six times, far apart")
    apart = 20 + round(12 * values["tau"])
    spikes, v = cell(np.tile([1.5 * pulse, *[0.0] * (apart - 1)], 6))
    told = np.flatnonzero(np.isin(range(6), spikes // apart))
    after = v.reshape(6, apart)[told, 0]
    away = np.abs(after - after[:1]) > 0.5 * abs(values["v_threshold"] - values["v_rest"])
    if away.any():
        k = int(away.argmax())
        trial = f"pulses of {1.5 * pulse:.4g} every {apart} ms, v after {told[k] * apart} ms"
        cell.fault("misses a reset", trial, after[k], after[0])


def _refractory(cell: Cell, pulse: float) -> None:
    """How long it is deaf or silent after a spike, in ms or in steps, and to what."""
    values = cell.values
    if values["integration"] == NOT_ONE or cell.has("spike times in s", "spike times in steps"):
        return
    rest, top, least = values["v_rest"], values["v_threshold"], pulse
    if values["v_reset"] is not None and top != rest:
        least *= max(1.0, (top - values["v_reset"]) / (top - rest))
    for margin in (3.0, 1.25, 1.02):  # what is refused as too strong may be weaker
        try:
            waits = [_wait(cell, margin * least, dt) for dt in (DT, DT / 2, DT / 4)]
            break
        except Refusal as refusal:
            if refusal.name != "raises":
                raise
            why = refusal
    else:
        cell.open("not so strong", why=why)
        return
    coarse, fine, finest = waits
    if values["reset"] == "none":
        return
    if any(map(math.isinf, waits)):
        if not cell(np.full(round(LONGEST), margin * least))[0].size:
            said = "While a current keeps v above its threshold it does not spike: does it fire "
            cell.fault("fires in a window", said=f"{said}only near it, or as v falls?")
        elif cell(np.full(200, 0.4 * pulse))[0].size > 2:
            said = "In a strong current it spikes once, and often in a weaker one: of spikes in a "
            cell.fault("loses spikes", said=f"{said}row is only the first told?")
        else:
            cell.fault("fires once", ms=LONGEST)
        return
    if math.isnan(sum(waits)) or coarse < -SAME:
        return
    more = (fine - finest) / (DT / 4)  # steps beyond t_ref, if they are as many at each dt
    values["t_ref"] = round(finest, 9)
    if abs(coarse - finest - 0.75 * DT * more) < 1e-6 and abs(more) > 0.5:
        values["t_ref"] = round(finest - more * DT / 4, 9)
        if values["t_ref"] == 0.0:
            trial = "a strong current, steps between spikes at dt = 0.5 ms"
            cell.fault("refractory in steps", trial, more, 2 * more, steps=more)
        else:
            parts = {"coarse": coarse, "fine": fine, "finest": finest}
            steps = f"{abs(more):.3g} step{'s' * (abs(more) > 1.5)} too "
            steps += "long" if more > 0 else "short"
            cell.know("off by one", t_ref=values["t_ref"], steps=steps, **parts)
            cell.off_by_one = cell.remarks[-1]
    if values["t_ref"] < (2 * DT if values["label"] == "within" else DT):
        return  # it ends within the step of the pulse
    # A pulse that comes one step after the spike, weaker than a spike needs: is it felt later?
    quiet = cell([1.25 * pulse, *[0.0] * 200])[1]
    felt = cell([1.25 * pulse, 0.5 * pulse, *[0.0] * 199])[1]
    end = min(int(coarse / DT) + 2, 200)
    heard = abs(felt[end] - quiet[end]) > 1e-9 * abs(top - rest)
    values["while_refractory"] = "integrated" if heard else "ignored"


def _wait(cell: Cell, strong: float, dt: float) -> float:
    """Ms of silence after a spike, where each step that is not deaf is enough for the next.

    Infinite, if it fires once and no more.
    """
    values = cell.values
    rest, top = values["v_rest"], values["v_threshold"]
    for span in (40.0, 200.0, LONGEST):
        spikes, _ = cell(np.repeat([strong / dt, 0.0], [round(span / dt), round(200 / dt)]), dt)
        if spikes.size > 2:
            break
    if spikes.size < 2:
        return math.nan if not spikes.size else math.inf
    waits = np.diff(spikes) - dt
    if dt == DT and waits.size > 3 and waits[0] > waits[1:].max() + dt / 2:
        parts = {"first": waits[0], "later": waits[1:].max()}
        cell.fault("refractory once", **parts)
    wait = float(np.median(waits[:5]))
    if values["label"] == "within" and values["tau"] and values["v_reset"] is not None:
        reach = values["gain"] * strong / dt + rest
        up = (reach - values["v_reset"]) / (reach - top)
        wait += dt - values["tau"] * math.log(up)  # its way up takes less than a step
    return wait


def _adaptation(cell: Cell, pulse: float) -> None:
    """Whether a spike is still felt once v must be back at rest."""
    wait = max(200, round(12 * min(cell.values["tau"] or math.inf, 500.0)))
    wait += round(cell.values["t_ref"] or 0.0)
    if cell.has("fires once"):
        return
    if cell.values["tau"] and cell.values["tau"] < 500.0 and cell.values["reset"] != "none":
        cell.tried.append("a least pulse long after a spike")
        current = [1.25 * pulse, *[0.0] * wait, 1.001 * pulse, 0.0, 0.0]
        if cell(current)[0].size == 1:
            cell.know("adapts", wait=wait)


def _against(cell: Cell, lif: LIF) -> None:
    """Whatever differs from the neuron that it is meant to be."""
    want = {"tau": lif.tau_m, "gain": lif.R_m, "v_threshold": lif.v_threshold}
    want |= {"v_rest": lif.v_rest, "v_reset": lif.v_reset, "t_ref": lif.t_ref}
    slips = {
        " Is R_m forgotten?": 1.0,
        " Is the input not divided by tau_m?": lif.R_m * lif.tau_m,
        " Is a current in pA taken for nA?": 1000 * lif.R_m,
        " Is a current in nA taken for pA?": lif.R_m / 1000,
    }
    levels = [(cell.values[name], want[name]) for name in ("v_threshold", "v_rest")]
    volts = all(got and math.isclose(1000 * got, meant, rel_tol=1e-6) for got, meant in levels)
    if volts:
        cell.fault("v in V", said=f"Its threshold is {levels[0][0]:g}: v is in V, not in mV.")
    if cell.values["integration"] == NOT_ONE:
        cell.fault("no LIF", said=f"v is {NOT_ONE}; expected was a LIF.")
    for name, value in want.items():
        got = cell.values[name]
        if volts and got is not None and name not in ("tau", "t_ref"):
            got *= 1000
        if got is not None and abs(got - value) > 0.01 * abs(value) + 1e-6:
            said = f"{name} is {got:.6g}; expected was {value:.6g}."
            fits = (why for why, gain in slips.items() if math.isclose(got, gain, rel_tol=0.01))
            why = next(fits, "") if name == "gain" else ""
            if name == "tau" and math.isclose(2 * got, value, rel_tol=0.01):
                why = " Is each step taken twice, or is dt doubled?"
            cell.fault(f"other {name}", said=said + why)
    if cell.values["while_refractory"] == "integrated":
        said = "What comes in while it is refractory is kept; expected was that it is ignored: "
        cell.fault("integrates while refractory", said=f"{said}hold v at v_reset for t_ref.")
    if cell.off_by_one:
        cell.fault("refractory off by one step", said=cell.off_by_one)
