"""The pool of worker processes, seen from the process that starts them.

It owns the life of a worker process: it starts the process, sends requests, ends it when a pair exceeds a limit, and
keeps it for the next pair. The rule: a pair never costs more than its limits, and never the results of another pair.
Read next: `worker`, the process itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from aligner.batch.extras import extra
from aligner.batch.schema import Outcome, failure
from aligner.batch.worker import FunctionRequest, PairRequest, Ready, Returned, Setup, Unusable, receive, send
from aligner.errors import SettingsError
from aligner.evidence.threads import CORES
from aligner.settings import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Seconds between two checks of the memory that a worker holds.
_INTERVAL = 0.05
#: How many workers may be lost to the same request. The system may kill a process that did nothing wrong, so a request
#: is sent to one more worker.
_ATTEMPTS = 2
#: Variables that keep libraries from starting a thread for each core in every process.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
#: These make the GNU C library keep freed memory instead of returning it and asking for it again at once. Its defaults
#: cost a seventh of the time, the values that Dask gives its workers a third. A process that has aligned 300 pages
#: holds the same amount with all of them. Other C libraries ignore these variables.
MEMORY = {"MALLOC_TRIM_THRESHOLD_": str(128 * MIB), "MALLOC_MMAP_THRESHOLD_": str(32 * MIB)}
#: The folder of this program's code, so that a worker runs the same code.
_ROOT = str(Path(__file__).resolve().parents[2])


class WorkerLostError(Exception):
    """A worker process ended before it answered.

    Attributes:
        code: its exit code; negative for a signal.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class PoolClosedError(Exception):
    """The run was stopped, so there are no workers any more."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for a pair.

    Attributes:
        seconds: the time it may take.
        bytes: the memory that its process may hold.
        cores: the cores that its process may use.
    """

    seconds: float
    bytes: int
    cores: int = 1


