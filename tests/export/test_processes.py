"""NEST's script in several processes: each synapse once, no neuron of another process touched.

The first tests run the script with a small NEST that only keeps the books, as one process of many;
those marked `peers` with NEST itself, under mpirun.
"""

import os
import runpy
import shutil
import subprocess
import sys
import types
from collections import Counter
from functools import cache

import numpy as np
import pytest
from export_cases import CASES, network_and_run, rows

from snn_edu import LIF, Network, Sparse, Spikes, SpikeSource
from snn_edu.export import to_nest


class Nodes:
    """A NodeCollection as one process sees it: what belongs to other processes stays shut."""

    def __init__(self, first, size, books):
        vars(self).update(first=first, size=size, books=books, values={}, spike_times={})

    @property
    def local(self):
        of = [self.books.holds(self.first + i) for i in range(self.size)]
        return of if self.size > 1 else of[0]

    @property
    def global_id(self):
        assert self.size == 1
        return self.first

    def __getitem__(self, i):
        return Nodes(self.first + i, 1, self.books)

    def __iter__(self):
        return (self[i] for i in range(self.size))

    def set(self, each):
        """A dictionary for each neuron: NEST hands it to the process that holds the neuron."""
        assert len(each) == self.size
        for i, given in enumerate(each):
            if self.books.holds(self.first + i):
                for name, value in given.items():
                    self.books.values[self.first + i, name] = value

    def __setattr__(self, name, value):
        if name == "spike_times":  # of a generator, of which each process has a copy
            self.books.spike_times[self.first] = np.asarray(value).tolist()
            return
        if np.ndim(value) and not np.all(self.local):  # nest/nest-simulator#3587
            raise TypeError(f"Failed to cast {name!r} from vector to double")
        self.set([{name: each} for each in np.broadcast_to(value, self.size).tolist()])


class Nest(types.ModuleType):
    """Process `rank` of `processes`. Each neuron fires once: neuron i (of all) at i ms."""

    def __init__(self, rank, processes):
        super().__init__("nest")
        self.rank, self.processes = rank, processes
        self.values, self.spike_times, self.synapses = {}, {}, []
        self.created, self.everywhere = 1, set()

    def holds(self, node):
        return node in self.everywhere or node % self.processes == self.rank

    def Create(self, model, size=1, params=None):
        nodes = Nodes(self.created, size, self)
        self.created += size
        if not model.startswith("iaf"):
            self.everywhere |= set(range(nodes.first, self.created))
        return nodes

    def Connect(self, pre, post, rule="all_to_all", synapse=None):
        if isinstance(pre, Nodes):
            here = [pre.first + i for i in range(pre.size) if self.holds(pre.first + i)]
            events = {"times": np.array(here, float), "senders": np.array(here, int)}
            vars(post)["events"] = events
            return
        assert len(pre), "NEST refuses to connect nothing"
        assert all(self.holds(each) for each in post.tolist())
        columns = pre, post, synapse["weight"], synapse["delay"]
        self.synapses += zip(*(each.tolist() for each in columns), strict=True)

    def ResetKernel(self): ...
    def set(self, **kernel): ...
    def Simulate(self, duration): ...
    def SyncProcesses(self): ...
    def Rank(self):
        return self.rank

    def NumProcesses(self):
        return self.processes


def one_by_one(script, processes, folder, monkeypatch):
    """Run the script as each of the processes, the first one last; their books, and the spikes."""
    path, books = script.save(folder), []
    for rank in reversed(range(processes)):
        monkeypatch.setitem(sys.modules, "nest", Nest(rank, processes))
        books.append(sys.modules["nest"])
        left = runpy.run_path(str(path))
    return books, left["spikes"]


