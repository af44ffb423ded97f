"""What runs the calls of a batch: the processes of this machine, or a Dask scheduler.

This module owns what both engines share: the call, and the order in which calls start. The
rule: an engine decides when a call runs, never what it returns, so the output is the same with either. Read next:
`local_engine`, `dask_engine`, and `engine_choice`, which opens one.

An engine holds no more calls than it can run, plus those it is asked to hold ahead. So no call waits behind one that
takes long, and an interrupt has little to cancel. Calls that cost far more than others take at most half of the
capacity while others wait, so that a few large documents do not stop all progress.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Collection, Iterator

    from aligner.batch.worker_pool import WorkerPool


@dataclass(frozen=True, eq=False)
class Call:
    """A function to call, and its cost relative to other calls.

    Attributes:
        function: a function that can be pickled.
        arguments: its arguments, which can be pickled too.
        cost: the relative cost.
        in_thread: whether the local engine calls the function in a thread. Otherwise a worker process calls it.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    cost: int = 1
    in_thread: bool = False


class Killed:
    """The result of a call whose workers were killed several times."""


class Engine(ABC):
    """Workers for as long as the context lasts. One `run` at a time."""

    @property
    def pool(self) -> WorkerPool | None:
        """The worker processes for calls in threads; None where calls run in processes with their own pool."""
        return None

    @property
    @abstractmethod
    def capacity(self) -> int:
        """The number of calls that can run at the same time, at least 1."""

    @abstractmethod
    def __enter__(self) -> Self: ...

    @abstractmethod
    def __exit__(self, *_: object) -> None: ...

    @abstractmethod
    def _submit(self, call: Call) -> Any:
        """Start a call and return its future."""

    @abstractmethod
    def _next_ended(self) -> Any:
        """Wait until one of the futures ends, and return it."""

    @abstractmethod
    def _result(self, future: Any) -> Any:
        """Return the result of a future that ended, or `Killed`; raise what the call raised."""

    @abstractmethod
    def _cancel(self, futures: Collection[Any]) -> None:
        """Cancel futures that have not ended."""

    def run(self, calls: deque[Call], *, ahead: int = 0) -> Iterator[tuple[Call, Any]]:
        """Run calls and yield each with its result, in the order in which they end.

        Args:
            calls: the calls. They are taken from the left, and more may be added during the run.
            ahead: how many calls are submitted in advance for each call that can run.

        Raises:
            Exception: whatever a call raises.
        """
        queue = CallQueue(calls)
        running: dict[Any, Call] = {}
        try:
            while True:
                capacity = self.capacity
                while (call := queue.next(running.values(), capacity, capacity * (1 + ahead))) is not None:
                    running[self._submit(call)] = call
                if not running:
                    return
                future = self._next_ended()
                call = running.pop(future)
                yield call, self._result(future)
        finally:
            if running:
                self._cancel(list(running))


class CallQueue:
    """Decides which call starts next."""

    def __init__(self, calls: deque[Call]) -> None:
        self._calls = calls
        costs = sorted(call.cost for call in calls)
        #: Calls that cost more than this are large.
        self._large = 4 * costs[len(costs) // 2] if costs else 0

    def next(self, running: Collection[Call], capacity: int, most: int) -> Call | None:
        """Take the next call if one may start: the first call, unless it is large and enough large ones run."""
        if not self._calls or len(running) >= most:
            return None
        large = sum(call.cost > self._large for call in running)
        if large < max(1, capacity // 2):
            return self._calls.popleft()
        for place, call in enumerate(self._calls):
            if call.cost <= self._large:
                del self._calls[place]
                return call
        return self._calls.popleft()
