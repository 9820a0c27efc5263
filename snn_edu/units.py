"""Units: numbers that carry one are brought to ours by their own package's word, or refused.

Here a number is plain, and its unit stands in the docstring. quantities (and so neo), pint, astropy
and Brian2 have numbers that know theirs, and NumPy takes it off in silence: Brian2's 20 ms are
0.02. None of these packages is imported: an object shows by its methods whose it is.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

CARRIED_AS = ("units", "unit", "dimensions")  # quantities and pint; astropy; Brian2
SPELT = {"MOhm": "Mohm", "per ms": "1/ms", "per second": "1/s", "degrees": "degree"}


def carries_unit(value: Any) -> bool:
    """Whether this object, or the objects of this class, carry a unit.

    A record that says the units of several fields, as our results do, carries none itself.
    """
    for name in CARRIED_AS:
        unit = getattr(value, name, None)
        if unit is not None and not isinstance(unit, Mapping):
            return True
    return False


def in_unit(value: Any, unit: str) -> Any:
    """The number or the array that `value` is in `unit`, ours; whatever its package raises if none.

    LookupError where nobody can tell: no unit is asked for, or the package is not known here.
    """
    if not unit:
        raise LookupError("a plain number is asked for")
    spelt = SPELT.get(unit, unit).replace("cm2", "cm**2")
    if hasattr(value, "rescale"):  # quantities, neo
        return value.rescale(spelt).magnitude
    if hasattr(value, "m_as"):  # pint
        return value.m_as(spelt)
    if hasattr(value, "to_value"):  # astropy
        return value.to_value(spelt)
    if hasattr(value, "has_same_dimensions"):  # Brian2, whose units are names of the package
        theirs = vars(sys.modules[type(value).__module__.partition(".")[0]])
        above, _, below = SPELT.get(unit, unit).partition("/")
        one = 1.0 if above == "1" else theirs[above]
        one = one / theirs[below] if below else one
        if value.has_same_dimensions(one):
            return value / one
        raise ValueError(f"{value!r} is of another dimension")
    raise LookupError("a package that is not known here")
