"""The server extension: a notebook without its kernel is read without views of dead widgets."""

import asyncio
import types

import pytest

from snn_edu.command import reopened


def notebook():
    view = {reopened.WIDGET_VIEW: {"model_id": "f"}, "text/plain": "w"}
    outputs = [
        {"output_type": "execute_result", "data": {**view, "text/html": "<img>"}},
        {"output_type": "execute_result", "data": {**view, "image/png": "iVBO"}},
        {"output_type": "execute_result", "data": dict(view)},
        {"output_type": "stream", "text": "one"},
    ]
    return {"cells": [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]}


def views(content):
    return [
        reopened.WIDGET_VIEW in output.get("data", {}) for output in content["cells"][1]["outputs"]
    ]


def server(model, sessions, asynchronous):
    """A Jupyter server as far as the extension looks at it."""

    async def later(value):
        return value

    answer = later if asynchronous else (lambda value: value)
    return types.SimpleNamespace(
        contents_manager=types.SimpleNamespace(get=lambda path, content=True: answer(model)),
        session_manager=types.SimpleNamespace(list_sessions=lambda: answer(sessions)),
    )


@pytest.mark.parametrize("asynchronous", [True, False])
@pytest.mark.parametrize(
    ("sessions", "kept"),
    [
        ([], [False, False, True, False]),
        ([{"path": "other.ipynb"}], [False, False, True, False]),
        ([{"path": "a/b.ipynb"}], [True, True, True, False]),
    ],
)
def test_views_go_where_no_kernel_is_and_something_else_can_be_shown(sessions, kept, asynchronous):
    model = {"type": "notebook", "content": notebook()}
    running = server(model, sessions, asynchronous)
    reopened._load_jupyter_server_extension(running)
    read = asyncio.run(running.contents_manager.get("/a/b.ipynb"))
    assert views(read["content"]) == kept


def test_at_the_front_code_comes_folded(monkeypatch):
    monkeypatch.setenv(reopened.FRONT, "1")
    running = server({"type": "notebook", "content": notebook()}, [{"path": "a.ipynb"}], False)
    reopened._load_jupyter_server_extension(running)
    markdown, code = asyncio.run(running.contents_manager.get("a.ipynb"))["content"]["cells"]
    assert code["metadata"] == {"jupyter": {"source_hidden": True}}
    assert markdown == {"cell_type": "markdown"}


@pytest.mark.parametrize("model", [{"type": "notebook", "content": None}, {"type": "directory"}])
def test_what_is_no_notebook_is_left_alone(model):
    running = server(model, [], False)
    reopened._load_jupyter_server_extension(running)
    assert asyncio.run(running.contents_manager.get("a", content=False)) is model
