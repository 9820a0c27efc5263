"""The `snn-edu` command: get the lessons and open them, list them, find out what is missing."""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import importlib.util
import ipaddress
import os
import platform
import shutil
import signal
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import snn_edu
from snn_edu.command.lesson_files import (
    Lesson,
    LessonError,
    find_lesson,
    lessons_folder,
    read_lessons,
)
from snn_edu.command.own_copy import Copied, copy_lessons
from snn_edu.command.reopened import FRONT

FOLDER = "snn-lessons"  # in the current folder, unless another is named

#: For the kernels, which inherit it before they load NumPy; later it is not read. On the small
#: matrices of the lessons a second thread of linear algebra mostly waits: a training of 0.24 s took
#: 2.3 s of CPU on two busy cores. Whoever has set a number keeps it.
ONE_THREAD = tuple(f"{library}_NUM_THREADS" for library in ("OPENBLAS", "OMP", "MKL"))
EXTENSIONS = ("snn_edu.command.nodelay", "snn_edu.command.reopened")  # of our server alone
NEEDED = ("numpy", "matplotlib", "pillow", "anywidget", "ipywidgets", "ipykernel")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 0 well, 1 said what is wrong, 2 not understood."""
    try:
        if sys.stdout is None:
            raise LessonError("Standard output is closed, and nothing could be said.")
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except LessonError as error:
        return _refused(str(error))
    except UnicodeEncodeError as error:
        letters = ascii(error.object[error.start : error.end])
        return _refused(
            f"Output in {error.encoding} cannot show {letters}; "
            "set PYTHONIOENCODING=utf-8:backslashreplace first."
        )
    except BrokenPipeError:  # the reader has seen enough: `snn-edu list | head`
        _discard_output()
        return 1
    except OSError as error:
        _discard_output()
        return _refused(f"Stopped: {error.strerror or error}.")
    except MemoryError:
        return _refused("Stopped: a file there is larger than this computer's memory.")
    except KeyboardInterrupt:
        return 130


def _refused(sentence: str) -> int:
    with contextlib.suppress(OSError):  # there may be no one to tell
        print(f"snn-edu: {_short(sentence)}", file=sys.stderr)
    return 1


def _short(sentence: str) -> str:
    """One line, of a name that goes on for pages its two ends."""
    line = " ".join(sentence.split())
    return line if len(line) <= 300 else f"{line[:150]} ... {line[-100:]}"


def _discard_output() -> None:
    """Let what could not be written go; Python would try again at exit, and fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.version:
        print(f"snn-edu {snn_edu.__version__}")
        return 0
    if given.command is None:
        parser.print_help()
        return 2
    return int(given.run(given))


