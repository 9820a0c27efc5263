"""A paper exam: `snn-edu class exam exam.html --seed 7` writes twelve questions, and a key apart.

Each question is a template whose numbers are drawn anew for each seed, and its key is what the
library computes from them. One number and one sentence are asked each time: the sentence is what
shows who has understood.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from snn_edu import LIF, STDP, Spikes, victor_purpura
from snn_edu.command.lesson_files import find_question
from snn_edu.command.pages import page
from snn_edu.training import Energy, if_counts

Numbers = Mapping[str, Any]

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
    """A question whose numbers are drawn.

    `draw(rng)` gives them by name; `asks` and `why` name them in braces, and `key(numbers)` is the
    right answer, in `unit`.
    """

    lesson: str
    asks: str
    draw: Callable[[np.random.Generator], dict[str, Any]]
    key: Callable[[Numbers], float | str]
    unit: str
    why: str  # what a good sentence says


@dataclass(frozen=True)
class Drawn:
    """A question with its numbers, and its key."""

    lesson: str
    asks: str
    key: str
    why: str


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
    asked = [drawn(each, rng) for each in TEMPLATES]
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


def _solution(id_: str, *arguments: Any) -> Any:
    """What the course's own solution of an exercise gives."""
    return find_question(id_).solution(*arguments)


def _one(rng: np.random.Generator, *values: float) -> Any:
    return values[rng.integers(len(values))]


# --- one neuron -----------------------------------------------------------------------------------


def _train(rng: np.random.Generator) -> list[int]:
    """Five intervals, all different, as spike times in ms."""
    intervals = rng.choice([10, 20, 30, 40, 50, 60, 80], 5, replace=False)
    return [int(time) for time in np.cumsum([_one(rng, 5, 15, 25), *intervals])]


def _lif(numbers: Numbers) -> LIF:
    names = ("tau_m", "R_m", "t_ref")
    given = {name: float(numbers[name]) for name in names if name in numbers}
    return LIF(v_rest=-70.0, v_reset=-70.0, v_threshold=-55.0, **given)


CLIMB = Template(
    "01",
    "A membrane at rest has R_m = {R_m} MΩ and τ_m = {tau_m} ms. A current of {current} nA is "
    "switched on and stays on. How far above rest is v after {time} ms, if no spike comes?",
    lambda rng: {
        "R_m": _one(rng, 50, 100, 120),
        "tau_m": _one(rng, 10, 15, 20, 30),
        "current": _one(rng, 0.05, 0.08, 0.1),
        "time": _one(rng, 5, 8, 12, 25),
    },
    lambda n: float(_lif(n).v_after(float(n["time"]), n["current"])) + 70.0,
    "mV",
    "v heads for R_m I above rest, and in each τ_m it covers 63 % of what is left.",
)
PSPS = Template(
    "01",
    "Each input spike lifts v by {w} mV at once. Two of them come {gap} ms apart; τ_m is {tau_m} "
    "ms. How far above rest is v right after the second?",
    lambda rng: {
        "w": _one(rng, 2, 3, 4, 6),
        "gap": _one(rng, 5, 10, 15, 25),
        "tau_m": _one(rng, 8, 12, 20, 30),
    },
    lambda n: float(_solution("leaky_bucket.two_psps", n["w"], n["gap"], n["tau_m"])),
    "mV",
    "The second adds its {w} mV to what the leak has left of the first.",
)
RATE = Template(
    "02",
    "A LIF neuron rests at −70 mV, is reset to −70 mV and fires at −55 mV; R_m = {R_m} MΩ, "
    "τ_m = {tau_m} ms, t_ref = {t_ref} ms. A steady current of {current} nA goes in. At which rate "
    "does it fire?",
    lambda rng: {
        "R_m": _one(rng, 20, 25, 30),
        "tau_m": _one(rng, 10, 15, 20, 25),
        "t_ref": _one(rng, 2, 3, 4, 5),
        "current": _one(rng, 0.9, 1.0, 1.2, 1.5),
    },
    lambda n: float(_lif(n).rate(n["current"])),
    "Hz",
    "An interval is t_ref and a climb of τ_m ln(R_m I / (R_m I − 15 mV)); the rate is one over it.",
)
REGULAR = Template(
    "03",
    "A neuron fires at {times} ms. What is the CV of its intervals, with the standard deviation "
    "over all of them? Is it more or less regular than a Poisson process?",
    lambda rng: {"train": (train := _train(rng)), "times": ", ".join(map(str, train))},
    lambda n: float(Spikes(n["train"]).cv()),
    "",
    "The standard deviation of the intervals over their mean; below 1, so it is more regular.",
)
SYNAPSES = Template(
    "04",
    "A neuron rests at −70 mV with R_m = {R_m} MΩ. {n} synapses are opened and stay open, each of "
    "{g} nS with a reversal potential of {v_reversal} mV. How far from rest does v settle? (1 nS "
    "is 0.001 µS, and 1 MΩ times 1 µS is 1.)",
    lambda rng: {
        "R_m": _one(rng, 50, 80, 100),
        "n": _one(rng, 5, 10, 20, 40),
        "g": _one(rng, 0.5, 1, 2),
        "v_reversal": _one(rng, -80, 0),
    },
    lambda n: float(
        _solution(
            "what_a_spike_does.n_synapses", n["n"], n["g"] / 1000, n["R_m"], -70.0, n["v_reversal"]
        )
    ),
    "mV",
    "They pull towards their reversal potential against the leak, so that twice as many do less "
    "than twice as much.",
)

