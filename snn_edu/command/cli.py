"""The `snn-edu` command: get the lessons and open them, list them, find out what is missing."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import inspect
import ipaddress
import os
import platform
import shutil
import signal
import sys
import tempfile
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import snn_edu
from snn_edu.command.lesson_files import LessonError, find_lesson, lessons_folder, read_lessons
from snn_edu.command.own_copy import copy_lessons
from snn_edu.command.reopened import FRONT

FOLDER = "snn-lessons"  # in the current folder, unless another is named

#: For the kernels, which inherit it before they load NumPy; later it is not read. On the small
#: matrices of the lessons a second thread of linear algebra mostly waits: a training of 0.24 s took
#: 2.3 s of CPU on two busy cores. Whoever has set a number keeps it.
ONE_THREAD = tuple(f"{library}_NUM_THREADS" for library in ("OPENBLAS", "OMP", "MKL"))
EXTENSIONS = ("snn_edu.command.nodelay", "snn_edu.command.reopened")  # of our server alone
COPIED = {  # what is said of a file; nothing of a new one, or where nothing has changed
    "updated": "{new}: replaced by this version's (you had not changed it)",
    "kept": "{new}: kept as you left it",
    "beside": "{old}: kept; this version's is {new}",
    "rescued": "{new}: what you saved while the lesson was replaced",
}
NEEDED = ("numpy", "matplotlib", "pillow", "anywidget", "ipywidgets", "ipykernel")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 0 well, 1 said what is wrong, 2 not understood."""
    parser = _parser()
    try:
        try:
            given = parser.parse_args(arguments)
            if given.command is None:
                parser.print_help()
                return 2
            return int(given.run(given))
        finally:
            print(end="", flush=True)  # what cannot be written fails here, not at exit
    except LessonError as error:
        sentence = str(error)
    except UnicodeEncodeError as error:
        letters = ascii(error.object[error.start : error.end])
        sentence = (
            f"Output in {error.encoding} cannot show {letters}; "
            "set PYTHONIOENCODING=utf-8:backslashreplace first."
        )
    except BrokenPipeError:  # the reader has seen enough: `snn-edu list | head`
        _discard_output()
        return 1
    except OSError as error:
        _discard_output()
        sentence = f"Stopped: {error.strerror or error}."
    except KeyboardInterrupt:
        return 130
    print(f"snn-edu: {_short(sentence)}", file=sys.stderr)
    return 1


def _short(sentence: str) -> str:
    """One line, of a name that goes on for pages its two ends."""
    line = " ".join(sentence.split())
    return line if len(line) <= 300 else f"{line[:150]} ... {line[-100:]}"


