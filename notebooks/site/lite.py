"""The course in a browser tab: a JupyterLite site, whose kernel, Pyodide, runs in the page itself.

    build(folder)                                the kernel comes from its public home
    build(folder, pyodide=..., wheels=...)       the kernel is part of the site: no network at all

The site is plain files, for any web server. The first cell of each lesson installs the library
from the site's own index of wheels, as it would from PyPI.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from email.parser import Parser
from importlib.metadata import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

PROJECT = Path(__file__).resolve().parents[2]
LESSONS = PROJECT / "notebooks"
PUBLIC_HOME = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/pyodide.js"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# What Pyodide does not bring. The page's half of a widget is in the wheel of anywidget, and that of
# ipywidgets in jupyterlab-widgets: each is of the version that the kernel's half expects.
IN_THE_KERNEL = ("anywidget==0.11.0", "comm==0.2.3", "ipywidgets==8.1.9", "psygnal==0.16.1")
ON_THE_PAGE = ("anywidget==0.11.0", "jupyterlab-widgets==3.0.17")
# The kernel asks for these two at its start, though it keeps no history and no lesson needs them:
# where they are missing, these modules stand in.
ASKED_FOR = {"ssl": "", "sqlite3": "class Connection: ..."}
PYTHON = {"python_version": "3.12", "sys_platform": "emscripten", "os_name": "posix", "extra": ""}


def build(folder: Path, pyodide: Path | None = None, wheels: Path | None = None) -> None:
    """Write the site to `folder`, whose content goes.

    Parameters
    ----------
    folder
        Where the site will be; its lessons open at ``lab/index.html?path=01_leaky_bucket.ipynb``.
    pyodide
        The unpacked npm package ``pyodide``, of the version in PUBLIC_HOME. The site's kernel is
        then this one, with the packages in `wheels` and no others.
    wheels
        A folder of wheels for the kernel. pip fetches the few that are needed if it is left out.

    Raises
    ------
    ValueError
        A kernel without wheels.
    FileNotFoundError
        `wheels` has not all that the lessons need.
    """
    if pyodide is not None and wheels is None:
        raise ValueError("pyodide without wheels: a kernel of one's own needs its packages too.")
    shutil.rmtree(folder, ignore_errors=True)
    with TemporaryDirectory() as name:
        scratch = Path(name)
        run("hatchling", "build", "--target", "wheel", "--directory", scratch / "pypi", at=PROJECT)
        if wheels is None:
            wheels = scratch / "fetched"
            anywhere = ("--no-deps", "--platform", "any", "--only-binary", ":all:")
            needed = sorted({*IN_THE_KERNEL, *ON_THE_PAGE})
            run("pip", "download", "--quiet", *anywhere, "--dest", wheels, *needed, at=scratch)
        for wheel in chosen(wheels, IN_THE_KERNEL):
            shutil.copy(wheel, scratch / "pypi")
        settings: dict[str, Any] = {"pyodideUrl": PUBLIC_HOME}
        if pyodide is not None:
            bring_kernel(scratch / "static" / "pyodide", pyodide, wheels)
            settings = {"disablePyPIFallback": True}
        (scratch / "contents").mkdir()
        for file in (*LESSONS.glob("[0-9]*.ipynb"), LESSONS / "glossary.md", LESSONS / "LICENSE"):
            shutil.copy(file, scratch / "contents")
        in_the_page = {"appName": "snn_edu", "litePluginSettings": {f"{KERNEL}:kernel": settings}}
        write(
            scratch / "jupyter-lite.json",
            {"jupyter-lite-schema-version": 0, "jupyter-config-data": in_the_page},
        )
        write(
            scratch / "jupyter_lite_config.json",
            {
                "LiteBuildConfig": {
                    "apps": ["lab"],
                    "contents": ["contents"],
                    "output_dir": str(folder.resolve()),
                    "ignore_sys_prefix": ["federated_extensions"],  # what else is installed here
                    "federated_extensions": [
                        str(of_the_kernel()),
                        *map(str, chosen(wheels, ON_THE_PAGE)),
                    ],
                    "no_sourcemaps": True,
                    "no_unused_shared_packages": True,
                }
            },
        )
        run("jupyterlite_core", "build", at=scratch)


def chosen(wheels: Path, pins: Iterable[str]) -> list[Path]:
    """The wheel for each pin, ``name==version``.

    Raises
    ------
    FileNotFoundError
        One of them is not there.
    """
    there = {"==".join(read_name(wheel)): wheel for wheel in wheels.glob("*.whl")}
    for pin in pins:
        if pin not in there:
            raise FileNotFoundError(f"wheels = {wheels}: there is no wheel of {pin}.")
    return [there[pin] for pin in pins]


def read_name(wheel: Path) -> tuple[str, str]:
    """Name and version of a wheel."""
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return str(name), str(version)


def of_the_kernel() -> Path:
    """The page's half of the kernel, installed with jupyterlite-pyodide-kernel."""
    for file in files("jupyterlite-pyodide-kernel") or ():
        if file.match(f"{KERNEL}/package.json"):
            return Path(str(file.locate())).resolve().parent
    raise FileNotFoundError("jupyterlite-pyodide-kernel is installed without its page's half.")


def bring_kernel(target: Path, pyodide: Path, wheels: Path) -> None:
    """Write the kernel to `target`: Pyodide, its packages, and the list by which it finds them."""
    target.mkdir(parents=True)
    for file in (*pyodide.glob("pyodide*"), *pyodide.glob("*.zip"), *wheels.glob("*.whl")):
        shutil.copy(file, target)
    for name, code in ASKED_FOR.items():
        if not list(target.glob(f"{name}-*.whl")):
            write_wheel(target, name, code)
    listed = {read_name(wheel)[0]: entry(wheel) for wheel in sorted(target.glob("*.whl"))}
    for package in listed.values():
        package["depends"] = [name for name in package["depends"] if name in listed]
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    write(target / "pyodide-lock.json", {**lock, "packages": listed})


def entry(wheel: Path) -> dict[str, Any]:
    """What Pyodide's list says of a wheel."""
    name, version = read_name(wheel)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (info,) = (each for each in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", each))
        requires = Parser().parsestr(archive.read(info).decode()).get_all("Requires-Dist") or []
    needed = map(Requirement, requires)
    tops = {each.partition("/")[0].removesuffix(".py") for each in names}
    return {
        "name": name,
        "version": version,
        "file_name": wheel.name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "install_dir": "site",
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": [
            canonicalize_name(each.name)
            for each in needed
            if each.marker is None or each.marker.evaluate(PYTHON)
        ],
        "unvendored_tests": False,
    }


def write_wheel(folder: Path, name: str, code: str) -> None:
    """A wheel of one module."""
    info = f"{name}-1.0.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
        wheel.writestr(f"{name}.py", code)


def write(file: Path, content: Any) -> None:
    """Write JSON."""
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")


def run(module: str, *arguments: str | Path, at: Path) -> None:
    """Run a module of this Python; what it says is the message when it fails."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