# --- messages -------------------------------------------------------------------------------------

JITTER = Template(
    "05",
    "A value from 0 to 1 is sent by when a spike comes within {room} ms. On the way each time "
    "strays by {jitter} ms (standard deviation). The value is sent {clicks} times, and the "
    "receiver takes the mean. How large is its error (standard deviation)?",
    lambda rng: {
        "room": _one(rng, 20, 25, 40, 50),
        "jitter": _one(rng, 2, 3, 4),
        "clicks": _one(rng, 2, 3, 5, 9, 16),
    },
    lambda n: float(_solution("temporal_coding.jitter_error", n["jitter"], n["room"], n["clicks"])),
    "",
    "The jitter as a part of the room, over the root of how often it is sent: errors cancel only "
    "in part.",
)
DISTANCE = Template(
    "06",
    "One spike train has spikes at {first} ms, another at {second} ms. Deleting or adding a spike "
    "costs 1, and moving one costs {cost} per ms. How far apart are the two (Victor and Purpura)?",
    lambda rng: {
        "a": (a := sorted(int(t) for t in 20 + 60 * np.arange(3) + rng.integers(0, 15, 3))),
        "b": (b := sorted([a[0] + int(rng.integers(2, 8)), a[1] + int(rng.integers(20, 30))])),
        "first": ", ".join(map(str, a)),
        "second": " and ".join(map(str, b)),
        "cost": _one(rng, 0.05, 0.1, 0.2),
    },
    lambda n: float(victor_purpura(np.array(n["a"], float), np.array(n["b"], float), n["cost"])),
    "",
    "A spike is moved where that costs less than deleting it and adding another, which costs 2.",
)

# --- learning -------------------------------------------------------------------------------------

