"""Simulate: run one neuron under currents or spikes, or many independent ones under currents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.neurons import (
    FLOATS,
    LIF,
    Model,
    Namespace,
    State,
    Step,
    as_model,
    begun,
    refuse_picoamperes,
    unit_of_current,
)
from snn_edu.pictured import Pictured
from snn_edu.simulation.between_spikes import run_between_spikes
from snn_edu.simulation.clock_driven import run_clocked
from snn_edu.simulation.event_driven import run_events
from snn_edu.spikes import Spikes
from snn_edu.synapses import Drive, SpikeInput, check_weights
from snn_edu.validation import (
    Floats,
    affordable,
    choice,
    instance,
    number,
    numbers,
    one_or_each,
    shown,
)


@dataclass(frozen=True, eq=False, repr=False)
class Recording(Pictured):
    """What a simulation saw. n steps have n + 1 ends: `t` and `v` are one longer than the current.

    ``t[k] = k dt``, and ``v[0]`` is the start; ``v[k + 1]`` is where the current of step k has led.
    """

    t: Floats  # ms, shape (steps + 1,)
    v: Floats  # mV, shape (steps + 1,), or (steps + 1, neurons) for many
    spikes: Spikes  # of all neurons

    def __repr__(self) -> str:
        return f"<Recording: {len(self.t) - 1} steps of {self.t[1]:g} ms; v; {self.spikes!r}>"


def simulate(
    model: Model | Step,
    current: ArrayLike | SpikeInput | Drive,
    dt: float,
    method: str = "exact",
    crossing: str = "exact",
    reset: str = "to_value",
    start: State | None = None,
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
        In nA (`HodgkinHuxley`: uA/cm2; `Izhikevich`: mV/ms), one value a step: shape (steps,) for
        one neuron, (steps, neurons) for independent ones. Value k holds from k dt to (k + 1) dt.
        Or, for one `LIF`, spikes that reach it through synapses: a `SpikeInput`, or a sum of such
        inputs and a current (a number, or one value a step); it runs for the duration of the
        spikes.
    dt
        Length of a step, in ms.
    method, crossing, reset
        See `LIF.stepper`. Passed on to the model only where they differ from the default. Under
        spikes, ``crossing="exact"`` solves from event to event, spikes to rounding, `dt` then only
        says where v is recorded (with a `Conductance` in the sum: to about dt^2); ``"grid"`` puts
        spikes, and arrivals, at the ends of steps.
    start
        The state to begin in, instead of ``model.start()``.

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
    asked = {"method": method, "crossing": crossing, "reset": reset}
    if isinstance(current, SpikeInput | Drive):
        return _under_spikes(model, current + 0.0, dt, asked, start)
    for name, value in asked.items():
        instance(name, value, str)
    drive = numbers("current", current, unit_of_current(model), copy=False)
    if drive.ndim not in (1, 2) or 0 in drive.shape:
        raise ValueError(
            f"current has shape {drive.shape}: expected (steps,) or (steps, neurons), in nA, "
            "with at least one step."
        )
    refuse_picoamperes("current", model, drive)
    neurons = 1 if drive.ndim == 1 else drive.shape[1]
    given: Any = start  # a list or an array is a state too
    if isinstance(given, list | tuple) or (isinstance(given, np.ndarray) and given.ndim):
        for i, part in enumerate(given):
            if np.ndim(part):
                one_or_each(f"start[{i}]", part, drive.shape[1:], "neuron")
    usual = {"method": "exact", "crossing": "exact", "reset": "to_value"}
    options = {name: value for name, value in asked.items() if value != usual[name]}
    if type(model) is LIF and not options and start is None:
        v, times, ids = run_between_spikes(model, drive, dt)
    elif drive.ndim == 1:
        v, times, ids = _run_one(*prepared(model, dt, FLOATS, options, start), drive, dt)
    else:
        v, times, ids = _run_many(*prepared(model, dt, np, options, start), drive, dt)
    t = dt * np.arange(len(drive) + 1, dtype=float)
    return Recording(t, v, Spikes(times, ids, neurons, float(t[-1])))


Ran = tuple[Floats, Floats, NDArray[np.int64]]  # v, times, ids


def _run_one(step: Step, state: State, drive: Floats, dt: float) -> Ran:
    """One neuron, in plain floats: five to twenty times faster than arrays of length one."""
    v = [state[0]]
    times = []
    for k, current in enumerate(drive.tolist(), start=1):
        state, spiked, *ago = step(state, current)
        v.append(state[0])
        if spiked:
            times.append(k * dt - (ago[0] if ago else 0.0))
    return np.array(v, float), np.array(times, float), np.zeros(len(times), int)


def _run_many(step: Step, state: State, drive: Floats, dt: float) -> Ran:
    """Independent neurons side by side, in arrays: state is a tuple of (neurons,)."""
    steps, neurons = drive.shape
    state = tuple(np.broadcast_to(np.asarray(part, float), (neurons,)) for part in state)
    v = np.empty((steps + 1, neurons))
    v[0] = state[0]
    times, ids = [], []
    for k, current in enumerate(drive, start=1):
        state, spiked, *ago = step(state, current)
        v[k] = state[0]
        if np.any(spiked):
            who = np.flatnonzero(spiked)
            before = np.broadcast_to(ago[0] if ago else 0.0, (neurons,))[who]
            times.append(k * dt - before)
            ids.append(who)
    if not times:
        return v, np.empty(0), np.empty(0, int)
    return v, np.concatenate(times), np.concatenate(ids)


def _under_spikes(
    lif: Model | Step, drive: Drive, dt: float, asked: dict[str, str], start: State | None
) -> Recording:
    """One LIF neuron under spikes: from event to event, or step by step."""
    if type(lif) is not LIF:
        raise TypeError(
            f"model = {shown(lif)}: only a LIF can be driven by spikes here; expected LIF(). "
            "In a Network they reach any model: connect a SpikeSource() to it."
        )
    known = {"method": ("exact",), "crossing": ("exact", "grid"), "reset": ("to_value",)}
    for name, allowed in known.items():
        choice(name, asked[name], allowed)
    affordable("duration", drive.duration(), "ms", 40.0 * drive.duration() / dt)
    currents = drive.currents(dt)
    refuse_picoamperes("current", lif, currents)
    for one in drive.inputs:
        check_weights(one.synapse, np.asarray(one.weights, float), lif)
    state = _begin(lif, start)
    conducts = any(one.synapse.v_reversal is not None for one in drive.inputs)
    if asked["crossing"] == "grid" or conducts:
        v, times = run_clocked(lif, drive.inputs, currents, dt, state, asked["crossing"])
    else:
        v, times = run_events(lif, drive.inputs, currents, dt, state)
    t = dt * np.arange(currents.size + 1, dtype=float)
    return Recording(t, v, Spikes(times, duration=float(t[-1])))


def prepared(
    model: Model | Step, dt: float, xp: Namespace, options: dict[str, str], start: State | None
) -> tuple[Step, State]:
    """The step and the first state of a model, whichever way it was given."""
    given: Any = model
    if callable(given) and not hasattr(given, "stepper") and not isinstance(given, type):
        if options:
            asked = ", ".join(options)
            raise TypeError(f"{asked}: a step function has no such option; write it into the step.")
        if start is None:
            raise TypeError(
                f"model = {shown(model)}: a step function needs the state to begin in. Say start=, "
                "a tuple that begins with v."
            )
        return given, begun(start)
    neuron: Any = as_model(given, also=", or a step function")
    try:
        step = neuron.stepper(dt, xp, **options)
    except TypeError as error:
        asked = ", ".join(f"{name}={value!r}" for name, value in options.items())
        raise TypeError(
            f"{type(model).__name__} refused stepper(dt, xp, {asked}): {error}"
        ) from error
    state = _begin(neuron, start)
    if start is not None and hasattr(neuron, "staggered"):
        state = neuron.staggered(state, dt)
    return step, state


def _begin(model: Model, start: State | None) -> State:
    """The model's rest, or `start`, once that is a state; a LIF never waits less than 0 ms."""
    if start is None:
        return model.start()
    state = begun(start, model.start())
    if isinstance(model, LIF):
        numbers("start[1]", state[1], "ms", low=0.0)
    return state
