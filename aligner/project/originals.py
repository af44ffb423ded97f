"""Reads the originals of pairs: files of the working tree, or of a revision of the repository."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from aligner.document.reading import read_bytes, source_from_bytes
from aligner.errors import InputError
from aligner.project import git

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from aligner.document.source import SourceText
    from aligner.project.pairs import Pair
    from aligner.settings import Settings


class Originals:
    """Reads originals as long as the context is open. The repository is opened when a pair needs it.

    Args:
        root: the folder of the project.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stack = ExitStack()
        self._objects: git.Objects | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()
        self._objects = None

    def name(self, pair: Pair) -> str:
        """Return the name of an original for alignments and errors: its path, or ``REF:PATH``."""
        return pair.original() if pair.ref else str(self._root / pair.source)

    def read(self, pair: Pair, settings: Settings) -> bytes:
        """Return the content of an original.

        Raises:
            InputError: when it cannot be read.
        """
        if not pair.ref:
            return read_bytes(self.name(pair), settings)
        if self._objects is None:
            self._objects = self._stack.enter_context(git.Objects(self._root))
        blob = self._objects.read(pair.original())
        if blob is None:
            raise InputError("the repository does not have this file; fetch the revision again", name=pair.original())
        return blob[1]

    def text(self, pair: Pair, settings: Settings) -> SourceText:
        """Return the text of an original.

        Raises:
            InputError: when it cannot be read, or is not one text.
        """
        return source_from_bytes(self.read(pair, settings), self.name(pair), settings)
