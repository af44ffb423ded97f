"""The ``taiyaku`` command, also as ``python -m aligner``: an interrupt ends it quietly from its first moment on."""

import sys

#: What shells report for a program that an interrupt ended.
INTERRUPTED = 130


def main() -> None:
    """Load the command line and run it."""
    try:
        from aligner.cli import main as command
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    command()


if __name__ == "__main__":
    main()
