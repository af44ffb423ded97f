"""Encoders with a cache, so that only new texts are embedded after a change.

Rule: the vectors are those that the encoder itself would give. Of the built-in one they are so to the last bit, since
its sums are worked for each text on its own (`evidence.encoder`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

import numpy as np

from aligner.arrays import Floats32
from aligner.evidence.encoder_head import Sums
from aligner.evidence.sentence_transformer import SentenceTransformerEncoder
from aligner.evidence.universal_encoder import UniversalEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aligner.evidence.encoder import Encoder

T = TypeVar("T")

#: Texts that are remembered; of each some 6 kB.
MOST = 2048
#: What the built-in encoder knows of one text: the sums of its tokens proper and of its markers, and their number.
_Sum: TypeAlias = tuple[Floats32, Floats32, Floats32, int]


def remembering(encoder: Encoder, most: int = MOST) -> Encoder:
    """The same encoder with a memory; one that is neither of those of this program has none."""
    if isinstance(encoder, UniversalEncoder):
        return RememberingEncoder(encoder, most)
    return RememberingTransformer(encoder, most) if isinstance(encoder, SentenceTransformerEncoder) else encoder


class _Memory(Generic[T]):
    """What texts were found to be, the last used of them. Safe for several threads."""

    def __init__(self, most: int) -> None:
        self.known: OrderedDict[str, T] = OrderedDict()
        self._most, self._lock = most, threading.Lock()

    def of(self, texts: Sequence[str], find: Callable[[list[str]], Iterable[T]]) -> list[T]:
        """What each text is; those that are not known are found, at once."""
        with self._lock:
            if new := [text for text in dict.fromkeys(texts) if text not in self.known]:
                self.known |= zip(new, find(new), strict=True)
            for text in texts:
                self.known.move_to_end(text)
            found = [self.known[text] for text in texts]
            while len(self.known) > self._most:
                self.known.popitem(last=False)
        return found


class RememberingEncoder(UniversalEncoder):
    """The built-in encoder, which remembers the sums of texts."""

    def __init__(self, encoder: UniversalEncoder, most: int) -> None:
        self.__dict__.update(vars(encoder))
        self.memory: _Memory[_Sum] = _Memory(most)

    def sum_tokens(self, segments: Sequence[str]) -> Sums:
        """See `UniversalEncoder.sum_tokens`."""
        if not segments:
            return super().sum_tokens(segments)
        columns = tuple(zip(*self.memory.of(segments, self._one_by_one), strict=True))
        proper, first, last = (np.stack(column) for column in columns[:3])
        return Sums(proper, first, last, np.array(columns[3], np.int64))

    def _one_by_one(self, texts: list[str]) -> Iterator[_Sum]:
        sums = super().sum_tokens(texts)
        for k, count in enumerate(sums.count.tolist()):
            # Copies, or one row would keep those of all the others in memory.
            proper, first, last = (np.array(part[k]) for part in (sums.proper, sums.first, sums.last))
            yield proper, first, last, count


class RememberingTransformer(SentenceTransformerEncoder):
    """An encoder from a folder, which remembers the vectors of texts."""

    def __init__(self, encoder: SentenceTransformerEncoder, most: int) -> None:
        self.__dict__.update(vars(encoder))
        self.memory: _Memory[Floats32] = _Memory(most)

    def vectors(self, texts: Sequence[str]) -> Floats32:
        """See `SentenceTransformerEncoder.vectors`."""
        if not texts:
            return super().vectors(texts)
        return np.stack(self.memory.of(texts, self._one_by_one))

    def _one_by_one(self, texts: list[str]) -> Iterator[Floats32]:
        # Copies, as above.
        return map(np.array, super().vectors(texts))
