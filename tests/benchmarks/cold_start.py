"""Where the time of a cold `taiyaku align` goes, in processes of their own.

    python -m tests.benchmarks.cold_start FILE [FILE] [--rounds N] [--out FILE]

The whole is the command as users start it. The parts are measured in other processes, in which nothing is loaded beside
the imports, so they add up to more than the whole does; each is the median of the rounds. Run it in an environment that
holds the program and nothing else: what is installed beside it is not imported, but slows the search for modules.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What is timed: module, name in it, what it is, whose it is.
PARTS = (
    (
        "aligner.evidence.universal_encoder",
        "_resources",
        "encoder: checking its files by hash",
        "others: data of 31 MiB",
    ),
    ("numpy.lib._npyio_impl", "NpzFile.__getitem__", "encoder and its layers: unpacking the weights", "others: zlib"),
    (
        "aligner.evidence.subword_tokenizer",
        "Pieces.__init__",
        "encoder: reading its vocabulary of 128,000 pieces",
        "ours",
    ),
    ("aligner.parameters", "read_lexicon", "lexicon", "ours"),
    ("aligner.evidence.words", "_tagger", "fugashi and UniDic", "others"),
    ("aligner.evidence.spelling", "_readings", "pypinyin's table", "others"),
    ("aligner.evidence.universal_encoder", "UniversalEncoder.sum_tokens", "embedding the sentences", "ours"),
    ("re._compiler", "compile", "compiling patterns", "ours, by Python's re"),
    ("aligner.analysis", "match", "the search", "ours"),
    ("aligner.analysis", "find_all", "findings, with patterns and units that they are first to use", "ours"),
)
WHOLE, START, OTHERS, OURS = "the whole command", "Python itself", "imports of others", "imports of ours, and patterns"


def timed_parts(arguments: list[str]) -> dict[str, float]:
    """Seconds of every part in this process, which has to be a new one."""
    spent: dict[str, float] = defaultdict(float)
    begun = time.perf_counter()
    import_module("aligner.cli.main")
    import_module("numpy")
    ahead: Any = import_module("aligner.evidence.universal_encoder")
    _wrap("re._compiler", "compile", "compiling patterns", spent)
    import_module("aligner.api")
    spent["imports"] = time.perf_counter() - begun
    ahead.load_ahead = lambda: None
    for module, name, what, _ in PARTS:
        if name != "compile":
            _wrap(module, name, what, spent)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        import_module("aligner.cli.main").run(["align", *arguments, "-o", os.devnull, "--format", "json"])
    return spent


def _wrap(module: str, name: str, what: str, spent: dict[str, float]) -> None:
    """Have the time of every call of a function added up; calls inside of it count once."""
    *path, last = name.split(".")
    owner: Any = import_module(module)
    for part in path:
        owner = getattr(owner, part)
    inner = getattr(owner, last)
    deep = 0

    def outer(*args: Any, **named: Any) -> Any:
        nonlocal deep
        deep += 1
        begun = time.perf_counter()
        try:
            return inner(*args, **named)
        finally:
            deep -= 1
            if not deep:
                spent[what] += time.perf_counter() - begun

    setattr(owner, last, outer)


def imported(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds that importing takes: of modules of others, and of ours."""
    command = [sys.executable, "-X", "importtime", "-m", "aligner", "align", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stderr
    rows = (line.removeprefix("import time:").split("|") for line in told.splitlines() if "|" in line)
    own = [(int(row[0]), row[2].strip()) for row in rows if row[0].strip().isdecimal()]
    ours = sum(spent for spent, name in own if name.partition(".")[0] == "aligner")
    return (sum(spent for spent, _ in own) - ours) / 1e6, ours / 1e6


def whole(command: Sequence[str]) -> float:
    """Seconds of a command."""
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def measure(arguments: list[str], rounds: int) -> dict[str, float]:
    """The median seconds of everything."""
    found: dict[str, list[float]] = defaultdict(list)
    whole([sys.executable, "-m", "aligner", "align", *arguments])  # reads the files into memory, compiles modules
    for _ in range(rounds):
        found[WHOLE].append(whole([sys.executable, "-m", "aligner", "align", *arguments]))
        found["taiyaku --version"].append(whole([sys.executable, "-m", "aligner", "--version"]))
        found["taiyaku -h"].append(whole([sys.executable, "-m", "aligner", "-h"]))
        found[START].append(whole([sys.executable, "-c", "pass"]))
        for what, seconds in zip((OTHERS, OURS), imported(arguments), strict=True):
            found[what].append(seconds)
        inside = [sys.executable, "-m", "tests.benchmarks.cold_start", "--parts", *arguments]
        told = json.loads(subprocess.run(inside, capture_output=True, text=True, check=True).stdout)
        for what, seconds in told.items():
            found[what].append(seconds)
    return {what: median(seconds) for what, seconds in found.items()}


def section(found: dict[str, float], rounds: int) -> str:
    """The table, in Markdown."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    lines = [
        "## A cold start",
        "",
        f"A document of two pages, on {cores} core(s); medians of {rounds} runs of",
        f"`python -m tests.benchmarks.cold_start FILE --rounds {rounds}`.",
        "The encoder loads while other modules are imported and the texts are read. The sum of the parts is therefore",
        "larger than the whole.",
        "",
        "| part | seconds | whose |",
        "|---|--:|---|",
        *(f"| {what} | {found[what]:.2f} | |" for what in (WHOLE, "taiyaku --version", "taiyaku -h")),
        f"| {START} | {found[START]:.2f} | others |",
        f"| {OTHERS} | {found[OTHERS]:.2f} | others: numpy, rich, lxml, the standard library |",
        f"| {OURS} | {found[OURS]:.2f} | ours |",
        *(f"| {what} | {found.get(what, 0):.2f} | {whose} |" for _, _, what, whose in PARTS),
        "",
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Measure and print, or be measured."""
    if arguments[:1] == ["--parts"]:
        print(json.dumps(timed_parts(arguments[1:])))
        return
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.cold_start")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    page = section(measure(given.files, given.rounds), given.rounds)
    print(page)
    if given.out:
        given.out.write_text(page, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
