"""WorkerPool from the side of the worker: started, asked, ended where a pair takes too much, kept for the next pair."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from aligner.batch.extras import extra
from aligner.batch.schema import Outcome, failure
from aligner.batch.worker import Request, Start, Unusable, receive, send
from aligner.errors import SettingsError
from aligner.evidence.threads import CORES
from aligner.settings import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds between two looks at how much memory a hand holds.
_LOOK = 0.05
#: What keeps libraries from starting a thread a core in every process.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


#: Have the GNU C library keep memory that is freed rather than hand it back and ask for it again at once. With its own
#: defaults a seventh of the time goes into that, with those that Dask gives its workers a third; a process that has
#: aligned 300 pages holds the same with all of them. Other C libraries do not look at these.
MEMORY = {"MALLOC_TRIM_THRESHOLD_": str(128 * MIB), "MALLOC_MMAP_THRESHOLD_": str(32 * MIB)}
#: Where this program's code is, so that a hand runs the same.
_ROOT = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pair may take.

    Attributes:
        seconds: of time.
        bytes: of memory that the process holds.
        cores: that its process may use.
    """

    seconds: float
    bytes: int
    cores: int = 1


class Worker:
    """A process that aligns pairs, with what it is to do about each."""

    def __init__(self, start: Start, limits: Limits) -> None:
        self._start, self._limits = start, limits
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: SimpleQueue[Any] = SimpleQueue()

    def align(self, request: Request) -> Outcome:
        """What becomes of a pair, within the limits.

        Raises:
            SettingsError: when no pair can be aligned with such settings.
        """
        process = self._running()
        assert process.stdin is not None  # noqa: S101  # as it was started
        try:
            send(process.stdin, request)
        except BrokenPipeError:
            return self._lost()
        began = time.monotonic()
        while True:
            try:
                answer = self._answers.get(timeout=_LOOK)
            except Empty:
                if excess := self._excess(process.pid, time.monotonic() - began):
                    self.end()
                    return failure(excess)
                continue
            if answer is None:
                return self._lost()
            if isinstance(answer, Unusable):
                self.end()
                raise SettingsError(answer.problem)
            made: Outcome = answer
            return made

    def end(self) -> None:
        """End the process; the next pair gets another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    _close(pipe)
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            cores = str(self._limits.cores)
            code = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
            environment = os.environ | dict.fromkeys(_THREADS, cores) | MEMORY | {CORES: cores, "PYTHONPATH": code}
            self._process = subprocess.Popen(
                # Not as a module: what it sends has to be of the same classes as here.
                [sys.executable, "-c", "from aligner.batch.worker import main; main()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
            self._answers = SimpleQueue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()
            self._prepare(self._process)
        return self._process

    def _prepare(self, process: subprocess.Popen[bytes]) -> None:
        """Have the process load what it needs."""
        assert process.stdin is not None  # noqa: S101
        try:
            send(process.stdin, self._start)
            answer = self._answers.get()
        except BrokenPipeError:
            answer = None
        if answer is None:
            code = process.wait()
            self.end()
            raise SettingsError(f"no process for aligning could be started (exit code {code}); try taiyaku align first")
        if isinstance(answer, Unusable):
            self.end()
            raise SettingsError(answer.problem)

    def _lost(self) -> Outcome:
        """The outcome of a pair that took its process down."""
        assert self._process is not None  # noqa: S101
        code = self._process.wait()
        self.end()
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        return failure(f"the process that aligned it ended {how}")

    def _excess(self, process: int, seconds: float) -> str:
        """What a pair takes more of than it may; "" for nothing."""
        if seconds > self._limits.seconds:
            return f"took longer than {self._limits.seconds:g} seconds; raise --time-limit"
        psutil = extra("psutil")
        try:
            held = psutil.Process(process).memory_info().rss
        except psutil.NoSuchProcess:
            return ""
        if held > self._limits.bytes:
            return f"took more than {self._limits.bytes // MIB:,} MB of memory; raise --memory-limit"
        return ""


def _listen(pipe: Any, answers: SimpleQueue[Any]) -> None:
    """Pass answers on; None when no more will come."""
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
    except OSError:  # what was not sent any more cannot be flushed
        return


class WorkerPool:
    """The hands of a worker process that are free, kept from one task to the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: dict[tuple[Start, Limits], list[Worker]] = {}

    @contextmanager
    def one(self, start: Start, limits: Limits) -> Iterator[Worker]:
        """A hand for some settings, for as long as it is needed; those for others are let go."""
        with self._lock:
            for other in [key for key in self._free if key != (start, limits)]:
                for hand in self._free.pop(other):
                    hand.end()
            some = self._free.setdefault((start, limits), [])
            hand = some.pop() if some else Worker(start, limits)
        try:
            yield hand
        finally:
            with self._lock:
                self._free.setdefault((start, limits), []).append(hand)

    def end(self) -> None:
        """End all that are free."""
        with self._lock:
            for some in self._free.values():
                for hand in some:
                    hand.end()
            self._free.clear()


#: Those of this process.
HANDS = WorkerPool()
