"""Write ledger.md: every published number that the course checks, and what the course gets.

    python notebooks/ledger.py

computes all of `ROWS` (a minute or two) and writes the page beside this file. A test computes the
quick ones again and fails where the page is stale; slow ones are computed again with `-m slow`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from snn_edu import LIF, HodgkinHuxley, ShortTermPlasticity, TripletSTDP, simulate
from snn_edu.bisection import bisected
from snn_edu.lessons.balanced_network.balanced import Brunel
from snn_edu.lessons.needle_in_noise import stored_needle as needle
from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.repair_the_article.article_museum import article_table
from snn_edu.lessons.stdp_curves.sjostrom import SJOSTROM_2001, misfit, pairings
from snn_edu.neurons.siegert import siegert
from snn_edu.spikes.stimuli import gamma, white_noise
from snn_edu.synapses.conductances import magnesium_block
from snn_edu.training import Energy

# Pfister & Gerstner 2006, table 3: the full rule, nearest spikes, fitted to visual cortex.
NEAREST = TripletSTDP(
    A2_plus=8.8e-11, A2_minus=0.0066, A3_plus=0.053, A3_minus=0.0031, tau_x=714.0, tau_y=40.0,
    pairing="nearest",
)  # fmt: skip

PAGE = Path(__file__).with_name("ledger.md")

HEAD = """# Reproduction ledger

Every published number that the course checks: who printed it, what they print, what this package
computes, and by how much the two may differ before a test fails. *Stored* runs take minutes; the
lesson says by which command they are made. This page is written by `python notebooks/ledger.py`,
and a test fails when it is stale.

| lesson | paper | what | theirs | ours | may differ by |
|---|---|---|--:|--:|--:|
"""


@dataclass(frozen=True)
class Row:
    """One published number, and how the course gets its own."""

    lesson: str  # two digits
    paper: str
    what: str
    theirs: float
    ours: Callable[[], float]
    within: float | Callable[[], float]  # the largest difference allowed; of a `bound`, none
    digits: int = 2  # after the point, of ours
    unit: str = ""
    bound: str = ""  # ">" or "<": theirs is a bar to pass
    slow: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value of ours agrees with theirs."""
        if self.bound:
            return value > self.theirs if self.bound == ">" else value < self.theirs
        return abs(value - self.theirs) <= self.allowed()

    def allowed(self) -> float:
        """The largest difference allowed, in the unit of the row."""
        return self.within() if callable(self.within) else self.within

    def line(self, value: float) -> str:
        """The row of the page, with this value as ours."""
        unit = f" {self.unit}" if self.unit else ""
        within = "a bar" if self.bound else f"{self.allowed():.3g}{unit}"
        theirs = f"{self.bound}{' ' if self.bound else ''}{self.theirs:g}{unit}"
        ours = f"{value:.{self.digits}f}{unit}"
        return f"| {self.lesson} | {self.paper} | {self.what} | {theirs} | {ours} | {within} |"


# --- how ours are computed ------------------------------------------------------------------------


def away_from_the_formula() -> float:
    """The largest distance (mV) of a membrane from its closed form, at dt = 0.1, 1 and 10 ms."""
    lif = LIF(tau_m=10.0, R_m=10.0, v_threshold=900.0)
    runs = [simulate(lif, np.full(round(100 / dt), 1.0), dt) for dt in (0.1, 1.0, 10.0)]
    return max(float(np.abs(run.v - lif.v_after(run.t, 1.0)).max()) for run in runs)


def barrier_shift() -> float:
    """By how many sigma sqrt(dt / tau_m) a threshold on a grid seems higher: from a simulation."""
    dt, lif, rng = 1.0, LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0), np.random.default_rng(1)
    runs = [white_noise(2.0, lif.noise_sd(4.0, dt), 500_000, dt, rng) for _ in range(4)]
    rate = float(np.mean([simulate(lif, noise, dt).spikes.rate() for noise in runs]))
    shift, _ = bisected(lambda up: siegert(20, 4, 20, 2, 20 + up, 10)[0] > rate, 0.0, 3.0)  # mV
    return shift / (4.0 * math.sqrt(dt / 20.0))


