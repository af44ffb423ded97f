"""Runs the ``taiyaku`` command: collects the commands, runs one, and turns its errors into a line and an exit code.

The rule: what a user can fix is one line on standard error; a bug keeps its traceback. Exit codes: `exit_codes`.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from aligner.cli import texts
from aligner.cli.batching import batch
from aligner.cli.checking import check, status
from aligner.cli.commands import taiyaku
from aligner.cli.doctor import doctor
from aligner.cli.exit_codes import COULD_NOT_RUN, INTERRUPTED
from aligner.cli.explaining import explain
from aligner.cli.exporting import export
from aligner.cli.pairing import pair
from aligner.cli.reviewing import review
from aligner.cli.rule_files import rules
from aligner.cli.sampling import sample
from aligner.cli.write_output import complain, forget_standard_output
from aligner.errors import TaiyakuError, lacks_memory

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = (texts.align, texts.demo, texts.numbers, texts.score)
#: New objects after which Python looks for cyclic garbage in this process. Aligning makes hundreds of thousands of
#: objects that live to its end; at Python's own 700, looking through them takes 6% of the time (2,600 segments a side,
#: November 2026). The library leaves the collector of its host alone.
COLLECT_AFTER = 100_000
for command in (*_TEXTS, batch, check, doctor, explain, export, pair, review, rules, sample, status):
    taiyaku.add_command(command)


def main() -> None:
    """Run the ``taiyaku`` command with the arguments of the process, and exit."""
    gc.set_threshold(COLLECT_AFTER)
    _open_streams()
    sys.exit(run(sys.argv[1:]))


def _open_streams() -> None:
    """Replace standard streams that the shell closed (``<&-``, ``>&-``) and that Python therefore sets to None.

    Reading then gives nothing, and writing fails as for any stream that cannot be written. The replacements take the
    free descriptors, so that no file gets the descriptor of a stream.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code. An error that a user can fix is printed as one line."""
    try:
        code = taiyaku.main(args=list(arguments) or ["-h"], prog_name="taiyaku", standalone_mode=False)
    except click.ClickException as error:
        complain(_usage(error, arguments))
        return COULD_NOT_RUN
    except TaiyakuError as error:
        complain(str(error))
        return COULD_NOT_RUN
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (MemoryError, ImportError, OSError, RuntimeError) as error:
        if not lacks_memory(error):
            return _failed(error)
        complain("there is not enough memory; give this process more (ulimit -v, the limit of a container)")
        return COULD_NOT_RUN
    return code if isinstance(code, int) else 0


def _failed(error: Exception) -> int:
    """Print a line about a missing package or about a standard output that cannot be written; raise any other error.

    ``error`` must be the exception that is being handled.
    """
    if isinstance(error, ImportError):
        if (error.name or "aligner").partition(".")[0] == "aligner":
            raise error  # a bug: keep the traceback
        complain(f"{error.name} cannot be imported ({error.msg}); taiyaku doctor shows what is missing")
        return COULD_NOT_RUN
    if not isinstance(error, OSError) or error.errno not in (errno.ENOSPC, errno.EBADF):
        raise error  # a bug: keep the traceback. Errors of files are caught where files are opened.
    complain(f"standard output cannot be written: {error.strerror}")
    forget_standard_output()
    return COULD_NOT_RUN


def _usage(error: click.ClickException, arguments: Sequence[str]) -> str:
    """Return one line about a wrong option or argument, with the command that lists the right ones."""
    context = getattr(error, "ctx", None)
    # For an option without its value, click does not say of which command it is.
    named = [argument for argument in arguments[:1] if argument in taiyaku.commands]
    path = context.command_path if context is not None else " ".join(["taiyaku", *named])
    return f"{path}: {error.format_message().rstrip('.')}; {path} -h shows the options"
