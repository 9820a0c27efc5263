"""The server extension: a kernel's small messages go out at once."""

import socket

import pytest
from tornado import httpserver, netutil, web, websocket
from tornado.ioloop import IOLoop

from snn_edu.command import nodelay


@pytest.mark.parametrize("extended", [False, True])
def test_a_kernel_s_websocket_sends_without_delay_only_with_the_extension(monkeypatch, extended):
    from jupyter_server.services.kernels import websocket as kernels

    class Handler(websocket.WebSocketHandler):
        async def open(self, kernel_id):
            connection = self.ws_connection.stream.socket
            no_delay = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            await self.write_message("at once" if no_delay else "delayed")

    async def talk():
        (listening,) = netutil.bind_sockets(0, "127.0.0.1")
        server = httpserver.HTTPServer(web.Application([(r"/(?P<kernel_id>\w+)", Handler)]))
        server.add_socket(listening)
        client = await websocket.websocket_connect(f"ws://127.0.0.1:{listening.getsockname()[1]}/k")
        said = await client.read_message()
        client.close()
        server.stop()
        await server.close_all_connections()
        return said

    assert callable(kernels.KernelWebsocketHandler.open), "else it is another Jupyter server"
    monkeypatch.setattr(kernels, "KernelWebsocketHandler", Handler)
    if extended:
        nodelay._load_jupyter_server_extension(None)
    assert IOLoop(make_current=False).run_sync(talk) == ("at once" if extended else "delayed")
