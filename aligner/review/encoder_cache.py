"""Encoders with a cache, so that only new texts are embedded after a change.

Rule: the cache does not change the vectors. The vectors of the built-in encoder are identical to the last bit, because
it computes the sums of each text separately (`evidence.encoder`).
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

#: The number of cached texts; each takes about 6 kB.
MOST = 2048
#: The built-in encoder's data of one text: the sums of its ordinary tokens and of its markers, and their number.
_Sum: TypeAlias = tuple[Floats32, Floats32, Floats32, int]


def remembering(encoder: Encoder, most: int = MOST) -> Encoder:
    """The same encoder with a cache. An encoder that is not one of this program's two is returned unchanged."""
    if isinstance(encoder, UniversalEncoder):
        return RememberingEncoder(encoder, most)
    return RememberingTransformer(encoder, most) if isinstance(encoder, SentenceTransformerEncoder) else encoder


class _Memory(Generic[T]):
    """A least-recently-used cache of values by text. Safe for several threads."""

    def __init__(self, most: int) -> None:
        self.known: OrderedDict[str, T] = OrderedDict()
        self._most, self._lock = most, threading.Lock()

    def of(self, texts: Sequence[str], find: Callable[[list[str]], Iterable[T]]) -> list[T]:
        """The value of each text. Values that are not cached are computed in one call."""
        with self._lock:
            if new := [text for text in dict.fromkeys(texts) if text not in self.known]:
                self.known |= zip(new, find(new), strict=True)
            for text in texts:
                self.known.move_to_end(text)
            values = [self.known[text] for text in texts]
            while len(self.known) > self._most:
                self.known.popitem(last=False)
        return values


class RememberingEncoder(UniversalEncoder):
    """The built-in encoder with a cache of the sums of texts."""

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
            # Copies: a view of one row would keep the whole array in memory.
            proper, first, last = (np.array(part[k]) for part in (sums.proper, sums.first, sums.last))
            yield proper, first, last, count


class RememberingTransformer(SentenceTransformerEncoder):
    """An encoder from a folder, with a cache of the vectors of texts."""

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
