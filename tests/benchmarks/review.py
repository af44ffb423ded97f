"""What a review of a long document costs: opening, reading, acting, searching around a change, memory.

    python -m tests.benchmarks.review CORPORA/scale/s8000 --beads 5000

A server runs in a process of its own, as `taiyaku review` starts it, and is asked over HTTP; so every time holds what a
page waits for, the synchronised write included. "Cold" is the first action in a neighbourhood that nothing was asked
about before; "warm" comes half a second after its evidence was shown, as on the page, where a bead is in focus before
it is changed.
"Work" is what the processors did for it on average, which a busy machine changes less than what is waited for.
The record is aligned once and kept beside the session in ``--folder``.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

import aligner
from aligner.outputs.record import load
from aligner.review.session_files import create_session
from tests.review.serving import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUNDS = 15
#: Seconds that a person looks at a bead before doing something about it.
READING = 0.5


def session_of(texts: Path, beads: int, folder: Path) -> Path:
    """A fresh session of about so many beads."""
    kept = folder / f"review-{texts.name}-{beads}.json"
    if not kept.exists():
        sides = (texts.with_suffix(f".{lang}").read_text("utf-8").splitlines()[:beads] for lang in ("en", "ja"))
        kept.write_text(aligner.align_segments(*sides).to_json(), "utf-8")
    path = kept.with_suffix(".taiyaku")
    path.unlink(missing_ok=True)
    create_session(path, load(kept.read_text("utf-8")), [], {})
    return path


def tell(what: str, times: Sequence[float], work: Sequence[float]) -> None:
    """A line of the result."""
    ranked = sorted(times)
    most = ranked[-1 - len(ranked) // 20]
    print(f"{what:<40} {statistics.median(ranked):8.1f} {most:8.1f} {statistics.mean(work):8.1f}")


def work_of(process: int) -> float:
    """Milliseconds that the processor has worked for a process."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Bench:
    """A tab that measures."""

    def __init__(self, tab: Client, process: int) -> None:
        self._tab, self._process = tab, process
        self._version = tab.get("/api/session")["version"]
        self._chance = random.Random(1)
        self._total = tab.get("/api/rows?count=1")["total"]

    def timed(self, work: Callable[[], Any]) -> tuple[float, float, Any]:
        """Milliseconds that were waited for something, those that the server worked, and what came of it."""
        before, start = work_of(self._process), time.perf_counter()
        result = work()
        return 1000 * (time.perf_counter() - start), work_of(self._process) - before, result

    def all(self, what: str, tasks: Sequence[Callable[[], Any]]) -> None:
        """Measure some requests."""
        times, work, _ = zip(*map(self.timed, tasks), strict=True)
        tell(what, times, work)

    def get(self, what: str, paths: Sequence[str]) -> None:
        """Measure some requests for something to read."""
        self.all(what, [partial(self._tab.get, path) for path in paths])

    def act(self, kind: str, **fields: Any) -> bool:
        """Do something; whether it was done."""
        asked = {"version": self._version, "tab": "bench", "action": {"kind": kind, **fields}}
        status, answer = self._tab.post(asked)
        if status == 200:
            self._version = answer["version"]
        return bool(status == 200)

    def rows(self, count: int = 2) -> list[dict[str, Any]]:
        """Neighbouring rows somewhere that are pairs."""
        while True:
            place = self._chance.randrange(20, self._total - 20)
            rows: list[dict[str, Any]] = self._tab.get(f"/api/rows?from={place}&count={count}")["rows"]
            if all(row["en"] and row["ja"] and row["made"] == "found" for row in rows):
                return rows

    def around(self, what: str, ask: Callable[[list[dict[str, Any]]], dict[str, Any]], *, warm: bool) -> None:
        """Measure an action in different places, and take each back."""
        found: list[tuple[float, float]] = []
        while len(found) < ROUNDS:
            rows = self.rows()
            if warm:
                self._tab.get(f"/api/evidence/{rows[0]['id']}")
                time.sleep(READING)
            waited, worked, done = self.timed(partial(self.act, **ask(rows)))
            if done:
                found.append((waited, worked))
                self.act("undo")
        times, work = zip(*found, strict=True)
        tell(f"{what}, {'warm' if warm else 'cold'}", times, work)

    def evidence(self) -> None:
        """Measure the evidence of beads, in different places, and in the same again."""
        paths = [f"/api/evidence/{self.rows()[0]['id']}" for _ in range(ROUNDS)]
        self.get("evidence of a bead, first", paths)
        self.get("evidence of a bead, again", paths)


