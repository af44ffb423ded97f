"""The memory that an alignment needs, and the memory that there is.

Rule: an alignment that needs more memory than there is fails before it uses it. A system that promises more memory than
it has ends the process instead, without a message.

The figures are upper bounds on measured ones (``docs/limits.md``).
"""

from __future__ import annotations

import os
from pathlib import Path

_MIB, _GIB = 1024**2, 1024**3
#: Bytes that the program, its dictionaries and the encoder's data take, without and with meaning.
_FIXED = {False: 300 * _MIB, True: 640 * _MIB}
#: Bytes for each segment of either side: words, items, beads and findings; with meaning, vectors too.
_SEGMENT = {False: 12_000, True: 40_000}
#: Bytes for each boundary of a band and each shape of pairs (a score in single precision), and for each boundary (sums
#: over all paths, by state and direction, in double precision).
_SHAPE, _BOUNDARY = 4, 80
#: Files with the limit of a container, of both versions of control groups.
_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


class NotEnoughMemoryError(MemoryError):
    """An alignment needs more memory than there is. The message states both amounts."""


def text_need(segments: int, *, meaning: bool) -> int:
    """The bytes that an alignment needs apart from its band; ``segments`` is the number of both sides."""
    return _FIXED[meaning] + segments * _SEGMENT[meaning]


def band_need(rows: int, width: int, shapes: int) -> int:
    """The bytes that a band needs.

    Args:
        rows: number of English segments.
        width: boundaries in a row.
        shapes: number of shapes of pairs.
    """
    return (rows + 1) * width * (shapes * _SHAPE + _BOUNDARY)


def require(need: int) -> None:
    """Checks that there are so many bytes of memory.

    Raises:
        NotEnoughMemoryError: there are not.
    """
    there = available()
    if there is not None and need > there:
        raise NotEnoughMemoryError(f"needs {need / _GIB:.1f} GiB of memory, and there are {there / _GIB:.1f} GiB")


def available() -> int | None:
    """The bytes of memory that this process may use; None if the system does not report it."""
    limits = [limit for limit in (_physical(), _address_space(), *map(_written, _LIMITS)) if limit]
    return min(limits, default=None)


def _physical() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _address_space() -> int | None:
    """The limit of this process (``ulimit -v``); None without one."""
    try:
        import resource
    except ImportError:
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit


def _written(file: Path) -> int | None:
    """The number in a file; None if there is no file or no number in it."""
    try:
        text = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(text) if text.isdecimal() else None