@pytest.mark.parametrize("processes", [1, 2, 3, 12])
@pytest.mark.parametrize("name", CASES)
def test_each_synapse_is_connected_in_one_process_the_one_of_its_target(
    name, processes, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("snn_edu.export.script.BLOCK", 5)
    network, run = network_and_run(name)
    books, spikes = one_by_one(to_nest(network, **run), processes, tmp_path, monkeypatch)
    first = {"source": 1, "E": 5, "I": 10}  # NEST counts from 1, all populations on
    unit = 1.0 if name.startswith("delta") else 1000.0
    expected = Counter()
    for one in network.projections.values():
        expected.update(
            zip(
                (first[one.pre.name] + one.pre_ids).tolist(),
                (first[one.post.name] + one.post_ids).tolist(),
                (unit * one.weights).tolist(),
                np.round(one.delays, 6).tolist(),
                strict=True,
            )
        )
    assert Counter(each for one in books for each in one.synapses) == expected
    values = [item for one in books for item in one.values.items()]
    own = 6 * 5 if "own" in name else 0  # of the five that differ
    assert len(values) == len(dict(values)) == 14 + own  # each of 7 neurons once, V_m and I_e
    told = dict(values)
    start, current = run["start"], run["inputs"]
    assert [told[5 + i, "V_m"] for i in range(5)] == start["E"].tolist()
    assert [told[5 + i, "I_e"] for i in range(5)] == (1000.0 * current["E"][0]).tolist()
    assert [told[10 + i, "V_m"] for i in range(2)] == [-60.0] * 2
    for one in books:  # every process has a copy of the generators
        times = run["inputs"]["source"]
        assert [np.size(one.spike_times[1 + i]) for i in range(4)] == [
            np.sum(times.ids == i) for i in range(4)
        ]
    for who, size in (("E", 5), ("I", 2)):  # all spikes, once, in the order of time
        assert np.array_equal(spikes[who], [first[who] + np.arange(size), np.arange(size)])
    with np.load(tmp_path / "network_nest_spikes.npz") as saved:
        assert saved["spikes of I"].tolist() == [(10.0, 0), (11.0, 1)]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "network_nest.npz", "network_nest.py", "network_nest_spikes.npz",
    ]  # fmt: skip
    assert capsys.readouterr().out == "E 5 spikes\nI 2 spikes\n"


def without_synapses():
    """One projection has none, and a population is one neuron."""
    network = Network().add(SpikeSource(), 1, "source").add(LIF(), 1, "one").add(LIF(), 30, "many")
    network.connect("source", "one", 20.0).connect("one", "many", Sparse([], [], []))
    network.connect("many", "one", 0.3, 2.0)
    start = {"many": np.linspace(-65.0, -51.0, 30)}
    inputs = {"many": 1.8, "source": Spikes([3.0, 5.0])}
    return network, {"duration": 100.0, "inputs": inputs, "dt": 1.0, "start": start}


@pytest.mark.parametrize("processes", [1, 4])
def test_a_projection_may_have_no_synapses(processes, tmp_path, monkeypatch):
    network, run = without_synapses()
    books, _ = one_by_one(to_nest(network, **run), processes, tmp_path, monkeypatch)
    found = sorted(each[:2] for one in books for each in one.synapses)
    assert found == [(1, 2), *((2 + i, 2) for i in range(1, 31))]


# --- NEST itself ----------------------------------------------------------------------------------


@cache
def nest_has_mpi():
    """A NEST that was compiled with MPI, and a launcher; that of PyPI has none, and says so."""
    asked = "import nest; print('MPI', nest.build_info['have_mpi'])"
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )
    return "MPI True" in told.stdout and shutil.which("mpirun") is not None


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("name", [*CASES, "without synapses"])
def test_the_spikes_of_several_processes_are_those_here(name, processes, tmp_path):
    pytest.importorskip("nest", exc_type=ImportError)
    if processes > 1 and not nest_has_mpi():
        pytest.skip("needs mpirun, and a NEST that was compiled with -Dwith-mpi=ON")
    network, run = network_and_run(name) if name in CASES else without_synapses()
    path = to_nest(network, **run).save(tmp_path)
    launch = ["mpirun", "--oversubscribe", "-n", str(processes)] if processes > 1 else []
    root = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    subprocess.run(
        [*launch, sys.executable, path], check=True, timeout=120, env={**os.environ, **root}
    )
    here = network.run(**run).spikes
    with np.load(tmp_path / "network_nest_spikes.npz") as saved:
        for key in saved:
            found = rows(saved[key]["time"], saved[key]["neuron"], run["dt"])
            ours = here[key.removeprefix("spikes of ")]
            assert found == rows(ours.times, ours.ids, run["dt"])