def link(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A wrong link, which sets the sentences of two beads free."""
    return {"kind": "link", "en": [it["id"] for it in rows[0]["en"]], "ja": [it["id"] for it in rows[1]["ja"]]}


def edit(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """An edit of a sentence."""
    it = rows[0]["ja"][0]
    return {"kind": "edit", "sentence": it["id"], "text": f"なお、{it['text']}"}


def split(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A sentence parted in the middle."""
    it = rows[0]["ja"][0]
    return {"kind": "split", "lang": "ja", "sentence": it["id"], "offset": len(it["text"]) // 2}


def merge(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Two beads made one."""
    return {"kind": "merge", "beads": [row["id"] for row in rows]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="two files of one segment a line, NAME.en and NAME.ja; give NAME")
    parser.add_argument("--beads", type=int, default=5000)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()))
    asked = parser.parse_args()
    path = session_of(asked.texts, asked.beads, asked.folder)
    command = [sys.executable, "-m", "aligner", "review", str(path), "--no-browser"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout is not None
            tab = Client(server.stdout.readline().decode().strip())
            print(f"from the command to the first answer {time.perf_counter() - start:.1f} s")
            print(f"{'milliseconds':<40} {'median':>8} {'95%':>8} {'work':>8}")
            measure(tab, server.pid)
            status = Path(f"/proc/{server.pid}/status").read_text("ascii")
            held = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in status.splitlines() if "kB" in line}
            print(
                f"memory of the server {held['VmRSS']} MB ({held['RssFile']} of it mapped files), "
                f"at most {held['VmHWM']} MB; session {size(path)} MB"
            )
        finally:
            server.terminate()


def measure(tab: Client, process: int) -> None:
    """All times."""
    bench = Bench(tab, process)
    bench.get("session, first", ["/api/session"])
    bench.get("session", ["/api/session"] * ROUNDS)
    bench.get("60 rows", [f"/api/rows?from={300 * k}&count=60" for k in range(ROUNDS)])
    bench.get("400 rows", [f"/api/rows?from={300 * k}&count=400" for k in range(ROUNDS)])
    bench.get("100 findings", [f"/api/findings?from={40 * k}" for k in range(ROUNDS)])
    bench.get("next finding", [f"/api/next?from={300 * k}&status=open" for k in range(ROUNDS)])
    bench.get("map", ["/api/map"] * ROUNDS)
    bench.get("search", ["/api/search?q=the", "/api/search?q=%E5%AF%BA", "/api/search?q=nowhere%20at%20all"] * 5)
    findings = [it["id"] for it in tab.get(f"/api/findings?count={ROUNDS}")["findings"]]
    bench.all("decision", [partial(bench.act, "decide", findings=[k], status="accepted") for k in findings])
    # Whether everything is loaded shows in the first search alone.
    bench.around("link", link, warm=False)
    bench.around("link", link, warm=True)
    bench.around("edit", edit, warm=False)
    bench.around("edit", edit, warm=True)
    bench.around("split", split, warm=True)
    bench.around("merge", merge, warm=True)
    bench.evidence()
    bench.all("undo", [partial(bench.act, "undo")] * (ROUNDS // 2))


def size(path: Path) -> int:
    """Megabytes of a session and its log."""
    return sum(it.stat().st_size for it in path.parent.glob(f"{path.name}*")) >> 20


if __name__ == "__main__":
    main()
