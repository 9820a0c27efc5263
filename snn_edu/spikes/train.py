"""Spikes: when, and which neuron. Every other room speaks in them.

What is measured of them is in `measures`; how they come from files, tables and the objects of
other packages, and go there, in `tables` and `neighbours`.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TextIO, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.kept import Kept
from snn_edu.pictured import Pictured
from snn_edu.spikes.labels import Label, checked_labels
from snn_edu.spikes.measures import Measures
from snn_edu.units import carries_unit
from snn_edu.validation import (
    MOST_BYTES,
    Floats,
    as_array,
    ask,
    ask_if_seconds,
    by_name,
    frozen,
    instance,
    integer,
    integers,
    number,
    numbers,
    one_row,
    shown,
)

if TYPE_CHECKING:
    from snn_edu.spikes.tables import Unit

FASTEST = 1000.0  # Hz, on average: no neuron; many as one, perhaps
MOST_A_MS = 4.0  # spikes a ms, of a row of times: no neuron again
ROUNDING = 1e-9  # ms, by which a spike may miss a window that does not begin at 0


@by_name
@dataclass(frozen=True, eq=False)
class Spikes(Measures, Kept, Pictured):
    """Spike times in ms, in order, and the neuron that sent each.

    ``len(spikes)`` counts spikes; ``for train in spikes`` goes neuron by neuron.

    Parameters
    ----------
    times : array_like, shape (spikes,)
        Spike times in ms, >= start. Any order; kept sorted (ties keep the order given).
    ids : array_like of int, shape (spikes,), optional
        The neuron of each spike, 0 to size - 1. Left out: all are neuron 0.
    size : int
        How many neurons there are, silent ones included. Left out: as many as `labels`, or one.
    duration : float, optional
        How long was listened, in ms. Rates and counts need it: silence after the last spike counts.
        No spike comes later.
    start : float
        When listening began, in ms: below 0 where time 0 is a stimulus; where a run goes on from an
        earlier one, its end.
    labels : sequence of int or str, optional
        What the neurons are called elsewhere: the electrodes 3, 7 and 12.

    Examples
    --------
    >>> train = Spikes([12, 50, 135, 258], duration=1000)
    >>> train.rate()
    4.0
    >>> train.isi()
    array([ 38.,  85., 123.])

    A recording of your own, and the measures of lesson 06, in three lines. The file may begin so:

    >>> from snn_edu import victor_purpura
    >>> file = ["time_ms,electrode", "12,3", "14,7", "50,3", "52,7", "129,7", "135,3"]
    >>> spikes = Spikes.from_csv(file, duration=200.0)
    >>> spikes.rates(), spikes.cvs().round(3)
    (array([15., 15.]), array([0.382, 0.339]))
    >>> victor_purpura(spikes.named(3), spikes.named(7), cost=0.125)
    1.25
    """

    times: Floats  # ms, sorted
    ids: NDArray[Any]  # which neuron sent each spike, whole numbers
    size: int  # neurons, silent ones included
    duration: float | None  # ms
    start: float = 0.0  # ms
    labels: tuple[Label, ...] | None = None  # one a neuron

    units: ClassVar[Mapping[str, str]] = {"times": "ms"}

    def __init__(
        self,
        times: ArrayLike,
        ids: ArrayLike | None = None,
        size: int | None = None,
        duration: float | None = None,
        start: float = 0.0,
        labels: Sequence[Label] | None = None,
    ) -> None:
        names = None if labels is None else checked_labels(labels)
        told = size is not None or names is not None  # of how many neurons: one, or many as one
        size = (len(names) if names else 1) if size is None else size
        size = integer("size", size, 1, MOST_BYTES // 8)
        if names is not None and len(names) != size:
            raise ValueError(f"labels: there are {len(names)}, for size = {size} neurons.")
        start = number("start", start, "ms")
        moments = _moments(times, alone=ids is None)
        senders = np.zeros(moments.size, int) if ids is None else _senders(ids, moments.size, size)
        slack = ROUNDING if start else 0.0
        if moments.size and moments.min() < start - slack:
            raise ValueError(
                f"times: the first spike is at {moments.min():g} ms, before start = {start:g} ms. "
                f"If listening began earlier, say start={math.floor(moments.min()):g}."
                + _POTENTIAL
                * _swings(moments)
            )
        if ids is None and told and moments.size == size > 1:
            ask(
                f"ids: left out, so all {size} spikes are of one of the {size} neurons. Is it one "
                "each? Say ids=range(len(times))."
            )
        if ids is None and not told:
            long = isinstance(duration, int | float) and duration >= 100.0
            _ask_crowd("times", moments, at_least=3 if long else 10)
        if duration is not None:
            duration = number("duration", duration, "ms", low=0.0)
            if moments.size and moments.max() > start + duration + slack:
                end = f"the duration of {duration:g} ms"
                if start:
                    end = f"the end, {duration:g} ms from start = {start:g} ms on"
                raise ValueError(
                    f"times: the last spike is at {moments.max():g} ms, after {end}. "
                    "Are the two in the same unit (ms)?"
                )
        order = np.argsort(moments, kind="stable")
        names = None if names == tuple(range(size)) else names
        self._keep(moments[order], senders[order], size, duration, start, names)

    def _keep(
        self,
        times: Floats,
        ids: NDArray[Any],
        size: int,
        duration: float | None,
        start: float = 0.0,
        labels: tuple[Label, ...] | None = None,
    ) -> None:
        # The dataclass is frozen: here is the one place that may set a field.
        object.__setattr__(self, "times", frozen(times))
        object.__setattr__(self, "ids", frozen(ids))
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "duration", duration)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "labels", labels)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._keep(**state)  # the arrays of a copy are read-only too

    # --- made of what others have -----------------------------------------------------------------

    @classmethod
    def in_order(cls, times: Floats, ids: NDArray[Any], size: int, duration: float) -> Spikes:
        """Spikes from arrays that are in order already: checked, but neither sorted nor copied.

        For millions of spikes. The arrays become read-only; `ids` may be of any integer type.
        """
        size = integer("size", size, 1, MOST_BYTES // 8)
        duration = number("duration", duration, "ms", 0.0)
        instance("times", times, np.ndarray, "Say Spikes(...) for a list.")
        instance("ids", ids, np.ndarray, "Say Spikes(...) for a list.")
        if carries_unit(times):
            raise TypeError("times: expected plain numbers in ms. Say Spikes(...) for a unit.")
        if times.dtype != np.float64 or ids.dtype.kind not in "iu":
            raise TypeError(
                f"times and ids: expected float64 and integers, got {times.dtype} and {ids.dtype}."
            )
        if times.ndim != 1 or times.shape != ids.shape or not (times[1:] >= times[:-1]).all():
            raise ValueError("times: expected in order, one for each of ids. Use Spikes(...).")
        if times.size and not (times[0] >= 0.0 and times[-1] <= duration):
            raise ValueError(
                f"times: {times[0]:g} to {times[-1]:g} ms, not in 0 to duration = {duration:g}."
            )
        if ids.size and not (ids.min() >= 0 and ids.max() < size):
            raise ValueError(f"ids: {ids.min()} to {ids.max()}, allowed is 0 to {size - 1}.")
        spikes = object.__new__(cls)
        spikes._keep(times, ids, size, duration)
        return spikes

    @classmethod
    def from_trains(
        cls,
        trains: Iterable[ArrayLike],
        duration: float | None = None,
        start: float = 0.0,
        labels: Sequence[Label] | None = None,
    ) -> Spikes:
        """Spikes from one list of times (ms) for each neuron: what `trains` gives.

        >>> Spikes.from_trains([[1, 5], [], [3]]).ids.tolist()
        [0, 2, 0]
        """
        if isinstance(trains, str | bytes | Mapping) or not isinstance(trains, Iterable):
            slip = (
                " Say trains.values(), labels=list(trains)." if isinstance(trains, Mapping) else ""
            )
            raise TypeError(
                f"trains = {shown(trains)}: expected a list of lists of times in ms.{slip}"
            )
        rows = []
        padded = isinstance(trains, np.ndarray) and trains.ndim == 2
        for i, train in enumerate(trains):
            if isinstance(train, Spikes):
                raise TypeError(
                    f"trains[{i}] = {train!r}: expected a list of times in ms. "
                    "Say [one.times for one in trains], or trains[0].merge(*trains[1:])."
                )
            if np.ndim(train) == 0:
                raise TypeError(
                    f"trains[{i}] = {shown(train)}: expected a list of times in ms. "
                    "One train alone is Spikes(times)."
                )
            row = one_row(f"trains[{i}]", train, -math.inf)
            rows.append(_no_raster(f"trains[{i}]", row, "np.transpose(trains)"))
        if not rows:
            raise ValueError("trains: there is none; expected one for each neuron.")
        if padded and any(row.size > 1 and row[-1] == 0.0 < row[0] for row in rows):
            warnings.warn(
                "trains: rows that end with 0 ms, after later times. Are they filled up with "
                "zeros? Say [row[row > 0] for row in trains].",
                stacklevel=2,
            )
        ids = np.repeat(np.arange(len(rows)), [row.size for row in rows])
        spikes = cls(np.concatenate(rows), ids, len(rows), duration, start, labels)
        return _asked_rates("trains", spikes, "Say 1000 * times.")

    @classmethod
    def from_raster(
        cls, raster: ArrayLike, dt: float, start: float = 0.0, labels: Sequence[Label] | None = None
    ) -> Spikes:
        """Spikes from their counts in steps of `dt` ms, (steps,) or (steps, neurons): see `binned`.

        A spike of row k is at start + k dt, where its bin begins. 0 and 1, True and False, or more
        than one spike a step.

        >>> Spikes.from_raster([0, 1, 0, 0, 1], dt=2.0).times
        array([2., 8.])
        """
        counts = as_array("raster", raster)
        counts = counts.astype(float) if counts.dtype == bool else counts
        counts = numbers("raster", counts, "", 0.0)
        if counts.ndim not in (1, 2) or 0 in counts.shape:
            raise ValueError(
                f"raster has shape {counts.shape}: expected (steps,) or (steps, neurons), time "
                "first. Say raster[:, 0] for one of a batch."
            )
        if (counts != np.floor(counts)).any():
            raise ValueError("raster: expected whole numbers of spikes, 0 or 1 say.")
        steps, *neurons = counts.shape
        if not neurons and steps > 2 and counts[-1] >= 3 * steps and (np.diff(counts) > 0).all():
            ask(
                f"raster goes up all the way, from {counts[0]:g} to {counts[-1]:g}, as times do. "
                "Are they times in ms? Say Spikes(raster)."
            )
        named = 0 if labels is None else len(checked_labels(labels))
        if neurons != [named] and named == steps > 1:
            raise ValueError(
                f"raster has shape {counts.shape}, with labels for {steps} neurons: expected "
                "(steps, neurons), time first. Say raster.T."
            )
        if neurons and 10 * steps <= neurons[0] and steps < 50:
            warnings.warn(
                f"raster has shape {counts.shape}: {steps} steps of {neurons[0]} neurons. "
                "Is it (neurons, steps)? Say raster.T.",
                stacklevel=2,
            )
        dt, counts = number("dt", dt, "ms", low=0.01), counts.reshape(len(counts), -1).astype(int)
        when, ids = (np.repeat(where, counts[counts > 0]) for where in np.nonzero(counts))
        duration = dt * len(counts)
        start = number("start", start, "ms")
        return cls(start + dt * when, ids, counts.shape[1], duration, start, labels)

    @classmethod
    def from_voltage(
        cls,
        v: ArrayLike,
        dt: float,
        threshold: float,
        dead_time: float = 1.0,
        start: float = 0.0,
        labels: Sequence[Label] | None = None,
    ) -> Spikes:
        """Spikes from a recorded potential: one where `v` comes up through `threshold`.

        Parameters
        ----------
        v
            In mV, a sample each `dt` ms: (samples,), or (samples, cells), time first. Between two
            samples it is taken for a straight line.
        threshold
            In mV. It is far above the potential at which the upstroke begins: -20 or 0, say.
        dead_time
            In ms. What crosses again sooner after a spike than that is noise.
        start
            When the first sample was taken, in ms.

        Examples
        --------
        >>> recorded = [-70.0, -60.0, 20.0, -65.0, -70.0, -40.0, 0.0, -60.0]  # mV
        >>> Spikes.from_voltage(recorded, dt=0.5, threshold=-20.0).times
        array([0.75, 2.75])
        """
        from snn_edu.spikes.crossings import crossings

        times, ids, size, duration = crossings(v, dt, threshold, dead_time)
        start = number("start", start, "ms")
        return cls(start + times, ids, size, duration, start, labels)

    @classmethod
    def from_table(
        cls,
        table: Any,
        times: Label | None = None,
        ids: Label | None = None,
        unit: Unit | None = None,
        duration: float | None = None,
        start: float | None = None,
        labels: Sequence[Label] | None = None,
    ) -> Spikes:
        """Spikes from named columns, a row a spike: a DataFrame, or a dict of lists.

        Parameters
        ----------
        times
            The column of times. Left out: the one whose name ends with a unit, as in ``time_ms``.
        ids
            The column that tells the neuron, by a whole number or a text. Left out: the one that is
            called neuron, cell, electrode, sender or the like. ``""``: all are of one neuron.
        unit
            ``"ms"``, ``"s"`` or ``"us"``; left out, as the column of times says.
        duration, start
            In ms, as in `Spikes`.
        labels
            All neurons, silent ones included. Left out: those that have sent a spike, in order.

        Examples
        --------
        >>> table = {"t_s": [0.5, 1.2, 0.7], "electrode": [12, 3, 12]}
        >>> spikes = Spikes.from_table(table, duration=2000)
        >>> spikes.times, spikes.labels
        (array([ 500.,  700., 1200.]), (3, 12))
        """
        from snn_edu.spikes import tables  # who reads no table does not load it

        columns = tables.columns_of(table)
        spikes = cls(*tables.spikes_of(columns, times, ids, unit, duration, start, labels))
        return _asked_rates("table", spikes, 'Say unit="s".')

    @classmethod
    def from_csv(
        cls,
        path: str | PathLike[str] | Iterable[str],
        times: Label | None = None,
        ids: Label | None = None,
        unit: Unit | None = None,
        duration: float | None = None,
        start: float | None = None,
        labels: Sequence[Label] | None = None,
    ) -> Spikes:
        """Spikes from a text file, a row a spike, in columns with or without names.

        Columns are parted by commas, semicolons, tabs or spaces; lines that begin with ``#`` are
        passed over. One without names is known by its place: 0, 1... What `to_csv` has written
        comes back as it was. `path` may be an open file; the other arguments are those of
        `from_table`.
        """
        from snn_edu.spikes import tables

        spikes = cls(*tables.read(path, times, ids, unit, duration, start, labels))
        return _asked_rates("path", spikes, 'Say unit="s".')

    @classmethod
    def from_neo(cls, trains: Any) -> Spikes:
        """Spikes from a neo `SpikeTrain`, a list of them, or a `Segment`: one a neuron."""
        from snn_edu.spikes import neighbours

        return cls(*neighbours.of_neo(trains))

    @classmethod
    def from_pynapple(cls, group: Any) -> Spikes:
        """Spikes from a pynapple `Ts` or `TsGroup`, whose index becomes `labels`.

        Its time support is taken for how long was listened; pynapple's own guess is only from the
        first spike to the last.
        """
        from snn_edu.spikes import neighbours

        return cls(*neighbours.of_pynapple(group))

    # --- and given to others ----------------------------------------------------------------------

    def to_table(self) -> dict[str, NDArray[Any]]:
        """The columns ``time_ms`` and ``neuron``, a row a spike: ``pd.DataFrame(...)`` takes it."""
        who = self.ids if self.labels is None else np.array(self.labels)[self.ids]
        return {"time_ms": self.times, "neuron": who}

    def to_csv(self, path: str | PathLike[str] | TextIO) -> None:
        """Write `to_table` to a file; a first line, a comment, keeps what no spike can say."""
        from snn_edu.spikes import tables

        labels = list(range(self.size) if self.labels is None else self.labels)
        said = {"duration_ms": self.duration, "start_ms": self.start, "labels": labels}
        tables.write(path, self.to_table(), said)

    def to_neo(self) -> list[Any]:
        """A neo `SpikeTrain` in ms for each neuron, named by its label."""
        from snn_edu.spikes import neighbours

        listened = self._listened("to_neo")
        return neighbours.to_neo(self.trains(), listened, self.start, self.labels)

    def to_pynapple(self) -> Any:
        """A pynapple `TsGroup`, in seconds as there, with the labels for its index."""
        from snn_edu.spikes import neighbours

        listened = self._listened("to_pynapple")
        return neighbours.to_pynapple(self.trains(), listened, self.start, self.labels)

    # --- some of them, or more --------------------------------------------------------------------

    def __len__(self) -> int:
        return self.times.size

    def __iter__(self) -> Iterator[Spikes]:
        """Neuron by neuron, each a train as `of` gives it."""
        for neuron, train in enumerate(self.trains()):
            yield self._alone(neuron, train)

    def __array__(self, dtype: object = None, copy: object = None) -> NoReturn:
        """They are no array; NumPy would make one of a single object, and matplotlib would fail."""
        raise TypeError(
            "Spikes are times and neurons, no array: say spikes.times, spikes.ids, or "
            "spikes.trains(), a list of times for each neuron."
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Spikes):
            return NotImplemented
        return (
            (self.size, self.duration, self.start) == (other.size, other.duration, other.start)
            and self.labels == other.labels
            and np.array_equal(self.times, other.times)
            and np.array_equal(self.ids, other.ids)
        )

    def __contains__(self, one: object) -> bool:
        if not isinstance(one, Spikes):
            raise TypeError(
                f"{shown(one)} in spikes: they hold trains. A time? Say {shown(one)} in "
                "spikes.times."
            )
        return any(one == train for train in self)

    __hash__ = None  # type: ignore[assignment]  # arrays inside: equal, but not hashable

    def __repr__(self) -> str:
        listened = "" if self.duration is None else f" in {self.duration:g} ms"
        neurons = "neuron" if self.size == 1 else "neurons"
        return f"<Spikes: {len(self)} from {self.size} {neurons}{listened}{_from(self.start)}>"

    def of(self, neuron: int) -> Spikes:
        """The train of one neuron, by its number from 0."""
        neuron = integer("neuron", neuron, 0, self.size - 1)
        return self._alone(neuron, self.times[self.ids == neuron])

    def named(self, label: Label) -> Spikes:
        """The train of one neuron, by its label."""
        labels = tuple(range(self.size)) if self.labels is None else self.labels
        asked: Any = label
        asked = int(asked) if isinstance(asked, np.integer) else asked
        if not isinstance(asked, int | str) or isinstance(asked, bool) or asked not in labels:
            raise ValueError(f"label = {shown(label)}: the labels are {shown(labels)}.")
        return self.of(labels.index(asked))

    def between(self, a: float, b: float) -> Spikes:
        """The spikes from `a` to `b` ms, as if listened to only then; times stay what they are.

        One at `b` belongs to what comes after, but at the very end. ``between(a, b).shift(-a)``
        counts from 0.
        """
        first = self.start
        last = math.inf if self.duration is None else first + self.duration
        a, b = number("a", a, "ms"), number("b", b, "ms")
        a = first if abs(a - first) < ROUNDING else number("a", a, "ms", first, last)
        b = last if abs(b - last) < ROUNDING else number("b", b, "ms", first, last)
        if not a < b:
            raise ValueError(f"a = {a:g} ms: must be below b = {b:g} ms. Swapped?")
        if a >= 0.0 and last - first >= 100.0:
            ask_if_seconds("b", b, 1.0)
        kept = (self.times >= a) & ((self.times < b) | (b == last))
        times = np.minimum(self.times[kept], b)
        return Spikes(times, self.ids[kept], self.size, b - a, a, self.labels)

    def shift(self, by: float) -> Spikes:
        """All spikes `by` ms later, with the span in which they were listened to.

        By minus the stimulus' time, 0 is the stimulus, and what comes before it is negative.
        """
        by = number("by", by, "ms")
        start = self.start + by
        times = np.maximum(self.times + by, start)  # whatever rounding says
        if self.duration is not None:
            times = np.minimum(times, start + self.duration)
        return Spikes(times, self.ids, self.size, self.duration, start, self.labels)

    def merge(self, *others: Spikes) -> Spikes:
        """The neurons of all, side by side: first these, then those of each of the `others`.

        All were listened to in the same span. `pooled` makes one train of many.
        """
        every = [self, *(instance("others", one, Spikes) for one in others)]
        for one in others:
            if (one.start, one.duration) != (self.start, self.duration):
                goes_on = self.duration is not None and one.start >= self.start + self.duration
                slip = ".then(later), if one goes on" if goes_on else ".between(a, b) of each"
                raise ValueError(
                    f"others: {one!r} beside {self!r}: expected one span of listening. Say {slip}."
                )
        named = [one.labels for one in every if one.labels is not None]
        if sum(map(len, named)) > len(set().union(*named)):
            raise ValueError(
                f"others: a label is there twice, in {shown([*map(list, named)])}. Trials of the "
                "same neurons? Say Spikes.from_trains([one.times for one in trials], duration)."
            )
        if named and len(named) < len(every):
            raise ValueError("others: some have labels, some have none. Give them to all.")
        firsts = np.cumsum([0, *(one.size for one in every)])
        ids = [one.ids + first for one, first in zip(every, firsts[:-1], strict=True)]
        times = np.concatenate([one.times for one in every])
        labels = [label for each in named for label in each] or None
        size = int(firsts[-1])
        return Spikes(times, np.concatenate(ids), size, self.duration, self.start, labels)

    def then(self, later: Spikes) -> Spikes:
        """The same neurons, listened to for longer: these spikes, and then those of `later`.

        It begins where these end, as what a run has that goes on from an earlier one.
        """
        instance("later", later, Spikes)
        if self.duration is None or later.duration is None:
            raise ValueError("duration: say how long was listened, of both, in ms.")
        end = self.start + self.duration
        if abs(later.start - end) > ROUNDING:
            raise ValueError(
                f"later begins at {later.start:g} ms: these end at {end:g} ms. "
                f"Say later.shift({end - later.start:g})."
            )
        if (later.size, later.labels) != (self.size, self.labels):
            raise ValueError(f"later: {later!r} after {self!r}: expected the same neurons.")
        times, ids = (
            np.concatenate([getattr(self, x), getattr(later, x)]) for x in ("times", "ids")
        )
        duration = self.duration + later.duration
        return Spikes(times, ids, self.size, duration, self.start, self.labels)

    def pooled(self) -> Spikes:
        """The spikes of all neurons as one train."""
        return Spikes(self.times, size=1, duration=self.duration, start=self.start)

    def _alone(self, neuron: int, train: Floats) -> Spikes:
        labels = None if self.labels is None else self.labels[neuron : neuron + 1]
        return Spikes(train, size=1, duration=self.duration, start=self.start, labels=labels)


# What a measure of one train accepts.
Train: TypeAlias = Spikes | ArrayLike


def as_spikes(name: str, spikes: Any) -> Spikes:
    """Return `spikes`, once they are `Spikes`, counted from 0 ms; a list is told what to say."""
    instance(name, spikes, Spikes, "Say Spikes(times, ids, size, duration).")
    if spikes.start:
        raise ValueError(
            f"{name} starts at {spikes.start:g} ms: expected spikes listened to from 0 on. "
            f"Say {name}.shift({-spikes.start:g})."
        )
    return spikes


def spike_times(name: str, train: Train) -> Floats:
    """Sorted spike times in ms of one train, given as `Spikes` of one neuron or an array."""
    if isinstance(train, Spikes):
        if train.size != 1:
            raise ValueError(
                f"{name} has {train.size} neurons: expected one train. Say {name}.of(0)."
            )
        return train.times
    times = one_row(name, train, copy=False)
    # Three, one after the other, and all in the first millisecond: so none fires.
    early = 2 < times.size < 10 and float(np.abs(times).max()) < 1.0
    early = early and float(np.diff(np.sort(times)).min()) > 1e-3
    _ask_crowd(name, times, at_least=3 if early else 10)
    in_order = (times[1:] >= times[:-1]).all()
    return times if in_order else np.sort(_no_raster(name, times))


def _ask_crowd(name: str, times: Floats, at_least: int = 10) -> None:
    """Ask about more spikes than one neuron has."""
    if times.size >= at_least and 0.0 < float(np.ptp(times)) < times.size / MOST_A_MS:
        ask(
            f"{name}: {times.size} spikes of one neuron in {np.ptp(times):.3g} ms. Are the times "
            f"in seconds? Say 1000 * {name}; many neurons as one are Spikes({name}, size=1)."
        )


def _asked_rates(name: str, spikes: Spikes, cure: str) -> Spikes:
    """The spikes, once it is asked about rates that no neuron has on average."""
    span = spikes.duration or (float(np.ptp(spikes.times)) if len(spikes) else 0.0)
    if span and len(spikes) >= 100 and len(spikes) / spikes.size / span > FASTEST / 1000.0:
        ask(
            f"{name}: {len(spikes)} spikes of {spikes.size} neurons in {span:.3g} ms, "
            f"{1000.0 * len(spikes) / spikes.size / span:.3g} Hz each. Are the times in seconds? "
            f"{cure}"
        )
    return spikes


def _moments(times: ArrayLike, alone: bool) -> Floats:
    """The times as one row; `alone`: of one neuron, which no raster of 0 and 1 can be."""
    try:
        row = one_row("times", times, -math.inf)
    except TypeError as error:
        raise TypeError(f"{error}{_likely(times)}") from error
    except ValueError as error:
        raise ValueError(f"{error}{_likely(times)}") from error
    return _no_raster("times", row) if alone else row


_POTENTIAL = " Is it a potential, in mV? Say Spikes.from_voltage(times, dt, threshold=-20)."


def _swings(row: Floats) -> bool:
    """Whether a row of numbers goes up and down as a recorded potential does, and no times do."""
    return row.size >= 100 and float(np.mean(np.diff(row) < 0)) > 0.2 and float(row.min()) > -200.0


def _no_raster(name: str, row: Floats, raster: str = "") -> Floats:
    """A row of one neuron's times, once they are no zeros and ones; `raster`: what may be one."""
    if row.size > 4 and np.isin(row, (0.0, 1.0)).all():
        raise ValueError(
            f"{name}: {row.size} spikes of one neuron, all at 0 or 1 ms. Is it a raster? "
            f"Say Spikes.from_raster({raster or name}, dt=1.0)."
        )
    return row


