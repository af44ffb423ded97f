"""Collects the evidence of a bitext once, before a band is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.channels import Reading, read_channels, read_document
from aligner.evidence.glossary.finding import read_terms
from aligner.evidence.glossary.terms import NO_GLOSSARY
from aligner.evidence.meaning import Meaning
from aligner.evidence.sentence_transformer import sentence_transformer
from aligner.evidence.side_vectors import SideVectors
from aligner.evidence.universal_encoder import universal_encoder
from aligner.matching.anchors import close_chain
from aligner.matching.cue_times import measure_times
from aligner.matching.lengths import measure_lengths
from aligner.matching.margins import measure_margins
from aligner.matching.match_input import Material
from aligner.matching.shapes import LONG_SHAPES, SHAPES, Shapes
from aligner.matching.side import Side, read_side
from aligner.model import LANGS
from aligner.text.wrapping import unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aligner.arrays import Floats32, Ints64
    from aligner.evidence.channel import Channel
    from aligner.evidence.encoder import Embedded, Encoder
    from aligner.evidence.glossary.finding import Terms
    from aligner.evidence.glossary.terms import Glossary
    from aligner.model import Bead, Bitext
    from aligner.parameters import Lexicon, Parameters


@dataclass(frozen=True)
class Prepared:
    """A bitext's evidence.

    Attributes:
        en_reading: words and numbers of the English segments.
        ja_reading: words and numbers of the Japanese segments.
        terms: the user's glossary and the positions of its terms.
        channels: shared items.
        en: lengths, paragraphs and kinds of the English segments.
        ja: the same for the Japanese segments.
        vectors: unit vectors of the blocks of both sides (`Embedded.blocks`); None without meaning, and after matching.
        kept: the vectors that are kept after matching (`after_matching`); None without meaning, and before it.
        embedded: the encoder's output for the segments of both sides; None without meaning.
        encoder: the encoder; None without meaning.
        shapes: the shapes of pairs that the search has; their longest block is the longest of ``vectors``.
    """

    en_reading: Reading
    ja_reading: Reading
    terms: Terms
    channels: tuple[Channel, ...]
    en: Side
    ja: Side
    vectors: tuple[Floats32, Floats32] | None
    embedded: Embedded | None
    encoder: Encoder | None = None
    shapes: Shapes = SHAPES
    kept: tuple[SideVectors, SideVectors] | None = None

    @cached_property
    def longer(self) -> Prepared:
        """The same evidence with blocks of five and six segments, for a translator who merges whole paragraphs.

        All segments are encoded again: few documents need this, and what blocks are made of is not kept for all others.
        """
        if self.encoder is None:
            return replace(self, shapes=LONG_SHAPES)
        vectors = _embed(self.encoder, self.en_reading, self.ja_reading).blocks(LONG_SHAPES.longest)
        return replace(self, vectors=vectors, shapes=LONG_SHAPES)

    def after_matching(self, beads: Sequence[Bead]) -> Prepared:
        """The same evidence with the vectors of segments and of the sides of beads only, which take less memory."""
        if self.vectors is None:
            return self
        en, ja = (
            SideVectors.of(blocks, (bead.side(lang) for bead in beads if bead.side(lang)))
            for lang, blocks in zip(LANGS, self.vectors, strict=True)
        )
        return replace(self, vectors=None, kept=(en, ja))

    def within(self, low: Ints64, width: int) -> tuple[Material, list[tuple[int, int]]]:
        """The evidence within a band, with the meaning, lengths, margins and times measured there; and its anchors."""
        meaning = None if self.vectors is None else Meaning(*self.vectors, low, width)
        material = Material(self.en, self.ja, self.channels, meaning=meaning, shapes=self.shapes)
        chain = close_chain(material, low, width)
        lengths = measure_lengths(self.en, self.ja, chain)
        times = measure_times(self.en.times, self.ja.times, chain, self.shapes.longest)
        if meaning is None:
            return replace(material, lengths=lengths, times=times), chain
        return replace(material, lengths=lengths, times=times, margins=measure_margins(meaning)), chain


def prepare(bitext: Bitext, lexicon: Lexicon, encoder: Encoder | None, glossary: Glossary = NO_GLOSSARY) -> Prepared:
    """Reads, matches and embeds the whole bitext; without an encoder, meaning is left out."""
    en, ja = read_document(bitext.en), read_document(bitext.ja)
    terms = read_terms(glossary, en.words, ja.words, bitext)
    vectors = embedded = None
    if encoder is not None:
        embedded = _embed(encoder, en, ja)
        vectors = embedded.blocks(SHAPES.longest)
    channels = read_channels(bitext, en, ja, lexicon, terms)
    return Prepared(en, ja, terms, channels, read_side(bitext.en), read_side(bitext.ja), vectors, embedded, encoder)


def _embed(encoder: Encoder, en: Reading, ja: Reading) -> Embedded:
    return encoder.embed(en.texts, list(map(unwrapped, ja.texts)))


def encoder_of(parameters: Parameters, folder: Path | None = None) -> Encoder:
    """The encoder in a folder, or the built-in one with the layers that belong to the parameters.

    Raises:
        SettingsError: the files of the encoder are missing.
    """
    if folder is not None:
        return sentence_transformer(folder)
    encoder = _ENCODERS.get(parameters.sha256)
    if encoder is None:
        encoder = _ENCODERS[parameters.sha256] = universal_encoder().adapted(parameters.layers)
    return encoder


#: Encoders by the digest of their parameters; a process uses few.
_ENCODERS: dict[str, Encoder] = {}


@cache
def kernel() -> str:
    """The numpy build and the kernel of its BLAS; outputs are the same bytes wherever this is the same."""
    from threadpoolctl import threadpool_info

    # Other libraries bring their own BLAS; which of them are loaded depends on what ran before.
    libraries = (library for library in threadpool_info() if library["user_api"] == "blas")
    blas = min(libraries, key=lambda library: "numpy" not in library["filepath"], default=None)
    built = f"numpy {np.__version__}"
    return (
        built
        if blas is None
        else f"{built}, {blas['internal_api']} {blas['version']} {blas.get('architecture', '')}".strip()
    )
