"""A paper exam: `snn-edu class exam exam.html --seed 7` writes twelve questions, and a key apart.

Each question is a template in ``exam.toml``, whose numbers are drawn anew for each seed; its key
is what the library computes from them. One number and one sentence are asked each time: the
sentence is what shows who has understood.
"""

from __future__ import annotations

import html
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import numpy as np

from snn_edu import LIF, STDP, Spikes, victor_purpura
from snn_edu.command.lesson_files import find_question
from snn_edu.command.pages import page
from snn_edu.training import Energy, if_counts

Numbers = dict[str, Any]

POINTS = 2  # one for the number with its unit, one for the sentence
STYLE = """
@page { size: A4; margin: 15mm; }
body { font-size: 14px; max-width: 180mm; }
section { break-inside: avoid; margin-bottom: 1em; }
.line { border-bottom: 1px solid #999; height: 1.9em; }
"""
LINE = "<div class=line></div>"


@dataclass(frozen=True)
class Template:
    """A question whose numbers are drawn: `asks` and `why` name them in braces."""

    name: str
    lesson: str
    asks: str
    unit: str
    why: str  # what a good sentence says
    one_of: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def draw(self, rng: np.random.Generator) -> Numbers:
        """The numbers by name."""
        numbers = {name: _one(rng, *values) for name, values in self.one_of.items()}
        return numbers | (DRAWN[self.name](rng, numbers) if self.name in DRAWN else {})

    def key(self, numbers: Numbers) -> float | str:
        """The right answer."""
        right = KEYS[self.name](numbers)
        return right if isinstance(right, str) else float(right)


@dataclass(frozen=True)
class Drawn:
    """A question with its numbers, and its key."""

    lesson: str
    asks: str
    key: str
    why: str


def templates() -> list[Template]:
    """The twelve questions."""
    written = (resources.files(__package__) / "exam.toml").read_text(encoding="utf-8")
    return [Template(name, **each) for name, each in tomllib.loads(written).items()]


def drawn(template: Template, rng: np.random.Generator) -> Drawn:
    """The question with numbers of its own."""
    numbers = template.draw(rng)
    right = template.key(numbers)
    key = right if isinstance(right, str) else f"{right:.3g}".replace("-", "\N{MINUS SIGN}")
    asks, why = (
        text.format(**numbers).replace(" -", " \N{MINUS SIGN}")
        for text in (template.asks, template.why)
    )
    return Drawn(template.lesson, asks, f"{key} {template.unit}".rstrip(), why)


def exam(seed: int) -> tuple[str, str]:
    """The exam as a page to print, and the page with its key."""
    rng = np.random.default_rng(seed)
    asked = [drawn(each, rng) for each in templates()]
    title = f"Spiking neurons, exam {seed}"
    questions = "".join(
        f"<section><p><b>{n}.</b> {html.escape(each.asks)}</p>{LINE * 3}</section>"
        for n, each in enumerate(asked, 1)
    )
    keys = "".join(
        f"<section><p><b>{n}.</b> <b>{html.escape(each.key)}</b> (lesson {each.lesson})<br>"
        f"{html.escape(each.asks)}<br><i>{html.escape(each.why)}</i></p></section>"
        for n, each in enumerate(asked, 1)
    )
    paper = (
        f"<h1>{title}</h1><div class=line>Name:</div><p>Ninety minutes; a calculator is allowed. "
        "Give each time a number with its unit, and one sentence that says how you found it or "
        f"what it means. Each of the two gives a point, {POINTS * len(asked)} in all.</p>"
    )
    told = (
        f"<h1>{title}: the key</h1><p>A number within 2 % of the key is right, and so is one that "
        "follows from a right idea with a slip in it, where the sentence shows the idea.</p>"
    )
    return page(title, paper + questions, STYLE), page(title, told + keys, STYLE)


def _one(rng: np.random.Generator, *values: float) -> Any:
    return values[rng.integers(len(values))]


# --- numbers that hang together -------------------------------------------------------------------


