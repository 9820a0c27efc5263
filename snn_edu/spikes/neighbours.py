"""Neighbours: spikes as neo and pynapple have them.

Neither package is needed, nor loaded, but by who asks for its objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from snn_edu.spikes.labels import Label, whole_or_text
from snn_edu.spikes.tables import Given
from snn_edu.units import in_unit
from snn_edu.validation import Floats, shown


def of_neo(trains: Any) -> Given:
    """Spikes from a neo `SpikeTrain`, several, or a `Segment`'s."""
    if hasattr(trains, "segments"):
        raise TypeError(
            "trains: a Block has a Segment for each trial. Say Spikes.from_neo(block.segments[0])."
        )
    trains = getattr(trains, "spiketrains", trains)
    each = [trains] if hasattr(trains, "rescale") else trains
    if isinstance(each, str | bytes) or not hasattr(each, "__iter__"):
        raise TypeError(f"trains = {shown(trains)}: expected a neo SpikeTrain, or several.")
    each = list(each)
    for one in each:
        if not (hasattr(one, "rescale") and hasattr(one, "t_stop")):
            raise TypeError(f"trains: {shown(one)} among them: expected a neo SpikeTrain.")
        if getattr(one, "ndim", 1) != 1:  # an AnalogSignal, (samples, channels)
            raise TypeError(
                f"trains: {type(one).__name__} among them: expected a neo SpikeTrain. Is it a "
                "potential? Say Spikes.from_voltage(signal, dt, threshold)."
            )
    windows = {
        (float(in_unit(one.t_start, "ms")), float(in_unit(one.t_stop, "ms"))) for one in each
    }
    if len(windows) != 1:
        said = " and ".join(f"{a:g} to {b:g} ms" for a, b in sorted(windows)) or "no train"
        raise ValueError(
            f"trains: listened to from {said}: expected one span. "
            "Say train.time_slice(t_start, t_stop) of each."
        )
    ((begin, end),) = windows
    names = whole_or_text([one.name or "" for one in each])
    labels = names if all(one.name for one in each) and len(set(names)) == len(names) else None
    times = [np.asarray(in_unit(one, "ms"), float) for one in each]
    return together(times, end - begin, begin, labels)


def to_neo(
    trains: list[Floats], duration: float, start: float, labels: Sequence[Label] | None
) -> list[Any]:
    """A neo `SpikeTrain` in ms for each neuron."""
    import neo  # who asks for its trains has it

    names = [None] * len(trains) if labels is None else [str(label) for label in labels]
    return [
        neo.SpikeTrain(train, units="ms", t_start=start, t_stop=start + duration, name=name)
        for train, name in zip(trains, names, strict=True)
    ]


def of_pynapple(group: Any) -> Given:
    """Spikes from a pynapple `Ts` or `TsGroup`, which count in seconds."""
    several = isinstance(group, Mapping)
    if not hasattr(group, "time_support") or (hasattr(group, "values") and not several):
        raise TypeError(f"group = {shown(group)}: expected a pynapple Ts or TsGroup.")
    epochs = group.time_support
    if len(epochs) != 1:
        raise ValueError(
            f"group: listened to in {len(epochs)} epochs: expected one, or a rate would count the "
            "pauses. Say group.restrict(group.time_support[0])."
        )
    begin, end = 1000.0 * float(epochs.start[0]), 1000.0 * float(epochs.end[0])
    keys = list(group.keys()) if several else None
    trains = [group[key] for key in keys] if keys is not None else [group]
    times = [np.asarray(one.times("ms"), float) for one in trains]
    return together(times, end - begin, begin, keys)


def to_pynapple(
    trains: list[Floats], duration: float, start: float, labels: Sequence[Label] | None
) -> Any:
    """A pynapple `TsGroup`, in seconds."""
    import pynapple  # who asks for its groups has it

    whole = labels is None or all(isinstance(label, int) for label in labels)
    keys = range(len(trains)) if labels is None or not whole else labels
    span = pynapple.IntervalSet(start / 1000.0, (start + duration) / 1000.0)
    each = [pynapple.Ts(train / 1000.0, time_support=span) for train in trains]
    return pynapple.TsGroup(
        dict(zip(keys, each, strict=True)),
        time_support=span,
        metadata=None if whole else {"label": list(labels or ())},
    )


def together(
    trains: Sequence[Floats], duration: float | None, start: float, labels: Sequence[Label] | None
) -> Given:
    """One after the other in two arrays: the times, and the number of the train."""
    ids = np.repeat(np.arange(len(trains)), [train.size for train in trains])
    return Given(np.concatenate([np.empty(0), *trains]), ids, len(trains), duration, start, labels)
