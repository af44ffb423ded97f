from __future__ import annotations

import errno
import resource
import subprocess
import sys
from typing import Any

import fugashi
import pytest

from aligner.cli.main import run
from aligner.errors import lacks_memory
from aligner.evidence import words

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not enforce a limit of addresses")


def raised_from(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "lacking"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (ImportError("libx.so: failed to map segment from shared object"), True),
        (RuntimeError("can't start new thread"), True),
        (raised_from(ValueError("no model"), MemoryError()), True),
        (ImportError("No module named 'x'"), False),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (RuntimeError("a bug"), False),
        (ValueError("out of memory"), False),
    ],
)
def test_a_lack_of_memory_is_known_in_every_form(error: Exception, *, lacking: bool) -> None:
    assert lacks_memory(error) is lacking


def test_a_dictionary_that_does_not_fit_is_a_lack_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_options: str) -> Any:
        raise RuntimeError("cannot open: matrix.bin")

    monkeypatch.setattr(fugashi, "Tagger", fails)
    words._tagger.cache_clear()
    try:
        with pytest.raises(MemoryError, match="dictionary"):
            words._tagger()
        monkeypatch.setattr(words, "_MAPPED", ("no-such-file",))
        with pytest.raises(RuntimeError, match=r"matrix\.bin"):
            words._tagger()
    finally:
        words._tagger.cache_clear()


def test_any_lack_of_memory_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(_text: str) -> Any:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("aligner.cli.main.taiyaku.main", lambda **_: fails(""))
    assert run(["numbers", "3"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [550, 650, 750, 900])
def test_a_small_limit_ends_in_one_line(megabytes: int) -> None:
    size = megabytes * 1_000_000
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "demo"],
        capture_output=True,
        check=False,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)),
    )
    # OpenBLAS ends the process itself, with a line for each thread and exit code 1. Python cannot catch that.
    lines = done.stderr.splitlines()
    ended = done.returncode == 1 and bool(lines) and all(line.startswith("OpenBLAS error: Memory") for line in lines)
    assert done.returncode in {0, 2} or ended
    assert "Traceback" not in done.stderr
    if done.returncode == 2:
        assert "memory" in done.stderr.splitlines()[-1]
