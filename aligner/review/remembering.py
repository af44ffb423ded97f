"""Encoders that remember what they embedded: around a change only what is new is embedded again.

Rule: the vectors are those that the encoder itself would give. Of the built-in one they are so to the last bit, since
its sums are worked for each text on its own (`evidence.encoder`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from aligner.arrays import Floats32
from aligner.evidence.network import Sums
from aligner.evidence.sentence_transformer import SentenceTransformerEncoder
from aligner.evidence.universal_encoder import UniversalEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.encoder import Encoder

#: Texts that are remembered; of each some 6 kB.
MOST = 2048
#: What the built-in encoder knows of one text: the sums of its tokens proper and of its markers, and their number.
_Sum: TypeAlias = tuple[Floats32, Floats32, Floats32, int]


def remembering(encoder: Encoder, most: int = MOST) -> Encoder:
    """The same encoder with a memory; one that is neither of those of this program has none."""
    if isinstance(encoder, UniversalEncoder):
        return RememberingEncoder(encoder, most)
    return RememberingTransformer(encoder, most) if isinstance(encoder, SentenceTransformerEncoder) else encoder


class RememberingEncoder(UniversalEncoder):
    """The built-in encoder, which remembers the sums of texts. Safe for several threads."""

    def __init__(self, encoder: UniversalEncoder, most: int) -> None:
        self.__dict__.update(vars(encoder))
        self._known: OrderedDict[str, _Sum] = OrderedDict()
        self._most, self._lock = most, threading.Lock()

    def sum_tokens(self, segments: Sequence[str]) -> Sums:
        """See `UniversalEncoder.sum_tokens`."""
        with self._lock:
            new = [text for text in dict.fromkeys(segments) if text not in self._known]
            if new or not segments:
                sums = super().sum_tokens(new)
                if not segments:
                    return sums
                for k, text in enumerate(new):
                    # Copies, or one row would keep those of all the others in memory.
                    proper, first, last = (np.array(part[k]) for part in (sums.proper, sums.first, sums.last))
                    self._known[text] = proper, first, last, int(sums.count[k])
            for text in segments:
                self._known.move_to_end(text)
            found = [self._known[text] for text in segments]
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        columns = tuple(zip(*found, strict=True))
        proper, first, last = (np.stack(column) for column in columns[:3])
        return Sums(proper, first, last, np.array([each[3] for each in found], np.int64))


class RememberingTransformer(SentenceTransformerEncoder):
    """An encoder from a folder, which remembers the vectors of texts. Safe for several threads."""

    def __init__(self, encoder: SentenceTransformerEncoder, most: int) -> None:
        self.__dict__.update(vars(encoder))
        self._known: OrderedDict[str, Floats32] = OrderedDict()
        self._most, self._lock = most, threading.Lock()

    def encode(self, texts: list[str]) -> Floats32:
        """See `SentenceTransformerEncoder.encode`."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._known]
            if new or not texts:
                made = super().encode(new)
                if not texts:
                    return made
                self._known |= zip(new, np.array(made), strict=True)
            for text in texts:
                self._known.move_to_end(text)
            found = np.stack([self._known[text] for text in texts])
            while len(self._known) > self._most:
                self._known.popitem(last=False)
            return found
