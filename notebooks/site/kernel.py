"""The kernel that the pages carry: Python for a browser, with what the lessons need, made small.

    python notebooks/site/kernel.py WHEELS --pyodide FOLDER     fetch the packages into WHEELS

Pyodide is the npm package of that name. Its packages are wheels made for it; the edition gets two
archives of them, unpacked, without what no lesson needs, and compiled beforehand by that very
Python (which runs in Node for it): matplotlib's 100 files alone take a browser five seconds.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.utils import parse_wheel_filename

SITE = Path(__file__).resolve().parent
PROJECT = SITE.parents[1]
HOME = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"  # of the packages made for Pyodide
CORE = ("pyodide.mjs", "pyodide.asm.js", "python_stdlib.zip")
MACHINE = "pyodide.asm.wasm"  # 10 MB, of which 3 remain when it is compressed
PACKAGES = (
    *("numpy", "matplotlib", "pillow", "kiwisolver", "cycler", "pyparsing"),
    *("python-dateutil", "six", "packaging", "traitlets"),
)
# What no lesson needs: other ways to draw, other letters, tests, types, headers.
LEFT_OUT = re.compile(
    r"(^|/)tests?/|\.(pyi|pxd|h|hpp|c|a|lib|exe|afm|svg|html)$|\.dist-info/(?!METADATA)"
    r"|^numpy/(f2py|distutils|_pyinstaller|_core/(include|lib)|random/(lib|_examples))/"
    r"|_(tests|simd)\.cpython"
    r"|^matplotlib/(testing|sphinxext|_api/tests)/|^matplotlib/mpl-data/(images|sample_data)/"
    r"|^matplotlib/backends/(?!__init__|registry|backend_agg|_backend_agg|backend_mixed)"
    r"|^mpl_toolkits/(?!mplot3d)|^matplotlib/mpl-data/plot_directive|_tkagg"
)
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf")


@dataclass(frozen=True)
class Kernel:
    """What a page must know of the kernel: a digest of its files, and how much it fetches."""

    version: str
    bytes: int


def bring_kernel(folder: Path, pyodide: Path, wheels: Path) -> Kernel:
    """Write the kernel into `folder`.

    Parameters
    ----------
    folder
        Where the pages look for it.
    pyodide
        The unpacked npm package ``pyodide``.
    wheels
        A folder of wheels made for it.

    Raises
    ------
    FileNotFoundError
        `wheels` has not all that the lessons need, or there is no Node to compile it with.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in CORE:
        shutil.copy(pyodide / name, folder)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    (folder / "pyodide-lock.json").write_text(json.dumps({**lock, "packages": {}}))
    # not called .gz, or some servers would have the browser unpack it
    machine = gzip.compress((pyodide / MACHINE).read_bytes(), 9, mtime=0)
    (folder / "machine.bin").write_bytes(machine)
    shutil.copy(SITE / "page" / "worker.js", folder)
    with TemporaryDirectory() as name:
        place = Path(name)
        for wheel in chosen(wheels):
            unpack(wheel, place / "packages")
        shutil.copytree(
            PROJECT / "snn_edu",
            place / "course" / "snn_edu",
            ignore=shutil.ignore_patterns("__pycache__", "command", "*.ipynb"),
        )
        for module in ("host.py", "standin.py"):
            shutil.copy(SITE / module, place / "course")
        compiled(place, pyodide)
        for part in ("packages", "course"):
            pack(place / part, folder / f"{part}.zip")
    files = sorted(folder.iterdir())
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return Kernel(digest[:12], sum(file.stat().st_size for file in files))


def chosen(wheels: Path) -> list[Path]:
    """The wheels of PACKAGES.

    Raises
    ------
    FileNotFoundError
        One of them is not there.
    """
    there = {str(parse_wheel_filename(wheel.name)[0]): wheel for wheel in wheels.glob("*.whl")}
    if missing := [name for name in PACKAGES if name not in there]:
        raise FileNotFoundError(f"wheels = {wheels}: there is no wheel of {', '.join(missing)}.")
    return [there[name] for name in PACKAGES]


def unpack(wheel: Path, place: Path) -> None:
    """Unpack what the lessons need of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            other_letters = name.endswith(".ttf") and not name.endswith(FONTS)
            if not LEFT_OUT.search(name) and not other_letters:
                archive.extract(name, place)


def compiled(place: Path, pyodide: Path) -> None:
    """Compile the modules in ``packages`` and ``course``, and list matplotlib's fonts.

    Raises
    ------
    FileNotFoundError
        There is no Node.
    RuntimeError
        The compilation fails.
    """
    node = shutil.which("node")
    if node is None:
        raise FileNotFoundError("Node is not installed; it runs the browser's Python once.")
    command = [node, str(SITE / "compile.mjs"), str(pyodide.resolve()), str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def pack(folder: Path, archive: Path) -> None:
    """Pack a folder so that the same content gives the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            told = zipfile.ZipInfo(file.relative_to(folder).as_posix(), (2020, 1, 1, 0, 0, 0))
            zipped.writestr(told, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def fetch(wheels: Path, pyodide: Path, home: str = HOME) -> None:
    """Fetch the packages of a Pyodide from its home, each checked by its digest.

    Raises
    ------
    ValueError
        A file is not the one that Pyodide's list names.
    """
    wheels.mkdir(parents=True, exist_ok=True)
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    for name in PACKAGES:
        listed = lock["packages"][name]
        target = wheels / Path(listed["file_name"]).name
        address = home.format(version=version) + listed["file_name"]
        with urllib.request.urlopen(address) as answer:
            content = answer.read()
        if hashlib.sha256(content).hexdigest() != listed["sha256"]:
            raise ValueError(f"{address} is not the file that pyodide-lock.json names.")
        target.write_bytes(content)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Fetch the packages of a browser's Python.")
    parser.add_argument("wheels", type=Path)
    parser.add_argument("--pyodide", type=Path, required=True)
    given = parser.parse_args()
    fetch(given.wheels, given.pyodide)
