"""Measures processor time, on which the load of the machine has little effect: limits, and growth with the input.

Tests measure time only through the fixture `stopwatch`, which also gives them the marker `timing`.
"""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Factor between the two sizes, and the largest ratio of times that still counts as linear. Quadratic work takes 16
#: times as long, n log n hardly more than 4 times; the rest allows for caches that no longer hold everything.
FACTOR, LARGEST_RATIO = 4, 7.0
#: Seconds below which a measurement is noise: the first look-up in a table takes as long.
FLOOR = 0.03
_TRIALS = 4


class Stopwatch:
    """Assertions about processor time."""

    def assert_linear(self, prepare: Callable[[int], Callable[[], object]], size: int, *, floor: float = FLOOR) -> None:
        """Fails where `FACTOR` times the size takes more than `LARGEST_RATIO` times as long in every trial.

        Args:
            prepare: makes the input of a size, and returns the work to be measured.
            size: the smaller of the two sizes.
            floor: seconds that the smaller one counts as, should it take less.
        """
        small, large = prepare(size), prepare(FACTOR * size)
        prepare(max(size // 10, 1))()  # loads whatever is loaded on first use
        ratios = []
        shortest_small = shortest_large = float("inf")
        for _ in range(_TRIALS):
            shortest_small = min(shortest_small, seconds(small))
            shortest_large = min(shortest_large, seconds(large))
            ratios.append(shortest_large / max(shortest_small, floor))
            if ratios[-1] <= LARGEST_RATIO:
                return
        shown = ", ".join(f"{ratio:.1f}" for ratio in ratios)
        raise AssertionError(f"{FACTOR} times the size took {shown} times as long: {shortest_large:.3f} s at last")

    @contextmanager
    def limit(self, most: float) -> Iterator[None]:
        """Fails where a block takes more than so many seconds."""
        start = time.process_time()
        yield
        taken = time.process_time() - start
        assert taken < most, f"took {taken:.2f} s, the limit is {most} s"


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call, in seconds."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start
