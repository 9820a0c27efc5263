"""All that laptops without a network need, in one folder, by one command."""

import importlib.util
import subprocess
import sys
import types
import zipfile
from pathlib import Path

import pytest

import snn_edu
from snn_edu.command import cli, wheelhouse
from snn_edu.command.lesson_files import LessonError

WHEEL = f"snn_edu-{snn_edu.__version__}-py3-none-any.whl"


NEEDS = {  # by name: what its wheel says that it needs
    "snn_edu": ["ipython", "jupyterlab; extra == 'lab'", "nir; extra == 'nir'"],
    "ipython": [
        "colorama>=0.4.4; sys_platform == 'win32'",
        "pip[fast]",
        "old; python_version < '3'",
    ],
    "pip": ["turbo; extra == 'fast'", "slow; extra == 'slow'"],
    "colorama": ["paint"],
    "jupyterlab": ["appnope; platform_system == 'Darwin'"],
}


def write_wheel(path):
    name = path.name.split("-")[0]
    lines = ["Metadata-Version: 2.1", f"Name: {name}"]
    lines += [f"Requires-Dist: {each}" for each in NEEDS.get(name, ())]
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}-1.dist-info/METADATA", "\n".join(lines))
        wheel.writestr(f"{name}/vendored/other-1.dist-info/METADATA", "Name: other")


@pytest.fixture
def pip(monkeypatch):
    """Stand in for pip, on Linux: the calls it got; the code it ends with."""
    calls = types.SimpleNamespace(made=[], code=0)

    def run(command, **_):
        calls.made.append(command[3:])
        if "wheel" in command:
            write_wheel(Path(command[command.index("--wheel-dir") + 1]) / WHEEL)
        elif calls.code == 0:
            folder = Path(command[command.index("--dest") + 1])
            got = [each.split(">")[0] for each in command[command.index("--dest") + 2 :]]
            for name in got if "--no-deps" in command else ("jupyterlab", "ipython", "pip"):
                write_wheel(folder / f"{name}-1-py3-none-any.whl")
        return types.SimpleNamespace(returncode=calls.code)

    monkeypatch.setattr(wheelhouse.subprocess, "run", run)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    return calls


def test_the_wheels_are_those_of_this_machine_or_of_the_laptops(tmp_path, pip, capsys):
    assert cli.main(["class", "wheels", str(tmp_path / "a")]) == 0
    own, needed, _ = pip.made
    assert own[-1] == str(Path(snn_edu.__file__).parent.parent), "the clone"
    assert needed[-1] == f"{tmp_path / 'a' / WHEEL}[lab]"
    assert not [each for each in needed if each.startswith(("--platform", "--python"))]
    laptops = ["--platform", "win_amd64", "--python", "3.12"]
    cli.main(["class", "wheels", str(tmp_path / "b"), *laptops])
    for call in pip.made[4:]:
        assert {"--platform=win_amd64", "--python-version=3.12"} <= set(call)
    said = (tmp_path / "b" / "INSTALL.txt").read_text(encoding="utf-8")
    assert "The wheels are for win_amd64, Python 3.12." in said
    assert 'pip install --no-index --find-links . "snn-edu[lab]"' in said
    assert "5 wheels in" in capsys.readouterr().out


def test_what_only_the_laptops_system_needs_is_downloaded_too(tmp_path, pip):
    """pip leaves it out: it asks its own machine which system it is."""
    asked = {}
    for system in ("win_amd64", "macosx_11_0_arm64", "manylinux2014_x86_64"):
        pip.made.clear()
        cli.main(["class", "wheels", str(tmp_path / system), "--platform", system])
        asked[system] = [call[call.index("--dest") + 2 :] for call in pip.made[2:]]
    assert asked == {
        "win_amd64": [["colorama>=0.4.4", "turbo"], ["paint"]],
        "macosx_11_0_arm64": [["appnope", "turbo"]],
        "manylinux2014_x86_64": [["turbo"]],
    }


def test_what_a_laptops_python_needs_is_asked_of_that_python(tmp_path, pip):
    cli.main(["class", "wheels", str(tmp_path), "--platform", "win_amd64", "--python", "2.7"])
    assert "old" in pip.made[2]


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


@pytest.mark.parametrize("content", [b"", b"half a wheel"])
def test_a_broken_wheel_is_named(tmp_path, pip, capsys, content):
    cli.main(["class", "wheels", str(tmp_path)])
    (tmp_path / "ipython-1-py3-none-any.whl").write_bytes(content)
    with pytest.raises(LessonError, match=r"any\.whl is broken; delete it"):
        wheelhouse.missing(tmp_path, [], None)


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
