"""The report: what was found, in words, as a table with a picture, and as an assertion."""

from __future__ import annotations

import base64
import html
import io
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import Called, Refusal
from snn_edu.verify.faults import SENTENCES

Values = dict[str, Any]  # what was measured: a number, a word, a truth; None: not known


@dataclass(frozen=True)
class Fault:
    """What is wrong, with the two numbers that show it and the smallest trial that shows it again.

    Attributes
    ----------
    name
        The fault in two or three words, always the same ones.
    sentence
        What it does, and what it should do.
    trial
        How to see it: ``"pre = [200], post = [200]"``; empty where there is no number.
    got, expected
        What it gave there, and what it should have given.
    """

    name: str
    sentence: str
    trial: str = ""
    got: float = float("nan")
    expected: float = float("nan")

    def __str__(self) -> str:
        """The sentence and its evidence."""
        if not self.trial:
            return f"{self.name}: {self.sentence}"
        numbers = f"it gives {self.got:.6g}, and should give {self.expected:.6g}"
        return f"{self.name}: {self.sentence} With {self.trial} {numbers}."


@dataclass(frozen=True)
class Report:
    """The outcome of an examination; what could be measured of the subject are its attributes.

    Attributes
    ----------
    what
        What was examined: ``"STDP"``.
    findings
        The faults, in the order in which they were found.
    values
        What was measured, by name. Each is an attribute too: `report.pairing`, `report.tau_plus`.
        None is what could not be measured.
    remarks
        What is no fault, and good to know.
    unknown
        What cannot be told from outside, with the reason.
    tried
        The experiments, a phrase each.
    curve
        Rows of (x, measured, closed form), for the picture.
    axes
        What x and y are.
    """

    what: str
    findings: tuple[Fault, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    calls: int = 0
    curve: Floats = field(default_factory=lambda: np.empty((0, 3)))
    axes: tuple[str, str] = ("", "")

    @property
    def faults(self) -> tuple[str, ...]:
        """The names of the faults; empty if none was found."""
        return tuple(fault.name for fault in self.findings)

    @property
    def sentence(self) -> str:
        """The verdict in a sentence or two: the first fault, or that there is none."""
        if self.findings:
            return str(self.findings[0])
        return f"No fault found in {self.calls} calls ({len(self.tried)} experiments)."

    def __getattr__(self, name: str) -> Any:
        """What was measured, by its name."""
        values = self.__dict__.get("values", {})
        if name in values:
            return values[name]
        raise AttributeError(f"A report on {self.__dict__.get('what')} has no {name!r}.")

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
        problems += [f"{n!r} is not found, and is meant." for n in faults if n not in self.faults]
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
        return [
            (
                name,
                f"{_told(value)} {self.units.get(name, '') if value is not None else ''}".strip(),
            )
            for name, value in self.values.items()
        ]

    def __str__(self) -> str:
        """All of it, as text."""
        count = "no fault" if not self.findings else f"{len(self.findings)} fault"
        count += "s" if len(self.findings) > 1 else ""
        lines = [f"{self.what}: {count} found in {self.calls} calls."]
        lines += [f"  {fault}" for fault in self.findings]
        lines += [f"  {name}: {value}" for name, value in self.rows()]
        for title, items in self._lists():
            lines += [f"{title}:", *(f"  {item}" for item in items)]
        return "\n".join(lines)

    def _lists(self) -> list[tuple[str, tuple[str, ...]]]:
        lists = [
            ("Good to know", self.remarks),
            ("Cannot be told from outside", self.unknown),
            ("Tried", self.tried),
        ]
        return [(title, items) for title, items in lists if items]

    def _repr_html_(self) -> str:
        """Verdict, curve and table, as a notebook shows them."""
        escape = html.escape
        parts = [f"<p><b>{escape(self.what)}.</b> "]
        if not self.findings:
            parts.append(escape(self.sentence))
        parts.append("</p>")
        parts += [f"<p>{escape(str(fault))}</p>" for fault in self.findings]
        if self.curve.size:
            source = base64.b64encode(self.picture()).decode()
            told = f"{self.axes[1]} against {self.axes[0]}, measured and closed form"
            parts.append(f'<img alt="{escape(told)}" src="data:image/png;base64,{source}">')
        cells = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>"
            for name, value in self.rows()
        )
        if any(value not in (None, False) for value in self.values.values()):
            parts.append(f"<table>{cells}</table>")
        for title, items in self._lists():
            listed = "".join(f"<li>{escape(item)}</li>" for item in items)
            begin = "<details open>" if title == "Good to know" else "<details>"
            parts.append(f"{begin}<summary>{escape(title)}</summary><ul>{listed}</ul></details>")
        return "".join(parts)

    def picture(self) -> bytes:
        """The measured curve as dots and its closed form as a line: a PNG."""
        from matplotlib.figure import Figure  # loaded when a page shows a report, and not before

        figure = Figure(figsize=(5.2, 2.6), dpi=100, layout="constrained")
        ax = figure.subplots()
        x, measured, formula = self.curve.T
        if x.min() < 0.0:  # an STDP window, and no voltage far from 0
            ax.axhline(0.0, color="0.6", lw=1)
        for side in (x < 0, x > 0):
            ax.plot(x[side], formula[side], color="#0072B2", lw=1.5)
        ax.plot(x, measured, "o", color="#CC79A7", ms=4)
        ax.set(xlabel=self.axes[0], ylabel=self.axes[1], title="dots: measured; line: closed form")
        out = io.BytesIO()
        figure.savefig(out, format="png")
        return out.getvalue()


@dataclass
class Examination:
    """What an examination has found so far: at its end it becomes the report."""

    what: str
    asked: Called
    values: Values
    findings: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)

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
        return any(each.name in names for each in self.findings)

    def run(self, experiments: Callable[[], object]) -> None:
        """Make the experiments, as far as there are answers."""
        try:
            experiments()
        except Refusal as refusal:
            if refusal.name:
                self.fault(refusal.name, said=str(refusal))
            elif str(refusal):
                self.unknown.append(str(refusal))
        if self.asked.spoils:
            self.findings.insert(0, Fault("changes its input", SENTENCES["changes its input"]))

    def report(self, units: Mapping[str, str], curve: Floats, axes: tuple[str, str]) -> Report:
        """All of it."""
        remarks, unknown, tried = map(tuple, (self.remarks, self.unknown, self.tried))
        calls, found = self.asked.calls, tuple(self.findings)
        return Report(
            self.what, found, self.values, units, remarks, unknown, tried, calls, curve, axes
        )


def _told(value: object) -> str:
    if value is None:
        return "not known"
    if isinstance(value, float):
        return f"{value:.4g}"
    return value if isinstance(value, str) else shown(value)
