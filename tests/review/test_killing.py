"""Killing the server at any moment loses nothing that was acknowledged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from http.client import HTTPException
from typing import TYPE_CHECKING

import pytest

from aligner.review.session_files import open_session
from tests.review.reviews import session_file
from tests.review.serving import LONG, Client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

ROUNDS = 5


@contextmanager
def started(path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Client]]:
    command = [sys.executable, "-m", "aligner", "review", str(path), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as server:
        try:
            assert server.stdout is not None
            yield server, Client(server.stdout.readline().decode().strip())
        finally:
            server.kill()


def acknowledged(tab: Client, version: int, said: str) -> dict[int, str]:
    """Comments that the server says it has, by version, until it is killed."""
    known: dict[int, str] = {}
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        text = f"{said} {version}"
        asked = {"version": version, "tab": "t", "action": {"kind": "comment", "bead": 3, "text": text}}
        try:
            status, _, body = tab.send("POST", "/api/action", json.dumps(asked).encode())
            answer = json.loads(body)
        except (OSError, HTTPException, ValueError):
            return known
        assert status == 200
        version = answer["version"]
        known[version] = text
    raise AssertionError("the server was not killed")


def test_whatever_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    path = session_file(tmp_path)
    chance = random.Random(9)
    known: dict[int, str] = {}
    for k in range(ROUNDS):
        with started(path) as (server, tab):
            killer = threading.Timer(chance.uniform(0.05, 0.6), server.kill)
            version = tab.get("/api/session")["version"]
            killer.start()
            known |= acknowledged(tab, version, f"round {k}")
            killer.join()
            assert server.wait() == -signal.SIGKILL
        with closing(open_session(path)) as session:
            written = {row.version: row.payload["text"] for row in session.rows}
            # One more may be there: it was written, and the server was killed before it could say so.
            assert len(written) - len(known) in {0, 1}
            assert known.items() <= written.items()
            assert session.state.beads[3].comment == written[max(written)]
            known = written
    assert len(known) > ROUNDS


def test_an_interrupt_ends_it_in_order(tmp_path: Path) -> None:
    path = session_file(tmp_path)
    with started(path) as (server, tab):
        tab.act("comment", bead=3, text="一")
        os.kill(server.pid, signal.SIGINT)
        assert server.wait(LONG) in {0, 130}
    # Everything is in one file again.
    assert [it.name for it in tmp_path.iterdir()] == [path.name]
