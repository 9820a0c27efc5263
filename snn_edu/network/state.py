"""State: what is under way in a network between two steps, so that a later run goes on from there.

Spikes on their way, potentials, currents and conductances, refractory pauses, traces, the rest of
what random inputs have drawn. Weights are not here: a recording has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from snn_edu.described import described
from snn_edu.network.projections import Population, Projection
from snn_edu.network.sources import Drawn
from snn_edu.synapses import Synapse

Fired: TypeAlias = list[NDArray[np.integer]]  # entry k: who fired in the step that ends at k dt
Arrays: TypeAlias = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class NetworkState:
    """All that `Network.run` needs to go on as if it had never stopped, but for the weights."""

    dt: float  # ms
    steps: int  # since the first run began
    plan: Mapping[str, str]  # what the network is, in words
    populations: Mapping[str, Arrays]  # v, stages of synapses, and who fired lately
    traces: Mapping[str, Arrays]  # of each plastic projection
    drawn: Mapping[str, Drawn]  # of each `PoissonInput`


def lately(fired: Fired, steps: int) -> dict[str, NDArray[np.integer]]:
    """Who fired in each of the last `steps`, as two arrays: who, and how many in each step."""
    last = fired[-steps:]
    return {"fired": np.concatenate(last), "fired_in_step": np.array([len(who) for who in last])}


def fired_lately(before: Arrays) -> Fired:
    """The same as a list again, a step an entry."""
    ends = list(accumulate(before["fired_in_step"].tolist()))
    return np.split(before["fired"], ends[:-1])


def plan_of(
    populations: Mapping[str, Population], projections: Mapping[str, Projection]
) -> dict[str, str]:
    """What a network is, part by part, in words that are the same in every session."""
    plan = {f"population {n!r}": f"{p.size} {described(p.model)}" for n, p in populations.items()}
    for name, one in projections.items():
        ends = f"from {one.pre.name!r} to {one.post.name!r}"
        rule = "no plasticity" if one.plasticity is None else described(one.plasticity)
        plan[f"projection {name!r}"] = f"{ends}, {described(one.synapse)}, {rule}"
        plan |= {f"{part} of {name!r}": numbers for part, numbers in one.numbers.items()}
    return plan


def refuse_other_synapses(name: str, kinds: Iterable[Synapse], before: Arrays) -> None:
    """Pass, once a population receives through the same synapses as in the earlier run."""
    now = sorted(described(kind) for kind in kinds if kind.stages)
    was = sorted({key.partition(" of ")[2] for key in before if key.startswith("stage ")})
    if now != was:
        raise ValueError(
            f"start: {name!r} received through {', '.join(was) or 'no synapse'} and now does "
            f"through {', '.join(now) or 'none'}; what is under way needs the same. A PoissonInput "
            "of 0 Hz keeps its synapse there."
        )
