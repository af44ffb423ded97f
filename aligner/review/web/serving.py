"""Running the server: a socket on this machine, the address to open, and an orderly end."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import uvicorn

from aligner.errors import SettingsError
from aligner.review.web.app import application
from aligner.review.web.assets import Assets
from aligner.review.web.events import Events
from aligner.review.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.review.service import ReviewService

HERE = "127.0.0.1"
#: Requests answered at once, and bytes of a request's head.
_AT_ONCE, _LONGEST_HEAD = 100, 32 * 1024
#: Seconds that requests which are being answered have at the end.
_PATIENCE = 2


def bind(port: int = 0) -> socket.socket:
    """A socket on this machine alone; port 0 is any free one.

    Raises:
        SettingsError: when the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A server that was started again gets its port at once. No other program can share the port while it is in use.
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HERE, port))
    except OSError as error:
        listener.close()
        raise SettingsError(f"port {port} cannot be used ({error.strerror}); leave --port out for a free one") from None
    return listener


class Server(uvicorn.Server):
    """The server of one review.

    Attributes:
        guard: the application behind its checks, which knows the address to open.
    """

    def __init__(self, service: ReviewService, port: int, opened: Callable[[str], None]) -> None:
        """Make it.

        Args:
            service: what is served.
            port: where; the socket is bound already.
            opened: called with the address to open, once the server answers.
        """
        self._events = Events()
        self._opened = opened
        self.guard = Guard(application(service, self._events, Assets({"name": service.overview().name})), port)
        super().__init__(
            uvicorn.Config(
                self.guard,
                log_level="warning",
                access_log=False,
                lifespan="off",
                http="h11",
                ws="none",
                server_header=False,
                date_header=False,
                proxy_headers=False,
                limit_concurrency=_AT_ONCE,
                timeout_graceful_shutdown=_PATIENCE,
                h11_max_incomplete_event_size=_LONGEST_HEAD,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, and report it."""
        await super().startup(sockets)
        self._opened(self.guard.address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop. Open pages get an event, because their connections would never end."""
        self._events.close()
        await super().shutdown(sockets)


def serve(service: ReviewService, listening: socket.socket, opened: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Args:
        service: what is served.
        listening: the socket (`bind`).
        opened: called with the address to open, once the server answers.
    """
    service.warm()
    Server(service, listening.getsockname()[1], opened).run(sockets=[listening])
