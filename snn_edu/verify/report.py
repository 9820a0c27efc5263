"""The report: what was found, in words, as a table with a picture, and as an assertion."""

from __future__ import annotations

import base64
import copy
import html
import io
import math
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.pictured import new_axes
from snn_edu.timeout import Answer
from snn_edu.validation import Floats, number, shown
from snn_edu.verify.asking import MOST_HELD, Refusal, answered, held, patience, unlike
from snn_edu.verify.sentences import SENTENCES, TO_KNOW

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MS = ("tau_plus", "tau_minus", "tau", "t_ref", "shift", "grid")
UNITS = {**dict.fromkeys(MS, "ms"), "gain": "per unit of current"}
NOT_KNOWN = "not known"
USUAL_CALLS = 400  # that an examination takes, if the function is not random
EARLY = 12  # calls, after which it is told that there will be no time for all
BAR = "border-left: 4px solid #D55E00; padding-left: 0.7em"  # vermilion, readable on dark too
FITS = "max-width: 100%; height: auto"  # on a phone


@dataclass(frozen=True)
class Fault:
    """What is wrong, the smallest trial that shows it, and the two numbers."""

    name: str  # in two or three words, always the same ones
    sentence: str  # what it does, and what it should do
    trial: str = ""  # how to see it: "pre = [200], post = [200]"; empty where there is no number
    got: float = math.nan  # what it gave there
    expected: float = math.nan  # what it should have given

    def __str__(self) -> str:
        """The sentence and its evidence."""
        evidence = (
            f" With {self.trial} it gives {self.got:.6g}, and should give {self.expected:.6g}."
        )
        return f"{self.name}: {self.sentence}{evidence * bool(self.trial)}"


