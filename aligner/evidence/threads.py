"""Parallel work whose results do not depend on the number of cores.

BLAS divides a product among its threads, and on some processors the last bits of a row depend on where it is divided.
So every product is computed by one thread, and whole blocks of a fixed shape are distributed to the cores.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

_Block = TypeVar("_Block")
_Done = TypeVar("_Done")


#: Environment variable with the largest number of cores to use, for worker processes that share a machine.
CORES = "TAIYAKU_CORES"


def cores() -> int:
    """The number of processor cores that this process may use, limited by `CORES`."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    allowed = os.environ.get(CORES, "")
    return max(1, min(there, int(allowed))) if allowed.isdecimal() else there


def on_all_cores(work: Callable[[_Block], _Done], blocks: Iterable[_Block]) -> list[_Done]:
    """Results of ``work`` on every block, in order; BLAS uses one thread for each block."""
    given = list(blocks)
    with one_thread_each():
        if cores() == 1 or len(given) < 2:  # a pool would cost more than it saves
            return [work(block) for block in given]
        with ThreadPoolExecutor(cores()) as pool:
            return list(pool.map(work, given))


def one_thread_each() -> AbstractContextManager[Any]:
    """A context in which BLAS uses one thread."""
    limited: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> Any:
    """Cached, because it searches all loaded libraries, which is slow."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
