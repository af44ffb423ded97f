"""Running the server: a socket on this machine, the address to open, and an orderly end."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from aligner.errors import SettingsError
from aligner.review.web.app import application
from aligner.review.web.assets import Assets
from aligner.review.web.events import Events
from aligner.review.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.review.desk import Desk

HERE = "127.0.0.1"


def bind(port: int = 0) -> socket.socket:
    """A socket on this machine alone; port 0 is any free one.

    Raises:
        SettingsError: when the port is taken.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.bind((HERE, port))
    except OSError as error:
        found.close()
        raise SettingsError(f"port {port} cannot be used ({error.strerror}); leave --port out for a free one") from None
    return found


def guarded(desk: Desk, port: int) -> tuple[Guard, Events]:
    """The whole application, and the events that it tells."""
    events = Events()
    assets = Assets({"name": desk.overview()["name"]})
    return Guard(application(desk, events, assets), port), events


def serve(desk: Desk, listening: socket.socket, opened: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Args:
        desk: what is served.
        listening: the socket (`bind`).
        opened: told the address to open, once it is answered.
    """
    import uvicorn

    desk.warm()
    guard, events = guarded(desk, listening.getsockname()[1])

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            opened(guard.address)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            events.close()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        guard,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        ws="none",
        proxy_headers=False,
        limit_concurrency=100,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=32 * 1024,
    )
    Server(config).run(sockets=[listening])
