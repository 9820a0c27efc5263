"""The `snn-edu` command, as a learner meets it."""

import importlib.metadata
import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from browser.harness import PLACES, wait_for
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyterlab.labapp import LabApp
from published_lessons import TAU, edit, make_pipe, write_lesson

from snn_edu.command import class_grade, cli, own_copy
from snn_edu.neurons import LIF

PIP = f"{sys.executable} -m pip install"


def refused(capsys, *arguments):
    """Run the command, expect it to fail, and return the one line that it says."""
    assert cli.main(arguments) == 1
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert line.startswith("snn-edu: ")
    return line


def contents(folder):
    return {path: path.is_file() and path.read_bytes() for path in folder.rglob("*")}


@pytest.mark.parametrize("columns", [20, 60, 300])
def test_list_tells_objectives_and_fits_the_terminal(shipped, capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert cli.main(["list"]) == 0
    said = capsys.readouterr().out
    assert "01  The leaky bucket (50 minutes)\n    - By the end" in said
    assert "you can derive one thing, which takes two lines to say." in " ".join(said.split())
    assert "2 lessons, 110 minutes" in said
    objectives = [line for line in said.splitlines() if line[:4] == "    "]
    assert max(map(len, objectives)) <= min(columns, 100)


def test_a_reader_who_has_seen_enough_is_no_error():
    command = [sys.executable, "-m", "snn_edu", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        listing.stdout.close()  # as `head` does
        said = listing.stderr.read()
    assert (listing.returncode, said) == (1, b"")


def test_start_says_what_it_kept_what_it_replaced_and_what_is_beside(shipped, mine, capsys):
    assert cli.main(["start", str(mine), "--no-lab"]) == 0
    assert str(mine) in capsys.readouterr().out
    edit(mine / "01_leaky_bucket.ipynb")
    edit(shipped / "02_threshold.ipynb", new="x = 3")
    cli.main(["start", str(mine), "--no-lab"])
    said = capsys.readouterr().out
    assert "01_leaky_bucket.ipynb: kept as you left it" in said
    assert "02_threshold.ipynb: replaced by this version's" in said
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    cli.main(["start", str(mine), "--no-lab"])
    said = capsys.readouterr().out
    assert "01_leaky_bucket.ipynb: kept; this version's is 01_leaky_bucket.new.ipynb" in said


@pytest.mark.parametrize("copied", [False, True])
def test_what_cannot_be_opened_gives_way_to_the_lesson_beside_it(shipped, mine, launched, copied):
    mine.mkdir()
    if copied:
        own_copy.copy_lessons(shipped, mine)
        (mine / "01_leaky_bucket.ipynb").unlink()
    (mine / "01_leaky_bucket.ipynb").mkdir()
    assert cli.main(["start", str(mine)]) == 0
    assert "--LabApp.default_url=/lab/tree/01_leaky_bucket.new.ipynb" in launched.options


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("start mine --lesson 07", "There is no lesson 07; there are: 01, 02."),
        ("start mine", f"JupyterLab is not installed here; get it with: {PIP} jupyterlab"),
        ("start file --no-lab", "a file is in the way"),
        ("start file/in --no-lab", "Cannot write"),
        ("report nowhere", "no folder"),
        ("class copy 77 class", "no lesson 77"),
        ("class copy empty class", "no lesson in"),
        ("class copy 02_broken.ipynb class", "02_broken.ipynb is not a notebook."),
        ("class copy . class", "02_broken.ipynb is not a notebook."),  # the one before it is
        ("class copy 01_leaky_bucket.ipynb .", "snn-edu: 01_leaky_bucket.ipynb is there"),
        (
            "class copy 01_leaky_bucket.ipynb 01_leaky_bucket.ipynb",
            "01_leaky_bucket.ipynb is there",
        ),
        ("class test 1 tests", "part_1_before.ipynb is there already"),
        ("class grade pipe", " pipe: "),  # which is not read
        ("class grade nowhere", "snn-edu: Cannot read nowhere: No such file or directory."),
        ("class grade empty", "snn-edu: There is no submission in empty: "),
        ("class grade work --lesson 77", "snn-edu: There is no lesson 77; "),
        ("class grade work --csv nowhere/a.csv", "snn-edu: Cannot write nowhere/a.csv: "),
        ("class grade work --roster nowhere.csv", "There is no file"),
        ("class grade work --roster mail.csv", "no column"),
        ("class grade work --roster latin.csv", "save it as CSV in UTF-8."),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(
    shipped, tmp_path, capsys, monkeypatch, arguments, said
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name != "jupyterlab" or None)
    monkeypatch.setattr(class_grade, "grade", lambda *_: pytest.fail("it worked"))
    Path("empty").mkdir()
    for name in ("work/ada.ipynb", "tests/part_1_before.ipynb", "01_leaky_bucket.ipynb"):
        write_lesson(Path(name), code=[TAU])
    files = {"02_broken.ipynb": b"{}", "mail.csv": b"mail;x\n1;2\n", "latin.csv": b"N\xffame\n"}
    for name, content in {**files, "file": b""}.items():
        Path(name).write_bytes(content)
    make_pipe(Path("pipe"))
    before = contents(tmp_path)
    assert said in refused(capsys, *arguments.split())
    assert contents(tmp_path) == before


@pytest.mark.parametrize("ip", ["0.0.0.0", "", "*", "192.168.0.7", "::", "my-host"])
def test_others_reach_no_address_without_a_token(shipped, mine, launched, capsys, ip):
    launched.ip = ip
    assert cli.main(["start", str(mine), f"--ip={ip}"]) == 0
    assert f"--ServerApp.ip={ip}" in launched.options
    launched.identity_provider.auth_enabled = False
    launched.start.side_effect = AssertionError("it was started")
    said = refused(capsys, "start", str(mine), f"--ip={ip}")
    assert f"Without a token anyone who reaches {ip or '*'} could" in said
    launched.start.side_effect = None
    for launched.ip in ("127.0.0.1", "127.1.2.3", "::1", "localhost"):
        assert cli.main(["start", str(mine)]) == 0


def test_the_help_and_the_version_are_shown(capsys):
    assert cli.main([]) == 2
    assert "snn-edu start" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"snn-edu {importlib.metadata.version('snn-edu')}\n"


@pytest.fixture
def launched(monkeypatch):
    """Stand in for JupyterLab: `options` it was run with; `start.side_effect` is how it ends."""
    server = Mock(ip="localhost")

    def initialize_server(options):
        server.options = options
        return server

    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/etc/own")  # and put it back afterwards
    monkeypatch.setattr(LabApp, "initialize_server", initialize_server)
    return server


def test_start_opens_the_first_lesson_or_the_one_asked_for(shipped, mine, launched, monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert cli.main(["start", str(mine)]) == 0
    assert "--LabApp.default_url=/lab/tree/01_leaky_bucket.ipynb" in launched.options
    assert f"--ServerApp.root_dir={mine}" in launched.options
    assert not [option for option in launched.options if "browser" in option or "port" in option]
    assert os.environ["JUPYTER_CONFIG_PATH"].startswith(f"/etc/own{os.pathsep}")
    # kernels get one thread of linear algebra, unless told otherwise
    assert (os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_NUM_THREADS"]) == ("1", "3")
    cli.main(["start", str(mine), "--lesson", "2", "--no-browser", "--port", "12345"])
    assert "--LabApp.default_url=/lab/tree/02_threshold.ipynb" in launched.options
    # JupyterLab would try the next fifty ports
    port = {"--ServerApp.port=12345", "--ServerApp.port_retries=0"}
    assert {"--no-browser", *port} <= set(launched.options)


def test_at_the_front_is_one_document_with_large_letters(shipped, mine, launched, monkeypatch):
    monkeypatch.setenv(cli.FRONT, "")  # and put it back afterwards
    assert cli.main(["start", str(mine), "--front"]) == 0
    assert "--LabApp.default_url=/doc/tree/01_leaky_bucket.ipynb" in launched.options
    assert os.environ[cli.FRONT]
    _, front, ours = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    settings = json.loads((Path(front) / "labconfig/default_setting_overrides.json").read_bytes())
    assert settings == {"@jupyterlab/statusbar-extension:plugin": {"visible": False}}
    assert "--LabApp.custom_css=True" in launched.options  # letters: tests/browser/test_front.py
    assert (Path(ours) / "labconfig").is_dir()


@pytest.mark.parametrize(
    ("stop", "code"),
    [(SystemExit(3), 3), (SystemExit(None), 0), (SystemExit("no"), 1), (KeyboardInterrupt(), 130)],
)
def test_the_exit_code_is_that_of_jupyterlab(shipped, mine, launched, stop, code):
    launched.start.side_effect = stop
    assert cli.main(["start", str(mine)]) == code


KERNEL = KernelSpecManager, "get_kernel_spec"
ANOTHER = Mock(argv=["/opt/other/bin/python", "-m", "ipykernel"])


def without(package, version=importlib.metadata.version):
    missing = {package: "no-such-package"}
    return importlib.metadata, "version", lambda name: version(missing.get(name, name))


def faster(lif, *given, rate=LIF.rate):
    return (1 + 1e-6) * rate(lif, *given)


@pytest.mark.parametrize(
    ("amiss", "code", "fails", "said"),
    [
        (without("nothing"), 0, 0, f"numpy {np.__version__}\n"),
        (without("ipywidgets"), 1, 0, f"ipywidgets is missing; get it with: {PIP} ipywidgets\n"),
        (without("jupyterlab"), 0, 0, f"start` needs it); get it with: {PIP} jupyterlab\n"),
        ((LIF, "rate", faster), 1, 1, "FAILS  a neuron"),
        ((*KERNEL, Mock(side_effect=NoSuchKernel("python3"))), 1, 1, f"{PIP} ipykernel"),
        ((*KERNEL, Mock(return_value=ANOTHER)), 1, 1, "python, not this Python; put"),
        ((cli, "lessons_folder", Mock(side_effect=OSError)), 1, 1, "FAILS  lessons"),
    ],
)
def test_doctor_tells_what_is_amiss(shipped, capsys, monkeypatch, amiss, code, fails, said):
    monkeypatch.setattr(*amiss)
    assert cli.main(["doctor"]) == code
    out = capsys.readouterr().out
    assert said in out
    assert (out.count("  FAILS  "), out.count("  ok  ")) == (fails, 3 - fails)
    assert out.endswith("Repair the lines above, top first.\n" if code else "All is well.\n")


# --- one sentence, whatever is wrong ------------------------------------------------------------


def said_by(arguments, folder, before="", **environment):
    """Run the real command in `folder`, in a shell that first does `before`; what it says."""
    return subprocess.run(
        ["sh", "-c", f'{before} exec "{sys.executable}" -m snn_edu {arguments}'],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.skipif(os.name == "nt", reason="a shell of another kind")
@pytest.mark.parametrize(
    ("sentence", "arguments", "before", "environment"),
    [
        ("the folder ~nosuchuser/x: Could not determine", "start ~nosuchuser/x", "", {}),
        ("link", "start a/x", "ln -s a b; ln -s b a;", {}),
        ("the folder x: ", "start x", "mkdir gone; cd gone; rmdir ../gone;", {}),
        ("File name too long", f"start {'x' * 300}", "", {}),
        ("Stopped: No space left", "start x >/dev/full", "", {}),
        ("Stopped: No space left", "list >/dev/full", "", {"PYTHONUNBUFFERED": ""}),
        ("ascii cannot show '\\xfc'", "start \u00fcn\u00ef", "", {"PYTHONIOENCODING": "ascii"}),
        ("'\\udcff'; set PYTHONIOENCODING=", "start b\udcff", "", {"PYTHONIOENCODING": "utf-8"}),
    ],
)
def test_one_sentence_instead_of_a_traceback(tmp_path, sentence, arguments, before, environment):
    if sys.platform != "linux" and re.search("/dev/full|\udcff", arguments):
        pytest.skip("disks and names of another kind")
    arguments = arguments.replace("start ", "start --no-lab ")
    said = said_by(arguments, tmp_path, before, **environment)
    assert said.returncode == 1, said
    (line,) = said.stderr.splitlines()
    assert line.startswith("snn-edu: ")
    assert sentence in line
    if helps := re.search(r"PYTHONIOENCODING=\S+", line):
        assert said_by(arguments, tmp_path, f"export {helps[0]};").returncode == 0


LINES = (  # `?` takes each value in turn
    "? 01", "start ? --no-lab", "start mine --no-lab --lesson ?", "start mine --no-lab --port ?",
    "start mine --no-lab ?", "report ?", "report work --html ?", "class ?", "class copy ? out",
    "class copy 01 ?", "class copy 01 ? --nbgrader", "class copy 02 ? --otter", "class grade ?",
    "class grade work --csv ?", "class grade work --seed ?", "class grade work --seconds ?",
    "class grade work --memory ?", "class grade work --roster ?", "class grade work --lesson ?",
    "class grade work --jobs ?", "class votes ? votes.html", "class votes 01 ?",
)  # fmt: skip
VALUES = (
    "", " ", "nan", "-1", "0", "1.5", "1e9", "9" * 40, "NaN\n", "x" * 300, "x/" * 3000, "ü",
    "\ud800", "💥", "..", "/", "~nosuchuser/x", "a file", "a file/x", "/dev/null", "/dev/full",
    "circle", "01,", ",", "01,99", "all,01", "--", "-", "--no-such", "{}", "%s", "%", "*",
)  # fmt: skip


@pytest.fixture
def workplace(request, tmp_path, monkeypatch):
    """A folder with a file, a circle of links, and a lesson that was handed in."""
    place = tmp_path / "place"
    write_lesson(place / "work" / "anna.ipynb", code=())
    (place / "a file").write_text("no folder")
    (place / "circle").symlink_to("circle")
    if not request.node.callspec.params["line"].startswith("report"):  # which knows the lessons
        request.getfixturevalue("shipped")
    monkeypatch.chdir(place)
    monkeypatch.setattr(cli, "_discard_output", lambda: None)  # it would be this process's
    return place


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_a_bad_word_is_refused_in_a_sentence(line, workplace, capfd):
    odd = []
    for value in VALUES:
        if (line, value) == ("class grade ?", "/"):
            continue  # all notebooks of this machine
        words = [value if word == "?" else word for word in line.split()]
        try:
            code = cli.main(words)
        except SystemExit as left:  # argparse
            code = left.code
        except Exception as error:  # to be told with the others
            code = repr(error)
        said = capfd.readouterr()
        last = said.err.splitlines()[-1:]
        if code not in (0, 1, 2) or (code and not (last and 10 < len(last[0]) < 300)):
            odd.append((value[:40], code, said.err[-300:]))
    assert odd == []


@pytest.mark.slow
def test_start_serves_the_lesson_with_our_extension_and_without_news(mine, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    nobodys = {name: str(tmp_path / name.lower()) for name in PLACES}
    plugin = "@jupyterlab/apputils-extension:notification"
    told, url = tmp_path / "log", f"http://127.0.0.1:{port}"
    with (
        told.open("w") as out,
        subprocess.Popen(
            [sys.executable, "-m", "snn_edu", "start", mine, "--no-browser", f"--port={port}"],
            env={**os.environ, **nobodys, "JUPYTER_TOKEN": "open"},
            stdout=out,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            wait_for(f"{url}/api/status?token=open", server, told)
            page, news = (
                urllib.request.urlopen(f"{url}/{path}?token=open").read()
                for path in ("lab/tree/00_pattern_detected.ipynb", f"lab/api/settings/{plugin}")
            )
        finally:
            server.terminate()
    log = told.read_text()
    assert b'"news": {"disabled": true}' in page, log
    fetched = json.loads(news)["schema"]["properties"]["fetchNews"]
    assert fetched["default"] == "false", "else a dialog asks about news"
    assert b'"can_install": false' in page
    for name in cli.EXTENSIONS:
        assert f"{name} | extension was successfully loaded" in log
    assert f"http://localhost:{port}/lab/tree/00_pattern_detected.ipynb?token=" in log
    assert "Traceback" not in log
