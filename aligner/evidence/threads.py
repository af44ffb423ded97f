"""Work for several cores whose results do not depend on how many there are.

BLAS may split a product among its threads where it likes, and on some processors the last bits of a row then depend on
where the splits fall. So every product is worked by one thread, and it is whole blocks of a fixed shape that go to the
cores, each block to one of them.
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


#: Environment variable with the most cores to use, for processes that share them with others of their kind.
CORES = "TAIYAKU_CORES"


def cores() -> int:
    """The processor cores this process may use, as many as `CORES` allows at most."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    allowed = os.environ.get(CORES, "")
    return max(1, min(there, int(allowed))) if allowed.isdecimal() else there


def on_all_cores(work: Callable[[_Block], _Done], blocks: Iterable[_Block]) -> list[_Done]:
    """What some work makes of every block, in the order of the blocks; BLAS has one thread each meanwhile."""
    given = list(blocks)
    with one_thread_each():
        if cores() == 1 or len(given) < 2:  # a pool costs more than it gives
            return [work(block) for block in given]
        with ThreadPoolExecutor(cores()) as pool:
            return list(pool.map(work, given))


def one_thread_each() -> AbstractContextManager[Any]:
    """A context in which BLAS works every product by one thread."""
    limited: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> Any:
    """Looks through the libraries that are loaded, which takes a while."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