PAIR = Template(
    "07",
    "STDP has A₊ = {A_plus}, A₋ = {A_minus}, τ₊ = τ₋ = {tau} ms. The presynaptic neuron fires at "
    "{pre} ms, and its spike needs {delay} ms to the synapse; the postsynaptic neuron fires at "
    "{post} ms. By how much does the weight change, and in which direction?",
    lambda rng: {
        "A_plus": _one(rng, 0.005, 0.01, 0.02),
        "A_minus": _one(rng, 0.006, 0.012, 0.021),
        "tau": _one(rng, 10, 15, 20),
        "pre": (pre := _one(rng, 40, 100, 230)),
        "delay": (delay := _one(rng, 3, 6, 9)),
        "post": pre + delay + _one(rng, -2, -1, 4, 7),
    },
    lambda n: float(
        STDP(
            A_plus=n["A_plus"], A_minus=n["A_minus"],
            tau_plus=float(n["tau"]), tau_minus=float(n["tau"]),
        ).window(float(n["post"] - n["pre"] - n["delay"]))
    ),
    "",
    "The synapse sees when the spike arrives, and it grows only if that is before the post spike.",
)  # fmt: skip
DRIFT = Template(
    "08",
    "A presynaptic neuron fires at {r_pre} Hz, a postsynaptic one at {r_post} Hz, both by chance "
    "and with nothing to do with each other. STDP has A₊ = {A_plus}, A₋ = {A_minus}, τ₊ = "
    "{tau_plus} ms, τ₋ = {tau_minus} ms, and all pairs count. By how much does the weight change "
    "in a second, on average?",
    lambda rng: {
        "r_pre": _one(rng, 10, 20, 30),
        "r_post": _one(rng, 5, 15, 25),
        "A_plus": _one(rng, 0.008, 0.01),
        "A_minus": _one(rng, 0.0065, 0.007, 0.012),
        "tau_plus": _one(rng, 15, 20),
        "tau_minus": _one(rng, 25, 30),
    },
    lambda n: float(
        _solution("many_synapses.drift", n["r_pre"], n["r_post"], n["A_plus"], n["A_minus"],
                  n["tau_plus"], n["tau_minus"])
    ),
    "a second",
    "Chance makes pairs at all distances, so the two areas A₊ τ₊ and A₋ τ₋ decide.",
)  # fmt: skip
RARE = Template(
    "09",
    "A detector finds {hits} % of the patterns, and raises a false alarm in {false} % of the other "
    "cases. The pattern is there in one case out of {of}. Which share of its alarms is right?",
    lambda rng: {
        "hits": _one(rng, 60, 75, 90, 95),
        "false": _one(rng, 1, 2, 4, 5),
        "of": _one(rng, 40, 50, 100, 150, 200),
    },
    lambda n: (
        100.0
        * float(
            _solution(
                "repair_the_article.precision", 1 / n["of"], n["hits"] / 100, n["false"] / 100
            )
        )
    ),
    "%",
    "Where patterns are rare there are so many other cases that a small share of them outnumbers "
    "the hits.",
)

# --- being told, and the price --------------------------------------------------------------------


def _three(rng: np.random.Generator) -> dict[str, Any]:
    inputs = [_one(rng, 0.15, 0.25, 0.35), _one(rng, 0.45, 0.55, 0.85), _one(rng, 1.3, 1.7, 2.2)]
    return {"z": inputs, "inputs": ", ".join(map(str, inputs)), "steps": _one(rng, 10, 15, 25)}


SCALED = Template(
    "15",
    "Three integrate-and-fire neurons start at 0 and get {inputs} in each of {steps} steps. One "
    "that is at 1 or above sends a spike, one a step at most, and a spike takes 1 away. How many "
    "does each send, and which of the three is no copy of a ReLU?",
    _three,
    lambda n: ", ".join(f"{each:.0f}" for each in if_counts(np.array(n["z"]) + 1e-9, n["steps"])),
    "spikes",
    "The third gets more than 1 a step and cannot send it, which is why weights are scaled.",
)
BILL = Template(
    "16",
    "A MAC costs {mac} pJ, an addition {ac} pJ, fetching a weight {weight} pJ, reading and "
    "writing a potential {potential} pJ. Each MAC fetches a weight; each spike at a synapse costs "
    "an addition, a weight and a potential. How many spikes a synapse may a spiking network send "
    "for a picture before it costs more than its ANN? (Updates are left out.)",
    lambda rng: {
        "mac": _one(rng, 3.1, 4.6, 4.0),
        "ac": _one(rng, 0.1, 0.5, 0.9),
        "weight": _one(rng, 2, 5, 10),
        "potential": _one(rng, 1, 3, 8),
    },
    lambda n: Energy(
        **{name: float(n[name]) for name in ("mac", "ac", "weight", "potential")}
    ).break_even(),
    "",
    "Both fetch weights; the larger that part of the bill, the nearer to one spike it comes.",
)

TEMPLATES = (
    CLIMB, PSPS, RATE, REGULAR, SYNAPSES, JITTER,
    DISTANCE, PAIR, DRIFT, RARE, SCALED, BILL,
)  # fmt: skip
