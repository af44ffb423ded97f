"""Aligners under one roof: functions of two lists of segments that yield pairs of index tuples, English first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

import aligner
from aligner.evidence.encoder import universal_encoder

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Pairs: TypeAlias = list[tuple[tuple[int, ...], tuple[int, ...]]]
Align: TypeAlias = Callable[[Sequence[str], Sequence[str]], Pairs]


def taiyaku(*, meaning: bool, parameters: Path | None = None) -> Align:
    """This program, with or without sentence meaning, with the parameters that ship or others."""
    settings = aligner.Settings(meaning=meaning, parameters=parameters)

    def align(en: Sequence[str], ja: Sequence[str]) -> Pairs:
        return [(bead.source, bead.target) for bead in aligner.align_segments(en, ja, settings=settings).beads]

    return align


def gale_church(en: Sequence[str], ja: Sequence[str]) -> Pairs:
    """Gale and Church (1993) by length alone, PyPI's galechurch; lengths in UTF-8 bytes as it has them."""
    import galechurch

    beads = galechurch.align(list(en), list(ja)).beads
    return [
        (tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
        for bead in beads
    ]


def encode(sentences: Sequence[str]) -> NDArray[np.float32]:
    """The embeddings this program uses, each text encoded whole."""
    return np.asarray(universal_encoder().encode_blocks(list(sentences), 1)[1:, 0], np.float32)


def vecalign(en: Sequence[str], ja: Sequence[str]) -> Pairs:
    """Vecalign's search (Thompson and Koehn 2019), PyPI's sentweave, over the same embeddings; beads up to 4."""
    import sentweave

    found = sentweave.align(list(en), list(ja), encode, alignment_max_size=5).alignments
    return [(tuple(block.src_indices), tuple(block.tgt_indices)) for block in found]
