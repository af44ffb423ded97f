"""What texts of some megabytes cost that lay traps: processor time, and memory, of each in a process of its own.

    python -m tests.benchmarks.traps [--size CHARACTERS] [--traps NAME,NAME] [--meaning] [--out FILE]

The size is that of both texts together. Aligned, and written as a record and as a report.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

from tests.traps import TRAPS


def cost(name: str, size: int, *, meaning: bool) -> str:
    """A row of the table, measured in this process."""
    import aligner
    from aligner.outputs import format_named
    from aligner.settings import Settings

    settings = Settings(meaning=meaning, max_size=1 << 30)
    aligner.align("A boat.", "船。", settings=settings)
    unit = sum(map(len, TRAPS[name](1000))) / 1000
    texts = TRAPS[name](max(1, round(size / unit)))
    characters = sum(map(len, texts))
    start = time.process_time()
    result = aligner.align(*texts, settings=settings)
    for form in ("json", "report"):
        format_named(form).dump(result.record)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    beads = len(result.beads)
    return f"| {name} | {characters:,} | {beads:,} | {seconds:.1f} | {1e6 * seconds / characters:.0f} | {peak:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=5_000_000)
    parser.add_argument("--traps", default=",".join(TRAPS))
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--here", action="store_true", help="a single trap, in this process")
    asked = parser.parse_args()
    names = asked.traps.split(",")
    if asked.here:
        print(cost(names[0], asked.size, meaning=asked.meaning))
        return
    rows = [
        "| trap | characters | beads | seconds | µs a character | peak MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    print("\n".join(rows))
    for name in names:
        command = [sys.executable, "-m", "tests.benchmarks.traps", "--here", "--traps", name, "--size", str(asked.size)]
        found = subprocess.run(
            [*command, *(["--meaning"] if asked.meaning else [])], stdout=subprocess.PIPE, check=True
        )
        rows.append(found.stdout.decode().strip())
        print(rows[-1], flush=True)
    if asked.out:
        asked.out.write_text("\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
