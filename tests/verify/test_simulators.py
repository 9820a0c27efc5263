"""The page of what other tools are: a row for each adapter, and each can be found out again."""

import pytest
import simulators

from snn_edu import STDP, verify

ROWS = simulators.stored()


def test_the_page_has_a_row_for_each_adapter_and_nothing_else():
    assert list(ROWS) == [tool.name for tool in simulators.TOOLS]
    assert simulators.PAGE.read_text(encoding="utf-8") == simulators.page(ROWS)


def test_a_row_tells_what_the_report_says():
    mine = simulators.Tool("Mine", "numpy", "stdp", lambda: STDP(pairing="reduced").change)
    row = simulators.line(mine, "1.0", simulators.examined(mine))
    assert row == "| Mine | 1.0 | reduced | none | 0.01 | 0.0105 | 20 | 20 | 0 | 0 |  |"
    wrong = verify.stdp(lambda pre, post: -STDP(mu=0.0).change(pre, post))
    assert simulators.line(mine, "1.0", wrong).endswith("| wrong sign |")


def test_only_the_rows_of_installed_tools_are_renewed(monkeypatch, tmp_path, capsys):
    here = simulators.Tool("Here", "numpy", "stdp", lambda: STDP().change)
    away = simulators.Tool("Away", "no-such-tool-anywhere", "stdp", lambda: 1 / 0)
    monkeypatch.setattr(simulators, "TOOLS", (here, away))
    monkeypatch.setattr(simulators, "PAGE", tmp_path / "simulators.md")
    simulators.PAGE.write_text("| Away | 0.1 | kept |\n", encoding="utf-8")
    simulators.main()
    assert simulators.stored()["Away"] == "| Away | 0.1 | kept |"
    assert simulators.stored()["Here"].startswith("| Here | ")
    simulators.main("Here")
    assert "No scheme" not in capsys.readouterr().out


def test_trains_are_put_on_a_grid():
    pre, post = simulators.grid([0.0, 3.0], [1.5], dt=0.5)
    assert pre.tolist() == [True, *[False] * 5, True, False, False]
    assert post.tolist() == [False, False, False, True, *[False] * 5]


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")  # of their own parts, by themselves
@pytest.mark.parametrize("tool", simulators.TOOLS, ids=lambda tool: tool.name)
def test_a_tool_is_what_the_page_says(tool):
    told = simulators.version(tool)
    if told is None:
        pytest.skip(f"{tool.package} is not installed")
    assert simulators.line(tool, told, simulators.examined(tool)) == ROWS[tool.name]
