"""The page from laptop to cluster: its snippets run, and its tables are its formula."""

import functools
import itertools
import operator
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

PAGE = (Path(__file__).parents[1] / "notebooks" / "cluster.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
MEASURED, RECKONED = re.findall(r"^\|[^\n]*\n\|[-:| ]+\n((?:\|.+\n)+)", PAGE, re.M)
SIZE = {"MB": 1e6, "GB": 1e9}


def cells(table):
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


def amount(told):
    number, unit = told.split()
    return float(number) * SIZE[unit]


def memory_of_each(synapses, processes):
    assert (
        r"80\ \text{MB} + \frac{80\ \text{bytes} \cdot \text{synapses}}{\text{processes}}" in PAGE
    )
    return 80e6 + 80.0 * synapses / processes


def test_the_first_snippet_writes_the_two_files_8_bytes_a_synapse(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(SNIPPETS[0], names := {})
    assert {path.name for path in Path("for_nest").iterdir()} == {
        "network_nest.py", "network_nest.npz",
    }  # fmt: skip
    with np.load("for_nest/network_nest.npz") as arrays:
        assert arrays["synapses of cells -> cells, 0"].nbytes == 8 * 100_000
    assert len(names["here"].times) > 1000


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
def test_the_second_snippet_finds_the_same_spikes_there(tmp_path, monkeypatch, capsys):
    pytest.importorskip("nest", exc_type=ImportError)
    monkeypatch.chdir(tmp_path)
    exec(SNIPPETS[0], names := {})
    subprocess.run([sys.executable, "network_nest.py"], cwd="for_nest", check=True)
    capsys.readouterr()
    exec(SNIPPETS[1], names)
    there, here, apart = capsys.readouterr().out.split()
    assert there == here
    assert float(apart) < 1e-9


def test_what_was_measured_is_the_formula_to_a_fifth_and_the_files_24_bytes_a_synapse():
    synapses = None
    for count, file, processes, memory, *_ in cells(MEASURED):
        if count:
            synapses = float(count.replace(",", ""))
            assert amount(file) == pytest.approx(24.0 * synapses, abs=0.5e6)
        assert amount(memory) == pytest.approx(memory_of_each(synapses, int(processes)), rel=0.2)


def test_what_is_reckoned_is_the_formula():
    for count, file, *each in cells(RECKONED):
        synapses = 10.0 ** int(re.search(r"\{?(\d+)\}?\$", count)[1])
        assert amount(file) == 24.0 * synapses
        for told, processes in zip(each, (4, 64, 1024), strict=True):
            decimals = len(told.split()[0].partition(".")[2])
            reckoned = memory_of_each(synapses, processes) / 1e9
            assert amount(told) / 1e9 == pytest.approx(reckoned, abs=0.51 * 10.0**-decimals)


def test_the_four_weights_reach_15_mV_in_some_orders_only():
    weights = [
        float(one)
        for one in re.search(r"weights are (.*?) mV", PAGE)[1].replace(" and", ",").split(",")
        if one
    ]
    # one after the other: from Python 3.12 on `sum` makes up for what each addition loses
    sums = (functools.reduce(operator.add, order) for order in itertools.permutations(weights))
    orders = {each >= 15.0 for each in sums}
    assert orders == {True, False}
