"""The events for the tabs: one queue for each, and the last events for a tab that was away.

Rule: an event is sent only after its action is on disk.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aligner.review.page_state import ChangeEvent

#: Tabs that listen at once, and events that are kept for those that were away.
MOST_LISTENERS, KEPT = 32, 1000
#: Seconds between signs of life, which keep the connection open and find out when a tab has gone.
BEAT = 15.0


class Events:
    """The listeners, and the last events by version."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[str | None]] = set()
        self._kept: deque[ChangeEvent] = deque(maxlen=KEPT)

    def publish(self, event: ChangeEvent) -> None:
        """Send an action to every tab."""
        self._kept.append(event)
        for listener in self._listeners:
            listener.put_nowait(_event("change", event, event.version))

    def close(self) -> None:
        """Announce to every tab that no more events follow."""
        for listener in self._listeners:
            listener.put_nowait(_event("closing", {}))
            listener.put_nowait(None)

    def since(self, version: int, now: int) -> list[ChangeEvent] | None:
        """The events after a version; None where they are no longer kept."""
        missed = [event for event in self._kept if event.version > version]
        return missed if len(missed) == max(now - version, 0) else None

    @property
    def full(self) -> bool:
        """Whether the maximum number of tabs is listening."""
        return len(self._listeners) >= MOST_LISTENERS

    async def listen(self, version: int, now: int) -> AsyncIterator[str]:
        """Events for one tab, from the version that it knows of; ``reload`` where it was away for too long."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            missed = self.since(version, now)
            if missed is None:
                yield _event("reload", {"version": now})
            for event in missed or ():
                yield _event("change", event, event.version)
            yield ": here\n\n"
            while True:
                try:
                    sent = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    yield ": here\n\n"
                    continue
                if sent is None:
                    return
                yield sent
        finally:
            self._listeners.discard(queue)


def _event(name: str, data: ChangeEvent | dict[str, int], id_: int | None = None) -> str:
    number = "" if id_ is None else f"id: {id_}\n"
    return f"event: {name}\n{number}data: {msgspec.json.encode(data).decode()}\n\n"
