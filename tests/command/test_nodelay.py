"""The server extension: small messages go out at once, and nothing breaks where it cannot."""

import json
import logging
import socket
import types
from pathlib import Path

import pytest
from tornado import httpserver, netutil, web, websocket
from tornado.ioloop import IOLoop

from snn_edu.command import nodelay


def nodelay_of(handler, extended):
    """TCP_NODELAY of the server's side of a real websocket, seen after it has opened."""
    if extended:
        nodelay.without_delay(handler)
        nodelay.without_delay(handler)  # twice is once

    async def talk():
        (listening,) = netutil.bind_sockets(0, "127.0.0.1")
        server = httpserver.HTTPServer(web.Application([("/", handler)]))
        server.add_socket(listening)
        client = await websocket.websocket_connect(f"ws://127.0.0.1:{listening.getsockname()[1]}/")
        answer = await client.read_message()
        client.close()
        server.stop()
        await server.close_all_connections()
        return answer

    return IOLoop(make_current=False).run_sync(talk)


def new_handler():
    class Handler(websocket.WebSocketHandler):
        opened = 0

        async def open(self):
            type(self).opened += 1
            stream = self.ws_connection.stream
            await self.write_message(
                str(stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            )

    return Handler


def test_a_websocket_sends_without_delay_only_with_the_extension():
    plain, extended = new_handler(), new_handler()
    assert nodelay_of(plain, extended=False) == "0"
    assert nodelay_of(extended, extended=True) != "0"
    assert extended.opened == 1


def test_a_connection_that_cannot_still_opens(caplog):
    class Handler:
        log = logging.getLogger("server")

        def set_nodelay(self, value):
            raise OSError("not a TCP socket")

        def open(self, kernel_id):
            return f"open {kernel_id}"

    nodelay.without_delay(Handler)
    assert Handler().open("k") == "open k"
    assert "not a TCP socket" in caplog.text


@pytest.fixture
def kernel_handler(monkeypatch):
    from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

    monkeypatch.setattr(KernelWebsocketHandler, "open", KernelWebsocketHandler.open)
    return KernelWebsocketHandler


def test_jupyter_server_finds_and_loads_it(kernel_handler):
    (point,) = nodelay._jupyter_server_extension_points()
    assert point == {"module": nodelay.__name__}
    before = kernel_handler.open
    nodelay._load_jupyter_server_extension(types.SimpleNamespace(log=logging.getLogger("server")))
    assert kernel_handler.open is not before


def test_the_configuration_that_comes_with_the_wheel_names_it_alone():
    folder = Path(nodelay.__file__).parent / "jupyter_config" / "jupyter_server_config.d"
    (config,) = folder.iterdir()
    enabled = json.loads(config.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]
    assert enabled == {nodelay.__name__: True}  # nothing that changes what others open there


def test_a_server_of_another_build_is_left_alone(monkeypatch, caplog):
    from jupyter_server.services.kernels import websocket as module

    monkeypatch.delattr(module, "KernelWebsocketHandler")
    nodelay._load_jupyter_server_extension(types.SimpleNamespace(log=logging.getLogger("server")))
    assert "not for this Jupyter server" in caplog.text
