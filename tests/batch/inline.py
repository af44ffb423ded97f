"""An engine that makes calls where it is, one after another, in whatever order a test wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from aligner.batch.engine import Engine, Killed, Where

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Iterator

    from aligner.batch.engine import Call


class Inline(Engine):
    """Calls in this process.

    Args:
        backwards: the last call first.
        before: called before each, and may raise; what it calls `Killed` came of the call.
    """

    def __init__(self, *, backwards: bool = False, before: Callable[[Call], Killed | None] = lambda _: None) -> None:
        super().__init__(Where())
        self._backwards, self._before = backwards, before
        self.calls: list[str] = []

    def __enter__(self) -> Self:
        return self

    @property
    def threads(self) -> int:
        return 1

    def run(self, calls: deque[Call], *, ahead: int = 0) -> Iterator[tuple[Call, Any]]:
        del ahead
        while calls:
            call = calls.pop() if self._backwards else calls.popleft()
            self.calls.append(call.function.__name__)
            killed = self._before(call)
            yield call, killed or call.function(*call.arguments)


class Silent:
    """Takes note of progress."""

    def __init__(self) -> None:
        self.stages: dict[str, int] = {}
        self.done: dict[str, int] = {}
        self.pairs = 0
        self._stage = ""

    def begin(self, stage: str, total: int) -> None:
        self._stage = stage
        self.stages[stage] = total
        self.done[stage] = 0

    def set(self, done: int, total: int) -> None:
        self.stages[self._stage] = total
        self.done[self._stage] = done

    def advance(self, cost: int, pairs: int = 0) -> None:
        self.done[self._stage] += cost
        self.pairs += pairs
