"""Trajectories: every variable of a model in time, for gates, currents and phase planes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.described import described
from snn_edu.kept import Kept
from snn_edu.neurons import FLOATS, Model, State, Stepped, blamed, refuse_amperes, unit_of_current
from snn_edu.pictured import Pictured
from snn_edu.progress import Progress
from snn_edu.simulation.ending import End, going_on
from snn_edu.simulation.simulate import prepared, recorded, refuse_rows, run_one
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats, Quantity, by_name, number, numbers


@by_name
@dataclass(frozen=True, eq=False, repr=False)
class Trajectory(Kept, Pictured):
    """What one neuron did, with all its variables; ``states[0]`` is the start."""

    t: Floats  # ms, shape (steps + 1,)
    states: Floats  # shape (steps + 1, variables), in the order of the model's state
    spikes: Spikes
    end: End | None = None  # from which a later run goes on
    variables: tuple[str, ...] = ()  # what the states are, with their units, as the model says

    units: ClassVar[Mapping[str, str]] = {"t": "ms"}

    def _elsewhere(self, name: str) -> str:
        names = [variable.partition(" ")[0] for variable in vars(self).get("variables", ())]
        if name in names:
            return f". Say .states[:, {names.index(name)}]."
        return super()._elsewhere(name)

    def __repr__(self) -> str:
        steps = f"{len(self.t) - 1} steps of {self.t[1] - self.t[0]:g} ms"
        return f"<Trajectory: {steps}; {self.states.shape[1]} variables; {self.spikes!r}>"


def trajectory(
    model: Model, current: ArrayLike, dt: float, start: State | Trajectory | None = None
) -> Trajectory:
    """Run one neuron as `simulate` does, and keep its whole state, not v alone.

    The arguments are those of `simulate`; `current` has one value a step, shape (steps,). `start`
    may be an earlier trajectory, to go on from its end.

    Examples
    --------
    >>> from snn_edu.neurons.hodgkin_huxley import HodgkinHuxley
    >>> run = trajectory(HodgkinHuxley(), [10.0] * 1000, dt=0.01)
    >>> v, m, h, n = run.states.T
    >>> float(m.max().round(3)), run.spikes.times.round(2)
    (0.994, array([1.9]))
    """
    drive = numbers("current", current, unit_of_current(model), copy=False)
    if drive.ndim != 1 or not drive.size:
        raise ValueError(f"current has shape {np.shape(current)}: one neuron needs (steps,).")
    refuse_amperes("current", model, drive)
    refuse_rows(start, ())
    dt, plan = number("dt", dt, "ms", 0.001, 100.0), {"the model": described(model)}
    before = going_on(start.end, plan, dt) if isinstance(start, Trajectory) else None
    begin = None if isinstance(start, Trajectory) else start
    step, state = prepared(model, dt, FLOATS, {}, begin, before)
    states = [state]

    def watched(state: State, current: Quantity) -> Stepped:
        stepped = step(state, current)
        states.append(stepped[0])
        return stepped

    watch = Progress("trajectory", dt * len(drive))
    with blamed(model, step, state):
        ran = run_one(watched, state, drive, dt, before, watch)
    run = recorded(ran, 1, dt, before, plan)
    seen = np.array(states[: len(run.t)], float)
    names = tuple(getattr(model, "variables", ()))
    names = names if len(names) == seen.shape[1] else ()
    result = Trajectory(run.t, seen, run.spikes, run.end, names)
    if watch.stopped:
        raise watch.interrupted(result)
    return result
