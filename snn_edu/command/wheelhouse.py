"""Wheels for a room without a network: `snn-edu class wheels FOLDER` downloads what is needed."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from email.parser import Parser
from pathlib import Path

import snn_edu
from snn_edu.command.lesson_files import LessonError

OWN_METADATA = re.compile(r"[^/]+\.dist-info/METADATA")  # not that of a package inside it
MARKERS = ("os_name", "sys_platform", "platform_system")
SYSTEMS = {  # by how pip's names of platforms begin: os.name, sys.platform, platform.system()
    "win": ("nt", "win32", "Windows"),
    "macosx": ("posix", "darwin", "Darwin"),
    "linux": ("posix", "linux", "Linux"),
}
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
    laptops = ["--only-binary=:all:", *(f"--platform={each}" for each in platforms)]
    laptops += [f"--python-version={python}"] if python else []
    _pip("download", *laptops, "--dest", folder, f"{own}[lab]")
    asked: set[str] = set()
    while more := missing(folder, platforms, python) - asked:
        _pip("download", "--no-deps", *laptops, "--dest", folder, *sorted(more))
        asked |= more
    system = f"{', '.join(platforms) or sys.platform}, Python {python or sys.version.split()[0]}"
    (folder / "INSTALL.txt").write_text(INSTALL.format(system=system), encoding="utf-8")
    return len(list(folder.glob("*.whl")))


def missing(folder: Path, platforms: Sequence[str], python: str | None) -> set[str]:
    """What laptops of these kinds need besides, and `folder` has no wheel of.

    A package may need another on one system only, as IPython needs colorama on Windows. pip asks
    that of the machine it runs on, also when it downloads for another one.
    """
    from packaging.requirements import Requirement  # which comes with matplotlib
    from packaging.utils import canonicalize_name

    wheels = {canonicalize_name(path.name.split("-")[0]): path for path in folder.glob("*.whl")}
    machines = [_markers(each, python) for each in platforms or [""]]
    needed: set[str] = set()
    to_read = [(canonicalize_name("snn-edu"), frozenset(["lab"]))]
    reached = set(to_read)
    while to_read:
        name, extras = to_read.pop()
        for line in requirements(wheels[name]):
            wanted = Requirement(line)
            if wanted.marker and not any(
                wanted.marker.evaluate({**machine, "extra": extra})
                for machine in machines
                for extra in ("", *extras)
            ):
                continue
            reach = (canonicalize_name(wanted.name), frozenset(wanted.extras))
            if reach[0] not in wheels:
                needed.add(f"{wanted.name}{wanted.specifier}")
            elif reach not in reached:
                reached.add(reach)
                to_read.append(reach)
    return needed


def _markers(platform: str, python: str | None) -> dict[str, str]:
    """What a requirement may ask a machine about; "" is this one."""
    markers = {}
    if platform:
        system = next((key for key in SYSTEMS if platform.startswith(key)), "linux")
        markers = dict(zip(MARKERS, SYSTEMS[system], strict=True))
    if python:
        markers["python_version"] = ".".join(python.split(".")[:2])
        markers["python_full_version"] = python
    return markers


def requirements(wheel: Path) -> list[str]:
    """What a wheel says it needs, a line each."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            (name,) = (each for each in archive.namelist() if OWN_METADATA.fullmatch(each))
            metadata = Parser().parsestr(archive.read(name).decode("utf-8"))
    except (zipfile.BadZipFile, ValueError):
        raise LessonError(f"{wheel} is broken; delete it and run this again.") from None
    return metadata.get_all("Requires-Dist") or []


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
