"""Our server extensions: small messages go at once, no views of dead widgets, folded code."""

import asyncio
from pathlib import Path
from unittest.mock import AsyncMock, Mock

import pytest
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

from snn_edu import diary
from snn_edu.command import nodelay, reopened


def test_a_kernel_s_websocket_is_opened_without_delay(monkeypatch):
    done = []
    monkeypatch.setattr(KernelWebsocketHandler, "set_nodelay", lambda _, on: done.append(on))
    monkeypatch.setattr(KernelWebsocketHandler, "open", lambda _, kernel_id: done.append(kernel_id))
    nodelay._load_jupyter_server_extension(None)
    KernelWebsocketHandler.open(KernelWebsocketHandler.__new__(KernelWebsocketHandler), "k")
    assert done == [True, "k"]


def notebook():
    view = {reopened.WIDGET_VIEW: {"model_id": "f"}, "text/plain": "w"}
    outputs = [
        {"output_type": "execute_result", "data": {**view, "text/html": "<img>"}},
        {"output_type": "execute_result", "data": {**view, "image/png": "iVBO"}},
        {"output_type": "execute_result", "data": view},
        {"output_type": "stream", "text": "one"},
    ]
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]
    return {"type": "notebook", "content": {"cells": cells}}


def opened(model, sessions=(), answer=Mock, **how):
    """What a Jupyter server with the extension reads, as far as the extension looks at it."""
    server = Mock()
    server.contents_manager.get = answer(return_value=model)
    server.session_manager.list_sessions = answer(return_value=sessions)
    server.web_app.settings = {"static_custom_path": ["theirs"]}
    reopened._load_jupyter_server_extension(server)
    return asyncio.run(server.contents_manager.get("/a/b.ipynb", **how))


@pytest.mark.parametrize("answer", [Mock, AsyncMock])
@pytest.mark.parametrize("running", [[], ["other.ipynb"], ["a/b.ipynb"]])
def test_views_go_where_no_kernel_is_and_something_else_can_be_shown(running, answer):
    read = opened(notebook(), [{"path": path} for path in running], answer)
    outputs = read["content"]["cells"][1]["outputs"]
    ours = running == ["a/b.ipynb"]
    kept = [reopened.WIDGET_VIEW in each.get("data", {}) for each in outputs]
    assert kept == [ours, ours, True, False]


def test_at_the_front_code_comes_folded(monkeypatch):
    monkeypatch.setenv(reopened.FRONT, "1")
    markdown, code = opened(notebook())["content"]["cells"]
    assert code["metadata"] == {"jupyter": {"source_hidden": True}}
    assert markdown == {"cell_type": "markdown"}


@pytest.mark.parametrize("model", [{"type": "notebook", "content": None}, {"type": "directory"}])
def test_what_is_no_notebook_is_left_alone(model):
    assert opened(model, content=False) is model


@pytest.mark.parametrize(("front", "rooms"), [("", 1), ("1", 2)])
def test_pages_get_our_style_sheet_before_one_of_the_users(monkeypatch, front, rooms):
    monkeypatch.setenv(reopened.FRONT, front)
    server = Mock()
    server.web_app.settings = {"static_custom_path": ["theirs"]}
    reopened._load_jupyter_server_extension(server)
    *ours, last = server.web_app.settings["static_custom_path"]
    assert (len(ours), last) == (rooms, "theirs")
    assert all((Path(folder) / "custom.css").is_file() for folder in ours)


@pytest.mark.parametrize("answer", [Mock, AsyncMock])
def test_a_saved_notebook_takes_along_the_votes_on_its_own_questions(tmp_path, monkeypatch, answer):
    monkeypatch.chdir(tmp_path)
    (tmp_path / diary.OURS).write_text("{}", encoding="utf-8")
    diary.note("leaky_bucket.double_R", "wrong", "(a) this")
    diary.note("leaky_bucket.read_tau", "wrong", "an exercise")
    diary.note("stdp_curves.which", "wrong", "of another lesson")
    diary.note("leaky_bucket.double_R", "passed", "(b) that")
    server = Mock()
    server.contents_manager.save = written = answer(return_value={"path": "01.ipynb"})
    server.contents_manager.root_dir = str(tmp_path)
    server.web_app.settings = {"static_custom_path": []}
    reopened._load_jupyter_server_extension(server)
    code = ['predict(\n    "leaky_bucket.double_R", then=x)', 'check("leaky_bucket.read_tau", 1)']
    cells = [{"cell_type": "code", "source": source} for source in code]
    model = {"type": "notebook", "content": {"cells": cells}}
    saved = asyncio.run(server.contents_manager.save(model, "/01.ipynb"))
    assert saved == {"path": "01.ipynb"}
    told = {
        "committed": [["leaky_bucket.double_R", "(a) this"], ["leaky_bucket.double_R", "(b) that"]]
    }
    written.assert_called_once_with(model, "/01.ipynb")
    assert model["content"]["metadata"] == {"snn_edu": told}
    other = {"type": "file", "content": "text"}
    asyncio.run(server.contents_manager.save(other, "a.txt"))
    assert other == {"type": "file", "content": "text"}
