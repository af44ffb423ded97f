"""The engine of this machine: a thread for each worker process.

A thread that makes a part gives one pair after another to its worker process and writes the part. The pool ends a
process whose pair exceeds a limit, so nothing else isolates documents. Calls that need much processor time run in the
worker processes; calls that mostly wait for files run in the threads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from aligner.batch.engine import Call, Engine, Killed
from aligner.batch.worker_pool import WorkerLostError, WorkerPool

if TYPE_CHECKING:
    from collections.abc import Collection
    from concurrent.futures import Future

#: Seconds between two checks for an interrupt, on systems where waiting for a lock hides it.
_POLL = 1.0


class LocalEngine(Engine):
    """Worker processes of this machine."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = WorkerPool()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="taiyaku")
        self._ended: SimpleQueue[Future[Any]] = SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._pool.close()
        self._threads.shutdown()

    @property
    def pool(self) -> WorkerPool:
        """The worker processes."""
        return self._pool

    @property
    def capacity(self) -> int:
        """The number of worker processes."""
        return self._workers

    def _submit(self, call: Call) -> Future[Any]:
        future = self._threads.submit(self._execute, call)
        future.add_done_callback(self._ended.put)
        return future

    def _execute(self, call: Call) -> Any:
        if call.in_thread:
            return call.function(*call.arguments)
        try:
            return self._pool.call(call.function, call.arguments)
        except WorkerLostError:
            return Killed()

    def _next_ended(self) -> Future[Any]:
        while True:
            with suppress(Empty):
                return self._ended.get(timeout=_POLL)

    def _result(self, future: Future[Any]) -> Any:
        return future.result()

    def _cancel(self, futures: Collection[Future[Any]]) -> None:
        for future in futures:
            future.cancel()
        self._pool.close()
