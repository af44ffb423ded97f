"""Which engine runs a batch, as the user chooses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.batch.local_engine import LocalEngine

if TYPE_CHECKING:
    from aligner.batch.engine import Engine


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Which engine runs the calls.

    Attributes:
        workers: the number of processes of this machine.
        scheduler: the address of a Dask scheduler to use instead.
    """

    workers: int = 1
    scheduler: str | None = None


def open_engine(choice: EngineChoice) -> Engine:
    """Return the engine that was chosen; entering it starts the workers."""
    if choice.scheduler is None:
        return LocalEngine(choice.workers)
    from aligner.batch.dask_engine import DaskEngine

    return DaskEngine(choice.scheduler)
