"""What tests of batch runs share: a worker process, and a Dask cluster."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from aligner.batch.worker_pool import SHARED_POOL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DASK = [sys.executable, "-m", "dask"]


@pytest.fixture(scope="session", autouse=True)
def _no_worker_is_left() -> Iterator[None]:
    """The process that aligns is kept from test to test, and ended with the last."""
    yield
    SHARED_POOL.end_idle()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, all started from the command line, on loopback."""
    from distributed import Client  # slow to import: only tests on a cluster pay for it

    folder = tmp_path_factory.mktemp("cluster")
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    started = [_start([*_DASK, "scheduler", *here, "--port", "0"], folder)]
    try:
        address = _address(started[0])
        worker = [*_DASK, "worker", address, *here, "--nthreads", "1", "--memory-limit", "0"]
        started += [_start(worker, folder) for _ in range(2)]
        for each in started:
            threading.Thread(target=each.communicate, daemon=True).start()
        with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=120)
        yield address
    finally:
        for each in reversed(started):
            each.terminate()
        for each in started:
            each.wait(60)


def _start(command: list[str], folder: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )


def _address(scheduler: subprocess.Popen[str]) -> str:
    """Where a scheduler says it is."""
    assert scheduler.stderr is not None
    for line in scheduler.stderr:
        if found := re.search(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", line):
            return found[1]
    raise AssertionError("the scheduler did not start")
