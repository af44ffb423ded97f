"""Changes valid files at random, but the same way every time, and gives them to the program.

    python -m tests.fuzz.bytes --minutes 30 --keep /tmp/found
    python -m tests.fuzz.bytes --minutes 5 --kinds docx,xlsx --seed 7

Only a refusal in one line, or success, is right; anything else is a crash, and so is what takes more than
`SECONDS` of processor time or `MEMORY` bytes. A line per kind tells how many files were tried, taken and refused; each
crash is told once, by where it happened, and its file, made as small as it will go, is kept.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.fuzz.mutating import TOKENS, mutate, mutate_package
from tests.fuzz.seeds import every_kind
from tests.fuzz.targets import REFUSED, target_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

    from tests.fuzz.seeds import Seeds
    from tests.fuzz.targets import Target

#: A file of at most 400 kB, read, aligned and written: what a hundred thousand took, 0.5 s, and ample room.
SECONDS = 10.0
MEMORY = 3 * 1024**3
#: Every so many files go the whole way, through alignment and all writers of text.
WHOLE = 8


class TooSlowError(Exception):
    """A file took longer than any of its size should."""


@dataclass
class Tally:
    """What came of files of one kind: how many were tried and taken, the slowest, and the crashes by their place."""

    tried: int = 0
    taken: int = 0
    slowest: float = 0.0
    crashes: dict[str, bytes] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)


def files(kind: Seeds, seed: int = 0) -> Iterator[bytes]:
    """Changed files of a kind without end, the same for the same seed."""
    draw = Random(f"{kind.name}/{seed}")
    change = mutate_package if kind.packed else mutate
    tokens = (*TOKENS, *kind.tokens * (1 + len(TOKENS) // (1 + len(kind.tokens))))
    while True:
        yield change(draw.choice(kind.files), draw, tokens)


def crash_of(target: Target, data: bytes, *, whole: bool) -> str | None:
    """Where and how a file brings the program down; None where it is taken.

    Raises:
        InputError: where it is refused, in one line; `SettingsError` where it holds settings.
    """
    start = time.process_time()
    try:
        target(data, whole)
    except REFUSED as error:
        if not str(error).strip() or len(str(error).splitlines()) > 1:
            return f"said in several lines or none: {error!r}"
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for
        frames = [it for it in traceback.extract_tb(error.__traceback__) if "aligner" in it.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else "?"
        return f"{type(error).__name__} at {place}"
    return "took too long" if time.process_time() - start > SECONDS else None


def fuzz(kind: Seeds, folder: Path, tried: Iterable[bytes]) -> Tally:
    """Give files to the program until there are no more."""
    target = target_for(kind, folder)
    tally = Tally()
    for number, data in enumerate(tried):
        start = time.process_time()
        tally.tried += 1
        try:
            crash = crash_of(target, data, whole=number % WHOLE == 0)
            tally.taken += crash is None
        except REFUSED:
            crash = None
        tally.slowest = max(tally.slowest, time.process_time() - start)
        if crash is not None:
            tally.times[crash] += 1
            tally.crashes.setdefault(crash, data)
    return tally


def shrunk(data: bytes, crash: str, target: Target, attempts: int = 400) -> bytes:
    """A smaller file that brings the program down at the same place: stretches are taken out while it still does."""
    size = max(1, len(data) // 2)
    while attempts and size:
        place = 0
        while place < len(data) and attempts:
            attempts -= 1
            shorter = data[:place] + data[place + size :]
            try:
                same = crash_of(target, shorter, whole=True) == crash
            except REFUSED:
                same = False
            data, place = (shorter, place) if same else (data, place + size)
        size //= 2
    return data


def _until(end: float, some: Iterable[bytes], note: Path) -> Iterator[bytes]:
    """Files until a time; the one at hand lies in a file, should the program go down with all it holds."""
    for data in some:
        if time.monotonic() > end:
            return
        note.write_bytes(data)
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        yield data
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TooSlowError


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0, help="for all kinds together")
    parser.add_argument("--kinds", default="", help=f"some of: {', '.join(every_kind())}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that bring the program down")
    asked = parser.parse_args()
    kinds = [kind for name, kind in every_kind().items() if not asked.kinds or name in asked.kinds.split(",")]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGVTALRM, _interrupt)
    total = Tally()
    print(f"{'kind':16} {'tried':>8} {'taken':>8} {'refused':>8} {'slowest':>8}  crashes")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keep = asked.keep or folder
        keep.mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            end = time.monotonic() + 60 * asked.minutes / len(kinds)
            tally = fuzz(kind, folder, _until(end, files(kind, asked.seed), keep / "at-hand"))
            refused = tally.tried - tally.taken - sum(tally.times.values())
            print(
                f"{kind.name:16} {tally.tried:8,} {tally.taken:8,} {refused:8,} {tally.slowest:7.2f}s"
                f"  {len(tally.crashes)}",
                flush=True,
            )
            for number, (crash, data) in enumerate(tally.crashes.items()):
                small = data if kind.packed else shrunk(data, crash, target_for(kind, folder))
                print(f"    {tally.times[crash]:5,} x {crash}: {small[:160]!r}", flush=True)
                (keep / f"{kind.name}-{asked.seed}-{number}{kind.suffix}").write_bytes(small)
            total.tried += tally.tried
            total.crashes |= {f"{kind.name}: {crash}": data for crash, data in tally.crashes.items()}
    print(f"{total.tried:,} files tried, {len(total.crashes)} kinds of crash")
    return bool(total.crashes)


if __name__ == "__main__":
    sys.exit(main())
