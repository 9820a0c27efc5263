"""Jupyter server extension: lines that are not too long, and with --front letters for the last row.

JupyterLab takes the size of its letters from a user's own settings only, never from a default. So
this gives its pages a style sheet, `custom/custom.css` beside our other configuration, before one
of the user's. `snn-edu start` loads it into its own server, with ``--LabApp.custom_css=True``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from snn_edu.command.reopened import FRONT

HERE = Path(__file__).parent


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "snn_edu.command.letters"}]


def _load_jupyter_server_extension(server: Any) -> None:
    folders = [HERE / "jupyter_config_front"] if os.environ.get(FRONT) else []
    folders.append(HERE / "jupyter_config")
    searched: list[str] = server.web_app.settings["static_custom_path"]  # as the handler reads it
    searched[:0] = [str(folder / "custom") for folder in folders]