def _likely(times: Any) -> str:
    """What to say where something else came than a row of times."""
    first = times[0] if isinstance(times, list | tuple) and times else times
    if hasattr(times, "time_support"):
        return " Say Spikes.from_pynapple(times)."
    if hasattr(times, "columns") or isinstance(times, Mapping):
        return " Are they named columns? Say Spikes.from_table(times)."
    if hasattr(times, "spiketrains") or hasattr(first, "t_stop"):
        return " Say Spikes.from_neo(times)."
    array = isinstance(times, np.ndarray)
    if array and times.dtype.kind == "m":
        return " Say times / np.timedelta64(1, 'ms')."
    if array and times.ndim == 2 and times.shape[1] == 1 and np.ptp(times) > 1:
        return " Is it a column? Say times.ravel()."
    if array and times.ndim == 2 and times.shape[1] == 2 and np.ptp(times[:, 0]) > 1:
        return " Are they times and ids? Say Spikes(times[:, 0], times[:, 1].astype(int), size)."
    if isinstance(first, bool) or (array and (times.ndim == 2 or times.dtype == np.bool_)):
        return " Is it a raster? Say Spikes.from_raster(times, dt=1.0)."
    each = not array and isinstance(first, list | tuple | np.ndarray) and np.ndim(first) > 0
    return " A list for each neuron? Say Spikes.from_trains(times)." if each else ""


def _from(start: float) -> str:
    return f" from {start:g} ms on" if start else ""


def _senders(ids: ArrayLike, spikes: int, size: int) -> NDArray[np.int64]:
    try:
        return integers("ids", np.atleast_1d(as_array("ids", ids)), 0, size - 1, spikes)
    except ValueError as error:
        given = np.atleast_1d(np.asarray(ids))
        if given.size == spikes > 0 and given.min() == 1 and given.max() == size:
            raise ValueError(f"{error} Are they counted from 1? Say ids - 1.") from None
        raise ValueError(
            f"{error} One for each spike, and size = {size} is the number of neurons, silent ones "
            'included? Electrodes and the like: Spikes.from_table({"time_ms": times, "neuron": '
            "ids})."
        ) from None
