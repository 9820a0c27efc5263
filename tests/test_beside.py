"""What the page about other simulators says of us is done, each thing that it names."""

import re
import textwrap
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from own_rule import Own

import snn_edu
from snn_edu import LIF, STDP, Network, Spikes, SpikeSource, explore, export, simulate, verify
from snn_edu.plasticity import weight_after
from snn_edu.training import Layers

ROOT = Path(snn_edu.__file__).parents[1]
PAGE = (ROOT / "notebooks" / "beside_others.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| **")]
OURS = re.findall(r"`([^`]+)`", " ".join(row[1] for row in ROWS))


class Milliseconds(np.ndarray):
    """Twenty of them, as the packages for units carry them."""

    units = "s"

    def rescale(self, unit):
        assert unit == "ms"
        return SimpleNamespace(magnitude=1000.0 * np.asarray(self))


def current(steps=100):
    return np.full(steps, 2.0)


def network(rule=None):
    made = Network().add(SpikeSource(), 2, "in").add(LIF(t_ref=0.0), 1, "out")
    return made.connect("in", "out", 0.5, delay=[[1.0], [2.0]], plasticity=rule)


def ran(rule=None, **asked):
    spikes = Spikes([1.0, 5.0, 9.0], [0, 1, 0], 2, 20.0)
    return network(rule).run(20.0, {"in": spikes}, **asked)


def refused(make, said):
    with pytest.raises((ValueError, TypeError), match=said):
        make()
    return True


def goes_on():
    first = simulate(LIF(), current(), 0.1)
    both = simulate(LIF(), current(), 0.1, start=first)
    return np.allclose(both.v, simulate(LIF(), current(200), 0.1).v[100:], atol=1e-9)


def kept(folder):
    run = ran()
    run.save(folder / "run.npz")
    return snn_edu.load(folder / "run.npz").spikes == run.spikes


def grown(state, current):
    (v,) = state
    return (v + current * 0.1,), False


def told(folder):
    said = []
    ran(progress=lambda done, whole: said.append(done))
    return said


DONE = {
    "run.plot()": lambda _: simulate(LIF(), current(), 0.1).plot().lines,
    "tau_m=0.02": lambda _: refused(lambda: LIF(tau_m=0.02), r"Did you mean 20 \(ms\)"),
    "20 * ms": lambda _: LIF(tau_m=np.array(0.02).view(Milliseconds)).tau_m == 20.0,
    "LIF(tau=20)": lambda _: refused(lambda: LIF(tau=20), "Did you mean tau_m?"),
    "py.typed": lambda _: (ROOT / "snn_edu" / "py.typed").exists(),
    "LIF(tau_m=[10, 20])": lambda _: LIF(tau_m=[10, 20]).size == 2,
    "delay=": lambda _: len(set(network().projections["in -> out"].delays)) == 2,
    "looks=": lambda _: (
        ran(STDP(), looks={"in -> out": 5.0}).course["in -> out"].shape == (5, 2, 1)
    ),
    "start=": lambda _: goes_on(),
    "load": kept,
    "save": kept,
    "to_csv": lambda folder: ran().spikes["in"].to_csv(folder / "x.csv") is None,
    "progress=": told,
    "simulate(step)": lambda _: simulate(grown, current(), 0.1, start=(0.0,)).v[-1] > 19.0,
    "plasticity=": lambda _: weight_after(Own(), [1.0], [], 0.5) == 0.49 and ran(Own()),
    "Layers": lambda _: Layers([np.ones((2, 3)), np.ones((3, 2))]).run(np.ones((4, 1, 2))),
    "to_nest": lambda _: "nest.Create" in export.to_nest(network()).text,
    "to_brian2": lambda _: "brian2" in export.to_brian2(network()).text,
    "to_nir": lambda _: pytest.importorskip("nir") and export.to_nir,
    "from_nir": lambda _: pytest.importorskip("nir") and export.from_nir,
    "explore": lambda _: explore(lambda a=1.0: np.arange(9.0) * a, a=(0, 2)).text,
    "verify": lambda _: not verify.stdp(STDP().traces).faults,
}


@pytest.mark.parametrize("thing", sorted(set(OURS)))
def test_what_the_page_says_of_us_is_done(thing, tmp_path):
    assert DONE[thing](tmp_path)


def test_the_page_says_of_which_versions_and_where_three_say_yes_we_do_not_say_no():
    assert snn_edu.__version__.startswith(re.search(r"snn_edu ([\d.]+\d)", PAGE)[1])
    assert len(ROWS) > 15
    for what, ours, *others in ROWS:
        theirs = [each.strip(" |") for each in others]
        assert len(theirs) == 4, what
        if ours == "no":
            assert sum(not each.startswith(("no", "by hand")) for each in theirs) < 3, what
    assert DONE.keys() == set(OURS), textwrap.shorten(str(DONE.keys() ^ set(OURS)), 200)
