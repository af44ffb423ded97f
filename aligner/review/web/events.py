"""Telling every tab what happened: a queue a listener, and what one that was away has missed.

Rule: what is told is on disk already.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

#: Tabs that listen at once, and events that are kept for those that were away.
MOST_LISTENERS, KEPT = 32, 1000
#: Seconds between signs of life, which keep the connection open and find out when a tab has gone.
BEAT = 15.0


class Events:
    """The listeners, and the last events by version."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[str | None]] = set()
        self._kept: deque[tuple[int, dict[str, Any]]] = deque(maxlen=KEPT)

    def tell(self, version: int, data: dict[str, Any]) -> None:
        """Tell everybody of an action."""
        self._kept.append((version, data))
        for listener in self._listeners:
            listener.put_nowait(_event("change", data, version))

    def close(self) -> None:
        """Tell everybody that there will be no more."""
        for listener in self._listeners:
            listener.put_nowait(_event("closing", {}))
            listener.put_nowait(None)

    def since(self, version: int, now: int) -> list[dict[str, Any]] | None:
        """The events after a version; None where they are no longer kept."""
        missed = [data for number, data in self._kept if number > version]
        return missed if len(missed) == max(now - version, 0) else None

    @property
    def full(self) -> bool:
        """Whether no more can listen."""
        return len(self._listeners) >= MOST_LISTENERS

    async def listen(self, version: int, now: int) -> AsyncIterator[str]:
        """Events for one tab, from the version that it knows of; ``reload`` where it was away for too long."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            missed = self.since(version, now)
            if missed is None:
                yield _event("reload", {"version": now})
            for data in missed or ():
                yield _event("change", data, data["version"])
            yield ": here\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    yield ": here\n\n"
                    continue
                if event is None:
                    return
                yield event
        finally:
            self._listeners.discard(queue)


def _event(name: str, data: dict[str, Any], id_: int | None = None) -> str:
    number = "" if id_ is None else f"id: {id_}\n"
    return f"event: {name}\n{number}data: {json.dumps(data, ensure_ascii=False)}\n\n"
