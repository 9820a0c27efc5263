"""The server extension: a kernel's small messages go out at once."""

from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

from snn_edu.command import nodelay


def test_a_kernel_s_websocket_is_opened_without_delay(monkeypatch):
    done = []
    monkeypatch.setattr(KernelWebsocketHandler, "set_nodelay", lambda _, on: done.append(on))
    monkeypatch.setattr(KernelWebsocketHandler, "open", lambda _, kernel_id: done.append(kernel_id))
    nodelay._load_jupyter_server_extension(None)
    KernelWebsocketHandler.open(KernelWebsocketHandler.__new__(KernelWebsocketHandler), "k")
    assert done == [True, "k"]