def _train(rng: np.random.Generator, _: Numbers) -> Numbers:
    """Five intervals, all different, as spike times in ms."""
    intervals = rng.choice([10, 20, 30, 40, 50, 60, 80], 5, replace=False)
    train = [int(time) for time in np.cumsum([_one(rng, 5, 15, 25), *intervals])]
    return {"train": train, "times": ", ".join(map(str, train))}


def _two_trains(rng: np.random.Generator, _: Numbers) -> Numbers:
    """Three spikes and two, of which one is near."""
    a = sorted(int(t) for t in 20 + 60 * np.arange(3) + rng.integers(0, 15, 3))
    b = sorted([a[0] + int(rng.integers(2, 8)), a[1] + int(rng.integers(20, 30))])
    first, second = ", ".join(map(str, a)), " and ".join(map(str, b))
    return {"a": a, "b": b, "first": first, "second": second, "cost": _one(rng, 0.05, 0.1, 0.2)}


def _after(rng: np.random.Generator, numbers: Numbers) -> Numbers:
    """A postsynaptic spike shortly before or after the other arrives."""
    return {"post": numbers["pre"] + numbers["delay"] + _one(rng, -2, -1, 4, 7)}


def _three(rng: np.random.Generator, _: Numbers) -> Numbers:
    inputs = [_one(rng, 0.15, 0.25, 0.35), _one(rng, 0.45, 0.55, 0.85), _one(rng, 1.3, 1.7, 2.2)]
    return {"z": inputs, "inputs": ", ".join(map(str, inputs)), "steps": _one(rng, 10, 15, 25)}


DRAWN: dict[str, Callable[[np.random.Generator, Numbers], Numbers]] = {
    "regular": _train,
    "distance": _two_trains,
    "pair": _after,
    "scaled": _three,
}

# --- the keys -------------------------------------------------------------------------------------


def _solution(id_: str, *names: str) -> Callable[[Numbers], float]:
    """What the course's own solution of an exercise gives for these numbers."""
    return lambda n: find_question(id_).solution(*(n[name] for name in names))


def _lif(numbers: Numbers) -> LIF:
    names = ("tau_m", "R_m", "t_ref")
    given = {name: float(numbers[name]) for name in names if name in numbers}
    return LIF(v_rest=-70.0, v_reset=-70.0, v_threshold=-55.0, **given)


def _change(n: Numbers) -> float:
    tau = float(n["tau"])
    stdp = STDP(A_plus=n["A_plus"], A_minus=n["A_minus"], tau_plus=tau, tau_minus=tau)
    return float(stdp.window(float(n["post"] - n["pre"] - n["delay"])))


def _settles(n: Numbers) -> float:
    solution = find_question("what_a_spike_does.n_synapses").solution
    return float(solution(n["n"], n["g"] / 1000, n["R_m"], -70.0, n["v_reversal"]))


def _right_alarms(n: Numbers) -> float:
    solution = find_question("repair_the_article.precision").solution
    return 100.0 * float(solution(1 / n["of"], n["hits"] / 100, n["false"] / 100))


KEYS: dict[str, Callable[[Numbers], Any]] = {
    "climb": lambda n: _lif(n).v_after(float(n["time"]), n["current"]) + 70.0,
    "psps": _solution("leaky_bucket.two_psps", "w", "gap", "tau_m"),
    "rate": lambda n: _lif(n).rate(n["current"]),
    "regular": lambda n: Spikes(n["train"]).cv(),
    "synapses": _settles,
    "jitter": _solution("temporal_coding.jitter_error", "jitter", "room", "clicks"),
    "distance": lambda n: victor_purpura(n["a"], n["b"], n["cost"]),
    "pair": _change,
    "drift": _solution(
        "many_synapses.drift", "r_pre", "r_post", "A_plus", "A_minus", "tau_plus", "tau_minus"
    ),
    "rare": _right_alarms,
    "scaled": lambda n: ", ".join(
        f"{each:.0f}" for each in if_counts(np.array(n["z"]) + 1e-9, n["steps"])
    ),
    "bill": lambda n: Energy(
        **{name: float(n[name]) for name in ("mac", "ac", "weight", "potential")}
    ).break_even(),
}