def peak_frequency_ratio() -> float:
    """The rate of strongest transmission, over the formula's estimate."""
    facilitating = ShortTermPlasticity(U=0.04, tau_rec=100.0, tau_facil=1000.0)
    rates = np.arange(1.0, 100.0, 0.05)
    best = rates[np.argmax([float(facilitating.steady_state(rate).efficacy) for rate in rates])]
    return float(best) * math.sqrt(0.04 * 0.1 * 1.0)


def triplet_misfit(rule: TripletSTDP) -> float:
    """The error E of Pfister & Gerstner's fit, over the ten protocols of Sjostrom and others."""
    changes = [rule.change(*pairings(one.rate, one.delta_t)) for one in SJOSTROM_2001]
    return float(misfit(np.array(changes)))


def fano_over_squared_cv() -> float:
    """Of ten minutes of a gamma train of order 2 at 50 Hz, its counts in windows of 1 s."""
    train = gamma(50, 2, 600_000, np.random.default_rng(8))
    return float(train.fano(1000) / train.cv() ** 2)


@cache
def article() -> dict[str, Any]:
    """The article's network, 2,000 runs with and without its hidden layer."""
    return article_table(simulate_many(range(2000)), simulate_many(range(2000), hidden=False))


def article_percent(name: str, what: str) -> float:
    """The "share" of a row of its table, or how far off it is "allowed" to be, in %."""
    return 100.0 * float(getattr(article()[name], what))


def hopf(low: float, high: float) -> float:
    """The current (uA/cm2) between two at which the rest state changes its stability."""
    axon = HodgkinHuxley()

    def unstable(current: float) -> bool:
        at = np.array(axon.at_rest(current))
        nudges = 1e-5 * np.eye(4)
        columns = [
            (np.array(axon.slope(at + n, current)) - np.array(axon.slope(at - n, current))) / 2e-5
            for n in nudges
        ]
        return bool(np.linalg.eigvals(np.array(columns).T).real.max() > 0.0)

    begins = unstable(low)
    return bisected(lambda current: unstable(current) == begins, low, high, within=1e-7)[0]


def brunel_theory(g: float, eta: float) -> float:
    """The rate (Hz) of the mean-field theory."""
    (point,) = Brunel(g=g, eta=eta).mean_field()
    return float(point.rate)


def brunel_simulated(g: float, eta: float) -> float:
    """The rate (Hz) of 12,500 neurons from 100 to 400 ms."""
    spikes = Brunel(g=g, eta=eta).run(400.0, np.random.default_rng(1)).spikes["E"]
    return float(np.count_nonzero(spikes.times > 100.0) / spikes.size / 0.3)


def table_3(what: str) -> float:
    """Of a network of 18.39 M operations, 13.66 % of them with a spike: 4.6 pJ a MAC, 0.9 an AC."""
    prices, operations, spike_rate = Energy(4.6, 0.9), 18.39e6, 0.1366
    ann = prices.ann(operations).total  # pJ
    if what == "ANN":
        return ann / 1e5  # 1e-7 J
    return ann / prices.snn(spike_rate**2 * operations).total  # the rate twice, as they count


def full_needle() -> Any:
    """The 450 s of the paper, stored."""
    return needle.stored()["full"]


MASQUELIER = "Masquelier, Guyonneau & Thorpe 2008"
ARTICLE = "the article, its code run 2,000 times by others"
BRUNEL = "Brunel 2000, fig. 8"
CONVERTED = "Front Neurosci 17:1091097, 2023, table 3"
PFISTER = "Pfister & Gerstner 2006"

