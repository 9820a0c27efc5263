"""Simulate: run one neuron under currents or spikes, or many independent ones under currents."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeGuard

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.described import described, in_words
from snn_edu.kept import Kept
from snn_edu.neurons import (
    FLOATS,
    LIF,
    Crossing,
    Method,
    Model,
    Namespace,
    OwnStep,
    Reset,
    State,
    Step,
    as_model,
    begun,
    blamed,
    one_neuron,
    refuse_amperes,
    stepper_of,
    unit_of_current,
    v_alone,
)
from snn_edu.pictured import Pictured
from snn_edu.progress import Progress, Tell
from snn_edu.simulation.between_spikes import run_between_spikes
from snn_edu.simulation.clock_driven import run_clocked
from snn_edu.simulation.ending import End, Ran, going_on
from snn_edu.simulation.event_driven import run_events
from snn_edu.spikes import Spikes, step_of
from snn_edu.synapses import Drive, SpikeInput, check_weights
from snn_edu.validation import (
    Floats,
    affordable,
    ask,
    by_name,
    choice,
    instance,
    number,
    numbers,
    one_or_each,
    refuse_volts,
    shown,
)


@by_name
@dataclass(frozen=True, eq=False, repr=False)
class Recording(Kept, Pictured):
    """What a simulation saw. n steps have n + 1 ends: `t` and `v` are one longer than the current.

    ``t[k] = k dt``, and ``v[0]`` is the start; ``v[k + 1]`` is where the current of step k has led.
    """

    t: Floats  # ms, shape (steps + 1,)
    v: Floats  # mV, shape (steps + 1,), or (steps + 1, neurons) for many
    spikes: Spikes  # of all neurons
    end: End | None = None  # from which a later run goes on

    units: ClassVar[Mapping[str, str]] = {"t": "ms", "v": "mV"}

    def __post_init__(self) -> None:
        if np.ndim(self.t) != 1 or np.shape(self.v)[:1] != np.shape(self.t):
            raise ValueError(
                f"v has shape {np.shape(self.v)}, t {np.shape(self.t)}: expected a v for each t, "
                "time first."
            )

    def __repr__(self) -> str:
        dt = self.t[1] - self.t[0]
        n = len(self.t) - 1
        return f"<Recording: {n} step{'s' * (n != 1)} of {dt:g} ms; v; {self.spikes!r}>"


def simulate(
    model: Model | OwnStep,
    current: ArrayLike | SpikeInput | Drive,
    dt: float,
    method: Method | Literal["ode", "script"] = "exact",
    crossing: Crossing = "exact",
    reset: Reset = "to_value",
    start: State | Recording | None = None,
    progress: Tell | None = None,
) -> Recording:
    """Run `model` under `current`, from rest, and record its potential and its spikes.

    One neuron runs in Python floats, many in arrays, both through the one step of the model. An
    exact LIF runs faster, whole stretches between spikes at once (`between_spikes`); a test holds
    the spikes of the two ways identical. Where the crossing is "grid", a spike's time is the end of
    its step. A ValueError where the current averages more than would move the membrane by a volt,
    or two spikes fall in one step; a TypeError where the model does not know an option that was
    asked for, or is not a `LIF`, under spikes.

    Parameters
    ----------
    model
        A `LIF`, `AdEx`, `Izhikevich` or `HodgkinHuxley`, or your own: any object with ``start()``,
        giving the first state (a tuple that begins with v), and ``stepper(dt, xp)``, giving a step;
        or just a step, a function
        ``step(state, current) -> (state, spiked)``, together with `start`. A step may return a
        third thing: how many ms before the step's end the spike was.
    current
        In nA, 200 pA are 0.2 (`HodgkinHuxley`: uA/cm2; `Izhikevich`: mV/ms), one value a step:
        shape (steps,) for one neuron, (steps, neurons) for independent ones, which may differ
        (`LIF`). Value k holds from k dt to (k + 1) dt. Strong ones pass, up to a volt: 60 nA are
        0.6 V in the default `LIF`, whose rate t_ref then limits. Or, for one `LIF`, spikes that
        reach it through synapses: a `SpikeInput`, or a sum of such inputs and a current (a number,
        or one value a step); it runs for the duration of the spikes.
    dt
        Length of a step, in ms.
    method, crossing, reset
        See `LIF.stepper`. Passed on to the model only where they differ from the default. Under
        spikes, ``crossing="exact"`` solves from event to event, spikes to rounding, `dt` then only
        says where v is recorded (with a `Conductance` in the sum: to about dt^2); ``"grid"`` puts
        spikes, and arrivals, at the ends of steps.
    start
        The state to begin in, instead of ``model.start()``. Or the recording of an earlier run, to
        go on from its end; times go on too. Together the two are one long run: to the last bit
        where the model is stepped, to rounding where a formula spans many steps (an exact LIF, and
        spikes solved from event to event). A current then has the steps to come. Spikes are given
        from 0 ms on, those of the earlier run included, for what they do is still under way; the
        run lasts to the end of their duration.
    progress
        Called with (ms done, ms in all) from time to time. Left out, a run of more than two seconds
        says on a line how far it is. Ctrl+C raises an `Interrupted`; its ``.partial`` is the
        recording until then, but where a formula spans the whole run (an exact LIF) or under
        spikes, when there is none.

    Examples
    --------
    >>> import numpy as np
    >>> recording = simulate(LIF(), np.full(2000, 1.6), dt=0.1)
    >>> recording.spikes.isi().round(6)
    array([57.451774, 57.451774])

    >>> from snn_edu.synapses.currents import AlphaSynapse
    >>> volley = SpikeInput(Spikes([5, 6, 7], duration=50), AlphaSynapse(2.0), weights=3.0)
    >>> simulate(LIF(), volley, dt=0.1).spikes.times.round(6)
    array([10.898273])
    """
    dt = number("dt", dt, "ms", 0.001, 100.0)
    asked: dict[str, str] = {"method": method, "crossing": crossing, "reset": reset}
    if isinstance(current, SpikeInput | Drive):
        return _under_spikes(model, current + 0.0, dt, asked, start)
    for name, value in asked.items():
        instance(name, value, str)
    if isinstance(current, Spikes):
        raise TypeError(
            f"current: expected numbers in nA, got {current!r}. Spikes come through a synapse: "
            "SpikeInput(spikes, AlphaSynapse(2.0), weights=0.5)."
        )
    drive = numbers("current", current, unit_of_current(model), copy=False)
    if drive.ndim not in (1, 2) or 0 in drive.shape:
        raise ValueError(
            f"current has shape {drive.shape}: expected (steps,) or (steps, neurons), in nA, "
            f"with at least one step.{_constant(drive)}"
        )
    refuse_amperes("current", model, drive)
    if drive.ndim == 2 and 10 * len(drive) <= drive.shape[1] and dt * len(drive) <= 10.0:
        warnings.warn(
            f"current has shape {drive.shape}: {len(drive)} steps of {drive.shape[1]} neurons, "
            f"{dt * len(drive):g} ms in all. Is it (neurons, steps)? Say current.T.",
            stacklevel=2,
        )
    if isinstance(model, LIF) and model.size is not None and drive.shape[1:] != (model.size,):
        raise ValueError(
            f"current has shape {drive.shape}: this LIF has parameters of {model.size} neurons; "
            f"expected (steps, {model.size}), in nA."
        )
    neurons = 1 if drive.ndim == 1 else drive.shape[1]
    plan = {"the model": described(model), **asked, "the number of neurons": str(drive.shape[1:])}
    before = going_on(start.end, plan, dt) if isinstance(start, Recording) else None
    refuse_rows(start, drive.shape[1:])
    usual = {"method": "exact", "crossing": "exact", "reset": "to_value"}
    options = {name: value for name, value in asked.items() if value != usual[name]}
    begin = None if isinstance(start, Recording) else start
    watch = Progress("simulate", dt * len(drive), "ms", progress)
    if type(model) is LIF and not options and begin is None:
        done, state = (before.steps, before.state) if before else (0, model.start())
        ran = run_between_spikes(model, drive, dt, state, done, watch)
    elif drive.ndim == 1:
        step, state = prepared(model, dt, FLOATS, options, begin, before)
        with blamed(model, step, state):
            ran = run_one(step, state, drive, dt, before, watch)
    else:
        step, state = prepared(model, dt, np, options, begin, before)
        state = tuple(np.broadcast_to(np.asarray(part, float), (neurons,)) for part in state)
        with blamed(model, step, state):
            ran = _run_many(step, state, drive, dt, before, watch)
    recording = recorded(ran, neurons, dt, before, plan)
    if watch.stopped:
        raise watch.interrupted(recording)
    return recording


def _constant(drive: Floats) -> str:
    """What somebody says who means a constant current."""
    return f" Say np.full(1000, {drive:g}) for 1000 steps." if drive.ndim == 0 else ""


def refuse_rows(start: object, shape: tuple[int, ...]) -> None:
    """Pass, once no part of a state to begin in is a row, but one of a number for each neuron."""
    if isinstance(start, list | tuple) or (isinstance(start, np.ndarray) and start.ndim):
        for i, part in enumerate(start):  # a list or an array is a state too
            if np.ndim(part):
                one_or_each(f"start[{i}]", part, shape, "neuron")


def recorded(
    ran: Ran, neurons: int, dt: float, before: End | None, plan: Mapping[str, str]
) -> Recording:
    """What an engine gave, as a recording of a run after `before`."""
    done = before.steps if before else 0
    steps = done + len(ran.v) - 1
    t = dt * np.arange(done, steps + 1, dtype=float)
    if np.isnan(ran.v).any():
        lost = t[np.isnan(ran.v).reshape(len(t), -1).any(axis=1).argmax()]
        warnings.warn(
            f"v is no number (nan) from {lost:g} ms on: what does the model's step give there?",
            stacklevel=3,
        )
    if len(ran.times) == neurons * (len(t) - 1) > 9:
        ask(
            f"spikes: one in each of {len(t) - 1} steps. Is what the step gives second a truth, "
            "spiked or not, and no potential?"
        )
    begin, end = float(t[0]), float(t[-1])
    spikes = Spikes(ran.times, ran.ids, neurons, end - begin, begin)
    return Recording(t, ran.v, spikes, End(dt, steps, plan, ran.state) if ran.whole else None)


def run_one(
    step: Step, state: State, drive: Floats, dt: float, before: End | None, watch: Progress
) -> Ran:
    """One neuron, in plain floats: five to twenty times faster than arrays of length one."""
    done = k = before.steps if before else 0
    v = [state[0]]
    spikes: list[float] = []
    with watch:
        for piece in watch.pieces(len(drive)):
            currents = drive[piece.start : piece.stop].tolist()
            for k, current in enumerate(currents, start=done + piece.start + 1):
                state, spiked, *ago = step(state, current)
                v.append(state[0])
                if spiked:
                    spikes.append(k * dt - float(ago[0] if ago else 0.0))
    steps = k - done if watch.whole else max(k - done - 1, 0)
    times = np.array(spikes, float)
    times = times[times <= (done + steps) * dt]  # a step that was broken off is none
    path = np.array(v[: steps + 1], float)
    return Ran(path, times, np.zeros(len(times), int), state, watch.whole)


def _run_many(
    step: Step, state: State, drive: Floats, dt: float, before: End | None, watch: Progress
) -> Ran:
    """Independent neurons side by side, in arrays: state is a tuple of (neurons,)."""
    (steps, neurons), done, k = drive.shape, before.steps if before else 0, 0
    v = np.empty((steps + 1, neurons))
    v[0] = state[0]
    spikes = [(np.empty(0), np.empty(0, int))]  # times, ids
    with watch:
        for piece in watch.pieces(steps):
            for k, current in enumerate(drive[piece.start : piece.stop], start=piece.start + 1):
                state, spiked, *ago = step(state, current)
                v[k] = state[0]
                if np.any(spiked):
                    who = np.flatnonzero(spiked)
                    since = np.broadcast_to(ago[0] if ago else 0.0, (neurons,))[who]
                    spikes.append(((done + k) * dt - since, who))
    if v_alone(state):
        raise TypeError(shown(state))
    steps = k if watch.whole else max(k - 1, 0)
    times, ids = map(np.concatenate, zip(*spikes, strict=True))
    inside = times <= (done + steps) * dt  # a step that was broken off is none
    return Ran(v[: steps + 1], times[inside], ids[inside], state, watch.whole)


def _under_spikes(
    lif: Model | Step,
    drive: Drive,
    dt: float,
    asked: dict[str, str],
    start: State | Recording | None,
) -> Recording:
    """One LIF neuron under spikes: from event to event, or step by step."""
    if type(lif) is not LIF:
        raise TypeError(
            f"model = {shown(lif)}: only a LIF can be driven by spikes here; expected LIF(). "
            "In a Network they reach any model: connect a SpikeSource() to it."
        )
    one_neuron("model", lif)
    known = {"method": ("exact",), "crossing": ("exact", "grid"), "reset": ("to_value",)}
    for name, allowed in known.items():
        choice(name, asked[name], allowed)
    affordable("duration", drive.duration(), "ms", 40.0 * drive.duration() / dt)
    currents = drive.currents(dt)
    refuse_amperes("current", lif, currents)
    for one in drive.inputs:
        check_weights(one.synapse, np.asarray(one.weights, float), lif)
    if isinstance(start, Recording):
        plan = _plan(lif, drive, dt, asked, start.end.steps if start.end else 0)
        before = going_on(start.end, plan, dt)
        done, state = before.steps, before.state
    else:
        before, done, state = None, 0, _begin(lif, start)
    if currents.size <= done:
        raise ValueError(
            f"duration: the spikes end at {drive.duration():g} ms, and this run goes on from "
            f"{done * dt:g} ms. Give it all spikes from 0 ms on, to the end that it is to have."
        )
    conducts = any(one.synapse.v_reversal is not None for one in drive.inputs)
    if asked["crossing"] == "grid" or conducts:
        ran = run_clocked(lif, drive.inputs, currents, dt, state, asked["crossing"], done)
    else:
        ran = run_events(lif, drive.inputs, currents, dt, state, done)
    return recorded(ran, 1, dt, before, _plan(lif, drive, dt, asked, currents.size))


def _plan(
    lif: LIF, drive: Drive, dt: float, asked: Mapping[str, str], steps: int
) -> dict[str, str]:
    """What ran and what has reached it until a step, in words: another past is another run."""
    plan = {"the model": described(lif), **asked}
    for i, one in enumerate(drive.inputs):
        times, weights = one.arrivals()
        until = np.searchsorted(step_of(times, dt), steps, side="right")
        plan[f"the synapse of input {i}"] = described(one.synapse)
        plan[f"what arrived through input {i} till {steps * dt:g} ms"] = (
            f"{in_words(times[:until])} with weights of {in_words(weights[:until])}"
        )
    return plan


def prepared(
    model: Model | OwnStep,
    dt: float,
    xp: Namespace,
    options: dict[str, str],
    start: State | None,
    before: End | None,
) -> tuple[Step, State]:
    """The step of a model, whichever way it was given, and the state that its run begins in."""
    if _is_step(model):
        if options:
            asked = ", ".join(options)
            raise TypeError(f"{asked}: a step function has no such option; write it into the step.")
        if before is not None:
            return model, before.state
        if start is None:
            raise TypeError(
                f"model = {shown(model)}: a step function needs the state to begin in. Say start=, "
                "a tuple that begins with v."
            )
        return model, begun(start)
    neuron = as_model(model, also=", or a step function")
    rest = begun(neuron.start(), name=f"{type(model).__name__}.start()")
    step = stepper_of(neuron, dt, xp, options)
    if before is not None:
        return step, before.state
    state = rest if start is None else _begin(neuron, start)
    staggered: Callable[[State, float], State] | None = getattr(neuron, "staggered", None)
    if start is not None and staggered is not None:
        state = staggered(state, dt)
    return step, state


def _is_step(model: object) -> TypeGuard[Step]:
    return callable(model) and not hasattr(model, "stepper") and not isinstance(model, type)


def _begin(model: Model, start: State | None) -> State:
    """The model's rest, or `start`, once that is a state; a LIF never waits less than 0 ms."""
    if start is None:
        return model.start()
    state = begun(start, model.start())
    if isinstance(model, LIF):
        numbers("start[1]", state[1], "ms", low=0.0)
        if np.min(model.v_rest) < -10.0:  # which is in mV
            refuse_volts("start[0]", *np.ravel(state[0]))
    return state
