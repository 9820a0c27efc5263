"""Jupyter server extension: a notebook opened without its kernel shows pictures, no broken widgets.

A notebook that is saved takes along what was committed to, as the diary of its folder has it: then
it has its votes where it is handed in alone.

A saved output holds a widget's view beside its picture. The view names a model that lived in the
kernel; once that is gone JupyterLab writes "Error displaying widget: model not found" and leaves
the picture out. So the views are left out when a notebook is read that no kernel belongs to; the
file stays as it is. `snn-edu start` and Binder's image load it.

With SNN_EDU_FRONT in the environment, as `snn-edu start --front` sets it, code comes folded: a
class sees pictures and text, and a click on the three dots shows a cell. Its letters are large:
JupyterLab takes their size from a user's own settings only, never from a default, so its pages get
a style sheet of ours, `custom/custom.css`, before the user's. Without --front the sheet only
keeps lines from being too long.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from snn_edu.command.lesson_files import text_of
from snn_edu.diary import entries

FRONT = "SNN_EDU_FRONT"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def leave_out_views(notebook: dict[str, Any]) -> None:
    """Take the widget's view from every output that has HTML or a picture beside it."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data or "image/png" in data:
                data.pop(WIDGET_VIEW, None)


def fold_code(notebook: dict[str, Any]) -> None:
    """Fold every code cell; what it shows stays."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.setdefault("metadata", {}).setdefault("jupyter", {})["source_hidden"] = True


def take_along(notebook: dict[str, Any], folder: Path) -> None:
    """Write the votes on this lesson's questions into the notebook's metadata."""
    text = "\n".join(text_of(cell.get("source", "")) for cell in notebook["cells"])
    lessons = set(re.findall(r'\b(?:predict|quiz)\(\s*"(\w+)', text))
    said = [
        [each.id, each.said]
        for each in entries(folder)
        if each.id.partition(".")[0] in lessons and f'check("{each.id}"' not in text
    ]
    if said:
        notebook.setdefault("metadata", {})["snn_edu"] = {"committed": said}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "snn_edu.command.reopened"}]


def _load_jupyter_server_extension(server: Any) -> None:
    from jupyter_core.utils import ensure_async

    read, write = server.contents_manager.get, server.contents_manager.save

    async def save(model: dict[str, Any], path: str = "") -> Any:
        if model.get("type") == "notebook" and model.get("content"):
            place = Path(server.contents_manager.root_dir, path.strip("/"))
            take_along(model["content"], place.parent)
        return await ensure_async(write(model, path))

    async def get(path: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        model: dict[str, Any] = await ensure_async(read(path, *args, **kwargs))
        if model["type"] == "notebook" and model["content"] is not None:
            sessions = await ensure_async(server.session_manager.list_sessions())
            if path.strip("/") not in {session["path"].strip("/") for session in sessions}:
                leave_out_views(model["content"])
            if os.environ.get(FRONT):
                fold_code(model["content"])
        return model

    server.contents_manager.get, server.contents_manager.save = get, save
    folders = ["jupyter_config_front", "jupyter_config"][0 if os.environ.get(FRONT) else 1 :]
    sheets = [str(Path(__file__).parent / folder / "custom") for folder in folders]
    server.web_app.settings["static_custom_path"][:0] = sheets  # the list that its handler reads