ROWS = (
    Row("01", "Rotter & Diesmann 1999", "distance of an exact step from the formula, any dt",
        0.0, away_from_the_formula, 1e-10, 9, "mV"),
    Row("03", "Broadie, Glasserman & Kou 1997",
        "a threshold looked at once a step seems higher, in σ sqrt(dt / τ_m)",
        0.5826, barrier_shift, 0.04),
    Row("04", "Jahr & Stevens 1990",
        "share of NMDA channels not blocked at 0 mV and 1 mM magnesium, by the formula",
        0.781, lambda: magnesium_block(0.0, 1.0), 0.0005, 3),
    Row("04", "Markram, Wang & Tsodyks 1998",
        "preferred rate of a facilitating synapse, over 1 / sqrt(U τ_facil τ_rec)",
        1.0, peak_frequency_ratio, 0.15),
    Row("06", "Nawrot et al. 2008", "Fano factor over squared CV of a renewal train",
        1.0, fano_over_squared_cv, 0.2),
    Row("07", PFISTER, "error E of the minimal triplet rule, visual cortex, all pairs",
        0.34, partial(triplet_misfit, TripletSTDP()), 0.02),
    Row("07", PFISTER, "error E of the full triplet rule, visual cortex, nearest pairs",
        0.22, partial(triplet_misfit, NEAREST), 0.02),
    *(
        Row("09", ARTICLE, name, percent,
            partial(article_percent, name, "share"), partial(article_percent, name, "allowed"),
            1, "%")
        for name, percent in (
            ("precision", 24.9), ("recall", 11.5), ("precision, no hidden layer", 24.9),
            ("recall, no hidden layer", 23.3), ("runs that print nothing", 28.0),
            ("updates that weaken", 88.0), ("updates that repeat a pair", 76.0),
            ("ties among causal pairs", 49.0), ("weights below zero", 30.0),
            ("runs with a weight below zero", 99.6), ("runs that drop a spike at 0", 92.0),
        )
    ),
    Row("10", MASQUELIER, "hits, last 150 of 450 s (stored)", 98.0,
        lambda: 100.0 * full_needle().hit_rate, 0.0, 1, "%", ">"),
    Row("10", MASQUELIER, "false alarms, last 150 s (stored)", 0.0,
        lambda: full_needle().false_alarms, 0.0, 1, "/s"),
    Row("10", MASQUELIER, "mean latency, last 150 s (stored)", 10.0,
        lambda: full_needle().latency, 0.0, 1, "ms", "<"),
    Row("10", MASQUELIER, "discharges until it is selective, in the paper's example (stored)",
        700.0, lambda: full_needle().found_discharges, 220.0, 0),
    Row("16", CONVERTED, "energy of an ANN, in 1e-7 J", 845.94, partial(table_3, "ANN"), 0.01),
    Row("16", CONVERTED, "ANN over SNN, with the spike rate counted twice, as there", 273.77,
        partial(table_3, "ratio"), 0.3),
    Row("17", "Rinzel & Miller 1980", "rest of the axon loses its stability",
        9.78, partial(hopf, 5.0, 20.0), 0.02, 2, "µA/cm²"),
    Row("17", "Rinzel & Miller 1980", "and has it again above",
        154.5, partial(hopf, 100.0, 200.0), 0.1, 1, "µA/cm²"),
    *(
        Row("18", BRUNEL, f"theory, g = {g:g}, η = {eta:g}", theory,
            partial(brunel_theory, g, eta), 0.06, 2, "Hz")
        for g, eta, theory in ((6.0, 4.0, 55.8), (5.0, 2.0, 38.0), (4.5, 0.9, 6.5))
    ),
    *(
        Row("18", BRUNEL, f"simulation, g = {g:g}, η = {eta:g}", simulated,
            partial(brunel_simulated, g, eta), 0.1 * simulated, 1, "Hz", slow=True)
        for g, eta, simulated in ((6.0, 4.0, 60.7), (5.0, 2.0, 37.7), (4.5, 0.9, 5.5))
    ),
)  # fmt: skip


def page(values: list[float]) -> str:
    """The page, with these values as ours."""
    return HEAD + "\n".join(row.line(v) for row, v in zip(ROWS, values, strict=True)) + "\n"


def main() -> None:
    """Compute all rows and write the page.

    Raises
    ------
    ValueError
        A row does not hold: the course and the paper disagree.
    """
    values = [row.ours() for row in ROWS]
    for row, value in zip(ROWS, values, strict=True):
        if not row.holds(value):
            raise ValueError(f"{row.paper}, {row.what}: theirs {row.theirs:g}, ours {value:g}.")
    PAGE.write_text(page(values), encoding="utf-8")


if __name__ == "__main__":
    main()
