"""Python's search for cyclic garbage, put off while a bitext is aligned.

The collector looks through what is new after every few hundred objects. Aligning makes hundreds of thousands that live
to its end and are in no cycle, so that looking through them again and again finds nothing and takes a quarter of the
time. What is no longer used is given back at once all the same, by the count of what refers to it.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Pause:
    """How many threads have put collection off, and whether it ran before the first did."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._holders = 0
        self._ran = False

    def enter(self) -> None:
        with self._lock:
            if not self._holders:
                self._ran = gc.isenabled()
                gc.disable()
            self._holders += 1

    def leave(self) -> None:
        with self._lock:
            self._holders -= 1
            if not self._holders and self._ran:
                gc.enable()


_PAUSE = _Pause()


@contextmanager
def collection_put_off() -> Iterator[None]:
    """A context without collection; when the last thread leaves it, collection runs again if it did before."""
    _PAUSE.enter()
    try:
        yield
    finally:
        _PAUSE.leave()
