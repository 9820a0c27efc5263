"""The README's table of ours against the peers is the one that tests/benchmarks/peers.py writes."""

import re
from pathlib import Path

import peers
import pytest
import works

README = peers.README.read_text(encoding="utf-8")
BLOCK = README.split(peers.BEGIN)[1].split(peers.END)[0].strip()
LINES = [[cell.strip() for cell in line.strip("|").split("|")] for line in BLOCK.splitlines()]


def test_the_table_is_the_one_that_the_command_writes_of_these_figures():
    """Two digits: a figure written again is the same. A peer that was missing has dashes only."""
    _, _, *rows, versions = LINES[: 3 + len(works.WORKS)]
    measured = {module: {} for module in peers.TOOLS}
    for (module, tool), version, *figures in zip(
        peers.TOOLS.items(), versions[1:], *(row[1:] for row in rows), strict=True
    ):
        of_tool = dict(zip(works.WORKS, figures, strict=True))
        for row in tool.rows.split() if version != peers.NONE else ():
            ms = float(of_tool[row].replace(",", ""))
            measured[module][row] = {"ms": ms, "before": 4.0}
    told = {tool.package: versions[k] for k, tool in enumerate(peers.TOOLS.values(), 1)}
    assert BLOCK.startswith("\n".join(peers.table(measured, told)) + "\n\n")
    slower, *notes, _ = peers.legend(measured, 0.7)
    assert all(f"- {note}\n" in BLOCK for note in notes)
    factor = re.compile(r" \d[\d.]*(?=[,)])")  # of rounded figures: its last digit may be another
    assert factor.sub("", slower) in factor.sub("", BLOCK)
    assert peers.in_readme(README, BLOCK) == README
    assert peers.in_readme(README, "new") == README.replace(BLOCK, "new")


def test_the_readme_names_the_command_and_every_tool_is_a_module_beside_it():
    assert f"`python {Path(peers.__file__).relative_to(peers.README.parents[2])}`" in README
    assert {path.stem for path in peers.README.parent.glob("in_*.py")} == set(peers.TOOLS)


WRONG = {
    "W1": [(30, 10_000), (33, 1000)],
    "W1fi": [1.05 * works.NEURON.rate(works.AMPLITUDES), [0.0] * works.AMPLITUDES.size],
    "W2": [0.0, 20.0],
    "W3": [(25.0, 0.9), (0.0, 0.45)],
    "W4": [(57_500_000, False), (19_000_000, True)],
    "W5": [(1, 100_000), (69, 10_000)],
    "W6": [0.0, 12.0],
    "W7": [(0.0, -99.0365), (-98.17, -99.0365)],
    "W8": [(0.69, (10.42, 28.53)), (1.468, (0.0, 28.53)), (1.468, (10.42, 14.3))],
}


@pytest.mark.parametrize(
    "row", ["W1", "W1fi", "W7", "W8", pytest.param("W4", marks=pytest.mark.slow)]
)
def test_ours_passes_the_check_that_it_asks_of_others(row):
    work = works.WORKS[row]
    assert work.check(work.found(work.prepare()()))


@pytest.mark.parametrize("row", works.WORKS)
def test_a_wrong_output_is_no_figure(row):
    assert not any(map(works.WORKS[row].check, WRONG[row]))


def test_a_train_on_a_grid_has_one_spike_in_a_step_and_none_is_early():
    times = works.trains()[0][:20_000]
    steps = works.on_grid(times)
    assert (steps[1:] > steps[:-1]).all()
    late = steps * works.STEP - times
    assert late.min() >= -1e-9
    assert late.max() < 3.0 * works.STEP  # two steps late: the third of three spikes in one step
    assert (late < works.STEP).mean() > 0.98
