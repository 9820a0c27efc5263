"""The README's table of ours against the peers is the one that tests/benchmarks/peers.py writes."""

import re
import subprocess
from pathlib import Path

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
    return dict.fromkeys(peers.TOOLS) | {
        module: {row: {"ms": ms, "before": 8.0} for row, ms in times.items()}
        for module, times in columns.items()
    }


ALONE = measured(in_snn_edu=dict.fromkeys(works.WORKS, 2.0))
BESIDE = measured(
    in_snn_edu=dict.fromkeys(works.WORKS, 2.0),
    in_nest={"W1": 12.34, "W2": 0.5},
    in_brian2_program={"W1": 1.0},
)
VERSIONS = {"snn-edu": "0.1.0", "nest-simulator": "3.10.0", "brian2": "2.10.1"}


def test_the_readme_has_the_columns_and_the_rows_that_the_command_writes():
    lines = block(README)
    assert cells(lines[0]) == peers.header()
    assert [cells(line)[0] for line in lines[2 : 3 + len(works.WORKS)]] == [
        *peers.labels(),
        "version",
    ]


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


def test_the_readme_names_the_command_and_the_command_is_there():
    assert f"`{peers.COMMAND}`" in README
    assert peers.GRID in README
    assert (peers.README.parents[2] / peers.COMMAND.split()[1]).samefile(peers.__file__)


def test_every_tool_is_a_module_beside_the_command():
    folder = Path(peers.__file__).parent
    assert {path.stem for path in folder.glob("in_*.py")} == set(peers.TOOLS)
    assert peers.TOOLS[peers.OURS].rows.split() == list(works.WORKS)


def test_a_missing_peer_and_a_missing_cell_are_dashes():
    lines = [cells(line) for line in peers.table(BESIDE, VERSIONS)]
    column = {heading: [line[k] for line in lines] for k, heading in enumerate(lines[0])}
    dashes = [peers.NONE] * (len(works.WORKS) + 1)
    assert column["norse"] == ["norse", "--:", *dashes]
    assert column["NEST"][2:6] == ["12", peers.NONE, "0.50", peers.NONE]
    assert column["NEST"][-1] == "3.10.0"
    assert column["snn_edu"][2:] == [*["2.0"] * len(works.WORKS), "0.1.0"]
    assert all(len(line) == len(peers.TOOLS) + 1 for line in lines)


def test_the_legend_names_what_is_missing_and_the_loop():
    notes = " ".join(peers.legend(BESIDE, 0.884))
    assert "Not installed here: Brian2, neurodynex3, torch loop, snnTorch, norse." in notes
    assert "W1's steps takes 0.88 ms" in notes
    assert "compiled: 8 s" in notes
    assert "must first" not in " ".join(peers.legend(ALONE, 0.884))


ONE_FAILED = measured(
    in_snn_edu=dict.fromkeys(works.WORKS, 2.0), in_brian2_program={"W1": 1.0, "W6": 62.0}
)
ONE_FAILED["in_brian2_program"]["W6"] = {"failed": "AssertionError: 6.3"}


def test_a_run_that_fails_its_check_is_marked_and_named_and_the_others_stand():
    lines = [cells(line) for line in peers.table(ONE_FAILED, VERSIONS)]
    row = next(line for line in lines if line[0].startswith("W6"))
    assert row[1:5] == ["2.0", peers.NONE, peers.NONE, peers.FAILED]
    notes = " ".join(peers.legend(ONE_FAILED, 1.0))
    assert "Brian2 C++ W6 (AssertionError: 6.3)" in notes
    assert "compiled: 8 s" in notes
    assert "W1 2.0" in peers.slower(ONE_FAILED)
    assert "W6" not in peers.slower(ONE_FAILED)


def test_ours_may_fail_too():
    broken = measured(in_snn_edu=dict.fromkeys(works.WORKS, 2.0), in_nest={"W1": 1.0, "W2": 1.0})
    broken["in_snn_edu"]["W1"] = {"failed": "KeyError: 'W1'"}
    assert peers.slower(broken) == "Ours takes longer, by these factors, than NEST (W2 2.0)."


def test_a_process_tells_its_cell_or_the_last_thing_it_said():
    assert peers.told(0, 'compiling\n{"ms": 3.0, "before": 1.0}\n', "") == {
        "ms": 3.0,
        "before": 1.0,
    }
    trace = "Traceback (most recent call last):\n  ...\nAssertionError: assert 6.3 < 6.0\n"
    assert peers.told(1, "", trace) == {"failed": "AssertionError: assert 6.3 < 6.0"}
    assert peers.told(-9, "", "") == {"failed": "exit code -9"}


def test_measuring_goes_on_after_a_peer_that_fails(monkeypatch, capsys):
    """Two columns, in processes that are not started: the first one's first row fails."""
    tools = {name: peers.TOOLS[name] for name in (peers.OURS, "in_torch")}
    ran = []

    def run(command, **options):
        ran.append(command[-2:])
        code = int(command[-2:] == [peers.OURS, "W1"])
        return subprocess.CompletedProcess(command, code, '{"ms": 1.0, "before": 0.0}', "Error: no")

    monkeypatch.setattr(peers, "TOOLS", tools)
    monkeypatch.setattr(peers.subprocess, "run", run)
    monkeypatch.setattr(peers.importlib.util, "find_spec", lambda name: True)
    monkeypatch.setattr(peers, "loop_ms", lambda: 1.0)
    found, _ = peers.measure()
    assert found[peers.OURS]["W1"] == {"failed": "Error: no"}
    assert len(ran) == sum(len(tool.rows.split()) for tool in tools.values())
    assert found["in_torch"]["W8"] == {"ms": 1.0, "before": 0.0}
    assert "snn_edu, W1: failed: Error: no" in capsys.readouterr().out


def test_it_is_said_where_ours_is_slower():
    assert peers.slower(ALONE) == ""
    told = "Ours takes longer, by these factors, than NEST (W2 4.0) and Brian2 C++ (W1 2.0)."
    assert peers.slower(BESIDE) == told


@pytest.mark.parametrize(
    ("ms", "told"),
    [
        (0.4277, "0.43"),
        (2.0, "2.0"),
        (7.5, "7.5"),
        (15.94, "16"),
        (232.3, "230"),
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
