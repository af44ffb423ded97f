"""An engine that runs calls in this process, one after another, in the order that a test wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from aligner.batch.engine import Call, Engine, Killed

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Collection, Iterator


class Inline(Engine):
    """Runs calls in this process.

    Args:
        backwards: whether the last call runs first.
        before: called before each call, and may raise; if it returns `Killed`, that is the result of the call.
    """

    def __init__(self, *, backwards: bool = False, before: Callable[[Call], Killed | None] = lambda _: None) -> None:
        self._backwards, self._before = backwards, before
        self.calls: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def capacity(self) -> int:
        return 1

    def run(self, calls: deque[Call], *, ahead: int = 0) -> Iterator[tuple[Call, Any]]:
        del ahead
        while calls:
            call = calls.pop() if self._backwards else calls.popleft()
            self.calls.append(call.function.__name__)
            killed = self._before(call)
            yield call, killed or call.function(*call.arguments)

    def _submit(self, call: Call) -> Any:
        raise NotImplementedError

    def _next_ended(self) -> Any:
        raise NotImplementedError

    def _result(self, future: Any) -> Any:
        raise NotImplementedError

    def _cancel(self, futures: Collection[Any]) -> None:
        raise NotImplementedError


class Silent:
    """Records progress."""

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
