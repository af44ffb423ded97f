"""What worker processes of this machine do first (Dask's ``--preload``): leave interrupts to the program itself.

A terminal sends an interrupt to all processes in it. The program stops the others in its own way.
"""

from __future__ import annotations

import signal


def dask_setup(_worker: object) -> None:
    """Called by Dask in every worker process, from its main thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