def _discard_output() -> None:
    """Let what could not be written go; Python would try again at exit, and fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(_short(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="snn-edu",
        description="Learn spiking neural networks by moving them.",
        epilog="Begin with: snn-edu start",
    )
    version = f"snn-edu {snn_edu.__version__}"
    parser.add_argument("--version", action="version", version=version, help="say which this is")
    commands = parser.add_subparsers(dest="command", metavar="command")

    start = _add(commands, _start)
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

    _add(commands, _list)
    _add(commands, _doctor)
    report = _add(commands, _report)
    report.add_argument(
        "folder", nargs="?", default=FOLDER, help=f"with your lessons (default: {FOLDER})"
    )
    report.add_argument("--html", help="the page (default: progress.html in the folder)")
    tasks = commands.add_parser("class", help="for teachers: copies for a class, and grades")
    _add_tasks(tasks.add_subparsers(dest="task", metavar="task", required=True))
    return parser


def _add(commands: Any, run: Callable[[argparse.Namespace], int]) -> Any:
    """Add a command, which the function of its name does, and the docstring of that tells."""
    said = inspect.getdoc(run) or ""
    does = said.partition("\n")[0].rstrip(".")
    parser = commands.add_parser(
        run.__name__.strip("_"), help=f"{does[:1].lower()}{does[1:]}", description=said
    )
    parser.set_defaults(run=run)
    return parser


def _add_tasks(tasks: Any) -> None:
    copy, grade, test, votes, sheet, exam = (
        _add(tasks, run) for run in (_copy, _grade, _test, _votes, _sheet, _exam)
    )
    for each in (copy, votes, sheet):
        each.add_argument("lessons", help='numbers such as 01,06, "all", a notebook, or a folder')
    test.add_argument("part", type=int, choices=range(1, 6), help="1 to 5")
    test.add_argument(
        "--swap", action="store_true", help="for two halves of the class, each with the other's"
    )
    for each in (copy, test):
        each.add_argument("folder", help="where to write; what is there is never written over")
    exam.add_argument("--seed", type=_whole, default=1, help="other numbers (default: 1)")
    for each in (votes, sheet, exam):
        each.add_argument("html", help=f"the page, such as {each.prog.split()[-1]}.html")
    copy.add_argument(
        "--own", action="store_true", help="ask for a name: other numbers for each student"
    )
    tool = copy.add_mutually_exclusive_group()
    tool.add_argument("--nbgrader", action="store_true", help="a course folder for nbgrader")
    tool.add_argument("--otter", action="store_true", help="notebooks for otter assign")

    grade.add_argument(
        "folders",
        metavar="folder",
        nargs="+",
        help="of notebooks, of a folder a student, or what Moodle or Canvas gives, zipped; "
        "several, as of several weeks, are graded as one",
    )
    grade.add_argument("--csv", default="grades.csv", help="the table (default: %(default)s)")
    grade.add_argument("--roster", help="a csv with each student's name and e-mail address")
    grade.add_argument("--lesson", metavar="NN", help="the only one that counts")
    grade.add_argument(
        "--own", action="store_true", help="copied with --own: who gives no name has no numbers"
    )
    grade.add_argument(
        "--again", action="store_true", help="go on with the table of a run that was stopped"
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
    """Copy the lessons to a folder of yours and open them in JupyterLab.

    A lesson that you have worked on is never written over: a newer one lands beside it.
    """
    source = lessons_folder()
    lessons = read_lessons(source)
    lesson = find_lesson(lessons, given.lesson) if given.lesson else lessons[0]
    if not given.no_lab and importlib.util.find_spec("jupyterlab") is None:
        raise LessonError(f"JupyterLab is not installed here; get it with: {_pip('jupyterlab')}")
    target = _folder(given.folder)
    copied = copy_lessons(source, target)
    lines = [
        "  " + COPIED[file.how].format(old=file.original.name, new=file.path.name)
        for file in copied
        if file.how in COPIED
    ]
    print(f"Your lessons are in {target}", *lines, sep="\n", flush=True)
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
        return Path(named).expanduser().resolve()
    except (RuntimeError, OSError) as error:  # no such home; the current folder was deleted
        why = str(error).rstrip(".")
        raise LessonError(f"Cannot go to the folder {named}: {why}.") from None


def _open_jupyterlab(target: Path, lesson: Path, given: argparse.Namespace) -> int:
    """Run JupyterLab in this process until it is stopped, and return its exit code.

    It fetches nothing at the start, and our extensions are in this server alone; kernels compute
    with one thread; all else is as the user's own configuration says.
    """
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    paths = [str(Path(__file__).parent / "jupyter_config")]  # no news asked for
    if given.front:
        paths.insert(0, f"{paths[0]}_front")
        os.environ[FRONT] = "1"
    if own := os.environ.get("JUPYTER_CONFIG_PATH"):
        paths.insert(0, own)
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(paths)
    view = "doc" if given.front else "lab"  # one document, no side bars
    from jupyterlab.labapp import LabApp  # slow to load; only here is it needed

    options = [
        f"--ServerApp.root_dir={target}",
        f"--LabApp.default_url=/{view}/tree/{lesson.name}",
        f"--ServerApp.jpserver_extensions={dict.fromkeys(EXTENSIONS, True)}",
        "--LabApp.custom_css=True",
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
    """Make a page of your own progress: exercises, tries, predictions.

    It reads your folder and stays there; nothing is sent anywhere.
    """
    from snn_edu.command.pages import write_page
    from snn_edu.command.report import report

    folder = _folder(given.folder)
    file = Path(given.html) if given.html else folder / "progress.html"
    write_page(report(folder, lessons_folder()), file)
    print(file)
    return 0


# --- class: these load the lessons' questions, which no other command needs ---------------------


def _copy(given: argparse.Namespace) -> int:
    """Write lessons without solutions and outputs, for students.

    Last it says where the instructor guide is.
    """
    from snn_edu.command.class_copy import chosen, copy_for_class

    edition = "nbgrader" if given.nbgrader else "otter" if given.otter else "students"
    print(*copy_for_class(chosen(given.lessons), Path(given.folder), edition, given.own), sep="\n")
    guide = lessons_folder() / "guide" / "README.md"
    print(f"For you, not for them: the instructor guide, {guide}", file=sys.stderr)
    return 0


def _test(given: argparse.Namespace) -> int:
    """Write the test before and after a part of the course.

    Two notebooks with eight questions each, which say nothing to an answer; `class grade`
    compares what comes back.
    """
    from snn_edu.command.assessment.forms import write_forms

    print(*write_forms(given.part, Path(given.folder), given.swap), sep="\n")
    now, later = (f"part_{given.part}_{when}.ipynb" for when in ("before", "after"))
    said = f"Hand out {now} now, and {later} when the part is over: not the whole folder."
    print(said, file=sys.stderr)
    return 0


def _votes(given: argparse.Namespace) -> int:
    """Make a page for each prediction, to vote on in class.

    Each has room for two counts; the right answers, and those of the quiz, come last.
    """
    from snn_edu.command.class_votes import votes_page

    return _page(given, votes_page)


def _sheet(given: argparse.Namespace) -> int:
    """Make a sheet to print: predictions to tick, exercises, room for key points.

    It has two pages a lesson at most, and the picture that the lesson begins with.
    """
    from snn_edu.command.class_votes import sheet_page

    return _page(given, sheet_page)


def _exam(given: argparse.Namespace) -> int:
    """Make a paper exam of twelve questions, and its key apart.

    The numbers are drawn anew for each seed, and the library computes the key.
    """
    from snn_edu.command.assessment.exam import exam
    from snn_edu.command.pages import write_page

    paper = Path(given.html)
    files = paper, paper.with_name(f"{paper.stem}_key{paper.suffix}")
    for file, text in zip(files, exam(given.seed), strict=True):
        write_page(text, file, "name another")
    print(*files, sep="\n")
    return 0


def _page(given: argparse.Namespace, page: Callable[[list[Path]], str]) -> int:
    from snn_edu.command.class_copy import chosen
    from snn_edu.command.pages import write_page

    write_page(page(chosen(given.lessons)), Path(given.html), "name another")
    print(given.html)
    return 0


def _grade(given: argparse.Namespace) -> int:
    """Run submissions, and write grades and what the class has not understood.

    Each runs in a process with limits, and its answers are tried with fresh numbers too.
    Beside the table is which mistake how many made: with names, as a page for the projector
    without, and as a page for each student. A submission that sets out to can forge its
    grade: it runs in the process that judges it, and the solutions are part of the library.
    """
    from snn_edu.command import class_grade, class_mistakes
    from snn_edu.command.assessment import gain
    from snn_edu.command.handing_in import handed_in
    from snn_edu.command.handing_in.roster import by_roster, read_roster
    from snn_edu.command.lesson_files import asked_in
    from snn_edu.command.pages import write_page

    roster = read_roster(Path(given.roster)) if given.roster else []
    only = None
    if given.lesson:
        lesson = find_lesson(read_lessons(lessons_folder()), given.lesson)
        only = list(asked_in(lesson.path))
    folders, wanted = [*map(Path, given.folders)], Path(given.csv).absolute()
    beside = wanted.parent in [each.absolute() for each in folders]
    ours = class_grade.written_earlier(wanted) if beside else set()
    rows = []
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended in order, as by Ctrl+C
    with tempfile.TemporaryDirectory(prefix="snn-edu-") as scratch:
        work = handed_in.handed_in(folders, Path(scratch), ours)
        work = by_roster(work, roster) if roster else work
        for each in work:
            handed_in.take_votes(each)
        tests = [gain.answered(each) for each in work]
        checks = class_grade.checks_of(work, only)
        opened = class_grade.open_again if given.again else class_grade.open_table
        file, out = opened(Path(given.csv))
        *made, kept = class_grade.beside(file)
        try:
            with out:
                told = {"seed": given.seed, "seconds": given.seconds, "megabytes": given.memory}
                graded = class_grade.grade(work, told, given.jobs, given.own, kept)
                for row in class_grade.written(graded, out, checks, bool(roster)):
                    rows.append(row)
                    print(f"{row.student}: {row.marks}  {row.why}".rstrip(), flush=True)
        finally:  # stopped, perhaps: what was graded keeps its pages
            class_mistakes.write_mistakes(rows, checks, made[0])
            write_page(class_mistakes.class_page(rows, checks), made[1])
            class_mistakes.write_feedback(rows, made[2])
            if not (gain.write_gain(tests, made[3]) and gain.write_items(tests, made[4])):
                del made[3:]
            if len(rows) < len(work):
                print(f"Stopped after {len(rows)} of {len(work)}: go on with --again.", flush=True)
    kept.unlink(missing_ok=True)
    print(f"\n{file}: {len(rows)} students", *made, sep="\n")
    return 0


# --- list -------------------------------------------------------------------------------------


def _list(_: argparse.Namespace) -> int:
    """List the lessons, what each teaches and how long it takes."""
    lessons = read_lessons(lessons_folder())
    width = min(shutil.get_terminal_size().columns, 100)
    wrapped = textwrap.TextWrapper(width, initial_indent="    - ", subsequent_indent="      ")
    for lesson in lessons:
        print(f"{lesson.number}  {lesson.title} ({lesson.minutes} minutes)")
        print(*map(wrapped.fill, lesson.objectives), sep="\n", end="\n\n")
    total = sum(lesson.minutes for lesson in lessons)
    print(f"{len(lessons)} lessons, {total} minutes. Open one: snn-edu start --lesson 01")
    return 0


# --- doctor -----------------------------------------------------------------------------------


def _doctor(_: argparse.Namespace) -> int:
    """Check this installation and say how to repair it.

    It prints versions and tries the lessons, a neuron and the kernel, in a second.
    """
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
