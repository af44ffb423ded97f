"""Which words of the other side two sentences render, by the lexicon.

The rule: a word that the lexicon does not know proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from aligner.findings.inspection import Inspection

#: Minimum share of the words of the other side that each sentence renders, of those that both together render. The
#: halves of a sentence that was divided render about half each. A choice.
_WHOLE = 0.8


def renders_the_same(inspection: Inspection, lang: Lang, sentences: tuple[int, int], other: Sequence[int]) -> bool:
    """Whether two sentences render the same words of the other side, and have no other words that differ.

    Args:
        inspection: both texts.
        lang: the side of the sentences.
        sentences: their segments.
        other: the segments of the other side that they are paired with.
    """
    words = [_content(inspection, lang, k) for k in sentences]
    partner = frozenset().union(*(_content(inspection, lang.other, k) for k in other))
    rendered = [{word for word in partner if _translates(inspection, lang, own, word)} for own in words]
    together = len(rendered[0] | rendered[1])
    if min(map(len, rendered)) < _WHOLE * together:
        return False
    return all(
        any(_translates(inspection, lang, {word}, there) for there in partner)
        for word in words[0] ^ words[1]
        if _is_known(inspection, lang, word)
    )


def _content(inspection: Inspection, lang: Lang, segment: int) -> frozenset[str]:
    """The dictionary forms of the content words of a segment."""
    row = inspection.reading(lang).words.rows.get(segment, ())
    return frozenset(word.lemma for word in row if word.form.content)


def _translates(inspection: Inspection, lang: Lang, words: AbstractSet[str], there: str) -> bool:
    """Whether one of some words of a side and a word of the other side translate each other."""
    translations = inspection.lexicon.translations
    if lang is Lang.JA:
        return there in words or not words.isdisjoint(translations.get(there, ()))
    return there in words or any(there in translations.get(word, ()) for word in words)


def _is_known(inspection: Inspection, lang: Lang, word: str) -> bool:
    """Whether the lexicon knows a word, so that its absence means something."""
    lexicon = inspection.lexicon
    return bool(lexicon.translations.get(word)) if lang is Lang.EN else word in lexicon.ja_share
