"""The ``taiyaku`` command, also as ``python -m aligner``.

An interrupt ends it without a traceback, even while modules are loaded.
"""

import sys

from aligner.cli.exit_codes import INTERRUPTED


def main() -> None:
    """Load the command line and run it."""
    try:
        from aligner.cli.main import main as command
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    command()


if __name__ == "__main__":
    main()
