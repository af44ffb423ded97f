"""Finds the sample document of ``taiyaku demo``."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import aligner
from aligner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Its folder in an installed package, and in a source checkout.
INSTALLED = "demo"
CHECKOUT = "corpus/demo-*"


@contextmanager
def demo_texts() -> Iterator[tuple[Path, Path]]:
    """Give the English and the Japanese file of the sample document.

    Raises:
        InputError: when neither the package nor a checkout around it has them.
    """
    installed = files(aligner) / INSTALLED
    if installed.is_dir():
        with as_file(installed) as folder:
            yield folder / "en.txt", folder / "ja.txt"
        return
    for folder in sorted(Path(aligner.__file__).parents[1].glob(CHECKOUT)):
        yield folder / "en.txt", folder / "ja.txt"
        return
    raise InputError("the demo document is not there; install taiyaku again")
