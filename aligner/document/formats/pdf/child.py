"""Reads the pages of PDF files in a child process, within limits of memory and time.

PDFium has no limits. A file of a kilobyte can draw a page within itself a billion times, or describe a font that takes
gigabytes. So a child process calls PDFium, and the system ends the child at the limits. One child serves all files that
a process reads, because starting a child takes longer than reading most files. The child ends when its input is closed,
for example because its parent has ended.

Rule: `serve` runs in the child, and everything else in the parent. Where the system has no such limits (Windows) or
no interpreter can be started (an application that embeds Python), the pages are read without limits.
"""

from __future__ import annotations

import atexit
import os
import signal
import struct
import subprocess
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, cast

import msgspec

from aligner.document.formats.pdf.glyphs import PageGlyphs
from aligner.document.formats.pdf.pages import read_pages
from aligner.errors import InputError

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Limits of the child. Choices: bytes of address space for an empty file, further bytes for each byte of the file, and
#: seconds of processor time for each page.
MEMORY, MEMORY_OF_BYTE, SECONDS = 1 << 30, 8, 20

#: The header of a message: its kind, and the size of its content in bytes.
_HEAD = struct.Struct("<cQ")
_FILE, _PAGE, _END, _REFUSED = b"f", b"p", b"e", b"r"
#: The exit code of a child that Python has no memory for. PDFium ends a child without memory by a signal.
_NO_MEMORY = 77
#: Seconds after which a child that has closed its output is killed.
_LAST_SECONDS = 10
_REPORT = "please report it with the file"
_START = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"


def pages_within_limits(data: bytes, name: str) -> list[PageGlyphs]:
    """Return the glyphs of all pages of a PDF.

    Raises:
        InputError: when PDFium cannot read the file, or it takes too much memory or time.
    """
    with _CHILD.lock:
        limited = sys.platform != "win32" and sys.executable
        return list(_CHILD.pages(data, name) if limited else read_pages(data, name))


class _Child:
    """The child process, which is started when the first file is read."""

    def __init__(self) -> None:
        self.lock = Lock()  # one file at a time
        self._process: subprocess.Popen[bytes] | None = None
        self._parent = 0

    def pages(self, data: bytes, name: str) -> Iterator[PageGlyphs]:
        """Yield the glyphs of the pages of a file; see `pages_within_limits`."""
        process = self._running()
        message = None
        interrupted = True  # also if the reader of the pages stops early
        try:
            with suppress(BrokenPipeError):
                _send(cast("IO[bytes]", process.stdin), _FILE, data)
                answers = cast("IO[bytes]", process.stdout)
                while (message := _received(answers)) is not None and message[0] == _PAGE:
                    yield msgspec.msgpack.decode(message[1], type=PageGlyphs)
            interrupted = False
        finally:
            if interrupted:
                self.stop()
        if message is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LAST_SECONDS)  # for the child's own exit code
            self.stop()
            raise InputError(_reason(process), name=name)
        if message[0] == _REFUSED:
            raise InputError(message[1].decode(), name=name)

    def _running(self) -> subprocess.Popen[bytes]:
        # A process that was forked from this one has the pipes of this one's child, but must not use them.
        if self._process is None or self._parent != os.getpid() or self._process.poll() is not None:
            self.stop()
            start = _START.format(path=sys.path, module=__name__)
            self._process = subprocess.Popen(  # noqa: S603 this interpreter, with a text of this module
                [sys.executable, "-I", "-c", start],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._parent = os.getpid()
        return self._process

    def stop(self) -> None:
        """End the process, if this process started it. The next file starts another."""
        process, self._process = self._process, None
        if process is not None and self._parent == os.getpid():
            process.kill()
            with suppress(BrokenPipeError), process:  # closes the pipes and waits
                pass


_CHILD = _Child()
atexit.register(_CHILD.stop)


def _reason(process: subprocess.Popen[bytes]) -> str:
    """Return why a child ended before it had read all pages."""
    if process.returncode == -signal.SIGXCPU:
        return f"a page takes more than {SECONDS} seconds to read; check that the file comes from a trusted source"
    if process.returncode >= 0 and process.returncode != _NO_MEMORY:
        return f"cannot be read: the process that reads PDF files ended with code {process.returncode}; {_REPORT}"
    return "takes more memory than a file of its size needs; check that it comes from a trusted source"


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Read files from a stream and write their pages to another, until the first stream ends."""
    while (request := _received(requests)) is not None:
        data = request[1]
        _limit(resource.RLIMIT_AS, MEMORY + MEMORY_OF_BYTE * len(data))
        try:
            _limit_time()
            for page in read_pages(data, ""):
                _send(answers, _PAGE, msgspec.msgpack.encode(page))
                _limit_time()
        except InputError as error:
            _send(answers, _REFUSED, error.problem.encode())
        except MemoryError:
            sys.exit(_NO_MEMORY)
        except Exception as error:  # noqa: BLE001 a bug of this program, which the parent reports
            _send(answers, _REFUSED, _bug(error).encode())
        else:
            _send(answers, _END, b"")


def _bug(error: Exception) -> str:
    """Return one line about an exception that no reader expects, with its place in the program."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    return f"cannot be read, because of an error in this program ({type(error).__name__}, {where}); {_REPORT}"


def _limit_time() -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + SECONDS + 1)


def _limit(kind: int, limit: int) -> None:
    """Set a limit of this process, or keep the limit of the system if that is lower."""
    _, most = resource.getrlimit(kind)
    resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _send(stream: IO[bytes], kind: bytes, content: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(content)) + content)
    stream.flush()


def _received(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return the kind and the content of the next message; None if the stream ends before the end of the message."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, size = _HEAD.unpack(head)
    content = stream.read(size)
    return (kind, content) if len(content) == size else None
