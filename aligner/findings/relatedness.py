"""Whether two texts look like translations of each other, and whether one of them is much too short.

The headline states this before any finding, because the findings of such a pair are of little use: nearly all text is
missing. The rule: a headline depends on the alignment alone, so every output can compute it again. Two texts in one
language are refused earlier (`document.language_check`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.findings.locations import measure
from aligner.findings.quality import CHARACTERS_A_WORD, translatable
from aligner.messages import say
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.model import Alignment, Document

#: Confidence from which a pair counts as certain.
_CERTAIN = 0.9
#: Two texts are unrelated if, in both of them, less than this share is in certain pairs. The smallest share in 435
#: translations of 43 kinds is 0.23. Of pairs of a text with the translation of another text of its kind, 99% are below.
_UNRELATED = 0.2
#: That rule needs 40 words in the shorter text. With 15 to 39 words, two texts are unrelated if, in both of them, less
#: than 0.1 is in pairs, each weighted by its confidence. None of the beginnings of 396 translations has less.
_ENOUGH, _FEW, _UNRELATED_FEW = 40, 15, 0.1
#: Share of the expected length up to which a text is a summary or a part of the translation, and words of the longer
#: text from which its length can be judged.
_SHORT, _LONG_ENOUGH = 0.35, 100


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
        matched: the share of each text that is in certain pairs.
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
    matched = {lang: _matched(alignment, lang, certain=True) for lang in Lang}
    words = {lang: _words(alignment.bitext.side(lang)) for lang in Lang}
    side = min(Lang, key=lambda lang: words[lang])
    length = words[side] / max(words[side.other], 1.0)
    unmatched = _are_unrelated(alignment, words[side], max(matched.values()))
    # A summary has hardly any pairs either, so a short text is never called unrelated.
    if words[side.other] >= _LONG_ENOUGH and length < _SHORT:
        relation, key = Relation.SHORT, "short_unmatched" if unmatched else "short"
    elif unmatched:
        relation, key = Relation.UNRELATED, "unrelated"
    else:
        return None
    message = say(
        f"headline.{key}",
        source=alignment.bitext.stated_source,
        side=side,
        percent=round(100 * (length if relation is Relation.SHORT else max(matched.values()))),
    )
    shares = {lang: round(share, 2) for lang, share in matched.items()}
    return Headline(relation, side, shares, round(length, 2), message)


def _are_unrelated(alignment: Alignment, words: float, certain: float) -> bool:
    """Decide from the words of the shorter text and the share of the better matched text in certain pairs."""
    if words >= _ENOUGH:
        return certain < _UNRELATED
    return words >= _FEW and all(_matched(alignment, lang, certain=False) < _UNRELATED_FEW for lang in Lang)


def _matched(alignment: Alignment, lang: Lang, *, certain: bool) -> float:
    """Return the share of a text, without code and markup, that is in pairs.

    Certain pairs count in full and others not at all, or each counts with its confidence.
    """
    document = alignment.bitext.side(lang)
    prose = set(translatable(document))
    total = matched = 0.0
    for bead in alignment.beads:
        length = sum(len(document.segment_text(k)) for k in bead.side(lang) if k in prose)
        total += length
        if bead.paired:
            matched += length * (float(bead.confidence >= _CERTAIN) if certain else bead.confidence)
    return matched / total if total else 0.0


def _words(document: Document) -> float:
    """Return the length of a text in English words, without code and markup."""
    return measure(document, translatable(document)) / (CHARACTERS_A_WORD if document.lang is Lang.JA else 1.0)
