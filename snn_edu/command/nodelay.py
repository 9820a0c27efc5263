"""Jupyter server extension: send small kernel messages at once.

A picture under a slider is many small messages. Without TCP_NODELAY the operating system holds
a small message back until the one before it was acknowledged, up to 40 ms (Nagle's algorithm
meets delayed acknowledgement; RFC 896, RFC 1122). jupyter_server leaves the option off; this
extension switches it on whenever a kernel's websocket opens. `snn-edu start` loads it into its own
server, and Binder's image into that one; no other server of this Python has it.
"""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "snn_edu.command.nodelay"}]


def _load_jupyter_server_extension(server: Any) -> None:
    from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

    handler: Any = KernelWebsocketHandler
    opened = handler.open

    def open_without_delay(self: Any, *arguments: Any, **named: Any) -> Any:
        self.set_nodelay(True)
        return opened(self, *arguments, **named)

    handler.open = open_without_delay
