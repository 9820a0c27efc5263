"""All that laptops without a network need, in one folder, by one command."""

import importlib.util
import subprocess
import sys
import types
from pathlib import Path

import pytest

import snn_edu
from snn_edu.command import cli, wheelhouse

WHEEL = f"snn_edu-{snn_edu.__version__}-py3-none-any.whl"


@pytest.fixture
def pip(monkeypatch):
    """Stand in for pip: the calls it got; the code it ends with."""
    calls = types.SimpleNamespace(made=[], code=0)

    def run(command, **_):
        calls.made.append(command[3:])
        if "wheel" in command:
            (Path(command[command.index("--wheel-dir") + 1]) / WHEEL).touch()
        return types.SimpleNamespace(returncode=calls.code)

    monkeypatch.setattr(wheelhouse.subprocess, "run", run)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    return calls


def test_the_wheels_are_those_of_this_machine_or_of_the_laptops(tmp_path, pip, capsys):
    assert cli.main(["class", "wheels", str(tmp_path / "a")]) == 0
    own, needed = pip.made
    assert own[-1] == str(Path(snn_edu.__file__).parent.parent), "the clone"
    assert needed[-1] == f"{tmp_path / 'a' / WHEEL}[lab]"
    assert not [each for each in needed if each.startswith(("--platform", "--python"))]
    laptops = ["--platform", "win_amd64", "--python", "3.12"]
    cli.main(["class", "wheels", str(tmp_path / "b"), *laptops])
    assert {"--platform=win_amd64", "--python-version=3.12"} <= set(pip.made[-1])
    said = (tmp_path / "b" / "INSTALL.txt").read_text(encoding="utf-8")
    assert "The wheels are for win_amd64, Python 3.12." in said
    assert 'pip install --no-index --find-links . "snn-edu[lab]"' in said
    assert "1 wheels in" in capsys.readouterr().out


def test_an_installed_release_gets_itself_from_the_index(tmp_path, pip, monkeypatch):
    monkeypatch.setattr(snn_edu, "__file__", str(tmp_path / "site" / "snn_edu" / "__init__.py"))
    cli.main(["class", "wheels", str(tmp_path / "a")])
    assert pip.made[0][-1] == f"snn-edu=={snn_edu.__version__}"


def test_what_pip_cannot_get_is_one_sentence(tmp_path, pip, capsys):
    pip.code = 1
    assert cli.main(["class", "wheels", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "snn-edu: pip could not get all wheels; what it says is above.\n"
    )


def test_a_missing_pip_is_named_with_its_remedy(tmp_path, pip, capsys, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert cli.main(["class", "wheels", str(tmp_path)]) == 1
    assert "-m ensurepip" in capsys.readouterr().err
    assert pip.made == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path, pip, capsys):
    (tmp_path / "file").touch()
    assert cli.main(["class", "wheels", str(tmp_path / "file")]) == 1
    assert "Cannot write" in capsys.readouterr().err


@pytest.mark.index
@pytest.mark.slow
def test_the_course_installs_from_the_folder_alone(tmp_path):
    if importlib.util.find_spec("pip") is None:
        pytest.skip("pip is not installed here")
    assert cli.main(["class", "wheels", str(tmp_path / "wheels")]) == 0
    python = tmp_path / "laptop" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    for command in (
        [sys.executable, "-m", "venv", tmp_path / "laptop"],
        [python, "-m", "pip", "install", "--no-index", "--find-links", "wheels", "snn-edu[lab]"],
        [python, "-m", "snn_edu", "doctor"],
    ):
        subprocess.run(command, cwd=tmp_path, check=True)
