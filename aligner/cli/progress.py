"""Shows progress on standard error if it is a terminal.

`Stages` is for a single pair, whose stages have no known length; `Pages` is for the check of a project; `Bar` is for a
batch.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from rich.progress import TaskID

    from aligner.analysis import Stage

_BATCH_STAGES = {
    "pairing": "Finding pairs",
    "reading": "Reading",
    "aligning": "Aligning",
    "corpus": "Filtering",
    "counting": "Counting",
}
#: What is shown for each `Stage`. The names are written out, because the module of `Stage` takes long to load.
_STAGES = {
    "reading": "Reading the files",
    "evidence": "Comparing sentences",
    "matching": "Aligning",
    "findings": "Checking the translation",
}


class Stages:
    """The current stage of an alignment and the time since its start. It is erased at the end."""

    def __init__(self) -> None:
        console = Console(file=sys.stderr)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._progress.disable:
            self._progress.stop()

    def begin(self, stage: Stage) -> None:
        """Show a stage."""
        self._progress.update(self._task, description=_STAGES[stage])


class Pages:
    """The number of pages that are aligned. It is erased at the end."""

    def __init__(self) -> None:
        console = Console(file=sys.stderr)
        self._progress = Progress(
            TextColumn("Aligning"),
            BarColumn(bar_width=None),
            TextColumn("{task.completed:,.0f} of {task.total:,.0f} pages"),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
            expand=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._task is not None and not self._progress.disable:
            self._progress.stop()

    def set(self, done: int, total: int) -> None:
        """Show how many pages are done. The first call shows the bar."""
        if self._task is None:
            self._task = self._progress.add_task("", total=total)
            self._progress.start()
        self._progress.update(self._task, completed=done, total=total)


class Bar:
    """A bar for each stage of a batch (`aligner.batch.run.Progress`)."""

    def __init__(self) -> None:
        console = Console(file=sys.stderr)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[text]}"),
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
        if not self._progress.disable:  # before version 15, rich prints an empty line here
            self._progress.stop()

    def begin(self, stage: str, total: int) -> None:
        """Begin a stage with its total cost; 0 if it is not known."""
        if self._task is not None:
            self._progress.stop_task(self._task)
        self._pairs = 0
        self._task = self._progress.add_task(_BATCH_STAGES[stage], total=total or None, text="")

    def set(self, done: int, total: int) -> None:
        """Set the number of files that are done, and of all files."""
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total, text=f"{done:,} of {total:,} files")

    def advance(self, cost: int, pairs: int = 0) -> None:
        """Add completed cost and pairs."""
        if self._task is None:
            return
        self._pairs += pairs
        self._progress.update(self._task, advance=cost)
        elapsed = self._progress.tasks[self._task].elapsed
        if self._pairs and elapsed:
            text = f"{self._pairs:,} pairs, {self._pairs / elapsed:.1f} a second"
            self._progress.update(self._task, text=text)
