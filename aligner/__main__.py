"""The ``taiyaku`` command, also as ``python -m aligner``.

An interrupt or a lack of memory ends it without a traceback, even while modules are loaded.
"""

import sys

from aligner.cli.exit_codes import COULD_NOT_RUN, INTERRUPTED


def main() -> None:
    """Load the command line and run it."""
    try:
        from aligner.cli.main import main as command
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except (MemoryError, ImportError, OSError, RuntimeError) as error:
        from aligner.errors import lacks_memory

        if not lacks_memory(error):
            raise
        sys.stderr.write("there is not enough memory to load the program\n")
        sys.exit(COULD_NOT_RUN)
    command()


if __name__ == "__main__":
    main()
