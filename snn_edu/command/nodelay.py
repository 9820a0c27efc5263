"""Jupyter server extension: send small kernel messages at once.

A picture under a slider is many small messages. Without TCP_NODELAY the operating system holds
a small message back until the one before it was acknowledged, up to 40 ms (Nagle's algorithm
meets delayed acknowledgement; RFC 896, RFC 1122). jupyter_server leaves the option off; this
extension switches it on whenever a kernel's websocket opens. The wheel brings the configuration
that enables it, so every Jupyter server of its Python has it. Not wanted:

    jupyter server extension disable snn_edu.command.nodelay

On a server that is built differently it says so in the log and changes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any


def without_delay(handler: type) -> None:
    """Make every websocket of this class of tornado handlers send without delay.

    Doing it twice is the same as once.
    """
    opened = handler.open  # type: ignore[attr-defined]
    if getattr(opened, "without_delay", False):
        return

    def open_without_delay(self: Any, *args: Any, **kwargs: Any) -> Awaitable[None] | None:
        try:
            self.set_nodelay(True)
        except Exception as error:  # a slower picture is better than no kernel
            self.log.warning("snn_edu.command.nodelay: small messages may wait (%s)", error)
        return opened(self, *args, **kwargs)

    open_without_delay.without_delay = True  # type: ignore[attr-defined]
    handler.open = open_without_delay  # type: ignore[attr-defined]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "snn_edu.command.nodelay"}]


def _load_jupyter_server_extension(server: Any) -> None:
    try:
        from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

        without_delay(KernelWebsocketHandler)
    except (ImportError, AttributeError) as error:
        server.log.warning("snn_edu.command.nodelay: not for this Jupyter server (%s)", error)
    else:
        server.log.info("snn_edu.command.nodelay: kernel messages are sent without delay")
