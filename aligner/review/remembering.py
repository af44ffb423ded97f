"""An encoder that remembers what it embedded: around a change only what is new is embedded again.

Rule: the vectors are those that the encoder itself would give, to the last bit, since its sums are worked for each text
on its own (`evidence.encoder`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from aligner.evidence.encoder import UniversalEncoder
from aligner.evidence.network import Floats, Sums, blocks

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from aligner.evidence.encoder import Encoder

#: Texts that are remembered; of each some 4 kB.
MOST = 8192
#: What an encoder knows of one text: the sums of its tokens proper and of its markers, and their number.
_Sum: TypeAlias = tuple[Floats, Floats, Floats, int]


class RememberingEncoder:
    """The encoder in front of another. Safe for several threads."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self._encoder, self._most = encoder, most
        self._sums: OrderedDict[str, _Sum] = OrderedDict()
        self._blocks: OrderedDict[Hashable, Floats] = OrderedDict()
        self._lock = threading.Lock()

    def encode_blocks(self, segments: Sequence[str], longest: int, *, joint: str = " ") -> Floats:
        """See `evidence.encoder.Encoder.encode_blocks`."""
        with self._lock:
            if isinstance(self._encoder, UniversalEncoder):
                return blocks(self._summed(self._encoder, segments), longest, self._encoder.network)
            key = (tuple(segments), longest, joint)
            if key not in self._blocks:
                self._blocks[key] = self._encoder.encode_blocks(segments, longest, joint=joint)
                if len(self._blocks) > self._most // 64:
                    self._blocks.popitem(last=False)
            return self._blocks[key]

    def _summed(self, encoder: UniversalEncoder, segments: Sequence[str]) -> Sums:
        new = [text for text in dict.fromkeys(segments) if text not in self._sums]
        if new:
            sums = encoder.sum_tokens(new)
            for k, text in enumerate(new):
                # Copies, or one row would keep those of all the others in memory.
                proper, first, last = (np.array(part[k]) for part in (sums.proper, sums.first, sums.last))
                self._sums[text] = proper, first, last, int(sums.count[k])
        for text in segments:
            self._sums.move_to_end(text)
        found = [self._sums[text] for text in segments]
        while len(self._sums) > self._most:
            self._sums.popitem(last=False)
        if not found:
            return encoder.sum_tokens(())
        proper, first, last = (np.stack(column) for column in list(zip(*found, strict=True))[:3])
        return Sums(proper, first, last, np.array([each[3] for each in found], np.int64))
