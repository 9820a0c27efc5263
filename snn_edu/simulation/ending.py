"""Ending: how a simulation has ended, so that a later one goes on from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.described import refuse_another
from snn_edu.neurons import State
from snn_edu.validation import Floats


class Ran(NamedTuple):
    """What an engine gives back."""

    v: Floats  # mV, shape (steps + 1,), or (steps + 1, neurons) for many
    times: Floats  # ms, of the spikes
    ids: NDArray[np.int64]  # whose they are
    state: State  # at the end
    whole: bool = True  # unless somebody has stopped it within a step


@dataclass(frozen=True)
class End:
    """The last moment of a run."""

    dt: float  # ms
    steps: int  # since the first run began
    plan: Mapping[str, str]  # what ran, and how, in words
    state: State  # of the model; under spikes also the stages of its synapses


def going_on(end: End | None, plan: Mapping[str, str], dt: float) -> End:
    """The end of an earlier run, once one of this `plan` in steps of `dt` may go on from it."""
    if end is None:
        raise ValueError("start: that run has no end to go on from; it was stopped within a step.")
    refuse_another("neuron", plan, end.plan)
    if dt != end.dt:
        raise ValueError(
            f"dt = {dt:g} ms: the earlier run had steps of {end.dt:g} ms, and so must one that "
            "goes on from it."
        )
    return end
