"""Wheels for a room without a network: `snn-edu class wheels FOLDER` downloads what is needed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import snn_edu
from snn_edu.command.lesson_files import LessonError

INSTALL = """\
Install the course on a laptop without a network, from this folder:

    python3 -m venv snn
    snn/bin/python -m pip install --no-index --find-links . "snn-edu[lab]"
    snn/bin/snn-edu start

On Windows: py -m venv snn, then snn\\Scripts\\python and snn\\Scripts\\snn-edu.

The wheels are for {system}.
"""


def download(folder: Path, platforms: Sequence[str], python: str | None) -> int:
    """Fill `folder` with wheels of snn-edu, JupyterLab and all they need; return how many.

    Parameters
    ----------
    folder
        Where they go, with a text that says how to install from it.
    platforms, python
        Of the laptops, as pip names them: ``win_amd64``, ``3.12``. None: as on this machine.

    Raises
    ------
    LessonError
        pip is missing or cannot get them, as it says.
    """
    if importlib.util.find_spec("pip") is None:
        raise LessonError(f"pip is not installed here; get it with: {sys.executable} -m ensurepip")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LessonError(f"Cannot write to {folder}: {error.strerror}.") from None
    _pip("wheel", "--no-deps", "--wheel-dir", folder, _ourselves())
    (own,) = folder.glob(f"snn_edu-{snn_edu.__version__}-*.whl")
    laptops = [f"--platform={each}" for each in platforms]
    laptops += [f"--python-version={python}"] if python else []
    _pip("download", "--only-binary=:all:", *laptops, "--dest", folder, f"{own}[lab]")
    system = f"{', '.join(platforms) or sys.platform}, Python {python or sys.version.split()[0]}"
    (folder / "INSTALL.txt").write_text(INSTALL.format(system=system), encoding="utf-8")
    return len(list(folder.glob("*.whl")))


def _ourselves() -> str:
    """The clone, or the release that is installed."""
    clone = Path(snn_edu.__file__).resolve().parent.parent
    if (clone / "pyproject.toml").is_file():
        return str(clone)
    return f"snn-edu=={snn_edu.__version__}"


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(command, stdout=sys.stderr, check=False)
    if done.returncode:
        raise LessonError("pip could not get all wheels; what it says is above.")
