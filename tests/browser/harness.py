"""A real JupyterLab in a real Chromium, for the browser tests and measurements.

with lab(folder) as server, browser() as tab:
    notebook = open_notebook(tab, server, "01_leaky_bucket.ipynb")
    notebook.run_all()
    assert notebook.errors() == []
"""

import contextlib
import functools
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

import snn_edu
from snn_edu.command.cli import EXTENSIONS, FRONT, ONE_THREAD

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]

QUIET = {"apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False}}
PLACES = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
CONFIG = Path(snn_edu.__file__).parent / "command" / "jupyter_config"


def chromium() -> str | None:
    """Path of a Chromium or Chrome on this machine, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


@dataclass
class Server:
    """A running JupyterLab: its address, its secret and its folder."""

    url: str
    token: str
    folder: Path


@contextlib.contextmanager
def lab(folder: Path, front: bool = False) -> Iterator[Server]:
    """JupyterLab on `folder` as `snn-edu start` has it, free of this machine's configuration."""
    # Below the ports that a system gives to whoever asks for any: one of those, free when looked
    # for, was taken when the server came to it.
    port = 20_000 + secrets.randbelow(12_000)
    token = secrets.token_hex(16)
    url = f"http://127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "jupyter", "lab", str(folder)),
        *("--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"),
        *("--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"),
        *("--LabApp.news_url=", "--LabApp.extension_manager=readonly"),
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.custom_css=True",
        f"--ServerApp.jpserver_extensions={dict.fromkeys(EXTENSIONS, True)}",
    ]
    with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        places = {name: f"{scratch}/{name.lower()}" for name in PLACES}
        settings = Path(places["JUPYTER_CONFIG_DIR"]) / "lab/user-settings/@jupyterlab"
        for name, values in QUIET.items():
            file = settings / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values))
        config = [f"{CONFIG}_front", str(CONFIG)][0 if front else 1 :]
        ours = {**places, "JUPYTER_CONFIG_PATH": os.pathsep.join(config)}
        ours["PYTHONWARNINGS"] = "default"
        ours[FRONT] = "1" if front else ""
        environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1"), **ours}
        log = Path(scratch) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )
        try:
            wait_for(f"{url}/api/status?token={token}", process, log)
            yield Server(url, token, folder)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()  # the server shuts its kernels down, then itself
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_for(url: str, process: Any, log: Path) -> None:
    """Wait until a server that has begun answers; raise with its log where it does not."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab stopped, or did not answer:\n{log.read_text()}")


class Notebook:
    """One notebook open in JupyterLab; `tab` is the playwright page."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab

    def run_all(self, wait: float = 120) -> None:
        """Run every cell; return at the last, or at an error, or raise after `wait` seconds."""
        self.command("notebook:run-all-cells")
        self.tab.wait_for_function(
            """() => {
                const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells]
                    .filter(cell => cell.type === 'code');
                return cells.some(cell => cell.sharedModel.getOutputs()
                        .some(output => output.output_type === 'error'))
                    || cells.every(cell => cell.executionState === 'idle'
                        && (cell.executionCount !== null || cell.sharedModel.getSource() === ''));
            }""",
            timeout=wait * 1000,
            polling=100,
        )

    def command(self, name: str) -> None:
        """Start a JupyterLab command; do not wait for its end."""
        self.tab.evaluate("name => { window.jupyterapp.commands.execute(name) }", name)

    def errors(self) -> list[str]:
        """Texts of all outputs that are errors or stderr, shown by now or not."""
        texts: list[str] = self.tab.evaluate(
            """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
                .filter(cell => cell.type === 'code')
                .flatMap(cell => cell.sharedModel.getOutputs())
                .filter(one => one.output_type === 'error' || one.name === 'stderr')
                .map(one => [one.traceback ?? one.text].flat().join('\\n'))"""
        )
        return texts


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server that has nothing but these files."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextlib.contextmanager
def browser(width: int = 1200, height: int = 900, **context: Any) -> Iterator[Any]:
    """A new Chromium window (a playwright page), closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            window = chrome.new_context(viewport={"width": width, "height": height}, **context)
            yield window.new_page()
        finally:
            chrome.close()


def open_notebook(tab: Any, server: Server, name: str) -> Notebook:
    """Open a notebook of the server's folder, and wait until its kernel answers.

    Where JupyterLab is on the page already, the notebook takes the place of all that is open.
    """
    if tab.url.startswith(f"{server.url}/lab/"):
        tab.evaluate(
            """path => {
                const app = window.jupyterapp;
                [...app.shell.widgets('main')].forEach(widget => widget.dispose()); // unasked
                app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
            }""",
            name,
        )
    else:
        workspace = secrets.token_hex(4)
        tab.goto(f"{server.url}/lab/workspaces/{workspace}/tree/{name}?token={server.token}")
    tab.wait_for_function(
        """name => {
            const panel = window.jupyterapp?.shell.currentWidget;
            return panel?.context?.path === name && panel.context.isReady
                && panel.sessionContext.session?.kernel?.status === 'idle';
        }""",
        arg=name,
        timeout=90_000,
        polling=50,
    )
    return Notebook(tab)


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(notebook, path)
