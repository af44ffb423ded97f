"""A run of the command that loses a worker, is interrupted and is killed has the same output as one that was not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil
import pytest

from aligner.batch.files import Folder
from aligner.batch.manifest import read_manifest
from aligner.batch.run import BatchRun, run
from aligner.batch.worker_pool import Limits
from aligner.settings import MIB, Settings
from tests.batch.documents import contents, write_manifest
from tests.batch.inline import Inline, Silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

COUNT = 256
#: What a busy machine may take for what a quiet one does in a second or two.
_PATIENCE = 300


def start(root: Path, *options: str) -> subprocess.Popen[str]:
    """The command, in a group of its own as from a shell."""
    command = [sys.executable, "-m", "aligner", "batch", "pairs.tsv", "-o", "out", "--no-meaning", *options]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"}
    return subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        start_new_session=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Look until something has happened, as long as the process runs."""
    end = time.monotonic() + _PATIENCE
    while not happened():
        assert process.poll() is None, f"the run ended before: {process.communicate()}"
        assert time.monotonic() < end
        time.sleep(0.005)


def parts(root: Path) -> int:
    """How many parts are there."""
    folder = root / "out/documents"
    return len(list(folder.iterdir())) if folder.exists() else 0


def workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The worker processes of a run."""
    running = []
    for child in psutil.Process(process.pid).children(recursive=True):
        with suppress(psutil.Error):  # one that has just ended
            if "aligner.batch.worker" in " ".join(child.cmdline()):
                running.append(child)
    return running


@pytest.fixture(autouse=True)
def _interruptible() -> Iterator[None]:
    """A command that is started in the background ignores interrupts, and so do all processes that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_nothing_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    write_manifest(tmp_path, COUNT)
    (tmp_path / "en/007.txt").write_bytes(b"\0" * 500)
    reference = BatchRun(
        read_manifest(str(tmp_path / "pairs.tsv")),
        Folder(str(tmp_path / "reference")),
        "parquet",
        Settings(meaning=False),
        Limits(600, 4096 * MIB),
    )
    run(reference, Silent(), lambda _: Inline())

    process = start(tmp_path, "--workers", "2")
    wait_for(lambda: len(workers(process)) > 0, process)
    victim = workers(process)[0]
    wait_for(lambda: parts(tmp_path) >= 1, process)
    victim.kill()
    before = parts(tmp_path)
    wait_for(lambda: parts(tmp_path) > before, process)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=_PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert err == "stopped; finished pairs are kept in out. Run the same command again to continue\n"
    assert not (tmp_path / "out/summary.json").exists()

    before = parts(tmp_path)
    process = start(tmp_path, "--workers", "1")
    wait_for(lambda: len(workers(process)) > 0, process)
    pids = [worker.pid for worker in workers(process)]
    wait_for(lambda: parts(tmp_path) > before, process)
    process.kill()
    process.communicate(timeout=_PATIENCE)
    assert pids

    process = start(tmp_path, "--workers", "2")
    out, err = process.communicate(timeout=_PATIENCE)
    assert (process.returncode, err) == (1, "")
    assert f"{COUNT} document pairs: {COUNT - 1} aligned, 1 failed." in out
    assert contents(tmp_path / "out") == contents(tmp_path / "reference")
    summary = json.loads((tmp_path / "out/summary.json").read_text("utf-8"))
    assert summary["run"]["kept"] > 0
    assert summary["run"]["kept"] + summary["run"]["aligned"] == COUNT
    end = time.monotonic() + _PATIENCE
    while any(psutil.pid_exists(pid) for pid in pids):
        assert time.monotonic() < end, "a worker outlives the run that was killed"
        time.sleep(0.05)
