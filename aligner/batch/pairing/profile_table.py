"""The profiles of all documents of one language, as columns. Sentence embeddings are in a file, the rest in memory."""

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
        weights: (documents, `HEAD`) weight of each of those; 0 past the last.
        numbers: the hashes of each document's numbers.
        names: the hashes of its names.
        length: (documents,) characters.
        strings: the hashes of its strings.
        sentences: the hashes of its sentences.
        paths: the hashes of the words of its path.
    """

    parts: Floats32
    heads: NDArray[np.float16]
    weights: Floats32
    numbers: Sequence[Keys]
    names: Sequence[Keys]
    length: Ints64
    strings: Sequence[Keys]
    sentences: Sequence[Keys]
    paths: Sequence[Keys]

    def __len__(self) -> int:
        return len(self.length)


class ProfileTable:
    """Collects the profiles of one language and writes their sentence embeddings to a file.

    A context manager that keeps the file open.
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
        """Add a document and return its number."""
        missing = HEAD - len(profile.head)
        self._width = profile.head.shape[1]
        self._file.write(np.pad(profile.head.astype(np.float16), ((0, missing), (0, 0))).tobytes())
        weights = np.pad(profile.weights, (0, missing))
        self._profiles.append(replace(profile, head=profile.head[:0].copy(), weights=weights))
        return len(self._profiles) - 1

    def side(self) -> Side:
        """Return the documents added so far."""
        self._file.flush()
        profiles = self._profiles
        shape = (len(profiles), HEAD, self._width)
        heads = np.memmap(self._path, np.float16, "r", shape=shape) if profiles else np.empty(shape, np.float16)
        return Side(
            parts=np.array([profile.parts for profile in profiles], np.float32).reshape(-1, PARTS, self._width),
            heads=heads,
            weights=np.array([profile.weights for profile in profiles], np.float32).reshape(-1, HEAD),
            numbers=[profile.numbers for profile in profiles],
            names=[profile.names for profile in profiles],
            length=np.array([profile.length for profile in profiles], np.int64),
            strings=[profile.strings for profile in profiles],
            sentences=[profile.sentences for profile in profiles],
            paths=[profile.path for profile in profiles],
        )
