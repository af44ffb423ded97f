"""The command line: maps options to settings, calls the API, prints and exits. Nothing else prints.

Exit codes: 0 done; 1 findings at or above ``--fail-on``; 2 could not run, with one clear line on standard
error; 130 interrupted. Heavy modules are imported by the command that needs them, so that ``--version`` and
``-h`` are instant.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import click

from aligner.__main__ import INTERRUPTED
from aligner.cli import texts
from aligner.cli.batching import batch
from aligner.cli.checking import check, status
from aligner.cli.commands import taiyaku
from aligner.cli.doctor import doctor
from aligner.cli.explaining import explain
from aligner.cli.exporting import export
from aligner.cli.pairing import pair
from aligner.cli.reviewing import review
from aligner.cli.sampling import sample
from aligner.cli.write_output import complain, forget_standard_output
from aligner.errors import TaiyakuError

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = (texts.align, texts.demo, texts.numbers, texts.score)
for command in (*_TEXTS, batch, check, doctor, explain, export, pair, review, sample, status):
    taiyaku.add_command(command)


def main() -> None:
    """The ``taiyaku`` command."""
    _open_streams()
    sys.exit(run(sys.argv[1:]))


def _open_streams() -> None:
    """Put something in the place of streams that the shell has closed (``<&-``, ``>&-``), which Python leaves None.

    There is nothing to read, and writing fails as on any stream that cannot be written. What this opens takes the free
    descriptors, so that no file is taken for a stream.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; what a user can mend is told in one line."""
    try:
        code = taiyaku.main(args=list(arguments) or ["-h"], prog_name="taiyaku", standalone_mode=False)
    except click.ClickException as error:
        complain(_usage(error, arguments))
        return 2
    except TaiyakuError as error:
        complain(str(error))
        return 2
    except ImportError as error:
        if (error.name or "aligner").partition(".")[0] == "aligner":
            raise  # a bug, whose traceback is wanted
        complain(f"{error.name} cannot be imported ({error.msg}); taiyaku doctor shows what is missing")
        return 2
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EBADF):
            raise  # a bug, whose traceback is wanted; whoever opens a file names it
        complain(f"standard output cannot be written: {error.strerror}")
        forget_standard_output()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _usage(error: click.ClickException, arguments: Sequence[str]) -> str:
    """A wrong option or argument in one line, with the command that shows the right ones."""
    context = getattr(error, "ctx", None)
    # Of an option without its value, click does not say whose it is.
    named = [argument for argument in arguments[:1] if argument in taiyaku.commands]
    path = context.command_path if context is not None else " ".join(["taiyaku", *named])
    return f"{path}: {error.format_message().rstrip('.')}; {path} -h shows what there is"
