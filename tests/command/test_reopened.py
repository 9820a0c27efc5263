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


def opened(model, path="a/b.ipynb", sessions=(), asynchronous=False, **how):
    """What a Jupyter server with the extension reads, as far as the extension looks at it."""

    async def later(value):
        return value

    answer = later if asynchronous else (lambda value: value)
    server = types.SimpleNamespace(
        contents_manager=types.SimpleNamespace(get=lambda path, content=True: answer(model)),
        session_manager=types.SimpleNamespace(list_sessions=lambda: answer(sessions)),
    )
    reopened._load_jupyter_server_extension(server)
    return asyncio.run(server.contents_manager.get(path, **how))


@pytest.mark.parametrize("asynchronous", [True, False])
@pytest.mark.parametrize(
    ("running", "kept"),
    [
        ([], [False, False, True, False]),
        (["other.ipynb"], [False, False, True, False]),
        (["a/b.ipynb"], [True, True, True, False]),
    ],
)
def test_views_go_where_no_kernel_is_and_something_else_can_be_shown(running, kept, asynchronous):
    sessions = [{"path": path} for path in running]
    model = {"type": "notebook", "content": notebook()}
    read = opened(model, "/a/b.ipynb", sessions, asynchronous)
    outputs = read["content"]["cells"][1]["outputs"]
    assert [reopened.WIDGET_VIEW in each.get("data", {}) for each in outputs] == kept


def test_at_the_front_code_comes_folded(monkeypatch):
    monkeypatch.setenv(reopened.FRONT, "1")
    markdown, code = opened({"type": "notebook", "content": notebook()})["content"]["cells"]
    assert code["metadata"] == {"jupyter": {"source_hidden": True}}
    assert markdown == {"cell_type": "markdown"}


@pytest.mark.parametrize("model", [{"type": "notebook", "content": None}, {"type": "directory"}])
def test_what_is_no_notebook_is_left_alone(model):
    assert opened(model, content=False) is model
