"""What a finder reads: the alignment and its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aligner.findings.length_excess import usual_lengths
from aligner.findings.meaning.pair_words import read_pair_words
from aligner.findings.number_check import NumberCheck, check_numbers
from aligner.findings.text_kind import TextKinds, text_kinds
from aligner.model import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.evidence.channels import Reading
    from aligner.evidence.encoder import Encoder
    from aligner.evidence.side_vectors import SideVectors
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.findings.rules.rule import Rule
    from aligner.matching.lengths import Lengths
    from aligner.matching.prepare import Prepared
    from aligner.model import Alignment, AnchorRule, Bead, TextKind
    from aligner.parameters import Lexicon, Weights

#: Confidence from which a pair is more likely right than wrong (docs/reliability.md). Findings that rest on two texts
#: being translations of each other need such a pair; `unsure_beads` looks at the others.
LIKELY = 0.5


@dataclass(frozen=True)
class Inspection:
    """Everything a finder reads.

    Attributes:
        alignment: the beads of both texts.
        prepared: words, numbers and names of every segment, with their places.
        lexicon: which words translate each other.
        encoder: embeds a stretch of text; None without sentence meaning.
        stated_kind: the kind of text that the user states; None recognises it.
        weights: the weights of the alignment, for the sentences inside a pair; None leaves these out.
        rules: the user's rules.
        anchors: the site generator that gives headings their anchors; None if it is not known.
    """

    alignment: Alignment
    prepared: Prepared
    lexicon: Lexicon
    encoder: Encoder | None
    stated_kind: TextKind | None = None
    weights: Weights | None = None
    rules: Sequence[Rule] = ()
    anchors: AnchorRule | None = None

    @property
    def direction(self) -> Lang | None:
        """The language of the original if it is known. With None, messages are neutral."""
        return self.alignment.bitext.stated_source

    def reading(self, lang: Lang) -> Reading:
        """The words and numbers of one side."""
        return self.prepared.en_reading if lang is Lang.EN else self.prepared.ja_reading

    @cached_property
    def vectors(self) -> Mapping[Lang, SideVectors] | None:
        """The vectors of segments and of the sides of beads, by side; None without sentence meaning."""
        kept = self.prepared.after_matching(self.alignment.beads).kept
        return None if kept is None else dict(zip(LANGS, kept, strict=True))

    @cached_property
    def beads_of(self) -> Mapping[Lang, Mapping[int, Bead]]:
        """The bead of every segment, by side."""
        return {lang: {k: bead for bead in self.alignment.beads for k in bead.side(lang)} for lang in Lang}

    @cached_property
    def lengths(self) -> Lengths:
        """The usual lengths of the document's translations, measured once."""
        return usual_lengths(self)

    @cached_property
    def number_check(self) -> NumberCheck:
        """The comparison of all numbers, computed once."""
        return check_numbers(self.alignment, {lang: self.reading(lang).numbers for lang in Lang})

    @cached_property
    def pair_words(self) -> Sequence[PairWords]:
        """The words of the sure pairs, which the finders of meaning compare; read once."""
        return read_pair_words(self)

    @cached_property
    def text_kinds(self) -> TextKinds:
        """The kinds of text of both sides, recognised once."""
        return text_kinds(self.alignment.bitext, self.stated_kind)

    def text_kind(self, lang: Lang, segment: int) -> TextKind:
        """The kind of text that a segment belongs to."""
        return self.text_kinds.by_segment[lang][segment]
