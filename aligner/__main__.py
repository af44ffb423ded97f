"""``python -m aligner`` is the ``taiyaku`` command."""

from aligner.cli import main

main()
