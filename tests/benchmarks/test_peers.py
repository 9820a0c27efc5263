"""The README's table of ours against the peers is the one that tests/benchmarks/peers.py writes."""

import re

import peers
import pytest
import works

README = peers.README.read_text(encoding="utf-8")


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def block(text):
    return text.split(peers.BEGIN)[1].split(peers.END)[0].strip().splitlines()


def measured(**columns):
    """Cells as `peers.measure` gives them, of these modules only: {row: ms}."""
    times = {module: {} for module in peers.TOOLS} | columns
    return {
        module: {row: {"ms": ms, "before": 8.0} for row, ms in cells.items()}
        for module, cells in times.items()
    }


ALONE = measured(in_snn_edu=dict.fromkeys(works.WORKS, 2.0))
BESIDE = measured(
    in_snn_edu=dict.fromkeys(works.WORKS, 2.0),
    in_nest={"W1": 12.34, "W2": 0.5},
    in_brian2_program={"W1": 1.0},
)
VERSIONS = {"snn-edu": "0.1.0", "nest-simulator": "3.10.0", "brian2": "2.10.1"}


def test_the_readme_has_the_columns_and_the_rows_that_the_command_writes():
    written, stored = (
        [cells(line) for line in lines]
        for lines in (peers.table(ALONE, VERSIONS), block(README)[: 3 + len(works.WORKS)])
    )
    assert stored[0] == written[0]
    assert [line[0] for line in stored] == [line[0] for line in written]


def test_the_readme_has_a_figure_where_a_tool_can_do_the_work_and_a_dash_elsewhere():
    """Or dashes only, for a peer that was not installed and is named."""
    *rows, versions = (cells(line)[1:] for line in block(README)[2 : 3 + len(works.WORKS)])
    missing = re.search(r"Not installed here: (.*)\.$", README, re.MULTILINE)[1]
    for k, tool in enumerate(peers.TOOLS.values()):
        installed = versions[k] != peers.NONE
        assert installed != (tool.heading in missing.split(", "))
        for row, figures in zip(works.WORKS, rows, strict=True):
            is_figure = re.fullmatch(r"[0-9,.]+", figures[k]) is not None
            assert is_figure == (installed and row in tool.rows.split()), (tool.heading, row)
            assert is_figure or figures[k] == peers.NONE


def test_the_readme_names_the_command_and_every_tool_is_a_module_beside_it():
    assert f"`{peers.COMMAND}`" in README
    assert (peers.README.parents[2] / peers.COMMAND.split()[1]).samefile(peers.__file__)
    assert {path.stem for path in peers.README.parent.glob("in_*.py")} == set(peers.TOOLS)
    assert peers.TOOLS[peers.OURS].rows.split() == list(works.WORKS)


def test_a_missing_peer_and_a_missing_cell_are_dashes():
    lines = [cells(line) for line in peers.table(BESIDE, VERSIONS)]
    column = {heading: [line[k] for line in lines] for k, heading in enumerate(lines[0])}
    dashes = [peers.NONE] * (len(works.WORKS) + 1)
    assert column["norse"] == ["norse", "--:", *dashes]
    assert column["NEST"][2:6] == ["12", peers.NONE, "0.50", peers.NONE]
    assert column["NEST"][-1] == "3.10.0"
    assert column["snn_edu"][2:] == [*["2.0"] * len(works.WORKS), "0.1.0"]


def test_the_legend_names_what_is_missing_the_loop_and_where_ours_is_slower():
    notes = [*peers.legend(BESIDE, 0.884)]
    assert notes[:2] == [
        "Ours takes longer, by these factors, than NEST (W2 4.0) and Brian2 C++ (W1 2.0).",
        peers.GRID,
    ]
    assert "compiled: 8 s" in notes[2]
    assert "Not installed here: Brian2, neurodynex3, torch loop, snnTorch, norse." in notes[3]
    assert "W1's steps takes 0.88 ms" in notes[4]
    assert [*peers.legend(ALONE, 0.884)][:2] == ["", peers.GRID]


@pytest.mark.parametrize(
    ("ms", "told"),
    [
        (0.4277, "0.43"),
        (2.0, "2.0"),
        (15.94, "16"),
        (2172.3, "2,200"),
    ],
)
def test_a_figure_has_two_digits(ms, told):
    assert peers.figure(ms) == told


def test_a_new_table_replaces_the_old_one_and_nothing_else():
    text = f"above\n{peers.BEGIN}\nold\n{peers.END}\nbelow\n"
    new = peers.in_readme(text, "new")
    assert new == text.replace("old", "new")
    assert peers.in_readme(new, "new") == new


# --- what every tool must find --------------------------------------------------------------------

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
QUICK = ("W1", "W1fi", "W7", "W8")


@pytest.mark.parametrize("row", QUICK)
def test_ours_passes_the_check_that_it_asks_of_others(row):
    work = works.WORKS[row]
    work.check(work.found(work.prepare()()))


@pytest.mark.parametrize("row", works.WORKS)
def test_a_wrong_output_is_no_figure(row):
    for found in WRONG[row]:
        with pytest.raises(AssertionError):
            works.WORKS[row].check(found)


def test_a_train_on_a_grid_has_one_spike_in_a_step_and_none_is_early():
    times = works.trains()[0][:20_000]
    steps = works.on_grid(times)
    assert (steps[1:] > steps[:-1]).all()
    late = steps * works.STEP - times
    assert late.min() >= -1e-9
    assert late.max() < 3.0 * works.STEP  # two steps late: the third of three spikes in one step
    assert (late < works.STEP).mean() > 0.98