@dataclass(eq=False, repr=False)
class Report:
    """The outcome of an examination; what could be measured of the subject are its attributes.

    Each of `values` is an attribute too: `report.pairing`, `report.tau_plus`. None is what could
    not be measured.
    """

    what: str  # was examined: "STDP"
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # no fault, and good to know
    unknown: list[str] = field(default_factory=list)  # cannot be told from outside, and why
    tried: list[str] = field(default_factory=list)  # the experiments, a phrase each
    calls: int = 0  # that all of them took
    ended: str = ""  # why it could not be examined to the end, where that is no fault
    curve: Floats = field(default_factory=lambda: np.empty((0, 3)))  # x, measured, closed form
    axes: tuple[str, str] = ("", "")  # what x and y are

    @property
    def faults(self) -> tuple[str, ...]:
        """The names of the faults; empty if none was found."""
        return tuple(fault.name for fault in self.findings)

    def fault(
        self,
        name: str,
        trial: str = "",
        got: float = math.nan,
        expected: float = math.nan,
        said: str = "",
        **parts: object,
    ) -> None:
        """Note a fault, once: its own sentence, or what is `said`, and what shows it."""
        if not self.has(name):
            sentence = said or SENTENCES[name].format(**parts)
            self.findings.append(Fault(name, sentence, trial, float(got), float(expected)))

    def has(self, *names: str) -> bool:
        """Whether one of these faults was found."""
        return any(each in names for each in self.faults)

    def know(self, name: str, **parts: object) -> None:
        """Note what is no fault, and good to know."""
        self.remarks.append(TO_KNOW[name].format(**parts))

    def open(self, name: str, **parts: object) -> None:
        """Note what cannot be told from outside."""
        self.unknown.append(TO_KNOW[name].format(**parts))

    @property
    def sentence(self) -> str:
        """The verdict in a sentence or two: the first fault, or that there is none."""
        if self.findings:
            return str(self.findings[0])
        if self.ended:
            return f"It was not examined to the end. {self.ended}"
        return f"No fault found in {self.calls} calls ({len(self.tried)} experiments)."

    def __getattr__(self, name: str) -> Any:
        """What was measured, by its name."""
        values = self.__dict__.get("values", {})
        if name in values:
            return values[name]
        raise AttributeError(
            f"A report on {self.__dict__.get('what')} has no {name!r}. "
            f"It measures {', '.join(values) or 'nothing'}."
        )

    def __dir__(self) -> list[str]:
        """What a reader asks a report for: what it holds, and what was measured."""
        held = {each.name for each in fields(Report)}
        said = {"faults", "sentence", "verdict", "caption"}
        return sorted({*held, *said, "raise_for", "rows", "plot", "picture", *self.values})

    def raise_for(self, *, faults: Collection[str] = (), **expected: Any) -> None:
        """Pass if there is no fault and each value named is as expected; numbers to 1 %.

        Parameters
        ----------
        faults
            The names of those that are meant, as ``["wrong sign"]`` is by an anti-Hebbian rule.
        expected
            Values by name, as in ``raise_for(pairing="all", same_step="none", tau_plus=20)``.

        Raises
        ------
        AssertionError
            There is another fault, one that is meant is not found, or a value is another; the
            message has a sentence on each.
        TypeError
            `faults` is text, or a value is none that is measured here.
        """
        if isinstance(faults, str):
            raise TypeError(f"faults = {faults!r}: expected names in a list, as [{faults!r}].")
        problems = [str(fault) for fault in self.findings if fault.name not in faults]
        for name in faults:
            if name not in self.faults:
                near = get_close_matches(str(name), self.faults, 1)
                slip = f" Did you mean {near[0]!r}?" if near else ""
                problems.append(f"{name!r} is not found, and is meant.{slip}")
        for name, value in expected.items():
            if name not in self.values:
                raise TypeError(
                    f"{name}: a report on {self.what} measures {', '.join(self.values)}."
                )
            here = self.values[name]
            number = all(isinstance(v, int | float) and v is not True for v in (value, here))
            if not (np.isclose(here, value, rtol=0.01, atol=1e-12) if number else here == value):
                problems.append(f"{name} is {_told(here)}, expected was {_told(value)}.")
        if problems:
            raise AssertionError(" ".join(problems))

    def rows(self) -> list[tuple[str, str]]:
        """What was measured, as a table: name and value with its unit."""
        every = [(name, _told(value, UNITS.get(name, ""))) for name, value in self.values.items()]
        return [(name, told) for name, told in every if told not in (NOT_KNOWN, "False")]

    @property
    def verdict(self) -> str:
        """What was examined, and how many faults were found."""
        if self.ended and not self.findings:
            return f"{self.what}: not examined to the end."
        faults = f"{len(self.findings) or 'no'} fault{'s' * (len(self.findings) > 1)}"
        return f"{self.what}: {faults} found in {self.calls} call{'s' * (self.calls != 1)}."

    def lists(self) -> list[tuple[str, list[str]]]:
        """What else there is to say, under its titles."""
        lists = [
            ("Good to know", self.remarks),
            ("Not examined", [self.ended] * bool(self.ended)),
            ("Cannot be told from outside", self.unknown),
            ("Tried", self.tried),
        ]
        return [(title, items) for title, items in lists if items]

    def __str__(self) -> str:
        """All of it, as text."""
        lines = [self.verdict, *(f"  {fault}" for fault in self.findings)]
        lines += [f"  {name}: {value}" for name, value in self.rows()]
        for title, items in self.lists():
            lines += [f"{title}:", *(f"  {item}" for item in items)]
        return "\n".join(lines)

    __repr__ = __str__  # where no page is shown

    def _repr_html_(self) -> str:
        """Verdict, curve and table, as a notebook shows them."""
        escape = html.escape
        parts = [f"<p><b>{escape(self.verdict)}</b></p>"]
        for fault in self.findings:
            shown = f"{escape(fault.sentence)}"
            if fault.trial:
                shown += (
                    f"<br>Try it: <code>{escape(fault.trial)}</code> gives <b>{fault.got:.6g}</b>, "
                    f"and should give {fault.expected:.6g}."
                )
            parts.append(f'<p style="{BAR}"><b>{escape(fault.name)}</b><br>{shown}</p>')
        if self.curve.size:
            source = base64.b64encode(self.picture()).decode()
            told = escape(self.caption)
            parts.append(f'<img alt="{told}" style="{FITS}" src="data:image/png;base64,{source}">')
        cells = [f"<tr><th>{escape(n)}</th><td>{escape(told)}</td></tr>" for n, told in self.rows()]
        parts.append(f"<table>{''.join(cells)}</table>" * bool(cells))
        for title, items in self.lists():
            listed = "".join(f"<li>{escape(item)}</li>" for item in items)
            begin = f"<details{' open' * (title in ('Good to know', 'Not examined'))}>"
            parts.append(f"{begin}<summary>{title}</summary><ul>{listed}</ul></details>")
        return "".join(parts)

    @property
    def caption(self) -> str:
        """The picture in words."""
        return f"{self.axes[1]} against {self.axes[0]}, measured and closed form"

    def picture(self) -> bytes:
        """What `plot` draws: a PNG."""
        from matplotlib.figure import Figure  # loaded when a page shows a report, and not before

        figure = Figure(figsize=(5.2, 2.6), dpi=100, layout="constrained")
        self.plot(figure.subplots())
        out = io.BytesIO()
        figure.savefig(out, format="png")
        return out.getvalue()

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw what was measured into `ax`, or into a new figure, and return the axes."""
        if not self.curve.size:
            raise ValueError(f"This report on {self.what} has no curve: {self.sentence}")
        if ax is None:
            ax = new_axes(f"{self.caption}.")
        self._draw(ax)
        return ax

    def _draw(self, ax: Axes) -> None:
        """The measured curve as dots and its closed form as a line."""
        x, measured, formula = self.curve.T
        if x.min() < 0.0:  # an STDP window, and no voltage far from 0
            ax.axhline(0.0, color="0.6", lw=1)
        for side in (x < 0, x > 0):
            ax.plot(x[side], formula[side], color="#0072B2", lw=1.5)
        ax.plot(x, measured, "o", color="#CC79A7", ms=4)
        known = np.isfinite(formula).any()
        title = "dots: measured; line: closed form" if known else "measured"
        ax.set(xlabel=self.axes[0], ylabel=self.axes[1], title=title)


@dataclass(eq=False, repr=False, kw_only=True)
class Examination(Report):
    """A report that is being written on `function`; all calls of it may take `seconds` together."""

    function: Callable[..., object]
    seconds: float | None  # None: no limit, and it is called in this thread
    spoils: bool = False  # it changed an array that it was given
    begun: float = field(default_factory=time.monotonic)
    fewest: int = 0  # calls that it takes at least: what is too slow for them is told early
    quickest: float = math.inf  # s, of a call
    work: float = 1.0  # how much more there is to do in the next question than in a small one

    def __post_init__(self) -> None:
        if self.seconds is not None:
            self.seconds = number("seconds", self.seconds, "s", 0.1)

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: all but the function, which may not be able to."""
        return {**self.__dict__, "function": None}

    def ask(
        self, read: Callable[[Any], Answer], where: str, *given: ArrayLike, **more: float
    ) -> Answer:
        """What `read` makes of the answer to `given`, which `where` tells in words.

        Raises
        ------
        Refusal
            It gives none that can be read, or the time is up.
        """
        most = math.inf if self.seconds is None else self.seconds
        spent = time.monotonic() - self.begun
        usual = spent / self.calls if self.calls else 0.0
        left = most - spent
        took = min(spent, most)
        slow = Refusal("too slow", calls=self.calls, seconds=took, needed=USUAL_CALLS * usual)
        if left <= 0 or (self.calls == EARLY and self.fewest * self.quickest > most):
            raise slow
        kept = copy.deepcopy(given)
        self.calls += 1

        def heard() -> Answer:
            answer = self.function(*given, **more)
            if answer is Ellipsis or answer is NotImplemented:
                raise Refusal("not written yet")
            if answer is None:
                raise Refusal("returns nothing")
            if held(answer) > MOST_HELD:
                raise Refusal("too large", size=f"more than {MOST_HELD:,}")
            return read(answer)  # within the time too: what is returned may hang

        asked = time.monotonic()
        try:
            return answered(heard, min(left, self.work * patience(most)))
        except Refusal as refusal:
            if refusal.name == "does not end" and left < self.work * min(
                10 * usual, patience(most)
            ):
                raise slow from None
            if refusal.name == "not written yet":
                raise
            raise Refusal(refusal.name, f"{refusal} With {where}.") from None
        finally:
            self.quickest = min(self.quickest, time.monotonic() - asked)
            self.spoils |= any(map(unlike, given, kept))

    def run(self, experiments: Callable[[], object]) -> None:
        """Make the experiments, as far as there are answers."""
        try:
            experiments()
        except Refusal as refusal:
            if refusal.name in SENTENCES:
                self.fault(refusal.name, said=str(refusal))
            else:
                self.ended = str(refusal)
        if self.spoils:
            self.findings.insert(0, Fault("changes its input", SENTENCES["changes its input"]))


def _told(value: object, unit: str = "") -> str:
    if value is None:
        return NOT_KNOWN
    if isinstance(value, float):
        return f"{value:.4g} {unit}".strip()
    return value if isinstance(value, str) else shown(value)
