"""A script of somebody's own, typed as mypy --strict wants it, runs and passes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import snn_edu

pytestmark = pytest.mark.slow

ROOT = Path(snn_edu.__file__).parents[1]
SCRIPT = '''\
"""A neuron, a network that learns by a rule of my own, and a recording of mine."""

import numpy as np

from snn_edu import LIF, STDP, Network, Spikes, SpikeSource, load, poisson, simulate, victor_purpura
from snn_edu.plasticity import Trace, weight_after
from snn_edu.validation import Quantity


class Priced:
    """Every presynaptic spike costs a little; a post spike after it pays."""

    keeps = (Trace("pre", 20.0),)
    same_step = "none"
    w_min, w_max = 0.0, 1.0

    def at_pre(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
        return w - 0.01

    def at_post(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
        return w + 0.1 * x[0] * (1.0 - w)


def learned(rule: STDP | Priced, rng: np.random.Generator) -> float:
    network = Network().add(SpikeSource(), 20, "in").add(LIF(), 1, "out")
    network.connect("in", "out", weights=0.5, delay=1.0, plasticity=rule)
    spikes = poisson(np.full(20, 30.0), 500.0, rng)
    run = network.run(500.0, {"in": spikes, "out": 1.4}, dt=0.1, record=["out"])
    print(run.v["out"].max(), run.spikes["out"].cv())
    return float(run.weights["in -> out"].mean())


def quadratic(state: tuple[float, ...], current: float) -> tuple[tuple[float, ...], bool]:
    (v,) = state
    v += 0.1 * (0.04 * (v + 65.0) * (v + 50.0) + current)
    return ((-65.0,), True) if v > 0.0 else ((v,), False)


own = simulate(quadratic, np.full(2000, 5.0), dt=0.1, start=(-65.0,))
half = Network().add(LIF(), 2, "cells")
half.run(10.0, {"cells": 2.0}).save("half.npz")
print(own.spikes.rate(), half.run(10.0, {"cells": 2.0}, start=load("half.npz")).spikes["cells"])
run = simulate(LIF(tau_m=10.0), np.full(2000, 2.0), dt=0.1)
euler = simulate(LIF(), np.full(9, 2.0), 0.1, method="euler", crossing="grid", reset="subtract")
print(euler.v[-1], run.spikes.rate(), run.spikes.isi().mean())
rules: list[STDP | Priced] = [STDP(pairing="nearest", same_step="ltp"), Priced()]
for rule in rules:
    print(learned(rule, np.random.default_rng(1)), weight_after(rule, [10, 50], [15], 0.5))
file = ["time_ms,electrode", "12,3", "14,7", "50,3", "52,7"]
recording = Spikes.from_csv(file, duration=100.0)
for train in recording.between(0.0, 60.0):
    print(train.labels, train.rate(), recording.cvs())
print(victor_purpura(recording.named(3), recording.named(7), cost=0.125))
'''


def checked(text, folder):
    path = folder / "mine.py"
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={ROOT / '.mypy_cache'}"]
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    return subprocess.run(
        [*command, "--follow-imports=silent", str(path)], cwd=folder, env=environment,
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip


def test_a_script_of_ones_own_passes_mypy_strict_and_runs(tmp_path):
    assert "Success" in checked(SCRIPT, tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.check_output([sys.executable, "mine.py"], cwd=tmp_path, env=environment)
    assert said.decode().splitlines()[-1] == "0.5"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('method="euler"', 'method="Euler"', 'Argument "method" to "simulate" has incompatible'),
        ('crossing="grid"', 'crossing="gird"', 'Argument "crossing" to "simulate" has incompat'),
        ('"subtract"', '"zero"', 'Argument "reset" to "simulate" has incompatible type'),
        ("[15], 0.5)", '[15], 0.5, unit="min")', 'Unexpected keyword argument "unit" for'),
        ("duration=100.0)", 'duration=100.0, unit="min")', 'Argument "unit" to "from_csv" of'),
        ('pairing="nearest"', 'pairing="al"', 'Argument "pairing" to "STDP" has incompatible type'),
        ('same_step="ltp"', 'same_step="LTP"', 'Argument "same_step" to "STDP" has incompatible'),
        ("duration=100.0", 'duration="100"', 'Argument "duration" to "from_csv" of "Spikes"'),
        ("recording.cvs()", "recording.cvss()", '"Spikes" has no attribute "cvss"'),
    ],
)
def test_a_slip_is_seen_before_it_runs(right, wrong, told, tmp_path):
    assert told in checked(SCRIPT.replace(right, wrong), tmp_path)
