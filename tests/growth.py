"""How time grows with size, measured so that a busy machine does not matter: processor time, the best of several."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: So many times the size, and the most times the time that is still called linear: what is quadratic takes 16 times,
#: and n log n hardly more than 4; the rest is for caches that no longer hold everything.
TIMES, MOST = 4, 7.0
#: Seconds below which a measurement says nothing: a first look at a table of words is as long.
FLOOR = 0.03
_TRIALS = 4


def assert_linear(work: Callable[[int], Callable[[], object]], size: int, *, least: float = FLOOR) -> None:
    """Fails where `TIMES` the size takes more than `MOST` times as long, every time that it is tried.

    Args:
        work: gives what is to be done for a size; making the input is not measured.
        size: the smaller of the two.
        least: seconds that the smaller is taken to need, should it take less.
    """
    small, large = work(size), work(TIMES * size)
    work(max(size // 10, 1))()  # whatever is loaded on first use
    seen = []
    best = [float("inf"), float("inf")]
    for _ in range(_TRIALS):
        for k, each in enumerate((small, large)):
            best[k] = min(best[k], seconds(each))
        seen.append(best[1] / max(best[0], least))
        if seen[-1] <= MOST:
            return
    raise AssertionError(f"{TIMES} times the size took {', '.join(f'{it:.1f}' for it in seen)} times as long: {best}")


def seconds(work: Callable[[], object]) -> float:
    """Processor time that some work takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start
