"""Whether two texts look like translations of each other, and whether one of them is much too short.

The headline of a document states it before any finding, because the findings of such a pair say little: nearly all text
is missing. The rule: a headline depends on the alignment alone, so every output can compute it again. Two texts in one
language are refused earlier (`document.language_check`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.findings.locations import measure
from aligner.findings.quality import CHARACTERS_A_WORD
from aligner.messages import say
from aligner.model import NO_LANGUAGE, Lang

if TYPE_CHECKING:
    from aligner.model import Alignment, Document

#: Share of the better matched text below which two texts are unrelated.
_UNRELATED = 0.2
#: Words of the shorter text from which the match can be judged.
_WORDS = 40
#: Share of the expected length up to which a text is a summary or a part of the translation, and words of the longer
#: text from which its length can be judged.
_SHORT, _LONG_ENOUGH = 0.4, 100


class Relation(StrEnum):
    """What a headline states."""

    UNRELATED = "unrelated"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Headline:
    """What a reader must know before the findings.

    Attributes:
        relation: what it states.
        side: the text that is too short; for unrelated texts the shorter one.
        matched: the share of each text that is in pairs, weighted with their confidence.
        length: the length of ``side``, as a share of the length expected from the other text.
        message: the sentence, by language.
    """

    relation: Relation
    side: Lang
    matched: dict[Lang, float]
    length: float
    message: dict[str, str]


def headline(alignment: Alignment) -> Headline | None:
    """Return the headline; None if the texts look like translations of each other."""
    matched = {lang: matched_share(alignment, lang) for lang in Lang}
    words = {lang: _words(alignment.bitext.side(lang)) for lang in Lang}
    side = min(Lang, key=lambda lang: words[lang])
    length = words[side] / max(words[side.other], 1.0)
    if words[side] >= _WORDS and max(matched.values()) < _UNRELATED:
        relation = Relation.UNRELATED
    elif words[side.other] >= _LONG_ENOUGH and length < _SHORT:
        relation = Relation.SHORT
    else:
        return None
    message = say(
        f"headline.{relation}",
        source=alignment.bitext.stated_source,
        side=side,
        percent=round(100 * (length if relation is Relation.SHORT else max(matched.values()))),
    )
    shares = {lang: round(share, 2) for lang, share in matched.items()}
    return Headline(relation, side, shares, round(length, 2), message)


def matched_share(alignment: Alignment, lang: Lang) -> float:
    """Return the share of a text that is in pairs, weighted with their confidence, without code and markup."""
    document = alignment.bitext.side(lang)
    prose = set(_prose(document))
    total = matched = 0.0
    for bead in alignment.beads:
        length = sum(len(document.segment_text(k)) for k in bead.side(lang) if k in prose)
        total += length
        matched += length * (bead.confidence if bead.paired else 0.0)
    return matched / total if total else 0.0


def _words(document: Document) -> float:
    """Return the length of a text in English words, without code and markup."""
    return measure(document, _prose(document)) / (CHARACTERS_A_WORD if document.lang is Lang.JA else 1.0)


def _prose(document: Document) -> list[int]:
    """Return the segments that have a language."""
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    return [segment.id for segment in document.segments if kinds[segment.paragraph] not in NO_LANGUAGE]
