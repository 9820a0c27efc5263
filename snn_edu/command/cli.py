"""The `snn-edu` command: get the lessons and open them, list them, find out what is missing."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import platform
import shutil
import socket
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import snn_edu
from snn_edu.command.lesson_files import (
    Copied,
    Lesson,
    LessonError,
    copy_lessons,
    find_lesson,
    lessons_folder,
    read_lessons,
)

FOLDER = "snn-lessons"  # in the current folder, unless another is named
NEEDED = ("numpy", "matplotlib", "anywidget", "ipywidgets", "jupyterlab", "ipykernel")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 0 well, 1 said what is wrong, 2 not understood."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        code = _run(parser, given)
        sys.stdout.flush()
    except LessonError as error:
        print(f"snn-edu: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader has seen enough: `snn-edu list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python fails at exit
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    if given.command == "start":
        return _start(given)
    if given.command == "list":
        return _list()
    if given.command == "doctor":
        return _doctor()
    parser.print_help()
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="snn-edu",
        description="Learn spiking neural networks by moving them.",
        epilog="Begin with: snn-edu start",
    )
    parser.add_argument("--version", action="version", version=f"snn-edu {snn_edu.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command")

    start = commands.add_parser(
        "start",
        help="copy the lessons to a folder of yours and open them",
        description="Copy the lessons to a folder of yours and open them in JupyterLab. A lesson "
        "that you have worked on is never written over: a newer one lands beside it.",
    )
    start.add_argument(
        "folder", nargs="?", default=FOLDER, help=f"where your copy is kept (default: {FOLDER})"
    )
    start.add_argument("--lesson", metavar="NN", help="open this lesson (default: the first)")
    start.add_argument("--no-browser", action="store_true", help="print the address to open")
    start.add_argument("--no-lab", action="store_true", help="copy only; do not run JupyterLab")
    start.add_argument("--port", type=_port, help="for JupyterLab (default: the first free one)")

    commands.add_parser(
        "list",
        help="list the lessons, what each teaches and how long it takes",
        description="List the lessons with their minutes and objectives.",
    )
    commands.add_parser(
        "doctor",
        help="check this installation and say how to repair it",
        description="Print versions, run a self-test of a second, and say how to get what is "
        "missing.",
    )
    return parser


def _port(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text} is not a port: choose 1024 to 65535")
    return int(text)


# --- start ------------------------------------------------------------------------------------


def _start(given: argparse.Namespace) -> int:
    source = lessons_folder()
    lessons = read_lessons(source)
    lesson = find_lesson(lessons, given.lesson) if given.lesson else lessons[0]
    if not given.no_lab:
        _need_jupyterlab()
        if given.port is not None:
            _need_free(given.port)
    target = Path(given.folder).expanduser().resolve()
    copied = copy_lessons(source, target)
    print(_said_of_copy(copied, target))
    if given.no_lab:
        return 0
    return _open_jupyterlab(target, target / lesson.path.name, given)


def _said_of_copy(copied: list[Copied], target: Path) -> str:
    """One line on the folder, and one for each file that the learner has changed."""
    lines = [f"Your lessons are in {target}"]
    for file in copied:
        if file.how == "updated":
            lines.append(f"  {file.path.name}: replaced by a newer one (you had not changed it)")
        if file.how == "kept":
            lines.append(f"  {file.path.name}: kept as you left it")
        if file.how == "beside":
            lines.append(f"  {file.original.name}: kept; the newer one is {file.path.name}")
    return "\n".join(lines)


def _need_jupyterlab() -> None:
    if importlib.util.find_spec("jupyterlab") is None:
        raise LessonError(f"JupyterLab is not installed here; get it with: {_pip('jupyterlab')}")


def _need_free(port: int) -> None:
    with socket.socket() as trial:
        if os.name == "posix":  # elsewhere this option would let two servers share a port
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except PermissionError:
            raise LessonError(f"Port {port} is not for ordinary users; try --port 8888.") from None
        except OSError:
            raise LessonError(f"Port {port} is busy; try --port {port % 65535 + 1}.") from None


def _open_jupyterlab(target: Path, lesson: Path, given: argparse.Namespace) -> int:
    """Run JupyterLab in this process until it is stopped, and return its exit code.

    It fetches nothing at the start, and our extension makes the kernel's messages travel at once;
    all else is as the user's own configuration says.
    """
    ours = str(Path(__file__).parent / "jupyter_config")  # does not ask about news
    given_too = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (given_too, ours)))
    from jupyterlab.labapp import LabApp  # slow to load; only here is it needed

    options = [
        f"--ServerApp.root_dir={target}",
        f"--LabApp.default_url=/lab/tree/{lesson.name}",
        "--ServerApp.jpserver_extensions={'snn_edu.command.nodelay': True,"
        " 'snn_edu.command.reopened': True}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    if given.port is not None:
        options += [f"--ServerApp.port={given.port}", "--ServerApp.port_retries=0"]
    if given.no_browser:
        options.append("--no-browser")
    if os.name == "posix" and os.geteuid() == 0:
        options.append("--allow-root")  # a container: its user has no other name
    try:
        LabApp.launch_instance(options)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


# --- list -------------------------------------------------------------------------------------


def _list() -> int:
    lessons = read_lessons(lessons_folder())
    width = min(shutil.get_terminal_size().columns, 100)
    print("\n\n".join(_said_of_lesson(lesson, width) for lesson in lessons))
    total = sum(lesson.minutes for lesson in lessons)
    print(f"\n{len(lessons)} lessons, {total} minutes. Open one: snn-edu start --lesson 01")
    return 0


def _said_of_lesson(lesson: Lesson, width: int) -> str:
    lines = [f"{lesson.number}  {lesson.title} ({lesson.minutes} minutes)"]
    for objective in lesson.objectives:
        lines += textwrap.wrap(
            objective, max(width, 40), initial_indent="    - ", subsequent_indent="      "
        )
    return "\n".join(lines)


# --- doctor -----------------------------------------------------------------------------------


def _doctor() -> int:
    """Print what is here, then try each part; exit code 1 when one does not work."""
    print(f"snn-edu {snn_edu.__version__} in {Path(snn_edu.__file__).parent}")
    print(f"Python {platform.python_version()}, {sys.executable}, {platform.platform()}")
    missing = []
    for name in NEEDED:
        try:
            print(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            print(f"{name} is missing; get it with: {_pip(name)}")
    print()
    trials: tuple[tuple[str, Callable[[], str]], ...] = (
        ("lessons", _try_lessons),
        ("a neuron", _try_neuron),
        ("a picture", _try_picture),
        ("the kernel", _try_kernel),
    )
    failed = 0
    for name, trial in trials:
        try:
            print(f"  ok     {name}: {trial()}")
        except Exception as error:  # whatever it is, the next trial may still tell more
            failed += 1
            print(f"  FAILS  {name}: {type(error).__name__}: {error}")
    print("\nAll is well." if not (missing or failed) else "\nRepair the lines above, top first.")
    return int(bool(missing or failed))


def _try_lessons() -> str:
    folder = lessons_folder()
    return f"{len(read_lessons(folder))} in {folder}"


def _try_neuron() -> str:
    """Run the LIF below and above its threshold, and compare it with its closed forms."""
    import numpy as np

    from snn_edu.neurons.lif import LIF
    from snn_edu.simulation.simulate import simulate

    lif = LIF()
    below, above = 0.9 * lif.rheobase, 2.0 * lif.rheobase
    quiet = simulate(lif, np.full(1000, below), dt=0.1)
    error = float(np.abs(quiet.v - lif.v_after(quiet.t, below)).max())  # mV
    firing = simulate(lif, np.full(10_000, above), dt=0.1)
    interval = float(firing.spikes.isi().mean())  # ms
    late = abs(interval - 1000.0 / lif.rate(above))  # ms
    if len(quiet.spikes.times) or not error < 1e-9 or not late < 1e-9:
        raise LessonError(f"{error:.1e} mV and {late:.1e} ms from the closed forms; reinstall.")
    return f"{error:.0e} mV and {late:.0e} ms from the closed forms"


def _try_picture() -> str:
    import io

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(3, 2), dpi=100)
    FigureCanvasAgg(figure)
    figure.subplots().plot([0.0, 1.0])
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return f"{len(picture.getvalue()) / 1000:.0f} kB drawn"


def _try_kernel() -> str:
    """Find the kernel that JupyterLab will run the lessons in; it must be this Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        raise LessonError(f"no python3 kernel; get it with: {_pip('ipykernel')}") from None
    python = spec.argv[0]
    if Path(python).name == python:  # a bare name: Jupyter runs its own Python then
        return f"python3 runs {sys.executable}"
    if Path(python).parent != Path(sys.executable).parent:
        raise LessonError(
            f"python3 runs {python}, not this Python; put it right with: "
            f"{sys.executable} -m ipykernel install --sys-prefix"
        )
    return f"python3 runs {python}"


def _pip(package: str) -> str:
    return f"{sys.executable} -m pip install {package}"
