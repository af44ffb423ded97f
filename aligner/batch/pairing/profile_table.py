"""The profiles of all documents of one side, as columns; the sentences lie on disk, and memory holds what is small."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np

from aligner.batch.pairing.profile import HEAD, PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from aligner.arrays import Floats32, Ints64
    from aligner.batch.pairing.profile import Keys, Profile


@dataclass(frozen=True)
class Side:
    """The documents of one language.

    Attributes:
        parts: (documents, parts, dimensions) mean embeddings of their parts.
        heads: (documents, `HEAD`, dimensions) embeddings of their first sentences, zeros past the last.
        weights: (documents, `HEAD`) how much each of those counts; 0 where there is none.
        numbers: the keys of every document's numbers.
        names: the keys of its names.
        length: (documents,) characters.
    """

    parts: Floats32
    heads: NDArray[np.float16]
    weights: Floats32
    numbers: Sequence[Keys]
    names: Sequence[Keys]
    length: Ints64

    def __len__(self) -> int:
        return len(self.length)


class Shelf:
    """Where the documents of one language are put one after another; their sentences go to a file.

    A context manager that has the file open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._profiles: list[Profile] = []
        self._width = 1

    def __enter__(self) -> Self:
        self._file = self._path.open("wb")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, profile: Profile) -> int:
        """Put a document behind the others; its number."""
        missing = HEAD - len(profile.head)
        self._width = profile.head.shape[1]
        self._file.write(np.pad(profile.head.astype(np.float16), ((0, missing), (0, 0))).tobytes())
        weights = np.pad(profile.weights, (0, missing))
        self._profiles.append(replace(profile, head=profile.head[:0].copy(), weights=weights))
        return len(self._profiles) - 1

    def side(self) -> Side:
        """What stands on the shelf."""
        self._file.flush()
        some = self._profiles
        shape = (len(some), HEAD, self._width)
        heads = np.memmap(self._path, np.float16, "r", shape=shape) if some else np.empty(shape, np.float16)
        return Side(
            parts=np.stack([each.parts for each in some]) if some else np.empty((0, PARTS, self._width), np.float32),
            heads=heads,
            weights=np.stack([each.weights for each in some]) if some else np.empty((0, HEAD), np.float32),
            numbers=[each.numbers for each in some],
            names=[each.names for each in some],
            length=np.array([each.length for each in some], np.int64),
        )
