"""What a run saw, by name: a mapping that is read, copied and kept, and that Tab completes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NoReturn, TypeVar

import numpy as np

from snn_edu.validation import frozen

Seen = TypeVar("Seen")


class ByName(Mapping[str, Seen]):
    """A dict that nobody can change; a name that is missing is answered with those there are.

    Unlike `types.MappingProxyType` it can be pickled, and two of equal arrays are equal.
    """

    def __init__(self, seen: Mapping[str, Seen], hint: str = "") -> None:
        """`hint` ends the answer to a missing name: ``"Say record=[...]."``."""
        self._seen, self._hint = dict(seen), hint
        for each in self._seen.values():
            if isinstance(each, np.ndarray):
                frozen(each)

    def __getitem__(self, name: str) -> Seen:
        if name in self._seen:
            return self._seen[name]
        there = ", ".join(map(repr, self._seen)) or "none"
        raise KeyError(f"{name!r}: there is {there}. {self._hint}".rstrip())

    def __getattr__(self, name: str) -> NoReturn:
        if name in self.__dict__.get("_seen", ()):
            raise AttributeError(f"{name!r} is a name here, no attribute. Say [{name!r}].")
        first = next(iter(self.__dict__.get("_seen", ())), "name")
        raise AttributeError(
            f"{name!r}: these are several, by name. Say [{first!r}].{name} for one of them."
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return self.keys() == other.keys() and all(
            np.array_equal(each, other[name]) if isinstance(each, np.ndarray)
            else each == other[name]
            for name, each in self.items()
        )  # fmt: skip

    __hash__ = None  # type: ignore[assignment]  # arrays inside: equal, but not hashable

    def __repr__(self) -> str:
        return repr(self._seen)

    def __reduce__(self) -> tuple[object, ...]:
        return ByName, (self._seen, self._hint)  # made anew: the arrays of a copy are read-only too

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._seen)