class Worker:
    """A worker process with its setup and limits. Without a setup it only calls functions."""

    def __init__(self, setup: Setup | None = None, limits: Limits | None = None) -> None:
        self.setup, self.limits = setup, limits
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._stopped = False

    def align(self, request: PairRequest) -> Outcome:
        """Align a pair within the limits.

        Raises:
            SettingsError: if no pair can be aligned with the settings.
            PoolClosedError: if the run was stopped.
        """
        try:
            answer = self._answer(request, self.limits)
        except WorkerLostError as error:
            how = f"by signal {-error.code}" if error.code < 0 else f"with exit code {error.code}"
            return failure(f"the process that aligned it ended {how}")
        if isinstance(answer, Unusable):
            self.end()
            raise SettingsError(answer.problem)
        pair_outcome: Outcome = answer
        return pair_outcome

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Call a function in the process and return its result.

        Raises:
            Exception: whatever the function raises.
            WorkerLostError: if the process ended each time.
            PoolClosedError: if the run was stopped.
        """
        answer: Returned = self._answer(FunctionRequest(function, arguments))
        if answer.error is not None:
            raise answer.error
        return answer.value

    def end(self) -> None:
        """End the process; the next request starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    _close(pipe)
            self._process = None

    def stop(self) -> None:
        """End the process for good, even while another thread waits for its answer."""
        self._stopped = True
        if (process := self._process) is not None:
            process.kill()

    def _answer(self, request: PairRequest | FunctionRequest, limits: Limits | None = None) -> Any:
        """Return the answer to a request, which is sent again if the process is lost."""
        for _ in range(_ATTEMPTS - 1):
            with suppress(WorkerLostError):
                return self._ask(self._running(), request, limits)
        return self._ask(self._running(), request, limits)

    def _ask(self, process: subprocess.Popen[bytes], request: object, limits: Limits | None = None) -> Any:
        """Send a request and wait for the answer, or for a limit to be exceeded."""
        assert process.stdin is not None  # noqa: S101  # as it was started
        try:
            send(process.stdin, request)
        except BrokenPipeError:
            raise self._lost(process) from None
        began = time.monotonic()
        while True:
            try:
                answer = self._answers.get(timeout=None if limits is None else _INTERVAL)
            except Empty:
                if limits is not None and (excess := _excess(process.pid, time.monotonic() - began, limits)):
                    self.end()
                    return failure(excess)
                continue
            if answer is None:
                raise self._lost(process)
            return answer

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process. If there is none, start one and set it up."""
        if self._process is None:
            self._process, self._answers = _start(self.limits), SimpleQueue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()
            if self._stopped:
                self.end()
                raise PoolClosedError
            self._set_up(self._process)
        return self._process

    def _set_up(self, process: subprocess.Popen[bytes]) -> None:
        if self.setup is None:
            return
        try:
            answer: Ready | Unusable = self._ask(process, self.setup)
        except WorkerLostError as error:
            raise SettingsError(
                f"no process for aligning could be started (exit code {error.code}); try taiyaku align first"
            ) from None
        if isinstance(answer, Unusable):
            self.end()
            raise SettingsError(answer.problem)

    def _lost(self, process: subprocess.Popen[bytes]) -> WorkerLostError | PoolClosedError:
        """Return the error for a process that ended before its answer."""
        code = process.wait()
        self.end()
        return PoolClosedError() if self._stopped else WorkerLostError(code)


def _start(limits: Limits | None) -> subprocess.Popen[bytes]:
    cores = str(1 if limits is None else limits.cores)
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        # Not as a module: the classes of its messages must be the same as here.
        [sys.executable, "-c", "from aligner.batch.worker import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | dict.fromkeys(_THREADS, cores) | MEMORY | {CORES: cores, "PYTHONPATH": path},
    )


def _excess(process: int, seconds: float, limits: Limits) -> str:
    """Return which limit a process exceeds; "" for none."""
    if seconds > limits.seconds:
        return f"took longer than {limits.seconds:g} seconds; raise --time-limit"
    psutil = extra("psutil")
    try:
        held = psutil.Process(process).memory_info().rss
    except psutil.NoSuchProcess:
        return ""
    if held > limits.bytes:
        return f"took more than {limits.bytes // MIB:,} MB of memory; raise --memory-limit"
    return ""


def _listen(pipe: Any, answers: SimpleQueue[Any]) -> None:
    """Queue the answers of a process, then None when no more can come."""
    try:
        while True:
            answers.put(receive(pipe))
    except (EOFError, OSError, ValueError):  # the process or its pipe is gone
        return
    finally:
        answers.put(None)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what was not sent cannot be flushed any more
        return


class WorkerPool:
    """Worker processes that are kept from one task to the next. Several threads may use it at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._closed = False

    @contextmanager
    def lease(self, setup: Setup, limits: Limits) -> Iterator[Worker]:
        """Lend a worker with some setup and limits; idle workers with others are ended.

        Raises:
            PoolClosedError: if the pool is closed.
        """
        worker = self._take(setup, limits)
        try:
            yield worker
        finally:
            self._give_back(worker)

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Call a function in any worker process and return its result.

        Raises:
            Exception: whatever the function raises.
            WorkerLostError: if the function ends process after process.
            PoolClosedError: if the pool is closed.
        """
        worker = self._take()
        try:
            return worker.call(function, arguments)
        finally:
            self._give_back(worker)

    def _take(self, setup: Setup | None = None, limits: Limits | None = None) -> Worker:
        """Return an idle worker with this setup, where one is wanted, or a new one."""
        with self._lock:
            if self._closed:
                raise PoolClosedError
            for worker in list(self._idle) if setup is not None else ():
                if (worker.setup, worker.limits) != (setup, limits):
                    self._idle.remove(worker)
                    worker.end()
            worker = self._idle.pop() if self._idle else Worker(setup, limits)
            self._busy.add(worker)
        return worker

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.remove(worker)
            self._idle.append(worker)
            if self._closed:
                worker.end()

    def end_idle(self) -> None:
        """End the idle workers."""
        with self._lock:
            for worker in self._idle:
                worker.end()
            self._idle.clear()

    def close(self) -> None:
        """End all workers for good; threads that use one get `PoolClosedError`."""
        with self._lock:
            self._closed = True
            for worker in self._busy:
                worker.stop()
        self.end_idle()


#: The pool of a process that Dask started.
SHARED_POOL = WorkerPool()
