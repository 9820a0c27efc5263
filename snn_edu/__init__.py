"""Spiking neural networks you can move: a small library and a course of live notebooks.

    >>> import numpy as np
    >>> from snn_edu import LIF, simulate
    >>> run = simulate(LIF(tau_m=20.0), np.full(3000, 2.0), dt=0.1)  # 2 nA for 300 ms
    >>> run  # in a notebook it is its own picture; run.plot(ax) draws it into yours
    <Recording: 3000 steps of 0.1 ms; v; <Spikes: 10 from 1 neuron in 300 ms>>
    >>> run.spikes.isi()[:3].round(1)  # ms
    array([29.7, 29.7, 29.7])

and ``explore(my_neuron, current=(0, 4))`` puts a function of yours that returns such a run under
sliders. Tab after ``snn_edu.`` shows all there is.

Each folder is a room, and imports only point down: spikes; neurons; synapses, plasticity and
coding; simulation, network and patterns; training, and verify, which examines the rules of others;
results `opened` from files; export; plots; live pictures and questions; what each lesson draws,
asks and alone uses; `exercises`, which finds a lesson's questions; and on top the command.

A wrong argument is refused in a sentence that names it: what is of another kind by a TypeError,
what is out of range or does not fit by a ValueError. `Raises` has only what goes beyond. A number
that carries a unit, of quantities, pint, astropy or Brian2, is brought to the unit that is said.
"""

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.2.0"


@cache
def _homes() -> dict[str, str]:
    """Each public name and its room: the lines of `__init__.pyi`, which give it its type too."""
    text = Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    return {name: room for room, name in re.findall(r"^from (\.\w*) import (\w+)", text, re.M)}


def __getattr__(name: str) -> Any:
    """What is public is loaded when it is first asked for (PEP 562).

    Every session pays for what `import snn_edu` loads.
    """
    if name == "__all__":
        return sorted(_homes())
    if name not in _homes():
        faces = sorted(Path(__file__).parent.glob("[a-z]*/__init__.py"))
        rooms = [face.parent.name for face in faces if f'"{name}"' in face.read_text("utf-8")]
        slip = f". Say: from snn_edu.{rooms[0]} import {name}." if rooms else ""
        raise AttributeError(f"module 'snn_edu' has no attribute {name!r}{slip}")
    if _homes()[name] == ".":
        return import_module(f"snn_edu.{name}")
    return getattr(import_module(_homes()[name], "snn_edu"), name)


def __dir__() -> list[str]:
    """All that is public, loaded or not: what Tab shows."""
    return sorted([*_homes(), "__version__"])
