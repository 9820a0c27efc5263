"""What tests of installations share: this project as a clone would have it, and other Pythons."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
NOT_IN_A_CLONE = (".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "snn-lessons", "dist")


def run(*command, **options):
    """Run a command; its whole output is the message when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **options,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout


def copy_project(target):
    """A copy of this project, as a clone would be."""
    shutil.copytree(PROJECT, target, ignore=shutil.ignore_patterns(*NOT_IN_A_CLONE))
    return target


def build_wheel(folder, clone):
    """The wheel of a clone, built into a folder."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=clone)
    (built,) = folder.glob("*.whl")
    return built


def metadata(wheel):
    """What a wheel says of itself, and the page on PyPI."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def free_environment(home):
    """Environment variables without this test run's Python, Jupyter or home folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "JUPYTER", "COV_", "COVERAGE", "VIRTUAL_ENV", "MPL"))
    }
    return {**kept, "HOME": str(home), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def new_environment(folder, *packages, python=sys.executable):
    """An environment with these packages, and pip; its Python.

    By uv, which unpacks a package once for all of them: pip took 15 s for each. It keeps what it
    builds by path and date, which a later copy of this project may share: ours is built anew.
    """
    uv = (sys.executable, "-m", "uv")
    run(*uv, "venv", "--seed", "--python", python, folder)
    made = Path(folder) / "bin" / "python"
    if packages:
        anew = ("--refresh-package", "snn-edu")
        run(*uv, "pip", "install", *anew, "--python", made, *packages)
    return made


def python_of(version):
    """A Python of this version on this machine that can make environments, or None."""
    pyenv = Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python{version}")
    for path in (*sorted(map(str, pyenv)), shutil.which(f"python{version}")):
        command = [path, "-c", "import ensurepip"]
        if path and not subprocess.run(command, check=False, capture_output=True).returncode:
            return path  # pyenv leaves names on PATH that run nothing
    return None


def execute(python, lesson, environment):
    """Run every cell of a lesson with another Python; fail where a cell fails."""
    jupyter = Path(python).parent / "jupyter"
    run(jupyter, "execute", "--kernel_name=python3", lesson, cwd=lesson.parent, env=environment)
