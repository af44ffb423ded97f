"""Pages of the documentation whose commands are run: blocks of `console`, a command after ``$``, then what it prints.

The commands run in the order of the page, in one folder that has `corpus` in it; ``taiyaku`` is this very program.
Decimal fractions may differ by what processors' and libraries' last digits make of them.
"""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aligner.cli.main import run
from tests.samples import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parents[1] / "docs"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_FRACTION = re.compile(r"[+-]?\d+\.\d+")
#: What a fraction may differ by, in the units it is told in: log-odds, likeness, per cent.
TOLERANCE = 0.02


def entries(page: str) -> Iterator[tuple[str, str]]:
    """(command, what it prints) of every block."""
    for block in _BLOCK.finditer(page):
        yield from ((found[1], found[2]) for found in _ENTRY.finditer(block[1]))


#: What was printed about documents of the corpus, which stay as they are, by command.
_KNOWN: dict[str, str] = {}


def printed(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints: the program in this process, so that it need not load anew, the rest through the shell."""
    program, pipe, rest = command.partition(" | ")
    if not program.startswith("taiyaku "):
        return _shell(command, folder, "")
    text = _KNOWN[program] if program in _KNOWN else _run(program, folder, monkeypatch)
    if program.startswith("taiyaku align corpus/") and " -o " not in program:
        _KNOWN[program] = text
    return _shell(rest, folder, text) if pipe else text


def _run(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out):
        code = run(_words(program, folder)[1:])
    assert code == 0, program
    out.flush()
    out.seek(0)
    return out.read()


def _words(command: str, folder: Path) -> list[str]:
    return _shell(f"printf '%s\\0' {command}", folder, "").split("\0")[:-1]


def _shell(command: str, folder: Path, given: str) -> str:
    done = subprocess.run(["bash", "-c", command], cwd=folder, input=given.encode(), capture_output=True, check=False)
    assert not done.stderr, done.stderr
    return done.stdout.decode()


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for last digits."""
    figures = [[float(it) for it in _FRACTION.findall(text)] for text in (one, other)]
    return _FRACTION.sub("", one) == _FRACTION.sub("", other) and figures[0] == pytest.approx(figures[1], abs=TOLERANCE)


def replay(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page with what its commands print now."""
    (folder / "corpus").symlink_to(CORPUS)

    def renewed(block: re.Match[str]) -> str:
        return f"```console\n{_ENTRY.sub(entry, block[1])}```"

    def entry(found: re.Match[str]) -> str:
        return f"$ {found[1]}\n{printed(found[1], folder, monkeypatch)}"

    return _BLOCK.sub(renewed, page)