class _Parser(argparse.ArgumentParser):
    def print_help(self, file: Any = None) -> None:
        """Say it, and fail when that fails; argparse would pretend that all was well."""
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        super().error(_short(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="snn-edu",
        description="Learn spiking neural networks by moving them.",
        epilog="Begin with: snn-edu start",
    )
    parser.add_argument("--version", action="store_true", help="say which version this is")
    commands = parser.add_subparsers(dest="command", metavar="command")

    start = _add(
        commands,
        "start",
        _start,
        "copy the lessons to a folder of yours and open them in JupyterLab",
        "A lesson that you have worked on is never written over: a newer one lands beside it.",
    )
    start.add_argument(
        "folder", nargs="?", default=FOLDER, help=f"where your copy is kept (default: {FOLDER})"
    )
    start.add_argument("--lesson", metavar="NN", help="open this lesson (default: the first)")
    start.add_argument("--no-browser", action="store_true", help="print the address to open")
    start.add_argument("--no-lab", action="store_true", help="copy only; do not run JupyterLab")
    start.add_argument(
        "--front", action="store_true", help="for the projector: code folded, large letters"
    )
    start.add_argument("--ip", help="for a container: the address to listen on, such as 0.0.0.0")
    start.add_argument("--port", type=_whole, help="for JupyterLab (default: the first free one)")

    _add(commands, "list", _list, "list the lessons, what each teaches and how long it takes")
    _add(
        commands,
        "doctor",
        _doctor,
        "check this installation and say how to repair it",
        "It prints versions and tries the lessons, a neuron and the kernel, in a second.",
    )
    report = _add(
        commands,
        "report",
        _report,
        "make a page of your own progress: exercises, tries, predictions",
        "It reads your folder and stays there; nothing is sent anywhere.",
    )
    report.add_argument(
        "folder", nargs="?", default=FOLDER, help=f"with your lessons (default: {FOLDER})"
    )
    report.add_argument("--html", help="the page (default: progress.html in the folder)")
    tasks = commands.add_parser("class", help="for teachers: copies for a class, and grades")
    _add_tasks(tasks.add_subparsers(dest="task", metavar="task", required=True))
    return parser


def _add(commands: Any, name: str, run: Any, does: str, more: str = "") -> Any:
    """Add a command, which the function `run` does."""
    said = f"{does[0].upper()}{does[1:]}. {more}"
    parser = commands.add_parser(name, help=does, description=said)
    parser.set_defaults(run=run)
    return parser


def _add_tasks(tasks: Any) -> None:
    copy = _add(
        tasks,
        "copy",
        _copy,
        "write lessons without solutions and outputs, for students",
        "Last it says where the instructor guide is.",
    )
    grade = _add(
        tasks,
        "grade",
        _grade,
        "run submissions, and write grades and what the class has not understood",
        "Each runs in a process with limits, and its answers are tried with fresh numbers too. "
        "Beside the table is which mistake how many made: with names, as a page for the projector "
        "without, and as a page for each student. A submission that sets out to can forge its "
        "grade: it runs in the process that judges it, and the solutions are part of the library.",
    )
    test = _add(
        tasks,
        "test",
        _test,
        "write the test before and after a part of the course",
        "Two notebooks with eight questions each, which say nothing to an answer; `class grade` "
        "compares what comes back.",
    )
    votes = _add(
        tasks,
        "votes",
        _page,
        "make a page for each prediction, to vote on in class",
        "Each has room for two counts; the right answers, and those of the quiz, come last.",
    )
    sheet = _add(
        tasks,
        "sheet",
        _page,
        "make a sheet to print: predictions to tick, exercises, room for key points",
        "It has two pages a lesson at most, and the picture that the lesson begins with.",
    )
    for each in (copy, votes, sheet):
        each.add_argument("lessons", help='numbers such as 01,06, "all", a notebook, or a folder')
    test.add_argument("part", type=int, choices=range(1, 6), help="1 to 5")
    for each in (copy, test):
        each.add_argument("folder", help="where to write; what is there is never written over")
    for each in (votes, sheet):
        each.add_argument("html", help=f"the page, such as {each.prog.split()[-1]}.html")
    copy.add_argument(
        "--own", action="store_true", help="ask for a name: other numbers for each student"
    )
    tool = copy.add_mutually_exclusive_group()
    tool.add_argument("--nbgrader", action="store_true", help="a course folder for nbgrader")
    tool.add_argument("--otter", action="store_true", help="notebooks for otter assign")

    grade.add_argument(
        "folder", help="of notebooks, of a folder a student, or what Moodle or Canvas gives, zipped"
    )
    grade.add_argument("--csv", default="grades.csv", help="the table (default: %(default)s)")
    grade.add_argument("--roster", help="a csv with each student's name and e-mail address")
    grade.add_argument("--lesson", metavar="NN", help="the only one that counts")
    grade.add_argument(
        "--own", action="store_true", help="copied with --own: who gives no name has no numbers"
    )
    for name, default, what in (
        ("--jobs", 1, "notebooks at a time"),
        ("--seed", 1, "of the fresh tries"),
        ("--seconds", 120, "of computing, per notebook"),
        ("--memory", 3000, "in MB, per notebook"),
    ):
        told = f"{what} (default: %(default)s)"
        grade.add_argument(name, type=_whole, default=default, help=told)


def _whole(text: str) -> int:
    if not (text.isdecimal() and int(text[:10]) >= 1 and len(text) < 10):
        raise argparse.ArgumentTypeError(f"{text:.20} is not a whole number above 0")
    return int(text)


# --- start ------------------------------------------------------------------------------------


def _start(given: argparse.Namespace) -> int:
    source = lessons_folder()
    lessons = read_lessons(source)
    lesson = find_lesson(lessons, given.lesson) if given.lesson else lessons[0]
    if not given.no_lab:
        _need_jupyterlab()
    target = _folder(given.folder)
    copied = copy_lessons(source, target)
    print(_said_of_copy(copied, target), flush=True)
    if given.no_lab:
        return 0
    opened = target / lesson.path.name
    if not opened.is_file():  # something else has its name: a folder, a pipe
        opened = next(file.path for file in copied if file.original == opened)
    return _open_jupyterlab(target, opened, given)


def _folder(named: str) -> Path:
    """The folder that is meant, in full."""
    try:
        Path.cwd()  # JupyterLab needs one too
    except OSError:
        raise LessonError("The folder you are in was deleted; go to another first.") from None
    try:
        folder = Path(named).expanduser()
    except RuntimeError:
        raise LessonError(f"There is no user here whose home is {named}.") from None
    try:
        folder = folder.resolve()
    except (RuntimeError, OSError):  # which of them depends on the version of Python
        raise LessonError(f"{folder} leads in a circle of links, to no folder.") from None
    str(folder).encode(sys.stdout.encoding or "utf-8", sys.stdout.errors or "strict")
    return folder


def _said_of_copy(copied: list[Copied], target: Path) -> str:
    """One line on the folder, and one for each file that the learner has changed."""
    said = {
        "updated": "{new}: replaced by this version's (you had not changed it)",
        "kept": "{new}: kept as you left it",
        "beside": "{old}: kept; this version's is {new}",
        "rescued": "{new}: what you saved while the lesson was replaced",
    }
    lines = [
        f"  {said[file.how].format(old=file.original.name, new=file.path.name)}"
        for file in copied
        if file.how in said
    ]
    return "\n".join([f"Your lessons are in {target}", *lines])


def _need_jupyterlab() -> None:
    if importlib.util.find_spec("jupyterlab") is None:
        raise LessonError(f"JupyterLab is not installed here; get it with: {_pip('jupyterlab')}")


def _open_jupyterlab(target: Path, lesson: Path, given: argparse.Namespace) -> int:
    """Run JupyterLab in this process until it is stopped, and return its exit code.

    It fetches nothing at the start, and our extensions are in this server alone; kernels compute
    with one thread; all else is as the user's own configuration says.
    """
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    ours = [str(Path(__file__).parent / "jupyter_config")]  # no news asked for
    view = "lab"
    if given.front:
        ours.insert(0, str(Path(__file__).parent / "jupyter_config_front"))
        os.environ[FRONT] = "1"
        view = "doc"  # one document, no side bars
    given_too = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (given_too, *ours)))
    from jupyterlab.labapp import LabApp  # slow to load; only here is it needed

    options = [
        f"--ServerApp.root_dir={target}",
        f"--LabApp.default_url=/{view}/tree/{lesson.name}",
        f"--ServerApp.jpserver_extensions={dict.fromkeys(EXTENSIONS, True)}",
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
    if given.ip is not None:
        options.append(f"--ServerApp.ip={given.ip}")
    try:
        server = LabApp.initialize_server(options)
        _need_token(server)
        server.start()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def _need_token(server: Any) -> None:
    """Refuse an address that others reach where whoever comes may run anything."""
    try:
        alone = ipaddress.ip_address(server.ip).is_loopback
    except ValueError:  # a name; "" and "*" are every address
        alone = server.ip == "localhost"
    if not alone and not server.identity_provider.auth_enabled:
        raise LessonError(
            f"Without a token anyone who reaches {server.ip or '*'} could run code here; "
            "leave JUPYTER_TOKEN and the token in Jupyter's configuration alone, or set one."
        )


# --- report -----------------------------------------------------------------------------------


def _report(given: argparse.Namespace) -> int:
    from snn_edu.command.pages import write_page
    from snn_edu.command.report import report

    folder = _folder(given.folder)
    file = Path(given.html) if given.html else folder / "progress.html"
    write_page(report(folder, lessons_folder()), file)
    print(file)
    return 0


# --- class: these load the lessons' questions, which no other command needs ---------------------


def _copy(given: argparse.Namespace) -> int:
    from snn_edu.command.class_copy import chosen, copy_for_class

    edition = "nbgrader" if given.nbgrader else "otter" if given.otter else "students"
    print(*copy_for_class(chosen(given.lessons), Path(given.folder), edition, given.own), sep="\n")
    guide = lessons_folder() / "guide" / "README.md"
    print(f"For you, not for them: the instructor guide, {guide}", file=sys.stderr)
    return 0


def _test(given: argparse.Namespace) -> int:
    from snn_edu.command.class_copy import write_forms

    print(*write_forms(given.part, Path(given.folder)), sep="\n")
    return 0


def _page(given: argparse.Namespace) -> int:
    from snn_edu.command.class_copy import chosen
    from snn_edu.command.class_votes import sheet_page, votes_page
    from snn_edu.command.pages import write_page

    write = votes_page if given.task == "votes" else sheet_page
    write_page(write(chosen(given.lessons)), Path(given.html), "name another")
    print(given.html)
    return 0


def _grade(given: argparse.Namespace) -> int:
    """Write the table row by row, and what the class has not understood beside it."""
    from snn_edu.command import class_grade, class_mistakes, handed_in
    from snn_edu.command.pages import write_page
    from snn_edu.command.submission import asked_in

    roster = handed_in.read_roster(Path(given.roster)) if given.roster else []
    only = None
    if given.lesson:
        lesson = find_lesson(read_lessons(lessons_folder()), given.lesson)
        only = set(asked_in(lesson.path))
    folder, wanted = Path(given.folder), Path(given.csv).absolute()
    # the tables of earlier runs are no student's
    tables = {path.name for path in wanted.parent.glob("*") if path.name.startswith(wanted.stem)}
    ours = tables if wanted.parent == folder.absolute() else set()
    rows = []
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended in order, as by Ctrl+C
    with tempfile.TemporaryDirectory(prefix="snn-edu-") as scratch:
        work = handed_in.handed_in(folder, Path(scratch), ours)
        work = handed_in.by_roster(work, roster) if roster else work
        tests = [class_mistakes.answered(each) for each in work]
        checks, to_fill = class_grade.checks_of(work, only)
        file, out = class_grade.open_table(Path(given.csv))
        with out:
            table = class_grade.Table(out, checks, bool(roster))
            limits = class_grade.Limits(given.seconds, given.memory)
            for row in class_grade.grade(work, to_fill, given.seed, limits, given.jobs, given.own):
                rows.append(row)
                table.add(row)
                said = f"{row.student}: {row.passed} of {len(row.answers)}  {row.why}"
                print(said.rstrip(), flush=True)
    made = class_grade.beside(file)
    class_mistakes.write_mistakes(rows, checks, made[0])
    write_page(class_mistakes.class_page(rows, checks), made[1])
    class_mistakes.write_feedback(rows, made[2])
    if not class_mistakes.write_gain(tests, made[3]):
        made.pop()
    print(f"\n{file}: {len(rows)} students", *made, sep="\n")
    return 0


# --- list -------------------------------------------------------------------------------------


def _list(_: argparse.Namespace) -> int:
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


def _doctor(_: argparse.Namespace) -> int:
    """Print what is here, then try each part; exit code 1 when one does not work."""
    print(f"snn-edu {snn_edu.__version__} in {Path(snn_edu.__file__).parent}")
    print(f"Python {platform.python_version()}, {sys.executable}, {platform.platform()}")
    failed = 0
    for name in (*NEEDED, "jupyterlab"):
        try:
            print(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            failed += name in NEEDED
            needs = "" if name in NEEDED else " (`snn-edu start` needs it)"
            print(f"{name} is missing{needs}; get it with: {_pip(name)}")
    print()
    trials = {"lessons": _try_lessons, "a neuron": _try_neuron, "the kernel": _try_kernel}
    for name, trial in trials.items():
        try:
            print(f"  ok     {name}: {trial()}")
        except Exception as error:  # whatever it is, the next trial may still tell more
            failed += 1
            print(f"  FAILS  {name}: {type(error).__name__}: {error}")
    print("\nRepair the lines above, top first." if failed else "\nAll is well.")
    return int(bool(failed))


def _try_lessons() -> str:
    folder = lessons_folder()
    return f"{len(read_lessons(folder))} in {folder}"


def _try_neuron() -> str:
    """Draw the LIF above its threshold, and compare its rate with the closed form."""
    import numpy as np
    from matplotlib.figure import Figure

    from snn_edu.neurons import LIF
    from snn_edu.simulation import simulate

    lif = LIF()
    current = 2.0 * lif.rheobase
    run = simulate(lif, np.full(10_000, current), dt=0.1)
    Figure().subplots().plot(run.t, run.v)
    late = abs(float(run.spikes.isi().mean()) - 1000.0 / lif.rate(current))  # ms
    if not late < 1e-9:
        raise LessonError(f"its intervals are {late:.1e} ms from the closed form; reinstall.")
    return f"its intervals are {late:.0e} ms from the closed form"


def _try_kernel() -> str:
    """Find the kernel that JupyterLab will run the lessons in; it must be this Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        python = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        raise LessonError(f"no python3 kernel; get it with: {_pip('ipykernel')}") from None
    # a bare name: Jupyter runs its own Python then
    if Path(python).name != python and Path(python).parent != Path(sys.executable).parent:
        raise LessonError(
            f"python3 runs {python}, not this Python; put it right with: "
            f"{sys.executable} -m ipykernel install --sys-prefix"
        )
    return f"python3 runs {python}"


def _pip(package: str) -> str:
    return f"{sys.executable} -m pip install {package}"
