"""Progress on a terminal: a bar with rate and time left on standard error; nothing anywhere else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from rich.progress import TaskID

_STAGES = {
    "pairing": "Finding pairs",
    "reading": "Reading",
    "aligning": "Aligning",
    "corpus": "Filtering",
    "counting": "Counting",
}


class Bar:
    """A bar a stage, as long as the context lasts; `aligner.batch.run.Progress`."""

    def __init__(self) -> None:
        console = Console(file=sys.stderr)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[said]}"),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
            expand=True,
        )
        self._task: TaskID | None = None
        self._pairs = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._progress.disable:  # before version 15, stopping what was never shown ends a line
            self._progress.stop()

    def begin(self, stage: str, total: int) -> None:
        """A stage of so much cost begins."""
        if self._task is not None:
            self._progress.stop_task(self._task)
        self._pairs = 0
        self._task = self._progress.add_task(_STAGES[stage], total=total or None, said="")

    def set(self, done: int, total: int) -> None:
        """So much is done of so much."""
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total, said=f"{done:,} of {total:,} files")

    def advance(self, cost: int, pairs: int = 0) -> None:
        """So much of it is done, and so many pairs."""
        if self._task is None:
            return
        self._pairs += pairs
        self._progress.update(self._task, advance=cost)
        elapsed = self._progress.tasks[self._task].elapsed
        if self._pairs and elapsed:
            said = f"{self._pairs:,} pairs, {self._pairs / elapsed:.1f} a second"
            self._progress.update(self._task, said=said)
